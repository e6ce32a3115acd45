//! Receipts for what is new since one was last on: how far, for which alerts and notes, taken back.

use super::*;
use crate::care::alert::{Act as AlertAct, Audience, Feeling, Level, Until, Warning};
use crate::care::receipt::{self, Act as ReceiptAct, Fact};

fn worry() -> AlertAct {
    let (level, feeling) = (Level::Worried, Feeling::Anxious);
    let (about, shows, helps) = ("contact was cancelled".into(), String::new(), String::new());
    let warning = Warning { level, feeling, about, shows, helps, audience: Audience::default() };
    AlertAct::Raise { child: KASIA_ID, warning: Box::new(warning), until: Until::Closed }
}

fn read(subject: Subject, to: u64) -> ReceiptAct {
    ReceiptAct::Read { subject, to }
}

fn read_to(home: &Home, staff: StaffId, subject: Subject) -> Option<u64> {
    home.receipts.last(staff, subject).map(|receipt| receipt.to)
}

#[test]
fn a_receipt_is_each_persons_own_and_for_one_child() {
    let given = given([DEE.does(read(KASIA, 3))]);
    let home = &given.home;
    assert_eq!(read_to(home, DEE, KASIA), Some(3));
    assert_eq!((read_to(home, DEE, MO), read_to(home, TOM, KASIA)), (None, None));
}

#[test]
fn nobody_reads_further_than_what_is_written() {
    let given = given([]);
    let last = given.home.last;
    given.when(DEE.does(read(KASIA, u64::MAX))).then(Fact::Read { to: last, alerts: vec![], notes: vec![] });
}

#[test]
fn it_is_for_the_unread_alerts_too_and_they_are_unread_again_when_it_is_taken_back() {
    let given = given([TOM.does(worry())]);
    let id = given.home.alerts.all().next().expect("it is there").id;
    let last = given.home.last;
    let given = given.step(DEE.does(read(KASIA, last)));
    let has_read = |home: &Home, staff| home.alerts.get(id).is_some_and(|alert| alert.has_read(staff));
    assert!(has_read(&given.home, DEE) && !has_read(&given.home, SAM));
    let number = given.home.last;
    let came = given.undo(DEE);
    assert!(!has_read(&came.home, DEE));
    assert_eq!(came.home.receipts.last(DEE, KASIA), None);
    let (subject, alerts, notes) = (KASIA, vec![id], vec![]);
    let back = ReceiptAct::TakeBack { subject, number, alerts, notes };
    super::given([]).when(DEE.does(back)).then("This receipt is not there any more. Go back and look again.");
}

#[test]
fn an_alert_that_was_read_already_is_not_in_it() {
    let given = given([TOM.does(worry())]);
    let id = given.home.alerts.all().next().expect("it is there").id;
    let given = given.step(DEE.does(AlertAct::Read(id)));
    let last = given.home.last;
    given.when(DEE.does(read(KASIA, last))).then(Fact::Read { to: last, alerts: vec![], notes: vec![] });
}

#[test]
fn whoever_comes_back_within_some_hours_was_not_away() {
    let hours =
        |hours| receipt::was_away(time(23, "07:00"), time(23, "07:00") + chrono::TimeDelta::hours(hours));
    assert_eq!([1, 5, 6, 300].map(hours), [false, false, true, true]);
}

#[test]
fn last_on_is_the_sign_in_before_the_gap() {
    let mut home = given([]).home;
    let sign_in = |home: &mut Home, on, wall| {
        let fact = super::Fact::People(people::Fact::SignedIn { wrong_tries: 0 });
        let (number, at) = (home.last + 1, time(on, wall));
        home.apply(&Entry { number, at, by: DEE, day: day(on), subject: Subject::House, fact });
        receipt::last_on(home, DEE)
    };
    assert_eq!(sign_in(&mut home, 22, "07:00"), None);
    assert_eq!(sign_in(&mut home, 22, "11:00"), None);
    assert_eq!(sign_in(&mut home, 23, "07:00"), Some(time(22, "11:00")));
    assert_eq!(sign_in(&mut home, 23, "07:10"), Some(time(22, "11:00")), "locked and unlocked");
}
