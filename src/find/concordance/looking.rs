//! One question put to the words of a record: which texts answer it, the best first, and what in them to highlight.

use super::slips::Slips;
use super::texts::{Scores, Texts};
use super::{Concordance, Known, Mark, by_ear, letters_of};
use crate::care::Subject;
use crate::find::Kind;
use crate::find::fold::{Folded, Word, each_word, merged};
use crate::find::near::{self, QUERY_LIMIT};
use std::ops::Range;

/// How well a text answers a word, by how the word was found. A text without one of the words is not found.
const WHOLE: u8 = 4;
const BEGINS: u8 = 3;
const INSIDE: u8 = 2;
const CLOSE: u8 = 1;

/// More words than these are not looked for: nobody types them.
const MOST_WORDS: usize = 32;

/// A word that stands as typed in fewer texts than this may be misspelt.
const FEW: u32 = 3;

/// So many words at most are taken for what was meant by one that is misspelt, or has letters left out.
const MOST_MEANT: usize = 12;

/// What is looked for.
#[derive(Debug)]
pub struct Asked {
    words: Folded,
    names: Vec<(Folded, Subject)>,
    only: Vec<Vec<Mark>>,
}

impl Asked {
    /// What was typed: words, each of which must be there; `names`, since a text about a child seldom names them; and
    /// marks, of each of which lists the text has one.
    pub fn new<'n>(
        words: &str,
        names: impl IntoIterator<Item = (&'n str, Subject)>,
        only: Vec<Vec<Mark>>,
    ) -> Self {
        let names = names.into_iter().map(|(name, subject)| (Folded::new(name, QUERY_LIMIT), subject));
        Self { words: Folded::new(words, QUERY_LIMIT), names: names.collect(), only }
    }

    /// Whether there is nothing to look for, which finds nothing.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.only.is_empty()
    }
}

/// What was found.
#[derive(Debug)]
pub struct Looked {
    answers: Texts,
    /// How well they answer.
    scores: Scores,
    /// Of each kind, as [`Kind::ALL`] has them, how many answer.
    totals: [usize; Kind::ALL.len()],
    sought: Vec<Sought>,
}

/// One word that was looked for, and what was taken for it.
#[derive(Debug)]
struct Sought {
    typed: Word,
    as_typed: String,
    /// Words that neither are it nor begin with it, the nearest first, and how each was found.
    others: Vec<(String, u8)>,
    /// Whose name it is, or is close to.
    names: Vec<(Subject, u8)>,
}

/// How a text that was found is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
    /// Which of its texts.
    pub text: usize,
    /// What to highlight in it, in bytes.
    pub highlights: Vec<Range<usize>>,
    /// It is close to these words, as typed, which it has not.
    pub close_to: Option<String>,
}

impl Concordance {
    /// Looks for what is asked.
    pub fn look(&self, asked: &Asked) -> Looked {
        let count = if asked.is_empty() { 0 } else { self.numbers.len() };
        let mut answers: Option<Texts> = None;
        let mut and = |here: Texts| match &mut answers {
            Some(answers) => answers.keep(&here),
            None => answers = Some(here),
        };
        for marks in &asked.only {
            let mut here = Texts::none(count);
            for mark in marks {
                self.gather(self.between(&mark.first(), &mark.last()), &mut here);
            }
            and(here);
        }
        let (mut scores, mut sought) = (Scores::default(), Vec::new());
        for word in asked.words.words().iter().take(MOST_WORDS) {
            let as_typed = asked.words.bytes(word.span.clone());
            let as_typed = as_typed.into_iter().map(|bytes| &asked.words.text()[bytes]).collect();
            let looked_for = self.seek(word, as_typed, asked);
            let mut here = Texts::none(count);
            self.score(&looked_for, &mut here, &mut scores);
            and(here);
            sought.push(looked_for);
        }
        let answers = answers.unwrap_or_default();
        scores.keep(&answers);
        let totals = Kind::ALL.map(|kind| answers.count(&self.kinds[kind as usize]));
        Looked { answers, scores, totals, sought }
    }

