//! What whoever has the keys has looked at and the journal has not been told yet. Drawing never waits for it: it is
//! set down with the next minute, and before the home is locked or left. What can't be set down then waits until whoever
//! looked is in again: it is never told in anybody else's name.

use crate::care::StaffId;
use crate::care::access::Look;
use std::collections::BTreeSet;

/// What was looked at.
#[derive(Default)]
pub struct Looks {
    waiting: BTreeSet<(StaffId, Look)>,
    /// What the journal was told of the last quarters, so that it is told once.
    told: BTreeSet<(StaffId, Look)>,
}

impl Looks {
    /// Somebody looks at something.
    pub fn see(&mut self, who: StaffId, look: Look) {
        if !self.told.contains(&(who, look)) {
            self.waiting.insert((who, look));
        }
    }

    /// What is to be set down now in somebody's name.
    pub fn waiting(&self, who: StaffId) -> Vec<Look> {
        self.waiting.iter().filter(|(looked, _)| *looked == who).map(|(_, look)| *look).collect()
    }

    /// It is set down.
    pub fn told(&mut self, who: StaffId) {
        let (told, waiting) =
            std::mem::take(&mut self.waiting).into_iter().partition(|(looked, _)| *looked == who);
        let told: BTreeSet<(StaffId, Look)> = told;
        let now = told.iter().map(|(_, look)| look.quarter).max();
        (self.waiting, self.told) =
            (waiting, std::mem::take(&mut self.told).into_iter().chain(told).collect());
        self.told.retain(|(_, look)| now.is_none_or(|now| look.quarter >= now));
    }
}
