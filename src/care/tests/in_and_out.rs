//! Where everyone is: out and back, told late, due back, taken back.

use super::*;
use crate::care::whereabouts::{Act as GoAct, Fact, LastSeen, Place, Step as WhoTold};

fn go(place: Place, since: (u32, &str), due_back: Option<(u32, &str)>) -> GoAct {
    let due_back = due_back.map(|(on, wall)| time(on, wall));
    let (since, note, last_seen, instead_of) = (time(since.0, since.1), String::new(), None, None);
    GoAct::Go { child: KASIA_ID, place, since, due_back, note, last_seen, instead_of }
}

fn places(home: &Home) -> Vec<Place> {
    home.whereabouts.stays(KASIA_ID).map(|stay| stay.place).collect()
}

#[test]
fn a_child_of_whom_nothing_is_known_is_in() {
    assert_eq!(given([]).home.whereabouts.place(KASIA_ID), Place::In);
}

#[test]
fn every_place_is_one_key() {
    for place in Place::ALL {
        let due_back = (!matches!(place, Place::In | Place::Missing)).then_some((23, "15:30"));
        let (since, note) = (time(23, "07:20"), String::new());
        let due = due_back.map(|(on, wall)| time(on, wall));
        let came = given([]).when(DEE.does(go(place, (23, "07:20"), due_back))).then(Fact::Went {
            place,
            since,
            due_back: due,
            note,
            last_seen: None,
            instead_of: None,
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
    assert_eq!(places(&given.home), [Place::School, Place::In, Place::OutWithStaff]);
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
    assert_eq!(places(&given.home), [Place::AwayOvernight]);
}

/// Kasia is missing since 07:10, last seen at 06:50; the number of the entry.
fn missing() -> (Given, u64) {
    let last_seen =
        LastSeen { at: Some(time(23, "06:50")), place: " bus  stop".into(), wearing: "blue coat".into() };
    let act = match go(Place::Missing, (23, "07:10"), None) {
        GoAct::Go { child, place, since, due_back, note, instead_of, .. } => {
            GoAct::Go { child, place, since, due_back, note, instead_of, last_seen: Some(last_seen) }
        }
        other => other,
    };
    let given = given([DEE.does(act)]);
    let number = given.home.last;
    (given, number)
}

fn told(of: u64, wall: &str, step: WhoTold, note: &str) -> GoAct {
    GoAct::Take { child: KASIA_ID, of, at: time(23, wall), step, note: note.into() }
}

fn time_line(home: &Home) -> Vec<(WhoTold, String)> {
    let whereabouts = &home.whereabouts;
    let stay = whereabouts.missing(KASIA_ID).expect("she was missing");
    whereabouts.steps(stay).iter().map(|taken| (taken.step, taken.note.clone())).collect()
}

#[test]
fn the_time_line_of_a_missing_child_is_kept_in_order_of_time() {
    let (given, of) = missing();
    let seen = given.home.whereabouts.missing(KASIA_ID).and_then(|stay| stay.last_seen.clone());
    let seen = seen.expect("how she was seen");
    assert_eq!((seen.place.as_str(), seen.wearing.as_str()), ("bus stop", "blue coat"));
    let given = given
        .step(at(23, "07:40"))
        .step(DEE.does(told(of, "07:30", WhoTold::ToldPolice, "ref 114")))
        .step(TOM.does(told(of, "07:15", WhoTold::Did, "rang her phone, no answer")));
    let steps = [(WhoTold::Did, "rang her phone, no answer".into()), (WhoTold::ToldPolice, "ref 114".into())];
    assert_eq!(time_line(&given.home), steps);
    let back = given.step(DEE.does(go(Place::In, (23, "07:35"), None))).step(DEE.does(told(
        of,
        "07:40",
        WhoTold::ToldFamily,
        "she is back",
    )));
    assert_eq!(back.home.whereabouts.place(KASIA_ID), Place::In);
    assert_eq!(time_line(&back.home).len(), 3);
}

#[test]
fn a_step_says_who_or_what_and_is_not_to_come() {
    let at_once = |wall, step, note: &str| {
        let (given, of) = missing();
        given.when(DEE.does(told(of, wall, step, note)))
    };
    at_once("07:15", WhoTold::ToldSomeoneElse, "").then("Say who was told.");
    at_once("07:15", WhoTold::Did, " ").then("Say what was done.");
    at_once("07:21", WhoTold::ToldPolice, "").then("When must be now or in the past.");
    let (at, step, note) = (time(23, "07:15"), WhoTold::ToldPolice, String::new());
    let of = missing().1;
    at_once("07:15", WhoTold::ToldPolice, "").then(Fact::Stepped { of, at, step, note });
    given([])
        .when(DEE.does(told(7, "07:15", step, "")))
        .then("This is not there any more. Go back and look again.");
}

#[test]
fn a_step_is_taken_back_by_whoever_wrote_it() {
    let (given, of) = missing();
    let came = given.step(DEE.does(told(of, "07:15", WhoTold::ToldPolice, ""))).undo(DEE);
    assert_eq!(time_line(&came.home), []);
    let (given, of) = missing();
    let told = given.step(DEE.does(told(of, "07:15", WhoTold::ToldPolice, "")));
    let step = told.home.last;
    told.when(TOM.does(GoAct::TakeStepBack { child: KASIA_ID, of, step }))
        .then("This is not there any more. Go back and look again.");
}

/// The same act, which puts the one with this number right.
fn instead(of: u64, act: GoAct) -> GoAct {
    match act {
        GoAct::Go { child, place, since, due_back, note, last_seen, .. } => {
            GoAct::Go { child, place, since, due_back, note, last_seen, instead_of: Some(of) }
        }
        other => other,
    }
}

#[test]
fn what_is_put_right_counts_no_more_and_is_back_when_that_is_taken_back() {
    let home = given([DEE.does(go(Place::In, (23, "07:10"), None))]);
    let wrong = home.home.last;
    let right = home.step(TOM.does(instead(wrong, go(Place::In, (23, "06:40"), None))));
    let since = |home: &Home| home.whereabouts.stay(KASIA_ID).map(|stay| stay.since);
    assert_eq!((places(&right.home).len(), since(&right.home)), (1, Some(time(23, "06:40"))));
    let again = right.undo(TOM);
    assert_eq!((places(&again.home).len(), since(&again.home)), (1, Some(time(23, "07:10"))));
}

#[test]
fn what_was_put_right_already_is_not_put_right_twice() {
    let home = given([DEE.does(go(Place::In, (23, "07:10"), None))]);
    let wrong = home.home.last;
    home.step(TOM.does(instead(wrong, go(Place::In, (23, "06:40"), None))))
        .when(DEE.does(instead(wrong, go(Place::In, (23, "06:45"), None))))
        .then("This is not there any more. Go back and look again.");
}

#[test]
fn a_missing_child_who_is_described_anew_keeps_the_time_line() {
    let (given, of) = missing();
    let given = given.step(DEE.does(told(of, "07:15", WhoTold::ToldPolice, "")));
    let given = given.step(TOM.does(instead(of, go(Place::Missing, (23, "07:00"), None))));
    let given = given.step(DEE.does(told(of, "07:20", WhoTold::ToldFamily, "")));
    assert_eq!(time_line(&given.home).len(), 2);
}
