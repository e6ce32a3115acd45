//! The log: when things happened, who says so, what is added, what a measure sets going.

use super::*;
use crate::care::log::{Act as LogAct, Category, Event, Fact, Knowing, Log, Mood};

fn wrote(text: &str) -> LogAct {
    LogAct::Write {
        subject: KASIA,
        happened: time(23, "07:00"),
        category: Category::Mood,
        text: text.into(),
        own_words: String::new(),
        mood: Mood::new(4),
        knowing: Knowing::Seen,
        event: Event::Ordinary,
        kept_to: None,
    }
}

/// What these tests change about an entry.
struct Entered {
    happened: DateTime<Utc>,
    subject: Subject,
    knowing: Knowing,
    event: Event,
}

fn with(change: impl Fn(&mut Entered)) -> Step {
    let mut it = Entered {
        happened: time(23, "07:00"),
        subject: KASIA,
        knowing: Knowing::Seen,
        event: Event::Ordinary,
    };
    change(&mut it);
    let Entered { happened, subject, knowing, event } = it;
    let (text, own_words, category) = ("Laughed at breakfast.".into(), String::new(), Category::Mood);
    DEE.does(LogAct::Write {
        subject,
        happened,
        category,
        text,
        own_words,
        mood: None,
        knowing,
        event,
        kept_to: None,
    })
}

/// The log as the journal tells it.
fn read(given: &Given) -> Log {
    let mut log = Log::default();
    for entry in &given.entries {
        if let super::Fact::Log(fact) = &entry.fact {
            log.apply(entry, fact);
        }
    }
    log
}

fn the_entry(act: impl Fn(LogId) -> LogAct + 'static) -> Step {
    let id = LogId(Uuid::from_u128(0x1000 + 0x10 * 17));
    DEE.does(act(id))
}

#[test]
fn what_is_yet_to_happen_can_not_be_logged() {
    let say = "When it happened must be today or in the past.";
    given([]).when(with(|it| it.happened = time(23, "07:20") + chrono::TimeDelta::milliseconds(1))).then(say);
    given([]).when(with(|it| it.happened = time(23, "07:20"))).accepted();
}

#[test]
fn an_entry_belongs_to_the_care_day_on_which_it_happened() {
    for (happened, on) in [
        (time(23, "07:00"), 23),
        (time(23, "06:45"), 23),
        (time(23, "06:44"), 22),
        (time(23, "01:00"), 22),
        (time(20, "12:00"), 20),
    ] {
        let came = given([]).when(with(|it| it.happened = happened));
        assert_eq!((came.entry().day, came.entry().at), (day(on), time(23, "07:20")));
    }
}

#[test]
fn an_entry_says_what_happened_and_who_said_so() {
    given([]).when(DEE.does(wrote(" \n "))).then("Say what happened.");
    given([])
        .when(DEE.does(wrote(&"x".repeat(4_001))))
        .then("What happened must be 4,000 characters or fewer");
    given([]).when(DEE.does(wrote(&"x".repeat(4_000)))).accepted();
    given([]).when(with(|it| it.knowing = Knowing::ToldBy(" ".into()))).then("Write who told you.");
    given([]).when(with(|it| it.knowing = Knowing::ToldBy("her teacher".into()))).accepted();
    given([])
        .when(with(|it| it.subject = Subject::Child(ChildId(fresh(9)))))
        .then("This child is not there any more. Go back and look again.");
}

#[test]
fn a_mood_is_from_1_to_5() {
    let moods: Vec<_> = (0..=6).map(|mood| Mood::new(mood).map(Mood::number)).collect();
    assert_eq!(moods, [None, Some(1), Some(2), Some(3), Some(4), Some(5), None]);
}

#[test]
fn an_amendment_stands_over_the_original_and_leaves_it() {
    let amend = |text: &'static str, why: &'static str| {
        ask(move |_, _| LogAct::Amend {
            subject: KASIA,
            day: day(23),
            of: LogId(fresh(0)),
            text: text.into(),
            why: why.into(),
        })
    };
    let first = given([]).when(DEE.does(wrote("Laughed at breakfast."))).accepted();
    let mut entries = first.entries.clone();
    let amended = first.when(TOM.does(amend("Laughed at supper.", "it was supper"))).accepted();
    entries.extend(amended.entries.clone());
    amended.when(TOM.does(amend("", " "))).then("Write how it should read. Say why it is changed.");
    let log = read(&Given { entries, ..given([]) });
    let [entry] = log.entries() else { panic!("one entry") };
    assert_eq!(
        (entry.text(), entry.written.text.as_str(), entry.by),
        ("Laughed at supper.", "Laughed at breakfast.", DEE)
    );
    assert_eq!(
        entry.amendments.iter().map(|it| (it.by, it.why.as_str())).collect::<Vec<_>>(),
        [(TOM, "it was supper")]
    );
}

