//! Off-duty notes: what they are filled in from, who accepts them, what becomes of their to-dos.

use super::*;
use crate::care::child::{Act as ChildAct, Contact, ContactRule, Profile, SignificantDate};
use crate::care::diary::{Act as DiaryAct, Kind};
use crate::care::handover::{Act as NoteAct, Draft, DraftTask, Fact, Origin, window};
use crate::care::people::{Act as PeopleAct, Leave};

/// Sam's note about Kasia: away from the 24th, back on the 30th, Dee covers, Priya if Dee is off.
fn draft() -> Draft {
    Draft {
        child: KASIA_ID,
        away_from: day(24),
        back_on: day(30),
        cover: Some(DEE),
        second: Some(PRIYA),
        told: "back on Monday week".into(),
        coming: Vec::new(),
        tasks: vec![DraftTask { day: day(25), part: Part::Day, words: "post the card".into(), to: None }],
        worries: String::new(),
        call: String::new(),
    }
}

fn leaves(change: impl Fn(&mut Draft)) -> Step {
    let mut draft = draft();
    change(&mut draft);
    SAM.does(NoteAct::Leave(Box::new(draft)))
}

fn left() -> Step {
    leaves(|_| ())
}

fn to_it(act: impl Fn(NoteId) -> NoteAct + 'static) -> Ask {
    ask(move |home, _| act(home.notes.all().next().expect("a note").id))
}

fn accept() -> Ask {
    to_it(NoteAct::Accept)
}

#[test]
fn a_note_says_when_and_who_covers() {
    for (change, say) in [
        ((|it| it.back_on = day(24)) as fn(&mut Draft), "Back on must be after away from."),
        (|it| it.back_on = day(23), "Back on must be after away from."),
        (|it| (it.away_from, it.back_on) = (day(20), day(23)), "Back on must be later than today."),
        (|it| it.back_on = day(24 + 401), "Back on must be within a year of away from."),
        (|it| it.cover = None, "Choose who is the cover."),
        (|it| it.cover = Some(SAM), "Choose a colleague as the cover, not yourself."),
        (|it| it.cover = Some(AL), "Al Sorrel can't accept notes. Choose someone else."),
        (|it| it.cover = Some(IRIS), "Iris Calder can't accept notes. Choose someone else."),
        (
            |it| it.cover = Some(StaffId(fresh(9))),
            "someone who left can't accept notes. Choose someone else.",
        ),
        (|it| it.second = Some(AL), "Al Sorrel can't accept notes. Choose someone else."),
        (|it| it.second = Some(SAM), "Choose a colleague as the cover, not yourself."),
        (|it| it.tasks[0].words = String::new(), "Say what is to be done."),
        (|it| it.tasks[0].day = day(22), "The day must be today or later."),
        (|it| it.tasks[0].to = Some(IRIS), "Iris Calder can't take this on. Choose someone else."),
        (|it| it.told = "x".repeat(4_001), "What I told them must be 4,000 characters or fewer"),
        (|it| it.child = ChildId(fresh(9)), "This child is not there any more. Go back and look again."),
    ] {
        given([]).when(leaves(change)).then(say);
    }
    given([]).when(leaves(|it| it.second = it.cover)).accepted();
    given([])
        .when(leaves(|it| *it = Draft { second: None, tasks: Vec::new(), told: String::new(), ..draft() }))
        .accepted();
}

#[test]
fn every_gap_of_a_note_is_told_at_once() {
    given([])
        .when(leaves(|it| (it.cover, it.back_on, it.tasks[0].words) = (None, day(1), String::new())))
        .then("Back on must be after away from. Choose who is the cover. Say what is to be done.");
}

