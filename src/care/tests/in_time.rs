//! What the rules ask for in time after a measure or a serious event, and what closing each of it needs.

use super::*;
use crate::care::checklist::Fact as ListFact;
use crate::care::clock::{Answer, Ask, Record, Talk, Telling, Then as Close, Told};
use crate::care::log::{Act as LogAct, Category, Event, Knowing};
use crate::care::sight::{self, Sight};
use crate::care::trail::StepKind;

fn wrote(event: Event) -> Step {
    DEE.does(LogAct::Write {
        subject: KASIA,
        happened: time(23, "07:00"),
        category: Category::Behaviour,
        text: "Held her sleeve until the van had passed.".into(),
        own_words: String::new(),
        mood: None,
        knowing: Knowing::Seen,
        event,
        kept_to: None,
    })
}

fn measure() -> Given {
    given([wrote(Event::Measure)])
}

fn serious() -> Given {
    given([wrote(Event::Serious)])
}

fn record() -> Record {
    let said = |words: &str| words.to_string();
    Record {
        kept: said("bound book, page 41"),
        led_to: said("ran for the road"),
        measure: said("held by the sleeve on Mill Road for 5 seconds"),
        tried: said("called her name twice"),
        who: said("Dee; Tom was there"),
        effect: said("she stopped, and walked back"),
        injuries: said("none"),
    }
}

fn talk(with: &str, said: &str, at: DateTime<Utc>) -> Talk {
    Talk { at, with: with.into(), said: said.into() }
}

fn telling(told: &[(&str, &str)], nobody: &str) -> Answer {
    let told = told.iter().map(|(whom, wall)| Told { whom: (*whom).into(), at: time(23, wall) });
    Answer::Told(Telling { told: told.collect(), words: String::new(), nobody: nobody.into() })
}

/// Answers the line of what an answer is about.
fn answer(answer: Answer, then: Close) -> super::Ask {
    ask(move |home, now| {
        let day = home.day_of(now);
        let line = find(home, KASIA, day, answer.ask().words()).id;
        ListAct::Answer { subject: KASIA, line, day, answer: Box::new(answer.clone()), then }
    })
}

#[track_caller]
fn closed(came: &Came) -> (Outcome, bool) {
    match &came.entry().fact {
        Fact::Checklist(ListFact::Ticked { tick, .. }) => {
            assert!(tick.answer.is_some());
            (tick.outcome, tick.late)
        }
        other => panic!("not closed: {other:?}"),
    }
}

#[test]
fn a_record_is_closed_with_all_that_the_regulation_asks_of_it() {
    let came = measure().when(DEE.does(answer(Answer::Record(record()), Close::Close)));
    assert_eq!(closed(&came), (Outcome::Done, false));
    let empty = Answer::Record(Record::default());
    measure().when(DEE.does(answer(empty, Close::Close))).then(
        "Say where the full record is kept. Say what led up to the measure. Say what was done, where and for how \
         long. Say what was tried first. Say who used it, and who else was there. Say whether it helped, and what \
         came of it. Say who was hurt and how, or “none”.",
    );
    let long = Record { effect: "x".repeat(201), ..record() };
    measure()
        .when(DEE.does(answer(Answer::Record(long), Close::Close)))
        .then("Effect must be 200 characters or fewer");
}

#[test]
fn what_the_rules_ask_is_not_closed_by_a_key_alone() {
    let say = "This closes with what the rules ask of it: open its form with the key for done.";
    for outcome in [Outcome::Done, Outcome::Prompted, Outcome::Helped, Outcome::Declined, Outcome::Away] {
        measure().when(RUTH.does(tick(KASIA, Ask::Child.words(), outcome))).then(say);
    }
    measure().when(DEE.does(tick(KASIA, Ask::Record.words(), Outcome::Missed))).accepted();
    let not_needed = tick(KASIA, Ask::Record.words(), Outcome::NotNeeded);
    measure().when(DEE.does(not_needed)).then("Say why it is not needed.");
    let with_why = |who: StaffId, asked: Ask| {
        who.does(ask(move |home: &Home, now: Moment| {
            let day = home.day_of(now);
            let (subject, line) = (KASIA, find(home, KASIA, day, asked.words()).id);
            let (outcome, note) = (Outcome::NotNeeded, "Ruth: it was no measure".into());
            ListAct::Tick { subject, line, day, outcome, reason: None, note }
        }))
    };
    measure().when(with_why(DEE, Ask::Record)).accepted();
    measure().when(with_why(DEE, Ask::Child)).then(MANAGERS);
    measure().when(with_why(JO, Ask::Child)).accepted();
}

const MANAGERS: &str = "Only a manager, or whoever a manager gave this to, can close it. Ask Ruth Ellison.";

#[test]
fn the_talks_are_the_managers_or_whoevers_a_manager_gave_them_to() {
    let spoken = || answer(Answer::Child(talk("", "It was loud.", time(23, "07:10"))), Close::Close);
    let give = |by: StaffId, to| by.does(give(KASIA, Ask::Child.words(), Some(to)));
    measure().when(SAM.does(spoken())).then(MANAGERS);
    measure().when(RUTH.does(spoken())).accepted();
    measure()
        .step(RUTH.does(super::give(KASIA, Ask::Child.words(), Some(SAM))))
        .when(SAM.does(spoken()))
        .accepted();
    measure().step(give(DEE, SAM)).when(SAM.does(spoken())).then(MANAGERS);
    measure().step(give(RUTH, SAM)).step(give(SAM, DEE)).when(DEE.does(spoken())).then(MANAGERS);
}

