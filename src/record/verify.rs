//! Checks what proves the journal: that each entry follows the one before, is as it was signed, and was signed with
//! the key its author had been let in with. It never says that words are true, or who sat at the keyboard.

use super::proof::{Flaw, Head};
use super::{BY_DAY, BY_TOPIC, Journal, Key, Proved, Trouble, key};
use crate::care::people::{self, PublicKey};
use crate::care::{Entry, Fact, StaffId};
use redb::{ReadOnlyTable, ReadTransaction};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How far a check has come.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Progress {
    /// How much was checked: entries, or hundredths of a file.
    pub done: u64,
    /// How much there is to check.
    pub of: u64,
}

impl Progress {
    /// How far it is after one of so many, where another hundredth is done with it.
    pub(crate) fn after(done: u64, of: u64) -> Option<Self> {
        let hundredths = |done: u64| done * 100 / of.max(1);
        (hundredths(done) > hundredths(done.saturating_sub(1))).then_some(Self { done, of })
    }
}

/// Something a check came upon.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Found {
    /// An entry is not as it was signed. Nothing after it was checked.
    Changed {
        /// Which.
        number: u64,
    },
    /// An entry does not follow the one before it. Nothing after it was checked.
    OutOfChain {
        /// Which.
        number: u64,
    },
    /// An entry was not signed with its author's key. Nothing after it was checked.
    NotSigned {
        /// Which.
        number: u64,
        /// In whose name it stands.
        by: StaffId,
    },
    /// An entry can't be found by its day or its topic.
    NotInIndex {
        /// Which.
        number: u64,
    },
    /// The words of entries could not be found by searching: what is kept of them was not theirs, and is made anew. No
    /// damage.
    NotFoundByWords {
        /// The first.
        number: u64,
        /// How many.
        entries: usize,
    },
    /// The clock stood earlier than for the entry before: it was set back, or the nights grew longer. No damage.
    ClockBack {
        /// Which.
        number: u64,
    },
    /// Somebody came in with the recovery key and made themselves a new key to sign with. No damage.
    Recovered {
        /// Which entry says so.
        number: u64,
        /// In whose name.
        by: StaffId,
    },
}

impl Found {
    /// Whether something is wrong, and not only worth knowing.
    pub fn is_damage(self) -> bool {
        match self {
            Found::Changed { .. }
            | Found::OutOfChain { .. }
            | Found::NotSigned { .. }
            | Found::NotInIndex { .. } => true,
            Found::NotFoundByWords { .. } | Found::ClockBack { .. } | Found::Recovered { .. } => false,
        }
    }
}

/// What a check came to.
#[derive(Clone, PartialEq, Debug)]
pub struct Verified {
    /// How many entries there are.
    pub entries: u64,
    /// How many of their signatures were checked.
    pub signatures: u64,
    /// The head of the chain.
    pub head: Head,
    /// The entry that a head from elsewhere belongs to, if it was asked for and there is one.
    pub matches: Option<u64>,
    /// What was come upon, in order.
    pub found: Vec<Found>,
}

/// More of one kind of remark than this are not listed.
const MOST_FOUND: usize = 1_000;

impl Journal {
    /// Checks the whole chain, and the signatures of the entries after `since`.
    pub fn verify(
        &self,
        since: u64,
        head: Option<&str>,
        mut tell: impl FnMut(Progress),
    ) -> Result<Verified, Trouble> {
        let (home, last) = (self.card().id, self.last());
        self.read(|read| {
            let wanted = head.map(plain);
            let mut check = Check::begin(
                Proved::of(read, self.book.filed())?,
                Indexes::of(read, self.book.filed())?,
                home,
                last,
            )?;
            for number in 1..=last {
                if !check.entry(number, since)? {
                    break;
                }
                if wanted.as_ref().is_some_and(|wanted| plain(&check.head.to_string()) == *wanted) {
                    check.matches = Some(number);
                }
                if let Some(far) = Progress::after(number, last) {
                    tell(far);
                }
            }
            let Check { head, matches, signatures, found, .. } = check;
            Ok(Verified { entries: last, signatures, head, matches, found })
        })
    }
}

/// As heads are compared: without hyphens, in capitals.
fn plain(head: &str) -> String {
    head.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect()
}

/// A check under way.
struct Check {
    entries: Proved,
    indexes: Indexes,
    home: Uuid,
    head: Head,
    at: i64,
    keys: BTreeMap<StaffId, PublicKey>,
    signatures: u64,
    matches: Option<u64>,
    found: Vec<Found>,
}

impl Check {
    fn begin(entries: Proved, indexes: Indexes, home: Uuid, last: u64) -> Result<Self, Trouble> {
        Ok(Self {
            keys: founders(&entries, last)?,
            entries,
            indexes,
            home,
            head: Head::of_home(home),
            at: i64::MIN,
            signatures: 0,
            matches: None,
            found: Vec::new(),
        })
    }

