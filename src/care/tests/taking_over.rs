//! One shift handing the home to the next: who signs, what is refused, what is drafted.

use super::*;
use crate::care::alert::{Act as AlertAct, Audience, Feeling, Level, Until, Warning};
use crate::care::child::Act as ChildAct;
use crate::care::handing_over::{Act as OverAct, Handover, How, Sheet, draft, left_without, shift_began};
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

#[test]
fn a_leader_who_left_without_signing_is_told_to_who_leads_now() {
    let off = ask(|home: &Home, now: Moment| ShiftAct::End {
        number: home.shifts.of(TOM).expect("on").number,
        at: now.at,
    });
    let lead = ask(|home: &Home, _| ShiftAct::Lead(Some(home.shifts.of(TOM).expect("on").number)));
    let on = |staff, kind| ask(move |_: &Home, now: Moment| ShiftAct::Start { staff, kind, at: now.at });
    let gone = || {
        given([
            at(22, "21:30"),
            TOM.does(on(TOM, Kind::WakingNight)),
            TOM.does(lead),
            at(23, "07:20"),
            PRIYA.does(on(PRIYA, Kind::Early)),
            TOM.does(off),
        ])
    };
    let gone = gone();
    assert_eq!(left_without(&gone.home, gone.now).map(|(who, _)| who), Some(TOM));
    let gone = gone.waits_for(PRIYA, &["not handed over Tom"]).waits_for(DEE, &[]);
    let handed = gone.step(PRIYA.does(sign()));
    assert_eq!(left_without(&handed.home, handed.now), None);
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
