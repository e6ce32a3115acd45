//! Each child: who they are, what must be known at once, whom they may be in touch with, their keyworkers.
//!
//! What happens to a child from day to day is in the other topics.

use super::days::CareDay;
use super::people::Deed;
use super::refusal::{Gap, Gaps};
use super::sight::{self, Sight, Withheld};
use super::{ChildId, Decided, Home, Refusal, StaffId, Stamp, Subject, words};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Who a child is.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Profile {
    /// Full name.
    pub name: String,
    /// The name they like to be called by; empty when it is the first name.
    pub preferred: String,
    /// "she/her", in the child's own words.
    pub pronouns: String,
    /// Born.
    pub born: Option<CareDay>,
    /// Room.
    pub room: String,
    /// School or other education.
    pub school: String,
    /// What a person who gives food or medicine must know first.
    pub allergies: Vec<String>,
    /// Family and friends, with the rules for contact.
    pub contacts: Vec<Contact>,
    /// Birthdays and anniversaries that matter to the child.
    pub dates: Vec<SignificantDate>,
    /// What helps when things are hard.
    pub helps: String,
}

impl Profile {
    /// Those with whom there must be no contact.
    pub(super) fn never(&self) -> impl Iterator<Item = &Contact> {
        self.contacts.iter().filter(|contact| contact.rule == ContactRule::Never)
    }

    /// Called by the whole name, not the first word of it.
    pub(super) fn whole_name(self) -> Self {
        Self { preferred: self.name.clone(), ..self }
    }
}

/// Someone in the child's life, and how they may be in touch.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Contact {
    /// Who, with how they are related: "Dad", "R. Wood, mum's ex-partner".
    pub who: String,
    /// How they may be in touch.
    pub rule: ContactRule,
}

/// How someone may be in touch with a child.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum ContactRule {
    /// No contact at all: shown in words and colour on top.
    Never,
    /// Contact as agreed: "call, Thursdays 17:30, supervised".
    Agreed {
        /// In words.
        how: String,
        /// The weekdays it is planned for.
        on: super::days::Weekdays,
    },
}

/// A date that comes every year and matters to the child.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SignificantDate {
    /// "Gran's birthday".
    pub what: String,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
}

/// How someone works with a child beyond what all staff do.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Tie {
    /// The member of staff with the central role for the child.
    Keyworker,
    /// The second one, for instance for the family.
    Second,
}

impl Tie {
    /// In the order they are offered.
    pub const ALL: [Tie; 2] = [Tie::Keyworker, Tie::Second];
}

/// Why a manager gives a child another keyworker than the one they have; the home's guidance knows four reasons.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ReasonForChange {
    /// The child says that it does not work.
    ChildAsks,
    /// The member of staff leaves the home.
    StaffLeaves,
    /// They did not get to a good relationship.
    NoRelationship,
    /// The relationship does one of them no good.
    BestInterests,
}

impl ReasonForChange {
    /// In the order they are offered.
    pub const ALL: [ReasonForChange; 4] =
        [Self::ChildAsks, Self::StaffLeaves, Self::NoRelationship, Self::BestInterests];

    /// In a few words.
    pub fn words(self) -> &'static str {
        match self {
            Self::ChildAsks => "the child says it does not work",
            Self::StaffLeaves => "they leave the home",
            Self::NoRelationship => "no good relationship has come of it",
            Self::BestInterests => "not in the best interests of either",
        }
    }
}

/// A member of staff's keywork with a child.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Keywork {
    /// Who.
    pub staff: StaffId,
    /// As what.
    pub tie: Tie,
    /// The first day.
    pub from: CareDay,
    /// The last day, if it was named.
    pub until: Option<CareDay>,
}

impl Keywork {
    /// Whether it holds on a care day.
    pub fn on(&self, day: CareDay) -> bool {
        self.from <= day && self.until.is_none_or(|last| day <= last)
    }
}

/// A child who lives here, or did.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Child {
    /// Who.
    pub id: ChildId,
    /// Who they are.
    pub profile: Profile,
    /// When they came to live here.
    pub admitted: CareDay,
    /// When they moved on.
    pub moved_on: Option<CareDay>,
    /// Their keyworkers, now and to come.
    pub keyworkers: Vec<Keywork>,
}

impl Child {
    /// The name staff use: the preferred one, else the first name.
    pub fn called(&self) -> &str {
        let profile = &self.profile;
        let first = profile.name.split_whitespace().next().unwrap_or(&profile.name);
        if profile.preferred.is_empty() { first } else { &profile.preferred }
    }

