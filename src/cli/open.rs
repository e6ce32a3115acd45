//! Opening the home that is meant, in somebody's name, at its own time.

use super::say::Bar;
use super::{Console, Edge, Everywhere, Stop, World, logbook, say};
use crate::care::{Moment, StaffId, Stamp};
use crate::demo;
use crate::desk::{
    CameIn, Desk, Door, Knock, NOT_CLOSED_HERE, Name, NotIn, Progress, Secret, SignedIn, Trouble, View, With,
};
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// A home, open, and who opened it.
pub(super) struct Opened<'a> {
    pub(super) door: Door,
    pub(super) desk: Desk,
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

/// The clock of a home: the edge's own; in a demo home, so much ahead or behind.
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

/// What is behind the door that is meant.
pub(super) enum Found {
    /// A home.
    Home(Door),
    /// Nothing: a home can be made there.
    Nothing(Door),
}

/// The front door of the home that is meant, whether or not there is one.
pub(super) fn front(world: &World<'_>, everywhere: &Everywhere) -> Result<Door, Stop> {
    let folder = folder(world, everywhere)?;
    let door = Door::of(folder.clone());
    let door =
        if door.is_made_up() { Door::of_made_up(folder) } else { door.remembering(world.memory.clone()) };
    Ok(if everywhere.network_disk { door.on_any_disk() } else { door })
}

/// The front door of the home that is meant, and whether there is one.
pub(super) fn door(world: &World<'_>, everywhere: &Everywhere) -> Result<Found, Stop> {
    let door = front(world, everywhere)?;
    match door.names() {
        Ok(_) => Ok(Found::Home(door)),
        Err(Trouble::NotAHome(_)) => Ok(Found::Nothing(door)),
        Err(trouble) => Err(trouble.into()),
    }
}

const NONE_YET: &str = "There is no home on this computer yet. To make one, type: bethere new\n\
                        To look round a made-up one, type: bethere demo";

/// The file a passphrase is in, if one is named.
pub(super) fn passphrase_file(world: &World<'_>, everywhere: &Everywhere) -> Option<OsString> {
    let named = everywhere.passphrase_file.as_ref().map(|file| file.clone().into_os_string());
    named.or_else(|| world.setting("BETHERE_PASSPHRASE_FILE").cloned())
}

/// The clock of a real home can't be set from here.
pub(super) fn refuses_time(everywhere: &Everywhere) -> Result<(), Stop> {
    match everywhere.at {
        Some(_) => {
            Err(Stop::WrongUse("--at is for made-up homes. A real home goes by the real clock.".into()))
        }
        None => Ok(()),
    }
}

/// Opens the home that is meant.
pub(super) fn open<'a>(world: &mut World<'a>, everywhere: &Everywhere) -> Result<Opened<'a>, Stop> {
    logbook::begin(&world.reports);
    let is_named = everywhere.home.is_some() || world.setting("BETHERE_HOME").is_some();
    let door = match door(world, everywhere)? {
        Found::Home(door) => door,
        Found::Nothing(_) if !is_named => return Err(Stop::Refused(NONE_YET.into())),
        Found::Nothing(_) => return Err(Trouble::NotAHome(folder(world, everywhere)?).into()),
    };
    if door.is_made_up() {
        return made_up(door, world, everywhere, None);
    }
    refuses_time(everywhere)?;
    let who = who(&door, everywhere)?;
    let typed = passphrase(world, everywhere)?;
    let now = Moment { at: world.edge.now(), zone: world.zone };
    let knock = Knock { who, with: With::Passphrase(typed) };
    let mut bar = Bar::at(world.console, world.err);
    let came_in = door.come_in_telling(&knock, now, world.edge.fresh(), &mut |far| tell(&mut bar, far));
    drop(bar);
    let CameIn { desk, me, strayed, clock_behind, .. } = came_in?;
    for say in strayed.map(|strayed| strayed.to_string()).into_iter().chain(clock_behind) {
        say::lines(world.err, &say)?;
    }
    let zone = desk.house().zone;
    Ok(Opened { door, desk, me, zone, clock: Clock::from(world.edge, world.edge.now()) })
}

/// Tells that all of a home is looked through, and how far that has come.
fn tell(bar: &mut Bar<'_>, far: Progress) {
    if far.done == 0 {
        bar.says(NOT_CLOSED_HERE);
    }
    bar.draw(far, &format!("{} %", far.done));
}

/// Whose name is meant, of those on the door.
pub(super) fn who(door: &Door, everywhere: &Everywhere) -> Result<StaffId, Stop> {
    Ok(named(&door.names()?, everywhere.login.as_deref())?.who)
}

