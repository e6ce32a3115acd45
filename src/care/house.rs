//! The home itself: its name, zone, hours and words, and what each alert level means here.
//!
//! A setting holds from when it is set; what was worked out under the one before stays in the facts.

use super::alert::Level;
use super::people::Deed;
use super::refusal::Gaps;
use super::{Decided, Home, Hours, Refusal, StaffId, Stamp, Subject, words};
use chrono::{DateTime, Utc};
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
    /// After how many minutes without a key the screens lock, from 1 to 15.
    pub lock_minutes: u8,
    /// A second folder that backups go to, on another disk; empty where there is none.
    pub second_folder: String,
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
            lock_minutes: 3,
            second_folder: String::new(),
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
            Fact::Opened(Opening { name, zone, hours, demo }) => {
                (self.name, self.zone, self.hours, self.demo) = (name.clone(), *zone, *hours, *demo);
            }
            Fact::Renamed(name) => self.name.clone_from(name),
            Fact::HoursSet(hours) => self.hours = *hours,
            Fact::ZoneSet(zone) => self.zone = *zone,
            Fact::TermsSet(terms) => self.terms.clone_from(terms),
            Fact::Reworded { level, meaning } => self.meanings[*level as usize].clone_from(meaning),
            Fact::CheckMinutesSet(minutes) => self.check_minutes = *minutes,
            Fact::LockMinutesSet(minutes) => self.lock_minutes = *minutes,
            Fact::OnCallSet(words) => self.on_call.clone_from(words),
            Fact::SecondFolderSet(folder) => self.second_folder.clone_from(folder),
            // It is for the record: everything before it is what the copy held.
            Fact::Restored { .. } => {}
        }
    }
}

/// How a home's record begins.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Opening {
    /// Its name.
    pub name: String,
    /// Its time zone.
    pub zone: chrono_tz::Tz,
    /// When its parts of day begin.
    pub hours: Hours,
    /// A made-up home, for looking round.
    pub demo: bool,
}

/// What can be asked about the home itself.
#[derive(Clone, PartialEq, Debug)]
pub enum Act {
    /// Begin the home's record; the first entry of every journal.
    Open(Opening),
    /// Give the home another name.
    Rename(String),
    /// Choose when the parts of day begin.
    SetHours(Hours),
    /// Move the home to another time zone.
    SetZone(chrono_tz::Tz),
    /// Choose the home's own words.
    SetTerms(Terms),
    /// Say what a level means here.
    Reword {
        /// The level.
        level: Level,
        /// Its meaning, a short sentence.
        meaning: String,
    },
    /// Say how many minutes may pass between two night checks of a child.
    SetCheckMinutes(u16),
    /// Say who to ring at night.
    SetOnCall(String),
    /// Say after how many minutes without a key the screens lock.
    SetLockMinutes(u8),
    /// Name a second folder that backups go to; none with no words.
    SetSecondFolder(String),
    /// Say that this record was put back from a backup.
    Restore {
        /// When the backup was made.
        made: DateTime<Utc>,
        /// The number of its last entry.
        last: u64,
    },
}

/// What happened to the home itself.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the past of the act of the same name")]
pub enum Fact {
    Opened(Opening),
    Renamed(String),
    HoursSet(Hours),
    ZoneSet(chrono_tz::Tz),
    TermsSet(Terms),
    Reworded {
        level: Level,
        meaning: String,
    },
    CheckMinutesSet(u16),
    OnCallSet(String),
    LockMinutesSet(u8),
    SecondFolderSet(String),
    Restored {
        #[serde(with = "chrono::serde::ts_milliseconds")]
        made: DateTime<Utc>,
        last: u64,
    },
}

pub(super) fn decide(home: &Home, by: StaffId, stamp: Stamp, act: Act) -> Result<Decided, Refusal> {
    if !matches!(act, Act::Open(_)) {
        home.people.may(home, by, stamp.moment, Deed::RunTheHome)?;
    }
    let mut gaps = Gaps::default();
    let mut day = home.day_of(stamp.moment);
    let fact = match act {
        Act::Open(_) if home.last > 0 => return Err(Refusal::NotNow("This home is open already.".into())),
        Act::Open(opening) => {
            day = opening.hours.day_of(stamp.moment);
            let name = gaps.line("name", &opening.name, words::NAME, "Write the home's name.");
            Fact::Opened(Opening { name, ..opening })
        }
        Act::Rename(name) => Fact::Renamed(gaps.line("name", &name, words::NAME, "Write the home's name.")),
        Act::SetHours(hours) => Fact::HoursSet(hours),
        Act::SetZone(zone) => Fact::ZoneSet(zone),
        Act::SetTerms(terms) => Fact::TermsSet(clean(&mut gaps, &terms)),
        Act::Reword { level, meaning } => {
            let meaning = gaps.line("meaning", &meaning, words::LINE, "Say what this level means.");
            Fact::Reworded { level, meaning }
        }
        Act::SetCheckMinutes(minutes) => {
            check_minutes(&mut gaps, minutes);
            Fact::CheckMinutesSet(minutes)
        }
        Act::SetOnCall(words) => {
            Fact::OnCallSet(gaps.line("on call", &words, words::LINE, "Say who to ring at night."))
        }
        Act::SetLockMinutes(minutes) => {
            if !(1..=15).contains(&minutes) {
                gaps.say("minutes", "Minutes before it locks must be from 1 to 15.");
            }
            Fact::LockMinutesSet(minutes)
        }
        Act::SetSecondFolder(folder) => {
            Fact::SecondFolderSet(gaps.optional_line("folder", &folder, words::LINE))
        }
        Act::Restore { made, last } => Fact::Restored { made, last },
    };
    gaps.none()?;
    Ok(Decided { subject: Subject::House, day, fact: super::Fact::House(fact) })
}

/// So many minutes can pass between two night checks.
pub(super) fn check_minutes(gaps: &mut Gaps, minutes: u16) {
    if !(5..=240).contains(&minutes) {
        gaps.say("minutes", "Minutes between checks must be from 5 to 240.");
    }
}

fn clean(gaps: &mut Gaps, raw: &Terms) -> Terms {
    let mut word = |field, raw| gaps.line(field, raw, words::NAME, "Write the word this home uses.");
    Terms {
        keyworker: word("keyworker", &raw.keyworker),
        manager: word("manager", &raw.manager),
        meeting: word("meeting", &raw.meeting),
    }
}
