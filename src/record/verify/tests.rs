//! What a check finds, and what it can't: forged words, forged hands, a cut end.

use super::*;
use crate::care::{CareDay, Hours, LogId, Subject, house, log};
use crate::record::proof::Proof;
use crate::record::{
    BOOK, Book, Card, Cost, ENTRIES, Founders, PROOFS, Passphrase, Pen, Site, codec, guarded, store,
};
use chrono::{DateTime, NaiveDate, TimeDelta};
use tempfile::TempDir;

const RUTH: StaffId = StaffId(Uuid::from_u128(1));
const TOM: StaffId = StaffId(Uuid::from_u128(2));
const HOME: Uuid = Uuid::from_u128(9);

fn pen(whose: StaffId) -> Pen {
    Pen::made_up(whose, [u8::try_from(whose.0.as_u128()).unwrap(); 32])
}

fn entry(number: u64, by: StaffId, fact: Fact) -> Entry {
    let at = DateTime::from_timestamp(1_795_435_200, 0).unwrap() + TimeDelta::minutes(number.cast_signed());
    let day = CareDay::of(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap());
    Entry { number, at, by, day, subject: Subject::House, fact }
}

fn said(number: u64, by: StaffId, text: &str) -> Entry {
    let of = LogId(Uuid::from_u128(number.into()));
    entry(number, by, Fact::Log(log::Fact::Amended { of, text: text.into(), why: "to test".into() }))
}

/// Ruth opens the home, makes her key, lets Tom in; they write in turn.
fn record() -> Vec<Entry> {
    let let_in = people::Fact::LetIn { whose: TOM, key: pen(TOM).public() };
    vec![
        entry(1, RUTH, Fact::House(house::Fact::HoursSet(Hours::default()))),
        entry(2, RUTH, Fact::People(people::Fact::KeyMade(pen(RUTH).public()))),
        entry(3, RUTH, Fact::People(let_in)),
        said(4, TOM, "All quiet."),
        said(5, RUTH, "Read."),
        said(6, TOM, "Up at two, back to bed."),
    ]
}

fn home(entries: &[Entry]) -> (TempDir, Journal) {
    let dir = TempDir::new().unwrap();
    let card = Card { id: HOME, name: "Rowan House".into(), demo: true };
    let mut founders = Founders::new(HOME, Cost::DEMO).unwrap();
    for (label, whose) in [("ruth", RUTH), ("tom", TOM)] {
        founders.add(label, &Passphrase::typed("otter lamp green"), pen(whose)).unwrap();
    }
    let mut journal = Journal::create(
        &Site::of(dir.path().join("home")),
        &card,
        founders,
        &[],
        &crate::care::Home::default(),
    )
    .unwrap();
    journal.append_all(entries, &crate::care::Home::default()).unwrap();
    (dir, journal)
}

/// Somebody who has the store's key and their own program writes over entries, proofs and indexes.
fn forge(journal: &Journal, from: u64, entries: &[Entry], hand: impl Fn(&Entry) -> Pen) {
    guarded(|| {
        let write = store::begin(journal.store.as_ref().unwrap())?;
        let mut head = match from {
            1 => Head::of_home(HOME),
            from => {
                let read = journal
                    .read(|read| Ok(read.open_table(PROOFS)?.get(from - 1)?.unwrap().value().to_vec()))?;
                Proof::from_bytes(from - 1, &read)?.head()
            }
        };
        for entry in entries {
            let bytes = codec::encode(entry)?;
            let proof = Proof::new(HOME, head, entry, &bytes, [7; 16], &hand(entry));
            head = proof.head();
            write.open_table(ENTRIES)?.insert(entry.number, &*bytes)?;
            write.open_table(PROOFS)?.insert(entry.number, &*proof.to_bytes()?)?;
        }
        Ok(write.commit()?)
    })
    .unwrap();
}

fn check(journal: &Journal) -> Verified {
    journal.verify(0, None, |_| ()).unwrap()
}

