//! The front door of a home: who can come in, and coming in. It is all that is left of a home while it is locked.

use super::unwritten::{CameInAt, Unwritten};
use super::{Desk, SignedIn, health};
use crate::care::people::{Act as PeopleAct, Deed};
use crate::care::{Act, Entry, Home, Moment, Refusal, StaffId, Stamp};
use crate::record::{
    self, Disk, Journal, Name, NotOpened, Passphrase, RecoveryKey, Salvaged, Site, Strayed, Tell, Trouble,
    Way,
};
use chrono::{DateTime, Utc};
use std::path::PathBuf;
use uuid::Uuid;
use zeroize::Zeroizing;

/// So many bytes are looked through in a fifth of a second or so, which nobody need be told of.
const SOON: u64 = 64 << 20;

/// What is said while all of a home is looked through.
pub const NOT_CLOSED_HERE: &str = "One moment: it was not closed here, so all of it is looked through…";

/// A home's front door.
#[derive(Clone, Debug)]
pub struct Door {
    site: Site,
    unwritten: Unwritten,
}

/// Someone at the door, and what they show.
#[derive(Clone, Debug)]
pub struct Knock {
    /// Who they say they are.
    pub who: StaffId,
    /// What they show.
    pub with: With,
}

/// What shows that someone may come in.
#[derive(Clone, Debug)]
pub enum With {
    /// Their own passphrase, or one they were given.
    Passphrase(Secret),
    /// The passphrase they were given, and one of their own in its place.
    FirstTime {
        /// What a manager gave them.
        given: Secret,
        /// What they chose.
        own: Secret,
    },
    /// The home's recovery key, and a new passphrase.
    Recovery {
        /// The key as typed.
        key: Secret,
        /// What they chose.
        own: Secret,
    },
}

/// A home that was opened, and who came in.
pub struct CameIn {
    /// The open home.
    pub desk: Desk,
    /// Whoever came in.
    pub me: SignedIn,
    /// Their sign-in before this one.
    pub visit: Option<Before>,
    /// The recovery key that replaces the one that was used.
    pub recovery_key: Option<RecoveryKey>,
    /// How the record is not the one that was closed on this computer last.
    pub strayed: Option<Strayed>,
    /// What to say when this computer's clock stands before what was written last.
    pub clock_behind: Option<String>,
}

/// Someone's sign-in before this one.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Before {
    /// When it was.
    pub since: DateTime<Utc>,
    /// How often a wrong passphrase was typed in their name after it.
    pub wrong_tries: u32,
}

/// Why somebody was not let in.
#[derive(Debug, thiserror::Error)]
pub enum NotIn {
    /// It is not their passphrase.
    #[error("That is not the passphrase. Try again.{}", after(*wait))]
    WrongPassphrase {
        /// How many seconds the next try has to wait.
        wait: u64,
    },
    /// A try too soon after a wrong one.
    #[error("Wait {wait} more seconds, then try again.")]
    Wait {
        /// How many.
        wait: u64,
    },
    /// They were given this passphrase, and need one of their own first.
    #[error("Now choose a passphrase of your own.")]
    ChooseYourOwn,
    /// The passphrase they chose is too easily guessed.
    #[error("{0}")]
    Weak(String),
    /// The recovery key was not typed as it was printed.
    #[error("{0}")]
    Mistyped(String),
    /// Their account does not let them in now; says who can change that.
    #[error("{0}")]
    NotYours(String),
    /// The home can't be opened.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

fn after(wait: u64) -> String {
    if wait == 0 { String::new() } else { format!(" The next try has to wait {wait} seconds.") }
}

impl Door {
    /// The door of the home in a folder. Whether there is one shows when somebody knocks.
    pub fn of(home: PathBuf) -> Self {
        Self { unwritten: Unwritten::at(&home), site: Site::of(home) }
    }

    /// The door of a made-up home in a folder.
    pub fn of_made_up(home: PathBuf) -> Self {
        Self { unwritten: Unwritten::at(&home), site: Site::made_up(home) }
    }

    /// The same, remembering in a folder outside it how the home was left.
    #[must_use]
    pub fn remembering(mut self, memory: Option<PathBuf>) -> Self {
        self.site.memory = memory;
        self
    }

    /// The same, on whatever disk it is.
    #[must_use]
    pub fn on_any_disk(mut self) -> Self {
        self.site.disk = Disk::Any;
        self
    }

    pub(super) fn site(&self) -> &Site {
        &self.site
    }

    pub(super) fn unwritten(&self) -> Unwritten {
        self.unwritten.clone()
    }

    /// The names on the door.
    pub fn names(&self) -> Result<Vec<Name>, Trouble> {
        record::names(&self.site.home)
    }

    /// Whether nobody has it open now. A home that can't be opened at all is free.
    pub fn is_free(&self) -> Result<(), Trouble> {
        record::is_free(&self.site)
    }

