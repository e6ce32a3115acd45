//! Text as it is matched: no marks, no capitals, no apostrophes, cut into words, and each letter still knows
//! where in the text it came from, so that a highlight covers whole characters as a reader sees them.
//!
//! Touches nothing but the text it is given, and never panics on any of it.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// One text, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Folded {
    text: String,
    line: String,
    from: Vec<Range<usize>>,
    words: Vec<Word>,
}

/// One folded word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Its letters, folded.
    pub(super) letters: String,
    /// How it sounds: see [`sound`].
    pub(super) sound: String,
    /// Which of the folded line's letters are its own.
    pub(super) span: Range<usize>,
}

impl Folded {
    /// Folds the first `limit` characters of a text.
    pub(super) fn new(text: &str, limit: usize) -> Self {
        let end = text.char_indices().nth(limit).map_or(text.len(), |(at, _)| at);
        let text = text[..end].to_owned();
        let (mut line, mut from, mut words) = (String::new(), Vec::new(), Vec::new());
        each_word(&text, |letters, its| {
            if let Some(first) = its.first().filter(|_| !words.is_empty()) {
                line.push(' ');
                from.push(first.start..first.start);
            }
            words.push(Word::new(letters, from.len()..from.len() + its.len()));
            line.push_str(letters);
            from.extend_from_slice(its);
        });
        Self { text, line, from, words }
    }

    /// The text as it was given, up to the limit.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The folded words with one space between.
    pub(super) fn line(&self) -> &str {
        &self.line
    }

    /// How many letters and spaces the folded line has.
    pub(super) fn len(&self) -> usize {
        self.from.len()
    }

    /// Whether nothing is left to match.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The folded words in order.
    pub(super) fn words(&self) -> &[Word] {
        &self.words
    }

    /// The bytes of the text that some letters of the folded line came from, as few ranges as will do.
    pub(super) fn bytes(&self, letters: impl IntoIterator<Item = usize>) -> Vec<Range<usize>> {
        merged(letters.into_iter().filter_map(|n| self.from.get(n)).cloned().collect())
    }
}

impl Word {
    fn new(letters: &str, span: Range<usize>) -> Self {
        Self { letters: letters.to_owned(), sound: sound(letters), span }
    }
}

/// The folded words of a text in order, each with the bytes of the text that each of its letters came from.
///
/// Texts go through here by the thousand, so plain letters take a short way.
pub(super) fn each_word(text: &str, mut each: impl FnMut(&str, &[Range<usize>])) {
    let (mut word, mut from) = (String::new(), Vec::new());
    let mut take = |letter: Option<char>, here: Range<usize>| {
        if let Some(letter) = letter.filter(|letter| letter.is_alphanumeric()) {
            word.push(letter);
            from.push(here);
        } else if !word.is_empty() {
            each(&word, &from);
            word.clear();
            from.clear();
        }
    };
    let mut at = 0;
    while let Some(first) = text.as_bytes().get(at) {
        // A plain letter that another follows is seen by itself: nothing is drawn on top of it.
        if first.is_ascii() && text.as_bytes().get(at + 1).is_none_or(u8::is_ascii) {
            // An apostrophe is no letter, and parts no words either.
            if !is_silent(char::from(*first)) {
                take(Some(char::from(first.to_ascii_lowercase())), at..at + 1);
            }
            at += 1;
            continue;
        }
        let Some(seen) = text[at..].graphemes(true).next() else { break };
        let here = at..at + seen.len();
        folded(seen).for_each(|letter| take(Some(letter), here.clone()));
        at = here.end;
    }
    take(None, at..at);
}

/// Bytes of a text as few ranges as will do, in order.
pub(super) fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges.into_iter().filter(|range| !range.is_empty()) {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            Some(_) | None => merged.push(range),
        }
    }
    merged
}

/// The letters of one character as a reader sees it. Compatibility forms are taken apart too (NFKD, not NFD),
/// so that a pasted `ﬁ` or a full-width letter is found.
fn folded(grapheme: &str) -> impl Iterator<Item = char> {
    grapheme
        .chars()
        .filter(|letter| !is_silent(*letter))
        .nfkd()
        .flat_map(char::to_lowercase)
        .nfkd()
        .filter(|letter| !is_combining_mark(*letter) && !is_silent(*letter))
        .flat_map(|letter| {
            let (first, second) = plain(letter);
            [Some(first), second].into_iter().flatten()
        })
}

/// Apostrophes in the many shapes they are typed, and letters nobody sees: `O’Rourke` is one word.
fn is_silent(letter: char) -> bool {
    let apostrophe = matches!(letter, '\'' | '`' | '´' | '‘' | '’' | '′' | '\u{2b9}'..='\u{2cb}');
    apostrophe || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}')
}

/// The letters that Unicode does not take apart, as they are typed on a British keyboard.
fn plain(letter: char) -> (char, Option<char>) {
    match letter {
        'ł' => ('l', None),
        'đ' | 'ð' => ('d', None),
        'ø' => ('o', None),
        'ı' => ('i', None),
        'ħ' => ('h', None),
        'ß' => ('s', Some('s')),
        'æ' => ('a', Some('e')),
        'œ' => ('o', Some('e')),
        'þ' => ('t', Some('h')),
        other => (other, None),
    }
}