    /// Who works with the child in this way on a care day, if somebody is appointed.
    pub fn tied(&self, tie: Tie, day: CareDay) -> Option<StaffId> {
        self.keyworkers.iter().find(|work| work.tie == tie && work.on(day)).map(|work| work.staff)
    }

    /// The keyworker on a care day, if one is appointed.
    pub fn keyworker(&self, day: CareDay) -> Option<StaffId> {
        self.tied(Tie::Keyworker, day)
    }

    /// Whether someone is the keyworker or the second keyworker on a care day.
    pub fn is_keychild_of(&self, staff: StaffId, day: CareDay) -> bool {
        self.keyworkers.iter().any(|work| work.staff == staff && work.on(day))
    }

    /// From a day on, somebody else; whoever was it until then is no longer.
    fn appoint(&mut self, new: Keywork, today: CareDay) {
        self.keyworkers.retain(|work| work.until.is_none_or(|last| today <= last));
        let after = |work: &Keywork| work.from >= new.from;
        self.keyworkers.retain(|work| !(after(work) && (work.tie == new.tie || work.staff == new.staff)));
        for work in &mut self.keyworkers {
            if work.tie == new.tie || work.staff == new.staff {
                let last = new.from.plus(-1);
                work.until = Some(work.until.map_or(last, |until| until.min(last)));
            }
        }
        self.keyworkers.push(new);
    }

    /// Whether the child lived here on a care day; the day of moving on is the last.
    pub fn lived_here_on(&self, day: CareDay) -> bool {
        self.admitted <= day && self.moved_on.is_none_or(|last| day <= last)
    }

    /// Whole years old on a day.
    pub fn age_on(&self, day: CareDay) -> Option<u32> {
        day.date().years_since(self.profile.born?.date())
    }

    /// Those with whom there must be no contact.
    pub fn no_contact_with(&self) -> impl Iterator<Item = &str> {
        self.profile.never().map(|contact| &*contact.who)
    }
}

/// Every child.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Children {
    all: BTreeMap<ChildId, Child>,
    /// In order of admission.
    order: Vec<ChildId>,
}

impl Children {
    /// A child, here or moved on.
    pub fn get(&self, id: ChildId) -> Option<&Child> {
        self.all.get(&id)
    }

    /// The children who live here, in order of admission.
    pub fn here(&self) -> impl DoubleEndedIterator<Item = &Child> {
        self.order.iter().filter_map(|id| self.all.get(id)).filter(|child| child.moved_on.is_none())
    }

    /// Every child, here or moved on.
    pub fn all(&self) -> impl Iterator<Item = &Child> {
        self.all.values()
    }

    /// Leaves out what of a child's page is withheld. A number is that of the board.
    pub(super) fn leave_out(&mut self, sight: &Sight) {
        let number = |id| self.here().position(|child| child.id == id).map_or(0, |place| place + 1);
        let numbers: Vec<_> = sight.children().iter().map(|(id, why)| (*id, *why, number(*id))).collect();
        for (id, why, number) in numbers {
            let Some(child) = self.all.get_mut(&id) else { continue };
            child.profile = sight::left_of(&child.profile, why, number);
            if why == Withheld::NoConsent {
                child.keyworkers.clear();
            }
        }
    }

    /// The child called this: full, preferred or first name, whatever the case.
    pub fn named(&self, name: &str) -> Option<&Child> {
        let name = name.to_lowercase();
        self.here()
            .find(|child| child.profile.name.to_lowercase() == name || child.called().to_lowercase() == name)
    }

    pub(super) fn apply(&mut self, entry: &super::Entry, fact: &Fact) {
        match fact {
            Fact::Admitted { id, profile, keyworker } => {
                let (tie, from, until) = (Tie::Keyworker, entry.day, None);
                let keyworkers = keyworker.iter().map(|staff| Keywork { staff: *staff, tie, from, until });
                let keyworkers = keyworkers.collect();
                let profile = (**profile).clone();
                let child = Child { id: *id, profile, admitted: entry.day, moved_on: None, keyworkers };
                if let Entry::Vacant(place) = self.all.entry(*id) {
                    place.insert(child);
                    self.order.push(*id);
                }
            }
            Fact::ProfileChanged { profile } => {
                if let Some(child) = self.about(entry) {
                    child.profile = (**profile).clone();
                }
            }
            Fact::Appointed { work, why: _ } => {
                if let Some(child) = self.about(entry) {
                    child.appoint(*work, entry.day);
                }
            }
            Fact::StoodDown { staff } => {
                if let Some(child) = self.about(entry) {
                    child.keyworkers.retain(|work| work.staff != *staff);
                }
            }
            Fact::MovedOn => {
                if let Some(child) = self.about(entry) {
                    child.moved_on = Some(entry.day);
                }
            }
        }
    }

