//! A fact of every kind, with its name.

use crate::care::alert::{Audience, Feeling, Level, Warning};
use crate::care::checklist::{Added, LineId, Source};
use crate::care::child::{Contact, ContactRule, Keywork, Profile, ReasonForChange, SignificantDate, Tie};
use crate::care::clock::{Answer, Ask, Clock, Record, Talk, Telling, Told};
use crate::care::days::{Cycle, Weekdays};
use crate::care::diary::{Appointment, Kind};
use crate::care::handover::{Coming, Origin, Plan, Task};
use crate::care::house::{Opening, Terms};
use crate::care::log::{Category, Event, Knowing, Mood, Written};
use crate::care::night::Found;
use crate::care::people::{Leave, PublicKey, Role};
use crate::care::routine::{Duty, RoutineLine, When, Whose};
use crate::care::shift::Kind as ShiftKind;
use crate::care::trail::{Outcome, Reason, Tick};
use crate::care::whereabouts::{LastSeen, Place, Step};
use crate::care::*;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use std::collections::BTreeSet;
use uuid::Uuid;

pub(super) fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | n)
}

pub(super) fn day(n: i32) -> CareDay {
    CareDay::of(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()).plus(n)
}

pub(super) fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).unwrap() + TimeDelta::minutes(minutes)
}

pub(super) fn time(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 30, 0).unwrap()
}

pub(super) fn kasia() -> ChildId {
    ChildId(id(1))
}

pub(super) fn dee() -> StaffId {
    StaffId(id(2))
}

pub(super) fn line() -> LineId {
    LineId { source: Source::Routine(RoutineId(id(3))), due: day(-1) }
}

/// A fact of every kind, with its name. A new kind of fact is missed here by the compiler, in [`name`].
pub(super) fn facts() -> Vec<(&'static str, Fact)> {
    let mut facts = Vec::new();
    facts.extend(house_facts().map(Fact::House));
    facts.extend(people_facts().map(Fact::People));
    facts.extend(child_facts().map(Fact::Child));
    facts.extend(diary_facts().map(Fact::Diary));
    facts.extend(routine_facts().map(Fact::Routine));
    facts.extend(checklist_facts().map(Fact::Checklist));
    facts.extend(alert_facts().map(Fact::Alert));
    facts.extend(handover_facts().map(Fact::Handover));
    facts.extend(log_facts().map(Fact::Log));
    facts.extend(night_facts().map(Fact::Night));
    facts.extend(whereabouts_facts().map(Fact::Whereabouts));
    facts.extend(access_facts().map(Fact::Access));
    facts.extend(shift_facts().map(Fact::Shift));
    facts.extend(handing_over_facts().map(Fact::HandingOver));
    facts.extend(receipt_facts().map(Fact::Receipt));
    facts.into_iter().map(|fact| (name(&fact), fact)).collect()
}

fn house_facts() -> [house::Fact; 11] {
    let (name, zone): (String, _) = ("Hawthorn House".into(), chrono_tz::Europe::London);
    [
        house::Fact::Opened(Opening { name: name.clone(), zone, hours: Hours::default(), demo: true }),
        house::Fact::Renamed(name),
        house::Fact::HoursSet(Hours::new(time(6), time(8), time(20)).unwrap()),
        house::Fact::ZoneSet(chrono_tz::Europe::Dublin),
        house::Fact::TermsSet(Terms { keyworker: "link worker".into(), ..Terms::default() }),
        house::Fact::Reworded { level: Level::Worried, meaning: "stay near".into() },
        house::Fact::CheckMinutesSet(20),
        house::Fact::OnCallSet("Ruth 01632 960 114".into()),
        house::Fact::LockMinutesSet(5),
        house::Fact::SecondFolderSet("/media/stick".into()),
        house::Fact::Restored { made: at(7), last: 8_120 },
    ]
}

