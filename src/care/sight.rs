//! What one person may see at one moment: the only place that decides it.
//!
//! [`Sight`] says what is withheld, and why. [`Home::seen_with`] makes of it the home as that person may see it, and
//! [`told`] the entries of the journal. Whoever is handed only those can't show more by mistake.

use super::access::{self, What, Whose};
use super::checklist::{Cause, LineId, Source};
use super::child::Profile;
use super::days::{CareDay, Moment};
use super::people::{Deed, Role, Staff};
use super::{
    ChildId, Decided, Entry, Fact, Home, LogId, Refusal, StaffId, Subject, alert, checklist, diary,
    handing_over, handover, log, night, routine,
};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Why a child's record is withheld from somebody.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Withheld {
    /// It is kept to named people.
    Kept,
    /// A visitor reads it only once the child and the placing authority have agreed.
    NoConsent,
}

impl Withheld {
    /// In a few words.
    pub fn words(self) -> &'static str {
        match self {
            Withheld::Kept => "kept to named people",
            Withheld::NoConsent => "not for visitors without consent",
        }
    }
}

/// What is withheld from one person at one moment.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sight {
    children: BTreeMap<ChildId, Withheld>,
    entries: BTreeSet<LogId>,
    /// Sees who opened what, and why.
    manages: bool,
    /// Whose it is, if it is anybody's.
    who: Option<StaffId>,
}

impl Sight {
    /// What is withheld from somebody.
    pub fn of(home: &Home, who: StaffId, now: Moment) -> Self {
        let staff = home.people.get(who);
        let manages = staff.is_some_and(|staff| staff.role.may(Deed::SayWhoReads));
        let mut sight = Self { manages, who: Some(who), ..Self::default() };
        for (what, kept) in home.access.all_kept() {
            let theirs = manages || kept.writer == Some(who) || kept.to.contains(&who);
            match what {
                _ if theirs || home.access.open_to(who, what, now.at) => {}
                What::Child(child) => drop(sight.children.insert(child, Withheld::Kept)),
                What::Entry(entry) => drop(sight.entries.insert(entry)),
            }
        }
        if staff.is_none_or(|staff| staff.role == Role::Visitor) {
            let without = home.children.all().filter(|child| !agreed(home, child.id));
            sight.children.extend(without.map(|child| (child.id, Withheld::NoConsent)));
        }
        sight
    }

    /// Whether nothing is withheld.
    pub fn is_whole(&self) -> bool {
        self.children.is_empty() && self.entries.is_empty()
    }

    /// Whether they see who opened what, and why.
    pub fn manages(&self) -> bool {
        self.manages
    }

    /// Whose records are withheld, and why.
    pub fn children(&self) -> &BTreeMap<ChildId, Withheld> {
        &self.children
    }

    /// Why a subject's record is withheld, if it is.
    pub fn withheld(&self, subject: Subject) -> Option<Withheld> {
        self.children.get(&subject.child()?).copied()
    }

    /// Whether something is withheld.
    pub fn hides(&self, what: What) -> bool {
        match what {
            What::Child(child) => self.children.contains_key(&child),
            What::Entry(entry) => self.entries.contains(&entry),
        }
    }

    /// Whether somebody goes on reading what is withheld from them because they wrote it: what they warned of and saw
    /// is no secret from them. A visitor writes nothing.
    fn wrote(&self, subject: Subject, by: StaffId) -> bool {
        self.who == Some(by) && self.withheld(subject) == Some(Withheld::Kept)
    }

    /// Whether what was said of what the rules ask after an entry is withheld with it. Of one that is no longer at hand
    /// nothing tells which entry it was, so it is.
    fn hides_answer(&self, home: &Home, line: LineId) -> bool {
        let Source::Todo(id) = line.source else { return false };
        let cause = home.lists.todo(id).map(|todo| todo.cause);
        !self.entries.is_empty()
            && match cause {
                Some(Cause::Log(entry)) => self.entries.contains(&entry),
                Some(Cause::Colleague | Cause::Note(_)) => false,
                None => true,
            }
    }
}

/// Whether the child and the placing authority have both agreed that visitors read the record.
fn agreed(home: &Home, child: ChildId) -> bool {
    let given = |whose| {
        home.access.consent(child, whose).is_some_and(|consent| consent.answer == access::Answer::Given)
    };
    Whose::ALL.into_iter().all(given)
}

