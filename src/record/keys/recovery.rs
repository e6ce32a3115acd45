//! The recovery key: 160 bits by chance, printed once in groups, typed back from paper years later.
//!
//! Nine groups of four: eight of the key and one of check, in letters and digits that are not mistaken for each
//! other. Reading forgives case, spaces, hyphens, and O for 0, I or L for 1. A slip is told from the wrong key.

use super::Trouble;
use super::secret::fill;
use sha2::{Digest, Sha256};
use std::fmt::{self, Debug, Display, Formatter};
use zeroize::Zeroizing;

/// Five bits each; without I, L, O and U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const KEY: usize = 20;
const GROUP: usize = 4;
/// Of the key alone.
const BODY: usize = KEY * 8 / 5;
const WHOLE: usize = BODY + GROUP;

/// What opens a home when nobody's passphrase does. It can't sign as anybody. [`Display`] is what is printed.
pub struct RecoveryKey(Zeroizing<[u8; KEY]>);

/// How a recovery key that was typed is not one as printed.
#[derive(Copy, Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Slip {
    /// Characters are missing, or too many.
    #[error(
        "The recovery key is 9 groups of 4, {WHOLE} characters in all; this is {0}. \
         Compare it with the sheet, group by group."
    )]
    Length(usize),
    /// One character of this group, or two that changed places.
    #[error("Look at group {0} of the recovery key again: it is not as it is on the sheet.")]
    Group(usize),
    /// More than that.
    #[error("The recovery key is not as it is on the sheet. Compare it group by group.")]
    Somewhere,
}

impl RecoveryKey {
    /// How many groups it is printed in.
    pub const GROUPS: usize = WHOLE / GROUP;

    pub(super) fn fresh() -> Result<Self, Trouble> {
        let mut key = Zeroizing::new([0; KEY]);
        fill(&mut *key)?;
        Ok(Self(key))
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &*self.0
    }

    /// Reads one that was typed.
    pub fn parse(typed: &str) -> Result<Self, Slip> {
        let digits = digits(typed)?;
        let length = digits.len();
        let digits = Zeroizing::new(<[u8; WHOLE]>::try_from(&**digits).map_err(|_| Slip::Length(length))?);
        let key = Self::of(&digits);
        if key.digits() == digits { Ok(key) } else { Err(where_slipped(&digits)) }
    }

    /// One of its groups as printed, counted from 1.
    pub fn group(&self, number: usize) -> Option<String> {
        let digits = self.digits();
        let group = digits.chunks(GROUP).nth(number.checked_sub(1)?)?;
        Some(group.iter().map(|digit| char::from(ALPHABET[usize::from(*digit)])).collect())
    }

    /// Whether someone who has the sheet before them typed this group of it.
    pub fn is_group(&self, number: usize, typed: &str) -> bool {
        let Some(at) = number.checked_sub(1) else { return false };
        digits(typed).is_ok_and(|typed| self.digits().chunks(GROUP).nth(at) == Some(&typed))
    }

    /// The key in five bits each, with its check.
    fn digits(&self) -> Zeroizing<[u8; WHOLE]> {
        let mut digits = Zeroizing::new([0; WHOLE]);
        let check = Sha256::new().chain_update(b"bethere recovery key v1\0").chain_update(*self.0).finalize();
        for (five, eight) in self.0.chunks(5).chain([&check[..5]]).zip(digits.chunks_mut(8)) {
            let bits = five.iter().fold(0, |bits: u64, byte| bits << 8 | u64::from(*byte));
            for (at, digit) in eight.iter_mut().enumerate() {
                *digit = (bits >> (35 - 5 * at) & 31) as u8;
            }
        }
        digits
    }

    /// The key that digits say, whatever their check says.
    fn of(digits: &[u8; WHOLE]) -> Self {
        let mut key = Zeroizing::new([0; KEY]);
        for (eight, five) in digits.chunks(8).zip(key.chunks_mut(5)) {
            let bits = eight.iter().fold(0, |bits: u64, digit| bits << 5 | u64::from(*digit));
            five.copy_from_slice(&bits.to_be_bytes()[3..]);
        }
        Self(key)
    }
}

impl Display for RecoveryKey {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let groups: Vec<String> = (1..=Self::GROUPS).filter_map(|number| self.group(number)).collect();
        f.write_str(&groups.join("-"))
    }
}

impl Debug for RecoveryKey {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryKey")
    }
}

/// What was typed, five bits a character. A character that no group has is a slip in its group.
fn digits(typed: &str) -> Result<Zeroizing<Vec<u8>>, Slip> {
    let written = typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '‐' | '‑' | '–' | '—'));
    let length = written.clone().count();
    if length > WHOLE {
        return Err(Slip::Length(length));
    }
    let mut digits = Zeroizing::new(Vec::with_capacity(WHOLE));
    for (at, c) in written.enumerate() {
        let c = match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        let digit = (0..32).find(|digit| char::from(ALPHABET[usize::from(*digit)]) == c);
        digits.push(digit.ok_or(Slip::Group(at / GROUP + 1))?);
    }
    Ok(digits)
}

