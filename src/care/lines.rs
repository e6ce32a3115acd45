//! One checklist, many sources: everything that has to be done in one part of one care day.
//!
//! It reads the home and a set of trails, and keeps nothing.

use super::checklist::{InTime, LineId, Source};
use super::days::{CareDay, Part};
use super::diary::Kind;
use super::routine::{RoutineLine, When};
use super::trail::{Outcome, Reason, Step, Tick, Trail, Trails};
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
    /// What the rules ask of it, and until when, if they do.
    pub in_time: Option<InTime>,
}

impl Line {
    /// Whether nothing came of it yet today.
    pub fn open(&self) -> bool {
        self.tick.is_none()
    }

    /// Whether it is open, and more than the routine of the day.
    pub fn is_owed(&self) -> bool {
        self.open() && (self.age > 0 || !matches!(self.id.source, Source::Routine(_)))
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

/// The checklist of a day long past, with its trails read back from the journal. Of what came from other
/// days it knows only what was touched on this one.
pub fn lines_with(home: &Home, trails: &Trails, subject: Subject, day: CareDay, part: Part) -> Vec<Line> {
    if home.access.withheld(subject).is_some() {
        return Vec::new();
    }
    List { home, trails, subject, day, part, only: None }.lines()
}

/// One line as it stands on a care day, if a checklist of that day has it.
pub fn line_with(home: &Home, trails: &Trails, subject: Subject, day: CareDay, id: LineId) -> Option<Line> {
    if home.access.withheld(subject).is_some() {
        return None;
    }
    let list = |part| List { home, trails, subject, day, part, only: Some(id.source) };
    Part::ALL.into_iter().flat_map(|part| list(part).lines()).find(|line| line.id == id)
}

/// The duties and to-dos that no list asks for yet, and one will within so many days, the next first.
pub fn soon(home: &Home, subject: Subject, today: CareDay, days: i32) -> Vec<Line> {
    if home.access.withheld(subject).is_some() {
        return Vec::new();
    }
    let to_come = |due: CareDay| (1..=days).contains(&due.since(today));
    let asked = |source, due| !home.lists.over(source, subject, due);
    let duties = home.lists.duties().filter(|duty| duty.subject == subject && to_come(duty.due));
    let duties = duties.map(|duty| (Source::Duty(duty.id), duty.due, duty.part, &duty.words));
    let todos = home.lists.todos().filter(|todo| todo.subject == subject && to_come(todo.day));
    let todos = todos.map(|todo| (Source::Todo(todo.id), todo.day, todo.part, &todo.words));
    let next = duties.chain(todos).filter(|(source, due, ..)| asked(*source, *due));
    let mut lines: Vec<Line> = next
        .map(|(source, due, part, words)| {
            let list = List { home, trails: &home.lists.trails, subject, day: due, part, only: None };
            list.line(LineId { source, due }, words)
        })
        .collect();
    lines.sort_by_key(|line| line.id.due);
    lines
}

struct List<'a> {
    home: &'a Home,
    trails: &'a Trails,
    subject: Subject,
    day: CareDay,
    part: Part,
    /// Nothing but what comes from there is wanted.
    only: Option<Source>,
}

impl List<'_> {
    fn lines(&self) -> Vec<Line> {
        let mut found: Vec<Line> = self.routine().collect();
        found.extend(self.appointments());
        found.extend(self.duties());
        found.extend(self.todos());
        for (id, trail) in self.carried().chain(self.ticked()) {
            if !found.iter().any(|known| known.id == id) {
                found.push(self.line(id, &trail.words));
            }
        }
        found
    }

    fn wants(&self, source: Source) -> bool {
        self.only.is_none_or(|only| only == source)
    }

    /// The trails of this part of day that are wanted.
    fn trails(&self) -> impl Iterator<Item = (LineId, &Trail)> {
        let (all, only) = match self.only {
            None => (Some(self.trails.of(self.subject)), None),
            Some(source) => (None, Some(self.trails.of_source(self.subject, source))),
        };
        let wanted = all.into_iter().flatten().chain(only.into_iter().flatten());
        wanted.filter(|(_, trail)| trail.part == self.part)
    }

    fn routine(&self) -> impl Iterator<Item = Line> {
        let wanted = self.home.lists.routines().filter(|line| self.wants(Source::Routine(line.id)));
        let asked = wanted.filter(|line| self.asks(line));
        asked.map(|line| self.line(self.routine_line(line), &line.words))
    }

