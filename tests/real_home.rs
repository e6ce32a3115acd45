//! A real home from the command line alone: made, filled from lists, checked, and everything that is refused on the
//! way, each in a sentence.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use tempfile::TempDir;

const PASSPHRASE: &str = "otter lamp green kettle";

/// What a run of the program printed, and how it ended.
#[derive(PartialEq, Debug)]
struct Run {
    out: String,
    err: String,
    code: i32,
}

/// Rowan House, whose only manager is ruth.
struct Home {
    top: TempDir,
}

impl Home {
    /// Made once by the program, and copied for each test: finding out what a guess may cost takes a while.
    fn new() -> Self {
        static FILES: LazyLock<Vec<(PathBuf, Vec<u8>)>> = LazyLock::new(|| {
            let home = Home::empty();
            let made = home.make("Rowan House");
            assert_eq!(made.code, 0, "{made:?}");
            home.files()
        });
        let home = Self::empty();
        fs::create_dir(home.folder()).expect("a folder for the home");
        for (name, bytes) in &*FILES {
            fs::write(home.folder().join(name), bytes).expect("the home can be copied");
        }
        home
    }

    fn empty() -> Self {
        Self { top: tempfile::tempdir().expect("a directory for the test") }
    }

    fn make(&self, name: &str) -> Run {
        self.run(&["new", "--name", name, "--manager", "ruth", "--manager-name", "Ruth Ellison"])
    }

    fn folder(&self) -> PathBuf {
        self.top.path().join("home")
    }

    fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let files = fs::read_dir(self.folder()).expect("the home is there");
        let files = files.map(|file| file.expect("a file").path());
        files
            .map(|file| (file.file_name().expect("a name").into(), fs::read(&file).expect("it can be read")))
            .collect()
    }

    fn beside(&self, name: &str, text: &str) -> String {
        let path = self.top.path().join(name);
        fs::write(&path, text).expect("the file can be written");
        path.display().to_string()
    }

    /// Runs a command in it as ruth.
    fn run(&self, args: &[&str]) -> Run {
        self.run_as("ruth", PASSPHRASE, args)
    }

    fn run_as(&self, login: &str, passphrase: &str, args: &[&str]) -> Run {
        let file = self.beside("passphrase", &format!("{passphrase}\n"));
        self.run_with(&[&["--as", login, "--passphrase-file", &file], args].concat())
    }

    fn run_with(&self, args: &[&str]) -> Run {
        self.run_in(&self.folder(), args)
    }

    /// Runs a command as ruth in a home that was put back somewhere.
    fn run_there(&self, folder: &str, args: &[&str]) -> Run {
        let file = self.beside("passphrase", &format!("{PASSPHRASE}\n"));
        self.run_in(Path::new(folder), &[&["--as", "ruth", "--passphrase-file", &file], args].concat())
    }

    fn run_in(&self, folder: &Path, args: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bethere"));
        command.env_clear().env("HOME", self.top.path()).env("LANG", "C.UTF-8").stdin(Stdio::null());
        let output = command.arg("--home").arg(folder).args(args).output().expect("the program runs");
        let text = |bytes| String::from_utf8(bytes).expect("it prints text");
        Run {
            out: text(output.stdout).replace(&self.top.path().display().to_string(), "TOP"),
            err: text(output.stderr).replace(&self.top.path().display().to_string(), "TOP"),
            code: output.status.code().expect("it ends by itself"),
        }
    }

    fn staff(&self) -> Vec<String> {
        let asked = self.run_as("nobody", PASSPHRASE, &["show", "board"]);
        let (_, names) = asked.err.split_once("These do: ").expect("the names are told");
        names.trim_end().trim_end_matches('.').split(", ").map(String::from).collect()
    }
}

#[track_caller]
fn ends(run: &Run, code: i32, words: &str) {
    assert_eq!(run.code, code, "{run:?}");
    let told = if code == 0 { &run.out } else { &run.err };
    assert!(told.contains(words), "{words:?} is not in {run:?}");
}

