//! A disk that fills up under a journal at work, and what was written when it did.

#[cfg(unix)]
use super::disk::{Failure, Fault};
#[cfg(unix)]
use super::folder::watch;
use super::*;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

#[cfg(unix)]
#[test]
fn after_a_full_disk_writing_goes_on_where_it_stopped() {
    let (_dir, home) = closed_home();
    let mut journal = open(&home).unwrap();
    journal.append(&story(8, KASIA, 1, "Room enough.")).unwrap();
    let draft = Draft { name: "log".into(), subject: KASIA, began: noon(1), boxes: Vec::new() };
    journal.keep_draft(DEE, &draft).unwrap();
    let with = With { draft: Some("log"), ..With::default() };
    let no_room = Failure { at: 1, fault: Fault::Full, lasts: false };
    let (refused, _) =
        watch(&home, Some(no_room), || journal.append_with(&story(9, KASIA, 1, "No room."), with));
    let told = told(refused);
    assert!(matches!(told, Trouble::Full(_)), "{told:?}");
    assert_eq!(journal.drafts(DEE).unwrap(), [draft], "what was not saved stays a draft");
    // It was opened again on the disk as it is, which has room now.
    assert_eq!(journal.last(), 8);
    journal.append(&story(9, KASIA, 1, "Tried again.")).unwrap();
    drop(journal);
    let journal = open(&home).unwrap();
    assert_eq!(journal.entry(8).unwrap(), story(8, KASIA, 1, "Room enough."));
    assert_eq!(journal.entry(9).unwrap(), story(9, KASIA, 1, "Tried again."));
}

#[test]
fn an_entry_that_reached_the_disk_unanswered_is_never_written_over() {
    let (_dir, home) = closed_home();
    let mut journal = open(&home).unwrap();
    // As after a write that failed when the file could not be opened again at once.
    (journal.store, journal.last) = (None, 6);
    assert!(matches!(told(full(&journal)), Trouble::Disk(_)));
    let refused = told(journal.append(&story(7, JAYDEN, 1, "Something else.")));
    assert!(matches!(refused, Trouble::OutOfOrder { number: 7, last: 7 }), "{refused:?}");
    assert_eq!(full(&journal).unwrap(), week());
}

/// Set for the process whose files can't grow.
#[cfg(unix)]
const FOLDER: &str = "BETHERE_TEST_FULL_DISK";

#[cfg(unix)]
#[test]
fn a_disk_that_fills_up_costs_neither_a_home_nor_anyones_way_into_it() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return on_a_full_disk(Path::new(&folder));
    }
    let dir = TempDir::new().unwrap();
    let mut this_test = std::process::Command::new(std::env::current_exe().unwrap());
    this_test.args(["--exact", "--nocapture"]);
    this_test.arg("record::tests::filled::a_disk_that_fills_up_costs_neither_a_home_nor_anyones_way_into_it");
    let done = this_test.env(FOLDER, dir.path()).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// From now on no file of this process grows past so many bytes; past any number when there is none.
#[cfg(unix)]
fn room_for(bytes: Option<u64>) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    setrlimit(Resource::Fsize, Rlimit { current: bytes, maximum: None }).unwrap();
}

#[cfg(unix)]
fn on_a_full_disk(dir: &Path) {
    // Else the system ends whoever writes too much, as no full disk does.
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::new(AtomicBool::new(false))).unwrap();
    let home = dir.join("home");
    // The first run: nothing is left in the way, and it can be made as soon as there is room.
    room_for(Some(4096));
    let refused = told(create(&home));
    assert!(matches!(refused, Trouble::Full(_)), "{refused:?}");
    assert!(matches!(told(open(&home)), Trouble::NotAHome(_)));
    assert!(!home.join("store.new").exists());
    room_for(None);
    let mut journal = create(&home).unwrap();
    for entry in &week() {
        journal.append(entry).unwrap();
    }
    // Somebody new: who could come in still can, and nobody else.
    let keys = fs::read(home.join("keys")).unwrap();
    let kit = Pen::new(StaffId(Uuid::from_u128(6))).unwrap();
    room_for(Some(100));
    let refused = told(journal.change_ways(|ways| ways.give_one_time(&kit, "kit", &pass())));
    assert!(matches!(refused, Trouble::Full(_)), "{refused:?}");
    assert_eq!(journal.ways().all().count(), 2);
    assert_eq!(fs::read(home.join("keys")).unwrap(), keys);
    room_for(None);
    journal.change_ways(|ways| ways.give_one_time(&kit, "kit", &pass())).unwrap();
    // Sealed anew: the leaver is out, the home is as it was, and nothing of the copy fills the disk further.
    let store = fs::metadata(home.join("store")).unwrap().len();
    room_for(Some(store / 2));
    let refused = told(journal.shut_out(&[TOM]));
    assert!(matches!(refused, Trouble::Full(_)), "{refused:?}");
    assert!(!home.join("store.new").exists() && !home.join("keys.next").exists());
    room_for(None);
    assert_eq!(full(&journal).unwrap(), week());
    journal.append(&story(8, KASIA, 1, "Room again.")).unwrap();
    drop(journal);
    assert!(matches!(Journal::open(&Site::of(&home), TOM, &pass()), Err(NotOpened::NoSlot)));
    let mut journal = open(&home).unwrap();
    journal.shut_out(&[TOM]).unwrap();
    assert_eq!((journal.last(), journal.verify(0, None, |_| ()).unwrap().entries), (8, 8));
}

