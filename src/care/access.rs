//! What is kept to named people, what a visitor may read, what was opened all the same and why, and who looked.
//!
//! It keeps what was set down; what follows from it for one person is in [`super::sight`], and there alone.

use super::days::{CareDay, Moment};
use super::people::Deed;
use super::refusal::Gaps;
use super::sight::{Sight, Withheld};
use super::{ChildId, Decided, Entry, Home, LogId, Refusal, StaffId, Stamp, Subject, child, words};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// For how long something kept to others stays open to whoever opened it and wrote why.
pub const OPEN_MINUTES: i64 = 60;

/// Something that can be kept to named people.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum What {
    /// A child's record.
    Child(ChildId),
    /// One entry of the log.
    Entry(LogId),
}

/// To whom something is kept. Managers, and whoever wrote it, can always read it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Kept {
    /// Whom it is about.
    pub subject: Subject,
    /// Who wrote it, when it is an entry.
    pub writer: Option<StaffId>,
    /// Who can read it.
    pub to: BTreeSet<StaffId>,
}

/// Whose consent a visitor needs before reading a child's record.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Whose {
    /// The child's own.
    Child,
    /// That of the authority which placed the child.
    Authority,
}

impl Whose {
    /// In the order they are asked.
    pub const ALL: [Whose; 2] = [Whose::Child, Whose::Authority];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Whose::Child => "the child",
            Whose::Authority => "the placing authority",
        }
    }
}

/// What somebody answered who was asked for consent.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Answer {
    /// Yes.
    Given,
    /// No longer.
    Withdrawn,
}

impl Answer {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Answer::Given => "consent given",
            Answer::Withdrawn => "consent withdrawn",
        }
    }
}

/// A consent as it stands.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Consent {
    /// What was answered.
    pub answer: Answer,
    /// When.
    pub on: CareDay,
    /// Who wrote it down.
    pub by: StaffId,
}

/// Something kept to others that was opened, with why.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Opening {
    /// The number of its entry.
    pub number: u64,
    /// When.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: StaffId,
    /// What.
    pub what: What,
    /// About whom.
    pub subject: Subject,
    /// Why.
    pub why: String,
    /// The manager who has looked at it, if one has.
    pub known: Option<StaffId>,
}

impl Opening {
    /// Until when it stays open.
    pub fn until(&self) -> DateTime<Utc> {
        self.at + TimeDelta::minutes(OPEN_MINUTES)
    }
}

/// Where somebody looked at something.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "named after the screens")]
pub enum Page {
    Day,
    Log,
    LogEntry,
    Line,
    Alert,
    Note,
    WhileAway,
    NightBoard,
    Script,
    InAndOut,
    Round,
    InTime,
    Since,
    Charts,
    HandingOver,
    Due,
}

impl Page {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Page::Day => "day",
            Page::Log => "log",
            Page::LogEntry => "log entry",
            Page::Line => "line",
            Page::Alert => "alert",
            Page::Note => "off-duty note",
            Page::WhileAway => "while away",
            Page::NightBoard => "night board",
            Page::Script => "command line",
            Page::InAndOut => "in and out",
            Page::Round => "night round",
            Page::InTime => "what the rules ask",
            Page::Since => "since last on",
            Page::Charts => "charts",
            Page::HandingOver => "handing over",
            Page::Due => "what is due",
        }
    }
}

/// Somebody looked at something: once a person, subject, page and quarter of an hour.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Look {
    /// The beginning of the quarter of an hour.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub quarter: DateTime<Utc>,
    /// Where.
    pub page: Page,
    /// About whom.
    pub subject: Subject,
}

impl Look {
    /// A look at an instant.
    pub fn at(now: DateTime<Utc>, page: Page, subject: Subject) -> Self {
        let quarter = now.timestamp().div_euclid(900) * 900;
        Self { quarter: DateTime::from_timestamp(quarter, 0).unwrap_or(now), page, subject }
    }
}

/// The most looks of one entry: a quarter of an hour holds no more screens than that.
const LOOKS: usize = 1_000;

