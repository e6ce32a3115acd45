//! A home's keys as people use them; everything that can be wrong with the file, with its sentence; and what a
//! leaver, or whoever holds the data key, still can't open.

use super::*;
use proptest::prelude::*;

fn home() -> Uuid {
    Uuid::from_u128(1)
}

fn dee() -> StaffId {
    StaffId(Uuid::from_u128(2))
}

fn tom() -> StaffId {
    StaffId(Uuid::from_u128(3))
}

fn ruth() -> StaffId {
    StaffId(Uuid::from_u128(4))
}

fn passphrase(text: &str) -> Passphrase {
    Passphrase::typed(text)
}

const DEES: &str = "blanket otter violin";
const TOMS: &str = "the kettle sings low";
const RUTHS: &str = "given for one day only";

struct World {
    keys: Keys,
    data: DataKey,
    dee: Pen,
    tom: Pen,
    recovery: RecoveryKey,
}

/// Dee and Tom with passphrases of their own, Ruth with one she was given, and a recovery key.
fn world() -> World {
    let (mut keys, data) = Keys::new(home(), Cost::DEMO).unwrap();
    let (dee, tom, ruth) = (Pen::new(dee()).unwrap(), Pen::new(tom()).unwrap(), Pen::new(ruth()).unwrap());
    keys.give(&data, "dee", &passphrase(DEES), &dee, None).unwrap();
    keys.give(&data, "tom", &passphrase(TOMS), &tom, Some(&dee)).unwrap();
    keys.give_one_time(&data, "ruth", &passphrase(RUTHS), &ruth).unwrap();
    let recovery = keys.make_recovery(&data).unwrap();
    World { keys, data, dee, tom, recovery }
}

fn kept(keys: &Keys, data: &DataKey) -> Keys {
    Keys::from_bytes(&keys.to_bytes(data).unwrap()).unwrap()
}

/// The file of these keys, changed by someone who makes the checksum fit and can't make the MAC fit.
fn forged(keys: &Keys, data: &DataKey, change: impl FnOnce(&mut Body)) -> Keys {
    let mut body = keys.body.clone();
    change(&mut body);
    let whole = keys.to_bytes(data).unwrap();
    let mac = &whole[whole.len() - MAC..];
    Keys::from_bytes(&[&MAGIC[..], &[FORMAT], &codec::to_bytes(&body, LIMIT).unwrap(), mac].concat()).unwrap()
}

#[test]
fn everyone_opens_the_home_with_their_own_and_signs_with_their_own() {
    let World { keys, data, dee: pen, tom: toms, recovery } = world();
    let keys = kept(&keys, &data);
    assert_eq!((keys.home(), keys.epoch()), (home(), 1));
    let opened = keys.unlock(dee(), &passphrase(DEES)).unwrap();
    assert_eq!((opened.data.bytes(), opened.way), (data.bytes(), Way::Own));
    assert_eq!(opened.pen.unwrap().public(), pen.public());
    assert!(opened.before.is_none());
    let opened = keys.unlock(tom(), &passphrase(TOMS)).unwrap();
    assert_eq!(opened.pen.as_ref().map(Pen::public), Some(toms.public()));
    assert_eq!(opened.before.map(|before| (before.whose(), before.public())), Some((tom(), pen.public())));
    let opened = keys.unlock(ruth(), &passphrase(RUTHS)).unwrap();
    assert_eq!((opened.data.bytes(), opened.way), (data.bytes(), Way::OneTime));
    let opened = keys.unlock_with_recovery(&recovery.to_string().to_lowercase()).unwrap();
    assert_eq!((opened.data.bytes(), opened.way), (data.bytes(), Way::Recovery));
    assert!(opened.pen.is_none() && opened.before.is_none());
}

#[test]
fn the_names_at_the_door_are_read_without_a_passphrase() {
    let World { keys, data, .. } = world();
    let keys = kept(&keys, &data);
    let slots: Vec<_> = keys.slots().iter().map(|slot| (slot.staff(), slot.label(), slot.way())).collect();
    assert_eq!(
        slots,
        [
            (Some(dee()), "dee", Way::Own),
            (Some(tom()), "tom", Way::Own),
            (Some(ruth()), "ruth", Way::OneTime),
            (None, "recovery key", Way::Recovery),
        ]
    );
    assert!(keys.slots().iter().all(|slot| slot.cost() == Cost::DEMO));
}

