//! A real home under clocks that jump: set back, a year forward, both nights of the clock change, a leap day, another
//! zone. Nothing is lost, entries stay in their order, and what is said is a plain sentence.
//!
//! The clock is that of libfaketime, under the built program. Where it is not installed, that is said and nothing is
//! tested; `BETHERE_CLOCKS` says that it must be there.
#![cfg(target_os = "linux")]

use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// Rowan House in London, whose manager is ruth.
struct Home {
    top: TempDir,
}

/// A place on the earth, and the clock on the wall there.
type Clock<'a> = (&'a str, &'a str);

impl Home {
    /// Made at a time; none where no clock can be set.
    fn made(at: &str) -> Option<Self> {
        let there = Command::new("faketime").arg("--version").stdout(Stdio::null()).status();
        if !there.is_ok_and(|ended| ended.success()) {
            assert!(std::env::var_os("BETHERE_CLOCKS").is_none(), "faketime is not installed");
            eprintln!("not tested: faketime is not installed");
            return None;
        }
        let home = Self { top: tempfile::tempdir().expect("a directory for the test") };
        fs::write(home.path("passphrase"), "otter lamp green kettle\n").expect("it can be written");
        let new = ["new", "--name", "Rowan House", "--manager", "ruth", "--zone", "Europe/London"];
        home.says(("Europe/London", at), &new);
        let list = home.path("children.csv");
        fs::write(&list, "name\nKasia Wood\n").expect("it can be written");
        // Half a minute on: a command that begins when another does may come before it.
        let then = format!("{}30", &at[..at.len() - 2]);
        home.says(("Europe/London", &then), &["import", "children", &list.display().to_string()]);
        Some(home)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.top.path().join(name)
    }

    /// What a command says that is done by this clock, and what it remarks.
    #[track_caller]
    fn says(&self, (zone, at): Clock<'_>, args: &[&str]) -> (String, String) {
        let output = Command::new("faketime")
            .args(["-f", &format!("@{at}"), env!("CARGO_BIN_EXE_bethere"), "--home"])
            .arg(self.path("home"))
            .args(["--as", "ruth", "--passphrase-file"])
            .arg(self.path("passphrase"))
            .args(args)
            .env("HOME", self.top.path())
            .env("LANG", "C.UTF-8")
            .env("TZ", zone)
            .stdin(Stdio::null())
            .output()
            .expect("the program runs");
        let [out, err] =
            [output.stdout, output.stderr].map(|said| String::from_utf8(said).expect("it is text"));
        assert!(output.status.success(), "{args:?} at {at} {zone}: {err}");
        (out, err)
    }

    /// Writes in Kasia's log by this clock; the message.
    #[track_caller]
    fn writes(&self, clock: Clock<'_>, text: &str) -> String {
        let (out, err) = self.says(clock, &["log", "Kasia", text]);
        assert_eq!(err, "", "{text}");
        out
    }

    /// The same by a clock that stands before what was written last; when that is said to have been.
    #[track_caller]
    fn writes_before(&self, clock: Clock<'_>, text: &str) -> String {
        let (out, err) = self.says(clock, &["log", "Kasia", text]);
        assert!(out.starts_with("Saved "), "{out}");
        let err = err.strip_prefix(
            "Look at this computer’s clock. It stands before the last entry, which was written ",
        );
        let when =
            err.and_then(|err| err.strip_suffix(". Times of entries hang on it: have it set right.\n"));
        when.expect("it is told").to_string()
    }

    /// Every text in Kasia's log, in the order they were written, and the instants they stand at.
    fn written(&self, clock: Clock<'_>) -> Vec<(String, String)> {
        let folder = self.path("read-out");
        self.says(clock, &["verify", "--salvage", &folder.display().to_string()]);
        let entries = fs::read_to_string(folder.join("entries.jsonl")).expect("it was read out");
        fs::remove_dir_all(&folder).expect("it can be taken away");
        let entries: Vec<Value> =
            entries.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect();
        let numbers: Vec<u64> = entries.iter().filter_map(|entry| entry["number"].as_u64()).collect();
        assert!(numbers.iter().copied().eq(1..=numbers.len() as u64), "{numbers:?}");
        let text = |entry: &Value| {
            let text = entry["fact"]["Log"]["Written"]["text"].as_str()?.to_string();
            Some((text, entry["at"].as_str()?.to_string()))
        };
        entries.iter().filter_map(text).collect()
    }

    #[track_caller]
    fn holds(&self, clock: Clock<'_>, expected: &[(&str, &str)]) {
        let written = self.written(clock);
        let written: Vec<(&str, &str)> = written.iter().map(|(text, at)| (&**text, &at[..16])).collect();
        assert_eq!(written, expected);
    }
}

const LONDON: &str = "Europe/London";

#[test]
fn a_clock_that_was_set_back_loses_nothing_and_is_told_to_whoever_checks() {
    let Some(home) = Home::made("2026-11-23 07:00:00") else { return };
    home.writes((LONDON, "2026-11-23 12:00:00"), "At noon.");
    assert_eq!(home.writes_before((LONDON, "2026-11-23 09:00:00"), "Set back."), "12:00");
    home.writes((LONDON, "2026-11-23 12:30:00"), "Put right.");
    let now = (LONDON, "2026-11-23 13:00:00");
    home.holds(
        now,
        &[
            ("At noon.", "2026-11-23T12:00"),
            ("Set back.", "2026-11-23T09:00"),
            ("Put right.", "2026-11-23T12:30"),
        ],
    );
    let (checked, _) = home.says(now, &["verify"]);
    assert!(checked.contains("entries follow one another as they were written."), "{checked}");
    assert!(checked.contains("The clock stood earlier at entry"), "{checked}");
    let (log, _) = home.says(now, &["show", "log", "Kasia"]);
    let places = ["Set back.", "At noon.", "Put right."].map(|text| log.find(text).expect("it is there"));
    assert!(places.is_sorted(), "by the clock on the wall: {log}");
}

