//! The loop's owner: a stack of screens, who has the keys, what was said, and what can be taken back.

mod everywhere;
mod leaving;
mod looking;
mod painting;
mod signing_in;
mod team;

use super::begun::Begun;
use super::chrome::{self, Bar};
use super::comfort::{Comfort, Surroundings, Unused};
use super::confirm::Confirm;
use super::first_day::FirstDay;
use super::keeping::Keeping;
use super::looks::Looks;
use super::paint::{Target, Traces};
use super::screen::{Cover, Notice, Offer, Reply, Screen};
use crate::care::{Act, Entry, Moment, Stamp};
use crate::desk::{Desk, Door, Draft, NotDone, SignedIn, Trouble};
use crate::keys::{Command, Key};
use chrono::{DateTime, TimeDelta, Utc};
use leaving::End;
use signing_in::{Asleep, Waits};
use std::sync::mpsc;
use uuid::Uuid;

/// What comes in from outside.
#[derive(Clone, PartialEq, Debug)]
pub enum Event {
    /// A key.
    Key(Key),
    /// Pasted text.
    Pasted(String),
    /// The mouse.
    Mouse(Mouse),
    /// The window has another size.
    Resized,
    /// Time went on: the minute, or a draft that is due.
    Minute,
    /// Someone changed the home.
    Changed,
    /// The settings files were read again.
    Settings(Box<Surroundings>),
    /// What stands in the file that was asked for, or why it can't be read.
    File(Result<String, String>),
    /// The program is stopped for a while: whoever has the terminal gives it back.
    Stopped,
    /// It goes on.
    Resumed,
    /// The terminal is gone.
    HungUp,
}

/// What the terminal's owner is asked to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ask {
    /// Read the settings files again, and send [`Event::Settings`].
    ReadSettings,
    /// Read a file that somebody named, and send [`Event::File`].
    ReadFile(String),
    /// Leave the mouse to the terminal until the next key, so that text can be selected with it.
    LetGoOfMouse,
}

/// What the mouse did.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Mouse {
    /// A click on a cell.
    Click {
        /// Its column.
        column: u16,
        /// Its row.
        row: u16,
    },
    /// The wheel, up.
    WheelUp,
    /// The wheel, down.
    WheelDown,
}

/// How many messages and acts are remembered.
const REMEMBERED: usize = 200;

/// A home that is open, and who has the keys.
struct Open {
    desk: Desk,
    me: SignedIn,
}

/// Everything one terminal shows.
pub struct App {
    /// The way in, and back in.
    door: Door,
    /// None while nobody has signed in: nothing of the home is open then.
    open: Option<Open>,
    now: Moment,
    screens: Vec<Box<dyn Screen>>,
    /// Where each person was when they locked.
    asleep: Asleep,
    /// What is done once the next frame is drawn.
    waits: Option<Waits>,
    /// Who is told when the home changed.
    watcher: Option<mpsc::Sender<()>>,
    /// When a key was last pressed.
    touched: DateTime<Utc>,
    comfort: Comfort,
    bar: Bar,
    /// The last entry that what is shown was read with.
    seen: u64,
    notice: Option<Notice>,
    notices: Vec<Notice>,
    /// What this person did and can still take back, oldest first.
    done: Vec<Entry>,
    /// Since when this person has the keys.
    since: DateTime<Utc>,
    /// What is typed and whether it is on the disk.
    keeping: Keeping,
    /// What was looked at and is not set down yet.
    looks: Looks,
    traces: Traces,
    /// The first-day cards, for who has not put them away.
    round: Option<FirstDay>,
    /// The problems of keys and colours that were said.
    told: Unused,
    ask: Option<Ask>,
    /// The window is too small to show what a key would do.
    blind: bool,
    stale: bool,
    end: End,
}

