//! The form that closes what the rules ask for in time after a measure or a serious event: what was done, by whom and
//! when. It never decides whether something is to be told.

use super::child;
use super::form::{Field, Form};
use super::form_screen::{Asked, FormScreen};
use super::paint::{Focus, Paint, Rect};
use super::screen::{Cover, Notice, Offer, Reply, Warned};
use crate::care::access::Page;
use crate::care::checklist::{Act, LineId, Source};
use crate::care::clock::{Answer, Ask, Record, TO_TELL, Talk, Telling, Then, Told};
use crate::care::when::{self, NotUnderstood};
use crate::care::{self, CareDay, Gap, Moment, Refusal, Subject, TodoId, lines};
use crate::desk::{Draft, Trouble, View};
use crate::keys::Command;
use crate::theme::Role;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What is said of something that the rules ask.
pub struct InTime {
    subject: Subject,
    day: CareDay,
    line: LineId,
    ask: Ask,
    form: Form,
    name: String,
    warnings: Vec<Warned>,
    /// "18 hours left".
    left: String,
    on_call: String,
    now: Option<Moment>,
    began: Option<DateTime<Utc>>,
    /// Each time as it was typed, with what it is counted from: "now" is when it was typed, however late it is saved.
    typed: BTreeMap<&'static str, (String, Moment)>,
    /// The answers it began with.
    at_first: Vec<(String, String)>,
    /// Why it can't be closed by whoever looks.
    why_not: Option<String>,
}

const WHEN: &str = "when";
const WITH: &str = "with";
const SAID: &str = "said";
const ELSE: &str = "someone else";
const TOLD: &str = "told";
const WORDS: &str = "words";
const NOBODY: &str = "nobody";
const DAY: &str = "day";
const DUE: &str = "due";
/// Before the name of a box with a time: what its time was understood as.
const AT: &str = "at ";

/// The boxes of a record, as a refusal names them.
const RECORD: [(&str, &str, &str); 7] = [
    ("kept", "Full record is in", "the bound book and its page, or the system your home uses"),
    ("led to", "What led to it", "what the child did and what was going on before"),
    ("measure", "The measure", "what was done, where, and for how long"),
    ("tried", "Tried first", "what was done so that it would not be needed"),
    ("who", "Who", "who used it, and who else was there"),
    ("effect", "Effect", "whether it helped, and what came of it"),
    ("injuries", "Injuries", "to anyone, and how they were treated; or “none”"),
];

/// What can be done with the answers, in the order of the buttons; after them they can be kept as a draft.
fn ways(ask: Ask) -> &'static [(&'static str, Then)] {
    match ask {
        Ask::Record | Ask::Child => &[("Close it", Then::Close)],
        Ask::Involved => &[("Sign, and close it", Then::Close)],
        Ask::Tell => &[("Close it", Then::Close), ("Save, more to tell", Then::KeepOpen)],
    }
}

/// What a draft of it is called.
fn kind(ask: Ask) -> &'static str {
    match ask {
        Ask::Record => "record of a measure",
        Ask::Involved => "talk about a measure",
        Ask::Child => "talk with the child",
        Ask::Tell => "telling others",
    }
}

fn fields(ask: Ask) -> Vec<Field> {
    let when = || {
        let field = Field::line(WHEN, "When", "").narrow(24).suggesting("now");
        field.with_hint("today, 22/11 19:40 or “yesterday 7pm”")
    };
    match ask {
        Ask::Record => RECORD
            .into_iter()
            .map(|(name, label, hint)| Field::line(name, label, "").with_hint(hint))
            .collect(),
        Ask::Involved => vec![
            when(),
            Field::line(WITH, "Spoken with", "").with_hint("who used the measure"),
            Field::text(SAID, "What was said", 3, ""),
        ],
        Ask::Child => vec![when(), Field::text(SAID, "Their own words", 4, "")],
        Ask::Tell => {
            let time = |name: &'static str| {
                let mut label = name.to_string();
                label.get_mut(..1).map(str::make_ascii_uppercase);
                Field::line(name, label, "").narrow(24).with_hint("when, once told")
            };
            let mut fields: Vec<Field> = TO_TELL.into_iter().map(time).collect();
            fields.push(Field::line(ELSE, "Someone else", "").with_hint("who, if anyone"));
            fields.push(Field::line(TOLD, "Told when", "").narrow(24).suggesting("now"));
            fields.push(Field::line(WORDS, "Words", "").with_hint("to whom you spoke, a reference"));
            fields.push(
                Field::line(NOBODY, "Nobody, because", "")
                    .with_hint("why nobody has to be told, and who decided"),
            );
            fields
        }
    }
}

