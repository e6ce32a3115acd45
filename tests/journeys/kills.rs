//! The program is killed at any moment, by the command line and on the screen: what it said was saved is there, and at
//! most the one thing it was asked and had not answered.
//!
//! `BETHERE_KILLS` says how often.

use crate::home::{Home, command};
use std::collections::BTreeSet;
use std::fs;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

const KILLS: u64 = 100;
/// So often on the screen, which takes longer.
const ON_THE_SCREEN: u64 = 4;

/// Microseconds that look like chance.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> Duration {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Duration::from_micros((self.0 >> 33) % end.max(1))
    }
}

/// What is in the log about Mo, of what is written here.
fn found(home: &Home) -> Vec<String> {
    let log = home.show(&["log", "Mo"]);
    let entries = log["log"].as_array().into_iter().flatten();
    let entries = entries.flat_map(|child| child["entries"].as_array().into_iter().flatten());
    let texts = entries.filter_map(|entry| entry["text"].as_str());
    texts.filter(|text| text.starts_with("Number ")).map(String::from).collect()
}

/// Writes by the command line, killed after a while if it has not ended by then. Whether it said that it was saved, if
/// it was killed in time.
fn write_and_kill(home: &Home, words: &str, after: Duration) -> Option<bool> {
    let mut writing = command();
    writing.args(["log", "Mo", words, "--as", "dee", "--at", crate::home::MORNING, "--home"]).arg(home.dir());
    let mut writing = writing.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("bethere runs");
    thread::sleep(after);
    let killed = writing.kill();
    let output = writing.wait_with_output().expect("it can be waited for");
    let said = String::from_utf8_lossy(&output.stdout).contains("Saved");
    (killed.is_ok() && output.status.code().is_none()).then_some(said)
}

/// The same on the screen.
fn type_and_kill(home: &Home, words: &str, after: Duration) -> bool {
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").press("L").wait_until("a box to write in", |terminal| {
        terminal.shows("Carry on") || terminal.shows("What happened")
    });
    if terminal.shows("Carry on") {
        terminal.press("Enter").wait_gone("Carry on").press("Ctrl+A");
    }
    terminal.type_in(words).send(b"\x13");
    terminal.written_until_quiet_for(after);
    let said = terminal.shows("Saved 07:18");
    terminal.kill();
    said
}

#[test]
fn killed_at_any_moment_it_loses_nothing_it_said_was_saved() {
    let asked = std::env::var("BETHERE_KILLS").ok().and_then(|asked| asked.parse().ok());
    let kills: u64 = asked.unwrap_or(KILLS);
    let home = Home::new();
    let began = Instant::now();
    home.ask(&["log", "Mo", "Quiet.", "--as", "dee"]);
    let usual = u64::try_from(began.elapsed().as_micros()).expect("it does not take years");
    let mut chance = Chance(usual);
    let (mut done, mut answered, mut tries) = (0, 0, 0);
    let mut certain: BTreeSet<String> = BTreeSet::new();
    while done < kills {
        tries += 1;
        assert!(tries < kills * 20, "it ended before it could be killed, {tries} times");
        let words = format!("Number {tries}.");
        let said = if tries % ON_THE_SCREEN == 0 {
            Some(type_and_kill(&home, &words, chance.below(12_000)))
        } else {
            write_and_kill(&home, &words, chance.below(usual + usual / 4))
        };
        done += u64::from(said.is_some());
        let found = found(&home);
        let there: BTreeSet<String> = found.iter().cloned().collect();
        assert_eq!(there.len(), found.len(), "something is there twice: {found:?}");
        assert!(there.is_superset(&certain), "{:?} is gone", certain.difference(&there));
        if said != Some(false) {
            assert!(there.contains(&words), "{words} was saved and is not there: {found:?}");
            answered += 1;
        }
        let more: Vec<_> = there.difference(&certain).filter(|one| **one != words).collect();
        assert!(more.is_empty(), "{more:?} came from nowhere");
        certain = there;
    }
    let verified = home.ask(&["verify", "--as", "dee"]);
    assert_eq!(verified.status.code(), Some(0), "{}", String::from_utf8_lossy(&verified.stdout));
    println!("{done} kills of {tries} runs, {answered} answered, {} there, 0 lost", certain.len());
}

#[test]
fn a_large_home_that_was_killed_says_so_before_there_are_screens_and_shows_how_far_it_is_looked_through() {
    let home = Home::new();
    home.open("dee").wait_for("For you").kill();
    // Large enough to be told of; what is past the end of the store is let go of.
    let store = fs::OpenOptions::new().write(true).open(home.dir().join("store"));
    store.and_then(|store| store.set_len(80 << 20)).expect("the file can grow");
    let mut terminal = home.open("dee");
    terminal.wait_for("For you");
    let heard = String::from_utf8_lossy(terminal.heard()).into_owned();
    let (before, _) = heard.split_once("\x1b[?1049h").expect("the screens are opened");
    let said = "One moment: it was not closed here, so all of it is looked through…";
    assert!(before.starts_with(said), "{before}");
    let far: Vec<u32> =
        before.split('%').filter_map(|bar| bar.trim().rsplit(' ').next()?.parse().ok()).collect();
    assert!(far.is_sorted() && far.len() > 10, "{before}");
    assert_eq!((far.first(), far.last()), (Some(&0), Some(&100)), "{before}");
    terminal.leave();
    // Closed here, it is not looked through.
    let mut terminal = home.open("dee");
    terminal.wait_for("For you");
    assert!(!String::from_utf8_lossy(terminal.heard()).contains("looked through"));
    terminal.leave();
}
