//! Off-duty handover notes: what a keyworker leaves with a named colleague before time off.

use super::checklist::Source;
use super::child::{ContactRule, Profile};
use super::days::{CareDay, Part};
use super::people::{Deed, Leave};
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

/// What an off-duty handover note says.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Plan {
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
}

/// An off-duty handover note with everything that came of it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Note {
    /// Which.
    pub id: NoteId,
    /// About which child.
    pub child: ChildId,
    /// What it says.
    pub plan: Plan,
    /// Who left it.
    pub by: StaffId,
    /// When.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    /// Who accepted it, and when.
    pub accepted: Option<Accepted>,
    /// Who gave a receipt; see [`Note::has_read`].
    pub read_by: BTreeSet<StaffId>,
    /// Whether its writer, back again, has read what happened meanwhile.
    pub caught_up: bool,
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
    /// Whether the keyworker's time away is not over.
    pub fn running(&self, today: CareDay) -> bool {
        today < self.plan.back_on
    }

    /// Whether a care day falls in the keyworker's time away.
    pub fn holds(&self, day: CareDay) -> bool {
        self.plan.away_from <= day && day < self.plan.back_on
    }

    /// Whether this person is asked to accept it.
    pub fn asks(&self, staff: StaffId) -> bool {
        self.plan.cover == staff || self.plan.second == Some(staff)
    }

    /// Whether someone has read it: they left it, accepted it, or gave a receipt.
    pub fn has_read(&self, staff: StaffId) -> bool {
        let accepted = self.accepted.is_some_and(|accepted| accepted.by == staff);
        self.by == staff || accepted || self.read_by.contains(&staff)
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

    /// Who stands in for a child's keyworker on a care day: whoever accepted the note that holds it.
    pub fn standing_in(&self, child: ChildId, day: CareDay) -> Option<StaffId> {
        let mut notes = self.about(child, day).filter(|note| note.holds(day));
        notes.find_map(|note| note.accepted.map(|accepted| accepted.by))
    }

    /// Leaves out what is about others than these.
    pub(super) fn keep(&mut self, shown: impl Fn(ChildId) -> bool) {
        self.all.retain(|_, note| shown(note.child));
    }

    pub(super) fn apply(&mut self, entry: &Entry, fact: &Fact) {
        match fact {
            Fact::Left { id, plan } => {
                let Some(child) = entry.subject.child() else { return };
                let note = Note {
                    id: *id,
                    child,
                    plan: (**plan).clone(),
                    by: entry.by,
                    at: entry.at,
                    accepted: None,
                    read_by: BTreeSet::new(),
                    caught_up: false,
                };
                self.all.insert(*id, note);
            }
            Fact::Read(id) => self.with(*id, |note| {
                note.read_by.insert(entry.by);
            }),
            Fact::ReadTakenBack(id) => self.with(*id, |note| {
                note.read_by.remove(&entry.by);
            }),
            Fact::Accepted(id) => self.with(*id, |note| {
                note.accepted = Some(Accepted { by: entry.by, at: entry.at });
            }),
            Fact::AcceptanceTakenBack(id) => self.with(*id, |note| note.accepted = None),
            Fact::Withdrawn(id) => {
                self.all.remove(id);
            }
            Fact::CaughtUp(id) => self.with(*id, |note| note.caught_up = true),
        }
    }

    /// Lets go of those that were over a month before `first`. They stay in the journal.
    pub(super) fn let_go(&mut self, first: CareDay) {
        self.all.retain(|_, note| first.since(note.plan.back_on) <= 31);
    }

    fn with(&mut self, id: NoteId, change: impl FnOnce(&mut Note)) {
        if let Some(note) = self.all.get_mut(&id) {
            change(note);
        }
    }
}

/// Nobody is away for longer: it is a slip of the finger, and would fill the screen.
const LONGEST_DAYS: i32 = 400;

