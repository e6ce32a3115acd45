//! One child's day: morning, day and night as lists to tick, alerts, the off-duty note, today's log. The house
//! has the same screen with no child.

mod draw;
mod rows;

use super::doors;
use super::list::List;
use super::paint::{Paint, Rect, Spot};
use super::screen::{Notice, Offer, Reply, Screen, Warned};
use super::ticking::{self, Ticking};
use crate::care::access::Page;
use crate::care::checklist::LineId;
use crate::care::{AlertId, CareDay, ChildId, LogId, NoteId, Part, StaffId, Subject};
use crate::desk::{Trouble, View};
use crate::keys::{Command, Place};
use rows::{AlertRow, Heading, LineRow, LogRow, NotNow, NoteRow};
pub use rows::{NoteState, warnings};

/// A part of the screen.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Pane {
    /// A checklist.
    List(Part),
    /// Alerts about the child.
    Alerts,
    /// Off-duty notes about the child.
    Notes,
    /// The log of the day.
    Log,
}

impl Pane {
    const CHILD: [Pane; 6] = [
        Pane::List(Part::Morning),
        Pane::List(Part::Day),
        Pane::List(Part::Night),
        Pane::Alerts,
        Pane::Notes,
        Pane::Log,
    ];
    const HOUSE: [Pane; 4] =
        [Pane::List(Part::Morning), Pane::List(Part::Day), Pane::List(Part::Night), Pane::Log];
}

/// One child's day, or the house's.
pub struct ChildScreen {
    subject: Subject,
    /// The day shown; today, whatever day it becomes, when none.
    day: Option<CareDay>,
    pane: Option<Pane>,
    heading: Heading,
    lists: [Checks; 3],
    alerts: List<AlertId>,
    alert_rows: Vec<AlertRow>,
    notes: List<NoteId>,
    note_rows: Vec<NoteRow>,
    log: List<LogId>,
    log_rows: Vec<LogRow>,
    neighbours: Vec<Subject>,
    me: Option<StaffId>,
    not_now: NotNow,
    /// What stands in the place of a record that is withheld.
    withheld: Option<String>,
}

/// One checklist pane.
#[derive(Default)]
struct Checks {
    list: List<LineId>,
    rows: Vec<LineRow>,
}

impl ChildScreen {
    /// The day of a child, or of the house, as it is now.
    pub fn new(subject: Subject) -> Self {
        Self {
            subject,
            day: None,
            pane: None,
            heading: Heading::default(),
            lists: Default::default(),
            alerts: List::default(),
            alert_rows: Vec::new(),
            notes: List::default(),
            note_rows: Vec::new(),
            log: List::default(),
            log_rows: Vec::new(),
            neighbours: Vec::new(),
            me: None,
            not_now: NotNow::default(),
            withheld: None,
        }
    }

    /// The same, with the cursor on a line.
    pub fn at_line(subject: Subject, part: Part, line: LineId) -> Self {
        let mut screen = Self { pane: Some(Pane::List(part)), ..Self::new(subject) };
        screen.lists[part as usize].list.set(vec![line]);
        screen
    }

    /// The same, with the cursor on an alert.
    pub fn at_alert(child: ChildId, alert: AlertId) -> Self {
        let mut screen = Self { pane: Some(Pane::Alerts), ..Self::new(Subject::Child(child)) };
        screen.alerts.set(vec![alert]);
        screen
    }

    /// The day of an entry of the log, with the cursor on it. No day is today.
    pub fn at_log(subject: Subject, day: Option<CareDay>, entry: LogId) -> Self {
        let mut screen = Self { pane: Some(Pane::Log), day, ..Self::new(subject) };
        screen.log.set(vec![entry]);
        screen
    }

    /// A subject's day, which may be another than today.
    pub fn on_day(subject: Subject, day: CareDay) -> Self {
        Self { day: Some(day), ..Self::new(subject) }
    }

    /// The same, with the cursor on what is asked at night.
    pub fn at_night(subject: Subject) -> Self {
        Self { pane: Some(Pane::List(Part::Night)), ..Self::new(subject) }
    }

    /// What can be done about a child whose record is withheld: what one saw oneself can be written down.
    fn on_withheld(&mut self, command: Command) -> Reply {
        match command {
            Command::Open => doors::open_kept(self.subject.child()),
            Command::ChildBefore => self.to(-1),
            Command::NextChild => self.to(1),
            Command::Log | Command::Alert => doors::about(command, Some(self.subject)),
            _ => Reply::Ignored,
        }
    }

