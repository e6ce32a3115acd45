//! Shifts of people: who is on, who is expected, who leads, and who forgot to say that they went off.
//!
//! A shift is a stretch between two instants, so one that crosses midnight or a clock change is one shift. It knows
//! no rota: who is expected was typed by somebody. Nobody's going off is ever guessed; it is asked about.

use super::days::{Moment, Part};
use super::handing_over::{REACHES, Signed};
use super::people::Deed;
use super::refusal::Gaps;
use super::{Decided, Entry, HandoverId, Home, Refusal, StaffId, Stamp, Subject, when};
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// What kind of shift.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Kind {
    /// The morning and the early afternoon.
    Early,
    /// The afternoon and the evening.
    Late,
    /// The evening, asleep in the home, and the morning.
    SleepIn,
    /// The night, awake.
    WakingNight,
    /// From the morning to the evening.
    LongDay,
}

impl Kind {
    /// In the order they are offered.
    pub const ALL: [Kind; 5] = [Kind::Early, Kind::Late, Kind::SleepIn, Kind::WakingNight, Kind::LongDay];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Kind::Early => "early",
            Kind::Late => "late",
            Kind::SleepIn => "sleep-in",
            Kind::WakingNight => "waking night",
            Kind::LongDay => "long day",
        }
    }

    /// The kind that most often begins in a part of the day.
    pub fn beginning_in(part: Part) -> Kind {
        match part {
            Part::Morning => Kind::Early,
            Part::Day => Kind::Late,
            Part::Night => Kind::WakingNight,
        }
    }

    /// How long one usually lasts.
    fn usual(self) -> TimeDelta {
        TimeDelta::hours(match self {
            Kind::Early | Kind::Late => 8,
            Kind::WakingNight => 10,
            Kind::LongDay => 14,
            Kind::SleepIn => 18,
        })
    }

    /// How long one lasts at the very most: after that somebody forgot to say that they went off.
    fn longest(self) -> TimeDelta {
        TimeDelta::hours(match self {
            Kind::Early | Kind::Late => 12,
            Kind::WakingNight => 14,
            Kind::LongDay => 16,
            Kind::SleepIn => 28,
        })
    }
}

/// One shift of one person.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Shift {
    /// The number of the entry that began it.
    pub number: u64,
    /// Whose.
    pub staff: StaffId,
    /// What kind.
    pub kind: Kind,
    /// When they came on.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub began: DateTime<Utc>,
    /// When they went off, once they have.
    #[serde(with = "chrono::serde::ts_milliseconds_option")]
    pub ended: Option<DateTime<Utc>>,
}

impl Shift {
    /// Whether it is in its last hour, as shifts of its kind go.
    pub fn ends_soon(&self, now: DateTime<Utc>) -> bool {
        self.ended.is_none() && now - self.began >= self.kind.usual() - TimeDelta::hours(1)
    }

    /// Whether it has gone on for longer than any of its kind.
    pub fn forgotten(&self, now: DateTime<Utc>) -> bool {
        self.ended.is_none() && now - self.began > self.kind.longest()
    }
}

/// Somebody who is to come on, as it was typed.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Expected {
    /// The number of its entry.
    pub number: u64,
    /// Who.
    pub staff: StaffId,
    /// For what kind of shift.
    pub kind: Kind,
    /// From when.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub from: DateTime<Utc>,
}

/// How much before they are expected people come on, and how much later.
const BEFORE: TimeDelta = TimeDelta::minutes(90);
const AFTER: TimeDelta = TimeDelta::hours(4);

impl Expected {
    /// Whether somebody who comes at an instant comes for this.
    fn holds(&self, at: DateTime<Utc>) -> bool {
        self.from - BEFORE <= at && at <= self.from + AFTER
    }
}

/// The shifts that are running or ended lately, and who is to come.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Shifts {
    /// In the order they were written down.
    all: Vec<Shift>,
    expected: Vec<Expected>,
    /// The shift of whoever leads.
    leading: Option<u64>,
    /// The shifts that were led and are not handed over and accepted yet, in the order they were.
    led: Vec<Led>,
}

/// A shift that was led.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Led {
    /// Whose, by the number of the entry that began it.
    number: u64,
    /// Since when they led.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    since: DateTime<Utc>,
    /// The handover that tells of it, while nobody has accepted that one: it can still be taken back.
    handed: Option<HandoverId>,
}

