//! While you were away: one child's story of a stretch of days. What was asked of the cover comes first, then
//! what went wrong, then the days one by one.

use super::books::Books;
use super::child;
use super::doors;
use super::paint::{Focus, Paint, Rect, Spot};
use super::pieces::{Piece, Pieces};
use super::screen::{Offer, Reply, Screen, Warned};
use super::story::Story;
use crate::care::access::Page;
use crate::care::handover::{self, Note};
use crate::care::people::Leave;
use crate::care::{Act, CareDay, ChildId, NoteId, Subject};
use crate::desk::{Trouble, View};
use crate::keys::{Command, Place};
use crate::theme::Role;

/// What happened to a child while somebody was away.
pub struct AwayScreen {
    which: Which,
    subject: Option<Subject>,
    /// The note that was left for this time, if one was.
    note: Option<NoteId>,
    books: Option<Books>,
    title: String,
    heading: String,
    days: String,
    pieces: Pieces,
    warnings: Vec<Warned>,
    /// Why there is no receipt to give, if there is none.
    no_receipt: Option<String>,
}

/// Which time away.
enum Which {
    /// The one a note was left for.
    Of(NoteId),
    /// The last one of whoever looks, seen from a child.
    Last(ChildId),
}

/// The columns of the days and times.
const LABELS: u16 = 19;

impl AwayScreen {
    /// The time of a note.
    pub fn of_note(note: NoteId) -> Self {
        Self::new(Which::Of(note))
    }

    /// The last time away of whoever looks.
    pub fn about(child: ChildId) -> Self {
        Self::new(Which::Last(child))
    }

    fn new(which: Which) -> Self {
        Self {
            which,
            subject: None,
            note: None,
            books: None,
            title: "While you were away".into(),
            heading: String::new(),
            days: String::new(),
            pieces: Pieces::default(),
            warnings: Vec::new(),
            no_receipt: None,
        }
    }

    /// Which child, when, and the note that was left for that time.
    fn time(&self, view: &View<'_>) -> Option<(ChildId, Leave, Option<Note>)> {
        let notes = &view.home().notes;
        let leave_of = |note: &Note| Leave { away_from: note.plan.away_from, back_on: note.plan.back_on };
        match self.which {
            Which::Of(id) => {
                let note = notes.get(id)?;
                Some((note.child, leave_of(note), Some(note.clone())))
            }
            Which::Last(child) => {
                let leave = handover::last_away(view.home(), view.me(), child, view.today())?;
                let own =
                    |note: &&Note| note.child == child && note.by == view.me() && note.holds(leave.away_from);
                Some((child, leave, notes.all().find(own).cloned()))
            }
        }
    }
}

/// Why whoever looks can't do an act with the note, in a sentence.
fn why_not(view: &View<'_>, note: Option<&Note>) -> Option<String> {
    let Some(note) = note else { return Some("There was no off-duty note for this time.".into()) };
    let catch_up = Act::Handover(handover::Act::CatchUp(note.id));
    view.refusal(catch_up).map(|refusal| refusal.to_string())
}

impl Screen for AwayScreen {
    fn place(&self) -> Place {
        Place::Notes
    }

    fn shows(&self) -> Vec<(Page, Subject)> {
        self.subject.iter().map(|subject| (Page::WhileAway, *subject)).collect()
    }

    fn title(&self) -> String {
        self.title.clone()
    }

    fn offers(&self) -> Vec<Offer> {
        let mut offers = vec![Offer::unless(Command::Read, self.no_receipt.as_deref())];
        offers.extend([Command::Alert, Command::Log, Command::Back].map(Offer::can));
        offers
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let home = view.home();
        let Some((child, leave, note)) = self.time(view) else {
            self.no_receipt = Some("There is nothing to catch up on.".into());
            self.pieces.set(vec![Piece::line("", "You have not been away lately, by the calendar.")]);
            return Ok(());
        };
        let subject = Subject::Child(child);
        self.subject = Some(subject);
        self.note = note.as_ref().map(|note| note.id);
        self.title = format!("{}, while you were away", home.name_of(subject));
        self.warnings = child::warnings(home, subject, view.today());
        self.no_receipt = why_not(view, note.as_ref());
        let day = |day: CareDay| day.date().format("%a %-d %b").to_string();
        self.heading = format!("{} to {}", day(leave.away_from), day(leave.back_on));
        let accepted = note.as_ref().and_then(|note| note.accepted);
        self.days = accepted.map_or("nobody accepted a note".into(), |accepted| {
            format!("{} covered", home.people.name(accepted.by))
        });
        let books = self.books.get_or_insert_with(|| Books::new(subject));
        books.refresh(view)?;
        let to = leave.back_on.min(view.today().plus(1));
        let story = Story { view, subject, from: leave.away_from, to };
        self.pieces.set(story.told(books, note.as_ref())?);
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        if self.pieces.moved(command) {
            return Reply::Stay;
        }
        match (command, self.note) {
            (Command::Read, Some(note)) => Reply::DoThenBack(Act::Handover(handover::Act::CatchUp(note))),
            (Command::Alert | Command::Log, _) => doors::about(command, self.subject),
            (_, _) => Reply::Ignored,
        }
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        self.pieces.pointed(spot)
    }

    fn warnings(&self) -> Vec<Warned> {
        self.warnings.clone()
    }

    fn remark(&self) -> String {
        match &self.no_receipt {
            None => "Once you have read it to the end, say so: then it leaves the board.".into(),
            Some(_) => String::new(),
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let title = [(self.heading.as_str(), Role::Title)];
        let inside = paint.pane(area, &title, &self.days, Focus::Here);
        self.pieces.draw(inside, LABELS, 0, Focus::Here, paint);
    }
}
