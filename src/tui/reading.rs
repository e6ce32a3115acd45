//! One entry of the log in full: when, by whom, every word, and what was replaced.

use super::doors;
use super::list::{self, List};
use super::log::story::{self, Piece};
use super::paint::{Paint, Rect, Spot};
use super::screen::{Cover, Offer, Reply, Screen};
use super::who_reads;
use super::why::centred;
use crate::care::access::{Page, What};
use crate::care::log::LogEntry;
use crate::care::{Home, Moment, Subject, when, words};
use crate::desk::{Trouble, View};
use crate::keys::{Command, Place};
use crate::theme::{Mark, Role};

/// An entry to read.
pub struct Reading {
    entry: LogEntry,
    name: String,
    rows: Vec<Piece>,
    list: List<usize>,
    /// Why whoever looks can't take it back.
    not_taken_back: Option<&'static str>,
    /// Why whoever looks can't say who reads it.
    not_who_reads: Option<String>,
}

/// A row is as long as is good to read, in a window of any width: so the rows are the same in each.
const COLUMNS: usize = 56;

impl Reading {
    /// Opens an entry.
    pub fn new(entry: LogEntry) -> Self {
        Self {
            entry,
            name: String::new(),
            rows: Vec::new(),
            list: List::default(),
            not_taken_back: None,
            not_who_reads: None,
        }
    }
}

impl Reading {
    fn show(&mut self, pieces: &[Piece]) {
        let wrapped = |piece: &Piece| {
            let rows = words::wrap(&piece.words, COLUMNS).into_iter();
            rows.map(|row| Piece::new(row, piece.role)).collect::<Vec<_>>()
        };
        self.rows = pieces.iter().flat_map(wrapped).collect();
        self.list.set((0..self.rows.len()).collect());
    }

    /// Shows no more of an entry of a record that is withheld by now.
    fn close(&mut self, view: &View<'_>) {
        let kept = self.entry.subject.child().and_then(|child| view.withheld(What::Child(child)));
        self.show(&[Piece::new(kept.unwrap_or_default(), Role::Restricted)]);
    }
}

/// When it happened, when and by whom it was written, what it is about.
fn head(home: &Home, entry: &LogEntry, now: Moment) -> Vec<Piece> {
    let written = &entry.written;
    let happened = Moment { at: written.happened, ..now }.local();
    let mood = written.mood.map_or(String::new(), |mood| format!(" · mood {} of 5", mood.number()));
    let about = if written.is_withheld() {
        String::new()
    } else {
        format!("about {}{mood}", written.category.words())
    };
    let when = format!("{}, {}", when::shown_date(happened.date_naive()), happened.format("%H:%M"));
    let by = format!("written {} by {}", when::shown_when(entry.at, now), home.people.name(entry.by));
    vec![
        Piece::new(when, Role::TextStrong),
        Piece::new(about, Role::TextMuted),
        Piece::new(by, Role::TextMuted),
        Piece::new("", Role::Text),
    ]
}

impl Screen for Reading {
    fn place(&self) -> Place {
        Place::Log
    }

    fn shows(&self) -> Vec<(Page, Subject)> {
        vec![(Page::LogEntry, self.entry.subject)]
    }

    fn title(&self) -> String {
        format!("{} · log entry", self.name)
    }

    fn about(&self) -> String {
        self.name.clone()
    }

    fn cover(&self) -> Cover {
        Cover::Over
    }

    fn offers(&self) -> Vec<Offer> {
        let take_back = Offer::unless(Command::TakeBack, self.not_taken_back);
        let who_reads = Offer::unless(Command::WhoReads, self.not_who_reads.as_deref());
        vec![Offer::can(Command::Amend), take_back, who_reads, Offer::can(Command::Back)]
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let book = view.day(self.entry.subject, self.entry.day)?;
        let now = book.log.entries().iter().find(|entry| entry.written.id == self.entry.written.id);
        match now {
            Some(entry) => self.entry = entry.clone(),
            // It was read when it could be.
            None if view.sight().withheld(self.entry.subject).is_some() => {
                self.close(view);
                return Ok(());
            }
            None => {}
        }
        self.name = view.home().name_of(self.entry.subject).into();
        self.not_who_reads = who_reads::why_not(view);
        self.not_taken_back = story::not_taken_back(view, &self.entry);
        let mut pieces = head(view.home(), &self.entry, view.now());
        pieces.extend(story::told(view, &self.entry));
        self.show(&pieces);
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        match command {
            Command::Amend | Command::TakeBack | Command::WhoReads => {
                doors::on_log(command, Some(&self.entry))
            }
            command if self.list.moved(command) => Reply::Stay,
            _ => Reply::Ignored,
        }
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        self.list.pointed(spot)
    }

    fn remark(&self) -> String {
        "The arrows read on. An entry is only ever added to.".into()
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let rows = u16::try_from(self.rows.len() + 4).unwrap_or(u16::MAX);
        let wide = u16::try_from(COLUMNS + 6).unwrap_or(u16::MAX);
        let count = format!("{} of {}", self.list.at() + 1, self.rows.len());
        let whole = rows <= area.height;
        let remark = if whole { "" } else { &count };
        let inside = paint.popover(centred(area, wide, rows), &[(&self.name, Role::TextStrong)], remark);
        let room = usize::from(inside.height.saturating_sub(2));
        for (y, place) in (inside.y + 1..).zip(list::shown(self.rows.len(), self.list.at(), room)) {
            let row = &self.rows[place];
            paint.words(inside.x + 1, y, inside.width.saturating_sub(1), &row.words, row.role);
            if place == self.list.at() {
                paint.words(inside.x, y, 1, paint.mark(Mark::Cursor), Role::Key);
                paint.cursor(inside.x, y);
            }
            paint.spot(Rect { y, height: 1, ..inside }, 0, place);
        }
    }
}
