//! `bethere demo`: a made-up home to look round in. It is gone afterwards, unless it is asked to be kept.

use super::{Everywhere, Stop, World, open, say, screens};
use crate::care::{Home, Moment, when};
use crate::demo::{self, NotBuilt, Plan};
use crate::desk::Door;
use chrono_tz::Europe::London;
use clap::Args;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What kind of demo.
#[derive(Args)]
pub(super) struct Asked {
    /// Another number makes another home. The same number and time make the same one.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How many days lie behind it.
    #[arg(long, value_name = "N", default_value_t = 21, value_parser = clap::value_parser!(u32).range(..=MOST_DAYS))]
    days: u32,
    /// How many years lie behind it.
    #[arg(long, value_name = "N", conflicts_with = "days", value_parser = clap::value_parser!(u32).range(1..=30))]
    years: Option<u32>,
    /// Keep it in this folder, to be opened with --home.
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
    /// Make it and print who can sign in; open no screens.
    #[arg(long)]
    no_open: bool,
}

/// Thirty years: as long as a record of one child may grow while it is written.
const MOST_DAYS: i64 = 30 * 366;

/// Makes a demo and opens it.
pub(super) fn run(world: &mut World<'_>, everywhere: &Everywhere, asked: &Asked) -> Result<(), Stop> {
    let at = everywhere.at.map_or_else(|| world.edge.now(), |at| at.in_zone(London));
    let moment = Moment { at, zone: London };
    let days = asked.years.map_or(asked.days, |years| years * 365);
    let place = Place::new(asked.keep.as_deref())?;
    let built = demo::build(place.dir(), Plan { days, ..Plan::usual(moment, asked.seed) })?;
    if asked.no_open {
        return say::lines(world.out, &about(&built.home, moment, asked.keep.as_deref()));
    }
    let opened = open::made_up(Door::of_made_up(place.dir().into()), world, everywhere, Some(at))?;
    screens::show(world, everywhere, opened)
}

/// Where a demo is made.
enum Place {
    /// In a folder of its own that goes with it.
    Passing(TempDir),
    /// In a folder that stays.
    Kept(PathBuf),
}

impl Place {
    fn new(keep: Option<&Path>) -> Result<Self, Stop> {
        match keep {
            Some(dir) => Ok(Self::Kept(dir.into())),
            None => tempfile::Builder::new().prefix("bethere-demo-").tempdir().map(Self::Passing).map_err(
                |error| {
                    Stop::CannotOpen(format!(
                        "There is no room for a made-up home on this computer.\n{error}"
                    ))
                },
            ),
        }
    }

    fn dir(&self) -> &Path {
        match self {
            Self::Passing(dir) => dir.path(),
            Self::Kept(dir) => dir,
        }
    }
}

impl From<NotBuilt> for Stop {
    fn from(not_built: NotBuilt) -> Self {
        match not_built {
            NotBuilt::Refused(_) => Stop::Refused(not_built.to_string()),
            NotBuilt::Trouble(trouble) => trouble.into(),
        }
    }
}

fn about(home: &Home, moment: Moment, keep: Option<&Path>) -> String {
    let local = moment.local();
    let mut text = format!(
        "{}, a made-up home: {}, {}, {}.\nIt is {}, {}.\n\nThese sign in:\n",
        home.house.name,
        say::count(home.children.here().count(), "child", "children"),
        say::count(home.people.all().count(), "member of staff", "staff"),
        say::count(usize::try_from(home.last).unwrap_or(usize::MAX), "entry", "entries"),
        when::shown_date(local.date_naive()),
        local.format("%H:%M"),
    );
    for staff in home.people.all() {
        let opens =
            if staff.login == demo::on_shift(moment) { ", on shift: the demo opens as them" } else { "" };
        // Writing to a string can't fail.
        let _ = writeln!(text, "  {:<8}{}, {}{opens}", staff.login, staff.name, staff.role.words());
    }
    text + &match keep {
        Some(dir) => format!("\nKept in {0}. To open it, type: bethere --home {0}", say::place(dir)),
        None => "\nNothing of it was kept. To keep one, add: --keep DIR".into(),
    }
}
