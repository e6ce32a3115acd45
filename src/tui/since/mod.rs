//! Since you were last on: what is new to whoever has come back, worst first and then child by child, the house last.
//! One key is the receipt for a child and goes on. What has a receipt, or was read elsewhere, is not new again.

mod draw;
mod told;

use super::books::Books;
use super::doors;
use super::list::List;
use super::paint::{Paint, Rect, Spot};
use super::pieces::Pieces;
use super::screen::{Offer, Reply, Screen};
use crate::care::access::Page;
use crate::care::{Act, Moment, Subject, receipt, when};
use crate::desk::{Trouble, View};
use crate::keys::{Command, Place};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeMap;
use told::{Asked, Opens, Told};

/// What is new to somebody.
#[derive(Default)]
pub struct Since {
    /// Worst first when it was opened, and then as it is.
    order: Vec<Subject>,
    people: List<Subject>,
    rows: Vec<Row>,
    books: BTreeMap<Subject, Books>,
    story: Pieces,
    opens: Vec<Option<Opens>>,
    /// Whose story is shown.
    shown: Option<Subject>,
    /// For whom a receipt was asked, and not given yet.
    asked: Option<Subject>,
    /// What was read on this visit, to go back to.
    read: BTreeMap<Subject, Told>,
    /// The number of the last entry that what is shown was read with.
    last: u64,
    from: String,
    me: String,
    not_yours: Option<String>,
}

/// One child, or the house.
struct Row {
    number: usize,
    subject: Subject,
    name: String,
    told: Told,
    /// When the receipt was given, if it was given on this visit.
    read: bool,
}

/// Further back it is read in the log.
const LONGEST: TimeDelta = TimeDelta::days(31);

/// Of somebody who was never on before, the last day is told.
const NEVER_ON: TimeDelta = TimeDelta::hours(24);

/// Since when something is new to whoever looks, and whether they were on before.
fn from(view: &View<'_>) -> (DateTime<Utc>, bool) {
    let now = view.now().at;
    match receipt::last_on(view.home(), view.me()) {
        Some(last) => (last.max(now - LONGEST), true),
        None => (now - NEVER_ON, false),
    }
}

impl Since {
    /// What is new, if anything is.
    pub fn if_new(view: &View<'_>) -> Result<Option<Self>, Trouble> {
        let mut since = Self::default();
        since.read(view)?;
        Ok((since.left() > 0).then_some(since))
    }

    /// How many children, the house among them, have something that is new.
    fn left(&self) -> usize {
        self.rows.iter().filter(|row| row.told.counts.all() > 0).count()
    }

    fn row(&self) -> Option<&Row> {
        self.rows.get(self.people.at())
    }

    /// Whether what is shown has no receipt yet.
    fn is_new(&self) -> bool {
        self.row().is_some_and(|row| row.told.counts.all() > 0)
    }

    /// The receipt, and the next; or the next at once where nothing is new.
    fn next(&mut self) -> Reply {
        let Some(row) = self.row() else { return Reply::Back };
        if !self.is_new() {
            return self.go_on();
        }
        let subject = row.subject;
        self.asked = Some(subject);
        Reply::Do(Act::Receipt(receipt::Act::Read { subject, to: self.last }))
    }

    /// To the next that has something new; back to the board when none has.
    fn go_on(&mut self) -> Reply {
        let (here, all) = (self.people.at(), self.rows.len());
        let new = |place: &usize| self.rows[*place].told.counts.all() > 0;
        match (here + 1..all).chain(0..all.min(here + 1)).find(new) {
            Some(next) => {
                self.people.go(next);
                self.show();
                Reply::Stay
            }
            None => Reply::Back,
        }
    }

    fn one_back(&mut self) -> Reply {
        match self.people.at().checked_sub(1) {
            Some(before) => {
                self.people.go(before);
                self.show();
                Reply::Stay
            }
            None => Reply::Ignored,
        }
    }

    /// Shows what is new of the selected one, or what was read of them a moment ago.
    fn show(&mut self) {
        let Some(row) = self.rows.get(self.people.at()) else { return };
        let told = match self.read.get(&row.subject) {
            Some(read) if row.told.counts.all() == 0 => read.clone(),
            Some(_) | None => row.told.clone(),
        };
        if self.shown != Some(row.subject) {
            (self.story, self.shown) = (Pieces::default(), Some(row.subject));
        }
        self.opens = told.opens;
        self.story.set(told.pieces);
    }

