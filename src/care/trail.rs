//! What came of each line: outcomes, and the trail of every step anyone took.

use super::checklist::{Fact, LineId, Source};
use super::days::{CareDay, Part};
use super::{Entry, RoutineId, StaffId, Subject};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What came of a line.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Outcome {
    /// Done, by the child alone.
    Done,
    /// Done after being reminded.
    Prompted,
    /// Done with help.
    Helped,
    /// The child said no: information, not a failure.
    Declined,
    /// The child was out of the home.
    Away,
    /// Not done; needs a reason and goes on to the next day.
    Missed,
    /// Not needed today.
    NotNeeded,
}

impl Outcome {
    /// In the order they are offered.
    pub const ALL: [Outcome; 7] = [
        Outcome::Done,
        Outcome::Prompted,
        Outcome::Helped,
        Outcome::Declined,
        Outcome::Away,
        Outcome::Missed,
        Outcome::NotNeeded,
    ];

    /// In words, as in "Kasia, bedroom tidy: done".
    pub fn words(self) -> &'static str {
        match self {
            Outcome::Done => "done",
            Outcome::Prompted => "prompted",
            Outcome::Helped => "helped",
            Outcome::Declined => "declined",
            Outcome::Away => "away",
            Outcome::Missed => "missed",
            Outcome::NotNeeded => "not needed today",
        }
    }
}

/// Why a line was missed.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Reason {
    /// The child was not there.
    NotHere,
    /// The child said no.
    Refused,
    /// What it needs was not clean, or not ready.
    NothingReady,
    /// Staff were busy with another child.
    NoTime,
    /// Nobody asked.
    NotAsked,
    /// Something else, in the words.
    Other,
}

impl Reason {
    /// In the order they are offered.
    pub const ALL: [Reason; 6] = [
        Reason::NotHere,
        Reason::Refused,
        Reason::NothingReady,
        Reason::NoTime,
        Reason::NotAsked,
        Reason::Other,
    ];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Reason::NotHere => "not here",
            Reason::Refused => "refused",
            Reason::NothingReady => "nothing clean or ready",
            Reason::NoTime => "no time, busy with another",
            Reason::NotAsked => "not asked",
            Reason::Other => "something else",
        }
    }
}

/// A line's outcome.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Tick {
    /// What came of it.
    pub outcome: Outcome,
    /// Why it was missed; only then.
    pub reason: Option<Reason>,
    /// A few words, perhaps none.
    pub note: String,
    /// Given after its part of day had ended.
    pub late: bool,
}

/// One step in the life of a line: nothing is taken away, each step stands after the one before.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Step {
    /// Who.
    pub by: StaffId,
    /// When.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    /// For which care day.
    pub day: CareDay,
    /// What.
    pub what: StepKind,
}

/// What a step was.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum StepKind {
    /// An outcome.
    Ticked(Tick),
    /// Its outcome was taken back.
    OpenedAgain,
    /// A colleague has it now; nobody when none.
    Given(Option<StaffId>),
}

/// All steps of one line, with its words as they were when it was last ticked.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Trail {
    /// What was to be done.
    pub words: String,
    /// In which part of day.
    pub part: Part,
    /// Every step, oldest first.
    pub steps: Vec<Step>,
}

impl Trail {
    /// The outcome that stands for a care day, with its step.
    pub fn on(&self, day: CareDay) -> Option<(&Step, &Tick)> {
        self.last(|step| step.day == day)
    }

    /// The outcome that stands at the end of the days before one.
    pub fn before(&self, day: CareDay) -> Option<(&Step, &Tick)> {
        self.last(|step| step.day < day)
    }

    /// Who has it.
    pub fn given(&self) -> Option<StaffId> {
        self.steps.iter().rev().find_map(|step| match step.what {
            StepKind::Given(to) => Some(to),
            StepKind::Ticked(_) | StepKind::OpenedAgain => None,
        })?
    }

    /// The outcome that stands, whatever the day.
    pub fn standing(&self) -> Option<(&Step, &Tick)> {
        self.last(|_| true)
    }

    /// Whether nothing is left to carry on to a later day.
    pub fn settled(&self) -> bool {
        self.standing().is_some_and(|(_, tick)| tick.outcome != Outcome::Missed)
    }

    fn last(&self, counts: impl Fn(&Step) -> bool) -> Option<(&Step, &Tick)> {
        let last =
            self.steps.iter().rev().find(|step| counts(step) && !matches!(step.what, StepKind::Given(_)))?;
        match &last.what {
            StepKind::Ticked(tick) => Some((last, tick)),
            StepKind::OpenedAgain | StepKind::Given(_) => None,
        }
    }
}

/// The trails of many lines.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Trails(BTreeMap<(Subject, LineId), Trail>);

impl Trails {
    /// The trail of one line.
    pub fn get(&self, subject: Subject, line: LineId) -> Option<&Trail> {
        self.0.get(&(subject, line))
    }

    /// A subject's trails.
    pub fn of(&self, subject: Subject) -> impl Iterator<Item = (LineId, &Trail)> {
        let first = LineId {
            source: Source::Routine(RoutineId(uuid::Uuid::nil())),
            due: CareDay::of(chrono::NaiveDate::MIN),
        };
        self.0
            .range((subject, first)..)
            .take_while(move |((of, _), _)| *of == subject)
            .map(|((_, line), trail)| (*line, trail))
    }

    pub(super) fn retain(&mut self, mut keep: impl FnMut(LineId, &Trail) -> bool) {
        self.0.retain(|(_, line), trail| keep(*line, trail));
    }

    pub(super) fn put(&mut self, subject: Subject, line: LineId, trail: Trail) {
        self.0.insert((subject, line), trail);
    }

    /// Folds a checklist entry in: a step more for its line.
    pub fn apply(&mut self, entry: &Entry, fact: &Fact) {
        let (line, named, what) = match fact {
            Fact::Ticked { line, words, part, tick, next_due: _ } => {
                (*line, Some((words, *part)), StepKind::Ticked(tick.clone()))
            }
            Fact::OpenedAgain { line } => (*line, None, StepKind::OpenedAgain),
            Fact::Given { line, words, part, to } => (*line, Some((words, *part)), StepKind::Given(*to)),
            Fact::RoutineAdded(_)
            | Fact::RoutineEnded { .. }
            | Fact::DutySet(_)
            | Fact::DutyEnded(_)
            | Fact::TodoAdded(_)
            | Fact::TodoWithdrawn(_) => return,
        };
        let step = Step { by: entry.by, at: entry.at, day: entry.day, what };
        match (self.0.get_mut(&(entry.subject, line)), named) {
            (Some(trail), named) => {
                if let Some((words, part)) = named {
                    trail.words.clone_from(words);
                    trail.part = part;
                }
                trail.steps.push(step);
            }
            (None, Some((words, part))) => {
                self.0.insert((entry.subject, line), Trail { words: words.clone(), part, steps: vec![step] });
            }
            (None, None) => {}
        }
    }
}