fn people_facts() -> [people::Fact; 15] {
    let leave = Leave { away_from: day(1), back_on: day(14) };
    let (login, name, ends) = ("dee".into(), String::from("Dee Marsh"), Some(day(30)));
    [
        people::Fact::Joined { id: dee(), login, name: name.clone(), role: Role::Agency, ends },
        people::Fact::Changed { whose: dee(), name, role: Role::Worker, ends: None },
        people::Fact::LeavePlanned { whose: dee(), leave },
        people::Fact::LeaveCancelled { whose: dee(), leave },
        people::Fact::KeymapChosen(Some("letters-off".into())),
        people::Fact::ThemeChosen(None),
        people::Fact::ShownRound,
        people::Fact::LetIn { whose: dee(), key: PublicKey([7; 32]) },
        people::Fact::KeyMade(PublicKey([8; 32])),
        people::Fact::KeyRecovered(PublicKey([9; 32])),
        people::Fact::SignedIn { wrong_tries: 2 },
        people::Fact::Suspended(dee()),
        people::Fact::LetGoOn(dee()),
        people::Fact::RecoveryKeyMade,
        people::Fact::RecoveryKnown,
    ]
}

fn child_facts() -> [child::Fact; 5] {
    let on = Weekdays::of(&[chrono::Weekday::Thu]);
    let profile = Profile {
        name: "Kasia Zielińska".into(),
        preferred: String::new(),
        pronouns: "she/her".into(),
        born: Some(day(-5_000)),
        room: "3".into(),
        school: "Mill Road".into(),
        allergies: vec!["nuts".into()],
        contacts: vec![
            Contact { who: "Dad".into(), rule: ContactRule::Agreed { how: "call".into(), on } },
            Contact { who: "R. Wood".into(), rule: ContactRule::Never },
        ],
        dates: vec![SignificantDate { what: "Gran’s birthday".into(), month: 11, day: 28 }],
        helps: "Sit on the landing.".into(),
    };
    [
        child::Fact::Admitted { id: kasia(), profile: Box::new(profile.clone()), keyworker: Some(dee()) },
        child::Fact::ProfileChanged { profile: Box::new(profile) },
        child::Fact::Appointed {
            work: Keywork { staff: dee(), tie: Tie::Second, from: day(0), until: Some(day(90)) },
            why: Some(ReasonForChange::ChildAsks),
        },
        child::Fact::StoodDown { staff: dee() },
        child::Fact::MovedOn,
    ]
}

fn diary_facts() -> [diary::Fact; 3] {
    let id = AppointmentId(id(4));
    let appointment = Appointment {
        id,
        subject: Subject::Child(kasia()),
        day: day(0),
        date: day(0),
        time: time(16),
        what: "dentist, Mill Road".into(),
        kind: Kind::Health,
        taken_by: Some(dee()),
        note: "her card".into(),
    };
    [diary::Fact::Booked(Box::new(appointment)), diary::Fact::Cancelled(id), diary::Fact::PutBack(id)]
}

fn routine_facts() -> [routine::Fact; 8] {
    let (id, was, whose) = (RoutineId(id(3)), RoutineId(id(12)), Whose::One(Subject::House));
    let (part, from, when) = (Part::Morning, day(0), When::On(Weekdays::SCHOOL));
    let words = "bedroom tidy".into();
    let line = Box::new(RoutineLine { id, whose: Whose::EveryChild, part, words, when, from });
    let (cycle, due, duty) = (Cycle::Months(6), day(9), DutyId(self::id(5)));
    let (subject, part, words) = (Subject::Child(kasia()), Part::Day, "dentist".into());
    [
        routine::Fact::Added(line.clone()),
        routine::Fact::Changed { was, now: Box::new(RoutineLine { when: When::BeforeMeeting, ..*line }) },
        routine::Fact::ChangedBack { was, now: id },
        routine::Fact::Ended { id, whose },
        routine::Fact::Resumed { id, whose },
        routine::Fact::DutySet(Box::new(Duty { id: duty, subject, part, words, cycle, from, due })),
        routine::Fact::DutyEnded(duty),
        routine::Fact::DutyResumed(duty),
    ]
}

