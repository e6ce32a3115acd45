//! Theme files: from text to a theme, with every mistake listed and nothing lost but the line it is in.
//!
//! Opens no file and never panics, whatever the text.

use std::collections::BTreeMap;
use std::iter;

use chrono::NaiveTime;
use ratatui::style::{Color, Modifier, Style};
use unicode_width::UnicodeWidthStr;

use super::colour;
use super::{Borders, Mark, Mode, Role, Theme};
use crate::settings::{Entry, File, Problem, Span, Word, nearest, quoted};

/// Colours by the names that a theme gives them.
type Palette = BTreeMap<String, Color>;

/// The theme files inside the program. A theme that says too little rests on the first.
pub(super) const SHIPPED: [(&str, &str); 8] = [
    ("day", include_str!("../../themes/day.toml")),
    ("dusk", include_str!("../../themes/dusk.toml")),
    ("night", include_str!("../../themes/night.toml")),
    ("contrast", include_str!("../../themes/contrast.toml")),
    ("safe", include_str!("../../themes/safe.toml")),
    ("safe-dark", include_str!("../../themes/safe-dark.toml")),
    ("plain", include_str!("../../themes/plain.toml")),
    ("terminal", include_str!("../../themes/terminal.toml")),
];

/// The last of these files as a theme. It may inherit from the others, and from those inside the program.
pub(super) fn layered(files: &[(&str, &str)]) -> (Theme, Vec<Problem>) {
    let library: Vec<(&str, &str)> = SHIPPED.iter().chain(files).copied().collect();
    let last = if files.is_empty() { 0 } else { library.len() - 1 };
    let mut sheets = with_parents(&library, last);
    let theme = merged(&mut sheets);
    let mut problems: Vec<Problem> = sheets.into_iter().rev().flat_map(|sheet| sheet.problems).collect();
    // What only showed once all was read goes to its place among the rest of its file.
    for file in problems.chunk_by_mut(|a, b| a.file == b.file) {
        file.sort_by_key(|problem| (problem.line, problem.column));
    }
    (theme, problems)
}

/// The name a theme has from its file's: `themes/nights.toml` is `nights`.
fn stem(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.strip_suffix(".toml").unwrap_or(name)
}

/// The sheet at this place in the library after those it stands on, the ground first.
fn with_parents(library: &[(&str, &str)], last: usize) -> Vec<Sheet> {
    let mut used = Vec::new();
    let mut sheets = Vec::new();
    let mut next = Some(last);
    while let Some(index) = next {
        used.push(index);
        let (name, text) = library[index];
        let mut sheet = Sheet::read(name, text);
        next = sheet.parent(library, &used).unwrap_or_else(|problem| {
            sheet.problems.push(problem);
            (!used.contains(&0)).then_some(0)
        });
        sheets.push(sheet);
    }
    sheets.reverse();
    sheets
}

/// One theme out of sheets of which each stands on the one before.
fn merged(sheets: &mut [Sheet]) -> Theme {
    let mut palette = Palette::new();
    for sheet in &*sheets {
        palette.extend(sheet.said.palette.clone());
    }
    let mut theme = Theme {
        name: String::new(),
        title: String::new(),
        about: String::new(),
        mode: Mode::Plain,
        hours: None,
        styles: Vec::new(),
        sixteen: Vec::new(),
        marks: Mark::ALL.iter().map(|mark| mark.shape().to_owned()).collect(),
        borders: Borders::default(),
    };
    let mut roles = BTreeMap::new();
    let mut sixteen = BTreeMap::new();
    for Sheet { file, said, problems } in sheets {
        for (name, word) in &said.roles {
            keep(&mut roles, name, style(file, name, word, &palette), problems);
        }
        for (name, word) in &said.sixteen {
            keep(&mut sixteen, name, style(file, name, word, &Palette::new()), problems);
        }
        for (mark, shape) in &said.marks {
            theme.marks[mark.index()].clone_from(shape);
        }
        theme.borders = said.borders.unwrap_or(theme.borders);
        theme.mode = said.mode.unwrap_or(theme.mode);
        // What it is called and when it comes on are its own: two themes can't share them.
        stem(&file.name).clone_into(&mut theme.name);
        theme.title = said.title.clone().unwrap_or_else(|| theme.name.clone());
        theme.about.clone_from(&said.about);
        theme.hours = said.from.zip(said.until);
    }
    for &role in Role::ALL {
        theme.styles.push(look(role, |name| roles.get(name).copied()));
        let few = |name: &str| sixteen.get(name).or(roles.get(name)).copied();
        theme.sixteen.push(look(role, few));
    }
    theme
}

