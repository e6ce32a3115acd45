//! The one table of commands. Keymaps, footers, help and the list of everything are all drawn from it.
//!
//! A command is what a key means. It carries no data: the screen that hears it knows what is selected.

use super::Place::{
    self, Alerts, Board, Checklist, Child, Drafts, Everywhere, Form, InAndOut, List, Log, Night, Notes,
    ReadBack, Reading, Round, Search, Shifts, SignIn, Since, Text,
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

    /// Whether its commands are things to do, which a screen offers or does not. Moving and writing are not: whoever
    /// has the cursor moves it.
    pub const fn is_offered(self) -> bool {
        match self {
            Self::Here | Self::GoTo | Self::Everywhere | Self::Comfort => true,
            Self::Moving | Self::Writing => false,
        }
    }

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
    ($( $group:ident { $( $command:ident $places:tt $name:literal $label:literal $words:literal )* } )*) => {
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
        // Each command: where it holds, its name in a keymap file, its word in a footer, what it does.
        TickDone      [Checklist]                    "tick-done"       "done"        "Done, by the child alone"
        TickPrompted  [Checklist]                    "tick-prompted"   "prompted"    "Done, with a prompt"
        TickHelped    [Checklist]                    "tick-helped"     "helped"      "Done, with help"
        TickDeclined  [Checklist]                    "tick-declined"   "declined"    "Declined: the child said no"
        TickMissed    [Checklist]                    "tick-missed"     "missed"      "Missed: mark it, and say why"
        TickNotNeeded [Checklist]                    "tick-not-needed" "not needed"  "Not needed today"
        TickAway      [Checklist]                    "tick-away"       "away"        "Away from the home"
        OpenAgain     [Checklist]                    "open-again"      "open again"  "Open it again"
        Give          [Checklist]                    "give"            "give"        "Give it to a colleague"
        Take          [Checklist]                    "take"            "take"        "Take it on myself"
        Words         [Checklist, Round, InAndOut]   "words"           "words"       "Add a few words to it"
        Read          [Alerts, Notes, Log, Reading, Since] "read"           "read"        "I have read this"
        FollowUp      [Alerts, Reading, Night]       "follow-up"       "follow-up"   "Add what happened since"
        Close         [Alerts, Reading]              "close"           "close"       "Close this alert"
        Accept        [Notes]                        "accept"          "accept"      "Accept this note as its cover"
        Withdraw      [Notes]                        "withdraw"        "take back"   "Take back the note I left"
        Amend         [Log]                          "amend"           "amend"       "Amend an entry; both are kept"
        TakeBack      [Log]                          "take-back"       "take back"   "Take my entry back; it stays"
        Consent       [Child]                        "consent"         "consent"     "Write down who agrees that visitors read"
        WhoReads      [Child, Log]                   "who-reads"       "who reads"   "Say who can read this"
        Filter        [Log]                          "filter"          "show"        "Show what is about one thing"
        Log           [Board, Child, Reading, Night, InAndOut, Since] "log"   "log"         "Write in the log"
        Alert         [Board, Child, Reading, Night, InAndOut, Since] "alert"           "alert"       "Alert colleagues about a child"
        OffDutyNote   [Child]                        "off-duty-note"   "off-duty"    "Leave an off-duty note"
        Add           [Child]                        "add"             "add"         "Add a to-do or an appointment"
        ReadLog       [Board, Child]                 "read-log"        "read log"    "Read back in the log"
        Charts        [Child]                        "charts"          "charts"      "Charts: mood, sleep, done alone, alerts"
        WhileAway     [Child]                        "while-away"      "while away"  "What happened while I was away"
        AddChild      [Board]                        "add-child"       "add child"   "Add a child who comes to live here"
        BringIn       [Board]                        "bring-in"        "bring in"    "Bring in a list of children or staff"
        LetGo         [Drafts]                       "let-go"          "let go"      "Let this draft go"
        Appoint       [Board, Child]                 "appoint"         "keyworker"   "Name who the keyworker is"
        PlanLeave     [Board]                        "plan-leave"      "leave"       "Put time off in the calendar"
        Round         [Night]                        "round"           "round"       "Start a night round"
        CheckEvery    [Night]                        "check-every"     "how often"   "How often a child is looked in on"
        Asleep        [Round]                        "asleep"          "asleep"      "Asleep"
        Settled       [Round]                        "settled"         "settled"     "Awake and settled"
        GotUp         [Round]                        "got-up"          "up"          "Up"
        OutOfRoom     [Round]                        "out-of-room"     "out of room" "Out of the room"
        OneBack       [Round, Since]                       "one-back"        "one back"    "Back to the child before"
        GoIn          [InAndOut]                     "go-in"           "in"          "In: back at home"
        GoSchool      [InAndOut]                     "go-school"       "school"      "At school"
        GoWithStaff   [InAndOut]                     "go-with-staff"   "with staff"  "Out with staff"
        GoFamily      [InAndOut]                     "go-family"       "family"      "Family time"
        GoAlone       [InAndOut]                     "go-alone"        "alone"       "Out alone: say when due back"
        GoOvernight   [InAndOut]                     "go-overnight"    "overnight"   "Away overnight"
        GoMissing     [InAndOut]                     "go-missing"      "missing"     "Missing from care"
        Told          [InAndOut]                     "told"            "told"        "Missing: whom I told, what was done"
        SaidBack      [ReadBack]                     "said-back"       "said back"   "They said this line back"
        MakeTodo      [Form, ReadBack]               "make-to-do"      "to-do"       "Make a to-do of it, or an appointment"
        StartShift    [Shifts]                       "start-shift"     "come on"     "On shift: they, or I, have come on"
        EndShift      [Shifts]                       "end-shift"       "go off"      "Off shift: they, or I, have gone off"
        Lead          [Shifts]                       "lead"            "lead"        "Lead the shift"
        Expect        [Shifts]                       "expect"          "expect"      "Say who is to come on"
        NotExpect     [Shifts]                       "not-expect"      "not coming"  "Not to come on after all"
        ShowTyped     [SignIn]                       "show-typed"      "show"        "Show what I type"
        OtherWays     [SignIn]                       "other-ways"      "other ways"  "First time here, or forgotten it"
        Save          [Form, ReadBack]               "save"            "save"        "Save, send or sign"
    }
    GoTo {
        Board      [Everywhere] "board"       "board"    "Home board"
        NightBoard [Board]      "night-board" "night"    "Night board"
        Since      [Board]      "since"       "since"    "Since I was last on: what is new"
        InAndOut   [Board, Child] "in-and-out" "in and out" "In and out: where everyone is"
        HandOver   [Board]      "hand-over"   "hand over" "Hand the shift over, or take it over"
        PastHandovers [Board]   "past-handovers" "handovers" "Past handovers, and how long each took"
        Due        [Board]      "due"         "due"      "What is due: over, today and within a fortnight"
        WhoIsOn    [Board]      "who-is-on"   "who is on" "Who is on shift, who leads, who is expected"
        Unread     [Everywhere] "unread"      "unread"   "First unread alert or note"
        Messages   [Everywhere] "messages"    "messages" "Messages: all that was said at the foot"
        Drafts     [Everywhere] "drafts"      "drafts"   "Drafts: what I began to write"
        People     [Everywhere] "people"      "people"   "People: who works here and how they come in"
        Access     [Everywhere] "access"      "access"   "Access: who looked at what, and why"
        HomeSettings [Everywhere] "home-settings" "settings" "Settings of the home: hours, words, who to ring"
        Backups    [Everywhere] "backups"     "backups"  "Backups: when the last was made, and one now"
        Health     [Everywhere] "health"      "health"   "How the home is: disk, backups, clock, keys"
        Find       [Everywhere] "find"        "find"     "Find a child, a colleague or a word"
        Problems   [Everywhere] "problems"    "problems" "Lines of my keys and colours not in use"
    }
    Everywhere {
        Help       [Everywhere] "help"       "help"  "Help: what each key does here"
        Everything [Everywhere] "everything" "all"   "List everything that can be done here"
        Back       [Everywhere] "back"       "back"  "Go back; what was typed is kept"
        Undo       [Everywhere] "undo"       "undo"  "Take back what I did last; both are kept"
        Lock       [Everywhere] "lock"       "lock"  "Lock now"
        Leave      [Everywhere] "leave"      "leave" "Sign out or leave"
    }
    Comfort {
        Colours           [Everywhere] "colours"             "colours"    "Colours: day, night, high contrast…"
        Keymaps           [Everywhere] "keymaps"             "keys"       "Keys: everyday, left hand…"
        Brighter          [Everywhere] "brighter"            "brighter"   "Brighten the screen"
        Dimmer            [Everywhere] "dimmer"              "dimmer"     "Dim the screen"
        SelectText        [Everywhere] "select-text"         "select"     "Select text with the mouse"
        ReadSettingsAgain [Everywhere] "read-settings-again" "read again" "Read keys and colours again"
        ShowRound         [Everywhere] "show-round"          "show round" "Show me round"
    }
    Moving {
        Up           [List]       "up"            "up"          "Up"
        Down         [List]       "down"          "down"        "Down"
        PageUp       [List]       "page-up"       "page up"     "A page up"
        PageDown     [List]       "page-down"     "page down"   "A page down"
        First        [List]       "first"         "first"       "To the first"
        Last         [List]       "last"          "last"        "To the last"
        Open         [List, Since] "open"          "open"        "Open it"
        GoTo         [Everywhere] "go-to"         "go to"       "Go to the number on the screen"
        NextPane     [Everywhere] "next-pane"     "next"        "Next part of the screen"
        PreviousPane [Everywhere] "previous-pane" "previous"    "Part of the screen before"
        PaneLeft     [Child]      "pane-left"     "left"        "Part on the left"
        PaneRight    [Child]      "pane-right"    "right"       "Part on the right"
        ChildBefore  [Child]      "child-before"  "before"      "Child before"
        NextChild    [Child]      "next-child"    "next child"  "Next child"
        DayBefore    [Child]      "day-before"    "day before"  "Day before"
        DayAfter     [Child]      "day-after"     "day after"   "Day after"
        NextField    [Form]       "next-field"    "next"        "Next box"
        FieldBefore  [Form]       "field-before"  "before"      "Box before"
        NextStep     [Form, ReadBack]   "next-step"     "next step"   "Next step"
        StepBefore   [Form, ReadBack]   "step-before"   "step before" "Step before"
    }
    Writing {
        WordLeft   [Text] "word-left"   "word left"   "A word to the left"
        WordRight  [Text] "word-right"  "word right"  "A word to the right"
        DeleteWord [Text] "delete-word" "delete word" "Delete the word before"
        SelectAll  [Text] "select-all"  "select all"  "Select all the text"
        Cut        [Text] "cut"         "cut"         "Cut what is selected"
        Copy       [Text] "copy"        "copy"        "Copy what is selected"
        UndoTyping [Text] "undo-typing" "undo typing" "Undo typing"
        RedoTyping [Text] "redo-typing" "redo typing" "Redo typing"
        Clear      [Search] "clear"     "clear"       "Clear what I typed"
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

    /// Whether it leads to something written in the record, which whoever only reads can't do.
    pub const fn writes(self) -> bool {
        matches!(
            self,
            Self::TickDone
                | Self::TickPrompted
                | Self::TickHelped
                | Self::TickDeclined
                | Self::TickMissed
                | Self::TickNotNeeded
                | Self::TickAway
                | Self::OpenAgain
                | Self::Give
                | Self::Take
                | Self::Words
                | Self::Read
                | Self::FollowUp
                | Self::Close
                | Self::Accept
                | Self::Withdraw
                | Self::Amend
                | Self::TakeBack
                | Self::Log
                | Self::Alert
                | Self::OffDutyNote
                | Self::Add
                | Self::Round
                | Self::CheckEvery
                | Self::StartShift
                | Self::EndShift
                | Self::Lead
                | Self::Expect
                | Self::NotExpect
                | Self::GoIn
                | Self::GoSchool
                | Self::GoWithStaff
                | Self::GoFamily
                | Self::GoAlone
                | Self::GoOvernight
                | Self::GoMissing
                | Self::Told
        )
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
