//! Since you were last on, as it is seen: who has something new beside what it is; in a narrow window over it.

use super::Since;
use crate::theme::{Mark, Role};
use crate::tui::doors;
use crate::tui::paint::{Focus, Paint, Rect, Spot, Target};

/// The column of the times, with what an entry is about.
const LABELS: u16 = 22;

/// The column of who has something new.
const WHO: u16 = 26;

impl Since {
    pub(super) fn draw_panes(&self, area: Rect, paint: &mut Paint<'_>) {
        let story = if area.width >= 100 {
            self.draw_who(Rect { width: WHO, ..area }, paint);
            Rect { x: area.x + WHO, width: area.width - WHO, ..area }
        } else {
            self.draw_tabs(Rect { height: 1, ..area }, paint);
            Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }
        };
        let name = self.row().map_or("", |row| row.name.as_str());
        let since = format!("since {}", self.from);
        let remark = if self.from.starts_with("the last") { &self.from } else { &since };
        let inside = paint.pane(story, &[(name, Role::Title)], remark, Focus::Here);
        let read = self.row().is_some_and(|row| row.read);
        if self.opens.is_empty() {
            paint.text(inside, " Nothing is new here.", Role::TextMuted);
        }
        let told = if read {
            Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside }
        } else {
            inside
        };
        if read {
            let mark = paint.mark(Mark::Read);
            let said = format!("{mark} You have read this.");
            paint.words(inside.x + 2, inside.y, inside.width.saturating_sub(3), &said, Role::OutcomeDone);
        }
        self.story.draw(told, LABELS, 1, Focus::Here, paint);
    }

    /// Each child with what is new, the house last.
    fn draw_who(&self, area: Rect, paint: &mut Paint<'_>) {
        let inside = paint.pane(area, &[("Who", Role::Title)], "", Focus::Away);
        let mut y = inside.y;
        for (place, row) in self.rows.iter().enumerate() {
            if y >= inside.bottom() {
                break;
            }
            let here = place == self.people.at();
            let line = Rect { y, height: 1, ..inside };
            paint.words(line.x + 2, y, 2, &doors::key_of(row.number), Role::Key);
            let remark = self.remark_on(place, paint);
            let used = paint.right(line.right() - 1, y, 9, &remark.0, remark.1);
            paint.words(line.x + 4, y, line.width.saturating_sub(used + 6), &row.name, Role::TextStrong);
            if here {
                paint.lay(line, Role::SelectedAway);
                paint.words(line.x, y, 1, paint.mark(Mark::Cursor), Role::SelectedAway);
            }
            paint.spot(line, 0, place);
            y += 1;
            let lines = row.told.counts.in_words();
            for (words, role) in lines.iter().filter(|_| here) {
                if y < inside.bottom() {
                    paint.words(inside.x + 6, y, inside.width.saturating_sub(7), words, *role);
                    y += 1;
                }
            }
        }
    }

    fn remark_on(&self, place: usize, paint: &Paint<'_>) -> (String, Role) {
        let row = &self.rows[place];
        match row.told.counts.all() {
            0 if row.read => (format!("{} read", paint.mark(Mark::Read)), Role::OutcomeDone),
            0 => ("–".into(), Role::TextMuted),
            _ if place == self.people.at() => ("now".into(), Role::Unread),
            count => (format!("{count} new"), Role::Unread),
        }
    }

    /// The names in a row, each with how much is new; those that don't fit are reached by going on.
    fn draw_tabs(&self, area: Rect, paint: &mut Paint<'_>) {
        let mut x = area.x + 1;
        for (place, row) in self.rows.iter().enumerate().skip(self.first_tab(area.width)) {
            let here = place == self.people.at();
            let count = match row.told.counts.all() {
                0 if row.read => format!(" {}", paint.mark(Mark::Read)),
                0 => String::new(),
                count => format!(" {count}"),
            };
            let words = format!("{} {}{count}", doors::key_of(row.number), row.name);
            let words = if here { format!("[{words}]") } else { format!(" {words} ") };
            let role = if here { Role::Selected } else { Role::TextMuted };
            let used = paint.words(x, area.y, area.right().saturating_sub(x), &words, role);
            paint.target(Rect { x, width: used, ..area }, Target::Spot(Spot { pane: 0, row: Some(place) }));
            x += used;
        }
    }

    /// The first name shown, so that the selected one is among them.
    fn first_tab(&self, wide: u16) -> usize {
        let width = |place: usize| self.rows[place].name.chars().count() + 8;
        let mut first = 0;
        while first < self.people.at()
            && (first..=self.people.at()).map(width).sum::<usize>() > usize::from(wide)
        {
            first += 1;
        }
        first
    }
}
