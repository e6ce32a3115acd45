//! Accounts: who stops one and lets it go on, the last day of one, who counts as managing, and leave that is long over.

use super::*;
use crate::care::people::{Account, Act as PeopleAct, Fact, Leave, Staff};

fn stop(whose: StaffId) -> PeopleAct {
    PeopleAct::Suspend(whose)
}

/// Gives a colleague's account a last day.
fn ends(whose: StaffId, last: u32) -> Step {
    RUTH.does(ask(move |home, _| {
        let seen = home.people.get(whose).map(Staff::account).expect("known");
        PeopleAct::Change { whose, account: Account { ends: Some(day(last)), ..seen.clone() }, seen }
    }))
}

#[test]
fn who_runs_the_home_stops_an_account_and_lets_it_go_on() {
    for by in [RUTH, JO] {
        given([]).when(by.does(stop(DEE))).then(Fact::Suspended(DEE));
        given([RUTH.does(stop(DEE))]).when(by.does(PeopleAct::LetGoOn(DEE))).then(Fact::LetGoOn(DEE));
    }
    let say = "Only a deputy manager or manager can do that. Ask Ruth Ellison.";
    for by in [PRIYA, SAM, TOM, AL, IRIS] {
        given([]).when(by.does(stop(DEE))).then(say);
        given([RUTH.does(stop(DEE))]).when(by.does(PeopleAct::LetGoOn(DEE))).then(say);
    }
}

#[test]
fn whoever_is_stopped_does_nothing_until_they_are_let_go_on() {
    given([RUTH.does(stop(DEE))])
        .when(DEE.does(tick(KASIA, "washed", Outcome::Done)))
        .then("Your account is stopped for now. A manager can let it go on.");
    given([RUTH.does(stop(DEE)), RUTH.does(PeopleAct::LetGoOn(DEE))])
        .when(DEE.does(tick(KASIA, "washed", Outcome::Done)))
        .accepted();
    given([])
        .when(RUTH.does(PeopleAct::LetGoOn(DEE)))
        .then("This stop is not there any more. Go back and look again.");
}

#[test]
fn nobody_stops_their_own_account_or_one_that_does_not_work() {
    given([]).when(RUTH.does(stop(RUTH))).then("Your own account can be stopped by another manager only.");
    let say = "Dee Marsh’s account does not work as it is.";
    given([RUTH.does(stop(DEE))]).when(JO.does(stop(DEE))).then(say);
    given([ends(DEE, 22)]).when(RUTH.does(stop(DEE))).then(say);
    given([ends(DEE, 23)]).when(RUTH.does(stop(DEE))).accepted();
    given([])
        .when(RUTH.does(stop(StaffId(fresh(9)))))
        .then("This member of staff is not there any more. Go back and look again.");
}

#[test]
fn the_last_who_can_let_others_in_for_good_is_not_stopped() {
    let say =
        "Role must be manager or deputy manager, with no end date: somebody has to be able to let others in.";
    given([ends(JO, 60)]).when(JO.does(stop(RUTH))).then(say);
    given([]).when(JO.does(stop(RUTH))).accepted();
}

#[test]
fn an_account_works_on_its_last_day_and_has_not_been_left_then() {
    let today = given([ends(DEE, 23)]);
    let dee = today.home.people.get(DEE).expect("known");
    assert_eq!([22, 23, 24].map(|on| dee.active_on(day(on))), [true, true, false]);
    assert_eq!([22, 23, 24].map(|on| dee.over_on(day(on))), [false, false, true]);
    // Whoever has left is shut out of the home, so that nobody is before their last day is over.
    assert_eq!(dee.left, None);
    let over = given([ends(DEE, 22)]);
    assert_eq!(over.home.people.get(DEE).expect("known").left, Some(over.home.last));
}

#[test]
fn who_can_run_the_home_now_is_counted() {
    let managing = |steps: Vec<Step>| given(steps).home.people.managing(day(23));
    assert_eq!(managing(Vec::new()), 2);
    assert_eq!(managing(vec![ends(JO, 23)]), 2);
    assert_eq!(managing(vec![ends(JO, 22)]), 1);
    assert_eq!(managing(vec![RUTH.does(stop(JO))]), 1);
    assert_eq!(managing(vec![RUTH.does(stop(DEE))]), 2);
}

#[test]
fn leave_is_let_go_of_a_year_after_it_ended() {
    let leave = Leave { away_from: day(24), back_on: day(30) };
    let mut people = given([RUTH.does(PeopleAct::PlanLeave { whose: SAM, leave })]).home.people;
    people.let_go(day(30).plus(365));
    assert_eq!(people.get(SAM).expect("known").leave, [leave]);
    people.let_go(day(30).plus(366));
    assert_eq!(people.get(SAM).expect("known").leave, []);
}
