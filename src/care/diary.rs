//! What has a time: dentist, contact visit, court, review.

use super::days::CareDay;
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
}

impl Diary {
    /// One appointment.
    pub fn get(&self, id: AppointmentId) -> Option<&Appointment> {
        self.all.get(&id)
    }

    /// A subject's appointments on a care day, in order of time.
    pub fn on(&self, subject: Subject, day: CareDay) -> Vec<&Appointment> {
        self.between(subject, day, day.plus(1))
    }

    /// A subject's appointments from one care day up to, not including, another, in order.
    pub fn between(&self, subject: Subject, from: CareDay, to: CareDay) -> Vec<&Appointment> {
        let mut found: Vec<_> = self
            .all
            .values()
            .filter(|appointment| {
                appointment.subject == subject && from <= appointment.day && appointment.day < to
            })
            .collect();
        found.sort_by_key(|appointment| (appointment.day, appointment.time));
        found
    }

    /// Everything that is still in the diary.
    pub fn all(&self) -> impl Iterator<Item = &Appointment> {
        self.all.values()
    }

    pub(super) fn apply(&mut self, entry: &Entry, fact: &Fact) {
        match fact {
            Fact::Booked(appointment) => {
                self.all.retain(|_, old| entry.day.since(old.day) <= 31);
                self.all.insert(appointment.id, (**appointment).clone());
            }
            Fact::Cancelled(id) => {
                self.all.remove(id);
            }
        }
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
}

/// What happened to the diary.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the past of the act of the same name")]
pub enum Fact {
    Booked(Box<Appointment>),
    Cancelled(AppointmentId),
}

pub(super) fn decide(home: &Home, by: StaffId, stamp: Stamp, act: Act) -> Result<Decided, Refusal> {
    home.people.may(home, by, stamp.moment, Deed::Care)?;
    let (subject, fact) = match act {
        Act::Book { subject, day, time, what, kind, taken_by, note } => {
            child::known_subject(home, subject)?;
            let mut gaps = Gaps::default();
            let what = gaps.line("what", &what, words::LINE, "Say what the appointment is.");
            let note = gaps.optional_line("note", &note, words::LINE);
            gaps.none()?;
            // What is at 02:00 by the wall clock belongs to the night of the day before.
            let early =
                home.house.hours.part_at(time) == Part::Night && time < home.house.hours.start(Part::Morning);
            let day = if early { day.plus(-1) } else { day };
            let id = AppointmentId(stamp.fresh);
            let booked = Appointment { id, subject, day, time, what, kind, taken_by, note };
            (subject, Fact::Booked(Box::new(booked)))
        }
        Act::Cancel(id) => {
            let subject = home.diary.get(id).ok_or(Refusal::Gone("This appointment"))?.subject;
            (subject, Fact::Cancelled(id))
        }
    };
    Ok(Decided { subject, day: home.day_of(stamp.moment), fact: super::Fact::Diary(fact) })
}

pub(super) fn opposite(fact: &Fact) -> Option<Act> {
    match fact {
        Fact::Booked(appointment) => Some(Act::Cancel(appointment.id)),
        Fact::Cancelled(_) => None,
    }
}