#[test]
fn a_home_is_made_once_and_tells_its_recovery_key() {
    let home = Home::empty();
    ends(&home.run_with(&["--as", "ruth", "show", "board"]), 1, "There is no home in TOP/home.");
    let made = home.make("Rowan House");
    ends(&made, 0, "Rowan House is made, in TOP/home.");
    let key = made.out.lines().find(|line| line.contains('-')).expect("the key").trim().to_string();
    assert_eq!(key.split('-').filter(|group| group.len() == 4).count(), 9, "{key}");
    let before = home.files();
    ends(&home.make("Another House"), 1, "There is a home in TOP/home already.");
    assert_eq!(home.files(), before);
    ends(&home.run(&["show", "board"]), 0, "Rowan House");
}

#[test]
fn a_passphrase_that_is_easily_guessed_makes_no_home() {
    let home = Home::empty();
    let weak = |passphrase| {
        let words = ["new", "--name", "Rowan House", "--manager", "ruth"];
        home.run_as("ruth", passphrase, &words)
    };
    ends(&weak("short"), 1, "Passphrase must be 12 characters or longer.");
    ends(&weak("rowan house ruth"), 1, "Passphrase must be more than a name");
    ends(&home.run_with(&["new", "--name", "A", "--manager", "ruth"]), 2, "--passphrase-file");
    assert!(!home.folder().join("store").exists());
}

#[test]
fn only_the_passphrase_opens_and_tries_are_slowed_down() {
    let home = Home::new();
    ends(&home.run_with(&["show", "board"]), 2, "These sign in: ruth.");
    ends(&home.run_as("dee", PASSPHRASE, &["show", "board"]), 1, "Nobody signs in as dee here.");
    ends(&home.run(&["--at", "2026-11-23 07:18", "show", "board"]), 2, "--at");
    let wrong = |_| home.run_as("ruth", "otter lamp green kettles", &["show", "board"]);
    let tries: Vec<Run> = (0..4).map(wrong).collect();
    ends(&tries[0], 3, "That is not the passphrase");
    assert!(tries.iter().any(|run| run.err.contains("wait")), "{tries:?}");
}

#[test]
fn the_record_is_checked_and_its_head_recognised() {
    let home = Home::new();
    let whole = home.run(&["verify"]);
    ends(&whole, 0, "Each is its author’s.");
    let head =
        whole.out.lines().find_map(|line| line.strip_prefix("The record ends with: ")).expect("a head");
    ends(&home.run(&["verify", "--head", head]), 0, "The head you gave is that of entry");
    ends(&home.run(&["verify", "--head", "A1B2-C3D4"]), 4, "No entry has the head you gave.");
}

#[test]
fn staff_and_children_are_brought_in_from_lists() {
    let home = Home::new();
    let staff = home.beside("staff.csv", "name,login,role\nDee Marsh,dee,\nTom Oke,,senior\n");
    ends(
        &home.run(&["import", "staff", &staff, "--dry-run"]),
        0,
        "2 lines can be brought in. Nothing was kept.",
    );
    assert_eq!(home.staff(), ["ruth"]);
    let brought = home.run(&["import", "staff", &staff]);
    ends(&brought, 0, "One-time passphrases, shown once:");
    assert_eq!(home.staff(), ["ruth", "dee", "tom"]);
    let one_time = brought.out.lines().find_map(|line| line.strip_prefix("Dee Marsh: ")).expect("her words");
    ends(&home.run_as("dee", one_time, &["show", "board"]), 3, "This passphrase is for the first time only.");
    let children = home.beside("children.csv", "name;keyworker;allergies\nKasia Wood;dee;nuts|bee stings\n");
    ends(&home.run(&["import", "children", &children]), 0, "1 line brought in.");
    ends(&home.run(&["show", "child", "Kasia"]), 0, "bee stings");
}

#[test]
fn a_list_with_a_bad_line_brings_in_nobody_and_each_is_named() {
    let home = Home::new();
    let list =
        home.beside("staff.csv", "name,login,role\nDee Marsh,dee,\nTom Oke,dee,\nSam Reed,sam,wizard\n");
    let bad = home.run(&["import", "staff", &list]);
    ends(&bad, 1, "Line 4: There is no role “wizard”.");
    let list = home.beside("staff.csv", "name,login,role\nDee Marsh,dee,\nTom Oke,dee,\n,x,\n");
    let bad = home.run(&["import", "staff", &list]);
    ends(&bad, 1, "Line 3: ");
    ends(&bad, 1, "Line 4: ");
    ends(&bad, 1, "Nothing was kept.");
    assert_eq!(home.staff(), ["ruth"]);
    ends(&home.run(&["import", "staff", "nowhere.csv"]), 1, "The list can't be read: nowhere.csv.");
    let latin = home.top.path().join("latin.csv");
    fs::write(&latin, b"name\nSiobh\xe1n\n").expect("the file can be written");
    ends(&home.run(&["import", "children", &latin.display().to_string()]), 1, "CSV UTF-8");
}

