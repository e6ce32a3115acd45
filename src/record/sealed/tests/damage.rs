//! Bits turned, files cut short, blocks swapped, old ones put back and half a copy: what comes out is right, or nothing
//! does. `BETHERE_DAMAGE=all` turns every bit of the store and cuts it at every length.

use super::script::{Content, Script, content, look};
use super::*;
use crate::record::trouble::{Trouble, guarded};
use redb::{Builder, ConcurrencyMode};

const WORK: Script = Script { steps: 12, rows: 4, longest: 2_000, forget: 100, compact: 100 };
/// The same going on for as long again.
const LONGER: Script = Script { steps: 24, ..WORK };

/// The disk of a store that was closed, and what is in it.
fn closed() -> (Image, Content) {
    let image = WORK.record().image();
    let (_, content) = look(&Recording::on(image.clone())).unwrap();
    assert_eq!(content.step, WORK.steps);
    (image, content)
}

fn flipped(image: &Image, at: u64, bit: usize) -> Image {
    let mut image = image.clone();
    let byte = image.bytes(at, 1)[0] ^ (1 << bit);
    image.write(at, &[byte]);
    image
}

/// The blocks that were ever written.
fn written(image: &Image) -> Vec<u64> {
    let blocks = (image.len() - BLOCKS) / STORED as u64;
    let written = |number: &u64| image.bytes(place_of(*number), STORED).iter().any(|byte| *byte != 0);
    (1..=blocks).filter(written).collect()
}

/// Whether all is looked at, which takes an hour or so.
fn all() -> bool {
    std::env::var_os("BETHERE_DAMAGE").is_some()
}

#[test]
fn no_bit_of_a_block_can_be_turned_unnoticed() {
    let (image, _) = closed();
    let seal = Seal::new(&key(), home(), EPOCH);
    let mut plain = [0; BLOCK];
    // 100 kB of them.
    for number in written(&image).into_iter().take(25) {
        let mut stored = image.bytes(place_of(number), STORED);
        for bit in 0..STORED * 8 {
            stored[bit / 8] ^= 1 << (bit % 8);
            assert!(seal.open(Part::Block(number), &stored, &mut plain).is_err(), "bit {bit} of {number}");
            stored[bit / 8] ^= 1 << (bit % 8);
        }
        seal.open(Part::Block(number), &stored, &mut plain).unwrap();
    }
}

#[test]
fn a_bit_turned_before_the_blocks_is_refused_or_harmless() {
    let (image, whole) = closed();
    let parts = [0..64, COPIES[0]..COPIES[0] + 512, COPIES[1]..COPIES[1] + 512];
    for (at, bit) in parts.into_iter().flatten().flat_map(|at| (0..8).map(move |bit| (at, bit))) {
        match look(&Recording::on(flipped(&image, at, bit))) {
            Ok((_, found)) => assert!(found == whole && at >= PREAMBLE as u64, "byte {at}"),
            Err(told) => assert!(at < PREAMBLE as u64, "byte {at}: {told:?}"),
        }
    }
}

#[test]
fn a_store_with_a_bit_turned_is_right_or_unreadable() {
    let (image, whole) = closed();
    let mut chance = Chance(2);
    let (mut right, mut told) = (0, 0);
    for number in written(&image) {
        let some = (0..40).map(|_| chance.below(STORED * 8)).collect();
        let bits: Vec<usize> = if all() { (0..STORED * 8).collect() } else { some };
        for bit in bits {
            let at = place_of(number) + bit as u64 / 8;
            match look(&Recording::on(flipped(&image, at, bit % 8))) {
                Ok((_, found)) => {
                    assert_eq!(found, whole, "byte {at}");
                    right += 1;
                }
                Err(trouble) => {
                    assert!(matches!(trouble, Trouble::Unreadable(_)), "byte {at}: {trouble:?}");
                    told += 1;
                }
            }
        }
    }
    eprintln!("{} bits turned, {told} told, {right} harmless", told + right);
    assert!(told > 300, "{told} told, {right} right: too few blocks are read for this to say much");
}

#[test]
fn a_file_cut_short_anywhere_is_refused() {
    let (image, _) = closed();
    // Closed, and as the power left it.
    let torn = {
        let disk = Recording::on(image.clone());
        let mut store = look(&disk).unwrap().0;
        let longer = Script { steps: 14, ..WORK };
        longer.play(&mut store, 12, 2, &disk).unwrap();
        disk.image()
    };
    for image in [image, torn] {
        let lengths = (0..image.len())
            .rev()
            .step_by(if all() { 1 } else { 509 })
            .chain(0..64)
            .chain(image.len() - 64..image.len());
        for len in lengths {
            let mut cut = image.clone();
            cut.set_len(len);
            let why = if len < PREAMBLE as u64 { Refused::NotOurs } else { Refused::CutShort };
            assert_eq!(refused(cut), Some(why), "{len} bytes of {}", image.len());
        }
    }
}

