//! What is kept to named people, what a visitor may read, and what stays visible of what is withheld.

use super::*;
use crate::care::access::{Act as AccessAct, Answer, Look, Page, What, Whose as Consents};
use crate::care::alert::{Act as AlertAct, Audience, Feeling, Level, Until, Warning};
use crate::care::child::{Act as ChildAct, Contact, ContactRule, Profile};
use crate::care::log::{Act as LogAct, Category, Event, Knowing, Written};
use crate::care::sight::{self, Sight};
use crate::care::whereabouts::{Act as GoAct, Place};
use std::collections::BTreeSet;

pub(super) fn keep(child: ChildId, to: &[StaffId]) -> AccessAct {
    AccessAct::KeepChild { child, to: to.iter().copied().collect() }
}

pub(super) fn keep_entry(subject: Subject, writer: StaffId, to: &[StaffId]) -> AccessAct {
    let (day, of, to) = (day(23), LogId(fresh(1)), to.iter().copied().collect());
    AccessAct::KeepEntry { subject, day, of, writer, to }
}

fn open(what: What, why: &str) -> AccessAct {
    AccessAct::Open { what, why: why.into() }
}

fn consent(whose: Consents, answer: Answer) -> AccessAct {
    AccessAct::Consent { child: KASIA_ID, whose, answer, on: day(22) }
}

fn write(text: &str, kept_to: Option<&[StaffId]>) -> LogAct {
    LogAct::Write {
        subject: KASIA,
        happened: time(23, "07:00"),
        category: Category::Safeguarding,
        text: text.into(),
        own_words: "do not tell".into(),
        mood: None,
        knowing: Knowing::ToldBy("her aunt".into()),
        event: Event::Serious,
        kept_to: kept_to.map(|to| to.iter().copied().collect()),
    }
}

const KASIAS: What = What::Child(KASIA_ID);
const SECRET: &str = "canary";

/// Everything about Kasia that could tell something: page, line, to-do, appointment, alert, note, check, log.
fn full() -> Vec<Step> {
    let profile = Box::new(Profile {
        name: "Kasia Wolny".into(),
        pronouns: "she/her".into(),
        room: "3".into(),
        school: SECRET.into(),
        helps: SECRET.into(),
        allergies: vec!["nuts".into()],
        contacts: vec![
            Contact { who: "R. Wood".into(), rule: ContactRule::Never },
            Contact {
                who: SECRET.into(),
                rule: ContactRule::Agreed { how: SECRET.into(), on: Weekdays::EVERY },
            },
        ],
        ..Profile::default()
    });
    let warning = Warning {
        level: Level::Urgent,
        feeling: Feeling::Sad,
        about: SECRET.into(),
        shows: SECRET.into(),
        helps: SECRET.into(),
        audience: Audience::default(),
    };
    let plan = handover::Draft {
        child: KASIA_ID,
        away_from: day(24),
        back_on: day(30),
        cover: Some(DEE),
        second: None,
        told: SECRET.into(),
        coming: Vec::new(),
        tasks: Vec::new(),
        worries: SECRET.into(),
        call: SECRET.into(),
    };
    let book = diary::Act::Book {
        subject: KASIA,
        day: day(23),
        time: clock("16:00"),
        what: SECRET.into(),
        kind: diary::Kind::Health,
        taken_by: None,
        note: SECRET.into(),
    };
    let (whose, words) = (Whose::One(KASIA), SECRET.into());
    let line = routine::Act::Add { whose, part: Part::Day, words, when: When::On(Weekdays::EVERY) };
    let check = night::Act::Check { child: KASIA_ID, found: night::Found::Up, note: SECRET.into() };
    let (since, note) = (time(23, "07:10"), SECRET.into());
    let (child, place, last_seen, instead_of) = (KASIA_ID, Place::School, None, None);
    let go = GoAct::Go { child, place, since, due_back: None, note, last_seen, instead_of };
    vec![
        RUTH.does(ChildAct::ChangeProfile { child: KASIA_ID, profile }),
        PRIYA.does(line),
        PRIYA.does(duty(KASIA, Part::Day, SECRET, Cycle::Weeks(1), 23)),
        SAM.does(todo(KASIA, 23, Part::Day, SECRET, Some(DEE))),
        SAM.does(book),
        SAM.does(AlertAct::Raise { child: KASIA_ID, warning: Box::new(warning), until: Until::Closed }),
        SAM.does(handover::Act::Leave(Box::new(plan))),
        SAM.does(tick(KASIA, "washed", Outcome::Helped)),
        SAM.does(check),
        SAM.does(go),
        SAM.does(write(SECRET, None)),
    ]
}

