//! A child comes to live here. A name is enough to begin; what must be known at once is asked with it.

use super::form::{Field, Form};
use super::form_screen::{Asked, FormScreen};
use super::paint::{Focus, Paint, Rect};
use super::screen::{Cover, Reply};
use crate::care::child::{self, Contact, ContactRule, Profile};
use crate::care::{Act, CareDay, Gap, Moment, Refusal, StaffId, Subject, when};
use crate::desk::{Draft, Trouble, View};
use crate::theme::Role;
use chrono::{DateTime, NaiveDate, Utc};

const NAME: &str = "name";
const PREFERRED: &str = "preferred name";
const PRONOUNS: &str = "pronouns";
const BORN: &str = "born";
const ROOM: &str = "room";
const SCHOOL: &str = "school";
const KEYWORKER: &str = "keyworker";
const ALLERGIES: &str = "allergies";
const NEVER: &str = "contacts";

/// A child being added.
pub struct AddChild {
    form: Form,
    /// Who can be the keyworker, in the order of the choice after "not yet".
    colleagues: Vec<StaffId>,
    now: Option<Moment>,
    began: Option<DateTime<Utc>>,
}

impl Default for AddChild {
    fn default() -> Self {
        Self { form: Form::new(Vec::new()), colleagues: Vec::new(), now: None, began: None }
    }
}

impl AddChild {
    fn begin(&mut self, view: &View<'_>) {
        self.began = Some(view.now().at);
        let home = view.home();
        let today = view.today();
        let keyworker = |staff: StaffId| {
            let admit = probe(Some(staff));
            !matches!(view.refusal(admit), Some(Refusal::NotNow(_) | Refusal::Gone(_)))
        };
        let working = home.people.working().filter(|staff| staff.active_on(today));
        let can: Vec<_> = working.filter(|staff| keyworker(staff.id)).collect();
        self.colleagues = can.iter().map(|staff| staff.id).collect();
        let names = std::iter::once("not yet".to_string()).chain(can.iter().map(|staff| staff.name.clone()));
        let term = capital(&home.house.terms.keyworker);
        self.form = Form::new(vec![
            Field::line(NAME, "Name", "").with_hint("first and last name; enough to begin"),
            Field::line(PREFERRED, "Preferred name", "").with_hint("what they like to be called"),
            Field::line(PRONOUNS, "Pronouns", "").narrow(20).with_hint("she/her"),
            Field::line(BORN, "Born", "").narrow(20).with_hint("14/3/2012"),
            Field::line(ROOM, "Room", "").narrow(20),
            Field::line(SCHOOL, "School", ""),
            Field::choice(KEYWORKER, term, names.collect(), 0).with_hint("← → or a first letter"),
            Field::line(ALLERGIES, "Allergies", "").with_hint("one after the other, with commas"),
            Field::line(NEVER, "No contact with", "").with_hint("one after the other, with commas"),
        ])
        .saved_or_kept();
    }

    fn today(&self) -> NaiveDate {
        self.now.map_or_else(NaiveDate::default, |now| now.local().date_naive())
    }

    fn born(&self) -> Result<Option<CareDay>, Gap> {
        self.form.day_if_any(BORN, self.today())
    }
}

/// A child with nothing but a name, to be asked whether it is for whoever looks to add one.
pub fn probe(keyworker: Option<StaffId>) -> Act {
    let profile = Profile { name: "A child".into(), ..Profile::default() };
    Act::Child(child::Act::Admit { profile: Box::new(profile), keyworker })
}

/// What stands between commas.
fn listed(text: &str) -> Vec<String> {
    text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).map(Into::into).collect()
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

impl FormScreen for AddChild {
    fn form(&self) -> &Form {
        &self.form
    }

    fn form_mut(&mut self) -> &mut Form {
        &mut self.form
    }

    fn title(&self) -> String {
        "A child comes to live here".into()
    }

    fn cover(&self) -> Cover {
        Cover::Whole
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        self.now = Some(view.now());
        if self.began.is_none() {
            self.begin(view);
        }
        Ok(())
    }

    fn draft_name(&self) -> Option<String> {
        Some("new child:".into())
    }

    fn draft(&self) -> Option<Draft> {
        self.form.draft(self.draft_name()?, Subject::House, self.began?)
    }

    fn take_up(&mut self, draft: &Draft) {
        self.form.fill(&draft.boxes);
        self.began = Some(draft.began);
    }

    fn save(&self) -> Asked {
        let born = self.born().map_err(|gap| vec![gap])?;
        let never = |who: String| Contact { who, rule: ContactRule::Never };
        let profile = Profile {
            name: self.form.written(NAME),
            preferred: self.form.written(PREFERRED),
            pronouns: self.form.written(PRONOUNS),
            born,
            room: self.form.written(ROOM),
            school: self.form.written(SCHOOL),
            allergies: listed(&self.form.written(ALLERGIES)),
            contacts: listed(&self.form.written(NEVER)).into_iter().map(never).collect(),
            ..Profile::default()
        };
        let chosen = self.form.chosen(KEYWORKER).checked_sub(1);
        let keyworker = chosen.and_then(|place| self.colleagues.get(place)).copied();
        Ok(Reply::DoThenBack(Act::Child(child::Act::Admit { profile: Box::new(profile), keyworker })))
    }

    /// Says beside the date of birth how it is understood.
    fn settle(&mut self) {
        let shown = self.born().ok().flatten().map_or(String::new(), |born| {
            let years = self.today().years_since(born.date());
            let age = years.map_or(", which is still to come".into(), |years| format!(", {years} years old"));
            format!("{}{age}", when::shown_date(born.date()))
        });
        self.form.understood(BORN, shown);
    }

    fn remark(&self) -> String {
        "A name is enough to begin. All of it can be added to later.".into()
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let inside = paint.pane(area, &[("New child", Role::Title)], "name is enough to begin", Focus::Here);
        let form = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
        self.form.draw(form, paint);
    }
}
