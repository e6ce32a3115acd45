//! One open home. The only writer: an act is decided, written to the disk, folded in, and then every
//! open screen is told. It knows neither keys nor screens, and asks no clock.

mod asking;
mod backups;
mod bringing_in;
mod door;
mod finding;
mod founding;
mod health;
mod team;
mod unwritten;

pub use asking::{Completed, Question};
pub use backups::{BackedUp, LastBackups, Occasion, PutBack};
pub use bringing_in::NotBroughtIn;
pub use door::{Before, CameIn, Door, Knock, NOT_CLOSED_HERE, NotIn, Secret, With, offered_passphrase};
pub(crate) use finding::keep_words;
pub use finding::{Answer, Texts, Told};
pub use founding::NewHome;
pub use health::{Check, Stage, Telling};
pub use team::{NotSigned, WayIn};
use unwritten::Unwritten;

use crate::care::access::{Look, What};
use crate::care::charts::Figures;
use crate::care::checklist::LineId;
use crate::care::daybook::DayBook;
use crate::care::handing_over::{self, Handover, Handovers, Sheet};
use crate::care::sight::{self, Sight, Withheld};
use crate::care::trail::{Trail, Trails};
use crate::care::{
    Act, CareDay, ChildId, Entry, Fact, Home, Moment, Refusal, StaffId, Stamp, Subject, Topic, access, house,
    people, waiting,
};
use crate::find::concordance::Concordance;
use crate::record::{self, Journal};
pub use crate::record::{
    Backup, Draft, Found, Name, Progress, RecoveryKey, Salvaged, Trouble, Verified, catches_panics,
};
use chrono::{DateTime, Utc};
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, mpsc};

/// Someone who has opened the home and acts in their own name.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct SignedIn {
    staff: StaffId,
}

impl SignedIn {
    /// Who.
    pub fn staff(self) -> StaffId {
        self.staff
    }
}

/// Why an act was not done.
#[derive(Debug, thiserror::Error)]
pub enum NotDone {
    /// The rules don't allow it, or it is incomplete. Nothing was written.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It could not be written. Nothing is lost that was saved before.
    #[error("NOT saved. {0}")]
    Trouble(#[from] Trouble),
}

/// One open home.
pub struct Desk {
    journal: Mutex<Journal>,
    home: RwLock<Home>,
    watchers: Mutex<Vec<mpsc::Sender<()>>>,
    /// The home as somebody may see it from whom something was withheld: made once, until the home changes.
    part: Mutex<Option<Part>>,
    /// When the last backups were made, once that was looked for.
    kept: Mutex<Option<LastBackups>>,
    /// Every word of the record, once somebody looked for one.
    concordance: Mutex<Option<Concordance>>,
    /// What is owed to the journal.
    unwritten: Unwritten,
    saves_nothing: Mutex<Option<&'static str>>,
}

/// The home without what is withheld from somebody.
struct Part {
    last: u64,
    sight: Sight,
    home: Arc<Home>,
}

/// How many days a line that nobody settled is followed back through the journal.
const LONGEST_TRAIL: i32 = 60;

/// How many times as many entries are read back at most, when some of them are not told.
const LOOK_BACK: usize = 8;

/// How many entries may follow a snapshot before a new one is written with the next act.
const TAIL: u64 = 400;

impl Desk {
    /// The home of a journal: the snapshot, then the entries since.
    fn fold(journal: &Journal) -> Result<Home, Trouble> {
        let mut home = journal.snapshot()?.unwrap_or_default();
        for entry in journal.since(home.last)? {
            home.apply(&entry?);
        }
        Ok(home)
    }

    fn over(journal: Journal, home: Home, unwritten: Unwritten) -> Self {
        Self {
            journal: Mutex::new(journal),
            home: RwLock::new(home),
            watchers: Mutex::default(),
            part: Mutex::default(),
            kept: Mutex::default(),
            concordance: Mutex::default(),
            unwritten,
            saves_nothing: Mutex::default(),
        }
    }

    /// The home itself: its name, its zone, whether it is made up. Anyone may know that much.
    pub fn house(&self) -> house::House {
        self.home().house.clone()
    }