impl App {
    /// Shows the front door: who is it?
    pub fn new(door: Door, now: Moment, comfort: Comfort) -> Self {
        let mut app = Self {
            door,
            open: None,
            now,
            screens: Vec::new(),
            asleep: Asleep::default(),
            waits: None,
            watcher: None,
            touched: now.at,
            comfort,
            bar: Bar::default(),
            seen: 0,
            notice: None,
            notices: Vec::new(),
            done: Vec::new(),
            since: now.at,
            keeping: Keeping::default(),
            looks: Looks::default(),
            traces: Traces::default(),
            round: None,
            told: Unused::default(),
            ask: None,
            blind: false,
            stale: true,
            end: End::NotYet,
        };
        app.show_door();
        app
    }

    /// Whether the person has left.
    pub fn is_over(&self) -> bool {
        self.end == End::Now
    }

    /// Whether a new frame would differ from the last.
    pub fn is_stale(&self) -> bool {
        self.stale
    }

    /// When the next [`Event::Minute`] is due: the next minute, or what is typed has waited long enough.
    pub fn due(&self) -> DateTime<Utc> {
        let into = self.now.at.timestamp_millis().rem_euclid(60_000);
        let minute = self.now.at + TimeDelta::milliseconds(60_000 - into);
        let due = self.keeping.due().map_or(minute, |due| minute.min(due));
        self.locks_at().map_or(due, |counts| due.min(counts))
    }

    /// Takes what came in, with its instant and a fresh identity for what it may make.
    pub fn handle(&mut self, event: Event, at: DateTime<Utc>, fresh: Uuid) {
        let minute_before = self.now.at.timestamp().div_euclid(60);
        self.now.at = at;
        // A clock that was set back does not keep the screen open.
        self.touched = self.touched.min(at);
        let minute = minute_before != at.timestamp().div_euclid(60);
        if matches!(event, Event::Key(_) | Event::Pasted(_) | Event::Mouse(_)) {
            self.touched = at;
        }
        match event {
            // Nobody means what they can't see.
            Event::Key(key) if self.blind && !self.leaves(key) => {}
            Event::Pasted(_) | Event::Mouse(_) if self.blind => {}
            Event::Key(key) => self.key(key, fresh),
            Event::Pasted(text) => {
                let reply = self.top().pasted(&text);
                if matches!(reply, Reply::Ignored) {
                    self.say(Notice::note("That looked like a paste. Open a box to write in first."));
                }
                self.reply(reply, fresh);
            }
            Event::Mouse(mouse) => self.mouse(mouse, fresh),
            Event::Resized => self.stale = true,
            Event::Stopped => {}
            Event::Resumed => {
                self.count_down();
                self.stale = true;
            }
            Event::Minute => {
                if minute {
                    self.try_to_save(fresh);
                    self.set_looks_down();
                    self.read();
                }
                self.count_down();
            }
            Event::Changed => {
                // This terminal's own acts are read at once; being told of them again changes nothing.
                if self.open.as_ref().is_some_and(|open| open.desk.last() != self.seen) {
                    self.read();
                }
            }
            Event::Settings(around) => self.surround(*around),
            Event::File(file) => {
                let reply = self.top().handed(file);
                self.reply(reply, fresh);
            }
            Event::HungUp => {
                self.keep_all();
                self.end = End::Now;
            }
        }
        if self.screens.last().is_some_and(|screen| self.keeping.is_due(screen.as_ref(), at)) {
            // What has waited longer than these words goes first.
            self.try_to_save(fresh);
            self.keep_typed();
            // That it is kept is said.
            self.stale = true;
        }
        if self.is_over() {
            self.set_looks_down();
        }
        self.see_whether_it_saves();
        // A key can turn a screen to somebody else.
        if self.stale {
            self.see();
        }
    }

    /// What the terminal's owner is to do now, if anything.
    pub fn asked(&mut self) -> Option<Ask> {
        self.ask.take()
    }

