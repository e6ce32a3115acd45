//! A table to write in: rows of boxes under their titles, with words between that are only read. It knows
//! nothing of what the rows are about; whoever owns it keeps that beside each row.

use super::answer::{Answer, Boxes};
use super::list;
use super::paint::{Focus, Paint, Rect, Spot};
use crate::keys::{Command, Key, KeyName, Place};
use crate::theme::{Mark, Role};

/// How wide a column is.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Wide {
    /// So many cells.
    Cells(u16),
    /// So many shares of what is left.
    Shares(u16),
}

/// A column: its title and its width.
pub type Column = (&'static str, Wide);

/// What stands in a row under a title.
pub enum Cell {
    /// Words to read.
    Said(String),
    /// A box, with what it says while it is empty.
    Asked(Answer, &'static str),
}

impl Cell {
    /// A line to write.
    pub fn line(text: &str, hint: &'static str) -> Self {
        Self::Asked(Answer::line(text), hint)
    }

    /// The box, if it is one.
    pub fn answer(&self) -> Option<&Answer> {
        match self {
            Self::Asked(answer, _) => Some(answer),
            Self::Said(_) => None,
        }
    }
}

/// A row, and what it is about.
pub struct Row<R> {
    /// What it is about.
    pub about: R,
    /// A cell for each column.
    pub cells: Vec<Cell>,
}

impl<R> Row<R> {
    /// What is written or chosen in a column.
    pub fn written(&self, column: usize) -> String {
        self.cells.get(column).and_then(Cell::answer).map_or(String::new(), Answer::written)
    }

    /// Whether nothing is written in any of its boxes.
    pub fn is_blank(&self) -> bool {
        let written = |answer: &Answer| answer.place() == Place::Text && !answer.is_empty();
        !self.cells.iter().filter_map(Cell::answer).any(written)
    }
}

/// A table.
pub struct Table<R> {
    columns: Vec<Column>,
    rows: Vec<Row<R>>,
    /// The row and column of the cursor: a box, or the row after the last for the button.
    at: (usize, usize),
    problem: Option<((usize, usize), String)>,
    /// What can be done with it, after the last row.
    button: &'static str,
}

impl<R> Table<R> {
    /// A table without rows.
    pub fn new(columns: Vec<Column>, button: &'static str) -> Self {
        Self { columns, rows: Vec::new(), at: (0, 0), problem: None, button }
    }

    fn on_button(&self) -> bool {
        self.at.0 == self.rows.len()
    }

    /// The rows.
    pub fn rows(&self) -> &[Row<R>] {
        &self.rows
    }

    /// Takes new rows. The cursor keeps its place as far as there is one.
    pub fn set(&mut self, rows: Vec<Row<R>>) {
        self.rows = rows;
        self.problem = None;
        self.go(self.at.0.min(self.rows.len().saturating_sub(1)), self.at.1);
    }

    /// Adds a row at the end.
    pub fn push(&mut self, row: Row<R>) {
        self.rows.push(row);
        self.go(self.at.0, self.at.1);
    }

    /// The row of the cursor.
    pub fn here(&self) -> Option<&Row<R>> {
        self.rows.get(self.at.0)
    }

    /// The place of the cursor.
    pub fn at(&self) -> (usize, usize) {
        self.at
    }

    /// Puts the cursor in a row: in this column, or in the nearest box after or before it.
    pub fn go(&mut self, row: usize, column: usize) {
        let Some(cells) = self.rows.get(row).map(|row| &row.cells) else { return };
        let asked = |column: &usize| cells.get(*column).is_some_and(|cell| cell.answer().is_some());
        let nearest = (column..cells.len()).find(asked).or_else(|| (0..column).rev().find(asked));
        self.at = nearest.map_or(self.at, |column| (row, column));
    }

    /// Says what a box still needs, and goes there.
    pub fn say(&mut self, row: usize, column: usize, problem: String) {
        self.go(row, column);
        self.problem = Some(((row, column), problem));
    }

    /// Paints the titles, as many rows as fit, and `hint` or what is still needed under them.
    pub fn draw(&self, area: Rect, hint: &str, paint: &mut Paint<'_>) {
        let columns = self.places(area);
        for ((title, _), (x, wide)) in self.columns.iter().zip(&columns) {
            paint.words(*x, area.y, *wide, title, Role::TextMuted);
        }
        let room = usize::from(area.height.saturating_sub(4));
        for (line, n) in list::shown(self.rows.len(), self.at.0, room).enumerate() {
            let y = area.y + 1 + u16::try_from(line).unwrap_or(0);
            self.draw_row(n, y, &columns, paint);
            if n == self.at.0 {
                paint.words(area.x, y, 1, paint.mark(Mark::Cursor), Role::Key);
            }
        }
        let shown = u16::try_from(self.rows.len().min(room)).unwrap_or(0);
        let y = area.y + 2 + shown;
        let wide = area.width.saturating_sub(3);
        match &self.problem {
            _ if y >= area.bottom() => {}
            Some((_, problem)) => {
                let missed = paint.mark(Mark::Missed);
                let said =
                    [(missed, Role::InputProblem), (" ", Role::InputProblem), (problem, Role::InputProblem)];
                paint.spans(area.x + 2, y, wide, &said);
            }
            None => {
                paint.words(area.x + 2, y, wide, hint, Role::Hint);
            }
        }
        self.draw_button(Rect { y: area.bottom().saturating_sub(1), height: 1, ..area }, paint);
    }

    fn draw_button(&self, area: Rect, paint: &mut Paint<'_>) {
        let role = if self.on_button() { Role::Selected } else { Role::Text };
        let (x, y) = (area.x + 2, area.y);
        let width = paint.words(x, y, area.width.saturating_sub(2), &format!("[ {} ]", self.button), role);
        paint.spot(Rect { x, width, ..area }, self.rows.len() * self.columns.len(), 0);
        if self.on_button() {
            paint.words(area.x, y, 1, paint.mark(Mark::Cursor), Role::Key);
            paint.cursor(x + 2, y);
        }
    }

    fn draw_row(&self, n: usize, y: u16, columns: &[(u16, u16)], paint: &mut Paint<'_>) {
        for (column, (cell, (x, wide))) in self.rows[n].cells.iter().zip(columns).enumerate() {
            let area = Rect { x: *x, y, width: *wide, height: 1 };
            match cell {
                Cell::Said(words) => {
                    paint.words(area.x, y, area.width, words, Role::Text);
                }
                Cell::Asked(answer, hint) => {
                    let pane = n * self.columns.len() + column;
                    let focus = Focus::when((n, column) == self.at);
                    answer.draw(pane, hint, focus == Focus::Here, area, paint);
                }
            }
        }
    }

    /// Where each column begins and how wide it is; an empty one between them.
    fn places(&self, area: Rect) -> Vec<(u16, u16)> {
        let (mut fixed, mut shares) = (2, 0);
        for (_, wide) in &self.columns {
            match wide {
                Wide::Cells(cells) => fixed += cells + 1,
                Wide::Shares(some) => (fixed, shares) = (fixed + 1, shares + some),
            }
        }
        let left = area.width.saturating_sub(fixed);
        let mut x = area.x + 2;
        let place = |(_, wide): &Column| {
            let wide = match wide {
                Wide::Cells(cells) => *cells,
                Wide::Shares(some) => left * some / shares.max(1),
            };
            let wide = wide.min(area.right().saturating_sub(x));
            let place = (x, wide);
            x = (x + wide + 1).min(area.right());
            place
        };
        self.columns.iter().map(place).collect()
    }

    fn answer(&self) -> Option<&Answer> {
        self.rows.get(self.at.0)?.cells.get(self.at.1)?.answer()
    }

    fn answer_mut(&mut self) -> Option<&mut Answer> {
        match self.rows.get_mut(self.at.0)?.cells.get_mut(self.at.1)? {
            Cell::Asked(answer, _) => Some(answer),
            Cell::Said(_) => None,
        }
    }

    /// The next box, or the one before, in the order of reading; from the last on to the button, then to the first.
    fn step(&mut self, by: isize) {
        let columns = self.columns.len();
        let count = (self.rows.len() * columns + 1).cast_signed();
        let asked = |place: isize| {
            let (row, column) = (place.cast_unsigned() / columns, place.cast_unsigned() % columns);
            if row == self.rows.len() {
                return Some((row, 0));
            }
            let cell = self.rows.get(row).and_then(|row| row.cells.get(column));
            cell.is_some_and(|cell| cell.answer().is_some()).then_some((row, column))
        };
        let here = (self.at.0 * columns + self.at.1).cast_signed();
        let next = (1..=count).find_map(|n| asked((here + by * n).rem_euclid(count)));
        self.at = next.unwrap_or(self.at);
    }
}

impl<R> Boxes for Table<R> {
    fn is_pressed(&self, key: Key) -> bool {
        self.on_button() && matches!(key.name, KeyName::Enter | KeyName::Char(' '))
    }

    fn is_pressed_at(&self, spot: Spot) -> bool {
        spot.pane == self.rows.len() * self.columns.len()
    }

    fn place(&self) -> Place {
        self.answer().map_or(Place::Form, Answer::place)
    }

    fn typed(&mut self, key: Key) -> bool {
        if self.answer_mut().is_some_and(|answer| answer.typed(key)) {
            self.problem = None;
            return true;
        }
        match key.name {
            KeyName::Enter => self.step(1),
            KeyName::Down if self.at.0 + 1 < self.rows.len() => self.go(self.at.0 + 1, self.at.1),
            KeyName::Down => self.at = (self.rows.len(), 0),
            KeyName::Up => self.go(self.at.0.saturating_sub(1), self.at.1),
            _ => return false,
        }
        true
    }

    fn pasted(&mut self, text: &str) -> bool {
        self.answer_mut().is_some_and(|answer| answer.pasted(text))
    }

    fn command(&mut self, command: Command) -> bool {
        match command {
            Command::NextField => self.step(1),
            Command::FieldBefore => self.step(-1),
            command => return self.answer_mut().is_some_and(|answer| answer.command(command)),
        }
        true
    }

    fn pointed(&mut self, spot: Spot) {
        let columns = self.columns.len().max(1);
        let (row, column) = (spot.pane / columns, spot.pane % columns);
        self.go(row, column);
        if self.at == (row, column)
            && let Some(answer) = self.answer_mut()
        {
            answer.pointed(spot.row);
        }
    }
}
