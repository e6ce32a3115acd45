//! A box to write in, of one line or several. The library keeps the text, its undo and its wrapping; which key
//! does what is ours.

use super::paint::{Paint, Rect};
use crate::care::words;
use crate::keys::{Command, Key, KeyName};
use crate::theme::{Mark, Role};
use ratatui::style::Style;
use ratatui::widgets::Widget;
use ratatui_textarea::{CursorMove, TextArea, WrapMode};

/// How many lines a box has.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Lines {
    /// One: Enter goes on to the next box.
    One,
    /// One that is too long for a row: it wraps, and Enter goes on to the next box.
    Wrapped,
    /// Several: Enter begins another.
    Several,
}

/// More than any act keeps, so that what is a little too long can be shortened in the box. What is pasted beyond
/// it is left out, and the form says so.
pub const MOST_CHARS: usize = 6_000;

/// A box to write in.
pub struct Writing {
    text: TextArea<'static>,
    lines: Lines,
}

impl Writing {
    /// A box with something in it, the cursor at its end.
    pub fn new(lines: Lines, text: &str) -> Self {
        let mut area = TextArea::new(text.split('\n').map(Into::into).collect());
        area.set_cursor_line_style(Style::default());
        area.set_wrap_mode(match lines {
            Lines::One => WrapMode::None,
            Lines::Wrapped | Lines::Several => WrapMode::WordOrGlyph,
        });
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { text: area, lines }
    }

    /// What stands in it, as typed.
    pub fn text(&self) -> String {
        self.text.lines().join("\n")
    }

    /// How many lines it has.
    pub fn lines(&self) -> Lines {
        self.lines
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Takes a key; answers whether it means anything in a box.
    pub fn typed(&mut self, key: Key) -> bool {
        let several = self.lines == Lines::Several;
        match key.name {
            KeyName::Char(character) if !key.ctrl => {
                let plain: String = words::plain(character.encode_utf8(&mut [0; 4])).collect();
                self.insert(&plain);
            }
            KeyName::Enter if several => self.insert("\n"),
            KeyName::Backspace => drop(self.text.delete_char()),
            KeyName::Delete => drop(self.text.delete_next_char()),
            KeyName::Left => self.go(CursorMove::Back),
            KeyName::Right => self.go(CursorMove::Forward),
            KeyName::Up if several => self.go(CursorMove::Up),
            KeyName::Down if several => self.go(CursorMove::Down),
            KeyName::Home => self.go(CursorMove::Head),
            KeyName::End => self.go(CursorMove::End),
            _ => return false,
        }
        true
    }

    /// Takes pasted text, without what a terminal could take for a command, as far as it fits.
    pub fn pasted(&mut self, text: &str) {
        let room = self.room();
        let in_line = |c| if self.lines != Lines::Several && c == '\n' { ' ' } else { c };
        let plain: String = words::plain(text).map(in_line).take(room).collect();
        self.insert(&plain);
    }

    /// Whether it has no room left.
    pub fn is_full(&self) -> bool {
        self.chars() >= MOST_CHARS
    }

    /// Nothing is selected any more.
    pub fn deselect(&mut self) {
        self.text.cancel_selection();
    }

    /// Does a command for writing; answers whether it is one.
    pub fn command(&mut self, command: Command) -> bool {
        match command {
            Command::WordLeft => self.go(CursorMove::WordBack),
            Command::WordRight => self.go(CursorMove::WordForward),
            Command::DeleteWord => drop(self.text.delete_word()),
            Command::SelectAll => self.text.select_all(),
            Command::Cut => drop(self.text.cut()),
            Command::Copy => self.text.copy(),
            Command::UndoTyping => drop(self.text.undo()),
            Command::RedoTyping => drop(self.text.redo()),
            _ => return false,
        }
        true
    }

    /// Paints it, and puts the real cursor in it when it has the keys.
    pub fn draw(&self, area: Rect, focused: bool, paint: &mut Paint<'_>) {
        let role = if focused { Role::InputFocus } else { Role::Input };
        paint.fill(area, role);
        if area.width == 0 || area.height == 0 {
            return;
        }
        let mut shown = self.text.clone();
        if !focused {
            // What is longer than the box is read from its beginning.
            shown.move_cursor(CursorMove::Jump(0, 0));
        }
        shown.set_style(paint.style(role));
        let cursor = if focused { Role::CursorText } else { role };
        shown.set_cursor_style(paint.style(cursor));
        shown.set_selection_style(paint.style(Role::CursorText));
        shown.render(area, paint.cells());
        if !focused && self.rows(area.width) > usize::from(area.height) {
            paint.words(
                area.right() - 1,
                area.bottom() - 1,
                1,
                paint.mark(Mark::Cut),
                Role::InputPlaceholder,
            );
        }
        if focused {
            let (top, left) = shown.scroll_offset();
            let cursor = shown.screen_cursor();
            let column =
                u16::try_from(cursor.col).unwrap_or(u16::MAX).saturating_sub(left).min(area.width - 1);
            let row = u16::try_from(cursor.row).unwrap_or(u16::MAX).saturating_sub(top).min(area.height - 1);
            paint.cursor(area.x + column, area.y + row);
        }
    }

    /// How many rows it would take in a box so wide.
    fn rows(&self, wide: u16) -> usize {
        self.text.lines().iter().map(|line| words::wrap(line, usize::from(wide)).len()).sum()
    }

    fn insert(&mut self, text: &str) {
        if text.chars().count() <= self.room() {
            self.text.insert_str(text);
        }
    }

    /// How many characters more it takes: what is selected makes room.
    fn room(&self) -> usize {
        MOST_CHARS.saturating_sub(self.chars().saturating_sub(self.selected()))
    }

    fn selected(&self) -> usize {
        let Some(((first, from), (last, to))) = self.text.selection_range() else { return 0 };
        let whole = |row: &String| row.chars().count() + 1;
        let rows = self.text.lines().get(first..last).unwrap_or_default();
        (rows.iter().map(whole).sum::<usize>() + to).saturating_sub(from)
    }

    fn go(&mut self, to: CursorMove) {
        self.text.cancel_selection();
        self.text.move_cursor(to);
    }

    fn chars(&self) -> usize {
        self.text.lines().iter().map(|line| line.chars().count() + 1).sum::<usize>() - 1
    }
}