    /// The numbers of the entries of a kind that answer, the best first, and the newest first among equals.
    pub fn best<'a>(&'a self, looked: &'a Looked, kind: Kind) -> impl Iterator<Item = u64> + 'a {
        let texts = looked.scores.best(&looked.answers, &self.kinds[kind as usize]);
        texts.map(|text| self.numbers[text])
    }

    /// Which words of the record, and whose names, a typed word is taken for.
    fn seek(&self, typed: &Word, as_typed: String, asked: &Asked) -> Sought {
        let mut names: Vec<(Subject, u8)> = Vec::new();
        for (name, subject) in &asked.names {
            names.extend(near::nearness(typed, name).map(|near| (*subject, near)));
        }
        let beginning = &self.known[self.beginning(&typed.letters)];
        let there = beginning.iter().fold(0_u32, |sum, known| sum.saturating_add(known.texts));
        let is_a_name = names.iter().any(|(_, near)| *near > CLOSE);
        let few = there < FEW && !is_a_name;
        let others = if few && typed.span.len() > 2 { self.others(typed) } else { Vec::new() };
        if !few {
            names.retain(|(_, near)| *near > CLOSE);
        }
        Sought { typed: typed.clone(), as_typed, others, names }
    }

    /// Words that have a typed one inside or its letters in order, and those it may be a misspelling of.
    fn others(&self, typed: &Word) -> Vec<(String, u8)> {
        let has = letters_of(&typed.letters);
        let (slips, sound) = (Slips::new(&typed.letters), by_ear(&typed.letters));
        let mut inside: Vec<(&Known, usize)> = Vec::new();
        let mut close: Vec<(&Known, usize)> = Vec::new();
        for known in self.known.iter().filter(|known| known.is_word()) {
            let has_all = known.has & has == has;
            if has_all && known.letters.starts_with(&*typed.letters) {
                continue;
            }
            if has_all && let Some(points) = scattered(typed, known) {
                inside.push((known, points));
            } else if let Some(points) = misspelt(typed, has, slips.as_ref(), sound, known) {
                close.push((known, points));
            }
        }
        let best = |mut found: Vec<(&Known, usize)>, tier: u8| -> Vec<(String, u8)> {
            found.sort_by(|(one, points), (other, its)| its.cmp(points).then(other.texts.cmp(&one.texts)));
            found.into_iter().take(MOST_MEANT).map(|(known, _)| (known.letters.to_string(), tier)).collect()
        };
        let mut others = best(inside, INSIDE);
        others.extend(best(close, CLOSE));
        others
    }

    /// Gathers the texts that answer one word, those that answer best first, and counts up how well they do: by one
    /// more with each tier they are still among.
    fn score(&self, sought: &Sought, here: &mut Texts, scores: &mut Scores) {
        let beginning = self.beginning(&sought.typed.letters);
        let longer = beginning.start + usize::from(self.find(&sought.typed.letters).is_ok());
        for tier in [WHOLE, BEGINS, INSIDE, CLOSE] {
            match tier {
                WHOLE => self.gather(beginning.start..longer, here),
                BEGINS => self.gather(longer..beginning.end, here),
                _ => {}
            }
            for (subject, _) in sought.names.iter().filter(|(_, near)| *near == tier) {
                let mark = Mark::About(*subject).first();
                self.gather(self.between(&mark, &mark), here);
            }
            for (word, _) in sought.others.iter().filter(|(_, its)| *its == tier) {
                self.gather(self.between(word, word), here);
            }
            scores.add(here);
        }
    }
}

/// The typed letters in a row within a word, or in order with others between where that says something.
fn scattered(typed: &Word, known: &Known) -> Option<usize> {
    if known.letters.contains(&*typed.letters) {
        return Some(usize::MAX);
    }
    let first = typed.letters.chars().next()?;
    if known.letters.starts_with(first) { near::in_order(&typed.letters, &known.letters) } else { None }
}

