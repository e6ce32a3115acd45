//! The home board: how each child is now, how far the day's lists have come, what waits for me, what happened.

mod lately;
mod start;

use super::bring_in::BringIn;
use super::child::ChildScreen;
use super::doors::{self, NotYours};
use super::list::{self, List};
use super::paint::{Focus, Paint, Rect, Spot};
use super::people::People;
use super::screen::{Notice, Offer, Reply, Screen, Warned};
use super::shifts;
use super::whereabouts;
use crate::care::alert::{Alert, Level};
use crate::care::sight::Withheld;
use crate::care::waiting::Waiting;
use crate::care::{CareDay, ChildId, Home, Moment, Part, StaffId, Subject, handing_over, lines};
use crate::desk::{Draft, Trouble, View};
use crate::keys::{Command, Place};
use crate::theme::{Mark, Role};
use start::{First, Start};

/// The board.
#[derive(Default)]
pub struct Board {
    /// Worst first when the board was opened, and then as it is: what is under the cursor never moves.
    order: Vec<Subject>,
    children: List<Subject>,
    rows: Vec<Row>,
    mine: List<Mine>,
    mine_rows: Vec<MineRow>,
    happened: Vec<lately::Happened>,
    pane: Pane,
    title: String,
    me: Option<StaffId>,
    /// What to begin with, in a home with no children.
    start: Option<Start>,
    nothing_to_read: bool,
    /// Who is on, in a few words.
    on: String,
    /// Why whoever looks can't add a child, or put time off in the calendar.
    not_yours: NotYours,
    /// It is time to hand the shift over, or to take it over.
    hands_over: bool,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
enum Pane {
    #[default]
    Children,
    Mine,
}

/// One child, or the house.
#[derive(Clone, PartialEq, Debug)]
struct Row {
    number: usize,
    name: String,
    level: Option<Level>,
    withheld: Option<Withheld>,
    feeling: &'static str,
    about: String,
    /// Where the child is, unless they are in: in a word, in full, and whether that is pressing.
    out: Option<(String, String, Role)>,
    parts: [(usize, usize); 3],
    next: String,
    keyworker: String,
    cover: String,
}

/// Something for me.
#[derive(Clone, PartialEq, Debug)]
enum Mine {
    Waiting(Waiting),
    Draft(String),
}

#[derive(Clone, PartialEq, Debug)]
struct MineRow {
    words: String,
    remark: String,
    role: Role,
    draft: Option<Draft>,
}

impl Screen for Board {
    fn place(&self) -> Place {
        Place::Board
    }

    fn title(&self) -> String {
        self.title.clone()
    }

    fn about(&self) -> String {
        if self.start.is_some() {
            return String::new();
        }
        self.rows.get(self.children.at()).map_or(String::new(), |row| row.name.clone())
    }

