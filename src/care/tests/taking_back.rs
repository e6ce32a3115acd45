//! Taking back: what stood before stands again, with its own name and time, whatever others did since.

use super::*;
use crate::care::alert::{Act as AlertAct, Audience, Feeling, Level, Until, Warning};

fn done(who: StaffId) -> Step {
    who.does(tick(KASIA, "washed", Outcome::Done))
}

fn helped(who: StaffId) -> Step {
    who.does(tick(KASIA, "washed", Outcome::Helped))
}

#[track_caller]
fn washed(came: Came, expected: &str) -> Came {
    came.shows(KASIA, 23, Part::Morning, &["bedroom tidy", expected])
}

#[test]
fn a_tick_taken_back_leaves_the_line_open() {
    washed(given([done(DEE)]).undo(DEE), "washed");
}

#[test]
fn a_tick_over_a_tick_taken_back_leaves_the_first_as_it_was() {
    let came = washed(given([done(DEE), at(23, "10:00"), helped(TOM)]).undo(TOM), "washed: done, Dee");
    let (tick, step) = find(&came.home, KASIA, day(23), "washed").tick.unwrap();
    assert_eq!((tick.late, step.at), (false, time(23, "07:20")));
}

#[test]
fn taking_back_leaves_what_a_colleague_ticked_since() {
    let later = washed(given([done(DEE), helped(TOM)]).undo(DEE), "washed: helped, Tom").accepted();
    washed(later.when(TOM.does(open_again(KASIA, "washed"))), "washed");
}

#[test]
fn when_both_take_theirs_back_the_line_is_open() {
    let both = given([done(DEE), helped(TOM)]);
    let own = |by| both.entries.iter().find(move |entry| entry.by == by && entry.opposite().is_some());
    let dees = own(DEE).unwrap().opposite().unwrap();
    washed(both.step(DEE.does(dees)).step(at(23, "07:30")).undo(TOM), "washed");
}

#[test]
fn taking_back_can_be_taken_back() {
    let again = given([done(DEE)]).undo(DEE).accepted();
    let again = washed(again.undo(DEE), "washed: done, Dee").accepted();
    washed(again.undo(DEE), "washed");
}

#[test]
fn opening_again_taken_back_brings_the_tick_back() {
    let opened = given([done(DEE), TOM.does(open_again(KASIA, "washed"))]);
    washed(opened.undo(TOM), "washed: done, Dee");
}

#[test]
fn giving_taken_back_brings_back_whoever_had_it() {
    let given_on =
        || given([DEE.does(give(KASIA, "washed", Some(TOM))), SAM.does(give(KASIA, "washed", Some(DEE)))]);
    washed(given_on().undo(SAM), "washed → Tom");
    washed(given_on().step(at(23, "08:00")).undo(DEE), "washed → Dee");
    washed(given([DEE.does(give(KASIA, "washed", Some(TOM)))]).undo(DEE), "washed");
}

#[test]
fn a_missed_line_taken_back_goes_on_no_more() {
    given([DEE.does(tick(KASIA, "washed", Outcome::Missed))]).undo(DEE).shows(
        KASIA,
        24,
        Part::Morning,
        &["bedroom tidy", "washed"],
    );
}

#[test]
fn a_carried_line_taken_back_goes_on_again() {
    let carried = "washed (age 1, missed Mon: no time, busy with another)";
    given([DEE.does(tick(KASIA, "washed", Outcome::Missed)), at(24, "07:20"), done(TOM)])
        .shows(KASIA, 25, Part::Morning, &["bedroom tidy", "washed"])
        .undo(TOM)
        .shows(KASIA, 24, Part::Morning, &["bedroom tidy", carried])
        .shows(KASIA, 25, Part::Morning, &["bedroom tidy", &carried.replace("age 1", "age 2")]);
}

#[test]
fn a_duty_taken_back_is_due_when_it_was() {
    let session = || SAM.does(duty(KASIA, Part::Day, "key-work session", Cycle::Weeks(1), 21));
    let held = || SAM.does(tick(KASIA, "key-work session", Outcome::Done));
    given([session(), held()])
        .undo(SAM)
        .shows(KASIA, 23, Part::Day, &["school contact", "key-work session (age 2)"])
        .shows(KASIA, 30, Part::Day, &["school contact", "key-work session (age 9)"]);
    given([session(), held(), TOM.does(open_again(KASIA, "key-work session"))])
        .shows(KASIA, 24, Part::Day, &["school contact", "key-work session (age 3)"])
        .undo(TOM)
        .shows(KASIA, 24, Part::Day, &["school contact"])
        .shows(KASIA, 30, Part::Day, &["school contact", "key-work session"]);
}

