//! What is typed and what is read, as tables; times are given in UTC.

use super::*;
use chrono_tz::Europe::London;
use proptest::prelude::*;

fn day_of(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
}

/// A moment in London by its UTC instant.
fn utc(text: &str) -> Moment {
    let at = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap().and_utc();
    Moment { at, zone: London }
}

/// Monday 23 November 2026, 10:24.
fn monday() -> Moment {
    utc("2026-11-23 10:24")
}

#[track_caller]
fn happened_at(now: Moment, cases: &[(&str, &str)]) {
    for (typed, expected) in cases {
        let read = parse_time_of_event(typed, now).map(|at| at.format("%Y-%m-%d %H:%M").to_string());
        assert_eq!(read.as_deref(), Ok(*expected), "{typed:?}");
    }
}

#[track_caller]
fn refused(now: Moment, cases: &[(&str, &str)]) {
    for (typed, expected) in cases {
        let said = parse_time_of_event(typed, now).map_err(|refused| refused.to_string());
        assert_eq!(said, Err((*expected).into()), "{typed:?}");
    }
}

#[test]
fn a_time_typed_for_someone_is_read_as_itself() {
    let now = utc("2026-11-23 10:24");
    for (at, typed) in [
        ("2026-11-23 09:50", "09:50"),
        ("2026-11-22 23:05", "22/11 23:05"),
        ("2026-01-02 00:00", "2/1 00:00"),
        ("2025-12-31 19:40", "31/12/2025 19:40"),
    ] {
        let at = utc(at).at;
        assert_eq!(typed_when(at, now), typed);
        assert_eq!(parse_time_of_event(typed, now), Ok(at));
    }
}

#[test]
fn an_event_is_read_as_it_is_typed() {
    happened_at(
        monday(),
        &[
            ("now", "2026-11-23 10:24"),
            (" Just  NOW ", "2026-11-23 10:24"),
            ("10 min ago", "2026-11-23 10:14"),
            ("90 minutes ago", "2026-11-23 08:54"),
            ("2h ago", "2026-11-23 08:24"),
            ("an hour ago", "2026-11-23 09:24"),
            ("half an hour ago", "2026-11-23 09:54"),
            ("today 09:50", "2026-11-23 09:50"),
            ("09:50", "2026-11-23 09:50"),
            ("9:50", "2026-11-23 09:50"),
            ("9.50", "2026-11-23 09:50"),
            ("0950", "2026-11-23 09:50"),
            ("950", "2026-11-23 09:50"),
            ("at 9.50 am", "2026-11-23 09:50"),
            ("9am", "2026-11-23 09:00"),
            ("730am", "2026-11-23 07:30"),
            ("12am", "2026-11-23 00:00"),
            ("midnight", "2026-11-23 00:00"),
            ("10:24", "2026-11-23 10:24"),
            ("yesterday 7pm", "2026-11-22 19:00"),
            ("7pm yesterday", "2026-11-22 19:00"),
            ("Yesterday at 7:05 PM", "2026-11-22 19:05"),
            ("yesterday, 12pm", "2026-11-22 12:00"),
            ("yesterday noon", "2026-11-22 12:00"),
            ("3 days ago 08:00", "2026-11-20 08:00"),
            ("22/11 19:40", "2026-11-22 19:40"),
            ("22-11 19:40", "2026-11-22 19:40"),
            ("19:40 on 22/11", "2026-11-22 19:40"),
            ("22/11/2026 9.50", "2026-11-22 09:50"),
            ("22/11/26 9.50", "2026-11-22 09:50"),
            ("22.11.2026 9.50", "2026-11-22 09:50"),
            ("2026-11-22 19:40", "2026-11-22 19:40"),
            ("22 Nov 7pm", "2026-11-22 19:00"),
            ("22 Nov 10pm", "2026-11-22 22:00"),
            ("22nov 0950", "2026-11-22 09:50"),
            ("22nd of november 9.50", "2026-11-22 09:50"),
            ("the 22nd November 2026, 0950", "2026-11-22 09:50"),
            ("Sun 22 Nov 23:20", "2026-11-22 23:20"),
            ("1/3 10:00", "2026-03-01 10:00"),
            ("30 Dec 2025 10:00", "2025-12-30 10:00"),
            ("1 Feb 10:00", "2026-02-01 10:00"),
            ("1 Feb 26 10:00", "2026-02-01 10:00"),
            ("30/6 23:00", "2026-06-30 22:00"),
            ("Fri 16:00", "2026-11-20 16:00"),
            ("friday 4pm", "2026-11-20 16:00"),
            ("weds 4pm", "2026-11-18 16:00"),
            ("last fri 16:00", "2026-11-20 16:00"),
            ("Mon 09:00", "2026-11-23 09:00"),
            ("Mon 16:00", "2026-11-16 16:00"),
            ("last Mon 09:00", "2026-11-16 09:00"),
            ("23:40", "2026-11-22 23:40"),
        ],
    );
    // In the new year the last of December is the old one.
    happened_at(utc("2027-01-03 08:00"), &[("30/12 21:00", "2026-12-30 21:00")]);
}

