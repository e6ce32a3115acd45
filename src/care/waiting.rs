//! What waits for one person: what to read, to accept, to answer, to do. The same list feeds the board,
//! the count on every screen and `bethere show due`.

use super::access::What;
use super::alert::Level;
use super::checklist::LineId;
use super::child::Child;
use super::days::{CareDay, Moment, Part};
use super::lines::{self, Line};
use super::people::{Deed, Leave, Staff};
use super::shift::Shift;
use super::sight::Sight;
use super::{AlertId, ChildId, Home, NoteId, StaffId, Subject, due, handing_over};
use chrono::{DateTime, Utc};

/// Something that waits for a person, most pressing kind first.
#[derive(Clone, PartialEq, Debug)]
pub enum Waiting {
    /// An alert to read.
    ReadAlert {
        /// Which.
        id: AlertId,
        /// Its level.
        level: Level,
    },
    /// An off-duty note to accept, as its cover.
    AcceptNote(NoteId),
    /// An off-duty note to read.
    ReadNote(NoteId),
    /// An alert that ran out with nothing written: what happened?
    Answer(AlertId),
    /// One's own note that its cover has not accepted yet.
    NotAccepted(NoteId),
    /// A keychild, and leave in the calendar, and no note.
    NoNote {
        /// Whose leave.
        whose: StaffId,
        /// When.
        leave: Leave,
        /// About which child there is no note.
        child: ChildId,
    },
    /// Back from leave: what happened while one was away.
    WhileAway(NoteId),
    /// A line that is this person's to see to, and still open.
    Line {
        /// About whom.
        subject: Subject,
        /// Which.
        line: LineId,
        /// Its part of day.
        part: Part,
        /// What.
        words: String,
        /// How many days it has been going on.
        age: i32,
        /// The instant by which it must be done, if the rules set one.
        before: Option<DateTime<Utc>>,
    },
    /// A child without a keyworker, for those who appoint.
    NoKeyworker(ChildId),
    /// Something that is kept to named people was opened by another, for managers: the number of the entry.
    Opened(u64),
    /// A shift that was handed over, and that nobody has taken over yet.
    TakeOver {
        /// Who signed it over.
        by: StaffId,
        /// When.
        at: DateTime<Utc>,
    },
    /// A shift whose leader has gone off and that nobody has handed over, for those who lead now and for managers.
    NotHandedOver(Shift),
    /// A shift of one's own that has gone on for too long to be true: when did one go off?
    WentOff {
        /// Which, by the number of its entry.
        shift: u64,
        /// When it began.
        began: DateTime<Utc>,
    },
    /// Somebody left, and the home is not sealed anew: what they had still opens it. For managers.
    NotShutOut(StaffId),
    /// Only one person can run the home, and there is no recovery key.
    OneManager,
    /// For too long no backup of the home was made: when the last one was, if there ever was one.
    NoBackup(Option<DateTime<Utc>>),
    /// For too long no backup reached the second folder that managers named.
    NoSecondBackup,
    /// Somebody came in with the recovery key, and no manager has said that they know of it.
    RecoveryUsed(DateTime<Utc>),
}

impl Waiting {
    /// How pressing its kind is: the lower, the more.
    fn rank(&self) -> u8 {
        match self {
            Waiting::ReadAlert { level: Level::Urgent, .. } => 0,
            Waiting::AcceptNote(_)
            | Waiting::RecoveryUsed(_)
            | Waiting::NotShutOut(_)
            | Waiting::Opened(_)
            | Waiting::WentOff { .. }
            | Waiting::NoBackup(_)
            | Waiting::TakeOver { .. } => 1,
            Waiting::ReadAlert { level: Level::Worried | Level::Watch, .. } => 2,
            Waiting::ReadNote(_) => 3,
            Waiting::Answer(_) | Waiting::NotHandedOver(_) => 4,
            Waiting::WhileAway(_) => 5,
            Waiting::NotAccepted(_) => 6,
            Waiting::NoNote { .. } => 7,
            Waiting::Line { before: Some(_), .. } => 8,
            Waiting::Line { before: None, .. } => 9,
            Waiting::NoKeyworker(_) | Waiting::OneManager | Waiting::NoSecondBackup => 10,
        }
    }