/// Who led for less was made leader by a slip of the finger.
const SLIP: TimeDelta = TimeDelta::minutes(5);

/// How many shifts that nobody handed over are remembered: a home that hands none over is not told of all of them.
const REMEMBERED: usize = 6;

impl Shifts {
    /// Who is on, in the order they came: also whoever forgot to say that they went off.
    pub fn on(&self) -> Vec<Shift> {
        let mut on: Vec<Shift> = self.all.iter().filter(|shift| shift.ended.is_none()).copied().collect();
        on.sort_by_key(|shift| (shift.began, shift.number));
        on
    }

    /// The shift somebody is on.
    pub fn of(&self, staff: StaffId) -> Option<Shift> {
        self.all.iter().find(|shift| shift.staff == staff && shift.ended.is_none()).copied()
    }

    /// When somebody's last shift ended, of those that have. Somebody who never said that they went off has none
    /// since then.
    pub fn last_end(&self, staff: StaffId) -> Option<DateTime<Utc>> {
        self.all.iter().filter(|shift| shift.staff == staff).filter_map(|shift| shift.ended).max()
    }

    /// Who leads the shift, while they are on.
    pub fn leader(&self) -> Option<StaffId> {
        let leading = self.all.iter().find(|shift| Some(shift.number) == self.leading)?;
        leading.ended.is_none().then_some(leading.staff)
    }

    /// The shifts that were led by somebody who has gone off, or forgot to say that they have, and that nobody has
    /// handed over: in the order they were.
    pub fn not_handed_over(&self, now: DateTime<Utc>) -> Vec<Shift> {
        let gone = |shift: &&Shift| shift.ended.is_some() || shift.forgotten(now);
        let open = self.led.iter().filter(|led| led.handed.is_none());
        let shifts = open.filter_map(|led| self.all.iter().find(|shift| shift.number == led.number));
        shifts.filter(gone).copied().collect()
    }

    /// A handover that is signed tells of every shift that began no earlier than what it tells, and of the one its signer
    /// is on. Of what lies further back than any handover reaches, the first that is signed is what is left to do.
    pub(super) fn hand_over(&mut self, id: HandoverId, signed: Signed, since: DateTime<Utc>) {
        let Signed { by, at } = signed;
        let own = self.of(by).map(|shift| shift.number);
        let all = &self.all;
        for led in self.led.iter_mut().filter(|led| led.handed.is_none()) {
            let began = all.iter().find(|shift| shift.number == led.number).map(|shift| shift.began);
            let told = |began| since <= began || at - began > REACHES;
            if own == Some(led.number) || began.is_some_and(told) {
                led.handed = Some(id);
            }
        }
    }

    /// A handover that was accepted is over with, and so are the shifts it told of.
    pub(super) fn accept(&mut self, id: HandoverId) {
        self.led.retain(|led| led.handed != Some(id));
    }

    /// What a handover told of that was taken back is not handed over.
    pub(super) fn take_back(&mut self, id: HandoverId) {
        for led in self.led.iter_mut().filter(|led| led.handed == Some(id)) {
            led.handed = None;
        }
    }

    /// Somebody leads from now on.
    fn lead(&mut self, number: Option<u64>, at: DateTime<Utc>) {
        let slip = |led: &Led| Some(led.number) == self.leading && at - led.since < SLIP;
        self.led.retain(|led| !slip(led));
        self.leading = number;
        let new = number.filter(|number| !self.led.iter().any(|led| led.number == *number));
        self.led.extend(new.map(|number| Led { number, since: at, handed: None }));
        let surplus = self.led.len().saturating_sub(REMEMBERED);
        self.led.drain(..surplus);
    }

    /// The shifts of the last days that ran at an instant or after, in the order they began.
    pub fn since(&self, at: DateTime<Utc>) -> Vec<Shift> {
        let mut since: Vec<Shift> =
            self.all.iter().filter(|shift| shift.ended.is_none_or(|ended| ended > at)).copied().collect();
        since.sort_by_key(|shift| (shift.began, shift.number));
        since
    }

