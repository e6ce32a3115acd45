//! The demo is made at any moment, is the same each time, and holds what its story promises.

use super::*;
use crate::care::alert::{Level, Standing};
use crate::care::trail::Outcome;
use crate::care::waiting::{Waiting, waiting};
use crate::care::{Fact, checklist, log};
use crate::record::{self, Passphrase, Site};
use chrono::NaiveDate;
use chrono_tz::Europe::London;
use std::collections::BTreeSet;

/// Moments at which a calendar goes wrong first: both clock changes, leap day, new year, the middle of the
/// night, the seams between days and parts of day.
const ODD: [(i32, u32, u32, u32, u32); 15] = [
    (2026, 11, 23, 7, 18),
    (2026, 3, 29, 0, 59),
    (2026, 3, 29, 2, 0),
    (2026, 3, 29, 7, 0),
    (2026, 10, 25, 1, 30),
    (2026, 10, 25, 2, 0),
    (2026, 10, 26, 1, 0),
    (2028, 2, 29, 12, 0),
    (2028, 3, 1, 6, 44),
    (2028, 3, 1, 6, 45),
    (2026, 12, 31, 23, 59),
    (2027, 1, 1, 0, 0),
    (2026, 6, 14, 2, 14),
    (2026, 6, 14, 20, 0),
    (2026, 6, 14, 8, 59),
];

fn at((year, month, day, hour, minute): (i32, u32, u32, u32, u32)) -> Moment {
    let date = NaiveDate::from_ymd_opt(year, month, day).unwrap();
    let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
    Moment { at: days::instant(date, time, London), zone: London }
}

fn made(plan: Plan) -> (tempfile::TempDir, Built) {
    let dir = tempfile::tempdir().unwrap();
    let built = build(dir.path(), plan).unwrap_or_else(|not_built| panic!("{plan:?}: {not_built}"));
    (dir, built)
}

fn entries(dir: &tempfile::TempDir) -> Vec<Entry> {
    opened(dir.path()).since(0).unwrap().map(Result::unwrap).collect()
}

fn opened(dir: &Path) -> Journal {
    let first = record::names(dir).unwrap().remove(0);
    Journal::open(&Site::of(dir), first.who, &Passphrase::typed(PASSPHRASE)).unwrap().0
}

#[test]
fn a_demo_opens_at_once_however_long_it_is() {
    let (dir, _) = made(Plan { days: 0, ..Plan::usual(at(ODD[0]), 1) });
    assert_eq!(record::to_look_through(&Site::made_up(dir.path())), 0);
}

#[test]
fn a_demo_can_be_made_at_any_moment_with_any_luck_and_keeps_to_its_time() {
    for seed in 0..50 {
        let moment = at(ODD[usize::try_from(seed).unwrap() % ODD.len()]);
        let days = u32::try_from(seed % 4).unwrap();
        let (dir, built) = made(Plan { days, ..Plan::usual(moment, seed) });
        let entries = entries(&dir);
        assert!(entries.is_sorted_by(|one, next| one.at < next.at && one.number + 1 == next.number));
        assert!(entries.last().unwrap().at <= moment.at, "seed {seed}");
        assert_eq!(built.home.last, entries.len() as u64);
    }
}

#[test]
fn the_same_seed_and_time_make_the_same_home_and_another_seed_another() {
    let plan = Plan { days: 4, ..Plan::usual(at(ODD[0]), 7) };
    let ((one, _), (same, _)) = (made(plan), made(plan));
    assert_eq!(entries(&one), entries(&same));
    let (other, _) = made(Plan { seed: 8, ..plan });
    assert_ne!(entries(&one), entries(&other));
}

#[test]
fn three_weeks_fold_from_the_first_entry_as_from_the_snapshot() {
    let (dir, built) = made(Plan::usual(at(ODD[0]), 1));
    let mut folded = Home::default();
    for entry in entries(&dir) {
        folded.apply(&entry);
    }
    assert_eq!(folded, built.home);
    assert_eq!(opened(dir.path()).snapshot().unwrap(), Some(folded));
}

