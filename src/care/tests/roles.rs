//! Who may do what: every role against every act, and what an account's end does.

use super::kept::{keep, keep_entry};
use super::*;
use crate::care::access::{Act as AccessAct, Answer, Look, Page, What, Whose as Consents};
use crate::care::alert::{Act as AlertAct, Audience, Feeling, Level, Until, Warning};
use crate::care::child::{Act as ChildAct, Profile, Tie};
use crate::care::diary::{Act as DiaryAct, Kind as Meant};
use crate::care::handover::{Act as NoteAct, Draft};
use crate::care::house::Act as HouseAct;
use crate::care::log::{Act as LogAct, Category, Event, Knowing};
use crate::care::night::{Act as NightAct, Found};
use crate::care::people::{Account, Act as PeopleAct, Deed, Leave, PublicKey, Staff};
use crate::care::routine::Act as RoutineAct;
use crate::care::shift::{Act as ShiftAct, Kind};
use crate::care::whereabouts::{Act as GoAct, Place};

/// What must have happened before, and the act, for whoever asks.
type Case = fn(StaffId) -> (Vec<Step>, Ask);

fn alone(act: impl Asks) -> (Vec<Step>, Ask) {
    (Vec::new(), act.ask())
}

fn raised() -> Step {
    SAM.does(raise())
}

fn raise() -> AlertAct {
    let (about, shows, helps) = ("contact".into(), String::new(), String::new());
    let audience = Audience::default();
    let warning = Warning { level: Level::Watch, feeling: Feeling::Sad, about, shows, helps, audience };
    AlertAct::Raise { child: KASIA_ID, warning: Box::new(warning), until: Until::Tonight }
}

fn to_alert(act: fn(AlertId) -> AlertAct) -> Ask {
    ask(move |home, _| act(home.alerts.all().next().expect("an alert").id))
}

fn to_note(act: fn(NoteId) -> NoteAct) -> Ask {
    ask(move |home, _| act(home.notes.all().next().expect("a note").id))
}

/// A note by someone else that asks for `who` as far as they can be asked.
fn left(who: StaffId) -> Step {
    let can = STAFF.iter().any(|(id, .., role)| *id == who && role.may(Deed::Handover));
    let cover = if can { who } else { PRIYA };
    let writer = if who == SAM { DEE } else { SAM };
    writer.does(leave(Some(cover)))
}

fn leave(cover: Option<StaffId>) -> NoteAct {
    NoteAct::Leave(Box::new(Draft {
        child: KASIA_ID,
        away_from: day(24),
        back_on: day(30),
        cover,
        second: None,
        told: String::new(),
        coming: Vec::new(),
        tasks: Vec::new(),
        worries: String::new(),
        call: String::new(),
    }))
}

fn add_line(whose: Whose) -> RoutineAct {
    let (words, when) = ("hair".into(), When::On(Weekdays::EVERY));
    RoutineAct::Add { whose, part: Part::Morning, words, when }
}

fn to_line(whose: Whose, act: fn(RoutineId, Whose) -> RoutineAct) -> Ask {
    ask(move |home, _| {
        let line = home.lists.routines().find(|line| line.whose.includes(KASIA)).expect("a line");
        act(line.id, whose)
    })
}

fn write() -> LogAct {
    let (happened, category, knowing) = (time(23, "07:00"), Category::Mood, Knowing::Seen);
    let (text, own_words, event) = ("Laughed.".into(), String::new(), Event::Ordinary);
    LogAct::Write {
        subject: KASIA,
        happened,
        category,
        text,
        own_words,
        mood: None,
        knowing,
        event,
        kept_to: None,
    }
}

fn book() -> DiaryAct {
    let (what, note, kind) = ("dentist".into(), String::new(), Meant::Health);
    DiaryAct::Book { subject: KASIA, day: day(25), time: clock("16:00"), what, kind, taken_by: None, note }
}

fn on(staff: StaffId) -> ShiftAct {
    ShiftAct::Start { staff, kind: Kind::Early, at: time(23, "07:00") }
}