#[cfg(unix)]
#[test]
fn a_home_on_a_disk_that_takes_no_writes_at_all_can_still_be_read() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return read_only(Path::new(&folder));
    }
    let dir = TempDir::new().unwrap();
    let mut this_test = std::process::Command::new(std::env::current_exe().unwrap());
    this_test.args(["--exact", "--nocapture"]);
    this_test.arg("record::tests::filled::a_home_on_a_disk_that_takes_no_writes_at_all_can_still_be_read");
    let done = this_test.env(FOLDER, dir.path()).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

#[cfg(unix)]
fn read_only(dir: &Path) {
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::new(AtomicBool::new(false))).unwrap();
    let home = dir.join("home");
    let mut journal = create(&home).unwrap();
    for entry in &week() {
        journal.append(entry).unwrap();
    }
    // While it is open: what was saved goes on being read, and each write says why it is refused.
    room_for(Some(0));
    for _ in 0..2 {
        let refused = told(journal.append(&story(8, KASIA, 1, "No room.")));
        assert!(matches!(refused, Trouble::Full(_)), "{refused:?}");
        assert_eq!(full(&journal).unwrap(), week());
    }
    assert!(matches!(told(journal.try_to_write()), Trouble::Full(_)));
    // Closed without a word of it written, as a power cut would: its record of free pages has to be made good.
    drop(journal);
    let before = fs::read(home.join("store")).unwrap();
    let mut journal = open(&home).unwrap();
    assert_eq!(full(&journal).unwrap(), week());
    assert!(matches!(told(journal.append(&story(8, KASIA, 1, "No room."))), Trouble::Full(_)));
    assert_eq!(fs::read(home.join("store")).unwrap(), before, "not a byte of it was written");
    room_for(None);
    journal.try_to_write().unwrap();
    journal.append(&story(8, KASIA, 1, "Room again.")).unwrap();
    drop(journal);
    let mut journal = open(&home).unwrap();
    assert_eq!((journal.last(), journal.verify(0, None, |_| ()).unwrap().entries), (8, 8));
    // Wrong passphrases are told as such there too.
    room_for(Some(0));
    drop(journal.store.take());
    drop(journal);
    let wrong = Journal::open(&Site::of(&home), DEE, &Passphrase::typed("otter lamp grey"));
    assert!(matches!(wrong, Err(NotOpened::WrongPassphrase { .. })));
    room_for(None);
}

#[cfg(unix)]
#[test]
fn whether_there_is_room_is_tried_out_and_leaves_nothing() {
    let (_dir, home) = closed_home();
    let mut journal = open(&home).unwrap();
    let no_room = Failure { at: 1, fault: Fault::Full, lasts: false };
    let (tried, _) = watch(&home, Some(no_room), || journal.try_to_write());
    assert!(matches!(tried, Err(Trouble::Full(_))), "{tried:?}");
    journal.try_to_write().unwrap();
    let files = fs::read_dir(&home).unwrap().map(|file| file.unwrap().file_name());
    let mut files: Vec<_> = files.collect();
    files.sort();
    assert_eq!(files, ["home.lock", "keys", "store"]);
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_made_is_on_the_disk_or_in_one_that_nobody_may_read() {
    let dir = TempDir::new().unwrap();
    let made = |name: &str, says| {
        let folder = dir.path().join(name);
        // The second change: the folder it is in is put on the disk.
        let failure = Failure { at: 2, fault: Fault::Says(says), lasts: false };
        watch(dir.path(), Some(failure), || files::make_folder(&folder)).0
    };
    assert!(made("one", ErrorKind::PermissionDenied).is_ok());
    assert!(made("another", ErrorKind::TimedOut).is_err());
}

#[test]
fn a_notice_that_stands_says_why_nothing_is_kept() {
    let says = |kind| Trouble::from(io::Error::from(kind)).nothing_is_kept();
    assert!(says(ErrorKind::StorageFull).unwrap().starts_with("the disk is full. Make room on it"));
    assert!(says(ErrorKind::PermissionDenied).unwrap().contains("folder can’t be written to"));
    assert!(says(ErrorKind::TimedOut).unwrap().contains("disk can’t be written to"));
    assert!(Trouble::Replaced.nothing_is_kept().unwrap().contains("moved, deleted or replaced"));
    assert_eq!(Trouble::NoPen.nothing_is_kept(), None);
}
