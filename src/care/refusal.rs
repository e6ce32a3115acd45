//! Why an act can't be done, in sentences for staff: what it is, who may, what to do.

use super::people::{Deed, Role, Staff};
use super::{CareDay, Home, words};

/// One box of a form that still needs something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gap {
    /// The name of the box, as the form names it.
    pub field: &'static str,
    /// What it needs, in the label's own words.
    pub say: String,
}

impl Gap {
    /// A gap in the box called `field`.
    pub fn new(field: &'static str, say: impl Into<String>) -> Self {
        Self { field, say: say.into() }
    }
}

/// Why an act can't be done.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refusal {
    /// The person's role doesn't allow it; says whose does, and who of them to ask.
    #[error("{0}")]
    NotYours(String),
    /// Boxes to fill in or put right, in the order of the form.
    #[error("{}", gaps_in_words(.0))]
    Incomplete(Vec<Gap>),
    /// What it is about is no longer there, or never was.
    #[error("{0} is not there any more. Go back and look again.")]
    Gone(&'static str),
    /// It makes no sense as things stand: a plain sentence says why.
    #[error("{0}")]
    NotNow(String),
}

impl Refusal {
    /// A refusal for a role that may not do this: names the roles that may and someone to ask.
    pub(super) fn not_yours(home: &Home, deed: Deed, today: CareDay) -> Self {
        let may: Vec<&str> =
            Role::ALL.iter().filter(|role| role.may(deed)).map(|role| role.words()).collect();
        let ask = Self::whom_to_ask(home, deed, today);
        Self::NotYours(format!("Only {} can {}.{ask}", listed(&may), deed.words()))
    }

    /// " Ask Ruth Ellison.": somebody who may, to end a refusal with.
    pub(super) fn whom_to_ask(home: &Home, deed: Deed, today: CareDay) -> String {
        let may = |staff: &&Staff| staff.role.may(deed) && staff.active_on(today);
        home.people.working().find(may).map_or(String::new(), |staff| format!(" Ask {}.", staff.name))
    }
}

/// Collects the gaps of a form while its boxes are cleaned, so that all are told at once.
#[derive(Default)]
pub(super) struct Gaps(Vec<Gap>);

impl Gaps {
    /// A box of one line that must hold something; `ask` is what an empty one is told.
    pub(super) fn line(&mut self, field: &'static str, raw: &str, most: usize, ask: &str) -> String {
        let clean = self.optional_line(field, raw, most);
        self.filled(field, &clean, ask);
        clean
    }

    /// A box of one line that may stay empty.
    pub(super) fn optional_line(&mut self, field: &'static str, raw: &str, most: usize) -> String {
        self.kept(field, words::clean_line(raw, most))
    }

    /// A box of several lines that must hold something.
    pub(super) fn text(&mut self, field: &'static str, raw: &str, ask: &str) -> String {
        let clean = self.optional_text(field, raw);
        self.filled(field, &clean, ask);
        clean
    }

    /// A box of several lines that may stay empty.
    pub(super) fn optional_text(&mut self, field: &'static str, raw: &str) -> String {
        self.kept(field, words::clean_text(raw, words::TEXT))
    }

    /// Notes a gap.
    pub(super) fn say(&mut self, field: &'static str, say: impl Into<String>) {
        self.0.push(Gap::new(field, say));
    }

    /// No gaps, or a refusal that names them all.
    pub(super) fn none(self) -> Result<(), Refusal> {
        if self.0.is_empty() { Ok(()) } else { Err(Refusal::Incomplete(self.0)) }
    }

    fn filled(&mut self, field: &'static str, clean: &str, ask: &str) {
        if clean.is_empty() && !self.0.iter().any(|gap| gap.field == field) {
            self.say(field, ask);
        }
    }

    fn kept(&mut self, field: &'static str, cleaned: Result<String, words::TooLong>) -> String {
        cleaned.unwrap_or_else(|too_long| {
            let mut name = field.to_string();
            name.get_mut(..1).map(str::make_ascii_uppercase);
            self.say(field, format!("{name} {too_long}"));
            String::new()
        })
    }
}

fn gaps_in_words(gaps: &[Gap]) -> String {
    gaps.iter().map(|gap| gap.say.as_str()).collect::<Vec<_>>().join(" ")
}

/// "a senior, deputy manager or manager".
fn listed(words: &[&str]) -> String {
    let article =
        if words.first().is_some_and(|first| first.starts_with(['a', 'e', 'i', 'o'])) { "an" } else { "a" };
    match words {
        [] => "nobody".into(),
        [one] => format!("{article} {one}"),
        [many @ .., last] => format!("{article} {} or {last}", many.join(", ")),
    }
}
