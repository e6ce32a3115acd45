//! The home as a value: what people ask ([`Act`]), what happened ([`Fact`]), and the rules between.
//!
//! Pure: no clock, no disk, no terminal, no randomness. [`Home::decide`] turns an act into a fact or a
//! refusal, [`Home::apply`] folds an entry in; there is no other way to change a home. Each topic keeps
//! its types, acts, facts, `decide` and `apply` in one file.

pub mod access;
pub mod alert;
pub mod charts;
pub mod checklist;
pub mod child;
pub mod clock;
pub mod daybook;
pub mod days;
pub mod diary;
pub mod due;
pub mod handing_over;
pub mod handover;
pub mod house;
pub mod lines;
pub mod lists;
pub mod log;
pub mod night;
pub mod pages;
pub mod people;
pub mod receipt;
pub mod refusal;
mod roles;
pub mod routine;
pub mod shift;
pub mod sight;
pub mod standard;
pub mod telling;
#[cfg(test)]
pub(crate) mod tests;
pub mod trail;
pub mod waiting;
pub mod when;
pub mod whereabouts;
pub mod wording;
pub mod words;

pub use days::{CareDay, Hours, Moment, Part};
pub use refusal::{Gap, Refusal};

use chrono::{DateTime, SubsecRound, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        pub struct $name(pub Uuid);
    )*};
}

ids! {
    /// A member of staff.
    StaffId,
    /// A child.
    ChildId,
    /// A line of a routine.
    RoutineId,
    /// Something that must recur.
    DutyId,
    /// Something to do once.
    TodoId,
    /// Something with a time.
    AppointmentId,
    /// A warning to colleagues.
    AlertId,
    /// What a keyworker leaves behind before time off.
    NoteId,
    /// An entry of the daily log.
    LogId,
    /// One shift handing the home to the next.
    HandoverId,
}

/// Whom a line, a log entry or an act is about.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Subject {
    /// The house itself, or no one child.
    House,
    /// One child.
    Child(ChildId),
}

impl Subject {
    /// The child, if it is one.
    pub fn child(self) -> Option<ChildId> {
        match self {
            Subject::House => None,
            Subject::Child(child) => Some(child),
        }
    }
}

/// What a person asks of the home.
#[derive(Clone, PartialEq, Debug)]
#[expect(missing_docs, reason = "each arm is the act of the topic it is named after")]
pub enum Act {
    House(house::Act),
    People(people::Act),
    Child(child::Act),
    Diary(diary::Act),
    Routine(routine::Act),
    Checklist(checklist::Act),
    Alert(alert::Act),
    Handover(handover::Act),
    Log(log::Act),
    Night(night::Act),
    Whereabouts(whereabouts::Act),
    Access(access::Act),
    Shift(shift::Act),
    HandingOver(handing_over::Act),
    Receipt(receipt::Act),
}

/// What happened: all that is ever stored. A released arm never changes its place or its meaning.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each arm is the fact of the topic it is named after")]
pub enum Fact {
    House(house::Fact),
    People(people::Fact),
    Child(child::Fact),
    Diary(diary::Fact),
    Routine(routine::Fact),
    Checklist(checklist::Fact),
    Alert(alert::Fact),
    Handover(handover::Fact),
    Log(log::Fact),
    Night(night::Fact),
    Whereabouts(whereabouts::Fact),
    Access(access::Fact),
    Shift(shift::Fact),
    HandingOver(handing_over::Fact),
    Receipt(receipt::Fact),
}

/// What an entry is about, for reading back by child and topic. The numbers are kept on the disk.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
#[expect(missing_docs, reason = "named after the topics")]
pub enum Topic {
    House = 0,
    People = 1,
    Child = 2,
    Diary = 3,
    Routine = 4,
    Checklist = 5,
    Alert = 6,
    Handover = 7,
    Log = 8,
    Night = 9,
    Whereabouts = 10,
    Access = 11,
    Shift = 12,
    HandingOver = 13,
    Receipt = 14,
}

/// One entry of the journal.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Its place in the journal, from 1.
    pub number: u64,
    /// When it was written, by the real clock, to the millisecond.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    /// Who did it.
    pub by: StaffId,
    /// The care day it belongs to, which may be earlier than the day it was written on.
    pub day: CareDay,
    /// Whom it is about.
    pub subject: Subject,
    /// What happened.
    pub fact: Fact,
}

impl Entry {
    /// Its topic.
    pub fn topic(&self) -> Topic {
        match &self.fact {
            Fact::House(_) => Topic::House,
            Fact::People(_) => Topic::People,
            Fact::Child(_) => Topic::Child,
            Fact::Diary(_) => Topic::Diary,
            Fact::Routine(_) => Topic::Routine,
            Fact::Checklist(_) => Topic::Checklist,
            Fact::Alert(_) => Topic::Alert,
            Fact::Handover(_) => Topic::Handover,
            Fact::Log(_) => Topic::Log,
            Fact::Night(_) => Topic::Night,
            Fact::Whereabouts(_) => Topic::Whereabouts,
            Fact::Access(_) => Topic::Access,
            Fact::Shift(_) => Topic::Shift,
            Fact::HandingOver(_) => Topic::HandingOver,
            Fact::Receipt(_) => Topic::Receipt,
        }
    }

