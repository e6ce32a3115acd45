//! Passphrases: what may be chosen, what is offered, and what was typed. Wiped when dropped, and never shown.
//!
//! Long is what makes one strong; the only other rule is that it is not what is tried first.

use super::Trouble;
use super::secret::fill;
use bip39::Language;
use std::fmt::{self, Debug, Formatter};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use zeroize::{Zeroize, Zeroizing};

/// The fewest characters of one that is chosen.
pub const FEWEST: usize = 12;
/// The most characters of one that is chosen. Of more that are typed, so many are read that they can't fit.
const MOST: usize = 1_000;
/// So many characters must be left when all that is tried first is taken out.
const LEFT: usize = 6;
/// Each of 2,048: 11 bits.
const WORDS_OFFERED: usize = 5;

const FOUR_WORDS: &str = "Four or five words that don't belong together are strong.";

/// A passphrase as it was typed, in one spelling for what looks the same. Wiped when dropped.
pub struct Passphrase(Zeroizing<String>);

/// Why a passphrase can't be chosen.
#[derive(Copy, Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Weak {
    /// Too few characters.
    #[error("Passphrase must be {FEWEST} characters or longer. {FOUR_WORDS}")]
    Short,
    /// Too many.
    #[error("Passphrase must be 1,000 characters or shorter.")]
    Long,
    /// One piece, again and again.
    #[error("Passphrase must not be the same few characters again and again. {FOUR_WORDS}")]
    Repeats,
    /// Little but what is tried first.
    #[error("Passphrase must be more than a name, a common word or keys in a row. {FOUR_WORDS}")]
    Guessable,
}

impl Passphrase {
    /// One that a person chooses, or is given, for a home; `not_these` are names a colleague would try: of the
    /// home, of staff, of children.
    pub fn chosen(text: &str, not_these: &[&str]) -> Result<Self, Weak> {
        let passphrase = Self::typed(text);
        match passphrase.0.chars().count() {
            ..FEWEST => return Err(Weak::Short),
            FEWEST..=MOST => {}
            _ => return Err(Weak::Long),
        }
        let folded = fold(text);
        if repeats(&folded) {
            return Err(Weak::Repeats);
        }
        if left(&folded, not_these) < LEFT {
            return Err(Weak::Guessable);
        }
        Ok(passphrase)
    }

    /// One that was typed to sign in.
    pub fn typed(text: &str) -> Self {
        // Longer than it can become, so that it never moves and leaves a copy behind.
        let mut passphrase = Zeroizing::new(String::with_capacity(4 * (MOST + 1)));
        passphrase.extend(text.nfc().take(MOST + 1));
        Self(passphrase)
    }

