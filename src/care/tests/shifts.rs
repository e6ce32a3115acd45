//! Shifts of people: on and off, across midnight and both clock changes, forgotten, expected, led.

use super::*;
use crate::care::shift::{Act as ShiftAct, Fact, Kind, Shift};

fn on(staff: StaffId, kind: Kind, since: (u32, &str)) -> ShiftAct {
    ShiftAct::Start { staff, kind, at: time(since.0, since.1) }
}

/// Whoever is asked goes off the shift they are on.
fn off(staff: StaffId, at: (u32, &'static str)) -> Ask {
    ask(move |home, _| {
        let number = home.shifts.of(staff).expect("they are on").number;
        ShiftAct::End { number, at: time(at.0, at.1) }
    })
}

fn lead(staff: StaffId) -> Ask {
    ask(move |home, _| ShiftAct::Lead(Some(home.shifts.of(staff).expect("they are on").number)))
}

fn who(home: &Home) -> Vec<StaffId> {
    home.shifts.on().iter().map(|shift| shift.staff).collect()
}

#[test]
fn whoever_comes_on_is_on_until_they_go_off() {
    let on_since_seven = on(DEE, Kind::Early, (23, "07:00"));
    let came = given([]).when(DEE.does(on_since_seven)).then(Fact::Started {
        staff: DEE,
        kind: Kind::Early,
        at: time(23, "07:00"),
    });
    assert_eq!(who(&came.home), [DEE]);
    assert_eq!(came.home.shifts.last_end(DEE), None);
    let given = given([DEE.does(on(DEE, Kind::Early, (23, "07:00"))), at(23, "15:10")]);
    let gone = given.when(DEE.does(off(DEE, (23, "15:00"))));
    assert_eq!(who(&gone.home), []);
    assert_eq!(gone.home.shifts.last_end(DEE), Some(time(23, "15:00")));
    // Taking it back puts them on again, as if they had never gone.
    let back = gone.accepted().undo(DEE);
    assert_eq!((who(&back.home), back.home.shifts.last_end(DEE)), (vec![DEE], None));
}

#[test]
fn nobody_is_on_twice_nor_before_their_last_shift_ended() {
    let dee = || DEE.does(on(DEE, Kind::Early, (23, "07:00")));
    given([dee()]).when(dee()).then("You are on already, since 07:00.");
    given([dee()])
        .when(PRIYA.does(on(DEE, Kind::Early, (23, "07:00"))))
        .then("Dee Marsh is on already, since 07:00.");
    given([dee(), at(23, "15:00"), DEE.does(off(DEE, (23, "15:00")))])
        .when(DEE.does(on(DEE, Kind::Late, (23, "14:00"))))
        .then("When must be later than the last shift ended, 15:00.");
}

#[test]
fn times_that_can_not_be_are_said() {
    given([]).when(DEE.does(on(DEE, Kind::Early, (23, "07:21")))).then("When must be now or in the past.");
    given([])
        .when(DEE.does(on(DEE, Kind::Early, (22, "19:00"))))
        .then("When must be within the last 12 hours.");
    let dee = || given([DEE.does(on(DEE, Kind::Early, (23, "07:00")))]);
    dee().when(DEE.does(off(DEE, (23, "07:21")))).then("When must be now or in the past.");
    dee().when(DEE.does(off(DEE, (23, "06:59")))).then("When must be later than they came on, 07:00.");
}

#[test]
fn a_shift_across_midnight_is_one_shift_of_one_night() {
    let night = given([
        at(22, "21:35"),
        TOM.does(on(TOM, Kind::WakingNight, (22, "21:30"))),
        at(23, "07:35"),
        TOM.does(off(TOM, (23, "07:30"))),
    ]);
    let shifts = night.home.shifts.since(time(23, "00:00"));
    assert_eq!(shifts.len(), 1);
    assert_eq!(shifts[0].ended.map(|ended| (ended - shifts[0].began).num_hours()), Some(10));
    let days: Vec<_> =
        night.entries.iter().filter(|entry| entry.topic() == Topic::Shift).map(|e| e.day).collect();
    assert_eq!(days, [day(22), day(22)]);
}

#[test]
fn a_shift_across_a_clock_change_is_as_long_as_it_was() {
    // In the night to 29 March 2026 the clock goes from 01:00 to 02:00; in the one to 25 October it goes back.
    let hours = |month: u32, date: u32| {
        let wall = |date, hour| {
            let day = NaiveDate::from_ymd_opt(2026, month, date).unwrap();
            instant(day, NaiveTime::from_hms_opt(hour, 30, 0).unwrap(), chrono_tz::Europe::London)
        };
        let (began, ended) = (wall(date - 1, 21), wall(date, 7));
        let given = Given::empty(began).step(RUTH.does(house::Act::Open(house::Opening {
            name: "Hawthorn House".into(),
            zone: chrono_tz::Europe::London,
            hours: Hours::default(),
            demo: false,
        })));
        let (login, name) = ("ruth".into(), "Ruth Ellison".into());
        let given = given
            .step(RUTH.does(people::Act::Join { login, name, role: Role::Manager, ends: None }))
            .step(RUTH.does(ShiftAct::Start { staff: RUTH, kind: Kind::WakingNight, at: began }))
            .step(Step::At(ended));
        assert!(!given.home.shifts.of(RUTH).expect("on").forgotten(ended), "a whole night is no oversight");
        let given = given.step(RUTH.does(ask(move |home, _| ShiftAct::End {
            number: home.shifts.of(RUTH).expect("on").number,
            at: ended,
        })));
        let shifts = given.home.shifts.since(began);
        let [Shift { began, ended: Some(ended), .. }] = shifts[..] else { panic!("one shift: {shifts:?}") };
        (ended - began).num_hours()
    };
    assert_eq!((hours(3, 29), hours(10, 25)), (9, 11));
}

#[test]
fn who_forgot_to_go_off_is_asked_and_nothing_is_guessed() {
    let steps = || [at(22, "21:30"), TOM.does(on(TOM, Kind::WakingNight, (22, "21:30"))), at(23, "12:00")];
    let forgot = given(steps()).waits_for(TOM, &["when did you go off"]).waits_for(DEE, &[]);
    assert_eq!((who(&forgot.home), forgot.home.shifts.last_end(TOM)), (vec![TOM], None));
    given(steps())
        .when(TOM.does(on(TOM, Kind::WakingNight, (23, "12:00"))))
        .then("You are still on since yesterday 21:30. Say first when that shift ended.");
    given(steps()).when(TOM.does(off(TOM, (23, "07:30")))).waits_for(TOM, &[]);
    // Fourteen hours are long, and can be true.
    given([at(22, "21:30"), TOM.does(on(TOM, Kind::WakingNight, (22, "21:30"))), at(23, "11:30")])
        .waits_for(TOM, &[]);
    // Whoever leads may know when they went.
    given(steps()).when(PRIYA.does(off(TOM, (23, "07:30")))).accepted();
    given(steps()).when(DEE.does(off(TOM, (23, "07:30")))).then(
        "Only a night worker, senior, deputy manager or manager can lead a shift and sign it over. Ask Ruth Ellison.",
    );
}

#[test]
fn the_end_of_the_last_shift_is_known_after_any_time_off() {
    let mut steps = vec![
        at(3, "07:00"),
        DEE.does(on(DEE, Kind::Early, (3, "07:00"))),
        at(3, "15:00"),
        DEE.does(off(DEE, (3, "15:00"))),
    ];
    for (on, _) in (4..20).zip(0..) {
        steps.extend([at(on, "07:00"), SAM.does(tick(KASIA, "washed", Outcome::Done))]);
    }
    assert_eq!(given(steps).home.shifts.last_end(DEE), Some(time(3, "15:00")));
}

#[test]
fn one_person_who_may_leads_while_they_are_on() {
    let both = || {
        vec![PRIYA.does(on(PRIYA, Kind::Early, (23, "07:00"))), DEE.does(on(DEE, Kind::Early, (23, "07:00")))]
    };
    let led = || given(both().into_iter().chain([PRIYA.does(lead(PRIYA))]));
    assert_eq!(led().home.shifts.leader(), Some(PRIYA));
    led().when(PRIYA.does(lead(PRIYA))).then("Priya Nair leads already.");
    given(both()).when(DEE.does(lead(DEE))).then(
        "Only a night worker, senior, deputy manager or manager can lead a shift and sign it over. Ask Ruth Ellison.",
    );
    given(both()).when(PRIYA.does(lead(DEE))).then(
        "Only a night worker, senior, deputy manager or manager can lead a shift and sign it over. Ask Ruth Ellison.",
    );
    let gone = led().step(at(23, "15:00")).step(PRIYA.does(off(PRIYA, (23, "15:00"))));
    assert_eq!(gone.home.shifts.leader(), None);
    let left = gone.home.shifts.not_handed_over(gone.now.at);
    assert_eq!(left.iter().map(|shift| shift.staff).collect::<Vec<_>>(), [PRIYA]);
    assert_eq!(led().undo(PRIYA).home.shifts.leader(), None);
}

fn expect(staff: StaffId, from: (u32, &str)) -> ShiftAct {
    ShiftAct::Expect { staff, kind: Kind::WakingNight, from: time(from.0, from.1) }
}

#[test]
fn who_is_expected_is_typed_and_gone_once_they_have_come() {
    let expected =
        |given: &Given| given.home.shifts.expected(given.now.at).iter().map(|e| e.staff).collect::<Vec<_>>();
    let awaits = || given([PRIYA.does(expect(TOM, (23, "21:30"))), PRIYA.does(expect(AL, (23, "21:00")))]);
    assert_eq!(expected(&awaits()), [AL, TOM]);
    awaits().when(PRIYA.does(expect(TOM, (23, "21:00")))).then("Tom Beech is expected then already.");
    let came = awaits().step(at(23, "21:20")).step(TOM.does(on(TOM, Kind::WakingNight, (23, "21:20"))));
    assert_eq!(expected(&came), [AL]);
    assert_eq!(expected(&came.step(at(24, "07:00"))), []);
    given([]).when(DEE.does(expect(TOM, (23, "21:30")))).then(
        "Only a night worker, senior, deputy manager or manager can lead a shift and sign it over. Ask Ruth Ellison.",
    );
    given([]).when(PRIYA.does(expect(TOM, (22, "21:30")))).then("From must be now or later.");
    given([])
        .when(PRIYA.does(expect(IRIS, (23, "21:30"))))
        .then("Iris Calder can't take this on. Choose someone else.");
}

#[test]
fn signing_in_begins_the_shift_one_is_expected_for_and_no_other() {
    let awaits = given([PRIYA.does(expect(TOM, (23, "21:30")))]);
    let by_sign_in = |staff, wall| awaits.home.shifts.by_sign_in(staff, time(23, wall));
    assert_eq!(by_sign_in(TOM, "12:00"), None);
    assert_eq!(by_sign_in(DEE, "21:30"), None);
    assert_eq!(by_sign_in(TOM, "21:25"), Some(on(TOM, Kind::WakingNight, (23, "21:25"))));
    let on = awaits.step(at(23, "21:25")).step(TOM.does(on(TOM, Kind::WakingNight, (23, "21:25"))));
    assert_eq!(on.home.shifts.by_sign_in(TOM, time(23, "22:00")), None);
}
