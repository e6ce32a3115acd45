//! One line of a checklist: what it comes from, who has it, and everything that anyone did about it. All that can be
//! done with it in its list can be done here too.

use super::doors;
use super::list::{self, List};
use super::paint::{Paint, Rect, Spot};
use super::screen::{Cover, Offer, Reply, Screen};
use super::ticking::{self, Ticking};
use super::why::centred;
use crate::care::access::Page;
use crate::care::checklist::{Cause, InTime, LineId, Source};
use crate::care::clock::{Answer, Ask};
use crate::care::days::Weekdays;
use crate::care::lines::{self, Line};
use crate::care::routine::When;
use crate::care::trail::{Outcome, Step, StepKind, Tick, Trail};
use crate::care::{CareDay, Home, Moment, StaffId, Subject, when, words};
use crate::desk::{Trouble, View};
use crate::keys::{Command, Place};
use crate::theme::{Mark, Role};
use chrono::Weekday;

/// A line with its trail.
pub struct LineScreen {
    subject: Subject,
    day: CareDay,
    line: LineId,
    name: String,
    words: String,
    ask: Option<Ask>,
    outcome: Option<Outcome>,
    who_when: String,
    note: String,
    /// What it is and how it stands, each with its label.
    facts: Vec<(&'static str, String)>,
    steps: List<u64>,
    rows: Vec<Row>,
    me: Option<StaffId>,
    why_not: Option<&'static str>,
}

/// A step of the trail.
struct Row {
    when: String,
    who: String,
    what: String,
    role: Role,
    mark: Mark,
    mark_role: Role,
}

/// The columns that labels take, and those of a step before its words.
const LABELS: u16 = 12;
const BEFORE: u16 = 31;

impl LineScreen {
    /// A line of a care day.
    pub fn new(subject: Subject, day: CareDay, line: LineId) -> Self {
        Self {
            subject,
            day,
            line,
            name: String::new(),
            words: String::new(),
            ask: None,
            outcome: None,
            who_when: String::new(),
            note: String::new(),
            facts: Vec::new(),
            steps: List::default(),
            rows: Vec::new(),
            me: None,
            why_not: None,
        }
    }

    fn ticking(&self) -> Ticking<'_> {
        Ticking {
            subject: self.subject,
            day: self.day,
            line: self.line,
            name: &self.name,
            words: &self.words,
            ask: self.ask,
            outcome: self.outcome,
            who_when: &self.who_when,
            note: &self.note,
            me: self.me,
        }
    }

    fn read_line(&mut self, view: &View<'_>, line: &Line) {
        let home = view.home();
        self.words.clone_from(&line.words);
        self.outcome = line.outcome();
        let ticked = line.tick.as_ref();
        self.who_when = ticked.map_or(String::new(), |(_, step)| {
            format!("{} by {}", when::shown_when(step.at, view.now()), home.people.name(step.by))
        });
        self.note = ticked.map_or(String::new(), |(tick, _)| tick.note.clone());
        let stands = match line.outcome() {
            Some(outcome) => format!("{}, {}", outcome.words(), self.who_when),
            None => "open".into(),
        };
        self.facts.push(("Asked", asked(line)));
        if !line.remark.is_empty() {
            self.facts.push(("To know", line.remark.clone()));
        }
        let has = match line.given {
            Some(staff) if staff == view.me() => "you".into(),
            Some(staff) => home.people.name(staff).to_string(),
            None => "nobody in particular".into(),
        };
        self.facts.push(("Who has it", has));
        self.ask = line.in_time.map(|in_time| in_time.ask);
        if let Some(InTime { before, .. }) = line.in_time {
            let left = line.open().then(|| format!(": {}", when::shown_left(before, view.now().at)));
            let before = when::shown_when(before, view.now());
            self.facts.push(("In time", format!("before {before}{}", left.unwrap_or_default())));
        }
        self.facts.push(("Stands", stands));
    }

    fn height(&self, place: usize, wide: u16) -> u16 {
        self.rows.get(place).map_or(0, |row| rows_of(&row.what, wide.saturating_sub(BEFORE + 1)))
    }

    fn draw_facts(&self, inside: Rect, paint: &mut Paint<'_>) -> u16 {
        let mut y = inside.y;
        for (label, words) in &self.facts {
            let room = inside.bottom().saturating_sub(y);
            let text = Rect {
                x: inside.x + LABELS,
                y,
                width: inside.width.saturating_sub(LABELS),
                height: room.min(2),
            };
            paint.words(inside.x, y, LABELS - 1, label, Role::TextMuted);
            y += paint.text(text, words, Role::Text);
        }
        y - inside.y
    }

