//! Which screen lies behind what is selected, and how the same thing is worded and marked wherever it stands.

use super::add::Add;
use super::add_child::{self, AddChild};
use super::alert::{AlertState, ReadAlert};
use super::amend::{self, Amend};
use super::appoint::{self, Appoint};
use super::away::AwayScreen;
use super::backups::Backups;
use super::bring_in::BringIn;
use super::charts::Charts;
use super::child::{ChildScreen, NoteState};
use super::choose::Choose;
use super::confirm::Confirm;
use super::consent::Consent;
use super::due::DueScreen;
use super::entry::{self, WriteEntry};
use super::handing_over::{self, HandingOver, PastHandovers};
use super::in_time::InTime;
use super::leave::{self, PlanLeave};
use super::line::LineScreen;
use super::log::ReadLog;
use super::new_alert::NewAlert;
use super::new_note::NewNote;
use super::night::NightBoard;
use super::note::{self, NoteScreen};
use super::open_kept::OpenKept;
use super::people::People;
use super::reading::Reading;
use super::round::Round;
use super::say::Say;
use super::screen::{Offer, Reply, Screen, Team};
use super::shifts::Shifts;
use super::since::Since;
use super::whereabouts::{Going, IN_AND_OUT, InAndOut, Stepping, TIME_LINE};
use super::who_reads::{self, WhoReads};
use crate::care::access::What;
use crate::care::alert::{self, Level};
use crate::care::checklist::LineId;
use crate::care::clock::Ask;
use crate::care::log::{self, LogEntry};
use crate::care::sight::Withheld;
use crate::care::telling::{self, Told};
use crate::care::trail::Outcome;
use crate::care::waiting::{Kind, Waiting};
use crate::care::whereabouts::Place;
use crate::care::{Act, AlertId, CareDay, ChildId, Home, Moment, NoteId, StaffId, Subject};
use crate::desk::{Draft, View};
use crate::keys::Command;
use crate::theme::{Mark, Role};

/// What a command means about a subject, on any screen where one is selected.
pub(super) fn about(command: Command, subject: Option<Subject>) -> Reply {
    match (command, subject) {
        (Command::Log, Some(subject)) => Reply::Open(Box::new(WriteEntry::new(subject))),
        (Command::OffDutyNote, Some(Subject::Child(child))) => Reply::Open(Box::new(NewNote::new(child))),
        (Command::Add, Some(subject)) => Reply::Open(Box::new(Add::new(subject))),
        (Command::BringIn, _) => Reply::Open(Box::<BringIn>::default()),
        (Command::AddChild, _) => Reply::Open(Box::new(AddChild::default())),
        (Command::Appoint, Some(Subject::Child(child))) => Reply::Open(Box::new(Appoint::to(child))),
        (Command::Consent, Some(Subject::Child(child))) => Reply::Open(Box::new(Consent::new(child))),
        (Command::WhoReads, Some(Subject::Child(child))) => {
            Reply::Open(Box::new(WhoReads::new(who_reads::Of::Child(child))))
        }
        (Command::PlanLeave, _) => Reply::Open(Box::new(PlanLeave::default())),
        (Command::Charts, Some(Subject::Child(child))) => Reply::Open(Box::new(Charts::about(child))),
        (Command::WhileAway, Some(Subject::Child(child))) => Reply::Open(Box::new(AwayScreen::about(child))),
        (Command::ReadLog, Some(subject)) => Reply::Open(Box::new(ReadLog::of(subject))),
        (Command::ReadLog, None) => Reply::Open(Box::new(ReadLog::everyone())),
        (Command::Alert, subject) => Reply::Open(Box::new(NewAlert::about(subject.and_then(Subject::child)))),
        (Command::Since, _) => Reply::Open(Box::<Since>::default()),
        (Command::InAndOut, Some(Subject::Child(child))) => Reply::Open(Box::new(InAndOut::at(child))),
        (Command::InAndOut, _) => Reply::Open(Box::<InAndOut>::default()),
        (Command::NightBoard, _) => Reply::Open(Box::<NightBoard>::default()),
        (Command::HandOver, _) => Reply::Open(Box::<HandingOver>::default()),
        (Command::PastHandovers, _) => Reply::Open(Box::<PastHandovers>::default()),
        (Command::Due, _) => Reply::Open(Box::<DueScreen>::default()),
        (Command::WhoIsOn, _) => Reply::Open(Box::<Shifts>::default()),
        _ => Reply::Ignored,
    }
}

