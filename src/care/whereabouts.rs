//! Where everyone is: out and back, due back, missing from care.
//!
//! A child of whom nothing is known is in. It keeps the latest stay of each child and those of the last days, and the
//! time line of one who is missing; what to do when somebody is late or missing is for people to decide.

use super::days::CareDay;
use super::people::Deed;
use super::refusal::Gaps;
use super::sight::Withheld;
use super::{ChildId, Decided, Entry, Home, Moment, Refusal, StaffId, Stamp, Subject, child, words};
use chrono::{DateTime, SubsecRound, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Where a child is.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Place {
    /// At home.
    In,
    /// At school or other education.
    School,
    /// Out with staff.
    OutWithStaff,
    /// With family.
    Family,
    /// Out alone; due back.
    OutAlone,
    /// Away overnight.
    AwayOvernight,
    /// Missing from care.
    Missing,
}

impl Place {
    /// In the order they are offered.
    pub const ALL: [Place; 7] = [
        Place::In,
        Place::School,
        Place::OutWithStaff,
        Place::Family,
        Place::OutAlone,
        Place::AwayOvernight,
        Place::Missing,
    ];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Place::In => "in",
            Place::School => "school",
            Place::OutWithStaff => "out with staff",
            Place::Family => "family time",
            Place::OutAlone => "out alone",
            Place::AwayOvernight => "away overnight",
            Place::Missing => "missing from care",
        }
    }

    /// One word, for a narrow column.
    pub fn short(self) -> &'static str {
        match self {
            Place::Family => "family",
            Place::OutWithStaff | Place::OutAlone => "out",
            Place::AwayOvernight => "away",
            Place::Missing => "MISSING",
            Place::In | Place::School => self.words(),
        }
    }
}

/// How a child who is missing was last seen. What is not known yet is empty, and can be put right later.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct LastSeen {
    /// When.
    #[serde(with = "chrono::serde::ts_milliseconds_option")]
    pub at: Option<DateTime<Utc>>,
    /// Where.
    pub place: String,
    /// What they were wearing.
    pub wearing: String,
}

/// Something in the time line of a child who is missing: whom somebody told, or what was done.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the words are the meaning")]
pub enum Step {
    ToldPolice,
    ToldPlacingAuthority,
    ToldManager,
    ToldFamily,
    ToldSomeoneElse,
    Did,
}

impl Step {
    /// In the order they are offered.
    pub const ALL: [Step; 6] = [
        Step::ToldPolice,
        Step::ToldPlacingAuthority,
        Step::ToldManager,
        Step::ToldFamily,
        Step::ToldSomeoneElse,
        Step::Did,
    ];

    /// Those whom a home's procedure asks about each time. Whether to tell them is for people to decide.
    pub const ASKED: [Step; 4] =
        [Step::ToldPolice, Step::ToldPlacingAuthority, Step::ToldManager, Step::ToldFamily];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Step::ToldPolice => "told the police",
            Step::ToldPlacingAuthority => "told the placing authority",
            Step::ToldManager => "told the manager on call",
            Step::ToldFamily => "told the family",
            Step::ToldSomeoneElse => "told someone else",
            Step::Did => "did something",
        }
    }
}

/// A step of a time line.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Taken {
    /// The number of its entry.
    pub number: u64,
    /// When it was done, which may be a while before it was written down.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    /// What.
    pub step: Step,
    /// A few words: the reference, what they said, what was done.
    pub note: String,
    /// Who wrote it down.
    pub by: StaffId,
}

/// Where a child was from a time on.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Stay {
    /// The number of its entry.
    pub number: u64,
    /// The number of the first entry that told of it: another when this one puts that right.
    pub first: u64,
    /// The number of the entry that this one puts right.
    pub instead_of: Option<u64>,
    /// Where.
    pub place: Place,
    /// Since when.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub since: DateTime<Utc>,
    /// When they are due back.
    #[serde(with = "chrono::serde::ts_milliseconds_option")]
    pub due_back: Option<DateTime<Utc>>,
    /// A few words: with whom, where to. Perhaps none.
    pub note: String,
    /// How they were last seen, if they are missing.
    pub last_seen: Option<LastSeen>,
    /// Who wrote it down.
    pub by: StaffId,
}

