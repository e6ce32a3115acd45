//! This terminal: raw mode, the other screen, mouse and paste, and all of it put back whatever happens.
//!
//! It opens no settings file and asks no clock: [`Outside`] has both. What is typed is on the disk or kept as a
//! draft whatever ends the program, so ending needs nothing but a terminal that can be used again.

mod frames;
mod input;
mod stopped;

use super::app::{App, Ask, Event};
use super::comfort::Surroundings;
use chrono::{DateTime, Utc};
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{cursor, execute};
use frames::Frames;
use std::io::{self, Write};
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;
use uuid::Uuid;

/// The longest that nothing is looked at.
const MINUTE: Duration = Duration::from_secs(60);

/// What only the edge knows.
pub trait Edge {
    /// The instant it is.
    fn now(&self) -> DateTime<Utc>;
    /// An identity nobody has had.
    fn fresh(&self) -> Uuid;
}

/// Who can read files: this terminal's settings, with the keymaps and themes as they are now, and a list that
/// somebody brings.
pub trait Files {
    /// Reads the settings: at the start, and when someone changed a file and asks for it.
    fn settings(&self) -> Surroundings;
    /// What stands in a file named as a person names it, or why it can't be read, in a sentence.
    fn list(&self, name: &str) -> Result<String, String>;
}

/// What lies outside the screens.
pub struct Outside<'a> {
    /// The clock, and identities.
    pub edge: &'a dyn Edge,
    /// The files.
    pub files: &'a dyn Files,
    /// The folder for a report when the program stops by mistake.
    pub reports: &'a Path,
}

/// Shows the screens until the person leaves or the terminal is gone.
pub fn run(mut app: App, outside: &Outside<'_>) -> io::Result<()> {
    let (tell, events) = mpsc::channel();
    let _reporting = stopped::Reporting::to(outside.reports);
    watch_signals(tell.clone())?;
    let mut raised = Raised::new()?;
    let mut frames = Frames::on(unbuffered()?);
    app.watch(heard_as_events(tell.clone()));
    input::watch_line(io::stdin(), tell.clone());
    input::read_terminal(tell);
    while !app.is_over() {
        if app.is_stale() && frames.draw(|cells| app.draw(cells)).is_err() {
            // Nobody is left to draw for.
            tell_app(&mut app, Event::HungUp, &mut raised, outside);
        }
        if app.waits() {
            // What can't be drawn is found out by the next frame.
            app.settle(outside.edge.fresh(), &mut |app| drop(frames.draw(|cells| app.draw(cells))));
            continue;
        }
        // It is never later than the next minute, unless the clock was set back since.
        let wait = (app.due() - outside.edge.now()).to_std().unwrap_or(Duration::ZERO).min(MINUTE);
        let taken = input::next(&events, wait);
        if taken.contains(&Event::Resized) {
            frames.wipe();
        }
        for event in taken {
            let event = match event {
                Event::Stopped if stop().is_err() => Event::HungUp,
                Event::Resumed => {
                    frames.wipe();
                    // A window that closes lets everyone in it go on, to hear that it is gone.
                    if raised.again().is_ok() { Event::Resumed } else { Event::HungUp }
                }
                event => event,
            };
            if !app.is_over() {
                tell_app(&mut app, event, &mut raised, outside);
            }
        }
    }
    Ok(())
}

/// The standard output past its own buffer, which keeps the end of what it wrote.
#[cfg(unix)]
fn unbuffered() -> io::Result<std::fs::File> {
    use std::os::fd::AsFd;
    Ok(io::stdout().as_fd().try_clone_to_owned()?.into())
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "it can fail elsewhere")]
fn unbuffered() -> io::Result<io::Stdout> {
    Ok(io::stdout())
}