    /// The act that takes it back, if there is one. The entry itself stays in the journal.
    pub fn opposite(&self) -> Option<Act> {
        match &self.fact {
            Fact::House(_) | Fact::Child(_) | Fact::Access(_) => None,
            Fact::Receipt(fact) => receipt::opposite(self, fact).map(Act::Receipt),
            Fact::People(fact) => people::opposite(fact).map(Act::People),
            Fact::Diary(fact) => Some(Act::Diary(diary::opposite(fact))),
            Fact::Routine(fact) => routine::opposite(fact).map(Act::Routine),
            Fact::Checklist(fact) => Some(Act::Checklist(checklist::opposite(self, fact))),
            Fact::Alert(fact) => alert::opposite(self, fact).map(Act::Alert),
            Fact::Handover(fact) => handover::opposite(fact).map(Act::Handover),
            Fact::Log(fact) => log::opposite(fact).map(Act::Log),
            Fact::Night(fact) => night::opposite(self, fact).map(Act::Night),
            Fact::Whereabouts(fact) => whereabouts::opposite(self, fact).map(Act::Whereabouts),
            Fact::Shift(fact) => shift::opposite(self, fact).map(Act::Shift),
            Fact::HandingOver(fact) => handing_over::opposite(fact).map(Act::HandingOver),
        }
    }
}

/// What is stamped on an act at the edge: when, and a fresh identity for whatever it makes.
#[derive(Copy, Clone, PartialEq, Debug)]
pub struct Stamp {
    /// When.
    pub moment: Moment,
    /// A new identity (uuid v7), so that two machines never make the same one.
    pub fresh: Uuid,
}

impl Stamp {
    /// The n-th identity of an act that makes several things.
    fn nth(&self, n: usize) -> Uuid {
        Uuid::from_u128(self.fresh.as_u128().wrapping_add(n as u128))
    }
}

/// An act that was accepted: what will be written, about whom, for which care day.
#[derive(Clone, PartialEq, Debug)]
pub struct Decided {
    /// Whom it is about.
    pub subject: Subject,
    /// The care day it belongs to.
    pub day: CareDay,
    /// What happened.
    pub fact: Fact,
}

impl Decided {
    /// The entry it becomes, in a person's name. Times are kept to the millisecond, so that an entry reads
    /// back as it was folded.
    pub fn entry(self, number: u64, by: StaffId, now: Moment) -> Entry {
        let Decided { subject, day, fact } = self;
        Entry { number, at: now.at.trunc_subsecs(3), by, day, subject, fact }
    }
}

/// One children's home as it stands: the fold of its journal.
///
/// Small by design: what is over and done (older ticks, the log, ended alerts) is read back from the
/// journal and folded by the same code.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Home {
    /// The number of the last entry folded in.
    pub last: u64,
    /// The home itself: its name, zone, hours and words.
    pub house: house::House,
    /// Everyone who works here.
    pub people: people::People,
    /// Every child.
    pub children: child::Children,
    /// What has a time.
    pub diary: diary::Diary,
    /// Routines, duties, to-dos, and the ticks that still matter.
    pub lists: lists::Lists,
    /// Alerts that are open or ended lately.
    pub alerts: alert::Alerts,
    /// Off-duty handover notes that are running or ended lately.
    pub notes: handover::Notes,
    /// How far the log has been read.
    pub log: log::Marks,
    /// The checks of the last nights.
    pub nights: night::Nights,
    /// Where every child is.
    pub whereabouts: whereabouts::Whereabouts,
    /// What is kept to named people, and who opened it.
    pub access: access::Access,
    /// Who is on shift, who is expected, who leads.
    pub shifts: shift::Shifts,
    /// The last shift handovers.
    pub handovers: handing_over::Handovers,
    /// What everybody has read since they were last on.
    pub receipts: receipt::Receipts,
    lately: days::Lately,
}

impl Home {
    /// Raised whenever the shape or the meaning of a stored [`Home`] changes; older snapshots are
    /// then rebuilt from entry 1.
    pub const SHAPE: u32 = 11;

    /// Turns an act into what will be written, or says why it can't be done and who may.
    pub fn decide(&self, by: StaffId, stamp: Stamp, act: Act) -> Result<Decided, Refusal> {
        let now = stamp.moment;
        let decided = match act {
            Act::House(act) => house::decide(self, by, stamp, act),
            Act::People(act) => people::decide(self, by, stamp, act),
            Act::Child(act) => child::decide(self, by, stamp, act),
            Act::Diary(act) => diary::decide(self, by, stamp, act),
            Act::Routine(act) => routine::decide(self, by, stamp, act),
            Act::Checklist(act) => checklist::decide(self, by, stamp, act),
            Act::Alert(act) => alert::decide(self, by, stamp, act),
            Act::Handover(act) => handover::decide(self, by, stamp, act),
            Act::Log(act) => log::decide(self, by, stamp, act),
            Act::Night(act) => night::decide(self, by, stamp, act),
            Act::Whereabouts(act) => whereabouts::decide(self, by, stamp, act),
            Act::Access(act) => access::decide(self, by, stamp, act),
            Act::Shift(act) => shift::decide(self, by, stamp, act),
            Act::HandingOver(act) => handing_over::decide(self, by, stamp, act),
            Act::Receipt(act) => receipt::decide(self, by, stamp, act),
        }?;
        sight::allows(self, by, now, &decided)?;
        Ok(decided)
    }

