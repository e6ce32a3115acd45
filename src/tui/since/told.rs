//! What is new to somebody about one child, or about the house: told in pieces, with what each of them opens.

use crate::care::alert::{Alert, Level};
use crate::care::checklist::LineId;
use crate::care::daybook::AlertStep;
use crate::care::days::instant;
use crate::care::handover::Note;
use crate::care::log::LogEntry;
use crate::care::whereabouts::Place;
use crate::care::{AlertId, CareDay, ChildId, Moment, NoteId, StaffId, Subject};
use crate::desk::{Trouble, View};
use crate::theme::Role;
use crate::tui::books::Books;
use crate::tui::doors;
use crate::tui::pieces::Piece;
use crate::tui::story::Story;
use crate::tui::whereabouts;
use chrono::{DateTime, TimeDelta, Utc};

/// What is new.
#[derive(Clone, Default)]
pub(super) struct Told {
    pub(super) pieces: Vec<Piece>,
    /// What each piece opens.
    pub(super) opens: Vec<Option<Opens>>,
    pub(super) counts: Counts,
}

/// Something that can be opened.
#[derive(Clone)]
pub(super) enum Opens {
    Alert(AlertId),
    Note(NoteId),
    Line(CareDay, LineId),
    Entry(Box<LogEntry>),
    Ways(ChildId),
}

/// How much is new.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Counts {
    alerts: usize,
    worst: Option<Level>,
    notes: usize,
    missed: usize,
    ways: usize,
    log: usize,
}

impl Counts {
    pub(super) fn all(self) -> usize {
        self.alerts + self.notes + self.missed + self.ways + self.log
    }

    /// "1 alert, worried", "2 lines missed": each that there is, with its role.
    pub(super) fn in_words(self) -> Vec<(String, Role)> {
        let level = self.worst.map_or(String::new(), |level| format!(", {}", doors::level(Some(level)).1));
        let alerts = (self.alerts, "alert", "alerts", level.as_str(), doors::level(self.worst).2);
        let rest = [
            (self.notes, "handover note", "handover notes", "", Role::Unread),
            (self.missed, "line missed", "lines missed", "", Role::OutcomeMissed),
            (self.ways, "time out", "times out", "", Role::Text),
            (self.log, "log entry", "log entries", "", Role::Text),
        ];
        let some = std::iter::once(alerts).chain(rest).filter(|(count, ..)| *count > 0);
        some.map(|(count, one, many, more, role)| {
            (format!("{count} {}{more}", if count == 1 { one } else { many }), role)
        })
        .collect()
    }
}

/// Who asks, about whom, since when.
pub(super) struct Asked<'a, 'b> {
    pub(super) view: &'a View<'b>,
    pub(super) subject: Subject,
    pub(super) from: DateTime<Utc>,
}

impl Asked<'_, '_> {
    pub(super) fn told(&self, books: &mut Books) -> Result<Told, Trouble> {
        let (home, today) = (self.view.home(), self.view.today());
        // What was recorded late belongs to the day before.
        let from = home.day_of(self.moment(self.from)).plus(-1);
        let story = Story { view: self.view, subject: self.subject, from, to: today.plus(1) };
        let mut told = Told::default();
        self.now(&mut told);
        let mut parts = Parts::default();
        for day in story.days() {
            let book = books.day(self.view, day)?;
            parts.receipts.extend(book.receipts.iter().filter(|(by, ..)| *by == self.me()));
            parts.steps.extend(
                book.alerts.iter().filter(|step| self.is_new(step.number, step.at, step.by)).cloned(),
            );
            for (line, trail) in book.trails.of(self.subject) {
                if let Some((step, piece)) = story.missed_line(day, trail)
                    && self.is_new(step.number, step.at, step.by)
                {
                    parts.missed.push((vec![piece], Opens::Line(day, line)));
                }
            }
            parts.log.extend(book.log.entries().iter().filter(|entry| self.is_new_entry(entry)).map(
                |entry| {
                    let when = self.when(entry.written.happened);
                    (story.entry_at(&when, entry), Opens::Entry(Box::new(entry.clone())))
                },
            ));
            if let Some(child) = self.subject.child() {
                let went = book.whereabouts.stays(child).filter(|stay| {
                    !matches!(stay.place, Place::In | Place::School)
                        && self.is_new(stay.number, stay.since, stay.by)
                });
                parts.ways.extend(
                    went.map(|stay| (vec![story.stay_at(&self.when(stay.since), stay)], Opens::Ways(child))),
                );
            }
        }
        self.alerts(&story, parts.steps, &parts.receipts, &mut told);
        self.notes(&mut told);
        told.counts.missed = parts.missed.len();
        told.counts.ways += parts.ways.len();
        told.counts.log = parts.log.len();
        told.part("Missed", parts.missed);
        told.part("In and out", parts.ways);
        told.part("Log", parts.log);
        self.next_day(&mut told);
        Ok(told)
    }