/// The group in which one other character, or two in another order, would make the check fit.
fn where_slipped(digits: &[u8; WHOLE]) -> Slip {
    let fits = |digits: &[u8; WHOLE]| *RecoveryKey::of(digits).digits() == *digits;
    let mut tried = Zeroizing::new(*digits);
    let mut slipped = None;
    for at in 0..WHOLE {
        let mut mends = (0..32).any(|digit| {
            tried[at] = digit;
            fits(&tried)
        });
        tried[at] = digits[at];
        if at > 0 {
            tried.swap(at - 1, at);
            mends |= fits(&tried);
            tried.swap(at - 1, at);
        }
        let group = at / GROUP + 1;
        if mends && *slipped.get_or_insert(group) != group {
            return Slip::Somewhere;
        }
    }
    slipped.map_or(Slip::Somewhere, Slip::Group)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(bytes: [u8; KEY]) -> RecoveryKey {
        RecoveryKey(Zeroizing::new(bytes))
    }

    fn counting() -> RecoveryKey {
        let mut bytes = [0; KEY];
        for (at, byte) in (0..).zip(&mut bytes) {
            *byte = at * 11;
        }
        key(bytes)
    }

    #[test]
    fn it_is_printed_in_nine_groups_of_four() {
        assert_eq!(counting().to_string(), "005H-C89C-6X14-TP33-DSWR-93WT-MPRB-QHPH-71DP");
        assert_eq!(counting().group(2).as_deref(), Some("C89C"));
        assert_eq!((counting().group(0), counting().group(10)), (None, None));
    }

    #[test]
    fn it_is_read_back_however_it_is_typed() {
        let (whole, bytes) = (counting().to_string(), *counting().0);
        for typed in [
            whole.clone(),
            whole.to_lowercase(),
            whole.replace('-', " "),
            whole.replace('-', ""),
            whole.replace('-', " – "),
            whole.replace('0', "o").replace('1', "l"),
            whole.replace('0', "O").replace('1', "I"),
            format!("  {whole}\n"),
        ] {
            assert_eq!(*RecoveryKey::parse(&typed).unwrap().0, bytes, "{typed}");
        }
    }

    #[test]
    fn a_wrong_length_is_told_with_both_numbers() {
        let whole = counting().to_string();
        for (typed, length) in
            [(String::new(), 0), (whole[..whole.len() - 1].into(), 35), ([&whole, "7"].concat(), 37)]
        {
            assert_eq!(RecoveryKey::parse(&typed).unwrap_err(), Slip::Length(length));
        }
        assert_eq!(
            Slip::Length(35).to_string(),
            "The recovery key is 9 groups of 4, 36 characters in all; this is 35. Compare it with the sheet, \
             group by group."
        );
    }

    #[test]
    fn a_character_that_no_key_has_is_told_with_its_group() {
        let whole = counting().to_string();
        let typed = [&whole[..10], "U", &whole[11..]].concat();
        assert_eq!(RecoveryKey::parse(&typed).unwrap_err(), Slip::Group(3));
        assert_eq!(
            Slip::Group(3).to_string(),
            "Look at group 3 of the recovery key again: it is not as it is on the sheet."
        );
    }

    #[test]
    fn every_slip_of_one_character_is_noticed_and_nearly_every_one_is_found() {
        let digits = counting().digits();
        let mut found = 0;
        for at in 0..WHOLE {
            let mut typed = digits.clone();
            typed[at] = (typed[at] + 7) % 32;
            let typed: String = typed.iter().map(|digit| char::from(ALPHABET[usize::from(*digit)])).collect();
            match RecoveryKey::parse(&typed).unwrap_err() {
                Slip::Group(group) => {
                    assert_eq!(group, at / GROUP + 1);
                    found += 1;
                }
                Slip::Somewhere => {}
                Slip::Length(_) => panic!("{typed}"),
            }
        }
        assert!(found > WHOLE - 3, "{found}");
    }

    #[test]
    fn two_neighbours_that_changed_places_are_found() {
        let mut digits = counting().digits();
        digits.swap(9, 10);
        let typed: String = digits.iter().map(|digit| char::from(ALPHABET[usize::from(*digit)])).collect();
        assert_eq!(RecoveryKey::parse(&typed).unwrap_err(), Slip::Group(3));
    }

    #[test]
    fn two_groups_that_changed_places_are_a_slip_somewhere() {
        let mut groups: Vec<String> = (1..=9).filter_map(|number| counting().group(number)).collect();
        groups.swap(1, 5);
        let slip = RecoveryKey::parse(&groups.concat()).unwrap_err();
        assert_eq!(slip, Slip::Somewhere);
        assert_eq!(
            slip.to_string(),
            "The recovery key is not as it is on the sheet. Compare it group by group."
        );
    }

    #[test]
    fn a_group_typed_back_is_known_however_it_is_typed() {
        let key = counting();
        for number in 1..=RecoveryKey::GROUPS {
            let group = key.group(number).unwrap();
            assert!(key.is_group(number, &group));
            assert!(key.is_group(number, &format!(" {} ", group.to_lowercase())));
            assert!(!key.is_group(number, &group[..3]));
            assert!(!key.is_group(number % 9 + 1, &group));
        }
        assert!(
            !key.is_group(0, "") && !key.is_group(10, "") && !key.is_group(1, "") && !key.is_group(1, "UUUU")
        );
    }

    proptest! {
        #[test]
        fn any_key_comes_back_as_it_was(bytes in any::<[u8; KEY]>()) {
            prop_assert_eq!(*RecoveryKey::parse(&key(bytes).to_string()).unwrap().0, bytes);
        }

        #[test]
        fn anything_can_be_typed(typed in any::<String>()) {
            if let Ok(key) = RecoveryKey::parse(&typed) {
                prop_assert_eq!(*RecoveryKey::parse(&key.to_string()).unwrap().0, *key.0);
            }
        }
    }
}
