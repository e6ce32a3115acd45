//! Where everyone is: out and back, due back, missing from care.
//!
//! A child of whom nothing is known is in. It keeps the latest stay of each child and those of the last days;
//! what to do when somebody is late is for people to decide.

use super::days::CareDay;
use super::people::Deed;
use super::refusal::Gaps;
use super::sight::Withheld;
use super::{ChildId, Decided, Entry, Home, Moment, Refusal, StaffId, Stamp, Subject, child, words};
use chrono::{DateTime, SubsecRound, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
}

/// Where a child was from a time on.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Stay {
    /// The number of its entry.
    pub number: u64,
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
    /// Who wrote it down.
    pub by: StaffId,
}

/// Where every child is.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Whereabouts {
    /// In order of time, which need not be the order in which it was written down.
    stays: BTreeMap<ChildId, Vec<Stay>>,
}

impl Whereabouts {
    /// Where a child is, with since when and until when; nothing for one of whom nothing is known.
    pub fn stay(&self, child: ChildId) -> Option<&Stay> {
        self.stays.get(&child)?.last()
    }

    /// Where a child is.
    pub fn place(&self, child: ChildId) -> Place {
        self.stay(child).map_or(Place::In, |stay| stay.place)
    }

    /// A child's stays of the last days, in order of time.
    pub fn stays(&self, child: ChildId) -> &[Stay] {
        self.stays.get(&child).map_or(&[], Vec::as_slice)
    }

    /// How many minutes late a child is back; nothing while there is time, or no time was said.
    pub fn minutes_late(&self, child: ChildId, now: Moment) -> Option<i64> {
        let late = (now.at - self.stay(child)?.due_back?).num_minutes();
        (late > 0).then_some(late)
    }

    /// Leaves out what is withheld of a child: what was written of a stay, and for a visitor where they are.
    pub(super) fn leave_out(&mut self, child: ChildId, withheld: Withheld) {
        match withheld {
            Withheld::NoConsent => drop(self.stays.remove(&child)),
            Withheld::Kept => {
                let stays = self.stays.get_mut(&child).into_iter().flatten();
                stays.for_each(|stay| stay.note.clear());
            }
        }
    }

    /// Folds an entry in.
    pub fn apply(&mut self, entry: &Entry, fact: &Fact) {
        let Some(child) = entry.subject.child() else { return };
        match fact {
            Fact::Went { place, since, due_back, note } => {
                let (number, place, since, due_back) = (entry.number, *place, *since, *due_back);
                let stays = self.stays.entry(child).or_default();
                let at = stays.partition_point(|stay| stay.since <= since);
                stays.insert(at, Stay { number, place, since, due_back, note: note.clone(), by: entry.by });
            }
            Fact::WentTakenBack(number) => {
                if let Some(stays) = self.stays.get_mut(&child) {
                    stays.retain(|stay| stay.number != *number);
                }
            }
        }
    }

    /// Lets go of stays before `first`, but for each child's last. They stay in the journal.
    pub(super) fn let_go(&mut self, first: DateTime<Utc>) {
        for stays in self.stays.values_mut() {
            let old = stays.iter().take_while(|stay| stay.since < first).count();
            stays.drain(..old.min(stays.len().saturating_sub(1)));
        }
    }
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
    },
    /// Take back what one wrote down.
    TakeBack {
        /// Of which child.
        child: ChildId,
        /// The number of its entry.
        number: u64,
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
    },
    WentTakenBack(u64),
}

pub(super) fn decide(home: &Home, by: StaffId, stamp: Stamp, act: Act) -> Result<Decided, Refusal> {
    let now = stamp.moment;
    home.people.may(home, by, now, Deed::Care)?;
    let day_of = |at| home.day_of(Moment { at, zone: now.zone });
    let (child, day, fact): (ChildId, CareDay, Fact) = match act {
        Act::Go { child, place, since, due_back, note } => {
            let mut gaps = Gaps::default();
            let (since, due_back) = (since.trunc_subsecs(3), due_back.map(|due| due.trunc_subsecs(3)));
            let due_back = due_back.filter(|_| place != Place::In);
            if since > now.at {
                gaps.say("when", "When must be now or in the past.");
            }
            match due_back {
                Some(due) if due <= since => gaps.say("due back", "Due back must be later than they went."),
                None if place == Place::OutAlone => gaps.say("due back", "Say when they are due back."),
                Some(_) | None => {}
            }
            let note = gaps.optional_line("note", &note, words::LINE);
            gaps.none()?;
            (child, day_of(since), Fact::Went { place, since, due_back, note })
        }
        Act::TakeBack { child, number } => {
            let own = |stay: &&Stay| stay.number == number && stay.by == by;
            let stay = home.whereabouts.stays(child).iter().find(own).ok_or(Refusal::Gone("This"))?;
            (child, day_of(stay.since), Fact::WentTakenBack(number))
        }
    };
    child::known(home, child)?;
    Ok(Decided { subject: Subject::Child(child), day, fact: super::Fact::Whereabouts(fact) })
}

pub(super) fn opposite(entry: &Entry, fact: &Fact) -> Option<Act> {
    match fact {
        Fact::Went { .. } => Some(Act::TakeBack { child: entry.subject.child()?, number: entry.number }),
        Fact::WentTakenBack(_) => None,
    }
}