    /// Does an act in a person's name. Returns once it is on the disk.
    pub fn act(&self, by: SignedIn, stamp: Stamp, act: Act) -> Result<Entry, NotDone> {
        let entry = self.write(by, stamp, act, record::With::default())?;
        self.tell_watchers();
        Ok(entry)
    }

    /// Does an act that was written in a form, and lets go of the form's draft, or of all of it but what is left. Both
    /// are on the disk when this returns, and after a power cut both are or neither is.
    pub fn act_from_draft(
        &self,
        by: SignedIn,
        stamp: Stamp,
        act: Act,
        (draft, left): (&str, Option<&Draft>),
    ) -> Result<Entry, NotDone> {
        let with = record::With { draft: Some(draft), left, ..record::With::default() };
        let entry = self.write(by, stamp, act, with)?;
        self.tell_watchers();
        Ok(entry)
    }

    /// Sets down what somebody looked at. No screen is told: nothing that any of them shows has changed.
    pub fn set_down(&self, by: SignedIn, stamp: Stamp, looks: Vec<Look>) -> Result<Entry, NotDone> {
        self.write(by, stamp, Act::Access(access::Act::Look(looks)), record::With::default())
    }

    fn write(&self, by: SignedIn, stamp: Stamp, act: Act, with: record::With<'_>) -> Result<Entry, NotDone> {
        // The journal is held throughout, so that acts are decided and written one after the other.
        let mut journal = self.journal();
        let ready = self.catch_up(&mut journal).and_then(|()| self.write_owed(&mut journal, by));
        self.noted(ready)?;
        self.put(&mut journal, by, stamp, act, with)
    }

    fn put(
        &self,
        journal: &mut Journal,
        by: SignedIn,
        stamp: Stamp,
        act: Act,
        with: record::With<'_>,
    ) -> Result<Entry, NotDone> {
        let decided = self.home().decide(by.staff, stamp, act)?;
        let entry = decided.entry(journal.last() + 1, by.staff, stamp.moment);
        let snapshot_due = journal.unfiled() + 1 >= TAIL;
        if snapshot_due {
            let mut home = self.home().clone();
            home.apply(&entry);
            // Finding must never be in the way of saving.
            let words = finding::due(journal, &entry).unwrap_or_default();
            let with = record::With { home: Some(&home), words: words.as_ref(), ..with };
            self.noted(journal.append_with(&entry, with))?;
            *self.home.write().unwrap_or_else(PoisonError::into_inner) = home;
        } else {
            self.noted(journal.append_with(&entry, with))?;
            self.home.write().unwrap_or_else(PoisonError::into_inner).apply(&entry);
        }
        tracing::info!(entry = entry.number, topic = entry.topic() as u8, by = %entry.by.0, "written");
        Ok(entry)
    }

    /// Checks what proves the record: the whole chain, and the signatures after `since`; and that every word is found.
    pub fn verify(&self, since: u64, head: Option<&str>, tell: Telling<'_>) -> Result<Verified, Trouble> {
        let mut verified = self.journal().verify(since, head, |far| tell(Stage::Entries, far))?;
        self.verify_words(&mut verified, |far| tell(Stage::Words, far))?;
        Ok(verified)
    }

    /// When the last entry was written, if there is one.
    pub fn left(&self) -> Result<Option<DateTime<Utc>>, Trouble> {
        Ok(self.journal().latest(1)?.first().map(|entry| entry.at))
    }

    /// The number of the last entry that is folded in.
    pub fn last(&self) -> u64 {
        self.home().last
    }

    /// What this person may see, as things stand now.
    pub fn look(&self, by: SignedIn, now: Moment) -> View<'_> {
        let home = self.home();
        let sight = Sight::of(&home, by.staff, now);
        let part = (!sight.is_whole()).then(|| self.part(&home, &sight));
        View { desk: self, home, part, sight, me: by, now }
    }