/// How near a word is that is a few slips away or sounds the same, or begins so. Each letter typed that a word has not
/// is a slip by itself, which is soon seen.
fn misspelt(typed: &Word, has: u32, slips: Option<&Slips>, sound: u32, known: &Known) -> Option<usize> {
    let (length, letters) = (typed.span.len(), known.length as usize);
    let allowed = length.min(9) / 3;
    let heard = (sound != 0 && sound == known.sound && length > 3).then_some(60);
    // A short word is looked for as a whole, not as the beginning of another.
    let (shortest, longest) = (if length < 4 { letters } else { length - allowed }, length + allowed);
    let slips = slips.filter(|_| (has & !known.has).count_ones() as usize <= allowed && shortest <= longest);
    let mut fewest: Option<usize> = None;
    if let Some(slips) = slips {
        slips.to_beginnings(&known.letters, longest, |n, slips| {
            if slips <= allowed && n >= shortest {
                let points = 100 - 20 * slips + if n == letters { 10 } else { 0 };
                fewest = fewest.max(Some(points));
            }
        });
    }
    fewest.max(heard)
}

impl Looked {
    /// How many texts of a kind answer.
    pub fn total(&self, kind: Kind) -> usize {
        self.totals[kind as usize]
    }

    /// What was looked for with each word that is nowhere replaced by the nearest that is somewhere.
    pub fn meant(&self) -> Option<String> {
        let nearest = |sought: &Sought| match sought.others.first() {
            Some((word, CLOSE)) if sought.names.is_empty() => word.clone(),
            Some(_) | None => sought.as_typed.clone(),
        };
        let words: Vec<String> = self.sought.iter().map(nearest).collect();
        let as_typed = self.sought.iter().map(|sought| &sought.as_typed);
        (!as_typed.eq(words.iter())).then(|| words.join(" "))
    }

    /// How a text that was found is shown to somebody who sees so much of it; nothing when what was looked for is not
    /// in what they see.
    pub fn show(&self, texts: &[&str], about: &[Subject]) -> Option<Shown> {
        let mut highlights: Vec<Vec<Range<usize>>> = vec![Vec::new(); texts.len()];
        let mut best: Vec<u8> = self.sought.iter().map(|sought| sought.named(about)).collect();
        for (text, highlights) in std::iter::zip(texts, &mut highlights) {
            each_word(text, |word, from| {
                for (sought, best) in std::iter::zip(&self.sought, &mut best) {
                    if let Some((tier, length)) = sought.found(word, from.len()) {
                        *best = tier.max(*best);
                        highlights.extend(from.iter().take(length).cloned());
                    }
                }
            });
        }
        let mut close = Vec::new();
        for (sought, best) in std::iter::zip(&self.sought, best) {
            match best {
                0 => return None,
                CLOSE => close.push(sought.as_typed.as_str()),
                _ => {}
            }
        }
        // The text with most of it, the first among equals.
        let text = (0..texts.len()).rev().max_by_key(|n| highlights[*n].len())?;
        let highlights = merged(std::mem::take(&mut highlights[text]));
        Some(Shown { text, highlights, close_to: (!close.is_empty()).then(|| close.join(" ")) })
    }
}

impl Sought {
    /// How a text answers that is about somebody, if one of them has this name.
    fn named(&self, about: &[Subject]) -> u8 {
        let its = self.names.iter().filter(|(subject, _)| about.contains(subject));
        its.map(|(_, near)| *near).max().unwrap_or(0)
    }

    /// How a word of so many letters answers, and how many of them are highlighted.
    fn found(&self, word: &str, letters: usize) -> Option<(u8, usize)> {
        if word.starts_with(&*self.typed.letters) {
            let length = self.typed.span.len();
            return Some((if length == letters { WHOLE } else { BEGINS }, length));
        }
        let other = self.others.iter().find(|(other, _)| *other == word)?;
        Some((other.1, letters))
    }
}
