//! The home's own settings and each child's page: what they need, and what is cleaned.

use super::*;
use crate::care::child::{Act as ChildAct, Contact, ContactRule, Profile, SignificantDate};
use crate::care::house::{Act as HouseAct, Opening, Terms};
use crate::care::people::Act as PeopleAct;

#[test]
fn a_home_is_opened_once_by_whoever_begins_it() {
    let opening = |name: &str| {
        HouseAct::Open(Opening {
            name: name.into(),
            zone: chrono_tz::Europe::London,
            hours: Hours::default(),
            demo: true,
        })
    };
    let empty = || Given::empty(time(1, "08:00"));
    let came = empty().when(RUTH.does(opening(" Hawthorn  House "))).accepted();
    assert_eq!((came.home.house.name.as_str(), came.home.house.demo), ("Hawthorn House", true));
    empty().when(RUTH.does(opening(""))).then("Write the home's name.");
    given([]).when(RUTH.does(opening("Another"))).then("This home is open already.");
    let say = "Your name is not there any more. Go back and look again.";
    empty().when(RUTH.does(HouseAct::Rename("Hawthorn".into()))).then(say);
}

#[test]
fn settings_say_what_they_need() {
    for (act, say) in [
        (HouseAct::Rename(" ".into()), "Write the home's name."),
        (HouseAct::SetOnCall(String::new()), "Say who to ring at night."),
        (HouseAct::SetCheckMinutes(4), "Minutes between checks must be from 5 to 240."),
        (HouseAct::SetLockMinutes(0), "Minutes before it locks must be from 1 to 15."),
        (HouseAct::SetLockMinutes(16), "Minutes before it locks must be from 1 to 15."),
        (HouseAct::SetCheckMinutes(241), "Minutes between checks must be from 5 to 240."),
        (
            HouseAct::SetTerms(Terms { keyworker: String::new(), ..Terms::default() }),
            "Write the word this home uses.",
        ),
    ] {
        given([]).when(RUTH.does(act)).then(say);
    }
}

#[test]
fn settings_hold_from_when_they_are_set() {
    let terms = Terms { keyworker: "link worker".into(), ..Terms::default() };
    let hours = Hours::new(clock("07:00"), clock("10:00"), clock("21:00")).unwrap();
    let given = given([
        RUTH.does(HouseAct::Rename("Rowan House".into())),
        RUTH.does(HouseAct::SetOnCall("Jo Lund".into())),
        RUTH.does(HouseAct::SetCheckMinutes(20)),
        RUTH.does(HouseAct::SetLockMinutes(5)),
        RUTH.does(HouseAct::SetTerms(terms.clone())),
        RUTH.does(HouseAct::SetHours(hours)),
    ]);
    let house = &given.home.house;
    assert_eq!(
        (house.name.as_str(), house.on_call.as_str(), house.check_minutes, house.lock_minutes),
        ("Rowan House", "Jo Lund", 20, 5)
    );
    assert_eq!((&house.terms, house.hours, house.demo), (&terms, hours, false));
}

#[test]
fn each_person_chooses_keys_and_colours_for_themselves() {
    let given = given([
        DEE.does(PeopleAct::ChooseTheme(Some("night".into()))),
        DEE.does(PeopleAct::ChooseKeymap(Some("vim".into()))),
        DEE.does(PeopleAct::PutCardsAway),
    ]);
    let choices = |who| given.home.people.get(who).unwrap().choices.clone();
    let (theme, keymap) = (Some("night".into()), Some("vim".into()));
    assert_eq!(choices(DEE), people::Choices { keymap, theme, shown_round: true });
    assert_eq!(choices(TOM), people::Choices::default());
    let back = given.when(DEE.does(PeopleAct::ChooseTheme(None)));
    assert_eq!(back.home.people.get(DEE).unwrap().choices.theme, None);
}

fn page(change: impl Fn(&mut Profile)) -> Step {
    let mut profile = Profile { name: "Kasia Wolny".into(), ..Profile::default() };
    change(&mut profile);
    SAM.does(ChildAct::ChangeProfile { child: KASIA_ID, profile: Box::new(profile) })
}

