//! Which key means what, where. Made from settings files, the shipped ones first; after that it only answers.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::reading;
use super::{Command, Key, Place};
use crate::settings::Problem;

/// The keymaps inside the program, everyday first.
pub(super) const SHIPPED: [(&str, &str); 4] = [
    ("everyday", include_str!("../../keymaps/everyday.toml")),
    ("letters-off", include_str!("../../keymaps/letters-off.toml")),
    ("vim", include_str!("../../keymaps/vim.toml")),
    ("left-hand", include_str!("../../keymaps/left-hand.toml")),
];

/// The keys in force.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) about: String,
    /// The keys of each command in each place that gives it some.
    pub(super) bound: BTreeMap<(Place, Command), Vec<Key>>,
    pub(super) moved: Vec<Moved>,
}

/// A key that a file gave to one command and that another had before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// In which table.
    pub place: Place,
    /// The key.
    pub key: Key,
    /// The command that lost it.
    pub from: Command,
    /// The command that has it now.
    pub to: Command,
}

/// A key that means one thing here and another in a place further out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// The nearer place.
    pub place: Place,
    /// The key.
    pub key: Key,
    /// What it does there.
    pub command: Command,
    /// The place further out.
    pub over: Place,
    /// What it does out there, and does not do here.
    pub hidden: Command,
}

impl Keymap {
    /// The names of the keymaps inside the program.
    pub const SHIPPED: [&'static str; 4] = [SHIPPED[0].0, SHIPPED[1].0, SHIPPED[2].0, SHIPPED[3].0];

    /// The keymap everyone begins with, and the one in force when no other can be read.
    pub fn everyday() -> Self {
        reading::everyday()
    }

    /// A shipped keymap by name.
    pub fn built_in(name: &str) -> Option<Self> {
        let shipped = SHIPPED.iter().find(|(shipped, _)| *shipped == name)?;
        Some(reading::layered(&[*shipped], &[]).0)
    }

    /// The text of a shipped keymap's file.
    pub fn shipped_text(name: &str) -> Option<&'static str> {
        SHIPPED.iter().find(|(shipped, _)| *shipped == name).map(|(_, text)| *text)
    }

    /// Lays settings files, each a name to show and a text, one over the other and all over `everyday`: the
    /// home's, the person's, the one asked for. A file that inherits lies over that keymap instead: a shipped
    /// one, another layer, or one of the others. Whatever is in them the result works, and what could not be
    /// used is listed.
    pub fn layered(layers: &[(&str, &str)], others: &[(&str, &str)]) -> (Self, Vec<Problem>) {
        reading::layered(layers, others)
    }

    /// Its name, as its file is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its name for people.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What it is for.
    pub fn about(&self) -> &str {
        &self.about
    }

    /// What a key means here, and which of the command's keys it is, from 0.
    pub fn command(&self, place: Place, key: Key) -> Option<(Command, usize)> {
        if place.is_typed_in() && key.text().is_some() {
            return None;
        }
        place.stack().iter().find_map(|place| key.asked().find_map(|key| self.own(*place, key)))
    }

    /// What a key means in this table alone.
    fn own(&self, place: Place, key: Key) -> Option<(Command, usize)> {
        self.table(place)
            .find_map(|(command, keys)| Some((command, keys.iter().position(|own| *own == key)?)))
    }

    /// What one table binds stands together.
    pub(super) fn of(place: Place) -> RangeInclusive<(Place, Command)> {
        const FIRST: Command = Command::ALL[0];
        const LAST: Command = Command::ALL[Command::ALL.len() - 1];
        (place, FIRST)..=(place, LAST)
    }

    /// The commands of one table that have keys.
    pub fn table(&self, place: Place) -> impl Iterator<Item = (Command, &[Key])> {
        let here = self.bound.range(Self::of(place));
        here.map(|((_, command), keys)| (*command, keys.as_slice()))
    }

    /// The keys a command was given for this place; [`Keymap::hint`] is the one to show.
    pub fn keys(&self, place: Place, command: Command) -> &[Key] {
        let given = place.stack().iter().find_map(|place| self.bound.get(&(*place, command)));
        given.map_or(&[], Vec::as_slice)
    }

    /// The key to show for a command here: the first that does it, or a run of numbers as `1-9`. None when it
    /// does not hold here or has no key left.
    pub fn hint(&self, place: Place, command: Command) -> Option<String> {
        let keys = self.working(place, command);
        run(&keys).or_else(|| keys.first().map(|key| key.short()))
    }

    /// All the keys that do a command here, as words: `F1 or ?`.
    pub fn hints(&self, place: Place, command: Command) -> Option<String> {
        let keys = self.working(place, command);
        let all = || keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ");
        run(&keys).or_else(|| (!keys.is_empty()).then(all))
    }

    /// The keys of a command that no nearer place has taken.
    fn working(&self, place: Place, command: Command) -> Vec<Key> {
        let does = |key: &&Key| self.command(place, **key).is_some_and(|(done, _)| done == command);
        self.keys(place, command).iter().filter(does).copied().collect()
    }

    /// The keys that a file took from a command it does not mention.
    pub fn moved(&self) -> &[Moved] {
        &self.moved
    }

    /// The keys that do one thing in a place and another further out. The nearer place wins.
    pub fn overlaps(&self) -> Vec<Overlap> {
        let pairs =
            Place::ALL.iter().flat_map(|place| place.stack()[1..].iter().map(move |over| (*place, *over)));
        let hidden = |(place, over): (Place, Place)| {
            let keys = self.table(over).flat_map(|(hidden, keys)| keys.iter().map(move |key| (hidden, *key)));
            keys.filter_map(move |(hidden, key)| {
                let (command, _) = key.asked().find_map(|key| self.own(place, key))?;
                (command != hidden).then_some(Overlap { place, key, command, over, hidden })
            })
        };
        pairs.flat_map(hidden).collect()
    }
}

/// Keys that are numbers in a row, as one: `1-9`.
fn run(keys: &[Key]) -> Option<String> {
    let digit = |key: &Key| key.text().and_then(|c| c.to_digit(10));
    let follows = |pair: &[Key]| digit(&pair[0]).is_some_and(|one| digit(&pair[1]) == Some(one + 1));
    match keys {
        [first, _, .., last] if keys.windows(2).all(follows) => Some(format!("{first}-{last}")),
        _ => None,
    }
}
