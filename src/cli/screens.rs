//! `bethere`: the home on the screens of this terminal.

use super::open::{self, Opened};
use super::settings::FromFiles;
use super::{Console, Everywhere, Stop, World};
use crate::tui::local::{self, Outside};

/// Opens the home that is meant on the screens.
pub(super) fn open(world: &mut World<'_>, everywhere: &Everywhere) -> Result<(), Stop> {
    let opened = open::open(world, everywhere)?;
    show(world, everywhere, &opened)
}

/// Shows a home until the person leaves.
pub(super) fn show(world: &World<'_>, everywhere: &Everywhere, opened: &Opened<'_>) -> Result<(), Stop> {
    if world.console == Console::Pipe {
        let say = "The screens need a terminal. For plain sentences, type: bethere show board";
        return Err(Stop::Refused(say.into()));
    }
    let settings = FromFiles::new(world, everywhere);
    settings.try_read()?;
    let outside = Outside { edge: &opened.clock, settings: &settings, reports: &world.reports };
    Ok(local::run(&opened.desk, opened.me, opened.zone, &outside)?)
}
