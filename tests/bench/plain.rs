//! The peer of a tick: the bytes of one entry, chained and signed, in a plain database of the same kind, committed as
//! durably. It decides nothing and seals nothing.

use ed25519_dalek::{Signer, SigningKey};
use redb::{ConcurrencyMode, Database, Durability, TableDefinition, WriteTransaction};
use sha2::{Digest, Sha256};
use std::ops::RangeInclusive;
use std::path::Path;

type Key = [u8; 16];

const BOOK: TableDefinition<u64, (&[u8], &[u8])> = TableDefinition::new("book");
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

/// So many entries are in the book before it is filed, as in ours.
pub const FILED_AFTER: u64 = 400;

/// A journal that is not one of ours.
pub struct Journal {
    database: Database,
    last: u64,
    head: [u8; 32],
    key: SigningKey,
}

impl Journal {
    /// In a new file, with as many entries as a home has.
    pub fn beside(file: &Path, entries: u64) -> Self {
        let mut builder = Database::builder();
        builder.set_cache_size(16 << 20).set_concurrency_mode(ConcurrencyMode::SingleWriter);
        let database = builder.create(file).expect("a database");
        let mut journal = Self { database, last: 0, head: [0; 32], key: SigningKey::from_bytes(&[10; 32]) };
        journal.file(entries, &PROOF);
        journal
    }

    /// One more, filed with its indexes at once.
    pub fn file_signed(&mut self) {
        let proof = self.proof();
        self.file(1, &proof);
    }

    /// One more in the book, as ours does it.
    pub fn enter_signed(&mut self) {
        let proof = self.proof();
        let write = self.begin();
        self.last += 1;
        {
            let mut book = write.open_table(BOOK).expect("a table");
            book.insert(self.last, (&TICK[..], &proof[..])).expect("inserted");
            if self.last.is_multiple_of(FILED_AFTER) {
                book.retain(|_, _| false).expect("emptied");
                insert(&write, self.last + 1 - FILED_AFTER..=self.last, &proof);
            }
        }
        write.commit().expect("committed");
    }

    /// What proves the next entry: its bytes hashed, chained to those before and signed.
    fn proof(&mut self) -> [u8; PROOF.len()] {
        let payload = Sha256::new().chain_update(&PROOF[..16]).chain_update(TICK).finalize();
        self.head = Sha256::new().chain_update(self.head).chain_update(payload).finalize().into();
        let mut proof = PROOF;
        proof[..32].copy_from_slice(&self.head);
        proof[32..96].copy_from_slice(&self.key.sign(&self.head).to_bytes());
        proof
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
        write
    }

    fn file(&mut self, count: u64, proof: &[u8]) {
        let write = self.begin();
        insert(&write, self.last + 1..=self.last + count, proof);
        write.commit().expect("committed");
        self.last += count;
    }
}

fn insert(write: &WriteTransaction, numbers: RangeInclusive<u64>, proof: &[u8]) {
    let mut entries = write.open_table(ENTRIES).expect("a table");
    let mut by_day = write.open_table(BY_DAY).expect("a table");
    let mut by_topic = write.open_table(BY_TOPIC).expect("a table");
    let mut proofs = write.open_table(PROOFS).expect("a table");
    for number in numbers {
        // Six children, a topic and a day that go on slowly.
        let child = [u8::try_from(number % 6).expect("below six"); 16];
        let day = i32::try_from(number / 150).expect("few");
        entries.insert(number, &TICK[..]).expect("inserted");
        proofs.insert(number, proof).expect("inserted");
        by_day.insert((child, day, number), ()).expect("inserted");
        by_topic.insert((child, 3, number), ()).expect("inserted");
    }
}
