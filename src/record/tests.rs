//! A journal on a real disk: kept, found again, cut, flipped, locked, full.

#[cfg(unix)]
mod arrived;
mod backed_up;
#[cfg(unix)]
mod cut;
pub(super) mod disk;
mod filed;
mod filled;
#[cfg(unix)]
pub(super) mod folder;
mod leaving;
mod looked;
mod moved;
mod outside;
#[cfg(unix)]
mod replaced;
mod salvaged;
mod ways;
mod worded;

use super::*;
use crate::care::{ChildId, Fact, Hours, LogId, house, log, routine};
use chrono::{NaiveDate, TimeDelta};
use std::error::Error;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;
use tempfile::TempDir;

const KASIA: Subject = Subject::Child(ChildId(Uuid::from_u128(1)));
const JAYDEN: Subject = Subject::Child(ChildId(Uuid::from_u128(2)));
const DEE: StaffId = StaffId(Uuid::from_u128(3));
const TOM: StaffId = StaffId(Uuid::from_u128(4));

fn card() -> Card {
    Card { id: Uuid::from_u128(5), name: "Hawthorn House".into(), demo: true }
}

fn day(n: i32) -> CareDay {
    CareDay::of(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()).plus(n)
}

fn noon(n: i32) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_435_200, 0).unwrap() + TimeDelta::days(n.into())
}

fn entry(number: u64, subject: Subject, on: i32, fact: Fact) -> Entry {
    Entry { number, at: noon(on), by: DEE, day: day(on), subject, fact }
}

fn story(number: u64, subject: Subject, on: i32, text: &str) -> Entry {
    let of = LogId(Uuid::from_u128(number.into()));
    let fact = log::Fact::Amended { of, text: text.into(), why: "to test".into() };
    entry(number, subject, on, Fact::Log(fact))
}

fn hours(number: u64, on: i32) -> Entry {
    entry(number, Subject::House, on, Fact::House(house::Fact::HoursSet(Hours::default())))
}

/// Two days of two children and the house.
fn week() -> Vec<Entry> {
    let duty = |number, on| {
        let ended = routine::Fact::DutyEnded(crate::care::DutyId(Uuid::from_u128(9)));
        entry(number, KASIA, on, Fact::Routine(ended))
    };
    vec![
        hours(1, 0),
        story(2, KASIA, 0, "Woke on her own."),
        story(3, JAYDEN, 0, "At school by nine."),
        duty(4, 0),
        story(5, KASIA, 1, "Quiet at breakfast."),
        hours(6, 1),
        story(7, KASIA, 0, "Written a day late."),
    ]
}

fn numbers(entries: &[Entry]) -> Vec<u64> {
    entries.iter().map(|entry| entry.number).collect()
}

fn along(home: &Home) -> With<'_> {
    With { home: Some(home), ..With::default() }
}

fn full(journal: &Journal) -> Result<Vec<Entry>, Trouble> {
    journal.since(0)?.collect()
}

/// Dee and Tom have the same passphrase here.
fn pass() -> Passphrase {
    Passphrase::typed("otter lamp green")
}

fn founders() -> Founders {
    let mut founders = Founders::new(card().id, Cost::DEMO).unwrap();
    founders.add("dee", &pass(), Pen::made_up(DEE, [3; 32])).unwrap();
    founders.add("tom", &pass(), Pen::made_up(TOM, [4; 32])).unwrap();
    founders
}

fn create(dir: &Path) -> Result<Journal, Trouble> {
    Journal::create(&Site::of(dir), &card(), founders(), &[], &Home::default())
}

fn open(dir: &Path) -> Result<Journal, Trouble> {
    match Journal::open(&Site::of(dir), DEE, &pass()) {
        Ok((journal, _)) => Ok(journal),
        Err(NotOpened::Trouble(trouble)) => Err(trouble),
        Err(other) => panic!("{other:?}"),
    }
}

fn new_home() -> (TempDir, Journal) {
    let dir = TempDir::new().unwrap();
    let journal = create(&dir.path().join("home")).unwrap();
    (dir, journal)
}

/// A closed home with a week in it, and where it is.
fn closed_home() -> (TempDir, std::path::PathBuf) {
    let (dir, mut journal) = new_home();
    for entry in &week() {
        journal.append(entry).unwrap();
    }
    let home = dir.path().join("home");
    (dir, home)
}

#[track_caller]
fn told<T>(result: Result<T, Trouble>) -> Trouble {
    match result {
        Err(trouble) => trouble,
        Ok(_) => panic!("nothing was told"),
    }
}

