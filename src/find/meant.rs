//! What was perhaps meant when nothing is found: the nearest words that are there.
//!
//! Only for words that stand in long texts: misspelt names and titles are found as they are.

use super::fold::{Folded, Word};
use super::near::slips;
use super::{Row, search};

/// What was typed with each word that is nowhere in the rows replaced by the nearest that is, if that finds
/// something.
pub fn meant<T>(rows: &[Row<T>], typed: &str) -> Option<String> {
    let query = Folded::new(typed, super::near::QUERY_LIMIT);
    let words: Option<Vec<String>> = query.words().iter().map(|word| nearest(rows, &query, word)).collect();
    let meant = words?.join(" ");
    let differs = meant.to_lowercase() != typed.trim().to_lowercase();
    (differs && !search(rows, &meant, 1).groups.is_empty()).then_some(meant)
}

/// The word itself when something begins with it, else the fewest slips away, the first among equals.
fn nearest<T>(rows: &[Row<T>], query: &Folded, typed: &Word) -> Option<String> {
    let fields = || rows.iter().flat_map(|row| &row.fields);
    let mut words = fields().flat_map(Folded::words);
    if words.any(|word| word.letters.starts_with(&typed.letters)) {
        return Some(original(query, typed));
    }
    let near = fields().flat_map(|field| field.words().iter().map(move |word| (field, word)));
    let near = near.filter_map(|(field, word)| Some((slips(typed, word)?, field, word)));
    near.min_by_key(|(slips, ..)| *slips).map(|(_, field, word)| original(field, word))
}

/// The word as it stands in its text.
fn original(field: &Folded, word: &Word) -> String {
    let bytes = field.bytes(word.span.clone());
    bytes.into_iter().map(|bytes| &field.text()[bytes]).collect::<String>().to_lowercase()
}