#[test]
fn until_it_is_accepted_a_note_shows_as_not_accepted_to_its_writer_and_those_who_lead() {
    let steps = || [left()];
    given(steps()).waits_for(DEE, &["accept note Kasia"]).waits_for(SAM, &["not accepted Kasia"]);
    // Priya is the second cover, so she is asked too.
    given(steps()).waits_for(PRIYA, &["accept note Kasia"]);
    given(steps()).waits_for(RUTH, &["read note Kasia", "not accepted Kasia"]);
    given(steps()).waits_for(JO, &["read note Kasia", "not accepted Kasia"]);
    given(steps())
        .waits_for(TOM, &["read note Kasia"])
        .waits_for(AL, &["read note Kasia"])
        .waits_for(IRIS, &[]);
    given(steps())
        .when(DEE.does(accept()))
        .waits_for(SAM, &[])
        .waits_for(DEE, &[])
        .waits_for(PRIYA, &["read note Kasia"])
        .waits_for(RUTH, &["read note Kasia"]);
}

#[test]
fn only_the_cover_or_the_second_accepts_and_only_once() {
    given([left()])
        .when(TOM.does(accept()))
        .then("Only the cover can accept this note. Ask Dee Marsh or Priya Nair.");
    given([left()])
        .when(SAM.does(accept()))
        .then("Only the cover can accept this note. Ask Dee Marsh or Priya Nair.");
    let second = given([left()]).when(PRIYA.does(accept())).accepted();
    assert_eq!(second.home.notes.standing_in(KASIA_ID, day(24)), Some(PRIYA));
    second.when(DEE.does(accept())).then("Priya Nair has accepted this note already.");
    given([left(), at(30, "10:00")]).when(DEE.does(accept())).then("The time of this note is over.");
    given([left(), at(30, "06:44")]).when(DEE.does(accept())).accepted();
}

#[test]
fn an_acceptance_can_be_taken_back_by_whoever_gave_it() {
    let accepted = || given([left(), DEE.does(accept())]);
    accepted().undo(DEE).waits_for(SAM, &["not accepted Kasia"]).waits_for(DEE, &["accept note Kasia"]);
    accepted()
        .when(PRIYA.does(to_it(NoteAct::TakeBackAcceptance)))
        .then("Only whoever accepted this note can take that back.");
}

#[test]
fn everyone_else_gives_a_receipt() {
    let read = || given([left(), TOM.does(to_it(NoteAct::Read))]);
    read().waits_for(TOM, &[]).when(TOM.does(to_it(NoteAct::Read))).then("You have read this note already.");
    read().undo(TOM).waits_for(TOM, &["read note Kasia"]);
    read().when(DEE.does(to_it(NoteAct::TakeBackRead))).then("You gave no receipt for this note.");
}

#[test]
fn a_note_can_be_taken_back_until_it_is_accepted_and_its_to_dos_go_with_it() {
    let day_list = ["school contact", "post the card → Dee"];
    given([left()]).shows(KASIA, 25, Part::Day, &day_list).undo(SAM).shows(
        KASIA,
        25,
        Part::Day,
        &day_list[..1],
    );
    given([left(), DEE.does(accept())])
        .when(SAM.does(to_it(NoteAct::Withdraw)))
        .then("The cover has accepted this note. Leave a new one that says what changed.");
    given([left()])
        .when(DEE.does(to_it(NoteAct::Withdraw)))
        .then("Only Sam Okoro, who left this note, can do that.");
}

#[test]
fn to_dos_of_a_note_become_lines_of_their_days_for_whom_they_name() {
    let tasks = |it: &mut Draft| {
        let task = |day, part, words: &str, to| DraftTask { day, part, words: words.into(), to };
        it.tasks = vec![
            task(day(23), Part::Night, "find the dentist card", Some(TOM)),
            task(day(26), Part::Day, "finish “my views”", None),
        ];
    };
    let came = given([])
        .when(leaves(tasks))
        .shows(KASIA, 23, Part::Night, &["clean clothes out", "find the dentist card → Tom"])
        .shows(KASIA, 25, Part::Day, &["school contact"])
        .shows(KASIA, 26, Part::Day, &["school contact", "finish “my views” → Dee"])
        .shows(KASIA, 27, Part::Day, &["school contact", "finish “my views” → Dee (age 1)"]);
    let Fact::Left { plan, .. } = (match &came.entry().fact {
        super::Fact::Handover(fact) => fact.clone(),
        other => panic!("{other:?}"),
    }) else {
        panic!("not left")
    };
    assert_eq!(plan.tasks.iter().map(|task| task.id.0).collect::<Vec<_>>(), [fresh(1), fresh(2)]);
    let withdraw = ask(|home, _| ListAct::WithdrawTodo(home.lists.todos().next().unwrap().id));
    came.accepted()
        .when(SAM.does(withdraw))
        .then("This comes from an off-duty note and stays. Mark it not needed, and say why.");
}

