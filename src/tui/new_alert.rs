//! Telling colleagues how a child feels: a new alert, what they will see of it, and the alert that is open about the
//! child already, in case it is the same worry.

use super::alert;
use super::doors;
use super::form::{self, Field, Form, both};
use super::form_screen::{Asked, FormScreen};
use super::paint::{Focus, Paint, Rect};
use super::screen::{Cover, Notice, Offer, Reply};
use crate::care::alert::{Act, Alert, Audience, Feeling, Level, Until, Warning};
use crate::care::{self, AlertId, ChildId, Gap, Hours, Moment, Part, Refusal, StaffId, Subject, when};
use crate::desk::{Draft, Trouble, View};
use crate::theme::{Mark, Role};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

/// A new alert.
pub struct NewAlert {
    /// What its draft is kept under: the child it was opened for, whoever is chosen since.
    name: String,
    child: Option<ChildId>,
    form: Form,
    known: Option<Known>,
    began: Option<DateTime<Utc>>,
    /// The audience as it was ticked last, to see what was ticked since.
    ticked: Vec<bool>,
}

/// What is known of the home. Children and colleagues stay as they were when it was opened, so that nothing moves
/// under the cursor.
struct Known {
    me: String,
    now: Moment,
    hours: Hours,
    meanings: [String; 3],
    children: Vec<(ChildId, String)>,
    colleagues: Vec<(StaffId, String)>,
    /// The worst open alert about each child who has one.
    open: Vec<OpenAlert>,
}

/// An alert that is open already.
struct OpenAlert {
    id: AlertId,
    child: ChildId,
    level: Level,
    feeling: &'static str,
    about: String,
    from: String,
}

const CHILD: &str = "child";
const LEVEL: &str = "level";
const FEELING: &str = "feeling";
const ABOUT: &str = "about what";
const SHOWS: &str = "how it may show";
const HELPS: &str = "what helps";
const FOR: &str = "for whom";
const NAMED: &str = "by name";
const ENDS: &str = "ends";
const DAY: &str = "until";

/// For whom, in the order of the ticks; "everyone" and "named" people are the first and the last.
const AUDIENCE: [&str; 5] = ["everyone", "morning", "day", "night", "named"];

/// Until when, in the order of the choice.
const UNTIL: [&str; 4] = ["tonight", "tomorrow", "a date", "closed"];
const A_DATE: usize = 2;

const SEND: &str = "Send to colleagues";
const ADD: &str = "Add to that alert instead";
const KEEP: &str = "Keep as draft";

impl NewAlert {
    /// A new alert about a child, or about one still to be chosen.
    pub fn about(child: Option<ChildId>) -> Self {
        let whose = child.map_or("house".into(), |child| child.0.to_string());
        Self::named(format!("alert:{whose}"), child)
    }

    /// The form that a draft was begun in.
    pub fn kept(draft: &Draft) -> Self {
        Self::named(draft.name.clone(), draft.subject.child())
    }

    fn named(name: String, child: Option<ChildId>) -> Self {
        let start = if child.is_some() { LEVEL } else { CHILD };
        let form = Form::new(fields()).with_buttons(&[SEND, KEEP]).starting_at(start);
        Self { name, child, form, known: None, began: None, ticked: Vec::new() }
    }

    fn chosen_child(&self) -> Option<&(ChildId, String)> {
        self.known.as_ref()?.children.get(self.form.chosen(CHILD))
    }

    /// The alert that is open about the chosen child.
    fn open(&self) -> Option<&OpenAlert> {
        let (child, _) = self.chosen_child()?;
        self.known.as_ref()?.open.iter().find(|open| open.child == *child)
    }

    fn level(&self) -> Level {
        Level::ALL[self.form.chosen(LEVEL).min(Level::ALL.len() - 1)]
    }

    fn feeling(&self) -> Feeling {
        Feeling::ALL[self.form.chosen(FEELING).min(Feeling::ALL.len() - 1)]
    }

    fn audience(&self) -> Audience {
        let ticked = self.form.ticked(FOR);
        let by_name = ticked.last() == Some(&true);
        let parts = Part::ALL.into_iter().zip(ticked.iter().skip(1));
        let named = self.form.ticked(NAMED);
        let colleagues = self.known.iter().flat_map(|known| &known.colleagues).zip(named);
        Audience {
            parts: parts.filter(|(_, ticked)| **ticked).map(|(part, _)| part).collect::<BTreeSet<_>>(),
            people: colleagues
                .filter(|(_, ticked)| *ticked && by_name)
                .map(|((staff, _), _)| *staff)
                .collect::<BTreeSet<_>>(),
        }
    }

