//! Answers questions over the home: one box over children, staff, alerts, notes, appointments, commands, and every
//! word of the log ([`concordance`]).
//!
//! It ranks rows that others build, and texts that others hand it, and reads nothing by itself. Only what may be seen is handed in, so it never decides
//! who may see what.

pub mod concordance;
pub mod filters;
mod fold;
mod meant;
mod near;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::ops::Range;

use fold::Folded;
use near::Query;

pub use meant::meant;
pub use near::{Hit, How};

/// The longest text of a row, in characters, that is looked through; a long note is read no further.
const FIELD_LIMIT: usize = 4_000;

/// What a row is. The order here is the order on the screen, always: a list whose kinds swap places while you
/// type can't be read while you type. Children stand first because that is who most questions are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A child.
    Child,
    /// A member of staff.
    Staff,
    /// An alert.
    Alert,
    /// A handover note.
    Note,
    /// An appointment.
    Appointment,
    /// An entry of the log, or what was added to one.
    Log,
    /// What one shift handed to the next.
    Handover,
    /// Something that can be done.
    Command,
}

impl Kind {
    /// Every kind, in order.
    pub const ALL: [Self; 8] = [
        Self::Child,
        Self::Staff,
        Self::Alert,
        Self::Note,
        Self::Appointment,
        Self::Log,
        Self::Handover,
        Self::Command,
    ];

    /// The kinds that stand in the journal as words.
    pub const WRITTEN: [Self; 4] = [Self::Alert, Self::Note, Self::Log, Self::Handover];

    /// What stands over rows of this kind.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Child => "Children",
            Self::Staff => "Staff",
            Self::Alert => "Alerts",
            Self::Note => "Handover notes",
            Self::Appointment => "Appointments",
            Self::Log => "Log",
            Self::Handover => "Shift handovers",
            Self::Command => "Things you can do",
        }
    }
}

/// One thing that can be found, and where it leads. Folded when made, not at each key.
#[derive(Debug, Clone)]
pub struct Row<T> {
    /// What it is.
    pub kind: Kind,
    /// Where it leads.
    pub target: T,
    /// The title, then the other fields.
    fields: Vec<Folded>,
}

impl<T> Row<T> {
    /// A row that is found by its title and by its other fields.
    pub fn new<'f>(kind: Kind, title: &'f str, fields: impl IntoIterator<Item = &'f str>, target: T) -> Self {
        let fields =
            std::iter::once(title).chain(fields).map(|text| Folded::new(text, FIELD_LIMIT)).collect();
        Self { kind, target, fields }
    }

    /// The texts it is found by: the title, then the other fields in the order they were given.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(Folded::text)
    }
}

/// What was found, by kind, in the order of [`Kind::ALL`]; a kind with nothing found is left out.
#[derive(Debug)]
pub struct Found<'a, T> {
    /// The kinds with something found.
    pub groups: Vec<Group<'a, T>>,
}

/// What was found of one kind.
#[derive(Debug)]
pub struct Group<'a, T> {
    /// Which kind.
    pub kind: Kind,
    /// How many there are, of which only the best are here.
    pub total: usize,
    /// The best, best first; equals in the order the rows were in.
    pub best: Vec<Match<'a, T>>,
}

/// A row that was found, and how.
#[derive(Debug)]
pub struct Match<'a, T> {
    /// The row.
    pub row: &'a Row<T>,
    /// How it was found.
    pub hit: Hit,
}

impl<T> Found<'_, T> {
    /// How many rows were found.
    pub fn total(&self) -> usize {
        self.groups.iter().map(|group| group.total).sum()
    }
}

impl<T> Match<'_, T> {
    /// The parts of one text to highlight, in bytes; 0 is the title.
    pub fn highlights(&self, text: usize) -> impl Iterator<Item = Range<usize>> {
        self.hit.highlights.iter().filter(move |(n, _)| *n == text).map(|(_, bytes)| bytes.clone())
    }
}

/// The rows that answer what was typed, best first within each kind. Nothing typed finds nothing.
pub fn search<'a, T>(rows: &'a [Row<T>], typed: &str, most_per_kind: usize) -> Found<'a, T> {
    let query = Query::new(typed);
    let groups = Kind::ALL.into_iter().map(|kind| {
        let rows = rows.iter().filter(|row| row.kind == kind);
        let mut best: Vec<_> =
            rows.filter_map(|row| Some(Match { row, hit: query.score(&row.fields)? })).collect();
        best.sort_by_key(|found| Reverse(found.hit.score));
        let total = best.len();
        best.truncate(most_per_kind);
        Group { kind, total, best }
    });
    Found { groups: groups.filter(|group| group.total > 0).collect() }
}
