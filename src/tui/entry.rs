//! Writing in the log: when it happened, what, in whose words, and how the writer knows. For a child or the house.

use super::child;
use super::form::{Field, Form};
use super::form_screen::{Asked, FormScreen};
use super::paint::{Focus, Paint, Rect};
use super::screen::{Cover, Reply, Warned};
use super::who_reads;
use crate::care::log::{self, Category, Event, Knowing, Mood};
use crate::care::when::{self, NotUnderstood};
use crate::care::{Act, Gap, Moment, Refusal, StaffId, Subject};
use crate::desk::{Draft, Trouble, View};
use crate::theme::Role;
use chrono::{DateTime, Datelike, Utc};

/// An entry being written.
pub struct WriteEntry {
    subject: Subject,
    name: String,
    warnings: Vec<Warned>,
    form: Form,
    /// When the home was last read, and when this was begun; both unknown until it was read once.
    now: Option<Moment>,
    began: Option<DateTime<Utc>>,
    /// What the time is counted from: "10 min ago" is so long before it was typed, however late it is saved.
    counted_from: Option<Moment>,
    /// The time as it was last typed.
    when: String,
    /// Whoever writes says who can read it.
    manages: bool,
    /// Whom it can be kept to.
    people: Vec<(StaffId, String)>,
}

const WHEN: &str = "when it happened";
const ABOUT: &str = "about";
const MOOD: &str = "mood";
const WHAT: &str = "what happened";
const OWN: &str = "own words";
const KNOWING: &str = "how I know";
const BY: &str = "told by";
const KIND: &str = "kind";
const COUNTED_FROM: &str = "counted from";

/// The boxes with the writer's own words.
pub const WRITTEN: [&str; 4] = [WHAT, OWN, BY, WHEN];

/// How the writer knows, in the order of the form. The last is a child's alone.
const WAYS: [&str; 4] = ["seen or heard myself", "my opinion", "told by someone", "the child’s own words"];
const TOLD: usize = 2;

impl WriteEntry {
    /// An empty entry about a child, or the house.
    pub fn new(subject: Subject) -> Self {
        let form = Form::new(fields(subject)).saved_or_kept().starting_at(WHAT);
        let mut screen = Self {
            subject,
            name: String::new(),
            warnings: Vec::new(),
            form,
            now: None,
            began: None,
            counted_from: None,
            when: "now".into(),
            manages: false,
            people: Vec::new(),
        };
        screen.settle();
        screen
    }

    /// What the time typed means.
    fn happened(&self) -> Option<Result<DateTime<Utc>, NotUnderstood>> {
        self.counted_from.map(|from| when::parse_time_of_event(&self.form.written(WHEN), from))
    }

    fn knowing(&self) -> Knowing {
        match self.form.chosen(KNOWING) {
            0 => Knowing::Seen,
            1 => Knowing::Opinion,
            TOLD => Knowing::ToldBy(self.form.written(BY)),
            _ => Knowing::OwnWords,
        }
    }

    /// What holds for every entry, and who may read it.
    fn promise(&self) -> String {
        let promise = "Nothing here can be changed later, only added to.";
        match self.subject {
            _ if self.manages && who_reads::chosen(&self.form, &self.people).is_some() => {
                format!("{promise} Whoever must read it all the same writes why, and you are told.")
            }
            Subject::Child(_) => format!("{promise} {} may read this one day.", self.name),
            Subject::House => promise.into(),
        }
    }
}

/// "Sun 22 Nov 19:40", with the year when it is another.
fn in_full(at: DateTime<Utc>, now: Moment) -> String {
    let local = at.with_timezone(&now.zone);
    let shape = if local.year() == now.local().year() { "%a %-d %b %H:%M" } else { "%a %-d %b %Y %H:%M" };
    local.format(shape).to_string()
}

/// A measure is always about a child.
fn kinds(subject: Subject) -> &'static [Event] {
    match subject {
        Subject::Child(_) => &Event::ALL,
        Subject::House => &[Event::Ordinary, Event::Serious],
    }
}

fn fields(subject: Subject) -> Vec<Field> {
    let all = |options: &[&str]| options.iter().map(|option| (*option).to_string()).collect::<Vec<_>>();
    let child = subject.child().is_some();
    let about = Category::ALL.iter().position(|category| *category == Category::General).unwrap_or(0);
    let when = Field::line(WHEN, "When it happened", "").narrow(24).suggesting("now");
    let mut fields = vec![
        when.with_hint("today, 22/11 19:40 or “yesterday 7pm”"),
        Field::choice(ABOUT, "About", all(&Category::ALL.map(Category::words)), about)
            .with_hint("← → or a first letter"),
    ];
    if child {
        let moods = all(&["not said", "1", "2", "3", "4", "5"]);
        fields.push(Field::choice(MOOD, "Mood", moods, 0).with_hint("1 very low, 5 very good"));
    }
    fields.push(Field::text(WHAT, "What happened", 4, ""));
    if child {
        let hint = "in the child’s own words, if any";
        fields.push(Field::text(OWN, "Own words", 2, "").with_hint(hint));
    }
    let ways = if child { &WAYS[..] } else { &WAYS[..=TOLD] };
    fields.push(Field::choice(KNOWING, "How I know", all(ways), 0));
    fields.push(Field::line(BY, "Told by", "").with_hint("who told you"));
    let kinds: Vec<&str> = kinds(subject).iter().map(|kind| kind.words()).collect();
    let kind = Field::choice(KIND, "Kind of event", all(&kinds), 0);
    let kind_hint = if child {
        "a measure starts three to-dos in time; a serious event asks whom to tell"
    } else {
        "a serious event asks whom to tell"
    };
    fields.push(kind.with_hint(kind_hint));
    fields.extend(who_reads::fields());
    fields
}