    /// The instant by which it must be done: the nearest comes first.
    pub fn before(&self) -> Option<DateTime<Utc>> {
        let Waiting::Line { before, .. } = self else { return None };
        *before
    }

    /// Whether it can't wait at all.
    pub fn is_urgent(&self) -> bool {
        self.rank() == 0
    }

    /// Whether it counts in "2 to read".
    pub fn is_to_read(&self) -> bool {
        self.kind() == Kind::ToRead
    }

    /// What kind of thing it is.
    pub fn kind(&self) -> Kind {
        match self {
            Waiting::ReadAlert { .. } | Waiting::AcceptNote(_) | Waiting::ReadNote(_) => Kind::ToRead,
            Waiting::WhileAway(_) | Waiting::Line { .. } => Kind::ToDo,
            Waiting::Answer(_)
            | Waiting::NotAccepted(_)
            | Waiting::NoNote { .. }
            | Waiting::NoKeyworker(_)
            | Waiting::Opened(_)
            | Waiting::WentOff { .. }
            | Waiting::OneManager
            | Waiting::NoBackup(_)
            | Waiting::NoSecondBackup
            | Waiting::NotShutOut(_)
            | Waiting::TakeOver { .. }
            | Waiting::NotHandedOver(_)
            | Waiting::RecoveryUsed(_) => Kind::Amiss,
        }
    }
}

/// What kind of thing waits.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    /// New to whoever it waits for.
    ToRead,
    /// To be done in its time.
    ToDo,
    /// Not as it should be, until somebody sees to it.
    Amiss,
}

/// Everything that waits for a person now, most pressing first.
pub fn waiting(home: &Home, me: StaffId, now: Moment) -> Vec<Waiting> {
    let today = home.day_of(now);
    let Some(staff) = home.people.get(me).filter(|staff| staff.role.may(Deed::Care)) else {
        return Vec::new();
    };
    let sight = Sight::of(home, me, now);
    let for_me = ForMe { home, staff, now, today, part: home.part_of(now), sight };
    let mut found = for_me.alerts();
    found.extend(for_me.handover());
    let forgotten = home.shifts.of(me).filter(|shift| shift.forgotten(now.at));
    found.extend(forgotten.map(|shift| Waiting::WentOff { shift: shift.number, began: shift.began }));
    found.extend(for_me.notes());
    found.extend(for_me.leave_without_note());
    found.extend(for_me.lines());
    if staff.role.may(Deed::RunTheHome) {
        let nobody = home.children.here().filter(|child| !for_me.has_keyworker(child));
        found.extend(nobody.map(|child| Waiting::NoKeyworker(child.id)));
        found.extend(home.access.not_known().map(|opening| Waiting::Opened(opening.number)));
        found.extend(home.people.recovered.map(|recovered| Waiting::RecoveryUsed(recovered.at)));
    }
    // Stable: what is equally pressing stays in its own order.
    found.sort_by_key(|waiting| (waiting.rank(), waiting.before()));
    found
}

/// What a person has to read or accept, most pressing first: what every screen counts.
pub fn to_read(home: &Home, me: StaffId, now: Moment) -> Vec<Waiting> {
    let mut found = waiting(home, me, now);
    found.retain(Waiting::is_to_read);
    found
}

struct ForMe<'a> {
    home: &'a Home,
    staff: &'a Staff,
    now: Moment,
    today: CareDay,
    part: Part,
    sight: Sight,
}

