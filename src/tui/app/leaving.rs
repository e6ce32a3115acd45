//! Leaving: what was begun is asked about, and what was written since the last backup is backed up.

use super::{App, Waits};
use crate::desk::Occasion;
use crate::tui::confirm::Confirm;
use crate::tui::drafts;

/// How near the end is.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum End {
    /// Nobody is leaving.
    NotYet,
    /// Somebody was, but the backup before leaving could not be made, and that was said.
    NotBackedUp,
    /// The person has left.
    Now,
}

impl App {
    /// Leaves at once when nothing is open; asks when something was begun and not saved.
    pub(super) fn leave(&mut self) {
        let kept = self.keep_all();
        // Whoever is asked for a name sees no child's.
        let Some(open) = &self.open else {
            self.end = End::Now;
            return;
        };
        let open_now = self.screens.iter().filter_map(|screen| screen.draft()).map(|draft| draft.name);
        let open_now: Vec<String> = open_now.collect();
        let mut says = drafts::unsaved(&open.desk.look(open.me, self.now), self.since, &open_now);
        match (kept, says.is_empty()) {
            (true, true) => return self.finish(),
            (true, false) => says.push("What is not saved stays as a draft until you come back.".into()),
            (false, _) => {
                says.push("What you are writing now can’t be kept, and is lost when you leave.".into());
            }
        }
        self.screens.push(Box::new(Confirm::leave(says)));
    }

    /// Ends the program, with a backup first if one is due and was not refused by the disk just now.
    pub(super) fn finish(&mut self) {
        self.set_looks_down();
        let due = self.open.as_ref().is_some_and(|open| open.desk.backup_is_due(self.now, Occasion::Closed));
        if due && self.end != End::NotBackedUp {
            self.wait_for(Waits::BackUpAndEnd);
        } else {
            self.end = End::Now;
        }
    }
}
