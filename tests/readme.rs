//! The README says what the program does: its key table is made from the keymap it talks about.

use bethere::keys::{Command, Keymap, Place};
use std::fmt::Write;

const BEGIN: &str = "<!-- keys: checked against keymaps/everyday.toml by tests/readme.rs -->\n";
const END: &str = "<!-- end of keys -->";

#[test]
fn the_key_table_is_the_everyday_keymap() {
    let readme =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("a README");
    let (_, after) = readme.split_once(BEGIN).expect("the key table begins");
    let (table, _) = after.split_once(END).expect("the key table ends");
    let right = key_table();
    assert_eq!(table, right, "put this between the two comments of the README:\n\n{right}");
}

/// A row a place: each command that has a key there, with its first key.
fn key_table() -> String {
    let keymap = Keymap::everyday();
    let mut table = String::from("| where | keys |\n|---|---|\n");
    for place in Place::ALL {
        let keys: Vec<String> = Command::of(place)
            .filter_map(|command| Some(format!("{} `{}`", command.label(), keymap.hint(place, command)?)))
            .collect();
        if !keys.is_empty() {
            writeln!(table, "| {} | {} |", place.title(), keys.join(" · ")).expect("a string takes all");
        }
    }
    table
}
