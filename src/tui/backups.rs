//! The backups of the home: when each was made and where it is; and one more, now.

use super::lines::{self, Line};
use super::list::List;
use super::paint::{Focus, Paint, Rect, Spot};
use super::screen::{Offer, Reply, Screen};
use crate::care::{when, words};
use crate::desk::{Trouble, View};
use crate::keys::{Command, Place};
use crate::theme::Role;
use std::path::Path;

/// The backups of the home.
#[derive(Default)]
pub struct Backups {
    rows: List<usize>,
    /// Of each: when, up to which entry, and in which folder.
    made: Vec<[String; 3]>,
    /// The home's second folder; empty where there is none.
    second: String,
    why_not: Option<String>,
}

/// The first row makes one; the others are those there are.
const MAKE: usize = 0;

impl Backups {
    fn lines(&self, width: u16) -> Vec<Line> {
        let mut lines = vec![Line::of(MAKE).at(2, "Make a backup now", Role::TextStrong), Line::empty()];
        if self.made.is_empty() {
            lines.push(Line::empty().at(2, "There is none yet.", Role::TextMuted));
        }
        for (row, [made, to, place]) in (1..).zip(&self.made) {
            let line = Line::of(row).at(2, made, Role::Text).at(24, to, Role::Text);
            lines.push(line.at(46, place, Role::TextMuted));
        }
        lines.push(Line::empty());
        let second = if self.second.is_empty() {
            "There is no second folder. Name one on a stick or another disk in the settings of the home: what is on \
             one disk goes with it."
                .into()
        } else {
            format!("They also go to {}.", self.second)
        };
        let says = [
            "One is made by itself each day, when the screen locks, and whenever bethere is closed. Each is looked \
             through. Of each of the last 7 days, 4 weeks and 12 months one is kept.",
            &second,
            "To put one back, type at the command line: bethere restore",
        ];
        let room = usize::from(width.saturating_sub(4)).max(1);
        for say in says {
            lines.extend(
                words::wrap(say, room).into_iter().map(|row| Line::empty().at(2, row, Role::TextMuted)),
            );
        }
        lines
    }
}

impl Screen for Backups {
    fn place(&self) -> Place {
        Place::List
    }

    fn title(&self) -> String {
        "Backups".into()
    }

    fn offers(&self) -> Vec<Offer> {
        let here = *self.rows.selected().unwrap_or(&MAKE) == MAKE;
        let open = match if here { self.why_not.as_deref() } else { Some(ONE_IS_MADE) } {
            Some(why) => Offer::not_now(Command::Open, why),
            None => Offer::called(Command::Open, "make one"),
        };
        vec![open, Offer::can(Command::Back)]
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let now = view.now();
        self.second.clone_from(&view.home().house.second_folder);
        let second = Some(Path::new(&self.second)).filter(|second| !second.as_os_str().is_empty());
        let row = |backup: &crate::desk::Backup| {
            let place = if second.is_some_and(|second| backup.folder.starts_with(second)) {
                "in the second folder"
            } else {
                "in the home’s folder"
            };
            let last = usize::try_from(backup.last).unwrap_or(usize::MAX);
            [when::shown_when(backup.made, now), format!("to entry {}", words::grouped(last)), place.into()]
        };
        self.made = view.backups().iter().map(row).collect();
        self.rows.set((0..=self.made.len()).collect());
        self.why_not = view.why_no_backup();
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        match command {
            Command::Open if self.rows.selected() == Some(&MAKE) => Reply::BackUp,
            command if self.rows.moved(command) => Reply::Stay,
            _ => Reply::Ignored,
        }
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        self.rows.pointed(spot)
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let count = format!("{} kept", self.made.len());
        let inside = paint.pane(area, &[("Backups", Role::Title)], &count, Focus::Here);
        lines::draw(&self.lines(inside.width), self.rows.at(), inside, 0, paint);
        paint.cursor(inside.x, inside.y);
    }
}

const ONE_IS_MADE: &str = "This one is made. The first row makes another.";
