//! How long things take, each beside the named peer in the same run. `cargo bench --bench figures` prints criterion's
//! report and then one table: median, 99th percentile, processor time, peer, ratio. It fails on wrong answers only,
//! never on time. Words after `--` choose parts: frames, ticks, handing-over, processes, record, words,
//! search, ten-years, growth, and by name only fifty-times and longest; `--quick` is shorter.

mod corpus;
mod growth;
mod plain;
mod processes;
mod search;
mod table;

use bethere::care::{self, Moment, Stamp, Subject};
use bethere::demo::{self, Plan};
use bethere::desk::{Desk, Door, Draft, SignedIn};
use bethere::keys::Key;
use bethere::theme::Depth;
use bethere::tui::{App, Comfort, Event, Surroundings};
use chrono::{DateTime, TimeDelta, Utc};
use corpus::TEXTS;
use criterion::Criterion;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::{TerminalOptions, Viewport};
use std::cell::Cell;
use std::fs::File;
use std::hint::black_box;
use std::io::{Sink, Write};
use std::path::Path;
use std::time::{Duration, Instant};
use table::{Table, Work, measure, together};
use uuid::Uuid;

/// How long criterion samples one thing when it is to be quick; at least ten samples are taken whatever this says.
const QUICK: Duration = Duration::from_millis(200);

fn main() {
    // The bare program that ours is measured beside is this one, started with another word.
    if std::env::args().any(|word| word == processes::BARE) {
        return processes::be_bare();
    }
    let named: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let wanted = |part: &str| named.is_empty() || named.iter().any(|word| word == part);
    let mut criterion = Criterion::default().without_plots();
    if std::env::args().any(|word| word == "--quick") {
        criterion = criterion.warm_up_time(QUICK).measurement_time(QUICK);
    }
    let mut table = Table::default();
    if wanted("frames") {
        frames(&mut criterion, &mut table);
    }
    if wanted("ticks") {
        ticks(&mut criterion, &mut table);
    }
    if wanted("handing-over") {
        handing_over(&mut criterion, &mut table);
    }
    if wanted("processes") {
        processes::measure(&mut table);
    }
    if wanted("record") {
        record(&mut table);
    }
    if wanted("words") {
        search::in_varied_texts(&mut table, TEXTS, &search::TEN_YEARS);
    }
    // Asked for by name only: it takes ten minutes, and as many gigabytes.
    if named.iter().any(|word| word == "fifty-times") {
        search::in_varied_texts(&mut table, 50 * TEXTS, &search::FIFTY_TIMES);
    }
    if wanted("search") {
        search::in_the_box(&mut table);
    }
    if wanted("ten-years") {
        ten_years(&mut criterion, &mut table);
    }
    if wanted("growth") {
        growth::measure(&mut criterion, &mut table);
    }
    // Asked for by name only: it takes half an hour, and thirty gigabytes of the disk.
    if named.iter().any(|word| word == "longest") {
        growth::measure_longest(&mut criterion, &mut table);
    }
    table.print();
}

/// A key pressed, and the frame it leads to, written to a terminal that nobody reads.
fn frames(criterion: &mut Criterion, table: &mut Table) {
    let mut board = Screen::open(100, 30);
    let mut child = Screen::open(100, 30);
    child.press("1");
    let mut wide = Screen::open(200, 60);
    wide.press("1");
    let mut charts = Screen::open(100, 30);
    charts.press("1");
    let before = Screen::open(200, 60).cells();
    let after = before.clone();
    let mut works: [Work<'_>; 5] = [
        ("key to frame, board 100x30", &mut || board.go_on()),
        (CHILD, &mut || child.go_on()),
        ("key to frame, child 200x60", &mut || wide.go_on()),
        ("charts opened: 30 days, then 90", &mut || charts.see_charts()),
        (DIFF, &mut || {
            black_box(black_box(&before).diff(black_box(&after)));
        }),
    ];
    together(criterion, &mut works, table);
    table.ratio(CHILD, DIFF);
}

const CHILD: &str = "key to frame, child 100x30";
const DIFF: &str = "peer: ratatui diffs an unchanged 200x60";

/// A handover of six children, drafted from the journal as the screen does it.
fn handing_over(criterion: &mut Criterion, table: &mut Table) {
    let home = Home::make(21);
    let me = home.me("priya");
    let moment = Moment { at: home.now, zone: chrono_tz::Europe::London };
    let since = home.now - TimeDelta::hours(12);
    let mut draft = || {
        let sheet = home.desk.look(me, moment).handover(since).expect("the journal reads");
        assert_eq!(black_box(sheet).children.len(), 6, "everyone is spoken of");
    };
    measure(criterion, "a handover of six children, drafted", &mut draft, table);
}

