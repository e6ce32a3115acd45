//! Ticking, missing, giving, to-dos and duties: what each list shows.

use super::*;
use crate::care::checklist::Fact;
use crate::care::trail::Tick;

fn ticked(words: &str, part: Part, outcome: Outcome, late: bool) -> impl Fn(&Home) -> Fact {
    let words = words.to_string();
    move |home| {
        let line = routine_line(home, &words, 23);
        let tick = Tick { outcome, reason: None, note: String::new(), late, next_due: None, answer: None };
        Fact::Ticked { line, words: words.clone(), part, tick }
    }
}

#[test]
fn every_outcome_but_missed_is_one_key() {
    for outcome in Outcome::ALL.into_iter().filter(|outcome| *outcome != Outcome::Missed) {
        let given = given([]);
        let fact = ticked("washed", Part::Morning, outcome, false)(&given.home);
        let shown = format!("washed: {}, Dee", outcome.words());
        let came = given.when(DEE.does(tick(KASIA, "washed", outcome))).then(fact);
        came.shows(KASIA, 23, Part::Morning, &["bedroom tidy", &shown]).shows(
            MO,
            23,
            Part::Morning,
            &["bedroom tidy", "washed"],
        );
    }
}

fn missed(reason: Option<Reason>, note: &'static str) -> Ask {
    ask(move |home, now| {
        let day = home.day_of(now);
        let line = find(home, KASIA, day, "washed").id;
        ListAct::Tick { subject: KASIA, line, day, outcome: Outcome::Missed, reason, note: note.into() }
    })
}

#[test]
fn a_missed_line_needs_a_reason() {
    given([]).when(DEE.does(missed(None, ""))).then("Say why it was missed.");
    for reason in Reason::ALL.into_iter().filter(|reason| *reason != Reason::Other) {
        let came = given([]).when(DEE.does(missed(Some(reason), ""))).accepted();
        assert_eq!(find(&came.home, KASIA, day(23), "washed").outcome(), Some(Outcome::Missed));
    }
    given([]).when(DEE.does(missed(Some(Reason::Other), " \n"))).then("Write why it was missed.");
    given([]).when(DEE.does(missed(Some(Reason::Other), "boiler broke"))).accepted();
}

#[test]
fn only_a_missed_line_keeps_a_reason() {
    let done = ask(|home, now| {
        let day = home.day_of(now);
        let line = find(home, KASIA, day, "washed").id;
        let (outcome, reason) = (Outcome::Done, Some(Reason::NoTime));
        ListAct::Tick { subject: KASIA, line, day, outcome, reason, note: "sang".into() }
    });
    let came = given([]).when(DEE.does(done)).accepted();
    let (tick, _) = find(&came.home, KASIA, day(23), "washed").tick.unwrap();
    assert_eq!((tick.reason, tick.note.as_str()), (None, "sang"));
}

#[test]
fn words_on_a_tick_are_one_line_and_not_too_many() {
    let noted = |note: String| {
        ask(move |home, now| {
            let day = home.day_of(now);
            let line = find(home, KASIA, day, "washed").id;
            let (outcome, reason) = (Outcome::Done, None);
            ListAct::Tick { subject: KASIA, line, day, outcome, reason, note: note.clone() }
        })
    };
    let came = given([]).when(DEE.does(noted("  sang\n\tloudly\u{1b}[31m ".into()))).accepted();
    assert_eq!(find(&came.home, KASIA, day(23), "washed").tick.unwrap().0.note, "sang loudly");
    given([]).when(DEE.does(noted("é".repeat(200)))).accepted();
    given([]).when(DEE.does(noted("é".repeat(201)))).then("Note must be 200 characters or fewer");
}

