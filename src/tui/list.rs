//! A list that remembers which record is selected, not which row, so that live changes never move what is
//! under the cursor.

use super::paint::Spot;
use super::screen::Reply;
use crate::keys::Command;
use std::ops::Range;

/// The keys of a list's rows, in order, and the one that is selected.
#[derive(Clone, PartialEq, Debug)]
pub struct List<K> {
    keys: Vec<K>,
    /// Always a place in `keys`, or 0 when there are none.
    at: usize,
}

impl<K> Default for List<K> {
    fn default() -> Self {
        Self { keys: Vec::new(), at: 0 }
    }
}

/// How many rows page-up and page-down go.
const PAGE: usize = 10;

impl<K: PartialEq> List<K> {
    /// Takes new rows. The selected record stays selected; when it is gone, the one in its place is.
    pub fn set(&mut self, keys: Vec<K>) {
        let kept = self.selected().and_then(|selected| keys.iter().position(|key| key == selected));
        self.at = kept.unwrap_or(self.at).min(keys.len().saturating_sub(1));
        self.keys = keys;
    }

    /// The selected record.
    pub fn selected(&self) -> Option<&K> {
        self.keys.get(self.at)
    }

    /// The place of the selected record.
    pub fn at(&self) -> usize {
        self.at
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The records, in order.
    pub fn keys(&self) -> &[K] {
        &self.keys
    }

    /// Selects the record at a place, if there is one.
    pub fn go(&mut self, place: usize) -> bool {
        let there = place < self.keys.len();
        if there {
            self.at = place;
        }
        there
    }

    /// Selects the record that a click is on.
    pub fn pointed(&mut self, spot: Spot) -> Reply {
        if spot.row.is_some_and(|row| self.go(row)) { Reply::Stay } else { Reply::Ignored }
    }

    /// Selects a record, if it is there.
    pub fn select(&mut self, key: &K) {
        if let Some(place) = self.keys.iter().position(|known| known == key) {
            self.at = place;
        }
    }

    /// Moves as a command says; answers whether the command is one that moves.
    pub fn moved(&mut self, command: Command) -> bool {
        let last = self.keys.len().saturating_sub(1);
        self.at = match command {
            Command::Up => self.at.saturating_sub(1),
            Command::Down => (self.at + 1).min(last),
            Command::PageUp => self.at.saturating_sub(PAGE),
            Command::PageDown => (self.at + PAGE).min(last),
            Command::First => 0,
            Command::Last => last,
            _ => return false,
        };
        true
    }
}

/// Which of `count` rows of equal height to show in `room`, so that the selected one is among them.
pub fn shown(count: usize, at: usize, room: usize) -> Range<usize> {
    let first = (at + 1).saturating_sub(room.max(1));
    first.min(count)..(first + room).min(count)
}

/// The first to show of `count` things of unequal height, so that the one at `at` stands whole in `room`, if it can,
/// with as much before it as after.
pub fn first_shown(count: usize, at: usize, room: u16, height: impl Fn(usize) -> u16) -> usize {
    if at >= count {
        return 0;
    }
    let below: u16 = (at..count)
        .scan(0u16, |used, place| {
            let before = *used;
            *used = used.saturating_add(height(place));
            (before < room).then_some(*used)
        })
        .last()
        .unwrap_or(0);
    let above = room.saturating_sub(below.min(room)).max((room / 2).min(room.saturating_sub(height(at))));
    let (mut first, mut used) = (at, 0);
    while first > 0 && used + height(first - 1) <= above {
        first -= 1;
        used += height(first);
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selected_record_stays_selected_when_others_come_and_go() {
        let mut list = List::default();
        list.set(vec!["Kasia", "Jayden", "Mo"]);
        list.go(1);
        list.set(vec!["Siobhán", "Kasia", "Jayden"]);
        assert_eq!(list.selected(), Some(&"Jayden"));
        list.set(vec!["Siobhán", "Kasia"]);
        assert_eq!(list.selected(), Some(&"Kasia"), "the one that took its place");
        list.set(vec![]);
        assert_eq!(list.selected(), None);
    }

    #[test]
    fn the_selected_row_is_always_among_those_shown() {
        for count in 0..30 {
            for room in 0..10 {
                for at in 0..count {
                    let rows = shown(count, at, room);
                    assert!(rows.end <= count);
                    assert!(room == 0 || rows.contains(&at), "{at} of {count} in {room}: {rows:?}");
                }
            }
        }
    }

    #[test]
    fn a_tall_thing_under_the_cursor_is_shown_whole_if_it_can_be() {
        let heights = [3u16, 1, 7, 2, 2, 5, 1, 1, 9, 2];
        for room in 1..20 {
            for at in 0..heights.len() {
                let first = first_shown(heights.len(), at, room, |place| heights[place]);
                let top: u16 = heights[first..at].iter().sum();
                assert!(first <= at);
                assert!(top + heights[at].min(room) <= room, "{at} in {room}: {first}");
            }
        }
        assert_eq!(first_shown(10, 9, 40, |place| heights[place]), 0, "all of it fits");
    }
}
