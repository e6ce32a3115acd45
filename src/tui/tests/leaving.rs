//! Somebody left, and the home could not be sealed anew at once: it is told to those who can do something about it, and
//! done as soon as it can be.

use super::Terminal;
use crate::care::Act;
use crate::care::people::{self, Account};
use crate::desk::{Door, Knock, Secret, With};
use std::fs;

const MORNING: &str = "2026-11-23T07:35:00Z";
const SAYS: &str = "Tom left, and what they had still opens the home";

/// Tom's account is ended by Ruth, whose board is open.
fn left() -> Terminal {
    let mut terminal = Terminal::small(MORNING, "ruth");
    let (tom, today) = terminal.home(|home| {
        let tom = home.people.by_login("tom").expect("works here").clone();
        (tom, home.day_of(crate::care::Moment { at: terminal.now, zone: home.house.zone }))
    });
    let account = Account { ends: Some(today.plus(-1)), ..tom.account() };
    let change = people::Act::Change { whose: tom.id, seen: tom.account(), account };
    terminal.act_as("ruth", Act::People(change));
    terminal
}

#[test]
fn what_was_not_done_when_somebody_left_stands_until_it_is_and_one_key_tries_again() {
    let mut terminal = left();
    // Nothing can be put where the new store is to be filled.
    let in_the_way = terminal.dir.path().join("store.new");
    fs::create_dir(&in_the_way).expect("it can be made");
    assert!(terminal.line(SAYS).contains("try again"), "{}", terminal.picture());
    terminal.press("Tab Home Enter");
    assert!(terminal.message().starts_with("The home is not sealed anew."), "{}", terminal.picture());
    assert!(terminal.shows(SAYS) && !terminal.shows("NOTHING CAN BE SAVED"), "{}", terminal.picture());
    terminal.become_("Dee");
    assert!(!terminal.shows(SAYS), "it is for managers:\n{}", terminal.picture());
    terminal.become_("Ruth");
    assert!(terminal.shows(SAYS), "coming in tried it, and it can't be done yet:\n{}", terminal.picture());
    fs::remove_dir(&in_the_way).expect("it is empty");
    // She comes back to the pane she left.
    terminal.press("Home Enter");
    assert!(terminal.message().starts_with("The home is sealed anew."), "{}", terminal.picture());
    assert!(!terminal.shows(SAYS), "{}", terminal.picture());
}

#[test]
fn a_manager_who_comes_in_has_it_done_without_asking() {
    let mut terminal = left();
    let keys = fs::read(terminal.dir.path().join("keys")).expect("they are there");
    terminal.become_("Dee");
    assert_eq!(fs::read(terminal.dir.path().join("keys")).expect("they are there"), keys, "a worker can't");
    terminal.become_("Ruth");
    assert!(!terminal.shows(SAYS), "{}", terminal.picture());
    let (tom, dir) =
        (terminal.home(|home| home.people.by_login("tom").expect("worked here").id), terminal.dir);
    drop(terminal.app);
    // The keys of before, which somebody kept a copy of, do not open the store there is now.
    fs::write(dir.path().join("keys"), keys).expect("they can be written");
    let with = With::Passphrase(Secret::new("demo demo demo"));
    let moment = crate::care::Moment { at: terminal.now, zone: chrono_tz::Europe::London };
    let came_in =
        Door::of(dir.path().into()).come_in(&Knock { who: tom, with }, moment, uuid::Uuid::from_u128(1));
    let Err(why) = came_in else { panic!("they came in") };
    assert!(why.to_string().starts_with("The home's keys file was changed from outside, is older"), "{why}");
}
