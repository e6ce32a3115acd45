//! A child's last weeks in figures, and the sentences they are told in.

use super::*;
use crate::care::alert::{Act as AlertAct, Audience, Feeling, Level, Until, Warning};
use crate::care::charts::{Chart, Figures, mood, share, sleep, worst};
use crate::care::daybook::DayBook;
use crate::care::log::{Act as LogAct, Category, Event, Knowing, Mood};
use crate::care::night::{Act as NightAct, Found};
use std::collections::BTreeSet;

fn feels(wall: (u32, &str), number: u8) -> Step {
    DEE.does(LogAct::Write {
        subject: KASIA,
        happened: time(wall.0, wall.1),
        category: Category::Mood,
        text: "Laughed at breakfast.".into(),
        own_words: String::new(),
        mood: Mood::new(number),
        knowing: Knowing::Seen,
        event: Event::Ordinary,
        kept_to: None,
    })
}

fn found(found: Found) -> Step {
    TOM.does(NightAct::Check { child: KASIA_ID, found, note: String::new() })
}

fn raises(level: Level) -> Step {
    let warning = Box::new(Warning {
        level,
        feeling: Feeling::Anxious,
        about: "contact".into(),
        shows: String::new(),
        helps: String::new(),
        audience: Audience { parts: BTreeSet::new(), people: BTreeSet::new() },
    });
    DEE.does(AlertAct::Raise { child: KASIA_ID, warning, until: Until::Closed })
}

/// The figures of some days, as the journal tells them.
fn figures(given: &Given, days: std::ops::RangeInclusive<u32>) -> Vec<Figures> {
    let of = |on: u32| {
        let entries: Vec<Entry> = given
            .entries
            .iter()
            .filter(|entry| entry.subject == KASIA && entry.day == day(on))
            .cloned()
            .collect();
        Figures::of(KASIA, day(on), &DayBook::of(&entries), chrono_tz::Europe::London)
    };
    days.map(of).collect()
}

#[test]
fn a_mood_is_the_average_of_what_was_written_and_not_taken_back() {
    let given = given([feels((23, "07:00"), 5), feels((23, "07:10"), 2), feels((22, "20:00"), 4)]);
    let days = figures(&given, 21..=23);
    assert_eq!(days.iter().map(|day| day.moods.clone()).collect::<Vec<_>>(), [vec![], vec![4], vec![5, 2]]);
    let means: Vec<_> = days.iter().map(|day| mood(std::slice::from_ref(day))).collect();
    assert_eq!(means, [None, Some(40), Some(35)]);
    assert_eq!(mood(&days), Some(37), "each entry counts the same, not each day");
    let id = given.entries.iter().rev().find_map(|entry| match &entry.fact {
        Fact::Log(log::Fact::Written(written)) => Some(written.id),
        _ => None,
    });
    let back = given.step(DEE.does(LogAct::TakeBack(id.expect("an entry"))));
    assert_eq!(figures(&back, 22..=22)[0].moods, [] as [u8; 0]);
}

#[test]
fn a_night_is_the_checks_from_midnight_to_six() {
    let given = given([
        at(23, "21:30"),
        found(Found::Up),
        at(23, "22:40"),
        found(Found::Asleep),
        at(24, "00:10"),
        found(Found::Asleep),
        at(24, "02:10"),
        found(Found::Up),
        at(24, "05:59"),
        found(Found::Asleep),
        at(24, "06:20"),
        found(Found::Up),
    ]);
    let [night] = &figures(&given, 23..=23)[..] else { panic!("one day") };
    assert_eq!((night.asleep, night.checks, night.was_up), (2, 3, true));
    assert_eq!(night.fell_asleep, Some(clock("22:40")));
    assert_eq!(sleep(std::slice::from_ref(night)), Some(66));
    assert_eq!(sleep(&figures(&given, 22..=22)), None, "nothing is known, which is not nought");
}

#[test]
fn levels_are_those_of_routine_lines_as_they_stand() {
    let given = given([
        DEE.does(tick(KASIA, "bedroom tidy", Outcome::Prompted)),
        DEE.does(tick(KASIA, "bedroom tidy", Outcome::Done)),
        DEE.does(tick(KASIA, "washed", Outcome::Helped)),
        DEE.does(tick(KASIA, "school contact", Outcome::Declined)),
        DEE.does(todo(KASIA, 23, Part::Day, "post the card", None)),
        DEE.does(tick(KASIA, "post the card", Outcome::Done)),
        DEE.does(tick(MO, "washed", Outcome::Done)),
    ]);
    let days = figures(&given, 23..=23);
    assert_eq!(days[0].levels, [1, 0, 1, 1]);
    assert_eq!(share(&days), Some(50), "what was declined is no level");
}

#[test]
fn alerts_are_those_that_were_raised_and_not_taken_back() {
    let given = given([raises(Level::Watch), raises(Level::Urgent), raises(Level::Watch)]);
    let back = given.entries.last().and_then(Entry::opposite).expect("it can be taken back");
    let days = figures(&given.step(DEE.does(back)), 22..=23);
    assert_eq!((days[0].alerts, days[1].alerts), ([0, 0, 0], [1, 0, 1]));
    assert_eq!((worst(&days[..1]), worst(&days)), (None, Some(Level::Urgent)));
}

/// Thirty days to 23 November: a mood that falls, nights, levels and two alerts.
fn weeks() -> Vec<Figures> {
    (0..30)
        .map(|n| Figures {
            day: day(23).plus(n - 29),
            moods: if n % 2 == 0 { vec![if n < 23 { 4 } else { 2 }] } else { Vec::new() },
            asleep: if n == 20 { 8 } else { 10 },
            checks: 10,
            was_up: n == 20,
            fell_asleep: Some(clock(if n % 3 == 0 { "00:10" } else { "22:40" })),
            levels: if n < 23 { [6, 3, 1, 0] } else { [9, 1, 0, 1] },
            alerts: [u32::from(n == 12), 0, u32::from(n == 28)],
        })
        .collect()
}

#[test]
fn each_chart_is_told_in_sentences() {
    let told = Chart::ALL.map(|chart| chart.words(&weeks()));
    assert_eq!(
        told,
        [
            "3.6 of 5 on average, written down 15 times on 15 of 30 days. Lowest 2, last yesterday; highest 4, last \
             on Mon 16 Nov. In the last 7 days 2.0, before that 4.0.",
            "Asleep at 298 of 300 checks between midnight and 06:00, over 30 nights. Usually found asleep by 22:40. \
             Up or out of the room on one night, last on Sat 14 Nov.",
            "201 of 300 routine lines done alone (67%), 76 prompted, 23 helped; 7 declined. In the last 7 days 90% \
             alone, before that 60%.",
            "2 raised: 1 urgent, 1 watch. The last was yesterday.",
        ]
    );
}

#[test]
fn where_nothing_is_known_the_sentences_say_so() {
    let empty = vec![Figures::of(KASIA, day(23), &DayBook::default(), chrono_tz::Europe::London)];
    let told = Chart::ALL.map(|chart| chart.words(&empty));
    assert_eq!(
        told,
        [
            "No mood was written down in one day.",
            "No night checks between midnight and 06:00 in one day.",
            "No routine line was ticked in one day.",
            "No alert was raised in one day.",
        ]
    );
    let one = vec![Figures { moods: vec![3], ..empty[0].clone() }];
    assert_eq!(Chart::Mood.words(&one), "3.0 of 5 on average, written down once.");
}
