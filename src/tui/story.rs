//! The story of a stretch of a child's days, folded from its books: pieces to read, in the order in which they
//! matter to someone who is back.

use crate::care::alert::{self, Warning};
use crate::care::checklist::{LineId, Source};
use crate::care::daybook::{AlertStep, DayBook};
use crate::care::handover::Note;
use crate::care::lines;
use crate::care::log::LogEntry;
use crate::care::trail::{Outcome, Step, Trail};
use crate::care::whereabouts::{Place, Stay};
use crate::care::{AlertId, CareDay, Moment, Part, StaffId, Subject};
use crate::desk::{Trouble, View};
use crate::theme::Role;
use crate::tui::books::{self, Books};
use crate::tui::doors;
use crate::tui::pieces::Piece;
use chrono::{DateTime, Utc};

/// What is told: whose days, from which up to, not including, which.
pub(super) struct Story<'a, 'b> {
    pub view: &'a View<'b>,
    pub subject: Subject,
    pub from: CareDay,
    pub to: CareDay,
}

/// An alert, as far as something happened to it in the time told.
pub(super) struct Told {
    pub id: AlertId,
    pub warning: Option<(Warning, StaffId, DateTime<Utc>)>,
    /// The number of each step that added words, with them.
    since: Vec<(u64, String, StaffId, DateTime<Utc>)>,
    withdrawn: bool,
}

impl Story<'_, '_> {
    pub(super) fn told(&self, books: &mut Books, note: Option<&Note>) -> Result<Vec<Piece>, Trouble> {
        let mut pieces = Vec::new();
        let mut part = |heading: &str, within: Vec<Piece>| {
            if !within.is_empty() {
                pieces.push(Piece::heading(heading));
                pieces.extend(within);
            }
        };
        part("What came of your to-dos", self.to_dos(books, note)?);
        let (mut missed, mut steps, mut days) = (Vec::new(), Vec::new(), Vec::new());
        for day in self.days() {
            let book = books.day(self.view, day)?;
            missed.extend(self.missed(day, book, note));
            steps.extend(book.alerts.iter().cloned());
            days.extend(self.day(day, book));
        }
        part("Alerts", self.alerts(steps));
        part("Missed", missed);
        part("Appointments and contact", self.appointments(books)?);
        part("Day by day", days);
        Ok(pieces)
    }

    pub(super) fn days(&self) -> impl Iterator<Item = CareDay> + use<> {
        let from = self.from;
        (0..self.to.since(from).max(0)).map(move |n| from.plus(n))
    }

    fn to_dos(&self, books: &mut Books, note: Option<&Note>) -> Result<Vec<Piece>, Trouble> {
        let mut pieces = Vec::new();
        for task in note.iter().flat_map(|note| &note.plan.tasks) {
            let (mark, came, role) = books.came_of(self.view, task)?;
            let label = format!("{} {}", short(task.day), task.part.lower());
            pieces.push(Piece::line(label, task.words.clone()).marked(mark, role).remarked(came, role));
        }
        Ok(pieces)
    }

    /// Each alert that something happened to, with all of that, worst first.
    fn alerts(&self, steps: Vec<AlertStep>) -> Vec<Piece> {
        self.alerts_told(steps).into_iter().flat_map(|told| self.alert(told)).collect()
    }

    /// The alerts that something happened to, worst first.
    pub(super) fn alerts_told(&self, steps: Vec<AlertStep>) -> Vec<Told> {
        let mut told: Vec<Told> = Vec::new();
        for step in steps {
            let place = told.iter().position(|told| told.id == step.alert).unwrap_or_else(|| {
                told.push(Told::known(self.view, step.alert));
                told.len() - 1
            });
            told[place].take(step);
        }
        told.retain(|told| !told.withdrawn);
        told.sort_by_key(|told| std::cmp::Reverse(told.warning.as_ref().map(|(warning, ..)| warning.level)));
        told
    }

