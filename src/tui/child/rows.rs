//! What the child screen shows, read from the home as values.

use super::{Checks, ChildScreen, Pane};
use crate::care::access::What;
use crate::care::alert::Level;
use crate::care::checklist::{LineId, Source};
use crate::care::clock::Ask;
use crate::care::handover;
use crate::care::lines::{self, Line};
use crate::care::log::LogEntry;
use crate::care::trail::Outcome;
use crate::care::{Act, AlertId, CareDay, Home, Moment, NoteId, Part, StaffId, Subject, when};
use crate::desk::{Trouble, View};
use crate::theme::{Mark, Role};
use crate::tui::alert::AlertState;
use crate::tui::appoint;
use crate::tui::log::story;
use crate::tui::new_note;
use crate::tui::screen::Warned;
use crate::tui::whereabouts;
use crate::tui::who_reads;

/// The first lines of the screen.
pub(super) struct Heading {
    pub name: String,
    pub title: String,
    pub warnings: Vec<Warned>,
    pub day: CareDay,
    pub today: CareDay,
    /// The part of day it is now.
    pub part: Part,
    /// When the night begins, for its pane.
    pub night_from: String,
}

impl Default for Heading {
    fn default() -> Self {
        let day = CareDay::of(chrono::NaiveDate::default());
        Self {
            name: String::new(),
            title: String::new(),
            warnings: Vec::new(),
            day,
            today: day,
            part: Part::Morning,
            night_from: String::new(),
        }
    }
}

/// Why something about the child can't be done by whoever looks.
#[derive(Default)]
pub(super) struct NotNow {
    /// Leave an off-duty note.
    pub note: Option<String>,
    /// Read what happened while away.
    pub away: Option<String>,
    /// Name a keyworker.
    pub appoint: Option<String>,
    /// Say who reads the record, or an entry.
    pub who_reads: Option<String>,
}

impl NotNow {
    fn read(view: &View<'_>, subject: Subject) -> Self {
        let who_reads = who_reads::why_not(view);
        let Some(child) = subject.child() else { return Self { who_reads, ..Self::default() } };
        let away = handover::last_away(view.home(), view.me(), child, view.today());
        let not_away = || "You have not been away lately, by the calendar.".to_string();
        Self {
            note: view.not_yours(new_note::probe(child, view.today())),
            away: away.is_none().then(not_away),
            appoint: appoint::why_not(view, child),
            who_reads,
        }
    }
}

/// One line of a checklist.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct LineRow {
    pub id: LineId,
    pub words: String,
    pub time: String,
    pub remark: String,
    /// What the rules ask of it in time, if they do.
    pub ask: Option<Ask>,
    pub outcome: Option<Outcome>,
    pub note: String,
    pub late: bool,
    /// Initials of who ticked it, or the name of who has it.
    pub who: String,
    /// The time of the tick.
    pub at: String,
    /// "at 07:18 by Dee".
    pub who_when: String,
    pub given: bool,
    pub mine: bool,
    /// "1 day old", "missed on Sat, refused", "18 hours left".
    pub age: String,
    /// The same where there is little room: "1d", "Sat", "18h".
    pub age_short: String,
    pub age_role: Role,
    pub source: Mark,
}

/// An alert about the child.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct AlertRow {
    pub level: Level,
    pub feeling: &'static str,
    pub from: String,
    pub about: String,
    pub shows: String,
    pub helps: String,
    pub standing: AlertState,
}

/// An off-duty note about the child.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct NoteRow {
    pub headline: String,
    pub told: String,
    pub tasks: String,
    pub standing: NoteState,
}

/// How a note stands for whoever looks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoteState {
    /// Whoever looks has read it.
    pub read: bool,
    /// Who accepted it.
    pub accepted: Option<String>,
    /// Whoever looks is asked to accept it.
    pub asks_me: bool,
    /// The cover's name.
    pub cover: String,
    /// Why whoever looks can't accept it.
    pub not_accept: Option<String>,
}

/// A log entry of the day.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct LogRow {
    pub time: String,
    pub category: &'static str,
    pub text: String,
    pub own_words: String,
    pub mood: String,
    pub by: String,
    pub amended: bool,
    /// Why whoever looks can't take it back.
    pub not_taken_back: Option<&'static str>,
    pub entry: LogEntry,
}

