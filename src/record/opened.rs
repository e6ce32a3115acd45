//! A home's store as it is opened: to be written, or only to be read while its disk takes nothing.

use super::place::{Identity, Place};
use super::remembered::Remembered;
use super::sealed::Sealed;
use super::store::{self, Store, Trust};
use super::{
    Book, CARD, Card, Head, Journal, NotOpened, Passphrase, Progress, Proved, SNAPSHOT, Site, Trouble, Way,
    Ways, book, codec, files, guarded, place, rekey, unreadable, verify,
};
use crate::care::{Home, StaffId};
use redb::{ReadableDatabase, StorageBackend};
use std::fs::File;

/// Who is told how far a look through a whole home has come.
pub type Tell<'a> = &'a mut dyn FnMut(Progress);

/// The same for one opening, which may begin a second time to be read only: what was told once is not told again.
fn onward(tell: Tell<'_>) -> impl FnMut(Progress) {
    let mut furthest = None;
    move |far| {
        if furthest.is_none_or(|told| far.done > told) {
            furthest = Some(far.done);
            tell(far);
        }
    }
}

fn lent(tell: &mut impl FnMut(Progress)) -> Tell<'_> {
    tell
}

/// An open store, and where it ends.
pub(super) struct Opened {
    pub(super) store: Store,
    pub(super) card: Card,
    pub(super) last: u64,
    pub(super) snapshot_at: u64,
    pub(super) book: Book,
    pub(super) head: Head,
    pub(super) sealed_at: u64,
}

impl Opened {
    /// Opens a home's store.
    fn to_write(
        place: &Place,
        ways: &Ways,
        trust: Trust,
        tell: Option<Tell<'_>>,
    ) -> Result<(Self, Identity), Trouble> {
        let (file, identity) = place.store()?;
        if trust == Trust::Check {
            files::read_anew(&file);
        }
        Ok((Self::on(|| store::sealed(file, ways), trust, tell)?, identity))
    }

    /// Opens it without a byte of it being written.
    fn to_read(
        place: &Place,
        ways: &Ways,
        trust: Trust,
        tell: Option<Tell<'_>>,
    ) -> Result<(Self, Identity), Trouble> {
        let (file, identity) = place.store_to_read()?;
        Ok((Self::on(|| store::sealed_to_read(file, ways), trust, tell)?, identity))
    }

    /// Opens the store in a file.
    pub(super) fn of(file: File, ways: &Ways, trust: Trust) -> Result<Self, Trouble> {
        Self::on(|| store::sealed(file, ways), trust, None)
    }

    fn on<B: StorageBackend>(
        backend: impl FnOnce() -> Result<Sealed<B>, Trouble>,
        trust: Trust,
        tell: Option<Tell<'_>>,
    ) -> Result<Self, Trouble> {
        guarded(|| {
            let store = match tell {
                Some(tell) if trust == Trust::Check => store::look_through(backend()?, tell)?,
                Some(_) | None => store::open(backend()?, trust)?,
            };
            let read = store.begin_read()?;
            let card = read
                .open_table(CARD)?
                .get(super::THE_CARD)?
                .ok_or_else(|| unreadable("the card is missing"))?;
            let card: Card = codec::from_bytes(card.value(), codec::ENTRY)?;
            let sealed_at = read.open_table(CARD)?.get(rekey::SEALED_AT)?;
            let sealed_at = sealed_at.map_or(Ok(0), |bytes| rekey::sealed_at(bytes.value()))?;
            let snapshot_at = read.open_table(SNAPSHOT)?.get(Home::SHAPE)?.map_or(0, |kept| kept.value().0);
            let filed = book::filed(&read)?;
            let first = book::first(&read)?;
            if (1..=filed).contains(&first) {
                // It stands in two places, and nothing tells which of them is right.
                return Err(Trouble::Altered { number: first });
            }
            let last = book::last(&read)?.max(filed);
            let mut book = Book::after(filed);
            let entries = Proved::of(&read, filed)?;
            // What is kept of the book is read out of it here, whatever there is of a snapshot.
            let tail = (snapshot_at.min(filed), last);
            let head = verify::tail(&entries, card.id, tail, |entry| book.take_in(entry))?;
            drop((entries, read));
            Ok(Self { store, card, last, snapshot_at, book, head, sealed_at })
        })
    }
}

impl Journal {
    /// Opens the journal in a home's folder with somebody's passphrase.
    pub fn open(site: &Site, who: StaffId, passphrase: &Passphrase) -> Result<(Self, Way), NotOpened> {
        Self::open_telling(site, who, passphrase, None)
    }

