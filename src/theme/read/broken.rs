//! Theme files with mistakes in them, and what people are told about each.

use std::fs;
use std::path::PathBuf;

use insta::assert_snapshot;

use super::*;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/themes")
}

/// What people are told about the last of these files.
fn told(names: &[&str]) -> String {
    let read =
        |name: &&str| fs::read_to_string(folder().join(format!("{name}.toml"))).expect("a file of that name");
    let texts: Vec<String> = names.iter().map(read).collect();
    let files: Vec<(&str, &str)> = names.iter().copied().zip(texts.iter().map(String::as_str)).collect();
    let (_, problems) = Theme::layered(&files);
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n")
}

#[test]
fn every_broken_theme_is_told_about_and_gives_a_theme() {
    for file in fs::read_dir(folder()).expect("the folder of broken themes") {
        let text = fs::read_to_string(file.expect("a file").path()).expect("a text");
        let (theme, problems) = Theme::layered(&[("own", &text)]);
        assert!(!problems.is_empty(), "{text}");
        assert_eq!(theme.styles.len(), Role::ALL.len());
    }
}

#[test]
fn slips_of_punctuation_cost_their_line() {
    assert_snapshot!(told(&["slips"]), @r#"
    slips, line 4, column 19
        key = "accent bold
                          ^
    This quote is not closed. Put one at the end of the text.
    Until then this line is left out.

    slips, line 5, column 15
        hint = "soft" "ink"
                      ^
    There is something after the value. Take it away, or put # before it.
    Until then this line is left out.
    "#);
}

#[test]
fn a_heading_that_is_not_closed_is_read_all_the_same() {
    assert_snapshot!(told(&["open-heading"]), @r"
    open-heading, line 2, column 1
        [roles
        ^^^^^^
    A heading ends with ], and nothing stands after it.
    Until then it is read as [roles].
    ");
}

#[test]
fn headings_are_four() {
    assert_snapshot!(told(&["unknown-heading"]), @r"
    unknown-heading, line 3, column 2
        [role]
         ^^^^
    There is no heading “role”. Did you mean “roles”?
    Until then the lines under it are left out.

    unknown-heading, line 6, column 2
        [colours]
         ^^^^^^^
    There is no heading “colours”.
    Until then the lines under it are left out.
    ");
}

#[test]
fn settings_above_the_headings_are_eight() {
    assert_snapshot!(told(&["unknown-setting"]), @r#"
    unknown-setting, line 2, column 1
        titel = "Ours"
        ^^^^^
    There is no setting “titel”. Did you mean “title”?
    Until then this line is left out.

    unknown-setting, line 3, column 1
        author = "The house"
        ^^^^^^
    There is no setting “author”.
    Until then this line is left out.
    "#);
}

#[test]
fn a_theme_is_called_like_its_file() {
    assert_snapshot!(told(&["other-name"]), @r#"
    other-name, line 1, column 8
        name = "sunrise"
               ^^^^^^^^^
    A theme has the name of its file: “other-name”.
    Until then it is called “other-name”.
    "#);
}

#[test]
fn there_is_one_format() {
    assert_snapshot!(told(&["other-format"]), @r"
    other-format, line 1, column 10
        format = 2
                 ^
    This program reads format 1.
    Until then it is read as format 1.
    ");
}

#[test]
fn the_format_is_a_number() {
    assert_snapshot!(told(&["format-in-quotes"]), @r#"
    format-in-quotes, line 1, column 10
        format = "1"
                 ^^^
    “format” is a whole number, without quotes.
    Until then this line is left out.
    "#);
}

#[test]
fn modes_are_three() {
    assert_snapshot!(told(&["other-mode"]), @r#"
    other-mode, line 2, column 8
        mode = "sepia"
               ^^^^^^^
    A mode is light, dark or plain.
    Until then this line is left out.
    "#);
}

#[test]
fn times_are_hours_and_minutes() {
    assert_snapshot!(told(&["times"]), @r#"
    times, line 2, column 8
        from = "9 pm"
               ^^^^^^
    A time is written as "21:00".
    Until then it does not come on by itself.

    times, line 3, column 9
        until = "24:30"
                ^^^^^^^
    A time is written as "21:00".
    Until then it does not come on by itself.
    "#);
}

#[test]
fn it_comes_on_and_goes_or_neither() {
    assert_snapshot!(told(&["one-end"]), @r#"
    one-end, line 2, column 1
        until = "06:45"
        ^^^^^
    “from” and “until” go together. Write both.
    Until then it does not come on by itself.
    "#);
}

#[test]
fn it_does_not_go_as_it_comes() {
    assert_snapshot!(told(&["no-hours-between"]), @r#"
    no-hours-between, line 3, column 9
        until = "07:00"
                ^^^^^^^
    It would end as it begins. Choose another time.
    Until then it does not come on by itself.
    "#);
}

#[test]
fn a_parent_that_is_not_there_is_day() {
    assert_snapshot!(told(&["unknown-parent"]), @r#"
    unknown-parent, line 1, column 12
        inherits = "dsuk"
                   ^^^^^^
    There is no theme “dsuk”. Did you mean “dusk”?
    Until then it stands on “day”.
    "#);
}

#[test]
fn no_theme_stands_on_itself() {
    assert_snapshot!(told(&["stands-on-itself"]), @r#"
    stands-on-itself, line 1, column 12
        inherits = "stands-on-itself"
                   ^^^^^^^^^^^^^^^^^^
    “stands-on-itself” stands on this theme already, so this one can’t stand on it.
    Until then it stands on “day”.
    "#);
}

#[test]
fn a_theme_by_itself_says_how_text_looks() {
    assert_snapshot!(told(&["no-text"]), @r#"
    no-text, line 1, column 1
        [palette]
        ^
    A theme says how “text” looks, or which theme it stands on: inherits = "day".
    Until then it stands on “day”.
    "#);
}

#[test]
fn colours_are_written_in_few_ways() {
    assert_snapshot!(told(&["colours"]), @r##"
    colours, line 4, column 10
        ink    = "#1b1d2"
                 ^^^^^^^^
    A colour is "#rrggbb", "ansi:0" to "ansi:255", "red" to "bright-white", or "default".
    Until then this line is left out.

    colours, line 5, column 10
        accent = "ansi:256"
                 ^^^^^^^^^^
    A colour is "#rrggbb", "ansi:0" to "ansi:255", "red" to "bright-white", or "default".
    Until then this line is left out.

    colours, line 6, column 10
        ok     = 12
                 ^^
    “ok” is one text in quotes.
    Until then this line is left out.

    colours, line 7, column 10
        warn   = "#ggg"
                 ^^^^^^
    A colour is "#rrggbb", "ansi:0" to "ansi:255", "red" to "bright-white", or "default".
    Until then this line is left out.
    "##);
}

#[test]
fn some_words_cannot_name_a_colour() {
    assert_snapshot!(told(&["colour-names"]), @r##"
    colour-names, line 4, column 1
        on        = "#ffffff"
        ^^
    “on” can’t be the name of a colour. Choose another.
    Until then this line is left out.

    colour-names, line 5, column 1
        bold      = "#000000"
        ^^^^
    “bold” can’t be the name of a colour. Choose another.
    Until then this line is left out.

    colour-names, line 6, column 1
        "my blue" = "#0000ff"
        ^^^^^^^^^
    “my blue” can’t be the name of a colour. Choose another.
    Until then this line is left out.
    "##);
}

#[test]
fn roles_are_known() {
    assert_snapshot!(told(&["unknown-roles"]), @r#"
    unknown-roles, line 4, column 1
        level_woried = "warn"
        ^^^^^^^^^^^^
    There is no role “level_woried”. Did you mean “level_worried”?
    Until then this line is left out.

    unknown-roles, line 5, column 1
        sidebar      = "ink"
        ^^^^^^^
    There is no role “sidebar”.
    Until then this line is left out.

    unknown-roles, line 6, column 1
        levels       = "warn"
        ^^^^^^
    There is no role “levels”. Did you mean “level”?
    Until then this line is left out.
    "#);
}

#[test]
fn colours_in_a_role_are_known() {
    assert_snapshot!(told(&["unknown-colours"]), @r#"
    unknown-colours, line 4, column 16
        key         = "acent bold"
                       ^^^^^
    There is no colour “acent”. Did you mean “accent”?
    Until then “key” looks as it would without this line.

    unknown-colours, line 5, column 20
        title       = "ink blod"
                           ^^^^
    There is no colour “blod”. Did you mean “bold”?
    Until then “title” looks as it would without this line.

    unknown-colours, line 6, column 23
        unread      = "ink on papre"
                              ^^^^^
    There is no colour “papre”. Did you mean “paper”?
    Until then “unread” looks as it would without this line.

    unknown-colours, line 7, column 16
        level_watch = "gold"
                       ^^^^
    There is no colour “gold”. Did you mean “bold”?
    Until then “level_watch” looks as it would without this line.
    "#);
}

#[test]
fn a_role_has_one_colour_and_one_ground() {
    assert_snapshot!(told(&["two-colours"]), @r#"
    two-colours, line 4, column 17
        selected = "ink paper"
                        ^^^^^
    There are two colours here. Write “on” before the one that is the ground.
    Until then “selected” looks as it would without this line.

    two-colours, line 5, column 26
        match    = "ink on paper on shade"
                                 ^^
    There are two grounds here. Keep one.
    Until then “match” looks as it would without this line.

    two-colours, line 6, column 16
        demo     = "on on paper"
                       ^^
    There are two grounds here. Keep one.
    Until then “demo” looks as it would without this line.
    "#);
}

#[test]
fn after_on_comes_a_colour() {
    assert_snapshot!(told(&["no-ground"]), @r#"
    no-ground, line 4, column 17
        selected = "ink on"
                        ^^
    After “on” comes the colour of the ground.
    Until then “selected” looks as it would without this line.

    no-ground, line 5, column 17
        key      = "ink on bold"
                        ^^
    After “on” comes the colour of the ground.
    Until then “key” looks as it would without this line.
    "#);
}

#[test]
fn nothing_is_italic_dim_or_blinking() {
    assert_snapshot!(told(&["attributes"]), @r#"
    attributes, line 4, column 20
        text_muted = "soft italic"
                           ^^^^^^
    Italic is hard to read for many, and not drawn everywhere. Take it away.
    Until then “text_muted” looks as it would without this line.

    attributes, line 5, column 20
        hint       = "soft dim"
                           ^^^
    Dim is not drawn everywhere. Choose a softer colour.
    Until then “hint” looks as it would without this line.

    attributes, line 6, column 22
        unread     = "accent blink"
                             ^^^^^
    Nothing here moves. Take “blink” away.
    Until then “unread” looks as it would without this line.
    "#);
}

#[test]
fn roles_are_written_in_words() {
    assert_snapshot!(told(&["roles-not-in-words"]), @r#"
    roles-not-in-words, line 4, column 9
        key   = ["ink", "bold"]
                ^^^^^^^^^^^^^^^
    “key” is one text in quotes.
    Until then this line is left out.

    roles-not-in-words, line 5, column 9
        title = 7
                ^
    “title” is one text in quotes.
    Until then this line is left out.

    roles-not-in-words, line 6, column 9
        hint  = { fg = "ink", bold = true }
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^
    “hint” is one text in quotes.
    Until then this line is left out.
    "#);
}

#[test]
fn marks_are_one_column_and_no_pictures() {
    assert_snapshot!(told(&["marks"]), @r#"
    marks, line 4, column 11
        done    = "✔"
                  ^^^
    “✔” is drawn as a picture, two columns wide, by some terminals. Choose another.
    Until then the mark for “done” is as it would be without this line.

    marks, line 5, column 11
        missed  = "⚠"
                  ^^^
    “⚠” is drawn as a picture, two columns wide, by some terminals. Choose another.
    Until then the mark for “missed” is as it would be without this line.

    marks, line 6, column 11
        urgent  = "🔔"
                  ^^^^
    “🔔” is two columns wide. Choose one that is one wide.
    Until then the mark for “urgent” is as it would be without this line.

    marks, line 7, column 11
        watch   = "字"
                  ^^^^
    “字” is two columns wide. Choose one that is one wide.
    Until then the mark for “watch” is as it would be without this line.

    marks, line 8, column 11
        settled = ""
                  ^^
    A mark is one character.
    Until then the mark for “settled” is as it would be without this line.

    marks, line 9, column 11
        cursor  = "->"
                  ^^^^
    A mark is one character.
    Until then the mark for “cursor” is as it would be without this line.

    marks, line 11, column 11
        unread  = "\u0301"
                  ^^^^^^^^
    This character can’t be seen by itself. Choose another.
    Until then the mark for “unread” is as it would be without this line.

    marks, line 13, column 1
        finished = "x"
        ^^^^^^^^
    There is no mark “finished”.
    Until then this line is left out.

    marks, line 14, column 1
        moer_above = "^"
        ^^^^^^^^^^
    There is no mark “moer_above”. Did you mean “more_above”?
    Until then this line is left out.

    marks, line 15, column 10
        masked = "\ue0b0"
                 ^^^^^^^^
    This character is drawn by some fonts only. Choose another.
    Until then the mark for “masked” is as it would be without this line.
    "#);
}

#[test]
fn borders_are_five() {
    assert_snapshot!(told(&["other-borders"]), @r#"
    other-borders, line 4, column 11
        borders = "round"
                  ^^^^^^^
    Borders are one of: line, heavy-focus, double, ascii, none.
    Until then they are as they would be without this line.
    "#);
}

#[test]
fn sixteen_knows_only_the_colours_of_the_terminal() {
    assert_snapshot!(told(&["sixteen"]), @r#"
    sixteen, line 4, column 17
        key          = "accent bold"
                        ^^^^^^
    There is no colour “accent”. Only the terminal’s own colours are known here.
    Until then “key” looks as it would without this line.

    sixteen, line 5, column 26
        level_urgent = "white on rde bold"
                                 ^^^
    There is no colour “rde”. Did you mean “red”? Only the terminal’s own colours are known here.
    Until then “level_urgent” looks as it would without this line.

    sixteen, line 6, column 1
        sidebar      = "red"
        ^^^^^^^
    There is no role “sidebar”.
    Until then this line is left out.
    "#);
}

#[test]
fn what_is_there_twice_holds_once() {
    assert_snapshot!(told(&["twice"]), @r##"
    twice, line 5, column 1
        ink = "#111111"
        ^^^
    “ink” is here twice. Keep one of the two lines.
    Until then the first is used.

    twice, line 10, column 2
        [palette]
         ^^^^^^^
    [palette] is here twice. Put the lines of both under one heading.
    Until then both are read.
    "##);
}

#[test]
fn a_mistake_among_escapes_is_shown_whole() {
    assert_snapshot!(told(&["escapes"]), @r#"
    escapes, line 4, column 7
        key = "\u0061ccent blod"
              ^^^^^^^^^^^^^^^^^^
    There is no colour “blod”. Did you mean “bold”?
    Until then “key” looks as it would without this line.
    "#);
}

#[test]
fn a_letter_is_not_a_theme() {
    assert_snapshot!(told(&["not-a-theme"]), @r#"
    not-a-theme, line 1, column 1
        Dear all,
        ^
    A theme says how “text” looks, or which theme it stands on: inherits = "day".
    Until then it stands on “day”.

    not-a-theme, line 1, column 6
        Dear all,
             ^
    There is no = here. Write the name, then =, then the value.
    Until then this line is left out.

    not-a-theme, line 3, column 5
        the kettle in the kitchen is broken. Ruth
            ^
    There is no = here. Write the name, then =, then the value.
    Until then this line is left out.
    "#);
}

#[test]
fn an_empty_file_is_day() {
    assert_snapshot!(told(&["empty"]), @r#"
    empty, line 1, column 1
    A theme says how “text” looks, or which theme it stands on: inherits = "day".
    Until then it stands on “day”.
    "#);
}

#[test]
fn two_themes_cannot_stand_on_each_other() {
    assert_snapshot!(told(&["circle-one", "circle-two"]), @r#"
    circle-one, line 1, column 12
        inherits = "circle-two"
                   ^^^^^^^^^^^^
    “circle-two” stands on this theme already, so this one can’t stand on it.
    Until then it stands on “day”.
    "#);
}

#[test]
fn mistakes_of_a_parent_come_after_those_of_its_child() {
    assert_snapshot!(told(&["other-mode", "mistake-in-parent"]), @r#"
    mistake-in-parent, line 4, column 8
        key = "inc"
               ^^^
    There is no colour “inc”. Did you mean “ink”?
    Until then “key” looks as it would without this line.

    other-mode, line 2, column 8
        mode = "sepia"
               ^^^^^^^
    A mode is light, dark or plain.
    Until then this line is left out.
    "#);
}
