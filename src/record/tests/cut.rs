//! A home that is made, written, backed up, sealed anew and put back, while the power goes after any change of any
//! file, or while any change fails: it is what it was before the step or after it, and no step that was said to be
//! done is undone.
//!
//! `BETHERE_CUTS` says how many cuts are looked at, `BETHERE_FAULTS=all` that every failure is.

use super::disk::{Chance, Failure};
use super::folder::{done, scratch, watch};
use super::*;
use crate::record::{Backup, Found};
use std::ops::RangeInclusive;
use std::path::PathBuf;

/// What is looked at without a word.
const CUTS: usize = 4_000;
/// One of so many failures is, without a word.
const SAMPLE: usize = 7;

/// What can be asked of the folder in which the work is done.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
struct State {
    /// Where the record of the home ends, once there is one.
    home: Option<u64>,
    draft: Option<u64>,
    /// How many have a way in.
    ways: usize,
    sealed_at: u64,
    /// Where the newest backup ends.
    backup: Option<u64>,
    /// The home that was put back: where it was sealed anew.
    again: Option<u64>,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Make,
    Write,
    /// With the home it leads to.
    WriteAlong,
    Type(u64),
    /// What was typed becomes an entry.
    Save,
    BackUp,
    /// Tom leaves.
    ShutOut,
    /// Kit comes.
    LetIn,
    PutBack,
    TakeBackupsAway,
}

const STEPS: [Step; 16] = [
    Step::Make,
    Step::Write,
    Step::Type(1),
    Step::Type(2),
    Step::WriteAlong,
    Step::Save,
    Step::BackUp,
    Step::Write,
    Step::Type(3),
    Step::ShutOut,
    Step::LetIn,
    Step::Write,
    Step::BackUp,
    Step::PutBack,
    Step::TakeBackupsAway,
    Step::WriteAlong,
];

impl Step {
    /// The states it leads through, the last being the one when it is done.
    fn leads(self, from: &State) -> Vec<State> {
        let mut to = from.clone();
        let next = from.home.map(|last| last + 1);
        match self {
            Self::Make => (to.home, to.ways) = (Some(0), 2),
            Self::Write | Self::WriteAlong => to.home = next,
            Self::Type(words) => to.draft = Some(words),
            Self::Save => (to.home, to.draft) = (next, None),
            Self::BackUp => to.backup = from.home,
            Self::ShutOut => {
                to.ways = 1;
                let sealed = State { sealed_at: from.home.unwrap_or(0), ..to.clone() };
                return vec![to, sealed];
            }
            Self::LetIn => to.ways = 2,
            Self::PutBack => {
                to.again = Some(from.sealed_at);
                return vec![to.clone(), State { again: from.backup, ..to }];
            }
            Self::TakeBackupsAway => {
                // The newest first.
                to.backup = Some(3);
                return vec![to.clone(), State { backup: None, ..to }];
            }
        }
        vec![to]
    }
}

/// All states there are, in their order; a step leads from one to the next or the one after it.
fn states() -> Vec<State> {
    let mut states = vec![State::default()];
    for step in STEPS {
        states.extend(step.leads(&states[states.len() - 1]));
    }
    states
}

fn nth(number: u64) -> Entry {
    story(number, KASIA, 1, &format!("{number} {}", "words ".repeat(30)))
}

fn folded(last: u64) -> Home {
    let mut home = Home::default();
    (1..=last).for_each(|number| home.apply(&nth(number)));
    home
}

fn typed(words: u64) -> Draft {
    let boxes = vec![("what happened".into(), format!("words {words}"))];
    Draft { name: "log".into(), subject: KASIA, began: noon(1), boxes }
}

/// Whoever does the steps. Each can be done again after it failed, as anyone would.
struct Hand {
    home: PathBuf,
    again: PathBuf,
    journal: Option<Journal>,
    other: Option<Journal>,
}

impl Hand {
    fn at(top: &Path) -> Self {
        Self { home: top.join("home"), again: top.join("again"), journal: None, other: None }
    }

