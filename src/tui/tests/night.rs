//! The night board and the night round, as whoever is awake uses them.

use super::Terminal;
use crate::care::alert::{self, Level, Until};
use crate::care::checklist::Act as List;
use crate::care::night::{Act as Night, Fact, Found};
use crate::care::trail::Outcome;
use crate::care::whereabouts::{Act as Go, Place};
use crate::care::{self, Act, Part, Subject, child, lines, log};
use crate::keys::Command;
use chrono::TimeDelta;
use insta::assert_snapshot;

/// Half past eleven on the evening of the mock-ups; the home is at rest.
const NIGHT: &str = "2026-11-22T23:30:00Z";

/// The night board with two worries, one line done in the house, and one check.
fn night_board() -> Terminal {
    let mut terminal = Terminal::small(NIGHT, "tom");
    terminal.wait(TimeDelta::minutes(1));
    let kasia = terminal.worry("dee", "Kasia", Level::Worried, Until::Closed);
    terminal.worry("priya", "Mo", Level::Urgent, Until::Closed);
    let text = "sat with her for 20 minutes".into();
    terminal.act_as("dee", Act::Alert(alert::Act::FollowUp { id: kasia, text }));
    let day = terminal.home(|home| home.children.get(terminal.child("Mo")).expect("Mo").admitted);
    let doors = terminal.home(|home| lines::lines(home, Subject::House, day, Part::Night)[0].id);
    let (outcome, reason, note) = (Outcome::Done, None, String::new());
    terminal.act_as(
        "tom",
        Act::Checklist(List::Tick { subject: Subject::House, line: doors, day, outcome, reason, note }),
    );
    check(&mut terminal, "Jayden", Found::Asleep);
    terminal.press("N");
    terminal
}

fn check(terminal: &mut Terminal, name: &str, found: Found) {
    let child = terminal.child(name);
    terminal.act_as("tom", Act::Night(Night::Check { child, found, note: String::new() }));
}

/// The last checks of the journal, by name.
fn checks(terminal: &Terminal, most: usize) -> Vec<(String, Found, String)> {
    let entries = terminal.last_entries(most);
    let told = entries.into_iter().filter_map(|entry| match entry.fact {
        care::Fact::Night(Fact::Checked { found, note }) => {
            Some((terminal.home(|home| home.name_of(entry.subject).to_string()), found, note))
        }
        _ => None,
    });
    told.collect()
}

