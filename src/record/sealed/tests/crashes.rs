//! The power goes at every sync and between any two, also while a store recovers from the last time it went: it
//! opens, with every step that was acknowledged and no step by halves.
//!
//! How many crashes are looked at is in the environment, as `BETHERE_CRASHES`.

use super::script::{Content, Script, look};
use super::*;
use crate::record::store::{self, Trust};

/// All tests of this file together, unless told otherwise.
const CRASHES: usize = 24_000;
const TESTS: usize = 6;

/// Small entries, as on a working day.
const DAY: Script = Script { steps: 24, rows: 4, longest: 900, forget: 100, compact: 100 };
/// The file grows several times over.
const GROWTH: Script = Script { steps: 12, rows: 5, longest: 200_000, forget: 100, compact: 100 };
/// It shrinks and grows again.
const TIDE: Script = Script { steps: 18, rows: 6, longest: 60_000, forget: 5, compact: 3 };

#[test]
fn no_power_cut_of_a_day_loses_a_thing() {
    survive(&DAY, 1);
}

#[test]
fn no_power_cut_loses_a_thing_while_the_file_grows() {
    survive(&GROWTH, 2);
}

#[test]
fn no_power_cut_loses_a_thing_while_the_file_shrinks() {
    survive(&TIDE, 3);
}

#[test]
fn no_power_cut_during_recovery_loses_a_thing() {
    recover(&DAY, 4);
}

#[test]
fn no_power_cut_during_recovery_loses_a_thing_while_the_file_shrinks() {
    recover(&TIDE, 5);
}

#[test]
fn no_power_cut_after_a_kill_loses_a_thing() {
    const KILLS: usize = 60;
    let (contents, disk) = (TIDE.contents(), TIDE.record());
    let (mut chance, mut tally) = (Chance(6), Tally::default());
    for kill in 1..=KILLS {
        let killed = disk.killed_after(disk.asked() / 4 + disk.asked() * kill / KILLS * 3 / 4);
        let left = share() / KILLS;
        go_on(&TIDE, killed).crashes(left, &mut chance, |crash| tally.look(crash, &contents));
    }
    tally.end(share() / 2);
}

/// Whatever redb does in between: it happens to sync before it says that a file has grown.
#[test]
fn no_header_ever_says_more_than_there_is() {
    let disk = Recording::default();
    let sealed = create(disk.clone());
    for blocks in [8, 16, 4, 40, 39, 2] {
        sealed.set_len(blocks * BLOCK as u64).unwrap();
        sealed.write(0, &[1; HEADER]).unwrap();
        disk.acknowledged(0);
    }
    let mut crashes = 0;
    disk.crashes(500, &mut Chance(7), |crash| {
        let why = refused(crash.image);
        // Before its first header is on the disk a store has another name, and is begun again.
        let sound = why.is_none() || why == Some(Refused::Unfinished) || crash.due.is_none();
        assert!(sound, "{why:?} {}", crash.story);
        crashes += 1;
    });
    assert!(crashes > 100, "{crashes}");
}

#[test]
fn whatever_was_acknowledged_outlives_the_loss_of_either_header() {
    let contents = TIDE.contents();
    let disk = Recording::default();
    let mut store = store::open(create(disk.clone()), Trust::AsLeft).unwrap();
    for step in 1..=TIDE.steps {
        TIDE.play(&mut store, step - 1, 1, &disk).unwrap();
        for place in COPIES {
            let mut image = disk.image();
            image.write(place, &[0x55; COPY]);
            let (_, found) = look(&Recording::on(image)).unwrap();
            assert_eq!(found, contents[usize::try_from(step).unwrap()], "without the header at {place}");
        }
    }
}

/// How many crashes a test looks at.
fn share() -> usize {
    let asked = std::env::var("BETHERE_CRASHES").ok().and_then(|asked| asked.parse().ok());
    asked.unwrap_or(CRASHES) / TESTS
}

/// What was looked at, and what was wrong.
#[derive(Default)]
struct Tally {
    crashes: usize,
    wrong: Vec<String>,
}

impl Tally {
    fn look(&mut self, crash: Crash, contents: &[Content]) {
        self.crashes += 1;
        let disk = Recording::on(crash.image);
        let found = look(&disk);
        let Some(due) = crash.due else {
            // Before a store is finished it may be refused, as long as nothing is made up.
            if let Ok((_, found)) = found
                && found != contents[0]
            {
                self.wrong.push(format!("{}: {found:?} before anything was there", crash.story));
            }
            return;
        };
        match found {
            Err(trouble) => self.wrong.push(format!("{}: {trouble:?}", crash.story)),
            Ok((_, found)) if !due.contains(&found.step) => {
                self.wrong.push(format!("{}: step {} where {due:?} is due", crash.story, found.step));
            }
            Ok((_, found)) if contents.get(usize::try_from(found.step).unwrap()) != Some(&found) => {
                self.wrong.push(format!("{}: step {} by halves", crash.story, found.step));
            }
            Ok((mut store, _)) => {
                if self.crashes.is_multiple_of(16) && !store.check_integrity().is_ok_and(|sound| sound) {
                    self.wrong.push(format!("{}: redb finds it unsound", crash.story));
                }
            }
        }
    }

    fn end(self, least: usize) {
        eprintln!("{} crashes", self.crashes);
        let shown = self.wrong.iter().take(5).map(|wrong| &wrong[..wrong.len().min(400)]).collect::<Vec<_>>();
        assert!(self.wrong.is_empty(), "{} of {}:\n{}", self.wrong.len(), self.crashes, shown.join("\n"));
        assert!(self.crashes >= least, "only {} crashes looked at", self.crashes);
    }
}

fn survive(script: &Script, seed: u64) {
    let contents = script.contents();
    let mut tally = Tally::default();
    script.record().crashes(share(), &mut Chance(seed), |crash| tally.look(crash, &contents));
    tally.end(share() * 9 / 10);
}

/// After some of the crashes the work goes on, and the power goes again; and then once more.
fn recover(script: &Script, seed: u64) {
    const FIRSTS: usize = 40;
    let contents = script.contents();
    let mut chance = Chance(seed);
    let mut tally = Tally::default();
    let mut firsts = Vec::new();
    script.record().crashes(FIRSTS, &mut chance, |crash| firsts.push(crash));
    firsts.retain(|crash| crash.due.is_some());
    let each = share() / firsts.len() / 2;
    for first in firsts {
        let mut seconds = Vec::new();
        go_on(script, disk_of(first)).crashes(each, &mut chance, |second| {
            if tally.crashes.is_multiple_of(each / 2) {
                seconds.push(second.clone());
            }
            tally.look(second, &contents);
        });
        for second in seconds {
            go_on(script, disk_of(second))
                .crashes(each / 2, &mut chance, |third| tally.look(third, &contents));
        }
    }
    tally.end(share() / 2);
}

/// What a crash left, for good.
fn disk_of(crash: Crash) -> Recording {
    let disk = Recording::on(crash.image);
    let due = crash.due.unwrap();
    disk.acknowledged(*due.start());
    disk.begun(*due.end());
    disk
}

/// Opens what is on a disk, does two more steps, and closes it.
fn go_on(script: &Script, disk: Recording) -> Recording {
    let (mut store, found) = look(&disk).unwrap();
    // What was seen once stays.
    disk.acknowledged(found.step);
    script.play(&mut store, found.step, 2, &disk).unwrap();
    store.close().unwrap();
    disk
}
