//! The meanings a colour or a mark can have: what the screens paint with, and what theme files are written in.
//!
//! Two closed tables. They know the words that theme files use, and nothing of any colour.

use ratatui::style::Color;
use ratatui::symbols::border;

/// One table makes the enum, the list of all and the names, so that none of them can be forgotten.
macro_rules! roles {
    ($($role:ident $name:literal $about:literal)*) => {
        /// What something on the screen means. A theme says how each meaning looks; no screen names a colour.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Role {
            $(#[doc = $about] $role,)*
        }

        impl Role {
            /// Every role, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$role,)*];

            /// The word for it in a theme file.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$role => $name,)* }
            }
        }
    };
}

roles! {
    Screen "screen" "The ground of every screen: fill the frame with it first."
    Text "text" "Words. Has no background: they stand on whatever is under them."
    TextMuted "text_muted" "Words that matter less: times, initials, counts."
    TextStrong "text_strong" "Words that lead: a child's name, a heading in a pane."
    Panel "panel" "The ground of a side pane."
    Popover "popover" "The ground of a box over the screen."
    Backdrop "backdrop" "What stays visible behind a popover."
    Border "border" "The border of a pane without the keys."
    BorderFocus "border_focus" "The border of the pane that has the keys."
    Title "title" "The title in a border."
    Header "header" "Line 1: where, when, who."
    Footer "footer" "The last line: what the keys do."
    Key "key" "A key's name wherever it is printed."
    Hint "hint" "What a key does, beside its name."
    Selected "selected" "The row under the cursor; laid over everything in the row."
    SelectedAway "selected_away" "The selected row of a pane without the keys."
    Match "match" "The letters that were searched for."
    CursorText "cursor_text" "The character under the cursor in a text box, and selected text."
    Input "input" "A field."
    InputFocus "input_focus" "The field that has the keys."
    InputPlaceholder "input_placeholder" "What a field says while it is empty."
    InputProblem "input_problem" "Why a field can't be saved as it is."
    BannerUrgent "banner_urgent" "The urgent banner on line 2, and why nothing can be saved."
    MessageSaved "message_saved" "The message line: it is done and on the disk."
    MessageNote "message_note" "The message line: worth knowing."
    MessageProblem "message_problem" "The message line: something needs an answer."
    LevelSettled "level_settled" "No open alert."
    LevelWatch "level_watch" "Alert level watch."
    LevelWorried "level_worried" "Alert level worried."
    LevelUrgent "level_urgent" "Alert level urgent."
    OutcomeDone "outcome_done" "Done by the child alone."
    OutcomePrompted "outcome_prompted" "Done after a prompt."
    OutcomeHelped "outcome_helped" "Done with help."
    OutcomeDeclined "outcome_declined" "Declined by the child."
    OutcomeAway "outcome_away" "The child was out of the home."
    OutcomeMissed "outcome_missed" "Missed by us."
    OutcomeNotNeeded "outcome_not_needed" "Not needed today."
    OutcomeOpen "outcome_open" "Still to do."
    RecordedLate "recorded_late" "Recorded after its part of day had ended."
    PartMorning "part_morning" "The morning, in a title or a column."
    PartDay "part_day" "The day, in a title or a column."
    PartNight "part_night" "The night, in a title or a column."
    Unread "unread" "New to the person signed in."
    Draft "draft" "Kept as typed and not yet sent."
    Initials "initials" "Who did it, at the end of a line."
    AgeOld "age_old" "Carried on from an earlier day, or overdue."
    Restricted "restricted" "Kept to named people."
    RuleForbids "rule_forbids" "A contact rule that forbids."
    Allergy "allergy" "An allergy or health alert."
    AmendedOld "amended_old" "The words an amendment replaced."
    AmendedNew "amended_new" "The words that replaced them."
    Demo "demo" "The label that says this home is made up."
    Chart1 "chart_1" "The first series of a chart."
    Chart2 "chart_2" "The second series of a chart."
    Chart3 "chart_3" "The third series of a chart."
    Chart4 "chart_4" "The fourth series of a chart."
    Chart5 "chart_5" "The fifth series of a chart."
    ChartAxis "chart_axis" "The axes and labels of a chart."
}

impl Role {
    /// The role with that name in a theme file.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|role| role.name() == name)
    }

    /// Which role painted a cell of a screen drawn with the probe theme; see [`Theme::probe`](super::Theme::probe).
    pub fn of_probe(colour: Color) -> Option<Self> {
        let Color::Indexed(number) = colour else { return None };
        Self::ALL.get(usize::from(number)).copied()
    }

    /// Whether it fills an area, and so always has a background of its own.
    pub const fn is_ground(self) -> bool {
        matches!(self, Self::Screen | Self::Panel | Self::Popover | Self::Backdrop)
    }

    /// Its place in [`Role::ALL`].
    pub(super) const fn index(self) -> usize {
        self as usize
    }
}

