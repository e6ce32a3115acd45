//! The list of names: found as they are typed, by nobody's mistake.

use super::Terminal;
use crate::care::people::{self, Account};
use crate::care::{Act, Moment};

#[test]
fn a_name_is_found_whole_half_or_without_its_accents() {
    let mut terminal = Terminal::new();
    for (typed, found) in [
        ("Grace Adeyemi-Pool", "Grace Adeyemi-Pool"),
        ("zofia wojcik", "Zofia Wójcik-Dale"),
        ("Nair", "Priya Nair"),
        ("gr", "Grace Adeyemi-Pool"),
        ("deee", "Dee Marsh"),
    ] {
        terminal.press("Ctrl+L Tab Down Down").type_in(typed);
        assert!(terminal.line("›").contains(found), "{typed}: {}", terminal.picture());
        terminal.press("Enter").type_in("demo demo demo").press("Enter");
        assert!(!terminal.shows("Who are you?"), "{typed}: {}", terminal.picture());
    }
}

#[test]
fn whoever_comes_back_finds_the_screen_they_left() {
    let mut terminal = Terminal::new();
    terminal.press("4").become_("Grace");
    assert!(terminal.shows("Children"));
    terminal.become_("Dee");
    assert!(terminal.line("made up").starts_with("Mo"), "{}", terminal.picture());
    terminal.become_("Dee");
    assert!(terminal.line("made up").starts_with("Mo"), "{}", terminal.picture());
}

#[test]
fn an_account_that_ended_ran_out_or_is_stopped_lets_nobody_in_and_says_who_can_change_that() {
    for (ends, say) in [
        (Some(-1), "Your account ended on 22 November. Ask a manager to give it a new end date."),
        (Some(0), "Your account ended on 23 November. Ask a manager to give it a new end date."),
        (None, "Your account is stopped for now. A manager can let it go on."),
    ] {
        let mut terminal = Terminal::small("2026-11-23T07:35:00Z", "ruth");
        let (dee, today) = terminal.home(|home| {
            let now = Moment { at: terminal.now, zone: home.house.zone };
            (home.people.by_login("dee").expect("works here").clone(), home.day_of(now))
        });
        let act = match ends {
            Some(days) => {
                let account = Account { ends: Some(today.plus(days)), ..dee.account() };
                people::Act::Change { whose: dee.id, seen: dee.account(), account }
            }
            None => people::Act::Suspend(dee.id),
        };
        terminal.act_as("ruth", Act::People(act));
        terminal.press("Ctrl+L");
        // The next day, for whoever's last day was today.
        terminal.leave_alone(chrono::TimeDelta::days(i64::from(ends == Some(0))));
        terminal.press("Tab").type_in("dee").press("Enter").type_in("demo demo demo").press("Enter");
        assert_eq!(terminal.message(), say);
        assert!(!terminal.shows("For you"), "{}", terminal.picture());
    }
}

#[test]
fn whoever_comes_in_by_a_clock_that_was_set_back_is_told_at_once() {
    let mut terminal = Terminal::new();
    terminal.press("4 Space Ctrl+L");
    terminal.leave_alone(chrono::TimeDelta::days(-3));
    terminal.type_in("demo demo demo").press("Enter");
    assert_eq!(
        terminal.message(),
        "Look at this computer’s clock. It stands before the last entry, which was written 23 Nov 07:18. Times of \
         entries hang on it: have it set right."
    );
    terminal.press("Ctrl+L").type_in("demo demo demo").press("Enter");
    assert!(terminal.message().starts_with("You last signed in"), "once is enough: {}", terminal.message());
    terminal.open(crate::keys::Command::Health);
    assert!(terminal.shows("It stands before the last entry"), "{}", terminal.picture());
}

#[test]
fn a_home_that_was_away_while_it_was_locked_is_looked_for_again() {
    let mut terminal = Terminal::new();
    terminal.press("4");
    let home = terminal.folder().to_owned();
    let away = home.with_extension("away");
    std::fs::rename(&home, &away).expect("taken away");
    terminal.press("Ctrl+L Tab Esc F4 x Ctrl+R");
    assert!(terminal.shows("Nobody can sign in now"), "{}", terminal.picture());
    assert!(terminal.picture().trim_end().ends_with("Enter look again  Ctrl+Q leave  F1 help  Ctrl+P all"));
    terminal.press("Enter");
    assert!(terminal.message().starts_with("There is no home in "), "{}", terminal.picture());
    std::fs::rename(&away, &home).expect("put back");
    terminal.press("Enter");
    assert!(terminal.shows("You will come back to where you were: Mo."), "{}", terminal.picture());
    terminal.type_in("demo demo demo").press("Enter");
    assert!(terminal.line("made up").starts_with("Mo"), "{}", terminal.picture());
}

#[test]
fn whoever_comes_into_a_large_home_that_was_not_closed_sees_how_far_it_is_looked_through() {
    let mut terminal = Terminal::new();
    terminal.press("Ctrl+L");
    terminal.waited();
    // Large enough to be told of; what is past the end of the store is let go of.
    let store = std::fs::OpenOptions::new().write(true).open(terminal.folder().join("store"));
    store.and_then(|store| store.set_len(80 << 20)).expect("the file can grow");
    terminal.type_in("demo demo demo").press("Enter");
    assert!(!terminal.shows("Passphrase"), "{}", terminal.picture());
    let waited = terminal.waited();
    let far = |frame: &String| {
        let bar = frame.lines().find_map(|line| line.trim().strip_prefix('[')?.strip_suffix(" %"));
        let (bar, far) = bar.and_then(|bar| bar.split_once(']')).expect("a bar");
        let far: usize = far.trim().parse().expect("a number");
        assert_eq!((bar.len(), bar.trim().len()), (40, far * 40 / 100), "{frame}");
        far
    };
    let far: Vec<usize> = waited.iter().map(far).collect();
    assert!(far.is_sorted_by(|before, after| before < after) && far.len() > 10, "{far:?}");
    assert_eq!((far.first(), far.last()), (Some(&0), Some(&100)));
    let middle = far.iter().position(|far| *far >= 50).expect("it is half through at some time");
    let frame = waited[middle].replace(&format!("{} %", far[middle]), "50 %");
    insta::assert_snapshot!(frame, @r"
    Locked                                                      Mon 23 Nov · 07:18





           ┏━ Dee Marsh, worker ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
           ┃                                                              ┃
           ┃  Passphrase                                                  ┃
           ┃                                                              ┃
           ┃   ••••••••••••••                                             ┃
           ┃                                                              ┃
           ┃  You will come back to where you were: Hawthorn House.       ┃
           ┃  Someone else? Tab. Forgotten it? F4.                        ┃
           ┃                                                              ┃
           ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛





    One moment: it was not closed here, so all of it is looked through…
    [####################                    ] 50 %
    ");
    assert!(!terminal.shows("looked through"), "{}", terminal.picture());
}