    fn part(&self, home: &Home, sight: &Sight) -> Arc<Home> {
        let mut kept = self.part.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some(part) if part.last == home.last && part.sight == *sight => Arc::clone(&part.home),
            Some(_) | None => {
                let (last, sight, home) = (home.last, sight.clone(), Arc::new(home.seen_with(sight)));
                *kept = Some(Part { last, sight, home: Arc::clone(&home) });
                home
            }
        }
    }

    /// Tells `to` each time the home changed, until its other end is gone.
    pub fn watch(&self, to: mpsc::Sender<()>) {
        self.watchers.lock().unwrap_or_else(PoisonError::into_inner).push(to);
    }

    /// Keeps what someone is typing, as typed, on the disk.
    pub fn keep_draft(&self, by: SignedIn, draft: &Draft) -> Result<(), Trouble> {
        let kept = self.journal().keep_draft(by.staff, draft);
        self.noted(kept)
    }

    /// Lets go of a draft that was given up.
    pub fn drop_draft(&self, by: SignedIn, name: &str) -> Result<(), Trouble> {
        let dropped = self.journal().drop_draft(by.staff, name);
        self.noted(dropped)
    }

    /// A person's drafts, oldest first.
    pub fn drafts(&self, by: SignedIn) -> Result<Vec<Draft>, Trouble> {
        self.journal().drafts(by.staff)
    }

    /// A write that failed may have reached the disk all the same; what is in the journal has happened.
    fn catch_up(&self, journal: &mut Journal) -> Result<(), Trouble> {
        journal.ready()?;
        let folded = self.home().last;
        if journal.last() > folded {
            let missed = journal.since(folded)?.collect::<Result<Vec<_>, _>>()?;
            let mut home = self.home.write().unwrap_or_else(PoisonError::into_inner);
            for entry in &missed {
                home.apply(entry);
            }
        }
        Ok(())
    }

    fn home(&self) -> RwLockReadGuard<'_, Home> {
        // A fold can't fail, so a poisoned lock still holds a whole home.
        self.home.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn journal(&self) -> MutexGuard<'_, Journal> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell_watchers(&self) {
        self.watchers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|watcher| watcher.send(()).is_ok());
    }
}

/// What one person may see at one moment. Screens read it and keep values, never the view.
///
/// What is withheld from that person has been taken out of all that it hands over, so that no screen has to think of
/// it: the home holds nothing of a record that is kept to others, the journal's entries neither. What a screen can say
/// in its place is told by [`View::withheld`] and [`crate::care::log::Written::is_withheld`]; what a screen read and
/// keeps for longer has to be read again when [`View::sight`] is another.
pub struct View<'a> {
    desk: &'a Desk,
    /// The whole home: for the rules, and for nothing that is shown.
    home: RwLockReadGuard<'a, Home>,
    /// The home as it may be seen, when that is not all of it.
    part: Option<Arc<Home>>,
    sight: Sight,
    me: SignedIn,
    now: Moment,
}