    /// Whether a home can be made behind it.
    pub fn has_room(&self) -> Result<(), Trouble> {
        self.site.has_room()
    }

    /// Whether everyone may know the passphrases, because nobody in this home is real.
    pub fn is_made_up(&self) -> bool {
        record::is_made_up(&self.site.home)
    }

    /// Whether coming in takes a while, since the home was not closed here, or something else wrote to it: then all
    /// of it is looked through.
    pub fn takes_a_while(&self) -> bool {
        record::to_look_through(&self.site) > SOON
    }

    /// Who is told how far that has come: nobody where it is soon over.
    fn told<'a>(&self, tell: Tell<'a>) -> Option<Tell<'a>> {
        self.takes_a_while().then_some(tell)
    }

    /// Opens a made-up home, where everyone has the same passphrase. Nothing of it is written down. Where it takes a
    /// while, how far it has come is told.
    pub fn open_made_up(&self, passphrase: &Secret, tell: Tell<'_>) -> Result<Desk, NotIn> {
        let first = self.names()?.into_iter().next();
        let who = first.ok_or_else(|| NotIn::NotYours("Nobody can come into this home.".into()))?.who;
        let passphrase = Passphrase::typed(passphrase.text());
        let opened = Journal::open_telling(&self.site, who, &passphrase, self.told(tell));
        let (journal, _) = opened?;
        let home = Desk::fold(&journal)?;
        Ok(Desk::over(journal, home, self.unwritten()))
    }

    /// Reads out of a damaged home every entry that still opens, with the home as it was by then. It is read twice:
    /// what somebody may do stands in it.
    pub fn salvage<E: From<NotIn>>(
        &self,
        who: StaffId,
        passphrase: &Secret,
        mut each: impl FnMut(&Home, &Entry) -> Result<(), E>,
    ) -> Result<Salvaged, E> {
        let passphrase = Passphrase::typed(passphrase.text());
        let mut home = Home::default();
        let folded = record::salvage::<NotOpened>(&self.site, who, &passphrase, |entry| {
            home.apply(&entry);
            Ok(())
        });
        folded.map_err(NotIn::from)?;
        // Where their own entry is among the lost, whoever has a way in is let to what is left.
        if home.people.get(who).is_some_and(|staff| !staff.role.may(Deed::RunTheHome)) {
            let say = "Only a manager or deputy manager can read the record out.";
            return Err(NotIn::NotYours(say.into()).into());
        }
        home = Home::default();
        let read = record::salvage(&self.site, who, &passphrase, |entry| {
            home.apply(&entry);
            each(&home, &entry).map_err(Halted::Each)
        });
        read.map_err(|halted| match halted {
            Halted::NotOpened(not_opened) => NotIn::from(not_opened).into(),
            Halted::Each(why) => why,
        })
    }

    /// Lets somebody in, if what they show is right.
    pub fn come_in(&self, knock: &Knock, now: Moment, fresh: Uuid) -> Result<CameIn, NotIn> {
        self.come_in_telling(knock, now, fresh, &mut |_| {})
    }

    /// The same. Where it takes a while, how far it has come is told.
    pub fn come_in_telling(
        &self,
        knock: &Knock,
        now: Moment,
        fresh: Uuid,
        tell: Tell<'_>,
    ) -> Result<CameIn, NotIn> {
        let wait = self.unwritten.lock().wait(knock.who, now.at);
        if wait > 0 {
            return Err(NotIn::Wait { wait });
        }
        let tell = self.told(tell);
        let opened = match &knock.with {
            With::Passphrase(typed) | With::FirstTime { given: typed, .. } => {
                Journal::open_telling(&self.site, knock.who, &Passphrase::typed(typed.text()), tell)
            }
            With::Recovery { key, .. } => Journal::open_with_recovery(&self.site, key.text(), tell),
        };
        let (mut journal, way) = opened.map_err(|not_opened| {
            let wrong = || self.unwritten.lock().tried_wrongly(knock.who, now.at);
            match not_opened {
                NotOpened::WrongPassphrase { .. } => NotIn::WrongPassphrase { wait: wrong() },
                NotOpened::WrongRecoveryKey => {
                    wrong();
                    not_opened.into()
                }
                other => other.into(),
            }
        })?;
        let own = match (&knock.with, way) {
            (With::Passphrase(_), Way::OneTime) => return Err(NotIn::ChooseYourOwn),
            (With::Passphrase(_), _) => None,
            (With::FirstTime { own, .. } | With::Recovery { own, .. }, _) => Some(own),
        };
        let home = Desk::fold(&journal)?;
        let staff = home.people.get(knock.who).ok_or_else(|| {
            NotIn::NotYours("Adding this name was not finished. Ask a manager to add it again.".into())
        })?;
        let stamp = Stamp { moment: Moment { zone: home.house.zone, ..now }, fresh };
        home.decide(knock.who, stamp, Act::People(PeopleAct::SignIn { wrong_tries: 0 }))?;
        let recovery = way == Way::Recovery;
        let may_manage = staff.role.may(Deed::RunTheHome);
        if recovery && !may_manage {
            return Err(NotIn::NotYours(
                "Only a manager can come in with the recovery key. Choose a manager’s own name.".into(),
            ));
        }
        let before = staff.last_in.map(|visit| visit.at);
        let current = staff.key;
        let staff_login = staff.login.clone();
        if let Some(own) = own {
            let names = not_these(&home);
            let own = Passphrase::chosen(own.text(), &names.iter().map(String::as_str).collect::<Vec<_>>())
                .map_err(|weak| NotIn::Weak(weak.to_string()))?;
            journal.choose_passphrase(knock.who, &staff_login, &own)?;
        }
        let strayed = journal.strayed();
        // An entry that can't be read keeps nobody out for a remark.
        let last = journal.latest(1).unwrap_or_default();
        let clock_behind = last.first().and_then(|last| health::behind(last.at, stamp.moment));
        let clock_behind = clock_behind.map(|behind| {
            format!("Look at this computer’s clock. {behind} Times of entries hang on it: have it set right.")
        });
        let desk = Desk::over(journal, home, self.unwritten());
        let me = SignedIn { staff: knock.who };
        let recovery_key = desk.settle_key(me, stamp, current, way)?;
        let wrong_tries = self.unwritten.lock().wrong_tries(knock.who);
        desk.came_in(CameInAt { who: knock.who, stamp, wrong_tries })?;
        if may_manage && desk.saves_nothing().is_none() {
            // What was not done when somebody left is tried again. Where it fails, it stands among what waits.
            let _ = desk.shut_out(stamp.moment);
        }
        let visit = before.map(|since| Before { since, wrong_tries });
        Ok(CameIn { desk, me, visit, recovery_key, strayed, clock_behind })
    }
}

