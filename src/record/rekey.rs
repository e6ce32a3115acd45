//! Sealing a home anew when somebody leaves: a new key of the store, a new file under it, verified, then both files
//! put in place. A power cut at any point leaves the old home or the new one, never neither.
//!
//! The two files can't be swapped at once. So the new keys wait beside the old ones until the new store is in its
//! place, and whoever opens the home next finishes what was begun: the store says in which epoch it is sealed.

use super::opened::Opened;
use super::place::Place;
use super::store::Trust;
use super::{
    BOOK, BY_DAY, BY_TOPIC, CARD, DRAFTS, ENTRIES, Journal, PROOFS, SNAPSHOT, Trouble, WORDS, Ways, guarded,
    if_there, keys::Keys, place, sealed, store, unreadable,
};
use crate::care::StaffId;
use redb::{Key, ReadTransaction, ReadableTable, TableDefinition, Value, WriteTransaction};

/// Beside the card: the last entry that was there when the store was sealed with the key it has. Whoever left later
/// still opens what is written.
pub(super) const SEALED_AT: &str = "sealed at";

/// What is kept under it.
pub(super) fn sealed_at(bytes: &[u8]) -> Result<u64, Trouble> {
    let bytes = bytes.try_into().map_err(|_| unreadable("the number it was sealed at is none"))?;
    Ok(u64::from_le_bytes(bytes))
}

impl Journal {
    /// Takes the ways in of those who left away and seals the home anew, so that a copy of the old keys opens nothing
    /// written from now on.
    pub fn shut_out(&mut self, whose: &[StaffId]) -> Result<(), Trouble> {
        // First by itself: should the rest fail, they are out of this copy already.
        self.change_ways(|ways| whose.iter().try_for_each(|staff| ways.take_away(*staff)))?;
        self.seal_anew()
    }

    /// The number of the last entry there was when the home was sealed anew last; 0 when it never was.
    pub fn sealed_at(&self) -> u64 {
        self.sealed_at
    }

    /// Seals the home anew: nothing that opened it before opens what is written from now on, and no other copy of it
    /// has the same key.
    pub fn seal_anew(&mut self) -> Result<(), Trouble> {
        self.ready()?;
        let ways = self.ways.sealed_anew()?;
        if let Err(trouble) = self.copy_under(&ways) {
            // On a full disk half a copy would be in the way of everything else.
            place::drop_unfinished(&self.place.site().home);
            return Err(trouble);
        }
        drop(self.store.take());
        let mut finished = self.place.finish_store();
        // Where that fails, the new store may be in its place all the same; then so are its keys, now or when whoever
        // changes them or opens the home next settles it.
        if self.is_sealed_with(&ways) {
            self.ways = ways;
            finished = finished.and_then(|()| self.place.finish_keys());
        } else {
            place::drop_unfinished(&self.place.site().home);
        }
        let opened = self.open_again(None);
        finished.and(opened)
    }

    /// Whether the store in the home's folder is the one these ways open.
    fn is_sealed_with(&self, ways: &Ways) -> bool {
        let epoch = self.place.store().and_then(|(file, _)| Ok(sealed::epoch_of(&file)?));
        epoch.is_ok_and(|epoch| epoch == Some(ways.epoch()))
    }

    /// Fills a copy of the store that these ways open, and looks at it once more.
    fn copy_under(&self, ways: &Ways) -> Result<(), Trouble> {
        ways.keep_beside(&self.place)?;
        let file = self.place.unfinished_store()?;
        guarded(|| {
            let copy = store::open(store::new_sealed(file, ways)?, Trust::AsLeft)?;
            let write = store::begin(&copy)?;
            self.read(|read| copy_all(read, &write))?;
            write.open_table(CARD)?.insert(SEALED_AT, &self.last.to_le_bytes()[..])?;
            write.commit()?;
            copy.close()
        })?;
        let Opened { store: copy, last, head, .. } =
            Opened::of(self.place.open_unfinished_store()?, ways, Trust::Check)?;
        copy.close()?;
        if (last, head) != (self.last, self.head) {
            return Err(Trouble::Disk("the new copy does not end where the old one does".into()));
        }
        Ok(())
    }
}

/// Finishes a sealing anew that a power cut broke off: the keys that fit the store are the home's keys.
pub(super) fn settle(place: &Place) -> Result<(), Trouble> {
    let Some(beside) = place.keys_beside()? else { return Ok(()) };
    let epoch = sealed::epoch_of(&place.store()?.0)?;
    // What was broken off while it was written is no keys file.
    match Keys::from_bytes(&beside) {
        Ok(keys) if Some(keys.epoch()) == epoch => place.finish_keys(),
        Ok(_) | Err(_) => place.drop_keys_beside(),
    }
}

fn copy_all(from: &ReadTransaction, to: &WriteTransaction) -> Result<(), Trouble> {
    copy(from, to, CARD)?;
    copy(from, to, BOOK)?;
    copy(from, to, ENTRIES)?;
    copy(from, to, BY_DAY)?;
    copy(from, to, BY_TOPIC)?;
    copy(from, to, PROOFS)?;
    copy(from, to, DRAFTS)?;
    copy(from, to, SNAPSHOT)?;
    copy(from, to, WORDS)
}

fn copy<K: Key + 'static, V: Value + 'static>(
    from: &ReadTransaction,
    to: &WriteTransaction,
    table: TableDefinition<'_, K, V>,
) -> Result<(), Trouble> {
    let mut copied = to.open_table(table)?;
    let Some(from) = if_there(from.open_table(table))? else { return Ok(()) };
    for row in from.iter()? {
        let (key, value) = row?;
        copied.insert(key.value(), value.value())?;
    }
    Ok(())
}