#[test]
fn a_childs_page_says_what_it_needs() {
    let date = |month, day| SignificantDate { what: "Gran’s birthday".into(), month, day };
    let contact = |who: &str| Contact { who: who.into(), rule: ContactRule::Never };
    given([]).when(page(|it| it.name = String::new())).then("Write the child's name.");
    given([])
        .when(page(|it| it.preferred = "x".repeat(61)))
        .then("Preferred name must be 60 characters or fewer");
    given([]).when(page(|it| it.born = Some(day(24)))).then("Born must be today or in the past.");
    let say = "Write the date as day and month, such as 28/11.";
    for (month, on) in [(13, 1), (0, 1), (2, 30), (4, 31), (1, 0)] {
        given([]).when(page(|it| it.dates = vec![date(month, on)])).then(say);
    }
    given([]).when(page(|it| it.dates = vec![date(2, 29)])).accepted();
    given([]).when(page(|it| it.contacts = vec![contact(" ")])).then("Write who the contact is.");
}

#[test]
fn empty_allergies_are_left_out_and_words_are_cleaned() {
    let allergies = |it: &mut Profile| {
        it.allergies = vec![" nuts, \u{7}carries  pen ".into(), "  ".into()];
        it.helps = "Sit near.\r\n\r\n\r\n\r\n\r\nSay little.".into();
    };
    let came = given([]).when(page(allergies)).accepted();
    let profile = &came.home.children.get(KASIA_ID).unwrap().profile;
    assert_eq!(profile.allergies, ["nuts, carries pen"]);
    assert_eq!(profile.helps, "Sit near.\n\n\nSay little.");
}

#[test]
fn those_a_child_may_not_see_are_told_by_name() {
    let contacts = |it: &mut Profile| {
        let agreed = ContactRule::Agreed { how: "call".into(), on: Weekdays::EVERY };
        it.contacts = vec![
            Contact { who: "Dad".into(), rule: agreed },
            Contact { who: "R. Wood".into(), rule: ContactRule::Never },
        ];
    };
    let came = given([]).when(page(contacts)).accepted();
    let child = came.home.children.get(KASIA_ID).unwrap();
    assert_eq!(child.no_contact_with().collect::<Vec<_>>(), ["R. Wood"]);
}

#[test]
fn a_child_is_called_by_the_name_they_like_and_found_by_any() {
    let came = given([]).when(page(|it| it.preferred = "Kass".into())).accepted();
    assert_eq!(came.home.name_of(KASIA), "Kass");
    let named = |name| came.home.children.named(name).map(|child| child.id);
    assert_eq!(
        ["kasia wolny", "KASS", "Mo", "Kasia"].map(named),
        [Some(KASIA_ID), Some(KASIA_ID), Some(MO_ID), None]
    );
}

#[test]
fn a_child_is_as_old_as_their_whole_years() {
    let born = CareDay::of(NaiveDate::from_ymd_opt(2012, 11, 24).unwrap());
    let came = given([]).when(page(move |it| it.born = Some(born))).accepted();
    let child = came.home.children.get(KASIA_ID).unwrap();
    assert_eq!([23, 24].map(|on| child.age_on(day(on))), [Some(13), Some(14)]);
    assert_eq!(child.age_on(born.plus(-1)), None);
}

#[test]
fn a_child_who_comes_to_live_here_has_the_lists_of_every_child_from_that_day() {
    let profile = Box::new(Profile { name: "Siobhán Ryan".into(), ..Profile::default() });
    let came = given([]).when(RUTH.does(ChildAct::Admit { profile, keyworker: Some(DEE) }));
    let child = ChildId(fresh(0));
    assert_eq!(
        came.home.children.here().map(super::super::child::Child::called).collect::<Vec<_>>(),
        ["Kasia", "Mo", "Siobhán"]
    );
    came.shows(Subject::Child(child), 23, Part::Morning, &["bedroom tidy", "washed"]).shows(
        Subject::Child(child),
        22,
        Part::Morning,
        &[],
    );
}

#[test]
fn a_child_who_lives_here_does_not_come_again() {
    let named = |name: &str, born: Option<u32>| {
        let born = born.map(|day| CareDay::of(NaiveDate::from_ymd_opt(2012, 11, day).unwrap()));
        let profile = Box::new(Profile { name: name.into(), born, ..Profile::default() });
        RUTH.does(ChildAct::Admit { profile, keyworker: None })
    };
    given([named("Siobhán Ryan", None)])
        .when(named("siobhán  ryan", None))
        .then("Siobhán Ryan lives here already. If this is another child, say when they were born.");
    given([named("Siobhán Ryan", Some(3))])
        .when(named("Siobhán Ryan", Some(3)))
        .then("Siobhán Ryan lives here already. If this is another child, give their fuller name.");
    given([named("Siobhán Ryan", Some(3))]).when(named("Siobhán Ryan", Some(4))).accepted();
}
