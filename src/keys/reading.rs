//! Keymap files to keymaps: each line checked alone, then all lines of a file together, so that one mistake
//! costs one line and no file can leave a person stuck.

#[cfg(test)]
mod broken;
#[cfg(test)]
mod whole;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::keymap::{Keymap, Moved, SHIPPED};
use super::{Command, Key, NotAKey, Place};
use crate::settings::{Entry, File, Problem, Span, Value, nearest, quoted};

/// The version of the layout that is read.
const FORMAT: i64 = 1;
/// The lines a keymap file may have above its first heading.
const TOP: [&str; 5] = ["name", "title", "about", "format", "inherits"];
/// The most keys one command can have: `go-to` has a number for each.
const MOST_KEYS: usize = 9;
/// What is in force when nothing can be said of one command.
const LEFT_OUT: &str = "Until then this line is left out.";

pub(super) fn everyday() -> Keymap {
    // Every other keymap begins with it, so it is read once.
    static EVERYDAY: LazyLock<Keymap> = LazyLock::new(|| {
        let (file, _) = File::read(SHIPPED[0].0, SHIPPED[0].1);
        lay(&file, Keymap::default(), &mut Vec::new())
    });
    EVERYDAY.clone()
}

pub(super) fn layered(layers: &[(&str, &str)], others: &[(&str, &str)]) -> (Keymap, Vec<Problem>) {
    let (mut files, mistakes): (Vec<File>, Vec<_>) =
        layers.iter().map(|(name, text)| File::read(name, text)).unzip();
    // The mistakes of the others are told when they are in force themselves.
    let others = others.iter().filter(|(name, _)| layers.iter().all(|(layer, _)| layer != name));
    files.extend(others.map(|(name, text)| File::read(name, text).0));
    let mut map = everyday();
    let mut all = Vec::new();
    for (index, mut problems) in mistakes.into_iter().enumerate() {
        map = over_parent(&files, index, map, &mut problems);
        problems.sort_by_key(|problem| (problem.line, problem.column));
        all.extend(problems);
    }
    (map, all)
}

/// Lays a file over what it inherits; over what is below it when it inherits nothing.
fn over_parent(files: &[File], index: usize, below: Keymap, problems: &mut Vec<Problem>) -> Keymap {
    let file = &files[index];
    let Some(entry) = file.entry("inherits") else { return lay(file, below, problems) };
    let stays = format!("Until then it lies over {}.", quoted(&below.title));
    let parent = match file.text(entry) {
        Ok(parent) => parent,
        Err(problem) => {
            problems.push(Problem { stays, ..problem });
            return lay(file, below, problems);
        }
    };
    let base = if goes_round(files, index) {
        Err("This goes round in a circle, back to the same keymap. Choose another to inherit.".to_owned())
    } else if let Some(index) = parent_file(files, index) {
        // What is wrong with the parent is told when it is in force itself.
        Ok(over_parent(files, index, everyday(), &mut Vec::new()))
    } else if parent.text == SHIPPED[0].0 {
        Ok(everyday())
    } else {
        Keymap::built_in(&parent.text).ok_or_else(|| {
            let known = Keymap::SHIPPED.into_iter().chain(files.iter().map(|file| stem(&file.name)));
            let hint = meant(&parent.text, known)
                .unwrap_or_else(|| format!("There are {}.", list(&Keymap::SHIPPED)));
            format!("There is no keymap {} to inherit. {hint}", quoted(&parent.text))
        })
    };
    match base {
        Ok(base) => lay(file, base, problems),
        Err(what) => {
            problems.push(file.problem(&parent.at, what, stays));
            lay(file, below, problems)
        }
    }
}

/// The file among these that a file inherits. Itself only when nothing else is called that.
fn parent_file(files: &[File], index: usize) -> Option<usize> {
    let file = &files[index];
    let parent = file.text(file.entry("inherits")?).ok()?.text;
    let another = (0..files.len()).find(|other| *other != index && stem(&files[*other].name) == parent);
    let itself = stem(&file.name) == parent && !Keymap::SHIPPED.contains(&parent.as_str());
    another.or(itself.then_some(index))
}

/// Whether what a file inherits leads back to where it was.
fn goes_round(files: &[File], index: usize) -> bool {
    let mut way = vec![index];
    while let Some(next) = way.last().and_then(|last| parent_file(files, *last)) {
        if way.contains(&next) {
            return true;
        }
        way.push(next);
    }
    false
}

/// The file's name without its folder and ending: what another file inherits it by.
fn stem(name: &str) -> &str {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.strip_suffix(".toml").unwrap_or(name)
}

