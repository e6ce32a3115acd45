//! What came of each line: outcomes, and the trail of every step anyone took.
//!
//! A trail only grows: a step that is taken back stays in it and counts no more. It keeps what it is handed;
//! whether a step may be taken is decided in [`super::checklist`].

use super::checklist::{Fact, LineId, Source};
use super::clock::Answer;
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

    /// Whether nothing goes on to a later day.
    pub fn settles(self) -> bool {
        self != Outcome::Missed
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
    /// When its duty is due again because of it.
    pub next_due: Option<CareDay>,
    /// What was done, of what the rules ask in time.
    pub answer: Option<Box<Answer>>,
}

/// One step in the life of a line: nothing is taken away, each step stands after the one before.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Step {
    /// The number of its entry.
    pub number: u64,
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
    /// The step of this number was taken back.
    TakenBack(u64),
    /// Some of what the rules ask in time was done.
    Noted(Box<Answer>),
}

impl Step {
    /// Itself with the outcome it gave, if it gave one.
    fn outcome(&self) -> Option<(&Step, &Tick)> {
        match &self.what {
            StepKind::Ticked(tick) => Some((self, tick)),
            StepKind::OpenedAgain | StepKind::Given(_) | StepKind::TakenBack(_) | StepKind::Noted(_) => None,
        }
    }
}

impl StepKind {
    /// Whether it says what came of the line on its day, be it that nothing did.
    fn tells(&self) -> bool {
        matches!(self, StepKind::Ticked(_) | StepKind::OpenedAgain)
    }
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
    /// The steps that count, newest first: neither those that were taken back nor the taking back.
    pub fn standing(&self) -> impl Iterator<Item = &Step> {
        let gone = self.gone();
        let is_taking_back = |step: &Step| matches!(step.what, StepKind::TakenBack(_));
        self.steps.iter().rev().filter(move |step| !gone.contains(&step.number) && !is_taking_back(step))
    }

    /// Whether the step of this number was taken back.
    pub fn taken_back(&self, number: u64) -> bool {
        self.gone().contains(&number)
    }

    /// The outcome that stands for a care day, with its step.
    pub fn on(&self, day: CareDay) -> Option<(&Step, &Tick)> {
        let tells = |step: &&Step| step.day == day && step.what.tells();
        // Most trails tell nothing of a day, and whether one does is soon seen.
        self.steps.iter().find(tells)?;
        self.standing().find(tells).and_then(Step::outcome)
    }

    /// How the line was left before a care day. Once any day settled it, it is settled; a line that was
    /// missed is as the last day it was missed on.
    pub fn before(&self, day: CareDay) -> Option<(&Step, &Tick)> {
        self.left(|earlier| earlier < day)
    }

    /// Whether it was missed before a care day and nothing settled it until then.
    pub fn missed_before(&self, day: CareDay) -> bool {
        let missed = |(_, tick): (&Step, &Tick)| !tick.outcome.settles();
        // Most trails were never missed, and whether one was is soon seen.
        self.steps.iter().filter_map(Step::outcome).any(missed) && self.before(day).is_some_and(missed)
    }

    /// What settled it, if anything did.
    pub fn settled(&self) -> Option<&Tick> {
        self.left(|_| true).map(|(_, tick)| tick).filter(|tick| tick.outcome.settles())
    }

    /// Whether it was missed and nothing settled it since.
    pub fn missed(&self) -> bool {
        self.left(|_| true).is_some_and(|(_, tick)| !tick.outcome.settles())
    }

    /// To whom it was last given, if it ever was: a colleague, or nobody.
    pub fn given(&self) -> Option<Option<StaffId>> {
        self.standing().find_map(|step| match step.what {
            StepKind::Given(to) => Some(to),
            StepKind::Ticked(_) | StepKind::OpenedAgain | StepKind::TakenBack(_) | StepKind::Noted(_) => None,
        })
    }

    /// What was done last of what the rules ask in time.
    pub fn answer(&self) -> Option<&Answer> {
        self.standing().find_map(|step| match &step.what {
            StepKind::Ticked(tick) => tick.answer.as_deref(),
            StepKind::Noted(answer) => Some(answer),
            StepKind::OpenedAgain | StepKind::TakenBack(_) | StepKind::Given(_) => None,
        })
    }

