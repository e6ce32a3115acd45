//! The box for where a child is: where, since when, until when, a few words; of one who is missing, how they were
//! last seen. The same place again puts right what was written before; both are kept.

use super::times::Times;
use crate::care::whereabouts::{Act, LastSeen, Place as Where, Stay};
use crate::care::{self, ChildId, Gap, Moment, Subject, when};
use crate::desk::{Draft, Trouble, View};
use crate::theme::Role;
use crate::tui::form::{Field, Form};
use crate::tui::form_screen::{Asked, FormScreen};
use crate::tui::paint::{Paint, Rect};
use crate::tui::screen::Reply;
use crate::tui::why::centred;
use chrono::{DateTime, Utc};

/// Where a child is, being written.
pub struct Going {
    child: ChildId,
    name: String,
    /// The home's word on whom to call.
    on_call: String,
    /// What was known when the box was opened.
    was: Option<Stay>,
    form: Form,
    times: Times,
    /// The place that the other boxes are filled in for.
    filled_for: Where,
}

/// What a draft of it is called.
pub const KIND: &str = "in and out";

const PLACE: &str = "place";
const WHEN: &str = "when";
const DUE: &str = "due back";
const SEEN: &str = "last seen";
const SEEN_WHERE: &str = "where";
const WEARING: &str = "wearing";
const NOTE: &str = "note";

/// The boxes that a missing child's place has, and no other.
const MISSING: [&str; 3] = [SEEN, SEEN_WHERE, WEARING];

impl Going {
    /// Begins with a place, the cursor where that place asks first.
    pub fn to(child: ChildId, place: Where, was: Option<Stay>, now: Moment) -> Self {
        let mut going = Self::new(child, place, was, now);
        going.form.go_to(match place {
            Where::In => WHEN,
            Where::Missing => SEEN,
            Where::School | Where::OutWithStaff | Where::Family | Where::OutAlone | Where::AwayOvernight => {
                DUE
            }
        });
        going
    }

    /// Begins with the place where the child is, to be changed or put right.
    pub fn from(child: ChildId, was: Option<Stay>, now: Moment) -> Self {
        let place = was.as_ref().map_or(Where::In, |stay| stay.place);
        Self::new(child, place, was, now)
    }

    /// The box that a draft was begun in.
    pub fn kept(draft: &Draft) -> Option<Self> {
        let now = Moment { at: draft.began, zone: chrono_tz::UTC };
        Some(Self::new(draft.subject.child()?, Where::In, None, now))
    }

    fn new(child: ChildId, place: Where, was: Option<Stay>, now: Moment) -> Self {
        let at = Where::ALL.iter().position(|known| *known == place).unwrap_or(0);
        let places = Where::ALL.iter().map(|place| place.words().to_string()).collect();
        let time = |name, label: &str, hint: &str| Field::line(name, label, "").narrow(20).with_hint(hint);
        let form = Form::new(vec![
            Field::choice(PLACE, "Where", places, at).with_hint("← → or a first letter"),
            time(WHEN, "Since", "now, 16:05 or “yesterday 19:40”"),
            time(SEEN, "Last seen", "16:05 or “10 min ago”"),
            Field::line(SEEN_WHERE, "Seen where", "").with_hint("the last place anyone saw them"),
            Field::line(WEARING, "Wearing", ""),
            time(DUE, "Due back", "17:30, “tomorrow 10:00” or “in 2 hours”"),
            Field::line(NOTE, "A few words", "").with_hint("with whom, where to"),
        ]);
        let mut going = Self {
            child,
            name: String::new(),
            on_call: String::new(),
            was,
            form: form.with_buttons(&["Save"]),
            times: Times::at(now),
            filled_for: place,
        };
        going.fill_in(place);
        going.settle();
        going
    }

    fn place_chosen(&self) -> Where {
        Where::ALL[self.form.chosen(PLACE).min(Where::ALL.len() - 1)]
    }

    /// What is put right when the place is the one that was known.
    fn known(&self, place: Where) -> Option<&Stay> {
        self.was.as_ref().filter(|stay| stay.place == place)
    }

    /// Fills in what is known of a place, wherever nobody wrote anything else.
    fn fill_in(&mut self, place: Where) {
        let typed = |at: DateTime<Utc>| when::typed_when(at, self.times.from());
        let known = self.known(place);
        let seen = known.and_then(|stay| stay.last_seen.clone()).unwrap_or_default();
        let new = [
            (WHEN, known.map_or("now".into(), |stay| typed(stay.since))),
            (SEEN, seen.at.map_or(String::new(), typed)),
            (SEEN_WHERE, seen.place),
            (WEARING, seen.wearing),
            (DUE, known.and_then(|stay| stay.due_back).map_or(String::new(), typed)),
            (NOTE, known.map_or(String::new(), |stay| stay.note.clone())),
        ];
        for (name, text) in new {
            self.form.suggest(name, &text);
        }
        self.filled_for = place;
    }

