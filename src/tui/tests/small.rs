//! A small home for pictures: four colleagues, three children and two lines a night, always the same, whatever the
//! demo lives through.

use super::{Terminal, fresh};
use crate::care::alert::{self, Feeling, Level, Until, Warning};
use crate::care::days::Weekdays;
use crate::care::people::{self, Role};
use crate::care::routine::{self, When, Whose};
use crate::care::{
    Act, AlertId, ChildId, Entry, Fact, Home, Hours, Moment, Part, StaffId, Stamp, Subject, child, house,
};
use crate::record::{Card, Cost, Founders, Journal, Passphrase, Pen, Site};
use chrono::TimeDelta;
use tempfile::TempDir;

/// Login, name and role.
const STAFF: [(&str, &str, Role); 4] = [
    ("ruth", "Ruth Ellison", Role::Manager),
    ("priya", "Priya Nair", Role::Senior),
    ("dee", "Dee Marsh", Role::Worker),
    ("tom", "Tom Beech", Role::Night),
];

impl Terminal {
    /// The small home at an instant, opened by someone, at 80x24. It was set up two hours before.
    pub(crate) fn small(instant: &str, login: &str) -> Self {
        Self::small_in(tempfile::tempdir().expect("a directory for the test"), instant, login)
    }

    /// The same in a folder.
    pub(crate) fn small_in(dir: TempDir, instant: &str, login: &str) -> Self {
        let now = instant.parse().expect("tests name instants in RFC 3339");
        let at = Moment { at: now - TimeDelta::hours(2), zone: chrono_tz::Europe::London };
        let card = Card { id: fresh(now), name: "Hawthorn House".into(), demo: true };
        let founders = Founders::new(card.id, Cost::DEMO).expect("there is chance");
        let mut making = Making { home: Home::default(), entries: Vec::new(), at, founders };
        making.set_up();
        let Making { home, entries, founders, .. } = making;
        drop(
            Journal::create(&Site::of(dir.path()), &card, founders, &entries, &home)
                .expect("the journal can be made"),
        );
        Self::started(dir, now, login)
    }

    /// Someone raises an alert about a child, as from another terminal.
    pub(crate) fn worry(&mut self, login: &str, child: &str, level: Level, until: Until) -> AlertId {
        let (feeling, about, shows, helps) = match level {
            Level::Watch => {
                (Feeling::Lonely, "first week here", "cries, hides it", "lamp on, door open a hand")
            }
            Level::Worried => (
                Feeling::Anxious,
                "contact with mum was cancelled twice",
                "quiet at supper, then up and down the stairs",
                "sit on the landing, do not ask, blue cup",
            ),
            Level::Urgent => (
                Feeling::Angry,
                "says he will leave tonight",
                "shoes on, by the back door",
                "talk about the dog, walk with him",
            ),
        };
        let warning = Warning {
            level,
            feeling,
            about: about.into(),
            shows: shows.into(),
            helps: helps.into(),
            audience: alert::Audience::default(),
        };
        let child = self.child(child);
        let raise = alert::Act::Raise { child, warning: Box::new(warning), until };
        match self.act_as(login, Act::Alert(raise)).fact {
            Fact::Alert(alert::Fact::Raised { id, .. }) => id,
            fact => panic!("{fact:?}"),
        }
    }

    /// The child of this name.
    pub(crate) fn child(&self, name: &str) -> ChildId {
        self.home(|home| home.children.named(name).expect("the child lives here").id)
    }
}

struct Making {
    home: Home,
    entries: Vec<Entry>,
    at: Moment,
    founders: Founders,
}

impl Making {
    fn does(&mut self, by: StaffId, act: Act) {
        let stamp = Stamp { moment: self.at, fresh: fresh(self.at.at) };
        let decided = self.home.decide(by, stamp, act).expect("the small home can be made");
        let number = self.home.last + 1;
        let entry = Entry {
            number,
            at: self.at.at,
            by,
            day: decided.day,
            subject: decided.subject,
            fact: decided.fact,
        };
        self.home.apply(&entry);
        self.entries.push(entry);
        self.at.at += TimeDelta::seconds(1);
    }

    fn set_up(&mut self) {
        let ruth = StaffId(fresh(self.at.at));
        let (name, zone, hours) = ("Hawthorn House".into(), self.at.zone, Hours::default());
        self.does(ruth, Act::House(house::Act::Open(house::Opening { name, zone, hours, demo: true })));
        for (login, name, role) in STAFF {
            let (login, name) = (login.into(), name.into());
            self.does(ruth, Act::People(people::Act::Join { login, name, role, ends: None }));
        }
        let everyone: Vec<StaffId> = self.home.people.all().map(|staff| staff.id).collect();
        for (n, staff) in everyone.iter().enumerate() {
            let pen = Pen::made_up(*staff, [u8::try_from(n).expect("four"); 32]);
            let key = self
                .founders
                .add(STAFF[n].0, &Passphrase::typed("demo demo demo"), pen)
                .expect("it can be sealed");
            let let_in = people::Act::LetIn { whose: *staff, key };
            let act = if *staff == ruth { people::Act::MakeKey(key) } else { let_in };
            self.does(ruth, Act::People(act));
        }
        for staff in everyone {
            self.does(staff, Act::People(people::Act::PutCardsAway));
        }
        let on_call = "Ruth Ellison 01632 960 114 · out of hours team 01632 960 900".into();
        self.does(ruth, Act::House(house::Act::SetOnCall(on_call)));
        for name in ["Kasia", "Jayden", "Mo"] {
            let profile = child::Profile { name: name.into(), ..child::Profile::default() };
            self.does(ruth, Act::Child(child::Act::Admit { profile: Box::new(profile), keyworker: None }));
        }
        let lines = [
            (Whose::EveryChild, "fears eased"),
            (Whose::EveryChild, "clean clothes out"),
            (Whose::One(Subject::House), "doors and windows locked"),
        ];
        for (whose, words) in lines {
            let when = When::On(Weekdays::EVERY);
            self.does(
                ruth,
                Act::Routine(routine::Act::Add { whose, part: Part::Night, words: words.into(), when }),
            );
        }
    }
}
