//! In and out: where every child is, since when and until when; one key says that a child went, or came back. Of one
//! who is missing it keeps the time line. It never decides what is to be done.

mod draw;
mod going;
mod step;
mod story;
mod times;

pub use going::{Going, KIND as IN_AND_OUT};
pub use step::{KIND as TIME_LINE, Stepping};

use super::doors;
use super::list::List;
use super::night;
use super::paint::{Paint, Rect, Spot};
use super::pieces::Pieces;
use super::screen::{Offer, Reply, Screen, Warned};
use crate::care::access::Page;
use crate::care::sight::Withheld;
use crate::care::whereabouts::{Act, Place as Where, Stay, Whereabouts};
use crate::care::{self, ChildId, Home, Moment, Subject, telling, when};
use crate::desk::{Trouble, View};
use crate::keys::{Command, Place};
use crate::theme::Role;

/// Where everyone is.
#[derive(Default)]
pub struct InAndOut {
    children: List<ChildId>,
    rows: Vec<Row>,
    /// What is known of the one who is selected.
    story: Pieces,
    /// Whose that is.
    told: Option<ChildId>,
    pane: Pane,
    whereabouts: Whereabouts,
    now: Option<Moment>,
    not_yours: Option<String>,
    on_call: String,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
enum Pane {
    #[default]
    Children,
    Story,
}

/// One child.
struct Row {
    number: usize,
    name: String,
    place: Where,
    since: String,
    due: String,
    late: String,
    note: String,
    by: String,
}

/// The key of each place.
const PLACES: [(Command, Where); 7] = [
    (Command::GoIn, Where::In),
    (Command::GoSchool, Where::School),
    (Command::GoWithStaff, Where::OutWithStaff),
    (Command::GoFamily, Where::Family),
    (Command::GoAlone, Where::OutAlone),
    (Command::GoOvernight, Where::AwayOvernight),
    (Command::GoMissing, Where::Missing),
];

/// Where a child is, for a line of warnings; nothing for one who is in.
pub fn warned(home: &Home, subject: Subject, now: Moment) -> Option<Warned> {
    let child = subject.child()?;
    let stay = home.whereabouts.stay(child).filter(|stay| stay.place != Where::In)?;
    let late = late(home, child, now).map_or(String::new(), |late| format!(", {late}"));
    let words = telling::stay(stay, now) + &late;
    let mut letters = words.chars();
    let words =
        letters.next().map_or(String::new(), |first| first.to_uppercase().to_string()) + letters.as_str();
    let role = match (stay.place, late.is_empty()) {
        (Where::Missing, _) => return Some(Warned { words: format!(" {words} "), role: Role::LevelUrgent }),
        (_, false) => Role::AgeOld,
        (_, true) => Role::Text,
    };
    Some(Warned { words, role })
}

/// "LATE by 22 min"; nothing while there is time.
fn late(home: &Home, child: ChildId, now: Moment) -> Option<String> {
    home.whereabouts.minutes_late(child, now).map(night::late)
}

impl InAndOut {
    /// With the cursor on a child.
    pub fn at(child: ChildId) -> Self {
        let mut screen = Self::default();
        screen.children.set(vec![child]);
        screen
    }

    fn stay(&self) -> Option<&Stay> {
        self.whereabouts.stay(*self.children.selected()?)
    }

    /// In, at school and out with staff are said at once; the others ask something, and so does the same place again.
    fn go(&self, place: Where) -> Reply {
        let (Some(child), Some(now)) = (self.children.selected().copied(), self.now) else {
            return Reply::Ignored;
        };
        let at_once = matches!(place, Where::In | Where::School | Where::OutWithStaff);
        if at_once && self.whereabouts.place(child) != place {
            let (note, last_seen, instead_of) = (String::new(), None, None);
            let go = Act::Go { child, place, since: now.at, due_back: None, note, last_seen, instead_of };
            return Reply::Do(care::Act::Whereabouts(go));
        }
        Reply::Open(Box::new(Going::to(child, place, self.stay().cloned(), now)))
    }

    /// The box with everything that is known of where the child is.
    fn open(&self) -> Reply {
        match (self.children.selected(), self.now) {
            (Some(child), Some(now)) => Reply::Open(Box::new(Going::from(*child, self.stay().cloned(), now))),
            _ => Reply::Ignored,
        }
    }

    /// The next step in the time line of the one who is missing.
    fn step(&self) -> Reply {
        let missing =
            self.children.selected().and_then(|child| Some((*child, self.whereabouts.missing(*child)?)));
        match (missing, self.now) {
            (Some((child, stay)), Some(now)) => {
                Reply::Open(Box::new(Stepping::of(child, stay, &self.whereabouts, now)))
            }
            _ => Reply::Ignored,
        }
    }

    fn was_missing(&self) -> bool {
        self.children.selected().is_some_and(|child| self.whereabouts.missing(*child).is_some())
    }
}

impl Screen for InAndOut {
    fn place(&self) -> Place {
        Place::InAndOut
    }

