//! Handing over: the sheet that is drafted from the shift, written on by whoever leads it, and then read back and
//! signed by everyone who comes on. Both on one screen, so that nobody signs in or out between.

mod draw;
mod past;
mod read_back;
mod sheet;
mod sign;
mod writing;

pub use past::{PastHandovers, ReadHandover};
pub(super) use read_back::DRAFT as READ_BACK;

use super::add::Add;
use super::paint::{Paint, Rect, Spot};
use super::screen::{Offer, Reply, Screen};
use crate::care::access::Page;
use crate::care::handing_over::{self, Act, HousePart, Sheet};
use crate::care::{self, Refusal, Subject};
use crate::desk::{Draft, Trouble, View};
use crate::keys::{Command, Key, Place};
use chrono::{DateTime, Utc};
use read_back::ReadBack;
use writing::Writing;

/// What a draft of the sheet is kept under.
pub(super) const DRAFT: &str = "handing over";

/// Handing over.
#[derive(Default)]
pub struct HandingOver {
    stage: Option<Stage>,
}

enum Stage {
    Writing(Box<Writing>),
    ReadBack(Box<ReadBack>),
}

/// Why whoever looks can't hand the shift over, if so. One that waits to be taken over is for everyone to look at.
pub(super) fn why_not(view: &View<'_>) -> Option<String> {
    if handing_over::open(view.home(), view.now()).is_some() {
        return None;
    }
    let at = view.now().at;
    let sheet =
        Sheet { after: None, since: at, opened: at, children: Vec::new(), house: HousePart::default() };
    view.not_yours(care::Act::HandingOver(Act::Sign(Box::new(sheet))))
}

impl HandingOver {
    /// The screen that a draft was begun on.
    pub(super) fn of_draft(draft: &Draft) -> Self {
        Self { stage: ReadBack::of_draft(draft).map(|back| Stage::ReadBack(Box::new(back))) }
    }

    fn sign(&mut self) -> Reply {
        match &self.stage {
            Some(Stage::Writing(writing)) => {
                Reply::DoFromDraft(care::Act::HandingOver(Act::Sign(Box::new(writing.sheet()))))
            }
            Some(Stage::ReadBack(back)) => back.sign(),
            None => Reply::Ignored,
        }
    }

    /// A to-do for whoever is spoken of, made on the spot.
    fn make_to_do(&self) -> Reply {
        let subject = match &self.stage {
            Some(Stage::Writing(writing)) => writing.subject(),
            Some(Stage::ReadBack(back)) => back.subject(),
            None => None,
        };
        subject.map_or(Reply::Ignored, |subject| Reply::Open(Box::new(Add::new(subject))))
    }

    /// What was written here was signed: from now on it is read back.
    fn follow(&mut self, view: &View<'_>, opened: DateTime<Utc>) {
        let Some(open) = view.home().handovers.open() else { return };
        if open.signed.by == view.me() && open.sheet.opened == opened {
            self.stage = Some(Stage::ReadBack(Box::new(ReadBack::of(open.id))));
        }
    }
}

impl Screen for HandingOver {
    fn place(&self) -> Place {
        match &self.stage {
            Some(Stage::Writing(writing)) => writing.place(),
            Some(Stage::ReadBack(_)) | None => Place::ReadBack,
        }
    }

    fn shows(&self) -> Vec<(Page, Subject)> {
        let part = match &self.stage {
            Some(Stage::Writing(writing)) => writing.subject(),
            Some(Stage::ReadBack(read_back)) => read_back.subject(),
            None => None,
        };
        part.iter().map(|subject| (Page::HandingOver, *subject)).collect()
    }

    fn title(&self) -> String {
        "Handing over".into()
    }

    fn about(&self) -> String {
        match &self.stage {
            Some(Stage::Writing(writing)) => writing.name().into(),
            Some(Stage::ReadBack(back)) => back.name().into(),
            None => String::new(),
        }
    }