fn checklist_facts() -> [checklist::Fact; 11] {
    let (outcome, reason, note) = (Outcome::Missed, Some(Reason::Other), "wet".into());
    let tick = Tick { outcome, reason, note, late: true, next_due: Some(day(7)), answer: None };
    let (words, part): (String, _) = ("clean clothes out".into(), Part::Night);
    let (id, to) = (TodoId(id(6)), None);
    let added = Added { id, day: day(2), part: Part::Day, words: "post the card".into(), to };
    let noted = |answer| checklist::Fact::Noted {
        line: line(),
        words: "measure".into(),
        part,
        answer: Box::new(answer),
    };
    let record = Record { kept: "book, page 41".into(), injuries: "none".into(), ..Record::default() };
    let talk = |with: &str| Talk { at: at(90), with: with.into(), said: "It was loud.".into() };
    let told = vec![Told { whom: "Ofsted".into(), at: at(60) }];
    let telling = Telling { told, words: "ref 12".into(), nobody: String::new() };
    [
        checklist::Fact::Ticked { line: line(), words: words.clone(), part, tick },
        checklist::Fact::OpenedAgain { line: line() },
        checklist::Fact::Given { line: line(), words, part, to: Some(dee()) },
        checklist::Fact::TakenBack { line: line(), step: 8_120 },
        checklist::Fact::TodoAdded(Box::new(added)),
        checklist::Fact::TodoWithdrawn(id),
        checklist::Fact::TodoPutBack(id),
        noted(Answer::Record(record)),
        noted(Answer::Involved(talk("Dee"))),
        noted(Answer::Child(talk(""))),
        noted(Answer::Told(telling)),
    ]
}

fn alert_facts() -> [alert::Fact; 8] {
    let (id, until) = (AlertId(id(7)), Some(at(600)));
    let warning = Warning {
        level: Level::Urgent,
        feeling: Feeling::Angry,
        about: "says he will leave".into(),
        shows: "shoes on".into(),
        helps: "talk about the dog".into(),
        audience: Audience { parts: BTreeSet::from([Part::Night]), people: BTreeSet::from([dee()]) },
    };
    [
        alert::Fact::Raised { id, warning: Box::new(warning), until },
        alert::Fact::Withdrawn(id),
        alert::Fact::Read(id),
        alert::Fact::ReadTakenBack(id),
        alert::Fact::FollowedUp { id, text: "sat with her".into() },
        alert::Fact::FollowUpTakenBack { id, number: 8_121 },
        alert::Fact::Closed { id, what_happened: "slept".into() },
        alert::Fact::OpenedAgain(id),
    ]
}

fn handover_facts() -> [handover::Fact; 7] {
    let (id, part) = (NoteId(id(8)), Part::Morning);
    let (what, remark, origin) = ("dentist".into(), "blue tin".into(), Origin::Appointments);
    let words = "find the card".into();
    let plan = Plan {
        away_from: day(-1),
        back_on: day(13),
        cover: dee(),
        second: None,
        told: "back on Sunday".into(),
        coming: vec![Coming { day: day(0), time: Some(time(16)), what, origin, remark }],
        tasks: vec![Task { id: TodoId(self::id(9)), day: day(0), part, words, to: Some(dee()) }],
        worries: "contact cancelled".into(),
        call: "her social worker".into(),
    };
    [
        handover::Fact::Left { id, plan: Box::new(plan) },
        handover::Fact::Read(id),
        handover::Fact::ReadTakenBack(id),
        handover::Fact::Accepted(id),
        handover::Fact::AcceptanceTakenBack(id),
        handover::Fact::Withdrawn(id),
        handover::Fact::CaughtUp(id),
    ]
}

fn log_facts() -> [log::Fact; 4] {
    let of = LogId(id(11));
    let clock = Clock {
        id: TodoId(id(13)),
        ask: Ask::Record,
        part: Part::Day,
        words: "write the full record".into(),
        before: at(1435),
    };
    let written = Written {
        id: of,
        happened: at(-5),
        category: Category::Education,
        text: "School rang.\nShe remembered her PE kit.".into(),
        own_words: "“Tell Dee I got my kit.”".into(),
        mood: Mood::new(4),
        knowing: Knowing::ToldBy("school".into()),
        event: Event::Measure,
        clocks: vec![clock],
        kept_to: Some(BTreeSet::from([dee()])),
    };
    let (text, why) = ("School rang at 09:50.".into(), "the time".into());
    [
        log::Fact::Written(Box::new(written)),
        log::Fact::Amended { of, text, why },
        log::Fact::TakenBack { of },
        log::Fact::ReadTo(8_122),
    ]
}

