//! How many slips of the finger lie between a typed word and every beginning of another, all at once: a letter too
//! many, too few, wrong, or two swapped.
//!
//! The letters typed are bits of one number, so that a column of the table costs a dozen steps, whatever was typed
//! (Hyyrö, *A bit-vector algorithm for computing Levenshtein and Damerau edit distances*, 2003). A whole vocabulary is
//! looked through for each key.

/// A typed word, made ready to be compared.
#[derive(Debug)]
pub(super) struct Slips {
    /// At which places each letter stands in what was typed.
    ascii: [u64; 128],
    other: Vec<(char, u64)>,
    length: usize,
}

impl Slips {
    /// Nothing for a word that is empty, or longer than words are.
    pub(super) fn new(typed: &str) -> Option<Self> {
        let mut slips = Self { ascii: [0; 128], other: Vec::new(), length: 0 };
        for letter in typed.chars() {
            let bit = 1_u64.checked_shl(u32::try_from(slips.length).ok()?)?;
            match slips.ascii.get_mut(letter as usize) {
                Some(places) => *places |= bit,
                None => match slips.other.iter_mut().find(|(known, _)| *known == letter) {
                    Some((_, places)) => *places |= bit,
                    None => slips.other.push((letter, bit)),
                },
            }
            slips.length += 1;
        }
        (slips.length > 0).then_some(slips)
    }

    fn places(&self, letter: char) -> u64 {
        let other = || self.other.iter().find(|(known, _)| *known == letter).map_or(0, |(_, places)| *places);
        self.ascii.get(letter as usize).copied().unwrap_or_else(other)
    }

    /// Hands over the slips to the beginning of a word with one letter, with two, and so on to as many as are asked for.
    pub(super) fn to_beginnings(&self, word: &str, most: usize, mut each: impl FnMut(usize, usize)) {
        let last = 1 << (self.length - 1);
        let (mut plus, mut minus, mut zero, mut before) = (u64::MAX, 0, 0_u64, 0);
        let mut slips = self.length;
        for (n, letter) in (1..).zip(word.chars().take(most)) {
            let here = self.places(letter);
            let swapped = ((!zero & here) << 1) & before;
            zero = ((here & plus).wrapping_add(plus) ^ plus) | here | minus | swapped;
            let (more, less) = (minus | !(zero | plus), zero & plus);
            if more & last != 0 {
                slips += 1;
            } else if less & last != 0 {
                slips -= 1;
            }
            let more = more << 1 | 1;
            plus = (less << 1) | !(zero | more);
            minus = zero & more;
            before = here;
            each(n, slips);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn they_are_as_many_as_the_table_says(
            typed in "[a-dé]{1,9}",
            word in "[a-dé]{0,12}",
            most in 0..14_usize,
        ) {
            let slips = Slips::new(&typed).expect("letters");
            let mut all = Vec::new();
            slips.to_beginnings(&word, most, |_, slips| all.push(slips));
            let ends = word.char_indices().take(most).map(|(at, letter)| at + letter.len_utf8());
            let table: Vec<usize> = ends.map(|end| strsim::osa_distance(&typed, &word[..end])).collect();
            prop_assert_eq!(all, table);
        }
    }

    #[test]
    fn what_is_no_word_is_compared_with_nothing() {
        assert!(Slips::new("").is_none());
        assert!(Slips::new(&"a".repeat(65)).is_none());
        let whole = Slips::new(&"ab".repeat(32)).expect("64 letters");
        whole.to_beginnings(&"ab".repeat(32), 64, |n, slips| assert_eq!(slips, 64 - n));
    }
}
