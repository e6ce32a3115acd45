//! The rules of the house, read from the source: which room may name which, words that only some rooms may say,
//! and how every file is kept. Each rule is a line in a table, with its reason.
//!
//! It reads text, not meaning: quick, and easily fooled by someone who wants to. It is for those who forgot.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each room, the rooms it may name, and why no others.
const ROOMS: &[(&str, &[&str], &str)] = &[
    ("care", &[], "the rules are values, so that a test needs no disk, screen or clock"),
    ("settings", &[], "mistakes in a file are told the same way for every file"),
    ("keys", &["settings"], "what a key means does not depend on what is on the screen"),
    ("theme", &["settings"], "what a colour means does not depend on what is on the screen"),
    ("record", &["care"], "the journal keeps entries and knows no rules"),
    ("find", &["care"], "it answers over what it is handed and keeps nothing"),
    ("desk", &["care", "record", "find"], "it joins the rules and the journal, and nobody else writes"),
    ("paper", &["care", "desk", "settings"], "a sheet is the home as a file, whatever the screen shows"),
    ("demo", &["care", "desk", "record"], "a made-up home is made as a real one is, by acts"),
    (
        "tui",
        &["care", "desk", "find", "keys", "theme", "settings", "paper"],
        "a screen asks the desk, never the journal or the command line; what a list or a sheet says, paper knows",
    ),
    (
        "cli",
        &["care", "record", "find", "desk", "keys", "theme", "settings", "paper", "demo", "tui"],
        "it stands on top of all the others but the edge",
    ),
    (
        "main",
        &["care", "record", "find", "desk", "keys", "theme", "settings", "paper", "demo", "cli"],
        "only the command line opens the screens",
    ),
    ("lib", &[], "it lists the rooms and does nothing"),
];

const CLOCK: &str = "only the edge asks the clock, so that a day can be lived again in a test";
const ENVIRONMENT: &str = "only the edge reads the environment, so that a test decides everything";
const CHANCE: &str = "only ids and keys are made by chance, so that the same acts make the same home";
const TERMINAL: &str = "cells and colours stay with the screens, so that all else runs without a terminal";

/// Words, the rooms or files that may say them, and why no others. Tests beside the code may.
const WORDS: &[(&str, &[&str], &str)] = &[
    ("Utc::now", &["main"], CLOCK),
    ("Local::now", &["main"], CLOCK),
    ("SystemTime::now", &["main"], CLOCK),
    ("Instant::now", &["main"], CLOCK),
    ("std::env", &["main"], ENVIRONMENT),
    ("env::var", &["main"], ENVIRONMENT),
    ("env::args", &["main"], ENVIRONMENT),
    ("now_v7", &["main"], CHANCE),
    ("new_v4", &["main"], CHANCE),
    ("rand", &["main", "record/keys", "record/sealed"], CHANCE),
    ("getrandom", &["main", "record/keys", "record/sealed"], CHANCE),
    ("OsRng", &["main", "record/keys", "record/sealed"], CHANCE),
    ("ratatui", &["tui", "theme"], TERMINAL),
    ("ratatui_textarea", &["tui"], TERMINAL),
    ("crossterm", &["tui", "theme"], TERMINAL),
    ("Color", &["tui", "theme"], TERMINAL),
    ("redb", &["record"], "only the journal knows what it is kept in"),
    ("tokio", &[], "one loop and a few threads are all there is to follow"),
];

/// What no code says, tests included, and why.
const NEVER: &[(&str, &str)] = &[
    ("[allow(", "say #[expect(lint, reason = \"…\")]: it goes when the need goes"),
    (", allow(", "say expect(lint, reason = \"…\"): it goes when the need goes"),
    ("dbg!", "it is a note to oneself"),
    ("todo!", "what is left to do has an issue, and must not fall over at night"),
    ("unimplemented!", "what is left to do has an issue, and must not fall over at night"),
    ("Rc<RefCell", "return a value rather than share a cell"),
];

/// What no comment says either, in halves since this file is read too.
const NOTES: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];

/// The most lines a file may have, and those that may have more, with the reason.
const LINES: usize = 600;
const LONG: &[(&str, &str)] = &[];

