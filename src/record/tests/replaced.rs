//! A home that is put in the place of another while the power goes at any moment, or while any change fails: there is
//! always a home in the place, and both are somewhere, and so is the backup.

use super::disk::{Chance, Failure, Fault};
use super::folder::{done, scratch, watch};
use super::*;
use crate::record::replace::in_two_steps;
use crate::record::{Backup, take_place};
use std::collections::BTreeMap;

const HOME: &str = "home";
const RESTORED: &str = "home.restored-1";
const KEPT: &str = "home.before-1";
const BACKUPS: &str = "backups";

/// Makes in a folder a home that ends at 8 and, beside it, what was put back of its backup and ends at 7.
fn both(top: &Path) {
    let mut journal = create(&top.join(HOME)).unwrap();
    for entry in &week() {
        journal.append(entry).unwrap();
    }
    let copy = journal.copy(&top.join(HOME).join(BACKUPS)).unwrap();
    drop(copy.open(&mut |_| {}).unwrap());
    let backup: Backup = copy.finish(noon(8), chrono_tz::Europe::London).unwrap();
    journal.append(&story(8, KASIA, 1, "Written since.")).unwrap();
    drop(journal);
    Journal::put_back(&backup, &Site::of(top.join(RESTORED)), DEE, &pass(), &mut |_| {}).map(drop).unwrap();
}

/// The homes there are in a folder, each with where its record ends.
fn homes(top: &Path) -> BTreeMap<&'static str, u64> {
    let folders = [HOME, RESTORED, KEPT].into_iter().filter(|name| top.join(name).exists());
    folders.map(|name| (name, open(&top.join(name)).unwrap().last())).collect()
}

/// With whom the backup is, and whole.
fn backup(top: &Path) -> Option<&'static str> {
    let with = |name: &&str| {
        let backups = Backup::all(&top.join(name).join(BACKUPS), card().id);
        backups.iter().any(|backup| {
            let to = Site::of(top.join(format!("looked at with {name}")));
            Journal::put_back(backup, &to, DEE, &pass(), &mut |_| {})
                .is_ok_and(|(journal, _)| journal.last() == 7)
        })
    };
    [HOME, RESTORED, KEPT].into_iter().find(with)
}

/// Cuts the power at every moment from the two homes on, and hands over which there are then, with whom the backup is,
/// and whether it was said to be done.
fn cut(replaces: impl FnOnce(&Path), mut each: impl FnMut(BTreeMap<&'static str, u64>, &str, bool, &str)) {
    let dir = scratch();
    let ((begun, ended), watched) = watch(dir.path(), None, || {
        both(dir.path());
        let begun = done();
        replaces(dir.path());
        (begun, done())
    });
    let mut cuts = 0;
    watched.cuts(4_000, &mut Chance(5), |top, done, story| {
        if done >= begun {
            cuts += 1;
            let backup = backup(top).unwrap_or_else(|| panic!("{story}: the backup is lost"));
            each(homes(top), backup, done == ended, story);
        }
    });
    assert!(cuts > 20, "{cuts}");
}

#[test]
fn there_is_a_home_in_the_place_whenever_the_power_goes_and_both_are_somewhere() {
    let replaces = |top: &Path| {
        let before = take_place(&top.join(RESTORED), &top.join(HOME), &top.join(KEPT)).unwrap();
        assert_eq!(before, Some(top.join(KEPT)));
    };
    cut(replaces, |homes, backup, is_done, story| {
        assert!(
            homes.values().any(|last| *last == 7) && homes.values().any(|last| *last == 8),
            "{story}: {homes:?}"
        );
        assert!(homes.contains_key(HOME), "{story}: {homes:?}");
        if is_done {
            assert_eq!((homes, backup), (BTreeMap::from([(HOME, 7), (KEPT, 8)]), HOME), "{story}");
        }
    });
}

#[test]
fn where_names_cannot_be_swapped_both_are_somewhere_whenever_the_power_goes() {
    let replaces = |top: &Path| in_two_steps(&top.join(RESTORED), &top.join(HOME), &top.join(KEPT)).unwrap();
    cut(replaces, |homes, _, _, story| {
        assert!(
            homes.values().any(|last| *last == 7) && homes.values().any(|last| *last == 8),
            "{story}: {homes:?}"
        );
    });
}

#[test]
fn what_cannot_be_finished_is_taken_back_or_is_done() {
    for at in 1.. {
        let dir = scratch();
        both(dir.path());
        let [restored, home, kept] = [RESTORED, HOME, KEPT].map(|name| dir.path().join(name));
        let failure = Failure { at, fault: Fault::Full, lasts: false };
        let (swapped, watched) = watch(dir.path(), Some(failure), || take_place(&restored, &home, &kept));
        let there = homes(dir.path());
        let is_there = |last| there.values().any(|ends| *ends == last);
        assert!(is_there(7) && is_there(8) && there.contains_key(HOME), "{at}: {there:?}");
        let backup = backup(dir.path());
        assert!(backup.is_some(), "{at}");
        if swapped.is_ok() {
            assert_eq!((there[HOME], backup), (7, Some(HOME)), "{at}");
        }
        if watched.calls <= at {
            break;
        }
    }
    for at in 1..=2 {
        let dir = scratch();
        both(dir.path());
        let [restored, home, kept] = [RESTORED, HOME, KEPT].map(|name| dir.path().join(name));
        let failure = Failure { at, fault: Fault::Full, lasts: false };
        let (told, _) = watch(dir.path(), Some(failure), || in_two_steps(&restored, &home, &kept));
        assert!(matches!(told, Err(Trouble::Full(_))), "{at}: {told:?}");
        assert_eq!(homes(dir.path()), BTreeMap::from([(HOME, 8), (RESTORED, 7)]), "{at}");
    }
}

#[test]
fn the_backups_stay_with_the_place() {
    let dir = scratch();
    both(dir.path());
    let [restored, home, kept] = [RESTORED, HOME, KEPT].map(|name| dir.path().join(name));
    take_place(&restored, &home, &kept).unwrap();
    assert_eq!(backup(dir.path()), Some(HOME));
    assert!(!kept.join(BACKUPS).exists());
    // Where nothing is, it just goes there.
    fs::rename(&home, &restored).unwrap();
    assert_eq!(take_place(&restored, &home, &kept.with_extension("2")).unwrap(), None);
    assert_eq!(homes(dir.path()), BTreeMap::from([(HOME, 7), (KEPT, 8)]));
}

#[test]
fn where_the_system_knows_no_swap_the_home_is_put_in_its_place_in_two_steps() {
    for (says, swapped) in
        [(ErrorKind::Unsupported, true), (ErrorKind::InvalidInput, true), (ErrorKind::StorageFull, false)]
    {
        let dir = scratch();
        both(dir.path());
        let [restored, home, kept] = [RESTORED, HOME, KEPT].map(|name| dir.path().join(name));
        // The first change there is.
        let no_swap = Failure { at: 1, fault: Fault::Says(says), lasts: false };
        let (done, _) = watch(dir.path(), Some(no_swap), || take_place(&restored, &home, &kept));
        assert_eq!(done.is_ok(), swapped, "{says}");
        let there: &[_] = if swapped { &[(HOME, 7), (KEPT, 8)] } else { &[(HOME, 8), (RESTORED, 7)] };
        assert_eq!(homes(dir.path()), there.iter().copied().collect(), "{says}");
    }
}