#[test]
fn what_does_not_open_a_home_is_told_in_a_sentence() {
    let World { keys, data, recovery, .. } = world();
    let keys = kept(&keys, &data);
    let wrong = keys.unlock(dee(), &passphrase(TOMS)).unwrap_err();
    assert!(matches!(wrong, NotOpened::WrongPassphrase { .. }));
    assert_eq!(
        wrong.to_string(),
        "That is not the passphrase for dee. Check Caps Lock, or press Ctrl+R to see what you type."
    );
    let nobody = keys.unlock(StaffId(Uuid::from_u128(9)), &passphrase(DEES)).unwrap_err();
    assert_eq!(nobody.to_string(), "This name has no passphrase here. Ask a manager to give it a new one.");
    let other = RecoveryKey::fresh().unwrap().to_string();
    assert_eq!(
        keys.unlock_with_recovery(&other).unwrap_err().to_string(),
        "That is not the recovery key of this home now. Look for the sheet with the latest date."
    );
    let short = &recovery.to_string()[1..];
    assert!(matches!(keys.unlock_with_recovery(short), Err(NotOpened::Mistyped(Slip::Length(35)))));
    let (empty, _) = Keys::new(home(), Cost::DEMO).unwrap();
    assert_eq!(
        empty.unlock_with_recovery(&other).unwrap_err().to_string(),
        "This home has no recovery key. Sign in with a name and a passphrase."
    );
    let altered = forged(&keys, &data, |body| body.slots.swap(1, 2));
    assert_eq!(
        altered.unlock(dee(), &passphrase(DEES)).unwrap_err().to_string(),
        "The home's keys file was changed outside bethere, or is not of one piece. \
         Change nothing in its folder, and ask the person who looks after this computer."
    );
}

#[test]
fn a_passphrase_that_was_changed_opens_no_more() {
    let World { mut keys, data, dee: pen, .. } = world();
    keys.give(&data, "dee", &passphrase("a new one of her own"), &pen, None).unwrap();
    let keys = kept(&keys, &data);
    assert!(matches!(keys.unlock(dee(), &passphrase(DEES)), Err(NotOpened::WrongPassphrase { .. })));
    let opened = keys.unlock(dee(), &passphrase("a new one of her own")).unwrap();
    assert_eq!(opened.pen.unwrap().public(), pen.public());
    assert_eq!(keys.slots().len(), 4);
}

#[test]
fn a_new_recovery_key_ends_the_one_before() {
    let World { mut keys, data, recovery, .. } = world();
    let newer = keys.make_recovery(&data).unwrap();
    let keys = kept(&keys, &data);
    assert!(matches!(keys.unlock_with_recovery(&recovery.to_string()), Err(NotOpened::WrongRecoveryKey)));
    assert_eq!(keys.unlock_with_recovery(&newer.to_string()).unwrap().data.bytes(), data.bytes());
    assert_eq!(keys.slots().len(), 4);
}

#[test]
fn after_re_keying_everyone_who_stays_opens_it_as_before_and_who_left_does_not() {
    let World { mut keys, data, tom: pen, recovery, .. } = world();
    assert!(keys.take_away(&data, dee()).unwrap());
    assert!(!keys.take_away(&data, dee()).unwrap());
    let (next, fresh) = keys.rekeyed(&data).unwrap();
    assert_ne!(fresh.bytes(), data.bytes());
    let next = kept(&next, &fresh);
    assert_eq!(next.epoch(), 2);
    assert!(matches!(next.unlock(dee(), &passphrase(DEES)), Err(NotOpened::NoSlot)));
    let opened = next.unlock(tom(), &passphrase(TOMS)).unwrap();
    assert_eq!(opened.data.bytes(), fresh.bytes());
    assert_eq!(opened.pen.unwrap().public(), pen.public());
    assert_eq!(next.unlock(ruth(), &passphrase(RUTHS)).unwrap().data.bytes(), fresh.bytes());
    assert_eq!(next.unlock_with_recovery(&recovery.to_string()).unwrap().data.bytes(), fresh.bytes());
    // A crash before the new store is in place leaves the old one, and these still open it.
    assert_eq!(keys.unlock(tom(), &passphrase(TOMS)).unwrap().data.bytes(), data.bytes());
}

