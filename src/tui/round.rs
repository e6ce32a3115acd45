//! A night round: one key a child. Each key saves one check at this minute and goes on to the next child.

use super::choose::Choose;
use super::doors;
use super::field::{Lines, Writing};
use super::list::{self, List};
use super::night::{self, from_to, last_check, next_due};
use super::paint::{Paint, Rect, Spot};
use super::screen::{Cover, Offer, Reply, Screen};
use super::why::centred;
use crate::care::access::Page;
use crate::care::alert::Level;
use crate::care::night::{Act, Found};
use crate::care::{self, ChildId, Home, Moment, Refusal, StaffId, Subject, when};
use crate::desk::{Draft, Trouble, View};
use crate::keys::{Command, Key, KeyName, Place};
use crate::theme::{Mark, Role};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A night round.
#[derive(Default)]
pub struct Round {
    order: Vec<Subject>,
    children: List<ChildId>,
    rows: Vec<Row>,
    began: Option<DateTime<Utc>>,
    /// The checks of this round, in the order they were made.
    made: Vec<(u64, ChildId)>,
    /// A few words for the check to come, by child.
    words: BTreeMap<ChildId, String>,
    /// The words that are being written.
    writing: Option<Writing>,
    heading: String,
    /// What is said when every child is checked.
    ended: String,
    problem: String,
}

/// One child.
struct Row {
    number: usize,
    name: String,
    level: Option<Level>,
    /// How they were found in this round, when, and with what words.
    check: Option<(&'static str, String, String)>,
    /// How they were found before.
    before: String,
    /// Where they are and since when, if they can't be looked in on: the round passes them over.
    elsewhere: String,
}

impl Row {
    /// Whether the round still asks for them.
    fn asked(&self) -> bool {
        self.check.is_none() && self.elsewhere.is_empty()
    }
}

/// What the keys of a round mean, in the order of the footer.
const FOUND: [(Command, Found); 4] = [
    (Command::Asleep, Found::Asleep),
    (Command::Settled, Found::Settled),
    (Command::GotUp, Found::Up),
    (Command::OutOfRoom, Found::NotInRoom),
];

/// The name that unsent words of a round are kept under.
const DRAFT: &str = "round:house";

impl Round {
    fn check(&self, found: Found) -> Reply {
        let Some(child) = self.children.selected().copied() else { return Reply::Ignored };
        let note = self.words.get(&child).cloned();
        let written = note.is_some();
        let act = care::Act::Night(Act::Check { child, found, note: note.unwrap_or_default() });
        if written { Reply::DoFromDraft(act) } else { Reply::Do(act) }
    }

    fn take_back(&self) -> Reply {
        match self.made.last() {
            Some((number, child)) => {
                Reply::Do(care::Act::Night(Act::TakeBackCheck { child: *child, number: *number }))
            }
            None => Reply::Ignored,
        }
    }

    /// How the child was found, chosen from a list by whoever uses no letters.
    fn choose(&self) -> Reply {
        match (self.children.selected(), self.rows.get(self.children.at())) {
            (Some(child), Some(row)) => {
                let note = self.words.get(child).cloned().unwrap_or_default();
                Reply::Open(Box::new(Choose::found(*child, &row.name, note)))
            }
            _ => Reply::Ignored,
        }
    }

    fn write(&mut self) -> Reply {
        let Some(child) = self.children.selected() else { return Reply::Ignored };
        let begun = self.words.get(child).map_or("", String::as_str);
        self.writing = Some(Writing::new(Lines::One, begun));
        Reply::Stay
    }

    /// Keeps what is written with the child it is written for.
    fn keep_words(&mut self) {
        let (Some(child), Some(writing)) = (self.children.selected(), &self.writing) else { return };
        if writing.is_empty() {
            self.words.remove(child);
        } else {
            self.words.insert(*child, writing.text());
        }
    }

    /// Follows the checks: a new one sends the cursor on to the next child, one taken back sends it there.
    fn follow(&mut self, made: Vec<(u64, ChildId)>) {
        let new = made.iter().find(|check| !self.made.contains(check)).copied();
        let gone = self.made.iter().rev().find(|check| !made.contains(check)).copied();
        self.made = made;
        if let Some((_, child)) = new {
            self.words.remove(&child);
            self.problem.clear();
            self.children.select(&child);
            self.go_on();
        } else if let Some((_, child)) = gone {
            self.children.select(&child);
        }
    }