/// Why whoever looks can't do what is offered on the board.
#[derive(Default)]
pub(super) struct NotYours {
    pub(super) add_child: Option<String>,
    pub(super) plan_leave: Option<String>,
    pub(super) appoint: Option<String>,
    pub(super) hand_over: Option<String>,
}

impl NotYours {
    /// As it stands for whoever looks.
    pub(super) fn read(view: &View<'_>) -> Self {
        let some_child = view.home().children.here().next().map(|child| child.id);
        Self {
            add_child: view.not_yours(add_child::probe(None)),
            plan_leave: view.not_yours(leave::probe(view.me(), view.today())),
            hand_over: handing_over::why_not(view),
            appoint: some_child.and_then(|child| appoint::why_not(view, child)),
        }
    }
}

/// The screen behind something that waits for someone.
pub(super) fn open(waiting: &Waiting, me: Option<StaffId>) -> Reply {
    match waiting {
        Waiting::Line { subject, line, part, .. } => {
            Reply::Open(Box::new(ChildScreen::at_line(*subject, *part, *line)))
        }
        Waiting::NoNote { whose, leave, child } if Some(*whose) == me => {
            Reply::Open(Box::new(NewNote::for_leave(*child, *leave)))
        }
        Waiting::RecoveryUsed(_) => Reply::Open(Box::new(Confirm::recovery())),
        Waiting::OneManager => Reply::Open(Box::<People>::default()),
        Waiting::NoBackup(_) | Waiting::NoSecondBackup => Reply::Open(Box::<Backups>::default()),
        Waiting::NotShutOut(_) => Reply::Team(Team::ShutOut),
        Waiting::Opened(number) => Reply::Open(Box::new(Confirm::opening(*number))),
        Waiting::WentOff { .. } => Reply::Open(Box::<Shifts>::default()),
        Waiting::TakeOver { .. } | Waiting::NotHandedOver(_) => Reply::Open(Box::<HandingOver>::default()),
        Waiting::NoKeyworker(child) => Reply::Open(Box::new(Appoint::to(*child))),
        Waiting::NoNote { child, .. } => Reply::Open(Box::new(ChildScreen::new(Subject::Child(*child)))),
        Waiting::AcceptNote(id) | Waiting::ReadNote(id) | Waiting::NotAccepted(id) => {
            Reply::Open(Box::new(NoteScreen::new(*id)))
        }
        Waiting::WhileAway(id) => Reply::Open(Box::new(AwayScreen::of_note(*id))),
        Waiting::ReadAlert { id, .. } => Reply::Open(Box::new(ReadAlert::new(*id))),
        Waiting::Answer(id) => Reply::Open(Box::new(Say::answer(*id))),
    }
}

/// The form that a draft was begun in.
pub(super) fn carry_on(draft: &Draft) -> Reply {
    let form: Option<Box<dyn Screen>> = match (draft.name.split(':').next(), draft.subject) {
        (Some("log"), subject) => Some(Box::new(WriteEntry::new(subject))),
        (Some(amend::KIND), _) => Amend::of_draft(draft).map(|amend| Box::new(amend) as _),
        (Some("off-duty note"), Subject::Child(child)) => Some(Box::new(NewNote::new(child))),
        (Some("to add"), subject) => Some(Box::new(Add::new(subject))),
        (Some("new child"), _) => Some(Box::<AddChild>::default()),
        (Some("time off"), _) => Some(Box::<PlanLeave>::default()),
        (Some("follow-up" | "closing" | "answer"), _) => Say::kept(draft).map(|say| Box::new(say) as _),
        (Some("alert"), _) => Some(Box::new(NewAlert::kept(draft))),
        (Some(IN_AND_OUT), _) => Going::kept(draft).map(|going| Box::new(going) as _),
        (Some(TIME_LINE), _) => Stepping::kept(draft).map(|stepping| Box::new(stepping) as _),
        (Some("round"), _) => Some(Box::<Round>::default()),
        (Some(handing_over::DRAFT | handing_over::READ_BACK), _) => {
            Some(Box::new(HandingOver::of_draft(draft)))
        }
        _ => InTime::of_draft(draft).map(|form| Box::new(form) as _),
    };
    form.map_or(Reply::Ignored, |form| Reply::CarryOn(form, draft.clone()))
}