#[test]
fn a_tick_is_late_from_the_instant_its_part_ends() {
    for (words, part, ends, shown) in [
        ("washed", Part::Morning, (23, "09:00"), "washed: done late, Dee"),
        ("school contact", Part::Day, (23, "20:00"), "school contact: done late, Dee"),
        ("clean clothes out", Part::Night, (24, "06:45"), "clean clothes out: done late, Dee"),
    ] {
        let tick_it = |now: DateTime<Utc>| {
            let days = -i32::from(now >= time(24, "06:45"));
            let step = DEE.does(tick_on(days, KASIA, words, Outcome::Done));
            let came = given([Step::At(now)]).when(step).accepted();
            super::shown(&came.home, KASIA, 23, part)
        };
        let ends = time(ends.0, ends.1);
        assert!(tick_it(ends).contains(&shown.to_string()));
        let in_time = shown.replace(" late", "");
        assert!(tick_it(ends - chrono::TimeDelta::milliseconds(1)).contains(&in_time), "{in_time}");
    }
}

#[test]
fn a_day_to_come_can_be_given_away_and_not_ticked() {
    given([])
        .when(DEE.does(tick_on(1, KASIA, "washed", Outcome::Done)))
        .then("That day has not come yet. It can be ticked when it has.");
    let give_tomorrow = ask(|home, now| {
        let day = home.day_of(now).plus(1);
        ListAct::Give { subject: KASIA, line: find(home, KASIA, day, "washed").id, day, to: Some(TOM) }
    });
    given([DEE.does(tick(KASIA, "washed", Outcome::Done))])
        .when(DEE.does(give_tomorrow))
        .shows(KASIA, 23, Part::Morning, &["bedroom tidy", "washed: done, Dee"])
        .shows(KASIA, 24, Part::Morning, &["bedroom tidy", "washed → Tom"]);
}

#[test]
fn the_day_before_can_still_be_ticked_and_older_ones_are_for_the_log() {
    given([]).when(DEE.does(tick_on(-1, KASIA, "washed", Outcome::Done))).shows(
        KASIA,
        22,
        Part::Morning,
        &["bedroom tidy", "washed: done late, Dee"],
    );
    let say = "That day is over. Write what happened in the log, with the time it happened.";
    given([]).when(DEE.does(tick_on(-2, KASIA, "washed", Outcome::Done))).then(say);
}

#[test]
fn an_open_routine_line_ends_with_its_day() {
    given([at(24, "07:20")]).shows(KASIA, 24, Part::Morning, &["bedroom tidy", "washed"]);
}

#[test]
fn a_missed_line_goes_on_with_its_age_as_one_line_for_weeks() {
    let steps = || [DEE.does(tick(KASIA, "washed", Outcome::Missed))];
    let line = "washed (age 1, missed Mon: no time, busy with another)";
    given(steps()).shows(KASIA, 24, Part::Morning, &["bedroom tidy", line]);
    let mut month = given(steps());
    for day in 24..54 {
        // Something is written each day, so that old days are let go of.
        month = month.step(at(day, "07:20")).step(DEE.does(tick(MO, "washed", Outcome::Done)));
    }
    month
        .shows(
            KASIA,
            53,
            Part::Morning,
            &["bedroom tidy", "washed (age 30, missed Mon: no time, busy with another)"],
        )
        .when(DEE.does(tick(KASIA, "washed", Outcome::Helped)))
        .shows(
            KASIA,
            53,
            Part::Morning,
            &["bedroom tidy", "washed: helped, Dee (age 30, missed Mon: no time, busy with another)"],
        )
        .shows(KASIA, 54, Part::Morning, &["bedroom tidy", "washed"]);
}

#[test]
fn a_line_missed_again_keeps_its_age_and_tells_the_last_time() {
    given([
        DEE.does(tick(KASIA, "washed", Outcome::Missed)),
        at(24, "07:20"),
        DEE.does(tick(KASIA, "washed", Outcome::Missed)),
        at(25, "07:20"),
    ])
    .shows(
        KASIA,
        25,
        Part::Morning,
        &["bedroom tidy", "washed (age 2, missed Tue: no time, busy with another)"],
    )
    .when(DEE.does(tick(KASIA, "washed", Outcome::NotNeeded)))
    .shows(KASIA, 26, Part::Morning, &["bedroom tidy", "washed"])
    .shows(KASIA, 23, Part::Morning, &["bedroom tidy", "washed: missed, Dee"]);
}