impl Home {
    /// The home as somebody may see it from whom this is withheld. Of a child whose record is kept to others, what
    /// keeps the child safe stays: the name, the room, allergies, with whom there must be no contact, where they are
    /// and whether they were checked at night. A visitor sees a number.
    pub fn seen_with(&self, sight: &Sight) -> Home {
        let mut home = self.clone();
        // Every topic is looked at. The compiler misses a new one here.
        let Home {
            last: _,
            house: _,
            people: _,
            children,
            diary,
            lists,
            alerts,
            notes,
            log: _,
            shifts: _,
            handovers,
            nights,
            whereabouts,
            access,
            receipts: _,
            lately: _,
        } = &mut home;
        let shown = |subject: Subject| sight.withheld(subject).is_none();
        diary.keep(shown);
        lists.keep(shown);
        lists.leave_out_answers(|line| sight.hides_answer(self, line));
        alerts.keep(|alert| {
            let subject = Subject::Child(alert.child);
            shown(subject) || sight.wrote(subject, alert.by)
        });
        notes.keep(|child| shown(Subject::Child(child)));
        handovers.keep(shown);
        let named = Named::in_words_of(self, sight);
        handovers.leave_out_words(|words| named.stands_in(words));
        lists.leave_out_words(|words| named.stands_in(words));
        diary.leave_out_words(|words| named.stands_in(words));
        for (child, withheld) in &sight.children {
            nights.leave_out(*child, *withheld);
            whereabouts.leave_out(*child, *withheld);
        }
        children.leave_out(sight);
        access.leave_out(sight);
        home
    }
}

/// The names that a visitor may not read, of the children whose records are not for them.
///
/// A visitor under regulation 44 reads the house's records, and a child's case record only after both consents. What an
/// entry is about decides which of the two it is: its own subject, and the children a sheet has parts for. But what the
/// house's log says and its lists ask is plain words, with no more to go by, and "Kasia and Mo argued at supper" there is
/// about two children all the same. So whatever holds any word of such a child's names as a word is left out whole. That
/// leaves out too much where a child is called as a thing is, and too little where somebody wrote a nickname nobody
/// entered; the first costs the visitor a question, and nothing can be done about the second.
struct Named(BTreeSet<String>);

impl Named {
    fn in_words_of(home: &Home, sight: &Sight) -> Self {
        let visitors = sight.children.iter().filter(|(_, withheld)| **withheld == Withheld::NoConsent);
        let children = visitors.filter_map(|(child, _)| home.children.get(*child));
        let names = children.flat_map(|child| [&*child.profile.name, child.called()]);
        // An initial names nobody.
        Self(names.flat_map(each_word).filter(|word| word.chars().count() > 1).collect())
    }

    fn stands_in(&self, words: &str) -> bool {
        !self.0.is_empty() && each_word(words).any(|word| self.0.contains(&word))
    }
}

/// The words of a text as they are compared: without accents, and alike in large and small letters.
fn each_word(text: &str) -> impl Iterator<Item = String> {
    text.split(|letter: char| !letter.is_alphanumeric() && !is_combining_mark(letter))
        .filter(|word| !word.is_empty())
        .map(|word| {
            word.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase).collect()
        })
}

/// What stays of a child's page for somebody from whom it is withheld; a visitor is told only a number.
pub(super) fn left_of(profile: &Profile, withheld: Withheld, number: usize) -> Profile {
    match withheld {
        Withheld::NoConsent => Profile { name: format!("Child {number}"), ..Profile::default() }.whole_name(),
        Withheld::Kept => Profile {
            name: profile.name.clone(),
            preferred: profile.preferred.clone(),
            pronouns: profile.pronouns.clone(),
            room: profile.room.clone(),
            allergies: profile.allergies.clone(),
            contacts: profile.never().cloned().collect(),
            ..Profile::default()
        },
    }
}

/// An entry as somebody may read it: nothing of a record that is withheld, and of a withheld entry of the log no more
/// than that there is one, from when and by whom. What was looked at is told nobody this way.
pub fn told(home: &Home, sight: &Sight, mut entry: Entry) -> Option<Entry> {
    let own_words = matches!(
        &entry.fact,
        Fact::Alert(alert::Fact::Raised { .. } | alert::Fact::FollowedUp { .. } | alert::Fact::Withdrawn(_))
            | Fact::Log(log::Fact::Written(_))
    );
    if sight.withheld(entry.subject).is_some() && !(own_words && sight.wrote(entry.subject, entry.by)) {
        return None;
    }
    match &mut entry.fact {
        Fact::Access(access::Fact::Looked(_)) => return None,
        Fact::Access(access::Fact::Opened { why, .. }) if !sight.manages => why.clear(),
        Fact::HandingOver(handing_over::Fact::Signed { sheet, .. }) => {
            sheet.keep(|subject| sight.withheld(subject).is_none());
            let named = Named::in_words_of(home, sight);
            sheet.house.leave_out_words(|words| named.stands_in(words));
        }
        Fact::Log(fact) => fact.as_seen(&home.access, sight),
        Fact::Checklist(checklist::Fact::Noted { line, .. }) if sight.hides_answer(home, *line) => {
            return None;
        }
        Fact::Checklist(checklist::Fact::Ticked { line, tick, .. }) if sight.hides_answer(home, *line) => {
            tick.answer = None;
        }
        _ => {}
    }
    (entry.subject != Subject::House || sight.is_whole() || !names_any(home, sight, &entry.fact))
        .then_some(entry)
}

