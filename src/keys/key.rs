//! One key as it is printed on a keyboard: its name, read and written.

use std::fmt;
use std::str::FromStr;

use unicode_width::UnicodeWidthChar;

/// A key, with what is held down beside it.
///
/// What a terminal sends keeps the case it was typed in, since it may be text. A keymap matches letters
/// whatever their case, because of Caps Lock; only a map that names `Shift+G` itself tells it from `G`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The key itself.
    pub name: KeyName,
    /// Ctrl is held down.
    pub ctrl: bool,
    /// Shift is held down.
    pub shift: bool,
}

/// What is printed on a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyName {
    /// A letter, digit, sign or the space.
    Char(char),
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Home.
    Home,
    /// End.
    End,
    /// Enter, or Return.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// F1 to F12.
    F(u8),
}

/// Why a text does not name a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAKey {
    /// No key is called that.
    #[error("There is no key of this name.")]
    Unknown,
    /// Alt is Esc and a letter on one computer and a letter with an accent on another.
    #[error("Alt types a letter on some computers and looks like Esc on others. Choose another key.")]
    Alt,
}

impl Key {
    /// The key alone.
    pub const fn new(name: KeyName) -> Self {
        Self { name, ctrl: false, shift: false }
    }

    /// A letter, digit or sign.
    pub const fn char(c: char) -> Self {
        Self::new(KeyName::Char(c))
    }

    /// The character it types, when it types one.
    pub const fn text(self) -> Option<char> {
        match self.name {
            KeyName::Char(c) if !self.ctrl => Some(c),
            _ => None,
        }
    }

    /// As keymaps keep it: letters in capitals.
    pub fn folded(self) -> Self {
        match self.name {
            KeyName::Char(c) => Self { name: KeyName::Char(capital(c)), ..self },
            _ => self,
        }
    }

    /// What a keymap is asked for this key, most particular first: Shift counts for a letter only where a map
    /// names it, and for a sign never, because each keyboard has its signs elsewhere.
    pub(super) fn asked(self) -> impl Iterator<Item = Self> {
        let folded = self.folded();
        let KeyName::Char(c) = self.name else { return [Some(folded), None].into_iter().flatten() };
        let shifted = (self.shift || c.is_uppercase()) && c.is_alphabetic() && !self.ctrl;
        let plain = Self { shift: false, ..folded };
        [shifted.then_some(Self { shift: true, ..plain }), Some(plain)].into_iter().flatten()
    }

    /// The sentence that says why a keymap may not use this key: terminals do not send it, or not as itself.
    pub fn refused(self) -> Option<String> {
        if let Some(other) = self.alike() {
            return Some(format!(
                "{self} cannot be told apart from {other} in most terminals. Choose another key."
            ));
        }
        match self.folded().name {
            KeyName::Char(c) if self.ctrl && !c.is_ascii_alphabetic() => {
                Some(format!("Most terminals do not pass {self} on. Choose Ctrl with a letter."))
            }
            KeyName::Char(c) if self.shift && !c.is_alphabetic() => Some(
                "Signs are written as they look, without Shift: ? or !. Each keyboard has them elsewhere."
                    .into(),
            ),
            _ => None,
        }
    }

    /// The key that most terminals send in its place.
    fn alike(self) -> Option<Self> {
        let name = match self.folded().name {
            KeyName::Char('I') | KeyName::Tab if self.ctrl => KeyName::Tab,
            KeyName::Char('M' | 'J') if self.ctrl => KeyName::Enter,
            KeyName::Char('H') if self.ctrl => KeyName::Backspace,
            KeyName::Char('[') if self.ctrl => KeyName::Esc,
            KeyName::Char(c) if self.ctrl && self.shift && c.is_ascii_alphabetic() => {
                return Some(Self { shift: false, ..self });
            }
            name @ (KeyName::Enter | KeyName::Esc | KeyName::Backspace) if self.ctrl || self.shift => name,
            _ => return None,
        };
        Some(Self::new(name))
    }

    /// As short as a footer needs it: arrows as arrows.
    pub fn short(self) -> String {
        let long = self.to_string();
        let arrow = match self.name {
            KeyName::Up => "↑",
            KeyName::Down => "↓",
            KeyName::Left => "←",
            KeyName::Right => "→",
            _ => return long,
        };
        let held = long.rfind('+').map_or("", |plus| &long[..=plus]);
        format!("{held}{arrow}")
    }
}

