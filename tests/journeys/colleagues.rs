//! What one colleague leaves for another: alerts and off-duty notes, until they are read and accepted.

use crate::home::Home;
use crate::terminal::Terminal;

/// Someone else takes the keys.
pub fn become_(terminal: &mut Terminal, name: &str, first_name: &str) {
    terminal.press("Ctrl+L").wait_for("Passphrase").press("Tab").wait_for("Who are you?");
    terminal.type_in(name).wait_for_selected(name).press("Enter").wait_for(&format!("{name}, "));
    terminal.type_in("demo demo demo").press("Enter");
    // Whoever was away is led to what is new first.
    terminal
        .wait_for(&format!("{first_name}   "))
        .wait_for("Since you were last on")
        .press("Esc")
        .wait_for("For you");
}

#[test]
fn a_note_left_in_six_steps_is_accepted_by_the_cover_and_is_a_line_on_its_day() {
    let mut home = Home::new();
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").press("2").wait_for("Jayden").press("O").wait_for("[1 Dates and cover]");
    terminal.type_in("24/11").wait_for("Tuesday 24 November 2026").press("Tab").type_in("28/11");
    terminal.wait_for("after 4 days").press("Tab").type_in("g").wait_for("‹ Grace Adeyemi-Pool ›");
    terminal.press("Page-down").wait_for("[2 What I told them]").type_in("Back on Saturday. Grace is here.");
    terminal.press("Page-down").wait_for("[3✓ What is on]").wait_for("filled in for you");
    terminal.press("Page-down").wait_for("[4 To do]").type_in("24/11").press("Tab Tab");
    terminal.type_in("sign the trip form").wait_for("Tuesday 24 November 2026");
    terminal.press("Page-down").wait_for("[5✓ Worries and help]").wait_for("Football, then food");
    terminal.press("Page-down").wait_for("[6 Who to call]").type_in("His nan, 01632 960 411");
    terminal.press("Ctrl+S").wait_for("Saved 07:18: Jayden, off-duty note, left with Grace Adeyemi-Pool.");
    terminal.press("Esc");

    become_(&mut terminal, "Grace Adeyemi-Pool", "Grace");
    terminal.wait_for("Jayden: accept Dee’s off-duty note").press("Tab Down Enter");
    terminal.wait_for("you have not accepted it").wait_for("sign the trip form").press("T");
    terminal.wait_for("accepted by Grace Adeyemi-Pool").wait_for("Saved 07:1").press("Esc");
    terminal.wait_for("For you").wait_gone("Jayden: accept Dee’s off-duty note").leave();

    home.later("2026-11-24 09:00");
    let line = home.line("Jayden", "sign the trip form");
    assert_eq!((&line["source"], &line["given_to"]["name"]), (&"to-do".into(), &"Grace Adeyemi-Pool".into()));
    let note = &home.show(&["notes"])["notes"];
    assert!(note.to_string().contains("sign the trip form"), "{note:#}");
    let mut terminal = home.open("grace");
    terminal.wait_for("Tue 24 Nov").press("2").wait_for("Jayden").press("2").wait_for("□ sign the trip form");
}

#[test]
fn an_urgent_alert_raised_by_one_is_a_banner_for_another_until_it_is_read() {
    let home = Home::new();
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").press("2").wait_for("Jayden").press("A").wait_for("How much").type_in("u");
    terminal.wait_for("(•) urgent").press("Tab Tab").type_in("his nan is in hospital").press("Tab");
    terminal.type_in("goes very still").press("Tab").type_in("ring her with him").press("Ctrl+S");
    terminal.wait_for("Saved 07:18: Jayden");
    become_(&mut terminal, "Leila Rahmani", "Leila");
    terminal.wait_for("URGENT  Jayden: his nan is in hospital. From Dee 07:18.").press("U");
    // Mo's was there before, and comes next.
    terminal.wait_for("goes very still").press("R").wait_for("Shoes on, by the back door");
    terminal.wait_gone("URGENT  Jayden").leave();
    let alerts = home.show(&["alerts"]).to_string();
    let of_jayden = alerts.split("his nan is in hospital").nth(1).expect("the alert is there");
    assert!(of_jayden.contains("Leila Rahmani"), "{alerts}");
}
