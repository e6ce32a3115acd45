//! Off-duty handover notes: what a keyworker leaves with a named colleague before time off.

use super::child::ContactRule;
use super::days::{CareDay, Part};
use super::people::Deed;
use super::refusal::Gaps;
use super::{ChildId, Decided, Entry, Home, NoteId, Refusal, StaffId, Stamp, Subject, TodoId, child, words};
use chrono::{DateTime, Datelike, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Where something that is on while the keyworker is away was found.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Origin {
    /// The diary.
    Appointments,
    /// The duties.
    Duties,
    /// The contact rules.
    Contacts,
    /// Birthdays and anniversaries.
    Dates,
    /// The keyworker's own words.
    Written,
}

impl Origin {
    /// "from appointments", as it stands beside the line.
    pub fn words(self) -> &'static str {
        match self {
            Origin::Appointments => "from appointments",
            Origin::Duties => "from duties",
            Origin::Contacts => "from contact rules",
            Origin::Dates => "from dates",
            Origin::Written => "written here",
        }
    }
}

/// Something that is on while the keyworker is away.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Coming {
    /// On which care day.
    pub day: CareDay,
    /// At what time, if it has one.
    pub time: Option<NaiveTime>,
    /// What.
    pub what: String,
    /// Where it was found.
    pub origin: Origin,
    /// What the keyworker adds.
    pub remark: String,
}

/// Something to do on a day, which becomes a line of that day's checklist.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Task {
    /// The to-do it becomes.
    pub id: TodoId,
    /// On which care day.
    pub day: CareDay,
    /// In which part of it.
    pub part: Part,
    /// What.
    pub words: String,
    /// Who has it.
    pub to: Option<StaffId>,
}

/// An off-duty handover note.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Note {
    /// Which.
    pub id: NoteId,
    /// About which child.
    pub child: ChildId,
    /// The first care day away.
    pub away_from: CareDay,
    /// The first care day back.
    pub back_on: CareDay,
    /// Who is asked to be there for the child.
    pub cover: StaffId,
    /// Who if the cover is off.
    pub second: Option<StaffId>,
    /// What the child has been told.
    pub told: String,
    /// What is on in the meantime.
    pub coming: Vec<Coming>,
    /// What is to be done, and when.
    pub tasks: Vec<Task>,
    /// Worries, and what helps.
    pub worries: String,
    /// Who to call.
    pub call: String,
    /// Who left it.
    pub by: StaffId,
    /// When.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    /// Who accepted it, and when.
    pub accepted: Option<Accepted>,
    /// Who has read it. Whoever left it has.
    pub read_by: BTreeSet<StaffId>,
}

/// An acceptance, by name.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Accepted {
    /// By whom.
    pub by: StaffId,
    /// When.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
}

impl Note {
    /// Whether the keyworker's time away, or the eve of it, is now.
    pub fn running(&self, today: CareDay) -> bool {
        today < self.back_on
    }

    /// Whether this person is asked to accept it.
    pub fn asks(&self, staff: StaffId) -> bool {
        self.cover == staff || self.second == Some(staff)
    }
}

/// Notes that are running or ended within the last month.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Notes {
    all: BTreeMap<NoteId, Note>,
}

impl Notes {
    /// One note.
    pub fn get(&self, id: NoteId) -> Option<&Note> {
        self.all.get(&id)
    }

    /// All that are kept at hand, oldest first.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Note> {
        self.all.values()
    }

    /// The notes of a child whose time is not over, the latest first.
    pub fn about(&self, child: ChildId, today: CareDay) -> impl Iterator<Item = &Note> {
        self.all.values().rev().filter(move |note| note.child == child && note.running(today))
    }

    pub(super) fn apply(&mut self, entry: &Entry, fact: &Fact) {
        match fact {
            Fact::Left(note) => {
                self.all.retain(|_, old| entry.day.since(old.back_on) <= 31);
                self.all.insert(note.id, (**note).clone());
            }
            Fact::Read(id) => self.with(*id, |note| {
                note.read_by.insert(entry.by);
            }),
            Fact::Accepted(id) => self.with(*id, |note| {
                note.accepted = Some(Accepted { by: entry.by, at: entry.at });
                note.read_by.insert(entry.by);
            }),
            Fact::AcceptanceTakenBack(id) => self.with(*id, |note| note.accepted = None),
            Fact::Withdrawn(id) => {
                self.all.remove(id);
            }
        }
    }

    fn with(&mut self, id: NoteId, change: impl FnOnce(&mut Note)) {
        if let Some(note) = self.all.get_mut(&id) {
            change(note);
        }
    }
}

