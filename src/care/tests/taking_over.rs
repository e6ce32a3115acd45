//! One shift handing the home to the next: who signs, what is refused, what is drafted.

use super::*;
use crate::care::alert::{Act as AlertAct, Audience, Feeling, Level, Until, Warning};
use crate::care::child::Act as ChildAct;
use crate::care::handing_over::{
    Act as OverAct, Handover, How, Sheet, draft, is_near, left_in_words, left_without, shift_began,
};
use crate::care::shift::{Act as ShiftAct, Kind};

/// A sheet as the shift tells it, with the medication agreed by two.
fn sheet(home: &Home, now: Moment) -> Sheet {
    let mut sheet = draft(home, shift_began(home, PRIYA, now), now, &[]);
    sheet.house.medication = "counted".into();
    sheet.house.counted = vec![PRIYA, TOM];
    sheet
}

fn sign() -> Ask {
    ask(|home, now| OverAct::Sign(Box::new(sheet(home, now))))
}

/// Everything is said back, and accepted.
fn accept() -> Ask {
    ask(|home, _| {
        let last = home.handovers.last().expect("handed over");
        OverAct::Accept { id: last.id, heard: last.sheet.read_back() }
    })
}

fn raise(level: Level) -> AlertAct {
    let (about, shows, helps) = ("contact".into(), "goes quiet".into(), "sit with her".into());
    let audience = Audience::default();
    let warning = Warning { level, feeling: Feeling::Sad, about, shows, helps, audience };
    AlertAct::Raise { child: KASIA_ID, warning: Box::new(warning), until: Until::Tonight }
}

fn signed() -> Given {
    given([PRIYA.does(sign())])
}

#[test]
fn a_shift_is_handed_over_and_accepted_by_each_who_comes_on() {
    let open = signed();
    assert!(open.home.handovers.open().is_some());
    let tom = open.step(TOM.does(accept())).step(DEE.does(accept()));
    let last = tom.home.handovers.last().expect("handed over");
    assert_eq!(last.signed.by, PRIYA);
    assert_eq!(last.accepted.iter().map(|signed| signed.by).collect::<Vec<_>>(), [TOM, DEE]);
    assert!(tom.home.handovers.open().is_none());
}

#[test]
fn until_it_is_accepted_everyone_who_may_is_told() {
    signed().waits_for(TOM, &["take over Priya"]).waits_for(PRIYA, &["take over Priya"]).waits_for(AL, &[]);
    signed().step(TOM.does(accept())).waits_for(DEE, &[]);
}

#[test]
fn an_agency_worker_may_not_sign_and_is_told_who_may() {
    given([]).when(AL.does(sign())).then(
        "Only a night worker, senior, deputy manager or manager can lead a shift and sign it over. Ask Ruth Ellison.",
    );
    given([]).when(DEE.does(sign())).then(
        "Only a night worker, senior, deputy manager or manager can lead a shift and sign it over. Ask Ruth Ellison.",
    );
    signed().when(AL.does(accept())).then(
        "Only a worker, night worker, senior, deputy manager or manager can take a shift over. Ask Ruth Ellison.",
    );
}

#[test]
fn two_people_can_not_sign_the_same_shift_over() {
    let stale = sheet(&given([]).home, super::moment(time(23, "07:20")));
    let act = move |_: &Home, _| OverAct::Sign(Box::new(stale.clone()));
    signed()
        .when(RUTH.does(ask(act)))
        .then("Priya Nair signed this shift over at 07:20, while you were writing. Read that one first.");
}

#[test]
fn nobody_accepts_what_they_handed_over_nor_twice() {
    signed().when(PRIYA.does(accept())).then("You handed this shift over. Whoever comes on accepts it.");
    signed().step(TOM.does(accept())).when(TOM.does(accept())).then("You have accepted this shift already.");
}

#[test]
fn an_urgent_alert_is_read_before_the_shift_is_accepted() {
    let urgent = || given([SAM.does(raise(Level::Urgent)), PRIYA.does(sign())]);
    urgent().when(TOM.does(accept())).then("Read the urgent alert about Kasia first, then accept.");
    let read = ask(|home: &Home, _| AlertAct::Read(home.alerts.all().next().expect("raised").id));
    urgent().step(TOM.does(read)).when(TOM.does(accept())).accepted();
}

