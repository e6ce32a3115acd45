//! `bethere show due`: what is owed today, overdue and soon, child by child, and what waits for whoever looks.

use super::Page;
use super::shapes::{Line, Who, source, whom};
use crate::care::due::{self, What};
use crate::care::telling;
use crate::care::waiting::Waiting;
use crate::cli::say::sentence;
use crate::desk::View;
use serde::Serialize;
use uuid::Uuid;

/// The page's own fields in JSON, for its help.
pub(super) const FIELDS: &str = "\
In JSON, besides what every page has (see bethere show --help):
due: of each child with anything due, and the house, whoever has waited longest first: child, lines (see show child)
that are due today or over, soon (lines due within a fortnight)
waiting: kind, id (of the alert, note, child or source of the line), words, remark";

#[derive(Serialize)]
pub(super) struct Due {
    due: Vec<Owed>,
    waiting: Vec<Waits>,
}

/// What is owed to one child, or by the house.
#[derive(Serialize)]
struct Owed {
    child: Who,
    /// Due today, or over.
    lines: Vec<Line>,
    /// Due within a fortnight.
    soon: Vec<Line>,
}

/// Something that waits for whoever looks.
#[derive(Serialize)]
pub(super) struct Waits {
    kind: &'static str,
    /// Of the alert, the note, the child or the source of the line it is about.
    id: Uuid,
    words: String,
    remark: String,
}

pub(super) fn page(view: &View<'_>) -> Due {
    let (home, now) = (view.home(), view.now());
    let owed = due::owed(home, view.me(), now).into_iter().map(|owed| {
        let lines = owed.items.iter().filter_map(|item| match &item.what {
            What::Line(line) => Some((item.is_to_come(home, now), Line::new(home, now, line))),
            // It waits for whom it concerns, among what waits.
            What::NoNote { .. } => None,
        });
        let (soon, lines): (Vec<_>, Vec<_>) = lines.partition(|(to_come, _)| *to_come);
        let only = |lines: Vec<(bool, Line)>| lines.into_iter().map(|(_, line)| line).collect();
        Owed { child: whom(home, owed.subject), lines: only(lines), soon: only(soon) }
    });
    let owed = owed.filter(|owed| !owed.lines.is_empty() || !owed.soon.is_empty());
    Due { due: owed.collect(), waiting: waits(view) }
}

/// What waits for whoever looks, most pressing first.
pub(super) fn waits(view: &View<'_>) -> Vec<Waits> {
    let told = |waiting: &Waiting| {
        let (kind, id) = kind(waiting);
        let telling::Told { what, came } = telling::waits(view.home(), view.me(), view.now(), waiting);
        Waits { kind, id, words: what, remark: came }
    };
    view.waiting().iter().map(told).collect()
}

fn kind(waiting: &Waiting) -> (&'static str, Uuid) {
    match waiting {
        Waiting::ReadAlert { id, .. } => ("read alert", id.0),
        Waiting::AcceptNote(id) => ("accept note", id.0),
        Waiting::ReadNote(id) => ("read note", id.0),
        Waiting::Answer(id) => ("say how an alert went", id.0),
        Waiting::NotAccepted(id) => ("note not accepted", id.0),
        Waiting::NoNote { child, .. } => ("no note", child.0),
        Waiting::WhileAway(id) => ("while away", id.0),
        Waiting::Line { line, .. } => ("line", source(line.source).1),
        Waiting::NoKeyworker(child) => ("no keyworker", child.0),
        Waiting::NotShutOut(who) => ("not shut out", who.0),
        Waiting::OneManager => ("one manager", uuid::Uuid::nil()),
        Waiting::NoBackup(_) => ("no backup", uuid::Uuid::nil()),
        Waiting::NoSecondBackup => ("no second backup", uuid::Uuid::nil()),
        Waiting::Opened(_) => ("opened", uuid::Uuid::nil()),
        Waiting::TakeOver { .. } => ("shift not accepted", uuid::Uuid::nil()),
        Waiting::NotHandedOver(_) => ("shift not handed over", uuid::Uuid::nil()),
        Waiting::WentOff { .. } => ("when did you go off", uuid::Uuid::nil()),
        Waiting::RecoveryUsed(_) => ("recovery key used", uuid::Uuid::nil()),
    }
}

/// What waits, a sentence each under its heading.
pub(super) fn waiting_lines(waiting: &[Waits]) -> Vec<String> {
    if waiting.is_empty() {
        return vec!["Nothing waits for you.".into()];
    }
    let told = |waits: &Waits| format!("  {} {}", sentence(&waits.words), sentence(&waits.remark));
    std::iter::once("For you.".into()).chain(waiting.iter().map(told)).collect()
}

impl Page for Due {
    fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for owed in &self.due {
            lines.push(format!("{}.", owed.child.name));
            lines.extend(owed.lines.iter().map(|line| format!("  {}", line.sentence())));
            lines.extend(owed.soon.iter().map(|line| format!("  {}", line.to_come())));
        }
        if lines.is_empty() {
            lines.push("Nothing is due.".into());
        }
        lines.extend(waiting_lines(&self.waiting));
        lines
    }
}
