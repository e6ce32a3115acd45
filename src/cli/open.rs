//! Opening the home that is meant, in somebody's name, at its own time.

use super::{Edge, Everywhere, Stop, World, logbook};
use crate::care::{Moment, Stamp};
use crate::demo;
use crate::desk::{Desk, SignedIn, View};
use crate::record::{Journal, Trouble};
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use std::path::PathBuf;
use std::sync::Arc;
use uuid::Uuid;

/// A home, open, and who opened it.
pub(super) struct Opened<'a> {
    pub(super) desk: Arc<Desk>,
    pub(super) me: SignedIn,
    pub(super) zone: Tz,
    pub(super) clock: Clock<'a>,
}

impl Opened<'_> {
    /// The moment it is there.
    pub(super) fn moment(&self) -> Moment {
        Moment { at: self.clock.now(), zone: self.zone }
    }

    /// What is stamped on an act now.
    pub(super) fn stamp(&self) -> Stamp {
        Stamp { moment: self.moment(), fresh: self.clock.fresh() }
    }

    pub(super) fn look(&self) -> View<'_> {
        self.desk.look(self.me, self.moment())
    }
}

/// The clock of a demo home: the edge's own, so much ahead or behind.
pub(super) struct Clock<'a> {
    edge: &'a dyn Edge,
    ahead: TimeDelta,
}

impl<'a> Clock<'a> {
    /// A clock that shows `at` now and runs on from there.
    pub(super) fn from(edge: &'a dyn Edge, at: DateTime<Utc>) -> Self {
        Self { edge, ahead: at - edge.now() }
    }
}

impl Edge for Clock<'_> {
    fn now(&self) -> DateTime<Utc> {
        self.edge.now() + self.ahead
    }

    fn fresh(&self) -> Uuid {
        self.edge.fresh()
    }
}

/// The folder of the home that is meant.
pub(super) fn folder(world: &World<'_>, everywhere: &Everywhere) -> Result<PathBuf, Stop> {
    let named = everywhere.home.clone().or_else(|| world.setting("BETHERE_HOME").map(PathBuf::from));
    named.or_else(|| world.data.clone()).ok_or_else(|| {
        Stop::Refused("This computer names no folder for programs’ data. Say --home DIR.".into())
    })
}

/// Opens the home that is meant.
pub(super) fn open<'a>(world: &World<'a>, everywhere: &Everywhere) -> Result<Opened<'a>, Stop> {
    logbook::begin(&world.reports);
    let dir = folder(world, everywhere)?;
    let named = everywhere.home.is_some() || world.setting("BETHERE_HOME").is_some();
    let journal = Journal::open(&dir).map_err(|trouble| match trouble {
        Trouble::NotAHome(_) if !named => Stop::Refused(NONE_YET.into()),
        trouble => trouble.into(),
    })?;
    with_journal(journal, world.edge, everywhere, None)
}

const NONE_YET: &str =
    "There is no home on this computer yet. To look round a made-up one, type: bethere demo";

const NOT_MADE_UP: &str =
    "This is not a made-up home, and this release opens no others. Nothing in it was changed.";

/// Opens a home from its journal. Its clock begins at what `--at` says, else at `from`, else where it was left.
pub(super) fn with_journal<'a>(
    journal: Journal,
    edge: &'a dyn Edge,
    everywhere: &Everywhere,
    from: Option<DateTime<Utc>>,
) -> Result<Opened<'a>, Stop> {
    if !journal.card().demo {
        return Err(Stop::CannotOpen(NOT_MADE_UP.into()));
    }
    let left = journal.latest(1)?.first().map(|entry| entry.at);
    let desk = Desk::open(journal)?;
    let zone = desk.house().zone;
    let asked = everywhere.at.map(|at| at.in_zone(zone));
    let at = asked.or(from).or(left).unwrap_or_else(|| edge.now());
    let login = everywhere.login.as_deref().unwrap_or_else(|| demo::on_shift(Moment { at, zone }));
    let me = desk.sign_in(login)?;
    // What was begun and not saved was begun before the home was left, so its time has come too.
    let begun = desk.drafts(me)?.into_iter().map(|draft| draft.began);
    let at = if asked.or(from).is_some() { at } else { begun.fold(at, DateTime::max) };
    let clock = Clock::from(edge, at);
    Ok(Opened { desk: Arc::new(desk), me, zone, clock })
}
