//! Settings files as people write them: TOML, read statement by statement, so that one mistake costs one line.
//!
//! Keymaps and themes are read through here. It knows names, texts, numbers and lists and where each stands in the
//! file; what they mean is for the room that asks. It names no other room, opens no file and never panics, whatever
//! the text.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use unicode_width::UnicodeWidthStr;

/// Where something stands in the text, in bytes.
pub type Span = Range<usize>;

/// The largest file that is read. A keymap or a theme is a hundredth of it.
const MOST_BYTES: usize = 256 * 1024;
/// The longest line that is read.
const LONGEST_LINE: usize = 1000;
/// How much of a line is shown with a mistake.
const EXCERPT: usize = 76;
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

/// Something in a settings file that could not be used. Shown as four parts: where, the line itself, what is wrong and
/// what to do, and what holds until that is done.
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
            let what = "The file is larger than 256 KB. A settings file is a few pages: check that it is the right one.";
            let problem = file.problem(&(0..0), what, "Until then nothing of it is used.");
            return (file, vec![problem]);
        }
        let mut reader = Reader {
            file: Self::empty(name, text),
            problems: Vec::new(),
            under: Under::Top,
            seen: BTreeSet::new(),
        };
        for at in statements(text) {
            reader.statement(text, &at);
        }
        (reader.file, reader.problems)
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

    /// A problem at this place in the file: what is wrong and what to do, then what stays in force until then.
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

/// The candidate somebody most likely meant, if one is near: at most two letters away, and not a different word.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let letters: Vec<char> = word.chars().take(LONGEST_LINE).flat_map(char::to_lowercase).collect();
    let allowed = match letters.len() {
        0..=2 => return None,
        3..=4 => 1,
        _ => 2,
    };
    let near = candidates.into_iter().filter_map(|candidate| {
        let other: Vec<char> = candidate.chars().flat_map(char::to_lowercase).collect();
        let too_far = other.len().abs_diff(letters.len()) > allowed;
        let steps = if too_far { usize::MAX } else { distance(&letters, &other) };
        (steps <= allowed).then_some((steps, candidate))
    });
    near.min_by_key(|(steps, _)| *steps).map(|(_, candidate)| candidate)
}

/// A word from a file in quotation marks, short and safe to show.
pub fn quoted(word: &str) -> String {
    let mut shown: String = word.chars().take(40).map(harmless).collect();
    if word.chars().nth(40).is_some() {
        shown.push('…');
    }
    format!("“{shown}”")
}

/// What a terminal may be shown of a character: nothing from a file may move the cursor or turn the line round.
fn harmless(c: char) -> char {
    let turns =
        matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    match c {
        '\t' => ' ',
        c if c.is_control() || turns => '?',
        c => c,
    }
}

