//! A person at a terminal: the built program in a real pseudo-terminal, keys as they are printed, the screen as a
//! terminal would show it.
//!
//! It never sleeps: it waits for what must come, with a deadline that only a failure reaches.

use crate::home::nobody;
use bethere::keys::{Key, KeyName};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::process::Command;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};
use vt100::{Callbacks, MouseProtocolMode, Parser, Screen};

/// How long anything may take on a busy machine before the test gives up.
const PATIENCE: Duration = Duration::from_secs(20);

/// A terminal with a program in it.
pub struct Terminal {
    parser: Parser<Strange>,
    output: Receiver<Vec<u8>>,
    /// Everything the program wrote.
    heard: Vec<u8>,
    master: Box<dyn MasterPty + Send>,
    keys: Sender<Vec<u8>>,
    child: Box<dyn Child + Send + Sync>,
    /// How the terminal was set before the program started.
    before: Modes,
    /// How many keys were pressed, besides text that was typed.
    pressed: usize,
}

/// What can be sent to a program from outside.
#[derive(Copy, Clone, Debug)]
pub enum Signal {
    /// The computer shuts down.
    Term,
    /// The terminal is gone.
    Hup,
    /// The power is cut.
    Kill,
    /// The shell wants the terminal for a while.
    Stop,
    /// The shell is done with it.
    Continue,
}

/// Whether it may end while something is waited for.
#[derive(Copy, Clone)]
enum IfItEnds {
    Well,
    Badly,
}

/// The modes of a terminal that a program can leave behind, and the settings of its line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Modes {
    line: String,
    on: Vec<&'static str>,
}

/// Whatever the program sends that no terminal needs: bells, titles, the clipboard, unknown sequences.
#[derive(Default)]
pub struct Strange(BTreeSet<String>);

impl Terminal {
    /// Starts bethere in a window of this size.
    pub fn start<S: AsRef<OsStr>>(args: &[S], rows: u16, columns: u16) -> Self {
        Self::start_with(args, &[], rows, columns)
    }

