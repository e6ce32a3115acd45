//! A call of the disk fails while an entry is written: what is said of the entry is what is found of it.

use super::disk::Failure;
use super::folder::watch;
use super::*;

#[test]
fn whatever_call_fails_an_entry_is_said_to_be_written_when_it_is_there_and_only_then() {
    let mut home = Home::default();
    home.last = 2;
    for with in [With::default(), along(&home)] {
        let write = |failure| {
            let dir = TempDir::new().unwrap();
            let mut journal = create(&dir.path().join("home")).unwrap();
            journal.append(&story(1, KASIA, 1, "Slept well.")).unwrap();
            let entry = story(2, KASIA, 1, "Slept on.");
            let (written, watched) = watch(dir.path(), failure, || journal.append_with(&entry, with));
            journal.ready().unwrap();
            let last = 1 + u64::from(written.is_ok());
            assert_eq!(journal.last(), last, "{failure:?}: {written:?}");
            journal.append(&story(last + 1, KASIA, 1, "Up at seven.")).unwrap();
            assert_eq!(journal.unfiled(), last + 1 - if with.home.is_some() { 2 } else { 0 }, "{failure:?}");
            let found = numbers(&journal.by_day(KASIA, day(1)).unwrap());
            assert_eq!(found, (1..=last + 1).collect::<Vec<_>>(), "{failure:?}");
            (written.is_ok(), watched.calls)
        };
        let (_, calls) = write(None);
        let once = Failure::all(calls, 1).filter(|failure| !failure.lasts);
        let (there, not): (Vec<Failure>, Vec<Failure>) = once.partition(|failure| write(Some(*failure)).0);
        // What can't be filed is written all the same.
        let wanted = if with.home.is_some() { not.is_empty() } else { not.len() > 20 };
        assert!(there.len() > 2 && wanted, "{there:?} {not:?}");
    }
}
