//! The log read back: a child's, the house's or everyone's, newest first, by day and by what it is about. It reads a
//! page at a time, as far as the cursor goes.

mod draw;
pub mod story;

use super::child;
use super::doors;
use super::list::List;
use super::paint::{Paint, Rect, Spot};
use super::screen::{Notice, Offer, Reply, Screen, Warned};
use super::who_reads;
use crate::care::access::{Page, What};
use crate::care::log::{self, Category, LogEntry};
use crate::care::pages::Pages;
use crate::care::people::Deed;
use crate::care::sight::Sight;
use crate::care::{Act, CareDay, ChildId, LogId, Subject, when};
use crate::desk::{Trouble, View};
use crate::keys::{Command, Place};
use story::Piece;

/// The log read back.
pub struct ReadLog {
    whose: Whose,
    about: Option<Category>,
    /// The choice of what to show, while it is open.
    picking: Option<List<Option<Category>>>,
    pages: Option<Pages>,
    /// What was withheld when they were read.
    sight: Sight,
    /// What stands in the place of a record that is withheld.
    withheld: Option<String>,
    /// Why whoever looks can't say who reads an entry.
    not_who_reads: Option<String>,
    /// How many entries are to be shown at least, if there are so many.
    wanted: usize,
    /// Where the cursor goes once enough is read.
    going: Option<Going>,
    list: List<LogId>,
    rows: Vec<Row>,
    name: String,
    warnings: Vec<Warned>,
    /// Whose log comes before and after.
    order: Vec<Whose>,
    /// What whoever looks has not read of it yet, if they mark it.
    marks: Option<u64>,
}

/// Whose log is shown.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Whose {
    One(Subject),
    Everyone,
}

/// Where the cursor goes.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Going {
    /// To the newest entry of a day before this one.
    Before(CareDay),
    /// To the oldest entry that is not marked as read.
    Unread,
    /// To the first entry of all.
    Last,
}

/// One entry.
struct Row {
    entry: LogEntry,
    /// "Sunday 22 November 2026".
    day: String,
    time: String,
    /// Whose, where not all are the same child's.
    name: String,
    by: String,
    told: Vec<Piece>,
    unread: bool,
    /// Why whoever looks can't take it back.
    not_taken_back: Option<&'static str>,
}

/// How many entries are read at a time.
const PAGE: usize = 60;

/// How near to the last entry read the cursor may come before more are read.
const NEAR: usize = 20;

impl ReadLog {
    /// A child's log, or the house's.
    pub fn of(subject: Subject) -> Self {
        Self::new(Whose::One(subject))
    }

    /// Everyone's log, in one list.
    pub fn everyone() -> Self {
        Self { going: Some(Going::Unread), ..Self::new(Whose::Everyone) }
    }

    fn new(whose: Whose) -> Self {
        Self {
            whose,
            about: None,
            picking: None,
            pages: None,
            sight: Sight::default(),
            withheld: None,
            not_who_reads: None,
            wanted: PAGE,
            going: None,
            list: List::default(),
            rows: Vec::new(),
            name: String::new(),
            warnings: Vec::new(),
            order: Vec::new(),
            marks: None,
        }
    }

    fn here(&self) -> Option<&Row> {
        self.rows.get(self.list.at())
    }

    /// Whom a new entry or alert would be about.
    fn subject(&self) -> Option<Subject> {
        match self.whose {
            Whose::One(subject) => Some(subject),
            Whose::Everyone => self.here().map(|row| row.entry.subject),
        }
    }

    /// Whose log it is, when it is one child's.
    fn child(&self) -> Option<ChildId> {
        self.whose.subject().and_then(Subject::child)
    }

    fn is_whole(&self) -> bool {
        self.pages.as_ref().is_none_or(Pages::is_whole)
    }

    /// Reads until there is enough to show, or nothing is left to read.
    fn read_pages(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let of: Vec<Subject> = match self.whose {
            Whose::One(subject) => vec![subject],
            Whose::Everyone => self.order.iter().filter_map(|whose| whose.subject()).collect(),
        };
        let last = view.home().last;
        // What was read before somebody could read it, or is to be read no more, is not kept.
        if self.sight != *view.sight() {
            self.sight = view.sight().clone();
            self.pages = None;
        }
        let mut pages = self.pages.take().unwrap_or_else(|| Pages::up_to(last));
        pages.take_newer(view.log(&of, pages.newer(last), usize::MAX)?, last);
        let mut most = PAGE;
        loop {
            self.show(view, &pages);
            if pages.is_whole() || (self.rows.len() >= self.wanted && self.arrived()) {
                break;
            }
            pages.take_older(view.log(&of, pages.older(), most)?, most);
            // What is looked for may lie years back.
            most *= 2;
        }
        match self.going {
            Some(Going::Last) => drop(self.list.go(self.rows.len().saturating_sub(1))),
            Some(Going::Before(_) | Going::Unread) => drop(self.arrived()),
            None => {}
        }
        self.going = None;
        self.pages = Some(pages);
        Ok(())
    }