fn seen(given: &Given, who: StaffId) -> Home {
    let sight = Sight::of(&given.home, who, given.now);
    given.home.seen_with(&sight)
}

/// What somebody is told of the whole journal.
fn told(given: &Given, who: StaffId) -> Vec<Entry> {
    let sight = Sight::of(&given.home, who, given.now);
    given.entries.iter().filter_map(|entry| sight::told(&given.home, &sight, entry.clone())).collect()
}

fn log_of(entries: &[Entry]) -> Vec<&Written> {
    let written = |entry: &'_ Entry| matches!(entry.fact, Fact::Log(log::Fact::Written(_)));
    let entries = entries.iter().filter(|entry| written(entry));
    entries
        .filter_map(|entry| match &entry.fact {
            Fact::Log(log::Fact::Written(written)) => Some(&**written),
            _ => None,
        })
        .collect()
}

#[track_caller]
fn nothing_leaks(given: &Given, who: StaffId) {
    let shown =
        format!("{:?} {:?} {:?}", seen(given, who), told(given, who), waits(&given.home, who, given.now));
    let lists = Part::ALL.map(|part| lines(&seen(given, who), KASIA, day(23), part));
    assert!(!shown.contains(SECRET), "{shown}");
    assert!(lists.iter().all(Vec::is_empty), "{lists:?}");
}

#[test]
fn nothing_of_a_record_kept_to_others_is_handed_to_anyone_else() {
    let given = given(full()).step(RUTH.does(keep(KASIA_ID, &[SAM])));
    for who in [AL, DEE, TOM, PRIYA, IRIS, StaffId(fresh(9))] {
        nothing_leaks(&given, who);
    }
    for who in [SAM, JO, RUTH] {
        assert!(Sight::of(&given.home, who, given.now).is_whole());
        assert_eq!(seen(&given, who), given.home);
        assert!(format!("{:?}", told(&given, who)).contains(SECRET));
    }
}

#[test]
fn what_keeps_a_child_safe_stays_for_everyone() {
    let given = given(full()).step(RUTH.does(keep(KASIA_ID, &[SAM])));
    let home = seen(&given, DEE);
    let kasia = home.children.get(KASIA_ID).expect("still on the board");
    assert_eq!((kasia.called(), &*kasia.profile.room), ("Kasia", "3"));
    assert_eq!(kasia.profile.allergies, ["nuts"]);
    assert_eq!(kasia.no_contact_with().collect::<Vec<_>>(), ["R. Wood"]);
    assert_eq!(home.whereabouts.place(KASIA_ID), Place::School);
    assert_eq!(home.nights.last(KASIA_ID).map(|check| check.found), Some(night::Found::Up));
    assert!(home.access.withheld(KASIA).is_some() && home.access.withheld(MO).is_none());
}

#[test]
fn a_refusal_says_what_whoever_must_read_it_can_do() {
    let kept = || given([RUTH.does(keep(KASIA_ID, &[SAM]))]);
    let say = "Kasia’s record is kept to named people. If you must read it, press Enter and write why. \
               Ruth Ellison will see that.";
    kept().when(DEE.does(tick(MO, "washed", Outcome::Done))).accepted();
    kept()
        .when(DEE.does(ListAct::AddTodo {
            subject: KASIA,
            day: day(24),
            part: Part::Day,
            words: "post the card".into(),
            to: None,
        }))
        .then(say);
    kept().when(DEE.does(write("Heard her cry.", None))).accepted();
    kept().when(SAM.does(tick(KASIA, "washed", Outcome::Done))).accepted();
}