#[test]
fn a_year_forward_and_back_again_loses_nothing() {
    let Some(home) = Home::made("2026-11-23 07:00:00") else { return };
    home.writes((LONDON, "2026-11-23 12:00:00"), "Today.");
    home.writes((LONDON, "2027-11-23 12:00:00"), "A year on.");
    home.says((LONDON, "2027-11-23 12:05:00"), &["show", "board"]);
    let told = home.writes_before((LONDON, "2026-11-23 12:10:00"), "Today again.");
    assert_eq!(told, "23 Nov 2027 12:05");
    let now = (LONDON, "2026-11-23 12:20:00");
    home.holds(
        now,
        &[
            ("Today.", "2026-11-23T12:00"),
            ("A year on.", "2027-11-23T12:00"),
            ("Today again.", "2026-11-23T12:10"),
        ],
    );
    let (log, _) = home.says(now, &["show", "log", "Kasia"]);
    assert!(log.contains("Today.") && log.contains("Today again."), "{log}");
    assert!(home.says(now, &["verify"]).0.contains("it was set back."));
}

#[test]
fn the_night_the_clock_goes_back_has_its_hour_twice_in_order() {
    let Some(home) = Home::made("2026-10-24 20:00:00") else { return };
    // The hour from one to two by the wall comes twice: asked for as the instants it is.
    home.writes(("UTC", "2026-10-25 00:40:00"), "First.");
    home.writes(("UTC", "2026-10-25 01:20:00"), "Second.");
    home.writes(("UTC", "2026-10-25 02:00:00"), "Third.");
    let now = ("UTC", "2026-10-25 02:30:00");
    home.holds(
        now,
        &[("First.", "2026-10-25T00:40"), ("Second.", "2026-10-25T01:20"), ("Third.", "2026-10-25T02:00")],
    );
    let later = ("UTC", "2026-10-25 02:40:00");
    assert!(!home.says(later, &["verify"]).0.contains("The clock stood earlier"));
    let (log, _) = home.says(now, &["show", "log", "Kasia"]);
    let places = ["First.", "Second.", "Third."].map(|text| log.find(text).expect("it is there"));
    assert!(places.is_sorted(), "{log}");
}

#[test]
fn the_night_the_clock_goes_forward_lacks_an_hour_and_nothing_else() {
    let Some(home) = Home::made("2026-03-28 20:00:00") else { return };
    assert!(home.writes((LONDON, "2026-03-29 00:59:00"), "Before.").starts_with("Saved 00:59"));
    assert!(home.writes((LONDON, "2026-03-29 02:01:00"), "After.").starts_with("Saved 02:01"));
    let now = (LONDON, "2026-03-29 02:30:00");
    home.holds(now, &[("Before.", "2026-03-29T00:59"), ("After.", "2026-03-29T01:01")]);
    // An hour that never was is not taken for another.
    let (_, err) = home.says(now, &["show", "log", "Kasia"]);
    assert_eq!(err, "");
}

#[test]
fn a_leap_day_is_a_day_like_any() {
    let Some(home) = Home::made("2028-02-28 20:00:00") else { return };
    home.writes((LONDON, "2028-02-29 08:00:00"), "On the leap day.");
    home.writes((LONDON, "2028-03-01 08:00:00"), "The day after.");
    let now = (LONDON, "2028-03-01 09:00:00");
    home.holds(now, &[("On the leap day.", "2028-02-29T08:00"), ("The day after.", "2028-03-01T08:00")]);
    let (board, _) = home.says((LONDON, "2028-02-29 09:00:00"), &["show", "board"]);
    assert!(board.contains("Tuesday 29 February 2028"), "{board}");
    // And a year later there is none.
    let (board, _) = home.says((LONDON, "2029-03-01 09:00:00"), &["show", "board"]);
    assert!(board.contains("Thursday 1 March 2029"), "{board}");
}

#[test]
fn a_computer_in_another_zone_keeps_the_homes_own_time() {
    let Some(home) = Home::made("2026-11-23 07:00:00") else { return };
    home.writes((LONDON, "2026-11-23 12:00:00"), "At home.");
    let said = home.writes(("Pacific/Auckland", "2026-11-24 01:30:00"), "By a computer set to Auckland.");
    assert_eq!(said, "Saved 12:30: Kasia, log, general.\n");
    home.writes(("America/Los_Angeles", "2026-11-23 05:00:00"), "By one set to Los Angeles.");
    let now = (LONDON, "2026-11-23 13:30:00");
    home.holds(
        now,
        &[
            ("At home.", "2026-11-23T12:00"),
            ("By a computer set to Auckland.", "2026-11-23T12:30"),
            ("By one set to Los Angeles.", "2026-11-23T13:00"),
        ],
    );
    let later = (LONDON, "2026-11-23 13:40:00");
    assert!(!home.says(later, &["verify"]).0.contains("The clock stood earlier"));
}
