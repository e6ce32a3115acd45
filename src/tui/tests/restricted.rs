//! What is kept to named people, as each of them sees it, and what a visitor sees.

use super::Terminal;
use crate::care::access::{self, Answer, Page, What, Whose};
use crate::care::alert::{Level, Until};
use crate::care::log::{self, Category, Event, Knowing};
use crate::care::people::{self, Account, Role};
use crate::care::{Act, ChildId, Fact, LogId, Moment, StaffId, Subject, shift};
use crate::keys::Command;
use chrono::TimeDelta;
use std::collections::BTreeSet;

/// No screen may show this to anyone from whom it is withheld.
const CANARY: &str = "canary";

fn kasia(terminal: &Terminal) -> ChildId {
    terminal.home(|home| home.children.named("Kasia").expect("lives here").id)
}

fn staff(terminal: &Terminal, login: &str) -> StaffId {
    terminal.home(|home| home.people.by_login(login).expect("works here").id)
}

/// Tom writes an entry about Kasia, which Ruth keeps to him and these.
fn kept_entry(terminal: &mut Terminal, to: &[StaffId]) -> LogId {
    let subject = Subject::Child(kasia(terminal));
    let happened = "2026-11-23T07:10:00Z".parse().expect("an instant");
    let write = log::Act::Write {
        subject,
        happened,
        category: Category::Safeguarding,
        text: format!("{CANARY}: what her father said"),
        own_words: CANARY.into(),
        mood: None,
        knowing: Knowing::Seen,
        event: Event::Ordinary,
        kept_to: None,
    };
    let entry = terminal.act_as("tom", Act::Log(write));
    let Fact::Log(log::Fact::Written(written)) = &entry.fact else { panic!("it is written") };
    let (day, of, writer, to) = (entry.day, written.id, entry.by, to.iter().copied().collect());
    terminal.act_as("ruth", Act::Access(access::Act::KeepEntry { subject, day, of, writer, to }));
    of
}

fn keep_record(terminal: &mut Terminal, to: &[StaffId]) -> ChildId {
    let child = kasia(terminal);
    let to: BTreeSet<StaffId> = to.iter().copied().collect();
    terminal.act_as("ruth", Act::Access(access::Act::KeepChild { child, to }));
    child
}

/// Opens the screen of a child from the board.
fn open_child(terminal: &mut Terminal, name: &str) {
    terminal.press("B /").type_in(name).press("Enter");
}

#[test]
fn a_kept_entry_stands_in_the_log_without_its_words_and_enter_asks_why() {
    let mut terminal = Terminal::new();
    kept_entry(&mut terminal, &[]);
    open_child(&mut terminal, "Kasia");
    terminal.press("6");
    assert!(terminal.shows("This entry is kept to named people."), "{}", terminal.picture());
    assert!(!terminal.shows(CANARY));
    terminal.press("Enter");
    assert!(terminal.shows("Ruth Ellison will see"), "{}", terminal.picture());
    terminal.press("Ctrl+S");
    assert!(terminal.message().contains("Write why you must read this."), "{}", terminal.message());
    assert!(!terminal.shows(CANARY));
    terminal.type_in("Her father is at the door.").press("Ctrl+S");
    let last = terminal.last_entries(1).remove(0);
    assert!(matches!(last.fact, Fact::Access(access::Fact::Opened { .. })), "{last:?}");
    assert!(terminal.shows(CANARY), "{}", terminal.picture());
    terminal.wait(chrono::TimeDelta::minutes(61));
    assert!(!terminal.shows(CANARY), "{}", terminal.picture());
}

#[test]
fn the_manager_is_told_of_an_opening_until_they_have_looked() {
    let mut terminal = Terminal::new();
    let what = What::Entry(kept_entry(&mut terminal, &[]));
    let why = "Her father is at the door.".into();
    terminal.act_as("dee", Act::Access(access::Act::Open { what, why }));
    terminal.become_("ruth");
    assert!(terminal.shows("Dee opened what is kept"), "{}", terminal.picture());
    terminal.press("Tab Down Enter");
    assert!(terminal.shows("Why: “Her father is at the door.”"), "{}", terminal.picture());
    terminal.press("2");
    assert!(!terminal.shows("Dee opened what is kept"), "{}", terminal.picture());
    assert!(matches!(terminal.last_entries(1)[0].fact, Fact::Access(access::Fact::Known(_))));
}

