//! Find: one box over children, staff, alerts, notes, appointments and what can be done. Each key answers at once:
//! the rows are made ready when it opens and when the home changed, never while someone types.

mod rows;

use super::beneath::{Beneath, gives_way};
use super::field::{Lines, Writing};
use super::lines::{self, Line};
use super::list::List;
use super::paint::{Paint, Rect, Spot};
use super::screen::{Cover, Notice, Offer, Reply, Screen};
use super::why::centred;
use crate::care::CareDay;
use crate::desk::{Trouble, View};
use crate::find::{self, How, Kind};
use crate::keys::{Command, Key, Place};
use crate::theme::{Mark, Role};
use rows::{Found, Target};
use std::ops::Range;

/// How many of a kind are shown before somebody asks for all.
const FEW: usize = 4;

/// Find.
pub struct Find {
    beneath: Beneath,
    typed: Writing,
    /// The last entry and the day that the rows were made for.
    made_for: Option<(u64, CareDay)>,
    rows: Vec<find::Row<Found>>,
    groups: Vec<Group>,
    picks: List<Pick>,
    /// The kind of which all are shown.
    all_of: Option<Kind>,
    /// What was perhaps meant, when nothing is found.
    meant: Option<String>,
}

/// What was found of a kind.
struct Group {
    kind: Kind,
    total: usize,
    best: Vec<Hit>,
}

/// A row that was found, and how.
struct Hit {
    row: usize,
    score: usize,
    highlights: Vec<(usize, Range<usize>)>,
    close_to: Option<String>,
}

/// Something the cursor can stand on.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Pick {
    Row(usize),
    More(Kind),
}

impl Find {
    /// Find, over the screen beneath.
    pub fn new(beneath: Beneath) -> Self {
        Self {
            beneath,
            typed: Writing::new(Lines::One, ""),
            made_for: None,
            rows: Vec::new(),
            groups: Vec::new(),
            picks: List::default(),
            all_of: None,
            meant: None,
        }
    }

    /// What was typed changed: the cursor goes to what answers best.
    fn look(&mut self) {
        self.all_of = None;
        let best = self.search();
        if let Some(best) = best {
            self.picks.select(&Pick::Row(best));
        }
    }

    /// Finds; answers which row does best, the first among equals.
    fn search(&mut self) -> Option<usize> {
        let typed = self.typed.text();
        let found = find::search(&self.rows, &typed, usize::MAX);
        let groups = found.groups.into_iter().map(|group| {
            let few = if self.all_of == Some(group.kind) { usize::MAX } else { FEW };
            let best = group.best.into_iter().take(few).map(|found| Hit {
                row: found.row.target.row,
                score: found.hit.score,
                close_to: match found.hit.how {
                    How::AsTyped => None,
                    How::CloseTo(words) => Some(words),
                },
                highlights: found.hit.highlights,
            });
            Group { kind: group.kind, total: group.total, best: best.collect() }
        });
        self.groups = groups.collect();
        self.meant = if self.groups.is_empty() { find::meant(&self.rows, &typed) } else { None };
        let picks = self.groups.iter().flat_map(|group| {
            let rows = group.best.iter().map(|hit| Pick::Row(hit.row));
            rows.chain((group.best.len() < group.total).then_some(Pick::More(group.kind)))
        });
        self.picks.set(picks.collect());
        let hits = self.groups.iter().flat_map(|group| &group.best);
        hits.rev().max_by_key(|hit| hit.score).map(|hit| hit.row)
    }

    fn type_over(&mut self, words: &str) {
        self.typed = Writing::new(Lines::One, words);
        self.look();
    }

    fn go(&mut self) -> Reply {
        match self.picks.selected().cloned() {
            Some(Pick::Row(row)) => match self.rows.get(row).map(|row| row.target.target.clone()) {
                Some(Target::Staff { name, keychildren }) if keychildren.len() != 1 => {
                    self.keychildren(&name, keychildren.len())
                }
                Some(target) => target.open(),
                None => Reply::Stay,
            },
            Some(Pick::More(kind)) => {
                let at = self.picks.at();
                self.all_of = Some(kind);
                self.search();
                self.picks.go(at);
                Reply::Stay
            }
            None => {
                if let Some(meant) = self.meant.take() {
                    self.type_over(&meant);
                }
                Reply::Stay
            }
        }
    }

    /// Their name finds the children they are keyworker of.
    fn keychildren(&mut self, name: &str, count: usize) -> Reply {
        if count == 0 {
            return Reply::Say(Notice::note(format!("{name} is nobody’s keyworker.")));
        }
        self.type_over(name);
        let first = self.groups.first().filter(|group| group.kind == Kind::Child);
        if let Some(hit) = first.and_then(|group| group.best.first()) {
            self.picks.select(&Pick::Row(hit.row));
        }
        Reply::Say(Notice::note(format!("{name} is keyworker of {count} children.")))
    }

