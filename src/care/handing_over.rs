//! One shift handing the home to the next: each child, worst first, then the house; signed by whoever leads the
//! shift that goes, and by everyone of the shift that comes.
//!
//! What is handed over stands in one entry, and each signature is one: a power cut between two of them leaves the
//! first and not the second. The order of a child's part is built on I-PASS, which was tried in hospitals.

mod draft;
mod taken;

pub use draft::{draft, shift_began};
pub use taken::{Taken, average, in_words, taken};

use super::alert::Level;
use super::people::Deed;
use super::refusal::Gaps;
use super::shift::{Kind, Shift, Shifts};
use super::sight::Sight;
use super::{ChildId, Decided, Entry, HandoverId, Home, Moment, Refusal, StaffId, Stamp, Subject, when};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// How a child is, as the shift that goes says it.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum How {
    /// Nothing to keep an eye on.
    Settled,
    /// Keep an eye on them.
    Watch,
    /// Change how one works with them.
    Worried,
}

impl How {
    /// In the order they are offered.
    pub const ALL: [How; 3] = [How::Settled, How::Watch, How::Worried];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            How::Settled => "settled",
            How::Watch => "watch",
            How::Worried => "worried",
        }
    }

    /// What the worst open alert makes of it.
    fn by_level(level: Option<Level>) -> How {
        match level {
            None => How::Settled,
            Some(Level::Watch) => How::Watch,
            Some(Level::Worried | Level::Urgent) => How::Worried,
        }
    }
}

/// What is handed over about one child.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ChildPart {
    /// Whom.
    pub child: ChildId,
    /// How they are.
    pub how: How,
    /// The story of the shift.
    pub story: String,
    /// Health and wellbeing.
    pub health: String,
    /// School, appointments, contact; out and back.
    pub movements: String,
    /// Behaviour, good and difficult.
    pub behaviour: String,
    /// What was said with family and professionals.
    pub family: String,
    /// What is to be done and by whom, a line each.
    pub to_do: String,
    /// What may happen and what to do then, a line each.
    pub may: String,
}

impl ChildPart {
    /// What whoever takes over says back in their own words.
    pub fn read_back(&self) -> Vec<String> {
        let how = (self.how != How::Settled).then(|| format!("How they are: {}", self.how.words()));
        how.into_iter().chain(lines(&self.to_do)).chain(lines(&self.may)).collect()
    }
}

/// What is handed over about the house.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct HousePart {
    /// The keys.
    pub keys: String,
    /// The petty cash.
    pub cash: String,
    /// The medication count.
    pub medication: String,
    /// The two who agreed it.
    pub counted: Vec<StaffId>,
    /// What is broken, and who was told.
    pub repairs: String,
    /// Who is expected.
    pub visitors: String,
    /// Who is on next, and who is missing.
    pub staffing: String,
}

impl HousePart {
    /// What whoever takes over says back.
    pub fn read_back(&self) -> Vec<String> {
        let labelled = [("Keys", &self.keys), ("Petty cash", &self.cash), ("Medication", &self.medication)];
        let counts = labelled.into_iter().filter(|(_, said)| !said.is_empty());
        counts.map(|(label, said)| format!("{label}: {}", said.lines().next().unwrap_or_default())).collect()
    }
}

/// Lines with something in them.
fn lines(text: &str) -> impl Iterator<Item = String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_string)
}

/// What one shift hands to the next.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Sheet {
    /// The handover before it, as whoever wrote this knew it.
    pub after: Option<HandoverId>,
    /// Since when the shift has run that it tells of.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub since: DateTime<Utc>,
    /// When it was begun to be given.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub opened: DateTime<Utc>,
    /// Each child, in the order they are spoken of.
    pub children: Vec<ChildPart>,
    /// The house.
    pub house: HousePart,
}

impl HousePart {
    /// Leaves out each box whose words are not for whoever reads it.
    pub(super) fn leave_out_words(&mut self, withheld: impl Fn(&str) -> bool) {
        let Self { keys, cash, medication, counted: _, repairs, visitors, staffing } = self;
        for words in [keys, cash, medication, repairs, visitors, staffing] {
            if withheld(words) {
                words.clear();
            }
        }
    }
}

impl Sheet {
    /// Leaves out the parts of children that are not shown.
    pub(super) fn keep(&mut self, shown: impl Fn(Subject) -> bool) {
        self.children.retain(|part| shown(Subject::Child(part.child)));
    }

