//! One entry of the log in words, the same in every list of entries, in full and beneath an amendment.

use crate::care::access::What;
use crate::care::log::{Event, Knowing, LogEntry};
use crate::care::{Home, Moment, telling, when};
use crate::desk::View;
use crate::theme::Role;

/// A few words of an entry, which begin on a row of their own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// The words.
    pub words: String,
    /// Their role.
    pub role: Role,
}

impl Piece {
    /// Words with their role.
    pub fn new(words: impl Into<String>, role: Role) -> Self {
        Self { words: words.into(), role }
    }
}

/// What an entry tells: how it reads now, the child's own words, how the writer knows, and beneath it all that was
/// replaced, with who, when and why.
pub fn told(view: &View<'_>, entry: &LogEntry) -> Vec<Piece> {
    let (home, now, written) = (view.home(), view.now(), &entry.written);
    if let Some(kept) = view.withheld(What::Entry(written.id)) {
        return vec![Piece::new(kept, Role::Restricted)];
    }
    let by_now = match (entry.taken_back, entry.amendments.is_empty()) {
        (Some(_), _) => Role::AmendedOld,
        (None, false) => Role::AmendedNew,
        (None, true) => Role::Text,
    };
    let mut pieces = vec![Piece::new(entry.text(), by_now)];
    if !written.own_words.is_empty() {
        pieces.push(Piece::new(quoted(&written.own_words), Role::Text));
    }
    pieces.extend(known(&written.knowing).map(|words| Piece::new(words, Role::TextMuted)));
    if written.event != Event::Ordinary {
        pieces.push(Piece::new(written.event.words(), Role::TextStrong));
    }
    if let Some(at) = entry.taken_back {
        let words = format!("taken back {} by {}", when::shown_when(at, now), home.people.name(entry.by));
        pieces.push(Piece::new(words, Role::TextMuted));
    }
    if let Some(to) = &written.kept_to {
        let words = format!("kept to {}", telling::names(home, to));
        pieces.push(Piece::new(words, Role::Restricted));
    }
    pieces.extend(replaced(home, entry, now));
    pieces
}

/// What was replaced, the newest first.
fn replaced(home: &Home, entry: &LogEntry, now: Moment) -> Vec<Piece> {
    let older = std::iter::once(&entry.written.text).chain(entry.amendments.iter().map(|added| &added.text));
    let mut pieces = Vec::new();
    for (old, added) in older.zip(&entry.amendments).collect::<Vec<_>>().into_iter().rev() {
        let (when, who) = (when::shown_when(added.at, now), home.people.name(added.by));
        pieces.push(Piece::new(old, Role::AmendedOld));
        pieces.push(Piece::new(format!("replaced {when} by {who}: {}", added.why), Role::TextMuted));
    }
    pieces
}

/// What is said of how the writer knows: nothing where they were there themselves.
fn known(knowing: &Knowing) -> Option<String> {
    match knowing {
        Knowing::Seen => None,
        Knowing::Opinion | Knowing::ToldBy(_) | Knowing::OwnWords => Some(knowing.words()),
    }
}

/// Why whoever looks can't take an entry back, if they can't.
pub fn not_taken_back(view: &View<'_>, entry: &LogEntry) -> Option<&'static str> {
    let written_on = view.home().day_of(Moment { at: entry.at, ..view.now() });
    if entry.taken_back.is_some() {
        Some("This entry was taken back already.")
    } else if entry.by != view.me() || view.today().since(written_on) > 1 {
        Some("Only your own entry of today or yesterday can be taken back. Amend it instead.")
    } else {
        None
    }
}

/// Words in quotes, unless the writer put them there.
pub fn quoted(words: &str) -> String {
    if words.starts_with(['“', '"', '‘']) { words.into() } else { format!("“{words}”") }
}
