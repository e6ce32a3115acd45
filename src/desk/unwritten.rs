//! What could not be written down when it happened, because the disk took nothing: who came in, and wrong tries.
//!
//! Coming in is an entry like any other, but whoever has the right passphrase may read even when it can't be written:
//! at 03:00 an urgent message must be read. So it is owed, and is written before anything else of theirs, with the
//! instant at which it happened. A door and the desks behind it share what is owed, so that locking loses none of it;
//! a person's own key signs it, so it waits until they are in again. When the program ends it is gone: there is no
//! disk to keep it on.

use super::{Desk, NotDone, SignedIn, Trouble};
use crate::care::people::Act as PeopleAct;
use crate::care::{Act, StaffId, Stamp};
use crate::record::{Journal, Tries, With};
use chrono::{DateTime, Utc};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What is owed to the journal of one home.
#[derive(Clone)]
pub(super) struct Unwritten(Arc<Mutex<Owed>>);

/// What a door has to keep in mind.
pub(super) struct Owed {
    came_in: Vec<CameInAt>,
    tries: Tries,
}

impl Owed {
    /// How many seconds somebody has to wait before they try again.
    pub(super) fn wait(&mut self, who: StaffId, now: DateTime<Utc>) -> u64 {
        self.tries.look();
        self.tries.wait(who, now)
    }

    /// A wrong passphrase was typed in somebody's name. Answers how many seconds the next try has to wait.
    pub(super) fn tried_wrongly(&mut self, who: StaffId, now: DateTime<Utc>) -> u64 {
        self.tries.add(who, now);
        self.tries.wait(who, now)
    }

    /// How often that was, now that the right one was typed.
    pub(super) fn wrong_tries(&mut self, who: StaffId) -> u32 {
        self.tries.take(who)
    }
}

/// Somebody came in.
#[derive(Copy, Clone)]
pub(super) struct CameInAt {
    pub(super) who: StaffId,
    pub(super) stamp: Stamp,
    pub(super) wrong_tries: u32,
}

impl CameInAt {
    fn act(self) -> Act {
        Act::People(PeopleAct::SignIn { wrong_tries: self.wrong_tries })
    }
}

impl Unwritten {
    /// Nothing yet, at the door of the home in a folder.
    pub(super) fn at(home: &Path) -> Self {
        Self(Arc::new(Mutex::new(Owed { came_in: Vec::new(), tries: Tries::of(home) })))
    }

    /// Takes it in hand.
    pub(super) fn lock(&self) -> MutexGuard<'_, Owed> {
        // It is a list, and whole whoever panicked.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Unwritten {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Unwritten")
    }
}

impl Desk {
    /// Sets down that somebody came in: now, or as soon as anything can be written.
    pub(super) fn came_in(&self, came_in: CameInAt) -> Result<(), Trouble> {
        self.unwritten.lock().came_in.push(came_in);
        match self.pay(SignedIn { staff: came_in.who }) {
            Err(trouble) if trouble.nothing_is_kept().is_some() => Ok(()),
            paid => paid,
        }
    }

    /// Tries whether anything can be saved again, and writes what is owed of whoever is in. To be asked now and then
    /// while nothing can be.
    pub fn try_to_save(&self, by: SignedIn) -> Result<(), Trouble> {
        let tried = self.journal().try_to_write();
        self.noted(tried)?;
        self.pay(by)
    }

    fn pay(&self, by: SignedIn) -> Result<(), Trouble> {
        let mut journal = self.journal();
        let paid = self.catch_up(&mut journal).and_then(|()| self.write_owed(&mut journal, by));
        drop(journal);
        self.noted(paid)
    }

    /// Writes what is owed of a person, oldest first.
    pub(super) fn write_owed(&self, journal: &mut Journal, by: SignedIn) -> Result<(), Trouble> {
        loop {
            let next = self.unwritten.lock().came_in.iter().find(|owed| owed.who == by.staff).copied();
            let Some(owed) = next else { return Ok(()) };
            match self.put(journal, by, owed.stamp, owed.act(), With::default()) {
                Err(NotDone::Trouble(trouble)) => return Err(trouble),
                // What the rules refuse by now they will not let through later either.
                Ok(_) | Err(NotDone::Refused(_)) => {}
            }
            let mut unwritten = self.unwritten.lock();
            if let Some(place) = unwritten.came_in.iter().position(|owed| owed.who == by.staff) {
                unwritten.came_in.remove(place);
            }
        }
    }

    /// Why nothing can be saved now, and what to do, as long as that holds.
    pub fn saves_nothing(&self) -> Option<&'static str> {
        *self.saves_nothing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes what came of a write: whether anything can be saved is what the last one says.
    pub(super) fn noted<T>(&self, written: Result<T, Trouble>) -> Result<T, Trouble> {
        let why = match &written {
            Ok(_) => Some(None),
            Err(trouble) => trouble.nothing_is_kept().map(Some),
        };
        if let Some(why) = why {
            *self.saves_nothing.lock().unwrap_or_else(PoisonError::into_inner) = why;
        }
        written
    }
}
