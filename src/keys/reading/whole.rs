//! Keymap files that go wrong as a whole: lines that leave somebody stuck, parents, headings. And that nobody
//! is ever stuck, whatever the file.

use std::fs;

use insta::assert_snapshot;
use proptest::prelude::*;

use super::broken::{folder, told};
use super::*;

/// What everyone needs and this keymap does not give.
fn missing(map: &Keymap) -> Vec<(Place, Command)> {
    let needs =
        Command::ALL.iter().flat_map(|command| command.must_work_in().iter().map(|place| (*place, *command)));
    needs.filter(|(place, command)| map.hint(*place, *command).is_none()).collect()
}

#[test]
fn every_broken_keymap_is_told_about_and_works() {
    for file in fs::read_dir(folder()).expect("the folder of broken keymaps") {
        let path = file.expect("a file").path();
        let text = fs::read_to_string(&path).expect("a text");
        // Under the one name that lets a keymap inherit itself.
        let (map, problems) = Keymap::layered(&[("inherits-itself.toml", &text)], &[]);
        assert!(!problems.is_empty(), "{}", path.display());
        assert_eq!(missing(&map), [], "{}", path.display());
    }
}

#[test]
fn a_circle_of_two_is_told_once() {
    assert_snapshot!(told("circle-one", &["circle-two"]), @r#"
    keymaps/circle-one.toml, line 1, column 12
        inherits = "circle-two"
                   ^^^^^^^^^^^^
    This goes round in a circle, back to the same keymap. Choose another to inherit.
    Until then it lies over “Everyday”.
    "#);
}

#[test]
fn what_everyone_needs_keeps_a_key() {
    assert_snapshot!(told("must-have-empty", &[]), @r"
    keymaps/must-have-empty.toml, line 2, column 8
        help = []
               ^^
    “help” must keep a key, and one that works where people write.
    Until then “help” keeps F1 and ?.

    keymaps/must-have-empty.toml, line 3, column 9
        leave = []
                ^^
    “leave” must keep a key, and one that works where people write.
    Until then “leave” keeps Ctrl+Q.

    keymaps/must-have-empty.toml, line 6, column 8
        open = []
               ^^
    “open” must keep a key.
    Until then “open” keeps Enter.
    ");
}

#[test]
fn what_everyone_needs_is_not_taken() {
    assert_snapshot!(told("must-have-taken", &[]), @r#"
    keymaps/must-have-taken.toml, line 2, column 8
        undo = ["Esc", "Ctrl+Z"]
               ^^^^^^^^^^^^^^^^^
    This takes the last key of “back”, which must keep one. Choose another key.
    Until then “undo” keeps Ctrl+Z.

    keymaps/must-have-taken.toml, line 4, column 9
        first = ["Enter"]
                ^^^^^^^^^
    This takes the last key of “open”, which must keep one. Choose another key.
    Until then “first” keeps Home.
    "#);
}

#[test]
fn what_everyone_needs_is_not_hidden() {
    assert_snapshot!(told("must-have-hidden", &[]), @r#"
    keymaps/must-have-hidden.toml, line 2, column 13
        tick-done = ["Esc"]
                    ^^^^^^^
    This takes the last key of “back”, which must keep one. Choose another key.
    Until then “tick-done” keeps Space.

    keymaps/must-have-hidden.toml, line 4, column 8
        copy = ["Ctrl+C", "Ctrl+S"]
               ^^^^^^^^^^^^^^^^^^^^
    This takes the last key of “save”, which must keep one. Choose another key.
    Until then “copy” keeps Ctrl+C.
    "#);
}

#[test]
fn what_everyone_needs_works_while_writing() {
    assert_snapshot!(told("must-have-not-while-writing", &[]), @r#"
    keymaps/must-have-not-while-writing.toml, line 2, column 8
        back = ["Q"]
               ^^^^^
    “back” must keep a key, and one that works where people write.
    Until then “back” keeps Esc.

    keymaps/must-have-not-while-writing.toml, line 3, column 14
        everything = [";"]
                     ^^^^^
    “everything” must keep a key, and one that works where people write.
    Until then “everything” keeps Ctrl+P and F2.
    "#);
}

#[test]
fn each_thing_everyone_needs_is_told_of() {
    assert_snapshot!(told("all-taken-away", &[]), @r"
    keymaps/all-taken-away.toml, line 2, column 8
        help = []
               ^^
    “help” must keep a key, and one that works where people write.
    Until then “help” keeps F1 and ?.

    keymaps/all-taken-away.toml, line 3, column 14
        everything = []
                     ^^
    “everything” must keep a key, and one that works where people write.
    Until then “everything” keeps Ctrl+P and F2.

    keymaps/all-taken-away.toml, line 4, column 8
        back = []
               ^^
    “back” must keep a key, and one that works where people write.
    Until then “back” keeps Esc.

    keymaps/all-taken-away.toml, line 5, column 9
        leave = []
                ^^
    “leave” must keep a key, and one that works where people write.
    Until then “leave” keeps Ctrl+Q.

    keymaps/all-taken-away.toml, line 6, column 13
        next-pane = []
                    ^^
    “next-pane” must keep a key.
    Until then “next-pane” keeps Tab.

    keymaps/all-taken-away.toml, line 9, column 6
        up = []
             ^^
    “up” must keep a key.
    Until then “up” keeps Up.

    keymaps/all-taken-away.toml, line 10, column 8
        down = []
               ^^
    “down” must keep a key.
    Until then “down” keeps Down.

    keymaps/all-taken-away.toml, line 11, column 8
        open = []
               ^^
    “open” must keep a key.
    Until then “open” keeps Enter.

    keymaps/all-taken-away.toml, line 13, column 8
        save = []
               ^^
    “save” must keep a key, and one that works where people write.
    Until then “save” keeps Ctrl+S.
    ");
}

#[test]
fn a_keymap_does_not_inherit_itself() {
    assert_snapshot!(told("inherits-itself", &[]), @r#"
    keymaps/inherits-itself.toml, line 2, column 12
        inherits = "inherits-itself"
                   ^^^^^^^^^^^^^^^^^
    This goes round in a circle, back to the same keymap. Choose another to inherit.
    Until then it lies over “Everyday”.
    "#);
}

#[test]
fn a_parent_is_a_keymap() {
    assert_snapshot!(told("no-such-parent", &[]), @r#"
    keymaps/no-such-parent.toml, line 1, column 12
        inherits = "emacs"
                   ^^^^^^^
    There is no keymap “emacs” to inherit. There are everyday, letters-off, vim and left-hand.
    Until then it lies over “Everyday”.
    "#);
}

#[test]
fn a_parent_misspelt_is_looked_for() {
    assert_snapshot!(told("parent-misspelt", &[]), @r#"
    keymaps/parent-misspelt.toml, line 1, column 12
        inherits = "lettersoff"
                   ^^^^^^^^^^^^
    There is no keymap “lettersoff” to inherit. Did you mean “letters-off”?
    Until then it lies over “Everyday”.
    "#);
}

#[test]
fn a_parent_is_named_in_quotes() {
    assert_snapshot!(told("parent-not-text", &[]), @r#"
    keymaps/parent-not-text.toml, line 1, column 12
        inherits = ["vim"]
                   ^^^^^^^
    “inherits” is one text in quotes.
    Until then it lies over “Everyday”.
    "#);
}

#[test]
fn another_format_is_said() {
    assert_snapshot!(told("other-format", &[]), @r"
    keymaps/other-format.toml, line 1, column 10
        format = 2
                 ^
    This program reads format 1, not 2. Write format = 1.
    Until then it is read as format 1.
    ");
}

#[test]
fn the_format_is_a_number() {
    assert_snapshot!(told("format-in-quotes", &[]), @r#"
    keymaps/format-in-quotes.toml, line 1, column 10
        format = "1"
                 ^^^
    “format” is a whole number, without quotes.
    Until then it is read as format 1.
    "#);
}

#[test]
fn there_are_five_settings() {
    assert_snapshot!(told("unknown-setting", &[]), @r#"
    keymaps/unknown-setting.toml, line 1, column 1
        titel = "Mine"
        ^^^^^
    “titel” means nothing here. Did you mean “title”?
    Until then this line is left out.

    keymaps/unknown-setting.toml, line 2, column 8
        name = 3
               ^
    “name” is one text in quotes.
    Until then this line is left out.

    keymaps/unknown-setting.toml, line 3, column 1
        up = ["K"]
        ^^
    “up” means nothing here. Keys stand under a heading such as [list].
    Until then this line is left out.
    "#);
}

#[test]
fn a_heading_stands_once() {
    assert_snapshot!(told("heading-twice", &[]), @r#"
    keymaps/heading-twice.toml, line 4, column 2
        [everywhere]
         ^^^^^^^^^^
    [everywhere] is here twice. Put the lines of both under one heading.
    Until then both are read.

    keymaps/heading-twice.toml, line 6, column 1
        board = ["F7"]
        ^^^^^
    “board” is here twice. Keep one of the two lines.
    Until then the first is used.
    "#);
}

#[test]
fn a_heading_is_closed() {
    assert_snapshot!(told("open-heading", &[]), @r"
    keymaps/open-heading.toml, line 1, column 1
        [everywhere
        ^^^^^^^^^^^
    A heading ends with ], and nothing stands after it.
    Until then it is read as [everywhere].

    keymaps/open-heading.toml, line 3, column 1
        [ ]
        ^^^
    A heading is one word in square brackets, alone on its line, such as [list].
    Until then the lines under it are left out.
    ");
}

#[test]
fn a_name_has_no_dots() {
    assert_snapshot!(told("dotted", &[]), @r#"
    keymaps/dotted.toml, line 1, column 1
        everywhere.board = ["F5"]
        ^^^^^^^^^^
    “everywhere” means nothing here. Keys stand under a heading such as [list].
    Until then this line is left out.

    keymaps/dotted.toml, line 2, column 1
        [everywhere.more]
        ^^^^^^^^^^^^^^^^^
    A heading is one word in square brackets, alone on its line, such as [list].
    Until then the lines under it are left out.
    "#);
}

fn any_line() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec![
        "F1", "?", "Esc", "Ctrl+P", "F2", "Ctrl+Q", "Tab", "Enter", "Up", "Down", "Ctrl+S", "A", "Q",
        "Ctrl+I", "Shift+G",
    ]);
    let keys = prop::collection::vec(key, 0..3).prop_map(|keys| format!("{keys:?}"));
    let command = prop::sample::select(Command::ALL).prop_map(|command| {
        let place = command.places()[0];
        (place.name(), command.name())
    });
    (command, keys).prop_map(|((place, command), keys)| format!("[{place}]\n{command} = {keys}"))
}

proptest! {
    #[test]
    fn any_text_gives_a_keymap_that_works(text in any::<String>()) {
        let (map, _) = Keymap::layered(&[("a", &text)], &[]);
        prop_assert_eq!(missing(&map), []);
    }

    #[test]
    fn any_choice_of_keys_leaves_nobody_stuck(lines in prop::collection::vec(any_line(), 1..12)) {
        let text = lines.join("\n");
        let (map, problems) = Keymap::layered(&[("a", &text), ("b", &text)], &[]);
        prop_assert_eq!(missing(&map), [], "{:?}", problems);
        for place in Place::ALL {
            let mut keys: Vec<Key> = map.table(place).flat_map(|(_, keys)| keys.to_vec()).collect();
            let all = keys.len();
            keys.sort();
            keys.dedup();
            prop_assert_eq!(keys.len(), all, "a key twice in {:?}", place);
        }
    }
}
