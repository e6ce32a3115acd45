//! The rows of the access screen, told from the journal: a row a person, a child and a care day.

use crate::care::access::{Fact as AccessFact, Opening, Page, What};
use crate::care::people::{Deed, Fact as PeopleFact};
use crate::care::shift::Shifts;
use crate::care::{CareDay, Entry, Fact, Home, Moment, StaffId, Subject, telling, when, words};
use crate::desk::{Trouble, View};
use crate::theme::{Mark, Role};
use crate::tui::paint::{Paint, Rect};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// How many entries are read back at most.
const MOST: usize = 4_000;
/// How many days are told of.
const DAYS: i32 = 14;
/// So many wrong passphrases before a sign-in make it odd.
const WRONG_TRIES: u32 = 3;

/// What the screen is turned to.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Side {
    /// What was opened that is kept to others.
    Opened,
    /// Every look, child by child.
    ByChild,
    /// Every look, person by person.
    ByPerson,
    /// Looks by whoever was not on shift, and at other odd times.
    Odd,
}

impl Side {
    pub(super) const ALL: [Side; 4] = [Side::Opened, Side::ByChild, Side::ByPerson, Side::Odd];

    pub(super) fn words(self) -> &'static str {
        match self {
            Side::Opened => "Opened with a reason",
            Side::ByChild => "By child",
            Side::ByPerson => "By person",
            Side::Odd => "Out of shift",
        }
    }

    pub(super) fn title(self) -> &'static str {
        match self {
            Side::Opened => "Kept to named people, and opened all the same",
            Side::ByChild => "Who looked at each child’s record",
            Side::ByPerson => "What each looked at",
            Side::Odd => "Not on shift, on leave, or after wrong passphrases",
        }
    }

    pub(super) fn nothing(self) -> &'static str {
        match self {
            Side::Opened => "Nothing that is kept to named people was opened by anyone else.",
            Side::ByChild | Side::ByPerson => "Nobody has looked at a record.",
            Side::Odd => "Nobody has looked at a record out of their shift, or at another odd time.",
        }
    }
}

/// What a row is about.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Key {
    Opening(u64),
    OfChild(Subject),
    OfPerson(StaffId),
    Look(StaffId, Subject, CareDay, Option<Odd>),
}

/// Why a look is odd.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Odd {
    OnLeave,
    OutOfShift,
    WrongTries(u32),
}

impl Odd {
    /// In a word or two, before what was looked at.
    fn short(self) -> &'static str {
        match self {
            Odd::OnLeave => "on leave",
            Odd::OutOfShift => "out of shift",
            Odd::WrongTries(_) => "wrong passphrases",
        }
    }

    fn words(self) -> String {
        match self {
            Odd::OnLeave => "on leave by the calendar".into(),
            Odd::OutOfShift => "not on shift then, and others were".into(),
            Odd::WrongTries(tries) => format!("signed in after {tries} wrong passphrases"),
        }
    }
}

/// A row.
pub(super) struct Row {
    pub(super) key: Key,
    /// A heading, over the rows that belong to it.
    heading: String,
    who: String,
    what: String,
    when: String,
    /// Why it was opened, or why it is odd; on a row of its own.
    why: String,
    /// A look that wants a second one.
    odd: bool,
    /// The opening that no manager has looked at yet.
    pub(super) opening: Option<u64>,
    /// What the message line says of it.
    pub(super) remark: String,
}

impl Row {
    fn heading(key: Key, heading: String) -> Self {
        Self { heading, ..Self::empty(key) }
    }

    fn empty(key: Key) -> Self {
        let [heading, who, what, when, why, remark] = [const { String::new() }; 6];
        Self { key, heading, who, what, when, why, odd: false, opening: None, remark }
    }

    pub(super) fn height(&self) -> u16 {
        if self.why.is_empty() { 1 } else { 2 }
    }

