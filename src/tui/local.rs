//! This terminal: raw mode, the other screen, mouse and paste, and all of it put back whatever happens.

use super::app::{App, Event, Mouse};
use super::comfort::{Comfort, Surroundings};
use crate::care::Moment;
use crate::desk::{Desk, SignedIn};
use crate::keys::{Key, KeyName};
use chrono::{DateTime, Utc};
use crossterm::event::{
    self, DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture, KeyCode,
    KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind,
};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{cursor, execute};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use std::io::{self, BufWriter, Write};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;
use uuid::Uuid;

/// What only the edge knows.
pub trait Edge {
    /// The instant it is.
    fn now(&self) -> DateTime<Utc>;
    /// An identity nobody has had.
    fn fresh(&self) -> Uuid;
}

/// A frame is written in one piece: no full screen of the largest terminal comes near this.
const FRAME_BYTES: usize = 1 << 18;

/// Shows the screens until the person leaves.
pub fn run(
    desk: &Arc<Desk>,
    me: SignedIn,
    zone: chrono_tz::Tz,
    around: Surroundings,
    edge: &dyn Edge,
) -> io::Result<()> {
    let (tell, events) = mpsc::channel();
    let moment = Moment { at: edge.now(), zone };
    let mut app = App::new(Arc::clone(desk), me, moment, Comfort::new(around));
    let raised = Raised::new()?;
    let mut terminal =
        Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(FRAME_BYTES, io::stdout())))?;
    watch_home(desk, tell.clone());
    read_terminal(tell);
    while !app.is_over() {
        if app.is_stale() {
            terminal.draw(|frame| {
                let cursor = app.draw(frame.buffer_mut());
                frame.set_cursor_position(cursor);
            })?;
        }
        let wait = (app.due() - edge.now()).to_std().unwrap_or(Duration::ZERO);
        let first = match events.recv_timeout(wait) {
            Ok(event) => event,
            Err(RecvTimeoutError::Timeout) => Event::Minute,
            Err(RecvTimeoutError::Disconnected) => Event::HungUp,
        };
        app.handle(first, edge.now(), edge.fresh());
        // Whatever else has come in by now is taken in before the next frame.
        while let Ok(event) = events.try_recv() {
            if app.is_over() {
                break;
            }
            app.handle(event, edge.now(), edge.fresh());
        }
    }
    drop(terminal);
    drop(raised);
    Ok(())
}

/// The terminal as the screens need it; put back when this is dropped.
struct Raised;

impl Raised {
    fn new() -> io::Result<Self> {
        enable_raw_mode()?;
        // NO_COLOR is honoured by the theme; crossterm's own reading of it would wipe bold and reverse too.
        crossterm::style::force_color_output(true);
        execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, EnableMouseCapture)?;
        Ok(Self)
    }
}

impl Drop for Raised {
    fn drop(&mut self) {
        restore();
    }
}

/// Puts the terminal back as it was. May be called at any time, more than once, from a panic too.
pub fn restore() {
    let mut out = io::stdout();
    // Each step is tried whatever became of the one before: there is nobody left to tell.
    let _ = execute!(out, DisableMouseCapture, DisableBracketedPaste, cursor::Show, LeaveAlternateScreen);
    let _ = disable_raw_mode();
    let _ = out.flush();
}

fn watch_home(desk: &Arc<Desk>, tell: mpsc::Sender<Event>) {
    let (changed, heard) = mpsc::channel();
    desk.watch(changed);
    std::thread::spawn(move || {
        while heard.recv().is_ok() {
            if tell.send(Event::Changed).is_err() {
                return;
            }
        }
    });
}

fn read_terminal(tell: mpsc::Sender<Event>) {
    std::thread::spawn(move || {
        loop {
            let event = match event::read() {
                Ok(event) => event_of(event),
                Err(_) => Some(Event::HungUp),
            };
            let last = event == Some(Event::HungUp);
            if event.is_some_and(|event| tell.send(event).is_err()) || last {
                return;
            }
        }
    });
}

fn event_of(event: event::Event) -> Option<Event> {
    match event {
        event::Event::Key(key) => key_of(key).map(Event::Key),
        event::Event::Paste(text) => Some(Event::Pasted(text)),
        event::Event::Resize(..) => Some(Event::Resized),
        event::Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => {
                Some(Event::Mouse(Mouse::Click { column: mouse.column, row: mouse.row }))
            }
            MouseEventKind::ScrollUp => Some(Event::Mouse(Mouse::WheelUp)),
            MouseEventKind::ScrollDown => Some(Event::Mouse(Mouse::WheelDown)),
            _ => None,
        },
        event::Event::FocusGained | event::Event::FocusLost => None,
    }
}

/// A key press in our own words. Windows reports releases too; they mean nothing.
fn key_of(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    if event.modifiers.intersects(KeyModifiers::ALT | KeyModifiers::SUPER | KeyModifiers::META) {
        return None;
    }
    let name = match event.code {
        // Some terminals send Ctrl+Backspace, or Backspace itself, as Ctrl+H.
        KeyCode::Char('h') if ctrl => {
            return Some(Key { name: KeyName::Backspace, ctrl: false, shift: false });
        }
        KeyCode::Char(character) => KeyName::Char(character),
        KeyCode::Up => KeyName::Up,
        KeyCode::Down => KeyName::Down,
        KeyCode::Left => KeyName::Left,
        KeyCode::Right => KeyName::Right,
        KeyCode::PageUp => KeyName::PageUp,
        KeyCode::PageDown => KeyName::PageDown,
        KeyCode::Home => KeyName::Home,
        KeyCode::End => KeyName::End,
        KeyCode::Enter => KeyName::Enter,
        KeyCode::Esc => KeyName::Esc,
        KeyCode::Tab => KeyName::Tab,
        KeyCode::BackTab => return Some(Key { name: KeyName::Tab, ctrl: false, shift: true }),
        KeyCode::Backspace => KeyName::Backspace,
        KeyCode::Delete => KeyName::Delete,
        KeyCode::Insert => KeyName::Insert,
        KeyCode::F(number) => KeyName::F(number),
        _ => return None,
    };
    Some(Key { name, ctrl, shift })
}
