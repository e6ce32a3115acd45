//! Something to read, in pieces: headings, lines and paragraphs. The cursor goes from piece to piece, so what is
//! shown can follow it at any width, and a screen reader finds the place.

use super::paint::{Focus, Paint, Rect, Spot};
use super::screen::Reply;
use crate::care::words;
use crate::keys::Command;
use crate::theme::{Mark, Role};

/// A heading, a line or a paragraph.
#[derive(Clone, PartialEq, Debug)]
pub struct Piece {
    kind: Kind,
    /// What it is, in the column at the left: a day, a box's label.
    label: String,
    mark: Option<(Mark, Role)>,
    words: String,
    role: Role,
    /// What matters less, at the end of the row.
    remark: String,
    remark_role: Role,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Kind {
    /// Begins a part, after an empty row. The cursor passes over it.
    Heading,
    /// Stands where the cursor can be.
    Line,
}

/// A paragraph longer than this is shown as several, so that the cursor can go through it.
const LONGEST: usize = 400;

/// Wider than this, the end of a row is no longer seen to belong to its beginning.
const WIDEST: u16 = 120;

/// How many rows a page is, reckoned with rows of `PAGE_WIDE` columns.
const PAGE_ROWS: usize = 12;
const PAGE_WIDE: usize = 50;

impl Piece {
    /// A heading.
    pub fn heading(words: impl Into<String>) -> Self {
        Self { kind: Kind::Heading, role: Role::Title, ..Self::line("", words) }
    }

    /// A line, with what it is in the column at the left.
    pub fn line(label: impl Into<String>, words: impl Into<String>) -> Self {
        Self {
            kind: Kind::Line,
            label: label.into(),
            mark: None,
            words: words.into(),
            role: Role::Text,
            remark: String::new(),
            remark_role: Role::TextMuted,
        }
    }

    /// A text of any length, in paragraphs.
    pub fn paragraphs(label: &str, text: &str) -> Vec<Self> {
        let paragraphs = text.lines().flat_map(parted).filter(|paragraph| !paragraph.is_empty());
        let line = |(n, paragraph): (usize, &str)| Self::line(if n == 0 { label } else { "" }, paragraph);
        paragraphs.enumerate().map(line).collect()
    }

    /// The same with a mark before the words.
    pub fn marked(self, mark: Mark, role: Role) -> Self {
        Self { mark: Some((mark, role)), ..self }
    }

    /// The same with words of another role.
    pub fn painted(self, role: Role) -> Self {
        Self { role, ..self }
    }

    /// The same with something at the end of the row.
    pub fn remarked(self, remark: impl Into<String>, role: Role) -> Self {
        Self { remark: remark.into(), remark_role: role, ..self }
    }

    fn rows_reckoned(&self) -> usize {
        words::columns(&self.words) / PAGE_WIDE + 1
    }
}

/// A paragraph in parts that are not too long, divided after a sentence where there is one.
fn parted(paragraph: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = paragraph.trim();
    while let Some((most, _)) = rest.char_indices().nth(LONGEST) {
        let sentence = rest[..most].rfind(". ").map(|at| at + 1);
        let at = sentence.or_else(|| rest[..most].rfind(' ')).unwrap_or(most);
        parts.push(rest[..at].trim_end());
        rest = rest[at..].trim_start();
    }
    parts.push(rest);
    parts
}

/// Pieces, and the one under the cursor.
#[derive(Default)]
pub struct Pieces {
    all: Vec<Piece>,
    /// The place of a line, or 0 when there is none.
    at: usize,
}

impl Pieces {
    /// Takes new pieces. The cursor keeps its place.
    pub fn set(&mut self, all: Vec<Piece>) {
        self.all = all;
        let here = self.at.min(self.all.len().saturating_sub(1));
        self.at = self.stop(here, 1).or_else(|| self.stop(here, -1)).unwrap_or(0);
    }

    /// The place of the one under the cursor.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Puts the cursor on a piece, if it is a line.
    pub fn go(&mut self, place: usize) {
        if self.stop(place, 1) == Some(place) {
            self.at = place;
        }
    }

    /// Puts the cursor on the line that a click is on.
    pub fn pointed(&mut self, spot: Spot) -> Reply {
        let Some(row) = spot.row else { return Reply::Ignored };
        self.go(row);
        Reply::Stay
    }

    /// Moves as a command says; answers whether the command is one that moves.
    pub fn moved(&mut self, command: Command) -> bool {
        let to = match command {
            Command::Up => self.next(-1),
            Command::Down => self.next(1),
            Command::PageUp => self.page(-1),
            Command::PageDown => self.page(1),
            Command::First => self.stop(0, 1),
            Command::Last => self.stop(self.all.len().saturating_sub(1), -1),
            _ => return false,
        };
        self.at = to.unwrap_or(self.at);
        true
    }

