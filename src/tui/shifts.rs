//! Who is on: since when, for which kind of shift, who leads, who is expected, who forgot to say that they went off.

use super::list::{self, List};
use super::paint::{Focus, Paint, Rect, Spot};
use super::screen::{Offer, Reply, Screen};
use super::shift_form::ShiftForm;
use crate::care::people::{Deed, Staff};
use crate::care::shift::{Act, Expected, Kind, Shift};
use crate::care::{self, Home, Moment, Part, StaffId, when};
use crate::desk::{Trouble, View};
use crate::keys::{Command, Place};
use crate::theme::{Mark, Role};

/// Who is on.
#[derive(Default)]
pub struct Shifts {
    rows: List<Row>,
    people: Vec<Person>,
    me: Option<StaffId>,
    /// The shift I am on.
    mine: Option<Shift>,
    leads: bool,
    part: Option<Part>,
    not_lead: Option<String>,
    not_expect: Option<String>,
}

/// A row: whoever is on, or is expected, by the number of its entry.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Row {
    On(u64),
    Expected(u64),
}

/// What stands in a row.
struct Person {
    who: Who,
    name: String,
    role: &'static str,
    kind: &'static str,
    since: String,
    remark: String,
    colour: Role,
}

#[derive(Copy, Clone)]
enum Who {
    On(Shift),
    Expected(Expected),
}

impl Shifts {
    fn here(&self) -> Option<Who> {
        self.people.get(self.rows.at()).map(|person| person.who)
    }

    /// Whoever is selected among those on; else oneself.
    fn shift(&self) -> Option<Shift> {
        match self.here() {
            Some(Who::On(shift)) => Some(shift),
            Some(Who::Expected(_)) | None => self.mine,
        }
    }

    fn start(&self) -> Reply {
        match (self.here(), self.me) {
            (Some(Who::Expected(expected)), Some(me)) if expected.staff == me || self.mine.is_some() => {
                Reply::Open(Box::new(ShiftForm::start(expected.staff, expected.kind)))
            }
            (_, Some(me)) => {
                let kind = self.part.map_or(Kind::Early, Kind::beginning_in);
                Reply::Open(Box::new(ShiftForm::start(me, kind)))
            }
            (_, None) => Reply::Ignored,
        }
    }

    fn open(&self) -> Reply {
        match self.here() {
            Some(Who::On(shift)) => Reply::Open(Box::new(ShiftForm::end(shift))),
            Some(Who::Expected(expected)) => {
                Reply::Open(Box::new(ShiftForm::start(expected.staff, expected.kind)))
            }
            None => self.start(),
        }
    }

    fn lead(&self) -> Reply {
        let number = self.shift().map(|shift| shift.number);
        number.map_or(Reply::Ignored, |number| Reply::Do(care::Act::Shift(Act::Lead(Some(number)))))
    }

    fn not_expect(&self) -> Reply {
        match self.here() {
            Some(Who::Expected(expected)) => Reply::Do(care::Act::Shift(Act::NotExpect(expected.number))),
            Some(Who::On(_)) | None => Reply::Ignored,
        }
    }
}

impl Screen for Shifts {
    fn place(&self) -> Place {
        Place::Shifts
    }

    fn title(&self) -> String {
        "Who is on".into()
    }

    fn offers(&self) -> Vec<Offer> {
        let expected = matches!(self.here(), Some(Who::Expected(_)));
        let nobody = self.people.is_empty().then_some("Nobody is on, and nobody is expected.");
        let on = self.mine.is_some() && !expected;
        let on = on.then_some("You are on already. Choose somebody who is expected, or go off first.");
        let off = self.shift().is_none().then_some("Nobody who is on is selected, and you are not on.");
        let not = (!expected).then_some("Choose somebody who is expected first.");
        let leader = self.leads.then_some("They lead already.");
        vec![
            Offer::unless(Command::StartShift, on),
            Offer::unless(Command::EndShift, off),
            Offer::unless(Command::Lead, self.not_lead.as_deref().or(off).or(leader)),
            Offer::unless(Command::Expect, self.not_expect.as_deref()),
            Offer::unless(Command::NotExpect, self.not_expect.as_deref().or(not)),
            Offer::unless(Command::Open, nobody),
            Offer::can(Command::Back),
        ]
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let (home, now) = (view.home(), view.now());
        let on = home.shifts.on().into_iter().map(|shift| on(home, now, shift));
        let expected = home.shifts.expected(now.at).into_iter().map(|expected| awaited(home, now, expected));
        self.people = on.chain(expected).collect();
        let row = |person: &Person| match person.who {
            Who::On(shift) => Row::On(shift.number),
            Who::Expected(expected) => Row::Expected(expected.number),
        };
        self.rows.set(self.people.iter().map(row).collect());
        self.me = Some(view.me());
        self.mine = home.shifts.of(view.me());
        self.leads = self.shift().is_some_and(|shift| home.shifts.leader() == Some(shift.staff));
        self.part = Some(home.part_of(now));
        self.not_lead = view.not_yours(care::Act::Shift(Act::Lead(None)));
        self.not_expect = self.not_lead.clone();
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        match command {
            Command::StartShift => self.start(),
            Command::EndShift => match self.shift() {
                Some(shift) => Reply::Open(Box::new(ShiftForm::end(shift))),
                None => Reply::Ignored,
            },
            Command::Lead => self.lead(),
            Command::Expect => Reply::Open(Box::new(ShiftForm::expect())),
            Command::NotExpect => self.not_expect(),
            Command::Open => self.open(),
            // Whether whoever is selected leads is for the home to say.
            command if self.rows.moved(command) => Reply::Read,
            _ => Reply::Ignored,
        }
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        let before = self.rows.at();
        match spot.row {
            Some(row) if self.rows.go(row) && before == row => self.open(),
            Some(_) => Reply::Read,
            None => Reply::Ignored,
        }
    }

