//! One way into a home: a person's, by passphrase, or the recovery key's.
//!
//! It knows its own bytes and nothing of the file they stand in, which vouches for all of them together.

use super::cost::Cost;
use super::letterbox::{self, Letter};
use super::pen::Pen;
use super::secret::{Secret, Wrapped, fill};
use super::{DataKey, Trouble};
use crate::care::StaffId;
use serde::{Deserialize, Serialize};
use std::fmt::{self, Debug, Formatter};
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// What opens a slot.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Way {
    /// A person's own passphrase.
    Own,
    /// One that a manager gave a person, to be changed when they first come in.
    OneTime,
    /// The recovery key, which is nobody's.
    Recovery,
}

/// One way into a home.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Slot {
    staff: Option<StaffId>,
    label: String,
    way: Way,
    cost: Cost,
    salt: [u8; 16],
    /// Tells the right passphrase from a wrong one before anything is opened with it.
    commitment: [u8; 32],
    /// Where a new data key is put for whoever opens this slot, and the half that takes it out again.
    address: [u8; 32],
    owner: Wrapped,
    data: Letter,
    pens: Option<Pens>,
}

/// What a person signs with, and signed with before, in case the journal does not know the newer one yet.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
struct Pens {
    pen: Wrapped,
    before: Option<Wrapped>,
}

/// Where a slot is: what is sealed in one opens in no other.
#[derive(Copy, Clone)]
pub(super) struct At {
    pub(super) home: Uuid,
    pub(super) epoch: u32,
}

/// Whose slot one is to be, and how it is opened.
#[derive(Copy, Clone)]
pub(super) struct For<'a> {
    pub(super) label: &'a str,
    pub(super) way: Way,
    pub(super) secret: &'a [u8],
    pub(super) cost: Cost,
    pub(super) pen: Option<&'a Pen>,
    pub(super) before: Option<&'a Pen>,
}

/// What a slot's own secret opens, before anything in it is believed.
pub(super) struct Opened {
    pub(super) data: DataKey,
    pub(super) pen: Option<Pen>,
    pub(super) before: Option<Pen>,
}

/// Why a slot does not open.
#[derive(Debug)]
pub(super) enum Shut {
    /// It is another secret's.
    WrongSecret,
    /// The secret is right and what it seals is not.
    Altered,
    Trouble(Trouble),
}

impl From<Trouble> for Shut {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

impl Slot {
    /// The longest label, in characters.
    pub const LABEL: usize = 60;

    /// Whose it is; none for the recovery key.
    pub fn staff(&self) -> Option<StaffId> {
        self.staff
    }

    /// The name it is signed in under, which anyone can read.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// What opens it.
    pub fn way(&self) -> Way {
        self.way
    }

    /// What one try at it costs.
    pub fn cost(&self) -> Cost {
        self.cost
    }

    pub(super) fn new(at: At, data: &DataKey, slot: For<'_>) -> Result<Self, Trouble> {
        let staff = slot.pen.map(Pen::whose);
        let mut salt = [0; 16];
        fill(&mut salt)?;
        let root = slot.cost.derive(slot.secret, &salt)?;
        let place = place(at.home, staff);
        let owner = Secret::fresh()?;
        let address = letterbox::address(&owner);
        let pens = slot.pen.map(|pen| Pens::new(pen, slot.before, &root, &place)).transpose()?;
        Ok(Self {
            staff,
            label: slot.label.chars().filter(|c| !c.is_control()).take(Self::LABEL).collect(),
            way: slot.way,
            cost: slot.cost,
            salt,
            commitment: *root.derive("commitment", &place).bytes(),
            address,
            owner: Wrapped::new(&owner, &root.derive("owner", &place), &place)?,
            data: Letter::new(&data.0, address, &in_epoch(&place, at.epoch))?,
            pens,
        })
    }

    /// The same way in to another data key, in its epoch. Whoever opens it does so as before.
    pub(super) fn with(&self, at: At, data: &DataKey) -> Result<Self, Trouble> {
        let place = in_epoch(&place(at.home, self.staff), at.epoch);
        Ok(Self { data: Letter::new(&data.0, self.address, &place)?, ..self.clone() })
    }