/// How many letters must be added, dropped, changed or swapped to make one word the other.
fn distance(from: &[char], to: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, letter) in from.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, other) in to.iter().enumerate() {
            let mut least = (row[j] + usize::from(letter != other)).min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && *letter == to[j - 1] && from[i - 1] == *other {
                least = least.min(before[j - 1] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or_default()
}

/// Which lines the next entry joins.
enum Under {
    Top,
    Table(usize),
    /// A heading that could not be read: what stands under it could belong anywhere.
    Nothing,
}

struct Reader {
    file: File,
    problems: Vec<Problem>,
    under: Under,
    seen: BTreeSet<(Option<usize>, String)>,
}

impl Reader {
    fn statement(&mut self, text: &str, at: &Span) {
        let words = &text[at.clone()];
        if words.lines().any(|line| line.len() > LONGEST_LINE) {
            self.mistake(at, format!("This line is longer than {LONGEST_LINE} characters. Make it shorter."));
        } else if words.starts_with('[') {
            self.heading(words, at);
        } else {
            self.line(words, at);
        }
    }

    fn mistake(&mut self, at: &Span, what: impl Into<String>) {
        self.problems.push(self.file.problem(at, what, LEFT_OUT));
    }

    fn heading(&mut self, words: &str, at: &Span) {
        let inside = &words[1..];
        let end = inside.find(|c: char| !is_name(c) && c != ' ').unwrap_or(inside.len());
        let (name, rest) = (inside[..end].trim(), &inside[end..]);
        let name_at = at.start + 1..at.start + 1 + end;
        if name.is_empty() || name.contains(' ') || !(rest.is_empty() || rest.starts_with([']', '#'])) {
            let what = "A heading is one word in square brackets, alone on its line, such as [list].";
            let stays = "Until then the lines under it are left out.";
            self.problems.push(self.file.problem(at, what, stays));
            self.under = Under::Nothing;
            return;
        }
        if !closes(rest) {
            let what = "A heading ends with ], and nothing stands after it.";
            let stays = format!("Until then it is read as [{name}].");
            self.problems.push(self.file.problem(at, what, stays));
        }
        let twice = self.file.tables.iter().position(|table| table.name.text == name);
        if twice.is_some() {
            let what = format!("[{name}] is here twice. Put the lines of both under one heading.");
            self.problems.push(self.file.problem(&name_at, what, "Until then both are read."));
        }
        let index = twice.unwrap_or_else(|| {
            let name = Word { text: name.to_owned(), at: name_at };
            self.file.tables.push(Table { name, entries: Vec::new() });
            self.file.tables.len() - 1
        });
        self.under = Under::Table(index);
    }

    fn line(&mut self, words: &str, at: &Span) {
        let (table, mistakes) = DeTable::parse_recoverable(words);
        let spans = mistakes.iter().filter_map(|mistake| Some((mistake.message(), mistake.span()?)));
        if let Some((where_, what)) = explain(words, &spans.collect::<Vec<_>>()) {
            self.mistake(&(at.start + where_.start..at.start + where_.end), what);
            return;
        }
        let table_index = match self.under {
            Under::Top => None,
            Under::Table(index) => Some(index),
            Under::Nothing => return,
        };
        for (name, value) in table.into_inner() {
            let entry = entry(name, value, at.start);
            if self.seen.insert((table_index, entry.name.text.clone())) {
                let entries = table_index.map_or(&mut self.file.top, |i| &mut self.file.tables[i].entries);
                entries.push(entry);
            } else {
                let what = format!("{} is here twice. Keep one of the two lines.", quoted(&entry.name.text));
                self.problems.push(self.file.problem(&entry.name.at, what, "Until then the first is used."));
            }
        }
    }
}

/// Whether this is the end of a heading, with nothing after it but a note.
fn closes(rest: &str) -> bool {
    rest.strip_prefix(']').is_some_and(|after| {
        let after = after.trim_start();
        after.is_empty() || after.starts_with('#')
    })
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

fn entry(name: Spanned<std::borrow::Cow<'_, str>>, value: Spanned<DeValue<'_>>, start: usize) -> Entry {
    let shift = |at: Span| start + at.start..start + at.end;
    let name_at = shift(name.span());
    let at = shift(value.span());
    let name = Word { text: name.into_inner().into_owned(), at: name_at };
    Entry { name, value: self::value(value.into_inner(), start), at }
}

fn value(value: DeValue<'_>, start: usize) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(digits) => {
            i64::from_str_radix(digits.as_str(), digits.radix()).map_or(Value::Other, Value::Number)
        }
        DeValue::Array(items) => {
            let item = |item: Spanned<DeValue<'_>>| {
                let at = start + item.span().start..start + item.span().end;
                // A list in a list means nothing in any settings file, so it is not looked into.
                match item.into_inner() {
                    DeValue::Array(_) => (Value::Other, at),
                    plain => (self::value(plain, start), at),
                }
            };
            Value::List(items.into_iter().map(item).collect())
        }
        DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) | DeValue::Table(_) => Value::Other,
    }
}