/// Where every child is.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Whereabouts {
    /// In order of time, which need not be the order in which it was written down. What was put right stays.
    stays: BTreeMap<ChildId, Vec<Stay>>,
    /// The time line of each child who is or was missing, by the first entry that told of it.
    steps: BTreeMap<u64, Vec<Taken>>,
}

impl Whereabouts {
    /// Where a child is, with since when and until when; nothing for one of whom nothing is known.
    pub fn stay(&self, child: ChildId) -> Option<&Stay> {
        self.stays(child).next_back()
    }

    /// Where a child is.
    pub fn place(&self, child: ChildId) -> Place {
        self.stay(child).map_or(Place::In, |stay| stay.place)
    }

    /// A child's stays of the last days, in order of time, as they were last put right.
    pub fn stays(&self, child: ChildId) -> impl DoubleEndedIterator<Item = &Stay> {
        let all = self.stays.get(&child).map_or(&[][..], Vec::as_slice);
        all.iter().filter(|stay| stands(all, stay.number))
    }

    /// The last time of the last days that a child was missing, which they may still be.
    pub fn missing(&self, child: ChildId) -> Option<&Stay> {
        self.stays(child).rfind(|stay| stay.place == Place::Missing)
    }

    /// The time line of a stay, in order of time.
    pub fn steps(&self, stay: &Stay) -> &[Taken] {
        self.steps.get(&stay.first).map_or(&[], Vec::as_slice)
    }

    /// How many minutes late a child is back; nothing while there is time, or no time was said.
    pub fn minutes_late(&self, child: ChildId, now: Moment) -> Option<i64> {
        let late = (now.at - self.stay(child)?.due_back?).num_minutes();
        (late > 0).then_some(late)
    }

    /// Leaves out what is withheld of a child: what was written of a stay and in a time line, and for a visitor where
    /// they are.
    pub(super) fn leave_out(&mut self, child: ChildId, withheld: Withheld) {
        match withheld {
            Withheld::NoConsent => {
                for stay in self.stays.remove(&child).into_iter().flatten() {
                    self.steps.remove(&stay.first);
                }
            }
            Withheld::Kept => {
                for stay in self.stays.get_mut(&child).into_iter().flatten() {
                    stay.note.clear();
                    stay.last_seen =
                        stay.last_seen.take().map(|seen| LastSeen { at: seen.at, ..LastSeen::default() });
                    let steps = self.steps.get_mut(&stay.first).into_iter().flatten();
                    steps.for_each(|taken| taken.note.clear());
                }
            }
        }
    }

    /// Folds an entry in.
    pub fn apply(&mut self, entry: &Entry, fact: &Fact) {
        let Some(child) = entry.subject.child() else { return };
        let (number, by) = (entry.number, entry.by);
        match fact {
            Fact::Went { place, since, due_back, note, last_seen, instead_of } => {
                let (place, since, due_back, instead_of) = (*place, *since, *due_back, *instead_of);
                let (note, last_seen) = (note.clone(), last_seen.clone());
                let stays = self.stays.entry(child).or_default();
                let before = stays.iter().find(|stay| Some(stay.number) == instead_of);
                let first = before.map_or(number, |stay| stay.first);
                let at = stays.partition_point(|stay| stay.since <= since);
                let stay = Stay { number, first, instead_of, place, since, due_back, note, last_seen, by };
                stays.insert(at, stay);
            }
            Fact::WentTakenBack(number) => {
                if let Some(stays) = self.stays.get_mut(&child) {
                    stays.retain(|stay| stay.number != *number);
                }
            }
            Fact::Stepped { of, at, step, note } => {
                let steps = self.steps.entry(*of).or_default();
                let place = steps.partition_point(|taken| taken.at <= *at);
                steps.insert(place, Taken { number, at: *at, step: *step, note: note.clone(), by });
            }
            Fact::StepTakenBack { of, step } => {
                if let Some(steps) = self.steps.get_mut(of) {
                    steps.retain(|taken| taken.number != *step);
                }
            }
        }
    }

