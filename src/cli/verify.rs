//! `bethere verify`: what of the record is proved, in plain words, and what no proof can say.

use super::say::Bar;
use super::{Everywhere, Stop, World, open, salvage, say};
use crate::care::Home;
use crate::desk::{Check, Found, Verified};
use clap::Args;
use std::path::PathBuf;

/// What to check.
#[derive(Args)]
pub(super) struct Asked {
    /// Check the signatures of the entries after this number only; the chain is always checked whole.
    #[arg(long, value_name = "N", default_value_t = 0)]
    since: u64,
    /// The head of the chain as it was printed once, on a handover sheet or by this command: the record must still
    /// hold that entry.
    #[arg(long, value_name = "TEXT")]
    head: Option<String>,
    /// The home does not open: read every entry that still does into a folder that is not there yet. The words of
    /// the record then stand there for anyone to read.
    #[arg(long, value_name = "DIR")]
    salvage: Option<PathBuf>,
    /// Read every block of the file too, and say how the home is: backups, room on the disk, clock, who can come in,
    /// each with what to do about it.
    #[arg(long, conflicts_with = "salvage")]
    all: bool,
}

/// Checks the home that is meant. Ends with 4 when something is not as it was written.
pub(super) fn run(world: &mut World<'_>, everywhere: &Everywhere, asked: &Asked) -> Result<(), Stop> {
    if let Some(folder) = &asked.salvage {
        return salvage::run(world, everywhere, folder);
    }
    let opened = open::open(world, everywhere)?;
    let mut bar = Bar::at(world.console, world.err);
    let tell = &mut |stage, far| bar.tell(stage, far);
    if asked.all {
        opened.desk.look_through(tell)?;
    }
    let verified = opened.desk.verify(asked.since, asked.head.as_deref(), tell)?;
    drop(bar);
    let text = told(opened.look().home(), &verified, asked);
    if verified.found.iter().any(|found| found.is_damage()) {
        return Err(Stop::Damaged(text));
    }
    if asked.head.is_some() && verified.matches.is_none() {
        return Err(Stop::Damaged(text));
    }
    say::lines(world.out, &text)?;
    if asked.all {
        let checks = opened.look().checks();
        let line = |check: &Check| {
            let well = if check.well { "" } else { "See to this: " };
            format!("{well}{}. {} {}", check.of, check.says, check.to_do).trim_end().to_string()
        };
        let checks: Vec<String> = checks.iter().map(line).collect();
        say::lines(world.out, &format!("\n{}", checks.join("\n")))?;
    }
    Ok(())
}

/// In lines that a narrow window holds.
const WHAT_IT_PROVES: [&str; 3] = [
    "This proves that nothing was changed or put in between since it was signed. It",
    "does not prove that the words are true, nor who sat at the keyboard. That",
    "nothing is missing at the end shows only with a head from elsewhere: --head.",
];

fn told(home: &Home, verified: &Verified, asked: &Asked) -> String {
    let Verified { entries, signatures, head, matches, found } = verified;
    let mut lines = Vec::new();
    if let Some(damage) = found.iter().find(|found| found.is_damage()) {
        lines.push(in_words(home, *damage));
        lines.push("Change nothing in its folder, and ask the person who looks after this computer.".into());
    } else {
        lines.push(format!("{entries} entries follow one another as they were written."));
        lines.push(format!("{signatures} of their signatures were checked. Each is its author’s."));
        lines.push(format!("The record ends with: {head}"));
    }
    match (&asked.head, matches) {
        (Some(_), Some(number)) => lines.push(format!("The head you gave is that of entry {number}.")),
        (Some(_), None) => {
            lines.push(
                "No entry has the head you gave. It was mistyped, or this record was cut or replaced.".into(),
            );
        }
        (None, _) => {}
    }
    let remarks = found.iter().filter(|found| !found.is_damage());
    lines.extend(remarks.take(20).map(|found| in_words(home, *found)));
    lines.push(String::new());
    lines.extend(WHAT_IT_PROVES.map(String::from));
    lines.join("\n")
}

fn in_words(home: &Home, found: Found) -> String {
    match found {
        Found::Changed { number } => {
            format!("Entry {number} is not as it was signed. Nothing after it was checked.")
        }
        Found::OutOfChain { number } => {
            format!("Entry {number} does not follow the one before it. Nothing after it was checked.")
        }
        Found::NotSigned { number, by } => format!(
            "Entry {number} stands in the name of {} and was not signed by them. Nothing after it was checked.",
            home.people.name(by)
        ),
        Found::NotInIndex { number } => format!("Entry {number} can’t be found by its day or its topic."),
        Found::NotFoundByWords { number, entries } => format!(
            "{entries} entries could not be found by their words, the first of them entry {number}. That is put right now."
        ),
        Found::ClockBack { number } => {
            format!("The clock stood earlier at entry {number} than at the one before: it was set back.")
        }
        Found::Recovered { number, by } => {
            format!("At entry {number} {} came in with the recovery key.", home.people.name(by))
        }
    }
}
