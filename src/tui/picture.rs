//! A frame as an SVG picture: the README's pictures are made of it, so that they are of the real program and of
//! nobody real.

use super::App;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use std::fmt::Write;

/// The size of a cell, in the picture's units.
const CELL: (u32, u32) = (9, 17);
/// How far above the bottom of its cell a letter stands.
const RAISED: u32 = 4;

/// What an app shows in a window of this size, as an SVG picture.
pub fn of(app: &mut App, width: u16, height: u16) -> String {
    let mut cells = Buffer::empty(Rect::new(0, 0, width, height));
    app.draw(&mut cells);
    svg(&cells)
}

fn svg(cells: &Buffer) -> String {
    let (wide, high) = (u32::from(cells.area.width) * CELL.0, u32::from(cells.area.height) * CELL.1);
    let ground = cells.cell((0, 0)).map_or("#ffffff".into(), |cell| colour(cell.bg, "#ffffff"));
    let mut picture = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {wide} {high}\" width=\"{wide}\" height=\"{high}\" \
         font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"15\">\n\
         <rect width=\"{wide}\" height=\"{high}\" fill=\"{ground}\"/>\n"
    );
    for y in 0..cells.area.height {
        grounds(cells, y, &ground, &mut picture);
        words(cells, y, &mut picture);
    }
    picture.push_str("</svg>\n");
    picture
}

/// The backgrounds of a row, one rectangle for each run of the same.
fn grounds(cells: &Buffer, y: u16, ground: &str, picture: &mut String) {
    for (start, run) in runs(cells, y, |cell| looks(cell).1) {
        let fill = looks(run[0]).1;
        if fill != ground {
            let (x, y) = (u32::from(start) * CELL.0, u32::from(y) * CELL.1);
            let wide = u32::try_from(run.len()).unwrap_or(0) * CELL.0;
            put(
                picture,
                format_args!(
                    "<rect x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{}\" fill=\"{fill}\"/>\n",
                    CELL.1
                ),
            );
        }
    }
}

/// The words of a row, one text for each run that looks the same.
fn words(cells: &Buffer, y: u16, picture: &mut String) {
    for (start, run) in runs(cells, y, |cell| (looks(cell).0, cell.modifier)) {
        let text: String = run.iter().map(|cell| cell.symbol()).collect();
        if text.trim().is_empty() {
            continue;
        }
        let (fill, _) = looks(run[0]);
        let (x, y) = (u32::from(start) * CELL.0, (u32::from(y) + 1) * CELL.1 - RAISED);
        let wide = u32::try_from(run.len()).unwrap_or(0) * CELL.0;
        let bold = if run[0].modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
        let line = match run[0].modifier {
            struck if struck.contains(Modifier::CROSSED_OUT) => " text-decoration=\"line-through\"",
            under if under.contains(Modifier::UNDERLINED) => " text-decoration=\"underline\"",
            _ => "",
        };
        put(
            picture,
            format_args!(
                "<text x=\"{x}\" y=\"{y}\" fill=\"{fill}\"{bold}{line} textLength=\"{wide}\" xml:space=\"preserve\">"
            ),
        );
        for character in text.chars() {
            match character {
                '&' => picture.push_str("&amp;"),
                '<' => picture.push_str("&lt;"),
                '>' => picture.push_str("&gt;"),
                other => picture.push(other),
            }
        }
        picture.push_str("</text>\n");
    }
}

/// The runs of neighbouring cells of a row that are alike, each with its first column.
fn runs<K: PartialEq>(cells: &Buffer, y: u16, like: impl Fn(&Cell) -> K) -> Vec<(u16, Vec<&Cell>)> {
    let mut runs: Vec<(u16, Vec<&Cell>)> = Vec::new();
    for x in 0..cells.area.width {
        let cell = &cells[(x, y)];
        match runs.last_mut() {
            Some((_, run)) if like(run[0]) == like(cell) => run.push(cell),
            _ => runs.push((x, vec![cell])),
        }
    }
    runs
}

/// The colours of a cell's letter and of its ground.
fn looks(cell: &Cell) -> (String, String) {
    let (letter, ground) = (colour(cell.fg, "#1b1d21"), colour(cell.bg, "#ffffff"));
    if cell.modifier.contains(Modifier::REVERSED) { (ground, letter) } else { (letter, ground) }
}

/// Pictures are made in themes that name their colours; any other is left to `default`.
fn colour(colour: Color, default: &str) -> String {
    match colour {
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        _ => default.into(),
    }
}

fn put(picture: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing to a string can't fail.
    let _ = picture.write_fmt(words);
}