#[test]
fn no_screen_shows_a_kept_entry_to_others() {
    let mut terminal = Terminal::new().sized(200, 60);
    kept_entry(&mut terminal, &[]);
    let mut seen = terminal.picture();
    open_child(&mut terminal, "Kasia");
    seen += &terminal.picture();
    terminal.press("Y");
    assert!(terminal.shows("This entry is kept to named people."), "{}", terminal.picture());
    seen += &terminal.picture();
    terminal.press("Enter");
    seen += &terminal.picture();
    terminal.press("Esc E");
    seen += &terminal.picture();
    terminal.press("Esc B Y");
    seen += &terminal.picture();
    terminal.press("B /").type_in(CANARY);
    assert!(!seen.contains(CANARY), "{seen}");
    assert!(!terminal.shows("what her father said"), "{}", terminal.picture());
}

#[test]
fn what_was_read_back_before_is_not_shown_any_more_once_it_is_kept() {
    let mut terminal = Terminal::new();
    let named = staff(&terminal, "dee");
    let of = kept_entry(&mut terminal, &[named]);
    open_child(&mut terminal, "Kasia");
    terminal.press("Y");
    assert!(terminal.shows(CANARY), "{}", terminal.picture());
    let subject = Subject::Child(kasia(&terminal));
    let (day, writer) = (terminal.last_entries(1)[0].day, staff(&terminal, "tom"));
    let keep = access::Act::KeepEntry { subject, day, of, writer, to: BTreeSet::new() };
    terminal.act_as("ruth", Act::Access(keep.clone()));
    assert!(!terminal.shows(CANARY), "{}", terminal.picture());
    terminal.act_as("ruth", Act::Access(access::Act::Lift(What::Entry(of))));
    terminal.press("Enter");
    assert!(terminal.shows(CANARY), "{}", terminal.picture());
    terminal.act_as("ruth", Act::Access(keep));
    assert!(!terminal.shows(CANARY), "read in full: {}", terminal.picture());
    keep_record(&mut terminal, &[]);
    assert!(terminal.shows("Kasia’s record is kept to named people."), "{}", terminal.picture());
}

#[test]
fn a_kept_record_leaves_the_name_on_the_board_and_a_sentence_on_the_screen() {
    let mut terminal = Terminal::new();
    let told = terminal.line("Kasia");
    keep_record(&mut terminal, &[]);
    assert_ne!(terminal.line("Kasia"), told);
    assert!(terminal.line("Kasia").contains("kept"), "{}", terminal.picture());
    open_child(&mut terminal, "Kasia");
    insta::assert_snapshot!("kept_record_80x24", terminal.picture());
    terminal.press("A Esc Y");
    assert!(!terminal.shows("Log entry"), "{}", terminal.picture());
    terminal.press("Enter").type_in("She rang from school.").press("Ctrl+S");
    assert!(terminal.shows("Morning"), "{}", terminal.picture());
    assert!(!terminal.shows("kept to named people. If"), "{}", terminal.picture());
}

#[test]
fn a_manager_keeps_an_entry_to_some_while_writing_it() {
    let mut terminal = Terminal::new();
    terminal.become_("ruth");
    open_child(&mut terminal, "Kasia");
    terminal.press("L").type_in("What her father said.");
    let before = terminal.picture();
    assert!(!before.contains("By name"), "{before}");
    terminal.press("Tab Tab Tab Tab Right Tab");
    assert!(terminal.shows("By name"), "{}", terminal.picture());
    terminal.press("Space Ctrl+S");
    let last = terminal.last_entries(1).remove(0);
    let Fact::Log(log::Fact::Written(written)) = last.fact else { panic!("{last:?}") };
    assert!(written.kept_to.is_some(), "{written:?}");
    terminal.become_("dee");
    terminal.press("B L");
    assert!(!terminal.shows("Who can read it"), "{}", terminal.picture());
}