    fn panes(&self) -> &'static [Pane] {
        match self.subject {
            Subject::Child(_) => &Pane::CHILD,
            Subject::House => &Pane::HOUSE,
        }
    }

    fn focus(&self) -> Pane {
        self.pane.unwrap_or(Pane::List(self.heading.part))
    }

    fn checks(&self) -> Option<&Checks> {
        match self.focus() {
            Pane::List(part) => Some(&self.lists[part as usize]),
            Pane::Alerts | Pane::Notes | Pane::Log => None,
        }
    }

    fn line(&self) -> Option<&LineRow> {
        let checks = self.checks()?;
        checks.rows.get(checks.list.at())
    }

    /// The child's screen for another child, on the same part of the screen.
    fn to(&self, step: isize) -> Reply {
        let here = self.neighbours.iter().position(|subject| *subject == self.subject);
        let next =
            here.and_then(|here| here.checked_add_signed(step)).and_then(|next| self.neighbours.get(next));
        match next {
            Some(subject) => {
                let pane = self.pane.filter(|pane| *subject != Subject::House || Pane::HOUSE.contains(pane));
                Reply::Swap(Box::new(Self { pane, day: self.day, ..Self::new(*subject) }))
            }
            None => Reply::Say(Notice::note("There is nobody further this way.")),
        }
    }

    fn turn(&mut self, step: isize) -> Reply {
        let panes = self.panes();
        let here = panes.iter().position(|pane| *pane == self.focus()).unwrap_or(0);
        let next = here.cast_signed().wrapping_add(step).rem_euclid(panes.len().cast_signed());
        self.pane = panes.get(next.cast_unsigned()).copied();
        Reply::Stay
    }

    fn leaf(&mut self, days: i32) -> Reply {
        let day = self.heading.day.plus(days);
        self.day = (day != self.heading.today).then_some(day);
        // Reading again is what `Stay` leads to only when the home changed, so the screen opens itself anew.
        Reply::Swap(Box::new(Self { pane: self.pane, day: self.day, ..Self::new(self.subject) }))
    }

    /// What the checklist keys are about.
    fn ticking(&self) -> Option<Ticking<'_>> {
        let row = self.line()?;
        Some(Ticking {
            subject: self.subject,
            day: self.heading.day,
            line: row.id,
            name: &self.heading.name,
            words: &row.words,
            ask: row.ask,
            outcome: row.outcome,
            who_when: &row.who_when,
            note: &row.note,
            me: self.me,
        })
    }

    fn on_line(&self, command: Command) -> Reply {
        let Some(ticking) = self.ticking() else { return doors::about(command, Some(self.subject)) };
        if command == Command::Open {
            return doors::line(ticking.subject, ticking.day, ticking.line);
        }
        match ticking.command(command) {
            Reply::Ignored => doors::about(command, Some(self.subject)),
            reply => reply,
        }
    }
}

/// What can be done about a child whose record is withheld.
const WITHHELD: [Command; 5] =
    [Command::Open, Command::Log, Command::Alert, Command::ChildBefore, Command::NextChild];

impl Screen for ChildScreen {
    fn place(&self) -> Place {
        if self.withheld.is_some() {
            return Place::Child;
        }
        match self.focus() {
            Pane::List(_) => Place::Checklist,
            Pane::Alerts => Place::Alerts,
            Pane::Notes => Place::Notes,
            Pane::Log => Place::Log,
        }
    }

    fn shows(&self) -> Vec<(Page, Subject)> {
        if self.withheld.is_some() { Vec::new() } else { vec![(Page::Day, self.subject)] }
    }

    fn title(&self) -> String {
        self.heading.title.clone()
    }

    fn about(&self) -> String {
        self.heading.name.clone()
    }

