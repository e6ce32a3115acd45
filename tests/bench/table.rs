//! Samples, and the one table they end in.

use criterion::Criterion;
use std::time::{Duration, Instant};

/// How many samples the 99th percentile is taken from.
const SAMPLES: usize = 2_000;

/// How many samples are taken before it is another's turn: few, so that a machine that slows down for a while slows
/// them all, and more than one, so that each mostly finds the caches as it left them.
const TURN: usize = 20;

/// Something to be timed, and what it is called.
pub type Work<'a> = (&'static str, &'a mut dyn FnMut());

/// Samples some work, under criterion and for the table.
pub fn measure(criterion: &mut Criterion, name: &'static str, work: &mut dyn FnMut(), table: &mut Table) {
    together(criterion, &mut [(name, work)], table);
}

/// Samples things that are compared with one another, in turns.
pub fn together(criterion: &mut Criterion, works: &mut [Work<'_>], table: &mut Table) {
    for (name, work) in works.iter_mut() {
        criterion.bench_function(name, |bench| bench.iter(&mut *work));
    }
    let mut taken: Vec<_> =
        works.iter().map(|_| (Vec::with_capacity(SAMPLES), Some(Duration::ZERO))).collect();
    for _ in 0..SAMPLES / TURN {
        for ((_, work), (samples, spent)) in works.iter_mut().zip(&mut taken) {
            let before = processor_time();
            samples.extend((0..TURN).map(|_| {
                let started = Instant::now();
                work();
                started.elapsed()
            }));
            let now = processor_time().zip(before).map(|(after, before)| after.saturating_sub(before));
            *spent = spent.zip(now).map(|(spent, now)| spent + now);
        }
    }
    for ((name, _), (samples, spent)) in works.iter().zip(taken) {
        table.add(name, samples);
        table.spent(spent.and_then(|spent| spent.checked_div(u32::try_from(SAMPLES).ok()?)));
    }
}

/// How long this thread has been on a processor, where the system tells it.
fn processor_time() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// One line of the table.
struct Row {
    name: &'static str,
    median: Duration,
    p99: Duration,
    processor: Option<Duration>,
}

/// The figures, to be printed together.
#[derive(Default)]
pub struct Table {
    rows: Vec<Row>,
    ratios: Vec<(&'static str, &'static str)>,
    notes: Vec<String>,
}

impl Table {
    /// Adds samples.
    pub fn add(&mut self, name: &'static str, mut samples: Vec<Duration>) {
        samples.sort();
        let at = |part: usize| samples[(samples.len() * part / 100).min(samples.len() - 1)];
        self.rows.push(Row { name, median: at(50), p99: at(99), processor: None });
    }

    /// Adds what was done once.
    pub fn once(&mut self, name: &'static str, time: Duration) {
        self.add(name, vec![time]);
    }

    /// Says how much processor time each sample of the last line took.
    fn spent(&mut self, processor: Option<Duration>) {
        if let Some(row) = self.rows.last_mut() {
            row.processor = processor;
        }
    }

    /// Says something below the table.
    pub fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    /// Compares two lines.
    pub fn ratio(&mut self, ours: &'static str, peer: &'static str) {
        self.ratios.push((ours, peer));
    }

    /// Prints it.
    pub fn print(&self) {
        println!("\n{:<48}{:>12}{:>12}{:>12}", "", "median", "p99", "processor");
        for Row { name, median, p99, processor } in &self.rows {
            let processor = processor.map_or(String::new(), |time| format!("{:.3} ms", millis(time)));
            println!("{name:<48}{:>9.3} ms{:>9.3} ms{processor:>12}", millis(*median), millis(*p99));
        }
        println!();
        for (ours, peer) in &self.ratios {
            let row = |wanted: &str| self.rows.iter().find(|row| row.name == wanted);
            let (Some(ours), Some(peer)) = (row(ours), row(peer)) else { continue };
            let ratio = |ours, peer| millis(ours) / millis(peer);
            print!("{}  /  {}  =  {:.2}", ours.name, peer.name, ratio(ours.median, peer.median));
            if let (Some(ours), Some(peer)) = (ours.processor, peer.processor) {
                print!(", processor {:.2}", ratio(ours, peer));
            }
            println!();
        }
        for note in &self.notes {
            println!("{note}");
        }
    }
}

/// In milliseconds.
pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
