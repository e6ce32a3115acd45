//! What can be found: each thing with the words it is found by, how it looks in the list, and where it leads.

use crate::care::alert::{Alert, Standing};
use crate::care::handover::Note;
use crate::care::{
    AlertId, CareDay, ChildId, HandoverId, Home, LogId, Moment, NoteId, StaffId, Subject, child, diary,
    people, when, words,
};
use crate::desk::View;
use crate::find::concordance::Mark;
use crate::find::{Kind, Row};
use crate::keys::Command;
use crate::theme::Role;
use crate::tui::beneath::Beneath;
use crate::tui::child::ChildScreen;
use crate::tui::doors;
use crate::tui::handing_over::ReadHandover;
use crate::tui::lines::Line;
use crate::tui::screen::Reply;
use std::ops::Range;

/// Something that can be found.
pub struct Found {
    /// Its place among the rows.
    pub row: usize,
    /// What the filters go by.
    pub marks: Vec<Mark>,
    /// Where it leads.
    pub target: Target,
    /// The columns that show its texts, each with the number of the text. The others are shown only where they
    /// hold what was looked for.
    columns: &'static [(u16, usize)],
}

/// Where a row leads.
#[derive(Clone, PartialEq, Debug)]
pub enum Target {
    Child(ChildId),
    Staff {
        name: String,
        keychildren: Vec<ChildId>,
    },
    Alert(ChildId, AlertId),
    Note(NoteId),
    /// None is today.
    Appointment(Subject, Option<CareDay>),
    /// An entry of the log in its day; none is today.
    Log(Subject, Option<CareDay>, LogId),
    /// A day of somebody's; none is today.
    Day(Subject, Option<CareDay>),
    /// What one shift handed to the next, and the number of its entry.
    Handover(HandoverId, u64),
    Command(Command),
}

impl Target {
    /// Goes there.
    pub fn open(&self) -> Reply {
        let screen = |screen| Reply::Open(Box::new(screen));
        match self {
            Target::Child(child) => screen(ChildScreen::new(Subject::Child(*child))),
            Target::Staff { keychildren, .. } => match keychildren.first() {
                Some(child) => screen(ChildScreen::new(Subject::Child(*child))),
                None => Reply::Stay,
            },
            Target::Alert(child, id) => match doors::on_alert(Command::Open, Some(*id)) {
                Reply::Ignored => screen(ChildScreen::at_alert(*child, *id)),
                reply => reply,
            },
            Target::Note(id) => doors::on_note(Command::Open, Some(*id)),
            Target::Appointment(subject, Some(day)) | Target::Day(subject, Some(day)) => {
                screen(ChildScreen::on_day(*subject, *day))
            }
            Target::Appointment(subject, None) | Target::Day(subject, None) => {
                screen(ChildScreen::new(*subject))
            }
            Target::Log(subject, day, entry) => screen(ChildScreen::at_log(*subject, *day, *entry)),
            Target::Handover(id, number) => Reply::Open(Box::new(ReadHandover::new(*id, Some(*number)))),
            Target::Command(command) => Reply::BackThen(*command),
        }
    }
}

const NAMES: &[(u16, usize)] = &[(3, 0), (27, 1)];
const DATED: &[(u16, usize)] = &[(3, 1), (15, 2), (40, 0)];
const ALONE: &[(u16, usize)] = &[(3, 0)];

/// How much of a long text stands before what was looked for.
const BEFORE: usize = 24;

/// Everything that whoever looks may find.
pub fn of(view: &View<'_>, beneath: &Beneath) -> Vec<Row<Found>> {
    let (home, now) = (view.home(), view.now());
    let mut rows = Rows(Vec::new());
    for child in home.children.here() {
        rows.child(home, child);
    }
    for staff in home.people.all() {
        rows.staff(home, staff);
    }
    for alert in home.alerts.all().rev() {
        rows.alert(home, now, alert);
    }
    for note in home.notes.all().rev() {
        rows.note(home, now, note);
    }
    // What is still to come stands before what is over.
    let mut booked: Vec<_> = home.diary.all().collect();
    booked.sort_by_key(|booked| (booked.day < view.today(), booked.day, booked.time));
    for booked in booked {
        rows.appointment(home, view.today(), booked);
    }
    for offer in beneath.all().filter(|offer| offer.not_now.is_none() && is_to_choose(offer.command)) {
        let command = offer.command;
        rows.add(
            Kind::Command,
            ALONE,
            command.words(),
            &[command.label()],
            Target::Command(command),
            Vec::new(),
        );
    }
    rows.0
}

