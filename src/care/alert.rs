//! Colleague alerts: how a child feels, how it may show, what helps, for whom and until when.
//!
//! It keeps what was written and who has read it; what waits for whom is in [`super::waiting`].

use super::days::{CareDay, Moment, Part};
use super::people::{Deed, Staff};
use super::refusal::Gaps;
use super::{AlertId, ChildId, Decided, Entry, Home, Refusal, StaffId, Stamp, Subject, child};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The most characters in one box of an alert: it is read standing up, on a landing.
const WORDS: usize = 300;

/// How much an alert asks of colleagues. Each has a written meaning, or it comes to mean the writer's own worry.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Level {
    /// Keep an eye.
    Watch,
    /// Work differently.
    Worried,
    /// Act now.
    Urgent,
}

impl Level {
    /// Mildest first.
    pub const ALL: [Level; 3] = [Level::Watch, Level::Worried, Level::Urgent];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Level::Watch => "watch",
            Level::Worried => "worried",
            Level::Urgent => "urgent",
        }
    }

    /// What it means unless the home says otherwise.
    pub fn usual_meaning(self) -> &'static str {
        match self {
            Level::Watch => "keep an eye, no change of plan",
            Level::Worried => "change how we work with them tonight",
            Level::Urgent => "act now, tell the person in charge",
        }
    }
}

/// How a child feels.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the words are the meaning")]
pub enum Feeling {
    Anxious,
    Frightened,
    Sad,
    Angry,
    Lonely,
    Overwhelmed,
    Ashamed,
    Excited,
    Other,
}

impl Feeling {
    /// In the order they are offered.
    pub const ALL: [Feeling; 9] = [
        Feeling::Anxious,
        Feeling::Frightened,
        Feeling::Sad,
        Feeling::Angry,
        Feeling::Lonely,
        Feeling::Overwhelmed,
        Feeling::Ashamed,
        Feeling::Excited,
        Feeling::Other,
    ];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Feeling::Anxious => "anxious",
            Feeling::Frightened => "frightened",
            Feeling::Sad => "sad",
            Feeling::Angry => "angry",
            Feeling::Lonely => "lonely",
            Feeling::Overwhelmed => "overwhelmed",
            Feeling::Ashamed => "ashamed",
            Feeling::Excited => "excited",
            Feeling::Other => "unsettled",
        }
    }
}

/// For whom an alert is: everyone when nobody and no part of day is named.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Audience {
    /// The staff of these parts of day.
    pub parts: BTreeSet<Part>,
    /// These people.
    pub people: BTreeSet<StaffId>,
}

impl Audience {
    /// Whether it is for everyone.
    pub fn everyone(&self) -> bool {
        self.parts.is_empty() && self.people.is_empty()
    }

    /// Whether it is for this person, in this part of day.
    pub fn includes(&self, staff: &Staff, now: Part) -> bool {
        self.everyone()
            || self.people.contains(&staff.id)
            || self.parts.iter().any(|part| staff.works(*part, now))
    }
}

/// Until when an alert is asked to stand.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Until {
    /// The end of this night.
    Tonight,
    /// The end of the next care day.
    Tomorrow,
    /// The end of a care day.
    Day(CareDay),
    /// Until somebody closes it.
    Closed,
}

/// What an alert says.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Warning {
    /// How much it asks.
    pub level: Level,
    /// How the child feels.
    pub feeling: Feeling,
    /// About what.
    pub about: String,
    /// How it may show in behaviour.
    pub shows: String,
    /// What helps.
    pub helps: String,
    /// For whom.
    pub audience: Audience,
}

/// Something a colleague added.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct FollowUp {
    /// The number of its entry.
    pub number: u64,
    /// Who.
    pub by: StaffId,
    /// When.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    /// What.
    pub text: String,
}

