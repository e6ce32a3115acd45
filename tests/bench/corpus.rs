//! Texts with as many different words as people write in ten years, the same in each run, and what is looked for in
//! them. Kept apart because the peers in `peers/`, a crate of their own, search the same.

use bethere::care::log::Fact as Log;
use bethere::care::{CareDay, ChildId, Entry, Fact, LogId, StaffId, Subject};
use bethere::find::concordance::{Stretch, Text};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;

/// As many texts as are written in ten years.
pub const TEXTS: u64 = 150_000;

/// As many different words as stand in them.
pub const WORDS: usize = 30_000;

/// So many bytes of words are kept in one piece, as in a home.
const LONG: usize = 256 << 10;

/// Numbers by chance, the same in each run.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % most.max(1)
    }
}

/// Words of two to four syllables, all different.
pub fn vocabulary() -> Vec<String> {
    const SYLLABLES: [&str; 32] = [
        "ma", "den", "tis", "kor", "la", "bri", "gen", "sol", "ter", "wa", "mi", "ja", "po", "ne", "ram",
        "shi", "lu", "ket", "dor", "fa", "zi", "ell", "ha", "cu", "ro", "ban", "vi", "ste", "oma", "quin",
        "tho", "yar",
    ];
    let mut chance = Chance(7);
    let mut words = std::collections::BTreeSet::new();
    while words.len() < WORDS {
        let syllables = 2 + chance.below(3);
        words.insert((0..syllables).map(|_| SYLLABLES[chance.below(SYLLABLES.len())]).collect::<String>());
    }
    let mut words: Vec<String> = words.into_iter().collect();
    // So that the frequent ones don't all begin alike.
    for n in (1..words.len()).rev() {
        words.swap(n, chance.below(n + 1));
    }
    words
}

/// A text of eight to forty words, few of them frequent, as in any language.
pub fn text(chance: &mut Chance, words: &[String]) -> String {
    let count = 8 + chance.below(33);
    let mut text = String::new();
    for _ in 0..count {
        let most = chance.below(words.len()) + 1;
        let most = chance.below(most) + 1;
        let most = chance.below(most) + 1;
        text.push_str(&words[chance.below(most)]);
        text.push(' ');
    }
    text.pop();
    text
}

/// Frequent words, rare ones, ones with a slip in them, and two at once.
pub fn queries(words: &[String]) -> Vec<String> {
    let mut queries = Vec::new();
    for n in [0, 3, 20, 150, 900, 4_000, 9_000, 15_000, 22_000, 29_000] {
        queries.push(words[n].clone());
        let mut slipped = words[n].clone().into_bytes();
        slipped.swap(2, 3);
        queries.push(String::from_utf8(slipped).expect("plain letters"));
        queries.push(format!("{} {}", words[n], words[n / 7 + 1]));
    }
    queries
}

pub fn entry(number: u64, text: &str) -> Entry {
    let day = i32::try_from(number / 41).unwrap_or(0);
    let at: DateTime<Utc> =
        DateTime::from_timestamp(1_480_000_000, 0).expect("an instant") + TimeDelta::days(day.into());
    let of = LogId(Uuid::from_u128(number.into()));
    Entry {
        number,
        at,
        by: StaffId(Uuid::from_u128(u128::from(number % 9))),
        day: CareDay::of(NaiveDate::from_ymd_opt(2016, 11, 23).expect("a date")).plus(day),
        subject: Subject::Child(ChildId(Uuid::from_u128(1 + u128::from(number % 6)))),
        fact: Fact::Log(Log::Amended { of, text: text.into(), why: String::new() }),
    }
}

/// The words of texts as a home keeps them, each piece with the number of its last entry.
pub fn kept(texts: &[String]) -> Vec<(u64, Vec<u8>)> {
    let (mut stretch, mut kept, mut last) = (Stretch::default(), Vec::new(), 0);
    for (number, text) in (1..).zip(texts) {
        stretch.take_in(Text::of(&entry(number, text)).expect("it says something"));
        last = number;
        if stretch.size() >= LONG {
            kept.push((last, std::mem::take(&mut stretch).to_bytes()));
        }
    }
    kept.push((last, stretch.to_bytes()));
    kept
}