/// Moving about and writing are not things to find.
fn is_to_choose(command: Command) -> bool {
    use crate::keys::Group;
    match command.group() {
        Group::Here | Group::GoTo | Group::Everywhere | Group::Comfort => command != Command::Find,
        Group::Moving | Group::Writing => false,
    }
}

/// What the filters go by of something that somebody wrote.
fn written(about: Subject, by: StaffId, day: CareDay) -> Vec<Mark> {
    vec![Mark::About(about), Mark::By(by), Mark::Days(day, day)]
}

struct Rows(Vec<Row<Found>>);

impl Rows {
    fn add(
        &mut self,
        kind: Kind,
        columns: &'static [(u16, usize)],
        title: &str,
        more: &[&str],
        target: Target,
        marks: Vec<Mark>,
    ) {
        let found = Found { row: self.0.len(), marks, target, columns };
        self.0.push(Row::new(kind, title, more.iter().copied(), found));
    }

    fn child(&mut self, home: &Home, child: &child::Child) {
        let profile = &child.profile;
        let called = child.called();
        let title = if profile.name.split_whitespace().any(|word| word == called) {
            profile.name.clone()
        } else {
            format!("{called} ({})", profile.name)
        };
        let mut about: Vec<String> = Vec::new();
        about.extend((!profile.room.is_empty()).then(|| format!("room {}", profile.room)));
        about.extend((!profile.school.is_empty()).then(|| profile.school.clone()));
        let keyworkers = child.keyworkers.iter().map(|work| home.people.name(work.staff));
        let keyworkers = keyworkers.collect::<Vec<_>>().join(" and ");
        about
            .extend((!keyworkers.is_empty()).then(|| format!("{} {keyworkers}", home.house.terms.keyworker)));
        let contacts = profile.contacts.iter().map(|contact| contact.who.as_str()).collect::<Vec<_>>();
        let more = [about.join(", "), contacts.join(", "), profile.helps.clone()];
        let marks = vec![Mark::About(Subject::Child(child.id))];
        let target = Target::Child(child.id);
        self.add(Kind::Child, NAMES, &title, &more.each_ref().map(String::as_str), target, marks);
    }

    fn staff(&mut self, home: &Home, staff: &people::Staff) {
        let keychildren: Vec<&child::Child> = home
            .children
            .here()
            .filter(|child| child.keyworkers.iter().any(|work| work.staff == staff.id))
            .collect();
        let names = keychildren.iter().map(|child| child.called()).collect::<Vec<_>>().join(" and ");
        let about = if names.is_empty() {
            staff.role.words().to_string()
        } else {
            format!("{}, {} of {names}", staff.role.words(), home.house.terms.keyworker)
        };
        let keychildren = keychildren.iter().map(|child| child.id).collect();
        let target = Target::Staff { name: staff.name.clone(), keychildren };
        self.add(Kind::Staff, NAMES, &staff.name, &[&about], target, vec![Mark::By(staff.id)]);
    }

    fn alert(&mut self, home: &Home, now: Moment, alert: &Alert) {
        let warning = &alert.warning;
        let name = home.name_of(Subject::Child(alert.child));
        let state = match alert.standing(now.at) {
            Standing::Open => "",
            Standing::RanOut => ", ran out",
            Standing::Ended => ", over",
        };
        let how = format!("{}, {}{state}", warning.level.words(), warning.feeling.words());
        let from = format!("from {}", home.people.name(alert.by));
        let mut more = vec![name, &how, &from, &warning.shows, &warning.helps];
        more.extend(alert.follow_ups.iter().chain(&alert.closed).map(|said| said.text.as_str()));
        let day = home.day_of(Moment { at: alert.at, ..now });
        let marks = written(Subject::Child(alert.child), alert.by, day);
        self.add(Kind::Alert, DATED, &warning.about, &more, Target::Alert(alert.child, alert.id), marks);
    }

