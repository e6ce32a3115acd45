//! The journal on disk: bytes, numbers and two indexes. It knows no rules.

pub mod codec;

use crate::care::{CareDay, Entry, Home, StaffId, Subject, Topic};
use chrono::{DateTime, Utc};
use redb::{Database, ReadableDatabase, ReadableTable, TableDefinition};
use serde::{Deserialize, Serialize};
use std::path::Path;

const ENTRIES: TableDefinition<u64, &[u8]> = TableDefinition::new("entries");
const BY_DAY: TableDefinition<([u8; 16], i32, u64), ()> = TableDefinition::new("by day");
const BY_TOPIC: TableDefinition<([u8; 16], u8, u64), ()> = TableDefinition::new("by topic");
const DRAFTS: TableDefinition<([u8; 16], &str), &[u8]> = TableDefinition::new("drafts");
const SNAPSHOT: TableDefinition<u32, (u64, &[u8])> = TableDefinition::new("snapshot");

/// Why the journal can't be read or written, in plain words; the technical cause is its source.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// A record can't be read back.
    #[error("Entry {number} can't be read: the file is damaged.")]
    Damaged {
        /// Which entry.
        number: u64,
    },
    /// Written by a later version.
    #[error("This home was last used with a newer bethere. Update bethere on this computer to open it.")]
    NewerFormat,
    /// More than one record can hold.
    #[error("This is too long to be kept in one entry. Make it shorter.")]
    TooLarge,
    /// The disk or the file.
    #[error("The file can't be read or written.")]
    Disk(#[source] redb::Error),
}

impl<E: Into<redb::Error>> From<E> for Trouble {
    fn from(error: E) -> Self {
        Self::Disk(error.into())
    }
}

/// What someone was typing, as typed.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Draft {
    /// Which form, about whom: one draft a name.
    pub name: String,
    /// About whom.
    pub subject: Subject,
    /// When it was begun.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub began: DateTime<Utc>,
    /// Each box with what it holds.
    pub boxes: Vec<(String, String)>,
}

/// The journal of one home.
pub struct Journal {
    store: Database,
    last: u64,
    snapshot_at: u64,
}

impl Journal {
    /// Makes an empty journal in a directory.
    pub fn create(dir: &Path) -> Result<Self, Trouble> {
        let store = Database::create(dir.join("store"))?;
        let write = store.begin_write()?;
        write.open_table(ENTRIES)?;
        write.open_table(BY_DAY)?;
        write.open_table(BY_TOPIC)?;
        write.open_table(DRAFTS)?;
        write.open_table(SNAPSHOT)?;
        write.commit()?;
        Ok(Self { store, last: 0, snapshot_at: 0 })
    }

    /// Opens the journal in a directory.
    pub fn open(dir: &Path) -> Result<Self, Trouble> {
        let store = Database::open(dir.join("store"))?;
        let last = store.begin_read()?.open_table(ENTRIES)?.last()?.map_or(0, |(number, _)| number.value());
        let snapshot_at =
            store.begin_read()?.open_table(SNAPSHOT)?.get(Home::SHAPE)?.map_or(0, |kept| kept.value().0);
        Ok(Self { store, last, snapshot_at })
    }

    /// The number of the last entry; 0 when there is none.
    pub fn last(&self) -> u64 {
        self.last
    }

    /// The number of the last entry folded into the snapshot; 0 when there is none.
    pub fn snapshot_at(&self) -> u64 {
        self.snapshot_at
    }

    /// Writes an entry. Returns once it is on the disk.
    pub fn append(&mut self, entry: &Entry) -> Result<(), Trouble> {
        self.write(std::slice::from_ref(entry), None)
    }

    /// Writes an entry together with the home it leads to.
    pub fn append_with_snapshot(&mut self, entry: &Entry, home: &Home) -> Result<(), Trouble> {
        self.write(std::slice::from_ref(entry), Some(home))
    }

    /// Writes many entries and the home they lead to in one commit.
    pub fn append_all(&mut self, entries: &[Entry], home: &Home) -> Result<(), Trouble> {
        self.write(entries, Some(home))
    }

    fn write(&mut self, entries: &[Entry], home: Option<&Home>) -> Result<(), Trouble> {
        let write = self.store.begin_write()?;
        {
            let mut all = write.open_table(ENTRIES)?;
            let (mut by_day, mut by_topic) = (write.open_table(BY_DAY)?, write.open_table(BY_TOPIC)?);
            for entry in entries {
                let key = key(entry.subject);
                all.insert(entry.number, &*codec::encode(entry)?)?;
                by_day.insert((key, entry.day.number(), entry.number), ())?;
                by_topic.insert((key, entry.topic() as u8, entry.number), ())?;
            }
        }
        if let Some(home) = home {
            write.open_table(SNAPSHOT)?.insert(Home::SHAPE, (home.last, &*codec::to_bytes(home)?))?;
        }
        write.commit()?;
        self.last = entries.last().map_or(self.last, |entry| entry.number);
        self.snapshot_at = home.map_or(self.snapshot_at, |home| home.last);
        Ok(())
    }

