//! An alert, read whole: what is known of how the child feels, what came of it, who has read it and who has not.
//! One key gives the receipt and goes on to the next thing to read.

use super::doors;
use super::paint::{Focus, Paint, Rect, Spot};
use super::pieces::{Piece, Pieces};
use super::say::Say;
use super::screen::{Notice, Offer, Reply, Screen, Warned};
use crate::care::access::Page;
use crate::care::alert::{Act, Alert, Audience, Level, Standing};
use crate::care::people::Staff;
use crate::care::waiting::{self, Waiting};
use crate::care::{self, AlertId, ChildId, Home, Hours, Moment, StaffId, Subject, when};
use crate::desk::{Trouble, View};
use crate::keys::{Command, Place};
use crate::theme::{Mark, Role};
use chrono::{DateTime, TimeDelta, Utc};

/// An alert, read whole.
pub struct ReadAlert {
    id: AlertId,
    shown: Option<Shown>,
    pieces: Pieces,
    warnings: Vec<Warned>,
    /// What else is to be read, the next first.
    next: Vec<Waiting>,
    me: Option<StaffId>,
    my_name: String,
}

/// The alert as values.
struct Shown {
    child: ChildId,
    name: String,
    level: Level,
    feeling: &'static str,
    from: String,
    standing: AlertState,
}

/// How an alert stands for whoever looks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AlertState {
    /// Whoever looks has read it.
    pub read: bool,
    /// Somebody has closed it.
    pub closed: bool,
}

impl AlertState {
    /// How an alert stands for whoever looks.
    pub fn of(alert: &Alert, view: &View<'_>) -> Self {
        Self { read: alert.has_read(view.me()), closed: alert.closed.is_some() }
    }
}

impl ReadAlert {
    /// An alert.
    pub fn new(id: AlertId) -> Self {
        Self {
            id,
            shown: None,
            pieces: Pieces::default(),
            warnings: Vec::new(),
            next: Vec::new(),
            me: None,
            my_name: String::new(),
        }
    }

    fn is_read(&self) -> bool {
        self.shown.as_ref().is_some_and(|shown| shown.standing.read)
    }

    /// The receipt, and what is to be read after it.
    fn read_and_go_on(&self) -> Reply {
        if self.is_read() {
            return self.after().unwrap_or(Reply::Ignored);
        }
        let act = care::Act::Alert(Act::Read(self.id));
        match self.after() {
            Some(next) => Reply::DoThen(act, Box::new(next)),
            None => Reply::DoThenBack(act),
        }
    }

    /// What is to be read next, in this one's place.
    fn after(&self) -> Option<Reply> {
        match self.next.first().map(|next| doors::open(next, self.me)) {
            Some(Reply::Open(screen)) => Some(Reply::Swap(screen)),
            Some(_) | None => None,
        }
    }
}

impl Screen for ReadAlert {
    fn place(&self) -> Place {
        Place::Reading
    }

    fn shows(&self) -> Vec<(Page, Subject)> {
        self.shown.iter().map(|shown| (Page::Alert, Subject::Child(shown.child))).collect()
    }

    fn title(&self) -> String {
        self.shown.as_ref().map_or("Alert".into(), |shown| format!("{}, alert", shown.name))
    }