fn named<'a>(names: &'a [Name], login: Option<&str>) -> Result<&'a Name, Stop> {
    // Nobody's passphrase has shown yet that these are ours.
    let known = names.iter().map(|name| say::quoted(&name.label)).collect::<Vec<_>>().join(", ");
    let Some(login) = login else {
        return Err(Stop::WrongUse(format!("Say who you are, with --as. These sign in: {known}.")));
    };
    let same = |name: &&Name| name.label.eq_ignore_ascii_case(login.trim());
    names.iter().find(same).ok_or_else(|| {
        Stop::Refused(format!("Nobody signs in as {} here. These do: {known}.", say::quoted(login)))
    })
}

/// What stands in the passphrase file, or is typed at the terminal. Never on the command line, where others see it.
pub(super) fn passphrase(world: &mut World<'_>, everywhere: &Everywhere) -> Result<Secret, Stop> {
    if let Some(file) = passphrase_file(world, everywhere) {
        let read = std::fs::read_to_string(&file).map(zeroize::Zeroizing::new);
        let text = read.map_err(|error| {
            Stop::Refused(format!(
                "The passphrase file can't be read: {}.\n{error}",
                say::place(Path::new(&file))
            ))
        })?;
        return Ok(Secret::new(text.lines().next().unwrap_or_default()));
    }
    if world.console == Console::Pipe {
        return Err(Stop::WrongUse(
            "A passphrase is needed. Put it in a file that only you can read, and name it with --passphrase-file."
                .into(),
        ));
    }
    let typed = rpassword::prompt_password("Passphrase: ").map(zeroize::Zeroizing::new);
    Ok(Secret::new(&typed.map_err(Stop::from)?))
}

impl From<NotIn> for Stop {
    fn from(not_in: NotIn) -> Self {
        match not_in {
            NotIn::Trouble(trouble) => trouble.into(),
            NotIn::WrongPassphrase { .. } | NotIn::Wait { .. } => Stop::CannotOpen(not_in.to_string()),
            NotIn::ChooseYourOwn => Stop::CannotOpen(
                "This passphrase is for the first time only. Open bethere on the screen, and choose your own.".into(),
            ),
            NotIn::Weak(say) | NotIn::Mistyped(say) | NotIn::NotYours(say) => Stop::Refused(say),
        }
    }
}

/// Opens a made-up home. Its clock begins at what `--at` says, else at `from`, else where it was left.
pub(super) fn made_up<'a>(
    door: Door,
    world: &mut World<'a>,
    everywhere: &Everywhere,
    from: Option<DateTime<Utc>>,
) -> Result<Opened<'a>, Stop> {
    let edge = world.edge;
    let mut bar = Bar::at(world.console, world.err);
    let desk = demo::open_telling(&door, &mut |far| tell(&mut bar, far));
    drop(bar);
    let desk = desk?;
    let zone = desk.house().zone;
    let asked = everywhere.at.map(|at| at.in_zone(zone));
    let at = asked.or(from).or(desk.left()?).unwrap_or_else(|| edge.now());
    let login = everywhere.login.as_deref().unwrap_or_else(|| demo::on_shift(Moment { at, zone }));
    let me = desk.sign_in(login, &demo::passphrase())?;
    // What was begun and not saved was begun before the home was left, so its time has come too.
    let begun = desk.drafts(me)?.into_iter().map(|draft| draft.began);
    let at = if asked.or(from).is_some() { at } else { begun.fold(at, DateTime::max) };
    Ok(Opened { door, desk, me, zone, clock: Clock::from(edge, at) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_far_a_home_is_looked_through_is_one_line_whatever_comes_of_it() {
        let printed = |console, told: &[u64]| {
            let mut err = Vec::new();
            let mut bar = Bar::at(console, &mut err);
            for done in told {
                tell(&mut bar, Progress { done: *done, of: 100 });
            }
            drop(bar);
            String::from_utf8(err).expect("it is text")
        };
        let bar = |filled| format!("[{}{}]", "#".repeat(filled), " ".repeat(40 - filled));
        let (none, half, full) = (bar(0), bar(20), bar(40));
        let whole = format!("{NOT_CLOSED_HERE}\n\r{none} 0 %\r{half} 50 %\r{full} 100 %\n");
        assert_eq!(printed(Console::Terminal, &[0, 50, 100]), whole);
        let broken_off = format!("{NOT_CLOSED_HERE}\n\r{none} 0 %\r{half} 50 %\n");
        assert_eq!(printed(Console::Terminal, &[0, 50]), broken_off);
        assert_eq!(printed(Console::Terminal, &[]), "");
        assert_eq!(printed(Console::Pipe, &[0, 50, 100]), "");
    }
}
