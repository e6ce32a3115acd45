//! What else can stand where a home is, or is to be: other files, folders in the place of files, names that lead
//! nowhere. Each is told as what it is, and nothing of it is changed.

use super::*;

#[test]
fn a_new_home_is_made_only_in_a_folder_it_has_to_itself() {
    let dir = TempDir::new().unwrap();
    let theirs = dir.path().join("theirs");
    fs::create_dir(&theirs).unwrap();
    fs::write(theirs.join("letter.txt"), "Dear Ruth").unwrap();
    assert!(matches!(told(create(&theirs)), Trouble::NotEmpty(_)));
    assert_eq!(fs::read_dir(&theirs).unwrap().count(), 1);
    let file = theirs.join("letter.txt");
    assert!(matches!(told(create(&file)), Trouble::NotEmpty(_)));
    assert!(matches!(told(create(&file.join("home"))), Trouble::NotEmpty(_)));
    assert_eq!(fs::read_to_string(&file).unwrap(), "Dear Ruth");
    // What is ours may be there before the home is.
    let ours = dir.path().join("ours");
    for name in ["keymaps", "themes", "backups"] {
        fs::create_dir_all(ours.join(name)).unwrap();
    }
    assert_eq!(create(&ours).unwrap().last(), 0);
}

#[test]
fn a_home_is_made_with_its_first_entries_or_not_at_all() {
    let dir = TempDir::new().unwrap();
    let home = dir.path().join("home");
    let make =
        |first: &[Entry]| Journal::create(&Site::of(&home), &card(), founders(), first, &Home::default());
    assert!(matches!(told(make(&week()[1..])), Trouble::OutOfOrder { .. }));
    assert!(matches!(told(open(&home)), Trouble::NotAHome(_)));
    drop(make(&week()).unwrap());
    assert_eq!(full(&open(&home).unwrap()).unwrap(), week());
}

#[test]
fn a_folder_where_the_store_would_be_is_no_home() {
    let (_dir, home) = closed_home();
    fs::remove_file(home.join("store")).unwrap();
    fs::create_dir(home.join("store")).unwrap();
    let told = told(open(&home));
    assert!(matches!(told, Trouble::NotAHome(_)), "{told:?}");
}

#[test]
fn a_folder_without_a_home_names_nobody() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("letter.txt");
    fs::write(&file, "Dear Ruth").unwrap();
    for place in [dir.path(), &dir.path().join("nowhere"), &file] {
        assert!(matches!(told(names(place)), Trouble::NotAHome(_)), "{place:?}");
    }
    let (_dir, home) = closed_home();
    fs::remove_file(home.join("keys")).unwrap();
    assert!(matches!(told(names(&home)), Trouble::NoKeys));
}

/// A name that leads to itself: it is there, and no disk can open it.
#[cfg(unix)]
#[test]
fn what_the_disk_cannot_open_is_not_taken_for_missing() {
    let loops = |path: &Path| {
        let _ = fs::remove_file(path);
        std::os::unix::fs::symlink(path, path).unwrap();
    };
    // Else a new home would be made over it, or it would open with keys that are not the store's.
    for name in ["store", "keys", "keys.next"] {
        let (_dir, home) = closed_home();
        loops(&home.join(name));
        let told = told(open(&home));
        assert!(matches!(told, Trouble::Disk(_)), "{name}: {told:?}");
    }
    let (dir, home) = closed_home();
    loops(&home.join("keys"));
    assert!(matches!(told(names(&home)), Trouble::Disk(_)));
    let lost = dir.path().join("lost");
    loops(&lost);
    assert!(matches!(told(create(&lost)), Trouble::Disk(_)));
    assert!(matches!(told(Backup::of(&lost)), Trouble::Disk(_)));
}

#[cfg(unix)]
#[test]
fn a_folder_has_room_on_its_disk_and_one_that_is_not_there_tells_none() {
    let dir = TempDir::new().unwrap();
    assert!(room_at(dir.path()).is_some_and(|bytes| bytes > 4_096));
    assert_eq!(room_at(&dir.path().join("nowhere")), None);
}

#[test]
fn a_block_that_cannot_be_read_is_found_by_looking_through() {
    let (_dir, home) = closed_home();
    let mut journal = open(&home).unwrap();
    journal.look_through(&mut |_| ()).unwrap();
    let whole = fs::read(home.join("store")).unwrap();
    let mut spoilt = whole.clone();
    // Every block but the header's.
    spoilt[12_288..].fill(0x55);
    fs::write(home.join("store"), &spoilt).unwrap();
    assert_eq!(told(journal.look_through(&mut |_| ())).exit_code(), 4);
    fs::write(home.join("store"), &whole).unwrap();
    journal.look_through(&mut |_| ()).unwrap();
    assert_eq!(full(&journal).unwrap(), week());
}