fn keep(
    styles: &mut BTreeMap<String, Style>,
    name: &str,
    read: Result<Style, Problem>,
    problems: &mut Vec<Problem>,
) {
    match read {
        Ok(style) => {
            styles.insert(name.to_owned(), style);
        }
        Err(problem) => problems.push(problem),
    }
}

/// How a role looks when only these names are given looks: like the nearest name it falls back to.
fn look(role: Role, given: impl Fn(&str) -> Option<Style>) -> Style {
    let text = given("text").unwrap_or_default();
    let found = fallbacks(role.name()).find_map(|name| given(name).map(|style| (name, style)));
    let (name, style) = found.unwrap_or(("text", text));
    if role.is_ground() {
        Style { fg: style.fg.or(text.fg), bg: style.bg.or(text.bg), ..style }
    } else if name == "text" {
        // Words on a panel would else stand in holes of the screen's own ground.
        Style { bg: None, ..style }
    } else {
        style
    }
}

/// The names a role looks for in turn: its own, the part before the last `_` of each, and `text`.
fn fallbacks(name: &str) -> impl Iterator<Item = &str> {
    iter::successors(Some(name), |name| name.rsplit_once('_').map(|(before, _)| before)).chain(["text"])
}

/// The style a role's words ask for: `ink on paper bold`.
fn style(file: &File, role: &str, words: &Word, palette: &Palette) -> Result<Style, Problem> {
    let stays = || format!("Until then {} looks as it would without this line.", quoted(role));
    let mistake = |word: &str, what: String| Err(file.problem(&within(words, word), what, stays()));
    let colour = |word: &str| palette.get(word).copied().or_else(|| colour::read(word));
    let mut style = Style::new();
    let mut ground = None;
    for word in words.text.split_whitespace() {
        if word == "on" {
            if ground.replace(word).is_some() || style.bg.is_some() {
                return mistake(word, "There are two grounds here. Keep one.".to_owned());
            }
        } else if let Some(attribute) = attribute(word) {
            style = style.add_modifier(attribute);
        } else if let Some(colour) = colour(word) {
            let part = if ground.take().is_some() { &mut style.bg } else { &mut style.fg };
            if part.replace(colour).is_some() {
                let what = "There are two colours here. Write “on” before the one that is the ground.";
                return mistake(word, what.to_owned());
            }
        } else {
            return mistake(word, no_colour(word, palette));
        }
    }
    match ground {
        Some(on) => mistake(on, "After “on” comes the colour of the ground.".to_owned()),
        None => Ok(style),
    }
}

/// Why a word is neither a colour nor an attribute.
fn no_colour(word: &str, palette: &Palette) -> String {
    match word {
        "italic" => "Italic is hard to read for many, and not drawn everywhere. Take it away.".to_owned(),
        "dim" => "Dim is not drawn everywhere. Choose a softer colour.".to_owned(),
        "blink" => "Nothing here moves. Take “blink” away.".to_owned(),
        _ => {
            let names = palette.keys().map(String::as_str).chain(colour::names());
            let what = unknown("colour", word, names.chain(ATTRIBUTES.map(|(name, _)| name)));
            let only =
                if palette.is_empty() { " Only the terminal’s own colours are known here." } else { "" };
            what + only
        }
    }
}

const ATTRIBUTES: [(&str, Modifier); 4] = [
    ("bold", Modifier::BOLD),
    ("underline", Modifier::UNDERLINED),
    ("reverse", Modifier::REVERSED),
    ("struck", Modifier::CROSSED_OUT),
];

fn attribute(word: &str) -> Option<Modifier> {
    ATTRIBUTES.iter().find(|(name, _)| *name == word).map(|(_, attribute)| *attribute)
}

/// Where a part of a text stands in the file; the whole text when `\\` inside the quotes shifts its letters.
fn within(text: &Word, part: &str) -> Span {
    let start = text.at.start + 1 + (part.as_ptr() as usize - text.text.as_ptr() as usize);
    if text.at.len() == text.text.len() + 2 { start..start + part.len() } else { text.at.clone() }
}

/// A theme file, line by line. The words of its roles wait until every palette is known.
struct Sheet {
    file: File,
    said: Said,
    problems: Vec<Problem>,
}

/// What the lines of a theme file say.
#[derive(Default)]
struct Said {
    title: Option<String>,
    about: String,
    inherits: Option<Word>,
    mode: Option<Mode>,
    from: Option<NaiveTime>,
    until: Option<NaiveTime>,
    palette: Palette,
    roles: Vec<(String, Word)>,
    sixteen: Vec<(String, Word)>,
    marks: Vec<(Mark, String)>,
    borders: Option<Borders>,
}

