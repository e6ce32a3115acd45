//! A list brought in from a spreadsheet.

use super::Terminal;
use crate::keys::Command;
use crate::tui::{Ask, Event};

/// The form, opened by someone, with the cursor where the file is named.
fn asked(login: &str) -> Terminal {
    let mut terminal = Terminal::new();
    if login != "dee" {
        terminal.become_(login);
    }
    terminal.open(Command::BringIn).press("Tab");
    terminal
}

fn hand(terminal: &mut Terminal, list: &str) {
    terminal.type_in("people.csv").press("Ctrl+S");
    assert_eq!(terminal.app().asked(), Some(Ask::ReadFile("people.csv".into())));
    terminal.send(Event::File(Ok(list.into())));
}

#[test]
fn a_list_is_shown_before_it_is_kept_and_each_gets_words_in_its_order() {
    let mut terminal = asked("ruth");
    hand(&mut terminal, "name,login,role\nNia Okafor,nia,worker\nBen Roe,ben,agency\n");
    let lines = terminal.picture();
    assert!(lines.contains("Nia Okafor, worker, signs in as nia"), "{lines}");
    assert!(lines.contains("Ben Roe, agency worker, signs in as ben"), "{lines}");
    assert_eq!(terminal.home(|home| home.people.all().count()), 10, "nothing is kept yet");
    terminal.press("Enter");
    assert!(terminal.shows("Nia Okafor signs in with these words once"), "{}", terminal.picture());
    terminal.press("Enter");
    assert!(terminal.shows("Ben Roe signs in with these words once"), "{}", terminal.picture());
    terminal.press("Enter");
    assert_eq!(terminal.home(|home| home.people.all().count()), 12);
}

#[test]
fn one_bad_line_keeps_all_of_them_out_and_comes_first() {
    let mut terminal = asked("ruth");
    hand(&mut terminal, "name,login,role\nNia Okafor,nia,worker\nTwo Dees,dee,\n");
    let first = terminal.line("Line 3");
    assert!(first.contains("Someone signs in as dee already. Choose another short name."), "{first}");
    assert_eq!(terminal.message(), "1 line has to be put right in the file. Nothing is kept.");
    terminal.press("Enter");
    assert_eq!(terminal.message(), "Put the marked lines right in the file first.");
    assert_eq!(terminal.home(|home| home.people.all().count()), 10);
    // The file is put right, and looked through again.
    terminal.press("Esc Ctrl+S");
    terminal.send(Event::File(Ok("name\nNia Okafor\n".into())));
    assert!(terminal.shows("Nia Okafor, worker, signs in as nia"), "{}", terminal.picture());
}

#[test]
fn what_is_no_list_is_told_beside_the_box() {
    let mut terminal = asked("ruth");
    terminal.press("Ctrl+S");
    assert_eq!(terminal.message(), "Say which file.");
    hand(&mut terminal, "password\nsecret\n");
    assert!(terminal.shows("There is no column “password” in this list."), "{}", terminal.picture());
    terminal.press("Ctrl+S");
    terminal.send(Event::File(Err("This is not a file: people.csv.".into())));
    assert_eq!(terminal.message(), "This is not a file: people.csv.");
}

#[test]
fn whoever_may_not_is_told_who_may() {
    let mut terminal = Terminal::new();
    terminal.open(Command::BringIn);
    assert!(terminal.message().starts_with("Only"), "{}", terminal.message());
}
