//! The list of names: found as they are typed, by nobody's mistake.

use super::Terminal;

#[test]
fn a_name_is_found_whole_half_or_without_its_accents() {
    let mut terminal = Terminal::new();
    for (typed, found) in [
        ("Grace Adeyemi-Pool", "Grace Adeyemi-Pool"),
        ("zofia wojcik", "Zofia Wójcik-Dale"),
        ("Nair", "Priya Nair"),
        ("gr", "Grace Adeyemi-Pool"),
        ("deee", "Dee Marsh"),
    ] {
        terminal.press("Ctrl+L Tab Down Down").type_in(typed);
        assert!(terminal.line("›").contains(found), "{typed}: {}", terminal.picture());
        terminal.press("Enter").type_in("demo demo demo").press("Enter");
        assert!(!terminal.shows("Who are you?"), "{typed}: {}", terminal.picture());
    }
}

#[test]
fn whoever_comes_back_finds_the_screen_they_left() {
    let mut terminal = Terminal::new();
    terminal.press("4").become_("Grace");
    assert!(terminal.shows("Children"));
    terminal.become_("Dee");
    assert!(terminal.line("made up").starts_with("Mo"), "{}", terminal.picture());
    terminal.become_("Dee");
    assert!(terminal.line("made up").starts_with("Mo"), "{}", terminal.picture());
}
