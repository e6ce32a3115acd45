//! Finding, typed key by key: in the find box over eight years of the demo, and over texts with as many different words
//! as people write in ten years, beside a plain scan of the same texts in the same run.

use super::table::Table;
use super::{Home, Screen};
use bethere::care::log::Fact as Log;
use bethere::care::{CareDay, ChildId, Entry, Fact, LogId, StaffId, Subject};
use bethere::desk::Question;
use bethere::find::Kind;
use bethere::find::concordance::{Asked, Concordance, Stretch, Text};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use memchr::memmem::Finder;
use std::hint::black_box;
use std::time::Instant;
use uuid::Uuid;

/// What is typed into the box: children, words, misspelt ones, filters, two at once.
const TYPED: [&str; 14] = [
    "kasia",
    "jaydon",
    "dentist",
    "dentits",
    "landing light",
    "school rang",
    "social worker",
    "shivon",
    "medication",
    "by:dee school",
    "#health temperature",
    "@mo from:2024 bad dream",
    "pierogi",
    "quiet evening",
];

/// Eight years: the demo's youngest was not born ten years ago.
const YEARS: u32 = 2_920;

/// As many texts as are written in ten years.
const TEXTS: u64 = 150_000;

/// As many different words as stand in them.
const WORDS: usize = 30_000;

/// How many of the best are shown.
const SHOWN: usize = 50;

/// In the find box, over eight years of the demo.
pub fn in_the_box(table: &mut Table) {
    let home = Home::make(YEARS);
    let me = home.desk.sign_in("dee", &bethere::demo::passphrase()).expect("the demo worker");
    let moment = bethere::care::Moment { at: home.now, zone: chrono_tz::Europe::London };
    let first_look = |desk: &bethere::desk::Desk| {
        let view = desk.look(me, moment);
        let answer = view.find(&Question::of(&view, "school"), |_| 4).expect("the journal reads");
        assert!(!answer.groups.is_empty(), "the demo speaks of school");
    };
    let started = Instant::now();
    first_look(&home.desk);
    table.once("find, words of eight years gathered once", started.elapsed());
    let Home { dir, door, desk, now } = home;
    drop(desk);
    let desk = bethere::demo::open(&door).expect("the demo opens");
    let started = Instant::now();
    first_look(&desk);
    table.once("find, the first look after opening", started.elapsed());
    let home = Home { dir, door, desk, now };
    let mut screen = Screen::of(home, "dee", 100, 30);
    screen.press("/");
    let mut samples = Vec::new();
    for _ in 0..20 {
        for typed in TYPED {
            for letter in typed.chars() {
                let key = if letter == ' ' { "Space".to_owned() } else { letter.to_string() };
                let started = Instant::now();
                screen.press(&key);
                samples.push(started.elapsed());
            }
            screen.press("Ctrl+U");
        }
    }
    table.add("find, key to frame 100x30, eight years", samples);
}

/// In texts with as many different words as people write in ten years.
pub fn in_varied_texts(table: &mut Table) {
    let words = vocabulary();
    let mut chance = Chance(1);
    let texts: Vec<String> = (0..TEXTS).map(|_| text(&mut chance, &words)).collect();
    let (mut stretch, mut plain) = (Stretch::default(), String::new());
    for (number, text) in (1..).zip(&texts) {
        plain.push_str(text);
        plain.push('\n');
        stretch.take_in(Text::of(&entry(number, text)).expect("it says something"));
    }
    let bytes = stretch.to_bytes();
    table.note(format!(
        "varied texts: {TEXTS}, {} KB; their words as kept: {} KB",
        plain.len() / 1024,
        bytes.len() / 1024
    ));
    let started = Instant::now();
    let mut concordance = Concordance::of(vec![(TEXTS, bytes)]).expect("it was just made");
    table.once("words of 150,000 varied texts read back", started.elapsed());
    table.note(format!("different words: {}", concordance.size().0));
    let (mut ours, mut scan) = (Vec::new(), Vec::new());
    for query in queries(&words) {
        for end in (1..=query.len()).filter(|end| query.is_char_boundary(*end)) {
            let typed = &query[..end];
            let started = Instant::now();
            let looked = concordance.look(&Asked::new(typed, [], Vec::new()));
            let best: Vec<u64> = concordance.best(&looked, Kind::Log).take(SHOWN).collect();
            for number in &best {
                let text = texts[usize::try_from(*number).expect("few") - 1].as_str();
                black_box(looked.show(&[text], &[]).expect("what was looked for is in it"));
            }
            ours.push(started.elapsed());
            let started = Instant::now();
            let finder = Finder::new(typed);
            let there = black_box(finder.find_iter(plain.as_bytes()).count());
            scan.push(started.elapsed());
            // A word that a scan finds at the beginning of a line is one that we find.
            assert!(
                there == 0 || typed.contains(' ') || looked.total(Kind::Log) > 0 || !begins(&plain, typed),
                "{typed}"
            );
        }
    }
    table.add(OURS, ours);
    table.add(SCAN, scan);
    table.ratio(OURS, SCAN);
    let started = Instant::now();
    let added = 1_000;
    for number in TEXTS + 1..=TEXTS + added {
        concordance.take_in(&entry(number, &text(&mut chance, &words)));
    }
    table.once("a new text taken in", started.elapsed() / u32::try_from(added).unwrap_or(1).max(1));
}

const OURS: &str = "find, a key in 150,000 varied texts, 50 shown";
const SCAN: &str = "peer: memmem counts the same in all the text";

fn begins(plain: &str, typed: &str) -> bool {
    plain.starts_with(typed) || plain.contains(&format!(" {typed}"))
}

/// Numbers by chance, the same in each run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % most.max(1)
    }
}

/// Words of two to four syllables, all different.
fn vocabulary() -> Vec<String> {
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
fn text(chance: &mut Chance, words: &[String]) -> String {
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
fn queries(words: &[String]) -> Vec<String> {
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

fn entry(number: u64, text: &str) -> Entry {
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