fn night_facts() -> [night::Fact; 3] {
    [
        night::Fact::Checked { found: Found::Settled, note: String::new() },
        night::Fact::CheckTakenBack(8_120),
        night::Fact::EverySet { minutes: Some(15), was: None },
    ]
}

fn receipt_facts() -> [receipt::Fact; 2] {
    let (alerts, notes) = (vec![AlertId(id(30))], vec![NoteId(id(31))]);
    [
        receipt::Fact::Read { to: 8_100, alerts: alerts.clone(), notes: notes.clone() },
        receipt::Fact::TakenBack { number: 8_101, alerts, notes },
    ]
}

fn whereabouts_facts() -> [whereabouts::Fact; 4] {
    let (place, since, due_back, note) = (Place::OutAlone, at(-20), Some(at(40)), "to the shop".into());
    let seen = LastSeen { at: Some(at(-30)), place: "bus stop".into(), wearing: String::new() };
    let (last_seen, instead_of) = (Some(seen), Some(8_119));
    [
        whereabouts::Fact::Went { place, since, due_back, note, last_seen, instead_of },
        whereabouts::Fact::WentTakenBack(8_123),
        whereabouts::Fact::Stepped { of: 8_119, at: at(-5), step: Step::ToldPolice, note: "ref 114".into() },
        whereabouts::Fact::StepTakenBack { of: 8_119, step: 8_124 },
    ]
}

fn access_facts() -> [access::Fact; 7] {
    use access::{Answer, Fact, Look, Page, What, Whose};
    let (entry, to) = (What::Entry(LogId(id(11))), BTreeSet::from([dee()]));
    let why = "her father rang".into();
    let later =
        [Page::InAndOut, Page::Round, Page::InTime, Page::Since, Page::Charts, Page::HandingOver, Page::Due];
    [
        Fact::Kept { what: entry, writer: Some(dee()), to },
        Fact::Lifted(What::Child(kasia())),
        Fact::Opened { what: entry, why },
        Fact::Known(8_124),
        Fact::Consented { whose: Whose::Authority, answer: Answer::Given, on: day(-2) },
        Fact::Looked(vec![Look::at(at(7), Page::Log, Subject::Child(kasia()))]),
        Fact::Looked(later.map(|page| Look::at(at(7), page, Subject::Child(kasia()))).into()),
    ]
}

fn shift_facts() -> [shift::Fact; 7] {
    let (staff, kind) = (dee(), ShiftKind::WakingNight);
    [
        shift::Fact::Started { staff, kind, at: at(-20) },
        shift::Fact::StartTakenBack(8_124),
        shift::Fact::Ended { number: 8_124, at: at(-2) },
        shift::Fact::WentOn(8_124),
        shift::Fact::Led { now: Some(8_124), before: None },
        shift::Fact::Awaited { staff, kind, from: at(600) },
        shift::Fact::NotAwaited { number: 8_130, staff, kind, from: at(600) },
    ]
}

