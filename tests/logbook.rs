//! The program's own log tells what was done by number and id, and nothing of anybody.

use std::process::Command;

#[test]
fn the_log_holds_numbers_and_ids_and_no_name_and_no_word() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path().join("home");
    let run = |words: &[&str]| {
        let done = Command::new(env!("CARGO_BIN_EXE_bethere"))
            .args(words)
            .env("HOME", folder.path())
            .env("XDG_DATA_HOME", folder.path().join("data"))
            .output()
            .expect("the program runs");
        assert!(done.status.success(), "{words:?}: {}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8_lossy(&done.stdout).into_owned()
    };
    let home = home.to_str().expect("a plain path");
    let staff = run(&["demo", "--keep", home, "--at", "2026-11-23 07:18", "--no-open"]);
    run(&["log", "Kasia", "Sang at breakfast.", "--home", home, "--as", "dee"]);
    let log = std::fs::read_to_string(folder.path().join("data/bethere/reports/bethere.log")).expect("a log");
    assert!(log.contains("written entry="), "{log}");
    let names = staff.lines().filter_map(|line| line.trim().split_once("  ")).flat_map(|(_, name)| {
        name.split([' ', ',']).filter(|word| word.chars().next().is_some_and(char::is_uppercase))
    });
    for word in names.chain(["Kasia", "Sang", "breakfast", "dee"]) {
        assert!(!log.contains(word), "{word} stands in the log:\n{log}");
    }
}
