//! Leaving, being told to end or to stop for a while, a window that is closed, and a program that fails: on every
//! screen the terminal is as it was before.

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

/// Every screen that keys reach from the board, with words that stand on it.
const SCREENS: [(&str, &str); 21] = [
    ("", "For you"),
    ("4", "[1 Morning"),
    ("4 E", "Enter saves the words with the mark."),
    ("4 V", "Mo · charts"),
    ("4 O", "Mo, off-duty note"),
    ("4 Plus", "It becomes a line on Mo’s list"),
    ("L", "write in the log"),
    ("A", "New alert"),
    ("Y", "Everyone · log"),
    ("N", "Night board"),
    ("N R", "Night round"),
    ("S", "Since you were last on"),
    ("W", "In and out"),
    ("W I", "Mo · where"),
    ("D", "What is due"),
    ("O", "Who is on"),
    ("U", "The receipt says"),
    ("/", "Misspelt will do"),
    ("F1", "Help: home board"),
    ("Ctrl+P", "What do you want to do?"),
    ("Ctrl+L", "Passphrase"),
];

#[derive(Copy, Clone, Debug)]
enum End {
    Told(Signal),
    WindowClosed,
    Failed,
}

#[test]
fn on_every_screen_the_terminal_is_put_back_whatever_ends_the_program() {
    let ends = [End::Told(Signal::Term), End::Told(Signal::Hup), End::WindowClosed, End::Failed];
    let home = Home::new();
    let stop = home.dir().join("stop");
    let environment = [("BETHERE_TEST_STOP", stop.to_str().expect("temporary folders have plain names"))];
    for ((keys, words), end) in SCREENS.into_iter().flat_map(|screen| ends.map(|end| (screen, end))) {
        let mut terminal = home.open_with("dee", &[], &environment, 24, 80);
        terminal.wait_for("For you").press(keys).wait_for(words);
        assert_ne!(terminal.modes(), *terminal.modes_before(), "{keys}");
        let code = match end {
            End::Told(signal) => {
                // First it is stopped for a while, and goes on as if nothing had been.
                terminal.signal(Signal::Stop).wait_as_before();
                assert!(!terminal.shows(words), "{keys}:\n{}", terminal.picture());
                terminal.signal(Signal::Continue).wait_for(words);
                assert_ne!(terminal.modes(), *terminal.modes_before(), "{keys}");
                terminal.signal(signal).exit_code()
            }
            End::WindowClosed => {
                assert_eq!(terminal.close_window(), 0, "{keys}");
                continue;
            }
            End::Failed => {
                std::fs::write(&stop, "").expect("it can be written");
                terminal.send(b"\x1b[B");
                let code = terminal.exit_code();
                std::fs::remove_file(&stop).expect("it was written");
                assert!(terminal.shows("bethere stopped by mistake."), "{keys}:\n{}", terminal.picture());
                assert_eq!(code, 101, "{keys}");
                0
            }
        };
        assert_eq!(code, 0, "{keys}, {end:?}");
        assert_eq!(terminal.modes(), *terminal.modes_before(), "{keys}, {end:?}");
        assert!(!terminal.shows(words) || matches!(end, End::Failed), "{keys}:\n{}", terminal.picture());
    }
    // And nothing was lost by any of it.
    assert!(home.ask(&["verify", "--as", "dee"]).status.success());
}
