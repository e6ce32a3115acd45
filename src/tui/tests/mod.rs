//! A terminal for tests: a real [`App`] over a made-up home in a directory of its own, at a fixed time, with keys
//! written as they are printed and the picture as text.

use super::{App, Comfort, Event, Mouse, Surroundings};
use crate::care::{Act, Entry, Home, Moment, Stamp};
use crate::demo::{self, Plan};
use crate::desk::{Desk, Door, SignedIn};
use crate::keys::Key;
use crate::theme::{Depth, Role, Theme};
use chrono::{DateTime, TimeDelta, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use uuid::Uuid;

mod adding;
mod alerts;
mod board;
mod bring_in;
mod charts;
mod due;
mod finding;
mod forms;
#[cfg(target_os = "linux")]
mod full_disk;
mod handing_over;
mod home;
mod in_and_out;
mod in_time;
mod kept;
mod leaving;
mod lines;
mod logs;
mod night;
mod notes;
mod offers;
mod pictures;
mod restricted;
mod shifts;
mod sign_in;
mod since;
mod small;

/// Monday 23 November 2026, 07:18 in London: the morning of the mock-ups.
pub(crate) const MORNING: &str = "2026-11-23T07:18:00Z";

/// A terminal with someone at it.
pub(crate) struct Terminal {
    dir: TempDir,
    app: App,
    now: DateTime<Utc>,
    size: Rect,
    cursor: Position,
    cells: Buffer,
    /// Each frame that was drawn while something took a while.
    waiting: Vec<String>,
}

/// A demo home's files, and who opens it.
#[derive(Clone)]
struct Demo {
    files: Arc<[(OsString, Vec<u8>)]>,
    login: String,
}

static DEMOS: Mutex<BTreeMap<DateTime<Utc>, Demo>> = Mutex::new(BTreeMap::new());

impl Demo {
    fn made(now: DateTime<Utc>) -> Self {
        let dir = tempfile::tempdir().expect("a directory for the demo");
        let moment = Moment { at: now, zone: chrono_tz::Europe::London };
        let built = demo::build(dir.path(), Plan::usual(moment, 1)).expect("the demo can be made");
        // How it was left is remembered of that folder, and of no copy.
        let files = std::fs::read_dir(dir.path()).expect("the demo's folder").filter_map(|file| {
            let path = file.expect("a file of the demo").path();
            let name = path.file_name()?.to_owned();
            path.is_file().then(|| (name, std::fs::read(&path).expect("a file of the demo")))
        });
        Self { files: files.collect(), login: built.login.into() }
    }
}

/// Each act of a test gets an identity of its own, the same in every run of one test.
static MADE: AtomicU64 = AtomicU64::new(1);

fn fresh(at: DateTime<Utc>) -> Uuid {
    let millis = u128::from(at.timestamp_millis().unsigned_abs());
    Uuid::from_u128(millis << 80 | 0x7 << 76 | u128::from(MADE.fetch_add(1, Ordering::Relaxed)))
}

impl Terminal {
    /// The demo home on the morning of the mock-ups, opened by the worker on shift, at 80x24.
    pub(crate) fn new() -> Self {
        Self::at(MORNING)
    }

    /// The demo home at an instant: made once for all tests of it, and a copy for each.
    pub(crate) fn at(instant: &str) -> Self {
        let now: DateTime<Utc> = instant.parse().expect("tests name instants in RFC 3339");
        let made = {
            let mut made = DEMOS.lock().expect("no test panics while it makes a demo");
            let demo = made.entry(now).or_insert_with(|| Demo::made(now));
            demo.clone()
        };
        let dir = tempfile::tempdir().expect("a directory for the test");
        for (name, bytes) in made.files.iter() {
            std::fs::write(dir.path().join(name), bytes).expect("the demo can be copied");
        }
        Self::started(dir, now, &made.login)
    }

    fn started(dir: TempDir, now: DateTime<Utc>, login: &str) -> Self {
        let door = Door::of(dir.path().into());
        let desk = demo::open(&door).expect("the demo opens");
        let me = desk.sign_in(login, &demo::passphrase()).expect("the demo person is known");
        let moment = Moment { at: now, zone: chrono_tz::Europe::London };
        let app = App::new(door, moment, Comfort::new(surroundings())).opened(desk, me);
        let size = Rect::new(0, 0, 80, 24);
        let mut terminal = Self {
            dir,
            app,
            now,
            size,
            cursor: Position::default(),
            cells: Buffer::empty(size),
            waiting: vec![],
        };
        terminal.frame();
        terminal
    }

    /// The same at another size.
    pub(crate) fn sized(mut self, width: u16, height: u16) -> Self {
        self.resize(width, height);
        self
    }

    /// Gives the window another size.
    pub(crate) fn resize(&mut self, width: u16, height: u16) {
        self.size = Rect::new(0, 0, width, height);
        self.send(Event::Resized);
    }

    /// Someone else takes the keys, through the list of names.
    pub(crate) fn become_(&mut self, name: &str) {
        self.press("Ctrl+L Tab");
        self.type_in(name);
        self.press("Enter").type_in("demo demo demo").press("Enter");
        if self.shows("Since you were last on") {
            self.press("Esc");
        }
    }

    /// Presses keys, each named as it is printed, with spaces between: `"Down Down Space"`. Half a second each.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split(' ').filter(|key| !key.is_empty()) {
            let key: Key = key.parse().expect("tests name keys as they are printed");
            self.now += TimeDelta::milliseconds(500);
            self.send(Event::Key(key));
        }
        self
    }

    /// Does a command that has no key of its own, as the list of everything would.
    pub(crate) fn open(&mut self, command: crate::keys::Command) -> &mut Self {
        self.app.run(command, fresh(self.now));
        self.frame();
        self
    }

    /// Types a text, letter by letter.
    pub(crate) fn type_in(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            let key = Key { name: crate::keys::KeyName::Char(letter), ctrl: false, shift: false };
            self.send(Event::Key(key));
        }
        self
    }

    /// Pastes a text.
    pub(crate) fn paste(&mut self, text: &str) {
        self.send(Event::Pasted(text.into()));
    }

    /// Clicks on the first place where these words stand.
    pub(crate) fn click(&mut self, words: &str) {
        let (row, line) = self
            .lines()
            .into_iter()
            .enumerate()
            .find(|(_, line)| line.contains(words))
            .expect("the words are on the screen");
        let column = line.split(words).next().map_or(0, |before| before.chars().count());
        let (column, row) = (u16::try_from(column).expect("narrow"), u16::try_from(row).expect("short"));
        self.send(Event::Mouse(Mouse::Click { column, row }));
    }

    /// Lets time go on, and comes back: whoever was locked out by then signs in again.
    pub(crate) fn wait(&mut self, time: TimeDelta) {
        self.leave_alone(time);
        if self.app.is_locked() {
            self.type_in("demo demo demo").press("Enter");
        }
    }

    /// Lets time go on with nobody at the keys.
    pub(crate) fn leave_alone(&mut self, time: TimeDelta) {
        self.now += time;
        self.send(Event::Minute);
    }

    /// What stands on the screen, without the spaces at the ends of lines.
    pub(crate) fn picture(&self) -> String {
        self.lines().join("\n")
    }

    /// The lines that hold these words.
    pub(crate) fn line(&self, words: &str) -> String {
        let lines = self.lines();
        let found = lines.iter().find(|line| line.contains(words));
        found
            .unwrap_or_else(|| panic!("{words:?} is not on the screen:\n{}", lines.join("\n")))
            .trim()
            .to_string()
    }

    /// Whether these words stand on the screen.
    pub(crate) fn shows(&self, words: &str) -> bool {
        self.lines().iter().any(|line| line.contains(words))
    }

    /// What the message line says.
    pub(crate) fn message(&self) -> String {
        let lines = self.lines();
        // A long one takes the place of the rule above it, and of what stands over that.
        let over = |line: &&String| !line.starts_with(['─', '┗', '└', '┃', '│']) && !line.is_empty();
        let mut rows: Vec<&str> =
            lines[..lines.len() - 1].iter().rev().take(4).take_while(over).map(|line| line.trim()).collect();
        rows.reverse();
        rows.join(" ")
    }

    /// The keys at the foot.
    pub(crate) fn footer(&self) -> String {
        self.lines().pop().unwrap_or_default().trim().into()
    }

    /// The roles on the first line that holds these words, painted with the probe theme: each once, in order.
    pub(crate) fn roles(&mut self, words: &str) -> Vec<&'static str> {
        let lines = self.lines();
        let row = lines.iter().position(|line| line.contains(words)).expect("the words are on the screen");
        let mut cells = Buffer::empty(self.size);
        self.app.draw_with(&mut cells, &Theme::probe());
        let mut roles: Vec<&'static str> = Vec::new();
        for column in 0..self.size.width {
            let cell = &cells[(column, u16::try_from(row).expect("short"))];
            let role = Role::of_probe(cell.fg).map_or("none", Role::name);
            if cell.symbol() != " " && roles.last() != Some(&role) {
                roles.push(role);
            }
        }
        roles
    }

    /// Where the real cursor is.
    pub(crate) fn cursor(&self) -> (u16, u16) {
        (self.cursor.x, self.cursor.y)
    }

    /// The last entries of the journal on the disk, oldest first.
    pub(crate) fn last_entries(&self, most: usize) -> Vec<Entry> {
        let (desk, me) = self.signed_in("dee");
        let moment = Moment { at: self.now, zone: chrono_tz::Europe::London };
        let mut entries = desk.look(me, moment).latest(most).expect("the journal reads");
        entries.reverse();
        entries
    }

    /// What was set down of who looked at what, as a manager is told it.
    pub(crate) fn looks(&self) -> Vec<Entry> {
        let (desk, me) = self.signed_in("ruth");
        let moment = Moment { at: self.now, zone: chrono_tz::Europe::London };
        desk.look(me, moment).looks(10_000).expect("the journal reads")
    }

    /// What the home says when it is asked.
    pub(crate) fn home<T>(&self, ask: impl Fn(&Home) -> T) -> T {
        let (desk, me) = self.signed_in("dee");
        ask(desk.look(me, Moment { at: self.now, zone: chrono_tz::Europe::London }).home())
    }

    /// Does an act in someone's name, as another terminal would.
    pub(crate) fn act_as(&mut self, login: &str, act: Act) -> Entry {
        let (desk, me) = self.signed_in(login);
        let moment = Moment { at: self.now, zone: chrono_tz::Europe::London };
        let entry = desk.act(me, Stamp { moment, fresh: fresh(self.now) }, act).expect("the act is accepted");
        self.send(Event::Changed);
        entry
    }

    /// The program ends as in a power cut, and is started again by the same or another person.
    pub(crate) fn cut_and_open(self, login: &str) -> Self {
        let Self { dir, app, now, size, .. } = self;
        drop(app);
        Self::started(dir, now, login).sized(size.width, size.height)
    }

    /// The open home, and someone who signs in it too.
    fn signed_in(&self, login: &str) -> (&Desk, SignedIn) {
        let desk = self.app.desk().expect("someone has signed in");
        (desk, desk.sign_in(login, &demo::passphrase()).expect("the demo person is known"))
    }

    /// The children who live there, in the order of their numbers.
    pub(crate) fn children(&self) -> Vec<crate::care::ChildId> {
        let (desk, me) = self.signed_in("ruth");
        let moment = Moment { at: self.now, zone: chrono_tz::Europe::London };
        desk.look(me, moment).home().children.here().map(|child| child.id).collect()
    }

    /// The home's folder.
    pub(crate) fn folder(&self) -> &std::path::Path {
        self.dir.path()
    }

    /// The app itself.
    pub(crate) fn app(&mut self) -> &mut App {
        &mut self.app
    }

    /// Sends one event and draws a frame.
    pub(crate) fn send(&mut self, event: Event) {
        self.app.handle(event, self.now, fresh(self.now));
        self.frame();
        while self.app.waits() {
            let Self { app, waiting, size, .. } = self;
            app.settle(fresh(self.now), &mut |app| {
                let mut cells = Buffer::empty(*size);
                app.draw(&mut cells);
                waiting.push(lines(&cells).join("\n"));
            });
            self.frame();
        }
    }

    /// Draws what the app wants drawn, and nothing it does not: so does a real terminal.
    fn frame(&mut self) {
        if !self.app.is_stale() {
            return;
        }
        self.cells = Buffer::empty(self.size);
        self.cursor = self.app.draw(&mut self.cells);
    }

    /// The frames that were drawn while something took a while, since this was asked last.
    pub(crate) fn waited(&mut self) -> Vec<String> {
        std::mem::take(&mut self.waiting)
    }

    fn lines(&self) -> Vec<String> {
        lines(&self.cells)
    }
}

fn lines(cells: &Buffer) -> Vec<String> {
    let Rect { width, height, .. } = cells.area;
    (0..height)
        .map(|y| {
            let line: String = (0..width).map(|x| cells[(x, y)].symbol()).collect();
            line.trim_end().to_string()
        })
        .collect()
}

/// A terminal with all colours and no files of its own.
pub(crate) fn surroundings() -> Surroundings {
    Surroundings {
        keymaps: Vec::new(),
        themes: Vec::new(),
        keymap: None,
        theme: None,
        depth: Depth::True,
        colourless: false,
        ascii: false,
    }
}
