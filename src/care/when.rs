//! Dates and times as people type them, and as they are shown.
//!
//! The day comes before the month, and the clock has 24 hours unless somebody writes am or pm. A few shapes
//! are read, all of them shown beside the box; anything else is answered with how to write it, because a
//! guess would put something in a child's record that nobody wrote. Works from the moment handed in; asks no
//! clock.

use super::days::{Moment, instant};
use super::words;
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc, Weekday};
use std::fmt;
use thiserror::Error;

/// A day without a year that lies this near on the wrong side of today is a slip of the pen, not a year away:
/// it is taken as written, so that the form can say so.
const SLIP_DAYS: i64 = 60;

/// A time without a day that is still to come is the one before, when that is this near: at 00:30 "23:40"
/// was last night.
const LAST_NIGHT: TimeDelta = TimeDelta::hours(12);

/// The longest thing that can be a date and a time. The rest is words in the wrong box.
const LONGEST: usize = 60;

/// Why what was typed is no date or time, and how to write one.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotUnderstood {
    /// No time at which something happened.
    #[error("Write when it happened as 09:50, yesterday 7pm or 22/11 19:40.{0}")]
    When(Wrote),
    /// No time that is still to come.
    #[error("Write when they are due back as 17:30, tomorrow 10:00 or in 2 hours.{0}")]
    ToCome(Wrote),
    /// No day.
    #[error("Write the day as today, Fri, 22/11 or 22 November.{0}")]
    Day(Wrote),
    /// No time of day.
    #[error("Write the time as 16:00 or 4pm.{0}")]
    Time(Wrote),
    /// A day alone, where its time is asked too.
    #[error("Write the time as well, as in yesterday 19:40.{0}")]
    TimeMissing(Wrote),
    /// A day that no month has.
    #[error("That day is not in the calendar.{0}")]
    NotInCalendar(Wrote),
    /// A day of the week and a date that are not the same day.
    #[error("{} is a {}.{wrote}", .date.format("%-d %B %Y"), .date.format("%A"))]
    OtherWeekday {
        /// The date.
        date: NaiveDate,
        /// What was typed.
        wrote: Wrote,
    },
    /// Something that is said to have happened tomorrow.
    #[error("When it happened must be today or in the past.{wrote} Today is {}.", .today.format("%A %-d %B"))]
    NotYet {
        /// What was typed.
        wrote: Wrote,
        /// The date on the wall.
        today: NaiveDate,
    },
}

/// What was typed, for saying it back. Nothing is said of an empty box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrote(String);

impl fmt::Display for Wrote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() { Ok(()) } else { write!(f, " You wrote {}.", self.0) }
    }
}

/// When something happened: "now", "09:50", "yesterday 7pm", "22/11 19:40", "Fri 16:00", "10 min ago".
///
/// A day of the week is the last one. A day without a year is this year's, or last year's when this year's is
/// two months ahead or more; nearer, it is refused like every time to come. A time that the autumn clock change repeats is the
/// later of the two that is not to come; one that the spring change skips is the first after the gap.
pub fn parse_time_of_event(text: &str, now: Moment) -> Result<DateTime<Utc>, NotUnderstood> {
    let typed = Typed::new(text);
    let bits = typed.bits().ok_or_else(|| NotUnderstood::When(typed.wrote()))?;
    if let Some(ago) = time_ago(&bits) {
        return now.at.checked_sub_signed(ago).ok_or_else(|| NotUnderstood::When(typed.wrote()));
    }
    let (day, time) = day_and_time(&bits).ok_or_else(|| NotUnderstood::When(typed.wrote()))?;
    let time = time.ok_or_else(|| NotUnderstood::TimeMissing(typed.wrote()))?;
    let today = now.local().date_naive();
    let date = day.map_or(Ok(today), |day| resolve(day, today, Tense::Past, &typed))?;
    let at = instant_before(date, time, now);
    if at <= now.at {
        return Ok(at);
    }
    let days_before =
        |days| date.checked_sub_days(Days::new(days)).map(|date| instant_before(date, time, now));
    let earlier = match day {
        None => days_before(1).filter(|earlier| now.at - earlier <= LAST_NIGHT),
        Some(Day::Weekday(_)) => days_before(7),
        Some(
            Day::Plus(_) | Day::PlusMonths(_) | Day::NextWeek(_) | Day::LastWeekday(_) | Day::Date { .. },
        ) => None,
    };
    earlier.filter(|at| *at <= now.at).ok_or_else(|| NotUnderstood::NotYet { wrote: typed.wrote(), today })
}

