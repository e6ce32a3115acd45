//! What this computer remembers of a home, outside its folder: how its store was when it was closed here last, and
//! where its record ended. So a store that something else wrote to is checked whole before it is trusted, and a copy
//! put back from a backup says that it is older.
//!
//! Nothing in it tells what a record says. Losing it costs one slower opening.

use super::place::{Print, Site};
use super::proof::Hash;
use super::{Head, codec, place, ways};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// More than it ever takes.
const MOST: u64 = 1 << 10;

/// A home as it was when it was closed here last.
#[derive(Copy, Clone, PartialEq, Debug, Serialize, Deserialize)]
struct Seen {
    last: u64,
    head: Hash,
    print: Print,
}

/// How the record at hand is not the one that was closed here last.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Strayed {
    /// It ends earlier: a copy was put back.
    Older {
        /// The number of its last entry.
        ends: u64,
        /// The number of the last entry that was seen here.
        seen: u64,
    },
    /// It went another way: an entry that was seen here is a different one now.
    Otherwise {
        /// That entry's number.
        seen: u64,
    },
}

impl std::fmt::Display for Strayed {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Older { ends, seen } => write!(
                out,
                "This copy of the home ends at entry {ends}; this computer last saw {seen}. What was written in \
                 between is not in it. Tell a manager."
            ),
            Self::Otherwise { seen } => write!(
                out,
                "Entry {seen} is not the one this computer saw: this is a copy that went on elsewhere. Tell a manager."
            ),
        }
    }
}

/// What is remembered of one home; written when it is let go of, after its store was closed.
pub(super) struct Remembered {
    file: Option<PathBuf>,
    place: PathBuf,
    before: Option<Seen>,
    /// Where the record ends by now.
    now: Option<(u64, Head)>,
}

impl Remembered {
    /// What is remembered of a home; nothing of one that is made up, or that was never here.
    pub(super) fn of(site: &Site, home: Uuid) -> Self {
        let file = site.memory.as_ref().map(|memory| memory.join(home.simple().to_string()));
        let bytes = file.as_ref().and_then(|file| std::fs::read(file).ok());
        let before = bytes.and_then(|bytes| codec::from_bytes(&bytes, MOST).ok());
        Self { file, place: site.home.clone(), before, now: None }
    }

    /// Nothing, now or later.
    pub(super) fn nothing() -> Self {
        Self { file: None, place: PathBuf::new(), before: None, now: None }
    }

    /// Whether a store is as it was left, so that nothing but us can have written to it.
    pub(super) fn is_as_left(&self, print: &Print) -> bool {
        self.before.is_some_and(|seen| seen.print == *print)
    }

    /// The number of the entry that was the last one here.
    pub(super) fn last(&self) -> Option<u64> {
        self.before.map(|seen| seen.last)
    }

    /// How a record that ends at a number is another one, given the head it has at the number that was last here.
    pub(super) fn strayed(&self, ends: u64, head_there: Option<Head>) -> Option<Strayed> {
        let Seen { last: seen, head, .. } = self.before?;
        if ends < seen {
            return Some(Strayed::Older { ends, seen });
        }
        (head_there != Some(Head(head))).then_some(Strayed::Otherwise { seen })
    }

    /// Keeps in mind where the record ends.
    pub(super) fn ends(&mut self, last: u64, head: Head) {
        self.now = Some((last, head));
    }
}

impl Drop for Remembered {
    fn drop(&mut self) {
        let (Some(file), Some((last, head))) = (&self.file, self.now) else { return };
        let seen = place::print(&self.place)
            .and_then(|print| codec::to_bytes(&Seen { last, head: head.0, print }, MOST));
        // Where it can't be kept, the next opening takes longer, and nothing else.
        let _ = seen.and_then(|bytes| keep(file, &bytes));
    }
}

/// How many bytes of a home's store are looked through when it is next opened: none of one that is as it was left here.
pub fn to_look_through(site: &Site) -> u64 {
    let (Ok(print), Ok(home)) = (place::print(&site.home), ways::home_in(&site.home)) else { return 0 };
    if Remembered::of(site, home).is_as_left(&print) { 0 } else { print.len }
}

fn keep(file: &Path, bytes: &[u8]) -> Result<(), super::Trouble> {
    if let Some(folder) = file.parent() {
        place::make_private(folder)?;
    }
    place::write_private(file, bytes)
}
