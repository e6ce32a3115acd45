//! Adds to what is asked of a child or the house: a to-do, an appointment, a routine line, a duty. One small form
//! that shows the kinds whoever writes may add, and says who may add the others.

use super::form::{Field, Form, both};
use super::form_screen::{Asked, FormScreen};
use super::paint::{Paint, Rect};
use super::screen::Reply;
use super::why::centred;
use crate::care::days::{Cycle, Weekdays};
use crate::care::diary;
use crate::care::routine::{self, When, Whose};
use crate::care::{Act, CareDay, Gap, Moment, Part, StaffId, Subject, checklist, when};
use crate::desk::{Draft, Trouble, View};
use crate::theme::Role;
use chrono::{DateTime, NaiveDate, Utc, Weekday};

/// What can be added.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Kind {
    Todo,
    Appointment,
    Routine,
    Duty,
}

impl Kind {
    const ALL: [Kind; 4] = [Kind::Todo, Kind::Appointment, Kind::Routine, Kind::Duty];

    fn words(self) -> &'static str {
        match self {
            Kind::Todo => "to-do",
            Kind::Appointment => "appointment",
            Kind::Routine => "routine line",
            Kind::Duty => "duty",
        }
    }

    /// The boxes that are not asked for it.
    fn without(self) -> &'static [&'static str] {
        match self {
            Kind::Todo => &[TIME, ABOUT, TAKES, NOTE, WHOSE, ASKED, DAYS, OFTEN],
            Kind::Appointment => &[PART, WHOM, WHOSE, ASKED, DAYS, OFTEN],
            Kind::Routine => &[DAY, TIME, ABOUT, WHOM, TAKES, NOTE, OFTEN],
            Kind::Duty => &[TIME, ABOUT, WHOM, TAKES, NOTE, WHOSE, ASKED, DAYS],
        }
    }
}

const KIND: &str = "kind";
const WHAT: &str = "what";
const DAY: &str = "day";
const TIME: &str = "time";
const PART: &str = "part";
const ABOUT: &str = "about";
const WHOM: &str = "for whom";
const TAKES: &str = "taken by";
const NOTE: &str = "note";
const WHOSE: &str = "whose";
const ASKED: &str = "asked";
const DAYS: &str = "days";
const OFTEN: &str = "how often";

const WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Mon, "Mo"),
    (Weekday::Tue, "Tu"),
    (Weekday::Wed, "We"),
    (Weekday::Thu, "Th"),
    (Weekday::Fri, "Fr"),
    (Weekday::Sat, "Sa"),
    (Weekday::Sun, "Su"),
];

const CYCLES: [Cycle; 8] = [
    Cycle::Weeks(1),
    Cycle::Weeks(2),
    Cycle::Months(1),
    Cycle::Months(3),
    Cycle::Months(6),
    Cycle::Months(12),
    Cycle::Days(1),
    Cycle::Days(2),
];

/// A to-do, an appointment, a routine line or a duty being added.
pub struct Add {
    subject: Subject,
    name: String,
    form: Form,
    kinds: Vec<Kind>,
    /// For whom a routine line can be: the child alone, or every child as well.
    whose: Vec<String>,
    colleagues: Vec<StaffId>,
    now: Option<Moment>,
    /// The care day it is, which before the morning is not yet the date on the wall.
    today: CareDay,
    began: Option<DateTime<Utc>>,
}

impl Add {
    /// Something more to ask of a child, or of the house.
    pub fn new(subject: Subject) -> Self {
        Self {
            subject,
            name: String::new(),
            form: Form::new(Vec::new()),
            kinds: Vec::new(),
            whose: Vec::new(),
            colleagues: Vec::new(),
            now: None,
            today: CareDay::of(NaiveDate::default()),
            began: None,
        }
    }

    fn kind(&self) -> Kind {
        self.kinds.get(self.form.chosen(KIND)).copied().unwrap_or(Kind::Todo)
    }

    /// The day as it is typed: a care day, but for an appointment the date on the wall.
    fn day(&self) -> Result<CareDay, Gap> {
        let wall = self.now.map(|now| now.local().date_naive());
        let today = match self.kind() {
            Kind::Appointment => wall.unwrap_or_default(),
            Kind::Todo | Kind::Routine | Kind::Duty => self.today.date(),
        };
        self.form.day(DAY, today)
    }

    fn colleague(&self, name: &str) -> Option<StaffId> {
        self.colleagues.get(self.form.chosen(name).checked_sub(1)?).copied()
    }

