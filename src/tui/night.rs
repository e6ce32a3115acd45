//! The night board: every child on one dim screen, worst first, with what helps, what is still open tonight, the
//! last check and whether it is late; the house; who to call.

use super::child::ChildScreen;
use super::choose::Choose;
use super::doors;
use super::list::List;
use super::paint::{Paint, Rect, Spot};
use super::round::Round;
use super::screen::{Offer, Reply, Screen};
use crate::care::access::Page;
use crate::care::alert::{Alert, Level};
use crate::care::night::{self, Check};
use crate::care::sight::Withheld;
use crate::care::{self, AlertId, ChildId, Home, Moment, Part, Subject, lines, when, words};
use crate::desk::{Trouble, View};
use crate::keys::{Command, Place};
use crate::theme::{Mark, Role};
use chrono::{DateTime, TimeDelta, Utc};

/// The night board.
#[derive(Default)]
pub struct NightBoard {
    /// Worst first when the board was opened, and then as it is: what is under the cursor never moves.
    order: Vec<Subject>,
    rows: List<Subject>,
    shown: Vec<Row>,
    rounds: String,
    on_call: String,
}

/// One child, or the house.
struct Row {
    number: usize,
    name: String,
    level: Option<Level>,
    withheld: Option<Withheld>,
    feeling: &'static str,
    alert: Option<AlertId>,
    about: String,
    shows: String,
    helps: String,
    /// What a colleague added last.
    since: String,
    /// What was said around bedtime.
    said: String,
    /// How they were found last, and when, or where they sleep; of the house, what is done.
    found: String,
    elsewhere: bool,
    late: String,
    open: Vec<String>,
    /// Why whoever looks can't say how often this child is looked in on.
    not_how_often: Option<String>,
}

impl NightBoard {
    fn row(&self) -> Option<&Row> {
        self.shown.get(self.rows.at())
    }

    /// The child's night, where what is still open is ticked.
    fn open_night(&self) -> Reply {
        match self.rows.selected() {
            Some(subject) => Reply::Open(Box::new(ChildScreen::at_night(*subject))),
            None => Reply::Ignored,
        }
    }

    fn how_often(&self) -> Reply {
        match (self.rows.selected().and_then(|subject| subject.child()), self.row()) {
            (Some(child), Some(row)) => Reply::Open(Box::new(Choose::every(child, &row.name))),
            _ => Reply::Ignored,
        }
    }

    fn open(&self) -> Reply {
        match self.row().and_then(|row| row.alert) {
            Some(alert) => doors::on_alert(Command::Open, Some(alert)),
            None => self.open_night(),
        }
    }
}

impl Screen for NightBoard {
    fn place(&self) -> Place {
        Place::Night
    }

    fn shows(&self) -> Vec<(Page, Subject)> {
        let seen = self.order.iter().zip(&self.shown).filter(|(_, row)| row.withheld.is_none());
        seen.map(|(subject, _)| (Page::NightBoard, *subject)).collect()
    }

    fn title(&self) -> String {
        "Night board".into()
    }

    fn offers(&self) -> Vec<Offer> {
        let none = self.row().is_none_or(|row| row.alert.is_none()).then_some("No alert about them is open.");
        let how_often = self.row().and_then(|row| row.not_how_often.as_deref());
        vec![
            Offer::can(Command::Round),
            Offer::can(Command::Open),
            Offer::can(Command::Alert),
            Offer::can(Command::Log),
            Offer::unless(Command::FollowUp, none),
            Offer::unless(Command::CheckEvery, how_often),
            Offer::can(Command::Unread),
            Offer::can(Command::Brighter),
            Offer::can(Command::Dimmer),
            Offer::can(Command::Back),
        ]
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let home = view.home();
        doors::worst_first(home, view.now(), &mut self.order);
        self.shown = self.order.iter().map(|subject| row(view, *subject)).collect::<Result<_, _>>()?;
        self.rows.set(self.order.clone());
        self.rounds = rounds(home, view.now());
        self.on_call.clone_from(&home.house.on_call);
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        if self.rows.moved(command) {
            return Reply::Stay;
        }
        match command {
            Command::Open => self.open(),
            Command::Round => Reply::Open(Box::new(Round::default())),
            Command::FollowUp => doors::on_alert(command, self.row().and_then(|row| row.alert)),
            Command::CheckEvery => self.how_often(),
            Command::Alert | Command::Log => doors::about(command, self.rows.selected().copied()),
            _ => Reply::Ignored,
        }
    }