/// To whom shall the line be given?
pub(super) fn give(subject: Subject, day: CareDay, line: LineId, name: &str, what: &str) -> Reply {
    Reply::Open(Box::new(Choose::colleague(subject, day, line, name, what)))
}

/// What was done, of what the rules ask of a line in time?
pub(super) fn in_time(subject: Subject, day: CareDay, line: LineId, ask: Ask) -> Reply {
    Reply::Open(Box::new(InTime::new(subject, day, line, ask)))
}

/// A child's day, or the house's.
pub(super) fn child(subject: Subject) -> Reply {
    Reply::Open(Box::new(ChildScreen::new(subject)))
}

/// A line with its trail.
pub(super) fn line(subject: Subject, day: CareDay, line: LineId) -> Reply {
    Reply::Open(Box::new(LineScreen::new(subject, day, line)))
}

/// What a command means for an alert.
pub(super) fn on_alert(command: Command, alert: Option<AlertId>) -> Reply {
    let Some(id) = alert else { return Reply::Ignored };
    match command {
        Command::Open => Reply::Open(Box::new(ReadAlert::new(id))),
        Command::Read => Reply::Do(Act::Alert(alert::Act::Read(id))),
        Command::FollowUp => Reply::Open(Box::new(Say::follow_up(id))),
        Command::Close => Reply::Open(Box::new(Say::closing(id))),
        _ => Reply::Ignored,
    }
}

/// What a command means for an off-duty note.
pub(super) fn on_note(command: Command, note: Option<NoteId>) -> Reply {
    note::on_note(command, note)
}

/// What a command means for a log entry.
pub(super) fn on_log(command: Command, entry: Option<&LogEntry>) -> Reply {
    let Some(entry) = entry else { return Reply::Ignored };
    let (subject, day, of, writer) = (entry.subject, entry.day, entry.written.id, entry.by);
    match command {
        Command::Open if entry.written.is_withheld() => {
            Reply::Open(Box::new(OpenKept::new(What::Entry(of), subject)))
        }
        Command::WhoReads => {
            Reply::Open(Box::new(WhoReads::new(who_reads::Of::Entry { subject, day, of, writer })))
        }
        Command::Open => Reply::Open(Box::new(Reading::new(entry.clone()))),
        Command::Amend => Reply::Open(Box::new(Amend::new(subject, day, of))),
        Command::TakeBack => Reply::Open(Box::new(take_back(entry))),
        _ => Reply::Ignored,
    }
}

/// Asks why a record that is kept to others must be read.
pub(super) fn open_kept(child: Option<ChildId>) -> Reply {
    let ask = |child| Box::new(OpenKept::new(What::Child(child), Subject::Child(child)));
    child.map_or(Reply::Ignored, |child| Reply::Open(ask(child)))
}

/// Asks before an entry is taken back, which can't be undone.
fn take_back(entry: &LogEntry) -> Confirm {
    let says = vec![
        format!("“{}”", crate::care::words::fit(entry.text(), 200)),
        "It stays in the log, struck through. To put it right, amend it instead.".into(),
    ];
    let act = Act::Log(log::Act::TakeBack(entry.written.id));
    Confirm::act("Take this entry back?".into(), says, ["Keep it", "Take it back"], act)
}

/// What can be done with an alert.
pub(super) fn alert_offers(standing: Option<&AlertState>) -> Vec<Offer> {
    let none = standing.is_none().then_some("There is no alert here.");
    let read = standing.is_some_and(|alert| alert.read).then_some("You have read this alert already.");
    let closed = standing.is_some_and(|alert| alert.closed).then_some("This alert is closed already.");
    vec![
        Offer::unless(Command::Open, none),
        Offer::unless(Command::Read, none.or(read)),
        Offer::unless(Command::FollowUp, none),
        Offer::unless(Command::Close, none.or(closed)),
    ]
}

/// What can be done with an off-duty note.
pub(super) fn note_offers(standing: Option<&NoteState>) -> Vec<Offer> {
    note::offers(standing)
}

/// Something that waits, with its remark and its role.
pub(super) fn in_words(view: &View<'_>, waiting: &Waiting) -> (String, String, Role) {
    let Told { what, came } = telling::waits(view.home(), view.me(), view.now(), waiting);
    let role = match waiting.kind() {
        _ if waiting.is_urgent() => Role::LevelUrgent,
        Kind::ToRead => Role::Unread,
        Kind::Amiss => Role::AgeOld,
        Kind::ToDo if waiting.before().is_some_and(|before| before < view.now().at) => Role::AgeOld,
        Kind::ToDo => Role::Text,
    };
    (what, came, role)
}