    /// The same, telling how far it has come where all of the home is looked through.
    pub fn open_telling(
        site: &Site,
        who: StaffId,
        passphrase: &Passphrase,
        tell: Option<Tell<'_>>,
    ) -> Result<(Self, Way), NotOpened> {
        let place = Place::of(site)?;
        rekey::settle(&place)?;
        let (ways, way) = Ways::of(&place, who, passphrase)?;
        Ok((Self::open_in(place, ways, tell)?, way))
    }

    /// Opens it with the home's recovery key, as typed. Nobody can sign until they have chosen a passphrase.
    pub fn open_with_recovery(
        site: &Site,
        key: &str,
        tell: Option<Tell<'_>>,
    ) -> Result<(Self, Way), NotOpened> {
        let place = Place::of(site)?;
        rekey::settle(&place)?;
        let ways = Ways::with_recovery(&place, key)?;
        Ok((Self::open_in(place, ways, tell)?, Way::Recovery))
    }

    pub(super) fn open_in(place: Place, ways: Ways, tell: Option<Tell<'_>>) -> Result<Self, Trouble> {
        let mut remembered = Remembered::of(place.site(), ways.home());
        let trust = if remembered.is_as_left(&place::print(&place.site().home)?) {
            Trust::AsLeft
        } else {
            Trust::Check
        };
        let mut tell = tell.map(onward);
        let (opened, only_read) = match Opened::to_write(&place, &ways, trust, tell.as_mut().map(lent)) {
            Ok(opened) => (opened, false),
            // At 03:00 an urgent message must still be read. What it says of the disk is said on the first write.
            Err(trouble) if trouble.may_be_read() => {
                let opened = Opened::to_read(&place, &ways, trust, tell.as_mut().map(lent));
                (opened.map_err(|_| trouble)?, true)
            }
            Err(trouble) => return Err(trouble),
        };
        let (Opened { store, card, last, snapshot_at, book, head, sealed_at }, identity) = opened;
        remembered.ends(last, head);
        let mut journal = Self {
            store: Some(store),
            only_read,
            card,
            last,
            snapshot_at,
            book,
            not_filed: 0,
            head,
            sealed_at,
            identity: Some(identity),
            ways,
            strayed: None,
            remembered,
            place,
        };
        let there = journal.remembered.last().map(|seen| journal.head_at(seen)).transpose()?.flatten();
        journal.strayed = journal.remembered.strayed(last, there);
        Ok(journal)
    }

    /// Opens the file again where a failure left it closed, or where it could only be read. To be asked before an
    /// entry is numbered: the file may hold one more than was answered for. When it can't be written to it is left
    /// open to be read, and why is told.
    pub fn ready(&mut self) -> Result<(), Trouble> {
        if self.store.is_some() && !self.only_read { Ok(()) } else { self.open_again(None) }
    }

    /// Opens it again to be written, or at least to be read.
    pub(super) fn open_again(&mut self, tell: Option<Tell<'_>>) -> Result<(), Trouble> {
        // A store that failed answers nothing more; one that is only read is kept until there is a better one.
        if !self.only_read {
            drop(self.store.take());
        }
        match Opened::to_write(&self.place, &self.ways, Trust::Check, tell) {
            Ok(opened) => {
                self.only_read = false;
                self.take_up(opened);
                Ok(())
            }
            Err(trouble) => {
                if self.store.is_none()
                    && trouble.may_be_read()
                    && let Ok(opened) = Opened::to_read(&self.place, &self.ways, Trust::Check, None)
                {
                    self.only_read = true;
                    self.take_up(opened);
                }
                Err(trouble)
            }
        }
    }

    /// Whether the file that is open is the one in the home's folder.
    pub(super) fn is_in_place(&self) -> Result<(), Trouble> {
        if self.identity.is_none_or(|identity| self.place.has(identity)) {
            Ok(())
        } else {
            Err(Trouble::Replaced)
        }
    }

    /// Whether anything can be written now, tried out: whoever waits for it has nothing to write meanwhile.
    pub fn try_to_write(&mut self) -> Result<(), Trouble> {
        self.ready()?;
        self.place.try_to_write()?;
        self.is_in_place()
    }

    fn take_up(&mut self, (opened, identity): (Opened, Identity)) {
        let Opened { store, last, snapshot_at, book, head, sealed_at, card: _ } = opened;
        (self.store, self.last, self.snapshot_at, self.head) = (Some(store), last, snapshot_at, head);
        (self.book, self.sealed_at) = (book, sealed_at);
        self.identity = Some(identity);
        self.remembered.ends(last, head);
    }
}
