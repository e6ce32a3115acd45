//! Where everyone is: out and back at one key each, and a child who is missing.

use crate::home::Home;

#[test]
fn a_child_goes_out_is_late_and_is_told_as_missing_with_a_time_line() {
    let home = Home::new();
    let mut terminal = home.open("dee");
    terminal
        .wait_for("For you")
        .press("W")
        .wait_for("Where everyone is")
        .press("2")
        .wait_for_selected("Jayden");
    terminal.press("S").wait_for("Saved 07:18: Jayden, school.");
    terminal.press("5").wait_for_selected("Siobhán").press("O").wait_for("‹ out alone ›");
    terminal.press("Shift+Tab").type_in("06:50").wait_for("Mon 23 Nov 06:50").press("Tab");
    terminal.type_in("07:10").wait_for("Mon 23 Nov 07:10").press("Ctrl+S");
    terminal.wait_for("Saved 07:18: Siobhán, out alone, due back 07:10.").wait_for("LATE by 8 min");
    terminal.press("Esc").wait_for("LATE 8m").press("W").wait_for("Where everyone is");
    terminal.press("5").wait_for_selected("Siobhán").press("M").wait_for("Last seen");
    terminal.type_in("06:55").press("Tab").type_in("the gate").press("Ctrl+S").wait_for("Not told yet");
    terminal.press("D").wait_for("‹ the police ›").type_in("ref 114").press("Ctrl+S");
    terminal.wait_for("told the police: ref 114").press("I").wait_for("Saved 07:18: Siobhán, in.");
    terminal.press("Ctrl+Z").wait_for("Taken back 07:18").leave();
    let everyone = home.show(&["where"])["whereabouts"].to_string();
    assert!(everyone.contains("missing from care"), "{everyone}");
}
