//! What the rules ask for in time after a measure or a serious event: what each asks, until when, and what whoever
//! closes it says was done.
//!
//! It notes that something was done, by whom and when, and where the full record is kept. It is no form of record, and
//! it never decides whether something is to be told.

use super::days::Part;
use super::log::Event;
use super::people::Deed;
use super::refusal::Gaps;
use super::trail::{StepKind, Trail};
use super::{Home, Refusal, StaffId, Stamp, TodoId, words};
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// Something the rules ask for in time, which becomes a to-do with a countdown.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Clock {
    /// The to-do it becomes.
    pub id: TodoId,
    /// What is asked.
    pub ask: Ask,
    /// In which part of day it is asked.
    pub part: Part,
    /// What is to be done.
    pub words: String,
    /// The instant by which.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub before: DateTime<Utc>,
}

/// What is asked in time.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Ask {
    /// After a measure: the record of it.
    Record,
    /// After a measure: whoever used it is spoken with, and the record signed.
    Involved,
    /// After a measure: the child is spoken with.
    Child,
    /// After a serious event: Ofsted and others are told, if people decide so.
    Tell,
}

impl Ask {
    /// Every one.
    pub const ALL: [Ask; 4] = [Ask::Record, Ask::Involved, Ask::Child, Ask::Tell];

    /// What an event sets going.
    pub fn after(event: Event) -> &'static [Ask] {
        match event {
            Event::Ordinary => &[],
            Event::Measure => &[Ask::Record, Ask::Involved, Ask::Child],
            Event::Serious => &[Ask::Tell],
        }
    }

    /// What is to be done.
    pub fn words(self) -> &'static str {
        match self {
            Ask::Record => "measure: write the full record",
            Ask::Involved => "measure: speak with those involved, and sign",
            Ask::Child => "measure: speak with the child about it",
            Ask::Tell => "serious event: tell Ofsted and others without delay?",
        }
    }

    /// Within what time of the event.
    fn within(self) -> TimeDelta {
        match self {
            Ask::Record | Ask::Tell => TimeDelta::hours(24),
            Ask::Involved => TimeDelta::hours(48),
            Ask::Child => TimeDelta::days(5),
        }
    }

    /// Whether it is for the manager, or whoever a manager gave it to: the regulation asks that it is the registered
    /// person, or somebody authorised by them.
    pub fn is_the_managers(self) -> bool {
        matches!(self, Ask::Involved | Ask::Child)
    }
}

/// The clocks that an event starts, counted from when it happened.
pub(super) fn started(home: &Home, stamp: Stamp, happened: DateTime<Utc>, event: Event) -> Vec<Clock> {
    let part = home.part_of(stamp.moment);
    let clock = |(n, ask): (usize, &Ask)| {
        let before = happened.checked_add_signed(ask.within()).unwrap_or(happened);
        Clock { id: TodoId(stamp.nth(n + 1)), ask: *ask, part, words: ask.words().into(), before }
    };
    Ask::after(event).iter().enumerate().map(clock).collect()
}

/// What whoever closes it says was done.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Answer {
    /// The record was made.
    Record(Record),
    /// Those involved were spoken with; closing it signs that the record is right.
    Involved(Talk),
    /// The child was spoken with.
    Child(Talk),
    /// Who was told, or why nobody has to be.
    Told(Telling),
}

/// The record of a measure, in short, and where it is in full.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Record {
    /// Where the full record is kept.
    pub kept: String,
    /// What led up to the measure.
    pub led_to: String,
    /// What was done, where and for how long.
    pub measure: String,
    /// What was tried first, so that it would not be needed.
    pub tried: String,
    /// Who used it, and who else was there.
    pub who: String,
    /// Whether it helped, and what came of it.
    pub effect: String,
    /// Injuries to anyone, and how they were treated; or that there were none.
    pub injuries: String,
}

/// A talk about a measure.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Talk {
    /// When.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    /// With whom; empty for the child.
    pub with: String,
    /// What was said: of a child, in their own words.
    pub said: String,
}

/// Who was told of a serious event.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Telling {
    /// Who, each with when.
    pub told: Vec<Told>,
    /// A few words: to whom somebody spoke, a reference. Perhaps none.
    pub words: String,
    /// Why nobody has to be told, and who decided so; only then.
    pub nobody: String,
}

/// Somebody who was told.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Told {
    /// Who.
    pub whom: String,
    /// When.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
}

/// Those who are offered to be told, in the order of the form.
pub const TO_TELL: [&str; 5] = ["Ofsted", "placing authority", "family", "police", "safeguarding team"];

impl Answer {
    /// What it answers.
    pub fn ask(&self) -> Ask {
        match self {
            Answer::Record(_) => Ask::Record,
            Answer::Involved(_) => Ask::Involved,
            Answer::Child(_) => Ask::Child,
            Answer::Told(_) => Ask::Tell,
        }
    }

    /// When it was done, where that is said: it may be a while before it is written down.
    fn done_at(&self) -> Option<DateTime<Utc>> {
        match self {
            Answer::Record(_) => None,
            Answer::Involved(talk) | Answer::Child(talk) => Some(talk.at),
            Answer::Told(telling) => telling.told.iter().map(|told| told.at).min(),
        }
    }

    /// Whether it was done after its time.
    pub(super) fn is_late(&self, before: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        self.done_at().unwrap_or(now) > before
    }