    fn offers(&self) -> Vec<Offer> {
        let no_child = (self.children.selected() == Some(&Subject::House)).then_some("Choose a child first.");
        let read = self.nothing_to_read.then_some("You have read everything.");
        let mut offers = vec![
            Offer::can(Command::Open),
            Offer::unless(Command::Alert, no_child),
            Offer::can(Command::Log),
            Offer::unless(Command::Unread, read),
        ];
        offers.extend([Command::Since, Command::NightBoard].map(Offer::can));
        // When its time has come it is among those that a narrow window keeps.
        let hand_over = Offer::unless(Command::HandOver, self.not_yours.hand_over.as_deref());
        offers.insert(if self.hands_over { 1 } else { offers.len() }, hand_over);
        offers.extend(
            [
                Command::Find,
                Command::InAndOut,
                Command::Due,
                Command::NextPane,
                Command::ReadLog,
                Command::WhoIsOn,
                Command::PastHandovers,
            ]
            .map(Offer::can),
        );
        offers.push(Offer::unless(Command::AddChild, self.not_yours.add_child.as_deref()));
        offers.push(Offer::unless(Command::BringIn, self.not_yours.add_child.as_deref()));
        offers.push(Offer::unless(Command::Appoint, no_child.or(self.not_yours.appoint.as_deref())));
        offers.push(Offer::unless(Command::PlanLeave, self.not_yours.plan_leave.as_deref()));
        offers
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let home = view.home();
        self.title.clone_from(&home.house.name);
        self.on = shifts::in_words(home);
        self.me = Some(view.me());
        self.not_yours = NotYours::read(view);
        self.hands_over = handing_over::is_near(home, view.me(), view.now());
        doors::worst_first(home, view.now(), &mut self.order);
        self.rows = self.order.iter().map(|subject| row(home, *subject, view.now())).collect();
        let first_came = self.start.is_some() && self.order != [Subject::House];
        self.children.set(self.order.clone());
        if first_came {
            self.children.go(0);
        }
        self.start =
            if self.order == [Subject::House] { Some(self.start.take().unwrap_or_default()) } else { None };
        self.read_mine(view)?;
        self.happened = lately::read(view)?;
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        let moved = match (self.pane, &mut self.start) {
            (Pane::Children, Some(start)) => start.moved(command),
            (Pane::Children, None) => self.children.moved(command),
            (Pane::Mine, _) => self.mine.moved(command),
        };
        if moved {
            return Reply::Stay;
        }
        match command {
            Command::NextPane | Command::PreviousPane => {
                self.pane = match self.pane {
                    Pane::Children if !self.mine.is_empty() => Pane::Mine,
                    Pane::Children | Pane::Mine => Pane::Children,
                };
                Reply::Stay
            }
            Command::Open => match self.pane {
                Pane::Children => self.open_child(),
                Pane::Mine => self.open_mine(),
            },
            Command::ReadLog => doors::about(command, None),
            command => doors::about(command, self.children.selected().copied()),
        }
    }

    fn go_to(&mut self, number: usize) -> Reply {
        match self.rows.iter().position(|row| row.number == number) {
            Some(place) => {
                self.children.go(place);
                self.open_child()
            }
            None => Reply::Ignored,
        }
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        let (list, pane) = if spot.pane == 0 { (None, Pane::Children) } else { (Some(()), Pane::Mine) };
        self.pane = pane;
        let Some(place) = spot.row else { return Reply::Stay };
        if let (None, Some(start)) = (list, &mut self.start) {
            start.go(place);
            return self.open_child();
        }
        match list {
            None if self.children.at() == place => self.open_child(),
            None => {
                self.children.go(place);
                Reply::Stay
            }
            Some(()) => {
                self.mine.go(place);
                self.open_mine()
            }
        }
    }

    fn remark(&self) -> String {
        if self.start.is_some() {
            return "Nothing to show yet, and nothing is wrong.".into();
        }
        match (self.pane, self.rows.get(self.children.at())) {
            (Pane::Children, Some(Row { name, withheld: Some(why), .. })) => {
                format!("{name}: {}. Enter says more.", why.words())
            }
            (Pane::Children, Some(row)) => {
                let part = |(done, all): (usize, usize)| format!("{done} of {all}");
                let [morning, day, night] = row.parts.map(part);
                let out = row.out.as_ref().map_or(String::new(), |(_, full, _)| format!(" {full}."));
                format!("{}: morning {morning}, day {day}, night {night}.{out} Enter opens.", row.name)
            }
            (Pane::Children, None) | (Pane::Mine, _) => String::new(),
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        if area.width >= 150 {
            let left = area.width * 3 / 5;
            let right = Rect { x: area.x + left, width: area.width - left, ..area };
            let half = right.height / 2;
            self.draw_children(Rect { width: left, ..area }, paint);
            self.draw_mine(Rect { height: half, ..right }, paint);
            lately::draw(
                &self.happened,
                Rect { y: right.y + half, height: right.height - half, ..right },
                paint,
            );
            return;
        }
        // Where not every child can have a second line, none has, and the room goes to what waits.
        let room = area.height.saturating_sub(6);
        let roomy = u16::try_from(self.children_height()).unwrap_or(u16::MAX);
        let tight = u16::try_from(self.rows.len() + 3).unwrap_or(u16::MAX);
        // Where nothing waits yet, what to begin with needs the room.
        let (room, roomy) = match self.start {
            Some(_) => (area.height.saturating_sub(4), Start::HEIGHT),
            None => (room, roomy),
        };
        let top =
            if roomy <= room || self.start.is_some() { roomy.min(room) } else { tight.min(room) }.max(5);
        self.draw_children(Rect { height: top, ..area }, paint);
        let below = Rect { y: area.y + top, height: area.height - top, ..area };
        if area.width < 100 {
            return self.draw_mine(below, paint);
        }
        let half = below.width / 2;
        self.draw_mine(Rect { width: half, ..below }, paint);
        lately::draw(&self.happened, Rect { x: below.x + half, width: below.width - half, ..below }, paint);
    }
}

impl Board {
    fn read_mine(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let mut keys = Vec::new();
        let mut rows = Vec::new();
        let waiting = view.waiting();
        self.nothing_to_read = !waiting.iter().any(Waiting::is_to_read);
        for waiting in waiting {
            let (words, remark, role) = doors::in_words(view, &waiting);
            rows.push(MineRow { words, remark, role, draft: None });
            keys.push(Mine::Waiting(waiting));
        }
        for draft in view.drafts()? {
            let words = doors::draft_in_words(view, &draft);
            keys.push(Mine::Draft(draft.name.clone()));
            rows.push(MineRow { words, remark: "draft kept".into(), role: Role::Draft, draft: Some(draft) });
        }
        self.mine.set(keys);
        self.mine_rows = rows;
        if self.mine.is_empty() {
            self.pane = Pane::Children;
        }
        Ok(())
    }