impl From<NotOpened> for NotIn {
    fn from(not_opened: NotOpened) -> Self {
        match not_opened {
            NotOpened::WrongPassphrase { .. } => Self::WrongPassphrase { wait: 0 },
            NotOpened::WrongRecoveryKey | NotOpened::Mistyped(_) => Self::Mistyped(not_opened.to_string()),
            NotOpened::NoSlot | NotOpened::NoRecoveryKey => Self::NotYours(not_opened.to_string()),
            NotOpened::Altered => Self::Trouble(Trouble::KeysAltered),
            NotOpened::Trouble(trouble) => Self::Trouble(trouble),
        }
    }
}

/// Why no more is read out.
enum Halted<E> {
    NotOpened(NotOpened),
    Each(E),
}

impl<E> From<NotOpened> for Halted<E> {
    fn from(not_opened: NotOpened) -> Self {
        Self::NotOpened(not_opened)
    }
}

/// What nobody may choose for a passphrase here: the names everyone knows.
pub(super) fn not_these(home: &crate::care::Home) -> Vec<String> {
    let staff = home.people.all().flat_map(|staff| [staff.name.clone(), staff.login.clone()]);
    let children = home.children.here().map(|child| child.profile.name.clone());
    staff.chain(children).chain([home.house.name.clone()]).collect()
}

impl From<Refusal> for NotIn {
    fn from(refusal: Refusal) -> Self {
        Self::NotYours(refusal.to_string())
    }
}

/// Most characters of a passphrase.
const MOST: usize = 1_000;

/// Something typed that is not to be seen: wiped from memory when it is let go of.
#[derive(Clone, Default)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// A secret that was read elsewhere.
    pub fn new(text: &str) -> Self {
        let mut secret = Self::default();
        text.chars().for_each(|letter| secret.push(letter));
        secret
    }

    /// One more letter. The room for all of them is taken at once, so that no half of it is left behind in memory.
    pub fn push(&mut self, letter: char) {
        if self.0.capacity() == 0 {
            self.0.reserve_exact(MOST * 4);
        }
        if self.0.chars().count() < MOST {
            self.0.push(letter);
        }
    }

    /// One letter less.
    pub fn pop(&mut self) {
        self.0.pop();
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The last of its letters, or a mark for each.
    pub fn shown(&self, mark: Option<char>, most: usize) -> Zeroizing<String> {
        let from = self.0.chars().count().saturating_sub(most);
        Zeroizing::new(self.0.chars().skip(from).map(|letter| mark.unwrap_or(letter)).collect())
    }

    pub(super) fn text(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Secret")
    }
}

/// Words to take for a passphrase.
pub fn offered_passphrase() -> Result<Secret, Trouble> {
    Ok(Secret::new(&Passphrase::offered()?))
}
