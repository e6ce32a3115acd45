//! Text that is safe to keep and to show.
//!
//! Whatever a person types, pastes or imports passes [`clean_line`] or [`clean_text`] once, at the edge of an
//! act, so that the journal never holds a byte that could move a cursor, hide a word or turn a line round.
//! Whatever goes out passes [`shown`] on a screen and [`in_a_sentence`] in print, because names of files, settings and
//! what was typed never came in. [`shown`], [`fit`] and [`wrap`] then measure it as a terminal draws it. Looks only at
//! the text handed in; never changes a word's letters, and never cuts what is kept: text that is too long is refused
//! whole.

use std::borrow::Cow;
use std::path::Path;
use std::str::Chars;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Names of people, rooms and routines: the longest that still fits beside its checklist at 80 columns.
pub const NAME: usize = 60;
/// One line: a title, a reason, an address. Two rows of a form at 100 columns.
pub const LINE: usize = 200;
/// A story: a log entry, a note, advice. About a page and a half; longer ones are two entries.
pub const TEXT: usize = 4_000;

/// Real words carry one or two; a stack of more climbs out of its row and over the lines above.
const MARKS_A_LETTER: usize = 8;
/// Two blank lines in a row part sections; more only push words off the screen.
const BREAKS_IN_A_ROW: usize = 3;
/// A letter, its marks and its share of pasted escape sequences. Past that nobody meant it as words, and
/// counting is all that is done with it.
const RAW_BYTES_A_CHARACTER: usize = 64;

/// The text has more characters than its field keeps. Reads on from the field's own label: "Note must be …".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("must be {} characters or fewer", grouped(*.most))]
pub struct TooLong {
    /// How many there are.
    pub chars: usize,
    /// How many are kept.
    pub most: usize,
}

/// One line of text: breaks and tabs become spaces, runs of spaces one space, and the ends are trimmed.
pub fn clean_line(raw: &str, most: usize) -> Result<String, TooLong> {
    clean(raw, most, Shape::Line)
}

/// Text of several lines: at most two blank ones in a row, none at the ends, no spaces at the end of a line.
pub fn clean_text(raw: &str, most: usize) -> Result<String, TooLong> {
    clean(raw, most, Shape::Text)
}

/// The text as it is drawn: without what is never kept, wherever it came from, and a cluster that terminals disagree
/// about the width of (an emoji with a selector, a joiner or a skin tone, a flag) as one `▯`. What is kept stays as it
/// was written.
pub fn shown(text: &str) -> Cow<'_, str> {
    if text.split('\n').all(is_plain) {
        return Cow::Borrowed(text);
    }
    let text = if sensible(text).eq(text.chars()) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(sensible(text).collect::<String>())
    };
    if !text.graphemes(true).any(width_differs) {
        return text;
    }
    text.graphemes(true).map(|cluster| if width_differs(cluster) { "▯" } else { cluster }).collect()
}

/// What somebody else wrote, as a sentence of ours quotes it: whatever is in it, it is on one line, so that nothing
/// of it can be taken for a line of ours. Its spaces stay.
pub fn in_a_sentence(text: &str) -> String {
    sensible(text).map(|character| if character == '\n' { ' ' } else { character }).collect()
}

/// The name of a file or folder, as a sentence of ours quotes it.
pub fn path_in_a_sentence(path: &Path) -> String {
    in_a_sentence(&path.to_string_lossy())
}

/// What somebody pasted, as a box takes it before it is cleaned whole: every break as `\n`, every tab as a space,
/// and nothing that a terminal could take for a command.
pub fn plain(raw: &str) -> impl Iterator<Item = char> {
    Plain { rest: raw.chars() }
}

/// Whether each byte is a character drawn in one column. Most words on a screen are such, and telling clusters apart
/// where there are none would be the most of a frame's work.
pub fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// How many columns a terminal draws the text in.
pub fn columns(text: &str) -> usize {
    if is_plain(text) {
        return text.len();
    }
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// The text on one row of so many columns, ended with `…` where it had to be cut. Breaks become spaces.
pub fn fit(text: &str, most: usize) -> Cow<'_, str> {
    if most == 0 {
        return Cow::Borrowed("");
    }
    let line = if text.contains('\n') { Cow::Owned(text.replace('\n', " ")) } else { Cow::Borrowed(text) };
    if is_plain(&line) {
        let cut = line.len() > most;
        return if cut { Cow::Owned(format!("{}…", line[..most - 1].trim_end())) } else { line };
    }
    let mut used = 0;
    let mut room = 0;
    for (at, cluster) in line.grapheme_indices(true) {
        if used < most {
            room = at;
        }
        used += cluster.width();
        if used > most {
            return Cow::Owned(format!("{}…", line[..room].trim_end()));
        }
    }
    line
}

