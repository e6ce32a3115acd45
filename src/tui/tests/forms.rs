//! Every form shows what saves it, for whoever has only Tab, Enter or a mouse, in the smallest terminal.

use super::{MORNING, Terminal};
use crate::care::alert::{Level, Until};
use crate::keys::Command;

/// Each form, how a manager comes to it, and what saves it.
const FORMS: [(&str, Way, &str); 11] = [
    ("log entry", Way::Keys("Enter L"), "[ Save ]"),
    ("log entry of the house", Way::Keys("4 L"), "[ Save ]"),
    ("to-do", Way::Keys("Enter Plus"), "[ Save ]"),
    ("time off", Way::Command(Command::PlanLeave), "[ Save ]"),
    ("new child", Way::Command(Command::AddChild), "[ Save ]"),
    ("keyworker", Way::Command(Command::Appoint), "[ Save ]"),
    ("alert", Way::Keys("A"), "[ Send to colleagues ]"),
    ("follow-up", Way::Keys("U F"), "[ Add it to the alert ]"),
    ("off-duty note", Way::Keys("Enter O"), "[ Hand it over ]"),
    ("off-duty note, what is on", Way::Keys("Enter O Page_down Page_down"), "[ Hand it over ]"),
    ("off-duty note, to do", Way::Keys("Enter O Page_down Page_down Page_down"), "[ Hand it over ]"),
];

#[derive(Copy, Clone)]
enum Way {
    Keys(&'static str),
    Command(Command),
}

fn open(way: Way) -> Terminal {
    let mut terminal = Terminal::small(MORNING, "ruth");
    terminal.worry("dee", "Kasia", Level::Watch, Until::Closed);
    match way {
        Way::Keys(keys) => terminal.press(keys),
        Way::Command(command) => terminal.open(command),
    };
    terminal
}

/// What stands on the screen and was not said by it: after saving, and after a refusal.
fn after(terminal: &Terminal) -> (String, String) {
    (terminal.picture(), terminal.message())
}

#[test]
fn tab_and_a_click_come_to_what_saves_each_form() {
    for (name, way, button) in FORMS {
        let mut by_key = open(way);
        assert!(by_key.shows(button), "{name} shows no {button}:\n{}", by_key.picture());
        by_key.press("Ctrl+S");
        let by_key = after(&by_key);
        assert_ne!(by_key.1, "", "{name} says nothing when it is saved");
        let mut by_mouse = open(way);
        by_mouse.click(button);
        assert_eq!(after(&by_mouse).1, by_key.1, "{name}, by mouse");
        let mut by_tab = open(way);
        let mut tabs = 0;
        while !by_tab.roles(button).contains(&"selected") {
            tabs += 1;
            assert!(tabs < 40, "{name}: Tab never comes to {button}:\n{}", by_tab.picture());
            by_tab.press("Tab");
        }
        by_tab.press("Enter");
        assert_eq!(after(&by_tab).1, by_key.1, "{name}, by Tab and Enter");
    }
}