#[test]
fn what_is_written_is_there_when_it_is_opened_again() {
    let (_dir, home) = closed_home();
    let journal = open(&home).unwrap();
    assert_eq!((journal.card(), journal.last(), journal.snapshot_at()), (&card(), 7, 0));
    assert_eq!(full(&journal).unwrap(), week());
    assert_eq!(journal.entry(3).unwrap(), week()[2]);
    assert_eq!(numbers(&journal.by_day(KASIA, day(0)).unwrap()), [2, 4, 7]);
    assert_eq!(numbers(&journal.by_day(KASIA, day(1)).unwrap()), [5]);
    assert_eq!(numbers(&journal.by_day(Subject::House, day(1)).unwrap()), [6]);
    assert!(journal.by_day(JAYDEN, day(1)).unwrap().is_empty());
    assert_eq!(numbers(&journal.by_topic(KASIA, Topic::Log, 0..u64::MAX, 9).unwrap()), [2, 5, 7]);
    assert_eq!(numbers(&journal.by_topic(KASIA, Topic::Log, 0..u64::MAX, 2).unwrap()), [5, 7]);
    assert_eq!(numbers(&journal.by_topic(KASIA, Topic::Log, 3..7, 9).unwrap()), [5]);
    assert!(journal.by_topic(KASIA, Topic::Log, 3..3, 9).unwrap().is_empty());
    assert_eq!(numbers(&journal.by_topic(Subject::House, Topic::House, 0..u64::MAX, 9).unwrap()), [1, 6]);
    assert_eq!(numbers(&journal.latest(2).unwrap()), [7, 6]);
    assert_eq!(numbers(&journal.since(5).unwrap().collect::<Result<Vec<_>, _>>().unwrap()), [6, 7]);
    assert_eq!(journal.since(7).unwrap().count(), 0);
}

#[test]
fn a_home_and_many_entries_are_kept_in_one_commit() {
    let (dir, mut journal) = new_home();
    let folded = |entries: &[Entry]| {
        let mut home = Home::default();
        for entry in entries {
            home.apply(entry);
        }
        home
    };
    journal.append_all(&week()[..5], &folded(&week()[..5])).unwrap();
    journal.append(&week()[5]).unwrap();
    assert_eq!((journal.last(), journal.snapshot_at()), (6, 5));
    assert_eq!(journal.snapshot().unwrap(), Some(folded(&week()[..5])));
    journal.append_with(&week()[6], along(&folded(&week()))).unwrap();
    drop(journal);
    let journal = open(&dir.path().join("home")).unwrap();
    assert_eq!((journal.last(), journal.snapshot_at()), (7, 7));
    assert_eq!(journal.snapshot().unwrap(), Some(folded(&week())));
}

#[test]
fn an_entry_that_does_not_follow_is_refused() {
    let (_dir, mut journal) = new_home();
    journal.append(&hours(1, 0)).unwrap();
    for number in [0, 1, 3] {
        let refused = told(journal.append(&hours(number, 0)));
        assert!(matches!(refused, Trouble::OutOfOrder { last: 1, .. }), "{refused}");
    }
    let gap = [hours(2, 0), hours(4, 0)];
    assert!(matches!(journal.append_all(&gap, &Home::default()), Err(Trouble::OutOfOrder { .. })));
    assert_eq!(full(&journal).unwrap(), [hours(1, 0)]);
}

#[test]
fn an_entry_too_large_is_refused_and_nothing_is_written() {
    let (_dir, mut journal) = new_home();
    let refused = told(journal.append(&story(1, KASIA, 0, &"x".repeat(2 << 20))));
    assert_eq!(refused.to_string(), "This is too long to be kept in one entry. Make it shorter.");
    journal.append(&story(1, KASIA, 0, "Shorter.")).unwrap();
    assert_eq!(journal.last(), 1);
}

#[test]
fn drafts_are_kept_for_whoever_typed_them() {
    let (dir, mut journal) = new_home();
    let draft = |name: &str, began| Draft {
        name: name.into(),
        subject: KASIA,
        began: noon(began),
        boxes: vec![("what happened".into(), "School rang".into())],
    };
    journal.keep_draft(DEE, &draft("log", 1)).unwrap();
    journal.keep_draft(DEE, &draft("alert", 0)).unwrap();
    journal.keep_draft(TOM, &draft("log", 2)).unwrap();
    journal.keep_draft(DEE, &draft("log", 3)).unwrap();
    drop(journal);
    let mut journal = open(&dir.path().join("home")).unwrap();
    assert_eq!(journal.drafts(DEE).unwrap(), [draft("alert", 0), draft("log", 3)]);
    journal.drop_draft(DEE, "alert").unwrap();
    journal.drop_draft(DEE, "never was").unwrap();
    assert_eq!(journal.drafts(DEE).unwrap(), [draft("log", 3)]);
    assert_eq!(journal.drafts(TOM).unwrap(), [draft("log", 2)]);
    assert_eq!(journal.last(), 0);
}