/// Writes over one of its files, asks for the board, and answers what was said.
fn after(change: impl FnOnce(&Path)) -> Run {
    let home = Home::new();
    change(&home.folder());
    home.run(&["show", "board"])
}

#[test]
fn keys_that_are_missing_cut_hostile_or_anothers_are_told() {
    let no_keys = after(|home| fs::remove_file(home.join("keys")).expect("it is there"));
    ends(&no_keys, 4, "keys");
    for len in [0, 3, 64, 200] {
        let cut = after(|home| {
            let bytes = fs::read(home.join("keys")).expect("it is there");
            fs::write(home.join("keys"), &bytes[..len]).expect("it can be written");
        });
        ends(&cut, 4, "keys");
    }
    // Whatever number stands in its header, no more memory or time is taken for it than a real one would.
    for place in 0..96 {
        let hostile = after(|home| {
            let mut bytes = fs::read(home.join("keys")).expect("it is there");
            bytes[place] = 0xff;
            fs::write(home.join("keys"), bytes).expect("it can be written");
        });
        assert!(matches!(hostile.code, 0 | 3 | 4), "{place}: {hostile:?}");
        assert!(!hostile.err.contains("panicked"), "{place}: {hostile:?}");
    }
    let other = Home::empty();
    assert_eq!(other.make("Ashfield").code, 0);
    let keys = fs::read(other.folder().join("keys")).expect("it is there");
    let anothers = after(|home| fs::write(home.join("keys"), keys).expect("it can be written"));
    ends(&anothers, 4, "keys");
}

#[test]
fn a_store_that_is_cut_emptied_or_of_a_newer_version_is_told() {
    for len in [0, 100, 5000] {
        let cut = after(|home| {
            let bytes = fs::read(home.join("store")).expect("it is there");
            fs::write(home.join("store"), &bytes[..len]).expect("it can be written");
        });
        assert!(matches!(cut.code, 3 | 4) && !cut.err.is_empty(), "{len}: {cut:?}");
    }
    // The format stands in plain after the magic: sealed in too, but a newer one is told as what it is.
    let newer = after(|home| {
        let mut bytes = fs::read(home.join("store")).expect("it is there");
        bytes[16..18].copy_from_slice(&2_u16.to_le_bytes());
        fs::write(home.join("store"), bytes).expect("it can be written");
    });
    ends(
        &newer,
        3,
        "This home was last used with a newer bethere. Update bethere on this computer to open it.",
    );
}

#[test]
fn what_still_opens_of_a_damaged_home_is_read_out_for_a_manager() {
    let home = Home::new();
    let staff = home.beside("staff.csv", "name,login\nDee Marsh,dee\n");
    ends(&home.run(&["import", "staff", &staff]), 0, "1 line brought in.");
    let out = home.top.path().join("out");
    let folder = out.display().to_string();
    ends(&home.run(&["verify", "--salvage", &folder]), 0, "entries were read into TOP/out/entries.jsonl.");
    let text = fs::read_to_string(out.join("entries.jsonl")).expect("it was written");
    let joined = text.lines().find(|line| line.contains("Dee Marsh")).expect("her entry");
    let joined: serde_json::Value = serde_json::from_str(joined).expect("each line is JSON");
    assert_eq!((&joined["by"], &joined["about"]), (&"Ruth Ellison".into(), &"The house".into()));
    ends(&home.run(&["verify", "--salvage", &folder]), 1, "A new folder can’t be made there");
    let wrong =
        home.run_as("ruth", "otter lamp grey kettle", &["verify", "--salvage", &format!("{folder}2")]);
    ends(&wrong, 3, "That is not the passphrase");
}

