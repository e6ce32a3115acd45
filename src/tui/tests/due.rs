//! What is due: where it leads, who is not told, and that nothing moves under the cursor.

use super::{MORNING, Terminal};
use crate::care::{Act, CareDay, Part, Subject, access, checklist};
use chrono::NaiveDate;
use std::collections::BTreeSet;

fn todo(terminal: &mut Terminal, name: &str, ahead: i32, words: &str) {
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).map(CareDay::of).expect("a day of the calendar");
    let (subject, words) = (Subject::Child(terminal.child(name)), words.to_string());
    let day = today.plus(ahead);
    let act = checklist::Act::AddTodo { subject, day, part: Part::Day, words, to: None };
    terminal.act_as("ruth", Act::Checklist(act));
}

#[test]
fn enter_leads_to_the_line_where_it_can_be_ticked_and_back() {
    let mut terminal = Terminal::small(MORNING, "dee");
    todo(&mut terminal, "Jayden", 0, "ring school");
    terminal.press("D");
    assert!(terminal.line("ring school").contains("due today"), "{}", terminal.picture());
    assert!(terminal.message().starts_with("Jayden: ring school, today."), "{}", terminal.message());
    terminal.press("Enter Space");
    assert!(terminal.message().contains("Jayden, ring school, done"), "{}", terminal.message());
    terminal.press("Esc");
    assert!(terminal.shows("Nothing is due"), "{}", terminal.picture());
}

#[test]
fn what_is_to_come_is_shown_with_its_trail_and_is_not_ticked_before_its_day() {
    let mut terminal = Terminal::small(MORNING, "dee");
    todo(&mut terminal, "Jayden", 1, "ring school");
    todo(&mut terminal, "Jayden", 15, "book the dentist");
    terminal.press("D");
    assert!(terminal.line("ring school").contains("tomorrow   due tomorrow"), "{}", terminal.picture());
    assert!(!terminal.shows("dentist"), "more than a fortnight ahead:\n{}", terminal.picture());
    terminal.press("Enter");
    assert!(terminal.shows("Stands"), "{}", terminal.picture());
    terminal.press("Space");
    assert!(terminal.message().contains("That day has not come yet"), "{}", terminal.message());
}

#[test]
fn a_child_whose_record_is_kept_to_others_is_not_told_of() {
    let mut terminal = Terminal::small(MORNING, "dee");
    todo(&mut terminal, "Jayden", 0, "ring school");
    todo(&mut terminal, "Mo", 0, "find the coat");
    let keep = access::Act::KeepChild { child: terminal.child("Jayden"), to: BTreeSet::default() };
    terminal.press("D");
    assert!(terminal.shows("Jayden") && terminal.shows("ring school"), "{}", terminal.picture());
    terminal.act_as("ruth", Act::Access(keep));
    assert!(!terminal.shows("Jayden") && !terminal.shows("ring school"), "{}", terminal.picture());
    assert!(terminal.shows("find the coat"), "{}", terminal.picture());
}

#[test]
fn a_number_and_a_click_lead_there_too_and_a_new_line_moves_nothing() {
    let mut terminal = Terminal::small(MORNING, "dee");
    todo(&mut terminal, "Mo", 1, "find the coat");
    terminal.press("D");
    todo(&mut terminal, "Jayden", 0, "ring school");
    assert!(terminal.line("find the coat").contains('›'), "{}", terminal.picture());
    let (coat, school) = (terminal.picture().find("find the coat"), terminal.picture().find("ring school"));
    assert!(coat < school, "what was there stays in its place:\n{}", terminal.picture());
    terminal.click("ring school");
    terminal.click("ring school");
    assert!(terminal.line("ring school").contains('›'), "{}", terminal.picture());
    terminal.press("Esc 2");
    assert!(terminal.shows("Jayden") && !terminal.shows("What is due"), "{}", terminal.picture());
}