#[test]
fn a_folder_without_a_home_is_told_from_one_with() {
    let dir = TempDir::new().unwrap();
    let nowhere = dir.path().join("nowhere");
    let sentence = format!("There is no home in {}.", nowhere.display());
    assert_eq!(told(open(&nowhere)).to_string(), sentence);
    assert!(!nowhere.exists(), "looking for a home must not make one");
    assert_eq!(told(open(dir.path())).exit_code(), 3);

    let (_dir, home) = closed_home();
    let refused = told(create(&home));
    assert_eq!(
        refused.to_string(),
        format!("There is a home in {} already. Open it, or choose another folder.", home.display())
    );
    assert_eq!(open(&home).unwrap().last(), 7);
}

#[test]
fn a_home_that_was_never_finished_is_begun_again() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("store.new"), "half a store").unwrap();
    assert!(matches!(told(open(dir.path())), Trouble::NotAHome(_)));
    assert_eq!(create(dir.path()).unwrap().card(), &card());
    assert!(!dir.path().join("store.new").exists());
}

#[test]
fn a_second_window_is_sent_to_the_first() {
    let (dir, journal) = new_home();
    let home = dir.path().join("home");
    let told = told(open(&home));
    assert_eq!(told.to_string(), "bethere is open in another window on this computer. Use that one.");
    assert_eq!(told.exit_code(), 3);
    drop(journal);
    open(&home).unwrap();
}

#[cfg(unix)]
#[test]
fn a_home_is_for_one_pair_of_eyes() {
    use std::os::unix::fs::PermissionsExt;
    let (_dir, home) = closed_home();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&home), 0o700);
    for file in fs::read_dir(&home).unwrap() {
        assert_eq!(mode(&file.unwrap().path()), 0o600);
    }
}

#[test]
fn a_file_that_is_no_store_is_told() {
    let (_dir, home) = closed_home();
    for contents in [&b""[..], b"x", &[0; 8_192], "Not a home. ".repeat(1_000).as_bytes()] {
        fs::write(home.join("store"), contents).unwrap();
        let told = told(open(&home));
        assert!(matches!(told, Trouble::Unreadable(_)), "{told:?}");
        assert!(told.to_string().starts_with("The home's file is damaged or is not one of ours."));
        assert!(told.source().is_some());
        assert_eq!(told.exit_code(), 4);
        assert_eq!(fs::read(home.join("store")).unwrap(), contents, "it must be left as it was");
    }
}

#[test]
fn a_file_cut_short_is_told_or_whole() {
    let (_dir, home) = closed_home();
    let whole = fs::read(home.join("store")).unwrap();
    for piece in 0..40 {
        fs::write(home.join("store"), &whole[..whole.len() * piece / 40]).unwrap();
        match open(&home).and_then(|journal| full(&journal)) {
            Ok(entries) => assert_eq!(entries, week()),
            Err(told) => assert_eq!(told.exit_code(), 4, "{told:?}"),
        }
    }
}

#[test]
fn a_flipped_bit_in_the_file_is_told_or_harmless() {
    let (_dir, home) = closed_home();
    let whole = fs::read(home.join("store")).unwrap();
    for place in (0..whole.len()).step_by(1_777) {
        let mut bytes = whole.clone();
        bytes[place] ^= 1 << (place % 8);
        fs::write(home.join("store"), bytes).unwrap();
        match open(&home).and_then(|journal| full(&journal)) {
            Ok(entries) => assert_eq!(entries, week(), "byte {place}"),
            Err(told) => assert_eq!(told.exit_code(), 4, "byte {place}: {told:?}"),
        }
    }
}

