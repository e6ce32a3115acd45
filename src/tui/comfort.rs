//! Which keys and colours are in force: what is built in, then the home's files, then the person's choice, then
//! what was asked on the command line.

use crate::keys::Keymap;
use crate::settings::Problem;
use crate::theme::{Depth, Theme};
use chrono::NaiveTime;

/// A keymap or theme file that the edge has read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SettingsFile {
    /// Its name for people, such as `keymaps/nights.toml`.
    pub name: String,
    /// What stands in it.
    pub text: String,
}

/// What the edge knows of this terminal and of the home's files.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Surroundings {
    /// The home's own keymaps.
    pub keymaps: Vec<SettingsFile>,
    /// The home's own themes.
    pub themes: Vec<SettingsFile>,
    /// The keymap asked for on the command line, by name or as a file.
    pub keymap: Option<SettingsFile>,
    /// The theme asked for on the command line.
    pub theme: Option<SettingsFile>,
    /// How many colours the terminal shows.
    pub depth: Depth,
    /// No colour at all, as `NO_COLOR` asks.
    pub colourless: bool,
    /// ASCII stand-ins for the marks.
    pub ascii: bool,
}

/// The keys and colours in force for whoever has the keys.
pub struct Comfort {
    around: Surroundings,
    keymap: Keymap,
    theme: Theme,
    /// What `keymap` and `theme` were made for, so that they are made again only for something else.
    made_for: (Option<String>, String),
    /// The theme that "brighter" or "dimmer" led to, until the program ends.
    by_hand: Option<&'static str>,
    unused: Unused,
}

/// What of the files in force could not be used.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Unused {
    /// Of the keymaps.
    pub keys: Vec<Problem>,
    /// Of the themes.
    pub colours: Vec<Problem>,
}

impl Unused {
    /// Whether all could be used.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty() && self.colours.is_empty()
    }
}

/// From the brightest ground to the darkest.
const BY_LIGHT: [&str; 3] = ["day", "dusk", "night"];

impl Comfort {
    /// The keys and colours of a terminal before anyone has the keys.
    pub fn new(around: Surroundings) -> Self {
        let mut comfort = Self {
            around,
            keymap: Keymap::everyday(),
            theme: Theme::day(),
            made_for: (None, String::new()),
            by_hand: None,
            unused: Unused::default(),
        };
        comfort.make(None, "day");
        comfort
    }

    /// The keys in force.
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// The colours in force.
    pub fn theme(&self) -> &Theme {
        &self.theme
    }

    /// Everything that could not be used of the files.
    pub fn unused(&self) -> &Unused {
        &self.unused
    }

    /// Takes up a person's choices, and the theme that comes on by itself at this time of day.
    pub fn choose(&mut self, keymap: Option<&str>, theme: Option<&str>, time: NaiveTime) {
        let by_itself = || {
            let night = Theme::built_in("night").is_some_and(|night| night.is_on_at(time));
            if night { "night" } else { "day" }
        };
        let theme = match (self.around.colourless, self.by_hand, theme) {
            (true, _, None) => "plain",
            (_, Some(by_hand), _) => by_hand,
            (_, None, Some(chosen)) => chosen,
            (false, None, None) => by_itself(),
        };
        let wanted = (keymap.map(str::to_string), theme.to_string());
        if wanted != self.made_for {
            self.make(keymap, theme);
            self.made_for = wanted;
        }
    }

    /// One step brighter, or darker, than what is shown; answers the title of what is shown now.
    pub fn lighten(&mut self, steps: isize) -> &str {
        let here = BY_LIGHT.iter().position(|name| *name == self.theme.name()).unwrap_or(0);
        let to = here.cast_signed().saturating_sub(steps).clamp(0, BY_LIGHT.len().cast_signed() - 1);
        self.by_hand = BY_LIGHT.get(to.cast_unsigned()).copied();
        let keymap = self.made_for.0.clone();
        if let Some(name) = self.by_hand {
            self.make(keymap.as_deref(), name);
            self.made_for.1 = name.into();
        }
        self.theme.title()
    }

    /// Takes up files that were read again.
    pub fn surround(&mut self, around: Surroundings) {
        self.around = around;
        let (keymap, theme) = self.made_for.clone();
        self.make(keymap.as_deref(), &theme);
    }

    fn make(&mut self, keymap: Option<&str>, theme: &str) {
        let pair = |file: &'_ SettingsFile| (file.name.clone(), file.text.clone());
        let mut layers: Vec<(String, String)> = Vec::new();
        layers.extend(
            keymap.and_then(|name| shipped_keymap(name).or_else(|| find(&self.around.keymaps, name))),
        );
        layers.extend(self.around.keymap.as_ref().map(pair));
        let layers: Vec<(&str, &str)> = layers.iter().map(|(name, text)| (&**name, &**text)).collect();
        let others: Vec<(&str, &str)> =
            self.around.keymaps.iter().map(|file| (&*file.name, &*file.text)).collect();
        let (keymap, keymap_problems) = Keymap::layered(&layers, &others);
        let named = find(&self.around.themes, theme);
        let mut files: Vec<(String, String)> = self.around.themes.iter().map(pair).collect();
        let asked = self.around.theme.as_ref().map(pair).or(named);
        let (theme, theme_problems) = match asked {
            Some(asked) => {
                files.push(asked);
                let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (&**name, &**text)).collect();
                Theme::layered(&files)
            }
            None => (Theme::built_in(theme).unwrap_or_else(Theme::day), Vec::new()),
        };
        let theme = theme.at_depth(self.around.depth);
        self.keymap = keymap;
        self.theme = if self.around.ascii { theme.with_ascii_marks() } else { theme };
        self.unused = Unused { keys: keymap_problems, colours: theme_problems };
    }
}

fn shipped_keymap(name: &str) -> Option<(String, String)> {
    Keymap::shipped_text(name).map(|text| (format!("keymaps/{name}.toml"), text.to_string()))
}

/// The file with a name, whatever folder it is in.
fn find(files: &[SettingsFile], name: &str) -> Option<(String, String)> {
    let stem = |file: &&SettingsFile| {
        file.name.rsplit('/').next().and_then(|file| file.strip_suffix(".toml")) == Some(name)
    };
    files.iter().find(stem).map(|file| (file.name.clone(), file.text.clone()))
}