/// What the home itself keeps of who may see what.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Access {
    kept: BTreeMap<What, Kept>,
    consents: BTreeMap<(ChildId, Whose), Consent>,
    /// What was opened lately, and what no manager has looked at yet; oldest first.
    openings: Vec<Opening>,
    /// Whose record is left out of this copy of the home. Nobody's is of the home itself.
    #[serde(skip)]
    withheld: BTreeMap<ChildId, Withheld>,
}

impl Access {
    /// To whom something is kept, if it is.
    pub fn kept(&self, what: What) -> Option<&Kept> {
        self.kept.get(&what)
    }

    /// All that is kept to named people.
    pub fn all_kept(&self) -> impl Iterator<Item = (What, &Kept)> {
        self.kept.iter().map(|(what, kept)| (*what, kept))
    }

    /// A consent as it stands, if it was ever asked for.
    pub fn consent(&self, child: ChildId, whose: Whose) -> Option<Consent> {
        self.consents.get(&(child, whose)).copied()
    }

    /// What was opened lately, and what no manager has looked at yet; oldest first.
    pub fn openings(&self) -> &[Opening] {
        &self.openings
    }

    /// What was opened and no manager has looked at yet.
    pub fn not_known(&self) -> impl Iterator<Item = &Opening> {
        self.openings.iter().filter(|opening| opening.known.is_none())
    }

    /// Whether something is open to somebody who wrote why.
    pub(super) fn open_to(&self, who: StaffId, what: What, now: DateTime<Utc>) -> bool {
        let theirs = |opening: &&Opening| opening.by == who && opening.what == what;
        self.openings.iter().filter(theirs).any(|opening| opening.at <= now && now < opening.until())
    }

    /// Why a child's record is left out of this copy of the home, if it is.
    pub fn withheld(&self, subject: Subject) -> Option<Withheld> {
        self.withheld.get(&subject.child()?).copied()
    }

    /// Leaves out what only managers need, and says whose records are left out of the home around it.
    pub(super) fn leave_out(&mut self, sight: &Sight) {
        self.openings.clear();
        self.withheld.clone_from(sight.children());
    }

    pub(super) fn apply(&mut self, entry: &Entry, fact: &Fact) {
        match fact {
            Fact::Kept { what, writer, to } => self.keep(entry.subject, *what, *writer, to),
            Fact::Lifted(what) => {
                self.kept.remove(what);
            }
            Fact::Opened { what, why } => self.openings.push(Opening {
                number: entry.number,
                at: entry.at,
                by: entry.by,
                what: *what,
                subject: entry.subject,
                why: why.clone(),
                known: None,
            }),
            Fact::Known(number) => {
                if let Some(opening) = self.openings.iter_mut().find(|opening| opening.number == *number) {
                    opening.known = Some(entry.by);
                }
            }
            Fact::Consented { whose, answer, on } => {
                if let Some(child) = entry.subject.child() {
                    let consent = Consent { answer: *answer, on: *on, by: entry.by };
                    self.consents.insert((child, *whose), consent);
                }
            }
            Fact::Looked(_) => {}
        }
    }

    /// Keeps something to named people from now on.
    pub(super) fn keep(
        &mut self,
        subject: Subject,
        what: What,
        writer: Option<StaffId>,
        to: &BTreeSet<StaffId>,
    ) {
        self.kept.insert(what, Kept { subject, writer, to: to.clone() });
    }

    /// Lets go of openings before `first` that a manager has looked at. They stay in the journal.
    pub(super) fn let_go(&mut self, first: DateTime<Utc>) {
        self.openings.retain(|opening| opening.known.is_none() || opening.at >= first);
    }
}

