//! What is there before the demo's first day: the house, its people, its children, their lines and duties.

use super::{Making, NotBuilt, PASSPHRASE, people, words};
use crate::care::days::Weekdays;
use crate::care::routine::{self, When, Whose};
use crate::care::{
    Act, CareDay, Fact, Hours, Part, StaffId, Subject, child, house, people as care_people, standard,
};
use crate::record::{Cost, Founders, Passphrase, Pen};
use chrono::TimeDelta;
use uuid::Uuid;

impl Making {
    /// Answers the ways in for everyone who works here.
    pub(super) fn open_the_house(&mut self, home: Uuid) -> Result<Founders, NotBuilt> {
        let ruth = StaffId(self.ids.id(self.now));
        let (name, zone, hours) = (words::HOUSE.into(), self.plan.at.zone, Hours::default());
        self.does(ruth, Act::House(house::Act::Open(house::Opening { name, zone, hours, demo: true })))?;
        self.bring_in_staff(ruth)?;
        let founders = self.let_everyone_in(ruth, home)?;
        let on_call = "Ruth Ellison 01632 960 114 · out of hours team 01632 960 900".into();
        self.does(ruth, Act::House(house::Act::SetOnCall(on_call)))?;
        self.bring_in_children(ruth)?;
        self.add_lines(ruth)?;
        self.set_duties(ruth)?;
        self.opened = self.now + TimeDelta::minutes(10);
        Ok(founders)
    }

    /// The manager's key is her own; she lets everyone else in.
    fn let_everyone_in(&mut self, ruth: StaffId, home: Uuid) -> Result<Founders, NotBuilt> {
        let mut founders = Founders::new(home, Cost::DEMO)?;
        let passphrase = Passphrase::typed(PASSPHRASE);
        for (n, whose) in self.cast.staff.clone().into_iter().enumerate() {
            let pen = Pen::made_up(whose, self.ids.seed());
            let key = founders.add(&people::staff(n).0, &passphrase, pen)?;
            let act = if whose == ruth {
                care_people::Act::MakeKey(key)
            } else {
                care_people::Act::LetIn { whose, key }
            };
            self.does(ruth, Act::People(act))?;
        }
        Ok(founders)
    }

    fn bring_in_staff(&mut self, ruth: StaffId) -> Result<(), NotBuilt> {
        for n in 0..self.plan.staff.max(people::STAFF.len()) {
            let (login, name, role) = people::staff(n);
            let ends = (role == care_people::Role::Agency).then(|| self.today.plus(4));
            self.does(ruth, Act::People(care_people::Act::Join { login, name, role, ends }))?;
        }
        self.cast.staff = self.home.people.all().map(|staff| staff.id).collect();
        Ok(())
    }

    fn bring_in_children(&mut self, ruth: StaffId) -> Result<(), NotBuilt> {
        for n in 0..self.plan.children.max(people::CHILDREN) {
            let (mut profile, keyworker) = people::child(n, self.today);
            // Where ten years lie behind the home, the youngest was not born when its record begins.
            profile.born = profile.born.filter(|born| *born <= self.first);
            let keyworker = keyworker.map(|place| self.cast.staff[place]);
            self.does(ruth, Act::Child(child::Act::Admit { profile: Box::new(profile), keyworker }))?;
        }
        self.cast.children = self.home.children.here().map(|child| child.id).collect();
        let (child, staff) = (self.cast.children[people::KASIA], self.cast.staff[people::GRACE]);
        let from = self.home.day_of(crate::care::Moment { at: self.now, zone: self.plan.at.zone });
        let work = child::Keywork { staff, tie: child::Tie::Second, from, until: None };
        self.does(ruth, Act::Child(child::Act::Appoint { child, work, why: None }))?;
        Ok(())
    }

    /// The standard lines; a few children have one that nobody else has, and Mo goes without one.
    fn add_lines(&mut self, ruth: StaffId) -> Result<(), NotBuilt> {
        let mo = Whose::One(Subject::Child(self.cast.children[people::MO]));
        for line in standard::LINES {
            let added = self.does(ruth, Act::Routine(line.act()))?;
            if let Fact::Routine(routine::Fact::Added(line)) = added.fact
                && line.words == "hair"
            {
                let act = routine::Act::End { id: line.id, whose: mo };
                self.does(ruth, Act::Routine(act))?;
            }
        }
        let own = [
            (people::KASIA, Part::Night, "hot chocolate, blue cup", Weekdays::EVERY),
            (people::ELLIE_MAY, Part::Night, "rabbit in bed before lights out", Weekdays::EVERY),
            (people::MO, Part::Morning, "inhaler in his bag", Weekdays::EVERY),
            (people::TUYET, Part::Day, "English words of the day, written down", Weekdays::SCHOOL),
        ];
        for (child, part, words, on) in own {
            let whose = Whose::One(Subject::Child(self.cast.children[child]));
            let act = routine::Act::Add { whose, part, words: words.into(), when: When::On(on) };
            self.does(ruth, Act::Routine(act))?;
        }
        Ok(())
    }

    fn set_duties(&mut self, ruth: StaffId) -> Result<(), NotBuilt> {
        for (place, child) in self.cast.children.clone().into_iter().enumerate() {
            for duty in standard::DUTIES {
                let due = self.first_due(place, duty);
                self.does(ruth, Act::Routine(duty.act(Subject::Child(child), due)))?;
            }
        }
        Ok(())
    }

    /// Weekly duties are spread over the week; the story needs two of them on days of its own. The rarer
    /// ones are spread over their cycle.
    fn first_due(&mut self, place: usize, duty: standard::Duty) -> CareDay {
        let span = duty.cycle.after(self.first).since(self.first);
        let off = match (place, duty.words) {
            (people::JAYDEN, "key-work session") => self.today.plus(-2).since(self.first).rem_euclid(span),
            (people::KASIA, "call the social worker") => {
                self.today.plus(-1).since(self.first).rem_euclid(span)
            }
            _ => self.chance.between(0, u32::try_from(span - 1).unwrap_or(0)).cast_signed(),
        };
        self.first.plus(off)
    }
}
