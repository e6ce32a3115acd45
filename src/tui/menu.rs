//! Rows under headings with a box to search in, by word and by key: help and the list of everything are both
//! such a menu, and differ only in what stands in it.

use super::field::{Lines, Writing};
use super::list::List;
use super::paint::{Paint, Rect};
use crate::find::{self, Kind};
use crate::keys::{Command, Key};
use crate::theme::{Mark, Role};

/// One row.
#[derive(Clone, PartialEq, Debug)]
pub struct Item {
    /// What stands over it and its neighbours.
    pub heading: String,
    /// What it does; nothing when it only explains.
    pub command: Option<Command>,
    /// Its keys in force, `F1 or ?`; empty when it has none.
    pub keys: String,
    /// The mark that it explains.
    pub mark: Option<Mark>,
    /// What it says.
    pub words: String,
    /// Why it can't be done now.
    pub why_not: Option<String>,
}

/// The rows, what is typed, and the row under the cursor.
pub struct Menu {
    typed: Writing,
    items: Vec<Item>,
    /// The same rows, ready to be searched.
    folded: Vec<find::Row<usize>>,
    found: List<usize>,
}

impl Default for Menu {
    fn default() -> Self {
        Self {
            typed: Writing::new(Lines::One, ""),
            items: Vec::new(),
            folded: Vec::new(),
            found: List::default(),
        }
    }
}

impl Menu {
    /// Takes new rows; what is typed stays.
    pub fn set(&mut self, items: Vec<Item>) {
        if items == self.items {
            return;
        }
        let folded = items.iter().enumerate().map(|(n, item)| {
            let more = item.command.map_or(["", ""], |command| [command.label(), command.name()]);
            find::Row::new(Kind::Command, &item.words, more, n)
        });
        self.folded = folded.collect();
        self.items = items;
        self.narrow();
    }

    /// All the rows.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The rows that answer what is typed, in their order.
    pub fn found(&self) -> impl Iterator<Item = &Item> {
        self.found.keys().iter().filter_map(|n| self.items.get(*n))
    }

    /// The place among those found of the row under the cursor.
    pub fn at(&self) -> usize {
        self.found.at()
    }

    /// The row under the cursor.
    pub fn chosen(&self) -> Option<&Item> {
        self.items.get(*self.found.selected()?)
    }

    /// Puts the cursor on one of those found.
    pub fn go(&mut self, place: usize) -> bool {
        self.found.go(place)
    }

    /// Takes a key; answers whether it meant anything.
    pub fn typed(&mut self, key: Key) -> bool {
        let taken = self.typed.typed(key);
        if taken {
            self.search();
        }
        taken
    }

    /// Takes pasted text.
    pub fn pasted(&mut self, text: &str) {
        self.typed.pasted(text);
        self.search();
    }

    /// Moves, or writes; answers whether the command is one for that.
    pub fn command(&mut self, command: Command) -> bool {
        if self.found.moved(command) {
            return true;
        }
        let written = command == Command::Clear || self.typed.command(command);
        if command == Command::Clear {
            self.typed = Writing::new(Lines::One, "");
        }
        if written {
            self.search();
        }
        written
    }

    /// Paints the box to search in.
    pub fn draw_search(&self, area: Rect, paint: &mut Paint<'_>) {
        self.typed.draw(area, true, paint);
        if self.typed.is_empty() {
            paint.words(area.x + 1, area.y, area.width, "type a word, or a key", Role::InputPlaceholder);
        }
    }

    /// The cursor goes to the row that answers best, or to the first.
    fn search(&mut self) {
        let best = self.narrow();
        self.found.go(best);
    }

    /// Keeps the rows that answer what is typed, in their order; answers which of them does best.
    fn narrow(&mut self) -> usize {
        let typed = self.typed.text();
        if typed.trim().is_empty() {
            self.found.set((0..self.items.len()).collect());
            return 0;
        }
        let hits = find::search(&self.folded, &typed, usize::MAX);
        let mut scores = vec![0; self.items.len()];
        for hit in hits.groups.iter().flat_map(|group| &group.best) {
            scores[hit.row.target] = hit.hit.score + 1;
        }
        for (score, item) in scores.iter_mut().zip(&self.items) {
            *score = (*score).max(by_key(&item.keys, typed.trim()));
        }
        let found: Vec<usize> = (0..scores.len()).filter(|n| scores[*n] > 0).collect();
        let best = (0..found.len()).rev().max_by_key(|place| scores[found[*place]]);
        self.found.set(found);
        best.unwrap_or(0)
    }
}

/// How well a key answers: the key itself before everything, `ctrl` for all keys with Ctrl after the words.
fn by_key(keys: &str, typed: &str) -> usize {
    let (keys, typed) = (keys.to_lowercase(), typed.to_lowercase());
    if keys.split(" or ").any(|key| key == typed) {
        usize::MAX
    } else {
        usize::from(typed.chars().count() > 2 && keys.split(" or ").any(|key| key.starts_with(&typed)))
    }
}
