//! What is due: child by child what is over, due today or to come within a fortnight, and whose it is. Enter leads to
//! where it can be done.

use super::child::ChildScreen;
use super::doors;
use super::list::{self, List};
use super::paint::{Focus, Paint, Rect, Spot};
use super::screen::{Offer, Reply, Screen};
use crate::care::access::Page;
use crate::care::checklist::LineId;
use crate::care::due::{self, Due, Owed, Standing, What, Whose};
use crate::care::people::Leave;
use crate::care::waiting::Waiting;
use crate::care::{CareDay, ChildId, Home, Moment, Part, StaffId, Subject};
use crate::desk::{Trouble, View};
use crate::keys::{Command, Place};
use crate::theme::{Mark, Role};

/// What is due.
#[derive(Default)]
pub struct DueScreen {
    /// Whoever has waited longest first when it was opened, and then as it is: nothing moves under the cursor.
    order: Vec<Subject>,
    list: List<Key>,
    rows: Vec<Row>,
    /// "4 over, 2 today, 9 soon".
    count: String,
    me: Option<StaffId>,
}

/// Which thing that is due.
#[derive(Copy, Clone, PartialEq, Debug)]
enum Key {
    /// A line of today's list.
    Now(Subject, LineId, Part),
    /// A line that no list asks for yet.
    Soon(Subject, LineId, CareDay),
    /// Leave, and no note.
    NoNote(StaffId, Leave, ChildId),
}

struct Row {
    subject: Subject,
    /// As the board numbers them, for the first row of each.
    number: usize,
    first: bool,
    name: String,
    what: String,
    due: String,
    left: String,
    whose: String,
    /// What the narrow columns may cut, in full.
    in_full: String,
    role: Role,
}

/// Where the columns stand, and how wide they are.
const NAME: u16 = 4;
const WHAT: u16 = 14;
/// From this width on the columns stand no further apart.
const WIDEST: u16 = 110;

impl DueScreen {
    /// Keeps the order of those who were there; later comers go to the end, and the house with them.
    fn in_order(&mut self, mut owed: Vec<Owed>) -> Vec<Owed> {
        for one in &owed {
            if !self.order.contains(&one.subject) {
                self.order.push(one.subject);
            }
        }
        owed.sort_by_key(|one| self.order.iter().position(|subject| *subject == one.subject));
        owed
    }

    fn open(&self) -> Reply {
        match self.list.selected() {
            Some(Key::Now(subject, line, part)) => {
                Reply::Open(Box::new(ChildScreen::at_line(*subject, *part, *line)))
            }
            Some(Key::Soon(subject, line, day)) => doors::line(*subject, *day, *line),
            Some(Key::NoNote(whose, leave, child)) => {
                doors::open(&Waiting::NoNote { whose: *whose, leave: *leave, child: *child }, self.me)
            }
            None => Reply::Ignored,
        }
    }

    /// An empty row stands between the children where there is room for it.
    fn height(&self, place: usize, roomy: bool) -> u16 {
        let gap = place > 0 && self.rows.get(place).is_some_and(|row| row.first);
        1 + u16::from(gap && roomy)
    }
}

impl Screen for DueScreen {
    fn place(&self) -> Place {
        Place::List
    }

    fn shows(&self) -> Vec<(Page, Subject)> {
        self.rows.iter().filter(|row| row.first).map(|row| (Page::Due, row.subject)).collect()
    }

    fn title(&self) -> String {
        "What is due".into()
    }

    fn about(&self) -> String {
        self.rows.get(self.list.at()).map_or(String::new(), |row| row.name.clone())
    }

    fn offers(&self) -> Vec<Offer> {
        let none = self.rows.is_empty().then_some("Nothing is due.");
        vec![Offer::unless(Command::Open, none), Offer::can(Command::Back)]
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let (home, now) = (view.home(), view.now());
        self.me = Some(view.me());
        let owed = self.in_order(due::owed(home, view.me(), now));
        let all = |standing| owed.iter().map(|one| one.count(home, now, standing)).sum::<usize>();
        let counts = [(Standing::Over, "over"), (Standing::Today, "today"), (Standing::Soon, "soon")]
            .map(|(standing, word)| (all(standing), word));
        let counts = counts.into_iter().filter(|(count, _)| *count > 0);
        self.count = counts.map(|(count, word)| format!("{count} {word}")).collect::<Vec<_>>().join(", ");
        let items = || {
            owed.iter().flat_map(|one| {
                one.items.iter().enumerate().map(|(place, item)| (one.subject, place == 0, item))
            })
        };
        self.rows = items().map(|(subject, first, item)| row(home, now, (subject, first), item)).collect();
        self.list.set(items().map(|(subject, _, item)| key(home, now, subject, item)).collect());
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        match command {
            Command::Open => self.open(),
            command if self.list.moved(command) => Reply::Stay,
            _ => Reply::Ignored,
        }
    }

