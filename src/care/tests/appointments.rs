//! The diary: what has a time stands in the list of its part, and what is after midnight in the night before.

use super::*;
use crate::care::diary::{Act as DiaryAct, Kind};

fn book(on: u32, wall: &str, what: &str, taken_by: Option<StaffId>) -> Step {
    let (what, note) = (what.to_string(), String::new());
    let kind = Kind::Other;
    SAM.does(DiaryAct::Book { subject: KASIA, day: day(on), time: clock(wall), what, kind, taken_by, note })
}

fn to_it(act: fn(AppointmentId) -> DiaryAct) -> Ask {
    ask(move |home, _| act(home.diary.all().next().expect("an appointment").id))
}

#[test]
fn an_appointment_is_a_line_of_its_part_with_its_time_and_who_takes_the_child() {
    given([book(24, "16:00", "dentist", Some(DEE)), book(24, "09:00", "school trip", None)])
        .shows(KASIA, 24, Part::Day, &["school contact", "09:00 school trip", "16:00 dentist → Dee"])
        .shows(KASIA, 24, Part::Morning, &["bedroom tidy", "washed"])
        .shows(KASIA, 23, Part::Day, &["school contact"])
        .shows(MO, 24, Part::Day, &["school contact"])
        .waits_for(DEE, &[])
        .step(at(24, "10:00"))
        .waits_for(DEE, &["Kasia: dentist"]);
}

#[test]
fn what_is_after_midnight_belongs_to_the_night_before_and_comes_last() {
    let night = ["clean clothes out", "20:30 film", "23:30 firework", "01:15 ferry", "06:44 train"];
    given([
        book(24, "01:15", "ferry", None),
        book(23, "23:30", "firework", None),
        book(24, "06:44", "train", None),
        book(23, "20:30", "film", None),
    ])
    .shows(KASIA, 23, Part::Night, &night)
    .shows(KASIA, 24, Part::Night, &["clean clothes out"]);
    given([book(24, "06:45", "train", None)]).shows(
        KASIA,
        24,
        Part::Morning,
        &["bedroom tidy", "washed", "06:45 train"],
    );
}

#[test]
fn an_open_appointment_is_over_with_its_day_and_a_missed_one_goes_on() {
    let booked = || given([book(23, "16:00", "dentist", Some(DEE)), at(23, "17:00")]);
    booked().shows(KASIA, 24, Part::Day, &["school contact"]);
    let missed = || booked().step(DEE.does(tick(KASIA, "dentist", Outcome::Missed)));
    let line = "16:00 dentist → Dee (age 1, missed Mon: no time, busy with another)";
    // Whoever was to take the child has it no longer: it was for that day.
    missed().shows(KASIA, 24, Part::Day, &["school contact", &line.replace(" → Dee", "")]);
}

#[test]
fn a_missed_appointment_goes_on_longer_than_the_diary_keeps_it_and_can_be_settled() {
    let mut given = given([book(23, "16:00", "dentist", None), at(23, "17:00")]).step(DEE.does(tick(
        KASIA,
        "dentist",
        Outcome::Missed,
    )));
    for on in 24..66 {
        given = given.step(at(on, "10:00")).step(DEE.does(tick(MO, "washed", Outcome::Done)));
    }
    let list = shown(&given.home, KASIA, 65, Part::Day).join(", ");
    assert!(list.contains("dentist (age 42"), "{list}");
    given.when(DEE.does(tick(KASIA, "dentist", Outcome::NotNeeded))).shows(
        KASIA,
        66,
        Part::Day,
        &["school contact"],
    );
}

#[test]
fn a_cancelled_appointment_is_asked_no_more_and_can_be_put_back_that_day() {
    let cancelled = || given([book(23, "16:00", "dentist", None), DEE.does(to_it(DiaryAct::Cancel))]);
    let with = ["school contact", "16:00 dentist"];
    cancelled().shows(KASIA, 23, Part::Day, &with[..1]).undo(DEE).shows(KASIA, 23, Part::Day, &with);
    given([book(23, "16:00", "dentist", None)]).undo(SAM).shows(KASIA, 23, Part::Day, &with[..1]);
    cancelled().step(at(24, "10:00")).undo(DEE).then("Its day is over. Write what happened in the log.");
    let ahead =
        given([book(26, "16:00", "dentist", None), DEE.does(to_it(DiaryAct::Cancel)), at(24, "10:00")]);
    ahead.undo(DEE).shows(KASIA, 26, Part::Day, &with);
}

