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

/// A home of these entries, of which so many are filed and the others in its book.
fn home_of(entries: &[Entry], filed: usize) -> (TempDir, std::path::PathBuf) {
    let dir = TempDir::new().unwrap();
    let home = dir.path().join("home");
    let mut journal = create(&home).unwrap();
    journal.append_all(&entries[..filed], &Home::default()).unwrap();
    for entry in &entries[filed..] {
        journal.append(entry).unwrap();
    }
    (dir, home)
}

#[test]
fn a_whole_home_is_read_out_whole() {
    for filed in [0, 4, 7] {
        let (_dir, home) = home_of(&week(), filed);
        assert_eq!(rescued(&home), (week(), Salvaged { read: 7, ..Salvaged::default() }));
    }
}

#[test]
fn whatever_block_is_spoiled_all_but_a_few_entries_are_read_as_they_were_written() {
    let stories: Vec<Entry> = (1..=120)
        .map(|number| story(number, KASIA, 1, &format!("{number} {}", "words ".repeat(60))))
        .collect();
    for filed in [0, 60, 119, 120] {
        spoil_each_block(&stories, filed);
    }
}

fn spoil_each_block(stories: &[Entry], filed: usize) {
    let (_dir, home) = home_of(stories, filed);
    let whole = fs::read(home.join("store")).unwrap();
    let places = (1..).map(|number| usize::try_from(sealed::place_of(number)).unwrap());
    let (mut none, mut some, mut all) = (0, 0, 0);
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
        assert!(cut || entries.len() + lost.len() == stories.len(), "{place}");
        let of_filed = entries.iter().filter(|entry| entry.number <= filed as u64).count();
        match entries.len() {
            0 => none += 1,
            read if read == stories.len() => all += 1,
            read => {
                let spares_one = of_filed == filed || read - of_filed == stories.len() - filed;
                assert!(spares_one, "{filed}: a block at {place} spoils what is filed and the book");
                some += 1;
            }
        }
    }
    // The block that leads to every tree, and the root of the only one with entries in it.
    let roots = if (1..stories.len()).contains(&filed) { 1 } else { 2 };
    assert!(none <= roots && some > 5 && all > 5, "{filed}: {none} {some} {all}");
}

/// Stories so long that no two are in one block, and what of them is read out once these blocks are spoiled.
fn out_of_long_ones(spoiled: &[u64], home: &Path, whole: &[u8]) -> Option<(Vec<u64>, Salvaged)> {
    let mut bytes = whole.to_vec();
    for block in spoiled {
        bytes[usize::try_from(sealed::place_of(*block)).unwrap() + 100] ^= 1;
    }
    fs::write(home.join("store"), &bytes).unwrap();
    let mut numbers = Vec::new();
    let salvaged = salvage::<NotOpened>(&Site::of(home), DEE, &pass(), |entry| {
        numbers.push(entry.number);
        Ok(())
    });
    salvaged.ok().map(|salvaged| (numbers, salvaged))
}

#[test]
fn what_comes_after_a_spoiled_entry_is_read_though_it_is_the_last_and_though_the_end_is_spoiled_too() {
    for filed in [0, 6, 12] {
        spoil_entries_of_a_block_each(filed);
    }
}

fn spoil_entries_of_a_block_each(filed: usize) {
    let last = 12;
    let long: Vec<Entry> = (1..=last).map(|number| story(number, KASIA, 1, &"words ".repeat(500))).collect();
    let (_dir, home) = home_of(&long, filed);
    let whole = fs::read(home.join("store")).unwrap();
    let blocks = (1..).take_while(|block| {
        usize::try_from(sealed::place_of(*block)).unwrap() + sealed::STORED <= whole.len()
    });
    let (mut of_entry, mut of_the_end) = (std::collections::BTreeMap::new(), Vec::new());
    for block in blocks {
        let Some((read, salvaged)) = out_of_long_ones(&[block], &home, &whole) else { continue };
        match salvaged.lost[..] {
            [number] => {
                assert_eq!(read, (1..=last).filter(|other| *other != number).collect::<Vec<_>>());
                assert_eq!(of_entry.insert(number, block), None, "{number} is in one block");
            }
            [] if salvaged.cut && read.len() == long.len() - 1 => of_the_end.push(block),
            _ => {}
        }
    }
    assert_eq!(of_entry.keys().copied().collect::<Vec<_>>(), (1..last).collect::<Vec<_>>());
    assert_eq!(of_the_end.len(), 1, "where the last one is, nothing tells that it was the last");

    let (read, salvaged) = out_of_long_ones(&[of_entry[&4], of_the_end[0]], &home, &whole).unwrap();
    assert_eq!(read, [1, 2, 3, 5, 6, 7, 8, 9, 10, 11]);
    assert_eq!(salvaged, Salvaged { read: 10, lost: vec![4], cut: true });
}