fn name(fact: &Fact) -> &'static str {
    match fact {
        Fact::House(fact) => match fact {
            house::Fact::Opened(_) => "house opened",
            house::Fact::Renamed(_) => "house renamed",
            house::Fact::HoursSet(_) => "house hours-set",
            house::Fact::ZoneSet(_) => "house zone-set",
            house::Fact::TermsSet(_) => "house terms-set",
            house::Fact::Reworded { .. } => "house reworded",
            house::Fact::CheckMinutesSet(_) => "house check-minutes-set",
            house::Fact::OnCallSet(_) => "house on-call-set",
            house::Fact::LockMinutesSet(_) => "house lock-minutes-set",
            house::Fact::SecondFolderSet(_) => "house second-folder-set",
            house::Fact::Restored { .. } => "house restored",
        },
        Fact::People(fact) => match fact {
            people::Fact::Joined { .. } => "people joined",
            people::Fact::Changed { .. } => "people changed",
            people::Fact::LeavePlanned { .. } => "people leave-planned",
            people::Fact::LeaveCancelled { .. } => "people leave-cancelled",
            people::Fact::KeymapChosen(_) => "people keymap-chosen",
            people::Fact::ThemeChosen(_) => "people theme-chosen",
            people::Fact::ShownRound => "people shown-round",
            people::Fact::LetIn { .. } => "people let-in",
            people::Fact::KeyMade(_) => "people key-made",
            people::Fact::KeyRecovered(_) => "people key-recovered",
            people::Fact::SignedIn { .. } => "people signed-in",
            people::Fact::Suspended(_) => "people suspended",
            people::Fact::LetGoOn(_) => "people let-go-on",
            people::Fact::RecoveryKeyMade => "people recovery-key-made",
            people::Fact::RecoveryKnown => "people recovery-known",
        },
        Fact::Child(fact) => match fact {
            child::Fact::Admitted { .. } => "child admitted",
            child::Fact::ProfileChanged { .. } => "child profile-changed",
            child::Fact::Appointed { .. } => "child appointed",
            child::Fact::StoodDown { .. } => "child stood-down",
            child::Fact::MovedOn => "child moved-on",
        },
        Fact::Diary(fact) => match fact {
            diary::Fact::Booked(_) => "diary booked",
            diary::Fact::Cancelled(_) => "diary cancelled",
            diary::Fact::PutBack(_) => "diary put-back",
        },
        Fact::Routine(fact) => match fact {
            routine::Fact::Added(_) => "routine added",
            routine::Fact::Changed { .. } => "routine changed",
            routine::Fact::ChangedBack { .. } => "routine changed-back",
            routine::Fact::Ended { .. } => "routine ended",
            routine::Fact::Resumed { .. } => "routine resumed",
            routine::Fact::DutySet(_) => "routine duty-set",
            routine::Fact::DutyEnded(_) => "routine duty-ended",
            routine::Fact::DutyResumed(_) => "routine duty-resumed",
        },
        Fact::Checklist(fact) => checklist_name(fact),
        Fact::Alert(fact) => match fact {
            alert::Fact::Raised { .. } => "alert raised",
            alert::Fact::Withdrawn(_) => "alert withdrawn",
            alert::Fact::Read(_) => "alert read",
            alert::Fact::ReadTakenBack(_) => "alert read-taken-back",
            alert::Fact::FollowedUp { .. } => "alert followed-up",
            alert::Fact::FollowUpTakenBack { .. } => "alert follow-up-taken-back",
            alert::Fact::Closed { .. } => "alert closed",
            alert::Fact::OpenedAgain(_) => "alert opened-again",
        },
        Fact::Handover(fact) => match fact {
            handover::Fact::Left { .. } => "handover left",
            handover::Fact::Read(_) => "handover read",
            handover::Fact::ReadTakenBack(_) => "handover read-taken-back",
            handover::Fact::Accepted(_) => "handover accepted",
            handover::Fact::AcceptanceTakenBack(_) => "handover acceptance-taken-back",
            handover::Fact::Withdrawn(_) => "handover withdrawn",
            handover::Fact::CaughtUp(_) => "handover caught-up",
        },
        Fact::Log(fact) => match fact {
            log::Fact::Written(_) => "log written",
            log::Fact::Amended { .. } => "log amended",
            log::Fact::TakenBack { .. } => "log taken-back",
            log::Fact::ReadTo(_) => "log read-to",
        },
        Fact::Night(fact) => match fact {
            night::Fact::Checked { .. } => "night checked",
            night::Fact::CheckTakenBack(_) => "night check-taken-back",
            night::Fact::EverySet { .. } => "night every-set",
        },
        Fact::Whereabouts(fact) => match fact {
            whereabouts::Fact::Went { .. } => "whereabouts went",
            whereabouts::Fact::WentTakenBack(_) => "whereabouts went-taken-back",
            whereabouts::Fact::Stepped { .. } => "whereabouts stepped",
            whereabouts::Fact::StepTakenBack { .. } => "whereabouts step-taken-back",
        },
        Fact::Access(fact) => name_of_access(fact),
        Fact::Shift(fact) => shift_name(fact),
        Fact::HandingOver(fact) => handing_over_name(fact),
        Fact::Receipt(receipt::Fact::Read { .. }) => "receipt read",
        Fact::Receipt(receipt::Fact::TakenBack { .. }) => "receipt taken-back",
    }
}