    fn go_to(&mut self, number: usize) -> Reply {
        match self.shown.iter().position(|row| row.number == number) {
            Some(place) => {
                self.rows.go(place);
                self.open_night()
            }
            None => Reply::Ignored,
        }
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        let before = self.rows.at();
        match spot.row {
            Some(row) if self.rows.go(row) && before == row => self.open(),
            Some(_) => Reply::Stay,
            None => Reply::Ignored,
        }
    }

    fn remark(&self) -> String {
        let Some(row) = self.row() else { return String::new() };
        let then = match (row.said.as_str(), row.alert) {
            ("", Some(_)) => "Enter reads the alert.".into(),
            ("", None) => "Enter opens the night.".into(),
            (said, _) => format!("Said {said}"),
        };
        if row.open.is_empty() {
            return format!("{}: nothing open tonight. {then}", row.name);
        }
        format!("{}, open tonight: {}. {then}", row.name, row.open.join(", "))
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let children = self.shown.len().saturating_sub(1);
        let foot = 4.min(area.height.saturating_sub(3));
        let room = Rect { height: area.height - foot, ..area };
        let look = self.look(children, room);
        let first = self.first(children, room, look);
        let mut y = room.y;
        let mut left = 0;
        for (place, row) in self.shown.iter().enumerate().take(children).skip(first) {
            let look = self.look_at(place, look);
            let height = row.height(look, area.width);
            if y + height > room.bottom() {
                left = children - place;
                break;
            }
            let line = Rect { y, height, ..room };
            row.draw(line, look, paint);
            self.mark_the_selected(place, Rect { height: 1, ..line }, paint);
            paint.spot(line, 0, place);
            y += height + look.air();
        }
        self.draw_foot(children, Rect { y: room.bottom(), height: foot, ..area }, paint);
        if left > 0 {
            let more = format!(" {} {left} more ", paint.mark(Mark::MoreBelow));
            paint.right(area.right() - 3, room.bottom(), 12, &more, Role::TextStrong);
        }
    }
}

/// How much of each child is shown, by the room there is.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Look {
    /// Everything, with air between.
    Roomy,
    /// Everything.
    Whole,
    /// One row a box.
    Tight,
    /// Everything of the selected child, and of the others only how it shows and what helps.
    Here,
    /// Of every child only how it shows and what helps.
    Short,
}

impl Look {
    fn air(self) -> u16 {
        u16::from(self == Look::Roomy)
    }
}

impl NightBoard {
    fn look(&self, children: usize, room: Rect) -> Look {
        let tall = |look: Look| -> u16 {
            let rows = self.shown.iter().take(children).enumerate();
            rows.map(|(place, row)| row.height(self.look_at(place, look), room.width) + look.air()).sum()
        };
        let fits = |look: &Look| tall(*look) <= room.height;
        [Look::Roomy, Look::Whole, Look::Tight, Look::Here].into_iter().find(fits).unwrap_or(Look::Short)
    }

    /// How much is shown of one child.
    fn look_at(&self, place: usize, look: Look) -> Look {
        match look {
            Look::Here if place == self.rows.at() => Look::Tight,
            Look::Here => Look::Short,
            Look::Roomy | Look::Whole | Look::Tight | Look::Short => look,
        }
    }

    /// The first child shown, so that the selected one is seen whole.
    fn first(&self, children: usize, room: Rect, look: Look) -> usize {
        let at = self.rows.at().min(children.saturating_sub(1));
        let tall = |first: usize| -> u16 {
            let rows = self.shown.iter().enumerate().take(at + 1).skip(first);
            rows.map(|(place, row)| row.height(self.look_at(place, look), room.width)).sum()
        };
        let mut first = 0;
        while first < at && tall(first) > room.height {
            first += 1;
        }
        if look == Look::Short { first } else { 0 }
    }

    fn mark_the_selected(&self, place: usize, line: Rect, paint: &mut Paint<'_>) {
        if place == self.rows.at() {
            paint.lay(line, Role::Selected);
            paint.words(line.x, line.y, 1, paint.mark(Mark::Cursor), Role::Selected);
            paint.cursor(line.x, line.y);
        }
    }

