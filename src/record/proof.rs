//! What proves an entry: a salted hash of its bytes, a hash that covers all that came before it, and its author's
//! signature over that.
//!
//! Each signature covers the whole past, so nobody can change what was written without every later author's key;
//! only the end could be cut, which is why the head of the chain is also kept elsewhere. The salt lets the words of
//! an entry be destroyed one day, by retention or a court, while the chain still holds: that could not be added
//! later.

use super::keys::{self, Pen};
use super::{Trouble, codec};
use crate::care::people::PublicKey;
use crate::care::{Entry, StaffId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A SHA-256.
pub(super) type Hash = [u8; 32];

/// The head of a chain: what the next entry is bound to.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Head(pub(super) Hash);

/// Letters and digits that can't be taken for one another on paper.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How many letters of a head are printed: 130 bits.
const PRINTED: usize = 26;

impl Head {
    /// Before the first entry: bound to the home, so that no two homes share a chain.
    pub(super) fn of_home(home: Uuid) -> Self {
        Self(Sha256::new().chain_update(b"bethere home v1").chain_update(home.as_bytes()).finalize().into())
    }
}

impl std::fmt::Display for Head {
    /// 26 letters and digits, in groups of five and a last one of six, to be printed on a handover sheet.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for place in 0..PRINTED {
            if place > 0 && place % 5 == 0 && place < 25 {
                out.write_str("-")?;
            }
            let bit = place * 5;
            let pair = u16::from_be_bytes([self.0[bit / 8], self.0[bit / 8 + 1]]);
            let letter = (pair >> (11 - bit % 8)) & 31;
            write!(out, "{}", char::from(LETTERS[usize::from(letter)]))?;
        }
        Ok(())
    }
}

/// What stands beside an entry's bytes.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct Proof {
    at: i64,
    by: StaffId,
    day: i32,
    kind: u8,
    salt: [u8; 16],
    payload: Hash,
    entry: Hash,
    /// Two halves, because longer arrays are not among what can be kept.
    signature: ([u8; 32], [u8; 32]),
}

/// More than any proof takes.
const MOST: u64 = 1 << 10;

/// Why an entry is not proved.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Flaw {
    /// Its bytes are not those that were signed.
    Changed,
    /// It does not follow the entry before it.
    OutOfChain,
    /// Its author's key did not sign it.
    NotSigned,
}

impl Proof {
    /// Binds an entry to all that came before, in its author's hand.
    pub(super) fn new(
        home: Uuid,
        before: Head,
        entry: &Entry,
        bytes: &[u8],
        salt: [u8; 16],
        pen: &Pen,
    ) -> Self {
        let mut proof = Self {
            at: entry.at.timestamp_millis(),
            by: entry.by,
            day: entry.day.number(),
            kind: entry.topic() as u8,
            salt,
            payload: payload(salt, bytes),
            entry: [0; 32],
            signature: ([0; 32], [0; 32]),
        };
        proof.entry = proof.bound(home, entry.number, before);
        let signature = pen.sign(&proof.entry);
        proof.signature.0.copy_from_slice(&signature[..32]);
        proof.signature.1.copy_from_slice(&signature[32..]);
        proof
    }

    pub(super) fn head(&self) -> Head {
        Head(self.entry)
    }

    pub(super) fn to_bytes(&self) -> Result<Vec<u8>, Trouble> {
        codec::to_bytes(self, MOST)
    }

    pub(super) fn from_bytes(number: u64, bytes: &[u8]) -> Result<Self, Trouble> {
        codec::from_bytes(bytes, MOST).map_err(|_| Trouble::Altered { number })
    }

    /// Whether these bytes are the ones that were bound here, after this head.
    pub(super) fn follows(&self, home: Uuid, before: Head, entry: &Entry, bytes: &[u8]) -> Result<(), Flaw> {
        let same = self.at == entry.at.timestamp_millis()
            && self.by == entry.by
            && self.day == entry.day.number()
            && self.kind == entry.topic() as u8
            && self.payload == payload(self.salt, bytes);
        if !same {
            return Err(Flaw::Changed);
        }
        if self.bound(home, entry.number, before) == self.entry { Ok(()) } else { Err(Flaw::OutOfChain) }
    }

    /// Whether this key signed it.
    pub(super) fn signed_with(&self, key: &PublicKey) -> Result<(), Flaw> {
        let mut signature = [0; 64];
        signature[..32].copy_from_slice(&self.signature.0);
        signature[32..].copy_from_slice(&self.signature.1);
        if keys::verify(key, &self.entry, &signature) { Ok(()) } else { Err(Flaw::NotSigned) }
    }

    /// Every part has a fixed length, so that no two entries are hashed from the same bytes.
    fn bound(&self, home: Uuid, number: u64, before: Head) -> Hash {
        Sha256::new()
            .chain_update(b"bethere entry v1")
            .chain_update(home.as_bytes())
            .chain_update(number.to_be_bytes())
            .chain_update(before.0)
            .chain_update(self.at.to_be_bytes())
            .chain_update(self.by.0.as_bytes())
            .chain_update(self.day.to_be_bytes())
            .chain_update([self.kind])
            .chain_update(self.payload)
            .finalize()
            .into()
    }
}

/// Hashed as stored: what is decoded and encoded again by a later version may differ.
fn payload(salt: [u8; 16], bytes: &[u8]) -> Hash {
    Sha256::new().chain_update(b"bethere payload v1").chain_update(salt).chain_update(bytes).finalize().into()
}
