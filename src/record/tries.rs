//! Wrong passphrases lately typed at a home's door, by whose name. They slow the next try down and are told at the
//! next sign-in; they never keep anyone out for good: at 03:00 there is nobody to ask.
//!
//! Kept in a small file in plain, because the home is closed then. Whoever can write that file can copy the whole
//! home and guess elsewhere, so nothing more is lost by its being plain.

use super::place;
use crate::care::StaffId;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// Seconds to wait after so many wrong tries; after more, the last.
const WAITS: [u64; 8] = [0, 0, 0, 1, 2, 4, 8, 16];
const LONGEST: u64 = 30;

/// More names than any home has.
const MOST: usize = 500;

/// The wrong tries at one door.
pub struct Tries {
    file: PathBuf,
    lately: BTreeMap<StaffId, (u32, DateTime<Utc>)>,
    /// What is known here is not in the file: the disk took nothing.
    ahead: bool,
}

impl Tries {
    /// As they were kept; what can't be read counts as none.
    pub fn of(dir: &Path) -> Self {
        let file = dir.join("tries");
        Self { lately: lately(&file), file, ahead: false }
    }

    /// As they are by now: another process may have counted some meanwhile. What could not be kept still counts.
    pub fn look(&mut self) {
        if !self.ahead {
            self.lately = lately(&self.file);
        }
    }

    /// How many seconds someone has to wait before the next try. A clock that was set back makes nobody wait longer.
    pub fn wait(&self, who: StaffId, now: DateTime<Utc>) -> u64 {
        let Some((count, last)) = self.lately.get(&who) else { return 0 };
        let place = usize::try_from(*count).unwrap_or(usize::MAX);
        let asked = WAITS.get(place).copied().unwrap_or(LONGEST);
        let gone = (now - last).num_seconds().max(0).unsigned_abs();
        asked.saturating_sub(gone)
    }

    /// One more. When it can't be kept on the disk it counts for as long as this lives.
    pub fn add(&mut self, who: StaffId, now: DateTime<Utc>) {
        let (count, last) = self.lately.entry(who).or_insert((0, now));
        (*count, *last) = (count.saturating_add(1), now);
        self.keep();
    }

    /// How many there were, now that the right one was typed.
    pub fn take(&mut self, who: StaffId) -> u32 {
        let taken = self.lately.remove(&who).map_or(0, |(count, _)| count);
        if taken > 0 {
            self.keep();
        }
        taken
    }

    fn keep(&mut self) {
        let mut text = String::new();
        for (who, (count, last)) in &self.lately {
            // Writing to a string can't fail.
            let _ = writeln!(text, "{} {count} {}", who.0, last.timestamp_millis());
        }
        self.ahead = place::write_private(&self.file, text.as_bytes()).is_err();
    }
}

fn lately(file: &Path) -> BTreeMap<StaffId, (u32, DateTime<Utc>)> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    text.lines().take(MOST).filter_map(read).collect()
}

fn read(line: &str) -> Option<(StaffId, (u32, DateTime<Utc>))> {
    let mut words = line.split(' ');
    let who = Uuid::try_parse(words.next()?).ok()?;
    let count = words.next()?.parse().ok()?;
    let last = DateTime::from_timestamp_millis(words.next()?.parse().ok()?)?;
    Some((StaffId(who), (count, last)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    const DEE: StaffId = StaffId(Uuid::from_u128(3));

    fn noon() -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_435_200, 0).unwrap()
    }

    #[test]
    fn wrong_tries_slow_down_and_never_lock_out() {
        let dir = tempfile::tempdir().unwrap();
        let mut tries = Tries::of(dir.path());
        let waits: Vec<u64> = (0..9)
            .map(|_| {
                tries.add(DEE, noon());
                tries.wait(DEE, noon())
            })
            .collect();
        assert_eq!(waits, [0, 0, 1, 2, 4, 8, 16, 30, 30]);
        assert_eq!(tries.wait(DEE, noon() + TimeDelta::seconds(29)), 1);
        assert_eq!(tries.wait(DEE, noon() + TimeDelta::seconds(30)), 0);
        assert_eq!(tries.wait(StaffId(Uuid::nil()), noon()), 0);
    }

    #[test]
    fn they_are_kept_until_the_right_one_is_typed() {
        let dir = tempfile::tempdir().unwrap();
        let mut tries = Tries::of(dir.path());
        for _ in 0..3 {
            tries.add(DEE, noon());
        }
        let mut again = Tries::of(dir.path());
        assert_eq!(again.wait(DEE, noon()), 1);
        assert_eq!((again.take(DEE), again.take(DEE)), (3, 0));
        assert_eq!(Tries::of(dir.path()).wait(DEE, noon()), 0);
    }

    #[test]
    fn what_another_window_counted_counts_here_too() {
        let dir = tempfile::tempdir().unwrap();
        let (mut here, mut there) = (Tries::of(dir.path()), Tries::of(dir.path()));
        for _ in 0..5 {
            there.add(DEE, noon());
        }
        here.look();
        assert_eq!(here.wait(DEE, noon()), 4);
        assert_eq!(there.take(DEE), 5);
        // Taken once, they are gone for everyone.
        here.look();
        assert_eq!(here.wait(DEE, noon()), 0);
    }

    #[test]
    fn what_the_disk_does_not_take_counts_all_the_same() {
        let dir = tempfile::tempdir().unwrap();
        // Nothing can be written beside a file.
        let file = dir.path().join("file");
        std::fs::write(&file, "").unwrap();
        let mut tries = Tries::of(&file);
        for _ in 0..4 {
            tries.look();
            tries.add(DEE, noon());
        }
        assert_eq!((tries.wait(DEE, noon()), tries.take(DEE)), (2, 4));
        tries.look();
        assert_eq!(tries.wait(DEE, noon()), 0);
    }

    #[test]
    fn a_clock_set_back_makes_nobody_wait_longer() {
        let dir = tempfile::tempdir().unwrap();
        let mut tries = Tries::of(dir.path());
        for _ in 0..20 {
            tries.add(DEE, noon());
        }
        assert_eq!(tries.wait(DEE, noon() - TimeDelta::days(400)), 30);
    }

    #[test]
    fn a_file_that_makes_no_sense_counts_as_none() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("tries"), "x\n1 2 3\n\u{0}\n").unwrap();
        assert_eq!(Tries::of(dir.path()).wait(DEE, noon()), 0);
    }
}
