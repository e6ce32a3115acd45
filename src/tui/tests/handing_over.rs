//! Handing over by keys: drafted, changed, signed by whoever goes, read back and signed by whoever comes.

use super::Terminal;
use crate::care::Fact;

/// Priya, who leads, has signed; the sheet waits to be read back.
fn signed() -> Terminal {
    let mut terminal = Terminal::new();
    terminal.become_("priya");
    terminal.press("U Enter B H");
    // On to the house: the count, and the two who agreed it.
    assert!(terminal.shows("[1✓ Mo]"), "{}", terminal.picture());
    terminal.press("PageUp Tab Tab").type_in("counted, as it should be");
    terminal.press("Tab Right Tab Right Right Ctrl+S");
    terminal
}

/// Every line is said back, with one key a line and one for whoever nothing is said back about.
fn said_back(terminal: &mut Terminal) -> usize {
    let mut keys = 0;
    while !terminal.message().contains("All is said back") {
        terminal.press("Space");
        keys += 1;
        assert!(keys < 100, "{}", terminal.picture());
    }
    keys
}

#[test]
fn it_is_drafted_from_the_shift_for_each_child_worst_first() {
    let mut terminal = Terminal::new();
    terminal.become_("priya");
    terminal.press("H");
    assert!(terminal.line("[1").contains("Mo"), "{}", terminal.picture());
    assert!(terminal.shows("(•) worried"), "{}", terminal.picture());
    assert!(terminal.message().contains("Child 1 of 6"), "{}", terminal.message());
    insta::assert_snapshot!("handing over 80x24", terminal.picture());
    terminal.resize(200, 60);
    insta::assert_snapshot!("handing over 200x60", terminal.picture());
}

#[test]
fn a_worker_is_told_who_may_hand_over() {
    let mut terminal = Terminal::new();
    terminal.press("H");
    assert!(terminal.message().starts_with("Only a night worker, senior"), "{}", terminal.message());
}

#[test]
fn what_is_changed_is_kept_through_a_power_cut() {
    let mut terminal = Terminal::new();
    terminal.become_("priya");
    terminal.press("H").type_in(" Woke early and sang.");
    terminal.leave_alone(chrono::TimeDelta::seconds(2));
    let mut terminal = terminal.cut_and_open("priya");
    terminal.press("H Enter");
    assert!(terminal.shows("Woke early and sang."), "{}", terminal.picture());
}

#[test]
fn what_is_missing_is_said_before_it_is_signed() {
    let mut terminal = Terminal::new();
    terminal.become_("priya");
    terminal.press("H Ctrl+S");
    assert!(
        terminal.shows("Choose the two people who agreed the medication count."),
        "{}",
        terminal.picture()
    );
}

#[test]
fn it_is_signed_read_back_and_accepted_with_the_receivers_own_passphrase() {
    let mut terminal = signed();
    assert!(
        terminal.message().contains("shift handover, signed, not accepted yet"),
        "{}",
        terminal.picture()
    );
    insta::assert_snapshot!("reading back 80x24", terminal.picture());
    let keys = said_back(&mut terminal);
    assert!(keys <= 30, "{keys} keys");
    terminal.press("Ctrl+S");
    assert!(terminal.shows("Who takes over?"), "{}", terminal.picture());
    // Dee has not read the urgent alert about Mo: she is taken to it.
    terminal.press("Enter");
    assert!(terminal.shows("URGENT"), "{}", terminal.picture());
    terminal.press("Enter").type_in("demo demo demo").press("Enter");
    assert!(terminal.message().starts_with("Signed 07:1"), "{}", terminal.picture());
    assert!(terminal.message().contains("Priya Nair stays signed in."), "{}", terminal.message());
    let last = terminal.last_entries(2);
    assert!(matches!(last[0].fact, Fact::Alert(_)), "{last:?}");
    assert!(matches!(last[1].fact, Fact::HandingOver(_)), "{last:?}");
    let dee = terminal.home(|home| home.people.by_login("dee").map(|dee| dee.id)).expect("known");
    assert_eq!([last[0].by, last[1].by], [dee, dee]);
    assert!(terminal.home(|home| home.handovers.open().is_none()));
}

#[test]
fn what_was_written_is_no_draft_once_it_is_signed() {
    let mut terminal = Terminal::new();
    terminal.become_("priya");
    terminal.press("H").type_in(" Sang at breakfast.");
    terminal.leave_alone(chrono::TimeDelta::seconds(2));
    terminal.press("PageUp Tab Tab").type_in("counted, as it should be");
    terminal.press("Tab Right Tab Right Right Ctrl+S");
    assert!(terminal.message().contains("signed, not accepted yet"), "{}", terminal.picture());
    let mut terminal = terminal.cut_and_open("priya");
    terminal.open(crate::keys::Command::Drafts);
    assert!(terminal.shows("You have no drafts."), "{}", terminal.picture());
}

