//! `bethere show notes`: what keyworkers have left with a colleague for their time off.

use super::Page;
use super::shapes::{Who, day, day_in_words, one_line, time, who, whom};
use crate::care::{Subject, handover, when};
use crate::cli::say::{count, sentence};
use crate::desk::View;
use serde::Serialize;
use uuid::Uuid;

/// The page's own fields in JSON, for its help.
pub(super) const FIELDS: &str = "\
In JSON, besides what every page has (see bethere show --help):
notes: id, child, by, at, away_from, back_on, cover, second_cover, accepted_by, accepted_at, told, \
coming as {day, time, what, remark, origin}, to_do as {id, day, part, words, to}, worries, call, \
read_by, read (by whoever looks)";

#[derive(Serialize)]
pub(super) struct Notes {
    notes: Vec<Note>,
}

#[derive(Serialize)]
pub(super) struct Note {
    id: Uuid,
    child: Who,
    by: Who,
    at: String,
    away_from: String,
    back_on: String,
    cover: Who,
    second_cover: Option<Who>,
    accepted_by: Option<Who>,
    accepted_at: Option<String>,
    told: String,
    coming: Vec<Coming>,
    to_do: Vec<ToDo>,
    worries: String,
    call: String,
    read_by: Vec<Who>,
    /// Whether whoever looks has read it.
    read: bool,
    #[serde(skip)]
    from_and_back: [String; 2],
}

#[derive(Serialize)]
struct Coming {
    day: String,
    time: Option<String>,
    what: String,
    remark: String,
    origin: &'static str,
    #[serde(skip)]
    day_words: String,
}

#[derive(Serialize)]
struct ToDo {
    id: Uuid,
    day: String,
    part: &'static str,
    words: String,
    to: Option<Who>,
    #[serde(skip)]
    day_words: String,
}

pub(super) fn page(view: &View<'_>) -> Notes {
    let running = view.home().notes.all().filter(|note| note.running(view.today()));
    Notes { notes: running.map(|note| Note::new(view, note)).collect() }
}

impl Note {
    /// A note as it stands.
    pub(super) fn new(view: &View<'_>, note: &handover::Note) -> Self {
        let (home, now, today) = (view.home(), view.now(), view.today());
        let coming = |coming: &handover::Coming| Coming {
            day: day(coming.day),
            time: coming.time.map(|time| time.format("%H:%M").to_string()),
            what: coming.what.clone(),
            remark: coming.remark.clone(),
            origin: coming.origin.words(),
            day_words: day_in_words(coming.day, today),
        };
        let to_do = |task: &handover::Task| ToDo {
            id: task.id.0,
            day: day(task.day),
            part: task.part.lower(),
            words: task.words.clone(),
            to: task.to.map(|staff| who(home, staff)),
            day_words: day_in_words(task.day, today),
        };
        Self {
            id: note.id.0,
            child: whom(home, Subject::Child(note.child)),
            by: who(home, note.by),
            at: time(note.at, now),
            away_from: day(note.plan.away_from),
            back_on: day(note.plan.back_on),
            cover: who(home, note.plan.cover),
            second_cover: note.plan.second.map(|staff| who(home, staff)),
            accepted_by: note.accepted.map(|accepted| who(home, accepted.by)),
            accepted_at: note.accepted.map(|accepted| time(accepted.at, now)),
            told: note.plan.told.clone(),
            coming: note.plan.coming.iter().map(coming).collect(),
            to_do: note.plan.tasks.iter().map(to_do).collect(),
            worries: note.plan.worries.clone(),
            call: note.plan.call.clone(),
            read_by: note.read_by.iter().map(|staff| who(home, *staff)).collect(),
            read: note.has_read(view.me()),
            from_and_back: [note.plan.away_from, note.plan.back_on].map(|day| when::shown_date(day.date())),
        }
    }

    /// The note in sentences, the child's name first.
    pub(super) fn lines(&self) -> Vec<String> {
        let [from, back] = &self.from_and_back;
        let second = self.second_cover.as_ref().map_or(String::new(), |who| format!(", then {}", who.name));
        let accepted = match &self.accepted_by {
            Some(who) => format!("Accepted by {}", who.name),
            None => "Not accepted yet".into(),
        };
        let mut lines = vec![
            format!("{}. {} is away from {from}, back on {back}.", self.child.name, self.by.name),
            format!("  Cover: {}{second}. {accepted}.", self.cover.name),
        ];
        let boxes =
            [("Told", &self.told), ("Worries and what helps", &self.worries), ("Who to call", &self.call)];
        let filled = boxes.into_iter().filter(|(_, words)| !words.is_empty());
        lines.extend(filled.map(|(label, words)| format!("  {label}: {}", sentence(&one_line(words)))));
        lines.extend(self.coming.iter().map(|coming| {
            let time = coming.time.as_ref().map_or(String::new(), |time| format!(" {time}"));
            let on = format!(
                "  On {}{time}: {} {}",
                coming.day_words,
                sentence(&coming.what),
                sentence(&coming.remark)
            );
            on.trim_end().to_owned()
        }));
        lines.extend(self.to_do.iter().map(|task| {
            let to = task.to.as_ref().map_or(String::new(), |who| format!(" {}.", who.name));
            format!("  To do {}, {}: {}{to}", task.day_words, task.part, sentence(&task.words))
        }));
        lines
    }
}

impl Page for Notes {
    fn lines(&self) -> Vec<String> {
        if self.notes.is_empty() {
            return vec!["No off-duty notes are running.".into()];
        }
        let head = format!("{}.", count(self.notes.len(), "off-duty note", "off-duty notes"));
        std::iter::once(head).chain(self.notes.iter().flat_map(Note::lines)).collect()
    }
}
