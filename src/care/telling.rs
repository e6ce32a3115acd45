//! Each entry in a few words: for the message line, the board's story of the shift, and scripts.

use super::{Entry, Fact, Home, alert, checklist, child, diary, handover, house, log, night, people};

/// An entry in a few words. The child's name always comes first, so it is not in them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// What it is about: "bedroom tidy", "alert".
    pub what: String,
    /// What came of it: "done", "urgent"; perhaps nothing.
    pub came: String,
}

impl Told {
    /// "bedroom tidy, done".
    pub fn sentence(&self) -> String {
        if self.came.is_empty() { self.what.clone() } else { format!("{}, {}", self.what, self.came) }
    }
}

/// Tells an entry; nothing for what only its own person cares about, such as a choice of colours.
pub fn tell(home: &Home, entry: &Entry) -> Option<Told> {
    let told = |what: &str, came: &str| Some(Told { what: what.into(), came: came.into() });
    match &entry.fact {
        Fact::Checklist(fact) => checklist(home, fact),
        Fact::Alert(fact) => alert(home, fact),
        Fact::Handover(fact) => handover(home, fact),
        Fact::Log(log::Fact::Written(written)) => told("log", written.category.words()),
        Fact::Log(log::Fact::Amended { .. }) => told("log", "amended"),
        Fact::Night(night::Fact::Checked { found, .. }) => told("night check", found.words()),
        Fact::Night(night::Fact::CheckTakenBack(_)) => told("night check", "taken back"),
        Fact::Diary(diary::Fact::Booked(booked)) => told(&booked.what, "booked"),
        Fact::Diary(diary::Fact::Cancelled(_)) => told("appointment", "cancelled"),
        Fact::Child(child::Fact::Admitted { .. }) => told("came to live here", ""),
        Fact::Child(child::Fact::ProfileChanged { .. }) => told("page", "changed"),
        Fact::Child(child::Fact::Appointed { staff, .. }) => {
            told(&home.house.terms.keyworker, home.people.name(*staff))
        }
        Fact::Child(child::Fact::MovedOn) => told("moved on", ""),
        Fact::People(people::Fact::Joined(staff)) => told(&staff.name, "joined"),
        Fact::People(people::Fact::LeavePlanned { whose, .. }) => {
            told(home.people.name(*whose), "leave planned")
        }
        Fact::People(people::Fact::LeaveCancelled { whose, .. }) => {
            told(home.people.name(*whose), "leave cancelled")
        }
        Fact::People(
            people::Fact::KeymapChosen(_) | people::Fact::ThemeChosen(_) | people::Fact::ShownRound,
        ) => None,
        Fact::House(house::Fact::Opened(house)) => told(&house.name, "opened"),
        Fact::House(_) => told("settings of the home", "changed"),
    }
}

fn checklist(home: &Home, fact: &checklist::Fact) -> Option<Told> {
    let told = |what: &str, came: String| Some(Told { what: what.into(), came });
    match fact {
        checklist::Fact::Ticked { words, tick, .. } => told(words, tick.outcome.words().into()),
        checklist::Fact::OpenedAgain { .. } => told("a line", "open again".into()),
        checklist::Fact::Given { words, to: Some(to), .. } => {
            told(words, format!("given to {}", home.people.name(*to)))
        }
        checklist::Fact::Given { words, to: None, .. } => told(words, "given to nobody".into()),
        checklist::Fact::RoutineAdded(line) => told(&line.words, "added to the routine".into()),
        checklist::Fact::RoutineEnded { .. } => told("a routine line", "no longer asked".into()),
        checklist::Fact::DutySet(duty) => told(&duty.words, duty.cycle.words()),
        checklist::Fact::DutyEnded(_) => told("a duty", "no longer asked".into()),
        checklist::Fact::TodoAdded(added) => {
            told(&added.words, format!("to do on {}", added.day.date().format("%-d %B")))
        }
        checklist::Fact::TodoWithdrawn(_) => told("a to-do", "taken out".into()),
    }
}

fn alert(home: &Home, fact: &alert::Fact) -> Option<Told> {
    let came = match fact {
        alert::Fact::Raised { warning, .. } => {
            format!("{}, {}", warning.level.words(), warning.feeling.words())
        }
        alert::Fact::Withdrawn(_) => "taken back".into(),
        alert::Fact::Read(id) => {
            let level = home.alerts.get(*id).map_or("", |alert| alert.warning.level.words());
            format!("{level} alert read").trim_start().into()
        }
        alert::Fact::ReadTakenBack(_) => "unread again".into(),
        alert::Fact::FollowedUp { .. } => "follow-up".into(),
        alert::Fact::Closed { .. } => "closed".into(),
        alert::Fact::OpenedAgain(_) => "open again".into(),
    };
    Some(Told { what: "alert".into(), came })
}

fn handover(home: &Home, fact: &handover::Fact) -> Option<Told> {
    let came = match fact {
        handover::Fact::Left(note) => format!("left with {}", home.people.name(note.cover)),
        handover::Fact::Read(_) => "read".into(),
        handover::Fact::Accepted(_) => "accepted".into(),
        handover::Fact::AcceptanceTakenBack(_) => "no longer accepted".into(),
        handover::Fact::Withdrawn(_) => "taken back".into(),
    };
    Some(Told { what: "off-duty note".into(), came })
}
