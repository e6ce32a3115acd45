//! `bethere paths`: where things are kept and looked for on this computer.

use super::{Everywhere, Stop, World, open, say};

/// Prints each place on a line of its own, the name first.
pub(super) fn run(world: &mut World<'_>, everywhere: &Everywhere) -> Result<(), Stop> {
    let home = open::folder(world, everywhere)?;
    let places = [("home", home.clone()), ("keymaps", home.join("keymaps")), ("themes", home.join("themes"))];
    let lines: Vec<String> =
        places.iter().map(|(name, path)| format!("{name}: {}", say::place(path))).collect();
    say::lines(world.out, &lines.join("\n"))
}
