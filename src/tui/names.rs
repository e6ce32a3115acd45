//! The list of names: who has the keys. No child's name is ever on it.

use super::list::{self, List};
use super::paint::{Paint, Rect, Spot};
use super::screen::{Offer, Reply, Screen};
use super::why::centred;
use crate::care::StaffId;
use crate::care::alert::Level;
use crate::care::waiting::{self, Waiting};
use crate::desk::{Trouble, View};
use crate::find::{self, Kind};
use crate::keys::{Command, Key, KeyName, Place};
use crate::theme::{Mark, Role};

/// The list of names.
#[derive(Default)]
pub struct Names {
    people: List<StaffId>,
    rows: Vec<Person>,
    typed: String,
}

struct Person {
    id: StaffId,
    name: String,
    remark: String,
    /// An urgent alert waits for this person; whom it is about is not said here.
    urgent: bool,
}

impl Names {
    fn choose(&self) -> Reply {
        self.people.selected().map_or(Reply::Ignored, |staff| Reply::SignIn(*staff))
    }

    fn narrow(&mut self) {
        let all = self.rows.iter().map(|person| person.id);
        if self.typed.trim().is_empty() {
            return self.people.set(all.collect());
        }
        let row = |person: &Person| find::Row::new(Kind::Staff, &person.name, [], person.id);
        let rows: Vec<find::Row<StaffId>> = self.rows.iter().map(row).collect();
        let found = find::search(&rows, &self.typed, rows.len());
        let found = found.groups.iter().flat_map(|group| &group.best).map(|found| found.row.target);
        self.people.set(found.collect());
    }
}

impl Screen for Names {
    fn place(&self) -> Place {
        Place::SignIn
    }

    fn title(&self) -> String {
        "Who are you?".into()
    }

    fn offers(&self) -> Vec<Offer> {
        [Command::Open, Command::Leave].map(Offer::can).into()
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let home = view.home();
        self.rows = home
            .people
            .all()
            .map(|staff| {
                let away = staff.away_on(view.today()).is_some();
                let waits = waiting::to_read(home, staff.id, view.now());
                let urgent = waits
                    .iter()
                    .any(|waits| matches!(waits, Waiting::ReadAlert { level: Level::Urgent, .. }));
                let remark = match (staff.id == view.me(), away) {
                    (true, _) => format!("{}, here now", staff.role.words()),
                    (false, true) => format!("{}, away", staff.role.words()),
                    (false, false) => staff.role.words().into(),
                };
                Person { id: staff.id, name: staff.name.clone(), remark, urgent }
            })
            .collect();
        self.narrow();
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        match command {
            Command::Open => self.choose(),
            command if self.people.moved(command) => Reply::Stay,
            _ => Reply::Ignored,
        }
    }

    fn typed(&mut self, key: Key) -> Reply {
        match key.name {
            KeyName::Char(letter) if !key.ctrl && self.typed.chars().count() < 40 => {
                self.typed.push(letter);
            }
            KeyName::Backspace => drop(self.typed.pop()),
            _ => return Reply::Ignored,
        }
        self.narrow();
        // What was typed means the best of what was found, not whoever was selected before.
        self.people.go(0);
        Reply::Stay
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        match spot.row {
            Some(row) if self.people.go(row) => self.choose(),
            Some(_) | None => Reply::Ignored,
        }
    }

    fn remark(&self) -> String {
        if self.rows.iter().any(|person| person.urgent) {
            return "An urgent message is waiting to be read. Sign in to see it.".into();
        }
        "No names of children are ever on this screen.".into()
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let rows = u16::try_from(self.rows.len()).unwrap_or(u16::MAX);
        let inside =
            paint.popover(centred(area, 64, rows.saturating_add(5)), &[("Who are you?", Role::Title)], "");
        paint.words(inside.x + 1, inside.y, 6, "Name", Role::TextMuted);
        let field = Rect { x: inside.x + 8, y: inside.y, width: inside.width.saturating_sub(9), height: 1 };
        paint.fill(field, Role::InputFocus);
        let used = paint.words(field.x, field.y, field.width, &self.typed, Role::InputFocus);
        if self.typed.is_empty() {
            paint.words(field.x + 1, field.y, field.width, "type part of your name", Role::InputPlaceholder);
        }
        paint.cursor(field.x + used, field.y);
        let room = usize::from(inside.height.saturating_sub(2));
        for (line, place) in list::shown(self.people.len(), self.people.at(), room).enumerate() {
            let y = inside.y + 2 + u16::try_from(line).unwrap_or(0);
            let Some(person) = self.rows.iter().find(|person| person.id == self.people.keys()[place]) else {
                continue;
            };
            let row = Rect { y, height: 1, ..inside };
            paint.words(row.x + 2, y, 28, &person.name, Role::TextStrong);
            paint.words(row.x + 31, y, row.width.saturating_sub(32), &person.remark, Role::TextMuted);
            if place == self.people.at() {
                paint.lay(row, Role::Selected);
                paint.words(row.x, y, 1, paint.mark(Mark::Cursor), Role::Selected);
            }
            paint.spot(row, 0, place);
        }
    }
}
