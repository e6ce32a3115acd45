//! In and out, as whoever answers the door uses it: one key a child, and a time line for one who is missing.

use super::{MORNING, Terminal};
use crate::care::whereabouts::{Fact, Place, Step};
use crate::care::{self, Entry};
use chrono::{DateTime, TimeDelta, Utc};
use insta::assert_snapshot;

/// The small home with in and out open, the cursor on Kasia.
fn open() -> Terminal {
    let mut terminal = Terminal::small(MORNING, "dee");
    terminal.press("W");
    terminal
}

fn last(terminal: &Terminal) -> Fact {
    match terminal.last_entries(1).pop() {
        Some(Entry { fact: care::Fact::Whereabouts(fact), .. }) => fact,
        other => panic!("{other:?}"),
    }
}

fn place(terminal: &Terminal, child: &str) -> Place {
    let child = terminal.child(child);
    terminal.home(|home| home.whereabouts.place(child))
}

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().expect("tests name instants in RFC 3339")
}

#[test]
fn school_is_one_key_a_child_and_undo_takes_it_back() {
    let mut terminal = open();
    terminal.press("S").press("Down S");
    assert_eq!((place(&terminal, "Kasia"), place(&terminal, "Jayden")), (Place::School, Place::School));
    assert!(terminal.message().contains("Jayden, school"), "{}", terminal.message());
    terminal.press("Ctrl+Z");
    assert_eq!((place(&terminal, "Kasia"), place(&terminal, "Jayden")), (Place::School, Place::In));
    terminal.press("1 I");
    assert_eq!(place(&terminal, "Kasia"), Place::In);
}

#[test]
fn out_alone_asks_when_they_are_due_and_counts_from_when_they_went() {
    let mut terminal = open();
    terminal.press("O Ctrl+S");
    assert!(terminal.shows("Say when they are due back."), "{}", terminal.picture());
    terminal.press("Shift+Tab").type_in("07:00").press("Tab").type_in("07:10");
    assert!(terminal.line("› Due back").contains("Mon 23 Nov 07:10"), "{}", terminal.picture());
    terminal.press("Tab").type_in("the shop").press("Enter Enter");
    let Fact::Went { place, since, due_back, note, .. } = last(&terminal) else {
        panic!("{}", terminal.picture())
    };
    assert_eq!((place, note.as_str()), (Place::OutAlone, "the shop"));
    assert_eq!((since, due_back), (utc("2026-11-23T07:00:00Z"), Some(utc("2026-11-23T07:10:00Z"))));
    terminal.wait(TimeDelta::minutes(2));
    let row = terminal.line("1 Kasia");
    assert!(row.contains("out alone") && row.contains("LATE by 10 min"), "{row}");
    assert!(terminal.roles("1 Kasia").contains(&"selected"), "{:?}", terminal.roles("1 Kasia"));
    terminal.press("Esc");
    assert!(terminal.line("1 Kasia").contains("LATE 10m"), "{}", terminal.picture());
    assert!(terminal.shows("2 here, 1 out"), "{}", terminal.picture());
    terminal.press("Down");
    assert!(terminal.roles("1 Kasia").contains(&"age_old"), "{:?}", terminal.roles("1 Kasia"));
    terminal.press("1");
    assert!(terminal.shows("Out alone, the shop, since 07:00, due back 07:10, LATE by 10 min"));
}

#[test]
fn the_same_place_again_puts_it_right() {
    let mut terminal = open();
    terminal.press("S S");
    assert!(terminal.message().starts_with("This puts right"), "{}", terminal.picture());
    terminal.type_in("15:20").press("Shift+Tab").type_in("07:05").press("Ctrl+S");
    let Fact::Went { since, due_back, instead_of, .. } = last(&terminal) else {
        panic!("{}", terminal.picture())
    };
    assert_eq!((since, due_back), (utc("2026-11-23T07:05:00Z"), Some(utc("2026-11-23T15:20:00Z"))));
    assert!(instead_of.is_some());
    let kasia = terminal.child("Kasia");
    assert_eq!(terminal.home(|home| home.whereabouts.stays(kasia).count()), 1);
}

