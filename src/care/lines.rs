//! One checklist, many sources: everything that has to be done in one part of one care day.

use super::checklist::{Duty, LineId, RoutineLine, Source, Todo, When, Whose};
use super::days::{CareDay, Part};
use super::diary::{Appointment, Kind};
use super::trail::{Outcome, Reason, Step, Tick, Trails};
use super::{Home, StaffId, Subject};
use chrono::NaiveTime;

/// One line of a checklist, as it stands on one care day.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// Which line.
    pub id: LineId,
    /// The part of day it is asked in.
    pub part: Part,
    /// What is to be done.
    pub words: String,
    /// When, if it has a time.
    pub time: Option<NaiveTime>,
    /// What to know, from the diary; often empty.
    pub remark: String,
    /// What came of it on this day, with who and when.
    pub tick: Option<(Tick, Step)>,
    /// Who has it.
    pub given: Option<StaffId>,
    /// How many days it has been going on.
    pub age: i32,
    /// The day before this on which it was missed, and why.
    pub missed: Option<(CareDay, Option<Reason>)>,
    /// Who asked for it, for a to-do.
    pub asked_by: Option<StaffId>,
}

impl Line {
    /// Whether nothing came of it yet today.
    pub fn open(&self) -> bool {
        self.tick.is_none()
    }

    /// What came of it today.
    pub fn outcome(&self) -> Option<Outcome> {
        self.tick.as_ref().map(|(tick, _)| tick.outcome)
    }
}

/// How far a list has come: (lines with an outcome, all lines).
pub fn progress(lines: &[Line]) -> (usize, usize) {
    (lines.iter().filter(|line| !line.open()).count(), lines.len())
}

/// The checklist of one part of one care day: routine, appointments, duties due, to-dos, and what was
/// missed before and not settled since.
pub fn lines(home: &Home, subject: Subject, day: CareDay, part: Part) -> Vec<Line> {
    lines_with(home, &home.lists.trails, subject, day, part)
}

/// The checklist of a day long past, with its trails read back from the journal.
pub fn lines_with(home: &Home, trails: &Trails, subject: Subject, day: CareDay, part: Part) -> Vec<Line> {
    let list = List { home, trails, subject, day, part };
    let mut found: Vec<Line> = Vec::new();
    let mut add = |line: Line| {
        if !found.iter().any(|known| known.id == line.id) {
            found.push(line);
        }
    };
    list.routine().for_each(&mut add);
    list.appointments().for_each(&mut add);
    list.duties().for_each(&mut add);
    list.todos().for_each(&mut add);
    list.carried().for_each(&mut add);
    list.ticked().for_each(&mut add);
    found
}

struct List<'a> {
    home: &'a Home,
    trails: &'a Trails,
    subject: Subject,
    day: CareDay,
    part: Part,
}

impl<'a> List<'a> {
    fn routine(&self) -> impl Iterator<Item = Line> + '_ {
        let asked = self.home.lists.routines.iter().filter(|line| self.asks(line));
        asked.map(|line| self.line(LineId { source: Source::Routine(line.id), due: self.day }, &line.words))
    }

    fn asks(&self, line: &RoutineLine) -> bool {
        let whose = match line.whose {
            Whose::EveryChild => matches!(self.subject, Subject::Child(_)),
            Whose::One(subject) => subject == self.subject,
        };
        let running = line.from <= self.day && line.until.is_none_or(|until| self.day < until);
        let without =
            self.home.lists.without.get(&(line.id, self.subject)).is_some_and(|from| *from <= self.day);
        let today = match line.when {
            When::On(weekdays) => weekdays.contains(self.day.weekday()),
            When::BeforeMeeting => {
                let diary = self.home.diary.on(self.subject, self.day);
                diary.iter().any(|appointment| appointment.kind == Kind::Meeting)
            }
        };
        line.part == self.part && whose && running && !without && today
    }

    fn appointments(&self) -> impl Iterator<Item = Line> + '_ {
        let today = self.home.diary.on(self.subject, self.day).into_iter();
        let now = today.filter(|appointment| self.home.house.hours.part_at(appointment.time) == self.part);
        now.map(|appointment: &Appointment| {
            let id = LineId { source: Source::Appointment(appointment.id), due: self.day };
            let mut line = self.line(id, &appointment.what);
            line.time = Some(appointment.time);
            line.remark.clone_from(&appointment.note);
            line.given = line.given.or(appointment.taken_by);
            line
        })
    }

    fn duties(&self) -> impl Iterator<Item = Line> + '_ {
        let due = self.home.lists.duties.values().filter(|duty: &&Duty| {
            duty.subject == self.subject && duty.part == self.part && duty.due <= self.day
        });
        due.map(|duty| self.line(LineId { source: Source::Duty(duty.id), due: duty.due }, &duty.words))
    }

    fn todos(&self) -> impl Iterator<Item = Line> + '_ {
        let due = self.home.lists.todos.values().filter(|todo: &&Todo| {
            todo.subject == self.subject && todo.part == self.part && todo.day <= self.day
        });
        due.filter_map(|todo| {
            let id = LineId { source: Source::Todo(todo.id), due: todo.day };
            let before = self.trails.get(self.subject, id).and_then(|trail| trail.before(self.day));
            let settled = before.is_some_and(|(_, tick)| tick.outcome != Outcome::Missed);
            (!settled).then(|| Line { asked_by: Some(todo.by), ..self.line(id, &todo.words) })
        })
    }

    /// Missed on an earlier day, whatever its source, and not settled before today.
    fn carried(&self) -> impl Iterator<Item = Line> + 'a {
        let Self { home, trails, subject, day, part } = *self;
        let list = Self { home, trails, subject, day, part };
        trails.of(subject).filter_map(move |(id, trail)| {
            let (_, tick) = trail.before(day)?;
            (trail.part == part && tick.outcome == Outcome::Missed).then(|| list.line(id, &trail.words))
        })
    }

    /// Ticked today though nothing asks for it any more: a duty that is due later now, a line that ended.
    fn ticked(&self) -> impl Iterator<Item = Line> + '_ {
        let today = self.trails.of(self.subject).filter(|(_, trail)| trail.part == self.part);
        today.filter(|(_, trail)| trail.on(self.day).is_some()).map(|(id, trail)| self.line(id, &trail.words))
    }

    fn line(&self, id: LineId, words: &str) -> Line {
        let trail = self.trails.get(self.subject, id);
        let tick =
            trail.and_then(|trail| trail.on(self.day)).map(|(step, tick)| (tick.clone(), step.clone()));
        let before = trail.and_then(|trail| trail.before(self.day));
        Line {
            id,
            part: self.part,
            words: words.into(),
            time: None,
            remark: String::new(),
            tick,
            given: trail.and_then(super::trail::Trail::given),
            age: self.day.since(id.due).max(0),
            missed: before
                .filter(|(_, tick)| tick.outcome == Outcome::Missed)
                .map(|(step, tick)| (step.day, tick.reason)),
            asked_by: None,
        }
    }
}
