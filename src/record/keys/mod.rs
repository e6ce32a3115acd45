//! The keys file of a home: who can open it, and what each of them signs with.
//!
//! It knows bytes, passphrases and chance. It never reads or writes a file, never asks a clock, and keeps nothing
//! of a passphrase. Nothing secret is ever shown: `Debug` of every type here tells names at most.
//!
//! # Who can open what
//!
//! The *data key* of an epoch seals the home's store. It is 32 bytes by chance; nothing leads to it but a slot.
//! A slot is a person's, or the recovery key's:
//!
//! - Argon2id makes the slot's *root* of a passphrase. A commitment tells a wrong passphrase at once. From the
//!   root one key opens the slot's *owner* half, others the person's pens: nothing else opens those.
//! - The owner half opens a letterbox (X25519), in which the data key lies. Its address is in the open.
//! - The whole file carries an HMAC-SHA-256 under a key derived from the data key: who can't open the home can't
//!   change who can. It is checked before anything that was opened is handed out, and before anything is changed.
//!
//! So when someone leaves, whoever re-keys the home puts the new data key into every remaining letterbox, without
//! a passphrase but their own. A key that is only *kept* under the old data key would not do: the leaver had that.
//! And no data key, old or new, ever leads to a pen.
//!
//! # What it does not keep out
//!
//! An older copy of the file opens with what opened it then, to the data key of its epoch: after a passphrase was
//! seen by others, changing it is not enough, re-key. Whoever can open a home and write in its folder can make a
//! slot useless, or put their own address in it; its owner then can't open the home after the next re-keying.
//!
//! # The file
//!
//! | bytes | what |
//! |---|---|
//! | 15 | `bethere keys\r\n\x1a` |
//! | 1 | format: 1 |
//! | 1 | format of the codec |
//! | 8 | checksum, for accidents |
//! | … | home, epoch, cost of new slots, slots |
//! | 32 | HMAC-SHA-256 of all before it |
//!
//! A slot: whose it is, label, way, cost, salt (16), commitment (32), address (32), owner half (60), data key in
//! the letterbox (32 + 60), and a person's pen and the pen before (60 each). What is 60 bytes is sealed with
//! AES-256-GCM-SIV: nonce (12), secret (32), tag (16), bound to the home and the person.

mod cost;
mod letterbox;
mod passphrase;
mod pen;
mod recovery;
mod secret;
mod slot;

pub use cost::Cost;
pub use passphrase::{Passphrase, Weak};
pub use pen::{Pen, verify};
pub use recovery::{RecoveryKey, Slip};
pub use slot::{Slot, Way};

use super::codec;
use super::trouble::Trouble;
use crate::care::StaffId;
use hmac::Mac;
use secret::Secret;
use serde::{Deserialize, Serialize};
use slot::{At, For, Opened, Shut};
use std::cmp::Ordering;
use std::fmt::{self, Debug, Formatter};
use uuid::Uuid;

const MAGIC: &[u8; 15] = b"bethere keys\r\n\x1a";
const FORMAT: u8 = 1;
const MAC: usize = 32;
/// Every slot there can be, with room to spare.
const LIMIT: u64 = 512 << 10;
/// The longest file that is read.
pub(super) const MOST_BYTES: u64 = LIMIT + 1024;
const MOST_SLOTS: usize = 500;
const RECOVERY: &str = "recovery key";

/// Who can open a home.
#[derive(Clone)]
pub struct Keys {
    body: Body,
    /// None once anything was changed.
    read: Option<Read>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Body {
    home: Uuid,
    epoch: u32,
    cost: Cost,
    slots: Vec<Slot>,
}

/// The file as it was read: what its MAC is of is these bytes, not what they would be written as today.
#[derive(Clone)]
struct Read {
    bytes: Vec<u8>,
    mac: [u8; MAC],
}

/// What the blocks of a home's store are sealed with, in one epoch. Wiped when dropped.
pub struct DataKey(Secret);

/// A home that someone opened.
#[derive(Debug)]
pub struct Unlocked {
    /// What its store is sealed with.
    pub data: DataKey,
    /// What they sign with; none by the recovery key.
    pub pen: Option<Pen>,
    /// What they signed with before, until the journal knows the newer one.
    pub before: Option<Pen>,
    /// How they came in.
    pub way: Way,
}

/// Why a home was not opened.
#[derive(Debug, thiserror::Error)]
pub enum NotOpened {
    /// It is not their passphrase.
    #[error("That is not the passphrase for {label}. Check Caps Lock, or press Ctrl+R to see what you type.")]
    WrongPassphrase {
        /// The name they sign in under.
        label: String,
    },
    /// It is a recovery key, and not this home's as it is now.
    #[error("That is not the recovery key of this home now. Look for the sheet with the latest date.")]
    WrongRecoveryKey,
    /// They have no way in.
    #[error("This name has no passphrase here. Ask a manager to give it a new one.")]
    NoSlot,
    /// No recovery key was made.
    #[error("This home has no recovery key. Sign in with a name and a passphrase.")]
    NoRecoveryKey,
    /// It is no recovery key as printed.
    #[error(transparent)]
    Mistyped(#[from] Slip),
    /// What the right passphrase opens does not fit the rest of the file.
    #[error(
        "The home's keys file was changed outside bethere, or is not of one piece. \
         Change nothing in its folder, and ask the person who looks after this computer."
    )]
    Altered,
    /// The computer could not.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

impl DataKey {
    fn fresh() -> Result<Self, Trouble> {
        Ok(Self(Secret::fresh()?))
    }

