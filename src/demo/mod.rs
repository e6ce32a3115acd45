//! A made-up home, the same for the same seed and time: Hawthorn House, its children, staff and past.
//!
//! It lives through its days: what is planned waits in a queue by time, and each thing that comes up is an
//! act put to [`Home::decide`] like anybody's. So it can hold nothing that the rules refuse, and whatever
//! would come after the demo's own moment simply has not happened yet. It writes to the directory it is
//! handed and asks neither clock nor chance.

mod chance;
mod day;
mod opening;
mod out;
mod people;
mod shifts;
mod story;
#[cfg(test)]
mod tests;
mod words;

use crate::care::alert::Until;
use crate::care::lines::Line;
use crate::care::{
    Act, AlertId, CareDay, ChildId, Entry, Home, Moment, Part, Refusal, StaffId, Stamp, Subject, days,
    handover, log, people as care_people, shift,
};
use crate::desk::{Desk, Door, NotIn, Progress, Secret, keep_words};
use crate::record::{Card, Journal, Site, Trouble};
use chance::Chance;
use chrono::{DateTime, NaiveTime, SubsecRound, TimeDelta, Utc};
use people::Cast;
use std::collections::BTreeMap;
use std::path::Path;

/// What kind of demo to make.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Plan {
    /// The moment it is opened at.
    pub at: Moment,
    /// What its chances hang on.
    pub seed: u64,
    /// How many days lie behind it.
    pub days: u32,
    /// How many children live there; at least the six of the story.
    pub children: usize,
    /// How many people work there; at least the ten of the story.
    pub staff: usize,
    /// Whether Leila comes back today from a fortnight's leave, rather than yesterday from a week's.
    pub long_leave: bool,
}

impl Plan {
    /// Three weeks of six children and ten staff.
    pub fn usual(at: Moment, seed: u64) -> Self {
        Self { at, seed, days: 21, children: 6, staff: 10, long_leave: false }
    }
}

/// A demo that is ready to be opened.
#[derive(Debug)]
pub struct Built {
    /// The home as it stands.
    pub home: Home,
    /// The short name of a worker on shift.
    pub login: &'static str,
}

/// Why a demo could not be made.
#[derive(Debug, thiserror::Error)]
pub enum NotBuilt {
    /// The rules have changed and the demo's own story breaks them.
    #[error("The made-up home does something that can't be done: {0}")]
    Refused(#[from] Refusal),
    /// It could not be written.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

/// Makes a demo in a directory of its own.
pub fn build(dir: &Path, plan: Plan) -> Result<Built, NotBuilt> {
    let id = Chance::new(plan.seed).id(plan.at.at);
    let card = Card { id, name: words::HOUSE.into(), demo: true };
    let mut making = Making::begin(plan);
    let founders = making.open_the_house(id)?;
    making.journal = Some(Journal::create(&Site::made_up(dir), &card, founders, &[], &Home::default())?);
    making.plan_the_story();
    making.live()?;
    making.finish()
}

/// What everyone in a made-up home signs in with.
const PASSPHRASE: &str = "demo demo demo";

/// The passphrase of everyone in a made-up home.
pub fn passphrase() -> Secret {
    Secret::new(PASSPHRASE)
}

/// Opens a made-up home.
pub fn open(door: &Door) -> Result<Desk, NotIn> {
    open_telling(door, &mut |_| {})
}

/// The same. Where it takes a while, how far it has come is told.
pub fn open_telling(door: &Door, tell: &mut dyn FnMut(Progress)) -> Result<Desk, NotIn> {
    door.open_made_up(&passphrase(), tell)
}

/// The short name of a demo's worker who is on shift at a moment.
pub fn on_shift(at: Moment) -> &'static str {
    people::STAFF[on_shift_place(at)].0
}

fn on_shift_place(at: Moment) -> usize {
    match days::Hours::default().part_of(at) {
        Part::Night => people::TOM,
        Part::Morning | Part::Day => people::DEE,
    }
}

/// So many entries are written at once; a demo of three weeks is one commit.
const BATCH: usize = 20_000;

/// Something that will come up, unless the demo's own moment comes first.
enum Next {
    /// Someone does something.
    Does(StaffId, Act),
    /// A care day begins.
    Dawn(CareDay),
    /// Someone comes on shift and reads what waits.
    ComesOn(StaffId),
    /// Someone's shift begins.
    On(StaffId, shift::Kind),
    /// Someone's shift ends.
    Off(StaffId),
    /// Someone is expected to come on at an instant.
    Awaited(StaffId, shift::Kind, DateTime<Utc>),
    /// Someone reads an alert, if nobody made them before.
    Reads(StaffId, AlertId),
    /// A list comes up to be done.
    List(Subject, CareDay, Part),
    /// Someone ticks a line as it was asked.
    Ticks(StaffId, (Subject, CareDay), Box<Line>, Look),
    /// Someone looks in on every child.
    Round(StaffId, CareDay),
    /// A worry begins.
    Worries(Raised),
    /// Someone leaves an off-duty note, filled in from what is known by then.
    Leaves(StaffId, Box<handover::Draft>),
    /// Someone accepts the newest note that asks for them.
    Accepts(StaffId),
    /// Someone says that the record of the measure was made.
    Records(StaffId),
    /// Someone writes in the log, and perhaps adds to it later.
    Writes(StaffId, Box<log::Act>),
}

/// Whether a line is ticked for the first time.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Look {
    First,
    Again,
}

