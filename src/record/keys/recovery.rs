//! The recovery key: 160 bits by chance, printed once in eight groups of four and a ninth that shows a slip of the
//! pen. It opens the home when nobody else can, and signs for nobody.

use super::passphrase::Passphrase;
use crate::record::Trouble;
use sha2::{Digest, Sha256};
use std::fmt::{self, Debug, Display, Formatter};
use zeroize::Zeroizing;

/// Letters and digits that can't be taken for one another on paper.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUP: usize = 4;
/// Letters that say something, and those that check them.
const SAYING: usize = 32;
const CHECKING: usize = 4;

/// A recovery key, wiped from memory when it is let go of.
#[derive(Clone)]
pub struct RecoveryKey(Zeroizing<String>);

/// A recovery key that was not typed as it was printed.
#[derive(Copy, Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Mistyped {
    /// It has too few or too many letters.
    #[error("The recovery key has 36 letters and digits; {0} were typed. Look at it again.")]
    Length(usize),
    /// A letter is not as it was printed.
    #[error("One letter or digit is not as it was printed. Look at the recovery key again.")]
    Slip,
}

impl RecoveryKey {
    /// A new one.
    pub(super) fn make() -> Result<Self, Trouble> {
        let bytes = super::seal::chance::<20>()?;
        let mut letters = Zeroizing::new(String::with_capacity(SAYING + CHECKING));
        letters.extend(bytes.chunks_exact(5).flat_map(|five| {
            let bits = five.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
            (0..8).map(move |place| letter(bits >> (35 - 5 * place)))
        }));
        let check = check(&letters);
        letters.push_str(&check);
        Ok(Self(letters))
    }

    /// As typed: capitals, spaces and hyphens don't matter, and O is 0, I and L are 1.
    pub fn typed(text: &str) -> Result<Self, Mistyped> {
        let mut letters = Zeroizing::new(String::with_capacity(SAYING + CHECKING));
        let mut count = 0;
        for letter in text.chars().filter(|letter| letter.is_alphanumeric()) {
            count += 1;
            if count <= SAYING + CHECKING {
                letters.push(match letter.to_ascii_uppercase() {
                    'O' => '0',
                    'I' | 'L' => '1',
                    other => other,
                });
            }
        }
        if count != SAYING + CHECKING {
            return Err(Mistyped::Length(count));
        }
        let is_whole = letters.is_ascii() && letters[SAYING..] == *check(&letters[..SAYING]);
        if is_whole { Ok(Self(letters)) } else { Err(Mistyped::Slip) }
    }

    /// One of its nine groups, from 0.
    pub fn group(&self, place: usize) -> Option<&str> {
        self.0.get(place * GROUP..(place + 1) * GROUP)
    }

    /// What it is derived from.
    pub(super) fn passphrase(&self) -> Passphrase {
        Passphrase::typed(&self.0[..SAYING])
    }
}

fn letter(bits: u64) -> char {
    char::from(LETTERS[usize::from((bits & 31) as u8)])
}

fn check(letters: &str) -> String {
    let hash = Sha256::new().chain_update(b"bethere recovery v1").chain_update(letters).finalize();
    hash.iter().take(CHECKING).map(|byte| letter(u64::from(*byte))).collect()
}

impl Display for RecoveryKey {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let groups: Vec<&str> = (0..9).filter_map(|place| self.group(place)).collect();
        out.write_str(&Zeroizing::new(groups.join(" ")))
    }
}

impl Debug for RecoveryKey {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_str("RecoveryKey")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_known_however_it_is_typed() {
        let key = RecoveryKey::make().unwrap();
        let shown = key.to_string();
        assert_eq!(shown.split(' ').count(), 9);
        for typed in [
            shown.clone(),
            shown.to_lowercase(),
            shown.replace(' ', "-"),
            shown.replace(' ', ""),
            shown.replace('0', "O").replace('1', "l"),
        ] {
            assert_eq!(*RecoveryKey::typed(&typed).unwrap().0, *key.0, "{typed}");
        }
        assert_eq!(format!("{key:?}"), "RecoveryKey");
    }

    #[test]
    fn a_slip_is_told_from_another_key() {
        let key = RecoveryKey::make().unwrap();
        let shown = key.to_string().replace(' ', "");
        let mut told = 0;
        for place in 0..shown.len() {
            let mut typed: Vec<char> = shown.chars().collect();
            typed[place] = if typed[place] == '7' { '8' } else { '7' };
            let typed: String = typed.into_iter().collect();
            told += usize::from(RecoveryKey::typed(&typed).err() == Some(Mistyped::Slip));
        }
        assert_eq!(told, shown.len());
        assert_eq!(RecoveryKey::typed(&shown[1..]).err(), Some(Mistyped::Length(35)));
        assert_eq!(RecoveryKey::typed("").err(), Some(Mistyped::Length(0)));
        assert_eq!(RecoveryKey::typed(&"é".repeat(36)).err(), Some(Mistyped::Slip));
    }
}