/// The parser's words for a mistake, and ours, most telling first: one slip often sets off several.
const MISTAKES: [(&str, &str); 11] = [
    ("missing escaped value", "A \\ inside quotes is written twice: \\\\."),
    ("multi-line", "Three quotes in a row are not read here. Use one, and keep the text on one line."),
    ("string, expected", "This quote is not closed. Put one at the end of the text."),
    ("key with no value", "There is no = here. Write the name, then =, then the value."),
    ("string values must be quoted", "Put straight quotes round it: \"…\"."),
    ("missing comma", "Put a comma between the two."),
    ("unclosed array", "The list is not closed. Put ] at its end."),
    ("unexpected key or value", "There is something after the value. Take it away, or put # before it."),
    ("unquoted key", "The name before the = is made of letters, numbers, - and _."),
    ("extra comma", "There is a comma too many."),
    ("carriage return", "There is a character here that cannot be seen. Delete the line and write it again."),
];

/// Where the mistake in a statement is and what to do about it, if there is one.
fn explain(words: &str, mistakes: &[(&str, Span)]) -> Option<(Span, &'static str)> {
    let (_, first) = mistakes.first()?;
    for (theirs, ours) in MISTAKES {
        let Some((_, at)) = mistakes.iter().find(|(message, _)| message.contains(theirs)) else { continue };
        let nothing = theirs == "string values must be quoted" && at.is_empty();
        let quote = theirs == "string, expected";
        let unseen = words.chars().any(|c| c.is_control() && !c.is_whitespace());
        return Some(match () {
            () if nothing => (at.clone(), "There is nothing after the =. Write the value there."),
            () if quote && words.contains('\\') => (at.clone(), MISTAKES[0].1),
            () if quote && unseen => (at.clone(), MISTAKES[MISTAKES.len() - 1].1),
            () => (at.clone(), ours),
        });
    }
    let shape =
        "This cannot be read. A line is a name, then =, then \"text\", a number, or [\"one\", \"two\"].";
    Some((first.clone(), shape))
}

/// The statements of a text: a heading, or a line with the lines its open list goes on over. A line that begins a new
/// statement ends the one before, so that a list left open costs no more than itself.
fn statements(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut open = 0_i32;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let inner = line.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let at = start + line.len() - inner.len();
        start += line.len();
        let inner = inner.trim_end();
        let end = at + inner.len();
        let goes_on = open > 0 && !begins(inner);
        if goes_on && let Some(last) = found.last_mut() {
            last.end = end;
            open += depth(inner);
        } else if inner.is_empty() || inner.starts_with('#') {
            open = 0;
        } else {
            open = if inner.starts_with('[') { 0 } else { depth(inner) };
            found.push(at..end);
        }
    }
    found
}

/// Whether a line can only be the beginning of a statement: what goes on inside a list is in quotes.
fn begins(line: &str) -> bool {
    line.strip_prefix('[').unwrap_or(line).starts_with(|c: char| c.is_ascii_alphabetic())
}

/// How many lists a line leaves open, less those it closes.
fn depth(line: &str) -> i32 {
    let mut open = 0;
    let mut quote = None;
    let mut escaped = false;
    for c in line.chars() {
        match (quote, c) {
            (Some('"'), '\\') => escaped = !escaped,
            (Some(mark), c) if c == mark && !escaped => quote = None,
            (Some(_), _) => escaped = false,
            (None, '#') => break,
            (None, '"' | '\'') => quote = Some(c),
            (None, '[') => open += 1,
            (None, ']') => open -= 1,
            (None, _) => {}
        }
    }
    open
}

/// A place in a text as people count: a line, a column, and the line with carets under it.
struct Spot {
    line: usize,
    column: usize,
    excerpt: String,
}