#[test]
fn what_nobody_touched_is_proved_whole() {
    let (_dir, journal) = home(&record());
    let mut told = Vec::new();
    let verified = journal.verify(0, None, |progress| told.push(progress)).unwrap();
    assert_eq!((verified.entries, verified.signatures, verified.found), (6, 6, Vec::new()));
    assert_eq!(verified.head, journal.head());
    assert_eq!(told, (1..=6).map(|done| Progress { done, of: 6 }).collect::<Vec<_>>());
    assert_eq!(journal.verify(4, None, |_| ()).unwrap().signatures, 2);
}

#[test]
fn words_put_in_anothers_place_are_found() {
    let (_dir, journal) = home(&record());
    guarded(|| {
        let write = store::begin(journal.store.as_ref().unwrap())?;
        write.open_table(ENTRIES)?.insert(4, &*codec::encode(&said(4, TOM, "All loud."))?)?;
        Ok(write.commit()?)
    })
    .unwrap();
    assert_eq!(check(&journal).found, [Found::Changed { number: 4 }]);
}

#[test]
fn one_who_writes_the_rest_anew_lacks_the_others_hands() {
    let (_dir, journal) = home(&record());
    let mut forged = record();
    forged[3] = said(4, TOM, "All loud.");
    forge(&journal, 4, &forged[3..], |_| pen(RUTH));
    assert_eq!(check(&journal).found, [Found::NotSigned { number: 4, by: TOM }]);
}

#[test]
fn an_entry_in_the_book_in_anothers_hand_is_found() {
    let (_dir, mut journal) = home(&record()[..5]);
    journal.append(&record()[5]).unwrap();
    let entry = &record()[5];
    let bytes = codec::encode(entry).unwrap();
    let proof = Proof::new(HOME, journal.head_at(5).unwrap().unwrap(), entry, &bytes, [7; 16], &pen(RUTH));
    guarded(|| {
        let write = store::begin(journal.store.as_ref().unwrap())?;
        write.open_table(BOOK)?.insert(6, (&*bytes, &*proof.to_bytes()?))?;
        Ok(write.commit()?)
    })
    .unwrap();
    assert_eq!(check(&journal).found, [Found::NotSigned { number: 6, by: TOM }]);
}

#[test]
fn an_entry_signed_again_breaks_the_chain_after_it() {
    let (_dir, journal) = home(&record());
    forge(&journal, 4, &[said(4, TOM, "All loud.")], |entry| pen(entry.by));
    assert_eq!(check(&journal).found, [Found::OutOfChain { number: 5 }]);
}

#[test]
fn a_cut_end_shows_only_with_a_head_from_elsewhere() {
    let (_dir, journal) = home(&record());
    let head = journal.head().to_string();
    let whole = journal.verify(0, Some(&head.to_lowercase().replace('-', " ")), |_| ()).unwrap();
    assert_eq!(whole.matches, Some(6));
    let (_dir, shorter) = home(&record()[..5]);
    let cut = shorter.verify(0, Some(&head), |_| ()).unwrap();
    assert_eq!((cut.matches, cut.found), (None, Vec::new()));
}

#[test]
fn a_clock_set_back_and_a_recovery_are_told_and_no_damage() {
    let mut entries = record();
    let fresh = Pen::made_up(RUTH, [77; 32]);
    let recovered = Fact::People(people::Fact::KeyRecovered(fresh.public()));
    entries.push(Entry { at: entries[0].at, ..said(7, TOM, "By the old clock.") });
    entries.push(entry(8, RUTH, recovered));
    entries.push(said(9, RUTH, "With her new key."));
    let (_dir, journal) = home(&entries[..7]);
    forge(&journal, 8, &entries[7..], |_| Pen::made_up(RUTH, [77; 32]));
    guarded(|| {
        let write = store::begin(journal.store.as_ref().unwrap())?;
        for entry in &entries[7..] {
            write.open_table(BY_DAY)?.insert((key(entry.subject), entry.day.number(), entry.number), ())?;
            write
                .open_table(BY_TOPIC)?
                .insert((key(entry.subject), entry.topic() as u8, entry.number), ())?;
        }
        Ok(write.commit()?)
    })
    .unwrap();
    let verified = {
        let mut journal = journal;
        (journal.last, journal.book) = (9, Book::after(9));
        check(&journal)
    };
    assert_eq!(verified.found, [Found::ClockBack { number: 7 }, Found::Recovered { number: 8, by: RUTH }]);
    assert!(!verified.found.iter().any(|found| found.is_damage()));
}