#[test]
fn what_was_said_back_is_kept_when_the_screen_is_left() {
    let mut terminal = signed();
    terminal.press("Space Space");
    let said = terminal.message();
    // What is left to say back is worth more than that it is kept.
    terminal.leave_alone(chrono::TimeDelta::seconds(2));
    assert_eq!(terminal.message(), said);
    let mut terminal = terminal.cut_and_open("priya");
    terminal.press("H");
    assert!(terminal.shows("Carry on, or start again?"), "{}", terminal.picture());
    terminal.press("Enter");
    assert_eq!(terminal.message(), said);
    terminal.press("Esc");
    assert!(terminal.message().starts_with("Draft kept."), "{}", terminal.picture());
}

#[test]
fn somebody_else_says_all_of_it_anew() {
    let mut terminal = signed();
    terminal.press("Down");
    let before = terminal.message();
    terminal.press("Space Space Esc H 2");
    assert!(terminal.shows("It is then gone."), "{}", terminal.picture());
    terminal.press("2");
    assert!(terminal.message().contains("The draft is let go."), "{}", terminal.picture());
    terminal.press("Down");
    assert_eq!(terminal.message(), before);
    // What one said while signed in is nobody else's.
    terminal.press("Space Space Esc");
    terminal.become_("dee");
    terminal.press("H");
    assert!(!terminal.shows("Carry on, or start again?"), "{}", terminal.picture());
}

#[test]
fn what_was_said_back_is_no_draft_once_it_is_accepted() {
    let mut terminal = signed();
    terminal.press("Space Esc H Enter");
    said_back(&mut terminal);
    terminal.press("Ctrl+S Enter Enter").type_in("demo demo demo").press("Enter");
    assert!(terminal.message().starts_with("Signed"), "{}", terminal.picture());
    let mut terminal = terminal.cut_and_open("priya");
    terminal.open(crate::keys::Command::Drafts);
    assert!(terminal.shows("You have no drafts."), "{}", terminal.picture());
}

#[test]
fn what_was_said_back_of_one_that_was_accepted_elsewhere_is_let_go() {
    let mut terminal = signed();
    terminal.press("Space Esc");
    terminal.become_("dee");
    terminal.press("H");
    said_back(&mut terminal);
    terminal.press("Ctrl+S Enter Enter").type_in("demo demo demo").press("Enter");
    assert!(terminal.message().starts_with("Signed"), "{}", terminal.picture());
    terminal.become_("priya");
    terminal.open(crate::keys::Command::Drafts);
    terminal.press("Enter");
    assert!(terminal.message().contains("Accepted by Dee"), "{}", terminal.picture());
    terminal.press("Esc");
    assert!(terminal.shows("You have no drafts."), "{}", terminal.picture());
}

#[test]
fn until_it_is_accepted_every_screen_says_so_to_whom_it_concerns() {
    let mut terminal = signed();
    for keys in ["B", "2", "B D", "B N", "B S", "B W", "B /"] {
        terminal.press(keys);
        for (width, words) in [(80, "Shift not accepted · 07:18"), (120, "Shift not accepted · Mon")] {
            terminal.resize(width, 24);
            assert!(
                terminal.picture().lines().next().is_some_and(|line| line.contains(words)),
                "{keys}: {}",
                terminal.picture()
            );
        }
        terminal.press("Esc");
    }
    // Dee has an urgent alert to read: the banner stays where it is.
    terminal.become_("dee");
    assert!(terminal.shows("Shift not accepted") && terminal.shows("URGENT  Mo:"), "{}", terminal.picture());
    // It is among the keys that a narrow window keeps.
    assert!(terminal.footer().contains("H hand over"), "{}", terminal.picture());
    terminal.press("H");
    assert!(terminal.shows("not accepted"), "{}", terminal.picture());
}

#[test]
fn a_wrong_passphrase_is_said_and_waits_as_at_the_door() {
    let mut terminal = signed();
    terminal.press("Ctrl+S Enter Enter").type_in("not this one").press("Enter");
    assert!(terminal.message().starts_with("That is not the passphrase."), "{}", terminal.picture());
    for _ in 0..3 {
        terminal.type_in("not this one").press("Enter");
    }
    assert!(terminal.message().contains("ait"), "{}", terminal.message());
    assert!(terminal.home(|home| home.handovers.open().is_some()));
}

#[test]
fn lines_that_were_not_said_back_are_named() {
    let mut terminal = signed();
    terminal.press("Ctrl+S Enter Enter").type_in("demo demo demo").press("Enter");
    assert!(terminal.message().contains("not read back yet"), "{}", terminal.picture());
}

#[test]
fn a_handover_that_was_given_can_be_read_later() {
    let mut terminal = signed();
    said_back(&mut terminal);
    terminal.press("Ctrl+S Enter Enter").type_in("demo demo demo").press("Enter");
    terminal.press("B").open(crate::keys::Command::PastHandovers);
    assert!(terminal.line("Priya to Dee").contains("1 min"), "{}", terminal.picture());
    insta::assert_snapshot!("past handovers 80x24", terminal.picture());
    terminal.resize(200, 60);
    insta::assert_snapshot!("past handovers 200x60", terminal.picture());
    terminal.resize(80, 24);
    terminal.press("Enter");
    assert!(terminal.shows("Accepted by"), "{}", terminal.picture());
}
