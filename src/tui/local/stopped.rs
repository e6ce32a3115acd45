//! When the program itself fails: the terminal is put back, a report without names is written, and the person is
//! told in three lines that nothing saved is lost.
//!
//! The report says where in the program it was and nothing of what was on the screen: what a panic says of itself
//! can hold a piece of the record.

use crate::desk::catches_panics;
use std::backtrace::Backtrace;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::panic::{self, Location, PanicHookInfo};
use std::path::{Path, PathBuf};
use std::{fs, thread};

/// What is called when something panics.
type Hook = Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send>;

/// While this lives, stopping by mistake is reported.
pub(super) struct Reporting {
    /// What was to happen otherwise.
    before: Option<Hook>,
}

impl Reporting {
    /// Reports into a folder, which is made when it is needed.
    pub(super) fn to(folder: &Path) -> Self {
        let before = Some(panic::take_hook());
        let folder = folder.to_path_buf();
        panic::set_hook(Box::new(move |stop| {
            // Nothing stops: the journal tells it as damage, and the screens stay.
            if catches_panics() {
                return;
            }
            super::restore();
            tell(&folder, stop.location());
        }));
        Self { before }
    }
}

impl Drop for Reporting {
    fn drop(&mut self) {
        // A hook can't be changed by the thread that is stopping.
        if let Some(before) = self.before.take()
            && !thread::panicking()
        {
            panic::set_hook(before);
        }
    }
}

fn tell(folder: &Path, place: Option<&Location<'_>>) {
    let place = place.map_or("an unknown place".into(), ToString::to_string);
    let code = code(&place);
    // Neither a full disk nor a closed terminal may keep the other from being tried.
    let _ = write(folder, &code, &report(&code, &place));
    let _ = writeln!(io::stderr(), "{}", words(&code));
}

fn write(folder: &Path, code: &str, report: &str) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let file = folder.join(format!("stopped-{code}.txt"));
    fs::write(&file, report)?;
    Ok(file)
}

/// What the person reads.
fn words(code: &str) -> String {
    format!(
        "bethere stopped by mistake. It was not something you did.\n\
         Everything it said was saved is saved. What you were typing is kept as a draft.\n\
         Start it again and sign in. If it happens twice, tell the person who looks after this computer: {code}."
    )
}

/// What whoever helps reads.
fn report(code: &str, place: &str) -> String {
    let mut report =
        format!("bethere {} stopped by mistake: {code}\nat {place}\n\n", env!("CARGO_PKG_VERSION"));
    // Writing to a string can't fail.
    let _ = write!(report, "{}", Backtrace::force_capture());
    report
}

/// Short enough to be read out over the telephone, and the same for the same place in the program.
fn code(place: &str) -> String {
    let sum =
        place.bytes().fold(0x811c_9dc5_u32, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("B-{:04X}", (sum >> 16) ^ (sum & 0xffff))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    /// Set for the process that is to stop.
    const FOLDER: &str = "BETHERE_TEST_REPORTS";

    #[test]
    fn the_words_blame_nobody() {
        insta::assert_snapshot!(words("B-07A1"), @r"
        bethere stopped by mistake. It was not something you did.
        Everything it said was saved is saved. What you were typing is kept as a draft.
        Start it again and sign in. If it happens twice, tell the person who looks after this computer: B-07A1.
        ");
    }

    #[test]
    fn a_place_has_one_code() {
        assert_eq!(code("src/tui/board.rs:12:3"), code("src/tui/board.rs:12:3"));
        assert_ne!(code("src/tui/board.rs:12:3"), code("src/tui/board.rs:13:3"));
        assert_eq!(code("").len(), "B-07A1".len());
    }

    #[test]
    fn a_stop_is_told_without_what_the_program_was_handling() {
        if let Some(folder) = std::env::var_os(FOLDER) {
            let _reporting = Reporting::to(Path::new(&folder));
            panic!("Kasia’s line could not be drawn");
        }
        let folder = tempfile::tempdir().expect("a directory for the test");
        let mut this_test = Command::new(std::env::current_exe().expect("this program"));
        this_test.args(["--exact", "--nocapture"]);
        this_test.arg("tui::local::stopped::tests::a_stop_is_told_without_what_the_program_was_handling");
        let stopped = this_test.env(FOLDER, folder.path()).output().expect("it runs");
        let said = String::from_utf8_lossy(&stopped.stderr).into_owned();
        assert!(!stopped.status.success());
        assert!(said.contains("bethere stopped by mistake. It was not something you did."), "{said}");
        let reports: Vec<PathBuf> = fs::read_dir(folder.path())
            .expect("the folder")
            .map(|file| file.expect("a report").path())
            .collect();
        let [report] = &reports[..] else { panic!("{reports:?}") };
        let report = fs::read_to_string(report).expect("the report");
        assert!(report.contains("stopped.rs"), "where it was: {report}");
        assert!(!report.contains("Kasia") && !said.contains("Kasia"), "{report}\n{said}");
    }
    #[test]
    fn a_panic_that_the_journal_catches_is_not_told() {
        if let Some(folder) = std::env::var_os(FOLDER) {
            let _reporting = Reporting::to(Path::new(&folder));
            let told = crate::record::guarded(|| -> Result<(), _> { panic!("page 7 is odd") });
            assert!(told.is_err());
            return;
        }
        let folder = tempfile::tempdir().expect("a directory for the test");
        let mut this_test = Command::new(std::env::current_exe().expect("this program"));
        this_test.args(["--exact", "--nocapture"]);
        this_test.arg("tui::local::stopped::tests::a_panic_that_the_journal_catches_is_not_told");
        let went_on = this_test.env(FOLDER, folder.path()).output().expect("it runs");
        assert!(went_on.status.success() && went_on.stderr.is_empty(), "{went_on:?}");
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 0);
    }
}
