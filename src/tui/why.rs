//! A few words on a tick: why a line was missed, or what else is worth saying.

use super::field::{Lines, Writing};
use super::paint::{Paint, Rect, Spot};
use super::screen::{Cover, Offer, Reply, Screen};
use crate::care::checklist::LineId;
use crate::care::trail::{Outcome, Reason};
use crate::care::{Act, CareDay, Refusal, Subject, checklist};
use crate::desk::{Trouble, View};
use crate::keys::{Command, Key, KeyName, Place};
use crate::theme::{Mark, Role};

/// Asks why, or for a few words.
pub struct Why {
    subject: Subject,
    day: CareDay,
    line: LineId,
    heading: String,
    outcome: Outcome,
    /// Which reason the cursor is on.
    at: usize,
    chosen: Option<Reason>,
    writing: bool,
    words: Writing,
    problem: String,
}

impl Why {
    /// Why was it missed?
    pub fn missed(subject: Subject, day: CareDay, line: LineId, name: &str, what: &str) -> Self {
        Self {
            subject,
            day,
            line,
            heading: format!("{name} · {what}"),
            outcome: Outcome::Missed,
            at: 0,
            chosen: None,
            writing: false,
            words: Writing::new(Lines::One, ""),
            problem: String::new(),
        }
    }

    /// A few words on an outcome that is given, or is given with them.
    pub fn words(
        subject: Subject,
        day: CareDay,
        line: LineId,
        name: &str,
        what: &str,
        outcome: Outcome,
        note: &str,
    ) -> Self {
        let words = Writing::new(Lines::One, note);
        Self {
            outcome,
            writing: outcome != Outcome::Missed,
            words,
            ..Self::missed(subject, day, line, name, what)
        }
    }

    fn choose(&mut self, at: usize) -> Reply {
        let Some(reason) = Reason::ALL.get(at) else { return Reply::Ignored };
        self.at = at;
        self.chosen = Some(*reason);
        self.writing = true;
        self.problem.clear();
        Reply::Stay
    }

    fn save(&self) -> Reply {
        Reply::DoThenBack(Act::Checklist(checklist::Act::Tick {
            subject: self.subject,
            line: self.line,
            day: self.day,
            outcome: self.outcome,
            reason: self.chosen,
            note: self.words.text(),
        }))
    }
}

impl Screen for Why {
    fn place(&self) -> Place {
        if self.writing { Place::Text } else { Place::Form }
    }

    fn title(&self) -> String {
        String::new()
    }

    fn cover(&self) -> Cover {
        Cover::Over
    }

    fn offers(&self) -> Vec<Offer> {
        let mut offers = vec![Offer::can(Command::Save)];
        if self.outcome == Outcome::Missed {
            offers.push(Offer::can(Command::NextField));
        }
        offers.push(Offer::can(Command::Back));
        offers
    }

    fn read(&mut self, _view: &View<'_>) -> Result<(), Trouble> {
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        match command {
            Command::Save => self.save(),
            Command::NextField | Command::FieldBefore if self.outcome == Outcome::Missed => {
                self.writing = !self.writing;
                Reply::Stay
            }
            command if self.writing && self.words.command(command) => Reply::Stay,
            _ => Reply::Ignored,
        }
    }

    fn typed(&mut self, key: Key) -> Reply {
        if self.writing {
            return match key.name {
                KeyName::Enter => self.save(),
                KeyName::Up if self.outcome == Outcome::Missed => {
                    self.writing = false;
                    Reply::Stay
                }
                _ if self.words.typed(key) => Reply::Stay,
                _ => Reply::Ignored,
            };
        }
        let last = Reason::ALL.len() - 1;
        match key.name {
            KeyName::Up => self.at = self.at.saturating_sub(1),
            KeyName::Down => self.at = (self.at + 1).min(last),
            KeyName::Enter | KeyName::Char(' ') => return self.choose(self.at),
            KeyName::Char(digit) => {
                let number = digit.to_digit(10).and_then(|digit| usize::try_from(digit).ok());
                return number.map_or(Reply::Ignored, |number| self.choose(number.wrapping_sub(1)));
            }
            _ => return Reply::Ignored,
        }
        Reply::Stay
    }

    fn pasted(&mut self, text: &str) -> Reply {
        if self.writing {
            self.words.pasted(text);
            return Reply::Stay;
        }
        Reply::Ignored
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        spot.row.map_or(Reply::Ignored, |row| self.choose(row))
    }

    fn refused(&mut self, refusal: &Refusal) {
        self.problem = refusal.to_string();
        if let Refusal::Incomplete(gaps) = refusal {
            self.writing = gaps.iter().all(|gap| gap.field == "note");
        }
    }

    fn remark(&self) -> String {
        match self.outcome {
            Outcome::Missed => "Press the number of a reason. Enter saves it.".into(),
            _ => "Enter saves the words with the mark.".into(),
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let missed = self.outcome == Outcome::Missed;
        let height = if missed { 15 } else { 8 };
        let boxed = centred(area, 62, height);
        let inside = paint.popover(boxed, &[(&self.heading, Role::Title)], "");
        let mut y = inside.y + 1;
        let ask = if missed {
            "Why was it missed?".into()
        } else {
            format!("Marked {}. Anything to add?", self.outcome.words())
        };
        paint.words(inside.x + 1, y, inside.width, &ask, Role::TextStrong);
        y += 2;
        if missed {
            for (n, reason) in Reason::ALL.into_iter().enumerate() {
                let row = Rect { x: inside.x + 1, y, width: inside.width.saturating_sub(2), height: 1 };
                let mark = if self.chosen == Some(reason) { paint.mark(Mark::Chosen) } else { " " };
                let number = (n + 1).to_string();
                paint.spans(
                    row.x + 2,
                    y,
                    row.width,
                    &[
                        (&number, Role::Key),
                        (" ", Role::Text),
                        (mark, Role::TextStrong),
                        (" ", Role::Text),
                        (reason.words(), Role::Text),
                    ],
                );
                if n == self.at && !self.writing {
                    paint.lay(row, Role::Selected);
                    paint.words(row.x, y, 1, paint.mark(Mark::Cursor), Role::Selected);
                    paint.cursor(row.x, y);
                }
                paint.spot(row, 0, n);
                y += 1;
            }
            y += 1;
        }
        paint.words(inside.x + 1, y, 5, "Words", Role::TextMuted);
        let words = Rect { x: inside.x + 8, y, width: inside.width.saturating_sub(10), height: 1 };
        self.words.draw(words, self.writing, paint);
        y += 1;
        if self.problem.is_empty() {
            if missed {
                paint.words(
                    inside.x + 8,
                    y + 1,
                    inside.width.saturating_sub(9),
                    "This goes on to tomorrow with its age.",
                    Role::TextMuted,
                );
            }
        } else {
            paint.words(inside.x + 8, y, inside.width.saturating_sub(9), &self.problem, Role::InputProblem);
        }
    }
}

/// An area in the middle of another, no larger than it.
pub(super) fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}