/// A day, most often one to come: "today", "tomorrow", "Fri", "next Fri", "22/11", "22 November 2027", "+2w",
/// "in 3 days". May be in the past; whether that will do is for the act to say.
///
/// A day of the week is the first from today on, "next Fri" the Friday of next week. A day without a year is
/// this year's, or next year's when this year's was two months ago or more.
pub fn parse_date(text: &str, today: NaiveDate) -> Result<NaiveDate, NotUnderstood> {
    let typed = Typed::new(text);
    let day = typed.bits().and_then(|bits| day(&bits)).ok_or_else(|| NotUnderstood::Day(typed.wrote()))?;
    resolve(day, today, Tense::ToCome, &typed)
}

/// A day that is over or today, for looking back: as [`parse_date`] reads it, but a day of the week is the last one,
/// and a day without a year the last such day unless it is soon to come.
pub fn parse_past_date(text: &str, today: NaiveDate) -> Result<NaiveDate, NotUnderstood> {
    let typed = Typed::new(text);
    let day = typed.bits().and_then(|bits| day(&bits)).ok_or_else(|| NotUnderstood::Day(typed.wrote()))?;
    resolve(day, today, Tense::Past, &typed)
}

/// A time after another: "17:30", "tomorrow 10:00", "Sun 18:00", "in 2 hours". A time without a day is the first such
/// time after it.
pub fn parse_time_to_come(text: &str, after: Moment) -> Result<DateTime<Utc>, NotUnderstood> {
    let typed = Typed::new(text);
    let not = || NotUnderstood::ToCome(typed.wrote());
    let bits = typed.bits().ok_or_else(not)?;
    if let [Word("in"), ago @ ..] = &bits[..]
        && let Some(ahead) = time_ago(&[ago, &[Word("ago")]].concat())
    {
        return after.at.checked_add_signed(ahead).ok_or_else(not);
    }
    let (day, time) = day_and_time(&bits).ok_or_else(not)?;
    let (today, time) = (after.local().date_naive(), time.ok_or_else(not)?);
    if let Some(day) = day {
        return Ok(instant(resolve(day, today, Tense::ToCome, &typed)?, time, after.zone));
    }
    let at = |date| instant(date, time, after.zone);
    let next = today.checked_add_days(Days::new(1)).ok_or_else(not)?;
    Ok(if at(today) > after.at { at(today) } else { at(next) })
}

/// A time of day: "16:00", "9.50", "0950", "4pm", "noon".
pub fn parse_time_of_day(text: &str) -> Result<NaiveTime, NotUnderstood> {
    let typed = Typed::new(text);
    typed.bits().and_then(|bits| time(&bits)).ok_or_else(|| NotUnderstood::Time(typed.wrote()))
}

/// A day beside today: "today", "yesterday", "tomorrow", "Mon 23 Nov", and with the year when it is another.
pub fn shown_day(date: NaiveDate, today: NaiveDate) -> String {
    match date.signed_duration_since(today).num_days() {
        0 => "today".into(),
        -1 => "yesterday".into(),
        1 => "tomorrow".into(),
        _ if date.year() == today.year() => date.format("%a %-d %b").to_string(),
        _ => date.format("%a %-d %b %Y").to_string(),
    }
}

