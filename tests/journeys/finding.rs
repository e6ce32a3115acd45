//! Finding one's way: the find box, help, the list of everything, and keys that suit the person.

use crate::home::Home;

#[test]
fn a_child_is_found_misspelt_and_enter_goes_there() {
    let home = Home::new();
    let mut terminal = home.open("dee");
    terminal
        .wait_for("For you")
        .press("/")
        .wait_for("Find")
        .type_in("jaydon")
        .wait_for_selected("Jayden Clarke-Mensah");
    terminal.press("Enter").wait_for("he/him").wait_for("1 Morning").wait_gone("Find");
    assert!(terminal.picture().trim_start().starts_with("Jayden"), "{}", terminal.picture());
    terminal
        .press("F3")
        .wait_for("Find")
        .type_in("zzqx")
        .wait_for("“zzqx”")
        .press("Esc")
        .wait_for("1 Morning");
}

#[test]
fn a_word_of_the_log_leads_to_its_day_also_after_the_home_was_opened_again() {
    let home = Home::new();
    for _ in 0..2 {
        let mut terminal = home.open("dee");
        terminal.wait_for("For you").press("/").wait_for("Find").type_in("@").wait_for("@kasia");
        terminal.press("Ctrl+U").type_in("#sle").wait_for("#sleep").press("Enter").type_in("landing ligth");
        terminal
            .wait_for("close to “ligth”")
            .press("Enter")
            .wait_for("Log of the day")
            .wait_for("landing light");
        terminal.press("Esc").wait_for("landing ligth").press("Esc").wait_for("For you").leave();
    }
}

#[test]
fn help_and_the_list_of_everything_do_what_they_tell_of() {
    let home = Home::new();
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").press("F1").wait_for("Help: home board").type_in("write in");
    terminal.wait_for("Write in the log").press("Enter").wait_for("Mo · write in the log");
    terminal.press("Esc").wait_for("For you").press("Ctrl+P").wait_for("What do you want to do?");
    terminal.wait_for("Here, for Mo").type_in("log").wait_for_selected("Write in the log").press("Enter");
    terminal.wait_for("Mo · write in the log");
}

#[test]
fn keys_change_at_once_and_are_as_chosen_after_reopening() {
    let home = Home::new();
    let line = home.first_open("Mo");
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").wait_for("L log").press("Ctrl+P").wait_for("What do you want to do?");
    terminal.type_in("left hand").wait_for_selected("Keys").press("Enter").wait_for("No single letters");
    terminal.press("4").wait_gone("No single letters").wait_for("W log").wait_gone("L log");
    terminal.press("W").wait_for("Mo · write in the log").press("Esc").wait_for("For you");
    terminal.leave();

    let mut terminal = home.open("dee");
    terminal.wait_for("For you").wait_for("W log").press("Enter").wait_for("1 Morning 0/8").press("2");
    terminal.wait_for("1 Morning 1/8").leave();
    assert_eq!(home.line("Mo", &line)["outcome"], "prompted");
    let mut terminal = home.open("tom");
    terminal.wait_for("For you").wait_for("L log");
}
