//! Changing one's own passphrase: the one there is first, so that nobody does it at a screen left open.

use super::paint::{Paint, Rect};
use super::screen::{Cover, Notice, Offer, Reply, Screen, Team};
use super::secret::SecretBox;
use super::why::centred;
use crate::desk::{Trouble, View};
use crate::keys::{Command, Key, KeyName, Place};
use crate::theme::Role;

/// One's own passphrase being changed.
pub struct OwnPassphrase {
    now: SecretBox,
    /// The new one, once the one there is was typed.
    own: Option<SecretBox>,
}

impl Default for OwnPassphrase {
    fn default() -> Self {
        Self { now: SecretBox::asking(), own: None }
    }
}

impl OwnPassphrase {
    fn on(&mut self) -> Reply {
        match &self.own {
            None if self.now.typed().is_empty() => Reply::Say(Notice::problem("Type your passphrase first.")),
            None => {
                self.own = Some(SecretBox::choosing());
                Reply::Stay
            }
            Some(own) => {
                Reply::Team(Team::OwnPassphrase { now: self.now.typed().clone(), own: own.typed().clone() })
            }
        }
    }

    fn here(&mut self) -> &mut SecretBox {
        self.own.as_mut().unwrap_or(&mut self.now)
    }
}

impl Screen for OwnPassphrase {
    fn place(&self) -> Place {
        Place::SignIn
    }

    fn title(&self) -> String {
        "Own passphrase".into()
    }

    fn cover(&self) -> Cover {
        Cover::Over
    }

    fn offers(&self) -> Vec<Offer> {
        vec![Offer::called(Command::Open, "go on"), Offer::can(Command::ShowTyped), Offer::can(Command::Back)]
    }

    fn read(&mut self, _view: &View<'_>) -> Result<(), Trouble> {
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        match command {
            Command::Open => self.on(),
            Command::ShowTyped => {
                self.here().turn();
                Reply::Stay
            }
            _ => Reply::Ignored,
        }
    }

    fn typed(&mut self, key: Key) -> Reply {
        match key.name {
            KeyName::Enter => return self.on(),
            KeyName::Tab => {
                if let Some(own) = &mut self.own {
                    own.take_offered();
                    return Reply::Stay;
                }
            }
            _ => {}
        }
        if self.here().key(key) { Reply::Stay } else { Reply::Ignored }
    }

    fn pasted(&mut self, text: &str) -> Reply {
        self.here().pasted(text);
        Reply::Stay
    }

    fn turned_away(&mut self, why: &crate::desk::NotIn) {
        if matches!(why, crate::desk::NotIn::WrongPassphrase { .. }) {
            *self = Self::default();
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let inside = paint.popover(centred(area, 70, 10), &[("Your passphrase", Role::Title)], "");
        let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
        let (says, hint, typed) = match &self.own {
            None => ("Type the one you have now:", String::new(), &self.now),
            Some(own) => ("Choose the new one:", own.hint(), own),
        };
        paint.text(Rect { y: inside.y + 1, height: 1, ..inside }, says, Role::Text);
        typed.draw(Rect { y: inside.y + 2, height: 1, ..inside }, paint);
        paint.text(Rect { y: inside.y + 4, height: 4, ..inside }, &hint, Role::TextMuted);
    }
}
