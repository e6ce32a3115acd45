//! A new recovery key: shown once, to be written down, and two of its groups typed back so that it was.

use super::field::{Lines, Writing};
use super::paint::{Paint, Rect};
use super::screen::{Cover, Notice, Offer, Reply, Screen};
use super::why::centred;
use crate::desk::{RecoveryKey, Trouble, View};
use crate::keys::{Command, Key, KeyName, Place};
use crate::theme::Role;

/// Which groups are asked for, counted from 1: one early, one late.
const ASKED: [usize; 2] = [2, 7];

/// In how many rows its groups stand, each with its number: nobody has to count them.
const ROWS: u16 = 3;
/// How wide a number with its group and the space after it is.
const WIDE: u16 = 14;

/// The recovery key on the screen.
pub struct NewRecoveryKey {
    key: RecoveryKey,
    typed: Writing,
}

impl NewRecoveryKey {
    /// Shows a key.
    pub fn new(key: RecoveryKey) -> Self {
        Self { key, typed: Writing::new(Lines::One, "") }
    }

    /// Whether what was typed is the two groups that were asked for.
    fn is_typed_back(&self) -> bool {
        let text = self.typed.text();
        let groups: Vec<&str> =
            text.split(|c: char| !c.is_alphanumeric()).filter(|group| !group.is_empty()).collect();
        groups.len() == ASKED.len() && ASKED.iter().zip(groups).all(|(n, typed)| self.key.is_group(*n, typed))
    }

    fn draw_groups(&self, area: Rect, paint: &mut Paint<'_>) -> u16 {
        let mut place = Rect { width: WIDE, height: 1, ..area };
        for number in 1..=RecoveryKey::GROUPS {
            let Some(group) = self.key.group(number) else { break };
            paint.words(place.x, place.y, place.width, &format!("{number}"), Role::TextMuted);
            paint.words(place.x + 3, place.y, place.width - 3, &group, Role::TextStrong);
            place.x += WIDE;
            if number % RecoveryKey::GROUPS.div_ceil(usize::from(ROWS)) == 0 {
                (place.x, place.y) = (area.x, place.y + 1);
            }
        }
        ROWS
    }
}

impl Screen for NewRecoveryKey {
    fn place(&self) -> Place {
        Place::Text
    }

    fn title(&self) -> String {
        "Recovery key".into()
    }

    fn cover(&self) -> Cover {
        Cover::Whole
    }

    fn offers(&self) -> Vec<Offer> {
        vec![Offer::called(Command::Save, "go on")]
    }

    fn read(&mut self, _view: &View<'_>) -> Result<(), Trouble> {
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        match command {
            Command::Save if self.is_typed_back() => Reply::Back,
            Command::Save => Reply::Say(Notice::problem(format!(
                "Groups {} and {} are not as shown. Write the key down, then type them from what you wrote.",
                ASKED[0], ASKED[1]
            ))),
            // The key is shown nowhere else and never again.
            Command::Back => {
                Reply::Say(Notice::note("Type the two groups first: this key is not shown again."))
            }
            command if self.typed.command(command) => Reply::Stay,
            _ => Reply::Ignored,
        }
    }

    fn typed(&mut self, key: Key) -> Reply {
        if key.name == KeyName::Enter {
            return self.command(Command::Save);
        }
        if self.typed.typed(key) { Reply::Stay } else { Reply::Ignored }
    }

    fn pasted(&mut self, text: &str) -> Reply {
        self.typed.pasted(text);
        Reply::Stay
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let inside = paint.popover(centred(area, 66, 16), &[("The home’s recovery key", Role::Title)], "");
        let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
        let mut y = inside.y;
        let says = "When no manager can sign in, this is the only way back into the record. Write it on paper \
                    and lock it away, outside this building if you can. It is not shown again.";
        y += paint.text(Rect { y, height: 4, ..inside }, says, Role::Text) + 1;
        y += self.draw_groups(Rect { y, height: ROWS, ..inside }, paint) + 1;
        let asks = format!("Type groups {} and {} from what you wrote down:", ASKED[0], ASKED[1]);
        y += paint.text(Rect { y, height: 2, ..inside }, &asks, Role::Text);
        self.typed.draw(Rect { y, height: 1, ..inside }, true, paint);
    }
}
