//! Checklists: where a line comes from, what staff do to it, and the to-dos they add.
//!
//! [`super::routine`] says what recurs, [`super::lists`] folds it, [`super::lines`] turns it into the one list of
//! a part of a day, and [`super::trail`] keeps what came of each line.

use super::clock::{self, Answer, Ask, Then};
use super::days::{CareDay, Part};
use super::people::Deed;
use super::refusal::Gaps;
use super::routine::Whose;
use super::trail::{Outcome, Reason, Tick, Trail};
use super::{
    AppointmentId, Decided, DutyId, Entry, Home, LogId, NoteId, Refusal, RoutineId, StaffId, Stamp, Subject,
    TodoId, child, lines, words,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

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
    /// Who asked for it.
    pub by: StaffId,
    /// What it comes from.
    pub cause: Cause,
    /// What the rules ask of it, and until when, if they do.
    pub in_time: Option<InTime>,
}

/// What the rules ask of a line, and until when.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InTime {
    /// What.
    pub ask: Ask,
    /// The instant by which it must be done.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub before: DateTime<Utc>,
}

/// What a to-do comes from.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Cause {
    /// A colleague wrote it down.
    Colleague,
    /// An off-duty note.
    Note(NoteId),
    /// What happened, as the log tells it.
    Log(LogId),
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
    /// Say what was done of what the rules ask.
    Answer { subject: Subject, line: LineId, day: CareDay, answer: Box<Answer>, then: Then },
    /// Say that nothing has come of a line yet after all.
    OpenAgain { subject: Subject, line: LineId, day: CareDay },
    /// Let a colleague have the line, or nobody. Giving is not ticking.
    Give { subject: Subject, line: LineId, day: CareDay, to: Option<StaffId> },
    /// Take one's own step back, by the number of its entry: what stood before it stands again.
    TakeBack { subject: Subject, line: LineId, step: u64 },
    /// Add something to do once.
    AddTodo { subject: Subject, day: CareDay, part: Part, words: String, to: Option<StaffId> },
    /// Take a to-do out that was added by mistake.
    WithdrawTodo(TodoId),
    /// Put a to-do back that was taken out today.
    PutTodoBack(TodoId),
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
    /// The words, the part and what was worked out are kept as they were, so that no later change alters
    /// what was done.
    Ticked {
        line: LineId,
        words: String,
        part: Part,
        tick: Tick,
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
    TakenBack {
        line: LineId,
        step: u64,
    },
    TodoAdded(Box<Added>),
    TodoWithdrawn(TodoId),
    TodoPutBack(TodoId),
    /// Some of what the rules ask was done; the line stays open.
    Noted {
        line: LineId,
        words: String,
        part: Part,
        answer: Box<Answer>,
    },
}

impl Fact {
    /// The line it is a step of, if it is one.
    pub fn line(&self) -> Option<LineId> {
        match self {
            Fact::Ticked { line, .. }
            | Fact::Noted { line, .. }
            | Fact::OpenedAgain { line }
            | Fact::Given { line, .. }
            | Fact::TakenBack { line, .. } => Some(*line),
            Fact::TodoAdded(_) | Fact::TodoWithdrawn(_) | Fact::TodoPutBack(_) => None,
        }
    }
}

