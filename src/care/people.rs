//! Staff, their accounts, their leave and their own choices of keys and colours.
//!
//! Every act is let through here first. It knows accounts, not passphrases.

use super::days::{CareDay, Moment, Part};
use super::refusal::Gaps;
pub use super::roles::{Deed, Role};
use super::{Decided, Entry, Home, Refusal, StaffId, Stamp, Subject, receipt, words};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A person's public signing key (Ed25519): what they write is checked against it for as long as the record is kept.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PublicKey(pub [u8; 32]);

/// A stretch of time off.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Leave {
    /// The first care day away.
    pub away_from: CareDay,
    /// The first care day back.
    pub back_on: CareDay,
}

impl Leave {
    /// Whether a care day falls in it.
    pub fn holds(self, day: CareDay) -> bool {
        self.away_from <= day && day < self.back_on
    }
}

/// A person's own choices, kept with them because everyone shares one computer.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Choices {
    /// The keymap they chose, by name.
    pub keymap: Option<String>,
    /// The theme they chose, by name.
    pub theme: Option<String>,
    /// They have seen the first-day cards, or put them away.
    pub shown_round: bool,
}

/// A member of staff.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Staff {
    /// Who.
    pub id: StaffId,
    /// The short name they sign in with, lower case.
    pub login: String,
    /// Their name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// The last care day their account works, for agency staff and visitors.
    pub ends: Option<CareDay>,
    /// Time off that is planned or lately over.
    pub leave: Vec<Leave>,
    /// Their own choices.
    pub choices: Choices,
    /// The key they sign with now, once somebody has let them in.
    pub key: Option<PublicKey>,
    /// When they last came in.
    pub last_in: Option<Visit>,
    /// When they came in last before they were away.
    #[serde(with = "chrono::serde::ts_milliseconds_option")]
    pub last_on: Option<DateTime<Utc>>,
    /// Their account is stopped for now.
    pub suspended: bool,
    /// The number of the entry by which a manager ended their account, while it has not been let go on.
    pub left: Option<u64>,
}

/// What a manager sets of somebody's account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Account {
    /// Their name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// The last care day their account works; one that is over stops it now.
    pub ends: Option<CareDay>,
}

/// A sign-in.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Visit {
    /// When.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    /// How often a wrong passphrase was typed in their name before it.
    pub wrong_tries: u32,
}

/// A use of the recovery key, which every manager is told of until a new one is made.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Recovered {
    /// In whose name.
    pub by: StaffId,
    /// When.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
}

impl Staff {
    /// Up to two initials, as they stand beside a tick.
    pub fn initials(&self) -> String {
        let mut words = self.name.split_whitespace().filter_map(|word| word.chars().next());
        let first = words.next();
        first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
    }

    /// Their first name.
    pub fn first_name(&self) -> &str {
        self.name.split_whitespace().next().unwrap_or(&self.name)
    }

    /// The leave that holds a care day, if they are away then.
    pub fn away_on(&self, day: CareDay) -> Option<Leave> {
        self.leave.iter().copied().find(|leave| leave.holds(day))
    }

    /// Whether their account works on a care day.
    pub fn active_on(&self, day: CareDay) -> bool {
        !self.suspended && !self.over_on(day)
    }

    /// Whether their account has ended before a care day.
    pub fn over_on(&self, day: CareDay) -> bool {
        self.ends.is_some_and(|last| last < day)
    }

    /// What a manager set of their account.
    pub fn account(&self) -> Account {
        Account { name: self.name.clone(), role: self.role, ends: self.ends }
    }

    /// Whether something meant for the staff of this part of day is meant for them now.
    pub fn works(&self, part: Part, now: Part) -> bool {
        part == now || (part == Part::Night && self.role == Role::Night)
    }
}

/// Everyone who works here.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct People {
    all: BTreeMap<StaffId, Staff>,
    /// The last use of the recovery key.
    pub recovered: Option<Recovered>,
}

impl People {
    /// A member of staff.
    pub fn get(&self, id: StaffId) -> Option<&Staff> {
        self.all.get(&id)
    }

    /// Everyone, in the order they joined.
    pub fn all(&self) -> impl Iterator<Item = &Staff> {
        self.all.values()
    }