    /// Starts bethere with something set in its environment.
    pub fn start_with<S: AsRef<OsStr>>(
        args: &[S],
        environment: &[(&str, &str)],
        rows: u16,
        columns: u16,
    ) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_bethere"));
        command.args(args);
        command.env_clear();
        command.env("HOME", nobody());
        command.env("LANG", "C.UTF-8");
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        for (name, value) in environment {
            command.env(name, value);
        }
        Self::run(command, rows, columns)
    }

    fn run(command: CommandBuilder, rows: u16, columns: u16) -> Self {
        let pty = native_pty_system().openpty(size(rows, columns)).expect("the system has a pseudo-terminal");
        let mut reader = pty.master.try_clone_reader().expect("the terminal can be read");
        let mut writer = pty.master.take_writer().expect("the terminal takes keys");
        let (tell, output) = mpsc::channel();
        let (keys, pressed) = mpsc::channel::<Vec<u8>>();
        // A terminal whose program has ended takes so many keys and then no more: only this thread waits for it.
        std::thread::spawn(move || {
            while let Ok(bytes) = pressed.recv() {
                if writer.write_all(&bytes).is_err() {
                    return;
                }
            }
        });
        std::thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(read @ 1..) = reader.read(&mut buffer) {
                if tell.send(buffer[..read].to_vec()).is_err() {
                    return;
                }
            }
        });
        let (rows, columns) = lines_and_columns(rows, columns);
        let parser = Parser::new_with_callbacks(rows, columns, 0, Strange::default());
        let before = Modes::of(parser.screen(), pty.master.as_ref());
        let child = pty.slave.spawn_command(command).expect("the program starts");
        Self { parser, output, heard: Vec::new(), master: pty.master, keys, child, before, pressed: 0 }
    }

    /// Presses keys, each named as it is printed, with spaces between: `"Down Down Space"`.
    #[track_caller]
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split(' ').filter(|key| !key.is_empty()) {
            let key: Key = key.parse().expect("tests name keys as they are printed");
            self.press_one(&sent(key));
            self.pressed += 1;
        }
        self
    }

    /// How many keys were pressed since this was asked last, besides text that was typed.
    pub fn keys(&mut self) -> usize {
        std::mem::take(&mut self.pressed)
    }

    /// Types a text, letter by letter.
    #[track_caller]
    pub fn type_in(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            self.press_one(letter.encode_utf8(&mut [0; 4]));
        }
        self
    }

    /// Sends a key and waits until it is answered by a frame, as a person would: what comes faster is taken for a
    /// paste, and what follows Esc at once for another key.
    #[track_caller]
    fn press_one(&mut self, bytes: &str) {
        let before = self.listen();
        self.send(bytes.as_bytes());
        self.wait_or(&format!("an answer to {bytes:?}"), IfItEnds::Well, |terminal| {
            terminal.heard.len() > before
        });
    }

    /// Pastes a text in one piece, as terminals mark it.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.send(format!("\x1b[200~{text}\x1b[201~").as_bytes());
        self
    }

    /// Clicks on the first place where these words stand.
    pub fn click(&mut self, words: &str) -> &mut Self {
        self.wait_for(words);
        let picture = self.picture();
        let found = picture.lines().zip(1..).find_map(|(line, row)| Some((line.split_once(words)?.0, row)));
        let (before, row) = found.expect("the words were waited for");
        let column = before.chars().count() + 1;
        self.send(format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m").as_bytes());
        self
    }

    /// Sends bytes as they are.
    pub fn send(&mut self, bytes: &[u8]) {
        // A program that has ended takes no keys; the next wait tells it with the picture.
        let _ = self.keys.send(bytes.to_vec());
    }

    /// Gives the window another size.
    pub fn resize(&mut self, rows: u16, columns: u16) -> &mut Self {
        self.listen();
        self.master.resize(size(rows, columns)).expect("the window can be resized");
        let (rows, columns) = lines_and_columns(rows, columns);
        self.parser.screen_mut().set_size(rows, columns);
        self
    }

    /// Waits until these words stand on the screen.
    #[track_caller]
    pub fn wait_for(&mut self, words: &str) -> &mut Self {
        self.wait_until(&format!("{words:?}"), |terminal| terminal.shows(words))
    }

    /// Waits until these words stand nowhere on the screen.
    #[track_caller]
    pub fn wait_gone(&mut self, words: &str) -> &mut Self {
        self.wait_until(&format!("{words:?} to go"), |terminal| !terminal.shows(words))
    }

    /// Waits until the cursor stands before these words.
    #[track_caller]
    pub fn wait_for_selected(&mut self, words: &str) -> &mut Self {
        let selected = |line: &str| line.split_once('›').is_some_and(|(_, row)| row.contains(words));
        self.wait_until(&format!("the cursor on {words:?}"), |terminal| {
            terminal.picture().lines().any(selected)
        })
    }

    /// Waits until something holds on a whole frame.
    #[track_caller]
    pub fn wait_until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) -> &mut Self {
        self.wait_or(what, IfItEnds::Badly, holds)
    }

    #[track_caller]
    fn wait_or(&mut self, what: &str, if_it_ends: IfItEnds, holds: impl Fn(&Self) -> bool) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        while !(self.has_whole_frame() && holds(self)) {
            match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout) => {
                    panic!("waited for {what}; nothing more came. The screen:\n{}", self.picture())
                }
                Err(RecvTimeoutError::Disconnected) => match if_it_ends {
                    IfItEnds::Well => break,
                    IfItEnds::Badly => {
                        panic!("waited for {what}; the program ended. The screen:\n{}", self.picture())
                    }
                },
            }
        }
        self
    }

    /// Each frame ends by showing the cursor in its place; a long one comes in pieces.
    fn has_whole_frame(&self) -> bool {
        let placed = self.heard.strip_suffix(b"H").map(|placed| {
            let digits = placed.iter().rev().take_while(|byte| matches!(byte, b'0'..=b'9' | b';')).count();
            &placed[..placed.len() - digits]
        });
        !self.screen().alternate_screen() || placed.is_some_and(|shown| shown.ends_with(b"\x1b[?25h\x1b["))
    }

    /// Listens until nothing has been written for so long; answers how many bytes were written meanwhile.
    pub fn written_until_quiet_for(&mut self, quiet: Duration) -> usize {
        let before = self.heard.len();
        while let Ok(bytes) = self.output.recv_timeout(quiet) {
            self.take(&bytes);
        }
        self.heard.len() - before
    }

    /// What stands on the screen.
    pub fn picture(&self) -> String {
        let (_, columns) = self.screen().size();
        let rows: Vec<String> = self.screen().rows(0, columns.get()).collect();
        rows.join("\n").trim_end().to_string()
    }

    /// The screen with its attributes.
    pub fn screen(&self) -> &Screen {
        self.parser.screen()
    }

    /// The line that holds these words.
    #[track_caller]
    pub fn line(&mut self, words: &str) -> String {
        self.wait_for(words);
        let picture = self.picture();
        picture.lines().find(|line| line.contains(words)).unwrap_or_default().trim().to_string()
    }

    /// Whether these words stand on the screen.
    pub fn shows(&self, words: &str) -> bool {
        self.picture().contains(words)
    }

    /// All the bytes written so far.
    pub fn heard(&self) -> &[u8] {
        &self.heard
    }

    /// What was sent that no screen needs.
    pub fn strange(&self) -> &BTreeSet<String> {
        &self.parser.callbacks().0
    }

    /// How the terminal is set now.
    pub fn modes(&self) -> Modes {
        Modes::of(self.screen(), self.master.as_ref())
    }

    /// How it was set before the program started.
    pub fn modes_before(&self) -> &Modes {
        &self.before
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.process_id().expect("the program has a number")
    }

    /// Sends a signal.
    pub fn signal(&mut self, signal: Signal) -> &mut Self {
        let name = match signal {
            Signal::Term => "TERM",
            Signal::Hup => "HUP",
            Signal::Kill => "KILL",
            Signal::Stop => "TSTP",
            Signal::Continue => "CONT",
        };
        let id = self.id();
        let sent = Command::new("sh").args(["-c", &format!("kill -{name} {id}")]).status();
        assert!(sent.expect("there is a shell").success(), "the program had ended:\n{}", self.picture());
        self
    }

    /// Waits until the terminal is set as it was before the program started.
    #[track_caller]
    pub fn wait_as_before(&mut self) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        while self.modes() != self.before {
            assert!(Instant::now() < deadline, "{:?}, before {:?}", self.modes(), self.before);
            self.written_until_quiet_for(Duration::from_millis(5));
        }
        self
    }

    /// Cuts the power.
    pub fn kill(&mut self) {
        self.signal(Signal::Kill).exit_code();
    }

    /// Closes the window: the terminal is gone while the program runs. Answers how the program ended.
    pub fn close_window(mut self) -> u32 {
        // Whoever reads the terminal holds it open; with nobody to tell, the next frame ends the reading.
        let (_, nobody) = mpsc::channel();
        self.output = nobody;
        self.resize(30, 100);
        self.keys = mpsc::channel().0;
        self.master =
            native_pty_system().openpty(size(1, 1)).expect("the system has a pseudo-terminal").master;
        self.child.wait().expect("the program can be waited for").exit_code()
    }

    /// Waits for the end of the program and answers how it ended.
    #[track_caller]
    pub fn exit_code(&mut self) -> u32 {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                // Its end of the line is closed by its end.
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("it does not end. The screen:\n{}", self.picture()),
            }
        }
        self.child.wait().expect("the program can be waited for").exit_code()
    }

    /// Whether the program has ended.
    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().expect("the program can be asked").is_some()
    }

    /// Leaves with the key for it and waits for the end.
    #[track_caller]
    pub fn leave(&mut self) {
        self.press("Ctrl+Q");
        assert_eq!(self.exit_code(), 0, "{}", self.picture());
    }

    /// Takes in what has come by now; answers how much has come in all.
    fn listen(&mut self) -> usize {
        while let Ok(bytes) = self.output.try_recv() {
            self.take(&bytes);
        }
        self.heard.len()
    }

    fn take(&mut self, bytes: &[u8]) {
        self.parser.process(bytes);
        self.heard.extend_from_slice(bytes);
    }
}

