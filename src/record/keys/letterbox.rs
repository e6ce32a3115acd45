//! A letterbox: anyone can put a secret in, only its owner takes it out. So whoever gives a home a new data key
//! can hand it to every colleague without knowing their passphrases, and learns nothing that is theirs.
//!
//! X25519 with a sender made for one letter, then AES-256-GCM-SIV under what both ends derive from it.

use super::Trouble;
use super::secret::{Secret, Wrapped};
use serde::{Deserialize, Serialize};
use x25519_dalek::{PublicKey, SharedSecret, StaticSecret};

/// A secret as it lies in a letterbox.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Letter {
    sender: [u8; 32],
    secret: Wrapped,
}

/// Where letters to the owner of this secret go.
pub(super) fn address(owner: &Secret) -> [u8; 32] {
    PublicKey::from(&private(owner)).to_bytes()
}

impl Letter {
    /// Puts a secret in the box at an address.
    pub(super) fn new(secret: &Secret, address: [u8; 32], place: &[u8]) -> Result<Self, Trouble> {
        let once = Secret::fresh()?;
        let sender = self::address(&once);
        let shared = private(&once).diffie_hellman(&address.into());
        let under = agreed(&shared, sender, address, place)
            .ok_or_else(|| Trouble::Unreadable("a letterbox in the keys file is nobody's".into()))?;
        Ok(Self { sender, secret: Wrapped::new(secret, &under, place)? })
    }

    /// Takes it out.
    pub(super) fn open(&self, owner: &Secret, place: &[u8]) -> Option<Secret> {
        let shared = private(owner).diffie_hellman(&self.sender.into());
        let under = agreed(&shared, self.sender, address(owner), place)?;
        self.secret.open(&under, place)
    }
}

fn private(secret: &Secret) -> StaticSecret {
    StaticSecret::from(*secret.bytes())
}

/// What both ends derive; none when one of them is a point that makes it the same for everybody.
fn agreed(shared: &SharedSecret, sender: [u8; 32], address: [u8; 32], place: &[u8]) -> Option<Secret> {
    if !shared.was_contributory() {
        return None;
    }
    let mut secret = Secret::empty();
    secret.bytes_mut().copy_from_slice(shared.as_bytes());
    Some(secret.derive("letter", &[&sender[..], &address, place].concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_opened_by_its_owner_in_its_place_only() {
        let (owner, other, secret) = [(); 3].map(|()| Secret::fresh().unwrap()).into();
        let letter = Letter::new(&secret, address(&owner), b"epoch 1").unwrap();
        assert_eq!(letter.open(&owner, b"epoch 1").unwrap().bytes(), secret.bytes());
        assert!(letter.open(&other, b"epoch 1").is_none());
        assert!(letter.open(&owner, b"epoch 2").is_none());
        let changed = Letter { sender: address(&other), ..letter };
        assert!(changed.open(&owner, b"epoch 1").is_none());
    }

    #[test]
    fn an_address_that_makes_every_letter_readable_is_refused() {
        let secret = Secret::fresh().unwrap();
        assert!(matches!(Letter::new(&secret, [0; 32], b""), Err(Trouble::Unreadable(_))));
        let letter = Letter::new(&secret, address(&secret), b"").unwrap();
        assert!(Letter { sender: [0; 32], ..letter }.open(&secret, b"").is_none());
    }
}
