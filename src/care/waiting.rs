//! What waits for one person: what to read, to accept, to answer, to do. The same list feeds the board,
//! the count on every screen and `bethere show due`.

use super::alert::Level;
use super::checklist::LineId;
use super::days::{CareDay, Moment, Part};
use super::people::{Leave, Role, Staff};
use super::{AlertId, ChildId, Home, NoteId, StaffId, Subject, lines};

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
    /// A line that was given to this person and is still open.
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
    },
    /// A child without a keyworker, for those who appoint.
    NoKeyworker(ChildId),
}

impl Waiting {
    /// Whether it counts in "2 to read".
    pub fn is_to_read(&self) -> bool {
        match self {
            Waiting::ReadAlert { .. } | Waiting::AcceptNote(_) | Waiting::ReadNote(_) => true,
            Waiting::Answer(_)
            | Waiting::NotAccepted(_)
            | Waiting::NoNote { .. }
            | Waiting::WhileAway(_)
            | Waiting::Line { .. }
            | Waiting::NoKeyworker(_) => false,
        }
    }
}

/// Everything that waits for a person now, most pressing first.
pub fn waiting(home: &Home, me: StaffId, now: Moment) -> Vec<Waiting> {
    let Some(staff) = home.people.get(me) else { return Vec::new() };
    if staff.role == Role::Visitor {
        return Vec::new();
    }
    let for_me = ForMe { home, staff, now, today: home.day_of(now), part: home.part_of(now) };
    let mut found = for_me.alerts(Level::Urgent..=Level::Urgent);
    found.extend(for_me.notes());
    found.extend(for_me.alerts(Level::Watch..=Level::Worried));
    found.extend(home.alerts.ran_out(now.at).map(|alert| Waiting::Answer(alert.id)));
    found.extend(for_me.leave_without_note());
    found.extend(for_me.lines());
    if staff.role == Role::Manager || staff.role == Role::Deputy {
        let nobody = home.children.here().filter(|child| child.keyworker().is_none());
        found.extend(nobody.map(|child| Waiting::NoKeyworker(child.id)));
    }
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
}

impl ForMe<'_> {
    fn alerts(&self, levels: std::ops::RangeInclusive<Level>) -> Vec<Waiting> {
        let open = self.home.alerts.open(self.now.at);
        open.into_iter()
            .filter(|alert| {
                levels.contains(&alert.warning.level) && alert.unread_by(self.staff, self.now, self.part)
            })
            .map(|alert| Waiting::ReadAlert { id: alert.id, level: alert.warning.level })
            .collect()
    }

    fn notes(&self) -> Vec<Waiting> {
        let me = self.staff.id;
        // Until a note is accepted, its writer, whoever leads a shift and the manager must know.
        let must_know = matches!(self.staff.role, Role::Senior | Role::Deputy | Role::Manager);
        let back =
            |note: &super::handover::Note| note.by == me && (0..3).contains(&self.today.since(note.back_on));
        let mut found = Vec::new();
        for note in self.home.notes.all() {
            let open = note.accepted.is_none();
            if back(note) {
                found.push(Waiting::WhileAway(note.id));
            } else if !note.running(self.today) {
            } else if open && note.asks(me) {
                found.push(Waiting::AcceptNote(note.id));
            } else if !note.read_by.contains(&me) {
                found.push(Waiting::ReadNote(note.id));
            } else if open && (note.by == me || must_know) {
                found.push(Waiting::NotAccepted(note.id));
            }
        }
        found.sort_by_key(|waiting| !matches!(waiting, Waiting::AcceptNote(_)));
        found
    }

    fn leave_without_note(&self) -> Vec<Waiting> {
        let manages = matches!(self.staff.role, Role::Deputy | Role::Manager);
        let mut found = Vec::new();
        for staff in self.home.people.working().filter(|staff| manages || staff.id == self.staff.id) {
            // A fortnight ahead is time enough to write, and to find a cover.
            let soon = |leave: &&Leave| self.today < leave.back_on && leave.away_from.since(self.today) <= 14;
            for leave in staff.leave.iter().filter(soon) {
                let mine = self.home.children.here().filter(|child| child.is_keychild_of(staff.id));
                let without = mine.filter(|child| {
                    let covers = |note: &&super::handover::Note| {
                        note.child == child.id && note.by == staff.id && note.back_on > leave.away_from
                    };
                    !self.home.notes.all().any(|note| covers(&note))
                });
                found.extend(without.map(|child| Waiting::NoNote {
                    whose: staff.id,
                    leave: *leave,
                    child: child.id,
                }));
            }
        }
        found
    }

    fn lines(&self) -> Vec<Waiting> {
        let children = self.home.children.here().map(|child| Subject::Child(child.id));
        let mut found = Vec::new();
        for subject in children.chain([Subject::House]) {
            for part in Part::ALL {
                let asked = lines::lines(self.home, subject, self.today, part);
                found.extend(
                    asked.into_iter().filter(|line| line.open() && line.given == Some(self.staff.id)).map(
                        |line| Waiting::Line {
                            subject,
                            line: line.id,
                            part,
                            words: line.words,
                            age: line.age,
                        },
                    ),
                );
            }
        }
        found
    }
}
