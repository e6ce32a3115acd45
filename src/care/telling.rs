//! Each entry, and whatever waits for somebody, in a few words: for the message line, the board and scripts.
//!
//! It reads the home as it stands and what it is handed; it keeps nothing and decides nothing.

use super::waiting::Waiting;
use super::whereabouts::{Place, Stay, Step};
use super::{
    ChildId, Entry, Fact, Home, Moment, StaffId, Subject, access, alert, checklist, child, diary,
    handing_over, handover, house, log, night, people, receipt, routine, shift, when, whereabouts,
};
use chrono::DateTime;
use std::collections::BTreeSet;

/// An entry in a few words. The child's name always comes first, so it is not in them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// What it is about: "bedroom tidy", "alert".
    pub what: String,
    /// What came of it: "done", "urgent"; perhaps nothing.
    pub came: String,
}

impl Told {
    /// "bedroom tidy, done".
    pub fn sentence(&self) -> String {
        if self.came.is_empty() { self.what.clone() } else { format!("{}, {}", self.what, self.came) }
    }
}

/// Tells an entry; nothing for what only its own person cares about, such as a choice of colours.
pub fn tell(home: &Home, entry: &Entry) -> Option<Told> {
    match &entry.fact {
        Fact::House(fact) => Some(house(fact)),
        Fact::People(fact) => people(home, fact),
        Fact::Child(fact) => Some(child(home, fact)),
        Fact::Diary(fact) => Some(diary(home, fact)),
        Fact::Routine(fact) => Some(routine(home, fact)),
        Fact::Checklist(fact) => Some(checklist(home, entry, fact)),
        Fact::Alert(fact) => Some(told("alert", alert(home, fact))),
        Fact::Handover(fact) => Some(told("off-duty note", handover(home, fact))),
        Fact::Log(fact) => log(fact).map(|came| told("log", came)),
        Fact::Night(fact) => Some(night(fact)),
        Fact::Access(fact) => access(home, fact),
        Fact::Receipt(receipt::Fact::Read { .. }) => Some(told("since last on", "read")),
        Fact::Receipt(receipt::Fact::TakenBack { .. }) => Some(told("since last on", "unread again")),
        Fact::Whereabouts(fact) => Some(went(home, fact)),
        Fact::Shift(fact) => Some(shift(home, fact)),
        Fact::HandingOver(fact) => Some(told("shift handover", handing_over(fact))),
    }
}

/// Tells what waits for somebody: what it is, the child first, and beside it how pressing.
pub fn waits(home: &Home, me: StaffId, now: Moment, waiting: &Waiting) -> Told {
    let child = |child: ChildId| home.name_of(Subject::Child(child));
    let first = |staff: StaffId| home.people.first_name(staff);
    let gone = || told("", "");
    let note = |id| home.notes.get(id);
    match waiting {
        Waiting::ReadAlert { id, level } => home.alerts.get(*id).map_or_else(gone, |alert| {
            told(format!("{}: read the {} alert", child(alert.child), level.words()), "now")
        }),
        Waiting::AcceptNote(id) => note(*id).map_or_else(gone, |note| {
            told(format!("{}: accept {}’s off-duty note", child(note.child), first(note.by)), "now")
        }),
        Waiting::ReadNote(id) => note(*id).map_or_else(gone, |note| {
            told(format!("{}: read {}’s off-duty note", child(note.child), first(note.by)), "to read")
        }),
        Waiting::Answer(id) => home.alerts.get(*id).map_or_else(gone, |alert| {
            let feeling = alert.warning.feeling.words();
            told(format!("{}: {feeling} alert ran out. What happened?", child(alert.child)), "ran out")
        }),
        Waiting::NotAccepted(id) => note(*id).map_or_else(gone, |note| {
            let (cover, by) = (first(note.plan.cover), first(note.by));
            told(format!("{}: {cover} has not accepted {by}’s note", child(note.child)), "not accepted")
        }),
        Waiting::NoNote { whose, leave, child: about } => {
            let whose = if *whose == me { "you are".into() } else { format!("{} is", first(*whose)) };
            let from = leave.away_from.date().format("%-d %b");
            told(format!("{}: {whose} away from {from}, no note yet", child(*about)), "leave a note")
        }
        Waiting::WhileAway(id) => note(*id).map_or_else(gone, |note| {
            told(format!("{}: what happened while you were away", child(note.child)), "back")
        }),
        Waiting::Line { subject, words, age, part, before, .. } => {
            let remark = match (before, *age) {
                (Some(before), _) => when::shown_left(*before, now.at),
                (None, 0) => part.lower().to_owned(),
                (None, age) => when::shown_age(age),
            };
            told(format!("{}: {words}", home.name_of(*subject)), &remark)
        }
        Waiting::WentOff { began, .. } => told(
            format!("Still on shift since {}. When did you go off?", when::shown_when(*began, now)),
            "asked",
        ),
        Waiting::TakeOver { by, at } if *by == me => told(
            format!("Your shift, signed over {}, is not accepted", when::shown_when(*at, now)),
            "not accepted",
        ),
        Waiting::TakeOver { by, at } => {
            let at = when::shown_when(*at, now);
            told(format!("Accept the shift: {} signed it over {at}", first(*by)), "not accepted")
        }
        Waiting::NotHandedOver(shift) => {
            told(super::handing_over::left_in_words(home, now, shift), "ask them")
        }
        Waiting::RecoveryUsed(at) => {
            told(format!("The recovery key was used on {}", when::shown_when(*at, now)), "look")
        }
        Waiting::NotShutOut(who) => {
            told(format!("{} left, and what they had still opens the home", first(*who)), "try again")
        }
        Waiting::OneManager => told("Only one person can manage this home: add a second manager", "look"),
        Waiting::NoBackup(None) => told("There is no backup of this home yet", "look"),
        Waiting::NoBackup(Some(made)) => {
            told(format!("No backup since {}", when::shown_when(*made, now)), "look")
        }
        Waiting::NoSecondBackup => told("No backup in the second folder for a week", "look"),
        Waiting::Opened(number) => {
            let mut openings = home.access.openings().iter();
            openings.find(|opening| opening.number == *number).map_or_else(gone, |opening| {
                let about = home.name_of(opening.subject);
                told(format!("{about}: {} opened what is kept to others", first(opening.by)), "look")
            })
        }
        Waiting::NoKeyworker(about) => {
            told(format!("{}: no {} yet", child(*about), home.house.terms.keyworker), "appoint")
        }
    }
}

