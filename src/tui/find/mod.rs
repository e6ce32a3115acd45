//! Find: one box over children, staff, alerts, notes, appointments, every word of the record, and what can be done.
//! Each key answers at once: the rows are made ready when it opens and when the home changed, and the words of the
//! record are kept ready by the desk.

mod groups;
mod rows;
mod texts;

use super::beneath::{Beneath, gives_way};
use super::field::{Lines, Writing};
use super::lines;
use super::list::List;
use super::paint::{Paint, Rect, Spot};
use super::screen::{Cover, Notice, Offer, Reply, Screen};
use super::why::centred;
use crate::care::access::Page;
use crate::care::{CareDay, Subject};
use crate::desk::{Answer, Question, Trouble, View};
use crate::find::{self, Kind};
use crate::keys::{Command, Key, Place};
use crate::theme::Role;
use groups::{Group, Pick};
use rows::{Found, Target};

/// How many of a kind are shown before somebody asks for all.
const FEW: usize = 4;

/// How many texts of a kind are shown when somebody asks for all: more than these are narrowed, not read.
const MOST: usize = 50;

/// Find.
pub struct Find {
    beneath: Beneath,
    typed: Writing,
    /// The last entry and the day that the rows were made for.
    made_for: Option<(u64, CareDay)>,
    rows: Vec<find::Row<Found>>,
    question: Question,
    groups: Vec<Group>,
    picks: List<Pick>,
    /// The kind of which all are shown.
    all_of: Option<Kind>,
    /// Where the cursor goes once what was typed is looked for.
    going: Going,
    /// What was perhaps meant.
    meant: Option<String>,
    /// How many more are kept to named people.
    kept: usize,
}

/// Where the cursor goes.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Going {
    /// It stays on what it is on.
    Stays,
    /// To what answers best.
    Best,
    /// To the first child.
    FirstChild,
    /// To a place in the list.
    To(usize),
}

impl Find {
    /// Find, over the screen beneath.
    pub fn new(beneath: Beneath) -> Self {
        Self {
            beneath,
            typed: Writing::new(Lines::One, ""),
            made_for: None,
            rows: Vec::new(),
            question: Question::default(),
            groups: Vec::new(),
            picks: List::default(),
            all_of: None,
            going: Going::Stays,
            meant: None,
            kept: 0,
        }
    }

    /// What was typed changed: the cursor goes to what answers best.
    fn look(&mut self) -> Reply {
        self.all_of = None;
        self.going = Going::Best;
        Reply::Look
    }

    fn search(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let typed = self.typed.text();
        self.question = Question::of(view, &typed);
        let all_of = self.all_of;
        let answer = view.find(&self.question, |kind| if all_of == Some(kind) { MOST } else { FEW });
        // What the home has at hand is found all the same.
        let (answer, trouble) = match answer {
            Ok(answer) => (answer, Ok(())),
            Err(trouble) => (Answer::default(), Err(trouble)),
        };
        self.kept = answer.kept;
        self.meant = answer.meant;
        let texts = answer.groups.into_iter().map(|texts| {
            let told = texts.best.into_iter().map(|told| texts::Text::of(view, texts.kind, told)).collect();
            groups::Texts { kind: texts.kind, total: texts.total, more: texts.more, best: told }
        });
        self.groups = groups::of(&self.rows, &self.question, texts.collect(), all_of);
        if self.groups.is_empty() && self.question.only.is_empty() {
            self.meant = find::meant(&self.rows, &self.question.words).or(self.meant.take());
        }
        self.picks.set(self.groups.iter().flat_map(Group::picks).collect());
        match std::mem::replace(&mut self.going, Going::Stays) {
            Going::Stays => {}
            Going::To(place) => drop(self.picks.go(place)),
            Going::Best => {
                if let Some(best) = groups::best(&self.groups) {
                    self.picks.select(&best);
                }
            }
            Going::FirstChild => {
                let first = self.groups.iter().find(|group| group.kind == Some(Kind::Child));
                if let Some(pick) = first.and_then(|group| group.picks().next()) {
                    self.picks.select(&pick);
                }
            }
        }
        trouble
    }

    fn type_over(&mut self, words: &str) -> Reply {
        self.typed = Writing::new(Lines::One, words);
        self.look()
    }

    fn go(&mut self) -> Reply {
        match self.picks.selected().cloned() {
            Some(Pick::Completed(typed)) => self.type_over(&typed),
            Some(Pick::Row(row)) => match self.rows.get(row).map(|row| row.target.target.clone()) {
                Some(Target::Staff { name, keychildren }) if keychildren.len() != 1 => {
                    self.keychildren(&name, keychildren.len())
                }
                Some(target) => target.open(),
                None => Reply::Stay,
            },
            Some(Pick::Text(number)) => {
                let mut texts = self.groups.iter().flat_map(Group::texts);
                let text = texts.find(|text| text.number == number);
                text.map_or(Reply::Stay, |text| text.target.open())
            }
            Some(Pick::More(kind)) => {
                self.going = Going::To(self.picks.at());
                self.all_of = Some(kind);
                Reply::Look
            }
            None => match self.meant.take() {
                Some(meant) => self.type_over(&meant),
                None => Reply::Stay,
            },
        }
    }