#[test]
fn what_is_to_come_has_not_happened() {
    let today = "When it happened must be today or in the past.";
    for typed in ["24/11 09:50", "today 23:40", "tomorrow 9am", "19:50", "24 Nov 2026 09:50", "next fri 9am"]
    {
        refused(monday(), &[(typed, &format!("{today} You wrote {typed}. Today is Monday 23 November."))]);
    }
    refused(
        utc("2027-01-03 08:00"),
        &[("15/2 9am", &format!("{today} You wrote 15/2 9am. Today is Sunday 3 January."))],
    );
}

#[test]
fn what_is_no_time_is_answered_with_one() {
    let how = "Write when it happened as 09:50, yesterday 7pm or 22/11 19:40.";
    let clock = "Write the time as well, as in yesterday 19:40.";
    refused(
        monday(),
        &[
            ("", how),
            ("  ", how),
            (&"soon ".repeat(100), how),
            ("after tea", &format!("{how} You wrote after tea.")),
            ("25:00", &format!("{how} You wrote 25:00.")),
            ("13pm", &format!("{how} You wrote 13pm.")),
            ("9", &format!("{how} You wrote 9.")),
            ("22/11 19:40 19:40", &format!("{how} You wrote 22/11 19:40 19:40.")),
            ("Nov 22 19:40", &format!("{how} You wrote Nov 22 19:40.")),
            ("99999999999 min ago", &format!("{how} You wrote 99999999999 min ago.")),
            ("yesterday", &format!("{clock} You wrote yesterday.")),
            ("22 Nov 1940", &format!("{clock} You wrote 22 Nov 1940.")),
            ("31/11 10:00", "That day is not in the calendar. You wrote 31/11 10:00."),
            ("29/2 10:00", "That day is not in the calendar. You wrote 29/2 10:00."),
            ("Fri 22 Nov 2026 9am", "22 November 2026 is a Sunday. You wrote Fri 22 Nov 2026 9am."),
        ],
    );
}

#[test]
fn an_hour_that_comes_twice_is_the_later_one_not_to_come() {
    // The clocks went back at 02:00 on 25 October 2026: 01:30 was at 00:30 and at 01:30 UTC.
    happened_at(
        utc("2026-10-25 00:40"),
        &[("01:30", "2026-10-25 00:30"), ("today 0030", "2026-10-24 23:30")],
    );
    happened_at(utc("2026-10-25 01:40"), &[("01:30", "2026-10-25 01:30"), ("00:59", "2026-10-24 23:59")]);
    happened_at(utc("2026-10-26 09:00"), &[("yesterday 1.30am", "2026-10-25 01:30")]);
    // An hour ago is an hour ago, whatever the clock on the wall did.
    happened_at(utc("2026-10-25 01:40"), &[("an hour ago", "2026-10-25 00:40")]);
}

#[test]
fn an_hour_that_never_came_moves_forward() {
    // The clocks went forward at 01:00 on 28 March 2027.
    happened_at(
        utc("2027-03-28 09:00"),
        &[
            ("01:30", "2027-03-28 01:00"),
            ("00:59", "2027-03-28 00:59"),
            ("02:00", "2027-03-28 01:00"),
            ("yesterday 01:30", "2027-03-27 01:30"),
        ],
    );
    refused(
        utc("2027-03-28 00:30"),
        &[(
            "today 01:30",
            "When it happened must be today or in the past. You wrote today 01:30. Today is Sunday 28 March.",
        )],
    );
}