impl InTime {
    /// What is asked by a line of a care day.
    pub fn new(subject: Subject, day: CareDay, line: LineId, ask: Ask) -> Self {
        let buttons: Vec<&str> =
            ways(ask).iter().map(|(button, _)| *button).chain(["Keep as draft"]).collect();
        Self {
            subject,
            day,
            line,
            ask,
            form: Form::new(fields(ask)).with_buttons(&buttons),
            name: String::new(),
            warnings: Vec::new(),
            left: String::new(),
            on_call: String::new(),
            now: None,
            began: None,
            typed: BTreeMap::new(),
            at_first: Vec::new(),
            why_not: None,
        }
    }

    /// The form a draft was begun in, if it is one of these and still tells which line it is about.
    pub fn of_draft(draft: &Draft) -> Option<Self> {
        let (name, id) = draft.name.split_once(':')?;
        let ask = Ask::ALL.into_iter().find(|ask| kind(*ask) == name)?;
        let date = |name: &str| {
            let (_, date) = draft.boxes.iter().find(|(known, _)| known == name)?;
            Some(CareDay::of(date.parse::<NaiveDate>().ok()?))
        };
        let source = Source::Todo(TodoId(Uuid::parse_str(id).ok()?));
        Some(Self::new(draft.subject, date(DAY)?, LineId { source, due: date(DUE)? }, ask))
    }

    fn time(&self, name: &'static str) -> Option<Result<DateTime<Utc>, NotUnderstood>> {
        let (text, from) = self.typed.get(name)?;
        (!text.trim().is_empty()).then(|| when::parse_time_of_event(text, *from))
    }

