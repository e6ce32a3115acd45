//! What a released version wrote is read for ever: homes and backups as they were left then open, prove themselves and
//! read the same, and go on.
//!
//! A format that changed gets a folder of its own in `tests/data/homes`; none there is ever made anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// What Ruth Ellison, the manager of these homes, signs in with.
const PASSPHRASE: &str = "otter lamp green kettle\n";

/// A copy of one, because opening a home writes that it was opened.
struct Copy {
    top: TempDir,
}

impl Copy {
    fn of(release: &str) -> Self {
        let top = tempfile::tempdir().expect("a directory for the test");
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/homes").join(release);
        for folder in ["home", "backup"] {
            fs::create_dir(top.path().join(folder)).expect("a folder for it");
            for file in fs::read_dir(from.join(folder)).expect("it is kept") {
                let file = file.expect("a file");
                let to = top.path().join(folder).join(file.file_name());
                fs::copy(file.path(), to).expect("it can be copied");
            }
        }
        fs::write(top.path().join("passphrase"), PASSPHRASE).expect("it can be written");
        Self { top }
    }

    fn folder(&self, name: &str) -> PathBuf {
        self.top.path().join(name)
    }

    /// What a command says in one of its folders.
    #[track_caller]
    fn says(&self, home: &str, args: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_bethere"))
            .env_clear()
            .env("HOME", self.top.path())
            .env("LANG", "C.UTF-8")
            .arg("--home")
            .arg(self.folder(home))
            .args(["--as", "ruth", "--passphrase-file"])
            .arg(self.folder("passphrase"))
            .args(args)
            .stdin(Stdio::null())
            .output()
            .expect("the program runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{args:?}: {said}");
        assert_eq!(said, "", "{args:?}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

#[track_caller]
fn reads_as_written(log: &str) {
    for words in [
        "2026-11-21T10:30:00.285Z",
        "Slept well; up twice, asked for the blue cup.",
        "I was not scared.",
        "The boiler was looked at.",
        "Beat Tom at chess.",
    ] {
        assert!(log.contains(words), "{words:?} is not in {log}");
    }
}

/// A home as it was left, and a backup that was made of it before.
struct Left {
    release: &'static str,
    /// The heads that were printed, and the entries they are of.
    head: &'static str,
    of: &'static str,
    /// How many entries the backup has.
    backed_up: &'static str,
    /// What was written after it.
    since: &'static str,
}

/// Before there was a book, and with some entries in it: the same format of the file and of each entry.
const ALL: [Left; 2] = [
    Left {
        release: "format-1",
        head: "852R0-AQA3G-51S8J-SK50Q-YNBJYV",
        of: "entry 69.",
        backed_up: "66 entries",
        since: "Read to himself until nine.",
    },
    Left {
        release: "format-1-book",
        head: "4EVH5-F5426-ERKRM-PZT10-C3KPV7",
        of: "entry 79.",
        backed_up: "76 entries",
        since: "Settled after a story.",
    },
];

#[test]
fn a_home_as_it_was_left_opens_proves_itself_reads_the_same_and_goes_on() {
    for Left { release, head, of, since, .. } in ALL {
        let copy = Copy::of(release);
        let child = copy.says("home", &["show", "child", "Kasia"]);
        assert!(child.contains("ALLERGY: nuts.") && child.contains("Keyworker: Dee Marsh."), "{child}");
        let verified = copy.says("home", &["verify", "--head", head]);
        assert!(verified.contains(&format!("The head you gave is that of {of}")), "{verified}");
        let salvaged = copy.folder("read-out").display().to_string();
        copy.says("home", &["verify", "--salvage", &salvaged]);
        let entries =
            fs::read_to_string(copy.folder("read-out").join("entries.jsonl")).expect("it was read out");
        reads_as_written(&entries);
        assert!(entries.contains(since), "{entries}");
        copy.says("home", &["log", "house", "Written by a later version."]);
        assert!(copy.says("home", &["show", "log", "house"]).contains("Written by a later version."));
        copy.says("home", &["verify"]);
    }
}

#[test]
fn a_backup_as_it_was_made_is_put_back_and_reads_the_same() {
    for Left { release, backed_up, since, .. } in ALL {
        let copy = Copy::of(release);
        let (backup, to) = (copy.folder("backup").display().to_string(), copy.folder("again"));
        let told = copy.says("backup", &["restore", &backup, "--to", &to.display().to_string()]);
        let follow = format!("{backed_up} follow one another as they were written");
        assert!(told.contains(&follow), "{told}");
        let salvaged = copy.folder("read-out").display().to_string();
        copy.says("again", &["verify", "--salvage", &salvaged]);
        let entries =
            fs::read_to_string(copy.folder("read-out").join("entries.jsonl")).expect("it was read out");
        reads_as_written(&entries);
        assert!(!entries.contains(since), "that was written later");
    }
}