    /// Everyone who can be asked or named: all but visitors.
    pub fn working(&self) -> impl Iterator<Item = &Staff> {
        self.all.values().filter(|staff| staff.role != Role::Visitor)
    }

    /// How many can run the home now.
    pub fn managing(&self, today: CareDay) -> usize {
        self.all.values().filter(|staff| staff.role.may(Deed::RunTheHome) && staff.active_on(today)).count()
    }

    /// Who signs in with this short name.
    pub fn by_login(&self, login: &str) -> Option<&Staff> {
        let login = login.trim().to_lowercase();
        self.all.values().find(|staff| staff.login == login)
    }

    /// Their name, or "someone who left".
    pub fn name(&self, id: StaffId) -> &str {
        self.all.get(&id).map_or("someone who left", |staff| &staff.name)
    }

    /// Their first name, or "someone".
    pub fn first_name(&self, id: StaffId) -> &str {
        self.all.get(&id).map_or("someone", Staff::first_name)
    }

    /// Their initials, or "–".
    pub fn initials(&self, id: StaffId) -> String {
        self.all.get(&id).map_or("–".into(), Staff::initials)
    }

    /// Whoever acts, if they are known and their account works.
    fn acting(&self, by: StaffId, today: CareDay) -> Result<&Staff, Refusal> {
        let staff = self.get(by).ok_or(Refusal::Gone("Your name"))?;
        if staff.suspended {
            let say = "Your account is stopped for now. A manager can let it go on.";
            return Err(Refusal::NotYours(say.into()));
        }
        match staff.ends {
            Some(last) if today > last => Err(Refusal::NotYours(format!(
                "Your account ended on {}. Ask a manager to give it a new end date.",
                last.date().format("%-d %B")
            ))),
            Some(_) | None => Ok(staff),
        }
    }

    /// Fails when a person is not known here, or their account does not work.
    pub(super) fn works_here(&self, by: StaffId, today: CareDay) -> Result<(), Refusal> {
        self.acting(by, today).map(|_| ())
    }

    /// Whether a person may do a deed now; a refusal says who may.
    pub(super) fn may(&self, home: &Home, by: StaffId, now: Moment, deed: Deed) -> Result<(), Refusal> {
        let today = home.day_of(now);
        let staff = self.acting(by, today)?;
        if staff.role.may(deed) { Ok(()) } else { Err(Refusal::not_yours(home, deed, today)) }
    }

    /// A colleague who can be asked to do something for a child.
    pub(super) fn colleague(&self, id: StaffId, today: CareDay) -> Result<&Staff, Refusal> {
        let staff = self.get(id).ok_or(Refusal::Gone("This member of staff"))?;
        let can = staff.role.may(Deed::Care) && staff.active_on(today);
        let refusal = || Refusal::NotNow(format!("{} can't take this on. Choose someone else.", staff.name));
        can.then_some(staff).ok_or_else(refusal)
    }

    pub(super) fn apply(&mut self, entry: &Entry, fact: &Fact) {
        let whose = match fact {
            Fact::Joined { id, login, name, role, ends } => {
                let (id, login, name, role, ends) = (*id, login.clone(), name.clone(), *role, *ends);
                let staff = Staff {
                    id,
                    login,
                    name,
                    role,
                    ends,
                    leave: Vec::new(),
                    choices: Choices::default(),
                    key: None,
                    last_in: None,
                    last_on: None,
                    suspended: false,
                    left: None,
                };
                self.all.entry(id).or_insert(staff);
                return;
            }
            Fact::Changed { whose, .. }
            | Fact::LeavePlanned { whose, .. }
            | Fact::LeaveCancelled { whose, .. }
            | Fact::LetIn { whose, .. }
            | Fact::Suspended(whose)
            | Fact::LetGoOn(whose) => *whose,
            Fact::RecoveryKeyMade | Fact::RecoveryKnown => {
                self.recovered = None;
                return;
            }
            Fact::KeymapChosen(_)
            | Fact::ThemeChosen(_)
            | Fact::ShownRound
            | Fact::KeyMade(_)
            | Fact::KeyRecovered(_)
            | Fact::SignedIn { .. } => entry.by,
        };
        let Some(staff) = self.all.get_mut(&whose) else { return };
        match fact {
            Fact::Joined { .. } | Fact::RecoveryKeyMade | Fact::RecoveryKnown => {}
            Fact::Changed { name, role, ends, .. } => {
                (staff.name, staff.role, staff.ends) = (name.clone(), *role, *ends);
                staff.left = staff.over_on(entry.day).then(|| staff.left.unwrap_or(entry.number));
            }
            Fact::LeavePlanned { leave, .. } => staff.leave.push(*leave),
            Fact::LeaveCancelled { leave, .. } => staff.leave.retain(|old| old != leave),
            Fact::KeymapChosen(name) => staff.choices.keymap.clone_from(name),
            Fact::ThemeChosen(name) => staff.choices.theme.clone_from(name),
            Fact::ShownRound => staff.choices.shown_round = true,
            Fact::LetIn { key, .. } | Fact::KeyMade(key) => staff.key = Some(*key),
            Fact::KeyRecovered(key) => {
                staff.key = Some(*key);
                self.recovered = Some(Recovered { by: entry.by, at: entry.at });
            }
            Fact::Suspended(_) => staff.suspended = true,
            Fact::LetGoOn(_) => staff.suspended = false,
            Fact::SignedIn { wrong_tries } => {
                let before = staff.last_in.map(|visit| visit.at);
                staff.last_on =
                    before.filter(|before| receipt::was_away(*before, entry.at)).or(staff.last_on);
                staff.last_in = Some(Visit { at: entry.at, wrong_tries: *wrong_tries });
            }
        }
    }

