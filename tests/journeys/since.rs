//! Somebody comes in after days off, and reads what is new with one receipt a child.

use crate::home::Home;

#[test]
fn what_is_new_is_read_child_by_child_and_is_not_new_again() {
    let home = Home::new();
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").press("S").wait_for("Since you were last on").wait_for("[4 Mo");
    terminal.press("Enter").wait_for("[1 Kasia").press("Right").wait_gone("Since you were last on");
    terminal.press("Esc").wait_for("[1 Kasia").press("Enter").wait_for("[5 Siobhán");
    terminal.press("Esc").wait_for("For you").press("S").wait_for("[5 Siobhán").leave();
    let alerts = home.show(&["alerts"])["alerts"].to_string();
    assert!(alerts.contains("Dee Marsh"), "the receipt is for the alert too: {alerts}");
}