    /// The boxes that hold a time and are asked for.
    fn times(&self) -> Vec<&'static str> {
        match self.ask {
            Ask::Record => Vec::new(),
            Ask::Involved | Ask::Child => vec![WHEN],
            Ask::Tell if self.form.written(ELSE).trim().is_empty() => TO_TELL.into(),
            Ask::Tell => TO_TELL.into_iter().chain([TOLD]).collect(),
        }
    }

    fn answer(&self, now: Moment) -> Answer {
        let written = |name| self.form.written(name);
        let at = |name| self.time(name).and_then(Result::ok);
        match self.ask {
            Ask::Record => {
                let [kept, led_to, measure, tried, who, effect, injuries] =
                    RECORD.map(|(name, _, _)| written(name));
                Answer::Record(Record { kept, led_to, measure, tried, who, effect, injuries })
            }
            Ask::Involved => Answer::Involved(Talk {
                at: at(WHEN).unwrap_or(now.at),
                with: written(WITH),
                said: written(SAID),
            }),
            Ask::Child => {
                let (with, said) = (String::new(), written(SAID));
                Answer::Child(Talk { at: at(WHEN).unwrap_or(now.at), with, said })
            }
            Ask::Tell => {
                let whom = |name: &'static str| if name == TOLD { written(ELSE) } else { name.to_string() };
                let told = self
                    .times()
                    .into_iter()
                    .filter_map(|name| Some(Told { whom: whom(name), at: at(name)? }));
                Answer::Told(Telling { told: told.collect(), words: written(WORDS), nobody: written(NOBODY) })
            }
        }
    }

    fn ask(&self, then: Then) -> Asked {
        let Some(now) = self.now else { return Ok(Reply::Ignored) };
        if let Some(why_not) = &self.why_not {
            return Ok(Reply::Say(Notice::problem(why_not.clone())));
        }
        let wrong = |name: &&'static str| match self.time(name) {
            Some(Err(not_understood)) => Some(Gap::new(name, not_understood.to_string())),
            None if [WHEN, TOLD].contains(name) => Some(Gap::new(name, "Say when.")),
            Some(Ok(_)) | None => None,
        };
        let gaps: Vec<Gap> = self.times().iter().filter_map(wrong).collect();
        if !gaps.is_empty() {
            return Err(gaps);
        }
        let answer = Box::new(self.answer(now));
        let (subject, line, day) = (self.subject, self.line, self.day);
        Ok(Reply::DoThenBack(care::Act::Checklist(Act::Answer { subject, line, day, answer, then })))
    }

    /// What was said of it before stands in the boxes, to be added to.
    fn fill(&mut self, answer: &Answer, now: Moment) {
        let mut boxes: Vec<(String, String)> = Vec::new();
        let mut put = |name: &str, text: String| boxes.push((name.into(), text));
        match answer {
            Answer::Record(record) => {
                let Record { kept, led_to, measure, tried, who, effect, injuries } = record;
                let answers = [kept, led_to, measure, tried, who, effect, injuries];
                for ((name, _, _), text) in RECORD.into_iter().zip(answers) {
                    put(name, text.clone());
                }
            }
            Answer::Involved(talk) | Answer::Child(talk) => {
                put(WHEN, when::typed_when(talk.at, now));
                put(WITH, talk.with.clone());
                put(SAID, talk.said.clone());
            }
            Answer::Told(telling) => {
                for told in &telling.told {
                    let offered = TO_TELL.contains(&told.whom.as_str());
                    if !offered {
                        put(ELSE, told.whom.clone());
                    }
                    put(if offered { &told.whom } else { TOLD }, when::typed_when(told.at, now));
                }
                put(WORDS, telling.words.clone());
                put(NOBODY, telling.nobody.clone());
            }
        }
        self.form.fill(&boxes);
    }

    /// What closing it means.
    fn promise(&self) -> String {
        match self.ask {
            Ask::Record => {
                "This notes that the record was made, and where. It takes the place of no record.".into()
            }
            Ask::Involved => {
                "Closing it signs in your name that the record of the measure is accurate.".into()
            }
            Ask::Child => format!(
                "Nothing here can be changed later, only added to. {} may read this one day.",
                self.name
            ),
            Ask::Tell if self.on_call.is_empty() => {
                "Whether anyone is to be told is for people to decide. This keeps who was told, and when."
                    .into()
            }
            Ask::Tell => format!(
                "Whether anyone is to be told is for people to decide: {}. This keeps who was told, and when.",
                self.on_call
            ),
        }
    }
}

impl FormScreen for InTime {
    fn form(&self) -> &Form {
        &self.form
    }

    fn form_mut(&mut self) -> &mut Form {
        &mut self.form
    }

    fn shows(&self) -> Vec<(Page, Subject)> {
        vec![(Page::InTime, self.subject)]
    }

    fn title(&self) -> String {
        format!("{} · {}", self.name, self.ask.words())
    }

    fn about(&self) -> String {
        self.name.clone()
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let (home, now) = (view.home(), view.now());
        self.name = home.name_of(self.subject).into();
        self.warnings = child::warnings(home, self.subject, view.today());
        self.on_call.clone_from(&home.house.on_call);
        self.now = Some(now);
        let line = lines::line_with(home, &home.lists.trails, self.subject, self.day, self.line);
        let before = line.and_then(|line| line.in_time).map(|in_time| in_time.before);
        self.left = before.map_or(String::new(), |before| when::shown_left(before, now.at));
        let (subject, line, day) = (self.subject, self.line, self.day);
        let (answer, then) = (Box::new(self.answer(now)), Then::Close);
        self.why_not =
            match view.refusal(care::Act::Checklist(Act::Answer { subject, line, day, answer, then })) {
                Some(Refusal::Incomplete(_)) | None => None,
                Some(refusal) => Some(refusal.to_string()),
            };
        if self.began.is_none() {
            self.began = Some(now.at);
            if let Some(answer) =
                home.lists.trails.get(self.subject, self.line).and_then(|trail| trail.answer())
            {
                self.fill(&answer.clone(), now);
            }
            self.at_first = self.form.answers();
        }
        Ok(())
    }

