//! Routines, duties and to-dos as they stand: the fold of what is asked and what came of it.
//!
//! What ended stays for the days before its end, so that no later change alters what a past day asked.

use super::checklist::{self, Cause, InTime, LineId, Source, Todo};
use super::clock::Clock;
use super::days::CareDay;
use super::diary::{self, Diary};
use super::routine::{self, Duty, RoutineLine, Whose};
use super::trail::{Step, StepKind, Trail, Trails};
use super::{DutyId, Entry, Refusal, RoutineId, StaffId, Subject, TodoId, handover, log};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Routines, duties, to-dos, and the trails that still matter: today's, yesterday's and unsettled ones.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Lists {
    /// Every routine line there ever was, in the order they are asked.
    routines: Vec<RoutineLine>,
    duties: BTreeMap<DutyId, Duty>,
    todos: BTreeMap<TodoId, Todo>,
    /// The first care day on which something was no longer asked, of everyone or of one.
    ended: Ends,
    /// The trails that still matter.
    pub trails: Trails,
}

type Ends = BTreeMap<(Source, Whose), CareDay>;

impl Lists {
    /// Every routine line there ever was, in the order they are asked; [`Lists::over`] tells which ended.
    pub fn routines(&self) -> impl Iterator<Item = &RoutineLine> {
        self.routines.iter()
    }

    /// Every duty that is still asked, or ended lately.
    pub fn duties(&self) -> impl Iterator<Item = &Duty> {
        self.duties.values()
    }

    /// A duty that is still asked, or ended lately.
    pub fn duty(&self, id: DutyId) -> Option<&Duty> {
        self.duties.get(&id)
    }

    /// Every to-do that is not settled yet, or was lately.
    pub fn todos(&self) -> impl Iterator<Item = &Todo> {
        self.todos.values()
    }

    /// A to-do that is not settled yet, or was lately.
    pub fn todo(&self, id: TodoId) -> Option<&Todo> {
        self.todos.get(&id)
    }

    /// Whether something was no longer asked of a subject on a day.
    pub fn over(&self, source: Source, subject: Subject, day: CareDay) -> bool {
        self.ended(source, Whose::One(subject)).is_some_and(|ended| ended <= day)
    }

    /// The first care day on which something was no longer asked of these.
    pub(super) fn ended(&self, source: Source, whose: Whose) -> Option<CareDay> {
        first_end(&self.ended, source, whose)
    }

    /// Fails when what is to be asked again did not end today: the days since keep their lists as they were.
    pub(super) fn ended_today(&self, source: Source, whose: Whose, today: CareDay) -> Result<(), Refusal> {
        match self.ended.get(&(source, whose)) {
            Some(day) if *day == today => Ok(()),
            Some(_) => Err(Refusal::NotNow("It ended on an earlier day. Add it again instead.".into())),
            None => Err(Refusal::NotNow("It is still asked.".into())),
        }
    }

    /// Leaves out what is asked of others than these, and what came of it.
    pub(super) fn keep(&mut self, shown: impl Fn(Subject) -> bool) {
        self.routines.retain(|line| match line.whose {
            Whose::One(subject) => shown(subject),
            Whose::EveryChild => true,
        });
        self.duties.retain(|_, duty| shown(duty.subject));
        self.todos.retain(|_, todo| shown(todo.subject));
        self.trails.retain(|subject, _, _| shown(subject));
    }

    pub(super) fn apply(&mut self, entry: &Entry, fact: &checklist::Fact) {
        match fact {
            checklist::Fact::Ticked { line, .. }
            | checklist::Fact::Noted { line, .. }
            | checklist::Fact::OpenedAgain { line }
            | checklist::Fact::Given { line, .. }
            | checklist::Fact::TakenBack { line, .. } => {
                let before = self.next_due(entry.subject, *line);
                self.trails.apply(entry, fact);
                self.move_duty(*line, before, self.next_due(entry.subject, *line));
            }
            checklist::Fact::TodoAdded(added) => {
                let checklist::Added { id, day, part, words, to } = (**added).clone();
                let (subject, by, cause) = (entry.subject, entry.by, Cause::Colleague);
                self.add_todo(entry, Todo { id, subject, day, part, words, by, cause, in_time: None }, to);
            }
            checklist::Fact::TodoWithdrawn(id) => self.end_todo(*id, entry.day),
            checklist::Fact::TodoPutBack(id) => {
                self.ended.remove(&(Source::Todo(*id), Whose::One(entry.subject)));
            }
        }
    }