    /// Due back is counted from when the child went.
    fn due_back(&self, typed: &str) -> Result<DateTime<Utc>, when::NotUnderstood> {
        let went = self.times.past(&self.form.written(WHEN)).unwrap_or(self.times.from().at);
        when::parse_time_to_come(typed, Moment { at: went, ..self.times.from() })
    }
}

impl FormScreen for Going {
    fn form(&self) -> &Form {
        &self.form
    }

    fn form_mut(&mut self) -> &mut Form {
        &mut self.form
    }

    fn title(&self) -> String {
        String::new()
    }

    fn about(&self) -> String {
        self.name.clone()
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        self.name = view.home().name_of(Subject::Child(self.child)).into();
        self.on_call.clone_from(&view.home().house.on_call);
        if self.was.is_none() {
            self.was = view.home().whereabouts.stay(self.child).cloned();
        }
        self.times.read(view.now());
        Ok(())
    }

    fn draft_name(&self) -> Option<String> {
        Some(format!("{KIND}:{}", self.child.0))
    }

    fn draft(&self) -> Option<Draft> {
        let (subject, began) = (Subject::Child(self.child), self.times.began());
        let mut draft = self.form.draft(self.draft_name()?, subject, began)?;
        self.times.write_out(&mut draft.boxes, &[WHEN, SEEN]);
        let due = self.due_back(&self.form.written(DUE)).ok();
        self.times.write_in_full(&mut draft.boxes, DUE, due);
        Some(draft)
    }

    fn take_up(&mut self, draft: &Draft) {
        self.times.take_up(draft.began);
        self.form.fill(&draft.boxes);
        self.filled_for = self.place_chosen();
    }

    fn save(&self) -> Asked {
        let place = self.place_chosen();
        let mut gaps = Vec::new();
        let mut asked = |name, time: Result<DateTime<Utc>, when::NotUnderstood>| {
            time.map_err(|not| gaps.push(Gap::new(name, not.to_string()))).ok()
        };
        let written = |name| Some(self.form.written(name)).filter(|typed| !typed.trim().is_empty());
        let since = asked(WHEN, self.times.past(&self.form.written(WHEN)));
        let due = written(DUE).filter(|_| !matches!(place, Where::In | Where::Missing));
        let due_back = due.and_then(|typed| asked(DUE, self.due_back(&typed)));
        let seen = written(SEEN).filter(|_| place == Where::Missing);
        let seen = seen.and_then(|typed| asked(SEEN, self.times.past(&typed)));
        let Some(since) = since.filter(|_| gaps.is_empty()) else {
            return Err(gaps);
        };
        let last_seen = (place == Where::Missing).then(|| LastSeen {
            at: seen,
            place: self.form.written(SEEN_WHERE),
            wearing: self.form.written(WEARING),
        });
        let instead_of = self.known(place).map(|stay| stay.number);
        let (child, note) = (self.child, self.form.written(NOTE));
        let go = Act::Go { child, place, since, due_back, note, last_seen, instead_of };
        Ok(Reply::DoThenBack(care::Act::Whereabouts(go)))
    }

    /// Follows what was answered: which boxes are asked, and what the times mean.
    fn settle(&mut self) {
        let place = self.place_chosen();
        if place != self.filled_for {
            self.fill_in(place);
        }
        let due = !matches!(place, Where::In | Where::Missing);
        let out = MISSING.into_iter().filter(|_| place != Where::Missing).chain((!due).then_some(DUE));
        self.form.leave_out(out.collect());
        for name in [WHEN, SEEN, DUE] {
            let typed = self.form.written(name);
            let understood = if name == DUE { self.due_back(&typed) } else { self.times.past(&typed) };
            self.form.understood(name, self.times.shown(&typed, &understood));
        }
    }

    fn remark(&self) -> String {
        match self.place_chosen() {
            Where::Missing => "Write what is known now; the rest can be added when it is.".into(),
            _ if self.known(self.place_chosen()).is_some() => {
                "This puts right what was written before. Both are kept.".into()
            }
            _ => "Ctrl+S saves. What is empty can be added later.".into(),
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let heading = format!("{} · where", self.name);
        let missing = self.place_chosen() == Where::Missing;
        let tall = if missing { 18 } else { 14 };
        let inside = paint.popover(centred(area, 76, tall), &[(&heading, Role::Title)], "");
        let foot = if missing && !self.on_call.is_empty() { 2 } else { 0 };
        let form = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1 + foot), ..inside };
        self.form.draw(form, paint);
        if foot > 0 {
            let text = Rect { x: inside.x + 2, y: form.bottom(), width: inside.width - 3, height: foot };
            paint.text(text, &format!("Who to call: {}", self.on_call), Role::TextMuted);
        }
    }
}