    fn go_to(&mut self, number: usize) -> Reply {
        let row = self.rows.iter().find(|row| row.first && row.number == number);
        row.map_or(Reply::Ignored, |row| doors::child(row.subject))
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        let Some(row) = spot.row else { return Reply::Ignored };
        let again = self.list.at() == row;
        match self.list.go(row) {
            true if again => self.open(),
            true => Reply::Stay,
            false => Reply::Ignored,
        }
    }

    fn remark(&self) -> String {
        match self.rows.get(self.list.at()) {
            Some(row) => row.in_full.clone(),
            None => format!("Nothing is over, due today or due within {} days.", due::SOON),
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let inside = paint.pane(area, &[("What is due", Role::Title)], &self.count, Focus::Here);
        if self.rows.is_empty() {
            paint.text(inside, " Nothing is due, and nothing within a fortnight.", Role::TextMuted);
        }
        let tall: u16 = (0..self.rows.len()).map(|place| self.height(place, true)).sum();
        let roomy = tall <= inside.height;
        let height = |place| self.height(place, roomy);
        let first = list::first_shown(self.rows.len(), self.list.at(), inside.height, height);
        let mut y = inside.y;
        for (place, row) in self.rows.iter().enumerate().skip(first) {
            let line = Rect { y: y + height(place) - 1, height: 1, ..inside };
            if line.y >= inside.bottom() {
                break;
            }
            // At the top of what is shown every child is named, wherever it begins.
            row.draw(line, row.first || place == first, paint);
            if place == self.list.at() {
                paint.lay(line, Role::Selected);
                paint.words(line.x, line.y, 1, paint.mark(Mark::Cursor), Role::Selected);
                paint.cursor(line.x, line.y);
            }
            paint.spot(line, 0, place);
            y += height(place);
        }
    }
}

impl Row {
    fn draw(&self, line: Rect, named: bool, paint: &mut Paint<'_>) {
        let (x, y) = (line.x, line.y);
        // What it is has the room that the columns on the right leave.
        let whose = line.width.min(WIDEST) - 9;
        let (left, due) = (whose - 14, whose - 25);
        if named {
            paint.words(x + 2, y, 1, &doors::key_of(self.number), Role::Key);
        }
        let name = if named { Role::TextStrong } else { Role::TextMuted };
        paint.words(x + NAME, y, WHAT - NAME - 1, &self.name, name);
        paint.words(x + WHAT, y, due - WHAT - 1, &self.what, Role::Text);
        paint.words(x + due, y, left - due - 1, &self.due, Role::TextMuted);
        paint.words(x + left, y, whose - left - 1, &self.left, self.role);
        paint.words(x + whose, y, line.width - whose, &self.whose, Role::Text);
    }
}

fn key(home: &Home, now: Moment, subject: Subject, item: &Due) -> Key {
    match &item.what {
        What::Line(line) if item.is_to_come(home, now) => Key::Soon(subject, line.id, item.on),
        What::Line(line) => Key::Now(subject, line.id, line.part),
        What::NoNote { whose, leave, child } => Key::NoNote(*whose, *leave, *child),
    }
}

fn row(home: &Home, now: Moment, (subject, first): (Subject, bool), item: &Due) -> Row {
    let (name, what) = (home.name_of(subject).to_string(), item.words(home));
    let (due, left) = (item.due(home, now), item.left(home, now));
    let (whose, has) = match item.whose {
        Whose::Theirs(staff) => (home.people.first_name(staff).into(), home.people.name(staff)),
        Whose::Managers => ("manager".into(), "a manager"),
        Whose::Nobody => ("nobody".into(), "nobody in particular"),
    };
    let role = match item.standing(home, now) {
        Standing::Over => Role::AgeOld,
        Standing::Today => Role::TextStrong,
        Standing::Soon => Role::TextMuted,
    };
    let in_full = format!("{name}: {what}, {due}. With {has}.");
    Row { subject, number: doors::number(home, subject), first, name, what, due, left, whose, in_full, role }
}