#[test]
fn a_day_to_come_is_read_as_it_is_typed() {
    let monday = day_of("2026-11-23");
    for (typed, expected) in [
        ("today", "2026-11-23"),
        ("Tomorrow", "2026-11-24"),
        ("yesterday", "2026-11-22"),
        ("Fri", "2026-11-27"),
        ("this fri", "2026-11-27"),
        ("next Fri", "2026-12-04"),
        ("Mon", "2026-11-23"),
        ("next monday", "2026-11-30"),
        ("last thurs", "2026-11-19"),
        ("22/11", "2026-11-22"),
        ("24/11", "2026-11-24"),
        ("1/12", "2026-12-01"),
        ("2/9", "2027-09-02"),
        ("22 Nov", "2026-11-22"),
        ("22 SEPTEMBER", "2027-09-22"),
        ("1st sept", "2027-09-01"),
        ("22 November 2027", "2027-11-22"),
        ("on the 5th of may", "2027-05-05"),
        ("2027-05-05", "2027-05-05"),
        ("12/3/2012", "2012-03-12"),
        ("12.3.12", "2012-03-12"),
        ("12-3-99", "1999-03-12"),
        ("Tue 3 Feb", "2026-02-03"),
        ("Wed 3 Feb", "2027-02-03"),
        ("29/2/2028", "2028-02-29"),
        ("+2w", "2026-12-07"),
        ("+3d", "2026-11-26"),
        ("+ 6 months", "2027-05-23"),
        ("in 2 weeks", "2026-12-07"),
        ("in a week", "2026-11-30"),
        ("in 10 days", "2026-12-03"),
        ("3 days ago", "2026-11-20"),
    ] {
        assert_eq!(parse_date(typed, monday), Ok(day_of(expected)), "{typed:?}");
    }
    assert_eq!(parse_date("next fri", day_of("2026-11-28")), Ok(day_of("2026-12-04")));
    assert_eq!(parse_date("in 3 months", day_of("2026-11-30")), Ok(day_of("2027-02-28")));
    let how = "Write the day as today, Fri, 22/11 or 22 November.";
    for (typed, said) in [
        ("", how.to_owned()),
        ("soon", format!("{how} You wrote soon.")),
        ("22", format!("{how} You wrote 22.")),
        ("22.11", format!("{how} You wrote 22.11.")),
        ("22/11 19:40", format!("{how} You wrote 22/11 19:40.")),
        ("+2", format!("{how} You wrote +2.")),
        ("1/1/1066", format!("{how} You wrote 1/1/1066.")),
        ("31 Nov", "That day is not in the calendar. You wrote 31 Nov.".into()),
        ("Mon 24 Nov", "24 November 2026 is a Tuesday. You wrote Mon 24 Nov.".into()),
    ] {
        assert_eq!(parse_date(typed, monday).map_err(|refused| refused.to_string()), Err(said), "{typed:?}");
    }
}

#[test]
fn a_time_of_day_is_read_as_it_is_typed() {
    for (typed, hour, minute) in [
        ("16:00", 16, 0),
        ("4pm", 16, 0),
        ("4 PM", 16, 0),
        ("4.30pm", 16, 30),
        ("430pm", 16, 30),
        ("noon", 12, 0),
        ("midday", 12, 0),
        ("12pm", 12, 0),
        ("midnight", 0, 0),
        ("at 07.05", 7, 5),
        ("0705", 7, 5),
    ] {
        assert_eq!(
            parse_time_of_day(typed),
            Ok(NaiveTime::from_hms_opt(hour, minute, 0).unwrap()),
            "{typed}"
        );
    }
    for typed in ["24:00", "7", "16:60", "0pm", "16:0", "4xm", "tea"] {
        let said = parse_time_of_day(typed).unwrap_err().to_string();
        assert_eq!(said, format!("Write the time as 16:00 or 4pm. You wrote {typed}."));
    }
}

#[test]
fn days_times_and_ages_are_shown_short() {
    let today = day_of("2026-11-23");
    let days = ["2026-11-23", "2026-11-22", "2026-11-24", "2026-11-02", "2027-01-01"];
    let shown: Vec<String> = days.map(|day| shown_day(day_of(day), today)).into();
    assert_eq!(shown, ["today", "yesterday", "tomorrow", "Mon 2 Nov", "Fri 1 Jan 2027"]);
    assert_eq!(shown_date(today), "Monday 23 November 2026");
    let times = ["11-23 07:05", "11-22 23:20", "11-17 08:00", "11-16 08:00", "06-01 08:00", "11-24 08:00"];
    let shown: Vec<String> = times.map(|at| shown_when(utc(&format!("2026-{at}")).at, monday())).into();
    assert_eq!(
        shown,
        ["07:05", "yesterday 23:20", "Tue 08:00", "16 Nov 08:00", "1 Jun 09:00", "tomorrow 08:00"]
    );
    let ages: Vec<String> = [-1, 0, 1, 8, 13, 14, 60, 61, 119, 729, 730, 1100].map(shown_age).into();
    assert_eq!(
        ages,
        [
            "today",
            "today",
            "1 day",
            "8 days",
            "13 days",
            "2 weeks",
            "8 weeks",
            "2 months",
            "3 months",
            "24 months",
            "2 years",
            "3 years"
        ]
    );
}