impl FormScreen for WriteEntry {
    fn form(&self) -> &Form {
        &self.form
    }

    fn form_mut(&mut self) -> &mut Form {
        &mut self.form
    }

    fn title(&self) -> String {
        format!("{} · write in the log", self.name)
    }

    fn cover(&self) -> Cover {
        Cover::Whole
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        self.name = view.home().name_of(self.subject).into();
        self.warnings = child::warnings(view.home(), self.subject, view.today());
        if self.now.is_none() {
            self.manages = who_reads::why_not(view).is_none();
            self.people = who_reads::can_be_named(view);
            who_reads::name(&mut self.form, &self.people);
        }
        self.now = Some(view.now());
        self.began.get_or_insert(view.now().at);
        self.counted_from.get_or_insert(view.now());
        Ok(())
    }

    fn draft_name(&self) -> Option<String> {
        let whose = self.subject.child().map_or("house".into(), |child| child.0.to_string());
        Some(format!("log:{whose}"))
    }

    fn draft(&self) -> Option<Draft> {
        let mut draft = self.form.draft(self.draft_name()?, self.subject, self.began?)?;
        let counted_from = self.counted_from.map_or(draft.began, |from| from.at);
        draft.boxes.push((COUNTED_FROM.into(), counted_from.timestamp_millis().to_string()));
        Some(draft)
    }

    fn take_up(&mut self, draft: &Draft) {
        let Some(now) = self.now else { return };
        self.form.fill(&draft.boxes);
        self.began = Some(draft.began);
        let kept = draft.boxes.iter().find(|(name, _)| name == COUNTED_FROM);
        let kept = kept.and_then(|(_, millis)| DateTime::from_timestamp_millis(millis.parse().ok()?));
        let from = Moment { at: kept.unwrap_or(draft.began), ..now };
        // "Now" and "yesterday" were said on another day: they are written out as they were meant.
        if let Ok(at) = when::parse_time_of_event(&self.form.written(WHEN), from) {
            self.form.fill(&[(WHEN.into(), when::typed_when(at, now))]);
        }
    }

    fn about(&self) -> String {
        self.name.clone()
    }

    fn warnings(&self) -> Vec<Warned> {
        self.warnings.clone()
    }

    fn save(&self) -> Asked {
        let (text, own_words) = (self.form.written(WHAT), self.form.written(OWN));
        match self.happened() {
            None => Ok(Reply::Ignored),
            Some(Ok(happened)) => Ok(Reply::DoThenBack(Act::Log(log::Act::Write {
                subject: self.subject,
                happened,
                category: Category::ALL[self.form.chosen(ABOUT).min(Category::ALL.len() - 1)],
                text,
                own_words,
                mood: u8::try_from(self.form.chosen(MOOD)).ok().and_then(Mood::new),
                knowing: self.knowing(),
                event: kinds(self.subject)[self.form.chosen(KIND).min(kinds(self.subject).len() - 1)],
                kept_to: if self.manages { who_reads::chosen(&self.form, &self.people) } else { None },
            }))),
            Some(Err(not_understood)) => {
                // Without a time there is nothing to ask the home, so the words are looked at here.
                let mut gaps = vec![Gap::new(WHEN, not_understood.to_string())];
                if let Err(Refusal::Incomplete(more)) = log::check(&text, &own_words, self.knowing()) {
                    gaps.extend(more);
                }
                Err(gaps)
            }
        }
    }

    /// Follows what was answered: what a time means, and what is asked besides.
    fn settle(&mut self) {
        let written = self.form.written(WHEN);
        if written != self.when {
            self.when = written;
            self.counted_from = self.now;
        }
        let understood = match (self.happened(), self.now) {
            (Some(Ok(at)), Some(now)) => in_full(at, now),
            (Some(Err(NotUnderstood::NotYet { .. })), _) => "that is still to come".into(),
            _ => "as 09:50 or yesterday 7pm".into(),
        };
        self.form.understood(WHEN, understood);
        let told = self.form.chosen(KNOWING) == TOLD;
        let mut left_out = if told { Vec::new() } else { vec![BY] };
        if self.manages {
            left_out.extend(who_reads::left_out(&self.form));
        } else {
            left_out.extend([who_reads::READS, who_reads::NAMED]);
        }
        self.form.leave_out(left_out);
    }

    fn remark(&self) -> String {
        match self.form.here() {
            WHEN => "Today, yesterday 7pm or 22/11 19:40. How it is understood stands beside it.".into(),
            who_reads::NAMED => "Space ticks who can read it. Managers always can, and you.".into(),
            ABOUT | MOOD | KNOWING | KIND | who_reads::READS => {
                "← → chooses. Tab goes on to the next box.".into()
            }
            OWN => format!("What {} said, in the same words.", self.name),
            _ => "In plain words. What you write is kept as you type.".into(),
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let inside = paint.pane(area, &[(&self.name, Role::TextStrong)], "log entry", Focus::Here);
        let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
        self.form.draw_above(&self.promise(), inside, paint);
    }
}
