//! Keys and colours as asked for: `bethere keys`, `bethere themes`, and what the screens are handed.
//!
//! Reads the files; what they say is for `keys` and `theme` to read.

use super::{Colour, Everywhere, Stop, World, import, keys, open, say, themes};
use crate::keys::Keymap;
use crate::theme::{Depth, Theme};
use crate::tui::local::Files;
use crate::tui::{Comfort, SettingsFile, Surroundings};
use clap::Args;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// A command that prints what is in force, or checks a file.
#[derive(Args)]
pub(super) struct Checked {
    /// A file to check: every mistake is told with its line and what to do. Ends with 1 when there are any.
    #[arg(long, value_name = "FILE")]
    check: Option<PathBuf>,
}

/// The settings of this terminal, to be read again whenever somebody changed a file.
pub(super) struct FromFiles {
    folder: Option<PathBuf>,
    /// What `~` stands for.
    own: Option<PathBuf>,
    keymap: Option<String>,
    theme: Option<String>,
    depth: Depth,
    colourless: bool,
    ascii: bool,
}

impl FromFiles {
    /// What the environment and the command say.
    pub(super) fn new(world: &World<'_>, everywhere: &Everywhere) -> Self {
        Self {
            folder: open::folder(world, everywhere).ok(),
            own: world.setting("HOME").map(PathBuf::from),
            keymap: everywhere.keymap.clone(),
            theme: everywhere.theme.clone(),
            depth: depth(world),
            colourless: match everywhere.color {
                Colour::Auto => world.setting("NO_COLOR").is_some(),
                Colour::Always => false,
                Colour::Never => true,
            },
            ascii: !speaks_unicode(world),
        }
    }

    /// Everything as the files have it now; a keymap or theme that was asked for and is not there is told.
    pub(super) fn try_read(&self) -> Result<Surroundings, Stop> {
        let (keymap, theme) = (self.keymap.as_deref(), self.theme.as_deref());
        let around = self.of_the_home();
        Ok(Surroundings {
            keymap: keymap
                .map(|asked| file(asked, "keymaps", Keymap::shipped_text(asked), &around.keymaps))
                .transpose()?,
            theme: theme
                .map(|asked| file(asked, "themes", Theme::shipped_text(asked), &around.themes))
                .transpose()?,
            ..around
        })
    }

    /// A file as it is written or dragged into a terminal: in quotes, or with spaces escaped, or beginning with `~`.
    fn named(&self, name: &str) -> PathBuf {
        let name = name.trim();
        let quoted = |quote: char| name.strip_prefix(quote)?.strip_suffix(quote);
        let name = match quoted('\'').or_else(|| quoted('"')) {
            Some(name) => name.to_string(),
            None if cfg!(windows) => name.to_string(),
            None => name.replace("\\ ", " "),
        };
        match (name.strip_prefix("~/"), &self.own) {
            (Some(rest), Some(own)) => own.join(rest),
            _ => name.into(),
        }
    }

    fn of_the_home(&self) -> Surroundings {
        let own = |kind| self.folder.as_deref().map_or_else(Vec::new, |folder| files_in(folder, kind));
        Surroundings {
            keymaps: own("keymaps"),
            themes: own("themes"),
            keymap: None,
            theme: None,
            depth: self.depth,
            colourless: self.colourless,
            ascii: self.ascii,
        }
    }
}

impl Files for FromFiles {
    fn settings(&self) -> Surroundings {
        // It was there at the start. If somebody has since taken it away, the rest still holds.
        self.try_read().unwrap_or_else(|_| self.of_the_home())
    }

    fn list(&self, name: &str) -> Result<String, String> {
        import::text_of(&self.named(name))
    }
}

/// `bethere keys`.
pub(super) fn keys(world: &mut World<'_>, everywhere: &Everywhere, asked: &Checked) -> Result<(), Stop> {
    let around = FromFiles::new(world, everywhere).try_read()?;
    if let Some(path) = &asked.check {
        let file = read(path)?;
        return checked(world, keys::check(&file.name, &file.text, &pairs(&around.keymaps)));
    }
    let layers: Vec<(&str, &str)> = around.keymap.iter().map(pair).collect();
    let (keymap, _) = Keymap::layered(&layers, &pairs(&around.keymaps));
    say::lines(world.out, &keys::list(&keymap))
}

