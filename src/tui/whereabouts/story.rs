//! What is known of one child's ways: of one who is or was missing how they were last seen, who was told and the
//! time line; then the last days.

use crate::care::whereabouts::{Place, Stay, Step};
use crate::care::{ChildId, Home, Moment, telling, when};
use crate::theme::Role;
use crate::tui::pieces::Piece;
use chrono::{DateTime, Utc};

/// Told in pieces, what matters most first.
pub(super) fn told(home: &Home, child: ChildId, now: Moment) -> Vec<Piece> {
    let story = Story { home, child, now };
    let mut pieces = home.whereabouts.missing(child).map_or_else(Vec::new, |stay| story.missing(stay));
    let stays: Vec<Piece> = home.whereabouts.stays(child).rev().map(|stay| story.stay(stay)).collect();
    pieces.push(Piece::heading("The last days"));
    if stays.is_empty() {
        pieces.push(Piece::line("", "Nothing is written down: at home.").painted(Role::TextMuted));
    }
    pieces.extend(stays);
    pieces
}

struct Story<'a> {
    home: &'a Home,
    child: ChildId,
    now: Moment,
}

impl Story<'_> {
    fn when(&self, at: DateTime<Utc>) -> String {
        when::shown_when(at, self.now)
    }

    fn by(&self, piece: Piece, by: crate::care::StaffId) -> Piece {
        piece.remarked(self.home.people.first_name(by), Role::Initials)
    }

    fn stay(&self, stay: &Stay) -> Piece {
        let role = if stay.place == Place::Missing { Role::LevelUrgent } else { Role::Text };
        let due = stay.due_back.map_or(String::new(), |due| format!(", due back {}", self.when(due)));
        let note = if stay.note.is_empty() { String::new() } else { format!(", {}", stay.note) };
        let line = Piece::line(self.when(stay.since), format!("{}{note}{due}", stay.place.words()));
        self.by(line.painted(role), stay.by)
    }

    /// How they were last seen, who was told, and what happened when.
    fn missing(&self, stay: &Stay) -> Vec<Piece> {
        let steps = self.home.whereabouts.steps(stay);
        let back = self.home.whereabouts.stays(self.child).find(|later| later.since > stay.since);
        let until = back.map_or(String::new(), |back| format!(" until {}", self.when(back.since)));
        let mut pieces =
            vec![Piece::heading(format!("Missing from care since {}{until}", self.when(stay.since)))];
        let seen = stay.last_seen.clone().unwrap_or_default();
        let known = |label: &str, words: String| match words.as_str() {
            "" => Piece::line(label, "not written down yet").painted(Role::AgeOld),
            _ => Piece::line(label, words),
        };
        let at = seen.at.map(|at| self.when(at));
        let last_seen: Vec<String> =
            at.into_iter().chain(Some(seen.place)).filter(|w| !w.is_empty()).collect();
        pieces.push(known("Last seen", last_seen.join(", ")));
        pieces.push(known("Wearing", seen.wearing));
        let not_told =
            Step::ASKED.into_iter().filter(|asked| !steps.iter().any(|taken| taken.step == *asked));
        let not_told: Vec<&str> = not_told.map(|step| step.words().trim_start_matches("told ")).collect();
        if !not_told.is_empty() {
            pieces.push(Piece::line("Not told yet", not_told.join(", ")).painted(Role::AgeOld));
        }
        // The latest first: in a small window that is what is still seen.
        pieces.extend(back.map(|back| self.stay(back)));
        pieces.extend(steps.iter().rev().map(|taken| {
            let note = if taken.note.is_empty() { String::new() } else { format!(": {}", taken.note) };
            let words = match taken.step {
                Step::Did => taken.note.clone(),
                step => format!("{}{note}", step.words()),
            };
            self.by(Piece::line(self.when(taken.at), words), taken.by)
        }));
        let began = Piece::line(self.when(stay.since), telling::stay(stay, self.now));
        pieces.push(self.by(began, stay.by));
        pieces
    }
}
