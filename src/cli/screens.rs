//! `bethere`: the home on the screens of this terminal.

use super::open::{self, Opened};
use super::settings::FromFiles;
use super::{Console, Everywhere, Stop, World};
use crate::care::Moment;
use crate::tui::local::{self, Edge, Files, Outside};
use crate::tui::{App, Comfort};

/// Opens the home that is meant on the screens: at its front door, or in somebody's name who has shown already that
/// they may come in.
pub(super) fn open(world: &mut World<'_>, everywhere: &Everywhere) -> Result<(), Stop> {
    needs_a_terminal(world)?;
    let door = match open::door(world, everywhere)? {
        open::Found::Home(door) => door,
        open::Found::Nothing(door) => {
            open::refuses_time(everywhere)?;
            door.has_room()?;
            let begin = |now, comfort| App::new(door, now, comfort).first_run();
            return shows(world, everywhere, world.edge, begin, world.zone);
        }
    };
    if door.is_made_up() || open::passphrase_file(world, everywhere).is_some() {
        let opened = open::open(world, everywhere)?;
        return show(world, everywhere, opened);
    }
    open::refuses_time(everywhere)?;
    shows(world, everywhere, world.edge, |now, comfort| App::new(door, now, comfort), world.zone)
}

/// Shows a home until the person leaves.
pub(super) fn show(world: &World<'_>, everywhere: &Everywhere, opened: Opened<'_>) -> Result<(), Stop> {
    needs_a_terminal(world)?;
    let Opened { desk, me, zone, clock, door } = opened;
    shows(world, everywhere, &clock, |now, comfort| App::new(door, now, comfort).opened(desk, me), zone)
}

fn shows(
    world: &World<'_>,
    everywhere: &Everywhere,
    edge: &dyn Edge,
    app: impl FnOnce(Moment, Comfort) -> App,
    zone: chrono_tz::Tz,
) -> Result<(), Stop> {
    let files = FromFiles::new(world, everywhere);
    files.try_read()?;
    let app = app(Moment { at: edge.now(), zone }, Comfort::new(files.settings()));
    Ok(local::run(app, &Outside { edge, files: &files, reports: &world.reports })?)
}

fn needs_a_terminal(world: &World<'_>) -> Result<(), Stop> {
    if world.console == Console::Pipe {
        let say = "The screens need a terminal. For plain sentences, type: bethere show board";
        return Err(Stop::Refused(say.into()));
    }
    Ok(())
}