    /// Folds an entry in. Cannot fail: what refers to something unknown changes nothing.
    pub fn apply(&mut self, entry: &Entry) {
        self.last = entry.number;
        let written_on = self.day_of(Moment { at: entry.at, zone: self.house.zone });
        self.let_go(written_on);
        if !self.knows(entry) {
            return;
        }
        match &entry.fact {
            Fact::House(fact) => self.house.apply(fact),
            Fact::People(fact) => self.people.apply(entry, fact),
            Fact::Child(fact) => self.children.apply(entry, fact),
            Fact::Diary(fact) => {
                self.diary.apply(entry, fact);
                self.lists.take_on_diary(entry, fact, &self.diary);
            }
            Fact::Routine(fact) => self.lists.apply_routine(entry, fact),
            Fact::Checklist(fact) => self.lists.apply(entry, fact),
            Fact::Alert(fact) => self.alerts.apply(entry, fact),
            Fact::Handover(fact) => {
                self.lists.take_on_note(entry, fact);
                self.notes.apply(entry, fact);
            }
            Fact::Log(fact) => {
                self.lists.take_on_log(entry, written_on, fact);
                self.log.apply(entry, written_on, fact);
                fact.keep(entry, &mut self.access);
            }
            Fact::Night(fact) => self.nights.apply(entry, fact),
            Fact::Whereabouts(fact) => self.whereabouts.apply(entry, fact),
            Fact::Access(fact) => self.access.apply(entry, fact),
            Fact::Shift(fact) => self.shifts.apply(entry, fact),
            Fact::HandingOver(fact) => {
                self.handovers.apply(entry, fact);
                fact.settle(handing_over::Signed { by: entry.by, at: entry.at }, &mut self.shifts);
            }
            Fact::Receipt(fact) => {
                let (alerts, notes) = fact.in_turn();
                for fact in &alerts {
                    self.alerts.apply(entry, fact);
                }
                for fact in &notes {
                    self.notes.apply(entry, fact);
                }
                self.receipts.apply(entry, fact);
            }
        }
    }

    /// Whether an entry is about a child and a line that are known here.
    fn knows(&self, entry: &Entry) -> bool {
        let subject = match (entry.subject, &entry.fact) {
            (Subject::House, _) | (_, Fact::Child(child::Fact::Admitted { .. })) => true,
            (Subject::Child(child), _) => self.children.get(child).is_some(),
        };
        let line = if let Fact::Checklist(fact) = &entry.fact { fact.line() } else { None };
        subject && line.is_none_or(|line| self.knows_line(entry.subject, line))
    }

    /// A line has a source, or a trail that outlived it.
    fn knows_line(&self, subject: Subject, line: checklist::LineId) -> bool {
        let source = match line.source {
            checklist::Source::Routine(id) => self.lists.routines().any(|line| line.id == id),
            checklist::Source::Duty(id) => self.lists.duty(id).is_some(),
            checklist::Source::Todo(id) => self.lists.todo(id).is_some(),
            checklist::Source::Appointment(id) => self.diary.get(id).is_some(),
        };
        source || self.lists.trails.get(subject, line).is_some()
    }

    /// On a new day, lets go of what the last days no longer need.
    fn let_go(&mut self, today: CareDay) {
        let Some(first) = self.lately.take_in(today) else { return };
        let began = self.house.hours.begins(first, Part::Morning, self.house.zone);
        self.people.let_go(first);
        self.diary.let_go(first);
        self.lists.let_go(first);
        self.alerts.let_go(began);
        self.notes.let_go(first);
        self.log.let_go(first);
        self.nights.let_go(began);
        self.whereabouts.let_go(began);
        self.receipts.let_go(began);
        self.access.let_go(began);
        self.shifts.let_go(began);
    }

    /// The care day of a moment, by this home's hours.
    pub fn day_of(&self, now: Moment) -> CareDay {
        self.house.hours.day_of(now)
    }

    /// The part of day of a moment, by this home's hours.
    pub fn part_of(&self, now: Moment) -> Part {
        self.house.hours.part_of(now)
    }

    /// What to call a subject: a child's preferred name, or "The house".
    pub fn name_of(&self, subject: Subject) -> &str {
        match subject {
            Subject::House => "The house",
            Subject::Child(child) => self.children.get(child).map_or("A child", |child| child.called()),
        }
    }
}