/// Everything known to be on for a child in a stretch of care days, in order: what the note is filled in from.
pub fn window(home: &Home, child: ChildId, away_from: CareDay, back_on: CareDay) -> Vec<Coming> {
    let back_on = back_on.min(away_from.plus(LONGEST_DAYS));
    let subject = Subject::Child(child);
    let booked = home.diary.between(subject, away_from, back_on).into_iter().map(|booked| Coming {
        day: booked.day,
        time: Some(booked.time),
        what: booked.what.clone(),
        origin: Origin::Appointments,
        remark: booked.note.clone(),
    });
    let mut found: Vec<Coming> = booked.collect();
    for duty in home.lists.duties() {
        if duty.subject == subject && !home.lists.over(Source::Duty(duty.id), subject, away_from) {
            let due = duty.due.max(away_from);
            let dues = std::iter::successors(Some(due), |day| Some(duty.cycle.after(*day)));
            let dues = dues.take_while(|day| *day < back_on);
            found.extend(dues.map(|day| whole_day(day, &duty.words, Origin::Duties)));
        }
    }
    if let Some(child) = home.children.get(child) {
        let days = (0..back_on.since(away_from)).map(|n| away_from.plus(n));
        found.extend(days.flat_map(|day| known_of(&child.profile, day)));
    }
    // Stable: what is at midnight of the same night stays behind what the diary puts before it.
    found.sort_by_key(|coming| coming.day);
    found
}

/// What a child's page says of a day: contact that is planned for it, birthdays and anniversaries.
fn known_of(profile: &Profile, day: CareDay) -> Vec<Coming> {
    let mut found = Vec::new();
    for contact in &profile.contacts {
        if let ContactRule::Agreed { how, on } = &contact.rule
            && on.contains(day.weekday())
        {
            found.push(whole_day(day, &format!("{}: {how}", contact.who), Origin::Contacts));
        }
    }
    let born = profile.born.map(CareDay::date).map(|born| (born.month(), born.day(), "birthday"));
    let dates = profile.dates.iter().map(|known| (known.month.into(), known.day.into(), known.what.as_str()));
    let today = born.into_iter().chain(dates).filter(|(month, date, _)| same_date(day.date(), *month, *date));
    found.extend(today.map(|(.., what)| whole_day(day, what, Origin::Dates)));
    found
}

fn whole_day(day: CareDay, what: &str, origin: Origin) -> Coming {
    Coming { day, time: None, what: what.into(), origin, remark: String::new() }
}

/// When a person was last away, seen from one child: the time of the note they left about the child, else of
/// their leave. Nothing while it has not begun.
pub fn last_away(home: &Home, staff: StaffId, child: ChildId, today: CareDay) -> Option<Leave> {
    let left = home.notes.all().filter(|note| note.child == child && note.by == staff);
    let noted = left.map(|note| Leave { away_from: note.plan.away_from, back_on: note.plan.back_on });
    let planned = home.people.get(staff).into_iter().flat_map(|staff| staff.leave.iter().copied());
    let begun = |leave: &Leave| leave.away_from < today;
    noted
        .filter(begun)
        .max_by_key(|leave| leave.back_on)
        .or_else(|| planned.filter(begun).max_by_key(|leave| leave.back_on))
}

/// Whether a yearly date falls on this one; 29 February is kept on the 28th when there is no 29th.
fn same_date(date: chrono::NaiveDate, month: u32, day: u32) -> bool {
    let day = if (month, day) == (2, 29) && !date.leap_year() { 28 } else { day };
    (date.month(), date.day()) == (month, day)
}

/// What a keyworker writes.
#[derive(Clone, PartialEq, Debug)]
#[expect(missing_docs, reason = "fields are those of `Plan`")]
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
    /// Take a receipt back.
    TakeBackRead(NoteId),
    /// Accept it, as its cover.
    Accept(NoteId),
    /// Take an acceptance back.
    TakeBackAcceptance(NoteId),
    /// Take the note back; its to-dos go with it.
    Withdraw(NoteId),
    /// Back again: one has read what happened meanwhile.
    CatchUp(NoteId),
}

