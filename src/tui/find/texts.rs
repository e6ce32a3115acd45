//! What was found of the texts of the journal, as lines of the list, and where each leads.

use super::rows::{Target, around, highlighted};
use crate::care::access::Page;
use crate::care::{Fact, Subject, handing_over, log, when, words};
use crate::desk::{Told, View};
use crate::find::Kind;
use crate::theme::Role;
use crate::tui::lines::Line;
use chrono::{Datelike, NaiveDate};
use std::ops::Range;

/// A text that was found.
pub struct Text {
    /// The number of its entry.
    pub number: u64,
    /// Where it leads.
    pub target: Target,
    /// What it shows of anyone's record.
    pub shows: (Page, Subject),
    /// It is close to these words, which it has not.
    pub close_to: Option<String>,
    name: String,
    when: String,
    what: String,
    text: String,
    highlights: Vec<Range<usize>>,
}

/// Where the columns begin: when, what it is, the words.
const WHEN: u16 = 14;
const WHAT: u16 = 26;
const WORDS: u16 = 37;

/// A day in a narrow column: one of another year without its day of the week.
fn shown(day: NaiveDate, today: NaiveDate) -> String {
    if day.year() == today.year() { when::shown_day(day, today) } else { day.format("%-d %b %Y").to_string() }
}

impl Text {
    /// A text as it stands in the list.
    pub fn of(view: &View<'_>, kind: Kind, told: Told) -> Self {
        let (home, today) = (view.home(), view.today());
        let Told { entry, text, highlights, close_to } = told;
        let (subject, day) = (entry.subject, (entry.day != today).then_some(entry.day));
        let what = match &entry.fact {
            Fact::Log(log::Fact::Written(written)) => written.category.short().into(),
            Fact::Log(_) => "added".into(),
            Fact::Alert(crate::care::alert::Fact::FollowedUp { .. }) => "follow-up".into(),
            Fact::Alert(crate::care::alert::Fact::Closed { .. }) => "closed".into(),
            _ => home.people.first_name(entry.by).to_owned(),
        };
        let target = match &entry.fact {
            Fact::Log(log::Fact::Written(written)) => Target::Log(subject, day, written.id),
            Fact::Log(log::Fact::Amended { of, .. }) => Target::Log(subject, day, *of),
            Fact::HandingOver(handing_over::Fact::Signed { id, .. }) => Target::Handover(*id, entry.number),
            _ => Target::Day(subject, day),
        };
        let page = match kind {
            Kind::Alert => Page::Alert,
            Kind::Note => Page::Note,
            Kind::Handover => Page::HandingOver,
            _ => Page::Log,
        };
        let name = match kind {
            Kind::Handover => home.people.first_name(entry.by),
            _ => home.name_of(subject),
        };
        Self {
            number: entry.number,
            name: name.into(),
            when: shown(entry.day.date(), today.date()),
            what: if kind == Kind::Handover { "signed".into() } else { what },
            text,
            highlights,
            target,
            shows: (page, subject),
            close_to,
        }
    }

    /// As a line, with the words around what was looked for.
    pub fn line(&self, place: usize, width: u16) -> Line {
        // Room for what stands before and after.
        let wide = usize::from(width.saturating_sub(WORDS + 3));
        let first = self.highlights.first().cloned().unwrap_or(0..0);
        let (start, end) = around(&self.text, &first, wide, wide / 3);
        let inside = self.highlights.iter().filter(|bytes| start <= bytes.start && bytes.end <= end);
        let inside = inside.map(|bytes| bytes.start - start..bytes.end - start);
        let columns = [
            (3, &self.name, WHEN - 4),
            (WHEN, &self.when, WHAT - WHEN - 1),
            (WHAT, &self.what, WORDS - WHAT - 1),
        ];
        let line = columns.into_iter().fold(Line::of(place), |line, (column, said, room)| {
            let role = if column == 3 { Role::Text } else { Role::TextMuted };
            line.at(column, words::fit(said, usize::from(room)), role)
        });
        let line = line.at(WORDS, if start > 0 { "…" } else { "" }, Role::TextMuted);
        let line = highlighted(line, &self.text[start..end], inside, Role::Text);
        let goes_on = self.text[end..].split('\n').next().is_some_and(|rest| !rest.trim().is_empty());
        if goes_on { line.then("…", Role::TextMuted) } else { line }
    }
}
