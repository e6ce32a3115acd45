//! An off-duty note, whole: who is away and who covers, what the child was told, what is on, what is to be done
//! and what came of it, what worries and what helps, who has read it.

use super::books::Books;
use super::doors;
use super::paint::{Focus, Paint, Rect, Spot};
use super::pieces::{Piece, Pieces};
use super::screen::{Notice, Offer, Reply, Screen, Warned};
use crate::care::access::Page;
use crate::care::handover::{self, Coming, Note};
use crate::care::{Act, CareDay, Home, NoteId, StaffId, Subject, when};
use crate::desk::{Trouble, View};
use crate::keys::{Command, Place};
use crate::theme::{Mark, Role};

/// An off-duty note.
pub struct NoteScreen {
    id: NoteId,
    subject: Option<Subject>,
    books: Option<Books>,
    title: String,
    heading: String,
    accepted: &'static str,
    pieces: Pieces,
    warnings: Vec<Warned>,
    read: bool,
    not_now: NotNow,
}

/// Why something can't be done with it now.
#[derive(Default)]
struct NotNow {
    accept: Option<String>,
    withdraw: Option<String>,
}

/// The columns of the days and labels.
const LABELS: u16 = 21;

impl NoteScreen {
    /// A note to read.
    pub fn new(id: NoteId) -> Self {
        Self {
            id,
            subject: None,
            books: None,
            title: "Off-duty note".into(),
            heading: String::new(),
            accepted: "",
            pieces: Pieces::default(),
            warnings: Vec::new(),
            read: false,
            not_now: NotNow::default(),
        }
    }

    fn act(act: handover::Act) -> Act {
        Act::Handover(act)
    }

    fn read_note(&mut self, view: &View<'_>, note: &Note) -> Result<(), Trouble> {
        let home = view.home();
        let subject = Subject::Child(note.child);
        let name = home.name_of(subject);
        self.subject = Some(subject);
        self.title = format!("{name}, off-duty note");
        let (from, to) = (note.plan.away_from.date(), note.plan.back_on.date());
        self.heading = format!(
            "{} is away {}, back {}",
            home.people.name(note.by),
            from.format("%a %-d %b"),
            to.format("%a %-d %b")
        );
        self.accepted = if note.accepted.is_some() { "accepted" } else { "not accepted" };
        self.warnings = super::child::warnings(home, subject, view.today());
        self.read = note.has_read(view.me());
        self.not_now = NotNow {
            accept: view
                .refusal(Self::act(handover::Act::Accept(note.id)))
                .map(|refusal| refusal.to_string()),
            withdraw: view
                .refusal(Self::act(handover::Act::Withdraw(note.id)))
                .map(|refusal| refusal.to_string()),
        };
        let mut pieces = who(home, note, view);
        part(&mut pieces, &format!("What {name} has been told"), Piece::paragraphs("", &note.plan.told));
        part(
            &mut pieces,
            "What is on meanwhile",
            note.plan.coming.iter().flat_map(|coming| on(coming, view)).collect(),
        );
        let to_do = self.tasks(view, note)?;
        part(&mut pieces, "To do", to_do);
        part(&mut pieces, "Worries and what helps", Piece::paragraphs("", &note.plan.worries));
        part(&mut pieces, "Who to call", Piece::paragraphs("", &note.plan.call));
        part(&mut pieces, "Who has read it", readers(home, note));
        self.pieces.set(pieces);
        Ok(())
    }

    fn tasks(&mut self, view: &View<'_>, note: &Note) -> Result<Vec<Piece>, Trouble> {
        let books = self.books.get_or_insert_with(|| Books::new(Subject::Child(note.child)));
        books.refresh(view)?;
        let mut pieces = Vec::new();
        for task in &note.plan.tasks {
            let (mark, came, role) = books.came_of(view, task)?;
            let when = format!("{}, {}", day(task.day, view), task.part.lower());
            pieces.push(Piece::line(when, task.words.clone()).marked(mark, role).remarked(came, role));
        }
        Ok(pieces)
    }
}

/// A part of the note, unless nothing was written in it: short absences have fewer.
fn part(pieces: &mut Vec<Piece>, heading: &str, within: Vec<Piece>) {
    if !within.is_empty() {
        pieces.push(Piece::heading(heading));
        pieces.extend(within);
    }
}

fn day(day: CareDay, view: &View<'_>) -> String {
    when::shown_day(day.date(), view.today().date())
}

/// "Accepted by Dee Marsh, 07:20" or "Not accepted".
fn standing(view: &View<'_>, note: &Note) -> (String, Role) {
    let home = view.home();
    match note.accepted {
        Some(accepted) => {
            let at = when::shown_when(accepted.at, view.now());
            (format!("accepted by {}, {at}", home.people.name(accepted.by)), Role::OutcomeDone)
        }
        None if note.asks(view.me()) => ("you have not accepted it".into(), Role::Unread),
        None => ("not accepted".into(), Role::AgeOld),
    }
}

