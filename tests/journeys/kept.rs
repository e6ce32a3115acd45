//! An entry that is kept to named people: what another sees of it, why they open it, and who is told.

use crate::colleagues::become_;
use crate::home::Home;

const WORDS: &str = "His nan told us something in confidence.";

#[test]
fn an_entry_kept_to_some_is_opened_by_another_with_a_reason_that_the_manager_sees() {
    let home = Home::new();
    let mut terminal = home.open("ruth");
    terminal.wait_for("For you").press("2").wait_for("Jayden").press("L").wait_for("Who can read it");
    terminal.type_in(WORDS).press("Tab Tab Tab Tab").wait_for("‹ everyone who may see the child ›");
    terminal.press("Right").wait_for("By name").press("Ctrl+S").wait_for("kept to named people");
    terminal.press("Esc");

    become_(&mut terminal, "Dee Marsh", "Dee");
    terminal.press("2").wait_for("Jayden").press("Y").wait_for("This entry is kept to named people.");
    terminal
        .press("Enter")
        .wait_for("Ruth Ellison will see")
        .type_in("His nan is at the door.")
        .press("Ctrl+S");
    terminal.wait_for(WORDS).press("Esc Esc");

    become_(&mut terminal, "Ruth Ellison", "Ruth");
    terminal.wait_for("Jayden: Dee opened what is kept").press("Ctrl+P").wait_for("What do you want to do?");
    terminal
        .type_in("access:")
        .wait_for("Access: who")
        .press("Enter")
        .wait_for("“His nan is at the door.”")
        .press("Enter");
    terminal.wait_for("looked at by Ruth").press("3").wait_for("Dee Marsh, worker").press("Esc");
    terminal.wait_gone("Dee opened what is kept").leave();

    let shown = |page: &str, login: &str| home.show(&[page, "jayden", "--as", login]).to_string();
    for page in ["log", "child"] {
        assert!(shown(page, "ruth").contains(WORDS), "{page}");
        assert!(!shown(page, "tom").contains(WORDS), "{page}");
    }
}
