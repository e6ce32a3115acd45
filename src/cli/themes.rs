//! `bethere themes`: the colours there are, and what is wrong with a file of them.
//!
//! Texts in, texts out: it opens no file and prints nothing.

use crate::theme::{Faint, LEAST, Theme};

/// The themes there are, each with where it is from; the one in force is told by its name.
pub fn list(themes: &[(Theme, &str)], in_force: &str) -> String {
    let mut lines = vec![format!("  {:<12}{:<28}{}", "Name", "Title", "From")];
    for (theme, from) in themes {
        let cursor = if theme.name() == in_force { '*' } else { ' ' };
        lines.push(format!("{cursor} {:<12}{:<28}{from}", theme.name(), theme.title()));
        if !theme.about().is_empty() {
            lines.push(format!("  {:<12}{}", "", theme.about()));
        }
        if let Some((from, until)) = theme.hours() {
            let (from, until) = (from.format("%H:%M"), until.format("%H:%M"));
            lines.push(format!("  {:<12}On by itself from {from} until {until}.", ""));
        }
    }
    if themes.iter().any(|(theme, _)| theme.name() == in_force) {
        lines.push("\n* in force".to_owned());
    }
    lines.join("\n") + "\n"
}

/// All that is wrong with a theme file, as an error where a line could not be used. It may inherit from the others.
/// Colours that are hard to read are told too, and are nobody's mistake.
pub fn check(name: &str, text: &str, others: &[(&str, &str)]) -> Result<String, String> {
    let files: Vec<(&str, &str)> = others.iter().copied().chain([(name, text)]).collect();
    let (theme, problems) = Theme::layered(&files);
    let mut told: Vec<String> = problems.iter().map(|problem| format!("{problem}\n")).collect();
    told.push(match problems.len() {
        0 => format!("{name}: every line can be used."),
        1 => format!("{name}: 1 thing to put right. All the rest is used."),
        many => format!("{name}: {many} things to put right. All the rest is used."),
    });
    told.extend(hard_to_read(&theme.faint(LEAST)));
    let told = told.join("\n") + "\n";
    if problems.is_empty() { Ok(told) } else { Err(told) }
}

fn hard_to_read(faint: &[Faint]) -> Vec<String> {
    if faint.is_empty() {
        return Vec::new();
    }
    let line = |Faint { role, on, contrast }: &Faint| {
        let on = if on == role { "its own ground" } else { on.name() };
        // Cut, not rounded: 4.49 is less than 4.5.
        let contrast = (contrast * 10.0).floor() / 10.0;
        format!("  {:<20}on {on:<16}{contrast:.1} to 1", role.name())
    };
    let head = format!("\nHard to read. Words need a contrast of {LEAST} to 1 with what they stand on:");
    std::iter::once(head).chain(faint.iter().map(line)).collect()
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    #[test]
    fn the_themes_are_listed_with_where_they_are_from() {
        let (ours, _) = Theme::layered(&[("themes/ours.toml", "inherits = \"day\"")]);
        let mut themes: Vec<(Theme, &str)> =
            Theme::shipped().filter_map(Theme::built_in).map(|theme| (theme, "bethere")).collect();
        themes.push((ours, "themes/ours.toml"));
        assert_snapshot!(list(&themes, "dusk"), @r"
          Name        Title                       From
          day         Day                         bethere
                      Dark words on warm paper.
        * dusk        Dusk                        bethere
                      Light words on slate, for the evening and for dark rooms.
          night       Night                       bethere
                      Dim and warm, for a dark landing.
                      On by itself from 21:00 until 06:45.
          contrast    High contrast               bethere
                      White on black, as strong as it goes, for low vision and tired eyes.
          safe        Colour-blind safe           bethere
                      On white, in colours that stay apart for every kind of colour vision.
          safe-dark   Colour-blind safe, dark     bethere
                      On slate, in colours that stay apart for every kind of colour vision.
          plain       No colour                   bethere
                      Words, marks, bold and reverse only. Used when NO_COLOR is set.
          terminal    The terminal's own          bethere
                      The colours you gave your terminal, on its own ground.
          ours        ours                        themes/ours.toml

        * in force
        ");
    }

    #[test]
    fn a_file_without_mistakes_is_said_to_be_so() {
        assert_snapshot!(check("ours.toml", "inherits = \"day\"\n", &[]).expect("no mistakes"), @"ours.toml: every line can be used.");
    }

    #[test]
    fn every_mistake_is_told_and_what_is_hard_to_read() {
        let text = "inherits = \"base\"\n[palette]\nwarn = \"#d9a441\"\non_pick = \"#777\"\nink = \"blakc\"\n[roles]\nkye = \"ink\"\n";
        let told = check("ours.toml", text, &[("base.toml", "inherits = \"day\"")]);
        assert_snapshot!(told.expect_err("mistakes"), @r##"
        ours.toml, line 5, column 7
            ink = "blakc"
                  ^^^^^^^
        A colour is "#rrggbb", "ansi:0" to "ansi:255", "red" to "bright-white", or "default".
        Until then this line is left out.

        ours.toml, line 7, column 1
            kye = "ink"
            ^^^
        There is no role “kye”. Did you mean “key”?
        Until then this line is left out.

        ours.toml: 2 things to put right. All the rest is used.

        Hard to read. Words need a contrast of 4.5 to 1 with what they stand on:
          selected            on its own ground  1.5 to 1
          level_watch         on panel           1.9 to 1
          level_worried       on panel           1.9 to 1
          recorded_late       on panel           1.9 to 1
          age_old             on panel           1.9 to 1
          chart_2             on panel           1.9 to 1
        "##);
    }
}