    /// What was said, oldest first.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The open home.
    #[cfg(test)]
    pub(super) fn desk(&self) -> Option<&Desk> {
        self.open.as_ref().map(|open| &open.desk)
    }

    /// The screen that has the keys, to be asked by tests.
    #[cfg(test)]
    pub(super) fn on_top(&mut self) -> &mut dyn Screen {
        self.top()
    }

    fn top(&mut self) -> &mut dyn Screen {
        // `back` never closes the last screen, and signing in opens one first.
        self.screens.last_mut().expect("the board is always there").as_mut()
    }

    fn key(&mut self, key: Key, fresh: Uuid) {
        self.notice = None;
        self.stale = true;
        let place = self.top().place();
        let reply = match self.comfort.keymap().command(place, key) {
            Some((Command::GoTo, nth)) => self.top().go_to(nth + 1),
            Some((command, _)) => return self.run(command, fresh),
            None => self.top().typed(key),
        };
        self.reply(reply, fresh);
    }

    /// Whether a key leaves the program from here.
    fn leaves(&mut self, key: Key) -> bool {
        let place = self.top().place();
        self.comfort.keymap().command(place, key).is_some_and(|(command, _)| command == Command::Leave)
    }

    fn mouse(&mut self, mouse: Mouse, fresh: Uuid) {
        self.stale = true;
        match mouse {
            Mouse::WheelUp => self.run(Command::Up, fresh),
            Mouse::WheelDown => self.run(Command::Down, fresh),
            Mouse::Click { column, row } => match self.traces.at(column, row) {
                Some(Target::Command(command)) => self.run(command, fresh),
                Some(Target::Spot(spot)) => {
                    let reply = self.top().pointed(spot);
                    self.reply(reply, fresh);
                }
                None => {}
            },
        }
    }

    /// Does a command: the top screen's meaning of it, else the one it has everywhere.
    pub(super) fn run(&mut self, command: Command, fresh: Uuid) {
        let offers = self.top().offers();
        let offers = self.bar.allowed(offers).into_iter().chain(self.offers_everywhere());
        let offers: Vec<Offer> = offers.filter(|offer| offer.command == command).collect();
        if command.group().is_offered() && offers.is_empty() {
            return;
        }
        if let Some(why_not) = offers.into_iter().find_map(|offer| offer.not_now) {
            return self.say(Notice::note(why_not));
        }
        let card = self.round.clone();
        match self.top().command(command) {
            Reply::Ignored => self.everywhere(command, fresh),
            reply => self.reply(reply, fresh),
        }
        // A card that came up with the command, as on signing in, is not done by it.
        if self.round == card {
            self.moves_on(command, fresh);
        }
    }

