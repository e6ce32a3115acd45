//! Keys, what they mean and where: [`Key`], [`Command`], [`Place`] and the [`Keymap`] that joins them.
//!
//! Knows nothing of what is selected, of screens or of any terminal. Reads settings files, opens none.

mod command;
mod key;
mod keymap;
mod reading;
#[cfg(test)]
mod tests;

pub use command::{Command, Group};
pub use key::{Key, KeyName, NotAKey};
pub use keymap::{Keymap, Moved, Overlap};

/// Where the keys are: which tables of a keymap hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// On every screen.
    Everywhere,
    /// In any list.
    List,
    /// The home board.
    Board,
    /// A child's screen.
    Child,
    /// A checklist on a child's screen.
    Checklist,
    /// The alerts on a child's screen.
    Alerts,
    /// The off-duty notes on a child's screen.
    Notes,
    /// The log on a child's screen.
    Log,
    /// An alert, read whole.
    Reading,
    /// The night board.
    Night,
    /// A night round.
    Round,
    /// In and out.
    InAndOut,
    /// A handover that is read back.
    ReadBack,
    /// Who is on shift.
    Shifts,
    /// What is new since one was last on.
    Since,
    /// The list of one's own drafts.
    Drafts,
    /// A form, outside its text boxes.
    Form,
    /// A box where text is typed.
    Text,
    /// Signing in and unlocking.
    SignIn,
    /// A box to search in, over the list of what is found.
    Search,
}

impl Place {
    /// Every place, in the order of a keymap file.
    pub const ALL: [Self; 20] = [
        Self::Everywhere,
        Self::List,
        Self::Board,
        Self::Child,
        Self::Checklist,
        Self::Alerts,
        Self::Notes,
        Self::Log,
        Self::Reading,
        Self::Night,
        Self::Round,
        Self::InAndOut,
        Self::ReadBack,
        Self::Shifts,
        Self::Since,
        Self::Drafts,
        Self::Form,
        Self::Text,
        Self::SignIn,
        Self::Search,
    ];

    /// The heading of its table in a keymap file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Everywhere => "everywhere",
            Self::List => "list",
            Self::Board => "board",
            Self::Child => "child",
            Self::Checklist => "checklist",
            Self::Alerts => "alerts",
            Self::Notes => "notes",
            Self::Log => "log",
            Self::Reading => "reading",
            Self::Night => "night",
            Self::Round => "round",
            Self::InAndOut => "in-and-out",
            Self::ReadBack => "read-back",
            Self::Shifts => "shifts",
            Self::Since => "since",
            Self::Drafts => "drafts",
            Self::Form => "form",
            Self::Text => "text",
            Self::SignIn => "sign-in",
            Self::Search => "search",
        }
    }

    /// Where it is, in words for help.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Everywhere => "Everywhere",
            Self::List => "In a list",
            Self::Board => "Home board",
            Self::Child => "A child's screen",
            Self::Checklist => "Checklist",
            Self::Alerts => "Alerts",
            Self::Notes => "Off-duty notes",
            Self::Log => "Log",
            Self::Reading => "Reading an alert",
            Self::Night => "Night board",
            Self::Round => "Night round",
            Self::InAndOut => "In and out",
            Self::ReadBack => "Reading back",
            Self::Shifts => "Who is on",
            Self::Since => "Since you were last on",
            Self::Drafts => "My drafts",
            Self::Form => "A form",
            Self::Text => "Writing",
            Self::SignIn => "Signing in",
            Self::Search => "Searching",
        }
    }

    /// The place of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.name() == name)
    }

    /// The places whose keys hold here, nearest first: the nearest that knows a key wins.
    ///
    /// A round is not stacked on the night board: there each key saves a check, so nothing else lies in wait.
    pub const fn stack(self) -> &'static [Self] {
        match self {
            Self::Everywhere => &[Self::Everywhere],
            Self::List => &[Self::List, Self::Everywhere],
            Self::Board => &[Self::Board, Self::List, Self::Everywhere],
            Self::Child => &[Self::Child, Self::List, Self::Everywhere],
            Self::Checklist => &[Self::Checklist, Self::Child, Self::List, Self::Everywhere],
            Self::Alerts => &[Self::Alerts, Self::Child, Self::List, Self::Everywhere],
            Self::Notes => &[Self::Notes, Self::Child, Self::List, Self::Everywhere],
            Self::Log => &[Self::Log, Self::Child, Self::List, Self::Everywhere],
            Self::Reading => &[Self::Reading, Self::List, Self::Everywhere],
            Self::Night => &[Self::Night, Self::List, Self::Everywhere],
            Self::Round => &[Self::Round, Self::List, Self::Everywhere],
            Self::InAndOut => &[Self::InAndOut, Self::List, Self::Everywhere],
            Self::ReadBack => &[Self::ReadBack, Self::List, Self::Everywhere],
            Self::Shifts => &[Self::Shifts, Self::List, Self::Everywhere],
            Self::Since => &[Self::Since, Self::List, Self::Everywhere],
            Self::Drafts => &[Self::Drafts, Self::List, Self::Everywhere],
            Self::Form => &[Self::Form, Self::Everywhere],
            Self::Text => &[Self::Text, Self::Form, Self::Everywhere],
            Self::SignIn => &[Self::SignIn, Self::List, Self::Everywhere],
            Self::Search => &[Self::Search, Self::List, Self::Text, Self::Everywhere],
        }
    }

    /// Whether a plain character is text here: then it is never a command.
    pub const fn is_typed_in(self) -> bool {
        match self {
            Self::Form | Self::Text | Self::SignIn | Self::Search => true,
            Self::Everywhere
            | Self::List
            | Self::Board
            | Self::Child
            | Self::Checklist
            | Self::Alerts
            | Self::Notes
            | Self::Log
            | Self::Reading
            | Self::Night
            | Self::Round
            | Self::InAndOut
            | Self::ReadBack
            | Self::Shifts
            | Self::Since
            | Self::Drafts => false,
        }
    }
}