/// The text as rows of at most so many columns, broken between words, or within a word that is longer than a
/// row. Never empty: an empty text is one empty row.
pub fn wrap(text: &str, most: usize) -> Vec<&str> {
    let mut rows = Vec::new();
    for line in text.split('\n') {
        wrap_line(line, most.max(1), &mut rows);
    }
    rows
}

/// How far something has come, as a bar: in signs that every terminal has.
pub fn bar(done: u64, of: u64) -> String {
    let filled = usize::try_from(done * 40 / of.max(1)).unwrap_or(40).min(40);
    format!("[{}{}]", "#".repeat(filled), " ".repeat(40 - filled))
}

/// A number as it is read, with a comma at each thousand.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn wrap_line<'a>(line: &'a str, most: usize, rows: &mut Vec<&'a str>) {
    let (mut start, mut used, mut gap) = (0, 0, None);
    for (at, cluster) in line.grapheme_indices(true) {
        if cluster == " " {
            gap = Some(at);
        } else {
            while used + cluster.width() > most && at > start {
                let (end, next) = gap.map_or((at, at), |gap| (gap, gap + 1));
                let row = line[start..end].trim_end();
                // An indent wider than the row is dropped rather than drawn as an empty row.
                if !row.is_empty() {
                    rows.push(row);
                }
                (start, used, gap) = (next, columns(&line[next..at]), None);
            }
        }
        used += cluster.width();
    }
    rows.push(line[start..].trim_end());
}

/// The characters of a text that may be kept, in the order they stand.
fn sensible(text: &str) -> impl Iterator<Item = char> {
    Sensible::new(Plain { rest: text.chars() })
}

fn width_differs(cluster: &str) -> bool {
    let many = cluster.chars().nth(1).is_some();
    cluster.contains('\u{fe0f}')
        || cluster.contains(|c| matches!(c, '\u{1f1e6}'..='\u{1f1ff}'))
        || (many && cluster.contains(is_picture))
}

#[derive(Clone, Copy)]
enum Shape {
    Line,
    Text,
}

fn clean(raw: &str, most: usize, shape: Shape) -> Result<String, TooLong> {
    if raw.len() > most.saturating_add(1).saturating_mul(RAW_BYTES_A_CHARACTER) {
        return Err(TooLong { chars: raw.chars().count(), most });
    }
    // Sorted out twice: before composing, so that no run of marks can make it costly, and after, because some
    // letters come apart into a letter and a mark.
    let characters = Sensible::new(Sensible::new(Plain { rest: raw.chars() }).nfc());
    let mut kept = Kept { text: String::new(), chars: 0, most };
    let (mut breaks, mut spaces) = (0, 0);
    for character in characters {
        match character {
            '\n' => (breaks, spaces) = (breaks + 1, 0),
            ' ' => spaces += 1,
            _ => {
                if kept.chars > 0 {
                    kept.gap(breaks, spaces, shape);
                }
                kept.push(character);
                (breaks, spaces) = (0, 0);
            }
        }
    }
    if kept.chars > most { Err(TooLong { chars: kept.chars, most }) } else { Ok(kept.text) }
}

/// Grows no longer than it may, and counts on.
struct Kept {
    text: String,
    chars: usize,
    most: usize,
}

impl Kept {
    fn push(&mut self, character: char) {
        self.chars += 1;
        if self.chars <= self.most {
            self.text.push(character);
        }
    }

    fn gap(&mut self, breaks: usize, spaces: usize, shape: Shape) {
        let (breaks, spaces) = match shape {
            Shape::Line => (0, usize::from(breaks + spaces > 0)),
            Shape::Text => (breaks.min(BREAKS_IN_A_ROW), spaces),
        };
        for _ in 0..breaks {
            self.push('\n');
        }
        for _ in 0..spaces {
            self.push(' ');
        }
    }
}

/// The characters of a text without those that are never kept, every kind of break as `\n`, every space as
/// one, and terminal sequences gone whole.
struct Plain<'a> {
    rest: Chars<'a>,
}

