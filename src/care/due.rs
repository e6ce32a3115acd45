//! What is owed: of each child and of the house what is due today, over, or to come within a fortnight, and whose it
//! is. The screen of what is due and `bethere show due` both read it here.
//!
//! It reads the home and keeps nothing. Of a record that is withheld in the home it is handed, it tells nothing.

use super::checklist::Source;
use super::days::{CareDay, Moment};
use super::lines::{self, Line};
use super::people::{Deed, Leave};
use super::{ChildId, Home, Part, StaffId, Subject, when};
use chrono::{DateTime, Utc};

/// How many days ahead it looks: time enough to write a note, to book, or to find somebody.
pub const SOON: i32 = 14;

/// What is owed to one child, or by the house: what is over the longest first.
#[derive(Clone, PartialEq, Debug)]
pub struct Owed {
    /// To whom.
    pub subject: Subject,
    /// What.
    pub items: Vec<Due>,
}

/// One thing that is owed.
#[derive(Clone, PartialEq, Debug)]
pub struct Due {
    /// What.
    pub what: What,
    /// The care day it was, or is, due on.
    pub on: CareDay,
    /// The instant by which it must be done, if the rules set one.
    pub before: Option<DateTime<Utc>>,
    /// Who has it.
    pub whose: Whose,
}

/// What is owed.
#[derive(Clone, PartialEq, Debug)]
pub enum What {
    /// A line of today's list that is open, and more than the routine of the day; or one that is to come.
    Line(Box<Line>),
    /// A keychild, and leave in the calendar, and no off-duty note.
    NoNote {
        /// Whose leave.
        whose: StaffId,
        /// When.
        leave: Leave,
        /// About which child there is no note.
        child: ChildId,
    },
}

/// Who has something that is owed.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Whose {
    /// Somebody: it was given to them, or it is the keyworker's, or whoever's stands in.
    Theirs(StaffId),
    /// Whoever runs the home.
    Managers,
    /// Nobody in particular.
    Nobody,
}

/// How something that is owed stands to now.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Standing {
    /// It should have been done.
    Over,
    /// It is to be done today.
    Today,
    /// It is to come.
    Soon,
}

impl Due {
    /// What it is, without the child's name.
    pub fn words(&self, home: &Home) -> String {
        match &self.what {
            What::Line(line) => match line.time {
                Some(time) => format!("{} {}", time.format("%H:%M"), line.words),
                None => line.words.clone(),
            },
            What::NoNote { whose, leave, .. } => {
                let from = leave.away_from.date().format("%-d %b");
                format!("{} is away from {from}, no note yet", home.people.first_name(*whose))
            }
        }
    }

    /// How it stands.
    pub fn standing(&self, home: &Home, now: Moment) -> Standing {
        let today = home.day_of(now);
        match (self.before, self.day(home, now).since(today)) {
            (Some(before), _) if before < now.at => Standing::Over,
            (_, 0) => Standing::Today,
            (None, ..0) => Standing::Over,
            (_, _) => Standing::Soon,
        }
    }

    /// Whether no list asks for it yet.
    pub fn is_to_come(&self, home: &Home, now: Moment) -> bool {
        self.on > home.day_of(now)
    }

    /// The day it was due on, or is: "Sat 14 Nov", "today", "tomorrow".
    pub fn due(&self, home: &Home, now: Moment) -> String {
        when::shown_day(self.day(home, now).date(), home.day_of(now).date())
    }

    fn day(&self, home: &Home, now: Moment) -> CareDay {
        self.before.map_or(self.on, |at| home.day_of(Moment { at, ..now }))
    }

    /// How long that is from now: "9 days over", "due tomorrow", "18 hours left".
    pub fn left(&self, home: &Home, now: Moment) -> String {
        match self.before {
            Some(before) => when::shown_left(before, now.at),
            None => when::shown_due(self.on.since(home.day_of(now))),
        }
    }

    /// By what it stands among the others: what is over the longest first; of what is due today, first what has an
    /// instant of its own.
    fn order(&self, home: &Home, now: Moment) -> (Standing, CareDay, DateTime<Utc>) {
        let instant = self.before.unwrap_or(DateTime::<Utc>::MAX_UTC);
        (self.standing(home, now), self.day(home, now), instant)
    }
}