#[test]
fn swapped_blocks_are_right_or_unreadable() {
    let (image, whole) = closed();
    let written = written(&image);
    let mut told = 0;
    for (one, other) in written.iter().flat_map(|one| written.iter().map(move |other| (*one, *other))) {
        if one >= other {
            continue;
        }
        let mut swapped = image.clone();
        swapped.write(place_of(one), &image.bytes(place_of(other), STORED));
        swapped.write(place_of(other), &image.bytes(place_of(one), STORED));
        match look(&Recording::on(swapped)) {
            Ok((_, found)) => assert_eq!(found, whole, "{one} and {other}"),
            Err(trouble) => {
                assert!(matches!(trouble, Trouble::Unreadable(_)), "{trouble:?}");
                told += 1;
            }
        }
    }
    assert!(told > 100, "{told} told");
}

/// Opens with redb's own check, and reads everything.
fn look_closely(image: Image) -> Result<Content, Trouble> {
    guarded(|| {
        let mut builder = Builder::new();
        builder.set_concurrency_mode(ConcurrencyMode::SingleWriter).set_check_integrity_on_open(true);
        content(&builder.create_with_backend(open(image)?)?)
    })
}

/// The disk of a store that was closed, of the same when more had been done, and what was in it after each step.
fn twice() -> (Image, Image, Vec<Content>) {
    let (old, _) = closed();
    let disk = Recording::on(old.clone());
    let mut store = look(&disk).unwrap().0;
    let mut contents = WORK.contents();
    for step in 12..24 {
        LONGER.play(&mut store, step, 1, &disk).unwrap();
        contents.push(content(&store).unwrap());
    }
    store.close().unwrap();
    (old, disk.image(), contents)
}

/// As it ever was: at the end, or after an earlier step.
fn assert_as_it_was(mixed: Image, before: &[Content], what: &str) -> bool {
    match look_closely(mixed) {
        Ok(found) => assert!(before.contains(&found), "{what}: {found:?}"),
        Err(trouble) => {
            assert!(matches!(trouble, Trouble::Unreadable(_)), "{what}: {trouble:?}");
            return false;
        }
    }
    true
}

#[test]
fn half_a_copy_over_an_old_file_is_as_it_ever_was_or_unreadable() {
    let (old, new, before) = twice();
    let (mut right, mut told) = (0, 0);
    let ends = (BLOCKS..new.len()).step_by(STORED).chain((0..new.len()).step_by(1021));
    for end in ends {
        for (first, second) in [(&new, &old), (&old, &new)] {
            let mut mixed = second.clone();
            let len = end.min(first.len());
            mixed.write(0, &first.bytes(0, usize::try_from(len).unwrap()));
            if assert_as_it_was(mixed, &before, &format!("half a copy, up to {end}")) {
                right += 1;
            } else {
                told += 1;
            }
        }
    }
    eprintln!("{} halves, {told} told", right + told);
    assert!(told > 20, "{told} told, {right} right");
}

#[test]
fn an_old_header_put_back_is_as_it_ever_was_or_unreadable() {
    let (old, new, before) = twice();
    for places in [&COPIES[..1], &COPIES[1..], &COPIES[..]] {
        let mut mixed = new.clone();
        for place in places {
            mixed.write(*place, &old.bytes(*place, COPY));
        }
        if places.len() == 1 {
            assert_eq!(look_closely(mixed).ok(), before.last().copied(), "the other copy is newer");
        } else {
            assert_as_it_was(mixed, &before, "both headers");
        }
    }
}

/// An old block in its place is authentic; that it is old, only redb's checksums know.
#[test]
fn an_old_block_put_back_is_found_by_redbs_own_check() {
    let (old, new, before) = twice();
    let whole = before[24];
    let (mut put_back, mut unnoticed) = (0, 0);
    for number in written(&old) {
        let block = old.bytes(place_of(number), STORED);
        if block == new.bytes(place_of(number), STORED) {
            continue;
        }
        put_back += 1;
        let mut mixed = new.clone();
        mixed.write(place_of(number), &block);
        if look(&Recording::on(mixed.clone())).is_ok_and(|(_, found)| found != whole) {
            unnoticed += 1;
        }
        if let Ok(found) = look_closely(mixed) {
            assert_eq!(found, whole, "block {number}");
        }
    }
    assert!(put_back > 10, "{put_back} put back");
    assert!(unnoticed > 0, "nothing wrong was shown without the check: say so where it says otherwise");
}
