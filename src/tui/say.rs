//! The small box for words about an alert: what happened since, how it ended, or what came of one that ran out.

use super::form::{Field, Form};
use super::paint::{Paint, Rect, Spot};
use super::screen::{Cover, Offer, Reply, Screen};
use super::why::centred;
use crate::care::alert::{Act, Alert};
use crate::care::{self, AlertId, Refusal, Subject, when};
use crate::desk::{Draft, Trouble, View};
use crate::keys::{Command, Key, Place};
use crate::theme::Role;
use chrono::{DateTime, Utc};

/// Words about an alert.
pub struct Say {
    alert: AlertId,
    purpose: Purpose,
    about: Option<About>,
    form: Form,
    began: DateTime<Utc>,
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
    heading: String,
    /// What it is about, and what was added last.
    lines: Vec<String>,
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
        let form = Form::new(vec![Field::text(TEXT, "What happened", 3, "")]);
        Self { alert, purpose, about: None, form, began: DateTime::UNIX_EPOCH }
    }

    fn save(&self) -> Reply {
        let (id, text) = (self.alert, self.form.written(TEXT));
        Reply::DoThenBack(care::Act::Alert(match self.purpose {
            Purpose::FollowUp => Act::FollowUp { id, text },
            Purpose::Closing | Purpose::Answer => Act::Close { id, what_happened: text },
        }))
    }
}

impl Screen for Say {
    fn place(&self) -> Place {
        self.form.place()
    }

    fn title(&self) -> String {
        String::new()
    }

    fn cover(&self) -> Cover {
        Cover::Over
    }

    fn offers(&self) -> Vec<Offer> {
        let gone = self.about.is_none().then_some("This alert was taken back.");
        vec![Offer::unless(Command::Save, gone), Offer::can(Command::Back)]
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        if self.began == DateTime::UNIX_EPOCH {
            self.began = view.now().at;
        }
        self.about = view.home().alerts.get(self.alert).map(|alert| about(view, alert, self.purpose));
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        match command {
            Command::Save => self.save(),
            command if self.form.command(command) => Reply::Stay,
            _ => Reply::Ignored,
        }
    }

    fn typed(&mut self, key: Key) -> Reply {
        if self.form.typed(key) { Reply::Stay } else { Reply::Ignored }
    }

    fn pasted(&mut self, text: &str) -> Reply {
        if self.form.pasted(text) { Reply::Stay } else { Reply::Ignored }
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        self.form.pointed(spot);
        Reply::Stay
    }

    fn draft_name(&self) -> Option<String> {
        Some(format!("{}:{}", self.purpose.name(), self.alert.0))
    }

    fn draft(&self) -> Option<Draft> {
        let (name, about) = (self.draft_name()?, self.about.as_ref()?);
        let draft = Draft { name, subject: about.subject, began: self.began, boxes: self.form.answers() };
        (!self.form.is_blank()).then_some(draft)
    }

    fn take_up(&mut self, draft: &Draft) {
        self.began = draft.began;
        self.form.fill(&draft.boxes);
    }

    fn refused(&mut self, refusal: &Refusal) {
        self.form.refused(refusal);
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let Some(about) = &self.about else { return };
        let inside = paint.popover(centred(area, 76, 14), &[(&about.heading, Role::Title)], "");
        let mut y = inside.y;
        for line in &about.lines {
            let text = Rect { y, height: 2.min(inside.bottom().saturating_sub(y)), ..inside };
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
    About { subject, heading, lines }
}
