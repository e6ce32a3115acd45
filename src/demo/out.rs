//! Where the children are: off to school and back, out with staff, out alone, with family. Mostly in time.

use super::people::{GRACE, JAYDEN, KASIA, MO, SIOBHAN, TUYET};
use super::{Chance, Making, Next};
use crate::care::whereabouts::{Act, Place};
use crate::care::{self, CareDay, Part};
use chrono::{DateTime, TimeDelta, Utc, Weekday};

/// A way out and back: hours and minutes of leaving, of when they are due, and how late they are, in minutes.
struct Outing {
    place: Place,
    leaves: (u32, u32),
    due: (u32, u32),
    late: i64,
    note: &'static str,
}

impl Making {
    /// Plans who goes where on a day. It has luck of its own, so that more of it changes nothing else.
    pub(super) fn plan_outings(&mut self, day: CareDay) {
        let seed = self.plan.seed ^ u64::from(day.number().unsigned_abs()) << 32;
        let mut chance = Chance::new(seed);
        for child in 0..self.cast.children.len() {
            for outing in self.outings(child, day, &mut chance) {
                self.plan_outing(child, day, &outing, &mut chance);
            }
        }
    }

    fn outings(&self, child: usize, day: CareDay, chance: &mut Chance) -> Vec<Outing> {
        let today = day == self.today;
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let (goes_alone, trip) = (chance.percent(25), chance.percent(40));
        let late = if chance.percent(12) { chance.between(10, 35) } else { chance.between(0, 5) };
        let out = |place, leaves, due, note| Outing { place, leaves, due, late: i64::from(late) - 5, note };
        let mut outings = Vec::new();
        match child {
            // The story keeps him in: he says he will leave.
            MO if today => return Vec::new(),
            MO if !weekend => outings.push(out(Place::School, (8, 40), (12, 30), "Bridge Centre")),
            SIOBHAN => {}
            _ if !weekend => outings.push(out(Place::School, (8, 25), (15, 20), "")),
            JAYDEN if day.weekday() == Weekday::Sun => {
                outings.push(out(Place::Family, (10, 40), (13, 30), "Mum, contact centre"));
            }
            _ if trip => outings.push(out(Place::OutWithStaff, (11, 5), (13, 40), "swimming")),
            _ => {}
        }
        match child {
            KASIA if today => outings.push(out(Place::OutWithStaff, (15, 40), (17, 0), "dentist, Mill Road")),
            TUYET if today => {
                outings.push(Outing { late: 22, ..out(Place::OutAlone, (16, 30), (17, 30), "library") });
            }
            KASIA | MO | SIOBHAN | TUYET if goes_alone => {
                outings.push(out(Place::OutAlone, (16, 40), (18, 0), "the park"));
            }
            _ => {}
        }
        outings
    }

    fn plan_outing(&mut self, child: usize, day: CareDay, outing: &Outing, chance: &mut Chance) {
        let by = self.team(day, Part::Day).first().copied().unwrap_or(self.cast.staff[GRACE]);
        let child = self.cast.children[child];
        let left = self.time(day, outing.leaves.0, outing.leaves.1)
            + TimeDelta::minutes(chance.between(0, 9).into());
        let due = self.time(day, outing.due.0, outing.due.1);
        let go = |place, since: DateTime<Utc>, due_back, note: &str| {
            let (note, last_seen, instead_of) = (note.into(), None, None);
            let act = Act::Go { child, place, since, due_back, note, last_seen, instead_of };
            Next::Does(by, care::Act::Whereabouts(act))
        };
        self.later(left, go(outing.place, left, Some(due), outing.note));
        let back = due + TimeDelta::minutes(outing.late);
        self.later(back, go(Place::In, back, None, ""));
    }
}
