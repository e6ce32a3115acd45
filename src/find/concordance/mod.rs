//! The words of the record and where they stand: what a search of years answers from.
//!
//! What is typed is matched with the vocabulary, which stops growing, and not with the texts, which never do. A
//! word's places then lead to the texts. What a text is about (whom, by whom, its day, its category) is kept as words
//! no one can type, so that a filter is a word like any other.
//!
//! It reads no disk: whoever has the journal hands over its stretches and the entries since, and keeps the bytes.

mod looking;
mod slips;
mod stretch;
#[cfg(test)]
mod tests;
mod texts;

use super::Kind;
use super::fold::{self, each_word};
use crate::care::log::Category;
use crate::care::{CareDay, Entry, StaffId, Subject, Topic, wording};
use std::collections::BTreeSet;
use std::ops::Range;

pub use looking::{Asked, Looked, Shown};
pub use stretch::Stretch;
use texts::Texts;

/// Raised whenever what is kept of the words changes its shape or meaning: stretches of another are made anew.
pub const SHAPE: u32 = 2;

/// A text of the journal: its words, folded, and what it is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Text {
    number: u64,
    kind: Kind,
    words: BTreeSet<String>,
}

impl Text {
    /// The text of an entry, if it says anything.
    pub fn of(entry: &Entry) -> Option<Self> {
        let kind = kind(entry.topic())?;
        let said = wording::said(entry)?;
        let mut words = BTreeSet::new();
        for text in &said.texts {
            each_word(text, |word, _| {
                if !words.contains(word) {
                    words.insert(word.to_owned());
                }
            });
        }
        words.extend(said.about.iter().map(|subject| Mark::About(*subject).first()));
        words.extend(said.category.map(|category| Mark::Category(category).first()));
        words.insert(Mark::By(entry.by).first());
        words.insert(Mark::Days(entry.day, entry.day).first());
        Some(Self { number: entry.number, kind, words })
    }
}

/// Which kind a topic of the journal is, if it has words.
fn kind(topic: Topic) -> Option<Kind> {
    match topic {
        Topic::Log => Some(Kind::Log),
        Topic::Alert => Some(Kind::Alert),
        Topic::Handover => Some(Kind::Note),
        Topic::HandingOver => Some(Kind::Handover),
        Topic::House
        | Topic::People
        | Topic::Child
        | Topic::Diary
        | Topic::Routine
        | Topic::Checklist
        | Topic::Night
        | Topic::Whereabouts
        | Topic::Access
        | Topic::Shift
        | Topic::Receipt => None,
    }
}

/// What a text is marked with besides its words.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Mark {
    /// About whom.
    About(Subject),
    /// By whom.
    By(StaffId),
    /// What it is about.
    Category(Category),
    /// From one care day to another.
    Days(CareDay, CareDay),
}

impl Mark {
    /// The word it is kept as. None has a letter or a figure in front, so that nobody can type it.
    fn first(self) -> String {
        match self {
            Mark::About(Subject::House) => "@".into(),
            Mark::About(Subject::Child(child)) => format!("@{}", child.0.simple()),
            Mark::By(staff) => format!("<{}", staff.0.simple()),
            Mark::Category(category) => format!("#{}", category.words()),
            Mark::Days(from, _) => day(from),
        }
    }

    /// The last of the words it stands for.
    fn last(self) -> String {
        match self {
            Mark::Days(_, to) => day(to),
            Mark::About(_) | Mark::By(_) | Mark::Category(_) => self.first(),
        }
    }
}

/// Days as words have the order of days.
fn day(day: CareDay) -> String {
    format!(">{:08}", day.number().max(0))
}

/// All the words of a record.
#[derive(Debug, Default)]
pub struct Concordance {
    stretches: Vec<Vec<u8>>,
    /// Of each text, in order, the number of its entry. The texts of a stretch begin where bits can be taken in as they
    /// are, so that a few places before it may be nobody's.
    numbers: Vec<u64>,
    /// The texts of each kind, as [`Kind::ALL`] has them.
    kinds: [Texts; Kind::ALL.len()],
    /// In order of their letters; the marks come first.
    known: Vec<Known>,
    last: u64,
}

/// A word of the record.
#[derive(Debug)]
struct Known {
    letters: Box<str>,
    /// How many letters it has.
    length: u32,
    /// Which they are.
    has: u32,
    /// How it sounds, as a number; 0 when it is too short to go by ear.
    sound: u32,
    /// How many texts it stands in.
    texts: u32,
    kept: Vec<Kept>,
    /// The texts it stands in that are in no stretch.
    fresh: Vec<u32>,
}

/// Where a word stands within one stretch.
#[derive(Debug)]
struct Kept {
    stretch: u32,
    /// The place of the stretch's first text.
    base: u32,
    dense: bool,
    start: u32,
    end: u32,
}