fn told(what: impl Into<String>, came: impl Into<String>) -> Told {
    Told { what: what.into(), came: came.into() }
}

fn house(fact: &house::Fact) -> Told {
    match fact {
        house::Fact::Opened(opening) => told(&opening.name, "opened"),
        house::Fact::Renamed(name) => told(name, "the home's name now"),
        house::Fact::HoursSet(_)
        | house::Fact::ZoneSet(_)
        | house::Fact::TermsSet(_)
        | house::Fact::Reworded { .. }
        | house::Fact::CheckMinutesSet(_)
        | house::Fact::OnCallSet(_)
        | house::Fact::LockMinutesSet(_)
        | house::Fact::SecondFolderSet(_) => told("settings of the home", "changed"),
        house::Fact::Restored { last, .. } => told(format!("a backup that ends at entry {last}"), "put back"),
    }
}

fn people(home: &Home, fact: &people::Fact) -> Option<Told> {
    let of = |whose, came: &str| Some(told(home.people.name(whose), came));
    match fact {
        people::Fact::Joined { name, .. } => Some(told(name, "joined")),
        people::Fact::Changed { name, role, ends: None, .. } => Some(told(name, role.words())),
        people::Fact::Changed { name, role, ends: Some(day), .. } => {
            Some(told(name, format!("{}, last day {}", role.words(), day.date().format("%-d %B"))))
        }
        people::Fact::LeavePlanned { whose, .. } => of(*whose, "leave planned"),
        people::Fact::LeaveCancelled { whose, .. } => of(*whose, "leave cancelled"),
        people::Fact::LetIn { whose, .. } => of(*whose, "let in"),
        people::Fact::Suspended(whose) => of(*whose, "stopped for now"),
        people::Fact::LetGoOn(whose) => of(*whose, "goes on"),
        people::Fact::RecoveryKeyMade => Some(told("recovery key", "made anew")),
        people::Fact::RecoveryKnown => Some(told("use of the recovery key", "known")),
        people::Fact::KeyMade(_) | people::Fact::KeyRecovered(_) => Some(told("signing key", "made")),
        people::Fact::KeymapChosen(_)
        | people::Fact::ThemeChosen(_)
        | people::Fact::ShownRound
        | people::Fact::SignedIn { .. } => None,
    }
}

fn child(home: &Home, fact: &child::Fact) -> Told {
    match fact {
        child::Fact::Admitted { .. } => told("came to live here", ""),
        child::Fact::ProfileChanged { .. } => told("page", "changed"),
        child::Fact::Appointed { work, .. } => {
            told(&home.house.terms.keyworker, home.people.name(work.staff))
        }
        child::Fact::StoodDown { staff } => {
            told(&home.house.terms.keyworker, format!("no longer {}", home.people.name(*staff)))
        }
        child::Fact::MovedOn => told("moved on", ""),
    }
}

