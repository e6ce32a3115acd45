//! What there is to hand over, drafted from the shift itself: ticks by outcome, alerts, the log by category, out and
//! back, and what is still to do. Whoever hands over changes what is wrong.

use super::super::alert::{Fact as AlertFact, Level};
use super::super::checklist::Source;
use super::super::daybook::DayBook;
use super::super::days::{Part, instant};
use super::super::lines::{self, Line};
use super::super::log::{Category, LogEntry};
use super::super::night::Found;
use super::super::trail::{Outcome, StepKind, Trail};
use super::super::whereabouts::{Place, Stay};
use super::super::{CareDay, ChildId, Home, Moment, StaffId, Subject, when, words};
use super::{ChildPart, HousePart, How, REACHES, Sheet};
use chrono::{DateTime, TimeDelta, Utc};
use std::cmp::Reverse;

/// How far back a shift is looked for: what is further off was handed over, or is told by *since you were last on*.
const LONGEST: TimeDelta = TimeDelta::hours(24);

/// How much of an entry of the log is told.
const TOLD: usize = 160;

/// Since when the shift has run that somebody hands over: since they came on; else since the last handover; else since
/// this part of the day began.
pub fn shift_began(home: &Home, by: StaffId, now: Moment) -> DateTime<Utc> {
    let part = home.house.hours.begins(home.day_of(now), home.part_of(now), now.zone);
    let own = home.shifts.of(by).map(|shift| shift.began);
    let last = home.handovers.last().map(|last| last.signed.at);
    let lately = |at: &DateTime<Utc>| *at <= now.at && now.at - *at <= LONGEST;
    let own = own.filter(lately).or(last.filter(lately)).unwrap_or(part);
    // What nobody handed over is told of with the rest.
    let left = home.shifts.not_handed_over(now.at).into_iter().map(|shift| shift.began);
    left.filter(|at| now.at - *at <= REACHES).chain([own]).min().unwrap_or(own)
}

/// A handover of the shift that has run since an instant, out of the books of its care days, by subject.
pub fn draft(home: &Home, since: DateTime<Utc>, now: Moment, books: &[(Subject, DayBook)]) -> Sheet {
    let drafting = Drafting { home, since, now, books };
    Sheet {
        after: home.handovers.last().map(|last| last.id),
        since,
        opened: now.at,
        children: drafting.order().into_iter().map(|child| drafting.child(child)).collect(),
        house: drafting.house(),
    }
}

struct Drafting<'a> {
    home: &'a Home,
    since: DateTime<Utc>,
    now: Moment,
    books: &'a [(Subject, DayBook)],
}

