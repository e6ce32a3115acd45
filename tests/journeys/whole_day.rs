//! A whole day at one computer, from a quarter to seven until half past seven the next morning: four people, each
//! with a passphrase of their own.

use crate::handing_over::{accept, assert_verified, say_back, sign};
use crate::home::{Home, told};
use crate::in_time::write_of_a_measure;
use crate::terminal::Terminal;

const CHILDREN: usize = 6;

/// Somebody comes to the computer that another left open, and signs in. Answers whether they were led to what is new.
fn come_in(terminal: &mut Terminal, name: &str) -> bool {
    terminal.press("Ctrl+L").wait_for("Passphrase").press("Tab").wait_for("Who are you?");
    terminal.type_in(name).wait_for_selected(name).press("Enter").wait_for(&format!("{name}, "));
    let first_name = name.split(' ').next().unwrap_or_default();
    terminal.type_in("demo demo demo").press("Enter").wait_for(&format!("{first_name}   "));
    let led = terminal.shows("Since you were last on");
    if led {
        terminal.press("Enter").wait_for("Saved").press("Esc");
    }
    terminal.wait_for("For you");
    led
}

/// Whoever leads hands the shift to whoever comes on, and leaves the computer to them.
fn hand_over(terminal: &mut Terminal, agreed: [&str; 2], to: &str) {
    terminal.press("H").wait_for("The story").press("Page-up").wait_for("The house]");
    sign(terminal, agreed);
    say_back(terminal);
    accept(terminal, to);
    terminal.press("B").wait_for("For you");
}

fn morning(home: &mut Home) {
    let mut terminal = home.open("tom");
    terminal.wait_for("For you");
    assert!(come_in(&mut terminal, "Priya Nair"), "she was away for days");
    terminal.press("4").wait_for("1 Morning 0/8").press("Space Down Space").wait_for("1 Morning 2/8");
    terminal.press("Esc").wait_for("For you");
    come_in(&mut terminal, "Dee Marsh");
    terminal.press("1").wait_for("Kasia").press("Space").wait_for("1 Morning 1/8").leave();

    home.later("2026-11-23 08:20");
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").press("2").wait_for("Jayden").press("A").wait_for("How much").type_in("u");
    terminal.wait_for("(•) urgent").press("Tab Tab").type_in("his nan is in hospital").press("Tab");
    terminal.type_in("goes very still").press("Tab").type_in("ring her with him").press("Ctrl+S");
    terminal.wait_for("Saved 08:20: Jayden").press("Esc W").wait_for("Where everyone is").press("2 S");
    terminal.wait_for("Saved 08:20: Jayden, school.").press("Esc").wait_for("For you");
    come_in(&mut terminal, "Priya Nair");
    terminal.wait_for("URGENT  Jayden").press("U").wait_for("goes very still").press("R");
    terminal.wait_gone("URGENT  Jayden").leave();
}

fn day(home: &mut Home) {
    home.later("2026-11-23 10:30");
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").press("4").wait_for("he/him");
    write_of_a_measure(&mut terminal, "Stood in the doorway until the van had gone.");
    terminal.leave();
    let waits = home.show(&["board"]).to_string();
    assert!(waits.contains("measure: write the full record"), "{waits}");

    home.later("2026-11-23 14:35");
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").press("W").wait_for("Where everyone is").press("2 I");
    terminal.wait_for("Saved 14:35: Jayden, in.").press("Esc").wait_for("For you");
    come_in(&mut terminal, "Priya Nair");
    hand_over(&mut terminal, ["d", "p"], "Leila Rahmani");
    come_in(&mut terminal, "Leila Rahmani");
    terminal.leave();
}

fn night(home: &mut Home) {
    home.later("2026-11-23 20:15");
    let mut terminal = home.open("leila");
    terminal.wait_for("For you").press("3").wait_for("Ellie-May").press("3").wait_for("3 Night 0/8");
    terminal.press("Space Down P").wait_for("3 Night 2/8").press("Esc").wait_for("For you").leave();

    home.later("2026-11-24 00:40");
    let mut terminal = home.open("leila");
    terminal.wait_for("For you");
    come_in(&mut terminal, "Tom Beech");
    terminal.keys();
    terminal
        .press("N R")
        .wait_for("0 of 6")
        .press("Space Space S Space Space Space")
        .wait_for("All 6 checked");
    let keys = terminal.keys();
    assert!(keys <= CHILDREN + 2, "{keys} keys for a round");
    terminal.press("Esc").wait_gone("Night round").leave();

    home.later("2026-11-24 07:20");
    let mut terminal = home.open("tom");
    terminal.wait_for("For you");
    hand_over(&mut terminal, ["t", "p"], "Priya Nair");
    assert!(come_in(&mut terminal, "Priya Nair"), "something is new since the afternoon");
    terminal.leave();
}

#[test]
fn four_people_share_one_computer_for_a_day_and_a_night() {
    let mut home = Home::at("2026-11-23 06:45");
    morning(&mut home);
    day(&mut home);
    night(&mut home);

    home.later("2026-11-24 07:30");
    let handover = home.show(&["handover"])["handover"].take();
    assert_eq!(handover["signed"]["by"]["name"], "Tom Beech");
    assert_eq!(handover["accepted"][0]["by"]["name"], "Priya Nair");
    let checks = &home.show(&["child", "Jayden", "--day", "yesterday"])["checks"];
    assert!(checks.to_string().contains("Tom Beech"), "{checks}");
    let alerts = home.show(&["alerts"]).to_string();
    let of_jayden = alerts.split("his nan is in hospital").nth(1).expect("the alert is there");
    assert!(of_jayden.contains("Priya Nair"), "{alerts}");
    let log = told(&home.ask(&["show", "log", "Mo", "--day", "yesterday"]));
    assert!(log.contains("Stood in the doorway"), "{log}");
    assert_verified(&home);
}
