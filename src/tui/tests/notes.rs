//! Off-duty notes: left, seen first by the cover, accepted, read, taken back; and what happened while away.

use super::Terminal;
use crate::care::{Entry, Fact, Part, handover};
use crate::keys::Command;
use insta::assert_snapshot;

/// Priya, Ellie-May's keyworker, with leave in the calendar, begins a note.
fn begun() -> Terminal {
    let mut terminal = Terminal::new();
    terminal.become_("Priya");
    terminal.press("3 O");
    terminal
}

/// The same with Dee as the cover, what Ellie-May was told, a remark and two to-dos, at the step "To do".
fn written() -> Terminal {
    let mut terminal = begun();
    terminal.type_in("d").press("PageDown").type_in("Back on Friday, Dee is here.");
    terminal.press("PageDown").type_in("Rabbit comes too.").press("PageDown");
    terminal.type_in("Sat").press("Tab Tab").type_in("swimming badge to the display").press("Tab Tab");
    terminal.type_in("8/12").press("Tab Right Tab").type_in("call mum together").press("Tab").type_in("l");
    terminal
}

fn left(entry: Entry) -> handover::Plan {
    match entry.fact {
        Fact::Handover(handover::Fact::Left { plan, .. }) => *plan,
        other => panic!("{other:?}"),
    }
}

