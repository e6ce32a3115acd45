//! Who looked at what: what was opened that is kept to others, then every look of the last weeks by child, by person,
//! and those at odd times. For those who run the home.

mod rows;

use super::list::{self, List};
use super::paint::{Focus, Paint, Rect, Spot, Target};
use super::screen::{Notice, Offer, Reply, Screen};
use super::who_reads;
use crate::care::{self, access};
use crate::desk::{Trouble, View};
use crate::keys::{Command, Place};
use crate::theme::{Mark, Role};
use rows::{Row, Side};

/// Who looked at what.
pub struct Access {
    side: Side,
    /// Of each side, in their order.
    rows: [Vec<Row>; Side::ALL.len()],
    lists: [List<rows::Key>; Side::ALL.len()],
    why_not: Option<String>,
}

/// Why there is nothing to give a receipt for.
const NONE: &str = "Only what was opened with a reason, and nobody has looked at yet, asks for that.";

impl Default for Access {
    fn default() -> Self {
        Self { side: Side::Opened, rows: Default::default(), lists: Default::default(), why_not: None }
    }
}

impl Access {
    fn list(&mut self) -> &mut List<rows::Key> {
        &mut self.lists[self.side as usize]
    }

    fn here(&self) -> Option<&Row> {
        self.rows[self.side as usize].get(self.lists[self.side as usize].at())
    }

    fn turn(&mut self, step: isize) -> Reply {
        let next = (self.side as usize).cast_signed().wrapping_add(step);
        let next = next.rem_euclid(Side::ALL.len().cast_signed()).cast_unsigned();
        self.side = Side::ALL[next];
        Reply::Stay
    }

    /// Says that one has looked at an opening.
    fn know(&self) -> Reply {
        match self.here().and_then(|row| row.opening) {
            Some(number) => Reply::Do(care::Act::Access(access::Act::Know(number))),
            None => Reply::Say(Notice::note(NONE)),
        }
    }

    fn draw_tabs(&self, area: Rect, paint: &mut Paint<'_>) {
        let mut x = area.x + 2;
        for (n, side) in Side::ALL.into_iter().enumerate() {
            let here = side == self.side;
            let words = format!("{} {}", n + 1, side.words());
            let words = if here { format!("[{words}]") } else { format!(" {words} ") };
            let role = if here { Role::Selected } else { Role::TextMuted };
            let used = paint.words(x, area.y, area.right().saturating_sub(x), &words, role);
            paint.target(
                Rect { x, y: area.y, width: used, height: 1 },
                Target::Spot(Spot { pane: n, row: None }),
            );
            x += used + 1;
        }
    }
}

impl Screen for Access {
    fn place(&self) -> Place {
        // An opening is read whole where it stands: the receipt, then the next.
        if self.here().is_some_and(|row| row.opening.is_some()) { Place::Reading } else { Place::List }
    }

    fn title(&self) -> String {
        "Access".into()
    }

    fn offers(&self) -> Vec<Offer> {
        let opening = self.here().is_some_and(|row| row.opening.is_some());
        let none = (!opening).then_some(NONE);
        vec![Offer::unless(Command::Read, none), Offer::can(Command::NextPane), Offer::can(Command::Back)]
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        self.why_not = who_reads::why_not(view);
        self.rows = rows::read(view)?;
        for (list, rows) in self.lists.iter_mut().zip(&self.rows) {
            list.set(rows.iter().map(|row| row.key).collect());
        }
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        match command {
            Command::Read | Command::Open => self.know(),
            Command::NextPane => self.turn(1),
            Command::PreviousPane => self.turn(-1),
            command if self.list().moved(command) => Reply::Stay,
            _ => Reply::Ignored,
        }
    }

    fn go_to(&mut self, number: usize) -> Reply {
        match Side::ALL.get(number.wrapping_sub(1)) {
            Some(side) => {
                self.side = *side;
                Reply::Stay
            }
            None => Reply::Ignored,
        }
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        match (spot.row, Side::ALL.get(spot.pane)) {
            (Some(row), _) if self.list().go(row) => Reply::Stay,
            (None, Some(side)) => {
                self.side = *side;
                Reply::Stay
            }
            (Some(_), _) | (None, None) => Reply::Ignored,
        }
    }

    fn remark(&self) -> String {
        match self.here() {
            Some(row) if row.opening.is_some() => "Enter says that you have looked at this.".into(),
            Some(row) => row.remark.clone(),
            None => String::new(),
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        self.draw_tabs(Rect { height: 1, ..area }, paint);
        let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        let rows = &self.rows[self.side as usize];
        let inside = paint.pane(below, &[(self.side.title(), Role::Title)], "last two weeks", Focus::Here);
        if let Some(why_not) = &self.why_not {
            paint.text(Rect { x: inside.x + 1, ..inside }, why_not, Role::TextMuted);
            return;
        }
        if rows.is_empty() {
            paint.text(Rect { x: inside.x + 1, ..inside }, self.side.nothing(), Role::TextMuted);
        }
        let at = self.lists[self.side as usize].at();
        let height = |place: usize| rows[place].height();
        let first = list::first_shown(rows.len(), at, inside.height, height);
        let mut y = inside.y;
        for (place, row) in rows.iter().enumerate().skip(first) {
            let line = Rect { y, height: row.height(), ..inside };
            if line.bottom() > inside.bottom() {
                break;
            }
            row.draw(line, paint);
            if place == at {
                let line = Rect { height: 1, ..line };
                paint.lay(line, Role::Selected);
                paint.words(line.x, y, 1, paint.mark(Mark::Cursor), Role::Selected);
                paint.cursor(line.x, y);
            }
            paint.spot(line, self.side as usize, place);
            y += line.height;
        }
    }
}
