//! The rules, tested as values: `given(steps).when(act).then(fact or refusal)`, and lists compared as text.
//!
//! The home of these tests is opened on 1 November 2026, has one person in each role and two children, and a
//! routine short enough to be read whole. `at(23, "07:20")` is a time on the wall on 23 November; days count
//! on past the month's end.

mod accounts;
mod appointments;
mod charts;
mod clock_changes;
mod due;
pub(crate) mod history;
mod in_and_out;
mod in_time;
mod kept;
mod leave;
mod nights;
mod random;
mod receipts;
mod roles;
mod routines;
mod settings;
mod shifts;
mod taking_back;
mod taking_over;
mod ticking;
mod waits;
mod warnings;
mod writing;

use super::checklist::{Act as ListAct, LineId, Source};
use super::days::{CareDay, Cycle, Moment, Part, Weekdays, instant};
use super::lines::{Line, lines};
use super::people::Role;
use super::routine::{When, Whose};
use super::trail::{Outcome, Reason};
use super::waiting::{Waiting, waiting};
use super::*;
use chrono::{NaiveDate, NaiveTime};

pub(crate) const RUTH: StaffId = StaffId(Uuid::from_u128(0x11));
pub(crate) const JO: StaffId = StaffId(Uuid::from_u128(0x12));
pub(crate) const PRIYA: StaffId = StaffId(Uuid::from_u128(0x13));
pub(crate) const SAM: StaffId = StaffId(Uuid::from_u128(0x14));
pub(crate) const DEE: StaffId = StaffId(Uuid::from_u128(0x15));
pub(crate) const TOM: StaffId = StaffId(Uuid::from_u128(0x16));
pub(crate) const AL: StaffId = StaffId(Uuid::from_u128(0x17));
pub(crate) const IRIS: StaffId = StaffId(Uuid::from_u128(0x18));

/// One person in each role; Dee is a second worker, nobody's keyworker.
pub(crate) const STAFF: [(StaffId, &str, &str, Role); 8] = [
    (RUTH, "ruth", "Ruth Ellison", Role::Manager),
    (JO, "jo", "Jo Lund", Role::Deputy),
    (PRIYA, "priya", "Priya Nair", Role::Senior),
    (SAM, "sam", "Sam Okoro", Role::Worker),
    (DEE, "dee", "Dee Marsh", Role::Worker),
    (TOM, "tom", "Tom Beech", Role::Night),
    (AL, "al", "Al Sorrel", Role::Agency),
    (IRIS, "iris", "Iris Calder", Role::Visitor),
];

pub(crate) const KASIA_ID: ChildId = ChildId(Uuid::from_u128(0x21));
pub(crate) const MO_ID: ChildId = ChildId(Uuid::from_u128(0x22));
pub(crate) const KASIA: Subject = Subject::Child(KASIA_ID);
pub(crate) const MO: Subject = Subject::Child(MO_ID);

/// What `when` makes has this identity; what comes with it has the next ones.
const FRESH: u128 = 0x9000;

/// An act that may look at the home to find what it is about.
type Ask = Box<dyn Fn(&Home, Moment) -> Act>;

pub(crate) enum Step {
    At(DateTime<Utc>),
    Does(StaffId, Ask),
}

/// So that a test reads "Dee does …".
pub(crate) trait Does {
    fn does(self, act: impl Asks) -> Step;
}

impl Does for StaffId {
    fn does(self, act: impl Asks) -> Step {
        Step::Does(self, act.ask())
    }
}

/// An act, or one that has yet to be worked out.
pub(crate) trait Asks {
    fn ask(self) -> Ask;
}

impl Asks for Ask {
    fn ask(self) -> Ask {
        self
    }
}

impl Asks for Act {
    fn ask(self) -> Ask {
        Box::new(move |_, _| self.clone())
    }
}

macro_rules! topics {
    ($($topic:ident $arm:ident),*) => {$(
        impl From<$topic::Act> for Act {
            fn from(act: $topic::Act) -> Self {
                Act::$arm(act)
            }
        }

        impl Asks for $topic::Act {
            fn ask(self) -> Ask {
                Act::from(self).ask()
            }
        }

        impl From<$topic::Fact> for Then {
            fn from(fact: $topic::Fact) -> Self {
                Then::Fact(Fact::$arm(fact))
            }
        }
    )*};
}

topics! {
    house House, people People, child Child, diary Diary, routine Routine, checklist Checklist, alert Alert,
    handover Handover, log Log, night Night, whereabouts Whereabouts, access Access,
    shift Shift, handing_over HandingOver, receipt Receipt
}

