//! Every way out that is not a screen: whatever hostile text is put in anywhere, what is printed and written down is
//! words, and each line of it is one of ours.
#![cfg(unix)]

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use tempfile::TempDir;
use unicode_normalization::char::is_combining_mark;

const MONDAY: &str = "2026-11-23 07:18";
const PASSPHRASE: &str = "otter lamp green kettle";

/// Short enough for a name of a person and of a file: sequences whole and cut, what hides and turns text, a stack of
/// marks, and line breaks of every kind with words behind them that would read as a line of ours.
const HOSTILE: &str = "Zed\u{1b}]0;t\u{7}\u{1b}[2J\u{9b}5n\u{90}q\u{9c}\u{1b}\u{8}\u{7f}\u{202e}\u{2066}\u{200b}\
                       \u{200f}\u{61c}\u{feff}\u{ad}e\u{e0041}\u{e007f}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\
                       \u{301}\u{301}\u{301}\u{301}\tx\r\nfORGED\rfORGED\nfORGED\u{2028}fORGED\u{85}fORGED\u{b}fORGED";

/// What may stand in nothing that is printed, told without asking the cleaner.
fn is_hostile(letter: char) -> bool {
    (letter.is_control() && letter != '\n')
        || matches!(letter,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Asserts that what came out is text of ours: no hostile letter, no stack of marks, no forged line.
#[track_caller]
fn harmless(what: &str, bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).unwrap_or_else(|error| panic!("{what} is no text: {error}"));
    if let Some(letter) = text.chars().find(|letter| is_hostile(*letter)) {
        panic!("{what} lets {letter:?} out: {text:?}");
    }
    let mut marks = 0;
    for letter in text.chars() {
        marks = if is_combining_mark(letter) { marks + 1 } else { 0 };
        assert!(marks <= 8, "{what} lets a stack of marks out: {text:?}");
    }
    let forged = text.lines().find(|line| line.starts_with("fORGED"));
    assert_eq!(forged, None, "{what} lets a line be forged: {text:?}");
}

/// A folder with a home in it, and files beside it.
struct Place {
    top: TempDir,
}

/// How a command was answered.
struct Answer {
    code: i32,
    text: String,
}

impl Place {
    /// With a made-up home, the same for every test.
    fn with_demo() -> Self {
        static FILES: std::sync::LazyLock<[(&str, Vec<u8>); 2]> = std::sync::LazyLock::new(|| {
            let place = Place::empty();
            let home = place.home();
            let demo = ["demo", "--no-open", "--days", "2", "--at", MONDAY, "--keep"].map(OsStr::new);
            assert_eq!(place.answer(&[&demo[..], &[home.as_os_str()]].concat()).code, 0);
            ["store", "keys"].map(|name| (name, fs::read(home.join(name)).expect("the demo is there")))
        });
        let place = Self::empty();
        fs::create_dir(place.home()).expect("a folder for the home");
        for (name, bytes) in &*FILES {
            fs::write(place.home().join(name), bytes).expect("the demo can be copied");
        }
        place
    }

    fn empty() -> Self {
        Self { top: tempfile::tempdir().expect("a directory for the test") }
    }

    fn home(&self) -> PathBuf {
        self.top.path().join("home")
    }

    /// A path beside the home with a hostile name.
    fn hostile(&self, more: &str) -> OsString {
        self.top.path().join(format!("{HOSTILE}{more}")).into()
    }

    fn file(&self, more: &str, text: &str) -> OsString {
        let path = self.hostile(more);
        fs::write(&path, text).expect("the file can be written");
        path
    }

    /// Runs a command, asserts that its answer is harmless, and hands it over.
    #[track_caller]
    fn answer(&self, args: &[&OsStr]) -> Answer {
        self.answer_with(&[], args)
    }

    #[track_caller]
    fn answer_with(&self, environment: &[(&str, &OsStr)], args: &[&OsStr]) -> Answer {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bethere"));
        command.env_clear().env("HOME", self.top.path()).env("LANG", "C.UTF-8");
        command.envs(environment.iter().copied()).args(args).stdin(Stdio::null());
        let output = command.output().expect("the program runs");
        let what = format!("{args:?}");
        harmless(&what, &output.stdout);
        harmless(&what, &output.stderr);
        let code = output.status.code().expect("it ends by itself");
        let text = [output.stdout, output.stderr].concat();
        assert!(code == 0 || !text.is_empty(), "{what} says nothing");
        Answer { code, text: String::from_utf8(text).expect("it is text") }
    }

    /// Runs a command in the home; in a made-up one on Monday morning.
    #[track_caller]
    fn demo(&self, args: &[&str]) -> Answer {
        let home = self.home();
        let all = ["--home".as_ref(), home.as_os_str(), "--at".as_ref(), MONDAY.as_ref()];
        self.answer(&all.into_iter().chain(args.iter().map(OsStr::new)).collect::<Vec<_>>())
    }
}

#[test]
fn an_argument_that_is_not_understood_is_quoted_harmlessly() {
    let place = Place::with_demo();
    for args in [
        &[HOSTILE][..],
        &["show", HOSTILE],
        &["show", "child", HOSTILE],
        &["show", "log", HOSTILE],
        &["show", "charts", HOSTILE],
        &["tick", HOSTILE, "hair", "done"],
        &["tick", "Mo", HOSTILE, "done"],
        &["tick", "Mo", "washed", HOSTILE],
        &["tick", "Mo", "washed", "missed", "--reason", HOSTILE],
        &["log", HOSTILE, "Slept well."],
        &["log", "Mo", "Slept well.", "--about", HOSTILE],
        &["log", "Mo", "Slept well.", "--when", HOSTILE],
        &["log", "Mo", "Slept well.", "--mood", HOSTILE],
        &["alert", "Mo", "--level", HOSTILE, "--about", "x"],
        &["alert", "Mo", "--level", "watch", "--feeling", HOSTILE, "--about", "x"],
        &["alert", "Mo", "--level", "watch", "--about", "x", "--until", HOSTILE],
        &["--as", HOSTILE, "show", "board"],
        &["--color", HOSTILE, "keys"],
        &["--theme", HOSTILE, "themes"],
        &["--keymap", HOSTILE, "keys"],
        &["--at", HOSTILE, "keys"],
        &["keys", "--check", HOSTILE],
        &["themes", "--check", HOSTILE],
        &["import", HOSTILE, "list.csv"],
        &["import", "children", HOSTILE],
        &["import", "children", HOSTILE, "--dry-run"],
        &["verify", "--head", HOSTILE],
        &["verify", "--since", HOSTILE],
        &["verify", HOSTILE],
        &["restore", HOSTILE, "--replace"],
        &["demo", "--seed", HOSTILE],
        &["picture", "--keys", HOSTILE],
        &["picture", "--columns", HOSTILE],
        &["completions", HOSTILE],
        &["new", "--name", HOSTILE, "--manager", "ruth", "--zone", HOSTILE],
    ] {
        assert!(place.demo(args).code > 0, "{args:?}");
    }
    // Not even text.
    let odd = OsString::from_vec(b"\xff\x1b[2J\xfe".into());
    for args in
        [&[odd.as_os_str()][..], &["show".as_ref(), "child".as_ref(), &odd], &["--home".as_ref(), &odd]]
    {
        assert!(place.answer(args).code > 0, "{args:?}");
    }
}

#[test]
fn what_is_written_down_comes_back_as_words() {
    let place = Place::with_demo();
    for args in [
        &["log", "Mo", HOSTILE, "--own-words", HOSTILE][..],
        &["log", "house", HOSTILE],
        &["tick", "Mo", "washed", "missed", "--reason", "no time", "--note", HOSTILE],
        &["alert", "Mo", "--level", "watch", "--about", HOSTILE, "--shows", HOSTILE, "--helps", HOSTILE],
        &["backup", "--as", "ruth"],
    ] {
        let done = place.demo(args);
        assert_eq!(done.code, 0, "{args:?}: {}", done.text);
    }
    let pages = ["board", "alerts", "notes", "handover", "due", "where", "log"].map(|page| vec![page]);
    let pages = pages.into_iter().chain([vec!["child", "Mo"], vec!["log", "Mo"], vec!["log", "house"]]);
    for page in pages {
        let told = place.demo(&[&["show"], &page[..]].concat());
        assert_eq!(told.code, 0, "{page:?}: {}", told.text);
        let told = place.demo(&[&["show"], &page[..], &["--json"]].concat());
        serde_json::from_str::<serde_json::Value>(&told.text).expect("it is JSON");
    }
    assert!(place.demo(&["show", "log", "Mo"]).text.contains("Zed"), "it was there to be told");
}

/// A settings file with something hostile in every place a word can have.
fn settings_file() -> String {
    let line = HOSTILE.replace(['\n', '\r', '\u{b}'], "");
    let escaped: Vec<String> =
        HOSTILE.chars().map(|letter| format!("\\U{:08X}", u32::from(letter))).collect();
    let escaped = escaped.concat();
    format!(
        "format = 1\ninherits = \"{escaped}\"\nname = \"{escaped}\"\nabout = \"{escaped}\"\n\
         {HOSTILE} = 1\n\"{escaped}\" = 2\nnonsense = {line}\n[{line}]\n[list]\n{line} = \"{line}\"\n\
         \"{escaped}\" = \"{escaped}\"\ntick-done = \"{escaped}\"\ntick-done = [\"{escaped}\", 3]\n\
         [roles]\ntext = \"{escaped}\"\n\"{escaped}\" = \"{escaped}\"\n\
         [palette]\n\"{escaped}\" = \"{escaped}\"\n[marks]\ncursor = \"{escaped}\"\n\"{escaped}\" = \"x\"\n"
    )
}

#[test]
fn keymaps_and_themes_are_told_of_harmlessly() {
    let place = Place::with_demo();
    let text = settings_file();
    let file = place.file(".toml", &text);
    for command in ["keys", "themes"] {
        let told = place.answer(&[command.as_ref(), "--check".as_ref(), &file]);
        assert!(told.code == 1 && told.text.contains("Zed"), "{command}: {}", told.text);
    }
    place.answer(&["--keymap".as_ref(), &file, "keys".as_ref()]);
    place.answer(&["--theme".as_ref(), &file, "themes".as_ref()]);
    for kind in ["keymaps", "themes"] {
        fs::create_dir(place.home().join(kind)).expect("a folder for them");
        fs::write(place.home().join(kind).join(format!("{HOSTILE}.toml")), &text).expect("it can be written");
    }
    assert!(place.demo(&["themes"]).text.contains("From"));
    place.demo(&["keys"]);
    // The README's pictures are made by the same screens as anybody's.
    let keymap =
        place.answer(&["picture".as_ref(), "--theme".as_ref(), &file, "--at".as_ref(), MONDAY.as_ref()]);
    assert!(keymap.text.contains("<svg"), "{}", keymap.text);
}

#[test]
fn folders_and_files_are_named_harmlessly() {
    let place = Place::with_demo();
    let home = place.hostile("home");
    fs::rename(place.home(), &home).expect("the home can be moved");
    let at = ["--at".as_ref(), OsStr::new(MONDAY)];
    for args in
        [&["paths"][..], &["show", "board"], &["backup", "--as", "ruth"], &["backup", "--list"], &["verify"]]
    {
        let named: Vec<&OsStr> = args.iter().map(OsStr::new).chain(at).collect();
        let told = place.answer_with(&[("BETHERE_HOME", &home)], &named);
        assert_eq!(told.code, 0, "{args:?}: {}", told.text);
    }
    let nothing = place.hostile("nothing");
    for args in [
        &["--home".as_ref(), nothing.as_os_str(), "show".as_ref(), "board".as_ref()][..],
        &[
            "--home".as_ref(),
            &home,
            "backup".as_ref(),
            "--as".as_ref(),
            "ruth".as_ref(),
            "--to".as_ref(),
            &nothing,
        ],
        &["restore".as_ref(), &nothing, "--to".as_ref(), &nothing],
        &[
            "--passphrase-file".as_ref(),
            &nothing,
            "new".as_ref(),
            "--name".as_ref(),
            "x".as_ref(),
            "--manager".as_ref(),
            "y".as_ref(),
        ],
        &[
            "demo".as_ref(),
            "--no-open".as_ref(),
            "--days".as_ref(),
            "1".as_ref(),
            "--keep".as_ref(),
            &nothing,
        ],
        &[
            "demo".as_ref(),
            "--no-open".as_ref(),
            "--days".as_ref(),
            "1".as_ref(),
            "--keep".as_ref(),
            &nothing,
        ],
        &["import".as_ref(), "staff".as_ref(), &nothing],
    ] {
        place.answer(args);
    }
    for name in ["LANG", "TERM", "COLORTERM", "NO_COLOR", "TMPDIR", "BETHERE_HOME", "BETHERE_PASSPHRASE_FILE"]
    {
        place.answer_with(&[(name, HOSTILE.as_ref())], &["show".as_ref(), "board".as_ref()]);
    }
}

/// A real home, because only such a one takes lists, and can be put back and read out when it is damaged.
#[test]
fn a_home_full_of_hostile_names_is_told_of_harmlessly() {
    let place = Place::empty();
    let passphrase = place.file("passphrase", &format!("{PASSPHRASE}\n"));
    let home = place.hostile("home");
    let run = |args: &[&OsStr]| {
        let who = ["--home".as_ref(), home.as_os_str(), "--passphrase-file".as_ref(), &passphrase];
        place.answer(&[&who[..], args].concat())
    };
    let other = place.hostile("other");
    let named = ["new", "--name", HOSTILE, "--manager", HOSTILE].map(OsStr::new);
    let elsewhere = ["--home".as_ref(), other.as_os_str(), "--passphrase-file".as_ref(), &passphrase];
    let made = place.answer(&[&elsewhere[..], &named].concat());
    assert_eq!(made.code, 0, "{}", made.text);
    let asked = ["show", "board"].map(OsStr::new);
    assert_eq!(place.answer(&[&elsewhere[..], &asked].concat()).code, 2);
    let made =
        run(&["new", "--name", HOSTILE, "--manager", "ruth", "--manager-name", HOSTILE].map(OsStr::new));
    assert_eq!(made.code, 0, "{}", made.text);
    run(&["show".as_ref(), "board".as_ref()]);
    let ruth = |args: &[&OsStr]| run(&[&["--as".as_ref(), OsStr::new("ruth")], args].concat());
    let cell = format!("\"{HOSTILE}\"");
    for (list, text, code) in [
        ("children", format!("{cell},name\nx,y\n"), 1),
        ("children", format!("name,keyworker\nKasia,{cell}\n"), 1),
        ("children", format!("name,born\nKasia,{cell}\n"), 1),
        ("children", format!("name\nKasia,{cell}\n"), 1),
        ("staff", format!("name,role\nDee,{cell}\n"), 1),
        ("staff", format!("name,login\nDee,{cell}\n"), 0),
        ("staff", format!("name,login,last day\nDee,dee,{cell}\n"), 1),
        ("staff", format!("name,login\n{cell},dee\n"), 0),
        (
            "children",
            format!(
                "name,preferred,pronouns,room,school,allergies,never\n{cell},{cell},x,{cell},{cell},{cell},{cell}\n"
            ),
            0,
        ),
    ] {
        let file = place.file(".csv", &text);
        let tried = ruth(&["import".as_ref(), list.as_ref(), &file, "--dry-run".as_ref()]);
        assert_eq!(tried.code, code, "{text:?}: {}", tried.text);
        let told = ruth(&["import".as_ref(), list.as_ref(), &file]);
        assert_eq!(told.code, code, "{text:?}: {}", told.text);
    }
    for args in
        [&["show", "board"][..], &["show", "child", "Zed"], &["show", "handover"], &["verify", "--all"]]
    {
        let told = ruth(&args.iter().map(OsStr::new).collect::<Vec<_>>());
        assert_eq!(told.code, 0, "{args:?}: {}", told.text);
    }
    let (backups, restored, read_out) =
        (place.hostile("to"), place.hostile("restored"), place.hostile("read"));
    let backup = ruth(&["backup".as_ref(), "--to".as_ref(), &backups]);
    assert_eq!(backup.code, 0, "{}", backup.text);
    let backup =
        fs::read_dir(&backups).expect("its folder").next().expect("a backup").expect("it is there").path();
    for args in [
        &["restore".as_ref(), backup.as_os_str(), "--to".as_ref(), &restored][..],
        &["restore".as_ref(), backup.as_os_str(), "--to".as_ref(), &home],
        &["restore".as_ref(), backup.as_os_str(), "--replace".as_ref()],
        &["verify".as_ref(), "--salvage".as_ref(), &read_out],
        &["verify".as_ref(), "--salvage".as_ref(), &read_out],
    ] {
        ruth(args);
    }
    let entries = fs::read(PathBuf::from(&read_out).join("entries.jsonl")).expect("it was read out");
    harmless("what was read out", &entries);
    assert!(String::from_utf8_lossy(&entries).contains("Zed"), "it was there to be read out");
    let log = place.top.path().join(".local/share/bethere/reports/bethere.log");
    harmless("the log", &fs::read(log).expect("there is a log"));
}
