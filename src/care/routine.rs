//! Routines and duties: what is asked again and again, of whom and when, and who may change that.
//!
//! A change holds from today on: what was asked on a day that is over stays as it was. It says what is asked;
//! [`super::checklist`] says what staff do about it, and [`super::lists`] folds both.

use super::checklist::Source;
use super::days::{CareDay, Cycle, Part, Weekdays};
use super::people::Deed;
use super::refusal::Gaps;
use super::{Decided, DutyId, Home, Refusal, RoutineId, StaffId, Stamp, Subject, child, words};
use serde::{Deserialize, Serialize};

/// For whom a routine line is.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Whose {
    /// Every child.
    EveryChild,
    /// One child, or the house.
    One(Subject),
}

impl Whose {
    /// Whether it is for this subject.
    pub fn includes(self, subject: Subject) -> bool {
        match self {
            Whose::EveryChild => matches!(subject, Subject::Child(_)),
            Whose::One(one) => one == subject,
        }
    }

    /// Whether it is for all of these.
    fn covers(self, whose: Whose) -> bool {
        match whose {
            Whose::EveryChild => self == Whose::EveryChild,
            Whose::One(subject) => self.includes(subject),
        }
    }

    fn subject(self) -> Subject {
        match self {
            Whose::EveryChild => Subject::House,
            Whose::One(subject) => subject,
        }
    }
}

/// On which days a routine line is asked.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum When {
    /// On these weekdays.
    On(Weekdays),
    /// Only on a day with a meeting or court in the diary.
    BeforeMeeting,
}

/// A line of a routine. Changing one ends it and begins another in its place, so that past days keep theirs.
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
    /// The care day it was set on: no list before that asks for it, even when it was due then.
    pub from: CareDay,
    /// When it is due next.
    pub due: CareDay,
}

/// What can be asked about routines and duties.
#[derive(Clone, PartialEq, Debug)]
#[expect(missing_docs, reason = "fields are those of `RoutineLine` and `Duty`")]
pub enum Act {
    /// Add a line from today on.
    Add { whose: Whose, part: Part, words: String, when: When },
    /// Ask a line otherwise from today on, of everyone or of one.
    Change { id: RoutineId, whose: Whose, part: Part, words: String, when: When },
    /// Take today's change back.
    ChangeBack { was: RoutineId, now: RoutineId },
    /// Ask a line no more, of everyone or of one.
    End { id: RoutineId, whose: Whose },
    /// Ask a line again that was ended today.
    Resume { id: RoutineId, whose: Whose },
    /// Add a duty.
    SetDuty { subject: Subject, part: Part, words: String, cycle: Cycle, due: CareDay },
    /// Ask a duty no more.
    EndDuty(DutyId),
    /// Ask a duty again that was ended today.
    ResumeDuty(DutyId),
}

/// What happened to routines and duties.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the past of the act of the same name")]
pub enum Fact {
    Added(Box<RoutineLine>),
    /// One line ended and the other began in its place, for those whom the new one is for.
    Changed {
        was: RoutineId,
        now: Box<RoutineLine>,
    },
    ChangedBack {
        was: RoutineId,
        now: RoutineId,
    },
    Ended {
        id: RoutineId,
        whose: Whose,
    },
    Resumed {
        id: RoutineId,
        whose: Whose,
    },
    DutySet(Box<Duty>),
    DutyEnded(DutyId),
    DutyResumed(DutyId),
}

