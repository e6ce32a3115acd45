//! The `keys` file: who can open a home, and what they sign with.
//!
//! Each way in is a slot. A passphrase, through Argon2id, gives two keys: one opens the slot's own key, which opens
//! the key of the store; the other opens what the person signs with. The slot's own key is also kept under the key of
//! the store, so that whoever has opened the home can seal a new key of the store for everyone who stays, and still
//! can't get at anybody's pen.
//!
//! The file carries a MAC under the key of the store: a slot that was added, swapped or taken back from an older
//! copy from outside is noticed by whoever opens it. It knows no names but labels, and no roles.

mod passphrase;
mod pen;
mod recovery;
mod seal;
#[cfg(test)]
mod tests;

pub use passphrase::{Passphrase, Weak, offered};
pub use pen::{Pen, verify};
pub use recovery::{Mistyped, RecoveryKey};
pub use seal::Cost;

use super::{BlockKey, Trouble, codec};
use crate::care::StaffId;
use hmac::{Hmac, KeyInit, Mac};
use seal::{Derived, Key};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use uuid::Uuid;
use zeroize::Zeroizing;

const MAGIC: &[u8; 16] = b"bethere keys\r\n\x1a\n";
const MAC: usize = 32;
/// More than any home's file takes.
const MOST_BYTES: u64 = 1 << 20;
/// More than any home has.
const MOST_SLOTS: usize = 500;
const MOST_LABEL: usize = 60;

/// How a slot is opened.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Way {
    /// With a person's own passphrase.
    Own,
    /// With a passphrase a manager gave, which has to be changed at once.
    OneTime,
    /// With the recovery key. It signs for nobody.
    Recovery,
}

/// One way in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Slot {
    staff: Option<StaffId>,
    label: String,
    way: Way,
    cost: Cost,
    salt: [u8; 16],
    commitment: [u8; 32],
    /// The slot's own key under the passphrase, and under the key of the store.
    own: Vec<u8>,
    own_for_store: Vec<u8>,
    /// The key of the store under the slot's own key.
    store: Vec<u8>,
    /// What its owner signs with, and what they signed with before, under the passphrase.
    pens: Vec<u8>,
}

impl Slot {
    /// Whose it is; nobody's for the recovery key.
    pub fn staff(&self) -> Option<StaffId> {
        self.staff
    }

    /// What the home calls them at the door.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// How it is opened.
    pub fn way(&self) -> Way {
        self.way
    }

    /// What a guess costs.
    pub fn cost(&self) -> Cost {
        self.cost
    }
}

/// The ways into a home, as the file has them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Stored {
    home: Uuid,
    epoch: u32,
    cost: Cost,
    slots: Vec<Slot>,
}

/// The `keys` file, read.
#[derive(Clone, Debug)]
pub struct Keys {
    stored: Stored,
    /// What stood at its end when it was read; none while it was only made.
    mac: Option<[u8; MAC]>,
}

/// What comes of a passphrase that was right.
#[derive(Debug)]
pub struct Unlocked {
    /// What the store is sealed with.
    pub data: BlockKey,
    /// What its owner signs with; none with the recovery key.
    pub pen: Option<Pen>,
    /// What they signed with before.
    pub before: Option<Pen>,
    /// How it was opened.
    pub way: Way,
}

/// Why somebody could not open a home.
#[derive(Debug, thiserror::Error)]
pub enum NotOpened {
    /// It is not this person's passphrase, or not this home's recovery key.
    #[error("That is not the passphrase.")]
    WrongPassphrase,
    /// There is no way in for this person.
    #[error("This name can't come in. Ask a manager.")]
    NoSlot,
    /// The recovery key was not typed as printed.
    #[error(transparent)]
    Mistyped(#[from] Mistyped),
    /// The file is not as it was written.
    #[error("The home's keys file was changed from outside.")]
    Altered,
    /// It can't be read.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

impl Keys {
    /// The ways into a new home: none yet.
    pub fn new(home: Uuid, cost: Cost) -> Result<(Self, BlockKey), Trouble> {
        let stored = Stored { home, epoch: 1, cost, slots: Vec::new() };
        Ok((Self { stored, mac: None }, seal::new_block_key()?))
    }

    /// The file, read. Whether it is as it was written shows when somebody opens it.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Trouble> {
        let unreadable = |cause: &str| Trouble::Unreadable(format!("the keys file {cause}").into());
        let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| unreadable("is not one"))?;
        let (body, mac) = rest.split_last_chunk::<MAC>().ok_or_else(|| unreadable("is cut short"))?;
        let stored: Stored = codec::from_bytes(body, MOST_BYTES)?;
        let sane = |slot: &Slot| slot.label.chars().count() <= MOST_LABEL;
        if stored.slots.len() > MOST_SLOTS || !stored.slots.iter().all(sane) {
            return Err(unreadable("holds more than any home's"));
        }
        Ok(Self { stored, mac: Some(*mac) })
    }