#[test]
fn an_entry_that_no_day_leads_to_is_found() {
    let (_dir, journal) = home(&record());
    guarded(|| {
        let write = store::begin(journal.store.as_ref().unwrap())?;
        let entry = &record()[4];
        write.open_table(BY_DAY)?.remove((key(entry.subject), entry.day.number(), entry.number))?;
        Ok(write.commit()?)
    })
    .unwrap();
    assert_eq!(check(&journal).found, [Found::NotInIndex { number: 5 }]);
}

#[test]
fn a_head_is_twenty_six_letters_that_can_be_read_out() {
    let (_dir, journal) = home(&record());
    let head = journal.head().to_string();
    assert_eq!(head.chars().filter(char::is_ascii_alphanumeric).count(), 26);
    assert_ne!(home(&record()[..5]).1.head(), journal.head());
}

#[test]
fn a_head_on_paper_is_read_out_as_it_was_when_it_was_printed() {
    let counted: [u8; 32] = std::array::from_fn(|at| u8::try_from((37 * at + 11) % 256).unwrap());
    for (hash, printed) in [
        (counted, "1CR5A-YMZRK-MGWCT-RFPHC-FV0H6S"),
        ([0; 32], "00000-00000-00000-00000-000000"),
        ([255; 32], "ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZZ"),
    ] {
        assert_eq!(Head(hash).to_string(), printed);
    }
}

#[test]
fn a_proof_that_says_something_else_than_its_entry_is_found() {
    let entry = said(1, TOM, "All quiet.");
    let bytes = codec::encode(&entry).unwrap();
    let head = Head::of_home(HOME);
    let follows = |told: &Entry| {
        let proof = Proof::new(HOME, head, told, &bytes, [7; 16], &pen(TOM));
        proof.follows(HOME, head, &entry, &bytes)
    };
    assert_eq!(follows(&entry), Ok(()));
    let read = Fact::People(people::Fact::ShownRound);
    for told in [
        Entry { at: entry.at + TimeDelta::milliseconds(1), ..entry.clone() },
        Entry { by: RUTH, ..entry.clone() },
        Entry { day: entry.day.plus(1), ..entry.clone() },
        Entry { fact: read, ..entry.clone() },
    ] {
        assert_eq!(follows(&told), Err(Flaw::Changed), "{told:?}");
    }
}

#[test]
fn two_entries_of_one_instant_are_no_clock_set_back() {
    let mut entries = record();
    entries[5].at = entries[4].at;
    let (_dir, journal) = home(&entries);
    assert_eq!(check(&journal).found, []);
}

#[test]
fn what_makes_a_record_doubtful_is_damage_and_what_is_worth_knowing_is_not() {
    let number = 1;
    for damage in [
        Found::Changed { number },
        Found::OutOfChain { number },
        Found::NotSigned { number, by: TOM },
        Found::NotInIndex { number },
    ] {
        assert!(damage.is_damage(), "{damage:?}");
    }
    for known in [Found::NotFoundByWords { number, entries: 1 }, Found::ClockBack { number }] {
        assert!(!known.is_damage(), "{known:?}");
    }
}

#[test]
fn a_long_check_says_how_far_it_is() {
    let (_dir, mut journal) = home(&record()[..2]);
    let more: Vec<Entry> = (3..=250).map(|number| said(number, RUTH, "All quiet.")).collect();
    journal.append_all(&more, &crate::care::Home::default()).unwrap();
    let mut told = Vec::new();
    journal.verify(u64::MAX, None, |progress| told.push(progress.done)).unwrap();
    let hundredths: Vec<u64> = (1..=100_u64).map(|hundredth| (250 * hundredth).div_ceil(100)).collect();
    assert_eq!(told, hundredths);
}