#[test]
fn nothing_of_it_is_handed_to_somebody_who_cannot_read_it() {
    let kept = || given([RUTH.does(keep(KASIA_ID, &[SAM]))]);
    let say = "Dee Marsh can’t read Kasia’s record: it is kept to named people. Choose someone else.";
    kept().when(SAM.does(give(KASIA, "washed", Some(DEE)))).then(say);
    kept().when(SAM.does(todo(KASIA, 24, Part::Day, "post the card", Some(DEE)))).then(say);
    kept().when(SAM.does(give(KASIA, "washed", Some(JO)))).accepted();
    kept().when(SAM.does(give(KASIA, "washed", None))).accepted();
    kept().when(full().remove(6)).then(say);
}

#[test]
fn what_is_opened_with_a_reason_is_open_for_an_hour_and_a_manager_is_told() {
    let kept = given(full()).step(RUTH.does(keep(KASIA_ID, &[SAM])));
    let say = "Write why you must read this.";
    let kept = kept.when(DEE.does(open(KASIAS, "  "))).then(say);
    let kept = Given { home: kept.home, entries: Vec::new(), now: kept.now };
    let opened = kept.when(DEE.does(open(KASIAS, "her father rang"))).accepted();
    assert!(Sight::of(&opened.home, DEE, opened.now).is_whole());
    assert!(!Sight::of(&opened.home, TOM, opened.now).is_whole(), "for nobody else");
    assert!(waits(&opened.home, RUTH, opened.now).contains(&"opened".into()));
    assert!(waits(&opened.home, JO, opened.now).contains(&"opened".into()));
    assert!(!waits(&opened.home, SAM, opened.now).contains(&"opened".into()));
    let opened = opened.when(DEE.does(open(KASIAS, "again"))).then("You can read this already.");
    let opened = Given { home: opened.home, entries: Vec::new(), now: opened.now };
    let later =
        opened.step(at(23, "08:19")).when(DEE.does(tick(KASIA, "bedroom tidy", Outcome::Done))).accepted();
    let over = later.step(at(23, "08:20"));
    assert!(!Sight::of(&over.home, DEE, over.now).is_whole());
    let known =
        over.when(RUTH.does(ask(|home, _| AccessAct::Know(home.access.openings()[0].number)))).accepted();
    assert!(!waits(&known.home, RUTH, known.now).contains(&"opened".into()));
    known
        .when(JO.does(ask(|home, _| AccessAct::Know(home.access.openings()[0].number))))
        .then("This notice is not there any more. Go back and look again.");
}

#[test]
fn why_it_was_opened_is_told_to_managers_alone() {
    let kept = [RUTH.does(keep_entry(KASIA, SAM, &[])), DEE.does(open(What::Entry(LogId(fresh(1))), SECRET))];
    let given = given(kept);
    for who in [DEE, TOM, SAM, IRIS] {
        assert!(!format!("{:?}", told(&given, who)).contains(SECRET));
    }
    assert!(format!("{:?}", told(&given, JO)).contains(SECRET));
}

#[test]
fn an_entry_is_kept_to_whom_it_names_its_writer_and_the_managers() {
    let given = given([RUTH.does(write(SECRET, Some(&[SAM])))]);
    for who in [RUTH, JO, SAM] {
        let entries = told(&given, who);
        assert_eq!(log_of(&entries)[0].text, SECRET);
        assert_eq!(log_of(&entries)[0].kept_to, Some(BTreeSet::from([SAM])));
    }
    for who in [AL, DEE, TOM, PRIYA] {
        let entries = told(&given, who);
        let written = log_of(&entries)[0];
        assert!(written.is_withheld());
        let shown = format!("{entries:?}");
        let words = [SECRET, "do not tell", "aunt", "Serious", "Safeguarding"];
        assert!(words.into_iter().all(|word| !shown.contains(word)), "{shown}");
    }
}

