//! A child's charts, as pictures and in words.

use super::Terminal;
use insta::assert_snapshot;

fn charts() -> Terminal {
    let mut terminal = Terminal::new();
    terminal.press("4 V");
    terminal
}

#[test]
fn four_charts_of_thirty_days_stand_in_a_small_window() {
    assert_snapshot!(charts().picture());
}

#[test]
fn with_room_the_words_stand_beneath_the_pictures() {
    assert_snapshot!(charts().sized(200, 60).picture());
}

#[test]
fn what_is_selected_is_told_at_the_foot_and_all_of_it_is_one_key_away() {
    let mut terminal = charts();
    assert!(terminal.message().starts_with("Mood. "), "{}", terminal.message());
    terminal.press("Down");
    assert!(terminal.message().starts_with("Sleep. Asleep at "), "{}", terminal.message());
    assert!(terminal.line("Sleep").contains("━ Sleep ━"), "{}", terminal.picture());
    terminal.press("Enter");
    assert!(terminal.shows("[3 30 in words]"), "{}", terminal.picture());
    assert_snapshot!(terminal.picture());
    terminal.press("Enter");
    assert!(terminal.shows("[1 30 days]"), "{}", terminal.picture());
}

#[test]
fn a_number_or_tab_shows_ninety_days() {
    let mut terminal = charts();
    terminal.press("2");
    assert!(terminal.shows("[2 90 days]"), "{}", terminal.picture());
    terminal.press("Tab Tab Tab");
    assert!(terminal.shows("[1 30 days]"), "{}", terminal.picture());
    terminal.press("Shift+Tab");
    assert!(terminal.shows("[4 90 in words]"), "{}", terminal.picture());
    terminal.click("1 30 days");
    assert!(terminal.shows("[1 30 days]"), "{}", terminal.picture());
    terminal.press("9");
    assert!(terminal.shows("[1 30 days]"), "there is no ninth tab:\n{}", terminal.picture());
}

#[test]
fn each_series_has_a_role_of_its_own_and_a_shape() {
    let mut terminal = charts().sized(100, 30);
    let roles = terminal.roles("alone prompted helped");
    for role in ["chart_axis", "chart_1", "chart_2", "chart_3"] {
        assert!(roles.contains(&role), "{role} is not among {roles:?}");
    }
}

#[test]
fn in_the_smallest_window_one_chart_is_drawn_and_the_arrows_go_on() {
    let mut terminal = charts().sized(60, 16);
    assert!(terminal.shows("Mood") && !terminal.shows("━ Sleep"), "{}", terminal.picture());
    terminal.press("Down");
    assert!(terminal.shows("━ Sleep"), "{}", terminal.picture());
}

#[test]
fn a_mood_written_since_is_counted_at_once() {
    use crate::care::{Act, Subject, log};
    let mut terminal = charts();
    terminal.press("3");
    let before = terminal.line("written down");
    let mo = terminal.child("Mo");
    terminal.act_as(
        "priya",
        Act::Log(log::Act::Write {
            subject: Subject::Child(mo),
            happened: "2026-11-23T07:05:00Z".parse().expect("an instant"),
            category: log::Category::Mood,
            text: "Smiled at the dog.".into(),
            own_words: String::new(),
            mood: log::Mood::new(5),
            knowing: log::Knowing::Seen,
            event: log::Event::Ordinary,
            kept_to: None,
        }),
    );
    assert_ne!(terminal.line("written down"), before);
}
