//! What holds for every theme file, ours and others.

use proptest::prelude::*;

use super::super::Depth;
use super::*;

#[test]
fn shipped_themes_have_no_problems() {
    for &file in &SHIPPED {
        let (theme, problems) = Theme::layered(&[file]);
        assert_eq!(problems, [], "{}", theme.name());
        assert!(theme.title() != theme.name() && theme.about().ends_with('.'), "{}", theme.name());
    }
}

#[test]
fn every_colour_a_shipped_theme_names_is_used() {
    for (index, (name, _)) in SHIPPED.iter().enumerate() {
        let sheets = with_parents(&SHIPPED, index);
        let roles = || sheets.iter().flat_map(|sheet| &sheet.said.roles);
        for colour in sheets.iter().flat_map(|sheet| sheet.said.palette.keys()) {
            let used = roles().any(|(_, words)| words.text.split(' ').any(|word| word == colour));
            assert!(used, "{name} {colour}");
        }
    }
}

#[test]
fn a_mistake_costs_its_line_and_nothing_else() {
    let (_, day) = SHIPPED[0];
    let lines: Vec<&str> = day.lines().collect();
    for (number, line) in
        lines.iter().enumerate().filter(|(_, line)| !line.starts_with('[') && line.contains(" = \""))
    {
        let with = |other: &str| {
            let mut lines = lines.clone();
            lines[number] = other;
            let text = lines.join("\n");
            Theme::layered(&[("day", &text)])
        };
        let (name, _) = line.split_once('=').expect("a line with a name");
        let (broken, problems) = with(&format!("{name}= \"no such word"));
        let (without, more) = with("");
        assert_eq!(broken, without, "{line}");
        assert_eq!(problems.len(), more.len() + 1, "{line}");
    }
}

#[test]
fn what_is_written_holds_where_the_parent_says_otherwise() {
    let own = r##"
        inherits = "night"
        title = "Ours"
        [palette]
        ink = "#ffffff"
        [roles]
        outcome = "ink struck"
        chart_5 = "ansi:208 on default"
        [marks]
        done = "+"
        borders = "none"
    "##;
    let (theme, problems) = Theme::layered(&[("themes/ours.toml", own)]);
    assert_eq!(problems, []);
    let night = Theme::built_in("night").expect("shipped");
    assert_eq!(
        (theme.name(), theme.title(), theme.mode(), theme.hours()),
        ("ours", "Ours", Mode::Dark, None)
    );
    let white = Color::Rgb(0xff, 0xff, 0xff);
    assert_eq!(theme.style(Role::Text).fg, Some(white));
    assert_eq!(theme.style(Role::Screen).bg, night.style(Role::Screen).bg);
    assert_eq!(theme.style(Role::Chart5), Style::new().fg(Color::Indexed(208)).bg(Color::Reset));
    assert_eq!((theme.mark(Mark::Done), theme.mark(Mark::Missed)), ("+", "!"));
    assert_eq!(theme.borders(), Borders::None);
    // The nearer name wins, whoever wrote it.
    assert_eq!(theme.style(Role::OutcomeDone), night.style(Role::OutcomeDone));
}

#[test]
fn a_file_can_stand_on_any_other_and_on_ours_of_the_same_name() {
    let files = [("ours", "inherits = \"day\""), ("day", "inherits = \"day\"\n[palette]\nink = \"#000\"")];
    let (day, problems) = Theme::layered(&files);
    assert_eq!((problems, day.style(Role::Text).fg), (Vec::new(), Some(Color::Rgb(0, 0, 0))));
    let (ours, problems) = Theme::layered(&[files[1], files[0]]);
    assert_eq!((problems, ours.style(Role::Text).fg), (Vec::new(), Some(Color::Rgb(0, 0, 0))));
}

proptest! {
    #[test]
    fn any_text_gives_a_theme(text in any::<String>()) {
        let (theme, _) = Theme::layered(&[("own", &text)]);
        prop_assert_eq!(theme.marks.len(), Mark::ALL.len());
    }

    #[test]
    fn any_run_of_pieces_gives_a_theme_of_narrow_marks(pieces in prop::collection::vec(prop::sample::select(vec![
        "[roles]\n", "[marks]\n", "[sixteen]\n", "[palette]\n", "inherits = ", "text = ", "level = ", "done = ", "ink = ",
        "from = ", "until = ", "borders = ", "\"", "\"\n", "day", "own", "on ", "bold ", "ink ", "red ", "#fff ", "ansi:7 ", "é",
        "字", "\\u00e9", "21:00", "1", "\n",
    ]), 0..60)) {
        let text = pieces.concat();
        let (theme, _) = Theme::layered(&[("own", &text), ("own", &text)]);
        prop_assert_eq!(theme.clone().at_depth(Depth::Sixteen).styles.len(), Role::ALL.len());
        prop_assert!(theme.marks.iter().all(|mark| mark.width() == 1));
    }
}
