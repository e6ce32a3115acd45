//! The words of a stretch of the journal as bytes: which texts there are, and in which of them each word stands.
//!
//! Words are in order, each without the letters it begins with like the one before. Where a word stands is kept as
//! two bytes for each text, or as one bit a text where that is shorter: a key goes through hundreds of thousands of them,
//! and either is read without looking at what stands before.

use super::Text;
use crate::find::Kind;
use std::collections::BTreeMap;

/// The texts of a stretch and their words, while they are gathered. Texts are numbered from 0 within it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Stretch {
    pub(super) texts: Vec<(u64, Kind)>,
    pub(super) words: BTreeMap<String, Vec<u32>>,
    size: usize,
}

impl Stretch {
    /// About how many bytes it takes.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Takes a text in, which comes after those that are there.
    pub fn take_in(&mut self, text: Text) {
        // A stretch is let end long before that many.
        let place = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push((text.number, text.kind));
        self.size += size(1, text.words.len());
        for word in text.words {
            self.words.entry(word).or_default().push(place);
        }
    }

    /// The same with those of the stretch right after it.
    pub fn followed_by(mut self, later: Stretch) -> Self {
        let moved = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.extend(later.texts);
        self.size += later.size;
        for (word, places) in later.words {
            self.words.entry(word).or_default().extend(places.iter().map(|place| place + moved));
        }
        self
    }

    /// The numbers of the entries that are not the same in another, in order.
    pub fn differs(&self, other: &Stretch) -> Vec<u64> {
        let (here, there) = (self.by_entry(), other.by_entry());
        let either = here.keys().chain(there.keys()).filter(|number| here.get(number) != there.get(number));
        let mut numbers: Vec<u64> = either.copied().collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    fn by_entry(&self) -> BTreeMap<u64, Vec<&str>> {
        let mut entries: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
        for (word, places) in &self.words {
            for (number, _) in places.iter().filter_map(|place| self.texts.get(*place as usize)) {
                entries.entry(*number).or_default().push(word);
            }
        }
        entries
    }

    /// As it is kept.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        put(&mut bytes, self.texts.len() as u64);
        let mut before = 0;
        for (number, kind) in &self.texts {
            put(&mut bytes, number - before);
            bytes.push(byte_of(*kind));
            before = *number;
        }
        put(&mut bytes, self.words.len() as u64);
        let mut before = "";
        for (word, places) in &self.words {
            let alike = std::iter::zip(word.bytes(), before.bytes()).take_while(|(one, other)| one == other);
            let alike = alike.count();
            put(&mut bytes, alike as u64);
            put(&mut bytes, (word.len() - alike) as u64);
            bytes.extend_from_slice(&word.as_bytes()[alike..]);
            let standing = Standing::of(places, self.texts.len());
            put(&mut bytes, places.len() as u64);
            put(&mut bytes, (standing.bytes.len() as u64) << 1 | u64::from(standing.dense));
            bytes.extend_from_slice(&standing.bytes);
            before = word;
        }
        bytes
    }

    /// Read back; nothing when these bytes are no stretch.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut stretch = Self::default();
        read(
            bytes,
            |number, kind| stretch.texts.push((number, kind)),
            |word, _, dense, standing| {
                let standing = &bytes[standing];
                let places = if dense {
                    places_of_bits(standing).collect()
                } else {
                    places(standing).map(u32::from).collect()
                };
                stretch.words.insert(word.to_owned(), places);
            },
        )?;
        let count = stretch.texts.len();
        let inside = |places: &Vec<u32>| places.iter().all(|place| (*place as usize) < count);
        stretch.size = size(count, stretch.words.values().map(Vec::len).sum());
        stretch.words.values().all(inside).then_some(stretch)
    }
}

/// A text's number and kind, and two bytes for each place of a word.
fn size(texts: usize, places: usize) -> usize {
    3 * texts + 2 * places
}

/// Where a word stands, as bytes.
struct Standing {
    dense: bool,
    bytes: Vec<u8>,
}

impl Standing {
    fn of(places: &[u32], texts: usize) -> Self {
        // Two bytes number more texts than a stretch comes to have. One beyond them makes bits of it, however long.
        if 2 * places.len() <= texts.div_ceil(8)
            && let Ok(places) =
                places.iter().map(|place| u16::try_from(*place)).collect::<Result<Vec<_>, _>>()
        {
            return Self { dense: false, bytes: places.into_iter().flat_map(u16::to_le_bytes).collect() };
        }
        let mut bits = vec![0; texts.div_ceil(8)];
        for place in places {
            bits[*place as usize / 8] |= 1 << (place % 8);
        }
        Self { dense: true, bytes: bits }
    }
}

/// The places that are kept as two bytes each.
pub(super) fn places(bytes: &[u8]) -> impl Iterator<Item = u16> {
    bytes.as_chunks::<2>().0.iter().map(|place| u16::from_le_bytes(*place))
}

/// The places that have a bit each.
fn places_of_bits(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let bits = bytes.iter().flat_map(|byte| (0..8).map(move |nth| byte >> nth & 1 == 1));
    std::iter::zip(0.., bits).filter_map(|(place, bit)| bit.then_some(place))
}

/// Reads a stretch: each text, then each word with how many texts it stands in, whether its bytes are bits, and
/// where they are.
pub(super) fn read(
    bytes: &[u8],
    mut text: impl FnMut(u64, Kind),
    mut word: impl FnMut(&str, u32, bool, std::ops::Range<usize>),
) -> Option<()> {
    let mut at = 0;
    let mut number = 0_u64;
    let texts = take(bytes, &mut at)?;
    for _ in 0..texts {
        number = number.checked_add(take(bytes, &mut at)?)?;
        let kind = *bytes.get(at)?;
        at += 1;
        text(number, Kind::ALL.into_iter().find(|known| byte_of(*known) == kind)?);
    }
    let (mut letters, mut before) = (Vec::new(), Vec::new());
    for _ in 0..take(bytes, &mut at)? {
        let alike = usize::try_from(take(bytes, &mut at)?).ok()?;
        let more = usize::try_from(take(bytes, &mut at)?).ok()?;
        before.clone_from(&letters);
        letters.truncate(alike);
        letters.extend_from_slice(bytes.get(at..at.checked_add(more)?)?);
        at += more;
        let count = u32::try_from(take(bytes, &mut at)?).ok()?;
        let length = take(bytes, &mut at)?;
        let end = at.checked_add(usize::try_from(length >> 1).ok()?)?;
        let dense = length & 1 == 1;
        let its_length = if dense { texts.div_ceil(8) } else { 2 * u64::from(count) };
        if end > bytes.len() || length >> 1 != its_length || letters <= before {
            return None;
        }
        word(std::str::from_utf8(&letters).ok()?, count, dense, at..end);
        at = end;
    }
    (at == bytes.len()).then_some(())
}

/// Kinds as they are kept: their order on the screen may change.
fn byte_of(kind: Kind) -> u8 {
    match kind {
        Kind::Log => 0,
        Kind::Alert => 1,
        Kind::Note => 2,
        Kind::Handover => 3,
        Kind::Child | Kind::Staff | Kind::Appointment | Kind::Command => u8::MAX,
    }
}

/// A number in as few bytes as will do.
fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push((number & 0x7f) as u8);
}

fn take(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}
