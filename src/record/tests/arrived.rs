//! A call of the disk fails while an entry is written: what is said of the entry is what is found of it.

use super::disk::Failure;
use super::folder::watch;
use super::*;

#[test]
fn whatever_call_fails_an_entry_is_said_to_be_written_when_it_is_there_and_only_then() {
    let write = |failure| {
        let dir = TempDir::new().unwrap();
        let mut journal = create(&dir.path().join("home")).unwrap();
        let entry = story(1, KASIA, 1, "Slept well.");
        let (written, watched) = watch(dir.path(), failure, || journal.append(&entry));
        journal.ready().unwrap();
        assert_eq!(journal.last(), u64::from(written.is_ok()), "{failure:?}: {written:?}");
        journal.append(&story(journal.last() + 1, KASIA, 1, "Slept on.")).unwrap();
        (written.is_ok(), watched.calls)
    };
    let (_, calls) = write(None);
    let once = Failure::all(calls, 1).filter(|failure| !failure.lasts);
    let (there, not): (Vec<Failure>, Vec<Failure>) = once.partition(|failure| write(Some(*failure)).0);
    assert!(there.len() > 2 && not.len() > 20, "{there:?} {not:?}");
}
