//! What comes up on any day: who is on shift, lists that are gone through, rounds, receipts, worries, the log.

use super::people::{AL, DEE, GRACE, KIT, LEILA, MO, PRIYA, RUTH, SAM, TOM, ZOFIA};
use super::words::{BOOKINGS, FILL_INS, MISSED, NOT_SEEN_TO, TASKS, TOLD, Told, WORRIES, tick_note};
use super::{Look, Making, Next, NotBuilt, Raised, people};
use crate::care::alert::{self, Audience, Level, Until, Warning};
use crate::care::checklist::{self, Source};
use crate::care::lines::{self, Line};
use crate::care::log::{self, Category, Knowing, Mood};
use crate::care::night::{self, Found};
use crate::care::shift::Kind;
use crate::care::trail::{Outcome, Reason};
use crate::care::waiting::{Waiting, waiting};
use crate::care::{
    Act, AlertId, CareDay, ChildId, Fact, Moment, Part, Refusal, StaffId, Subject, diary, handover,
};
use chrono::{DateTime, NaiveTime, TimeDelta, Utc, Weekday};
use std::collections::BTreeSet;

impl Making {
    pub(super) fn happens(&mut self, next: Next) -> Result<(), NotBuilt> {
        match next {
            Next::Does(by, act) => self.does(by, act).map(|_| ()),
            Next::Dawn(day) => {
                self.dawn(day);
                Ok(())
            }
            Next::ComesOn(staff) => {
                self.comes_on(staff);
                Ok(())
            }
            Next::On(staff, kind) => self.goes_on(staff, kind),
            Next::Off(staff) => self.goes_off(staff),
            Next::Awaited(staff, kind, from) => self.awaited(staff, kind, from),
            Next::Reads(staff, id) => self.reads(staff, id),
            Next::List(subject, day, part) => {
                self.list(subject, day, part);
                Ok(())
            }
            Next::Ticks(by, whose, line, look) => self.ticks(by, whose, *line, look),
            Next::Round(by, day) => self.round(by, day),
            Next::Worries(raised) => self.worries(&raised),
            Next::Leaves(by, draft) => self.leaves(by, *draft),
            Next::Accepts(by) => self.accepts(by),
            Next::Records(by) => self.records(by),
            Next::Writes(by, act) => self.writes(by, *act),
        }
    }

    /// Who is on shift in a part of a care day. The demo's own day has Dee by day and Tom by night.
    pub(super) fn team(&self, day: CareDay, part: Part) -> Vec<StaffId> {
        let ago = self.today.since(day);
        let team: &[usize] = match part {
            Part::Night => match ago.rem_euclid(3) {
                0 => &[TOM, AL],
                1 => &[TOM, ZOFIA],
                _ => &[ZOFIA, AL],
            },
            Part::Morning | Part::Day => match ago.rem_euclid(5) {
                0 => &[PRIYA, DEE, KIT],
                1 => &[GRACE, LEILA],
                2 => &[PRIYA, DEE],
                3 => &[SAM, LEILA],
                _ => &[GRACE, SAM],
            },
        };
        let mut on: Vec<StaffId> = team.iter().map(|place| self.cast.staff[*place]).collect();
        let more = &self.cast.staff[people::STAFF.len()..];
        on.extend(
            more.iter().copied().filter(|_| part != Part::Night).cycle().nth(ago.unsigned_abs() as usize),
        );
        on.retain(|id| self.home.people.get(*id).is_some_and(|staff| staff.away_on(day).is_none()));
        on
    }

    /// Someone on shift; the deputy when nobody is.
    fn someone(&mut self, day: CareDay, part: Part) -> StaffId {
        let team = self.team(day, part);
        self.chance.pick_any(&team).unwrap_or(self.cast.staff[GRACE])
    }

