//! What a settings file may hold, and what is said of the rest.

use proptest::prelude::*;

use super::*;

fn problems(text: &str) -> String {
    let (_, problems) = File::read("a.toml", text);
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n")
}

#[test]
fn a_clean_file_is_read_whole() {
    let text = concat!(
        "\u{feff}name = 'calm' # a note\r\nformat = 1\r\n\r\n",
        "[list]\r\nup = [\r\n  \"Up\", # one\r\n  \"K\",\r\n]\r\n[board]\r\n",
    );
    let (file, problems) = File::read("calm.toml", text);
    assert_eq!(problems, []);
    let name = file.entry("name").map(|entry| file.text(entry).map(|word| word.text));
    assert_eq!(name, Some(Ok("calm".to_owned())));
    assert_eq!(file.entry("format").map(|entry| file.number(entry)), Some(Ok(1)));
    let keys = file.texts(&file.table("list")[0]).expect("a list of texts");
    assert_eq!(keys.iter().map(|key| key.text.as_str()).collect::<Vec<_>>(), ["Up", "K"]);
    assert_eq!(&text[keys[1].at.clone()], "\"K\"");
    assert!(file.table("board").is_empty() && file.table("night").is_empty());
}

#[test]
fn one_mistake_costs_one_line() {
    let text = "[list]\nup = [\"Up\"\ndown [\"Down\"]\nopen = [\"Enter]\nlast = [\"End\"]\n";
    let (file, problems) = File::read("a.toml", text);
    assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [2, 3, 4]);
    assert_eq!(file.table("list").len(), 1);
    assert_eq!(file.table("list")[0].name.text, "last");
}

#[test]
fn slips_of_punctuation_are_named() {
    insta::assert_snapshot!(problems("a = [\"A\" \"B\"]\nb = C\nc =\n\"d\n[list\ne = \"\\\"\nf = 1 2\n"), @r#"
    a.toml, line 1, column 10
        a = ["A" "B"]
                 ^
    Put a comma between the two.
    Until then this line is left out.

    a.toml, line 2, column 5
        b = C
            ^
    Put straight quotes round it: "…".
    Until then this line is left out.

    a.toml, line 3, column 4
        c =
           ^
    There is nothing after the =. Write the value there.
    Until then this line is left out.

    a.toml, line 4, column 3
        "d
          ^
    This quote is not closed. Put one at the end of the text.
    Until then this line is left out.

    a.toml, line 5, column 1
        [list
        ^^^^^
    A heading ends with ], and nothing stands after it.
    Until then it is read as [list].

    a.toml, line 6, column 7
        e = "\"
              ^
    A \ inside quotes is written twice: \\.
    Until then this line is left out.

    a.toml, line 7, column 5
        f = 1 2
            ^^^
    Put straight quotes round it: "…".
    Until then this line is left out.
    "#);
}

#[test]
fn a_heading_that_cannot_be_read_takes_its_lines_with_it() {
    insta::assert_snapshot!(problems("[[list]]\nup = [\"Up\"]\n[board]\na = 1\n[board]\na = 2\n"), @r"
    a.toml, line 1, column 1
        [[list]]
        ^^^^^^^^
    A heading is one word in square brackets, alone on its line, such as [list].
    Until then the lines under it are left out.

    a.toml, line 5, column 2
        [board]
         ^^^^^
    [board] is here twice. Put the lines of both under one heading.
    Until then both are read.

    a.toml, line 6, column 1
        a = 2
        ^
    “a” is here twice. Keep one of the two lines.
    Until then the first is used.
    ");
}

#[test]
fn a_long_line_is_shown_near_the_mistake_and_nothing_in_it_moves_the_cursor() {
    insta::assert_snapshot!(problems(&format!("name = \"{} \u{1b}[2J\u{202e} é\" 字 x", "a".repeat(200))), @r#"
    a.toml, line 1, column 210
        aaaaaaaaaaaaaaaaaa ?[2J? é" 字 x
                           ^
    There is a character here that cannot be seen. Delete the line and write it again.
    Until then this line is left out.
    "#);
}

#[test]
fn values_of_the_wrong_kind_are_refused_where_they_stand() {
    let (file, _) = File::read("a.toml", "a = 1\nb = [1]\nc = \"c\"\nd = [[\"x\"]]\n");
    let said = [
        file.text(&file.top[0]).map(|word| word.text),
        file.texts(&file.top[1]).map(|words| words.len().to_string()),
        file.number(&file.top[2]).map(|number| number.to_string()),
        file.texts(&file.top[3]).map(|words| words.len().to_string()),
    ];
    let said: Vec<String> =
        said.into_iter().map(|said| said.unwrap_or_else(|problem| problem.what)).collect();
    insta::assert_debug_snapshot!(said, @r#"
    [
        "“a” is one text in quotes.",
        "Put quotes round it: \"1\".",
        "“c” is a whole number, without quotes.",
        "“d” is a list of texts in quotes: [\"one\", \"two\"].",
    ]
    "#);
}

#[test]
fn a_file_too_large_is_refused_in_a_sentence() {
    insta::assert_snapshot!(problems(&"#".repeat(MOST_BYTES + 1)), @r"
    a.toml, line 1, column 1
    The file is larger than 256 KB, and a settings file is a few pages. Is it the right one?
    Until then nothing of it is used.
    ");
    insta::assert_snapshot!(problems(&"#\n".repeat(MOST_BYTES / 2)), @"");
}

#[test]
fn the_nearest_word_is_near() {
    let words = ["prompted", "helped", "open", "up"];
    assert_eq!(nearest("promtped", words), Some("prompted"));
    assert_eq!(nearest("Help", words), None);
    assert_eq!(nearest("opne", words), Some("open"));
    assert_eq!(nearest("u", words), None);
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        let (_, problems) = File::read("a.toml", &text);
        let lines = text.lines().count().max(1);
        prop_assert!(problems.iter().all(|problem| (1..=lines).contains(&problem.line)));
    }

    #[test]
    fn any_run_of_toml_pieces_is_read(pieces in prop::collection::vec(prop::sample::select(vec![
        "[", "]", "[[", "]]", "\"", "'", "\"\"\"", "=", ",", "\n", "\r", "\r\n", " ", "#", "\\", "{", "}", ".",
        "a", "b", "list", "é", "字", "1", "0x", "true", "\u{feff}", "\0", "a = ", "\\u00e9",
    ]), 0..60)) {
        let text = pieces.concat();
        let (file, problems) = File::read("a.toml", &text);
        for problem in &problems {
            prop_assert!(!problem.to_string().contains('\0'));
        }
        for entry in file.top.iter().chain(file.tables.iter().flat_map(|table| &table.entries)) {
            prop_assert!(text.get(entry.at.clone()).is_some());
            let _ = (file.text(entry), file.texts(entry), file.number(entry));
        }
    }
}
