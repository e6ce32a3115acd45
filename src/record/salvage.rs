//! Reading out of a damaged home every entry that still opens, when the home itself does not. Nothing in the home's
//! folder is changed but what opening it may always change.
//!
//! One block that can't be read shuts the database until it is opened again, so that is what is done after each.

use super::keys::{NotOpened, Passphrase};
use super::place::{Place, Site};
use super::store::{self, Trust};
use super::{Entries, Trouble, Ways, book, codec, guarded, missing};
use crate::care::{Entry, StaffId};
use redb::{ReadTransaction, ReadableDatabase};

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
    let ends = Ends::of(&place, &ways).map_err(NotOpened::from)?;
    let last = ends.last;
    let mut salvaged = Salvaged::default();
    let mut not_read: Vec<u64> = Vec::new();
    let mut next = 1;
    while last.is_none_or(|last| next <= last) {
        let mut read = Vec::new();
        let walked = reading(&place, &ways, |store| walk(store, next, ends, &mut read));
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

/// Where the entries lie, as far as it can be read.
#[derive(Copy, Clone)]
struct Ends {
    /// The last one that is filed. Those after it are in the book.
    filed: u64,
    /// The last one there is, where anything tells.
    last: Option<u64>,
}

impl Ends {
    /// Each is asked by itself: where it can't be read, the question alone shuts the store.
    fn of(place: &Place, ways: &Ways) -> Result<Self, Trouble> {
        let asked = |question: fn(&ReadTransaction) -> Result<u64, Trouble>| reading(place, ways, question);
        let (filed, in_book) = (asked(book::filed)?.ok(), asked(book::last)?.ok());
        // An empty book tells nothing.
        let before_book = match filed {
            None => asked(book::first)?.ok().and_then(|first| first.checked_sub(1)),
            Some(_) => None,
        };
        let last = match in_book {
            Some(0) => filed,
            last => last,
        };
        Ok(Self { filed: filed.or(before_book).unwrap_or(u64::MAX), last })
    }
}

/// Reads entries from a number on until one can't be read. None stands for one whose bytes are no entry, and for one
/// that is not there though a later one is.
fn walk(
    store: &ReadTransaction,
    from: u64,
    Ends { filed, last }: Ends,
    read: &mut Vec<(u64, Option<Entry>)>,
) -> Result<(), Trouble> {
    let entries = Entries::of(store, filed)?;
    for number in from..=last.unwrap_or(u64::MAX) {
        let entry = entries.bytes(number, |bytes| codec::decode(number, bytes).ok())?;
        // Behind an end that can't be read nothing can be read either; where it seems so, nothing would end it.
        if entry.is_none() && last.is_none() {
            return Err(missing(number));
        }
        read.push((number, entry.flatten()));
    }
    Ok(())
}