    /// The file, to be written.
    pub fn to_bytes(&self, data: &BlockKey) -> Result<Vec<u8>, Trouble> {
        let mut bytes = [&MAGIC[..], &codec::to_bytes(&self.stored, MOST_BYTES)?].concat();
        let mac = mac(data, &bytes);
        bytes.extend(mac);
        Ok(bytes)
    }

    /// Which home it is of.
    pub fn home(&self) -> Uuid {
        self.stored.home
    }

    /// How often the store has been sealed anew.
    pub fn epoch(&self) -> u32 {
        self.stored.epoch
    }

    /// Every way in.
    pub fn slots(&self) -> &[Slot] {
        &self.stored.slots
    }

    /// Opens somebody's slot.
    pub fn unlock(&self, staff: StaffId, passphrase: &Passphrase) -> Result<Unlocked, NotOpened> {
        let slot =
            self.stored.slots.iter().find(|slot| slot.staff == Some(staff)).ok_or(NotOpened::NoSlot)?;
        self.open(slot, passphrase)
    }

    /// Opens the slot of the recovery key, as typed.
    pub fn unlock_with_recovery(&self, typed: &str) -> Result<Unlocked, NotOpened> {
        let key = RecoveryKey::typed(typed)?;
        let slot =
            self.stored.slots.iter().find(|slot| slot.way == Way::Recovery).ok_or(NotOpened::NoSlot)?;
        self.open(slot, &key.passphrase())
    }

    fn open(&self, slot: &Slot, passphrase: &Passphrase) -> Result<Unlocked, NotOpened> {
        let Derived { door, pen, commitment } = seal::derive(passphrase.bytes(), slot.salt, slot.cost)?;
        if !bool::from(commitment.ct_eq(&slot.commitment)) {
            return Err(NotOpened::WrongPassphrase);
        }
        let bound = self.bound(slot.staff);
        let own = seal::open_key(&door, &bound.own, &slot.own).ok_or(NotOpened::Altered)?;
        let data = seal::open_key(&own, &bound.store, &slot.store).ok_or(NotOpened::Altered)?;
        let data = BlockKey::from(*data);
        if !self.is_whole(&data)? {
            return Err(NotOpened::Altered);
        }
        let seeds = seal::open(&pen, &bound.pens, &slot.pens).ok_or(NotOpened::Altered)?;
        let mut pens = seeds.chunks_exact(32).zip(slot.staff.iter().cycle()).map(|(chunk, staff)| {
            let mut seed = Key::default();
            seed.copy_from_slice(chunk);
            Pen::from_seed(*staff, *seed)
        });
        let (pen, before) = (pens.next(), pens.next());
        Ok(Unlocked { data, pen, before, way: slot.way })
    }

    fn is_whole(&self, data: &BlockKey) -> Result<bool, Trouble> {
        let Some(stood) = self.mac else { return Ok(true) };
        let bytes = [&MAGIC[..], &codec::to_bytes(&self.stored, MOST_BYTES)?].concat();
        Ok(mac(data, &bytes).ct_eq(&stood).into())
    }

    /// Makes or replaces somebody's way in.
    pub fn give(
        &mut self,
        data: &BlockKey,
        label: &str,
        passphrase: &Passphrase,
        way: Way,
        (pen, before): (&Pen, Option<&Pen>),
    ) -> Result<(), Trouble> {
        let mut seeds = Zeroizing::new(Vec::with_capacity(64));
        seeds.extend_from_slice(&*pen.seed());
        if let Some(before) = before {
            seeds.extend_from_slice(&*before.seed());
        }
        let label = label.chars().take(MOST_LABEL).collect();
        let slot = self.slot(data, Some(pen.whose()), (label, way, self.stored.cost), passphrase, &seeds)?;
        match self.stored.slots.iter_mut().find(|old| old.staff == Some(pen.whose())) {
            Some(old) => *old = slot,
            None => self.stored.slots.push(slot),
        }
        self.mac = None;
        Ok(())
    }

