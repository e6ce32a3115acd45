//! Words of a made-up record: kept and read back, looked for as typed, misspelt, half typed and filtered, and always
//! the same as looking through every text.

use super::*;
use crate::care::{ChildId, Fact, LogId, alert, log};
use chrono::{DateTime, NaiveDate, TimeDelta};
use proptest::prelude::*;
use uuid::Uuid;

const KASIA: Subject = Subject::Child(ChildId(Uuid::from_u128(1)));
const JAYDEN: Subject = Subject::Child(ChildId(Uuid::from_u128(2)));
const DEE: StaffId = StaffId(Uuid::from_u128(3));
const TOM: StaffId = StaffId(Uuid::from_u128(4));

fn on(day: i32) -> CareDay {
    CareDay::of(NaiveDate::from_ymd_opt(2026, 11, 1).expect("a date")).plus(day)
}

fn entry(number: u64, subject: Subject, by: StaffId, fact: Fact) -> Entry {
    let day = i32::try_from(number).expect("few");
    let at = DateTime::from_timestamp(1_793_530_800, 0).expect("an instant") + TimeDelta::days(day.into());
    Entry { number, at, by, day: on(day), subject, fact }
}

fn added(number: u64, subject: Subject, by: StaffId, text: &str) -> Entry {
    let of = LogId(Uuid::from_u128(number.into()));
    entry(number, subject, by, Fact::Log(log::Fact::Amended { of, text: text.into(), why: String::new() }))
}

fn record() -> Vec<Entry> {
    let followed =
        alert::Fact::FollowedUp { id: crate::care::AlertId(Uuid::from_u128(9)), text: "Brave again.".into() };
    vec![
        added(1, KASIA, DEE, "Brave at the dentist. Chose a sticker."),
        added(2, JAYDEN, TOM, "Would not open for the dentist."),
        entry(3, KASIA, DEE, Fact::Log(log::Fact::ReadTo(2))),
        added(4, JAYDEN, DEE, "New dentures for the dog’s doll, Siobhán laughed."),
        added(5, Subject::House, TOM, "Kasia and Jayden made pierogi."),
        entry(6, KASIA, TOM, Fact::Alert(followed)),
    ]
}

fn read(entries: &[Entry]) -> Concordance {
    let mut concordance = Concordance::default();
    for entry in entries {
        concordance.take_in(entry);
    }
    concordance
}

/// The entries of the log and alerts that answer, as they would be shown.
fn found(concordance: &Concordance, words: &str, only: Vec<Vec<Mark>>) -> Vec<u64> {
    let looked = concordance.look(&asked(words, only));
    let of = |kind| concordance.best(&looked, kind).collect::<Vec<_>>();
    let (log, alerts) = (of(Kind::Log), of(Kind::Alert));
    assert_eq!((log.len(), alerts.len()), (looked.total(Kind::Log), looked.total(Kind::Alert)));
    log.into_iter().chain(alerts).collect()
}

fn asked(words: &str, only: Vec<Vec<Mark>>) -> Asked {
    Asked::new(words, [("Kasia", KASIA), ("Jayden Okafor", JAYDEN)], only)
}

#[test]
fn words_lead_to_texts_the_best_first_and_then_the_newest() {
    let concordance = read(&record());
    assert_eq!(concordance.last(), 6);
    for (words, expected) in [
        ("dentist", vec![2, 1]),
        ("DENTIST open", vec![2]),
        ("open dentist", vec![2]),
        ("dent", vec![4, 2, 1]),
        ("siobhan", vec![4]),
        ("dogs", vec![4]),
        ("brave", vec![1, 6]),
        ("sticker pierogi", vec![]),
        ("", vec![]),
        ("zzq", vec![]),
    ] {
        assert_eq!(found(&concordance, words, Vec::new()), expected, "{words}");
    }
}

#[test]
fn a_text_about_a_child_is_found_by_their_name_though_it_does_not_say_it() {
    let concordance = read(&record());
    assert_eq!(found(&concordance, "jayden dentist", Vec::new()), [2]);
    assert_eq!(found(&concordance, "kasia", Vec::new()), [5, 1, 6]);
    assert_eq!(found(&concordance, "jaydon dentist", Vec::new()), [2], "misspelt too");
}

