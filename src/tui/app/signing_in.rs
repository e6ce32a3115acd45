//! Coming in, locking and coming back. While it is locked nothing of the home is open: the desk, with every key, is
//! let go of, and only where each person was stays.

use super::leaving::End;
use super::{App, Open};
use crate::care::alert::Level;
use crate::care::waiting::Waiting;
use crate::care::{Act, StaffId, waiting, words};
use crate::desk::{
    BackedUp, CameIn, Desk, Knock, NOT_CLOSED_HERE, NewHome, NotIn, Occasion, Progress, SignedIn, Telling,
    Trouble,
};
use crate::keys::Place;
use crate::tui::board::Board;
use crate::tui::first_day::FirstDay;
use crate::tui::first_run::FirstRun;
use crate::tui::keeping::Keeping;
use crate::tui::recovery::NewRecoveryKey;
use crate::tui::screen::{Countersign, Notice, Screen, Tone};
use crate::tui::sign_in::{Person, SignIn};
use crate::tui::since::{self, Since};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeMap;
use std::sync::mpsc;

/// How long before it locks it says so, and then how often.
const SAYS: [i64; 4] = [20, 15, 10, 5];

/// Someone who is writing is not cut off as soon as someone who reads.
const LONGER_WHILE_WRITING: i32 = 3;

/// How far something has come that takes a while.
fn so_far(says: &str, Progress { done, of }: Progress) -> Notice {
    let bar = words::bar(done, of);
    Notice::wait(format!("{says}\n{bar} {} %", done * 100 / of.max(1)))
}

/// What is kept while nobody is signed in.
#[derive(Default)]
pub(super) struct Asleep {
    /// Where each person was.
    screens: BTreeMap<StaffId, Vec<Box<dyn Screen>>>,
    /// Who can come in, as the home last told it.
    people: Vec<Person>,
    /// Who had the keys last.
    last: Option<StaffId>,
    /// Something urgent waits; whom it is about is not said at the door.
    urgent: bool,
}

/// What is done once the next frame is drawn, because nobody should wait for it without seeing why.
pub(super) enum Waits {
    /// Letting go of the home: the screen is blank by then.
    Close(Box<Open>),
    /// Finding out whether a passphrase is right.
    ComeIn(Box<Knock>),
    /// Making a home.
    Make(Box<NewHome>),
    /// Somebody else signs.
    Sign(Box<Countersign>),
    /// Making a backup.
    BackUp,
    /// Making one, and ending.
    BackUpAndEnd,
    /// Reading all of the home.
    LookThrough,
}

impl App {
    /// Opens the board in a person's name.
    pub fn opened(mut self, desk: Desk, me: SignedIn) -> Self {
        self.come_in(desk, me);
        self
    }

    /// Begins a home where there is none.
    pub fn first_run(mut self) -> Self {
        self.screens = vec![Box::new(FirstRun::new(self.now))];
        self.notice = None;
        self
    }

    /// Tells `to` each time the home changed.
    pub fn watch(&mut self, to: mpsc::Sender<()>) {
        if let Some(open) = &self.open {
            open.desk.watch(to.clone());
        }
        self.watcher = Some(to);
    }

    /// Whether something is to be done as soon as the frame is drawn.
    pub fn waits(&self) -> bool {
        self.waits.is_some()
    }

    /// Does it. What takes a while has a frame drawn whenever it has come further.
    pub fn settle(&mut self, fresh: uuid::Uuid, draw: &mut dyn FnMut(&mut Self)) {
        match self.waits.take() {
            Some(Waits::Close(open)) => self.close(&open),
            Some(Waits::ComeIn(knock)) => {
                let (door, now) = (self.door.clone(), self.now);
                let came_in = door.come_in_telling(&knock, now, fresh, &mut |far| {
                    self.notice = Some(so_far(NOT_CLOSED_HERE, far));
                    draw(self);
                });
                self.answer(came_in, fresh);
            }
            Some(Waits::Make(new)) => {
                let made = self.door.make(&new, self.now, fresh);
                self.answer(made, fresh);
            }
            Some(Waits::Sign(sign)) => self.countersign(*sign, fresh),
            Some(Waits::BackUp) => {
                let made = self.back_up(draw);
                self.tell_of_backup(made);
                self.read();
            }
            Some(Waits::LookThrough) => self.look_through(draw),
            Some(Waits::BackUpAndEnd) => {
                let made = self.back_up(draw);
                let failed = matches!(made, Some(Err(_)));
                self.end = if failed { End::NotBackedUp } else { End::Now };
                self.tell_of_backup(made);
                if failed {
                    self.say(Notice::note("Leave again to leave without a backup."));
                }
            }
            None => {}
        }
        if self.waits.is_none() {
            self.notice.take_if(|notice| notice.tone == Tone::Wait);
        }
        self.see_whether_it_saves();
    }

