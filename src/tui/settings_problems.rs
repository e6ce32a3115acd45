//! Every line of the keymap and theme files in force that could not be used: where, the line itself, what is wrong
//! and what to do, and what holds until then.

use super::comfort::Unused;
use super::lines::{self, Line};
use super::list::List;
use super::paint::{Focus, Paint, Rect, Spot};
use super::screen::{Offer, Reply, Screen};
use crate::care::words;
use crate::desk::{Trouble, View};
use crate::keys::{Command, Place};
use crate::settings::Problem;
use crate::theme::Role;

/// The problems of the settings files.
pub struct SettingsProblems {
    problems: Vec<Problem>,
    list: List<usize>,
}

impl SettingsProblems {
    /// These problems.
    pub fn new(unused: &Unused) -> Self {
        let problems: Vec<Problem> = unused.keys.iter().chain(&unused.colours).cloned().collect();
        let mut list = List::default();
        list.set((0..problems.len()).collect());
        Self { problems, list }
    }

    fn lines(&self, width: u16) -> Vec<Line> {
        let mut lines = Vec::new();
        for (row, problem) in self.problems.iter().enumerate() {
            let place = format!("line {}, column {}", problem.line, problem.column);
            lines.push(
                Line::of(row).at(2, problem.file.clone(), Role::TextStrong).ending(place, Role::TextMuted),
            );
            for excerpt in problem.excerpt.lines() {
                lines.push(Line::of(row).at(4, excerpt, Role::Key));
            }
            let room = usize::from(width.saturating_sub(4)).max(1);
            for (said, role) in [(&problem.what, Role::InputProblem), (&problem.stays, Role::TextMuted)] {
                lines.extend(words::wrap(said, room).into_iter().map(|said| Line::of(row).at(2, said, role)));
            }
            lines.push(Line::empty());
        }
        lines
    }
}

/// "Your keys: 2 lines could not be used. F1 shows them."
pub fn in_words(unused: &Unused, help: &str) -> String {
    let what = match (unused.keys.is_empty(), unused.colours.is_empty()) {
        (false, true) => "Your keys",
        (true, _) => "Your colours",
        (false, false) => "Your keys and colours",
    };
    match unused.keys.len() + unused.colours.len() {
        1 => format!("{what}: 1 line could not be used. {help} shows it."),
        many => format!("{what}: {many} lines could not be used. {help} shows them."),
    }
}

impl Screen for SettingsProblems {
    fn place(&self) -> Place {
        Place::List
    }

    fn title(&self) -> String {
        "Keys and colours".into()
    }

    fn offers(&self) -> Vec<Offer> {
        [Command::Back, Command::ReadSettingsAgain].map(Offer::can).into()
    }

    fn read(&mut self, _view: &View<'_>) -> Result<(), Trouble> {
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        match command {
            // What is listed may be put right by then.
            Command::ReadSettingsAgain => Reply::BackThen(command),
            command if self.list.moved(command) => Reply::Stay,
            _ => Reply::Ignored,
        }
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        self.list.pointed(spot)
    }

    fn remark(&self) -> String {
        "The rest of each file is in force. Put the lines right, then “Read keys and colours again”.".into()
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let count = format!("{} to put right", self.problems.len());
        let title = [("Lines that could not be used", Role::Title)];
        let inside = paint.pane(area, &title, &count, Focus::Here);
        let lines = self.lines(inside.width);
        lines::draw(&lines, self.list.at(), inside, 0, paint);
        paint.cursor(inside.x, inside.y);
    }
}
