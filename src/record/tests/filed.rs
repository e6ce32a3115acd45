//! The book and what is filed: wherever an entry lies, it is read and found as if there were one place.

use super::*;
use proptest::prelude::*;
use redb::{ReadableDatabase, ReadableTable, ReadableTableMetadata};

/// How many entries the book of a store holds, and how many are filed.
fn lying(journal: &Journal) -> (u64, u64) {
    let read = journal.store.as_ref().unwrap().begin_read().unwrap();
    (read.open_table(BOOK).unwrap().len().unwrap(), read.open_table(ENTRIES).unwrap().len().unwrap())
}

#[test]
fn what_is_written_lies_in_the_book_until_a_home_is_kept_with_it() {
    let (_dir, mut journal) = new_home();
    let week = week();
    for entry in &week[..3] {
        journal.append(entry).unwrap();
    }
    assert_eq!(lying(&journal), (3, 0));
    journal.append_with(&week[3], along(&Home::default())).unwrap();
    assert_eq!(lying(&journal), (0, 4));
    journal.append(&week[4]).unwrap();
    assert_eq!(lying(&journal), (1, 4));
    journal.append_all(&week[5..], &Home::default()).unwrap();
    assert_eq!(lying(&journal), (0, 7));
    assert_eq!(full(&journal).unwrap(), week);
}

#[test]
fn a_home_from_before_there_was_a_book_is_read_and_written_on() {
    let (dir, mut journal) = new_home();
    journal.append_all(&week()[..6], &Home::default()).unwrap();
    journal
        .write(|write| {
            write.delete_table(BOOK)?;
            Ok(())
        })
        .unwrap();
    drop(journal);
    let mut journal = open(&dir.path().join("home")).unwrap();
    assert_eq!(full(&journal).unwrap(), week()[..6]);
    assert_eq!(numbers(&journal.by_day(KASIA, day(0)).unwrap()), [2, 4]);
    assert!(matches!(told(journal.entry(7)), Trouble::Damaged { number: 7, .. }));
    journal.seal_anew().unwrap();
    journal.append(&week()[6]).unwrap();
    assert_eq!(lying(&journal), (1, 6));
    assert_eq!(full(&journal).unwrap(), week());
    assert_eq!(numbers(&journal.by_day(KASIA, day(0)).unwrap()), [2, 4, 7]);
}

#[test]
fn what_lies_in_the_book_is_there_when_the_home_is_sealed_anew() {
    let (dir, mut journal) = new_home();
    journal.append_all(&week()[..4], &Home::default()).unwrap();
    for entry in &week()[4..] {
        journal.append(entry).unwrap();
    }
    journal.seal_anew().unwrap();
    assert_eq!(lying(&journal), (3, 4));
    drop(journal);
    assert_eq!(full(&open(&dir.path().join("home")).unwrap()).unwrap(), week());
}

#[test]
fn an_entry_that_stands_in_two_places_is_told() {
    let (dir, mut journal) = new_home();
    journal.append_all(&week(), &Home::default()).unwrap();
    journal
        .write(|write| {
            let entry = codec::encode(&week()[6])?;
            write.open_table(BOOK)?.insert(7, (&*entry, &[][..]))?;
            Ok(())
        })
        .unwrap();
    drop(journal);
    assert!(matches!(told(open(&dir.path().join("home"))), Trouble::Altered { number: 7 }));
}

/// A row of the book that was taken out or changed, as only damage or a forger would.
#[test]
fn what_is_missing_from_the_book_or_was_changed_in_it_is_told_with_its_number() {
    let spoiled = |change: fn(&mut redb::Table<'_, u64, book::Both>)| {
        let (dir, mut journal) = new_home();
        journal.append_all(&week()[..2], &Home::default()).unwrap();
        for entry in &week()[2..] {
            journal.append(entry).unwrap();
        }
        journal
            .write(|write| {
                change(&mut write.open_table(BOOK)?);
                Ok(())
            })
            .unwrap();
        let filing = journal.append_with(&hours(8, 1), along(&Home::default()));
        drop(journal);
        (told(open(&dir.path().join("home"))), filing)
    };
    let (missing, filing) = spoiled(|book| drop(book.remove(5).unwrap()));
    assert!(matches!(missing, Trouble::Damaged { number: 5, .. }), "{missing:?}");
    assert!(matches!(told(filing), Trouble::Damaged { number: 5, .. }), "nothing is filed past it");
    let (altered, _) = spoiled(|book| {
        let proof = book.get(5).unwrap().unwrap().value().1.to_vec();
        let bytes = codec::encode(&story(5, KASIA, 1, "Loud at breakfast.")).unwrap();
        book.insert(5, (&*bytes, &*proof)).unwrap();
    });
    assert!(matches!(altered, Trouble::Altered { number: 5 }), "{altered:?}");
}

