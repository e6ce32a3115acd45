//! Many acts at once, as when a list is brought in: every one of them in one commit, or none.

use super::{Desk, SignedIn, Trouble, View};
use crate::care::{Act, Entry, Home, Refusal, Stamp};
use std::sync::PoisonError;
use uuid::Uuid;

/// Why nothing was brought in.
#[derive(Debug, thiserror::Error)]
pub enum NotBroughtIn {
    /// The rules don't allow these: the place of each act, and why.
    #[error("{}", .0.iter().map(|(_, why)| why.to_string()).collect::<Vec<_>>().join(" "))]
    Refused(Vec<(usize, Refusal)>),
    /// It could not be written.
    #[error("NOT saved. {0}")]
    Trouble(#[from] Trouble),
}

impl Desk {
    /// Does acts one after the other. Returns once all of them are on the disk.
    pub fn bring_in(&self, by: SignedIn, stamp: Stamp, acts: &[Act]) -> Result<Vec<Entry>, NotBroughtIn> {
        self.back_up_before(stamp.moment);
        let mut journal = self.journal();
        let ready = self.catch_up(&mut journal).and_then(|()| self.write_owed(&mut journal, by));
        self.noted(ready)?;
        let home = self.home().clone();
        let (home, entries) = decided(home, by, stamp, acts).map_err(NotBroughtIn::Refused)?;
        self.noted(journal.append_all(&entries, &home))?;
        *self.home.write().unwrap_or_else(PoisonError::into_inner) = home;
        drop(journal);
        self.tell_watchers();
        Ok(entries)
    }
}

impl View<'_> {
    /// Which of these acts would be refused, done one after the other, and why. Nothing is written.
    pub fn refusals(&self, acts: &[Act]) -> Vec<(usize, Refusal)> {
        let stamp = Stamp { moment: self.now, fresh: Uuid::nil() };
        decided(self.home.clone(), self.me, stamp, acts).err().unwrap_or_default()
    }
}

type Refused = Vec<(usize, Refusal)>;

fn decided(
    mut home: Home,
    by: SignedIn,
    Stamp { moment, fresh }: Stamp,
    acts: &[Act],
) -> Result<(Home, Vec<Entry>), Refused> {
    let (mut entries, mut refused) = (Vec::new(), Vec::new());
    for (place, act) in acts.iter().enumerate() {
        let stamp = Stamp { moment, fresh: nth(fresh, 1 + place as u128) };
        match home.decide(by.staff, stamp, act.clone()) {
            Ok(decided) => {
                let entry = decided.entry(home.last + 1, by.staff, moment);
                home.apply(&entry);
                entries.push(entry);
            }
            Err(refusal) => refused.push((place, refusal)),
        }
    }
    if refused.is_empty() { Ok((home, entries)) } else { Err(refused) }
}

/// Identities that come after a fresh one: nobody else has them, for they differ from it in its last bits only.
pub(super) fn nth(fresh: Uuid, n: u128) -> Uuid {
    Uuid::from_u128(fresh.as_u128().wrapping_add(n << 8))
}
