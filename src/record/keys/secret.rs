//! Secrets of 32 bytes: made by chance, derived one from another, wrapped one under another, wiped when dropped.
//!
//! It knows no file and no person. Nothing here is compared but in constant time, and nothing is ever shown.

use super::Trouble;
use aes_gcm_siv::{AeadInOut, Aes256GcmSiv, KeyInit};
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use std::fmt::{self, Debug, Formatter};
use zeroize::{Zeroize, Zeroizing};

/// 32 bytes that nobody else may have. Kept apart, so that no copy stays behind where they were moved from.
pub(super) struct Secret(Box<[u8; 32]>);

impl Secret {
    /// A new one, by chance.
    pub(super) fn fresh() -> Result<Self, Trouble> {
        let mut secret = Self::empty();
        fill(secret.bytes_mut())?;
        Ok(secret)
    }

    /// One to be filled at once.
    pub(super) fn empty() -> Self {
        Self(Box::new([0; 32]))
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(super) fn bytes_mut(&mut self) -> &mut [u8; 32] {
        &mut self.0
    }

    /// Another one, for one purpose in one place. Whoever has it learns nothing of this one.
    pub(super) fn derive(&self, purpose: &str, context: &[u8]) -> Self {
        let mac = self.mac(&[b"bethere keys v1\0", purpose.as_bytes(), b"\0", context]);
        let mut output = mac.finalize().into_bytes();
        let mut derived = Self::empty();
        derived.0.copy_from_slice(&output);
        output.as_mut_slice().zeroize();
        derived
    }

    /// What shows that whoever wrote these bytes had this secret.
    pub(super) fn mac(&self, parts: &[&[u8]]) -> Hmac<Sha256> {
        // HMAC fills a shorter key up with zeros; done here, the length is right by type.
        let mut key = Zeroizing::new([0; 64]);
        key[..32].copy_from_slice(self.bytes());
        parts.iter().fold(Hmac::new((&*key).into()), |mac: Hmac<Sha256>, part| mac.chain_update(part))
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl Debug for Secret {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// A secret sealed under another with AES-256-GCM-SIV, and bound to the place it stands in.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Wrapped {
    nonce: [u8; 12],
    sealed: [u8; 32],
    tag: [u8; 16],
}

impl Wrapped {
    pub(super) fn new(secret: &Secret, under: &Secret, place: &[u8]) -> Result<Self, Trouble> {
        let mut nonce = [0; 12];
        fill(&mut nonce)?;
        let mut sealed = *secret.bytes();
        let sealing =
            cipher(under).encrypt_inout_detached(&nonce.into(), place, sealed.as_mut_slice().into());
        let Ok(tag) = sealing else {
            sealed.zeroize();
            return Err(Trouble::NoKey("the cipher refused 32 bytes".into()));
        };
        Ok(Self { nonce, sealed, tag: tag.into() })
    }

    /// None when it was sealed under another secret, for another place, or was changed.
    pub(super) fn open(&self, under: &Secret, place: &[u8]) -> Option<Secret> {
        let mut secret = Secret::empty();
        secret.bytes_mut().copy_from_slice(&self.sealed);
        let room = secret.bytes_mut().as_mut_slice().into();
        let opened = cipher(under).decrypt_inout_detached(&self.nonce.into(), place, room, &self.tag.into());
        opened.is_ok().then_some(secret)
    }
}

fn cipher(under: &Secret) -> Aes256GcmSiv {
    Aes256GcmSiv::new(under.bytes().into())
}

/// Fills bytes by chance.
pub(super) fn fill(bytes: &mut [u8]) -> Result<(), Trouble> {
    getrandom::fill(bytes).map_err(|error| Trouble::NoKey(error.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Secret {
        pub(in super::super) fn from_copy(other: &Secret) -> Self {
            let mut copy = Self::empty();
            *copy.bytes_mut() = *other.bytes();
            copy
        }
    }

    #[test]
    fn a_wrapped_secret_opens_under_its_own_secret_in_its_own_place_only() {
        let (secret, under, other) = [(); 3].map(|()| Secret::fresh().unwrap()).into();
        let wrapped = Wrapped::new(&secret, &under, b"here").unwrap();
        assert_eq!(wrapped.open(&under, b"here").unwrap().bytes(), secret.bytes());
        assert!(wrapped.open(&other, b"here").is_none());
        assert!(wrapped.open(&under, b"there").is_none());
        for bit in 0..60 * 8 {
            let mut bytes = [&wrapped.nonce[..], &wrapped.sealed, &wrapped.tag].concat();
            bytes[bit / 8] ^= 1 << (bit % 8);
            let changed = Wrapped {
                nonce: bytes[..12].try_into().unwrap(),
                sealed: bytes[12..44].try_into().unwrap(),
                tag: bytes[44..].try_into().unwrap(),
            };
            assert!(changed.open(&under, b"here").is_none(), "{bit}");
        }
    }

    #[test]
    fn a_secret_derived_for_one_purpose_is_not_that_for_another() {
        let secret = Secret::fresh().unwrap();
        let derived = secret.derive("pen", b"a");
        assert_eq!(derived.bytes(), secret.derive("pen", b"a").bytes());
        assert_ne!(derived.bytes(), secret.derive("pen", b"b").bytes());
        assert_ne!(derived.bytes(), secret.derive("mac", b"a").bytes());
        assert_ne!(derived.bytes(), Secret::fresh().unwrap().derive("pen", b"a").bytes());
    }

    #[test]
    fn what_is_derived_is_hmac_sha_256_as_others_reckon_it() {
        let mut secret = Secret::empty();
        for (at, byte) in (0..).zip(secret.bytes_mut()) {
            *byte = at;
        }
        let theirs = [
            0x62, 0x53, 0xdf, 0x4d, 0x15, 0x21, 0xd8, 0x18, 0x27, 0xba, 0x6a, 0x9c, 0xc5, 0x60, 0x5d, 0xd8,
            0x98, 0x9e, 0x32, 0xd7, 0x4a, 0xbb, 0x7f, 0x1c, 0xc4, 0xa4, 0xc6, 0xbc, 0x88, 0x0d, 0x0a, 0x8f,
        ];
        assert_eq!(secret.derive("pen", b"here").bytes(), &theirs);
    }
}