/// An alert with everything that came of it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Alert {
    /// Which.
    pub id: AlertId,
    /// About which child.
    pub child: ChildId,
    /// What it says.
    pub warning: Warning,
    /// When it leaves the board by itself.
    #[serde(with = "chrono::serde::ts_milliseconds_option")]
    pub until: Option<DateTime<Utc>>,
    /// Who raised it.
    pub by: StaffId,
    /// When.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    /// Who gave a receipt; see [`Alert::has_read`].
    pub read_by: BTreeSet<StaffId>,
    /// What colleagues added, oldest first.
    pub follow_ups: Vec<FollowUp>,
    /// What happened in the end, once it is closed.
    pub closed: Option<FollowUp>,
}

/// How an alert stands.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Standing {
    /// On the board.
    Open,
    /// Its end came, and nobody ever wrote how it went.
    RanOut,
    /// Over.
    Ended,
}

impl Alert {
    /// How it stands at an instant.
    pub fn standing(&self, now: DateTime<Utc>) -> Standing {
        match self.until {
            _ if self.closed.is_some() => Standing::Ended,
            Some(until) if until <= now && self.follow_ups.is_empty() => Standing::RanOut,
            Some(until) if until <= now => Standing::Ended,
            Some(_) | None => Standing::Open,
        }
    }

    /// Whether someone has read it: they raised it, wrote to it, or gave a receipt.
    pub fn has_read(&self, staff: StaffId) -> bool {
        let written = self.follow_ups.iter().chain(&self.closed);
        self.by == staff
            || self.read_by.contains(&staff)
            || written.into_iter().any(|added| added.by == staff)
    }

    /// Whether this person still has to read it. An urgent one is for every colleague, whomever it names.
    pub fn unread_by(&self, staff: &Staff, now: Moment, part: Part) -> bool {
        self.standing(now.at) == Standing::Open
            && !self.has_read(staff.id)
            && (self.warning.level == Level::Urgent || self.warning.audience.includes(staff, part))
    }

    /// Whether nobody but its writer has had to do with it.
    fn untouched(&self) -> bool {
        self.read_by.is_empty() && self.follow_ups.is_empty() && self.closed.is_none()
    }

    /// Since when it is over, if it is.
    fn ended_at(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self.standing(now) {
            Standing::Ended => self.closed.as_ref().map(|closed| closed.at).or(self.until),
            Standing::Open | Standing::RanOut => None,
        }
    }
}

/// Alerts that are open, or ran out unanswered, or ended within the last month.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Alerts {
    all: BTreeMap<AlertId, Alert>,
}

impl Alerts {
    /// One alert.
    pub fn get(&self, id: AlertId) -> Option<&Alert> {
        self.all.get(&id)
    }

    /// All that are kept at hand, oldest first.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Alert> {
        self.all.values()
    }

    /// The open ones, worst first, newest first among equals.
    pub fn open(&self, now: DateTime<Utc>) -> Vec<&Alert> {
        let mut open: Vec<_> =
            self.all.values().filter(|alert| alert.standing(now) == Standing::Open).collect();
        open.sort_by_key(|alert| std::cmp::Reverse((alert.warning.level, alert.at)));
        open
    }

    /// The open ones about a child, worst first. A new worry is perhaps one of these.
    pub fn about(&self, child: ChildId, now: DateTime<Utc>) -> Vec<&Alert> {
        let mut open = self.open(now);
        open.retain(|alert| alert.child == child);
        open
    }

    /// Those whose end came and nobody ever wrote how it went.
    pub fn ran_out(&self, now: DateTime<Utc>) -> impl Iterator<Item = &Alert> {
        self.all.values().filter(move |alert| alert.standing(now) == Standing::RanOut)
    }

    /// Leaves out all but these.
    pub(super) fn keep(&mut self, shown: impl Fn(&Alert) -> bool) {
        self.all.retain(|_, alert| shown(alert));
    }

    pub(super) fn apply(&mut self, entry: &Entry, fact: &Fact) {
        match fact {
            Fact::Raised { id, warning, until } => {
                let Some(child) = entry.subject.child() else { return };
                let alert = Alert {
                    id: *id,
                    child,
                    warning: (**warning).clone(),
                    until: *until,
                    by: entry.by,
                    at: entry.at,
                    read_by: BTreeSet::new(),
                    follow_ups: Vec::new(),
                    closed: None,
                };
                self.all.insert(*id, alert);
            }
            Fact::Withdrawn(id) => {
                self.all.remove(id);
            }
            Fact::Read(id) => self.with(*id, |alert| {
                alert.read_by.insert(entry.by);
            }),
            Fact::ReadTakenBack(id) => self.with(*id, |alert| {
                alert.read_by.remove(&entry.by);
            }),
            Fact::FollowedUp { id, text } => self.with(*id, |alert| alert.follow_ups.push(said(entry, text))),
            Fact::FollowUpTakenBack { id, number } => {
                self.with(*id, |alert| alert.follow_ups.retain(|added| added.number != *number));
            }
            Fact::Closed { id, what_happened } => {
                self.with(*id, |alert| alert.closed = Some(said(entry, what_happened)));
            }
            Fact::OpenedAgain(id) => self.with(*id, |alert| alert.closed = None),
        }
    }

    /// Lets go of those that were over a month before `first`. They stay in the journal.
    pub(super) fn let_go(&mut self, first: DateTime<Utc>) {
        let long_over = |ended: DateTime<Utc>| first.signed_duration_since(ended) > TimeDelta::days(31);
        self.all.retain(|_, alert| !alert.ended_at(first).is_some_and(long_over));
    }

    fn with(&mut self, id: AlertId, change: impl FnOnce(&mut Alert)) {
        if let Some(alert) = self.all.get_mut(&id) {
            change(alert);
        }
    }
}

