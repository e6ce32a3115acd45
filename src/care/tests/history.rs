//! Random histories of a home: anyone does anything the rules let them, mostly forwards in time.
//!
//! A [`Move`] is a few numbers that are read as an act against the home as it stands, so that what it refers to
//! is mostly there, and a history that fails can be made smaller by leaving moves out.

use super::*;
use crate::care::alert::{Act as AlertAct, Audience, Feeling, Level, Until, Warning};
use crate::care::checklist::InTime;
use crate::care::child::{
    Act as ChildAct, Contact, ContactRule, Keywork, Profile, ReasonForChange, SignificantDate, Tie,
};
use crate::care::clock::{Answer, Ask, Record, Talk, Telling, Then, Told};
use crate::care::diary::{Act as DiaryAct, Kind};
use crate::care::handover::{Act as NoteAct, Draft, DraftTask, window};
use crate::care::house::Act as HouseAct;
use crate::care::log::{Act as LogAct, Category, Event, Knowing, Mood};
use crate::care::night::{Act as NightAct, Found};
use crate::care::people::{Account, Act as PeopleAct, Leave};
use crate::care::routine::Act as RoutineAct;
use crate::care::whereabouts::{Act as GoAct, Place, Step as WhoTold};
use chrono::TimeDelta;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// One move of a history.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Move {
    /// How long after the move before; now and then before it, as a wrong clock has it.
    minutes: i32,
    who: u8,
    kind: u8,
    /// What the act picks from what there is.
    picks: [u8; 4],
}

impl Move {
    /// The same, by a clock that never runs back.
    pub(crate) fn forwards(self) -> Self {
        Self { minutes: self.minutes.rem_euclid(3_000), ..self }
    }
}

/// Any history of so many moves.
pub(crate) fn moves(most: usize) -> impl Strategy<Value = Vec<Move>> {
    let minutes = prop_oneof![
        20 => 0..90_i32,
        6 => 90..700_i32,
        3 => 700..5_000_i32,
        1 => -3_000..0_i32,
        1 => proptest::sample::select(vec![-500_000, 500_000]),
    ];
    let one = (minutes, any::<u8>(), any::<u8>(), any::<[u8; 4]>());
    let one = one.prop_map(|(minutes, who, kind, picks)| Move { minutes, who, kind, picks });
    proptest::collection::vec(one, 0..=most)
}

/// The home of the tests after a history; what the rules refuse did not happen.
pub(crate) fn lived(moves: &[Move]) -> Given {
    moves.iter().fold(given([]), |given, one| given.later(*one).moved(*one).0)
}

impl Given {
    /// Time goes on, or back.
    pub(crate) fn later(mut self, one: Move) -> Self {
        let at = self.now.at + TimeDelta::minutes(one.minutes.into());
        self.now = Moment { at, zone: self.home.house.zone };
        self
    }

    /// What the move asks, and whether the rules let it happen.
    pub(crate) fn moved(mut self, one: Move) -> (Self, bool) {
        let by = pick(self.home.people.all().map(|staff| staff.id), one.who).expect("somebody works here");
        let fresh = Uuid::from_u128(0x10_0000 + 0x100 * u128::from(self.home.last));
        let decided = self.asks(by, one).and_then(|act| {
            let stamp = Stamp { moment: self.now, fresh };
            self.home.decide(by, stamp, act).ok()
        });
        let happened = decided.is_some();
        if let Some(decided) = decided {
            self.fold(decided.entry(self.home.last + 1, by, self.now));
        }
        (self, happened)
    }

    /// What someone asks; nothing when there is nothing to ask it of.
    fn asks(&self, by: StaffId, one: Move) -> Option<Act> {
        let world = World { home: &self.home, now: self.now, today: self.home.day_of(self.now), by, one };
        match one.kind % 32 {
            0..10 => world.list().map(Act::Checklist),
            10..13 => {
                self.entries.iter().rev().take(6).filter(|entry| entry.by == by).find_map(Entry::opposite)
            }
            13..16 => world.routine().map(Act::Routine),
            16 => world.diary().map(Act::Diary),
            17..20 => world.alert().map(Act::Alert),
            20..22 => world.note().map(Act::Handover),
            22..25 => world.log().map(Act::Log),
            25..27 => world.night().map(Act::Night),
            27..29 => world.go().map(Act::Whereabouts),
            29 => world.people().map(Act::People),
            30 => world.child().map(Act::Child),
            _ => Some(Act::House(world.house())),
        }
    }
}

