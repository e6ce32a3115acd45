//! Whoever left is left outside, wherever the sealing anew was broken off.

use super::*;

#[test]
fn whoever_left_opens_nothing_new_even_with_the_keys_of_before() {
    let (_dir, home) = closed_home();
    let old = fs::read(home.join("keys")).unwrap();
    let mut journal = open(&home).unwrap();
    journal
        .keep_draft(DEE, &Draft { name: "log".into(), subject: KASIA, began: noon(1), boxes: Vec::new() })
        .unwrap();
    assert_eq!(journal.sealed_at(), 0);
    journal.shut_out(&[TOM]).unwrap();
    assert_eq!(journal.sealed_at(), 7);
    journal.append(&story(8, KASIA, 1, "Written since.")).unwrap();
    assert_eq!(journal.drafts(DEE).unwrap().len(), 1);
    drop(journal);
    assert!(matches!(Journal::open(&Site::of(&home), TOM, &pass()), Err(NotOpened::NoSlot)));
    let journal = open(&home).unwrap();
    assert_eq!((journal.last(), journal.verify(0, None, |_| ()).unwrap().entries), (8, 8));
    assert_eq!(journal.sealed_at(), 7);
    drop(journal);
    fs::write(home.join("keys"), old).unwrap();
    let Err(NotOpened::Trouble(told)) = Journal::open(&Site::of(&home), TOM, &pass()) else {
        panic!("it opened")
    };
    assert_eq!(told.exit_code(), 4);
}

#[test]
fn sealing_anew_broken_off_anywhere_leaves_one_home_or_the_other() {
    let (_dir, home) = closed_home();
    let files = |home: &Path| ["store", "keys"].map(|name| fs::read(home.join(name)).unwrap());
    let [old_store, old_keys] = files(&home);
    let mut journal = open(&home).unwrap();
    journal.shut_out(&[TOM]).unwrap();
    drop(journal);
    let [new_store, new_keys] = files(&home);
    // What stands where when the power goes: store, keys, keys.next.
    for (store, keys, beside) in [
        (&old_store, &old_keys, Some(&b"half of the k"[..])),
        (&old_store, &old_keys, Some(&*new_keys)),
        (&new_store, &old_keys, Some(&*new_keys)),
        (&new_store, &new_keys, None),
    ] {
        fs::write(home.join("store"), store).unwrap();
        fs::write(home.join("keys"), keys).unwrap();
        if let Some(beside) = beside {
            fs::write(home.join("keys.next"), beside).unwrap();
        }
        let mut journal = open(&home).unwrap();
        assert_eq!(full(&journal).unwrap(), week());
        journal.append(&story(8, KASIA, 1, "And on it goes.")).unwrap();
        assert!(!home.join("keys.next").exists());
    }
}