/// A tick, durable on the disk, beside a bare fdatasync of 4 KiB on the same disk, and beside the same bytes, chained
/// and signed, in a plain database of the same kind. A draft is neither decided nor signed: beside its own bytes it
/// shows what the sealing takes.
fn ticks(criterion: &mut Criterion, table: &mut Table) {
    let home = Home::make(21);
    let mut file = File::create(home.dir.path().join("bare")).expect("a file");
    let block = [7_u8; 4096];
    let me = home.me("dee");
    let mut plain = plain::Journal::beside(&home.dir.path().join("plain"), home.desk.last());
    let mut signed = plain::Journal::beside(&home.dir.path().join("signed"), home.desk.last());
    let mut acts = home.all_ticks();
    let mut draft = Draft {
        name: "log".into(),
        subject: Subject::House,
        began: home.now,
        boxes: vec![("text".into(), String::new())],
    };
    let mut n = 0_u64;
    let mut works: [Work<'_>; 5] = [
        (FDATASYNC, &mut || {
            file.write_all(&block).expect("written");
            file.sync_data().expect("synced");
        }),
        (PLAIN, &mut || signed.enter_signed()),
        (TICK, &mut || home.act(me, acts.next())),
        (PLAIN_DRAFT, &mut || plain.keep()),
        (DRAFT, &mut || {
            n += 1;
            draft.boxes[0].1 = format!("{n:0>200}");
            home.desk.keep_draft(me, &draft).expect("kept");
        }),
    ];
    together(criterion, &mut works, table);
    table.ratio(TICK, FDATASYNC);
    table.ratio(TICK, PLAIN);
    table.ratio(DRAFT, PLAIN_DRAFT);
}

const DRAFT: &str = "a draft kept, sealed";
const PLAIN_DRAFT: &str = "peer: its bytes in plain redb, unsealed";
const FDATASYNC: &str = "peer: fdatasync of 4 KiB";
const PLAIN: &str = "peer: its bytes in plain redb, signed";
const TICK: &str = "tick, durable, signed and sealed";

/// The proofs of a long record: the chain by itself, and with every signature.
fn record(table: &mut Table) {
    let home = Home::make(LONG);
    let last = home.desk.last();
    println!("the long record: {last} entries, {LONG} days");
    for (name, since) in [("verify, the chain alone", last), ("verify, chain and signatures", 0)] {
        let started = Instant::now();
        home.desk.verify(since, None, &mut |_, _| {}).expect("it is whole");
        table.once(name, started.elapsed());
    }
}

/// Long enough for a hundred thousand entries.
const LONG: u32 = 730;

/// What every key costs on ten years.
fn ten_years(criterion: &mut Criterion, table: &mut Table) {
    let home = Home::make(TEN_YEARS);
    table.note(format!("ten years: {} entries, {} MB", home.desk.last(), home.size() >> 20));
    let days = home.away("leila");
    assert!(days >= 14, "she was away for {days} days");
    let home = opened(home, table);
    let mut screen = Screen::of(home, "leila", 100, 30);
    measure(criterion, "key to frame, board 100x30, ten years", &mut || screen.go_on(), table);
    let mut since = || {
        screen.press("S");
        screen.press("Esc");
    };
    measure(criterion, "since a fortnight ago, ten years", &mut since, table);
    screen.press("1");
    measure(criterion, "key to frame, child 100x30, ten years", &mut || screen.go_on(), table);
    measure(criterion, "charts opened: 30 days, then 90, ten years", &mut || screen.see_charts(), table);
    screen.press("Y");
    let mut read = 0;
    let mut day = || {
        // A month back, day by day, and again from the last.
        read = (read + 1) % 30;
        if read == 0 {
            screen.press("Esc");
            screen.press("Y");
        } else {
            screen.press("[");
        }
    };
    measure(criterion, "log, the day before, ten years", &mut day, table);
}

const TEN_YEARS: u32 = 3_652;

/// Opens it many times, each time until the first frame of whoever signed in is drawn.
fn opened(home: Home, table: &mut Table) -> Home {
    let Home { dir, door, desk, now, acted } = home;
    drop(desk);
    let open = || demo::open(&door).expect("the demo opens");
    let mut samples = Vec::new();
    for _ in 0..20 {
        // The folder that goes with the screen is another, so that the home stays.
        let dir = tempfile::tempdir().expect("a folder");
        let started = Instant::now();
        let opened = Home { dir, door: door.clone(), desk: open(), now, acted: Cell::new(0) };
        let screen = Screen::of(opened, "dee", 100, 30);
        samples.push(started.elapsed());
        drop(screen);
    }
    table.add("opened to the first frame, ten years", samples);
    let desk = open();
    Home { dir, door, desk, now, acted }
}

/// A demo home on a disk.
struct Home {
    dir: tempfile::TempDir,
    door: Door,
    desk: Desk,
    now: DateTime<Utc>,
    acted: Cell<i64>,
}

impl Home {
    fn make(days: u32) -> Self {
        let now: DateTime<Utc> = "2026-11-23T07:18:00Z".parse().expect("an instant");
        // Beside the build: a temporary directory may be memory, where nothing is ever synced.
        let dir = tempfile::tempdir_in(Path::new(env!("CARGO_TARGET_TMPDIR"))).expect("a directory");
        let moment = Moment { at: now, zone: chrono_tz::Europe::London };
        demo::build(dir.path(), Plan { days, long_leave: days == TEN_YEARS, ..Plan::usual(moment, 1) })
            .expect("a demo");
        let door = Door::of_made_up(dir.path().into());
        let desk = demo::open(&door).expect("the demo opens");
        Self { dir, door, desk, now, acted: Cell::new(1) }
    }

