//! Routines, duties and to-dos: what is asked of a day, and the acts of ticking it.
//!
//! [`super::lines`] turns these into the one list of a part of a day; [`super::trail`] keeps what came of it.

use super::days::{CareDay, Cycle, Part, Weekdays};
use super::people::Deed;
use super::refusal::Gaps;
use super::trail::{Outcome, Reason, Step, StepKind, Tick, Trail, Trails};
use super::{
    AppointmentId, Decided, DutyId, Entry, Home, NoteId, Refusal, RoutineId, StaffId, Stamp, Subject, TodoId,
    child, handover, lines, words,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where a line comes from.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "named after the sources")]
pub enum Source {
    Routine(RoutineId),
    Duty(DutyId),
    Todo(TodoId),
    Appointment(AppointmentId),
}

/// One line, the same from the care day it was first asked for until it is settled, however many days later.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct LineId {
    /// Where it comes from.
    pub source: Source,
    /// The care day it was first asked for.
    pub due: CareDay,
}

/// For whom a routine line is.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Whose {
    /// Every child.
    EveryChild,
    /// One child, or the house.
    One(Subject),
}

/// On which days a routine line is asked.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum When {
    /// On these weekdays.
    On(Weekdays),
    /// Only on a day with a meeting or court in the diary.
    BeforeMeeting,
}

/// A line of a routine. Changing one ends it and begins another, so that past days keep theirs.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RoutineLine {
    /// Which.
    pub id: RoutineId,
    /// For whom.
    pub whose: Whose,
    /// In which part of day.
    pub part: Part,
    /// What is to be done, short and plain.
    pub words: String,
    /// On which days.
    pub when: When,
    /// The first care day it is asked.
    pub from: CareDay,
    /// The first care day it is no longer asked.
    pub until: Option<CareDay>,
}

/// Something that must recur.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Duty {
    /// Which.
    pub id: DutyId,
    /// For whom.
    pub subject: Subject,
    /// In which part of day.
    pub part: Part,
    /// What is to be done.
    pub words: String,
    /// How often.
    pub cycle: Cycle,
    /// When it is due next.
    pub due: CareDay,
}

/// Something to do once.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Todo {
    /// Which.
    pub id: TodoId,
    /// For whom.
    pub subject: Subject,
    /// On which care day.
    pub day: CareDay,
    /// In which part of it.
    pub part: Part,
    /// What is to be done.
    pub words: String,
    /// Who wrote it.
    pub by: StaffId,
    /// The off-duty note it comes from, if it does.
    pub note: Option<NoteId>,
}

/// Routines, duties, to-dos, and the trails that still matter: today's, yesterday's and unsettled ones.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Lists {
    /// Every routine line, ended ones too.
    pub(super) routines: Vec<RoutineLine>,
    /// Routine lines that one subject goes without, from a care day on.
    pub(super) without: BTreeMap<(RoutineId, Subject), CareDay>,
    pub(super) duties: BTreeMap<DutyId, Duty>,
    pub(super) todos: BTreeMap<TodoId, Todo>,
    /// The trails that still matter.
    pub trails: Trails,
    latest: Option<CareDay>,
}

impl Lists {
    /// Every duty.
    pub fn duties(&self) -> impl Iterator<Item = &Duty> {
        self.duties.values()
    }

    /// A to-do that is not settled yet, or was lately.
    pub fn todo(&self, id: TodoId) -> Option<&Todo> {
        self.todos.get(&id)
    }

    /// Lets go of trails that later days no longer need. They stay in the journal.
    pub(super) fn new_day(&mut self, day: CareDay) {
        if self.latest.is_some_and(|latest| day <= latest) {
            return;
        }
        self.latest = Some(day);
        let old =
            |trail: &Trail| trail.steps.last().is_none_or(|step| day.since(step.day) > 1) && trail.settled();
        let todos = &mut self.todos;
        self.trails.retain(|line, trail| {
            if old(trail) {
                if let Source::Todo(id) = line.source {
                    todos.remove(&id);
                }
                return false;
            }
            // A line that was only given to someone is no more than its day.
            let routine = matches!(line.source, Source::Routine(_));
            !(routine && day.since(line.due) > 1 && trail.standing().is_none())
        });
    }