    fn offers(&self) -> Vec<Offer> {
        if self.withheld.is_some() {
            return WITHHELD.map(Offer::can).into();
        }
        let nothing = |there: bool, why: &'static str| (!there).then_some(why);
        let mut offers = Vec::new();
        match self.focus() {
            Pane::List(_) => {
                let why = nothing(self.line().is_some(), "There is no line here to mark.");
                let over = ticking::not_on(self.heading.day, self.heading.today);
                offers.extend(ticking::offers(why.or(over)));
                offers.push(Offer::unless(Command::Open, why));
            }
            Pane::Alerts => offers
                .extend(doors::alert_offers(self.alert_rows.get(self.alerts.at()).map(|row| &row.standing))),
            Pane::Notes => offers
                .extend(doors::note_offers(self.note_rows.get(self.notes.at()).map(|row| &row.standing))),
            Pane::Log => {
                let why = nothing(!self.log.is_empty(), "Nothing is written on this day.");
                offers.push(Offer::unless(Command::Open, why));
                offers.push(Offer::unless(Command::Amend, why));
                let back = self.log_rows.get(self.log.at()).and_then(|row| row.not_taken_back);
                offers.push(Offer::unless(Command::TakeBack, why.or(back)));
            }
        }
        let no_child = (self.subject == Subject::House).then_some("This is about a child; open one first.");
        offers.push(Offer::unless(Command::Alert, no_child));
        offers.push(Offer::can(Command::Log));
        let NotNow { note, away, appoint, who_reads } = &self.not_now;
        offers.push(Offer::unless(Command::OffDutyNote, no_child.or(note.as_deref())));
        offers.extend(
            [Command::Add, Command::NextPane, Command::ChildBefore, Command::NextChild].map(Offer::can),
        );
        offers.extend(
            [Command::InAndOut, Command::DayBefore, Command::DayAfter, Command::ReadLog].map(Offer::can),
        );
        offers.push(Offer::unless(Command::Charts, no_child));
        offers.push(Offer::unless(Command::WhileAway, no_child.or(away.as_deref())));
        offers.push(Offer::unless(Command::Appoint, no_child.or(appoint.as_deref())));
        let house = no_child;
        let of_entry = matches!(self.focus(), Pane::Log);
        let no_child = no_child.filter(|_| !of_entry || self.log.is_empty());
        offers.push(Offer::unless(Command::Consent, house.or(who_reads.as_deref())));
        offers.push(Offer::unless(Command::WhoReads, no_child.or(who_reads.as_deref())));
        offers
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        self.read_rows(view)
    }

    fn command(&mut self, command: Command) -> Reply {
        if self.withheld.is_some() {
            return self.on_withheld(command);
        }
        let moved = match self.focus() {
            Pane::List(part) => self.lists[part as usize].list.moved(command),
            Pane::Alerts => self.alerts.moved(command),
            Pane::Notes => self.notes.moved(command),
            Pane::Log => self.log.moved(command),
        };
        if moved {
            return Reply::Stay;
        }
        match command {
            Command::NextPane | Command::PaneRight => self.turn(1),
            Command::PreviousPane | Command::PaneLeft => self.turn(-1),
            Command::ChildBefore => self.to(-1),
            Command::NextChild => self.to(1),
            Command::DayBefore => self.leaf(-1),
            Command::DayAfter => self.leaf(1),
            Command::Open
            | Command::Read
            | Command::FollowUp
            | Command::Close
            | Command::Accept
            | Command::Amend
            | Command::TakeBack
            | Command::WhoReads
                if self.checks().is_none() =>
            {
                match self.focus() {
                    Pane::Alerts | Pane::Notes if command == Command::WhoReads => {
                        doors::about(command, Some(self.subject))
                    }
                    Pane::Alerts => doors::on_alert(command, self.alerts.selected().copied()),
                    Pane::Notes => doors::on_note(command, self.notes.selected().copied()),
                    Pane::Log if !self.log_rows.is_empty() => {
                        doors::on_log(command, self.log_rows.get(self.log.at()).map(|row| &row.entry))
                    }
                    Pane::Log if command == Command::WhoReads => doors::about(command, Some(self.subject)),
                    Pane::Log | Pane::List(_) => Reply::Ignored,
                }
            }
            command => self.on_line(command),
        }
    }

    fn go_to(&mut self, number: usize) -> Reply {
        match self.panes().get(number.wrapping_sub(1)) {
            Some(pane) => {
                self.pane = Some(*pane);
                Reply::Stay
            }
            None => Reply::Ignored,
        }
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        let Some(pane) = self.panes().get(spot.pane).copied() else { return Reply::Ignored };
        let again = self.focus() == pane;
        self.pane = Some(pane);
        let Some(row) = spot.row else { return Reply::Stay };
        let (before, there) = match pane {
            Pane::List(part) => (self.lists[part as usize].list.at(), self.lists[part as usize].list.go(row)),
            Pane::Alerts => (self.alerts.at(), self.alerts.go(row)),
            Pane::Notes => (self.notes.at(), self.notes.go(row)),
            Pane::Log => (self.log.at(), self.log.go(row)),
        };
        if there && again && before == row { self.command(Command::Open) } else { Reply::Stay }
    }

    fn warnings(&self) -> Vec<Warned> {
        self.heading.warnings.clone()
    }

    fn remark(&self) -> String {
        if self.withheld.is_some() {
            return String::new();
        }
        self.under_the_cursor()
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        self.draw_panes(area, paint);
    }
}
