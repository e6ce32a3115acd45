//! How long things take, each beside the named peer in the same run. `cargo bench --bench figures` prints criterion's
//! report and then one table: median, 99th percentile, peer, ratio. It fails on wrong answers only, never on time.

use bethere::care::{Moment, Stamp, Subject};
use bethere::demo::{self, Plan};
use bethere::desk::{Desk, Door};
use bethere::keys::Key;
use bethere::theme::Depth;
use bethere::tui::{App, Comfort, Event, Surroundings};
use chrono::{DateTime, TimeDelta, Utc};
use criterion::Criterion;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::{TerminalOptions, Viewport};
use std::fs::File;
use std::hint::black_box;
use std::io::{Sink, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use uuid::Uuid;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let mut table = Table::default();
    frames(&mut criterion, &mut table);
    ticks(&mut criterion, &mut table);
    processes(&mut table);
    criterion.final_summary();
    table.print();
}

/// A key pressed, and the frame it leads to, written to a terminal that nobody reads.
fn frames(criterion: &mut Criterion, table: &mut Table) {
    let mut board = Screen::open(100, 30);
    let down_up = ["Down", "Up"];
    let mut n = 0;
    let mut key = || {
        n += 1;
        board.press(down_up[n % 2]);
    };
    measure(criterion, "key to frame, board 100x30", &mut key, table);
    let mut child = Screen::open(100, 30);
    child.press("1");
    let mut n = 0;
    let mut key = || {
        n += 1;
        child.press(down_up[n % 2]);
    };
    measure(criterion, "key to frame, child 100x30", &mut key, table);
    let mut wide = Screen::open(200, 60);
    wide.press("1");
    let mut n = 0;
    let mut key = || {
        n += 1;
        wide.press(down_up[n % 2]);
    };
    measure(criterion, "key to frame, child 200x60", &mut key, table);
    let before = Screen::open(200, 60).cells();
    let after = before.clone();
    let mut diff = || {
        black_box(black_box(&before).diff(black_box(&after)));
    };
    measure(criterion, "peer: ratatui diffs an unchanged 200x60", &mut diff, table);
    table.ratio("key to frame, child 100x30", "peer: ratatui diffs an unchanged 200x60");
}

/// A tick, durable on the disk, beside a bare fdatasync of 4 KiB on the same disk.
fn ticks(criterion: &mut Criterion, table: &mut Table) {
    let home = Home::make();
    let mut file = File::create(home.dir.path().join("bare")).expect("a file");
    let block = [7_u8; 4096];
    let mut bare = || {
        file.write_all(&block).expect("written");
        file.sync_data().expect("synced");
    };
    measure(criterion, "peer: fdatasync of 4 KiB", &mut bare, table);
    let me = home.desk.sign_in("dee", &demo::passphrase()).expect("the demo worker");
    let mut at = home.now;
    let mut n = 0_u128;
    let mut tick = || {
        n += 1;
        at += TimeDelta::milliseconds(1);
        let moment = Moment { at, zone: chrono_tz::Europe::London };
        let stamp = Stamp { moment, fresh: Uuid::from_u128(at.timestamp_millis().unsigned_abs().into()) };
        home.desk.act(me, stamp, home.tick(moment)).expect("ticked");
    };
    measure(criterion, "tick, durable", &mut tick, table);
    table.ratio("tick, durable", "peer: fdatasync of 4 KiB");
}

/// The whole program, from its start to the end of `show board`, and its memory.
fn processes(table: &mut Table) {
    let home = Home::make();
    let dir = home.close();
    let program = env!("CARGO_BIN_EXE_bethere");
    let mut samples = Vec::new();
    for _ in 0..100 {
        let started = Instant::now();
        let status = Command::new(program)
            .args(["show", "board", "--as", "dee", "--home"])
            .arg(dir.path())
            .stdout(Stdio::null())
            .status()
            .expect("the program runs");
        samples.push(started.elapsed());
        assert!(status.success(), "the board is shown");
    }
    table.add("process: start, open, show the board, end", samples);
}

/// A demo home on a disk.
struct Home {
    dir: tempfile::TempDir,
    door: Door,
    desk: Desk,
    now: DateTime<Utc>,
}

impl Home {
    fn make() -> Self {
        let now: DateTime<Utc> = "2026-11-23T07:18:00Z".parse().expect("an instant");
        // Beside the build: a temporary directory may be memory, where nothing is ever synced.
        let dir = tempfile::tempdir_in(Path::new(env!("CARGO_TARGET_TMPDIR"))).expect("a directory");
        let moment = Moment { at: now, zone: chrono_tz::Europe::London };
        demo::build(dir.path(), Plan::usual(moment, 1)).expect("a demo");
        let door = Door::of(dir.path().into());
        let desk = demo::open(&door).expect("the demo opens");
        Self { dir, door, desk, now }
    }

