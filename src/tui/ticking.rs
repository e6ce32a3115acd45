//! What the checklist keys mean for one line, wherever it is under the cursor: on a child's screen or by itself.

use super::doors;
use super::screen::{Notice, Offer, Reply};
use super::why::Why;
use crate::care::checklist::{self, LineId};
use crate::care::clock::Ask;
use crate::care::trail::Outcome;
use crate::care::{Act, CareDay, StaffId, Subject};
use crate::keys::Command;

/// The line under the cursor.
#[derive(Copy, Clone, Debug)]
pub struct Ticking<'a> {
    /// About whom.
    pub subject: Subject,
    /// On which care day.
    pub day: CareDay,
    /// Which line.
    pub line: LineId,
    /// The child's name.
    pub name: &'a str,
    /// What is to be done.
    pub words: &'a str,
    /// What the rules ask of it in time, if they do.
    pub ask: Option<Ask>,
    /// What came of it, if anything did.
    pub outcome: Option<Outcome>,
    /// "at 07:18 by Dee", when something did.
    pub who_when: &'a str,
    /// The words on it.
    pub note: &'a str,
    /// Who has the keys.
    pub me: Option<StaffId>,
}

/// What the keys for outcomes mean, in the order of the footer.
const TICKS: [(Command, Outcome); 7] = [
    (Command::TickDone, Outcome::Done),
    (Command::TickPrompted, Outcome::Prompted),
    (Command::TickHelped, Outcome::Helped),
    (Command::TickDeclined, Outcome::Declined),
    (Command::TickMissed, Outcome::Missed),
    (Command::TickNotNeeded, Outcome::NotNeeded),
    (Command::TickAway, Outcome::Away),
];

/// What can be done with a line, or why it can't.
pub fn offers(why_not: Option<&str>) -> Vec<Offer> {
    let more = [Command::OpenAgain, Command::Give, Command::Take, Command::Words];
    let ticks = TICKS.into_iter().map(|(command, _)| command);
    ticks.chain(more).map(|command| Offer::unless(command, why_not)).collect()
}

/// Why the lines of a day can't be ticked.
pub fn not_on(day: CareDay, today: CareDay) -> Option<&'static str> {
    match today.since(day) {
        ..0 => Some("That day has not come yet."),
        0..=1 => None,
        2.. => Some("That day is over. Write what happened in the log, with the time it happened."),
    }
}

impl Ticking<'_> {
    /// What a command means for the line; nothing when it is none of a checklist's.
    pub fn command(&self, command: Command) -> Reply {
        if let Some((_, outcome)) = TICKS.iter().find(|(known, _)| *known == command) {
            return self.tick(*outcome);
        }
        let Self { subject, line, day, name, words, .. } = *self;
        match command {
            Command::OpenAgain if self.outcome.is_none() => {
                Reply::Say(Notice::note(format!("{name}, {words}: open already.")))
            }
            Command::OpenAgain => Reply::Do(Act::Checklist(checklist::Act::OpenAgain { subject, line, day })),
            Command::Take => {
                Reply::Do(Act::Checklist(checklist::Act::Give { subject, line, day, to: self.me }))
            }
            Command::Give => doors::give(subject, day, line, name, words),
            Command::Words
                if self.ask.is_some() && self.outcome.is_none_or(|outcome| outcome == Outcome::Done) =>
            {
                self.tick(Outcome::Done)
            }
            Command::Words => {
                let outcome = self.outcome.unwrap_or(Outcome::Done);
                Reply::Open(Box::new(Why::words(subject, day, line, name, words, outcome, self.note)))
            }
            _ => Reply::Ignored,
        }
    }

    fn tick(&self, outcome: Outcome) -> Reply {
        let Self { subject, line, day, name, words, .. } = *self;
        match (self.ask, outcome) {
            (Some(ask), Outcome::Done | Outcome::Prompted | Outcome::Helped) => {
                return doors::in_time(subject, day, line, ask);
            }
            // Why it is not needed must be said.
            (Some(_), Outcome::NotNeeded) => {
                return Reply::Open(Box::new(Why::words(
                    subject, day, line, name, words, outcome, self.note,
                )));
            }
            (Some(_), Outcome::Missed | Outcome::Declined | Outcome::Away) | (None, _) => {}
        }
        if outcome == Outcome::Missed {
            return Reply::Open(Box::new(Why::missed(subject, day, line, name, words)));
        }
        if self.outcome == Some(outcome) {
            let say = format!("{name}, {words}: {} already, {}.", outcome.words(), self.who_when);
            return Reply::Say(Notice::note(say));
        }
        let (reason, note) = (None, String::new());
        Reply::Do(Act::Checklist(checklist::Act::Tick { subject, line, day, outcome, reason, note }))
    }
}