impl ChildScreen {
    pub(super) fn read_rows(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let home = view.home();
        let today = view.today();
        let day = self.day.unwrap_or(today);
        self.me = Some(view.me());
        self.withheld = self.subject.child().and_then(|child| view.withheld(What::Child(child)));
        self.not_now = NotNow::read(view, self.subject);
        self.heading = heading(home, self.subject, day, view.now());
        self.neighbours = home.children.here().map(|child| Subject::Child(child.id)).collect();
        self.neighbours.push(Subject::House);
        let book = view.day(self.subject, day)?;
        for part in Part::ALL {
            let far_back = today.since(day) > 1;
            let mut found = if far_back {
                lines::lines_with(home, &book.trails, self.subject, day, part)
            } else {
                lines::lines(home, self.subject, day, part)
            };
            // What is open today may well be done by then: a day to come shows only what is its own.
            found.retain(|line| day <= today || line.age == 0);
            let rows: Vec<LineRow> = found.into_iter().map(|line| line_row(view, line)).collect();
            let Checks { list, rows: kept } = &mut self.lists[part as usize];
            let opening = list.is_empty();
            list.set(rows.iter().map(|row| row.id).collect());
            if opening {
                list.go(rows.iter().position(|row| row.outcome.is_none()).unwrap_or(0));
            }
            *kept = rows;
        }
        self.read_alerts(view);
        self.read_notes(view, day);
        self.log_rows = book.log.entries().iter().rev().map(|entry| log_row(view, entry)).collect();
        if day == today {
            // At the start of a shift today's log is empty, and what matters stands in yesterday's.
            let yesterday = view.day(self.subject, day.plus(-1))?;
            self.log_rows.extend(yesterday.log.entries().iter().rev().map(|entry| log_row(view, entry)));
        }
        self.log.set(self.log_rows.iter().map(|row| row.entry.written.id).collect());
        if self.pane.is_none() {
            self.pane = Some(Pane::List(self.heading.part));
        }
        Ok(())
    }

    fn read_alerts(&mut self, view: &View<'_>) {
        let home = view.home();
        let about: Vec<_> =
            self.subject.child().map(|child| home.alerts.about(child, view.now().at)).unwrap_or_default();
        let ids: Vec<AlertId> = about.iter().map(|alert| alert.id).collect();
        self.alert_rows = about
            .into_iter()
            .map(|alert| AlertRow {
                level: alert.warning.level,
                feeling: alert.warning.feeling.words(),
                from: format!("{}, {}", home.people.first_name(alert.by), clock(view, alert.at)),
                about: alert.warning.about.clone(),
                shows: alert.warning.shows.clone(),
                helps: alert.warning.helps.clone(),
                standing: AlertState::of(alert, view),
            })
            .collect();
        self.alerts.set(ids);
    }

    fn read_notes(&mut self, view: &View<'_>, day: CareDay) {
        let home = view.home();
        let about: Vec<_> =
            self.subject.child().map(|child| home.notes.about(child, day).collect()).unwrap_or_default();
        let ids: Vec<NoteId> = about.iter().map(|note: &&handover::Note| note.id).collect();
        let name = |staff: StaffId| home.people.first_name(staff);
        self.note_rows = about
            .into_iter()
            .map(|note| NoteRow {
                headline: format!(
                    "{} is away {} to {}.  Cover: {}",
                    name(note.by),
                    note.plan.away_from.date().format("%-d %b"),
                    note.plan.back_on.date().format("%-d %b"),
                    if note.plan.cover == view.me() { "you" } else { name(note.plan.cover) }
                ),
                told: note.plan.told.clone(),
                tasks: note.plan.tasks.iter().map(|task| task.words.as_str()).collect::<Vec<_>>().join(" · "),
                standing: NoteState {
                    read: note.has_read(view.me()),
                    accepted: note.accepted.map(|accepted| home.people.first_name(accepted.by).into()),
                    asks_me: note.asks(view.me()),
                    cover: home.people.name(note.plan.cover).into(),
                    not_accept: view
                        .refusal(Act::Handover(handover::Act::Accept(note.id)))
                        .map(|refusal| refusal.to_string()),
                },
            })
            .collect();
        self.notes.set(ids);
    }
}

fn heading(home: &Home, subject: Subject, day: CareDay, now: Moment) -> Heading {
    let today = home.day_of(now);
    let name = home.name_of(subject).to_string();
    let title = if day == today {
        name.clone()
    } else {
        format!("{name}, {}", when::shown_day(day.date(), today.date()))
    };
    let mut warnings = warnings(home, subject, day);
    if let Some(out) = whereabouts::warned(home, subject, now) {
        // Who they are comes first, then where.
        warnings.insert(1.min(warnings.len()), out);
    }
    let night_from = home.house.hours.start(Part::Night).format("from %H:%M").to_string();
    Heading { name, title, warnings, day, today, part: home.part_of(now), night_from }
}

