//! The journal on disk: entries by number, found again by care day and by topic, and what goes with them.
//!
//! It knows bytes, numbers and two indexes, and no rules. What it says is written is on the disk. Nothing is
//! ever changed or taken out but drafts and what is a cache and may be lost: the snapshot and the words. An entry
//! moves once, as it was written, from the book to where it stays.

mod aside;
mod backup;
mod book;
pub mod codec;
mod files;
mod keys;
mod opened;
mod place;
mod proof;
mod rekey;
mod remembered;
mod replace;
mod salvage;
mod sealed;
mod store;
mod tries;
mod trouble;
mod verify;
mod walk;
mod ways;
mod words;

pub use backup::{Backup, Copy, home_of, is_free, let_go_of, reached, remember_reached};
pub use keys::{Cost, NotOpened, Passphrase, Pen, RecoveryKey, Way, Weak};
pub use opened::Tell;
pub use place::{Disk, Site, room_at};
pub use proof::Head;
pub use remembered::{Strayed, to_look_through};
pub use replace::take_place;
pub use salvage::{Salvaged, salvage};
pub use tries::Tries;
pub(crate) use trouble::guarded;
pub use trouble::{Cause, Trouble, catches_panics};
pub use verify::{Found, Progress, Verified};
pub use ways::{Founders, Name, Ways, is_made_up, names};

use crate::care::{CareDay, Entry, Home, StaffId, Subject, Topic};
use book::{BOOK, BY_DAY, BY_TOPIC, Book, ENTRIES, Entries, PROOFS, Proved};
use chrono::{DateTime, Utc};
use place::{Identity, Place};
use proof::Proof;
use redb::{ReadTransaction, ReadableDatabase, TableDefinition, TableError, WriteTransaction};
use remembered::Remembered;
use serde::{Deserialize, Serialize};
use std::iter;
use std::ops::Range;
use store::{Store, Trust};
use uuid::Uuid;

/// A child, or nil for the house.
type Key = [u8; 16];

/// Under one key, the home's card. Read before anything else.
const CARD: TableDefinition<&str, &[u8]> = TableDefinition::new("card");
const THE_CARD: &str = "home";
/// Staff, name of the draft: what they were typing.
const DRAFTS: TableDefinition<([u8; 16], &str), &[u8]> = TableDefinition::new("drafts");
/// The shape of the home that was folded: the number of its last entry, and the home.
const SNAPSHOT: TableDefinition<u32, (u64, &[u8])> = TableDefinition::new("snapshot");

/// The words of the record, a stretch of entries each: the shape of what is kept, the number of the last entry. What
/// the bytes say, others know; they are a cache as the snapshot is.
const WORDS: TableDefinition<(u32, u64), &[u8]> = TableDefinition::new("words");

/// What a home is, whatever happened in it. Its format is that of the bytes it is kept in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Card {
    /// Which home: no two have the same, copies of one do.
    pub id: Uuid,
    /// What it was called when it was made.
    pub name: String,
    /// A made-up home, which never becomes a real one.
    pub demo: bool,
}

/// What someone was typing, as typed.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Draft {
    /// Which form, about whom: one draft a name.
    pub name: String,
    /// About whom.
    pub subject: Subject,
    /// When it was begun.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub began: DateTime<Utc>,
    /// Each box with what it holds.
    pub boxes: Vec<(String, String)>,
}

/// What goes on the disk in one commit with an entry.
#[derive(Copy, Clone, Default, Debug)]
pub struct With<'a> {
    /// The home it leads to. With it the entries since the last one are filed. Where that can't be done, which takes
    /// more room than an entry, it is written without the home and its words.
    pub home: Option<&'a Home>,
    /// The draft of its author's that it was, to be let go of.
    pub draft: Option<&'a str>,
    /// What stays in that draft's place, where the entry was only some of it.
    pub left: Option<&'a Draft>,
    /// The words of a stretch that ends with it.
    pub words: Option<&'a Words>,
}