    pub(super) fn wait_for(&mut self, waits: Waits) {
        let say = match waits {
            Waits::BackUp | Waits::BackUpAndEnd => "One moment: making a backup…",
            Waits::LookThrough => "One moment: looking through all of it…",
            Waits::ComeIn(_) if self.door.takes_a_while() => NOT_CLOSED_HERE,
            _ => "One moment…",
        };
        self.waits = Some(waits);
        self.say(Notice::wait(say));
    }

    /// Lets go of the home. Once a day it is backed up first: by then the screen is blank and nobody waits.
    fn close(&mut self, open: &Open) {
        if open.desk.backup_is_due(self.now, Occasion::Locked)
            && let Err(trouble) = open.desk.back_up(self.now, &mut |_, _| {})
        {
            self.say(Notice::problem(format!("No backup was made. {trouble}")));
        }
    }

    fn look_through(&mut self, draw: &mut dyn FnMut(&mut Self)) {
        let looked = self.telling("One moment", draw, |desk, tell| {
            desk.look_through(tell)?;
            desk.verify(0, None, tell)
        });
        let Some(looked) = looked else { return };
        let notice = match looked {
            Ok(verified) if verified.found.iter().any(|found| found.is_damage()) => Notice::problem(
                "Something in the record is not as it was written. bethere verify, at the command line, says which \
                 entry. Change nothing in its folder.",
            ),
            Ok(verified) => {
                let entries = usize::try_from(verified.entries).unwrap_or(usize::MAX);
                Notice::note(format!(
                    "All {} entries follow one another as they were written, each signed by its author.",
                    words::grouped(entries)
                ))
            }
            Err(trouble) => Notice::problem(trouble.to_string()),
        };
        self.read();
        self.say(notice);
    }

    fn back_up(&mut self, draw: &mut dyn FnMut(&mut Self)) -> Option<Result<BackedUp, Trouble>> {
        let now = self.now;
        self.telling("Making a backup", draw, |desk, tell| desk.back_up(now, tell))
    }

