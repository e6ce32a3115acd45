//! What a passphrase costs to try, and the one place where it becomes a key: Argon2id.
//!
//! A cost read from a file is bounded before it is used, so that no file can order a computer full of memory.
//! It asks no clock: whoever has one measures.

use super::Trouble;
use super::secret::Secret;
use argon2::{Algorithm, Argon2, Block, Params, Version};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use zeroize::Zeroizing;

/// What one try of a passphrase costs, between bounds.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "Asked")]
pub struct Cost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

/// As read, before anything is believed.
#[derive(Deserialize)]
struct Asked {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

const MOST_MEMORY_KIB: u32 = 256 << 10;
const MOST_PASSES: u32 = 10;
const MOST_LANES: u32 = 16;
/// A slow computer costs its owner no more of the guard than this.
const LEAST_CALIBRATED_KIB: u32 = 16 << 10;
const LONGEST: Duration = Duration::from_secs(1);

impl Cost {
    /// For a home.
    pub const USUAL: Cost = Cost { memory_kib: 64 << 10, passes: 3, lanes: 4 };
    /// For a made-up home, whose passphrases everybody may know.
    pub const DEMO: Cost = Cost { memory_kib: 256, passes: 1, lanes: 1 };
    /// For what is 160 bits by chance: nobody guesses it, however little a try costs.
    pub(super) const CHANCE: Cost = Cost::DEMO;

    /// A cost of so much memory, so many passes over it and so many lanes; none out of bounds.
    pub fn new(memory_kib: u32, passes: u32, lanes: u32) -> Option<Self> {
        let bounded = memory_kib <= MOST_MEMORY_KIB
            && (1..=MOST_PASSES).contains(&passes)
            && (1..=MOST_LANES).contains(&lanes)
            // What Argon2 itself asks for.
            && memory_kib >= 8 * lanes;
        bounded.then_some(Self { memory_kib, passes, lanes })
    }

    /// The usual cost, or less memory where the computer is so slow that one try takes longer than a second.
    /// Measured around [`Cost::try_once`].
    pub fn calibrated(mut measure: impl FnMut(Cost) -> Duration) -> Self {
        let mut cost = Self::USUAL;
        while cost.memory_kib > LEAST_CALIBRATED_KIB && measure(cost) > LONGEST {
            cost.memory_kib /= 2;
        }
        cost
    }

    /// Spends what one try costs, for whoever measures it.
    pub fn try_once(self) -> Result<(), Trouble> {
        self.derive(b"a passphrase to measure by", &[0; 16]).map(drop)
    }

    /// The root of everything a passphrase opens.
    pub(super) fn derive(self, passphrase: &[u8], salt: &[u8; 16]) -> Result<Secret, Trouble> {
        let trouble = |cause: &str| Trouble::NoKey(cause.into());
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32));
        let params = params.map_err(|error| trouble(&error.to_string()))?;
        // Our own memory, asked for so that a full computer is trouble and no more, and wiped when done with.
        let mut memory = Zeroizing::new(Vec::new());
        memory.try_reserve_exact(params.block_count()).map_err(|error| trouble(&error.to_string()))?;
        memory.resize(params.block_count(), Block::default());
        let mut root = Secret::empty();
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into_with_memory(passphrase, salt, root.bytes_mut(), &mut *memory)
            .map_err(|error| trouble(&error.to_string()))?;
        Ok(root)
    }
}

impl TryFrom<Asked> for Cost {
    type Error = &'static str;

    fn try_from(asked: Asked) -> Result<Self, Self::Error> {
        Self::new(asked.memory_kib, asked.passes, asked.lanes)
            .ok_or("a try of a passphrase costs out of bounds")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cost_out_of_bounds_is_none() {
        for (memory, passes, lanes) in [
            (256 << 10, 10, 16),
            (Cost::USUAL.memory_kib, Cost::USUAL.passes, Cost::USUAL.lanes),
            (Cost::DEMO.memory_kib, Cost::DEMO.passes, Cost::DEMO.lanes),
            (8, 1, 1),
        ] {
            let cost = Cost::new(memory, passes, lanes);
            assert_eq!(cost, Some(Cost { memory_kib: memory, passes, lanes }), "{memory} {passes} {lanes}");
        }
        for (memory, passes, lanes) in [
            (u32::MAX, 1, 1),
            ((256 << 10) + 1, 1, 1),
            (7, 1, 1),
            (64, 0, 1),
            (64, 11, 1),
            (64, u32::MAX, 1),
            (64, 1, 0),
            (256, 1, 17),
            (31, 1, 4),
            (0, 0, 0),
        ] {
            assert_eq!(Cost::new(memory, passes, lanes), None, "{memory} {passes} {lanes}");
        }
    }

    #[test]
    fn a_slow_computer_pays_in_memory_and_never_below_the_least() {
        let with = |seconds: u64| {
            Cost::calibrated(|cost| Duration::from_secs(seconds) * cost.memory_kib / Cost::USUAL.memory_kib)
        };
        assert_eq!(with(0), Cost::USUAL);
        assert_eq!(with(1), Cost::USUAL);
        assert_eq!(with(2).memory_kib, 32 << 10);
        assert_eq!(with(4).memory_kib, 16 << 10);
        assert_eq!(with(3600), Cost { memory_kib: 16 << 10, ..Cost::USUAL });
    }

    #[test]
    fn another_passphrase_salt_or_cost_is_another_root() {
        let root = |passphrase: &str, salt, cost: Cost| {
            *cost.derive(passphrase.as_bytes(), &[salt; 16]).unwrap().bytes()
        };
        let one = root("one two three four", 1, Cost::DEMO);
        assert_eq!(one, root("one two three four", 1, Cost::DEMO));
        assert_ne!(one, root("one two three fours", 1, Cost::DEMO));
        assert_ne!(one, root("one two three four", 2, Cost::DEMO));
        assert_ne!(one, root("one two three four", 1, Cost { passes: 2, ..Cost::DEMO }));
    }

    #[test]
    fn the_root_is_argon2id_as_the_crate_reckons_it() {
        let params = Params::new(256, 1, 1, Some(32)).unwrap();
        let mut theirs = [0; 32];
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        argon2.hash_password_into(b"one two three", &[7; 16], &mut theirs).unwrap();
        assert_eq!(Cost::DEMO.derive(b"one two three", &[7; 16]).unwrap().bytes(), &theirs);
        Cost::DEMO.try_once().unwrap();
        // It is tried and not only said to be: what Argon2 refuses, a try of it refuses.
        assert!(Cost { passes: 0, ..Cost::DEMO }.try_once().is_err());
    }
}