/// What happened to off-duty notes.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the past of the act of the same name")]
pub enum Fact {
    Left { id: NoteId, plan: Box<Plan> },
    Read(NoteId),
    ReadTakenBack(NoteId),
    Accepted(NoteId),
    AcceptanceTakenBack(NoteId),
    Withdrawn(NoteId),
    CaughtUp(NoteId),
}

pub(super) fn decide(home: &Home, by: StaffId, stamp: Stamp, act: Act) -> Result<Decided, Refusal> {
    let today = home.day_of(stamp.moment);
    let deed = match act {
        // Whoever is not asked to accept a note is told who is, whatever their role.
        Act::Read(_) | Act::TakeBackRead(_) | Act::Accept(_) => Deed::Care,
        Act::Leave(_) | Act::TakeBackAcceptance(_) | Act::Withdraw(_) | Act::CatchUp(_) => Deed::Handover,
    };
    home.people.may(home, by, stamp.moment, deed)?;
    let not_now = |say: &str| Refusal::NotNow(say.into());
    let (child, fact) = match act {
        Act::Leave(draft) => {
            child::known(home, draft.child)?;
            let child = draft.child;
            let plan = Box::new(plan(home, by, stamp, *draft)?);
            (child, Fact::Left { id: NoteId(stamp.fresh), plan })
        }
        Act::Read(id) => {
            let note = known(home, id)?;
            if note.has_read(by) {
                return Err(not_now("You have read this note already."));
            }
            (note.child, Fact::Read(id))
        }
        Act::TakeBackRead(id) => {
            let note = known(home, id)?;
            if !note.read_by.contains(&by) {
                return Err(not_now("You gave no receipt for this note."));
            }
            (note.child, Fact::ReadTakenBack(id))
        }
        Act::Accept(id) => {
            let note = accepting(home, by, today, id)?;
            home.people.may(home, by, stamp.moment, Deed::Handover)?;
            (note.child, Fact::Accepted(id))
        }
        Act::TakeBackAcceptance(id) => {
            let note = known(home, id)?;
            if note.accepted.is_none_or(|accepted| accepted.by != by) {
                return Err(not_now("Only whoever accepted this note can take that back."));
            }
            (note.child, Fact::AcceptanceTakenBack(id))
        }
        Act::Withdraw(id) => {
            let note = own(home, by, id)?;
            if note.accepted.is_some() {
                return Err(not_now(
                    "The cover has accepted this note. Leave a new one that says what changed.",
                ));
            }
            (note.child, Fact::Withdrawn(id))
        }
        Act::CatchUp(id) => {
            let note = own(home, by, id)?;
            if note.running(today) || note.caught_up {
                return Err(not_now("There is nothing to catch up on."));
            }
            (note.child, Fact::CaughtUp(id))
        }
    };
    Ok(Decided { subject: Subject::Child(child), day: today, fact: super::Fact::Handover(fact) })
}

fn known(home: &Home, id: NoteId) -> Result<&Note, Refusal> {
    home.notes.get(id).ok_or(Refusal::Gone("This note"))
}

fn own(home: &Home, by: StaffId, id: NoteId) -> Result<&Note, Refusal> {
    let note = known(home, id)?;
    let who = home.people.name(note.by);
    let refusal = || Refusal::NotYours(format!("Only {who}, who left this note, can do that."));
    (note.by == by).then_some(note).ok_or_else(refusal)
}

fn accepting(home: &Home, by: StaffId, today: CareDay, id: NoteId) -> Result<&Note, Refusal> {
    let note = known(home, id)?;
    if let Some(accepted) = note.accepted {
        let who = home.people.name(accepted.by);
        return Err(Refusal::NotNow(format!("{who} has accepted this note already.")));
    }
    if !note.running(today) {
        return Err(Refusal::NotNow("The time of this note is over.".into()));
    }
    if !note.asks(by) {
        let cover = home.people.name(note.plan.cover);
        let second =
            note.plan.second.map_or(String::new(), |second| format!(" or {}", home.people.name(second)));
        return Err(Refusal::NotYours(format!("Only the cover can accept this note. Ask {cover}{second}.")));
    }
    Ok(note)
}