#[test]
fn a_copy_that_was_put_back_says_so_once() {
    let home = Home::new();
    ends(&home.run(&["show", "board"]), 0, "Rowan House");
    let before = fs::read(home.folder().join("store")).expect("it is there");
    let list = home.beside("children.csv", "name\nKasia Wood\n");
    ends(&home.run(&["import", "children", &list]), 0, "1 line brought in.");
    fs::write(home.folder().join("store"), before).expect("it can be written");
    let opened = home.run(&["show", "board"]);
    assert!(opened.code == 0 && opened.err.contains("This copy of the home ends at entry"), "{opened:?}");
    assert_eq!(home.run(&["show", "board"]).err, "");
}

#[test]
fn a_backup_is_put_back_elsewhere_first_and_then_in_the_place_of_the_home_which_is_kept() {
    let home = Home::new();
    ends(&home.run(&["backup", "--list"]), 0, "There is no backup of this home yet.");
    ends(&home.run(&["log", "house", "Before the backup."]), 0, "");
    let made = home.run(&["backup"]);
    ends(&made, 0, "Backed up and looked through: TOP/home/backups/");
    let name = made.out.lines().next().and_then(|line| line.rsplit_once('/')).expect("its folder").1;
    let backup = home.folder().join("backups").join(name);
    ends(&home.run(&["backup", "--list"]), 0, "to entry ");
    ends(&home.run(&["log", "house", "After the backup."]), 0, "");

    // Looked at in a place of its own.
    let (from, to) = (backup.display().to_string(), home.top.path().join("looked-at").display().to_string());
    let wrong = home.run_as("ruth", "not these words at all", &["restore", &from, "--to", &to]);
    ends(&wrong, 3, "That is not the passphrase.");
    let put_back = home.run(&["restore", &from, "--to", &to]);
    ends(&put_back, 0, "Rowan House, as it was backed up on");
    assert!(put_back.out.contains("\n0 children, 1 person. It ends at entry "), "{put_back:?}");
    assert!(put_back.out.contains("Nothing was changed in the home there is."), "{put_back:?}");
    let again = home.run(&["restore", &from, "--to", &to]);
    ends(&again, 1, "There is a home in TOP/looked-at already.");
    ends(&home.run_there(&to, &["verify"]), 0, "entries follow one another as they were written.");
    let log = home.run_there(&to, &["show", "log"]);
    assert!(log.out.contains("Before the backup.") && !log.out.contains("After the backup."), "{log:?}");
    let log = home.run(&["show", "log"]);
    assert!(log.out.contains("After the backup."), "{log:?}");

    // Put in the place of the home, which is kept.
    let replaced = home.run(&["restore", &from, "--replace"]);
    ends(&replaced, 0, "The home as it was before is kept in: TOP/home.before-1");
    let log = home.run(&["show", "log"]);
    assert!(log.out.contains("Before the backup.") && !log.out.contains("After the backup."), "{log:?}");
    assert!(log.err.contains("This copy of the home ends at entry"), "{log:?}");
    let kept = home.top.path().join("home.before-1").display().to_string();
    let log = home.run_there(&kept, &["show", "log"]);
    assert!(log.out.contains("After the backup."), "{log:?}");
    ends(&home.run(&["backup", "--list"]), 0, name);
}

#[test]
fn what_is_no_backup_of_this_home_is_refused_in_words() {
    let (home, other) = (Home::new(), Home::empty());
    assert_eq!(other.make("Elm House").code, 0);
    let made = other.run(&["backup"]);
    let name = made.out.lines().next().and_then(|line| line.rsplit_once('/')).expect("its folder").1;
    let theirs = other.folder().join("backups").join(name).display().to_string();
    let said = home.run(&["restore", &theirs, "--replace"]);
    ends(&said, 1, "is another home than the one this backup is of. Nothing was changed.");
    let nothing = home.folder().display().to_string();
    ends(&home.run(&["restore", &nothing, "--replace"]), 1, "There is no whole backup in TOP/home.");
    let store = other.folder().join("backups").join(name).join("store");
    let bytes = fs::read(&store).expect("the store");
    fs::write(&store, &bytes[..bytes.len() / 2]).expect("half of it");
    let to = home.top.path().join("half").display().to_string();
    let said = home.run(&["restore", &theirs, "--to", &to]);
    ends(&said, 4, "is damaged");
    assert_eq!(fs::read_dir(&to).expect("the folder").count(), 0, "nothing is left there");
}