    /// Lets go of leave that ended a year before `first`. It stays in the journal.
    pub(super) fn let_go(&mut self, first: CareDay) {
        for staff in self.all.values_mut() {
            staff.leave.retain(|leave| first.since(leave.back_on) < 366);
        }
    }
}

/// What can be asked about people.
#[derive(Clone, PartialEq, Debug)]
pub enum Act {
    /// Add a member of staff.
    Join {
        /// The short name to sign in with.
        login: String,
        /// Their name.
        name: String,
        /// What they may do.
        role: Role,
        /// The last day their account works.
        ends: Option<CareDay>,
    },
    /// Change a colleague's name, role or the day their account ends.
    Change {
        /// Whose.
        whose: StaffId,
        /// As it was when whoever asks looked at it: should it be another by now, they look again first.
        seen: Account,
        /// As it is to be.
        account: Account,
    },
    /// Stop a colleague's account for now.
    Suspend(StaffId),
    /// Let a stopped account go on.
    LetGoOn(StaffId),
    /// Have a new recovery key made in place of the one there is.
    MakeRecoveryKey,
    /// Say that one knows of the last use of the recovery key.
    KnowRecovery,
    /// Put time off in the calendar.
    PlanLeave {
        /// Whose.
        whose: StaffId,
        /// When.
        leave: Leave,
    },
    /// Take time off out of the calendar.
    CancelLeave {
        /// Whose.
        whose: StaffId,
        /// Which.
        leave: Leave,
    },
    /// Choose one's own keymap; none is the home's.
    ChooseKeymap(Option<String>),
    /// Choose one's own theme; none is the home's.
    ChooseTheme(Option<String>),
    /// Put the first-day cards away.
    PutCardsAway,
    /// Let a colleague in, for the first time or after a passphrase was forgotten.
    LetIn {
        /// Whom.
        whose: StaffId,
        /// The key that their one-time passphrase opens.
        key: PublicKey,
    },
    /// Take a signing key of one's own in place of the one that was given.
    MakeKey(PublicKey),
    /// Take a new signing key after coming in with the recovery key.
    RecoverKey(PublicKey),
    /// Come in.
    SignIn {
        /// How often a wrong passphrase was typed in this name before.
        wrong_tries: u32,
    },
}

/// What happened to people.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the past of the act of the same name")]
pub enum Fact {
    Joined { id: StaffId, login: String, name: String, role: Role, ends: Option<CareDay> },
    Changed { whose: StaffId, name: String, role: Role, ends: Option<CareDay> },
    LeavePlanned { whose: StaffId, leave: Leave },
    LeaveCancelled { whose: StaffId, leave: Leave },
    KeymapChosen(Option<String>),
    ThemeChosen(Option<String>),
    ShownRound,
    LetIn { whose: StaffId, key: PublicKey },
    KeyMade(PublicKey),
    KeyRecovered(PublicKey),
    SignedIn { wrong_tries: u32 },
    Suspended(StaffId),
    LetGoOn(StaffId),
    RecoveryKeyMade,
    RecoveryKnown,
}

