//! `bethere picture`: what a made-up home's screen shows after some keys, as an SVG. The README's pictures are made
//! with it, so they are of the real program and of nobody real.

use super::settings::FromFiles;
use super::{Colour, Everywhere, Stop, World, open, say};
use crate::care::Moment;
use crate::demo::{self, Plan};
use crate::desk::Door;
use crate::keys::Key;
use crate::theme::Depth;
use crate::tui::{App, Comfort, Event, Surroundings, picture};
use chrono_tz::Europe::London;
use clap::Args;

/// Which picture.
#[derive(Args)]
pub(super) struct Asked {
    /// How many columns wide.
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u16).range(60..=500))]
    columns: u16,
    /// How many rows high.
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u16).range(16..=200))]
    rows: u16,
    /// The keys to press first, as they are printed, with spaces between: "1 Down Space".
    #[arg(long, value_name = "KEYS", default_value = "")]
    keys: String,
}

/// Makes a demo in a folder that goes with it, presses the keys and prints the picture.
pub(super) fn run(world: &mut World<'_>, everywhere: &Everywhere, asked: &Asked) -> Result<(), Stop> {
    let at = everywhere.at.map_or_else(|| world.edge.now(), |at| at.in_zone(London));
    let moment = Moment { at, zone: London };
    let place = tempfile::tempdir()?;
    demo::build(place.path(), Plan::usual(moment, 1))?;
    let opened = open::made_up(Door::of_made_up(place.path().into()), world, everywhere, Some(at))?;
    // Whoever looks at the picture has another terminal than whoever makes it, or none.
    let colourless = everywhere.color == Colour::Never;
    let around = FromFiles::new(world, everywhere).try_read()?;
    let around = Surroundings { depth: Depth::True, colourless, ascii: false, ..around };
    let mut app = App::new(opened.door, moment, Comfort::new(around)).opened(opened.desk, opened.me);
    for key in asked.keys.split_whitespace() {
        let key: Key =
            key.parse().map_err(|error| Stop::WrongUse(format!("{}: {error}", say::quoted(key))))?;
        app.handle(Event::Key(key), at, world.edge.fresh());
        app.settle(world.edge.fresh(), &mut |_| {});
    }
    say::lines(world.out, picture::of(&mut app, asked.columns, asked.rows).trim_end())
}
