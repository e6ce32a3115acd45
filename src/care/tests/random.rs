//! What holds after any history: a snapshot and its tail are the whole, what is taken back is as it was, no
//! order of independent acts matters, and nothing that refers to something unknown changes anything.

use super::history::{Move, lived, moves};
use super::*;
use crate::care::checklist::Fact as ListFact;
use bincode::Options;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::BTreeSet;

/// As the journal keeps it.
fn kept() -> impl Options {
    bincode::DefaultOptions::new().with_varint_encoding().with_limit(1 << 26).reject_trailing_bytes()
}

fn reopened(home: &Home) -> Home {
    kept().deserialize(&kept().serialize(home).unwrap()).unwrap()
}

fn subjects(home: &Home) -> Vec<Subject> {
    home.children.here().map(|child| Subject::Child(child.id)).chain([Subject::House]).collect()
}

fn all_lines(home: &Home, subject: Subject, day: CareDay) -> Vec<Line> {
    Part::ALL.into_iter().flat_map(|part| lines(home, subject, day, part)).collect()
}

/// What people see: the lists of yesterday, today and tomorrow, and all that stands beside them.
fn visible(home: &Home, now: Moment) -> String {
    let today = home.day_of(now);
    let lists: Vec<_> = (-1..=7)
        .flat_map(|off| subjects(home).into_iter().map(move |subject| (subject, off)))
        .map(|(subject, off)| all_lines(home, subject, today.plus(off)))
        .collect();
    let diary: Vec<_> = home.diary.all().collect();
    let waits: Vec<_> = home.people.all().map(|staff| waiting(home, staff.id, now)).collect();
    let (alerts, notes) = (&home.alerts, &home.notes);
    let of = |child: &child::Child| {
        (home.nights.checks(child.id), home.whereabouts.stays(child.id).collect::<Vec<_>>())
    };
    let whereabouts: Vec<_> = home.children.here().map(of).collect();
    format!("{lists:#?}{diary:#?}{waits:#?}{alerts:#?}{notes:#?}{whereabouts:#?}")
}

/// Something that changes nothing anyone sees, so that a new day has begun before one looks.
fn begun(given: Given) -> Given {
    let home = given.home.clone();
    let step = ask(move |_, _| people::Act::PutCardsAway);
    let active =
        home.people.all().find(|staff| staff.active_on(home.day_of(given.now))).map(|staff| staff.id);
    given.step(active.expect("somebody can let others in").does(step))
}

/// A tick of each line of today, each with another outcome and by another person.
fn every_line_ticked(given: &Given) -> Vec<Entry> {
    let day = given.home.day_of(given.now);
    let by: Vec<_> = given.home.people.working().map(|staff| staff.id).collect();
    let lines = subjects(&given.home).into_iter().flat_map(|subject| {
        all_lines(&given.home, subject, day).into_iter().map(move |line| (subject, line))
    });
    let tick = |(n, (subject, line)): (usize, (Subject, Line))| {
        let outcome = Outcome::ALL[n % Outcome::ALL.len()];
        let tick = trail::Tick {
            outcome,
            reason: None,
            note: String::new(),
            late: false,
            next_due: None,
            answer: None,
        };
        let fact = ListFact::Ticked { line: line.id, words: line.words, part: line.part, tick };
        Entry { number: 0, at: given.now.at, by: by[n % by.len()], day, subject, fact: Fact::Checklist(fact) }
    };
    lines.enumerate().map(tick).collect()
}

/// Today's lists in words after some more entries.
fn told_after(given: &Given, entries: &[Entry]) -> Vec<String> {
    let mut home = given.home.clone();
    for entry in entries {
        home.apply(&Entry { number: home.last + 1, ..entry.clone() });
    }
    let today = home.day_of(given.now);
    let told = subjects(&home).into_iter().flat_map(|subject| all_lines(&home, subject, today));
    told.map(|line| in_words(&home, &line)).collect()
}

