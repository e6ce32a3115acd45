//! Who is on shift: they come on and go off, one of them leads, and the next are expected.

use super::{Making, Next, NotBuilt};
use crate::care::people::Deed;
use crate::care::shift::{Act, Kind};
use crate::care::{self, StaffId};
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
        self.later(on - TimeDelta::hours(14), Next::Awaited(staff, kind, on));
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
        self.does(staff, care::Act::Shift(Act::End { number, at }))?;
        self.somebody_leads()
    }

    pub(super) fn awaited(
        &mut self,
        staff: StaffId,
        kind: Kind,
        from: DateTime<Utc>,
    ) -> Result<(), NotBuilt> {
        // Whoever leads writes down who is to come.
        match self.home.shifts.leader() {
            Some(by) if from > self.now => {
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