#[test]
fn what_is_on_is_filled_in_from_diary_duties_contact_rules_and_dates() {
    let thursday = Weekdays::of(&[chrono::Weekday::Thu]);
    let agreed = |who: &str, how: &str| Contact {
        who: who.into(),
        rule: ContactRule::Agreed { how: how.into(), on: thursday },
    };
    let profile = Profile {
        name: "Kasia Wolny".into(),
        born: Some(CareDay::of(NaiveDate::from_ymd_opt(2012, 11, 28).unwrap())),
        contacts: vec![
            agreed("Dad", "call 17:30, supervised"),
            Contact { who: "R. Wood".into(), rule: ContactRule::Never },
        ],
        dates: vec![SignificantDate { what: "Gran’s birthday".into(), month: 11, day: 24 }],
        ..Default::default()
    };
    let book = |on, wall: &str, what: &str, kind| DiaryAct::Book {
        subject: KASIA,
        day: day(on),
        time: clock(wall),
        what: what.into(),
        kind,
        taken_by: None,
        note: "needs her card".into(),
    };
    let given = given([
        RUTH.does(ChildAct::ChangeProfile { child: KASIA_ID, profile: Box::new(profile) }),
        SAM.does(book(24, "16:00", "dentist", Kind::Health)),
        SAM.does(book(24, "01:00", "ferry", Kind::Other)),
        SAM.does(book(30, "10:00", "review", Kind::Meeting)),
        SAM.does(duty(KASIA, Part::Day, "key-work session", Cycle::Days(3), 22)),
    ]);
    let coming = window(&given.home, KASIA_ID, day(24), day(30));
    let told: Vec<_> = coming
        .iter()
        .map(|it| (it.day.since(day(0)), it.what.as_str(), it.origin, it.remark.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (24, "dentist", Origin::Appointments, "needs her card"),
            (24, "key-work session", Origin::Duties, ""),
            (24, "Gran’s birthday", Origin::Dates, ""),
            (26, "Dad: call 17:30, supervised", Origin::Contacts, ""),
            (27, "key-work session", Origin::Duties, ""),
            (28, "birthday", Origin::Dates, ""),
        ]
    );
    // What is at 01:00 on the 24th belongs to the night of the 23rd.
    assert_eq!(
        window(&given.home, KASIA_ID, day(23), day(24)).iter().filter(|it| it.what == "ferry").count(),
        1
    );
    assert_eq!(window(&given.home, KASIA_ID, day(24), day(24)), []);
    assert_eq!(window(&given.home, MO_ID, day(24), day(30)), []);
    let longest = window(&given.home, KASIA_ID, day(24), day(24).plus(i32::MAX));
    assert!(longest.len() < 400, "{}", longest.len());
}

#[test]
fn a_birthday_on_29_february_is_kept_on_the_28th_when_there_is_no_29th() {
    let born = |year, month, day| Some(CareDay::of(NaiveDate::from_ymd_opt(year, month, day).unwrap()));
    let profile = Profile {
        name: "Kasia Wolny".into(),
        born: born(2012, 2, 29),
        dates: vec![SignificantDate { what: "adoption day".into(), month: 2, day: 29 }],
        ..Default::default()
    };
    let given = given([RUTH.does(ChildAct::ChangeProfile { child: KASIA_ID, profile: Box::new(profile) })]);
    for (year, date) in [(2027, 28), (2028, 29)] {
        let (from, to) = (born(year, 2, 20).unwrap(), born(year, 3, 10).unwrap());
        let kept = window(&given.home, KASIA_ID, from, to);
        let expected = CareDay::of(NaiveDate::from_ymd_opt(year, 2, date).unwrap());
        assert_eq!(
            kept.iter().map(|it| (it.day, it.what.as_str())).collect::<Vec<_>>(),
            [(expected, "birthday"), (expected, "adoption day"),]
        );
    }
}