fn tell_app(app: &mut App, event: Event, raised: &mut Raised, outside: &Outside<'_>) {
    let edge = outside.edge;
    if matches!(event, Event::Key(_)) {
        raised.hold_mouse();
    }
    app.handle(event, edge.now(), edge.fresh());
    match app.asked() {
        Some(Ask::ReadSettings) => {
            let settings = Box::new(outside.files.settings());
            app.handle(Event::Settings(settings), edge.now(), edge.fresh());
        }
        Some(Ask::ReadFile(name)) => {
            let file = outside.files.list(&name);
            app.handle(Event::File(file), edge.now(), edge.fresh());
        }
        Some(Ask::LetGoOfMouse) => raised.let_go_of_mouse(),
        None => {}
    }
}

/// The terminal as the screens need it; put back when this is dropped.
struct Raised {
    has_mouse: bool,
}

impl Raised {
    fn new() -> io::Result<Self> {
        // NO_COLOR is honoured by the theme; crossterm's own reading of it would wipe bold and reverse too.
        crossterm::style::force_color_output(true);
        let mut raised = Self { has_mouse: true };
        raised.again()?;
        Ok(raised)
    }

    /// Sets the terminal up, also where somebody else had it meanwhile.
    fn again(&mut self) -> io::Result<()> {
        disable_raw_mode()?;
        enable_raw_mode()?;
        self.has_mouse = true;
        execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, EnableMouseCapture)
    }

    /// The terminal's own selecting works until [`Raised::hold_mouse`].
    fn let_go_of_mouse(&mut self) {
        self.has_mouse = execute!(io::stdout(), DisableMouseCapture).is_err();
    }

    fn hold_mouse(&mut self) {
        if !self.has_mouse {
            self.has_mouse = execute!(io::stdout(), EnableMouseCapture).is_ok();
        }
    }
}

impl Drop for Raised {
    fn drop(&mut self) {
        restore();
    }
}

/// Stops until the shell lets the program go on, with the terminal as it was before. That it goes on is told as a signal
/// of its own.
#[cfg(unix)]
fn stop() -> io::Result<()> {
    restore();
    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)
}

/// Nobody stops programs elsewhere.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "stopping can fail elsewhere")]
fn stop() -> io::Result<()> {
    Ok(())
}

/// Puts the terminal back as it was. May be called at any time, more than once, from a panic too.
fn restore() {
    let mut out = io::stdout();
    // Each step is tried whatever became of the one before: there is nobody left to tell.
    let _ = execute!(out, DisableMouseCapture, DisableBracketedPaste, cursor::Show, LeaveAlternateScreen);
    let _ = disable_raw_mode();
    let _ = out.flush();
}

/// Whoever tells this that the home changed tells the app.
fn heard_as_events(tell: mpsc::Sender<Event>) -> mpsc::Sender<()> {
    let (changed, heard) = mpsc::channel();
    std::thread::spawn(move || {
        while heard.recv().is_ok() {
            if tell.send(Event::Changed).is_err() {
                return;
            }
        }
    });
    changed
}

/// Being told to end, or the window being closed, ends the program as leaving it does. A new size is heard of from
/// before the first frame on; whoever reads the terminal hears of it only once they listen.
#[cfg(unix)]
fn watch_signals(tell: mpsc::Sender<Event>) -> io::Result<()> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
    let heard = [SIGHUP, SIGINT, SIGTERM, SIGWINCH, SIGTSTP, SIGCONT];
    let mut signals = signal_hook::iterator::Signals::new(heard)?;
    std::thread::spawn(move || {
        for signal in signals.forever() {
            let event = match signal {
                SIGWINCH => Event::Resized,
                SIGTSTP => Event::Stopped,
                SIGCONT => Event::Resumed,
                _ => Event::HungUp,
            };
            if tell.send(event).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// Windows ends a program without asking; what was typed is a draft by then.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "watching can fail elsewhere")]
fn watch_signals(_tell: mpsc::Sender<Event>) -> io::Result<()> {
    Ok(())
}
