//! A disk that is really full, at night: whoever comes in reads, nothing is said to be saved that is not, and what was
//! owed is written once there is room.

use super::Terminal;
use crate::care::alert::{Level, Until};
use crate::care::people::Fact as PeopleFact;
use crate::care::{Entry, Fact};
use chrono::TimeDelta;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const NIGHT: &str = "2026-11-24T03:00:00Z";

/// A small disk in memory.
struct Disk(TempDir);

impl Disk {
    /// None where this user can't have one.
    fn new() -> Option<Self> {
        let place = tempfile::tempdir().expect("a directory for the test");
        let mount =
            Command::new("mount").args(["-t", "tmpfs", "-o", "size=24m", "tmpfs"]).arg(place.path()).output();
        match mount {
            Ok(output) if output.status.success() => Some(Self(place)),
            _ => {
                eprintln!("not tested: this user can't mount a disk to fill");
                None
            }
        }
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn fill(&self) {
        let mut filler = File::create(self.path().join("filler")).expect("there is room for a name");
        while filler.write_all(&[7; 4096]).is_ok() {}
    }

    /// Mounts it again, to be read only or to be written.
    fn turn(&self, how: &str) {
        let done = Command::new("mount").args(["-o", &format!("remount,{how}")]).arg(self.path()).status();
        assert!(done.is_ok_and(|done| done.success()), "it can be mounted again");
    }

    fn make_room(&self) {
        fs::remove_file(self.path().join("filler")).expect("it is there");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.path()).output();
    }
}

/// Writes in Mo's log until the disk takes no more. Answers how often it was saved.
fn log_until_refused(terminal: &mut Terminal) -> usize {
    for saved in 0..400 {
        terminal.press("L").type_in("slept, and slept on").press("Ctrl+S");
        if terminal.message().starts_with("NOT saved.") {
            return saved;
        }
    }
    panic!("the disk never filled up:\n{}", terminal.picture());
}

fn sign_ins(terminal: &Terminal) -> Vec<Entry> {
    let mut found = terminal.looks();
    found.retain(|entry| matches!(entry.fact, Fact::People(PeopleFact::SignedIn { .. })));
    found
}