#[test]
fn an_entry_can_be_kept_to_some_later_and_opened_to_everyone_again() {
    let entry = |given: &Given| match &given.entries.last().expect("written").fact {
        Fact::Log(log::Fact::Written(written)) => written.id,
        other => panic!("{other:?}"),
    };
    let given = given([DEE.does(write(SECRET, None))]);
    let of = entry(&given);
    let amend = LogAct::Amend { subject: KASIA, day: day(23), of, text: SECRET.into(), why: SECRET.into() };
    let keep =
        AccessAct::KeepEntry { subject: KASIA, day: day(23), of, writer: DEE, to: BTreeSet::from([SAM]) };
    let kept = given.step(TOM.does(amend.clone())).step(RUTH.does(keep));
    for who in [TOM, PRIYA, AL] {
        assert!(!format!("{:?}", told(&kept, who)).contains(SECRET), "nor what was added");
    }
    for who in [DEE, SAM, JO] {
        assert!(format!("{:?}", told(&kept, who)).contains(SECRET), "its writer too");
    }
    let say = "This entry is kept to named people. If you must read it, press Enter and write why. \
               Ruth Ellison will see that.";
    let kept = kept.when(PRIYA.does(amend)).then(say);
    let kept = Given { home: kept.home, entries: Vec::new(), now: kept.now };
    let lifted = kept.step(JO.does(AccessAct::Lift(What::Entry(of))));
    assert!(Sight::of(&lifted.home, AL, lifted.now).is_whole());
    lifted.when(JO.does(AccessAct::Lift(What::Entry(of)))).then("This is kept to nobody any more.");
}

#[test]
fn nothing_is_kept_to_a_visitor_or_to_somebody_whose_account_is_over() {
    given([])
        .when(RUTH.does(keep(KASIA_ID, &[IRIS])))
        .then("Iris Calder can't take this on. Choose someone else.");
    given([])
        .when(DEE.does(write("It happened.", Some(&[]))))
        .then("Only a deputy manager or manager can see and say who reads what. Ask Ruth Ellison.");
}

#[test]
fn a_visitor_reads_a_childs_record_once_both_have_agreed() {
    let sees =
        |given: &Given| seen(given, IRIS).children.get(KASIA_ID).map(|child| child.called().to_string());
    let given = given(full());
    nothing_leaks(&given, IRIS);
    assert_eq!(sees(&given).as_deref(), Some("Child 1"));
    let home = seen(&given, IRIS);
    let shown = format!("{:?}", (&home.children, &home.whereabouts, &home.nights, told(&given, IRIS)));
    assert!(!shown.contains("Kasia") && !shown.contains("nuts") && !shown.contains("School"), "{shown}");
    assert!(!lines(&home, Subject::House, day(23), Part::Night).is_empty(), "the house's lists are shown");
    let given = given.step(RUTH.does(consent(Consents::Child, Answer::Given)));
    assert_eq!(sees(&given).as_deref(), Some("Child 1"), "one of two");
    let given = given.step(RUTH.does(consent(Consents::Authority, Answer::Given)));
    assert_eq!(sees(&given).as_deref(), Some("Kasia"));
    assert!(format!("{:?}", told(&given, IRIS)).contains(SECRET));
    assert!(Sight::of(&given.home, IRIS, given.now).withheld(MO).is_some(), "each child by itself");
    let given = given.step(JO.does(consent(Consents::Child, Answer::Withdrawn)));
    nothing_leaks(&given, IRIS);
}

