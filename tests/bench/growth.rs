//! What grows with a record: what a tick takes, and what the whole program keeps in memory, when it is opened and after
//! somebody went through it again and again.

use super::plain::Journal;
use super::processes::{Running, ours};
use super::table::{Table, Work, together};
use super::{Home, TEN_YEARS};
use criterion::Criterion;

/// How many days a record goes back, and what its tick is called. A made-up home is no older than the last.
const LENGTHS: [(u32, &str); 5] = [
    (1, TICK),
    (365, "tick, durable, a year"),
    (3 * 365, "tick, durable, three years"),
    (TEN_YEARS, "tick, durable, ten years"),
    (30 * 365, "tick, durable, thirty years"),
];

/// The same bytes, chained and signed, in plain redb with as many entries as some of them.
const PEERS: [(usize, &str); 3] =
    [(0, PEER), (3, "peer: plain redb, ten years"), (4, "peer: plain redb, thirty years")];

const TICK: &str = "tick, durable, a day";
const PEER: &str = "peer: plain redb, a day";

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
        (name, move || journal.append_signed())
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
