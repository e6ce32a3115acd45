//! What the terminal sends, in our own words: keys, pastes, the mouse; and a paste that comes as keys told from
//! typing by its pace.

use crate::keys::{Key, KeyName};
use crate::tui::app::{Event, Mouse};
use crossterm::event::{self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

/// More characters than this without a [`GAP`] between them were not typed.
const TYPED_AT_ONCE: usize = 8;

/// Nobody types two keys within this; pasted ones follow each other in less.
const GAP: Duration = Duration::from_millis(4);

/// So many events are taken before the next frame, whatever more comes in.
const AT_ONCE: usize = 10_000;

/// Reads the terminal until it is gone.
pub(super) fn read_terminal(tell: Sender<Event>) {
    std::thread::spawn(move || {
        let tell = UntilTheEnd(tell);
        while let Ok(event) = event::read() {
            if event_of(event).is_some_and(|event| tell.0.send(event).is_err()) {
                return;
            }
        }
    });
}

/// Whatever ends the reading, the screens hear of it: nobody could leave them any more.
struct UntilTheEnd(Sender<Event>);

impl Drop for UntilTheEnd {
    fn drop(&mut self) {
        // When the screens are closed already there is nothing to say.
        let _ = self.0.send(Event::HungUp);
    }
}

/// Tells when the other end of the line is closed. A window can go without a signal, when the shell it was opened in
/// keeps that to itself, and whoever reads the terminal then reads nothing for ever.
#[cfg(unix)]
pub(super) fn watch_line(line: impl std::os::fd::AsFd + Send + 'static, tell: Sender<Event>) {
    use rustix::event::{PollFd, PollFlags, poll};
    std::thread::spawn(move || {
        // It is asked for nothing, so it answers once there is nobody at the other end.
        let mut watched = [PollFd::new(&line, PollFlags::empty())];
        while poll(&mut watched, None) == Err(rustix::io::Errno::INTR) {}
        if watched[0].revents().intersects(PollFlags::HUP | PollFlags::ERR) {
            // When the screens are closed already there is nothing to say.
            let _ = tell.send(Event::HungUp);
        }
    });
}

/// Elsewhere a window takes its programs with it.
#[cfg(not(unix))]
pub(super) fn watch_line<L>(_line: L, _tell: Sender<Event>) {}

/// All that has come in, waiting at most so long for the first.
pub(super) fn next(events: &Receiver<Event>, wait: Duration) -> Vec<Event> {
    let first = match events.recv_timeout(wait) {
        Ok(event) => event,
        Err(RecvTimeoutError::Timeout) => Event::Minute,
        Err(RecvTimeoutError::Disconnected) => Event::HungUp,
    };
    let mut taken = vec![first];
    while taken.len() < AT_ONCE {
        // A character may be the first of a paste: until it is certain, it means nothing yet.
        let gap = if taken.last().and_then(character).is_some() { GAP } else { Duration::ZERO };
        match events.recv_timeout(gap) {
            Ok(event) => taken.push(event),
            Err(_) => break,
        }
    }
    with_pastes(taken)
}

/// The same events, a paste that came as keys put together again: outside a box its letters would each do
/// something.
fn with_pastes(events: Vec<Event>) -> Vec<Event> {
    if events.iter().filter_map(character).count() <= TYPED_AT_ONCE {
        return events;
    }
    let mut whole = Vec::new();
    for run in events.chunk_by(|one, next| character(one).is_some() && character(next).is_some()) {
        let text: String = run.iter().filter_map(character).collect();
        if text.chars().filter(|c| !c.is_control()).count() > TYPED_AT_ONCE {
            whole.push(Event::Pasted(text));
        } else {
            whole.extend_from_slice(run);
        }
    }
    whole
}

/// What a key adds to a text, line ends and tabs included.
fn character(event: &Event) -> Option<char> {
    let Event::Key(key) = event else { return None };
    match key.name {
        KeyName::Enter => Some('\n'),
        KeyName::Tab if !key.shift => Some('\t'),
        _ => key.text(),
    }
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
        return third_level(event);
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

/// Windows says Ctrl and Alt for the key that types á or @: it is text all the same.
fn third_level(event: KeyEvent) -> Option<Key> {
    let both = event.modifiers.contains(KeyModifiers::ALT | KeyModifiers::CONTROL);
    match event.code {
        KeyCode::Char(character) if both && !character.is_ascii_alphanumeric() => Some(Key::char(character)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<Event> {
        let key = |c| match c {
            '\n' => Key::new(KeyName::Enter),
            '\t' => Key::new(KeyName::Tab),
            c => Key::char(c),
        };
        text.chars().map(|c| Event::Key(key(c))).collect()
    }

    #[test]
    fn what_comes_faster_than_anyone_types_is_a_paste() {
        assert_eq!(
            with_pastes(keys("Dentist at 16:00,\n\tbring the card.")),
            [Event::Pasted("Dentist at 16:00,\n\tbring the card.".into())]
        );
    }

    #[test]
    fn a_few_quick_keys_are_keys() {
        let mut events = keys("ddpphhmm");
        events.push(Event::Minute);
        events.extend(keys("d"));
        assert_eq!(with_pastes(events.clone()), events);
        let down = Event::Key(Key::new(KeyName::Down));
        let walk: Vec<Event> = (0..20).flat_map(|_| [down.clone(), Event::Key(Key::char(' '))]).collect();
        assert_eq!(with_pastes(walk.clone()), walk, "a line down and a tick, twenty times");
        let enters = keys("\n\n\n\n\n\n\n\n\n\n\n\n");
        assert_eq!(with_pastes(enters.clone()), enters, "somebody leans on Enter");
    }

    #[test]
    fn what_comes_around_a_paste_stays_in_its_place() {
        let up = Event::Key(Key::new(KeyName::Up));
        let mut events = vec![up.clone()];
        events.extend(keys("123456789"));
        events.push(up.clone());
        assert_eq!(with_pastes(events), [up.clone(), Event::Pasted("123456789".into()), up]);
    }

    #[test]
    fn all_that_is_there_comes_in_one_go_and_nothing_is_a_minute() {
        let (tell, events) = std::sync::mpsc::channel();
        assert_eq!(next(&events, Duration::ZERO), [Event::Minute]);
        for event in keys("abcdefghi").into_iter().chain([Event::Resized, Event::Changed]) {
            tell.send(event).expect("someone listens");
        }
        assert_eq!(
            next(&events, Duration::ZERO),
            [Event::Pasted("abcdefghi".into()), Event::Resized, Event::Changed]
        );
        drop(UntilTheEnd(tell));
        assert_eq!(next(&events, Duration::ZERO), [Event::HungUp], "the reader is gone");
        assert_eq!(next(&events, Duration::ZERO), [Event::HungUp], "and stays so");
    }

    #[cfg(unix)]
    #[test]
    fn a_line_that_is_closed_at_the_other_end_is_hung_up_without_a_signal() {
        let (tell, events) = std::sync::mpsc::channel();
        let (line, window) = std::os::unix::net::UnixStream::pair().expect("a line");
        watch_line(line, tell);
        assert_eq!(events.recv_timeout(Duration::from_millis(50)), Err(RecvTimeoutError::Timeout));
        drop(window);
        assert_eq!(events.recv_timeout(Duration::from_secs(20)), Ok(Event::HungUp));
    }

    #[test]
    fn a_letter_with_an_accent_is_a_letter_however_it_was_typed() {
        let key = |code, modifiers| key_of(KeyEvent::new(code, modifiers));
        let altgr = KeyModifiers::CONTROL | KeyModifiers::ALT;
        assert_eq!(key(KeyCode::Char('á'), altgr), Some(Key::char('á')));
        assert_eq!(key(KeyCode::Char('@'), altgr), Some(Key::char('@')));
        assert_eq!(key(KeyCode::Char('q'), altgr), None);
        assert_eq!(key(KeyCode::Char('b'), KeyModifiers::ALT), None);
        assert_eq!(key(KeyCode::Char('h'), KeyModifiers::CONTROL), Some(Key::new(KeyName::Backspace)));
        let mut released = KeyEvent::new(KeyCode::Char('d'), KeyModifiers::NONE);
        released.kind = KeyEventKind::Release;
        assert_eq!(key_of(released), None);
    }
}