    fn part(&self) -> Part {
        Part::ALL[self.form.chosen(PART).min(Part::ALL.len() - 1)]
    }

    /// What is asked of the home, or the boxes that can't be understood.
    fn act(&self) -> Result<Act, Vec<Gap>> {
        let subject = self.subject;
        let words = self.form.written(WHAT);
        match self.kind() {
            Kind::Todo => {
                let (day, part, to) =
                    (self.day().map_err(|gap| vec![gap])?, self.part(), self.colleague(WHOM));
                Ok(Act::Checklist(checklist::Act::AddTodo { subject, day, part, words, to }))
            }
            Kind::Appointment => self.book(words),
            Kind::Routine => {
                let everyone = self.form.chosen(WHOSE) == 1;
                let whose = if everyone { Whose::EveryChild } else { Whose::One(subject) };
                let (part, when) = (self.part(), self.when());
                Ok(Act::Routine(routine::Act::Add { whose, part, words, when }))
            }
            Kind::Duty => {
                let (due, part) = (self.day().map_err(|gap| vec![gap])?, self.part());
                let cycle = CYCLES[self.form.chosen(OFTEN).min(CYCLES.len() - 1)];
                Ok(Act::Routine(routine::Act::SetDuty { subject, part, words, cycle, due }))
            }
        }
    }

    fn book(&self, what: String) -> Result<Act, Vec<Gap>> {
        let time = when::parse_time_of_day(&self.form.written(TIME));
        let time = time.map_err(|problem| Gap::new(TIME, problem.to_string()));
        let (day, time) = both(self.day(), time)?;
        let kind = diary::Kind::ALL[self.form.chosen(ABOUT).min(diary::Kind::ALL.len() - 1)];
        let (taken_by, note) = (self.colleague(TAKES), self.form.written(NOTE));
        Ok(Act::Diary(diary::Act::Book { subject: self.subject, day, time, what, kind, taken_by, note }))
    }

    fn when(&self) -> When {
        if self.form.chosen(ASKED) == 1 {
            return When::BeforeMeeting;
        }
        let ticked = self.form.ticked(DAYS);
        let days = WEEKDAYS.iter().zip(ticked).filter(|(_, ticked)| *ticked).map(|((day, _), _)| *day);
        When::On(Weekdays::of(&days.collect::<Vec<_>>()))
    }

    fn fields(&self, why_not: &str, people: &[String], now: Part) -> Vec<Field> {
        let all = |options: &[&str]| options.iter().map(|option| (*option).to_string()).collect::<Vec<_>>();
        let or = |nobody: &str| [nobody.to_string()].into_iter().chain(people.iter().cloned()).collect();
        let kinds: Vec<&str> = self.kinds.iter().map(|kind| kind.words()).collect();
        let part = Part::ALL.iter().position(|part| *part == now).unwrap_or(0);
        let cycles = CYCLES.iter().map(|cycle| cycle.words()).collect();
        let letters = "← → or a first letter";
        vec![
            Field::choice(KIND, "Add", all(&kinds), 0).with_hint(why_not),
            Field::line(WHAT, "What", ""),
            Field::line(DAY, "Day", "").narrow(20).suggesting("today"),
            Field::line(TIME, "Time", "").narrow(20),
            Field::choice(PART, "Part of day", all(&Part::ALL.map(Part::lower)), part),
            Field::choice(ABOUT, "About", all(&diary::Kind::ALL.map(diary::Kind::words)), 0),
            Field::choice(WHOM, "For whom", or("nobody in particular"), 0).with_hint(letters),
            Field::choice(TAKES, "Who sees to it", or("not known yet"), 0).with_hint(letters),
            Field::line(NOTE, "What to know", "").with_hint("what to bring, what to say"),
            Field::choice(WHOSE, "For", self.whose.clone(), 0),
            Field::choice(ASKED, "Asked", all(&["on the days ticked", "before a meeting or court"]), 0),
            Field::ticks(DAYS, "Days", WEEKDAYS.map(|(_, day)| (day.to_string(), true)).into()),
            Field::choice(OFTEN, "How often", cycles, 0),
        ]
    }