    fn shows(&self) -> Vec<(Page, Subject)> {
        // The list says where each of them is; the story of the one who is selected says more.
        self.children.keys().iter().map(|child| (Page::InAndOut, Subject::Child(*child))).collect()
    }

    fn title(&self) -> String {
        "In and out".into()
    }

    fn about(&self) -> String {
        self.rows.get(self.children.at()).map_or(String::new(), |row| row.name.clone())
    }

    fn offers(&self) -> Vec<Offer> {
        let nobody = self.children.is_empty().then_some("No child lives here yet.");
        let not = nobody.or(self.not_yours.as_deref());
        let told =
            (!self.was_missing()).then_some("This is for a child who is, or lately was, missing from care.");
        let about = |command| Offer::unless(command, nobody);
        let mut offers = vec![
            Offer::unless(Command::Open, not),
            Offer::unless(Command::Words, not),
            Offer::unless(Command::Told, not.or(told)),
            about(Command::Alert),
            about(Command::Log),
        ];
        offers.extend(PLACES.map(|(command, _)| Offer::unless(command, not)));
        offers.extend([Command::NextPane, Command::Back].map(Offer::can));
        offers
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let (home, now) = (view.home(), view.now());
        // A visitor is not told where a child is before both have agreed.
        let told =
            |child: &ChildId| home.access.withheld(Subject::Child(*child)) != Some(Withheld::NoConsent);
        let here: Vec<ChildId> = home.children.here().map(|child| child.id).filter(told).collect();
        self.rows = here.iter().map(|child| row(home, *child, now)).collect();
        self.children.set(here);
        self.whereabouts = home.whereabouts.clone();
        self.now = Some(now);
        self.on_call.clone_from(&home.house.on_call);
        self.not_yours = self.children.keys().first().and_then(|child| {
            let (note, last_seen, instead_of) = (String::new(), None, None);
            let (child, place, since, due_back) = (*child, Where::In, now.at, None);
            let go = Act::Go { child, place, since, due_back, note, last_seen, instead_of };
            view.not_yours(care::Act::Whereabouts(go))
        });
        self.tell(home, now);
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        let moved = match self.pane {
            Pane::Children => self.children.moved(command),
            Pane::Story => self.story.moved(command),
        };
        if moved {
            return Reply::Read;
        }
        if let Some((_, place)) = PLACES.iter().find(|(known, _)| *known == command) {
            return self.go(*place);
        }
        match command {
            Command::Open | Command::Words => self.open(),
            Command::Told => self.step(),
            Command::NextPane | Command::PreviousPane => {
                self.pane = if self.pane == Pane::Children { Pane::Story } else { Pane::Children };
                Reply::Stay
            }
            Command::Alert | Command::Log => {
                doors::about(command, self.children.selected().copied().map(Subject::Child))
            }
            _ => Reply::Ignored,
        }
    }

    fn go_to(&mut self, number: usize) -> Reply {
        match self.rows.iter().position(|row| row.number == number) {
            Some(place) if self.children.go(place) => {
                self.pane = Pane::Children;
                Reply::Read
            }
            Some(_) | None => Reply::Ignored,
        }
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        let Some(row) = spot.row else { return Reply::Stay };
        if spot.pane == 1 {
            self.pane = Pane::Story;
            self.story.go(row);
            return Reply::Stay;
        }
        self.pane = Pane::Children;
        let again = self.children.at() == row;
        if self.children.go(row) && again { self.open() } else { Reply::Read }
    }

    fn remark(&self) -> String {
        let Some(row) = self.rows.get(self.children.at()) else { return String::new() };
        match (row.place, row.late.as_str()) {
            (Where::Missing, _) => {
                format!("{} is missing. What is done about it goes into the time line.", row.name)
            }
            (place, "") => {
                format!("{}: {}. One key says where they are from now on.", row.name, place.words())
            }
            (place, late) => {
                format!("{}: {}, {late}. What to do is for people to decide.", row.name, place.words())
            }
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        self.draw_panes(area, paint);
    }
}

impl InAndOut {
    fn tell(&mut self, home: &Home, now: Moment) {
        let selected = self.children.selected().copied();
        if selected != self.told {
            // Another child's story is read from its beginning.
            (self.story, self.told) = (Pieces::default(), selected);
        }
        if let Some(child) = selected {
            self.story.set(story::told(home, child, now));
        }
    }
}

fn row(home: &Home, child: ChildId, now: Moment) -> Row {
    let stay = home.whereabouts.stay(child);
    let time = |at| when::shown_when(at, now);
    let place = stay.map_or(Where::In, |stay| stay.place);
    Row {
        number: doors::number(home, Subject::Child(child)),
        name: home.name_of(Subject::Child(child)).into(),
        place,
        since: stay.map_or(String::new(), |stay| time(stay.since)),
        due: stay.and_then(|stay| stay.due_back).map_or(String::new(), time),
        late: late(home, child, now).unwrap_or_default(),
        note: stay.map_or(String::new(), |stay| stay.note.clone()),
        by: stay.map_or("", |stay| home.people.first_name(stay.by)).into(),
    }
}