fn profile() -> Box<Profile> {
    Box::new(Profile { name: "Kasia Wolny".into(), ..Profile::default() })
}

fn newcomer() -> Box<Profile> {
    Box::new(Profile { name: "Leah Ward".into(), ..Profile::default() })
}

const SAMS: Whose = Whose::One(KASIA);
const TOMS: Whose = Whose::One(MO);
const HOUSE: Whose = Whose::One(Subject::House);

/// Every kind of act; what nobody's role is asked for alone (taking one's own step back) stands in its own test.
const CASES: [(&str, Case); 55] = [
    ("tick", |_| alone(tick(KASIA, "washed", Outcome::Done))),
    ("open again", |_| (vec![RUTH.does(tick(KASIA, "washed", Outcome::Done))], open_again(KASIA, "washed"))),
    ("give", |_| alone(give(KASIA, "washed", Some(DEE)))),
    ("add to-do", |_| alone(todo(KASIA, 24, Part::Day, "post the card", None))),
    ("withdraw to-do", |_| {
        let added = vec![RUTH.does(todo(KASIA, 24, Part::Day, "post the card", None))];
        (added, ask(|home, _| ListAct::WithdrawTodo(home.lists.todos().next().expect("one").id)))
    }),
    ("write in log", |_| alone(write())),
    ("amend log", |_| {
        let (text, why) = ("Smiled.".into(), "it was a smile".into());
        alone(LogAct::Amend { subject: KASIA, day: day(23), of: LogId(fresh(1)), text, why })
    }),
    ("book", |_| alone(book())),
    ("cancel", |_| {
        (vec![RUTH.does(book())], ask(|home, _| DiaryAct::Cancel(home.diary.all().next().expect("one").id)))
    }),
    ("night check", |_| {
        alone(NightAct::Check { child: KASIA_ID, found: Found::Asleep, note: String::new() })
    }),
    ("in and out", |_| {
        let (since, due_back, note, last_seen, instead_of) =
            (time(23, "07:10"), None, String::new(), None, None);
        alone(GoAct::Go {
            child: KASIA_ID,
            place: Place::School,
            since,
            due_back,
            note,
            last_seen,
            instead_of,
        })
    }),
    ("come on", |who| alone(on(who))),
    ("take another off", |who| {
        let other = if who == DEE { SAM } else { DEE };
        let end = ask(move |home, now| {
            let number = home.shifts.of(other).expect("on").number;
            ShiftAct::End { number, at: now.at }
        });
        (vec![other.does(on(other))], end)
    }),
    ("lead", |who| {
        let leads = if who == PRIYA { RUTH } else { PRIYA };
        let lead = ask(move |home, _| ShiftAct::Lead(Some(home.shifts.of(leads).expect("on").number)));
        (vec![leads.does(on(leads))], lead)
    }),
    ("expect", |_| alone(ShiftAct::Expect { staff: TOM, kind: Kind::WakingNight, from: time(23, "21:30") })),
    ("raise alert", |_| alone(raise())),
    ("read alert", |who| {
        let by = if who == SAM { DEE } else { SAM };
        (vec![by.does(raise())], to_alert(AlertAct::Read))
    }),
    ("follow up", |_| {
        (vec![raised()], to_alert(|id| AlertAct::FollowUp { id, text: "sat with her".into() }))
    }),
    ("close alert", |_| {
        (vec![raised()], to_alert(|id| AlertAct::Close { id, what_happened: String::new() }))
    }),
    ("open alert again", |_| {
        let close = to_alert(|id| AlertAct::Close { id, what_happened: String::new() });
        (vec![raised(), RUTH.does(close)], to_alert(AlertAct::OpenAgain))
    }),
    ("read note", |who| {
        let (writer, cover) =
            if who == SAM { (DEE, PRIYA) } else { (SAM, if who == DEE { PRIYA } else { DEE }) };
        (vec![writer.does(leave(Some(cover)))], to_note(NoteAct::Read))
    }),
    ("leave note", |who| alone(leave(Some(if who == DEE { SAM } else { DEE })))),
    ("accept note", |who| (vec![left(who)], to_note(NoteAct::Accept))),
    ("plan own leave", |who| {
        alone(PeopleAct::PlanLeave { whose: who, leave: Leave { away_from: day(30), back_on: day(33) } })
    }),
    ("plan another's leave", |who| {
        let whose = if who == PRIYA { DEE } else { PRIYA };
        alone(PeopleAct::PlanLeave { whose, leave: Leave { away_from: day(30), back_on: day(33) } })
    }),
    ("add line, Sam's child", |_| alone(add_line(SAMS))),
    ("add line, Tom's child", |_| alone(add_line(TOMS))),
    ("add line, the house", |_| alone(add_line(HOUSE))),
    ("add line, every child", |_| alone(add_line(Whose::EveryChild))),
    ("change line, Sam's child", |_| {
        let (part, when) = (Part::Day, When::On(Weekdays::EVERY));
        alone(ask(move |home, _| {
            let id = home.lists.routines().next().expect("a line").id;
            RoutineAct::Change { id, whose: SAMS, part, words: "hair".into(), when }
        }))
    }),
    ("end line, Sam's child", |_| alone(to_line(SAMS, |id, whose| RoutineAct::End { id, whose }))),
    ("end line, every child", |_| {
        alone(to_line(Whose::EveryChild, |id, whose| RoutineAct::End { id, whose }))
    }),
    ("set duty, Sam's child", |_| alone(duty(KASIA, Part::Day, "session", Cycle::Weeks(1), 23))),
    ("set duty, Tom's child", |_| alone(duty(MO, Part::Day, "session", Cycle::Weeks(1), 23))),
    ("change page, Sam's child", |_| alone(ChildAct::ChangeProfile { child: KASIA_ID, profile: profile() })),
    ("admit", |_| alone(ChildAct::Admit { profile: newcomer(), keyworker: None })),
    ("appoint", |_| alone(ChildAct::Appoint { child: KASIA_ID, work: work(DEE, Tie::Second), why: None })),
    ("stand down", |_| alone(ChildAct::StandDown { child: KASIA_ID, staff: SAM })),
    ("move on", |_| alone(ChildAct::MoveOn(MO_ID))),
    ("add staff", |_| {
        let (login, name) = ("new".into(), "New Person".into());
        alone(PeopleAct::Join { login, name, role: Role::Agency, ends: Some(day(30)) })
    }),
    ("change staff", |_| {
        let (name, role, ends) = ("Al Sorrel".into(), Role::Agency, Some(day(30)));
        alone(change(AL, Account { name, role, ends }))
    }),
    ("let somebody in", |_| alone(PeopleAct::LetIn { whose: DEE, key: PublicKey([7; 32]) })),
    ("make a recovery key", |_| alone(PeopleAct::MakeRecoveryKey)),
    ("know of its use", |_| {
        (vec![RUTH.does(PeopleAct::RecoverKey(PublicKey([7; 32])))], PeopleAct::KnowRecovery.ask())
    }),
    ("mark log read", |_| alone(LogAct::ReadTo(5))),
    ("rename home", |_| alone(HouseAct::Rename("Hawthorn".into()))),
    ("set zone", |_| alone(HouseAct::SetZone(chrono_tz::Europe::Dublin))),
    ("say who is on call", |_| alone(HouseAct::SetOnCall("Ruth".into()))),
    ("keep a record to some", |_| alone(keep(MO_ID, &[SAM]))),
    ("keep an entry to some", |_| alone(keep_entry(KASIA, SAM, &[]))),
    ("let everyone read again", |_| {
        let kept = vec![RUTH.does(keep_entry(KASIA, SAM, &[]))];
        (kept, AccessAct::Lift(What::Entry(LogId(fresh(1)))).ask())
    }),
    ("look at an opening", |_| {
        let open = AccessAct::Open { what: What::Child(MO_ID), why: "his mother rang".into() };
        let opened = vec![RUTH.does(keep(MO_ID, &[])), DEE.does(open)];
        (opened, ask(|home, _| AccessAct::Know(home.access.openings()[0].number)))
    }),
    ("write consent down", |_| {
        let (whose, answer, on) = (Consents::Child, Answer::Given, day(22));
        alone(AccessAct::Consent { child: KASIA_ID, whose, answer, on })
    }),
    ("look", |_| alone(AccessAct::Look(vec![Look::at(time(23, "07:20"), Page::Day, KASIA)]))),
    ("choose own theme", |_| alone(PeopleAct::ChooseTheme(Some("night".into())))),
];

