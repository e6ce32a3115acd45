//! What several pages are made of: people, times, lines, log entries, each told the same way everywhere.

use crate::care::checklist::Source;
use crate::care::sight::Withheld;
use crate::care::trail::{Outcome, Reason};
use crate::care::{CareDay, Home, Moment, StaffId, Subject, lines, log, when};
use crate::cli::say::sentence;
use crate::desk::View;
use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;
use uuid::Uuid;

/// Somebody, or the house.
#[derive(Serialize, Clone)]
pub(super) struct Who {
    pub(super) id: Option<Uuid>,
    pub(super) name: String,
}

pub(super) fn who(home: &Home, staff: StaffId) -> Who {
    Who { id: Some(staff.0), name: home.people.name(staff).into() }
}

pub(super) fn whom(home: &Home, subject: Subject) -> Who {
    Who { id: subject.child().map(|child| child.0), name: home.name_of(subject).into() }
}

/// Why a child's record is withheld from whoever looks, if it is.
pub(super) fn withheld(view: &View<'_>, subject: Subject) -> Option<&'static str> {
    view.sight().withheld(subject).map(Withheld::words)
}

/// Whether whoever looks is not even to know where a child is.
pub(super) fn unknown(view: &View<'_>, subject: Subject) -> bool {
    view.sight().withheld(subject) == Some(Withheld::NoConsent)
}

/// An instant, as RFC 3339 in the home's zone.
pub(super) fn time(at: DateTime<Utc>, now: Moment) -> String {
    at.with_timezone(&now.zone).to_rfc3339_opts(SecondsFormat::Secs, false)
}

/// A care day, as its date.
pub(super) fn day(day: CareDay) -> String {
    day.date().format("%Y-%m-%d").to_string()
}

/// A care day beside today, in words.
pub(super) fn day_in_words(day: CareDay, today: CareDay) -> String {
    when::shown_day(day.date(), today.date())
}

/// The source of a line: its kind and its id.
pub(super) fn source(source: Source) -> (&'static str, Uuid) {
    match source {
        Source::Routine(id) => ("routine", id.0),
        Source::Duty(id) => ("duty", id.0),
        Source::Todo(id) => ("to-do", id.0),
        Source::Appointment(id) => ("appointment", id.0),
    }
}

/// A few words that somebody added.
#[derive(Serialize)]
pub(super) struct Said {
    at: String,
    by: Who,
    text: String,
    #[serde(skip)]
    when: String,
}

impl Said {
    pub(super) fn new(home: &Home, now: Moment, by: StaffId, at: DateTime<Utc>, text: &str) -> Self {
        let when = when::shown_when(at, now);
        Self { at: time(at, now), by: who(home, by), text: text.into(), when }
    }

    /// "Tom Beech, yesterday 23:20: sat with her."
    pub(super) fn sentence(&self) -> String {
        format!("{}, {}: {}", self.by.name, self.when, one_line(&self.text))
    }
}

/// Text of several lines, on one.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A line of a checklist.
#[derive(Serialize)]
pub(super) struct Line {
    source: &'static str,
    id: Uuid,
    due: String,
    #[serde(skip)]
    due_words: String,
    words: String,
    time: Option<String>,
    remark: String,
    outcome: Option<&'static str>,
    reason: Option<&'static str>,
    note: String,
    late: bool,
    ticked_by: Option<Who>,
    ticked_at: Option<String>,
    given_to: Option<Who>,
    days_old: i32,
    /// The care day before on which it was missed, and why.
    missed_on: Option<String>,
    missed_because: Option<&'static str>,
    #[serde(skip)]
    missed_words: Option<String>,
    /// By when the rules ask for it, if they do.
    before: Option<String>,
    #[serde(skip)]
    before_words: Option<String>,
}

impl Line {
    pub(super) fn new(home: &Home, now: Moment, line: &lines::Line) -> Self {
        let (source, id) = source(line.id.source);
        let tick = line.tick.as_ref();
        Self {
            source,
            id,
            due: day(line.id.due),
            due_words: day_in_words(line.id.due, home.day_of(now)),
            words: line.words.clone(),
            time: line.time.map(|time| time.format("%H:%M").to_string()),
            remark: line.remark.clone(),
            outcome: line.outcome().map(Outcome::words),
            reason: tick.and_then(|(tick, _)| tick.reason).map(Reason::words),
            note: tick.map_or(String::new(), |(tick, _)| tick.note.clone()),
            late: tick.is_some_and(|(tick, _)| tick.late),
            ticked_by: tick.map(|(_, step)| who(home, step.by)),
            ticked_at: tick.map(|(_, step)| time(step.at, now)),
            given_to: line.given.map(|staff| who(home, staff)),
            days_old: line.age,
            missed_on: line.missed.map(|(on, _)| day(on)),
            missed_because: line.missed.and_then(|(_, reason)| reason).map(Reason::words),
            missed_words: line.missed.map(|(on, _)| day_in_words(on, home.day_of(now))),
            before: line.in_time.map(|in_time| time(in_time.before, now)),
            before_words: line.in_time.map(|in_time| {
                let (before, left) = (in_time.before, when::shown_left(in_time.before, now.at));
                format!("{}: {left}", when::shown_when(before, now))
            }),
        }
    }

    /// "Soon, Thu 26 Nov: dentist. Given to Dee Marsh."
    pub(super) fn to_come(&self) -> String {
        let given =
            self.given_to.as_ref().map_or(String::new(), |given| format!(" Given to {}.", given.name));
        format!("Soon, {}: {}.{given}", self.due_words, self.words)
    }

    /// "16:00 dentist, Mill Road: not yet. To know: needs her card. Given to Dee Marsh."
    pub(super) fn sentence(&self) -> String {
        let time = self.time.as_ref().map_or(String::new(), |time| format!("{time} "));
        let mut came = vec![self.outcome.unwrap_or("not yet")];
        came.extend(self.reason);
        came.extend(Some(self.note.as_str()).filter(|note| !note.is_empty()));
        came.extend(self.ticked_by.as_ref().map(|by| by.name.as_str()));
        came.extend(self.late.then_some("recorded late"));
        let mut sentences = vec![format!("{time}{}: {}.", self.words, came.join(", "))];
        if !self.remark.is_empty() {
            sentences.push(format!("To know: {}.", self.remark));
        }
        if let (None, Some(given)) = (self.outcome, &self.given_to) {
            sentences.push(format!("Given to {}.", given.name));
        }
        if let (None, Some(day)) = (self.outcome, &self.missed_words) {
            let because = self.missed_because.map_or(String::new(), |reason| format!(", {reason}"));
            sentences.push(format!("Missed {day}{because}."));
        }
        if let (None, Some(before)) = (self.outcome, &self.before_words) {
            sentences.push(format!("Before {before}."));
        }
        if self.days_old > 0 {
            sentences.push(format!("{} old.", when::shown_age(self.days_old)));
        }
        sentences.join(" ")
    }
}

/// An entry of the log.
#[derive(Serialize)]
pub(super) struct LogEntry {
    id: Uuid,
    child: Who,
    happened: String,
    written: String,
    by: Who,
    category: &'static str,
    text: String,
    own_words: String,
    mood: Option<u8>,
    knowing: String,
    /// "ordinary", or what it set going.
    event: &'static str,
    /// When its writer took it back; it stays all the same.
    taken_back: Option<String>,
    /// Why it was amended, each time; `text` is how it reads now.
    amended: Vec<Said>,
    /// The people it is kept to; null when everyone can read it.
    kept_to: Option<Vec<Who>>,
    /// It is kept to others: its words are left out.
    withheld: bool,
    #[serde(skip)]
    clock: String,
}

impl LogEntry {
    pub(super) fn new(home: &Home, now: Moment, entry: &log::LogEntry) -> Self {
        let written = &entry.written;
        let amended = entry.amendments.iter();
        Self {
            id: written.id.0,
            child: whom(home, entry.subject),
            happened: time(written.happened, now),
            written: time(entry.at, now),
            by: who(home, entry.by),
            category: written.category.words(),
            text: entry.text().into(),
            own_words: written.own_words.clone(),
            mood: written.mood.map(log::Mood::number),
            knowing: written.knowing.words(),
            event: written.event.words(),
            taken_back: entry.taken_back.map(|at| time(at, now)),
            amended: amended.map(|one| Said::new(home, now, one.by, one.at, &one.why)).collect(),
            kept_to: written.kept_to.as_ref().map(|to| to.iter().map(|staff| who(home, *staff)).collect()),
            withheld: written.is_withheld(),
            clock: when::shown_time(written.happened, now.zone),
        }
    }

    /// "19:40, family and contact. Mum rang to cancel. Own words: “She always does.” Mood 2 of 5. …"
    pub(super) fn sentence(&self) -> String {
        if self.withheld {
            return format!("{}. This entry is kept to named people.", self.clock);
        }
        let taken_back = if self.taken_back.is_some() { "Taken back: " } else { "" };
        let mut sentences =
            vec![format!("{taken_back}{}, {}. {}", self.clock, self.category, one_line(&self.text))];
        if !self.own_words.is_empty() {
            sentences.push(format!("Own words: “{}”", one_line(&self.own_words)));
        }
        if self.event != log::Event::Ordinary.words() {
            sentences.push(sentence(self.event));
        }
        sentences.extend(self.mood.map(|mood| format!("Mood {mood} of 5.")));
        sentences.push(format!("{}, {}.", self.by.name, self.knowing));
        sentences.extend(self.amended.iter().map(|said| format!("Amended. {}", said.sentence())));
        sentences.join(" ")
    }
}