    fn draft_name(&self) -> Option<String> {
        let Source::Todo(id) = self.line.source else { return None };
        Some(format!("{}:{}", kind(self.ask), id.0))
    }

    fn draft(&self) -> Option<Draft> {
        let (name, began) = (self.draft_name()?, self.began?);
        let mut boxes = self.form.answers();
        if boxes == self.at_first {
            return None;
        }
        boxes.push((DAY.into(), self.day.date().to_string()));
        boxes.push((DUE.into(), self.line.due.date().to_string()));
        for name in self.times() {
            if let Some(Ok(at)) = self.time(name) {
                boxes.push((format!("{AT}{name}"), at.timestamp_millis().to_string()));
            }
        }
        Some(Draft { name, subject: self.subject, began, boxes })
    }

    fn take_up(&mut self, draft: &Draft) {
        let Some(now) = self.now else { return };
        self.form.fill(&draft.boxes);
        self.began = Some(draft.began);
        // "Now" and "yesterday" may have been said on another day: they are written out as they were meant.
        let times = draft.boxes.iter().filter_map(|(name, millis)| {
            let at = DateTime::from_timestamp_millis(millis.parse().ok()?)?;
            Some((name.strip_prefix(AT)?.to_string(), when::typed_when(at, now)))
        });
        self.form.fill(&times.collect::<Vec<_>>());
    }

    fn warnings(&self) -> Vec<Warned> {
        self.warnings.clone()
    }

    fn cover(&self) -> Cover {
        Cover::Whole
    }

    fn offers(&self) -> Vec<Offer> {
        let mut offers = vec![Offer::unless(Command::Save, self.why_not.as_deref())];
        offers.extend([Command::NextField, Command::FieldBefore, Command::Back].map(Offer::can));
        offers
    }

    fn save(&self) -> Asked {
        self.ask(Then::Close)
    }

    fn press(&self, button: usize) -> Asked {
        match ways(self.ask).get(button) {
            Some((_, then)) => self.ask(*then),
            None => Ok(Reply::Back),
        }
    }

    /// Follows what was answered: what each time means, and what is asked besides.
    fn settle(&mut self) {
        let Some(now) = self.now else { return };
        let times: &[&'static str] = match self.ask {
            Ask::Record => &[],
            Ask::Involved | Ask::Child => &[WHEN],
            Ask::Tell => &[TO_TELL[0], TO_TELL[1], TO_TELL[2], TO_TELL[3], TO_TELL[4], TOLD],
        };
        for name in times {
            let written = self.form.written(name);
            if self.typed.get(name).is_none_or(|(before, _)| *before != written) {
                self.typed.insert(name, (written, now));
            }
            let understood = match self.time(name) {
                Some(Ok(at)) => when::shown_when(at, now),
                Some(Err(NotUnderstood::NotYet { .. })) => "that is still to come".into(),
                Some(Err(_)) => "as 09:50 or yesterday 7pm".into(),
                None => String::new(),
            };
            self.form.understood(name, understood);
        }
        let nobody_else = self.form.written(ELSE).trim().is_empty();
        self.form.leave_out(if nobody_else { vec![TOLD] } else { Vec::new() });
    }

    fn remark(&self) -> String {
        match self.form.here() {
            WHEN | TOLD => {
                "Today, yesterday 7pm or 22/11 19:40. How it is understood stands beside it.".into()
            }
            here if TO_TELL.contains(&here) => "When they were told: now, 09:50 or yesterday 7pm.".into(),
            SAID if self.ask == Ask::Child => format!("What {} said, in the same words.", self.name),
            _ => "In plain words. What you write is kept as you type.".into(),
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let title =
            [(self.name.as_str(), Role::TextStrong), (" · ", Role::Title), (self.ask.words(), Role::Title)];
        let inside = paint.pane(area, &title, &self.left, Focus::Here);
        let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
        self.form.draw_above(&self.promise(), inside, paint);
    }
}