impl Drafting<'_> {
    /// Everyone who lives here or did when the shift began, worst first.
    fn order(&self) -> Vec<ChildId> {
        let first = self.home.day_of(Moment { at: self.since, ..self.now });
        let lived = self.home.children.all().filter(|child| child.moved_on.is_none_or(|last| last >= first));
        let mut order: Vec<ChildId> = lived.map(|child| child.id).collect();
        order.sort_by_key(|child| Reverse(self.level(*child)));
        order
    }

    fn level(&self, child: ChildId) -> Option<Level> {
        self.home.alerts.about(child, self.now.at).first().map(|alert| alert.warning.level)
    }

    fn books(&self, subject: Subject) -> impl Iterator<Item = &DayBook> {
        self.books.iter().filter(move |(of, _)| *of == subject).map(|(_, book)| book)
    }

    fn child(&self, child: ChildId) -> ChildPart {
        let subject = Subject::Child(child);
        let log = |about: &[Category]| self.log(subject, about);
        let mut story = self.ticks(subject);
        story.extend(self.alerts(child));
        story.extend(log(&[
            Category::General,
            Category::Mood,
            Category::Activity,
            Category::KeyWork,
            Category::Safeguarding,
        ]));
        let mut health = log(&[Category::Health, Category::Sleep]);
        health.extend(self.checks(subject));
        let mut movements = self.movements(child);
        movements.extend(log(&[Category::Education]));
        ChildPart {
            child,
            how: How::by_level(self.level(child)),
            story: story.join("\n"),
            health: health.join("\n"),
            movements: movements.join("\n"),
            behaviour: log(&[Category::Behaviour]).join("\n"),
            family: log(&[Category::Family]).join("\n"),
            to_do: self.to_do(subject).join("\n"),
            may: self.may(child).join("\n"),
        }
    }

    fn at(&self, at: DateTime<Utc>) -> String {
        when::shown_time(at, self.now.zone)
    }

    /// "Morning: 5 done, 1 prompted, 2 open." and what was missed or declined, with why.
    fn ticks(&self, subject: Subject) -> Vec<String> {
        let mut told = Vec::new();
        let mut counts = [0_usize; Outcome::ALL.len()];
        let mut remarks = Vec::new();
        for (_, trail) in self.books(subject).flat_map(|book| book.trails.of(subject)) {
            let Some(tick) = self.ticked(trail) else { continue };
            counts[tick.outcome as usize] += 1;
            let why = match (tick.reason, tick.note.is_empty()) {
                (Some(reason), true) => reason.words().to_string(),
                (_, false) => tick.note.clone(),
                (None, true) => String::new(),
            };
            let why = if why.is_empty() { String::new() } else { format!(" ({why})") };
            match tick.outcome {
                Outcome::Missed | Outcome::Declined => {
                    remarks.push(format!("{}: {}{why}", tick.outcome.words(), trail.words));
                }
                Outcome::Done | Outcome::Prompted | Outcome::Helped | Outcome::Away | Outcome::NotNeeded => {}
            }
        }
        let counted = Outcome::ALL.into_iter().zip(counts).filter(|(_, n)| *n > 0);
        let counted: Vec<String> = counted.map(|(outcome, n)| format!("{n} {}", outcome.words())).collect();
        if !counted.is_empty() {
            told.push(format!("Lines: {}.", counted.join(", ")));
        }
        if !remarks.is_empty() {
            told.push(format!("{}.", sentence(&remarks.join("; "))));
        }
        told
    }

    /// The outcome of a line that was given on this shift and stands.
    fn ticked<'t>(&self, trail: &'t Trail) -> Option<&'t super::super::trail::Tick> {
        trail.standing().find_map(|step| match &step.what {
            StepKind::Ticked(tick) => (step.at >= self.since).then_some(tick),
            StepKind::OpenedAgain | StepKind::Given(_) | StepKind::TakenBack(_) | StepKind::Noted(_) => None,
        })
    }

    /// What happened to alerts on this shift.
    fn alerts(&self, child: ChildId) -> Vec<String> {
        let subject = Subject::Child(child);
        let steps = self.books(subject).flat_map(|book| &book.alerts).filter(|step| step.at >= self.since);
        let told = steps.filter_map(|step| {
            let (by, at) = (self.home.people.first_name(step.by), self.at(step.at));
            let standing = self.home.alerts.get(step.alert)?;
            match &step.fact {
                AlertFact::Raised { warning, .. } => {
                    let (level, feeling) = (warning.level.words(), warning.feeling.words());
                    Some(format!("{at} alert by {by}, {level}, {feeling}: {}", short(&warning.about)))
                }
                AlertFact::FollowedUp { text, .. } => {
                    Some(format!("{at} {by}, on the alert: {}", short(text)))
                }
                AlertFact::Closed { what_happened, .. } if standing.closed.is_some() => Some(
                    format!("{at} alert closed by {by}. {}", short(what_happened)).trim_end().to_string(),
                ),
                AlertFact::Closed { .. }
                | AlertFact::Withdrawn(_)
                | AlertFact::Read(_)
                | AlertFact::ReadTakenBack(_)
                | AlertFact::FollowUpTakenBack { .. }
                | AlertFact::OpenedAgain(_) => None,
            }
        });
        told.collect()
    }

    /// What the log of this shift says of these things, in order of time.
    fn log(&self, subject: Subject, about: &[Category]) -> Vec<String> {
        let entries = self.books(subject).flat_map(|book| book.log.entries());
        let mut told: Vec<&LogEntry> = entries
            .filter(|entry| entry.taken_back.is_none() && about.contains(&entry.written.category))
            .filter(|entry| entry.written.happened >= self.since)
            .collect();
        told.sort_by_key(|entry| entry.written.happened);
        told.into_iter()
            .map(|entry| {
                let text = short(entry.text());
                let words = entry.written.own_words.trim();
                let own = if words.is_empty() {
                    String::new()
                } else {
                    format!(" In their words: {}", short(words))
                };
                let mood =
                    entry.written.mood.map_or(String::new(), |mood| format!(" Mood {}.", mood.number()));
                format!("{} {text}{own}{mood}", self.at(entry.written.happened))
            })
            .collect()
    }

    /// How the night was, in a line.
    fn checks(&self, subject: Subject) -> Vec<String> {
        let checks = self.books(subject).flat_map(|book| &book.checks);
        let checks: Vec<_> = checks.filter(|check| check.at >= self.since).collect();
        if checks.is_empty() {
            return Vec::new();
        }
        let awake = checks.iter().filter(|check| check.found != Found::Asleep);
        let awake: Vec<String> = awake
            .filter(|check| check.found != Found::Settled || !check.note.is_empty())
            .map(|check| {
                let note = if check.note.is_empty() { String::new() } else { format!(", {}", check.note) };
                format!("{} {}{note}", self.at(check.at), check.found.words())
            })
            .collect();
        let night = format!("{} night checks", checks.len());
        vec![match awake.len() {
            0 => format!("{night}, asleep or settled at each."),
            1..=6 => format!("{night}. {}.", awake.join("; ")),
            n => format!("{night}, up or out of the room at {n}: last {}.", awake[n - 1]),
        }]
    }

    /// Out and back, and coming to live here or moving on.
    fn movements(&self, child: ChildId) -> Vec<String> {
        let first = self.home.day_of(Moment { at: self.since, ..self.now });
        let mut told = Vec::new();
        if let Some(known) = self.home.children.get(child) {
            if known.admitted >= first {
                told.push("Came to live here on this shift.".to_string());
            }
            if known.moved_on.is_some() {
                told.push("Moved on on this shift.".into());
            }
        }
        let stays: Vec<&Stay> = self.home.whereabouts.stays(child).collect();
        let came = stays.iter().filter(|stay| stay.since >= self.since).map(|stay| self.stay(stay));
        told.extend(came);
        if let Some(stay) = stays.last().filter(|stay| stay.since < self.since && stay.place != Place::In) {
            told.insert(0, format!("Still out: {}", self.stay(stay)));
        }
        told
    }

    fn stay(&self, stay: &Stay) -> String {
        let back = stay.due_back.map_or(String::new(), |due| format!(", due back {}", self.at(due)));
        let note = if stay.note.is_empty() { String::new() } else { format!(", {}", stay.note) };
        format!("{} {}{note}{back}", self.at(stay.since), stay.place.words())
    }

    /// What is to be done and by whom: all that is asked once, is due or was missed, until this time tomorrow.
    fn to_do(&self, subject: Subject) -> Vec<String> {
        let today = self.home.day_of(self.now);
        let parts = [today, today.plus(1)].into_iter().flat_map(|day| Part::ALL.map(|part| (day, part)));
        let until = self.now.at + TimeDelta::hours(24);
        let hours = self.home.house.hours;
        let asked = parts.filter(|(day, part)| hours.begins(*day, *part, self.now.zone) < until);
        let mut found: Vec<(CareDay, Line)> = Vec::new();
        for (day, part) in asked {
            let lines = lines::lines(self.home, subject, day, part).into_iter();
            let wanted = lines.filter(|line| line.open() && self.is_action(line, (day, today)));
            for line in wanted {
                if !found.iter().any(|(_, known)| known.id == line.id) {
                    found.push((day, line));
                }
            }
        }
        found.into_iter().map(|(day, line)| self.action(day, &line)).collect()
    }

    /// Routine lines come by themselves; what was missed of them is worth a word today.
    fn is_action(&self, line: &Line, (day, today): (CareDay, CareDay)) -> bool {
        let over = line.time.is_some_and(|time| instant(day.date(), time, self.now.zone) < self.now.at);
        match line.id.source {
            Source::Routine(_) => day == today && (line.given.is_some() || line.missed.is_some()),
            Source::Duty(_) => day == today,
            Source::Todo(_) => true,
            Source::Appointment(_) => !over,
        }
    }

    /// "16:00 dentist, her card › Tom".
    fn action(&self, day: CareDay, line: &Line) -> String {
        let today = self.home.day_of(self.now);
        let day = if day == today { String::new() } else { format!("{} ", day.date().format("%a")) };
        let time = line.time.map_or(String::new(), |time| format!("{} ", time.format("%H:%M")));
        let remark = if line.remark.is_empty() { String::new() } else { format!(", {}", line.remark) };
        let missed =
            line.missed.map_or(String::new(), |(on, _)| format!(" (missed {})", on.date().format("%a")));
        let who = line.given.map_or(String::new(), |who| format!(" › {}", self.home.people.first_name(who)));
        format!("{day}{time}{}{remark}{missed}{who}", line.words)
    }

    /// What open alerts say may happen, and what helps.
    fn may(&self, child: ChildId) -> Vec<String> {
        let alerts = self.home.alerts.about(child, self.now.at);
        let told = alerts.into_iter().map(|alert| {
            let warning = &alert.warning;
            let feeling = sentence(warning.feeling.words());
            let mut said = format!("{feeling}: {}", short(&warning.about));
            for (label, more) in [("May show", &warning.shows), ("Then", &warning.helps)] {
                if !more.is_empty() {
                    said = format!("{}. {label}: {}", said.trim_end_matches('.'), short(more));
                }
            }
            said
        });
        told.collect()
    }

    fn house(&self) -> HousePart {
        let counted = |what: &str| {
            let today = self.home.day_of(self.now);
            let all =
                Part::ALL.into_iter().flat_map(|part| lines::lines(self.home, Subject::House, today, part));
            let ticked = all.filter(|line| line.words.to_lowercase().contains(what));
            ticked.filter_map(|line| line.tick).max_by_key(|(_, step)| step.at)
        };
        let said = |what: &str| {
            counted(what).map_or(String::new(), |(tick, step)| {
                let by = self.home.people.first_name(step.by);
                let note = if tick.note.is_empty() { String::new() } else { format!(", {}", tick.note) };
                format!("{}{note}, {by} at {}", sentence(tick.outcome.words()), self.at(step.at))
            })
        };
        HousePart {
            keys: said("key"),
            cash: said("cash"),
            medication: said("medication"),
            counted: counted("medication").map(|(_, step)| step.by).into_iter().collect(),
            repairs: self.to_do_of_house().join("\n"),
            visitors: self.visitors().join("\n"),
            staffing: self.staffing().join("\n"),
        }
    }

    fn to_do_of_house(&self) -> Vec<String> {
        let today = self.home.day_of(self.now);
        let all = Part::ALL.into_iter().flat_map(|part| lines::lines(self.home, Subject::House, today, part));
        let asked =
            all.filter(|line| line.open() && matches!(line.id.source, Source::Todo(_) | Source::Duty(_)));
        asked.map(|line| self.action(today, &line)).collect()
    }

    fn visitors(&self) -> Vec<String> {
        let today = self.home.day_of(self.now);
        let booked = self.home.diary.between(Subject::House, today, today.plus(2)).into_iter();
        let at = |date: CareDay, time| instant(date.date(), time, self.now.zone);
        let to_come = booked.filter(|booked| {
            let at = at(booked.date, booked.time);
            self.now.at <= at && at < self.now.at + TimeDelta::hours(24)
        });
        to_come
            .map(|booked| {
                format!("{} {}", when::shown_when(at(booked.date, booked.time), self.now), booked.what)
            })
            .collect()
    }

    fn staffing(&self) -> Vec<String> {
        let soon = self.now.at + TimeDelta::hours(24);
        let expected = self.home.shifts.expected(self.now.at).into_iter().filter(|next| next.from < soon);
        expected
            .map(|next| {
                let (name, kind) = (self.home.people.name(next.staff), next.kind.words());
                format!("{name}, {kind}, from {}", when::shown_when(next.from, self.now))
            })
            .collect()
    }
}

/// A text in one line, as much of it as is told.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words::fit(&line, TOLD).into_owned()
}

fn sentence(words: &str) -> String {
    let mut first = words.chars();
    first.next().map_or(String::new(), |letter| letter.to_uppercase().chain(first).collect())
}