    /// The home as it was last folded and kept, if its shape is still this one.
    pub fn snapshot(&self) -> Result<Option<Home>, Trouble> {
        let table = self.store.begin_read()?.open_table(SNAPSHOT)?;
        let Some(kept) = table.get(Home::SHAPE)? else { return Ok(None) };
        codec::from_bytes(kept.value().1).map(Some)
    }

    /// The entries after a number, in order.
    pub fn since(
        &self,
        number: u64,
    ) -> Result<impl Iterator<Item = Result<Entry, Trouble>> + use<>, Trouble> {
        let table = self.store.begin_read()?.open_table(ENTRIES)?;
        Ok(table.range(number + 1..)?.map(|row| {
            let (number, bytes) = row?;
            codec::decode(number.value(), bytes.value())
        }))
    }

    /// The last entries, newest first.
    pub fn latest(&self, most: usize) -> Result<Vec<Entry>, Trouble> {
        let mut found: Vec<Entry> =
            self.since(self.last.saturating_sub(most as u64))?.collect::<Result<_, _>>()?;
        found.reverse();
        Ok(found)
    }

    /// A subject's entries of one care day, in order.
    pub fn by_day(&self, subject: Subject, day: CareDay) -> Result<Vec<Entry>, Trouble> {
        let read = self.store.begin_read()?;
        let (entries, index) = (read.open_table(ENTRIES)?, read.open_table(BY_DAY)?);
        let (key, day) = (key(subject), day.number());
        let numbers = index.range((key, day, 0)..=(key, day, u64::MAX))?.map(|row| Ok(row?.0.value().2));
        numbers.map(|number: Result<u64, Trouble>| fetch(&entries, number?)).collect()
    }

    /// A subject's last entries of one topic, in order.
    pub fn by_topic(&self, subject: Subject, topic: Topic, most: usize) -> Result<Vec<Entry>, Trouble> {
        let read = self.store.begin_read()?;
        let (entries, index) = (read.open_table(ENTRIES)?, read.open_table(BY_TOPIC)?);
        let (key, topic) = (key(subject), topic as u8);
        let newest = index.range((key, topic, 0)..=(key, topic, u64::MAX))?.rev().take(most);
        let mut found: Vec<Entry> =
            newest.map(|row| fetch(&entries, row?.0.value().2)).collect::<Result<_, Trouble>>()?;
        found.reverse();
        Ok(found)
    }

    /// Keeps what someone is typing. Returns once it is on the disk.
    pub fn keep_draft(&mut self, staff: StaffId, draft: &Draft) -> Result<(), Trouble> {
        let write = self.store.begin_write()?;
        write.open_table(DRAFTS)?.insert((staff.0.into_bytes(), &*draft.name), &*codec::to_bytes(draft)?)?;
        Ok(write.commit()?)
    }

    /// Lets go of a draft.
    pub fn drop_draft(&mut self, staff: StaffId, name: &str) -> Result<(), Trouble> {
        let write = self.store.begin_write()?;
        write.open_table(DRAFTS)?.remove((staff.0.into_bytes(), name))?;
        Ok(write.commit()?)
    }

    /// A person's drafts, the oldest first.
    pub fn drafts(&self, staff: StaffId) -> Result<Vec<Draft>, Trouble> {
        let table = self.store.begin_read()?.open_table(DRAFTS)?;
        let staff = staff.0.into_bytes();
        let mine = table
            .range((staff, "")..)?
            .map(|row| row.map(|(key, value)| (key.value().0, codec::from_bytes(value.value()))));
        let mut drafts: Vec<Draft> = Vec::new();
        for row in mine {
            let (whose, draft) = row?;
            if whose != staff {
                break;
            }
            drafts.push(draft?);
        }
        drafts.sort_by_key(|draft| draft.began);
        Ok(drafts)
    }
}

/// The house is kept under the nil id, which no child has.
fn key(subject: Subject) -> [u8; 16] {
    subject.child().map_or([0; 16], |child| child.0.into_bytes())
}

fn fetch(entries: &impl ReadableTable<u64, &'static [u8]>, number: u64) -> Result<Entry, Trouble> {
    match entries.get(number)? {
        Some(bytes) => codec::decode(number, bytes.value()),
        None => Err(Trouble::Damaged { number }),
    }
}
