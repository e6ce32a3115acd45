//! Staff, their roles, who may do what, their leave and their own choices of keys and colours.

use super::days::{CareDay, Moment, Part};
use super::refusal::Gaps;
use super::{Decided, Entry, Home, Refusal, StaffId, Stamp, Subject, words};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a member of staff may do follows from their role; the table is in PRODUCT's *Roles*.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Role {
    /// From an agency, perhaps on a first shift here.
    Agency,
    /// Residential worker.
    Worker,
    /// Waking-night worker.
    Night,
    /// Senior, who leads shifts.
    Senior,
    /// Deputy manager.
    Deputy,
    /// Registered manager.
    Manager,
    /// Reads only, for a day.
    Visitor,
}

/// What roles differ in.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Deed {
    /// Tick, write in the log, warn colleagues, give receipts.
    Care,
    /// Leave an off-duty note or accept one as its cover.
    Handover,
    /// Change routines and duties of one's own keychild.
    ChangeKeychild,
    /// Change any routine or duty, bring in lists.
    ChangeRoutines,
    /// Appoint, admit, add staff, change the home's settings.
    RunTheHome,
}

impl Role {
    /// In the order of the table.
    pub const ALL: [Role; 7] =
        [Role::Agency, Role::Worker, Role::Night, Role::Senior, Role::Deputy, Role::Manager, Role::Visitor];

    /// "agency worker", "worker", "night worker" …
    pub fn words(self) -> &'static str {
        match self {
            Role::Agency => "agency worker",
            Role::Worker => "worker",
            Role::Night => "night worker",
            Role::Senior => "senior",
            Role::Deputy => "deputy manager",
            Role::Manager => "manager",
            Role::Visitor => "visitor",
        }
    }

    /// Whether this role may do a deed.
    pub fn may(self, deed: Deed) -> bool {
        match deed {
            Deed::Care => self != Role::Visitor,
            Deed::Handover => !matches!(self, Role::Agency | Role::Visitor),
            Deed::ChangeKeychild => {
                matches!(self, Role::Worker | Role::Senior | Role::Deputy | Role::Manager)
            }
            Deed::ChangeRoutines => matches!(self, Role::Senior | Role::Deputy | Role::Manager),
            Deed::RunTheHome => matches!(self, Role::Deputy | Role::Manager),
        }
    }
}

impl Deed {
    /// As it stands in "Only … can …".
    pub(super) fn words(self) -> &'static str {
        match self {
            Deed::Care => "write in a child's record",
            Deed::Handover => "leave or accept an off-duty note",
            Deed::ChangeKeychild | Deed::ChangeRoutines => "change routines and duties",
            Deed::RunTheHome => "change who lives and works here",
        }
    }
}

/// A stretch of time off.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Leave {
    /// The first care day away.
    pub away_from: CareDay,
    /// The first care day back.
    pub back_on: CareDay,
}

impl Leave {
    /// Whether a care day falls in it.
    pub fn holds(self, day: CareDay) -> bool {
        self.away_from <= day && day < self.back_on
    }
}

/// A person's own choices, kept with them because everyone shares one computer.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Choices {
    /// The keymap they chose, by name.
    pub keymap: Option<String>,
    /// The theme they chose, by name.
    pub theme: Option<String>,
    /// They have seen the first-day cards, or put them away.
    pub shown_round: bool,
}

/// A member of staff.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Staff {
    /// Who.
    pub id: StaffId,
    /// The short name they sign in with, lower case.
    pub login: String,
    /// Their name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// The last care day their account works, for agency staff and visitors.
    pub ends: Option<CareDay>,
    /// Time off that is planned or lately over.
    pub leave: Vec<Leave>,
    /// Their own choices.
    pub choices: Choices,
}

impl Staff {
    /// Up to two initials, as they stand beside a tick.
    pub fn initials(&self) -> String {
        let mut words = self.name.split_whitespace().filter_map(|word| word.chars().next());
        let first = words.next();
        first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
    }