#[test]
fn the_house_is_in_order() {
    let sources = sources();
    assert!(sources.len() > 10, "only {} files read: is the source elsewhere?", sources.len());
    let tests = test_files(&sources);
    let complaints: Vec<String> = sources.iter().flat_map(|source| source.complaints(&tests)).collect();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn a_file_with_a_reason_to_be_long_is_long() {
    let sources = sources();
    for (path, reason) in LONG {
        let source = sources.iter().find(|source| source.path == Path::new(path));
        let lines = source.map_or(0, |source| source.text.lines().count());
        assert!(lines > LINES, "{path} has {lines} lines: take it off the list ({reason})");
    }
}

#[test]
fn a_broken_rule_is_told_with_its_place() {
    for (path, text, told) in [
        ("src/care/a.rs", "use crate::desk::Desk;", "src/care/a.rs:2: care names desk:"),
        (
            "src/tui/a.rs",
            "use crate::{\n    care::{Home, tui},\n    record,\n};",
            "src/tui/a.rs:2: tui names record:",
        ),
        ("src/desk.rs", "use super::tui;", "src/desk.rs:2: desk names tui:"),
        ("src/find/a.rs", "use super::super::desk::Desk;", "src/find/a.rs:2: find names desk:"),
        ("src/main.rs", "fn main() { bethere::tui::run() }", "src/main.rs:2: main names tui:"),
        ("src/den/a.rs", "", "src/den/a.rs:1: den is not on the map:"),
        ("src/desk.rs", "/* a\n */ f(\"//\"); Utc::now()", "src/desk.rs:3: only main may say Utc::now:"),
        (
            "src/care/a.rs",
            "#[cfg(test)]\nfn a() {}\nuse redb::B;",
            "src/care/a.rs:4: only record may say redb:",
        ),
        (
            "src/record/a.rs",
            "OsRng",
            "src/record/a.rs:2: only main, record/keys, record/sealed may say OsRng:",
        ),
        ("src/cli/mod.rs", "tokio::spawn(x)", "src/cli/mod.rs:2: nobody may say tokio:"),
        ("src/care/a.rs", "#[allow(dead_code)]", "src/care/a.rs:2: [allow(:"),
        ("tests/a.rs", concat!("// TO", "DO: more"), concat!("tests/a.rs:2: TO", "DO:")),
    ] {
        let complaints = complaints(path, &format!("//! A card.\n{text}\n"));
        assert!(matches!(&complaints[..], [only] if only.starts_with(told)), "{told} {complaints:?}");
    }
    assert_eq!(complaints("src/care/a.rs", "fn a() {}\n").len(), 1, "no card");
    assert_eq!(complaints("src/care/a.rs", &"//! A card.\n".repeat(LINES + 1)).len(), 1, "long");
}

#[test]
fn what_keeps_to_the_rules_is_left_alone() {
    for (path, text) in [
        ("src/desk.rs", "use crate::{care::Home, record::{self, Journal}};"),
        ("src/find/near.rs", "use super::fold::Folded;"),
        ("src/care/a.rs", "// See crate::desk and Utc::now.\n/// [`crate::tui`]"),
        (
            "src/care/a.rs",
            "const A: &str = \"crate::desk \\\" redb\";\nconst B: &str = r#\"tokio \" redb\"#;",
        ),
        ("src/care/a.rs", "fn a<'a>(b: &'a str) { b.split('\"'); b.find('\\''); }\n// redb"),
        ("src/care/a.rs", "fn operand(mine: MyColor) { mine.allow(); }"),
        ("src/care/a.rs", "#[cfg(test)]\nmod tests {\n    use crate::desk::Desk;\n}"),
        ("src/theme/mod.rs", "use ratatui::style::Color;"),
        ("src/record/keys.rs", "OsRng"),
    ] {
        assert_eq!(
            complaints(path, &format!("//! A card.\n{text}\n")),
            Vec::<String>::new(),
            "{path} {text}"
        );
    }
    let declared = [
        Source::new("src/find/mod.rs", "//! A card.\n#[cfg(test)]\nmod tests;\n"),
        Source::new("src/find/tests.rs", "//! A card.\nuse crate::desk::Desk;\n"),
    ];
    assert_eq!(declared[1].complaints(&test_files(&declared)), Vec::<String>::new());
}

#[test]
fn every_dependency_is_argued_on_the_map() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |file: &str| fs::read_to_string(top.join(file)).expect("it is where it was built");
    let (manifest, map) = (read("Cargo.toml"), read("src/ARCHITECTURE.md"));
    let chapter = map.split("## Dependencies").nth(1).expect("the map has the chapter");
    let words: BTreeSet<&str> = chapter.split(|letter| !is_of_a_name(letter) && letter != '-').collect();
    let mut inside = false;
    let mut found = 0;
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]");
        } else if let (true, Some((name, _))) = (inside && !line.starts_with('#'), line.split_once(" = ")) {
            assert!(
                words.contains(name),
                "{name} is in Cargo.toml: say in src/ARCHITECTURE.md what it saves"
            );
            found += 1;
        }
    }
    assert!(found > 30, "only {found} dependencies read");
}

