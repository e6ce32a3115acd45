//! Writing in the log, amending it and reading it back.

use super::{MORNING, Terminal};
use crate::care::log::{self, Category, Event, Knowing, Mood, Written};
use crate::care::{Act, CareDay, Entry, Fact, LogId, Subject};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use insta::assert_snapshot;

/// The small home at 07:18, with Dee at it and the cursor on Kasia.
fn small() -> Terminal {
    Terminal::small(MORNING, "dee")
}

/// The same with an empty entry about Kasia open, the cursor in what happened.
fn writing() -> Terminal {
    let mut terminal = small();
    terminal.press("L");
    assert!(terminal.shows("Kasia · write in the log"), "{}", terminal.picture());
    terminal
}

/// From what happened to when it happened, and back.
const TO_WHEN: &str = "Shift+Tab Shift+Tab Shift+Tab";
const TO_WHAT: &str = "Tab Tab Tab";

fn last(terminal: &Terminal) -> Entry {
    terminal.last_entries(1).pop().expect("the journal is not empty")
}

fn written(entry: &Entry) -> &Written {
    match &entry.fact {
        Fact::Log(log::Fact::Written(written)) => written,
        other => panic!("{other:?}"),
    }
}

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().expect("tests name instants in RFC 3339")
}

/// An entry of Tom's, as another terminal would write it.
fn toms(terminal: &mut Terminal, whom: &str, happened: &str, category: Category, text: &str) -> LogId {
    let write = log::Act::Write {
        subject: Subject::Child(terminal.child(whom)),
        happened: utc(happened),
        category,
        text: text.into(),
        own_words: if category == Category::Family { "She always does.".into() } else { String::new() },
        mood: Mood::new(if category == Category::Mood { 4 } else { 0 }),
        knowing: if category == Category::Education {
            Knowing::ToldBy("the school".into())
        } else {
            Knowing::Seen
        },
        event: Event::Ordinary,
        kept_to: None,
    };
    let entry = terminal.act_as("tom", Act::Log(write));
    written(&entry).id
}