#[test]
fn a_missed_line_goes_on_over_days_on_which_it_is_not_asked() {
    let friday = 27;
    given([at(friday, "10:00"), DEE.does(tick(KASIA, "school contact", Outcome::Missed))])
        .shows(KASIA, 28, Part::Day, &["school contact (age 1, missed Fri: no time, busy with another)"])
        .shows(KASIA, 30, Part::Day, &["school contact (age 3, missed Fri: no time, busy with another)"])
        .shows(MO, 28, Part::Day, &[]);
}

#[test]
fn a_correction_of_the_day_before_settles_what_was_carried_from_it() {
    given([
        DEE.does(tick(KASIA, "washed", Outcome::Missed)),
        at(24, "07:20"),
        TOM.does(tick_on(-1, KASIA, "washed", Outcome::Done)),
    ])
    .shows(KASIA, 23, Part::Morning, &["bedroom tidy", "washed: done late, Tom"])
    .shows(KASIA, 24, Part::Morning, &["bedroom tidy", "washed"]);
}

#[test]
fn what_was_done_is_not_undone_by_a_later_word_on_the_day_it_was_missed() {
    given([
        DEE.does(tick(KASIA, "washed", Outcome::Missed)),
        at(24, "07:20"),
        DEE.does(tick(KASIA, "washed", Outcome::Done)),
        TOM.does(tick_on(-1, KASIA, "washed", Outcome::Missed)),
    ])
    .shows(KASIA, 25, Part::Morning, &["bedroom tidy", "washed"]);
}

#[test]
fn a_later_tick_replaces_an_earlier_one_and_both_stay_in_the_trail() {
    let came = given([DEE.does(tick(KASIA, "washed", Outcome::Done))])
        .when(TOM.does(tick(KASIA, "washed", Outcome::Helped)))
        .shows(KASIA, 23, Part::Morning, &["bedroom tidy", "washed: helped, Tom"]);
    let trail = came.home.lists.trails.get(KASIA, routine_line(&came.home, "washed", 23)).unwrap();
    assert_eq!(trail.steps.iter().map(|step| step.by).collect::<Vec<_>>(), [DEE, TOM]);
}

#[test]
fn an_open_line_can_not_be_opened() {
    given([]).when(DEE.does(open_again(KASIA, "washed"))).then("This line is open already.");
    given([DEE.does(tick(KASIA, "washed", Outcome::Done))])
        .when(TOM.does(open_again(KASIA, "washed")))
        .shows(KASIA, 23, Part::Morning, &["bedroom tidy", "washed"]);
}

#[test]
fn giving_is_not_ticking() {
    given([])
        .when(DEE.does(give(KASIA, "washed", Some(TOM))))
        .shows(KASIA, 23, Part::Morning, &["bedroom tidy", "washed → Tom"])
        .shows(KASIA, 24, Part::Morning, &["bedroom tidy", "washed"])
        .waits_for(TOM, &["Kasia: washed"]);
}

#[test]
fn a_line_can_be_taken_and_given_to_nobody() {
    given([DEE.does(give(KASIA, "washed", Some(TOM))), DEE.does(give(KASIA, "washed", Some(DEE)))])
        .shows(KASIA, 23, Part::Morning, &["bedroom tidy", "washed → Dee"])
        .when(TOM.does(give(KASIA, "washed", None)))
        .shows(KASIA, 23, Part::Morning, &["bedroom tidy", "washed"]);
}

#[test]
fn a_line_is_given_to_people_who_can_do_it() {
    given([])
        .when(DEE.does(give(KASIA, "washed", Some(IRIS))))
        .then("Iris Calder can't take this on. Choose someone else.");
    given([])
        .when(DEE.does(give(KASIA, "washed", Some(StaffId(fresh(7))))))
        .then("This member of staff is not there any more. Go back and look again.");
    given([]).when(DEE.does(give(KASIA, "washed", Some(AL)))).accepted();
}

#[test]
fn the_house_has_lists_of_its_own() {
    given([at(23, "21:00")])
        .shows(Subject::House, 23, Part::Night, &["keys counted"])
        .shows(Subject::House, 23, Part::Morning, &[])
        .when(TOM.does(tick(Subject::House, "keys counted", Outcome::Done)))
        .shows(Subject::House, 23, Part::Night, &["keys counted: done, Tom"])
        .shows(KASIA, 23, Part::Night, &["clean clothes out"]);
}

