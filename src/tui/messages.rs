//! Everything the message line has said to whoever has the keys, newest first.

use super::list::{self, List};
use super::paint::{Focus, Paint, Rect, Spot};
use super::screen::{Notice, Offer, Reply, Screen, Tone};
use crate::care::{Moment, when, words};
use crate::desk::{Trouble, View};
use crate::keys::{Command, Place};
use crate::theme::{Mark, Role};

/// The list of messages, as it was when it was opened.
pub struct Messages {
    said: Vec<Notice>,
    list: List<usize>,
    times: Vec<String>,
}

/// The columns before the words: the cursor, a mark, the time.
const BEFORE: u16 = 20;

impl Messages {
    /// What was said, oldest first.
    pub fn new(said: &[Notice]) -> Self {
        let mut list = List::default();
        list.set((0..said.len()).collect());
        Self { said: said.iter().rev().cloned().collect(), list, times: Vec::new() }
    }

    fn height(&self, place: usize, wide: u16) -> u16 {
        let room = usize::from(wide.saturating_sub(BEFORE + 1));
        let rows = self.said.get(place).map_or(0, |notice| words::wrap(&notice.words, room).len());
        u16::try_from(rows).unwrap_or(u16::MAX)
    }

    fn draw_row(&self, place: usize, row: Rect, paint: &mut Paint<'_>) {
        let Some(notice) = self.said.get(place) else { return };
        let (mark, role) = match notice.tone {
            Tone::Saved => (Mark::Done, Role::MessageSaved),
            Tone::Note | Tone::Wait => (Mark::Dot, Role::MessageNote),
            Tone::Problem => (Mark::Missed, Role::MessageProblem),
        };
        paint.words(row.x + 2, row.y, 1, paint.mark(mark), role);
        let time = self.times.get(place).map_or("", String::as_str);
        paint.words(row.x + 4, row.y, BEFORE - 5, time, Role::TextMuted);
        let text = Rect { x: row.x + BEFORE, width: row.width.saturating_sub(BEFORE + 1), ..row };
        paint.text(text, &notice.words, role);
        if place == self.list.at() {
            paint.lay(row, Role::Selected);
            paint.words(row.x, row.y, 1, paint.mark(Mark::Cursor), Role::Selected);
            paint.cursor(row.x, row.y);
        }
        paint.spot(row, 0, place);
    }
}

impl Screen for Messages {
    fn place(&self) -> Place {
        Place::List
    }

    fn title(&self) -> String {
        "Messages".into()
    }

    fn offers(&self) -> Vec<Offer> {
        [Command::Up, Command::Down, Command::Back].map(Offer::can).into()
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let now: Moment = view.now();
        let time = |notice: &Notice| notice.at.map_or(String::new(), |at| when::shown_when(at, now));
        self.times = self.said.iter().map(time).collect();
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        if self.list.moved(command) { Reply::Stay } else { Reply::Ignored }
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        self.list.pointed(spot)
    }

    fn remark(&self) -> String {
        let problems = self.said.iter().filter(|notice| notice.tone == Tone::Problem).count();
        match problems {
            0 => "All that was said here since you took the keys.".into(),
            1 => "1 problem is among them.".into(),
            problems => format!("{problems} problems are among them."),
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let count = if self.said.is_empty() { String::new() } else { self.said.len().to_string() };
        let inside = paint.pane(area, &[("Messages, newest first", Role::Title)], &count, Focus::Here);
        if self.said.is_empty() {
            paint.text(inside, " Nothing was said yet.", Role::TextMuted);
        }
        let height = |place| self.height(place, inside.width);
        let mut y = inside.y;
        for place in list::first_shown(self.said.len(), self.list.at(), inside.height, height).. {
            let room = inside.bottom().saturating_sub(y);
            if place >= self.said.len() || room == 0 {
                break;
            }
            let row = Rect { y, height: height(place).min(room), ..inside };
            self.draw_row(place, row, paint);
            y += row.height;
        }
    }
}
