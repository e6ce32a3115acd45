//! Passphrases: as typed, as chosen, as offered. Twelve characters, not a word that everyone would try, and nothing
//! else: no capitals or signs that must be in it, and no day on which it must be changed.

use crate::record::Trouble;
use std::fmt::{self, Debug, Formatter};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

const LEAST: usize = 12;
const MOST: usize = 1_000;

/// A passphrase, wiped from memory when it is let go of.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

/// Why a passphrase can't be chosen.
#[derive(Copy, Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Weak {
    /// It has too few characters.
    #[error(
        "A passphrase needs at least 12 characters. Four or five words that don't belong together are best."
    )]
    Short,
    /// It is among the first that anyone would try.
    #[error("Anyone would try that one early. Take the words offered, or four that don't belong together.")]
    Common,
    /// It is mostly a name that everyone here knows.
    #[error(
        "That is mostly a name people here know. Take the words offered, or four that don't belong together."
    )]
    Name,
}

impl Passphrase {
    /// As typed at the door. What is longer than any passphrase is cut.
    pub fn typed(text: &str) -> Self {
        // The same letters can be typed in more than one way: on another keyboard they must still open.
        let mut normal = Zeroizing::new(String::with_capacity(MOST * 4));
        normal.extend(text.nfc().take(MOST));
        Self(normal)
    }

    /// As chosen, where nobody may choose mostly one of these names.
    pub fn chosen(text: &str, names: &[&str]) -> Result<Self, Weak> {
        let passphrase = Self::typed(text);
        if passphrase.0.chars().count() < LEAST {
            return Err(Weak::Short);
        }
        let bare = Zeroizing::new(bare(&passphrase.0));
        if left_of(&bare, COMMON.iter().copied()) < ENOUGH || is_run(&bare) {
            return Err(Weak::Common);
        }
        let names: Vec<String> =
            names.iter().flat_map(|name| name.split_whitespace()).map(self::bare).collect();
        let names = names.iter().map(String::as_str).filter(|name| name.chars().count() >= 3);
        if left_of(&bare, names.chain(COMMON)) < ENOUGH { Err(Weak::Name) } else { Ok(passphrase) }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl Debug for Passphrase {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_str("Passphrase")
    }
}

/// So many letters have to be left when all that is easily guessed is taken out.
const ENOUGH: usize = 6;

/// What people put into passphrases when they have to have one, and the rows of the keyboard.
const COMMON: [&str; 30] = [
    "passphrase",
    "password",
    "passw0rd",
    "letmein",
    "welcome",
    "changeme",
    "secret",
    "admin",
    "qwertyuiop",
    "qwerty",
    "asdfghjkl",
    "asdf",
    "zxcvbnm",
    "abcdefgh",
    "abcd",
    "1234567890",
    "123456",
    "12345",
    "1234",
    "111111",
    "000000",
    "children",
    "home",
    "house",
    "care",
    "monday",
    "summer",
    "winter",
    "football",
    "bethere",
];

fn bare(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn left_of<'a>(text: &str, words: impl Iterator<Item = &'a str>) -> usize {
    let left =
        words.fold(Zeroizing::new(text.to_string()), |left, word| Zeroizing::new(left.replace(word, "")));
    // Digits at the end are what people add when they are asked for more.
    left.chars().filter(|letter| letter.is_alphabetic()).count()
}

/// Few letters over and over, or each one after the last.
fn is_run(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let mut different = letters.clone();
    different.sort_unstable();
    different.dedup();
    let steps =
        letters.windows(2).filter(|pair| u32::from(pair[1]).abs_diff(u32::from(pair[0])) == 1).count();
    different.len() < 5 || steps * 3 > letters.len() * 2
}

/// Five words of a list of 2,048, by chance: 55 bits, which no guessing through Argon2id gets through.
pub fn offered() -> Result<Zeroizing<String>, Trouble> {
    let chance = super::seal::chance::<10>()?;
    let words = bip39::Language::English.word_list();
    let mut offered = Zeroizing::new(String::with_capacity(64));
    for pair in chance.chunks_exact(2) {
        if !offered.is_empty() {
            offered.push(' ');
        }
        offered.push_str(words[usize::from(u16::from_be_bytes([pair[0], pair[1]]) & 2047)]);
    }
    Ok(offered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_characters_that_nobody_would_try_are_enough() {
        let names = ["Hawthorn House", "Priya Nair", "Siobhán Ó Dálaigh", "dee"];
        for (text, said) in [
            ("otter lamp green", None),
            ("Der Schrank steht links", None),
            ("żółta łódź pływa", None),
            ("eleven char", Some(Weak::Short)),
            ("", Some(Weak::Short)),
            ("passwordpassword", Some(Weak::Common)),
            ("Password12345!!", Some(Weak::Common)),
            ("qwertyuiop1234567890", Some(Weak::Common)),
            ("aaaaaaaaaaaaaaaa", Some(Weak::Common)),
            ("abcdefghijklmnop", Some(Weak::Common)),
            ("Hawthorn House 2026", Some(Weak::Name)),
            ("priya nair priya nair", Some(Weak::Name)),
            ("siobhán siobhán", Some(Weak::Name)),
        ] {
            assert_eq!(Passphrase::chosen(text, &names).err(), said, "{text}");
        }
    }

    #[test]
    fn a_letter_opens_however_it_is_typed() {
        let (one, two) =
            (Passphrase::typed("caf\u{e9} lamp otter"), Passphrase::typed("cafe\u{301} lamp otter"));
        assert_eq!(one.bytes(), two.bytes());
    }

    #[test]
    fn what_is_offered_can_be_chosen_and_is_never_the_same() {
        let offered: Vec<_> = (0..50).map(|_| offered().unwrap()).collect();
        assert!(offered.iter().all(|words| words.split(' ').count() == 5));
        assert!(offered.iter().all(|words| Passphrase::chosen(words, &["Dee Marsh"]).is_ok()));
        let mut different: Vec<&str> = offered.iter().map(|words| words.as_str()).collect();
        different.sort_unstable();
        different.dedup();
        assert_eq!(different.len(), 50);
    }

    #[test]
    fn nothing_of_it_is_printed() {
        assert_eq!(format!("{:?}", Passphrase::typed("otter lamp green")), "Passphrase");
    }
}