#[test]
fn a_manager_says_who_reads_a_record_and_lets_everyone_read_it_again() {
    let mut terminal = Terminal::new();
    open_child(&mut terminal, "Kasia");
    terminal.open(Command::WhoReads);
    assert!(
        terminal.message().starts_with("Only a deputy manager or manager can see and say"),
        "{}",
        terminal.message()
    );
    terminal.become_("ruth");
    open_child(&mut terminal, "Kasia");
    terminal.open(Command::WhoReads).press("Right Ctrl+S");
    assert!(terminal.message().contains("record, kept to the managers"), "{}", terminal.message());
    let child = kasia(&terminal);
    terminal.open(Command::WhoReads);
    insta::assert_snapshot!("who_reads_80x24", terminal.picture());
    terminal.press("Left Ctrl+S");
    assert!(terminal.message().contains("record, open to everyone again"), "{}", terminal.message());
    assert!(terminal.home(|home| home.access.kept(What::Child(child)).is_none()));
}

/// Tom is a visitor from now on, and takes the keys.
fn visitor(terminal: &mut Terminal) {
    let whose = staff(terminal, "tom");
    let seen = terminal.home(|home| home.people.get(whose).expect("works here").account());
    let ends = Some(terminal.last_entries(1)[0].day);
    let account = Account { role: Role::Visitor, ends, ..seen.clone() };
    terminal.act_as("ruth", Act::People(people::Act::Change { whose, seen, account }));
    terminal.become_("tom");
}

#[test]
fn a_visitor_sees_a_number_until_both_have_agreed() {
    let mut terminal = Terminal::new();
    let child = kasia(&terminal);
    let names = ["Kasia", "Jayden", "Ellie-May", "Siobhán", "Tuyết"];
    visitor(&mut terminal);
    assert!(names.iter().all(|name| !terminal.shows(name)), "{}", terminal.picture());
    insta::assert_snapshot!("visitor_80x24", terminal.picture());
    terminal.press("N");
    assert!(names.iter().all(|name| !terminal.shows(name)), "{}", terminal.picture());
    assert!(!terminal.shows("asleep") && !terminal.shows("LATE"), "{}", terminal.picture());
    terminal.press("B W");
    assert!(
        names.iter().all(|name| !terminal.shows(name)) && !terminal.shows("Child 1"),
        "{}",
        terminal.picture()
    );
    terminal.press("B 1");
    assert!(terminal.shows("have agreed. Ask Ruth Ellison."), "{}", terminal.picture());
    terminal.press("Enter");
    assert!(names.iter().all(|name| !terminal.shows(name)), "{}", terminal.picture());
    let on = terminal.last_entries(1)[0].day;
    for whose in Whose::ALL {
        let consent = access::Act::Consent { child, whose, answer: Answer::Given, on };
        terminal.act_as("ruth", Act::Access(consent));
    }
    terminal.press("B");
    assert!(terminal.shows("Kasia"), "{}", terminal.picture());
}

#[test]
fn a_visitor_is_offered_nothing_that_writes() {
    let mut terminal = Terminal::new();
    visitor(&mut terminal);
    let say = "A visitor reads, and changes nothing.";
    for keys in ["A", "L", "7 Space", "6 E", "B N R"] {
        let before = terminal.home(|home| home.last);
        terminal.press(keys);
        assert_eq!(terminal.message(), say, "{keys}: {}", terminal.picture());
        assert_eq!(terminal.home(|home| home.last), before, "{keys}");
    }
    terminal.press("B 7");
    assert!(!terminal.shows("Space done") && !terminal.shows("L log"), "{}", terminal.picture());
}