    /// Their first name.
    pub fn first_name(&self) -> &str {
        self.name.split_whitespace().next().unwrap_or(&self.name)
    }

    /// The leave that holds a care day, if they are away then.
    pub fn away_on(&self, day: CareDay) -> Option<Leave> {
        self.leave.iter().copied().find(|leave| leave.holds(day))
    }

    /// Whether something meant for the staff of these parts of day is meant for them now.
    pub fn works(&self, part: Part, now: Part) -> bool {
        part == now || (part == Part::Night && self.role == Role::Night)
    }
}

/// Everyone who works here.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct People {
    all: BTreeMap<StaffId, Staff>,
}

impl People {
    /// A member of staff.
    pub fn get(&self, id: StaffId) -> Option<&Staff> {
        self.all.get(&id)
    }

    /// Everyone, in the order they joined.
    pub fn all(&self) -> impl Iterator<Item = &Staff> {
        self.all.values()
    }

    /// Everyone who can be asked or named: all but visitors.
    pub fn working(&self) -> impl Iterator<Item = &Staff> {
        self.all.values().filter(|staff| staff.role != Role::Visitor)
    }

    /// Who signs in with this short name.
    pub fn by_login(&self, login: &str) -> Option<&Staff> {
        self.all.values().find(|staff| staff.login.eq_ignore_ascii_case(login))
    }

    /// Their name, or "someone who left".
    pub fn name(&self, id: StaffId) -> &str {
        self.all.get(&id).map_or("someone who left", |staff| &staff.name)
    }

    /// Their first name, or "someone".
    pub fn first_name(&self, id: StaffId) -> &str {
        self.all.get(&id).map_or("someone", Staff::first_name)
    }

    /// Their initials, or "–".
    pub fn initials(&self, id: StaffId) -> String {
        self.all.get(&id).map_or("–".into(), Staff::initials)
    }

    /// Whether a person may do a deed now; a refusal says who may.
    pub(super) fn may(&self, home: &Home, by: StaffId, now: Moment, deed: Deed) -> Result<(), Refusal> {
        let Some(staff) = self.get(by) else { return Err(Refusal::Gone("Your name")) };
        if let Some(last) = staff.ends.filter(|last| home.day_of(now) > *last) {
            return Err(Refusal::NotYours(format!(
                "Your account ended on {}. Ask a manager to give it a new end date.",
                last.date().format("%-d %B")
            )));
        }
        if staff.role.may(deed) { Ok(()) } else { Err(Refusal::not_yours(home, deed)) }
    }

    pub(super) fn apply(&mut self, entry: &Entry, fact: &Fact) {
        if let Fact::Joined(staff) = fact {
            self.all.insert(staff.id, (**staff).clone());
            return;
        }
        let whose = match fact {
            Fact::LeavePlanned { whose, .. } | Fact::LeaveCancelled { whose, .. } => *whose,
            Fact::Joined(_) | Fact::KeymapChosen(_) | Fact::ThemeChosen(_) | Fact::ShownRound => entry.by,
        };
        let Some(staff) = self.all.get_mut(&whose) else { return };
        match fact {
            Fact::Joined(_) => {}
            Fact::LeavePlanned { leave, .. } => {
                // Leave that ended a year ago no longer decides anything; the journal keeps it.
                staff.leave.retain(|old| entry.day.since(old.back_on) < 366 && old != leave);
                staff.leave.push(*leave);
            }
            Fact::LeaveCancelled { leave, .. } => staff.leave.retain(|old| old != leave),
            Fact::KeymapChosen(name) => staff.choices.keymap.clone_from(name),
            Fact::ThemeChosen(name) => staff.choices.theme.clone_from(name),
            Fact::ShownRound => staff.choices.shown_round = true,
        }
    }
}

