//! The database under the journal: how it is opened, and how every write to it begins.
//!
//! The one file that chooses what redb keeps its bytes in, so that something else can be slid underneath.

use super::aside::Aside;
use super::sealed::{Refused, Sealed};
use super::trouble::guarded;
use super::walk::{self, Walk};
use super::{Progress, Trouble, Ways, files};
use redb::{Builder, ConcurrencyMode, Database, Durability, StorageBackend, WriteTransaction};
use std::fs::File;
use std::io;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::{panic, thread};

/// More keeps no more of a home at hand that anyone can measure, and less memory is ever free again.
const CACHE_BYTES: usize = 16 << 20;

/// What a home's file is kept in when it is sealed: this home's, with the key of this epoch.
pub(super) fn sealed(file: File, ways: &Ways) -> Result<Sealed<impl StorageBackend>, Trouble> {
    Sealed::open(files::disk(file)?, &ways.block_key(), ways.home(), ways.epoch()).map_err(refused)
}

/// The same with nothing of it being written.
pub(super) fn sealed_to_read(file: File, ways: &Ways) -> Result<Sealed<impl StorageBackend>, Trouble> {
    let disk = Aside::of(files::disk(file)?)?;
    Sealed::open(disk, &ways.block_key(), ways.home(), ways.epoch()).map_err(refused)
}

/// The same in an empty file.
pub(super) fn new_sealed(file: File, ways: &Ways) -> Result<impl StorageBackend, Trouble> {
    Sealed::create(files::disk(file)?, &ways.block_key(), ways.home(), ways.epoch()).map_err(refused)
}

fn refused(error: io::Error) -> Trouble {
    match Refused::of(&error) {
        Some(Refused::Newer) => Trouble::NewerFormat,
        Some(Refused::OtherHome | Refused::OtherEpoch) => Trouble::KeysAltered,
        Some(
            Refused::NotEmpty
            | Refused::NotOurs
            | Refused::OtherAlgorithm
            | Refused::NoHeader
            | Refused::Unfinished
            | Refused::CutShort,
        )
        | None => error.into(),
    }
}

/// Whether a file is looked through before it is used.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Trust {
    /// It is as we left it.
    AsLeft,
    /// Something else may have written to it. Every block is sealed by itself, so only a look at all of them shows
    /// that an old one was put back.
    Check,
}

/// Opens the database in a backend; an empty one becomes a new database, so an old home's must not be empty.
pub(super) fn open(backend: impl StorageBackend, trust: Trust) -> Result<Store, Trouble> {
    Ok(Store(Some(builder(trust).create_with_backend(backend)?)))
}

/// Looks through a database that something else may have written to and opens it, telling how far that has come.
///
/// A thread of its own does it. What redb calls lives as long as the database, which nobody does who is to be told.
pub(super) fn look_through(
    backend: Sealed<impl StorageBackend>,
    tell: &mut dyn FnMut(Progress),
) -> Result<Store, Trouble> {
    tell(walk::BEGUN);
    let (walk, told) = Walk::through(backend.len()?);
    let backend = backend.counted(Arc::clone(&walk));
    let opened = thread::scope(|scope| {
        let opening = thread::Builder::new().spawn_scoped(scope, move || {
            let again = Arc::clone(&walk);
            let opened = guarded(|| {
                let mut builder = builder(Trust::Check);
                builder.set_repair_callback(move |redb| {
                    if redb.progress() >= FIRST_WALK {
                        again.goes_again();
                    }
                });
                Ok(Store(Some(builder.create_with_backend(backend)?)))
            });
            walk.end();
            opened
        })?;
        told.iter().for_each(&mut *tell);
        opening.join().unwrap_or_else(|stopped| panic::resume_unwind(stopped))
    })?;
    tell(walk::OVER);
    Ok(opened)
}

/// What redb says when its first walk is done; before it, nothing.
const FIRST_WALK: f64 = 0.6;

fn builder(trust: Trust) -> Builder {
    let mut builder = Builder::new();
    builder.set_check_integrity_on_open(trust == Trust::Check);
    builder.set_cache_size(CACHE_BYTES);
    // The only mode in which every commit is in two phases, and so survives a power cut whatever was asked.
    builder.set_concurrency_mode(ConcurrencyMode::SingleWriter);
    builder
}

/// An open database. Closing it writes, and in a damaged file that can panic as reading can: it is trouble for
/// whoever closes it, and nothing to anyone who only lets go.
pub(super) struct Store(Option<Database>);

impl Store {
    /// Closes it.
    pub(super) fn close(mut self) -> Result<(), Trouble> {
        guarded(|| self.0.take().map_or(Ok(()), |database| Ok(database.close()?)))
    }
}

impl Deref for Store {
    type Target = Database;

    fn deref(&self) -> &Database {
        // Only closing and dropping take it out, and nothing can be asked of it afterwards.
        self.0.as_ref().expect("an open store")
    }
}

impl DerefMut for Store {
    fn deref_mut(&mut self) -> &mut Database {
        // As above.
        self.0.as_mut().expect("an open store")
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        let _ = guarded(|| {
            drop(self.0.take());
            Ok(())
        });
    }
}

/// Begins a write that is on the disk when it is committed.
///
/// Without redb's quick repair: that writes with each commit what is free in the whole file, a third of what keeping a
/// draft takes and more the longer the record is, to spare a look through it after a crash. Here a file that was not
/// closed is looked through anyway, and closing it writes the same once.
pub(super) fn begin(store: &Store) -> Result<WriteTransaction, Trouble> {
    let mut write = store.begin_write()?;
    write.set_durability(Durability::Immediate)?;
    Ok(write)
}