#[test]
fn two_managers_who_change_one_person_do_not_undo_each_other() {
    let mut terminal = Terminal::new();
    let whose = staff(&terminal, "al");
    terminal.become_("ruth");
    terminal.open(Command::People).type_in("");
    while !terminal.line("›").contains("Al Grove") {
        terminal.press("Down");
    }
    terminal.press("Enter Enter");
    let seen = terminal.home(|home| home.people.get(whose).expect("works here").account());
    let account = Account { name: "Alan Grove".into(), ..seen.clone() };
    terminal.act_as("ruth", Act::People(people::Act::Change { whose, seen, account }));
    terminal.press("Ctrl+S");
    assert!(
        terminal.message().contains("Alan Grove was changed since you opened this."),
        "{}",
        terminal.message()
    );
    assert_eq!(terminal.home(|home| home.people.name(whose).to_string()), "Alan Grove");
}

/// All that was set down of who looked at what, oldest first.
fn looks(terminal: &Terminal) -> Vec<(StaffId, access::Look)> {
    let entries = terminal.looks();
    let of = |entry: &crate::care::Entry| match &entry.fact {
        Fact::Access(access::Fact::Looked(looks)) => {
            looks.iter().map(|look| (entry.by, *look)).collect::<Vec<_>>()
        }
        _ => Vec::new(),
    };
    entries.iter().flat_map(of).collect()
}

#[test]
fn each_look_is_set_down_once_a_quarter_of_an_hour_with_the_next_minute() {
    let mut terminal = Terminal::new();
    let before = looks(&terminal).len();
    open_child(&mut terminal, "Kasia");
    terminal.press("Esc");
    open_child(&mut terminal, "Kasia");
    let last = terminal.home(|home| home.last);
    terminal.press("Space");
    assert_eq!(terminal.home(|home| home.last), last + 1, "a tick is one entry");
    assert_eq!(looks(&terminal).len(), before, "nobody waits for it");
    terminal.leave_alone(chrono::TimeDelta::minutes(1));
    let seen = looks(&terminal);
    let day = (access::Page::Day, Subject::Child(kasia(&terminal)));
    assert_eq!(seen.len(), before + 1, "{seen:?}");
    assert_eq!((seen[before].1.page, seen[before].1.subject), day);
    terminal.press("Esc");
    open_child(&mut terminal, "Kasia");
    terminal.leave_alone(chrono::TimeDelta::minutes(1));
    assert_eq!(looks(&terminal).len(), before + 1, "the same quarter of an hour");
    terminal.wait(chrono::TimeDelta::minutes(15));
    terminal.press("Y").leave_alone(chrono::TimeDelta::minutes(1));
    let pages: Vec<_> = looks(&terminal)[before + 1..].iter().map(|(_, look)| look.page).collect();
    assert!(pages.contains(&access::Page::Log), "{pages:?}");
}

#[test]
fn looking_disturbs_neither_undo_nor_what_happened_lately() {
    let mut terminal = Terminal::new().sized(120, 40);
    open_child(&mut terminal, "Kasia");
    terminal.press("Space");
    let last = terminal.last_entries(1);
    terminal.leave_alone(chrono::TimeDelta::minutes(1));
    assert_eq!(terminal.last_entries(1), last, "nobody is told of a look among the entries");
    terminal.press("Ctrl+Z");
    assert!(terminal.message().starts_with("Taken back"), "{}", terminal.message());
}

#[test]
fn what_was_looked_at_is_set_down_before_it_is_locked_or_left() {
    let mut terminal = Terminal::new();
    let days =
        |terminal: &Terminal| looks(terminal).iter().filter(|(_, look)| look.page == Page::Day).count();
    let before = days(&terminal);
    open_child(&mut terminal, "Kasia");
    terminal.become_("ruth");
    assert_eq!(days(&terminal), before + 1);
    open_child(&mut terminal, "Jayden");
    terminal.press("Ctrl+Q");
    assert!(terminal.app().is_over());
    assert_eq!(days(&terminal), before + 2);
}