    fn open_child(&self) -> Reply {
        match self.start.as_ref().map(Start::chosen) {
            Some(First::AddChild) => return self.add_child(),
            Some(First::BringIn) => return Reply::Open(Box::<BringIn>::default()),
            Some(First::AddStaff) => return Reply::Open(Box::<People>::default()),
            Some(First::House) | None => {}
        }
        match self.children.selected() {
            Some(subject) => Reply::Open(Box::new(ChildScreen::new(*subject))),
            None => Reply::Ignored,
        }
    }

    fn open_mine(&self) -> Reply {
        match (self.mine.selected(), self.mine_rows.get(self.mine.at())) {
            (Some(Mine::Waiting(waiting)), _) => doors::open(waiting, self.me),
            (Some(Mine::Draft(_)), Some(MineRow { draft: Some(draft), .. })) => doors::carry_on(draft),
            (Some(Mine::Draft(_)) | None, _) => Reply::Ignored,
        }
    }

    fn add_child(&self) -> Reply {
        match &self.not_yours.add_child {
            None => doors::about(Command::AddChild, None),
            Some(why) => Reply::Say(Notice::note(why.clone())),
        }
    }

    fn children_height(&self) -> usize {
        if self.start.is_some() {
            return 12;
        }
        3 + self.rows.iter().map(Row::height).sum::<usize>()
    }

    fn draw_children(&self, area: Rect, paint: &mut Paint<'_>) {
        let all = self.rows.len().saturating_sub(1);
        let focus = Focus::when(self.pane == Pane::Children);
        if let Some(start) = &self.start {
            return start.draw(area, focus, paint);
        }
        let remark = match self.rows.iter().filter(|row| row.out.is_some()).count() {
            0 => format!("{all} here"),
            out => format!("{} here, {out} out", all - out),
        };
        let dot = paint.mark(Mark::Dot);
        let on = if self.on.is_empty() { String::new() } else { format!("{} {dot} ", self.on) };
        let remark = format!("{on}{remark}");
        let inside = paint.pane(area, &[("Children", Role::Title)], &remark, focus);
        let columns = Columns::for_width(inside.width);
        columns.head(inside, paint);
        let tight = self.children_height() > usize::from(area.height);
        let room = usize::from(inside.height.saturating_sub(1));
        let heights = self.rows.iter().map(|row| if tight { 1 } else { row.height() });
        let shown =
            if tight { list::shown(self.rows.len(), self.children.at(), room) } else { 0..self.rows.len() };
        let mut y = inside.y + 1;
        for ((place, row), height) in self.rows.iter().enumerate().zip(heights) {
            if !shown.contains(&place) {
                continue;
            }
            let height = u16::try_from(height).unwrap_or(1);
            let line = Rect { y, height, ..inside };
            let selected = place == self.children.at();
            row.draw(line, &columns, Focus::when(selected && self.pane == Pane::Children), selected, paint);
            paint.spot(line, 0, place);
            y += height;
        }
    }

