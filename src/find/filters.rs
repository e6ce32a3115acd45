//! What was typed, cut into words to look for and filters: `by:priya`, `#health`, `from:1/11`, `to:today`, `@kasia`.
//!
//! It knows the shape of filters. Who is called Priya, and which day 1/11 is, whoever has the home says.

/// What narrows a search.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Narrows {
    /// By whom it was written.
    By,
    /// What it is about.
    Category,
    /// The first day.
    From,
    /// The last day.
    To,
    /// About which child.
    About,
}

impl Narrows {
    /// Every filter, in the order they are told.
    pub const ALL: [Self; 5] = [Self::By, Self::Category, Self::From, Self::To, Self::About];

    /// What it is typed as.
    pub fn typed(self) -> &'static str {
        match self {
            Self::By => "by:",
            Self::Category => "#",
            Self::From => "from:",
            Self::To => "to:",
            Self::About => "@",
        }
    }
}

/// One filter, as it was typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filter {
    /// Which.
    pub narrows: Narrows,
    /// By what: what stands after it.
    pub by: String,
    /// Where it stands in what was typed, in bytes.
    pub at: usize,
}

/// What was typed, cut up.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Typed {
    /// The words, with one space between.
    pub words: String,
    /// The filters.
    pub filters: Vec<Filter>,
    /// Whether the last thing typed is a filter that still may grow.
    pub growing: bool,
}

/// Cuts up what was typed.
pub fn cut(typed: &str) -> Typed {
    let mut cut = Typed::default();
    let mut words = Vec::new();
    let mut at = 0;
    for bit in typed.split(char::is_whitespace) {
        let filter =
            Narrows::ALL.into_iter().find_map(|narrows| Some((narrows, after(bit, narrows.typed())?)));
        match filter {
            Some((narrows, by)) => cut.filters.push(Filter { narrows, by: by.to_owned(), at }),
            None if !bit.is_empty() => words.push(bit),
            None => {}
        }
        cut.growing = filter.is_some();
        // What stands between is one space, of whatever kind.
        at += bit.len();
        at += typed[at..].chars().next().map_or(0, char::len_utf8);
    }
    cut.words = words.join(" ");
    cut
}

fn after<'b>(bit: &'b str, begins: &str) -> Option<&'b str> {
    let head = bit.get(..begins.len())?;
    head.eq_ignore_ascii_case(begins).then(|| &bit[begins.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_filters_are_told_apart() {
        let typed = cut("  dentist By:priya #health  from:1/11 to:today @kasia card");
        assert_eq!(typed.words, "dentist card");
        assert!(!typed.growing);
        let filters: Vec<(Narrows, &str)> =
            typed.filters.iter().map(|filter| (filter.narrows, filter.by.as_str())).collect();
        let expected = [
            (Narrows::By, "priya"),
            (Narrows::Category, "health"),
            (Narrows::From, "1/11"),
            (Narrows::To, "today"),
            (Narrows::About, "kasia"),
        ];
        assert_eq!(filters, expected);
    }

    #[test]
    fn the_last_filter_grows_until_a_space() {
        let typed = cut("card by:pr");
        assert!(typed.growing);
        assert_eq!(typed.filters[0].at, 5);
        assert!(!cut("card by:pr ").growing);
        assert_eq!(cut("é\u{3000}@k").filters[0].at, 5);
        assert!(!cut("").growing);
        assert_eq!(cut("standby:x").filters, []);
    }
}