    fn does(&mut self, step: Step, to: &State) -> Result<(), Trouble> {
        if let Step::Make = step {
            self.journal = Some(match create(&self.home) {
                Err(Trouble::AlreadyAHome(_)) => open(&self.home)?,
                made => made?,
            });
            return Ok(());
        }
        let journal = self.journal.as_mut().unwrap();
        match step {
            Step::Make => Ok(()),
            Step::Write | Step::WriteAlong | Step::Save => {
                let number = to.home.unwrap();
                journal.ready()?;
                if journal.last() == number {
                    // It reached the disk, and only the answer did not.
                    return Ok(());
                }
                let home = folded(number);
                journal.append_with(
                    &nth(number),
                    With {
                        home: matches!(step, Step::WriteAlong).then_some(&home),
                        draft: matches!(step, Step::Save).then_some("log"),
                        ..With::default()
                    },
                )
            }
            Step::Type(words) => journal.keep_draft(DEE, &typed(words)),
            Step::BackUp => {
                let copy = journal.copy(&self.home.join("backups"))?;
                assert_eq!(copy.open(&mut |_| {})?.last(), journal.last());
                copy.finish(noon(8), chrono_tz::Europe::London).map(drop)
            }
            Step::ShutOut if journal.ways().all().any(|(who, _)| who == Some(TOM)) => {
                journal.shut_out(&[TOM])
            }
            Step::ShutOut if journal.sealed_at() == journal.last() => Ok(()),
            Step::ShutOut => journal.seal_anew(),
            Step::LetIn if journal.ways().all().count() == 2 => Ok(()),
            Step::LetIn => {
                let kit = Pen::made_up(StaffId(Uuid::from_u128(6)), [6; 32]);
                journal.change_ways(|ways| ways.give_one_time(&kit, "kit", &pass()))
            }
            Step::PutBack => {
                if self.other.is_none() {
                    let backup = Backup::all(&self.home.join("backups"), card().id).remove(0);
                    let put_back =
                        Journal::put_back(&backup, &Site::of(&self.again), DEE, &pass(), &mut |_| {});
                    self.other = Some(match put_back {
                        Ok((journal, _)) => journal,
                        Err(NotOpened::Trouble(trouble)) => return Err(trouble),
                        Err(other) => panic!("{other}"),
                    });
                }
                let other = self.other.as_mut().unwrap();
                if other.sealed_at() == other.last() { Ok(()) } else { other.seal_anew() }
            }
            Step::TakeBackupsAway => Backup::all(&self.home.join("backups"), card().id)
                .into_iter()
                .try_for_each(|backup| backup.remove()),
        }
    }
}

/// Opens what is in a folder as the program does, reads everything, writes on, and says what was there.
fn look(top: &Path) -> Result<State, String> {
    let (home, again) = (top.join("home"), top.join("again"));
    let told = |what: &str, trouble: Trouble| format!("{what}: {trouble:?}");
    let mut state = State::default();
    let backups = Backup::all(&home.join("backups"), card().id);
    state.backup = backups.first().map(|newest| newest.last);
    for backup in backups {
        let to = top.join(format!("looked at {}", backup.last));
        let put_back = Journal::put_back(&backup, &Site::of(&to), DEE, &pass(), &mut |_| {});
        let (journal, _) = put_back.map_err(|told| format!("the backup: {told:?}"))?;
        read(&journal).map_err(|trouble| told("the backup", trouble))?;
        if (journal.last(), journal.head().to_string()) != (backup.last, backup.head) {
            return Err("the backup is not what its card says".into());
        }
    }
    let mut read_on = |folder: &Path| -> Result<Option<(Journal, u64)>, Trouble> {
        match open(folder) {
            Ok(mut journal) => {
                read(&journal)?;
                state.draft = journal.drafts(DEE)?.first().map(|draft| {
                    assert_eq!(*draft, typed(draft.boxes[0].1[6..].parse().unwrap()));
                    draft.boxes[0].1[6..].parse().unwrap()
                });
                let last = journal.last();
                journal.append(&nth(last + 1))?;
                Ok(Some((journal, last)))
            }
            // Then one can be made there, whatever was left of the last try.
            Err(Trouble::NotAHome(_)) => create(folder).map(|_| None),
            Err(trouble) => Err(trouble),
        }
    };
    let other = read_on(&again).map_err(|trouble| told("put back", trouble))?;
    let journal = read_on(&home).map_err(|trouble| told("the home", trouble))?;
    state.again = other.map(|(journal, _)| journal.sealed_at());
    match journal {
        Some((journal, last)) => {
            (state.home, state.sealed_at) = (Some(last), journal.sealed_at());
            state.ways = journal.ways().all().count();
        }
        None => state.draft = None,
    }
    Ok(state)
}

