//! Ways in and out of a keys file: right, wrong, changed, hostile.

use super::*;
use proptest::prelude::*;

const HOME: Uuid = Uuid::from_u128(5);
const RUTH: StaffId = StaffId(Uuid::from_u128(1));
const DEE: StaffId = StaffId(Uuid::from_u128(2));

fn pass(text: &str) -> Passphrase {
    Passphrase::typed(text)
}

fn pen(staff: StaffId, seed: u8) -> Pen {
    Pen::from_seed(staff, [seed; 32])
}

/// A home of two people and a recovery key.
fn home() -> (Keys, BlockKey, RecoveryKey) {
    let (mut keys, data) = Keys::new(HOME, Cost::DEMO).unwrap();
    keys.give(&data, "ruth", &pass("otter lamp green"), Way::Own, (&pen(RUTH, 1), None)).unwrap();
    keys.give(&data, "dee", &pass("four quiet wheels"), Way::OneTime, (&pen(DEE, 2), Some(&pen(DEE, 3))))
        .unwrap();
    let recovery = keys.make_recovery(&data).unwrap();
    (keys, data, recovery)
}

fn reread(keys: &Keys, data: &BlockKey) -> Keys {
    Keys::from_bytes(&keys.to_bytes(data).unwrap()).unwrap()
}

#[test]
fn each_opens_with_their_own_and_nobody_elses() {
    let (keys, data, _) = home();
    let keys = reread(&keys, &data);
    let ruth = keys.unlock(RUTH, &pass("otter lamp green")).unwrap();
    assert_eq!((ruth.data.bytes(), ruth.way), (data.bytes(), Way::Own));
    assert_eq!(ruth.pen.unwrap().public(), pen(RUTH, 1).public());
    assert!(ruth.before.is_none());
    let dee = keys.unlock(DEE, &pass("four quiet wheels")).unwrap();
    assert_eq!(dee.way, Way::OneTime);
    assert_eq!(dee.before.unwrap().public(), pen(DEE, 3).public());
    for (staff, typed) in
        [(RUTH, "four quiet wheels"), (DEE, "otter lamp green"), (RUTH, ""), (RUTH, "Otter lamp green")]
    {
        assert!(matches!(keys.unlock(staff, &pass(typed)), Err(NotOpened::WrongPassphrase)), "{typed}");
    }
    let nobody = StaffId(Uuid::from_u128(9));
    assert!(matches!(keys.unlock(nobody, &pass("otter lamp green")), Err(NotOpened::NoSlot)));
}

#[test]
fn the_recovery_key_opens_and_signs_for_nobody() {
    let (mut keys, data, recovery) = home();
    let opened = reread(&keys, &data).unlock_with_recovery(&recovery.to_string().to_lowercase()).unwrap();
    assert_eq!((opened.data.bytes(), opened.way), (data.bytes(), Way::Recovery));
    assert!(opened.pen.is_none());
    let newer = keys.make_recovery(&data).unwrap();
    let keys = reread(&keys, &data);
    assert!(matches!(keys.unlock_with_recovery(&recovery.to_string()), Err(NotOpened::WrongPassphrase)));
    keys.unlock_with_recovery(&newer.to_string()).unwrap();
    assert!(matches!(keys.unlock_with_recovery("0000"), Err(NotOpened::Mistyped(Mistyped::Length(4)))));
}

#[test]
fn whoever_left_is_out_and_the_others_stay_in_without_typing_anything() {
    let (mut keys, data, recovery) = home();
    keys.take_away(DEE);
    let (anew, fresh) = keys.sealed_anew(&data).unwrap();
    assert_ne!(fresh.bytes(), data.bytes());
    let anew = reread(&anew, &fresh);
    assert_eq!(anew.epoch(), 2);
    assert!(matches!(anew.unlock(DEE, &pass("four quiet wheels")), Err(NotOpened::NoSlot)));
    let ruth = anew.unlock(RUTH, &pass("otter lamp green")).unwrap();
    assert_eq!(ruth.data.bytes(), fresh.bytes());
    assert_eq!(ruth.pen.unwrap().public(), pen(RUTH, 1).public());
    assert_eq!(anew.unlock_with_recovery(&recovery.to_string()).unwrap().data.bytes(), fresh.bytes());
}

#[test]
fn the_key_of_the_store_opens_nobodys_pen() {
    let (keys, data, _) = home();
    let slot = &keys.slots()[0];
    let bound = keys.bound(slot.staff);
    let own = seal::open_key(data.bytes(), &bound.own_for_store, &slot.own_for_store).unwrap();
    for key in [data.bytes(), &*own] {
        assert!(seal::open(key, &bound.pens, &slot.pens).is_none());
    }
}

#[test]
fn every_bit_of_the_file_counts() {
    let (keys, data, _) = home();
    let whole = keys.to_bytes(&data).unwrap();
    for place in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[place] ^= 1 << (place % 8);
        let opened = Keys::from_bytes(&bytes)
            .map_err(NotOpened::from)
            .and_then(|keys| keys.unlock(RUTH, &pass("otter lamp green")));
        assert!(opened.is_err(), "byte {place}");
    }
    for length in 0..whole.len() {
        assert!(Keys::from_bytes(&whole[..length]).is_err());
    }
}

#[test]
fn a_slot_put_in_from_outside_is_noticed() {
    let (keys, data, _) = home();
    let mut forged = keys.clone();
    // Somebody who once knew the key of the store, and adds a way in for themselves with another MAC key.
    forged
        .give(&data, "eve", &pass("a way in for me"), Way::Own, (&pen(StaffId(Uuid::from_u128(7)), 7), None))
        .unwrap();
    let forged = forged.to_bytes(&BlockKey::from([0; 32])).unwrap();
    let forged = Keys::from_bytes(&forged).unwrap();
    assert!(matches!(forged.unlock(RUTH, &pass("otter lamp green")), Err(NotOpened::Altered)));
}

#[test]
fn a_hostile_file_orders_no_memory() {
    let (keys, data, _) = home();
    for cost in ["[4294967295,1,1]", "[65536,4294967295,1]", "[65536,3,4294967295]", "[0,0,0]"] {
        let numbers: Vec<u32> =
            cost.trim_matches(['[', ']']).split(',').map(|number| number.parse().unwrap()).collect();
        let mut hostile = keys.clone();
        hostile.stored.slots[0].cost = serde_json::from_value(
            serde_json::json!({ "memory": numbers[0], "passes": numbers[1], "lanes": numbers[2] }),
        )
        .unwrap();
        let hostile = reread(&hostile, &data);
        let told = hostile.unlock(RUTH, &pass("otter lamp green")).unwrap_err();
        assert!(matches!(told, NotOpened::Trouble(Trouble::Unreadable(_))), "{cost}");
    }
    let mut crowded = keys.clone();
    crowded.stored.slots = vec![keys.stored.slots[0].clone(); MOST_SLOTS + 1];
    assert!(Keys::from_bytes(&crowded.to_bytes(&data).unwrap()).is_err());
}

#[test]
fn nothing_secret_is_printed() {
    let (keys, data, _) = home();
    let unlocked = keys.unlock(RUTH, &pass("otter lamp green")).unwrap();
    let printed = format!("{unlocked:?} {data:?}");
    assert!(printed.contains("Pen of") && !printed.contains("otter"), "{printed}");
    let seed = format!("{:?}", [1_u8; 32]);
    assert!(!printed.contains(&seed), "{printed}");
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = Keys::from_bytes(&bytes);
        let _ = Keys::from_bytes(&[&MAGIC[..], &bytes].concat());
    }
}
