//! The front door: who is it, and their passphrase. Also what stands on the screen while it is locked.
//!
//! No child's name is ever on it. It opens nothing: what was typed goes to the app, which asks the desk.

use super::list::{self, List};
use super::paint::{Paint, Rect, Spot};
use super::screen::{Offer, Reply, Screen};
use super::secret::SecretBox;
use super::why::centred;
use crate::care::StaffId;
use crate::desk::{Knock, NotIn, Secret, Trouble, View, With};
use crate::find::{self, Kind};
use crate::keys::{Command, Key, KeyName, Place};
use crate::theme::{Mark, Role};

/// Someone who can come in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    /// Who.
    pub id: StaffId,
    /// Their name, or the short name they sign in with when no more is known here.
    pub name: String,
    /// Their role and whether they are here, as far as that is known.
    pub remark: String,
}

/// What is asked for.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Step {
    /// Nothing: the names can't be read. They are looked for again.
    NoNames,
    /// Who it is.
    Name,
    /// Their passphrase.
    Passphrase,
    /// One of their own, in place of the one they were given.
    Own,
    /// Nothing: how to come in without a passphrase is told.
    Ways,
    /// The recovery key.
    Recovery,
    /// A new passphrase after the recovery key.
    AfterRecovery,
}

/// The front door.
pub struct SignIn {
    people: List<StaffId>,
    rows: Vec<Person>,
    /// Part of a name.
    typed: String,
    step: Step,
    secret: SecretBox,
    /// The one-time passphrase or recovery key that was typed before.
    given: Secret,
    /// Who locked it, and what waits for them.
    locked_by: Option<StaffId>,
    back_to: String,
    remark: String,
}

impl SignIn {
    /// A door with these names on it, the one who locked it already chosen. Where none can be read there are none.
    pub fn new(rows: Vec<Person>, locked_by: Option<StaffId>, back_to: String, remark: String) -> Self {
        let mut people = List::default();
        people.set(rows.iter().map(|person| person.id).collect());
        let step = match locked_by {
            _ if rows.is_empty() => Step::NoNames,
            Some(_) => Step::Passphrase,
            None => Step::Name,
        };
        if let Some(staff) = locked_by {
            people.select(&staff);
        }
        Self {
            people,
            rows,
            typed: String::new(),
            step,
            secret: SecretBox::asking(),
            given: Secret::default(),
            locked_by,
            back_to,
            remark,
        }
    }

    fn go(&mut self, step: Step) -> Reply {
        self.step = step;
        self.secret = match step {
            Step::Own | Step::AfterRecovery => SecretBox::choosing(),
            Step::NoNames | Step::Name | Step::Passphrase | Step::Ways | Step::Recovery => {
                SecretBox::asking()
            }
        };
        Reply::Stay
    }

    fn asks_for_a_secret(&self) -> bool {
        !matches!(self.step, Step::NoNames | Step::Name | Step::Ways)
    }

    fn chosen(&self) -> Option<&Person> {
        let selected = self.people.selected()?;
        self.rows.iter().find(|person| person.id == *selected)
    }

    fn enter(&mut self) -> Reply {
        if self.step == Step::NoNames {
            return Reply::LookForNames;
        }
        let Some(who) = self.chosen().map(|person| person.id) else { return Reply::Stay };
        let typed = self.secret.typed().clone();
        let with = match self.step {
            Step::NoNames | Step::Name => return self.go(Step::Passphrase),
            Step::Ways => return self.go(Step::Recovery),
            _ if typed.is_empty() => return Reply::Stay,
            Step::Passphrase => With::Passphrase(typed),
            Step::Own => With::FirstTime { given: self.given.clone(), own: typed },
            Step::Recovery => {
                self.given = typed;
                return self.go(Step::AfterRecovery);
            }
            Step::AfterRecovery => With::Recovery { key: self.given.clone(), own: typed },
        };
        Reply::Knock(Box::new(Knock { who, with }))
    }

    fn narrow(&mut self) {
        let all = self.rows.iter().map(|person| person.id);
        if self.typed.trim().is_empty() {
            return self.people.set(all.collect());
        }
        let row = |person: &Person| find::Row::new(Kind::Staff, &person.name, [], person.id);
        let rows: Vec<find::Row<StaffId>> = self.rows.iter().map(row).collect();
        let found = find::search(&rows, &self.typed, rows.len());
        let found = found.groups.iter().flat_map(|group| &group.best).map(|found| found.row.target);
        self.people.set(found.collect());
        // What was typed means the best of what was found, not whoever was selected before.
        self.people.go(0);
    }