    fn until(&self) -> Result<Until, Gap> {
        match (self.form.chosen(ENDS), &self.known) {
            (0, _) => Ok(Until::Tonight),
            (1, _) => Ok(Until::Tomorrow),
            (A_DATE, Some(known)) => {
                let today = known.hours.day_of(known.now);
                self.form.day(DAY, today.date()).map(Until::Day)
            }
            _ => Ok(Until::Closed),
        }
    }

    fn warning(&self) -> Warning {
        Warning {
            level: self.level(),
            feeling: self.feeling(),
            about: self.form.written(ABOUT),
            shows: self.form.written(SHOWS),
            helps: self.form.written(HELPS),
            audience: self.audience(),
        }
    }

    /// The same worry once more: what is written goes to the alert that is open.
    fn add_to(&self, open: &OpenAlert) -> Reply {
        let level = self.level();
        if level > open.level {
            let words = format!(
                "That alert says {} and this one {}: send this one, so that colleagues are told.",
                open.level.words(),
                level.words()
            );
            return Reply::Say(Notice::problem(words));
        }
        let more = [(SHOWS, "How it may show"), (HELPS, "What helps")].map(|(name, label)| {
            let text = self.form.written(name);
            if text.trim().is_empty() { String::new() } else { format!("\n{label}: {text}") }
        });
        let text = self.form.written(ABOUT) + &more.concat();
        Reply::DoThenBack(care::Act::Alert(Act::FollowUp { id: open.id, text }))
    }

    /// Everyone, or some: ticking one unticks the other, and nobody is everyone.
    fn tick_one_audience(&mut self) {
        let mut now = self.form.ticked(FOR);
        let before = std::mem::take(&mut self.ticked);
        let was = |n: usize| before.get(n).copied().unwrap_or(n == 0);
        if let Some((everyone, some)) = now.split_first_mut() {
            if *everyone && !was(0) {
                some.fill(false);
            } else {
                *everyone = !some.contains(&true);
            }
        }
        self.form.tick(FOR, &now);
        self.ticked = now;
    }
}

fn fields() -> Vec<Field> {
    let all = |options: &[&str]| options.iter().map(|option| (*option).to_string()).collect::<Vec<_>>();
    let audience = AUDIENCE.iter().enumerate().map(|(n, who)| ((*who).to_string(), n == 0)).collect();
    vec![
        Field::choice(CHILD, "Child", Vec::new(), 0),
        Field::choice(LEVEL, "How much", all(&Level::ALL.map(Level::words)), 1),
        Field::choice(FEELING, "Feeling", all(&Feeling::ALL.map(Feeling::words)), 0)
            .with_hint("← → or a first letter"),
        Field::wrapped(ABOUT, "About what", 2, "").with_hint("what happened, or what is coming"),
        Field::wrapped(SHOWS, "How it may show", 2, "").with_hint("what colleagues may see"),
        Field::wrapped(HELPS, "What helps", 2, "").with_hint("what to do, and what not to do"),
        Field::ticks(FOR, "For", audience).with_hint("← → moves, Space ticks"),
        Field::ticks(NAMED, "By name", Vec::new()).with_hint("← → moves, Space ticks"),
        Field::choice(ENDS, "Until", all(&UNTIL), 0),
        Field::line(DAY, "Last day", "").narrow(16).with_hint("Fri, 28/11 or in 3 days"),
    ]
}

impl FormScreen for NewAlert {
    fn form(&self) -> &Form {
        &self.form
    }

    fn form_mut(&mut self) -> &mut Form {
        &mut self.form
    }

    fn title(&self) -> String {
        "New alert".into()
    }

    fn cover(&self) -> Cover {
        Cover::Whole
    }

    fn offers(&self) -> Vec<Offer> {
        form::offers("send")
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        self.began.get_or_insert(view.now().at);
        if let Some(known) = &mut self.known {
            known.refresh(view);
        } else {
            let known = Known::read(view);
            let names = |all: Vec<&String>| all.into_iter().cloned().collect::<Vec<String>>();
            self.form.reword(CHILD, names(known.children.iter().map(|(_, name)| name).collect()));
            self.form.reword(NAMED, names(known.colleagues.iter().map(|(_, name)| name).collect()));
            let at = known.children.iter().position(|(child, _)| Some(*child) == self.child);
            self.form.choose(CHILD, at.unwrap_or(0));
            self.known = Some(known);
        }
        Ok(())
    }

    fn draft_name(&self) -> Option<String> {
        Some(self.name.clone())
    }