/// What somebody does with a journal.
#[derive(Clone, Debug)]
enum Deed {
    /// Writes about one of three, on one of three days, of one of two topics.
    Write {
        about: u8,
        on: u8,
        topic: bool,
        files: bool,
    },
    WriteMany(Vec<(u8, u8, bool)>),
    OpenAgain,
    SealAnew,
}

fn deed() -> impl Strategy<Value = Deed> {
    let what = (0..3_u8, 0..3_u8, any::<bool>());
    prop_oneof![
        12 => (what.clone(), prop::bool::weighted(0.2)).prop_map(|((about, on, topic), files)| Deed::Write {
            about, on, topic, files
        }),
        2 => prop::collection::vec(what, 1..4).prop_map(Deed::WriteMany),
        2 => Just(Deed::OpenAgain),
        1 => Just(Deed::SealAnew),
    ]
}

const ABOUT: [Subject; 3] = [KASIA, JAYDEN, Subject::House];

fn made(number: usize, (about, on, topic): (u8, u8, bool)) -> Entry {
    let (number, subject, on) = (number as u64, ABOUT[usize::from(about)], i32::from(on));
    if topic { story(number, subject, on, "Quiet.") } else { Entry { subject, ..hours(number, on) } }
}

/// Whatever is asked of the journal is what is so of the entries themselves.
fn compare(journal: &Journal, entries: &[Entry]) {
    let all = |wanted: &dyn Fn(&Entry) -> bool| -> Vec<Entry> {
        entries.iter().filter(|entry| wanted(entry)).cloned().collect()
    };
    let last = entries.len() as u64;
    assert_eq!(journal.last(), last);
    for after in 0..=last {
        let since = journal.since(after).unwrap().collect::<Result<Vec<_>, _>>().unwrap();
        assert_eq!(since, all(&|entry| entry.number > after));
    }
    for entry in entries {
        assert_eq!(journal.entry(entry.number).unwrap(), *entry);
    }
    for subject in ABOUT {
        for on in (0..3).map(day) {
            let wanted = all(&|entry| entry.subject == subject && entry.day == on);
            assert_eq!(journal.by_day(subject, on).unwrap(), wanted);
        }
        for topic in [Topic::Log, Topic::House] {
            for numbers in [0..u64::MAX, 3..last, 2..4] {
                let wanted = all(&|entry| {
                    entry.subject == subject && entry.topic() == topic && numbers.contains(&entry.number)
                });
                for most in [1, 3, usize::MAX] {
                    let newest = &wanted[wanted.len().saturating_sub(most)..];
                    assert_eq!(journal.by_topic(subject, topic, numbers.clone(), most).unwrap(), newest);
                }
            }
        }
    }
    let verified = journal.verify(u64::MAX, None, |_| ()).unwrap();
    assert_eq!((verified.entries, verified.head), (last, journal.head()));
    assert!(!verified.found.iter().any(|found| found.is_damage()), "{:?}", verified.found);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn wherever_entries_lie_they_are_read_as_they_were_written(deeds in prop::collection::vec(deed(), 1..24)) {
        let (dir, mut journal) = new_home();
        let (mut entries, mut home) = (Vec::new(), Home::default());
        for deed in deeds {
            match deed {
                Deed::Write { about, on, topic, files } => {
                    let entry = made(entries.len() + 1, (about, on, topic));
                    home.apply(&entry);
                    let with = if files { along(&home) } else { With::default() };
                    journal.append_with(&entry, with).unwrap();
                    entries.push(entry);
                }
                Deed::WriteMany(whats) => {
                    let first = entries.len() + 1;
                    let more: Vec<Entry> = (first..).zip(whats).map(|(number, what)| made(number, what)).collect();
                    for entry in &more {
                        home.apply(entry);
                    }
                    journal.append_all(&more, &home).unwrap();
                    entries.extend(more);
                }
                Deed::OpenAgain => {
                    drop(journal);
                    journal = open(&dir.path().join("home")).unwrap();
                }
                Deed::SealAnew => journal.seal_anew().unwrap(),
            }
            compare(&journal, &entries);
        }
    }
}