fn typed() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(vec![
        "22", "/", "11", "2026", ".", "50", "nov", "FRI", "next ", "last ", "in ", "+", "w", "m", "days",
        " ago", "7pm", ":", "9999", "today", "an ", "hour", " ", "-", "29", "feb", "noon", "st", "\u{301}",
        "İ",
    ]);
    prop_oneof![proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat()), any::<String>(),]
}

proptest! {
    #[test]
    fn anything_typed_is_answered(text in typed(), seconds in 0_i64..4_000_000_000) {
        let now = Moment { at: DateTime::from_timestamp(seconds, 0).unwrap(), zone: London };
        if let Ok(at) = parse_time_of_event(&text, now) {
            prop_assert!(at <= now.at);
        }
        for said in [
            parse_time_of_event(&text, now).err(),
            parse_date(&text, now.local().date_naive()).err(),
            parse_time_of_day(&text).err(),
        ].into_iter().flatten() {
            prop_assert!(said.to_string().ends_with('.') && !said.to_string().contains('\n'));
        }
    }

    #[test]
    fn what_is_shown_is_read_back(day in 0_i32..60_000, from in -800_i32..800, minute in 0_u32..1440) {
        let today = day_of("1980-01-01") + TimeDelta::days(day.into());
        let date = today + TimeDelta::days(from.into());
        prop_assert_eq!(parse_date(&shown_day(date, today), today), Ok(date));
        prop_assert_eq!(parse_date(&shown_date(date), today), Ok(date));

        let now = Moment { at: instant(today, NaiveTime::from_hms_opt(12, 0, 0).unwrap(), London), zone: London };
        let at = now.at + TimeDelta::days(from.into()) + TimeDelta::minutes(minute.into());
        let read = parse_time_of_event(&shown_when(at, now), now);
        if at > now.at {
            prop_assert_ne!(read, Ok(at));
        } else if London.from_local_datetime(&at.with_timezone(&London).naive_local()).single().is_some() {
            prop_assert_eq!(read, Ok(at));
        }
    }
}

#[test]
fn a_time_to_come_is_the_first_such_after_another() {
    for (typed, expected) in [
        ("17:30", "2026-11-23 17:30"),
        ("5.30pm", "2026-11-23 17:30"),
        ("10:24", "2026-11-24 10:24"),
        ("09:00", "2026-11-24 09:00"),
        ("tomorrow 10:00", "2026-11-24 10:00"),
        ("Sun 18:00", "2026-11-29 18:00"),
        ("29/11 18:00", "2026-11-29 18:00"),
        ("29/11/2026 18:00", "2026-11-29 18:00"),
        ("in 2 hours", "2026-11-23 12:24"),
        ("in 45 min", "2026-11-23 11:09"),
        ("in half an hour", "2026-11-23 10:54"),
    ] {
        let read = parse_time_to_come(typed, monday()).map(|at| at.format("%Y-%m-%d %H:%M").to_string());
        assert_eq!(read.as_deref(), Ok(expected), "{typed:?}");
    }
    for typed in ["", "later", "tomorrow", "10 min ago", "in a bit", "25:00"] {
        let said = parse_time_to_come(typed, monday()).map_err(|refused| refused.to_string());
        let begins = "Write when they are due back as 17:30, tomorrow 10:00 or in 2 hours.";
        assert!(said.as_ref().is_err_and(|said| said.starts_with(begins)), "{typed:?} {said:?}");
    }
}

#[test]
fn how_much_time_is_left_is_told_in_one_measure() {
    let left = |minutes| shown_left(monday().at + TimeDelta::minutes(minutes), monday().at);
    let told =
        [0, 1, 40, 119, 120, 18 * 60, 71 * 60, 72 * 60, 119 * 60, -1, -60, -125, -3 * 24 * 60].map(left);
    assert_eq!(
        told,
        [
            "due now",
            "1 minute left",
            "40 minutes left",
            "119 minutes left",
            "2 hours left",
            "18 hours left",
            "71 hours left",
            "3 days left",
            "4 days left",
            "1 minute over",
            "60 minutes over",
            "2 hours over",
            "3 days over",
        ]
    );
}