    /// Everything that is said back, in order: about whom, and what.
    pub fn read_back(&self) -> Vec<(Subject, String)> {
        let of = |part: &ChildPart| {
            let child = Subject::Child(part.child);
            part.read_back().into_iter().map(move |line| (child, line)).collect::<Vec<_>>()
        };
        let house = self.house.read_back().into_iter().map(|line| (Subject::House, line));
        self.children.iter().flat_map(of).chain(house).collect()
    }
}

/// Somebody's signature.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Signed {
    /// Whose.
    pub by: StaffId,
    /// When.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
}

/// A handover as it stands.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Handover {
    /// Which.
    pub id: HandoverId,
    /// What was handed over.
    pub sheet: Sheet,
    /// By whoever led.
    pub signed: Signed,
    /// Who took it over, the first first.
    pub accepted: Vec<Signed>,
}

/// How long giving one can take at the most: what says it took longer was left lying.
const LONGEST: TimeDelta = TimeDelta::hours(3);

impl Handover {
    /// Whether nobody has taken it over.
    pub fn is_open(&self) -> bool {
        self.accepted.is_empty()
    }

    /// Whether somebody has put their name to it.
    pub fn has_signed(&self, staff: StaffId) -> bool {
        self.signed.by == staff || self.accepted.iter().any(|signed| signed.by == staff)
    }

    /// How long it took, from beginning to give it until it was accepted; nothing where a clock was turned or it was
    /// left lying.
    pub fn took(&self) -> Option<TimeDelta> {
        let took = self.accepted.first()?.at - self.sheet.opened;
        (TimeDelta::zero()..=LONGEST).contains(&took).then_some(took)
    }
}

/// The last handovers. Older ones are in the journal.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Handovers(Vec<Handover>);

/// How many are kept at hand: the last, and what stands again when that is taken back.
const KEPT: usize = 2;

impl Handovers {
    /// The last one.
    pub fn last(&self) -> Option<&Handover> {
        self.0.last()
    }

    /// The last one, while nobody has taken it over.
    pub fn open(&self) -> Option<&Handover> {
        self.last().filter(|last| last.is_open())
    }

    /// A handover.
    pub fn get(&self, id: HandoverId) -> Option<&Handover> {
        self.0.iter().find(|handover| handover.id == id)
    }

    /// All that were folded in, oldest first.
    pub fn all(&self) -> &[Handover] {
        &self.0
    }

    /// Folds an entry in, keeping all of them: what was read back from the journal.
    pub fn take_in(&mut self, entry: &Entry, fact: &Fact) {
        let signed = Signed { by: entry.by, at: entry.at };
        match fact {
            Fact::Signed { id, sheet } => {
                let (id, sheet) = (*id, (**sheet).clone());
                self.0.push(Handover { id, sheet, signed, accepted: Vec::new() });
            }
            Fact::Accepted(id) => {
                if let Some(handover) = self.0.iter_mut().find(|handover| handover.id == *id) {
                    handover.accepted.push(signed);
                }
            }
            Fact::TakenBack(id) => self.0.retain(|handover| handover.id != *id),
        }
    }

    /// Leaves out the parts of children that are not shown.
    pub(super) fn keep(&mut self, shown: impl Fn(Subject) -> bool) {
        self.0.iter_mut().for_each(|handover| handover.sheet.keep(&shown));
    }

    /// Leaves out what was said of the house in words that are not for whoever reads it.
    pub(super) fn leave_out_words(&mut self, withheld: impl Fn(&str) -> bool) {
        self.0.iter_mut().for_each(|handover| handover.sheet.house.leave_out_words(&withheld));
    }

    pub(super) fn apply(&mut self, entry: &Entry, fact: &Fact) {
        self.take_in(entry, fact);
        let surplus = self.0.len().saturating_sub(KEPT);
        self.0.drain(..surplus);
    }
}

/// The last handover, while it waits to be taken over. One that nobody took over in half a day is not waited for any
/// longer: the next one is written.
pub fn open(home: &Home, now: Moment) -> Option<&Handover> {
    home.handovers.open().filter(|open| now.at - open.signed.at <= TimeDelta::hours(12))
}