fn said(entry: &Entry, text: &str) -> FollowUp {
    FollowUp { number: entry.number, by: entry.by, at: entry.at, text: text.into() }
}

/// What can be asked about alerts.
#[derive(Clone, PartialEq, Debug)]
pub enum Act {
    /// Warn colleagues.
    Raise {
        /// About which child.
        child: ChildId,
        /// What.
        warning: Box<Warning>,
        /// Until when.
        until: Until,
    },
    /// Take back an alert that was raised by mistake.
    Withdraw(AlertId),
    /// Say that one has read it.
    Read(AlertId),
    /// Take a receipt back.
    TakeBackRead(AlertId),
    /// Add what happened since, or the same worry once more.
    FollowUp {
        /// To which alert.
        id: AlertId,
        /// What.
        text: String,
    },
    /// Take one's own follow-up back.
    TakeBackFollowUp {
        /// From which alert.
        id: AlertId,
        /// The number of its entry.
        number: u64,
    },
    /// End it. A worried or urgent one needs to say what happened.
    Close {
        /// Which alert.
        id: AlertId,
        /// What happened.
        what_happened: String,
    },
    /// Take a closing back.
    OpenAgain(AlertId),
}

/// What happened to alerts.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the past of the act of the same name")]
pub enum Fact {
    Raised {
        id: AlertId,
        warning: Box<Warning>,
        #[serde(with = "chrono::serde::ts_milliseconds_option")]
        until: Option<DateTime<Utc>>,
    },
    Withdrawn(AlertId),
    Read(AlertId),
    ReadTakenBack(AlertId),
    FollowedUp {
        id: AlertId,
        text: String,
    },
    FollowUpTakenBack {
        id: AlertId,
        number: u64,
    },
    Closed {
        id: AlertId,
        what_happened: String,
    },
    OpenedAgain(AlertId),
}

