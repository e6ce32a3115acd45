//! How near what was typed comes to one candidate: as typed, with letters left out, or close to it.
//!
//! Pure: the same query and candidate give the same hit every time. It guesses only in short texts (names,
//! titles, rooms): a guess in a paragraph finds too much.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::LazyLock;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::fold::{Folded, Word};

/// The matcher keeps room for its sums between calls, so there is one.
static MATCHER: LazyLock<SkimMatcherV2> = LazyLock::new(SkimMatcherV2::default);

/// The longest query that is read; the rest is ignored.
pub(super) const QUERY_LIMIT: usize = 200;

/// The longest text, in letters, in which scattered and misspelt words are looked for.
const SHORT: usize = 120;

/// What a word is worth by how it was found. Each band lies whole above the next.
const WHOLE: usize = 100;
const START: usize = 90;
const INSIDE: usize = 80;
const CLOSE: usize = 70;
const SCATTERED: usize = 20;

/// What the matcher gives a letter that begins nothing and follows nothing.
const LETTER: usize = 16;

/// What is added for the title, so that a child comes before those whose keyworker has the same name.
const TITLE: usize = 5;

/// What was typed, read once.
#[derive(Debug, Clone)]
pub(super) struct Query {
    typed: Folded,
}

/// A candidate that answers a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// How well: more is better.
    pub score: usize,
    /// Whether the words were found as they were typed.
    pub how: How,
    /// What to highlight: the number of the field and the bytes of its text, in order, whole characters.
    pub highlights: Vec<(usize, Range<usize>)>,
}

/// How a candidate was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// Every letter typed is there.
    AsTyped,
    /// It is close to these words, as they were typed, which are not there themselves.
    CloseTo(String),
}

impl Query {
    /// Reads what was typed.
    pub(super) fn new(typed: &str) -> Self {
        Self { typed: Folded::new(typed, QUERY_LIMIT) }
    }

    /// Whether there is nothing to look for, which finds nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.typed.is_empty()
    }

    /// How well a candidate answers: each word typed must be near something in one of its fields, the first
    /// of which is its title.
    pub(super) fn score(&self, fields: &[Folded]) -> Option<Hit> {
        if self.is_empty() {
            return None;
        }
        let (mut score, mut close, mut letters) = (0, Vec::new(), vec![Vec::new(); fields.len()]);
        for word in self.typed.words() {
            let (field, near) = best(word, fields)?;
            score += near.points;
            letters[field].extend(near.letters);
            if near.way == Way::Close {
                close.extend(
                    self.typed.bytes(word.span.clone()).into_iter().map(|bytes| &self.typed.text()[bytes]),
                );
            }
        }
        let how = if close.is_empty() { How::AsTyped } else { How::CloseTo(close.join(" ")) };
        let highlights = letters.into_iter().zip(fields).enumerate();
        let highlights = highlights
            .flat_map(|(n, (letters, field))| field.bytes(letters).into_iter().map(move |bytes| (n, bytes)));
        Some(Hit { score, how, highlights: highlights.collect() })
    }
}

/// How one typed word was found in one field.
#[derive(Debug)]
struct Near {
    points: usize,
    way: Way,
    letters: Vec<usize>,
}

#[derive(Debug, PartialEq, Eq)]
enum Way {
    AsTyped,
    Close,
}

/// The first of the best over all fields; letters scattered over the title only where nothing else is found.
fn best(typed: &Word, fields: &[Folded]) -> Option<(usize, Near)> {
    let near = fields.iter().enumerate().filter_map(|(n, field)| {
        let near = near(typed, field)?;
        let points = near.points + if n == 0 { TITLE } else { 0 };
        Some((n, Near { points, ..near }))
    });
    near.min_by_key(|(_, near)| Reverse(near.points))
        .or_else(|| Some((0, scattered(typed, fields.first()?)?)))
}

fn near(typed: &Word, field: &Folded) -> Option<Near> {
    let as_typed = field.words().iter().filter_map(|word| as_typed(typed, word));
    let as_typed = as_typed.min_by_key(|near| Reverse(near.points));
    if as_typed.is_some() || field.len() > SHORT {
        return as_typed;
    }
    field.words().iter().filter_map(|word| close(typed, word)).min_by_key(|near| Reverse(near.points))
}