impl View<'_> {
    /// The home as it stands, as far as whoever looks may see it.
    pub fn home(&self) -> &Home {
        self.part.as_deref().unwrap_or(&self.home)
    }

    /// What is withheld from whoever looks.
    pub fn sight(&self) -> &Sight {
        &self.sight
    }

    /// What stands in the place of something that is withheld from whoever looks: why, and what they can do. Nothing
    /// when it is not withheld.
    pub fn withheld(&self, what: What) -> Option<String> {
        let withheld = match what {
            What::Child(child) => self.sight.withheld(Subject::Child(child))?,
            What::Entry(_) if self.sight.hides(what) => Withheld::Kept,
            What::Entry(_) => return None,
        };
        Some(sight::in_words(&self.home, self.me.staff, what, withheld, self.now))
    }

    /// Takes out of what the journal tells what is withheld from whoever looks.
    fn told(&self, entries: Vec<Entry>) -> Vec<Entry> {
        entries.into_iter().filter_map(|entry| sight::told(&self.home, &self.sight, entry)).collect()
    }

    /// Who looks.
    pub fn me(&self) -> StaffId {
        self.me.staff
    }

    /// Who looks, with their role and choices.
    pub fn my(&self) -> Option<&people::Staff> {
        self.home.people.get(self.me.staff)
    }

    /// When.
    pub fn now(&self) -> Moment {
        self.now
    }

    /// The care day it is.
    pub fn today(&self) -> CareDay {
        self.home.day_of(self.now)
    }

    /// Why nothing can be saved now, and what to do, as long as that holds.
    pub fn saves_nothing(&self) -> Option<&'static str> {
        self.desk.saves_nothing()
    }

    /// Why whoever looks can't do an act now, if they can't: what the act itself would be answered.
    pub fn refusal(&self, act: Act) -> Option<Refusal> {
        let stamp = Stamp { moment: self.now, fresh: uuid::Uuid::nil() };
        self.home.decide(self.me.staff, stamp, act).err()
    }

    /// Why an act is not for whoever looks, whatever else it needs; says who may.
    pub fn not_yours(&self, act: Act) -> Option<String> {
        match self.refusal(act)? {
            Refusal::NotYours(why) => Some(why),
            Refusal::Incomplete(_) | Refusal::Gone(_) | Refusal::NotNow(_) => None,
        }
    }

    /// What waits for whoever looks.
    pub fn waiting(&self) -> Vec<waiting::Waiting> {
        let mut found = waiting::waiting(&self.home, self.me.staff, self.now);
        let manages = self.my().is_some_and(|staff| staff.role.may(people::Deed::RunTheHome));
        if manages && self.home.people.managing(self.today()) < 2 && !self.has_recovery_key() {
            found.push(waiting::Waiting::OneManager);
        }
        if manages {
            let (none, no_second) = self.desk.lacks_backups(self.now);
            if none {
                found.insert(0, waiting::Waiting::NoBackup(self.desk.last_backups().own));
            }
            if no_second {
                found.push(waiting::Waiting::NoSecondBackup);
            }
            // After what is urgent for a child, before all else.
            let place = found.iter().take_while(|waiting| waiting.is_urgent()).count();
            let left = self.desk.not_shut_out().into_iter().map(waiting::Waiting::NotShutOut);
            found.splice(place..place, left);
        }
        found
    }

    /// A subject's day, folded from the journal.
    pub fn day(&self, subject: Subject, day: CareDay) -> Result<DayBook, Trouble> {
        Ok(DayBook::of(&self.told(self.desk.journal().by_day(subject, day)?)))
    }

    /// A child's last care days in figures, the oldest first and today last: no more days than these are read, and none
    /// from before they came.
    pub fn figures(&self, child: ChildId, most: i32) -> Result<Vec<Figures>, Trouble> {
        let (subject, today) = (Subject::Child(child), self.today());
        let came = self.home.children.get(child).map_or(today, |child| child.admitted);
        let days = (0..most).rev().map(|ago| today.plus(-ago)).filter(|day| *day >= came || *day == today);
        days.map(|day| Ok(Figures::of(subject, day, &self.day(subject, day)?, self.now.zone))).collect()
    }

    /// A line's whole trail, as it stands or as the journal tells it: from the day it was first asked for to the
    /// one that settled it.
    pub fn trail(&self, subject: Subject, line: LineId, day: CareDay) -> Result<Option<Trail>, Trouble> {
        if self.sight.withheld(subject).is_some() {
            return Ok(None);
        }
        if let Some(trail) = self.home.lists.trails.get(subject, line) {
            return Ok(Some(trail.clone()));
        }
        let mut trails = Trails::default();
        for later in 0..LONGEST_TRAIL {
            let on = line.due.plus(later);
            let settled = trails.get(subject, line).is_none_or(|trail| !trail.missed());
            if on > self.today() || (on > day && settled) {
                break;
            }
            for entry in self.desk.journal().by_day(subject, on)? {
                if let Fact::Checklist(fact) = &entry.fact
                    && fact.line() == Some(line)
                {
                    trails.apply(&entry, fact);
                }
            }
        }
        Ok(trails.get(subject, line).cloned())
    }

    /// The last entries of these subjects' logs among these numbers, in order.
    pub fn log(&self, of: &[Subject], numbers: Range<u64>, most: usize) -> Result<Vec<Entry>, Trouble> {
        let journal = self.desk.journal();
        let mut found = Vec::new();
        for subject in of {
            found.extend(journal.by_topic(*subject, Topic::Log, numbers.clone(), most)?);
        }
        found.sort_by_key(|entry| entry.number);
        found.drain(..found.len().saturating_sub(most));
        Ok(self.told(found))
    }

    /// A handover of the shift that has run since an instant, drafted from what the journal tells of it.
    pub fn handover(&self, since: DateTime<Utc>) -> Result<Sheet, Trouble> {
        let home = self.home();
        let first = home.day_of(Moment { at: since, ..self.now });
        let days = (0..=self.today().since(first).clamp(0, 3)).map(|n| first.plus(n));
        let lived = home.children.all().filter(|child| child.moved_on.is_none_or(|last| last >= first));
        let subjects: Vec<Subject> = lived.map(|child| Subject::Child(child.id)).collect();
        let mut books = Vec::new();
        for day in days {
            for subject in &subjects {
                books.push((*subject, self.day(*subject, day)?));
            }
        }
        Ok(handing_over::draft(home, since, self.now, &books))
    }

    /// The last shift handovers, oldest first, out of so many entries about them.
    pub fn handovers(&self, most: usize) -> Result<Vec<Handover>, Trouble> {
        let last = self.home.last + 1;
        let entries = self.desk.journal().by_topic(Subject::House, Topic::HandingOver, 1..last, most)?;
        let mut handovers = Handovers::default();
        for entry in self.told(entries) {
            if let Fact::HandingOver(fact) = &entry.fact {
                handovers.take_in(&entry, fact);
            }
        }
        Ok(handovers.all().to_vec())
    }

    /// The last entries of the journal, newest first.
    pub fn latest(&self, most: usize) -> Result<Vec<Entry>, Trouble> {
        let mut asked = most;
        loop {
            let read = self.desk.journal().latest(asked)?;
            let whole = read.len() < asked || asked >= most.saturating_mul(LOOK_BACK);
            let mut told = self.told(read);
            if whole || told.len() >= most {
                told.truncate(most);
                return Ok(told);
            }
            asked = asked.saturating_mul(2);
        }
    }

    /// What was looked at lately, who signed in and who was on shift, oldest first: the last of each, for whoever may
    /// know.
    pub fn looks(&self, most: usize) -> Result<Vec<Entry>, Trouble> {
        if !self.sight.manages() {
            return Ok(Vec::new());
        }
        let journal = self.desk.journal();
        let all = 0..self.home.last + 1;
        let mut found = journal.by_topic(Subject::House, Topic::Access, all.clone(), most)?;
        found.extend(journal.by_topic(Subject::House, Topic::People, all.clone(), most)?);
        found.extend(journal.by_topic(Subject::House, Topic::Shift, all, most)?);
        found.sort_by_key(|entry| entry.number);
        Ok(found)
    }

    /// What this person was typing and has not saved.
    pub fn drafts(&self) -> Result<Vec<Draft>, Trouble> {
        self.desk.journal().drafts(self.me.staff)
    }

    /// How somebody can come in.
    pub fn way_in(&self, who: StaffId) -> WayIn {
        self.desk.way_in(who)
    }

    /// The backups of this home, the newest of each folder first.
    pub fn backups(&self) -> Vec<Backup> {
        self.desk.backups()
    }

    /// Why whoever looks makes no backup by hand, if so: who may name where they go may make one. They make themselves
    /// whoever is in.
    pub fn why_no_backup(&self) -> Option<String> {
        self.not_yours(Act::House(house::Act::SetSecondFolder(String::new())))
    }

    /// When the last backups were made.
    pub fn last_backups(&self) -> LastBackups {
        self.desk.last_backups()
    }

    /// Whether there is a recovery key for when no manager can sign in.
    pub fn has_recovery_key(&self) -> bool {
        self.desk.has_recovery_key()
    }

    /// A child who lives here.
    pub fn child(&self, id: ChildId) -> Option<&crate::care::child::Child> {
        self.home().children.get(id).filter(|child| child.moved_on.is_none())
    }
}