/// As for roles: the enum, the list, the names and both sets of marks from one table.
macro_rules! marks {
    ($($mark:ident $name:literal $shape:literal $ascii:literal $about:literal)*) => {
        /// A state or a source as one character, beside its word and its colour. Always one column wide.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Mark {
            $(#[doc = $about] $mark,)*
        }

        impl Mark {
            /// Every mark, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$mark,)*];

            /// The word for it in a theme file.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$mark => $name,)* }
            }

            /// The shape it has when a theme does not say.
            pub const fn shape(self) -> &'static str {
                match self { $(Self::$mark => $shape,)* }
            }

            /// Its stand-in where only ASCII can be trusted to show, and to be one column wide.
            pub const fn ascii(self) -> &'static str {
                match self { $(Self::$mark => $ascii,)* }
            }
        }
    };
}

marks! {
    Done "done" "✓" "x" "Done by the child alone."
    Prompted "prompted" "P" "P" "Done after a prompt."
    Helped "helped" "H" "H" "Done with help."
    Declined "declined" "-" "-" "Declined by the child."
    Away "away" "A" "A" "The child was out of the home."
    Missed "missed" "!" "!" "Missed by us."
    NotNeeded "not_needed" "/" "/" "Not needed today."
    Open "open" " " " " "Still to do."
    Late "late" "«" "<" "Recorded after its part of day had ended."
    Given "given" "→" ">" "Given to a colleague."
    Words "words" "≡" "=" "Has a note on it."
    Urgent "urgent" "!" "!" "Alert level urgent."
    Worried "worried" "▲" "^" "Alert level worried."
    Watch "watch" "○" "o" "Alert level watch."
    Settled "settled" "·" "." "No open alert."
    Duty "duty" "↻" "%" "A line that comes from a duty."
    Todo "todo" "□" "+" "A line that comes from a to-do."
    Appointment "appointment" "◆" "@" "A line that comes from an appointment."
    Unread "unread" "●" "*" "New to the person signed in."
    Read "read" "✓" "x" "Read, or accepted."
    Draft "draft" "✎" "~" "Kept as typed and not yet sent."
    Restricted "restricted" "■" "#" "Kept to named people."
    Forbids "forbids" "✗" "X" "A contact rule that forbids."
    Cursor "cursor" "›" ">" "The row under the cursor."
    Chosen "chosen" "•" "*" "The one chosen of several."
    Ticked "ticked" "x" "x" "A box that is ticked."
    Masked "masked" "•" "*" "A character of a passphrase."
    PickBefore "pick_before" "‹" "<" "There is one before: ‹ Kasia ›."
    PickNext "pick_next" "›" ">" "There is one after: ‹ Kasia ›."
    MoreAbove "more_above" "▲" "^" "The list goes on above."
    MoreBelow "more_below" "▼" "v" "The list goes on below."
    Cut "cut" "…" "~" "The words go on."
    Nothing "nothing" "–" "-" "Nothing here."
    Dot "dot" "·" "." "Between two short things on a line."
    Rule "rule" "─" "-" "A line across."
    RuleUrgent "rule_urgent" "━" "=" "The rest of the urgent banner."
    BarFull "bar_full" "█" "#" "The filled part of a bar."
    BarEmpty "bar_empty" "░" "." "The rest of a bar."
    Point "point" "•" "*" "A point of a chart."
}

impl Mark {
    /// The mark with that name in a theme file.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|mark| mark.name() == name)
    }

    /// Its place in [`Mark::ALL`].
    pub(super) const fn index(self) -> usize {
        self as usize
    }
}

/// How panes are bordered, and how the pane that has the keys is told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Borders {
    /// Thin everywhere: colour alone tells the focus, so only for those who ask for it.
    Line,
    /// Thin, and heavy around the pane that has the keys.
    #[default]
    HeavyFocus,
    /// Thin, and double around the pane that has the keys.
    Double,
    /// `+-|`, and `#=` around the pane that has the keys.
    Ascii,
    /// Spaces.
    None,
}

impl Borders {
    /// Every kind.
    pub const ALL: &'static [Self] = &[Self::Line, Self::HeavyFocus, Self::Double, Self::Ascii, Self::None];

    /// The word for it in a theme file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::HeavyFocus => "heavy-focus",
            Self::Double => "double",
            Self::Ascii => "ascii",
            Self::None => "none",
        }
    }

    /// The kind with that name in a theme file.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|borders| borders.name() == name)
    }

    /// The lines around a pane that does not have the keys.
    pub const fn quiet(self) -> border::Set<'static> {
        match self {
            Self::Line | Self::HeavyFocus | Self::Double => border::PLAIN,
            Self::Ascii => ASCII,
            Self::None => border::EMPTY,
        }
    }

    /// The lines around the pane that has the keys.
    pub const fn focused(self) -> border::Set<'static> {
        match self {
            Self::Line => border::PLAIN,
            Self::HeavyFocus => border::THICK,
            Self::Double => border::DOUBLE,
            Self::Ascii => ASCII_FOCUSED,
            Self::None => border::EMPTY,
        }
    }
}

const ASCII: border::Set = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

const ASCII_FOCUSED: border::Set = border::Set {
    top_left: "#",
    top_right: "#",
    bottom_left: "#",
    bottom_right: "#",
    vertical_left: "#",
    vertical_right: "#",
    horizontal_top: "=",
    horizontal_bottom: "=",
};