    fn draw_mine(&self, area: Rect, paint: &mut Paint<'_>) {
        let focus = Focus::when(self.pane == Pane::Mine);
        let count = if self.mine.is_empty() { String::new() } else { self.mine.len().to_string() };
        let inside = paint.pane(area, &[("For you", Role::Title)], &count, focus);
        if self.mine_rows.is_empty() {
            paint.text(inside, " Nothing waits for you.", Role::TextMuted);
        }
        let room = usize::from(inside.height);
        for (line, place) in list::shown(self.mine_rows.len(), self.mine.at(), room).enumerate() {
            let row = &self.mine_rows[place];
            let y = inside.y + u16::try_from(line).unwrap_or(0);
            let selected = place == self.mine.at() && self.pane == Pane::Mine;
            let used = paint.right(inside.right() - 1, y, 16, &row.remark, Role::TextMuted);
            paint.words(inside.x + 3, y, inside.width.saturating_sub(used + 5), &row.words, row.role);
            let line = Rect { y, height: 1, ..inside };
            if selected {
                paint.lay(line, Role::Selected);
                paint.words(inside.x + 1, y, 1, paint.mark(Mark::Cursor), Role::Selected);
                paint.cursor(inside.x + 1, y);
            }
            paint.spot(line, 1, place);
        }
    }
}

/// Where the columns of the children stand.
struct Columns {
    level: u16,
    parts: u16,
    part: u16,
    next: Option<u16>,
    keyworker: Option<u16>,
    wide: bool,
}

impl Columns {
    fn for_width(width: u16) -> Self {
        if width >= 94 {
            Self { level: 16, parts: 41, part: 10, next: Some(71), keyworker: Some(86), wide: true }
        } else {
            Self { level: 16, parts: 36, part: 9, next: Some(63), keyworker: None, wide: false }
        }
    }

    fn head(&self, inside: Rect, paint: &mut Paint<'_>) {
        let mut head = |at: u16, words: &str| {
            paint.words(inside.x + at, inside.y, inside.width.saturating_sub(at), words, Role::TextMuted)
        };
        head(4, "Child");
        head(self.level, if self.wide { "How they are now" } else { "How they are" });
        for (n, part) in (0..).zip(Part::ALL) {
            head(self.parts + n * self.part, part.words());
        }
        self.next.map(|at| head(at, "Next"));
        self.keyworker.map(|at| head(at, "Keyworker"));
    }
}

impl Row {
    fn height(&self) -> usize {
        if self.about.is_empty() && self.cover.is_empty() && self.out.is_none() { 1 } else { 2 }
    }

