//! Whether the child, and the authority that placed the child, agree that visitors read the child's record: how it
//! stands, and what one of them answered, to be written down.

use super::form::{Field, Form};
use super::form_screen::{Asked, FormScreen};
use super::paint::{Paint, Rect};
use super::screen::Reply;
use super::why::centred;
use crate::care::access::{Act, Answer, Whose};
use crate::care::{self, CareDay, ChildId, Gap, Moment, Subject, when};
use crate::desk::{Trouble, View};
use crate::theme::Role;
use chrono::NaiveDate;

const WHOSE: &str = "whose";
const ANSWER: &str = "answer";
const WHEN: &str = "when";

/// In the order of the choice.
const ANSWERS: [Answer; 2] = [Answer::Given, Answer::Withdrawn];

/// What was answered.
pub struct Consent {
    child: ChildId,
    name: String,
    /// How it stands, a line each.
    stands: Vec<String>,
    form: Form,
    now: Option<Moment>,
}

impl Consent {
    /// About a child.
    pub fn new(child: ChildId) -> Self {
        let fields = vec![
            Field::choice(WHOSE, "Who", Whose::ALL.map(|whose| whose.words().into()).into(), 0),
            Field::choice(ANSWER, "Answer", ANSWERS.map(|answer| answer.words().into()).into(), 0),
            Field::line(WHEN, "When", "").narrow(16).suggesting("today"),
        ];
        let form = Form::new(fields).with_buttons(&["Save", "Leave it"]);
        Self { child, name: String::new(), stands: Vec::new(), form, now: None }
    }

    fn on(&self) -> Result<CareDay, Gap> {
        self.form.day(WHEN, self.now.map_or_else(NaiveDate::default, |now| now.local().date_naive()))
    }
}

/// "The child: consent given on 22 November 2026, written down by Ruth Ellison."
fn stands(view: &View<'_>, child: ChildId, whose: Whose) -> String {
    let mut who = whose.words().to_string();
    who.get_mut(..1).map(str::make_ascii_uppercase);
    match view.home().access.consent(child, whose) {
        None => format!("{who}: not asked yet."),
        Some(consent) => {
            let (on, by) = (when::shown_date(consent.on.date()), view.home().people.name(consent.by));
            format!("{who}: {}, {on}, written down by {by}.", consent.answer.words())
        }
    }
}

impl FormScreen for Consent {
    fn form(&self) -> &Form {
        &self.form
    }

    fn form_mut(&mut self) -> &mut Form {
        &mut self.form
    }

    fn title(&self) -> String {
        format!("{} · visitors", self.name)
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        self.name = view.home().name_of(Subject::Child(self.child)).into();
        self.stands = Whose::ALL.map(|whose| stands(view, self.child, whose)).into();
        self.now = Some(view.now());
        Ok(())
    }

    fn about(&self) -> String {
        self.name.clone()
    }

    fn save(&self) -> Asked {
        let on = self.on().map_err(|gap| vec![gap])?;
        let whose = Whose::ALL[self.form.chosen(WHOSE).min(Whose::ALL.len() - 1)];
        let answer = ANSWERS[self.form.chosen(ANSWER).min(ANSWERS.len() - 1)];
        let act = Act::Consent { child: self.child, whose, answer, on };
        Ok(Reply::DoThenBack(care::Act::Access(act)))
    }

    fn settle(&mut self) {
        let shown = self.on().map_or("as yesterday or 22/11".into(), |day| when::shown_date(day.date()));
        self.form.understood(WHEN, shown);
    }

    fn remark(&self) -> String {
        "A visitor reads this child’s record once both have agreed, and no longer.".into()
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let title =
            [(self.name.as_str(), Role::TextStrong), (" · may visitors read the record?", Role::Title)];
        let inside = paint.popover(centred(area, 76, 14), &title, "");
        let text = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
        let mut y = text.y;
        for stands in &self.stands {
            let room = text.bottom().saturating_sub(y).min(2);
            y += paint.text(Rect { y, height: room, ..text }, stands, Role::TextMuted);
        }
        self.form.draw(Rect { y: y + 1, height: text.bottom().saturating_sub(y + 1), ..text }, paint);
    }
}
