//! What the rules ask in time after a measure or a serious event: countdowns, and the forms that close each.

use super::Terminal;
use crate::care::clock::Ask;
use crate::care::log::{self, Category, Event, Knowing};
use crate::care::{Act, Subject};
use chrono::TimeDelta;
use insta::assert_snapshot;

/// Noon on the evening of the mock-ups' day before, with a measure about Kasia at 07:00.
fn after(event: Event) -> Terminal {
    let mut terminal = Terminal::small("2026-11-22T12:00:00Z", "dee");
    let child = terminal.child("Kasia");
    terminal.act_as(
        "dee",
        Act::Log(log::Act::Write {
            subject: Subject::Child(child),
            happened: "2026-11-22T07:00:00Z".parse().expect("an instant"),
            category: Category::Behaviour,
            text: "Held her sleeve until the van had passed.".into(),
            own_words: String::new(),
            mood: None,
            knowing: Knowing::Seen,
            event,
            kept_to: None,
        }),
    );
    terminal
}

/// Opens the form behind the n-th thing that waits on the board.
fn open_mine(terminal: &mut Terminal, words: &str) {
    terminal.press("Tab");
    while !terminal.line(words).contains('›') {
        let before = terminal.cursor();
        terminal.press("Down");
        assert_ne!(terminal.cursor(), before, "{words:?} can't be reached:\n{}", terminal.picture());
    }
    terminal.press("Enter Space");
}

#[test]
fn what_is_left_stands_on_the_board_of_whoever_has_it_and_of_the_manager() {
    let mut terminal = after(Event::Measure);
    assert!(terminal.line("write the full record").contains("19 hours left"), "{}", terminal.picture());
    assert!(!terminal.shows("with those involved"), "it is the manager's:\n{}", terminal.picture());
    terminal.become_("ruth");
    assert!(terminal.line("write the full record").contains("18 hours left"), "{}", terminal.picture());
    assert!(terminal.line("with those involved").contains("42 hours left"), "{}", terminal.picture());
    assert!(terminal.line("with the child").contains("4 days left"), "{}", terminal.picture());
    terminal.wait(TimeDelta::hours(21));
    assert!(terminal.line("write the full record").contains("2 hours over"), "{}", terminal.picture());
    assert!(terminal.roles("write the full record").contains(&"age_old"));
}

#[test]
fn the_record_is_closed_on_a_form_and_read_back_in_its_trail() {
    let mut terminal = after(Event::Measure);
    open_mine(&mut terminal, "write the full record");
    terminal.press("Ctrl+S");
    assert!(terminal.shows("things to put right"), "{}", terminal.picture());
    terminal.press("Enter");
    for words in
        ["book, page 41", "ran for the road", "held by the sleeve", "called her name", "Dee", "stopped"]
    {
        terminal.type_in(words).press("Tab");
    }
    terminal.type_in("none");
    assert_snapshot!(terminal.picture());
    terminal.press("Ctrl+S");
    assert_eq!(terminal.message(), "Saved 12:00: Kasia, measure: write the full record, done.   Ctrl+Z undo");
    terminal.press("Enter");
    assert!(terminal.shows("done. Kept: book, page 41. Led to it: ran"), "{}", terminal.picture());
}

#[test]
fn whoever_may_not_close_a_talk_is_told_who_may() {
    let mut terminal = after(Event::Measure);
    terminal.press("1");
    while !terminal.line("with the child about it").contains('›') {
        terminal.press("Down");
    }
    terminal.press("Space Ctrl+S");
    let say = "Only a manager, or whoever a manager gave this to, can close it. Ask Ruth Ellison.";
    assert_eq!(terminal.message(), say);
    terminal.become_("ruth");
    open_mine(&mut terminal, "with the child");
    terminal.press("Tab").type_in("It was loud. I was not cross.");
    terminal.press("Ctrl+S");
    assert!(terminal.message().contains("speak with the child about it, done"), "{}", terminal.message());
}

#[test]
fn who_was_told_is_kept_with_the_time_it_was_typed_and_more_can_follow() {
    let mut terminal = after(Event::Serious);
    open_mine(&mut terminal, "serious event");
    assert_snapshot!(terminal.picture());
    terminal.type_in("now");
    assert!(
        terminal.line("› Ofsted").contains("now   ") && terminal.line("› Ofsted").contains("12:00"),
        "{}",
        terminal.picture()
    );
    terminal.leave_alone(TimeDelta::minutes(2));
    terminal.press("Tab").type_in("11:50");
    terminal.press("Shift+Tab Shift+Tab Right Enter");
    assert!(terminal.message().contains("some of it done"), "{}\n{}", terminal.message(), terminal.picture());
    terminal.press("Enter");
    assert!(terminal.shows("Told: Ofsted 12:00,"), "{}", terminal.picture());
    terminal.press("Esc Space");
    assert!(
        terminal.line("› Ofsted").contains("12:00"),
        "what was kept stands there:\n{}",
        terminal.picture()
    );
    terminal.press("Ctrl+S");
    assert!(terminal.message().contains("without delay?, done"), "{}", terminal.message());
    assert_eq!(Ask::Tell.words(), "serious event: tell Ofsted and others without delay?");
}

#[test]
fn what_was_begun_is_kept_with_the_times_as_they_were_meant() {
    let mut terminal = after(Event::Serious);
    open_mine(&mut terminal, "serious event");
    terminal.press("Esc");
    assert!(!terminal.message().contains("draft"), "nothing was typed: {}", terminal.message());
    terminal.press("Space").type_in("now");
    terminal.press("Esc");
    let mut terminal = terminal.cut_and_open("dee");
    terminal.leave_alone(TimeDelta::minutes(1));
    assert!(terminal.shows("Kasia: telling others, begun 12:00"), "{}", terminal.picture());
    open_mine(&mut terminal, "telling others");
    assert!(terminal.line("› Ofsted").contains("12:00"), "{}", terminal.picture());
}