fn mark(who: StaffId, case: Case, kept: Option<&[StaffId]>) -> char {
    let (mut before, act) = case(who);
    before.extend(kept.map(|to| RUTH.does(keep(KASIA_ID, to))));
    match given(before).when(who.does(act)).came {
        Ok(_) => 'x',
        Err(Refusal::NotYours(say)) if say.starts_with("Only ") => '.',
        Err(Refusal::NotYours(say)) if say.contains("kept to named people") => 'k',
        Err(Refusal::NotNow(say)) if say.contains("kept to named people") => 'h',
        Err(other) => panic!("{}: {other}", STAFF.iter().find(|staff| staff.0 == who).expect("known").1),
    }
}

fn row((name, _): &(&str, Case), mark: impl Fn(StaffId) -> char) -> String {
    let columns = [AL, DEE, SAM, TOM, PRIYA, JO, RUTH, IRIS];
    format!("{} {name}", columns.into_iter().map(mark).collect::<String>())
}

#[test]
fn every_role_does_what_it_may_and_nothing_else() {
    let table: Vec<String> = CASES.iter().map(|case| row(case, |who| mark(who, case.1, None))).collect();
    // Agency, worker, the child's own worker, night, senior, deputy, manager, visitor.
    assert_eq!(
        table.join("\n"),
        "\
xxxxxxx. tick
xxxxxxx. open again
xxxxxxx. give
xxxxxxx. add to-do
xxxxxxx. withdraw to-do
xxxxxxx. write in log
xxxxxxx. amend log
xxxxxxx. book
xxxxxxx. cancel
xxxxxxx. night check
xxxxxxx. in and out
xxxxxxx. come on
...xxxx. take another off
...xxxx. lead
...xxxx. expect
xxxxxxx. raise alert
xxxxxxx. read alert
xxxxxxx. follow up
xxxxxxx. close alert
xxxxxxx. open alert again
xxxxxxx. read note
.xxxxxx. leave note
.xxxxxx. accept note
.xxxxxx. plan own leave
.....xx. plan another's leave
..x.xxx. add line, Sam's child
....xxx. add line, Tom's child
....xxx. add line, the house
....xxx. add line, every child
..x.xxx. change line, Sam's child
..x.xxx. end line, Sam's child
....xxx. end line, every child
..x.xxx. set duty, Sam's child
....xxx. set duty, Tom's child
..x.xxx. change page, Sam's child
.....xx. admit
.....xx. appoint
.....xx. stand down
.....xx. move on
.....xx. add staff
.....xx. change staff
.....xx. let somebody in
.....xx. make a recovery key
.....xx. know of its use
.....xx. mark log read
.....xx. rename home
.....xx. set zone
.....xx. say who is on call
.....xx. keep a record to some
.....xx. keep an entry to some
.....xx. let everyone read again
.....xx. look at an opening
.....xx. write consent down
xxxxxxxx look
xxxxxxxx choose own theme"
    );
}