#[test]
fn only_ones_own_mark_can_be_taken_back_and_only_once() {
    let dees = |given: &Given| given.entries.last().unwrap().opposite().unwrap();
    let one = given([done(DEE)]);
    let act = dees(&one);
    one.when(TOM.does(act)).then("Only Dee Marsh, who did this, can take it back.");
    let two = given([done(DEE)]);
    let act = dees(&two);
    two.step(DEE.does(act.clone())).when(DEE.does(act)).then("This was taken back already.");
}

#[test]
fn a_mark_of_a_day_long_over_stays() {
    let old = given([done(DEE), at(24, "10:00"), helped(TOM), at(25, "10:00")]);
    old.undo(DEE).then("That day is over. Write what happened in the log, with the time it happened.");
}

#[test]
fn what_was_added_taken_out_or_ended_can_be_taken_back() {
    let day_list = |came: Came| shown(&came.home, KASIA, 23, Part::Day);
    let all = ["school contact", "post the card"];
    let added = || given([SAM.does(todo(KASIA, 23, Part::Day, "post the card", None))]);
    let take_out = || DEE.does(ask(|home, _| ListAct::WithdrawTodo(home.lists.todos().next().unwrap().id)));
    assert_eq!(day_list(added().undo(SAM)), all[..1]);
    assert_eq!(day_list(added().step(take_out()).undo(DEE)), all);
    let duty = || SAM.does(duty(KASIA, Part::Day, "session", Cycle::Weeks(1), 23));
    let end = || SAM.does(ask(|home, _| routine::Act::EndDuty(home.lists.duties().next().unwrap().id)));
    assert_eq!(day_list(given([duty()]).undo(SAM)), all[..1]);
    assert_eq!(day_list(given([duty(), end()]).undo(SAM)), ["school contact", "session"]);
    let leave = people::Leave { away_from: day(25), back_on: day(28) };
    let planned = || given([SAM.does(people::Act::PlanLeave { whose: SAM, leave })]);
    assert_eq!(planned().undo(SAM).home.people.get(SAM).unwrap().leave, []);
    let cancelled = planned().step(SAM.does(people::Act::CancelLeave { whose: SAM, leave }));
    assert_eq!(cancelled.undo(SAM).home.people.get(SAM).unwrap().leave, [leave]);
}

#[test]
fn what_is_set_in_a_form_is_set_again_rather_than_taken_back() {
    for step in [
        RUTH.does(house::Act::SetOnCall("Jo".into())),
        RUTH.does(house::Act::SetCheckMinutes(20)),
        DEE.does(people::Act::ChooseTheme(Some("night".into()))),
        RUTH.does(child::Act::MoveOn(MO_ID)),
        RUTH.does(log::Act::ReadTo(3)),
    ] {
        assert_eq!(given([]).when(step).entry().opposite(), None);
    }
}

#[test]
fn alerts_receipts_follow_ups_and_closings_can_be_taken_back() {
    let warning = Warning {
        level: Level::Worried,
        feeling: Feeling::Sad,
        about: "contact was cancelled".into(),
        shows: String::new(),
        helps: String::new(),
        audience: Audience::default(),
    };
    let raise = AlertAct::Raise { child: KASIA_ID, warning: Box::new(warning), until: Until::Tonight };
    let raised = || given([SAM.does(raise.clone())]);
    let id = |given: &Given| given.home.alerts.all().next().unwrap().id;
    assert_eq!(raised().undo(SAM).home.alerts.all().count(), 0);
    type Make = fn(AlertId) -> AlertAct;
    let acts: [Make; 3] = [
        AlertAct::Read,
        |id| AlertAct::FollowUp { id, text: "sat with her".into() },
        |id| AlertAct::Close { id, what_happened: "slept".into() },
    ];
    for act in acts {
        let before = raised();
        let (id, alerts) = (id(&before), before.home.alerts.clone());
        let after = before.step(DEE.does(act(id)));
        assert_ne!(after.home.alerts, alerts);
        assert_eq!(after.undo(DEE).home.alerts, alerts);
    }
}
