//! What somebody else wrote: files and words made hostile, put to everything that reads them. Nothing may panic, hang
//! or come out otherwise than it should.
//!
//! Each target begins with whole pieces of its kind and breaks them: bits, bytes, numbers, pieces taken out, doubled,
//! swapped, cut or taken from another. It is blind: it does not know which branches it took. Two seconds a target
//! here; `BETHERE_HOSTILE_SECONDS=60 cargo test --release --test hostile` is the long one.

use bethere::care::{Home, Moment, when, words};
use bethere::demo::{self, Plan};
use bethere::desk::{Backup, Door};
use bethere::find::{self, Kind, Row};
use bethere::keys::Keymap;
use bethere::paper::bring_in::{self, List};
use bethere::record::{self, codec};
use bethere::theme::Theme;
use chrono::{DateTime, NaiveDate};
use std::fs;
use std::time::{Duration, Instant};

/// Numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).expect("it is below a usize")
    }

    fn part(&mut self, of: usize) -> std::ops::Range<usize> {
        let (a, b) = (self.below(of + 1), self.below(of + 1));
        a.min(b)..a.max(b)
    }
}

/// Numbers that lengths, counts and costs are broken with.
const EDGES: [&[u8]; 8] = [
    &[0],
    &[0xff],
    &[0xfb, 0xff, 0xff],
    &[0xfc, 0xff, 0xff, 0xff, 0xff],
    &[0xfd, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    &[0xff; 8],
    &[0x80, 0, 0, 0],
    &[0xff, 0xff, 0xff, 0x7f],
];

/// Letters that terminals, spreadsheets and parsers take for more than letters.
const LETTERS: [&str; 24] = [
    "\u{1b}[2J",
    "\u{1b}]0;x\u{7}",
    "\u{9b}31m",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{200d}",
    "\u{fe0f}",
    "\u{e0041}",
    "\u{301}\u{301}\u{301}",
    "\r",
    "\n",
    "\t",
    "\0",
    "\u{7f}",
    "\u{feff}",
    "=1+1",
    "\"",
    "\\",
    "[",
    "#",
    "👩‍👩‍👧",
    "ﷺ",
    "99999999999999999999",
];

fn broken(chance: &mut Chance, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = seeds[chance.below(seeds.len())].clone();
    for _ in 0..=chance.below(4) {
        let at = chance.below(bytes.len());
        match chance.below(10) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << chance.below(8),
            1 if !bytes.is_empty() => bytes[at] = chance.next().to_le_bytes()[0],
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(chance.part(bytes.len()))),
            4 => {
                let again = bytes[chance.part(bytes.len())].to_vec();
                drop(bytes.splice(at..at, again));
            }
            5 | 6 => {
                let edge = EDGES[chance.below(EDGES.len())];
                let end = (at + if chance.below(2) == 0 { edge.len() } else { 0 }).min(bytes.len());
                drop(bytes.splice(at.min(end)..end, edge.iter().copied()));
            }
            7 | 8 => {
                let letters = LETTERS[chance.below(LETTERS.len())];
                drop(bytes.splice(at..at, letters.bytes()));
            }
            _ => {
                let other = &seeds[chance.below(seeds.len())];
                let piece = other[chance.part(other.len())].to_vec();
                drop(bytes.splice(at..at, piece));
            }
        }
        bytes.truncate(1 << 16);
    }
    bytes
}

/// Puts broken pieces to a reader for as long as was asked.
fn besiege(name: &str, seeds: &[Vec<u8>], mut reader: impl FnMut(&[u8])) {
    let seconds = std::env::var("BETHERE_HOSTILE_SECONDS").ok().and_then(|said| said.parse().ok());
    let end = Instant::now() + Duration::from_secs(seconds.unwrap_or(2));
    let (mut chance, mut tried, mut slowest) = (Chance(7), 0_u64, Duration::ZERO);
    while Instant::now() < end {
        let bytes = broken(&mut chance, seeds);
        let began = Instant::now();
        reader(&bytes);
        slowest = slowest.max(began.elapsed());
        tried += 1;
    }
    assert!(slowest < Duration::from_secs(5), "{name}: one took {slowest:?}");
    println!("{name}: {tried} pieces, the slowest in {slowest:?}");
}

