//! Settings files as people write them: TOML, read statement by statement, so that one mistake costs one
//! line.
//!
//! Keymaps and themes are read through here. It knows names, texts, numbers and lists and where each stands
//! in the file; what they mean is for the room that asks. It names no other room, opens no file and never
//! panics, whatever the text.

mod shown;
mod statements;
#[cfg(test)]
mod tests;

pub use shown::{nearest, quoted};

use std::fmt;
use std::ops::Range;

use shown::{Spot, harmless};

/// Where something stands in the text, in bytes.
pub type Span = Range<usize>;

/// The largest file that is read. A keymap or a theme is a hundredth of it.
const MOST_BYTES: usize = 256 * 1024;
/// What is in force when a whole line could not be used.
const LEFT_OUT: &str = "Until then this line is left out.";

/// A settings file, as much of it as could be read.
#[derive(Clone, Debug)]
pub struct File {
    /// The name to show people, such as `keymaps/nights.toml`.
    pub name: String,
    /// The lines above the first heading.
    pub top: Vec<Entry>,
    /// The headings in order, each with the lines under it.
    pub tables: Vec<Table>,
    text: String,
    /// Where each line of the text begins: what a byte is counted back to.
    lines: Vec<usize>,
}

/// A heading and the lines under it.
#[derive(Clone, Debug)]
pub struct Table {
    /// The words between `[` and `]`.
    pub name: Word,
    /// The lines under the heading, in order, each name once.
    pub entries: Vec<Entry>,
}

/// One line: `name = value`.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The name before the `=`.
    pub name: Word,
    /// What stands after it.
    pub value: Value,
    /// Where the value stands.
    pub at: Span,
}

/// A piece of text and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The text, without its quotes.
    pub text: String,
    /// Where it stands, quotes included.
    pub at: Span,
}

/// What a line can say.
#[derive(Clone, Debug)]
pub enum Value {
    /// `"words"`
    Text(String),
    /// `1`
    Number(i64),
    /// `["one", "two"]`
    List(Vec<(Value, Span)>),
    /// Anything else TOML knows: dates, yes and no, tables in a line.
    Other,
}

/// Something in a settings file that could not be used. Shown as four parts: where, the line itself, what is
/// wrong and what to do, and what holds until that is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file's name.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// The line itself and, under it, carets. Empty when it is about the whole file.
    pub excerpt: String,
    /// What is wrong, and what to do.
    pub what: String,
    /// What stays in force until then.
    pub stays: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}, line {}, column {}", self.file, self.line, self.column)?;
        for line in self.excerpt.lines() {
            writeln!(f, "    {line}")?;
        }
        write!(f, "{}\n{}", self.what, self.stays)
    }
}

impl File {
    /// Reads what can be read and lists the rest.
    pub fn read(name: &str, text: &str) -> (Self, Vec<Problem>) {
        if text.len() > MOST_BYTES {
            let file = Self::empty(name, "");
            let what =
                "The file is larger than 256 KB, and a settings file is a few pages. Is it the right one?";
            let problem = file.problem(&(0..0), what, "Until then nothing of it is used.");
            return (file, vec![problem]);
        }
        statements::read(Self::empty(name, text), text)
    }

    fn empty(name: &str, text: &str) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { name: name.to_owned(), top: Vec::new(), tables: Vec::new(), text: text.to_owned(), lines }
    }

    /// The line of this name above the first heading.
    pub fn entry(&self, name: &str) -> Option<&Entry> {
        self.top.iter().find(|entry| entry.name.text == name)
    }

    /// The lines under this heading; none when there is no such heading.
    pub fn table(&self, name: &str) -> &[Entry] {
        self.tables.iter().find(|table| table.name.text == name).map_or(&[], |table| &table.entries)
    }

    /// The text a line says, safe to show, or what is wrong with it.
    pub fn text(&self, entry: &Entry) -> Result<Word, Problem> {
        match &entry.value {
            Value::Text(text) => {
                Ok(Word { text: text.chars().map(harmless).collect(), at: entry.at.clone() })
            }
            Value::Number(_) | Value::List(_) | Value::Other => {
                let what = format!("{} is one text in quotes.", quoted(&entry.name.text));
                Err(self.problem(&entry.at, what, LEFT_OUT))
            }
        }
    }

    /// The texts a line lists, or what is wrong with it. One text alone is a list of one.
    pub fn texts(&self, entry: &Entry) -> Result<Vec<Word>, Problem> {
        let word = |value: &Value, at: &Span| match value {
            Value::Text(text) => Ok(Word { text: text.clone(), at: at.clone() }),
            Value::Number(number) => {
                Err(self.problem(at, format!("Put quotes round it: \"{number}\"."), LEFT_OUT))
            }
            Value::List(_) | Value::Other => {
                let what =
                    format!("{} is a list of texts in quotes: [\"one\", \"two\"].", quoted(&entry.name.text));
                Err(self.problem(at, what, LEFT_OUT))
            }
        };
        match &entry.value {
            Value::List(items) => items.iter().map(|(value, at)| word(value, at)).collect(),
            alone @ (Value::Text(_) | Value::Number(_) | Value::Other) => Ok(vec![word(alone, &entry.at)?]),
        }
    }

    /// The whole number a line says, or what is wrong with it.
    pub fn number(&self, entry: &Entry) -> Result<i64, Problem> {
        match entry.value {
            Value::Number(number) => Ok(number),
            Value::Text(_) | Value::List(_) | Value::Other => {
                let what = format!("{} is a whole number, without quotes.", quoted(&entry.name.text));
                Err(self.problem(&entry.at, what, LEFT_OUT))
            }
        }
    }

    /// The number of the line where this begins, from 1.
    pub fn line(&self, at: &Span) -> usize {
        self.lines.partition_point(|line| *line <= at.start)
    }

    /// A problem at this place in the file: what is wrong and what to do, then what stays in force until
    /// then.
    pub fn problem(&self, at: &Span, what: impl Into<String>, stays: impl Into<String>) -> Problem {
        let place = Spot::find(&self.text, &self.lines, at);
        Problem {
            file: self.name.clone(),
            line: place.line,
            column: place.column,
            excerpt: place.excerpt,
            what: what.into(),
            stays: stays.into(),
        }
    }
}
