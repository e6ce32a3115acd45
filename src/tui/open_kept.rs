//! The small box that asks why somebody must read what is kept to others. What they write is on the disk before a
//! word of it is shown.

use super::form::{Field, Form};
use super::form_screen::{Asked, FormScreen};
use super::paint::{Paint, Rect};
use super::screen::{Offer, Reply};
use super::why::centred;
use crate::care::access::{self, OPEN_MINUTES, What};
use crate::care::{self, Subject};
use crate::desk::{Trouble, View};
use crate::keys::Command;
use crate::theme::Role;

/// Why must it be read?
pub struct OpenKept {
    what: What,
    subject: Subject,
    name: String,
    /// That it is kept, and who will know; empty when it can be read by now.
    kept: String,
    form: Form,
}

/// The name of the box to write in, as a refusal names it.
const WHY: &str = "why";

impl OpenKept {
    /// Asks about a child's record, or about an entry of the log.
    pub fn new(what: What, subject: Subject) -> Self {
        let why = Field::wrapped(WHY, "Why", 2, "").with_hint("what you must know, and what for");
        let form = Form::new(vec![why]).with_buttons(&["Open it", "Leave it closed"]);
        Self { what, subject, name: String::new(), kept: String::new(), form }
    }
}

impl FormScreen for OpenKept {
    fn form(&self) -> &Form {
        &self.form
    }

    fn form_mut(&mut self) -> &mut Form {
        &mut self.form
    }

    fn title(&self) -> String {
        format!("{} · kept to named people", self.name)
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        self.name = view.home().name_of(self.subject).into();
        self.kept = view.withheld(self.what).unwrap_or_default();
        Ok(())
    }

    fn about(&self) -> String {
        self.name.clone()
    }

    fn offers(&self) -> Vec<Offer> {
        let open = self.kept.is_empty().then_some("You can read this already.");
        let mut offers = vec![Offer { label: "open it", ..Offer::unless(Command::Save, open) }];
        offers.extend([Command::NextField, Command::Back].map(Offer::can));
        offers
    }

    fn save(&self) -> Asked {
        let (what, why) = (self.what, self.form.written(WHY));
        Ok(Reply::DoThenBack(care::Act::Access(access::Act::Open { what, why })))
    }

    fn remark(&self) -> String {
        format!("It stays open to you for {OPEN_MINUTES} minutes. That you opened it, and why, is kept.")
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let title = [(self.name.as_str(), Role::TextStrong), (" · kept to named people", Role::Restricted)];
        let inside = paint.popover(centred(area, 72, 12), &title, "");
        let text = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
        let used = paint.text(Rect { height: 3.min(text.height), ..text }, &self.kept, Role::Text);
        let form = Rect { y: text.y + used + 1, height: text.height.saturating_sub(used + 1), ..text };
        self.form.draw(form, paint);
    }
}
