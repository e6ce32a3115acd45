//! Care days and parts of day, what recurs, and what a clock change does to them.
//!
//! A care day runs from the start of its morning to the start of the next, so what is done at 02:00
//! belongs to the night of the day before. Everything is worked out from an instant and the home's
//! zone; nothing here asks a clock.

use chrono::{
    DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone,
    Timelike, Utc, Weekday,
};
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

    /// Date and time on the home's wall; by universal time where the calendar ends, so that no instant panics.
    fn wall(self) -> NaiveDateTime {
        let utc = self.at.naive_utc();
        utc.checked_add_offset(self.zone.offset_from_utc_datetime(&utc).fix()).unwrap_or(utc)
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
        let end = if self.0 < 0 { NaiveDate::MIN } else { NaiveDate::MAX };
        NaiveDate::from_num_days_from_ce_opt(self.0).unwrap_or(end)
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
        let time = |minutes: u32| NaiveTime::MIN + TimeDelta::minutes(i64::from(minutes));
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

    /// The care day a moment belongs to: the one whose morning began last. Instants are compared, not times
    /// on the wall, so that an hour the autumn clock change repeats belongs to one day only.
    pub fn day_of(&self, now: Moment) -> CareDay {
        let date = CareDay::of(now.wall().date());
        let begun = |day: &CareDay| self.begins(*day, Part::Morning, now.zone) <= now.at;
        [date.plus(1), date].into_iter().find(begun).unwrap_or(date.plus(-1))
    }

    /// The part of day a moment belongs to.
    pub fn part_of(&self, now: Moment) -> Part {
        let day = self.day_of(now);
        let begun = |part: &&Part| self.begins(day, **part, now.zone) <= now.at;
        Part::ALL.iter().rev().find(begun).copied().unwrap_or(Part::Morning)
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
    let known = |wall: NaiveDateTime| zone.from_local_datetime(&wall).earliest();
    known(wall)
        .or_else(|| {
            // Gaps end on a whole minute, and the longest, where a zone left out a date, is a day.
            let minute = wall.with_second(0)?;
            (1..=MINUTES_A_DAY).find_map(|later| known(minute.checked_add_signed(TimeDelta::minutes(later))?))
        })
        .map_or_else(|| Utc.from_utc_datetime(&wall), |local| local.with_timezone(&Utc))
}

const MINUTES_A_DAY: i64 = 24 * 60;

/// The last few care days on which anything was written, in the order they were first written on.
///
/// What is older than all of them is let go of. These are days that were lived, not days by the clock: a
/// clock that runs a year ahead for an hour must not sweep today away.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Lately(Vec<CareDay>);

impl Lately {
    /// Today, yesterday, and one that only a wrong clock knows.
    const MANY: usize = 3;

    /// Takes a day in. When it is a new one: the first day that still counts.
    pub(super) fn take_in(&mut self, day: CareDay) -> Option<CareDay> {
        if self.0.contains(&day) {
            return None;
        }
        self.0.push(day);
        let surplus = self.0.len().saturating_sub(Self::MANY);
        self.0.drain(..surplus);
        self.0.iter().min().copied()
    }
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

    /// Whether there is no day in it.
    pub fn is_empty(self) -> bool {
        self.0 & Self::EVERY.0 == 0
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