    fn draft(&self) -> Option<Draft> {
        let subject = self.chosen_child().map_or(Subject::House, |(child, _)| Subject::Child(*child));
        self.form.draft(self.name.clone(), subject, self.began?)
    }

    fn take_up(&mut self, draft: &Draft) {
        self.began = Some(draft.began);
        self.form.fill(&draft.boxes);
        self.ticked = self.form.ticked(FOR);
    }

    fn refused(&mut self, refusal: &Refusal) {
        // A follow-up asks what happened; here the words for it stand in the box that says what it is about.
        let there =
            |gap: &Gap| if gap.field == "what happened" { Gap::new(ABOUT, &*gap.say) } else { gap.clone() };
        match refusal {
            Refusal::Incomplete(gaps) => {
                self.form.refused(&Refusal::Incomplete(gaps.iter().map(there).collect()));
            }
            Refusal::NotYours(_) | Refusal::Gone(_) | Refusal::NotNow(_) => self.form.refused(refusal),
        }
    }

    /// Sends it to colleagues.
    fn save(&self) -> Asked {
        let Some((child, _)) = self.chosen_child() else {
            return Ok(Reply::Say(Notice::note("No child lives here yet.")));
        };
        let (child, warning) = (*child, Box::new(self.warning()));
        let nobody = warning.audience.everyone() && self.form.ticked(FOR).first() != Some(&true);
        let audience = if nobody { Err(Gap::new(NAMED, "Tick whom it is for.")) } else { Ok(()) };
        let ((), until) = both(audience, self.until())?;
        Ok(Reply::DoThenBack(care::Act::Alert(Act::Raise { child, warning, until })))
    }

    fn press(&self, button: usize) -> Asked {
        match (button, self.open()) {
            (0, _) => self.save(),
            (1, Some(open)) => Ok(self.add_to(open)),
            _ => Ok(Reply::Back),
        }
    }

    /// Follows what was answered: what a level means, what is asked besides, what can be done with it.
    fn settle(&mut self) {
        self.tick_one_audience();
        let mut left_out = Vec::new();
        if self.form.ticked(FOR).last() != Some(&true) {
            left_out.push(NAMED);
        }
        if self.form.chosen(ENDS) != A_DATE {
            left_out.push(DAY);
        }
        self.form.leave_out(left_out);
        if let Some(known) = &self.known {
            let level = self.level();
            self.form.hint(LEVEL, known.meanings[level as usize].clone());
            let day = match self.until() {
                Ok(Until::Day(day)) => day.date().format("%a %-d %b %Y").to_string(),
                Ok(Until::Tonight | Until::Tomorrow | Until::Closed) | Err(_) => String::new(),
            };
            self.form.understood(DAY, day);
        }
        self.form.set_buttons(if self.open().is_some() { &[SEND, ADD, KEEP] } else { &[SEND, KEEP] });
    }

    fn remark(&self) -> String {
        match self.chosen_child() {
            Some((_, name)) => format!("In plain words. {name} may read this one day."),
            None => "No child lives here yet.".into(),
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let wide = area.width >= 100;
        let left = if wide { area.width * 16 / 25 } else { area.width };
        let title = [("Tell colleagues how a child feels", Role::Title)];
        let inside = paint.pane(Rect { width: left, ..area }, &title, "", Focus::Here);
        let mut form = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
        if wide {
            let right = Rect { x: area.x + left, width: area.width - left, ..area };
            self.draw_side(right, paint);
        } else if let Some(open) = self.open() {
            Self::draw_same_worry(open, Rect { height: 1, ..form }, paint);
            form = Rect { y: form.y + 1, height: form.height.saturating_sub(1), ..form };
        }
        self.form.draw(form, paint);
    }
}

impl NewAlert {
    /// What colleagues will see, and the alert that is open.
    fn draw_side(&self, area: Rect, paint: &mut Paint<'_>) {
        let Some(open) = self.open() else { return self.draw_preview(area, paint) };
        let below = area.height.min(9);
        self.draw_preview(Rect { height: area.height - below, ..area }, paint);
        let area = Rect { y: area.bottom() - below, height: below, ..area };
        let name = self.chosen_child().map_or("", |(_, name)| name);
        let inside = paint.pane(area, &[("Open about ", Role::Title), (name, Role::Title)], "", Focus::Away);
        let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
        level(open.level, open.feeling, Rect { height: 1, ..inside }, paint);
        paint.words(inside.x + 2, inside.y + 1, inside.width.saturating_sub(2), &open.from, Role::TextMuted);
        let rows = inside.height.saturating_sub(4).min(3);
        let about =
            Rect { x: inside.x + 2, y: inside.y + 2, width: inside.width.saturating_sub(2), height: rows };
        let used = paint.text(about, &open.about, Role::Text);
        let y = inside.y + 3 + used;
        if y < inside.bottom() {
            paint.words(inside.x, y, inside.width, "Is this the same worry?", Role::TextStrong);
        }
    }