fn name_of_access(fact: &access::Fact) -> &'static str {
    match fact {
        access::Fact::Kept { .. } => "access kept",
        access::Fact::Lifted(_) => "access lifted",
        access::Fact::Opened { .. } => "access opened",
        access::Fact::Known(_) => "access known",
        access::Fact::Consented { .. } => "access consented",
        access::Fact::Looked(looks) if looks.len() > 1 => "access looked later-pages",
        access::Fact::Looked(_) => "access looked",
    }
}

fn checklist_name(fact: &checklist::Fact) -> &'static str {
    match fact {
        checklist::Fact::Ticked { .. } => "checklist ticked",
        checklist::Fact::OpenedAgain { .. } => "checklist opened-again",
        checklist::Fact::Given { .. } => "checklist given",
        checklist::Fact::TakenBack { .. } => "checklist taken-back",
        checklist::Fact::TodoAdded(_) => "checklist todo-added",
        checklist::Fact::TodoWithdrawn(_) => "checklist todo-withdrawn",
        checklist::Fact::TodoPutBack(_) => "checklist todo-put-back",
        checklist::Fact::Noted { answer, .. } => match **answer {
            Answer::Record(_) => "checklist noted record",
            Answer::Involved(_) => "checklist noted involved",
            Answer::Child(_) => "checklist noted child",
            Answer::Told(_) => "checklist noted told",
        },
    }
}

fn handing_over_facts() -> [handing_over::Fact; 3] {
    use handing_over::{ChildPart, HousePart, How, Sheet};
    let part = ChildPart {
        child: kasia(),
        how: How::Worried,
        story: "Woke on her own.".into(),
        health: "well".into(),
        movements: "school 08:40".into(),
        behaviour: "kind to Mo".into(),
        family: "mum rang".into(),
        to_do: "dentist › Tom".into(),
        may: "may go quiet".into(),
    };
    let house = HousePart {
        keys: "all there".into(),
        cash: "41.20".into(),
        medication: "counted".into(),
        counted: vec![dee()],
        repairs: "a tap".into(),
        visitors: "none".into(),
        staffing: "two".into(),
    };
    let id = HandoverId(id(14));
    let (since, opened, children) = (at(-480), at(-8), vec![part]);
    let sheet = Box::new(Sheet { after: None, since, opened, children, house });
    [
        handing_over::Fact::Signed { id, sheet },
        handing_over::Fact::Accepted(id),
        handing_over::Fact::TakenBack(id),
    ]
}

fn handing_over_name(fact: &handing_over::Fact) -> &'static str {
    match fact {
        handing_over::Fact::Signed { .. } => "handing-over signed",
        handing_over::Fact::Accepted(_) => "handing-over accepted",
        handing_over::Fact::TakenBack(_) => "handing-over taken-back",
    }
}

fn shift_name(fact: &shift::Fact) -> &'static str {
    match fact {
        shift::Fact::Started { .. } => "shift started",
        shift::Fact::StartTakenBack(_) => "shift start-taken-back",
        shift::Fact::Ended { .. } => "shift ended",
        shift::Fact::WentOn(_) => "shift went-on",
        shift::Fact::Led { .. } => "shift led",
        shift::Fact::Awaited { .. } => "shift awaited",
        shift::Fact::NotAwaited { .. } => "shift not-awaited",
    }
}