#[test]
fn managers_see_who_looked_at_what_and_look_at_openings_with_one_key() {
    let mut terminal = Terminal::new();
    let what = What::Child(keep_record(&mut terminal, &[]));
    open_child(&mut terminal, "Jayden");
    terminal.open(Command::Access);
    assert!(
        terminal.message().starts_with("Only a deputy manager or manager can see and say"),
        "{}",
        terminal.message()
    );
    let why = "Her school rang and asked.".into();
    terminal.act_as("dee", Act::Access(access::Act::Open { what, why }));
    terminal.become_("ruth");
    terminal.open(Command::Access);
    insta::assert_snapshot!("access_opened_80x24", terminal.picture());
    terminal.press("Enter");
    assert!(matches!(terminal.last_entries(1)[0].fact, Fact::Access(access::Fact::Known(_))));
    assert!(terminal.shows("looked at by Ruth"), "{}", terminal.picture());
    terminal.press("2");
    insta::assert_snapshot!("access_by_child_80x24", terminal.picture());
    terminal.press("3");
    assert!(terminal.shows("Dee Marsh, worker"), "{}", terminal.picture());
    assert!(terminal.line("07:15 to 07:30").contains("Jayden"), "{}", terminal.picture());
    terminal.press("4");
    assert!(terminal.shows("Nobody has looked at a record out of their shift"), "{}", terminal.picture());
}

#[test]
fn a_look_by_somebody_who_is_not_on_shift_is_marked_on_every_side() {
    let mut terminal = Terminal::new();
    let (now, on) = (terminal.now, "dee");
    let dee = staff(&terminal, on);
    if terminal.home(|home| home.shifts.of(dee).is_none()) {
        let start = shift::Act::Start { staff: dee, kind: shift::Kind::Early, at: now };
        terminal.act_as(on, Act::Shift(start));
    }
    // Somebody whom nobody expects today, and who was not on last night.
    let off = terminal.home(|home| {
        let expected = home.shifts.expected(now);
        let late = now - TimeDelta::hours(2);
        let mut off = home.people.working().filter(|staff| {
            let role = staff.role.may(people::Deed::Care) && !staff.role.may(people::Deed::RunTheHome);
            let comes = expected.iter().any(|expected| expected.staff == staff.id);
            let was_on =
                home.shifts.within(late, now + TimeDelta::hours(1)).any(|shift| shift.staff == staff.id);
            role && !comes
                && !was_on
                && staff.away_on(home.day_of(Moment { at: now, zone: home.house.zone })).is_none()
        });
        off.next().expect("somebody is off").name.clone()
    });
    terminal.become_(&off);
    open_child(&mut terminal, "Jayden");
    terminal.become_("ruth");
    terminal.open(Command::Access).press("4");
    assert!(terminal.line(&off).contains("Jayden: day"), "{}", terminal.picture());
    assert!(terminal.shows("not on shift then, and others were"), "{}", terminal.picture());
    assert!(!terminal.shows("Dee Marsh") && !terminal.shows("Ruth Ellison"), "{}", terminal.picture());
    for side in ["2", "3"] {
        terminal.press(side);
        let mut found = terminal.shows("out of shift: day");
        for _ in 0..40 {
            found |= terminal.press("Down").shows("out of shift: day");
        }
        assert!(found, "{}", terminal.picture());
    }
}

#[test]
fn every_screen_that_shows_a_record_says_so() {
    let mut terminal = Terminal::new();
    let seen = |terminal: &mut Terminal, page| {
        terminal.app().on_top().shows().iter().any(|(shown, _)| *shown == page)
    };
    terminal.open(Command::Since);
    assert!(seen(&mut terminal, Page::Since), "{}", terminal.picture());
    terminal.become_("ruth");
    terminal.press("B");
    for (command, page) in [
        (Command::InAndOut, Page::InAndOut),
        (Command::HandOver, Page::HandingOver),
        (Command::Due, Page::Due),
    ] {
        terminal.open(command);
        assert!(seen(&mut terminal, page), "{page:?}: {}", terminal.picture());
        terminal.press("Esc");
    }
    open_child(&mut terminal, "Jayden");
    terminal.open(Command::Charts);
    assert!(seen(&mut terminal, Page::Charts), "{}", terminal.picture());
    terminal.press("Esc Esc Esc");
    terminal.open(Command::NightBoard).open(Command::Round);
    assert!(seen(&mut terminal, Page::Round), "{}", terminal.picture());
}

