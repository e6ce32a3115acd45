//! `bethere completions` and `bethere man`: what a shell and a manual reader want, made from the commands themselves.

use super::{CommandLine, Stop, World};
use clap::{Args, CommandFactory};
use clap_complete::Shell;

/// Which shell.
#[derive(Args)]
pub(super) struct Completions {
    /// The shell that will read it.
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Prints a script for a shell. Made of our own words only, so it is printed as it is.
pub(super) fn completions(world: &mut World<'_>, asked: &Completions) -> Result<(), Stop> {
    let mut script = Vec::new();
    clap_complete::generate(asked.shell, &mut CommandLine::command(), "bethere", &mut script);
    Ok(world.out.write_all(&script)?)
}

/// Prints the manual page. Made of our own words only, so it is printed as it is.
pub(super) fn man(world: &mut World<'_>) -> Result<(), Stop> {
    let mut page = Vec::new();
    clap_mangen::Man::new(CommandLine::command()).render(&mut page)?;
    Ok(world.out.write_all(&page)?)
}
