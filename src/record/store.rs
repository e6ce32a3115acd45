//! The database under the journal: how it is opened, and how every write to it begins.
//!
//! The one file that chooses what redb keeps its bytes in, so that something else can be slid underneath.

use super::Trouble;
use redb::backends::FileBackend;
use redb::{Builder, ConcurrencyMode, Database, Durability, StorageBackend, WriteTransaction};
use std::fs::File;

/// More keeps no more of a home at hand that anyone can measure, and less memory is ever free again.
const CACHE_BYTES: usize = 16 << 20;

/// What a home's file is kept in.
pub(super) fn backend(file: File) -> Result<impl StorageBackend, Trouble> {
    Ok(FileBackend::new(file)?)
}

/// Opens the database in a backend; an empty one becomes a new database, so an old home's must not be empty.
pub(super) fn open(backend: impl StorageBackend) -> Result<Database, Trouble> {
    let mut builder = Builder::new();
    builder.set_cache_size(CACHE_BYTES);
    // The only mode in which every commit is in two phases, and so survives a power cut whatever was asked.
    builder.set_concurrency_mode(ConcurrencyMode::SingleWriter);
    Ok(builder.create_with_backend(backend)?)
}

/// Begins a write that is on the disk when it is committed, and opens in no time after a crash.
pub(super) fn begin(store: &Database) -> Result<WriteTransaction, Trouble> {
    let mut write = store.begin_write()?;
    write.set_durability(Durability::Immediate)?;
    write.set_quick_repair(true);
    Ok(write)
}
