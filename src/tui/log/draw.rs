//! The log's list: a heading for each day, an entry as high as its words, and the choice of what to show.

use super::{ReadLog, Row, Whose};
use crate::care::log::Category;
use crate::care::words;
use crate::keys::{Command, Place};
use crate::theme::{Mark, Role};
use crate::tui::list;
use crate::tui::paint::{Focus, Paint, Rect};
use crate::tui::why::centred;

/// The columns before an entry's words.
const BEFORE: u16 = 9;

/// No wider than is good to read, and so that the writer's name still belongs to the words.
const WIDEST: u16 = 112;

/// The most rows that one part of an entry takes here; Enter opens it in full.
const MOST_ROWS: u16 = 6;

impl ReadLog {
    pub(super) fn draw_log(&self, area: Rect, paint: &mut Paint<'_>) {
        let about = self.about.map_or("everything".into(), |about| format!("{} only", about.words()));
        let title = [(self.name.as_str(), Role::TextStrong), (" · log", Role::Title)];
        let inside = paint.pane(area, &title, &about, Focus::Here);
        if self.rows.is_empty() {
            self.draw_empty(inside, paint);
        } else {
            self.draw_rows(inside, paint);
        }
        if let Some(picking) = &self.picking {
            draw_picking(picking.keys(), picking.at(), self.about, area, paint);
        }
    }

    fn draw_empty(&self, inside: Rect, paint: &mut Paint<'_>) {
        if let Some(kept) = &self.withheld {
            let text = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
            paint.text(text, kept, Role::Restricted);
            return;
        }
        let write = paint.key(Place::Log, Command::Log);
        let show = paint.key(Place::Log, Command::Filter);
        let words = match (self.about, self.whose) {
            (Some(about), _) => format!("Nothing about {}. {show} shows something else.", about.words()),
            (None, Whose::One(_)) => format!("Nothing is written yet. {write} writes."),
            (None, Whose::Everyone) => "Nothing is written yet.".into(),
        };
        paint.text(Rect { x: inside.x + 1, ..inside }, &words, Role::TextMuted);
    }

    /// The day of the first entry stands on top even when its first ones are further up.
    fn draw_rows(&self, inside: Rect, paint: &mut Paint<'_>) {
        let begins_day = |place: usize| place == 0 || self.rows[place - 1].day != self.rows[place].day;
        let height =
            |place: usize| self.rows[place].height(inside.width.min(WIDEST)) + u16::from(begins_day(place));
        let room = inside.height.saturating_sub(1);
        let first = list::first_shown(self.rows.len(), self.list.at(), room, height);
        let mut y = inside.y;
        for (place, row) in self.rows.iter().enumerate().skip(first) {
            if (place == first || begins_day(place)) && y < inside.bottom() {
                paint.words(inside.x + 1, y, inside.width.saturating_sub(2), &row.day, Role::Title);
                y += 1;
            }
            let room = inside.bottom().saturating_sub(y);
            if room == 0 {
                break;
            }
            let wide = inside.width.min(WIDEST);
            let area = Rect { y, width: wide, height: row.height(wide).min(room), ..inside };
            row.draw(area, place == self.list.at(), paint);
            paint.spot(area, 0, place);
            y += area.height;
        }
    }
}

impl Row {
    /// What it is about, or that it is kept to others.
    fn about<'a>(&self, paint: &Paint<'a>) -> (&'a str, Role) {
        if self.entry.written.is_withheld() {
            (paint.mark(Mark::Restricted), Role::Restricted)
        } else {
            (self.entry.written.category.words(), Role::TextMuted)
        }
    }

    fn height(&self, wide: u16) -> u16 {
        2 + self.told.iter().map(|piece| rows(&piece.words, wide)).sum::<u16>()
    }

    fn draw(&self, area: Rect, selected: bool, paint: &mut Paint<'_>) {
        let (x, y) = (area.x, area.y);
        if self.unread {
            paint.words(x + 1, y, 1, paint.mark(Mark::Unread), Role::Unread);
        }
        paint.words(x + 3, y, 5, &self.time, Role::TextStrong);
        let mood = self.entry.written.mood.map(|mood| format!("mood {} of 5  ", mood.number()));
        let by = format!("{}{}", mood.unwrap_or_default(), self.by);
        let used = paint.right(area.right() - 1, y, area.width / 2, &by, Role::TextMuted);
        let gap = if self.name.is_empty() { "" } else { "  " };
        let head = [(self.name.as_str(), Role::TextStrong), (gap, Role::Text), self.about(paint)];
        paint.spans(x + BEFORE, y, area.width.saturating_sub(BEFORE + used + 2), &head);
        let mut below = y + 1;
        for piece in &self.told {
            let needs = rows(&piece.words, area.width);
            let room = area.bottom().saturating_sub(below).min(needs);
            let text = Rect { x: x + BEFORE, y: below, width: text_width(area.width), height: room };
            paint.text(text, &piece.words, piece.role);
            if room > 0 && wrapped(&piece.words, area.width) > room {
                paint.words(text.right() + 1, below + room - 1, 1, paint.mark(Mark::Cut), Role::TextMuted);
            }
            below += room;
        }
        if selected {
            paint.lay(Rect { height: 1, ..area }, Role::Selected);
            paint.words(x, y, 1, paint.mark(Mark::Cursor), Role::Selected);
            paint.cursor(x, y);
        }
    }
}

fn text_width(wide: u16) -> u16 {
    wide.saturating_sub(BEFORE + 3)
}

fn wrapped(text: &str, wide: u16) -> u16 {
    u16::try_from(words::wrap(text, usize::from(text_width(wide))).len()).unwrap_or(u16::MAX)
}

fn rows(text: &str, wide: u16) -> u16 {
    wrapped(text, wide).min(MOST_ROWS)
}

fn draw_picking(
    kinds: &[Option<Category>],
    at: usize,
    shown: Option<Category>,
    area: Rect,
    paint: &mut Paint<'_>,
) {
    let rows = u16::try_from(kinds.len() + 2).unwrap_or(u16::MAX);
    let inside = paint.popover(centred(area, 40, rows), &[("Show", Role::Title)], "");
    let room = usize::from(inside.height);
    for (y, place) in (inside.y..).zip(list::shown(kinds.len(), at, room)) {
        let row = Rect { y, height: 1, ..inside };
        let number = if place < 9 { (place + 1).to_string() } else { String::new() };
        let mark = if kinds[place] == shown { paint.mark(Mark::Chosen) } else { " " };
        paint.words(row.x + 2, y, 2, &number, Role::Key);
        paint.words(row.x + 4, y, 1, mark, Role::TextStrong);
        let words = kinds[place].map_or("everything", Category::words);
        paint.words(row.x + 6, y, row.width.saturating_sub(6), words, Role::Text);
        if place == at {
            paint.lay(row, Role::Selected);
            paint.words(row.x, y, 1, paint.mark(Mark::Cursor), Role::Selected);
            paint.cursor(row.x, y);
        }
        paint.spot(row, 0, place);
    }
}