#[test]
fn a_record_that_is_kept_to_others_is_theirs_but_for_what_one_saw_oneself() {
    let table: Vec<String> = CASES.iter().map(|case| row(case, |who| mark(who, case.1, Some(&[])))).collect();
    // Kasia's record is kept to the managers: it is refused to Sam too, whose keychild she is, but for the alert he
    // raised, and nothing of it can be given to Dee.
    assert_eq!(
        table.join("\n"),
        "\
kkkkkxx. tick
kkkkkxx. open again
kkkkkhh. give
kkkkkxx. add to-do
kkkkkxx. withdraw to-do
xxxxxxx. write in log
kkkkkxx. amend log
kkkkkxx. book
kkkkkxx. cancel
xxxxxxx. night check
xxxxxxx. in and out
xxxxxxx. come on
...xxxx. take another off
...xxxx. lead
...xxxx. expect
xxxxxxx. raise alert
kkkkkxx. read alert
kkxkkxx. follow up
kkxkkxx. close alert
kkkkkxx. open alert again
kkkkkxx. read note
.kkkkhh. leave note
.kkkkxx. accept note
.xxxxxx. plan own leave
.....xx. plan another's leave
..k.kxx. add line, Sam's child
....xxx. add line, Tom's child
....xxx. add line, the house
....xxx. add line, every child
..k.kxx. change line, Sam's child
..k.kxx. end line, Sam's child
....xxx. end line, every child
..k.kxx. set duty, Sam's child
....xxx. set duty, Tom's child
..k.kxx. change page, Sam's child
.....xx. admit
.....xx. appoint
.....xx. stand down
.....xx. move on
.....xx. add staff
.....xx. change staff
.....xx. let somebody in
.....xx. make a recovery key
.....xx. know of its use
.....xx. mark log read
.....xx. rename home
.....xx. set zone
.....xx. say who is on call
.....xx. keep a record to some
.....xx. keep an entry to some
.....xx. let everyone read again
.....xx. look at an opening
.....xx. write consent down
xxxxxxxx look
xxxxxxxx choose own theme"
    );
}