/// The word itself, one that begins with it, or one that has it inside.
fn as_typed(typed: &Word, word: &Word) -> Option<Near> {
    let at = word.letters.find(&typed.letters)?;
    let points = match at {
        0 if typed.letters == word.letters => WHOLE,
        0 => START,
        _ if typed.span.len() < 3 => return None,
        _ => INSIDE,
    };
    let before = word.letters[..at].chars().count();
    Some(Near {
        points,
        way: Way::AsTyped,
        letters: word.span.clone().skip(before).take(typed.span.len()).collect(),
    })
}

/// The letters in order with others between, as in `jdn` for Jayden or `wilog` for Write in the log, unless
/// that says nothing: gaps must be paid for by letters that begin words or stand together.
fn scattered(typed: &Word, title: &Folded) -> Option<Near> {
    if typed.span.len() < 3 || title.len() > SHORT {
        return None;
    }
    let (score, letters) = MATCHER.fuzzy_indices(title.line(), &typed.letters)?;
    let points = SCATTERED + to_spare(score, typed.span.len())?.min(LETTER);
    Some(Near { points, way: Way::AsTyped, letters })
}

/// How well the typed letters stand in order in a word, unless that says nothing.
pub(super) fn in_order(typed: &str, word: &str) -> Option<usize> {
    to_spare(MATCHER.fuzzy_match(word, typed)?, typed.chars().count())
}

fn to_spare(score: i64, length: usize) -> Option<usize> {
    (usize::try_from(score).ok()? / length).checked_sub(LETTER)
}

/// How near a typed word comes to a name, from 4 for the name itself down to 1 for one it is only close to.
pub(super) fn nearness(typed: &Word, name: &Folded) -> Option<u8> {
    let near = near(typed, name)?;
    Some(match near.points {
        WHOLE.. => 4,
        START.. => 3,
        INSIDE.. => 2,
        _ => 1,
    })
}

/// A word that is a few slips away, or that sounds the same; or one that begins so, for a name half typed.
fn close(typed: &Word, word: &Word) -> Option<Near> {
    let (points, length) = by_eye(typed, word).max(by_ear(typed, word))?;
    Some(Near { points, way: Way::Close, letters: word.span.clone().take(length).collect() })
}

/// Points and length of the beginning of a word that is the fewest slips away: a letter too many, too few,
/// wrong, or two swapped. A short word may have fewer, and only a longer one is looked for as the beginning
/// of another.
fn by_eye(typed: &Word, word: &Word) -> Option<(usize, usize)> {
    let (typed_length, length) = (typed.span.len(), word.span.len());
    let allowed = typed_length.min(9) / 3;
    let shortest = if typed_length < 4 { length } else { typed_length - allowed };
    let ends = word.letters.char_indices().map(|(at, letter)| at + letter.len_utf8());
    let beginnings = (1..).zip(ends).filter(|(n, _)| (shortest..=typed_length + allowed).contains(n));
    let slips = beginnings.map(|(n, end)| (strsim::osa_distance(&typed.letters, &word.letters[..end]), n));
    let (slips, n) =
        slips.filter(|(slips, _)| *slips <= allowed).min_by_key(|(slips, n)| (*slips, Reverse(*n)))?;
    Some((CLOSE - 8 * slips + if n == length { 3 } else { 0 }, n))
}

/// How many slips lie between a typed word and a whole one, unless they are too many for its length.
pub(super) fn slips(typed: &Word, word: &Word) -> Option<usize> {
    let allowed = typed.span.len().min(9) / 3;
    let too_far = typed.span.len().abs_diff(word.span.len()) > allowed;
    let slips = if too_far { usize::MAX } else { strsim::osa_distance(&typed.letters, &word.letters) };
    (slips <= allowed).then_some(slips)
}

/// The same for a word that sounds the same, or begins so.
fn by_ear(typed: &Word, word: &Word) -> Option<(usize, usize)> {
    if typed.span.len() < 4 || typed.sound.is_empty() {
        return None;
    }
    let points = if typed.sound == word.sound {
        CLOSE - 12
    } else if typed.sound.chars().count() > 2 && word.sound.starts_with(&typed.sound) {
        CLOSE - 20
    } else {
        return None;
    };
    Some((points, word.span.len()))
}
