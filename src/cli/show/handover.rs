//! `bethere show handover`: what the last shift handed over, who signed it and who took it over.

use super::Page;
use super::shapes::{Who, one_line, time, who, whom};
use crate::care::handing_over::{ChildPart, Handover, HousePart, Signed};
use crate::care::{Subject, when};
use crate::cli::say::{count, sentence};
use crate::desk::View;
use serde::Serialize;
use uuid::Uuid;

/// The page's own fields in JSON, for its help.
pub(super) const FIELDS: &str = "\
In JSON, besides what every page has (see bethere show --help):
handover (null before the first): id, since (when the shift began), signed as {by, at}, accepted (each by and at; \
empty while nobody took it over), minutes (from beginning to give it until it was accepted), children (in the order \
they are spoken of; child, how, story, health, movements, behaviour, family, to_do, may_happen), house as {keys, \
petty_cash, medication, counted_by, repairs, visitors, staffing}";

#[derive(Serialize)]
pub(super) struct LastHandover {
    handover: Option<Told>,
}

#[derive(Serialize)]
struct Told {
    id: Uuid,
    since: String,
    signed: Name,
    accepted: Vec<Name>,
    minutes: Option<i64>,
    children: Vec<Child>,
    house: House,
}

/// Somebody's name under it.
#[derive(Serialize)]
struct Name {
    by: Who,
    at: String,
    #[serde(skip)]
    when: String,
}

#[derive(Serialize)]
struct Child {
    child: Who,
    how: &'static str,
    story: String,
    health: String,
    movements: String,
    behaviour: String,
    family: String,
    to_do: String,
    may_happen: String,
}

#[derive(Serialize)]
struct House {
    keys: String,
    petty_cash: String,
    medication: String,
    counted_by: Vec<Who>,
    repairs: String,
    visitors: String,
    staffing: String,
}

pub(super) fn page(view: &View<'_>) -> LastHandover {
    LastHandover { handover: view.home().handovers.last().map(|last| Told::new(view, last)) }
}

impl Told {
    fn new(view: &View<'_>, handover: &Handover) -> Self {
        let (home, now) = (view.home(), view.now());
        let name = |signed: &Signed| Name {
            by: who(home, signed.by),
            at: time(signed.at, now),
            when: when::shown_when(signed.at, now),
        };
        let sheet = &handover.sheet;
        Self {
            id: handover.id.0,
            since: time(sheet.since, now),
            signed: name(&handover.signed),
            accepted: handover.accepted.iter().map(name).collect(),
            minutes: handover.took().map(|took| took.num_minutes()),
            children: sheet
                .children
                .iter()
                .map(|part| Child::new(whom(home, Subject::Child(part.child)), part))
                .collect(),
            house: House::new(
                sheet.house.counted.iter().map(|staff| who(home, *staff)).collect(),
                &sheet.house,
            ),
        }
    }
}

impl Child {
    fn new(child: Who, part: &ChildPart) -> Self {
        Self {
            child,
            how: part.how.words(),
            story: part.story.clone(),
            health: part.health.clone(),
            movements: part.movements.clone(),
            behaviour: part.behaviour.clone(),
            family: part.family.clone(),
            to_do: part.to_do.clone(),
            may_happen: part.may.clone(),
        }
    }

    fn lines(&self) -> Vec<String> {
        let head = format!("{}. {}", self.child.name, sentence(self.how));
        let boxes = [
            ("The story", &self.story),
            ("Health, wellbeing", &self.health),
            ("Out and back", &self.movements),
            ("Behaviour", &self.behaviour),
            ("Family, workers", &self.family),
            ("To do", &self.to_do),
            ("What may happen", &self.may_happen),
        ];
        std::iter::once(head).chain(filled(&boxes)).collect()
    }
}

impl House {
    fn new(counted_by: Vec<Who>, part: &HousePart) -> Self {
        Self {
            keys: part.keys.clone(),
            petty_cash: part.cash.clone(),
            medication: part.medication.clone(),
            counted_by,
            repairs: part.repairs.clone(),
            visitors: part.visitors.clone(),
            staffing: part.staffing.clone(),
        }
    }

    fn lines(&self) -> Vec<String> {
        let names: Vec<&str> = self.counted_by.iter().map(|who| who.name.as_str()).collect();
        let boxes = [
            ("Keys", &self.keys),
            ("Petty cash", &self.petty_cash),
            ("Medication count", &self.medication),
            ("Agreed by", &names.join(" and ")),
            ("Repairs", &self.repairs),
            ("Visitors expected", &self.visitors),
            ("Staffing", &self.staffing),
        ];
        std::iter::once("The house.".into()).chain(filled(&boxes)).collect()
    }
}

/// What was written, each text on a line.
fn filled(boxes: &[(&str, &String)]) -> Vec<String> {
    let filled = boxes.iter().filter(|(_, words)| !words.is_empty());
    let told = |words: &str| words.lines().map(one_line).collect::<Vec<_>>().join("; ");
    filled.map(|(label, words)| format!("  {label}: {}", sentence(&told(words)))).collect()
}

impl Page for LastHandover {
    fn lines(&self) -> Vec<String> {
        let Some(last) = &self.handover else { return vec!["No shift was handed over here yet.".into()] };
        let mut lines = vec![format!("{} signed it over, {}.", last.signed.by.name, last.signed.when)];
        let took = last.minutes.and_then(|minutes| usize::try_from(minutes.max(1)).ok());
        lines
            .extend(last.accepted.iter().map(|name| format!("{} accepted it, {}.", name.by.name, name.when)));
        match took {
            _ if last.accepted.is_empty() => lines.push("Nobody has accepted it yet.".into()),
            Some(minutes) => lines.push(format!("It took {}.", count(minutes, "minute", "minutes"))),
            None => {}
        }
        lines.extend(last.children.iter().flat_map(Child::lines));
        lines.extend(last.house.lines());
        lines
    }
}
