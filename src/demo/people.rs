//! Who lives and works in Hawthorn House. Everyone here is made up.

use crate::care::child::{Contact, ContactRule, Profile, SignificantDate};
use crate::care::days::Weekdays;
use crate::care::people::Role;
use crate::care::trail::Outcome;
use crate::care::{CareDay, ChildId, StaffId};
use chrono::{Datelike, Months, Weekday};

/// The ten who are always there, by their place in [`STAFF`].
pub(super) const RUTH: usize = 0;
pub(super) const GRACE: usize = 1;
pub(super) const PRIYA: usize = 2;
pub(super) const DEE: usize = 3;
pub(super) const SAM: usize = 4;
pub(super) const AL: usize = 5;
pub(super) const TOM: usize = 6;
pub(super) const LEILA: usize = 7;
pub(super) const ZOFIA: usize = 8;
pub(super) const KIT: usize = 9;

/// Some of the six who always live here, by their place in the list that is brought in.
pub(super) const KASIA: usize = 0;
pub(super) const JAYDEN: usize = 1;
pub(super) const ELLIE_MAY: usize = 2;
pub(super) const MO: usize = 3;
pub(super) const SIOBHAN: usize = 4;
pub(super) const TUYET: usize = 5;

/// How many of them.
pub(super) const CHILDREN: usize = 6;

/// Login, name and role.
pub(super) const STAFF: [(&str, &str, Role); 10] = [
    ("ruth", "Ruth Ellison", Role::Manager),
    ("grace", "Grace Adeyemi-Pool", Role::Deputy),
    ("priya", "Priya Nair", Role::Senior),
    ("dee", "Dee Marsh", Role::Worker),
    ("sam", "Sam Okoro", Role::Worker),
    ("al", "Al Grove", Role::Worker),
    ("tom", "Tom Beech", Role::Night),
    ("leila", "Leila Rahmani", Role::Worker),
    ("zofia", "Zofia Wójcik-Dale", Role::Night),
    ("kit", "Kit Fallow", Role::Agency),
];

/// First names for any more of them.
const FIRST: [&str; 12] =
    ["Bea", "Callum", "Dilys", "Emeka", "Farah", "Gwen", "Harjit", "Isla", "Jonas", "Keira", "Lowri", "Noor"];
/// Last names for any more of them.
const LAST: [&str; 11] = [
    "Ashdown", "Birk", "Coombe", "Dunmore", "Eastley", "Fenn", "Garside", "Holt", "Ingle", "Larch", "Maddock",
];

/// Everyone's ids, by the places above.
#[derive(Default)]
pub(super) struct Cast {
    pub(super) staff: Vec<StaffId>,
    pub(super) children: Vec<ChildId>,
}

/// The login, name and role of the n-th member of staff, however many there are.
pub(super) fn staff(n: usize) -> (String, String, Role) {
    if let Some((login, name, role)) = STAFF.get(n) {
        return ((*login).into(), (*name).into(), *role);
    }
    let first = FIRST[n % FIRST.len()];
    (format!("{}{n}", first.to_lowercase()), format!("{first} {}", LAST[n % LAST.len()]), Role::Worker)
}

/// The n-th child, however many there are, with the place of their keyworker.
pub(super) fn child(n: usize, today: CareDay) -> (Profile, Option<usize>) {
    match n {
        KASIA => (kasia(today), Some(SAM)),
        JAYDEN => (jayden(today), Some(DEE)),
        ELLIE_MAY => (ellie_may(today), Some(PRIYA)),
        MO => (mo(today), Some(DEE)),
        SIOBHAN => (siobhan(today), None),
        TUYET => (tuyet(today), Some(LEILA)),
        more => {
            let name = format!("{} {}", FIRST[(more + 5) % FIRST.len()], LAST[(more + 3) % LAST.len()]);
            let room = (more + 1).to_string();
            (Profile { name, room, born: born(today, 11, 40), ..Profile::default() }, Some(AL))
        }
    }
}

/// How often each outcome comes up for a child's own lines, in the order of [`Outcome::ALL`].
pub(super) fn manner(child: usize) -> [u32; Outcome::ALL.len()] {
    match child {
        KASIA => [60, 17, 9, 8, 1, 1, 4],
        JAYDEN => [80, 12, 3, 2, 0, 1, 2],
        ELLIE_MAY => [32, 35, 26, 4, 1, 1, 1],
        MO => [46, 18, 4, 24, 1, 5, 2],
        SIOBHAN => [67, 10, 15, 3, 1, 2, 2],
        _ => [62, 18, 12, 4, 1, 1, 2],
    }
}

