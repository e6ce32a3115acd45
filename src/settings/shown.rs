//! What of a settings file is shown to people: the place of a mistake, and words that are safe on a terminal.

use unicode_width::UnicodeWidthStr;

use super::Span;

/// How much of a line is shown with a mistake.
const EXCERPT: usize = 76;

/// A place in a text as people count: a line, a column, and the line with carets under it.
pub(super) struct Spot {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) excerpt: String,
}

impl Spot {
    pub(super) fn find(text: &str, lines: &[usize], at: &Span) -> Self {
        let start = floor(text, at.start);
        let number = lines.partition_point(|line| *line <= start);
        let line_start = lines[number.saturating_sub(1)];
        let line = text[line_start..].lines().next().unwrap_or_default();
        let column = text[line_start..start].chars().filter(|c| *c != '\u{feff}').count();
        let spot = |excerpt| Self { line: number, column: column + 1, excerpt };
        if line.trim().is_empty() {
            return spot(String::new());
        }
        let end = floor(text, at.end).clamp(start, line_start + line.len().max(start - line_start));
        let marked = text[start..end].chars().count().max(1);
        let indent = line.chars().take_while(|c| c.is_whitespace() || *c == '\u{feff}').count().min(column);
        // A long line is shown from a little before the mistake.
        let skip =
            if column + marked <= EXCERPT { indent } else { column.saturating_sub(EXCERPT / 4).max(indent) };
        let shown: String =
            line.chars().filter(|c| *c != '\u{feff}').skip(skip).take(EXCERPT).map(harmless).collect();
        let lead: String = shown.chars().take(column - skip).collect();
        let under: String = shown.chars().skip(column - skip).take(marked).collect();
        let carets = "^".repeat(under.width().max(1));
        spot(format!("{}\n{}{carets}", shown.trim_end(), " ".repeat(lead.width())))
    }
}

/// The character boundary at or before this byte.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|byte| text.is_char_boundary(*byte)).unwrap_or_default()
}

/// The candidate somebody most likely meant, if one is near: at most two letters away, and not a different
/// word.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let letters: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    let allowed = match letters.len() {
        0..=2 => return None,
        3..=4 => 1,
        _ => 2,
    };
    let near = candidates.into_iter().filter_map(|candidate| {
        let other: Vec<char> = candidate.chars().flat_map(char::to_lowercase).collect();
        let too_far = other.len().abs_diff(letters.len()) > allowed;
        let steps = if too_far { usize::MAX } else { distance(&letters, &other) };
        (steps <= allowed).then_some((steps, candidate))
    });
    near.min_by_key(|(steps, _)| *steps).map(|(_, candidate)| candidate)
}

/// A word from a file in quotation marks, short and safe to show.
pub fn quoted(word: &str) -> String {
    let mut shown: String = word.chars().take(40).map(harmless).collect();
    if word.chars().nth(40).is_some() {
        shown.push('…');
    }
    format!("“{shown}”")
}

/// What a terminal may be shown of a character: nothing from a file may move the cursor or turn the line
/// round.
pub(super) fn harmless(c: char) -> char {
    let turns =
        matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    match c {
        '\t' => ' ',
        c if c.is_control() || turns => '?',
        c => c,
    }
}

/// How many letters must be added, dropped, changed or swapped to make one word the other.
fn distance(from: &[char], to: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, letter) in from.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, other) in to.iter().enumerate() {
            let mut least = (row[j] + usize::from(letter != other)).min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && *letter == to[j - 1] && from[i - 1] == *other {
                least = least.min(before[j - 1] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or_default()
}
