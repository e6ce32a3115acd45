//! Words half written: kept through a power cut, offered again, finished.

use crate::home::Home;
use crate::terminal::{Signal, Terminal};
use std::time::{Duration, Instant};

/// Nothing that was typed longer ago than this may be lost, whatever happens.
const AT_MOST: Duration = Duration::from_secs(1);

/// Opens the log about Mo, who is first on the board.
fn writing(home: &Home) -> Terminal {
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").press("L").wait_for("Mo · write in the log");
    terminal
}

/// Opens it again, and carries on with what was begun.
fn carrying_on(home: &Home) -> Terminal {
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").press("L").wait_for("Carry on, or start again?");
    terminal.wait_for("You began this today at 07:18.").press("Enter").wait_gone("Carry on");
    terminal
}

#[test]
fn words_typed_a_second_before_the_power_is_cut_are_all_there() {
    let home = Home::new();
    let mut terminal = writing(&home);
    terminal.type_in("Walked the dog twice. He says the");
    terminal.written_until_quiet_for(AT_MOST);
    terminal.kill();

    let mut terminal = carrying_on(&home);
    terminal.wait_for("Walked the dog twice. He says the").type_in(" dog knows.").press("Ctrl+S");
    terminal.wait_gone("write in the log").wait_for("Saved 07:18: Mo");
    terminal.leave();
    let log = home.show(&["log", "Mo"]);
    let text = &log["log"][0]["entries"][0]["text"];
    assert_eq!(text, "Walked the dog twice. He says the dog knows.", "{log:#}");
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").press("L").wait_for("What you write is kept as you type.");
    assert!(!terminal.shows("Carry on"), "what is saved is no draft any more");
}

#[test]
fn a_power_cut_in_mid_word_takes_no_more_than_the_last_second() {
    let home = Home::new();
    let mut terminal = writing(&home);
    let began = Instant::now();
    let mut typed: Vec<Instant> = Vec::new();
    let mut last = began;
    while began.elapsed() < 2 * AT_MOST {
        last = Instant::now();
        let word = format!("word{}", typed.len());
        // On the screen, so that a slow machine is not taken for words that were lost.
        terminal.type_in(&word).wait_for(&word).type_in(" ");
        typed.push(Instant::now());
    }
    terminal.kill();
    let kept_for_certain = typed.iter().filter(|typed| **typed + AT_MOST <= last).count();
    assert!(kept_for_certain > 1, "only {} words in two seconds", typed.len());

    let mut terminal = carrying_on(&home);
    // The box shows its last lines: the words kept after this one may have moved it out.
    let number = |word: &str| word.strip_prefix("word")?.parse::<usize>().ok();
    terminal.wait_until(&format!("word {} or a later one", kept_for_certain - 1), |terminal| {
        let shown = terminal.picture().split_whitespace().filter_map(number).max();
        shown.is_some_and(|last| last + 1 >= kept_for_certain)
    });
}

#[test]
fn being_told_to_end_loses_not_one_letter() {
    let home = Home::new();
    let mut terminal = writing(&home);
    terminal.type_in("Rang the school at").signal(Signal::Term);
    assert_eq!(terminal.exit_code(), 0);
    carrying_on(&home).wait_for("Rang the school at");
}