/// Everything known to be on for a child in a stretch of care days, in order: what the note is filled in from.
pub fn window(home: &Home, child: ChildId, away_from: CareDay, back_on: CareDay) -> Vec<Coming> {
    let subject = Subject::Child(child);
    let coming = |day, time, what: &str, origin| Coming {
        day,
        time,
        what: what.into(),
        origin,
        remark: String::new(),
    };
    let mut found: Vec<Coming> = home
        .diary
        .between(subject, away_from, back_on)
        .into_iter()
        .map(|booked| Coming {
            remark: booked.note.clone(),
            ..coming(booked.day, Some(booked.time), &booked.what, Origin::Appointments)
        })
        .collect();
    for duty in home.lists.duties().filter(|duty| duty.subject == subject) {
        let due = duty.due.max(away_from);
        let dues = std::iter::successors(Some(due), |day| Some(duty.cycle.after(*day)))
            .take_while(|day| *day < back_on);
        found.extend(dues.map(|day| coming(day, None, &duty.words, Origin::Duties)));
    }
    if let Some(profile) = home.children.get(child).map(|child| &child.profile) {
        // Nobody is away for years; the bound keeps a slip of the finger from filling the screen.
        let days = (0..back_on.since(away_from).clamp(0, 400)).map(|n| away_from.plus(n));
        for day in days {
            let date = day.date();
            for contact in &profile.contacts {
                if let ContactRule::Agreed { how, on } = &contact.rule
                    && on.contains(day.weekday())
                {
                    found.push(coming(day, None, &format!("{}: {how}", contact.who), Origin::Contacts));
                }
            }
            let born =
                profile.born.map(CareDay::date).filter(|born| same_date(date, born.month(), born.day()));
            found.extend(born.map(|_| coming(day, None, "birthday", Origin::Dates)));
            let dates =
                profile.dates.iter().filter(|known| same_date(date, known.month.into(), known.day.into()));
            found.extend(dates.map(|known| coming(day, None, &known.what, Origin::Dates)));
        }
    }
    found.sort_by_key(|coming| (coming.day, coming.time));
    found
}

/// Whether a yearly date falls on this one; 29 February is kept on the 28th when there is no 29th.
fn same_date(date: chrono::NaiveDate, month: u32, day: u32) -> bool {
    let day = if (month, day) == (2, 29) && !date.leap_year() { 28 } else { day };
    (date.month(), date.day()) == (month, day)
}

/// What a keyworker writes.
#[derive(Clone, PartialEq, Debug)]
#[expect(missing_docs, reason = "fields are those of `Note`")]
pub struct Draft {
    pub child: ChildId,
    pub away_from: CareDay,
    pub back_on: CareDay,
    pub cover: Option<StaffId>,
    pub second: Option<StaffId>,
    pub told: String,
    pub coming: Vec<Coming>,
    pub tasks: Vec<DraftTask>,
    pub worries: String,
    pub call: String,
}

/// A to-do as the keyworker writes it.
#[derive(Clone, PartialEq, Debug)]
#[expect(missing_docs, reason = "fields are those of `Task`")]
pub struct DraftTask {
    pub day: CareDay,
    pub part: Part,
    pub words: String,
    pub to: Option<StaffId>,
}

/// What can be asked about off-duty notes.
#[derive(Clone, PartialEq, Debug)]
pub enum Act {
    /// Leave a note.
    Leave(Box<Draft>),
    /// Say that one has read it.
    Read(NoteId),
    /// Accept it, as its cover.
    Accept(NoteId),
    /// Take an acceptance back.
    TakeBackAcceptance(NoteId),
    /// Take the note back; its to-dos go with it.
    Withdraw(NoteId),
}

/// What happened to off-duty notes.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the past of the act of the same name")]
pub enum Fact {
    Left(Box<Note>),
    Read(NoteId),
    Accepted(NoteId),
    AcceptanceTakenBack(NoteId),
    Withdrawn(NoteId),
}

