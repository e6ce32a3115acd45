//! Where everyone is: out and back, told late, due back, taken back.

use super::*;
use crate::care::whereabouts::{Act as GoAct, Fact, Place};

fn go(place: Place, since: (u32, &str), due_back: Option<(u32, &str)>) -> GoAct {
    let due_back = due_back.map(|(on, wall)| time(on, wall));
    GoAct::Go { child: KASIA_ID, place, since: time(since.0, since.1), due_back, note: String::new() }
}

fn places(given: &Given) -> Vec<Place> {
    given.home.whereabouts.stays(KASIA_ID).iter().map(|stay| stay.place).collect()
}

#[test]
fn a_child_of_whom_nothing_is_known_is_in() {
    assert_eq!(given([]).home.whereabouts.place(KASIA_ID), Place::In);
}

#[test]
fn every_place_is_one_key() {
    for place in Place::ALL {
        let due_back = (place != Place::In).then_some((23, "15:30"));
        let (since, note) = (time(23, "07:20"), String::new());
        let due = due_back.map(|(on, wall)| time(on, wall));
        let came = given([]).when(DEE.does(go(place, (23, "07:20"), due_back))).then(Fact::Went {
            place,
            since,
            due_back: due,
            note,
        });
        assert_eq!(came.home.whereabouts.place(KASIA_ID), place);
        assert_eq!(came.home.whereabouts.place(MO_ID), Place::In);
    }
}

#[test]
fn what_is_told_late_stands_where_it_happened() {
    let given = given([
        at(23, "12:00"),
        DEE.does(go(Place::OutWithStaff, (23, "11:00"), None)),
        DEE.does(go(Place::School, (23, "08:30"), None)),
        DEE.does(go(Place::In, (23, "10:00"), None)),
    ]);
    assert_eq!(places(&given), [Place::School, Place::In, Place::OutWithStaff]);
    assert_eq!(given.home.whereabouts.place(KASIA_ID), Place::OutWithStaff);
    let last_night = given.when(DEE.does(go(Place::In, (23, "01:00"), None)));
    assert_eq!(last_night.entry().day, day(22));
}

#[test]
fn a_child_out_alone_is_due_back_and_late_after_that() {
    given([]).when(DEE.does(go(Place::OutAlone, (23, "07:00"), None))).then("Say when they are due back.");
    given([])
        .when(DEE.does(go(Place::School, (23, "07:00"), Some((23, "07:00")))))
        .then("Due back must be later than they went.");
    given([]).when(DEE.does(go(Place::School, (23, "07:21"), None))).then("When must be now or in the past.");
    let out = given([DEE.does(go(Place::OutAlone, (23, "07:00"), Some((23, "08:00"))))]);
    let late = |wall| out.home.whereabouts.minutes_late(KASIA_ID, super::moment(time(23, wall)));
    assert_eq!(["07:59", "08:00", "08:01", "09:00"].map(late), [None, None, Some(1), Some(60)]);
    let back = out.step(at(23, "09:00")).step(DEE.does(go(Place::In, (23, "09:00"), None)));
    assert_eq!(back.home.whereabouts.minutes_late(KASIA_ID, super::moment(time(23, "10:00"))), None);
}

#[test]
fn a_child_who_is_in_is_not_due_back() {
    let came = given([]).when(DEE.does(go(Place::In, (23, "07:00"), Some((23, "09:00")))));
    assert_eq!(came.home.whereabouts.stay(KASIA_ID).and_then(|stay| stay.due_back), None);
}

#[test]
fn going_is_taken_back_by_whoever_wrote_it() {
    let gone = || given([DEE.does(go(Place::School, (23, "07:00"), None))]);
    let came = gone().undo(DEE);
    assert_eq!(came.home.whereabouts.place(KASIA_ID), Place::In);
    let number = gone().home.last;
    gone()
        .when(TOM.does(GoAct::TakeBack { child: KASIA_ID, number }))
        .then("This is not there any more. Go back and look again.");
}

#[test]
fn the_last_stay_is_known_however_long_it_lasts() {
    let mut given = given([
        DEE.does(go(Place::School, (23, "07:00"), None)),
        DEE.does(go(Place::AwayOvernight, (23, "07:10"), None)),
    ]);
    for on in 24..40 {
        given = given.step(at(on, "10:00")).step(DEE.does(tick(MO, "washed", Outcome::Done)));
    }
    assert_eq!(places(&given), [Place::AwayOvernight]);
}