#[test]
fn whoever_comes_in_while_nothing_can_be_written_reads_the_alert_and_is_written_down_later() {
    let Some(disk) = Disk::new() else { return };
    let dir = TempDir::new_in(disk.path()).expect("a folder on the disk");
    let mut terminal = Terminal::small_in(dir, NIGHT, "tom");
    terminal.worry("priya", "Mo", Level::Urgent, Until::Closed);
    disk.fill();
    log_until_refused(&mut terminal);
    assert!(terminal.message().contains("The disk is full."), "{}", terminal.message());
    assert!(terminal.message().contains("Your words are still here."), "{}", terminal.message());
    assert!(terminal.shows("slept, and slept on"), "{}", terminal.picture());
    assert!(terminal.shows("NOTHING CAN BE SAVED NOW: the disk is full."), "{}", terminal.picture());
    assert_eq!(terminal.roles("NOTHING CAN BE SAVED NOW"), ["banner_urgent"]);

    terminal.leave_alone(TimeDelta::seconds(2));
    assert!(terminal.message().starts_with("NOT saved."), "it is not said over: {}", terminal.message());
    // Nobody is kept in a form by words that can't be kept.
    terminal.press("Esc");
    assert!(terminal.shows("› 1 Stay with it"), "{}", terminal.picture());
    terminal.press("Enter");
    assert!(terminal.shows("slept, and slept on"), "{}", terminal.picture());

    // Dee comes in after four wrong tries, of which the disk keeps none.
    terminal.press("Ctrl+L Tab").type_in("dee").press("Enter");
    for _ in 0..4 {
        terminal.leave_alone(TimeDelta::seconds(10));
        terminal.type_in("demo demo").press("Enter");
        assert!(terminal.message().starts_with("That is not the passphrase."), "{}", terminal.message());
    }
    terminal.leave_alone(TimeDelta::seconds(10));
    // Closing made a little room in the file, enough for an entry; now nothing can be written at all.
    disk.turn("ro");
    terminal.type_in("demo demo demo").press("Enter");
    let came_in = terminal.now;
    if terminal.shows("Since you were last on") {
        terminal.press("Esc");
    }
    let banner = "NOTHING CAN BE SAVED NOW: the home’s folder can’t be written to.";
    assert!(terminal.shows(banner), "{}", terminal.picture());
    assert!(terminal.shows("URGENT  Mo: says he will leave tonight."), "{}", terminal.picture());
    terminal.press("U");
    assert!(terminal.shows("talk about the dog, walk with him"), "{}", terminal.picture());
    terminal.press("Enter");
    assert!(terminal.message().starts_with("NOT saved."), "{}", terminal.message());
    let before = terminal.app.desk().expect("it is open").last();

    // Locked and opened again meanwhile, it is still owed.
    terminal.press("Ctrl+L");
    terminal.become_("Tom");
    terminal.become_("Dee");
    assert_eq!(terminal.app.desk().expect("it is open").last(), before, "nothing was written");

    disk.turn("rw");
    disk.make_room();
    terminal.leave_alone(TimeDelta::minutes(1));
    assert!(terminal.message().starts_with("Saving works again."), "{}", terminal.picture());
    assert!(!terminal.shows("NOTHING CAN BE SAVED"), "{}", terminal.picture());
    let dee = terminal.home(|home| home.people.by_login("dee").expect("works here").id);
    let written = sign_ins(&terminal);
    let [first, second] = &written[..] else { panic!("{written:?}") };
    assert_eq!((first.by, second.by), (dee, dee), "Tom's waits for Tom: it is his to sign");
    assert_eq!(first.at.timestamp_millis(), came_in.timestamp_millis());
    assert_eq!(first.fact, Fact::People(PeopleFact::SignedIn { wrong_tries: 4 }));
    assert_eq!(second.fact, Fact::People(PeopleFact::SignedIn { wrong_tries: 0 }));
    assert_eq!(first.number, before + 1, "before anything else of theirs");
    terminal.press("R");
    assert!(terminal.message().starts_with("Saved"), "{}", terminal.picture());
    // Tom's waited for him.
    terminal.become_("Tom");
    terminal.leave_alone(TimeDelta::minutes(1));
    let tom = terminal.home(|home| home.people.by_login("tom").expect("works here").id);
    assert_eq!(sign_ins(&terminal).iter().filter(|entry| entry.by == tom).count(), 2);
}

#[test]
fn a_home_on_a_disk_that_can_only_be_read_is_read() {
    let Some(disk) = Disk::new() else { return };
    let dir = TempDir::new_in(disk.path()).expect("a folder on the disk");
    let mut terminal = Terminal::small_in(dir, NIGHT, "tom");
    terminal.worry("priya", "Mo", Level::Urgent, Until::Closed);
    terminal.press("Ctrl+L");
    disk.turn("ro");
    terminal.press("Tab").type_in("dee").press("Enter").type_in("demo demo demo").press("Enter");
    assert!(
        terminal.shows("NOTHING CAN BE SAVED NOW: the home’s folder can’t be written to."),
        "{}",
        terminal.picture()
    );
    terminal.press("Esc U");
    assert!(terminal.shows("talk about the dog, walk with him"), "{}", terminal.picture());
    terminal.press("Enter");
    assert!(
        terminal.message().starts_with("NOT saved. The home's folder can't be written to."),
        "{}",
        terminal.message()
    );
    terminal.press("Esc B L").type_in("soon lost").press("Esc 2");
    assert!(terminal.shows("Children") && !terminal.shows("soon lost"), "{}", terminal.picture());
    terminal.press("U");
    disk.turn("rw");
    terminal.press("Enter");
    assert!(terminal.message().starts_with("Saved"), "{}", terminal.picture());
    assert!(!terminal.shows("NOTHING CAN BE SAVED"), "{}", terminal.picture());
    assert_eq!(sign_ins(&terminal).len(), 1, "it was written before the receipt");
}