    pub(super) fn apply_routine(&mut self, entry: &Entry, fact: &routine::Fact) {
        let own = Whose::One(entry.subject);
        match fact {
            routine::Fact::Added(line) => self.routines.push((**line).clone()),
            routine::Fact::Changed { was, now } => {
                if let Some(place) = self.place(*was) {
                    self.routines.insert(place + 1, (**now).clone());
                    self.end(Source::Routine(*was), now.whose, entry.day);
                }
            }
            routine::Fact::ChangedBack { was, now } => {
                if let Some(place) = self.place(*now) {
                    let whose = self.routines[place].whose;
                    self.end(Source::Routine(*now), whose, entry.day);
                    self.ended.remove(&(Source::Routine(*was), whose));
                }
            }
            routine::Fact::Ended { id, whose } => {
                if self.place(*id).is_some() {
                    self.end(Source::Routine(*id), *whose, entry.day);
                }
            }
            routine::Fact::Resumed { id, whose } => {
                self.ended.remove(&(Source::Routine(*id), *whose));
            }
            routine::Fact::DutySet(duty) => {
                self.duties.insert(duty.id, (**duty).clone());
            }
            routine::Fact::DutyEnded(id) => {
                if self.duties.contains_key(id) {
                    self.end(Source::Duty(*id), own, entry.day);
                }
            }
            routine::Fact::DutyResumed(id) => {
                self.ended.remove(&(Source::Duty(*id), own));
            }
        }
    }

    /// The to-dos of an off-duty note become lines of the days they name.
    pub(super) fn take_on_note(&mut self, entry: &Entry, fact: &handover::Fact) {
        match fact {
            handover::Fact::Left { id: note, plan } => {
                for task in &plan.tasks {
                    let handover::Task { id, day, part, words, to } = task.clone();
                    let (subject, by, cause) = (entry.subject, entry.by, Cause::Note(*note));
                    self.add_todo(
                        entry,
                        Todo { id, subject, day, part, words, by, cause, in_time: None },
                        to,
                    );
                }
            }
            handover::Fact::Withdrawn(id) => self.end_todos_of(Cause::Note(*id), entry.day),
            handover::Fact::Read(_)
            | handover::Fact::ReadTakenBack(_)
            | handover::Fact::Accepted(_)
            | handover::Fact::AcceptanceTakenBack(_)
            | handover::Fact::CaughtUp(_) => {}
        }
    }

    /// What the rules ask after a measure or a serious event becomes lines of the day it was written on.
    pub(super) fn take_on_log(&mut self, entry: &Entry, written_on: CareDay, fact: &log::Fact) {
        match fact {
            log::Fact::Written(written) => {
                for clock in &written.clocks {
                    let Clock { id, ask, part, words, before } = clock.clone();
                    let (subject, by, cause) = (entry.subject, entry.by, Cause::Log(written.id));
                    let in_time = Some(InTime { ask, before });
                    let todo = Todo { id, subject, day: written_on, part, words, by, cause, in_time };
                    self.add_todo(entry, todo, (!ask.is_the_managers()).then_some(by));
                }
            }
            log::Fact::TakenBack { of } => self.end_todos_of(Cause::Log(*of), written_on),
            log::Fact::Amended { .. } | log::Fact::ReadTo(_) => {}
        }
    }

    /// Leaves out what was said of what the rules ask after an entry of the log that is hidden.
    pub(super) fn leave_out_answers(&mut self, hidden: impl Fn(LineId) -> bool) {
        self.trails.each(|_, line, trail| {
            if hidden(line) {
                trail.leave_out_answers();
            }
        });
    }

    /// Leaves out of what the house is asked, and of what came of it, whatever holds words that are withheld.
    pub(super) fn leave_out_words(&mut self, withheld: impl Fn(&str) -> bool) {
        let house = Subject::House;
        self.routines.retain(|line| line.whose != Whose::One(house) || !withheld(&line.words));
        self.duties.retain(|_, duty| duty.subject != house || !withheld(&duty.words));
        self.todos.retain(|_, todo| todo.subject != house || !withheld(&todo.words));
        self.trails.retain(|subject, _, trail| subject != house || !withheld(&trail.words));
        self.trails.each(|subject, _, trail| {
            if subject == house {
                trail.leave_out_notes(&withheld);
            }
        });
    }