#[test]
fn every_line_is_said_back() {
    let worried = || given([SAM.does(raise(Level::Worried)), PRIYA.does(sign())]);
    let none = ask(|home: &Home, _| OverAct::Accept {
        id: home.handovers.last().expect("one").id,
        heard: Vec::new(),
    });
    worried()
        .when(TOM.does(none))
        .then("3 lines are not read back yet. The first, Kasia: How they are: worried");
}

#[test]
fn the_medication_count_is_agreed_by_two() {
    let by = |counted: Vec<StaffId>| {
        ask(move |home: &Home, now| {
            let mut sheet = sheet(home, now);
            sheet.house.counted.clone_from(&counted);
            OverAct::Sign(Box::new(sheet))
        })
    };
    let say = "Choose the two people who agreed the medication count.";
    given([]).when(PRIYA.does(by(vec![PRIYA]))).then(say);
    given([]).when(PRIYA.does(by(vec![PRIYA, PRIYA]))).then(say);
    given([]).when(PRIYA.does(by(vec![PRIYA, DEE]))).accepted();
}

#[test]
fn a_child_who_came_or_moved_on_during_the_shift_is_told_of() {
    let profile = || Box::new(child::Profile { name: "Ellie Marsh".into(), ..Default::default() });
    let before = sheet(&given([]).home, super::moment(time(23, "07:20")));
    given([RUTH.does(ChildAct::Admit { profile: profile(), keyworker: None })])
        .when(PRIYA.does(ask(move |_: &Home, _| OverAct::Sign(Box::new(before.clone())))))
        .then("Ellie lives here now and is not in this handover. Look at their part first.");
    let moved = given([RUTH.does(ChildAct::MoveOn(MO_ID))]);
    let sheet = sheet(&moved.home, moved.now);
    let of = |id| sheet.children.iter().find(|part| part.child == id).map(|part| part.movements.clone());
    assert_eq!(of(MO_ID).as_deref(), Some("Moved on on this shift."));
}

fn on(staff: StaffId, kind: Kind) -> Step {
    staff.does(ask(move |_: &Home, now: Moment| ShiftAct::Start { staff, kind, at: now.at }))
}

fn leads(staff: StaffId) -> Step {
    staff.does(ask(move |home: &Home, _| ShiftAct::Lead(Some(home.shifts.of(staff).expect("on").number))))
}

fn off(staff: StaffId) -> Step {
    staff.does(ask(move |home: &Home, now: Moment| ShiftAct::End {
        number: home.shifts.of(staff).expect("on").number,
        at: now.at,
    }))
}

/// Tom led the night of Sunday and went off without a word; Priya is on.
fn left() -> Given {
    given([
        at(22, "21:30"),
        on(TOM, Kind::WakingNight),
        leads(TOM),
        at(23, "07:20"),
        on(PRIYA, Kind::Early),
        off(TOM),
    ])
}

/// What is told of shifts that nobody handed over.
fn told(given: &Given) -> Vec<String> {
    let left = left_without(&given.home, given.now);
    left.iter().map(|shift| left_in_words(&given.home, given.now, shift)).collect()
}

#[test]
fn a_leader_who_left_without_signing_is_told_to_who_leads_now_and_to_managers() {
    let gone = left();
    assert_eq!(told(&gone), ["Waking night of yesterday was not handed over; Tom led it"]);
    let gone = gone.waits_for(PRIYA, &["not handed over Tom"]).waits_for(DEE, &[]);
    let gone = gone.waits_for(RUTH, &["not handed over Tom"]);
    assert_eq!(told(&gone.step(PRIYA.does(sign()))), Vec::<String>::new());
}

#[test]
fn whoever_leads_next_does_not_make_it_forgotten_and_hands_it_over_with_their_own() {
    // The next leads before the one before them has gone, which is how it is forgotten most often.
    let gone = given([
        at(22, "14:00"),
        on(PRIYA, Kind::Late),
        leads(PRIYA),
        at(22, "21:30"),
        on(TOM, Kind::WakingNight),
        leads(TOM),
        at(22, "22:00"),
        off(PRIYA),
        at(23, "07:20"),
    ]);
    let says = ["Late shift of yesterday was not handed over; Priya led it"];
    assert_eq!(told(&gone), says);
    assert_eq!(shift_began(&gone.home, TOM, gone.now), time(22, "14:00"), "it is told of with the rest");
    let signed = gone.step(TOM.does(sign()));
    assert_eq!(told(&signed), Vec::<String>::new());
    let take_back = ask(|home: &Home, _| OverAct::TakeBack(home.handovers.last().expect("one").id));
    assert_eq!(told(&signed.step(TOM.does(take_back))), says, "taken back, it was not handed over");
}

