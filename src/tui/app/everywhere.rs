//! What can be done on every screen, and how: undo, lock, leave, help and its kin, colours and keys.

use super::{App, Ask};
use crate::care::{Act, Refusal, Stamp, people, waiting};
use crate::desk::NotDone;
use crate::keys::{Command, Place};
use crate::tui::access::Access;
use crate::tui::backups::Backups;
use crate::tui::beneath::Beneath;
use crate::tui::choose::Choose;
use crate::tui::chrome;
use crate::tui::comfort::{Surroundings, Unused};
use crate::tui::doors;
use crate::tui::drafts::Drafts;
use crate::tui::everything::Everything;
use crate::tui::find::Find;
use crate::tui::first_day::FirstDay;
use crate::tui::health::Health;
use crate::tui::help::Help;
use crate::tui::home::HomeSettings;
use crate::tui::keeping::Keeping;
use crate::tui::messages::Messages;
use crate::tui::people::People;
use crate::tui::screen::{Notice, Offer, Reply};
use crate::tui::settings_problems::{self, SettingsProblems};
use crate::tui::who_reads;
use uuid::Uuid;

/// What can be done before anyone has said who they are: nothing that shows or writes a record.
const BEFORE_SIGN_IN: [Command; 6] = [
    Command::Help,
    Command::Everything,
    Command::Leave,
    Command::Brighter,
    Command::Dimmer,
    Command::SelectText,
];

const EVERYWHERE: [Command; 24] = [
    Command::Board,
    Command::Unread,
    Command::Messages,
    Command::Drafts,
    Command::People,
    Command::Access,
    Command::HomeSettings,
    Command::Backups,
    Command::Health,
    Command::Find,
    Command::Problems,
    Command::Help,
    Command::Everything,
    Command::Back,
    Command::Undo,
    Command::Lock,
    Command::Leave,
    Command::Colours,
    Command::Keymaps,
    Command::Brighter,
    Command::Dimmer,
    Command::SelectText,
    Command::ReadSettingsAgain,
    Command::ShowRound,
];

impl App {
    /// What can be done on every screen, the one on top included.
    pub(in crate::tui) fn offers_everywhere(&self) -> Vec<Offer> {
        let commands = if self.open.is_none() { &BEFORE_SIGN_IN[..] } else { &EVERYWHERE[..] };
        commands.iter().map(|command| Offer::unless(*command, self.why_not(*command).as_deref())).collect()
    }

    fn why_not(&self, command: Command) -> Option<String> {
        let on_the_board = self.screens.len() < 2;
        match command {
            Command::Back if on_the_board && self.round.is_none() => {
                let leave = self.comfort.keymap().hint(Place::Board, Command::Leave).unwrap_or_default();
                Some(format!("This is the board. {leave} leaves bethere."))
            }
            Command::Board if on_the_board => Some("This is the board.".into()),
            Command::Access => {
                let open = self.open.as_ref()?;
                who_reads::why_not(&open.desk.look(open.me, self.now))
            }
            Command::Undo if self.done.is_empty() => Some("There is nothing to take back.".into()),
            Command::Unread if self.bar.to_read() == 0 => Some("You have read everything.".into()),
            Command::Problems if self.comfort.unused().is_empty() => {
                Some("Every line of your keys and colours could be used.".into())
            }
            _ => None,
        }
    }

    /// Does what a command means on every screen.
    pub(super) fn everywhere(&mut self, command: Command, fresh: Uuid) {
        if !self.offers_everywhere().iter().any(|offer| offer.command == command) {
            return;
        }
        match command {
            Command::Back if self.screens.len() < 2 => self.put_cards_away(fresh),
            Command::Back => self.reply(Reply::Back, fresh),
            Command::Undo => self.undo(fresh),
            Command::Leave => self.leave(),
            Command::Messages => self.reply(Reply::Open(Box::new(Messages::new(&self.notices))), fresh),
            Command::Drafts => self.reply(Reply::Open(Box::<Drafts>::default()), fresh),
            Command::People => self.reply(Reply::Open(Box::new(People::default())), fresh),
            Command::Access => self.reply(Reply::Open(Box::<Access>::default()), fresh),
            Command::HomeSettings => self.reply(Reply::Open(Box::new(HomeSettings::default())), fresh),
            Command::Health => self.reply(Reply::Open(Box::<Health>::default()), fresh),
            Command::Backups => self.reply(Reply::Open(Box::<Backups>::default()), fresh),
            Command::Lock => self.lock(None),
            Command::Help => {
                let help = Help::new(self.beneath());
                self.reply(Reply::Open(Box::new(help)), fresh);
            }
            Command::Everything => {
                let everything = Everything::new(&self.beneath());
                self.reply(Reply::Open(Box::new(everything)), fresh);
            }
            Command::Find => {
                let find = Find::new(self.beneath());
                self.reply(Reply::Open(Box::new(find)), fresh);
            }
            Command::Problems => {
                let problems = SettingsProblems::new(self.comfort.unused());
                self.reply(Reply::Open(Box::new(problems)), fresh);
            }
            Command::Colours => self.reply(Reply::Open(Box::new(Choose::theme())), fresh),
            Command::Keymaps => self.reply(Reply::Open(Box::new(Choose::keymap())), fresh),
            Command::SelectText => {
                self.ask = Some(Ask::LetGoOfMouse);
                self.say(Notice::note("The mouse selects text now. The next key gives it back."));
            }
            Command::ReadSettingsAgain => self.ask = Some(Ask::ReadSettings),
            Command::ShowRound => {
                self.go_to_board();
                self.round = Some(FirstDay::default());
            }
            Command::Brighter => self.lighten(1),
            Command::Dimmer => self.lighten(-1),
            Command::Unread => self.unread(fresh),
            Command::Board => self.go_to_board(),
            _ => {}
        }
    }

