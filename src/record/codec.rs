//! Values to bytes and back: a format byte, a checksum, then bincode with limits.
//!
//! What a released version wrote is read for ever: a format never changes, a new one gets the next number.
//! Damage is always told, never a panic and never a guess.

use super::trouble::{Cause, Trouble};
use crate::care::Entry;
use bincode::Options;
use serde::{Serialize, de::DeserializeOwned};
use std::cmp::Ordering;

/// The format this version writes.
const FORMAT: u8 = 1;

/// No entry comes near this; a damaged length must not order more memory.
pub(super) const ENTRY: u64 = 1 << 20;
/// A folded home is a few hundred kilobytes.
pub(super) const SNAPSHOT: u64 = 64 << 20;

/// An entry as it is kept on the disk.
pub fn encode(entry: &Entry) -> Result<Vec<u8>, Trouble> {
    to_bytes(entry, ENTRY)
}

/// An entry read back from the disk.
pub fn decode(number: u64, bytes: &[u8]) -> Result<Entry, Trouble> {
    match from_bytes::<Entry>(bytes, ENTRY) {
        Ok(entry) if entry.number == number => Ok(entry),
        Ok(entry) => {
            Err(Trouble::Damaged { number, cause: format!("entry {} is in its place", entry.number).into() })
        }
        Err(Unread::Newer) => Err(Trouble::NewerEntry { number }),
        Err(Unread::Damaged(cause)) => Err(Trouble::Damaged { number, cause }),
    }
}

/// Why bytes can't be read back.
#[derive(Debug)]
pub(super) enum Unread {
    /// A later version wrote them.
    Newer,
    /// They are not what was written.
    Damaged(Cause),
}

impl From<Unread> for Trouble {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Newer => Self::NewerFormat,
            Unread::Damaged(cause) => Self::Unreadable(cause),
        }
    }
}

/// Anything this room keeps, in at most so many bytes.
pub(super) fn to_bytes<T: Serialize>(value: &T, most: u64) -> Result<Vec<u8>, Trouble> {
    let body = options(most).serialize(value).map_err(|_| Trouble::TooLarge)?;
    let mut bytes = Vec::with_capacity(1 + size_of::<u64>() + body.len());
    bytes.push(FORMAT);
    bytes.extend(checksum(&body).to_le_bytes());
    bytes.extend(body);
    Ok(bytes)
}

/// The other way round.
pub(super) fn from_bytes<T: DeserializeOwned>(bytes: &[u8], most: u64) -> Result<T, Unread> {
    let damaged = |cause: &str| Unread::Damaged(cause.into());
    let (format, rest) = bytes.split_first().ok_or_else(|| damaged("nothing is there"))?;
    match format.cmp(&FORMAT) {
        Ordering::Equal => {}
        Ordering::Less => return Err(damaged("its format was never written")),
        Ordering::Greater => return Err(Unread::Newer),
    }
    let (sum, body) = rest.split_first_chunk().ok_or_else(|| damaged("it is cut short"))?;
    if u64::from_le_bytes(*sum) != checksum(body) {
        return Err(damaged("its checksum does not match"));
    }
    options(most).deserialize(body).map_err(|error| Unread::Damaged(error))
}

fn options(most: u64) -> impl Options {
    bincode::DefaultOptions::new().with_varint_encoding().with_limit(most).reject_trailing_bytes()
}

/// FNV-1a: notices every single byte that changed, in no time. It stops accidents, not a forger.
fn checksum(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests;
