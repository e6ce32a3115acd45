//! What has a time: dentist, contact visit, court, review.
//!
//! It keeps what was booked; the checklist of the day asks for it, and says what came of it.

use super::days::{CareDay, Moment, instant};
use super::people::Deed;
use super::refusal::Gaps;
use super::{AppointmentId, Decided, Entry, Home, Part, Refusal, StaffId, Stamp, Subject, child, words};
use chrono::NaiveTime;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What kind of appointment it is.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Kind {
    /// Doctor, dentist, optician, therapy.
    Health,
    /// Time or a call with family or friends.
    Contact,
    /// A meeting about the child, or court: talked through beforehand.
    Meeting,
    /// School or college.
    Education,
    /// Anything else.
    Other,
}

impl Kind {
    /// In the order they are offered.
    pub const ALL: [Kind; 5] = [Kind::Health, Kind::Contact, Kind::Meeting, Kind::Education, Kind::Other];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Kind::Health => "health",
            Kind::Contact => "family and contact",
            Kind::Meeting => "meeting or court",
            Kind::Education => "education",
            Kind::Other => "other",
        }
    }
}

/// Something with a time.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Appointment {
    /// Which.
    pub id: AppointmentId,
    /// For whom.
    pub subject: Subject,
    /// The care day.
    pub day: CareDay,
    /// The date on the calendar: the day after, when the time is after midnight.
    pub date: CareDay,
    /// The time on the wall clock.
    pub time: NaiveTime,
    /// What it is: "dentist, Mill Road".
    pub what: String,
    /// What it is about.
    pub kind: Kind,
    /// Who takes the child, or sees to it.
    pub taken_by: Option<StaffId>,
    /// What to know or bring.
    pub note: String,
}

/// All appointments from a month ago on.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Diary {
    all: BTreeMap<AppointmentId, Appointment>,
    /// The care day on which one was cancelled.
    cancelled: BTreeMap<AppointmentId, CareDay>,
}

impl Diary {
    /// One appointment, cancelled or not.
    pub fn get(&self, id: AppointmentId) -> Option<&Appointment> {
        self.all.get(&id)
    }

    /// A subject's appointments on a care day, in order of time.
    pub fn on(&self, subject: Subject, day: CareDay) -> Vec<&Appointment> {
        self.between(subject, day, day.plus(1))
    }

    /// A subject's appointments from one care day up to, not including, another, in order.
    pub fn between(&self, subject: Subject, from: CareDay, to: CareDay) -> Vec<&Appointment> {
        let within = |booked: &&Appointment| from <= booked.day && booked.day < to;
        let mut found: Vec<_> =
            self.all().filter(|booked| booked.subject == subject).filter(within).collect();
        found.sort_by_key(|booked| (booked.date, booked.time));
        found
    }

    /// A subject's next appointment of the care day it is.
    pub fn next(&self, subject: Subject, day: CareDay, now: Moment) -> Option<&Appointment> {
        self.on(subject, day)
            .into_iter()
            .find(|booked| instant(booked.date.date(), booked.time, now.zone) >= now.at)
    }

    /// Everything that is in the diary. What was cancelled after its day stays: it was asked on that day.
    pub fn all(&self) -> impl Iterator<Item = &Appointment> {
        let stands = |booked: &&Appointment| self.cancelled.get(&booked.id).is_none_or(|on| *on > booked.day);
        self.all.values().filter(stands)
    }

    /// Leaves out what is about others than these.
    pub(super) fn keep(&mut self, shown: impl Fn(Subject) -> bool) {
        self.all.retain(|_, booked| shown(booked.subject));
    }

    /// Leaves out the house's appointments with words that are withheld.
    pub(super) fn leave_out_words(&mut self, withheld: impl Fn(&str) -> bool) {
        self.all.retain(|_, booked| {
            booked.subject != Subject::House || !(withheld(&booked.what) || withheld(&booked.note))
        });
    }