    /// The to-dos of an off-duty note become lines of the days they name.
    pub(super) fn take_on_note(&mut self, entry: &Entry, fact: &handover::Fact) {
        match fact {
            handover::Fact::Left(note) => {
                for task in &note.tasks {
                    let handover::Task { id, day, part, words, to } = task.clone();
                    let todo = Todo {
                        id,
                        subject: entry.subject,
                        day,
                        part,
                        words,
                        by: entry.by,
                        note: Some(note.id),
                    };
                    self.add_todo(entry, todo, to);
                }
            }
            handover::Fact::Withdrawn(id) => self.todos.retain(|_, todo| todo.note != Some(*id)),
            handover::Fact::Read(_)
            | handover::Fact::Accepted(_)
            | handover::Fact::AcceptanceTakenBack(_) => {}
        }
    }

    fn add_todo(&mut self, entry: &Entry, todo: Todo, to: Option<StaffId>) {
        if to.is_some() {
            let step = Step { by: entry.by, at: entry.at, day: todo.day, what: StepKind::Given(to) };
            let line = LineId { source: Source::Todo(todo.id), due: todo.day };
            let trail = Trail { words: todo.words.clone(), part: todo.part, steps: vec![step] };
            self.trails.put(todo.subject, line, trail);
        }
        self.todos.insert(todo.id, todo);
    }

    pub(super) fn apply(&mut self, entry: &Entry, fact: &Fact) {
        self.trails.apply(entry, fact);
        match fact {
            Fact::Ticked { line, next_due, .. } => {
                if let (Source::Duty(id), Some(next)) = (line.source, next_due) {
                    self.set_due(id, *next);
                }
            }
            Fact::OpenedAgain { line } => {
                if let Source::Duty(id) = line.source {
                    self.set_due(id, line.due);
                }
            }
            Fact::Given { .. } => {}
            Fact::RoutineAdded(line) => self.routines.push((**line).clone()),
            Fact::RoutineEnded { id, whose } => match whose {
                Whose::EveryChild => {
                    if let Some(line) = self.routines.iter_mut().find(|line| line.id == *id) {
                        line.until = Some(entry.day);
                    }
                }
                Whose::One(subject) => {
                    self.without.insert((*id, *subject), entry.day);
                }
            },
            Fact::DutySet(duty) => {
                self.duties.insert(duty.id, (**duty).clone());
            }
            Fact::DutyEnded(id) => {
                self.duties.remove(id);
            }
            Fact::TodoAdded(added) => {
                let Added { id, day, part, words, to } = (**added).clone();
                let todo = Todo { id, subject: entry.subject, day, part, words, by: entry.by, note: None };
                self.add_todo(entry, todo, to);
            }
            Fact::TodoWithdrawn(id) => {
                self.todos.remove(id);
            }
        }
    }

    fn set_due(&mut self, id: DutyId, due: CareDay) {
        if let Some(duty) = self.duties.get_mut(&id) {
            duty.due = due;
        }
    }

    pub(super) fn opposite(&self, entry: &Entry, fact: &Fact) -> Option<Act> {
        let subject = entry.subject;
        let day = entry.day;
        match fact {
            Fact::Ticked { line, .. } => match self.earlier(entry, *line) {
                Some(Tick { outcome, reason, note, .. }) => {
                    Some(Act::Tick { subject, line: *line, day, outcome, reason, note })
                }
                None => Some(Act::OpenAgain { subject, line: *line, day }),
            },
            Fact::OpenedAgain { line } => {
                let Tick { outcome, reason, note, .. } = self.earlier(entry, *line)?;
                Some(Act::Tick { subject, line: *line, day, outcome, reason, note })
            }
            Fact::Given { line, .. } => {
                let trail = self.trails.get(subject, *line)?;
                let to =
                    trail.steps.iter().rev().skip_while(|step| step.at >= entry.at).find_map(
                        |step| match step.what {
                            StepKind::Given(to) => Some(to),
                            StepKind::Ticked(_) | StepKind::OpenedAgain => None,
                        },
                    );
                Some(Act::Give { subject, line: *line, day, to: to.flatten() })
            }
            Fact::TodoAdded(added) => Some(Act::WithdrawTodo(added.id)),
            Fact::RoutineAdded(line) => Some(Act::EndRoutine { id: line.id, whose: line.whose }),
            Fact::DutySet(_) | Fact::RoutineEnded { .. } | Fact::DutyEnded(_) | Fact::TodoWithdrawn(_) => {
                None
            }
        }
    }