    /// Another name, or the words that are offered: what Tab does at each step.
    fn tab(&mut self) -> Reply {
        match self.step {
            Step::NoNames | Step::Name => Reply::Stay,
            Step::Passphrase | Step::Ways | Step::Recovery => {
                self.typed.clear();
                self.narrow();
                self.go(Step::Name)
            }
            Step::Own | Step::AfterRecovery => {
                self.secret.take_offered();
                Reply::Stay
            }
        }
    }

    fn back(&mut self) -> Reply {
        match self.step {
            Step::NoNames | Step::Name => Reply::Ignored,
            Step::Passphrase => self.tab(),
            Step::Own | Step::Ways | Step::Recovery | Step::AfterRecovery => self.go(Step::Passphrase),
        }
    }
}

impl Screen for SignIn {
    fn place(&self) -> Place {
        Place::SignIn
    }

    fn title(&self) -> String {
        if self.back_to.is_empty() { "Sign in".into() } else { "Locked".into() }
    }

    fn offers(&self) -> Vec<Offer> {
        let (enter, pane, more): (_, _, &[Command]) = match self.step {
            Step::NoNames => ("look again", None, &[Command::Leave]),
            Step::Name => ("choose", None, &[Command::Leave]),
            Step::Passphrase => {
                let more = &[Command::ShowTyped, Command::OtherWays, Command::Back, Command::Leave];
                ("sign in", Some("someone else"), more)
            }
            Step::Own | Step::AfterRecovery => {
                ("go on", Some("take the words"), &[Command::ShowTyped, Command::Back])
            }
            Step::Ways => ("choose", None, &[Command::Back]),
            Step::Recovery => ("go on", None, &[Command::ShowTyped, Command::Back]),
        };
        let pane = pane.map(|label| Offer::called(Command::NextPane, label));
        let enter = Offer::called(Command::Open, enter);
        [enter].into_iter().chain(pane).chain(more.iter().copied().map(Offer::can)).collect()
    }

    fn read(&mut self, _view: &View<'_>) -> Result<(), Trouble> {
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        match command {
            Command::Open => self.enter(),
            Command::NextPane => self.tab(),
            Command::Back => self.back(),
            Command::OtherWays if self.step == Step::Passphrase => self.go(Step::Ways),
            Command::ShowTyped if self.asks_for_a_secret() => {
                self.secret.turn();
                Reply::Stay
            }
            command if self.step == Step::Name && self.people.moved(command) => Reply::Stay,
            _ => Reply::Ignored,
        }
    }

    fn typed(&mut self, key: Key) -> Reply {
        if self.step != Step::Name {
            let taken = self.asks_for_a_secret() && self.secret.key(key);
            return if taken { Reply::Stay } else { Reply::Ignored };
        }
        match key.name {
            KeyName::Char(letter) if !key.ctrl && self.typed.chars().count() < 40 => self.typed.push(letter),
            KeyName::Backspace => drop(self.typed.pop()),
            _ => return Reply::Ignored,
        }
        self.narrow();
        Reply::Stay
    }

    fn pasted(&mut self, text: &str) -> Reply {
        if self.asks_for_a_secret() {
            self.secret.pasted(text);
        }
        Reply::Stay
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        match spot.row {
            Some(row) if self.people.go(row) => self.go(Step::Passphrase),
            Some(_) | None => Reply::Ignored,
        }
    }

    fn turned_away(&mut self, why: &NotIn) {
        match why {
            NotIn::ChooseYourOwn => {
                self.given = self.secret.typed().clone();
                self.go(Step::Own);
            }
            NotIn::Weak(_) => {
                self.go(self.step);
            }
            NotIn::Mistyped(_) => {
                self.go(Step::Recovery);
            }
            NotIn::WrongPassphrase { .. } | NotIn::Wait { .. } | NotIn::NotYours(_) | NotIn::Trouble(_) => {
                self.go(Step::Passphrase);
            }
        }
    }

    fn remark(&self) -> String {
        self.remark.clone()
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        match self.step {
            Step::NoNames => Self::draw_no_names(area, paint),
            Step::Name => self.draw_names(area, paint),
            Step::Passphrase | Step::Own | Step::Ways | Step::Recovery | Step::AfterRecovery => {
                self.draw_asking(area, paint);
            }
        }
    }
}

/// How wide the box is.
const WIDE: u16 = 64;

