//! `bethere show board`: how each child is now, how far today has come, and what waits for whoever looks.

use super::due::{Waits, waiting_lines, waits};
use super::shapes::{Who, time, unknown, who, whom, withheld};
use super::whereabouts::Whereabouts;
use super::{Page, Stop};
use crate::care::alert::Level;
use crate::care::{Part, Subject, lines, when};
use crate::cli::say::{count, sentence};
use crate::desk::View;
use serde::Serialize;
use uuid::Uuid;

/// The page's own fields in JSON, for its help.
pub(super) const FIELDS: &str = "\
In JSON, besides what every page has (see bethere show --help):
to_read
board: of each child, then the house: number, child, level, feeling, about and alert (the id) by the \
worst open alert, withheld (why the record is kept to others; else null), morning, day and night as {done, all}, next {time, what}, whereabouts (see show \
where), keyworker, keyworker_away, cover, cover_accepted
waiting: kind, id, words, remark
drafts: name, child, began";

#[derive(Serialize)]
pub(super) struct AllOfUs {
    to_read: usize,
    board: Vec<Row>,
    waiting: Vec<Waits>,
    drafts: Vec<Draft>,
    #[serde(skip)]
    keyworker: String,
}

/// A child, or the house.
#[derive(Serialize)]
struct Row {
    number: usize,
    child: Who,
    /// By the worst open alert; "settled" when there is none, null for the house.
    level: Option<&'static str>,
    feeling: Option<&'static str>,
    about: Option<String>,
    alert: Option<Uuid>,
    withheld: Option<&'static str>,
    morning: Progress,
    day: Progress,
    night: Progress,
    /// The next thing with a time today.
    next: Option<Next>,
    /// Where the child is; null for the house.
    whereabouts: Option<Whereabouts>,
    keyworker: Option<Who>,
    keyworker_away: bool,
    cover: Option<Who>,
    cover_accepted: bool,
}

#[derive(Serialize)]
struct Progress {
    done: usize,
    all: usize,
}

#[derive(Serialize)]
struct Next {
    time: String,
    what: String,
}

#[derive(Serialize)]
struct Draft {
    name: String,
    child: Who,
    began: String,
    #[serde(skip)]
    when: String,
}

pub(super) fn page(view: &View<'_>) -> Result<AllOfUs, Stop> {
    let (home, now) = (view.home(), view.now());
    let here = home.children.here().map(|child| Subject::Child(child.id));
    let numbered = here.chain([Subject::House]).zip(1..);
    let drafts = view.drafts()?.into_iter().map(|draft| Draft {
        child: whom(home, draft.subject),
        began: time(draft.began, now),
        when: when::shown_when(draft.began, now),
        name: draft.name,
    });
    Ok(AllOfUs {
        to_read: view.waiting().iter().filter(|waiting| waiting.is_to_read()).count(),
        board: numbered.map(|(subject, number)| Row::new(view, subject, number)).collect(),
        waiting: waits(view),
        drafts: drafts.collect(),
        keyworker: home.house.terms.keyworker.clone(),
    })
}

impl Row {
    fn new(view: &View<'_>, subject: Subject, number: usize) -> Self {
        let (home, now, today) = (view.home(), view.now(), view.today());
        let child = subject.child().and_then(|child| view.child(child));
        let alert = child.and_then(|child| home.alerts.about(child.id, now.at).into_iter().next());
        let warning = alert.map(|alert| &alert.warning);
        let withheld = withheld(view, subject);
        let [morning, day, night] = Part::ALL.map(|part| {
            let (done, all) = lines::progress(&lines::lines(home, subject, today, part));
            Progress { done, all }
        });
        let booked = home.diary.next(subject, today, now);
        let keyworker = child.and_then(|child| home.people.get(child.keyworker(today)?));
        let note = child
            .and_then(|child| home.notes.about(child.id, today).find(|note| note.plan.away_from <= today));
        Self {
            number,
            child: whom(home, subject),
            level: child
                .filter(|_| withheld.is_none())
                .map(|_| warning.map_or("settled", |warning| Level::words(warning.level))),
            feeling: warning.map(|warning| warning.feeling.words()),
            about: warning.map(|warning| warning.about.clone()),
            alert: alert.map(|alert| alert.id.0),
            withheld,
            morning,
            day,
            night,
            next: booked.map(|booked| Next {
                time: booked.time.format("%H:%M").to_string(),
                what: booked.what.clone(),
            }),
            whereabouts: child
                .filter(|_| !unknown(view, subject))
                .map(|child| Whereabouts::new(view, child.id)),
            keyworker: keyworker.map(|staff| who(home, staff.id)),
            keyworker_away: keyworker.is_some_and(|staff| staff.away_on(today).is_some()),
            cover: note.map(|note| who(home, note.plan.cover)),
            cover_accepted: note.is_some_and(|note| note.accepted.is_some()),
        }
    }

    /// "1 Kasia. Worried, anxious: contact was cancelled. Morning 5 of 8, day 0 of 12, night 0 of 9. …"
    fn sentence(&self, keyworker: &str) -> String {
        let mut sentences = vec![format!("{} {}.", self.number, self.child.name)];
        if let Some(why) = self.withheld {
            sentences.push(sentence(why));
            let out = self.whereabouts.as_ref().filter(|whereabouts| whereabouts.is_out());
            sentences.extend(out.map(Whereabouts::sentence));
            return sentences.join(" ");
        }
        sentences.extend(self.level.map(|level| match self.feeling {
            Some(feeling) => sentence(&format!("{level}, {feeling}")),
            None => sentence(level),
        }));
        sentences.extend(self.about.as_deref().map(sentence));
        let out = self.whereabouts.as_ref().filter(|whereabouts| whereabouts.is_out());
        sentences.extend(out.map(Whereabouts::sentence));
        let part = |name: &str, Progress { done, all }: &Progress| format!("{name} {done} of {all}");
        let parts = [part("Morning", &self.morning), part("day", &self.day), part("night", &self.night)];
        sentences.push(sentence(&parts.join(", ")));
        sentences.extend(self.next.as_ref().map(|next| format!("Next {}, {}.", next.time, next.what)));
        if self.child.id.is_some() {
            sentences.push(match (&self.keyworker, self.keyworker_away) {
                (None, _) => sentence(&format!("{keyworker}: none yet")),
                (Some(who), true) => sentence(&format!("{keyworker} {}, away", who.name)),
                (Some(who), false) => sentence(&format!("{keyworker} {}", who.name)),
            });
        }
        sentences.extend(self.cover.as_ref().map(|who| {
            format!("Cover {}{}.", who.name, if self.cover_accepted { "" } else { ", not accepted yet" })
        }));
        sentences.join(" ")
    }
}

impl Page for AllOfUs {
    fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!("{} to read.", count(self.to_read, "thing", "things"))];
        lines.extend(self.board.iter().map(|row| row.sentence(&self.keyworker)));
        lines.extend(waiting_lines(&self.waiting));
        if !self.drafts.is_empty() {
            lines.push("Drafts kept.".into());
        }
        lines.extend(self.drafts.iter().map(|draft| {
            let kind = draft.name.split([':', ' ']).next().unwrap_or_default();
            format!("  {}: {kind}, begun {}.", draft.child.name, draft.when)
        }));
        lines
    }
}