    /// Who is still to come, the next first. Whoever has come is no longer expected.
    pub fn expected(&self, now: DateTime<Utc>) -> Vec<Expected> {
        let came = |expected: &Expected| {
            self.all.iter().any(|shift| shift.staff == expected.staff && expected.holds(shift.began))
        };
        let waiting = self.expected.iter().filter(|expected| !came(expected) && expected.from + AFTER > now);
        let mut waiting: Vec<Expected> = waiting.copied().collect();
        waiting.sort_by_key(|expected| (expected.from, expected.number));
        waiting
    }

    /// What begins by somebody's signing in: the shift they are expected for now. Nobody is put on a shift that
    /// nobody expected them for, nor while they have not said when they went off the last.
    pub fn by_sign_in(&self, staff: StaffId, now: DateTime<Utc>) -> Option<Act> {
        if self.of(staff).is_some() {
            return None;
        }
        let expected = self.expected(now);
        let expected = expected.iter().find(|expected| expected.staff == staff && expected.holds(now))?;
        Some(Act::Start { staff, kind: expected.kind, at: now })
    }

    /// The shifts that the journal tells of, read back further than the home itself keeps them.
    pub fn told<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut shifts = Self::default();
        for entry in entries {
            if let super::Fact::Shift(fact) = &entry.fact {
                shifts.apply(entry, fact);
            }
        }
        shifts
    }

    /// The shifts that ran in a stretch of time. One that nobody ended ran as long as one of its kind can.
    pub fn within(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> impl Iterator<Item = &Shift> {
        let ended = |shift: &Shift| shift.ended.unwrap_or(shift.began + shift.kind.longest());
        self.all.iter().filter(move |shift| shift.began < to && from < ended(shift))
    }

    /// Whether somebody had a shift at all.
    pub fn has_any(&self, staff: StaffId) -> bool {
        self.all.iter().any(|shift| shift.staff == staff)
    }

    pub(super) fn apply(&mut self, entry: &Entry, fact: &Fact) {
        match fact {
            Fact::Started { staff, kind, at } => {
                let (number, staff, kind, began) = (entry.number, *staff, *kind, *at);
                self.all.push(Shift { number, staff, kind, began, ended: None });
            }
            Fact::StartTakenBack(number) => {
                self.all.retain(|shift| shift.number != *number);
                self.led.retain(|led| led.number != *number);
            }
            Fact::Ended { number, at } => self.with(*number, |shift| shift.ended = Some(*at)),
            Fact::WentOn(number) => self.with(*number, |shift| shift.ended = None),
            Fact::Led { now, .. } => self.lead(*now, entry.at),
            Fact::Awaited { staff, kind, from } => {
                let (number, staff, kind, from) = (entry.number, *staff, *kind, *from);
                self.expected.push(Expected { number, staff, kind, from });
            }
            Fact::NotAwaited { number, .. } => self.expected.retain(|expected| expected.number != *number),
        }
    }

    /// Lets go of what was over before `first`, but for the last shifts of each person. It stays in the journal.
    pub(super) fn let_go(&mut self, first: DateTime<Utc>) {
        let all = std::mem::take(&mut self.all);
        let kept = |shift: &&Shift| {
            let later =
                all.iter().filter(|other| other.staff == shift.staff && other.ended > shift.ended).count();
            let led = self.led.iter().any(|led| led.number == shift.number);
            // Of the last two, so that somebody's going off can still be taken back.
            shift.ended.is_none_or(|ended| ended >= first) || later < 2 || led
        };
        self.all = all.iter().filter(kept).copied().collect();
        self.expected.retain(|expected| expected.from + AFTER >= first);
    }

    fn with(&mut self, number: u64, change: impl FnOnce(&mut Shift)) {
        if let Some(shift) = self.all.iter_mut().find(|shift| shift.number == number) {
            change(shift);
        }
    }

    fn open(&self, number: u64) -> Result<Shift, Refusal> {
        let shift = self.all.iter().find(|shift| shift.number == number && shift.ended.is_none());
        shift.copied().ok_or(Refusal::Gone("This shift"))
    }
}

/// What can be asked about shifts.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Act {
    /// Say that somebody came on, which may be a while ago.
    Start {
        /// Who.
        staff: StaffId,
        /// For what kind of shift.
        kind: Kind,
        /// When.
        at: DateTime<Utc>,
    },
    /// Take back that somebody came on.
    TakeBackStart(u64),
    /// Say that somebody went off, which may be a while ago.
    End {
        /// Which shift, by the number of its entry.
        number: u64,
        /// When.
        at: DateTime<Utc>,
    },
    /// Take back that somebody went off.
    GoOn(u64),
    /// Say who leads: whoever's shift this is, or nobody.
    Lead(Option<u64>),
    /// Say who is to come on.
    Expect {
        /// Who.
        staff: StaffId,
        /// For what kind of shift.
        kind: Kind,
        /// From when.
        from: DateTime<Utc>,
    },
    /// Say that somebody is not to come after all.
    NotExpect(u64),
}

