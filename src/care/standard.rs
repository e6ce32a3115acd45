//! What a home starts with: the lines and duties asked of every child until the home words its own.
//!
//! Data and nothing else. First run offers them to be changed, and the demo lives by them.

use super::Subject;
use super::days::{CareDay, Cycle, Part, Weekdays};
use super::routine::{Act, When, Whose};

/// A routine line to start with.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// For whom.
    pub whose: Whose,
    /// In which part of day.
    pub part: Part,
    /// What is to be done.
    pub words: &'static str,
    /// On which days.
    pub when: When,
}

impl Line {
    /// The act that adds it.
    pub fn act(self) -> Act {
        Act::Add { whose: self.whose, part: self.part, words: self.words.into(), when: self.when }
    }
}

/// A duty to start with.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Duty {
    /// In which part of day.
    pub part: Part,
    /// What is to be done.
    pub words: &'static str,
    /// How often.
    pub cycle: Cycle,
}

impl Duty {
    /// The act that asks it of one child, for the first time on `due`.
    pub fn act(self, subject: Subject, due: CareDay) -> Act {
        Act::SetDuty { subject, part: self.part, words: self.words.into(), cycle: self.cycle, due }
    }
}

/// The routine lines to start with, in the order of the day: each child's, then the house's own.
pub const LINES: [Line; 37] = [
    child(Part::Morning, "bedroom tidy"),
    child(Part::Morning, "clean, ironed clothes"),
    child(Part::Morning, "washed"),
    child(Part::Morning, "hair"),
    child(Part::Morning, "equipped for the day"),
    child(Part::Morning, "plan for today talked through"),
    Line { when: When::BeforeMeeting, ..child(Part::Morning, "meeting or court talked through") },
    child(Part::Morning, "any risk or worry told to the manager"),
    child(Part::Day, "health: how they are, anything to book"),
    child(Part::Day, "clothes: enough, clean, mended"),
    child(Part::Day, "clean and presentable"),
    child(Part::Day, "bedroom: in repair, their own, storage safe"),
    child(Part::Day, "bathroom clean, toiletries there"),
    Line { when: When::On(Weekdays::SCHOOL), ..child(Part::Day, "school or education contact") },
    child(Part::Day, "family contact as planned"),
    child(Part::Day, "something they enjoy"),
    child(Part::Day, "feels safe: asked"),
    child(Part::Night, "time together before bed"),
    child(Part::Night, "today and tomorrow: how they feel"),
    child(Part::Night, "fears eased"),
    child(Part::Night, "colleagues alerted, if needed"),
    child(Part::Night, "clean clothes out"),
    child(Part::Night, "towel and toiletries"),
    child(Part::Night, "knows what is next"),
    house(Part::Morning, "keys counted"),
    house(Part::Morning, "medication count agreed"),
    house(Part::Morning, "fire panel clear"),
    house(Part::Morning, "vehicles: lights, tyres, fuel"),
    house(Part::Day, "petty cash counted"),
    house(Part::Day, "medication count agreed"),
    house(Part::Day, "repairs noted"),
    house(Part::Day, "keys counted at handover"),
    house(Part::Night, "doors and windows locked"),
    house(Part::Night, "fire panel clear, exits free"),
    house(Part::Night, "medication count agreed"),
    house(Part::Night, "vehicle keys in the safe"),
    house(Part::Night, "keys counted"),
];

/// The duties to start with, asked of each child.
pub const DUTIES: [Duty; 8] = [
    Duty { part: Part::Day, words: "key-work session", cycle: Cycle::Weeks(1) },
    Duty { part: Part::Day, words: "call the social worker", cycle: Cycle::Weeks(1) },
    Duty { part: Part::Day, words: "dentist: check-up", cycle: Cycle::Months(6) },
    Duty { part: Part::Day, words: "optician: eye test", cycle: Cycle::Months(12) },
    Duty { part: Part::Day, words: "doctor: health assessment", cycle: Cycle::Months(12) },
    Duty { part: Part::Day, words: "placement plan read through", cycle: Cycle::Months(3) },
    Duty { part: Part::Day, words: "risk assessment read through", cycle: Cycle::Months(1) },
    Duty { part: Part::Day, words: "review of care: views written down", cycle: Cycle::Months(6) },
];

const fn child(part: Part, words: &'static str) -> Line {
    Line { whose: Whose::EveryChild, part, words, when: When::On(Weekdays::EVERY) }
}

const fn house(part: Part, words: &'static str) -> Line {
    Line { whose: Whose::One(Subject::House), part, words, when: When::On(Weekdays::EVERY) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::words;
    use std::collections::BTreeSet;

    #[test]
    fn every_line_is_short_and_clean_and_stands_once_in_its_list() {
        let lines = LINES.iter().map(|line| (line.whose == Whose::EveryChild, line.part, line.words));
        let mut seen = BTreeSet::new();
        for (child, part, line) in lines.chain(DUTIES.iter().map(|duty| (true, duty.part, duty.words))) {
            assert_eq!(words::clean_line(line, 45).as_deref(), Ok(line));
            assert!(seen.insert((child, part, line)), "twice: {line}");
        }
    }
}