fn who(home: &Home, note: &Note, view: &View<'_>) -> Vec<Piece> {
    let named = |staff: StaffId| {
        let you = if staff == view.me() { ", you" } else { "" };
        format!("{}{you}", home.people.name(staff))
    };
    let (accepted, role) = standing(view, note);
    let mark = if note.accepted.is_some() { Mark::Read } else { Mark::Unread };
    let mut pieces = vec![
        Piece::line("Cover", named(note.plan.cover)),
        Piece::line("", accepted).painted(role).marked(mark, role),
    ];
    pieces.extend(note.plan.second.map(|second| Piece::line("Second cover", named(second))));
    let left = format!("{}, {}", named(note.by), when::shown_when(note.at, view.now()));
    pieces.push(Piece::line("Left by", left));
    pieces
}

/// "Mon 23 Nov 16:00   dentist, Mill Road     from appointments", and what the keyworker added.
fn on(coming: &Coming, view: &View<'_>) -> Vec<Piece> {
    let time = coming.time.map_or(String::new(), |time| time.format(" %H:%M").to_string());
    let label = format!("{}{time}", day(coming.day, view));
    let what = Piece::line(label, coming.what.clone()).remarked(coming.origin.words(), Role::TextMuted);
    let remark = (!coming.remark.is_empty()).then(|| Piece::line("", coming.remark.clone()));
    std::iter::once(what).chain(remark).collect()
}

fn readers(home: &Home, note: &Note) -> Vec<Piece> {
    let names = |read: bool| {
        let of = home.people.working().filter(|staff| note.has_read(staff.id) == read);
        of.map(|staff| staff.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let (read, not_yet) = (names(true), names(false));
    let mut pieces = vec![Piece::line("Read by", read)];
    if !not_yet.is_empty() {
        pieces.push(Piece::line("Not yet by", not_yet).painted(Role::TextMuted));
    }
    pieces
}

impl Screen for NoteScreen {
    fn place(&self) -> Place {
        Place::Notes
    }

    fn shows(&self) -> Vec<(Page, Subject)> {
        self.subject.iter().map(|subject| (Page::Note, *subject)).collect()
    }

    fn title(&self) -> String {
        self.title.clone()
    }

    fn offers(&self) -> Vec<Offer> {
        if self.subject.is_none() {
            return vec![Offer::can(Command::Back)];
        }
        let mut offers = vec![
            Offer::unless(Command::Accept, self.not_now.accept.as_deref()),
            Offer::unless(Command::Read, self.read.then_some("You have read this note.")),
            Offer::unless(Command::Withdraw, self.not_now.withdraw.as_deref()),
        ];
        offers.extend([Command::Alert, Command::Log, Command::Back].map(Offer::can));
        offers
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        if let Some(note) = view.home().notes.get(self.id) {
            self.read_note(view, &note.clone())
        } else {
            self.subject = None;
            self.accepted = "";
            self.pieces.set(vec![Piece::line("", "This note was taken back by whoever left it.")]);
            Ok(())
        }
    }

    fn command(&mut self, command: Command) -> Reply {
        if self.pieces.moved(command) {
            return Reply::Stay;
        }
        match command {
            Command::Accept => Reply::Do(Self::act(handover::Act::Accept(self.id))),
            Command::Read => Reply::Do(Self::act(handover::Act::Read(self.id))),
            Command::Withdraw => Reply::DoThenBack(Self::act(handover::Act::Withdraw(self.id))),
            Command::Alert | Command::Log => doors::about(command, self.subject),
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
        match (&self.not_now.accept, self.read) {
            (None, _) => "You are asked to be the cover. Accepting it says so by name.".into(),
            (Some(_), false) => {
                "Reading it to the end is not yet a receipt: say that you have read it.".into()
            }
            (Some(why), true) => why.clone(),
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let title = [(self.heading.as_str(), Role::Title)];
        let inside = paint.pane(area, &title, self.accepted, Focus::Here);
        self.pieces.draw(inside, LABELS, 0, Focus::Here, paint);
    }
}

/// What can be done with the note selected in a list.
pub fn offers(standing: Option<&super::child::NoteState>) -> Vec<Offer> {
    let Some(standing) = standing else {
        let none = "There is no off-duty note.";
        return [Command::Open, Command::Accept, Command::Read]
            .map(|command| Offer::not_now(command, none))
            .into();
    };
    vec![
        Offer::can(Command::Open),
        Offer::unless(Command::Accept, standing.not_accept.as_deref()),
        Offer::unless(Command::Read, standing.read.then_some("You have read this note.")),
    ]
}

/// What a command means for the note selected in a list.
pub fn on_note(command: Command, note: Option<NoteId>) -> Reply {
    let Some(id) = note else { return Reply::Say(Notice::note("There is no off-duty note.")) };
    match command {
        Command::Open => Reply::Open(Box::new(NoteScreen::new(id))),
        Command::Accept => Reply::Do(Act::Handover(handover::Act::Accept(id))),
        Command::Read => Reply::Do(Act::Handover(handover::Act::Read(id))),
        _ => Reply::Ignored,
    }
}