impl Spot {
    fn find(text: &str, lines: &[usize], at: &Span) -> Self {
        let start = floor(text, at.start);
        let number = lines.partition_point(|line| *line <= start);
        let line_start = lines[number.saturating_sub(1)];
        let line = text[line_start..].lines().next().unwrap_or_default();
        let column = text[line_start..start].chars().filter(|c| *c != '\u{feff}').count();
        let spot = |excerpt| Self { line: number, column: column + 1, excerpt };
        if line.trim().is_empty() {
            return spot(String::new());
        }
        let end = floor(text, at.end).clamp(start, line_start + line.len().max(start - line_start));
        let marked = text[start..end].chars().count().max(1);
        let indent = line.chars().take_while(|c| c.is_whitespace() || *c == '\u{feff}').count().min(column);
        // A long line is shown from a little before the mistake.
        let skip =
            if column + marked <= EXCERPT { indent } else { column.saturating_sub(EXCERPT / 4).max(indent) };
        let shown: String =
            line.chars().filter(|c| *c != '\u{feff}').skip(skip).take(EXCERPT).map(harmless).collect();
        let lead: String = shown.chars().take(column - skip).collect();
        let under: String = shown.chars().skip(column - skip).take(marked).collect();
        let carets = "^".repeat(under.width().max(1));
        spot(format!("{}\n{}{carets}", shown.trim_end(), " ".repeat(lead.width())))
    }
}

