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
