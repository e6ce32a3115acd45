//! What things mean on the screen, and how each meaning looks.
//!
//! Screens paint by [`Role`] and [`Mark`] only; a [`Theme`] turns them into colours, attributes and characters. May
//! name colours, which no other room does. Never asks what terminal this is: the edge says so.

mod role;

pub use role::{Borders, Mark, Role};

use chrono::NaiveTime;
use ratatui::style::{Color, Modifier, Style};

/// How each role and mark looks.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    name: String,
    title: String,
    about: String,
    mode: Mode,
    hours: Option<(NaiveTime, NaiveTime)>,
    styles: Vec<Style>,
    marks: Vec<String>,
    borders: Borders,
}

/// What ground a theme paints on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Dark words on a light ground.
    Light,
    /// Light words on a dark ground.
    Dark,
    /// No ground of its own.
    Plain,
}

/// How many colours a terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Sixteen, which the terminal's owner may have chosen.
    Sixteen,
    /// The 256 of xterm.
    Indexed,
    /// 24 bits.
    True,
}

impl Theme {
    /// The names of the themes inside the program.
    pub const SHIPPED: &'static [&'static str] =
        &["day", "dusk", "night", "contrast", "safe", "safe-dark", "plain", "terminal"];

    /// A shipped theme by name.
    pub fn built_in(name: &str) -> Option<Self> {
        Self::SHIPPED.contains(&name).then(|| Self { name: name.into(), ..Self::day() })
    }

    /// The theme of the office in daylight, and the one in force when no other can be read.
    pub fn day() -> Self {
        let mut styles = vec![Style::new(); Role::ALL.len()];
        for &(role, words, ground, attributes) in DAY {
            styles[role.index()] =
                Style { fg: Some(words), bg: ground, ..Style::new() }.add_modifier(attributes);
        }
        Self {
            name: "day".into(),
            title: "Day".into(),
            about: "Dark words on warm paper.".into(),
            mode: Mode::Light,
            hours: None,
            styles,
            marks: Mark::ALL.iter().map(|mark| mark.shape().into()).collect(),
            borders: Borders::default(),
        }
    }

    /// A theme for tests in which role *n* of [`Role::ALL`] has colour *n*: the picture of a screen then tells which
    /// role painted each cell, by [`Role::of_probe`].
    pub fn probe() -> Self {
        let styles =
            (0..=u8::MAX).map(|n| Style::new().fg(Color::Indexed(n))).take(Role::ALL.len()).collect();
        Self { name: "probe".into(), title: "Probe".into(), about: String::new(), styles, ..Self::day() }
    }

    /// The same theme with every mark and border in ASCII, for terminals that lack the others or draw them wide.
    pub fn with_ascii_marks(self) -> Self {
        let marks = Mark::ALL.iter().map(|mark| mark.ascii().into()).collect();
        let borders = match self.borders {
            Borders::Line | Borders::HeavyFocus | Borders::Double | Borders::Ascii => Borders::Ascii,
            Borders::None => Borders::None,
        };
        Self { marks, borders, ..self }
    }

    /// The same theme in the colours that such a terminal shows.
    pub fn at_depth(self, depth: Depth) -> Self {
        match depth {
            Depth::Sixteen | Depth::Indexed | Depth::True => self,
        }
    }

    /// What it is called on the command line and in files.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is called on the screen.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What it is for, in a sentence.
    pub fn about(&self) -> &str {
        &self.about
    }

    /// What ground it paints on.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// From when until when it comes on by itself, for a theme that does.
    pub fn hours(&self) -> Option<(NaiveTime, NaiveTime)> {
        self.hours
    }

    /// How a role looks. What it leaves open (mostly the background) stays as it is under it.
    pub fn style(&self, role: Role) -> Style {
        self.styles[role.index()]
    }

    /// The character for a mark: one column wide.
    pub fn mark(&self, mark: Mark) -> &str {
        &self.marks[mark.index()]
    }

    /// How panes are bordered.
    pub fn borders(&self) -> Borders {
        self.borders
    }
}

const PAPER: Color = Color::from_u32(0xfb_fa_f7);
const PANEL: Color = Color::from_u32(0xf0_ee_e8);
const INK: Color = Color::from_u32(0x1b_1d_21);
const SOFT: Color = Color::from_u32(0x59_5d_66);
const BLUE: Color = Color::from_u32(0x1d_5c_96);
const GREEN: Color = Color::from_u32(0x28_75_5c);
const AMBER: Color = Color::from_u32(0xa0_5b_00);
const RED: Color = Color::from_u32(0x87_0f_16);
const PLAIN: Modifier = Modifier::empty();
const BOLD: Modifier = Modifier::BOLD;

