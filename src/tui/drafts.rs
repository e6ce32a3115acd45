//! What this person began to write and has not saved: to carry on with, or to let go.

use super::confirm::Confirm;
use super::doors;
use super::list::{self, List};
use super::paint::{Focus, Paint, Rect, Spot};
use super::screen::{Offer, Reply, Screen};
use crate::desk::{Draft, Trouble, View};
use crate::keys::{Command, Place};
use crate::theme::{Mark, Role};
use chrono::{DateTime, Utc};

/// My drafts, the oldest first.
#[derive(Default)]
pub struct Drafts {
    list: List<String>,
    rows: Vec<Row>,
}

/// What was begun since an instant, or stands open on the screen, and is not saved: each in a sentence.
pub fn unsaved(view: &View<'_>, since: DateTime<Utc>, open: &[String]) -> Vec<String> {
    let mut drafts = view.drafts().unwrap_or_default();
    drafts.retain(|draft| draft.began >= since || open.contains(&draft.name));
    drafts.iter().map(|draft| format!("{}.", doors::draft_in_words(view, draft))).collect()
}

struct Row {
    draft: Draft,
    /// "Ellie-May: log, begun Sat 21:50".
    what: String,
    /// What stands in its boxes to write in.
    words: String,
}

impl Drafts {
    fn here(&self) -> Option<&Row> {
        self.rows.get(self.list.at())
    }

    fn let_go(&self) -> Reply {
        let Some(row) = self.here() else { return Reply::Ignored };
        let says = vec![format!("{}.", row.what), row.words.clone(), "These words are then gone.".into()];
        Reply::Open(Box::new(Confirm::let_go("this draft", says, row.draft.name.clone())))
    }
}

impl Screen for Drafts {
    fn place(&self) -> Place {
        Place::Drafts
    }

    fn title(&self) -> String {
        "My drafts".into()
    }

    fn offers(&self) -> Vec<Offer> {
        let none = self.rows.is_empty().then_some("You have no drafts.");
        let mut offers: Vec<Offer> =
            [Command::Open, Command::LetGo].map(|command| Offer::unless(command, none)).into();
        offers.push(Offer::can(Command::Back));
        offers
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let row = |draft: Draft| Row {
            what: doors::draft_in_words(view, &draft),
            words: doors::draft_words(&draft),
            draft,
        };
        self.rows = view.drafts()?.into_iter().map(row).collect();
        self.list.set(self.rows.iter().map(|row| row.draft.name.clone()).collect());
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        match command {
            Command::Open => self.here().map_or(Reply::Ignored, |row| doors::carry_on(&row.draft)),
            Command::LetGo => self.let_go(),
            command if self.list.moved(command) => Reply::Stay,
            _ => Reply::Ignored,
        }
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        let Some(row) = spot.row else { return Reply::Ignored };
        let again = self.list.at() == row;
        match self.list.go(row) {
            true if again => self.command(Command::Open),
            true => Reply::Stay,
            false => Reply::Ignored,
        }
    }

    fn remark(&self) -> String {
        match self.rows.len() {
            0 => "Nothing that you began is waiting to be saved.".into(),
            _ => "Nobody else sees these. They stay until you save them or let them go.".into(),
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let count = if self.rows.is_empty() { String::new() } else { self.rows.len().to_string() };
        let inside = paint.pane(area, &[("My drafts", Role::Title)], &count, Focus::Here);
        if self.rows.is_empty() {
            paint.text(
                inside,
                " You have no drafts. What you write is kept here until you save it.",
                Role::TextMuted,
            );
        }
        let height = |_| 3;
        let mut y = inside.y;
        for place in list::first_shown(self.rows.len(), self.list.at(), inside.height, height).. {
            let room = inside.bottom().saturating_sub(y);
            let Some(row) = self.rows.get(place).filter(|_| room > 0) else { break };
            let area = Rect { y, height: room.min(2), ..inside };
            let selected = place == self.list.at();
            paint.words(area.x + 2, y, 1, paint.mark(Mark::Draft), Role::Draft);
            paint.words(area.x + 4, y, area.width.saturating_sub(5), &row.what, Role::TextStrong);
            if room > 1 {
                paint.words(area.x + 4, y + 1, area.width.saturating_sub(5), &row.words, Role::TextMuted);
            }
            if selected {
                paint.lay(Rect { height: 1, ..area }, Role::Selected);
                paint.words(area.x, y, 1, paint.mark(Mark::Cursor), Role::Selected);
                paint.cursor(area.x, y);
            }
            paint.spot(area, 0, place);
            y += 3;
        }
    }
}