fn texts(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn now() -> Moment {
    let at: DateTime<chrono::Utc> = "2026-11-23T07:18:00Z".parse().expect("an instant");
    Moment { at, zone: chrono_tz::Europe::London }
}

fn today() -> NaiveDate {
    now().at.date_naive()
}

#[test]
fn entries() {
    let golden = include_str!("data/entries-format-1.txt");
    let hex = |text: &str| -> Vec<u8> {
        let digits: Vec<char> = text.trim().chars().collect();
        digits.chunks(2).map(|two| u8::from_str_radix(&String::from_iter(two), 16).expect("hex")).collect()
    };
    let seeds: Vec<_> = golden.lines().filter_map(|line| Some(hex(line.split_once(": ")?.1))).collect();
    assert!(seeds.len() > 50, "{}", seeds.len());
    besiege("entries", &seeds, |bytes| {
        if let Ok(entry) = codec::decode(1, bytes) {
            let again = codec::encode(&entry).expect("what was read can be written");
            assert_eq!(codec::decode(1, &again).expect("and read again"), entry);
        }
    });
}

/// A made-up home, and its files.
fn home() -> (tempfile::TempDir, Vec<u8>, Vec<u8>) {
    let dir = tempfile::tempdir().expect("a directory");
    demo::build(dir.path(), Plan { days: 1, ..Plan::usual(now(), 1) }).expect("a demo");
    let read = |name: &str| fs::read(dir.path().join(name)).expect("it is there");
    let (keys, store) = (read("keys"), read("store"));
    (dir, keys, store)
}

#[test]
fn keys_files() {
    let (dir, keys, _) = home();
    let file = dir.path().join("keys");
    besiege("keys files", std::slice::from_ref(&keys), |bytes| {
        fs::write(&file, bytes).expect("written");
        let named = record::names(dir.path());
        let opened = demo::open(&Door::of(dir.path().into()));
        assert!(opened.is_err() || bytes == keys, "a changed keys file opened: {named:?}");
    });
}

#[test]
fn stores() {
    let (dir, _, store) = home();
    let file = dir.path().join("store");
    // What stands before the blocks: the preamble and both copies of the header.
    let (front, blocks) = store.split_at(3 * 4096);
    besiege("fronts of stores", &[front.to_vec()], |bytes| {
        let mut whole = bytes.to_vec();
        whole.resize(front.len(), 0);
        whole.extend_from_slice(blocks);
        fs::write(&file, &whole).expect("written");
        if let Ok(desk) = demo::open(&Door::of(dir.path().into())) {
            assert!(desk.last() > 100, "it opened with {} entries", desk.last());
        }
    });
}

#[test]
fn cards_of_backups() {
    let dir = tempfile::tempdir().expect("a directory");
    let card = "A backup of a bethere home, 1\nhome: 00000000-0000-0000-0000-000000000000\n\
                made: 2026-11-23T18:42:10Z\nentries: 8164\nends with: ABCDE-FGHJK\n";
    let file = dir.path().join("card");
    besiege("cards of backups", &texts(&[card]), |bytes| {
        fs::write(&file, bytes).expect("written");
        if let Ok(backup) = Backup::of(dir.path()) {
            assert_eq!(backup.folder, dir.path());
        }
    });
}

#[test]
fn keymaps() {
    let seeds: Vec<_> = ["everyday", "left-hand", "letters-off", "vim"]
        .iter()
        .filter_map(|name| Some(Keymap::shipped_text(name)?.as_bytes().to_vec()))
        .collect();
    assert_eq!(seeds.len(), 4);
    besiege("keymaps", &seeds, |bytes| {
        let text = text(bytes);
        let (keymap, problems) = Keymap::layered(&[("broken", &text)], &[]);
        let lines = text.split('\n').count();
        assert!(problems.iter().all(|problem| problem.line <= lines), "{problems:?}");
        keymap.overlaps();
    });
}

#[test]
fn themes() {
    let seeds: Vec<_> =
        Theme::shipped().filter_map(|name| Some(Theme::shipped_text(name)?.as_bytes().to_vec())).collect();
    assert!(!seeds.is_empty());
    besiege("themes", &seeds, |bytes| {
        let (theme, _) = Theme::layered(&[("broken", &text(bytes))]);
        theme.is_on_at(chrono::NaiveTime::MIN);
    });
}

#[test]
fn lists_from_a_spreadsheet() {
    let seeds = texts(&[
        "name,preferred,born,room,school\nKasia Nowak,Kasia,2012-03-04,2,Elm Park\n\"Jayden, B\",,4/5/2011,3,\n",
        "login,name,role,ends\nsam,Sam Okoro,worker,\nkit,Kit Fallow,agency,31/12/2026\n",
    ]);
    let home = Home::default();
    besiege("lists", &seeds, |bytes| {
        let text = text(bytes);
        for list in [List::Children, List::Staff] {
            let _ = bring_in::read(list, &text, &home, today());
        }
    });
}

#[test]
fn what_is_looked_for() {
    let rows: Vec<Row<usize>> = ["Kasia Nowak", "Siobhán Ní Dhuibhir", "Jayden", "Tuyết"]
        .iter()
        .enumerate()
        .map(|(n, name)| Row::new(Kind::Child, name, [*name], n))
        .collect();
    let seeds = texts(&["kasia", "shivon", "by:sam #health from:yesterday @kasia asleep", "jaydon 22/11"]);
    besiege("what is looked for", &seeds, |bytes| {
        let typed = text(&bytes[..bytes.len().min(500)]);
        assert!(find::search(&rows, &typed, 5).total() <= rows.len());
    });
}

#[test]
fn words_somebody_wrote() {
    let seeds = texts(&["Slept well; up twice.\n\n\nAsked for gran.", "Siobhán — “mam” e\u{301}", ""]);
    besiege("words", &seeds, |bytes| {
        let raw = text(bytes);
        for clean in [words::clean_line, words::clean_text] {
            let Ok(kept) = clean(&raw, 4_000) else { continue };
            assert_eq!(clean(&kept, 4_000).as_ref(), Ok(&kept), "once is enough: {raw:?}");
            assert!(!kept.chars().any(|letter| letter.is_control() && letter != '\n'), "{kept:?}");
            let shown = words::shown(&kept);
            assert!(words::columns(&words::fit(&shown, 20)) <= 20, "{kept:?}");
            words::wrap(&shown, 20);
        }
    });
}

#[test]
fn dates_and_times_as_typed() {
    let seeds = texts(&[
        "yesterday 7pm",
        "22/11 19:40",
        "in 20 minutes",
        "next Tuesday",
        "29 Feb 2028",
        "half past 9",
    ]);
    besiege("dates and times", &seeds, |bytes| {
        let typed = text(&bytes[..bytes.len().min(200)]);
        let event = when::parse_time_of_event(&typed, now());
        assert!(
            event.is_err() || event.is_ok_and(|at| at <= now().at + chrono::TimeDelta::days(1)),
            "{typed:?}"
        );
        let _ = when::parse_date(&typed, today());
        let _ = when::parse_time_to_come(&typed, now());
        let _ = when::parse_time_of_day(&typed);
    });
}
