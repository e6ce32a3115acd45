//! Making a home: its first entries, its first manager and the recovery key, all on the disk or none of it.

use super::bringing_in::nth;
use super::door::{Door, NotIn, Secret, not_these};
use super::{CameIn, Desk, SignedIn};
use crate::care::house::{self, Terms};
use crate::care::{Act, Entry, Home, Hours, Moment, Refusal, StaffId, Stamp, people, standard};
use crate::record::{Card, Cost, Founders, Journal, Passphrase, Pen};
use chrono_tz::Tz;
use uuid::Uuid;

/// What has to be known to make a home.
#[derive(Clone, Debug)]
pub struct NewHome {
    /// What it is called.
    pub name: String,
    /// Its time zone.
    pub zone: Tz,
    /// Its own words.
    pub terms: Terms,
    /// The first manager's name.
    pub manager: String,
    /// The short name they sign in with.
    pub login: String,
    /// The passphrase they chose.
    pub passphrase: Secret,
}

impl NewHome {
    /// Whether it would be accepted, all but the passphrase.
    pub fn check(&self, now: Moment) -> Result<(), Refusal> {
        let begun = Begun { home: Home::default(), entries: Vec::new(), now, manager: StaffId(Uuid::nil()) };
        begun.open(self, Uuid::nil()).map(drop)
    }
}

impl Door {
    /// Makes a home behind this door and lets its first manager in. `fresh` is an identity nobody has had.
    pub fn make(&self, new: &NewHome, now: Moment, fresh: Uuid) -> Result<CameIn, NotIn> {
        let now = Moment { zone: new.zone, ..now };
        let begun = Begun { home: Home::default(), entries: Vec::new(), now, manager: StaffId(fresh) };
        let mut begun = begun.open(new, fresh)?;
        let names = not_these(&begun.home);
        let passphrase =
            Passphrase::chosen(new.passphrase.text(), &names.iter().map(String::as_str).collect::<Vec<_>>())
                .map_err(|weak| NotIn::Weak(weak.to_string()))?;
        let card = Card { id: nth(fresh, 1), name: begun.home.house.name.clone(), demo: false };
        let mut founders = Founders::new(card.id, Cost::USUAL)?;
        let login = begun.home.people.get(begun.manager).map_or("", |staff| &staff.login).to_string();
        let key = founders.add(&login, &passphrase, Pen::new(begun.manager)?)?;
        let recovery_key = founders.make_recovery()?;
        begun.does(Act::People(people::Act::MakeKey(key)), nth(fresh, 2))?;
        let lines = standard::LINES.iter().map(|line| Act::Routine(line.act()));
        for (n, act) in lines.enumerate() {
            begun.does(act, nth(fresh, 3 + n as u128))?;
        }
        let Begun { home, entries, manager, .. } = begun;
        let journal = Journal::create(self.site(), &card, founders, &entries, &home)?;
        let me = SignedIn { staff: manager };
        Ok(CameIn {
            desk: Desk::over(journal, home, self.unwritten()),
            me,
            visit: None,
            recovery_key: Some(recovery_key),
            strayed: None,
            clock_behind: None,
        })
    }
}

/// A home being made.
struct Begun {
    home: Home,
    entries: Vec<Entry>,
    now: Moment,
    manager: StaffId,
}

impl Begun {
    fn open(mut self, new: &NewHome, fresh: Uuid) -> Result<Self, Refusal> {
        let opening =
            house::Opening { name: new.name.clone(), zone: new.zone, hours: Hours::default(), demo: false };
        self.does(Act::House(house::Act::Open(opening)), fresh)?;
        let (login, name) = (new.login.clone(), new.manager.clone());
        let join = people::Act::Join { login, name, role: people::Role::Manager, ends: None };
        self.does(Act::People(join), fresh)?;
        if new.terms != self.home.house.terms {
            self.does(Act::House(house::Act::SetTerms(new.terms.clone())), fresh)?;
        }
        Ok(self)
    }

    fn does(&mut self, act: Act, fresh: Uuid) -> Result<(), Refusal> {
        let stamp = Stamp { moment: self.now, fresh };
        let decided = self.home.decide(self.manager, stamp, act)?;
        let entry = decided.entry(self.home.last + 1, self.manager, self.now);
        self.home.apply(&entry);
        self.entries.push(entry);
        Ok(())
    }
}