fn diary(home: &Home, fact: &diary::Fact) -> Told {
    let of =
        |id, came: &str| told(home.diary.get(id).map_or("appointment", |booked| booked.what.as_str()), came);
    match fact {
        diary::Fact::Booked(booked) => told(&booked.what, "booked"),
        diary::Fact::Cancelled(id) => of(*id, "cancelled"),
        diary::Fact::PutBack(id) => of(*id, "back in the diary"),
    }
}

fn routine(home: &Home, fact: &routine::Fact) -> Told {
    let line =
        |id| home.lists.routines().find(|line| line.id == id).map_or("a routine line", |line| &line.words);
    let duty = |id| home.lists.duty(id).map_or("a duty", |duty| &duty.words);
    match fact {
        routine::Fact::Added(line) => told(&line.words, "added to the routine"),
        routine::Fact::Changed { was, now } => told(line(*was), format!("now {}", now.words)),
        routine::Fact::ChangedBack { was, .. } => told(line(*was), "as it was"),
        routine::Fact::Ended { id, .. } => told(line(*id), "no longer asked"),
        routine::Fact::Resumed { id, .. } => told(line(*id), "asked again"),
        routine::Fact::DutySet(duty) => told(&duty.words, duty.cycle.words()),
        routine::Fact::DutyEnded(id) => told(duty(*id), "no longer asked"),
        routine::Fact::DutyResumed(id) => told(duty(*id), "asked again"),
    }
}

fn checklist(home: &Home, entry: &Entry, fact: &checklist::Fact) -> Told {
    let line = |line| home.lists.trails.get(entry.subject, line).map_or("a line", |trail| &trail.words);
    let todo = |id| home.lists.todo(id).map_or("a to-do", |todo| &todo.words);
    match fact {
        checklist::Fact::Ticked { words, tick, .. } => told(words, tick.outcome.words()),
        checklist::Fact::Noted { words, .. } => told(words, "some of it done"),
        checklist::Fact::OpenedAgain { line: id } => told(line(*id), "open again"),
        checklist::Fact::Given { words, to: Some(to), .. } => {
            told(words, format!("given to {}", home.people.name(*to)))
        }
        checklist::Fact::Given { words, to: None, .. } => told(words, "given to nobody"),
        checklist::Fact::TakenBack { line: id, .. } => told(line(*id), "taken back"),
        checklist::Fact::TodoAdded(added) => {
            told(&added.words, format!("to do on {}", added.day.date().format("%-d %B")))
        }
        checklist::Fact::TodoWithdrawn(id) => told(todo(*id), "taken out"),
        checklist::Fact::TodoPutBack(id) => told(todo(*id), "put back"),
    }
}

fn alert(home: &Home, fact: &alert::Fact) -> String {
    match fact {
        alert::Fact::Raised { warning, .. } => {
            format!("{}, {}", warning.level.words(), warning.feeling.words())
        }
        alert::Fact::Withdrawn(_) => "taken back".into(),
        alert::Fact::Read(id) => {
            let level = home.alerts.get(*id).map_or("", |alert| alert.warning.level.words());
            format!("{level}, read").trim_start_matches(", ").into()
        }
        alert::Fact::ReadTakenBack(_) => "unread again".into(),
        alert::Fact::FollowedUp { .. } => "follow-up".into(),
        alert::Fact::FollowUpTakenBack { .. } => "follow-up taken back".into(),
        alert::Fact::Closed { .. } => "closed".into(),
        alert::Fact::OpenedAgain(_) => "open again".into(),
    }
}

fn night(fact: &night::Fact) -> Told {
    match fact {
        night::Fact::Checked { found, .. } => told("night check", found.words()),
        night::Fact::CheckTakenBack(_) => told("night check", "taken back"),
        night::Fact::EverySet { minutes: Some(minutes), .. } => {
            told("night checks", format!("every {minutes} minutes"))
        }
        night::Fact::EverySet { minutes: None, .. } => told("night checks", "as for everyone"),
    }
}

