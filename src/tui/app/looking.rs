//! Who looked at what: gathered from the screens as they read, set down when nobody waits for it.

use super::App;
use crate::care::Stamp;
use crate::care::access::Look;
use crate::desk::NotDone;
use uuid::Uuid;

impl App {
    /// Takes in what the screen on top shows of anyone's record.
    pub(super) fn see(&mut self) {
        let (Some(open), Some(screen)) = (&self.open, self.screens.last()) else { return };
        let who = open.me.staff();
        for (page, subject) in screen.shows() {
            self.looks.see(who, Look::at(self.now.at, page, subject));
        }
    }

    /// Sets down what was looked at. What can't be written now is tried again with the next minute.
    pub(super) fn set_looks_down(&mut self) {
        let (Some(open), looks) = (&self.open, self.looks.waiting()) else { return };
        if looks.is_empty() {
            return;
        }
        let who = open.me.staff();
        let as_it_was = open.desk.last() == self.seen;
        let stamp = Stamp { moment: self.now, fresh: Uuid::nil() };
        match open.desk.set_down(open.me, stamp, looks) {
            Ok(entry) => {
                // Nothing that is shown has changed by it.
                if as_it_was {
                    self.seen = entry.number;
                }
                self.looks.told(who);
            }
            // An account that ended meanwhile sees nothing more either.
            Err(NotDone::Refused(_)) => self.looks.told(who),
            Err(NotDone::Trouble(trouble)) => drop(self.tell_trouble(Err(trouble))),
        }
    }
}
