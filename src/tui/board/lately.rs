//! What happened lately, on the home board: the newest first, a row each.

use crate::care::telling::{self, Told};
use crate::care::{Entry, Fact, Moment, Subject, Topic, routine};
use crate::desk::{Trouble, View};
use crate::theme::Role;
use crate::tui::paint::{Focus, Paint, Rect};

/// One row.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Happened {
    time: String,
    name: String,
    told: Told,
    by: String,
}

/// How many of the last entries are looked through for what to tell.
const LOOKED_AT: usize = 80;

/// Reads it for whoever looks.
pub(super) fn read(view: &View<'_>) -> Result<Vec<Happened>, Trouble> {
    let latest = view.latest(LOOKED_AT)?;
    Ok(latest.chunk_by(are_one).filter_map(|entries| row(view, entries)).collect())
}

/// Whether two entries are told in one row: a whole routine is added at once, and would hide what else happened.
fn are_one(one: &Entry, other: &Entry) -> bool {
    let adds = |entry: &Entry| matches!(entry.fact, Fact::Routine(routine::Fact::Added(_)));
    adds(one) && adds(other) && (one.by, one.subject) == (other.by, other.subject)
}

fn row(view: &View<'_>, entries: &[Entry]) -> Option<Happened> {
    let (home, newest) = (view.home(), entries.first()?);
    // Who is on stands over the children.
    if newest.topic() == Topic::Shift {
        return None;
    }
    let told = telling::tell(home, newest)?;
    let told = match entries.len() {
        1 => told,
        lines => Told { what: format!("{lines} lines"), ..told },
    };
    let name = match newest.subject {
        Subject::House => "House".into(),
        subject @ Subject::Child(_) => home.name_of(subject).into(),
    };
    let time = Moment { at: newest.at, ..view.now() }.local().format("%H:%M").to_string();
    Some(Happened { time, name, told, by: home.people.first_name(newest.by).into() })
}

/// Paints as much of it as there is room for.
pub(super) fn draw(happened: &[Happened], area: Rect, paint: &mut Paint<'_>) {
    let inside = paint.pane(area, &[("Lately", Role::Title)], "", Focus::Away);
    for (line, Happened { time, name, told, by }) in
        happened.iter().take(usize::from(inside.height)).enumerate()
    {
        let y = inside.y + u16::try_from(line).unwrap_or(0);
        let (x, wide) = (inside.x + 1, inside.width.saturating_sub(2));
        paint.words(x, y, 5, time, Role::TextMuted);
        paint.words(x + 7, y, 9, name, Role::Text);
        let by = paint.right(inside.right() - 1, y, 8, by, Role::Initials);
        let room = wide.saturating_sub(17 + by + 1);
        let came = u16::try_from(told.came.chars().count() + 2).unwrap_or(room).min(room / 2);
        let used = paint.words(x + 17, y, room - came, &told.what, Role::Text);
        paint.words(x + 17 + used + 2, y, room.saturating_sub(used + 2), &told.came, Role::TextMuted);
    }
}
