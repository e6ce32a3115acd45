//! The board and the child screen, with keys as they are pressed and pictures as they are seen.

use super::Terminal;
use crate::care::Fact;
use crate::care::checklist;
use crate::care::trail::Outcome;

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