#[test]
fn every_child_is_on_it_worst_first() {
    assert_snapshot!(night_board().picture(), @r"
     Night board   made up             Night · Sun 22 Nov · 23:31   Tom   2 to read
    ━ URGENT  Mo: says he will leave tonight. From Priya 23:31.  U opens it.
    ›3 Mo          ! URGENT  angry       no check yet         LATE by 3 h 1 min
         about  says he will leave tonight
         shows  shoes on, by the back door
         helps  talk about the dog, walk with him

     1 Kasia       ▲ worried anxious     no check yet         LATE by 3 h 1 min
         about  contact with mum was cancelled twice
         shows  quiet at supper, then up and down the stairs
         helps  sit on the landing, do not ask, blue cup
         since  23:31 Dee: sat with her for 20 minutes

     2 Jayden      · settled             asleep 23:31                        2 open



     ──────────────────────────────────────────────────────────────────────────────
     4 The house   doors and windows locked 23:31 Tom
       Checks      last 23:31
       Who to call Ruth Ellison 01632 960 114 · out of hours team 01632 960 900
    ────────────────────────────────────────────────────────────────────────────────
     Mo, open tonight: fears eased, clean clothes out. Enter reads the alert.
     R round  Enter open  A alert  L log  F follow-up  F1 help  Ctrl+P all
    ");
}

#[test]
fn with_more_room_boxes_stand_beside_each_other() {
    assert_snapshot!(night_board().sized(100, 30).picture(), @r"
     Night board   made up                      Night · Sun 22 Nov 2026 · 23:31   Tom Beech   2 to read
    ━ URGENT  Mo: says he will leave tonight. From Priya 23:31.  U opens it.
    ›3 Mo           ! URGENT  angry       no check yet          LATE by 3 h 1 min                2 open
         about  says he will leave tonight              shows  shoes on, by the back door
         helps  talk about the dog, walk with him

     1 Kasia        ▲ worried anxious     no check yet          LATE by 3 h 1 min                2 open
         about  contact with mum was cancelled twice    shows  quiet at supper, then up and down the
                                                               stairs
         helps  sit on the landing, do not ask, blue    since  23:31 Dee: sat with her for 20 minutes
                cup

     2 Jayden       · settled             asleep 23:31                                           2 open










     ──────────────────────────────────────────────────────────────────────────────────────────────────
     4 The house   doors and windows locked 23:31 Tom
       Checks      last 23:31
       Who to call Ruth Ellison 01632 960 114 · out of hours team 01632 960 900
    ────────────────────────────────────────────────────────────────────────────────────────────────────
     Mo, open tonight: fears eased, clean clothes out. Enter reads the alert.
     R round  Enter open  A alert  L log  F follow-up  U unread  Esc back  F1 help  Ctrl+P all
    ");
}

#[test]
fn in_a_small_window_the_selected_child_is_seen_whole() {
    let mut terminal = night_board().sized(60, 16);
    assert_snapshot!(terminal.picture(), @r"
     Night board   Night · Sun 22 Nov · 23:31   Tom   2 to read
    ━ URGENT  Mo: says he will leave tonight. Fro…  U opens it.
    ›3 Mo         ! URGENT  no check yet         LATE by 3 h 1…
         shows  shoes on, by the back door
         helps  talk about the dog, walk with him
     1 Kasia      ▲ worried no check yet         LATE by 3 h 1…
         shows  quiet at supper, then up and down the stairs
         helps  sit on the landing, do not ask, blue cup
     2 Jayden     · settled asleep 23:31                 2 open
     ──────────────────────────────────────────────────────────
     4 The house   doors and windows locked 23:31 Tom
       Checks      last 23:31
       Who to call Ruth Ellison 01632 960 114 · out of hours t…
    ────────────────────────────────────────────────────────────
     Mo, open tonight: fears eased, clean clothes out. Enter r…
     R round  Enter open  A alert  L log  F1 help  Ctrl+P all
    ");
    terminal.press("End Up");
    assert!(terminal.line("Jayden").starts_with('›'), "{}", terminal.picture());
    assert_eq!(terminal.cursor().0, 0);
}

#[test]
fn the_order_stays_while_it_is_open_and_is_made_anew_when_it_is_opened() {
    let mut terminal = night_board();
    let cursor = terminal.cursor();
    terminal.press("Down Down");
    terminal.worry("dee", "Jayden", Level::Urgent, Until::Closed);
    assert!(terminal.line("2 Jayden").starts_with('›'), "{}", terminal.picture());
    assert!(terminal.cursor().1 > cursor.1, "{}", terminal.picture());
    terminal.press("Esc N");
    assert_eq!(terminal.cursor(), cursor);
    assert!(
        terminal.line("2 Jayden").starts_with('›'),
        "the newest of the urgent ones:\n{}",
        terminal.picture()
    );
}

#[test]
fn a_late_check_says_by_how_much() {
    let mut terminal = night_board();
    assert!(!terminal.line("Jayden").contains("LATE"), "{}", terminal.picture());
    assert!(terminal.line("Kasia").contains("no check yet"), "{}", terminal.picture());
    terminal.wait(TimeDelta::minutes(41));
    assert!(
        terminal.line("2 Jayden").contains("asleep 23:31         LATE by 11 min"),
        "{}",
        terminal.picture()
    );
    assert_eq!(terminal.roles("2 Jayden").last(), Some(&"text_muted"), "the open lines come after it");
    assert!(terminal.roles("2 Jayden").contains(&"age_old"));
    terminal.wait(TimeDelta::minutes(120));
    assert!(terminal.line("2 Jayden").contains("LATE by 2 h 11 min"), "{}", terminal.picture());
}

#[test]
fn enter_reads_the_alert_and_a_number_opens_the_night() {
    let mut terminal = night_board();
    terminal.press("Enter");
    assert!(terminal.shows("Mo, alert"), "{}", terminal.picture());
    terminal.press("Esc 2");
    assert!(terminal.shows("[3 Night 0/2]"), "{}", terminal.picture());
    terminal.press("Esc Home Down Down Enter");
    assert!(terminal.shows("[3 Night 0/2]"), "there is no alert about Jayden:\n{}", terminal.picture());
    terminal.press("Esc");
    terminal.press("F");
    assert_eq!(terminal.message(), "No alert about them is open.");
}

#[test]
fn each_key_of_a_round_saves_one_check_and_goes_on() {
    let mut terminal = night_board();
    terminal.press("R Space S");
    let found: Vec<_> = checks(&terminal, 2).into_iter().map(|(name, found, _)| (name, found)).collect();
    assert_eq!(found, [("Mo".into(), Found::Asleep), ("Kasia".into(), Found::Settled)]);
    assert_eq!(terminal.message(), "Saved 23:31: Kasia, night check, settled, awake.   Ctrl+Z undo");
    assert_snapshot!(terminal.picture(), @r"
     Night board   made up             Night · Sun 22 Nov · 23:31   Tom   2 to read
    ━ URGENT  Mo: says he will leave tonight. From Priya 23:31.  U opens it.
    ›3 Mo          ! URGENT  angry       asleep 23:31                        2 open
         about  says he will leave tonight
         shows  shoes on, by the back door
         helps  talk about the dog, walk with him
           ┏━ Night round · began 23:31 ━━━━━━━━━━━━━━━━━━━━━━━━━━━ 2 of 3 ━┓
     1 Kasi┃                                                                ┃2 open
         ab┃   3 ! Mo            asleep          23:31                      ┃
         sh┃   1 ▲ Kasia         settled, awake  23:31                      ┃
         he┃ › 2 · Jayden        was asleep at 23:31                        ┃
         si┃                                                                ┃
           ┃  Space asleep   S settled, awake   U up   O not in room        ┃
     2 Jayd┃  E a few words   Backspace one back                            ┃2 open
           ┃                                                                ┃
           ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛

     ──────────────────────────────────────────────────────────────────────────────
     4 The house   doors and windows locked 23:31 Tom
       Checks      last 23:31, next by 00:01
       Who to call Ruth Ellison 01632 960 114 · out of hours team 01632 960 900
    ────────────────────────────────────────────────────────────────────────────────
     Saved 23:31: Kasia, night check, settled, awake.   Ctrl+Z undo
     Space asleep  S settled  U up  O out of room  E words  F1 help  Ctrl+P all
    ");
}

#[test]
fn at_the_end_it_says_how_many_and_when_the_next_is_due() {
    let mut terminal = night_board();
    terminal.press("R O");
    terminal.wait(TimeDelta::minutes(2));
    terminal.press("U Space");
    assert_snapshot!(terminal.picture(), @r"
     Night board   made up             Night · Sun 22 Nov · 23:33   Tom   2 to read
    ━ URGENT  Mo: says he will leave tonight. From Priya 23:31.  U opens it.
    ›3 Mo          ! URGENT  angry       not in room 23:31                   2 open
         about  says he will leave tonight
         shows  shoes on, by the back door
         helps  talk about the dog, walk with him
           ┏━ Night round · began 23:31 ━━━━━━━━━━━━━━━━━━━━━━━━━━━ 3 of 3 ━┓
     1 Kasi┃                                                                ┃2 open
         ab┃   3 ! Mo            not in room     23:31                      ┃
         sh┃   1 ▲ Kasia         up              23:33                      ┃
         he┃ › 2 · Jayden        asleep          23:33                      ┃
         si┃                                                                ┃
           ┃  All 3 checked, 23:31 to 23:33. The next round is due by       ┃
     2 Jayd┃  00:01.                                                        ┃2 open
           ┃                                                                ┃
           ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛

     ──────────────────────────────────────────────────────────────────────────────
     4 The house   doors and windows locked 23:31 Tom
       Checks      last 23:31 to 23:33, next by 00:01
       Who to call Ruth Ellison 01632 960 114 · out of hours team 01632 960 900
    ────────────────────────────────────────────────────────────────────────────────
     Saved 23:33: Jayden, night check, asleep.   Ctrl+Z undo
     Space asleep  S settled  U up  O out of room  E words  F1 help  Ctrl+P all
    ");
    terminal.press("Esc");
    assert!(terminal.shows("last 23:31 to 23:33, next by 00:01"), "{}", terminal.picture());
}

#[test]
fn one_back_takes_the_last_check_back_and_goes_to_that_child() {
    let mut terminal = night_board();
    terminal.press("R");
    let cursor = terminal.cursor();
    terminal.press("U Backspace");
    assert_eq!(terminal.cursor(), cursor);
    assert!(terminal.shows("0 of 3"), "{}", terminal.picture());
    let [entry] = terminal.last_entries(1).try_into().expect("one entry");
    assert!(matches!(entry.fact, care::Fact::Night(Fact::CheckTakenBack(_))), "{entry:?}");
    terminal.press("Backspace");
    assert_eq!(terminal.message(), "This round has no check to take back yet.");
}

#[test]
fn undo_takes_a_check_back_and_what_is_taken_back_already_is_passed_over() {
    let mut terminal = night_board();
    terminal.press("R Space U Backspace Ctrl+Z");
    assert!(terminal.message().starts_with("Taken back 23:31: Mo"), "{}", terminal.message());
    assert!(terminal.shows("0 of 3"), "{}", terminal.picture());
    terminal.press("Ctrl+Z");
    assert_eq!(terminal.message(), "There is nothing to take back.");
}

#[test]
fn a_few_words_go_with_the_check_and_are_kept_until_then() {
    let mut terminal = night_board();
    terminal.press("R E").type_in("in the kitchen, tea");
    terminal.press("Esc Esc");
    let mut terminal = terminal.cut_and_open("tom");
    terminal.press("N R");
    assert!(terminal.shows("You began this"), "{}", terminal.picture());
    terminal.press("Enter");
    assert!(terminal.shows("in the kitchen, tea"), "{}", terminal.picture());
    terminal.press("U");
    assert_eq!(checks(&terminal, 1), [("Mo".into(), Found::Up, "in the kitchen, tea".into())]);
    terminal.press("Esc R");
    assert!(!terminal.shows("You began this"), "the words are in the record now:\n{}", terminal.picture());
}

#[test]
fn a_check_takes_its_own_words_out_of_the_draft_in_the_same_commit_and_leaves_the_others() {
    for by_key in ["U", "Enter Down Down Enter"] {
        let mut terminal = night_board();
        terminal.press("R E").type_in("reading in bed").press("Enter Down E");
        terminal.type_in("on the stairs").press("Enter Up");
        terminal.leave_alone(TimeDelta::seconds(1));
        terminal.press(by_key);
        let mut terminal = terminal.cut_and_open("tom");
        assert_eq!(checks(&terminal, 1), [("Mo".into(), Found::Up, "reading in bed".into())], "{by_key}");
        terminal.press("N R Enter");
        assert!(terminal.shows("on the stairs"), "{by_key}:\n{}", terminal.picture());
        assert!(!terminal.shows("reading in bed"), "{by_key}:\n{}", terminal.picture());
    }
}

#[test]
fn a_power_cut_while_words_are_written_loses_none() {
    let mut terminal = night_board();
    terminal.press("R E").type_in("on the stairs");
    terminal.wait(TimeDelta::seconds(1));
    let mut terminal = terminal.cut_and_open("tom");
    terminal.press("N R Enter");
    assert!(terminal.shows("on the stairs"), "{}", terminal.picture());
}

#[test]
fn words_that_are_too_long_are_refused_and_stay() {
    let mut terminal = night_board();
    terminal.press("R E").type_in(&"tea ".repeat(60));
    terminal.press("Enter U");
    assert!(terminal.shows("Note must be 200 characters or fewer"), "{}", terminal.picture());
    assert!(terminal.shows("0 of 3") && terminal.shows("tea tea"), "{}", terminal.picture());
    terminal.press("E Ctrl+A").type_in("tea");
    terminal.press("Enter U");
    assert_eq!(checks(&terminal, 1), [("Mo".into(), Found::Up, "tea".into())]);
}

#[test]
fn without_letters_enter_offers_how_the_child_is() {
    let mut terminal = night_board();
    terminal.press("R Enter Down Enter");
    assert_eq!(checks(&terminal, 1), [("Mo".into(), Found::Settled, String::new())]);
    assert!(terminal.shows("1 of 3"), "{}", terminal.picture());
}

#[test]
fn a_click_goes_to_a_child_of_the_round() {
    let mut terminal = night_board();
    terminal.press("R");
    terminal.click("was asleep at 23:31");
    terminal.press("S");
    assert_eq!(checks(&terminal, 1), [("Jayden".into(), Found::Settled, String::new())]);
}

fn goes(terminal: &mut Terminal, name: &str, place: Place) {
    let (child, since) = (terminal.child(name), "2026-11-22T18:00:00Z".parse().expect("an instant"));
    let (due_back, note, last_seen, instead_of) = (None, String::new(), None, None);
    let act = Act::Whereabouts(Go::Go { child, place, since, due_back, note, last_seen, instead_of });
    terminal.act_as("dee", act);
}

#[test]
fn a_round_passes_over_whoever_sleeps_elsewhere_or_is_missing_and_says_so() {
    let mut terminal = night_board();
    goes(&mut terminal, "Mo", Place::AwayOvernight);
    assert!(terminal.line("3 Mo").contains("away overnight since 18:00"), "{}", terminal.picture());
    assert!(!terminal.line("3 Mo").contains("LATE"), "{}", terminal.picture());
    terminal.press("R");
    assert!(terminal.shows("0 of 2") && terminal.line("› 1 ▲ Kasia").contains('›'), "{}", terminal.picture());
    terminal.press("Space");
    goes(&mut terminal, "Jayden", Place::Missing);
    assert!(terminal.shows("1 of 1"), "{}", terminal.picture());
    assert!(terminal.line("2 · Jayden").contains("missing from care since 18:00"), "{}", terminal.picture());
    assert!(
        terminal.shows("All 1 checked, 23:31. The next round is due by 00:01."),
        "{}",
        terminal.picture()
    );
    assert!(terminal.shows("over: Mo, Jayden."), "{}", terminal.picture());
    terminal.press("Home");
    assert_eq!(terminal.message(), "Mo: away overnight since 18:00. A key saves a check all the same.");
    terminal.press("Space");
    assert_eq!(checks(&terminal, 1), [("Mo".into(), Found::Asleep, String::new())]);
    assert!(terminal.shows("2 of 2"), "{}", terminal.picture());
}

#[test]
fn a_round_of_eight_children_from_the_board_is_ten_keys() {
    let mut terminal = Terminal::small(NIGHT, "tom");
    while terminal.children().len() < 8 {
        let name = ["Ada", "Ben", "Cy", "Di", "Ed"][terminal.children().len() - 3].into();
        let profile = Box::new(child::Profile { name, ..Default::default() });
        terminal.act_as("ruth", Act::Child(child::Act::Admit { profile, keyworker: None }));
    }
    let keys = "N R Space Space S Space Space U Space Space";
    assert_eq!(keys.split(' ').count(), 10);
    terminal.press(keys);
    assert!(terminal.shows("All 8 checked, 23:30"), "{}", terminal.picture());
    assert_eq!(checks(&terminal, 8).len(), 8);
}

#[test]
fn whoever_may_says_how_often_a_child_is_looked_in_on() {
    let mut terminal = night_board();
    terminal.press("Down").open(Command::CheckEvery);
    let say = "Only a senior, deputy manager or manager can change routines and duties. Ask Ruth Ellison.";
    assert!(terminal.message().ends_with(say), "{}", terminal.message());
    terminal.become_("priya");
    terminal.press("N Down").open(Command::CheckEvery);
    assert!(terminal.shows("Kasia · looked in on at night"), "{}", terminal.picture());
    assert!(
        terminal.line("as for everyone").contains("every 30 minutes, as it is now"),
        "{}",
        terminal.picture()
    );
    terminal.press("4");
    assert_eq!(terminal.message(), "Saved 23:31: Kasia, night checks, every 15 minutes.   Ctrl+Z undo");
    assert!(terminal.shows("Checks      last 23:31 · Kasia every 15"), "{}", terminal.picture());
    check(&mut terminal, "Kasia", Found::Asleep);
    terminal.leave_alone(TimeDelta::minutes(1));
    terminal.press("Ctrl+Z");
    assert!(!terminal.shows("Kasia every 15"), "{}", terminal.picture());
}

#[test]
fn what_was_said_around_bedtime_stands_with_the_child() {
    let mut terminal = Terminal::small(NIGHT, "tom");
    let kasia = Subject::Child(terminal.child("Kasia"));
    let wrote = |text: &str, own: &str, happened: &str| {
        Act::Log(log::Act::Write {
            subject: kasia,
            happened: happened.parse().expect("an instant"),
            category: log::Category::Mood,
            text: text.into(),
            own_words: own.into(),
            mood: None,
            knowing: log::Knowing::Seen,
            event: log::Event::Ordinary,
            kept_to: None,
        })
    };
    terminal.act_as("dee", wrote("Swam in the afternoon.", "", "2026-11-22T15:00:00Z"));
    terminal.act_as("dee", wrote("Talked about the dog.", "I miss him", "2026-11-22T20:40:00Z"));
    let day = terminal.home(|home| home.children.here().next().expect("Kasia").admitted);
    let line = terminal.home(|home| lines::lines(home, kasia, day, Part::Night)[0].id);
    let (outcome, reason, note) = (Outcome::Done, None, "the lamp stays on".into());
    terminal.act_as("tom", Act::Checklist(List::Tick { subject: kasia, line, day, outcome, reason, note }));
    terminal.press("N");
    let said = "said   20:40 Dee: Talked about the dog. “I miss him” · fears eased: “the";
    assert!(terminal.line(said).starts_with("said"), "{}", terminal.picture());
    assert!(!terminal.shows("Swam"), "what was in the afternoon is in the log:\n{}", terminal.picture());
    let about = "Kasia, open tonight: clean clothes out. Said 20:40 Dee: Talked about the dog.";
    assert!(terminal.message().starts_with(about), "{}", terminal.message());
}