    /// The outcome that stood for the entry's day before the entry was written.
    fn earlier(&self, entry: &Entry, line: LineId) -> Option<Tick> {
        let trail = self.trails.get(entry.subject, line)?;
        let mut steps = trail.steps.iter().rev().filter(|step| step.day == entry.day && step.at <= entry.at);
        let is_outcome = |step: &&Step| !matches!(step.what, StepKind::Given(_));
        let own = steps.find(is_outcome)?;
        let before = (own.by == entry.by).then(|| steps.find(is_outcome))??;
        match &before.what {
            StepKind::Ticked(tick) => Some(tick.clone()),
            StepKind::OpenedAgain | StepKind::Given(_) => None,
        }
    }
}

/// What can be asked about checklists.
#[derive(Clone, PartialEq, Debug)]
#[expect(missing_docs, reason = "fields are those of the facts below")]
pub enum Act {
    /// Say what came of a line. A later tick replaces an earlier one; both stay in the trail.
    Tick {
        subject: Subject,
        line: LineId,
        day: CareDay,
        outcome: Outcome,
        reason: Option<Reason>,
        note: String,
    },
    /// Take a line's outcome back.
    OpenAgain { subject: Subject, line: LineId, day: CareDay },
    /// Let a colleague have the line, or nobody. Giving is not ticking.
    Give { subject: Subject, line: LineId, day: CareDay, to: Option<StaffId> },
    /// Add a line to a routine from today on.
    AddRoutine { whose: Whose, part: Part, words: String, when: When },
    /// Ask a routine line no more, of everyone or of one.
    EndRoutine { id: RoutineId, whose: Whose },
    /// Add a duty.
    SetDuty { subject: Subject, part: Part, words: String, cycle: Cycle, due: CareDay },
    /// Ask a duty no more.
    EndDuty(DutyId),
    /// Add something to do once.
    AddTodo { subject: Subject, day: CareDay, part: Part, words: String, to: Option<StaffId> },
    /// Take a to-do out that was added by mistake.
    WithdrawTodo(TodoId),
}

/// A to-do as it was added.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields are those of `Todo`")]
pub struct Added {
    pub id: TodoId,
    pub day: CareDay,
    pub part: Part,
    pub words: String,
    pub to: Option<StaffId>,
}

/// What happened to checklists.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the past of the act of the same name")]
pub enum Fact {
    /// The words, part and next due day are kept as they were, so that no later change alters what was done.
    Ticked {
        line: LineId,
        words: String,
        part: Part,
        tick: Tick,
        next_due: Option<CareDay>,
    },
    OpenedAgain {
        line: LineId,
    },
    Given {
        line: LineId,
        words: String,
        part: Part,
        to: Option<StaffId>,
    },
    RoutineAdded(Box<RoutineLine>),
    RoutineEnded {
        id: RoutineId,
        whose: Whose,
    },
    DutySet(Box<Duty>),
    DutyEnded(DutyId),
    TodoAdded(Box<Added>),
    TodoWithdrawn(TodoId),
}