    /// Does with the home what takes a while, and has a frame drawn whenever it has come further.
    fn telling<T>(
        &mut self,
        what: &str,
        draw: &mut dyn FnMut(&mut Self),
        does: impl FnOnce(&Desk, Telling<'_>) -> T,
    ) -> Option<T> {
        let open = self.open.take()?;
        let done = does(&open.desk, &mut |stage, far| {
            self.notice = Some(so_far(&format!("{what}: {}…", stage.in_words()), far));
            draw(self);
        });
        self.open = Some(open);
        Some(done)
    }

    fn tell_of_backup(&mut self, made: Option<Result<BackedUp, Trouble>>) {
        let notice = match made {
            Some(Ok(BackedUp { own, second: None })) => {
                Notice::note(format!("Backed up and looked through, to entry {}.", own.last))
            }
            Some(Ok(BackedUp { own, second: Some(Ok(_)) })) => {
                Notice::note(format!("Backed up in both folders and looked through, to entry {}.", own.last))
            }
            Some(Ok(BackedUp { second: Some(Err(trouble)), .. })) => {
                Notice::problem(format!("Backed up in the home’s folder only. {trouble}"))
            }
            Some(Err(trouble)) => Notice::problem(format!("No backup was made. {trouble}")),
            None => return,
        };
        self.say(notice);
    }

    /// When it next says that it will lock, or locks.
    pub(super) fn locks_at(&self) -> Option<chrono::DateTime<chrono::Utc>> {
        let open = self.open.as_ref()?;
        let lock = self.touched + self.patience(open);
        let says = SAYS.iter().map(|seconds| lock - TimeDelta::seconds(*seconds));
        says.chain([lock]).find(|at| *at > self.now.at)
    }

    fn patience(&self, open: &Open) -> TimeDelta {
        let minutes = open.desk.house().lock_minutes;
        let writing = self.screens.last().is_some_and(|screen| screen.draft().is_some());
        TimeDelta::minutes(minutes.into()) * if writing { LONGER_WHILE_WRITING } else { 1 }
    }

    /// Says how long it still is until it locks, and locks.
    pub(super) fn count_down(&mut self) {
        let Some(open) = &self.open else { return };
        let patience = self.patience(open);
        let left = (self.touched + patience - self.now.at).num_seconds();
        if left <= 0 {
            self.lock(Some(patience));
        } else if left <= SAYS[0] {
            let left = SAYS.into_iter().rev().find(|says| left <= *says).unwrap_or(left);
            self.notice = Some(Notice::note(format!("Locking in {left} seconds. Any key stays.")));
            self.stale = true;
        }
    }

    /// Blanks the screen, then lets go of the home and every key of it.
    pub(super) fn lock(&mut self, after: Option<TimeDelta>) {
        let kept = self.keep_all();
        self.set_looks_down();
        let Some(open) = self.open.take() else { return };
        let me = open.me.staff();
        self.remember_people(&open);
        let writing = self.screens.iter().any(|screen| screen.draft().is_some());
        self.asleep.screens.insert(me, std::mem::take(&mut self.screens));
        self.asleep.last = Some(me);
        self.keeping = Keeping::default();
        (self.round, self.notice) = (None, None);
        self.notices.clear();
        self.done.clear();
        self.show_door();
        self.waits = Some(Waits::Close(Box::new(open)));
        if let Some(after) = after {
            let kept = if writing && kept { " What you were writing is kept." } else { "" };
            let minutes = after.num_minutes();
            self.say(Notice::note(format!("Locked after {minutes} minutes.{kept}")));
        } else if writing && kept {
            self.say(Notice::note("Locked. What you were writing is kept."));
        }
    }

    /// Puts the front door on the screen, with the person who locked it already chosen.
    pub(super) fn show_door(&mut self) {
        let locked_by = self.asleep.last;
        let left = locked_by.and_then(|who| self.asleep.screens.get(&who)?.last());
        let back_to = match left.map(|screen| screen.title()) {
            Some(title) if title.is_empty() => "the board".into(),
            title => title.unwrap_or_default(),
        };
        let (rows, problem) = match self.door.names() {
            Ok(names) => (names.into_iter().map(|name| self.person(name.who, name.label)).collect(), None),
            Err(trouble) => (Vec::new(), Some(trouble)),
        };
        let remark = if self.asleep.urgent {
            "An urgent message is waiting to be read. Sign in to see it."
        } else if self.door.is_made_up() {
            "A made-up home: every passphrase is demo demo demo."
        } else {
            "No names of children are ever on this screen."
        };
        self.screens = vec![Box::new(SignIn::new(rows, locked_by, back_to, remark.into()))];
        self.read();
        if let Some(trouble) = problem {
            self.say(Notice::problem(trouble.to_string()));
        }
    }

    /// What is known of someone at the door: all of it once the home was open here, else what the door says.
    fn person(&self, id: StaffId, label: String) -> Person {
        let known = self.asleep.people.iter().find(|person| person.id == id).cloned();
        known.unwrap_or(Person { id, name: label, remark: String::new() })
    }

    fn remember_people(&mut self, open: &Open) {
        let view = open.desk.look(open.me, self.now);
        let home = view.home();
        self.asleep.people = home
            .people
            .all()
            .map(|staff| Person { id: staff.id, name: staff.name.clone(), remark: staff.role.words().into() })
            .collect();
        self.asleep.urgent = home.people.working().any(|staff| {
            let waits = waiting::to_read(home, staff.id, view.now());
            waits.iter().any(|waits| matches!(waits, Waiting::ReadAlert { level: Level::Urgent, .. }))
        });
    }

    fn answer(&mut self, came_in: Result<CameIn, NotIn>, fresh: uuid::Uuid) {
        self.notice = None;
        match came_in {
            Ok(CameIn { desk, me, visit, recovery_key, strayed, clock_behind }) => {
                self.come_in(desk, me);
                let on = self.begins_shift(fresh);
                self.lead_to_since(visit.map(|visit| visit.since));
                if let Some(key) = recovery_key {
                    self.screens.push(Box::new(NewRecoveryKey::new(key)));
                    self.read();
                }
                if let Some(visit) = visit {
                    let tries = match visit.wrong_tries {
                        0 => String::new(),
                        1 => " A wrong passphrase was typed in your name once since then.".into(),
                        n => format!(" A wrong passphrase was typed in your name {n} times since then."),
                    };
                    let at = visit.since.with_timezone(&self.now.zone).format("%a %-d %b, %H:%M");
                    self.say(Notice::note(format!("You last signed in on {at}.{tries}{on}")));
                }
                for say in strayed.map(|strayed| strayed.to_string()).into_iter().chain(clock_behind) {
                    self.say(Notice::problem(say));
                }
                if self.open.as_ref().is_some_and(|open| open.desk.saves_nothing().is_some()) {
                    let say = "You can read everything that was saved. That you came in is written down once saving works.";
                    self.say(Notice::problem(say));
                }
            }
            Err(why) => {
                self.top().turned_away(&why);
                let notice = match why {
                    NotIn::ChooseYourOwn => Notice::note(why.to_string()),
                    _ => Notice::problem(why.to_string()),
                };
                self.say(notice);
            }
        }
    }

    /// Puts whoever is expected now on their shift. Answers what is to be said of it.
    pub(super) fn begins_shift(&mut self, fresh: uuid::Uuid) -> &'static str {
        let Some(open) = &self.open else { return "" };
        if open.desk.saves_nothing().is_some() {
            return "";
        }
        let (me, now) = (open.me, self.now);
        let act = open.desk.look(me, now).home().shifts.by_sign_in(me.staff(), now.at);
        let begun = act.is_some_and(|act| self.act(Act::Shift(act), fresh));
        if begun { " Your shift has begun." } else { "" }
    }

