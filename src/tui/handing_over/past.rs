//! The handovers of the last weeks: when, by whom, to whom, and how long each took; and each of them, to be read.

use super::sheet;
use crate::care::access::Page;
use crate::care::handing_over::{self, Handover, Taken};
use crate::care::{HandoverId, Home, Moment, Subject, when, words};
use crate::desk::{Trouble, View};
use crate::keys::{Command, Place};
use crate::theme::{Mark, Role};
use crate::tui::list::{self, List};
use crate::tui::paint::{Bar, Focus, Paint, Rect, Spot};
use crate::tui::pieces::{Piece, Pieces};
use crate::tui::screen::{Offer, Reply, Screen};

/// How many entries about handing over are looked through: three shifts a day for some weeks.
const LOOKED_AT: usize = 200;

/// The handovers of the last weeks.
#[derive(Default)]
pub struct PastHandovers {
    rows: List<HandoverId>,
    shown: Vec<Row>,
    /// How long each took that was accepted, oldest first.
    taken: Vec<Taken>,
    /// The same in words.
    words: String,
}

/// One of them.
struct Row {
    when: String,
    who: String,
    took: String,
}

impl PastHandovers {
    fn open(&self) -> Reply {
        match self.rows.selected() {
            Some(id) => Reply::Open(Box::new(ReadHandover::new(*id, None))),
            None => Reply::Ignored,
        }
    }
}

fn row(home: &Home, now: Moment, handover: &Handover) -> Row {
    let by = home.people.first_name(handover.signed.by);
    let to: Vec<&str> = handover.accepted.iter().map(|signed| home.people.first_name(signed.by)).collect();
    let to = if to.is_empty() { "not accepted".into() } else { format!("to {}", to.join(", ")) };
    let took = match (handover.minutes(), handover.accepted.is_empty()) {
        (Some(minutes), _) => format!("{minutes} min"),
        (None, true) => String::new(),
        (None, false) => "not known".into(),
    };
    Row { when: when::shown_when(handover.signed.at, now), who: format!("{by} {to}"), took }
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
        self.taken = handing_over::taken(view.home(), view.now(), &all);
        self.words = handing_over::in_words(&self.taken, view.today());
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
        self.rows.pointed(spot)
    }

    fn remark(&self) -> String {
        if self.rows.is_empty() {
            return "No shift was handed over here yet.".into();
        }
        "From beginning to give it until it was accepted. Enter reads it.".into()
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let tall = self.picture_height(area);
        let picture = Rect { y: area.bottom() - tall, height: tall, ..area };
        let area = Rect { height: area.height - tall, ..area };
        if tall > 0 {
            self.draw_picture(picture, paint);
        }
        let count = self.rows.len().to_string();
        let inside = paint.pane(area, &[("Past handovers", Role::Title)], &count, Focus::Here);
        let shown = list::shown(self.rows.len(), self.rows.at(), usize::from(inside.height));
        for (y, place) in (inside.y..).zip(shown) {
            let row = &self.shown[place];
            let at = Rect { y, height: 1, ..inside };
            paint.words(at.x + 2, y, 18, &row.when, Role::Text);
            paint.words(at.x + 21, y, 28, &row.who, Role::TextStrong);
            paint.words(at.x + 50, y, 9, &row.took, Role::Text);
            if place == self.rows.at() {
                paint.lay(at, Role::Selected);
                paint.words(at.x, y, 1, paint.mark(Mark::Cursor), Role::Selected);
                paint.cursor(at.x, y);
            }
            paint.spot(at, 0, place);
        }
    }
}

/// The columns of the labels beside the bars.
const LABELS: u16 = 7;

impl PastHandovers {
    /// A third of the screen, where the list keeps room enough and there is anything to draw.
    fn picture_height(&self, area: Rect) -> u16 {
        let known = self.taken.iter().any(|one| one.minutes.is_some());
        if known && area.height >= 16 { (area.height / 3).clamp(8, 14) } else { 0 }
    }

    /// A bar a handover, or for several where there is little room; the same in words beneath.
    fn draw_picture(&self, area: Rect, paint: &mut Paint<'_>) {
        let inside = paint.pane(area, &[("How long they took", Role::Title)], "", Focus::Away);
        let text = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
        let rows = words::wrap(&self.words, usize::from(text.width)).len();
        let rows = u16::try_from(rows).unwrap_or(u16::MAX).min(inside.height.saturating_sub(3));
        let below = Rect { y: inside.bottom() - rows, height: rows, ..text };
        paint.text(below, &self.words, Role::Text);
        let bars = Rect {
            x: inside.x + LABELS,
            width: inside.width.saturating_sub(LABELS + 1),
            height: inside.height.saturating_sub(rows + 1),
            ..inside
        };
        let to_a_bar = self.taken.len().div_ceil(usize::from(bars.width.max(1))).max(1);
        let tall = |some: &[Taken]| handing_over::average(some).map(u64::from);
        let mut all: Vec<_> = self.taken.rchunks(to_a_bar).map(tall).collect();
        all.reverse();
        let most = all.iter().flatten().copied().max().unwrap_or(1);
        let drawn: Vec<Bar> = all.iter().map(|tall| Bar { tall: *tall, role: Role::Chart1 }).collect();
        let used = paint.bars(bars, &drawn, most);
        self.draw_axes(bars, used, most, paint);
    }

    fn draw_axes(&self, bars: Rect, used: u16, most: u64, paint: &mut Paint<'_>) {
        let role = Role::ChartAxis;
        paint.right(bars.x - 1, bars.y, LABELS - 1, &format!("{most} min"), role);
        if bars.height > 1 {
            paint.right(bars.x - 1, bars.bottom() - 1, LABELS - 1, "0", role);
        }
        let (Some(first), Some(last)) = (self.taken.first(), self.taken.last()) else { return };
        let date = |one: &Taken| one.day.date().format("%-d %b").to_string();
        let dated = paint.words(bars.x, bars.bottom(), 7, &date(first), role);
        if first.day != last.day && used > dated + 7 {
            paint.right(bars.x + used, bars.bottom(), 7, &date(last), role);
        }
    }
}

/// One handover, to be read.
pub struct ReadHandover {
    id: HandoverId,
    /// The number of its entry, where it is known: it may be older than those that are looked through.
    number: Option<u64>,
    title: String,
    about: Vec<Subject>,
    pieces: Pieces,
}

impl ReadHandover {
    /// A handover of the last weeks, or an older one whose entry is known.
    pub fn new(id: HandoverId, number: Option<u64>) -> Self {
        Self { id, number, title: String::new(), about: Vec::new(), pieces: Pieces::default() }
    }
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
        let mut all = view.handovers(LOOKED_AT)?;
        if let Some(number) = self.number {
            // The last comes with who accepted it, where it is among those.
            all.extend(view.handover_at(number)?);
        }
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
