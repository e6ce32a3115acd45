//! Times typed into a small box: counted from when it was opened, however late it is saved, and kept in a draft as
//! they were meant.

use crate::care::Moment;
use crate::care::when::{self, NotUnderstood};
use chrono::{DateTime, Datelike, Utc};

/// What times are counted from.
pub(super) struct Times {
    from: Moment,
    /// Whether the home was read since.
    read: bool,
}

impl Times {
    pub(super) fn at(from: Moment) -> Self {
        Self { from, read: false }
    }

    pub(super) fn from(&self) -> Moment {
        self.from
    }

    pub(super) fn began(&self) -> DateTime<Utc> {
        self.from.at
    }

    /// Takes the zone from the home, which a draft does not know.
    pub(super) fn read(&mut self, now: Moment) {
        if !self.read {
            (self.from.zone, self.read) = (now.zone, true);
        }
    }

    /// Goes on with what was begun earlier.
    pub(super) fn take_up(&mut self, began: DateTime<Utc>) {
        self.from.at = began;
    }

    /// What a time that is over means.
    pub(super) fn past(&self, typed: &str) -> Result<DateTime<Utc>, NotUnderstood> {
        when::parse_time_of_event(typed, self.from)
    }

    /// How a time is understood, to stand beside it: "Sun 22 Nov 19:40".
    pub(super) fn shown(&self, typed: &str, understood: &Result<DateTime<Utc>, NotUnderstood>) -> String {
        match understood {
            Ok(at) => {
                let local = at.with_timezone(&self.from.zone);
                let this_year = local.year() == self.from.local().year();
                local.format(if this_year { "%a %-d %b %H:%M" } else { "%a %-d %b %Y %H:%M" }).to_string()
            }
            Err(_) if typed.trim().is_empty() => String::new(),
            Err(NotUnderstood::NotYet { .. }) => "that is still to come".into(),
            Err(_) => "not a time yet".into(),
        }
    }

    /// Writes times that are over out, so that "now" means the same on another day.
    pub(super) fn write_out(&self, boxes: &mut [(String, String)], names: &[&str]) {
        for name in names {
            let typed = boxes.iter().find(|(known, _)| known == name).map(|(_, typed)| typed.clone());
            let at = typed.and_then(|typed| self.past(&typed).ok());
            self.write_in_full(boxes, name, at);
        }
    }

    /// Writes a time out in its box with day and year, if it is understood.
    pub(super) fn write_in_full(
        &self,
        boxes: &mut [(String, String)],
        name: &str,
        at: Option<DateTime<Utc>>,
    ) {
        if let (Some(at), Some((_, kept))) = (at, boxes.iter_mut().find(|(known, _)| known == name)) {
            *kept = at.with_timezone(&self.from.zone).format("%-d/%-m/%Y %H:%M").to_string();
        }
    }
}