#[test]
fn a_talk_says_when_with_whom_and_what_the_child_said() {
    let involved = |with: &str, at| Answer::Involved(talk(with, "", at));
    let then = |given| measure().when(RUTH.does(answer(given, Close::Close)));
    then(involved("Dee", time(23, "07:10"))).accepted();
    then(involved(" ", time(23, "07:10"))).then("Say who used the measure and was spoken with.");
    then(involved("Dee", time(23, "07:21"))).then("The time must be now or in the past.");
    then(Answer::Child(talk("", " ", time(23, "07:10"))))
        .then("Write what the child said, or that they did not want to talk about it.");
}

#[test]
fn a_talk_is_late_by_when_it_was_and_not_by_when_it_is_written_down() {
    let spoken = |on, wall| Answer::Involved(talk("Dee", "", time(on, wall)));
    let later = || measure().step(at(26, "09:00"));
    let in_time = later().when(RUTH.does(answer(spoken(24, "16:00"), Close::Close)));
    assert_eq!(closed(&in_time), (Outcome::Done, false));
    let late = later().when(RUTH.does(answer(spoken(25, "07:01"), Close::Close)));
    assert_eq!(closed(&late), (Outcome::Done, true));
    let record = later().when(DEE.does(answer(Answer::Record(record()), Close::Close)));
    assert_eq!(closed(&record), (Outcome::Done, true));
}

#[test]
fn a_serious_event_keeps_who_was_told_when_and_decides_nothing() {
    let words = Ask::Tell.words();
    let then = |given, then| serious().when(DEE.does(answer(given, then)));
    then(telling(&[("Ofsted", "07:10"), ("police", "07:15")], ""), Close::Close).accepted();
    then(telling(&[], "Ruth decided: no injury, no police"), Close::Close).accepted();
    then(telling(&[], ""), Close::Close)
        .then("Say who was told and when, or why nobody has to be and who decided so.");
    then(telling(&[], ""), Close::KeepOpen).then("Say who was told and when.");
    then(telling(&[("Ofsted", "07:10")], "nobody"), Close::Close)
        .then("Somebody was told. Leave this empty.");
    then(telling(&[("Ofsted", "07:30")], ""), Close::Close).then("The time must be now or in the past.");
    then(telling(&[(" ", "07:10")], ""), Close::Close).then("Say who was told.");
    let more = serious().step(DEE.does(answer(telling(&[("Ofsted", "07:10")], ""), Close::KeepOpen)));
    let line = find(&more.home, KASIA, day(23), words);
    assert!(line.open());
    let answer = more.home.lists.trails.get(KASIA, line.id).and_then(|trail| trail.answer().cloned());
    assert_eq!(answer, Some(telling(&[("Ofsted", "07:10")], "")));
    let back = more.undo(DEE);
    let trail = back.home.lists.trails.get(KASIA, line.id).expect("it has a trail");
    assert_eq!(trail.answer(), None);
    assert!(matches!(trail.steps.last().map(|step| &step.what), Some(StepKind::TakenBack(_))));
}

#[test]
fn an_account_answers_its_own_line_only() {
    let other = ask(|home, now| {
        let day = home.day_of(now);
        let line = find(home, KASIA, day, Ask::Record.words()).id;
        let answer = Box::new(telling(&[("Ofsted", "07:10")], ""));
        ListAct::Answer { subject: KASIA, line, day, answer, then: Close::Close }
    });
    measure().when(RUTH.does(other)).then("This line is not there any more. Go back and look again.");
    let routine = ask(|home, now| {
        let day = home.day_of(now);
        let line = find(home, KASIA, day, "washed").id;
        let answer = Box::new(telling(&[("Ofsted", "07:10")], ""));
        ListAct::Answer { subject: KASIA, line, day, answer, then: Close::Close }
    });
    measure().when(RUTH.does(routine)).then("This line is not there any more. Go back and look again.");
}

#[test]
fn the_nearest_end_comes_first_among_what_waits() {
    let earlier = |event| {
        DEE.does(LogAct::Write {
            subject: MO,
            happened: time(22, "12:00"),
            category: Category::Behaviour,
            text: "Doors slammed.".into(),
            own_words: String::new(),
            mood: None,
            knowing: Knowing::Seen,
            event,
            kept_to: None,
        })
    };
    given([wrote(Event::Measure), earlier(Event::Serious)]).waits_for(
        RUTH,
        &[
            "Mo: serious event: tell Ofsted and others without delay?",
            "Kasia: measure: write the full record",
            "Kasia: measure: speak with those involved, and sign",
            "Kasia: measure: speak with the child about it",
        ],
    );
}

#[test]
fn what_is_said_after_an_entry_kept_to_named_people_is_kept_with_it() {
    let kept = LogAct::Write {
        subject: KASIA,
        happened: time(23, "07:00"),
        category: Category::Behaviour,
        text: "Held her sleeve until the van had passed.".into(),
        own_words: String::new(),
        mood: None,
        knowing: Knowing::Seen,
        event: Event::Measure,
        kept_to: Some([DEE].into()),
    };
    let written = given([RUTH.does(kept)]);
    let given = written.step(RUTH.does(answer(Answer::Record(record()), Close::Close)));
    let line = find(&given.home, KASIA, day(23), Ask::Record.words()).id;
    let said = |who: StaffId| {
        let sight = Sight::of(&given.home, who, given.now);
        let seen = given.home.seen_with(&sight);
        let trail = seen.lists.trails.get(KASIA, line).expect("that it was done is seen");
        let entry = given.entries.last().cloned().and_then(|entry| sight::told(&given.home, &sight, entry));
        let told = entry.map(|entry| format!("{entry:?}")).unwrap_or_default();
        (trail.answer().is_some(), told.contains("page 41"))
    };
    assert_eq!([RUTH, DEE, SAM].map(said), [(true, true), (true, true), (false, false)]);
}