    pub(super) fn alert(&self, told: Told) -> Vec<Piece> {
        let mut pieces = Vec::new();
        if let Some((warning, by, at)) = told.warning {
            let (mark, level, role) = doors::level(Some(warning.level));
            let words = format!("{level}, {}: {}", warning.feeling.words(), warning.about);
            let line = Piece::line(self.when(at), words).marked(mark, role);
            pieces.push(line.remarked(self.first(by), Role::Initials));
        }
        pieces.extend(told.since.into_iter().map(|(_, what, by, at)| {
            Piece::line(self.when(at), what).remarked(self.first(by), Role::Initials)
        }));
        pieces
    }

    /// The lines that were missed on a day, to-dos of the note aside: what came of those is told already.
    fn missed(&self, day: CareDay, book: &DayBook, note: Option<&Note>) -> Vec<Piece> {
        let own = |line: LineId| {
            let is_task =
                |note: &Note| note.plan.tasks.iter().any(|task| line.source == Source::Todo(task.id));
            note.is_some_and(is_task)
        };
        let missed = book.trails.of(self.subject).filter(|(line, _)| !own(*line));
        missed.filter_map(|(_, trail)| self.missed_line(day, trail)).map(|(_, piece)| piece).collect()
    }

    /// A line that was missed on a day, with the step that says so.
    pub(super) fn missed_line<'t>(&self, day: CareDay, trail: &'t Trail) -> Option<(&'t Step, Piece)> {
        let (step, tick) = trail.on(day).filter(|(_, tick)| tick.outcome == Outcome::Missed)?;
        let (mark, role) = doors::outcome(Some(tick.outcome));
        let why = tick.reason.map_or(String::new(), |reason| reason.words().to_string());
        let why = [why, tick.note.clone()].into_iter().filter(|words| !words.is_empty());
        let remark = format!("{} · {}", why.collect::<Vec<_>>().join(", "), self.first(step.by));
        let label = format!("{} {}", short(day), trail.part.lower());
        let line = Piece::line(label, trail.words.clone()).marked(mark, role);
        Some((step, line.remarked(remark, Role::TextMuted)))
    }

    fn appointments(&self, books: &mut Books) -> Result<Vec<Piece>, Trouble> {
        let mut pieces = Vec::new();
        for booked in self.view.home().diary.between(self.subject, self.from, self.to) {
            let line = LineId { source: Source::Appointment(booked.id), due: booked.day };
            let book = books.day(self.view, booked.day)?;
            let came = book.trails.get(self.subject, line).and_then(|trail: &Trail| trail.on(booked.day));
            let (mark, role) = doors::outcome(came.map(|(_, tick)| tick.outcome));
            let remark =
                came.map_or("not marked".into(), |(step, tick)| books::in_words(self.view, step, tick));
            let label = format!("{} {}", short(booked.day), booked.time.format("%H:%M"));
            pieces.push(Piece::line(label, booked.what.clone()).marked(mark, role).remarked(remark, role));
        }
        Ok(pieces)
    }

    /// A day: how its lists went, where the child was, its log.
    fn day(&self, day: CareDay, book: &DayBook) -> Vec<Piece> {
        let line = Piece::line(short(day), self.lists(day, book)).painted(Role::TextStrong);
        let child = self.subject.child();
        let stays = child.into_iter().flat_map(|child| book.whereabouts.stays(child));
        let went = stays.filter(|stay| !matches!(stay.place, Place::In | Place::School));
        let mut timed: Vec<(DateTime<Utc>, Vec<Piece>)> =
            went.map(|stay| (stay.since, vec![self.stay(stay)])).collect();
        timed.extend(book.log.entries().iter().map(|entry| (entry.written.happened, self.entry(entry))));
        timed.sort_by_key(|(at, _)| *at);
        std::iter::once(line).chain(timed.into_iter().flat_map(|(_, pieces)| pieces)).collect()
    }

    /// "18 of 21 lines marked: 14 done, 3 prompted, 1 missed".
    fn lists(&self, day: CareDay, book: &DayBook) -> String {
        let home = self.view.home();
        let of = |part| lines::lines_with(home, &book.trails, self.subject, day, part);
        let all: Vec<_> = Part::ALL.into_iter().flat_map(of).collect();
        let (marked, asked) = lines::progress(&all);
        let count = |outcome| all.iter().filter(|line| line.outcome() == Some(outcome)).count();
        let counts = Outcome::ALL.into_iter().filter(|outcome| count(*outcome) > 0);
        let counts: Vec<_> =
            counts.map(|outcome| format!("{} {}", count(outcome), outcome.words())).collect();
        let colon = if counts.is_empty() { "" } else { ": " };
        format!("{marked} of {asked} lines marked{colon}{}", counts.join(", "))
    }

    fn stay(&self, stay: &Stay) -> Piece {
        self.stay_at(&self.clock(stay.since), stay)
    }

    /// Where the child was, with a way to say when.
    pub(super) fn stay_at(&self, when: &str, stay: &Stay) -> Piece {
        let role = if stay.place == Place::Missing { Role::LevelUrgent } else { Role::Text };
        let note = if stay.note.is_empty() { String::new() } else { format!(", {}", stay.note) };
        let words = format!("{}{note}", stay.place.words());
        Piece::line(when, words).painted(role).remarked(self.first(stay.by), Role::Initials)
    }

    fn entry(&self, entry: &LogEntry) -> Vec<Piece> {
        self.entry_at(&self.clock(entry.written.happened), entry)
    }

    /// The same with another way to say when.
    pub(super) fn entry_at(&self, when: &str, entry: &LogEntry) -> Vec<Piece> {
        let label = format!("{when} {}", entry.written.category.short());
        let mut pieces = Piece::paragraphs(&label, entry.text());
        if entry.taken_back.is_some() {
            pieces = pieces.into_iter().map(|piece| piece.painted(Role::AmendedOld)).collect();
        }
        if !entry.written.own_words.is_empty() {
            pieces.push(Piece::line("", format!("“{}”", entry.written.own_words)));
        }
        let mood = entry.written.mood.map_or(String::new(), |mood| format!("{}/5  ", mood.number()));
        let by = format!("{mood}{}", self.first(entry.by));
        if let Some(first) = pieces.first_mut() {
            *first = first.clone().remarked(by, Role::Initials);
        }
        pieces
    }

    pub(super) fn first(&self, staff: StaffId) -> String {
        self.view.home().people.first_name(staff).into()
    }

    fn clock(&self, at: DateTime<Utc>) -> String {
        Moment { at, ..self.view.now() }.local().format("  %H:%M").to_string()
    }

    pub(super) fn when(&self, at: DateTime<Utc>) -> String {
        Moment { at, ..self.view.now() }.local().format("%a %-d %b %H:%M").to_string()
    }
}