/// The words of a stretch of entries, as bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Words {
    /// The shape of the bytes. Whatever has another is let go of.
    pub shape: u32,
    /// The number of the entry before the first. Stretches that end later are let go of: this one is in their place.
    pub after: u64,
    /// The number of the last entry.
    pub last: u64,
    /// The words.
    pub bytes: Vec<u8>,
}

/// The journal of one home, held by this process alone.
pub struct Journal {
    /// None only when it could not be opened again after a failure. Closed before the place is let go.
    store: Option<Store>,
    /// It can be read and not written: its disk took nothing when it was opened.
    only_read: bool,
    card: Card,
    last: u64,
    snapshot_at: u64,
    /// What is not filed yet.
    book: Book,
    /// The last entry that was written when filing was tried in vain.
    not_filed: u64,
    /// What the last entry is proved by, and the next is bound to.
    head: Head,
    /// The last entry that was there when the store was sealed with the key it has.
    sealed_at: u64,
    /// Which file the store is; none before it is the home's.
    identity: Option<Identity>,
    ways: Ways,
    strayed: Option<Strayed>,
    /// Written after the store is closed, and before the place is let go.
    remembered: Remembered,
    place: Place,
}

impl Journal {
    /// Makes a journal in a folder of its own, with the ways into it and its first entries: all of it, or nothing
    /// that anyone would take for a home.
    pub fn create(
        site: &Site,
        card: &Card,
        founders: Founders,
        first: &[Entry],
        home: &Home,
    ) -> Result<Self, Trouble> {
        let place = Place::make(site)?;
        let begun = Self::begin(place, card, founders.into_ways(), first, home);
        // On a full disk half a home would be in the way of making it again.
        begun.and_then(Self::finish).inspect_err(|_| place::drop_unfinished(&site.home))
    }

    /// A journal that no folder calls its home's yet.
    fn begin(place: Place, card: &Card, ways: Ways, first: &[Entry], home: &Home) -> Result<Self, Trouble> {
        let bytes = codec::to_bytes(card, codec::ENTRY)?;
        let file = place.unfinished_store()?;
        let store = guarded(|| {
            let store = store::open(store::new_sealed(file, &ways)?, Trust::AsLeft)?;
            let write = store::begin(&store)?;
            write.open_table(CARD)?.insert(THE_CARD, &*bytes)?;
            write.open_table(BOOK)?;
            write.open_table(ENTRIES)?;
            write.open_table(BY_DAY)?;
            write.open_table(BY_TOPIC)?;
            write.open_table(PROOFS)?;
            write.open_table(DRAFTS)?;
            write.open_table(SNAPSHOT)?;
            write.open_table(WORDS)?;
            write.commit()?;
            Ok(store)
        })?;
        let (card, head) = (card.clone(), Head::of_home(card.id));
        let mut journal = Self {
            store: Some(store),
            only_read: false,
            card,
            last: 0,
            snapshot_at: 0,
            book: Book::after(0),
            not_filed: 0,
            head,
            sealed_at: 0,
            identity: None,
            ways,
            strayed: None,
            // Nothing is remembered of a home before it is one.
            remembered: Remembered::nothing(),
            place,
        };
        if !first.is_empty() {
            journal.append_all(first, home)?;
        }
        Ok(journal)
    }

    fn finish(mut self) -> Result<Self, Trouble> {
        let store = self.store.take().ok_or_else(closed)?;
        store.close()?;
        // Before there is a store that nobody could open.
        self.ways.keep(&self.place)?;
        self.place.finish_store()?;
        Self::open_in(self.place, self.ways, None)
    }

    /// The head the chain had after an entry, if there is one.
    fn head_at(&self, number: u64) -> Result<Option<Head>, Trouble> {
        if number == 0 {
            return Ok(Some(Head::of_home(self.card.id)));
        }
        self.read(|read| Proved::of(read, self.book.filed())?.head(number))
    }

    /// How this record is not the one that was closed on this computer last.
    pub fn strayed(&self) -> Option<Strayed> {
        self.strayed
    }

    /// Where it is.
    pub fn site(&self) -> &Site {
        self.place.site()
    }