    fn remark(&self) -> String {
        match (self.here(), self.mine) {
            (Some(Who::On(shift)), mine) if mine == Some(shift) => "Enter says when you went off.".into(),
            (Some(Who::On(_)), _) => "Enter says when they went off.".into(),
            (Some(Who::Expected(_)), _) => "Enter says that they have come.".into(),
            (None, _) => "Nobody is on yet. Say that you are, so that colleagues know who to ask.".into(),
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let on = self.rows.keys().iter().filter(|row| matches!(row, Row::On(_))).count();
        let inside = paint.pane(area, &[("Who is on", Role::Title)], &format!("{on} on"), Focus::Here);
        if self.people.is_empty() {
            paint.text(inside, " Nobody is on, and nobody is expected.", Role::TextMuted);
        }
        let room = usize::from(inside.height.saturating_sub(1));
        let mut y = inside.y;
        for place in list::shown(self.rows.len(), self.rows.at(), room) {
            let first_expected = place == on;
            if first_expected && y < inside.bottom() {
                paint.words(inside.x + 2, y, 20, "Expected", Role::TextMuted);
                y += 1;
            }
            if y >= inside.bottom() {
                break;
            }
            let row = Rect { y, height: 1, ..inside };
            self.people[place].draw(row, paint);
            if place == self.rows.at() {
                paint.lay(row, Role::Selected);
                paint.words(row.x, y, 1, paint.mark(Mark::Cursor), Role::Selected);
                paint.cursor(row.x, y);
            }
            paint.spot(row, 0, place);
            y += 1;
        }
    }
}

impl Person {
    fn draw(&self, row: Rect, paint: &mut Paint<'_>) {
        paint.words(row.x + 2, row.y, 20, &self.name, Role::TextStrong);
        paint.words(row.x + 23, row.y, 13, self.kind, Role::Text);
        paint.words(row.x + 37, row.y, 23, &self.since, Role::Text);
        let used = paint.words(row.x + 61, row.y, row.width.saturating_sub(62), &self.remark, self.colour);
        let at = (61 + used + 2).max(76);
        if row.width < at + 15 {
            return;
        }
        paint.words(row.x + at, row.y, row.width.saturating_sub(at + 1), self.role, Role::TextMuted);
    }
}

fn role(staff: Option<&Staff>) -> &'static str {
    staff.map_or("", |staff| staff.role.words())
}

fn on(home: &Home, now: Moment, shift: Shift) -> Person {
    let leads = home.shifts.leader() == Some(shift.staff);
    let (remark, colour) = match (shift.forgotten(now.at), leads) {
        (true, _) => ("when off?", Role::AgeOld),
        (false, true) => ("leads", Role::TextStrong),
        (false, false) => ("", Role::Text),
    };
    Person {
        who: Who::On(shift),
        name: home.people.name(shift.staff).into(),
        role: role(home.people.get(shift.staff)),
        kind: shift.kind.words(),
        since: format!("since {}", when::shown_when(shift.began, now)),
        remark: remark.into(),
        colour,
    }
}

fn awaited(home: &Home, now: Moment, expected: Expected) -> Person {
    let late = (now.at - expected.from).num_minutes();
    Person {
        who: Who::Expected(expected),
        name: home.people.name(expected.staff).into(),
        role: role(home.people.get(expected.staff)),
        kind: expected.kind.words(),
        since: format!("from {}", when::shown_when(expected.from, now)),
        remark: if late > 0 { "not here yet".into() } else { String::new() },
        colour: Role::AgeOld,
    }
}

/// Who is on, in a few words for the board: "3 on, Priya leads".
pub(super) fn in_words(home: &Home) -> String {
    let on = home.shifts.on().len();
    let can = home
        .shifts
        .on()
        .into_iter()
        .any(|shift| home.people.get(shift.staff).is_some_and(|staff| staff.role.may(Deed::SignOver)));
    match home.shifts.leader() {
        _ if on == 0 => String::new(),
        Some(leader) => format!("{on} on, {} leads", home.people.first_name(leader)),
        None if can => format!("{on} on, nobody leads yet"),
        None => format!("{on} on"),
    }
}