#[test]
fn an_entry_that_was_changed_is_told_with_its_number() {
    let (dir, mut journal) = new_home();
    journal.append_all(&week(), &Home::default()).unwrap();
    let mut bytes = codec::encode(&week()[4]).unwrap();
    bytes[20] ^= 1;
    journal
        .write(|write| {
            write.open_table(ENTRIES)?.insert(5, &*bytes)?;
            Ok(())
        })
        .unwrap();
    for told in [told(journal.entry(5)), told(journal.by_day(KASIA, day(1)))] {
        assert!(matches!(told, Trouble::Damaged { number: 5, .. }), "{told:?}");
    }
    let mut read = journal.since(0).unwrap();
    assert_eq!(numbers(&read.by_ref().map_while(Result::ok).collect::<Vec<_>>()), [1, 2, 3, 4]);
    assert!(read.next().is_none(), "nothing after a damaged entry is told as if it followed");
    drop((read, journal));
    assert!(matches!(told(open(&dir.path().join("home"))), Trouble::Damaged { number: 5, .. }));
}

#[test]
fn an_entry_in_anothers_words_is_told_when_it_is_opened() {
    let (dir, mut journal) = new_home();
    journal.append_all(&week(), &Home::default()).unwrap();
    let bytes = codec::encode(&story(5, KASIA, 1, "Loud at breakfast.")).unwrap();
    journal
        .write(|write| {
            write.open_table(ENTRIES)?.insert(5, &*bytes)?;
            Ok(())
        })
        .unwrap();
    drop(journal);
    assert!(matches!(told(open(&dir.path().join("home"))), Trouble::Altered { number: 5 }));
}

#[test]
fn nobody_writes_in_the_name_of_someone_who_has_not_signed_in() {
    let (dir, mut journal) = new_home();
    journal.append(&hours(1, 0)).unwrap();
    drop(journal);
    let mut journal = open(&dir.path().join("home")).unwrap();
    let of_tom = Entry { by: TOM, ..story(2, KASIA, 0, "Asleep by ten.") };
    assert!(matches!(told(journal.append(&of_tom)), Trouble::NoPen));
    assert_eq!(journal.last(), 1);
    journal.take_pen(TOM, &pass()).unwrap();
    journal.append(&of_tom).unwrap();
    assert_eq!(journal.last(), 2);
}

#[test]
fn a_wrong_passphrase_opens_nothing_and_keeps_nobody_else_out() {
    let (_dir, home) = closed_home();
    let wrong = Journal::open(&Site::of(&home), DEE, &Passphrase::typed("otter lamp grey"));
    assert!(matches!(wrong, Err(NotOpened::WrongPassphrase { .. })));
    assert!(matches!(Journal::open(&Site::of(&home), StaffId(Uuid::nil()), &pass()), Err(NotOpened::NoSlot)));
    assert_eq!(open(&home).unwrap().last(), 7);
}

#[test]
fn a_home_without_its_keys_or_with_anothers_is_told() {
    let (_dir, home) = closed_home();
    let (_other, elsewhere) = closed_home();
    fs::copy(elsewhere.join("keys"), home.join("keys")).unwrap();
    let mixed = told(open(&home));
    assert_eq!(mixed.exit_code(), 4, "{mixed:?}");
    fs::remove_file(home.join("keys")).unwrap();
    assert!(matches!(told(open(&home)), Trouble::NoKeys));
    for hostile in [&b""[..], b"bethere keys\r\n\x1a\x01", &[0xff; 4_000]] {
        fs::write(home.join("keys"), hostile).unwrap();
        assert_eq!(told(open(&home)).exit_code(), 4);
    }
}

#[test]
fn a_missing_entry_is_told_with_its_number() {
    let (_dir, mut journal) = new_home();
    journal.append_all(&week(), &Home::default()).unwrap();
    journal
        .write(|write| {
            write.open_table(ENTRIES)?.remove(5)?;
            Ok(())
        })
        .unwrap();
    for told in [told(full(&journal)), told(journal.by_day(KASIA, day(1))), told(journal.entry(5))] {
        assert!(matches!(told, Trouble::Damaged { number: 5, .. }), "{told:?}");
    }
}

#[test]
fn a_newer_home_is_not_opened() {
    let (dir, mut journal) = new_home();
    let mut newer = codec::to_bytes(&card(), codec::ENTRY).unwrap();
    newer[0] = 2;
    journal
        .write(|write| {
            write.open_table(CARD)?.insert(THE_CARD, &*newer)?;
            Ok(())
        })
        .unwrap();
    drop(journal);
    let told = told(open(&dir.path().join("home")));
    assert_eq!(
        told.to_string(),
        "This home was last used with a newer bethere. Update bethere on this computer to open it."
    );
    assert_eq!(told.exit_code(), 3);
}

