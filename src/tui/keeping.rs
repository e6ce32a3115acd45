//! What is being written, and whether it is on the disk as typed. It asks the desk to keep it; it never decides
//! what a draft is.

use super::screen::{Notice, Screen};
use crate::desk::{Desk, Draft, SignedIn, Trouble};
use crate::keys::Place;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

/// How long words may stand typed before they are on the disk.
const KEPT_AFTER: TimeDelta = TimeDelta::milliseconds(600);

/// The draft of the screen that has the keys.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Keeping {
    /// The draft as it was last handed to the disk.
    handed: Option<Draft>,
    /// When it got there; none when it did not.
    kept_at: Option<DateTime<Utc>>,
    /// When what is typed since is to be there.
    due: Option<DateTime<Utc>>,
}

impl Keeping {
    /// Begins with what was taken up from the disk.
    pub fn of(draft: Draft, at: DateTime<Utc>) -> Self {
        Self { handed: Some(draft), kept_at: Some(at), due: None }
    }

    /// Looks at what is typed now; answers whether it has waited long enough.
    pub fn is_due(&mut self, screen: &dyn Screen, at: DateTime<Utc>) -> bool {
        let draft = screen.draft();
        if draft != self.handed && (draft.is_some() || self.emptied(screen)) {
            self.due.get_or_insert(at + KEPT_AFTER);
        }
        // Where the clock was set back, it is as well due now.
        self.due.is_some_and(|due| due <= at || due > at + KEPT_AFTER)
    }

    /// When what is typed is to be on the disk.
    pub fn due(&self) -> Option<DateTime<Utc>> {
        self.due
    }

    /// Puts what is typed on the disk, if it is not there yet; lets it go when all of it was deleted again.
    pub fn keep(
        &mut self,
        screen: &dyn Screen,
        desk: &Desk,
        me: SignedIn,
        at: DateTime<Utc>,
    ) -> Result<(), Trouble> {
        self.due = None;
        let draft = screen.draft();
        let kept = match (&draft, &self.handed) {
            (Some(_), _) if draft == self.handed && self.kept_at.is_some() => return Ok(()),
            (Some(draft), _) => desk.keep_draft(me, draft),
            (None, Some(handed)) if self.emptied(screen) => desk.drop_draft(me, &handed.name),
            (None, _) => return Ok(()),
        };
        // What could not be kept is tried again with the next key, or when saving works again, not over and over.
        self.kept_at = kept.is_ok().then_some(at);
        if kept.is_ok() || draft.is_some() {
            self.handed = draft;
        }
        kept
    }

    /// A write that was to let it go failed, and may have done so all the same.
    pub fn is_in_doubt(&mut self) {
        self.kept_at = None;
    }

    /// "Draft kept 10:22." While it is read back, what is left to say back is worth more.
    pub fn said(&self, screen: &dyn Screen, zone: Tz) -> Option<Notice> {
        let handed = self.handed.as_ref().filter(|handed| screen.draft_name().as_ref() == Some(&handed.name));
        let written = handed.is_some() && screen.place() != Place::ReadBack;
        let at = self.kept_at.filter(|_| written)?;
        Some(Notice::note(format!("Draft kept {}.", at.with_timezone(&zone).format("%H:%M"))))
    }

    /// Whether this screen's own draft was handed over and nothing of it is left.
    fn emptied(&self, screen: &dyn Screen) -> bool {
        let name = screen.draft_name();
        screen.draft().is_none()
            && name.is_some()
            && name.as_ref() == self.handed.as_ref().map(|kept| &kept.name)
    }
}