#[test]
fn what_is_misspelt_finds_what_was_meant_and_says_so() {
    let concordance = read(&record());
    for (typed, expected, meant) in [
        ("dentits", vec![2, 1], "dentist"),
        ("piroggi", vec![5], "pierogi"),
        ("shivon", vec![4], "siobhan"),
        ("stikcer", vec![1], "sticker"),
        ("sticka", vec![1], "sticker"),
    ] {
        assert_eq!(found(&concordance, typed, Vec::new()), expected, "{typed}");
        let looked = concordance.look(&asked(typed, Vec::new()));
        assert_eq!(looked.meant().as_deref(), Some(meant), "{typed}");
        let text = match &record()[usize::try_from(expected[0]).expect("few") - 1].fact {
            Fact::Log(log::Fact::Amended { text, .. }) => text.clone(),
            other => panic!("{other:?}"),
        };
        let shown = looked.show(&[&text], &[]).expect("it is there");
        assert_eq!(shown.close_to.as_deref(), Some(typed));
    }
    assert_eq!(concordance.look(&asked("dentist", Vec::new())).meant(), None);
}

#[test]
fn filters_narrow_to_whom_by_whom_and_when() {
    let concordance = read(&record());
    let by = |staff| vec![Mark::By(staff)];
    let days = |from, to| vec![Mark::Days(on(from), on(to))];
    assert_eq!(found(&concordance, "", vec![by(TOM)]), [5, 2, 6]);
    assert_eq!(found(&concordance, "dentist", vec![by(DEE)]), [1]);
    assert_eq!(found(&concordance, "", vec![vec![Mark::About(KASIA), Mark::About(JAYDEN)]]), [4, 2, 1, 6]);
    assert_eq!(found(&concordance, "", vec![days(2, 4)]), [4, 2]);
    assert_eq!(found(&concordance, "dent", vec![days(2, 9), by(DEE)]), [4]);
    let nobody = found(&concordance, "dent", vec![Vec::new()]);
    assert!(nobody.is_empty(), "a filter that means nobody");
}

#[test]
fn what_is_highlighted_is_what_was_looked_for() {
    let concordance = read(&record());
    let texts = ["Told the school.", "Would not open for the dentist’s chair."];
    let shown = concordance.look(&asked("dent open", Vec::new())).show(&texts, &[]).expect("it is there");
    let words: Vec<&str> = shown.highlights.iter().map(|bytes| &texts[shown.text][bytes.clone()]).collect();
    assert_eq!((shown.text, words, shown.close_to), (1, vec!["open", "dent"], None));
    assert_eq!(concordance.look(&asked("dent tooth", Vec::new())).show(&texts, &[]), None, "it is withheld");
    let named =
        concordance.look(&asked("kasia", Vec::new())).show(&texts, &[KASIA]).expect("it is about her");
    assert_eq!((named.text, named.highlights.is_empty()), (0, true));
}

#[test]
fn what_is_kept_reads_back_as_it_was_and_bytes_that_are_none_are_none() {
    let mut stretch = Stretch::default();
    record().iter().filter_map(Text::of).for_each(|text| stretch.take_in(text));
    let bytes = stretch.to_bytes();
    assert_eq!(Stretch::from_bytes(&bytes).as_ref(), Some(&stretch));
    for cut in 0..bytes.len() {
        assert_eq!(Stretch::from_bytes(&bytes[..cut]), None, "{cut}");
        assert!(Concordance::of(vec![(6, bytes[..cut].to_vec())]).is_none(), "{cut}");
    }
    let mut other = Stretch::default();
    record().iter().take(4).filter_map(Text::of).for_each(|text| other.take_in(text));
    assert_eq!(stretch.differs(&other), [5, 6]);
    assert!(stretch.differs(&stretch).is_empty());
}

