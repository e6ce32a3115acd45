//! What can still be read out of a damaged home.

use super::*;
use crate::record::salvage::{Salvaged, salvage};

/// Every entry that opens, and the numbers of those that do not.
fn rescued(home: &Path) -> (Vec<Entry>, Salvaged) {
    let mut entries = Vec::new();
    let salvaged = salvage::<NotOpened>(&Site::of(home), DEE, &pass(), |entry| {
        entries.push(entry);
        Ok(())
    });
    (entries, salvaged.unwrap())
}

fn home_of(entries: &[Entry]) -> (TempDir, std::path::PathBuf) {
    let dir = TempDir::new().unwrap();
    let home = dir.path().join("home");
    let mut journal = create(&home).unwrap();
    journal.append_all(entries, &Home::default()).unwrap();
    (dir, home)
}

#[test]
fn a_whole_home_is_read_out_whole() {
    let (_dir, home) = home_of(&week());
    assert_eq!(rescued(&home), (week(), Salvaged { read: 7, ..Salvaged::default() }));
}

#[test]
fn whatever_block_is_spoiled_all_but_a_few_entries_are_read_as_they_were_written() {
    let stories: Vec<Entry> = (1..=120)
        .map(|number| story(number, KASIA, 1, &format!("{number} {}", "words ".repeat(60))))
        .collect();
    let (_dir, home) = home_of(&stories);
    let whole = fs::read(home.join("store")).unwrap();
    let places = (1..).map(|number| usize::try_from(sealed::place_of(number)).unwrap());
    let (mut some, mut all) = (0, 0);
    for place in places.take_while(|place| place + sealed::STORED <= whole.len()) {
        let mut spoiled = whole.clone();
        spoiled[place + 100] ^= 1;
        fs::write(home.join("store"), &spoiled).unwrap();
        let (entries, Salvaged { read, lost, cut }) =
            match salvage::<NotOpened>(&Site::of(&home), DEE, &pass(), |_| Ok(())) {
                Ok(_) => rescued(&home),
                Err(NotOpened::Trouble(told)) => {
                    assert_eq!(told.exit_code(), 4, "{told:?}");
                    continue;
                }
                Err(other) => panic!("{other}"),
            };
        assert!(entries.iter().all(|entry| stories.contains(entry)));
        assert_eq!(usize::try_from(read).unwrap(), entries.len());
        assert!(lost.iter().all(|number| entries.iter().all(|entry| entry.number != *number)));
        if entries.len() == stories.len() {
            all += 1;
        } else {
            assert!(cut || entries.len() + lost.len() == stories.len(), "{place}");
            some += 1;
        }
    }
    assert!(some > 5 && all > 5, "{some} {all}");
}