    /// Checks one entry; answers whether those after it can be checked too.
    fn entry(&mut self, number: u64, since: u64) -> Result<bool, Trouble> {
        let (entry, bytes, proof) = self.entries.whole(number)?;
        match proof.follows(self.home, self.head, &entry, &bytes) {
            Ok(()) => {}
            Err(Flaw::OutOfChain) => return Ok(self.ends(Found::OutOfChain { number })),
            Err(Flaw::Changed | Flaw::NotSigned) => return Ok(self.ends(Found::Changed { number })),
        }
        self.head = proof.head();
        if number > since {
            let key = match &entry.fact {
                // Nobody can vouch for it but the key itself; that is why it is told.
                Fact::People(people::Fact::KeyRecovered(key)) => Some(key),
                _ => self.keys.get(&entry.by),
            };
            if key.is_none_or(|key| proof.signed_with(key).is_err()) {
                return Ok(self.ends(Found::NotSigned { number, by: entry.by }));
            }
            self.signatures += 1;
        }
        self.enrol(&entry);
        if entry.at.timestamp_millis() < self.at {
            self.note(Found::ClockBack { number });
        }
        self.at = entry.at.timestamp_millis();
        if !self.indexes.lead_to(&entry)? {
            self.note(Found::NotInIndex { number });
        }
        Ok(true)
    }

    fn enrol(&mut self, entry: &Entry) {
        let Fact::People(fact) = &entry.fact else { return };
        match fact {
            people::Fact::LetIn { whose, key } => drop(self.keys.insert(*whose, *key)),
            people::Fact::KeyMade(key) => drop(self.keys.insert(entry.by, *key)),
            people::Fact::KeyRecovered(key) => {
                self.keys.insert(entry.by, *key);
                self.note(Found::Recovered { number: entry.number, by: entry.by });
            }
            people::Fact::Joined { .. }
            | people::Fact::Changed { .. }
            | people::Fact::LeavePlanned { .. }
            | people::Fact::LeaveCancelled { .. }
            | people::Fact::KeymapChosen(_)
            | people::Fact::ThemeChosen(_)
            | people::Fact::ShownRound
            | people::Fact::Suspended(_)
            | people::Fact::LetGoOn(_)
            | people::Fact::RecoveryKeyMade
            | people::Fact::RecoveryKnown
            | people::Fact::SignedIn { .. } => {}
        }
    }

    fn note(&mut self, found: Found) {
        if self.found.len() < MOST_FOUND || found.is_damage() {
            self.found.push(found);
        }
    }

    fn ends(&mut self, found: Found) -> bool {
        self.found.push(found);
        false
    }
}

/// A home's first manager makes its first key, a few entries after opening it; those entries are signed with it too.
const FOUNDING: u64 = 16;

fn founders(entries: &Proved, last: u64) -> Result<BTreeMap<StaffId, PublicKey>, Trouble> {
    for number in 1..=last.min(FOUNDING) {
        let entry = entries.entry(number)?;
        if let Fact::People(people::Fact::KeyMade(key)) = entry.fact {
            return Ok(BTreeMap::from([(entry.by, key)]));
        }
    }
    Ok(BTreeMap::new())
}

/// The indexes of a store.
struct Indexes {
    filed: u64,
    by_day: ReadOnlyTable<(Key, i32, u64), ()>,
    by_topic: ReadOnlyTable<(Key, u8, u64), ()>,
}

impl Indexes {
    fn of(read: &ReadTransaction, filed: u64) -> Result<Self, Trouble> {
        Ok(Self { filed, by_day: read.open_table(BY_DAY)?, by_topic: read.open_table(BY_TOPIC)? })
    }

    /// Whether an entry is found by its day and by its topic. What is not filed yet is found without them.
    fn lead_to(&self, entry: &Entry) -> Result<bool, Trouble> {
        let (subject, number) = (key(entry.subject), entry.number);
        Ok(number > self.filed
            || self.by_day.get((subject, entry.day.number(), number))?.is_some()
                && self.by_topic.get((subject, entry.topic() as u8, number))?.is_some())
    }
}

/// Checks that the entries after a number, up to a last one, follow one another, as every opening does with those since
/// the snapshot. Each is handed over; the head of the chain is answered.
pub(super) fn tail(
    entries: &Proved,
    home: Uuid,
    (after, last): (u64, u64),
    mut each: impl FnMut(&Entry),
) -> Result<Head, Trouble> {
    let mut head = match after {
        0 => Head::of_home(home),
        number => entries.head(number)?.ok_or(Trouble::Altered { number })?,
    };
    for number in after + 1..=last {
        let (entry, bytes, proof) = entries.whole(number)?;
        proof.follows(home, head, &entry, &bytes).map_err(|_| Trouble::Altered { number })?;
        head = proof.head();
        each(&entry);
    }
    Ok(head)
}

#[cfg(test)]
mod tests;
