//! Finding words of the record: as typed, filtered, withheld, and straight after they were written.

use super::{MORNING, Terminal};
use crate::care::access;
use crate::care::log::{self, Category, Event, Knowing};
use crate::care::{Act, Fact, Subject};
use insta::assert_snapshot;

/// Somebody writes an entry about a child, as at another terminal.
fn writes(
    terminal: &mut Terminal,
    login: &str,
    whom: &str,
    category: Category,
    text: &str,
) -> crate::care::Entry {
    let subject = Subject::Child(terminal.home(|home| home.children.named(whom).expect("lives here").id));
    let write = log::Act::Write {
        subject,
        happened: "2026-11-23T07:10:00Z".parse().expect("an instant"),
        category,
        text: text.into(),
        own_words: String::new(),
        mood: None,
        knowing: Knowing::Seen,
        event: Event::Ordinary,
        kept_to: None,
    };
    terminal.act_as(login, Act::Log(write))
}

#[test]
fn a_word_of_the_log_is_found_and_enter_goes_to_its_entry_in_its_day() {
    let mut terminal = Terminal::new();
    terminal.press("/").type_in("landing light");
    assert_snapshot!("finding 80x24", terminal.picture());
    let roles = terminal.roles("for the landing light");
    assert!(roles.contains(&"match"), "{roles:?}");
    terminal.resize(100, 30);
    assert_snapshot!("finding 100x30", terminal.picture());
    terminal.resize(200, 60);
    assert_snapshot!("finding 200x60", terminal.picture());
}

#[test]
fn what_was_saved_a_moment_ago_is_found_with_the_next_key_and_opened() {
    let mut terminal = Terminal::new();
    terminal.press("/").type_in("quincunx");
    assert!(terminal.shows("Nothing found for “quincunx”."), "{}", terminal.picture());
    writes(&mut terminal, "tom", "Kasia", Category::Health, "She drew a quincunx on the wall.");
    assert!(terminal.shows("1 found."), "{}", terminal.picture());
    assert!(terminal.line("She drew").contains("›  Kasia"), "{}", terminal.picture());
    terminal.press("Enter Enter");
    assert!(terminal.shows("She drew a quincunx on the wall."), "{}", terminal.picture());
    assert!(terminal.shows("Kasia"), "{}", terminal.picture());
}

#[test]
fn a_misspelt_word_says_what_it_is_close_to() {
    let mut terminal = Terminal::new();
    writes(&mut terminal, "tom", "Kasia", Category::Health, "She drew a quincunx on the wall.");
    terminal.press("/").type_in("quinkunx");
    assert!(terminal.shows("close to “quinkunx”"), "{}", terminal.picture());
    assert!(terminal.shows("1 found. Close to quincunx."), "{}", terminal.picture());
}

#[test]
fn filters_are_completed_as_typed_and_narrow() {
    let mut terminal = Terminal::new();
    writes(&mut terminal, "tom", "Kasia", Category::Health, "She drew a quincunx on the wall.");
    writes(&mut terminal, "dee", "Mo", Category::Mood, "A quincunx of apples, he says.");
    terminal.press("/").type_in("quincunx");
    assert!(terminal.shows("2 found."), "{}", terminal.picture());
    terminal.type_in(" by:to");
    assert!(terminal.line("Tom").contains("by:tom"), "{}", terminal.picture());
    terminal.press("Enter");
    assert!(terminal.shows("quincunx by:tom"), "{}", terminal.picture());
    assert!(terminal.shows("1 found.") && terminal.shows("She drew"), "{}", terminal.picture());
    for (typed, shown, hidden) in [
        ("quincunx #mood", "of apples", "She drew"),
        ("quincunx @kas", "She drew", "of apples"),
        ("quincunx from:today to:today @mo", "of apples", "She drew"),
        ("#health from:today", "She drew", "of apples"),
    ] {
        terminal.press("Ctrl+U").type_in(typed);
        assert!(terminal.shows(shown) && !terminal.shows(hidden), "{typed}\n{}", terminal.picture());
    }
    terminal.press("Ctrl+U").type_in("quincunx to:yesterday");
    assert!(!terminal.shows("She drew"), "{}", terminal.picture());
    terminal.press("Ctrl+U").type_in("quincunx by:zzz");
    assert!(terminal.shows("Nobody who writes here is called “zzz”."), "{}", terminal.picture());
    terminal.press("Ctrl+U").type_in("by:");
    assert_snapshot!("finding, a filter begun", terminal.picture());
}

#[test]
fn nothing_withheld_is_found_and_whoever_may_ask_for_it_is_told_that_there_is_more() {
    let mut terminal = Terminal::new();
    let entry = writes(&mut terminal, "tom", "Kasia", Category::Safeguarding, "A quincunx of canaries.");
    writes(&mut terminal, "tom", "Mo", Category::General, "One quincunx.");
    let Fact::Log(log::Fact::Written(written)) = &entry.fact else { panic!("it is written") };
    let (subject, day, of, writer) = (entry.subject, entry.day, written.id, entry.by);
    let keep = access::Act::KeepEntry { subject, day, of, writer, to: std::iter::empty().collect() };
    terminal.act_as("ruth", Act::Access(keep));
    terminal.press("/").type_in("quincunx");
    assert!(!terminal.shows("canaries"), "{}", terminal.picture());
    assert!(terminal.shows("1 found. 1 more is kept to named people."), "{}", terminal.picture());
    terminal.press("Ctrl+U").type_in("canaires");
    assert!(!terminal.shows("canaries"), "no word of it is told as what was meant: {}", terminal.picture());
    let mut terminal = terminal.cut_and_open("ruth");
    terminal.press("/").type_in("quincunx");
    assert!(terminal.shows("canaries") && terminal.shows("2 found."), "{}", terminal.picture());
}

#[test]
fn no_text_of_a_record_kept_to_others_is_found() {
    let mut terminal = Terminal::new();
    writes(&mut terminal, "tom", "Kasia", Category::General, "A quincunx of canaries.");
    let child = terminal.home(|home| home.children.named("Kasia").expect("lives here").id);
    let keep = access::Act::KeepChild { child, to: std::iter::empty().collect() };
    terminal.act_as("ruth", Act::Access(keep));
    terminal.press("/").type_in("quincunx");
    assert!(!terminal.shows("canaries"), "{}", terminal.picture());
    assert!(terminal.shows("1 more is kept to named people."), "{}", terminal.picture());
}

#[test]
fn all_of_a_kind_are_shown_when_asked_for_and_what_was_looked_at_is_set_down() {
    let mut terminal = Terminal::at(MORNING).sized(100, 50);
    terminal.press("/").type_in("school");
    assert!(terminal.shows("more"), "{}", terminal.picture());
    terminal.press("Ctrl+U").type_in("#education school");
    let before = terminal.picture().lines().filter(|line| line.contains("education")).count();
    terminal.press("End").press("Enter");
    let after = terminal.picture().lines().filter(|line| line.contains("education")).count();
    assert!(after > before, "{before} {after}\n{}", terminal.picture());
    terminal.leave_alone(chrono::TimeDelta::minutes(1));
    let looks = terminal.looks();
    let of_log = looks.iter().any(|entry| match &entry.fact {
        Fact::Access(access::Fact::Looked(looks)) => looks.iter().any(|look| look.page == access::Page::Log),
        _ => false,
    });
    assert!(of_log, "{looks:?}");
}