#[test]
fn whoever_a_record_is_kept_to_does_what_they_did_before() {
    for case in &CASES {
        let named = |who: StaffId| mark(who, case.1, Some(&[who, DEE, SAM]));
        let everyone = |who: StaffId| mark(who, case.1, None);
        // Nothing can be kept to a visitor.
        for who in [AL, DEE, SAM, TOM, PRIYA, JO, RUTH] {
            assert_eq!(named(who), everyone(who), "{}", case.0);
        }
    }
}

#[test]
fn a_refusal_says_who_may_and_whom_to_ask() {
    given([]).when(IRIS.does(tick(KASIA, "washed", Outcome::Done))).then(
        "Only an agency worker, worker, night worker, senior, deputy manager or manager can write in a child's \
         record. Ask Ruth Ellison.",
    );
    given([]).when(AL.does(leave(Some(DEE)))).then(
        "Only a worker, night worker, senior, deputy manager or manager can leave or accept an off-duty note. \
         Ask Ruth Ellison.",
    );
    given([])
        .when(DEE.does(add_line(SAMS)))
        .then("Only a senior, deputy manager or manager can change routines and duties. Ask Ruth Ellison.");
}

/// A change by somebody who looked at the account as it is.
fn change(whose: StaffId, account: Account) -> Ask {
    ask(move |home, _| {
        let seen = home.people.get(whose).map_or_else(|| account.clone(), Staff::account);
        PeopleAct::Change { whose, seen, account: account.clone() }
    })
}

fn ends(whose: StaffId, name: &str, role: Role, ends: Option<u32>) -> Step {
    let account = Account { name: name.into(), role, ends: ends.map(day) };
    RUTH.does(change(whose, account))
}

#[test]
fn an_account_stops_by_itself_after_its_last_day() {
    let agency_ends = || ends(AL, "Al Sorrel", Role::Agency, Some(24));
    let last_minute = given([agency_ends(), at(25, "06:44")]);
    last_minute.when(AL.does(tick(KASIA, "clean clothes out", Outcome::Done))).accepted();
    let say = "Your account ended on 24 November. Ask a manager to give it a new end date.";
    for (_, case) in CASES {
        let (before, act) = case(AL);
        given(before).step(agency_ends()).step(at(25, "06:45")).when(AL.does(act)).then(say);
    }
}

