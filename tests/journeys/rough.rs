//! Rough handling: floods of keys and text, windows of any size, files and folders that are not what they should
//! be. Each ends in a clear sentence or in nothing at all, and nothing is lost.

use crate::home::{Home, command};
use crate::terminal::{Signal, Terminal};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

#[test]
fn a_paste_outside_a_box_does_nothing_and_says_so() {
    let home = Home::new();
    let before = home.show(&["board"]);
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").paste(&"Space d n x\r".repeat(90_000));
    terminal.wait_for("That looked like a paste. Open a box to write in first.");
    terminal.press("Down").leave();
    assert_eq!(home.show(&["board"])["board"], before["board"]);
}

#[test]
fn a_paste_of_a_megabyte_into_a_box_is_cut_and_that_is_said() {
    let home = Home::new();
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").press("L").wait_for("write in the log");
    terminal.paste(&"a long story ".repeat(80_000)).wait_for("What came after them");
    terminal.press("Ctrl+S").wait_for("characters or fewer").wait_for("a long story a long story");
    terminal.press("Ctrl+A Delete").type_in("In short, he slept.").press("Ctrl+S").wait_for("Saved");
    terminal.leave();
    assert_eq!(home.show(&["log", "Mo"])["log"][0]["entries"][0]["text"], "In short, he slept.");
}

#[test]
fn ten_thousand_marks_on_one_letter_are_a_letter_with_a_few_marks() {
    let home = Home::new();
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").press("L").wait_for("write in the log");
    terminal.paste(&format!("quiet a{}", "\u{301}".repeat(10_000))).wait_for("quiet a");
    terminal.press("Ctrl+S").wait_for("Saved");
    terminal.leave();
    let log = home.show(&["log", "Mo"]);
    let text = log["log"][0]["entries"][0]["text"].as_str().expect("it was kept");
    assert!(text.starts_with("quiet") && text.chars().count() < 30, "{text:?}");
}

#[test]
fn a_window_may_have_any_size() {
    let home = Home::new();
    for (rows, columns) in [(1, 1), (1, 500), (200, 1), (200, 500), (16, 60), (15, 59)] {
        let mut terminal = home.open_with("dee", &[], &[], rows, columns);
        terminal.wait_until("a frame", |terminal| terminal.heard().len() > 100);
        if rows > 23 && columns > 79 {
            terminal.wait_for("night check");
        }
        terminal.resize(24, 80).wait_for("For you").press("Down").wait_for("Kasia");
        terminal.leave();
        assert_eq!(terminal.modes(), *terminal.modes_before(), "{rows} by {columns}");
    }
}

/// They come in the same moment when somebody types while the window is dragged, or while it still finds its place.
#[test]
fn a_key_that_comes_with_a_window_of_another_size_is_read() {
    let home = Home::new();
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").press("L").wait_for("write in the log");
    for round in 0..400 {
        terminal.resize(24, 80 + round % 2).send(b"~");
        terminal.wait_for("~").resize(24, 81 - round % 2).send(b"\x7f");
        terminal.wait_gone("~");
    }
    terminal.press("Esc").leave();
}

#[test]
fn a_window_may_be_dragged_about() {
    let home = Home::new();
    let mut terminal = home.open("dee");
    let mut chance = Chance(7);
    terminal.wait_for("For you");
    for _ in 0..300 {
        let (rows, columns) = (chance.below(120) + 1, chance.below(300) + 1);
        terminal.resize(rows, columns).send(b"\x1b[B");
    }
    terminal.resize(24, 80).wait_for("For you").wait_for("Enter open");
    terminal.leave();
}