#[test]
fn a_to_do_left_open_goes_on_with_its_age() {
    given([SAM.does(todo(KASIA, 24, Part::Day, "post the card", Some(DEE)))])
        .shows(KASIA, 23, Part::Day, &["school contact"])
        .shows(KASIA, 24, Part::Day, &["school contact", "post the card → Dee"])
        .shows(KASIA, 30, Part::Day, &["school contact", "post the card → Dee (age 6)"]);
}

#[test]
fn a_settled_to_do_never_comes_back() {
    for outcome in Outcome::ALL.into_iter().filter(|outcome| outcome.settles()) {
        let mut given = given([
            SAM.does(todo(KASIA, 23, Part::Day, "post the card", None)),
            DEE.does(tick(KASIA, "post the card", outcome)),
        ]);
        for on in 24..40 {
            given = given.step(at(on, "10:00")).step(DEE.does(tick(MO, "washed", Outcome::Done)));
            let shown = shown(&given.home, KASIA, on, Part::Day);
            assert!(!shown.concat().contains("card"), "{outcome:?} on {on}: {shown:?}");
        }
        assert_eq!(given.home.lists.todos().count(), 0);
    }
}

#[test]
fn a_missed_to_do_goes_on_until_it_is_done_and_then_is_gone() {
    let mut given = given([
        SAM.does(todo(KASIA, 23, Part::Day, "post the card", None)),
        DEE.does(tick(KASIA, "post the card", Outcome::Missed)),
    ]);
    for on in 24..45 {
        given = given.step(at(on, "10:00")).step(DEE.does(tick(MO, "washed", Outcome::Done)));
    }
    given
        .shows(
            KASIA,
            44,
            Part::Day,
            &["school contact", "post the card (age 21, missed Mon: no time, busy with another)"],
        )
        .step(DEE.does(tick(KASIA, "post the card", Outcome::Done)))
        .shows(KASIA, 45, Part::Day, &["school contact"]);
}

#[test]
fn a_to_do_needs_words_a_day_to_come_and_someone_who_can() {
    let raw = |on, words: &str, to| DEE.does(todo(KASIA, on, Part::Day, words, to));
    given([]).when(raw(22, " ", None)).then("Say what is to be done. The day must be today or later.");
    given([])
        .when(raw(23, "post the card", Some(IRIS)))
        .then("Iris Calder can't take this on. Choose someone else.");
    given([]).when(raw(23, &"x".repeat(201), None)).then("What must be 200 characters or fewer");
}

#[test]
fn a_to_do_taken_out_by_mistake_can_be_put_back_the_same_day() {
    let taken_out = || {
        given([SAM.does(todo(KASIA, 23, Part::Day, "post the card", None))])
            .step(DEE.does(ask(|home, _| ListAct::WithdrawTodo(home.lists.todos().next().unwrap().id))))
    };
    let put_back = || DEE.does(ask(|home, _| ListAct::PutTodoBack(home.lists.todos().next().unwrap().id)));
    taken_out().shows(KASIA, 23, Part::Day, &["school contact"]).shows(
        KASIA,
        24,
        Part::Day,
        &["school contact"],
    );
    taken_out().when(put_back()).shows(KASIA, 23, Part::Day, &["school contact", "post the card"]);
    taken_out()
        .step(at(24, "10:00"))
        .when(put_back())
        .then("It ended on an earlier day. Add it again instead.");
}

#[test]
fn a_missed_to_do_that_is_taken_out_goes_on_no_more() {
    given([
        SAM.does(todo(KASIA, 23, Part::Day, "post the card", None)),
        DEE.does(tick(KASIA, "post the card", Outcome::Missed)),
        at(24, "10:00"),
    ])
    .when(DEE.does(ask(|home, _| ListAct::WithdrawTodo(home.lists.todos().next().unwrap().id))))
    .shows(KASIA, 24, Part::Day, &["school contact"])
    .shows(KASIA, 23, Part::Day, &["school contact", "post the card: missed, Dee"]);
}

