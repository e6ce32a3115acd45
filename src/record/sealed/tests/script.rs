//! Work for a store that can be begun again anywhere: each step is one commit, the same whenever it is done.

use super::*;
use crate::record::store::{self, Store, Trust};
use crate::record::trouble::{Trouble, guarded};
use redb::{Builder, Database, ReadableDatabase, ReadableTable, TableDefinition, WriteTransaction};
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

/// The last step done.
const STEPS: TableDefinition<(), u64> = TableDefinition::new("steps");
const ENTRIES: TableDefinition<u64, &[u8]> = TableDefinition::new("entries");
const INDEX: TableDefinition<(u64, u64), ()> = TableDefinition::new("index");
const DRAFTS: TableDefinition<&str, &[u8]> = TableDefinition::new("drafts");

/// What is written, as figures.
pub(super) struct Script {
    pub(super) steps: u64,
    /// Entries a step.
    pub(super) rows: u64,
    /// Bytes of the longest; they grow to it.
    pub(super) longest: u64,
    /// Every so many steps all entries but the last few go.
    pub(super) forget: u64,
    /// Every so many steps the file is made smaller.
    pub(super) compact: u64,
}

impl Script {
    fn write(&self, write: &WriteTransaction, step: u64) -> Result<(), Trouble> {
        let mut entries = write.open_table(ENTRIES)?;
        let mut index = write.open_table(INDEX)?;
        let mut drafts = write.open_table(DRAFTS)?;
        for number in step * self.rows..(step + 1) * self.rows {
            let len = 20 + self.longest * step / self.steps / (1 + number % 3);
            let bytes = Chance(number).bytes(usize::try_from(len).unwrap());
            entries.insert(number, &*bytes)?;
            index.insert((number % 7, number), ())?;
            drafts.insert(
                ["Kasia", "Jayden", "the house"][usize::try_from(number % 3).unwrap()],
                &bytes[..20],
            )?;
        }
        if step.is_multiple_of(self.forget) {
            let kept = step.saturating_sub(3) * self.rows;
            entries.retain(|number, _| number >= kept)?;
            index.retain(|(_, number), ()| number >= kept)?;
            drafts.remove("Jayden")?;
        }
        write.open_table(STEPS)?.insert((), step)?;
        Ok(())
    }

    /// Does the steps after one, telling the disk of each.
    pub(super) fn play(
        &self,
        store: &mut Store,
        after: u64,
        steps: u64,
        disk: &Recording,
    ) -> Result<(), Trouble> {
        for step in (after + 1..=self.steps).take(usize::try_from(steps).unwrap()) {
            disk.begun(step);
            let write = store::begin(store)?;
            self.write(&write, step)?;
            write.commit()?;
            disk.acknowledged(step);
            if step.is_multiple_of(self.compact) {
                store.compact().map_err(redb::Error::from)?;
            }
        }
        Ok(())
    }

    /// A disk on which all was done, and the store closed.
    pub(super) fn record(&self) -> Recording {
        let disk = Recording::default();
        let mut store = store::open(create(disk.clone()), Trust::AsLeft).unwrap();
        disk.acknowledged(0);
        self.play(&mut store, 0, self.steps, &disk).unwrap();
        store.close().unwrap();
        disk
    }

    /// What is in a store after each step, learnt from one that is not sealed and loses no power.
    pub(super) fn contents(&self) -> Vec<Content> {
        let store = Builder::new().create_with_backend(redb::backends::InMemoryBackend::new()).unwrap();
        let mut contents = vec![content(&store).unwrap()];
        for step in 1..=self.steps {
            let write = store.begin_write().unwrap();
            self.write(&write, step).unwrap();
            write.commit().unwrap();
            contents.push(content(&store).unwrap());
        }
        contents
    }
}

/// The last step in a store, and everything in it as one number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Content {
    pub(super) step: u64,
    all: u64,
}

/// Reads everything.
pub(super) fn content(store: &Database) -> Result<Content, Trouble> {
    let read = store.begin_read()?;
    let mut all = DefaultHasher::new();
    let step = match read.open_table(STEPS) {
        Ok(steps) => steps.get(())?.map_or(0, |step| step.value()),
        Err(redb::TableError::TableDoesNotExist(_)) => {
            return if read.list_tables()?.next().is_none() {
                Ok(Content { step: 0, all: 0 })
            } else {
                Err(Trouble::Unreadable("half of the first step is there".into()))
            };
        }
        Err(error) => return Err(error.into()),
    };
    for row in read.open_table(ENTRIES)?.iter()? {
        let (number, bytes) = row?;
        (number.value(), bytes.value()).hash(&mut all);
    }
    for row in read.open_table(INDEX)?.iter()? {
        row?.0.value().hash(&mut all);
    }
    for row in read.open_table(DRAFTS)?.iter()? {
        let (name, bytes) = row?;
        (name.value(), bytes.value()).hash(&mut all);
    }
    Ok(Content { step, all: all.finish() })
}

/// Opens what is on a disk as the program does, and reads everything.
pub(super) fn look(disk: &Recording) -> Result<(Store, Content), Trouble> {
    guarded(|| {
        let store = store::open(Sealed::open(disk.clone(), &key(), home(), EPOCH)?, Trust::AsLeft)?;
        let content = content(&store)?;
        Ok((store, content))
    })
}
