//! The entries on the disk, in two places. What was written since the last snapshot is in the *book*, a row each with
//! its proof. With every snapshot the book is *filed*: its entries go where they stay, in trees of their own, with
//! indexes of their days and their topics.
//!
//! To file each entry as it is written would copy a branch of four trees from leaf to root, and trees grow with the
//! record. A row in the book copies two blocks, after a day as after ten years. The book has no index on the disk:
//! whoever opens a record reads what is in it anyway, to see that it follows, and keeps whom each entry is about.

use super::proof::{Head, Proof};
use super::{Key, Trouble, codec, guarded, if_there, key, missing};
use crate::care::{CareDay, Entry, Subject, Topic};
use redb::{ReadOnlyTable, ReadTransaction, ReadableTable, TableDefinition, WriteTransaction};
use std::iter;
use std::ops::Range;

/// The entries since the last snapshot, by number.
pub(super) const BOOK: TableDefinition<u64, Both> = TableDefinition::new("book");
/// Those before, by number.
pub(super) const ENTRIES: TableDefinition<u64, &[u8]> = TableDefinition::new("entries");
/// What proves each of those, by the same number.
pub(super) const PROOFS: TableDefinition<u64, &[u8]> = TableDefinition::new("proofs");
/// Subject, care day, number: a day of someone's, in order.
pub(super) const BY_DAY: TableDefinition<(Key, i32, u64), ()> = TableDefinition::new("by day");
/// Subject, topic, number: everything of one kind about someone, in order.
pub(super) const BY_TOPIC: TableDefinition<(Key, u8, u64), ()> = TableDefinition::new("by topic");

/// The bytes of an entry, and of its proof.
pub(super) type Both = (&'static [u8], &'static [u8]);

/// An entry as it is written: itself, its bytes, those of its proof.
pub(super) type Row<'a> = (&'a Entry, &'a [u8], &'a [u8]);

/// What the indexes will say of an entry when it is filed.
#[derive(Copy, Clone)]
struct Line {
    subject: Key,
    day: i32,
    topic: u8,
}

impl Line {
    fn of(entry: &Entry) -> Self {
        Self { subject: key(entry.subject), day: entry.day.number(), topic: entry.topic() as u8 }
    }
}

/// What is in the book, in memory.
#[derive(Clone)]
pub(super) struct Book {
    /// The last entry that is filed. The first line is of the one after it.
    filed: u64,
    lines: Vec<Line>,
}

impl Book {
    /// An empty one, after the last entry that is filed.
    pub(super) fn after(filed: u64) -> Self {
        Self { filed, lines: Vec::new() }
    }

    /// The last entry that is filed.
    pub(super) fn filed(&self) -> u64 {
        self.filed
    }

    /// Takes in an entry that is on the disk, each in its turn. One that is filed is left out.
    pub(super) fn take_in(&mut self, entry: &Entry) {
        if entry.number > self.filed {
            debug_assert_eq!(entry.number, self.filed + 1 + self.lines.len() as u64, "each in its turn");
            self.lines.push(Line::of(entry));
        }
    }

