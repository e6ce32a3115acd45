//! The ways into a home: who is named at the door, whose passphrase is whose, and which pen signs what.

use super::*;
use crate::care::people::{self, PublicKey};

const KIT: StaffId = StaffId(Uuid::from_u128(6));

fn own() -> Passphrase {
    Passphrase::typed("a kettle of her own")
}

fn signed(number: u64, by: StaffId, fact: people::Fact) -> Entry {
    Entry { by, ..entry(number, Subject::House, 0, Fact::People(fact)) }
}

/// A home in which Dee has let Kit in, whose one-time pen is handed over.
fn with_kit() -> (TempDir, std::path::PathBuf, PublicKey) {
    let (dir, mut journal) = new_home();
    let pen = Pen::new(KIT).unwrap();
    let given = pen.public();
    journal.change_ways(|ways| ways.give_one_time(&pen, "kit", &pass())).unwrap();
    let dees = journal.ways().public(DEE).unwrap();
    journal.append(&signed(1, DEE, people::Fact::KeyMade(dees))).unwrap();
    journal.append(&signed(2, DEE, people::Fact::LetIn { whose: KIT, key: given })).unwrap();
    let home = dir.path().join("home");
    (dir, home, given)
}

#[test]
fn who_can_come_in_is_named_at_the_door() {
    let (_dir, home, _) = with_kit();
    let name = |who, label: &str| Name { who, label: label.into() };
    assert_eq!(names(&home).unwrap(), [name(DEE, "dee"), name(TOM, "tom"), name(KIT, "kit")]);
    let journal = open(&home).unwrap();
    assert_eq!(
        [DEE, KIT, StaffId(Uuid::nil())].map(|who| journal.ways().label(who)),
        [Some("dee"), Some("kit"), None]
    );
    let all: Vec<_> = journal.ways().all().collect();
    assert_eq!(all, [(Some(DEE), Way::Own), (Some(TOM), Way::Own), (Some(KIT), Way::OneTime)]);
}

#[test]
fn who_was_given_a_passphrase_chooses_their_own_and_signs_with_a_pen_nobody_else_had() {
    let (_dir, home, given) = with_kit();
    let (mut journal, way) = Journal::open(&Site::of(&home), KIT, &pass()).unwrap();
    assert_eq!((way, journal.ways().public(KIT)), (Way::OneTime, Some(given)));
    journal.choose_passphrase(KIT, "kit", &own()).unwrap();
    let made = journal.ways().public(KIT).unwrap();
    assert_ne!(made, given);
    assert_eq!(journal.ways().public_before(KIT), Some(given));
    // That the key is new is signed with the one that was given, what follows with the new one.
    journal.append(&signed(3, KIT, people::Fact::KeyMade(made))).unwrap();
    journal.append(&Entry { by: KIT, ..story(4, KASIA, 0, "Asleep by ten.") }).unwrap();
    let verified = journal.verify(0, None, |_| ()).unwrap();
    assert_eq!((verified.signatures, verified.found), (4, Vec::new()));
    drop(journal);
    let before = Journal::open(&Site::of(&home), KIT, &pass());
    assert!(matches!(before.map(drop), Err(NotOpened::WrongPassphrase { .. })));
    let (journal, way) = Journal::open(&Site::of(&home), KIT, &own()).unwrap();
    assert_eq!((way, journal.ways().public(KIT)), (Way::Own, Some(made)));
}

#[test]
fn who_only_changes_a_passphrase_goes_on_with_the_same_pen() {
    let (_dir, home, _) = with_kit();
    let mut journal = open(&home).unwrap();
    let pen = journal.ways().public(DEE);
    journal.choose_passphrase(DEE, "dee", &own()).unwrap();
    assert_eq!((journal.ways().public(DEE), journal.ways().public_before(DEE)), (pen, None));
    drop(journal);
    let (journal, _) = Journal::open(&Site::of(&home), DEE, &own()).unwrap();
    assert_eq!(journal.ways().public(DEE), pen);
}

#[test]
fn who_came_with_the_recovery_key_signs_with_a_new_pen() {
    let (_dir, home, _) = with_kit();
    let mut journal = open(&home).unwrap();
    let pen = journal.ways().public(DEE);
    let key = journal.change_ways(Ways::make_recovery).unwrap();
    drop(journal);
    let (mut journal, way) = Journal::open_with_recovery(&Site::of(&home), &key.to_string(), None).unwrap();
    assert_eq!((way, journal.ways().public(DEE)), (Way::Recovery, None));
    journal.choose_passphrase(DEE, "dee", &own()).unwrap();
    let fresh = journal.ways().public(DEE);
    assert!(fresh.is_some() && fresh != pen);
    assert_eq!(journal.ways().public_before(DEE), None);
}

#[test]
fn whoever_put_their_pen_down_signs_nothing_more() {
    let (_dir, home, _) = with_kit();
    let mut journal = open(&home).unwrap();
    journal.take_pen(TOM, &pass()).unwrap();
    journal.append(&Entry { by: TOM, ..story(3, KASIA, 0, "Asleep by ten.") }).unwrap();
    journal.put_down_pen(TOM);
    assert_eq!(journal.ways().public(TOM), None);
    let refused = told(journal.append(&Entry { by: TOM, ..story(4, KASIA, 0, "Up again.") }));
    assert!(matches!(refused, Trouble::NoPen), "{refused:?}");
    journal.append(&story(4, KASIA, 0, "Up again.")).unwrap();
}

#[test]
fn a_home_is_made_up_when_nobodys_passphrase_costs_more_than_a_made_up_ones() {
    let dir = TempDir::new().unwrap();
    let made = |name: &str, cost| {
        let home = dir.path().join(name);
        let mut founders = Founders::new(card().id, cost).unwrap();
        founders.add("dee", &pass(), Pen::new(DEE).unwrap()).unwrap();
        // Nobody guesses it, so that what it costs says nothing.
        founders.make_recovery().unwrap();
        Journal::create(&Site::of(&home), &card(), founders, &[], &Home::default()).unwrap();
        is_made_up(&home)
    };
    assert!(made("made up", Cost::DEMO));
    assert!(!made("real", Cost::new(512, 1, 1).unwrap()));
    assert!(!is_made_up(dir.path()), "there is none");
}