    /// Lets go of stays before `first`, but for each child's last. They stay in the journal.
    pub(super) fn let_go(&mut self, first: DateTime<Utc>) {
        for stays in self.stays.values_mut() {
            let last = stays.iter().rfind(|stay| stands(stays, stay.number)).map(|stay| stay.number);
            stays.retain(|stay| stay.since >= first || Some(stay.number) == last);
        }
        let told: BTreeSet<u64> = self.stays.values().flatten().map(|stay| stay.first).collect();
        self.steps.retain(|of, _| told.contains(of));
    }
}

/// Whether no later entry puts a stay right.
fn stands(all: &[Stay], number: u64) -> bool {
    !all.iter().any(|stay| stay.instead_of == Some(number))
}

/// What can be asked about where a child is.
#[derive(Clone, PartialEq, Debug)]
pub enum Act {
    /// Write down that a child went, or came back.
    Go {
        /// Which child.
        child: ChildId,
        /// Where.
        place: Place,
        /// When, which may be a while ago.
        since: DateTime<Utc>,
        /// When they are due back.
        due_back: Option<DateTime<Utc>>,
        /// A few words, perhaps none.
        note: String,
        /// How they were last seen, if they are missing.
        last_seen: Option<LastSeen>,
        /// The number of the entry that this one puts right, if it does.
        instead_of: Option<u64>,
    },
    /// Take back what one wrote down.
    TakeBack {
        /// Of which child.
        child: ChildId,
        /// The number of its entry.
        number: u64,
    },
    /// Write down whom one told, or what was done, while a child is missing or once they are back.
    Take {
        /// Which child.
        child: ChildId,
        /// The first entry that told that they are missing.
        of: u64,
        /// When, which may be a while ago.
        at: DateTime<Utc>,
        /// What.
        step: Step,
        /// A few words: the reference, what they said, what was done.
        note: String,
    },
    /// Take back a step that one wrote down.
    TakeStepBack {
        /// Of which child.
        child: ChildId,
        /// The first entry that told that they are missing.
        of: u64,
        /// The number of the step's entry.
        step: u64,
    },
}

/// What happened to where a child is.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the past of the act of the same name")]
pub enum Fact {
    Went {
        place: Place,
        #[serde(with = "chrono::serde::ts_milliseconds")]
        since: DateTime<Utc>,
        #[serde(with = "chrono::serde::ts_milliseconds_option")]
        due_back: Option<DateTime<Utc>>,
        note: String,
        last_seen: Option<LastSeen>,
        instead_of: Option<u64>,
    },
    WentTakenBack(u64),
    Stepped {
        of: u64,
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
        step: Step,
        note: String,
    },
    StepTakenBack {
        of: u64,
        step: u64,
    },
}

pub(super) fn decide(home: &Home, by: StaffId, stamp: Stamp, act: Act) -> Result<Decided, Refusal> {
    let now = stamp.moment;
    home.people.may(home, by, now, Deed::Care)?;
    let day_of = |at| home.day_of(Moment { at, zone: now.zone });
    let gone = Refusal::Gone("This");
    let (child, day, fact): (ChildId, CareDay, Fact) = match act {
        Act::Go { child, place, since, due_back, note, last_seen, instead_of } => {
            let stands = |number| home.whereabouts.stays(child).any(|stay| stay.number == number);
            if !instead_of.is_none_or(stands) {
                return Err(gone);
            }
            let asked = Went { place, since, due_back, note, last_seen, instead_of };
            (child, day_of(since), asked.cleaned(now)?)
        }
        Act::TakeBack { child, number } => {
            let own = |stay: &&Stay| stay.number == number && stay.by == by;
            let stay = home.whereabouts.stays(child).find(own).ok_or(gone)?;
            (child, day_of(stay.since), Fact::WentTakenBack(number))
        }
        Act::Take { child, of, at, step, note } => {
            let stay = missing(home, child, of).ok_or(gone)?;
            (child, day_of(stay.since), cleaned_step(now, of, at.trunc_subsecs(3), step, &note)?)
        }
        Act::TakeStepBack { child, of, step } => {
            let stay = missing(home, child, of).ok_or(gone.clone())?;
            let own = |taken: &&Taken| taken.number == step && taken.by == by;
            home.whereabouts.steps(stay).iter().find(own).ok_or(gone)?;
            (child, day_of(stay.since), Fact::StepTakenBack { of, step })
        }
    };
    child::known(home, child)?;
    Ok(Decided { subject: Subject::Child(child), day, fact: super::Fact::Whereabouts(fact) })
}

