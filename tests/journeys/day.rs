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
