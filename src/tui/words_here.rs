//! What the marks, levels and initials on a screen mean, in this home's own words.

use super::doors;
use super::menu::Item;
use crate::care::alert::Level;
use crate::care::trail::Outcome;
use crate::desk::View;
use crate::keys::Place;
use crate::theme::Mark;

const HEADING: &str = "The words on this screen";

/// The words of the screens of a place.
pub fn of(place: Place, view: &View<'_>) -> Vec<Item> {
    match place {
        Place::Checklist => {
            let mut words: Vec<Item> = Outcome::ALL.into_iter().map(outcome).collect();
            words.extend(ON_A_LINE.map(|(mark, words)| item(mark, words)));
            words.extend(initials(view));
            words
        }
        Place::Board | Place::Child | Place::Alerts | Place::Night | Place::Since => {
            levels(view).chain(initials(view)).collect()
        }
        Place::Notes | Place::Log => initials(view).collect(),
        Place::Reading | Place::Round => levels(view).collect(),
        Place::Everywhere
        | Place::List
        | Place::InAndOut
        | Place::ReadBack
        | Place::Shifts
        | Place::Drafts
        | Place::Form
        | Place::Text
        | Place::SignIn
        | Place::Search => Vec::new(),
    }
}

/// Where a line comes from, and what became of it besides its outcome.
const ON_A_LINE: [(Mark, &str); 7] = [
    (Mark::Appointment, "an appointment"),
    (Mark::Duty, "a duty, which comes again when it is done"),
    (Mark::Todo, "to do once: from a note, an alert or a colleague"),
    (Mark::Given, "given to the colleague beside it, who has not done it yet"),
    (Mark::Words, "has words to it; Enter opens them"),
    (Mark::Late, "recorded late: after its part of day had ended"),
    (Mark::Open, "still to do"),
];

fn outcome(outcome: Outcome) -> Item {
    let words = match outcome {
        Outcome::Done => "done, by the child alone",
        Outcome::Prompted => "prompted: done after being reminded",
        Outcome::Helped => "helped: done with help",
        Outcome::Declined => "declined: the child said no, which is no failure",
        Outcome::Away => "away: the child was out of the home",
        Outcome::Missed => "missed by us, with the reason; it goes on to the next day",
        Outcome::NotNeeded => "not needed today",
    };
    item(doors::outcome(Some(outcome)).0, words)
}

fn levels(view: &View<'_>) -> impl Iterator<Item = Item> {
    let house = &view.home().house;
    let meaning = |level: Level| format!("{}: {}", level.words(), house.meaning(level));
    let levels: Vec<Item> =
        Level::ALL.into_iter().rev().map(|level| item(doors::level(Some(level)).0, meaning(level))).collect();
    levels.into_iter().chain([item(Mark::Settled, "settled: no open alert")])
}

fn initials(view: &View<'_>) -> impl Iterator<Item = Item> {
    let staff = view.home().people.working().map(|staff| Item {
        keys: staff.initials(),
        mark: None,
        ..item(Mark::Dot, format!("{}, {}", staff.name, staff.role.words()))
    });
    staff.collect::<Vec<_>>().into_iter()
}

fn item(mark: Mark, words: impl Into<String>) -> Item {
    Item {
        heading: HEADING.into(),
        command: None,
        keys: String::new(),
        mark: Some(mark),
        words: words.into(),
        why_not: None,
    }
}
