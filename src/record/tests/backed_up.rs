//! A backup is a whole home or is not taken for one, and what is put back is what was copied.

use super::*;
use crate::record::Backup;

fn backed_up(home: &Path) -> Backup {
    let mut journal = open(home).unwrap();
    let copy = journal.copy(&home.join("backups")).unwrap();
    assert_eq!(full(&copy.open(&mut |_| {}).unwrap()).unwrap(), week());
    copy.finish(noon(8), chrono_tz::Europe::London).unwrap()
}

fn put_back(backup: &Backup, to: &Path) -> Result<Journal, NotOpened> {
    Journal::put_back(backup, &Site::of(to), DEE, &pass(), &mut |_| {}).map(|(journal, _)| journal)
}

#[test]
fn what_is_put_back_is_what_was_copied() {
    let (dir, home) = closed_home();
    let backup = backed_up(&home);
    assert_eq!(Backup::of(&backup.folder).unwrap(), backup);
    assert_eq!(Backup::all(&home.join("backups"), backup.home), std::slice::from_ref(&backup));
    assert_eq!(Backup::all(&home.join("backups"), Uuid::nil()), [], "it is another home's");
    // The home goes on; the backup does not.
    open(&home).unwrap().append(&story(8, KASIA, 1, "Written since.")).unwrap();
    let mut journal = put_back(&backup, &dir.path().join("again")).unwrap();
    assert_eq!(full(&journal).unwrap(), week());
    assert_eq!((journal.last(), journal.head().to_string()), (backup.last, backup.head));
    // With a key of its own, it goes on by itself.
    journal.seal_anew().unwrap();
    journal.append(&story(8, KASIA, 1, "Written there.")).unwrap();
    drop(journal);
    assert_eq!(open(&dir.path().join("again")).unwrap().last(), 8);
}

#[test]
fn half_a_copy_is_no_backup_and_leaves_nothing_behind() {
    let (dir, home) = closed_home();
    let mut journal = open(&home).unwrap();
    let among = home.join("backups");
    drop(journal.copy(&among).unwrap());
    assert_eq!(fs::read_dir(&among).unwrap().count(), 0, "it was let go of");
    // As a power cut leaves it.
    std::mem::forget(journal.copy(&among).unwrap());
    assert_eq!(Backup::all(&among, journal.card().id), []);
    assert!(matches!(Backup::of(&among.join("unfinished")), Err(Trouble::NotABackup(_))));
    drop(journal);
    let backup = backed_up(&home);
    let store = fs::read(backup.folder.join("store")).unwrap();
    let to = dir.path().join("again");
    for cut in [0, 1, 40, 4_096, 12_288, store.len() - 1] {
        fs::write(backup.folder.join("store"), &store[..cut]).unwrap();
        assert!(put_back(&backup, &to).is_err(), "cut at {cut}");
        assert_eq!(fs::read_dir(&to).unwrap().count(), 0, "cut at {cut}");
    }
    fs::write(backup.folder.join("store"), &store).unwrap();
    put_back(&backup, &to).unwrap();
}

#[test]
fn a_backup_is_not_put_over_a_home_nor_opened_with_other_words() {
    let (dir, home) = closed_home();
    let backup = backed_up(&home);
    let there = put_back(&backup, &home);
    assert!(matches!(there, Err(NotOpened::Trouble(Trouble::AlreadyAHome(_)))));
    let to = dir.path().join("again");
    let typed = Passphrase::typed("not these words at all");
    let refused = Journal::put_back(&backup, &Site::of(&to), DEE, &typed, &mut |_| {});
    assert!(matches!(refused.map(drop), Err(NotOpened::WrongPassphrase { .. })));
    assert_eq!(fs::read_dir(&to).unwrap().count(), 0);
    // One that is taken away is taken away, and two of one minute are two.
    let second = backed_up(&home);
    assert_ne!(backup.folder, second.folder);
    backup.remove().unwrap();
    assert_eq!(Backup::all(&home.join("backups"), second.home), [second]);
}

#[test]
fn a_backup_is_called_by_its_minute_in_the_homes_zone_and_holds_three_files() {
    let (_dir, home) = closed_home();
    let backups = [backed_up(&home), backed_up(&home), backed_up(&home)];
    let named = backups.map(|backup| {
        // Of having been opened and looked through nothing is left.
        let files = fs::read_dir(&backup.folder).unwrap().map(|file| file.unwrap().file_name());
        let mut files: Vec<_> = files.map(|name| name.into_string().unwrap()).collect();
        files.sort();
        assert_eq!(files, ["card", "keys", "store"]);
        backup.folder.file_name().unwrap().to_str().unwrap().to_owned()
    });
    assert_eq!(named, ["2026-12-01 12.00", "2026-12-01 12.00 (2)", "2026-12-01 12.00 (3)"]);
}

#[test]
fn when_a_backup_reached_another_folder_is_remembered_of_that_folder() {
    let (dir, home) = closed_home();
    let (own, stick, other) = (home.join("backups"), dir.path().join("stick"), dir.path().join("other"));
    fs::create_dir(&own).unwrap();
    assert_eq!(reached(&own, &stick), None);
    remember_reached(&own, &stick, noon(1)).unwrap();
    assert_eq!((reached(&own, &stick), reached(&own, &other)), (Some(noon(1)), None));
    remember_reached(&own, &other, noon(2)).unwrap();
    assert_eq!((reached(&own, &stick), reached(&own, &other)), (None, Some(noon(2))));
    fs::write(own.join("reached"), "yesterday\n").unwrap();
    assert_eq!(reached(&own, &stick), None);
}

#[test]
fn a_home_is_free_when_nobody_has_it_open() {
    let (dir, home) = closed_home();
    let site = Site::of(&home);
    is_free(&site).unwrap();
    is_free(&Site::of(dir.path().join("nowhere"))).unwrap();
    let journal = open(&home).unwrap();
    assert!(matches!(is_free(&site), Err(Trouble::OpenElsewhere)));
    drop(journal);
    let_go_of(&site);
    assert!(matches!(told(open(&home)), Trouble::NotAHome(_)));
    assert_eq!(fs::read_dir(&home).unwrap().count(), 0);
}