/// Lays one file over a keymap.
fn lay(file: &File, base: Keymap, problems: &mut Vec<Problem>) -> Keymap {
    let mut refused = Vec::new();
    let named = Keymap { moved: Vec::new(), ..head(file, base, problems) };
    let mut lines = lines(file, problems, &mut refused);
    once_each(file, &mut lines, &mut refused);
    let map = loop {
        let map = laid(&named, &lines.iter().collect::<Vec<_>>());
        match stuck(&map, &named, &lines) {
            Some((culprit, what)) => {
                let line = lines.remove(culprit);
                refused.push(Refused { place: line.place, command: line.command, at: line.at, what });
            }
            None => break map,
        }
    };
    // Only now is it known which keys each command has.
    problems.extend(refused.into_iter().map(|line| {
        let stays = kept(map.keys(line.place, line.command), line.command);
        file.problem(&line.at, line.what, stays)
    }));
    map
}

/// A line that can be used.
struct Line {
    place: Place,
    command: Command,
    keys: Vec<(Key, Span)>,
    at: Span,
}

/// A line that cannot, though it is known what it is about.
struct Refused {
    place: Place,
    command: Command,
    at: Span,
    what: String,
}

fn kept(keys: &[Key], command: Command) -> String {
    let names: Vec<String> = keys.iter().map(ToString::to_string).collect();
    match names.as_slice() {
        [] => format!("Until then “{}” has no key.", command.name()),
        _ => format!("Until then “{}” keeps {}.", command.name(), list(&names)),
    }
}

/// `A`, `A and B`, `A, B and C`.
fn list(words: &[impl AsRef<str>]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// What a word was probably meant to be, as a question.
fn meant<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(word, known).map(|near| format!("Did you mean {}?", quoted(near)))
}

/// The name, the title and what it is for.
fn head(file: &File, base: Keymap, problems: &mut Vec<Problem>) -> Keymap {
    let mut said = |name: &str| {
        let entry = file.entry(name)?;
        file.text(entry).map_err(|problem| problems.push(problem)).ok()
    };
    let name = said("name").map_or_else(|| stem(&file.name).to_owned(), |word| word.text);
    let title = said("title").map_or_else(|| name.clone(), |word| word.text);
    let about = said("about").map_or_else(String::new, |word| word.text);
    for entry in &file.top {
        let known = entry.name.text.as_str();
        if known == "format" {
            let as_read = format!("Until then it is read as format {FORMAT}.");
            match file.number(entry) {
                Ok(FORMAT) => {}
                Ok(other) => {
                    let what =
                        format!("This program reads format {FORMAT}, not {other}. Write format = {FORMAT}.");
                    problems.push(file.problem(&entry.at, what, as_read));
                }
                Err(problem) => problems.push(Problem { stays: as_read, ..problem }),
            }
        } else if !TOP.contains(&known) {
            let hint =
                meant(known, TOP).unwrap_or_else(|| "Keys stand under a heading such as [list].".into());
            let what = format!("{} means nothing here. {hint}", quoted(known));
            problems.push(file.problem(&entry.name.at, what, LEFT_OUT));
        }
    }
    Keymap { name, title, about, ..base }
}

/// The lines under the headings, each checked alone.
fn lines(file: &File, problems: &mut Vec<Problem>, refused: &mut Vec<Refused>) -> Vec<Line> {
    let mut lines = Vec::new();
    for table in &file.tables {
        let name = table.name.text.replace('_', "-").to_lowercase();
        let Some(place) = Place::from_name(&name) else {
            let known = Place::ALL.map(Place::name);
            let hint = meant(&name, known).unwrap_or_else(|| format!("There are {}.", list(&known)));
            let what = format!("There is no place {}. {hint}", quoted(&table.name.text));
            problems.push(file.problem(&table.name.at, what, "Until then the lines under it are left out."));
            continue;
        };
        for entry in &table.entries {
            match command(place, &entry.name.text) {
                Err(what) => problems.push(file.problem(&entry.name.at, what, LEFT_OUT)),
                Ok(command) => match keys(file, place, entry) {
                    Ok(keys) => lines.push(Line { place, command, keys, at: entry.at.clone() }),
                    Err((at, what)) => refused.push(Refused { place, command, at, what }),
                },
            }
        }
    }
    lines
}

/// The command of this name in this place, or why there is none.
fn command(place: Place, written: &str) -> Result<Command, String> {
    let name = written.replace('_', "-").to_lowercase();
    match Command::from_name(&name) {
        Some(command) if command.places().contains(&place) => Ok(command),
        Some(command) => {
            let headings: Vec<String> =
                command.places().iter().map(|place| format!("[{}]", place.name())).collect();
            let (here, there) = (place.name(), headings.join(" or "));
            Err(format!("{} is nothing to do in [{here}]. It belongs under {there}.", quoted(written)))
        }
        None => {
            let here = || Command::of(place).map(Command::name);
            let tail = here()
                .find(|known| known.strip_suffix(name.as_str()).is_some_and(|rest| rest.ends_with('-')));
            let near =
                tail.map(|known| format!("Did you mean {}?", quoted(known))).or_else(|| meant(&name, here()));
            let hint = near.or_else(|| meant(&name, Command::ALL.iter().map(|command| command.name())));
            let hint = hint.unwrap_or_else(|| "bethere keys lists them all.".into());
            Err(format!("There is no command {}. {hint}", quoted(written)))
        }
    }
}