    fn offers(&self) -> Vec<Offer> {
        match &self.stage {
            Some(Stage::Writing(_)) => vec![
                Offer::called(Command::NextStep, "next child"),
                Offer::called(Command::Save, "sign"),
                Offer::can(Command::NextField),
                Offer::can(Command::MakeTodo),
                Offer::called(Command::StepBefore, "child before"),
                Offer::can(Command::FieldBefore),
                Offer::can(Command::Back),
            ],
            Some(Stage::ReadBack(back)) => back.offers(),
            None => vec![Offer::can(Command::Back)],
        }
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        if let Some(Stage::Writing(writing)) = &self.stage {
            let opened = writing.opened();
            self.follow(view, opened);
        }
        let stage = match self.stage.take() {
            Some(stage) => stage,
            None => match handing_over::open(view.home(), view.now()) {
                Some(open) => Stage::ReadBack(Box::new(ReadBack::of(open.id))),
                None => Stage::Writing(Box::new(Writing::begun(view)?)),
            },
        };
        let stage = self.stage.insert(stage);
        match stage {
            Stage::Writing(writing) => writing.read(view),
            Stage::ReadBack(back) => {
                back.read(view);
                Ok(())
            }
        }
    }

    fn command(&mut self, command: Command) -> Reply {
        match (command, &mut self.stage) {
            (Command::Save, _) => self.sign(),
            (Command::MakeTodo, _) => self.make_to_do(),
            (command, Some(Stage::Writing(writing))) => writing.command(command),
            (command, Some(Stage::ReadBack(back))) => back.command(command),
            (_, None) => Reply::Ignored,
        }
    }

    fn go_to(&mut self, number: usize) -> Reply {
        match &mut self.stage {
            Some(Stage::ReadBack(back)) => back.go_to(number.wrapping_sub(1)),
            Some(Stage::Writing(_)) | None => Reply::Ignored,
        }
    }

    fn typed(&mut self, key: Key) -> Reply {
        let Some(Stage::Writing(writing)) = &mut self.stage else { return Reply::Ignored };
        match writing.pressed(key) {
            Some(writing::Press::Sign) => self.sign(),
            Some(writing::Press::Next) => writing.command(Command::NextStep),
            None => writing.typed(key),
        }
    }

    fn pasted(&mut self, text: &str) -> Reply {
        match &mut self.stage {
            Some(Stage::Writing(writing)) => writing.pasted(text),
            Some(Stage::ReadBack(_)) | None => Reply::Ignored,
        }
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        match &mut self.stage {
            Some(Stage::Writing(writing)) => match writing.pressed_at(spot) {
                Some(writing::Press::Sign) => self.sign(),
                Some(writing::Press::Next) => writing.command(Command::NextStep),
                None => writing.pointed(spot),
            },
            Some(Stage::ReadBack(back)) => back.pointed(spot),
            None => Reply::Ignored,
        }
    }

    fn draft_name(&self) -> Option<String> {
        match &self.stage {
            Some(Stage::Writing(_)) => Some(format!("{DRAFT}:")),
            Some(Stage::ReadBack(back)) => Some(back.draft_name()),
            None => None,
        }
    }

    fn draft(&self) -> Option<Draft> {
        match &self.stage {
            Some(Stage::Writing(writing)) => writing.draft(format!("{DRAFT}:")),
            Some(Stage::ReadBack(back)) => back.draft(),
            None => None,
        }
    }

    fn take_up(&mut self, draft: &Draft) {
        match &mut self.stage {
            Some(Stage::Writing(writing)) => writing.take_up(draft),
            Some(Stage::ReadBack(back)) => back.take_up(draft),
            None => {}
        }
    }

    fn refused(&mut self, refusal: &Refusal) {
        if let Some(Stage::Writing(writing)) = &mut self.stage {
            writing.refused(refusal);
        }
    }

    fn remark(&self) -> String {
        match &self.stage {
            Some(Stage::Writing(writing)) => writing.remark(),
            Some(Stage::ReadBack(back)) => back.remark(),
            None => String::new(),
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        match &self.stage {
            Some(Stage::Writing(writing)) => writing.draw(area, paint),
            Some(Stage::ReadBack(back)) => back.draw(area, paint),
            None => {}
        }
    }
}
