//! A line of a checklist by itself, with all that was done about it.

use super::Terminal;
use crate::care::checklist;
use crate::care::trail::Outcome;
use crate::care::{Act, CareDay, Fact, Subject};
use chrono::NaiveDate;
use insta::assert_snapshot;

/// Kasia's first open line of the morning, ticked by Tom as another terminal would.
fn toms_tick(terminal: &mut Terminal, outcome: Outcome) {
    let subject = Subject::Child(terminal.child("Kasia"));
    let entries = terminal.last_entries(1);
    let Some(Fact::Checklist(fact)) = entries.last().map(|entry| &entry.fact) else { panic!("{entries:?}") };
    let line = fact.line().expect("a step of a line");
    let day = CareDay::of(NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day"));
    let (reason, note) = (None, "on his own after all".into());
    let tick = checklist::Act::Tick { subject, line, day, outcome, reason, note };
    terminal.act_as("tom", Act::Checklist(tick));
}

#[test]
fn the_trail_tells_what_two_people_did_and_undid() {
    let mut terminal = Terminal::small("2026-11-23T20:30:00Z", "dee");
    terminal.press("Enter Enter");
    assert!(terminal.shows("Nobody has done anything about it yet."), "{}", terminal.picture());
    terminal.press("P");
    toms_tick(&mut terminal, Outcome::Done);
    terminal.press("T Ctrl+Z H Ctrl+Z Backspace");
    assert_snapshot!(terminal.picture(), @r"
     Kasia   made up                   Night · Mon 23 Nov · 20:30   Dee   0 to read

       1 Morning 0/0  2 Day 0/0 [3 Night 0/2] 4 Alerts 0  5 Note 0  6 Log 0
    ┏━ Kasia · fears eased ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
    ┃                                                                              ┃
    ┃ Comes from  routine, every day                                               ┃
    ┃ Asked       night                                                            ┃
    ┃ Who has it  nobody in particular                                             ┃
    ┃ Stands      open                                                             ┃
    ┃                                                                              ┃
    ┃ What was done about it                                                       ┃
    ┃   P 20:30           Dee        prompted                                      ┃
    ┃   ✓ 20:30           Tom        done. “on his own after all”                  ┃
    ┃   → 20:30           Dee        took it on (taken back)                       ┃
    ┃   · 20:30           Dee        took back: took it on                         ┃
    ┃   H 20:30           Dee        helped (taken back)                           ┃
    ┃   · 20:30           Dee        took back: helped                             ┃
    ┃ ›   20:30           Dee        opened it again                               ┃
    ┃                                                                              ┃
    ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛

    ────────────────────────────────────────────────────────────────────────────────
     Saved 20:30: Kasia, fears eased, open again.   Ctrl+Z undo
     Space done  P prompted  H helped  D declined  M missed  F1 help  Ctrl+P all
    ");
    assert!(terminal.roles("(taken back)").contains(&"amended_old"));
}

#[test]
fn a_line_says_what_it_comes_from() {
    let mut terminal = Terminal::new().sized(100, 30);
    for (keys, source) in [
        ("Down Enter Enter", "routine, every day"),
        ("Esc End Enter", "to-do, from Sam Okoro’s off-duty note"),
        ("Esc 2 End Enter", "duty, each week"),
    ] {
        terminal.press(keys);
        assert!(terminal.line("Comes from").contains(source), "{}", terminal.picture());
    }
}

#[test]
fn a_line_of_a_day_that_is_over_is_read_and_not_ticked() {
    let mut terminal = Terminal::new();
    terminal.press("Down Enter 1 [ [ [ [ Enter");
    assert!(terminal.shows("What was done about it"), "{}", terminal.picture());
    let before = terminal.last_entries(1);
    terminal.press("Space");
    assert_eq!(terminal.last_entries(1), before);
    assert!(terminal.message().starts_with("That day is over."), "{}", terminal.message());
}