impl Modes {
    fn of(screen: &Screen, master: &dyn MasterPty) -> Self {
        let modes = [
            ("other screen", screen.alternate_screen()),
            ("no cursor", screen.hide_cursor()),
            ("paste", screen.bracketed_paste()),
            ("mouse", screen.mouse_protocol_mode() != MouseProtocolMode::None),
        ];
        Self {
            line: master.get_termios().map_or_else(String::new, |line| format!("{line:?}")),
            on: modes.into_iter().filter(|(_, on)| *on).map(|(mode, _)| mode).collect(),
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A test that failed leaves no program behind; one that has ended is not there to be killed.
        if let (Ok(None), Some(id)) = (self.child.try_wait(), self.child.process_id()) {
            let _ = Command::new("sh").args(["-c", &format!("kill -KILL {id}")]).status();
            let _ = self.child.wait();
        }
    }
}

impl Strange {
    fn sent(&mut self, what: impl Into<String>) {
        self.0.insert(what.into());
    }
}

impl Callbacks for Strange {
    fn audible_bell(&mut self, _: &mut Screen) {
        self.sent("bell");
    }

    fn visual_bell(&mut self, _: &mut Screen) {
        self.sent("visual bell");
    }

    fn resize(&mut self, _: &mut Screen, size: (u16, u16)) {
        self.sent(format!("resize to {size:?}"));
    }