/// What can be asked about who may see what.
#[derive(Clone, PartialEq, Debug)]
pub enum Act {
    /// Keep a child's record to named people from now on.
    KeepChild {
        /// Which child.
        child: ChildId,
        /// Who can read it.
        to: BTreeSet<StaffId>,
    },
    /// Keep an entry of the log to named people from now on.
    KeepEntry {
        /// About whom the entry is.
        subject: Subject,
        /// The care day it belongs to.
        day: CareDay,
        /// Which entry.
        of: LogId,
        /// Who wrote it.
        writer: StaffId,
        /// Who can read it.
        to: BTreeSet<StaffId>,
    },
    /// Let everyone read again what was kept to some.
    Lift(What),
    /// Open what is kept to others, and say why.
    Open {
        /// What.
        what: What,
        /// Why.
        why: String,
    },
    /// Say that one has looked at an opening: the number of its entry.
    Know(u64),
    /// Write down what somebody answered who was asked whether visitors may read a child's record.
    Consent {
        /// Which child's.
        child: ChildId,
        /// Whose answer.
        whose: Whose,
        /// What they answered.
        answer: Answer,
        /// When.
        on: CareDay,
    },
    /// Set down what was looked at.
    Look(Vec<Look>),
}

/// What happened to who may see what.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the past of the act of the same name")]
pub enum Fact {
    Kept { what: What, writer: Option<StaffId>, to: BTreeSet<StaffId> },
    Lifted(What),
    Opened { what: What, why: String },
    Known(u64),
    Consented { whose: Whose, answer: Answer, on: CareDay },
    Looked(Vec<Look>),
}

pub(super) fn decide(home: &Home, by: StaffId, stamp: Stamp, act: Act) -> Result<Decided, Refusal> {
    let now = stamp.moment;
    let today = home.day_of(now);
    let manages = || home.people.may(home, by, now, Deed::SayWhoReads);
    let (subject, day, fact) = match act {
        Act::KeepChild { child, to } => {
            manages()?;
            child::known(home, child)?;
            let what = What::Child(child);
            (Subject::Child(child), today, Fact::Kept { what, writer: None, to: named(home, today, to)? })
        }
        Act::KeepEntry { subject, day, of, writer, to } => {
            manages()?;
            let (what, to) = (What::Entry(of), named(home, today, to)?);
            (subject, day, Fact::Kept { what, writer: Some(writer), to })
        }
        Act::Lift(what) => {
            manages()?;
            (kept(home, what)?.subject, today, Fact::Lifted(what))
        }
        Act::Open { what, why } => {
            home.people.may(home, by, now, Deed::OpenKept)?;
            let subject = kept(home, what)?.subject;
            (subject, today, opened(home, by, now, what, &why)?)
        }
        Act::Know(number) => {
            manages()?;
            let mut waiting = home.access.not_known();
            let opening = waiting.find(|opening| opening.number == number);
            (opening.ok_or(Refusal::Gone("This notice"))?.subject, today, Fact::Known(number))
        }
        Act::Consent { child, whose, answer, on } => {
            manages()?;
            child::known(home, child)?;
            if on > today {
                let say = "When must be today or in the past.";
                return Err(Refusal::Incomplete(vec![super::Gap::new("when", say)]));
            }
            (Subject::Child(child), today, Fact::Consented { whose, answer, on })
        }
        Act::Look(looks) => {
            home.people.works_here(by, today)?;
            if looks.is_empty() || looks.len() > LOOKS {
                return Err(Refusal::NotNow("There is nothing to set down.".into()));
            }
            (Subject::House, today, Fact::Looked(looks))
        }
    };
    Ok(Decided { subject, day, fact: super::Fact::Access(fact) })
}

fn kept(home: &Home, what: What) -> Result<&Kept, Refusal> {
    home.access.kept(what).ok_or_else(|| Refusal::NotNow("This is kept to nobody any more.".into()))
}

fn opened(home: &Home, by: StaffId, now: Moment, what: What, why: &str) -> Result<Fact, Refusal> {
    if !Sight::of(home, by, now).hides(what) {
        return Err(Refusal::NotNow("You can read this already.".into()));
    }
    let mut gaps = Gaps::default();
    let why = gaps.line("why", why, words::LINE, "Write why you must read this.");
    gaps.none()?;
    Ok(Fact::Opened { what, why })
}

/// The people something can be kept to: the home's own staff, agency staff among them, whose account works.
pub(super) fn named(
    home: &Home,
    today: CareDay,
    to: BTreeSet<StaffId>,
) -> Result<BTreeSet<StaffId>, Refusal> {
    for staff in &to {
        home.people.colleague(*staff, today)?;
    }
    Ok(to)
}
