//! Alerts: for whom, until when, who has read them, how they end.

use super::*;
use crate::care::alert::{Act as AlertAct, Audience, Fact, Feeling, Level, Standing, Until, Warning};
use chrono::TimeDelta;
use std::collections::BTreeSet;

fn warning(level: Level) -> Warning {
    Warning {
        level,
        feeling: Feeling::Anxious,
        about: "contact was cancelled twice".into(),
        shows: "up and down the stairs".into(),
        helps: "sit on the landing".into(),
        audience: Audience::default(),
    }
}

fn raise(level: Level, until: Until) -> AlertAct {
    AlertAct::Raise { child: KASIA_ID, warning: Box::new(warning(level)), until }
}

fn raise_for(level: Level, parts: &[Part], people: &[StaffId]) -> AlertAct {
    let audience =
        Audience { parts: parts.iter().copied().collect(), people: people.iter().copied().collect() };
    let warning = Box::new(Warning { audience, ..warning(level) });
    AlertAct::Raise { child: KASIA_ID, warning, until: Until::Closed }
}

/// Something done to the one alert there is.
fn to_it(act: impl Fn(AlertId) -> AlertAct + 'static) -> Ask {
    ask(move |home, _| act(home.alerts.all().next().expect("an alert").id))
}

fn read() -> Ask {
    to_it(AlertAct::Read)
}

fn follow_up(text: &'static str) -> Ask {
    to_it(move |id| AlertAct::FollowUp { id, text: text.into() })
}

fn close(text: &'static str) -> Ask {
    to_it(move |id| AlertAct::Close { id, what_happened: text.into() })
}

#[test]
fn an_alert_stands_until_the_end_it_was_given() {
    for (now, until, ends) in [
        ((23, "07:20"), Until::Tonight, Some((24, "06:45"))),
        ((23, "22:00"), Until::Tonight, Some((24, "06:45"))),
        ((24, "02:00"), Until::Tonight, Some((24, "06:45"))),
        ((24, "02:00"), Until::Tomorrow, Some((25, "06:45"))),
        ((23, "07:20"), Until::Tomorrow, Some((25, "06:45"))),
        ((23, "07:20"), Until::Day(day(23)), Some((24, "06:45"))),
        ((23, "07:20"), Until::Day(day(30)), Some((31, "06:45"))),
        ((23, "07:20"), Until::Closed, None),
    ] {
        let ends = ends.map(|(day, wall)| time(day, wall));
        let (id, warning) = (AlertId(fresh(0)), Box::new(warning(Level::Watch)));
        given([at(now.0, now.1)]).when(SAM.does(raise(Level::Watch, until))).then(Fact::Raised {
            id,
            warning,
            until: ends,
        });
    }
}

#[test]
fn an_alert_ends_on_time_over_a_clock_change() {
    // 2026-03-29 and 2026-10-25: the night is an hour shorter, and an hour longer; it ends at 06:45 all the same.
    for (date, ends) in [((2027, 3, 27), "2027-03-28T05:45:00Z"), ((2027, 10, 30), "2027-10-31T06:45:00Z")] {
        let evening = NaiveDate::from_ymd_opt(date.0, date.1, date.2).unwrap();
        let now = instant(evening, clock("21:00"), chrono_tz::Europe::London);
        let came = given([Step::At(now)]).when(SAM.does(raise(Level::Watch, Until::Tonight)));
        let Fact::Raised { until, .. } = (match &came.entry().fact {
            super::Fact::Alert(fact) => fact.clone(),
            other => panic!("{other:?}"),
        }) else {
            panic!("not raised")
        };
        assert_eq!(until.unwrap().to_rfc3339(), ends.replace('Z', "+00:00"));
    }
}

#[test]
fn an_alert_says_what_it_is_about_and_not_too_much() {
    let with = |change: fn(&mut Warning)| {
        let mut warning = warning(Level::Watch);
        change(&mut warning);
        SAM.does(AlertAct::Raise { child: KASIA_ID, warning: Box::new(warning), until: Until::Tonight })
    };
    given([]).when(with(|it| it.about = " \n ".into())).then("Say what it is about.");
    given([])
        .when(with(|it| it.shows = "x".repeat(301)))
        .then("How it may show must be 300 characters or fewer");
    given([]).when(with(|it| it.helps = "x".repeat(300))).accepted();
    given([])
        .when(with(|it| it.audience.people = BTreeSet::from([IRIS])))
        .then("Iris Calder can't take this on. Choose someone else.");
    given([])
        .when(SAM.does(raise(Level::Watch, Until::Day(day(22)))))
        .then("Until must be today or later, and within a year.");
    given([])
        .when(SAM.does(raise(Level::Watch, Until::Day(day(23 + 367)))))
        .then("Until must be today or later, and within a year.");
    let nobody = AlertAct::Raise {
        child: ChildId(fresh(5)),
        warning: Box::new(warning(Level::Watch)),
        until: Until::Tonight,
    };
    given([]).when(SAM.does(nobody)).then("This child is not there any more. Go back and look again.");
}