/// An act worked out from the home as it stands when it is done.
pub(crate) fn ask<A>(look: impl Fn(&Home, Moment) -> A + 'static) -> Ask
where
    Act: From<A>,
{
    Box::new(move |home, now| Act::from(look(home, now)))
}

/// A home after some steps.
pub(crate) struct Given {
    pub(crate) home: Home,
    pub(crate) entries: Vec<Entry>,
    now: Moment,
}

/// What came of an act.
pub(crate) struct Came {
    pub(crate) home: Home,
    pub(crate) now: Moment,
    came: Result<Entry, Refusal>,
}

/// What is expected to come of one: a fact, or a refusal word by word.
pub(crate) enum Then {
    Fact(Fact),
    Refused(String),
}

impl From<&str> for Then {
    fn from(sentence: &str) -> Self {
        Then::Refused(sentence.into())
    }
}

/// The home of these tests on Monday 23 November at 07:20, after some more steps.
pub(crate) fn given(steps: impl IntoIterator<Item = Step>) -> Given {
    steps.into_iter().fold(opened(), Given::step)
}

impl Given {
    fn empty(now: DateTime<Utc>) -> Self {
        Given { home: Home::default(), entries: Vec::new(), now: moment(now) }
    }

    /// A step more; it must be accepted.
    #[track_caller]
    pub(crate) fn step(mut self, step: Step) -> Self {
        match step {
            Step::At(now) => self.now = moment(now),
            Step::Does(by, ask) => {
                let fresh = Uuid::from_u128(0x1000 + 0x10 * u128::from(self.home.last));
                let act = ask(&self.home, self.now);
                let stamp = Stamp { moment: self.now, fresh };
                match self.home.decide(by, stamp, act.clone()) {
                    Ok(decided) => self.fold(decided.entry(self.home.last + 1, by, self.now)),
                    Err(refusal) => panic!("{act:?} was refused: {refusal}"),
                }
            }
        }
        self
    }

    fn fold(&mut self, entry: Entry) {
        self.home.apply(&entry);
        self.entries.push(entry);
    }

    /// The act that is looked at.
    pub(crate) fn when(mut self, step: Step) -> Came {
        let Step::Does(by, ask) = step else { panic!("time alone does nothing") };
        let stamp = Stamp { moment: self.now, fresh: Uuid::from_u128(FRESH) };
        let decided = self.home.decide(by, stamp, ask(&self.home, self.now));
        let came = decided.map(|decided| decided.entry(self.home.last + 1, by, self.now));
        if let Ok(entry) = &came {
            self.fold(entry.clone());
        }
        Came { home: self.home, now: self.now, came }
    }

    /// The person's last act is taken back by them.
    #[track_caller]
    pub(crate) fn undo(self, by: StaffId) -> Came {
        let own = self.entries.iter().rev().find(|entry| entry.by == by).expect("they did something");
        let act = own.opposite().expect("it can be taken back");
        self.when(by.does(act))
    }

    /// Looks at a list as it stands.
    #[track_caller]
    pub(crate) fn shows(self, subject: Subject, day: u32, part: Part, expected: &[&str]) -> Self {
        assert_eq!(shown(&self.home, subject, day, part), expected);
        self
    }

    /// Looks at what waits for someone.
    #[track_caller]
    pub(crate) fn waits_for(self, who: StaffId, expected: &[&str]) -> Self {
        assert_eq!(waits(&self.home, who, self.now), expected);
        self
    }
}

impl Came {
    /// A fact, or a refusal word by word.
    #[track_caller]
    pub(crate) fn then(self, expected: impl Into<Then>) -> Self {
        match (expected.into(), &self.came) {
            (Then::Fact(expected), Ok(entry)) => assert_eq!(entry.fact, expected),
            (Then::Refused(expected), Err(refusal)) => assert_eq!(refusal.to_string(), expected),
            (Then::Fact(expected), Err(refusal)) => panic!("refused: {refusal}\nnot {expected:?}"),
            (Then::Refused(expected), Ok(entry)) => {
                panic!("accepted: {:?}\nnot refused: {expected}", entry.fact)
            }
        }
        self
    }

    /// Accepted, whatever the fact.
    #[track_caller]
    pub(crate) fn accepted(self) -> Given {
        match self.came {
            Ok(entry) => Given { home: self.home, entries: vec![entry], now: self.now },
            Err(refusal) => panic!("refused: {refusal}"),
        }
    }

    /// The entry that was written.
    #[track_caller]
    pub(crate) fn entry(&self) -> &Entry {
        self.came.as_ref().expect("accepted")
    }

    #[track_caller]
    pub(crate) fn shows(self, subject: Subject, day: u32, part: Part, expected: &[&str]) -> Self {
        assert_eq!(shown(&self.home, subject, day, part), expected);
        self
    }

    #[track_caller]
    pub(crate) fn waits_for(self, who: StaffId, expected: &[&str]) -> Self {
        assert_eq!(waits(&self.home, who, self.now), expected);
        self
    }
}

fn moment(at: DateTime<Utc>) -> Moment {
    Moment { at, zone: chrono_tz::Europe::London }
}

/// A day of November 2026, counting on past its end.
pub(crate) fn day(day: u32) -> CareDay {
    CareDay::of(NaiveDate::from_ymd_opt(2026, 11, 1).unwrap()).plus(i32::try_from(day).unwrap() - 1)
}

pub(crate) fn clock(time: &str) -> NaiveTime {
    NaiveTime::parse_from_str(time, "%H:%M").unwrap()
}

/// An instant by the clock on the home's wall.
pub(crate) fn time(on: u32, time: &str) -> DateTime<Utc> {
    instant(day(on).date(), clock(time), chrono_tz::Europe::London)
}

pub(crate) fn at(on: u32, wall: &str) -> Step {
    Step::At(time(on, wall))
}

/// A new identity that `when` hands out: the n-th.
pub(crate) fn fresh(n: u128) -> Uuid {
    Uuid::from_u128(FRESH + n)
}

fn opened() -> Given {
    let mut given = Given::empty(time(1, "08:00"));
    let mut does = |by: StaffId, fresh: Uuid, act: Act| {
        let stamp = Stamp { moment: given.now, fresh };
        let decided = given.home.decide(by, stamp, act).expect("the home of the tests can be opened");
        given.fold(decided.entry(given.home.last + 1, by, given.now));
    };
    let opening = house::Opening {
        name: "Hawthorn House".into(),
        zone: chrono_tz::Europe::London,
        hours: Hours::default(),
        demo: false,
    };
    does(RUTH, RUTH.0, Act::House(house::Act::Open(opening)));
    for (id, login, name, role) in STAFF {
        let ends = (role == Role::Visitor).then(|| day(60));
        let join = people::Act::Join { login: login.into(), name: name.into(), role, ends };
        does(RUTH, id.0, Act::People(join));
    }
    for (child, name, keyworker) in [(KASIA_ID, "Kasia Wolny", SAM), (MO_ID, "Mo Idris", TOM)] {
        let profile = Box::new(child::Profile { name: name.into(), ..Default::default() });
        does(RUTH, child.0, Act::Child(child::Act::Admit { profile, keyworker: Some(keyworker) }));
    }
    for (n, (whose, part, words, when)) in (0x31..).zip(routine_lines()) {
        let add = routine::Act::Add { whose, part, words: words.into(), when };
        does(PRIYA, Uuid::from_u128(n), Act::Routine(add));
    }
    given.now = moment(time(23, "07:20"));
    given
}

fn routine_lines() -> [(Whose, Part, &'static str, When); 6] {
    let every = When::On(Weekdays::EVERY);
    [
        (Whose::EveryChild, Part::Morning, "bedroom tidy", every),
        (Whose::EveryChild, Part::Morning, "washed", every),
        (Whose::EveryChild, Part::Morning, "meeting talked through", When::BeforeMeeting),
        (Whose::EveryChild, Part::Day, "school contact", When::On(Weekdays::SCHOOL)),
        (Whose::EveryChild, Part::Night, "clean clothes out", every),
        (Whose::One(Subject::House), Part::Night, "keys counted", every),
    ]
}

/// The line of these words on a day.
#[track_caller]
pub(crate) fn find(home: &Home, subject: Subject, day: CareDay, words: &str) -> Line {
    let all: Vec<Line> = Part::ALL.into_iter().flat_map(|part| lines(home, subject, day, part)).collect();
    let found = all.iter().find(|line| line.words == words).cloned();
    found.unwrap_or_else(|| {
        panic!("no “{words}” among {:?}", all.iter().map(|line| &line.words).collect::<Vec<_>>())
    })
}

/// A list in words: "time what: outcome late, who → given to (age, missed on, why)".
pub(crate) fn shown(home: &Home, subject: Subject, on: u32, part: Part) -> Vec<String> {
    lines(home, subject, day(on), part).iter().map(|line| in_words(home, line)).collect()
}

pub(crate) fn in_words(home: &Home, line: &Line) -> String {
    let mut words = String::new();
    if let Some(time) = line.time {
        words += &format!("{} ", time.format("%H:%M"));
    }
    words += &line.words;
    if let Some((tick, step)) = &line.tick {
        let late = if tick.late { " late" } else { "" };
        words += &format!(": {}{late}, {}", tick.outcome.words(), home.people.first_name(step.by));
    }
    if let Some(given) = line.given {
        words += &format!(" → {}", home.people.first_name(given));
    }
    let mut more = Vec::new();
    if line.age > 0 {
        more.push(format!("age {}", line.age));
    }
    if let Some((day, reason)) = line.missed {
        more.push(format!("missed {}: {}", day.date().format("%a"), reason.map_or("", Reason::words)));
    }
    if more.is_empty() { words } else { format!("{words} ({})", more.join(", ")) }
}

pub(crate) fn waits(home: &Home, who: StaffId, now: Moment) -> Vec<String> {
    let child = |child: ChildId| home.name_of(Subject::Child(child)).to_string();
    let alert = |id: AlertId| child(home.alerts.get(id).expect("a known alert").child);
    let note = |id: NoteId| child(home.notes.get(id).expect("a known note").child);
    let said = |waiting: Waiting| match waiting {
        Waiting::ReadAlert { id, level } => format!("read {} alert {}", level.words(), alert(id)),
        Waiting::AcceptNote(id) => format!("accept note {}", note(id)),
        Waiting::ReadNote(id) => format!("read note {}", note(id)),
        Waiting::Answer(id) => format!("answer {}", alert(id)),
        Waiting::NotAccepted(id) => format!("not accepted {}", note(id)),
        Waiting::NoNote { whose, child: about, .. } => {
            format!("no note {} {}", home.people.first_name(whose), child(about))
        }
        Waiting::WhileAway(id) => format!("while away {}", note(id)),
        Waiting::Line { subject, words, .. } => format!("{}: {words}", home.name_of(subject)),
        Waiting::NoKeyworker(about) => format!("no keyworker {}", child(about)),
        Waiting::Opened(_) => "opened".into(),
        Waiting::WentOff { .. } => "when did you go off".into(),
        Waiting::NotShutOut(_) => "not shut out".into(),
        Waiting::OneManager => "one manager".into(),
        Waiting::NoBackup(_) => "no backup".into(),
        Waiting::NoSecondBackup => "no second backup".into(),
        Waiting::TakeOver { by, .. } => format!("take over {}", home.people.first_name(by)),
        Waiting::NotHandedOver(shift) => format!("not handed over {}", home.people.first_name(shift.staff)),
        Waiting::RecoveryUsed(_) => "recovery key used".into(),
    };
    waiting(home, who, now).into_iter().map(said).collect()
}

/// Ticks the line of these words on today's lists.
pub(crate) fn tick(subject: Subject, words: &'static str, outcome: Outcome) -> Ask {
    tick_on(0, subject, words, outcome)
}

/// The same on the lists of some days later, or earlier when negative.
pub(crate) fn tick_on(days: i32, subject: Subject, words: &'static str, outcome: Outcome) -> Ask {
    ask(move |home, now| {
        let day = home.day_of(now).plus(days);
        let line = find(home, subject, day, words).id;
        let reason = (outcome == Outcome::Missed).then_some(Reason::NoTime);
        ListAct::Tick { subject, line, day, outcome, reason, note: String::new() }
    })
}

pub(crate) fn open_again(subject: Subject, words: &'static str) -> Ask {
    ask(move |home, now| {
        let day = home.day_of(now);
        ListAct::OpenAgain { subject, line: find(home, subject, day, words).id, day }
    })
}

pub(crate) fn give(subject: Subject, words: &'static str, to: Option<StaffId>) -> Ask {
    ask(move |home, now| {
        let day = home.day_of(now);
        ListAct::Give { subject, line: find(home, subject, day, words).id, day, to }
    })
}

pub(crate) fn todo(subject: Subject, on: u32, part: Part, words: &str, to: Option<StaffId>) -> Ask {
    ListAct::AddTodo { subject, day: day(on), part, words: words.into(), to }.ask()
}

pub(crate) fn duty(subject: Subject, part: Part, words: &str, cycle: Cycle, due: u32) -> Ask {
    routine::Act::SetDuty { subject, part, words: words.into(), cycle, due: day(due) }.ask()
}

/// A line of a routine by its words, on the day it was first asked.
pub(crate) fn routine_line(home: &Home, words: &str, due: u32) -> LineId {
    let line = home.lists.routines().find(|line| line.words == words).expect("a known line");
    LineId { source: Source::Routine(line.id), due: day(due) }
}
