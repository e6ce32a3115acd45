//! Entries to bytes and back: a format byte, then bincode with limits.

use super::Trouble;
use crate::care::Entry;
use bincode::Options;
use serde::{Serialize, de::DeserializeOwned};

/// The format this version writes. Older ones stay readable for ever.
const FORMAT: u8 = 1;

/// No single record comes near this; a damaged length must not order more memory.
const MOST_BYTES: u64 = 1 << 20;

fn options() -> impl Options {
    bincode::DefaultOptions::new().with_varint_encoding().with_limit(MOST_BYTES).reject_trailing_bytes()
}

/// An entry as it is kept on the disk.
pub fn encode(entry: &Entry) -> Result<Vec<u8>, Trouble> {
    to_bytes(entry)
}

/// An entry read back from the disk.
pub fn decode(number: u64, bytes: &[u8]) -> Result<Entry, Trouble> {
    match from_bytes::<Entry>(bytes) {
        Ok(entry) if entry.number == number => Ok(entry),
        Err(Trouble::NewerFormat) => Err(Trouble::NewerFormat),
        Ok(_) | Err(_) => Err(Trouble::Damaged { number }),
    }
}

/// Anything this house keeps, with the format byte first.
pub(super) fn to_bytes<T: Serialize>(value: &T) -> Result<Vec<u8>, Trouble> {
    let mut bytes = vec![FORMAT];
    options().serialize_into(&mut bytes, value).map_err(|_| Trouble::TooLarge)?;
    Ok(bytes)
}

/// The other way round.
pub(super) fn from_bytes<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Trouble> {
    match bytes.split_first() {
        Some((&FORMAT, rest)) => options().deserialize(rest).map_err(|_| Trouble::Damaged { number: 0 }),
        Some((format, _)) if *format > FORMAT => Err(Trouble::NewerFormat),
        Some(_) | None => Err(Trouble::Damaged { number: 0 }),
    }
}
