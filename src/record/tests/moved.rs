//! A home's file that is moved, replaced, put back from a copy or written to by something else.

use super::*;
use crate::record::Strayed;

/// A home of which this computer remembers how it left it.
struct Kept {
    _dir: TempDir,
    site: Site,
}

impl Kept {
    fn new() -> Self {
        let dir = TempDir::new().unwrap();
        let memory = Some(dir.path().join("memory"));
        let kept = Self { site: Site { memory, ..Site::of(dir.path().join("home")) }, _dir: dir };
        let mut journal = create(&kept.site.home).unwrap();
        for entry in week() {
            journal.append(&entry).unwrap();
        }
        drop(journal);
        drop(kept.open());
        kept
    }

    fn open(&self) -> Journal {
        self.try_open().unwrap()
    }

    fn try_open(&self) -> Result<Journal, Trouble> {
        match Journal::open(&self.site, DEE, &pass()) {
            Ok((journal, _)) => Ok(journal),
            Err(NotOpened::Trouble(trouble)) => Err(trouble),
            Err(other) => panic!("{other}"),
        }
    }

    fn store(&self) -> std::path::PathBuf {
        self.site.home.join("store")
    }
}

#[test]
fn a_home_that_nobody_else_touched_is_the_one_that_was_left() {
    let kept = Kept::new();
    let mut journal = kept.open();
    journal.append(&story(8, KASIA, 1, "One more.")).unwrap();
    // As it would be after a power cut.
    assert_eq!(to_look_through(&kept.site), fs::metadata(kept.store()).unwrap().len());
    drop(journal);
    assert_eq!(to_look_through(&kept.site), 0);
    assert_eq!(kept.open().strayed(), None);
}

#[test]
fn an_older_copy_says_where_it_ends() {
    let kept = Kept::new();
    let copy = fs::read(kept.store()).unwrap();
    let mut journal = kept.open();
    journal.append(&story(8, KASIA, 1, "Eight.")).unwrap();
    journal.append(&story(9, KASIA, 1, "Nine.")).unwrap();
    drop(journal);
    fs::write(kept.store(), copy).unwrap();
    let mut journal = kept.open();
    assert_eq!(journal.strayed(), Some(Strayed::Older { ends: 7, seen: 9 }));
    let says = journal.strayed().unwrap().to_string();
    assert!(says.starts_with("This copy of the home ends at entry 7; this computer last saw 9."), "{says}");
    // It goes on from there, and what it was is no longer news.
    journal.append(&story(8, KASIA, 1, "Another eight.")).unwrap();
    drop(journal);
    assert_eq!(kept.open().strayed(), None);
}

#[test]
fn a_copy_that_went_on_elsewhere_says_so() {
    let kept = Kept::new();
    let copy = fs::read(kept.store()).unwrap();
    let mut journal = kept.open();
    journal.append(&story(8, KASIA, 1, "Eight.")).unwrap();
    drop(journal);
    let here = fs::read_dir(kept.site.memory.as_ref().unwrap()).unwrap().next().unwrap().unwrap().path();
    let remembered = fs::read(&here).unwrap();
    fs::write(kept.store(), copy).unwrap();
    let mut journal = kept.open();
    journal.append(&story(8, KASIA, 1, "Another eight.")).unwrap();
    drop(journal);
    fs::write(here, remembered).unwrap();
    assert_eq!(kept.open().strayed(), Some(Strayed::Otherwise { seen: 8 }));
}

#[test]
fn a_memory_that_is_lost_or_damaged_costs_nothing() {
    let kept = Kept::new();
    let memory = kept.site.memory.clone().unwrap();
    let file = fs::read_dir(&memory).unwrap().next().unwrap().unwrap().path();
    for bytes in [&b""[..], &[0xff; 200], b"something else"] {
        fs::write(&file, bytes).unwrap();
        assert_eq!(kept.open().strayed(), None);
    }
    fs::remove_dir_all(memory).unwrap();
    assert_eq!(kept.open().strayed(), None);
    assert!(file.exists());
}

#[test]
fn nothing_is_saved_into_a_file_that_was_moved_away_or_replaced() {
    let kept = Kept::new();
    let mut journal = kept.open();
    let aside = kept.site.home.join("aside");
    fs::rename(kept.store(), &aside).unwrap();
    assert!(matches!(told(journal.append(&story(8, KASIA, 1, "Gone."))), Trouble::Replaced));
    fs::write(kept.store(), b"something else").unwrap();
    assert!(journal.append(&story(8, KASIA, 1, "Replaced.")).is_err());
    // Put back, it goes on; what reached it unanswered is there once.
    fs::rename(&aside, kept.store()).unwrap();
    journal.ready().unwrap();
    let next = journal.last() + 1;
    journal.append(&story(next, KASIA, 1, "Back.")).unwrap();
    drop(journal);
    let found = full(&kept.open()).unwrap();
    assert_eq!(numbers(&found), (1..=next).collect::<Vec<_>>());
    assert_eq!(found.last(), Some(&story(next, KASIA, 1, "Back.")));
}

/// Every block is sealed for its place, so an old one in its place opens: only a look at the whole file shows it.
#[test]
fn an_old_block_put_back_is_found_before_the_home_opens() {
    let kept = Kept::new();
    let before = fs::read(kept.store()).unwrap();
    let mut journal = kept.open();
    for number in 8..40 {
        journal.append(&story(number, KASIA, 1, &"Words. ".repeat(200))).unwrap();
    }
    drop(journal);
    let after = fs::read(kept.store()).unwrap();
    let places = (1..).map(|number| usize::try_from(sealed::place_of(number)).unwrap());
    let changed: Vec<_> = places
        .map(|from| from..from + sealed::STORED)
        .take_while(|block| block.end <= before.len())
        .filter(|block| before[block.clone()] != after[block.clone()])
        .collect();
    assert!(!changed.is_empty());
    let mut refused = 0;
    for block in changed {
        let mut mixed = after.clone();
        mixed[block.clone()].copy_from_slice(&before[block]);
        fs::write(kept.store(), mixed).unwrap();
        match kept.try_open() {
            Ok(journal) => assert_eq!(full(&journal).unwrap().len(), 39),
            Err(told) => {
                assert_eq!(told.exit_code(), 4, "{told:?}");
                refused += 1;
            }
        }
    }
    assert!(refused > 0);
}