    fn show(&mut self, view: &View<'_>, pages: &Pages) {
        let told = pages.told().into_iter();
        let shown = told.filter(|entry| self.about.is_none_or(|about| entry.written.category == about));
        self.rows = shown.map(|entry| self.row(view, entry)).collect();
        self.list.set(self.rows.iter().map(|row| row.entry.written.id).collect());
    }

    fn row(&self, view: &View<'_>, entry: LogEntry) -> Row {
        let home = view.home();
        Row {
            day: when::shown_date(entry.day.date()),
            time: when::shown_time(entry.written.happened, view.now().zone),
            name: match self.whose {
                Whose::One(_) => String::new(),
                Whose::Everyone => home.name_of(entry.subject).into(),
            },
            by: home.people.first_name(entry.by).into(),
            told: story::told(view, &entry),
            unread: self.marks.is_some_and(|read| entry.number > read),
            not_taken_back: story::not_taken_back(view, &entry),
            entry,
        }
    }

    /// Takes the cursor where it is going, if enough is read; answers whether it got there.
    fn arrived(&mut self) -> bool {
        let place = match self.going {
            None => return true,
            Some(Going::Before(day)) => self.rows.iter().position(|row| row.entry.day < day),
            Some(Going::Last) => None,
            Some(Going::Unread) => self.rows.iter().rposition(|row| row.unread),
        };
        place.is_some_and(|place| self.list.go(place))
    }

    fn day_before(&mut self) -> Reply {
        let Some(day) = self.here().map(|row| row.entry.day) else { return Reply::Stay };
        let before = self.rows.iter().position(|row| row.entry.day < day);
        match before {
            Some(place) => {
                self.list.go(place);
                self.more()
            }
            None if self.is_whole() => Reply::Say(Notice::note("This is the first day with an entry.")),
            None => {
                self.going = Some(Going::Before(day));
                Reply::Read
            }
        }
    }

    fn day_after(&mut self) -> Reply {
        let Some(day) = self.here().map(|row| row.entry.day) else { return Reply::Stay };
        let after = self.rows.iter().rfind(|row| row.entry.day > day).map(|row| row.entry.day);
        let place = after.and_then(|after| self.rows.iter().position(|row| row.entry.day == after));
        match place {
            Some(place) => {
                self.list.go(place);
                Reply::Stay
            }
            None => Reply::Say(Notice::note("This is the last day with an entry.")),
        }
    }

    /// Reads on when the cursor comes near the last entry read.
    fn more(&mut self) -> Reply {
        if self.is_whole() || self.list.at() + NEAR < self.rows.len() {
            return Reply::Stay;
        }
        self.wanted = self.rows.len() + PAGE;
        Reply::Read
    }

    fn moved(&mut self, command: Command) -> Option<Reply> {
        if !self.list.moved(command) {
            return None;
        }
        if command == Command::Last && !self.is_whole() {
            self.going = Some(Going::Last);
            return Some(Reply::Read);
        }
        Some(self.more())
    }

    /// The log of whoever comes before or after.
    fn to(&self, step: isize) -> Reply {
        let here = self.order.iter().position(|whose| *whose == self.whose);
        let next = here.and_then(|here| here.checked_add_signed(step)).and_then(|next| self.order.get(next));
        match next {
            Some(whose) => Reply::Swap(Box::new(Self { about: self.about, ..Self::new(*whose) })),
            None => Reply::Say(Notice::note("There is nobody further this way.")),
        }
    }

    fn pick(&mut self, about: Option<Category>) -> Reply {
        self.picking = None;
        self.about = about;
        self.wanted = PAGE;
        Reply::Read
    }

    fn on_picking(&mut self, command: Command) -> Reply {
        let Some(picking) = &mut self.picking else { return Reply::Ignored };
        if picking.moved(command) {
            return Reply::Stay;
        }
        match (command, picking.selected().copied()) {
            (Command::Open, Some(about)) => self.pick(about),
            (Command::Back | Command::Filter, _) => {
                self.picking = None;
                Reply::Stay
            }
            _ => Reply::Ignored,
        }
    }

    /// Everything down from the cursor is read.
    fn read_to_here(&self) -> Reply {
        let read = self.rows.iter().skip(self.list.at()).map(|row| row.entry.number).max();
        read.map_or(Reply::Ignored, |number| Reply::Do(Act::Log(log::Act::ReadTo(number))))
    }
}

impl Whose {
    fn subject(self) -> Option<Subject> {
        match self {
            Whose::One(subject) => Some(subject),
            Whose::Everyone => None,
        }
    }
}

impl Screen for ReadLog {
    fn place(&self) -> Place {
        if self.picking.is_some() { Place::List } else { Place::Log }
    }

    fn shows(&self) -> Vec<(Page, Subject)> {
        let mut subjects: Vec<Subject> = self.rows.iter().map(|row| row.entry.subject).collect();
        subjects.sort_unstable();
        subjects.dedup();
        subjects.into_iter().map(|subject| (Page::Log, subject)).collect()
    }