    /// For whatever seals the store.
    pub fn bytes(&self) -> &[u8; 32] {
        self.0.bytes()
    }

    fn mac(&self, bytes: &[u8]) -> hmac::Hmac<sha2::Sha256> {
        self.0.derive("keys file", &[]).mac(&[bytes])
    }
}

impl Debug for DataKey {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("DataKey")
    }
}

impl Keys {
    /// A new home's, with nobody in it so far, and the key for its store.
    pub fn new(home: Uuid, cost: Cost) -> Result<(Self, DataKey), Trouble> {
        let body = Body { home, epoch: 1, cost, slots: Vec::new() };
        Ok((Self { body, read: None }, DataKey::fresh()?))
    }

    /// Reads a keys file. What it says is not vouched for until someone opens it.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Trouble> {
        let unreadable = |cause: &'static str| Trouble::Unreadable(cause.into());
        if bytes.len() as u64 > MOST_BYTES {
            return Err(unreadable("the keys file is too long"));
        }
        let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| unreadable("it is not a keys file"))?;
        let (format, rest) = rest.split_first().ok_or_else(|| unreadable("the keys file is cut short"))?;
        match format.cmp(&FORMAT) {
            Ordering::Equal => {}
            Ordering::Less => return Err(unreadable("its format was never written")),
            Ordering::Greater => return Err(Trouble::NewerFormat),
        }
        let (body, mac) = rest.split_last_chunk().ok_or_else(|| unreadable("the keys file is cut short"))?;
        let body: Body = codec::from_bytes(body, LIMIT)?;
        if body.epoch == 0 || body.slots.len() > MOST_SLOTS {
            return Err(unreadable("the keys file says more than there can be"));
        }
        if let Some(amiss) = body.slots.iter().find_map(Slot::amiss) {
            return Err(unreadable(amiss));
        }
        let read = Read { bytes: bytes[..bytes.len() - MAC].to_vec(), mac: *mac };
        Ok(Self { body, read: Some(read) })
    }

    /// The keys file, vouched for with the data key.
    pub fn to_bytes(&self, data: &DataKey) -> Result<Vec<u8>, Trouble> {
        if let Some(read) = &self.read {
            return Ok([&read.bytes[..], &read.mac].concat());
        }
        let body = codec::to_bytes(&self.body, LIMIT)?;
        let mut bytes = [&MAGIC[..], &[FORMAT], &body].concat();
        let mac = data.mac(&bytes).finalize().into_bytes();
        bytes.extend(mac);
        Ok(bytes)
    }

    /// Which home they are of; the store must be of the same.
    pub fn home(&self) -> Uuid {
        self.body.home
    }

    /// Which data key they lead to, counted from 1; the store must be sealed in the same epoch.
    pub fn epoch(&self) -> u32 {
        self.body.epoch
    }

    /// Every way in, in the order they were first made.
    pub fn slots(&self) -> &[Slot] {
        &self.body.slots
    }

    /// A person's way in.
    pub fn slot(&self, staff: StaffId) -> Option<&Slot> {
        self.body.slots.iter().find(|slot| slot.staff() == Some(staff))
    }

    /// Opens the home as a person.
    pub fn unlock(&self, staff: StaffId, passphrase: &Passphrase) -> Result<Unlocked, NotOpened> {
        let slot = self.slot(staff).ok_or(NotOpened::NoSlot)?;
        self.open(slot, passphrase.bytes(), NotOpened::WrongPassphrase { label: slot.label().to_owned() })
    }

    /// Opens the home as nobody, with the recovery key as it was typed.
    pub fn unlock_with_recovery(&self, typed: &str) -> Result<Unlocked, NotOpened> {
        let key = RecoveryKey::parse(typed)?;
        let mut slots = self.body.slots.iter();
        let slot = slots.find(|slot| slot.way() == Way::Recovery).ok_or(NotOpened::NoRecoveryKey)?;
        self.open(slot, key.bytes(), NotOpened::WrongRecoveryKey)
    }

    fn open(&self, slot: &Slot, secret: &[u8], wrong: NotOpened) -> Result<Unlocked, NotOpened> {
        let Opened { data, pen, before } = slot.open(self.at(), secret).map_err(|shut| match shut {
            Shut::WrongSecret => wrong,
            Shut::Altered => NotOpened::Altered,
            Shut::Trouble(trouble) => NotOpened::Trouble(trouble),
        })?;
        if !self.vouched_for_by(&data) {
            return Err(NotOpened::Altered);
        }
        Ok(Unlocked { data, pen, before, way: slot.way() })
    }

    /// Makes the slot of whoever owns a pen, or makes it anew: with a passphrase of their own, what they sign with,
    /// and what they signed with before while the journal may not know the newer one.
    pub fn give(
        &mut self,
        data: &DataKey,
        label: &str,
        passphrase: &Passphrase,
        pen: &Pen,
        before: Option<&Pen>,
    ) -> Result<(), Trouble> {
        let (way, secret, cost) = (Way::Own, passphrase.bytes(), self.body.cost);
        self.put(data, For { label, way, secret, cost, pen: Some(pen), before })
    }

    /// The same with a passphrase that a manager gives them, to be changed when they come in.
    pub fn give_one_time(
        &mut self,
        data: &DataKey,
        label: &str,
        passphrase: &Passphrase,
        pen: &Pen,
    ) -> Result<(), Trouble> {
        let (way, secret, cost) = (Way::OneTime, passphrase.bytes(), self.body.cost);
        self.put(data, For { label, way, secret, cost, pen: Some(pen), before: None })
    }

    /// Makes a recovery key. One made earlier opens nothing any more.
    pub fn make_recovery(&mut self, data: &DataKey) -> Result<RecoveryKey, Trouble> {
        let key = RecoveryKey::fresh()?;
        let (label, way, secret, cost) = (RECOVERY, Way::Recovery, key.bytes(), Cost::CHANCE);
        self.put(data, For { label, way, secret, cost, pen: None, before: None })?;
        Ok(key)
    }

    /// Takes away a person's way in; says whether there was one. Until the home is re-keyed an older copy of the
    /// file still lets them in.
    pub fn take_away(&mut self, data: &DataKey, staff: StaffId) -> Result<bool, Trouble> {
        self.ours(data)?;
        let before = self.body.slots.len();
        self.body.slots.retain(|slot| slot.staff() != Some(staff));
        self.read = None;
        Ok(self.body.slots.len() < before)
    }

    /// Keys for everyone in these to a new data key, each opened as before, and that key for the new store. These
    /// stay as they are: whichever store a crash leaves, its keys are there.
    pub fn rekeyed(&self, data: &DataKey) -> Result<(Self, DataKey), Trouble> {
        self.ours(data)?;
        let epoch = self.body.epoch.checked_add(1);
        let epoch = epoch.ok_or_else(|| Trouble::Unreadable("no epoch comes after this one".into()))?;
        let fresh = DataKey::fresh()?;
        let at = At { epoch, ..self.at() };
        let slots = self.body.slots.iter().map(|slot| slot.with(at, &fresh)).collect::<Result<_, _>>()?;
        Ok((Self { body: Body { epoch, slots, ..self.body }, read: None }, fresh))
    }

    fn put(&mut self, data: &DataKey, slot: For<'_>) -> Result<(), Trouble> {
        self.ours(data)?;
        let slot = Slot::new(self.at(), data, slot)?;
        let slots = &mut self.body.slots;
        match slots.iter().position(|old| old.staff() == slot.staff()) {
            Some(at) => slots[at] = slot,
            None if slots.len() < MOST_SLOTS => slots.push(slot),
            None => return Err(Trouble::TooManyPeople { most: MOST_SLOTS }),
        }
        self.read = None;
        Ok(())
    }

    fn at(&self) -> At {
        At { home: self.body.home, epoch: self.body.epoch }
    }

    /// Nothing that was read is changed, and so vouched for anew, before it was vouched for as it stands.
    fn ours(&self, data: &DataKey) -> Result<(), Trouble> {
        let altered = || Trouble::Unreadable("the keys file was changed, or is of another epoch".into());
        self.vouched_for_by(data).then_some(()).ok_or_else(altered)
    }

    fn vouched_for_by(&self, data: &DataKey) -> bool {
        self.read.as_ref().is_none_or(|read| data.mac(&read.bytes).verify_slice(&read.mac).is_ok())
    }
}

impl Debug for Keys {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Body { home, epoch, cost: _, slots } = &self.body;
        let mut shown = f.debug_struct("Keys");
        shown.field("home", home).field("epoch", epoch).field("slots", slots).finish_non_exhaustive()
    }
}

/// The salt of an entry's proof.
pub(super) fn salt() -> Result<[u8; 16], Trouble> {
    let mut salt = [0; 16];
    secret::fill(&mut salt)?;
    Ok(salt)
}

#[cfg(test)]
mod tests;
