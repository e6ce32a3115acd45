//! What is written to the terminal: nothing when nothing happens, little when little does, and only our own
//! sequences.

use crate::home::{Home, told};
use std::time::Duration;

#[test]
fn nothing_is_written_while_nothing_happens() {
    let home = Home::new();
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").written_until_quiet_for(Duration::from_millis(300));
    assert_eq!(terminal.written_until_quiet_for(Duration::from_secs(3)), 0);
}

#[test]
fn a_tick_is_a_small_message_to_the_terminal() {
    let home = Home::new();
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").press("4").wait_for("1 Morning 0/8");
    terminal.written_until_quiet_for(Duration::from_millis(300));
    let before = terminal.heard().len();
    terminal.press("Space").wait_for("Saved").written_until_quiet_for(Duration::from_millis(300));
    let written = terminal.heard().len() - before;
    assert!(written <= 1_500, "{written} bytes");
}

#[test]
fn without_colour_the_cursor_row_is_still_seen() {
    let home = Home::new();
    let mut terminal = home.open_with("dee", &[], &[("NO_COLOR", "1")], 24, 80);
    terminal.wait_for("For you").press("Down").written_until_quiet_for(Duration::from_millis(300));
    let screen = terminal.screen();
    let row = terminal.picture().lines().position(|line| line.contains("› "));
    let row = u16::try_from(row.expect("a row is marked")).expect("a short window");
    let reversed =
        (0..80).filter(|column| screen.cell(row, *column).is_some_and(vt100::Cell::inverse)).count();
    assert!(reversed > 40, "{reversed} cells are reversed in:\n{}", terminal.picture());
    assert_eq!(screen.cursor_position().0, row, "the real cursor is there too");
    assert_eq!(colour_codes(terminal.heard()), Vec::<String>::new());
}

#[test]
fn what_stands_in_the_record_never_commands_the_terminal() {
    let home = Home::new();
    let evil =
        ["\x1b]0;evil\x07", "\x1b[7;9r", "\x1b[2J", "\u{9b}5n", "\x1bP+q544e\x1b\\\\", "\x07", "\u{202e}"];
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").leave();
    let usual = terminal.strange().clone();
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").press("L").wait_for("write in the log");
    let words = format!("Mo said{}that", evil.concat());
    terminal.paste(&words).wait_for("Mo said").press("Ctrl+S").wait_for("Saved").leave();
    told(&home.ask(&["log", "Mo", &words]));
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").press("4 6").wait_for("Mo said").leave();
    let heard = String::from_utf8_lossy(terminal.heard());
    for evil in evil {
        assert!(!heard.contains(evil), "{evil:?} reached the terminal");
    }
    assert_eq!(*terminal.strange(), usual);
    let printed = told(&home.ask(&["show", "log", "Mo"]));
    assert!(!printed.contains(|letter: char| letter.is_control() && letter != '\n'), "{printed:?}");
}

/// The attributes sent that set a colour other than the terminal's own.
fn colour_codes(heard: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(heard);
    let attributes = text.split("\x1b[").skip(1).filter_map(|rest| {
        let end = rest.find(|letter: char| letter.is_ascii_alphabetic())?;
        rest[end..].starts_with('m').then(|| rest[..end].to_string())
    });
    let colours = |attribute: &String| {
        attribute.split(';').any(|code| {
            code.parse().is_ok_and(|code: u8| matches!(code, 30..=38 | 40..=48 | 90..=97 | 100..=107))
        })
    };
    attributes.filter(colours).collect()
}
