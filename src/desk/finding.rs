//! Finding words in the record: the journal's texts joined with the words that are kept of them, and with what each
//! may see.
//!
//! The words are kept as the home is: stretches of them go to the disk in the commit of every snapshot, and those of
//! the entries since are read from the journal. So they can't be behind or ahead of it, a text is found as soon as it
//! is saved, and no other entry costs anything more.

use super::asking::Question;
use super::{Desk, View};
use crate::care::access::What;
use crate::care::handing_over::{Handover, Handovers};
use crate::care::people::Deed;
use crate::care::sight::{self, Withheld};
use crate::care::{Entry, Fact, LogId, alert, handover, log, wording};
use crate::find::Kind;
use crate::find::concordance::{Concordance, Looked, SHAPE, Stretch, Text};
use crate::record::{Found, Journal, Progress, Trouble, Verified, Words};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::PoisonError;

/// What was found of the texts of the journal.
#[derive(Debug, Default)]
pub struct Answer {
    /// What was found of each kind, as [`Kind::WRITTEN`] has them; a kind with nothing found is left out.
    pub groups: Vec<Texts>,
    /// How many more there are at least that are kept to named people, for whoever may ask to read them.
    pub kept: usize,
    /// What was perhaps meant.
    pub meant: Option<String>,
}

/// What was found of one kind.
#[derive(Debug)]
pub struct Texts {
    /// Which kind.
    pub kind: Kind,
    /// How many there are.
    pub total: usize,
    /// There are more than that: they were not all looked at.
    pub more: bool,
    /// The best, the newest first among equals.
    pub best: Vec<Told>,
}

/// A text that was found.
#[derive(Clone, Debug)]
pub struct Told {
    /// Its entry, as whoever looks may see it.
    pub entry: Entry,
    /// The one of its texts that holds what was looked for.
    pub text: String,
    /// What to highlight in it, in bytes.
    pub highlights: Vec<Range<usize>>,
    /// It is close to these words, as typed, which it has not.
    pub close_to: Option<String>,
}

/// Where something may be withheld, so many texts of a kind are looked at to tell how many there are.
const LOOKED_AT: usize = 150;

/// So many entries after the last stretch are taken in with the next snapshot. Where there are more, the store is from
/// before words were kept: they are gathered when somebody first looks for one, and not while somebody ticks.
const LONGEST_TAIL: u64 = 4 * super::TAIL;

/// A stretch of so many bytes is let be: to write a longer one would keep whoever saves waiting.
const LONG: usize = 256 << 10;

impl View<'_> {
    /// The texts of the journal that answer a question: so many of each kind, or more of one.
    pub fn find(&self, question: &Question, most: impl Fn(Kind) -> usize) -> Result<Answer, Trouble> {
        let asked = question.asked();
        if asked.is_empty() {
            return Ok(Answer::default());
        }
        let mut held = self.desk.concordance.lock().unwrap_or_else(PoisonError::into_inner);
        let mut journal = self.desk.journal();
        let concordance = match held.take() {
            Some(concordance) => held.insert(concordance),
            None => held.insert(open(&mut journal)?),
        };
        for entry in journal.since(concordance.last())? {
            concordance.take_in(&entry?);
        }
        let looked = concordance.look(&asked);
        // The nearest word may stand only in what is withheld.
        let meant = if self.sight.is_whole() { looked.meant() } else { None };
        let mut answer = Answer { meant, ..Answer::default() };
        let mut reading =
            Reading { view: self, journal: &journal, looked: &looked, seen: BTreeSet::new(), kept: 0 };
        for kind in Kind::WRITTEN {
            let texts = reading.of_kind(kind, concordance.best(&looked, kind), most(kind))?;
            answer.groups.extend((texts.total > 0).then_some(texts));
        }
        let may_ask = self.my().is_some_and(|staff| staff.role.may(Deed::OpenKept));
        answer.kept = if may_ask { reading.kept } else { 0 };
        Ok(answer)
    }

    /// The handover that an entry signed over, as far as that entry tells of it.
    pub fn handover_at(&self, number: u64) -> Result<Option<Handover>, Trouble> {
        let entry = self.desk.journal().entry(number)?;
        let mut handovers = Handovers::default();
        if let Some(entry) = sight::told(&self.home, &self.sight, entry)
            && let Fact::HandingOver(fact) = &entry.fact
        {
            handovers.take_in(&entry, fact);
        }
        Ok(handovers.all().first().cloned())
    }
}

