//! What is added: to-dos, appointments, routine lines and duties; time off; a child.

use super::Terminal;
use crate::care::{Fact, checklist, child, diary, people, routine};
use crate::keys::Command;
use insta::assert_snapshot;

#[test]
fn a_to_do_becomes_a_line_of_its_day_and_can_be_taken_back() {
    let mut terminal = Terminal::new();
    terminal.press("1 Plus");
    assert_snapshot!(terminal.picture(), @"
     Kasia   made up                 Morning · Mon 23 Nov · 07:18   Dee   2 to read
    ━ URGENT  Mo: Says he will leave tonight, after a call from someo…  U opens it.
     she/her · 14 · room 3   ALLERGY nuts, carries a pen    NO CONTACT with R. Wood…
      [1 Morning 3/8] 2 Day 0/11  3 Night 0/8  4 Alerts 1  5 Note!  6 Log 4
    ┏━ Kasia ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ add to what is asked ━┓
    ┃                                                                              ┃
    ┃   Add             (•) to-do  ( ) appointment                                 ┃
    ┃                                                                              ┃
    ┃ › What                                                                       ┃
    ┃                                                                              ┃
    ┃   Day             today                 Monday 23 November 2026              ┃
    ┃                                                                              ┃
    ┃   Part of day     (•) morning  ( ) day  ( ) night                            ┃
    ┃                                                                              ┃
    ┃   For whom        ‹ nobody in particular ›                                   ┃
    ┃                                                                              ┃
    ┃                   [ Save ]  [ Keep as draft ]                                ┃
    ┃                                                                              ┃
    ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
    │                                                                              │
    └──────────────────────────────────────────────────────────────────────────────┘
    ────────────────────────────────────────────────────────────────────────────────
     It becomes a line on Kasia’s list of that day.
     Ctrl+S save  Tab next  Shift+Tab before  Esc back  F1 help  Ctrl+P all
    ");
    terminal.type_in("new toothbrush").press("Tab").type_in("tomorrow").press("Tab Tab").type_in("d");
    terminal.press("Ctrl+S");
    assert_eq!(terminal.message(), "Saved 07:18: Kasia, new toothbrush, to do on 24 November.   Ctrl+Z undo");
    terminal.press("]");
    assert!(terminal.line("new toothbrush").contains("you"), "{}", terminal.picture());
    terminal.press("[ Ctrl+Z ]");
    assert!(!terminal.shows("new toothbrush"), "{}", terminal.picture());
}

#[test]
fn an_appointment_asks_for_its_time_and_says_how_days_are_understood() {
    let mut terminal = Terminal::new();
    terminal.press("1 Plus").type_in("optician").press("Shift+Tab Right Tab Tab").type_in("Fri");
    assert!(terminal.line("Fri ").contains("Friday 27 November 2026"), "{}", terminal.picture());
    terminal.press("Ctrl+S");
    assert_eq!(terminal.message(), "Write the time as 16:00 or 4pm.");
    terminal.type_in("4pm").press("Ctrl+S");
    let booked = terminal.last_entries(1).remove(0).fact;
    let Fact::Diary(diary::Fact::Booked(booked)) = booked else { panic!("{booked:?}") };
    assert_eq!(
        (booked.day.date().to_string(), booked.time.to_string()),
        ("2026-11-27".into(), "16:00:00".into())
    );
}

#[test]
fn a_keyworker_adds_a_routine_line_and_a_duty_for_their_own_keychild_only() {
    let mut terminal = Terminal::new();
    terminal.press("2 Plus").type_in("boots by the door").press("Shift+Tab Right Right");
    terminal.press("Ctrl+S");
    let added = terminal.last_entries(1).remove(0).fact;
    let Fact::Routine(routine::Fact::Added(line)) = added else { panic!("{added:?}") };
    assert_eq!(line.words, "boots by the door");
    terminal.press("Plus").type_in("new boots looked at").press("Shift+Tab Left Ctrl+S");
    let set = terminal.last_entries(1).remove(0).fact;
    assert!(matches!(set, Fact::Routine(routine::Fact::DutySet(_))), "{set:?}");
    terminal.press("B 1 Plus Shift+Tab");
    assert!(!terminal.shows("routine line"), "{}", terminal.picture());
    assert!(terminal.shows("Only a senior, deputy manager or manager can change"), "{}", terminal.picture());
}

#[test]
fn what_was_begun_to_add_is_kept_with_its_day_as_it_was_meant() {
    let mut terminal = Terminal::new();
    terminal.press("1 Plus").type_in("new toothbrush").press("Tab").type_in("tomorrow").press("Esc");
    for _ in 0..2 {
        terminal.wait(chrono::TimeDelta::days(1));
    }
    terminal.press("Plus");
    assert!(terminal.shows("You began this on Monday at 07:18."), "{}", terminal.picture());
    terminal.press("Enter");
    assert!(terminal.line("Tue 24 Nov").contains("Tuesday 24 November 2026"), "{}", terminal.picture());
    terminal.press("Ctrl+S");
    assert_eq!(terminal.message(), "The day must be today or later.");
}

#[test]
fn leave_in_the_calendar_asks_for_a_note_and_the_note_begins_with_its_dates() {
    let mut terminal = Terminal::new();
    terminal.open(Command::PlanLeave);
    assert_snapshot!(terminal.picture(), @"
     Hawthorn House   made up        Morning · Mon 23 Nov · 07:18   Dee   2 to read
    ━ URGENT  Mo: Says he will leave tonight, after a call from someo…  U opens it.
    ┏━ Children ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 3 on, Priya leads · 6 here ━┓
    ┃    Child       How they are        Morning  Day      Night    Next           ┃
    ┃› 4 Mo          ! URGENT   angry    0 of 8   0 of 14  0 of 7   11:00 review   ┃
    ┃ ┏━ Time off ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ in the calendar ━┓ ┃
    ┃ ┃                                                                          ┃ ┃
    ┃ ┃ › Away from                        as Fri, 22/11 or 22 November          ┃ ┃
    ┃ ┃              the first day away                                          ┃ ┃
    ┃ ┃   Back on    (the first day back)  as Fri, 22/11 or 22 November          ┃ ┃
    ┃ ┃                                                                          ┃ ┃
    ┃ ┃              [ Save ]  [ Keep as draft ]                                 ┃ ┃
    ┃ ┃                                                                          ┃ ┃
    ┃ ┃                                                                          ┃ ┃
    ┗━┃                                                                          ┃━┛
    ┌─┃                                                                          ┃─┐
    │ ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛ │
    │   Kasia: accept Sam’s off-duty note                                      now │
    │   Ellie-May: excited alert ran out. What happened?                   ran out │
    │   Kasia: find the dentist card, blue tin                             morning │
    └──────────────────────────────────────────────────────────────────────────────┘
    ────────────────────────────────────────────────────────────────────────────────
     Nothing is in the calendar yet.
     Ctrl+S save  Tab next  Shift+Tab before  Esc back  F1 help  Ctrl+P all
    ");
    terminal.type_in("Fri").press("Tab").type_in("Mon").press("Ctrl+S");
    let planned = terminal.last_entries(1).remove(0).fact;
    let Fact::People(people::Fact::LeavePlanned { leave, .. }) = planned else { panic!("{planned:?}") };
    assert_eq!(leave.back_on.since(leave.away_from), 3);
    terminal.press("Tab");
    for _ in 0..20 {
        if !terminal.shows("› Jayden: you are away") {
            terminal.press("Down");
        }
    }
    terminal.press("Enter");
    assert!(terminal.line("Away from").contains("Friday 27 November 2026"), "{}", terminal.picture());
    assert!(terminal.line("Back on").contains("after 3 days"), "{}", terminal.picture());
}

#[test]
fn agency_staff_are_told_who_may_plan_leave_and_managers_plan_anyones() {
    let mut terminal = Terminal::new();
    terminal.become_("Kit");
    terminal.open(Command::PlanLeave);
    assert!(terminal.message().contains("Ask Ruth Ellison."), "{}", terminal.message());
    terminal.become_("Ruth");
    terminal.open(Command::PlanLeave);
    terminal.press("Shift+Tab").type_in("a").press("Tab").type_in("1/12").press("Tab").type_in("2/12");
    terminal.press("Ctrl+S");
    assert!(terminal.message().starts_with("Saved 07:18: The house, Al Grove, leave planned"));
}

#[test]
fn a_manager_adds_a_child_by_name_alone_or_with_what_must_be_known() {
    let mut terminal = Terminal::new();
    terminal.open(Command::AddChild);
    assert!(terminal.message().ends_with("Ask Ruth Ellison."), "{}", terminal.message());
    terminal.become_("Ruth");
    terminal.open(Command::AddChild);
    terminal.press("Ctrl+S");
    assert_eq!(terminal.message(), "Write the child's name.");
    terminal.type_in("Robin Ashdown").press("Tab Tab Tab").type_in("14/3/2014");
    assert!(terminal.line("Born").contains("Friday 14 March 2014, 12 years old"));
    terminal.press("Tab Tab Tab").type_in("s").press("Tab").type_in("eggs, wasp stings");
    assert_snapshot!(terminal.picture(), @"
     A child comes to live here     Morning · Mon 23 Nov · 07:18   Ruth   3 to read
    ━ URGENT  Mo: Says he will leave tonight, after a call from someone he would n…
    ┏━ New child ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ name is enough to begin ━┓
    ┃   Name             Robin Ashdown                                             ┃
    ┃                                                                              ┃
    ┃   Preferred name   (what they like to be called)                             ┃
    ┃                                                                              ┃
    ┃   Pronouns         (she/her)                                                 ┃
    ┃                                                                              ┃
    ┃   Born             14/3/2014             Friday 14 March 2014, 12 years old  ┃
    ┃                                                                              ┃
    ┃   Room             ()                                                        ┃
    ┃                                                                              ┃
    ┃   School           ()                                                        ┃
    ┃                                                                              ┃
    ┃   Keyworker        ‹ Sam Okoro ›                                             ┃
    ┃ › Allergies        eggs, wasp stings                                         ┃
    ┃                    one after the other, with commas                          ┃
    ┃   No contact with  (one after the other, with commas)                        ┃
    ┃                    [ Save ]  [ Keep as draft ]                               ┃
    ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
    ────────────────────────────────────────────────────────────────────────────────
     Draft kept 07:18.
     Ctrl+S save  Tab next  Shift+Tab before  Esc back  F1 help  Ctrl+P all
    ");
    terminal.press("Ctrl+S");
    let admitted = terminal.last_entries(1).remove(0).fact;
    let Fact::Child(child::Fact::Admitted { profile, keyworker, .. }) = admitted else {
        panic!("{admitted:?}")
    };
    assert_eq!((profile.allergies.len(), keyworker.is_some()), (2, true));
    assert!(terminal.shows("Robin"), "{}", terminal.picture());
}

#[test]
fn a_to_do_for_the_house_needs_no_child() {
    let mut terminal = Terminal::new();
    terminal.press("7 Plus").type_in("ring the boiler firm").press("Ctrl+S");
    let added = terminal.last_entries(1).remove(0).fact;
    assert!(matches!(added, Fact::Checklist(checklist::Fact::TodoAdded(_))), "{added:?}");
}
