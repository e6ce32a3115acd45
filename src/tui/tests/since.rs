//! Since one was last on, as somebody reads it who comes in: one receipt a child, and nothing twice.

use super::{MORNING, Terminal};
use crate::care::alert::{Level, Until};
use crate::care::log::{self, Category, Event, Knowing};
use crate::care::whereabouts::{self, Place};
use crate::care::{Act, Fact, Subject, alert, receipt};
use chrono::TimeDelta;
use insta::assert_snapshot;

/// The small home, in which a colleague wrote about Kasia and Mo since Dee was on.
fn home() -> Terminal {
    let mut terminal = Terminal::small(MORNING, "dee");
    terminal.worry("tom", "Kasia", Level::Worried, Until::Closed);
    writes(&mut terminal, "Kasia", "Awake at two. Sat with her until she slept.");
    writes(&mut terminal, "Mo", "Made breakfast for everyone.");
    terminal
}

fn writes(terminal: &mut Terminal, child: &str, text: &str) {
    let write = log::Act::Write {
        subject: Subject::Child(terminal.child(child)),
        happened: "2026-11-23T07:05:00Z".parse().expect("an instant"),
        category: Category::General,
        text: text.into(),
        own_words: String::new(),
        mood: None,
        knowing: Knowing::Seen,
        event: Event::Ordinary,
        kept_to: None,
    };
    terminal.act_as("tom", Act::Log(write));
}

fn last(terminal: &Terminal) -> Fact {
    terminal.last_entries(1).pop().expect("the journal is not empty").fact
}

#[test]
fn the_worst_comes_first_and_each_receipt_goes_on_to_the_next() {
    let mut terminal = home();
    terminal.press("S");
    assert_snapshot!(terminal.picture());
    terminal.press("Enter");
    assert!(matches!(last(&terminal), Fact::Receipt(receipt::Fact::Read { .. })), "{}", terminal.picture());
    assert!(terminal.shows("Made breakfast for everyone."), "{}", terminal.picture());
    terminal.press("Enter");
    assert!(terminal.message().contains("Mo, since last on, read"), "{}", terminal.message());
    assert!(terminal.shows("You have read this."), "{}", terminal.picture());
    terminal.press("Enter");
    assert!(terminal.shows("For you") && terminal.shows("0 to read"), "{}", terminal.picture());
}

#[test]
fn backspace_goes_back_to_what_was_read_a_moment_ago() {
    let mut terminal = home();
    terminal.press("S Enter Backspace Backspace");
    assert!(terminal.shows("Awake at two."), "{}", terminal.picture());
    assert!(terminal.shows("You have read this."), "{}", terminal.picture());
}

#[test]
fn leaving_half_way_keeps_the_place() {
    let mut terminal = home();
    terminal.press("S Enter Esc").press("S");
    assert!(terminal.shows("Made breakfast for everyone."), "{}", terminal.picture());
    assert!(!terminal.shows("Awake at two."), "{}", terminal.picture());
}

#[test]
fn a_receipt_taken_back_makes_it_new_again() {
    let mut terminal = home();
    terminal.press("S Enter Ctrl+Z 1");
    assert!(
        terminal.shows("Awake at two.") && !terminal.shows("You have read this."),
        "{}",
        terminal.picture()
    );
    assert!(terminal.shows("1 to read"), "the alert is unread again: {}", terminal.picture());
}

#[test]
fn what_was_read_elsewhere_is_not_new() {
    let mut terminal = home();
    terminal.press("U R").press("Esc B S");
    assert!(!terminal.shows("worried · anxious"), "{}", terminal.picture());
    let kasia = terminal.child("Kasia");
    let id = terminal.home(|home| home.alerts.all().find(|alert| alert.child == kasia).map(|alert| alert.id));
    let (id, text) = (id.expect("it is there"), "asleep by half past".into());
    terminal.act_as("tom", Act::Alert(alert::Act::FollowUp { id, text }));
    assert!(terminal.shows("asleep by half past"), "what was added after is new: {}", terminal.picture());
}

#[test]
fn the_log_that_a_manager_has_read_is_not_new_to_them() {
    let mut terminal = home();
    let last = terminal.home(|home| home.last);
    terminal.act_as("ruth", Act::Log(log::Act::ReadTo(last)));
    terminal.become_("Ruth Ellison");
    terminal.press("S");
    assert!(terminal.shows("contact with mum was cancelled twice"), "{}", terminal.picture());
    assert!(!terminal.shows("Awake at two."), "{}", terminal.picture());
}

#[test]
fn right_opens_what_is_under_the_cursor() {
    let mut terminal = home();
    terminal.press("S Right");
    assert!(terminal.shows("quiet at supper"), "{}", terminal.picture());
    terminal.press("Esc").press("End Right");
    assert!(terminal.shows("written 07:18 by Tom Beech"), "{}", terminal.picture());
}

#[test]
fn a_child_who_is_missing_is_first_in_words() {
    let mut terminal = home();
    let (child, place, note) = (terminal.child("Jayden"), Place::Missing, String::new());
    let since = "2026-11-23T07:10:00Z".parse().expect("an instant");
    let (due_back, last_seen, instead_of) = (None, None, None);
    let go = whereabouts::Act::Go { child, place, since, due_back, note, last_seen, instead_of };
    terminal.act_as("tom", Act::Whereabouts(go));
    terminal.press("S");
    assert!(terminal.shows("Missing from care, since 07:10"), "{}", terminal.picture());
    terminal.press("Right");
    assert!(terminal.shows("Where everyone is"), "{}", terminal.picture());
}

#[test]
fn whoever_was_away_is_led_here_and_whoever_only_locked_is_not() {
    let mut terminal = home();
    terminal
        .press("Ctrl+L Tab")
        .type_in("Priya Nair")
        .press("Enter")
        .type_in("demo demo demo")
        .press("Enter");
    assert!(terminal.shows("Since you were last on"), "{}", terminal.picture());
    assert!(terminal.shows("the last 24 hours"), "she was never on: {}", terminal.picture());
    terminal.press("Esc Ctrl+L").type_in("demo demo demo").press("Enter");
    assert!(terminal.shows("For you"), "{}", terminal.picture());
    terminal.leave_alone(TimeDelta::hours(14));
    terminal.type_in("demo demo demo").press("Enter");
    assert!(terminal.shows("Since you were last on"), "{}", terminal.picture());
    assert!(terminal.shows("since 07:18") || terminal.shows("since yesterday"), "{}", terminal.picture());
}

#[test]
fn with_nothing_new_it_says_so() {
    let mut terminal = Terminal::small(MORNING, "dee");
    terminal.press("S");
    assert!(terminal.message().starts_with("You have read everything."), "{}", terminal.picture());
    terminal.press("Enter");
    assert!(terminal.shows("For you"), "{}", terminal.picture());
}