/// Texts being read that were found.
struct Reading<'a> {
    view: &'a View<'a>,
    journal: &'a Journal,
    looked: &'a Looked,
    /// Entries of the log that are shown: one that was added to is shown once.
    seen: BTreeSet<LogId>,
    kept: usize,
}

impl Reading<'_> {
    fn of_kind(
        &mut self,
        kind: Kind,
        numbers: impl Iterator<Item = u64>,
        most: usize,
    ) -> Result<Texts, Trouble> {
        let all = self.looked.total(kind);
        let whole = self.view.sight.is_whole();
        let (mut best, mut looked_at, mut not_told) = (Vec::new(), 0, 0);
        for number in numbers {
            if best.len() >= most && (whole || looked_at >= LOOKED_AT) {
                break;
            }
            looked_at += 1;
            match self.told(number)? {
                Some(told) if best.len() < most => best.push(told),
                Some(_) => {}
                None => not_told += 1,
            }
        }
        let more = !whole && looked_at < all;
        let total = if more { looked_at } else { all }.saturating_sub(not_told);
        Ok(Texts { kind, total, more, best })
    }

    /// A text as whoever looks may read it; nothing when they may not, or when it stands in the list by itself.
    fn told(&mut self, number: u64) -> Result<Option<Told>, Trouble> {
        let entry = self.journal.entry(number)?;
        if self.is_at_hand(&entry.fact) {
            return Ok(None);
        }
        let is_kept = self.is_kept(&entry);
        let told = sight::told(&self.view.home, &self.view.sight, entry).and_then(|entry| {
            let said = wording::said(&entry)?;
            let shown = self.looked.show(&said.texts, &said.about)?;
            let text = (*said.texts.get(shown.text)?).to_owned();
            Some(Told { text, highlights: shown.highlights, close_to: shown.close_to, entry })
        });
        self.kept += usize::from(told.is_none() && is_kept);
        let new = |told: &Told| log_id(&told.entry.fact).is_none_or(|id| self.seen.insert(id));
        Ok(told.filter(new))
    }

    /// What the home has at hand is found with all that came of it, and not entry by entry.
    fn is_at_hand(&self, fact: &Fact) -> bool {
        let home = self.view.home();
        match fact {
            Fact::Alert(
                alert::Fact::Raised { id, .. }
                | alert::Fact::FollowedUp { id, .. }
                | alert::Fact::Closed { id, .. },
            ) => home.alerts.get(*id).is_some(),
            Fact::Handover(handover::Fact::Left { id, .. }) => home.notes.get(*id).is_some(),
            _ => false,
        }
    }

    fn is_kept(&self, entry: &Entry) -> bool {
        self.view.sight.withheld(entry.subject) == Some(Withheld::Kept)
            || log_id(&entry.fact).is_some_and(|id| self.view.sight.hides(What::Entry(id)))
    }
}

/// Which entry of the log a fact is about.
fn log_id(fact: &Fact) -> Option<LogId> {
    match fact {
        Fact::Log(log::Fact::Written(written)) => Some(written.id),
        Fact::Log(log::Fact::Amended { of, .. }) => Some(*of),
        _ => None,
    }
}

/// Gathers the words of a record that was written without them and keeps them, so that nobody waits for it who looks
/// for the first.
pub(crate) fn keep_words(journal: &mut Journal) -> Result<(), Trouble> {
    gather(journal)?.iter().try_for_each(|words| journal.keep_words(words))
}