    fn draw_trail(&self, inside: Rect, paint: &mut Paint<'_>) {
        if self.rows.is_empty() {
            paint.words(
                inside.x,
                inside.y,
                inside.width,
                "Nobody has done anything about it yet.",
                Role::TextMuted,
            );
            paint.cursor(inside.x, inside.y);
        }
        let height = |place| self.height(place, inside.width);
        let mut y = inside.y;
        let first = list::first_shown(self.rows.len(), self.steps.at(), inside.height, height);
        for (place, row) in self.rows.iter().enumerate().skip(first) {
            let room = inside.bottom().saturating_sub(y);
            if room == 0 {
                break;
            }
            let area = Rect { y, height: height(place).min(room), ..inside };
            row.draw(area, paint);
            if place == self.steps.at() {
                paint.words(area.x, y, 1, paint.mark(Mark::Cursor), Role::Key);
                paint.cursor(area.x, y);
            }
            paint.spot(area, 0, place);
            y += area.height;
        }
    }
}

impl Row {
    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let (x, y) = (area.x + 2, area.y);
        paint.words(x, y, 1, paint.mark(self.mark), self.mark_role);
        paint.words(x + 2, y, 15, &self.when, Role::TextMuted);
        paint.words(x + 18, y, BEFORE - 21, &self.who, Role::TextStrong);
        let text = Rect { x: area.x + BEFORE, width: area.width.saturating_sub(BEFORE + 1), ..area };
        paint.text(text, &self.what, self.role);
    }
}

fn rows_of(text: &str, wide: u16) -> u16 {
    u16::try_from(words::wrap(text, usize::from(wide)).len()).unwrap_or(u16::MAX)
}

/// What a line comes from, in words.
fn source(home: &Home, line: LineId) -> String {
    match line.source {
        Source::Routine(id) => home.lists.routines().find(|known| known.id == id).map_or_else(
            || "a routine line that is no longer asked".into(),
            |known| match known.when {
                When::On(days) => format!("routine, {}", weekdays(days)),
                When::BeforeMeeting => "routine, on a day with a meeting or court".into(),
            },
        ),
        Source::Duty(id) => home.lists.duty(id).map_or_else(
            || "a duty that is no longer asked".into(),
            |duty| format!("duty, {}, due {}", duty.cycle.words(), shown_day(line.due)),
        ),
        Source::Todo(id) => match home.lists.todo(id).map(|todo| (todo.by, todo.cause)) {
            Some((by, Cause::Colleague)) => format!("to-do, asked for by {}", home.people.name(by)),
            Some((by, Cause::Note(_))) => format!("to-do, from {}’s off-duty note", home.people.name(by)),
            Some((by, Cause::Log(_))) => {
                format!("to-do, from what {} wrote in the log", home.people.name(by))
            }
            None => "to-do".into(),
        },
        Source::Appointment(id) => home.diary.get(id).map_or_else(
            || "appointment".into(),
            |booked| {
                let at = booked.time.format("%H:%M");
                let with = booked.taken_by.map(|staff| format!(", with {}", home.people.name(staff)));
                format!("appointment, {} at {at}{}", booked.kind.words(), with.unwrap_or_default())
            },
        ),
    }
}