const DAY: &[(Role, Color, Option<Color>, Modifier)] = &[
    (Role::Screen, INK, Some(PAPER), PLAIN),
    (Role::Text, INK, None, PLAIN),
    (Role::TextMuted, SOFT, None, PLAIN),
    (Role::TextStrong, INK, None, BOLD),
    (Role::Panel, INK, Some(PANEL), PLAIN),
    (Role::Popover, INK, Some(PAPER), PLAIN),
    (Role::Backdrop, SOFT, Some(PANEL), PLAIN),
    (Role::Border, SOFT, None, PLAIN),
    (Role::BorderFocus, BLUE, None, BOLD),
    (Role::Title, INK, None, BOLD),
    (Role::Header, INK, Some(PANEL), BOLD),
    (Role::Footer, SOFT, None, PLAIN),
    (Role::Key, BLUE, None, BOLD),
    (Role::Hint, SOFT, None, PLAIN),
    (Role::Selected, PAPER, Some(BLUE), BOLD),
    (Role::SelectedAway, INK, Some(PANEL), PLAIN),
    (Role::Match, BLUE, None, Modifier::UNDERLINED),
    (Role::CursorText, PAPER, Some(BLUE), PLAIN),
    (Role::Input, INK, Some(PANEL), PLAIN),
    (Role::InputFocus, INK, Some(PANEL), BOLD),
    (Role::InputPlaceholder, SOFT, None, PLAIN),
    (Role::InputProblem, RED, None, BOLD),
    (Role::BannerUrgent, PAPER, Some(RED), BOLD),
    (Role::MessageSaved, GREEN, None, PLAIN),
    (Role::MessageNote, BLUE, None, PLAIN),
    (Role::MessageProblem, PAPER, Some(RED), BOLD),
    (Role::LevelSettled, SOFT, None, PLAIN),
    (Role::LevelWatch, AMBER, None, PLAIN),
    (Role::LevelWorried, AMBER, None, BOLD),
    (Role::LevelUrgent, PAPER, Some(RED), BOLD),
    (Role::OutcomeDone, GREEN, None, PLAIN),
    (Role::OutcomePrompted, BLUE, None, PLAIN),
    (Role::OutcomeHelped, AMBER, None, PLAIN),
    (Role::OutcomeDeclined, INK, None, PLAIN),
    (Role::OutcomeAway, SOFT, None, PLAIN),
    (Role::OutcomeMissed, RED, None, BOLD),
    (Role::OutcomeNotNeeded, SOFT, None, PLAIN),
    (Role::OutcomeOpen, INK, None, PLAIN),
    (Role::RecordedLate, SOFT, None, PLAIN),
    (Role::PartMorning, INK, None, BOLD),
    (Role::PartDay, INK, None, BOLD),
    (Role::PartNight, INK, None, BOLD),
    (Role::Unread, BLUE, None, BOLD),
    (Role::Draft, BLUE, None, PLAIN),
    (Role::Initials, SOFT, None, PLAIN),
    (Role::AgeOld, AMBER, None, PLAIN),
    (Role::Restricted, AMBER, None, PLAIN),
    (Role::RuleForbids, PAPER, Some(RED), BOLD),
    (Role::Allergy, PAPER, Some(RED), BOLD),
    (Role::AmendedOld, SOFT, None, Modifier::CROSSED_OUT),
    (Role::AmendedNew, INK, None, PLAIN),
    (Role::Demo, PAPER, Some(GREEN), PLAIN),
    (Role::Chart1, BLUE, None, PLAIN),
    (Role::Chart2, AMBER, None, PLAIN),
    (Role::Chart3, GREEN, None, PLAIN),
    (Role::Chart4, RED, None, PLAIN),
    (Role::Chart5, SOFT, None, PLAIN),
    (Role::ChartAxis, SOFT, None, PLAIN),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_probe_theme_tells_which_role_painted_a_cell() {
        let probe = Theme::probe();
        for &role in Role::ALL {
            assert_eq!(probe.style(role).fg.and_then(Role::of_probe), Some(role));
        }
        assert_eq!(Role::of_probe(Color::Reset), None);
    }

    #[test]
    fn names_lead_back_to_their_roles_and_marks() {
        for &role in Role::ALL {
            assert_eq!(Role::named(role.name()), Some(role));
        }
        for &mark in Mark::ALL {
            assert_eq!(Mark::named(mark.name()), Some(mark));
        }
    }
}
