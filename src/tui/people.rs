//! Who works here: their roles, how they come in, and until when. Adding somebody, changing them, letting them in
//! again and ending their account all begin here.

use super::access::Access;
use super::confirm::Confirm;
use super::list::{self, List};
use super::own_passphrase::OwnPassphrase;
use super::paint::{Focus, Paint, Rect, Spot};
use super::person::PersonForm;
use super::screen::{Cover, Notice, Offer, Reply, Screen, Team};
use super::why::centred;
use crate::care::people::{self, Deed, Staff};
use crate::care::{Act, CareDay, StaffId};
use crate::desk::{Trouble, View, WayIn};
use crate::keys::{Command, Place};
use crate::theme::{Mark, Role};

/// The list of everyone.
#[derive(Default)]
pub struct People {
    rows: List<Entry>,
    people: Vec<Row>,
    why_not: Option<String>,
    remark: String,
}

/// A row of the list.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Entry {
    Person(StaffId),
    Add,
    OwnPassphrase,
    RecoveryKey,
    Access,
}

impl Entry {
    /// What stands in it, when it is not a person.
    fn words(self) -> &'static str {
        match self {
            Entry::Person(_) => "",
            Entry::Add => "Add a member of staff",
            Entry::OwnPassphrase => "Change my own passphrase",
            Entry::Access => "See who looked at what",
            Entry::RecoveryKey => "Make a new recovery key: the one on paper is lost, or was seen",
        }
    }
}

struct Row {
    staff: Staff,
    comes_in: String,
    over: bool,
}

impl People {
    fn open(&self) -> Reply {
        let Some(entry) = self.rows.selected().copied() else { return Reply::Ignored };
        if entry != Entry::OwnPassphrase
            && let Some(why_not) = &self.why_not
        {
            return Reply::Say(Notice::problem(why_not));
        }
        match entry {
            Entry::Add => Reply::Open(Box::new(PersonForm::add())),
            Entry::OwnPassphrase => Reply::Open(Box::new(OwnPassphrase::default())),
            Entry::Access => Reply::Open(Box::<Access>::default()),
            Entry::RecoveryKey => Reply::Open(Box::new(Confirm::make_recovery_key())),
            Entry::Person(id) => match self.person(id) {
                Some(row) => Reply::Open(Box::new(Doings::new(row.staff.clone(), row.over))),
                None => Reply::Ignored,
            },
        }
    }

    fn person(&self, id: StaffId) -> Option<&Row> {
        self.people.iter().find(|row| row.staff.id == id)
    }
}

fn comes_in(staff: &Staff, way: WayIn, view: &View<'_>) -> String {
    let today = view.today();
    if staff.suspended {
        return "account stopped for now".into();
    }
    if staff.over_on(today) {
        let last =
            staff.ends.map_or(String::new(), |day| day.date().format(", last day %-d %b %Y").to_string());
        return format!("account ended{last}");
    }
    // First, so that it is not what is cut.
    let until = staff.ends.map_or(String::new(), |day| day.date().format("until %-d %b, ").to_string());
    let way = match (way, staff.last_in) {
        (WayIn::Own, Some(visit)) => {
            let at = visit.at.with_timezone(&view.now().zone);
            format!("last signed in {}", at.format("%-d %b %Y"))
        }
        (WayIn::Own, None) => "has a passphrase".into(),
        (WayIn::OneTime, _) if staff.ends.is_some() => "one-time not used yet".into(),
        (WayIn::OneTime, _) => "one-time passphrase, not used yet".into(),
        (WayIn::None, _) => "can't come in yet".into(),
    };
    until + &way
}

impl Screen for People {
    fn place(&self) -> Place {
        Place::List
    }

    fn title(&self) -> String {
        "People".into()
    }

    fn offers(&self) -> Vec<Offer> {
        vec![Offer::can(Command::Open), Offer::can(Command::Back)]
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let today = view.today();
        let home = view.home();
        let may = view.my().is_some_and(|staff| staff.role.may(Deed::RunTheHome));
        self.why_not =
            (!may).then(|| "Only a manager or deputy manager can add or change people.".to_string());
        self.people = home
            .people
            .all()
            .map(|staff| Row {
                comes_in: comes_in(staff, view.way_in(staff.id), view),
                over: staff.over_on(today),
                staff: staff.clone(),
            })
            .collect();
        self.people.sort_by_key(|row| row.over);
        let everyone = self.people.iter().map(|row| Entry::Person(row.staff.id));
        let rest = [Entry::Add, Entry::Access, Entry::OwnPassphrase, Entry::RecoveryKey];
        self.rows.set(everyone.chain(rest).collect());
        self.remark = if home.people.managing(today) < 2 && !view.has_recovery_key() {
            "Only one person can manage this home, and there is no recovery key. Add a second manager.".into()
        } else {
            String::new()
        };
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        match command {
            Command::Open => self.open(),
            command if self.rows.moved(command) => Reply::Stay,
            _ => Reply::Ignored,
        }
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        self.rows.pointed(spot)
    }