fn shift(home: &Home, fact: &shift::Fact) -> Told {
    let whose = |number: &u64| {
        let shift = home.shifts.since(DateTime::UNIX_EPOCH).into_iter().find(|shift| shift.number == *number);
        shift.map_or("someone", |shift| home.people.name(shift.staff))
    };
    match fact {
        shift::Fact::Started { staff, kind, .. } => {
            told(home.people.name(*staff), format!("on shift, {}", kind.words()))
        }
        shift::Fact::StartTakenBack(_) => told("coming on", "taken back"),
        shift::Fact::Ended { number, .. } => told(whose(number), "off shift"),
        shift::Fact::WentOn(number) => told(whose(number), "still on shift"),
        shift::Fact::Led { now: Some(number), .. } => told(whose(number), "leads the shift"),
        shift::Fact::Led { now: None, .. } => told("nobody", "leads the shift"),
        shift::Fact::Awaited { staff, kind, .. } => {
            told(home.people.name(*staff), format!("expected, {}", kind.words()))
        }
        shift::Fact::NotAwaited { staff, .. } => told(home.people.name(*staff), "no longer expected"),
    }
}

fn handing_over(fact: &handing_over::Fact) -> &'static str {
    match fact {
        handing_over::Fact::Signed { .. } => "signed, not accepted yet",
        handing_over::Fact::Accepted(_) => "accepted",
        handing_over::Fact::TakenBack(_) => "taken back",
    }
}

fn handover(home: &Home, fact: &handover::Fact) -> String {
    match fact {
        handover::Fact::Left { plan, .. } => format!("left with {}", home.people.name(plan.cover)),
        handover::Fact::Read(_) => "read".into(),
        handover::Fact::ReadTakenBack(_) => "unread again".into(),
        handover::Fact::Accepted(_) => "accepted".into(),
        handover::Fact::AcceptanceTakenBack(_) => "no longer accepted".into(),
        handover::Fact::Withdrawn(_) => "taken back".into(),
        handover::Fact::CaughtUp(_) => "caught up on".into(),
    }
}

fn access(home: &Home, fact: &access::Fact) -> Option<Told> {
    let of = |what: &access::What| match what {
        access::What::Child(_) => "record",
        access::What::Entry(_) => "log entry",
    };
    match fact {
        access::Fact::Kept { what, to, .. } => Some(told(of(what), format!("kept to {}", names(home, to)))),
        access::Fact::Lifted(what) => Some(told(of(what), "open to everyone again")),
        access::Fact::Opened { what, .. } => Some(told(of(what), "opened, with a reason")),
        access::Fact::Known(_) => Some(told("opening", "looked at")),
        access::Fact::Consented { whose, answer, .. } => Some(told(whose.words(), answer.words())),
        access::Fact::Looked(_) => None,
    }
}

/// "Sam, Priya and the managers".
pub fn names(home: &Home, to: &BTreeSet<StaffId>) -> String {
    let named: Vec<&str> = to.iter().map(|staff| home.people.first_name(*staff)).collect();
    if named.is_empty() { "the managers".into() } else { format!("{} and the managers", named.join(", ")) }
}

fn went(home: &Home, fact: &whereabouts::Fact) -> Told {
    match fact {
        whereabouts::Fact::Went { place, due_back, .. } => {
            let due = due_back.map(|due| format!("due back {}", when::shown_time(due, home.house.zone)));
            told(place.words(), due.unwrap_or_default())
        }
        whereabouts::Fact::WentTakenBack(_) => told("in and out", "taken back"),
        whereabouts::Fact::Stepped { step: Step::Did, note, .. } => told(Place::Missing.words(), note),
        whereabouts::Fact::Stepped { step, .. } => told(Place::Missing.words(), step.words()),
        whereabouts::Fact::StepTakenBack { .. } => told(Place::Missing.words(), "a step taken back"),
    }
}

/// Where a child is and until when: "out alone, library, since 16:32, due back 17:30".
pub fn stay(stay: &Stay, now: Moment) -> String {
    let mut words = vec![stay.place.words().to_owned()];
    words.extend(Some(stay.note.clone()).filter(|note| !note.is_empty()));
    words.push(format!("since {}", when::shown_when(stay.since, now)));
    words.extend(stay.due_back.map(|due| format!("due back {}", when::shown_when(due, now))));
    words.join(", ")
}

fn log(fact: &log::Fact) -> Option<&'static str> {
    match fact {
        log::Fact::Written(written) if written.kept_to.is_some() => Some("kept to named people"),
        log::Fact::Written(written) => Some(match written.event {
            log::Event::Ordinary => written.category.words(),
            log::Event::Measure | log::Event::Serious => written.event.words(),
        }),
        log::Fact::Amended { .. } => Some("amended"),
        log::Fact::TakenBack { .. } => Some("taken back"),
        log::Fact::ReadTo(_) => None,
    }
}
