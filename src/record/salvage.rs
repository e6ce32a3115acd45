//! Reading out of a damaged home every entry that still opens, when the home itself does not. Nothing in the home's
//! folder is changed but what opening it may always change.
//!
//! One block that can't be read shuts the database until it is opened again, so that is what is done after each.

use super::keys::{NotOpened, Passphrase};
use super::place::{Place, Site};
use super::store::{self, Trust};
use super::{ENTRIES, Trouble, Ways, codec, guarded, missing};
use crate::care::{Entry, StaffId};
use redb::{ReadTransaction, ReadableDatabase, ReadableTable};

/// Where nothing tells how many entries there are, so many missing ones in a row are taken for the end.
const TAKEN_FOR_THE_END: usize = 64;

/// What came of it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Salvaged {
    /// How many entries were read.
    pub read: u64,
    /// The numbers of those that can't be, in order.
    pub lost: Vec<u64>,
    /// The end can't be read either: nothing tells how many there were after the last one that was read.
    pub cut: bool,
}

/// Hands over every entry that still opens, in order, until `each` fails.
pub fn salvage<E: From<NotOpened>>(
    site: &Site,
    who: StaffId,
    passphrase: &Passphrase,
    mut each: impl FnMut(Entry) -> Result<(), E>,
) -> Result<Salvaged, E> {
    let place = Place::of(site).map_err(NotOpened::from)?;
    let (ways, _) = Ways::of(&place, who, passphrase)?;
    // Asked by itself: where it can't be read, the question alone shuts the store.
    let last = reading(&place, &ways, last_of).map_err(NotOpened::from)?.ok();
    let mut salvaged = Salvaged::default();
    let mut not_read: Vec<u64> = Vec::new();
    let mut next = 1;
    while last.is_none_or(|last| next <= last) {
        let mut read = Vec::new();
        let walked = reading(&place, &ways, |store| walk(store, next, last, &mut read));
        let whole = walked.map_err(NotOpened::from)?.is_ok();
        for (number, entry) in read {
            next = number + 1;
            match entry {
                Some(entry) => {
                    salvaged.lost.append(&mut not_read);
                    salvaged.read += 1;
                    each(entry)?;
                }
                None => not_read.push(number),
            }
        }
        if !whole {
            not_read.push(next);
            next += 1;
        }
        if last.is_none() && not_read.len() >= TAKEN_FOR_THE_END {
            return Ok(Salvaged { cut: true, ..salvaged });
        }
    }
    salvaged.lost.append(&mut not_read);
    Ok(salvaged)
}

/// What can be read of a store opened for it: the inner failure is of the reading, the outer of the opening.
fn reading<T>(
    place: &Place,
    ways: &Ways,
    read: impl FnOnce(&ReadTransaction) -> Result<T, Trouble>,
) -> Result<Result<T, Trouble>, Trouble> {
    let (file, _) = place.store()?;
    let sealed = store::sealed(file, ways)?;
    let store = guarded(|| store::open(sealed, Trust::AsLeft))?;
    Ok(guarded(|| read(&store.begin_read()?)))
}

/// The number of the last entry, 0 where there is none.
fn last_of(store: &ReadTransaction) -> Result<u64, Trouble> {
    Ok(store.open_table(ENTRIES)?.last()?.map_or(0, |(number, _)| number.value()))
}

/// Reads entries from a number on until one can't be read. None stands for one whose bytes are no entry, and for one
/// that is not there though a later one is.
fn walk(
    store: &ReadTransaction,
    from: u64,
    last: Option<u64>,
    read: &mut Vec<(u64, Option<Entry>)>,
) -> Result<(), Trouble> {
    let entries = store.open_table(ENTRIES)?;
    for number in from..=last.unwrap_or(u64::MAX) {
        let bytes = entries.get(number)?;
        // Where the end can't be read nothing after it can, so this is never so; if it were, nothing would end it.
        if bytes.is_none() && last.is_none() {
            return Err(missing(number));
        }
        read.push((number, bytes.and_then(|bytes| codec::decode(number, bytes.value()).ok())));
    }
    Ok(())
}
