//! What waits for one person: its order, and whose is what.

use super::*;
use crate::care::alert::{Act as AlertAct, Audience, Feeling, Level, Until, Warning};
use crate::care::handover::{Act as NoteAct, Draft};
use crate::care::people::{Act as PeopleAct, Leave};

fn raise(child: ChildId, level: Level, until: Until) -> Step {
    let (about, shows, helps) = ("contact".into(), String::new(), String::new());
    let audience = Audience::default();
    let warning = Box::new(Warning { level, feeling: Feeling::Sad, about, shows, helps, audience });
    PRIYA.does(AlertAct::Raise { child, warning, until })
}

fn leave(by: StaffId, child: ChildId, from: u32, back: u32, cover: StaffId) -> Step {
    by.does(NoteAct::Leave(Box::new(Draft {
        child,
        away_from: day(from),
        back_on: day(back),
        cover: Some(cover),
        second: None,
        told: String::new(),
        coming: Vec::new(),
        tasks: Vec::new(),
        worries: String::new(),
        call: String::new(),
    })))
}

#[test]
fn the_most_pressing_comes_first() {
    let leave_of = |whose, from, back| {
        let leave = Leave { away_from: day(from), back_on: day(back) };
        RUTH.does(PeopleAct::PlanLeave { whose, leave })
    };
    given([
        leave(RUTH, MO_ID, 20, 24, DEE),
        leave(RUTH, KASIA_ID, 25, 26, DEE),
        leave(SAM, KASIA_ID, 25, 30, DEE),
        leave(SAM, MO_ID, 25, 30, RUTH),
        leave_of(SAM, 33, 36),
        RUTH.does(child::Act::StandDown { child: MO_ID, staff: TOM }),
        DEE.does(give(KASIA, "washed", Some(RUTH))),
        SAM.does(todo(MO, 24, Part::Day, "post the card", Some(RUTH))),
        raise(KASIA_ID, Level::Watch, Until::Tonight),
        at(24, "10:00"),
        raise(KASIA_ID, Level::Watch, Until::Closed),
        raise(MO_ID, Level::Urgent, Until::Closed),
        raise(KASIA_ID, Level::Worried, Until::Closed),
    ])
    .waits_for(
        RUTH,
        &[
            "read urgent alert Mo",
            "accept note Mo",
            "read worried alert Kasia",
            "read watch alert Kasia",
            "read note Kasia",
            "answer Kasia",
            "while away Mo",
            "not accepted Kasia",
            "not accepted Kasia",
            "no note Sam Kasia",
            "Mo: post the card",
            "no keyworker Mo",
        ],
    );
}

#[test]
fn only_what_is_to_read_or_accept_is_counted() {
    let given = given([
        raise(KASIA_ID, Level::Watch, Until::Closed),
        leave(SAM, KASIA_ID, 25, 30, DEE),
        leave(SAM, MO_ID, 25, 30, TOM),
        PRIYA.does(give(KASIA, "washed", Some(DEE))),
    ]);
    let now = super::moment(time(23, "08:00"));
    assert_eq!(waiting::waiting(&given.home, DEE, now).len(), 4);
    assert_eq!(waiting::to_read(&given.home, DEE, now).len(), 3);
}

#[test]
fn nothing_waits_for_a_visitor_or_for_nobody() {
    given([raise(KASIA_ID, Level::Urgent, Until::Closed)])
        .waits_for(IRIS, &[])
        .waits_for(StaffId(fresh(3)), &[]);
}

#[test]
fn a_due_duty_is_the_keyworkers_or_whoevers_stands_in_or_whose_it_was_given_to() {
    let session = || SAM.does(duty(KASIA, Part::Day, "session", Cycle::Weeks(1), 23));
    given([session()]).waits_for(SAM, &["Kasia: session"]).waits_for(DEE, &[]);
    given([session(), DEE.does(give(KASIA, "session", Some(DEE)))])
        .waits_for(SAM, &[])
        .waits_for(DEE, &["Kasia: session"]);
    let accept = ask(|home, _| NoteAct::Accept(home.notes.all().next().unwrap().id));
    let away = || given([session(), leave(SAM, KASIA_ID, 24, 30, DEE)]).step(at(24, "10:00"));
    away().waits_for(SAM, &["not accepted Kasia", "Kasia: session"]);
    away().step(DEE.does(accept)).waits_for(SAM, &[]).waits_for(DEE, &["Kasia: session"]);
}

#[test]
fn what_is_done_waits_no_more() {
    let session = || SAM.does(duty(KASIA, Part::Day, "session", Cycle::Weeks(1), 23));
    given([session(), DEE.does(tick(KASIA, "session", Outcome::Done))]).waits_for(SAM, &[]);
    given([DEE.does(give(KASIA, "washed", Some(TOM))), DEE.does(tick(KASIA, "washed", Outcome::Missed))])
        .waits_for(TOM, &[])
        .step(at(24, "07:20"))
        .waits_for(TOM, &["Kasia: washed"]);
}

#[test]
fn what_is_about_a_child_who_moved_on_waits_for_nobody() {
    given([
        raise(MO_ID, Level::Urgent, Until::Closed),
        leave(TOM, MO_ID, 24, 30, DEE),
        SAM.does(todo(MO, 23, Part::Day, "post the card", Some(DEE))),
        RUTH.does(child::Act::MoveOn(MO_ID)),
    ])
    .waits_for(DEE, &[])
    .waits_for(TOM, &[])
    .waits_for(RUTH, &[]);
}
