//! `bethere show log`: the log of a day, child by child.

use super::shapes::{LogEntry, Who, day, day_in_words, whom, withheld};
use super::{Page, Stop};
use crate::care::{CareDay, Subject};
use crate::cli::say::sentence;
use crate::desk::View;
use serde::Serialize;

/// The page's own fields in JSON, for its help.
pub(super) const FIELDS: &str = "\
In JSON, besides what every page has (see bethere show --help):
shown_day
log: of each child, and the house: child, entries as {id, child, happened, written, by, category, \
text, own_words, mood (1 to 5), knowing, event, taken_back, amended as {at, by, text}, \
kept_to (the people, or null), withheld (true when it is kept to others: its words are left out)}
withheld: of a child whose record is kept to others, why; else null";

#[derive(Serialize)]
pub(super) struct OneDay {
    shown_day: String,
    log: Vec<OfOne>,
    #[serde(skip)]
    day_words: String,
}

/// What was written about one child, or the house.
#[derive(Serialize)]
struct OfOne {
    child: Who,
    entries: Vec<LogEntry>,
    /// Why nothing of it is shown.
    withheld: Option<&'static str>,
}

pub(super) fn page(view: &View<'_>, subject: Option<Subject>, on: CareDay) -> Result<OneDay, Stop> {
    let (home, now) = (view.home(), view.now());
    let here = home.children.here().map(|child| Subject::Child(child.id));
    let subjects = match subject {
        Some(subject) => vec![subject],
        None => here.chain([Subject::House]).collect(),
    };
    let of_one = |subject| {
        let log = view.day(subject, on)?.log;
        let entries = log.entries().iter().map(|entry| LogEntry::new(home, now, entry)).collect();
        let withheld = withheld(view, subject);
        Ok(OfOne { child: whom(home, subject), entries, withheld })
    };
    Ok(OneDay {
        shown_day: day(on),
        log: subjects.into_iter().map(of_one).collect::<Result<_, Stop>>()?,
        day_words: day_in_words(on, view.today()),
    })
}

impl Page for OneDay {
    fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!("Log, {}.", self.day_words)];
        for OfOne { child, entries, withheld } in &self.log {
            lines.push(match withheld {
                Some(why) => format!("{}. {}", child.name, sentence(why)),
                None if entries.is_empty() => format!("{}. Nothing written.", child.name),
                None => format!("{}.", child.name),
            });
            lines.extend(entries.iter().map(|entry| format!("  {}", entry.sentence())));
        }
        lines
    }
}