    /// One to offer: five words by chance, 55 bits. At what one try costs, guessing it takes thousands of years
    /// of a thousand computers.
    pub fn offered() -> Result<Zeroizing<String>, Trouble> {
        let mut chance = Zeroizing::new([0; 8]);
        fill(&mut *chance)?;
        Ok(words(u64::from_le_bytes(*chance)))
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl Debug for Passphrase {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase")
    }
}

fn words(mut chance: u64) -> Zeroizing<String> {
    let list = Language::English.word_list();
    let mut offered = Zeroizing::new(String::with_capacity(64));
    for at in 0..WORDS_OFFERED {
        if at > 0 {
            offered.push(' ');
        }
        // 2,048 words: every value of 11 bits is a word, and each as likely.
        let index = usize::try_from(chance % 2048).unwrap_or_default();
        offered.push_str(list[index]);
        chance >>= 11;
    }
    chance.zeroize();
    offered
}

/// What is compared: small letters without their marks, and whatever else is no space.
fn fold(text: &str) -> Zeroizing<String> {
    let mut folded = Zeroizing::new(String::with_capacity(4 * text.len()));
    let seen = text.nfkd().filter(|c| !is_combining_mark(*c) && !c.is_whitespace());
    folded.extend(seen.take(MOST).flat_map(char::to_lowercase));
    folded
}

/// Whether it is one piece, too short by itself, again and again.
fn repeats(folded: &str) -> bool {
    let characters = Zeroizing::new(folded.chars().collect::<Vec<_>>());
    let len = characters.len();
    (1..FEWEST.min(len / 2 + 1)).any(|piece| characters[piece..] == characters[..len - piece])
}

/// How many characters are left when runs of keys, common words and these names are taken out. Of signs, which
/// are often only hung on, different ones count.
fn left(folded: &str, not_these: &[&str]) -> usize {
    let mut signs: Vec<char> = folded.chars().filter(|c| !c.is_alphanumeric()).collect();
    signs.sort_unstable();
    signs.dedup();
    let mut rest = without_runs(folded);
    unmask(&mut rest);
    for word in not_these.iter().flat_map(|name| name.split(between_words)) {
        let mut word = fold(word);
        if word.chars().count() > 2 {
            unmask(&mut word);
            take_out(&mut rest, &word);
        }
    }
    for word in COMMON {
        take_out(&mut rest, word);
    }
    let left = rest.chars().filter(|c| c.is_alphanumeric()).count() + signs.len();
    signs.zeroize();
    left
}

fn between_words(c: char) -> bool {
    !c.is_alphanumeric() && !is_combining_mark(c)
}

/// Letters and digits without what runs along the keys, the alphabet or the numbers, for four or more, either way.
fn without_runs(folded: &str) -> Zeroizing<String> {
    let characters: Zeroizing<Vec<char>> =
        Zeroizing::new(folded.chars().filter(|c| c.is_alphanumeric()).collect());
    let mut rest = Zeroizing::new(String::with_capacity(4 * characters.len()));
    let mut at = 0;
    while at < characters.len() {
        let run = RUNS.iter().map(|row| run_along(row, &characters[at..])).max().unwrap_or(0);
        if run >= 4 {
            at += run;
        } else {
            rest.push(characters[at]);
            at += 1;
        }
    }
    rest
}

/// How many of these characters, from the first, stand side by side in a row, forwards or backwards.
fn run_along(row: &str, characters: &[char]) -> usize {
    let forwards = row.chars().collect::<Vec<_>>();
    let backwards = row.chars().rev().collect::<Vec<_>>();
    let along = |row: &[char]| {
        let starts = (0..row.len()).filter(|at| Some(&row[*at]) == characters.first());
        let run = |at: usize| row[at..].iter().zip(characters).take_while(|(a, b)| a == b).count();
        starts.map(run).max().unwrap_or(0)
    };
    along(&forwards).max(along(&backwards))
}

/// Digits and signs that stand for letters, as the letters they stand for.
fn unmask(text: &mut Zeroizing<String>) {
    let unmasked = text.chars().map(|c| match c {
        '0' => 'o',
        '1' => 'l',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        other => other,
    });
    let mut room = Zeroizing::new(String::with_capacity(text.len()));
    room.extend(unmasked);
    *text = room;
}

fn take_out(rest: &mut Zeroizing<String>, word: &str) {
    // A mark between, so that what stood on either side does not become a word.
    *rest = Zeroizing::new(rest.replace(word, "."));
}

const RUNS: &[&str] = &[
    "1234567890",
    "0123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "qwertzuiop",
    "azertyuiop",
    "asdfghjkl",
    "qsdfghjklm",
    "zxcvbnm",
    "yxcvbnm",
    "wxcvbn",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "qazwsxedcrfvtgbyhnujm",
];

/// What is tried first, everywhere and here, in small letters; the longer before what it holds.
const COMMON: &[&str] = &[
    "correcthorsebatterystaple",
    "passphrase",
    "password",
    "passwort",
    "passcode",
    "changeme",
    "letmein",
    "opensesame",
    "welcome",
    "iloveyou",
    "trustno",
    "whatever",
    "administrator",
    "admin",
    "manager",
    "deputy",
    "default",
    "secret",
    "login",
    "guest",
    "bethere",
    "handover",
    "keyworker",
    "residential",
    "childrenshome",
    "childrens",
    "children",
    "carehome",
    "ofsted",
    "nightshift",
    "nightstaff",
    "staff",
    "shift",
    "house",
    "home",
    "office",
    "football",
    "liverpool",
    "arsenal",
    "chelsea",
    "everton",
    "manchester",
    "united",
    "england",
    "scotland",
    "wales",
    "ireland",
    "london",
    "monkey",
    "dragon",
    "princess",
    "sunshine",
    "superman",
    "batman",
    "pokemon",
    "starwars",
    "chocolate",
    "christmas",
    "summer",
    "autumn",
    "winter",
    "spring",
    "january",
    "february",
    "march",
    "april",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "qwerty",
    "azerty",
    "asdf",
    "zxcv",
    "abc",
    "l2e",
    "2ol",
    "2o2",
    "l9",
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NAMES: &[&str] = &["Hawthorn House", "Priya Nair", "Kasia Zielińska", "Ellie-May O’Shea", "Bo"];

    #[test]
    fn what_may_be_chosen_is_long_and_not_tried_first() {
        let chosen = |text: &str| Passphrase::chosen(text, NAMES).map(drop);
        let thousand = "correct pear ".repeat(80);
        for (text, expected) in [
            ("", Err(Weak::Short)),
            ("elevenchars", Err(Weak::Short)),
            ("tin lamp owl", Ok(())),
            ("blanket otter violin", Ok(())),
            ("żółta łódź płynie", Ok(())),
            ("the kettle sings", Ok(())),
            ("my password for the green door", Ok(())),
            ("Kasia likes the long ferry ride", Ok(())),
            (&thousand[..1_001], Err(Weak::Long)),
            ("aaaaaaaaaaaaaaaa", Err(Weak::Repeats)),
            ("kayak kayak kayak", Err(Weak::Repeats)),
            ("abcabcabcabcab", Err(Weak::Repeats)),
            ("otters otters", Err(Weak::Repeats)),
            ("password1234", Err(Weak::Guessable)),
            ("P4ssw0rd 2026!!", Err(Weak::Guessable)),
            ("my password is 1234", Err(Weak::Guessable)),
            ("qwertyuiop123", Err(Weak::Guessable)),
            ("poiuytrewq098", Err(Weak::Guessable)),
            ("1qaz2wsx3edc", Err(Weak::Guessable)),
            ("abcdefghijklmnop", Err(Weak::Guessable)),
            ("987654321012", Err(Weak::Guessable)),
            ("HawthornHouse2026", Err(Weak::Guessable)),
            ("h4wth0rn-h0use!", Err(Weak::Guessable)),
            ("priya nair priya!", Err(Weak::Guessable)),
            ("Kasia Zielinska 1", Err(Weak::Guessable)),
            ("elliemayoshea99", Err(Weak::Guessable)),
            ("welcome to the home", Err(Weak::Guessable)),
            ("correct horse battery staple", Err(Weak::Guessable)),
        ] {
            assert_eq!(chosen(text), expected, "{text}");
        }
    }

    #[test]
    fn names_matter_only_where_they_are_from() {
        assert!(Passphrase::chosen("kasia zielinska 1", &[]).is_ok());
        assert!(Passphrase::chosen("kasia zielinska 1", NAMES).is_err());
        assert!(
            Passphrase::chosen("bobbins and thread", NAMES).is_ok(),
            "two letters are no name to look for"
        );
    }

    #[test]
    fn six_characters_must_be_left_and_a_name_has_three() {
        for (text, names, expected) in [
            ("password otters", &[][..], Ok(())),
            ("password otter", &[], Err(Weak::Guessable)),
            ("password botters", &["Bo"], Ok(())),
            ("password otters", &["ott"], Err(Weak::Guessable)),
        ] {
            assert_eq!(Passphrase::chosen(text, names).map(drop), expected, "{text} {names:?}");
        }
    }

    #[test]
    fn a_weak_one_is_told_with_what_to_do() {
        assert_eq!(
            [Weak::Short, Weak::Long, Weak::Repeats, Weak::Guessable].map(|weak| weak.to_string()),
            [
                "Passphrase must be 12 characters or longer. Four or five words that don't belong together are strong.",
                "Passphrase must be 1,000 characters or shorter.",
                "Passphrase must not be the same few characters again and again. Four or five words that don't \
                 belong together are strong.",
                "Passphrase must be more than a name, a common word or keys in a row. Four or five words that \
                 don't belong together are strong.",
            ]
        );
    }

    #[test]
    fn what_looks_the_same_is_the_same() {
        let composed = Passphrase::typed("\u{17c}ółw i wrona");
        assert_eq!(composed.bytes(), Passphrase::typed("z\u{307}o\u{301}łw i wrona").bytes());
        assert_ne!(composed.bytes(), Passphrase::typed("żółw i  wrona").bytes());
    }

    #[test]
    fn what_is_too_long_to_have_been_chosen_fits_nothing() {
        let longest = "tin lamp owl ".repeat(77)[..1_000].to_owned();
        let longest = Passphrase::typed(&longest);
        let longer = Passphrase::typed(&"tin lamp owl ".repeat(10_000));
        assert_ne!(longest.bytes(), longer.bytes());
        assert_eq!(longer.bytes().len(), 1_001);
    }

    #[test]
    fn five_words_of_eleven_bits_are_offered() {
        assert_eq!(*words(0), "abandon abandon abandon abandon abandon");
        assert_eq!(*words(u64::MAX), "zoo zoo zoo zoo zoo");
        assert_eq!(*words(1 << 11 | 2 << 44), "abandon ability abandon abandon able");
        let (one, another) = (Passphrase::offered().unwrap(), Passphrase::offered().unwrap());
        assert_eq!(one.split(' ').count(), 5);
        assert_ne!(one, another);
    }

    proptest! {
        #[test]
        fn anything_can_be_typed_and_judged(text in any::<String>(), name in any::<String>()) {
            let typed = Passphrase::typed(&text);
            if let Ok(chosen) = Passphrase::chosen(&text, &[&name]) {
                prop_assert_eq!(chosen.bytes(), typed.bytes());
            }
        }
    }
}
