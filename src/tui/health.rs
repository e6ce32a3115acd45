//! How the home is: each thing with what to do about it, and a look through all of it.

use super::lines::{self, Line};
use super::list::List;
use super::paint::{Focus, Paint, Rect, Spot};
use super::screen::{Offer, Reply, Screen};
use crate::care::words;
use crate::desk::{Check, Trouble, View};
use crate::keys::{Command, Place};
use crate::theme::{Mark, Role};

/// How the home is.
#[derive(Default)]
pub struct Health {
    checks: Vec<Check>,
    rows: List<usize>,
}

/// Where the words stand beside what they are about.
const SAYS: u16 = 22;

impl Health {
    fn lines(&self, width: u16, paint: &Paint<'_>) -> Vec<Line> {
        let room = usize::from(width.saturating_sub(SAYS + 1)).max(1);
        let mut lines = vec![
            Line::of(0).at(2, "Look through all of it now", Role::TextStrong),
            Line::empty().at(
                2,
                "Every block and every entry is read, and its signature checked.",
                Role::TextMuted,
            ),
            Line::empty(),
        ];
        for (row, check) in (1..).zip(&self.checks) {
            let (mark, role) = if check.well {
                (paint.mark(Mark::Read), Role::OutcomeDone)
            } else {
                (paint.mark(Mark::Unread), Role::AgeOld)
            };
            let mut said = words::wrap(&check.says, room).into_iter();
            let first = said.next().unwrap_or_default();
            let line = Line::of(row).at(2, mark, role).at(4, check.of, Role::TextStrong);
            lines.push(line.at(SAYS, first, Role::Text));
            lines.extend(said.map(|row| Line::empty().at(SAYS, row, Role::Text)));
            let to_do = Some(check.to_do).filter(|to_do| !to_do.is_empty());
            let to_do = to_do.into_iter().flat_map(|to_do| words::wrap(to_do, room));
            lines.extend(to_do.map(|row| Line::empty().at(SAYS, row, Role::AgeOld)));
        }
        lines
    }
}

impl Screen for Health {
    fn place(&self) -> Place {
        Place::List
    }

    fn title(&self) -> String {
        "How the home is".into()
    }

    fn offers(&self) -> Vec<Offer> {
        let open = if self.rows.at() == 0 {
            Offer::called(Command::Open, "look through")
        } else {
            Offer::not_now(Command::Open, "What to do about it stands beside it.")
        };
        vec![open, Offer::can(Command::Back)]
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        self.checks = view.checks();
        self.rows.set((0..=self.checks.len()).collect());
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        match command {
            Command::Open if self.rows.at() == 0 => Reply::LookThrough,
            command if self.rows.moved(command) => Reply::Stay,
            _ => Reply::Ignored,
        }
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        self.rows.pointed(spot)
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let count = match self.checks.iter().filter(|check| !check.well).count() {
            0 => "all is well".to_string(),
            1 => "1 to see to".to_string(),
            many => format!("{many} to see to"),
        };
        let inside = paint.pane(area, &[("How the home is", Role::Title)], &count, Focus::Here);
        let lines = self.lines(inside.width, paint);
        lines::draw(&lines, self.rows.at(), inside, 0, paint);
        paint.cursor(inside.x, inside.y);
    }
}