/// The keys of one line, or where and why one of them cannot be used.
fn keys(file: &File, place: Place, entry: &Entry) -> Result<Vec<(Key, Span)>, (Span, String)> {
    if !matches!(entry.value, Value::List(_) | Value::Text(_)) {
        let what = "Keys are a list in quotes: [\"A\", \"F7\"]. [] takes a command's keys away.";
        return Err((entry.at.clone(), what.into()));
    }
    let words = match file.texts(entry) {
        Ok(words) => words,
        Err(problem) => return Err((entry.at.clone(), problem.what)),
    };
    if words.len() > MOST_KEYS {
        return Err((entry.at.clone(), format!("A command has at most {MOST_KEYS} keys.")));
    }
    let mut keys: Vec<(Key, Span)> = Vec::new();
    for word in words {
        let refuse = |what: String| Err((word.at.clone(), what));
        let key: Key = match word.text.parse() {
            Ok(key) => key,
            Err(why @ NotAKey::Alt) => return refuse(why.to_string()),
            Err(NotAKey::Unknown) => {
                let what = "Write keys as they are printed: A, F7, Page up, Ctrl+S; and Plus for +.";
                return refuse(format!("There is no key {}. {what}", quoted(&word.text)));
            }
        };
        if let Some(why) = key.refused() {
            return refuse(why);
        }
        if place.is_typed_in() && key.text().is_some() {
            return refuse(format!(
                "{key} is text where people write. Choose Ctrl with a letter, or an F key."
            ));
        }
        if keys.iter().any(|(other, _)| *other == key) {
            return refuse(format!("{key} is in this list twice. Once is enough."));
        }
        keys.push((key, word.at));
    }
    Ok(keys)
}

/// Refuses each line that wants a key which a line before it has in the same place.
fn once_each(file: &File, lines: &mut Vec<Line>, refused: &mut Vec<Refused>) {
    let mut taken: BTreeMap<(Place, Key), (Command, usize)> = BTreeMap::new();
    lines.retain(|line| {
        let earlier = line.keys.iter().find_map(|(key, at)| Some((key, at, taken.get(&(line.place, *key))?)));
        if let Some((key, at, (command, number))) = earlier {
            let name = command.name();
            let what =
                format!("{key} is “{name}” already, on line {number}. Choose another for one of the two.");
            refused.push(Refused { place: line.place, command: line.command, at: at.clone(), what });
            return false;
        }
        let number = file.line(&line.at);
        taken.extend(line.keys.iter().map(|(key, _)| ((line.place, *key), (line.command, number))));
        true
    });
}

/// The keymap with these lines in it. Their keys are taken from commands that no line mentions.
fn laid(base: &Keymap, lines: &[&Line]) -> Keymap {
    let mut map = base.clone();
    for line in lines {
        map.bound.insert((line.place, line.command), line.keys.iter().map(|(key, _)| *key).collect());
    }
    let said: BTreeSet<_> = lines.iter().map(|line| (line.place, line.command)).collect();
    for line in lines {
        let defaults = map.bound.range_mut(Keymap::of(line.place));
        for ((place, command), keys) in defaults.filter(|(bound, _)| !said.contains(bound)) {
            let (lost, left) = keys.iter().partition(|own| line.keys.iter().any(|(key, _)| key == *own));
            let lost: Vec<Key> = lost;
            *keys = left;
            let moved = |key| Moved { place: *place, key, from: *command, to: line.command };
            map.moved.extend(lost.into_iter().map(moved));
        }
    }
    map
}

/// A line without which nobody would be stuck, and why it cannot stand; none when nobody is.
fn stuck(map: &Keymap, base: &Keymap, lines: &[Line]) -> Option<(usize, String)> {
    let needs = Command::ALL
        .iter()
        .flat_map(|command| command.must_work_in().iter().map(move |place| (*place, *command)));
    let (place, command) = needs.into_iter().find(|(place, command)| map.hint(*place, *command).is_none())?;
    let cures = |index: &usize| {
        let rest: Vec<&Line> =
            lines.iter().enumerate().filter(|(at, _)| at != index).map(|(_, line)| line).collect();
        laid(base, &rest).hint(place, command).is_some()
    };
    let (own, others): (Vec<usize>, Vec<usize>) =
        (0..lines.len()).rev().partition(|index| lines[*index].command == command);
    let culprit = own.into_iter().chain(others).find(cures).or(lines.len().checked_sub(1))?;
    let name = command.name();
    let what = if lines[culprit].command != command {
        format!("This takes the last key of “{name}”, which must keep one. Choose another key.")
    } else if command.must_work_in().len() > 1 {
        format!("“{name}” must keep a key, and one that works where people write.")
    } else {
        format!("“{name}” must keep a key.")
    };
    Some((culprit, what))
}
