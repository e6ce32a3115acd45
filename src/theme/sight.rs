//! Whether a theme can be read: the contrast of every role with whatever it may stand on.
//!
//! Pure arithmetic over a finished theme; what it finds is advice, and changes nothing.

use super::{Role, Theme, colour};

/// The least contrast at which words can be read, by WCAG.
pub const LEAST: f64 = 4.5;

/// Words that are hard to read in a theme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Faint {
    /// The role they are painted with.
    pub role: Role,
    /// What they stand on: themselves where they bring their own ground.
    pub on: Role,
    /// Their contrast with it, from 1 to 21.
    pub contrast: f64,
}

impl Theme {
    /// Every role that has less than this contrast somewhere it may stand, by role. Colours that are the terminal's own
    /// can't be measured and are left out.
    pub fn faint(&self, least: f64) -> Vec<Faint> {
        let faint = |role: &Role| {
            let on_each = self.grounds(*role).into_iter().filter_map(|on| {
                let contrast = self.contrast(*role, on)?;
                (contrast < least).then_some(Faint { role: *role, on, contrast })
            });
            on_each.min_by(|a, b| a.contrast.total_cmp(&b.contrast))
        };
        Role::ALL.iter().filter_map(faint).collect()
    }

    fn grounds(&self, role: Role) -> Vec<Role> {
        if self.style(role).bg.is_some() {
            vec![role]
        } else {
            vec![Role::Screen, Role::Panel, Role::Popover]
        }
    }

