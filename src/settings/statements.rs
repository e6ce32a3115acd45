//! A settings file's text to its lines: each statement parsed alone, each mistake in our own words.

use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::{Entry, File, LEFT_OUT, Problem, Span, Table, Value, Word, quoted};

/// The longest line that is read.
const LONGEST_LINE: usize = 1000;

/// Reads each statement alone, so that what is wrong with one costs no other.
pub(super) fn read(file: File, text: &str) -> (File, Vec<Problem>) {
    let mut reader = Reader { file, problems: Vec::new(), under: Under::Top, seen: BTreeSet::new() };
    for at in statements(text) {
        reader.statement(text, &at);
    }
    (reader.file, reader.problems)
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

fn entry(name: Spanned<DeString<'_>>, value: Spanned<DeValue<'_>>, start: usize) -> Entry {
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
const MISTAKES: [(&str, &str); 12] = [
    ("missing escaped value", "A \\ inside quotes is written twice: \\\\."),
    ("multi-line", "Three quotes in a row are not read here. Use one, and keep the text on one line."),
    ("string, expected", "This quote is not closed. Put one at the end of the text."),
    ("key with no value", "There is no = here. Write the name, then =, then the value."),
    ("string values must be quoted", "Put straight quotes round it: \"…\"."),
    // A word that begins as `false` does, such as F6.
    ("invalid boolean", "Put straight quotes round it: \"…\"."),
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

/// The statements of a text: a heading, or a line with the lines its open list goes on over. A line that
/// begins a new statement ends the one before, so that a list left open costs no more than itself.
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
