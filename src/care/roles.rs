//! What each role may do: one table, asked by every topic before anything else.

use serde::{Deserialize, Serialize};

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
    /// Lead a shift and sign it over.
    SignOver,
    /// Take a shift over.
    TakeOver,
    /// Change routines and duties of one's own keychild.
    ChangeKeychild,
    /// Change any routine or duty, bring in lists.
    ChangeRoutines,
    /// Appoint, admit, add staff, change the home's settings.
    RunTheHome,
    /// Say to whom a record is kept, look at who read what.
    SayWhoReads,
    /// Open what is kept to others, with a reason.
    OpenKept,
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
            Deed::Care | Deed::OpenKept => self != Role::Visitor,
            Deed::Handover | Deed::TakeOver => !matches!(self, Role::Agency | Role::Visitor),
            Deed::SignOver => matches!(self, Role::Night | Role::Senior | Role::Deputy | Role::Manager),
            Deed::ChangeKeychild => {
                matches!(self, Role::Worker | Role::Senior | Role::Deputy | Role::Manager)
            }
            Deed::ChangeRoutines => matches!(self, Role::Senior | Role::Deputy | Role::Manager),
            Deed::RunTheHome | Deed::SayWhoReads => matches!(self, Role::Deputy | Role::Manager),
        }
    }
}

impl Deed {
    /// As it stands in "Only … can …".
    pub(super) fn words(self) -> &'static str {
        match self {
            Deed::Care => "write in a child's record",
            Deed::Handover => "leave or accept an off-duty note",
            Deed::TakeOver => "take a shift over",
            Deed::SignOver => "lead a shift and sign it over",
            Deed::ChangeKeychild | Deed::ChangeRoutines => "change routines and duties",
            Deed::RunTheHome => "do that",
            Deed::SayWhoReads => "see and say who reads what",
            Deed::OpenKept => "open what is kept to others",
        }
    }
}