    /// The ways into this home.
    pub fn ways(&self) -> &Ways {
        &self.ways
    }

    /// Changes the ways into this home. Returns once they are on the disk; if they can't be kept, they are as before.
    pub fn change_ways<T>(
        &mut self,
        change: impl FnOnce(&mut Ways) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        let mut ways = self.ways.clone();
        let changed = change(&mut ways)?;
        // Keys that still wait beside these would be put in their place.
        rekey::settle(&self.place)?;
        ways.keep(&self.place)?;
        self.ways = ways;
        Ok(changed)
    }

    /// Puts somebody's own passphrase in the place of the one they came in with.
    pub fn choose_passphrase(&mut self, who: StaffId, label: &str, own: &Passphrase) -> Result<(), Trouble> {
        self.change_ways(|ways| ways.choose(who, label, own))
    }

    /// Lets somebody else sign here too, with their own passphrase.
    pub fn take_pen(&mut self, who: StaffId, passphrase: &Passphrase) -> Result<Way, NotOpened> {
        self.ways.take_pen(who, passphrase)
    }

    /// Whoever signed here too no longer does.
    pub fn put_down_pen(&mut self, who: StaffId) {
        self.ways.put_down_pen(who);
    }

    /// What the last entry is proved by.
    pub fn head(&self) -> Head {
        self.head
    }

    /// What the home is.
    pub fn card(&self) -> &Card {
        &self.card
    }

    /// The number of the last entry; 0 when there is none.
    ///
    /// After a write that failed, and while the file could not be opened again, this can become one more than was
    /// said to be written: the entry reached the disk, the answer did not. Whoever folds entries folds it then.
    pub fn last(&self) -> u64 {
        self.last
    }

    /// Opens the file again, and reads every block of it, telling how far that has come.
    pub fn look_through(&mut self, tell: Tell<'_>) -> Result<(), Trouble> {
        self.open_again(Some(tell))
    }

    /// The number of the last entry folded into the snapshot; 0 when there is none.
    pub fn snapshot_at(&self) -> u64 {
        self.snapshot_at
    }

    /// How many entries were written since they were filed last, or since that was tried in vain.
    pub fn unfiled(&self) -> u64 {
        self.last.saturating_sub(self.snapshot_at.max(self.not_filed))
    }

    /// Writes an entry. Returns once it is on the disk.
    pub fn append(&mut self, entry: &Entry) -> Result<(), Trouble> {
        self.append_with(entry, With::default())
    }

    /// Writes an entry and what goes with it in one commit: all of it, or nothing.
    pub fn append_with(&mut self, entry: &Entry, with: With<'_>) -> Result<(), Trouble> {
        self.append_entries(std::slice::from_ref(entry), with)
    }

    /// Writes many entries and the home they lead to in one commit: all of them, or none.
    pub fn append_all(&mut self, entries: &[Entry], home: &Home) -> Result<(), Trouble> {
        self.append_entries(entries, With { home: Some(home), ..With::default() })
    }

    fn append_entries(&mut self, entries: &[Entry], with: With<'_>) -> Result<(), Trouble> {
        let written = self.append_with_all(entries, with);
        if written.is_ok() || with.home.is_none() {
            return written;
        }
        self.append_with_all(entries, With { home: None, words: None, ..with })?;
        self.not_filed = self.last;
        Ok(())
    }

