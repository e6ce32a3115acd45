//! Receipts for what happened since somebody was last on: "I have read this about Kasia". What has a receipt is not
//! new to that person again. A receipt is for the unread alerts and notes about the child as well.

use super::people::Deed;
use super::{
    AlertId, Decided, Entry, Home, NoteId, Refusal, StaffId, Stamp, Subject, alert, child, handover,
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A receipt of somebody for what happened to one subject.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Receipt {
    /// The number of its entry.
    pub number: u64,
    /// The number of the last entry that was read.
    pub to: u64,
    /// When it was given.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
}

/// How far everybody has read.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Receipts {
    given: BTreeMap<(StaffId, Subject), Vec<Receipt>>,
}

impl Receipts {
    /// Somebody's last receipt for a subject.
    pub fn last(&self, staff: StaffId, subject: Subject) -> Option<Receipt> {
        self.given.get(&(staff, subject))?.last().copied()
    }

    pub(super) fn apply(&mut self, entry: &Entry, fact: &Fact) {
        let given = self.given.entry((entry.by, entry.subject)).or_default();
        match fact {
            Fact::Read { to, .. } => given.push(Receipt { number: entry.number, to: *to, at: entry.at }),
            Fact::TakenBack { number, .. } => given.retain(|receipt| receipt.number != *number),
        }
    }

    /// Lets go of receipts before `first`, but for each last one. They stay in the journal.
    pub(super) fn let_go(&mut self, first: DateTime<Utc>) {
        for given in self.given.values_mut() {
            let old = given.iter().take_while(|receipt| receipt.at < first).count();
            given.drain(..old.min(given.len().saturating_sub(1)));
        }
    }
}

/// Somebody who comes back sooner was not away: they locked, and unlocked.
const AWAY: TimeDelta = TimeDelta::hours(5);

/// Whether whoever came in before at `before` and comes in at `now` was away in between.
pub fn was_away(before: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - before > AWAY
}

/// When somebody was last on: the end of their last shift, or of those who never said that they went off, the last
/// sign-in before the gap that they are back from. Nothing for somebody who never was.
pub fn last_on(home: &Home, staff: StaffId) -> Option<DateTime<Utc>> {
    home.shifts.last_end(staff).or_else(|| home.people.get(staff)?.last_on)
}

/// What can be asked about receipts.
#[derive(Clone, PartialEq, Debug)]
pub enum Act {
    /// Say that one has read what happened.
    Read {
        /// To whom.
        subject: Subject,
        /// Up to which entry.
        to: u64,
    },
    /// Take one's receipt back.
    TakeBack {
        /// For whom.
        subject: Subject,
        /// The number of its entry.
        number: u64,
        /// The alerts it was for as well.
        alerts: Vec<AlertId>,
        /// The notes it was for as well.
        notes: Vec<NoteId>,
    },
}

/// What happened to receipts.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the past of the act of the same name")]
pub enum Fact {
    Read { to: u64, alerts: Vec<AlertId>, notes: Vec<NoteId> },
    TakenBack { number: u64, alerts: Vec<AlertId>, notes: Vec<NoteId> },
}

impl Fact {
    /// What it means for alerts and notes: a receipt for each, or one taken back.
    pub(super) fn in_turn(&self) -> (Vec<alert::Fact>, Vec<handover::Fact>) {
        match self {
            Fact::Read { alerts, notes, .. } => (
                alerts.iter().copied().map(alert::Fact::Read).collect(),
                notes.iter().copied().map(handover::Fact::Read).collect(),
            ),
            Fact::TakenBack { alerts, notes, .. } => (
                alerts.iter().copied().map(alert::Fact::ReadTakenBack).collect(),
                notes.iter().copied().map(handover::Fact::ReadTakenBack).collect(),
            ),
        }
    }
}

pub(super) fn decide(home: &Home, by: StaffId, stamp: Stamp, act: Act) -> Result<Decided, Refusal> {
    home.people.may(home, by, stamp.moment, Deed::Care)?;
    let (subject, fact) = match act {
        Act::Read { subject, to } => {
            let (alerts, notes) = unread(home, by, stamp, subject);
            (subject, Fact::Read { to: to.min(home.last), alerts, notes })
        }
        Act::TakeBack { subject, number, alerts, notes } => {
            let last = home.receipts.last(by, subject).filter(|receipt| receipt.number == number);
            last.ok_or(Refusal::Gone("This receipt"))?;
            (subject, Fact::TakenBack { number, alerts, notes })
        }
    };
    child::known_subject(home, subject)?;
    Ok(Decided { subject, day: home.day_of(stamp.moment), fact: super::Fact::Receipt(fact) })
}

/// The open alerts and running notes about a subject that somebody has not read.
fn unread(home: &Home, by: StaffId, stamp: Stamp, subject: Subject) -> (Vec<AlertId>, Vec<NoteId>) {
    let (Some(child), now) = (subject.child(), stamp.moment) else { return (Vec::new(), Vec::new()) };
    let open = home.alerts.about(child, now.at).into_iter().filter(|alert| !alert.has_read(by));
    let notes = home.notes.about(child, home.day_of(now)).filter(|note| !note.has_read(by));
    (open.map(|alert| alert.id).collect(), notes.map(|note| note.id).collect())
}

pub(super) fn opposite(entry: &Entry, fact: &Fact) -> Option<Act> {
    match fact {
        Fact::Read { alerts, notes, .. } => {
            let (subject, number) = (entry.subject, entry.number);
            Some(Act::TakeBack { subject, number, alerts: alerts.clone(), notes: notes.clone() })
        }
        Fact::TakenBack { .. } => None,
    }
}