    pub(super) fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let (x, y) = (area.x + 2, area.y);
        let room = area.width.saturating_sub(3);
        if !self.heading.is_empty() {
            paint.words(x, y, room, &self.heading, Role::TextStrong);
            return;
        }
        let unread = self.opening.is_some();
        if unread {
            paint.words(x, y, 1, paint.mark(Mark::Unread), Role::Unread);
        }
        paint.words(x + 2, y, 19, &self.who, Role::Text);
        let used = paint.right(area.right() - 1, y, 28, &self.when, Role::TextMuted);
        let role = if self.odd { Role::AgeOld } else { Role::Text };
        paint.words(x + 22, y, room.saturating_sub(used + 23), &self.what, role);
        if !self.why.is_empty() && area.height > 1 {
            let role = if unread { Role::Restricted } else { Role::TextMuted };
            let why = words::fit(&self.why, usize::from(room.saturating_sub(2)));
            paint.words(x + 2, y + 1, room.saturating_sub(2), &why, role);
        }
    }
}

/// Everything of one person about one subject on one care day that is odd for one reason, or for none.
struct Looked {
    pages: BTreeSet<Page>,
    first: DateTime<Utc>,
    last: DateTime<Utc>,
}

/// The rows of every side.
pub(super) fn read(view: &View<'_>) -> Result<[Vec<Row>; Side::ALL.len()], Trouble> {
    let looked = looked(view, &view.looks(MOST)?);
    Ok([openings(view), by_child(view, &looked), by_person(view, &looked), odd(view, &looked)])
}

type Which = (StaffId, Subject, CareDay, Option<Odd>);
type AllLooked = BTreeMap<Which, Looked>;

fn looked(view: &View<'_>, entries: &[Entry]) -> AllLooked {
    let home = view.home();
    let shifts = Shifts::told(entries);
    let mut all = AllLooked::new();
    let mut tries: BTreeMap<StaffId, u32> = BTreeMap::new();
    for entry in entries {
        match &entry.fact {
            Fact::People(PeopleFact::SignedIn { wrong_tries }) => {
                tries.insert(entry.by, *wrong_tries);
            }
            Fact::Access(AccessFact::Looked(looks)) => {
                for look in looks {
                    let day = home.day_of(Moment { at: look.quarter, ..view.now() });
                    if view.today().since(day) >= DAYS {
                        continue;
                    }
                    let wrong_tries = tries.get(&entry.by).copied().unwrap_or(0);
                    let odd = why_odd(home, &shifts, entry.by, (day, look.quarter), wrong_tries);
                    let one = all.entry((entry.by, look.subject, day, odd)).or_insert_with(|| Looked {
                        pages: BTreeSet::new(),
                        first: look.quarter,
                        last: look.quarter,
                    });
                    one.pages.insert(look.page);
                    (one.first, one.last) = (one.first.min(look.quarter), one.last.max(look.quarter));
                }
            }
            _ => {}
        }
    }
    all
}

/// Before a shift one is handed over to, and after it one writes up: that long a look belongs to it.
const AROUND: TimeDelta = TimeDelta::minutes(30);
/// How long a look may have been: which quarter of an hour it was is all that is known of it.
const QUARTER: TimeDelta = TimeDelta::minutes(15);

fn why_odd(
    home: &Home,
    shifts: &Shifts,
    who: StaffId,
    (day, quarter): (CareDay, DateTime<Utc>),
    wrong_tries: u32,
) -> Option<Odd> {
    let staff = home.people.get(who)?;
    if staff.away_on(day).is_some() {
        return Some(Odd::OnLeave);
    }
    // Whoever has no shifts by their role has none to be out of: a visitor, and a manager whom nobody puts on any. Where
    // nobody was on, nobody wrote down who was.
    let has_shifts = staff.role.may(Deed::Care) && (!staff.role.may(Deed::RunTheHome) || shifts.has_any(who));
    let mut on = shifts.within(quarter - AROUND, quarter + QUARTER + AROUND).peekable();
    if has_shifts && on.peek().is_some() && !on.any(|shift| shift.staff == who) {
        return Some(Odd::OutOfShift);
    }
    (wrong_tries >= WRONG_TRIES).then_some(Odd::WrongTries(wrong_tries))
}