/// What can be asked about people.
#[derive(Clone, PartialEq, Debug)]
pub enum Act {
    /// Add a member of staff.
    Join {
        /// The short name to sign in with.
        login: String,
        /// Their name.
        name: String,
        /// What they may do.
        role: Role,
        /// The last day their account works.
        ends: Option<CareDay>,
    },
    /// Put time off in the calendar.
    PlanLeave {
        /// Whose.
        whose: StaffId,
        /// When.
        leave: Leave,
    },
    /// Take time off out of the calendar.
    CancelLeave {
        /// Whose.
        whose: StaffId,
        /// Which.
        leave: Leave,
    },
    /// Choose one's own keymap; none is the home's.
    ChooseKeymap(Option<String>),
    /// Choose one's own theme; none is the home's.
    ChooseTheme(Option<String>),
    /// Put the first-day cards away.
    PutCardsAway,
}

/// What happened to people.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the past of the act of the same name")]
pub enum Fact {
    Joined(Box<Staff>),
    LeavePlanned { whose: StaffId, leave: Leave },
    LeaveCancelled { whose: StaffId, leave: Leave },
    KeymapChosen(Option<String>),
    ThemeChosen(Option<String>),
    ShownRound,
}

pub(super) fn decide(home: &Home, by: StaffId, stamp: Stamp, act: Act) -> Result<Decided, Refusal> {
    let fact = match act {
        Act::Join { login, name, role, ends } => {
            // The first person of a home can have nobody's leave to join.
            if home.people.all().next().is_some() {
                home.people.may(home, by, stamp.moment, Deed::RunTheHome)?;
            }
            let id = if home.people.all().next().is_some() { StaffId(stamp.fresh) } else { by };
            Fact::Joined(Box::new(new_staff(home, id, &login, &name, role, ends)?))
        }
        Act::PlanLeave { whose, leave } => {
            may_plan(home, by, stamp.moment, whose)?;
            if leave.back_on <= leave.away_from {
                return Err(Refusal::Incomplete(vec![super::Gap::new(
                    "back on",
                    "Back on must be after away from.",
                )]));
            }
            Fact::LeavePlanned { whose, leave }
        }
        Act::CancelLeave { whose, leave } => {
            may_plan(home, by, stamp.moment, whose)?;
            Fact::LeaveCancelled { whose, leave }
        }
        Act::ChooseKeymap(name) => Fact::KeymapChosen(name),
        Act::ChooseTheme(name) => Fact::ThemeChosen(name),
        Act::PutCardsAway => Fact::ShownRound,
    };
    Ok(Decided { subject: Subject::House, day: home.day_of(stamp.moment), fact: super::Fact::People(fact) })
}

fn may_plan(home: &Home, by: StaffId, now: Moment, whose: StaffId) -> Result<(), Refusal> {
    let deed = if by == whose { Deed::Handover } else { Deed::RunTheHome };
    home.people.may(home, by, now, deed)
}

fn new_staff(
    home: &Home,
    id: StaffId,
    login: &str,
    name: &str,
    role: Role,
    ends: Option<CareDay>,
) -> Result<Staff, Refusal> {
    let mut gaps = Gaps::default();
    let login = gaps.line("login", login, words::NAME, "Choose a short name to sign in with.").to_lowercase();
    let name = gaps.line("name", name, words::NAME, "Write their name.");
    if home.people.by_login(&login).is_some() {
        gaps.say("login", format!("Someone signs in as {login} already. Choose another short name."));
    }
    gaps.none()?;
    Ok(Staff { id, login, name, role, ends, leave: Vec::new(), choices: Choices::default() })
}

pub(super) fn opposite(fact: &Fact) -> Option<Act> {
    match fact {
        Fact::LeavePlanned { whose, leave } => Some(Act::CancelLeave { whose: *whose, leave: *leave }),
        Fact::LeaveCancelled { whose, leave } => Some(Act::PlanLeave { whose: *whose, leave: *leave }),
        Fact::Joined(_) | Fact::KeymapChosen(_) | Fact::ThemeChosen(_) | Fact::ShownRound => None,
    }
}