pub(super) fn decide(home: &Home, by: StaffId, stamp: Stamp, act: Act) -> Result<Decided, Refusal> {
    let today = home.day_of(stamp.moment);
    let may_change = |whose| may_change(home, by, stamp, whose);
    let (subject, fact) = match act {
        Act::Add { whose, part, words, when } => {
            may_change(whose)?;
            let now = line(RoutineId(stamp.fresh), today, (whose, part, when), &words)?;
            (whose.subject(), Fact::Added(Box::new(now)))
        }
        Act::Change { id, whose, part, words, when } => {
            may_change(whose)?;
            still_asked(home, id, whose)?;
            let now = line(RoutineId(stamp.fresh), today, (whose, part, when), &words)?;
            (whose.subject(), Fact::Changed { was: id, now: Box::new(now) })
        }
        Act::ChangeBack { was, now } => {
            let whose = known(home, now)?.whose;
            may_change(whose)?;
            still_asked(home, now, whose)?;
            home.lists.ended_today(Source::Routine(was), whose, today)?;
            (whose.subject(), Fact::ChangedBack { was, now })
        }
        Act::End { id, whose } => {
            may_change(whose)?;
            still_asked(home, id, whose)?;
            (whose.subject(), Fact::Ended { id, whose })
        }
        Act::Resume { id, whose } => {
            may_change(whose)?;
            home.lists.ended_today(Source::Routine(id), whose, today)?;
            (whose.subject(), Fact::Resumed { id, whose })
        }
        Act::SetDuty { subject, part, words, cycle, due } => {
            may_change(Whose::One(subject))?;
            let words = what(&words)?;
            let duty = Duty { id: DutyId(stamp.fresh), subject, part, words, cycle, from: today, due };
            (subject, Fact::DutySet(Box::new(duty)))
        }
        Act::EndDuty(id) => {
            let duty = home.lists.duty(id).ok_or(Refusal::Gone("This duty"))?;
            may_change(Whose::One(duty.subject))?;
            if home.lists.ended(Source::Duty(id), Whose::One(duty.subject)).is_some() {
                return Err(Refusal::Gone("This duty"));
            }
            (duty.subject, Fact::DutyEnded(id))
        }
        Act::ResumeDuty(id) => {
            let duty = home.lists.duty(id).ok_or(Refusal::Gone("This duty"))?;
            may_change(Whose::One(duty.subject))?;
            home.lists.ended_today(Source::Duty(id), Whose::One(duty.subject), today)?;
            (duty.subject, Fact::DutyResumed(id))
        }
    };
    Ok(Decided { subject, day: today, fact: super::Fact::Routine(fact) })
}

fn may_change(home: &Home, by: StaffId, stamp: Stamp, whose: Whose) -> Result<(), Refusal> {
    match whose {
        Whose::One(Subject::Child(id)) => child::may_change(home, by, stamp, id),
        Whose::One(Subject::House) | Whose::EveryChild => {
            home.people.may(home, by, stamp.moment, Deed::ChangeRoutines)
        }
    }
}

fn line(
    id: RoutineId,
    from: CareDay,
    (whose, part, when): (Whose, Part, When),
    words: &str,
) -> Result<RoutineLine, Refusal> {
    if let When::On(days) = when
        && days.is_empty()
    {
        return Err(Refusal::Incomplete(vec![super::Gap::new("days", "Choose at least one day.")]));
    }
    Ok(RoutineLine { id, whose, part, words: what(words)?, when, from })
}

fn what(raw: &str) -> Result<String, Refusal> {
    let mut gaps = Gaps::default();
    let words = gaps.line("what", raw, words::LINE, "Say what is to be done.");
    gaps.none()?;
    Ok(words)
}

fn known(home: &Home, id: RoutineId) -> Result<&RoutineLine, Refusal> {
    home.lists.routines().find(|line| line.id == id).ok_or(Refusal::Gone("This line"))
}

/// Fails when a line is not asked of all of these any more.
fn still_asked(home: &Home, id: RoutineId, whose: Whose) -> Result<(), Refusal> {
    let covers = known(home, id)?.whose.covers(whose);
    let ended = home.lists.ended(Source::Routine(id), whose).is_some();
    if covers && !ended { Ok(()) } else { Err(Refusal::Gone("This line")) }
}

pub(super) fn opposite(fact: &Fact) -> Option<Act> {
    match fact {
        Fact::Added(line) => Some(Act::End { id: line.id, whose: line.whose }),
        Fact::Changed { was, now } => Some(Act::ChangeBack { was: *was, now: now.id }),
        Fact::Ended { id, whose } => Some(Act::Resume { id: *id, whose: *whose }),
        Fact::Resumed { id, whose } => Some(Act::End { id: *id, whose: *whose }),
        Fact::DutySet(duty) => Some(Act::EndDuty(duty.id)),
        Fact::DutyEnded(id) => Some(Act::ResumeDuty(*id)),
        Fact::DutyResumed(id) => Some(Act::EndDuty(*id)),
        Fact::ChangedBack { .. } => None,
    }
}