#[test]
fn a_duty_is_due_again_a_cycle_after_the_day_it_was_done() {
    given([SAM.does(duty(KASIA, Part::Day, "key-work session", Cycle::Weeks(1), 21))])
        .shows(KASIA, 20, Part::Day, &["school contact"])
        .shows(KASIA, 23, Part::Day, &["school contact", "key-work session (age 2)"])
        .when(SAM.does(tick(KASIA, "key-work session", Outcome::Done)))
        .shows(KASIA, 23, Part::Day, &["school contact", "key-work session: done, Sam (age 2)"])
        .shows(KASIA, 24, Part::Day, &["school contact"])
        .shows(KASIA, 29, Part::Day, &[])
        .shows(KASIA, 30, Part::Day, &["school contact", "key-work session"]);
}

#[test]
fn a_missed_duty_stays_due() {
    given([SAM.does(duty(KASIA, Part::Day, "key-work session", Cycle::Weeks(1), 23))])
        .when(SAM.does(tick(KASIA, "key-work session", Outcome::Missed)))
        .shows(
            KASIA,
            24,
            Part::Day,
            &["school contact", "key-work session (age 1, missed Mon: no time, busy with another)"],
        );
}

#[test]
fn a_duty_done_yesterday_and_told_today_counts_from_yesterday() {
    given([
        at(22, "10:00"),
        SAM.does(duty(KASIA, Part::Day, "key-work session", Cycle::Weeks(1), 22)),
        at(23, "10:00"),
    ])
    .when(SAM.does(tick_on(-1, KASIA, "key-work session", Outcome::Done)))
    .shows(KASIA, 23, Part::Day, &["school contact"])
    .shows(KASIA, 29, Part::Day, &["key-work session"]);
}

#[test]
fn a_daily_duty_ticked_twice_is_asked_once_a_day() {
    given([
        SAM.does(duty(KASIA, Part::Day, "pocket money", Cycle::Days(1), 23)),
        SAM.does(tick(KASIA, "pocket money", Outcome::Done)),
        at(24, "10:00"),
        SAM.does(tick(KASIA, "pocket money", Outcome::Done)),
        DEE.does(tick_on(-1, KASIA, "pocket money", Outcome::Helped)),
    ])
    .shows(KASIA, 24, Part::Day, &["school contact", "pocket money: done, Sam"])
    .shows(KASIA, 25, Part::Day, &["school contact", "pocket money"]);
}

#[test]
fn a_line_that_nobody_asks_for_can_not_be_ticked() {
    let unknown = LineId { source: Source::Routine(RoutineId(fresh(9))), due: day(23) };
    let (outcome, reason, note) = (Outcome::Done, None, String::new());
    let act = ListAct::Tick { subject: KASIA, line: unknown, day: day(23), outcome, reason, note };
    given([]).when(DEE.does(act)).then("This line is not there any more. Go back and look again.");
}

#[test]
fn a_child_who_is_not_here_has_no_lists() {
    let moved_on = || given([RUTH.does(child::Act::MoveOn(MO_ID)), at(24, "07:20")]);
    moved_on().shows(MO, 23, Part::Morning, &["bedroom tidy", "washed"]).shows(MO, 24, Part::Morning, &[]);
    let say = "This child is not there any more. Go back and look again.";
    moved_on().when(DEE.does(tick_on(-1, MO, "washed", Outcome::Done))).then(say);
    given([]).shows(KASIA, 0, Part::Morning, &[]);
}

#[test]
fn a_clock_that_ran_ahead_for_a_while_sweeps_nothing_away() {
    given([
        at(22, "08:00"),
        DEE.does(tick(KASIA, "washed", Outcome::Done)),
        at(23, "07:20"),
        DEE.does(tick(KASIA, "washed", Outcome::Helped)),
        at(400, "10:00"),
        DEE.does(tick(MO, "washed", Outcome::Done)),
        at(23, "08:00"),
    ])
    .shows(KASIA, 22, Part::Morning, &["bedroom tidy", "washed: done, Dee"])
    .shows(KASIA, 23, Part::Morning, &["bedroom tidy", "washed: helped, Dee"]);
}