    fn close(self) -> tempfile::TempDir {
        self.dir
    }

    /// The act of ticking the first line of the first child.
    fn tick(&self, moment: Moment) -> bethere::care::Act {
        use bethere::care::{checklist, lines, trail};
        let me = self.desk.sign_in("dee", &demo::passphrase()).expect("the demo worker");
        let view = self.desk.look(me, moment);
        let home = view.home();
        let child = home.children.here().next().expect("a child").id;
        let (subject, day, part) = (Subject::Child(child), view.today(), home.part_of(moment));
        let line = lines::lines(home, subject, day, part).first().expect("a line").id;
        bethere::care::Act::Checklist(checklist::Act::Tick {
            subject,
            line,
            day,
            outcome: trail::Outcome::Done,
            reason: None,
            note: String::new(),
        })
    }
}

/// A terminal that nobody reads, with the program in it.
struct Screen {
    _dir: tempfile::TempDir,
    app: App,
    now: DateTime<Utc>,
    terminal: Terminal<CrosstermBackend<Sink>>,
    size: Rect,
}

impl Screen {
    fn open(width: u16, height: u16) -> Self {
        let home = Home::make();
        let me = home.desk.sign_in("dee", &demo::passphrase()).expect("the demo worker");
        let moment = Moment { at: home.now, zone: chrono_tz::Europe::London };
        let around = Surroundings {
            keymaps: Vec::new(),
            themes: Vec::new(),
            keymap: None,
            theme: None,
            depth: Depth::True,
            colourless: false,
            ascii: false,
        };
        let app = App::new(home.door.clone(), moment, Comfort::new(around)).opened(home.desk, me);
        let size = Rect::new(0, 0, width, height);
        let options = TerminalOptions { viewport: Viewport::Fixed(size) };
        let terminal =
            Terminal::with_options(CrosstermBackend::new(std::io::sink()), options).expect("a terminal");
        let mut screen = Self { now: home.now, _dir: home.dir, app, terminal, size };
        screen.draw();
        screen
    }

    fn press(&mut self, key: &str) {
        let key: Key = key.parse().expect("a key");
        self.now += TimeDelta::milliseconds(1);
        self.app.handle(Event::Key(key), self.now, Uuid::nil());
        self.draw();
    }

    fn draw(&mut self) {
        let app = &mut self.app;
        let drawn = self.terminal.draw(|frame| {
            let cursor = app.draw(frame.buffer_mut());
            frame.set_cursor_position(cursor);
        });
        drawn.expect("drawn");
    }

    fn cells(&mut self) -> Buffer {
        let mut cells = Buffer::empty(self.size);
        self.app.draw(&mut cells);
        cells
    }
}

/// How many samples the 99th percentile is taken from.
const SAMPLES: usize = 2_000;

fn measure(criterion: &mut Criterion, name: &'static str, work: &mut dyn FnMut(), table: &mut Table) {
    criterion.bench_function(name, |bench| bench.iter(&mut *work));
    let samples = (0..SAMPLES).map(|_| {
        let started = Instant::now();
        work();
        started.elapsed()
    });
    table.add(name, samples.collect());
}

/// The figures, to be printed together.
#[derive(Default)]
struct Table {
    rows: Vec<(&'static str, Duration, Duration)>,
    ratios: Vec<(&'static str, &'static str)>,
}

impl Table {
    fn add(&mut self, name: &'static str, mut samples: Vec<Duration>) {
        samples.sort();
        let at = |part: usize| samples[(samples.len() * part / 100).min(samples.len() - 1)];
        self.rows.push((name, at(50), at(99)));
    }

    fn ratio(&mut self, ours: &'static str, peer: &'static str) {
        self.ratios.push((ours, peer));
    }

    fn print(&self) {
        println!("\n{:<48}{:>12}{:>12}", "", "median", "p99");
        for (name, median, p99) in &self.rows {
            println!("{name:<48}{:>9.3} ms{:>9.3} ms", millis(*median), millis(*p99));
        }
        println!();
        for (ours, peer) in &self.ratios {
            let median =
                |wanted: &str| self.rows.iter().find(|(name, _, _)| *name == wanted).map(|row| millis(row.1));
            if let (Some(ours_median), Some(peer_median)) = (median(ours), median(peer)) {
                println!("{ours}  /  {peer}  =  {:.2}", ours_median / peer_median);
            }
        }
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
