//! Settings of the home, by a manager and by a worker; and how it is.

use super::Terminal;
use crate::keys::Command;

#[test]
fn a_manager_changes_when_the_night_begins_and_a_worker_is_told_who_may() {
    let mut terminal = Terminal::new();
    terminal.open(Command::HomeSettings);
    terminal.press("Down Down Down Enter");
    assert_eq!(terminal.message(), "Only a manager or deputy manager can change these.");
    terminal.press("Esc");
    terminal.become_("Ruth");
    terminal.open(Command::HomeSettings);
    terminal.press("Down Down Down Enter");
    for _ in 0..5 {
        terminal.press("Backspace");
    }
    terminal.type_in("8am").press("Enter");
    assert_eq!(terminal.message(), "Morning must begin before day, and day before night.");
    terminal.press("Backspace Backspace Backspace").type_in("9pm").press("Enter");
    assert!(terminal.message().starts_with("Saved"), "{}", terminal.message());
    assert!(terminal.line("Night begins at").contains("21:00"));
}

#[test]
fn every_setting_has_a_row_and_says_what_it_is() {
    let mut terminal = Terminal::new();
    terminal.open(Command::HomeSettings);
    for words in ["Name of the home", "Morning begins at", "Who to ring at night", "What “urgent” means"]
    {
        assert!(terminal.shows(words), "{words}:\n{}", terminal.picture());
    }
}

#[test]
fn whoever_looks_how_the_home_is_sees_how_far_all_of_it_is_read_and_checked() {
    let mut terminal = Terminal::new();
    terminal.become_("Ruth");
    terminal.open(Command::Health);
    terminal.waited();
    terminal.press("Enter");
    assert!(
        terminal.message().contains("entries follow one another as they were written"),
        "{}",
        terminal.message()
    );
    let waited = terminal.waited();
    for stage in ["the file is read through", "each entry is checked", "the words are compared"] {
        let says = &format!("One moment: {stage}…");
        let of_it: Vec<&String> = waited.iter().filter(|frame| frame.contains(says)).collect();
        assert!(of_it.last().is_some_and(|frame| frame.contains("] 100 %")), "{says} {:?}", of_it.last());
        assert!(of_it.iter().all(|frame| frame.contains("How the home is")));
        assert!(!of_it.iter().any(|frame| frame.contains("F1 help")), "no key does anything meanwhile");
    }
    assert!(terminal.picture().contains("F1 help"));
}