fn complaints(path: &str, text: &str) -> Vec<String> {
    Source::new(path, text).complaints(&BTreeSet::new())
}

/// One file: its path from the top, its text, and the text without comments and without what is between quotes.
struct Source {
    path: PathBuf,
    text: String,
    code: String,
}

impl Source {
    fn new(path: &str, text: &str) -> Self {
        Self { path: path.into(), text: text.to_owned(), code: code(text) }
    }

    fn complaints(&self, tests: &BTreeSet<PathBuf>) -> Vec<String> {
        let mut found = self.untidy();
        if let Ok(inside) = self.path.strip_prefix("src")
            && !self.path.ancestors().any(|path| tests.contains(path))
        {
            found.extend(self.out_of_its_room(&inside.with_extension("")));
        }
        found.into_iter().map(|(line, told)| format!("{}:{line}: {told}", self.path.display())).collect()
    }

    /// What holds for every file: its card, its length, what nobody says.
    fn untidy(&self) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        if !self.text.starts_with("//!") && !self.text.starts_with("#![doc = include_str!") {
            let card = "no card: open with //! and say what it is for, what it may touch, what it never does";
            found.push((1, card.to_owned()));
        }
        let lines = self.text.lines().count();
        if lines > LINES && !LONG.iter().any(|(path, _)| self.path == Path::new(path)) {
            let long =
                format!("over {LINES} lines: it wants a wall through it, or a reason in tests/house.rs");
            found.push((lines, long));
        }
        for (word, why) in NEVER {
            found.extend(places(&self.code, word).map(|line| (line, format!("{word}: {why}"))));
        }
        for word in NOTES {
            found.extend(places(&self.text, word).map(|line| (line, format!("{word}: open an issue"))));
        }
        found
    }

    /// What holds for a room: whom it names, and which words it says.
    fn out_of_its_room(&self, file: &Path) -> Vec<(usize, String)> {
        let room = file.iter().next().and_then(|room| room.to_str()).unwrap_or_default();
        let Some((_, may_name, why)) = ROOMS.iter().find(|(name, ..)| *name == room) else {
            let told = format!("{room} is not on the map: say in tests/house.rs whom it may name, and why");
            return vec![(1, told)];
        };
        let code = without_tests(&self.code);
        let depth = file.iter().filter(|part| *part != "mod").count();
        let mut found = Vec::new();
        for (line, named) in rooms_named(code, depth) {
            if named != room && !may_name.contains(&named) {
                found.push((line, format!("{room} names {named}: {why}")));
            }
        }
        for (word, may_say, why) in WORDS {
            if may_say.iter().any(|room| file.starts_with(room)) {
                continue;
            }
            let who =
                if may_say.is_empty() { "nobody".into() } else { format!("only {}", may_say.join(", ")) };
            found.extend(places(code, word).map(|line| (line, format!("{who} may say {word}: {why}"))));
        }
        found
    }
}

/// Every Rust file in `src` and `tests`.
fn sources() -> Vec<Source> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![top.join("src"), top.join("tests")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the source is where it was built") {
            let path = entry.expect("the folder can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("source is UTF-8");
                let path = path.strip_prefix(top).expect("it was found under the top");
                found.push(Source::new(&path.to_string_lossy(), &text));
            }
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

/// The files and folders built for tests alone: declared `#[cfg(test)] mod name;`.
fn test_files(sources: &[Source]) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    for source in sources {
        let is_mod = source.path.ends_with("mod.rs");
        let folder = if is_mod { source.path.with_file_name("") } else { source.path.with_extension("") };
        for declared in source.code.split("#[cfg(test)]").skip(1) {
            let named = declared.trim_start().trim_start_matches("pub(crate) ").trim_start_matches("pub ");
            let named = named.strip_prefix("mod ").and_then(|named| named.split_once(';'));
            if let Some((name, _)) = named.filter(|(name, _)| name.chars().all(is_of_a_name)) {
                found.insert(folder.join(name).with_extension("rs"));
                found.insert(folder.join(name));
            }
        }
    }
    found
}