/// The character boundary at or before this byte.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|byte| text.is_char_boundary(*byte)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn problems(text: &str) -> String {
        let (_, problems) = File::read("a.toml", text);
        problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n")
    }

    #[test]
    fn a_clean_file_is_read_whole() {
        let text = "\u{feff}name = 'calm' # a note\r\nformat = 1\r\n\r\n[list]\r\nup = [\r\n  \"Up\", # one\r\n  \"K\",\r\n]\r\n[board]\r\n";
        let (file, problems) = File::read("calm.toml", text);
        assert_eq!(problems, []);
        let name = file.entry("name").map(|entry| file.text(entry).map(|word| word.text));
        assert_eq!(name, Some(Ok("calm".to_owned())));
        assert_eq!(file.entry("format").map(|entry| file.number(entry)), Some(Ok(1)));
        let keys = file.texts(&file.table("list")[0]).expect("a list of texts");
        assert_eq!(keys.iter().map(|key| key.text.as_str()).collect::<Vec<_>>(), ["Up", "K"]);
        assert_eq!(&text[keys[1].at.clone()], "\"K\"");
        assert!(file.table("board").is_empty() && file.table("night").is_empty());
    }

    #[test]
    fn one_mistake_costs_one_line() {
        let text = "[list]\nup = [\"Up\"\ndown [\"Down\"]\nopen = [\"Enter]\nlast = [\"End\"]\n";
        let (file, problems) = File::read("a.toml", text);
        assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [2, 3, 4]);
        assert_eq!(file.table("list").len(), 1);
        assert_eq!(file.table("list")[0].name.text, "last");
    }

    #[test]
    fn slips_of_punctuation_are_named() {
        insta::assert_snapshot!(problems("a = [\"A\" \"B\"]\nb = C\nc =\n\"d\n[list\ne = \"\\\"\nf = 1 2\n"), @r#"
        a.toml, line 1, column 10
            a = ["A" "B"]
                     ^
        Put a comma between the two.
        Until then this line is left out.

        a.toml, line 2, column 5
            b = C
                ^
        Put straight quotes round it: "…".
        Until then this line is left out.

        a.toml, line 3, column 4
            c =
               ^
        There is nothing after the =. Write the value there.
        Until then this line is left out.

        a.toml, line 4, column 3
            "d
              ^
        This quote is not closed. Put one at the end of the text.
        Until then this line is left out.

        a.toml, line 5, column 1
            [list
            ^^^^^
        A heading ends with ], and nothing stands after it.
        Until then it is read as [list].

        a.toml, line 6, column 7
            e = "\"
                  ^
        A \ inside quotes is written twice: \\.
        Until then this line is left out.

        a.toml, line 7, column 5
            f = 1 2
                ^^^
        Put straight quotes round it: "…".
        Until then this line is left out.
        "#);
    }

    #[test]
    fn a_heading_that_cannot_be_read_takes_its_lines_with_it() {
        insta::assert_snapshot!(problems("[[list]]\nup = [\"Up\"]\n[board]\na = 1\n[board]\na = 2\n"), @r"
        a.toml, line 1, column 1
            [[list]]
            ^^^^^^^^
        A heading is one word in square brackets, alone on its line, such as [list].
        Until then the lines under it are left out.

        a.toml, line 5, column 2
            [board]
             ^^^^^
        [board] is here twice. Put the lines of both under one heading.
        Until then both are read.

        a.toml, line 6, column 1
            a = 2
            ^
        “a” is here twice. Keep one of the two lines.
        Until then the first is used.
        ");
    }

    #[test]
    fn a_long_line_is_shown_near_the_mistake_and_nothing_in_it_moves_the_cursor() {
        insta::assert_snapshot!(problems(&format!("name = \"{} \u{1b}[2J\u{202e} é\" 字 x", "a".repeat(200))), @r#"
        a.toml, line 1, column 210
            aaaaaaaaaaaaaaaaaa ?[2J? é" 字 x
                               ^
        There is a character here that cannot be seen. Delete the line and write it again.
        Until then this line is left out.
        "#);
    }

    #[test]
    fn values_of_the_wrong_kind_are_refused_where_they_stand() {
        let (file, _) = File::read("a.toml", "a = 1\nb = [1]\nc = \"c\"\nd = [[\"x\"]]\n");
        let said = [
            file.text(&file.top[0]).map(|word| word.text),
            file.texts(&file.top[1]).map(|words| words.len().to_string()),
            file.number(&file.top[2]).map(|number| number.to_string()),
            file.texts(&file.top[3]).map(|words| words.len().to_string()),
        ];
        let said: Vec<String> =
            said.into_iter().map(|said| said.unwrap_or_else(|problem| problem.what)).collect();
        insta::assert_debug_snapshot!(said, @r#"
        [
            "“a” is one text in quotes.",
            "Put quotes round it: \"1\".",
            "“c” is a whole number, without quotes.",
            "“d” is a list of texts in quotes: [\"one\", \"two\"].",
        ]
        "#);
    }

    #[test]
    fn a_file_too_large_is_refused_in_a_sentence() {
        insta::assert_snapshot!(problems(&"#".repeat(MOST_BYTES + 1)), @r"
        a.toml, line 1, column 1
        The file is larger than 256 KB. A settings file is a few pages: check that it is the right one.
        Until then nothing of it is used.
        ");
        insta::assert_snapshot!(problems(&"#\n".repeat(MOST_BYTES / 2)), @"");
    }

    #[test]
    fn the_nearest_word_is_near() {
        let words = ["prompted", "helped", "open", "up"];
        assert_eq!(nearest("promtped", words), Some("prompted"));
        assert_eq!(nearest("Help", words), None);
        assert_eq!(nearest("opne", words), Some("open"));
        assert_eq!(nearest("u", words), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in any::<String>()) {
            let (_, problems) = File::read("a.toml", &text);
            let lines = text.lines().count().max(1);
            prop_assert!(problems.iter().all(|problem| (1..=lines).contains(&problem.line)));
        }

        #[test]
        fn any_run_of_toml_pieces_is_read(pieces in prop::collection::vec(prop::sample::select(vec![
            "[", "]", "[[", "]]", "\"", "'", "\"\"\"", "=", ",", "\n", "\r", "\r\n", " ", "#", "\\", "{", "}", ".", "a",
            "b", "list", "é", "字", "1", "0x", "true", "\u{feff}", "\0", "a = ", "\\u00e9",
        ]), 0..60)) {
            let text = pieces.concat();
            let (file, problems) = File::read("a.toml", &text);
            for problem in &problems {
                prop_assert!(!problem.to_string().contains('\0'));
            }
            for entry in file.top.iter().chain(file.tables.iter().flat_map(|table| &table.entries)) {
                prop_assert!(text.get(entry.at.clone()).is_some());
                let _ = (file.text(entry), file.texts(entry), file.number(entry));
            }
        }
    }
}