    /// A cancelled appointment is asked no more, and goes on no more.
    pub(super) fn take_on_diary(&mut self, entry: &Entry, fact: &diary::Fact, diary: &Diary) {
        match fact {
            diary::Fact::Booked(_) => {}
            diary::Fact::Cancelled(id) => {
                if let Some(booked) = diary.get(*id) {
                    self.end(Source::Appointment(*id), Whose::One(booked.subject), entry.day);
                }
            }
            diary::Fact::PutBack(id) => {
                self.ended.remove(&(Source::Appointment(*id), Whose::One(entry.subject)));
            }
        }
    }

    /// Lets go of what days from `first` on no longer need. It stays in the journal.
    pub(super) fn let_go(&mut self, first: CareDay) {
        let Self { todos, ended, .. } = self;
        let ended_on = |source, subject| first_end(ended, source, Whose::One(subject));
        self.trails.retain(|subject, line, trail| {
            let touched = trail.steps.iter().any(|step| step.day >= first);
            let keep = match ended_on(line.source, subject) {
                Some(ended) => ended >= first && touched,
                None => touched || goes_on(line, trail),
            };
            if let (false, Source::Todo(id)) = (keep, line.source) {
                todos.remove(&id);
            }
            keep
        });
        let gone = |source, subject| ended_on(source, subject).is_some_and(|ended| ended < first);
        self.todos.retain(|id, todo| !gone(Source::Todo(*id), todo.subject));
        self.duties.retain(|id, duty| !gone(Source::Duty(*id), duty.subject));
        self.ended.retain(|(source, _), day| matches!(source, Source::Routine(_)) || *day >= first);
    }

    fn add_todo(&mut self, entry: &Entry, todo: Todo, to: Option<StaffId>) {
        if to.is_some() {
            let (number, by, at) = (entry.number, entry.by, entry.at);
            let step = Step { number, by, at, day: todo.day, what: StepKind::Given(to) };
            let line = LineId { source: Source::Todo(todo.id), due: todo.day };
            let trail = Trail { words: todo.words.clone(), part: todo.part, steps: vec![step] };
            self.trails.put(todo.subject, line, trail);
        }
        self.todos.insert(todo.id, todo);
    }

    fn end_todos_of(&mut self, cause: Cause, day: CareDay) {
        let of = self.todos.values().filter(|todo| todo.cause == cause).map(|todo| todo.id);
        for id in of.collect::<Vec<_>>() {
            self.end_todo(id, day);
        }
    }

    fn end_todo(&mut self, id: TodoId, day: CareDay) {
        if let Some(todo) = self.todos.get(&id) {
            self.end(Source::Todo(id), Whose::One(todo.subject), day);
        }
    }

    /// What ended stays ended from the day it first did: a second end changes no day between.
    fn end(&mut self, source: Source, whose: Whose, day: CareDay) {
        self.ended.entry((source, whose)).or_insert(day);
    }

    fn place(&self, id: RoutineId) -> Option<usize> {
        self.routines.iter().position(|line| line.id == id)
    }

    /// When a duty is due after one of its lines, as the line's trail stands.
    fn next_due(&self, subject: Subject, line: LineId) -> CareDay {
        let settled = self.trails.get(subject, line).and_then(Trail::settled);
        settled.and_then(|tick| tick.next_due).unwrap_or(line.due)
    }

    /// Moves a duty on, or back; an older line of it moves nothing.
    fn move_duty(&mut self, line: LineId, before: CareDay, after: CareDay) {
        if let Source::Duty(id) = line.source
            && let Some(duty) = self.duties.get_mut(&id)
            && duty.due == before
        {
            duty.due = after;
        }
    }
}

fn first_end(ends: &Ends, source: Source, whose: Whose) -> Option<CareDay> {
    let of = |whose| ends.get(&(source, whose)).copied();
    [of(whose), of(Whose::EveryChild)].into_iter().flatten().min()
}

/// Whether a line that nobody touched lately still asks for something.
fn goes_on(line: LineId, trail: &Trail) -> bool {
    match line.source {
        // A routine line or an appointment that nobody ticked is no more than its day.
        Source::Routine(_) | Source::Appointment(_) => trail.missed(),
        Source::Duty(_) | Source::Todo(_) => trail.settled().is_none(),
    }
}