    fn set_window_icon_name(&mut self, _: &mut Screen, name: &[u8]) {
        self.sent(format!("icon {}", String::from_utf8_lossy(name)));
    }

    fn set_window_title(&mut self, _: &mut Screen, title: &[u8]) {
        self.sent(format!("title {}", String::from_utf8_lossy(title)));
    }

    fn copy_to_clipboard(&mut self, _: &mut Screen, _: &[u8], data: &[u8]) {
        self.sent(format!("clipboard {}", String::from_utf8_lossy(data)));
    }

    fn paste_from_clipboard(&mut self, _: &mut Screen, _: &[u8]) {
        self.sent("asks for the clipboard");
    }

    fn unhandled_char(&mut self, _: &mut Screen, letter: char) {
        self.sent(format!("character {letter:?}"));
    }

    fn unhandled_control(&mut self, _: &mut Screen, byte: u8) {
        self.sent(format!("control {byte}"));
    }

    fn unhandled_escape(&mut self, _: &mut Screen, one: Option<u8>, two: Option<u8>, byte: u8) {
        self.sent(format!("escape {one:?} {two:?} {byte}"));
    }

    fn unhandled_csi(&mut self, _: &mut Screen, one: Option<u8>, _: Option<u8>, with: &[&[u16]], last: char) {
        self.sent(format!("sequence {:?} {with:?} {last}", one.map(char::from)));
    }

    fn unhandled_osc(&mut self, _: &mut Screen, parts: &[&[u8]]) {
        self.sent(format!("command {parts:?}"));
    }
}

fn size(rows: u16, cols: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn lines_and_columns(rows: u16, columns: u16) -> (NonZeroU16, NonZeroU16) {
    let some = |count| NonZeroU16::new(count).expect("a window has at least one cell");
    (some(rows), some(columns))
}

/// What a terminal sends for a key.
fn sent(key: Key) -> String {
    let held = 1 + u8::from(key.shift) + 4 * u8::from(key.ctrl);
    let arrow = |letter: char| match held {
        1 => format!("\x1b[{letter}"),
        held => format!("\x1b[1;{held}{letter}"),
    };
    let numbered = |number: u8| match held {
        1 => format!("\x1b[{number}~"),
        held => format!("\x1b[{number};{held}~"),
    };
    match key.name {
        KeyName::Char(' ') if key.ctrl => "\0".into(),
        KeyName::Char(letter) if key.ctrl => {
            let letter = u8::try_from(letter).expect("Ctrl is held with a letter from A to Z");
            char::from(letter & 0x1f).to_string()
        }
        // A key is named by its capital, and pressed without Shift.
        KeyName::Char(letter) if !key.shift => letter.to_lowercase().to_string(),
        KeyName::Char(letter) => letter.to_string(),
        KeyName::Up => arrow('A'),
        KeyName::Down => arrow('B'),
        KeyName::Right => arrow('C'),
        KeyName::Left => arrow('D'),
        KeyName::Home => arrow('H'),
        KeyName::End => arrow('F'),
        KeyName::Insert => numbered(2),
        KeyName::Delete => numbered(3),
        KeyName::PageUp => numbered(5),
        KeyName::PageDown => numbered(6),
        KeyName::Enter => "\r".into(),
        KeyName::Esc => "\x1b".into(),
        KeyName::Tab if key.shift => "\x1b[Z".into(),
        KeyName::Tab => "\t".into(),
        KeyName::Backspace => "\x7f".into(),
        KeyName::F(number @ 1..=4) => format!("\x1bO{}", char::from(b'O' + number)),
        KeyName::F(number @ 5..=5) => numbered(number + 10),
        KeyName::F(number @ 6..=10) => numbered(number + 11),
        KeyName::F(number) => numbered(number + 12),
    }
}

#[test]
fn a_program_is_seen_and_heard_until_it_ends() {
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", "printf ready; read name; printf '\\007hello %s' $name; exit 3"]);
    let mut terminal = Terminal::run(command, 24, 80);
    terminal.wait_for("ready").type_in("Ada").press("Enter").wait_for("hello Ada");
    assert_eq!(terminal.exit_code(), 3);
    assert!(terminal.strange().iter().eq(["bell"]));
}
