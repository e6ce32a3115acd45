//! The board and the child screen, with keys as they are pressed and pictures as they are seen.

use super::Terminal;
use crate::care::days::Weekdays;
use crate::care::routine::{self, When, Whose};
use crate::care::shift::Kind;
use crate::care::trail::Outcome;
use crate::care::{Act, Fact, Part, Subject, checklist, child, shift};

#[test]
fn space_ticks_the_line_under_the_cursor_and_undo_takes_it_back() {
    let mut terminal = Terminal::new().sized(100, 30);
    terminal.press("Enter");
    let before = terminal.last_entries(1);
    terminal.press("Space");
    let [entry] = terminal.last_entries(1).try_into().expect("one entry");
    assert_ne!(before, std::slice::from_ref(&entry), "{}", terminal.picture());
    let Fact::Checklist(checklist::Fact::Ticked { tick, words, .. }) = &entry.fact else {
        panic!("{entry:?}");
    };
    assert_eq!(tick.outcome, Outcome::Done);
    assert!(terminal.message().contains(words.as_str()), "{}", terminal.message());
    assert!(terminal.message().contains("Ctrl+Z undo"), "{}", terminal.message());
    terminal.press("Ctrl+Z");
    assert!(terminal.message().starts_with("Taken back"), "{}", terminal.message());
}

#[test]
fn the_cursor_goes_to_the_first_child_who_is_added() {
    let mut terminal = Terminal::new();
    for child in terminal.children() {
        terminal.act_as("ruth", Act::Child(child::Act::MoveOn(child)));
    }
    terminal.become_("ruth");
    assert!(terminal.shows("Add the first child"), "{}", terminal.picture());
    terminal.press("Enter").type_in("Ellie Marsh").press("Ctrl+S");
    assert!(terminal.line("Ellie ").contains("› 1 Ellie"), "{}", terminal.picture());
}

#[test]
fn in_the_last_hour_a_narrow_board_keeps_the_key_that_hands_over() {
    let mut terminal = Terminal::new();
    terminal.become_("priya");
    assert!(!terminal.footer().contains("hand over"), "{}", terminal.picture());
    let leila = terminal.home(|home| home.people.by_login("leila").map(|staff| staff.id)).expect("known");
    let from = terminal.now + chrono::TimeDelta::minutes(40);
    terminal.act_as("priya", Act::Shift(shift::Act::Expect { staff: leila, kind: Kind::Late, from }));
    assert!(terminal.footer().contains("Enter open  H hand over"), "{}", terminal.picture());
    terminal.become_("dee");
    assert!(!terminal.footer().contains("hand over"), "{}", terminal.picture());
}

#[test]
fn a_key_does_nothing_while_the_window_is_too_small_to_show_what() {
    let mut terminal = Terminal::new().sized(40, 12);
    let before = terminal.last_entries(1);
    terminal.press("4 Space").paste("He said");
    assert_eq!(terminal.last_entries(1), before);
    terminal.resize(80, 24);
    assert!(terminal.line("Mo ").starts_with("┃›"), "{}", terminal.picture());
    let mut terminal = terminal.sized(40, 12);
    terminal.press("Ctrl+Q");
    assert!(terminal.app().is_over());
}

#[test]
fn a_routine_that_was_added_at_once_is_one_row_of_what_happened_lately() {
    let mut terminal = Terminal::new().sized(200, 60);
    let add = |words: &str| {
        let (whose, when) = (Whose::One(Subject::House), When::On(Weekdays::EVERY));
        Act::Routine(routine::Act::Add { whose, part: Part::Night, words: words.into(), when })
    };
    terminal.act_as("ruth", add("gate oiled"));
    for words in ["back door locked", "lights out", "heating down"] {
        terminal.act_as("priya", add(words));
    }
    terminal.act_as("ruth", add("bins out"));
    terminal.press("B");
    let lately: Vec<String> = ["gate oiled", "3 lines", "bins out"].map(|words| terminal.line(words)).into();
    for (line, came, by) in [(0, "added to the routine", "Ruth"), (1, "added to the routine", "Priya")] {
        assert!(lately[line].contains(came) && lately[line].contains(by), "{lately:?}");
    }
    assert!(!terminal.shows("lights out  added"), "{}", terminal.picture());
}