#[test]
fn who_left_with_the_old_data_key_and_every_file_does_not_get_the_new_one() {
    let World { mut keys, data, tom: toms, .. } = world();
    let old = keys.clone();
    keys.take_away(&data, dee()).unwrap();
    let (next, fresh) = keys.rekeyed(&data).unwrap();
    let reached = reached(old.slot(dee()).unwrap().everything(DEES.as_bytes()), &[&old, &next]);
    assert!(reached.contains(data.bytes()), "she had it, and can't forget it");
    assert!(!reached.contains(fresh.bytes()) && !reached.contains(toms.seed().bytes()));
    // Who stays does reach it, so the search is one that finds.
    let stays = old.slot(tom()).unwrap().everything(TOMS.as_bytes());
    assert!(self::reached(stays, &[&old, &next]).contains(fresh.bytes()));
}

#[test]
fn the_data_key_leads_to_nobody_s_pen_and_no_secret_stands_in_the_file() {
    let World { keys, data, dee, tom, .. } = world();
    let (next, fresh) = keys.rekeyed(&data).unwrap();
    for (secret, name) in [(&data, "old"), (&fresh, "new")] {
        let reached = reached(vec![Secret::from_copy(&secret.0)], &[&keys, &next]);
        assert_eq!(reached, [*secret.bytes()], "{name}");
    }
    let bytes = keys.to_bytes(&data).unwrap();
    for secret in [dee.seed(), tom.seed(), &data.0] {
        let stands = |part: &[u8]| bytes.windows(8).any(|window| window == part);
        assert!(!secret.bytes().windows(8).any(stands));
    }
}

/// All that these secrets lead to in these files, step by step, through whatever this room derives of one.
fn reached(has: Vec<Secret>, files: &[&Keys]) -> Vec<[u8; 32]> {
    let mut reached: Vec<[u8; 32]> = Vec::new();
    let mut next = has;
    while let Some(secret) = next.pop() {
        if reached.contains(secret.bytes()) {
            continue;
        }
        reached.push(*secret.bytes());
        for keys in files {
            next.extend(keys.slots().iter().flat_map(|slot| slot.opened_by(keys.at(), &secret)));
        }
    }
    reached
}

#[test]
fn one_way_in_can_t_stand_in_for_another() {
    let World { keys, data, .. } = world();
    let keys = kept(&keys, &data);
    let other_home = forged(&keys, &data, |body| body.home = Uuid::from_u128(99));
    let wrong = other_home.unlock(dee(), &passphrase(DEES)).unwrap_err();
    assert!(matches!(wrong, NotOpened::WrongPassphrase { .. }), "{wrong}");
    let other_epoch = forged(&keys, &data, |body| body.epoch = 2);
    assert!(matches!(other_epoch.unlock(dee(), &passphrase(DEES)), Err(NotOpened::Altered)));
    let without = forged(&keys, &data, |body| drop(body.slots.pop()));
    assert!(matches!(without.unlock(dee(), &passphrase(DEES)), Err(NotOpened::Altered)));
    let cheaper = forged(&keys, &data, |body| body.cost = Cost::USUAL);
    assert!(matches!(cheaper.unlock(dee(), &passphrase(DEES)), Err(NotOpened::Altered)));
}

#[test]
fn a_letter_of_one_epoch_is_none_of_another() {
    let World { keys, .. } = world();
    let slot = keys.slot(dee()).unwrap();
    assert!(slot.open(keys.at(), DEES.as_bytes()).is_ok());
    let next = At { epoch: keys.epoch() + 1, ..keys.at() };
    assert!(matches!(slot.open(next, DEES.as_bytes()).map(drop), Err(Shut::Altered)));
}

#[test]
fn no_two_salts_are_alike() {
    // The words of an entry can be destroyed one day: then nobody may find them again by trying.
    let salts: std::collections::HashSet<_> = (0..8).map(|_| salt().unwrap()).collect();
    assert_eq!(salts.len(), 8);
}

#[test]
fn a_file_changed_outside_is_never_vouched_for_anew() {
    let World { keys, data, dee: pen, .. } = world();
    let mut altered = forged(&keys, &data, |body| body.slots.truncate(1));
    let told = altered.give(&data, "dee", &passphrase(DEES), &pen, None).unwrap_err();
    assert!(matches!(told, Trouble::Unreadable(_)), "{told}");
    assert!(matches!(altered.make_recovery(&data), Err(Trouble::Unreadable(_))));
    assert!(matches!(altered.take_away(&data, dee()), Err(Trouble::Unreadable(_))));
    assert!(matches!(altered.rekeyed(&data), Err(Trouble::Unreadable(_))));
    let again = kept(&altered, &data);
    assert!(matches!(again.unlock(dee(), &passphrase(DEES)), Err(NotOpened::Altered)));
}

