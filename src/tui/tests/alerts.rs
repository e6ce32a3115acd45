//! Alerts: raised by one, read by another, followed up and closed.

use super::Terminal;
use crate::care::alert::{Act, Fact, Feeling, Level, Until};
use crate::care::{self, AlertId, Part};
use chrono::TimeDelta;
use insta::assert_snapshot;

const MORNING: &str = "2026-11-23T07:35:00Z";

fn dee() -> Terminal {
    Terminal::small(MORNING, "dee")
}

/// The last entry about an alert.
fn last(terminal: &Terminal) -> Fact {
    let entries = terminal.last_entries(20).into_iter().rev();
    let mut facts = entries.filter_map(|entry| match entry.fact {
        care::Fact::Alert(fact) => Some(fact),
        _ => None,
    });
    facts.next().expect("an entry about an alert")
}

fn head(terminal: &Terminal) -> String {
    terminal.picture().lines().next().expect("a first line").into()
}

#[test]
fn one_raises_an_urgent_alert_and_another_reads_it_and_the_banner_and_the_count_go() {
    let mut terminal = dee();
    assert!(head(&terminal).ends_with("0 to read"), "{}", terminal.picture());
    terminal.worry("priya", "Mo", Level::Urgent, Until::Closed);
    assert!(head(&terminal).ends_with("1 to read"), "{}", terminal.picture());
    assert!(terminal.shows("URGENT  Mo: says he will leave tonight. From Priya 07:35."));
    terminal.press("U");
    assert_snapshot!(terminal.picture(), @r"
     Mo, alert   made up             Morning · Mon 23 Nov · 07:35   Dee   1 to read
    ━ URGENT  Mo: says he will leave tonight. From Priya 07:35.  U opens it.

    ┏━ Mo · ! URGENT · angry ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ Priya Nair, 07:35 ━┓
    ┃› About            says he will leave tonight                                 ┃
    ┃  How it may show  shoes on, by the back door                                 ┃
    ┃  What helps       talk about the dog, walk with him                          ┃
    ┃  Level            urgent: act now, tell the person in charge                 ┃
    ┃  For              everyone                                                   ┃
    ┃  Until            until somebody closes it                                   ┃
    ┃                                                                              ┃
    ┃  Who has read it                                                             ┃
    ┃  Read by          Priya Nair                                                 ┃
    ┃  Not yet by       Ruth Ellison, Dee Marsh, Tom Beech                         ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
    ────────────────────────────────────────────────────────────────────────────────
     The receipt says: I, Dee Marsh, have read this.
     Enter read  F follow-up  C close  L log  A alert  F1 help  Ctrl+P all
    ");
    terminal.press("Enter");
    assert_eq!(terminal.message(), "Saved 07:35: Mo, alert, urgent, read.   Ctrl+Z undo");
    assert!(head(&terminal).ends_with("0 to read"), "{}", terminal.picture());
    assert!(!terminal.shows("━ URGENT"), "{}", terminal.picture());
    assert!(terminal.shows("Children"), "nothing is left to read, so it is the board again");
}

#[test]
fn undo_of_a_receipt_brings_the_count_and_the_banner_back() {
    let mut terminal = dee();
    terminal.worry("priya", "Mo", Level::Urgent, Until::Closed);
    terminal.press("U R Ctrl+Z");
    assert!(terminal.message().starts_with("Taken back 07:35: Mo"), "{}", terminal.message());
    assert!(matches!(last(&terminal), Fact::ReadTakenBack(_)));
    assert!(head(&terminal).ends_with("1 to read") && terminal.shows("━ URGENT"), "{}", terminal.picture());
}

#[test]
fn a_receipt_goes_on_to_what_is_to_be_read_next() {
    let mut terminal = dee();
    terminal.worry("priya", "Kasia", Level::Worried, Until::Closed);
    terminal.worry("priya", "Mo", Level::Urgent, Until::Closed);
    terminal.press("U");
    assert_eq!(terminal.message(), "The receipt says: I, Dee Marsh, have read this. 1 more after it.");
    terminal.press("U");
    assert_eq!(terminal.message(), "This one first: read it, and Enter goes on to the next.");
    terminal.press("Enter");
    assert!(terminal.shows("Kasia, alert"), "the urgent one came first:\n{}", terminal.picture());
    terminal.press("R");
    assert!(terminal.shows("Hawthorn House"), "{}", terminal.picture());
    assert!(head(&terminal).ends_with("0 to read"), "{}", terminal.picture());
}

#[test]
fn all_of_an_alert_is_there_with_who_has_read_it_and_what_happened_since() {
    let mut terminal = dee();
    let id = terminal.worry("priya", "Kasia", Level::Worried, Until::Tomorrow);
    let text = "Sat with her until 23:10, asleep by half past.".into();
    terminal.act_as("tom", care::Act::Alert(Act::FollowUp { id, text }));
    terminal.press("Home Enter 4 Enter");
    assert_snapshot!(terminal.picture(), @r"
     Kasia, alert   made up          Morning · Mon 23 Nov · 07:35   Dee   1 to read

    ┏━ Kasia · ▲ worried · anxious ━━━━━━━━━━━━━━━━━━━━━━━━━━━━ Priya Nair, 07:35 ━┓
    ┃› About            contact with mum was cancelled twice                       ┃
    ┃  How it may show  quiet at supper, then up and down the stairs               ┃
    ┃  What helps       sit on the landing, do not ask, blue cup                   ┃
    ┃  Level            worried: change how we work with them tonight              ┃
    ┃  For              everyone                                                   ┃
    ┃  Until            tomorrow night, to Wed 06:45                               ┃
    ┃                                                                              ┃
    ┃  Who has read it                                                             ┃
    ┃  Read by          Priya Nair, Tom Beech                                      ┃
    ┃  Not yet by       Ruth Ellison, Dee Marsh                                    ┃
    ┃                                                                              ┃
    ┃  What happened since                                                         ┃
    ┃  07:35            Tom: Sat with her until 23:10, asleep by half past.        ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
    ────────────────────────────────────────────────────────────────────────────────
     The receipt says: I, Dee Marsh, have read this.
     Enter read  F follow-up  C close  L log  A alert  F1 help  Ctrl+P all
    ");
    assert_snapshot!(terminal.sized(100, 30).picture(), @r"
     Kasia, alert   made up                   Morning · Mon 23 Nov 2026 · 07:35   Dee Marsh   1 to read

    ┏━ Kasia · ▲ worried · anxious ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ Priya Nair, 07:35 ━┓
    ┃› About            contact with mum was cancelled twice                                           ┃
    ┃  How it may show  quiet at supper, then up and down the stairs                                   ┃
    ┃  What helps       sit on the landing, do not ask, blue cup                                       ┃
    ┃  Level            worried: change how we work with them tonight                                  ┃
    ┃  For              everyone                                                                       ┃
    ┃  Until            tomorrow night, to Wed 06:45                                                   ┃
    ┃                                                                                                  ┃
    ┃  Who has read it                                                                                 ┃
    ┃  Read by          Priya Nair, Tom Beech                                                          ┃
    ┃  Not yet by       Ruth Ellison, Dee Marsh                                                        ┃
    ┃                                                                                                  ┃
    ┃  What happened since                                                                             ┃
    ┃  07:35            Tom: Sat with her until 23:10, asleep by half past.                            ┃
    ┃                                                                                                  ┃
    ┃                                                                                                  ┃
    ┃                                                                                                  ┃
    ┃                                                                                                  ┃
    ┃                                                                                                  ┃
    ┃                                                                                                  ┃
    ┃                                                                                                  ┃
    ┃                                                                                                  ┃
    ┃                                                                                                  ┃
    ┃                                                                                                  ┃
    ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
    ────────────────────────────────────────────────────────────────────────────────────────────────────
     The receipt says: I, Dee Marsh, have read this.
     Enter read  F follow-up  C close  L log  A alert  U unread  Esc back  F1 help  Ctrl+P all
    ");
}

#[test]
fn an_alert_for_some_is_not_asked_of_others() {
    let mut terminal = dee();
    terminal.press("Home A Tab Tab").type_in("Up late");
    terminal.press("Tab Tab Tab Right Right Right Space Ctrl+S");
    let Fact::Raised { warning, .. } = last(&terminal) else { panic!("{:?}", last(&terminal)) };
    assert_eq!(warning.audience.parts.into_iter().collect::<Vec<_>>(), [Part::Night]);
    terminal.press("Home Enter 4 Enter");
    assert!(terminal.line("For").contains("night staff"), "{}", terminal.picture());
    let not_yet = terminal.line("Not yet by");
    assert!(not_yet.contains("Tom Beech") && !not_yet.contains("Ruth"), "{}", terminal.picture());
    terminal.become_("Ruth");
    assert!(head(&terminal).ends_with("0 to read"), "{}", terminal.picture());
    terminal.become_("Tom");
    assert!(head(&terminal).ends_with("1 to read"), "{}", terminal.picture());
}

#[test]
fn what_someone_takes_back_while_it_is_read_says_so() {
    let mut terminal = dee();
    let id = terminal.worry("priya", "Mo", Level::Watch, Until::Closed);
    terminal.press("U");
    terminal.act_as("priya", care::Act::Alert(Act::Withdraw(id)));
    assert!(terminal.shows("This alert was taken back by whoever raised it."), "{}", terminal.picture());
    terminal.press("Enter");
    assert_eq!(terminal.message(), "There is no alert here.");
}

#[test]
fn a_follow_up_counts_as_read_and_can_be_taken_back() {
    let mut terminal = dee();
    terminal.worry("priya", "Kasia", Level::Worried, Until::Closed);
    terminal.press("U F");
    assert_snapshot!(terminal.picture(), @r"
     Kasia, alert   made up          Morning · Mon 23 Nov · 07:35   Dee   1 to read

    ┏━ Kasia · ▲ worried · anxious ━━━━━━━━━━━━━━━━━━━━━━━━━━━━ Priya Nair, 07:35 ━┓
    ┃› About            contact with mum was cancelled twice                       ┃
    ┃┏━ Kasia · worried, anxious · what happened since ━━━━━━━━━━━━━━━━━━━━━━━━━━━┓┃
    ┃┃  Priya, 07:35: contact with mum was cancelled twice                        ┃┃
    ┃┃                                                                            ┃┃
    ┃┃ › What happened                                                            ┃┃
    ┃┃                                                                            ┃┃
    ┃┃                                                                            ┃┃
    ┃┃                                                                            ┃┃
    ┃┃                                                                            ┃┃
    ┃┃                                                                            ┃┃
    ┃┃                                                                            ┃┃
    ┃┃                                                                            ┃┃
    ┃┃                                                                            ┃┃
    ┃┃                                                                            ┃┃
    ┃┃                  [ Add it to the alert ]  [ Keep as draft ]                ┃┃
    ┃┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛┃
    ┃                                                                              ┃
    ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
    ────────────────────────────────────────────────────────────────────────────────
     In plain words. Kasia may read this one day.
     Ctrl+S save  Tab next  Esc back  F1 help  Ctrl+P all
    ");
    terminal.type_in("Walked round the block.");
    terminal.press("Tab Enter");
    assert_eq!(terminal.message(), "Saved 07:35: Kasia, alert, follow-up.   Ctrl+Z undo");
    assert!(terminal.shows("Dee: Walked round the block."), "{}", terminal.picture());
    assert!(head(&terminal).ends_with("0 to read"), "{}", terminal.picture());
    terminal.press("Ctrl+Z");
    assert!(!terminal.shows("Walked round the block"), "{}", terminal.picture());
    assert!(head(&terminal).ends_with("1 to read"), "{}", terminal.picture());
}

#[test]
fn closing_a_worried_one_asks_what_happened_and_stays_open_without() {
    let mut terminal = dee();
    terminal.worry("priya", "Kasia", Level::Worried, Until::Closed);
    terminal.press("U C Ctrl+S");
    assert!(terminal.message().ends_with("Say what happened."), "{}", terminal.message());
    assert!(terminal.shows("! Say what happened."), "{}", terminal.picture());
    terminal.type_in("Mum rang after all.").press("Ctrl+S");
    assert!(
        matches!(last(&terminal), Fact::Closed { what_happened, .. } if what_happened == "Mum rang after all.")
    );
    assert!(terminal.shows("Mum rang after all."), "{}", terminal.picture());
    terminal.press("C");
    assert_eq!(terminal.message(), "This alert is closed already.");
    terminal.press("Ctrl+Z");
    assert!(!terminal.shows("Mum rang after all."), "{}", terminal.picture());
}

#[test]
fn closing_an_urgent_one_is_confirmed_with_another_key_than_the_one_that_asked() {
    let mut terminal = dee();
    terminal.worry("priya", "Mo", Level::Urgent, Until::Closed);
    terminal.press("U C").type_in("He stayed. Talked about the dog.");
    terminal.press("Ctrl+S");
    assert_snapshot!(terminal.picture(), @r"
     Mo, alert   made up             Morning · Mon 23 Nov · 07:35   Dee   1 to read
    ━ URGENT  Mo: says he will leave tonight. From Priya 07:35.  U opens it.

    ┏━ Mo · ! URGENT · angry ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ Priya Nair, 07:35 ━┓
    ┃┏━ Mo · urgent, angry · close ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓┃
    ┃┃  Priya, 07:35: says he will leave tonight                                  ┃┃
    ┃┃                                                                            ┃┃
    ┃┃ › Wha┏━ Close the urgent alert about Mo? ━━━━━━━━━━━━━━━━━━━━━━━━━━━┓      ┃┃
    ┃┃      ┃                                                              ┃      ┃┃
    ┃┃      ┃  It leaves the board, and colleagues who have not read it    ┃      ┃┃
    ┃┃      ┃  see it no more.                                             ┃      ┃┃
    ┃┃      ┃                                                              ┃      ┃┃
    ┃┃      ┃  › 1 Keep it open                                            ┃      ┃┃
    ┃┃      ┃    2 Close it                                                ┃      ┃┃
    ┃┃      ┃                                                              ┃      ┃┃
    ┃┃      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛      ┃┃
    ┃┃                                                                            ┃┃
    ┃┃                  [ Close the alert ]  [ Keep as draft ]                    ┃┃
    ┃┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛┃
    ┃                                                                              ┃
    ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
    ────────────────────────────────────────────────────────────────────────────────
     Choose an answer. Esc goes back and changes nothing.
     Enter choose  ↓ down  Esc back  F1 help  Ctrl+P all
    ");
    terminal.press("Ctrl+S Enter");
    assert!(matches!(last(&terminal), Fact::Raised { .. }), "the safe answer has the cursor");
    assert!(terminal.shows("He stayed. Talked about the dog."), "{}", terminal.picture());
    terminal.press("Ctrl+S Down Enter");
    assert!(matches!(last(&terminal), Fact::Closed { .. }), "{}", terminal.picture());
    assert!(!terminal.shows("━ URGENT"), "{}", terminal.picture());
    terminal.press("C");
    assert_eq!(terminal.message(), "This alert is closed already.", "the box and its draft are gone");
}

#[test]
fn words_for_an_alert_are_kept_and_carried_on_from_the_board() {
    let mut terminal = dee();
    terminal.worry("priya", "Kasia", Level::Watch, Until::Closed);
    terminal.press("U F").type_in("Half a sen");
    terminal.press("Esc");
    terminal.press("R");
    assert!(terminal.shows("Kasia: follow-up, begun 07:35"), "{}", terminal.picture());
    let mut terminal = terminal.cut_and_open("dee");
    terminal.press("Tab Enter");
    assert!(terminal.shows("Half a sen"), "{}", terminal.picture());
    terminal.type_in("tence.").press("Ctrl+S");
    assert!(matches!(last(&terminal), Fact::FollowedUp { text, .. } if text == "Half a sentence."));
    assert!(!terminal.shows("begun 07:35"), "{}", terminal.picture());
}

fn ran_out() -> (Terminal, AlertId) {
    let mut terminal = dee();
    let id = terminal.worry("priya", "Kasia", Level::Worried, Until::Tonight);
    terminal.press("U R");
    terminal.wait(TimeDelta::hours(24));
    (terminal, id)
}

#[test]
fn one_that_ran_out_asks_what_happened() {
    let (mut terminal, ran_out) = ran_out();
    assert!(terminal.shows("Kasia: anxious alert ran out. What happened?"), "{}", terminal.picture());
    terminal.press("Tab Enter");
    assert_snapshot!(terminal.picture(), @r"
     Hawthorn House   made up        Morning · Tue 24 Nov · 07:35   Dee   0 to read

    ┌─ Children ────────────────────────────────────────────────────────── 3 here ─┐
    │    Child       How they are        Morning  Day      Night    Next           │
    │┏━ Kasia · worried, anxious · ran out ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓│
    │┃  Priya, yesterday 07:35: contact with mum was cancelled twice              ┃│
    │┃  It ran out 06:45. What happened?                                          ┃│
    │┃                                                                            ┃│
    └┃ › What happened                                                            ┃┘
    ┏┃                                                                            ┃┓
    ┃┃                                                                            ┃┃
    ┃┃                                                                            ┃┃
    ┃┃                                                                            ┃┃
    ┃┃                                                                            ┃┃
    ┃┃                                                                            ┃┃
    ┃┃                                                                            ┃┃
    ┃┃                                                                            ┃┃
    ┃┃   [ Close the alert ]  [ Add it to the alert ]  [ Keep as draft ]          ┃┃
    ┃┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛┃
    ┃                                                                              ┃
    ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
    ────────────────────────────────────────────────────────────────────────────────
     In plain words. Kasia may read this one day.
     Ctrl+S save  Tab next  Esc back  F1 help  Ctrl+P all
    ");
    terminal.type_in("She slept through.").press("Ctrl+S");
    assert!(matches!(last(&terminal), Fact::Closed { id, .. } if id == ran_out));
    assert!(!terminal.shows("ran out"), "{}", terminal.picture());
}

#[test]
fn what_came_of_one_that_ran_out_can_be_a_follow_up() {
    let (mut terminal, ran_out) = ran_out();
    terminal.press("Tab Enter").type_in("Still worried.");
    terminal.press("Tab Right Enter");
    assert!(matches!(last(&terminal), Fact::FollowedUp { id, .. } if id == ran_out));
    assert!(!terminal.shows("ran out"), "{}", terminal.picture());
}

#[test]
fn a_new_alert_is_sent_with_few_keys() {
    let mut terminal = dee();
    terminal.press("Home A");
    assert_snapshot!(terminal.picture(), @r"
     New alert   made up             Morning · Mon 23 Nov · 07:35   Dee   0 to read

    ┏━ Tell colleagues how a child feels ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
    ┃   Child            (•) Kasia  ( ) Jayden  ( ) Mo                             ┃
    ┃                                                                              ┃
    ┃ › How much         ( ) watch  (•) worried  ( ) urgent                        ┃
    ┃                    change how we work with them tonight                      ┃
    ┃   Feeling          ‹ anxious ›                                               ┃
    ┃                                                                              ┃
    ┃   About what       (what happened, or what is coming)                        ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃   How it may show  (what colleagues may see)                                 ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃   What helps       (what to do, and what not to do)                          ┃
    ┃                                                                              ┃
    ┃   For              [x] everyone  [ ] morning  [ ] day  [ ] night  [ ] named  ┃
    ┃   Until            (•) tonight  ( ) tomorrow  ( ) a date  ( ) closed         ┃
    ┃                    [ Send to colleagues ]  [ Keep as draft ]                 ┃
    ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
    ────────────────────────────────────────────────────────────────────────────────
     In plain words. Kasia may read this one day.
     Ctrl+S send  Tab next  Shift+Tab before  Esc back  F1 help  Ctrl+P all
    ");
    terminal.press("Tab Tab").type_in("contact was cancelled");
    terminal.press("Ctrl+S");
    assert_eq!(terminal.message(), "Saved 07:35: Kasia, alert, worried, anxious.   Ctrl+Z undo");
    let Fact::Raised { warning, until, .. } = last(&terminal) else { panic!("{:?}", last(&terminal)) };
    assert_eq!((warning.level, warning.feeling), (Level::Worried, Feeling::Anxious));
    assert!(warning.audience.everyone());
    assert_eq!(until.expect("tonight").to_rfc3339(), "2026-11-24T06:45:00+00:00");
    terminal.press("Ctrl+Z");
    assert!(matches!(last(&terminal), Fact::Withdrawn(_)));
    assert!(terminal.line("1 Kasia").contains("settled"), "{}", terminal.picture());
}

#[test]
fn what_a_level_means_here_is_said_while_it_is_chosen() {
    let mut terminal = dee();
    terminal.press("Home A");
    assert!(terminal.shows("change how we work with them tonight"), "{}", terminal.picture());
    terminal.press("Right");
    assert!(terminal.shows("act now, tell the person in charge"), "{}", terminal.picture());
    terminal.type_in("w").type_in("w");
    assert!(terminal.shows("change how we work with them tonight"), "{}", terminal.picture());
    terminal.type_in("w");
    assert!(terminal.shows("keep an eye, no change of plan"), "{}", terminal.picture());
}

#[test]
fn beside_the_form_stands_what_colleagues_will_see() {
    let mut terminal = dee().sized(100, 30);
    terminal.worry("priya", "Kasia", Level::Worried, Until::Closed);
    terminal.press("Home A Tab Tab").type_in("Dentist at 16:00.");
    terminal.press("Tab").type_in("Says she has a stomach ache.");
    assert_snapshot!(terminal.picture(), @r"
     New alert   made up                      Morning · Mon 23 Nov 2026 · 07:35   Dee Marsh   1 to read

    ┏━ Tell colleagues how a child feels ━━━━━━━━━━━━━━━━━━━━━━━━━━┓┌─ What they will see ─────────────┐
    ┃   Child            (•) Kasia  ( ) Jayden  ( ) Mo             ┃│ ▲ worried · anxious              │
    ┃                                                              ┃│   Kasia   Dee, 07:35             │
    ┃   How much         ( ) watch  (•) worried  ( ) urgent        ┃│   About  Dentist at 16:00.       │
    ┃                                                              ┃│   Shows  Says she has a stomach  │
    ┃   Feeling          ‹ anxious ›                               ┃│          ache.                   │
    ┃                                                              ┃│   For    everyone                │
    ┃   About what       Dentist at 16:00.                         ┃│   Until  tonight, to Tue 06:45   │
    ┃                                                              ┃│                                  │
    ┃                                                              ┃│                                  │
    ┃                                                              ┃│                                  │
    ┃ › How it may show  Says she has a stomach ache.              ┃│                                  │
    ┃                                                              ┃│                                  │
    ┃                                                              ┃│                                  │
    ┃                    what colleagues may see                   ┃│                                  │
    ┃   What helps       (what to do, and what not to do)          ┃└──────────────────────────────────┘
    ┃                                                              ┃┌─ Open about Kasia ───────────────┐
    ┃                                                              ┃│ ▲ worried · anxious              │
    ┃   For              [x] everyone  [ ] morning  [ ] day  ›     ┃│   Priya, 07:35                   │
    ┃                                                              ┃│   contact with mum was cancelled │
    ┃   Until            ‹ tonight ›                               ┃│   twice                          │
    ┃                                                              ┃│                                  │
    ┃   [ Send to colleagues ]  [ Add to that alert instead ]      ┃│ Is this the same worry?          │
    ┃   [ Keep as draft ]                                          ┃│                                  │
    ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛└──────────────────────────────────┘
    ────────────────────────────────────────────────────────────────────────────────────────────────────
     In plain words. Kasia may read this one day.
     Ctrl+S send  Tab next  Shift+Tab before  Esc back  F1 help  Ctrl+P all
    ");
}

#[test]
fn the_same_worry_is_added_to_the_alert_that_is_open() {
    let mut terminal = dee();
    let open = terminal.worry("priya", "Kasia", Level::Worried, Until::Closed);
    terminal.press("Home A");
    assert!(terminal.shows("Open: ▲ worried anxious, contact with mum"), "{}", terminal.picture());
    terminal.press("Tab Tab").type_in("Mum cancelled again");
    terminal.press("Tab").type_in("no supper");
    terminal.press("Shift+Tab Shift+Tab Shift+Tab Right Ctrl+S Ctrl+Z");
    assert!(matches!(last(&terminal), Fact::Withdrawn(_)), "urgent, sent and taken back");
    terminal.press("A Tab Tab").type_in("Mum cancelled again");
    terminal.press("Tab").type_in("no supper");
    for _ in 0..10 {
        if terminal.line("[ Send").starts_with("┃ ›") {
            break;
        }
        terminal.press("Tab");
    }
    terminal.press("Right Enter");
    let Fact::FollowedUp { id, text } = last(&terminal) else { panic!("{}", terminal.picture()) };
    assert_eq!((id, text.as_str()), (open, "Mum cancelled again\nHow it may show: no supper"));
    terminal.press("A");
    assert!(!terminal.shows("You began this"), "the draft went with it:\n{}", terminal.picture());
}

#[test]
fn a_worse_worry_is_not_hidden_in_a_milder_alert() {
    let mut terminal = dee();
    terminal.worry("priya", "Mo", Level::Watch, Until::Closed);
    terminal.press("Home Down Down A Right Tab Tab");
    assert!(terminal.shows("Open: ○ watch"), "{}", terminal.picture());
    terminal.type_in("shoes on");
    terminal.click("Add to that alert instead");
    assert_eq!(
        terminal.message(),
        "That alert says watch and this one urgent: send this one, so that colleagues are told."
    );
    terminal.press("Ctrl+S");
    assert!(matches!(last(&terminal), Fact::Raised { .. }));
}

#[test]
fn an_alert_that_is_not_complete_stays_with_the_reason_under_the_box() {
    let mut terminal = dee();
    terminal.press("Home A Ctrl+S");
    assert!(terminal.shows("! Say what it is about."), "{}", terminal.picture());
    terminal.type_in("x".repeat(301).as_str()).press("Ctrl+S");
    assert!(terminal.shows("About what must be 300 characters or fewer"), "{}", terminal.picture());
    assert!(terminal.shows("xxxxx"), "what was written stays");
}

#[test]
fn a_last_day_is_read_as_it_is_typed() {
    let mut terminal = dee();
    terminal.press("Home A Tab Tab").type_in("court");
    terminal.press("Tab Tab Tab Tab Right Right Tab").type_in("soon");
    terminal.press("Ctrl+S");
    assert!(terminal.shows("! Write the day as"), "{}", terminal.picture());
    terminal.press("Ctrl+A").type_in("Fri");
    assert!(terminal.shows("Fri 27 Nov 2026"), "{}", terminal.picture());
    terminal.press("Ctrl+S");
    let Fact::Raised { until, .. } = last(&terminal) else { panic!("{}", terminal.picture()) };
    assert_eq!(until.expect("an end").to_rfc3339(), "2026-11-28T06:45:00+00:00");
}

#[test]
fn everyone_and_some_are_not_ticked_together() {
    let mut terminal = dee();
    terminal.press("Home A Tab Tab").type_in("up late");
    terminal.press("Tab Tab Tab Right Space");
    assert!(terminal.line("For").contains("[ ] everyone  [x] morning"), "{}", terminal.picture());
    terminal.press("Space");
    assert!(terminal.line("For").contains("[x] everyone  [ ] morning"), "nobody is everyone");
    terminal.press("Right Right Right Space Ctrl+S");
    assert!(terminal.shows("! Tick whom it is for."), "{}", terminal.picture());
    terminal.press("Right Space Ctrl+S");
    let Fact::Raised { warning, .. } = last(&terminal) else { panic!("{}", terminal.picture()) };
    let named = terminal.home(|home| {
        warning
            .audience
            .people
            .iter()
            .map(|staff| home.people.first_name(*staff).to_string())
            .collect::<Vec<_>>()
    });
    assert_eq!(named, ["Priya"]);
}

#[test]
fn a_draft_survives_a_power_cut_and_is_carried_on() {
    let mut terminal = dee();
    terminal.press("Home Down A Right Tab Down").type_in("Half an ale");
    terminal.wait(TimeDelta::seconds(1));
    let mut terminal = terminal.cut_and_open("dee");
    assert!(terminal.shows("Jayden: alert, begun 07:35"), "{}", terminal.picture());
    terminal.press("Home Down A");
    assert!(terminal.shows("You began this today at 07:35."), "{}", terminal.picture());
    terminal.press("Enter");
    assert!(terminal.shows("Half an ale") && terminal.shows("(•) urgent"), "{}", terminal.picture());
    terminal.press("Ctrl+S");
    let Fact::Raised { warning, .. } = last(&terminal) else { panic!("{}", terminal.picture()) };
    assert_eq!((warning.level, warning.about.as_str()), (Level::Urgent, "Half an ale"));
    assert!(!terminal.shows("begun 07:35"), "{}", terminal.picture());
}

#[test]
fn enter_alone_goes_through_the_form_and_sends_it() {
    let mut terminal = dee();
    terminal.press("Home A Enter Enter").type_in("first week at the new school");
    terminal.press("Enter Enter Enter Enter Enter Enter");
    assert!(matches!(last(&terminal), Fact::Raised { .. }), "{}", terminal.picture());
}

#[test]
fn in_a_small_window_every_box_can_be_reached() {
    let mut terminal = dee().sized(60, 18);
    terminal.worry("priya", "Kasia", Level::Worried, Until::Closed);
    terminal.press("Home A");
    for words in
        ["How much", "Feeling", "About what", "How it may show", "What helps", "For", "Until", "[ Send"]
    {
        assert!(terminal.line(words).contains('›'), "{words}:\n{}", terminal.picture());
        terminal.press("Tab");
    }
}