    /// What it says, each part with its label; what is empty is left out.
    pub fn told(&self, shown: impl Fn(DateTime<Utc>) -> String) -> Vec<(&'static str, String)> {
        let mut told = match self {
            Answer::Record(record) => vec![
                ("Kept", record.kept.clone()),
                ("Led to it", record.led_to.clone()),
                ("Measure", record.measure.clone()),
                ("Tried first", record.tried.clone()),
                ("Who", record.who.clone()),
                ("Effect", record.effect.clone()),
                ("Injuries", record.injuries.clone()),
            ],
            Answer::Involved(talk) => {
                vec![
                    ("Spoken with", format!("{}, {}", talk.with, shown(talk.at))),
                    ("Said", talk.said.clone()),
                ]
            }
            Answer::Child(talk) => vec![("Spoken with", shown(talk.at)), ("Their words", talk.said.clone())],
            Answer::Told(telling) => {
                let told = telling.told.iter().map(|told| format!("{} {}", told.whom, shown(told.at)));
                vec![
                    ("Told", told.collect::<Vec<_>>().join(", ")),
                    ("Words", telling.words.clone()),
                    ("Nobody told", telling.nobody.clone()),
                ]
            }
        };
        told.retain(|(_, words)| !words.is_empty());
        told
    }
}

/// What is to become of the line once an answer is given.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Then {
    /// It is done.
    Close,
    /// There is more to do: others to tell.
    KeepOpen,
}

/// An answer as it may be kept, or what it still needs.
pub(super) fn clean(stamp: Stamp, raw: Answer, then: Then) -> Result<Answer, Refusal> {
    let mut gaps = Gaps::default();
    let answer = match raw {
        Answer::Record(record) => Answer::Record(clean_record(&mut gaps, &record)),
        Answer::Involved(talk) => {
            let with =
                gaps.line("with", &talk.with, words::LINE, "Say who used the measure and was spoken with.");
            let said = gaps.optional_text("said", &talk.said);
            Answer::Involved(Talk { with, said, at: past(&mut gaps, stamp, "when", talk.at) })
        }
        Answer::Child(talk) => {
            let ask = "Write what the child said, or that they did not want to talk about it.";
            let said = gaps.text("said", &talk.said, ask);
            Answer::Child(Talk { with: String::new(), said, at: past(&mut gaps, stamp, "when", talk.at) })
        }
        Answer::Told(telling) => Answer::Told(clean_telling(&mut gaps, stamp, telling, then)),
    };
    gaps.none()?;
    Ok(answer)
}

fn clean_record(gaps: &mut Gaps, raw: &Record) -> Record {
    Record {
        kept: gaps.line("kept", &raw.kept, words::LINE, "Say where the full record is kept."),
        led_to: gaps.line("led to", &raw.led_to, words::LINE, "Say what led up to the measure."),
        measure: gaps.line(
            "measure",
            &raw.measure,
            words::LINE,
            "Say what was done, where and for how long.",
        ),
        tried: gaps.line("tried", &raw.tried, words::LINE, "Say what was tried first."),
        who: gaps.line("who", &raw.who, words::LINE, "Say who used it, and who else was there."),
        effect: gaps.line("effect", &raw.effect, words::LINE, "Say whether it helped, and what came of it."),
        injuries: gaps.line("injuries", &raw.injuries, words::LINE, "Say who was hurt and how, or “none”."),
    }
}

fn clean_telling(gaps: &mut Gaps, stamp: Stamp, raw: Telling, then: Then) -> Telling {
    let mut told = Vec::new();
    for Told { whom, at } in raw.told {
        let whom = gaps.line("someone else", &whom, words::NAME, "Say who was told.");
        told.push(Told { at: past(gaps, stamp, "told", at), whom });
    }
    let words = gaps.optional_line("words", &raw.words, words::LINE);
    let nobody = gaps.optional_line("nobody", &raw.nobody, words::LINE);
    match (told.is_empty(), nobody.is_empty(), then) {
        (true, true, Then::Close) => {
            gaps.say("nobody", "Say who was told and when, or why nobody has to be and who decided so.");
        }
        (true, _, Then::KeepOpen) => gaps.say("Ofsted", "Say who was told and when."),
        (false, false, _) => gaps.say("nobody", "Somebody was told. Leave this empty."),
        (true, false, Then::Close) | (false, true, _) => {}
    }
    Telling { told, words, nobody }
}

fn past(gaps: &mut Gaps, stamp: Stamp, field: &'static str, at: DateTime<Utc>) -> DateTime<Utc> {
    if at > stamp.moment.at {
        gaps.say(field, "The time must be now or in the past.");
    }
    at.trunc_subsecs(3)
}

/// Fails for whoever can't answer what is asked: some of it is for a manager, or whoever one of them gave it to.
pub(super) fn may_answer(
    home: &Home,
    by: StaffId,
    stamp: Stamp,
    ask: Ask,
    trail: Option<&Trail>,
) -> Result<(), Refusal> {
    let manages = |staff| home.people.get(staff).is_some_and(|staff| staff.role.may(Deed::RunTheHome));
    let given = trail.and_then(|trail| trail.standing().find(|step| matches!(step.what, StepKind::Given(_))));
    let authorised = given.is_some_and(|step| step.what == StepKind::Given(Some(by)) && manages(step.by));
    if !ask.is_the_managers() || manages(by) || authorised {
        return Ok(());
    }
    let ask = Refusal::whom_to_ask(home, Deed::RunTheHome, home.day_of(stamp.moment));
    Err(Refusal::NotYours(format!("Only a manager, or whoever a manager gave this to, can close it.{ask}")))
}