    fn me(&self) -> StaffId {
        self.view.me()
    }

    fn moment(&self, at: DateTime<Utc>) -> Moment {
        Moment { at, ..self.view.now() }
    }

    /// "Sun 19:40" in the week before, else "8 Nov 19:40".
    fn when(&self, at: DateTime<Utc>) -> String {
        let near = self.view.now().at - at < TimeDelta::days(6);
        self.moment(at).local().format(if near { "%a %H:%M" } else { "%-d %b %H:%M" }).to_string()
    }

    fn read_to(&self) -> u64 {
        self.view.home().receipts.last(self.me(), self.subject).map_or(0, |receipt| receipt.to)
    }

    fn is_new(&self, number: u64, at: DateTime<Utc>, by: StaffId) -> bool {
        at > self.from && number > self.read_to() && by != self.me()
    }

    /// Written since, or amended since, and not within what was read of the log.
    fn is_new_entry(&self, entry: &LogEntry) -> bool {
        let home = self.view.home();
        let read = home.log.read_to(self.me()).unwrap_or(0);
        let receipt = home.receipts.last(self.me(), self.subject).map(|receipt| receipt.at);
        let amended = entry.amendments.iter().any(|amendment| {
            amendment.at > self.from
                && amendment.by != self.me()
                && receipt.is_none_or(|at| amendment.at > at)
        });
        let written = self.is_new(entry.number, entry.at, entry.by) && entry.number > read;
        entry.taken_back.is_none() && (written || amended)
    }

    /// Where the child is, while that is pressing.
    fn now(&self, told: &mut Told) {
        let (home, now) = (self.view.home(), self.view.now());
        let Some(child) = self.subject.child() else { return };
        let pressing = home.whereabouts.place(child) == Place::Missing
            || home.whereabouts.minutes_late(child, now).is_some();
        let warned = whereabouts::warned(home, self.subject, now).filter(|_| pressing);
        if let Some(warned) = warned {
            let newer = home.whereabouts.stay(child).is_some_and(|stay| stay.number > self.read_to());
            told.counts.ways += usize::from(newer);
            let piece = Piece::line("", warned.words.trim()).painted(warned.role);
            told.part("Now", vec![(vec![piece], Opens::Ways(child))]);
        }
    }

    /// What is unread and open in full; then what was added to others, or came and went.
    fn alerts(
        &self,
        story: &Story<'_, '_>,
        steps: Vec<AlertStep>,
        receipts: &[(StaffId, AlertId, u64)],
        told: &mut Told,
    ) {
        let (home, now) = (self.view.home(), self.view.now());
        let (Some(child), Some(me)) = (self.subject.child(), self.view.my()) else { return };
        let part = home.part_of(now);
        let unread: Vec<&Alert> = home
            .alerts
            .about(child, now.at)
            .into_iter()
            .filter(|alert| alert.unread_by(me, now, part))
            .collect();
        let whole = |id: AlertId| unread.iter().any(|alert| alert.id == id);
        let read =
            |id: AlertId| receipts.iter().filter(|(_, of, _)| *of == id).map(|(.., number)| *number).max();
        let steps: Vec<_> = steps
            .into_iter()
            .filter(|step| !whole(step.alert) && read(step.alert).is_none_or(|read| step.number > read))
            .collect();
        let others = story.alerts_told(steps);
        told.counts.alerts = unread.len() + others.len();
        let levels = unread.iter().map(|alert| alert.warning.level);
        told.counts.worst = levels
            .chain(others.iter().filter_map(|told| told.warning.as_ref()).map(|(said, ..)| said.level))
            .max();
        let mut pieces: Vec<_> =
            unread.into_iter().map(|alert| (self.whole(story, alert), Opens::Alert(alert.id))).collect();
        pieces.extend(others.into_iter().map(|told| {
            let id = told.id;
            (story.alert(told), Opens::Alert(id))
        }));
        told.part("Alerts", pieces);
    }