    fn open(&self) -> Reply {
        let Some(row) = self.row() else { return Reply::Ignored };
        match self.opens.get(self.story.at()).and_then(Option::as_ref) {
            Some(Opens::Alert(id)) => doors::on_alert(Command::Open, Some(*id)),
            Some(Opens::Note(id)) => doors::on_note(Command::Open, Some(*id)),
            Some(Opens::Line(day, line)) => doors::line(row.subject, *day, *line),
            Some(Opens::Entry(entry)) => doors::on_log(Command::Open, Some(entry)),
            Some(Opens::Ways(child)) => doors::about(Command::InAndOut, Some(Subject::Child(*child))),
            None => doors::child(row.subject),
        }
    }
}

impl Screen for Since {
    fn place(&self) -> Place {
        Place::Since
    }

    fn shows(&self) -> Vec<(Page, Subject)> {
        // What is told of one stands there once they are opened; beside the list, only how much is new.
        let told = self.shown.iter().filter(|_| !self.opens.is_empty());
        told.map(|subject| (Page::Since, *subject)).collect()
    }

    fn title(&self) -> String {
        "Since you were last on".into()
    }

    fn about(&self) -> String {
        self.row().map_or(String::new(), |row| row.name.clone())
    }

    fn offers(&self) -> Vec<Offer> {
        let first = (self.people.at() == 0).then_some("This is the first.");
        let mut offers = vec![
            Offer::unless(Command::Read, self.not_yours.as_deref().filter(|_| self.is_new())),
            Offer::can(Command::Open),
            Offer::unless(Command::OneBack, first),
        ];
        offers.extend([Command::Alert, Command::Log, Command::Back].map(Offer::can));
        offers
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let (home, now) = (view.home(), view.now());
        let (from, was_on) = from(view);
        doors::worst_first(home, now, &mut self.order);
        let mut before: BTreeMap<Subject, Told> =
            self.rows.drain(..).map(|row| (row.subject, row.told)).collect();
        for subject in self.order.clone() {
            let books = self.books.entry(subject).or_insert_with(|| Books::new(subject));
            books.refresh(view)?;
            let told = Asked { view, subject, from }.told(books)?;
            let was = before.remove(&subject).filter(|was| was.counts.all() > 0);
            if let Some(was) = was.filter(|_| told.counts.all() == 0) {
                self.read.insert(subject, was);
            }
            let read = self.read.contains_key(&subject) && told.counts.all() == 0;
            let (number, name) = (doors::number(home, subject), home.name_of(subject).into());
            self.rows.push(Row { number, subject, name, told, read });
        }
        self.people.set(self.order.clone());
        self.last = home.last;
        self.from = if was_on { when::shown_when(from, now) } else { "the last 24 hours".into() };
        self.me = view.my().map_or(String::new(), |staff| staff.name.clone());
        let probe = receipt::Act::Read { subject: Subject::House, to: 0 };
        self.not_yours = view.not_yours(Act::Receipt(probe));
        let given = self.asked.filter(|_| !self.is_new());
        if given.is_some() || self.shown.is_none() && !self.is_new() {
            self.asked = None;
            self.go_on();
        }
        self.show();
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        if self.story.moved(command) {
            return Reply::Stay;
        }
        match command {
            Command::Read => self.next(),
            Command::OneBack => self.one_back(),
            Command::Open => self.open(),
            Command::Alert | Command::Log => doors::about(command, self.row().map(|row| row.subject)),
            _ => Reply::Ignored,
        }
    }

    fn go_to(&mut self, number: usize) -> Reply {
        match self.rows.iter().position(|row| row.number == number) {
            Some(place) => {
                self.people.go(place);
                self.show();
                Reply::Stay
            }
            None => Reply::Ignored,
        }
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        match (spot.pane, spot.row) {
            (0, Some(row)) if self.people.go(row) => self.show(),
            (_, Some(row)) => self.story.go(row),
            (_, None) => {}
        }
        Reply::Stay
    }

    fn remark(&self) -> String {
        let Some(row) = self.row() else { return String::new() };
        match (self.is_new(), self.left()) {
            (true, _) => format!("Enter says: I, {}, have read this about {}.", self.me, row.name),
            (false, 0) => "You have read everything. Enter goes to the board.".into(),
            (false, _) => format!("{}: nothing else is new. Enter goes on.", row.name),
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        self.draw_panes(area, paint);
    }
}

/// Whether somebody who comes in now is led here first: they were away, or were never on.
pub fn leads_here(came_in_before: Option<DateTime<Utc>>, now: Moment) -> bool {
    came_in_before.is_none_or(|before| receipt::was_away(before, now.at))
}
