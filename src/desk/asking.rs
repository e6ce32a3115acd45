//! What somebody types into the find box, read against the home: whom `by:pri` means, which day `from:1/11` is, and
//! what an unfinished filter may become.

use super::View;
use crate::care::log::Category;
use crate::care::{CareDay, Home, Subject, when};
use crate::find::concordance::{Asked, Mark};
use crate::find::filters::{self, Filter, Narrows};
use crate::find::{self, Kind};
use chrono::{Datelike, NaiveDate};

/// A question to the record.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Question {
    /// The words, without the filters.
    pub words: String,
    /// The marks of each filter, of which a text has one.
    pub only: Vec<Vec<Mark>>,
    /// A filter that means nobody and nothing, in a sentence.
    pub not_understood: Option<String>,
    /// What the filter that is being typed may become.
    pub may_become: Vec<Completed>,
    names: Vec<(String, Subject)>,
}

/// A filter as it may be typed to its end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Completed {
    /// All that stands in the box then.
    pub typed: String,
    /// The filter by itself.
    pub filter: String,
    /// What it means.
    pub means: String,
}

/// So many ways to go on are offered at most.
const MOST_OFFERED: usize = 6;

impl Question {
    /// What was typed, as whoever looks means it.
    pub fn of(view: &View<'_>, typed: &str) -> Self {
        let (home, today) = (view.home(), view.today());
        let cut = filters::cut(typed);
        let names = home.children.all().flat_map(|child| {
            let subject = Subject::Child(child.id);
            [(child.called().to_owned(), subject), (child.profile.name.clone(), subject)]
        });
        let mut question = Self { words: cut.words, names: names.collect(), ..Self::default() };
        for filter in cut.filters.iter().filter(|filter| !filter.by.is_empty()) {
            let marks = marks(home, today, filter);
            if marks.is_empty() {
                question.not_understood = Some(not_understood(filter));
            }
            question.only.push(marks);
        }
        if let Some(filter) = cut.filters.last().filter(|_| cut.growing) {
            let all = completions(home, today, filter).into_iter().filter(|(by, _)| *by != filter.by);
            question.may_become = all
                .take(MOST_OFFERED)
                .map(|(by, means)| {
                    let filter_typed = format!("{}{by}", filter.narrows.typed());
                    let typed = format!("{}{filter_typed} ", &typed[..filter.at]);
                    Completed { typed, filter: filter_typed, means }
                })
                .collect();
        }
        question
    }

    pub(super) fn asked(&self) -> Asked {
        let names = self.names.iter().map(|(name, subject)| (name.as_str(), *subject));
        Asked::new(&self.words, names, self.only.clone())
    }

    /// Whether something with these marks is among what is asked for. What has no mark of a filter's kind is not.
    pub fn lets_through(&self, marks: &[Mark]) -> bool {
        let meets = |wanted: &Mark| {
            marks.iter().any(|mark| match (mark, wanted) {
                (Mark::Days(day, _), Mark::Days(from, to)) => (from..=to).contains(&day),
                (mark, wanted) => mark == wanted,
            })
        };
        self.only.iter().all(|any| any.iter().any(meets))
    }
}

/// What a filter means, in the marks that texts have.
fn marks(home: &Home, today: CareDay, filter: &Filter) -> Vec<Mark> {
    match filter.narrows {
        Narrows::By => {
            let rows: Vec<find::Row<Mark>> = home
                .people
                .all()
                .map(|staff| find::Row::new(Kind::Staff, &staff.login, [&*staff.name], Mark::By(staff.id)))
                .collect();
            nearest(&rows, &filter.by)
        }
        Narrows::About => {
            let child = |child: &crate::care::child::Child| {
                let mark = Mark::About(Subject::Child(child.id));
                find::Row::new(Kind::Child, child.called(), [&*child.profile.name], mark)
            };
            let mut rows: Vec<find::Row<Mark>> = home.children.all().map(child).collect();
            rows.push(find::Row::new(Kind::Child, "house", [], Mark::About(Subject::House)));
            nearest(&rows, &filter.by)
        }
        Narrows::Category => categories(&filter.by).map(Mark::Category).collect(),
        Narrows::From => day(&filter.by, today.date(), (1, 1))
            .map(|from| Mark::Days(CareDay::of(from), CareDay::of(NaiveDate::MAX)))
            .into_iter()
            .collect(),
        Narrows::To => day(&filter.by, today.date(), (12, 31))
            .map(|to| Mark::Days(CareDay::of(NaiveDate::MIN), CareDay::of(to)))
            .into_iter()
            .collect(),
    }
}

