//! The words that are kept are those of the journal: gathered once, taken on with each snapshot, put right when they
//! are not.

use super::*;
use crate::care::{Act, Moment, Stamp, Subject};
use crate::demo::{self, Plan};
use crate::desk::{Door, SignedIn};
use chrono::{DateTime, TimeDelta, Utc};
use tempfile::TempDir;
use uuid::Uuid;

struct Made {
    _dir: TempDir,
    desk: Desk,
    me: SignedIn,
    now: DateTime<Utc>,
}

fn made(days: u32) -> Made {
    let now: DateTime<Utc> = "2026-11-23T07:18:00Z".parse().expect("an instant");
    let dir = tempfile::tempdir().expect("a directory");
    demo::build(dir.path(), Plan { days, ..Plan::usual(moment(now), 1) }).expect("a demo");
    let desk = demo::open(&Door::of(dir.path().into())).expect("it opens");
    let me = desk.sign_in("ruth", &demo::passphrase()).expect("the manager");
    Made { _dir: dir, desk, me, now }
}

fn moment(at: DateTime<Utc>) -> Moment {
    Moment { at, zone: chrono_tz::Europe::London }
}

impl Made {
    fn act(&mut self, act: Act) -> Entry {
        self.now += TimeDelta::milliseconds(1);
        let fresh = Uuid::from_u128(self.now.timestamp_millis().unsigned_abs().into());
        self.desk.act(self.me, Stamp { moment: moment(self.now), fresh }, act).expect("done")
    }

    /// Says that the log is read to its first entry: an act without words.
    fn reads(&mut self) -> Entry {
        self.act(Act::Log(log::Act::ReadTo(1)))
    }

    fn writes(&mut self, text: &str) -> Entry {
        self.act(Act::Log(log::Act::Write {
            subject: Subject::House,
            happened: self.now,
            category: log::Category::General,
            text: text.into(),
            own_words: String::new(),
            mood: None,
            knowing: log::Knowing::Seen,
            event: log::Event::Ordinary,
            kept_to: None,
        }))
    }

    fn found(&self, typed: &str) -> usize {
        let view = self.desk.look(self.me, moment(self.now));
        let answer = view.find(&Question::of(&view, typed), |_| 9).expect("the journal reads");
        answer.groups.iter().map(|group| group.total).sum()
    }

    fn kept_to(&self) -> u64 {
        self.desk.journal().words_to(SHAPE).expect("it reads")
    }

    fn verified(&self) -> Vec<Found> {
        self.desk.verify(u64::MAX, None, &mut |_, _| {}).expect("it reads").found
    }
}

#[test]
fn a_store_without_words_gathers_them_when_somebody_first_looks_for_one() {
    let home = made(21);
    let last = home.desk.last();
    assert!(last > LONGEST_TAIL);
    // Words of another shape take the place of those that came with the home.
    let other = Words { shape: SHAPE + 1, after: 0, last, bytes: Vec::new() };
    home.desk.journal().keep_words(&other).expect("kept");
    assert_eq!(home.kept_to(), 0);
    let found = home.found("school");
    assert!(found > 10, "{found}");
    assert_eq!(home.kept_to(), home.desk.last());
    let bytes: usize =
        home.desk.journal().words(SHAPE).expect("they read").iter().map(|(_, it)| it.len()).sum();
    assert!(bytes < 60_000, "{bytes} for three weeks");
    *home.desk.concordance.lock().expect("whole") = None;
    assert_eq!(home.found("school"), found, "read back as gathered");
}

#[test]
fn words_go_to_the_disk_with_each_snapshot_and_with_nothing_else() {
    let mut home = made(1);
    assert_eq!(home.found("quincunx"), 0);
    let mut kept = home.kept_to();
    let mut with_snapshots = 0;
    for n in 0..1_300 {
        let entry = if n % 100 == 0 { home.writes("A quincunx of trees.") } else { home.reads() };
        let now = home.kept_to();
        if now != kept {
            assert_eq!(now, entry.number);
            assert_eq!(now, home.desk.journal().snapshot_at());
            with_snapshots += 1;
            kept = now;
        }
    }
    assert!(with_snapshots > 2, "{with_snapshots}");
    assert_eq!(home.found("quincunx"), 13);
    let stretches = home.desk.journal().words(SHAPE).expect("they read");
    assert!(stretches.len() < 3, "{} stretches", stretches.len());
    *home.desk.concordance.lock().expect("whole") = None;
    assert_eq!(home.found("quincunx"), 13, "those on the disk and those since");
    assert_eq!(home.verified(), []);
}

#[test]
fn words_that_are_not_the_journals_are_told_of_and_put_right() {
    let mut home = made(1);
    home.writes("A quincunx of trees.");
    assert_eq!(home.found("quincunx"), 1);
    let last = home.desk.last();
    let nothing = Words { shape: SHAPE, after: 0, last, bytes: Stretch::default().to_bytes() };
    home.desk.journal().keep_words(&nothing).expect("kept");
    let found = home.verified();
    assert!(matches!(found[..], [Found::NotFoundByWords { entries, .. }] if entries > 10), "{found:?}");
    assert!(!found[0].is_damage());
    assert_eq!(home.found("quincunx"), 1);
    assert_eq!(home.verified(), []);
    // Bytes that are no words at all are as if there were none.
    home.desk.journal().keep_words(&Words { bytes: vec![9; 9], ..nothing }).expect("kept");
    *home.desk.concordance.lock().expect("whole") = None;
    assert_eq!(home.found("quincunx"), 1);
    assert_eq!(home.verified(), []);
}

#[test]
fn words_of_another_shape_are_let_go_of() {
    let home = made(21);
    let (bytes, last) = (Stretch::default().to_bytes(), home.desk.last());
    home.desk.journal().keep_words(&Words { shape: SHAPE + 1, after: 0, last, bytes }).expect("kept");
    assert_eq!(home.kept_to(), 0);
    home.found("school");
    let journal = home.desk.journal();
    journal.words(SHAPE + 1).expect("they read");
    assert_eq!(journal.words_to(SHAPE + 1).expect("it reads"), 0);
}
