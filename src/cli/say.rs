//! Printing: every line passes the words cleaner, so that nothing printed can be more than words.

use super::Stop;
use crate::care::words;
use crate::desk::Progress;
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

/// Prints a bar in the place of the last one, with how far that is in words. A line break ends the full one.
pub(super) fn bar(out: &mut dyn Write, Progress { done, of }: Progress, far: &str) -> std::io::Result<()> {
    let end = if done == of { "\n" } else { "" };
    write!(out, "\r{} {far}{end}", words::bar(done, of))?;
    out.flush()
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
