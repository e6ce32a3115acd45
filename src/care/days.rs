//! Care days and parts of day, what recurs, and what a clock change does to them.
//!
//! A care day runs from the start of its morning to the start of the next, so what is done at 02:00
//! belongs to the night of the day before. Everything is worked out from an instant and the home's
//! zone; nothing here asks a clock.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeZone, Utc, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use std::fmt;

/// An instant, with the zone the home lives in. Stamped on each event at the edge.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Moment {
    /// The instant.
    pub at: DateTime<Utc>,
    /// The home's zone.
    pub zone: Tz,
}

impl Moment {
    /// The same instant as the clock on the home's wall shows it.
    pub fn local(self) -> DateTime<Tz> {
        self.at.with_timezone(&self.zone)
    }
}

/// A date's care: from the start of its morning to the start of the next morning.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CareDay(i32);

impl CareDay {
    /// The care day that begins on the morning of `date`.
    pub fn of(date: NaiveDate) -> Self {
        Self(date.num_days_from_ce())
    }

    /// The date on which this care day begins.
    pub fn date(self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.0).unwrap_or(NaiveDate::MAX)
    }

    /// The day this many days later (earlier when negative).
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// How many days later this is than `earlier`; negative when it is before.
    pub fn since(self, earlier: CareDay) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// Its day of the week.
    pub fn weekday(self) -> Weekday {
        self.date().weekday()
    }

    /// Days since 1 January of year 1: what is kept on the disk, in order of time.
    pub fn number(self) -> i32 {
        self.0
    }
}

impl fmt::Debug for CareDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CareDay({})", self.date())
    }
}

/// A part of a care day.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Part {
    /// From getting up to leaving for the day.
    Morning,
    /// Until the evening.
    Day,
    /// From the evening to the next morning.
    Night,
}

impl Part {
    /// In the order of the day.
    pub const ALL: [Part; 3] = [Part::Morning, Part::Day, Part::Night];

    /// "Morning", "Day", "Night".
    pub fn words(self) -> &'static str {
        match self {
            Part::Morning => "Morning",
            Part::Day => "Day",
            Part::Night => "Night",
        }
    }

    /// "morning", "day", "night": inside a sentence.
    pub fn lower(self) -> &'static str {
        match self {
            Part::Morning => "morning",
            Part::Day => "day",
            Part::Night => "night",
        }
    }
}

/// When each part of day begins, by the clock on the wall. Morning comes before day, day before night.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Hours {
    morning: NaiveTime,
    day: NaiveTime,
    night: NaiveTime,
}

/// The parts of day were not in order.
#[derive(Copy, Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("Morning must begin before day, and day before night.")]
pub struct OutOfOrder;

impl Default for Hours {
    /// 06:45, 09:00 and 20:00: what most homes' rotas look like.
    fn default() -> Self {
        let time = |minutes: u32| NaiveTime::MIN + chrono::TimeDelta::minutes(i64::from(minutes));
        Self { morning: time(6 * 60 + 45), day: time(9 * 60), night: time(20 * 60) }
    }
}

impl Hours {
    /// Hours a home chose.
    pub fn new(morning: NaiveTime, day: NaiveTime, night: NaiveTime) -> Result<Self, OutOfOrder> {
        if morning < day && day < night { Ok(Self { morning, day, night }) } else { Err(OutOfOrder) }
    }

    /// When a part begins on the wall clock.
    pub fn start(&self, part: Part) -> NaiveTime {
        match part {
            Part::Morning => self.morning,
            Part::Day => self.day,
            Part::Night => self.night,
        }
    }

    /// The care day a moment belongs to.
    pub fn day_of(&self, now: Moment) -> CareDay {
        let local = now.local();
        let date = CareDay::of(local.date_naive());
        if local.time() < self.morning { date.plus(-1) } else { date }
    }

    /// The part of day a moment belongs to.
    pub fn part_of(&self, now: Moment) -> Part {
        self.part_at(now.local().time())
    }

    /// The part of day a time on the wall clock belongs to.
    pub fn part_at(&self, time: NaiveTime) -> Part {
        if time < self.morning || time >= self.night {
            Part::Night
        } else if time < self.day {
            Part::Morning
        } else {
            Part::Day
        }
    }

    /// The instant at which a part of a care day begins.
    pub fn begins(&self, day: CareDay, part: Part, zone: Tz) -> DateTime<Utc> {
        instant(day.date(), self.start(part), zone)
    }

    /// The instant at which a part of a care day ends: the night ends when the next morning begins.
    pub fn ends(&self, day: CareDay, part: Part, zone: Tz) -> DateTime<Utc> {
        match part {
            Part::Morning => self.begins(day, Part::Day, zone),
            Part::Day => self.begins(day, Part::Night, zone),
            Part::Night => self.begins(day.plus(1), Part::Morning, zone),
        }
    }
}

/// The instant of a date and time on the home's wall.
///
/// A time that the spring clock change skips is taken as the first instant after the gap; one that the
/// autumn change repeats as the first of the two.
pub fn instant(date: NaiveDate, time: NaiveTime, zone: Tz) -> DateTime<Utc> {
    let wall = date.and_time(time);
    // A gap is at most a few hours in any zone of the last century, so one of these quarter hours exists.
    (0..=96)
        .find_map(|quarter| {
            zone.from_local_datetime(&(wall + chrono::TimeDelta::minutes(15 * quarter))).earliest()
        })
        .map_or_else(|| Utc.from_utc_datetime(&wall), |local| local.with_timezone(&Utc))
}

/// A set of weekdays.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Weekdays(u8);

impl Weekdays {
    /// Every day of the week.
    pub const EVERY: Weekdays = Weekdays(0b111_1111);
    /// Monday to Friday.
    pub const SCHOOL: Weekdays = Weekdays(0b001_1111);
    /// Saturday and Sunday.
    pub const WEEKEND: Weekdays = Weekdays(0b110_0000);

    /// Exactly these days.
    pub fn of(days: &[Weekday]) -> Self {
        Self(days.iter().fold(0, |set, day| set | 1 << day.num_days_from_monday()))
    }

    /// Whether a weekday is in the set.
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & 1 << day.num_days_from_monday() != 0
    }
}

/// How often a duty comes round.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Cycle {
    /// Every so many days.
    Days(u16),
    /// Every so many weeks.
    Weeks(u16),
    /// Every so many months, on the same day of the month or its last.
    Months(u16),
}

impl Cycle {
    /// The day it is due again after it was done on `day`; at least the next day.
    pub fn after(self, day: CareDay) -> CareDay {
        let date = match self {
            Cycle::Days(n) => day.date().checked_add_days(Days::new(n.max(1).into())),
            Cycle::Weeks(n) => day.date().checked_add_days(Days::new(u64::from(n.max(1)) * 7)),
            Cycle::Months(n) => day.date().checked_add_months(Months::new(n.max(1).into())),
        };
        date.map_or(day.plus(1), CareDay::of)
    }

    /// "each week", "every 6 months".
    pub fn words(self) -> String {
        let (n, one, many) = match self {
            Cycle::Days(n) => (n, "day", "days"),
            Cycle::Weeks(n) => (n, "week", "weeks"),
            Cycle::Months(n) => (n, "month", "months"),
        };
        if n <= 1 { format!("each {one}") } else { format!("every {n} {many}") }
    }
}
