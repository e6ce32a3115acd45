//! The home itself: its name, zone, hours and words, and what each alert level means here.

use super::alert::Level;
use super::people::Deed;
use super::refusal::Gaps;
use super::{CareDay, Decided, Home, Hours, Refusal, StaffId, Stamp, Subject, words};
use serde::{Deserialize, Serialize};

/// The home itself.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct House {
    /// Its name.
    pub name: String,
    /// Its time zone, a name such as `Europe/London`.
    pub zone: chrono_tz::Tz,
    /// A made-up home, for looking round; says so on every screen and never becomes a real one.
    pub demo: bool,
    /// When its parts of day begin.
    pub hours: Hours,
    /// Its own words for what homes name differently.
    pub terms: Terms,
    /// What each alert level means here, in the order of [`Level::ALL`].
    pub meanings: [String; 3],
    /// How many minutes may pass between two night checks of a child.
    pub check_minutes: u16,
    /// Who to ring at night, in the home's own words.
    pub on_call: String,
}

/// A home's own words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Terms {
    /// "keyworker", or for instance "link worker".
    pub keyworker: String,
    /// "registered manager", or for instance "community director".
    pub manager: String,
    /// "community meeting", or for instance "house meeting".
    pub meeting: String,
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            keyworker: "keyworker".into(),
            manager: "registered manager".into(),
            meeting: "community meeting".into(),
        }
    }
}

impl Default for House {
    fn default() -> Self {
        Self {
            name: String::new(),
            zone: chrono_tz::Europe::London,
            demo: false,
            hours: Hours::default(),
            terms: Terms::default(),
            meanings: Level::ALL.map(|level| level.usual_meaning().into()),
            check_minutes: 30,
            on_call: String::new(),
        }
    }
}

impl House {
    /// What a level means in this home.
    pub fn meaning(&self, level: Level) -> &str {
        &self.meanings[level as usize]
    }

    pub(super) fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::Opened(house) => self.clone_from(house),
            Fact::HoursSet(hours) => self.hours = *hours,
            Fact::Reworded { level, meaning } => self.meanings[*level as usize].clone_from(meaning),
            Fact::OnCallSet(words) => self.on_call.clone_from(words),
            Fact::ZoneSet(zone) => self.zone = *zone,
        }
    }
}

/// What can be asked about the home itself.
#[derive(Clone, PartialEq, Debug)]
pub enum Act {
    /// Begin the home's record; the first entry of every journal.
    Open(Box<House>),
    /// Choose when the parts of day begin.
    SetHours(Hours),
    /// Say what a level means here.
    Reword {
        /// The level.
        level: Level,
        /// Its meaning, a short sentence.
        meaning: String,
    },
    /// Say who to ring at night.
    SetOnCall(String),
    /// Move the home to another time zone.
    SetZone(chrono_tz::Tz),
}

/// What happened to the home itself.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the past of the act of the same name")]
pub enum Fact {
    Opened(Box<House>),
    HoursSet(Hours),
    Reworded { level: Level, meaning: String },
    OnCallSet(String),
    ZoneSet(chrono_tz::Tz),
}

pub(super) fn decide(home: &Home, by: StaffId, stamp: Stamp, act: Act) -> Result<Decided, Refusal> {
    let (fact, day) = match act {
        Act::Open(house) if home.last == 0 => {
            let day: CareDay = house.hours.day_of(stamp.moment);
            (Fact::Opened(house), day)
        }
        Act::Open(_) => return Err(Refusal::NotNow("This home is open already.".into())),
        Act::SetHours(hours) => (Fact::HoursSet(hours), home.day_of(stamp.moment)),
        Act::Reword { level, meaning } => {
            let mut gaps = Gaps::default();
            let meaning = gaps.line("meaning", &meaning, words::LINE, "Say what this level means.");
            gaps.none()?;
            (Fact::Reworded { level, meaning }, home.day_of(stamp.moment))
        }
        Act::SetOnCall(words) => {
            let mut gaps = Gaps::default();
            let words = gaps.line("on call", &words, words::LINE, "Say who to ring at night.");
            gaps.none()?;
            (Fact::OnCallSet(words), home.day_of(stamp.moment))
        }
        Act::SetZone(zone) => (Fact::ZoneSet(zone), home.day_of(stamp.moment)),
    };
    if home.last > 0 {
        home.people.may(home, by, stamp.moment, Deed::RunTheHome)?;
    }
    Ok(Decided { subject: Subject::House, day, fact: super::Fact::House(fact) })
}