/// "every day", "Mon to Fri", "Mon, Thu".
fn weekdays(days: Weekdays) -> String {
    let week =
        [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
    if days == Weekdays::EVERY {
        "every day".into()
    } else if days == Weekdays::SCHOOL {
        "Mon to Fri".into()
    } else {
        let named = week.into_iter().filter(|day| days.contains(*day)).map(|day| day.to_string());
        named.collect::<Vec<_>>().join(", ")
    }
}

fn shown_day(day: CareDay) -> String {
    day.date().format("%a %-d %b").to_string()
}

/// In which part of which day, and for how long already.
fn asked(line: &Line) -> String {
    let time = line.time.map_or(String::new(), |time| format!(" at {}", time.format("%H:%M")));
    let since = match (&line.missed, line.age) {
        (Some((day, reason)), _) => {
            let why = reason.map_or(String::new(), |reason| format!(", {}", reason.words()));
            format!(", first on {}, missed on {}{why}", shown_day(line.id.due), shown_day(*day))
        }
        (None, 0) => String::new(),
        (None, days) => format!(", since {}: {} old", shown_day(line.id.due), when::shown_age(days)),
    };
    format!("{}{time}{since}", line.part.lower())
}

fn row(view: &View<'_>, trail: &Trail, step: &Step) -> Row {
    let home = view.home();
    let (mut what, mark, mark_role) = told(home, trail, step, view.now());
    let written_on = home.day_of(Moment { at: step.at, ..view.now() });
    if step.day != written_on {
        what = format!("{what} (for {})", shown_day(step.day));
    }
    let gone = trail.taken_back(step.number);
    if gone {
        what = format!("{what} (taken back)");
    }
    Row {
        when: when::shown_when(step.at, view.now()),
        who: home.people.first_name(step.by).into(),
        what,
        role: if gone { Role::AmendedOld } else { Role::Text },
        mark,
        mark_role,
    }
}

/// What somebody did, in words.
fn told(home: &Home, trail: &Trail, step: &Step, now: Moment) -> (String, Mark, Role) {
    match &step.what {
        StepKind::Ticked(tick) => {
            let (mark, role) = doors::outcome(Some(tick.outcome));
            let answer = tick.answer.as_ref().map_or(String::new(), |answer| answered(answer, now));
            (ticked(tick) + &answer, mark, role)
        }
        StepKind::Noted(answer) => {
            let said = answered(answer, now);
            (format!("some of it done{said}"), Mark::Words, Role::TextMuted)
        }
        StepKind::OpenedAgain => ("opened it again".into(), Mark::Open, Role::OutcomeOpen),
        StepKind::Given(Some(to)) if *to == step.by => ("took it on".into(), Mark::Given, Role::TextMuted),
        StepKind::Given(Some(to)) => {
            (format!("gave it to {}", home.people.name(*to)), Mark::Given, Role::TextMuted)
        }
        StepKind::Given(None) => ("gave it to nobody in particular".into(), Mark::Given, Role::TextMuted),
        StepKind::TakenBack(number) => {
            let back = trail.steps.iter().find(|back| back.number == *number && back.number < step.number);
            let back = back.map_or(String::new(), |back| format!(": {}", told(home, trail, back, now).0));
            (format!("took back{back}"), Mark::Dot, Role::TextMuted)
        }
    }
}

/// "missed: no time, busy with another. “two of us on” Recorded late."
fn ticked(tick: &Tick) -> String {
    let reason = tick.reason.map_or(String::new(), |reason| format!(": {}", reason.words()));
    let note = if tick.note.is_empty() { String::new() } else { format!(". “{}”", tick.note) };
    let late = if tick.late { ", recorded late" } else { "" };
    format!("{}{reason}{note}{late}", tick.outcome.words())
}

/// ". Spoken with: 23 Nov 10:02. Their words: …"
fn answered(answer: &Answer, now: Moment) -> String {
    let said = answer.told(|at| when::shown_when(at, now));
    said.into_iter().fold(String::new(), |said, (label, words)| format!("{said}. {label}: {words}"))
}

impl Screen for LineScreen {
    fn place(&self) -> Place {
        Place::Checklist
    }

    fn shows(&self) -> Vec<(Page, Subject)> {
        vec![(Page::Line, self.subject)]
    }

    fn title(&self) -> String {
        format!("{} · {}", self.name, self.words)
    }

    fn about(&self) -> String {
        self.name.clone()
    }

    fn cover(&self) -> Cover {
        Cover::Over
    }

    fn offers(&self) -> Vec<Offer> {
        let mut offers = ticking::offers(self.why_not);
        offers.push(Offer::can(Command::Back));
        offers
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let home = view.home();
        self.me = Some(view.me());
        self.name = home.name_of(self.subject).into();
        let trail = view.trail(self.subject, self.line, self.day)?;
        let far_back = view.today().since(self.day) > 1;
        let book = if far_back { Some(view.day(self.subject, self.day)?) } else { None };
        let trails = book.as_ref().map_or(&home.lists.trails, |book| &book.trails);
        let line = lines::line_with(home, trails, self.subject, self.day, self.line);
        self.facts = vec![("Comes from", source(home, self.line))];
        match &line {
            Some(line) => self.read_line(view, line),
            None => self.words = trail.as_ref().map_or(String::new(), |trail| trail.words.clone()),
        }
        let gone = line.is_none().then_some("This line is not asked on that day any more.");
        self.why_not = ticking::not_on(self.day, view.today()).or(gone);
        let steps = trail.as_ref().map_or(&[][..], |trail| &trail.steps);
        self.rows = trail.iter().flat_map(|trail| steps.iter().map(|step| row(view, trail, step))).collect();
        let known = self.steps.len();
        self.steps.set(steps.iter().map(|step| step.number).collect());
        if self.steps.len() > known {
            self.steps.go(self.steps.len() - 1);
        }
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        if self.steps.moved(command) {
            return Reply::Stay;
        }
        self.ticking().command(command)
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        self.steps.pointed(spot)
    }

    fn remark(&self) -> String {
        match self.why_not {
            Some(why_not) => why_not.into(),
            None => "The keys of its list work here too. Nothing is ever taken out of the trail.".into(),
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let wide = area.width.min(86);
        let column = wide.saturating_sub(4);
        let facts: u16 = self.facts.iter().map(|(_, words)| rows_of(words, column - LABELS).min(2)).sum();
        let steps: u16 = (0..self.rows.len()).map(|place| self.height(place, column)).sum();
        let boxed = centred(area, wide, facts + steps.max(1) + 6);
        let title =
            [(self.name.as_str(), Role::TextStrong), (" · ", Role::Title), (&self.words, Role::Title)];
        let inside = paint.popover(boxed, &title, "");
        let inside = Rect { y: inside.y + 1, height: inside.height.saturating_sub(2), ..inside };
        let used = self.draw_facts(inside, paint);
        let heading = inside.y + used + 1;
        paint.words(inside.x, heading, inside.width, "What was done about it", Role::Title);
        let y = heading + 1;
        let below = Rect { y, height: inside.bottom().saturating_sub(y), ..inside };
        self.draw_trail(below, paint);
    }
}