    fn offers(&self) -> Vec<Offer> {
        let mut offers = doors::alert_offers(self.shown.as_ref().map(|shown| &shown.standing));
        offers.retain(|offer| offer.command != Command::Open);
        if self.is_read() && !self.next.is_empty() {
            offers.retain(|offer| offer.command != Command::Read);
            offers.insert(0, Offer::can(Command::Read));
        }
        let gone = self.shown.is_none().then_some("This alert was taken back.");
        offers.extend([Command::Log, Command::Alert].map(|command| Offer::unless(command, gone)));
        offers.extend([Command::Unread, Command::Back].map(Offer::can));
        offers
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let home = view.home();
        let alert = home.alerts.get(self.id);
        self.shown = alert.map(|alert| shown(view, alert));
        self.pieces.set(alert.map_or_else(taken_back, |alert| pieces(view, alert)));
        self.warnings = alert.map_or_else(Vec::new, |alert| {
            super::child::warnings(home, Subject::Child(alert.child), view.today())
        });
        self.next = waiting::to_read(home, view.me(), view.now());
        self.next.retain(|waiting| !matches!(waiting, Waiting::ReadAlert { id, .. } if *id == self.id));
        self.me = Some(view.me());
        self.my_name = home.people.name(view.me()).into();
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        if self.pieces.moved(command) {
            return Reply::Stay;
        }
        match (command, &self.shown) {
            (Command::Read, _) => self.read_and_go_on(),
            (Command::FollowUp, _) => Reply::Open(Box::new(Say::follow_up(self.id))),
            (Command::Close, _) => Reply::Open(Box::new(Say::closing(self.id))),
            (Command::Alert | Command::Log, Some(shown)) => {
                doors::about(command, Some(Subject::Child(shown.child)))
            }
            (Command::Unread, Some(_)) if !self.is_read() => {
                Reply::Say(Notice::note("This one first: read it, and Enter goes on to the next."))
            }
            (Command::Unread, _) => self.after().unwrap_or(Reply::Ignored),
            _ => Reply::Ignored,
        }
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        self.pieces.pointed(spot)
    }

    fn warnings(&self) -> Vec<Warned> {
        self.warnings.clone()
    }