    fn about(&mut self, entry: &super::Entry) -> Option<&mut Child> {
        self.all.get_mut(&entry.subject.child()?)
    }
}

/// What can be asked about a child.
#[derive(Clone, PartialEq, Debug)]
pub enum Act {
    /// A child comes to live here. A name is enough to begin.
    Admit {
        /// Who they are.
        profile: Box<Profile>,
        /// Their keyworker, best known before they come.
        keyworker: Option<StaffId>,
    },
    /// What is known about the child changed.
    ChangeProfile {
        /// Which child.
        child: ChildId,
        /// What is known now.
        profile: Box<Profile>,
    },
    /// The manager names a keyworker.
    Appoint {
        /// Which child.
        child: ChildId,
        /// Who, as what, from and until when.
        work: Keywork,
        /// Why, when it takes somebody's place.
        why: Option<ReasonForChange>,
    },
    /// The manager ends someone's keywork with a child.
    StandDown {
        /// Which child.
        child: ChildId,
        /// Who.
        staff: StaffId,
    },
    /// The child moves on.
    MoveOn(ChildId),
}

/// What happened to a child's own record.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the past of the act of the same name")]
pub enum Fact {
    Admitted { id: ChildId, profile: Box<Profile>, keyworker: Option<StaffId> },
    ProfileChanged { profile: Box<Profile> },
    Appointed { work: Keywork, why: Option<ReasonForChange> },
    StoodDown { staff: StaffId },
    MovedOn,
}

pub(super) fn decide(home: &Home, by: StaffId, stamp: Stamp, act: Act) -> Result<Decided, Refusal> {
    let today = home.day_of(stamp.moment);
    let runs_the_home = || home.people.may(home, by, stamp.moment, Deed::RunTheHome);
    let (child, fact) = match act {
        Act::Admit { profile, keyworker } => {
            runs_the_home()?;
            let id = ChildId(stamp.fresh);
            let profile = Box::new(clean(*profile, today)?);
            comes_once(home, &profile)?;
            if let Some(keyworker) = keyworker {
                can_be_keyworker(home, keyworker, today)?;
            }
            (id, Fact::Admitted { id, profile, keyworker })
        }
        Act::ChangeProfile { child, profile } => {
            may_change(home, by, stamp, child)?;
            (child, Fact::ProfileChanged { profile: Box::new(clean(*profile, today)?) })
        }
        Act::Appoint { child, work, why } => {
            runs_the_home()?;
            (child, appointed(home, known(home, child)?, work, why, today)?)
        }
        Act::StandDown { child, staff } => {
            runs_the_home()?;
            if known(home, child)?.keyworkers.iter().all(|work| work.staff != staff) {
                return Err(Refusal::Gone("This keyworker"));
            }
            (child, Fact::StoodDown { staff })
        }
        Act::MoveOn(child) => {
            runs_the_home()?;
            known(home, child)?;
            (child, Fact::MovedOn)
        }
    };
    Ok(Decided { subject: Subject::Child(child), day: today, fact: super::Fact::Child(fact) })
}

/// Whether someone may change a child's page and routines: seniors and managers all children's, a worker
/// those of a keychild.
pub(super) fn may_change(home: &Home, by: StaffId, stamp: Stamp, child: ChildId) -> Result<(), Refusal> {
    let role = home.people.get(by).map(|staff| staff.role);
    let own = known(home, child)?.is_keychild_of(by, home.day_of(stamp.moment))
        && role.is_some_and(|role| role.may(Deed::ChangeKeychild));
    let deed = if own { Deed::ChangeKeychild } else { Deed::ChangeRoutines };
    home.people.may(home, by, stamp.moment, deed)
}

/// The child, if they live here.
pub(super) fn known(home: &Home, child: ChildId) -> Result<&Child, Refusal> {
    home.children.get(child).filter(|child| child.moved_on.is_none()).ok_or(Refusal::Gone("This child"))
}

/// Fails when the subject is a child who doesn't live here.
pub(super) fn known_subject(home: &Home, subject: Subject) -> Result<(), Refusal> {
    match subject {
        Subject::House => Ok(()),
        Subject::Child(child) => known(home, child).map(|_| ()),
    }
}