/// An alert and who will see to it.
struct Raised {
    by: StaffId,
    child: ChildId,
    worry: &'static words::Worry,
    until: Until,
    /// Who adds what happened, and who ends it the next day; nobody for what is still open.
    seen_to_by: Option<(StaffId, StaffId)>,
}

/// A home being made.
struct Making {
    plan: Plan,
    today: CareDay,
    now: DateTime<Utc>,
    /// Nothing happens before the house is open.
    opened: DateTime<Utc>,
    /// The first care day with anything in it.
    first: CareDay,
    cast: Cast,
    home: Home,
    /// None until it is known who may come in.
    journal: Option<Journal>,
    entries: Vec<Entry>,
    last_at: DateTime<Utc>,
    queue: BTreeMap<(DateTime<Utc>, u64), Next>,
    queued: u64,
    chance: Chance,
    /// Ids are drawn apart, so that one act more does not turn the luck of all that follow.
    ids: Chance,
}

impl Making {
    fn begin(plan: Plan) -> Self {
        // Entries are kept to the millisecond, so a finer moment would not come back as it was.
        let plan = Plan { at: Moment { at: plan.at.at.trunc_subsecs(0), ..plan.at }, ..plan };
        let hours = days::Hours::default();
        let today = hours.day_of(plan.at);
        let first = today.plus(-i32::try_from(plan.days).unwrap_or(i32::MAX));
        let opening = hours.begins(first, Part::Morning, plan.at.zone) - TimeDelta::hours(2);
        Self {
            plan,
            today,
            now: opening,
            opened: opening,
            first,
            cast: Cast::default(),
            home: Home::default(),
            journal: None,
            entries: Vec::new(),
            last_at: opening,
            queue: BTreeMap::new(),
            queued: 0,
            chance: Chance::new(plan.seed),
            ids: Chance::new(!plan.seed),
        }
    }

    /// Lets what is queued happen, in order, until the demo's own moment.
    fn live(&mut self) -> Result<(), NotBuilt> {
        while let Some(((at, _), next)) = self.queue.pop_first() {
            if at > self.end() {
                break;
            }
            self.now = self.now.max(at);
            self.happens(next)?;
            if self.entries.len() >= BATCH {
                self.keep()?;
            }
        }
        Ok(())
    }

    /// The last moment at which anything happens.
    fn end(&self) -> DateTime<Utc> {
        self.plan.at.at - TimeDelta::seconds(1)
    }

    fn finish(mut self) -> Result<Built, NotBuilt> {
        self.put_cards_away()?;
        self.keep()?;
        let me = self.me();
        let drafts = self.drafts();
        if let Some(journal) = &mut self.journal {
            keep_words(journal)?;
            drafts.iter().try_for_each(|draft| journal.keep_draft(me, draft))?;
        }
        Ok(Built { home: self.home, login: on_shift(self.plan.at) })
    }

    /// Everyone but the agency worker has been shown round. Last, because nobody would look for it in the past.
    fn put_cards_away(&mut self) -> Result<(), NotBuilt> {
        let new = self.cast.staff[people::KIT];
        let staff: Vec<StaffId> = self.home.people.all().map(|staff| staff.id).collect();
        for by in staff.into_iter().filter(|by| *by != new) {
            self.does(by, Act::People(care_people::Act::PutCardsAway))?;
        }
        Ok(())
    }

    fn keep(&mut self) -> Result<(), NotBuilt> {
        if let Some(journal) = &mut self.journal {
            journal.append_all(&self.entries, &self.home)?;
            self.entries.clear();
        }
        Ok(())
    }

    /// Puts an act to the rules and folds in what comes of it.
    fn does(&mut self, by: StaffId, act: Act) -> Result<Entry, NotBuilt> {
        // No two entries share a millisecond, so that trails and ids keep their order.
        let at = self.now.max(self.last_at + TimeDelta::milliseconds(1));
        self.last_at = at;
        let moment = Moment { at, zone: self.plan.at.zone };
        let decided = self.home.decide(by, Stamp { moment, fresh: self.ids.id(at) }, act)?;
        let entry = Entry {
            number: self.home.last + 1,
            at,
            by,
            day: decided.day,
            subject: decided.subject,
            fact: decided.fact,
        };
        self.home.apply(&entry);
        self.entries.push(entry.clone());
        Ok(entry)
    }

    fn later(&mut self, at: DateTime<Utc>, next: Next) {
        self.queued += 1;
        self.queue.insert((at.max(self.opened).max(self.now), self.queued), next);
    }

    /// A time of a care day; hours past midnight go on counting, so that 25 is 01:00 of the next date.
    fn time(&self, day: CareDay, hour: u32, minute: u32) -> DateTime<Utc> {
        let day = day.plus(i32::from(hour >= 24));
        let time = NaiveTime::from_hms_opt(hour % 24, minute % 60, 0).unwrap_or(NaiveTime::MIN);
        days::instant(day.date(), time, self.plan.at.zone)
    }

    /// The same, some minutes and seconds either way of it, as life is.
    fn about(&mut self, day: CareDay, hour: u32, minute: u32) -> DateTime<Utc> {
        let off = i64::from(self.chance.between(0, 480)) - 240;
        self.time(day, hour, minute) + TimeDelta::seconds(off)
    }

    /// The worker the demo opens as.
    fn me(&self) -> StaffId {
        self.cast.staff[on_shift_place(self.plan.at)]
    }
}