/// Somebody leans on the keyboard: for a few seconds, or for as many as are asked for. Now and then that leaves the
/// program, as some row of help can; then it is opened again.
#[test]
fn leaning_on_the_keyboard_breaks_nothing() {
    let asked = std::env::var("BETHERE_LEAN_SECONDS").ok().and_then(|asked| asked.parse().ok());
    let seconds = Duration::from_secs(asked.unwrap_or(4));
    let home = Home::new();
    let open = || {
        let mut terminal = home.open("dee");
        terminal.wait_until("the screens", |terminal| terminal.screen().alternate_screen());
        terminal
    };
    let mut terminal = open();
    let (began, mut chance) = (Instant::now(), Chance(23 + seconds.as_secs()));
    while began.elapsed() < seconds {
        // A handful at a time: many at once would be taken for a paste.
        let keys: String = (0..=chance.below(6)).map(|_| chance.key()).collect();
        terminal.send(keys.as_bytes());
        if chance.below(40) == 0 {
            terminal.resize(chance.below(50) + 1, chance.below(130) + 1);
        }
        terminal.written_until_quiet_for(Duration::from_millis(2));
        if terminal.has_ended() {
            assert_ended_well(terminal);
            terminal = open();
        }
    }
    terminal.written_until_quiet_for(Duration::from_millis(100));
    if !terminal.has_ended() {
        terminal.signal(Signal::Term);
    }
    assert_ended_well(terminal);
    assert_eq!(home.show(&["board"])["board"].as_array().map(Vec::len), Some(7));
}

fn assert_ended_well(mut terminal: Terminal) {
    let code = terminal.exit_code();
    let said = String::from_utf8_lossy(&terminal.heard()[terminal.heard().len().saturating_sub(600)..]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(terminal.modes(), *terminal.modes_before(), "{said}");
}

#[test]
fn a_home_open_in_one_window_is_not_opened_in_a_second() {
    let home = Home::new();
    let mut first = home.open("dee");
    first.wait_for("For you");
    let mut second = home.open("tom");
    assert_eq!(second.exit_code(), 3);
    let said = "bethere is open in another window on this computer. Use that one.";
    assert!(second.shows(said), "{}", second.picture());
    assert_eq!(second.modes(), *second.modes_before());
    first.press("4 Space").wait_for("Saved");
    first.leave();
}

#[test]
fn a_home_is_begun_only_where_it_has_a_folder_of_its_own() {
    let top = tempfile::tempdir().expect("a folder for the test");
    let file = top.path().join("file");
    fs::write(&file, "not a home").expect("it can be written");
    let open = |home: &Path| Terminal::start(&["--home".as_ref(), home.as_os_str()], 24, 200);
    for home in [top.path().to_path_buf(), file.clone(), file.join("under")] {
        let mut terminal = open(&home);
        assert_eq!(terminal.exit_code(), 1, "{}", terminal.picture());
        let said = format!("There is no home in {}, and it is not an empty folder.", home.display());
        assert!(terminal.shows(&said), "{}", terminal.picture());
    }
    let mut terminal = open(&top.path().join("nowhere"));
    terminal.wait_for("A new home").press("Ctrl+Q");
    assert_eq!(terminal.exit_code(), 0, "{}", terminal.picture());
    assert_eq!(fs::read_to_string(&file).expect("it is still there"), "not a home");
    assert_eq!(fs::read_dir(top.path()).expect("the folder").count(), 1, "nothing was made");
}

#[test]
fn a_home_that_is_deleted_while_it_is_open_saves_nothing_more_and_says_so() {
    let home = Home::new();
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").press("4").wait_for("1 Morning 0/8");
    let (store, aside) = (home.dir().join("store"), home.dir().join("aside"));
    fs::rename(&store, &aside).expect("it can be moved");
    terminal.press("Space").wait_for("NOT saved.");
    let said = "was moved, deleted or replaced while bethere had it open";
    let words = terminal.picture().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(said), "{}", terminal.picture());
    assert!(terminal.shows("1 Morning 0/8"), "nothing shows as ticked:\n{}", terminal.picture());
    // Put back, it is the same home, and goes on.
    fs::rename(&aside, &store).expect("it can be moved");
    terminal.press("Space").wait_for("Saved").leave();
    assert_eq!(home.show(&["board"])["board"].as_array().map(Vec::len), Some(7));
}