fn read(journal: &Journal) -> Result<(), Trouble> {
    let entries = full(journal)?;
    assert_eq!(entries, (1..=journal.last()).map(nth).collect::<Vec<_>>());
    assert_eq!(journal.by_day(KASIA, day(1))?, entries);
    assert_eq!(journal.by_topic(KASIA, Topic::Log, 0..u64::MAX, usize::MAX)?, entries);
    if let Some(home) = journal.snapshot()? {
        assert_eq!((home.last, &home), (journal.snapshot_at(), &folded(home.last)));
    }
    let verified = journal.verify(0, None, |_| ())?;
    // Nobody said here whose signatures they are.
    let unsaid = |found: &Found| matches!(found, Found::NotSigned { .. });
    assert!(verified.found.iter().all(unsaid), "{:?}", verified.found);
    Ok(())
}

#[test]
fn wherever_the_power_goes_a_home_is_what_it_was_before_the_step_or_after_it() {
    let asked = std::env::var("BETHERE_CUTS").ok().and_then(|asked| asked.parse().ok());
    let count = asked.unwrap_or(CUTS);
    let (states, dir) = (states(), scratch());
    let (marks, watched) = watch(dir.path(), None, || {
        let (mut hand, mut at, mut marks) = (Hand::at(dir.path()), 0, Vec::new());
        for step in STEPS {
            let to = at + step.leads(&states[at]).len();
            marks.push((done(), at..=to));
            hand.does(step, &states[to]).unwrap();
            marks.push((done(), to..=to));
            at = to;
        }
        marks
    });
    let (mut cuts, mut wrong) = (0, Vec::new());
    watched.cuts(count, &mut Chance(11), |top, done, story| {
        cuts += 1;
        let due = &marks.iter().rev().find(|(at, _)| *at <= done).unwrap().1;
        match look(top) {
            Ok(found) if states[due.clone()].contains(&found) => {}
            Ok(found) => wrong.push(format!("{story}: {found:?} where {:?} is due", &states[due.clone()])),
            Err(told) => wrong.push(format!("{story}: {told}, {:?} is due", &states[due.clone()])),
        }
    });
    eprintln!("{cuts} cuts");
    let shown = wrong.iter().take(6).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} of {cuts}:\n{shown}", wrong.len());
    assert!(cuts >= count, "only {cuts}");
}

/// Does the steps while a change fails: which state that should have come to at least and at most, and how often the
/// folder was to be changed.
fn under(
    failure: Option<Failure>,
    states: &[State],
    top: &Path,
) -> Result<(RangeInclusive<usize>, usize), String> {
    let lasts = failure.is_some_and(|failure| failure.lasts);
    let ((due, hand), watched) = watch(top, failure, || {
        let (mut hand, mut at) = (Hand::at(top), 0);
        for step in STEPS {
            let to = at + step.leads(&states[at]).len();
            let mut tries = 0;
            while let Err(trouble) = hand.does(step, &states[to]) {
                tries += 1;
                // Nothing is damaged, and nobody is told that it is. What could not be taken away again is there.
                let there = lasts && matches!((step, &trouble), (Step::PutBack, Trouble::AlreadyAHome(_)));
                if !there && !matches!(trouble, Trouble::Full(_) | Trouble::Disk(_)) {
                    return (Err(format!("{step:?}: {trouble:?}")), hand);
                }
                if lasts && tries == 2 {
                    return (Ok(at..=to), hand);
                }
                if tries == 2 {
                    return (Err(format!("{step:?} still can't be done: {trouble:?}")), hand);
                }
            }
            at = to;
        }
        (Ok(at..=at), hand)
    });
    drop(hand);
    Ok((due?, watched.calls))
}

#[test]
fn whatever_change_fails_nothing_that_was_said_to_be_done_is_undone() {
    let step = if std::env::var_os("BETHERE_FAULTS").is_some() { 1 } else { SAMPLE };
    let states = states();
    let with = |failure| {
        let dir = scratch();
        let (due, calls) = under(failure, &states, dir.path())?;
        let found = look(dir.path())?;
        if states[due.clone()].contains(&found) {
            Ok(calls)
        } else {
            Err(format!("{found:?}, {:?} is due", &states[due]))
        }
    };
    let calls = with(None).unwrap();
    let (mut faults, mut wrong) = (0, Vec::new());
    for failure in Failure::all(calls, step) {
        faults += 1;
        if let Err(told) = with(Some(failure)) {
            wrong.push(format!("{failure:?}: {told}"));
        }
    }
    eprintln!("{faults} faults, of {calls} calls");
    let shown = wrong.iter().take(6).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} of {faults}:\n{shown}", wrong.len());
    assert!(faults > 200, "{faults}");
}
