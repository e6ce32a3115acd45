//! Keymap files with a mistake in a line, and what people are told about each.

use std::fs;
use std::path::PathBuf;

use insta::assert_snapshot;

use super::*;

pub(super) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/keymaps")
}

/// What people are told about a file that may inherit from others.
pub(super) fn told(name: &str, others: &[&str]) -> String {
    let read = |name: &str| {
        let text = fs::read_to_string(folder().join(format!("{name}.toml"))).expect("a file of that name");
        (format!("keymaps/{name}.toml"), text)
    };
    let others: Vec<_> = others.iter().map(|name| read(name)).collect();
    let others: Vec<_> = others.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let (name, text) = read(name);
    let (_, problems) = Keymap::layered(&[(&name, &text)], &others);
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n")
}

#[test]
fn a_command_that_is_not_there_is_looked_for() {
    assert_snapshot!(told("unknown-command", &[]), @r#"
    keymaps/unknown-command.toml, line 2, column 1
        prompted = ["P"]
        ^^^^^^^^
    There is no command “prompted”. Did you mean “tick-prompted”?
    Until then this line is left out.

    keymaps/unknown-command.toml, line 3, column 1
        tick-promtped = ["P"]
        ^^^^^^^^^^^^^
    There is no command “tick-promtped”. Did you mean “tick-prompted”?
    Until then this line is left out.

    keymaps/unknown-command.toml, line 5, column 1
        tea-break = ["H"]
        ^^^^^^^^^
    There is no command “tea-break”. bethere keys lists them all.
    Until then this line is left out.

    keymaps/unknown-command.toml, line 6, column 1
        tick_done = ["D"]
        ^^^^^^^^^
    “tick_done” is nothing to do in [board]. It belongs under [checklist].
    Until then this line is left out.
    "#);
}

#[test]
fn a_place_that_is_not_there_is_looked_for() {
    assert_snapshot!(told("unknown-place", &[]), @r"
    keymaps/unknown-place.toml, line 1, column 2
        [checklists]
         ^^^^^^^^^^
    There is no place “checklists”. Did you mean “checklist”?
    Until then the lines under it are left out.

    keymaps/unknown-place.toml, line 3, column 2
        [charts]
         ^^^^^^
    There is no place “charts”. There are everywhere, list, board, child, checklist, alerts, notes, log, reading, night, round, in-and-out, read-back, shifts, since, drafts, form, text, sign-in and search.
    Until then the lines under it are left out.
    ");
}

#[test]
fn a_command_stands_under_its_own_heading() {
    assert_snapshot!(told("command-elsewhere", &[]), @r#"
    keymaps/command-elsewhere.toml, line 2, column 1
        save = ["F5"]
        ^^^^
    “save” is nothing to do in [list]. It belongs under [form] or [read-back].
    Until then this line is left out.

    keymaps/command-elsewhere.toml, line 4, column 1
        alert = ["F7"]
        ^^^^^
    “alert” is nothing to do in [everywhere]. It belongs under [board] or [child] or [reading] or [night] or [in-and-out] or [since].
    Until then this line is left out.
    "#);
}

#[test]
fn a_key_does_one_thing_in_a_place() {
    assert_snapshot!(told("key-twice", &[]), @r#"
    keymaps/key-twice.toml, line 3, column 13
        log = ["L", "k"]
                    ^^^
    K is “alert” already, on line 2. Choose another for one of the two.
    Until then “log” keeps L.
    "#);
}

#[test]
fn a_key_stands_once_in_a_list() {
    assert_snapshot!(told("key-twice-in-a-list", &[]), @r#"
    keymaps/key-twice-in-a-list.toml, line 2, column 20
        help = ["F1", "?", "f1"]
                           ^^^^
    F1 is in this list twice. Once is enough.
    Until then “help” keeps F1 and ?.
    "#);
}

#[test]
fn a_key_has_a_name() {
    assert_snapshot!(told("no-such-key", &[]), @r#"
    keymaps/no-such-key.toml, line 2, column 10
        board = ["F13"]
                 ^^^^^
    There is no key “F13”. Write keys as they are printed: A, F7, Page up, Ctrl+S; and Plus for +.
    Until then “board” keeps B.

    keymaps/no-such-key.toml, line 3, column 11
        unread = ["Hyper+U"]
                  ^^^^^^^^^
    There is no key “Hyper+U”. Write keys as they are printed: A, F7, Page up, Ctrl+S; and Plus for +.
    Until then “unread” keeps U.

    keymaps/no-such-key.toml, line 4, column 9
        lock = [""]
                ^^
    There is no key “”. Write keys as they are printed: A, F7, Page up, Ctrl+S; and Plus for +.
    Until then “lock” keeps Ctrl+L.

    keymaps/no-such-key.toml, line 5, column 15
        find = ["F3", "Find"]
                      ^^^^^^
    There is no key “Find”. Write keys as they are printed: A, F7, Page up, Ctrl+S; and Plus for +.
    Until then “find” keeps / and F3.
    "#);
}

#[test]
fn keys_that_terminals_confuse_are_refused() {
    assert_snapshot!(told("confused-keys", &[]), @r#"
    keymaps/confused-keys.toml, line 2, column 10
        board = ["Ctrl+I"]
                 ^^^^^^^^
    Ctrl+I cannot be told apart from Tab in most terminals. Choose another key.
    Until then “board” keeps B.

    keymaps/confused-keys.toml, line 3, column 11
        unread = ["C-m"]
                  ^^^^^
    Ctrl+M cannot be told apart from Enter in most terminals. Choose another key.
    Until then “unread” keeps U.

    keymaps/confused-keys.toml, line 4, column 9
        find = ["<C-j>"]
                ^^^^^^^
    Ctrl+J cannot be told apart from Enter in most terminals. Choose another key.
    Until then “find” keeps / and F3.

    keymaps/confused-keys.toml, line 5, column 9
        lock = ["ctrl-h"]
                ^^^^^^^^
    Ctrl+H cannot be told apart from Backspace in most terminals. Choose another key.
    Until then “lock” keeps Ctrl+L.

    keymaps/confused-keys.toml, line 6, column 9
        undo = ["Ctrl+["]
                ^^^^^^^^
    Ctrl+[ cannot be told apart from Esc in most terminals. Choose another key.
    Until then “undo” keeps Ctrl+Z.

    keymaps/confused-keys.toml, line 7, column 9
        help = ["Shift+Esc"]
                ^^^^^^^^^^^
    Shift+Esc cannot be told apart from Esc in most terminals. Choose another key.
    Until then “help” keeps F1 and ?.
    "#);
}

#[test]
fn alt_is_refused() {
    assert_snapshot!(told("alt", &[]), @r#"
    keymaps/alt.toml, line 2, column 10
        board = ["Alt+B"]
                 ^^^^^^^
    Alt types a letter on some computers and looks like Esc on others. Choose another key.
    Until then “board” keeps B.

    keymaps/alt.toml, line 3, column 11
        unread = ["<M-u>"]
                  ^^^^^^^
    Alt types a letter on some computers and looks like Esc on others. Choose another key.
    Until then “unread” keeps U.
    "#);
}

#[test]
fn keys_that_terminals_do_not_pass_on_are_refused() {
    assert_snapshot!(told("not-passed-on", &[]), @r#"
    keymaps/not-passed-on.toml, line 2, column 10
        board = ["Ctrl+1"]
                 ^^^^^^^^
    Most terminals do not pass Ctrl+1 on. Choose Ctrl with a letter.
    Until then “board” keeps B.

    keymaps/not-passed-on.toml, line 3, column 11
        unread = ["Ctrl+Space"]
                  ^^^^^^^^^^^^
    Most terminals do not pass Ctrl+Space on. Choose Ctrl with a letter.
    Until then “unread” keeps U.

    keymaps/not-passed-on.toml, line 4, column 9
        find = ["Shift+/"]
                ^^^^^^^^^
    Signs are written as they look, without Shift: ? or !. Each keyboard has them elsewhere.
    Until then “find” keeps / and F3.
    "#);
}

#[test]
fn a_letter_is_text_in_a_form() {
    assert_snapshot!(told("letter-in-a-form", &[]), @r#"
    keymaps/letter-in-a-form.toml, line 2, column 19
        save = ["Ctrl+S", "S"]
                          ^^^
    S is text where people write. Choose Ctrl with a letter, or an F key.
    Until then “save” keeps Ctrl+S.

    keymaps/letter-in-a-form.toml, line 3, column 14
        next-step = ["Space"]
                     ^^^^^^^
    Space is text where people write. Choose Ctrl with a letter, or an F key.
    Until then “next-step” keeps Page down.

    keymaps/letter-in-a-form.toml, line 4, column 16
        step-before = ["Shift+B"]
                       ^^^^^^^^^
    Shift+B is text where people write. Choose Ctrl with a letter, or an F key.
    Until then “step-before” keeps Page up.
    "#);
}

#[test]
fn a_sign_is_text_where_people_write() {
    assert_snapshot!(told("letter-in-a-text", &[]), @r#"
    keymaps/letter-in-a-text.toml, line 2, column 9
        copy = ["+"]
                ^^^
    Plus is text where people write. Choose Ctrl with a letter, or an F key.
    Until then “copy” keeps Ctrl+C.

    keymaps/letter-in-a-text.toml, line 3, column 8
        cut = ["1"]
               ^^^
    1 is text where people write. Choose Ctrl with a letter, or an F key.
    Until then “cut” keeps Ctrl+X.
    "#);
}

#[test]
fn keys_are_in_quotes() {
    assert_snapshot!(told("numbers", &[]), @r#"
    keymaps/numbers.toml, line 2, column 9
        go-to = [1, 2, 3]
                ^^^^^^^^^
    Put quotes round it: "1".
    Until then “go-to” keeps 1, 2, 3, 4, 5, 6, 7, 8 and 9.

    keymaps/numbers.toml, line 3, column 9
        board = 5
                ^
    Keys are a list in quotes: ["A", "F7"]. [] takes a command's keys away.
    Until then “board” keeps B.
    "#);
}

#[test]
fn keys_are_a_list() {
    assert_snapshot!(told("not-a-list", &[]), @r#"
    keymaps/not-a-list.toml, line 2, column 9
        board = true
                ^^^^
    Keys are a list in quotes: ["A", "F7"]. [] takes a command's keys away.
    Until then “board” keeps B.

    keymaps/not-a-list.toml, line 3, column 10
        unread = { key = "U" }
                 ^^^^^^^^^^^^^
    Keys are a list in quotes: ["A", "F7"]. [] takes a command's keys away.
    Until then “unread” keeps U.

    keymaps/not-a-list.toml, line 4, column 8
        find = [["/"]]
               ^^^^^^^
    “find” is a list of texts in quotes: ["one", "two"].
    Until then “find” keeps / and F3.

    keymaps/not-a-list.toml, line 5, column 8
        lock = 2026-01-01
               ^^^^^^^^^^
    Keys are a list in quotes: ["A", "F7"]. [] takes a command's keys away.
    Until then “lock” keeps Ctrl+L.
    "#);
}

#[test]
fn nine_keys_are_enough() {
    assert_snapshot!(told("too-many-keys", &[]), @r#"
    keymaps/too-many-keys.toml, line 2, column 9
        board = ["F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10"]
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    A command has at most 9 keys.
    Until then “board” keeps B.
    "#);
}

#[test]
fn a_list_left_open_costs_itself() {
    assert_snapshot!(told("open-list", &[]), @r#"
    keymaps/open-list.toml, line 2, column 14
        board = ["F5"
                     ^
    The list is not closed. Put ] at its end.
    Until then this line is left out.

    keymaps/open-list.toml, line 6, column 7
        "/",
            ^
    The list is not closed. Put ] at its end.
    Until then this line is left out.
    "#);
}

#[test]
fn a_quote_left_open_costs_its_line() {
    assert_snapshot!(told("open-quote", &[]), @r#"
    keymaps/open-quote.toml, line 2, column 14
        board = ["F5]
                     ^
    This quote is not closed. Put one at the end of the text.
    Until then this line is left out.
    "#);
}

#[test]
fn a_line_has_an_equals_sign() {
    assert_snapshot!(told("no-equals", &[]), @r#"
    keymaps/no-equals.toml, line 2, column 7
        board ["F5"]
              ^
    There is no = here. Write the name, then =, then the value.
    Until then this line is left out.

    keymaps/no-equals.toml, line 3, column 9
        unread: "F6"
                ^
    There is no = here. Write the name, then =, then the value.
    Until then this line is left out.

    keymaps/no-equals.toml, line 4, column 5
        find
            ^
    There is no = here. Write the name, then =, then the value.
    Until then this line is left out.
    "#);
}

#[test]
fn a_line_stands_once() {
    assert_snapshot!(told("line-twice", &[]), @r#"
    keymaps/line-twice.toml, line 3, column 1
        board = ["F6"]
        ^^^^^
    “board” is here twice. Keep one of the two lines.
    Until then the first is used.
    "#);
}

#[test]
fn quotes_are_straight() {
    assert_snapshot!(told("curly-quotes", &[]), @r#"
    keymaps/curly-quotes.toml, line 2, column 10
        board = [“F5”]
                 ^^^^
    Put straight quotes round it: "…".
    Until then this line is left out.

    keymaps/curly-quotes.toml, line 3, column 11
        unread = [F6]
                  ^^
    Put straight quotes round it: "…".
    Until then this line is left out.

    keymaps/curly-quotes.toml, line 4, column 13
        find = ["\"]
                    ^
    A \ inside quotes is written twice: \\.
    Until then this line is left out.
    "#);
}
