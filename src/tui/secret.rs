//! A box for a passphrase: not shown unless it is asked for, wiped when it is let go of, kept in no draft.

use super::paint::{Paint, Rect};
use crate::desk::{self, Secret};
use crate::keys::{Key, KeyName};
use crate::theme::Role;

/// A box for a passphrase.
#[derive(Default)]
pub struct SecretBox {
    typed: Secret,
    /// Words to take when one is being chosen.
    offered: Secret,
    shown: bool,
}

impl SecretBox {
    /// A box for one that is known: what is typed is not shown.
    pub fn asking() -> Self {
        Self::default()
    }

    /// A box for one that is being chosen: words that are to be remembered are read while they are typed.
    pub fn choosing() -> Self {
        // Without words to offer, people find their own.
        Self {
            offered: desk::offered_passphrase().unwrap_or_default(),
            shown: true,
            typed: Secret::default(),
        }
    }

    /// What was typed.
    pub fn typed(&self) -> &Secret {
        &self.typed
    }

    /// Shows or hides what is typed.
    pub fn turn(&mut self) {
        self.shown = !self.shown;
    }

    /// Takes the words that are offered.
    pub fn take_offered(&mut self) {
        self.typed = self.offered.clone();
    }

    /// Takes a key; answers whether it means anything here.
    pub fn key(&mut self, key: Key) -> bool {
        match key.name {
            KeyName::Char(letter) if !key.ctrl => self.typed.push(letter),
            KeyName::Backspace => self.typed.pop(),
            _ => return false,
        }
        true
    }

    /// Takes pasted text, without the end of line it may come with.
    pub fn pasted(&mut self, text: &str) {
        text.chars().filter(|letter| !letter.is_control()).for_each(|letter| self.typed.push(letter));
    }

    /// What helps to choose one.
    pub fn hint(&self) -> String {
        format!(
            "At least 12 characters. These words would do, and Tab takes them:\n{}\nNobody can read it from here, \
             and it never has to be changed.",
            *self.offered.shown(None, 200)
        )
    }

    /// Paints it, with the real cursor in it.
    pub fn draw(&self, field: Rect, paint: &mut Paint<'_>) {
        paint.fill(field, Role::InputFocus);
        // The end of what is longer than the box is what is being typed.
        let most = usize::from(field.width.saturating_sub(2));
        let shown = self.typed.shown(if self.shown { None } else { Some('•') }, most);
        let used = paint.words(field.x + 1, field.y, field.width.saturating_sub(1), &shown, Role::InputFocus);
        paint.cursor(field.x + 1 + used, field.y);
    }
}