    /// The cursor goes to the first of the next kind, or of the one before.
    fn turn(&mut self, back: bool) {
        let mut firsts = Vec::new();
        let mut place = 0;
        for group in &self.groups {
            firsts.push(place);
            place += group.best.len() + usize::from(group.best.len() < group.total);
        }
        let at = self.picks.at();
        let here = firsts.iter().rposition(|first| *first <= at).unwrap_or(0);
        let count = firsts.len().max(1);
        let next = if back { here + count - 1 } else { here + 1 } % count;
        self.picks.go(firsts.get(next).copied().unwrap_or(0));
    }

    fn lines(&self, width: u16, paint: &Paint<'_>) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut place = 0;
        for group in &self.groups {
            let total = group.total.to_string();
            lines.push(Line::heading(group.kind.heading()).ending(total, Role::TextMuted));
            let mut said = &None;
            for hit in &group.best {
                let row = &self.rows[hit.row];
                lines.extend(row.target.lines(place, row, &hit.highlights, width, &self.beneath));
                if let Some(words) = hit.close_to.as_ref().filter(|_| *said != hit.close_to) {
                    said = &hit.close_to;
                    lines.push(Line::of(place).at(6, format!("close to “{words}”"), Role::TextMuted));
                }
                place += 1;
            }
            if group.best.len() < group.total {
                let more = format!("{} {} more", paint.mark(Mark::MoreBelow), group.total - group.best.len());
                lines.push(Line::of(place).at(3, more, Role::TextMuted));
                place += 1;
            }
        }
        lines
    }

    fn nothing(&self) -> String {
        let typed = self.typed.text();
        match &self.meant {
            _ if typed.trim().is_empty() => {
                "A name, a room, a school, a word of an alert or a note. Misspelt will do.".into()
            }
            Some(meant) => {
                format!("Nothing found for “{}”. Did you mean {meant}? Enter looks.", typed.trim())
            }
            None => format!("Nothing found for “{}”.", typed.trim()),
        }
    }
}

impl Screen for Find {
    fn place(&self) -> Place {
        Place::Search
    }

    fn title(&self) -> String {
        "Find".into()
    }

    fn cover(&self) -> Cover {
        Cover::Over
    }

    fn offers(&self) -> Vec<Offer> {
        let nothing =
            self.picks.is_empty().then_some("There is nothing to open yet: type what you look for.");
        let nothing = nothing.filter(|_| self.meant.is_none());
        let mut offers = vec![Offer::unless(Command::Open, nothing)];
        let more = [Command::NextPane, Command::Clear, Command::Back, Command::Help, Command::Everything];
        offers.extend(more.map(Offer::can));
        offers.push(Offer::can(Command::Find));
        offers
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let now = Some((view.home().last, view.today()));
        if self.made_for != now {
            self.rows = rows::of(view, &self.beneath);
            self.made_for = now;
            self.search();
        }
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        match command {
            Command::Open => self.go(),
            Command::NextPane => {
                self.turn(false);
                Reply::Stay
            }
            Command::PreviousPane => {
                self.turn(true);
                Reply::Stay
            }
            Command::Clear => {
                self.type_over("");
                Reply::Stay
            }
            command if self.picks.moved(command) => Reply::Stay,
            command if self.typed.command(command) => {
                self.look();
                Reply::Stay
            }
            command => gives_way(Command::Find, command).unwrap_or(Reply::Ignored),
        }
    }

    fn typed(&mut self, key: Key) -> Reply {
        let before = self.typed.text();
        if !self.typed.typed(key) {
            return Reply::Ignored;
        }
        if self.typed.text() != before {
            self.look();
        }
        Reply::Stay
    }

    fn pasted(&mut self, text: &str) -> Reply {
        self.typed.pasted(text);
        self.look();
        Reply::Stay
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        match spot.row {
            Some(row) if self.picks.go(row) => self.go(),
            Some(_) | None => Reply::Ignored,
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let boxed = centred(area, 88, area.height.saturating_sub(2).max(12));
        let inside = paint.popover(boxed, &[("Find", Role::Title)], "everything you may see");
        let search = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), height: 1, ..inside };
        self.typed.draw(search, true, paint);
        let below = Rect { y: inside.y + 2, height: inside.height.saturating_sub(3), ..inside };
        if self.groups.is_empty() {
            let words = Rect { x: below.x + 1, width: below.width.saturating_sub(2), ..below };
            paint.text(words, &self.nothing(), Role::TextMuted);
            return;
        }
        lines::draw(&self.lines(below.width, paint), self.picks.at(), below, 0, paint);
        let found: usize = self.groups.iter().map(|group| group.total).sum();
        let foot = inside.bottom().saturating_sub(1);
        paint.words(inside.x + 1, foot, inside.width, &format!("{found} found."), Role::TextMuted);
    }
}