pub(super) fn decide(home: &Home, by: StaffId, stamp: Stamp, act: Act) -> Result<Decided, Refusal> {
    let now = stamp.moment;
    let today = home.day_of(now);
    let fact = match act {
        Act::Join { login, name, role, ends } => joined(home, by, stamp, (&login, &name, role, ends))?,
        Act::Change { whose, seen, account } => {
            home.people.may(home, by, now, Deed::RunTheHome)?;
            changed(home, today, whose, &seen, account)?
        }
        Act::Suspend(whose) => {
            home.people.may(home, by, now, Deed::RunTheHome)?;
            suspended(home, by, today, whose)?
        }
        Act::LetGoOn(whose) => {
            home.people.may(home, by, now, Deed::RunTheHome)?;
            let staff = home.people.get(whose).filter(|staff| staff.suspended);
            staff.ok_or(Refusal::Gone("This stop"))?;
            Fact::LetGoOn(whose)
        }
        Act::MakeRecoveryKey => {
            home.people.may(home, by, now, Deed::RunTheHome)?;
            Fact::RecoveryKeyMade
        }
        Act::KnowRecovery => {
            home.people.may(home, by, now, Deed::RunTheHome)?;
            home.people.recovered.ok_or(Refusal::Gone("This notice"))?;
            Fact::RecoveryKnown
        }
        Act::PlanLeave { whose, leave } => {
            let staff = may_plan(home, by, now, whose)?;
            if leave.back_on <= leave.away_from {
                let say = "Back on must be after away from.";
                return Err(Refusal::Incomplete(vec![super::Gap::new("back on", say)]));
            }
            if staff.leave.contains(&leave) {
                return Err(Refusal::NotNow("This leave is in the calendar already.".into()));
            }
            Fact::LeavePlanned { whose, leave }
        }
        Act::CancelLeave { whose, leave } => {
            let staff = may_plan(home, by, now, whose)?;
            staff.leave.contains(&leave).then_some(()).ok_or(Refusal::Gone("This leave"))?;
            Fact::LeaveCancelled { whose, leave }
        }
        Act::ChooseKeymap(name) => {
            home.people.acting(by, today)?;
            Fact::KeymapChosen(file_name("keymap", name)?)
        }
        Act::ChooseTheme(name) => {
            home.people.acting(by, today)?;
            Fact::ThemeChosen(file_name("theme", name)?)
        }
        Act::PutCardsAway => {
            home.people.acting(by, today)?;
            Fact::ShownRound
        }
        Act::LetIn { whose, key } => {
            home.people.may(home, by, now, Deed::RunTheHome)?;
            home.people.get(whose).ok_or(Refusal::Gone("This member of staff"))?;
            Fact::LetIn { whose, key }
        }
        Act::MakeKey(key) => {
            home.people.acting(by, today)?;
            Fact::KeyMade(key)
        }
        Act::RecoverKey(key) => {
            home.people.may(home, by, now, Deed::RunTheHome)?;
            Fact::KeyRecovered(key)
        }
        Act::SignIn { wrong_tries } => {
            home.people.acting(by, today)?;
            Fact::SignedIn { wrong_tries }
        }
    };
    Ok(Decided { subject: Subject::House, day: today, fact: super::Fact::People(fact) })
}

fn may_plan(home: &Home, by: StaffId, now: Moment, whose: StaffId) -> Result<&Staff, Refusal> {
    let deed = if by == whose { Deed::Handover } else { Deed::RunTheHome };
    home.people.may(home, by, now, deed)?;
    home.people.get(whose).ok_or(Refusal::Gone("This member of staff"))
}

