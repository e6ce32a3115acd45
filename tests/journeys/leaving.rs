//! Leaving, being told to end, and a window that is closed: the terminal is as it was before.

use crate::home::Home;
use crate::terminal::{Signal, Terminal};

fn on_the_board(home: &Home) -> Terminal {
    let mut terminal = home.open("dee");
    terminal.wait_for("For you");
    assert_ne!(terminal.modes(), *terminal.modes_before(), "the screens have the terminal for themselves");
    terminal
}

fn assert_as_before(terminal: &Terminal) {
    assert_eq!(terminal.modes(), *terminal.modes_before());
    assert!(
        !terminal.shows("For you"),
        "what stands there is what stood there before:\n{}",
        terminal.picture()
    );
}

#[test]
fn the_terminal_is_as_it_was_after_leaving() {
    let mut terminal = on_the_board(&Home::new());
    terminal.leave();
    assert_as_before(&terminal);
}

#[test]
fn the_terminal_is_as_it_was_when_the_computer_shuts_down() {
    let mut terminal = on_the_board(&Home::new());
    assert_eq!(terminal.signal(Signal::Term).exit_code(), 0);
    assert_as_before(&terminal);
}

#[test]
fn the_terminal_is_as_it_was_when_the_line_hangs_up() {
    let mut terminal = on_the_board(&Home::new());
    assert_eq!(terminal.signal(Signal::Hup).exit_code(), 0);
    assert_as_before(&terminal);
}

#[test]
fn closing_the_window_ends_the_program_and_the_home_opens_again() {
    let home = Home::new();
    assert_eq!(on_the_board(&home).close_window(), 0);
    on_the_board(&home).leave();
}
