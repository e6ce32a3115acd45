//! What is owed: what is over, due today or to come, in which order, whose, and who is not told.

use super::super::due::{Whose, owed};
use super::*;
use crate::care::log::{Category, Event, Knowing};
use crate::care::people::{Act as PeopleAct, Leave};

/// "Kasia: dentist, Sat 14 Nov, 9 days over, Sam", a line each, as somebody may see it.
fn told(given: &Given, me: StaffId) -> Vec<String> {
    let now = given.now;
    let sight = sight::Sight::of(&given.home, me, now);
    let home = given.home.seen_with(&sight);
    let mut lines = Vec::new();
    for owed in owed(&home, me, now) {
        for item in &owed.items {
            let whose = match item.whose {
                Whose::Theirs(staff) => home.people.first_name(staff),
                Whose::Managers => "managers",
                Whose::Nobody => "nobody",
            };
            let (name, words) = (home.name_of(owed.subject), item.words(&home));
            lines.push(format!(
                "{name}: {words}, {}, {}, {whose}",
                item.due(&home, now),
                item.left(&home, now)
            ));
        }
    }
    lines
}

fn home_with_much() -> Given {
    given([
        at(12, "10:00"),
        RUTH.does(duty(MO, Part::Day, "dentist", Cycle::Days(7), 14)),
        RUTH.does(duty(KASIA, Part::Day, "call the social worker", Cycle::Days(7), 24)),
        SAM.does(todo(KASIA, 23, Part::Day, "ring school", Some(DEE))),
        SAM.does(todo(KASIA, 22, Part::Day, "find the coat", None)),
        SAM.does(todo(Subject::House, 45, Part::Day, "service the van", None)),
        SAM.does(todo(Subject::House, 37, Part::Day, "bleed the radiators", None)),
        at(23, "10:00"),
    ])
}

#[test]
fn child_by_child_whoever_has_waited_longest_first_and_what_is_over_before_what_is_to_come() {
    assert_eq!(
        told(&home_with_much(), DEE),
        [
            "Mo: dentist, Sat 14 Nov, 9 days over, Tom",
            "Kasia: find the coat, yesterday, 1 day over, nobody",
            "Kasia: ring school, today, due today, Dee",
            "Kasia: call the social worker, tomorrow, due tomorrow, Sam",
            "The house: bleed the radiators, Mon 7 Dec, in 14 days, nobody",
        ]
    );
}

#[test]
fn the_routine_of_the_day_is_not_owed_until_it_was_missed() {
    let missed = given([at(22, "10:00"), SAM.does(tick(KASIA, "washed", Outcome::Missed)), at(23, "10:00")]);
    assert_eq!(told(&given([at(23, "10:00")]), DEE), Vec::<String>::new());
    assert_eq!(told(&missed, DEE), ["Kasia: washed, yesterday, 1 day over, nobody"]);
}

#[test]
fn what_is_done_is_owed_no_more_and_a_duty_is_next_owed_when_it_is_due_again() {
    let done = home_with_much()
        .step(SAM.does(tick(KASIA, "find the coat", Outcome::Done)))
        .step(TOM.does(tick(MO, "dentist", Outcome::Done)));
    let told = told(&done, DEE);
    assert!(!told.iter().any(|line| line.contains("coat")), "{told:?}");
    assert!(told.contains(&"Mo: dentist, Mon 30 Nov, in 7 days, Tom".into()), "{told:?}");
}

#[test]
fn a_countdown_stands_by_the_hour_and_names_who_must_close_it() {
    let write = crate::care::log::Act::Write {
        subject: MO,
        happened: time(23, "09:00"),
        category: Category::Behaviour,
        text: "Held by the sleeve.".into(),
        own_words: String::new(),
        mood: None,
        knowing: Knowing::Seen,
        event: Event::Measure,
        kept_to: None,
    };
    let told = told(&given([at(23, "10:00"), SAM.does(write)]), DEE);
    assert_eq!(
        told,
        [
            "Mo: measure: write the full record, tomorrow, 23 hours left, Sam",
            "Mo: measure: speak with those involved, and sign, Wed 25 Nov, 47 hours left, managers",
            "Mo: measure: speak with the child about it, Sat 28 Nov, 4 days left, managers",
        ]
    );
}

#[test]
fn leave_without_a_note_is_told_to_whoever_goes_and_to_managers() {
    let leave = Leave { away_from: day(25), back_on: day(30) };
    let planned = given([RUTH.does(PeopleAct::PlanLeave { whose: SAM, leave }), at(23, "10:00")]);
    let says = ["Kasia: Sam is away from 25 Nov, no note yet, Wed 25 Nov, in 2 days, Sam"];
    assert_eq!(told(&planned, SAM), says);
    assert_eq!(told(&planned, RUTH), says);
    assert_eq!(told(&planned, DEE), Vec::<String>::new());
}

#[test]
fn nothing_is_told_of_a_child_whose_record_is_withheld() {
    let keep = access::Act::KeepChild { child: MO_ID, to: [SAM].into_iter().collect() };
    let kept = home_with_much().step(RUTH.does(keep));
    assert!(told(&kept, SAM).iter().any(|line| line.starts_with("Mo")));
    assert!(!told(&kept, DEE).iter().any(|line| line.starts_with("Mo")));
    assert_eq!(
        told(&kept, IRIS),
        ["The house: bleed the radiators, Mon 7 Dec, in 14 days, nobody"],
        "a visitor without consent sees the house only"
    );
}