#[test]
fn what_one_wrote_of_a_record_kept_to_others_stays_on_ones_own_screen() {
    let mut terminal = Terminal::new();
    keep_record(&mut terminal, &[]);
    open_child(&mut terminal, "Kasia");
    terminal.press("L").type_in("heard her cry on the landing").press("Ctrl+S");
    assert!(terminal.message().starts_with("Saved"), "{}", terminal.picture());
    terminal.worry("dee", "Kasia", Level::Urgent, Until::Closed);
    insta::assert_snapshot!("withheld_with_own_words_80x24", terminal.picture());
    terminal.become_("Tom");
    open_child(&mut terminal, "Kasia");
    assert!(terminal.shows("What you wrote"), "{}", terminal.picture());
    assert!(
        !terminal.shows("heard her cry") && !terminal.shows("by the back door"),
        "{}",
        terminal.picture()
    );
}

#[test]
fn a_look_of_somebody_on_leave_is_odd() {
    let mut terminal = Terminal::new();
    let (whose, today) = (staff(&terminal, "dee"), terminal.last_entries(1)[0].day);
    let leave = people::Leave { away_from: today, back_on: today.plus(3) };
    terminal.act_as("ruth", Act::People(people::Act::PlanLeave { whose, leave }));
    open_child(&mut terminal, "Jayden");
    terminal.become_("ruth");
    terminal.open(Command::Access).press("4");
    assert!(terminal.line("Dee Marsh").contains("Jayden: day"), "{}", terminal.picture());
    assert!(terminal.shows("on leave by the calendar"), "{}", terminal.picture());
}

#[test]
fn a_manager_writes_down_who_agrees_that_visitors_read() {
    let mut terminal = Terminal::new();
    terminal.become_("ruth");
    open_child(&mut terminal, "Kasia");
    terminal.open(Command::Consent);
    insta::assert_snapshot!("consent_80x24", terminal.picture());
    terminal.press("Ctrl+S");
    assert!(terminal.message().contains("Kasia, the child, consent given"), "{}", terminal.message());
    terminal.open(Command::Consent);
    assert!(terminal.shows("The child: consent given, "), "{}", terminal.picture());
    terminal.press("Right Tab Tab").type_in("31/12").press("Ctrl+S");
    assert!(terminal.message().contains("When must be today or in the past."), "{}", terminal.message());
}

#[test]
fn the_access_screen_can_be_read_at_every_size() {
    let mut terminal = Terminal::new();
    let what = What::Child(keep_record(&mut terminal, &[]));
    let why = "Her school rang and asked who may pick her up today, and nobody else was here to say.".into();
    terminal.act_as("dee", Act::Access(access::Act::Open { what, why }));
    terminal.become_("ruth");
    terminal.open(Command::Access);
    for (width, height) in [(60, 16), (80, 24), (120, 40), (200, 60)] {
        terminal.resize(width, height);
        let row = terminal.line("Dee Marsh");
        assert!(row.contains("Kasia’s record") && row.contains("07:18"), "{}", terminal.picture());
        assert!(terminal.shows("“Her school rang"), "{}", terminal.picture());
    }
}

#[test]
fn whoever_alone_can_manage_the_home_is_told_on_the_board_while_there_is_no_recovery_key() {
    let mut terminal = Terminal::new();
    let managers = terminal.home(|home| {
        let all = home.people.all().filter(|staff| staff.role.may(people::Deed::RunTheHome));
        all.map(|staff| (staff.id, staff.login.clone())).collect::<Vec<_>>()
    });
    terminal.become_("ruth");
    let say = "Only one person can manage this home";
    assert_eq!(terminal.shows(say), managers.len() < 2, "{}", terminal.picture());
    for (id, _) in managers.iter().filter(|(_, login)| login != "ruth") {
        terminal.act_as("ruth", Act::People(people::Act::Suspend(*id)));
    }
    terminal.press("Tab End");
    assert!(terminal.shows(say), "{}", terminal.picture());
    terminal.press("Enter");
    assert!(terminal.shows("Add a member of staff"), "{}", terminal.picture());
    terminal.become_("dee");
    terminal.press("B Tab End");
    assert!(!terminal.shows(say), "{}", terminal.picture());
}
