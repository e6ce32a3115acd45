//! Who can read something: everyone who may see the child, or named people and the managers. A box of its own for a
//! child's record or an entry of the log, and two boxes of the form that writes an entry.

use super::form::{Field, Form};
use super::form_screen::{Asked, FormScreen};
use super::paint::{Paint, Rect};
use super::screen::{Notice, Reply};
use super::why::centred;
use crate::care::access::{Act, What};
use crate::care::people::Deed;
use crate::care::{self, CareDay, ChildId, LogId, StaffId, Subject};
use crate::desk::{Trouble, View};
use crate::theme::Role;
use std::collections::BTreeSet;

/// The names of the two boxes.
pub const READS: &str = "who can read it";
/// Ticked for each who can.
pub const NAMED: &str = "by name";

/// The second of the choices.
const TO_SOME: usize = 1;

/// The two boxes.
pub fn fields() -> [Field; 2] {
    let choices = ["everyone who may see the child", "kept to named people"].map(String::from);
    [
        Field::choice(READS, "Who can read it", choices.into(), 0),
        Field::ticks(NAMED, "By name", Vec::new()).with_hint("← → moves, Space ticks; managers always can"),
    ]
}

/// The people something can be kept to: everyone with an account that works but for the managers, who can read it
/// anyway.
pub fn can_be_named(view: &View<'_>) -> Vec<(StaffId, String)> {
    let working = view.home().people.working().filter(|staff| staff.active_on(view.today()));
    let others = working.filter(|staff| !staff.role.may(Deed::SayWhoReads));
    others.map(|staff| (staff.id, staff.first_name().into())).collect()
}

/// Puts the names into the boxes.
pub fn name(form: &mut Form, people: &[(StaffId, String)]) {
    form.reword(NAMED, people.iter().map(|(_, name)| name.clone()).collect());
}

/// Which of the boxes the answers leave no question for.
pub fn left_out(form: &Form) -> Option<&'static str> {
    (form.chosen(READS) != TO_SOME).then_some(NAMED)
}

/// Whom it is kept to, by the answers; none when everyone can read it.
pub fn chosen(form: &Form, people: &[(StaffId, String)]) -> Option<BTreeSet<StaffId>> {
    if form.chosen(READS) != TO_SOME {
        return None;
    }
    let ticked = form.ticked(NAMED);
    Some(people.iter().zip(ticked).filter(|(_, ticked)| *ticked).map(|((id, _), _)| *id).collect())
}

/// What it is about.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Of {
    /// A child's record.
    Child(ChildId),
    /// An entry of the log.
    Entry {
        /// About whom.
        subject: Subject,
        /// The care day it belongs to.
        day: CareDay,
        /// Which.
        of: LogId,
        /// Who wrote it.
        writer: StaffId,
    },
}

impl Of {
    fn what(self) -> What {
        match self {
            Of::Child(child) => What::Child(child),
            Of::Entry { of, .. } => What::Entry(of),
        }
    }

    fn subject(self) -> Subject {
        match self {
            Of::Child(child) => Subject::Child(child),
            Of::Entry { subject, .. } => subject,
        }
    }

    fn keep(self, to: BTreeSet<StaffId>) -> Act {
        match self {
            Of::Child(child) => Act::KeepChild { child, to },
            Of::Entry { subject, day, of, writer } => Act::KeepEntry { subject, day, of, writer, to },
        }
    }

    fn words(self) -> &'static str {
        match self {
            Of::Child(_) => "record",
            Of::Entry { .. } => "log entry",
        }
    }
}

/// Why whoever looks can't say who reads a child's record or an entry, if they can't.
pub fn why_not(view: &View<'_>) -> Option<String> {
    // Whatever it is asked of: only the role matters.
    let act = Act::Know(0);
    view.not_yours(care::Act::Access(act))
}

/// The box.
pub struct WhoReads {
    of: Of,
    name: String,
    people: Vec<(StaffId, String)>,
    /// Whether it is kept to named people as it stands; unknown until the home was read.
    kept: Option<bool>,
    form: Form,
}

impl WhoReads {
    /// About a child's record, or an entry.
    pub fn new(of: Of) -> Self {
        let form = Form::new(fields().into()).with_buttons(&["Save", "Leave it"]);
        Self { of, name: String::new(), people: Vec::new(), kept: None, form }
    }
}

impl FormScreen for WhoReads {
    fn form(&self) -> &Form {
        &self.form
    }

    fn form_mut(&mut self) -> &mut Form {
        &mut self.form
    }

    fn title(&self) -> String {
        format!("{} · who can read the {}", self.name, self.of.words())
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        self.name = view.home().name_of(self.of.subject()).into();
        if self.kept.is_none() {
            self.people = can_be_named(view);
            name(&mut self.form, &self.people);
            let kept = view.home().access.kept(self.of.what());
            if let Some(kept) = kept {
                let ticks: Vec<bool> = self.people.iter().map(|(id, _)| kept.to.contains(id)).collect();
                self.form.choose(READS, TO_SOME);
                self.form.tick(NAMED, &ticks);
            }
            self.kept = Some(kept.is_some());
        }
        Ok(())
    }

    fn about(&self) -> String {
        self.name.clone()
    }

    fn save(&self) -> Asked {
        let act = match (chosen(&self.form, &self.people), self.kept) {
            (Some(to), _) => self.of.keep(to),
            (None, Some(true)) => Act::Lift(self.of.what()),
            (None, _) => return Ok(Reply::Say(Notice::note("Everyone who may see the child can read it."))),
        };
        Ok(Reply::DoThenBack(care::Act::Access(act)))
    }

    fn settle(&mut self) {
        self.form.leave_out(left_out(&self.form).into_iter().collect());
    }

    fn remark(&self) -> String {
        "Whoever must read it all the same writes why, and you are told.".into()
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let what = format!(" · who can read the {}", self.of.words());
        let title = [(self.name.as_str(), Role::TextStrong), (what.as_str(), Role::Title)];
        let inside = paint.popover(centred(area, 76, 13), &title, "");
        self.form.draw(Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside }, paint);
    }
}
