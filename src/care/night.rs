//! Night checks: how each child was found, how often each is looked in on, and whose check is late.
//!
//! The home keeps the checks of the last days; older ones are in the journal.

use super::people::Deed;
use super::refusal::Gaps;
use super::sight::Withheld;
use super::whereabouts::{Place, Stay};
use super::{
    ChildId, Decided, Entry, Home, Moment, Part, Refusal, StaffId, Stamp, Subject, child, house, words,
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How a child was found.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Found {
    /// Asleep.
    Asleep,
    /// Awake, and settled.
    Settled,
    /// Up.
    Up,
    /// Not in the room.
    NotInRoom,
}

impl Found {
    /// In the order of the keys of a round.
    pub const ALL: [Found; 4] = [Found::Asleep, Found::Settled, Found::Up, Found::NotInRoom];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Found::Asleep => "asleep",
            Found::Settled => "settled, awake",
            Found::Up => "up",
            Found::NotInRoom => "not in room",
        }
    }
}

/// One check of one child.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Check {
    /// The number of its entry.
    pub number: u64,
    /// How the child was found.
    pub found: Found,
    /// A few words, perhaps none.
    pub note: String,
    /// By whom.
    pub by: StaffId,
    /// When.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
}

/// The checks of each child, of the last days, and how often whoever needs it is looked in on.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Nights {
    checks: BTreeMap<ChildId, Vec<Check>>,
    /// The minutes between two checks of the children for whom the home's own do not hold.
    every: BTreeMap<ChildId, u16>,
}

impl Nights {
    /// A child's last check, whenever it was.
    pub fn last(&self, child: ChildId) -> Option<&Check> {
        self.checks.get(&child)?.last()
    }

    /// A child's checks of the latest night, oldest first.
    pub fn checks(&self, child: ChildId) -> &[Check] {
        let all = self.checks.get(&child).map_or(&[][..], Vec::as_slice);
        let Some(last) = all.last() else { return all };
        // A night lasts less than a day: what is further off belongs to another one.
        let same_night = |check: &&Check| (last.at - check.at).abs() < TimeDelta::hours(14);
        &all[all.len() - all.iter().rev().take_while(same_night).count()..]
    }

    /// Leaves out what is withheld of a child: what was written of a check, and for a visitor that there was one.
    pub(super) fn leave_out(&mut self, child: ChildId, withheld: Withheld) {
        match withheld {
            Withheld::NoConsent => {
                self.checks.remove(&child);
                self.every.remove(&child);
            }
            Withheld::Kept => {
                let checks = self.checks.get_mut(&child).into_iter().flatten();
                checks.for_each(|check| check.note.clear());
            }
        }
    }

    /// How many minutes may pass between two checks of a child, where they are not the home's.
    pub fn every(&self, child: ChildId) -> Option<u16> {
        self.every.get(&child).copied()
    }

    /// Folds a night entry in.
    pub fn apply(&mut self, entry: &Entry, fact: &Fact) {
        let Some(child) = entry.subject.child() else { return };
        match fact {
            Fact::Checked { found, note } => {
                let checks = self.checks.entry(child).or_default();
                let (number, found, note) = (entry.number, *found, note.clone());
                checks.push(Check { number, found, note, by: entry.by, at: entry.at });
            }
            Fact::CheckTakenBack(number) => {
                if let Some(checks) = self.checks.get_mut(&child) {
                    checks.retain(|check| check.number != *number);
                }
            }
            Fact::EverySet { minutes: Some(minutes), .. } => {
                self.every.insert(child, *minutes);
            }
            Fact::EverySet { minutes: None, .. } => {
                self.every.remove(&child);
            }
        }
    }

    /// Lets go of checks before `first`. They stay in the journal.
    pub(super) fn let_go(&mut self, first: DateTime<Utc>) {
        for checks in self.checks.values_mut() {
            checks.retain(|check| check.at >= first);
        }
    }
}

/// How many minutes may pass between two checks of a child: their own, else the home's.
pub fn check_minutes(home: &Home, child: ChildId) -> u16 {
    home.nights.every(child).unwrap_or(home.house.check_minutes)
}