    fn append_with_all(&mut self, entries: &[Entry], with: With<'_>) -> Result<(), Trouble> {
        let With { home, draft, left, words } = with;
        self.ready()?;
        let mut last = self.last;
        for entry in entries {
            if entry.number != last + 1 {
                return Err(Trouble::OutOfOrder { number: entry.number, last });
            }
            last = entry.number;
        }
        let bytes = entries.iter().map(codec::encode).collect::<Result<Vec<_>, _>>()?;
        let (proofs, head) = self.proved(entries, &bytes)?;
        let snapshot = home.map(|home| codec::to_bytes(home, codec::SNAPSHOT)).transpose()?;
        let left = match left {
            Some(left) => Some((&left.name, codec::to_bytes(left, codec::ENTRY)?)),
            None => None,
        };
        let rows = iter::zip(entries, iter::zip(&bytes, &proofs));
        let rows = rows.map(|(entry, (bytes, proof))| (entry, &**bytes, &**proof));
        // A copy, because a write that fails opens the journal again, with another.
        let book = home.map(|_| self.book.clone());
        let written = self.write(|write| {
            match &book {
                Some(book) => book.file(write, rows)?,
                None => book::enter(write, rows)?,
            }
            if let (Some(home), Some(bytes)) = (home, &snapshot) {
                write.open_table(SNAPSHOT)?.insert(Home::SHAPE, (home.last, &**bytes))?;
            }
            if let (Some(draft), Some(entry)) = (draft, entries.last()) {
                let left = left.as_ref().map(|(name, bytes)| (name.as_str(), &**bytes));
                let_go_of_draft(write, entry.by, draft, left)?;
            }
            if let Some(words) = words {
                words::put(write, words)?;
            }
            Ok(())
        });
        // What failed can be on the disk all the same, which opening it again has shown. Whoever was told that it is
        // not would write it a second time.
        let arrived = written.is_err() && (self.last, self.head) == (last, head) && self.ready().is_ok();
        if !arrived {
            written?;
            match home {
                Some(_) => self.book = Book::after(last),
                None => entries.iter().for_each(|entry| self.book.take_in(entry)),
            }
        }
        self.last = last;
        self.head = head;
        self.remembered.ends(last, head);
        self.snapshot_at = home.map_or(self.snapshot_at, |home| home.last);
        Ok(())
    }

    /// The proof of each entry, signed by its author, and the head they lead to.
    fn proved(&self, entries: &[Entry], bytes: &[Vec<u8>]) -> Result<(Vec<Vec<u8>>, Head), Trouble> {
        let mut head = self.head;
        let mut proofs = Vec::with_capacity(entries.len());
        for (entry, bytes) in iter::zip(entries, bytes) {
            let pen = self.ways.pen_for(entry).ok_or(Trouble::NoPen)?;
            let proof = Proof::new(self.card.id, head, entry, bytes, keys::salt()?, pen);
            head = proof.head();
            proofs.push(proof.to_bytes()?);
        }
        Ok((proofs, head))
    }

    /// The home as it was last folded and kept, if there is one of this shape that can be read. It is a cache:
    /// without it the same home is folded from entry 1.
    pub fn snapshot(&self) -> Result<Option<Home>, Trouble> {
        self.read(|read| {
            let table = read.open_table(SNAPSHOT)?;
            let kept = table.get(Home::SHAPE)?;
            Ok(kept.and_then(|kept| codec::from_bytes(kept.value().1, codec::SNAPSHOT).ok()))
        })
    }

    /// One entry.
    pub fn entry(&self, number: u64) -> Result<Entry, Trouble> {
        self.read(|read| self.entries(read)?.entry(number))
    }

    /// The entries after a number, in order. Ends after the first that can't be read.
    pub fn since(
        &self,
        number: u64,
    ) -> Result<impl Iterator<Item = Result<Entry, Trouble>> + use<>, Trouble> {
        self.read(|read| self.entries(read)?.since(number, self.last))
    }

    /// The last entries, newest first.
    pub fn latest(&self, most: usize) -> Result<Vec<Entry>, Trouble> {
        let first = self.last.saturating_sub(most as u64);
        let mut found = self.since(first)?.collect::<Result<Vec<_>, _>>()?;
        found.reverse();
        Ok(found)
    }

    /// A subject's entries of one care day, in order.
    pub fn by_day(&self, subject: Subject, day: CareDay) -> Result<Vec<Entry>, Trouble> {
        self.read(|read| {
            let entries = self.entries(read)?;
            self.book.of_day(read, subject, day)?.into_iter().map(|number| entries.entry(number)).collect()
        })
    }