/// The first place where two long texts differ, with what stands around it.
fn difference(one: &str, other: &str) -> String {
    let lines: Vec<_> = one.lines().zip(other.lines()).collect();
    let place = lines.iter().position(|(one, other)| one != other).unwrap_or(lines.len());
    let around = lines.iter().skip(place.saturating_sub(12)).take(24);
    around.map(|(one, other)| format!("{one:<60} | {other}")).collect::<Vec<_>>().join("\n")
}

/// Entries that refer to what nobody ever made, and entries of every kind about a child nobody knows.
fn strangers(given: &Given) -> Vec<Entry> {
    let (id, child) = (fresh(0xfff), subjects(&given.home)[0]);
    let unknown = Subject::Child(ChildId(id));
    let words = String::from("hair");
    let lines = [
        Source::Routine(RoutineId(id)),
        Source::Duty(DutyId(id)),
        Source::Todo(TodoId(id)),
        Source::Appointment(AppointmentId(id)),
    ];
    let line_facts = lines.into_iter().flat_map(|source| {
        let line = LineId { source, due: given.home.day_of(given.now) };
        let (outcome, reason, note) = (Outcome::Missed, None, String::new());
        let tick = trail::Tick { outcome, reason, note, late: false, next_due: None, answer: None };
        [
            ListFact::Ticked { line, words: words.clone(), part: Part::Day, tick },
            ListFact::OpenedAgain { line },
            ListFact::Given { line, words: words.clone(), part: Part::Day, to: Some(DEE) },
            ListFact::TakenBack { line, step: 3 },
        ]
    });
    let mut facts: Vec<Fact> = line_facts.map(Fact::Checklist).collect();
    let known_line = given.home.lists.trails.of(child).next().map(|(line, _)| line);
    facts.extend(known_line.map(|line| Fact::Checklist(ListFact::TakenBack { line, step: u64::MAX })));
    facts.extend(
        [ListFact::TodoWithdrawn(TodoId(id)), ListFact::TodoPutBack(TodoId(id))].map(Fact::Checklist),
    );
    facts.extend(strange_routines(id).map(Fact::Routine));
    facts.extend(strange_alerts(AlertId(id)).map(Fact::Alert));
    facts.extend(strange_notes(NoteId(id)).map(Fact::Handover));
    let (booked, of) = (AppointmentId(id), LogId(id));
    facts.extend([diary::Fact::Cancelled(booked), diary::Fact::PutBack(booked)].map(Fact::Diary));
    facts.push(Fact::Log(log::Fact::TakenBack { of }));
    facts.push(Fact::Log(log::Fact::Amended { of, text: words.clone(), why: words.clone() }));
    facts.push(Fact::Night(night::Fact::CheckTakenBack(u64::MAX)));
    facts.push(Fact::Whereabouts(whereabouts::Fact::WentTakenBack(u64::MAX)));
    facts.push(Fact::Whereabouts(whereabouts::Fact::StepTakenBack { of: u64::MAX, step: u64::MAX }));
    facts.extend(strange_shifts().map(Fact::Shift));
    let (whose, leave) = (StaffId(id), people::Leave { away_from: day(24), back_on: day(25) });
    facts.push(Fact::People(people::Fact::LeavePlanned { whose, leave }));
    facts.push(Fact::People(people::Fact::Changed { whose, name: words, role: Role::Manager, ends: None }));
    let entry = |subject, fact| Entry {
        number: given.home.last + 1,
        at: given.now.at,
        by: RUTH,
        day: given.home.day_of(given.now),
        subject,
        fact,
    };
    let about_nobody = given.entries.iter().map(|entry| entry.fact.clone()).filter(|fact| match fact {
        // What is kept of access and of shifts, is kept whomever it is about.
        Fact::House(_)
        | Fact::People(_)
        | Fact::Access(_)
        | Fact::Shift(_)
        | Fact::HandingOver(_)
        | Fact::Child(child::Fact::Admitted { .. }) => false,
        Fact::Child(_)
        | Fact::Diary(_)
        | Fact::Routine(_)
        | Fact::Checklist(_)
        | Fact::Alert(_)
        | Fact::Handover(_)
        | Fact::Log(_)
        | Fact::Night(_)
        | Fact::Whereabouts(_)
        | Fact::Receipt(_) => true,
    });
    let about_nobody = about_nobody.map(|fact| entry(unknown, fact));
    facts.into_iter().map(|fact| entry(child, fact)).chain(about_nobody).collect()
}

