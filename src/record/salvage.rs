//! Reading out of a damaged home every entry that still opens, when the home itself does not. Nothing in the home's
//! folder is changed but what opening it may always change.
//!
//! One block that can't be read shuts the database until it is opened again, so that is what is done after each.

use super::book::{self, BOOK, ENTRIES};
use super::keys::{NotOpened, Passphrase};
use super::place::{Place, Site};
use super::store::{self, Trust};
use super::{Trouble, Ways, codec, guarded, if_there, missing};
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
    each: impl FnMut(Entry) -> Result<(), E>,
) -> Result<Salvaged, E> {
    let place = Place::of(site).map_err(NotOpened::from)?;
    let (ways, _) = Ways::of(&place, who, passphrase)?;
    let damaged = Damaged { place, ways };
    // Each is asked by itself: where it can't be read, the question alone shuts the store.
    let filed = damaged.number(book::filed)?;
    let (first, last) = (damaged.number(book::first)?, damaged.number(book::last)?);
    let filed = filed.or(first.and_then(|first| first.checked_sub(1)));
    let mut reading = Reading { damaged, each, next: 1, not_read: Vec::new(), came_to: Salvaged::default() };
    let mut to_the_end = reading.all_in(Tree::Filed, filed)?;
    if last != Some(0) {
        to_the_end = reading.all_in(Tree::Book, last)?;
    }
    let Reading { not_read, mut came_to, .. } = reading;
    came_to.lost.extend(not_read);
    Ok(Salvaged { cut: !to_the_end, ..came_to })
}

/// Where entries lie. Each is a tree by itself, and what is damaged in one leaves the other as it was.
#[derive(Copy, Clone)]
enum Tree {
    Filed,
    Book,
}

/// What reads an entry: none where it is not there, and none in its place where its bytes are no entry.
type Get = Box<dyn Fn(u64) -> Result<Option<Option<Entry>>, Trouble>>;

impl Tree {
    fn open(self, store: &ReadTransaction) -> Result<Get, Trouble> {
        let entry = |number, bytes: &[u8]| codec::decode(number, bytes).ok();
        Ok(match self {
            Self::Filed => {
                let filed = store.open_table(ENTRIES)?;
                Box::new(move |number| Ok(filed.get(number)?.map(|bytes| entry(number, bytes.value()))))
            }
            Self::Book => match if_there(store.open_table(BOOK))? {
                Some(book) => {
                    Box::new(move |number| Ok(book.get(number)?.map(|row| entry(number, row.value().0))))
                }
                None => Box::new(|_| Ok(None)),
            },
        })
    }

    /// Reads entries from a number on until one can't be read. Where their end is not known, the first that is not
    /// there is such a one; where it is, none stands in its place.
    fn walk(
        self,
        store: &ReadTransaction,
        (from, last): (u64, Option<u64>),
        read: &mut Vec<(u64, Option<Entry>)>,
    ) -> Result<(), Trouble> {
        let get = self.open(store)?;
        for number in from..=last.unwrap_or(u64::MAX) {
            let entry = get(number)?;
            if entry.is_none() && last.is_none() {
                return Err(missing(number));
            }
            read.push((number, entry.flatten()));
        }
        Ok(())
    }
}

/// A damaged home that can be opened.
struct Damaged {
    place: Place,
    ways: Ways,
}

impl Damaged {
    /// What can be read of the store, opened for it: the inner failure is of the reading, the outer of the opening.
    fn read<T>(
        &self,
        read: impl FnOnce(&ReadTransaction) -> Result<T, Trouble>,
    ) -> Result<Result<T, Trouble>, NotOpened> {
        let (file, _) = self.place.store()?;
        let sealed = store::sealed(file, &self.ways)?;
        let store = guarded(|| store::open(sealed, Trust::AsLeft))?;
        Ok(guarded(|| read(&store.begin_read()?)))
    }

    /// A number that stands in it, if it can be read.
    fn number(&self, asked: fn(&ReadTransaction) -> Result<u64, Trouble>) -> Result<Option<u64>, NotOpened> {
        Ok(self.read(asked)?.ok())
    }
}

/// A damaged home as it is read out.
struct Reading<F> {
    damaged: Damaged,
    each: F,
    /// The entry whose turn it is.
    next: u64,
    /// Those that could not be read since the last that could.
    not_read: Vec<u64>,
    came_to: Salvaged,
}

impl<F> Reading<F> {
    /// Reads all that lies in one place, up to the last there, if anything tells which that is. Answers whether it
    /// came to the end.
    fn all_in<E: From<NotOpened>>(&mut self, tree: Tree, last: Option<u64>) -> Result<bool, E>
    where
        F: FnMut(Entry) -> Result<(), E>,
    {
        if let Some(last) = last
            && self.damaged.read(|store| tree.open(store).map(drop))?.is_err()
        {
            // Each would be tried in vain, and a store be opened for each.
            self.not_read.extend(self.next..=last);
            self.next = self.next.max(last + 1);
        }
        let mut in_vain = 0;
        while last.is_none_or(|last| self.next <= last) {
            let mut read = Vec::new();
            let walked = self.damaged.read(|store| tree.walk(store, (self.next, last), &mut read))?;
            for (number, entry) in read {
                self.next = number + 1;
                if let Some(entry) = entry {
                    self.came_to.lost.append(&mut self.not_read);
                    self.came_to.read += 1;
                    in_vain = 0;
                    (self.each)(entry)?;
                } else {
                    self.not_read.push(number);
                    in_vain += 1;
                }
            }
            if walked.is_err() {
                self.not_read.push(self.next);
                self.next += 1;
                in_vain += 1;
            }
            if last.is_none() && in_vain >= TAKEN_FOR_THE_END {
                // What was tried in vain was never there, or lies elsewhere.
                self.not_read.truncate(self.not_read.len() - in_vain);
                self.next -= in_vain as u64;
                return Ok(false);
            }
        }
        Ok(true)
    }
}
