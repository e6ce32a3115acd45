//! `bethere show child`: one child's day, what to know first on top.

use super::alerts::Alert;
use super::notes::Note;
use super::shapes::{Line, LogEntry, Who, day, day_in_words, one_line, time, who, whom, withheld};
use super::{Page, Stop};
use crate::care::child::{Child, ContactRule, Tie};
use crate::care::daybook::DayBook;
use crate::care::{CareDay, Part, Subject, lines, night, when};
use crate::cli::say::sentence;
use crate::desk::View;
use serde::Serialize;

/// The page's own fields in JSON, for its help.
pub(super) const FIELDS: &str = "\
In JSON, besides what every page has (see bethere show --help):
child, shown_day, withheld (why the record is kept to others; else null)
page: name, pronouns, born, age, room, school, allergies, no_contact_with, contacts as {who, how}, \
keyworker, second_keyworker, helps; null for the house
lists: part, done, all, lines as {source (routine, duty, to-do or appointment), id (of the source), \
due, words, time, remark, outcome, reason, note, late, ticked_by, ticked_at, given_to, days_old, \
missed_on, missed_because, before}
alerts: as in show alerts; notes as in show notes; both of today only
log: entries as in show log
checks: at, by, found, note";

#[derive(Serialize)]
pub(super) struct OneDay {
    child: Who,
    shown_day: String,
    withheld: Option<&'static str>,
    /// Null for the house.
    page: Option<Known>,
    lists: Vec<List>,
    /// Alerts and notes as they stand now; none for a day that is over.
    alerts: Vec<Alert>,
    notes: Vec<Note>,
    log: Vec<LogEntry>,
    checks: Vec<Check>,
    #[serde(skip)]
    day_words: String,
}

/// What is known of the child.
#[derive(Serialize)]
struct Known {
    name: String,
    pronouns: String,
    born: Option<String>,
    age: Option<u32>,
    room: String,
    school: String,
    allergies: Vec<String>,
    no_contact_with: Vec<String>,
    contacts: Vec<Contact>,
    keyworker: Option<Who>,
    second_keyworker: Option<Who>,
    helps: String,
}

#[derive(Serialize)]
struct Contact {
    who: String,
    how: String,
}

#[derive(Serialize)]
struct List {
    part: &'static str,
    done: usize,
    all: usize,
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct Check {
    at: String,
    by: Who,
    found: &'static str,
    note: String,
    #[serde(skip)]
    clock: String,
}

pub(super) fn page(view: &View<'_>, subject: Subject, on: CareDay) -> Result<OneDay, Stop> {
    let (home, now, today) = (view.home(), view.now(), view.today());
    let book = view.day(subject, on)?;
    let child = subject.child().and_then(|child| view.child(child));
    let now_only = child.filter(|_| on == today);
    let alerts = now_only.map_or_else(Vec::new, |child| home.alerts.about(child.id, now.at));
    let notes = now_only.into_iter().flat_map(|child| home.notes.about(child.id, today));
    let check = |check: &night::Check| Check {
        at: time(check.at, now),
        by: who(home, check.by),
        found: check.found.words(),
        note: check.note.clone(),
        clock: when::shown_time(check.at, now.zone),
    };
    Ok(OneDay {
        child: whom(home, subject),
        shown_day: day(on),
        withheld: withheld(view, subject),
        page: child.map(|child| Known::new(view, child, on)),
        lists: Part::ALL.map(|part| List::new(view, &book, subject, (on, part))).into(),
        alerts: alerts.into_iter().map(|alert| Alert::new(view, alert)).collect(),
        notes: notes.map(|note| Note::new(view, note)).collect(),
        log: book.log.entries().iter().map(|entry| LogEntry::new(home, now, entry)).collect(),
        checks: book.checks.iter().map(check).collect(),
        day_words: day_in_words(on, today),
    })
}

impl List {
    fn new(view: &View<'_>, book: &DayBook, subject: Subject, (on, part): (CareDay, Part)) -> Self {
        let home = view.home();
        // What came of today's and yesterday's lines is at hand; older days are read back from the journal.
        let asked = if view.today().since(on) <= 1 {
            lines::lines(home, subject, on, part)
        } else {
            lines::lines_with(home, &book.trails, subject, on, part)
        };
        let (done, all) = lines::progress(&asked);
        let lines = asked.iter().map(|asked| Line::new(home, view.now(), asked)).collect();
        Self { part: part.lower(), done, all, lines }
    }
}

impl Known {
    fn new(view: &View<'_>, child: &Child, on: CareDay) -> Self {
        let profile = &child.profile;
        let tied = |tie| child.tied(tie, on).map(|staff| who(view.home(), staff));
        let agreed = profile.contacts.iter().filter_map(|contact| match &contact.rule {
            ContactRule::Agreed { how, .. } => Some(Contact { who: contact.who.clone(), how: how.clone() }),
            ContactRule::Never => None,
        });
        Self {
            name: profile.name.clone(),
            pronouns: profile.pronouns.clone(),
            born: profile.born.map(day),
            age: child.age_on(on),
            room: profile.room.clone(),
            school: profile.school.clone(),
            allergies: profile.allergies.clone(),
            no_contact_with: child.no_contact_with().map(Into::into).collect(),
            contacts: agreed.collect(),
            keyworker: tied(Tie::Keyworker),
            second_keyworker: tied(Tie::Second),
            helps: profile.helps.clone(),
        }
    }

    fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.allergies.iter().map(|what| format!("ALLERGY: {what}.")).collect();
        lines.extend(self.no_contact_with.iter().map(|who| format!("NO CONTACT with {who}.")));
        let age = self.age.map_or(String::new(), |age| age.to_string());
        let room = if self.room.is_empty() { String::new() } else { format!("room {}", self.room) };
        let known = [&self.name, &self.pronouns, &age, &room, &self.school].map(String::as_str);
        let known: Vec<&str> = known.into_iter().filter(|word| !word.is_empty()).collect();
        lines.push(sentence(&known.join(", ")));
        let tied = [("Keyworker", &self.keyworker), ("Second keyworker", &self.second_keyworker)];
        lines.extend(
            tied.into_iter().filter_map(|(tie, who)| Some(format!("{tie}: {}.", who.as_ref()?.name))),
        );
        lines.extend(self.contacts.iter().map(|Contact { who, how }| format!("Contact: {who}, {how}.")));
        if !self.helps.is_empty() {
            lines.push(format!("What helps: {}", sentence(&one_line(&self.helps))));
        }
        lines
    }
}

impl Check {
    fn sentence(&self) -> String {
        let note = if self.note.is_empty() { String::new() } else { format!(", {}", self.note) };
        format!("{}, {}{note}, {}.", self.clock, self.found, self.by.name)
    }
}

impl Page for OneDay {
    fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!("{}, {}.", self.child.name, self.day_words)];
        lines.extend(self.page.iter().flat_map(Known::lines));
        if let Some(why) = self.withheld {
            lines.push(sentence(why));
            return lines;
        }
        lines.extend(self.alerts.iter().flat_map(Alert::lines));
        lines.extend(self.notes.iter().flat_map(Note::lines));
        for List { part, done, all, lines: asked } in &self.lists {
            lines.push(sentence(&format!("{part} {done} of {all}")));
            lines.extend(asked.iter().map(|line| format!("  {}", line.sentence())));
        }
        lines.push(if self.log.is_empty() { "Log. Nothing written." } else { "Log." }.into());
        lines.extend(self.log.iter().map(|entry| format!("  {}", entry.sentence())));
        if !self.checks.is_empty() {
            lines.push("Night checks.".into());
        }
        lines.extend(self.checks.iter().map(|check| format!("  {}", check.sentence())));
        lines
    }
}