pub(super) fn decide(home: &Home, by: StaffId, stamp: Stamp, act: Act) -> Result<Decided, Refusal> {
    let today = home.day_of(stamp.moment);
    let may = |deed| home.people.may(home, by, stamp.moment, deed);
    let (child, fact) = match act {
        Act::Leave(draft) => {
            may(Deed::Handover)?;
            child::known(home, draft.child)?;
            let note = left(home, by, stamp, today, *draft)?;
            (note.child, Fact::Left(Box::new(note)))
        }
        Act::Read(id) => {
            may(Deed::Care)?;
            (known(home, id)?.child, Fact::Read(id))
        }
        Act::Accept(id) => {
            may(Deed::Handover)?;
            let note = known(home, id)?;
            if let Some(accepted) = note.accepted {
                let who = home.people.name(accepted.by);
                return Err(Refusal::NotNow(format!("{who} has accepted this note already.")));
            }
            if !note.asks(by) {
                let cover = home.people.name(note.cover);
                return Err(Refusal::NotYours(format!("Only the cover can accept this note. Ask {cover}.")));
            }
            (note.child, Fact::Accepted(id))
        }
        Act::TakeBackAcceptance(id) => {
            let note = known(home, id)?;
            if note.accepted.is_none_or(|accepted| accepted.by != by) {
                return Err(Refusal::NotNow("Only whoever accepted this note can take that back.".into()));
            }
            (note.child, Fact::AcceptanceTakenBack(id))
        }
        Act::Withdraw(id) => {
            let note = known(home, id)?;
            if note.by != by {
                let who = home.people.name(note.by);
                return Err(Refusal::NotYours(format!("Only {who}, who left this note, can take it back.")));
            }
            if note.accepted.is_some() {
                return Err(Refusal::NotNow(
                    "The cover has accepted this note. Leave a new one that says what changed.".into(),
                ));
            }
            (note.child, Fact::Withdrawn(id))
        }
    };
    Ok(Decided { subject: Subject::Child(child), day: today, fact: super::Fact::Handover(fact) })
}

fn known(home: &Home, id: NoteId) -> Result<&Note, Refusal> {
    home.notes.get(id).ok_or(Refusal::Gone("This note"))
}

fn left(home: &Home, by: StaffId, stamp: Stamp, today: CareDay, draft: Draft) -> Result<Note, Refusal> {
    let mut gaps = Gaps::default();
    if draft.back_on <= draft.away_from {
        gaps.say("back on", "Back on must be after away from.");
    } else if draft.back_on <= today {
        gaps.say("back on", "Back on must be later than today.");
    }
    let cover = draft.cover.filter(|cover| cover_of(home, by, *cover, &mut gaps));
    if draft.cover.is_none() {
        gaps.say("cover", "Choose who is the cover.");
    }
    let told = gaps.optional_text("what I told them", &draft.told);
    let coming = draft.coming.into_iter().map(|coming| Coming {
        what: gaps.line("what is on", &coming.what, words::LINE, "Say what is on."),
        remark: gaps.optional_line("what is on", &coming.remark, words::LINE),
        ..coming
    });
    let coming = coming.collect();
    let tasks = draft.tasks.into_iter().enumerate().map(|(n, task)| Task {
        id: TodoId(stamp.nth(n + 1)),
        day: task.day.max(today),
        part: task.part,
        words: gaps.line("to do", &task.words, words::LINE, "Say what is to be done."),
        to: task.to.or(cover),
    });
    let tasks = tasks.collect();
    let worries = gaps.optional_text("worries and what helps", &draft.worries);
    let call = gaps.optional_text("who to call", &draft.call);
    gaps.none()?;
    Ok(Note {
        id: NoteId(stamp.fresh),
        child: draft.child,
        away_from: draft.away_from,
        back_on: draft.back_on,
        cover: cover.ok_or(Refusal::Gone("The cover"))?,
        second: draft.second.filter(|second| Some(*second) != cover),
        told,
        coming,
        tasks,
        worries,
        call,
        by,
        at: stamp.moment.at,
        accepted: None,
        read_by: BTreeSet::from([by]),
    })
}

/// Whether someone can be the cover; a gap says why not.
fn cover_of(home: &Home, by: StaffId, cover: StaffId, gaps: &mut Gaps) -> bool {
    let staff = home.people.get(cover);
    let can = staff.is_some_and(|staff| staff.role.may(Deed::Handover));
    if cover == by {
        gaps.say("cover", "Choose a colleague as the cover, not yourself.");
    } else if !can {
        gaps.say("cover", format!("{} can't accept notes. Choose someone else.", home.people.name(cover)));
    }
    can && cover != by
}

pub(super) fn opposite(fact: &Fact) -> Option<Act> {
    match fact {
        Fact::Left(note) => Some(Act::Withdraw(note.id)),
        Fact::Accepted(id) => Some(Act::TakeBackAcceptance(*id)),
        Fact::Read(_) | Fact::AcceptanceTakenBack(_) | Fact::Withdrawn(_) => None,
    }
}