    pub(super) fn open(&self, at: At, secret: &[u8]) -> Result<Opened, Shut> {
        let root = self.cost.derive(secret, &self.salt)?;
        let place = place(at.home, self.staff);
        let commitment = root.derive("commitment", &place);
        if !bool::from(commitment.bytes().ct_eq(&self.commitment)) {
            return Err(Shut::WrongSecret);
        }
        let owner = self.owner.open(&root.derive("owner", &place), &place).ok_or(Shut::Altered)?;
        let data = self.data.open(&owner, &in_epoch(&place, at.epoch)).ok_or(Shut::Altered)?;
        let (pen, before) = match (&self.pens, self.staff) {
            (Some(pens), Some(staff)) => pens.open(staff, &root, &place).ok_or(Shut::Altered)?,
            (None, _) | (_, None) => (None, None),
        };
        Ok(Opened { data: DataKey(data), pen, before })
    }

    /// What is wrong with one that was read, if anything: nothing in it has been believed so far.
    pub(super) fn amiss(&self) -> Option<&'static str> {
        let recovery = self.way == Way::Recovery;
        if self.label.chars().count() > Self::LABEL {
            Some("a label in the keys file is too long")
        } else if self.label.chars().any(char::is_control) {
            Some("a label in the keys file is not plain text")
        } else if self.staff.is_none() != recovery || self.pens.is_none() != recovery {
            Some("a slot in the keys file is nobody's")
        } else {
            None
        }
    }
}

impl Debug for Slot {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Slot");
        shown.field("staff", &self.staff).field("label", &self.label).field("way", &self.way);
        shown.finish_non_exhaustive()
    }
}

impl Pens {
    fn new(pen: &Pen, before: Option<&Pen>, root: &Secret, place: &[u8]) -> Result<Self, Trouble> {
        let wrap = |pen: &Pen, name| Wrapped::new(pen.seed(), &root.derive(name, place), place);
        Ok(Self { pen: wrap(pen, "pen")?, before: before.map(|pen| wrap(pen, "pen before")).transpose()? })
    }

    fn open(&self, whose: StaffId, root: &Secret, place: &[u8]) -> Option<(Option<Pen>, Option<Pen>)> {
        let open = |wrapped: &Wrapped, name| {
            let seed = wrapped.open(&root.derive(name, place), place)?;
            Some(Pen::from_seed(whose, seed))
        };
        let before = match &self.before {
            Some(before) => Some(open(before, "pen before")?),
            None => None,
        };
        Some((Some(open(&self.pen, "pen")?), before))
    }
}

/// A home and whose slot in it.
fn place(home: Uuid, staff: Option<StaffId>) -> [u8; 33] {
    let mut place = [0; 33];
    place[..16].copy_from_slice(home.as_bytes());
    if let Some(staff) = staff {
        place[16] = 1;
        place[17..].copy_from_slice(staff.0.as_bytes());
    }
    place
}

fn in_epoch(place: &[u8; 33], epoch: u32) -> [u8; 37] {
    let mut whole = [0; 37];
    whole[..33].copy_from_slice(place);
    whole[33..].copy_from_slice(&epoch.to_le_bytes());
    whole
}

/// What the tests of the whole file look into.
#[cfg(test)]
impl Slot {
    pub(super) fn relabel(&mut self, label: &str) {
        label.clone_into(&mut self.label);
    }

    /// Says whose it is and leaves what they sign with as it was.
    pub(super) fn leave_whose(&mut self, staff: Option<StaffId>) {
        self.staff = staff;
    }

    /// The root of its own passphrase, which is where everything its owner has begins.
    pub(super) fn everything(&self, passphrase: &[u8]) -> Vec<Secret> {
        vec![self.cost.derive(passphrase, &self.salt).unwrap()]
    }

    /// All that a secret opens in it, itself or by what is derived of it for any purpose.
    pub(super) fn opened_by(&self, at: At, secret: &Secret) -> Vec<Secret> {
        let place = place(at.home, self.staff);
        let purposes = ["owner", "pen", "pen before", "commitment", "letter", "keys file"];
        let mut keys: Vec<Secret> = purposes.map(|purpose| secret.derive(purpose, &place)).into();
        keys.extend(["letter", "keys file"].map(|purpose| secret.derive(purpose, &[])));
        keys.push(Secret::from_copy(secret));
        let pens = self.pens.iter().flat_map(|pens| [Some(&pens.pen), pens.before.as_ref()]);
        let wrapped: Vec<&Wrapped> = pens.flatten().chain([&self.owner]).collect();
        let mut opened = Vec::new();
        for key in &keys {
            opened.extend(wrapped.iter().filter_map(|wrapped| wrapped.open(key, &place)));
            opened.extend(self.data.open(key, &in_epoch(&place, at.epoch)));
        }
        opened
    }
}