    /// Whoever was away is led to what is new since then, if they come to the board and anything is.
    fn lead_to_since(&mut self, before: Option<DateTime<Utc>>) {
        let Some(open) = &self.open else { return };
        let to_board = self.screens.len() == 1 && self.round.is_none();
        if !to_board || !since::leads_here(before, self.now) {
            return;
        }
        let since = Since::if_new(&open.desk.look(open.me, self.now));
        match since {
            Ok(Some(since)) => {
                self.screens.push(Box::new(since));
                self.read();
            }
            Ok(None) => {}
            Err(trouble) => self.say(Notice::problem(trouble.to_string())),
        }
    }

    fn come_in(&mut self, desk: Desk, me: SignedIn) {
        if let Some(to) = &self.watcher {
            desk.watch(to.clone());
        }
        self.now.zone = desk.house().zone;
        if self.asleep.last != Some(me.staff()) {
            self.since = self.now.at;
        }
        self.touched = self.now.at;
        self.keeping = Keeping::default();
        self.screens = self.asleep.screens.remove(&me.staff()).unwrap_or_default();
        if self.screens.is_empty() {
            self.screens.push(Box::new(Board::default()));
        }
        let shown_round = desk.look(me, self.now).my().is_none_or(|staff| staff.choices.shown_round);
        self.round = (!shown_round).then(FirstDay::default);
        self.open = Some(Open { desk, me });
        self.read();
    }

    /// Whether the front door is what is shown.
    pub fn is_locked(&self) -> bool {
        self.open.is_none() && self.screens.first().is_some_and(|screen| screen.place() == Place::SignIn)
    }
}