#[test]
fn a_duty_that_ended_and_an_appointment_that_was_cancelled_are_not_on() {
    let given = given([
        SAM.does(duty(KASIA, Part::Day, "key-work session", Cycle::Weeks(1), 25)),
        SAM.does(ask(|home, _| routine::Act::EndDuty(home.lists.duties().next().unwrap().id))),
        SAM.does(DiaryAct::Book {
            subject: KASIA,
            day: day(25),
            time: clock("10:00"),
            what: "dentist".into(),
            kind: Kind::Health,
            taken_by: None,
            note: String::new(),
        }),
        SAM.does(ask(|home, _| DiaryAct::Cancel(home.diary.all().next().unwrap().id))),
    ]);
    assert_eq!(window(&given.home, KASIA_ID, day(24), day(30)), []);
}

fn plans_leave(from: u32, back: u32) -> Step {
    let leave = Leave { away_from: day(from), back_on: day(back) };
    SAM.does(PeopleAct::PlanLeave { whose: SAM, leave })
}

#[test]
fn leave_without_a_note_reminds_the_keyworker_and_shows_to_the_manager() {
    let soon = || given([plans_leave(30, 40)]);
    soon().waits_for(SAM, &["no note Sam Kasia"]).waits_for(RUTH, &["no note Sam Kasia"]);
    soon().waits_for(PRIYA, &[]).waits_for(DEE, &[]);
    given([plans_leave(38, 40)]).waits_for(SAM, &[]);
    given([plans_leave(37, 40)]).waits_for(SAM, &["no note Sam Kasia"]);
    let during = plans_leave(24, 30);
    given([during, at(29, "10:00")]).waits_for(RUTH, &["no note Sam Kasia"]);
    given([plans_leave(24, 30), at(30, "10:00")]).waits_for(RUTH, &[]).waits_for(SAM, &[]);
}

#[test]
fn a_note_for_other_days_does_not_stand_for_one_for_this_leave() {
    given([plans_leave(30, 35), left()]).waits_for(SAM, &["not accepted Kasia", "no note Sam Kasia"]);
    given([plans_leave(25, 29), left()]).waits_for(SAM, &["not accepted Kasia"]);
    given([plans_leave(29, 35), left()]).waits_for(SAM, &["not accepted Kasia"]);
}

#[test]
fn back_again_the_keyworker_is_told_what_happened_until_they_have_read_it() {
    let back = || given([left(), DEE.does(accept()), at(30, "06:45")]);
    back().waits_for(SAM, &["while away Kasia"]).waits_for(DEE, &["Kasia: post the card"]);
    back().when(SAM.does(to_it(NoteAct::CatchUp))).waits_for(SAM, &[]);
    back().when(DEE.does(to_it(NoteAct::CatchUp))).then("Only Sam Okoro, who left this note, can do that.");
    let running = given([left(), DEE.does(accept()), at(28, "10:00")]);
    running
        .waits_for(SAM, &[])
        .when(SAM.does(to_it(NoteAct::CatchUp)))
        .then("There is nothing to catch up on.");
}

#[test]
fn whoever_accepted_stands_in_only_while_the_keyworker_is_away() {
    let accepted = given([left(), DEE.does(accept())]);
    let stands_in = |on| accepted.home.notes.standing_in(KASIA_ID, day(on));
    assert_eq!([23, 24, 29, 30].map(stands_in), [None, Some(DEE), Some(DEE), None]);
    assert_eq!(given([left()]).home.notes.standing_in(KASIA_ID, day(25)), None);
}

#[test]
fn a_note_that_nobody_knows_is_gone() {
    let id = NoteId(fresh(7));
    let say = "This note is not there any more. Go back and look again.";
    for act in [
        NoteAct::Read(id),
        NoteAct::TakeBackRead(id),
        NoteAct::Accept(id),
        NoteAct::TakeBackAcceptance(id),
        NoteAct::Withdraw(id),
        NoteAct::CatchUp(id),
    ] {
        given([]).when(DEE.does(act)).then(say);
    }
}