    fn draw_preview(&self, area: Rect, paint: &mut Paint<'_>) {
        let inside = paint.pane(area, &[("What they will see", Role::Title)], "", Focus::Away);
        let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
        let (Some(known), Some((_, name))) = (&self.known, self.chosen_child()) else { return };
        level(self.level(), self.feeling().words(), Rect { height: 1, ..inside }, paint);
        let from = format!("{name}   {}, {}", known.me, when::shown_time(known.now.at, known.now.zone));
        paint.words(inside.x + 2, inside.y + 1, inside.width.saturating_sub(2), &from, Role::TextMuted);
        let audience = alert::audience(&self.audience(), |staff| known.name(staff));
        let until = self.until().map_or(String::new(), |until| known.ends(until));
        let written = |name: &str| self.form.written(name);
        let boxes = [
            ("About", written(ABOUT)),
            ("Shows", written(SHOWS)),
            ("Helps", written(HELPS)),
            ("For", audience),
            ("Until", until),
        ];
        let mut y = inside.y + 2;
        for (label, text) in boxes.iter().filter(|(_, text)| !text.is_empty()) {
            let height = inside.bottom().saturating_sub(y);
            if height == 0 {
                break;
            }
            paint.words(inside.x + 2, y, 6, label, Role::TextMuted);
            let text_area = Rect { x: inside.x + 9, y, width: inside.width.saturating_sub(9), height };
            y += paint.text(text_area, text, Role::Text);
        }
    }

    /// The open alert in one row, where there is no room beside the form.
    fn draw_same_worry(open: &OpenAlert, area: Rect, paint: &mut Paint<'_>) {
        let (mark, words, role) = doors::level(Some(open.level));
        let ask = "The same worry?";
        let used = paint.right(area.right(), area.y, 16, ask, Role::TextStrong);
        let about = format!(" {}, {}", open.feeling, open.about);
        let spans = [
            ("Open: ", Role::TextMuted),
            (paint.mark(mark), role),
            (" ", role),
            (words, role),
            (&*about, Role::Text),
        ];
        paint.spans(area.x + 2, area.y, area.width.saturating_sub(used + 4), &spans);
    }
}

/// "▲ worried · anxious".
fn level(of: Level, feeling: &str, area: Rect, paint: &mut Paint<'_>) {
    let (mark, words, role) = doors::level(Some(of));
    let dot = format!(" {} ", paint.mark(Mark::Dot));
    let spans = [
        (paint.mark(mark), role),
        (" ", role),
        (words, role),
        (&*dot, Role::TextMuted),
        (feeling, Role::TextStrong),
    ];
    paint.spans(area.x, area.y, area.width, &spans);
}

impl Known {
    fn read(view: &View<'_>) -> Self {
        let home = view.home();
        let mut known = Self {
            me: home.people.first_name(view.me()).into(),
            now: view.now(),
            hours: home.house.hours,
            meanings: home.house.meanings.clone(),
            children: home.children.here().map(|child| (child.id, child.called().to_string())).collect(),
            colleagues: home.people.working().map(|staff| (staff.id, staff.first_name().into())).collect(),
            open: Vec::new(),
        };
        known.refresh(view);
        known
    }

    /// What others may have changed meanwhile.
    fn refresh(&mut self, view: &View<'_>) {
        let (home, now) = (view.home(), view.now());
        let open = |alert: &Alert| OpenAlert {
            id: alert.id,
            child: alert.child,
            level: alert.warning.level,
            feeling: alert.warning.feeling.words(),
            about: alert.warning.about.clone(),
            from: format!("{}, {}", home.people.first_name(alert.by), when::shown_when(alert.at, now)),
        };
        self.now = now;
        self.open = home.alerts.open(now.at).into_iter().map(open).collect();
    }

    fn name(&self, staff: StaffId) -> String {
        self.colleagues
            .iter()
            .find(|(known, _)| *known == staff)
            .map_or(String::new(), |(_, name)| name.clone())
    }

    fn ends(&self, until: Until) -> String {
        let today = self.hours.day_of(self.now);
        let day = match until {
            Until::Tonight => today,
            Until::Tomorrow => today.plus(1),
            Until::Day(day) => day,
            Until::Closed => return "until somebody closes it".into(),
        };
        alert::ends(self.hours, self.hours.ends(day, Part::Night, self.now.zone), self.now)
    }
}
