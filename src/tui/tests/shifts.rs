//! Who is on: coming on, going off, leading, expecting somebody, and being asked what was forgotten.

use super::Terminal;
use crate::care::shift::Kind;
use crate::care::{Act, shift};

#[test]
fn the_board_says_how_many_are_on_and_who_leads() {
    let mut terminal = Terminal::new();
    assert!(terminal.line("Children").contains("3 on, Priya leads · 6 here"), "{}", terminal.picture());
    terminal.press("O");
    let dee = terminal.line("Dee Marsh");
    assert!(dee.contains("Dee Marsh            long day      since 06:53"), "{dee}");
    assert!(terminal.line("Priya Nair").contains("leads"));
    assert!(terminal.line("Tom").contains("waking night"), "{}", terminal.picture());
    assert!(terminal.shows("Expected"));
}

#[test]
fn one_goes_off_with_two_keys_and_takes_it_back_with_one() {
    let mut terminal = Terminal::new();
    terminal.press("O E Ctrl+S");
    assert!(
        terminal.message().starts_with("Saved 07:18: The house, Dee Marsh, off shift."),
        "{}",
        terminal.message()
    );
    assert!(terminal.shows("2 on"));
    terminal.press("Ctrl+Z");
    assert!(terminal.shows("3 on"));
}

#[test]
fn one_comes_on_at_the_time_one_says() {
    let mut terminal = Terminal::new();
    terminal.press("O E Ctrl+S S Tab").type_in("7:10").press("Ctrl+S");
    assert!(terminal.shows("When must be later than the last shift ended"), "{}", terminal.picture());
    terminal.press("Ctrl+A").type_in("now").press("Ctrl+S");
    assert!(terminal.message().contains("Dee Marsh, on shift, early"), "{}", terminal.message());
    assert!(terminal.line("Dee Marsh").contains("early"));
}

#[test]
fn who_may_not_lead_is_told_who_may() {
    let mut terminal = Terminal::new();
    terminal.press("O L");
    let say = "Only a night worker, senior, deputy manager or manager can lead a shift and sign it over.";
    assert!(terminal.message().starts_with(say), "{}", terminal.message());
}

#[test]
fn whoever_leads_says_who_is_to_come() {
    let mut terminal = Terminal::new();
    terminal.become_("priya");
    terminal.press("O Plus").type_in("l").press("Tab Tab Tab").type_in("15:00").press("Ctrl+S");
    assert!(terminal.message().contains("Leila Rahmani, expected, early"), "{}", terminal.message());
    assert!(terminal.line("Leila").contains("from 15:00"), "{}", terminal.picture());
    terminal.press("End Backspace");
    let before = terminal.home(|home| home.shifts.expected(chrono::DateTime::UNIX_EPOCH).len());
    assert!(terminal.message().ends_with("no longer expected.   Ctrl+Z undo"), "{}", terminal.message());
    terminal.press("Ctrl+Z");
    assert_eq!(terminal.home(|home| home.shifts.expected(chrono::DateTime::UNIX_EPOCH).len()), before + 1);
}

#[test]
fn a_day_or_a_time_that_is_none_is_said_beside_its_box() {
    let mut terminal = Terminal::new();
    terminal.become_("priya");
    terminal.press("O Plus Tab Tab Tab").type_in("when it suits").press("Ctrl+S");
    assert!(terminal.shows("Write the time as 16:00 or 4pm."), "{}", terminal.picture());
}

#[test]
fn signing_in_begins_the_shift_one_is_expected_for() {
    let mut terminal = Terminal::new();
    let from = terminal.now;
    let leila = terminal.home(|home| home.people.by_login("leila").map(|staff| staff.id)).expect("known");
    terminal.act_as("priya", Act::Shift(shift::Act::Expect { staff: leila, kind: Kind::Late, from }));
    terminal.press("Ctrl+L Tab").type_in("leila").press("Enter").type_in("demo demo demo").press("Enter");
    assert!(terminal.message().contains("Leila Rahmani, on shift, late"), "{}", terminal.message());
    assert!(terminal.home(|home| home.shifts.of(leila).is_some_and(|shift| shift.kind == Kind::Late)));
    terminal.press("Esc Ctrl+Z");
    assert!(terminal.home(|home| home.shifts.of(leila).is_none()));
}

#[test]
fn a_shift_that_went_on_too_long_is_asked_about_on_the_board() {
    let mut terminal = Terminal::new();
    terminal.wait(chrono::TimeDelta::hours(17));
    terminal.press("B");
    assert!(terminal.shows("When did you go off?"), "{}", terminal.picture());
    let waits = terminal.line("When did you go off?");
    assert!(waits.contains("Still on shift since"), "{waits}");
    terminal.press("O");
    assert!(terminal.line("Dee Marsh").contains("when off?"), "{}", terminal.picture());
    terminal.press("E Ctrl+S");
    assert!(terminal.shows("Write when it happened as"), "nothing is guessed: {}", terminal.picture());
    terminal.type_in("yesterday 21:30").press("Ctrl+S");
    assert!(terminal.message().contains("Dee Marsh, off shift"), "{}", terminal.message());
}