#[test]
fn of_two_managers_who_change_one_person_the_second_is_told() {
    let before = given([]).home.people.get(AL).map(Staff::account).expect("Al is known");
    let account = Account { role: Role::Senior, ..before.clone() };
    given([ends(AL, "Al Sorrel", Role::Agency, Some(24))])
        .when(JO.does(PeopleAct::Change { whose: AL, seen: before, account }))
        .then("Al Sorrel was changed since you opened this. Go back and look again.");
}

#[test]
fn whoever_is_not_known_does_nothing() {
    let nobody = StaffId(fresh(3));
    let say = "Your name is not there any more. Go back and look again.";
    for (_, case) in CASES {
        let (before, act) = case(nobody);
        given(before).when(nobody.does(act)).then(say);
    }
}

#[test]
fn a_worker_can_be_added_in_two_fields_with_an_end_date() {
    let join = |login: &str, name: &str| PeopleAct::Join {
        login: login.into(),
        name: name.into(),
        role: Role::Agency,
        ends: Some(day(27)),
    };
    let came = given([]).when(JO.does(join(" Bea ", "Bea Small"))).accepted();
    let bea = came.home.people.by_login("BEA").expect("added").id;
    assert_eq!((bea, came.home.people.initials(bea).as_str()), (StaffId(fresh(0)), "BS"));
    came.when(bea.does(tick(KASIA, "washed", Outcome::Done))).accepted();
    given([])
        .when(JO.does(join("dee", "Dee Other")))
        .then("Someone signs in as dee already. Choose another short name.");
    given([])
        .when(JO.does(join("DEE", "Dee Other")))
        .then("Someone signs in as dee already. Choose another short name.");
    given([]).when(JO.does(join("", ""))).then("Choose a short name to sign in with. Write their name.");
}

#[test]
fn a_new_role_holds_at_once() {
    let promoted = given([ends(DEE, "Dee Marsh", Role::Senior, None)]);
    assert_eq!(promoted.home.people.get(DEE).map(|staff| staff.role), Some(Role::Senior));
    promoted.when(DEE.does(add_line(HOUSE))).accepted();
}

#[test]
fn somebody_who_can_let_others_in_always_stays() {
    let say =
        "Role must be manager or deputy manager, with no end date: somebody has to be able to let others in.";
    let without_jo = || given([ends(JO, "Jo Lund", Role::Senior, None)]);
    without_jo().when(ends(RUTH, "Ruth Ellison", Role::Worker, None)).then(say);
    without_jo().when(ends(RUTH, "Ruth Ellison", Role::Manager, Some(60))).then(say);
    without_jo().when(ends(RUTH, "Ruth E. Ellison", Role::Deputy, None)).accepted();
    given([]).when(ends(RUTH, "Ruth Ellison", Role::Worker, None)).accepted();
    given([ends(JO, "Jo Lund", Role::Deputy, Some(60))])
        .when(ends(RUTH, "Ruth Ellison", Role::Worker, None))
        .then(say);
}

#[test]
fn the_first_person_of_a_home_can_let_the_others_in() {
    let join = |role| PeopleAct::Join { login: "ruth".into(), name: "Ruth Ellison".into(), role, ends: None };
    let empty = || Given::empty(time(1, "08:00"));
    let say =
        "Role must be manager or deputy manager, with no end date: somebody has to be able to let others in.";
    empty().when(RUTH.does(join(Role::Worker))).then(say);
    let first = empty().when(RUTH.does(join(Role::Manager))).accepted();
    assert_eq!(first.home.people.get(RUTH).map(|staff| staff.role), Some(Role::Manager));
}

