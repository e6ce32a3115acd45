//! Somebody who comes on puts their name to a handover, at the screen of whoever goes: they say who they are, read
//! what is urgent and unread by them, and type their own passphrase. It only signs.

use crate::care::handing_over::{self, Act};
use crate::care::people::Deed;
use crate::care::{self, AlertId, HandoverId, Home, Moment, StaffId, Stamp, Subject, alert, shift, when};
use crate::desk::{NotIn, Trouble, View};
use crate::keys::{Command, Key, KeyName, Place};
use crate::theme::{Mark, Role};
use crate::tui::list::{self, List};
use crate::tui::paint::{Paint, Rect, Spot};
use crate::tui::pieces::{Piece, Pieces};
use crate::tui::screen::{Countersign, Cover, Notice, Offer, Reply, Screen};
use crate::tui::secret::SecretBox;
use crate::tui::why::centred;
use chrono::TimeDelta;
use uuid::Uuid;

/// Whoever came longer ago than this is of the shift that goes.
const LONG_ON: TimeDelta = TimeDelta::hours(3);

/// A second name under a handover.
pub(super) struct Countersigning {
    id: HandoverId,
    heard: Vec<(Subject, String)>,
    people: List<StaffId>,
    rows: Vec<Row>,
    step: Step,
    me: String,
}

/// Someone who may come on.
struct Row {
    name: String,
    remark: String,
    /// What is urgent and unread by them.
    urgent: Vec<Urgent>,
    /// Why they can't sign, whatever they read.
    refused: Option<String>,
    /// Their shift, which begins with this when they were expected.
    begins: Option<shift::Act>,
}

/// An urgent alert, as it is read before one signs.
#[derive(Clone)]
struct Urgent {
    id: AlertId,
    child: String,
    words: Vec<(&'static str, String)>,
}

enum Step {
    Who,
    /// Reading what is urgent, the one after the other.
    Urgent(usize, Box<Pieces>),
    Passphrase(SecretBox),
}

impl Countersigning {
    pub(super) fn of(id: HandoverId, heard: Vec<(Subject, String)>) -> Self {
        let (rows, me) = (Vec::new(), String::new());
        Self { id, heard, people: List::default(), rows, step: Step::Who, me }
    }

    fn row(&self) -> Option<&Row> {
        self.rows.get(self.people.at())
    }

    /// On from the name: to what is urgent, or to the passphrase.
    fn chosen(&mut self) -> Reply {
        let Some(row) = self.row() else { return Reply::Ignored };
        if let Some(why) = &row.refused {
            return Reply::Say(Notice::problem(why.clone()));
        }
        self.read_urgent(0)
    }

    fn read_urgent(&mut self, nth: usize) -> Reply {
        let urgent = self.row().and_then(|row| row.urgent.get(nth));
        self.step = match urgent {
            Some(urgent) => {
                let mut pieces = Pieces::default();
                let told = urgent.words.iter().flat_map(|(label, words)| Piece::paragraphs(label, words));
                pieces.set(told.collect());
                Step::Urgent(nth, Box::new(pieces))
            }
            None => Step::Passphrase(SecretBox::asking()),
        };
        Reply::Stay
    }