impl Owed {
    /// How many of its items stand so.
    pub fn count(&self, home: &Home, now: Moment, standing: Standing) -> usize {
        self.items.iter().filter(|item| item.standing(home, now) == standing).count()
    }
}

/// Everything that is owed in the home as whoever looks may see it, child by child: first whoever has waited longest.
pub fn owed(home: &Home, me: StaffId, now: Moment) -> Vec<Owed> {
    let today = home.day_of(now);
    let here = home.children.here().map(|child| Subject::Child(child.id)).chain([Subject::House]);
    let mut without = Vec::new();
    if home.people.get(me).is_some_and(|staff| staff.role.may(Deed::Care)) {
        without = without_note(home, me, today);
    }
    let of = |subject: Subject| {
        let mut items: Vec<Due> =
            due_lines(home, subject, today).map(|line| of_line(home, subject, today, line)).collect();
        let notes = without.iter().filter(|(.., child)| Subject::Child(*child) == subject);
        items.extend(notes.map(|(whose, leave, child)| Due {
            what: What::NoNote { whose: *whose, leave: *leave, child: *child },
            on: leave.away_from,
            before: None,
            whose: Whose::Theirs(*whose),
        }));
        items.sort_by_key(|item| item.order(home, now));
        Owed { subject, items }
    };
    let shown = here.filter(|subject| home.access.withheld(*subject).is_none());
    let mut owed: Vec<Owed> = shown.map(of).filter(|owed| !owed.items.is_empty()).collect();
    owed.sort_by_key(|owed| owed.items.first().map(|item| item.order(home, now)));
    owed
}

/// What stands open on today's lists and is more than the routine of the day, and what is to come.
fn due_lines(home: &Home, subject: Subject, today: CareDay) -> impl Iterator<Item = Line> {
    let asked = Part::ALL.into_iter().flat_map(move |part| lines::lines(home, subject, today, part));
    asked.filter(Line::is_owed).chain(lines::soon(home, subject, today, SOON))
}

fn of_line(home: &Home, subject: Subject, today: CareDay, line: Line) -> Due {
    let whose = match (whose(home, subject, &line, today), line.in_time) {
        (Some(staff), _) => Whose::Theirs(staff),
        (None, Some(in_time)) if in_time.ask.is_the_managers() => Whose::Managers,
        (None, _) => Whose::Nobody,
    };
    let before = line.in_time.map(|in_time| in_time.before);
    Due { on: line.id.due, before, whose, what: What::Line(Box::new(line)) }
}

/// Whose an open line is. What was given to someone is theirs; a duty that nobody has is the keyworker's, or whoever's
/// stands in.
pub(super) fn whose(home: &Home, subject: Subject, line: &Line, today: CareDay) -> Option<StaffId> {
    let is_duty = matches!(line.id.source, Source::Duty(_));
    let keyworker = || {
        let child = subject.child().filter(|_| is_duty)?;
        let standing_in = home.notes.standing_in(child, today);
        standing_in.or_else(|| home.children.get(child)?.keyworker(today))
    };
    line.given.or_else(keyworker)
}

/// The keychildren about whom no off-duty note is left for leave within the fortnight: of one's own leave, and for
/// managers of everyone's. Of a child it asks nobody about, whoever calls decides.
pub(super) fn without_note(home: &Home, me: StaffId, today: CareDay) -> Vec<(StaffId, Leave, ChildId)> {
    let manages = home.people.get(me).is_some_and(|staff| staff.role.may(Deed::RunTheHome));
    let mut found = Vec::new();
    let whose = home.people.working().filter(|staff| staff.active_on(today));
    for staff in whose.filter(|staff| manages || staff.id == me) {
        let soon = |leave: &&Leave| today < leave.back_on && leave.away_from.since(today) <= SOON;
        for leave in staff.leave.iter().copied().filter(|leave| soon(&leave)) {
            let mine = home.children.here().filter(|child| child.is_keychild_of(staff.id, today));
            let without = mine.filter(|child| !has_note(home, child.id, staff.id, leave));
            found.extend(without.map(|child| (staff.id, leave, child.id)));
        }
    }
    found
}

fn has_note(home: &Home, child: ChildId, by: StaffId, leave: Leave) -> bool {
    home.notes.all().any(|note| {
        let within = note.plan.away_from < leave.back_on && leave.away_from < note.plan.back_on;
        note.child == child && note.by == by && within
    })
}
