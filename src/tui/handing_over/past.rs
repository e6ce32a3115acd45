//! The handovers of the last weeks: when, by whom, to whom, and how long each took; and each of them, to be read.

use super::sheet;
use crate::care::access::Page;
use crate::care::handing_over::Handover;
use crate::care::{HandoverId, Home, Moment, Subject, when};
use crate::desk::{Trouble, View};
use crate::keys::{Command, Place};
use crate::theme::{Mark, Role};
use crate::tui::list::{self, List};
use crate::tui::paint::{Focus, Paint, Rect, Spot};
use crate::tui::pieces::{Piece, Pieces};
use crate::tui::screen::{Offer, Reply, Screen};

/// How many entries about handing over are looked through: three shifts a day for some weeks.
const LOOKED_AT: usize = 200;

/// The handovers of the last weeks.
#[derive(Default)]
pub struct PastHandovers {
    rows: List<HandoverId>,
    shown: Vec<Row>,
}

/// One of them.
struct Row {
    when: String,
    who: String,
    took: String,
    minutes: usize,
}

impl PastHandovers {
    fn open(&self) -> Reply {
        match self.rows.selected() {
            Some(id) => Reply::Open(Box::new(ReadHandover {
                id: *id,
                title: String::new(),
                about: Vec::new(),
                pieces: Pieces::default(),
            })),
            None => Reply::Ignored,
        }
    }
}

fn row(home: &Home, now: Moment, handover: &Handover) -> Row {
    let by = home.people.first_name(handover.signed.by);
    let to: Vec<&str> = handover.accepted.iter().map(|signed| home.people.first_name(signed.by)).collect();
    let to = if to.is_empty() { "not accepted".into() } else { format!("to {}", to.join(", ")) };
    let minutes = handover.took().map(|took| took.num_minutes().max(1));
    let took = match (minutes, handover.accepted.is_empty()) {
        (Some(minutes), _) => format!("{minutes} min"),
        (None, true) => String::new(),
        (None, false) => "not known".into(),
    };
    let minutes = minutes.and_then(|minutes| usize::try_from(minutes).ok()).unwrap_or(0);
    Row { when: when::shown_when(handover.signed.at, now), who: format!("{by} {to}"), took, minutes }
}

impl Screen for PastHandovers {
    fn place(&self) -> Place {
        Place::List
    }

    fn title(&self) -> String {
        "Past handovers".into()
    }

    fn offers(&self) -> Vec<Offer> {
        let none = self.rows.is_empty().then_some("No shift was handed over here yet.");
        vec![Offer::unless(Command::Open, none), Offer::can(Command::Back)]
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let mut all = view.handovers(LOOKED_AT)?;
        all.reverse();
        self.shown = all.iter().map(|handover| row(view.home(), view.now(), handover)).collect();
        self.rows.set(all.iter().map(|handover| handover.id).collect());
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        match command {
            Command::Open => self.open(),
            command if self.rows.moved(command) => Reply::Stay,
            _ => Reply::Ignored,
        }
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        match spot.row {
            Some(row) if self.rows.go(row) => Reply::Stay,
            Some(_) | None => Reply::Ignored,
        }
    }

    fn remark(&self) -> String {
        if self.rows.is_empty() {
            return "No shift was handed over here yet.".into();
        }
        "How long each took, from beginning to give it until it was accepted. Enter reads it.".into()
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let count = self.rows.len().to_string();
        let inside = paint.pane(area, &[("Past handovers", Role::Title)], &count, Focus::Here);
        let shown = list::shown(self.rows.len(), self.rows.at(), usize::from(inside.height));
        for (y, place) in (inside.y..).zip(shown) {
            let row = &self.shown[place];
            let at = Rect { y, height: 1, ..inside };
            paint.words(at.x + 2, y, 18, &row.when, Role::Text);
            paint.words(at.x + 21, y, 28, &row.who, Role::TextStrong);
            paint.words(at.x + 50, y, 9, &row.took, Role::Text);
            // A column a minute, so that weeks beside each other draw a picture.
            let bar = "=".repeat(row.minutes);
            paint.words(at.x + 60, y, at.width.saturating_sub(61), &bar, Role::TextMuted);
            if place == self.rows.at() {
                paint.lay(at, Role::Selected);
                paint.words(at.x, y, 1, paint.mark(Mark::Cursor), Role::Selected);
                paint.cursor(at.x, y);
            }
            paint.spot(at, 0, place);
        }
    }
}

/// One handover, to be read.
struct ReadHandover {
    id: HandoverId,
    title: String,
    about: Vec<Subject>,
    pieces: Pieces,
}

impl Screen for ReadHandover {
    fn place(&self) -> Place {
        Place::List
    }

    fn shows(&self) -> Vec<(Page, Subject)> {
        self.about.iter().map(|subject| (Page::HandingOver, *subject)).collect()
    }

    fn title(&self) -> String {
        "Past handover".into()
    }

    fn offers(&self) -> Vec<Offer> {
        vec![Offer::can(Command::Back)]
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let all = view.handovers(LOOKED_AT)?;
        let Some(handover) = all.iter().find(|handover| handover.id == self.id) else { return Ok(()) };
        let home = view.home();
        let signed = |who, at| format!("{}, {}", home.people.name(who), when::shown_when(at, view.now()));
        self.title = signed(handover.signed.by, handover.signed.at);
        let mut pieces = vec![Piece::line("Handed over by", self.title.clone())];
        pieces.extend(
            handover
                .accepted
                .iter()
                .map(|accepted| Piece::line("Accepted by", signed(accepted.by, accepted.at))),
        );
        self.about = sheet::subjects(&handover.sheet);
        for subject in self.about.iter().copied() {
            pieces.push(Piece::heading(home.name_of(subject)));
            pieces.extend(sheet::pieces(home, &handover.sheet, subject));
        }
        self.pieces.set(pieces);
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        if self.pieces.moved(command) { Reply::Stay } else { Reply::Ignored }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let title = [("Handed over by ", Role::Title), (self.title.as_str(), Role::Title)];
        let inside = paint.pane(area, &title, "", Focus::Here);
        self.pieces.draw(inside, sheet::LABELS, 0, Focus::Here, paint);
    }
}
