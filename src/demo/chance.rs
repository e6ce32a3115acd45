//! Chance that comes out the same each time: what a demo needs to be told about, and to be tested.
//!
//! Splitmix64, a few lines of arithmetic. Never used for the keys or the ids of a real home.

use chrono::{DateTime, Utc};
use uuid::Uuid;

pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// A number from `least` to `most`, both among them.
    pub(super) fn between(&mut self, least: u32, most: u32) -> u32 {
        let span = u64::from(most.saturating_sub(least)) + 1;
        let extra = u32::try_from(self.next() % span).unwrap_or(0);
        least.saturating_add(extra)
    }

    /// True so many times in a hundred.
    pub(super) fn percent(&mut self, times: u32) -> bool {
        self.between(1, 100) <= times
    }

    pub(super) fn pick<'a, T, const N: usize>(&mut self, from: &'a [T; N]) -> &'a T {
        const { assert!(N > 0, "there must be something to pick") };
        &from[self.place(N)]
    }

    pub(super) fn pick_any<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        from.get(self.place(from.len())).copied()
    }

    /// One of `from`, each as often as its weight beside it asks.
    pub(super) fn weighted<T: Copy, const N: usize>(&mut self, from: &[T; N], weights: [u32; N]) -> T {
        const { assert!(N > 0, "there must be something to pick") };
        let mut left = self.between(1, weights.iter().sum::<u32>().max(1));
        for (one, weight) in from.iter().zip(weights) {
            if left <= weight {
                return *one;
            }
            left -= weight;
        }
        from[0]
    }

    /// What a made-up person's key is made of.
    pub(super) fn seed(&mut self) -> [u8; 32] {
        let mut seed = [0; 32];
        for part in seed.chunks_exact_mut(8) {
            part.copy_from_slice(&self.next().to_be_bytes());
        }
        seed
    }

    /// An id laid out as uuid v7, so that it sorts by time like a real one.
    pub(super) fn id(&mut self, at: DateTime<Utc>) -> Uuid {
        let millis = u64::try_from(at.timestamp_millis()).unwrap_or(0);
        let mut random = [0; 10];
        random[..8].copy_from_slice(&self.next().to_be_bytes());
        // The last two bytes stay 0: what an act makes besides is numbered on from here.
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    fn place(&mut self, len: usize) -> usize {
        let len = len.max(1) as u64;
        usize::try_from(self.next() % len).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_has_the_same_luck_and_another_seed_other_luck() {
        let draw = |seed| {
            let mut chance = Chance::new(seed);
            (0..50).map(|_| chance.next()).collect::<Vec<_>>()
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
    }

    #[test]
    fn every_number_between_two_comes_up_and_no_other() {
        let mut chance = Chance::new(1);
        let drawn: std::collections::BTreeSet<u32> = (0..500).map(|_| chance.between(3, 9)).collect();
        assert_eq!(drawn, (3..=9).collect());
    }

    #[test]
    fn what_has_no_weight_is_never_drawn() {
        let mut chance = Chance::new(1);
        assert!((0..500).all(|_| chance.weighted(&['a', 'b', 'c'], [3, 0, 1]) != 'b'));
    }

    #[test]
    fn ids_of_later_moments_sort_later() {
        let mut chance = Chance::new(1);
        let at = |millis| DateTime::<Utc>::from_timestamp_millis(millis).unwrap();
        let ids: Vec<Uuid> = (0..50).map(|n| chance.id(at(1_700_000_000_000 + n))).collect();
        assert!(ids.is_sorted());
        assert!(ids.iter().all(|id| id.get_version_num() == 7));
    }
}
