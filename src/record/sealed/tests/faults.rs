//! Any call that changes the disk fails, once or for ever, and after it the power may go as well: the store opens
//! with every step that was acknowledged, no step by halves, and goes on.

use super::script::{Script, look};
use super::*;
use crate::record::store::{self, Trust};
use crate::record::tests::disk::Failure;
use crate::record::trouble::Trouble;

/// A store that grows, shrinks and grows again.
const WORK: Script = Script { steps: 14, rows: 4, longest: 30_000, forget: 5, compact: 4 };
/// One of so many failures is looked at, unless `BETHERE_FAULTS=all`.
const SAMPLE: usize = 3;
/// Power cuts after each.
const CUTS: usize = 6;

/// Does it all on a disk, as far as it comes.
fn work(disk: &Recording) -> Result<(), Trouble> {
    let sealed = Sealed::create(disk.clone(), &key(), home(), EPOCH).map_err(redb::Error::Io)?;
    let mut store = store::open(sealed, Trust::AsLeft)?;
    disk.acknowledged(0);
    WORK.play(&mut store, 0, WORK.steps, disk)?;
    store.close()
}

#[test]
fn whatever_call_fails_nothing_acknowledged_is_lost() {
    let step = if std::env::var_os("BETHERE_FAULTS").is_some() { 1 } else { SAMPLE };
    let (contents, whole) = (WORK.contents(), Recording::default());
    work(&whole).unwrap();
    let (mut faults, mut cuts, mut chance) = (0, 0, Chance(13));
    for failure in Failure::all(whole.calls(), step) {
        let disk = Recording::default();
        disk.fails(Some(failure));
        if let Err(trouble) = work(&disk) {
            assert!(matches!(trouble, Trouble::Full(_) | Trouble::Disk(_)), "{failure:?}: {trouble:?}");
        }
        disk.fails(None);
        faults += 1;
        let left = Crash { image: disk.image(), due: disk.due(), story: "read again".into() };
        let mut all = vec![left];
        disk.crashes_now(CUTS, &mut chance, |crash| all.push(crash));
        for Crash { image, due, story } in all {
            cuts += 1;
            // Before it was finished, it is begun again.
            let Some(due) = due else { continue };
            let disk = Recording::on(image);
            let (mut store, found) =
                look(&disk).unwrap_or_else(|told| panic!("{failure:?}, {story}: {told:?}"));
            assert!(due.contains(&found.step), "{failure:?}, {story}: {found:?}, {due:?} is due");
            assert_eq!(contents[usize::try_from(found.step).unwrap()], found, "{failure:?}, {story}");
            WORK.play(&mut store, found.step, 1, &disk).unwrap();
            store.close().unwrap();
        }
    }
    eprintln!("{faults} faults of {} calls, {cuts} stores opened after them", whole.calls());
    assert!(faults > 300, "{faults}");
}
