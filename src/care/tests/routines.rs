//! Routines: on which days a line is asked, of whom, and what a change leaves of the days before it.

use super::*;
use crate::care::diary::{Act as DiaryAct, Kind};
use crate::care::routine::Act as RoutineAct;
use chrono::Weekday;

fn line_id(home: &Home, words: &str) -> RoutineId {
    home.lists.routines().find(|line| line.words == words).expect("a known line").id
}

fn end(words: &'static str, whose: Whose) -> Ask {
    ask(move |home, _| RoutineAct::End { id: line_id(home, words), whose })
}

fn change(words: &'static str, whose: Whose, to: &'static str) -> Ask {
    ask(move |home, _| RoutineAct::Change {
        id: line_id(home, words),
        whose,
        part: Part::Morning,
        words: to.into(),
        when: When::On(Weekdays::EVERY),
    })
}

fn add(whose: Whose, words: &str, when: When) -> RoutineAct {
    RoutineAct::Add { whose, part: Part::Morning, words: words.into(), when }
}

fn book(on: u32, kind: Kind) -> DiaryAct {
    let (what, note) = ("review".into(), String::new());
    DiaryAct::Book { subject: KASIA, day: day(on), time: clock("11:00"), what, kind, taken_by: None, note }
}

const KASIAS: Whose = Whose::One(KASIA);

#[test]
fn a_line_is_asked_on_its_weekdays() {
    let on_days = |on| shown(&given([]).home, KASIA, on, Part::Day);
    // Friday, Saturday, Sunday, Monday.
    assert_eq!([27, 28, 29, 30].map(|on| on_days(on).len()), [1, 0, 0, 1]);
    let odd = When::On(Weekdays::of(&[Weekday::Tue, Weekday::Sat]));
    let given = given([PRIYA.does(add(KASIAS, "hair", odd))]);
    let asked = |on| shown(&given.home, KASIA, on, Part::Morning).contains(&"hair".to_string());
    assert_eq!([23, 24, 25, 28].map(asked), [false, true, false, true]);
}

#[test]
fn a_meeting_is_talked_through_only_on_a_day_with_one() {
    let with = |kind| given([SAM.does(book(24, kind))]);
    let all = ["bedroom tidy", "washed", "meeting talked through"];
    with(Kind::Meeting)
        .shows(KASIA, 24, Part::Morning, &all)
        .shows(KASIA, 23, Part::Morning, &all[..2])
        .shows(KASIA, 25, Part::Morning, &all[..2])
        .shows(MO, 24, Part::Morning, &all[..2]);
    with(Kind::Health).shows(KASIA, 24, Part::Morning, &all[..2]);
    with(Kind::Meeting)
        .step(SAM.does(ask(|home, _| DiaryAct::Cancel(home.diary.all().next().unwrap().id))))
        .shows(KASIA, 24, Part::Morning, &all[..2]);
}

#[test]
fn a_line_can_be_asked_of_one_child_alone() {
    given([])
        .when(SAM.does(add(KASIAS, "hot chocolate", When::On(Weekdays::EVERY))))
        .shows(KASIA, 23, Part::Morning, &["bedroom tidy", "washed", "hot chocolate"])
        .shows(KASIA, 22, Part::Morning, &["bedroom tidy", "washed"])
        .shows(MO, 23, Part::Morning, &["bedroom tidy", "washed"])
        .shows(Subject::House, 23, Part::Morning, &[]);
}

#[test]
fn a_line_needs_words_and_days() {
    let nothing = When::On(Weekdays::of(&[]));
    given([]).when(SAM.does(add(KASIAS, "hair", nothing))).then("Choose at least one day.");
    let every = When::On(Weekdays::EVERY);
    given([]).when(SAM.does(add(KASIAS, " ", every))).then("Say what is to be done.");
    given([])
        .when(SAM.does(add(KASIAS, &"x".repeat(201), every)))
        .then("What must be 200 characters or fewer");
}

#[test]
fn one_child_can_go_without_a_line_that_all_have() {
    given([])
        .when(SAM.does(end("washed", KASIAS)))
        .shows(KASIA, 23, Part::Morning, &["bedroom tidy"])
        .shows(KASIA, 22, Part::Morning, &["bedroom tidy", "washed"])
        .shows(MO, 23, Part::Morning, &["bedroom tidy", "washed"]);
}

#[test]
fn what_ended_today_was_asked_yesterday_and_keeps_its_tick() {
    given([DEE.does(tick(KASIA, "washed", Outcome::Done))])
        .when(PRIYA.does(end("washed", Whose::EveryChild)))
        .shows(KASIA, 22, Part::Morning, &["bedroom tidy", "washed"])
        .shows(KASIA, 23, Part::Morning, &["bedroom tidy", "washed: done, Dee"])
        .shows(MO, 23, Part::Morning, &["bedroom tidy"])
        .shows(KASIA, 24, Part::Morning, &["bedroom tidy"]);
}