#[test]
fn an_alert_is_unread_for_those_it_is_for() {
    let unread = |act: AlertAct, now: (u32, &str)| {
        let given = given([SAM.does(act), at(now.0, now.1)]);
        let reads = |who: StaffId| !waits(&given.home, who, given.now).is_empty();
        STAFF.iter().map(|(who, ..)| *who).filter(|who| reads(*who)).collect::<Vec<_>>()
    };
    let everyone = [RUTH, JO, PRIYA, DEE, TOM, AL];
    assert_eq!(unread(raise(Level::Watch, Until::Closed), (23, "08:00")), everyone);
    assert_eq!(unread(raise_for(Level::Worried, &[], &[DEE, AL]), (23, "08:00")), [DEE, AL]);
    assert_eq!(unread(raise_for(Level::Worried, &[Part::Day], &[]), (23, "08:00")), []);
    assert_eq!(unread(raise_for(Level::Worried, &[Part::Day], &[]), (23, "09:00")), everyone);
    assert_eq!(unread(raise_for(Level::Worried, &[Part::Night], &[]), (23, "19:00")), [TOM]);
    assert_eq!(unread(raise_for(Level::Worried, &[Part::Night], &[]), (23, "20:00")), everyone);
    assert_eq!(unread(raise_for(Level::Worried, &[Part::Night], &[RUTH]), (23, "08:00")), [RUTH, TOM]);
    // An urgent one is for every colleague, whomever it names.
    assert_eq!(unread(raise_for(Level::Urgent, &[Part::Night], &[DEE]), (23, "08:00")), everyone);
}

#[test]
fn a_receipt_is_by_name_and_given_once() {
    let read_it = || given([SAM.does(raise(Level::Urgent, Until::Tonight)), DEE.does(read())]);
    read_it().waits_for(DEE, &[]).waits_for(TOM, &["read urgent alert Kasia"]);
    read_it().when(DEE.does(read())).then("You have read this alert already.");
    read_it().when(SAM.does(read())).then("You have read this alert already.");
    read_it().when(TOM.does(to_it(AlertAct::TakeBackRead))).then("You gave no receipt for this alert.");
    read_it().undo(DEE).waits_for(DEE, &["read urgent alert Kasia"]);
}

#[test]
fn whoever_writes_to_an_alert_has_read_it() {
    let raised = || given([SAM.does(raise(Level::Urgent, Until::Tonight))]);
    raised()
        .when(DEE.does(follow_up("sat with her")))
        .waits_for(DEE, &[])
        .waits_for(TOM, &["read urgent alert Kasia"]);
    raised()
        .step(DEE.does(close("slept")))
        .when(DEE.does(to_it(AlertAct::OpenAgain)))
        .waits_for(DEE, &["read urgent alert Kasia"]);
}

#[test]
fn closing_asks_what_happened_unless_it_was_only_to_watch() {
    let raised = |level| given([SAM.does(raise(level, Until::Closed))]);
    raised(Level::Worried).when(DEE.does(close(" "))).then("Say what happened.");
    raised(Level::Urgent).when(DEE.does(close(""))).then("Say what happened.");
    raised(Level::Watch).when(DEE.does(close(""))).accepted().waits_for(TOM, &[]);
    let closed = raised(Level::Urgent).step(DEE.does(close("slept")));
    assert_eq!(closed.home.alerts.open(time(23, "08:00")).len(), 0);
    closed.when(TOM.does(close("slept"))).then("This alert is closed already.");
    raised(Level::Watch).when(TOM.does(to_it(AlertAct::OpenAgain))).then("This alert is not closed.");
}

#[test]
fn an_alert_that_ran_out_with_nothing_written_asks_what_happened() {
    let ran_out = || given([SAM.does(raise(Level::Worried, Until::Tonight)), at(24, "06:45")]);
    ran_out().waits_for(DEE, &["answer Kasia"]).waits_for(SAM, &["answer Kasia"]);
    ran_out().when(DEE.does(follow_up("slept well"))).waits_for(DEE, &[]).waits_for(SAM, &[]);
    ran_out().when(DEE.does(close("slept well"))).waits_for(DEE, &[]);
    given([
        SAM.does(raise(Level::Worried, Until::Tonight)),
        DEE.does(follow_up("sat with her")),
        at(24, "06:45"),
    ])
    .waits_for(DEE, &[])
    .waits_for(TOM, &[]);
}