    fn title(&self) -> String {
        format!("{} · log", self.name)
    }

    fn offers(&self) -> Vec<Offer> {
        if self.picking.is_some() {
            return [Command::Open, Command::Back].map(Offer::can).into();
        }
        if self.withheld.is_some() {
            return [Command::Open, Command::Log, Command::NextChild, Command::ChildBefore]
                .map(Offer::can)
                .into();
        }
        let none = self.rows.is_empty().then_some("There is no entry here.");
        let kept = self.here().filter(|row| row.entry.written.is_withheld());
        let kept = kept.map(|_| "This entry is kept to named people.");
        let mut offers =
            vec![Offer::unless(Command::Open, none), Offer::unless(Command::Amend, none.or(kept))];
        offers.extend([Command::Filter, Command::DayBefore, Command::DayAfter].map(Offer::can));
        offers.extend([Command::NextChild, Command::ChildBefore].map(Offer::can));
        let not_taken_back = self.here().and_then(|row| row.not_taken_back);
        offers.push(Offer::unless(Command::TakeBack, none.or(not_taken_back)));
        if self.marks.is_some() && self.whose == Whose::Everyone {
            let part =
                self.about.map(|_| "Show everything first: what is hidden would be marked as read too.");
            offers.push(Offer::unless(Command::Read, none.or(part)));
        }
        offers.push(Offer::unless(Command::WhoReads, none.or(self.not_who_reads.as_deref())));
        let nobody = self.subject().is_none().then_some("Choose a child first.");
        offers.push(Offer::unless(Command::Log, nobody));
        let house = matches!(self.subject(), Some(Subject::House) | None)
            .then_some("This is about a child; open one first.");
        offers.push(Offer::unless(Command::Alert, house));
        offers
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let home = view.home();
        self.order = home.children.here().map(|child| Whose::One(Subject::Child(child.id))).collect();
        self.order.extend([Whose::One(Subject::House), Whose::Everyone]);
        self.name = match self.whose {
            Whose::One(subject) => home.name_of(subject).into(),
            Whose::Everyone => "Everyone".into(),
        };
        self.warnings = match self.whose {
            Whose::One(subject) => child::warnings(home, subject, view.today()),
            Whose::Everyone => Vec::new(),
        };
        self.withheld = self.child().and_then(|child| view.withheld(What::Child(child)));
        self.not_who_reads = who_reads::why_not(view);
        let manages = view.my().is_some_and(|staff| staff.role.may(Deed::RunTheHome));
        self.marks = manages.then(|| home.log.read_to(view.me()).unwrap_or(0));
        self.read_pages(view)
    }

    fn command(&mut self, command: Command) -> Reply {
        if self.picking.is_some() {
            return self.on_picking(command);
        }
        if let Some(reply) = self.moved(command) {
            return reply;
        }
        match command {
            Command::Open if self.withheld.is_some() => doors::open_kept(self.child()),
            Command::DayBefore => self.day_before(),
            Command::DayAfter => self.day_after(),
            Command::ChildBefore => self.to(-1),
            Command::NextChild => self.to(1),
            Command::Filter => {
                let mut list = List::default();
                list.set(std::iter::once(None).chain(Category::ALL.map(Some)).collect());
                list.select(&self.about);
                self.picking = Some(list);
                Reply::Stay
            }
            Command::Read if self.marks.is_some() && self.whose == Whose::Everyone => self.read_to_here(),
            Command::Open | Command::Amend | Command::TakeBack | Command::WhoReads => {
                doors::on_log(command, self.here().map(|row| &row.entry))
            }
            command => doors::about(command, self.subject()),
        }
    }

    fn go_to(&mut self, number: usize) -> Reply {
        let chosen = self.picking.as_ref().and_then(|list| list.keys().get(number.wrapping_sub(1)));
        match chosen.copied() {
            Some(about) => self.pick(about),
            None => Reply::Ignored,
        }
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        let Some(row) = spot.row else { return Reply::Stay };
        if let Some(picking) = &self.picking {
            let about = picking.keys().get(row).copied();
            return about.map_or(Reply::Ignored, |about| self.pick(about));
        }
        let again = self.list.at() == row;
        match self.list.go(row) {
            true if again => self.command(Command::Open),
            true => Reply::Stay,
            false => Reply::Ignored,
        }
    }

    fn about(&self) -> String {
        self.here().map_or(self.name.clone(), |row| {
            if row.name.is_empty() { self.name.clone() } else { row.name.clone() }
        })
    }

    fn warnings(&self) -> Vec<Warned> {
        self.warnings.clone()
    }

    fn remark(&self) -> String {
        if self.picking.is_some() {
            return "Choose what to show.".into();
        }
        match self.here() {
            None if self.withheld.is_some() => "Enter asks why you must read it.".into(),
            Some(row) => format!("{}, {}, written by {}.", row.day, row.time, row.by),
            None => String::new(),
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        self.draw_log(area, paint);
    }
}
