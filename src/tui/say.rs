//! The small box for words about an alert: what happened since, how it ended, or what came of one that ran out.

use super::confirm::Confirm;
use super::form::{Field, Form};
use super::form_screen::{Asked, FormScreen};
use super::paint::{Paint, Rect};
use super::screen::{Offer, Reply};
use super::why::centred;
use crate::care::alert::{Act, Alert, Level, Standing};
use crate::care::{self, AlertId, Subject, when};
use crate::desk::{Draft, Trouble, View};
use crate::keys::Command;
use crate::theme::Role;
use chrono::{DateTime, Utc};

/// Words about an alert.
pub struct Say {
    alert: AlertId,
    purpose: Purpose,
    about: Option<About>,
    form: Form,
    began: Option<DateTime<Utc>>,
}

/// What the words are for.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Purpose {
    FollowUp,
    Closing,
    /// It ran out and nobody has said how it went.
    Answer,
}

/// What the box says of the alert.
struct About {
    subject: Subject,
    name: String,
    heading: String,
    /// What it is about, and what was added last.
    lines: Vec<String>,
    /// It stands on the board as urgent.
    urgent: bool,
}

/// The name of the box to write in, as a refusal names it.
const TEXT: &str = "what happened";

impl Purpose {
    /// What a draft of it is called.
    fn name(self) -> &'static str {
        match self {
            Purpose::FollowUp => "follow-up",
            Purpose::Closing => "closing",
            Purpose::Answer => "answer",
        }
    }

    const ALL: [Self; 3] = [Self::FollowUp, Self::Closing, Self::Answer];

    /// What can be done with the words, in the order of the buttons; after them they can be kept as a draft.
    fn ways(self) -> &'static [Way] {
        match self {
            Purpose::FollowUp => &[Way::Add],
            Purpose::Closing => &[Way::Close],
            Purpose::Answer => &[Way::Close, Way::Add],
        }
    }
}

/// What the words become.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Way {
    Add,
    Close,
}

impl Way {
    fn button(self) -> &'static str {
        match self {
            Way::Add => "Add it to the alert",
            Way::Close => "Close the alert",
        }
    }
}

impl Say {
    /// What happened since, added to an alert.
    pub fn follow_up(alert: AlertId) -> Self {
        Self::new(alert, Purpose::FollowUp)
    }

    /// What happened in the end: it leaves the board.
    pub fn closing(alert: AlertId) -> Self {
        Self::new(alert, Purpose::Closing)
    }

    /// What came of an alert that ran out.
    pub fn answer(alert: AlertId) -> Self {
        Self::new(alert, Purpose::Answer)
    }

    /// The box that a draft was begun in.
    pub fn kept(draft: &Draft) -> Option<Self> {
        let (name, id) = draft.name.split_once(':')?;
        let purpose = Purpose::ALL.into_iter().find(|purpose| purpose.name() == name)?;
        Some(Self::new(AlertId(id.parse().ok()?), purpose))
    }

    fn new(alert: AlertId, purpose: Purpose) -> Self {
        let buttons: Vec<&str> =
            purpose.ways().iter().map(|way| way.button()).chain(["Keep as draft"]).collect();
        let form = Form::new(vec![Field::text(TEXT, "What happened", 3, "")]).with_buttons(&buttons);
        Self { alert, purpose, about: None, form, began: None }
    }

    fn become_of_it(&self, way: Way) -> Reply {
        let (id, text) = (self.alert, self.form.written(TEXT));
        let blank = text.trim().is_empty();
        let act = care::Act::Alert(match way {
            Way::Add => Act::FollowUp { id, text },
            Way::Close => Act::Close { id, what_happened: text },
        });
        match &self.about {
            // Without words it is refused, and there is nothing to ask.
            Some(about) if about.urgent && way == Way::Close && !blank => {
                Reply::Open(Box::new(Confirm::send(
                    format!("Close the urgent alert about {}?", about.name),
                    vec!["It leaves the board, and colleagues who have not read it see it no more.".into()],
                    ["Keep it open", "Close it"],
                    act,
                )))
            }
            Some(_) => Reply::DoThenBack(act),
            None => Reply::Ignored,
        }
    }
}

impl FormScreen for Say {
    fn form(&self) -> &Form {
        &self.form
    }

    fn form_mut(&mut self) -> &mut Form {
        &mut self.form
    }

    fn title(&self) -> String {
        String::new()
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        self.began.get_or_insert(view.now().at);
        self.about = view.home().alerts.get(self.alert).map(|alert| about(view, alert, self.purpose));
        Ok(())
    }

    fn draft_name(&self) -> Option<String> {
        Some(format!("{}:{}", self.purpose.name(), self.alert.0))
    }

    fn draft(&self) -> Option<Draft> {
        self.form.draft(self.draft_name()?, self.about.as_ref()?.subject, self.began?)
    }

    fn take_up(&mut self, draft: &Draft) {
        self.began = Some(draft.began);
        self.form.fill(&draft.boxes);
    }

    fn offers(&self) -> Vec<Offer> {
        let gone = self.about.is_none().then_some("This alert was taken back.");
        vec![Offer::unless(Command::Save, gone), Offer::can(Command::NextField), Offer::can(Command::Back)]
    }

    fn save(&self) -> Asked {
        self.press(0)
    }

    fn press(&self, button: usize) -> Asked {
        let way = self.purpose.ways().get(button);
        Ok(way.map_or(Reply::Back, |way| self.become_of_it(*way)))
    }

    fn remark(&self) -> String {
        let Some(about) = &self.about else {
            return "This alert was taken back by whoever raised it.".into();
        };
        format!("In plain words. {} may read this one day.", about.name)
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let heading = self.about.as_ref().map_or("Alert", |about| about.heading.as_str());
        let inside = paint.popover(centred(area, 78, 15), &[(heading, Role::Title)], "");
        let Some(about) = &self.about else {
            paint.text(inside, "This alert was taken back by whoever raised it.", Role::TextMuted);
            return;
        };
        let mut y = inside.y;
        for line in &about.lines {
            let text =
                Rect { x: inside.x + 1, y, width: inside.width - 1, height: 2.min(inside.bottom() - y) };
            y += paint.text(text, line, Role::TextMuted);
        }
        let form = Rect { y: y + 1, height: inside.bottom().saturating_sub(y + 1), ..inside };
        self.form.draw(form, paint);
    }
}

fn about(view: &View<'_>, alert: &Alert, purpose: Purpose) -> About {
    let (home, now) = (view.home(), view.now());
    let subject = Subject::Child(alert.child);
    let said = &alert.warning;
    let (name, level, feeling) = (home.name_of(subject), said.level.words(), said.feeling.words());
    let heading = match purpose {
        Purpose::FollowUp => format!("{name} · {level}, {feeling} · what happened since"),
        Purpose::Closing => format!("{name} · {level}, {feeling} · close"),
        Purpose::Answer => format!("{name} · {level}, {feeling} · ran out"),
    };
    let by = home.people.first_name(alert.by);
    let mut lines = vec![format!("{by}, {}: {}", when::shown_when(alert.at, now), said.about)];
    lines.extend(alert.follow_ups.last().map(|said| {
        let by = home.people.first_name(said.by);
        format!("{by}, {}: {}", when::shown_when(said.at, now), said.text)
    }));
    if let Some(until) = alert.until.filter(|_| purpose == Purpose::Answer) {
        lines.push(format!("It ran out {}. What happened?", when::shown_when(until, now)));
    }
    let open = alert.standing(now.at) == Standing::Open;
    let urgent = said.level == Level::Urgent && open;
    About { subject, name: name.into(), heading, lines, urgent }
}