fn kasia(today: CareDay) -> Profile {
    Profile {
        name: "Kasia Wiśniewska".into(),
        pronouns: "she/her".into(),
        born: born(today, 14, 120),
        room: "3".into(),
        school: "Mill Lane School, year 10".into(),
        allergies: vec!["nuts, carries a pen".into()],
        contacts: vec![
            never("R. Wood, mum’s former partner"),
            agreed("Mum", "visits, Saturdays 14:00, supervised", &[Weekday::Sat]),
            agreed("Dad", "call, Thursdays 17:30, supervised", &[Weekday::Thu]),
            agreed("Gran", "letters and cards, any time", &[]),
        ],
        dates: vec![yearly("Gran’s birthday", today.plus(5)), yearly("Brother’s birthday", today.plus(96))],
        helps: "Sit on the landing. Do not ask. Hot chocolate in the blue cup.".into(),
        ..Profile::default()
    }
}

fn jayden(today: CareDay) -> Profile {
    Profile {
        name: "Jayden Clarke-Mensah".into(),
        pronouns: "he/him".into(),
        born: born(today, 12, 300),
        room: "1".into(),
        school: "Mill Lane School, year 8".into(),
        contacts: vec![
            agreed("Nan", "calls, any evening before 20:00", &[]),
            agreed("Mum", "visits, every Sunday 11:00, at the contact centre", &[Weekday::Sun]),
        ],
        dates: vec![yearly("Day he came to live here", today.plus(40))],
        helps: "Football, then food, then talking, in that order.".into(),
        ..Profile::default()
    }
}

fn ellie_may(today: CareDay) -> Profile {
    Profile {
        name: "Ellie-May Hartshorn".into(),
        pronouns: "she/her".into(),
        // Her birthday is coming: it must be in the diary of whoever covers.
        born: born(today.plus(9), 10, 0),
        room: "4".into(),
        school: "St Aldhelm’s Primary, year 5".into(),
        allergies: vec!["penicillin".into(), "plasters".into()],
        contacts: vec![
            agreed("Mum", "video call, Tuesdays 18:00", &[Weekday::Tue]),
            agreed("Auntie Bev", "day out, first Saturday of the month", &[]),
        ],
        dates: vec![yearly("The day her dad died", today.plus(12))],
        helps: "Rabbit first. Count the stairs together. A story with no dogs in it.".into(),
        ..Profile::default()
    }
}

fn mo(today: CareDay) -> Profile {
    Profile {
        name: "Mohammed Tariq Lone-Reed".into(),
        preferred: "Mo".into(),
        pronouns: "he/him".into(),
        born: born(today, 15, 200),
        room: "6".into(),
        school: "Bridge Centre, mornings".into(),
        allergies: vec!["asthma: blue inhaler".into()],
        contacts: vec![
            never("D. Pike, met online"),
            agreed("Uncle Yusuf", "visits, as he can, ring first", &[]),
            agreed("Little sister", "call, Wednesdays 17:00", &[Weekday::Wed]),
        ],
        dates: vec![yearly("Eid with his uncle, ask for the day", today.plus(60))],
        helps: "Talk about the dog. Walk with him. Let him choose the way back.".into(),
    }
}

fn siobhan(today: CareDay) -> Profile {
    Profile {
        name: "Siobhán Ní Dhuibhne".into(),
        pronouns: "she/her".into(),
        born: born(today, 13, 20),
        room: "2".into(),
        school: "place asked for, starts soon".into(),
        contacts: vec![agreed(
            "Sister Aoife",
            "call, Mondays and Fridays 19:00",
            &[Weekday::Mon, Weekday::Fri],
        )],
        dates: vec![yearly("Aoife’s birthday", today.plus(18))],
        helps: "Lamp on, door open a hand. Ask again later.".into(),
        ..Profile::default()
    }
}

fn tuyet(today: CareDay) -> Profile {
    Profile {
        name: "Nguyễn Ánh Tuyết".into(),
        preferred: "Tuyết".into(),
        pronouns: "they/them".into(),
        born: born(today, 16, 60),
        room: "5".into(),
        school: "City College, English and art".into(),
        contacts: vec![agreed("Cousin Lan", "messages and calls, any time", &[])],
        dates: vec![yearly("Tết: ask what they would like to cook", today.plus(80))],
        helps: "Say it once, slowly, then write it down. Cooking together.".into(),
        ..Profile::default()
    }
}

fn born(today: CareDay, years: u32, days: i32) -> Option<CareDay> {
    today.date().checked_sub_months(Months::new(12 * years)).map(|date| CareDay::of(date).plus(-days))
}

fn yearly(what: &str, day: CareDay) -> SignificantDate {
    // A month and a day of the month are never more than 31.
    let small = |number: u32| u8::try_from(number).unwrap_or(1);
    SignificantDate { what: what.into(), month: small(day.date().month()), day: small(day.date().day()) }
}

fn never(who: &str) -> Contact {
    Contact { who: who.into(), rule: ContactRule::Never }
}

fn agreed(who: &str, how: &str, on: &[Weekday]) -> Contact {
    Contact { who: who.into(), rule: ContactRule::Agreed { how: how.into(), on: Weekdays::of(on) } }
}