    /// Closes it; the folder goes with what is answered.
    fn close(self) -> tempfile::TempDir {
        self.dir
    }

    /// How many days ago somebody was last on.
    fn away(&self, login: &str) -> i64 {
        let view = self.desk.look(self.me(login), Moment { at: self.now, zone: chrono_tz::Europe::London });
        let last = care::receipt::last_on(view.home(), view.me()).expect("they were on before");
        (self.now - last).num_days()
    }

    /// The ticks of each line that each child is asked every day, a day after the other from tomorrow, for ever; with
    /// each, how many days from now it is.
    fn all_ticks(&self) -> impl Iterator<Item = (i32, care::Act)> + use<> {
        use care::checklist::{Act, LineId, Source};
        use care::{days::Part, lines::lines, trail::Outcome};
        let view = self.desk.look(self.me("dee"), Moment { at: self.now, zone: chrono_tz::Europe::London });
        let (home, today) = (view.home(), view.today());
        let mut asked = Vec::new();
        for (part, child) in
            Part::ALL.into_iter().flat_map(|part| home.children.here().map(move |child| (part, child)))
        {
            let subject = Subject::Child(child.id);
            let fresh = |line: LineId, days| {
                let own = LineId { source: line.source, due: today.plus(days) };
                lines(home, subject, today.plus(days), part).iter().any(|line| line.id == own)
            };
            let routine = lines(home, subject, today, part).into_iter().map(|line| line.id);
            let routine = routine.filter(|line| matches!(line.source, Source::Routine(_)));
            asked.extend(
                routine
                    .filter(|line| (1..=7).all(|days| fresh(*line, days)))
                    .map(|line| (subject, line.source)),
            );
        }
        assert!(asked.len() > 100, "six children are asked a lot every day");
        let tick = move |days: i32, (subject, source)| {
            let day = today.plus(days);
            let line = LineId { source, due: day };
            (
                days,
                care::Act::Checklist(Act::Tick {
                    subject,
                    line,
                    day,
                    outcome: Outcome::Done,
                    reason: None,
                    note: String::new(),
                }),
            )
        };
        (1..).flat_map(move |days| asked.clone().into_iter().map(move |line| tick(days, line)))
    }

    /// Does it, a millisecond after what was done before.
    fn act(&self, me: SignedIn, act: Option<(i32, care::Act)>) {
        let (days, act) = act.expect("there is always one more");
        let milliseconds = self.acted.replace(self.acted.get() + 1);
        let at = self.now + TimeDelta::days(days.into()) + TimeDelta::milliseconds(milliseconds);
        let moment = Moment { at, zone: chrono_tz::Europe::London };
        let stamp = Stamp { moment, fresh: Uuid::from_u128(at.timestamp_millis().unsigned_abs().into()) };
        self.desk.act(me, stamp, act).expect("done");
    }

    fn me(&self, login: &str) -> SignedIn {
        self.desk.sign_in(login, &demo::passphrase()).expect("somebody of the demo's")
    }

    /// How many bytes it takes on the disk.
    fn size(&self) -> u64 {
        let files = std::fs::read_dir(self.dir.path()).expect("a folder").flatten();
        files.filter_map(|file| Some(file.metadata().ok()?.len())).sum()
    }

    /// The same, closed and opened again.
    fn reopened(self) -> Self {
        self.apart(|_| {})
    }

    /// The same, opened again after something was done to it while it was closed.
    fn apart(self, does: impl FnOnce(&Path)) -> Self {
        let Self { dir, door, desk, now, acted } = self;
        drop(desk);
        does(dir.path());
        let desk = demo::open(&door).expect("the demo opens");
        Self { dir, door, desk, now, acted }
    }
}

/// A terminal that nobody reads, with the program in it.
struct Screen {
    _dir: tempfile::TempDir,
    app: App,
    now: DateTime<Utc>,
    down: bool,
    terminal: Terminal<CrosstermBackend<Sink>>,
    size: Rect,
}

impl Screen {
    fn open(width: u16, height: u16) -> Self {
        Self::of(Home::make(21), "dee", width, height)
    }

    fn of(home: Home, login: &str, width: u16, height: u16) -> Self {
        let me = home.me(login);
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
        let mut screen = Self { now: home.now, down: false, _dir: home.dir, app, terminal, size };
        screen.draw();
        screen
    }

    fn press(&mut self, key: &str) {
        let key: Key = key.parse().expect("a key");
        self.now += TimeDelta::milliseconds(1);
        self.app.handle(Event::Key(key), self.now, Uuid::nil());
        self.draw();
    }

    /// One line down, or back up.
    fn go_on(&mut self) {
        self.down = !self.down;
        self.press(if self.down { "Down" } else { "Up" });
    }

    fn see_charts(&mut self) {
        self.press("V");
        self.press("2");
        self.press("Esc");
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
