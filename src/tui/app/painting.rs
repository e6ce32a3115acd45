//! One frame: the screens that can be seen, the lines around them, and where the real cursor belongs.

use super::App;
use crate::theme::Theme;
use crate::tui::chrome;
use crate::tui::paint::{Paint, Traces};
use crate::tui::screen::Cover;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

impl App {
    /// Paints a frame and answers where the real cursor belongs.
    pub fn draw(&mut self, cells: &mut Buffer) -> Position {
        self.stale = false;
        self.blind = chrome::too_small(cells.area);
        let (traces, cursor) = self.painted(cells, self.comfort.theme());
        self.traces = traces;
        cursor
    }

    fn painted(&self, cells: &mut Buffer, theme: &Theme) -> (Traces, Position) {
        let area = cells.area;
        let mut traces = Traces::default();
        let mut paint = Paint::new(cells, theme, self.comfort.keymap(), &mut traces);
        if chrome::too_small(area) {
            chrome::draw_too_small(area, &mut paint);
            return (traces, area.as_position());
        }
        let whole = self.screens.iter().rposition(|screen| screen.cover() == Cover::Whole).unwrap_or(0);
        let (ground, over) = (&self.screens[whole], &self.screens[whole + 1..]);
        let body = chrome::draw(area, &self.bar, ground.as_ref(), &mut paint);
        let left = match &self.round {
            Some(round) if !ground.place().is_typed_in() => round.draw(body, whole == 0, &mut paint),
            Some(_) | None => body,
        };
        ground.draw(left, &mut paint);
        if !over.is_empty() {
            paint.dim(Rect::new(area.x, area.y, area.width, body.bottom() - area.y));
        }
        for screen in over {
            screen.draw(body, &mut paint);
        }
        let top = over.last().unwrap_or(ground);
        let said = self.notice.clone().or_else(|| self.keeping.said(top.as_ref(), self.now.zone));
        chrome::draw_foot(area, &self.bar, top.as_ref(), said.as_ref(), &mut paint);
        // A screen that has no place of its own for the cursor leaves it on the message line.
        let cursor = traces.cursor.unwrap_or(Position::new(area.x, area.bottom().saturating_sub(2)));
        (traces, cursor)
    }

    /// Paints the frame with another theme: tests see by it which role painted what.
    #[cfg(test)]
    pub(in crate::tui) fn draw_with(&self, cells: &mut Buffer, theme: &Theme) {
        self.painted(cells, theme);
    }
}