/// "she/her · 14 · room 3", who covers, allergies, and with whom there must be no contact.
pub fn warnings(home: &Home, subject: Subject, day: CareDay) -> Vec<Warned> {
    let Some(child) = subject.child().and_then(|child| home.children.get(child)) else { return Vec::new() };
    let profile = &child.profile;
    let room = if profile.room.is_empty() { String::new() } else { format!("room {}", profile.room) };
    let alone = profile.pronouns.is_empty() && profile.room.is_empty();
    let age = child.age_on(day).map(|age| if alone { format!("{age} years old") } else { age.to_string() });
    let age = age.unwrap_or_default();
    let who = [profile.pronouns.as_str(), &age, &room].into_iter().filter(|word| !word.is_empty());
    let mut warned = vec![Warned { words: who.collect::<Vec<_>>().join(" · "), role: Role::TextMuted }];
    warned.extend(
        profile
            .allergies
            .iter()
            .map(|allergy| Warned { words: format!(" ALLERGY {allergy} "), role: Role::Allergy }),
    );
    let never = child.no_contact_with();
    warned.extend(
        never.map(|who| Warned { words: format!(" NO CONTACT with {who} "), role: Role::RuleForbids }),
    );
    let away = child
        .keyworker(day)
        .and_then(|staff| home.people.get(staff))
        .filter(|staff| staff.away_on(day).is_some());
    if let Some(away) = away {
        let cover =
            home.notes.about(child.id, day).next().map(|note| home.people.first_name(note.plan.cover));
        let cover = cover.map_or(", nobody covers yet".into(), |cover| format!(", cover {cover}"));
        warned.push(Warned { words: format!("{} is away{cover}", away.first_name()), role: Role::TextMuted });
    }
    warned
}

fn line_row(view: &View<'_>, line: Line) -> LineRow {
    let (home, now) = (view.home(), view.now().at);
    let before = line.in_time.filter(|_| line.open()).map(|in_time| in_time.before);
    let ticked = line.tick.as_ref();
    let by = ticked.map(|(_, step)| step.by);
    let at = ticked.map_or(String::new(), |(_, step)| clock(view, step.at));
    let mine = line.given == Some(view.me());
    let who = match (by, line.given) {
        (Some(by), _) => home.people.initials(by),
        (None, Some(_)) if mine => "you".into(),
        (None, Some(given)) => home.people.initials(given),
        (None, None) => String::new(),
    };
    LineRow {
        id: line.id,
        time: line.time.map_or(String::new(), |time| time.format("%H:%M").to_string()),
        remark: line.remark.clone(),
        ask: line.in_time.map(|in_time| in_time.ask),
        outcome: line.outcome(),
        note: ticked.map_or(String::new(), |(tick, _)| tick.note.clone()),
        late: ticked.is_some_and(|(tick, _)| tick.late),
        who_when: by.map_or(String::new(), |by| format!("at {at} by {}", home.people.first_name(by))),
        who,
        at,
        given: line.given.is_some() && line.open(),
        mine: mine && line.open(),
        age: before.map_or_else(|| age(&line), |before| when::shown_left(before, now)),
        age_short: match (before, &line.missed, line.age) {
            (Some(before), _, _) if before > now => format!("{}h", (before - now).num_hours()),
            (Some(_), _, _) => "over".into(),
            (None, Some((day, _)), _) => day.date().format("%a").to_string(),
            (None, None, 0) => String::new(),
            (None, None, days) => format!("{days}d"),
        },
        age_role: if before.is_some_and(|before| before > now) { Role::TextStrong } else { Role::AgeOld },
        source: match line.id.source {
            Source::Routine(_) => Mark::Open,
            Source::Duty(_) => Mark::Duty,
            Source::Todo(_) => Mark::Todo,
            Source::Appointment(_) => Mark::Appointment,
        },
        words: line.words,
    }
}

/// "missed on Sat, refused", "2 days old".
fn age(line: &Line) -> String {
    match (&line.missed, line.age) {
        (Some((day, reason)), _) => {
            let why = reason.map_or(String::new(), |reason| format!(", {}", reason.words()));
            format!("missed on {}{why}", day.date().format("%a"))
        }
        (None, 0) => String::new(),
        (None, 1) => "1 day old".into(),
        (None, days) => format!("{days} days old"),
    }
}

fn log_row(view: &View<'_>, entry: &LogEntry) -> LogRow {
    LogRow {
        time: clock(view, entry.written.happened),
        category: if entry.written.is_withheld() { "kept" } else { entry.written.category.short() },
        text: view.withheld(What::Entry(entry.written.id)).unwrap_or_else(|| entry.text().into()),
        own_words: entry.written.own_words.clone(),
        mood: entry.written.mood.map_or(String::new(), |mood| format!("{}/5", mood.number())),
        by: view.home().people.first_name(entry.by).into(),
        amended: !entry.amendments.is_empty(),
        not_taken_back: story::not_taken_back(view, entry),
        entry: entry.clone(),
    }
}

/// The time on the wall; with the day when it is not of this date.
fn clock(view: &View<'_>, at: chrono::DateTime<chrono::Utc>) -> String {
    let local = Moment { at, ..view.now() }.local();
    let same_date = local.date_naive() == view.now().local().date_naive();
    local.format(if same_date { "%H:%M" } else { "%a %H:%M" }).to_string()
}
