//! The one table of commands. Keymaps, footers, help and the list of everything are all drawn from it.
//!
//! A command is what a key means. It carries no data: the screen that hears it knows what is selected.

use super::Place::{
    self, Alerts, Board, Checklist, Child, Everywhere, Form, List, Log, Night, Notes, Round, Text,
};

/// Where a command stands in help and in the list of everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// What is done on this screen.
    Here,
    /// Ways to other screens.
    GoTo,
    /// What holds on every screen.
    Everywhere,
    /// How the program looks and listens.
    Comfort,
    /// Moving about; in help, but nothing to choose from a list.
    Moving,
    /// Keys for writing; in help, but nothing to choose from a list.
    Writing,
}

impl Group {
    /// Every group, in the order shown.
    pub const ALL: [Self; 6] =
        [Self::Here, Self::GoTo, Self::Everywhere, Self::Comfort, Self::Moving, Self::Writing];

    /// Its heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Here => "Here",
            Self::GoTo => "Go to",
            Self::Everywhere => "Everywhere",
            Self::Comfort => "Comfort",
            Self::Moving => "Moving about",
            Self::Writing => "Writing",
        }
    }
}

macro_rules! commands {
    ($( $group:ident { $( $command:ident $name:literal $label:literal $words:literal $places:tt )* } )*) => {
        /// What a key means.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Command {
            $($( #[doc = $words] $command, )*)*
        }

        impl Command {
            /// Every command, in the order shown.
            pub const ALL: &'static [Self] = &[$($( Self::$command, )*)*];

            /// Its name in a keymap file.
            pub const fn name(self) -> &'static str {
                match self { $($( Self::$command => $name, )*)* }
            }

            /// One word or two, for a footer.
            pub const fn label(self) -> &'static str {
                match self { $($( Self::$command => $label, )*)* }
            }

            /// What it does, for help and the list of everything.
            pub const fn words(self) -> &'static str {
                match self { $($( Self::$command => $words, )*)* }
            }

            /// Where it stands in help.
            pub const fn group(self) -> Group {
                match self { $($( Self::$command => Group::$group, )*)* }
            }

            /// The places where it holds, and whose tables can give it keys.
            pub const fn places(self) -> &'static [Place] {
                match self { $($( Self::$command => &$places, )*)* }
            }
        }
    };
}

