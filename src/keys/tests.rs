//! What the shipped keymaps promise, and what a keymap of somebody's own can and cannot do.

use super::*;

/// Commands that are only in the list of everything.
const KEYLESS: [&str; 10] = [
    "while-away",
    "messages",
    "drafts",
    "colours",
    "keymaps",
    "brighter",
    "dimmer",
    "select-text",
    "read-settings-again",
    "show-round",
];

#[test]
fn shipped_keymaps_have_no_mistakes() {
    for (name, text) in keymap::SHIPPED {
        let (map, problems) = Keymap::layered(&[(name, text)]);
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
    U: round got-up over everywhere unread
    Tab: form next-field over everywhere next-pane
    Shift+Tab: form field-before over everywhere previous-pane
    Ctrl+Z: text undo-typing over everywhere undo
    ");
    assert_eq!(told("vim"), told("everyday"));
    insta::assert_snapshot!(told("letters-off"), @r"
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
    1: round asleep over everywhere go-to
    2: round settled over everywhere go-to
    3: round got-up over everywhere go-to
    4: round out-of-room over everywhere go-to
    Tab: form next-field over everywhere next-pane
    Shift+Tab: form field-before over everywhere previous-pane
    Ctrl+Z: text undo-typing over everywhere undo
    ");
}