    fn reply(&mut self, reply: Reply, fresh: Uuid) {
        self.stale = true;
        match reply {
            Reply::Ignored | Reply::Stay => {}
            Reply::Read => self.read(),
            Reply::Look => self.look_again(),
            Reply::Open(screen) => {
                self.keep_draft();
                self.screens.push(screen);
                self.read();
                self.ask_to_carry_on();
            }
            Reply::CarryOn(screen, draft) => {
                self.keep_draft();
                self.screens.push(screen);
                self.read();
                self.take_up(draft);
            }
            Reply::TakeUp(draft) => {
                self.screens.pop();
                self.take_up(draft);
            }
            Reply::Swap(screen) => {
                if self.keep_draft() {
                    self.screens.pop();
                    self.keeping = Keeping::default();
                    self.screens.push(screen);
                    self.read();
                }
            }
            Reply::Back if !self.keep_draft() => self.screens.push(Box::new(Confirm::lose())),
            Reply::Back => {
                let kept = self.top().draft().is_some();
                self.back();
                if kept {
                    self.say(Notice::note("Draft kept. It waits on the board, under For you."));
                }
            }
            Reply::BackWith(reply) => {
                self.back();
                self.reply(*reply, fresh);
            }
            Reply::BackThen(command) => {
                self.back();
                self.run(command, fresh);
            }
            Reply::Do(act) => {
                self.act(act, fresh);
            }
            Reply::DoFromDraft(act) => {
                let (name, left) = (self.top().draft_name(), self.top().left_of_draft(&act));
                if self.act_from((name.as_deref(), left.as_ref()), act, fresh) {
                    let at = self.now.at;
                    self.keeping = left.map_or_else(Keeping::default, |left| Keeping::of(left, at));
                }
            }
            Reply::DoThenBack(act) => {
                let draft = self.top().draft_name();
                if self.act_from((draft.as_deref(), None), act, fresh) {
                    self.close_done();
                }
            }
            Reply::DoThen(act, next) => {
                if self.act(act, fresh) {
                    self.reply(*next, fresh);
                }
            }
            Reply::DropDraft(name) => {
                let Some(open) = &self.open else { return };
                let dropped = open.desk.drop_draft(open.me, &name);
                if self.tell_trouble(dropped) {
                    self.say(Notice::note("The draft is let go."));
                }
                self.read();
            }
            Reply::Say(notice) => self.say(notice),
            Reply::Team(team) => self.change_team(team, fresh),
            Reply::Countersign(sign) => self.wait_for(Waits::Sign(sign)),
            Reply::ReadFile(name) => self.ask = Some(Ask::ReadFile(name)),
            Reply::Make(new) => self.wait_for(Waits::Make(new)),
            Reply::LookForNames => self.show_door(),
            Reply::Knock(knock) => self.wait_for(Waits::ComeIn(knock)),
            Reply::BackUp => self.wait_for(Waits::BackUp),
            Reply::LookThrough => self.wait_for(Waits::LookThrough),
            Reply::Quit => {
                self.keep_all();
                self.finish();
            }
        }
    }

    /// Does an act and says what came of it. Answers whether it is on the disk.
    fn act(&mut self, act: Act, fresh: Uuid) -> bool {
        self.act_from((None, None), act, fresh)
    }

    /// The same for an act that was written in a form, whose draft goes with it, or all of it but what is left.
    fn act_from(&mut self, (draft, left): (Option<&str>, Option<&Draft>), act: Act, fresh: Uuid) -> bool {
        let Some(open) = &self.open else { return false };
        let stamp = Stamp { moment: self.now, fresh };
        let done = match draft {
            Some(draft) => open.desk.act_from_draft(open.me, stamp, act, (draft, left)),
            None => open.desk.act(open.me, stamp, act),
        };
        match done {
            Ok(entry) => {
                let view = open.desk.look(open.me, self.now);
                let can_undo = entry.opposite().is_some();
                let notice = chrome::saved(view.home(), &entry, self.now, can_undo, self.comfort.keymap());
                drop(view);
                if can_undo {
                    self.done.push(entry);
                    let surplus = self.done.len().saturating_sub(REMEMBERED);
                    self.done.drain(..surplus);
                }
                self.read();
                if let Some(notice) = notice {
                    self.say(notice);
                }
                true
            }
            Err(NotDone::Refused(refusal)) => {
                self.top().refused(&refusal);
                self.say(chrome::refused(&refusal));
                false
            }
            Err(NotDone::Trouble(trouble)) => {
                if draft.is_some() {
                    self.keeping.is_in_doubt();
                }
                let words = if self.top().draft().is_some() { " Your words are still here." } else { "" };
                self.say(Notice::problem(format!("{}{words}", NotDone::Trouble(trouble))));
                false
            }
        }
    }

    fn say(&mut self, notice: Notice) {
        let notice = Notice { at: Some(self.now.at), ..notice };
        self.notices.push(notice.clone());
        let surplus = self.notices.len().saturating_sub(REMEMBERED);
        self.notices.drain(..surplus);
        self.notice = Some(notice);
        self.stale = true;
    }

    fn back(&mut self) {
        if self.screens.len() > 1 {
            self.screens.pop();
            self.keeping = Keeping::default();
            self.read();
        }
    }

