//! A day on shift: lists are ticked, taken back and kept.

use crate::home::Home;

#[test]
fn a_tick_is_on_the_disk_and_there_again_after_reopening() {
    let home = Home::new();
    let line = home.first_open("Mo");
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").press("4").wait_for("1 Morning 0/8").press("Space");
    terminal.wait_for("1 Morning 1/8").wait_for(&format!("Saved 07:18: Mo, {line}, done."));
    terminal.leave();
    let kept = home.line("Mo", &line);
    assert_eq!((&kept["outcome"], &kept["ticked_by"]["name"]), (&"done".into(), &"Dee Marsh".into()));

    let mut terminal = home.open("dee");
    terminal.wait_for("For you").press("4").wait_for("1 Morning 1/8");
    let shown = terminal.line(&format!("[✓] {line}"));
    assert!(shown.contains("DM"), "{shown}");
}

#[test]
fn what_was_done_last_can_be_taken_back_and_stays_taken_back() {
    let home = Home::new();
    let line = home.first_open("Mo");
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").press("4").wait_for("1 Morning 0/8").press("P").wait_for("1 Morning 1/8");
    terminal.press("Ctrl+Z").wait_for("1 Morning 0/8").wait_for(&format!("Taken back 07:18: Mo, {line}"));
    terminal.leave();
    assert!(home.line("Mo", &line)["outcome"].is_null());
}

#[test]
fn the_mouse_opens_what_it_points_at_and_does_what_the_last_line_offers() {
    let home = Home::new();
    let mut terminal = home.open("dee");
    terminal
        .wait_for("For you")
        .click("Tuyết")
        .wait_for_selected("Tuyết")
        .click("Tuyết")
        .wait_for("they/them");
    terminal.click("2 Day").wait_for("[2 Day").press("Esc").wait_for("For you");
    terminal.click("L log").wait_for("Tuyết · write in the log");
}

#[test]
fn a_round_of_the_night_is_one_key_a_child() {
    let home = Home::at("2026-11-24 00:40");
    let mut terminal = home.open("tom");
    terminal.wait_for("For you").press("N").wait_for("Night board").press("R").wait_for("0 of 6");
    terminal.wait_for_selected("Mo").press("Space").wait_for("1 of 6").wait_for_selected("Kasia");
    terminal.press("S U O Space Space").wait_for("All 6 checked");
    terminal.press("Esc").wait_gone("Night round").leave();
    for (child, found) in [("Mo", "asleep"), ("Kasia", "settled, awake"), ("Jayden", "not in room")] {
        let checks = &home.show(&["child", child])["checks"];
        let last = checks.as_array().and_then(|checks| checks.last()).expect("it was checked");
        assert_eq!((&last["found"], &last["by"]["name"]), (&found.into(), &"Tom Beech".into()), "{child}");
    }
}
