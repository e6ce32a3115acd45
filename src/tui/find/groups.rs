//! What was found, by kind: what the home has at hand, the texts of the journal, and what a filter may become.

use super::rows::Found;
use super::texts::Text;
use super::{FEW, find};
use crate::desk::{Completed, Question};
use crate::find::{How, Kind};
use crate::theme::{Mark, Role};
use crate::tui::beneath::Beneath;
use crate::tui::lines::Line;
use crate::tui::paint::Paint;
use std::ops::Range;

/// What was found of a kind; or, of none, what the filter that is being typed may become.
pub struct Group {
    pub kind: Option<Kind>,
    pub total: usize,
    /// There are more than that.
    pub more: bool,
    pub best: Vec<Hit>,
    /// Whether more of them can be shown.
    grows: bool,
}

/// Something that was found, and how.
pub enum Hit {
    /// How a filter may be typed to its end.
    Completed(Completed),
    /// A row, with how well it answers, what to highlight and what it is only close to.
    Row { row: usize, score: usize, highlights: Vec<(usize, Range<usize>)>, close_to: Option<String> },
    /// A text of the journal.
    Text(Text),
}

/// Something the cursor can stand on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Pick {
    Completed(String),
    Row(usize),
    Text(u64),
    More(Kind),
}

/// What was found of the texts of one kind.
pub struct Texts {
    pub kind: Kind,
    pub total: usize,
    pub more: bool,
    pub best: Vec<Text>,
}

/// A row that is found closely at best has fewer points a word.
const AS_TYPED: usize = 72;

impl Group {
    /// What the cursor can stand on.
    pub fn picks(&self) -> impl Iterator<Item = Pick> {
        let hits = self.best.iter().map(|hit| match hit {
            Hit::Completed(completed) => Pick::Completed(completed.typed.clone()),
            Hit::Row { row, .. } => Pick::Row(*row),
            Hit::Text(text) => Pick::Text(text.number),
        });
        hits.chain(self.kind.filter(|_| self.grows).map(Pick::More))
    }

    /// The texts of the journal that are shown.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.best.iter().filter_map(|hit| match hit {
            Hit::Text(text) => Some(text),
            Hit::Completed(_) | Hit::Row { .. } => None,
        })
    }
}

/// What is shown of all that was found: few of each kind, or all of one.
pub fn of(
    rows: &[find::Row<Found>],
    question: &Question,
    texts: Vec<Texts>,
    all_of: Option<Kind>,
) -> Vec<Group> {
    let mut found = of_rows(rows, question);
    for Texts { kind, total, more, best } in texts {
        let place = found.iter().position(|group| group.kind == Some(kind)).unwrap_or(found.len());
        if place == found.len() {
            found.push(Group { kind: Some(kind), total: 0, more: false, best: Vec::new(), grows: false });
        }
        let group = &mut found[place];
        group.total += total;
        group.more = more;
        group.best.extend(best.into_iter().map(Hit::Text));
    }
    found.sort_by_key(|group| group.kind);
    for group in &mut found {
        let few = if all_of.is_some() && group.kind == all_of { usize::MAX } else { FEW };
        group.best.truncate(few);
        group.grows = few == FEW && group.best.len() < group.total;
    }
    let completed: Vec<Hit> = question.may_become.iter().cloned().map(Hit::Completed).collect();
    if !completed.is_empty() {
        found.insert(0, Group { kind: None, total: 0, more: false, best: completed, grows: false });
    }
    found
}

fn of_rows(rows: &[find::Row<Found>], question: &Question) -> Vec<Group> {
    if question.words.is_empty() {
        return if question.only.is_empty() { Vec::new() } else { let_through(rows, question) };
    }
    let found = find::search(rows, &question.words, usize::MAX);
    let groups = found.groups.into_iter().map(|group| {
        let through = group.best.into_iter().filter(|found| question.lets_through(&found.row.target.marks));
        let best = through.map(|found| Hit::Row {
            row: found.row.target.row,
            score: found.hit.score,
            close_to: match found.hit.how {
                How::AsTyped => None,
                How::CloseTo(words) => Some(words),
            },
            highlights: found.hit.highlights,
        });
        let best: Vec<Hit> = best.collect();
        Group { kind: Some(group.kind), total: best.len(), more: false, best, grows: false }
    });
    groups.filter(|group| group.total > 0).collect()
}

