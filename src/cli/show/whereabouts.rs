//! `bethere show where`: where each child is, since when, and when they are due back.

use super::Page;
use super::shapes::{Who, time, unknown, who, whom};
use crate::care::whereabouts::Place;
use crate::care::{ChildId, Subject, telling};
use crate::cli::say::{count, sentence};
use crate::desk::View;
use serde::Serialize;

/// The page's own fields in JSON, for its help.
pub(super) const FIELDS: &str = "\
In JSON, besides what every page has (see bethere show --help):
whereabouts: child, place, since, due_back, minutes_late, note, by";

#[derive(Serialize)]
pub(super) struct Everyone {
    whereabouts: Vec<Whereabouts>,
}

/// Where one child is. Of whom nothing is written down is in.
#[derive(Serialize)]
pub(super) struct Whereabouts {
    child: Who,
    place: &'static str,
    since: Option<String>,
    due_back: Option<String>,
    minutes_late: Option<i64>,
    note: String,
    by: Option<Who>,
    #[serde(skip)]
    words: String,
}

pub(super) fn page(view: &View<'_>) -> Everyone {
    // A visitor is told nothing of a child before both have agreed.
    let here = view.home().children.here().filter(|child| !unknown(view, Subject::Child(child.id)));
    Everyone { whereabouts: here.map(|child| Whereabouts::new(view, child.id)).collect() }
}

impl Whereabouts {
    pub(super) fn new(view: &View<'_>, child: ChildId) -> Self {
        let (home, now) = (view.home(), view.now());
        let stay = home.whereabouts.stay(child);
        let due_back = stay.and_then(|stay| stay.due_back);
        Self {
            child: whom(home, Subject::Child(child)),
            place: stay.map_or(Place::In, |stay| stay.place).words(),
            since: stay.map(|stay| time(stay.since, now)),
            due_back: due_back.map(|due| time(due, now)),
            minutes_late: home.whereabouts.minutes_late(child, now),
            note: stay.map_or(String::new(), |stay| stay.note.clone()),
            by: stay.map(|stay| who(home, stay.by)),
            words: stay.map_or(Place::In.words().into(), |stay| telling::stay(stay, now)),
        }
    }

    pub(super) fn is_out(&self) -> bool {
        self.place != Place::In.words()
    }

    /// "Out alone, library, since 16:32, due back 17:30. 15 minutes late."
    pub(super) fn sentence(&self) -> String {
        let late = self.minutes_late.and_then(|minutes| usize::try_from(minutes).ok());
        let late = late.map_or(String::new(), |late| format!(" {} late.", count(late, "minute", "minutes")));
        sentence(&self.words) + &late
    }
}

impl Page for Everyone {
    fn lines(&self) -> Vec<String> {
        self.whereabouts.iter().map(|one| format!("{}. {}", one.child.name, one.sentence())).collect()
    }
}
