//! A made-up home in a folder of its own, opened in terminals and asked by the command line what is true in it.

use crate::terminal::Terminal;
use serde_json::Value;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Mutex;
use tempfile::TempDir;

/// Monday 23 November 2026, early: the morning shift is on.
pub const MORNING: &str = "2026-11-23 07:18";

/// A home on the disk. Its folder goes with it.
pub struct Home {
    top: TempDir,
    at: &'static str,
}

impl Home {
    /// The demo home as it is on the morning of 23 November.
    pub fn new() -> Self {
        Self::at(MORNING)
    }

    /// The demo home as it is at a time.
    pub fn at(at: &'static str) -> Self {
        let home = Self { top: tempfile::tempdir().expect("a folder for the test"), at };
        fs::create_dir(home.dir()).expect("the folder is new");
        for (name, bytes) in built(at) {
            fs::write(home.dir().join(name), bytes).expect("the file can be written");
        }
        home
    }

    /// Lets its time go on.
    pub fn later(&mut self, at: &'static str) {
        self.at = at;
    }

    /// Its folder.
    pub fn dir(&self) -> PathBuf {
        self.top.path().join("home")
    }

    /// A place for a file beside it.
    pub fn beside(&self, name: &str, text: &str) -> PathBuf {
        let path = self.top.path().join(name);
        fs::write(&path, text).expect("the file can be written");
        path
    }

    /// Opens it in somebody's name, in a window of 80 by 24.
    pub fn open(&self, login: &str) -> Terminal {
        self.open_with(login, &[], &[], 24, 80)
    }

    /// Opens it with more on the command line or in the environment, or in another window.
    pub fn open_with(
        &self,
        login: &str,
        more: &[&str],
        environment: &[(&str, &str)],
        rows: u16,
        columns: u16,
    ) -> Terminal {
        let dir = self.dir();
        let dir = dir.to_str().expect("temporary folders have plain names");
        let mut args = vec!["--home", dir, "--as", login, "--at", self.at];
        args.extend(more);
        Terminal::start_with(&args, environment, rows, columns)
    }

    /// What is true in it, as `bethere show … --json` tells it. It must be closed by then.
    pub fn show(&self, what: &[&str]) -> Value {
        let output = self.ask(&[&["show"], what, &["--json"]].concat());
        serde_json::from_str(&told(&output)).expect("it is JSON")
    }

    /// A line of a child's lists today.
    pub fn line(&self, child: &str, words: &str) -> Value {
        let day = self.show(&["child", child]);
        let line = lines(&day).find(|line| line["words"] == words).cloned();
        line.unwrap_or_else(|| panic!("{child} has no line {words:?}: {day:#}"))
    }

    /// The first line that is open in a child's morning.
    pub fn first_open(&self, child: &str) -> String {
        let day = self.show(&["child", child]);
        let open = lines(&day).find(|line| line["outcome"].is_null()).expect("something is left to do");
        open["words"].as_str().expect("it has words").to_string()
    }

    /// Does something by the command line, at its time.
    pub fn ask(&self, words: &[&str]) -> Output {
        command()
            .args(words)
            .arg("--home")
            .arg(self.dir())
            .args(["--at", self.at])
            .output()
            .expect("bethere runs")
    }
}

/// The files of the demo home at a time, made once for all tests of a process.
fn built(at: &'static str) -> Vec<(OsString, Vec<u8>)> {
    type Files = Vec<(OsString, Vec<u8>)>;
    static BUILT: Mutex<BTreeMap<&str, Files>> = Mutex::new(BTreeMap::new());
    let mut built = BUILT.lock().expect("no test failed while building");
    let made = || {
        let top = tempfile::tempdir().expect("a folder for the demo");
        let dir = top.path().join("home");
        let mut demo = command();
        // Two days are all of its story that reaches into the present.
        demo.args(["demo", "--no-open", "--seed", "1", "--days", "2", "--at", at, "--keep"]).arg(&dir);
        told(&demo.output().expect("bethere runs"));
        let files = fs::read_dir(dir).expect("it was kept").map(|file| file.expect("a file"));
        // How it was left is remembered of that folder, and of no copy.
        let files = files.filter(|file| file.path().is_file());
        files.map(|file| (file.file_name(), fs::read(file.path()).expect("it can be read"))).collect()
    };
    built.entry(at).or_insert_with(made).clone()
}

/// All lines of a child's day, as it is shown.
fn lines(day: &Value) -> impl Iterator<Item = &Value> {
    let lists = day["lists"].as_array().expect("a day has lists");
    lists.iter().flat_map(|list| list["lines"].as_array().expect("a list has lines"))
}

/// The built program, in an environment with nothing of this computer's.
pub fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bethere"));
    command.env_clear().env("HOME", nobody()).env("LANG", "C.UTF-8");
    command
}

/// A person's folder in which there is nothing.
pub fn nobody() -> PathBuf {
    let nobody = Path::new(env!("CARGO_TARGET_TMPDIR")).join("nobody");
    fs::create_dir_all(&nobody).expect("the build has a folder for tests");
    nobody
}

/// What a command printed, when it was done.
pub fn told(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {said}", output.status);
    String::from_utf8_lossy(&output.stdout).into_owned()
}