    fn go_on(&mut self) {
        let (here, all) = (self.children.at(), self.rows.len());
        let asked = |place: &usize| self.rows.get(*place).is_some_and(Row::asked);
        if let Some(next) = (here + 1..all).chain(0..here).find(asked) {
            self.children.go(next);
        }
    }

    /// How many are checked, and how many are to be.
    fn progress(&self) -> (usize, usize) {
        let done = self.rows.iter().filter(|row| row.check.is_some()).count();
        (done, done + self.rows.iter().filter(|row| row.asked()).count())
    }

    fn is_done(&self) -> bool {
        !self.rows.is_empty() && !self.rows.iter().any(Row::asked)
    }

    /// "All 5 checked, 02:31 to 02:36. The next round is due by 03:01. Passed over: Mo."
    fn ended(&self, home: &Home, now: Moment) -> String {
        let all = self.made.iter().filter_map(|(number, child)| {
            let checks = home.nights.checks(*child).iter();
            checks.rev().find(|check| check.number == *number).map(|check| check.at)
        });
        let times: Vec<_> = all.collect();
        let mut said = match from_to(&times, now) {
            Some(when) => format!("All {} checked, {when}.", self.progress().0),
            None => "Nobody is here to look in on.".into(),
        };
        if let Some(due) = next_due(home, now) {
            said += &format!(" The next round is due by {}.", when::shown_time(due, now.zone));
        }
        let over = self.rows.iter().filter(|row| row.check.is_none() && !row.elsewhere.is_empty());
        let over: Vec<_> = over.map(|row| row.name.as_str()).collect();
        if !over.is_empty() {
            said += &format!(" Passed over: {}.", over.join(", "));
        }
        said
    }
}

impl Screen for Round {
    fn place(&self) -> Place {
        if self.writing.is_some() { Place::Text } else { Place::Round }
    }

    fn shows(&self) -> Vec<(Page, Subject)> {
        self.children.keys().iter().map(|child| (Page::Round, Subject::Child(*child))).collect()
    }

    fn title(&self) -> String {
        String::new()
    }

    fn cover(&self) -> Cover {
        Cover::Over
    }

    fn offers(&self) -> Vec<Offer> {
        if self.writing.is_some() {
            return [Command::Save, Command::Back].map(Offer::can).into();
        }
        let nobody = self.children.is_empty().then_some("No child lives here yet.");
        let none = self.made.is_empty().then_some("This round has no check to take back yet.");
        let mut offers: Vec<Offer> =
            FOUND.iter().map(|(command, _)| Offer::unless(*command, nobody)).collect();
        offers.push(Offer::unless(Command::Words, nobody));
        offers.push(Offer::unless(Command::OneBack, none));
        offers.push(Offer::unless(Command::Open, nobody));
        offers.push(Offer::can(Command::Back));
        offers
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let (home, now) = (view.home(), view.now());
        let opening = self.began.is_none();
        let began = *self.began.get_or_insert(now.at);
        doors::worst_first(home, now, &mut self.order);
        let children: Vec<ChildId> = self.order.iter().filter_map(|subject| subject.child()).collect();
        self.rows = children.iter().map(|child| row(home, *child, now, began, view.me())).collect();
        let made = made(home, &children, began, view.me());
        self.children.set(children);
        self.follow(made);
        if opening && self.rows.first().is_some_and(|row| !row.asked()) {
            self.go_on();
        }
        self.heading = format!("Night round · began {}", when::shown_time(began, now.zone));
        self.ended = self.ended(home, now);
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        if let Some(writing) = &mut self.writing {
            return match command {
                Command::Save | Command::Back => {
                    self.keep_words();
                    self.writing = None;
                    Reply::Stay
                }
                command if writing.command(command) => {
                    self.keep_words();
                    Reply::Stay
                }
                _ => Reply::Ignored,
            };
        }
        if let Some((_, found)) = FOUND.iter().find(|(known, _)| *known == command) {
            return self.check(*found);
        }
        match command {
            Command::Words => self.write(),
            Command::OneBack => self.take_back(),
            Command::Open => self.choose(),
            command if self.children.moved(command) => Reply::Stay,
            _ => Reply::Ignored,
        }
    }

