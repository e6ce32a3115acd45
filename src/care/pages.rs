//! The log read back from its end, a page at a time, as far as someone looks.
//!
//! Pages come in order of number, which is when entries were written; what happened is told in order of when it
//! happened. So an entry is told only once nothing that happened after it can still be missing.

use super::log::{Log, LogEntry};
use super::{Entry, Fact};
use std::ops::Range;

/// What was read of a log so far.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Pages {
    /// In order of number.
    entries: Vec<Entry>,
    /// The number up to which everything new was read.
    seen: u64,
    whole: bool,
}

impl Pages {
    /// Begins at the end of a journal: its last number.
    pub fn up_to(last: u64) -> Self {
        Self { entries: Vec::new(), seen: last, whole: false }
    }

    /// The numbers of what was written since, up to the last of the journal.
    pub fn newer(&self, last: u64) -> Range<u64> {
        self.seen + 1..last.max(self.seen) + 1
    }

    /// The numbers of what was written before.
    pub fn older(&self) -> Range<u64> {
        0..self.entries.first().map_or(self.seen + 1, |first| first.number)
    }

    /// Takes in what was written since, up to the last of the journal.
    pub fn take_newer(&mut self, entries: Vec<Entry>, last: u64) {
        self.entries.extend(entries);
        self.seen = self.seen.max(last);
    }

    /// Takes in the page before; one that is not full is the first of all.
    pub fn take_older(&mut self, mut page: Vec<Entry>, asked_for: usize) {
        self.whole = page.len() < asked_for;
        page.append(&mut self.entries);
        self.entries = page;
    }

    /// Whether there is nothing further back.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// The entries that are certain, in order of when they happened, newest first.
    pub fn told(&self) -> Vec<LogEntry> {
        let mut log = Log::default();
        for entry in &self.entries {
            if let Fact::Log(fact) = &entry.fact {
                log.apply(entry, fact);
            }
        }
        // What is not read yet was written before the first that is, so it happened before that too.
        let certain = self.entries.first().filter(|_| !self.whole).map(|first| first.at);
        let mut told: Vec<LogEntry> = log.entries().to_vec();
        told.retain(|entry| certain.is_none_or(|certain| entry.written.happened >= certain));
        told.reverse();
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::log::{self, Category, Event, Knowing, Written};
    use crate::care::{CareDay, LogId, StaffId, Subject};
    use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
    use proptest::prelude::*;
    use uuid::Uuid;

    fn at(hour: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::hours(hour)
    }

    fn entry(number: u64, written: i64, fact: log::Fact) -> Entry {
        let by = StaffId(Uuid::nil());
        let day = CareDay::of(NaiveDate::default());
        Entry { number, at: at(written), by, day, subject: Subject::House, fact: Fact::Log(fact) }
    }

    fn happened(number: u64, written: i64, happened: i64) -> Entry {
        let id = LogId(Uuid::from_u128(number.into()));
        let told = Written {
            id,
            happened: at(happened),
            category: Category::General,
            text: format!("{number}"),
            own_words: String::new(),
            mood: None,
            knowing: Knowing::Seen,
            event: Event::Ordinary,
            clocks: Vec::new(),
            kept_to: None,
        };
        entry(number, written, log::Fact::Written(Box::new(told)))
    }

    fn numbers(pages: &Pages) -> Vec<String> {
        pages.told().iter().map(|entry| entry.text().to_string()).collect()
    }

    /// Reads a journal back in pages of so many until it is whole.
    fn page(pages: &mut Pages, journal: &[Entry], most: usize) {
        let older: Vec<Entry> =
            journal.iter().filter(|entry| pages.older().contains(&entry.number)).cloned().collect();
        pages.take_older(older[older.len().saturating_sub(most)..].to_vec(), most);
    }

    #[test]
    fn what_was_written_late_waits_until_its_day_is_read() {
        let journal = [happened(1, 10, 9), happened(2, 12, 11), happened(3, 20, 10), happened(4, 22, 22)];
        let mut pages = Pages::up_to(4);
        page(&mut pages, &journal, 2);
        assert_eq!(numbers(&pages), ["4"], "3 happened before 2, which is not read yet");
        page(&mut pages, &journal, 2);
        page(&mut pages, &journal, 2);
        assert!(pages.is_whole());
        assert_eq!(numbers(&pages), ["4", "2", "3", "1"]);
    }

    #[test]
    fn an_amendment_reaches_an_entry_on_an_older_page() {
        let of = LogId(Uuid::from_u128(1));
        let amended = log::Fact::Amended { of, text: "said better".into(), why: "clearer".into() };
        let journal = [happened(1, 1, 1), happened(2, 2, 2), entry(3, 3, amended)];
        let mut pages = Pages::up_to(3);
        for _ in 0..4 {
            page(&mut pages, &journal, 1);
        }
        assert_eq!(numbers(&pages), ["2", "said better"]);
    }

    #[test]
    fn what_is_written_meanwhile_comes_on_top() {
        let mut pages = Pages::up_to(1);
        page(&mut pages, &[happened(1, 1, 1)], 5);
        assert_eq!(pages.newer(3), 2..4);
        pages.take_newer(vec![happened(3, 3, 3)], 3);
        assert_eq!(pages.newer(3), 4..4, "nothing more");
        assert_eq!(numbers(&pages), ["3", "1"]);
    }

    proptest! {
        #[test]
        fn pages_of_any_size_tell_a_beginning_of_the_whole(
            delays in prop::collection::vec(0i64..30, 1..40),
            most in 1usize..9,
        ) {
            let journal: Vec<Entry> = (1..).zip(&delays)
                .map(|(number, delay)| happened(number, 100 + i64::try_from(number).unwrap(), 100 - delay))
                .collect();
            let last = journal.len() as u64;
            let mut all = Pages::up_to(last);
            page(&mut all, &journal, 1000);
            let mut pages = Pages::up_to(last);
            while !pages.is_whole() {
                page(&mut pages, &journal, most);
                let told = numbers(&pages);
                prop_assert_eq!(&told[..], &numbers(&all)[..told.len()]);
            }
            prop_assert_eq!(numbers(&pages), numbers(&all));
        }
    }
}