const TOP: [&str; 8] = ["name", "title", "about", "format", "inherits", "mode", "from", "until"];
const TABLES: [&str; 4] = ["palette", "roles", "marks", "sixteen"];
const LEFT_OUT: &str = "Until then this line is left out.";
const ON_DAY: &str = "Until then it stands on “day”.";
const NO_HOURS: &str = "Until then it does not come on by itself.";

impl Sheet {
    fn read(name: &str, text: &str) -> Self {
        let (file, mut problems) = File::read(name, text);
        let mut said = Said::default();
        for entry in &file.top {
            problems.extend(said.top(&file, entry).err());
        }
        problems.extend(said.hours(&file).err());
        for table in &file.tables {
            let line = match table.name.text.as_str() {
                "palette" => Said::colour,
                "roles" => Said::role,
                "marks" => Said::mark,
                "sixteen" => Said::sixteen,
                other => {
                    let what = unknown("heading", other, TABLES);
                    let stays = "Until then the lines under it are left out.";
                    problems.push(file.problem(&table.name.at, what, stays));
                    continue;
                }
            };
            for entry in &table.entries {
                problems.extend(line(&mut said, &file, entry).err());
            }
        }
        Self { file, said, problems }
    }

    /// What it stands on: the latest file of that name not in use, so that a home's own `day` can stand on ours.
    fn parent(&self, library: &[(&str, &str)], used: &[usize]) -> Result<Option<usize>, Problem> {
        let Some(parent) = &self.said.inherits else {
            if self.file.entry("inherits").is_some() || self.said.roles.iter().any(|(name, _)| name == "text")
            {
                return Ok(None);
            }
            let what = "A theme says how “text” looks, or which theme it stands on: inherits = \"day\".";
            return Err(self.file.problem(&(0..0), what, ON_DAY));
        };
        let named = |index: &usize| stem(library[*index].0) == parent.text;
        let found = (0..library.len()).rev().find(|index| named(index) && !used.contains(index));
        if found.is_some() {
            return Ok(found);
        }
        let what = if used.iter().any(named) {
            format!("{} stands on this theme already, so this one can’t stand on it.", quoted(&parent.text))
        } else {
            unknown("theme", &parent.text, library.iter().map(|file| stem(file.0)))
        };
        Err(self.file.problem(&parent.at, what, ON_DAY))
    }
}

impl Said {
    fn top(&mut self, file: &File, entry: &Entry) -> Result<(), Problem> {
        match entry.name.text.as_str() {
            "name" => name(file, &file.text(entry)?)?,
            "title" => self.title = Some(file.text(entry)?.text),
            "about" => self.about = file.text(entry)?.text,
            "format" => format(file, entry)?,
            "inherits" => self.inherits = Some(file.text(entry)?),
            "mode" => self.mode = Some(mode(file, &file.text(entry)?)?),
            "from" => self.from = Some(time(file, &file.text(entry)?)?),
            "until" => self.until = Some(time(file, &file.text(entry)?)?),
            other => return Err(file.problem(&entry.name.at, unknown("setting", other, TOP), LEFT_OUT)),
        }
        Ok(())
    }

    /// Both ends or neither, and not the same.
    fn hours(&mut self, file: &File) -> Result<(), Problem> {
        match (file.entry("from"), file.entry("until")) {
            (Some(_), Some(until)) if self.until.is_some() && self.from == self.until => {
                self.until = None;
                Err(file.problem(&until.at, "It would end as it begins. Choose another time.", NO_HOURS))
            }
            (Some(alone), None) | (None, Some(alone)) => {
                let what = "“from” and “until” go together. Write both.";
                Err(file.problem(&alone.name.at, what, NO_HOURS))
            }
            (Some(_), Some(_)) | (None, None) => Ok(()),
        }
    }

    fn colour(&mut self, file: &File, entry: &Entry) -> Result<(), Problem> {
        let name = &entry.name.text;
        if name == "on" || attribute(name).is_some() || name.chars().any(char::is_whitespace) {
            let what = format!("{} can’t be the name of a colour. Choose another.", quoted(name));
            return Err(file.problem(&entry.name.at, what, LEFT_OUT));
        }
        let word = file.text(entry)?;
        let colour = colour::read(&word.text).ok_or_else(|| {
            let what =
                "A colour is \"#rrggbb\", \"ansi:0\" to \"ansi:255\", \"red\" to \"bright-white\", or \"default\".";
            file.problem(&word.at, what, LEFT_OUT)
        })?;
        self.palette.insert(name.clone(), colour);
        Ok(())
    }