    /// Files all that is in the book of a store, and more entries after it.
    pub(super) fn file<'a>(
        &self,
        write: &WriteTransaction,
        more: impl Iterator<Item = Row<'a>>,
    ) -> Result<(), Trouble> {
        let mut book = write.open_table(BOOK)?;
        let mut entries = write.open_table(ENTRIES)?;
        let mut proofs = write.open_table(PROOFS)?;
        let mut by_day = write.open_table(BY_DAY)?;
        let mut by_topic = write.open_table(BY_TOPIC)?;
        let mut put = |number, line: Line, bytes: &[u8], proof: &[u8]| -> Result<(), Trouble> {
            let Line { subject, day, topic } = line;
            entries.insert(number, bytes)?;
            proofs.insert(number, proof)?;
            by_day.insert((subject, day, number), ())?;
            by_topic.insert((subject, topic, number), ())?;
            Ok(())
        };
        for (number, line) in self.numbered() {
            let row = book.remove(number)?.ok_or_else(|| missing(number))?;
            let (bytes, proof) = row.value();
            put(number, line, bytes, proof)?;
        }
        for (entry, bytes, proof) in more {
            put(entry.number, Line::of(entry), bytes, proof)?;
        }
        Ok(())
    }

    /// The numbers of a subject's entries of one care day, in order.
    pub(super) fn of_day(
        &self,
        read: &ReadTransaction,
        subject: Subject,
        day: CareDay,
    ) -> Result<Vec<u64>, Trouble> {
        let (subject, day) = (key(subject), day.number());
        let mut found = Vec::new();
        for row in read.open_table(BY_DAY)?.range((subject, day, 0)..=(subject, day, u64::MAX))? {
            found.push(row?.0.value().2);
        }
        let lines = self.numbered().filter(|(_, line)| line.subject == subject && line.day == day);
        found.extend(lines.map(|(number, _)| number));
        Ok(found)
    }

    /// The last of the numbers of a subject's entries of one topic among these, in order.
    pub(super) fn of_topic(
        &self,
        read: &ReadTransaction,
        subject: Subject,
        topic: Topic,
        numbers: Range<u64>,
        most: usize,
    ) -> Result<Vec<u64>, Trouble> {
        let (subject, topic) = (key(subject), topic as u8);
        let lines = self.numbered().rev().filter(|(number, line)| {
            line.subject == subject && line.topic == topic && numbers.contains(number)
        });
        let mut found: Vec<u64> = lines.map(|(number, _)| number).take(most).collect();
        let filed = (subject, topic, numbers.start)..(subject, topic, numbers.end);
        for row in read.open_table(BY_TOPIC)?.range(filed)?.rev().take(most - found.len()) {
            found.push(row?.0.value().2);
        }
        found.reverse();
        Ok(found)
    }

    fn numbered(&self) -> impl DoubleEndedIterator<Item = (u64, Line)> {
        let first = self.filed + 1;
        self.lines.iter().enumerate().map(move |(at, line)| (first + at as u64, *line))
    }
}

/// Puts entries into the book of a store.
pub(super) fn enter<'a>(
    write: &WriteTransaction,
    rows: impl Iterator<Item = Row<'a>>,
) -> Result<(), Trouble> {
    let mut book = write.open_table(BOOK)?;
    for (entry, bytes, proof) in rows {
        book.insert(entry.number, (bytes, proof))?;
    }
    Ok(())
}

/// The number of the last entry that is filed in a store; 0 when there is none.
pub(super) fn filed(read: &ReadTransaction) -> Result<u64, Trouble> {
    Ok(read.open_table(ENTRIES)?.last()?.map_or(0, |(number, _)| number.value()))
}

/// The number of the first entry in the book of a store; 0 when it is empty.
pub(super) fn first(read: &ReadTransaction) -> Result<u64, Trouble> {
    let Some(book) = if_there(read.open_table(BOOK))? else { return Ok(0) };
    Ok(book.first()?.map_or(0, |(number, _)| number.value()))
}

/// The number of the last entry in the book of a store; 0 when it is empty.
pub(super) fn last(read: &ReadTransaction) -> Result<u64, Trouble> {
    let Some(book) = if_there(read.open_table(BOOK))? else { return Ok(0) };
    Ok(book.last()?.map_or(0, |(number, _)| number.value()))
}

/// The entries of a store as they are read, by number.
pub(super) struct Entries {
    filed: u64,
    entries: ReadOnlyTable<u64, &'static [u8]>,
    /// A store from before there was a book has none.
    book: Option<ReadOnlyTable<u64, Both>>,
}

impl Entries {
    /// Those of a store whose entries are filed up to this one.
    pub(super) fn of(read: &ReadTransaction, filed: u64) -> Result<Self, Trouble> {
        Ok(Self { filed, entries: read.open_table(ENTRIES)?, book: if_there(read.open_table(BOOK))? })
    }

