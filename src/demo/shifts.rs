//! Who is on shift: they come on and go off, one of them leads, and the next are expected.

use super::{Making, Next, NotBuilt};
use crate::care::people::Deed;
use crate::care::shift::{Act, Kind};
use crate::care::{self, Moment, StaffId, handing_over};
use chrono::{DateTime, TimeDelta, Utc};

impl Making {
    /// Plans a shift from when somebody comes to when they go.
    pub(super) fn plan_shift(
        &mut self,
        staff: StaffId,
        kind: Kind,
        (on, off): (DateTime<Utc>, DateTime<Utc>),
    ) {
        self.later(on, Next::On(staff, kind));
        self.later(off, Next::Off(staff));
    }

    /// Plans that whoever leads writes down who is to come, as the rota has it, most of a day before.
    pub(super) fn plan_rota(&mut self, staff: StaffId, kind: Kind, from: DateTime<Utc>) {
        self.later(from - TimeDelta::hours(14), Next::Awaited(staff, kind, from));
    }

    pub(super) fn goes_on(&mut self, staff: StaffId, kind: Kind) -> Result<(), NotBuilt> {
        if self.home.shifts.of(staff).is_some() {
            return Ok(());
        }
        let at = self.now;
        self.does(staff, care::Act::Shift(Act::Start { staff, kind, at }))?;
        self.somebody_leads()
    }

    pub(super) fn goes_off(&mut self, staff: StaffId) -> Result<(), NotBuilt> {
        let Some(shift) = self.home.shifts.of(staff) else { return Ok(()) };
        let (number, at) = (shift.number, self.now);
        self.hands_over(staff)?;
        self.does(staff, care::Act::Shift(Act::End { number, at }))?;
        self.somebody_leads()
    }

    /// Whoever leads hands over before they go, and one who is on and has read what is urgent takes over.
    fn hands_over(&mut self, staff: StaffId) -> Result<(), NotBuilt> {
        let now = Moment { at: self.now, zone: self.plan.at.zone };
        let signed = self.home.handovers.last().map(|last| last.signed.at);
        let handed = signed.is_some_and(|at| now.at - at < TimeDelta::hours(1));
        if handed || self.home.shifts.leader() != Some(staff) {
            return Ok(());
        }
        let mut others =
            self.home.shifts.on().into_iter().map(|shift| shift.staff).filter(|other| *other != staff);
        let may = |other: &StaffId| {
            self.home.people.get(*other).is_some_and(|staff| staff.role.may(Deed::TakeOver))
                && handing_over::unread_urgent(&self.home, *other, now).is_empty()
        };
        let Some(next) = others.rfind(may) else { return Ok(()) };
        // Longer ones on busier days, and a little quicker from week to week.
        let day = self.home.day_of(now);
        let took = 6 + i64::from(day.number().rem_euclid(7)) + i64::from(self.today.since(day) / 7) * 2;
        let mut sheet =
            handing_over::draft(&self.home, handing_over::shift_began(&self.home, staff, now), now, &[]);
        sheet.opened = now.at - TimeDelta::minutes(took);
        sheet.house.medication = "counted, as it should be".into();
        sheet.house.counted = vec![staff, next];
        let heard = sheet.read_back();
        self.does(staff, care::Act::HandingOver(handing_over::Act::Sign(Box::new(sheet))))?;
        let Some(id) = self.home.handovers.open().map(|open| open.id) else { return Ok(()) };
        self.does(next, care::Act::HandingOver(handing_over::Act::Accept { id, heard })).map(|_| ())
    }

    pub(super) fn awaited(
        &mut self,
        staff: StaffId,
        kind: Kind,
        from: DateTime<Utc>,
    ) -> Result<(), NotBuilt> {
        let day = self.home.day_of(Moment { at: from, zone: self.plan.at.zone });
        let comes = self.home.people.get(staff).is_some_and(|staff| staff.away_on(day).is_none());
        // Whoever leads writes down who is to come.
        match self.home.shifts.leader() {
            Some(by) if from > self.now && comes => {
                // To the quarter of an hour, as it is said.
                let from = from - TimeDelta::seconds(from.timestamp().rem_euclid(900));
                self.does(by, care::Act::Shift(Act::Expect { staff, kind, from })).map(|_| ())
            }
            Some(_) | None => Ok(()),
        }
    }

    fn somebody_leads(&mut self) -> Result<(), NotBuilt> {
        if self.home.shifts.leader().is_some() {
            return Ok(());
        }
        let may =
            |staff: StaffId| self.home.people.get(staff).is_some_and(|staff| staff.role.may(Deed::SignOver));
        let Some(shift) = self.home.shifts.on().into_iter().find(|shift| may(shift.staff)) else {
            return Ok(());
        };
        self.does(shift.staff, care::Act::Shift(Act::Lead(Some(shift.number)))).map(|_| ())
    }
}
