//! The small box for a step in the time line of a child who is missing: whom somebody told and when, or what was done.

use super::times::Times;
use crate::care::whereabouts::{Act, Stay, Step, Whereabouts};
use crate::care::{self, ChildId, Gap, Moment, Subject};
use crate::desk::{Draft, Trouble, View};
use crate::theme::Role;
use crate::tui::form::{Field, Form};
use crate::tui::form_screen::{Asked, FormScreen};
use crate::tui::paint::{Paint, Rect};
use crate::tui::screen::Reply;
use crate::tui::why::centred;

/// A step being written.
pub struct Stepping {
    child: ChildId,
    name: String,
    /// The first entry that told that the child is missing.
    of: u64,
    form: Form,
    times: Times,
}

/// What a draft of it is called.
pub const KIND: &str = "time line";

const STEP: &str = "step";
const WHEN: &str = "when";
const NOTE: &str = "note";

/// The steps as they are chosen, in the order of [`Step::ALL`].
const OPTIONS: [&str; 6] = [
    "the police",
    "the placing authority",
    "the manager on call",
    "the family",
    "someone else",
    "nobody: something done",
];

impl Stepping {
    /// The next step of a stay: whom the procedure asks about and nobody wrote down yet.
    pub fn of(child: ChildId, stay: &Stay, whereabouts: &Whereabouts, now: Moment) -> Self {
        let taken = whereabouts.steps(stay);
        let told = |step: &Step| taken.iter().any(|taken| taken.step == *step);
        let next = Step::ASKED.iter().find(|step| !told(step)).copied().unwrap_or(Step::Did);
        Self::new(child, stay.first, next, now)
    }

    /// The box that a draft was begun in.
    pub fn kept(draft: &Draft) -> Option<Self> {
        let of = draft.name.rsplit(':').next()?.parse().ok()?;
        let now = Moment { at: draft.began, zone: chrono_tz::UTC };
        Some(Self::new(draft.subject.child()?, of, Step::Did, now))
    }

    fn new(child: ChildId, of: u64, step: Step, now: Moment) -> Self {
        let at = Step::ALL.iter().position(|known| *known == step).unwrap_or(0);
        let form = Form::new(vec![
            Field::choice(STEP, "Told", OPTIONS.map(String::from).into(), at)
                .with_hint("← → or a first letter"),
            Field::line(WHEN, "When", "")
                .narrow(20)
                .suggesting("now")
                .with_hint("now, 16:05 or “10 min ago”"),
            Field::line(NOTE, "A few words", "").with_hint("a reference, what they said, what was done"),
        ]);
        let form = form.with_buttons(&["Add it"]).starting_at(NOTE);
        let mut stepping = Self { child, name: String::new(), of, form, times: Times::at(now) };
        stepping.settle();
        stepping
    }
}

impl FormScreen for Stepping {
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
        self.times.read(view.now());
        Ok(())
    }

    fn draft_name(&self) -> Option<String> {
        Some(format!("{KIND}:{}:{}", self.child.0, self.of))
    }

    fn draft(&self) -> Option<Draft> {
        let (subject, began) = (Subject::Child(self.child), self.times.began());
        let mut draft = self.form.draft(self.draft_name()?, subject, began)?;
        self.times.write_out(&mut draft.boxes, &[WHEN]);
        Some(draft)
    }

    fn take_up(&mut self, draft: &Draft) {
        self.times.take_up(draft.began);
        self.form.fill(&draft.boxes);
    }

    fn save(&self) -> Asked {
        let at = self.times.past(&self.form.written(WHEN));
        let at = at.map_err(|not| vec![Gap::new(WHEN, not.to_string())])?;
        let step = Step::ALL[self.form.chosen(STEP).min(Step::ALL.len() - 1)];
        let (child, of, note) = (self.child, self.of, self.form.written(NOTE));
        Ok(Reply::DoThenBack(care::Act::Whereabouts(Act::Take { child, of, at, step, note })))
    }

    fn settle(&mut self) {
        let typed = self.form.written(WHEN);
        self.form.understood(WHEN, self.times.shown(&typed, &self.times.past(&typed)));
    }

    fn remark(&self) -> String {
        "It goes into the time line with its time. Whom to tell is for people to decide.".into()
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let heading = format!("{} · missing from care · told or done", self.name);
        let inside = paint.popover(centred(area, 76, 11), &[(&heading, Role::Title)], "");
        let form = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
        self.form.draw(form, paint);
    }
}