    fn remark(&self) -> String {
        match (&self.shown, self.next.len()) {
            (None, _) => "This alert was taken back by whoever raised it.".into(),
            (Some(_), 0) if self.is_read() => "You have read this.".into(),
            (Some(_), more) if self.is_read() => format!("You have read this. {more} more to read."),
            (Some(_), 0) => format!("The receipt says: I, {}, have read this.", self.my_name),
            (Some(_), more) => {
                format!("The receipt says: I, {}, have read this. {more} more after it.", self.my_name)
            }
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let (title, from) = match &self.shown {
            Some(shown) => (heading(shown, paint), shown.from.as_str()),
            None => (vec![("Alert".into(), Role::Title)], ""),
        };
        let title: Vec<(&str, Role)> = title.iter().map(|(words, role)| (words.as_str(), *role)).collect();
        let inside = paint.pane(area, &title, from, Focus::Here);
        self.pieces.draw(inside, LABELS, 0, Focus::Here, paint);
    }
}

/// The columns that labels take.
const LABELS: u16 = 17;

/// "Mo · ! URGENT · angry".
fn heading(shown: &Shown, paint: &Paint<'_>) -> Vec<(String, Role)> {
    let (mark, level, role) = doors::level(Some(shown.level));
    let dot = || (format!(" {} ", paint.mark(Mark::Dot)), Role::Border);
    let level = (format!("{} {level}", paint.mark(mark)), role);
    let (name, feeling) = (shown.name.clone(), shown.feeling.to_string());
    vec![(name, Role::TextStrong), dot(), level, dot(), (feeling, Role::TextStrong)]
}

fn taken_back() -> Vec<Piece> {
    vec![Piece::line("", "This alert was taken back by whoever raised it.").painted(Role::TextMuted)]
}

fn shown(view: &View<'_>, alert: &Alert) -> Shown {
    let home = view.home();
    Shown {
        child: alert.child,
        name: home.name_of(Subject::Child(alert.child)).into(),
        level: alert.warning.level,
        feeling: alert.warning.feeling.words(),
        from: signed(view, alert.by, alert.at),
        standing: AlertState::of(alert, view),
    }
}

fn pieces(view: &View<'_>, alert: &Alert) -> Vec<Piece> {
    let (home, now, said) = (view.home(), view.now(), &alert.warning);
    let level = format!("{}: {}", said.level.words(), home.house.meaning(said.level));
    let mut pieces = vec![Piece::line("About", said.about.clone()).painted(Role::TextStrong)];
    let optional = [("How it may show", &said.shows), ("What helps", &said.helps)];
    pieces.extend(optional.into_iter().flat_map(|(label, text)| Piece::paragraphs(label, text)));
    pieces.push(Piece::line("Level", level));
    pieces.push(Piece::line("For", whom(home, alert)));
    pieces.push(Piece::line("Until", until(home, alert, now)));
    pieces.push(Piece::heading("Who has read it"));
    let (read, not_yet) = readers(home, alert, now);
    pieces.push(Piece::line("Read by", read));
    if !not_yet.is_empty() {
        pieces.push(Piece::line("Not yet by", not_yet).painted(Role::Unread));
    }
    if !alert.follow_ups.is_empty() || alert.closed.is_some() {
        pieces.push(Piece::heading("What happened since"));
    }
    for added in &alert.follow_ups {
        let said = format!("{}: {}", home.people.first_name(added.by), added.text);
        pieces.extend(Piece::paragraphs(&when::shown_when(added.at, now), &said));
    }
    if let Some(closed) = &alert.closed {
        pieces.push(Piece::line("Closed", signed(view, closed.by, closed.at)).painted(Role::TextStrong));
        pieces.extend(Piece::paragraphs("", &closed.text));
    }
    pieces
}

/// "Priya Nair, 06:40".
fn signed(view: &View<'_>, by: StaffId, at: DateTime<Utc>) -> String {
    format!("{}, {}", view.home().people.name(by), when::shown_when(at, view.now()))
}

/// For whom: "everyone", "morning and night staff, Dee Marsh". An urgent one is for everyone, whomever it names.
fn whom(home: &Home, alert: &Alert) -> String {
    let words = audience(&alert.warning.audience, |staff| home.people.name(staff).into());
    match alert.warning.level {
        Level::Urgent if words != "everyone" => format!("everyone, and first of all {words}"),
        Level::Urgent | Level::Worried | Level::Watch => words,
    }
}

/// "everyone", "morning and night staff, Dee Marsh".
pub(super) fn audience(audience: &Audience, name: impl Fn(StaffId) -> String) -> String {
    if audience.everyone() {
        return "everyone".into();
    }
    let parts: Vec<&str> = audience.parts.iter().map(|part| part.lower()).collect();
    let staff = (!parts.is_empty()).then(|| format!("{} staff", parts.join(" and ")));
    staff.into_iter().chain(audience.people.iter().map(|staff| name(*staff))).collect::<Vec<_>>().join(", ")
}

fn until(home: &Home, alert: &Alert, now: Moment) -> String {
    match alert.until {
        None => "until somebody closes it".into(),
        Some(until) if alert.standing(now.at) == Standing::RanOut => {
            format!("ran out {}, and nobody has said what happened", when::shown_when(until, now))
        }
        Some(until) if until <= now.at => format!("ended {}", when::shown_when(until, now)),
        Some(until) => ends(home.house.hours, until, now),
    }
}

/// "tonight, to Tue 06:45": the night that an alert ends with, and its hour.
pub(super) fn ends(hours: Hours, until: DateTime<Utc>, now: Moment) -> String {
    let last = hours.day_of(Moment { at: until - TimeDelta::minutes(1), ..now });
    let night = match last.since(hours.day_of(now)) {
        ..=0 => "tonight".into(),
        1 => "tomorrow night".into(),
        _ => format!("the night of {}", last.date().format("%a %-d %b")),
    };
    format!("{night}, to {}", Moment { at: until, ..now }.local().format("%a %H:%M"))
}

/// Who has read it, and who of those it is for has not; whoever is on leave can't.
fn readers(home: &Home, alert: &Alert, now: Moment) -> (String, String) {
    let (today, part) = (home.day_of(now), home.part_of(now));
    let names = |staff: Vec<&Staff>| staff.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ");
    let here = |staff: &&Staff| staff.away_on(today).is_none() && staff.ends.is_none_or(|last| today <= last);
    let read = home.people.all().filter(|staff| alert.has_read(staff.id)).collect();
    let not_yet = home.people.working().filter(here).filter(|staff| alert.unread_by(staff, now, part));
    (names(read), names(not_yet.collect()))
}