#[test]
fn an_appointment_cancelled_after_its_day_was_asked_on_it() {
    given([book(23, "16:00", "dentist", None), at(24, "10:00"), DEE.does(to_it(DiaryAct::Cancel))])
        .shows(KASIA, 23, Part::Day, &["school contact", "16:00 dentist"])
        .shows(KASIA, 24, Part::Day, &["school contact"]);
}

#[test]
fn an_appointment_can_be_given_to_another_or_to_nobody() {
    let booked = || given([book(23, "16:00", "dentist", Some(DEE))]);
    let list = |who: &str| format!("16:00 dentist{who}");
    booked().step(DEE.does(give(KASIA, "dentist", Some(TOM)))).shows(
        KASIA,
        23,
        Part::Day,
        &["school contact", &list(" → Tom")],
    );
    booked()
        .step(DEE.does(give(KASIA, "dentist", None)))
        .shows(KASIA, 23, Part::Day, &["school contact", &list("")])
        .undo(DEE)
        .shows(KASIA, 23, Part::Day, &["school contact", &list(" → Dee")]);
}

#[test]
fn a_missed_appointment_that_is_cancelled_goes_on_no_more() {
    given([
        book(23, "16:00", "dentist", None),
        at(23, "17:00"),
        DEE.does(tick(KASIA, "dentist", Outcome::Missed)),
        at(24, "10:00"),
        DEE.does(to_it(DiaryAct::Cancel)),
    ])
    .shows(KASIA, 24, Part::Day, &["school contact"])
    .shows(KASIA, 23, Part::Day, &["school contact", "16:00 dentist: missed, Dee"]);
}

#[test]
fn an_appointment_says_what_it_is_and_is_cancelled_once() {
    given([]).when(book(24, "16:00", " ", None)).then("Say what the appointment is.");
    given([]).when(book(22, "16:00", "dentist", None)).then("The day must be today or later.");
    given([]).when(book(23, "06:44", "dentist", None)).then("The day must be today or later.");
    given([]).when(book(23, "06:45", "dentist", None)).accepted();
    given([])
        .when(book(24, "16:00", "dentist", Some(IRIS)))
        .then("Iris Calder can't take this on. Choose someone else.");
    let booked = given([book(24, "16:00", "dentist", None)]);
    let id = booked.home.diary.all().next().unwrap().id;
    let cancelled = booked.step(DEE.does(DiaryAct::Cancel(id)));
    let twice = cancelled.when(DEE.does(DiaryAct::Cancel(id)));
    twice.then("This appointment is cancelled already.");
    given([book(24, "16:00", "dentist", None)])
        .when(DEE.does(to_it(DiaryAct::PutBack)))
        .then("This appointment is in the diary.");
    let unknown = AppointmentId(fresh(4));
    given([])
        .when(DEE.does(DiaryAct::Cancel(unknown)))
        .then("This appointment is not there any more. Go back and look again.");
}

#[test]
fn the_diary_tells_a_stretch_of_days_in_order() {
    let given = given([
        book(26, "01:00", "ferry", None),
        book(25, "16:00", "dentist", None),
        book(24, "09:00", "review", None),
        book(27, "09:00", "trip", None),
    ]);
    let told = |from, to| -> Vec<_> {
        given.home.diary.between(KASIA, day(from), day(to)).iter().map(|booked| booked.what.clone()).collect()
    };
    assert_eq!(told(24, 27), ["review", "dentist", "ferry"]);
    assert_eq!(told(26, 27), Vec::<String>::new());
    assert_eq!(told(27, 27), Vec::<String>::new());
}