    fn draw(&self, area: Rect, columns: &Columns, focus: Focus, selected: bool, paint: &mut Paint<'_>) {
        let (x, y) = (area.x, area.y);
        let room = |from: u16, to: u16| to.saturating_sub(from + 1);
        paint.words(x + 2, y, 2, &doors::key_of(self.number), Role::Key);
        paint.words(x + 4, y, room(4, columns.level), &self.name, Role::TextStrong);
        if self.number > 0 && self.level.is_some() || self.keyworker != "–" {
            let (mark, words, role) = doors::standing(self.withheld, self.level);
            let used = paint.spans(
                x + columns.level,
                y,
                12,
                &[(paint.mark(mark), role), (" ", role), (words, role)],
            );
            let (beside, role) = match &self.out {
                Some((word, _, role)) if *role != Role::Text || self.feeling.is_empty() => {
                    (word.as_str(), *role)
                }
                Some(_) | None => (self.feeling, Role::Text),
            };
            paint.words(
                x + columns.level + used.max(10) + 1,
                y,
                room(columns.level + used.max(10), columns.parts),
                beside,
                role,
            );
        }
        for (n, (done, all)) in (0..).zip(self.parts) {
            let at = columns.parts + n * columns.part;
            let done_all = done == all && all > 0;
            let words =
                if all == 0 { paint.mark(Mark::Nothing).to_string() } else { format!("{done} of {all}") };
            let role = if done_all { Role::OutcomeDone } else { Role::Text };
            let used = paint.words(x + at, y, columns.part - 1, &words, role);
            if done_all {
                paint.words(x + at + used + 1, y, 1, paint.mark(Mark::Done), role);
            }
        }
        if let Some(at) = columns.next {
            paint.words(x + at, y, room(at, columns.keyworker.unwrap_or(area.width)), &self.next, Role::Text);
        }
        if let Some(at) = columns.keyworker {
            paint.words(x + at, y, area.width.saturating_sub(at), &self.keyworker, Role::TextMuted);
        }
        if area.height > 1 {
            let wide = room(columns.level + 2, columns.keyworker.unwrap_or(area.width));
            let out = self.out.as_ref().map_or(("", Role::Text), |(_, full, role)| (full.as_str(), *role));
            let dot = if out.0.is_empty() || self.about.is_empty() { "" } else { " · " };
            let said = [out, (dot, Role::TextMuted), (self.about.as_str(), Role::TextMuted)];
            paint.spans(x + columns.level + 2, y + 1, wide, &said);
            if let Some(at) = columns.keyworker {
                paint.words(x + at, y + 1, area.width.saturating_sub(at), &self.cover, Role::Unread);
            }
        }
        if selected {
            let line = Rect { height: 1, ..area };
            let role = if focus == Focus::Here { Role::Selected } else { Role::SelectedAway };
            paint.lay(line, role);
            paint.words(x, y, 1, paint.mark(Mark::Cursor), role);
            if focus == Focus::Here {
                paint.cursor(x, y);
            }
        }
    }
}

fn worst(home: &Home, subject: Subject, now: Moment) -> Option<&Alert> {
    home.alerts.about(subject.child()?, now.at).into_iter().next()
}

fn row(home: &Home, subject: Subject, now: Moment) -> Row {
    let today = home.day_of(now);
    let alert = worst(home, subject, now);
    let parts = Part::ALL.map(|part| lines::progress(&lines::lines(home, subject, today, part)));
    let (keyworker, cover) = keyworker(home, subject, today);
    Row {
        number: doors::number(home, subject),
        name: home.name_of(subject).into(),
        level: alert.map(|alert| alert.warning.level),
        withheld: home.access.withheld(subject),
        feeling: alert.map_or("", |alert| alert.warning.feeling.words()),
        about: alert.map_or(String::new(), |alert| alert.warning.about.clone()),
        out: subject.child().and_then(|child| out(home, child, now)),
        parts,
        next: next(home, subject, now),
        keyworker,
        cover,
    }
}

/// Where a child is who is not in.
fn out(home: &Home, child: ChildId, now: Moment) -> Option<(String, String, Role)> {
    let Warned { words, role } = whereabouts::warned(home, Subject::Child(child), now)?;
    let late = home.whereabouts.minutes_late(child, now).map(|minutes| match minutes {
        ..100 => format!("LATE {minutes}m"),
        _ => format!("LATE {}h", minutes / 60),
    });
    let word = late.unwrap_or_else(|| home.whereabouts.place(child).short().into());
    Some((word, words.trim().into(), role))
}

/// The next thing with a time today.
fn next(home: &Home, subject: Subject, now: Moment) -> String {
    let next = home.diary.next(subject, home.day_of(now), now);
    // "dentist, Mill Road": what it is comes before where, and the column is narrow.
    next.map_or(String::new(), |booked| {
        let what = booked.what.split(',').next().unwrap_or(&booked.what);
        format!("{} {what}", booked.time.format("%H:%M"))
    })
}

/// Who the keyworker is, and who covers while they are away.
fn keyworker(home: &Home, subject: Subject, today: CareDay) -> (String, String) {
    let Some(child) = subject.child().and_then(|child| home.children.get(child)) else {
        return ("–".into(), String::new());
    };
    if home.access.withheld(subject) == Some(Withheld::NoConsent) {
        return (String::new(), String::new());
    }
    let Some(keyworker) = child.keyworker(today) else { return ("none yet".into(), String::new()) };
    let name = home.people.first_name(keyworker);
    let away = home.people.get(keyworker).is_some_and(|staff| staff.away_on(today).is_some());
    let note = home.notes.about(child.id, today).find(|note| note.plan.away_from <= today);
    let cover =
        note.map_or(String::new(), |note| format!("cover: {}", home.people.first_name(note.plan.cover)));
    (if away { format!("{name}, away") } else { name.into() }, cover)
}
