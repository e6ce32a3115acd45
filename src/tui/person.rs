//! One member of staff, being added or changed; and the one-time passphrase they are given, shown once.

use super::form::{Field, Form};
use super::form_screen::{Asked, FormScreen};
use super::paint::{Paint, Rect};
use super::screen::{Cover, Offer, Reply, Screen, Team};
use super::why::centred;
use crate::care::people::{self, Account, Role as StaffRole, Staff};
use crate::care::{Act, CareDay, Gap, Moment, when};
use crate::desk::{Secret, Trouble, View};
use crate::keys::{Command, Key, KeyName, Place};
use crate::theme::Role;
use chrono::NaiveDate;

const NAME: &str = "name";
const LOGIN: &str = "login";
const ROLE: &str = "role";
const LAST_DAY: &str = "last day";

/// Somebody being added or changed.
pub struct PersonForm {
    form: Form,
    /// Who is changed; none when somebody is added.
    staff: Option<Staff>,
    now: Option<Moment>,
}

impl PersonForm {
    /// Somebody new.
    pub fn add() -> Self {
        Self { form: boxes(None), staff: None, now: None }
    }

    /// Somebody who is known.
    pub fn change(staff: Staff) -> Self {
        let mut form = boxes(Some(&staff));
        form.leave_out(vec![LOGIN]);
        Self { form, staff: Some(staff), now: None }
    }

    fn last_day(&self) -> Result<Option<CareDay>, Gap> {
        let today = self.now.map_or_else(NaiveDate::default, |now| now.local().date_naive());
        self.form.day_if_any(LAST_DAY, today)
    }
}

fn boxes(staff: Option<&Staff>) -> Form {
    let roles = StaffRole::ALL.iter().map(|role| role.words().to_string()).collect();
    let role = staff.map_or(StaffRole::Worker, |staff| staff.role);
    let at = StaffRole::ALL.iter().position(|other| *other == role).unwrap_or(0);
    let ends = staff.and_then(|staff| staff.ends);
    let ends = ends.map_or(String::new(), |day| day.date().format("%-d/%-m/%Y").to_string());
    Form::new(vec![
        Field::line(NAME, "Name", staff.map_or("", |staff| &staff.name)).with_hint("first and last name"),
        Field::line(LOGIN, "Short name", "").narrow(20).with_hint("to sign in with"),
        Field::choice(ROLE, "Role", roles, at).with_hint("← → or a first letter"),
        Field::line(LAST_DAY, "Last day", &ends).narrow(20).with_hint("for agency staff"),
    ])
    .with_buttons(&["Save", "Leave it"])
}

impl FormScreen for PersonForm {
    fn form(&self) -> &Form {
        &self.form
    }

    fn form_mut(&mut self) -> &mut Form {
        &mut self.form
    }

    fn title(&self) -> String {
        self.staff.as_ref().map_or("New member of staff".into(), |staff| staff.name.clone())
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        self.now = Some(view.now());
        Ok(())
    }

    fn save(&self) -> Asked {
        let ends = self.last_day().map_err(|gap| vec![gap])?;
        let (name, role) = (self.form.written(NAME), StaffRole::ALL[self.form.chosen(ROLE)]);
        if let Some(staff) = &self.staff {
            let (whose, seen, account) = (staff.id, staff.account(), Account { name, role, ends });
            return Ok(Reply::DoThenBack(Act::People(people::Act::Change { whose, seen, account })));
        }
        let login = self.form.written(LOGIN);
        Ok(Reply::Team(Team::Add(Act::People(people::Act::Join { login, name, role, ends }))))
    }

    fn settle(&mut self) {
        let shown = match self.last_day() {
            Ok(Some(day)) => when::shown_date(day.date()),
            Ok(None) => "empty for someone who stays".into(),
            Err(_) => "as Fri, 22/11 or 22 November".into(),
        };
        self.form.understood(LAST_DAY, shown);
    }

    fn remark(&self) -> String {
        match &self.staff {
            Some(_) => "What they wrote stays in their name.".into(),
            None => "They get a one-time passphrase, and choose their own when they first sign in.".into(),
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let title = FormScreen::title(self);
        let inside = paint.popover(centred(area, 76, 15), &[(title.as_str(), Role::Title)], "");
        let form = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
        self.form.draw(form, paint);
    }
}

/// A one-time passphrase on the screen, for whoever it is for to copy down.
pub struct OneTime {
    name: String,
    passphrase: Secret,
}

impl OneTime {
    /// For somebody of this name.
    pub fn new(name: String, passphrase: Secret) -> Self {
        Self { name, passphrase }
    }
}

impl Screen for OneTime {
    fn place(&self) -> Place {
        Place::List
    }

    fn title(&self) -> String {
        "One-time passphrase".into()
    }

    fn cover(&self) -> Cover {
        Cover::Over
    }

    fn offers(&self) -> Vec<Offer> {
        vec![Offer::called(Command::Open, "go on"), Offer::can(Command::Back)]
    }

    fn read(&mut self, _view: &View<'_>) -> Result<(), Trouble> {
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        if command == Command::Open { Reply::Back } else { Reply::Ignored }
    }

    fn typed(&mut self, key: Key) -> Reply {
        if key.name == KeyName::Enter { Reply::Back } else { Reply::Ignored }
    }

    fn remark(&self) -> String {
        "It is not shown again. A manager can always give another.".into()
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let inside = paint.popover(centred(area, 70, 9), &[(self.name.as_str(), Role::Title)], "");
        let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
        let says = format!("{} signs in with these words once, and then chooses their own:", self.name);
        let used = paint.text(Rect { y: inside.y + 1, height: 2, ..inside }, &says, Role::Text);
        let y = inside.y + 2 + used;
        paint.words(inside.x, y, inside.width, &self.passphrase.shown(None, 200), Role::TextStrong);
        paint.words(
            inside.x,
            y + 2,
            inside.width,
            "Enter when they have written them down.",
            Role::TextMuted,
        );
    }
}