/// A day in full: "Monday 23 November 2026".
pub fn shown_date(date: NaiveDate) -> String {
    date.format("%A %-d %B %Y").to_string()
}

/// A time on the wall: "07:18".
pub fn shown_time(at: DateTime<Utc>, zone: chrono_tz::Tz) -> String {
    at.with_timezone(&zone).format("%H:%M").to_string()
}

/// A day and a time, as short as can be told apart: "07:35" today, "yesterday 23:20", "Sun 23:20" in the week
/// before, "1 Nov 19:40".
pub fn shown_when(at: DateTime<Utc>, now: Moment) -> String {
    let (local, today) = (at.with_timezone(&now.zone), now.local().date_naive());
    let date = local.date_naive();
    let day = match date.signed_duration_since(today).num_days() {
        0 => return shown_time(at, now.zone),
        1 => "tomorrow".into(),
        -1 => "yesterday".into(),
        -6..=-2 => date.format("%a").to_string(),
        _ if date.year() == today.year() => date.format("%-d %b").to_string(),
        _ => date.format("%-d %b %Y").to_string(),
    };
    format!("{day} {}", shown_time(at, now.zone))
}

/// How much time is left, or by how much it is over: "18 hours left", "40 minutes left", "2 days over".
pub fn shown_left(before: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let left = before - now;
    let how_long = match left.abs() {
        long if long < TimeDelta::minutes(1) => return "due now".into(),
        long if long < TimeDelta::hours(2) => counted(long.num_minutes(), "minute"),
        long if long < TimeDelta::hours(72) => counted(long.num_hours(), "hour"),
        long => counted(long.num_days(), "day"),
    };
    format!("{how_long} {}", if left > TimeDelta::zero() { "left" } else { "over" })
}