    fn asks(&self, line: &RoutineLine) -> bool {
        let lived_here = match self.subject {
            Subject::House => true,
            Subject::Child(id) => {
                self.home.children.get(id).is_some_and(|child| child.lived_here_on(self.day))
            }
        };
        let today = match line.when {
            When::On(weekdays) => weekdays.contains(self.day.weekday()),
            When::BeforeMeeting => {
                self.home.diary.on(self.subject, self.day).iter().any(|booked| booked.kind == Kind::Meeting)
            }
        };
        line.part == self.part
            && line.whose.includes(self.subject)
            && line.from <= self.day
            && lived_here
            && today
            && !self.over(Source::Routine(line.id))
    }

    /// A routine line that was missed goes on as the same line until a day settles it: what is asked every
    /// day is asked once, with its age, and not once more for each day it was missed.
    fn routine_line(&self, line: &RoutineLine) -> LineId {
        let source = Source::Routine(line.id);
        let own = LineId { source, due: self.day };
        let told =
            |id| self.trails.get(self.subject, id).is_some_and(|trail: &Trail| trail.on(self.day).is_some());
        if told(own) {
            return own;
        }
        let older = self.trails.of_source(self.subject, source).filter(|(id, _)| id.due < self.day);
        let mut older = older.filter(|(id, trail)| told(*id) || trail.missed_before(self.day));
        older.next().map_or(own, |(id, _)| id)
    }

    fn appointments(&self) -> impl Iterator<Item = Line> {
        let today = self.home.diary.on(self.subject, self.day).into_iter();
        let today = today.filter(|booked| self.wants(Source::Appointment(booked.id)));
        let now = today.filter(|booked| self.home.house.hours.part_at(booked.time) == self.part);
        now.map(|booked| {
            let id = LineId { source: Source::Appointment(booked.id), due: self.day };
            let mut line = self.line(id, &booked.what);
            let given = self.trails.get(self.subject, id).and_then(Trail::given);
            line.given = given.unwrap_or(booked.taken_by);
            line
        })
    }

    fn duties(&self) -> impl Iterator<Item = Line> {
        let wanted = self.home.lists.duties().filter(|duty| self.wants(Source::Duty(duty.id)));
        let due = wanted.filter(|duty| {
            let ours = duty.subject == self.subject && duty.part == self.part;
            ours && duty.from <= self.day && duty.due <= self.day && !self.over(Source::Duty(duty.id))
        });
        due.map(|duty| self.line(LineId { source: Source::Duty(duty.id), due: duty.due }, &duty.words))
    }

    fn todos(&self) -> impl Iterator<Item = Line> {
        let wanted = self.home.lists.todos().filter(|todo| self.wants(Source::Todo(todo.id)));
        let due = wanted.filter(|todo| {
            let ours = todo.subject == self.subject && todo.part == self.part;
            ours && todo.day <= self.day && !self.over(Source::Todo(todo.id))
        });
        due.filter_map(|todo| {
            let id = LineId { source: Source::Todo(todo.id), due: todo.day };
            let before = self.trails.get(self.subject, id).and_then(|trail| trail.before(self.day));
            let settled = before.is_some_and(|(_, tick)| tick.outcome.settles());
            (!settled).then(|| self.line(id, &todo.words))
        })
    }

    /// Missed on an earlier day, whatever its source, not settled before today, and still asked.
    fn carried(&self) -> impl Iterator<Item = (LineId, &Trail)> {
        self.trails().filter(|(id, trail)| trail.missed_before(self.day) && !self.over(id.source))
    }

    /// Ticked today though nothing asks for it any more: a duty that is due later now, a line that ended.
    fn ticked(&self) -> impl Iterator<Item = (LineId, &Trail)> {
        self.trails().filter(|(_, trail)| trail.on(self.day).is_some())
    }

    fn over(&self, source: Source) -> bool {
        self.home.lists.over(source, self.subject, self.day)
    }

    fn line(&self, id: LineId, words: &str) -> Line {
        let trail = self.trails.get(self.subject, id);
        let tick =
            trail.and_then(|trail| trail.on(self.day)).map(|(step, tick)| (tick.clone(), step.clone()));
        let before = trail.and_then(|trail| trail.before(self.day));
        let (booked, todo) = match id.source {
            Source::Appointment(id) => (self.home.diary.get(id), None),
            Source::Todo(id) => (None, self.home.lists.todo(id)),
            Source::Routine(_) | Source::Duty(_) => (None, None),
        };
        Line {
            id,
            part: self.part,
            words: words.into(),
            time: booked.map(|booked| booked.time),
            remark: booked.map_or(String::new(), |booked| booked.note.clone()),
            tick,
            given: trail.and_then(Trail::given).flatten(),
            age: self.day.since(id.due).max(0),
            missed: before
                .filter(|(_, tick)| !tick.outcome.settles())
                .map(|(step, tick)| (step.day, tick.reason)),
            asked_by: todo.map(|todo| todo.by),
            in_time: todo.and_then(|todo| todo.in_time),
        }
    }
}