/// Where a child is who can't be looked in on: they sleep elsewhere, or are missing from care. A place that somebody
/// forgot to change passes nobody over.
pub fn passed_over(home: &Home, child: ChildId) -> Option<&Stay> {
    let stay = home.whereabouts.stay(child)?;
    match stay.place {
        Place::AwayOvernight | Place::Missing => Some(stay),
        Place::In | Place::School | Place::OutWithStaff | Place::Family | Place::OutAlone => None,
    }
}

/// By when a child is to be looked in on next; nothing outside the night, or for a child who can't be.
pub fn due_by(home: &Home, child: ChildId, now: Moment) -> Option<DateTime<Utc>> {
    if home.part_of(now) != Part::Night || passed_over(home, child).is_some() {
        return None;
    }
    let began = home.house.hours.begins(home.day_of(now), Part::Night, now.zone);
    // A check that a wrong clock put in the time to come says nothing of now.
    let done = home.nights.checks.get(&child).into_iter().flatten().map(|check| check.at);
    let last = done.filter(|at| *at <= now.at).chain([began]).max().unwrap_or(began);
    last.checked_add_signed(TimeDelta::minutes(check_minutes(home, child).into()))
}

/// How many minutes a child's check is late; nothing while it is in time.
pub fn minutes_late(home: &Home, child: ChildId, now: Moment) -> Option<i64> {
    let late = (now.at - due_by(home, child, now)?).num_minutes();
    (late > 0).then_some(late)
}

/// What can be asked about the night.
#[derive(Clone, PartialEq, Debug)]
pub enum Act {
    /// Say how a child was found.
    Check {
        /// Which child.
        child: ChildId,
        /// How.
        found: Found,
        /// A few words, perhaps none.
        note: String,
    },
    /// Take one's own check back.
    TakeBackCheck {
        /// Of which child.
        child: ChildId,
        /// The number of its entry.
        number: u64,
    },
    /// Say how many minutes may pass between two checks of one child; as for everyone when none.
    SetEvery {
        /// Which child.
        child: ChildId,
        /// How many.
        minutes: Option<u16>,
    },
}

/// What happened in the night.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the past of the act of the same name")]
pub enum Fact {
    Checked {
        found: Found,
        note: String,
    },
    CheckTakenBack(u64),
    /// With what held before, so that it can be taken back.
    EverySet {
        minutes: Option<u16>,
        was: Option<u16>,
    },
}

pub(super) fn decide(home: &Home, by: StaffId, stamp: Stamp, act: Act) -> Result<Decided, Refusal> {
    home.people.may(home, by, stamp.moment, Deed::Care)?;
    let (child, fact) = match act {
        Act::Check { child, found, note } => {
            let mut gaps = Gaps::default();
            let note = gaps.optional_line("note", &note, words::LINE);
            gaps.none()?;
            (child, Fact::Checked { found, note })
        }
        Act::TakeBackCheck { child, number } => {
            let own = home.nights.checks(child).iter().any(|check| check.number == number && check.by == by);
            own.then_some(()).ok_or(Refusal::Gone("This check"))?;
            (child, Fact::CheckTakenBack(number))
        }
        Act::SetEvery { child, minutes } => {
            child::may_change(home, by, stamp, child)?;
            let mut gaps = Gaps::default();
            if let Some(minutes) = minutes {
                house::check_minutes(&mut gaps, minutes);
            }
            gaps.none()?;
            (child, Fact::EverySet { minutes, was: home.nights.every(child) })
        }
    };
    child::known(home, child)?;
    Ok(Decided {
        subject: Subject::Child(child),
        day: home.day_of(stamp.moment),
        fact: super::Fact::Night(fact),
    })
}

pub(super) fn opposite(entry: &Entry, fact: &Fact) -> Option<Act> {
    match fact {
        Fact::Checked { .. } => {
            Some(Act::TakeBackCheck { child: entry.subject.child()?, number: entry.number })
        }
        Fact::CheckTakenBack(_) => None,
        Fact::EverySet { was, .. } => Some(Act::SetEvery { child: entry.subject.child()?, minutes: *was }),
    }
}
