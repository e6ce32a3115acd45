//! Lines under each other in a box, some of them rows that can be chosen: headings, rows of one line or of
//! several, remarks. What is longer than the box moves along with the cursor.

use super::list;
use super::paint::{Paint, Rect};
use crate::theme::{Mark, Role};

/// One line.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Line {
    /// The row it belongs to, if that can be chosen.
    row: Option<usize>,
    pieces: Vec<Piece>,
    /// What stands at its right end.
    end: Option<(String, Role)>,
}

/// Words from a column on, or right after those before.
#[derive(Clone, PartialEq, Debug)]
struct Piece {
    column: Option<u16>,
    words: String,
    role: Role,
}

impl Line {
    /// Words over a group of rows.
    pub fn heading(words: impl Into<String>) -> Self {
        Self::default().at(1, words, Role::Title)
    }

    /// A line with nothing on it.
    pub fn empty() -> Self {
        Self::default()
    }

    /// A line of a row that can be chosen.
    pub fn of(row: usize) -> Self {
        Self { row: Some(row), ..Self::default() }
    }

    /// The same with words from a column on, which give way to those of the next column.
    pub fn at(mut self, column: u16, words: impl Into<String>, role: Role) -> Self {
        self.pieces.push(Piece { column: Some(column), words: words.into(), role });
        self
    }

    /// The same with more words right after.
    pub fn then(mut self, words: impl Into<String>, role: Role) -> Self {
        self.pieces.push(Piece { column: None, words: words.into(), role });
        self
    }

    /// The same with words at its right end.
    pub fn ending(mut self, words: impl Into<String>, role: Role) -> Self {
        self.end = Some((words.into(), role));
        self
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let end = match &self.end {
            Some((words, role)) => area.width.saturating_sub(
                paint.right(area.right().saturating_sub(1), area.y, area.width, words, *role) + 2,
            ),
            None => area.width,
        };
        let mut x = 0;
        for (n, piece) in self.pieces.iter().enumerate() {
            x = piece.column.unwrap_or(x);
            let next = self.pieces[n + 1..].iter().find_map(|piece| piece.column);
            let until = next.map_or(end, |next| next.saturating_sub(1)).min(end);
            x += paint.words(area.x + x, area.y, until.saturating_sub(x), &piece.words, piece.role);
        }
    }
}

/// Paints the lines with the cursor at a row, which always shows with all its lines. A click on a line of a row
/// means that row of the pane.
pub fn draw(lines: &[Line], at: usize, area: Rect, pane: usize, paint: &mut Paint<'_>) {
    let room = usize::from(area.height);
    let here = lines.iter().rposition(|line| line.row == Some(at)).unwrap_or(0);
    let shown = list::shown(lines.len(), here, room);
    for (y, line) in (area.y..).zip(&lines[shown.clone()]) {
        let row = Rect { y, height: 1, ..area };
        line.draw(row, paint);
        if line.row == Some(at) {
            paint.lay(row, Role::Selected);
        }
        if let Some(n) = line.row {
            paint.spot(row, pane, n);
        }
    }
    if let Some(first) = lines[shown.clone()].iter().position(|line| line.row == Some(at)) {
        let y = area.y.saturating_add(u16::try_from(first).unwrap_or(u16::MAX));
        paint.words(area.x, y, 1, paint.mark(Mark::Cursor), Role::Selected);
    }
    if shown.end < lines.len() && area.height > 0 {
        let more = format!(" {} {} more ", paint.mark(Mark::MoreBelow), lines.len() - shown.end);
        paint.right(area.right().saturating_sub(1), area.bottom(), area.width, &more, Role::TextMuted);
    }
}
