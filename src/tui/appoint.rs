//! Names a child's keyworker, or the second one: who, from when, until when, and why when somebody is replaced.

use super::form::{self, Field, Form};
use super::form_screen::{Asked, FormScreen};
use super::paint::{Paint, Rect};
use super::screen::Reply;
use super::why::centred;
use crate::care::child::{self, Keywork, ReasonForChange, Tie};
use crate::care::{Act, CareDay, ChildId, Gap, Home, Moment, StaffId, when};
use crate::desk::{Trouble, View};
use crate::theme::Role;
use chrono::NaiveDate;

const WHO: &str = "who";
const TIE: &str = "as";
const FROM: &str = "from";
const UNTIL: &str = "until";
const WHY: &str = "why";

/// A keyworker being named.
pub struct Appoint {
    child: ChildId,
    called: String,
    form: Form,
    /// Who can be chosen, in the order they are shown.
    staff: Vec<StaffId>,
    /// Who it is today, for each tie.
    today: [Option<StaffId>; 2],
    remarks: [String; 2],
    now: Option<Moment>,
}

impl Appoint {
    /// Somebody for this child.
    pub fn to(child: ChildId) -> Self {
        Self {
            child,
            called: String::new(),
            form: Form::new(Vec::new()),
            staff: Vec::new(),
            today: [None; 2],
            remarks: Default::default(),
            now: None,
        }
    }

    fn begin(&mut self, view: &View<'_>) {
        let (home, today) = (view.home(), view.today());
        let Some(child) = home.children.get(self.child) else { return };
        self.called = child.called().to_string();
        let own =
            home.people.working().filter(|staff| child::can_be_keyworker(home, staff.id, today).is_ok());
        let own: Vec<_> = own.collect();
        self.staff = own.iter().map(|staff| staff.id).collect();
        self.today = Tie::ALL.map(|tie| child.tied(tie, today));
        self.remarks = Tie::ALL.map(|tie| remark(home, tie, child.tied(tie, today)));
        let names = own.iter().map(|staff| staff.name.clone()).collect();
        let ties = Tie::ALL.map(|tie| tie_words(home, tie)).into();
        let reasons = ReasonForChange::ALL.map(|reason| reason.words().to_string());
        self.form = Form::new(vec![
            Field::choice(WHO, "Who", names, 0).with_hint("← → or a first letter"),
            Field::choice(TIE, "As", ties, 0),
            Field::line(FROM, "From", "today").narrow(20),
            Field::line(UNTIL, "Until", "").narrow(20),
            Field::choice(WHY, "Why", reasons.into(), 0).with_hint("← →"),
        ])
        .with_buttons(&["Save", "Leave it"]);
    }

    fn from(&self) -> Result<CareDay, Gap> {
        self.form.day(FROM, self.date())
    }

    fn until(&self) -> Result<Option<CareDay>, Gap> {
        self.form.day_if_any(UNTIL, self.date())
    }

    fn date(&self) -> NaiveDate {
        self.now.map_or_else(NaiveDate::default, |now| now.local().date_naive())
    }

    fn tie(&self) -> Tie {
        Tie::ALL[self.form.chosen(TIE).min(Tie::ALL.len() - 1)]
    }

    /// Whether somebody else has this tie now.
    fn replaces(&self) -> bool {
        let held = self.today[self.tie() as usize];
        held.is_some() && held.as_ref() != self.staff.get(self.form.chosen(WHO))
    }
}

fn tie_words(home: &Home, tie: Tie) -> String {
    let keyworker = &home.house.terms.keyworker;
    match tie {
        Tie::Keyworker => keyworker.clone(),
        Tie::Second => format!("second {keyworker}"),
    }
}

/// "The keyworker is Dee Marsh."
fn remark(home: &Home, tie: Tie, held: Option<StaffId>) -> String {
    let tie = tie_words(home, tie);
    match held {
        Some(staff) => format!("The {tie} is {}.", home.people.name(staff)),
        None => format!("There is no {tie} yet."),
    }
}

impl FormScreen for Appoint {
    fn form(&self) -> &Form {
        &self.form
    }

    fn form_mut(&mut self) -> &mut Form {
        &mut self.form
    }

    fn title(&self) -> String {
        format!("{} · keyworker", self.called)
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let begun = self.now.is_some();
        self.now = Some(view.now());
        if !begun {
            self.begin(view);
        }
        Ok(())
    }

    fn save(&self) -> Asked {
        let (from, until) = form::both(self.from(), self.until())?;
        let nobody = || vec![Gap::new(WHO, "Add staff first: nobody here can be a keyworker.")];
        let staff = *self.staff.get(self.form.chosen(WHO)).ok_or_else(nobody)?;
        let reason = ReasonForChange::ALL[self.form.chosen(WHY).min(ReasonForChange::ALL.len() - 1)];
        let work = Keywork { staff, tie: self.tie(), from, until };
        let act = child::Act::Appoint { child: self.child, work, why: Some(reason) };
        Ok(Reply::DoThenBack(Act::Child(act)))
    }

    /// Says how the days are understood, and asks why only when somebody is replaced.
    fn settle(&mut self) {
        let shown = |day: CareDay| when::shown_date(day.date());
        let from = self.from().map_or("as today, Fri or 22/11".into(), shown);
        let until = match self.until() {
            Ok(Some(day)) => shown(day),
            Ok(None) => "empty: for as long as it goes well".into(),
            Err(_) => "as Fri, 22/11 or 22 November".into(),
        };
        self.form.understood(FROM, from);
        self.form.understood(UNTIL, until);
        let without = if self.replaces() { vec![] } else { vec![WHY] };
        self.form.leave_out(without);
    }

    fn remark(&self) -> String {
        self.remarks[self.tie() as usize].clone()
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let inside = paint.popover(centred(area, 76, 17), &[(&self.called, Role::Title)], "keyworker");
        let form = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
        self.form.draw(form, paint);
    }
}

/// Why whoever looks can't name a keyworker for a child.
pub(super) fn why_not(view: &View<'_>, child: ChildId) -> Option<String> {
    let work = Keywork { staff: view.me(), tie: Tie::Second, from: view.today(), until: None };
    view.not_yours(Act::Child(child::Act::Appoint { child, work, why: None }))
}