fn strange_shifts() -> [shift::Fact; 4] {
    let (number, kind) = (u64::MAX, shift::Kind::Late);
    [
        shift::Fact::StartTakenBack(number),
        shift::Fact::Ended { number, at: time(23, "07:00") },
        shift::Fact::WentOn(number),
        shift::Fact::NotAwaited { number, staff: DEE, kind, from: time(23, "15:00") },
    ]
}

fn strange_routines(id: Uuid) -> [routine::Fact; 6] {
    let (was, whose, part) = (RoutineId(id), Whose::EveryChild, Part::Day);
    let (words, when) = ("hair".into(), When::On(Weekdays::EVERY));
    let now = routine::RoutineLine { id: RoutineId(fresh(0xffe)), whose, part, words, when, from: day(23) };
    [
        routine::Fact::Ended { id: was, whose },
        routine::Fact::Resumed { id: was, whose },
        routine::Fact::Changed { was, now: Box::new(now) },
        routine::Fact::ChangedBack { was, now: RoutineId(fresh(0xffe)) },
        routine::Fact::DutyEnded(DutyId(id)),
        routine::Fact::DutyResumed(DutyId(id)),
    ]
}

fn strange_alerts(id: AlertId) -> [alert::Fact; 7] {
    [
        alert::Fact::Withdrawn(id),
        alert::Fact::Read(id),
        alert::Fact::ReadTakenBack(id),
        alert::Fact::FollowedUp { id, text: "sat with her".into() },
        alert::Fact::FollowUpTakenBack { id, number: 3 },
        alert::Fact::Closed { id, what_happened: "slept".into() },
        alert::Fact::OpenedAgain(id),
    ]
}

fn strange_notes(id: NoteId) -> [handover::Fact; 6] {
    [
        handover::Fact::Read(id),
        handover::Fact::ReadTakenBack(id),
        handover::Fact::Accepted(id),
        handover::Fact::AcceptanceTakenBack(id),
        handover::Fact::Withdrawn(id),
        handover::Fact::CaughtUp(id),
    ]
}