    /// Leaves out what was done of what the rules ask: that it was done stays.
    pub(super) fn leave_out_answers(&mut self) {
        self.steps.retain(|step| !matches!(step.what, StepKind::Noted(_)));
        for step in &mut self.steps {
            if let StepKind::Ticked(tick) = &mut step.what {
                tick.answer = None;
            }
        }
    }

    /// Leaves out the notes that hold words that are withheld: what came of it stays.
    pub(super) fn leave_out_notes(&mut self, withheld: impl Fn(&str) -> bool) {
        for step in &mut self.steps {
            if let StepKind::Ticked(tick) = &mut step.what
                && withheld(&tick.note)
            {
                tick.note.clear();
            }
        }
    }

    /// The numbers of the steps that were taken back. Taking back can be taken back too, so the last word is
    /// read first.
    fn gone(&self) -> Vec<u64> {
        let mut gone = Vec::new();
        for step in self.steps.iter().rev() {
            if let StepKind::TakenBack(number) = step.what
                && !gone.contains(&step.number)
            {
                gone.push(number);
            }
        }
        gone
    }

    fn left(&self, counts: impl Fn(CareDay) -> bool) -> Option<(&Step, &Tick)> {
        self.outcomes()
            .filter(|(step, _)| counts(step.day))
            .max_by_key(|(step, tick)| (tick.outcome.settles(), step.day))
    }

    /// The outcome that stands for each care day that has one.
    fn outcomes(&self) -> impl Iterator<Item = (&Step, &Tick)> {
        let mut told = Vec::new();
        let newest = move |step: &&Step| {
            let first = !told.contains(&step.day);
            if first {
                told.push(step.day);
            }
            first
        };
        self.standing().filter(|step| step.what.tells()).filter(newest).filter_map(Step::outcome)
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

    /// A subject's trails of one source, one for each care day it was first asked for on, the oldest first.
    pub fn of_source(&self, subject: Subject, source: Source) -> impl Iterator<Item = (LineId, &Trail)> {
        let due = |date| (subject, LineId { source, due: CareDay::of(date) });
        self.0
            .range(due(chrono::NaiveDate::MIN)..=due(chrono::NaiveDate::MAX))
            .map(|((_, line), trail)| (*line, trail))
    }

    pub(super) fn retain(&mut self, mut keep: impl FnMut(Subject, LineId, &Trail) -> bool) {
        self.0.retain(|(subject, line), trail| keep(*subject, *line, trail));
    }

    pub(super) fn each(&mut self, mut change: impl FnMut(Subject, LineId, &mut Trail)) {
        self.0.iter_mut().for_each(|((subject, line), trail)| change(*subject, *line, trail));
    }

    pub(super) fn put(&mut self, subject: Subject, line: LineId, trail: Trail) {
        self.0.insert((subject, line), trail);
    }

    /// Folds a checklist entry in: a step more for its line.
    pub fn apply(&mut self, entry: &Entry, fact: &Fact) {
        let (line, named, what) = match fact {
            Fact::Ticked { line, words, part, tick } => {
                (*line, Some((words, *part)), StepKind::Ticked(tick.clone()))
            }
            Fact::Given { line, words, part, to } => (*line, Some((words, *part)), StepKind::Given(*to)),
            Fact::Noted { line, words, part, answer } => {
                (*line, Some((words, *part)), StepKind::Noted(answer.clone()))
            }
            Fact::OpenedAgain { line } => (*line, None, StepKind::OpenedAgain),
            Fact::TakenBack { line, step } => (*line, None, StepKind::TakenBack(*step)),
            Fact::TodoAdded(_) | Fact::TodoWithdrawn(_) | Fact::TodoPutBack(_) => return,
        };
        let step = Step { number: entry.number, by: entry.by, at: entry.at, day: entry.day, what };
        match (self.0.get_mut(&(entry.subject, line)), named) {
            (Some(trail), named) => {
                if let StepKind::TakenBack(number) = step.what
                    && !trail.steps.iter().any(|step| step.number == number)
                {
                    return;
                }
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