    /// Takes up settings files that were read again, and says what of them could not be used.
    pub(super) fn surround(&mut self, around: Surroundings) {
        self.comfort.surround(around);
        self.told = Unused::default();
        if self.comfort.unused().is_empty() {
            self.say(Notice::note("Keys and colours were read again."));
        }
        self.tell_problems();
    }

    /// Says how many lines of the keys and colours in force could not be used, once for each set of them.
    pub(super) fn tell_problems(&mut self) {
        if self.told != *self.comfort.unused() {
            self.told = self.comfort.unused().clone();
            if !self.told.is_empty() {
                let help = self.comfort.keymap().hint(Place::Board, Command::Help).unwrap_or_default();
                self.say(Notice::problem(settings_problems::in_words(&self.told, &help)));
            }
        }
    }

    /// A command that was done moves the first-day cards on; the last one puts them away.
    pub(super) fn moves_on(&mut self, command: Command, fresh: Uuid) {
        if self.round.as_mut().is_some_and(|round| round.done_with(command)) {
            self.put_cards_away(fresh);
        }
    }

    fn put_cards_away(&mut self, fresh: Uuid) {
        self.round = None;
        self.act(Act::People(people::Act::PutCardsAway), fresh);
        let all = self.comfort.keymap().hint(Place::Board, Command::Everything).unwrap_or_default();
        self.say(Notice::note(format!("“Show me round”, under {all}, brings the cards back.")));
    }

    fn beneath(&self) -> Beneath {
        // The board is always there, so there is a screen on top.
        let screen = self.screens.last().expect("the board is always there").as_ref();
        Beneath::of(
            screen,
            self.bar.allowed(screen.offers()),
            self.offers_everywhere(),
            self.comfort.keymap(),
        )
    }

    fn go_to_board(&mut self) {
        if self.keep_all() {
            self.screens.truncate(1);
            self.keeping = Keeping::default();
            self.read();
        }
    }

    fn lighten(&mut self, steps: isize) {
        let title = self.comfort.lighten(steps).to_string();
        self.say(Notice::note(format!("Colours: {title}.")));
    }

    /// Opens the first thing this person has to read.
    fn unread(&mut self, fresh: Uuid) {
        let Some(open) = &self.open else { return };
        let me = open.me.staff();
        let first =
            waiting::to_read(open.desk.look(open.me, self.now).home(), me, self.now).into_iter().next();
        match first {
            Some(waiting) => self.reply(doors::open(&waiting, Some(me)), fresh),
            None => self.say(Notice::note("You have read everything.")),
        }
    }

    /// Takes this person's last act back by doing its opposite. Both stay in the journal.
    fn undo(&mut self, fresh: Uuid) {
        let (Some(open), Some(entry)) = (&self.open, self.done.pop()) else {
            return self.say(Notice::note("There is nothing to take back."));
        };
        let Some(act) = entry.opposite() else {
            return self.say(Notice::note("That can't be taken back any more."));
        };
        let stamp = Stamp { moment: self.now, fresh };
        match open.desk.act(open.me, stamp, act) {
            Ok(_) => {
                let view = open.desk.look(open.me, self.now);
                let notice = chrome::taken_back(view.home(), &entry, self.now);
                drop(view);
                self.read();
                self.say(notice);
            }
            // A key of its own has taken it back already: the act before it is the last one.
            Err(NotDone::Refused(Refusal::Gone(_))) => self.undo(fresh),
            Err(NotDone::Refused(refusal)) => self.say(Notice::problem(refusal.to_string())),
            Err(NotDone::Trouble(trouble)) => {
                self.done.push(entry);
                self.say(Notice::problem(format!("NOT taken back. {trouble}")));
            }
        }
    }
}