fn capital(c: char) -> char {
    let mut capitals = c.to_uppercase();
    match (capitals.next(), capitals.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// Names as they are shown, and other ways people write them, without case, spaces or hyphens.
const NAMES: [(KeyName, &str, &[&str]); 17] = [
    (KeyName::Char(' '), "Space", &["spacebar"]),
    (KeyName::Char('+'), "Plus", &[]),
    (KeyName::Up, "Up", &["↑", "uparrow"]),
    (KeyName::Down, "Down", &["↓", "downarrow"]),
    (KeyName::Left, "Left", &["←", "leftarrow"]),
    (KeyName::Right, "Right", &["→", "rightarrow"]),
    (KeyName::PageUp, "Page up", &["pgup"]),
    (KeyName::PageDown, "Page down", &["pgdn", "pgdown"]),
    (KeyName::Home, "Home", &[]),
    (KeyName::End, "End", &[]),
    (KeyName::Enter, "Enter", &["return"]),
    (KeyName::Esc, "Esc", &["escape"]),
    (KeyName::Tab, "Tab", &[]),
    (KeyName::Backspace, "Backspace", &[]),
    (KeyName::Delete, "Delete", &["del"]),
    (KeyName::Insert, "Insert", &["ins"]),
    (KeyName::Char('-'), "-", &["minus", "hyphen"]),
];

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.ctrl { "Ctrl+" } else { "" })?;
        f.write_str(if self.shift { "Shift+" } else { "" })?;
        let folded = self.folded().name;
        if let Some((_, shown, _)) = NAMES.iter().find(|(name, ..)| *name == folded) {
            return f.write_str(shown);
        }
        match folded {
            KeyName::Char(c) => write!(f, "{c}"),
            KeyName::F(number) => write!(f, "F{number}"),
            other => write!(f, "{other:?}"),
        }
    }
}

impl FromStr for Key {
    type Err = NotAKey;

    /// Reads `Ctrl+S`, `ctrl-s`, `C-s`, `<C-s>`, `Page up`, `PgUp`, `?`, `Plus`, in any case.
    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let text = text.trim();
        let bare = text.strip_prefix('<').and_then(|inner| inner.strip_suffix('>'));
        let mut rest = bare.filter(|inner| !inner.is_empty()).unwrap_or(text);
        let mut key = Self::char(' ');
        while let Some((held, after)) = held(rest) {
            match held {
                Held::Ctrl => key.ctrl = true,
                Held::Shift => key.shift = true,
                Held::Alt => return Err(NotAKey::Alt),
            }
            rest = after;
        }
        let (name, shift) = name(rest).ok_or(NotAKey::Unknown)?;
        Ok(Self { name, shift: key.shift || shift, ..key }.folded())
    }
}

enum Held {
    Ctrl,
    Shift,
    Alt,
}

/// What is held down, when the text begins with it, and the rest of the text.
fn held(text: &str) -> Option<(Held, &str)> {
    let at = text.find(['+', '-'])?;
    let (word, rest) = (text[..at].trim().to_ascii_lowercase(), text[at + 1..].trim_start());
    let held = match word.as_str() {
        "ctrl" | "control" | "c" => Held::Ctrl,
        "shift" | "s" => Held::Shift,
        "alt" | "a" | "meta" | "m" | "option" => Held::Alt,
        _ => return None,
    };
    (!rest.is_empty()).then_some((held, rest))
}