pub(super) fn decide(home: &Home, by: StaffId, stamp: Stamp, act: Act) -> Result<Decided, Refusal> {
    let now = stamp.moment;
    let today = home.day_of(now);
    home.people.may(home, by, now, Deed::Care)?;
    let (subject, day, fact) = match act {
        Act::Tick { subject, line, day, outcome, reason, note } => {
            let fact = tick(home, stamp, (subject, line, day), outcome, reason, &note)?;
            (subject, day, fact)
        }
        Act::OpenAgain { subject, line, day } => {
            asked(home, subject, line, day)?;
            (subject, day, Fact::OpenedAgain { line })
        }
        Act::Give { subject, line, day, to } => {
            let asked = asked(home, subject, line, day)?;
            (subject, day, Fact::Given { line, words: asked.words, part: asked.part, to })
        }
        Act::AddRoutine { whose, part, words, when } => {
            may_change(home, by, stamp, whose)?;
            let words = plain_words(&words)?;
            let id = RoutineId(stamp.fresh);
            let line = RoutineLine { id, whose, part, words, when, from: today, until: None };
            (subject_of(whose), today, Fact::RoutineAdded(Box::new(line)))
        }
        Act::EndRoutine { id, whose } => {
            may_change(home, by, stamp, whose)?;
            let known = home.lists.routines.iter().any(|line| line.id == id);
            known.then_some(()).ok_or(Refusal::Gone("This line"))?;
            (subject_of(whose), today, Fact::RoutineEnded { id, whose })
        }
        Act::SetDuty { subject, part, words, cycle, due } => {
            may_change(home, by, stamp, Whose::One(subject))?;
            let words = plain_words(&words)?;
            let duty = Duty { id: DutyId(stamp.fresh), subject, part, words, cycle, due };
            (subject, today, Fact::DutySet(Box::new(duty)))
        }
        Act::EndDuty(id) => {
            let duty = home.lists.duties.get(&id).ok_or(Refusal::Gone("This duty"))?;
            may_change(home, by, stamp, Whose::One(duty.subject))?;
            (duty.subject, today, Fact::DutyEnded(id))
        }
        Act::AddTodo { subject, day, part, words, to } => {
            child::known_subject(home, subject)?;
            let words = plain_words(&words)?;
            if day < today {
                return Err(Refusal::Incomplete(vec![super::Gap::new(
                    "day",
                    "The day must be today or later.",
                )]));
            }
            let added = Added { id: TodoId(stamp.fresh), day, part, words, to };
            (subject, today, Fact::TodoAdded(Box::new(added)))
        }
        Act::WithdrawTodo(id) => {
            let todo = home.lists.todos.get(&id).ok_or(Refusal::Gone("This to-do"))?;
            (todo.subject, today, Fact::TodoWithdrawn(id))
        }
    };
    Ok(Decided { subject, day, fact: super::Fact::Checklist(fact) })
}

fn tick(
    home: &Home,
    stamp: Stamp,
    (subject, line, day): (Subject, LineId, CareDay),
    outcome: Outcome,
    reason: Option<Reason>,
    note: &str,
) -> Result<Fact, Refusal> {
    let now = stamp.moment;
    let today = home.day_of(now);
    if day > today {
        return Err(Refusal::NotNow("That day has not come yet. It can be ticked when it has.".into()));
    }
    let asked = asked(home, subject, line, day)?;
    let mut gaps = Gaps::default();
    let note = gaps.optional_line("note", note, words::LINE);
    let reason = (outcome == Outcome::Missed).then_some(reason).flatten();
    match (outcome, reason) {
        (Outcome::Missed, None) => gaps.say("reason", "Say why it was missed."),
        (Outcome::Missed, Some(Reason::Other)) if note.is_empty() => {
            gaps.say("note", "Write why it was missed.");
        }
        _ => {}
    }
    gaps.none()?;
    let late = now.at >= home.house.hours.ends(day, asked.part, now.zone);
    let next_due = match line.source {
        Source::Duty(id) if outcome != Outcome::Missed => {
            home.lists.duties.get(&id).map(|duty| duty.cycle.after(day))
        }
        Source::Duty(_) | Source::Routine(_) | Source::Todo(_) | Source::Appointment(_) => None,
    };
    let tick = Tick { outcome, reason, note, late };
    Ok(Fact::Ticked { line, words: asked.words, part: asked.part, tick, next_due })
}

/// The line as it is asked on a day. A line of a day further back than yesterday can no longer be ticked:
/// what happened then is written in the log, with its own time.
fn asked(home: &Home, subject: Subject, line: LineId, day: CareDay) -> Result<lines::Line, Refusal> {
    child::known_subject(home, subject)?;
    Part::ALL
        .into_iter()
        .flat_map(|part| lines::lines(home, subject, day, part))
        .find(|asked| asked.id == line)
        .ok_or(Refusal::Gone("This line"))
}

fn plain_words(raw: &str) -> Result<String, Refusal> {
    let mut gaps = Gaps::default();
    let words = gaps.line("what", raw, words::LINE, "Say what is to be done.");
    gaps.none()?;
    Ok(words)
}

fn subject_of(whose: Whose) -> Subject {
    match whose {
        Whose::EveryChild => Subject::House,
        Whose::One(subject) => subject,
    }
}

fn may_change(home: &Home, by: StaffId, stamp: Stamp, whose: Whose) -> Result<(), Refusal> {
    let keychild = match whose {
        Whose::One(Subject::Child(id)) => child::known(home, id)?.is_keychild_of(by),
        Whose::EveryChild | Whose::One(Subject::House) => false,
    };
    let deed = if keychild { Deed::ChangeKeychild } else { Deed::ChangeRoutines };
    home.people.may(home, by, stamp.moment, deed)
}