#[test]
fn where_can_be_chosen_without_letters_and_fills_in_what_the_place_asks() {
    let mut terminal = open();
    terminal.press("Enter Right Right Right");
    assert!(terminal.shows("‹ family time ›") && terminal.shows("Due back"), "{}", terminal.picture());
    terminal.press("Ctrl+S");
    assert_eq!(place(&terminal, "Kasia"), Place::Family);
}

/// Kasia is missing, last seen at the bus stop.
fn missing() -> Terminal {
    let mut terminal = open();
    terminal.press("M").type_in("07:00").press("Tab").type_in("bus stop, High Street");
    terminal.press("Tab").type_in("blue coat").press("Ctrl+S");
    terminal
}

#[test]
fn a_missing_child_has_a_time_line_of_who_was_told_and_what_was_done() {
    let mut terminal = missing();
    assert_eq!(place(&terminal, "Kasia"), Place::Missing);
    terminal.press("D").type_in("ref 114").press("Ctrl+S");
    let told = |terminal: &Terminal| match last(terminal) {
        Fact::Stepped { step, note, .. } => (step, note),
        other => panic!("{other:?}"),
    };
    assert_eq!(told(&terminal), (Step::ToldPolice, "ref 114".into()));
    terminal.press("D Shift+Tab Shift+Tab End").type_in("n").press("Tab Tab Ctrl+S");
    assert!(terminal.shows("Say what was done."), "{}", terminal.picture());
    terminal.type_in("walked the park").press("Ctrl+S");
    assert_eq!(told(&terminal), (Step::Did, "walked the park".into()));
    assert_snapshot!(terminal.picture());
    terminal.press("I");
    assert_eq!(place(&terminal, "Kasia"), Place::In);
    terminal.press("D Ctrl+S");
    assert_eq!(told(&terminal).0, Step::ToldPlacingAuthority, "they are told that she is back");
}

#[test]
fn what_is_not_known_yet_is_said_and_nothing_is_asked_before_it_is_written_down() {
    let mut terminal = open();
    terminal.press("M Ctrl+S");
    assert_eq!(place(&terminal, "Kasia"), Place::Missing);
    assert!(terminal.line("Wearing").contains("not written down yet"), "{}", terminal.picture());
    assert!(
        terminal.line("Not told yet").contains("the police, the placing authority"),
        "{}",
        terminal.picture()
    );
    terminal.press("Esc Esc");
    assert!(terminal.line("1 Kasia").contains("MISSING"), "{}", terminal.picture());
}

#[test]
fn what_is_begun_is_kept_and_means_the_same_later() {
    let mut terminal = open();
    terminal.press("M").type_in("10 min ago").press("Tab").type_in("the park");
    terminal.press("Esc Esc");
    terminal.wait(TimeDelta::hours(30));
    assert!(terminal.shows("Kasia: in and out, begun"), "{}", terminal.picture());
    let mut terminal = terminal.cut_and_open("dee");
    terminal.press("Tab End Enter");
    assert!(terminal.line("Last seen").contains("23/11/2026 07:08"), "{}", terminal.picture());
    terminal.press("Ctrl+S");
    let Fact::Went { since, last_seen, .. } = last(&terminal) else { panic!("{}", terminal.picture()) };
    assert_eq!(last_seen.map(|seen| seen.place), Some("the park".into()));
    assert_eq!(since.format("%F %H:%M").to_string(), "2026-11-23 07:18");
}

#[test]
fn every_child_and_what_is_known_of_one_are_seen_in_any_window() {
    let mut terminal = missing();
    for (width, height) in [(80, 24), (100, 30), (200, 60), (60, 16)] {
        terminal.resize(width, height);
        for words in ["1 Kasia", "2 Jayden", "3 Mo", "missing from care"] {
            assert!(terminal.shows(words), "{words}\n{}", terminal.picture());
        }
    }
    terminal.resize(80, 24);
    terminal.press("Tab End");
    assert!(terminal.line("The last days").contains("days"), "{}", terminal.picture());
}