impl Iterator for Plain<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        loop {
            match self.rest.next()? {
                '\u{1b}' => self.skip_escape(),
                '\u{9b}' => self.skip_control_sequence(),
                '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}' => self.skip_string(),
                '\r' => {
                    self.take('\n');
                    return Some('\n');
                }
                '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => return Some('\n'),
                space if space.is_whitespace() => return Some(' '),
                dropped if is_never_kept(dropped) => {}
                character => return Some(character),
            }
        }
    }
}

impl Plain<'_> {
    fn take(&mut self, expected: char) {
        if let Some(rest) = self.rest.as_str().strip_prefix(expected) {
            self.rest = rest.chars();
        }
    }

    fn skip_escape(&mut self) {
        let mut ahead = self.rest.clone();
        match ahead.next() {
            Some('[') => {
                self.rest = ahead;
                self.skip_control_sequence();
            }
            Some('P' | 'X' | ']' | '^' | '_') => {
                self.rest = ahead;
                self.skip_string();
            }
            // Escape alone, or before a letter: only it goes, because the letter may be somebody's word.
            _ => {}
        }
    }

    fn skip_control_sequence(&mut self) {
        let body = self.rest.as_str().trim_start_matches(|c| matches!(c, '\u{20}'..='\u{3f}'));
        self.rest = body.strip_prefix(|c| matches!(c, '\u{40}'..='\u{7e}')).unwrap_or(body).chars();
    }

    /// A string sequence (a title, a link) goes up to its end. One without an end loses only its opening, so
    /// that a stray one cannot swallow the rest of a page.
    fn skip_string(&mut self) {
        let body = self.rest.as_str();
        let Some(end) = body.find(char::is_control) else { return };
        let rest = &body[end..];
        for terminator in ["\u{7}", "\u{1b}\\", "\u{9c}"] {
            if let Some(rest) = rest.strip_prefix(terminator) {
                self.rest = rest.chars();
            }
        }
    }
}

/// Controls, what turns or hides text, fillers, tags, private use, and what Unicode says is no character.
fn is_never_kept(character: char) -> bool {
    character.is_control()
        || u32::from(character) & 0xfffe == 0xfffe
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
            | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffc}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}' | '\u{f0000}'..='\u{10ffff}')
}

/// Marks, selectors and joiners only where they mean something: a mark and one selector on a letter or a
/// picture, a joiner between two.
struct Sensible<I> {
    characters: I,
    /// What marks fall on; none at the start of a line or after a space.
    base: Option<Base>,
    joiner: Option<char>,
    after_joiner: Option<char>,
}

struct Base {
    joins: bool,
    marks: usize,
    selected: bool,
}

impl<I: Iterator<Item = char>> Sensible<I> {
    fn new(characters: I) -> Self {
        Self { characters, base: None, joiner: None, after_joiner: None }
    }

    /// The character, behind the joiner that was waiting to see what comes.
    fn joined(&mut self, character: char) -> char {
        let Some(joiner) = self.joiner.take() else { return character };
        self.after_joiner = Some(character);
        joiner
    }
}

impl<I: Iterator<Item = char>> Iterator for Sensible<I> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        if let Some(character) = self.after_joiner.take() {
            return Some(character);
        }
        loop {
            let character = self.characters.next()?;
            match (character, &mut self.base) {
                (' ' | '\n', base) => {
                    (*base, self.joiner) = (None, None);
                    return Some(character);
                }
                ('\u{200c}' | '\u{200d}', Some(base)) if base.joins => self.joiner = Some(character),
                ('\u{200c}' | '\u{200d}', _) => {}
                (_, Some(base)) if is_selector(character) => {
                    if !base.selected {
                        base.selected = true;
                        self.joiner = None;
                        return Some(character);
                    }
                }
                (_, Some(base)) if is_combining_mark(character) => {
                    if base.marks < MARKS_A_LETTER {
                        base.marks += 1;
                        return Some(self.joined(character));
                    }
                }
                (_, None) if is_combining_mark(character) => {}
                (_, base) => {
                    let joins = character.is_alphabetic() || is_picture(character);
                    *base = Some(Base { joins, marks: 0, selected: false });
                    if !joins {
                        self.joiner = None;
                    }
                    return Some(self.joined(character));
                }
            }
        }
    }
}

fn is_selector(character: char) -> bool {
    matches!(character, '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Arrows, symbols and emoji: the blocks that joined pictures are made of.
fn is_picture(character: char) -> bool {
    matches!(character, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests;
