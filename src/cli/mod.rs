//! The command line: what was typed, done in the home or shown on the screens, and how it went as a number.
//!
//! It asks neither clock, environment nor chance: the edge hands all of that in as a [`World`]. Whatever it
//! prints has passed the words cleaner, so that no name or path can move a cursor.

mod acts;
mod at;
mod backup;
mod demo;
mod import;
pub mod keys;
mod logbook;
mod names;
mod new;
mod open;
mod paths;
mod picture;
mod salvage;
mod say;
mod screens;
mod settings;
mod shell;
mod show;
pub mod themes;
mod verify;
mod wrong_use;

pub use crate::tui::local::Edge;

use crate::desk::NotDone;
use crate::record::Trouble;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;

/// Everything the command line knows of the world around it.
pub struct World<'a> {
    /// The clock, and identities nobody has had.
    pub edge: &'a dyn Edge,
    /// The environment as it was at the start.
    pub environment: BTreeMap<OsString, OsString>,
    /// The time zone this computer is set to.
    pub zone: chrono_tz::Tz,
    /// Where this computer keeps programs' data, with our own name at its end.
    pub data: Option<PathBuf>,
    /// Where this computer remembers how it left each home, outside any home's folder.
    pub memory: Option<PathBuf>,
    /// The folder for a report when the screens stop by mistake.
    pub reports: PathBuf,
    /// What is read and what is printed at.
    pub console: Console,
    /// What was asked for goes here.
    pub out: &'a mut dyn Write,
    /// Why it can't be done goes here.
    pub err: &'a mut dyn Write,
}

/// Whether somebody sits there.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Console {
    /// Keys come from a terminal and words go to one.
    Terminal,
    /// A file or another program at one end at least.
    Pipe,
}

impl World<'_> {
    /// A setting of the environment; nothing when it is unset or empty.
    fn setting(&self, name: &str) -> Option<&OsString> {
        self.environment.get(&OsString::from(name)).filter(|value| !value.is_empty())
    }
}

/// Why a command was not done, and with what it is answered. Each says it in a sentence.
#[derive(Debug, PartialEq, Eq)]
enum Stop {
    /// The rules don't allow it, or what was named is not there.
    Refused(String),
    /// The command makes no sense as typed.
    WrongUse(String),
    /// The home can't be opened now.
    CannotOpen(String),
    /// The home's file is damaged.
    Damaged(String),
    /// Nobody reads what is printed any more: no fault of anyone's.
    NobodyReads,
}

impl Stop {
    fn code(&self) -> u8 {
        match self {
            Stop::NobodyReads => 0,
            Stop::Refused(_) => 1,
            Stop::WrongUse(_) => 2,
            Stop::CannotOpen(_) => 3,
            Stop::Damaged(_) => 4,
        }
    }

    fn sentence(&self) -> &str {
        match self {
            Stop::NobodyReads => "",
            Stop::Refused(say) | Stop::WrongUse(say) | Stop::CannotOpen(say) | Stop::Damaged(say) => say,
        }
    }
}

impl From<crate::care::Refusal> for Stop {
    fn from(refusal: crate::care::Refusal) -> Self {
        Stop::Refused(refusal.to_string())
    }
}

impl From<NotDone> for Stop {
    fn from(not_done: NotDone) -> Self {
        match not_done {
            NotDone::Refused(refusal) => refusal.into(),
            NotDone::Trouble(trouble) => match trouble.into() {
                Stop::CannotOpen(say) => Stop::CannotOpen(format!("NOT saved. {say}")),
                stop => stop,
            },
        }
    }
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Self {
        let say = say::with_cause(&trouble);
        if matches!(
            trouble,
            Trouble::NotAHome(_)
                | Trouble::NotEmpty(_)
                | Trouble::AlreadyAHome(_)
                | Trouble::NotABackup(_)
                | Trouble::TooLarge
        ) {
            return Stop::Refused(say);
        }
        if trouble.exit_code() == 4 { Stop::Damaged(say) } else { Stop::CannotOpen(say) }
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Stop::NobodyReads,
            _ => Stop::Refused(format!("What was asked for can't be printed.\n{error}")),
        }
    }
}

/// Shift handover and daily logs for residential children's homes, in a terminal.
///
/// Without a command it opens the home on the screens.
#[derive(Parser)]
#[command(name = "bethere", version, disable_help_subcommand = true, after_help = EXIT_CODES)]
struct CommandLine {
    #[command(flatten)]
    everywhere: Everywhere,
    #[command(subcommand)]
    command: Option<Command>,
}

const HOME: &str = "The home's folder. Without it: BETHERE_HOME, then this computer's data folder";

const EXIT_CODES: &str = "Exit codes: 0 done. 1 refused or not found. 2 wrong use. 3 can't open the home. \
                          4 the home's file is damaged.";

