//! What whoever has the keys has looked at and the journal has not been told yet. Drawing never waits for it: it is
//! set down with the next minute, and before the home is locked or left.

use crate::care::StaffId;
use crate::care::access::Look;
use std::collections::BTreeSet;

/// What was looked at.
#[derive(Default)]
pub struct Looks {
    waiting: BTreeSet<Look>,
    /// What the journal was told of the last quarters, so that it is told once.
    told: BTreeSet<(StaffId, Look)>,
}

impl Looks {
    /// Somebody looks at something.
    pub fn see(&mut self, who: StaffId, look: Look) {
        if !self.told.contains(&(who, look)) {
            self.waiting.insert(look);
        }
    }

    /// What is to be set down now.
    pub fn waiting(&self) -> Vec<Look> {
        self.waiting.iter().copied().collect()
    }

    /// It is set down.
    pub fn told(&mut self, who: StaffId) {
        let now = self.waiting.iter().map(|look| look.quarter).max();
        self.told.extend(std::mem::take(&mut self.waiting).into_iter().map(|look| (who, look)));
        self.told.retain(|(_, look)| now.is_none_or(|now| look.quarter >= now));
    }
}
