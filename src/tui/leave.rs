//! Puts time off in the calendar: one's own, or for those who run the home anyone's.

use super::form::{self, Field, Form};
use super::paint::{Paint, Rect, Spot};
use super::screen::{Cover, Notice, Offer, Reply, Screen};
use super::why::centred;
use crate::care::people::{self, Leave};
use crate::care::{Act, CareDay, Gap, Moment, Refusal, StaffId, Subject, when};
use crate::desk::{Draft, Trouble, View};
use crate::keys::{Command, Key, Place};
use crate::theme::Role;
use chrono::{DateTime, NaiveDate, Utc};

const WHOSE: &str = "whose";
const FROM: &str = "away from";
const BACK: &str = "back on";

/// Time off being put in the calendar.
pub struct PlanLeave {
    form: Form,
    /// Whose it can be, oneself first, each with what is planned for them already.
    people: Vec<(StaffId, String)>,
    now: Option<Moment>,
    began: Option<DateTime<Utc>>,
}

impl Default for PlanLeave {
    fn default() -> Self {
        Self { form: Form::new(Vec::new()), people: Vec::new(), now: None, began: None }
    }
}

impl PlanLeave {
    fn today(&self) -> NaiveDate {
        self.now.map_or_else(NaiveDate::default, |now| now.local().date_naive())
    }

    /// A day of a box: "Mon" is the first Monday from today, or from the first day away.
    fn day(&self, name: &'static str, from: NaiveDate) -> Result<CareDay, Gap> {
        let day = when::parse_date(&self.form.written(name), from).map(CareDay::of);
        day.map_err(|problem| Gap::new(name, problem.to_string()))
    }

    fn leave(&self) -> Result<Leave, Vec<Gap>> {
        let away_from = self.day(FROM, self.today());
        let from = away_from.as_ref().map_or(self.today(), |day| day.date());
        match (away_from, self.day(BACK, from)) {
            (Ok(away_from), Ok(back_on)) => Ok(Leave { away_from, back_on }),
            (away_from, back_on) => Err([away_from.err(), back_on.err()].into_iter().flatten().collect()),
        }
    }

    fn whose(&self) -> Option<&(StaffId, String)> {
        self.people.get(self.form.chosen(WHOSE))
    }

    fn save(&mut self) -> Reply {
        let Some(whose) = self.whose().map(|(whose, _)| *whose) else { return Reply::Ignored };
        match self.leave() {
            Ok(leave) => Reply::DoThenBack(Act::People(people::Act::PlanLeave { whose, leave })),
            Err(gaps) => {
                let refusal = Refusal::Incomplete(gaps);
                self.form.refused(&refusal);
                Reply::Say(Notice::problem(refusal.to_string()))
            }
        }
    }

    /// Says beside the boxes how the days are understood.
    fn settle(&mut self) {
        let from = self.day(FROM, self.today()).ok();
        let back = self.day(BACK, from.map_or(self.today(), CareDay::date)).ok();
        for (name, day) in [(FROM, from), (BACK, back)] {
            let shown = day.map_or("as Fri, 22/11 or 22 November".into(), |day| when::shown_date(day.date()));
            self.form.understood(name, shown);
        }
    }

    fn stays(&mut self, taken: bool) -> Reply {
        self.settle();
        if taken { Reply::Stay } else { Reply::Ignored }
    }

    fn begin(&mut self, view: &View<'_>) {
        self.began = Some(view.now().at);
        let today = view.today();
        let working = view.home().people.working().filter(|staff| staff.active_on(today));
        let may = working.filter(|staff| view.not_yours(probe(staff.id, today)).is_none());
        let mut people: Vec<_> = may.collect();
        people.sort_by_key(|staff| staff.id != view.me());
        let names = people.iter().map(|staff| staff.name.clone()).collect();
        self.people = people.iter().map(|staff| (staff.id, planned(&staff.leave, today))).collect();
        self.form = Form::new(vec![
            Field::choice(WHOSE, "Whose", names, 0).with_hint("← → or a first letter"),
            Field::line(FROM, "Away from", "").narrow(20).with_hint("the first day away"),
            Field::line(BACK, "Back on", "").narrow(20).with_hint("the first day back"),
        ])
        .saved_or_kept()
        .starting_at(FROM);
        if self.people.len() < 2 {
            self.form.leave_out(vec![WHOSE]);
        }
    }
}

/// Leave of someone, to be asked whether it is for whoever looks to plan.
pub fn probe(whose: StaffId, today: CareDay) -> Act {
    let leave = Leave { away_from: today, back_on: today.plus(1) };
    Act::People(people::Act::PlanLeave { whose, leave })
}

/// "In the calendar already: 4 Dec to 11 Dec."
fn planned(leave: &[Leave], today: CareDay) -> String {
    let day = |day: CareDay| day.date().format("%-d %b").to_string();
    let to_come = leave.iter().filter(|leave| today < leave.back_on);
    let to_come: Vec<_> =
        to_come.map(|leave| format!("{} to {}", day(leave.away_from), day(leave.back_on))).collect();
    if to_come.is_empty() {
        return "Nothing is in the calendar yet.".into();
    }
    format!("In the calendar already: {}.", to_come.join(", "))
}

impl Screen for PlanLeave {
    fn place(&self) -> Place {
        self.form.place()
    }

    fn title(&self) -> String {
        "Time off".into()
    }

    fn cover(&self) -> Cover {
        Cover::Over
    }

    fn offers(&self) -> Vec<Offer> {
        form::offers("save")
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        self.now = Some(view.now());
        if self.began.is_none() {
            self.begin(view);
        }
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
        match self.form.pressed(key) {
            Some(0) => self.save(),
            Some(_) => Reply::Back,
            None => {
                let taken = self.form.typed(key);
                self.stays(taken)
            }
        }
    }

    fn pasted(&mut self, text: &str) -> Reply {
        let taken = self.form.pasted(text);
        self.stays(taken)
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        match self.form.pressed_at(spot) {
            Some(0) => self.save(),
            Some(_) => Reply::Back,
            None => {
                self.form.pointed(spot);
                self.stays(true)
            }
        }
    }

    fn draft_name(&self) -> Option<String> {
        Some("time off:".into())
    }

    fn draft(&self) -> Option<Draft> {
        let (name, began) = (self.draft_name()?, self.began?);
        let boxes = self.form.answers();
        (!self.form.is_blank()).then_some(Draft { name, subject: Subject::House, began, boxes })
    }

    fn take_up(&mut self, draft: &Draft) {
        let Some(now) = self.now else { return };
        self.form.fill(&draft.boxes);
        self.began = Some(draft.began);
        // "Fri" was said on another day: it is written out as it was meant.
        let then = Moment { at: draft.began, ..now }.local().date_naive();
        let from = self.day(FROM, then);
        let back = self.day(BACK, from.as_ref().map_or(then, |day| day.date()));
        for (name, day) in [(FROM, from), (BACK, back)] {
            if let Ok(day) = day {
                self.form.fill(&[(name.into(), when::typed_day(day.date(), self.today()))]);
            }
        }
        self.settle();
    }

    fn refused(&mut self, refusal: &Refusal) {
        self.form.refused(refusal);
    }

    fn remark(&self) -> String {
        self.whose().map_or(String::new(), |(_, planned)| planned.clone())
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let inside = paint.popover(centred(area, 76, 12), &[("Time off", Role::Title)], "in the calendar");
        let form = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
        self.form.draw(form, paint);
    }
}