    /// Asks once, when it opens, what whoever writes may add and whom they can name.
    fn begin(&mut self, view: &View<'_>) {
        self.began = Some(view.now().at);
        let (kinds, why_not) = kinds(view, self.subject);
        self.kinds = kinds;
        let for_all = view.not_yours(probe(Kind::Routine, Whose::EveryChild, view.today())).is_none();
        self.whose = vec![self.name.clone()];
        self.whose.extend(for_all.then(|| "every child".to_string()));
        let people: Vec<_> =
            view.home().people.working().filter(|staff| staff.active_on(view.today())).collect();
        self.colleagues = people.iter().map(|staff| staff.id).collect();
        let names: Vec<String> = people.iter().map(|staff| staff.name.clone()).collect();
        let fields = self.fields(&why_not, &names, view.home().part_of(view.now()));
        self.form = Form::new(fields).saved_or_kept();
        self.form.go_to(WHAT);
    }
}

/// The kinds that whoever looks may add, and who may add the others.
fn kinds(view: &View<'_>, subject: Subject) -> (Vec<Kind>, String) {
    let (mut may, mut why_not) = (Vec::new(), String::new());
    for kind in Kind::ALL {
        match view.not_yours(probe(kind, Whose::One(subject), view.today())) {
            None => may.push(kind),
            Some(why) => why_not = why,
        }
    }
    (may, why_not)
}

/// An act of a kind, to be asked whether it is for someone.
fn probe(kind: Kind, whose: Whose, day: CareDay) -> Act {
    let (part, words) = (Part::Day, String::new());
    let subject = match whose {
        Whose::EveryChild => Subject::House,
        Whose::One(subject) => subject,
    };
    match kind {
        Kind::Todo | Kind::Appointment => {
            Act::Checklist(checklist::Act::AddTodo { subject, day, part, words, to: None })
        }
        Kind::Routine | Kind::Duty => {
            Act::Routine(routine::Act::Add { whose, part, words, when: When::On(Weekdays::EVERY) })
        }
    }
}

impl FormScreen for Add {
    fn form(&self) -> &Form {
        &self.form
    }

    fn form_mut(&mut self) -> &mut Form {
        &mut self.form
    }

    fn title(&self) -> String {
        format!("{} · add", self.name)
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        self.name = view.home().name_of(self.subject).into();
        self.now = Some(view.now());
        self.today = view.today();
        if self.began.is_none() {
            self.begin(view);
        }
        Ok(())
    }

    fn draft_name(&self) -> Option<String> {
        let whose = self.subject.child().map_or("house".into(), |child| child.0.to_string());
        Some(format!("to add:{whose}"))
    }

    fn draft(&self) -> Option<Draft> {
        self.form.draft(self.draft_name()?, self.subject, self.began?)
    }

    fn take_up(&mut self, draft: &Draft) {
        let Some(now) = self.now else { return };
        self.form.fill(&draft.boxes);
        self.began = Some(draft.began);
        // "Tomorrow" was said on another day: it is written out as it was meant.
        let then = Moment { at: draft.began, ..now }.local().date_naive();
        let today = now.local().date_naive();
        if let (Ok(day), true) = (self.form.day(DAY, then), then != today) {
            self.form.fill(&[(DAY.into(), when::typed_day(day.date(), today))]);
        }
    }

    fn save(&self) -> Asked {
        Ok(Reply::DoThenBack(self.act()?))
    }

    /// Follows what was answered: how the day and the time are understood, and what is asked for this kind.
    fn settle(&mut self) {
        let day =
            self.day().map_or("as Fri, 22/11 or 22 November".into(), |day| when::shown_date(day.date()));
        self.form.understood(DAY, day);
        let time = when::parse_time_of_day(&self.form.written(TIME));
        let time = time.map_or("as 16:00 or 4pm".into(), |time| time.format("%H:%M").to_string());
        self.form.understood(TIME, time);
        let mut left_out = self.kind().without().to_vec();
        if self.form.chosen(ASKED) == 1 {
            left_out.push(DAYS);
        }
        if self.whose.len() < 2 {
            left_out.push(WHOSE);
        }
        if self.subject == Subject::House {
            left_out.push(ASKED);
        }
        self.form.leave_out(left_out);
    }

    fn remark(&self) -> String {
        match self.kind() {
            Kind::Todo => format!("It becomes a line on {}’s list of that day.", self.name),
            Kind::Appointment => "It stands on that day’s list, and on the board as what is next.".into(),
            Kind::Routine => "It is asked from today on.".into(),
            Kind::Duty => "It comes round again from the day it is done.".into(),
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let high = match self.kind() {
            Kind::Todo | Kind::Duty => 15,
            Kind::Appointment | Kind::Routine => 19,
        };
        let title = [(self.name.as_str(), Role::TextStrong)];
        let inside = paint.popover(centred(area, 84, high), &title, "add to what is asked");
        let form = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
        self.form.draw(form, paint);
    }
}