    pub(super) fn apply(&mut self, entry: &Entry, fact: &Fact) {
        match fact {
            Fact::Booked(appointment) => {
                self.all.insert(appointment.id, (**appointment).clone());
            }
            Fact::Cancelled(id) if self.all.contains_key(id) => {
                self.cancelled.insert(*id, entry.day);
            }
            Fact::PutBack(id) => {
                self.cancelled.remove(id);
            }
            Fact::Cancelled(_) => {}
        }
    }

    /// Lets go of what was a month before `first`. It stays in the journal.
    pub(super) fn let_go(&mut self, first: CareDay) {
        self.all.retain(|_, booked| first.since(booked.day) <= 31);
        self.cancelled.retain(|id, _| self.all.contains_key(id));
    }
}

/// What can be asked about the diary.
#[derive(Clone, PartialEq, Debug)]
pub enum Act {
    /// Put an appointment in.
    Book {
        /// For whom.
        subject: Subject,
        /// The day, by the calendar on the wall.
        day: CareDay,
        /// The time.
        time: NaiveTime,
        /// What it is.
        what: String,
        /// What it is about.
        kind: Kind,
        /// Who takes the child.
        taken_by: Option<StaffId>,
        /// What to know or bring.
        note: String,
    },
    /// Take an appointment out.
    Cancel(AppointmentId),
    /// Put an appointment back that was taken out.
    PutBack(AppointmentId),
}

/// What happened to the diary.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the past of the act of the same name")]
pub enum Fact {
    Booked(Box<Appointment>),
    Cancelled(AppointmentId),
    PutBack(AppointmentId),
}

pub(super) fn decide(home: &Home, by: StaffId, stamp: Stamp, act: Act) -> Result<Decided, Refusal> {
    home.people.may(home, by, stamp.moment, Deed::Care)?;
    let today = home.day_of(stamp.moment);
    let known = |id| home.diary.get(id).ok_or(Refusal::Gone("This appointment"));
    let (subject, fact) = match act {
        Act::Book { subject, day: date, time, what, kind, taken_by, note } => {
            child::known_subject(home, subject)?;
            let mut gaps = Gaps::default();
            let what = gaps.line("what", &what, words::LINE, "Say what the appointment is.");
            let note = gaps.optional_line("note", &note, words::LINE);
            // What is at 02:00 by the wall clock belongs to the night of the day before.
            let day = if time < home.house.hours.start(Part::Morning) { date.plus(-1) } else { date };
            if day < today {
                gaps.say("day", "The day must be today or later.");
            }
            gaps.none()?;
            if let Some(taken_by) = taken_by {
                home.people.colleague(taken_by, today)?;
            }
            let id = AppointmentId(stamp.fresh);
            let booked = Appointment { id, subject, day, date, time, what, kind, taken_by, note };
            (subject, Fact::Booked(Box::new(booked)))
        }
        Act::Cancel(id) => {
            let booked = known(id)?;
            if home.diary.cancelled.contains_key(&id) {
                return Err(Refusal::NotNow("This appointment is cancelled already.".into()));
            }
            (booked.subject, Fact::Cancelled(id))
        }
        Act::PutBack(id) => {
            let booked = known(id)?;
            match home.diary.cancelled.get(&id) {
                None => return Err(Refusal::NotNow("This appointment is in the diary.".into())),
                Some(on) if *on < today && booked.day < today => {
                    return Err(Refusal::NotNow("Its day is over. Write what happened in the log.".into()));
                }
                Some(_) => {}
            }
            (booked.subject, Fact::PutBack(id))
        }
    };
    Ok(Decided { subject, day: today, fact: super::Fact::Diary(fact) })
}

pub(super) fn opposite(fact: &Fact) -> Act {
    match fact {
        Fact::Booked(appointment) => Act::Cancel(appointment.id),
        Fact::Cancelled(id) => Act::PutBack(*id),
        Fact::PutBack(id) => Act::Cancel(*id),
    }
}