    /// Makes a recovery key in place of the one there was.
    pub fn make_recovery(&mut self, data: &BlockKey) -> Result<RecoveryKey, Trouble> {
        let key = RecoveryKey::make()?;
        // Nobody guesses 160 bits, at whatever cost.
        let how = (String::new(), Way::Recovery, Cost::DEMO);
        let slot = self.slot(data, None, how, &key.passphrase(), &[])?;
        self.stored.slots.retain(|slot| slot.way != Way::Recovery);
        self.stored.slots.push(slot);
        self.mac = None;
        Ok(key)
    }

    fn slot(
        &self,
        data: &BlockKey,
        staff: Option<StaffId>,
        (label, way, cost): (String, Way, Cost),
        passphrase: &Passphrase,
        seeds: &[u8],
    ) -> Result<Slot, Trouble> {
        let salt = *seal::chance::<16>()?;
        let Derived { door, pen, commitment } = seal::derive(passphrase.bytes(), salt, cost)?;
        let bound = self.bound(staff);
        let own = seal::chance::<32>()?;
        Ok(Slot {
            staff,
            label,
            way,
            cost,
            salt,
            commitment,
            own: seal::seal(&door, &bound.own, &*own)?,
            own_for_store: seal::seal(data.bytes(), &bound.own_for_store, &*own)?,
            store: seal::seal(&own, &bound.store, data.bytes())?,
            pens: seal::seal(&pen, &bound.pens, seeds)?,
        })
    }

    /// Takes somebody's way in away. Until the store is sealed anew, an older copy of this file still opens it.
    pub fn take_away(&mut self, staff: StaffId) {
        self.stored.slots.retain(|slot| slot.staff != Some(staff));
        self.mac = None;
    }

    /// The same ways in to a store sealed with a new key.
    pub fn sealed_anew(&self, data: &BlockKey) -> Result<(Self, BlockKey), Trouble> {
        let fresh = seal::new_block_key()?;
        let mut stored = Stored { epoch: self.stored.epoch + 1, ..self.stored.clone() };
        for slot in &mut stored.slots {
            let bound = self.bound(slot.staff);
            let own = seal::open_key(data.bytes(), &bound.own_for_store, &slot.own_for_store)
                .ok_or(Trouble::KeysAltered)?;
            slot.own_for_store = seal::seal(fresh.bytes(), &bound.own_for_store, &*own)?;
            slot.store = seal::seal(&own, &bound.store, fresh.bytes())?;
        }
        Ok((Self { stored, mac: None }, fresh))
    }

    fn bound(&self, staff: Option<StaffId>) -> Bound {
        let whose = staff.map_or(Uuid::nil(), |staff| staff.0);
        let bound = |what: &[u8]| [what, self.stored.home.as_bytes(), whose.as_bytes()].concat();
        Bound {
            own: bound(b"own"),
            own_for_store: bound(b"own for store"),
            store: bound(b"store"),
            pens: bound(b"pens"),
        }
    }
}

/// What each secret of a slot is sealed together with, so that none can stand in another's place.
struct Bound {
    own: Vec<u8>,
    own_for_store: Vec<u8>,
    store: Vec<u8>,
    pens: Vec<u8>,
}

fn mac(data: &BlockKey, bytes: &[u8]) -> [u8; MAC] {
    // A key of its own, so that no key is used for two things. HMAC takes keys of any length.
    let derive = |key: &[u8], message: &[u8]| -> [u8; MAC] {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("HMAC takes keys of any length");
        mac.update(message);
        mac.finalize().into_bytes().into()
    };
    let key = Zeroizing::new(derive(data.bytes(), b"bethere keys mac v1"));
    derive(&*key, bytes)
}

/// The salt of an entry's proof.
pub fn salt() -> Result<[u8; 16], Trouble> {
    Ok(*seal::chance::<16>()?)
}
