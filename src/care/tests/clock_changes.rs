//! Care days and parts of day over clock changes, midnight, leap days and a move to another zone.

use super::*;
use crate::care::days::Hours;
use chrono::{TimeDelta, TimeZone, Weekday};
use chrono_tz::Tz;

const LONDON: Tz = chrono_tz::Europe::London;

fn utc(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().with_timezone(&Utc)
}

fn care_day(year: i32, month: u32, day: u32) -> CareDay {
    CareDay::of(NaiveDate::from_ymd_opt(year, month, day).unwrap())
}

fn hours(morning: &str, day: &str, night: &str) -> Hours {
    Hours::new(clock(morning), clock(day), clock(night)).unwrap()
}

/// Every minute of some days has one care day and one part, and time never goes back a part.
#[track_caller]
fn every_minute_is_in_one_part(hours: Hours, zone: Tz, from: &str, days: i32) {
    let from = utc(from);
    let first = CareDay::of(from.date_naive());
    let all = (-2..days + 2).flat_map(|off| Part::ALL.map(|part| (first.plus(off), part)));
    let bounds = |(day, part)| (hours.begins(day, part, zone)..hours.ends(day, part, zone), (day, part));
    let all: Vec<_> = all.map(bounds).collect();
    assert!(all.is_sorted_by(|one, next| one.0.end == next.0.start), "a gap: {all:?}");
    let mut before = None;
    for minute in 0..days * 24 * 60 {
        let now = Moment { at: from + TimeDelta::minutes(minute.into()), zone };
        let told = (hours.day_of(now), hours.part_of(now));
        let holding: Vec<_> = all.iter().filter(|(span, _)| span.contains(&now.at)).map(|it| it.1).collect();
        assert_eq!(holding, [told], "{now:?}");
        assert!(before.is_none_or(|before| before <= told), "{now:?}: after {before:?} comes {told:?}");
        before = Some(told);
    }
}

#[test]
fn every_minute_has_one_care_day_and_one_part() {
    let usual = Hours::default();
    // In the middle of what the clock change skips, or repeats.
    let odd = [
        hours("01:30", "01:45", "23:30"),
        hours("00:15", "02:30", "03:30"),
        hours("00:00", "01:00", "02:00"),
    ];
    for hours in [usual].into_iter().chain(odd) {
        for (zone, from) in [
            (LONDON, "2026-10-24T12:00:00Z"),
            (LONDON, "2027-03-27T12:00:00Z"),
            (LONDON, "2028-02-28T12:00:00Z"),
            (LONDON, "2026-12-31T12:00:00Z"),
            (chrono_tz::America::New_York, "2026-10-31T12:00:00Z"),
            (chrono_tz::America::Havana, "2026-10-31T12:00:00Z"),
            (chrono_tz::America::Sao_Paulo, "2018-02-17T12:00:00Z"),
            (chrono_tz::America::Sao_Paulo, "2018-11-03T12:00:00Z"),
            (chrono_tz::Australia::Lord_Howe, "2027-04-03T00:00:00Z"),
            (chrono_tz::Asia::Kathmandu, "2026-11-22T12:00:00Z"),
        ] {
            every_minute_is_in_one_part(hours, zone, from, 2);
        }
    }
    // The zone that left out a whole date.
    every_minute_is_in_one_part(usual, chrono_tz::Pacific::Apia, "2011-12-29T12:00:00Z", 3);
}

#[test]
fn parts_follow_each_other_without_a_gap() {
    let usual = Hours::default();
    for off in -400..400 {
        let day = care_day(2026, 11, 23).plus(off);
        assert_eq!(usual.ends(day, Part::Morning, LONDON), usual.begins(day, Part::Day, LONDON));
        assert_eq!(usual.ends(day, Part::Day, LONDON), usual.begins(day, Part::Night, LONDON));
        assert_eq!(usual.ends(day, Part::Night, LONDON), usual.begins(day.plus(1), Part::Morning, LONDON));
    }
}

#[test]
fn what_is_done_at_half_past_one_both_times_belongs_to_the_night_before() {
    for at in ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"] {
        let now = Moment { at: utc(at), zone: LONDON };
        assert_eq!(now.local().format("%H:%M").to_string(), "01:30");
        let usual = Hours::default();
        assert_eq!((usual.day_of(now), usual.part_of(now)), (care_day(2026, 10, 24), Part::Night));
    }
}

#[test]
fn a_night_lasts_an_hour_more_in_autumn_and_an_hour_less_in_spring() {
    let usual = Hours::default();
    let minutes =
        |day| (usual.ends(day, Part::Night, LONDON) - usual.begins(day, Part::Night, LONDON)).num_minutes();
    assert_eq!(minutes(care_day(2026, 10, 23)), 10 * 60 + 45);
    assert_eq!(minutes(care_day(2026, 10, 24)), 11 * 60 + 45);
    assert_eq!(minutes(care_day(2027, 3, 27)), 9 * 60 + 45);
}

#[test]
fn a_part_that_begins_in_the_hour_that_is_skipped_begins_after_it() {
    let odd = hours("01:30", "01:40", "02:15");
    let day = care_day(2027, 3, 28);
    let begins = Part::ALL.map(|part| odd.begins(day, part, LONDON));
    assert_eq!(
        begins,
        [utc("2027-03-28T01:00:00Z"), utc("2027-03-28T01:00:00Z"), utc("2027-03-28T01:15:00Z")]
    );
}