#[test]
fn leave_is_a_stretch_of_days_and_stands_once() {
    let plan = |from, back| PeopleAct::PlanLeave {
        whose: SAM,
        leave: Leave { away_from: day(from), back_on: day(back) },
    };
    given([]).when(SAM.does(plan(30, 30))).then("Back on must be after away from.");
    given([SAM.does(plan(30, 31))])
        .when(SAM.does(plan(30, 31)))
        .then("This leave is in the calendar already.");
    let leave = Leave { away_from: day(30), back_on: day(31) };
    given([])
        .when(SAM.does(PeopleAct::CancelLeave { whose: SAM, leave }))
        .then("This leave is not there any more. Go back and look again.");
    let planned = given([SAM.does(plan(30, 33))]);
    let staff = planned.home.people.get(SAM).expect("known");
    assert_eq!([29, 30, 32, 33].map(|on| staff.away_on(day(on)).is_some()), [false, true, true, false]);
}

#[test]
fn a_keyworker_is_one_of_the_homes_own_staff() {
    let why = Some(child::ReasonForChange::ChildAsks);
    let appoint =
        |staff| RUTH.does(ChildAct::Appoint { child: KASIA_ID, work: work(staff, Tie::Keyworker), why });
    let say = "A keyworker must be a member of the home's own staff. Choose someone else.";
    given([]).when(appoint(AL)).then(say);
    given([]).when(appoint(IRIS)).then("Iris Calder can't take this on. Choose someone else.");
    let came = given([]).when(appoint(DEE)).accepted();
    assert_eq!(came.home.children.get(KASIA_ID).and_then(|child| child.keyworker(day(23))), Some(DEE));
}

fn work(staff: StaffId, tie: Tie) -> child::Keywork {
    child::Keywork { staff, tie, from: day(23), until: None }
}

#[test]
fn a_keyworker_who_is_replaced_is_so_for_one_of_four_reasons_and_from_a_day() {
    let (why, from) = (Some(child::ReasonForChange::StaffLeaves), day(27));
    let appoint = |work, why| RUTH.does(ChildAct::Appoint { child: KASIA_ID, work, why });
    let later = child::Keywork { from, ..work(DEE, Tie::Keyworker) };
    given([]).when(appoint(later, None)).then("Say why Sam Okoro is to be replaced.");
    let wrong = child::Keywork { until: Some(day(26)), ..later };
    given([]).when(appoint(wrong, why)).then("Until must be from or later.");
    let far = child::Keywork { from: day(23).plus(400), ..later };
    given([]).when(appoint(far, why)).then("From must be a day of the last month or of the year to come.");
    let came = given([appoint(later, why)]);
    let kasia = came.home.children.get(KASIA_ID).expect("known");
    assert_eq!([26, 27].map(|on| kasia.keyworker(day(on))), [Some(SAM), Some(DEE)]);
    assert_eq!([26, 27].map(|on| kasia.is_keychild_of(SAM, day(on))), [true, false]);
    // Whoever is the keyworker already needs no reason to be so until a day.
    let until = child::Keywork { until: Some(day(30)), ..work(SAM, Tie::Keyworker) };
    let came = given([appoint(until, None)]);
    let kasia = came.home.children.get(KASIA_ID).expect("known");
    assert_eq!([day(30), day(30).plus(1)].map(|on| kasia.keyworker(on)), [Some(SAM), None]);
}

#[test]
fn a_child_without_a_keyworker_shows_to_those_who_appoint() {
    let stood_down = || given([RUTH.does(ChildAct::StandDown { child: KASIA_ID, staff: SAM })]);
    stood_down()
        .waits_for(RUTH, &["no keyworker Kasia"])
        .waits_for(JO, &["no keyworker Kasia"])
        .waits_for(PRIYA, &[]);
    given([ends(SAM, "Sam Okoro", Role::Worker, Some(23)), at(24, "10:00")])
        .waits_for(RUTH, &["no keyworker Kasia"]);
    stood_down()
        .when(RUTH.does(ChildAct::StandDown { child: KASIA_ID, staff: SAM }))
        .then("This keyworker is not there any more. Go back and look again.");
}