/// What happened to shifts.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the past of the act of the same name")]
pub enum Fact {
    Started {
        staff: StaffId,
        kind: Kind,
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
    },
    StartTakenBack(u64),
    Ended {
        number: u64,
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
    },
    WentOn(u64),
    Led {
        now: Option<u64>,
        before: Option<u64>,
    },
    Awaited {
        staff: StaffId,
        kind: Kind,
        #[serde(with = "chrono::serde::ts_milliseconds")]
        from: DateTime<Utc>,
    },
    NotAwaited {
        number: u64,
        staff: StaffId,
        kind: Kind,
        #[serde(with = "chrono::serde::ts_milliseconds")]
        from: DateTime<Utc>,
    },
}

pub(super) fn decide(home: &Home, by: StaffId, stamp: Stamp, act: Act) -> Result<Decided, Refusal> {
    let now = stamp.moment;
    let shifts = &home.shifts;
    let day_of = |at| home.day_of(Moment { at, zone: now.zone });
    let (day, fact) = match act {
        Act::Start { staff, kind, at } => {
            may_for(home, by, now, staff)?;
            let at = at.trunc_subsecs(3);
            started(home, by, now, (staff, kind, at))?;
            (day_of(at), Fact::Started { staff, kind, at })
        }
        Act::TakeBackStart(number) => {
            let shift = shifts.open(number)?;
            may_for(home, by, now, shift.staff)?;
            (day_of(shift.began), Fact::StartTakenBack(number))
        }
        Act::End { number, at } => {
            let shift = shifts.open(number)?;
            may_for(home, by, now, shift.staff)?;
            let at = at.trunc_subsecs(3);
            ended(now, shift, at)?;
            (day_of(shift.began), Fact::Ended { number, at })
        }
        Act::GoOn(number) => {
            let shift = shifts.all.iter().find(|shift| shift.number == number && shift.ended.is_some());
            let shift = shift.ok_or(Refusal::Gone("This shift"))?;
            may_for(home, by, now, shift.staff)?;
            if shifts.of(shift.staff).is_some() {
                let name = home.people.name(shift.staff);
                return Err(Refusal::NotNow(format!("{name} has come on again since then.")));
            }
            (day_of(shift.began), Fact::WentOn(number))
        }
        Act::Lead(number) => {
            home.people.may(home, by, now, Deed::SignOver)?;
            if let Some(number) = number {
                leads(home, now, shifts.open(number)?)?;
            }
            (home.day_of(now), Fact::Led { now: number, before: shifts.leading })
        }
        Act::Expect { staff, kind, from } => {
            home.people.may(home, by, now, Deed::SignOver)?;
            let from = from.trunc_subsecs(3);
            awaited(home, now, staff, from)?;
            (home.day_of(now), Fact::Awaited { staff, kind, from })
        }
        Act::NotExpect(number) => {
            home.people.may(home, by, now, Deed::SignOver)?;
            let expected = shifts.expected.iter().find(|expected| expected.number == number);
            let Expected { staff, kind, from, .. } = *expected.ok_or(Refusal::Gone("This"))?;
            (home.day_of(now), Fact::NotAwaited { number, staff, kind, from })
        }
    };
    Ok(Decided { subject: Subject::House, day, fact: super::Fact::Shift(fact) })
}

/// One's own shift is everybody's to write down; a colleague's is for those who lead.
fn may_for(home: &Home, by: StaffId, now: Moment, whose: StaffId) -> Result<(), Refusal> {
    home.people.may(home, by, now, if by == whose { Deed::Care } else { Deed::SignOver })
}

/// "You are", "Tom Beech is".
fn is(home: &Home, by: StaffId, staff: StaffId) -> String {
    if by == staff { "You are".into() } else { format!("{} is", home.people.name(staff)) }
}

