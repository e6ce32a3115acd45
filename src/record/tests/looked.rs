//! Looking through a home that was not closed tells how far it has come.

use super::*;

/// More than redb keeps at hand of it, so that both of its walks read the file.
const ENTRIES: u64 = 800;

/// A home as a power cut leaves it: the files of one that is open.
fn not_closed() -> (TempDir, Site) {
    let (dir, mut journal) = new_home();
    let text = "He slept. ".repeat(5_000);
    let entries: Vec<Entry> = (1..=ENTRIES).map(|number| story(number, KASIA, 0, &text)).collect();
    for some in entries.chunks(100) {
        journal.append_all(some, &Home::default()).unwrap();
    }
    let copy = dir.path().join("copy");
    fs::create_dir(&copy).unwrap();
    for file in ["store", "keys"] {
        fs::copy(dir.path().join("home").join(file), copy.join(file)).unwrap();
    }
    (dir, Site { memory: Some(copy.join("memory")), ..Site::of(copy) })
}

fn told(site: &Site) -> Vec<u64> {
    let mut told = Vec::new();
    let opened = Journal::open_telling(site, DEE, &pass(), Some(&mut |far: Progress| told.push(far.done)));
    let (journal, _) = opened.unwrap();
    assert_eq!(journal.last(), ENTRIES);
    told
}

#[test]
fn looking_through_a_home_that_was_not_closed_tells_how_far_it_has_come() {
    let (_dir, site) = not_closed();
    let first = told(&site);
    assert_eq!((first.first(), first.last()), (Some(&0), Some(&100)), "{first:?}");
    assert!(first.is_sorted_by(|before, after| before < after), "{first:?}");
    for walk in [1..50, 51..100] {
        let within = first.iter().filter(|far| walk.contains(*far)).count();
        assert!(within > 10, "{walk:?}: {first:?}");
    }
    assert_eq!(told(&site), [0; 0], "closed here by now, it is not looked through");
}

#[test]
fn a_damaged_home_that_was_not_closed_is_told_as_damaged_by_whoever_looks_through_it() {
    let (_dir, site) = not_closed();
    let store = site.home.join("store");
    let mut bytes = fs::read(&store).unwrap();
    let middle = bytes.len() / 3;
    bytes[middle..middle + 100_000].fill(0xff);
    fs::write(&store, bytes).unwrap();
    let mut furthest = 0;
    let opened = Journal::open_telling(&site, DEE, &pass(), Some(&mut |far: Progress| furthest = far.done));
    assert!(matches!(opened, Err(NotOpened::Trouble(Trouble::Unreadable(_)))));
    assert!(furthest < 100, "{furthest}");
}
