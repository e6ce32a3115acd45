//! A time as `--at` takes it: by the clock on the home's wall, or as an instant.

use crate::care::days;
use chrono::{DateTime, Datelike, NaiveDateTime, Utc};
use chrono_tz::Tz;
use std::str::FromStr;

/// A time that was asked for.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum At {
    /// One and the same everywhere.
    Instant(DateTime<Utc>),
    /// By the clock on the wall.
    Wall(NaiveDateTime),
}

/// Why it is no time.
#[derive(Copy, Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub(super) enum NotATime {
    #[error("Write the time as \"2026-11-23 07:18\", by the clock on the wall.")]
    Unclear,
    #[error("Choose a time between the years 1950 and 2200.")]
    TooFar,
}

impl At {
    /// The instant, in a home's zone.
    pub(super) fn in_zone(self, zone: Tz) -> DateTime<Utc> {
        match self {
            At::Instant(at) => at,
            At::Wall(wall) => days::instant(wall.date(), wall.time(), zone),
        }
    }
}

impl FromStr for At {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Self, NotATime> {
        let at = if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
            At::Instant(instant.to_utc())
        } else {
            let shapes = ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"];
            let read = |shape| NaiveDateTime::parse_from_str(text, shape).ok();
            At::Wall(shapes.into_iter().find_map(read).ok_or(NotATime::Unclear)?)
        };
        let year = match at {
            At::Instant(at) => at.year(),
            At::Wall(wall) => wall.year(),
        };
        if (1950..=2200).contains(&year) { Ok(at) } else { Err(NotATime::TooFar) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::London;

    #[test]
    fn a_time_on_the_wall_is_taken_in_the_homes_zone() {
        let at = |text: &str| text.parse::<At>().map(|at| at.in_zone(London).to_rfc3339());
        assert_eq!(at("2026-07-01 07:18").as_deref(), Ok("2026-07-01T06:18:00+00:00"));
        assert_eq!(at("2026-07-01T07:18").as_deref(), Ok("2026-07-01T06:18:00+00:00"));
        assert_eq!(at("2026-07-01T07:18:30Z").as_deref(), Ok("2026-07-01T07:18:30+00:00"));
        assert_eq!(at("2026-03-29 01:30").as_deref(), Ok("2026-03-29T01:00:00+00:00"));
    }

    #[test]
    fn what_is_no_time_says_how_to_write_one() {
        assert_eq!("soon".parse::<At>(), Err(NotATime::Unclear));
        assert_eq!("2026-02-30 07:00".parse::<At>(), Err(NotATime::Unclear));
        assert_eq!("9999-01-01 07:00".parse::<At>(), Err(NotATime::TooFar));
        assert_eq!("+262142-01-01T00:00:00Z".parse::<At>(), Err(NotATime::Unclear));
    }
}