    fn go_to(&mut self, number: usize) -> Reply {
        let place = self.rows.iter().position(|row| row.number == number);
        if place.is_some_and(|place| self.children.go(place)) { Reply::Stay } else { Reply::Ignored }
    }

    fn typed(&mut self, key: Key) -> Reply {
        let Some(writing) = &mut self.writing else { return Reply::Ignored };
        if key.name == KeyName::Enter {
            self.writing = None;
            return Reply::Stay;
        }
        if !writing.typed(key) {
            return Reply::Ignored;
        }
        self.problem.clear();
        self.keep_words();
        Reply::Stay
    }

    fn pasted(&mut self, text: &str) -> Reply {
        let Some(writing) = &mut self.writing else { return Reply::Ignored };
        writing.pasted(text);
        self.keep_words();
        Reply::Stay
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        match spot.row {
            Some(row) if self.writing.is_none() && self.children.go(row) => Reply::Stay,
            Some(_) | None => Reply::Ignored,
        }
    }

    fn draft_name(&self) -> Option<String> {
        Some(DRAFT.into())
    }

    fn draft(&self) -> Option<Draft> {
        let boxes: Vec<_> =
            self.words.iter().map(|(child, words)| (child.0.to_string(), words.clone())).collect();
        let began = self.began?;
        (!boxes.is_empty()).then(|| Draft { name: DRAFT.into(), subject: Subject::House, began, boxes })
    }

    /// The words of the other children stay.
    fn left_of_draft(&self, act: &care::Act) -> Option<Draft> {
        let mut left = self.draft()?;
        if let care::Act::Night(Act::Check { child, .. }) = act {
            left.boxes.retain(|(of, _)| *of != child.0.to_string());
        }
        (!left.boxes.is_empty()).then_some(left)
    }

    fn take_up(&mut self, draft: &Draft) {
        let kept = draft.boxes.iter().filter_map(|(child, words)| {
            let child = ChildId(Uuid::parse_str(child).ok()?);
            Some((child, words.clone()))
        });
        self.words = kept.filter(|(child, _)| self.children.keys().contains(child)).collect();
        if let Some(child) = self.words.keys().next().copied() {
            self.children.select(&child);
        }
    }

    fn refused(&mut self, refusal: &Refusal) {
        self.problem = refusal.to_string();
    }

    fn remark(&self) -> String {
        let row = self.rows.get(self.children.at());
        let (name, elsewhere) = row.map_or(("", ""), |row| (&row.name, &row.elsewhere));
        let words = self.children.selected().is_some_and(|child| self.words.contains_key(child));
        match (&self.writing, words) {
            (Some(_), _) => format!("{name}: a few words. Enter keeps them for the check."),
            (None, true) => format!("{name}: the key that says how they are saves the words with it."),
            (None, false) if !elsewhere.is_empty() => {
                format!("{name}: {elsewhere}. A key saves a check all the same.")
            }
            (None, false) => "Each key saves one check at this minute and goes on.".into(),
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let tall = u16::try_from(self.rows.len()).unwrap_or(u16::MAX).saturating_add(7);
        let (done, all) = self.progress();
        let remark = format!("{done} of {all}");
        let inside = paint.popover(centred(area, 66, tall), &[(&self.heading, Role::Title)], &remark);
        let room = inside.height.saturating_sub(5);
        let shown = list::shown(self.rows.len(), self.children.at(), usize::from(room));
        for (y, place) in (inside.y + 1..).zip(shown) {
            self.draw_row(place, Rect { y, height: 1, ..inside }, paint);
        }
        let below = Rect {
            y: inside.y + room + 2,
            height: inside.bottom().saturating_sub(inside.y + room + 2),
            ..inside
        };
        self.draw_foot(below, paint);
    }
}

impl Round {
    fn draw_row(&self, place: usize, area: Rect, paint: &mut Paint<'_>) {
        let (row, child) = (&self.rows[place], &self.children.keys()[place]);
        let (mark, _, level) = doors::level(row.level);
        let here = place == self.children.at();
        paint.words(area.x + 2, area.y, 2, &doors::key_of(row.number), Role::Key);
        paint.spans(area.x + 4, area.y, 2, &[(paint.mark(mark), level)]);
        paint.words(area.x + 6, area.y, 13, &row.name, Role::TextStrong);
        if let Some((found, time, note)) = &row.check {
            paint.words(area.x + 20, area.y, 15, found, Role::Text);
            paint.words(area.x + 36, area.y, 6, time, Role::TextMuted);
            paint.words(area.x + 43, area.y, area.width.saturating_sub(44), note, Role::Text);
        } else if !self.words.contains_key(child) {
            paint.words(area.x + 20, area.y, area.width.saturating_sub(21), &row.before, Role::TextMuted);
        }
        if here {
            paint.lay(area, Role::Selected);
            paint.words(area.x, area.y, 1, paint.mark(Mark::Cursor), Role::Selected);
            paint.cursor(area.x, area.y);
        }
        let words = Rect { x: area.x + 20, width: area.width.saturating_sub(21), ..area };
        if let Some(writing) = self.writing.as_ref().filter(|_| here) {
            writing.draw(words, true, paint);
        } else if let Some(kept) = self.words.get(child) {
            let mark = format!("{} {kept}", paint.mark(Mark::Draft));
            paint.words(words.x, words.y, words.width, &mark, Role::Draft);
        }
        paint.spot(area, 0, place);
    }