fn joined(
    home: &Home,
    by: StaffId,
    stamp: Stamp,
    (login, name, role, ends): (&str, &str, Role, Option<CareDay>),
) -> Result<Fact, Refusal> {
    // The first person of a home can have nobody's leave to join, and must be able to let the others in.
    let first = home.people.all.is_empty();
    if !first {
        home.people.may(home, by, stamp.moment, Deed::RunTheHome)?;
    }
    let mut gaps = Gaps::default();
    let login = gaps.line("login", login, words::NAME, "Choose a short name to sign in with.").to_lowercase();
    let name = gaps.line("name", name, words::NAME, "Write their name.");
    if home.people.by_login(&login).is_some() {
        gaps.say("login", format!("Someone signs in as {login} already. Choose another short name."));
    }
    if role == Role::Visitor && ends.is_none() {
        gaps.say("last day", VISITOR_LEAVES);
    }
    if first && !runs_the_home(role, ends) {
        gaps.say("role", SOMEONE_MUST_STAY);
    }
    gaps.none()?;
    let id = if first { by } else { StaffId(stamp.fresh) };
    Ok(Fact::Joined { id, login, name, role, ends })
}

fn changed(
    home: &Home,
    today: CareDay,
    whose: StaffId,
    seen: &Account,
    Account { name, role, ends }: Account,
) -> Result<Fact, Refusal> {
    let staff = home.people.get(whose).ok_or(Refusal::Gone("This member of staff"))?;
    if staff.account() != *seen {
        let say = format!("{} was changed since you opened this. Go back and look again.", staff.name);
        return Err(Refusal::NotNow(say));
    }
    let mut gaps = Gaps::default();
    let name = gaps.line("name", &name, words::NAME, "Write their name.");
    if role == Role::Visitor && ends.is_none() {
        gaps.say("last day", VISITOR_LEAVES);
    }
    if !runs_the_home(role, ends) && !somebody_else_stays(home, whose, today) {
        gaps.say("role", SOMEONE_MUST_STAY);
    }
    gaps.none()?;
    Ok(Fact::Changed { whose, name, role, ends })
}

fn suspended(home: &Home, by: StaffId, today: CareDay, whose: StaffId) -> Result<Fact, Refusal> {
    let staff = home.people.get(whose).ok_or(Refusal::Gone("This member of staff"))?;
    if whose == by {
        return Err(Refusal::NotNow("Your own account can be stopped by another manager only.".into()));
    }
    if !staff.active_on(today) {
        return Err(Refusal::NotNow(format!("{}’s account does not work as it is.", staff.name)));
    }
    if !somebody_else_stays(home, whose, today) {
        return Err(Refusal::NotNow(SOMEONE_MUST_STAY.into()));
    }
    Ok(Fact::Suspended(whose))
}

fn somebody_else_stays(home: &Home, whose: StaffId, today: CareDay) -> bool {
    let mut others = home.people.all().filter(|staff| staff.id != whose && staff.active_on(today));
    others.any(|staff| runs_the_home(staff.role, staff.ends))
}

const VISITOR_LEAVES: &str = "Write the last day of the visit: a visitor’s account ends with it.";

const SOMEONE_MUST_STAY: &str =
    "Role must be manager or deputy manager, with no end date: somebody has to be able to let others in.";

fn runs_the_home(role: Role, ends: Option<CareDay>) -> bool {
    role.may(Deed::RunTheHome) && ends.is_none()
}

/// The name of a keymap or theme; whether there is one of that name is for others to know.
fn file_name(field: &'static str, name: Option<String>) -> Result<Option<String>, Refusal> {
    let mut gaps = Gaps::default();
    let name = name.map(|name| gaps.line(field, &name, words::NAME, "Choose one of the list."));
    gaps.none()?;
    Ok(name)
}

pub(super) fn opposite(fact: &Fact) -> Option<Act> {
    match fact {
        Fact::LeavePlanned { whose, leave } => Some(Act::CancelLeave { whose: *whose, leave: *leave }),
        Fact::LeaveCancelled { whose, leave } => Some(Act::PlanLeave { whose: *whose, leave: *leave }),
        Fact::Suspended(whose) => Some(Act::LetGoOn(*whose)),
        Fact::LetGoOn(whose) => Some(Act::Suspend(*whose)),
        Fact::Joined { .. }
        | Fact::Changed { .. }
        | Fact::RecoveryKeyMade
        | Fact::RecoveryKnown
        | Fact::KeymapChosen(_)
        | Fact::ThemeChosen(_)
        | Fact::ShownRound
        | Fact::LetIn { .. }
        | Fact::KeyMade(_)
        | Fact::KeyRecovered(_)
        | Fact::SignedIn { .. } => None,
    }
}