#[test]
fn histories_reach_every_topic_and_are_mostly_let_through() {
    let mut runner = TestRunner::deterministic();
    let (mut topics, mut asked, mut happened) = (BTreeSet::new(), 0, 0);
    for _ in 0..40 {
        let history = moves(100).new_tree(&mut runner).unwrap().current();
        let lived = lived(&history);
        let own = &lived.entries[given([]).entries.len()..];
        topics.extend(own.iter().map(|entry| entry.topic() as u8));
        (asked, happened) = (asked + history.len(), happened + own.len());
    }
    assert_eq!(topics.len(), 11, "{topics:?}");
    assert!(happened * 3 > asked, "{happened} of {asked}");
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64,
        max_shrink_iters: 5_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_snapshot_and_its_tail_are_the_whole(history in moves(120), cut in any::<prop::sample::Index>()) {
        let lived = lived(&history);
        let cut = cut.index(lived.entries.len() + 1);
        let (before, tail) = lived.entries.split_at(cut);
        let mut snapshot = Home::default();
        for entry in before {
            snapshot.apply(entry);
        }
        let mut home = reopened(&snapshot);
        prop_assert_eq!(&home, &snapshot);
        for entry in tail {
            let bytes = kept().serialize(entry).unwrap();
            home.apply(&kept().deserialize(&bytes).unwrap());
        }
        prop_assert_eq!(home, lived.home);
    }

    #[test]
    fn what_is_taken_back_at_once_is_as_it_was(history in moves(60), more in moves(20)) {
        let mut given = lived(&history);
        for one in more {
            let before = begun(given.later(one));
            let seen = visible(&before.home, before.now);
            let number = before.home.last;
            let (after, happened) = before.moved(one);
            given = after;
            if !happened {
                continue;
            }
            let entry = given.entries.last().unwrap().clone();
            prop_assert_eq!(entry.number, number + 1);
            if let Some(opposite) = entry.opposite() {
                let stamp = Stamp { moment: given.now, fresh: fresh(1) };
                let decided = given.home.decide(entry.by, stamp, opposite.clone());
                let decided = decided.map_err(|refusal| {
                    TestCaseError::fail(format!("{entry:?} can't be taken back by {opposite:?}: {refusal}"))
                })?;
                given.fold(decided.entry(number + 2, entry.by, given.now));
                let now = visible(&given.home, given.now);
                prop_assert!(seen == now, "{entry:#?}\n{}", difference(&seen, &now));
            }
        }
    }

    #[test]
    fn each_line_is_asked_once_and_can_be_ticked(history in moves(80), who in any::<u8>()) {
        let given = begun(lived(&history));
        let today = given.home.day_of(given.now);
        let active = given.home.people.working().filter(|staff| staff.active_on(today)).collect::<Vec<_>>();
        let by = active[usize::from(who) % active.len()].id;
        for subject in subjects(&given.home) {
            let all = all_lines(&given.home, subject, today);
            let mut ids: Vec<_> = all.iter().map(|line| line.id).collect();
            ids.sort_unstable();
            ids.dedup();
            prop_assert_eq!(ids.len(), all.len(), "twice in {:#?}", all);
            // A line that another day has settled, or a clock that ran ahead ticked, goes its own way.
            let told_elsewhere = |line: &Line| {
                let trail = given.home.lists.trails.get(subject, line.id);
                let settled = |trail: &trail::Trail| trail.before(today).is_some_and(|(_, tick)| tick.outcome.settles());
                trail.is_some_and(|trail| settled(trail) || trail.steps.iter().any(|step| step.day > today))
            };
            for line in all.into_iter().filter(|line| !told_elsewhere(line)) {
                // What the rules ask in time is closed with what was done, not by a key alone.
                let done = line.in_time.is_none().then_some(Outcome::Done);
                for outcome in done.into_iter().chain([Outcome::Missed]) {
                    let mut home = given.home.clone();
                    let act = ListAct::Tick {
                        subject,
                        line: line.id,
                        day: today,
                        outcome,
                        reason: Some(Reason::NoTime),
                        note: String::new(),
                    };
                    let stamp = Stamp { moment: given.now, fresh: fresh(2) };
                    let decided = home.decide(by, stamp, Act::Checklist(act)).unwrap();
                    let entry = decided.entry(home.last + 1, by, given.now);
                    home.apply(&entry);
                    let ticked = all_lines(&home, subject, today).into_iter().find(|it| it.id == line.id);
                    prop_assert_eq!(ticked.and_then(|it| it.outcome()), Some(outcome));
                    let tomorrow = all_lines(&home, subject, today.plus(1));
                    let goes_on = tomorrow.iter().any(|it| it.id == line.id);
                    let asked = !home.lists.over(line.id.source, subject, today.plus(1));
                    prop_assert_eq!(goes_on, outcome == Outcome::Missed && asked, "{:#?}", line);
                }
            }
        }
    }

    #[test]
    fn a_day_read_back_from_its_entries_tells_the_same_outcomes(history in moves(80)) {
        let given = lived(&history.into_iter().map(Move::forwards).collect::<Vec<_>>());
        let outcomes = |lines: Vec<Line>| {
            let ticked = lines.into_iter().filter_map(|line| Some((line.id, line.tick?)));
            let mut ticked: Vec<_> = ticked.map(|(id, (tick, step))| (id, tick.outcome, step.number)).collect();
            ticked.sort_unstable();
            ticked
        };
        let today = given.home.day_of(given.now);
        for (subject, day) in subjects(&given.home).into_iter().flat_map(|it| [(it, today), (it, today.plus(-1))]) {
            let of_day = given.entries.iter().filter(|entry| (entry.subject, entry.day) == (subject, day));
            let book = daybook::DayBook::of(&of_day.cloned().collect::<Vec<_>>());
            let read_back = Part::ALL.into_iter();
            let read_back = read_back.flat_map(|part| lines::lines_with(&given.home, &book.trails, subject, day, part));
            prop_assert_eq!(outcomes(read_back.collect()), outcomes(all_lines(&given.home, subject, day)));
        }
    }

    #[test]
    fn a_line_by_itself_is_as_the_list_has_it(history in moves(60)) {
        let given = lived(&history);
        let (home, today) = (&given.home, given.home.day_of(given.now));
        for (subject, day) in subjects(home).into_iter().flat_map(|it| [-1, 0, 1].map(|days| (it, today.plus(days)))) {
            for line in all_lines(home, subject, day) {
                let alone = lines::line_with(home, &home.lists.trails, subject, day, line.id);
                prop_assert_eq!(alone, Some(line));
            }
        }
    }

    #[test]
    fn lists_do_not_depend_on_the_order_of_independent_acts(
        history in moves(40),
        order in proptest::collection::vec(any::<u16>(), 64),
    ) {
        let given = begun(lived(&history));
        let mut entries = every_line_ticked(&given);
        let in_order = told_after(&given, &entries);
        let mut place = (0..).map(|n: usize| order[n % order.len()]);
        entries.sort_by_cached_key(|_| place.next());
        prop_assert_eq!(in_order, told_after(&given, &entries));
    }

    #[test]
    fn what_refers_to_something_unknown_changes_nothing_but_the_last_number(history in moves(30)) {
        let given = begun(lived(&history));
        for entry in strangers(&given) {
            let mut home = given.home.clone();
            home.apply(&entry);
            prop_assert_eq!(home.last, entry.number);
            home.last = given.home.last;
            prop_assert!(home == given.home, "{:?} changed something", entry);
        }
    }

    #[test]
    fn no_fact_makes_the_fold_or_what_is_seen_fall_over(
        history in moves(60),
        spoilt in proptest::collection::vec((any::<prop::sample::Index>(), 0_u8..8), 12),
    ) {
        let lived = lived(&history);
        let mut entries = lived.entries.clone();
        for (place, how) in spoilt {
            let other = place.get(&lived.entries).clone();
            let entry = &mut entries[place.index(lived.entries.len())];
            match how {
                0 => entry.day = day(23).plus(i32::MIN),
                1 => entry.day = day(23).plus(i32::MAX),
                2 => entry.at = DateTime::<Utc>::MIN_UTC,
                3 => entry.at = DateTime::<Utc>::MAX_UTC,
                4 => entry.number = u64::MAX,
                5 => entry.subject = Subject::House,
                6 => entry.by = StaffId(fresh(0xfff)),
                _ => *entry = Entry { subject: KASIA, ..other },
            }
        }
        let mut home = Home::default();
        for entry in &entries {
            home.apply(entry);
        }
        prop_assert_eq!(home.last, entries.last().map_or(0, |entry| entry.number));
        for at in [lived.now.at, DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
            let now = Moment { at, ..lived.now };
            prop_assert!(!visible(&home, now).is_empty());
            let today = home.day_of(now);
            for child in home.children.here() {
                let coming = handover::window(&home, child.id, today, today.plus(i32::MAX));
                prop_assert!(coming.len() < 100_000);
                prop_assert!(night::minutes_late(&home, child.id, now).is_none_or(|late| late > 0));
            }
        }
    }
}
