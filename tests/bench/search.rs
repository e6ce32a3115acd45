//! Finding, typed key by key: in the find box over ten years of the demo, and over texts with as many different words
//! as people write in ten years, beside a plain scan of the same texts in the same run.

use super::corpus::{Chance, entry, kept, queries, text, vocabulary};
use super::table::Table;
use super::{Home, Screen};
use bethere::desk::Question;
use bethere::find::Kind;
use bethere::find::concordance::{Asked, Concordance};
use memchr::memmem::Finder;
use std::hint::black_box;
use std::time::Instant;

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

/// As many days as the record goes back.
const DAYS: u32 = super::TEN_YEARS;

/// How many of the best are shown.
const SHOWN: usize = 50;

/// In the find box, over ten years of the demo.
pub fn in_the_box(table: &mut Table) {
    let home = Home::make(DAYS);
    let me = home.me("dee");
    let moment = bethere::care::Moment { at: home.now, zone: chrono_tz::Europe::London };
    let first_look = |desk: &bethere::desk::Desk| {
        let view = desk.look(me, moment);
        let answer = view.find(&Question::of(&view, "school"), |_| 4).expect("the journal reads");
        assert!(!answer.groups.is_empty(), "the demo speaks of school");
    };
    let started = Instant::now();
    first_look(&home.desk);
    table.once("find, words of ten years gathered once", started.elapsed());
    let home = home.reopened();
    let started = Instant::now();
    first_look(&home.desk);
    table.once("find, the first look after opening", started.elapsed());
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
    table.add("find, key to frame 100x30, ten years", samples);
}

/// What is printed of one corpus.
pub struct Names {
    ours: &'static str,
    scan: &'static str,
    read: &'static str,
    added: &'static str,
}

/// Texts with as many different words as people write in ten years.
pub const TEN_YEARS: Names = Names {
    ours: "find, a key in 150,000 varied texts, 50 shown",
    scan: "peer: memmem counts the same in all the text",
    read: "words of 150,000 varied texts read back",
    added: "a new text taken in",
};

/// Fifty times as many texts.
pub const FIFTY_TIMES: Names = Names {
    ours: "find, a key in 7,500,000 varied texts",
    scan: "peer: memmem counts it in all 7,500,000",
    read: "words of 7,500,000 varied texts read back",
    added: "a new text taken in after 7,500,000",
};

/// In so many varied texts.
pub fn in_varied_texts(table: &mut Table, count: u64, names: &Names) {
    let words = vocabulary();
    let mut chance = Chance(1);
    let texts: Vec<String> = (0..count).map(|_| text(&mut chance, &words)).collect();
    let plain = texts.join("\n");
    let stretches = kept(&texts);
    let size: usize = stretches.iter().map(|(_, bytes)| bytes.len()).sum();
    table.note(format!(
        "varied texts: {count}, {} KB; their words as kept: {} KB",
        plain.len() / 1024,
        size / 1024
    ));
    let started = Instant::now();
    let mut concordance = Concordance::of(stretches).expect("they were just made");
    table.once(names.read, started.elapsed());
    table.note(format!("different words: {}", concordance.size()));
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
    table.add(names.ours, ours);
    table.add(names.scan, scan);
    table.ratio(names.ours, names.scan);
    let started = Instant::now();
    let added = 1_000;
    for number in count + 1..=count + added {
        concordance.take_in(&entry(number, &text(&mut chance, &words)));
    }
    table.once(names.added, started.elapsed() / u32::try_from(added).unwrap_or(1).max(1));
}

fn begins(plain: &str, typed: &str) -> bool {
    plain.starts_with(typed) || plain.contains(&format!(" {typed}"))
}