    /// The house, the rounds and who to call.
    fn draw_foot(&self, house: usize, area: Rect, paint: &mut Paint<'_>) {
        if area.height == 0 {
            return;
        }
        paint.rule(area.x + 1, area.y, area.width.saturating_sub(2), Role::Border);
        let wide = area.width.saturating_sub(NAME + 13);
        let mut y = area.y + 1;
        if let Some(row) = self.shown.get(house).filter(|_| y < area.bottom()) {
            let line = Rect { y, height: 1, ..area };
            paint.words(area.x + 1, y, 2, &doors::key_of(row.number), Role::Key);
            paint.words(area.x + NAME, y, 12, &row.name, Role::TextStrong);
            paint.words(area.x + NAME + 12, y, wide, &row.found, Role::Text);
            self.mark_the_selected(house, line, paint);
            paint.spot(line, 0, house);
            y += 1;
        }
        for (label, words) in [("Checks", &self.rounds), ("Who to call", &self.on_call)] {
            if y < area.bottom() && !words.is_empty() {
                paint.words(area.x + NAME, y, 12, label, Role::TextMuted);
                paint.words(area.x + NAME + 12, y, wide, words, Role::Text);
                y += 1;
            }
        }
    }
}

/// Where the columns stand.
struct Columns {
    level: u16,
    feeling: u16,
    found: u16,
    late: u16,
    open: u16,
}

impl Columns {
    fn for_width(width: u16) -> Self {
        match width {
            ..80 => Self { level: 14, feeling: 24, found: 24, late: 45, open: 45 },
            80..WIDE => Self { level: 15, feeling: 25, found: 37, late: 58, open: 58 },
            WIDE.. => Self { level: 16, feeling: 26, found: 38, late: 60, open: 77 },
        }
    }
}

/// Where the names stand, and how many columns the labels under them take.
const NAME: u16 = 3;
const LABEL: u16 = 7;
/// From this width on, two boxes of an alert stand beside each other.
const WIDE: u16 = 100;

/// How long before the night the evening begins, for what was said around bedtime.
const BEFORE_BED: TimeDelta = TimeDelta::hours(2);

/// A labelled box of an alert.
type Labelled<'a> = (&'static str, &'a str);

impl Row {
    fn height(&self, look: Look, width: u16) -> u16 {
        1 + self.details(look, width).iter().map(|(height, _)| height).sum::<u16>()
    }

    /// What stands under the child's line: one or two labelled boxes beside each other, and how tall they are.
    fn details(&self, look: Look, width: u16) -> Vec<(u16, Vec<Labelled<'_>>)> {
        let (about, shows) = (("about", &*self.about), ("shows", &*self.shows));
        let (helps, since) = (("helps", &*self.helps), ("since", &*self.since));
        let said = ("said", &*self.said);
        let rows = match look {
            Look::Short | Look::Here => vec![vec![shows], vec![helps]],
            _ if width >= WIDE => vec![vec![about, shows], vec![helps, since], vec![said]],
            Look::Roomy | Look::Whole | Look::Tight => {
                vec![vec![about], vec![shows], vec![helps], vec![since], vec![said]]
            }
        };
        let mut details = Vec::new();
        for mut boxes in rows {
            boxes.retain(|(_, words)| !words.is_empty());
            let wide = usize::from(beside(width, boxes.len()).saturating_sub(LABEL + 2));
            let tall = boxes.iter().map(|(_, text)| words::wrap(text, wide).len()).max();
            let tall = u16::try_from(tall.unwrap_or(0)).unwrap_or(u16::MAX);
            if tall > 0 {
                details.push((if matches!(look, Look::Roomy | Look::Whole) { tall } else { 1 }, boxes));
            }
        }
        details
    }

    fn draw(&self, area: Rect, look: Look, paint: &mut Paint<'_>) {
        let (x, y) = (area.x, area.y);
        let at = Columns::for_width(area.width);
        let (mark, level, role) = doors::standing(self.withheld, self.level);
        paint.words(x + 1, y, 2, &doors::key_of(self.number), Role::Key);
        paint.words(x + NAME, y, at.level - NAME - 1, &self.name, Role::TextStrong);
        let spans = [(paint.mark(mark), role), (" ", role), (level, role)];
        paint.spans(x + at.level, y, 9, &spans);
        paint.words(x + at.feeling, y, (at.found - at.feeling).saturating_sub(1), self.feeling, Role::Text);
        let role = if self.elsewhere { Role::AgeOld } else { Role::Text };
        // Where there is nothing to say of a late check, what was found has its room too.
        let wide = if self.late.is_empty() {
            area.width.saturating_sub(at.found + 9)
        } else {
            at.late - at.found - 1
        };
        let found = at.found + paint.words(x + at.found, y, wide, &self.found, role) + 1;
        let room = area.width.saturating_sub(at.late + 1);
        let late = paint.words(x + at.late, y, room, &self.late, Role::AgeOld);
        let open = x + at.open.max(at.late + late + u16::from(late > 0)).max(found);
        self.draw_open(Rect { x: open, y, height: 1, width: area.right().saturating_sub(open) }, paint);
        let mut y = y + 1;
        for (height, boxes) in self.details(look, area.width) {
            let wide = beside(area.width, boxes.len());
            for (n, (label, text)) in (0..).zip(boxes) {
                let at = x + NAME + 2 + n * wide;
                paint.words(at, y, LABEL - 1, label, Role::TextMuted);
                let inside = Rect { x: at + LABEL, y, width: wide.saturating_sub(LABEL + 2), height };
                if height == 1 {
                    paint.words(inside.x, y, inside.width, text, Role::Text);
                } else {
                    paint.text(inside, text, Role::Text);
                }
            }
            y += height;
        }
    }