/// The small home with three days of Kasia's log, one entry of it amended.
fn lived_in() -> Terminal {
    let mut terminal = small();
    let texts = [
        ("2026-11-21T21:10:00Z", Category::Sleep, "Asleep by nine."),
        ("2026-11-22T19:40:00Z", Category::Family, "Mum rang to cancel."),
        ("2026-11-22T21:00:00Z", Category::Mood, "Watched a film with Mo. Laughed a lot."),
        ("2026-11-22T23:15:00Z", Category::Sleep, "Awake. Sat with her for 20 minutes, then asleep."),
        ("2026-11-23T07:10:00Z", Category::Education, "Bus is late today."),
    ];
    let ids = texts.map(|(at, category, text)| toms(&mut terminal, "Kasia", at, category, text));
    let amend = log::Act::Amend {
        subject: Subject::Child(terminal.child("Kasia")),
        day: CareDay::of(NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day")),
        of: ids[2],
        text: "Watched a film with Jayden. Laughed a lot.".into(),
        why: "mixed up two names".into(),
    };
    terminal.act_as("tom", Act::Log(amend));
    terminal
}

#[test]
fn an_entry_is_asked_for_box_by_box() {
    let mut terminal = writing();
    terminal.type_in("Mum rang at last. Kasia laughed, and asked to ring back.");
    terminal.press("Tab").type_in("She said sorry to ME.");
    terminal.press("Tab Right Right Tab").type_in("Priya");
    terminal.press("Shift+Tab Shift+Tab Shift+Tab").press(TO_WHEN).type_in("yesterday 7pm");
    terminal.press("Tab F Tab 4");
    assert_snapshot!(terminal.picture(), @r"
     Kasia · write in the log        Morning · Mon 23 Nov · 07:18   Dee   0 to read

    ┏━ Kasia ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ log entry ━┓
    ┃   When it happened  yesterday 7pm             Sun 22 Nov 19:00               ┃
    ┃                                                                              ┃
    ┃   About             ‹ family and contact ›                                   ┃
    ┃ › Mood              ( ) not said  ( ) 1  ( ) 2  ( ) 3  (•) 4  ( ) 5          ┃
    ┃                     1 very low, 5 very good                                  ┃
    ┃   What happened     Mum rang at last. Kasia laughed, and asked to ring back. ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃                                                                              ┃
    ┃   Own words         She said sorry to ME.                                    ┃
    ┃                                                                              ┃
    ┃   How I know        ‹ told by someone ›                                      ┃
    ┃   Told by           Priya                                                    ┃
    ┃   Kind of event     ‹ ordinary ›                                             ┃
    ┃                     [ Save ]  [ Keep as draft ]                              ┃
    ┃ Nothing here can be changed later, only added to. Kasia may read this one    ┃
    ┃ day.                                                                         ┃
    ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
    ────────────────────────────────────────────────────────────────────────────────
     Draft kept 07:18.
     Ctrl+S save  Tab next  Shift+Tab before  Esc back  F1 help  Ctrl+P all
    ");
    terminal.resize(100, 30);
    assert_snapshot!(terminal.picture(), @r"
     Kasia · write in the log   made up       Morning · Mon 23 Nov 2026 · 07:18   Dee Marsh   0 to read

    ┏━ Kasia ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ log entry ━┓
    ┃                                                                                                  ┃
    ┃   When it happened  yesterday 7pm             Sun 22 Nov 19:00                                   ┃
    ┃                                                                                                  ┃
    ┃   About             ‹ family and contact ›                                                       ┃
    ┃                                                                                                  ┃
    ┃ › Mood              ( ) not said  ( ) 1  ( ) 2  ( ) 3  (•) 4  ( ) 5                              ┃
    ┃                     1 very low, 5 very good                                                      ┃
    ┃   What happened     Mum rang at last. Kasia laughed, and asked to ring back.                     ┃
    ┃                                                                                                  ┃
    ┃                                                                                                  ┃
    ┃                                                                                                  ┃
    ┃                                                                                                  ┃
    ┃   Own words         She said sorry to ME.                                                        ┃
    ┃                                                                                                  ┃
    ┃                                                                                                  ┃
    ┃   How I know        ‹ told by someone ›                                                          ┃
    ┃                                                                                                  ┃
    ┃   Told by           Priya                                                                        ┃
    ┃                                                                                                  ┃
    ┃   Kind of event     ‹ ordinary ›                                                                 ┃
    ┃                                                                                                  ┃
    ┃                     [ Save ]  [ Keep as draft ]                                                  ┃
    ┃ Nothing here can be changed later, only added to. Kasia may read this one day.                   ┃
    ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
    ────────────────────────────────────────────────────────────────────────────────────────────────────
     Draft kept 07:18.
     Ctrl+S save  Tab next  Shift+Tab before  Esc back  F1 help  Ctrl+P all
    ");
}

#[test]
fn what_is_written_is_in_the_journal_and_on_todays_pane() {
    let mut terminal = small().sized(100, 30);
    terminal.press("Enter L").type_in("In maths, settled.");
    terminal.press("Tab").type_in("Tell Dee I got my kit.");
    terminal.press("Shift+Tab").press(TO_WHEN).type_in("07:05");
    terminal.press("Tab E Tab 4 Ctrl+S");
    let entry = last(&terminal);
    let told = written(&entry);
    assert_eq!(told.happened, utc("2026-11-23T07:05:00Z"));
    assert_eq!((told.category, told.mood.map(Mood::number)), (Category::Education, Some(4)));
    assert_eq!(told.text, "In maths, settled.");
    assert_eq!(told.own_words, "Tell Dee I got my kit.");
    assert_eq!(terminal.message(), "Saved 07:18: Kasia, log, education.   Ctrl+Z undo");
    assert!(terminal.line("07:05").contains("In maths, settled."), "{}", terminal.picture());
    assert!(terminal.shows("“Tell Dee I got my"), "{}", terminal.picture());
}

#[test]
fn an_amended_entry_keeps_both() {
    let mut terminal = small();
    terminal.press("Enter L").type_in("She had toast for breakfast.").press("Ctrl+S");
    terminal.press("6 E Ctrl+A").type_in("She had porridge for breakfast.");
    terminal.press("Tab").type_in("mixed up two children");
    assert!(terminal.line("She had toast").starts_with('│'), "what stands is shown beneath");
    terminal.press("Ctrl+S");
    let Fact::Log(log::Fact::Amended { text, why, .. }) = last(&terminal).fact else { panic!() };
    assert_eq!((&*text, &*why), ("She had porridge for breakfast.", "mixed up two children"));
    terminal.press("Y");
    assert_eq!(terminal.roles("She had porridge")[1], "amended_new");
    assert_eq!(terminal.roles("She had toast")[1], "amended_old");
    assert!(terminal.shows("replaced 07:18 by Dee Marsh: mixed up two children"), "{}", terminal.picture());
}

#[test]
fn an_amendment_without_a_reason_is_refused_beside_its_box() {
    let mut terminal = lived_in();
    terminal.press("Enter Y E").type_in(" And slept.").press("Ctrl+S");
    assert_eq!(terminal.message(), "Say why it is changed.");
    assert!(terminal.shows("! Say why it is changed."), "{}", terminal.picture());
    assert!(terminal.shows("And slept."), "{}", terminal.picture());
}

#[test]
fn all_that_is_wrong_is_listed_and_each_leads_to_its_box() {
    let mut terminal = writing();
    terminal.press(TO_WHEN).type_in("24/11 09:50").press("Ctrl+S");
    assert_eq!(terminal.message(), "2 things to put right.");
    assert_snapshot!(terminal.picture(), @r"
     Kasia · write in the log        Morning · Mon 23 Nov · 07:18   Dee   0 to read

    ┏━ Kasia ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ log entry ━┓
    ┃   When it happened  24/11 09:50               that is still to come          ┃
    ┃                     ! When it happened must be today or in the past. You     ┃
    ┃                       wrote 24/11 09:50. Today is Monday 23 November.        ┃
    ┃ ┏━ There is a problem ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓ ┃
    ┃ ┃                                                                          ┃ ┃
    ┃ ┃  › 1  When it happened must be today or in the past. You wrote 24/11     ┃ ┃
    ┃ ┃       09:50. Today is Monday 23 November.                                ┃ ┃
    ┃ ┃                                                                          ┃ ┃
    ┃ ┃    2  Say what happened.                                                 ┃ ┃
    ┃ ┃                                                                          ┃ ┃
    ┃ ┃  What you have written is kept.                                          ┃ ┃
    ┃ ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛ ┃
    ┃   How I know        ‹ seen or heard myself ›                                 ┃
    ┃   Kind of event     ‹ ordinary ›                                             ┃
    ┃                     [ Save ]  [ Keep as draft ]                              ┃
    ┃ Nothing here can be changed later, only added to. Kasia may read this one    ┃
    ┃ day.                                                                         ┃
    ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
    ────────────────────────────────────────────────────────────────────────────────
     2 things to put right.
     Ctrl+S save  Tab next  Shift+Tab before  Esc back  F1 help  Ctrl+P all
    ");
    terminal.press("Down Enter");
    assert!(!terminal.shows("There is a problem"), "{}", terminal.picture());
    terminal.type_in("She is packing.").press("Ctrl+S");
    let said =
        "When it happened must be today or in the past. You wrote 24/11 09:50. Today is Monday 23 November.";
    assert!(said.starts_with(terminal.message().trim_end_matches('…')), "{}", terminal.message());
    assert!(terminal.shows("24/11 09:50"), "{}", terminal.picture());
    assert!(terminal.shows("She is packing."), "{}", terminal.picture());
    terminal.press("Ctrl+A").type_in("06:50").press("Ctrl+S");
    assert_eq!(written(&last(&terminal)).happened, utc("2026-11-23T06:50:00Z"));
}

#[test]
fn the_house_has_a_log_and_no_mood() {
    let mut terminal = small();
    terminal.press("End L");
    assert!(!terminal.shows("Mood") && !terminal.shows("Own words"), "{}", terminal.picture());
    assert!(!terminal.shows("may read this one day"), "{}", terminal.picture());
    terminal.type_in("The boiler man came.").press("Ctrl+S");
    let entry = last(&terminal);
    assert_eq!((entry.subject, &*written(&entry).text), (Subject::House, "The boiler man came."));
}

#[test]
fn half_an_entry_survives_a_power_cut_with_the_time_as_it_was_meant() {
    let mut terminal = writing();
    terminal.type_in("Woke at four. Wanted the lamp").press(TO_WHEN).type_in("20 min ago").press(TO_WHAT);
    terminal.wait(TimeDelta::milliseconds(700));
    assert_eq!(terminal.message(), "Draft kept 07:18.");
    let mut terminal = terminal.cut_and_open("dee");
    terminal.wait(TimeDelta::hours(2));
    terminal.press("L");
    assert!(terminal.shows("You began this today at 07:18."), "{}", terminal.picture());
    terminal.press("Enter");
    assert!(terminal.shows("Woke at four. Wanted the lamp"), "{}", terminal.picture());
    assert!(terminal.line("When it happened").contains("06:58"), "{}", terminal.picture());
    terminal.type_in(" on.").press("Ctrl+S");
    let entry = last(&terminal);
    assert_eq!(written(&entry).text, "Woke at four. Wanted the lamp on.");
    assert_eq!(written(&entry).happened, utc("2026-11-23T06:58:00Z"));
    terminal.press("L");
    assert!(!terminal.shows("Carry on"), "what is saved is no draft any more");
}

#[test]
fn words_that_are_all_deleted_again_are_no_draft() {
    let mut terminal = writing();
    terminal.type_in("wrong child");
    terminal.wait(TimeDelta::seconds(1));
    terminal.press("Ctrl+A Backspace");
    terminal.wait(TimeDelta::seconds(1));
    terminal.press("Esc L");
    assert!(!terminal.shows("Carry on"), "{}", terminal.picture());
}

#[test]
fn a_megabyte_pasted_by_mistake_is_cut_and_said() {
    let mut terminal = writing();
    terminal.type_in("Before. ").paste(&"ten chars ".repeat(100_000));
    assert!(terminal.shows("! This box holds 6,000 characters."), "{}", terminal.picture());
    terminal.press("Ctrl+S");
    assert!(terminal.message().contains("must be 4,000 characters or fewer"), "{}", terminal.message());
    let before = last(&terminal);
    terminal.press("Ctrl+A").type_in("Short.").press("Ctrl+S");
    assert_ne!(last(&terminal), before);
    assert_eq!(written(&last(&terminal)).text, "Short.");
}

#[test]
fn nothing_pasted_commands_the_terminal() {
    let mut terminal = writing();
    terminal.paste("\u{1b}]0;owned\u{7}\u{1b}[2Jone\ttwo\r\nthree\u{202e}\u{9b}31m\u{0}");
    assert!(!terminal.picture().contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{0}']));
    terminal.press("Ctrl+S");
    assert_eq!(written(&last(&terminal)).text, "one two\nthree");
}

#[test]
fn the_log_is_read_back_by_day() {
    let mut terminal = lived_in();
    terminal.press("Enter Y");
    assert_snapshot!(terminal.picture(), @r"
     Kasia · log   made up           Morning · Mon 23 Nov · 07:18   Dee   0 to read

    ┏━ Kasia · log ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ everything ━┓
    ┃ Monday 23 November 2026                                                      ┃
    ┃›  07:10 education                                                        Tom ┃
    ┃         Bus is late today.                                                   ┃
    ┃         told by the school                                                   ┃
    ┃                                                                              ┃
    ┃ Sunday 22 November 2026                                                      ┃
    ┃   23:15 sleep                                                            Tom ┃
    ┃         Awake. Sat with her for 20 minutes, then asleep.                     ┃
    ┃                                                                              ┃
    ┃   21:00 mood                                                mood 4 of 5  Tom ┃
    ┃         Watched a film with Jayden. Laughed a lot.                           ┃
    ┃         Watched a film with Mo. Laughed a lot.                               ┃
    ┃         replaced 07:18 by Tom Beech: mixed up two names                      ┃
    ┃                                                                              ┃
    ┃   19:40 family and contact                                               Tom ┃
    ┃         Mum rang to cancel.                                                  ┃
    ┃         “She always does.”                                                   ┃
    ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
    ────────────────────────────────────────────────────────────────────────────────
     Monday 23 November 2026, 07:10, written by Tom.
     Enter open  E amend  F show  [ day before  ] day after  F1 help  Ctrl+P all
    ");
    terminal.press("[");
    assert_eq!(terminal.message(), "Sunday 22 November 2026, 23:15, written by Tom.");
    terminal.press("[");
    assert_eq!(terminal.message(), "Saturday 21 November 2026, 21:10, written by Tom.");
    terminal.press("[");
    assert_eq!(terminal.message(), "This is the first day with an entry.");
    terminal.press("] ]");
    assert_eq!(terminal.message(), "Monday 23 November 2026, 07:10, written by Tom.");
    terminal.press("]");
    assert_eq!(terminal.message(), "This is the last day with an entry.");
    assert_eq!(terminal.roles("Watched a film with Jayden")[1], "amended_new");
    assert_eq!(terminal.roles("Watched a film with Mo")[1], "amended_old");
}

#[test]
fn a_long_log_is_read_as_far_as_one_goes() {
    let mut terminal = small();
    for n in 0..90 {
        let at = utc("2026-11-01T12:00:00Z") + TimeDelta::hours(n);
        toms(&mut terminal, "Kasia", &at.to_rfc3339(), Category::General, &format!("Entry {n}."));
    }
    terminal.press("Enter Y");
    for n in (0..90).rev() {
        assert!(terminal.line("›").contains(':'), "{}", terminal.picture());
        assert!(terminal.shows(&format!("Entry {n}.")), "{n}\n{}", terminal.picture());
        terminal.press("Down");
    }
    terminal.press("Home");
    assert!(terminal.shows("Entry 89."), "{}", terminal.picture());
    terminal.press("Esc Y End");
    assert!(terminal.shows("Entry 0."), "{}", terminal.picture());
}

#[test]
fn only_what_is_about_one_thing_is_shown() {
    let mut terminal = lived_in();
    terminal.press("Enter Y F");
    assert_snapshot!(terminal.picture(), @r"
     Kasia · log   made up           Morning · Mon 23 Nov · 07:18   Dee   0 to read

    ┏━ Kasia · log ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ everything ━┓
    ┃ Monday 23 November 2026                                                      ┃
    ┃›  07:10 education                                                        Tom ┃
    ┃         Bus is lat┏━ Show ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓                   ┃
    ┃         told by th┃ › 1 • everything                     ┃                   ┃
    ┃                   ┃   2   general                        ┃                   ┃
    ┃ Sunday 22 November┃   3   mood                           ┃                   ┃
    ┃   23:15 sleep     ┃   4   health                         ┃               Tom ┃
    ┃         Awake. Sat┃   5   education                      ┃                   ┃
    ┃                   ┃   6   family and contact             ┃                   ┃
    ┃   21:00 mood      ┃   7   behaviour                      ┃  mood 4 of 5  Tom ┃
    ┃         Watched a ┃   8   activity and achievement       ┃                   ┃
    ┃         Watched a ┃   9   sleep                          ┃                   ┃
    ┃         replaced 0┃       key work                       ┃                   ┃
    ┃                   ┃       safeguarding                   ┃                   ┃
    ┃   19:40 family and┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛               Tom ┃
    ┃         Mum rang to cancel.                                                  ┃
    ┃         “She always does.”                                                   ┃
    ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
    ────────────────────────────────────────────────────────────────────────────────
     Choose what to show.
     Enter open  Esc back  F1 help  Ctrl+P all
    ");
    terminal.press("6");
    assert!(terminal.shows("family and contact only"), "{}", terminal.picture());
    assert!(terminal.shows("“She always does.”"), "{}", terminal.picture());
    assert!(!terminal.shows("Watched a film"), "{}", terminal.picture());
    terminal.press("F 8");
    assert!(terminal.shows("Nothing about activity and achievement."), "{}", terminal.picture());
    terminal.press("F 1");
    assert!(terminal.shows("Watched a film"), "{}", terminal.picture());
}

#[test]
fn an_entry_is_read_in_full_with_how_its_writer_knows() {
    let mut terminal = small();
    let long = "A long morning of it. ".repeat(40);
    toms(&mut terminal, "Kasia", "2026-11-23T07:00:00Z", Category::Education, &long);
    terminal.press("Enter Y");
    assert!(terminal.shows("told by the school"), "{}", terminal.picture());
    terminal.press("Enter");
    assert_snapshot!(terminal.picture(), @r"
     Kasia · log   made up           Morning · Mon 23 Nov · 07:18   Dee   0 to read

    ┏━ Kasia ┏━ Kasia ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 1 of 22 ━┓ything ━┓
    ┃ Monday ┃                                                            ┃        ┃
    ┃›  07:00┃ ›Monday 23 November 2026, 07:00                            ┃    Tom ┃
    ┃        ┃  about education                                           ┃ it.    ┃
    ┃        ┃  written 07:18 by Tom Beech                                ┃ it.    ┃
    ┃        ┃                                                            ┃ it.    ┃
    ┃        ┃  A long morning of it. A long morning of it. A long        ┃ it.    ┃
    ┃        ┃  morning of it. A long morning of it. A long morning of    ┃ it.    ┃
    ┃        ┃  it. A long morning of it. A long morning of it. A long    ┃ it.  … ┃
    ┃        ┃  morning of it. A long morning of it. A long morning of    ┃        ┃
    ┃        ┃  it. A long morning of it. A long morning of it. A long    ┃        ┃
    ┃        ┃  morning of it. A long morning of it. A long morning of    ┃        ┃
    ┃        ┃  it. A long morning of it. A long morning of it. A long    ┃        ┃
    ┃        ┃  morning of it. A long morning of it. A long morning of    ┃        ┃
    ┃        ┃  it. A long morning of it. A long morning of it. A long    ┃        ┃
    ┃        ┃  morning of it. A long morning of it. A long morning of    ┃        ┃
    ┃        ┃  it. A long morning of it. A long morning of it. A long    ┃        ┃
    ┃        ┃                                                            ┃        ┃
    ┗━━━━━━━━┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛━━━━━━━━┛
    ────────────────────────────────────────────────────────────────────────────────
     The arrows read on. An entry is only ever added to.
     E amend  Esc back  F1 help  Ctrl+P all
    ");
    terminal.press("End");
    assert!(terminal.shows("22 of 22") && terminal.shows("›told by the school"), "{}", terminal.picture());
}

#[test]
fn everyones_log_is_one_list_and_grows_as_colleagues_write() {
    let mut terminal = lived_in();
    terminal.press("Y Down");
    let under = terminal.message();
    toms(&mut terminal, "Mo", "2026-11-23T07:15:00Z", Category::General, "Came down in his coat.");
    assert_eq!(terminal.message(), under, "the cursor stays on its entry");
    terminal.press("Home");
    assert_snapshot!(terminal.picture(), @r"
     Everyone · log   made up        Morning · Mon 23 Nov · 07:18   Dee   0 to read

    ┏━ Everyone · log ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ everything ━┓
    ┃ Monday 23 November 2026                                                      ┃
    ┃›  07:15 Mo  general                                                      Tom ┃
    ┃         Came down in his coat.                                               ┃
    ┃                                                                              ┃
    ┃   07:10 Kasia  education                                                 Tom ┃
    ┃         Bus is late today.                                                   ┃
    ┃         told by the school                                                   ┃
    ┃                                                                              ┃
    ┃ Sunday 22 November 2026                                                      ┃
    ┃   23:15 Kasia  sleep                                                     Tom ┃
    ┃         Awake. Sat with her for 20 minutes, then asleep.                     ┃
    ┃                                                                              ┃
    ┃   21:00 Kasia  mood                                         mood 4 of 5  Tom ┃
    ┃         Watched a film with Jayden. Laughed a lot.                           ┃
    ┃         Watched a film with Mo. Laughed a lot.                               ┃
    ┃         replaced 07:18 by Tom Beech: mixed up two names                      ┃
    ┃                                                                              ┃
    ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
    ────────────────────────────────────────────────────────────────────────────────
     Monday 23 November 2026, 07:15, written by Tom.
     Enter open  E amend  F show  [ day before  ] day after  F1 help  Ctrl+P all
    ");
    terminal.press(", , .");
    assert!(terminal.shows("The house · log"), "{}", terminal.picture());
}

#[test]
fn ones_own_entry_is_taken_back_after_a_question_and_stays_struck_through() {
    let mut terminal = small();
    terminal.press("Enter L").type_in("About the wrong child.").press("Ctrl+S Y Backspace Enter");
    assert!(matches!(last(&terminal).fact, Fact::Log(log::Fact::Written(_))), "Enter keeps it");
    terminal.press("Backspace Down Enter");
    assert!(matches!(last(&terminal).fact, Fact::Log(log::Fact::TakenBack { .. })));
    assert_eq!(terminal.roles("About the wrong child.")[1], "amended_old");
    assert!(terminal.shows("taken back 07:18 by Dee Marsh"), "{}", terminal.picture());
    terminal.press("Backspace");
    assert_eq!(terminal.message(), "This entry was taken back already.");
}

#[test]
fn a_manager_marks_how_far_the_log_is_read() {
    let mut terminal = lived_in();
    terminal.become_("Ruth");
    terminal.press("Y Home R");
    assert!(matches!(last(&terminal).fact, Fact::Log(log::Fact::ReadTo(_))), "{}", terminal.message());
    toms(&mut terminal, "Mo", "2026-11-23T07:15:00Z", Category::General, "Came down in his coat.");
    terminal.press("B Y");
    assert!(terminal.line("07:15").contains('●'), "{}", terminal.picture());
    assert!(!terminal.line("07:10").contains('●'), "{}", terminal.picture());
}
