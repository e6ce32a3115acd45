//! Finding the one a name means. A name may be half typed or in another case; it is never guessed, because what
//! follows goes into a child's record.

use super::{Stop, say};
use crate::care::{Home, Subject};
use crate::find::{How, Kind, Match, Row, search};

/// The child, or the house.
pub(super) fn subject(home: &Home, name: &str) -> Result<Subject, Stop> {
    if ["house", "the house", "home"].contains(&name.trim().to_lowercase().as_str()) {
        return Ok(Subject::House);
    }
    if let Some(child) = home.children.named(name) {
        return Ok(Subject::Child(child.id));
    }
    let row = |child: &crate::care::child::Child| {
        Row::new(Kind::Child, child.called(), [child.profile.name.as_str()], Subject::Child(child.id))
    };
    let rows: Vec<Row<Subject>> = home.children.here().map(row).collect();
    one(&rows, name).map_err(|nearest| {
        let known = if nearest.is_empty() {
            let all = home.children.here().map(|child| child.called().to_owned());
            format!("These live here: {}.", all.collect::<Vec<_>>().join(", "))
        } else {
            format!("Did you mean {}?", nearest.join(" or "))
        };
        Stop::Refused(format!("Nobody who lives here is called “{}”. {known}", say::quoted(name)))
    })
}

/// The row that a name means, or the titles of those it might.
pub(super) fn one<'a, T: Copy>(rows: &'a [Row<T>], typed: &str) -> Result<T, Vec<&'a str>> {
    let found = search(rows, typed, rows.len().max(1));
    let matches: Vec<&Match<'a, T>> = found.groups.iter().flat_map(|group| &group.best).collect();
    let sure: Vec<&&Match<'a, T>> = matches.iter().filter(|found| is_as_begun(found)).collect();
    match sure[..] {
        [only] => Ok(only.row.target),
        [best, next, ..] if best.hit.score > next.hit.score => Ok(best.row.target),
        _ => {
            let near = matches.iter().take(3).filter_map(|found| found.row.texts().next());
            Err(near.collect())
        }
    }
}

/// Every word as typed begins a word that is there: no letter left out, none changed.
fn is_as_begun<T>(found: &Match<'_, T>) -> bool {
    let texts: Vec<&str> = found.row.texts().collect();
    let begins = |text: &str, at: usize| {
        text.get(..at).is_some_and(|before| !before.chars().next_back().is_some_and(char::is_alphanumeric))
    };
    let highlights = &found.hit.highlights;
    found.hit.how == How::AsTyped
        && !highlights.is_empty()
        && highlights
            .iter()
            .all(|(text, bytes)| texts.get(*text).is_some_and(|text| begins(text, bytes.start)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(typed: &str) -> Result<usize, Vec<&'static str>> {
        static ROWS: std::sync::LazyLock<Vec<Row<usize>>> = std::sync::LazyLock::new(|| {
            let names = ["Kasia", "Mo", "Siobhán", "Ellie-May", "clean, ironed clothes", "clean clothes out"];
            names.iter().zip(0..).map(|(name, place)| Row::new(Kind::Command, name, [], place)).collect()
        });
        one(&ROWS, typed)
    }

    #[test]
    fn a_name_may_be_begun_without_accents_or_in_another_case() {
        assert_eq!(meant("KAS"), Ok(0));
        assert_eq!(meant("mo"), Ok(1));
        assert_eq!(meant("siobhan"), Ok(2));
        assert_eq!(meant("may"), Ok(3));
        assert_eq!(meant("ironed"), Ok(4));
    }

    #[test]
    fn a_name_is_never_guessed() {
        assert_eq!(meant("kasja"), Err(vec!["Kasia"]));
        assert_eq!(meant("ksa"), Err(vec!["Kasia"]));
        assert_eq!(meant("clean clothes o"), Ok(5));
        assert_eq!(meant(""), Err(vec![]));
        assert_eq!(meant("zzz"), Err(vec![]));
    }

    #[test]
    fn what_two_begin_with_is_neither() {
        assert_eq!(meant("clean"), Err(vec!["clean, ironed clothes", "clean clothes out"]));
        assert_eq!(meant("clean clothes"), Err(vec!["clean, ironed clothes", "clean clothes out"]));
    }
}
