//! The ways into one home, as the process that opened it holds them: the `keys` file, the key of the store, and
//! what those sign with who have typed their passphrases here. All of it is wiped when it is let go of.

use super::Trouble;
use super::keys::{Cost, DataKey, Keys, NotOpened, Passphrase, Pen, RecoveryKey, Slot, Unlocked, Way};
use super::place::{self, Place};
use super::sealed::BlockKey;
use crate::care::people::{self, PublicKey};
use crate::care::{Entry, Fact, StaffId};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use uuid::Uuid;

/// A name on the front door.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Name {
    /// Who.
    pub who: StaffId,
    /// What the home calls them there.
    pub label: String,
}

/// Who can come into the home in a folder.
pub fn names(dir: &Path) -> Result<Vec<Name>, Trouble> {
    let keys = read(&place::keys(dir)?)?;
    let name = |slot: &Slot| Some(Name { who: slot.staff()?, label: slot.label().into() });
    Ok(keys.slots().iter().filter_map(name).collect())
}

/// Whether the home in a folder is made up, so that its passphrases are public.
pub fn is_made_up(dir: &Path) -> bool {
    let keys = place::keys(dir).and_then(|bytes| read(&bytes));
    keys.is_ok_and(|keys| {
        let mut people = keys.slots().iter().filter(|slot| slot.staff().is_some());
        people.all(|slot| slot.cost() == Cost::DEMO)
    })
}

/// Which home is in a folder.
pub(super) fn home_in(dir: &Path) -> Result<Uuid, Trouble> {
    Ok(read(&place::keys(dir)?)?.home())
}

/// The keys in a `keys` file. What can't be read there is told as what it is: the home's other file may be whole.
fn read(bytes: &[u8]) -> Result<Keys, Trouble> {
    Keys::from_bytes(bytes).map_err(|trouble| match trouble {
        Trouble::Unreadable(_) => Trouble::KeysAltered,
        other => other,
    })
}

/// What one person signs with here.
#[derive(Clone)]
struct Pens {
    now: Arc<Pen>,
    /// The one they were given, which signs that they made their own.
    before: Option<Arc<Pen>>,
}

/// The ways into a home that is open.
#[derive(Clone)]
pub struct Ways {
    keys: Keys,
    data: Arc<DataKey>,
    pens: BTreeMap<StaffId, Pens>,
}

impl Ways {
    /// The ways into the home at a place, opened with somebody's passphrase.
    pub(super) fn of(place: &Place, who: StaffId, passphrase: &Passphrase) -> Result<(Self, Way), NotOpened> {
        let keys = read(&place.keys()?)?;
        let unlocked = keys.unlock(who, passphrase)?;
        let Unlocked { data, pen, before, way } = unlocked;
        let mut ways = Self { keys, data: Arc::new(data), pens: BTreeMap::new() };
        ways.hold(who, pen, before);
        Ok((ways, way))
    }

    /// The same with the recovery key, which nobody can sign with.
    pub(super) fn with_recovery(place: &Place, key: &str) -> Result<Self, NotOpened> {
        let keys = read(&place.keys()?)?;
        let unlocked = keys.unlock_with_recovery(key)?;
        Ok(Self { keys, data: Arc::new(unlocked.data), pens: BTreeMap::new() })
    }

    pub(super) fn take_pen(&mut self, who: StaffId, passphrase: &Passphrase) -> Result<Way, NotOpened> {
        let Unlocked { pen, before, way, .. } = self.keys.unlock(who, passphrase)?;
        self.hold(who, pen, before);
        Ok(way)
    }

    pub(super) fn put_down_pen(&mut self, who: StaffId) {
        self.pens.remove(&who);
    }

    fn hold(&mut self, who: StaffId, pen: Option<Pen>, before: Option<Pen>) {
        if let Some(now) = pen.map(Arc::new) {
            self.pens.insert(who, Pens { now, before: before.map(Arc::new) });
        }
    }

    pub(super) fn home(&self) -> Uuid {
        self.keys.home()
    }

    pub(super) fn epoch(&self) -> u32 {
        self.keys.epoch()
    }

    pub(super) fn block_key(&self) -> BlockKey {
        BlockKey::from(*self.data.bytes())
    }

    /// Puts the `keys` file on the disk.
    pub(super) fn keep(&self, place: &Place) -> Result<(), Trouble> {
        place.keep_keys(&self.keys.to_bytes(&self.data)?)
    }

