//! What things mean on the screen, and how each meaning looks.
//!
//! Screens paint by [`Role`] and [`Mark`] only; a [`Theme`] turns them into colours, attributes and characters. May
//! name colours, which no other room but the screens does. Never asks what terminal this is: the edge says so.
//!
//! A frame is filled with [`Role::Screen`] first, a pane with [`Role::Panel`], a box over them with [`Role::Popover`].
//! Most other roles have no ground of their own and stand on these. [`Role::Selected`] is laid over its row last: the
//! colours of what is in the row were not chosen for its ground.

mod colour;
mod read;
mod role;
mod sight;

pub use colour::Depth;
pub use role::{Borders, Mark, Role};
pub use sight::{Faint, LEAST};

use chrono::NaiveTime;
use ratatui::style::{Color, Style};
use std::sync::OnceLock;

use crate::settings::Problem;

/// How each role and mark looks.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    name: String,
    title: String,
    about: String,
    mode: Mode,
    hours: Option<(NaiveTime, NaiveTime)>,
    /// One for each role, in the order of [`Role::ALL`].
    styles: Vec<Style>,
    /// The same for a terminal with sixteen colours, where they still have to be brought to those.
    sixteen: Vec<Style>,
    /// One for each mark, in the order of [`Mark::ALL`].
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

impl Mode {
    /// Every mode.
    pub const ALL: &'static [Self] = &[Self::Light, Self::Dark, Self::Plain];

    /// The word for it in a theme file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Plain => "plain",
        }
    }

    /// The mode with that name in a theme file.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|mode| mode.name() == name)
    }
}

