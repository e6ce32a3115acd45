//! `bethere show alerts`: what colleagues should know about how a child feels.

use super::Page;
use super::shapes::{Said, Who, time, who, whom};
use crate::care::alert::{self, Audience, Standing};
use crate::care::{Subject, when};
use crate::cli::say::{count, sentence};
use crate::desk::View;
use serde::Serialize;
use uuid::Uuid;

/// The page's own fields in JSON, for its help.
pub(super) const FIELDS: &str = "\
In JSON, besides what every page has (see bethere show --help):
alerts: id, child, standing (open or ran out), level, feeling, about, shows, helps, for_parts and \
for_people (both empty: for everyone), by, at, until, read_by, read and waits (by and for whoever \
looks), follow_ups as {at, by, text}";

#[derive(Serialize)]
pub(super) struct Alerts {
    alerts: Vec<Alert>,
}

#[derive(Serialize)]
pub(super) struct Alert {
    id: Uuid,
    child: Who,
    /// "open", or "ran out" with nothing written since.
    standing: &'static str,
    level: &'static str,
    feeling: &'static str,
    about: String,
    shows: String,
    helps: String,
    /// Parts of day and people it is for; both empty when it is for everyone.
    for_parts: Vec<&'static str>,
    for_people: Vec<Who>,
    by: Who,
    at: String,
    until: Option<String>,
    read_by: Vec<Who>,
    /// Whether whoever looks has read it.
    read: bool,
    /// Whether whoever looks is asked to read it and has not.
    waits: bool,
    follow_ups: Vec<Said>,
    #[serde(skip)]
    raised: String,
    #[serde(skip)]
    ends: String,
}

pub(super) fn page(view: &View<'_>) -> Alerts {
    let (alerts, now) = (&view.home().alerts, view.now().at);
    let shown = alerts.open(now).into_iter().chain(alerts.ran_out(now));
    Alerts { alerts: shown.map(|alert| Alert::new(view, alert)).collect() }
}

impl Alert {
    /// An alert as it stands.
    pub(super) fn new(view: &View<'_>, alert: &alert::Alert) -> Self {
        let (home, now) = (view.home(), view.now());
        let Audience { parts, people } = &alert.warning.audience;
        let added = alert.follow_ups.iter();
        let until = alert.until.map(|until| when::shown_when(until, now));
        let (standing, ends) = match (alert.standing(now.at), until) {
            (Standing::Open, Some(until)) => ("open", format!("Until {until}")),
            (Standing::Open, None) => ("open", "Until closed".into()),
            (Standing::RanOut, until) => {
                ("ran out", format!("Ran out {}, nothing written since", until.unwrap_or_default()))
            }
            (Standing::Ended, _) => ("ended", "Ended".into()),
        };
        Self {
            id: alert.id.0,
            child: whom(home, Subject::Child(alert.child)),
            standing,
            level: alert.warning.level.words(),
            feeling: alert.warning.feeling.words(),
            about: alert.warning.about.clone(),
            shows: alert.warning.shows.clone(),
            helps: alert.warning.helps.clone(),
            for_parts: parts.iter().map(|part| part.lower()).collect(),
            for_people: people.iter().map(|staff| who(home, *staff)).collect(),
            by: who(home, alert.by),
            at: time(alert.at, now),
            until: alert.until.map(|until| time(until, now)),
            read_by: alert.read_by.iter().map(|staff| who(home, *staff)).collect(),
            read: alert.has_read(view.me()),
            waits: view.my().is_some_and(|me| alert.unread_by(me, now, home.part_of(now))),
            follow_ups: added.map(|one| Said::new(home, now, one.by, one.at, &one.text)).collect(),
            raised: when::shown_when(alert.at, now),
            ends,
        }
    }

    /// The alert in sentences, the child's name first.
    pub(super) fn lines(&self) -> Vec<String> {
        let state = sentence(&format!("{}, {}", self.level, self.feeling));
        let read = match (self.read, self.waits) {
            (true, _) => " You have read it.",
            (false, true) => " You have not read it.",
            (false, false) => "",
        };
        let mut lines = vec![format!("{}. {state}{read}", self.child.name)];
        let boxes = [("About", &self.about), ("Shows", &self.shows), ("Helps", &self.helps)];
        let filled = boxes.into_iter().filter(|(_, words)| !words.is_empty());
        lines.extend(filled.map(|(label, words)| format!("  {label}: {}", sentence(words))));
        let (by, raised, ends) = (&self.by.name, &self.raised, &self.ends);
        lines.push(format!("  From {by}, {raised}. {ends}. For {}.", self.audience()));
        let read_by: Vec<&str> = self.read_by.iter().map(|who| who.name.as_str()).collect();
        let read_by = if read_by.is_empty() { "nobody yet".into() } else { read_by.join(", ") };
        lines.push(format!("  Read by {read_by}."));
        lines.extend(self.follow_ups.iter().map(|said| format!("  {}", said.sentence())));
        lines
    }

    fn audience(&self) -> String {
        let parts = self.for_parts.iter().map(|part| format!("{part} staff"));
        let all: Vec<String> = parts.chain(self.for_people.iter().map(|who| who.name.clone())).collect();
        if all.is_empty() { "everyone".into() } else { all.join(", ") }
    }
}

impl Page for Alerts {
    fn lines(&self) -> Vec<String> {
        if self.alerts.is_empty() {
            return vec!["No alerts are open.".into()];
        }
        let head = format!("{}.", count(self.alerts.len(), "alert", "alerts"));
        std::iter::once(head).chain(self.alerts.iter().flat_map(Alert::lines)).collect()
    }
}