impl Concordance {
    /// Of the stretches of a record, in order, each with the number of its last entry. Nothing when one is none.
    pub fn of(stretches: Vec<(u64, Vec<u8>)>) -> Option<Self> {
        let mut all = Self::default();
        let mut found: Vec<(Box<str>, u32, Kept)> = Vec::new();
        for (last, bytes) in stretches {
            let stretch = u32::try_from(all.stretches.len()).ok()?;
            let start = Texts::next_start(all.numbers.len());
            let base = u32::try_from(start).ok()?;
            all.numbers.resize(start, 0);
            let mut fits = true;
            let text = |number, kind| all.take_in_text(number, kind);
            let word = |word: &str, texts, dense, Range { start, end }: Range<usize>| {
                let (start, end) = (u32::try_from(start), u32::try_from(end));
                let (Ok(start), Ok(end)) = (start, end) else {
                    fits = false;
                    return;
                };
                found.push((word.into(), texts, Kept { stretch, base, dense, start, end }));
            };
            stretch::read(&bytes, text, word)?;
            if !fits {
                return None;
            }
            all.stretches.push(bytes);
            all.last = last;
        }
        // Equal words keep the order of their stretches.
        found.sort_by(|one, other| one.0.cmp(&other.0));
        for (letters, texts, kept) in found {
            match all.known.last_mut() {
                Some(known) if known.letters == letters => {
                    known.texts = known.texts.saturating_add(texts);
                    known.kept.push(kept);
                }
                _ => all.known.push(Known { texts, kept: vec![kept], ..Known::new(letters) }),
            }
        }
        Some(all)
    }

    /// The number of the last entry that was looked at.
    pub fn last(&self) -> u64 {
        self.last
    }

    /// How many different words there are, and marks.
    pub fn size(&self) -> usize {
        self.known.len()
    }

    /// Takes the next entry in.
    pub fn take_in(&mut self, entry: &Entry) {
        self.last = entry.number;
        let Some(text) = Text::of(entry) else { return };
        // So many texts nobody writes.
        let Ok(place) = u32::try_from(self.numbers.len()) else { return };
        self.take_in_text(text.number, text.kind);
        for word in text.words {
            let at = match self.find(&word) {
                Ok(at) => at,
                Err(at) => {
                    self.known.insert(at, Known::new(word.into()));
                    at
                }
            };
            self.known[at].texts += 1;
            self.known[at].fresh.push(place);
        }
    }

    fn take_in_text(&mut self, number: u64, kind: Kind) {
        let of_kind = &mut self.kinds[kind as usize];
        of_kind.grow(self.numbers.len() + 1);
        of_kind.add(self.numbers.len());
        self.numbers.push(number);
    }

    fn find(&self, word: &str) -> Result<usize, usize> {
        self.known.binary_search_by(|known| (*known.letters).cmp(word))
    }

    /// The words from one to another, both among them.
    fn between(&self, first: &str, last: &str) -> Range<usize> {
        let from = self.find(first).unwrap_or_else(|at| at);
        let to = self.find(last).map_or_else(|at| at, |at| at + 1);
        from..to.max(from)
    }

    /// The words that begin with some letters.
    fn beginning(&self, letters: &str) -> Range<usize> {
        let from = self.find(letters).unwrap_or_else(|at| at);
        let more = self.known[from..].partition_point(|known| known.letters.starts_with(letters));
        from..from + more
    }

    /// Adds every text that some words stand in.
    fn gather(&self, words: Range<usize>, here: &mut Texts) {
        for known in &self.known[words] {
            for kept in &known.kept {
                // They were found within these bytes when the stretch was read.
                let bytes = &self.stretches[kept.stretch as usize][kept.start as usize..kept.end as usize];
                let base = kept.base as usize;
                if kept.dense {
                    here.add_bits(base, bytes);
                } else {
                    stretch::places(bytes).for_each(|place| here.add(base + usize::from(place)));
                }
            }
            known.fresh.iter().for_each(|place| here.add(*place as usize));
        }
    }
}

impl Known {
    fn new(letters: Box<str>) -> Self {
        let is_word = letters.starts_with(char::is_alphanumeric);
        let (has, sound) = if is_word { (letters_of(&letters), by_ear(&letters)) } else { (0, 0) };
        let length = u32::try_from(letters.chars().count()).unwrap_or(u32::MAX);
        Self { letters, length, has, sound, texts: 0, kept: Vec::new(), fresh: Vec::new() }
    }

    /// Whether it is a word somebody wrote, and no mark.
    fn is_word(&self) -> bool {
        self.has != 0
    }
}

/// Which letters a word has: a bit each, and a few bits shared by all that are not plain letters.
fn letters_of(word: &str) -> u32 {
    word.chars().fold(0, |has, letter| {
        has | match letter {
            'a'..='z' => 1 << (u32::from(letter) - u32::from('a')),
            other => 1 << (26 + u32::from(other) % 6),
        }
    })
}

/// How a word sounds, as a number that another word hardly has by chance.
fn by_ear(word: &str) -> u32 {
    let sound = fold::sound(word);
    sound
        .bytes()
        .fold(0, |sum: u32, letter| (sum ^ u32::from(letter)).wrapping_mul(0x0100_0193).wrapping_add(7))
}