    /// The last of a subject's entries of one topic among these numbers, in order.
    pub fn by_topic(
        &self,
        subject: Subject,
        topic: Topic,
        numbers: Range<u64>,
        most: usize,
    ) -> Result<Vec<Entry>, Trouble> {
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        self.read(|read| {
            let entries = self.entries(read)?;
            let found = self.book.of_topic(read, subject, topic, numbers, most)?;
            found.into_iter().map(|number| entries.entry(number)).collect()
        })
    }

    /// Keeps what someone is typing. Returns once it is on the disk.
    pub fn keep_draft(&mut self, staff: StaffId, draft: &Draft) -> Result<(), Trouble> {
        let bytes = codec::to_bytes(draft, codec::ENTRY)?;
        self.write(|write| {
            write.open_table(DRAFTS)?.insert((staff.0.into_bytes(), &*draft.name), &*bytes)?;
            Ok(())
        })
    }

    /// Lets go of a draft.
    pub fn drop_draft(&mut self, staff: StaffId, name: &str) -> Result<(), Trouble> {
        self.write(|write| let_go_of_draft(write, staff, name, None))
    }

    /// A person's drafts, the oldest first.
    pub fn drafts(&self, staff: StaffId) -> Result<Vec<Draft>, Trouble> {
        let staff = staff.0.into_bytes();
        self.read(|read| {
            let mut drafts: Vec<Draft> = Vec::new();
            for row in read.open_table(DRAFTS)?.range((staff, "")..)? {
                let (key, bytes) = row?;
                if key.value().0 != staff {
                    break;
                }
                drafts.push(codec::from_bytes(bytes.value(), codec::ENTRY)?);
            }
            drafts.sort_by_key(|draft| draft.began);
            Ok(drafts)
        })
    }

    fn entries(&self, read: &ReadTransaction) -> Result<Entries, Trouble> {
        Entries::of(read, self.book.filed())
    }

    fn read<T>(&self, work: impl FnOnce(&ReadTransaction) -> Result<T, Trouble>) -> Result<T, Trouble> {
        let store = self.store.as_ref().ok_or_else(closed)?;
        guarded(|| work(&store.begin_read()?))
    }

    /// Every write goes through here: one commit, on the disk when it returns.
    fn write(&mut self, work: impl FnOnce(&WriteTransaction) -> Result<(), Trouble>) -> Result<(), Trouble> {
        self.ready()?;
        let store = self.store.as_ref().ok_or_else(closed)?;
        let written = guarded(|| {
            // What is taken away later than this takes what was written with it, as it takes all before.
            self.is_in_place()?;
            let write = store::begin(store)?;
            work(&write)?;
            Ok(write.commit()?)
        });
        if written.is_err() {
            // After a failure redb refuses everything until it is opened again. Where that fails too, the next
            // write tries it once more and says why.
            let _ = self.open_again(None);
        }
        written
    }
}

/// Lets go of somebody's draft, or of all of it but what is left.
fn let_go_of_draft(
    write: &WriteTransaction,
    staff: StaffId,
    name: &str,
    left: Option<(&str, &[u8])>,
) -> Result<(), Trouble> {
    let staff = staff.0.into_bytes();
    let mut drafts = write.open_table(DRAFTS)?;
    drafts.remove((staff, name))?;
    if let Some((name, bytes)) = left {
        drafts.insert((staff, name), bytes)?;
    }
    Ok(())
}

/// The house is kept under the nil id, which no child has.
fn key(subject: Subject) -> Key {
    subject.child().map_or([0; 16], |child| child.0.into_bytes())
}

/// A table, if a store has it: one from before there was such a table has not.
fn if_there<T>(opened: Result<T, TableError>) -> Result<Option<T>, Trouble> {
    match opened {
        Err(TableError::TableDoesNotExist(_)) => Ok(None),
        opened => Ok(Some(opened?)),
    }
}

fn missing(number: u64) -> Trouble {
    Trouble::Damaged { number, cause: "it is missing".into() }
}

fn unreadable(cause: &str) -> Trouble {
    Trouble::Unreadable(cause.into())
}

fn closed() -> Trouble {
    Trouble::Disk("the file could not be opened again after a failure".into())
}

#[cfg(test)]
mod tests;