fn counted(number: i64, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

/// A time as it is typed into a box: "09:50" today, "22/11 19:40", "22/11/2025 19:40". Read back at the same moment,
/// it is the same minute.
pub fn typed_when(at: DateTime<Utc>, now: Moment) -> String {
    let (local, today) = (at.with_timezone(&now.zone), now.local().date_naive());
    let shape = match local.date_naive() {
        date if date == today => "%H:%M",
        date if date.year() == today.year() => "%-d/%-m %H:%M",
        _ => "%-d/%-m/%Y %H:%M",
    };
    local.format(shape).to_string()
}

/// A day as a person would type it, to stand in a box: "Fri 27 Nov", and with the year when it is another.
pub fn typed_day(day: NaiveDate, today: NaiveDate) -> String {
    day.format(if day.year() == today.year() { "%a %-d %b" } else { "%a %-d %b %Y" }).to_string()
}

/// How old something is: "today", "1 day", "8 days", "3 weeks", "4 months", "2 years".
pub fn shown_age(days: i32) -> String {
    let (count, unit) = match days {
        ..=0 => return "today".into(),
        1..=13 => (days, "day"),
        14..=60 => (days / 7, "week"),
        61..=729 => (days / 30, "month"),
        730.. => (days / 365, "year"),
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

/// How many days something is from being due: "9 days over", "due today", "due tomorrow", "in 5 days".
pub fn shown_due(days: i32) -> String {
    match days {
        ..0 => format!("{} over", shown_age(-days)),
        0 => "due today".into(),
        1 => "due tomorrow".into(),
        2.. => format!("in {days} days"),
    }
}

/// What was typed, and the same in small letters for reading.
struct Typed {
    line: String,
    lower: String,
}

impl Typed {
    fn new(text: &str) -> Self {
        // What is too long even for a line is not worth saying back.
        let line = words::clean_line(text, words::LINE).unwrap_or_default();
        let lower = line.to_lowercase();
        Self { line, lower }
    }

    fn wrote(&self) -> Wrote {
        Wrote(words::fit(&self.line, LONGEST).into_owned())
    }

    /// The numbers, words and signs of it, without the words that change nothing.
    fn bits(&self) -> Option<Vec<Bit<'_>>> {
        let mut bits = Vec::new();
        let mut rest = self.lower.as_str();
        if rest.chars().count() > LONGEST {
            return None;
        }
        while let Some(first) = rest.chars().next() {
            let alike = |c: char| {
                (first.is_ascii_digit() && c.is_ascii_digit()) || (first.is_alphabetic() && c.is_alphabetic())
            };
            let end = rest.find(|c| !alike(c)).unwrap_or(rest.len()).max(first.len_utf8());
            let (bit, after) = rest.split_at(end);
            match bit {
                "at" | "on" | "the" | "of" | " " | "," => {}
                number if first.is_ascii_digit() && number.len() <= 4 => {
                    bits.push(Number(number.parse().ok()?, number.len()));
                }
                _ if first.is_ascii_digit() => return None,
                word if first.is_alphabetic() => bits.push(Word(word)),
                _ => bits.push(Sign(first)),
            }
            rest = after;
        }
        Some(bits)
    }
}

/// A piece of what was typed.
#[derive(Clone, Copy)]
enum Bit<'a> {
    /// A number and how many digits it was written with.
    Number(u32, usize),
    /// A word in small letters.
    Word(&'a str),
    /// Anything else.
    Sign(char),
}
use Bit::{Number, Sign, Word};

/// A day as it was named, before it is known which one.
#[derive(Clone, Copy)]
enum Day {
    /// So many days from today.
    Plus(i64),
    PlusMonths(u32),
    Weekday(Weekday),
    /// The one of next week.
    NextWeek(Weekday),
    /// The last one before today.
    LastWeekday(Weekday),
    Date {
        day: u32,
        month: u32,
        year: Option<i32>,
        weekday: Option<Weekday>,
    },
}

#[derive(Clone, Copy)]
enum Tense {
    Past,
    ToCome,
}

/// A day and a time in either order, or one of them alone.
fn day_and_time(bits: &[Bit]) -> Option<(Option<Day>, Option<NaiveTime>)> {
    if let Some(day) = day(bits) {
        return Some((Some(day), None));
    }
    if let Some(time) = time(bits) {
        return Some((None, Some(time)));
    }
    (1..bits.len()).find_map(|at| {
        let (first, second) = bits.split_at(at);
        let (day, time) = day(first).zip(time(second)).or_else(|| day(second).zip(time(first)))?;
        Some((Some(day), Some(time)))
    })
}

fn time_ago(bits: &[Bit]) -> Option<TimeDelta> {
    let minutes = match bits {
        [Word("now")] | [Word("just"), Word("now")] => 0,
        [Number(count, _), Word(unit), Word("ago")] => i64::from(*count) * minutes_in(unit)?,
        [Word("a" | "an"), Word(unit), Word("ago")] => minutes_in(unit)?,
        [Word("half"), Word("an"), Word("hour"), Word("ago")] => 30,
        _ => return None,
    };
    TimeDelta::try_minutes(minutes)
}

fn minutes_in(unit: &str) -> Option<i64> {
    match unit {
        "m" | "min" | "mins" | "minute" | "minutes" => Some(1),
        "h" | "hr" | "hrs" | "hour" | "hours" => Some(60),
        _ => None,
    }
}

fn time(bits: &[Bit]) -> Option<NaiveTime> {
    match *bits {
        [Word("noon" | "midday")] => NaiveTime::from_hms_opt(12, 0, 0),
        [Word("midnight")] => Some(NaiveTime::MIN),
        [Number(hour, 1..=2), Sign(':' | '.'), Number(minute, 2)] => NaiveTime::from_hms_opt(hour, minute, 0),
        [Number(hour, 1..=2), Sign(':' | '.'), Number(minute, 2), Word(half)] => half_day(hour, minute, half),
        [Number(both, 3..=4)] => NaiveTime::from_hms_opt(both / 100, both % 100, 0),
        [Number(hour, 1..=2), Word(half)] => half_day(hour, 0, half),
        [Number(both, 3..=4), Word(half)] => half_day(both / 100, both % 100, half),
        _ => None,
    }
}

fn half_day(hour: u32, minute: u32, half: &str) -> Option<NaiveTime> {
    let from = match half {
        "am" => 0,
        "pm" => 12,
        _ => return None,
    };
    (1..=12).contains(&hour).then(|| NaiveTime::from_hms_opt(hour % 12 + from, minute, 0))?
}

fn day(bits: &[Bit]) -> Option<Day> {
    match *bits {
        [Word("today")] => Some(Day::Plus(0)),
        [Word("yesterday")] => Some(Day::Plus(-1)),
        [Word("tomorrow")] => Some(Day::Plus(1)),
        [Word(name)] | [Word("this"), Word(name)] => weekday(name).map(Day::Weekday),
        [Word("next"), Word(name)] => weekday(name).map(Day::NextWeek),
        [Word("last"), Word(name)] => weekday(name).map(Day::LastWeekday),
        [Word("in"), Word("a" | "an"), Word(unit)] => ahead(1, unit),
        [Sign('+') | Word("in"), Number(count, _), Word(unit)] => ahead(count, unit),
        [Number(count, _), Word("day" | "days"), Word("ago")] => Some(Day::Plus(-i64::from(count))),
        [Word(name), ref rest @ ..] => date(rest, Some(weekday(name)?)),
        _ => date(bits, None),
    }
}

fn ahead(count: u32, unit: &str) -> Option<Day> {
    match unit {
        "d" | "day" | "days" => Some(Day::Plus(count.into())),
        "w" | "wk" | "wks" | "week" | "weeks" => Some(Day::Plus(i64::from(count) * 7)),
        "m" | "month" | "months" => Some(Day::PlusMonths(count)),
        _ => None,
    }
}

fn date(bits: &[Bit], weekday: Option<Weekday>) -> Option<Day> {
    let (day, month, year) = match *bits {
        [Number(day, 1..=2), Sign('/' | '-'), Number(month, 1..=2)] => (day, month, None),
        [Number(day, 1..=2), Sign(first), Number(month, 1..=2), Sign(second), Number(year, digits)]
            if first == second && matches!(first, '/' | '-' | '.') =>
        {
            (day, month, Some(full_year(year, digits)?))
        }
        [Number(year, 4), Sign('-'), Number(month, 2), Sign('-'), Number(day, 2)] => {
            (day, month, Some(full_year(year, 4)?))
        }
        [Number(day, 1..=2), Word("st" | "nd" | "rd" | "th"), Word(name), ref year @ ..]
        | [Number(day, 1..=2), Word(name), ref year @ ..] => {
            let year = match *year {
                [] => None,
                [Number(year, digits)] => Some(full_year(year, digits)?),
                _ => return None,
            };
            (day, month(name)?, year)
        }
        _ => return None,
    };
    Some(Day::Date { day, month, year, weekday })
}

/// Two digits are a year of this century up to 2079, so that dates of birth can be written short as well.
fn full_year(year: u32, digits: usize) -> Option<i32> {
    let full = match digits {
        2 if year < 80 => 2000 + year,
        2 => 1900 + year,
        4 if (1900..2200).contains(&year) => year,
        _ => return None,
    };
    i32::try_from(full).ok()
}

fn month(name: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    (1..).zip(MONTHS).find(|(_, month)| is_short_for(name, month)).map(|(number, _)| number)
}

fn weekday(name: &str) -> Option<Weekday> {
    const WEEKDAYS: [(&str, Weekday); 8] = [
        ("monday", Weekday::Mon),
        ("tuesday", Weekday::Tue),
        ("wednesday", Weekday::Wed),
        ("weds", Weekday::Wed),
        ("thursday", Weekday::Thu),
        ("friday", Weekday::Fri),
        ("saturday", Weekday::Sat),
        ("sunday", Weekday::Sun),
    ];
    WEEKDAYS.into_iter().find(|(long, _)| is_short_for(name, long)).map(|(_, weekday)| weekday)
}

fn is_short_for(name: &str, long: &str) -> bool {
    name.len() >= 3 && long.starts_with(name)
}

/// Which date a named day is.
fn resolve(day: Day, today: NaiveDate, tense: Tense, typed: &Typed) -> Result<NaiveDate, NotUnderstood> {
    let monday = |date: NaiveDate| date.week(Weekday::Mon).checked_first_day();
    let found = match day {
        Day::Plus(days) => TimeDelta::try_days(days).and_then(|days| today.checked_add_signed(days)),
        Day::PlusMonths(months) => today.checked_add_months(Months::new(months)),
        Day::Weekday(weekday) => match tense {
            Tense::Past => last(weekday, Some(today)),
            Tense::ToCome => today.checked_add_days(days_between(today.weekday(), weekday)),
        },
        Day::NextWeek(weekday) => today
            .checked_add_days(Days::new(7))
            .and_then(monday)
            .and_then(|monday| monday.checked_add_days(days_between(Weekday::Mon, weekday))),
        Day::LastWeekday(weekday) => last(weekday, today.pred_opt()),
        Day::Date { day, month, year: Some(year), weekday } => {
            return the_same_day(NaiveDate::from_ymd_opt(year, month, day), weekday, typed);
        }
        Day::Date { day, month, year: None, weekday } => {
            return the_same_day(nearest(day, month, weekday, today, tense), weekday, typed);
        }
    };
    found.ok_or_else(|| NotUnderstood::NotInCalendar(typed.wrote()))
}

/// The last such day of the week, up to and with a date.
fn last(weekday: Weekday, up_to: Option<NaiveDate>) -> Option<NaiveDate> {
    up_to?.checked_sub_days(days_between(weekday, up_to?.weekday()))
}

fn days_between(from: Weekday, to: Weekday) -> Days {
    Days::new(to.days_since(from).into())
}

/// The date that is meant where no year is written: this year's when the day of the week says so.
fn nearest(
    day: u32,
    month: u32,
    weekday: Option<Weekday>,
    today: NaiveDate,
    tense: Tense,
) -> Option<NaiveDate> {
    let near = |years: i32| NaiveDate::from_ymd_opt(today.year() + years, month, day);
    let ahead = |date: &NaiveDate| date.signed_duration_since(today).num_days();
    let meant = match tense {
        Tense::Past => near(0).filter(|date| ahead(date) <= SLIP_DAYS).or_else(|| near(-1)),
        Tense::ToCome => near(0).filter(|date| ahead(date) >= -SLIP_DAYS).or_else(|| near(1)),
    };
    let named = |date: &NaiveDate| weekday.is_none_or(|weekday| weekday == date.weekday());
    meant.filter(named).or_else(|| near(0).filter(named)).or(meant)
}

fn the_same_day(
    date: Option<NaiveDate>,
    weekday: Option<Weekday>,
    typed: &Typed,
) -> Result<NaiveDate, NotUnderstood> {
    let date = date.ok_or_else(|| NotUnderstood::NotInCalendar(typed.wrote()))?;
    if weekday.is_none_or(|weekday| weekday == date.weekday()) {
        Ok(date)
    } else {
        Err(NotUnderstood::OtherWeekday { date, wrote: typed.wrote() })
    }
}

/// The instant of a time on the wall; of two, the later one that is not to come.
fn instant_before(date: NaiveDate, time: NaiveTime, now: Moment) -> DateTime<Utc> {
    let later = now.zone.from_local_datetime(&date.and_time(time)).latest();
    later
        .map(|later| later.with_timezone(&Utc))
        .filter(|later| *later <= now.at)
        .unwrap_or_else(|| instant(date, time, now.zone))
}

#[cfg(test)]
mod tests;