/// All that has the marks that are asked for, where there are no words.
fn let_through(rows: &[find::Row<Found>], question: &Question) -> Vec<Group> {
    let of_kind = |kind| {
        let all = rows.iter().filter(|row| row.kind == kind && question.lets_through(&row.target.marks));
        let best: Vec<Hit> = all
            .map(|row| Hit::Row { row: row.target.row, score: 0, highlights: Vec::new(), close_to: None })
            .collect();
        Group { kind: Some(kind), total: best.len(), more: false, best, grows: false }
    };
    Kind::ALL.into_iter().map(of_kind).filter(|group| group.total > 0).collect()
}

/// What answers best: a filter that is being typed; what is at hand and found as typed; a text that is; whatever there
/// is.
pub fn best(groups: &[Group]) -> Option<Pick> {
    let hits = || groups.iter().flat_map(|group| &group.best);
    let completed = hits().find_map(|hit| match hit {
        Hit::Completed(completed) => Some(Pick::Completed(completed.typed.clone())),
        Hit::Row { .. } | Hit::Text(_) => None,
    });
    let rows = hits().filter_map(|hit| match hit {
        Hit::Row { row, score, close_to, .. } => Some((*score, close_to.is_none(), Pick::Row(*row))),
        Hit::Completed(_) | Hit::Text(_) => None,
    });
    // The first among equals.
    let row = rows.reduce(|best, next| if next.0 > best.0 { next } else { best });
    let text = hits().find_map(|hit| match hit {
        Hit::Text(text) => Some((text.close_to.is_none(), Pick::Text(text.number))),
        Hit::Completed(_) | Hit::Row { .. } => None,
    });
    completed.or(match (row, text) {
        (Some((score, as_typed, _)), Some((true, text))) if !as_typed || score < AS_TYPED => Some(text),
        (Some((.., row)), _) => Some(row),
        (None, text) => text.map(|(_, text)| text),
    })
}

/// All that was found, as lines.
pub fn lines(
    groups: &[Group],
    rows: &[find::Row<Found>],
    width: u16,
    beneath: &Beneath,
    paint: &Paint<'_>,
) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut place = 0;
    for group in groups {
        lines.push(match group.kind {
            Some(kind) => {
                let more = if group.more { "more than " } else { "" };
                Line::heading(kind.heading()).ending(format!("{more}{}", group.total), Role::TextMuted)
            }
            None => Line::heading("Narrow it"),
        });
        let mut said: Option<&String> = None;
        for hit in &group.best {
            let close_to = match hit {
                Hit::Completed(completed) => {
                    let line = Line::of(place).at(3, completed.filter.as_str(), Role::TextStrong);
                    lines.push(line.at(27, completed.means.as_str(), Role::TextMuted));
                    None
                }
                Hit::Row { row, highlights, close_to, .. } => {
                    let row = &rows[*row];
                    lines.extend(row.target.lines(place, row, highlights, width, beneath));
                    close_to.as_ref()
                }
                Hit::Text(text) => {
                    lines.push(text.line(place, width));
                    text.close_to.as_ref()
                }
            };
            if let Some(words) = close_to.filter(|_| said != close_to) {
                said = close_to;
                lines.push(Line::of(place).at(6, format!("close to “{words}”"), Role::TextMuted));
            }
            place += 1;
        }
        if group.grows && group.kind.is_some() {
            let more = format!("{} {} more", paint.mark(Mark::MoreBelow), group.total - group.best.len());
            lines.push(Line::of(place).at(3, more, Role::TextMuted));
            place += 1;
        }
    }
    lines
}