#[test]
fn dates_and_colleagues_are_filled_in_from_the_calendar() {
    let terminal = begun();
    assert_snapshot!(terminal.picture(), @"
     Ellie-May, off-duty note      Morning · Mon 23 Nov · 07:18   Priya   1 to read
     she/her · 9 · room 4   ALLERGY penicillin    ALLERGY plasters
     [1 Dates and cover] 2  3✓  4  5✓  6
    ┏━ 1 Dates and cover ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
    ┃                                                                              ┃
    ┃   Away from     Fri 4 Dec         Friday 4 December 2026                     ┃
    ┃                                                                              ┃
    ┃   Back on       Fri 11 Dec        Friday 11 December 2026, after 7 days      ┃
    ┃                                                                              ┃
    ┃ › Cover         ‹ choose who ›                                               ┃
    ┃                 Left and right, or the first letter of a name.               ┃
    ┃   Second cover  ‹ nobody ›                                                   ┃
    ┃                                                                              ┃
    ┃                 [ Hand it over ]                                             ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃  Dates and a cover are enough. Write the rest if there is more to say.       ┃
    ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
    ────────────────────────────────────────────────────────────────────────────────
     2 of 6 parts written. It can be handed over from any of them.
     Ctrl+S hand over  Tab next  Page down next step  F1 help  Ctrl+P all
    ");
}

#[test]
fn what_is_on_is_filled_in_and_the_steps_stand_at_the_left_where_there_is_room() {
    let mut terminal = written().sized(100, 30);
    assert_snapshot!(terminal.picture(), @"
     Ellie-May, off-duty note   made up      Morning · Mon 23 Nov 2026 · 07:18   Priya Nair   1 to read
     she/her · 9 · room 4   ALLERGY penicillin    ALLERGY plasters
    ┌─ Parts ────────────────┐┏━ 4 To do ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ each becomes a line on its day ━┓
    │                        │┃                                                                        ┃
    │  ✓ 1 Dates and cover   │┃   Day         Part of day What is to be done     For whom              ┃
    │  ✓ 2 What I told them  │┃   Sat         ‹ day ›     swimming badge to the… ‹ the cover ›         ┃
    │  ✓ 3 What is on        │┃ › 8/12        ‹ night ›   call mum together      ‹ Leila Rahmani ›     ┃
    │› ✓ 4 To do             │┃   (Fri)       ‹ day ›     (one thing a line)     ‹ the cover ›         ┃
    │  ✓ 5 Worries and help  │┃                                                                        ┃
    │    6 Who to call       │┃   Tuesday 8 December 2026.                                             ┃
    │                        │┃                                                                        ┃
    │ ────────────────────── │┃                                                                        ┃
    │ About  Ellie-May       │┃                                                                        ┃
    │ Away   Fri 4 Dec       │┃                                                                        ┃
    │ Back   Fri 11 Dec      │┃                                                                        ┃
    │ Cover  Dee Marsh       │┃                                                                        ┃
    │ Second –               │┃                                                                        ┃
    │                        │┃                                                                        ┃
    │                        │┃                                                                        ┃
    │                        │┃                                                                        ┃
    │                        │┃                                                                        ┃
    │                        │┃                                                                        ┃
    │                        │┃   [ Hand it over ]                                                     ┃
    │                        │┃                                                                        ┃
    │                        │┃  Dee is asked to accept it. 1 line will be on Dee’s lists, 1 on        ┃
    │                        │┃  Leila’s.                                                              ┃
    └────────────────────────┘┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
    ────────────────────────────────────────────────────────────────────────────────────────────────────
     Draft kept 07:18.
     Ctrl+S hand over  Tab next  Page down next step  Esc back  F1 help  Ctrl+P all
    ");
    terminal.press("PageUp");
    terminal.resize(80, 24);
    assert_snapshot!(terminal.picture(), @"
     Ellie-May, off-duty note      Morning · Mon 23 Nov · 07:18   Priya   1 to read
     she/her · 9 · room 4   ALLERGY penicillin    ALLERGY plasters
      1✓  2✓ [3✓ What is on] 4✓  5✓  6
    ┏━ 3 What is on ━━━━━━━━━━━━━━━━━━━━━ filled in for you, change what you like ━┓
    ┃                                                                              ┃
    ┃        Day              What is on                What to know               ┃
    ┃ › [x]  Fri 4 Dec        key-work session          Rabbit comes too.          ┃
    ┃   [x]  Fri 4 Dec        call the social worker    ()                         ┃
    ┃   [x]  Sat 5 Dec 11:00  court: she does not go    tell her that day, not b…  ┃
    ┃   [x]  Sat 5 Dec        The day her dad died      ()                         ┃
    ┃   [x]  Tue 8 Dec        Mum: video call, Tuesday… ()                         ┃
    ┃        (day)            (something else that is…  ()                         ┃
    ┃                                                                              ┃
    ┃   key-work session, from duties. What to know?                               ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃   [ Hand it over ]                                                           ┃
    ┃                                                                              ┃
    ┃  Dee is asked to accept it. 1 line will be on Dee’s lists, 1 on Leila’s.     ┃
    ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
    ────────────────────────────────────────────────────────────────────────────────
     Draft kept 07:18.
     Ctrl+S hand over  Tab next  Page down next step  F1 help  Ctrl+P all
    ");
}

#[test]
fn a_note_is_left_the_cover_sees_it_first_and_its_to_dos_stand_on_their_days() {
    let mut terminal = written();
    terminal.press("Ctrl+S");
    assert_eq!(
        terminal.message(),
        "Saved 07:18: Ellie-May, off-duty note, left with Dee Marsh.   Ctrl+Z undo"
    );
    let plan = left(terminal.last_entries(1).remove(0));
    assert_eq!(plan.told, "Back on Friday, Dee is here.");
    assert!(plan.coming.iter().any(|coming| coming.remark == "Rabbit comes too."), "{plan:?}");
    let days: Vec<_> = plan.tasks.iter().map(|task| (task.day.date().to_string(), task.part)).collect();
    assert_eq!(days, [("2026-12-05".to_string(), Part::Day), ("2026-12-08".to_string(), Part::Night)]);

    terminal.press("B");
    terminal.become_("Dee");
    // An urgent alert comes before everything; then what asks for an answer by name.
    terminal.press("Tab Down Down Enter");
    assert!(terminal.line("Priya Nair is away").contains("not accepted"));
    assert_snapshot!(terminal.picture(), @"
     Ellie-May, off-duty note        Morning · Mon 23 Nov · 07:18   Dee   3 to read
    ━ URGENT  Mo: Says he will leave tonight, after a call from someo…  U opens it.
     she/her · 9 · room 4   ALLERGY penicillin    ALLERGY plasters
    ┏━ Priya Nair is away Fri 4 Dec, back Fri 11 Dec ━━━━━━━━━━━━━━━ not accepted ━┓
    ┃› Cover                Dee Marsh, you                                         ┃
    ┃                       ● you have not accepted it                             ┃
    ┃  Left by              Priya Nair, 07:18                                      ┃
    ┃                                                                              ┃
    ┃  What Ellie-May has been told                                                ┃
    ┃                       Back on Friday, Dee is here.                           ┃
    ┃                                                                              ┃
    ┃  What is on meanwhile                                                        ┃
    ┃  Fri 4 Dec            key-work session                           from duties ┃
    ┃                       Rabbit comes too.                                      ┃
    ┃  Fri 4 Dec            call the social worker                     from duties ┃
    ┃  Sat 5 Dec 11:00      court: she does not go               from appointments ┃
    ┃                       tell her that day, not before                          ┃
    ┃  Sat 5 Dec            The day her dad died                        from dates ┃
    ┃  Tue 8 Dec            Mum: video call, Tuesdays 18:00     from contact rules ┃
    ┃                                                                              ┃
    ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ ▼ more ┛
    ────────────────────────────────────────────────────────────────────────────────
     You are asked to be the cover. Accepting it says so by name.
     T accept  R read  A alert  L log  Esc back  F1 help  Ctrl+P all
    ");
    terminal.press("T");
    assert_eq!(terminal.message(), "Saved 07:18: Ellie-May, off-duty note, accepted.   Ctrl+Z undo");
    assert!(terminal.shows("✓ accepted by Dee Marsh, 07:18"), "{}", terminal.picture());

    terminal.press("B 3");
    for _ in 0..12 {
        terminal.press("]");
    }
    terminal.press("2");
    assert!(terminal.line("swimming badge to the display").contains("you"), "{}", terminal.picture());
}

#[test]
fn accepting_and_leaving_can_both_be_taken_back() {
    let mut terminal = written();
    terminal.press("Ctrl+S Ctrl+Z");
    assert!(terminal.message().starts_with("Taken back 07:18: Ellie-May, off-duty note"));
    let taken_back = terminal.last_entries(1).remove(0).fact;
    assert!(matches!(taken_back, Fact::Handover(handover::Fact::Withdrawn(_))), "{taken_back:?}");

    let mut terminal = Terminal::new();
    terminal.press("Tab Down Enter T");
    assert!(terminal.shows("✓ accepted by Dee Marsh, 07:18"), "{}", terminal.picture());
    terminal.press("Ctrl+Z");
    assert!(terminal.message().starts_with("Taken back 07:18"), "{}", terminal.message());
    assert!(terminal.shows("● you have not accepted it"), "{}", terminal.picture());
}

#[test]
fn a_short_absence_needs_dates_and_a_cover_alone() {
    let mut terminal = Terminal::new();
    terminal.press("2 O");
    terminal.press("Ctrl+S");
    assert!(terminal.shows("Write the day as today"), "{}", terminal.picture());
    terminal.press("Enter").type_in("tomorrow").press("Tab").type_in("Wed").press("Ctrl+S");
    assert_eq!(terminal.message(), "Choose who is the cover.");
    terminal.type_in("p");
    assert!(terminal.shows("Priya is asked to accept it."), "{}", terminal.picture());
    terminal.press("Ctrl+S");
    assert!(terminal.message().starts_with("Saved 07:18: Jayden"), "{}", terminal.message());
    let plan = left(terminal.last_entries(1).remove(0));
    assert_eq!((plan.told.as_str(), plan.call.as_str(), plan.tasks.len()), ("", "", 0));
}

#[test]
fn other_dates_fill_the_list_anew_and_keep_what_was_said() {
    let mut terminal = begun();
    terminal.press("PageDown PageDown Down Down Down").type_in("Rabbit comes too.");
    terminal.press("Up");
    let line = terminal.line("Rabbit comes too.");
    terminal.press("PageUp PageUp Shift+Tab");
    for _ in 0.."Fri 11 Dec".len() {
        terminal.press("Backspace");
    }
    terminal.type_in("Sat 5 Dec").press("PageDown PageDown");
    assert!(!terminal.shows("Rabbit comes too."), "{}", terminal.picture());
    terminal.press("PageUp PageUp");
    for _ in 0.."Sat 5 Dec".len() {
        terminal.press("Backspace");
    }
    terminal.type_in("Sat 12 Dec").press("PageDown PageDown Down");
    assert_eq!(terminal.line("Rabbit comes too."), line);
}

#[test]
fn a_note_begun_is_kept_whole_through_leaving_and_a_power_cut() {
    let mut terminal = written();
    terminal.press("Esc");
    assert_eq!(terminal.message(), "Draft kept. It waits on the board, under For you.");
    let mut terminal = terminal.cut_and_open("priya");
    terminal.press("3 O");
    assert!(terminal.shows("You began this today at 07:18."), "{}", terminal.picture());
    terminal.press("Enter");
    assert!(terminal.line("swimming badge to the displ").contains("the cover"));
    assert!(terminal.line("call mum together").contains("Leila Rahmani"));
    terminal.press("PageUp");
    assert!(terminal.shows("Rabbit comes too."));
    terminal.press("Ctrl+S");
    assert_eq!(left(terminal.last_entries(1).remove(0)).tasks.len(), 2);
    terminal.press("O");
    assert!(!terminal.shows("You began this"), "what was handed over is no draft any more");
}

#[test]
fn a_colleague_reads_and_is_named_among_those_who_have() {
    let mut terminal = Terminal::new();
    terminal.become_("Ruth");
    terminal.press("Tab Down Down Enter");
    terminal.press("End");
    assert!(terminal.line("Not yet by").contains("Ruth Ellison"));
    terminal.press("R");
    assert!(terminal.line("Read by").contains("Ruth Ellison"));
    terminal.press("T");
    assert_eq!(terminal.message(), "Only the cover can accept this note. Ask Dee Marsh or Priya Nair.");
}

#[test]
fn an_agency_worker_is_told_who_may_accept_and_who_may_leave_a_note() {
    let mut terminal = Terminal::new();
    terminal.become_("Kit");
    terminal.press("1 5 T");
    assert_eq!(terminal.message(), "Only the cover can accept this note. Ask Dee Marsh or Priya Nair.");
    terminal.press("O");
    assert_eq!(
        terminal.message(),
        "Only a worker, night worker, senior, deputy manager or manager can leave or accept an off-duty note. \
         Ask Ruth Ellison."
    );
}

#[test]
fn whoever_left_a_note_takes_it_back_until_it_is_accepted() {
    let mut terminal = Terminal::new();
    terminal.become_("Sam");
    terminal.press("1 5 Enter");
    terminal.open(Command::Withdraw);
    assert!(terminal.message().starts_with("Saved 07:18: Kasia, off-duty note, taken back"));
    assert!(terminal.shows("No off-duty note."), "{}", terminal.picture());
    let mut terminal = Terminal::new();
    terminal.press("Tab Down Enter");
    terminal.open(Command::Withdraw);
    assert_eq!(terminal.message(), "Only Sam Okoro, who left this note, can do that.");
}

#[test]
fn what_happened_while_away_is_told_in_order_and_leaves_the_board_once_read() {
    let mut terminal = Terminal::new().sized(100, 30);
    terminal.become_("Leila");
    terminal.press("6");
    terminal.open(Command::WhileAway);
    assert_snapshot!(terminal.picture(), @"
     Tuyết, while you were away           Morning · Mon 23 Nov 2026 · 07:18   Leila Rahmani   2 to read
    ━ URGENT  Mo: Says he will leave tonight, after a call from someone he would not name…  U opens it.
     they/them · 16 · room 5
    ┏━ Mon 16 Nov to Sun 22 Nov ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ Grace Adeyemi-Pool covered ━┓
    ┃  What came of your to-dos                                                                        ┃
    ┃› Wed 18 Nov day     ✓ library: choose the next English book                done · Dee, Wed 19:57 ┃
    ┃                                                                                                  ┃
    ┃  Missed                                                                                          ┃
    ┃  Mon 16 Nov day     ! school or education contact                                                ┃
    ┃                       something else, long call with the school · Priya                          ┃
    ┃  Tue 17 Nov night   ! today and tomorrow: how they feel                            not here · Al ┃
    ┃  Fri 20 Nov day     ! bedroom: in repair, their own, storage safe                                ┃
    ┃                       something else, long call with the school · Sam                            ┃
    ┃  Sat 21 Nov day     ! bedroom: in repair, their own, storage safe                 not here · Dee ┃
    ┃                                                                                                  ┃
    ┃  Appointments and contact                                                                        ┃
    ┃  Sat 21 Nov 14:00   H planning meeting, here                           helped · Priya, Sat 14:50 ┃
    ┃                                                                                                  ┃
    ┃  Day by day                                                                                      ┃
    ┃  Mon 16 Nov         24 of 25 lines marked: 15 done, 1 prompted, 4 helped, 1 declined, 1 away, 1  ┃
    ┃                     missed, 1 not needed today                                                   ┃
    ┃    09:00 education  Tutor came for an hour. Stayed for all of it.                       4/5  Dee ┃
    ┃    16:10 key work   Looked at photographs from the first week here.                   4/5  Priya ┃
    ┃                     “I was so small.”                                                            ┃
    ┃    16:44            out alone, the park                                                    Priya ┃
    ┃    16:45 key work   Talked about what a good weekend would look like, and wrote it    4/5  Priya ┃
    ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ ▼ more ┛
    ────────────────────────────────────────────────────────────────────────────────────────────────────
     Once you have read it to the end, say so: then it leaves the board.
     R read  A alert  L log  Esc back  F1 help  Ctrl+P all
    ");
    terminal.press("R");
    assert!(terminal.message().starts_with("Saved 07:18: Tuyết"), "{}", terminal.message());
    terminal.press("B");
    terminal.resize(200, 60);
    assert!(!terminal.shows("what happened while you were away"), "{}", terminal.picture());
}

#[test]
fn a_to_do_that_was_done_long_ago_is_still_told() {
    let mut terminal = Terminal::new();
    for _ in 0..20 {
        terminal.wait(chrono::TimeDelta::days(1));
    }
    terminal.become_("Leila");
    terminal.press("6");
    terminal.open(Command::WhileAway);
    assert!(terminal.line("library: choose the next").contains("done · Dee"), "{}", terminal.picture());
}

#[test]
fn who_was_never_away_is_told_so() {
    let mut terminal = Terminal::new();
    terminal.press("1");
    terminal.open(Command::WhileAway);
    assert_eq!(terminal.message(), "You have not been away lately, by the calendar.");
}

#[test]
fn a_cell_that_is_not_accepted_yet_is_painted_as_unread_for_its_cover() {
    let mut terminal = Terminal::new();
    terminal.press("Tab Down Enter");
    assert_eq!(terminal.roles("● you have not accepted it"), ["border_focus", "unread", "border_focus"]);
}
