//! Puts time off in the calendar: one's own, or for those who run the home anyone's.

use super::form::{Field, Form, both};
use super::form_screen::{Asked, FormScreen};
use super::paint::{Paint, Rect};
use super::screen::Reply;
use super::why::centred;
use crate::care::people::{self, Leave};
use crate::care::{Act, CareDay, Gap, Moment, StaffId, Subject, when};
use crate::desk::{Draft, Trouble, View};
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

    /// The days in the boxes: "Mon" is the first Monday from this day, or from the first day away.
    fn days(&self, from: NaiveDate) -> [Result<CareDay, Gap>; 2] {
        let away_from = self.form.day(FROM, from);
        let back_on = self.form.day(BACK, away_from.as_ref().map_or(from, |day| day.date()));
        [away_from, back_on]
    }

    fn whose(&self) -> Option<&(StaffId, String)> {
        self.people.get(self.form.chosen(WHOSE))
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

impl FormScreen for PlanLeave {
    fn form(&self) -> &Form {
        &self.form
    }

    fn form_mut(&mut self) -> &mut Form {
        &mut self.form
    }

    fn title(&self) -> String {
        "Time off".into()
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        self.now = Some(view.now());
        if self.began.is_none() {
            self.begin(view);
        }
        Ok(())
    }

    fn draft_name(&self) -> Option<String> {
        Some("time off:".into())
    }

    fn draft(&self) -> Option<Draft> {
        self.form.draft(self.draft_name()?, Subject::House, self.began?)
    }

    fn take_up(&mut self, draft: &Draft) {
        let Some(now) = self.now else { return };
        self.form.fill(&draft.boxes);
        self.began = Some(draft.began);
        // "Fri" was said on another day: it is written out as it was meant.
        let then = Moment { at: draft.began, ..now }.local().date_naive();
        for (name, day) in [FROM, BACK].into_iter().zip(self.days(then)) {
            if let Ok(day) = day {
                self.form.fill(&[(name.into(), when::typed_day(day.date(), self.today()))]);
            }
        }
    }

    fn save(&self) -> Asked {
        let Some((whose, _)) = self.whose() else { return Ok(Reply::Ignored) };
        let [away_from, back_on] = self.days(self.today());
        let (away_from, back_on) = both(away_from, back_on)?;
        let (whose, leave) = (*whose, Leave { away_from, back_on });
        Ok(Reply::DoThenBack(Act::People(people::Act::PlanLeave { whose, leave })))
    }

    /// Says beside the boxes how the days are understood.
    fn settle(&mut self) {
        for (name, day) in [FROM, BACK].into_iter().zip(self.days(self.today())) {
            let how = "as Fri, 22/11 or 22 November";
            let shown = day.map_or(how.into(), |day| when::shown_date(day.date()));
            self.form.understood(name, shown);
        }
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