/// `bethere themes`.
pub(super) fn themes(world: &mut World<'_>, everywhere: &Everywhere, asked: &Checked) -> Result<(), Stop> {
    let around = FromFiles::new(world, everywhere).try_read()?;
    if let Some(path) = &asked.check {
        let file = read(path)?;
        return checked(world, themes::check(&file.name, &file.text, &pairs(&around.themes)));
    }
    let mut all: Vec<(Theme, &str)> =
        Theme::shipped().filter_map(Theme::built_in).map(|theme| (theme, "bethere")).collect();
    for file in &around.themes {
        let mut library = pairs(&around.themes);
        library.retain(|(name, _)| *name != file.name);
        library.push(pair(file));
        all.push((Theme::layered(&library).0, &file.name));
    }
    let time = world.edge.now().with_timezone(&chrono_tz::Europe::London).time();
    let mut comfort = Comfort::new(around.clone());
    comfort.choose(None, None, time);
    say::lines(world.out, &themes::list(&all, comfort.theme().name()))
}

fn checked(world: &mut World<'_>, told: Result<String, String>) -> Result<(), Stop> {
    match told {
        Ok(told) => say::lines(world.out, &told),
        Err(told) => Err(Stop::Refused(told)),
    }
}

fn pair(file: &SettingsFile) -> (&str, &str) {
    (&file.name, &file.text)
}

fn pairs(files: &[SettingsFile]) -> Vec<(&str, &str)> {
    files.iter().map(pair).collect()
}

/// What was asked for: a name of ours, a name of the home's, or a file.
fn file(
    asked: &str,
    folder: &str,
    shipped: Option<&str>,
    own: &[SettingsFile],
) -> Result<SettingsFile, Stop> {
    let name = format!("{folder}/{asked}.toml");
    if let Some(text) = shipped {
        return Ok(SettingsFile { name, text: text.into() });
    }
    match own.iter().find(|file| file.name == name) {
        Some(file) => Ok(file.clone()),
        None => read(Path::new(asked)),
    }
}

fn read(path: &Path) -> Result<SettingsFile, Stop> {
    match fs::read(path) {
        Ok(bytes) => {
            Ok(SettingsFile { name: say::place(path), text: String::from_utf8_lossy(&bytes).into_owned() })
        }
        Err(error) => {
            Err(Stop::Refused(format!("There is no {} that can be read.\n{error}", say::place(path))))
        }
    }
}

/// The settings files of a home, by name. One that can't be read is passed over: it must not keep the home shut.
fn files_in(folder: &Path, kind: &str) -> Vec<SettingsFile> {
    let Ok(entries) = fs::read_dir(folder.join(kind)) else { return Vec::new() };
    let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
    let toml = paths.filter(|path| path.extension() == Some(OsStr::new("toml")));
    let mut files: Vec<SettingsFile> = toml
        .filter_map(|path| {
            let name = say::quoted(&format!("{kind}/{}", path.file_name()?.to_str()?));
            Some(SettingsFile { name, ..read(&path).ok()? })
        })
        .collect();
    files.sort_by(|one, other| one.name.cmp(&other.name));
    files
}

fn depth(world: &World<'_>) -> Depth {
    let says = |name: &str, what: &str| {
        world.setting(name).is_some_and(|value| value.to_string_lossy().to_lowercase().contains(what))
    };
    if says("COLORTERM", "truecolor") || says("COLORTERM", "24bit") || world.setting("WT_SESSION").is_some() {
        Depth::True
    } else if says("TERM", "256color") {
        Depth::Indexed
    } else {
        Depth::Sixteen
    }
}

/// Whether the terminal can draw more than ASCII: the first that is set of what a Unix says about it, and the
/// newer console on Windows.
fn speaks_unicode(world: &World<'_>) -> bool {
    if cfg!(windows) {
        return world.setting("WT_SESSION").is_some();
    }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| world.setting(name));
    let utf8 = |locale: &OsStr| {
        let locale = locale.to_string_lossy().to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    };
    locale.is_some_and(|locale| utf8(locale))
}