    fn remark(&self) -> String {
        self.remark.clone()
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let here = self.people.iter().filter(|row| !row.over).count();
        let inside = paint.pane(area, &[("People", Role::Title)], &format!("{here} work here"), Focus::Here);
        let shown = list::shown(self.rows.len(), self.rows.at(), usize::from(inside.height));
        for (line, place) in shown.enumerate() {
            let row = Rect { y: inside.y + u16::try_from(line).unwrap_or(0), height: 1, ..inside };
            let entry = self.rows.keys()[place];
            let person = if let Entry::Person(id) = entry { self.person(id) } else { None };
            match person {
                Some(one) => {
                    let role = if one.over { Role::TextMuted } else { Role::TextStrong };
                    paint.words(row.x + 2, row.y, 24, &one.staff.name, role);
                    paint.words(row.x + 27, row.y, 15, one.staff.role.words(), Role::Text);
                    let left = row.width.saturating_sub(44);
                    paint.words(row.x + 43, row.y, left, &one.comes_in, Role::TextMuted);
                }
                None => {
                    paint.words(row.x + 2, row.y, row.width - 2, entry.words(), Role::Text);
                }
            }
            if place == self.rows.at() {
                paint.lay(row, Role::Selected);
                paint.words(row.x, row.y, 1, paint.mark(Mark::Cursor), Role::Selected);
            }
            paint.spot(row, 0, place);
        }
    }
}

/// What can be done about one person.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Doing {
    Change,
    LetIn,
    Suspend,
    LetGoOn,
    End,
}

impl Doing {
    fn words(self) -> &'static str {
        match self {
            Doing::Change => "Change their name, role or last day",
            Doing::LetIn => "Give a one-time passphrase: for the first time, or theirs is forgotten",
            Doing::Suspend => "Stop the account for now",
            Doing::LetGoOn => "Let the account go on",
            Doing::End => "End the account now: they leave",
        }
    }
}

/// The box of what can be done about one person.
struct Doings {
    staff: Staff,
    rows: List<Doing>,
    today: Option<CareDay>,
    /// The days of the backups there are.
    backups: Vec<String>,
}

impl Doings {
    fn new(staff: Staff, over: bool) -> Self {
        let all = match (over, staff.suspended) {
            (true, _) => vec![Doing::Change],
            (false, true) => vec![Doing::Change, Doing::LetGoOn, Doing::End],
            (false, false) => vec![Doing::Change, Doing::LetIn, Doing::Suspend, Doing::End],
        };
        let mut rows = List::default();
        rows.set(all);
        Self { staff, rows, today: None, backups: Vec::new() }
    }

    fn choose(&self) -> Reply {
        let whose = self.staff.id;
        match self.rows.selected() {
            Some(Doing::Change) => Reply::Swap(Box::new(PersonForm::change(self.staff.clone()))),
            Some(Doing::LetIn) => Reply::BackWith(Box::new(Reply::Team(Team::LetIn(whose)))),
            Some(Doing::Suspend) => Reply::DoThenBack(Act::People(people::Act::Suspend(whose))),
            Some(Doing::LetGoOn) => Reply::DoThenBack(Act::People(people::Act::LetGoOn(whose))),
            Some(Doing::End) => match self.today {
                Some(today) => Reply::Swap(Box::new(Confirm::end(&self.staff, today, &self.backups))),
                None => Reply::Ignored,
            },
            None => Reply::Ignored,
        }
    }
}

impl Screen for Doings {
    fn place(&self) -> Place {
        Place::List
    }

    fn title(&self) -> String {
        self.staff.name.clone()
    }

    fn cover(&self) -> Cover {
        Cover::Over
    }

    fn offers(&self) -> Vec<Offer> {
        vec![Offer::called(Command::Open, "choose"), Offer::can(Command::Back)]
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        self.today = Some(view.today());
        let zone = view.now().zone;
        let day =
            |backup: &crate::desk::Backup| backup.made.with_timezone(&zone).format("%-d %b").to_string();
        self.backups = view.backups().iter().map(day).collect();
        self.backups.dedup();
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        match command {
            Command::Open => self.choose(),
            command if self.rows.moved(command) => Reply::Stay,
            _ => Reply::Ignored,
        }
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        match spot.row {
            Some(row) if self.rows.go(row) => self.choose(),
            Some(_) | None => Reply::Ignored,
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let rows = u16::try_from(self.rows.len()).unwrap_or(1);
        let title = [(self.staff.name.as_str(), Role::Title)];
        let inside = paint.popover(centred(area, 76, rows + 2), &title, self.staff.role.words());
        for place in 0..self.rows.len() {
            let row = Rect { y: inside.y + u16::try_from(place).unwrap_or(0), height: 1, ..inside };
            paint.words(row.x + 2, row.y, row.width - 2, self.rows.keys()[place].words(), Role::Text);
            if place == self.rows.at() {
                paint.lay(row, Role::Selected);
                paint.words(row.x, row.y, 1, paint.mark(Mark::Cursor), Role::Selected);
            }
            paint.spot(row, 0, place);
        }
    }
}