fn appointed(
    home: &Home,
    child: &Child,
    work: Keywork,
    why: Option<ReasonForChange>,
    today: CareDay,
) -> Result<Fact, Refusal> {
    can_be_keyworker(home, work.staff, today)?;
    if child.keyworkers.contains(&work) {
        let name = home.people.name(work.staff);
        return Err(Refusal::NotNow(format!("{name} is appointed already, from and until those days.")));
    }
    let mut gaps = Gaps::default();
    if !(-31..=366).contains(&work.from.since(today)) {
        gaps.say("from", "From must be a day of the last month or of the year to come.");
    }
    if work.until.is_some_and(|last| last < work.from) {
        gaps.say("until", "Until must be from or later.");
    }
    let before = child.tied(work.tie, work.from).filter(|staff| *staff != work.staff);
    if let (Some(before), None) = (before, why) {
        gaps.say("why", format!("Say why {} is to be replaced.", home.people.name(before)));
    }
    gaps.none()?;
    Ok(Fact::Appointed { work, why: why.filter(|_| before.is_some()) })
}

/// Fails when somebody can't be anyone's keyworker.
pub fn can_be_keyworker(home: &Home, staff: StaffId, today: CareDay) -> Result<(), Refusal> {
    let staff = home.people.colleague(staff, today)?;
    if staff.role.may(Deed::Handover) {
        return Ok(());
    }
    let say = "A keyworker must be a member of the home's own staff. Choose someone else.";
    Err(Refusal::NotNow(say.into()))
}

fn clean(raw: Profile, today: CareDay) -> Result<Profile, Refusal> {
    let mut gaps = Gaps::default();
    let mut profile = Profile {
        name: gaps.line("name", &raw.name, words::NAME, "Write the child's name."),
        preferred: gaps.optional_line("preferred name", &raw.preferred, words::NAME),
        pronouns: gaps.optional_line("pronouns", &raw.pronouns, words::NAME),
        born: raw.born,
        room: gaps.optional_line("room", &raw.room, words::NAME),
        school: gaps.optional_line("school", &raw.school, words::LINE),
        allergies: raw
            .allergies
            .iter()
            .map(|allergy| gaps.optional_line("allergies", allergy, words::NAME))
            .collect(),
        contacts: raw.contacts.into_iter().map(|contact| clean_contact(&mut gaps, contact)).collect(),
        dates: raw.dates.into_iter().map(|date| clean_date(&mut gaps, &date)).collect(),
        helps: gaps.optional_text("what helps", &raw.helps),
    };
    profile.allergies.retain(|allergy| !allergy.is_empty());
    if raw.born.is_some_and(|born| born > today) {
        gaps.say("born", "Born must be today or in the past.");
    }
    gaps.none()?;
    Ok(profile)
}

/// A list that is brought in twice would put every child on the board twice, and half of what is written on a page
/// that nobody reads.
fn comes_once(home: &Home, profile: &Profile) -> Result<(), Refusal> {
    let named = |name: &str| name.to_lowercase();
    let same = |child: &&Child| {
        named(&child.profile.name) == named(&profile.name) && child.profile.born == profile.born
    };
    let Some(child) = home.children.here().find(same) else { return Ok(()) };
    let (field, apart) = if profile.born.is_some() {
        ("name", "give their fuller name")
    } else {
        ("born", "say when they were born")
    };
    let say = format!("{} lives here already. If this is another child, {apart}.", child.profile.name);
    Err(Refusal::Incomplete(vec![Gap::new(field, say)]))
}

fn clean_contact(gaps: &mut Gaps, raw: Contact) -> Contact {
    let who = gaps.line("contacts", &raw.who, words::LINE, "Write who the contact is.");
    let rule = match raw.rule {
        ContactRule::Never => ContactRule::Never,
        ContactRule::Agreed { how, on } => {
            ContactRule::Agreed { how: gaps.optional_line("contacts", &how, words::LINE), on }
        }
    };
    Contact { who, rule }
}

fn clean_date(gaps: &mut Gaps, raw: &SignificantDate) -> SignificantDate {
    // 2028 is a leap year: 29 February is a birthday too.
    if chrono::NaiveDate::from_ymd_opt(2028, raw.month.into(), raw.day.into()).is_none() {
        gaps.say("dates", "Write the date as day and month, such as 28/11.");
    }
    let what = gaps.line("dates", &raw.what, words::LINE, "Say what the date is.");
    SignificantDate { what, month: raw.month, day: raw.day }
}