    /// Their name finds the children they are keyworker of.
    fn keychildren(&mut self, name: &str, count: usize) -> Reply {
        if count == 0 {
            return Reply::Say(Notice::note(format!("{name} is nobody’s keyworker.")));
        }
        let reply = self.type_over(name);
        self.going = Going::FirstChild;
        reply
    }

    /// The cursor goes to the first of the next kind, or of the one before.
    fn turn(&mut self, back: bool) {
        let mut firsts = Vec::new();
        let mut place = 0;
        for group in &self.groups {
            firsts.push(place);
            place += group.picks().count();
        }
        let at = self.picks.at();
        let here = firsts.iter().rposition(|first| *first <= at).unwrap_or(0);
        let count = firsts.len().max(1);
        let next = if back { here + count - 1 } else { here + 1 } % count;
        self.picks.go(firsts.get(next).copied().unwrap_or(0));
    }

    fn nothing(&self) -> String {
        let typed = self.typed.text();
        let kept = self.and_kept();
        match &self.meant {
            _ if typed.trim().is_empty() => {
                "A name, a room, a school, or any word of the record. Misspelt will do.".into()
            }
            Some(meant) => {
                format!("Nothing found for “{}”. Did you mean {meant}? Enter looks.{kept}", typed.trim())
            }
            None => format!("Nothing found for “{}”.{kept}", typed.trim()),
        }
    }

    fn and_kept(&self) -> String {
        match self.kept {
            0 => String::new(),
            1 => " 1 more is kept to named people.".into(),
            kept => format!(" {kept} more are kept to named people."),
        }
    }

    fn foot(&self) -> String {
        let found: usize = self.groups.iter().map(|group| group.total).sum();
        if found == 0 {
            return String::new();
        }
        let more = if self.groups.iter().any(|group| group.more) { "More than " } else { "" };
        let meant = self.meant.as_ref().map_or(String::new(), |meant| format!(" Close to {meant}."));
        format!("{more}{found} found.{meant}{}", self.and_kept())
    }

    /// What narrows a search, or which filter means nothing.
    fn narrows(&self) -> &str {
        let told = "Words narrow it, and so do  by:dee  #health  from:1/11  to:today  @kasia";
        self.question.not_understood.as_deref().unwrap_or(told)
    }
}

impl Screen for Find {
    fn place(&self) -> Place {
        Place::Search
    }

    fn title(&self) -> String {
        "Find".into()
    }

    fn shows(&self) -> Vec<(Page, Subject)> {
        // A name half typed finds half the record by the way. What somebody looks at is what the cursor stands on, and
        // all of it once they have narrowed it or asked for more.
        let at = self.picks.selected();
        let asked_for = self.all_of.is_some() || !self.question.only.is_empty();
        let texts = self.groups.iter().flat_map(Group::texts);
        let looked_at = texts.filter(|text| asked_for || at == Some(&Pick::Text(text.number)));
        looked_at.map(|text| text.shows).collect()
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
        let made = self.made_for == now;
        if !made {
            self.rows = rows::of(view, &self.beneath);
            self.made_for = now;
        }
        if made && self.going == Going::Stays { Ok(()) } else { self.search(view) }
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
            Command::Clear => self.type_over(""),
            command if self.picks.moved(command) => Reply::Stay,
            command if self.typed.command(command) => self.look(),
            command => gives_way(Command::Find, command).unwrap_or(Reply::Ignored),
        }
    }

    fn typed(&mut self, key: Key) -> Reply {
        let before = self.typed.text();
        if !self.typed.typed(key) {
            return Reply::Ignored;
        }
        if self.typed.text() == before { Reply::Stay } else { self.look() }
    }

    fn pasted(&mut self, text: &str) -> Reply {
        self.typed.pasted(text);
        self.look()
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
        let words = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
        let refused = self.question.not_understood.is_some();
        let role = if refused { Role::TextStrong } else { Role::TextMuted };
        paint.words(words.x, inside.y + 1, words.width, self.narrows(), role);
        let below = Rect { y: inside.y + 3, height: inside.height.saturating_sub(4), ..inside };
        if self.groups.is_empty() {
            paint.text(Rect { x: words.x, width: words.width, ..below }, &self.nothing(), Role::TextMuted);
            return;
        }
        let listed = groups::lines(&self.groups, &self.rows, below.width, &self.beneath, paint);
        lines::draw(&listed, self.picks.at(), below, 0, paint);
        let foot = inside.bottom().saturating_sub(1);
        paint.words(words.x, foot, words.width, &self.foot(), Role::TextMuted);
    }
}
