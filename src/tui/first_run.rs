//! The first run: a home is named, its first manager and their passphrase chosen. Nothing is on the disk before the
//! last step, so whoever stops half-way leaves nothing behind.

use super::form::{Field, Form};
use super::paint::{Focus, Paint, Rect, Spot};
use super::screen::{Notice, Offer, Reply, Screen};
use super::secret::SecretBox;
use crate::care::house::Terms;
use crate::care::{Gap, Moment, Refusal};
use crate::desk::{NewHome, NotIn, Secret, Trouble, View};
use crate::keys::{Command, Key, KeyName, Place};
use crate::theme::Role;
use chrono_tz::Tz;

const NAME: &str = "name";
const ZONE: &str = "zone";
const MANAGER: &str = "manager";
const LOGIN: &str = "login";
const KEYWORKER: &str = "keyworker";
const REGISTERED: &str = "registered manager";
const MEETING: &str = "community meeting";

/// A home being made.
pub struct FirstRun {
    form: Form,
    now: Moment,
    /// The passphrase, once all else is written.
    secret: Option<SecretBox>,
}

impl FirstRun {
    /// Begins, with this computer's time zone suggested.
    pub fn new(now: Moment) -> Self {
        let terms = Terms::default();
        let form = Form::new(vec![
            Field::line(NAME, "Home's name", "").with_hint("as everyone here calls it"),
            Field::line(MANAGER, "Your name", "")
                .with_hint("first and last name; you will be its first manager"),
            Field::line(LOGIN, "Short name", "").narrow(20).with_hint("to sign in with"),
            Field::line(ZONE, "Time zone", "").suggesting(now.zone.name()),
            Field::line(KEYWORKER, "Word for keyworker", "").suggesting(&terms.keyworker),
            Field::line(REGISTERED, "Word for manager", "").suggesting(&terms.manager),
            Field::line(MEETING, "Word for meeting", "").suggesting(&terms.meeting),
        ])
        .with_buttons(&["Go on to your passphrase"]);
        Self { form, now, secret: None }
    }

    fn zone(&self) -> Result<Tz, Gap> {
        let text = self.form.written(ZONE);
        let same = |zone: &&Tz| zone.name().eq_ignore_ascii_case(text.trim());
        chrono_tz::TZ_VARIANTS
            .iter()
            .find(same)
            .copied()
            .ok_or_else(|| Gap::new(ZONE, "Write it as Europe/London, or leave it as it was."))
    }

    fn written(&self, passphrase: Secret) -> Result<NewHome, Refusal> {
        let zone = self.zone().map_err(|gap| Refusal::Incomplete(vec![gap]))?;
        let terms = Terms {
            keyworker: self.form.written(KEYWORKER),
            manager: self.form.written(REGISTERED),
            meeting: self.form.written(MEETING),
        };
        let (name, manager) = (self.form.written(NAME), self.form.written(MANAGER));
        Ok(NewHome { name, zone, terms, manager, login: self.form.written(LOGIN), passphrase })
    }

    fn go_on(&mut self) -> Reply {
        let checked = self.written(Secret::default()).and_then(|new| new.check(self.now));
        match checked {
            Ok(()) => {
                self.secret = Some(SecretBox::choosing());
                Reply::Stay
            }
            Err(refusal) => {
                self.form.refused(&refusal);
                Reply::Say(Notice::problem(refusal.to_string()))
            }
        }
    }

    fn make(&self) -> Reply {
        let Some(secret) = self.secret.as_ref().filter(|secret| !secret.typed().is_empty()) else {
            return Reply::Stay;
        };
        match self.written(secret.typed().clone()) {
            Ok(new) => Reply::Make(Box::new(new)),
            Err(refusal) => Reply::Say(Notice::problem(refusal.to_string())),
        }
    }
}

impl Screen for FirstRun {
    fn place(&self) -> Place {
        if self.secret.is_some() { Place::SignIn } else { self.form.place() }
    }

    fn title(&self) -> String {
        "A new home".into()
    }

    fn offers(&self) -> Vec<Offer> {
        let (first, more) = if self.secret.is_some() {
            let take = Offer::called(Command::NextPane, "take the words");
            (Command::Open, [take, Offer::can(Command::ShowTyped), Offer::can(Command::Back)])
        } else {
            (Command::Save, [Command::NextField, Command::FieldBefore, Command::Leave].map(Offer::can))
        };
        [Offer::called(first, "go on")].into_iter().chain(more).collect()
    }

    fn read(&mut self, _view: &View<'_>) -> Result<(), Trouble> {
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        match (command, &mut self.secret) {
            (Command::Save, None) => self.go_on(),
            (command, None) if self.form.command(command) => Reply::Stay,
            (Command::Open, Some(_)) => self.make(),
            (Command::NextPane, Some(secret)) => {
                secret.take_offered();
                Reply::Stay
            }
            (Command::ShowTyped, Some(secret)) => {
                secret.turn();
                Reply::Stay
            }
            (Command::Back, Some(_)) => {
                self.secret = None;
                Reply::Stay
            }
            _ => Reply::Ignored,
        }
    }

    fn typed(&mut self, key: Key) -> Reply {
        let taken = match &mut self.secret {
            Some(_) if key.name == KeyName::Enter => return self.make(),
            Some(secret) => secret.key(key),
            None if self.form.pressed(key).is_some() => return self.go_on(),
            None => self.form.typed(key),
        };
        if taken { Reply::Stay } else { Reply::Ignored }
    }

    fn pasted(&mut self, text: &str) -> Reply {
        match &mut self.secret {
            Some(secret) => secret.pasted(text),
            None => drop(self.form.pasted(text)),
        }
        Reply::Stay
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        if self.secret.is_some() {
            return Reply::Ignored;
        }
        if self.form.pressed_at(spot).is_some() {
            return self.go_on();
        }
        self.form.pointed(spot);
        Reply::Stay
    }

    fn turned_away(&mut self, why: &NotIn) {
        if matches!(why, NotIn::Weak(_)) {
            self.secret = Some(SecretBox::choosing());
        }
    }

    fn remark(&self) -> String {
        match self.secret {
            None => "Nothing is kept before the last step. A made-up home: type bethere demo.".into(),
            Some(_) => "Next comes the home’s recovery key. Have paper and a pen at hand.".into(),
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let remark = if self.secret.is_some() { "2 of 3" } else { "1 of 3" };
        let inside = paint.pane(area, &[("A new home", Role::Title)], remark, Focus::Here);
        let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
        let Some(secret) = &self.secret else { return self.form.draw(inside, paint) };
        let mut y = inside.y + 1;
        let says = "Choose the passphrase you will sign in with. It opens the home’s record, so let it be yours alone.";
        y += paint.text(Rect { y, height: 3, ..inside }, says, Role::Text) + 1;
        secret.draw(Rect { y, height: 1, width: inside.width.min(72), ..inside }, paint);
        y += 2;
        let left = Rect { y, height: inside.bottom().saturating_sub(y), ..inside };
        paint.text(left, &secret.hint(), Role::TextMuted);
    }
}