/// Whether what somebody wrote about the house names a child whose record is not for whoever looks.
fn names_any(home: &Home, sight: &Sight, fact: &Fact) -> bool {
    let says = says_of_the_house(fact);
    if says.is_empty() {
        return false;
    }
    let named = Named::in_words_of(home, sight);
    says.into_iter().any(|words| named.stands_in(words))
}

/// What somebody wrote about the house in plain words.
fn says_of_the_house(fact: &Fact) -> Vec<&str> {
    match fact {
        Fact::Log(fact) => fact.words(),
        Fact::Checklist(checklist::Fact::Ticked { words, tick, .. }) => vec![words, &tick.note],
        Fact::Checklist(checklist::Fact::Given { words, .. }) => vec![words],
        Fact::Checklist(checklist::Fact::TodoAdded(added)) => vec![&added.words],
        Fact::Diary(diary::Fact::Booked(booked)) => vec![&booked.what, &booked.note],
        Fact::Routine(routine::Fact::Added(line) | routine::Fact::Changed { now: line, .. }) => {
            vec![&line.words]
        }
        Fact::Routine(routine::Fact::DutySet(duty)) => vec![&duty.words],
        _ => Vec::new(),
    }
}

/// Fails when what somebody asks is about a record that is withheld from them. What they saw and did themselves they
/// can always write down.
pub(super) fn allows(home: &Home, by: StaffId, now: Moment, decided: &Decided) -> Result<(), Refusal> {
    let sight = Sight::of(home, by, now);
    let own_words = match &decided.fact {
        Fact::Log(log::Fact::Written(_) | log::Fact::TakenBack { .. })
        | Fact::Night(night::Fact::Checked { .. } | night::Fact::CheckTakenBack(_))
        | Fact::Whereabouts(_)
        | Fact::Alert(alert::Fact::Raised { .. } | alert::Fact::Withdrawn(_))
        | Fact::Access(access::Fact::Opened { .. }) => true,
        Fact::Alert(alert::Fact::FollowedUp { id, .. } | alert::Fact::Closed { id, .. }) => {
            home.alerts.get(*id).is_some_and(|alert| sight.wrote(decided.subject, alert.by) && alert.by == by)
        }
        Fact::Log(log::Fact::Amended { of, .. }) if sight.hides(What::Entry(*of)) => {
            return Err(Refusal::NotYours(in_words(home, by, What::Entry(*of), Withheld::Kept, now)));
        }
        _ => false,
    };
    match (sight.withheld(decided.subject), decided.subject) {
        (Some(withheld), Subject::Child(child)) if !own_words => {
            Err(Refusal::NotYours(in_words(home, by, What::Child(child), withheld, now)))
        }
        _ => handed(home, now, decided),
    }
}

/// Fails when something about a record is given to somebody who can't read it.
fn handed(home: &Home, now: Moment, decided: &Decided) -> Result<(), Refusal> {
    let to: Vec<StaffId> = match &decided.fact {
        Fact::Checklist(checklist::Fact::Given { to, .. }) => to.iter().copied().collect(),
        Fact::Checklist(checklist::Fact::TodoAdded(added)) => added.to.into_iter().collect(),
        Fact::Handover(handover::Fact::Left { plan, .. }) => {
            std::iter::once(plan.cover).chain(plan.second).collect()
        }
        _ => Vec::new(),
    };
    let withheld = |who: &&StaffId| Sight::of(home, **who, now).withheld(decided.subject).is_some();
    match to.iter().find(withheld) {
        None => Ok(()),
        Some(who) => {
            let (name, child) = (home.people.name(*who), home.name_of(decided.subject));
            Err(Refusal::NotNow(format!(
                "{name} can’t read {child}’s record: it is kept to named people. Choose someone else."
            )))
        }
    }
}

/// What stands in the place of what is withheld: why, what whoever must read it can do, and who will know.
pub fn in_words(home: &Home, who: StaffId, what: What, withheld: Withheld, now: Moment) -> String {
    let today = home.day_of(now);
    let manager = manager(home, today).map_or("A manager", |staff| &staff.name);
    let may_open = home.people.get(who).is_some_and(|staff| staff.role.may(Deed::OpenKept));
    match (withheld, what) {
        (Withheld::NoConsent, _) => format!(
            "A visitor reads a child’s record once the child and the placing authority have agreed. Ask {manager}."
        ),
        (Withheld::Kept, what) => {
            let kept = match what {
                What::Child(child) => {
                    format!("{}’s record is kept to named people.", home.name_of(Subject::Child(child)))
                }
                What::Entry(_) => "This entry is kept to named people.".into(),
            };
            if may_open {
                format!("{kept} If you must read it, press Enter and write why. {manager} will see that.")
            } else {
                format!("{kept} Ask {manager}.")
            }
        }
    }
}

/// Whoever runs the home now.
fn manager(home: &Home, today: CareDay) -> Option<&Staff> {
    let with = |role| home.people.working().find(move |staff| staff.role == role && staff.active_on(today));
    with(Role::Manager).or_else(|| with(Role::Deputy))
}