    fn note(&mut self, home: &Home, now: Moment, note: &Note) {
        let today = home.day_of(now);
        let name = home.name_of(Subject::Child(note.child));
        let day = |day: CareDay| day.date().format("%-d %b").to_string();
        let over = if note.running(today) { "" } else { ", over" };
        let when = format!("{} to {}{over}", day(note.plan.away_from), day(note.plan.back_on));
        let title =
            format!("{} away, cover {}", home.people.name(note.by), home.people.name(note.plan.cover));
        let mut more = vec![name, &when, &note.plan.told, &note.plan.worries, &note.plan.call];
        more.extend(note.plan.tasks.iter().map(|task| task.words.as_str()));
        more.extend(
            note.plan.coming.iter().flat_map(|coming| [coming.what.as_str(), coming.remark.as_str()]),
        );
        let day = home.day_of(Moment { at: note.at, ..now });
        let marks = written(Subject::Child(note.child), note.by, day);
        self.add(Kind::Note, DATED, &title, &more, Target::Note(note.id), marks);
    }

    fn appointment(&mut self, home: &Home, today: CareDay, booked: &diary::Appointment) {
        let when =
            format!("{} {}", when::shown_day(booked.day.date(), today.date()), booked.time.format("%H:%M"));
        let more = [home.name_of(booked.subject), &when, booked.note.as_str()];
        let target = Target::Appointment(booked.subject, (booked.day != today).then_some(booked.day));
        let marks = vec![Mark::About(booked.subject), Mark::Days(booked.day, booked.day)];
        self.add(Kind::Appointment, DATED, &booked.what, &more, target, marks);
    }
}

impl Found {
    /// How it looks in the list, with what was looked for highlighted.
    pub fn lines(
        &self,
        place: usize,
        row: &Row<Found>,
        highlights: &[(usize, Range<usize>)],
        width: u16,
        beneath: &Beneath,
    ) -> Vec<Line> {
        let texts: Vec<&str> = row.texts().collect();
        let of =
            |n: usize| highlights.iter().filter(move |(text, _)| *text == n).map(|(_, bytes)| bytes.clone());
        let mut line = Line::of(place);
        for (nth, (column, text)) in self.columns.iter().enumerate() {
            let role = if nth == 0 || *text == 0 { Role::TextStrong } else { Role::TextMuted };
            line = highlighted(line.at(*column, "", role), texts[*text], of(*text), role);
        }
        if let Target::Command(command) = self.target {
            line = line.ending(beneath.keymap.hint(beneath.place, command).unwrap_or_default(), Role::Key);
        }
        let shown = |n: usize| self.columns.iter().any(|(_, text)| *text == n);
        let hidden = highlights.iter().find(|(text, _)| !shown(*text));
        let excerpt = hidden.map(|(text, first)| {
            let (start, end) = around(texts[*text], first, usize::from(width.saturating_sub(8)), BEFORE);
            let bytes = of(*text).filter(|bytes| start <= bytes.start && bytes.end <= end);
            let bytes = bytes.map(|bytes| bytes.start - start..bytes.end - start);
            let lead = if start > 0 { "…" } else { "" };
            let line = Line::of(place).at(6, lead, Role::TextMuted);
            highlighted(line, &texts[*text][start..end], bytes, Role::TextMuted)
        });
        std::iter::once(line).chain(excerpt).collect()
    }
}

/// The piece of a text around what was looked for, in bytes, with so much `before` it.
pub(super) fn around(text: &str, found: &Range<usize>, width: usize, before: usize) -> (usize, usize) {
    let mut starts = text[..found.start].char_indices().rev().map(|(at, _)| at);
    let start =
        if words::columns(&text[..found.start]) <= before { 0 } else { starts.nth(before).unwrap_or(0) };
    // It begins with a whole word, unless that is what was looked for.
    let space = text[start..found.start].find(' ').filter(|_| start > 0);
    let start = space.map_or(start, |space| start + space + 1);
    let line = text[start..].split('\n').next().unwrap_or_default();
    // What was looked for can stand on a later line of the text than the words before it.
    let start = if start + line.len() < found.end { found.start } else { start };
    let line = text[start..].split('\n').next().unwrap_or_default();
    (start, start + words::fit(line, width.max(1)).trim_end_matches('…').len().max(found.end - start))
}

pub(super) fn highlighted(
    mut line: Line,
    text: &str,
    bytes: impl Iterator<Item = Range<usize>>,
    role: Role,
) -> Line {
    let mut end = 0;
    for bytes in bytes {
        line = line.then(&text[end..bytes.start], role).then(&text[bytes.clone()], Role::Match);
        end = bytes.end;
    }
    line.then(&text[end..], role)
}