    /// Paints as many as fit, with the one under the cursor among them. Labels take `labels` columns.
    pub fn draw(&self, area: Rect, labels: u16, pane: usize, focus: Focus, paint: &mut Paint<'_>) {
        let area = Rect { width: area.width.min(WIDEST), ..area };
        let heights: Vec<u16> = (0..self.all.len()).map(|n| self.height(n, labels, area.width)).collect();
        let mut first = 0;
        while first < self.at && heights[first..=self.at].iter().sum::<u16>() > area.height {
            first += 1;
        }
        let mut y = area.y;
        for (n, piece) in self.all.iter().enumerate().skip(first) {
            // What is cut off at the top begins with its words, not with the empty row before a heading.
            let gap = u16::from(piece.kind == Kind::Heading && n > 0 && y > area.y);
            y += gap;
            let height = area.bottom().saturating_sub(y);
            if height == 0 {
                break;
            }
            let row = Rect { y, height, ..area };
            let used = piece.draw(row, labels, paint);
            if n == self.at && piece.kind == Kind::Line && focus == Focus::Here {
                paint.words(area.x, y, 1, paint.mark(Mark::Cursor), Role::Key);
                paint.cursor(area.x, y);
            }
            paint.spot(Rect { height: used.min(height), ..row }, pane, n);
            y += used;
        }
        if heights.iter().skip(first).sum::<u16>() > area.height {
            let more = format!(" {} more ", paint.mark(Mark::MoreBelow));
            paint.right(area.right(), area.bottom(), 8, &more, Role::TextMuted);
        }
    }

    fn height(&self, n: usize, labels: u16, wide: u16) -> u16 {
        let piece = &self.all[n];
        let gap = u16::from(piece.kind == Kind::Heading && n > 0);
        gap + piece.height(labels, wide)
    }

    fn next(&self, step: isize) -> Option<usize> {
        self.stop(self.at.checked_add_signed(step)?, step)
    }

    /// The first line from a place on, in a direction.
    fn stop(&self, from: usize, step: isize) -> Option<usize> {
        let is_line = |place: &usize| self.all.get(*place).is_some_and(|piece| piece.kind == Kind::Line);
        std::iter::successors(Some(from), |place| place.checked_add_signed(step))
            .take_while(|place| *place < self.all.len())
            .find(is_line)
    }

    /// A page on: never so far that something between is not seen.
    fn page(&self, step: isize) -> Option<usize> {
        let mut rows = 0;
        let mut to = self.at;
        while let Some(next) = to.checked_add_signed(step).and_then(|next| self.stop(next, step)) {
            rows += self.all[next].rows_reckoned();
            if rows > PAGE_ROWS {
                break;
            }
            to = next;
        }
        if to == self.at { self.next(step) } else { Some(to) }
    }
}

impl Piece {
    /// Where the words begin, and how wide they may be on their first row and on the others.
    fn measure(&self, labels: u16, wide: u16) -> (u16, u16) {
        if self.kind == Kind::Heading {
            return (2, wide.saturating_sub(2));
        }
        let mark = if self.mark.is_some() { 2 } else { 0 };
        let start = 2 + labels + mark;
        let remark = u16::try_from(words::columns(&self.remark)).unwrap_or(wide);
        let room = wide.saturating_sub(start + 1);
        let beside = if remark > 0 && remark + 2 < room / 2 { remark + 2 } else { 0 };
        (start, room - beside)
    }

    /// Whether the remark has a row of its own.
    fn remark_below(&self, labels: u16, wide: u16) -> bool {
        let (start, room) = self.measure(labels, wide);
        self.kind == Kind::Line && !self.remark.is_empty() && room == wide.saturating_sub(start + 1)
    }

    fn height(&self, labels: u16, wide: u16) -> u16 {
        let (_, room) = self.measure(labels, wide);
        let rows = words::wrap(&words::shown(&self.words), usize::from(room.max(1))).len().max(1);
        u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(u16::from(self.remark_below(labels, wide)))
    }

    /// Paints it and answers how many rows it took.
    fn draw(&self, area: Rect, labels: u16, paint: &mut Paint<'_>) -> u16 {
        let (start, room) = self.measure(labels, area.width);
        if self.kind == Kind::Line {
            paint.words(area.x + 2, area.y, labels.saturating_sub(1), &self.label, Role::TextMuted);
        }
        if let Some((mark, role)) = self.mark {
            paint.words(area.x + start - 2, area.y, 1, paint.mark(mark), role);
        }
        let below = self.remark_below(labels, area.width);
        let rect = Rect { x: area.x + start, width: room, ..area };
        let used = paint.text(rect, &self.words, self.role).max(1);
        let end = area.right().saturating_sub(1);
        if below && used < area.height {
            let x = area.x + start;
            paint.words(x, area.y + used, end.saturating_sub(x), &self.remark, self.remark_role);
        } else if !below && !self.remark.is_empty() {
            paint.right(end, area.y, area.width, &self.remark, self.remark_role);
        }
        used + u16::from(below)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_paragraph_is_divided_after_a_sentence_and_loses_nothing() {
        let text = "One short sentence. ".repeat(100);
        let parts = parted(&text);
        assert!(parts.len() > 3);
        assert!(parts.iter().all(|part| part.chars().count() <= LONGEST && part.ends_with("sentence.")));
        assert_eq!(parts.join(" "), text.trim());
        let one_word = "ó".repeat(LONGEST * 2 + 1);
        assert_eq!(parted(&one_word).concat(), one_word);
    }

    #[test]
    fn the_cursor_stands_on_lines_only_and_reaches_all_of_them() {
        let mut pieces = Pieces::default();
        pieces.set(vec![
            Piece::heading("One"),
            Piece::line("", "first"),
            Piece::heading("Two"),
            Piece::line("", "second"),
        ]);
        assert_eq!(pieces.at, 1);
        assert!(pieces.moved(Command::Up));
        assert_eq!(pieces.at, 1, "nothing stands above");
        pieces.moved(Command::Down);
        assert_eq!(pieces.at, 3);
        pieces.moved(Command::PageUp);
        assert_eq!(pieces.at, 1);
        pieces.set(vec![Piece::heading("Nothing")]);
        assert!(pieces.moved(Command::Down));
        assert_eq!(pieces.at, 0);
    }
}
