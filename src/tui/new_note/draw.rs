//! The steps at the left, or on a line on top where there is no room; the boxes of one step beside them.

use super::fill::Colleague;
use super::{NewNote, Step};
use crate::care::{CareDay, StaffId, when, words};
use crate::keys::Place;
use crate::theme::{Mark, Role};
use crate::tui::answer::Boxes;
use crate::tui::paint::{Focus, Paint, Rect};

/// The list of steps, as a part of the screen that can be clicked.
pub(super) const STEPS: usize = usize::MAX;

/// How wide the list of steps is, and how wide the screen must be for it.
const LIST_WIDE: u16 = 26;
const ROOM_FOR_LIST: u16 = 100;

impl NewNote {
    pub(super) fn draw_steps_and_boxes(&self, area: Rect, paint: &mut Paint<'_>) {
        let boxes = if area.width >= ROOM_FOR_LIST {
            self.draw_list(Rect { width: LIST_WIDE, ..area }, paint);
            Rect { x: area.x + LIST_WIDE, width: area.width - LIST_WIDE, ..area }
        } else {
            self.draw_line(Rect { height: 1, ..area }, paint);
            Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }
        };
        self.draw_boxes(boxes, paint);
    }

    fn draw_list(&self, area: Rect, paint: &mut Paint<'_>) {
        let inside = paint.pane(area, &[("Parts", Role::Title)], "", Focus::Away);
        for (n, step) in Step::ALL.into_iter().enumerate() {
            let y = inside.y + 1 + u16::try_from(n).unwrap_or(0);
            let here = step == self.step;
            let (cursor, role) =
                if here { (paint.mark(Mark::Cursor), Role::TextStrong) } else { (" ", Role::Text) };
            let done = if self.is_written(step) { paint.mark(Mark::Read) } else { " " };
            let number = (n + 1).to_string();
            let row = Rect { y, height: 1, ..inside };
            let words = [
                (cursor, Role::Key),
                (" ", role),
                (done, Role::OutcomeDone),
                (" ", role),
                (&*number, Role::Key),
                (" ", role),
                (step.title(), role),
            ];
            paint.spans(row.x, y, row.width, &words);
            paint.spot(row, STEPS, n);
        }
        let y = inside.y + 8;
        paint.rule(inside.x + 1, y, inside.width.saturating_sub(2), Role::Border);
        let day =
            |day: Option<CareDay>| day.map_or("–".into(), |day| day.date().format("%a %-d %b").to_string());
        let named = |staff: Option<StaffId>| {
            let known = |colleague: &&Colleague| Some(colleague.id) == staff;
            self.colleagues.iter().find(known).map_or("–".into(), |colleague| colleague.name.clone())
        };
        let days = self.days_away();
        let facts = [
            ("About", self.name.clone()),
            ("Away", day(days.map(|(from, _)| from))),
            ("Back", day(days.map(|(_, to)| to))),
            ("Cover", named(self.cover())),
            ("Second", named(self.second())),
        ];
        for ((label, fact), y) in facts.iter().zip(y + 1..inside.bottom()) {
            paint.words(inside.x + 1, y, 7, label, Role::TextMuted);
            paint.words(inside.x + 8, y, inside.width.saturating_sub(8), fact, Role::Text);
        }
    }

    fn draw_line(&self, area: Rect, paint: &mut Paint<'_>) {
        let mut x = area.x + 1;
        for (n, step) in Step::ALL.into_iter().enumerate() {
            let done = if self.is_written(step) { paint.mark(Mark::Read) } else { "" };
            let (words, role) = if step == self.step {
                (format!("[{}{done} {}]", n + 1, step.title()), Role::Selected)
            } else {
                (format!(" {}{done} ", n + 1), Role::TextMuted)
            };
            let used = paint.words(x, area.y, area.right().saturating_sub(x), &words, role);
            paint.spot(Rect { x, width: used, ..area }, STEPS, n);
            x += used;
        }
    }

    fn draw_boxes(&self, area: Rect, paint: &mut Paint<'_>) {
        let number = Step::ALL.iter().position(|step| *step == self.step).map_or(1, |place| place + 1);
        let number = format!("{number} ");
        let title = [(number.as_str(), Role::Key), (self.step.title(), Role::Title)];
        let remark = match self.step {
            Step::Coming => "filled in for you, change what you like",
            Step::ToDo => "each becomes a line on its day",
            Step::Dates | Step::Told | Step::Worries | Step::Call => "",
        };
        let inside = paint.pane(area, &title, remark, Focus::Here);
        let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
        let said = self.what_will_happen();
        let wide = inside.width.saturating_sub(1);
        let rows = u16::try_from(words::wrap(&said, usize::from(wide)).len().min(2)).unwrap_or(2);
        let boxes = Rect { y: inside.y + 1, height: inside.height.saturating_sub(rows + 2), ..inside };
        match self.step {
            Step::Dates => self.dates.draw(boxes, paint),
            Step::Told => self.told.draw(boxes, paint),
            Step::Coming => self.coming.draw(boxes, &self.about_coming(), paint),
            Step::ToDo => self.to_do.draw(boxes, &self.about_task(), paint),
            Step::Worries => self.worries.draw(boxes, paint),
            Step::Call => self.call.draw(boxes, paint),
        }
        let below =
            Rect { x: inside.x + 1, y: inside.bottom().saturating_sub(rows), width: wide, height: rows };
        paint.text(below, &said, Role::TextStrong);
    }

    /// What is under the cursor in the list of what is on.
    fn about_coming(&self) -> String {
        if self.window.is_none() {
            return "Write when you are away first. What is known to be on is filled in from that.".into();
        }
        match self.coming.here().map(|row| (&row.about, row)) {
            Some((Some(coming), _)) => {
                let on_the_tick = Boxes::place(&self.coming) == Place::Form;
                let ask = if on_the_tick { "Space leaves it out or puts it back." } else { "What to know?" };
                format!("{}, {}. {ask}", coming.what, coming.origin.words())
            }
            Some((None, row)) => {
                self.day_understood(&row.written(1), "Something else that is on: its day, and what.")
            }
            None => String::new(),
        }
    }

    fn about_task(&self) -> String {
        let day = self.to_do.here().map_or(String::new(), |row| row.written(super::fill::TASK_DAY));
        self.day_understood(&day, "Its day, its part of day, and what. A row without words is left out.")
    }

    /// The day in words, once it is one.
    fn day_understood(&self, typed: &str, otherwise: &str) -> String {
        match self.day_in(typed) {
            Ok(day) => format!("{}.", when::shown_date(day.date())),
            Err(problem) if !typed.is_empty() => problem,
            Err(_) => otherwise.into(),
        }
    }
}