#[test]
fn it_is_told_for_days_and_by_then_the_next_handover_that_is_signed_settles_it() {
    let days = left().step(off(PRIYA)).step(at(27, "10:00"));
    assert_eq!(told(&days), ["Waking night of Sunday was not handed over; Tom led it"]);
    let signed = days.step(on(PRIYA, Kind::Early)).step(PRIYA.does(sign()));
    assert_eq!(told(&signed), Vec::<String>::new());
}

#[test]
fn who_handed_over_or_led_by_a_slip_or_is_still_on_is_not_told_of() {
    let early = || given([on(PRIYA, Kind::Early), leads(PRIYA)]);
    assert_eq!(told(&early()), Vec::<String>::new(), "still on");
    let handed = early().step(PRIYA.does(sign())).step(TOM.does(accept())).step(off(PRIYA));
    assert_eq!(told(&handed), Vec::<String>::new());
    let slip = early().undo(PRIYA).accepted().step(at(23, "15:00")).step(off(PRIYA));
    assert_eq!(told(&slip), Vec::<String>::new(), "led by a slip of the finger");
    let forgotten = early().step(at(24, "07:00"));
    assert_eq!(told(&forgotten), ["Early shift of yesterday was not handed over; Priya led it"]);
}

#[test]
fn the_last_hour_of_a_shift_is_the_time_to_hand_it_over() {
    let early = || given([on(PRIYA, Kind::Early), leads(PRIYA), on(DEE, Kind::Early)]);
    let near = |given: &Given, who| is_near(&given.home, who, given.now);
    assert!(!near(&early(), PRIYA));
    let ends = early().step(at(23, "14:20"));
    assert!(near(&ends, PRIYA) && !near(&ends, DEE), "only whoever leads");
    let from = time(23, "11:00");
    let expects = early().step(PRIYA.does(ShiftAct::Expect { staff: TOM, kind: Kind::Late, from }));
    assert!(!near(&expects, PRIYA));
    assert!(near(&expects.step(at(23, "10:05")), PRIYA), "somebody comes within the hour");
    let signed = early().step(PRIYA.does(sign()));
    assert!(near(&signed, PRIYA) && near(&signed, DEE), "it waits to be taken over");
    let accepted = signed.step(TOM.does(accept())).step(at(23, "14:30"));
    assert!(!near(&accepted, PRIYA), "it is handed over");
}

#[test]
fn how_long_it_took_is_known_unless_a_clock_was_turned() {
    let took = |accepted: (u32, &'static str)| {
        let given = signed().step(at(accepted.0, accepted.1)).step(TOM.does(accept()));
        given.home.handovers.last().and_then(Handover::took).map(|took| took.num_minutes())
    };
    assert_eq!(took((23, "07:28")), Some(8));
    assert_eq!(took((23, "07:10")), None, "the clock went back in the middle");
}

#[test]
fn it_is_taken_back_by_its_signer_while_nobody_has_accepted_it() {
    assert!(signed().undo(PRIYA).home.handovers.last().is_none());
    let take_back = || ask(|home: &Home, _| OverAct::TakeBack(home.handovers.last().expect("one").id));
    signed().when(TOM.does(take_back())).then("Only Priya Nair, who signed it, can take it back.");
    signed()
        .step(TOM.does(accept()))
        .when(PRIYA.does(take_back()))
        .then("This handover is not there any more. Go back and look again.");
}

#[test]
fn it_is_drafted_worst_first_with_what_may_happen_and_what_then() {
    let given = given([
        PRIYA.does(todo(MO, 23, Part::Day, "ring school", Some(DEE))),
        SAM.does(raise(Level::Worried)),
    ]);
    let sheet = sheet(&given.home, given.now);
    let [kasia, mo] = &sheet.children[..] else { panic!("two children") };
    assert_eq!((kasia.child, kasia.how, mo.how), (KASIA_ID, How::Worried, How::Settled));
    assert_eq!(kasia.may, "Sad: contact. May show: goes quiet. Then: sit with her");
    assert_eq!(mo.to_do, "ring school › Dee");
}
