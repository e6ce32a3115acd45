//! Night checks: how each child was found, and whose check is late.

use super::*;
use crate::care::night::{Act as NightAct, Fact, Found, minutes_late};
use crate::care::whereabouts::{Act as GoAct, Place};

fn check(found: Found) -> NightAct {
    NightAct::Check { child: KASIA_ID, found, note: String::new() }
}

fn late(given: &Given, on: u32, wall: &str) -> Option<i64> {
    minutes_late(&given.home, KASIA_ID, super::moment(time(on, wall)))
}

#[test]
fn a_check_is_kept_with_who_when_and_how() {
    for found in [Found::Asleep, Found::Settled, Found::Up, Found::NotInRoom] {
        let came = given([at(24, "02:31")]).when(TOM.does(check(found)));
        let came = came.then(Fact::Checked { found, note: String::new() });
        let last = came.home.nights.last(KASIA_ID).unwrap();
        assert_eq!((last.found, last.by, last.at), (found, TOM, time(24, "02:31")));
        assert_eq!(came.entry().day, day(23));
    }
    let note = "x".repeat(201);
    let long = NightAct::Check { child: KASIA_ID, found: Found::Up, note };
    given([]).when(TOM.does(long)).then("Note must be 200 characters or fewer");
}

#[test]
fn a_check_is_late_from_the_minute_after_the_homes_interval() {
    let checked = given([at(23, "22:00"), TOM.does(check(Found::Asleep))]);
    let told = ["22:00", "22:30", "22:31", "23:00"].map(|wall| late(&checked, 23, wall));
    assert_eq!(told, [None, None, Some(1), Some(30)]);
    let often = checked.step(RUTH.does(house::Act::SetCheckMinutes(15)));
    assert_eq!(late(&often, 23, "22:31"), Some(16));
}

#[test]
fn the_night_begins_the_first_interval_and_its_end_ends_the_checks() {
    let unchecked = given([]);
    assert_eq!(late(&unchecked, 23, "19:59"), None);
    assert_eq!(late(&unchecked, 23, "20:30"), None);
    assert_eq!(late(&unchecked, 23, "20:31"), Some(1));
    assert_eq!(late(&unchecked, 24, "06:44"), Some(10 * 60 + 44 - 30));
    assert_eq!(late(&unchecked, 24, "06:45"), None);
    let last_night = given([at(23, "06:00"), TOM.does(check(Found::Asleep))]);
    assert_eq!(late(&last_night, 23, "20:30"), None);
}

#[test]
fn the_hour_that_comes_twice_is_counted_twice() {
    let zone = chrono_tz::Europe::London;
    let utc = |text: &str| DateTime::parse_from_rfc3339(text).unwrap().with_timezone(&Utc);
    let checked = given([Step::At(utc("2027-10-31T00:30:00Z")), TOM.does(check(Found::Asleep))]);
    let now = Moment { at: utc("2027-10-31T01:30:00Z"), zone };
    assert_eq!(minutes_late(&checked.home, KASIA_ID, now), Some(30));
}

#[test]
fn a_child_who_sleeps_elsewhere_is_not_late() {
    let go = |place| GoAct::Go {
        child: KASIA_ID,
        place,
        since: time(23, "18:00"),
        due_back: None,
        note: String::new(),
        last_seen: None,
        instead_of: None,
    };
    let away = given([at(23, "18:00"), DEE.does(go(Place::AwayOvernight))]);
    assert_eq!(late(&away, 23, "22:00"), None);
    let missing = given([at(23, "18:00"), DEE.does(go(Place::Missing))]);
    assert_eq!(late(&missing, 23, "22:00"), None);
    // A place somebody forgot to change must not silence the checks.
    for place in [Place::In, Place::School, Place::OutWithStaff, Place::Family] {
        let forgotten = given([at(23, "18:00"), DEE.does(go(place))]);
        assert_eq!(late(&forgotten, 23, "22:00"), Some(90), "{place:?}");
    }
}

#[test]
fn a_child_can_be_looked_in_on_more_often_than_the_others() {
    let every = |minutes| NightAct::SetEvery { child: KASIA_ID, minutes };
    let set = given([PRIYA.does(every(Some(15))), at(23, "22:00"), TOM.does(check(Found::Asleep))]);
    assert_eq!(late(&set, 23, "22:16"), Some(1));
    let mo = minutes_late(&set.home, MO_ID, super::moment(time(23, "20:31")));
    assert_eq!(mo, Some(1), "the home's interval holds for everyone else");
    let often = set.step(RUTH.does(house::Act::SetCheckMinutes(60)));
    assert_eq!(late(&often, 23, "22:16"), Some(1), "their own holds whatever the home's becomes");
    let back = often.when(PRIYA.does(every(None))).then(Fact::EverySet { minutes: None, was: Some(15) });
    assert_eq!(minutes_late(&back.home, KASIA_ID, super::moment(time(23, "22:16"))), None);
}

#[test]
fn how_often_is_for_those_who_may_change_the_childs_routines_and_can_be_taken_back() {
    let every = |minutes| NightAct::SetEvery { child: KASIA_ID, minutes };
    let say = "Only a senior, deputy manager or manager can change routines and duties. Ask Ruth Ellison.";
    given([]).when(TOM.does(every(Some(15)))).then(say);
    given([]).when(SAM.does(every(Some(15)))).then(Fact::EverySet { minutes: Some(15), was: None });
    for minutes in [4, 241] {
        let say = "Minutes between checks must be from 5 to 240.";
        given([]).when(PRIYA.does(every(Some(minutes)))).then(say);
    }
    let twice = given([PRIYA.does(every(Some(15))), PRIYA.does(every(Some(20)))]).undo(PRIYA);
    assert_eq!(twice.home.nights.every(KASIA_ID), Some(15));
}

#[test]
fn a_check_in_the_time_to_come_says_nothing_of_now() {
    let ahead = given([at(400, "02:00"), TOM.does(check(Found::Asleep))]);
    assert_eq!(late(&ahead, 23, "22:00"), Some(90));
}

#[test]
fn only_ones_own_check_can_be_taken_back() {
    let checked = || given([at(23, "22:00"), TOM.does(check(Found::Up)), TOM.does(check(Found::Asleep))]);
    let number = checked().home.last;
    let take_back = NightAct::TakeBackCheck { child: KASIA_ID, number };
    checked().when(DEE.does(take_back)).then("This check is not there any more. Go back and look again.");
    let came = checked().undo(TOM);
    assert_eq!(came.home.nights.last(KASIA_ID).map(|check| check.found), Some(Found::Up));
}

#[test]
fn the_checks_at_hand_are_those_of_one_night() {
    let steps = (0..3).flat_map(|night| [at(23 + night, "22:00"), TOM.does(check(Found::Asleep))]);
    let given = given(steps);
    assert_eq!(given.home.nights.checks(KASIA_ID).len(), 1);
    assert!(given.home.nights.checks(MO_ID).is_empty());
}
