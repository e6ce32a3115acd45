//! The peer of a tick: the bytes of one entry, with its proof and its two indexes, in a plain database of the same
//! kind, committed as durably. It decides nothing, signs nothing and seals nothing.

use redb::{ConcurrencyMode, Database, Durability, TableDefinition, WriteTransaction};
use std::path::Path;

type Key = [u8; 16];

const ENTRIES: TableDefinition<u64, &[u8]> = TableDefinition::new("entries");
const BY_DAY: TableDefinition<(Key, i32, u64), ()> = TableDefinition::new("by day");
const BY_TOPIC: TableDefinition<(Key, u8, u64), ()> = TableDefinition::new("by topic");
const PROOFS: TableDefinition<u64, &[u8]> = TableDefinition::new("proofs");

const DRAFTS: TableDefinition<(Key, &str), &[u8]> = TableDefinition::new("drafts");

/// As long as a tick and its proof are on the disk.
const TICK: [u8; 90] = [7; 90];
const PROOF: [u8; 190] = [8; 190];
/// As long as the draft.
const DRAFT: [u8; 240] = [9; 240];

/// A journal that is not one of ours.
pub struct Journal {
    database: Database,
    last: u64,
}

impl Journal {
    /// In a new file, with as many entries as a home has.
    pub fn beside(file: &Path, entries: u64) -> Self {
        let mut builder = Database::builder();
        builder.set_cache_size(16 << 20).set_concurrency_mode(ConcurrencyMode::SingleWriter);
        let mut journal = Self { database: builder.create(file).expect("a database"), last: 0 };
        journal.append_so_many(entries);
        journal
    }

    /// One more.
    pub fn append(&mut self) {
        self.append_so_many(1);
    }

    /// A draft in the place of the one before.
    pub fn keep(&mut self) {
        let mut draft = DRAFT;
        draft[0] = draft[0].wrapping_add(1);
        let write = self.begin();
        write.open_table(DRAFTS).expect("a table").insert(([1; 16], "log"), &draft[..]).expect("inserted");
        write.commit().expect("committed");
    }

    fn begin(&self) -> WriteTransaction {
        let mut write = self.database.begin_write().expect("begun");
        write.set_durability(Durability::Immediate).expect("possible");
        write.set_quick_repair(true);
        write
    }

    fn append_so_many(&mut self, count: u64) {
        let write = self.begin();
        {
            let mut entries = write.open_table(ENTRIES).expect("a table");
            let mut by_day = write.open_table(BY_DAY).expect("a table");
            let mut by_topic = write.open_table(BY_TOPIC).expect("a table");
            let mut proofs = write.open_table(PROOFS).expect("a table");
            for number in self.last + 1..=self.last + count {
                // Six children, a topic and a day that go on slowly.
                let child = [u8::try_from(number % 6).expect("below six"); 16];
                let day = i32::try_from(number / 150).expect("few");
                entries.insert(number, &TICK[..]).expect("inserted");
                proofs.insert(number, &PROOF[..]).expect("inserted");
                by_day.insert((child, day, number), ()).expect("inserted");
                by_topic.insert((child, 3, number), ()).expect("inserted");
            }
        }
        write.commit().expect("committed");
        self.last += count;
    }
}