    /// An alert with all that it says.
    fn whole(&self, story: &Story<'_, '_>, alert: &Alert) -> Vec<Piece> {
        let said = &alert.warning;
        let (mark, level, role) = doors::level(Some(said.level));
        let words = format!("{level} · {}", said.feeling.words());
        let from = format!("from {}", story.first(alert.by));
        let mut pieces = vec![
            Piece::line(self.when(alert.at), words)
                .marked(mark, role)
                .painted(role)
                .remarked(from, Role::Initials),
        ];
        let boxes = [("About", &said.about), ("May show", &said.shows), ("Helps", &said.helps)];
        let boxes = boxes.into_iter().filter(|(_, text)| !text.is_empty());
        pieces.extend(boxes.flat_map(|(label, text)| Piece::paragraphs(label, text)));
        pieces.extend(alert.follow_ups.iter().map(|added| {
            Piece::line(self.when(added.at), added.text.clone())
                .remarked(story.first(added.by), Role::Initials)
        }));
        pieces
    }

    fn notes(&self, told: &mut Told) {
        let (home, today) = (self.view.home(), self.view.today());
        let Some(child) = self.subject.child() else { return };
        let asks = |note: &Note| note.accepted.is_none() && note.asks(self.me());
        let notes: Vec<&Note> =
            home.notes.about(child, today).filter(|note| !note.has_read(self.me()) || asks(note)).collect();
        told.counts.notes = notes.iter().filter(|note| !note.has_read(self.me())).count();
        let day = |day: CareDay| day.date().format("%a %-d %b").to_string();
        let pieces = notes.into_iter().map(|note| {
            let plan = &note.plan;
            let cover = if plan.cover == self.me() {
                "you".into()
            } else {
                home.people.first_name(plan.cover).to_string()
            };
            let words = format!(
                "{} is away {} to {}",
                home.people.first_name(note.by),
                day(plan.away_from),
                day(plan.back_on)
            );
            let line = Piece::line("Off-duty note", words).painted(Role::TextStrong);
            let mut pieces = vec![line.remarked(format!("cover: {cover}"), Role::Initials)];
            if asks(note) {
                pieces.push(Piece::line("", "You have not accepted this note yet.").painted(Role::Unread));
            }
            pieces.extend(Piece::paragraphs("Worries, help", &plan.worries));
            (pieces, Opens::Note(note.id))
        });
        told.part("Handover notes", pieces.collect());
    }

    fn next_day(&self, told: &mut Told) {
        let (home, now, today) = (self.view.home(), self.view.now(), self.view.today());
        let soon = home.diary.between(self.subject, today, today.plus(2)).into_iter().filter(|booked| {
            let at = instant(booked.date.date(), booked.time, now.zone);
            at >= now.at && at < now.at + TimeDelta::hours(24)
        });
        let pieces: Vec<Piece> = soon
            .map(|booked| {
                let day = if booked.day == today { "today" } else { "tomorrow" };
                let note = if booked.note.is_empty() { String::new() } else { format!(", {}", booked.note) };
                let line = Piece::line(
                    format!("{} {day}", booked.time.format("%H:%M")),
                    format!("{}{note}", booked.what),
                );
                let by = booked.taken_by.map_or("", |staff| home.people.first_name(staff));
                line.remarked(by, Role::Initials)
            })
            .collect();
        if !pieces.is_empty() {
            told.push(Piece::heading("Next 24 hours"), None);
            for piece in pieces {
                told.push(piece, None);
            }
        }
    }
}

/// What is gathered day by day.
#[derive(Default)]
struct Parts {
    steps: Vec<AlertStep>,
    receipts: Vec<(StaffId, AlertId, u64)>,
    missed: Vec<(Vec<Piece>, Opens)>,
    ways: Vec<(Vec<Piece>, Opens)>,
    log: Vec<(Vec<Piece>, Opens)>,
}

impl Told {
    fn push(&mut self, piece: Piece, opens: Option<Opens>) {
        self.pieces.push(piece);
        self.opens.push(opens);
    }

    fn part(&mut self, heading: &str, within: Vec<(Vec<Piece>, Opens)>) {
        if within.is_empty() {
            return;
        }
        self.push(Piece::heading(heading), None);
        for (pieces, opens) in within {
            for piece in pieces {
                self.push(piece, Some(opens.clone()));
            }
        }
    }
}
