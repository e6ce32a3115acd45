//! What a person signs with, Ed25519, and how a signature is checked.
//!
//! A pen never leaves this room but as signatures. Whose public key is whose, the journal says.

use super::Trouble;
use super::secret::Secret;
use crate::care::StaffId;
use crate::care::people::PublicKey;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use std::fmt::{self, Debug, Formatter};

/// What one person signs with. Wiped when dropped.
pub struct Pen {
    whose: StaffId,
    seed: Secret,
    // Kept apart, so that no copy stays behind where it was moved from.
    key: Box<SigningKey>,
}

impl Pen {
    /// A new one, by chance, for a person.
    pub fn new(whose: StaffId) -> Result<Self, Trouble> {
        Ok(Self::from_seed(whose, Secret::fresh()?))
    }

    /// The one of somebody made up: the same seed makes the same one.
    pub fn made_up(whose: StaffId, seed: [u8; 32]) -> Self {
        let mut secret = Secret::empty();
        *secret.bytes_mut() = seed;
        Self::from_seed(whose, secret)
    }

    pub(super) fn from_seed(whose: StaffId, seed: Secret) -> Self {
        let key = Box::new(SigningKey::from_bytes(seed.bytes()));
        Self { whose, seed, key }
    }

    pub(super) fn seed(&self) -> &Secret {
        &self.seed
    }

    /// Who signs with it.
    pub fn whose(&self) -> StaffId {
        self.whose
    }

    /// What its signatures are checked against.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.key.verifying_key().to_bytes())
    }

    /// Signs a message.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }
}

impl Debug for Pen {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pen").field("whose", &self.whose).finish_non_exhaustive()
    }
}

/// Whether the owner of a public key signed a message. Strict: a key that fits every message fits none here.
pub fn verify(public: &PublicKey, message: &[u8], signature: &[u8; 64]) -> bool {
    VerifyingKey::from_bytes(&public.0)
        .is_ok_and(|key| key.verify_strict(message, &Signature::from_bytes(signature)).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn dee() -> StaffId {
        StaffId(Uuid::from_u128(2))
    }

    #[test]
    fn a_signature_fits_its_message_and_its_pen_only() {
        let (pen, other) = (Pen::new(dee()).unwrap(), Pen::new(dee()).unwrap());
        let signature = pen.sign(b"entry 41");
        assert!(verify(&pen.public(), b"entry 41", &signature));
        assert!(!verify(&pen.public(), b"entry 42", &signature));
        assert!(!verify(&other.public(), b"entry 41", &signature));
        for bit in 0..512 {
            let mut changed = signature;
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(!verify(&pen.public(), b"entry 41", &changed), "{bit}");
        }
    }

    #[test]
    fn a_pen_made_again_from_its_seed_is_the_same_pen() {
        let pen = Pen::new(dee()).unwrap();
        let mut seed = Secret::empty();
        *seed.bytes_mut() = *pen.seed().bytes();
        let again = Pen::from_seed(dee(), seed);
        assert_eq!((again.whose(), again.public()), (pen.whose(), pen.public()));
        assert_eq!(again.sign(b"entry 41"), pen.sign(b"entry 41"));
    }

    #[test]
    fn a_key_that_would_fit_every_message_fits_none() {
        // The neutral point as key and as half of the signature satisfies the plain equation for any message.
        let mut neutral = [0; 32];
        neutral[0] = 1;
        let mut signature = [0; 64];
        signature[0] = 1;
        assert!(!verify(&PublicKey(neutral), b"anything", &signature));
        assert!(!verify(&PublicKey([0xff; 32]), b"anything", &signature));
    }
}
