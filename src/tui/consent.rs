//! Whether the child, and the authority that placed the child, agree that visitors read the child's record: how it
//! stands, and what one of them answered, to be written down.

use super::form::{Field, Form};
use super::paint::{Paint, Rect, Spot};
use super::screen::{Cover, Notice, Offer, Reply, Screen};
use super::why::centred;
use crate::care::access::{Act, Answer, Whose};
use crate::care::{self, CareDay, ChildId, Gap, Moment, Refusal, Subject, when};
use crate::desk::{Trouble, View};
use crate::keys::{Command, Key, Place};
use crate::theme::Role;

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

    fn on(&self) -> Option<Result<CareDay, Gap>> {
        let today = self.now?.local().date_naive();
        let day = when::parse_date(&self.form.written(WHEN), today);
        Some(day.map(CareDay::of).map_err(|problem| Gap::new(WHEN, problem.to_string())))
    }

    fn save(&mut self) -> Reply {
        match self.on() {
            None => Reply::Ignored,
            Some(Ok(on)) => {
                let whose = Whose::ALL[self.form.chosen(WHOSE).min(Whose::ALL.len() - 1)];
                let answer = ANSWERS[self.form.chosen(ANSWER).min(ANSWERS.len() - 1)];
                let act = Act::Consent { child: self.child, whose, answer, on };
                Reply::DoThenBack(care::Act::Access(act))
            }
            Some(Err(gap)) => {
                let refusal = Refusal::Incomplete(vec![gap]);
                self.form.refused(&refusal);
                Reply::Say(Notice::problem(refusal.to_string()))
            }
        }
    }

    fn settle(&mut self) {
        let shown = match self.on() {
            Some(Ok(day)) => when::shown_date(day.date()),
            Some(Err(_)) | None => "as yesterday or 22/11".into(),
        };
        self.form.understood(WHEN, shown);
    }

    fn stays(&mut self, taken: bool) -> Reply {
        self.settle();
        if taken { Reply::Stay } else { Reply::Ignored }
    }

    fn press(&mut self, button: usize) -> Reply {
        if button == 0 { self.save() } else { Reply::Back }
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

impl Screen for Consent {
    fn place(&self) -> Place {
        self.form.place()
    }

    fn title(&self) -> String {
        format!("{} · visitors", self.name)
    }

    fn cover(&self) -> Cover {
        Cover::Over
    }

    fn offers(&self) -> Vec<Offer> {
        [Command::Save, Command::NextField, Command::FieldBefore, Command::Back].map(Offer::can).into()
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        self.name = view.home().name_of(Subject::Child(self.child)).into();
        self.stands = Whose::ALL.map(|whose| stands(view, self.child, whose)).into();
        self.now = Some(view.now());
        self.settle();
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        match command {
            Command::Save => self.save(),
            command => {
                let taken = self.form.command(command);
                self.stays(taken)
            }
        }
    }

    fn typed(&mut self, key: Key) -> Reply {
        if let Some(button) = self.form.pressed(key) {
            return self.press(button);
        }
        let taken = self.form.typed(key);
        self.stays(taken)
    }

    fn pasted(&mut self, text: &str) -> Reply {
        let taken = self.form.pasted(text);
        self.stays(taken)
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        if let Some(button) = self.form.pressed_at(spot) {
            return self.press(button);
        }
        self.form.pointed(spot);
        self.stays(true)
    }

    fn refused(&mut self, refusal: &Refusal) {
        self.form.refused(refusal);
    }

    fn about(&self) -> String {
        self.name.clone()
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