/// The words of a record, as they are kept; gathered from the journal where they are not.
fn open(journal: &mut Journal) -> Result<Concordance, Trouble> {
    if let Some(concordance) = Concordance::of(journal.words(SHAPE)?)
        && journal.last().saturating_sub(concordance.last()) <= LONGEST_TAIL
    {
        return Ok(concordance);
    }
    let made = gather(journal)?;
    for words in &made {
        // Where nothing can be written they are gathered again the next time.
        if journal.keep_words(words).is_err() {
            break;
        }
    }
    let stretches = made.into_iter().map(|words| (words.last, words.bytes)).collect();
    // They are as they were just made.
    Ok(Concordance::of(stretches).unwrap_or_default())
}

/// All the words of a record, in as few stretches as may be.
fn gather(journal: &Journal) -> Result<Vec<Words>, Trouble> {
    let mut made: Vec<Words> = Vec::new();
    let (mut stretch, mut after) = (Stretch::default(), 0);
    for entry in journal.since(0)? {
        let entry = entry?;
        let last = entry.number;
        take_in(&mut stretch, &entry);
        if stretch.size() >= LONG || last == journal.last() {
            let bytes = std::mem::take(&mut stretch).to_bytes();
            made.push(Words { shape: SHAPE, after, last, bytes });
            after = last;
        }
    }
    Ok(made)
}

fn take_in(stretch: &mut Stretch, entry: &Entry) {
    if let Some(text) = Text::of(entry) {
        stretch.take_in(text);
    }
}

/// The words of the entries since the last stretch, which go with the snapshot that is written with `entry`; joined
/// with the stretches before that are no longer than it, so that there are few of them however long the record is.
pub(super) fn due(journal: &Journal, entry: &Entry) -> Result<Option<Words>, Trouble> {
    let mut after = journal.words_to(SHAPE)?;
    if entry.number.saturating_sub(after) > LONGEST_TAIL {
        return Ok(None);
    }
    let mut stretch = Stretch::default();
    for earlier in journal.since(after)? {
        take_in(&mut stretch, &earlier?);
    }
    take_in(&mut stretch, entry);
    let mut bytes = stretch.to_bytes();
    while let Some((last, before)) =
        journal.words_before(SHAPE, after + 1)?.filter(|(last, _)| *last == after)
    {
        if before.len() >= LONG || before.len() > 2 * bytes.len() {
            break;
        }
        let Some(longer) = Stretch::from_bytes(&before) else { return Ok(None) };
        stretch = longer.followed_by(stretch);
        bytes = stretch.to_bytes();
        after = journal.words_before(SHAPE, last)?.map_or(0, |(last, _)| last);
    }
    Ok(Some(Words { shape: SHAPE, after, last: entry.number, bytes }))
}

impl Desk {
    /// Compares the words that are kept with the journal, and makes them anew where they are not its words.
    pub(super) fn verify_words(
        &self,
        verified: &mut Verified,
        mut tell: impl FnMut(Progress),
    ) -> Result<(), Trouble> {
        let mut journal = self.journal();
        let mut differ = Vec::new();
        let mut next = journal.since(0)?;
        let mut gathered = 0;
        let kept = journal.words(SHAPE)?;
        let end = kept.last().map_or(0, |(last, _)| *last);
        for (last, bytes) in kept {
            let mut stretch = Stretch::default();
            while gathered < last
                && let Some(entry) = next.next()
            {
                let entry = entry?;
                gathered = entry.number;
                take_in(&mut stretch, &entry);
                if let Some(far) = Progress::after(gathered, end) {
                    tell(far);
                }
            }
            differ.extend(stretch.differs(&Stretch::from_bytes(&bytes).unwrap_or_default()));
        }
        let Some(number) = differ.first().copied() else { return Ok(()) };
        verified.found.push(Found::NotFoundByWords { number, entries: differ.len() });
        // What can't be written now is made anew the next time somebody looks.
        for words in gather(&journal)? {
            if journal.keep_words(&words).is_err() {
                break;
            }
        }
        *self.concordance.lock().unwrap_or_else(PoisonError::into_inner) = None;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
