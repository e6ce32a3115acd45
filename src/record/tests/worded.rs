//! The words of the record as they are kept beside it: whole stretches, each in the place of those it covers.

use super::*;

fn words(shape: u32, after: u64, last: u64) -> Words {
    Words { shape, after, last, bytes: format!("{shape}: {after} to {last}").into_bytes() }
}

fn kept(journal: &Journal, shape: u32) -> Vec<(u64, String)> {
    let kept = journal.words(shape).unwrap().into_iter();
    kept.map(|(last, bytes)| (last, String::from_utf8(bytes).unwrap())).collect()
}

#[test]
fn stretches_of_words_are_kept_in_order_and_found_from_the_end() {
    let (_dir, home) = closed_home();
    let mut journal = open(&home).unwrap();
    assert_eq!((journal.words_to(1).unwrap(), journal.words_before(1, 9).unwrap()), (0, None));
    journal.keep_words(&words(1, 0, 3)).unwrap();
    let along = words(1, 3, 8);
    let with = With { words: Some(&along), ..With::default() };
    journal.append_with(&story(8, KASIA, 1, "Eight."), with).unwrap();
    drop(journal);
    let mut journal = open(&home).unwrap();
    assert_eq!(kept(&journal, 1), [(3, "1: 0 to 3".into()), (8, "1: 3 to 8".into())]);
    assert_eq!(journal.words_to(1).unwrap(), 8);
    let before = |number| journal.words_before(1, number).unwrap().map(|(last, _)| last);
    assert_eq!([1, 3, 4, 8, 9].map(before), [None, None, Some(3), Some(3), Some(8)]);
    assert_eq!(journal.words_before(1, 4).unwrap().unwrap().1, b"1: 0 to 3");
    // One that was made anew is in the place of all it covers.
    journal.keep_words(&words(1, 3, 7)).unwrap();
    assert_eq!(kept(&journal, 1), [(3, "1: 0 to 3".into()), (7, "1: 3 to 7".into())]);
    journal.keep_words(&words(1, 0, 8)).unwrap();
    assert_eq!(kept(&journal, 1), [(8, "1: 0 to 8".into())]);
}

#[test]
fn words_of_another_shape_are_let_go_of() {
    let (_dir, mut journal) = new_home();
    for (shape, other) in [(2, 1), (1, 2)] {
        journal.keep_words(&words(shape, 0, 5)).unwrap();
        assert_eq!((journal.words_to(shape).unwrap(), journal.words_to(other).unwrap()), (5, 0));
        assert_eq!(kept(&journal, other), []);
    }
}

#[test]
fn a_store_from_before_there_were_words_has_none_and_takes_some() {
    let (_dir, mut journal) = new_home();
    journal
        .write(|write| {
            write.delete_table(WORDS)?;
            Ok(())
        })
        .unwrap();
    assert_eq!((journal.words_to(1).unwrap(), kept(&journal, 1)), (0, Vec::new()));
    // Sealed anew, it is the same.
    journal.seal_anew().unwrap();
    assert_eq!(journal.words_to(1).unwrap(), 0);
    journal.keep_words(&words(1, 0, 5)).unwrap();
    assert_eq!(kept(&journal, 1), [(5, "1: 0 to 5".into())]);
}
