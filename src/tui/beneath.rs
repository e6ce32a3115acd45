//! What the screen under help, the list of everything and find offers: copied when one of them opens over it.

use super::screen::{Offer, Reply, Screen};
use crate::keys::{Command, Keymap, Place};

/// The screen beneath, as values.
pub struct Beneath {
    /// Which keys hold there.
    pub place: Place,
    /// Whom what is done there is about; empty when nobody in particular.
    pub about: String,
    /// What it offers.
    pub offers: Vec<Offer>,
    /// What can be done on every screen.
    pub everywhere: Vec<Offer>,
    /// The keys in force.
    pub keymap: Keymap,
}

impl Beneath {
    /// What a screen offers, and what can be done on every screen besides.
    pub fn of(screen: &dyn Screen, offers: Vec<Offer>, everywhere: Vec<Offer>, keymap: &Keymap) -> Self {
        let own = |offer: &Offer| offers.iter().any(|own| own.command == offer.command);
        let everywhere = everywhere.into_iter().filter(|offer| !own(offer)).collect();
        Self { place: screen.place(), about: screen.about(), offers, everywhere, keymap: keymap.clone() }
    }

    /// All that can be done, what the screen offers first.
    pub fn all(&self) -> impl Iterator<Item = &Offer> {
        self.offers.iter().chain(&self.everywhere)
    }
}

/// Helpers over a screen give way to each other: all are about the screen beneath.
pub fn gives_way(own: Command, command: Command) -> Option<Reply> {
    match command {
        command if command == own => Some(Reply::Back),
        Command::Help | Command::Everything | Command::Find => Some(Reply::BackThen(command)),
        _ => None,
    }
}
