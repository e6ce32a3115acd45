//! Printing: every line passes the words cleaner, so that nothing printed can be more than words.

use super::{Console, Stop};
use crate::care::words;
use crate::desk::{Progress, Stage};
use std::error::Error;
use std::io::Write;
use std::path::Path;

/// Prints text, with a line break at its end.
pub(super) fn lines(out: &mut dyn Write, text: &str) -> Result<(), Stop> {
    if text.is_empty() {
        return Ok(());
    }
    for line in text.trim_end().lines() {
        writeln!(out, "{}", safe(line))?;
    }
    Ok(out.flush()?)
}

/// How far something has come that takes a while, for whoever sits at a terminal: nobody should wait without seeing why.
/// A bar that can't be drawn is missed by nobody.
pub(super) struct Bar<'a> {
    err: Option<&'a mut dyn Write>,
    /// What is printed next would stand behind the bar.
    is_within: bool,
}

impl<'a> Bar<'a> {
    pub(super) fn at(console: Console, err: &'a mut dyn Write) -> Self {
        Self { err: (console == Console::Terminal).then_some(err), is_within: false }
    }

    /// Says what is done, on a line of its own.
    pub(super) fn says(&mut self, line: &str) {
        if let Some(err) = &mut self.err {
            let _ = lines(*err, line);
        }
    }

    /// Draws how far a long look at a home has come.
    pub(super) fn tell(&mut self, stage: Stage, far: Progress) {
        let Progress { done, of } = far;
        let far_in_words = match stage {
            Stage::File => format!("{done} % of the file"),
            Stage::Entries => format!("{done} of {of}"),
            Stage::Words => format!("{done} of {of} by their words"),
        };
        self.draw(far, &far_in_words);
    }

    /// Draws it in the place of the last one, with how far that is in words.
    pub(super) fn draw(&mut self, Progress { done, of }: Progress, far: &str) {
        self.is_within = done < of;
        if let Some(err) = &mut self.err {
            let end = if self.is_within { "" } else { "\n" };
            let _ = write!(err, "\r{} {far}{end}", words::bar(done, of));
            let _ = err.flush();
        }
    }
}

impl Drop for Bar<'_> {
    /// Why it went no further stands on a line of its own.
    fn drop(&mut self) {
        if self.is_within
            && let Some(err) = &mut self.err
        {
            let _ = writeln!(err);
        }
    }
}

/// The words of a line, with its indent.
fn safe(line: &str) -> String {
    words::in_a_sentence(line).trim_end().to_owned()
}

/// What was typed, or stands in a file, quoted in a sentence.
pub(super) fn quoted(text: &str) -> String {
    words::in_a_sentence(text)
}

/// A file or folder, named in a sentence.
pub(super) fn place(path: &Path) -> String {
    words::path_in_a_sentence(path)
}

/// What happened in plain words, and under it the technical cause for whoever helps.
pub(super) fn with_cause(error: &dyn Error) -> String {
    match error.source() {
        Some(cause) => format!("{error}\n{cause}"),
        None => error.to_string(),
    }
}

/// "1 child", "2 children".
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", words::grouped(number), if number == 1 { one } else { many })
}

/// A sentence that begins with a capital and ends with a full stop.
pub(super) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let begun: String =
        letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect());
    if begun.is_empty() || begun.ends_with(['.', '?', '!', '…']) { begun } else { begun + "." }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_printed_can_move_a_cursor_or_turn_a_line_round() {
        let mut out = Vec::new();
        lines(&mut out, "  a \u{1b}[2Jb\n\u{202e}c\u{7}\u{2028}d\n").unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "  a b\nc d\n");
    }

    #[test]
    fn columns_keep_their_spaces() {
        assert_eq!(safe("  day         Day    bethere"), "  day         Day    bethere");
    }

    #[test]
    fn a_sentence_is_made_once() {
        assert_eq!(sentence("settled"), "Settled.");
        assert_eq!(sentence("Gone quiet."), "Gone quiet.");
        assert_eq!(sentence(""), "");
    }
}