    /// What is read of the bytes of an entry, if it is there.
    fn bytes<T>(&self, number: u64, read: impl FnOnce(&[u8]) -> T) -> Result<Option<T>, Trouble> {
        if number <= self.filed {
            return Ok(self.entries.get(number)?.map(|bytes| read(bytes.value())));
        }
        let Some(book) = &self.book else { return Ok(None) };
        Ok(book.get(number)?.map(|row| read(row.value().0)))
    }

    /// One entry.
    pub(super) fn entry(&self, number: u64) -> Result<Entry, Trouble> {
        self.bytes(number, |bytes| codec::decode(number, bytes))?.ok_or_else(|| missing(number))?
    }

    /// The entries after one, in order up to the last. Ends after the first that can't be read.
    pub(super) fn since(
        &self,
        number: u64,
        last: u64,
    ) -> Result<impl Iterator<Item = Result<Entry, Trouble>> + use<>, Trouble> {
        let (mut next, filed) = (number + 1, self.filed);
        let rows = (next <= filed).then(|| self.entries.range(next..)).transpose()?;
        let lines = self.book.as_ref().map(|book| book.range(next..)).transpose()?;
        let (mut rows, mut lines) = (rows.into_iter().flatten(), lines.into_iter().flatten());
        let mut read = move |next| {
            if next <= filed {
                let row = rows.next().transpose()?;
                in_turn(next, row.as_ref().map(|(number, bytes)| (number.value(), bytes.value())))
            } else {
                let line = lines.next().transpose()?;
                in_turn(next, line.as_ref().map(|(number, line)| (number.value(), line.value().0)))
            }
        };
        Ok(iter::from_fn(move || {
            if next > last {
                return None;
            }
            let entry = guarded(|| read(next));
            next = if entry.is_ok() { next + 1 } else { u64::MAX };
            Some(entry)
        }))
    }
}

/// The entries of a store with what proves them.
pub(super) struct Proved {
    entries: Entries,
    proofs: ReadOnlyTable<u64, &'static [u8]>,
}

impl Proved {
    /// Those of a store whose entries are filed up to this one.
    pub(super) fn of(read: &ReadTransaction, filed: u64) -> Result<Self, Trouble> {
        Ok(Self { entries: Entries::of(read, filed)?, proofs: read.open_table(PROOFS)? })
    }

    /// One entry.
    pub(super) fn entry(&self, number: u64) -> Result<Entry, Trouble> {
        self.entries.entry(number)
    }

    /// What proves an entry, if there is anything.
    fn proof(&self, number: u64) -> Result<Option<Proof>, Trouble> {
        if number <= self.entries.filed {
            let proof = self.proofs.get(number)?;
            return proof.map(|bytes| Proof::from_bytes(number, bytes.value())).transpose();
        }
        let Some(book) = &self.entries.book else { return Ok(None) };
        book.get(number)?.map(|row| Proof::from_bytes(number, row.value().1)).transpose()
    }

    /// The head the chain had after an entry, if there is one.
    pub(super) fn head(&self, number: u64) -> Result<Option<Head>, Trouble> {
        Ok(self.proof(number)?.map(|proof| proof.head()))
    }

    /// One entry with its bytes and what proves it.
    pub(super) fn whole(&self, number: u64) -> Result<(Entry, Vec<u8>, Proof), Trouble> {
        let bytes = self.entries.bytes(number, <[u8]>::to_vec)?.ok_or_else(|| missing(number))?;
        let proof = self.proof(number)?.ok_or(Trouble::Altered { number })?;
        Ok((codec::decode(number, &bytes)?, bytes, proof))
    }
}

/// The entry whose turn it is, in the next row there is.
fn in_turn(number: u64, row: Option<(u64, &[u8])>) -> Result<Entry, Trouble> {
    match row {
        Some((found, bytes)) if found == number => codec::decode(number, bytes),
        Some(_) | None => Err(missing(number)),
    }
}