    /// Plans a care day. What it plans for later than the demo's moment never happens.
    fn dawn(&mut self, day: CareDay) {
        let tomorrow = self.home.house.hours.begins(day.plus(1), Part::Morning, self.plan.at.zone);
        self.later(tomorrow, Next::Dawn(day.plus(1)));
        self.plan_shifts(day);
        self.plan_outings(day);
        for (place, child) in self.cast.children.clone().into_iter().enumerate() {
            // Some are early risers, and Mo is not.
            let wakes = [17, 2, 9, 75, 5, 26][place % people::CHILDREN];
            self.plan_lists(Subject::Child(child), day, wakes);
            self.plan_log(child, day);
        }
        self.plan_lists(Subject::House, day, 7);
        self.plan_what_comes_up(day);
    }

    fn plan_shifts(&mut self, day: CareDay) {
        for staff in self.team(day, Part::Day) {
            let at = self.about(day, 6, 57);
            self.later(at, Next::ComesOn(staff));
            self.plan_shift(staff, Kind::LongDay, (at, self.time(day, 21, 24)));
        }
        let nights = self.team(day, Part::Night);
        for staff in &nights {
            let at = self.about(day, 21, 10);
            self.later(at, Next::ComesOn(*staff));
            self.plan_shift(*staff, Kind::WakingNight, (at, self.time(day, 31, 11)));
            self.plan_rota(*staff, Kind::WakingNight, at);
        }
        let next = day.plus(1);
        for staff in self.team(next, Part::Day) {
            self.plan_rota(staff, Kind::LongDay, self.time(next, 6, 45));
        }
        if !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            let at = self.about(day, 9, 5);
            self.later(at, Next::ComesOn(self.cast.staff[RUTH]));
        }
        // From the first half hour of the night to the last, a little under the home's interval apart.
        for nth in 0..22 {
            let at = self.time(day, 20, 20) + TimeDelta::minutes(29 * nth);
            let at = at + TimeDelta::seconds(self.chance.between(0, 50).into());
            let by = self.chance.pick_any(&nights).unwrap_or(self.cast.staff[TOM]);
            self.later(at, Next::Round(by, day));
        }
    }

    fn plan_lists(&mut self, subject: Subject, day: CareDay, wakes: u32) {
        for part in Part::ALL {
            let begins = self.home.house.hours.begins(day, part, self.plan.at.zone);
            let slow = match part {
                Part::Morning => wakes,
                Part::Day => 1,
                Part::Night => 12 + wakes / 2,
            };
            self.later(begins + TimeDelta::minutes(slow.into()), Next::List(subject, day, part));
        }
    }

    /// Someone goes through a list: each line comes up in its turn.
    fn list(&mut self, subject: Subject, day: CareDay, part: Part) {
        let mut turn = self.now;
        for line in lines::lines(&self.home, subject, day, part).into_iter().filter(lines::Line::open) {
            turn += match part {
                Part::Morning => TimeDelta::seconds(self.chance.between(25, 330).into()),
                Part::Day => TimeDelta::seconds(self.chance.between(900, 6_000).into()),
                Part::Night => TimeDelta::seconds(self.chance.between(120, 1_200).into()),
            };
            let appointed = line.time.map(|time| {
                crate::care::days::instant(day.date(), time, self.plan.at.zone) + TimeDelta::minutes(50)
            });
            let mut at = appointed.unwrap_or(turn);
            if self.chance.percent(3) {
                // Remembered only the next morning: recorded late.
                at = self.about(day.plus(1), 7, 40);
            }
            let by = self.someone(day, part);
            self.later(at, Next::Ticks(by, (subject, day), Box::new(line), Look::First));
        }
    }

    fn ticks(
        &mut self,
        by: StaffId,
        (subject, day): (Subject, CareDay),
        asked: Line,
        look: Look,
    ) -> Result<(), NotBuilt> {
        let Some((outcome, reason, note)) = self.comes_of(subject, day, &asked) else { return Ok(()) };
        let act = checklist::Act::Tick { subject, line: asked.id, day, outcome, reason, note };
        match self.does(by, Act::Checklist(act)) {
            // It went on to the next day's list and was settled there before they came to it.
            Err(NotBuilt::Refused(Refusal::Gone(_))) => return Ok(()),
            done => drop(done?),
        }
        if outcome != Outcome::Missed && look == Look::First && self.chance.percent(2) {
            // First one thing, then on a second look another; both stay in the trail.
            let later = self.now + TimeDelta::minutes(6);
            self.later(later, Next::Ticks(by, (subject, day), Box::new(asked), Look::Again));
        }
        Ok(())
    }

    /// What comes of a line; nothing when it is left open.
    fn comes_of(
        &mut self,
        subject: Subject,
        day: CareDay,
        asked: &Line,
    ) -> Option<(Outcome, Option<Reason>, String)> {
        if let Some(told) = self.told_outcome(subject, day, asked) {
            return told;
        }
        let place = self.cast.children.iter().position(|child| subject == Subject::Child(*child));
        let own = place.filter(|_| matches!(asked.id.source, Source::Routine(_)) && is_own(&asked.words));
        let weights = match (asked.id.source, own) {
            (_, Some(place)) => people::manner(place),
            (Source::Appointment(_), None) => [90, 0, 4, 3, 0, 3, 0],
            (Source::Duty(_) | Source::Todo(_), None) => [84, 0, 0, 3, 1, 6, 6],
            (Source::Routine(_), None) if place.is_none() => [96, 0, 0, 0, 0, 2, 2],
            (Source::Routine(_), None) => [84, 0, 3, 2, 2, 3, 6],
        };
        let leave_open = if place.is_none() { 1 } else { 3 };
        if self.chance.percent(leave_open) {
            return None;
        }
        let outcome = self.chance.weighted(&Outcome::ALL, weights);
        if outcome == Outcome::Missed {
            let (reason, note) =
                if own.is_some() { self.chance.pick(&MISSED) } else { self.chance.pick(&NOT_SEEN_TO) };
            return Some((outcome, Some(*reason), (*note).into()));
        }
        let noted = own.is_some() && self.chance.percent(9);
        let note = if noted { *self.chance.pick(&tick_note(outcome)) } else { "" };
        Some((outcome, None, note.into()))
    }

    fn round(&mut self, by: StaffId, day: CareDay) -> Result<(), NotBuilt> {
        for (place, child) in self.cast.children.clone().into_iter().enumerate() {
            // Now and then one is passed over, and shows as late by the next round.
            if self.chance.percent(1) {
                continue;
            }
            self.now += TimeDelta::seconds(self.chance.between(12, 45).into());
            let found = self.found(place, day);
            let note = match found {
                Found::Up if self.now > self.time(day, 23, 0) => {
                    *self.chance.pick(&["", "in the kitchen, tea", "on the landing", "sat with for a while"])
                }
                Found::Asleep | Found::Settled | Found::Up | Found::NotInRoom => "",
            };
            let act = night::Act::Check { child, found, note: note.into() };
            if self.now <= self.end() {
                self.does(by, Act::Night(act))?;
            }
        }
        Ok(())
    }

    fn found(&mut self, place: usize, day: CareDay) -> Found {
        let bed = [22, 21, 20, 23, 22, 22][place % people::CHILDREN];
        let restless = if place == MO { 14 } else { 3 };
        if self.now < self.time(day, bed, 0) {
            Found::Up
        } else if self.now < self.time(day, bed, 45) {
            self.chance.weighted(&[Found::Settled, Found::Asleep], [70, 30])
        } else if self.now > self.time(day.plus(1), 6, 15) {
            self.chance.weighted(&[Found::Asleep, Found::Settled, Found::Up], [60, 25, 15])
        } else {
            let all = [Found::Asleep, Found::Settled, Found::Up, Found::NotInRoom];
            self.chance.weighted(&all, [94, 4, restless, u32::from(place == MO)])
        }
    }

    /// Whoever comes on shift reads what waits, but for what the story keeps for later.
    fn comes_on(&mut self, staff: StaffId) {
        let now = Moment { at: self.now, zone: self.plan.at.zone };
        if staff == self.cast.staff[RUTH] {
            let read = Act::Log(log::Act::ReadTo(self.home.last));
            self.later(self.now + TimeDelta::minutes(48), Next::Does(staff, read));
        }
        let mut at = self.now;
        for waits in waiting(&self.home, staff, now) {
            at += TimeDelta::seconds(self.chance.between(20, 70).into());
            // What is urgent stays unread by whoever the made-up home opens as.
            if let Waiting::ReadAlert { id, level } = waits
                && (level != Level::Urgent || staff != self.me())
            {
                self.later(at, Next::Reads(staff, id));
            } else if let Waiting::ReadNote(id) = waits {
                self.later(at, Next::Does(staff, Act::Handover(handover::Act::Read(id))));
            }
        }
    }

    fn in_minutes(&mut self, least: u32, most: u32) -> DateTime<Utc> {
        self.now + TimeDelta::seconds(self.chance.between(least * 60, most * 60).into())
    }

    fn reads(&mut self, staff: StaffId, id: AlertId) -> Result<(), NotBuilt> {
        let unread = self.home.alerts.get(id).is_some_and(|alert| !alert.has_read(staff));
        if unread {
            self.does(staff, Act::Alert(alert::Act::Read(id)))?;
        }
        Ok(())
    }

    fn worries(&mut self, raised: &Raised) -> Result<(), NotBuilt> {
        let Raised { by, child, worry, until, seen_to_by } = *raised;
        // A milder one is for the night: by day there is company enough.
        let parts = if worry.level == Level::Watch { BTreeSet::from([Part::Night]) } else { BTreeSet::new() };
        let warning = Box::new(Warning {
            level: worry.level,
            feeling: worry.feeling,
            about: worry.about.into(),
            shows: worry.shows.into(),
            helps: worry.helps.into(),
            audience: Audience { parts, people: BTreeSet::new() },
        });
        let entry = self.does(by, Act::Alert(alert::Act::Raise { child, warning, until }))?;
        let Fact::Alert(alert::Fact::Raised { id, .. }) = entry.fact else { return Ok(()) };
        let now = Moment { at: self.now, zone: self.plan.at.zone };
        for staff in self.team(self.home.day_of(now), self.home.part_of(now)) {
            if staff != by && (worry.level != Level::Urgent || staff != self.me()) {
                let at = self.in_minutes(1, 25);
                self.later(at, Next::Reads(staff, id));
            }
        }
        if let Some((added_by, closed_by)) = seen_to_by {
            let added = alert::Act::FollowUp { id, text: worry.follow_up.into() };
            let at = self.in_minutes(150, 320);
            self.later(at, Next::Does(added_by, Act::Alert(added)));
            let closed = alert::Act::Close { id, what_happened: worry.closing.into() };
            let at = self.in_minutes(1_100, 1_600);
            self.later(at, Next::Does(closed_by, Act::Alert(closed)));
        }
        Ok(())
    }

    fn plan_log(&mut self, child: ChildId, day: CareDay) {
        for _ in 0..self.chance.between(1, 3) {
            let told = self.chance.pick(&TOLD);
            let school_day = !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
            if told.about == Category::Education && !school_day {
                continue;
            }
            let part = if told.hours.0 >= 20 { Part::Night } else { Part::Day };
            let by = self.someone(day, part);
            self.plan_entry(by, child, day, told);
        }
    }

    /// An entry that someone will write a while after it happened.
    pub(super) fn plan_entry(&mut self, by: StaffId, child: ChildId, day: CareDay, told: &Told) {
        let hour = self.chance.between(told.hours.0, told.hours.1.max(told.hours.0 + 1) - 1);
        let minute = self.chance.between(0, 11) * 5;
        let happened = self.time(day, hour, minute).max(self.opened);
        let written = happened + TimeDelta::minutes(self.chance.between(4, 75).into());
        let knowing = match told.about {
            Category::Education if told.text.starts_with("School") => {
                Knowing::ToldBy("the school office".into())
            }
            _ if self.chance.percent(6) => Knowing::Opinion,
            _ => Knowing::Seen,
        };
        let write = log::Act::Write {
            subject: Subject::Child(child),
            happened,
            category: told.about,
            text: self.filled_in(told.text),
            own_words: self.filled_in(told.own_words),
            mood: Mood::new(told.mood),
            knowing,
            event: log::Event::Ordinary,
            kept_to: None,
        };
        self.later(written, Next::Writes(by, Box::new(write)));
    }

    fn filled_in(&mut self, text: &str) -> String {
        let mut text = text.to_owned();
        for (gap, choices) in &FILL_INS {
            if text.contains(gap) {
                let choice: &&str = self.chance.pick(choices);
                text = text.replace(gap, choice);
            }
        }
        text
    }

    fn writes(&mut self, by: StaffId, write: log::Act) -> Result<(), NotBuilt> {
        let entry = self.does(by, Act::Log(write))?;
        if let Fact::Log(log::Fact::Written(written)) = entry.fact
            && self.chance.percent(2)
        {
            let text = format!("{} This was before supper, not after.", written.text);
            let why = "Wrong way round when I wrote it.".into();
            let amend = log::Act::Amend { subject: entry.subject, day: entry.day, of: written.id, text, why };
            self.later(self.now + TimeDelta::minutes(35), Next::Does(by, Act::Log(amend)));
        }
        Ok(())
    }

    /// What no plan foresees: a booking, something to do, a worry. The last two days belong to the story.
    fn plan_what_comes_up(&mut self, day: CareDay) {
        let Some(child) = self.chance.pick_any(&self.cast.children) else { return };
        let subject = Subject::Child(child);
        let by = self.someone(day, Part::Day);
        let at = self.about(day, 10, 40);
        if self.chance.percent(60) {
            let (kind, hour, minute, what, note) = *self.chance.pick(&BOOKINGS);
            let ahead = self.chance.between(2, 11).cast_signed();
            let book = diary::Act::Book {
                subject,
                day: day.plus(ahead),
                time: NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or(NaiveTime::MIN),
                what: what.into(),
                kind,
                taken_by: Some(by),
                note: note.into(),
            };
            self.later(at, Next::Does(by, Act::Diary(book)));
        }
        if self.chance.percent(30) {
            let words = (*self.chance.pick(&TASKS)).into();
            let due = day.plus(self.chance.between(1, 4).cast_signed());
            let to = self.team(due, Part::Day).first().copied();
            let add = checklist::Act::AddTodo { subject, day: due, part: Part::Day, words, to };
            self.later(at + TimeDelta::minutes(20), Next::Does(by, Act::Checklist(add)));
        }
        if day < self.today.plus(-2) && self.chance.percent(30) {
            self.plan_worry(child, day);
        }
    }

    fn plan_worry(&mut self, child: ChildId, day: CareDay) {
        let raised = Raised {
            by: self.someone(day, Part::Day),
            child,
            worry: self.chance.pick(&WORRIES),
            until: *self.chance.pick(&[Until::Tonight, Until::Tomorrow, Until::Closed]),
            seen_to_by: Some((self.someone(day, Part::Night), self.someone(day.plus(1), Part::Day))),
        };
        let at = self.about(day, 17, 50);
        self.later(at, Next::Worries(raised));
    }
}

/// What a child does for themselves, so that it can be prompted or helped; the rest is for staff to see to.
fn is_own(words: &str) -> bool {
    [
        "bedroom tidy",
        "clean, ironed clothes",
        "washed",
        "hair",
        "equipped for the day",
        "clean and presentable",
        "clean clothes out",
        "towel and toiletries",
    ]
    .contains(&words)
}