    /// How many lines are open, and which, as far as there is room.
    fn draw_open(&self, area: Rect, paint: &mut Paint<'_>) {
        let room = area.width.saturating_sub(1);
        let count = format!("{} open", self.open.len());
        if self.open.is_empty() {
            return;
        }
        if room > 24 {
            paint.words(area.x, area.y, room, &format!("{count}: {}", self.open.join(", ")), Role::Text);
        } else if usize::from(room) >= words::columns(&count) {
            paint.right(area.right() - 1, area.y, room, &count, Role::TextMuted);
        }
    }
}

/// How many columns each of several boxes beside each other has.
fn beside(width: u16, boxes: usize) -> u16 {
    width.saturating_sub(NAME + 3) / u16::try_from(boxes).unwrap_or(1).max(1)
}

fn row(view: &View<'_>, subject: Subject) -> Result<Row, Trouble> {
    let (home, now) = (view.home(), view.now());
    let tonight = lines::lines(home, subject, home.day_of(now), Part::Night);
    let alert = subject.child().and_then(|child| home.alerts.about(child, now.at).into_iter().next());
    // A visitor is told nothing of a child.
    let unknown = home.access.withheld(subject) == Some(Withheld::NoConsent);
    let words = |words: fn(&Alert) -> &str| alert.map_or(String::new(), |alert| words(alert).into());
    let elsewhere = subject.child().map_or(String::new(), |child| elsewhere(home, child, now));
    let minutes =
        subject.child().filter(|_| !unknown).and_then(|child| night::minutes_late(home, child, now));
    Ok(Row {
        number: doors::number(home, subject),
        name: home.name_of(subject).into(),
        level: alert.map(|alert| alert.warning.level),
        withheld: home.access.withheld(subject),
        feeling: alert.map_or("", |alert| alert.warning.feeling.words()),
        alert: alert.map(|alert| alert.id),
        about: words(|alert| &alert.warning.about),
        shows: words(|alert| &alert.warning.shows),
        helps: words(|alert| &alert.warning.helps),
        since: alert.and_then(|alert| alert.follow_ups.last()).map_or(String::new(), |added| {
            let by = home.people.first_name(added.by);
            format!("{} {by}: {}", when::shown_when(added.at, now), added.text)
        }),
        said: if subject == Subject::House { String::new() } else { said(view, subject, &tonight)? },
        elsewhere: !elsewhere.is_empty(),
        found: match subject {
            Subject::Child(_) if unknown => String::new(),
            Subject::Child(_) if !elsewhere.is_empty() => elsewhere,
            Subject::Child(child) => {
                last_check(home, child, now).map_or("no check yet".into(), |check| in_words(check, now))
            }
            Subject::House => house(home, &tonight, now),
        },
        late: minutes.map_or(String::new(), late),
        open: tonight.into_iter().filter(lines::Line::open).map(|line| line.words).collect(),
        not_how_often: match subject {
            Subject::House => Some("This is about a child; choose one first.".into()),
            Subject::Child(child) => {
                view.not_yours(care::Act::Night(night::Act::SetEvery { child, minutes: None }))
            }
        },
    })
}