fn short(day: CareDay) -> String {
    day.date().format("%a %-d %b").to_string()
}

impl Told {
    /// An alert that was raised before the time told is known only while the home keeps it at hand.
    fn known(view: &View<'_>, id: AlertId) -> Self {
        let known = view.home().alerts.get(id);
        let warning = known.map(|alert| (alert.warning.clone(), alert.by, alert.at));
        Self { id, warning, since: Vec::new(), withdrawn: false }
    }

    fn take(&mut self, step: AlertStep) {
        let (by, at) = (step.by, step.at);
        match step.fact {
            alert::Fact::Raised { warning, .. } => self.warning = Some((*warning, by, at)),
            alert::Fact::Withdrawn(_) => self.withdrawn = true,
            alert::Fact::FollowedUp { text, .. } => self.since.push((step.number, text, by, at)),
            alert::Fact::FollowUpTakenBack { number, .. } => {
                self.since.retain(|(taken, ..)| *taken != number);
            }
            alert::Fact::Closed { what_happened, .. } => {
                let colon = if what_happened.is_empty() { "" } else { ": " };
                self.since.push((step.number, format!("closed{colon}{what_happened}"), by, at));
            }
            alert::Fact::OpenedAgain(_) => self.since.push((step.number, "open again".into(), by, at)),
            alert::Fact::Read(_) | alert::Fact::ReadTakenBack(_) => {}
        }
    }
}
