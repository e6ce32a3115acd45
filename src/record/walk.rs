//! How far a look through a whole store has come, counted where its blocks are read.
//!
//! redb walks all it holds twice: once for the checksums, once to learn which pages are in use. By itself it says only
//! when a walk is done. How many blocks are in use nobody knows before the first walk is, so that one is measured by
//! what the file has, and the second by what the first one read. Each is half of the way. Where some of the file is
//! free the first half ends sooner than it seemed; it never ends later, and nothing goes back.

use super::Progress;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};

/// How fine it is told.
const ALL: u64 = 100;

/// What the second walk has come to when it is begun.
const HALF: u64 = ALL / 2;

/// A look through a store. Once it is over it counts nothing.
pub(super) struct Walk(Mutex<Option<Walking>>);

struct Walking {
    /// What there is to read at most, in bytes.
    of: u64,
    /// What this walk has read.
    read: u64,
    /// What the first walk read, once it is done.
    first: Option<u64>,
    told: u64,
    tell: Sender<Progress>,
}

impl Walk {
    /// Begins to look through a store of so many bytes.
    pub(super) fn through(of: u64) -> (Arc<Self>, Receiver<Progress>) {
        let (tell, told) = mpsc::channel();
        let walking = Walking { of, read: 0, first: None, told: 0, tell };
        (Arc::new(Self(Mutex::new(Some(walking)))), told)
    }

    /// So many bytes were read.
    pub(super) fn has_read(&self, bytes: usize) {
        self.walking(|walking| walking.read += bytes as u64);
    }

    /// The first walk is done.
    pub(super) fn goes_again(&self) {
        self.walking(|walking| {
            if walking.first.is_none() {
                (walking.first, walking.read) = (Some(walking.read), 0);
            }
        });
    }

    /// It is over, well or not.
    pub(super) fn end(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn walking(&self, step: impl FnOnce(&mut Walking)) {
        if let Some(walking) = &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            step(walking);
            walking.tell();
        }
    }
}

impl Walking {
    fn tell(&mut self) {
        let done = match self.first {
            None => part(self.read, self.of),
            Some(first) => HALF + part(self.read, first),
        };
        // Only whoever opened it knows that it is over.
        let done = done.min(ALL - 1);
        if done > self.told {
            self.told = done;
            // Whoever no longer listens needs no more of it.
            let _ = self.tell.send(Progress { done, of: ALL });
        }
    }
}

/// How much of half the way so much of something is.
fn part(read: u64, of: u64) -> u64 {
    u64::try_from(u128::from(HALF) * u128::from(read.min(of)) / u128::from(of.max(1))).unwrap_or(HALF)
}

/// Before anything is read.
pub(super) const BEGUN: Progress = Progress { done: 0, of: ALL };

/// All of it was read.
pub(super) const OVER: Progress = Progress { done: ALL, of: ALL };

#[cfg(test)]
mod tests {
    use super::*;

    fn told(steps: impl FnOnce(&Walk)) -> Vec<u64> {
        let (walk, told) = Walk::through(1_000);
        steps(&walk);
        walk.end();
        walk.has_read(1_000);
        told.iter().map(|far| far.done).collect()
    }

    #[test]
    fn a_full_file_is_two_halves_of_the_way() {
        let walked = told(|walk| {
            (0..10).for_each(|_| walk.has_read(100));
            walk.goes_again();
            (0..10).for_each(|_| walk.has_read(100));
        });
        assert_eq!(walked, [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95, 99]);
    }

    #[test]
    fn where_some_of_the_file_is_free_the_first_half_is_shorter_and_the_second_is_not() {
        let walked = told(|walk| {
            (0..4).for_each(|_| walk.has_read(100));
            walk.goes_again();
            walk.goes_again();
            (0..4).for_each(|_| walk.has_read(100));
        });
        assert_eq!(walked, [5, 10, 15, 20, 50, 62, 75, 87, 99]);
    }

    #[test]
    fn what_is_read_more_than_once_makes_it_neither_longer_nor_run_back() {
        let walked = told(|walk| {
            (0..4).for_each(|_| walk.has_read(700));
            walk.goes_again();
            (0..9).for_each(|_| walk.has_read(700));
        });
        assert_eq!(walked, [35, 50, 62, 75, 87, 99]);
    }

    #[test]
    fn a_store_of_nothing_is_looked_through_too() {
        let (walk, told) = Walk::through(0);
        walk.goes_again();
        walk.has_read(0);
        drop(walk);
        assert!(told.iter().all(|far| far.done >= HALF));
    }
}