/// Whether it is time for somebody to hand over or to take over: a handover waits, or they lead, their shift is in its
/// last hour or somebody is expected within one, and they have not signed it over.
pub fn is_near(home: &Home, who: StaffId, now: Moment) -> bool {
    if open(home, now).is_some() {
        return true;
    }
    let Some(shift) = home.shifts.of(who).filter(|_| home.shifts.leader() == Some(who)) else { return false };
    let signed =
        home.handovers.last().is_some_and(|last| last.signed.by == who && last.signed.at >= shift.began);
    let hour = now.at + TimeDelta::hours(1);
    let comes = home.shifts.expected(now.at).iter().any(|next| (now.at..hour).contains(&next.from));
    !signed && (comes || shift.ends_soon(now.at))
}

/// How far back a handover that takes on what nobody handed over reaches.
pub(super) const REACHES: TimeDelta = TimeDelta::hours(72);

/// The shifts whose leader has gone off, or forgot to say so, and that nobody has handed over: told of until a handover
/// that is signed tells of them. Nothing is guessed, and a new leader changes nothing about it.
pub fn left_without(home: &Home, now: Moment) -> Vec<Shift> {
    home.shifts.not_handed_over(now.at)
}

/// "Late shift of yesterday was not handed over; Priya led it".
pub fn left_in_words(home: &Home, now: Moment, shift: &Shift) -> String {
    let kind = match shift.kind {
        Kind::Early => "Early shift",
        Kind::Late => "Late shift",
        Kind::SleepIn => "Sleep-in",
        Kind::WakingNight => "Waking night",
        Kind::LongDay => "Long day",
    };
    let began = home.day_of(Moment { at: shift.began, ..now }).date();
    let today = home.day_of(now).date();
    let day = match today.signed_duration_since(began).num_days() {
        2..=6 => began.format("%A").to_string(),
        _ => when::shown_day(began, today),
    };
    format!("{kind} of {day} was not handed over; {} led it", home.people.first_name(shift.staff))
}

/// What can be asked about handing over.
#[derive(Clone, PartialEq, Debug)]
pub enum Act {
    /// Hand the shift over, and sign.
    Sign(Box<Sheet>),
    /// Take it over, and sign.
    Accept {
        /// Which.
        id: HandoverId,
        /// The lines of [`Sheet::read_back`] that were said back.
        heard: Vec<(Subject, String)>,
    },
    /// Take back what one handed over, while nobody has taken it over.
    TakeBack(HandoverId),
}

/// What happened to handing over.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the past of the act of the same name")]
pub enum Fact {
    Signed { id: HandoverId, sheet: Box<Sheet> },
    Accepted(HandoverId),
    TakenBack(HandoverId),
}

impl Fact {
    /// What it means for the shifts that were led.
    pub(super) fn settle(&self, signed: Signed, shifts: &mut Shifts) {
        match self {
            Fact::Signed { id, sheet } => shifts.hand_over(*id, signed, sheet.since),
            Fact::Accepted(id) => shifts.accept(*id),
            Fact::TakenBack(id) => shifts.take_back(*id),
        }
    }
}

pub(super) fn decide(home: &Home, by: StaffId, stamp: Stamp, act: Act) -> Result<Decided, Refusal> {
    let now = stamp.moment;
    let fact = match act {
        Act::Sign(sheet) => {
            home.people.may(home, by, now, Deed::SignOver)?;
            let sheet = Box::new(sheet_signed(home, now, *sheet)?);
            Fact::Signed { id: HandoverId(stamp.fresh), sheet }
        }
        Act::Accept { id, heard } => {
            home.people.may(home, by, now, Deed::TakeOver)?;
            accepted(home, by, now, (id, &heard))?;
            Fact::Accepted(id)
        }
        Act::TakeBack(id) => {
            let handover = home.handovers.open().filter(|open| open.id == id);
            let handover = handover.ok_or(Refusal::Gone("This handover"))?;
            if handover.signed.by != by {
                let who = home.people.name(handover.signed.by);
                return Err(Refusal::NotYours(format!("Only {who}, who signed it, can take it back.")));
            }
            Fact::TakenBack(id)
        }
    };
    let day = home.day_of(now);
    Ok(Decided { subject: Subject::House, day, fact: super::Fact::HandingOver(fact) })
}