/// The key of this name; and whether the name alone already means Shift.
fn name(text: &str) -> Option<(KeyName, bool)> {
    let mut chars = text.chars();
    if let (Some(c), None) = (chars.next(), chars.next())
        && !"↑↓←→".contains(c)
    {
        // A letter without a width would leave nothing to see in a footer.
        let seen = c.width().is_some_and(|width| width > 0) && !c.is_whitespace();
        return seen.then_some((KeyName::Char(c), false));
    }
    let plain: String = text.to_lowercase().chars().filter(|c| !matches!(c, ' ' | '-' | '_')).collect();
    if plain == "backtab" {
        return Some((KeyName::Tab, true));
    }
    let number = plain.strip_prefix('f').filter(|digits| !digits.starts_with(['0', '+']));
    if let Some(number) = number.and_then(|digits| digits.parse().ok()).filter(|number| *number <= 12) {
        return Some((KeyName::F(number), false));
    }
    let is_it = |shown: &str| shown.to_lowercase().replace(' ', "") == plain;
    let found = NAMES.iter().find(|(_, shown, others)| is_it(shown) || others.contains(&plain.as_str()));
    found.map(|(name, ..)| (*name, false))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> String {
        text.parse::<Key>().map_or_else(|why| why.to_string(), |key| key.to_string())
    }

    #[test]
    fn names_are_read_as_people_write_them() {
        for text in ["Ctrl+S", "ctrl-s", "C-s", "<C-s>", "<c-S>", "control + s", " CTRL+s "] {
            assert_eq!(read(text), "Ctrl+S", "{text}");
        }
        for text in ["Page up", "PageUp", "pgup", "page-up", "page_up"] {
            assert_eq!(read(text), "Page up", "{text}");
        }
        for (text, shown) in [
            ("Space", "Space"),
            ("shift+tab", "Shift+Tab"),
            ("S-Tab", "Shift+Tab"),
            ("BackTab", "Shift+Tab"),
            ("f7", "F7"),
            ("?", "?"),
            ("+", "Plus"),
            ("plus", "Plus"),
            ("-", "-"),
            ("C--", "Ctrl+-"),
            ("Ctrl++", "Ctrl+Plus"),
            ("<", "<"),
            ("<>", "There is no key of this name."),
            ("c", "C"),
            ("é", "É"),
            ("↑", "Up"),
            ("Return", "Enter"),
        ] {
            assert_eq!(read(text), shown, "{text}");
        }
        assert_eq!("Ctrl+Left".parse::<Key>().map(Key::short), Ok("Ctrl+←".into()));
    }

    #[test]
    fn what_is_no_key_is_said() {
        for text in ["", " ", "F0", "F13", "F01", "pageup2", "Ctrl+", "\u{301}", "\u{200b}", "hello"] {
            assert_eq!(text.parse::<Key>(), Err(NotAKey::Unknown), "{text}");
        }
        assert_eq!("Alt+A".parse::<Key>(), Err(NotAKey::Alt));
        assert_eq!("<M-x>".parse::<Key>(), Err(NotAKey::Alt));
    }

    #[test]
    fn keys_that_terminals_confuse_are_refused_with_the_reason() {
        let said = [
            "Ctrl+I",
            "C-m",
            "Ctrl+J",
            "Ctrl+H",
            "Ctrl+[",
            "Shift+Enter",
            "Ctrl+Shift+S",
            "Ctrl+1",
            "Shift+?",
        ]
        .map(|text| text.parse().ok().and_then(Key::refused).unwrap_or_default());
        insta::assert_snapshot!(said.join("\n"), @r"
        Ctrl+I cannot be told apart from Tab in most terminals. Choose another key.
        Ctrl+M cannot be told apart from Enter in most terminals. Choose another key.
        Ctrl+J cannot be told apart from Enter in most terminals. Choose another key.
        Ctrl+H cannot be told apart from Backspace in most terminals. Choose another key.
        Ctrl+[ cannot be told apart from Esc in most terminals. Choose another key.
        Shift+Enter cannot be told apart from Enter in most terminals. Choose another key.
        Ctrl+Shift+S cannot be told apart from Ctrl+S in most terminals. Choose another key.
        Most terminals do not pass Ctrl+1 on. Choose Ctrl with a letter.
        Signs are written as they look, without Shift: ? or !. Each keyboard has them elsewhere.
        ");
        for text in ["Ctrl+S", "Shift+Tab", "Shift+G", "Ctrl+Left", "Shift+F3", "?", "Space", "Delete"] {
            assert_eq!(text.parse().ok().and_then(Key::refused), None, "{text}");
        }
    }

    #[test]
    fn a_letter_is_asked_for_whatever_its_case() {
        let asked = |key: Key| key.asked().map(|key| key.to_string()).collect::<Vec<_>>();
        assert_eq!(asked(Key::char('g')), ["G"]);
        assert_eq!(asked(Key::char('G')), ["Shift+G", "G"]);
        assert_eq!(asked(Key { shift: true, ..Key::char('?') }), ["?"]);
        assert_eq!(asked(Key { ctrl: true, shift: true, ..Key::char('S') }), ["Ctrl+S"]);
        assert_eq!(asked(Key { shift: true, ..Key::new(KeyName::Tab) }), ["Shift+Tab"]);
    }

    fn any_key() -> impl Strategy<Value = Key> {
        let named: Vec<KeyName> = NAMES.iter().map(|(name, ..)| *name).collect();
        let char =
            any::<char>().prop_filter("seen", |c| c.width().is_some_and(|w| w > 0) && !c.is_whitespace());
        let name = prop_oneof![
            char.prop_filter("an arrow is a name", |c| !"↑↓←→".contains(*c)).prop_map(KeyName::Char),
            "[ -~]".prop_map(|text| KeyName::Char(text.chars().next().unwrap_or('a'))),
            prop::sample::select(named),
            (1..=12_u8).prop_map(KeyName::F),
        ];
        (name, any::<bool>(), any::<bool>()).prop_map(|(name, ctrl, shift)| Key { name, ctrl, shift })
    }

    proptest! {
        #[test]
        fn a_key_shown_is_read_as_itself(key in any_key()) {
            prop_assert_eq!(key.to_string().parse(), Ok(key.folded()));
        }

        #[test]
        fn any_text_is_a_key_or_is_not(text in any::<String>()) {
            if let Ok(key) = text.parse::<Key>() {
                prop_assert_eq!(key.to_string().parse(), Ok(key));
            }
        }
    }
}