commands! {
    Here {
        // Command        name             footer        what it does                                    where
        TickDone         "tick-done"       "done"        "Done, by the child alone"                      [Checklist]
        TickPrompted     "tick-prompted"   "prompted"    "Done, with a prompt"                           [Checklist]
        TickHelped       "tick-helped"     "helped"      "Done, with help"                               [Checklist]
        TickDeclined     "tick-declined"   "declined"    "Declined: the child said no"                   [Checklist]
        TickMissed       "tick-missed"     "missed"      "Missed: mark it, and say why"                  [Checklist]
        TickNotNeeded    "tick-not-needed" "not needed"  "Not needed today"                              [Checklist]
        TickAway         "tick-away"       "away"        "Away: out of the home at the time"             [Checklist]
        OpenAgain        "open-again"      "open again"  "Open it again; the earlier mark is kept"       [Checklist]
        Give             "give"            "give"        "Give it to a colleague"                        [Checklist]
        Take             "take"            "take"        "Take it on myself"                             [Checklist]
        Words            "words"           "words"       "Add a few words to it"                         [Checklist, Round]
        Read             "read"            "read"        "I have read this"                              [Alerts, Notes]
        FollowUp         "follow-up"       "follow-up"   "Add what happened since (follow-up)"           [Alerts]
        Close            "close"           "close"       "Close this alert"                              [Alerts]
        Accept           "accept"          "accept"      "Accept this note as its cover"                 [Notes]
        Amend            "amend"           "amend"       "Amend my entry; the old words are kept"        [Log]
        Log              "log"             "log"         "Write in the log"                              [Board, Child, Night]
        Alert            "alert"           "alert"       "Tell colleagues how a child feels (new alert)" [Board, Child, Night]
        OffDutyNote      "off-duty-note"   "off-duty"    "Leave an off-duty note"                        [Child]
        Add              "add"             "add"         "Add a to-do or an appointment"                 [Child]
        ReadLog          "read-log"        "read log"    "Read back through this child's log"            [Child]
        WhileAway        "while-away"      "while away"  "What happened while I was away"                [Child]
        AddChild         "add-child"       "add child"   "Add a child who comes to live here"            [Board]
        Round            "round"           "round"       "Start a night round"                           [Night]
        Asleep           "asleep"          "asleep"      "Asleep"                                        [Round]
        Settled          "settled"         "settled"     "Awake and settled"                             [Round]
        GotUp            "got-up"          "up"          "Up"                                            [Round]
        OutOfRoom        "out-of-room"     "out of room" "Out of the room"                               [Round]
        OneBack          "one-back"        "one back"    "Back to the child before, to check again"      [Round]
        Save             "save"            "save"        "Save, send or sign"                            [Form]
    }
    GoTo {
        Board            "board"           "board"       "Home board"                                    [Everywhere]
        NightBoard       "night-board"     "night"       "Night board"                                   [Board]
        Unread           "unread"          "unread"      "First unread alert or note"                    [Everywhere]
        Messages         "messages"        "messages"    "Messages: all that was said at the foot"       [Everywhere]
        Drafts           "drafts"          "drafts"      "Drafts: what I began to write"                 [Everywhere]
        Find             "find"            "find"        "Find a child, a colleague or a word"           [Everywhere]
    }
    Everywhere {
        Help             "help"            "help"        "Help: what each key does here"                 [Everywhere]
        Everything       "everything"      "all"         "List everything that can be done here"         [Everywhere]
        Back             "back"            "back"        "Go back; what was typed is kept"               [Everywhere]
        Undo             "undo"            "undo"        "Take back what I did last; both are kept"      [Everywhere]
        Lock             "lock"            "lock"        "Lock now"                                      [Everywhere]
        Leave            "leave"           "leave"       "Sign out or leave"                             [Everywhere]
    }
    Comfort {
        Colours          "colours"         "colours"     "Colours: day, dusk, night, high contrast…"     [Everywhere]
        Keymaps          "keymaps"         "keys"        "Keys: everyday, no single letters, left hand…" [Everywhere]
        Brighter         "brighter"        "brighter"    "Brighten the screen"                           [Everywhere]
        Dimmer           "dimmer"          "dimmer"      "Dim the screen"                                [Everywhere]
        SelectText       "select-text"     "select"      "Select text with the mouse"                    [Everywhere]
        ReadSettingsAgain "read-settings-again" "read again" "Read keys and colours again"               [Everywhere]
        ShowRound        "show-round"      "show round"  "Show me round"                                 [Everywhere]
    }
    Moving {
        Up               "up"              "up"          "Up"                                            [List]
        Down             "down"            "down"        "Down"                                          [List]
        PageUp           "page-up"         "page up"     "A page up"                                     [List]
        PageDown         "page-down"       "page down"   "A page down"                                   [List]
        First            "first"           "first"       "To the first"                                  [List]
        Last             "last"            "last"        "To the last"                                   [List]
        Open             "open"            "open"        "Open it"                                       [List]
        GoTo             "go-to"           "go to"       "Go to the number on the screen"                [Everywhere]
        NextPane         "next-pane"       "next"        "Next part of the screen"                       [Everywhere]
        PreviousPane     "previous-pane"   "previous"    "Part of the screen before"                     [Everywhere]
        PaneLeft         "pane-left"       "left"        "Part on the left"                              [Child]
        PaneRight        "pane-right"      "right"       "Part on the right"                             [Child]
        ChildBefore      "child-before"    "before"      "Child before"                                  [Child]
        NextChild        "next-child"      "next child"  "Next child"                                    [Child]
        DayBefore        "day-before"      "day before"  "Day before"                                    [Child]
        DayAfter         "day-after"       "day after"   "Day after"                                     [Child]
        NextField        "next-field"      "next"        "Next box"                                      [Form]
        FieldBefore      "field-before"    "before"      "Box before"                                    [Form]
        NextStep         "next-step"       "next step"   "Next step"                                     [Form]
        StepBefore       "step-before"     "step before" "Step before"                                   [Form]
    }
    Writing {
        WordLeft         "word-left"       "word left"   "A word to the left"                            [Text]
        WordRight        "word-right"      "word right"  "A word to the right"                           [Text]
        DeleteWord       "delete-word"     "delete word" "Delete the word before"                        [Text]
        SelectAll        "select-all"      "select all"  "Select all the text"                           [Text]
        Cut              "cut"             "cut"         "Cut what is selected"                          [Text]
        Copy             "copy"            "copy"        "Copy what is selected"                         [Text]
        UndoTyping       "undo-typing"     "undo typing" "Undo typing"                                   [Text]
        RedoTyping       "redo-typing"     "redo typing" "Redo typing"                                   [Text]
    }
}

impl Command {
    /// The command of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|command| command.name() == name)
    }

    /// The commands that hold in a place itself, in the order shown.
    pub fn of(place: Place) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |command| command.places().contains(&place))
    }

    /// The places where every keymap must leave it a key that works: without it, a person could be stuck.
    pub const fn must_work_in(self) -> &'static [Place] {
        match self {
            Self::Help | Self::Everything | Self::Back | Self::Leave => &Place::ALL,
            Self::Up | Self::Down | Self::Open => &[List],
            Self::NextPane => &[Everywhere],
            Self::Save => &[Form, Text],
            _ => &[],
        }
    }
}
