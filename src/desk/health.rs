//! How a home is: what somebody who looks after it would ask, each answered in plain words with what to do about it.

use super::team::WayIn;
use super::{Desk, LastBackups, Progress, Trouble, View};
use crate::care::people::Deed;
use crate::care::{Moment, when, words};
use crate::record;
use chrono::{DateTime, TimeDelta, Utc};

/// One thing that was looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Check {
    /// What.
    pub of: &'static str,
    /// Whether it is as it should be.
    pub well: bool,
    /// How it is.
    pub says: String,
    /// What to do about it; empty where there is nothing to do.
    pub to_do: &'static str,
}

impl Check {
    fn well(of: &'static str, says: impl Into<String>) -> Self {
        Self { of, well: true, says: says.into(), to_do: "" }
    }

    fn not(of: &'static str, says: impl Into<String>, to_do: &'static str) -> Self {
        Self { of, well: false, says: says.into(), to_do }
    }
}

/// Below this much room on the disk somebody has to make some; a home of years takes a few hundred million bytes.
const LITTLE_ROOM: u64 = 1 << 30;

/// A clock that is so far behind the last entry was set back, or was ahead.
const CLOCK_BEHIND: TimeDelta = TimeDelta::minutes(2);

/// So many entries are looked at for one that is later than it can be.
const ENTRIES_BACK: usize = 50;

/// What to say of a clock that stands before something that was written.
pub(super) fn behind(last: DateTime<Utc>, now: Moment) -> Option<String> {
    let written = when::shown_when(last, now);
    (last - now.at > CLOCK_BEHIND)
        .then(|| format!("It stands before the last entry, which was written {written}."))
}

/// What is done of a long look at a home.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Stage {
    /// Every block of its file is read.
    File,
    /// Each entry is held against what proves it.
    Entries,
    /// What is found by words is held against the entries.
    Words,
}

impl Stage {
    /// What is done, in words.
    pub fn in_words(self) -> &'static str {
        match self {
            Stage::File => "the file is read through",
            Stage::Entries => "each entry is checked",
            Stage::Words => "the words are compared",
        }
    }
}

/// Who is told how far a long look at a home has come.
pub type Telling<'a> = &'a mut dyn FnMut(Stage, Progress);

impl Desk {
    /// Reads every block of the home's file once, as after a power cut, telling how far that has come.
    pub fn look_through(&self, tell: Telling<'_>) -> Result<(), Trouble> {
        self.journal().look_through(&mut |far| tell(Stage::File, far))
    }
}

impl View<'_> {
    /// How the home is, but for what takes reading all of it.
    pub fn checks(&self) -> Vec<Check> {
        vec![
            self.store(),
            self.own_backups(),
            self.second_backups(),
            self.room(),
            self.clock(),
            self.keys(),
            version(),
        ]
    }

    fn store(&self) -> Check {
        match self.saves_nothing() {
            None => {
                let entries = words::grouped(usize::try_from(self.home.last).unwrap_or(usize::MAX));
                Check::well("The record", format!("Open, and takes what is written. {entries} entries."))
            }
            Some(why) => Check::not(
                "The record",
                format!("Nothing can be saved: {why}"),
                "Do that first. Everything can still be read.",
            ),
        }
    }

    fn own_backups(&self) -> Check {
        const OF: &str = "Backups";
        if self.home.house.demo {
            return Check::well(OF, "A made-up home needs none.");
        }
        let (lacks, _) = self.desk.lacks_backups(self.now);
        let LastBackups { own, .. } = self.desk.last_backups();
        let says = own.map_or("There is none yet.".into(), |made| {
            format!("The last was made {}.", when::shown_when(made, self.now))
        });
        if lacks {
            Check::not(OF, says, "Open Backups and make one now; it says why it can’t.")
        } else {
            Check::well(OF, says)
        }
    }

    fn second_backups(&self) -> Check {
        const OF: &str = "Second folder";
        if self.home.house.demo {
            return Check::well(OF, "A made-up home needs none.");
        }
        let folder = &self.home.house.second_folder;
        if folder.is_empty() {
            return Check::not(
                OF,
                "There is none: what is on one disk goes with it.",
                "Name a folder on a stick or another disk, in Settings of the home.",
            );
        }
        let (_, lacks) = self.desk.lacks_backups(self.now);
        let LastBackups { second, .. } = self.desk.last_backups();
        let says = second.map_or(format!("No backup is in {folder}."), |made| {
            format!("The last was made {}, in {folder}.", when::shown_when(made, self.now))
        });
        if lacks {
            Check::not(OF, says, "Plug the disk in, open Backups and make one now.")
        } else {
            Check::well(OF, says)
        }
    }

    fn room(&self) -> Check {
        const OF: &str = "Room on the disk";
        match record::room_at(&self.desk.journal().site().home) {
            None => Check::well(OF, "This computer does not tell."),
            Some(bytes) if bytes < LITTLE_ROOM => Check::not(
                OF,
                format!("{} MB are left.", bytes / 1_000_000),
                "Make room, or ask the person who looks after this computer.",
            ),
            Some(bytes) => Check::well(OF, format!("{} GB are left.", bytes / 1_000_000_000)),
        }
    }

    fn clock(&self) -> Check {
        const OF: &str = "The clock";
        // Whoever looks came in, and that is an entry too.
        let last = self.desk.journal().latest(ENTRIES_BACK).unwrap_or_default();
        match last.iter().map(|entry| entry.at).max().and_then(|last| behind(last, self.now)) {
            Some(says) => {
                Check::not(OF, says, "Set this computer’s clock right; times of entries hang on it.")
            }
            None => Check::well(OF, "It goes on from the last entry."),
        }
    }

    fn keys(&self) -> Check {
        const OF: &str = "Who can come in";
        let today = self.today();
        let can = self.home.people.working().filter(|staff| self.way_in(staff.id) != WayIn::None);
        let (managing, all) = can.fold((0, 0), |(managing, all), staff| {
            let manages = staff.role.may(Deed::RunTheHome) && staff.active_on(today);
            (managing + usize::from(manages), all + 1)
        });
        let recovery = if self.has_recovery_key() {
            "and there is a recovery key"
        } else {
            "and there is no recovery key"
        };
        let people = if all == 1 { "person" } else { "people" };
        let says = format!("{all} {people}; {managing} can manage, {recovery}.");
        if managing + usize::from(self.has_recovery_key()) < 2 {
            return Check::not(OF, says, "Add a second manager, or have a recovery key made, under People.");
        }
        if self.desk.not_shut_out().is_empty() {
            Check::well(OF, says)
        } else {
            Check::not(
                OF,
                format!("{says} Somebody left, and what they had still opens a copy."),
                "It waits on the board, under For you: Enter seals the home anew.",
            )
        }
    }
}

fn version() -> Check {
    Check::well("The program", format!("bethere {}.", env!("CARGO_PKG_VERSION")))
}