pub(super) fn decide(home: &Home, by: StaffId, stamp: Stamp, act: Act) -> Result<Decided, Refusal> {
    let today = home.day_of(stamp.moment);
    home.people.may(home, by, stamp.moment, Deed::Care)?;
    let (subject, day, fact) = match act {
        Act::Tick { subject, line, day, outcome, reason, note } => {
            let fact = tick(home, by, stamp, (subject, line, day), (outcome, reason, &note))?;
            (subject, day, fact)
        }
        Act::Answer { subject, line, day, answer, then } => {
            (subject, day, answered(home, by, stamp, (subject, line, day), (*answer, then))?)
        }
        Act::OpenAgain { subject, line, day } => {
            if asked(home, today, subject, line, day)?.open() {
                return Err(Refusal::NotNow("This line is open already.".into()));
            }
            (subject, day, Fact::OpenedAgain { line })
        }
        Act::Give { subject, line, day, to } => {
            let asked = asked(home, today, subject, line, day)?;
            if let Some(to) = to {
                home.people.colleague(to, today)?;
            }
            (subject, day, Fact::Given { line, words: asked.words, part: asked.part, to })
        }
        Act::TakeBack { subject, line, step } => {
            let day = own_step(home, by, today, (subject, line, step))?;
            (subject, day, Fact::TakenBack { line, step })
        }
        Act::AddTodo { subject, day, part, words, to } => {
            child::known_subject(home, subject)?;
            let mut gaps = Gaps::default();
            let words = gaps.line("what", &words, words::LINE, "Say what is to be done.");
            if day < today {
                gaps.say("day", "The day must be today or later.");
            }
            gaps.none()?;
            if let Some(to) = to {
                home.people.colleague(to, today)?;
            }
            let added = Added { id: TodoId(stamp.fresh), day, part, words, to };
            (subject, today, Fact::TodoAdded(Box::new(added)))
        }
        Act::WithdrawTodo(id) => {
            let subject = colleagues_todo(home, id)?;
            if home.lists.ended(Source::Todo(id), Whose::One(subject)).is_some() {
                return Err(Refusal::Gone("This to-do"));
            }
            (subject, today, Fact::TodoWithdrawn(id))
        }
        Act::PutTodoBack(id) => {
            let subject = colleagues_todo(home, id)?;
            home.lists.ended_today(Source::Todo(id), Whose::One(subject), today)?;
            (subject, today, Fact::TodoPutBack(id))
        }
    };
    Ok(Decided { subject, day, fact: super::Fact::Checklist(fact) })
}

fn tick(
    home: &Home,
    by: StaffId,
    stamp: Stamp,
    (subject, line, day): (Subject, LineId, CareDay),
    (outcome, reason, note): (Outcome, Option<Reason>, &str),
) -> Result<Fact, Refusal> {
    let now = stamp.moment;
    let today = home.day_of(now);
    if day > today {
        return Err(Refusal::NotNow("That day has not come yet. It can be ticked when it has.".into()));
    }
    let asked = asked(home, today, subject, line, day)?;
    let mut gaps = Gaps::default();
    let note = gaps.optional_line("note", note, words::LINE);
    let reason = reason.filter(|_| outcome == Outcome::Missed);
    match (outcome, reason) {
        (Outcome::Missed, None) => gaps.say("reason", "Say why it was missed."),
        (Outcome::Missed, Some(Reason::Other)) if note.is_empty() => {
            gaps.say("note", "Write why it was missed.");
        }
        _ => {}
    }
    if let Some(InTime { ask, .. }) = asked.in_time {
        match outcome {
            Outcome::Missed => {}
            Outcome::NotNeeded if note.is_empty() => gaps.say("note", "Say why it is not needed."),
            Outcome::NotNeeded => clock::may_answer(home, by, stamp, ask, trail_of(home, subject, line))?,
            Outcome::Done | Outcome::Prompted | Outcome::Helped | Outcome::Declined | Outcome::Away => {
                return Err(Refusal::NotNow(
                    "This closes with what the rules ask of it: open its form with the key for done.".into(),
                ));
            }
        }
    }
    gaps.none()?;
    let late = now.at >= home.house.hours.ends(day, asked.part, now.zone);
    let next_due = match line.source {
        Source::Duty(id) if outcome.settles() => home.lists.duty(id).map(|duty| duty.cycle.after(day)),
        Source::Duty(_) | Source::Routine(_) | Source::Todo(_) | Source::Appointment(_) => None,
    };
    let tick = Tick { outcome, reason, note, late, next_due, answer: None };
    Ok(Fact::Ticked { line, words: asked.words, part: asked.part, tick })
}