/// Roughly how a word sounds to someone who has only heard it; empty when too little is left to tell words
/// apart.
///
/// Vowels in a row count as one, and which they are does not matter (with `y` and `w` among them, but not at
/// the start); letters that share a sound share a letter (`ph` f, `bh` `mh` v, `c` `q` k or s, soft `g` j,
/// `z` s); an `h` further in is silent, and so are the `d` and `g` of `dh` and `gh`; doubled letters are one;
/// a vowel at the end is dropped. So Siobhán and shivon are both `savan`, Caoimhe and keeva `kav`, Łukasz and
/// lucas `lakas`.
pub(super) fn sound(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let mut heard = String::new();
    for (n, &letter) in letters.iter().enumerate() {
        let next = letters.get(n + 1);
        let soft = matches!(next, Some('e' | 'i' | 'y'));
        let as_heard = match (letter, next) {
            ('p', Some('h')) => 'f',
            ('b' | 'm', Some('h')) if n > 0 => 'v',
            ('d' | 'g', Some('h')) | ('h', _) if n > 0 => continue,
            ('a' | 'e' | 'i' | 'o' | 'u', _) => 'a',
            ('y' | 'w', _) if n > 0 => 'a',
            ('w', _) => 'v',
            ('c', _) if soft => 's',
            ('g', _) if soft => 'j',
            ('c' | 'q', _) => 'k',
            ('z', _) => 's',
            (other, _) => other,
        };
        if !heard.ends_with(as_heard) {
            heard.push(as_heard);
        }
    }
    if heard.chars().count() < 3 {
        return String::new();
    }
    if heard.ends_with('a') {
        heard.pop();
    }
    heard
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> String {
        Folded::new(text, 200).line().to_owned()
    }

    #[test]
    fn names_fold_to_what_is_typed_on_a_british_keyboard() {
        for (text, folded) in [
            ("Siobhán", "siobhan"),
            ("Łukasz Wójcik", "lukasz wojcik"),
            ("Đặng", "dang"),
            ("Søren Bækgaard", "soren baekgaard"),
            ("Strauß", "strauss"),
            ("O’Rourke", "orourke"),
            ("d'Arcy", "darcy"),
            ("Ellie-May", "ellie may"),
            ("  room  2, ", "room 2"),
            ("İpek", "ipek"),
            ("ﬁn", "fin"),
            ("⭐", ""),
        ] {
            assert_eq!(line(text), folded, "{text}");
        }
    }

    proptest::proptest! {
        /// The short way of plain letters leads where the long one does.
        #[test]
        fn every_letter_is_folded_from_what_a_reader_sees(text in r"[a-cX' .,0áłßﬁİé’\u{301}\u{200b}\r\n\-]{0,30}", any: String) {
            for text in [&text, &any] {
                let (mut words, mut plain) = (Vec::new(), vec![(String::new(), Vec::new())]);
                each_word(text, |word, from| words.push((word.to_owned(), from.to_vec())));
                for (at, seen) in text.grapheme_indices(true) {
                    for letter in folded(seen) {
                        match plain.last_mut() {
                            Some((word, from)) if letter.is_alphanumeric() => {
                                word.push(letter);
                                from.push(at..at + seen.len());
                            }
                            _ => plain.push((String::new(), Vec::new())),
                        }
                    }
                }
                plain.retain(|(word, _)| !word.is_empty());
                proptest::prop_assert_eq!(words, plain);
            }
        }
    }

    #[test]
    fn letters_lead_back_to_whole_characters() {
        let name = Folded::new("Siobha\u{301}n Bækgaard", 200);
        assert_eq!(&name.text()[name.bytes(4..6)[0].clone()], "ha\u{301}");
        assert_eq!(&name.text()[name.bytes([9])[0].clone()], "æ");
        assert_eq!(name.bytes([0, 1, 9, 10]), [0..2, 11..13]);
        assert!(name.bytes([99]).is_empty());
    }

    #[test]
    fn words_that_sound_alike_sound_the_same() {
        for (written, heard) in [
            ("siobhan", "shivon"),
            ("niamh", "neve"),
            ("caoimhe", "keeva"),
            ("kasia", "kasha"),
            ("lukasz", "lucas"),
            ("zofia", "sophia"),
            ("georgia", "jorja"),
            ("khadija", "kadija"),
            ("sean", "shawn"),
        ] {
            assert_eq!(sound(written), sound(heard), "{written}, {heard}");
        }
        assert_ne!(sound("jordan"), sound("jayden"));
        assert_eq!(sound("ian"), "", "too short to go by ear");
    }

    #[test]
    fn only_so_much_is_folded() {
        assert_eq!(Folded::new("Łukasz", 2).text(), "Łu");
        assert_eq!(Folded::new("Łukasz", 0).len(), 0);
        assert!(Folded::new("Łukasz", 0).is_empty());
    }
}
