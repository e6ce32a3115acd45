//! Sets of the texts of a record, a bit for each: a key goes through years of them sixty-four at a time.

use std::iter::zip;

/// As many texts as one number has bits.
const AT_ONCE: usize = u64::BITS as usize;

/// Some of the texts of a record, by their places.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts(Vec<u64>);

impl Texts {
    /// None of so many.
    pub(super) fn none(count: usize) -> Self {
        Self(vec![0; count.div_ceil(AT_ONCE)])
    }

    /// A place from which on bits can be taken in as they are kept: this one or one soon after it.
    pub(super) fn next_start(place: usize) -> usize {
        place.next_multiple_of(AT_ONCE)
    }

    /// Makes room for so many.
    pub(super) fn grow(&mut self, count: usize) {
        self.0.resize(count.div_ceil(AT_ONCE).max(self.0.len()), 0);
    }

    /// Takes one in, if there is room for it.
    pub(super) fn add(&mut self, place: usize) {
        if let Some(bits) = self.0.get_mut(place / AT_ONCE) {
            *bits |= 1 << (place % AT_ONCE);
        }
    }

    /// Takes in those that have a bit in some bytes, of which the first belongs to a text at a [`Self::next_start`].
    pub(super) fn add_bits(&mut self, start: usize, bytes: &[u8]) {
        let Some(bits) = self.0.get_mut(start / AT_ONCE..) else { return };
        let (whole, rest) = bytes.as_chunks::<8>();
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        for (bits, more) in zip(bits, whole.iter().chain([&last])) {
            *bits |= u64::from_le_bytes(*more);
        }
    }

    /// Leaves only those that are in another, too.
    pub(super) fn keep(&mut self, other: &Self) {
        zip(&mut self.0, &other.0).for_each(|(bits, its)| *bits &= its);
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(|bits| *bits == 0)
    }

    /// How many there are that are in another, too.
    pub(super) fn count(&self, other: &Self) -> usize {
        zip(&self.0, &other.0).map(|(bits, its)| (bits & its).count_ones() as usize).sum()
    }
}

/// A number for each text: its digits by twos, the lowest first, each kept as the texts that have it.
#[derive(Debug, Default)]
pub(super) struct Scores(Vec<Texts>);

impl Scores {
    /// One more for each of some texts.
    pub(super) fn add(&mut self, texts: &Texts) {
        let mut carried = texts.clone();
        for digit in &mut self.0 {
            for (digit, carried) in zip(&mut digit.0, &mut carried.0) {
                (*digit, *carried) = (*digit ^ *carried, *digit & *carried);
            }
        }
        if !carried.is_empty() {
            self.0.push(carried);
        }
    }

    /// Leaves the numbers of some texts alone: the others' are 0.
    pub(super) fn keep(&mut self, texts: &Texts) {
        self.0.iter_mut().for_each(|digit| digit.keep(texts));
        while self.0.pop_if(|digit| digit.is_empty()).is_some() {}
    }

    /// The texts that are in both sets, those with the highest number first, and the last first among equals.
    pub(super) fn best<'a>(&'a self, one: &'a Texts, other: &'a Texts) -> impl Iterator<Item = usize> + 'a {
        let levels = (0..1_usize << self.0.len()).rev();
        levels.flat_map(move |level| {
            let both = zip(&one.0, &other.0).enumerate().rev();
            let both = both.map(|(at, (one, other))| (at, one & other)).filter(|(_, both)| *both != 0);
            both.flat_map(move |(at, both)| {
                let mut left = self.0.iter().enumerate().fold(both, |left, (nth, digit)| {
                    left & if level >> nth & 1 == 1 { digit.0[at] } else { !digit.0[at] }
                });
                std::iter::from_fn(move || {
                    let last = left.checked_ilog2()?;
                    left ^= 1 << last;
                    Some(at * AT_ONCE + last as usize)
                })
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::cmp::Reverse;

    fn of(places: &[usize], count: usize) -> Texts {
        let mut texts = Texts::none(count);
        for place in places {
            texts.add(*place);
        }
        texts
    }

    proptest! {
        #[test]
        fn the_best_are_those_added_most_often_and_then_the_last(
            added in prop::collection::vec(prop::collection::btree_set(0..200_usize, 0..60), 0..12),
            one in prop::collection::btree_set(0..200_usize, 0..150),
            other in prop::collection::btree_set(0..200_usize, 0..150),
            left_alone: bool,
        ) {
            let sorted = |set: &std::collections::BTreeSet<usize>| set.iter().copied().collect::<Vec<_>>();
            let mut scores = Scores::default();
            for places in &added {
                scores.add(&of(&sorted(places), 200));
            }
            let mut expected: Vec<usize> = one.intersection(&other).copied().collect();
            let times = |place: &usize| added.iter().filter(|places| places.contains(place)).count();
            expected.sort_by_key(|place| (Reverse(times(place)), Reverse(*place)));
            let most = one.iter().map(times).max().unwrap_or(0);
            let (one, other) = (of(&sorted(&one), 200), of(&sorted(&other), 200));
            if left_alone {
                scores.keep(&one);
                prop_assert_eq!(scores.0.len(), most.checked_ilog2().map_or(0, |digits| digits as usize + 1));
            }
            prop_assert_eq!(one.count(&other), expected.len());
            prop_assert_eq!(scores.best(&one, &other).collect::<Vec<_>>(), expected);
            let mut both = one.clone();
            both.keep(&other);
            prop_assert_eq!(both.count(&one), one.count(&other));
        }
    }

    #[test]
    fn bits_are_taken_in_from_where_they_start_and_none_beyond_the_room() {
        let mut texts = of(&[0, 200], 130);
        texts.add_bits(Texts::next_start(3), &[0b101, 0, 0, 0, 0, 0, 0, 0, 1]);
        texts.add_bits(640, &[0xff; 9]);
        let all = Scores::default();
        assert_eq!(all.best(&texts, &texts.clone()).collect::<Vec<_>>(), [128, 66, 64, 0]);
        texts.grow(201);
        texts.add(200);
        assert_eq!(texts.count(&of(&[200], 201)), 1);
    }
}