#[test]
fn three_weeks_hold_every_outcome_late_ticks_amendments_and_the_childrens_own_words() {
    let (dir, _) = made(Plan::usual(at(ODD[0]), 1));
    let mut outcomes = BTreeSet::new();
    let (mut late, mut amended, mut own_words, mut categories) = (0, 0, 0, BTreeSet::new());
    for entry in entries(&dir) {
        match entry.fact {
            Fact::Checklist(checklist::Fact::Ticked { tick, .. }) => {
                outcomes.insert(tick.outcome);
                late += u32::from(tick.late);
            }
            Fact::Log(log::Fact::Written(written)) => {
                categories.insert(written.category);
                own_words += u32::from(!written.own_words.is_empty());
            }
            Fact::Log(log::Fact::Amended { .. }) => amended += 1,
            _ => {}
        }
    }
    assert_eq!(outcomes.len(), Outcome::ALL.len());
    assert!(categories.len() >= 9, "{categories:?}");
    assert!(late > 20 && amended > 0 && own_words > 20, "{late} {amended} {own_words}");
}

#[test]
fn whatever_the_moment_mo_is_urgent_and_unread_and_kasias_note_waits_for_dee() {
    for odd in ODD {
        let moment = at(odd);
        let (dir, built) = made(Plan { days: 5, ..Plan::usual(moment, 3) });
        let home = &built.home;
        let me = home.people.by_login(built.login).unwrap().id;
        let urgent = waiting(home, me, moment).into_iter().next();
        let Some(Waiting::ReadAlert { id, level: Level::Urgent }) = urgent else {
            panic!("{odd:?} {urgent:?}")
        };
        assert_eq!(home.children.get(home.alerts.get(id).unwrap().child).unwrap().called(), "Mo");

        let dee = home.people.by_login("dee").unwrap().id;
        let asks =
            waiting(home, dee, moment).into_iter().any(|waits| matches!(waits, Waiting::AcceptNote(_)));
        assert!(asks, "{odd:?}");
        let open: Vec<_> = home.alerts.open(moment.at).iter().map(|alert| alert.warning.level).collect();
        assert!(open.contains(&Level::Worried) && open.contains(&Level::Watch), "{odd:?} {open:?}");
        assert_eq!(opened(dir.path()).drafts(me).unwrap().len(), 2);
    }
}

#[test]
fn before_the_early_shift_comes_it_is_known_who_is_to_come() {
    for (seed, minute) in (0..8).flat_map(|seed| [0, 20, 40, 44, 45].map(|minute| (seed, minute))) {
        let moment = at((2026, 11, 23, 6, minute));
        let (_dir, built) = made(Plan { days: 2, ..Plan::usual(moment, seed) });
        let expected = built.home.shifts.expected(moment.at);
        assert!(!expected.is_empty(), "{seed} 06:{minute}");
    }
}

#[test]
fn the_home_has_what_a_busy_one_has() {
    let moment = at(ODD[0]);
    let (_dir, built) = made(Plan::usual(moment, 1));
    let home = &built.home;
    let today = home.day_of(moment);
    assert_eq!(home.children.here().count(), 6);
    assert_eq!(home.people.all().count(), 10);
    assert!(home.children.here().any(|child| child.keyworkers.is_empty()));
    assert!(home.children.here().any(|child| child.no_contact_with().next().is_some()));
    let sam = home.people.by_login("sam").unwrap();
    assert!(sam.away_on(today).is_some());
    assert!(home.diary.all().any(|booked| booked.day == today && booked.what.starts_with("dentist")));
    assert!(
        home.diary.all().filter(|booked| today < booked.day && booked.day <= today.plus(14)).count() >= 6
    );
    assert!(home.alerts.all().any(|alert| alert.standing(moment.at) == Standing::RanOut));
    assert!(home.alerts.all().any(|alert| alert.closed.is_some()));
    let overdue = home.lists.duties().filter(|duty| duty.due <= today.plus(-2)).count();
    assert!((1..20).contains(&overdue), "{overdue}");
    let ruth = home.people.by_login("ruth").unwrap().id;
    let waits = waiting(home, ruth, moment);
    assert!(waits.iter().any(|waits| matches!(waits, Waiting::NoKeyworker(_))));
    assert!(waits.iter().any(|waits| matches!(waits, Waiting::NoNote { .. })));
    for child in home.children.here() {
        // Nobody was passed over for a whole night; 22:00 to 06:45 has 17 half hours.
        assert!(home.nights.checks(child.id).len() > 12, "{}", child.called());
    }
}

#[test]
fn a_larger_home_is_made_the_same_way() {
    let plan = Plan { children: 12, staff: 23, days: 2, ..Plan::usual(at(ODD[0]), 1) };
    let (_dir, built) = made(plan);
    assert_eq!(built.home.children.here().count(), 12);
    assert_eq!(built.home.people.all().count(), 23);
}