impl SignIn {
    fn draw_no_names(area: Rect, paint: &mut Paint<'_>) {
        let title = [("Nobody can sign in now", Role::Title)];
        let inside = paint.popover(centred(area, WIDE, 6), &title, "");
        let inside =
            Rect { x: inside.x + 1, y: inside.y + 1, width: inside.width.saturating_sub(2), height: 3 };
        let say = "The home’s folder can’t be read. When it is back in its place, press Enter to look again.";
        paint.text(inside, say, Role::Text);
    }

    fn draw_names(&self, area: Rect, paint: &mut Paint<'_>) {
        let rows = u16::try_from(self.rows.len()).unwrap_or(u16::MAX);
        let title = [("Who are you?", Role::Title)];
        let inside = paint.popover(centred(area, WIDE, rows.saturating_add(5)), &title, "");
        paint.words(inside.x + 1, inside.y, 6, "Name", Role::TextMuted);
        let field = Rect { x: inside.x + 8, y: inside.y, width: inside.width.saturating_sub(9), height: 1 };
        paint.fill(field, Role::InputFocus);
        let used = paint.words(field.x, field.y, field.width, &self.typed, Role::InputFocus);
        if self.typed.is_empty() {
            paint.words(field.x + 1, field.y, field.width, "type part of your name", Role::InputPlaceholder);
        }
        paint.cursor(field.x + used, field.y);
        let room = usize::from(inside.height.saturating_sub(2));
        for (line, place) in list::shown(self.people.len(), self.people.at(), room).enumerate() {
            let y = inside.y + 2 + u16::try_from(line).unwrap_or(0);
            let Some(person) = self.rows.iter().find(|person| person.id == self.people.keys()[place]) else {
                continue;
            };
            let row = Rect { y, height: 1, ..inside };
            paint.words(row.x + 2, y, 28, &person.name, Role::TextStrong);
            paint.words(row.x + 31, y, row.width.saturating_sub(32), &person.remark, Role::TextMuted);
            if place == self.people.at() {
                paint.lay(row, Role::Selected);
                paint.words(row.x, y, 1, paint.mark(Mark::Cursor), Role::Selected);
            }
            paint.spot(row, 0, place);
        }
    }

    fn draw_asking(&self, area: Rect, paint: &mut Paint<'_>) {
        let Some(person) = self.chosen() else { return };
        let title = if person.remark.is_empty() {
            person.name.clone()
        } else {
            format!("{}, {}", person.name, person.remark)
        };
        let inside = paint.popover(
            centred(
                area,
                WIDE,
                if self.step == Step::Own || self.step == Step::AfterRecovery { 13 } else { 10 },
            ),
            &[(title.as_str(), Role::Title)],
            "",
        );
        let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
        let mut y = inside.y + 1;
        y += paint.text(Rect { y, height: 3, ..inside }, &self.asks(), Role::Text) + 1;
        if self.step != Step::Ways {
            self.secret.draw(Rect { y, height: 1, ..inside }, paint);
            y += 2;
        }
        paint.text(
            Rect { y, height: inside.bottom().saturating_sub(y), ..inside },
            &self.hint(),
            Role::TextMuted,
        );
    }

    fn asks(&self) -> String {
        match self.step {
            Step::NoNames | Step::Name => String::new(),
            Step::Passphrase => "Passphrase".into(),
            Step::Own => "Choose your own passphrase, in place of the one you were given.".into(),
            Step::Ways => {
                "A manager can give you a new one-time passphrase: they sign in, open People, choose \
                           your name and press Enter."
                    .into()
            }
            Step::Recovery => "The home’s recovery key, as it was printed.".into(),
            Step::AfterRecovery => "Choose a new passphrase.".into(),
        }
    }

    fn hint(&self) -> String {
        match self.step {
            Step::NoNames | Step::Name => String::new(),
            Step::Passphrase if self.people.selected() != self.locked_by.as_ref() => {
                "First time here, or forgotten it? F4.".into()
            }
            Step::Passphrase => format!(
                "You will come back to where you were: {}.\nSomeone else? Tab. Forgotten it? F4.",
                self.back_to
            ),
            Step::Own | Step::AfterRecovery => self.secret.hint(),
            Step::Ways => {
                "When no manager can sign in, a manager can come in with the recovery key that was \
                           printed when the home was made: choose the manager’s own name, then Enter here."
                    .into()
            }
            Step::Recovery => "Capitals and hyphens don’t matter.".into(),
        }
    }
}
