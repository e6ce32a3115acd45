//! Many acts at once, as when a list is brought in: every one of them in one commit, or none.

use super::{Desk, SignedIn, Trouble};
use crate::care::{Act, Entry, Home, Moment, Refusal, Stamp};
use std::sync::PoisonError;
use uuid::Uuid;

/// Why nothing was brought in.
#[derive(Debug)]
pub enum NotBroughtIn {
    /// The rules don't allow these: the place of each act, and why.
    Refused(Vec<(usize, Refusal)>),
    /// It could not be written.
    Trouble(Trouble),
}

impl Desk {
    /// Whether acts would be accepted one after the other. Nothing is written.
    pub fn try_bring_in(
        &self,
        by: SignedIn,
        now: Moment,
        acts: &[Act],
        fresh: impl FnMut() -> Uuid,
    ) -> Result<(), NotBroughtIn> {
        let home = self.home().clone();
        let last = home.last;
        decided(home, last, (by, now), acts, fresh).map(drop)
    }

    /// Does acts one after the other. Returns once all of them are on the disk.
    pub fn bring_in(
        &self,
        by: SignedIn,
        now: Moment,
        acts: &[Act],
        fresh: impl FnMut() -> Uuid,
    ) -> Result<Vec<Entry>, NotBroughtIn> {
        let mut journal = self.journal();
        self.catch_up(&journal).map_err(NotBroughtIn::Trouble)?;
        let home = self.home().clone();
        let (home, entries) = decided(home, journal.last(), (by, now), acts, fresh)?;
        journal.append_all(&entries, &home).map_err(NotBroughtIn::Trouble)?;
        *self.home.write().unwrap_or_else(PoisonError::into_inner) = home;
        drop(journal);
        self.tell_watchers();
        Ok(entries)
    }
}

fn decided(
    mut home: Home,
    mut last: u64,
    (by, now): (SignedIn, Moment),
    acts: &[Act],
    mut fresh: impl FnMut() -> Uuid,
) -> Result<(Home, Vec<Entry>), NotBroughtIn> {
    let (mut entries, mut refused) = (Vec::new(), Vec::new());
    for (place, act) in acts.iter().enumerate() {
        let stamp = Stamp { moment: now, fresh: fresh() };
        match home.decide(by.staff, stamp, act.clone()) {
            Ok(decided) => {
                last += 1;
                let entry = decided.entry(last, by.staff, now);
                home.apply(&entry);
                entries.push(entry);
            }
            Err(refusal) => refused.push((place, refusal)),
        }
    }
    if refused.is_empty() { Ok((home, entries)) } else { Err(NotBroughtIn::Refused(refused)) }
}