#[test]
fn a_store_of_a_newer_format_is_not_opened() {
    let (_dir, home) = closed_home();
    let mut store = fs::read(home.join("store")).unwrap();
    // Behind the magic, as it will be in every format.
    store[16] += 1;
    fs::write(home.join("store"), store).unwrap();
    assert!(matches!(told(open(&home)), Trouble::NewerFormat));
}

#[test]
fn another_programs_database_is_left_alone() {
    let (_dir, home) = closed_home();
    fs::remove_file(home.join("store")).unwrap();
    drop(redb::Database::create(home.join("store")).unwrap());
    assert!(matches!(told(open(&home)), Trouble::Unreadable(_)));
}

#[test]
fn a_damaged_snapshot_is_folded_anew() {
    let (_dir, mut journal) = new_home();
    journal.append_with(&hours(1, 0), along(&Home::default())).unwrap();
    journal
        .write(|write| {
            write.open_table(SNAPSHOT)?.insert(Home::SHAPE, (1, &b"not a home"[..]))?;
            Ok(())
        })
        .unwrap();
    assert_eq!(journal.snapshot().unwrap(), None);
}

#[test]
fn the_disk_says_what_is_wrong_in_plain_words() {
    for (kind, sentence) in [
        (ErrorKind::StorageFull, "The disk is full. Make room on it, then try again."),
        (
            ErrorKind::ReadOnlyFilesystem,
            "The home's folder can't be written to. Ask the person who looks after this computer.",
        ),
        (
            ErrorKind::TimedOut,
            "The disk can't be read or written. Ask the person who looks after this computer.",
        ),
    ] {
        let told = Trouble::from(io::Error::from(kind));
        assert_eq!((told.to_string().as_str(), told.exit_code()), (sentence, 3));
        assert!(told.source().is_some());
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let dir = TempDir::new().unwrap();
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o500)).unwrap();
    // Whoever runs this as root may write everywhere.
    let may_write = fs::write(dir.path().join("probe"), "").is_ok();
    match create(&dir.path().join("home")) {
        Ok(journal) => assert!(may_write && journal.last() == 0),
        Err(told) => assert!(!may_write && matches!(told, Trouble::ReadOnly(_)), "{told:?}"),
    }
}

#[test]
fn a_panic_below_is_trouble() {
    let told = told(guarded(|| -> Result<(), Trouble> { panic!("page 7 is odd") }));
    assert!(matches!(told, Trouble::Unreadable(_)));
    assert_eq!(told.source().unwrap().to_string(), "page 7 is odd");
}

#[test]
fn whoever_reports_panics_can_tell_those_that_stop_nothing() {
    assert!(!catches_panics());
    assert!(guarded(|| Ok(catches_panics())).unwrap());
    let after_one = guarded(|| {
        told(guarded(|| -> Result<(), Trouble> { panic!("page 7 is odd") }));
        Ok(catches_panics())
    });
    assert!(after_one.unwrap(), "still inside the outer one");
    assert!(!catches_panics());
}

#[test]
fn an_entry_and_the_draft_it_was_go_together() {
    let (dir, mut journal) = new_home();
    let draft = |name: &str| Draft { name: name.into(), subject: KASIA, began: noon(0), boxes: Vec::new() };
    for of in [DEE, TOM] {
        journal.keep_draft(of, &draft("log")).unwrap();
        journal.keep_draft(of, &draft("alert")).unwrap();
    }
    let with = |draft| With { draft: Some(draft), ..With::default() };
    journal.append_with(&story(1, KASIA, 0, "Woke on her own."), with("log")).unwrap();
    // One that was never kept is nothing to let go of.
    journal.append_with(&story(2, KASIA, 0, "Ate well."), with("never was")).unwrap();
    // Of what was only partly saved the rest stays.
    let rest = Draft { boxes: vec![("Mo".into(), "on the stairs".into())], ..draft("log") };
    journal.keep_draft(DEE, &draft("log")).unwrap();
    let part = With { left: Some(&rest), ..with("log") };
    journal.append_with(&story(3, KASIA, 0, "Slept."), part).unwrap();
    // What is refused lets go of nothing.
    told(journal.append_with(&story(4, KASIA, 0, &"x".repeat(2 << 20)), with("alert")));
    drop(journal);
    let journal = open(&dir.path().join("home")).unwrap();
    assert_eq!(journal.last(), 3);
    assert_eq!(journal.drafts(DEE).unwrap(), [draft("alert"), rest]);
    assert_eq!(journal.drafts(TOM).unwrap().len(), 2, "another's of the same name stays");
}
