//! What a locked program still has in its memory, looked for from outside as whoever takes the computer would.

use crate::first_day::{make, open};
use crate::terminal::Terminal;
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::time::{Duration, Instant};

/// How long the home may take to be closed on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often these words stand in the memory of the program; nothing when whoever runs the tests may not look.
fn found(terminal: &Terminal, words: &str) -> Option<usize> {
    let id = terminal.id();
    let memory = File::open(format!("/proc/{id}/mem")).ok()?;
    let maps = std::fs::read_to_string(format!("/proc/{id}/maps")).ok()?;
    let mut count = 0;
    for map in maps.lines() {
        let mut columns = map.split_ascii_whitespace();
        let (range, rights) = (columns.next()?, columns.next()?);
        // What can't be written to is the program itself, and holds no words of a person's.
        if !rights.starts_with("rw") {
            continue;
        }
        let (from, to) = range.split_once('-')?;
        let [from, to] = [from, to].map(|at| u64::from_str_radix(at, 16).expect("an address"));
        let mut bytes = vec![0; usize::try_from(to - from).expect("it fits")];
        // A stretch that was given back meanwhile can't be read, and is no place to find anything in.
        if memory.read_exact_at(&mut bytes, from).is_ok() {
            count += bytes.windows(words.len()).filter(|window| *window == words.as_bytes()).count();
        }
    }
    Some(count)
}

#[test]
fn after_a_lock_neither_a_passphrase_nor_what_was_written_is_in_memory() {
    let dir = tempfile::tempdir().expect("a directory for the test");
    let mut terminal = open(&dir.path().join("home"));
    make(&mut terminal);
    terminal.press("Down Down Down Enter").wait_for("The house").press("L").wait_for("What happened");
    terminal.type_in("zanzibar canary sang at noon").press("Ctrl+S").wait_for("Saved");
    terminal.press("4").wait_for("zanzibar canary sang");
    let Some(on_the_screen) = found(&terminal, "zanzibar canary") else {
        // Nobody but an administrator may look, which is as it should be.
        assert!(File::open(format!("/proc/{}/mem", terminal.id())).is_err());
        return;
    };
    assert!(on_the_screen > 0, "what is on the screen is in memory");
    terminal.press("B").wait_gone("zanzibar").press("Ctrl+L").wait_for("Passphrase");
    let canaries = ["zanzibar canary", "canary sang at noon", "otter lamp green"];
    let deadline = Instant::now() + PATIENCE;
    // The screen is blank before the home is closed.
    loop {
        let left =
            canaries.map(|canary| (canary, found(&terminal, canary).expect("it could be read before")));
        if left.iter().all(|(_, count)| *count == 0) {
            break;
        }
        assert!(Instant::now() < deadline, "still in memory: {left:?}");
    }
    // It comes back from the disk.
    terminal.type_in("otter lamp green").press("Enter").wait_for("For you");
    assert_eq!(found(&terminal, "otter lamp green"), Some(0), "not even while the home is open");
}
