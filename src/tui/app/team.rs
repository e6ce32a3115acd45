//! Changing who can come in: the act first, then the ways in, then what has to be shown once.

use super::App;
use crate::care::{Act, Entry, Fact, StaffId, Stamp, people};
use crate::desk::{NotDone, NotSigned, Secret};
use crate::tui::person::OneTime;
use crate::tui::recovery::NewRecoveryKey;
use crate::tui::screen::{Countersign, Notice, Team};
use uuid::Uuid;

impl App {
    pub(super) fn change_team(&mut self, team: Team, fresh: Uuid) {
        match team {
            Team::Add(act) => self.add(act, fresh),
            Team::LetIn(whose) => self.let_in(whose, fresh),
            Team::End(act, whose) => self.end(act, whose, fresh),
            Team::ShutOut => self.shut_out(),
            Team::OwnPassphrase { now, own } => self.own_passphrase(&now, &own),
            Team::MakeRecoveryKey => self.make_recovery_key(fresh),
            Team::BringIn(acts) => self.bring_in(&acts, fresh),
        }
    }

    fn add(&mut self, act: Act, fresh: Uuid) {
        if !self.act(act, fresh) {
            return;
        }
        self.close_done();
        let Some(open) = &self.open else { return };
        let added = open.desk.look(open.me, self.now).latest(1);
        let added = added.ok().and_then(|entries| entries.into_iter().next()).map(|entry| entry.fact);
        if let Some(Fact::People(people::Fact::Joined { id, .. })) = added {
            self.let_in(id, fresh);
        }
    }

    fn let_in(&mut self, whose: StaffId, fresh: Uuid) {
        let Some(open) = &self.open else { return };
        let name = open.desk.look(open.me, self.now).home().people.name(whose).to_string();
        let stamp = Stamp { moment: self.now, fresh };
        match open.desk.let_in(open.me, stamp, whose) {
            Ok(passphrase) => {
                self.screens.push(Box::new(OneTime::new(name, passphrase)));
                self.read();
            }
            Err(NotDone::Refused(refusal)) => self.say(Notice::problem(refusal.to_string())),
            Err(NotDone::Trouble(trouble)) => {
                let say = format!("{name} has no new passphrase yet. {trouble} Then give one again.");
                self.say(Notice::problem(say));
            }
        }
    }

    fn bring_in(&mut self, acts: &[Act], fresh: Uuid) {
        let Some(open) = &self.open else { return };
        let stamp = Stamp { moment: self.now, fresh };
        let entries = match open.desk.bring_in(open.me, stamp, acts) {
            Ok(entries) => entries,
            Err(why) => return self.say(Notice::problem(why.to_string())),
        };
        self.back();
        self.say(Notice::saved(format!("Saved: {} brought in.", entries.len())));
        let joined = |entry: &Entry| match entry.fact {
            Fact::People(people::Fact::Joined { id, .. }) => Some(id),
            _ => None,
        };
        // The last is shown first, so that whoever goes on from each sees them in the order of the list.
        for whose in entries.iter().rev().filter_map(joined) {
            self.let_in(whose, fresh);
        }
    }

    fn own_passphrase(&mut self, now: &Secret, own: &Secret) {
        let Some(open) = &self.open else { return };
        match open.desk.change_passphrase(open.me, now, own) {
            Ok(()) => {
                self.back();
                self.say(Notice::note("Your passphrase is changed."));
            }
            Err(why) => {
                self.top().turned_away(&why);
                self.say(Notice::problem(why.to_string()));
            }
        }
    }

    fn make_recovery_key(&mut self, fresh: Uuid) {
        let Some(open) = &self.open else { return };
        let stamp = Stamp { moment: self.now, fresh };
        match open.desk.make_recovery_key(open.me, stamp) {
            Ok(key) => {
                self.screens.push(Box::new(NewRecoveryKey::new(key)));
                self.read();
            }
            Err(NotDone::Refused(refusal)) => self.say(Notice::problem(refusal.to_string())),
            Err(NotDone::Trouble(trouble)) => self.say(Notice::problem(trouble.to_string())),
        }
    }

    /// Somebody else's signature, at the screen of whoever is signed in, who stays so.
    pub(super) fn countersign(&mut self, sign: Countersign, fresh: Uuid) {
        let Some(open) = &self.open else { return };
        let stamp = Stamp { moment: self.now, fresh };
        let Countersign { who, passphrase, acts } = sign;
        match open.desk.countersign(who, &passphrase, stamp, acts) {
            Ok(_) => {
                let home = open.desk.look(open.me, self.now);
                let name = |staff| home.home().people.name(staff).to_string();
                let (theirs, mine) = (name(who), name(open.me.staff()));
                drop(home);
                self.back();
                self.drop_what_is_signed();
                let at = self.now.local().format("%H:%M");
                self.say(Notice::saved(format!("Signed {at} by {theirs}. {mine} stays signed in.")));
            }
            Err(NotSigned::NotIn(why)) => {
                self.top().turned_away(&why);
                self.say(Notice::problem(why.to_string()));
            }
            Err(NotSigned::NotDone(why)) => self.say(Notice::problem(why.to_string())),
        }
    }

    /// What was kept of the screen beneath is under a signature now, where nothing of it is left to be kept.
    fn drop_what_is_signed(&mut self) {
        let Some(name) = self.top().draft_name().filter(|_| self.top().draft().is_none()) else { return };
        let Some(open) = &self.open else { return };
        let dropped = open.desk.drop_draft(open.me, &name);
        self.tell_trouble(dropped);
    }

    fn end(&mut self, act: Act, whose: StaffId, fresh: Uuid) {
        if !self.act(act, fresh) {
            return;
        }
        let Some(open) = &self.open else { return };
        if let Err(trouble) = open.desk.shut_out(self.now) {
            let name = open.desk.look(open.me, self.now).home().people.name(whose).to_string();
            self.say(Notice::problem(format!(
                "{name}’s account has ended, but the home is not sealed anew: a copy they have still opens. It waits \
                 on the board, under For you. {trouble}"
            )));
        }
        self.read();
    }

    /// Seals the home anew for those who left, when that failed before.
    fn shut_out(&mut self) {
        let Some(open) = &self.open else { return };
        let notice = match open.desk.shut_out(self.now) {
            Ok(()) => Notice::saved(
                "The home is sealed anew. What those who left had opens nothing written from now on.",
            ),
            Err(trouble) => Notice::problem(format!("The home is not sealed anew. {trouble}")),
        };
        self.read();
        self.say(notice);
    }
}
