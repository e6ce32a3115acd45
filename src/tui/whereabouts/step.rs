//! The small box for a step in the time line of a child who is missing: whom somebody told and when, or what was done.

use super::times::{self, Times};
use crate::care::whereabouts::{Act, Stay, Step, Whereabouts};
use crate::care::{self, ChildId, Gap, Moment, Refusal, Subject};
use crate::desk::{Draft, Trouble, View};
use crate::keys::{Command, Key, Place};
use crate::theme::Role;
use crate::tui::form::{Field, Form};
use crate::tui::paint::{Paint, Rect, Spot};
use crate::tui::screen::{Cover, Offer, Reply, Screen};
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

    fn settle(&mut self) {
        let typed = self.form.written(WHEN);
        self.form.understood(WHEN, self.times.shown(&typed, &self.times.past(&typed)));
    }

    fn save(&mut self) -> Reply {
        match self.times.past(&self.form.written(WHEN)) {
            Ok(at) => {
                let step = Step::ALL[self.form.chosen(STEP).min(Step::ALL.len() - 1)];
                let (child, of, note) = (self.child, self.of, self.form.written(NOTE));
                Reply::DoThenBack(care::Act::Whereabouts(Act::Take { child, of, at, step, note }))
            }
            Err(not) => times::not_understood(vec![Gap::new(WHEN, not.to_string())], &mut self.form),
        }
    }

    fn stays(&mut self, taken: bool) -> Reply {
        self.settle();
        if taken { Reply::Stay } else { Reply::Ignored }
    }
}

impl Screen for Stepping {
    fn place(&self) -> Place {
        self.form.place()
    }

    fn title(&self) -> String {
        String::new()
    }

    fn cover(&self) -> Cover {
        Cover::Over
    }

    fn about(&self) -> String {
        self.name.clone()
    }

    fn offers(&self) -> Vec<Offer> {
        [Command::Save, Command::NextField, Command::FieldBefore, Command::Back].map(Offer::can).into()
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        self.name = view.home().name_of(Subject::Child(self.child)).into();
        self.times.read(view.now());
        self.settle();
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        if command == Command::Save {
            return self.save();
        }
        let taken = self.form.command(command);
        self.stays(taken)
    }

    fn typed(&mut self, key: Key) -> Reply {
        if self.form.pressed(key).is_some() {
            return self.save();
        }
        let taken = self.form.typed(key);
        self.stays(taken)
    }

    fn pasted(&mut self, text: &str) -> Reply {
        let taken = self.form.pasted(text);
        self.stays(taken)
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        if self.form.pressed_at(spot).is_some() {
            return self.save();
        }
        self.form.pointed(spot);
        self.stays(true)
    }

    fn draft_name(&self) -> Option<String> {
        Some(format!("{KIND}:{}:{}", self.child.0, self.of))
    }

    fn draft(&self) -> Option<Draft> {
        let (name, subject) = (self.draft_name()?, Subject::Child(self.child));
        let mut boxes = self.form.answers();
        self.times.write_out(&mut boxes, &[WHEN]);
        (!self.form.is_blank()).then_some(Draft { name, subject, began: self.times.began(), boxes })
    }

    fn take_up(&mut self, draft: &Draft) {
        self.times.take_up(draft.began);
        self.form.fill(&draft.boxes);
        self.settle();
    }

    fn refused(&mut self, refusal: &Refusal) {
        self.form.refused(refusal);
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