    /// Closes a screen that is done with; the draft of what it saved went when that was saved.
    fn close_done(&mut self) {
        self.keeping = Keeping::default();
        if self.screens.len() > 1 {
            self.screens.pop();
        }
        let notice = self.notice.take();
        self.read();
        self.notice = notice.or(self.notice.take());
    }

    /// Asks about what was begun and kept in the form that was just opened.
    fn ask_to_carry_on(&mut self) {
        let (Some(name), Some(open)) = (self.top().draft_name(), &self.open) else { return };
        match open.desk.drafts(open.me) {
            Ok(drafts) => {
                if let Some(draft) = drafts.into_iter().find(|draft| draft.name == name) {
                    self.screens.push(Box::new(Begun::new(draft, self.now)));
                }
            }
            Err(trouble) => self.say(Notice::problem(trouble.to_string())),
        }
    }

    fn take_up(&mut self, draft: Draft) {
        self.top().take_up(&draft);
        self.keeping = Keeping::of(draft, self.now.at);
        self.read();
    }

    /// Puts what is typed on the disk, if it is not there yet. Answers whether it is.
    fn keep_draft(&mut self) -> bool {
        let (Some(screen), Some(open)) = (self.screens.last(), &self.open) else { return true };
        match self.keeping.keep(screen.as_ref(), &open.desk, open.me, self.now.at) {
            Ok(()) => true,
            Err(trouble) => {
                self.say(not_kept(&trouble));
                false
            }
        }
    }

    /// The same of every screen that is open, not only of the one that has the keys. They may have been opened while
    /// nothing could be kept.
    fn keep_all(&mut self) -> bool {
        let top = self.keep_draft();
        let (Some((_, below)), Some(open)) = (self.screens.split_last(), &self.open) else { return top };
        let mut drafts = below.iter().filter_map(|screen| screen.draft());
        match drafts.try_for_each(|draft| open.desk.keep_draft(open.me, &draft)) {
            Ok(()) => top,
            Err(trouble) => {
                self.say(not_kept(&trouble));
                false
            }
        }
    }

    /// The same as time goes on. That it can't be is said once: after that the line on top says it, and whatever was
    /// said of an act stays.
    fn keep_typed(&mut self) {
        let said = (self.notice.clone(), self.notices.len());
        if !self.keep_draft() && self.bar.saves_nothing().is_some() {
            self.notice = said.0;
            self.notices.truncate(said.1);
        }
    }

    /// Says what went wrong, if anything did. Answers whether nothing did.
    fn tell_trouble(&mut self, result: Result<(), Trouble>) -> bool {
        match result {
            Ok(()) => true,
            Err(trouble) => {
                self.say(Notice::problem(trouble.to_string()));
                false
            }
        }
    }

    /// Lets what is on the screen, and the lines around it, read the home.
    fn read(&mut self) {
        self.stale = true;
        let Some(open) = &self.open else {
            self.bar = Bar::closed(self.now, self.bar.home());
            return;
        };
        let view = open.desk.look(open.me, self.now);
        self.seen = view.home().last;
        self.bar = Bar::read(&view);
        let choices = view.my().map(|staff| staff.choices.clone()).unwrap_or_default();
        let whole = self.screens.iter().rposition(|screen| screen.cover() == Cover::Whole).unwrap_or(0);
        let read: Result<(), Trouble> =
            self.screens[whole..].iter_mut().try_for_each(|screen| screen.read(&view));
        drop(view);
        self.see();
        self.comfort.choose(choices.keymap.as_deref(), choices.theme.as_deref(), self.now.local().time());
        self.tell_problems();
        self.tell_trouble(read);
    }
}

/// That what is typed did not reach the disk.
fn not_kept(trouble: &Trouble) -> Notice {
    Notice::problem(format!("What you write is not kept yet. {trouble}"))
}
