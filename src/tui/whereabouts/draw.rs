//! In and out on the screen: a row a child, and beneath or beside it what is known of the selected one.

use super::{InAndOut, PLACES, Pane, Row};
use crate::care::whereabouts::Place as Where;
use crate::keys::Place;
use crate::theme::{Mark, Role};
use crate::tui::doors;
use crate::tui::list;
use crate::tui::paint::{Focus, Paint, Rect, Target};

/// The column of the times in what is known of a child.
const LABELS: u16 = 17;

impl InAndOut {
    pub(super) fn draw_panes(&self, area: Rect, paint: &mut Paint<'_>) {
        let (rows, story) = if area.width >= 150 {
            let left = area.width * 3 / 5;
            let right = Rect { x: area.x + left, width: area.width - left, ..area };
            (Rect { width: left, ..area }, right)
        } else {
            let wanted = u16::try_from(self.rows.len() + 5).unwrap_or(u16::MAX);
            let top = wanted.min(area.height.saturating_sub(5).max(area.height / 2));
            let below = Rect { y: area.y + top, height: area.height - top, ..area };
            (Rect { height: top, ..area }, below)
        };
        self.draw_rows(rows, paint);
        self.draw_story(story, paint);
    }

    fn draw_rows(&self, area: Rect, paint: &mut Paint<'_>) {
        let out = self.rows.iter().filter(|row| row.place != Where::In).count();
        let remark = format!("{} in, {out} out", self.rows.len() - out);
        let focus = Focus::when(self.pane == Pane::Children);
        let inside = paint.pane(area, &[("Where everyone is", Role::Title)], &remark, focus);
        let columns = Columns::for_width(inside.width);
        for (at, words) in
            [(4, "Child"), (columns.place, "Where"), (columns.since, "Since"), (columns.due, "Due back")]
        {
            paint.words(inside.x + at, inside.y, inside.width.saturating_sub(at), words, Role::TextMuted);
        }
        if self.rows.is_empty() {
            let text = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
            paint.text(text, " No child lives here yet.", Role::TextMuted);
        }
        let legend = if inside.height > 4 { 2 } else { 0 };
        self.draw_keys(Rect { y: inside.bottom() - 1, height: legend / 2, ..inside }, paint);
        let room = usize::from(inside.height.saturating_sub(1 + legend));
        for (y, place) in (inside.y + 1..).zip(list::shown(self.rows.len(), self.children.at(), room)) {
            let line = Rect { y, height: 1, ..inside };
            self.rows[place].draw(line, &columns, paint);
            if place == self.children.at() {
                let role = if focus == Focus::Here { Role::Selected } else { Role::SelectedAway };
                paint.lay(line, role);
                paint.words(line.x, y, 1, paint.mark(Mark::Cursor), role);
                if focus == Focus::Here {
                    paint.cursor(line.x, y);
                }
            }
            paint.spot(line, 0, place);
        }
    }

    /// What each key says of the selected child.
    fn draw_keys(&self, area: Rect, paint: &mut Paint<'_>) {
        let mut x = area.x + 2;
        for (command, _) in PLACES.iter().filter(|_| area.height > 0 && !self.rows.is_empty()) {
            let key = paint.key(Place::InAndOut, *command);
            if key.is_empty() {
                continue;
            }
            let said = [(key.as_str(), Role::Key), (" ", Role::Hint), (command.label(), Role::Hint)];
            let used = paint.spans(x, area.y, area.right().saturating_sub(x), &said);
            paint.target(Rect { x, width: used, ..area }, Target::Command(*command));
            x += used + 2;
        }
    }

    fn draw_story(&self, area: Rect, paint: &mut Paint<'_>) {
        let Some(row) = self.rows.get(self.children.at()).filter(|_| area.height > 2) else { return };
        let focus = Focus::when(self.pane == Pane::Story);
        let on_call = match row.place {
            Where::Missing => self.on_call.as_str(),
            _ => "",
        };
        let inside = paint.pane(area, &[(&row.name, Role::Title)], on_call, focus);
        self.story.draw(inside, LABELS, 1, focus, paint);
    }
}

/// Where the columns stand.
struct Columns {
    place: u16,
    since: u16,
    due: u16,
    note: Option<u16>,
}

impl Columns {
    fn for_width(width: u16) -> Self {
        let note = (width >= 94).then_some(72);
        Self { place: 17, since: 37, due: 55, note }
    }
}

impl Row {
    fn draw(&self, area: Rect, columns: &Columns, paint: &mut Paint<'_>) {
        let (x, y) = (area.x, area.y);
        paint.words(x + 2, y, 2, &doors::key_of(self.number), Role::Key);
        paint.words(x + 4, y, columns.place - 5, &self.name, Role::TextStrong);
        let role = match self.place {
            Where::In => Role::TextMuted,
            Where::Missing => Role::LevelUrgent,
            Where::School | Where::OutWithStaff | Where::Family | Where::OutAlone | Where::AwayOvernight => {
                Role::Text
            }
        };
        paint.words(x + columns.place, y, columns.since - columns.place - 1, self.place.words(), role);
        paint.words(x + columns.since, y, columns.due - columns.since - 1, &self.since, Role::TextMuted);
        let end = columns.note.unwrap_or(area.width);
        let (due, role) = match self.late.as_str() {
            "" => (self.due.clone(), Role::Text),
            late => (format!("{} {late}", self.due), Role::AgeOld),
        };
        let room = end.saturating_sub(columns.due + 1);
        paint.words(x + columns.due, y, room, &due, role);
        if let Some(at) = columns.note {
            let by = paint.right(area.right() - 1, y, 10, &self.by, Role::Initials);
            paint.words(x + at, y, area.width.saturating_sub(at + by + 3), &self.note, Role::Text);
        }
    }
}
