//! `bethere import`: children or staff from a spreadsheet's CSV. With `--dry-run` it only says what would happen;
//! without, it brings in every line, or none and names each bad one.

use super::{Everywhere, Stop, World, open, say};
use crate::care::{Act, Fact, Refusal, people};
use crate::desk::NotBroughtIn;
use crate::paper::bring_in::{self, Line, List};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// What to bring in.
#[derive(Args)]
#[command(after_help = COLUMNS)]
pub(super) struct Asked {
    /// What the list is of.
    list: Of,
    /// The CSV file. Its first line names the columns.
    file: PathBuf,
    /// Say what would happen, and keep nothing.
    #[arg(long)]
    dry_run: bool,
}

const COLUMNS: &str = "Columns of children: name, preferred, pronouns, born, room, school, keyworker, allergies, never \
                       (no contact with).\nColumns of staff: name, login, role, last day.\nOnly the name must be \
                       there. Several allergies are parted by ; or |.";

#[derive(Copy, Clone, ValueEnum)]
enum Of {
    #[value(help = "Children who live here")]
    Children,
    #[value(help = "Everyone who works here")]
    Staff,
}

/// A list longer than this is no list of people.
const MOST_BYTES: u64 = 4 << 20;

/// What stands in a file that should be a list; else why it can't be one, in a sentence.
pub(super) fn text_of(file: &Path) -> Result<String, String> {
    let cant = |error| format!("The list can't be read: {}.\n{error}", say::place(file));
    let told = std::fs::metadata(file).map_err(cant)?;
    if !told.is_file() {
        return Err(format!("This is not a file: {}.", say::place(file)));
    }
    if told.len() > MOST_BYTES {
        return Err("This file is too long to be a list of people.".into());
    }
    let bytes = std::fs::read(file).map_err(cant)?;
    String::from_utf8(bytes)
        .map_err(|_| "The list is not in UTF-8. Save it from the spreadsheet as CSV UTF-8.".into())
}

/// Brings the list in.
pub(super) fn run(world: &mut World<'_>, everywhere: &Everywhere, asked: &Asked) -> Result<(), Stop> {
    let text = text_of(&asked.file).map_err(Stop::Refused)?;
    let opened = open::open(world, everywhere)?;
    let today = opened.moment().local().date_naive();
    let list = match asked.list {
        Of::Children => List::Children,
        Of::Staff => List::Staff,
    };
    let lines = bring_in::read(list, &text, opened.look().home(), today).map_err(Stop::Refused)?;
    let acts = acts(&lines)?;
    told_bad(&lines, &opened.look().refusals(&acts))?;
    if asked.dry_run {
        return say::lines(
            world.out,
            &format!("{} can be brought in. Nothing was kept.", say::count(acts.len(), "line", "lines")),
        );
    }
    let entries = opened.desk.bring_in(opened.me, opened.stamp(), &acts).map_err(|why| match why {
        NotBroughtIn::Trouble(trouble) => trouble.into(),
        NotBroughtIn::Refused(_) => Stop::Refused(why.to_string()),
    })?;
    say::lines(world.out, &format!("{} brought in.", say::count(entries.len(), "line", "lines")))?;
    let joined = entries.iter().filter_map(|entry| match &entry.fact {
        Fact::People(people::Fact::Joined { id, name, .. }) => Some((*id, name)),
        _ => None,
    });
    // Each is shown as soon as it is on the disk: it opens from then on, and can't be shown again.
    for (place, (id, name)) in joined.enumerate() {
        let passphrase = opened.desk.let_in(opened.me, opened.stamp(), id)?;
        if place == 0 {
            say::lines(world.out, "One-time passphrases, shown once:")?;
        }
        say::lines(world.out, &format!("{name}: {}", *passphrase.shown(None, 200)))?;
    }
    Ok(())
}

fn acts(lines: &[Line]) -> Result<Vec<Act>, Stop> {
    let bad: Vec<String> = lines
        .iter()
        .filter_map(|line| Some(format!("Line {}: {}", line.number, line.act.as_ref().err()?)))
        .collect();
    if bad.is_empty() {
        return Ok(lines.iter().filter_map(|line| line.act.clone().ok()).collect());
    }
    Err(Stop::Refused(format!("{}\nNothing was kept.", bad.join("\n"))))
}

fn told_bad(lines: &[Line], refused: &[(usize, Refusal)]) -> Result<(), Stop> {
    if refused.is_empty() {
        return Ok(());
    }
    let number = |place: usize| lines.get(place).map_or(0, |line| line.number);
    let bad: Vec<String> =
        refused.iter().map(|(place, say)| format!("Line {}: {say}", number(*place))).collect();
    Err(Stop::Refused(format!("{}\nNothing was kept.", bad.join("\n"))))
}