pub(super) fn decide(home: &Home, by: StaffId, stamp: Stamp, act: Act) -> Result<Decided, Refusal> {
    let now = stamp.moment;
    home.people.may(home, by, now, Deed::Care)?;
    let not_now = |say: &str| Refusal::NotNow(say.into());
    let (child, fact) = match act {
        Act::Raise { child, warning, until } => {
            child::known(home, child)?;
            let (warning, until) = clean(home, now, *warning, until)?;
            (child, Fact::Raised { id: AlertId(stamp.fresh), warning: Box::new(warning), until })
        }
        Act::Withdraw(id) => {
            let alert = known(home, id)?;
            if alert.by != by || !alert.untouched() {
                return Err(not_now(
                    "A colleague has read this alert. Close it instead, and say what happened.",
                ));
            }
            (alert.child, Fact::Withdrawn(id))
        }
        Act::Read(id) => {
            let alert = known(home, id)?;
            if alert.has_read(by) {
                return Err(not_now("You have read this alert already."));
            }
            (alert.child, Fact::Read(id))
        }
        Act::TakeBackRead(id) => {
            let alert = known(home, id)?;
            if !alert.read_by.contains(&by) {
                return Err(not_now("You gave no receipt for this alert."));
            }
            (alert.child, Fact::ReadTakenBack(id))
        }
        Act::FollowUp { id, text } => {
            let mut gaps = Gaps::default();
            let text = gaps.text("what happened", &text, "Say what happened.");
            gaps.none()?;
            (known(home, id)?.child, Fact::FollowedUp { id, text })
        }
        Act::TakeBackFollowUp { id, number } => {
            let alert = known(home, id)?;
            let own = alert.follow_ups.iter().any(|added| added.number == number && added.by == by);
            own.then_some(()).ok_or(Refusal::Gone("This follow-up"))?;
            (alert.child, Fact::FollowUpTakenBack { id, number })
        }
        Act::Close { id, what_happened } => {
            let alert = known(home, id)?;
            (alert.child, Fact::Closed { id, what_happened: closing(alert, &what_happened)? })
        }
        Act::OpenAgain(id) => {
            let alert = known(home, id)?;
            if alert.closed.is_none() {
                return Err(not_now("This alert is not closed."));
            }
            (alert.child, Fact::OpenedAgain(id))
        }
    };
    Ok(Decided { subject: Subject::Child(child), day: home.day_of(now), fact: super::Fact::Alert(fact) })
}

fn known(home: &Home, id: AlertId) -> Result<&Alert, Refusal> {
    home.alerts.get(id).ok_or(Refusal::Gone("This alert"))
}

/// What happened in the end: a few words at least, if anyone was worried.
fn closing(alert: &Alert, what_happened: &str) -> Result<String, Refusal> {
    if alert.closed.is_some() {
        return Err(Refusal::NotNow("This alert is closed already.".into()));
    }
    let mut gaps = Gaps::default();
    let what_happened = match alert.warning.level {
        Level::Watch => gaps.optional_text("what happened", what_happened),
        Level::Worried | Level::Urgent => gaps.text("what happened", what_happened, "Say what happened."),
    };
    gaps.none()?;
    Ok(what_happened)
}

fn clean(
    home: &Home,
    now: Moment,
    raw: Warning,
    until: Until,
) -> Result<(Warning, Option<DateTime<Utc>>), Refusal> {
    let today = home.day_of(now);
    let mut gaps = Gaps::default();
    let warning = Warning {
        about: gaps.line("about what", &raw.about, WORDS, "Say what it is about."),
        shows: gaps.optional_line("how it may show", &raw.shows, WORDS),
        helps: gaps.optional_line("what helps", &raw.helps, WORDS),
        ..raw
    };
    for person in &warning.audience.people {
        if let Err(refusal) = home.people.colleague(*person, today) {
            gaps.say("for whom", refusal.to_string());
        }
    }
    let last = match until {
        Until::Tonight => Some(today),
        Until::Tomorrow => Some(today.plus(1)),
        Until::Day(day) => Some(day),
        Until::Closed => None,
    };
    if last.is_some_and(|last| !(0..=366).contains(&last.since(today))) {
        gaps.say("until", "Until must be today or later, and within a year.");
    }
    gaps.none()?;
    Ok((warning, last.map(|day| home.house.hours.ends(day, Part::Night, now.zone))))
}

pub(super) fn opposite(entry: &Entry, fact: &Fact) -> Option<Act> {
    match fact {
        Fact::Raised { id, .. } => Some(Act::Withdraw(*id)),
        Fact::Read(id) => Some(Act::TakeBackRead(*id)),
        Fact::ReadTakenBack(id) => Some(Act::Read(*id)),
        Fact::FollowedUp { id, .. } => Some(Act::TakeBackFollowUp { id: *id, number: entry.number }),
        Fact::Closed { id, .. } => Some(Act::OpenAgain(*id)),
        Fact::Withdrawn(_) | Fact::FollowUpTakenBack { .. } | Fact::OpenedAgain(_) => None,
    }
}