    fn sign(&self) -> Reply {
        let (Step::Passphrase(typed), Some(row), Some(who)) =
            (&self.step, self.row(), self.people.selected().copied())
        else {
            return Reply::Ignored;
        };
        if typed.typed().is_empty() {
            return Reply::Say(Notice::problem(format!("{}: type your own passphrase.", row.name)));
        }
        let reads = row.urgent.iter().map(|urgent| care::Act::Alert(alert::Act::Read(urgent.id)));
        let accept = Act::Accept { id: self.id, heard: self.heard.clone() };
        let begins = row.begins.map(care::Act::Shift);
        let acts = reads.chain([care::Act::HandingOver(accept)]).chain(begins).collect();
        let passphrase = typed.typed().clone();
        Reply::Countersign(Box::new(Countersign { who, passphrase, acts }))
    }
}

fn row(home: &Home, now: Moment, id: HandoverId, who: StaffId, heard: &[(Subject, String)]) -> Row {
    let accept = care::Act::HandingOver(Act::Accept { id, heard: heard.to_vec() });
    let refused = home.decide(who, Stamp { moment: now, fresh: Uuid::nil() }, accept).err();
    let urgent: Vec<Urgent> = handing_over::unread_urgent(home, who, now)
        .into_iter()
        .filter_map(|id| home.alerts.get(id))
        .map(|alert| Urgent {
            id: alert.id,
            child: home.name_of(Subject::Child(alert.child)).into(),
            words: vec![
                ("About", alert.warning.about.clone()),
                ("How it may show", alert.warning.shows.clone()),
                ("What helps", alert.warning.helps.clone()),
                ("From", format!("{}, {}", home.people.name(alert.by), when::shown_when(alert.at, now))),
            ],
        })
        .collect();
    // What is urgent is read on the way; anything else stands.
    let refused = refused.map(|why| why.to_string()).filter(|_| urgent.is_empty());
    let on = home.shifts.of(who).map(|shift| format!("on since {}", when::shown_when(shift.began, now)));
    let expected = home.shifts.expected(now.at).into_iter().find(|expected| expected.staff == who);
    let expected = expected.map(|expected| format!("expected {}", when::shown_when(expected.from, now)));
    let remark = on.or(expected).unwrap_or_default();
    let begins = home.shifts.by_sign_in(who, now.at);
    Row { name: home.people.name(who).into(), remark, urgent, refused, begins }
}

impl Screen for Countersigning {
    fn place(&self) -> Place {
        match self.step {
            Step::Who => Place::List,
            Step::Urgent(..) => Place::Reading,
            Step::Passphrase(_) => Place::SignIn,
        }
    }

    fn title(&self) -> String {
        "Handing over".into()
    }

    fn cover(&self) -> Cover {
        Cover::Over
    }

    fn offers(&self) -> Vec<Offer> {
        match self.step {
            Step::Who => vec![Offer::called(Command::Open, "choose"), Offer::can(Command::Back)],
            Step::Urgent(..) => [Command::Read, Command::Back].map(Offer::can).into(),
            Step::Passphrase(_) => vec![
                Offer::called(Command::Open, "sign"),
                Offer::can(Command::ShowTyped),
                Offer::can(Command::Back),
            ],
        }
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let (home, now) = (view.home(), view.now());
        let signed = |who: StaffId| home.handovers.get(self.id).is_some_and(|open| open.has_signed(who));
        let expected = home.shifts.expected(now.at);
        let comes = |who: StaffId| {
            let to_come =
                expected.iter().find(|expected| expected.staff == who).map(|expected| expected.from);
            home.shifts.of(who).map(|shift| shift.began).or(to_come)
        };
        let working = home.people.working().filter(|staff| staff.active_on(view.today()));
        let mut who: Vec<StaffId> = working.map(|staff| staff.id).filter(|who| !signed(*who)).collect();
        let may = |who: StaffId| home.people.get(who).is_some_and(|staff| staff.role.may(Deed::TakeOver));
        // Whoever comes on about now first, and those of the shift that goes after everyone else. Who may not, last.
        let goes = |who: StaffId| comes(who).is_some_and(|comes| now.at - comes > LONG_ON);
        let from_now = |who: StaffId| comes(who).map_or(TimeDelta::MAX, |comes| (comes - now.at).abs());
        who.sort_by_key(|who| (!may(*who), goes(*who), from_now(*who)));
        self.rows = who.iter().map(|who| row(home, now, self.id, *who, &self.heard)).collect();
        self.people.set(who);
        self.me = home.people.first_name(view.me()).into();
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        if command == Command::Back && !matches!(self.step, Step::Who) {
            self.step = Step::Who;
            return Reply::Stay;
        }
        match (&mut self.step, command) {
            (Step::Who, Command::Open) => self.chosen(),
            (Step::Who, command) if self.people.moved(command) => Reply::Stay,
            (Step::Urgent(nth, _), Command::Read | Command::Open) => {
                let next = *nth + 1;
                self.read_urgent(next)
            }
            (Step::Passphrase(typed), Command::ShowTyped) => {
                typed.turn();
                Reply::Stay
            }
            (Step::Passphrase(_), Command::Open) => self.sign(),
            (Step::Urgent(_, pieces), command) => {
                if pieces.moved(command) {
                    Reply::Stay
                } else {
                    Reply::Ignored
                }
            }
            (Step::Who | Step::Passphrase(_), _) => Reply::Ignored,
        }
    }