#[test]
fn a_damaged_home_is_told_and_left_as_it_is() {
    let home = Home::new();
    let store = home.dir().join("store");
    let whole = fs::read(&store).expect("the home has a file");
    let mut holed = whole.clone();
    holed[100_000..140_000].fill(0xff);
    for damaged in [&holed[..], &whole[..5_000], b"", b"not a home at all"] {
        fs::write(&store, damaged).expect("it can be written");
        let mut terminal = home.open("dee");
        assert_eq!(terminal.exit_code(), 4, "{}", terminal.picture());
        let said = "is damaged or is not one of ours. Change nothing in its folder";
        assert!(terminal.picture().replace('\n', " ").contains(said), "{}", terminal.picture());
        assert_eq!(fs::read(&store).expect("it is still there"), damaged);
    }
    fs::write(&store, whole).expect("it can be written");
    home.open("dee").wait_for("For you");
}

#[test]
fn a_folder_that_cannot_be_written_is_told_and_left_as_it_is() {
    let top = tempfile::tempdir().expect("a folder for the test");
    let file = top.path().join("file");
    fs::write(&file, "not a folder").expect("it can be written");
    let keep = |folder: &Path| {
        let output = command().args(["demo", "--no-open", "--days", "2", "--keep"]).arg(folder).output();
        let output = output.expect("bethere runs");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    for folder in [&file, &file.join("under")] {
        let (code, said) = keep(folder);
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("it is not an empty folder. Choose another folder"), "{said}");
    }
    assert_eq!(fs::read_to_string(&file).expect("it is still there"), "not a folder");
    // Nobody, whatever their rights, makes a folder there.
    #[cfg(target_os = "linux")]
    {
        let (code, said) = keep(Path::new("/proc/bethere"));
        assert_eq!(code, Some(3), "{said}");
        assert!(said.starts_with("The disk can't be read or written."), "{said}");
    }
}

#[test]
fn mistakes_in_a_file_of_keys_or_colours_keep_nobody_out() {
    let home = Home::new();
    let keys = home.beside("keys.toml", "[everywhere]\nboard = [\"Ctrl+I\"]\nnonsense = [\n[list\n");
    let colours = home.beside("colours.toml", "[roles]\nkye = \"ink\"\ntext = \"blakc\"\n\u{0}\u{1b}");
    let [keys, colours] = [&keys, &colours].map(|path| path.to_str().expect("a plain name"));
    let mut terminal = home.open_with("dee", &["--keymap", keys, "--theme", colours], &[], 24, 80);
    terminal.wait_for("For you").wait_for("could not be used. F1 shows them.").press("Ctrl+P");
    terminal.wait_for("What do you want to do?").type_in("not in use").press("Enter");
    terminal.wait_for("Lines that could not be used").wait_for("board = [\"Ctrl+I\"]").press("Esc");
    terminal.wait_for("For you").press("4").wait_for("1 Morning 0/8").press("Space").wait_for("Saved");
    terminal.leave();
    for (words, file) in [("keys", keys), ("themes", colours)] {
        let output = home.ask(&[words, "--check", file]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains("line 2, column") && said.contains("to put right"), "{said}");
    }
}

/// Numbers that are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u16) -> u16 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u16::try_from((self.0 >> 33) % u64::from(end)).expect("it is below one")
    }

    /// Any key there is but the one for leaving, and now and then half of one.
    fn key(&mut self) -> String {
        const NAMED: [&str; 24] = [
            "\x1b[A",
            "\x1b[B",
            "\x1b[C",
            "\x1b[D",
            "\x1b[H",
            "\x1b[F",
            "\x1b[5~",
            "\x1b[6~",
            "\x1b[3~",
            "\x1b[Z",
            "\x1bOP",
            "\x1bOQ",
            "\x1bOR",
            "\x1bOS",
            "\t",
            "\r",
            "\x1b",
            "\x7f",
            " ",
            "\x1b[1;5D",
            "\x1b[<0;9;7M",
            "\x1b[<64;9;7M",
            "é",
            "\x1b[20",
        ];
        match self.below(10) {
            0..=3 => NAMED[usize::from(self.below(24))].into(),
            4 => match char::from(u8::try_from(self.below(26)).expect("a letter") + 1) {
                '\x11' => String::new(),
                held => held.to_string(),
            },
            _ => char::from(u8::try_from(self.below(94)).expect("a sign") + b'!').to_string(),
        }
    }
}