#[test]
fn a_file_that_is_none_of_ours_is_told() {
    let World { keys, data, .. } = world();
    let whole = keys.to_bytes(&data).unwrap();
    let cause = |bytes: &[u8]| match Keys::from_bytes(bytes) {
        Err(Trouble::Unreadable(cause)) => cause.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(cause(b""), "it is not a keys file");
    assert_eq!(cause(b"bethere store\r\n\x1a"), "it is not a keys file");
    assert_eq!(cause(MAGIC), "the keys file is cut short");
    assert_eq!(cause(&vec![0; 2 << 20]), "the keys file is too long");
    for length in 0..whole.len() {
        assert!(matches!(Keys::from_bytes(&whole[..length]), Err(Trouble::Unreadable(_))), "{length}");
    }
    let mut old = whole.clone();
    old[MAGIC.len()] = 0;
    assert_eq!(cause(&old), "its format was never written");
    for at in [MAGIC.len(), MAGIC.len() + 1] {
        let mut newer = whole.clone();
        newer[at] = 2;
        let told = Keys::from_bytes(&newer).unwrap_err();
        assert!(told.to_string().contains("Update bethere"), "{told}");
    }
}

#[test]
fn what_a_file_can_t_say_is_refused_before_it_is_used() {
    let World { keys, data, .. } = world();
    let whole = keys.to_bytes(&data).unwrap();
    let read = |change: &dyn Fn(&mut Body)| {
        let mut body = keys.body.clone();
        change(&mut body);
        let body = codec::to_bytes(&body, 64 << 20).unwrap();
        Keys::from_bytes(&[&MAGIC[..], &[FORMAT], &body, &whole[whole.len() - MAC..]].concat())
    };
    let slots = |body: &mut Body, count: usize| {
        let slot = body.slots[0].clone();
        body.slots.resize_with(count, || slot.clone());
    };
    assert!(read(&|body| slots(body, MOST_SLOTS)).is_ok(), "room for as many as there can be");
    let labels: [&dyn Fn(&mut Body); 6] = [
        &|body| body.epoch = 0,
        &|body| slots(body, MOST_SLOTS + 1),
        &|body| body.slots[0].relabel(&"x".repeat(61)),
        &|body| body.slots[0].relabel("dee\u{1b}[2J"),
        &|body| body.slots[0].leave_whose(None),
        &|body| body.slots[3].leave_whose(Some(dee())),
    ];
    for change in labels {
        assert!(matches!(read(change), Err(Trouble::Unreadable(_))));
    }
    assert!(read(&|body| body.slots[0].relabel(&"ż".repeat(60))).is_ok());
}

#[test]
fn a_cost_that_would_fill_a_computer_is_refused_when_read() {
    for cost in [(u32::MAX, 1, 1), (64, u32::MAX, 1), (64, 1, u32::MAX), ((256 << 10) + 1, 3, 4)] {
        // A cost stands in the file as three numbers, and so does this.
        let body = codec::to_bytes(&(home(), 1_u32, cost, Vec::<u8>::new()), LIMIT).unwrap();
        let bytes = [&MAGIC[..], &[FORMAT], &body, &[0; MAC]].concat();
        assert!(matches!(Keys::from_bytes(&bytes), Err(Trouble::Unreadable(_))), "{cost:?}");
    }
    let body = codec::to_bytes(&(home(), 1_u32, (64_u32, 1_u32, 1_u32), Vec::<u8>::new()), LIMIT).unwrap();
    assert!(Keys::from_bytes(&[&MAGIC[..], &[FORMAT], &body, &[0; MAC]].concat()).is_ok());
}

#[test]
fn a_label_is_kept_short_and_plain() {
    let (mut keys, data) = Keys::new(home(), Cost::DEMO).unwrap();
    let pen = Pen::new(dee()).unwrap();
    keys.give(&data, &format!("d\ne\u{1b}{}", "e".repeat(100)), &passphrase(DEES), &pen, None).unwrap();
    assert_eq!(kept(&keys, &data).slots()[0].label(), format!("d{}", "e".repeat(59)));
}

#[test]
fn more_people_than_there_is_room_for_are_told() {
    let World { mut keys, data, dee: pen, .. } = world();
    let slot = keys.body.slots[1].clone();
    keys.body.slots.resize_with(MOST_SLOTS, || slot.clone());
    let extra = Pen::new(StaffId(Uuid::from_u128(9))).unwrap();
    let told = keys.give(&data, "extra", &passphrase(DEES), &extra, None).unwrap_err();
    assert_eq!(
        told.to_string(),
        "Nobody else can be let in: 500 people can open this home. Take away someone who left."
    );
    keys.give(&data, "dee", &passphrase(DEES), &pen, None).unwrap();
}

#[test]
fn every_flipped_bit_is_refused_when_read_or_when_opened() {
    let World { keys, data, .. } = world();
    let whole = keys.to_bytes(&data).unwrap();
    let body = MAGIC.len() + 1;
    for bit in 0..whole.len() * 8 {
        let mut bytes = whole.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        match Keys::from_bytes(&bytes) {
            Err(Trouble::Unreadable(_) | Trouble::NewerFormat) => {
                assert!(bit / 8 < whole.len() - MAC, "{bit}");
            }
            Err(other) => panic!("{bit} {other}"),
            Ok(keys) => {
                assert!(bit / 8 >= whole.len() - MAC, "{bit}");
                assert!(matches!(keys.unlock(dee(), &passphrase(DEES)), Err(NotOpened::Altered)), "{bit}");
            }
        }
    }
    // The same by someone who makes the checksum fit: one bit of the body, its format left alone.
    let values = whole.len() - MAC - body - 9;
    for bit in (0..values * 8).step_by(7) {
        let mut bytes = whole.clone();
        bytes[body + 9 + bit / 8] ^= 1 << (bit % 8);
        let sum = fnv(&bytes[body + 9..whole.len() - MAC]);
        bytes[body + 1..body + 9].copy_from_slice(&sum.to_le_bytes());
        let Ok(keys) = Keys::from_bytes(&bytes) else { continue };
        if keys.body.slots.iter().any(|slot| slot.cost() != Cost::DEMO)
            || keys.slots()[0].staff() != Some(dee())
        {
            continue;
        }
        let told = keys.unlock(dee(), &passphrase(DEES)).unwrap_err();
        assert!(matches!(told, NotOpened::Altered | NotOpened::WrongPassphrase { .. }), "{bit} {told}");
    }
}

/// The codec's checksum, as its format says.
fn fnv(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[test]
fn no_secret_is_ever_shown() {
    let World { keys, data, dee: pen, recovery, .. } = world();
    let opened = keys.unlock(tom(), &passphrase(TOMS)).unwrap();
    let weak = passphrase(DEES);
    let shown = format!("{data:?} {pen:?} {recovery:?} {weak:?} {opened:?} {keys:?} {:?}", pen.seed());
    for (secret, name) in [(data.0.bytes(), "data"), (pen.seed().bytes(), "seed")] {
        let decimal = format!("{secret:?}");
        let hex = secret.map(|byte| format!("{byte:02x}")).concat();
        assert!(!shown.contains(&decimal[1..20]) && !shown.contains(&hex[..8]), "{name}");
    }
    assert!(!shown.contains(DEES) && !shown.contains(&recovery.group(1).unwrap()));
    assert!(!shown.contains("commitment") && !shown.contains("salt"), "{shown}");
    assert!(shown.contains("DataKey") && shown.contains("\"dee\""), "{shown}");
}

proptest! {
    #[test]
    fn bytes_that_nobody_wrote_are_told(tail in proptest::collection::vec(any::<u8>(), 0..400)) {
        let sum = fnv(&tail);
        let framed = [&MAGIC[..], &[FORMAT, 1], &sum.to_le_bytes(), &tail, &[0; MAC]].concat();
        for bytes in [tail, framed] {
            if let Err(told) = Keys::from_bytes(&bytes) {
                prop_assert!(matches!(told, Trouble::Unreadable(_) | Trouble::NewerFormat), "{}", told);
            }
        }
    }

    #[test]
    fn a_length_that_is_a_lie_orders_no_memory(at in 0_usize..40, lie in any::<[u8; 9]>()) {
        let body = codec::to_bytes(&(home(), 1_u32, (256_u32, 1_u32, 1_u32), vec![0_u8; 9]), LIMIT).unwrap();
        let mut values = body[9..].to_vec();
        let at = at.min(values.len());
        values.splice(at..at, lie);
        let framed = [&MAGIC[..], &[FORMAT, 1], &fnv(&values).to_le_bytes(), &values, &[0; MAC]].concat();
        if let Ok(keys) = Keys::from_bytes(&framed) {
            prop_assert!(keys.slots().len() <= MOST_SLOTS);
        }
    }
}