    fn role(&mut self, file: &File, entry: &Entry) -> Result<(), Problem> {
        self.roles.push(role(file, entry)?);
        Ok(())
    }

    fn sixteen(&mut self, file: &File, entry: &Entry) -> Result<(), Problem> {
        self.sixteen.push(role(file, entry)?);
        Ok(())
    }

    fn mark(&mut self, file: &File, entry: &Entry) -> Result<(), Problem> {
        let name = entry.name.text.as_str();
        let word = file.text(entry)?;
        if name == "borders" {
            self.borders = Some(borders(file, &word)?);
            return Ok(());
        }
        let mark = Mark::named(name).ok_or_else(|| {
            let what = unknown("mark", name, Mark::ALL.iter().map(|mark| mark.name()));
            file.problem(&entry.name.at, what, LEFT_OUT)
        })?;
        if let Some(what) = unfit(&word.text) {
            let stays =
                format!("Until then the mark for {} is as it would be without this line.", quoted(name));
            return Err(file.problem(&word.at, what, stays));
        }
        self.marks.push((mark, word.text));
        Ok(())
    }
}

fn name(file: &File, word: &Word) -> Result<(), Problem> {
    let name = quoted(stem(&file.name));
    if word.text == stem(&file.name) {
        return Ok(());
    }
    let what = format!("A theme has the name of its file: {name}.");
    Err(file.problem(&word.at, what, format!("Until then it is called {name}.")))
}

fn format(file: &File, entry: &Entry) -> Result<(), Problem> {
    match file.number(entry)? {
        1 => Ok(()),
        _ => {
            Err(file.problem(&entry.at, "This program reads format 1.", "Until then it is read as format 1."))
        }
    }
}

fn mode(file: &File, word: &Word) -> Result<Mode, Problem> {
    let mode = Mode::named(&word.text);
    mode.ok_or_else(|| file.problem(&word.at, "A mode is light, dark or plain.", LEFT_OUT))
}

fn time(file: &File, word: &Word) -> Result<NaiveTime, Problem> {
    NaiveTime::parse_from_str(&word.text, "%H:%M")
        .map_err(|_| file.problem(&word.at, "A time is written as \"21:00\".", NO_HOURS))
}

/// A role's name and its words. A name that only others fall back to, such as `outcome`, is one as well.
fn role(file: &File, entry: &Entry) -> Result<(String, Word), Problem> {
    let name = &entry.name.text;
    let mut known = Role::ALL.iter().flat_map(|role| fallbacks(role.name()));
    if !known.any(|role| role == name) {
        let known = Role::ALL.iter().flat_map(|role| fallbacks(role.name()));
        let what = unknown("role", name, known);
        return Err(file.problem(&entry.name.at, what, LEFT_OUT));
    }
    Ok((name.clone(), file.text(entry)?))
}

fn borders(file: &File, word: &Word) -> Result<Borders, Problem> {
    Borders::named(&word.text).ok_or_else(|| {
        let kinds: Vec<&str> = Borders::ALL.iter().map(|borders| borders.name()).collect();
        let what = format!("Borders are one of: {}.", kinds.join(", "));
        file.problem(&word.at, what, "Until then they are as they would be without this line.")
    })
}

/// Why a text can't be a mark, if it can't.
fn unfit(shape: &str) -> Option<String> {
    let mut characters = shape.chars();
    let (Some(only), None) = (characters.next(), characters.next()) else {
        return Some("A mark is one character.".to_owned());
    };
    if only.is_control() || shape.width() == 0 {
        Some("This character can’t be seen by itself. Choose another.".to_owned())
    } else if matches!(only, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}') {
        Some("This character is drawn by some fonts only. Choose another.".to_owned())
    } else if shape.width() > 1 {
        Some(format!("{} is two columns wide. Choose one that is one wide.", quoted(shape)))
    } else if !only.is_ascii() && format!("{shape}\u{fe0f}").width() > 1 {
        let what = "is drawn as a picture, two columns wide, by some terminals. Choose another.";
        Some(format!("{} {what}", quoted(shape)))
    } else {
        None
    }
}

/// That there is no such word, and which was meant.
fn unknown<'a>(kind: &str, word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    match nearest(word, known) {
        Some(near) => format!("There is no {kind} {}. Did you mean {}?", quoted(word), quoted(near)),
        None => format!("There is no {kind} {}.", quoted(word)),
    }
}

#[cfg(test)]
mod broken;
#[cfg(test)]
mod tests;