fn pick<T>(from: impl IntoIterator<Item = T>, n: u8) -> Option<T> {
    let all: Vec<T> = from.into_iter().collect();
    let place = usize::from(n).checked_rem(all.len())?;
    all.into_iter().nth(place)
}

struct World<'a> {
    home: &'a Home,
    now: Moment,
    today: CareDay,
    by: StaffId,
    one: Move,
}

impl World<'_> {
    fn n(&self, place: usize) -> u8 {
        self.one.picks[place]
    }

    fn of<T: Copy>(&self, all: &[T], place: usize) -> T {
        all[usize::from(self.n(place)) % all.len()]
    }

    fn child_id(&self) -> Option<ChildId> {
        pick(self.home.children.here().map(|child| child.id), self.n(0))
    }

    fn subject(&self) -> Option<Subject> {
        let children = self.home.children.here().map(|child| Subject::Child(child.id));
        pick(children.chain([Subject::House]), self.n(0))
    }

    fn staff(&self, place: usize) -> Option<StaffId> {
        pick(self.home.people.all().map(|staff| staff.id), self.n(place))
    }

    fn day(&self, place: usize) -> CareDay {
        self.today.plus(i32::from(self.n(place) % 8) - 2)
    }

    fn words(&self) -> String {
        format!("thing {}", self.n(1) % 5)
    }

    fn list(&self) -> Option<ListAct> {
        let subject = self.subject()?;
        let all = |day| Part::ALL.into_iter().flat_map(move |part| lines(self.home, subject, day, part));
        let day = if self.n(2).is_multiple_of(5) { self.today.plus(-1) } else { self.today };
        match self.n(3) % 12 {
            0..7 => {
                let line = pick(all(day), self.n(1))?;
                if let Some(InTime { ask, .. }) = line.in_time {
                    let (line, answer) = (line.id, Box::new(self.answer(ask)));
                    let then = self.of(&[Then::Close, Then::KeepOpen], 3);
                    return Some(ListAct::Answer { subject, line, day, answer, then });
                }
                let (line, outcome) = (line.id, self.of(&Outcome::ALL, 2));
                let reason = (outcome == Outcome::Missed).then_some(Reason::NoTime);
                Some(ListAct::Tick { subject, line, day, outcome, reason, note: String::new() })
            }
            7 => Some(ListAct::OpenAgain { subject, line: pick(all(day), self.n(1))?.id, day }),
            8 => {
                let day = day.plus(i32::from(self.n(2) % 3));
                let (line, to) = (pick(all(day), self.n(1))?.id, self.staff(2).filter(|_| self.n(2) > 40));
                Some(ListAct::Give { subject, line, day, to })
            }
            9 => {
                let (day, part, to) =
                    (self.day(2), self.of(&Part::ALL, 1), self.staff(1).filter(|_| self.n(1) > 99));
                Some(ListAct::AddTodo { subject, day, part, words: self.words(), to })
            }
            10 => Some(ListAct::WithdrawTodo(pick(self.home.lists.todos(), self.n(1))?.id)),
            _ => Some(ListAct::PutTodoBack(pick(self.home.lists.todos(), self.n(1))?.id)),
        }
    }

    fn answer(&self, ask: Ask) -> Answer {
        let talk = |with| Talk { at: self.now.at, with, said: self.words() };
        match ask {
            Ask::Record => {
                let said = || self.words();
                let (kept, led_to, measure, tried) = (said(), said(), said(), said());
                let (who, effect, injuries) = (said(), said(), said());
                Answer::Record(Record { kept, led_to, measure, tried, who, effect, injuries })
            }
            Ask::Involved => Answer::Involved(talk(self.words())),
            Ask::Child => Answer::Child(talk(String::new())),
            Ask::Tell => {
                let told = vec![Told { whom: self.words(), at: self.now.at }];
                Answer::Told(Telling { told, words: self.words(), nobody: String::new() })
            }
        }
    }

    fn routine(&self) -> Option<RoutineAct> {
        let whose = if self.n(1).is_multiple_of(3) { Whose::EveryChild } else { Whose::One(self.subject()?) };
        let (part, words) = (self.of(&Part::ALL, 2), self.words());
        let weekdays = [Weekdays::EVERY, Weekdays::SCHOOL, Weekdays::WEEKEND];
        let when =
            if self.n(2).is_multiple_of(7) { When::BeforeMeeting } else { When::On(self.of(&weekdays, 2)) };
        let id = pick(self.home.lists.routines(), self.n(2))?.id;
        let duty = || pick(self.home.lists.duties(), self.n(1)).map(|duty| duty.id);
        match self.n(3) % 8 {
            0 | 1 => Some(RoutineAct::Add { whose, part, words, when }),
            2 => Some(RoutineAct::Change { id, whose, part, words, when }),
            3 => Some(RoutineAct::End { id, whose }),
            4 => Some(RoutineAct::Resume { id, whose }),
            5 => {
                let cycle = self.of(&[Cycle::Days(1), Cycle::Days(3), Cycle::Weeks(1), Cycle::Months(1)], 1);
                Some(RoutineAct::SetDuty { subject: self.subject()?, part, words, cycle, due: self.day(2) })
            }
            6 => duty().map(RoutineAct::EndDuty),
            _ => duty().map(RoutineAct::ResumeDuty),
        }
    }

    fn diary(&self) -> Option<DiaryAct> {
        let known = || pick(self.home.diary.all(), self.n(1)).map(|booked| booked.id);
        match self.n(3) % 4 {
            0 => known().map(DiaryAct::Cancel),
            _ => Some(DiaryAct::Book {
                subject: self.subject()?,
                day: self.day(2),
                time: NaiveTime::from_hms_opt(u32::from(self.n(1) % 24), 30, 0)?,
                what: self.words(),
                kind: self.of(&Kind::ALL, 2),
                taken_by: self.staff(1).filter(|_| self.n(1) > 128),
                note: String::new(),
            }),
        }
    }

    fn alert(&self) -> Option<AlertAct> {
        let alert = || pick(self.home.alerts.all(), self.n(1));
        let text = self.words();
        match self.n(3) % 10 {
            0..3 => {
                let parts: BTreeSet<Part> =
                    (self.n(1) > 128).then(|| self.of(&Part::ALL, 1)).into_iter().collect();
                let people = (self.n(2) > 200).then(|| self.staff(2)).flatten().into_iter().collect();
                let warning = Box::new(Warning {
                    level: self.of(&Level::ALL, 2),
                    feeling: self.of(&Feeling::ALL, 1),
                    about: text,
                    shows: String::new(),
                    helps: String::new(),
                    audience: Audience { parts, people },
                });
                let until = [Until::Tonight, Until::Tomorrow, Until::Closed, Until::Day(self.day(1))];
                Some(AlertAct::Raise { child: self.child_id()?, warning, until: self.of(&until, 2) })
            }
            3..6 => Some(AlertAct::Read(alert()?.id)),
            6 => Some(AlertAct::FollowUp { id: alert()?.id, text }),
            7 => Some(AlertAct::Close { id: alert()?.id, what_happened: text }),
            8 => Some(AlertAct::OpenAgain(alert()?.id)),
            _ => Some(AlertAct::Withdraw(alert()?.id)),
        }
    }

    fn note(&self) -> Option<NoteAct> {
        let note = || pick(self.home.notes.all(), self.n(1)).map(|note| note.id);
        match self.n(3) % 8 {
            0..3 => {
                let (child, away_from) = (self.child_id()?, self.today.plus(i32::from(self.n(1) % 4)));
                let back_on = away_from.plus(1 + i32::from(self.n(2) % 6));
                let (day, part, to) =
                    (away_from, self.of(&Part::ALL, 1), self.staff(2).filter(|_| self.n(2) > 128));
                Some(NoteAct::Leave(Box::new(Draft {
                    child,
                    away_from,
                    back_on,
                    cover: self.staff(1),
                    second: self.staff(2).filter(|_| self.n(2) > 99),
                    told: String::new(),
                    coming: window(self.home, child, away_from, back_on),
                    tasks: vec![DraftTask { day, part, words: self.words(), to }],
                    worries: String::new(),
                    call: String::new(),
                })))
            }
            3 => note().map(NoteAct::Read),
            4 | 5 => note().map(NoteAct::Accept),
            6 => note().map(NoteAct::Withdraw),
            _ => note().map(NoteAct::CatchUp),
        }
    }

    fn log(&self) -> Option<LogAct> {
        let subject = self.subject()?;
        match self.n(3) % 8 {
            0 => Some(LogAct::ReadTo(self.home.last)),
            1 => {
                let (of, text, why) = (LogId(fresh(self.n(1).into())), self.words(), "why".into());
                Some(LogAct::Amend { subject, day: self.today, of, text, why })
            }
            _ => Some(LogAct::Write {
                subject,
                happened: self.now.at - TimeDelta::minutes(i64::from(self.n(1)) * 9),
                category: self.of(&Category::ALL, 1),
                text: self.words(),
                own_words: String::new(),
                mood: Mood::new(self.n(2) % 7),
                knowing: Knowing::Seen,
                event: if self.n(2) > 200 { self.of(&Event::ALL, 2) } else { Event::Ordinary },
                kept_to: None,
            }),
        }
    }

    fn night(&self) -> Option<NightAct> {
        let child = self.child_id()?;
        if self.n(2) > 240 {
            let minutes = (self.n(1) > 64).then_some(u16::from(self.n(1)));
            return Some(NightAct::SetEvery { child, minutes });
        }
        let found = self.of(&Found::ALL, 1);
        Some(NightAct::Check { child, found, note: String::new() })
    }

    fn go(&self) -> Option<GoAct> {
        let (child, place) = (self.child_id()?, self.of(&Place::ALL, 1));
        let whereabouts = &self.home.whereabouts;
        if let Some(stay) = whereabouts.missing(child).filter(|_| self.n(3) > 100) {
            let (of, at, step, note) = (stay.first, self.now.at, self.of(&WhoTold::ALL, 2), self.words());
            return Some(GoAct::Take { child, of, at, step, note });
        }
        let since = self.now.at - TimeDelta::minutes(i64::from(self.n(2)) * 3);
        let due_back = (place == Place::OutAlone || self.n(2) > 128).then(|| since + TimeDelta::hours(2));
        let instead_of =
            whereabouts.stay(child).map(|stay| stay.number).filter(|_| self.n(3).is_multiple_of(4));
        Some(GoAct::Go { child, place, since, due_back, note: String::new(), last_seen: None, instead_of })
    }

    fn people(&self) -> Option<PeopleAct> {
        let leave = Leave { away_from: self.day(1), back_on: self.day(1).plus(3) };
        let (whose, name, role) = (self.staff(2)?, self.words(), self.of(&Role::ALL, 1));
        let ends = (self.n(1) > 128).then(|| self.day(2).plus(5));
        match self.n(3) % 6 {
            0 | 1 => Some(PeopleAct::PlanLeave { whose: self.by, leave }),
            2 => {
                let leave = self.home.people.get(self.by)?.leave.first().copied()?;
                Some(PeopleAct::CancelLeave { whose: self.by, leave })
            }
            3 => Some(PeopleAct::ChooseTheme(Some(name))),
            4 => Some(PeopleAct::Join { login: format!("login {}", self.n(2)), name, role, ends }),
            _ => {
                let seen = self.home.people.get(whose)?.account();
                Some(PeopleAct::Change { whose, seen, account: Account { name, role, ends } })
            }
        }
    }

    fn child(&self) -> Option<ChildAct> {
        let (child, staff) = (self.child_id()?, self.staff(1)?);
        let (month, day) = (1 + self.n(1) % 12, 1 + self.n(2) % 28);
        let agreed = ContactRule::Agreed { how: "call".into(), on: Weekdays::WEEKEND };
        let profile = Box::new(Profile {
            name: format!("Child {}", self.n(1)),
            contacts: vec![Contact { who: self.words(), rule: agreed }],
            dates: vec![SignificantDate { what: self.words(), month, day }],
            ..Profile::default()
        });
        let tie = if self.n(2) > 128 { Tie::Keyworker } else { Tie::Second };
        match self.n(3) % 8 {
            0..3 => Some(ChildAct::ChangeProfile { child, profile }),
            3..5 => {
                let from = self.day(1);
                let until = (self.n(2).is_multiple_of(3)).then(|| from.plus(5));
                let why = Some(self.of(&ReasonForChange::ALL, 1));
                Some(ChildAct::Appoint { child, work: Keywork { staff, tie, from, until }, why })
            }
            5 => Some(ChildAct::StandDown { child, staff }),
            6 => Some(ChildAct::Admit { profile, keyworker: Some(staff) }),
            _ if self.n(2) > 200 => Some(ChildAct::MoveOn(child)),
            _ => None,
        }
    }

    fn house(&self) -> HouseAct {
        let hours = [("06:45", "09:00", "20:00"), ("07:30", "10:00", "21:00"), ("01:30", "02:00", "19:00")];
        let (morning, day, night) = self.of(&hours, 1);
        let zones = [chrono_tz::Europe::London, chrono_tz::Europe::Madrid, chrono_tz::Pacific::Apia];
        match self.n(3) % 4 {
            0 => HouseAct::SetHours(
                Hours::new(clock(morning), clock(day), clock(night)).expect("they are in order"),
            ),
            1 => HouseAct::SetZone(self.of(&zones, 2)),
            2 => HouseAct::SetCheckMinutes(u16::from(self.n(1))),
            _ => HouseAct::SetOnCall(self.words()),
        }
    }
}
