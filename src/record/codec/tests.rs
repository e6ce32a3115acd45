//! Every kind of fact, there and back; what released versions wrote; and bytes that nobody wrote.

mod facts;

use super::*;
use crate::care::*;
use chrono::DateTime;
use facts::{at, day, dee, facts, kasia};
use proptest::prelude::*;
use uuid::Uuid;

fn entry(number: u64, fact: Fact) -> Entry {
    Entry { number, at: at(0), by: dee(), day: day(0), subject: Subject::Child(kasia()), fact }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    })
}

fn unhex(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

/// What format 1 wrote: a line a kind of fact, its name, a colon and its bytes.
const GOLDEN: &str = include_str!("../../../tests/data/entries-format-1.txt");

#[test]
fn what_was_written_once_is_read_for_ever() {
    let golden: Vec<(&str, &str)> = GOLDEN.lines().map(|line| line.split_once(": ").unwrap()).collect();
    let written: Vec<(&str, String)> =
        facts().into_iter().map(|(name, fact)| (name, hex(&encode(&entry(300, fact)).unwrap()))).collect();
    let lines: String = written.iter().map(|(name, hex)| [*name, ": ", hex, "\n"].concat()).collect();
    assert!(
        GOLDEN == lines,
        "A fact that was released never changes its bytes; a new kind is a new line. Now:\n{lines}"
    );
    for ((_, fact), (_, hex)) in facts().into_iter().zip(golden) {
        assert_eq!(decode(300, &unhex(hex)).unwrap(), entry(300, fact));
    }
}

#[test]
fn every_flipped_bit_of_an_entry_is_told_with_its_number() {
    for (name, fact) in facts() {
        let whole = encode(&entry(41, fact)).unwrap();
        for bit in 0..whole.len() * 8 {
            let mut bytes = whole.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            let told = decode(41, &bytes).unwrap_err();
            assert!(
                matches!(told, Trouble::Damaged { number: 41, .. } | Trouble::NewerEntry { number: 41 }),
                "{name} {bit} {told}"
            );
        }
        for length in 0..whole.len() {
            assert!(matches!(decode(41, &whole[..length]), Err(Trouble::Damaged { number: 41, .. })));
        }
    }
}

#[test]
fn an_entry_in_the_place_of_another_is_told() {
    let bytes = encode(&entry(41, facts()[0].1.clone())).unwrap();
    let told = decode(42, &bytes).unwrap_err();
    assert!(told.to_string().starts_with("Entry 42 can't be read: the home's file is damaged."), "{told}");
    assert_eq!(std::error::Error::source(&told).unwrap().to_string(), "entry 41 is in its place");
}

#[test]
fn a_newer_format_is_not_called_damage() {
    let mut bytes = encode(&entry(41, facts()[0].1.clone())).unwrap();
    bytes[0] = FORMAT + 1;
    let told = decode(41, &bytes).unwrap_err();
    assert_eq!(
        told.to_string(),
        "Entry 41 was written by a newer bethere. Update bethere on this computer to read it."
    );
    assert_eq!(told.exit_code(), 3);
}

/// Bytes with a checksum that is right, as somebody who wants to harm would make them.
fn forged(body: &[u8]) -> Vec<u8> {
    [&[FORMAT][..], &checksum(body).to_le_bytes(), body].concat()
}

#[test]
fn a_length_that_is_a_lie_orders_no_memory() {
    let vast = [253, 255, 255, 255, 255, 255, 255, 255, 127];
    assert!(matches!(from_bytes::<String>(&forged(&vast), ENTRY), Err(Unread::Damaged(_))));
    assert!(matches!(from_bytes::<Vec<u64>>(&forged(&vast), SNAPSHOT), Err(Unread::Damaged(_))));
    let whole = encode(&entry(41, facts()[1].1.clone())).unwrap();
    let body = &whole[9..];
    for at in 0..body.len() {
        let lie = [&body[..at], &vast, &body[at..]].concat();
        assert!(matches!(decode(41, &forged(&lie)), Err(Trouble::Damaged { number: 41, .. })));
    }
}

#[test]
fn what_is_too_large_is_refused_before_it_is_kept() {
    let limit = usize::try_from(ENTRY).unwrap();
    assert!(matches!(to_bytes(&"x".repeat(limit), ENTRY), Err(Trouble::TooLarge)));
    let fits = "x".repeat(limit - 16);
    assert_eq!(from_bytes::<String>(&to_bytes(&fits, ENTRY).unwrap(), ENTRY).unwrap(), fits);
}

fn any_entry() -> impl Strategy<Value = Entry> {
    let fact = prop_oneof![
        3 => proptest::sample::select(facts()).prop_map(|(_, fact)| fact),
        1 => (any::<String>(), any::<u128>(), any::<String>()).prop_map(|(text, of, why)| {
            Fact::Log(log::Fact::Amended { of: LogId(Uuid::from_u128(of)), text, why })
        }),
    ];
    let subject = any::<Option<u128>>()
        .prop_map(|id| id.map_or(Subject::House, |id| Subject::Child(ChildId(Uuid::from_u128(id)))));
    (1_u64.., 0_i64..4_000_000_000_000, any::<u128>(), -90_000_i32..90_000, subject, fact).prop_map(
        |(number, at, by, days, subject, fact)| Entry {
            number,
            at: DateTime::from_timestamp_millis(at).unwrap(),
            by: StaffId(Uuid::from_u128(by)),
            day: day(days),
            subject,
            fact,
        },
    )
}

proptest! {
    #[test]
    fn any_entry_comes_back_as_it_was(entry in any_entry()) {
        prop_assert_eq!(decode(entry.number, &encode(&entry).unwrap()).unwrap(), entry);
    }

    #[test]
    fn bytes_that_nobody_wrote_are_told(body in proptest::collection::vec(any::<u8>(), 0..200)) {
        for bytes in [&body, &forged(&body)] {
            match decode(7, bytes) {
                Ok(entry) => prop_assert_eq!(entry.number, 7),
                Err(Trouble::Damaged { number, .. } | Trouble::NewerEntry { number }) => prop_assert_eq!(number, 7),
                Err(other) => prop_assert!(false, "{}", other),
            }
        }
    }
}