#[test]
fn a_visitor_opens_nothing_and_changes_nothing() {
    given([RUTH.does(keep(KASIA_ID, &[]))]).when(IRIS.does(open(KASIAS, "I must"))).then(
        "Only an agency worker, worker, night worker, senior, deputy manager or manager can open what is kept to \
         others. Ask Ruth Ellison.",
    );
    let look = || AccessAct::Look(vec![Look::at(time(23, "07:20"), Page::Log, Subject::House)]);
    given([]).when(IRIS.does(look())).accepted();
    given([at(61, "08:00")])
        .when(IRIS.does(look()))
        .then("Your account ended on 30 December. Ask a manager to give it a new end date.");
}

#[test]
fn a_visitor_comes_for_days_that_are_known() {
    let join =
        |ends| people::Act::Join { login: "una".into(), name: "Una Reid".into(), role: Role::Visitor, ends };
    let say = "Write the last day of the visit: a visitor’s account ends with it.";
    given([]).when(RUTH.does(join(None))).then(say);
    given([]).when(RUTH.does(join(Some(day(23))))).accepted();
}

#[test]
fn looks_are_told_once_a_quarter_of_an_hour_and_change_nothing() {
    let look = |wall| Look::at(time(23, wall), Page::Log, KASIA);
    assert_eq!(look("07:15"), look("07:29"));
    assert_ne!(look("07:29"), look("07:30"));
    let before = given([SAM.does(AccessAct::Look(vec![look("07:15")]))]);
    let home = before.home.clone();
    let came = before.when(DEE.does(AccessAct::Look(vec![look("07:15")])));
    assert_eq!(came.entry().opposite(), None);
    assert_eq!(telling::tell(&came.home, came.entry()), None);
    assert_eq!(Home { last: home.last, ..came.home }, home);
}

fn raise(about: &str) -> AlertAct {
    let warning = Warning {
        level: Level::Urgent,
        feeling: Feeling::Sad,
        about: about.into(),
        shows: String::new(),
        helps: String::new(),
        audience: Audience::default(),
    };
    AlertAct::Raise { child: KASIA_ID, warning: Box::new(warning), until: Until::Closed }
}

#[test]
fn whoever_wrote_something_about_a_record_kept_to_others_goes_on_reading_it() {
    let given = given(full())
        .step(RUTH.does(keep(KASIA_ID, &[SAM])))
        .step(DEE.does(raise("heard her cry")))
        .step(DEE.does(write("she was on the landing", None)));
    let own: Vec<String> =
        seen(&given, DEE).alerts.open(given.now.at).iter().map(|alert| alert.warning.about.clone()).collect();
    assert_eq!(own, ["heard her cry"]);
    let shown = format!("{:?} {:?}", seen(&given, DEE), told(&given, DEE));
    assert!(shown.contains("she was on the landing") && !shown.contains(SECRET), "{shown}");
    for who in [AL, TOM, PRIYA] {
        let shown = format!("{:?} {:?}", seen(&given, who), told(&given, who));
        assert!(!shown.contains("heard her cry") && !shown.contains("on the landing"), "{shown}");
    }
    let follow_up = |text: &str| {
        let text = text.to_string();
        ask(move |home, now| {
            let alert = home.alerts.open(now.at).into_iter().find(|alert| alert.by == DEE);
            AlertAct::FollowUp { id: alert.expect("it is open").id, text: text.clone() }
        })
    };
    let given = given.when(DEE.does(follow_up("She sleeps now."))).accepted();
    given.when(TOM.does(follow_up("I heard it too."))).then(
        "Kasia’s record is kept to named people. If you must read it, press Enter and write why. Ruth Ellison will \
         see that.",
    );
}