fn sheet_signed(home: &Home, now: Moment, sheet: Sheet) -> Result<Sheet, Refusal> {
    if let Some(last) = home.handovers.last().filter(|last| sheet.after != Some(last.id)) {
        let who = home.people.name(last.signed.by);
        let at = when::shown_when(last.signed.at, now);
        let say =
            format!("{who} signed this shift over at {at}, while you were writing. Read that one first.");
        return Err(Refusal::NotNow(say));
    }
    let told = |child: ChildId| sheet.children.iter().any(|part| part.child == child);
    if let Some(child) = home.children.here().find(|child| !told(child.id)) {
        let say = format!(
            "{} lives here now and is not in this handover. Look at their part first.",
            child.called()
        );
        return Err(Refusal::NotNow(say));
    }
    if sheet.children.iter().any(|part| home.children.get(part.child).is_none()) {
        return Err(Refusal::Gone("This child"));
    }
    let mut gaps = Gaps::default();
    let children = sheet.children.iter().map(|part| child_part(part, &mut gaps)).collect();
    let house = house_part(home, now, sheet.house, &mut gaps);
    gaps.none()?;
    Ok(Sheet { children, house, ..sheet })
}

fn child_part(part: &ChildPart, gaps: &mut Gaps) -> ChildPart {
    let mut text = |field, text: &str| gaps.optional_text(field, text);
    ChildPart {
        story: text("story", &part.story),
        health: text("health", &part.health),
        movements: text("movements", &part.movements),
        behaviour: text("behaviour", &part.behaviour),
        family: text("family", &part.family),
        to_do: text("to do", &part.to_do),
        may: text("may happen", &part.may),
        ..part.clone()
    }
}

fn house_part(home: &Home, now: Moment, part: HousePart, gaps: &mut Gaps) -> HousePart {
    let keys = gaps.optional_text("keys", &part.keys);
    let cash = gaps.optional_text("petty cash", &part.cash);
    let medication = gaps.text("medication", &part.medication, "Write the medication count, or none.");
    let today = home.day_of(now);
    let two = match part.counted[..] {
        [one, other] => {
            one != other && [one, other].iter().all(|who| home.people.colleague(*who, today).is_ok())
        }
        _ => false,
    };
    if !two {
        gaps.say("counted by", "Choose the two people who agreed the medication count.");
    }
    HousePart {
        keys,
        cash,
        medication,
        counted: part.counted,
        repairs: gaps.optional_text("repairs", &part.repairs),
        visitors: gaps.optional_text("visitors", &part.visitors),
        staffing: gaps.optional_text("staffing", &part.staffing),
    }
}

/// The urgent alerts that somebody has to read before they can take a shift over.
pub fn unread_urgent(home: &Home, staff: StaffId, now: Moment) -> Vec<super::AlertId> {
    let (Some(staff), part) = (home.people.get(staff), home.part_of(now)) else { return Vec::new() };
    let open = home.alerts.open(now.at).into_iter();
    let unread =
        open.filter(|alert| alert.warning.level == Level::Urgent && alert.unread_by(staff, now, part));
    unread.map(|alert| alert.id).collect()
}

fn accepted(
    home: &Home,
    by: StaffId,
    now: Moment,
    (id, heard): (HandoverId, &[(Subject, String)]),
) -> Result<(), Refusal> {
    let handover = home.handovers.last().filter(|last| last.id == id);
    let handover = handover.ok_or(Refusal::Gone("This handover"))?;
    if handover.signed.by == by {
        let say = "You handed this shift over. Whoever comes on accepts it.";
        return Err(Refusal::NotNow(say.into()));
    }
    if handover.has_signed(by) {
        return Err(Refusal::NotNow("You have accepted this shift already.".into()));
    }
    let urgent = unread_urgent(home, by, now).into_iter().find_map(|id| home.alerts.get(id));
    if let Some(alert) = urgent {
        let child = home.name_of(Subject::Child(alert.child));
        return Err(Refusal::NotNow(format!("Read the urgent alert about {child} first, then accept.")));
    }
    let sight = Sight::of(home, by, now);
    let lines = handover.sheet.read_back();
    let theirs = lines.iter().filter(|(subject, _)| sight.withheld(*subject).is_none());
    let missed: Vec<&(Subject, String)> = theirs.filter(|line| !heard.contains(line)).collect();
    match missed[..] {
        [] => Ok(()),
        [(subject, line)] => {
            let name = home.name_of(*subject);
            Err(Refusal::NotNow(format!("One line is not read back yet. {name}: {line}")))
        }
        [(subject, line), ..] => {
            let (name, n) = (home.name_of(*subject), missed.len());
            Err(Refusal::NotNow(format!("{n} lines are not read back yet. The first, {name}: {line}")))
        }
    }
}

pub(super) fn opposite(fact: &Fact) -> Option<Act> {
    match fact {
        Fact::Signed { id, .. } => Some(Act::TakeBack(*id)),
        Fact::Accepted(_) | Fact::TakenBack(_) => None,
    }
}
