//! From a passphrase to keys, and small secrets sealed with them: Argon2id and AES-256-GCM-SIV, as their authors
//! made them.

use crate::record::{BlockKey, Trouble};
use aes_gcm_siv::aead::{Aead, Payload};
use aes_gcm_siv::{Aes256GcmSiv, KeyInit};
use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

pub(super) type Key = Zeroizing<[u8; 32]>;

/// What a guess at a passphrase costs: memory, passes over it, lanes (Argon2id, RFC 9106).
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Cost {
    /// Memory, in KiB.
    memory: u32,
    passes: u32,
    lanes: u32,
}

impl Cost {
    /// 64 MiB, three passes, four lanes: a quarter of a second on an office computer.
    pub const USUAL: Self = Self { memory: 64 << 10, passes: 3, lanes: 4 };
    /// For made-up homes, whose passphrases are public, and for keys that nobody could guess.
    pub const DEMO: Self = Self { memory: 64, passes: 1, lanes: 1 };

    /// A file can ask for no more than this, so that a hostile one can't order all the memory there is.
    fn is_bearable(self) -> bool {
        (8..=256 << 10).contains(&self.memory)
            && (1..=10).contains(&self.passes)
            && (1..=16).contains(&self.lanes)
            && self.memory >= 8 * self.lanes
    }
}

/// What comes of a passphrase: one key for the way in, one for what its owner signs with.
pub(super) struct Derived {
    pub(super) door: Key,
    pub(super) pen: Key,
    /// Shows whether it was the passphrase, and nothing of what it was.
    pub(super) commitment: [u8; 32],
}

pub(super) fn derive(passphrase: &[u8], salt: [u8; 16], cost: Cost) -> Result<Derived, Trouble> {
    let hostile = || Trouble::Unreadable("the keys file asks for more than any home does".into());
    if !cost.is_bearable() {
        return Err(hostile());
    }
    let params = Params::new(cost.memory, cost.passes, cost.lanes, Some(64)).map_err(|_| hostile())?;
    let mut out = Zeroizing::new([0; 64]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase, &salt, &mut *out)
        .map_err(|error| Trouble::Disk(error.to_string().into()))?;
    let commitment = Sha256::new().chain_update(b"bethere slot v1").chain_update(*out).finalize().into();
    let (mut door, mut pen) = (Key::default(), Key::default());
    door.copy_from_slice(&out[..32]);
    pen.copy_from_slice(&out[32..]);
    Ok(Derived { door, pen, commitment })
}

/// New bytes that nobody can guess.
pub(super) fn chance<const N: usize>() -> Result<Zeroizing<[u8; N]>, Trouble>
where
    [u8; N]: zeroize::Zeroize,
{
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(&mut *bytes).map_err(|_| Trouble::NoChance)?;
    Ok(bytes)
}

/// Seals a secret, bound to what it is and whose.
pub(super) fn seal(key: &[u8; 32], bound: &[u8], secret: &[u8]) -> Result<Vec<u8>, Trouble> {
    let nonce = *chance::<12>()?;
    let payload = Payload { msg: secret, aad: bound };
    let sealed = Aes256GcmSiv::new(key.into()).encrypt(&nonce.into(), payload);
    let sealed = sealed.map_err(|_| Trouble::NoChance)?;
    Ok([&nonce[..], &sealed].concat())
}

/// The other way round; none when it was sealed with another key, bound to something else, or changed.
pub(super) fn open(key: &[u8; 32], bound: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, text) = sealed.split_first_chunk::<12>()?;
    let payload = Payload { msg: text, aad: bound };
    Aes256GcmSiv::new(key.into()).decrypt(nonce.into(), payload).ok().map(Zeroizing::new)
}

/// The same, of a secret that is a key.
pub(super) fn open_key(key: &[u8; 32], bound: &[u8], sealed: &[u8]) -> Option<Key> {
    let opened = open(key, bound, sealed)?;
    let mut secret = Key::default();
    (opened.len() == secret.len()).then(|| secret.copy_from_slice(&opened))?;
    Some(secret)
}

/// A new key to seal blocks with.
pub(super) fn new_block_key() -> Result<BlockKey, Trouble> {
    Ok(BlockKey::from(*chance::<32>()?))
}