/// Whoever is called so, or else whoever is called nearly so.
fn nearest(rows: &[find::Row<Mark>], typed: &str) -> Vec<Mark> {
    let found = find::search(rows, typed, rows.len());
    let all: Vec<_> = found.groups.iter().flat_map(|group| &group.best).collect();
    let best = all.iter().map(|found| found.hit.score).max().unwrap_or(0);
    let as_good = all.iter().filter(|found| found.hit.score + AS_GOOD >= best);
    as_good.map(|found| found.row.target).collect()
}

/// A name in another field is as good as the first one.
const AS_GOOD: usize = 9;

fn categories(typed: &str) -> impl Iterator<Item = Category> {
    let plain = |text: &str| {
        text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase()
    };
    let typed = plain(typed);
    Category::ALL.into_iter().filter(move |category| plain(category.words()).starts_with(&typed))
}

/// The day somebody means who looks back; of a year by itself, its first day or its last.
fn day(typed: &str, today: NaiveDate, (month, day): (u32, u32)) -> Option<NaiveDate> {
    let year = typed.parse().ok().filter(|year| (1900..=today.year() + 1).contains(year));
    let whole_year = year.and_then(|year| NaiveDate::from_ymd_opt(year, month, day));
    whole_year.or_else(|| when::parse_past_date(&typed.replace(['_', '+'], " "), today).ok())
}

fn not_understood(filter: &Filter) -> String {
    let by = &filter.by;
    match filter.narrows {
        Narrows::By => format!("Nobody who writes here is called “{by}”."),
        Narrows::About => format!("Nobody who lives here is called “{by}”."),
        Narrows::Category => format!("Nothing is filed under “{by}”."),
        Narrows::From | Narrows::To => format!("“{by}” is no day: write 1/11, yesterday or 2025."),
    }
}

/// What a filter may be typed on to, each with what it means.
fn completions(home: &Home, today: CareDay, filter: &Filter) -> Vec<(String, String)> {
    let typed = filter.by.to_lowercase();
    let goes_on = |by: &String| by.to_lowercase().starts_with(&typed);
    let one_word = |name: &str| name.split_whitespace().next().unwrap_or_default().to_lowercase();
    match filter.narrows {
        Narrows::By => {
            let people = home.people.all().map(|staff| (staff.login.clone(), staff.name.clone()));
            people.filter(|(login, name)| goes_on(login) || goes_on(name)).collect()
        }
        Narrows::About => {
            let children =
                home.children.here().map(|child| (one_word(child.called()), child.profile.name.clone()));
            let house = std::iter::once(("house".into(), "the house".into()));
            children.chain(house).filter(|(by, _)| goes_on(by)).collect()
        }
        Narrows::Category => {
            let all = categories(&filter.by);
            all.map(|category| (one_word(category.words()), category.words().into())).collect()
        }
        Narrows::From | Narrows::To => {
            let date = today.date();
            let shown = |day: NaiveDate| day.format("%-d/%-m").to_string();
            let month = date.with_day(1).unwrap_or(date);
            let days = [("today".to_owned(), date), ("yesterday".to_owned(), today.plus(-1).date())];
            let days = days.into_iter().chain([
                (shown(today.plus(-7).date()), today.plus(-7).date()),
                (shown(month), month),
                (date.year().to_string(), NaiveDate::from_ymd_opt(date.year(), 1, 1).unwrap_or(date)),
            ]);
            days.filter(|(by, _)| goes_on(by)).map(|(by, day)| (by, when::shown_date(day))).collect()
        }
    }
}