/// What was said around bedtime, the latest first: what was written of the evening, and the words on tonight's ticks.
/// "20:40 Priya: talked about the dog · fears eased: “the lamp stays on”".
fn said(view: &View<'_>, subject: Subject, tonight: &[lines::Line]) -> Result<String, Trouble> {
    let (home, now) = (view.home(), view.now());
    let night = home.house.hours.begins(view.today(), Part::Night, now.zone);
    let evening = night.checked_sub_signed(BEFORE_BED).unwrap_or(night);
    let book = view.day(subject, view.today())?;
    let written = book.log.entries().iter().rev().filter(|entry| entry.taken_back.is_none());
    let written = written.take_while(|entry| entry.written.happened >= evening).map(|entry| {
        let (time, by) =
            (when::shown_time(entry.written.happened, now.zone), home.people.first_name(entry.by));
        let own = &entry.written.own_words;
        let own = if own.is_empty() { String::new() } else { format!(" “{own}”") };
        format!("{time} {by}: {}{own}", entry.text())
    });
    let ticks = tonight.iter().filter_map(|line| {
        let (tick, _) = line.tick.as_ref()?;
        (!tick.note.is_empty()).then(|| format!("{}: “{}”", line.words, tick.note))
    });
    Ok(written.chain(ticks).collect::<Vec<_>>().join(" · "))
}

/// "away overnight since 18:00", for a child who can't be looked in on; else nothing.
pub(super) fn elsewhere(home: &Home, child: ChildId, now: Moment) -> String {
    night::passed_over(home, child).map_or(String::new(), |stay| {
        format!("{} since {}", stay.place.words(), when::shown_when(stay.since, now))
    })
}

/// A child's last check of this night, or by day of the night before.
pub(super) fn last_check(home: &Home, child: ChildId, now: Moment) -> Option<&Check> {
    let began = home.house.hours.begins(home.day_of(now), Part::Night, now.zone);
    let last = home.nights.last(child)?;
    let this_night = if now.at < began { now.at - last.at < TimeDelta::hours(14) } else { last.at >= began };
    this_night.then_some(last)
}

/// "asleep 02:01".
fn in_words(check: &Check, now: Moment) -> String {
    format!("{} {}", check.found.words(), when::shown_time(check.at, now.zone))
}

/// "LATE by 11 min".
pub(super) fn late(minutes: i64) -> String {
    match minutes {
        ..100 => format!("LATE by {minutes} min"),
        _ => format!("LATE by {} h {} min", minutes / 60, minutes % 60),
    }
}

/// What is done in the house tonight, and what is not: "doors 22:30 Tom · open: fire panel".
fn house(home: &Home, tonight: &[lines::Line], now: Moment) -> String {
    let done = tonight.iter().filter_map(|line| {
        let (_, step) = line.tick.as_ref()?;
        let by = home.people.first_name(step.by);
        Some(format!("{} {} {by}", line.words, when::shown_time(step.at, now.zone)))
    });
    let open: Vec<&str> = tonight.iter().filter(|line| line.open()).map(|line| line.words.as_str()).collect();
    let open = (!open.is_empty()).then(|| format!("open: {}", open.join(", ")));
    done.chain(open).collect::<Vec<_>>().join(" · ")
}

/// When the next check is due of whoever's is due first.
pub(super) fn next_due(home: &Home, now: Moment) -> Option<DateTime<Utc>> {
    home.children.here().filter_map(|child| night::due_by(home, child.id, now)).min()
}

/// "last 01:58 to 02:03, next by 02:33"; nothing of the next while a child has no check yet. Whoever is looked in on
/// more or less often than the others is named.
fn rounds(home: &Home, now: Moment) -> String {
    let asked = home.children.here().filter(|child| night::passed_over(home, child.id).is_none());
    let last: Vec<_> = asked.map(|child| last_check(home, child.id, now)).collect();
    let times: Vec<_> = last.iter().flatten().map(|check| check.at).collect();
    let mut said = match from_to(&times, now) {
        Some(when) => format!("last {when}"),
        None => format!("none yet tonight, one each {} minutes", home.house.check_minutes),
    };
    if let Some(due) = next_due(home, now).filter(|_| !times.is_empty() && times.len() == last.len()) {
        said += &format!(", next by {}", when::shown_time(due, now.zone));
    }
    let own = home
        .children
        .here()
        .filter_map(|child| Some(format!("{} every {}", child.called(), home.nights.every(child.id)?)));
    own.fold(said, |said, own| format!("{said} · {own}"))
}

/// "01:58 to 02:03", or "02:03" when it was one minute.
pub(super) fn from_to(times: &[DateTime<Utc>], now: Moment) -> Option<String> {
    let [first, last] = [times.iter().min()?, times.iter().max()?].map(|at| when::shown_time(*at, now.zone));
    Some(if first == last { first } else { format!("{first} to {last}") })
}