#[test]
fn a_stretch_of_more_texts_than_two_bytes_can_number_reads_back_as_it_was() {
    let mut stretch = Stretch::default();
    for number in 1..=70_000 {
        let rare = if number == 69_999 { "pierogi" } else { "tea" };
        let words = BTreeSet::from(["often".to_owned(), rare.to_owned()]);
        stretch.take_in(Text { number, kind: Kind::Log, words });
    }
    let bytes = stretch.to_bytes();
    assert_eq!(Stretch::from_bytes(&bytes).as_ref(), Some(&stretch));
    let concordance = Concordance::of(vec![(70_000, bytes)]).expect("it was just made");
    assert_eq!(found(&concordance, "pierogi", Vec::new()), [69_999]);
}

/// A few words, some of them in nearly every text, so that they are kept as bits.
fn texts() -> impl Strategy<Value = Vec<String>> {
    let word = prop_oneof![3 => Just("the"), 1 => Just("dentist"), 1 => Just("dent"), 1 => Just("brave"), 1 => Just("tea")];
    prop::collection::vec(prop::collection::vec(word, 1..5).prop_map(|words| words.join(" ")), 1..80)
}

proptest! {
    #[test]
    fn however_it_is_kept_the_same_texts_are_found_as_by_looking_through_them(
        texts in texts(),
        cuts in prop::collection::vec(0..80_usize, 0..4),
        joined in any::<bool>(),
    ) {
        let entries: Vec<Entry> = (1..).zip(&texts).map(|(number, text)| added(number, KASIA, DEE, text)).collect();
        let mut kept: Vec<(u64, Stretch)> = Vec::new();
        let mut cuts = cuts;
        cuts.sort_unstable();
        let mut from = 0;
        for cut in cuts {
            let cut = cut.clamp(from, entries.len());
            let mut stretch = Stretch::default();
            entries[from..cut].iter().filter_map(Text::of).for_each(|text| stretch.take_in(text));
            kept.push((cut as u64, stretch));
            from = cut;
        }
        if joined && let Some(last) = kept.last().map(|(last, _)| *last) {
            let all = kept.into_iter().map(|(_, stretch)| stretch).reduce(Stretch::followed_by);
            kept = vec![(last, all.expect("one at least"))];
        }
        let bytes = kept.into_iter().map(|(last, stretch)| (last, stretch.to_bytes())).collect();
        let mut concordance = Concordance::of(bytes).expect("they were just made");
        entries[from..].iter().for_each(|entry| concordance.take_in(entry));
        for words in ["dent", "the", "dentist the", "tea brave", "b"] {
            let has = |text: &str| {
                words.split(' ').all(|word| text.split(' ').any(|its| its.starts_with(word)))
            };
            let mut expected: Vec<u64> =
                (1..).zip(&texts).filter(|(_, text)| has(text)).map(|(number, _)| number).collect();
            let looked = concordance.look(&Asked::new(words, [], Vec::new()));
            let mut found: Vec<u64> = concordance.best(&looked, Kind::Log).collect();
            found.sort_unstable();
            expected.sort_unstable();
            // Where a word is rare, what is close to it is shown as well.
            if expected.len() > 2 {
                prop_assert_eq!(&found, &expected, "{}", words);
            } else {
                prop_assert!(expected.iter().all(|number| found.contains(number)), "{}", words);
            }
        }
    }

    #[test]
    fn no_bytes_and_no_words_make_it_fall_over(
        texts in texts(),
        spoilt in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        typed: String,
        text: String,
    ) {
        let mut stretch = Stretch::default();
        (1..)
            .zip(&texts)
            .filter_map(|(number, text)| Text::of(&added(number, KASIA, DEE, text)))
            .for_each(|text| stretch.take_in(text));
        let mut bytes = stretch.to_bytes();
        for (at, byte) in spoilt {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        drop(Stretch::from_bytes(&bytes));
        let mut concordance = Concordance::of(vec![(9, bytes)]).unwrap_or_default();
        concordance.take_in(&added(10, KASIA, DEE, &text));
        for typed in [&typed, "dent", "t"] {
            let looked = concordance.look(&asked(typed, Vec::new()));
            drop(concordance.best(&looked, Kind::Log).collect::<Vec<_>>());
            drop(looked.show(&[&text], &[KASIA]));
        }
    }
}
