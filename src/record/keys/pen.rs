//! What a person signs with: an Ed25519 key of theirs, wiped from memory when it is let go of.

use crate::care::StaffId;
use crate::care::people::PublicKey;
use crate::record::Trouble;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use std::fmt::{self, Debug, Formatter};
use zeroize::Zeroizing;

/// What a person signs with.
#[derive(Clone)]
pub struct Pen {
    whose: StaffId,
    key: SigningKey,
}

impl Pen {
    /// A new one for somebody.
    pub fn make(whose: StaffId) -> Result<Self, Trouble> {
        Ok(Self::from_seed(whose, *super::seal::chance()?))
    }

    /// The one that comes of a seed.
    pub fn from_seed(whose: StaffId, seed: [u8; 32]) -> Self {
        let seed = Zeroizing::new(seed);
        Self { whose, key: SigningKey::from_bytes(&seed) }
    }

    pub(super) fn seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.key.to_bytes())
    }

    /// Whose it is.
    pub fn whose(&self) -> StaffId {
        self.whose
    }

    /// The half that everyone may know.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.key.verifying_key().to_bytes())
    }

    /// Signs a message.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }
}

impl Debug for Pen {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        write!(out, "Pen of {}", self.whose.0)
    }
}

/// Whether a signature of a message was made with the other half of a public key.
pub fn verify(key: &PublicKey, message: &[u8], signature: &[u8; 64]) -> bool {
    VerifyingKey::from_bytes(&key.0)
        .is_ok_and(|key| key.verify_strict(message, &Signature::from_bytes(signature)).is_ok())
}
