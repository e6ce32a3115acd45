//! Rough handling: floods of keys and text, windows of any size, files and folders that are not what they should
//! be. Each ends in a clear sentence or in nothing at all, and nothing is lost.

use crate::home::{Home, command};
use crate::terminal::Terminal;
use std::fs;

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
fn a_folder_without_a_home_is_told_and_left_as_it_is() {
    let top = tempfile::tempdir().expect("a folder for the test");
    let file = top.path().join("file");
    fs::write(&file, "not a home").expect("it can be written");
    for home in [top.path().join("nowhere"), top.path().to_path_buf(), file.clone(), file.join("under")] {
        let args = ["--home".as_ref(), home.as_os_str()];
        let mut terminal = Terminal::start(&args, 24, 200);
        let code = terminal.exit_code();
        assert_eq!(code, 1, "{}", terminal.picture());
        assert!(
            terminal.shows(&format!("There is no home in {}.", home.display())),
            "{}",
            terminal.picture()
        );
    }
    assert_eq!(fs::read_to_string(&file).expect("it is still there"), "not a home");
    assert_eq!(fs::read_dir(top.path()).expect("the folder").count(), 1);
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
    for keep in [&file, &file.join("under")] {
        let mut demo = command();
        let output = demo.args(["demo", "--no-open", "--days", "2", "--keep"]).arg(keep).output();
        let output = output.expect("bethere runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{said}");
        assert!(said.starts_with("The disk can't be read or written. This is not saved."), "{said}");
    }
    assert_eq!(fs::read_to_string(&file).expect("it is still there"), "not a folder");
}

#[test]
fn mistakes_in_a_file_of_keys_or_colours_keep_nobody_out() {
    let home = Home::new();
    let keys = home.beside("keys.toml", "[everywhere]\nboard = [\"Ctrl+I\"]\nnonsense = [\n[list\n");
    let colours = home.beside("colours.toml", "[roles]\nkye = \"ink\"\ntext = \"blakc\"\n\u{0}\u{1b}");
    let [keys, colours] = [&keys, &colours].map(|path| path.to_str().expect("a plain name"));
    let mut terminal = home.open_with("dee", &["--keymap", keys, "--theme", colours], &[], 24, 80);
    terminal.wait_for("For you").press("4").wait_for("1 Morning 0/8").press("Space").wait_for("Saved");
    terminal.leave();
    for (words, file) in [("keys", keys), ("themes", colours)] {
        let output = home.ask(&[words, "--check", file]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains("line 2, column") && said.contains("to put right"), "{said}");
    }
}
