//! Says that somebody came on, went off, or is to come: in a box over the screen.

use super::form::{Field, Form, both};
use super::form_screen::{Asked, FormScreen};
use super::paint::{Paint, Rect};
use super::screen::Reply;
use super::why::centred;
use crate::care::days::instant;
use crate::care::shift::{Act, Kind, Shift};
use crate::care::{self, Gap, Moment, StaffId, when};
use crate::desk::{Trouble, View};
use crate::theme::Role;
use chrono::{DateTime, Utc};

const WHO: &str = "who";
const KIND: &str = "kind";
const WHEN: &str = "when";
const DAY: &str = "day";
const FROM: &str = "from";

/// What is said.
#[derive(Copy, Clone)]
enum What {
    Start { staff: StaffId, kind: Kind },
    End(Shift),
    Expect,
}

/// Something about a shift being said.
pub struct ShiftForm {
    what: What,
    form: Form,
    heading: String,
    says: String,
    /// Who can be expected.
    people: Vec<StaffId>,
    now: Option<Moment>,
}

impl ShiftForm {
    /// Somebody came on.
    pub fn start(staff: StaffId, kind: Kind) -> Self {
        Self::new(What::Start { staff, kind })
    }

    /// Somebody went off.
    pub fn end(shift: Shift) -> Self {
        Self::new(What::End(shift))
    }

    /// Somebody is to come.
    pub fn expect() -> Self {
        Self::new(What::Expect)
    }

    fn new(what: What) -> Self {
        let (heading, says) = (String::new(), String::new());
        Self { what, form: Form::new(Vec::new()), heading, says, people: Vec::new(), now: None }
    }

    fn begin(&mut self, view: &View<'_>) {
        let (home, now) = (view.home(), view.now());
        let kinds = || Kind::ALL.map(|kind| kind.words().to_string()).to_vec();
        let place = |kind: Kind| Kind::ALL.iter().position(|known| *known == kind).unwrap_or(0);
        let name = |staff: StaffId| {
            if staff == view.me() { "You".to_string() } else { home.people.name(staff).to_string() }
        };
        let at_now = when::typed_when(now.at, now);
        let when =
            |label: &str| Field::line(WHEN, label, "").narrow(16).with_hint("09:50 or yesterday 22:05");
        match self.what {
            What::Start { staff, kind } => {
                self.heading = format!("{}: on shift", name(staff));
                self.form = Form::new(vec![
                    Field::choice(KIND, "Kind", kinds(), place(kind)).with_hint("← → or a first letter"),
                    when("On since").suggesting(&at_now),
                ])
                .with_buttons(&["Come on"]);
            }
            What::End(shift) => {
                self.heading = format!("{}: off shift", name(shift.staff));
                let since = when::shown_when(shift.began, now);
                self.says = format!("{}, on since {since}.", sentence(shift.kind.words()));
                let asked = shift.forgotten(now.at);
                let when = when("Went off at");
                let when = if asked { when } else { when.suggesting(&at_now) };
                self.form = Form::new(vec![when]).with_buttons(&["Go off"]);
            }
            What::Expect => {
                self.heading = "Who is to come on?".into();
                let today = view.today();
                let can = home.people.working().filter(|staff| staff.active_on(today));
                let (people, names) = can.map(|staff| (staff.id, staff.name.clone())).unzip();
                self.people = people;
                self.form = Form::new(vec![
                    Field::choice(WHO, "Who", names, 0).with_hint("← → or a first letter"),
                    Field::choice(KIND, "Kind", kinds(), 0),
                    Field::line(DAY, "Day", "").narrow(16).suggesting("today"),
                    Field::line(FROM, "From", "").narrow(16).with_hint("07:00 or 9pm"),
                ])
                .with_buttons(&["Expect them"]);
            }
        }
    }

    fn kind(&self) -> Kind {
        Kind::ALL[self.form.chosen(KIND).min(Kind::ALL.len() - 1)]
    }

    fn when(&self, now: Moment) -> Result<DateTime<Utc>, Gap> {
        let typed = self.form.written(WHEN);
        // What is still as it was suggested is this moment, not the minute it began with.
        if typed == when::typed_when(now.at, now) {
            return Ok(now.at);
        }
        when::parse_time_of_event(&typed, now).map_err(|why| Gap::new(WHEN, why.to_string()))
    }

    fn from(&self, now: Moment) -> Result<DateTime<Utc>, Vec<Gap>> {
        let time = when::parse_time_of_day(&self.form.written(FROM));
        let time = time.map_err(|why| Gap::new(FROM, why.to_string()));
        let (day, time) = both(self.form.day(DAY, now.local().date_naive()), time)?;
        Ok(instant(day.date(), time, now.zone))
    }
}

/// With a capital letter.
fn sentence(words: &str) -> String {
    let mut words = words.to_string();
    words.get_mut(..1).map(str::make_ascii_uppercase);
    words
}

impl FormScreen for ShiftForm {
    fn form(&self) -> &Form {
        &self.form
    }

    fn form_mut(&mut self) -> &mut Form {
        &mut self.form
    }

    fn title(&self) -> String {
        "Who is on".into()
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        if self.now.is_none() {
            self.begin(view);
        }
        self.now = Some(view.now());
        Ok(())
    }

    fn save(&self) -> Asked {
        let Some(now) = self.now else { return Ok(Reply::Ignored) };
        let when = || self.when(now).map_err(|gap| vec![gap]);
        let act = match self.what {
            What::Start { staff, .. } => Act::Start { staff, kind: self.kind(), at: when()? },
            What::End(shift) => Act::End { number: shift.number, at: when()? },
            What::Expect => {
                let Some(staff) = self.people.get(self.form.chosen(WHO)).copied() else {
                    return Ok(Reply::Ignored);
                };
                Act::Expect { staff, kind: self.kind(), from: self.from(now)? }
            }
        };
        Ok(Reply::DoThenBack(care::Act::Shift(act)))
    }

    /// Says beside a day or a time how it is understood.
    fn settle(&mut self) {
        let Some(now) = self.now else { return };
        let at = self.when(now).map_or(String::new(), |at| when::shown_when(at, now));
        self.form.understood(WHEN, at);
        let from = self.from(now).map_or(String::new(), |from| when::shown_when(from, now));
        self.form.understood(FROM, from);
    }

    fn remark(&self) -> String {
        self.says.clone()
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let rows = if matches!(self.what, What::Expect) { 12 } else { 9 };
        let inside = paint.popover(centred(area, 76, rows), &[(&self.heading, Role::Title)], "");
        let form = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
        self.form.draw(form, paint);
    }
}
