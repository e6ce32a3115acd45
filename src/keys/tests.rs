//! What the shipped keymaps promise, and what a keymap of somebody's own can and cannot do.

use super::*;

/// Commands that are only in the list of everything.
const KEYLESS: [&str; 25] = [
    "access",
    "backups",
    "health",
    "check-every",
    "consent",
    "who-reads",
    "people",
    "home-settings",
    "while-away",
    "add-child",
    "bring-in",
    "plan-leave",
    "appoint",
    "withdraw",
    "messages",
    "drafts",
    "problems",
    "colours",
    "keymaps",
    "brighter",
    "dimmer",
    "select-text",
    "read-settings-again",
    "show-round",
    "past-handovers",
];

#[test]
fn shipped_keymaps_have_no_mistakes() {
    for (name, text) in keymap::SHIPPED {
        let (map, problems) = Keymap::layered(&[(name, text)], &[]);
        assert_eq!(problems, [], "{name}");
        assert_eq!(map.moved(), [], "{name} takes keys from commands it does not mention");
        assert_eq!(map.name(), name);
        assert_eq!(Keymap::built_in(name), Some(map));
    }
    assert_eq!(Keymap::built_in("emacs"), None);
}

#[test]
fn every_command_has_a_key_wherever_it_holds() {
    for name in ["everyday", "vim", "left-hand"] {
        let map = Keymap::built_in(name).expect("a shipped map");
        for command in Command::ALL {
            for place in command.places() {
                let keyless = KEYLESS.contains(&command.name());
                assert_eq!(map.hint(*place, *command).is_none(), keyless, "{name}: {command:?} in {place:?}");
            }
        }
    }
}

#[test]
fn letters_off_has_no_letters() {
    let map = Keymap::built_in("letters-off").expect("a shipped map");
    for place in Place::ALL {
        for (command, keys) in map.table(place) {
            assert!(keys.iter().all(|key| key.text().is_none_or(|c| c == ' ')), "{command:?} in {place:?}");
        }
    }
}