/// The stay of a missing child whose time line begins with an entry. Its day holds the whole time line.
fn missing(home: &Home, child: ChildId, of: u64) -> Option<&Stay> {
    home.whereabouts.stays(child).find(|stay| stay.first == of && stay.place == Place::Missing)
}

/// Where a child went, as it was typed.
struct Went {
    place: Place,
    since: DateTime<Utc>,
    due_back: Option<DateTime<Utc>>,
    note: String,
    last_seen: Option<LastSeen>,
    instead_of: Option<u64>,
}

impl Went {
    fn cleaned(self, now: Moment) -> Result<Fact, Refusal> {
        let Self { place, since, due_back, note, last_seen, instead_of } = self;
        let mut gaps = Gaps::default();
        let (since, due_back) = (since.trunc_subsecs(3), due_back.map(|due| due.trunc_subsecs(3)));
        // Nobody knows when a missing child will be back.
        let due_back = due_back.filter(|_| !matches!(place, Place::In | Place::Missing));
        if since > now.at {
            gaps.say("when", "When must be now or in the past.");
        }
        match due_back {
            Some(due) if due <= since => gaps.say("due back", "Due back must be later than they went."),
            None if place == Place::OutAlone => gaps.say("due back", "Say when they are due back."),
            Some(_) | None => {}
        }
        let note = gaps.optional_line("note", &note, words::LINE);
        let last_seen = last_seen.filter(|_| place == Place::Missing).map(|seen| LastSeen {
            at: seen.at.map(|at| at.trunc_subsecs(3)),
            place: gaps.optional_line("where", &seen.place, words::LINE),
            wearing: gaps.optional_line("wearing", &seen.wearing, words::LINE),
        });
        if last_seen.as_ref().and_then(|seen| seen.at).is_some_and(|at| at > now.at) {
            gaps.say("last seen", "Last seen must be now or in the past.");
        }
        gaps.none()?;
        Ok(Fact::Went { place, since, due_back, note, last_seen, instead_of })
    }
}

fn cleaned_step(now: Moment, of: u64, at: DateTime<Utc>, step: Step, note: &str) -> Result<Fact, Refusal> {
    let mut gaps = Gaps::default();
    if at > now.at {
        gaps.say("when", "When must be now or in the past.");
    }
    let note = match step {
        Step::ToldSomeoneElse => gaps.line("note", note, words::LINE, "Say who was told."),
        Step::Did => gaps.line("note", note, words::LINE, "Say what was done."),
        Step::ToldPolice | Step::ToldPlacingAuthority | Step::ToldManager | Step::ToldFamily => {
            gaps.optional_line("note", note, words::LINE)
        }
    };
    gaps.none()?;
    Ok(Fact::Stepped { of, at, step, note })
}

pub(super) fn opposite(entry: &Entry, fact: &Fact) -> Option<Act> {
    let child = entry.subject.child()?;
    match fact {
        Fact::Went { .. } => Some(Act::TakeBack { child, number: entry.number }),
        Fact::Stepped { of, .. } => Some(Act::TakeStepBack { child, of: *of, step: entry.number }),
        Fact::WentTakenBack(_) | Fact::StepTakenBack { .. } => None,
    }
}