impl ForMe<'_> {
    /// Whether a child lives here, and their record is not withheld from whoever asks.
    fn here(&self, child: ChildId) -> bool {
        let lives_here = self.home.children.get(child).is_some_and(|child| child.moved_on.is_none());
        lives_here && !self.sight.hides(What::Child(child))
    }

    fn alerts(&self) -> Vec<Waiting> {
        let alerts = &self.home.alerts;
        let open = alerts.open(self.now.at).into_iter();
        let unread = open.filter(|alert| alert.unread_by(self.staff, self.now, self.part));
        let read =
            unread.map(|alert| (alert, Waiting::ReadAlert { id: alert.id, level: alert.warning.level }));
        let ran_out = alerts.ran_out(self.now.at).map(|alert| (alert, Waiting::Answer(alert.id)));
        read.chain(ran_out).filter(|(alert, _)| self.here(alert.child)).map(|(_, waiting)| waiting).collect()
    }

    fn notes(&self) -> Vec<Waiting> {
        let me = self.staff.id;
        // Until a note is accepted, its writer, whoever leads a shift and the manager must know.
        let leads = self.staff.role.may(Deed::ChangeRoutines);
        let mut found = Vec::new();
        for note in self.home.notes.all().filter(|note| self.here(note.child)) {
            if !note.running(self.today) {
                if note.by == me && !note.caught_up {
                    found.push(Waiting::WhileAway(note.id));
                }
                continue;
            }
            let asks_me = note.accepted.is_none() && note.asks(me);
            if asks_me {
                found.push(Waiting::AcceptNote(note.id));
            } else if !note.has_read(me) {
                found.push(Waiting::ReadNote(note.id));
            }
            if note.accepted.is_none() && !asks_me && (note.by == me || leads) {
                found.push(Waiting::NotAccepted(note.id));
            }
        }
        found
    }

    /// A shift that waits to be taken over; and, for those who lead and are on and for managers, what was never handed
    /// over.
    fn handover(&self) -> Vec<Waiting> {
        let (may, me) = (|deed| self.staff.role.may(deed), self.staff.id);
        let open = handing_over::open(self.home, self.now).filter(|_| may(Deed::TakeOver));
        let open = open.map(|open| Waiting::TakeOver { by: open.signed.by, at: open.signed.at });
        let leads = may(Deed::SignOver) && self.home.shifts.of(me).is_some();
        let left = handing_over::left_without(self.home, self.now).into_iter();
        let left = left.filter(|_| leads || may(Deed::RunTheHome)).map(Waiting::NotHandedOver);
        open.into_iter().chain(left).collect()
    }

    fn leave_without_note(&self) -> Vec<Waiting> {
        let without = due::without_note(self.home, self.staff.id, self.today).into_iter();
        let without = without.filter(|(.., child)| self.here(*child));
        without.map(|(whose, leave, child)| Waiting::NoNote { whose, leave, child }).collect()
    }

    fn has_keyworker(&self, child: &Child) -> bool {
        let keyworker = child.keyworker(self.today).and_then(|id| self.home.people.get(id));
        keyworker.is_some_and(|staff| staff.active_on(self.today))
    }

    fn lines(&self) -> Vec<Waiting> {
        let children = self
            .home
            .children
            .here()
            .filter(|child| self.here(child.id))
            .map(|child| Subject::Child(child.id));
        let mut found = Vec::new();
        for subject in children.chain([Subject::House]) {
            for part in Part::ALL {
                let asked = lines::lines(self.home, subject, self.today, part);
                let mine = asked.into_iter().filter(|line| line.open() && self.is_mine(subject, line));
                found.extend(mine.map(|line| Waiting::Line {
                    subject,
                    line: line.id,
                    part,
                    words: line.words,
                    age: line.age,
                    before: line.in_time.map(|in_time| in_time.before),
                }));
            }
        }
        found
    }

    /// What the rules want done in time is the managers' too.
    fn is_mine(&self, subject: Subject, line: &Line) -> bool {
        due::whose(self.home, subject, line, self.today) == Some(self.staff.id)
            || (line.in_time.is_some() && self.staff.role.may(Deed::RunTheHome))
    }
}