#[test]
fn a_line_that_ended_can_not_end_again_and_so_change_the_days_between() {
    let gone = "This line is not there any more. Go back and look again.";
    let ended = || given([PRIYA.does(end("washed", Whose::EveryChild)), at(25, "10:00")]);
    ended().when(PRIYA.does(end("washed", Whose::EveryChild))).then(gone);
    ended().when(SAM.does(end("washed", KASIAS))).then(gone);
    ended().when(SAM.does(change("washed", KASIAS, "teeth"))).then(gone);
    given([SAM.does(end("washed", KASIAS))]).when(SAM.does(end("washed", KASIAS))).then(gone);
    given([SAM.does(end("washed", KASIAS))]).when(PRIYA.does(end("washed", Whose::EveryChild))).accepted();
    given([]).when(PRIYA.does(end("washed", Whose::One(Subject::House)))).then(gone);
}

#[test]
fn a_missed_line_of_a_routine_that_ended_goes_on_no_more() {
    given([DEE.does(tick(KASIA, "washed", Outcome::Missed)), at(24, "10:00")])
        .when(PRIYA.does(end("washed", Whose::EveryChild)))
        .shows(KASIA, 23, Part::Morning, &["bedroom tidy", "washed: missed, Dee"])
        .shows(KASIA, 24, Part::Morning, &["bedroom tidy"]);
}

#[test]
fn a_changed_line_stands_in_its_place_from_today_and_past_days_keep_the_old_one() {
    let changed = || given([]).when(PRIYA.does(change("bedroom tidy", Whose::EveryChild, "bed made")));
    changed()
        .shows(KASIA, 22, Part::Morning, &["bedroom tidy", "washed"])
        .shows(KASIA, 23, Part::Morning, &["bed made", "washed"])
        .shows(MO, 24, Part::Morning, &["bed made", "washed"]);
    let for_one = given([]).when(SAM.does(change("bedroom tidy", KASIAS, "bed made")));
    for_one.shows(KASIA, 23, Part::Morning, &["bed made", "washed"]).shows(
        MO,
        23,
        Part::Morning,
        &["bedroom tidy", "washed"],
    );
}

#[test]
fn a_change_or_an_end_can_be_taken_back_on_the_day_and_not_later() {
    let all = ["bedroom tidy", "washed"];
    let changed = || given([PRIYA.does(change("bedroom tidy", Whose::EveryChild, "bed made"))]);
    changed().undo(PRIYA).shows(KASIA, 23, Part::Morning, &all).shows(KASIA, 24, Part::Morning, &all);
    let ended = || given([SAM.does(end("washed", KASIAS))]);
    ended().undo(SAM).shows(KASIA, 23, Part::Morning, &all);
    let say = "It ended on an earlier day. Add it again instead.";
    changed().step(at(24, "10:00")).undo(PRIYA).then(say);
    ended().step(at(24, "10:00")).undo(SAM).then(say);
    let resume = ask(|home, _| RoutineAct::Resume { id: line_id(home, "washed"), whose: KASIAS });
    given([]).when(SAM.does(resume)).then("It is still asked.");
}

#[test]
fn a_line_added_by_mistake_and_taken_back_was_never_asked() {
    given([SAM.does(add(KASIAS, "hair", When::On(Weekdays::EVERY)))]).undo(SAM).shows(
        KASIA,
        23,
        Part::Morning,
        &["bedroom tidy", "washed"],
    );
}

#[test]
fn a_duty_that_ended_is_asked_no_more_and_can_be_asked_again_that_day() {
    let end_it = || SAM.does(ask(|home, _| RoutineAct::EndDuty(home.lists.duties().next().unwrap().id)));
    let set = || given([SAM.does(duty(KASIA, Part::Day, "session", Cycle::Weeks(1), 21))]);
    set()
        .step(end_it())
        .shows(KASIA, 23, Part::Day, &["school contact"])
        .shows(KASIA, 22, Part::Day, &[])
        .undo(SAM)
        .shows(KASIA, 23, Part::Day, &["school contact", "session (age 2)"]);
    let gone = "This duty is not there any more. Go back and look again.";
    set().step(end_it()).when(end_it()).then(gone);
    set()
        .step(end_it())
        .step(at(24, "10:00"))
        .undo(SAM)
        .then("It ended on an earlier day. Add it again instead.");
}

#[test]
fn a_missed_duty_that_ended_goes_on_no_more() {
    given([
        SAM.does(duty(KASIA, Part::Day, "session", Cycle::Weeks(1), 23)),
        SAM.does(tick(KASIA, "session", Outcome::Missed)),
        at(24, "10:00"),
        SAM.does(ask(|home, _| RoutineAct::EndDuty(home.lists.duties().next().unwrap().id))),
    ])
    .shows(KASIA, 24, Part::Day, &["school contact"]);
}

#[test]
fn the_standard_lines_make_a_whole_day() {
    let lines = standard::LINES.iter().map(|line| RUTH.does(line.act()));
    let home = given(lines).home;
    let count = |subject, part| lines_of(&home, subject, part);
    assert_eq!(Part::ALL.map(|part| count(KASIA, part)), [2 + 7, 1 + 9, 1 + 7]);
    assert!(Part::ALL.iter().all(|part| count(Subject::House, *part) > 1));
}

fn lines_of(home: &Home, subject: Subject, part: Part) -> usize {
    lines(home, subject, day(23), part).len()
}