/// Code up to the tests at its end.
fn without_tests(code: &str) -> &str {
    code.find("\n#[cfg(test)]\nmod tests {").map_or(code, |end| &code[..end])
}

/// The rooms named in a file so deep in the crate, each with its line.
fn rooms_named(code: &str, depth: usize) -> Vec<(usize, &str)> {
    let up = "super::".repeat(depth);
    let mut found = Vec::new();
    for top in ["crate::", "bethere::", &up] {
        for (at, _) in code.match_indices(top) {
            let names = first_names(&code[at + top.len()..]).into_iter();
            let rooms = names.filter(|name| ROOMS.iter().any(|(room, ..)| room == name));
            found.extend(rooms.map(|room| (line_of(code, at), room)));
        }
    }
    found
}

/// The first name of a path, or of each path in braces.
fn first_names(paths: &str) -> Vec<&str> {
    fn first(path: &str) -> &str {
        path.split(|letter| !is_of_a_name(letter)).next().unwrap_or_default()
    }
    let Some(list) = paths.strip_prefix('{') else { return vec![first(paths)] };
    let mut depth = 1;
    let closes = |(_, letter): &(usize, char)| {
        depth += i32::from(*letter == '{') - i32::from(*letter == '}');
        depth == 0
    };
    let end = list.char_indices().find(closes).map_or(list.len(), |(at, _)| at);
    let mut depth = 0;
    let own = list[..end].split(|letter| {
        depth += i32::from(letter == '{') - i32::from(letter == '}');
        letter == ',' && depth == 0
    });
    own.map(|path| first(path.trim_start())).collect()
}

/// The lines where a word stands by itself.
fn places(text: &str, word: &str) -> impl Iterator<Item = usize> {
    let runs_on = |inner: Option<char>, outer: Option<char>| {
        inner.is_some_and(is_of_a_name) && outer.is_some_and(is_of_a_name)
    };
    let by_itself = move |at: &usize| {
        let (before, after) = (&text[..*at], &text[*at + word.len()..]);
        let runs_on_before = runs_on(word.chars().next(), before.chars().next_back());
        !runs_on_before && !runs_on(word.chars().next_back(), after.chars().next())
    };
    text.match_indices(word).map(|(at, _)| at).filter(by_itself).map(|at| line_of(text, at))
}

fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

fn is_of_a_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The text without comments and without what is between quotes; every line keeps its number.
fn code(text: &str) -> String {
    let (mut code, mut rest) = (String::new(), text);
    while let Some(letter) = rest.chars().next() {
        let silent = match letter {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => up_to(rest, 2, "*/"),
            '"' => quoted(rest),
            'r' if !code.ends_with(is_of_a_name) => quoted_raw(rest),
            '\'' => quoted_letter(rest),
            _ => 0,
        };
        if silent == 0 {
            code.push(letter);
        } else {
            code.push(' ');
            code.extend(rest[..silent].chars().filter(|letter| *letter == '\n'));
        }
        rest = &rest[silent.max(letter.len_utf8())..];
    }
    code
}

/// How long a quoted text is; a backslash keeps the letter after it.
fn quoted(text: &str) -> usize {
    let mut letters = text.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => drop(letters.next()),
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// How long `r"…"` or `r#"…"#` is; nothing if it is neither.
fn quoted_raw(text: &str) -> usize {
    let after = text[1..].trim_start_matches('#');
    let hashes = text.len() - 1 - after.len();
    if after.starts_with('"') { up_to(text, hashes + 2, &format!("\"{}", "#".repeat(hashes))) } else { 0 }
}

/// How long a letter between quotes is; nothing for the name of a lifetime.
fn quoted_letter(text: &str) -> usize {
    let mut letters = text.char_indices().skip(1);
    match (letters.next(), letters.next()) {
        (Some((_, '\\')), _) => up_to(text, 3, "'"),
        (_, Some((at, '\''))) => at + 1,
        _ => 0,
    }
}

/// How long a text is up to and with the first `end` after a place; all of it if there is none.
fn up_to(text: &str, from: usize, end: &str) -> usize {
    text.get(from..).and_then(|rest| rest.find(end)).map_or(text.len(), |at| from + at + end.len())
}