#[test]
fn what_the_house_log_says_of_a_child_by_name_is_not_for_a_visitor_without_consent() {
    let house = |text: &str| {
        let LogAct::Write { happened, category, own_words, mood, event, .. } = write("", None) else {
            panic!("it writes")
        };
        let (subject, text, own_words) = (Subject::House, text.to_string(), own_words);
        let knowing = Knowing::Seen;
        LogAct::Write { subject, happened, category, text, own_words, mood, knowing, event, kept_to: None }
    };
    let names =
        ["Kasia and Mo argued at supper.", "A row: KASIA, again", "Kasía’s coat is torn.", "Mrs Wolny rang."];
    let harmless = ["The boiler is out.", "Kasiatown was on the television."];
    let mut given = given(full());
    for text in names.into_iter().chain(harmless) {
        given = given.step(DEE.does(house(text)));
    }
    let texts = |given: &Given, who| -> Vec<String> {
        log_of(&told(given, who))
            .iter()
            .map(|written| written.text.clone())
            .filter(|text| text != SECRET)
            .collect()
    };
    assert_eq!(texts(&given, IRIS), harmless);
    assert_eq!(texts(&given, DEE).len(), 6, "nothing changes for those who work here");
    let given = given
        .step(RUTH.does(consent(Consents::Child, Answer::Given)))
        .step(RUTH.does(consent(Consents::Authority, Answer::Given)));
    let read = texts(&given, IRIS);
    assert!(!read.contains(&names[0].to_string()), "Mo has not agreed: {read:?}");
    assert_eq!(read.len(), 5, "{read:?}");
}

#[test]
fn what_the_house_is_asked_about_a_child_by_name_is_not_for_a_visitor_without_consent() {
    use crate::care::checklist::{Act as ListAct, LineId, Source};
    use crate::care::diary::{Act as DiaryAct, Kind};
    use crate::care::trail::Outcome;
    let todo = |words: &str| ListAct::AddTodo {
        subject: Subject::House,
        day: day(23),
        part: Part::Morning,
        words: words.into(),
        to: None,
    };
    let book = |what: &str, note: &str| DiaryAct::Book {
        subject: Subject::House,
        day: day(24),
        time: "10:00".parse().unwrap(),
        what: what.into(),
        kind: Kind::Other,
        taken_by: None,
        note: note.into(),
    };
    let tick = |of: TodoId, note: &str| ListAct::Tick {
        subject: Subject::House,
        line: LineId { source: Source::Todo(of), due: day(23) },
        day: day(23),
        outcome: Outcome::Done,
        reason: None,
        note: note.into(),
    };
    let mut given = given(full());
    let first = given.home.last;
    for step in [
        DEE.does(todo("ring Kasia's dentist")),
        DEE.does(todo("ring the plumber")),
        DEE.does(book("plumber", "when Kasia is out")),
        DEE.does(book("gas engineer", "")),
    ] {
        given = given.step(step);
    }
    let ids: Vec<TodoId> =
        given.home.lists.todos().filter(|todo| todo.subject == Subject::House).map(|todo| todo.id).collect();
    assert_eq!(ids.len(), 2);
    for id in ids {
        given = given.step(DEE.does(tick(id, "Kasia helped")));
    }
    let seen = |who: StaffId| {
        let home = given.home.seen_with(&Sight::of(&given.home, who, given.now));
        let todos: Vec<String> = home
            .lists
            .todos()
            .filter(|todo| todo.subject == Subject::House)
            .map(|todo| todo.words.clone())
            .collect();
        let trails = home.lists.trails.of(Subject::House);
        let notes: Vec<String> =
            trails.filter_map(|(_, trail)| Some(trail.settled()?.note.clone())).collect();
        let booked: Vec<String> = home
            .diary
            .all()
            .filter(|booked| booked.subject == Subject::House)
            .map(|booked| booked.what.clone())
            .collect();
        (todos, notes, booked)
    };
    assert_eq!(
        seen(IRIS),
        (vec!["ring the plumber".into()], vec![String::new()], vec!["gas engineer".into()])
    );
    let (todos, notes, booked) = seen(DEE);
    assert_eq!(
        (todos.len(), notes.len(), booked.len()),
        (2, 2, 2),
        "nothing changes for those who work here"
    );
    let late = told(&given, IRIS).into_iter().filter(|entry| entry.number > first);
    assert_eq!(late.count(), 2, "the plumber is to be rung, the engineer comes");
}