    /// The same ways in to a store sealed with a new key. What those sign with who signed in here stays.
    pub(super) fn sealed_anew(&self) -> Result<Self, Trouble> {
        let (keys, data) = self.keys.rekeyed(&self.data)?;
        Ok(Self { keys, data: Arc::new(data), pens: self.pens.clone() })
    }

    /// Puts the `keys` file on the disk beside the one in force.
    pub(super) fn keep_beside(&self, place: &Place) -> Result<(), Trouble> {
        place.keep_keys_beside(&self.keys.to_bytes(&self.data)?)
    }

    /// What an entry is to be signed with: that one made a key of one's own is signed with the key one was given.
    pub(super) fn pen_for(&self, entry: &Entry) -> Option<&Pen> {
        let pens = self.pens.get(&entry.by)?;
        match &entry.fact {
            Fact::People(people::Fact::KeyMade(_)) => Some(pens.before.as_deref().unwrap_or(&pens.now)),
            _ => Some(&pens.now),
        }
    }

    /// The public half of what somebody signs with here.
    pub fn public(&self, who: StaffId) -> Option<PublicKey> {
        self.pens.get(&who).map(|pens| pens.now.public())
    }

    /// The public half of what they were given.
    pub fn public_before(&self, who: StaffId) -> Option<PublicKey> {
        self.pens.get(&who)?.before.as_deref().map(Pen::public)
    }

    /// Gives somebody a one-time passphrase, and what they will sign with until they choose their own.
    pub fn give_one_time(&mut self, pen: &Pen, label: &str, passphrase: &Passphrase) -> Result<(), Trouble> {
        self.keys.give_one_time(&self.data, label, passphrase, pen)
    }

    /// Puts somebody's own passphrase in the place of the one they came in with. Who was given theirs, or came with
    /// the recovery key, signs with a new key from then on; who only changes it keeps theirs.
    pub fn choose(&mut self, who: StaffId, label: &str, own: &Passphrase) -> Result<(), Trouble> {
        let one_time =
            self.keys.slots().iter().any(|slot| slot.staff() == Some(who) && slot.way() == Way::OneTime);
        let pens = match self.pens.remove(&who) {
            Some(pens) if one_time => Pens { before: Some(pens.now), now: Arc::new(Pen::new(who)?) },
            Some(pens) => pens,
            None => Pens { now: Arc::new(Pen::new(who)?), before: None },
        };
        self.keys.give(&self.data, label, own, &pens.now, pens.before.as_deref())?;
        self.pens.insert(who, pens);
        Ok(())
    }

    /// What somebody is called at the door.
    pub fn label(&self, who: StaffId) -> Option<&str> {
        self.keys.slots().iter().find(|slot| slot.staff() == Some(who)).map(Slot::label)
    }

    /// Who has a way in, and which.
    pub fn all(&self) -> impl Iterator<Item = (Option<StaffId>, Way)> {
        self.keys.slots().iter().map(|slot| (slot.staff(), slot.way()))
    }

    /// Takes somebody's way in away.
    pub fn take_away(&mut self, who: StaffId) -> Result<(), Trouble> {
        self.keys.take_away(&self.data, who)?;
        self.pens.remove(&who);
        Ok(())
    }

    /// Makes a recovery key in place of the one there was.
    pub fn make_recovery(&mut self) -> Result<RecoveryKey, Trouble> {
        self.keys.make_recovery(&self.data)
    }
}

/// Who can come into a home that is about to be made.
pub struct Founders(Ways);

impl Founders {
    /// Nobody yet.
    pub fn new(home: Uuid, cost: Cost) -> Result<Self, Trouble> {
        let (keys, data) = Keys::new(home, cost)?;
        Ok(Self(Ways { keys, data: Arc::new(data), pens: BTreeMap::new() }))
    }

    /// Somebody with a passphrase of their own. Answers the public half of what they sign with.
    pub fn add(&mut self, label: &str, passphrase: &Passphrase, pen: Pen) -> Result<PublicKey, Trouble> {
        let public = pen.public();
        self.0.keys.give(&self.0.data, label, passphrase, &pen, None)?;
        self.0.pens.insert(pen.whose(), Pens { now: Arc::new(pen), before: None });
        Ok(public)
    }

    /// The key that opens the home when nobody else can.
    pub fn make_recovery(&mut self) -> Result<RecoveryKey, Trouble> {
        self.0.make_recovery()
    }

    pub(super) fn into_ways(self) -> Ways {
        self.0
    }
}