#[test]
fn the_log_is_in_order_of_when_things_happened() {
    let at_time = |wall: &'static str| with(move |it| it.happened = time(22, wall));
    let given = given([at_time("12:00"), at_time("10:00"), at_time("12:00"), at_time("11:00")]);
    let order: Vec<_> =
        read(&given).entries().iter().map(|entry| (entry.written.happened, entry.written.id)).collect();
    assert!(order.is_sorted(), "{order:?}");
    assert_eq!(order.len(), 4);
}

#[test]
fn an_entry_is_taken_back_by_its_writer_within_a_few_days_and_stays_struck_through() {
    let written = || given([with(|it| it.event = Event::Serious)]);
    let back = written().undo(DEE);
    assert_eq!(shown(&back.home, KASIA, 23, Part::Morning), ["bedroom tidy", "washed"]);
    let both = written().step(DEE.does(LogAct::TakeBack(first_log(&written()))));
    let log = read(&both);
    assert_eq!(log.entries()[0].taken_back, Some(time(23, "07:20")));
    assert_eq!(log.entries()[0].text(), "Laughed at breakfast.");
    let say = "An entry can be taken back for a day or two, by its writer. Amend it instead.";
    written().when(TOM.does(LogAct::TakeBack(first_log(&written())))).then(say);
    both.when(DEE.does(LogAct::TakeBack(first_log(&written())))).then(say);
    let mut later = written();
    for on in 24..28 {
        later = later.step(at(on, "10:00")).step(DEE.does(tick(MO, "washed", Outcome::Done)));
    }
    later.when(the_entry(LogAct::TakeBack)).then(say);
}

fn first_log(given: &Given) -> LogId {
    let written = given.entries.iter().find_map(|entry| match &entry.fact {
        super::Fact::Log(Fact::Written(written)) => Some(written.id),
        _ => None,
    });
    written.expect("a log entry")
}

#[test]
fn a_measure_starts_three_clocks_from_when_it_happened() {
    let came = given([]).when(with(|it| (it.happened, it.event) = (time(22, "21:30"), Event::Measure)));
    let lines = lines(&came.home, KASIA, day(23), Part::Morning);
    let clocks: Vec<_> =
        lines.iter().filter_map(|line| Some((line.words.as_str(), line.in_time?.before))).collect();
    assert_eq!(
        clocks,
        [
            ("measure: write the full record", time(23, "21:30")),
            ("measure: speak with those involved, and sign", time(24, "21:30")),
            ("measure: speak with the child about it", time(27, "21:30")),
        ]
    );
    assert_eq!(came.entry().day, day(22));
    let to_do: Vec<_> = clocks.iter().map(|(words, _)| format!("Kasia: {words}")).collect();
    let to_do: Vec<_> = to_do.iter().map(String::as_str).collect();
    came.waits_for(DEE, &to_do[..1]).waits_for(RUTH, &to_do).waits_for(JO, &to_do).waits_for(TOM, &[]);
}

#[test]
fn a_clock_goes_on_until_it_is_answered_and_can_not_be_taken_out() {
    let measure = || given([with(|it| it.event = Event::Measure)]);
    let withdraw = ask(|home, _| ListAct::WithdrawTodo(home.lists.todos().next().unwrap().id));
    measure()
        .when(RUTH.does(withdraw))
        .then("This comes from the log and stays. Mark it not needed, and say why.");
    measure().shows(
        KASIA,
        30,
        Part::Morning,
        &[
            "bedroom tidy",
            "washed",
            "measure: write the full record → Dee (age 7)",
            "measure: speak with those involved, and sign (age 7)",
            "measure: speak with the child about it (age 7)",
        ],
    );
}

#[test]
fn a_measure_is_about_a_child() {
    given([])
        .when(with(|it| (it.subject, it.event) = (Subject::House, Event::Measure)))
        .then("Choose the child.");
}

#[test]
fn a_serious_event_asks_whether_to_tell_others_and_decides_nothing() {
    given([]).when(with(|it| (it.subject, it.event) = (Subject::House, Event::Serious))).shows(
        Subject::House,
        23,
        Part::Morning,
        &["serious event: tell Ofsted and others without delay? → Dee"],
    );
}

#[test]
fn a_manager_marks_how_far_they_have_read() {
    let marked = given([RUTH.does(LogAct::ReadTo(12)), JO.does(LogAct::ReadTo(14))]);
    assert_eq!([RUTH, JO, DEE].map(|who| marked.home.log.read_to(who)), [Some(12), Some(14), None]);
    marked.when(RUTH.does(LogAct::ReadTo(u64::MAX))).then(Fact::ReadTo(given([]).home.last + 2));
    given([])
        .when(DEE.does(LogAct::ReadTo(3)))
        .then("Only a deputy manager or manager can do that. Ask Ruth Ellison.");
}