fn look(view: &View<'_>, key: Which, looked: &Looked) -> Row {
    let (who, subject, day, odd) = key;
    let home = view.home();
    let pages: Vec<&str> = looked.pages.iter().map(|page| page.words()).collect();
    let time = |at| when::shown_time(at, view.now().zone);
    // A look says in which quarter of an hour it was.
    let until = looked.last + QUARTER;
    let when = format!("{} {} to {}", day.date().format("%a %-d %b"), time(looked.first), time(until));
    let (name, child) = (home.people.name(who), home.name_of(subject));
    let pages = pages.join(", ");
    let why = odd.map_or(String::new(), |odd| format!(" ({})", odd.words()));
    Row {
        what: odd.map_or(pages.clone(), |odd| format!("{}: {pages}", odd.short())),
        remark: format!("{name} looked at {child}, {when}: {pages}{why}."),
        when,
        odd: odd.is_some(),
        ..Row::empty(Key::Look(who, subject, day, odd))
    }
}

/// The newest day first.
fn newest_first(looked: &AllLooked, of: impl Fn(StaffId, Subject) -> bool) -> Vec<(Which, &Looked)> {
    let mut found: Vec<_> = looked.iter().filter(|((who, subject, ..), _)| of(*who, *subject)).collect();
    found.sort_by_key(|(_, looked)| std::cmp::Reverse(looked.last));
    found.into_iter().map(|(key, looked)| (*key, looked)).collect()
}

fn by_child(view: &View<'_>, looked: &AllLooked) -> Vec<Row> {
    let home = view.home();
    let here = home.children.here().map(|child| Subject::Child(child.id));
    let mut rows = Vec::new();
    for subject in here.chain([Subject::House]) {
        let found = newest_first(looked, |_, other| other == subject);
        let kept = subject.child().and_then(|child| home.access.kept(What::Child(child)));
        if found.is_empty() && kept.is_none() {
            continue;
        }
        let kept = kept.map(|kept| format!(", kept to {}", telling::names(home, &kept.to)));
        let heading = format!("{}{}", home.name_of(subject), kept.unwrap_or_default());
        rows.push(Row::heading(Key::OfChild(subject), heading));
        rows.extend(found.into_iter().map(|(key, looked)| {
            let who = home.people.name(key.0).into();
            Row { who, ..look(view, key, looked) }
        }));
    }
    rows
}

fn by_person(view: &View<'_>, looked: &AllLooked) -> Vec<Row> {
    let home = view.home();
    let mut rows = Vec::new();
    for staff in home.people.all() {
        let found = newest_first(looked, |who, _| who == staff.id);
        if found.is_empty() {
            continue;
        }
        let heading = format!("{}, {}", staff.name, staff.role.words());
        rows.push(Row::heading(Key::OfPerson(staff.id), heading));
        rows.extend(found.into_iter().map(|(key, looked)| {
            let who = home.name_of(key.1).into();
            Row { who, ..look(view, key, looked) }
        }));
    }
    rows
}

fn odd(view: &View<'_>, looked: &AllLooked) -> Vec<Row> {
    let found = newest_first(looked, |_, _| true).into_iter();
    let odd = found.filter_map(|(key, looked)| {
        let why = key.3?.words();
        let row = look(view, key, looked);
        let pages: Vec<&str> = looked.pages.iter().map(|page| page.words()).collect();
        let who = view.home().people.name(key.0).into();
        let what = format!("{}: {}", view.home().name_of(key.1), pages.join(", "));
        Some(Row { who, what, why, ..row })
    });
    odd.collect()
}

fn openings(view: &View<'_>) -> Vec<Row> {
    let mut openings: Vec<&Opening> = view.home().access.openings().iter().collect();
    // What is still to be looked at stands on top.
    openings.sort_by_key(|opening| (opening.known.is_some(), std::cmp::Reverse(opening.number)));
    openings.into_iter().map(|opening| opened(view, opening)).collect()
}

fn opened(view: &View<'_>, opening: &Opening) -> Row {
    let home = view.home();
    let what = match opening.what {
        What::Child(_) => "record",
        What::Entry(_) => "log entry",
    };
    let known = opening.known.map(|by| format!(" · looked at by {}", home.people.first_name(by)));
    Row {
        who: home.people.name(opening.by).into(),
        what: format!("{}’s {what}", home.name_of(opening.subject)),
        when: when::shown_when(opening.at, view.now()),
        why: format!("“{}”{}", opening.why, known.clone().unwrap_or_default()),
        opening: opening.known.is_none().then_some(opening.number),
        remark: known.map_or(String::new(), |_| format!("Why: “{}”", opening.why)),
        ..Row::empty(Key::Opening(opening.number))
    }
}
