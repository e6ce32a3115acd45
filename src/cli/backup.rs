//! `bethere backup` and `bethere restore`: a copy of the home that was looked through, and a home put back from one.

use super::say::Bar;
use super::{Everywhere, Stop, World, open, say};
use crate::care::Moment;
use crate::desk::{Backup, Desk, Door, PutBack};
use chrono_tz::Tz;
use clap::Args;
use std::path::{Path, PathBuf};

/// What to back up, and where.
#[derive(Args)]
pub(super) struct Asked {
    /// Make it in this folder instead of the home's own and its second one. None is let go of there.
    #[arg(long, value_name = "DIR", conflicts_with = "list")]
    to: Option<PathBuf>,
    /// Make none; list those there are.
    #[arg(long)]
    list: bool,
}

/// What to put back, and where.
#[derive(Args)]
pub(super) struct Restoring {
    /// The folder of the backup.
    #[arg(value_name = "BACKUP")]
    from: PathBuf,
    /// Put it here, in an empty folder or one that is not there yet, and look at it there first.
    #[arg(long, value_name = "DIR", required_unless_present = "replace", conflicts_with = "replace")]
    to: Option<PathBuf>,
    /// Put it in the place of the home there is. That one is kept, in a folder beside it.
    #[arg(long)]
    replace: bool,
}

/// Makes a backup, or lists them.
pub(super) fn run(world: &mut World<'_>, everywhere: &Everywhere, asked: &Asked) -> Result<(), Stop> {
    let opened = open::open(world, everywhere)?;
    let (desk, now) = (&opened.desk, opened.moment());
    if asked.list {
        return say::lines(world.out, &listed(desk, opened.zone));
    }
    if let Some(why) = opened.look().why_no_backup() {
        return Err(Stop::Refused(why));
    }
    let mut bar = Bar::at(world.console, world.err);
    let tell = &mut |stage, far| bar.tell(stage, far);
    if let Some(to) = &asked.to {
        let backup = desk.back_up_into(to, now, tell)?;
        return say::lines(world.out, &made(&backup));
    }
    let backed_up = desk.back_up(now, tell)?;
    drop(bar);
    say::lines(world.out, &made(&backed_up.own))?;
    match backed_up.second {
        Some(Ok(backup)) => say::lines(world.out, &made(&backup)),
        Some(Err(trouble)) => Err(trouble.into()),
        None => Ok(()),
    }
}

fn made(Backup { folder, last, head, .. }: &Backup) -> String {
    format!(
        "Backed up and looked through: {}\nIt ends at entry {last}. The record ends with: {head}",
        say::place(folder)
    )
}

fn listed(desk: &Desk, zone: Tz) -> String {
    let all = desk.backups();
    if all.is_empty() {
        return "There is no backup of this home yet. To make one: bethere backup".into();
    }
    let line = |backup: &Backup| {
        let made = backup.made.with_timezone(&zone).format("%a %-d %b %Y, %H:%M");
        format!("{made}   to entry {}   {}", backup.last, say::place(&backup.folder))
    };
    all.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Puts a backup back, and says what it holds.
pub(super) fn restore(world: &mut World<'_>, everywhere: &Everywhere, asked: &Restoring) -> Result<(), Stop> {
    open::refuses_time(everywhere)?;
    let backup = Backup::of(&asked.from)?;
    match &asked.to {
        Some(to) => {
            let put_back = put_back(world, everywhere, &backup, to)?;
            let text = format!(
                "{}\nTo look at it: bethere --home {}\nNothing was changed in the home there is. To put this one in \
                 its place: bethere restore --replace {}",
                told(&put_back, &backup),
                say::place(to),
                say::place(&asked.from)
            );
            say::lines(world.out, &text)
        }
        None => replace(world, everywhere, &backup),
    }
}

fn put_back(
    world: &mut World<'_>,
    everywhere: &Everywhere,
    backup: &Backup,
    to: &Path,
) -> Result<PutBack, Stop> {
    let who = open::who(&Door::of(backup.folder.clone()), everywhere)?;
    let passphrase = open::passphrase(world, everywhere)?;
    let now = Moment { at: world.edge.now(), zone: world.zone };
    // What this computer remembers is of the home that is in use; this one is only looked at so far.
    let (door, fresh) = (Door::of(to.into()), world.edge.fresh());
    let mut bar = Bar::at(world.console, world.err);
    Ok(door.put_back(backup, (who, &passphrase), now, fresh, &mut |stage, far| bar.tell(stage, far))?)
}

/// The home there is goes beside, the one that was put back goes in its place, and its backups stay with it.
fn replace(world: &mut World<'_>, everywhere: &Everywhere, backup: &Backup) -> Result<(), Stop> {
    let folder = open::folder(world, everywhere)?;
    let there = Door::of(folder.clone());
    if there.id().is_ok_and(|id| id != backup.home) {
        return Err(Stop::Refused(format!(
            "The home in {} is another home than the one this backup is of. Nothing was changed.",
            say::place(&folder)
        )));
    }
    there.is_free()?;
    let restored = beside(&folder, "restored");
    let put_back = put_back(world, everywhere, backup, &restored)?;
    let text = told(&put_back, backup);
    drop(put_back);
    let before = there.gives_way(&restored, &beside(&folder, "before"))?;
    say::lines(world.out, &text)?;
    if let Some(kept) = before {
        say::lines(world.out, &format!("The home as it was before is kept in: {}", say::place(&kept)))?;
    }
    Ok(())
}

/// A folder beside the home's that is not there yet.
fn beside(folder: &Path, what: &str) -> PathBuf {
    let name = folder.file_name().map_or_else(|| "home".into(), |name| name.to_string_lossy().into_owned());
    let named = |n: u32| folder.with_file_name(format!("{name}.{what}-{n}"));
    (1..u32::MAX).map(named).find(|path| !path.exists()).unwrap_or_else(|| named(0))
}

fn told(put_back: &PutBack, backup: &Backup) -> String {
    let PutBack { desk, me, verified } = put_back;
    let zone = desk.house().zone;
    let view = desk.look(*me, Moment { at: backup.made, zone });
    let made = backup.made.with_timezone(&zone).format("%a %-d %b %Y, %H:%M");
    format!(
        "{}, as it was backed up on {made}.\n{} entries follow one another as they were written; {} signatures were \
         checked.\n{}, {}. It ends at entry {}.\nWhat was written after that is not in it.",
        desk.house().name,
        verified.entries,
        verified.signatures,
        say::count(view.home().children.here().count(), "child", "children"),
        say::count(view.home().people.working().count(), "person", "people"),
        backup.last
    )
}