    /// The keys, or how the round ended.
    fn draw_foot(&self, area: Rect, paint: &mut Paint<'_>) {
        let text = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        if !self.problem.is_empty() {
            paint.text(text, &self.problem, Role::InputProblem);
        } else if self.is_done() {
            paint.text(text, &self.ended, Role::MessageSaved);
        } else {
            let keys = FOUND.map(|(command, found)| (command, found.words()));
            self.draw_keys(&keys, Rect { height: 1.min(text.height), ..text }, paint);
            let more = [(Command::Words, "a few words"), (Command::OneBack, "one back")];
            let below = Rect { y: text.y + 1, height: text.height.saturating_sub(1).min(1), ..text };
            self.draw_keys(&more, below, paint);
        }
    }

    fn draw_keys(&self, keys: &[(Command, &str)], area: Rect, paint: &mut Paint<'_>) {
        if area.height == 0 || self.writing.is_some() {
            return;
        }
        let mut x = area.x;
        for (command, does) in keys {
            let key = paint.key(Place::Round, *command);
            if !key.is_empty() {
                let room = area.right().saturating_sub(x);
                x +=
                    paint.spans(x, area.y, room, &[(&key, Role::Key), (" ", Role::Hint), (does, Role::Hint)]);
                x += 3;
            }
        }
    }
}

fn row(home: &Home, child: ChildId, now: Moment, began: DateTime<Utc>, me: StaffId) -> Row {
    let time = |at| when::shown_time(at, now.zone);
    let mine = home.nights.checks(child).iter().rev().find(|check| check.at >= began && check.by == me);
    let before = last_check(home, child, now);
    let elsewhere = night::elsewhere(home, child, now);
    Row {
        number: doors::number(home, Subject::Child(child)),
        name: home.name_of(Subject::Child(child)).into(),
        level: home.alerts.about(child, now.at).first().map(|alert| alert.warning.level),
        check: mine.map(|check| (check.found.words(), time(check.at), check.note.clone())),
        before: match before {
            _ if !elsewhere.is_empty() => elsewhere.clone(),
            None => "no check yet".into(),
            Some(check) => format!("was {} at {}", check.found.words(), time(check.at)),
        },
        elsewhere,
    }
}

fn made(home: &Home, children: &[ChildId], began: DateTime<Utc>, me: StaffId) -> Vec<(u64, ChildId)> {
    let checks = children.iter().flat_map(|child| {
        let checks = home.nights.checks(*child).iter();
        checks.filter(|check| check.at >= began && check.by == me).map(|check| (check.number, *child))
    });
    let mut made: Vec<_> = checks.collect();
    made.sort_unstable();
    made
}