    fn go_to(&mut self, number: usize) -> Reply {
        let there = matches!(self.step, Step::Who) && self.people.go(number.wrapping_sub(1));
        if there { self.chosen() } else { Reply::Ignored }
    }

    fn typed(&mut self, key: Key) -> Reply {
        match &mut self.step {
            Step::Passphrase(_) if key.name == KeyName::Enter => self.sign(),
            Step::Passphrase(typed) => {
                if typed.key(key) {
                    Reply::Stay
                } else {
                    Reply::Ignored
                }
            }
            Step::Who | Step::Urgent(..) => Reply::Ignored,
        }
    }

    fn pasted(&mut self, text: &str) -> Reply {
        match &mut self.step {
            Step::Passphrase(typed) => {
                typed.pasted(text);
                Reply::Stay
            }
            Step::Who | Step::Urgent(..) => Reply::Ignored,
        }
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        match (&self.step, spot.row) {
            (Step::Who, Some(row)) if self.people.go(row) => self.chosen(),
            _ => Reply::Ignored,
        }
    }

    fn turned_away(&mut self, why: &NotIn) {
        if let (NotIn::WrongPassphrase { .. }, Step::Passphrase(_)) = (why, &self.step) {
            self.step = Step::Passphrase(SecretBox::asking());
        }
    }

    fn remark(&self) -> String {
        match &self.step {
            Step::Who => "Whoever comes on chooses their own name.".into(),
            Step::Urgent(..) => {
                let name = self.row().map_or("", |row| &row.name);
                format!("Your signature says too: I, {name}, have read this.")
            }
            Step::Passphrase(_) => format!("{} stays signed in. This only signs.", self.me),
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let name = self.row().map_or("", |row| row.name.as_str());
        match &self.step {
            Step::Who => self.draw_people(area, paint),
            Step::Urgent(nth, pieces) => {
                let child =
                    self.row().and_then(|row| row.urgent.get(*nth)).map_or("", |urgent| &urgent.child);
                let title = [(child, Role::TextStrong), (" · URGENT", Role::LevelUrgent)];
                let inside =
                    paint.popover(centred(area, 76, 14), &title, &format!("{name} has not read this"));
                pieces.draw(inside, 17, 0, crate::tui::paint::Focus::Here, paint);
            }
            Step::Passphrase(typed) => {
                let inside = paint.popover(centred(area, 70, 8), &[("Signing", Role::Title)], name);
                let say = format!("{name}, your own passphrase:");
                paint.text(Rect { y: inside.y + 1, height: 1, ..inside }, &say, Role::Text);
                typed.draw(Rect { y: inside.y + 2, height: 1, ..inside }, paint);
                let below = format!("{} stays signed in. This only signs.", self.me);
                paint.text(Rect { y: inside.y + 4, height: 1, ..inside }, &below, Role::TextMuted);
            }
        }
    }
}

impl Countersigning {
    fn draw_people(&self, area: Rect, paint: &mut Paint<'_>) {
        let rows = u16::try_from(self.rows.len()).unwrap_or(u16::MAX);
        let inside =
            paint.popover(centred(area, 72, rows.saturating_add(3)), &[("Who takes over?", Role::Title)], "");
        let room = usize::from(inside.height.saturating_sub(1));
        for (line, place) in list::shown(self.rows.len(), self.people.at(), room).enumerate() {
            let y = inside.y + 1 + u16::try_from(line).unwrap_or(0);
            let at = Rect { y, height: 1, ..inside };
            let number = if place < 9 { (place + 1).to_string() } else { String::new() };
            paint.words(at.x + 2, y, 2, &number, Role::Key);
            paint.words(at.x + 5, y, 24, &self.rows[place].name, Role::TextStrong);
            paint.words(at.x + 30, y, at.width.saturating_sub(30), &self.rows[place].remark, Role::TextMuted);
            if place == self.people.at() {
                paint.lay(at, Role::Selected);
                paint.words(at.x, y, 1, paint.mark(Mark::Cursor), Role::Selected);
                paint.cursor(at.x, y);
            }
            paint.spot(at, 0, place);
        }
    }
}
