//! Who looked at what: gathered from the screens as they read, set down when nobody waits for it.

use super::App;
use crate::care::Stamp;
use crate::care::access::Look;
use crate::desk::NotDone;
use crate::tui::screen::Notice;
use uuid::Uuid;

impl App {
    /// Lets the screen on top alone read the home, for what was typed in it.
    pub(super) fn look_again(&mut self) {
        let (Some(open), Some(screen)) = (&self.open, self.screens.last_mut()) else { return };
        let read = screen.read(&open.desk.look(open.me, self.now));
        self.see();
        self.tell_trouble(read);
    }

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
        let Some(open) = &self.open else { return };
        let who = open.me.staff();
        let looks = self.looks.waiting(who);
        if looks.is_empty() {
            return;
        }
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
            // That nothing can be saved stands on the screen already; nobody asked for this to be.
            Err(NotDone::Trouble(trouble)) if trouble.nothing_is_kept().is_some() => {}
            Err(NotDone::Trouble(trouble)) => drop(self.tell_trouble(Err(trouble))),
        }
    }

    /// While nothing can be saved, tries whether it can again; so nobody has to try it by writing something.
    pub(super) fn try_to_save(&mut self, fresh: Uuid) {
        let Some(open) = &self.open else { return };
        if open.desk.saves_nothing().is_some() && open.desk.try_to_save(open.me).is_ok() && self.keep_all() {
            let on = self.begins_shift(fresh);
            self.say(Notice::note(format!("Saving works again.{on}")));
        }
    }

    /// Lets the lines around the screens say whether anything can be saved, when that is no longer as they say.
    pub(super) fn see_whether_it_saves(&mut self) {
        if self.open.as_ref().is_some_and(|open| open.desk.saves_nothing() != self.bar.saves_nothing()) {
            let notice = self.notice.take();
            self.read();
            // What was said of the act that showed it matters more than what can't be read meanwhile.
            self.notice = notice.or(self.notice.take());
        }
    }
}
