//! Who can come in and sign, while the home is open: a colleague who signs here too, somebody new, a forgotten
//! passphrase, a leaver. What the journal says of it is written first; then the keys file follows.

use super::door::Secret;
use super::{Desk, NotDone, NotIn, SignedIn, Trouble};
use crate::care::people::{Act as PeopleAct, PublicKey};
use crate::care::words::in_a_sentence;
use crate::care::{Act, Entry, Moment, StaffId, Stamp};
use crate::record::{NotOpened, Passphrase, Pen, RecoveryKey, Way};

/// How somebody can come in.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum WayIn {
    /// With a passphrase of their own.
    Own,
    /// With the one-time passphrase they were given, and have not used yet.
    OneTime,
    /// Not at all.
    None,
}

/// Why somebody did not sign at a colleague's screen.
#[derive(Debug, thiserror::Error)]
pub enum NotSigned {
    /// It is not their passphrase, or they can't sign.
    #[error(transparent)]
    NotIn(#[from] NotIn),
    /// What they wanted to sign was not done.
    #[error(transparent)]
    NotDone(#[from] NotDone),
}

impl Desk {
    /// Lets a colleague sign here too, by their short name.
    pub fn sign_in(&self, login: &str, passphrase: &Secret) -> Result<SignedIn, NotIn> {
        let staff = {
            let home = self.home();
            let staff = home.people.by_login(login).ok_or_else(|| {
                let known: Vec<&str> = home.people.all().map(|staff| staff.login.as_str()).collect();
                NotIn::NotYours(format!(
                    "Nobody signs in as {} here. These do: {}.",
                    in_a_sentence(login),
                    known.join(", ")
                ))
            })?;
            staff.id
        };
        let way = self.journal().take_pen(staff, &Passphrase::typed(passphrase.text()));
        match way {
            Ok(Way::OneTime) => Err(NotIn::ChooseYourOwn),
            Ok(Way::Own | Way::Recovery) => Ok(SignedIn { staff }),
            Err(NotOpened::WrongPassphrase { .. }) => Err(NotIn::WrongPassphrase { wait: 0 }),
            Err(not_opened) => Err(not_opened.into()),
        }
    }

    /// Does acts in the name of a colleague who types their own passphrase at somebody else's screen, each one entry
    /// signed with their own key. It only signs: what they sign with is put down again. Wrong tries wait as at the
    /// door, and are told there.
    pub fn countersign(
        &self,
        who: StaffId,
        passphrase: &Secret,
        stamp: Stamp,
        acts: Vec<Act>,
    ) -> Result<Vec<Entry>, NotSigned> {
        let wait = self.unwritten.lock().wait(who, stamp.moment.at);
        if wait > 0 {
            return Err(NotIn::Wait { wait }.into());
        }
        let held = self.journal().ways().public(who).is_some();
        let way = self.journal().take_pen(who, &Passphrase::typed(passphrase.text()));
        let signed = match way {
            Ok(Way::OneTime) => Err(NotIn::NotYours(
                "This is a one-time passphrase. Sign in with it first, choose your own, then sign here."
                    .into(),
            )
            .into()),
            Ok(Way::Own | Way::Recovery) => self.signed_by(who, stamp, acts),
            Err(NotOpened::WrongPassphrase { .. }) => {
                let wait = self.unwritten.lock().tried_wrongly(who, stamp.moment.at);
                Err(NotIn::WrongPassphrase { wait }.into())
            }
            Err(not_opened) => Err(NotIn::from(not_opened).into()),
        };
        if !held {
            self.journal().put_down_pen(who);
        }
        signed
    }

    fn signed_by(&self, who: StaffId, stamp: Stamp, acts: Vec<Act>) -> Result<Vec<Entry>, NotSigned> {
        let known = self.home().people.get(who).and_then(|staff| staff.key);
        if known != self.journal().ways().public(who) {
            let say = "Your way in was not finished. Sign in once with your name first, then sign here.";
            return Err(NotIn::NotYours(say.into()).into());
        }
        acts.into_iter().map(|act| Ok(self.act(SignedIn { staff: who }, stamp, act)?)).collect()
    }

    /// How somebody can come in.
    pub fn way_in(&self, who: StaffId) -> WayIn {
        let journal = self.journal();
        let way = journal.ways().all().find(|(staff, _)| *staff == Some(who)).map(|(_, way)| way);
        match way {
            Some(Way::Own | Way::Recovery) => WayIn::Own,
            Some(Way::OneTime) => WayIn::OneTime,
            None => WayIn::None,
        }
    }

    /// Whether there is a recovery key.
    pub(super) fn has_recovery_key(&self) -> bool {
        self.journal().ways().all().any(|(_, way)| way == Way::Recovery)
    }

    /// Gives a colleague a one-time passphrase: for the first time, or after theirs was forgotten. It is shown once.
    pub fn let_in(&self, by: SignedIn, stamp: Stamp, whose: StaffId) -> Result<Secret, NotDone> {
        let passphrase = Passphrase::offered()?;
        let pen = Pen::new(whose)?;
        self.act(by, stamp, Act::People(PeopleAct::LetIn { whose, key: pen.public() }))?;
        let label = self.home().people.get(whose).map_or(String::new(), |staff| staff.login.clone());
        self.journal()
            .change_ways(|ways| ways.give_one_time(&pen, &label, &Passphrase::typed(&passphrase)))?;
        Ok(Secret::new(&passphrase))
    }

    /// Changes one's own passphrase, once the one there is was shown again. What was signed before stays signed with
    /// the same key.
    pub fn change_passphrase(&self, by: SignedIn, now: &Secret, own: &Secret) -> Result<(), NotIn> {
        self.journal().take_pen(by.staff, &Passphrase::typed(now.text()))?;
        let names = super::door::not_these(&self.home());
        let own = Passphrase::chosen(own.text(), &names.iter().map(String::as_str).collect::<Vec<_>>())
            .map_err(|weak| NotIn::Weak(weak.to_string()))?;
        let label = self.home().people.get(by.staff).map_or(String::new(), |staff| staff.login.clone());
        Ok(self.journal().choose_passphrase(by.staff, &label, &own)?)
    }

    /// Has a new recovery key made. The one on paper opens nothing any more.
    pub fn make_recovery_key(&self, by: SignedIn, stamp: Stamp) -> Result<RecoveryKey, NotDone> {
        self.act(by, stamp, Act::People(PeopleAct::MakeRecoveryKey))?;
        Ok(self.journal().change_ways(crate::record::Ways::make_recovery)?)
    }

    /// Who left since the home was sealed anew last: what is written still opens with the passphrase they had, from a
    /// copy of the keys.
    pub fn not_shut_out(&self) -> Vec<StaffId> {
        let sealed_at = self.journal().sealed_at();
        let home = self.home();
        let left = home.people.all().filter(|staff| staff.left.is_some_and(|left| left > sealed_at));
        left.map(|staff| staff.id).collect()
    }

    /// Takes the ways in of those who left away, and seals the home anew. Older copies of the home still open with the
    /// passphrases they had.
    pub fn shut_out(&self, now: Moment) -> Result<(), Trouble> {
        let left = self.not_shut_out();
        if left.is_empty() {
            return Ok(());
        }
        self.back_up_before(now);
        self.journal().shut_out(&left)
    }

    /// Makes sure that whoever came in signs with the key the journal knows, finishing what was begun before a
    /// power cut. Answers a new recovery key in place of the one that was used.
    pub(super) fn settle_key(
        &self,
        me: SignedIn,
        stamp: Stamp,
        current: Option<PublicKey>,
        way: Way,
    ) -> Result<Option<RecoveryKey>, NotIn> {
        let (now, before) = {
            let journal = self.journal();
            (journal.ways().public(me.staff), journal.ways().public_before(me.staff))
        };
        let unfinished = || {
            NotIn::NotYours(
                "Your way in was not finished. Ask a manager for a new one-time passphrase.".into(),
            )
        };
        let now = now.ok_or_else(unfinished)?;
        let act = if current == Some(now) {
            None
        } else if way == Way::Recovery {
            Some(PeopleAct::RecoverKey(now))
        } else if before.is_some() && current == before {
            Some(PeopleAct::MakeKey(now))
        } else {
            return Err(unfinished());
        };
        if let Some(act) = act {
            self.act(me, stamp, Act::People(act)).map_err(|not_done| match not_done {
                NotDone::Refused(refusal) => refusal.into(),
                NotDone::Trouble(trouble) => NotIn::Trouble(trouble),
            })?;
        }
        if way != Way::Recovery {
            return Ok(None);
        }
        Ok(Some(self.journal().change_ways(crate::record::Ways::make_recovery)?))
    }
}
