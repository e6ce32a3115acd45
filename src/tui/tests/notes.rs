//! Off-duty notes: left, seen first by the cover, accepted, read, taken back.

use super::Terminal;
use crate::care::{Fact, handover};

#[test]
fn the_cover_sees_the_note_first_and_accepts_it_by_name() {
    let mut terminal = Terminal::new();
    terminal.press("Tab Down Enter");
    assert!(terminal.line("Sam Okoro is away from").contains("you have not accepted it"));
    terminal.press("T");
    assert!(terminal.message().starts_with("Saved 07:18: Kasia, off-duty note, accepted"));
    let accepted = terminal.last_entries(1).remove(0).fact;
    assert!(matches!(accepted, Fact::Handover(handover::Fact::Accepted(_))), "{accepted:?}");
    assert!(terminal.line("Sam Okoro is away from").contains("accepted by Dee Marsh, 07:18"));
    terminal.press("Ctrl+Z");
    assert!(terminal.message().starts_with("Taken back 07:18"), "{}", terminal.message());
    assert!(terminal.line("Sam Okoro is away from").contains("you have not accepted it"));
}
