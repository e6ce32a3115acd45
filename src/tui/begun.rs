//! What was begun and not sent: before a form is written in, it is asked whether to carry on with that.

use super::confirm::Confirm;
use super::doors;
use super::paint::{Paint, Rect, Spot};
use super::screen::{Cover, Offer, Reply, Screen};
use super::why::centred;
use crate::care::{Moment, when};
use crate::desk::{Draft, Trouble, View};
use crate::keys::{Command, Place};
use crate::theme::{Mark, Role};

/// Carry on, or start again?
pub struct Begun {
    draft: Draft,
    words: String,
    at: usize,
}

/// What can be chosen; what loses nothing comes first.
const CHOICES: [&str; 2] = ["Carry on", "Start again"];

impl Begun {
    /// Asks about a draft.
    pub fn new(draft: Draft, now: Moment) -> Self {
        let words = format!("You began this {}.", began(&draft, now));
        Self { draft, words, at: 0 }
    }

    fn choose(&self) -> Reply {
        if self.at == 0 {
            return Reply::TakeUp(self.draft.clone());
        }
        let written = Some(doors::draft_words(&self.draft)).filter(|written| !written.is_empty());
        let says = [self.words.clone()].into_iter().chain(written).chain(["It is then gone.".into()]);
        Reply::Open(Box::new(Confirm::start_again(says.collect(), self.draft.name.clone())))
    }
}

/// "today at 09:10", "on Saturday at 21:50", "on 2 November at 21:50".
fn began(draft: &Draft, now: Moment) -> String {
    let (began, today) = (Moment { at: draft.began, ..now }.local(), now.local().date_naive());
    let day = match today.signed_duration_since(began.date_naive()).num_days() {
        0 => "today".into(),
        1 => "yesterday".into(),
        2..=6 => began.format("on %A").to_string(),
        _ => began.format("on %-d %B").to_string(),
    };
    format!("{day} at {}", when::shown_time(draft.began, now.zone))
}

impl Screen for Begun {
    fn place(&self) -> Place {
        Place::List
    }

    fn title(&self) -> String {
        String::new()
    }

    fn cover(&self) -> Cover {
        Cover::Over
    }

    fn offers(&self) -> Vec<Offer> {
        vec![Offer::called(Command::Open, "choose"), Offer::can(Command::Back)]
    }

    fn read(&mut self, _view: &View<'_>) -> Result<(), Trouble> {
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        match command {
            Command::Open => self.choose(),
            Command::Up | Command::Down | Command::NextPane | Command::PreviousPane => {
                self.at = 1 - self.at;
                Reply::Stay
            }
            // Whoever goes back has not answered: what is kept stays as it is, and no empty form is left behind.
            Command::Back => Reply::BackThen(Command::Back),
            _ => Reply::Ignored,
        }
    }

    fn go_to(&mut self, number: usize) -> Reply {
        if !(1..=CHOICES.len()).contains(&number) {
            return Reply::Ignored;
        }
        self.at = number - 1;
        self.choose()
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        spot.row.map_or(Reply::Ignored, |row| self.go_to(row + 1))
    }

    fn remark(&self) -> String {
        "What you had written is still there.".into()
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let inside = paint.popover(centred(area, 48, 8), &[("Carry on, or start again?", Role::Title)], "");
        paint.words(inside.x + 1, inside.y + 1, inside.width, &self.words, Role::TextStrong);
        for ((n, choice), y) in CHOICES.iter().enumerate().zip(inside.y + 3..) {
            let row = Rect { y, height: 1, ..inside };
            paint.words(row.x + 3, y, 2, &(n + 1).to_string(), Role::Key);
            paint.words(row.x + 5, y, row.width.saturating_sub(5), choice, Role::Text);
            if n == self.at {
                paint.lay(row, Role::Selected);
                paint.words(row.x + 1, y, 1, paint.mark(Mark::Cursor), Role::Selected);
                paint.cursor(row.x + 1, y);
            }
            paint.spot(row, 0, n);
        }
    }
}
