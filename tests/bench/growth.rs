//! What grows with a record: what a tick takes, and what the whole program keeps in memory, when it is opened and after
//! somebody went through it again and again.

use super::plain::{FILED_AFTER, Journal};
use super::processes::{Running, ours};
use super::table::{Table, Work, together};
use super::{Home, TEN_YEARS};
use bethere::care::Entry;
use bethere::record::{Journal as Record, Passphrase, Site};
use chrono::TimeDelta;
use criterion::Criterion;
use std::time::Instant;

/// How many days a record goes back, and what its tick is called. A made-up home is no older than the last.
const LENGTHS: [(u32, &str); 5] = [
    (1, TICK),
    (365, "tick, durable, a year"),
    (3 * 365, "tick, durable, three years"),
    (TEN_YEARS, "tick, durable, ten years"),
    (30 * 365, "tick, durable, thirty years"),
];

/// The same bytes, chained and signed, in plain redb with as many entries as some of them, each filed at once.
const PEERS: [(usize, &str); 3] =
    [(0, PEER), (3, "peer: filed at once, ten years"), (4, "peer: filed at once, thirty years")];

/// So many ticks are filed at once, with the last of them: which of the lengths that one is timed in.
const SLOWEST: [(usize, &str); 2] =
    [(0, "the slowest of 400 ticks, a day"), (3, "the slowest of 400 ticks, ten years")];

const TICK: &str = "tick, durable, a day";
const PEER: &str = "peer: filed at once, a day";

/// How often the whole is gone through.
const WALKS: usize = 3;

/// A mark of the drawing.
const MARK: usize = 2 << 20;

/// Ticks in homes of all lengths, in turns, and then their memory.
pub fn measure(criterion: &mut Criterion, table: &mut Table) {
    let homes: Vec<(Home, &'static str)> =
        LENGTHS.into_iter().map(|(days, name)| (Home::make(days), name)).collect();
    let mut ticking: Vec<_> =
        homes.iter().map(|(home, name)| (home, *name, home.me("dee"), home.all_ticks())).collect();
    let mut ticks: Vec<_> =
        ticking.iter_mut().map(|(home, name, me, acts)| (*name, || home.act(*me, acts.next()))).collect();
    let files = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a directory");
    let peers = PEERS.into_iter().map(|(nth, name)| {
        let mut journal = Journal::beside(&files.path().join(name), homes[nth].0.desk.last());
        (name, move || journal.file_signed())
    });
    let mut peers: Vec<_> = peers.collect();
    let sealed = ticks.iter_mut().map(|(name, tick)| (*name, tick as &mut dyn FnMut()));
    let plain = peers.iter_mut().map(|(name, append)| (*name, append as &mut dyn FnMut()));
    let mut works: Vec<Work<'_>> = sealed.chain(plain).collect();
    together(criterion, &mut works, table);
    for (_, name) in LENGTHS.iter().skip(1) {
        table.ratio(name, TICK);
    }
    for (_, name) in PEERS.iter().skip(1) {
        table.ratio(name, PEER);
    }
    for (nth, name) in SLOWEST {
        let (home, _, me, acts) = &mut ticking[nth];
        let mut tick = || {
            let act = acts.next();
            let started = Instant::now();
            home.act(*me, act);
            started.elapsed()
        };
        table.add(name, (0..9).filter_map(|_| (0..FILED_AFTER).map(|_| tick()).max()).collect());
    }
    for (home, _) in homes {
        let (entries, bytes) = (home.desk.last(), home.size());
        let folder = home.close();
        let mut running = Running::start(ours(folder.path()));
        table.note(format!("memory, a record of {entries} entries in {} MB:", bytes >> 20));
        table.note(drawn("opened", running.memory()));
        for _ in 0..WALKS {
            walk(&mut running);
            table.note(drawn("found, read back, charts, since", running.memory()));
        }
    }
}

/// Ticks in a home of a day and in one that is fifty times as long as ten years, in turns.
pub fn measure_longest(criterion: &mut Criterion, table: &mut Table) {
    let homes = [(Home::make(1), TICK), (lengthened(Home::make(TEN_YEARS)), LONGEST)];
    for (home, name) in &homes {
        table.note(format!("{name}: {} entries, {} MB", home.desk.last(), home.size() >> 20));
    }
    let mut ticking = homes.each_ref().map(|(home, name)| (home, *name, home.me("dee"), home.all_ticks()));
    let mut ticks = ticking.each_mut().map(|(home, name, me, acts)| (*name, || home.act(*me, acts.next())));
    let mut works = ticks.each_mut().map(|(name, tick)| (*name, tick as &mut dyn FnMut()));
    together(criterion, &mut works, table);
    table.ratio(LONGEST, TICK);
}

const LONGEST: &str = "tick, durable, fifty times ten years";

/// A home with a past fifty times as long. What happened of late is what happened then, over and over.
fn lengthened(home: Home) -> Home {
    let me = home.me("dee").staff();
    home.apart(|folder| {
        let opened = Record::open(&Site::made_up(folder), me, &Passphrase::typed("demo demo demo"));
        let (mut record, _) = opened.expect("the demo opens");
        let mut folded = record.snapshot().expect("it reads").expect("it was kept");
        let last = record.last();
        let late: Vec<Entry> =
            record.since(last - AGAIN).expect("it reads").collect::<Result<_, _>>().expect("they read");
        let days = (late[late.len() - 1].at - late[0].at).num_days() + 1;
        for times in (0..49 * last / AGAIN).rev() {
            let past = TimeDelta::days(days * i64::try_from(times).expect("few"));
            let mut again = late.clone();
            for entry in &mut again {
                folded.last += 1;
                entry.number = folded.last;
                entry.by = me;
                entry.at -= past;
                entry.day = entry.day.plus(-i32::try_from(past.num_days()).expect("some hundred years"));
            }
            record.append_all(&again, &folded).expect("written");
        }
    })
}

/// So many entries are repeated, in one commit.
const AGAIN: u64 = 20_000;

/// Finds, reads a month of the log back, sees the charts, and what happened since.
fn walk(running: &mut Running) {
    for keys in ["/", "school", "\x1b", "1", "V", "2", "\x1b", "Y"] {
        running.press(keys);
    }
    for _ in 0..30 {
        running.press("[");
    }
    for keys in ["\x1b", "\x1b", "S", "\x1b"] {
        running.press(keys);
    }
    assert!(running.shows("For you"), "the walk ends where it began");
}

fn drawn(when: &str, bytes: usize) -> String {
    format!("  {when:<34}{:>5} MB  {}", bytes >> 20, "=".repeat(bytes / MARK))
}
