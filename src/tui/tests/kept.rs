//! What is begun and not saved, what was said, and the question before anything is lost.

use super::{MORNING, Terminal};
use crate::keys::Command;
use chrono::TimeDelta;
use insta::assert_snapshot;

#[test]
fn whoever_has_begun_nothing_leaves_at_once() {
    let mut terminal = Terminal::small(MORNING, "dee");
    terminal.press("Ctrl+Q");
    assert!(terminal.app().is_over());
}

#[test]
fn whoever_has_begun_something_is_asked_and_the_key_that_asked_does_not_confirm() {
    let mut terminal = Terminal::small(MORNING, "dee");
    terminal.press("L").type_in("Half a").press("Esc Ctrl+Q Ctrl+Q");
    assert_snapshot!(terminal.picture(), @r"
     Hawthorn House   made up        Morning · Mon 23 Nov · 07:18   Dee   0 to read

    ┏━ Children ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 3 here ━┓
    ┃    Child       How they are        Morning  Day      Night    Next           ┃
    ┃› 1 Kasia       · settled           –        –        0 of 2                  ┃
    ┃  2 Jayden      · settled           –        –        0 of 2                  ┃
    ┃  3 Mo          · settled           –        –        0 of 2                  ┃
    ┃  4 The┏━ Leave with something not saved? ━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓       ┃
    ┗━━━━━━━┃                                                              ┃━━━━━━━┛
    ┌─ For y┃  Kasia: log, begun 07:18.                                    ┃─── 1 ─┐
    │   Kasi┃  What is not saved stays as a draft until you come back.     ┃t kept │
    │       ┃                                                              ┃       │
    │       ┃  › 1 Stay, to save or send it                                ┃       │
    │       ┃    2 Leave bethere                                           ┃       │
    │       ┃                                                              ┃       │
    │       ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛       │
    │                                                                              │
    │                                                                              │
    │                                                                              │
    │                                                                              │
    └──────────────────────────────────────────────────────────────────────────────┘
    ────────────────────────────────────────────────────────────────────────────────
     Choose an answer. Esc goes back and changes nothing.
     Enter choose  ↓ down  Esc back  F1 help  Ctrl+P all
    ");
    terminal.press("Enter");
    assert!(!terminal.app().is_over() && !terminal.shows("Leave bethere"), "the safe answer comes first");
    terminal.press("Ctrl+Q 2");
    assert!(terminal.app().is_over());
    let mut terminal = terminal.cut_and_open("dee");
    terminal.press("Ctrl+Q");
    assert!(terminal.app().is_over(), "an older draft is on the board and asks nothing");
}

#[test]
fn a_draft_is_carried_on_or_let_go_of_after_a_question() {
    let mut terminal = Terminal::new();
    terminal.open(Command::Drafts);
    assert_snapshot!(terminal.picture(), @r"
     My drafts   made up             Morning · Mon 23 Nov · 07:18   Dee   2 to read
    ━ URGENT  Mo: Says he will leave tonight, after a call from someo…  U opens it.
    ┏━ My drafts ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 2 ━┓
    ┃› ✎ Ellie-May: log, begun Sat 21:50                                           ┃
    ┃    “Auntie Bev rang at seven. Ellie-May told her about the swimming and”     ┃
    ┃                                                                              ┃
    ┃  ✎ Jayden: log, begun 07:09                                                  ┃
    ┃    “Asked for new boots. Size”                                               ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
    ────────────────────────────────────────────────────────────────────────────────
     Nobody else sees these. They stay until you save them or let them go.
     Enter open  X let go  Esc back  F1 help  Ctrl+P all
    ");
    terminal.press("X Enter");
    assert!(terminal.shows("Ellie-May: log"), "the safe answer keeps it");
    terminal.press("X Down Enter");
    assert!(!terminal.shows("Ellie-May: log"), "{}", terminal.picture());
    assert_eq!(terminal.message(), "The draft is let go.");
    terminal.press("Enter");
    assert!(terminal.shows("Asked for new boots. Size"), "{}", terminal.picture());
    assert!(terminal.line("When it happened").contains("07:09"), "{}", terminal.picture());
    terminal.type_in(" 5.").press("Ctrl+S X");
    assert_eq!(terminal.message(), "You have no drafts.");
}

#[test]
fn all_that_was_said_can_be_read_again_with_problems_marked() {
    let mut terminal = Terminal::small(MORNING, "dee");
    terminal.press("L Ctrl+S").type_in("Said good morning.").press("Ctrl+S");
    terminal.wait(TimeDelta::minutes(1));
    terminal.open(Command::Messages);
    assert_snapshot!(terminal.picture(), @r"
     Messages   made up              Morning · Mon 23 Nov · 07:19   Dee   0 to read

    ┏━ Messages, newest first ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 2 ━┓
    ┃› ✓ 07:18           Saved 07:18: Kasia, log, general.   Ctrl+Z undo           ┃
    ┃  ! 07:18           Say what happened.                                        ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
    ────────────────────────────────────────────────────────────────────────────────
     Saved 07:18: Kasia, log, general.   Ctrl+Z undo
     ↑ up  ↓ down  Esc back  F1 help  Ctrl+P all
    ");
    assert_eq!(terminal.roles("Say what happened.")[1], "message_problem");
}

#[test]
fn a_file_that_was_moved_away_and_put_back_takes_the_next_act() {
    let mut terminal = Terminal::new();
    terminal.press("2");
    let [store, aside] = ["store", "aside"].map(|name| terminal.dir.path().join(name));
    std::fs::rename(&store, &aside).expect("the file can be moved");
    terminal.press("Space");
    assert_eq!(
        terminal.message(),
        "NOT saved. The home's file was moved, deleted or replaced while bethere had it open. Put it back, or leave \
         this window as it is. Ask the person who looks after this computer."
    );
    std::fs::rename(&aside, &store).expect("the file can be put back");
    terminal.press("Space");
    assert!(terminal.message().starts_with("Saved 07:18: Jayden"), "{}", terminal.message());
}

#[test]
fn a_form_whose_file_was_moved_away_keeps_its_words_and_saves_them_once_it_is_back() {
    let mut terminal = Terminal::small(MORNING, "dee");
    terminal.press("L").type_in("She rang home").wait(TimeDelta::seconds(2));
    assert_eq!(terminal.message(), "Draft kept 07:18.");
    let [store, aside] = ["store", "aside"].map(|name| terminal.dir.path().join(name));
    std::fs::rename(&store, &aside).expect("the file can be moved");
    let said = |terminal: &Terminal| terminal.home(|home| home.last);
    let before = said(&terminal);
    terminal.press("Ctrl+S");
    assert!(terminal.message().ends_with("Your words are still here."), "{}", terminal.message());
    terminal.press("Esc");
    assert!(terminal.shows("› 1 Stay with it"), "no draft is said to be kept: {}", terminal.picture());
    let why = "What you write is not kept yet. The home's file was moved, deleted or replaced";
    assert!(terminal.message().starts_with(why), "{}", terminal.message());
    terminal.press("Enter");
    std::fs::rename(&aside, &store).expect("the file can be put back");
    terminal.press("Ctrl+S");
    assert_eq!(terminal.message(), "Saved 07:18: Kasia, log, general.   Ctrl+Z undo");
    assert_eq!(said(&terminal), before + 1);
    terminal.open(Command::Drafts);
    assert!(terminal.shows("You have no drafts."), "{}", terminal.picture());
}

#[test]
fn what_could_not_be_kept_is_kept_once_saving_works_again_with_nobody_at_the_keys() {
    let mut terminal = Terminal::small(MORNING, "dee");
    terminal.press("L").type_in("She rang").wait(TimeDelta::seconds(1));
    let [store, aside] = ["store", "aside"].map(|name| terminal.dir.path().join(name));
    std::fs::rename(&store, &aside).expect("the file can be moved");
    terminal.type_in(" home").wait(TimeDelta::seconds(1));
    assert!(terminal.message().starts_with("What you write is not kept yet."), "{}", terminal.message());
    // Help has nothing to keep, and what stands under it is not kept either.
    terminal.press("F1");
    terminal.leave_alone(TimeDelta::minutes(1));
    terminal.press("Ctrl+Q");
    assert!(terminal.shows("What you are writing now can’t be kept, and is lost"), "{}", terminal.picture());
    terminal.press("Esc");
    std::fs::rename(&aside, &store).expect("the file can be put back");
    terminal.leave_alone(TimeDelta::minutes(1));
    assert_eq!(terminal.message(), "Saving works again.");
    let mut terminal = terminal.cut_and_open("dee");
    terminal.press("L 1");
    assert!(terminal.shows("She rang home"), "{}", terminal.picture());
}

#[test]
fn a_clock_that_is_set_back_is_not_waited_for() {
    let mut terminal = Terminal::small(MORNING, "dee");
    terminal.press("L").type_in("She rang");
    assert!(terminal.app().due() < terminal.now + TimeDelta::seconds(1), "it is to be kept soon");
    terminal.leave_alone(-TimeDelta::hours(2));
    assert_eq!(terminal.message(), "Draft kept 05:18.");
    terminal.press("Esc").leave_alone(-TimeDelta::hours(3));
    terminal.leave_alone(TimeDelta::minutes(30));
    assert!(terminal.app().is_locked(), "{}", terminal.picture());
}

#[test]
fn starting_again_asks_before_what_was_begun_is_gone() {
    let mut terminal = Terminal::small(MORNING, "dee");
    terminal.press("L").type_in("He rang home").press("Esc L");
    assert!(terminal.shows("Carry on, or start again?"), "{}", terminal.picture());
    terminal.press("2");
    assert!(terminal.shows("Let go of what you began?"), "{}", terminal.picture());
    assert!(terminal.shows("“He rang home”"), "{}", terminal.picture());
    // Whoever keeps it is asked again, with nothing lost.
    terminal.press("Enter");
    assert!(terminal.shows("Carry on, or start again?"), "{}", terminal.picture());
    terminal.press("2 Esc 1");
    assert!(terminal.shows("He rang home"), "{}", terminal.picture());
    terminal.press("Esc L 2 2");
    assert_eq!(terminal.message(), "The draft is let go.");
    assert!(terminal.shows("Kasia · write in the log"), "{}", terminal.picture());
    terminal.type_in("He slept.").press("Ctrl+S");
    assert!(terminal.message().starts_with("Saved"), "{}", terminal.message());
    terminal.open(Command::Drafts);
    assert!(terminal.shows("You have no drafts."), "{}", terminal.picture());
}