    fn contrast(&self, role: Role, on: Role) -> Option<f64> {
        colour::contrast(self.style(role).fg?, self.style(on).bg?)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use ratatui::style::{Color, Modifier};
    use unicode_width::UnicodeWidthStr;

    use super::super::colour::{apart, lab, linear, mixed, rgb};
    use super::super::{Depth, Mark, Mode};
    use super::*;

    /// How people see who lack one kind of cone altogether: Machado, Oliveira and Fernandes 2009, severity 1.
    const VISIONS: [(&str, [[f64; 3]; 3]); 4] = [
        ("normal", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
        (
            "protan",
            [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
        ),
        (
            "deutan",
            [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
        ),
        (
            "tritan",
            [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        ),
    ];

    /// The least distance at which two colours are told apart without being side by side.
    const APART: f64 = 15.0;

    const LEVELS: [(Role, Mark); 4] = [
        (Role::LevelSettled, Mark::Settled),
        (Role::LevelWatch, Mark::Watch),
        (Role::LevelWorried, Mark::Worried),
        (Role::LevelUrgent, Mark::Urgent),
    ];

    const OUTCOMES: [(Role, Mark); 8] = [
        (Role::OutcomeDone, Mark::Done),
        (Role::OutcomePrompted, Mark::Prompted),
        (Role::OutcomeHelped, Mark::Helped),
        (Role::OutcomeDeclined, Mark::Declined),
        (Role::OutcomeAway, Mark::Away),
        (Role::OutcomeMissed, Mark::Missed),
        (Role::OutcomeNotNeeded, Mark::NotNeeded),
        (Role::OutcomeOpen, Mark::Open),
    ];

    fn shipped() -> impl Iterator<Item = Theme> {
        Theme::shipped().map(|name| Theme::built_in(name).expect("shipped"))
    }

    /// The colour that tells a role: its ground where it brings one, else its words.
    fn telling(theme: &Theme, role: Role) -> Option<[u8; 3]> {
        let style = theme.style(role);
        rgb(style.bg.or(style.fg)?)
    }

    /// The distance of two roles in each kind of vision; none where a colour is the terminal's own.
    fn distances(theme: &Theme, a: Role, b: Role) -> Vec<(&'static str, f64)> {
        let (Some(a), Some(b)) = (telling(theme, a), telling(theme, b)) else { return Vec::new() };
        let seen = |colour, vision| lab(mixed(vision, linear(colour)));
        VISIONS.iter().map(|&(name, vision)| (name, apart(seen(a, vision), seen(b, vision)))).collect()
    }

    fn pairs<T: Copy>(all: &[T]) -> impl Iterator<Item = (T, T)> {
        all.iter().enumerate().flat_map(move |(i, a)| all[i + 1..].iter().map(move |b| (*a, *b)))
    }

    #[test]
    fn words_of_every_shipped_theme_can_be_read() {
        for theme in shipped() {
            let least = if theme.name() == "contrast" { 7.0 } else { LEAST };
            assert_eq!(theme.faint(least), [], "{}", theme.name());
        }
    }

    #[test]
    fn and_still_on_a_terminal_with_256_colours() {
        for theme in shipped() {
            let name = theme.name().to_owned();
            assert_eq!(theme.at_depth(Depth::Indexed).faint(LEAST), [], "{name}");
        }
    }

    #[test]
    fn on_sixteen_colours_no_ground_is_painted_that_the_words_were_not_chosen_for() {
        for theme in shipped() {
            let theme = theme.at_depth(Depth::Sixteen);
            for &role in Role::ALL {
                let style = theme.style(role);
                let ours = style.bg.is_some_and(|ground| ground != Color::Reset);
                let told = !ours
                    || colour::contrast(style.fg.unwrap_or_default(), style.bg.unwrap_or_default())
                        >= Some(LEAST);
                assert!(told, "{} {}", theme.name(), role.name());
                assert_ne!(style.fg, Some(Color::Black), "{} {}", theme.name(), role.name());
            }
        }
    }

    #[test]
    fn what_matters_most_is_told_apart_by_colour_alone_in_every_kind_of_vision() {
        let most = [Role::OutcomeDone, Role::LevelWatch, Role::LevelUrgent, Role::Text];
        // Where the colours are the terminal's, no more than its mark and its word can be promised.
        for theme in shipped().filter(|theme| theme.mode() != Mode::Plain) {
            for (a, b) in pairs(&most) {
                for (vision, distance) in distances(&theme, a, b) {
                    let what = format!("{} {} {} {vision}", theme.name(), a.name(), b.name());
                    assert!(distance >= APART, "{what}: {distance:.1}");
                }
            }
        }
    }

    #[test]
    fn every_level_and_outcome_is_told_by_its_mark_without_any_colour() {
        for theme in shipped().flat_map(|theme| [theme.clone(), theme.with_ascii_marks()]) {
            for group in [&LEVELS[..], &OUTCOMES[..]] {
                let marks: BTreeSet<&str> = group.iter().map(|(_, mark)| theme.mark(*mark)).collect();
                assert_eq!(marks.len(), group.len(), "{}", theme.name());
            }
        }
    }

    #[test]
    fn levels_differ_in_colour_or_attribute_too() {
        for theme in shipped().flat_map(|theme| [theme.clone(), theme.at_depth(Depth::Sixteen)]) {
            for ((a, _), (b, _)) in pairs(&LEVELS) {
                let seen = distances(&theme, a, b);
                let by_colour = !seen.is_empty() && seen.iter().all(|(_, distance)| *distance >= APART);
                let (a_style, b_style) = (theme.style(a), theme.style(b));
                let by_attribute = a_style.add_modifier != b_style.add_modifier;
                let unmeasured = seen.is_empty() && a_style != b_style;
                assert!(by_colour || by_attribute || unmeasured, "{} {a:?} {b:?} {seen:?}", theme.name());
            }
        }
    }

    #[test]
    fn what_must_stand_out_differs_from_text_without_any_colour() {
        let attributes = |theme: &Theme, role| theme.style(role).add_modifier;
        for theme in shipped() {
            for role in
                [Role::Selected, Role::BannerUrgent, Role::LevelUrgent, Role::Allergy, Role::RuleForbids]
            {
                assert_ne!(
                    attributes(&theme, role),
                    attributes(&theme, Role::Text),
                    "{} {role:?}",
                    theme.name()
                );
            }
        }
        let plain = Theme::built_in("plain").expect("shipped");
        assert!(Role::ALL.iter().all(|role| plain.style(*role).fg.or(plain.style(*role).bg).is_none()));
    }

    #[test]
    fn nothing_is_italic_dim_or_blinking() {
        let drawn_everywhere =
            Modifier::BOLD | Modifier::UNDERLINED | Modifier::REVERSED | Modifier::CROSSED_OUT;
        for theme in shipped() {
            for &role in Role::ALL {
                assert!(
                    drawn_everywhere.contains(theme.style(role).add_modifier),
                    "{} {role:?}",
                    theme.name()
                );
            }
        }
    }

    #[test]
    fn marks_are_one_column_and_never_pictures() {
        let mut wide_in_east_asia = BTreeSet::new();
        for theme in shipped() {
            for &mark in Mark::ALL {
                let shape = theme.mark(mark);
                assert_eq!(shape.width(), 1, "{mark:?}");
                assert!(shape.is_ascii() || format!("{shape}\u{fe0f}").width() == 1, "{mark:?}");
                assert!(mark.ascii().is_ascii() && mark.ascii().len() == 1, "{mark:?}");
                if shape.width_cjk() > 1 {
                    wide_in_east_asia.insert(shape.to_owned());
                }
            }
        }
        // Terminals set up for Chinese, Japanese or Korean may draw these two columns wide: they get the ASCII marks.
        let wide: Vec<String> = wide_in_east_asia.into_iter().collect();
        assert_eq!(wide.concat(), "·–•…→≡─━█■□▲▼◆○●");
    }

    #[test]
    fn words_on_a_panel_do_not_bring_the_ground_of_the_screen() {
        for theme in shipped() {
            assert_eq!(theme.style(Role::Text).bg, None);
            assert_eq!(theme.style(Role::TextMuted).bg, None);
        }
        let (bare, _) = Theme::layered(&[("bare", "[roles]\ntext = \"black on white\"\n")]);
        assert_eq!(bare.style(Role::Popover).bg, Some(Color::Gray));
        assert_eq!(bare.style(Role::OutcomeDone).bg, None);
        assert_eq!(bare.style(Role::OutcomeDone).fg, Some(Color::Black));
    }
}