#[test]
fn an_alert_that_ran_out_asks_for_as_long_as_nobody_answers() {
    let mut given = given([SAM.does(raise(Level::Watch, Until::Tonight))]);
    for on in 24..90 {
        given = given.step(at(on, "10:00")).step(DEE.does(tick(MO, "washed", Outcome::Done)));
    }
    given.waits_for(DEE, &["answer Kasia"]);
}

#[test]
fn an_alert_that_ended_is_at_hand_for_a_month() {
    let alerts_on = |on| {
        let closed = given([SAM.does(raise(Level::Watch, Until::Closed)), DEE.does(close(""))]);
        let later = closed.step(at(on, "10:00")).step(DEE.does(tick(MO, "washed", Outcome::Done)));
        let later = later.step(at(on + 1, "10:00")).step(DEE.does(tick(MO, "washed", Outcome::Done)));
        let later = later.step(at(on + 2, "10:00")).step(DEE.does(tick(MO, "washed", Outcome::Done)));
        later.home.alerts.all().count()
    };
    assert_eq!((alerts_on(50), alerts_on(60)), (1, 0));
}

#[test]
fn open_alerts_are_worst_first_and_then_newest_first() {
    let levels = [Level::Watch, Level::Urgent, Level::Worried, Level::Urgent];
    let steps = (0..).zip(levels).flat_map(|(n, level)| {
        let now = Step::At(time(23, "08:00") + TimeDelta::minutes(n));
        [now, SAM.does(raise(level, Until::Closed))]
    });
    let given = given(steps);
    let open = given.home.alerts.about(KASIA_ID, time(23, "09:00"));
    let open: Vec<_> = open.iter().map(|alert| (alert.warning.level, alert.at)).collect();
    let minute = |n| time(23, "08:00") + TimeDelta::minutes(n);
    assert_eq!(
        open,
        [
            (Level::Urgent, minute(3)),
            (Level::Urgent, minute(1)),
            (Level::Worried, minute(2)),
            (Level::Watch, minute(0)),
        ]
    );
    assert!(given.home.alerts.about(MO_ID, time(23, "09:00")).is_empty());
}

#[test]
fn the_same_worry_is_added_to_the_alert_that_is_open() {
    let same = given([SAM.does(raise(Level::Worried, Until::Tonight))])
        .when(DEE.does(follow_up("cancelled again today")))
        .accepted();
    let alert = same.home.alerts.all().next().unwrap();
    assert_eq!(
        alert.follow_ups.iter().map(|added| (added.by, added.text.as_str())).collect::<Vec<_>>(),
        [(DEE, "cancelled again today")]
    );
    assert_eq!(alert.standing(time(23, "22:00")), Standing::Open);
    same.when(DEE.does(follow_up(""))).then("Say what happened.");
}

#[test]
fn an_alert_a_colleague_had_to_do_with_is_closed_rather_than_taken_back() {
    let say = "A colleague has read this alert. Close it instead, and say what happened.";
    let raised = || given([SAM.does(raise(Level::Worried, Until::Tonight))]);
    for step in [DEE.does(read()), DEE.does(follow_up("sat with her")), DEE.does(close("slept"))] {
        raised().step(step).when(SAM.does(to_it(AlertAct::Withdraw))).then(say);
    }
    raised().when(DEE.does(to_it(AlertAct::Withdraw))).then(say);
    raised().when(SAM.does(to_it(AlertAct::Withdraw))).waits_for(DEE, &[]);
}

#[test]
fn only_ones_own_follow_up_can_be_taken_back() {
    let added = given([SAM.does(raise(Level::Worried, Until::Tonight)), DEE.does(follow_up("sat with her"))]);
    let number = added.home.last;
    added
        .when(TOM.does(to_it(move |id| AlertAct::TakeBackFollowUp { id, number })))
        .then("This follow-up is not there any more. Go back and look again.");
}

#[test]
fn an_alert_that_nobody_knows_is_gone() {
    let id = AlertId(fresh(7));
    let say = "This alert is not there any more. Go back and look again.";
    for act in [
        AlertAct::Withdraw(id),
        AlertAct::Read(id),
        AlertAct::TakeBackRead(id),
        AlertAct::FollowUp { id, text: "sat with her".into() },
        AlertAct::TakeBackFollowUp { id, number: 3 },
        AlertAct::Close { id, what_happened: "slept".into() },
        AlertAct::OpenAgain(id),
    ] {
        given([]).when(DEE.does(act)).then(say);
    }
}

#[test]
fn a_level_means_what_the_home_says() {
    let reword = |meaning: &str| house::Act::Reword { level: Level::Worried, meaning: meaning.into() };
    let came = given([]).when(RUTH.does(reword("stay near"))).accepted();
    assert_eq!(came.home.house.meaning(Level::Worried), "stay near");
    assert_eq!(came.home.house.meaning(Level::Urgent), Level::Urgent.usual_meaning());
    came.when(RUTH.does(reword(""))).then("Say what this level means.");
}
