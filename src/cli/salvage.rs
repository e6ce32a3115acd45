//! `bethere verify --salvage DIR`: what still opens of a damaged home, entry by entry, in a file that any program
//! can read. It is for the day when no backup is whole.

use super::{Everywhere, Stop, World, open, say};
use crate::care::{Entry, Home};
use crate::desk::Salvaged;
use chrono::SecondsFormat;
use serde_json::json;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{BufWriter, IntoInnerError, Write};
use std::path::Path;

/// Reads out what can be read. Ends with 4 when something is lost, as something always is.
pub(super) fn run(world: &mut World<'_>, everywhere: &Everywhere, folder: &Path) -> Result<(), Stop> {
    let door = open::front(world, everywhere)?;
    let who = open::who(&door, everywhere)?;
    let passphrase = open::passphrase(world, everywhere)?;
    let mut file = BufWriter::new(entries_file(folder)?);
    let Salvaged { read, lost, cut } =
        door.salvage(who, &passphrase, |home, entry| line(&mut file, home, entry))?;
    file.into_inner().map_err(IntoInnerError::into_error)?.sync_all()?;
    let mut told = vec![format!("{read} entries were read into {}.", say::place(&folder.join(NAME)))];
    told.push(
        "Their words stand there in plain. Lock that folder away, and wipe it when it is no longer needed."
            .into(),
    );
    if !lost.is_empty() {
        told.push(format!("{} entries can’t be read: {}.", lost.len(), ranges(&lost)));
    }
    if cut {
        told.push(
            "The end can’t be read. How many entries there were after the last one is not known.".into(),
        );
    }
    let told = told.join("\n");
    if lost.is_empty() && !cut { say::lines(world.out, &told) } else { Err(Stop::Damaged(told)) }
}

const NAME: &str = "entries.jsonl";

/// For this user's eyes only, and never over something that is there.
fn entries_file(folder: &Path) -> Result<File, Stop> {
    let mut builder = DirBuilder::new();
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    let made = builder.create(folder).and_then(|()| options.open(folder.join(NAME)));
    made.map_err(|error| {
        Stop::Refused(format!("A new folder can’t be made there: {}.\n{error}", say::place(folder)))
    })
}

fn line(file: &mut impl Write, home: &Home, entry: &Entry) -> Result<(), Stop> {
    let line = json!({
        "number": entry.number,
        "at": entry.at.to_rfc3339_opts(SecondsFormat::Millis, true),
        "day": entry.day.date().to_string(),
        "by": home.people.name(entry.by),
        "about": home.name_of(entry.subject),
        "fact": entry.fact,
    });
    Ok(writeln!(file, "{line}")?)
}

/// "5, 8 to 11, 40".
fn ranges(numbers: &[u64]) -> String {
    let runs = numbers.chunk_by(|one, next| one + 1 == *next);
    let told = runs.map(|run| match run {
        [first, .., last] => format!("{first} to {last}"),
        [only] => only.to_string(),
        [] => String::new(),
    });
    told.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_a_row_are_told_as_one() {
        assert_eq!(ranges(&[5, 8, 9, 10, 40, 41]), "5, 8 to 10, 40 to 41");
        assert_eq!(ranges(&[]), "");
    }
}