/// "Log, Ellie-May, begun Sat 21:50".
pub(super) fn draft_in_words(view: &View<'_>, draft: &Draft) -> String {
    let kind = draft.name.split(':').next().unwrap_or_default();
    let began = crate::care::when::shown_when(draft.began, view.now());
    format!("{}: {kind}, begun {began}", view.home().name_of(draft.subject))
}

/// What was written in a draft, in one line: not what was chosen.
pub(super) fn draft_words(draft: &Draft) -> String {
    let written = |name: &str| match draft.name.split(':').next() {
        Some("log") => entry::WRITTEN.contains(&name),
        _ => true,
    };
    let boxes = draft.boxes.iter().filter(|(name, _)| written(name)).map(|(_, kept)| kept.trim());
    let longest = boxes.max_by_key(|kept| kept.chars().count()).filter(|kept| !kept.is_empty());
    longest.map_or(String::new(), |kept| format!("“{}”", crate::care::words::fit(kept, 200)))
}

/// The number that is a child's as long as they live here; the house comes after the children.
pub(super) fn number(home: &Home, subject: Subject) -> usize {
    let place = home.children.here().position(|child| Subject::Child(child.id) == subject);
    place.unwrap_or_else(|| home.children.here().count()) + 1
}

/// The children worst first, and the house last. What is in order stays as it is, so that nothing moves under a
/// cursor; later comers go to the end.
pub(super) fn worst_first(home: &Home, now: Moment, order: &mut Vec<Subject>) {
    let here: Vec<ChildId> = home.children.here().map(|child| child.id).collect();
    order.retain(|subject| subject.child().is_some_and(|child| here.contains(&child)));
    let mut new = here;
    new.retain(|child| !order.contains(&Subject::Child(*child)));
    new.sort_by_key(|child| {
        let missing = home.whereabouts.place(*child) == Place::Missing;
        let level = home.alerts.about(*child, now.at).first().map(|alert| alert.warning.level);
        std::cmp::Reverse((missing, level))
    });
    order.extend(new.into_iter().map(Subject::Child).chain([Subject::House]));
}

/// A number as a key to press; nothing for one that no single key has.
pub(super) fn key_of(number: usize) -> String {
    if number <= 9 { number.to_string() } else { String::new() }
}

/// How a child is, by the worst open alert.
pub(super) fn level(level: Option<Level>) -> (Mark, &'static str, Role) {
    match level {
        None => (Mark::Settled, "settled", Role::LevelSettled),
        Some(Level::Watch) => (Mark::Watch, "watch", Role::LevelWatch),
        Some(Level::Worried) => (Mark::Worried, "worried", Role::LevelWorried),
        Some(Level::Urgent) => (Mark::Urgent, "URGENT", Role::LevelUrgent),
    }
}

/// How a child is, or that it is not for whoever looks to know.
pub(super) fn standing(withheld: Option<Withheld>, worst: Option<Level>) -> (Mark, &'static str, Role) {
    match withheld {
        None => level(worst),
        Some(Withheld::Kept) => (Mark::Restricted, "kept", Role::Restricted),
        Some(Withheld::NoConsent) => (Mark::Nothing, "", Role::TextMuted),
    }
}

/// How an outcome is marked.
pub(super) fn outcome(outcome: Option<Outcome>) -> (Mark, Role) {
    match outcome {
        None => (Mark::Open, Role::OutcomeOpen),
        Some(Outcome::Done) => (Mark::Done, Role::OutcomeDone),
        Some(Outcome::Prompted) => (Mark::Prompted, Role::OutcomePrompted),
        Some(Outcome::Helped) => (Mark::Helped, Role::OutcomeHelped),
        Some(Outcome::Declined) => (Mark::Declined, Role::OutcomeDeclined),
        Some(Outcome::Away) => (Mark::Away, Role::OutcomeAway),
        Some(Outcome::Missed) => (Mark::Missed, Role::OutcomeMissed),
        Some(Outcome::NotNeeded) => (Mark::NotNeeded, Role::OutcomeNotNeeded),
    }
}