#[test]
fn midnight_ends_neither_a_care_day_nor_a_night() {
    let usual = Hours::default();
    for (on, wall, expected) in [
        (22, "23:59", (22, Part::Night)),
        (23, "00:00", (22, Part::Night)),
        (23, "06:44", (22, Part::Night)),
        (23, "06:45", (23, Part::Morning)),
        (23, "08:59", (23, Part::Morning)),
        (23, "09:00", (23, Part::Day)),
        (23, "19:59", (23, Part::Day)),
        (23, "20:00", (23, Part::Night)),
    ] {
        let now = super::moment(time(on, wall));
        assert_eq!((usual.day_of(now), usual.part_of(now)), (day(expected.0), expected.1), "{on} {wall}");
    }
}

#[test]
fn a_leap_day_is_a_day_like_any_other() {
    let leap = care_day(2028, 2, 29);
    let now = Moment { at: utc("2028-02-29T12:00:00Z"), zone: LONDON };
    assert_eq!(Hours::default().day_of(now), leap);
    assert_eq!((leap.plus(1), leap.weekday()), (care_day(2028, 3, 1), Weekday::Tue));
    assert_eq!(Cycle::Months(12).after(leap), care_day(2029, 2, 28));
    assert_eq!(Cycle::Months(48).after(leap), care_day(2032, 2, 29));
}

#[test]
fn parts_come_in_their_order() {
    assert!(Hours::new(clock("09:00"), clock("09:00"), clock("20:00")).is_err());
    assert!(Hours::new(clock("07:00"), clock("21:00"), clock("20:00")).is_err());
    let said = Hours::new(clock("09:00"), clock("07:00"), clock("20:00")).unwrap_err().to_string();
    assert_eq!(said, "Morning must begin before day, and day before night.");
}

#[test]
fn a_duty_comes_round_on_the_same_day_of_the_month_or_its_last() {
    for (cycle, from, due) in [
        (Cycle::Days(1), (2026, 11, 30), (2026, 12, 1)),
        (Cycle::Weeks(1), (2026, 11, 23), (2026, 11, 30)),
        (Cycle::Weeks(2), (2026, 12, 28), (2027, 1, 11)),
        (Cycle::Months(1), (2027, 1, 31), (2027, 2, 28)),
        (Cycle::Months(6), (2026, 8, 31), (2027, 2, 28)),
        (Cycle::Days(0), (2026, 11, 23), (2026, 11, 24)),
        (Cycle::Months(0), (2026, 11, 23), (2026, 12, 23)),
    ] {
        let ((y, m, d), (dy, dm, dd)) = (from, due);
        assert_eq!(cycle.after(care_day(y, m, d)), care_day(dy, dm, dd), "{cycle:?}");
    }
    let said = [Cycle::Weeks(1), Cycle::Days(0), Cycle::Months(6)].map(Cycle::words);
    assert_eq!(said, ["each week", "each day", "every 6 months"]);
}

#[test]
fn weekdays_are_a_set() {
    let monday = Weekdays::of(&[Weekday::Mon, Weekday::Mon]);
    assert!(monday.contains(Weekday::Mon) && !monday.contains(Weekday::Sun) && !monday.is_empty());
    assert!(Weekdays::of(&[]).is_empty());
    let days =
        [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
    assert!(days.iter().all(|day| Weekdays::EVERY.contains(*day)));
    assert!(days.iter().all(|day| Weekdays::SCHOOL.contains(*day) != Weekdays::WEEKEND.contains(*day)));
}

#[test]
fn a_home_that_moves_zone_keeps_what_was_worked_out_before() {
    let late = |given: &Given| find(&given.home, KASIA, day(23), "washed").tick.unwrap().0.late;
    let before = given([at(23, "08:59"), DEE.does(tick(KASIA, "washed", Outcome::Done))]);
    assert!(!late(&before));
    let moved = before.step(RUTH.does(house::Act::SetZone(chrono_tz::Europe::Madrid)));
    assert!(!late(&moved));
    let now = Moment { at: time(23, "08:30"), zone: chrono_tz::Europe::Madrid };
    assert_eq!((moved.home.day_of(now), moved.home.part_of(now)), (day(23), Part::Day));
}

#[test]
fn hours_that_change_keep_what_was_worked_out_before() {
    let given = given([at(23, "09:30"), DEE.does(tick(KASIA, "washed", Outcome::Done))])
        .step(RUTH.does(house::Act::SetHours(hours("07:00", "10:00", "21:00"))))
        .shows(KASIA, 23, Part::Morning, &["bedroom tidy", "washed: done late, Dee"]);
    let now = super::moment(time(23, "09:40"));
    assert_eq!(given.home.part_of(now), Part::Morning);
}

#[test]
fn no_instant_and_no_day_is_too_far_to_be_placed() {
    for at in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC, Utc.timestamp_opt(0, 0).unwrap()] {
        for zone in [LONDON, chrono_tz::Pacific::Apia, chrono_tz::Etc::GMTPlus12] {
            let now = Moment { at, zone };
            let day = Hours::default().day_of(now);
            let begins = Hours::default().begins(day, Part::Morning, zone);
            assert!(begins <= at || at == DateTime::<Utc>::MIN_UTC, "{begins} {at}");
        }
    }
    for off in [i32::MIN, i32::MAX] {
        let far = day(23).plus(off);
        for part in [Part::Morning, Part::Day] {
            assert!(Hours::default().ends(far, part, LONDON) >= Hours::default().begins(far, part, LONDON));
        }
        assert!(Cycle::Months(u16::MAX).after(far) >= far.plus(-1));
    }
}