#[test]
fn only_meant_keys_overlap() {
    let told = |name| {
        let map = Keymap::built_in(name).expect("a shipped map");
        let line = |overlap: Overlap| {
            let (here, there) = (overlap.place.name(), overlap.over.name());
            let (command, hidden) = (overlap.command.name(), overlap.hidden.name());
            format!("{}: {here} {command} over {there} {hidden}", overlap.key)
        };
        map.overlaps().into_iter().map(line).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(told("everyday"), @r"
    Enter: reading read over list open
    U: round got-up over everywhere unread
    Page up: read-back step-before over list page-up
    Page down: read-back next-step over list page-down
    Enter: since read over list open
    Tab: form next-field over everywhere next-pane
    Shift+Tab: form field-before over everywhere previous-pane
    Ctrl+Z: text undo-typing over everywhere undo
    ");
    assert_eq!(told("vim"), told("everyday"));
    insta::assert_snapshot!(told("letters-off"), @r"
    Enter: reading read over list open
    Page up: read-back step-before over list page-up
    Page down: read-back next-step over list page-down
    Enter: since read over list open
    Tab: form next-field over everywhere next-pane
    Shift+Tab: form field-before over everywhere previous-pane
    Ctrl+Z: text undo-typing over everywhere undo
    ");
    insta::assert_snapshot!(told("left-hand"), @r"
    1: checklist tick-done over everywhere go-to
    2: checklist tick-prompted over everywhere go-to
    3: checklist tick-helped over everywhere go-to
    4: checklist tick-declined over everywhere go-to
    5: checklist tick-missed over everywhere go-to
    6: checklist tick-not-needed over everywhere go-to
    Enter: reading read over list open
    1: round asleep over everywhere go-to
    2: round settled over everywhere go-to
    3: round got-up over everywhere go-to
    4: round out-of-room over everywhere go-to
    Page up: read-back step-before over list page-up
    Page down: read-back next-step over list page-down
    Enter: since read over list open
    Tab: form next-field over everywhere next-pane
    Shift+Tab: form field-before over everywhere previous-pane
    Ctrl+Z: text undo-typing over everywhere undo
    ");
}

#[test]
fn a_place_hears_its_own_keys_and_those_further_out() {
    let map = Keymap::everyday();
    let hears = |place, key: &str| {
        let key = key.parse().expect("a key");
        map.command(place, key).map(|(command, index)| (command.name(), index))
    };
    assert_eq!(hears(Place::Checklist, "p"), Some(("tick-prompted", 0)));
    assert_eq!(hears(Place::Checklist, "l"), Some(("log", 0)));
    assert_eq!(hears(Place::Checklist, "?"), Some(("help", 1)));
    assert_eq!(hears(Place::Checklist, "7"), Some(("go-to", 6)));
    assert_eq!(hears(Place::Board, "p"), None);
    assert_eq!(hears(Place::Round, "u"), Some(("got-up", 0)));
    assert_eq!(hears(Place::Round, "r"), None, "no round in a round");
    assert_eq!(hears(Place::Text, "Ctrl+Z"), Some(("undo-typing", 0)));
    assert_eq!(hears(Place::Form, "Ctrl+Z"), Some(("undo", 0)));
}

#[test]
fn no_character_is_a_command_where_people_write() {
    for map in Keymap::SHIPPED.map(|name| Keymap::built_in(name).expect("a shipped map")) {
        for place in Place::ALL.into_iter().filter(|place| place.is_typed_in()) {
            for c in ' '..='~' {
                assert_eq!(map.command(place, Key::char(c)), None, "{c} in {place:?}");
            }
        }
    }
}

#[test]
fn capitals_are_letters_unless_a_keymap_says_so() {
    let hears = |map: &Keymap, c| map.command(Place::Board, Key::char(c)).map(|(command, _)| command.name());
    let everyday = Keymap::everyday();
    assert_eq!((hears(&everyday, 'n'), hears(&everyday, 'N')), (Some("night-board"), Some("night-board")));
    let vim = Keymap::built_in("vim").expect("a shipped map");
    assert_eq!((hears(&vim, 'g'), hears(&vim, 'G')), (Some("first"), Some("last")));
    assert_eq!((hears(&vim, 'j'), hears(&vim, 'J')), (Some("down"), Some("down")));
}

#[test]
fn a_hint_is_a_key_that_works_here() {
    let everyday = Keymap::everyday();
    assert_eq!(everyday.hint(Place::Checklist, Command::GoTo).as_deref(), Some("1-9"));
    assert_eq!(everyday.hint(Place::Child, Command::PaneLeft).as_deref(), Some("←"));
    assert_eq!(everyday.hint(Place::Child, Command::Help).as_deref(), Some("F1"));
    assert_eq!(everyday.hints(Place::Child, Command::Help).as_deref(), Some("F1 or ?"));
    assert_eq!(everyday.hints(Place::Form, Command::Help).as_deref(), Some("F1"));
    assert_eq!(everyday.hint(Place::Form, Command::NextPane), None);
    assert_eq!(everyday.hint(Place::Board, Command::Save), None);
    assert_eq!(everyday.hint(Place::Board, Command::Messages), None);
    let left_hand = Keymap::built_in("left-hand").expect("a shipped map");
    assert_eq!(left_hand.hint(Place::Checklist, Command::GoTo).as_deref(), Some("7-9"));
    assert_eq!(left_hand.hint(Place::Board, Command::GoTo).as_deref(), Some("1-9"));
}

#[test]
fn a_key_of_ones_own_is_taken_from_the_command_that_had_it() {
    let (map, problems) = Keymap::layered(&[("own.toml", "[child]\nlog = [\"A\"]")], &[]);
    assert_eq!(problems, []);
    let a = Key::char('A');
    let moved = Moved { place: Place::Child, key: a, from: Command::Alert, to: Command::Log };
    assert_eq!(map.moved(), [moved]);
    assert_eq!(map.command(Place::Child, a), Some((Command::Log, 0)));
    assert_eq!(map.hint(Place::Child, Command::Alert), None);
    assert_eq!(map.hint(Place::Board, Command::Alert).as_deref(), Some("A"));
}

#[test]
fn two_commands_may_change_keys() {
    let own = "[child]\nalert = [\"L\"]\nlog = [\"A\"]\n[everywhere]\nback = [\"Ctrl+Q\"]\nleave = [\"Esc\"]";
    let (map, problems) = Keymap::layered(&[("own.toml", own)], &[]);
    assert_eq!((problems, map.moved()), (vec![], &[][..]));
    assert_eq!(map.hint(Place::Child, Command::Alert).as_deref(), Some("L"));
    assert_eq!(map.hint(Place::Text, Command::Back).as_deref(), Some("Ctrl+Q"));
}

#[test]
fn layers_lie_one_over_the_other_unless_they_inherit() {
    let home = ("homes/ours.toml", "title = \"Ours\"\n[board]\nnight-board = [\"F8\"]");
    let keys = |layers: &[(&str, &str)], others: &[(&str, &str)]| {
        let (map, problems) = Keymap::layered(layers, others);
        assert_eq!(problems, []);
        let hint = |place, command| map.hint(place, command).unwrap_or_default();
        let unread = hint(Place::Board, Command::Unread);
        (map.title().to_owned(), hint(Place::Board, Command::NightBoard), unread)
    };
    let own = ("own.toml", "title = \"Own\"\n[everywhere]\nunread = [\"F7\"]");
    assert_eq!(keys(&[home, own], &[]), ("Own".into(), "F8".into(), "F7".into()));
    let left = ("own.toml", "inherits = \"left-hand\"\ntitle = \"Own\"");
    assert_eq!(keys(&[home, left], &[]), ("Own".into(), "V".into(), "Q".into()));
    let ours = ("own.toml", "inherits = \"ours\"\n[everywhere]\nunread = [\"F7\"]");
    assert_eq!(keys(&[ours], &[home]), ("own".into(), "F8".into(), "F7".into()));
    assert_eq!(keys(&[], &[home]).0, "Everyday");
}

#[test]
fn names_are_their_own() {
    for command in Command::ALL {
        assert_eq!(Command::from_name(command.name()), Some(*command));
        assert!(!command.places().is_empty() && command.words().len() <= 48 && command.label().len() <= 11);
    }
    for place in Place::ALL {
        assert_eq!(Place::from_name(place.name()), Some(place));
        assert_eq!(place.stack()[0], place);
    }
}