fn plan(home: &Home, by: StaffId, stamp: Stamp, draft: Draft) -> Result<Plan, Refusal> {
    let today = home.day_of(stamp.moment);
    let mut gaps = Gaps::default();
    let length = draft.back_on.since(draft.away_from);
    if length <= 0 {
        gaps.say("back on", "Back on must be after away from.");
    } else if length > LONGEST_DAYS {
        gaps.say("back on", "Back on must be within a year of away from.");
    } else if draft.back_on <= today {
        gaps.say("back on", "Back on must be later than today.");
    }
    let cover = cover(home, by, today, draft.cover, &mut gaps);
    let second = draft.second.filter(|second| Some(*second) != draft.cover);
    if let Some(second) = second {
        can_cover(home, by, today, ("second cover", second), &mut gaps);
    }
    let told = gaps.optional_text("what I told them", &draft.told);
    let coming = draft.coming.into_iter().map(|coming| Coming {
        what: gaps.line("what is on", &coming.what, words::LINE, "Say what is on."),
        remark: gaps.optional_line("what is on", &coming.remark, words::LINE),
        ..coming
    });
    let coming = coming.collect();
    let tasks = draft.tasks.into_iter().enumerate();
    let tasks = tasks.map(|(n, raw)| task(home, (TodoId(stamp.nth(n + 1)), today), cover, raw, &mut gaps));
    let tasks = tasks.collect();
    let worries = gaps.optional_text("worries and what helps", &draft.worries);
    let call = gaps.optional_text("who to call", &draft.call);
    gaps.none()?;
    let (away_from, back_on) = (draft.away_from, draft.back_on);
    let cover = cover.ok_or(Refusal::Gone("The cover"))?;
    Ok(Plan { away_from, back_on, cover, second, told, coming, tasks, worries, call })
}

fn task(
    home: &Home,
    (id, today): (TodoId, CareDay),
    cover: Option<StaffId>,
    raw: DraftTask,
    gaps: &mut Gaps,
) -> Task {
    let DraftTask { day, part, words, to } = raw;
    let words = gaps.line("to do", &words, words::LINE, "Say what is to be done.");
    if day < today {
        gaps.say("to do", "The day must be today or later.");
    }
    if let Some(Err(refusal)) = to.map(|to| home.people.colleague(to, today)) {
        gaps.say("to do", refusal.to_string());
    }
    Task { id, day, part, words, to: to.or(cover) }
}

fn cover(
    home: &Home,
    by: StaffId,
    today: CareDay,
    cover: Option<StaffId>,
    gaps: &mut Gaps,
) -> Option<StaffId> {
    match cover {
        Some(cover) => can_cover(home, by, today, ("cover", cover), gaps),
        None => gaps.say("cover", "Choose who is the cover."),
    }
    cover
}

/// Says in a gap why someone can't be the cover, if so.
fn can_cover(
    home: &Home,
    by: StaffId,
    today: CareDay,
    (field, cover): (&'static str, StaffId),
    gaps: &mut Gaps,
) {
    let staff = home.people.get(cover);
    let can = staff.is_some_and(|staff| staff.role.may(Deed::Handover) && staff.active_on(today));
    if cover == by {
        gaps.say(field, "Choose a colleague as the cover, not yourself.");
    } else if !can {
        gaps.say(field, format!("{} can't accept notes. Choose someone else.", home.people.name(cover)));
    }
}

pub(super) fn opposite(fact: &Fact) -> Option<Act> {
    match fact {
        Fact::Left { id, .. } => Some(Act::Withdraw(*id)),
        Fact::Read(id) => Some(Act::TakeBackRead(*id)),
        Fact::ReadTakenBack(id) => Some(Act::Read(*id)),
        Fact::Accepted(id) => Some(Act::TakeBackAcceptance(*id)),
        Fact::AcceptanceTakenBack(id) => Some(Act::Accept(*id)),
        Fact::Withdrawn(_) | Fact::CaughtUp(_) => None,
    }
}