fn answered(
    home: &Home,
    by: StaffId,
    stamp: Stamp,
    (subject, line, day): (Subject, LineId, CareDay),
    (answer, then): (Answer, Then),
) -> Result<Fact, Refusal> {
    let today = home.day_of(stamp.moment);
    let asked = asked(home, today, subject, line, day)?;
    let InTime { ask, before } =
        asked.in_time.filter(|in_time| in_time.ask == answer.ask()).ok_or(Refusal::Gone("This line"))?;
    clock::may_answer(home, by, stamp, ask, trail_of(home, subject, line))?;
    let answer = Box::new(clock::clean(stamp, answer, then)?);
    let (words, part) = (asked.words, asked.part);
    Ok(match then {
        Then::KeepOpen => Fact::Noted { line, words, part, answer },
        Then::Close => {
            let late = answer.is_late(before, stamp.moment.at);
            let (outcome, reason, note) = (Outcome::Done, None, String::new());
            let tick = Tick { outcome, reason, note, late, next_due: None, answer: Some(answer) };
            Fact::Ticked { line, words, part, tick }
        }
    })
}

fn trail_of(home: &Home, subject: Subject, line: LineId) -> Option<&Trail> {
    home.lists.trails.get(subject, line)
}

/// The line as it is asked on a day.
fn asked(
    home: &Home,
    today: CareDay,
    subject: Subject,
    line: LineId,
    day: CareDay,
) -> Result<lines::Line, Refusal> {
    child::known_subject(home, subject)?;
    not_over(today, day)?;
    lines::line_with(home, &home.lists.trails, subject, day, line).ok_or(Refusal::Gone("This line"))
}

/// The day before is still at hand; of older ones only the journal knows what stands, and what is told so
/// late belongs in the log.
fn not_over(today: CareDay, day: CareDay) -> Result<(), Refusal> {
    if today.since(day) <= 1 {
        return Ok(());
    }
    Err(Refusal::NotNow(
        "That day is over. Write what happened in the log, with the time it happened.".into(),
    ))
}

/// The care day of a step that whoever asks may take back.
fn own_step(
    home: &Home,
    by: StaffId,
    today: CareDay,
    (subject, line, number): (Subject, LineId, u64),
) -> Result<CareDay, Refusal> {
    child::known_subject(home, subject)?;
    let trail = home.lists.trails.get(subject, line).ok_or(Refusal::Gone("This line"))?;
    let step = trail.steps.iter().find(|step| step.number == number).ok_or(Refusal::Gone("This mark"))?;
    not_over(today, step.day)?;
    if step.by != by {
        let who = home.people.name(step.by);
        return Err(Refusal::NotYours(format!("Only {who}, who did this, can take it back.")));
    }
    if trail.taken_back(number) {
        return Err(Refusal::NotNow("This was taken back already.".into()));
    }
    Ok(step.day)
}

/// Whom a to-do is for that a colleague wrote down, and that so can be taken out and put back.
fn colleagues_todo(home: &Home, id: TodoId) -> Result<Subject, Refusal> {
    let todo = home.lists.todo(id).ok_or(Refusal::Gone("This to-do"))?;
    let from = match todo.cause {
        Cause::Colleague => return Ok(todo.subject),
        Cause::Note(_) => "an off-duty note",
        Cause::Log(_) => "the log",
    };
    Err(Refusal::NotNow(format!("This comes from {from} and stays. Mark it not needed, and say why.")))
}

pub(super) fn opposite(entry: &Entry, fact: &Fact) -> Act {
    match fact {
        Fact::Ticked { line, .. }
        | Fact::Noted { line, .. }
        | Fact::OpenedAgain { line }
        | Fact::Given { line, .. }
        | Fact::TakenBack { line, .. } => {
            Act::TakeBack { subject: entry.subject, line: *line, step: entry.number }
        }
        Fact::TodoAdded(added) => Act::WithdrawTodo(added.id),
        Fact::TodoWithdrawn(id) => Act::PutTodoBack(*id),
        Fact::TodoPutBack(id) => Act::WithdrawTodo(*id),
    }
}
