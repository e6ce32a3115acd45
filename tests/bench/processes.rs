//! Whole programs: from their start to a first frame that stays, in a pseudo-terminal, with their memory; and how
//! soon a locked screen shows nothing. Beside each, a bare program that draws one frame and ends with a key.

use super::{Home, table::Table};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use ratatui::crossterm::event;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};
use vt100::Parser;

/// What makes this program the bare one.
pub const BARE: &str = "--be-bare";

const BARE_ROW: &str = "peer: bare ratatui, start to settled frame";
const FIRST_FRAME: &str = "start to settled first frame, three weeks";
const FIRST_FRAME_YEAR: &str = "start to settled first frame, a year";
const RUNS: usize = 40;

/// Nothing more is written for so long once a frame has settled.
const SETTLED: Duration = Duration::from_millis(120);

/// Draws one frame and ends with the next key.
pub fn be_bare() {
    let mut terminal = ratatui::init();
    let drawn = terminal.draw(|frame| frame.render_widget("For you", frame.area()));
    drawn.expect("drawn");
    event::read().expect("a key");
    ratatui::restore();
}

pub fn measure(table: &mut Table) {
    let weeks = Home::make(21).close();
    let year = Home::make(365).close();
    shown_at_once(weeks.path(), table);
    let this = std::env::current_exe().expect("this program");
    let bare = || CommandBuilder::from_argv(vec![this.clone().into(), BARE.into()]);
    table.add(BARE_ROW, (0..RUNS).map(|_| Running::start(bare()).settled).collect());
    let mut memory = 0;
    for (name, home) in [(FIRST_FRAME, weeks.path()), (FIRST_FRAME_YEAR, year.path())] {
        let runs = (0..RUNS).map(|_| {
            let running = Running::start(ours(home));
            memory = memory.max(running.memory());
            running.settled
        });
        table.add(name, runs.collect());
    }
    table.ratio(FIRST_FRAME, BARE_ROW);
    table.note(format!("resident on the board, at most: {} kB", memory / 1000));
    let blank = (0..RUNS).map(|_| Running::start(ours(weeks.path())).until_blank());
    table.add("lock to a screen without a name", blank.collect());
}

/// The whole program, from its start to the end of `show board`.
fn shown_at_once(home: &Path, table: &mut Table) {
    let mut samples = Vec::new();
    for _ in 0..RUNS {
        let started = Instant::now();
        let status = Command::new(env!("CARGO_BIN_EXE_bethere"))
            .args(["show", "board", "--as", "dee", "--home"])
            .arg(home)
            .stdout(Stdio::null())
            .status()
            .expect("the program runs");
        samples.push(started.elapsed());
        assert!(status.success(), "the board is shown");
    }
    table.add("start, open, show the board, end", samples);
}

/// The program, with the board of somebody who signed in.
pub fn ours(home: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_bethere"));
    command.args(["--as", "dee", "--home"]);
    command.arg(home);
    command
}

/// A program in a terminal, with its first frame drawn.
pub struct Running {
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<(Instant, Vec<u8>)>,
    keys: Box<dyn Write + Send>,
    screen: Parser,
    /// How long it took.
    settled: Duration,
    _master: Box<dyn MasterPty + Send>,
}

impl Running {
    /// Starts it, and waits until nothing more is drawn.
    pub fn start(mut command: CommandBuilder) -> Self {
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        command.env("HOME", env!("CARGO_TARGET_TMPDIR"));
        let size = PtySize { rows: 30, cols: 100, pixel_width: 0, pixel_height: 0 };
        let pty = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut reader = pty.master.try_clone_reader().expect("it can be read");
        let keys = pty.master.take_writer().expect("it takes keys");
        let (tell, output) = mpsc::channel();
        std::thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(read @ 1..) = reader.read(&mut buffer) {
                if tell.send((Instant::now(), buffer[..read].to_vec())).is_err() {
                    return;
                }
            }
        });
        let started = Instant::now();
        let child = pty.slave.spawn_command(command).expect("the program starts");
        let lines = |count| NonZeroU16::new(count).expect("more than none");
        let screen = Parser::new(lines(30), lines(100), 0);
        let settled = Duration::ZERO;
        let mut running = Self { child, output, keys, screen, settled, _master: pty.master };
        let mut last = started;
        while let Ok((at, bytes)) = running.output.recv_timeout(running.patience()) {
            running.screen.process(&bytes);
            last = at;
        }
        assert!(running.shows("For you"), "no board came: {}", running.screen.screen().contents());
        running.settled = last.duration_since(started);
        running
    }

    /// Long before the board is there, short once it is.
    fn patience(&self) -> Duration {
        if self.shows("For you") { SETTLED } else { Duration::from_secs(20) }
    }

    /// Presses keys, and waits until nothing more is drawn.
    pub fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("the keys are taken");
        while let Ok((_, bytes)) = self.output.recv_timeout(SETTLED) {
            self.screen.process(&bytes);
        }
    }

    /// Whether this stands on its screen.
    pub fn shows(&self, words: &str) -> bool {
        self.screen.screen().contents().contains(words)
    }

    /// Its resident memory, in bytes.
    pub fn memory(&self) -> usize {
        let id = self.child.process_id().expect("it runs");
        let told = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
        let kib =
            told.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().split(' ').next()?.parse().ok());
        kib.map_or(0, |kib: usize| kib * 1024)
    }

    /// How long after the key that locks no child's name stands on the screen.
    fn until_blank(mut self) -> Duration {
        assert!(self.shows("Kasia"));
        let pressed = Instant::now();
        self.keys.write_all(b"\x0c").expect("the key is taken");
        loop {
            let (at, bytes) = self.output.recv_timeout(Duration::from_secs(20)).expect("it is answered");
            self.screen.process(&bytes);
            if !self.shows("Kasia") {
                return at.duration_since(pressed);
            }
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Closed as a person closes it: a home that was killed is looked through whole when it is opened again.
        let _ = self.keys.write_all(b"\x11");
        for _ in 0..200 {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