#[derive(Args)]
struct Everywhere {
    #[arg(long, global = true, value_name = "DIR", help = HOME)]
    home: Option<PathBuf>,
    /// Who does it, by the short name they sign in with.
    #[arg(long = "as", global = true, value_name = "LOGIN")]
    login: Option<String>,
    /// A file whose first line is the passphrase. Without it, `BETHERE_PASSPHRASE_FILE`, else it is asked for.
    #[arg(long, global = true, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// Open a home on a disk that is shared over a network, where what was saved can be lost.
    #[arg(long, global = true)]
    network_disk: bool,
    /// The colours: the name of a theme, or a file of one.
    #[arg(long, global = true, value_name = "NAME|FILE")]
    theme: Option<String>,
    /// The keys: the name of a keymap, or a file of one.
    #[arg(long, global = true, value_name = "NAME|FILE")]
    keymap: Option<String>,
    /// What time it is, such as "2026-11-23 07:18" by the clock on the wall. Demo homes only: the clock runs on
    /// from there. Without it a demo home's clock runs on from the last thing that happened in it.
    #[arg(long, global = true, value_name = "TIME")]
    at: Option<at::At>,
    /// When to use colours.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Colour,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug, ValueEnum)]
enum Colour {
    #[value(help = "Unless NO_COLOR is set")]
    Auto,
    #[value(help = "Even when NO_COLOR is set")]
    Always,
    /// Bold and reverse only
    Never,
}

#[derive(Subcommand)]
enum Command {
    /// Look round a made-up home. Nothing you do there is kept.
    Demo(demo::Asked),
    /// Make a real home without the screens.
    New(new::Asked),
    /// Print what the screens show, in plain sentences or as JSON.
    Show(show::Asked),
    /// Say what came of a line of today's checklist.
    Tick(acts::Tick),
    /// Write in a child's log, or the house's.
    Log(acts::Log),
    /// Tell colleagues how a child feels.
    Alert(acts::Alert),
    /// Bring in a list of children or staff from a spreadsheet.
    Import(import::Asked),
    /// Make a backup of the home and look it through, or list those there are.
    Backup(backup::Asked),
    /// Put a backup back, in a place of its own first.
    Restore(backup::Restoring),
    /// Check that nothing of the record was changed since it was signed.
    Verify(verify::Asked),
    /// Print the keys in force, or check a file of keys.
    Keys(settings::Checked),
    /// Print the themes there are, or check a file of one.
    Themes(settings::Checked),
    /// Print where bethere keeps and looks for things.
    Paths,
    /// Print a script that lets a shell complete bethere's commands.
    Completions(shell::Completions),
    /// Print the manual page.
    Man,
    /// Print what a made-up home's screen shows, as an SVG picture.
    #[command(hide = true)]
    Picture(picture::Asked),
}

/// Does what was typed and answers how it went: 0 done, 1 refused or not found, 2 wrong use, 3 can't open,
/// 4 damaged.
pub fn run(typed: impl IntoIterator<Item = OsString>, world: &mut World<'_>) -> u8 {
    let done = match parsed(typed) {
        Ok(line) => done(&line, world),
        Err(error) if !error.use_stderr() => say::lines(world.out, &error.to_string()),
        Err(error) => Err(wrong_use::told(&error)),
    };
    match done {
        Ok(()) => 0,
        Err(stop) => {
            // Where even this can't be printed, the number still says it.
            let _ = say::lines(world.err, stop.sentence());
            stop.code()
        }
    }
}

fn parsed(typed: impl IntoIterator<Item = OsString>) -> Result<CommandLine, clap::Error> {
    let command = CommandLine::command().color(clap::ColorChoice::Never);
    CommandLine::from_arg_matches(&command.try_get_matches_from(typed)?)
}

fn done(line: &CommandLine, world: &mut World<'_>) -> Result<(), Stop> {
    let everywhere = &line.everywhere;
    match &line.command {
        None => screens::open(world, everywhere),
        Some(Command::Demo(asked)) => demo::run(world, everywhere, asked),
        Some(Command::New(asked)) => new::run(world, everywhere, asked),
        Some(Command::Show(asked)) => show::run(world, everywhere, asked),
        Some(Command::Tick(asked)) => acts::tick(world, everywhere, asked),
        Some(Command::Log(asked)) => acts::log(world, everywhere, asked),
        Some(Command::Alert(asked)) => acts::alert(world, everywhere, asked),
        Some(Command::Import(asked)) => import::run(world, everywhere, asked),
        Some(Command::Backup(asked)) => backup::run(world, everywhere, asked),
        Some(Command::Restore(asked)) => backup::restore(world, everywhere, asked),
        Some(Command::Verify(asked)) => verify::run(world, everywhere, asked),
        Some(Command::Keys(asked)) => settings::keys(world, everywhere, asked),
        Some(Command::Themes(asked)) => settings::themes(world, everywhere, asked),
        Some(Command::Paths) => paths::run(world, everywhere),
        Some(Command::Completions(asked)) => shell::completions(world, asked),
        Some(Command::Man) => shell::man(world),
        Some(Command::Picture(asked)) => picture::run(world, everywhere, asked),
    }
}