impl Theme {
    /// The names of the themes inside the program.
    pub fn shipped() -> impl Iterator<Item = &'static str> {
        read::SHIPPED.iter().map(|(name, _)| *name)
    }

    /// The file of a shipped theme.
    pub fn shipped_text(name: &str) -> Option<&'static str> {
        read::SHIPPED.iter().find(|file| file.0 == name).map(|file| file.1)
    }

    /// A shipped theme by name.
    pub fn built_in(name: &str) -> Option<Self> {
        let place = read::SHIPPED.iter().position(|file| file.0 == name)?;
        Some(Self::shipped_at(place))
    }

    /// Each is read once: which of them is on by itself is asked at every minute.
    fn shipped_at(place: usize) -> Self {
        static READ: [OnceLock<Theme>; read::SHIPPED.len()] =
            [const { OnceLock::new() }; read::SHIPPED.len()];
        READ[place].get_or_init(|| read::layered(&[read::SHIPPED[place]]).0).clone()
    }

    /// The theme of the office in daylight, and the one in force when no other can be read.
    pub fn day() -> Self {
        Self::shipped_at(0)
    }

    /// The last of these files, each a name and a text, as a theme; it may inherit from the others and from the shipped
    /// ones. Every mistake is listed, costs its line only, and leaves what would hold without that line.
    pub fn layered(files: &[(&str, &str)]) -> (Self, Vec<Problem>) {
        read::layered(files)
    }

    /// A theme for tests in which role *n* of [`Role::ALL`] has colour *n*: the picture of a screen then tells which
    /// role painted each cell, by [`Role::of_probe`].
    pub fn probe() -> Self {
        let styles: Vec<Style> =
            (0..=u8::MAX).map(|n| Style::new().fg(Color::Indexed(n))).take(Role::ALL.len()).collect();
        Self {
            name: "probe".to_owned(),
            title: "Probe".to_owned(),
            about: "For tests: every role in a colour of its own.".to_owned(),
            sixteen: styles.clone(),
            styles,
            ..Self::day()
        }
    }

    /// The same theme with every mark and border in ASCII, for terminals that lack the others or draw them wide.
    pub fn with_ascii_marks(self) -> Self {
        let ascii = |mark: &Mark| match self.mark(*mark) {
            own if own.is_ascii() => own.to_owned(),
            _ => mark.ascii().to_owned(),
        };
        let marks = Mark::ALL.iter().map(ascii).collect();
        let borders = match self.borders {
            Borders::Line | Borders::HeavyFocus | Borders::Double | Borders::Ascii => Borders::Ascii,
            Borders::None => Borders::None,
        };
        Self { marks, borders, ..self }
    }

    /// The same theme in the colours that such a terminal shows.
    pub fn at_depth(self, depth: Depth) -> Self {
        let styles = match depth {
            Depth::Sixteen => nearest(&self.sixteen, depth),
            Depth::Indexed => nearest(&self.styles, depth),
            Depth::True => self.styles,
        };
        Self { styles, ..self }
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

    /// Whether it is on by itself at this time of day.
    pub fn is_on_at(&self, time: NaiveTime) -> bool {
        self.hours.is_some_and(|(from, until)| {
            if from < until { from <= time && time < until } else { from <= time || time < until }
        })
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

fn nearest(styles: &[Style], depth: Depth) -> Vec<Style> {
    let nearest = |colour| colour::at_depth(colour, depth);
    styles
        .iter()
        .map(|style| Style { fg: style.fg.map(nearest), bg: style.bg.map(nearest), ..*style })
        .collect()
}

#[cfg(test)]
mod tests {
    use ratatui::style::Modifier;

    use super::*;

    #[test]
    fn the_probe_theme_tells_which_role_painted_a_cell() {
        let probe = Theme::probe();
        for depth in [Depth::Indexed, Depth::True] {
            let probe = probe.clone().at_depth(depth);
            for &role in Role::ALL {
                assert_eq!(probe.style(role).fg.and_then(Role::of_probe), Some(role));
            }
        }
        assert_eq!(Role::of_probe(Color::Reset), None);
    }

    #[test]
    fn names_lead_back_to_what_they_name() {
        for &role in Role::ALL {
            assert_eq!(Role::named(role.name()), Some(role));
        }
        for &mark in Mark::ALL {
            assert_eq!(Mark::named(mark.name()), Some(mark));
        }
        for name in Theme::shipped() {
            assert_eq!(Theme::built_in(name).map(|theme| theme.name), Some(name.to_owned()));
        }
        assert_eq!(Theme::built_in("dawn"), None);
    }

    #[test]
    fn ascii_marks_replace_what_is_not_ascii_and_nothing_else() {
        let text = "inherits = \"day\"\n[marks]\ndone = \"D\"\nurgent = \"◆\"\nborders = \"double\"\n";
        let (theme, problems) = Theme::layered(&[("own", text)]);
        assert_eq!(problems, []);
        assert_eq!((theme.mark(Mark::Done), theme.mark(Mark::Urgent)), ("D", "◆"));
        let ascii = theme.with_ascii_marks();
        assert_eq!((ascii.mark(Mark::Done), ascii.mark(Mark::Urgent)), ("D", "!"));
        assert_eq!(ascii.borders(), Borders::Ascii);
        assert!(Mark::ALL.iter().all(|mark| ascii.mark(*mark).is_ascii()));
    }

    #[test]
    fn night_comes_on_over_midnight_and_goes_again() {
        let night = Theme::built_in("night").expect("shipped");
        let on = |hour, minute| night.is_on_at(NaiveTime::from_hms_opt(hour, minute, 0).expect("a time"));
        assert_eq!(
            [on(20, 59), on(21, 0), on(23, 59), on(0, 0), on(6, 44), on(6, 45), on(12, 0)],
            [false, true, true, true, true, false, false]
        );
        assert!(!Theme::day().is_on_at(NaiveTime::MIN));
    }

    #[test]
    fn fewer_colours_keep_the_attributes() {
        let day = Theme::day();
        let urgent = Style::new().fg(Color::White).bg(Color::Red).add_modifier(Modifier::BOLD);
        assert_eq!(day.clone().at_depth(Depth::Sixteen).style(Role::LevelUrgent), urgent);
        let indexed = day.at_depth(Depth::Indexed).style(Role::LevelUrgent);
        assert!(matches!(indexed.bg, Some(Color::Indexed(16..))));
        assert_eq!(indexed.add_modifier, Modifier::BOLD);
    }
}
