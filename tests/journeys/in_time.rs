//! After a measure: the three things that the rules ask for in time, each closed with what it asks.

use crate::colleagues::become_;
use crate::handing_over::assert_verified;
use crate::home::Home;
use crate::terminal::Terminal;

/// Writes in the log about whoever is on the screen that a measure was used.
pub fn write_of_a_measure(terminal: &mut Terminal, words: &str) {
    terminal.press("L").wait_for("What happened").type_in(words).press("Tab Tab Tab").type_in("m");
    terminal.wait_for("‹ measure of control, discipline or restraint ›").press("Ctrl+S").wait_for("Saved");
}

/// Opens the form behind something about Tuyết that waits for whoever looks.
fn open_mine(terminal: &mut Terminal, words: &str) {
    let row = &format!("Tuyết: measure: {words}");
    if !terminal.wait_for("For you").shows("┏━ For you") {
        terminal.press("Tab");
    }
    let selected =
        |terminal: &Terminal| terminal.picture().lines().any(|line| line.contains('›') && line.contains(row));
    for _ in 0..20 {
        if selected(terminal) {
            break;
        }
        terminal.press("Down");
    }
    terminal.wait_for_selected(row).press("Enter").wait_for_selected(words).press("Space");
}

#[test]
fn each_of_the_three_is_closed_with_what_it_asks() {
    let home = Home::new();
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").press("6").wait_for("they/them");
    write_of_a_measure(&mut terminal, "Stood in the doorway until the van had gone.");
    terminal.press("Esc");
    open_mine(&mut terminal, "write the full record");
    terminal.wait_for("Full record is in").press("Ctrl+S").wait_for("things to put right").press("Enter");
    for words in ["bound book, page 41", "ran for the road", "stood in the door, two minutes", "called them"]
    {
        terminal.type_in(words).press("Tab");
    }
    terminal.type_in("Dee, and Priya was there").press("Tab").type_in("sat down again").press("Tab");
    terminal.type_in("none").press("Ctrl+S").wait_for("measure: write the full record, done");
    terminal.press("Enter").wait_for("Kept: bound book, page 41").press("Esc Esc");

    // The talks are the manager's.
    become_(&mut terminal, "Ruth Ellison", "Ruth");
    open_mine(&mut terminal, "speak with those involved");
    terminal
        .wait_for("Spoken with")
        .press("Ctrl+S")
        .wait_for("Say who used the measure and was spoken with.");
    terminal.type_in("Dee, who held the door").press("Tab").type_in("She would do it again, sooner.");
    terminal.press("Ctrl+S").wait_for("speak with those involved, and sign, done").press("Esc");
    open_mine(&mut terminal, "speak with the child");
    terminal.wait_for("Their own words").press("Ctrl+S").wait_for("Write what the child said");
    terminal.type_in("It was loud. I was not cross.").press("Ctrl+S");
    terminal
        .wait_for("speak with the child about it, done")
        .press("Enter")
        .wait_for("I was not cross")
        .leave();

    let closed = |words: &str| {
        let line = home.line("Tuyết", words);
        (line["outcome"].clone(), line["ticked_by"]["name"].clone())
    };
    assert_eq!(closed("measure: write the full record"), ("done".into(), "Dee Marsh".into()));
    for talk in ["measure: speak with those involved, and sign", "measure: speak with the child about it"] {
        assert_eq!(closed(talk), ("done".into(), "Ruth Ellison".into()), "{talk}");
    }
    assert_verified(&home);
}
