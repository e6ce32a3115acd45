//! The days of one subject, read from the journal when they are needed, and again only when something was added
//! to them: a fortnight is looked through with every change, and hardly any of it ever changes.

use super::doors;
use crate::care::checklist::{LineId, Source};
use crate::care::daybook::DayBook;
use crate::care::handover::Task;
use crate::care::sight::Sight;
use crate::care::trail::{Step, Tick, Trail};
use crate::care::{CareDay, Subject, when};
use crate::desk::{Trouble, View};
use crate::theme::{Mark, Role};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// A to-do that is missed goes on to the next day, but none for longer than its note is kept at hand.
const LONGEST: i32 = 62;

/// The days of one subject.
pub struct Books {
    subject: Subject,
    days: BTreeMap<CareDay, DayBook>,
    /// The number of the last entry that is in them.
    seen: u64,
    /// What was withheld when they were read.
    sight: Sight,
}

impl Books {
    /// The days of a subject, none of them read yet.
    pub fn new(subject: Subject) -> Self {
        Self { subject, days: BTreeMap::new(), seen: 0, sight: Sight::default() }
    }

    /// Lets go of the days that something was added to, and of all of them when other things may be read than before.
    pub fn refresh(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        if self.sight != *view.sight() {
            self.sight = view.sight().clone();
            self.days.clear();
        }
        let last = view.home().last;
        if !self.days.is_empty() {
            let since = usize::try_from(last.saturating_sub(self.seen)).unwrap_or(usize::MAX);
            for entry in view.latest(since)? {
                if entry.subject == self.subject {
                    self.days.remove(&entry.day);
                }
            }
        }
        self.seen = last;
        Ok(())
    }

    /// A day.
    pub fn day(&mut self, view: &View<'_>, day: CareDay) -> Result<&DayBook, Trouble> {
        match self.days.entry(day) {
            Entry::Occupied(read) => Ok(read.into_mut()),
            Entry::Vacant(place) => Ok(place.insert(view.day(self.subject, day)?)),
        }
    }

    /// What came of a to-do of an off-duty note so far: a mark, a sentence, and its role.
    pub fn came_of(&mut self, view: &View<'_>, task: &Task) -> Result<(Mark, String, Role), Trouble> {
        let source = Source::Todo(task.id);
        let line = LineId { source, due: task.day };
        let home = view.home();
        let at_hand = home.lists.todo(task.id).is_some();
        let trail = match home.lists.trails.get(self.subject, line).cloned() {
            // The home lets go of what is settled; the journal does not.
            None if !at_hand => self.settled(view, line)?,
            known => known,
        };
        let has_it = trail.as_ref().and_then(Trail::given).unwrap_or(task.to);
        let has_it = has_it.map_or("nobody", |staff| home.people.first_name(staff));
        let taken_out = home.lists.over(source, self.subject, view.today());
        Ok(match trail.as_ref().and_then(|trail| trail.before(view.today().plus(1))) {
            Some((step, tick)) => {
                let (mark, role) = doors::outcome(Some(tick.outcome));
                (mark, in_words(view, step, tick), role)
            }
            None if taken_out || !(at_hand || trail.is_some()) => {
                (Mark::NotNeeded, "taken out".into(), Role::TextMuted)
            }
            None if task.day > view.today() => (Mark::Todo, has_it.into(), Role::TextMuted),
            None => (Mark::Todo, format!("{has_it}, open"), Role::OutcomeOpen),
        })
    }

    /// The trail of a line that the home no longer keeps at hand, as it was on the day that settled it.
    fn settled(&mut self, view: &View<'_>, line: LineId) -> Result<Option<Trail>, Trouble> {
        let (subject, today) = (self.subject, view.today());
        for day in (0..=LONGEST).map(|n| line.due.plus(n)).take_while(|day| *day <= today) {
            let trail = self.day(view, day)?.trails.get(subject, line);
            if let Some(trail) = trail.filter(|trail| trail.settled().is_some()) {
                return Ok(Some(trail.clone()));
            }
        }
        Ok(None)
    }
}

/// "declined, not today · Dee, Sat 16:10".
pub fn in_words(view: &View<'_>, step: &Step, tick: &Tick) -> String {
    let (by, at) = (view.home().people.first_name(step.by), when::shown_when(step.at, view.now()));
    let why = tick.reason.map_or(String::new(), |reason| format!(", {}", reason.words()));
    let note = if tick.note.is_empty() { String::new() } else { format!(", {}", tick.note) };
    format!("{}{why}{note} · {by}, {at}", tick.outcome.words())
}
