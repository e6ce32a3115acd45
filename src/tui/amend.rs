//! Amending an entry of the log: how it should read, and why. What stands there now is shown beneath, and stays.

use super::form::{Field, Form};
use super::form_screen::{Asked, FormScreen};
use super::log::story::{self, Piece};
use super::paint::{Focus, Paint, Rect};
use super::screen::{Cover, Offer, Reply};
use crate::care::log::LogEntry;
use crate::care::{Act, CareDay, LogId, Subject, log, when, words};
use crate::desk::{Draft, Trouble, View};
use crate::keys::Command;
use crate::theme::Role;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// An amendment being written.
pub struct Amend {
    subject: Subject,
    day: CareDay,
    of: LogId,
    form: Form,
    name: String,
    began: Option<DateTime<Utc>>,
    /// How the entry read when this was opened; unknown until it was read, or when it is not there.
    before: Option<String>,
    beneath: Vec<Piece>,
}

/// What an amendment is kept under as a draft, before the entry's own name.
pub const KIND: &str = "log amendment";

const TEXT: &str = "how it should read";
const WHY: &str = "why";
const DAY: &str = "day";

impl Amend {
    /// Opens an entry to be amended.
    pub fn new(subject: Subject, day: CareDay, of: LogId) -> Self {
        let fields = vec![
            Field::text(TEXT, "How it should read", 4, ""),
            Field::line(WHY, "Why", "").with_hint("what was wrong, or what is known by now"),
        ];
        let (name, form) = (String::new(), Form::new(fields).saved_or_kept());
        Self { subject, day, of, form, name, began: None, before: None, beneath: Vec::new() }
    }

    /// The form a draft was begun in, if the draft still tells which entry it amends.
    pub fn of_draft(draft: &Draft) -> Option<Self> {
        let (_, id) = draft.name.split_once(':')?;
        let (_, day) = draft.boxes.iter().find(|(name, _)| name == DAY)?;
        let day: NaiveDate = day.parse().ok()?;
        Some(Self::new(draft.subject, CareDay::of(day), LogId(Uuid::parse_str(id).ok()?)))
    }

    fn show(&mut self, view: &View<'_>, entry: &LogEntry) {
        let home = view.home();
        let happened = when::shown_when(entry.written.happened, view.now());
        let about = entry.written.category.words();
        let head = format!("{happened} · {about} · {}", home.people.name(entry.by));
        self.beneath = vec![Piece::new(head, Role::TextMuted)];
        self.beneath.extend(story::told(view, entry));
        if self.before.is_none() && !entry.written.is_withheld() {
            self.form.fill(&[(TEXT.into(), entry.text().into())]);
            self.before = Some(entry.text().into());
        }
    }

    fn draw_beneath(&self, area: Rect, paint: &mut Paint<'_>) {
        let inside = paint.pane(area, &[("As it stands, and stays", Role::Title)], "", Focus::Away);
        let mut y = inside.y;
        for piece in &self.beneath {
            let room = inside.bottom().saturating_sub(y);
            let text = Rect { x: inside.x + 1, y, width: inside.width.saturating_sub(2), height: room };
            y += paint.text(text, &piece.words, piece.role);
        }
    }
}

impl FormScreen for Amend {
    fn form(&self) -> &Form {
        &self.form
    }

    fn form_mut(&mut self) -> &mut Form {
        &mut self.form
    }

    fn title(&self) -> String {
        format!("{} · amend the log", self.name)
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        self.name = view.home().name_of(self.subject).into();
        self.began.get_or_insert(view.now().at);
        let book = view.day(self.subject, self.day)?;
        if let Some(entry) = book.log.entries().iter().find(|entry| entry.written.id == self.of) {
            self.show(view, entry);
        }
        Ok(())
    }

    fn draft_name(&self) -> Option<String> {
        Some(format!("{KIND}:{}", self.of.0))
    }

    fn draft(&self) -> Option<Draft> {
        let changed = *self.before.as_ref()? != self.form.written(TEXT) || !self.form.written(WHY).is_empty();
        let (name, began) = (self.draft_name()?, self.began?);
        let mut boxes = self.form.answers();
        boxes.push((DAY.into(), self.day.date().to_string()));
        changed.then_some(Draft { name, subject: self.subject, began, boxes })
    }

    fn take_up(&mut self, draft: &Draft) {
        self.form.fill(&draft.boxes);
        self.began = Some(draft.began);
    }

    fn about(&self) -> String {
        self.name.clone()
    }

    fn cover(&self) -> Cover {
        Cover::Whole
    }

    fn offers(&self) -> Vec<Offer> {
        let gone =
            self.before.is_none().then_some("This entry is not there any more. Go back and look again.");
        let mut offers = vec![Offer::unless(Command::Save, gone)];
        offers.extend([Command::NextField, Command::FieldBefore, Command::Back].map(Offer::can));
        offers
    }

    fn save(&self) -> Asked {
        Ok(Reply::DoThenBack(Act::Log(log::Act::Amend {
            subject: self.subject,
            day: self.day,
            of: self.of,
            text: self.form.written(TEXT),
            why: self.form.written(WHY),
        })))
    }

    fn remark(&self) -> String {
        "The words beneath stay, struck through, with your name and why.".into()
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let column = usize::from(area.width.saturating_sub(4));
        let needs: usize = self.beneath.iter().map(|piece| words::wrap(&piece.words, column).len()).sum();
        let beneath = u16::try_from(needs + 2).unwrap_or(u16::MAX).min(area.height / 2);
        let (top, y) = (Rect { height: area.height - beneath, ..area }, area.bottom() - beneath);
        let inside = paint.pane(top, &[(&self.name, Role::TextStrong)], "amendment", Focus::Here);
        self.form.draw(Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside }, paint);
        self.draw_beneath(Rect { y, height: beneath, ..area }, paint);
    }
}
