//! One child's day as the journal tells it: the same folds as the home's, over that day's entries alone.
//!
//! It keeps everything of the day, as a home lets old days go; it decides nothing.

use super::log::Log;
use super::night::{Check, Found};
use super::trail::Trails;
use super::whereabouts::Whereabouts;
use super::{AlertId, Entry, Fact, StaffId, alert, night};
use chrono::{DateTime, Utc};

/// Something that happened to an alert on the day.
#[derive(Clone, PartialEq, Debug)]
pub struct AlertStep {
    /// The number of its entry.
    pub number: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: StaffId,
    /// To which alert.
    pub alert: AlertId,
    /// What: the fact itself.
    pub fact: alert::Fact,
}

/// A child's day, or the house's.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct DayBook {
    /// What came of each line, with its trail.
    pub trails: Trails,
    /// The log of the day.
    pub log: Log,
    /// Night checks, oldest first.
    pub checks: Vec<Check>,
    /// What happened to alerts, receipts aside.
    pub alerts: Vec<AlertStep>,
    /// Who gave a receipt for which alert, with the number of its entry.
    pub receipts: Vec<(StaffId, AlertId, u64)>,
    /// Out and back.
    pub whereabouts: Whereabouts,
}

impl DayBook {
    /// Folds the entries of one subject's care day.
    pub fn of(entries: &[Entry]) -> Self {
        let mut book = Self::default();
        for entry in entries {
            book.apply(entry);
        }
        book
    }

    fn apply(&mut self, entry: &Entry) {
        match &entry.fact {
            Fact::Checklist(fact) => self.trails.apply(entry, fact),
            Fact::Log(fact) => self.log.apply(entry, fact),
            Fact::Night(night::Fact::Checked { found, note }) => {
                let (number, found, note): (u64, Found, String) = (entry.number, *found, note.clone());
                self.checks.push(Check { number, found, note, by: entry.by, at: entry.at });
            }
            Fact::Night(night::Fact::CheckTakenBack(number)) => {
                self.checks.retain(|check| check.number != *number);
            }
            Fact::Alert(fact) => {
                if let alert::Fact::Read(id) = fact {
                    self.receipts.push((entry.by, *id, entry.number));
                }
                if let Some(alert) = alert_of(fact) {
                    let (number, at, by) = (entry.number, entry.at, entry.by);
                    self.alerts.push(AlertStep { number, at, by, alert, fact: fact.clone() });
                }
            }
            Fact::Whereabouts(fact) => self.whereabouts.apply(entry, fact),
            Fact::Night(night::Fact::EverySet { .. })
            | Fact::House(_)
            | Fact::People(_)
            | Fact::Child(_)
            | Fact::Diary(_)
            | Fact::Routine(_)
            | Fact::Handover(_)
            | Fact::Access(_)
            | Fact::Shift(_)
            | Fact::HandingOver(_) => {}
            Fact::Receipt(fact) => {
                let alerts = fact.in_turn().0;
                let read = alerts.iter().filter_map(|fact| match fact {
                    alert::Fact::Read(id) => Some((entry.by, *id, entry.number)),
                    _ => None,
                });
                self.receipts.extend(read);
            }
        }
    }
}

fn alert_of(fact: &alert::Fact) -> Option<AlertId> {
    match fact {
        alert::Fact::Raised { id, .. }
        | alert::Fact::Withdrawn(id)
        | alert::Fact::FollowedUp { id, .. }
        | alert::Fact::FollowUpTakenBack { id, .. }
        | alert::Fact::Closed { id, .. }
        | alert::Fact::OpenedAgain(id) => Some(*id),
        alert::Fact::Read(_) | alert::Fact::ReadTakenBack(_) => None,
    }
}