fn started(
    home: &Home,
    by: StaffId,
    now: Moment,
    (staff, kind, at): (StaffId, Kind, DateTime<Utc>),
) -> Result<(), Refusal> {
    let known = home.people.get(staff).ok_or(Refusal::Gone("This member of staff"))?;
    if !known.role.may(Deed::Care) || !known.active_on(home.day_of(now)) {
        return Err(Refusal::NotNow(format!("{} can't come on: their account does not work.", known.name)));
    }
    if let Some(shift) = home.shifts.of(staff) {
        let since = when::shown_when(shift.began, now);
        let is = is(home, by, staff);
        let say = if shift.forgotten(now.at) {
            format!("{is} still on since {since}. Say first when that shift ended.")
        } else {
            format!("{is} on already, since {since}.")
        };
        return Err(Refusal::NotNow(say));
    }
    let mut gaps = Gaps::default();
    if at > now.at {
        gaps.say("when", "When must be now or in the past.");
    } else if now.at - at > kind.longest() {
        let hours = kind.longest().num_hours();
        gaps.say("when", format!("When must be within the last {hours} hours."));
    } else if let Some(ended) = home.shifts.last_end(staff).filter(|ended| at < *ended) {
        let ended = when::shown_when(ended, now);
        gaps.say("when", format!("When must be later than the last shift ended, {ended}."));
    }
    gaps.none()
}

/// Nobody is on for longer: it is a slip of the finger.
const LONGEST_HOURS: i64 = 72;

fn ended(now: Moment, shift: Shift, at: DateTime<Utc>) -> Result<(), Refusal> {
    let mut gaps = Gaps::default();
    if at > now.at {
        gaps.say("when", "When must be now or in the past.");
    } else if at < shift.began {
        let began = when::shown_when(shift.began, now);
        gaps.say("when", format!("When must be later than they came on, {began}."));
    } else if (at - shift.began).num_hours() > LONGEST_HOURS {
        let began = when::shown_when(shift.began, now);
        let say = format!("When must be within {LONGEST_HOURS} hours of when they came on, {began}.");
        gaps.say("when", say);
    }
    gaps.none()
}

fn leads(home: &Home, now: Moment, shift: Shift) -> Result<(), Refusal> {
    let staff = home.people.get(shift.staff).ok_or(Refusal::Gone("This member of staff"))?;
    if !staff.role.may(Deed::SignOver) {
        return Err(Refusal::not_yours(home, Deed::SignOver, home.day_of(now)));
    }
    if home.shifts.leader() == Some(shift.staff) {
        return Err(Refusal::NotNow(format!("{} leads already.", staff.name)));
    }
    Ok(())
}

fn awaited(home: &Home, now: Moment, staff: StaffId, from: DateTime<Utc>) -> Result<(), Refusal> {
    let today = home.day_of(now);
    let mut gaps = Gaps::default();
    if let Err(refusal) = home.people.colleague(staff, today) {
        gaps.say("who", refusal.to_string());
    } else if let Some(name) =
        home.people.get(staff).filter(|staff| staff.away_on(today_of(home, now, from)).is_some())
    {
        gaps.say("who", format!("{} is away then. Choose someone else.", name.name));
    }
    let ahead = from - now.at;
    if ahead < TimeDelta::zero() - AFTER {
        gaps.say("from", "From must be now or later.");
    } else if ahead > TimeDelta::days(60) {
        gaps.say("from", "From must be within the next 60 days.");
    } else if home.shifts.expected.iter().any(|expected| expected.staff == staff && expected.holds(from)) {
        gaps.say("from", format!("{} is expected then already.", home.people.name(staff)));
    }
    gaps.none()
}

fn today_of(home: &Home, now: Moment, at: DateTime<Utc>) -> super::CareDay {
    home.day_of(Moment { at, zone: now.zone })
}

pub(super) fn opposite(entry: &Entry, fact: &Fact) -> Option<Act> {
    match fact {
        Fact::Started { .. } => Some(Act::TakeBackStart(entry.number)),
        Fact::Ended { number, .. } => Some(Act::GoOn(*number)),
        Fact::StartTakenBack(_) | Fact::WentOn(_) => None,
        Fact::Led { before, .. } => Some(Act::Lead(*before)),
        Fact::Awaited { .. } => Some(Act::NotExpect(entry.number)),
        Fact::NotAwaited { staff, kind, from, .. } => {
            Some(Act::Expect { staff: *staff, kind: *kind, from: *from })
        }
    }
}
