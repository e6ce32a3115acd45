//! A handover that was signed, while it is read back: whoever comes on says each line in their own words, and it is
//! ticked; then they sign. What was ticked is kept for whoever is signed in, when the screen is left before that; they
//! say whether to carry on with it, for whoever else comes on says all of it anew.

use super::draw::{self, Tab};
use super::sheet;
use super::sign::Countersigning;
use crate::care::handing_over::Handover;
use crate::care::{HandoverId, Subject, when};
use crate::desk::{Draft, View};
use crate::keys::Command;
use crate::theme::{Mark, Role};
use crate::tui::paint::{Focus, Paint, Rect, Spot};
use crate::tui::pieces::{Piece, Pieces};
use crate::tui::screen::{Offer, Reply};
use chrono::{DateTime, Utc};

/// What a draft of what was said back is kept under, before the handover's own name.
pub const DRAFT: &str = "read back";

/// A handover being read back.
pub(super) struct ReadBack {
    id: HandoverId,
    parts: Vec<Part>,
    at: usize,
    heard: Vec<bool>,
    /// What is said back: about whom, and what.
    lines: Vec<(Subject, String)>,
    signed: String,
    accepted: String,
    gone: bool,
    /// When it was begun to be read back; unknown until the home was read once.
    began: Option<DateTime<Utc>>,
}

/// A child, or the house.
struct Part {
    subject: Subject,
    name: String,
    pieces: Pieces,
    /// Which of the lines that are said back are theirs: the first, and how many.
    lines: (usize, usize),
    /// How many pieces stand before them.
    before: usize,
    opened: bool,
    seen: bool,
}

impl ReadBack {
    pub(super) fn of(id: HandoverId) -> Self {
        let (signed, accepted) = (String::new(), String::new());
        let (parts, heard, lines) = (Vec::new(), Vec::new(), Vec::new());
        Self { id, parts, at: 0, heard, lines, signed, accepted, gone: false, began: None }
    }

    /// The one that a draft was begun of.
    pub(super) fn of_draft(draft: &Draft) -> Option<Self> {
        let (_, id) = draft.name.split_once(':').filter(|(kind, _)| *kind == DRAFT)?;
        Some(Self::of(HandoverId(id.parse().ok()?)))
    }

    pub(super) fn draft_name(&self) -> String {
        format!("{DRAFT}:{}", self.id.0)
    }

    /// What was said back so far; nothing once it is accepted, or was taken back.
    pub(super) fn draft(&self) -> Option<Draft> {
        let said = self.lines.iter().zip(&self.heard).enumerate().filter(|(_, (_, heard))| **heard);
        let boxes: Vec<_> = said.map(|(n, ((_, line), _))| (n.to_string(), line.clone())).collect();
        let waits = !self.gone && self.accepted.is_empty() && !boxes.is_empty();
        let (name, subject, began) = (self.draft_name(), Subject::House, self.began?);
        waits.then_some(Draft { name, subject, began, boxes })
    }

    pub(super) fn take_up(&mut self, draft: &Draft) {
        // The draft of a sheet is of no use once somebody else's is read back.
        if draft.name != self.draft_name() {
            return;
        }
        self.began = Some(draft.began);
        for (n, ((_, line), heard)) in self.lines.iter().zip(&mut self.heard).enumerate() {
            *heard = draft.boxes.contains(&(n.to_string(), line.clone()));
        }
    }

    pub(super) fn subject(&self) -> Option<Subject> {
        self.part().map(|part| part.subject)
    }

    pub(super) fn name(&self) -> &str {
        self.part().map_or("", |part| &part.name)
    }

    fn part(&self) -> Option<&Part> {
        self.parts.get(self.at)
    }

    pub(super) fn read(&mut self, view: &View<'_>) {
        self.began.get_or_insert(view.now().at);
        let Some(handover) = view.home().handovers.get(self.id) else {
            self.gone = true;
            return;
        };
        let lines = handover.sheet.read_back();
        self.heard.resize(lines.len(), false);
        if self.parts.is_empty() {
            self.parts = sheet::subjects(&handover.sheet)
                .into_iter()
                .map(|subject| {
                    let first = lines.iter().position(|(of, _)| *of == subject).unwrap_or(lines.len());
                    let count = lines.iter().filter(|(of, _)| *of == subject).count();
                    let name = view.home().name_of(subject).to_string();
                    let lines = (first, count);
                    Part {
                        subject,
                        name,
                        pieces: Pieces::default(),
                        lines,
                        before: 0,
                        opened: false,
                        seen: false,
                    }
                })
                .collect();
            self.look();
        }
        self.tell(view, handover, &lines);
        self.lines = lines;
        let by = view.home().people.name(handover.signed.by);
        self.signed = format!("{by} signed it over at {}.", when::shown_when(handover.signed.at, view.now()));
        let accepted = handover.accepted.iter().map(|signed| view.home().people.name(signed.by));
        self.accepted = accepted.collect::<Vec<_>>().join(", ");
    }

    fn tell(&mut self, view: &View<'_>, handover: &Handover, lines: &[(Subject, String)]) {
        for part in &mut self.parts {
            let mut pieces = sheet::pieces(view.home(), &handover.sheet, part.subject);
            pieces.push(Piece::heading("Read back"));
            part.before = pieces.len();
            let (first, count) = part.lines;
            for (n, (_, line)) in lines.iter().enumerate().skip(first).take(count) {
                let piece = if self.heard.get(n) == Some(&true) {
                    Piece::line("said back", line.clone()).marked(Mark::Read, Role::OutcomeDone)
                } else {
                    Piece::line("not yet", line.clone()).marked(Mark::Unread, Role::Unread)
                };
                pieces.push(piece);
            }
            if count == 0 {
                pieces.push(Piece::line("", "Nothing to say back.").painted(Role::TextMuted));
            }
            part.pieces.set(pieces);
            if !part.opened {
                part.opened = true;
                part.pieces.go(part.before);
            }
        }
    }

    /// The line under the cursor was said back, or was not after all; then the next, and after a child's last the
    /// next child.
    fn said(&mut self) -> Reply {
        let Some(part) = self.parts.get_mut(self.at) else { return Reply::Ignored };
        let (first, count) = part.lines;
        if count == 0 {
            return self.go_on();
        }
        let place = part.pieces.at().checked_sub(part.before).filter(|place| *place < count);
        let Some(place) = place else {
            part.pieces.go(part.before);
            return Reply::Stay;
        };
        if let Some(heard) = self.heard.get_mut(first + place) {
            *heard = !*heard;
            if *heard {
                part.pieces.moved(Command::Down);
                if self.parts.get(self.at).is_some_and(|part| self.is_done(part)) {
                    self.go_on();
                }
            }
        }
        Reply::Read
    }

    /// How many lines of a part were said back.
    fn said_of(&self, part: &Part) -> usize {
        let (first, count) = part.lines;
        self.heard.iter().skip(first).take(count).filter(|heard| **heard).count()
    }

    /// Whether somebody was spoken of and all about them was said back.
    fn is_done(&self, part: &Part) -> bool {
        part.seen && self.said_of(part) == part.lines.1
    }

    /// On to the next who is not gone through; when all are, it stays.
    fn go_on(&mut self) -> Reply {
        let many = self.parts.len();
        let next = (1..many).map(|by| (self.at + by) % many).find(|n| !self.is_done(&self.parts[*n]));
        next.map_or(Reply::Stay, |next| self.go_to(next))
    }

    fn look(&mut self) {
        if let Some(part) = self.parts.get_mut(self.at) {
            part.seen = true;
        }
    }

    pub(super) fn go_to(&mut self, place: usize) -> Reply {
        if place >= self.parts.len() {
            return Reply::Ignored;
        }
        self.at = place;
        self.look();
        Reply::Stay
    }

    pub(super) fn command(&mut self, command: Command) -> Reply {
        let many = self.parts.len().max(1);
        match command {
            Command::NextStep => self.go_to((self.at + 1) % many),
            Command::StepBefore => self.go_to((self.at + many - 1) % many),
            Command::SaidBack => self.said(),
            command => {
                let moved = self.parts.get_mut(self.at).is_some_and(|part| part.pieces.moved(command));
                if moved { Reply::Stay } else { Reply::Ignored }
            }
        }
    }

    pub(super) fn pointed(&mut self, spot: Spot) -> Reply {
        match (spot.pane, spot.row) {
            (draw::ORDER, Some(row)) => self.go_to(row),
            (_, Some(row)) => {
                let Some(part) = self.parts.get_mut(self.at) else { return Reply::Ignored };
                part.pieces.go(row);
                if row >= part.before { self.said() } else { Reply::Stay }
            }
            (_, None) => Reply::Ignored,
        }
    }

    /// Whoever comes on puts their name to it.
    pub(super) fn sign(&self) -> Reply {
        let said = self.lines.iter().zip(&self.heard).filter(|(_, heard)| **heard);
        let heard = said.map(|(line, _)| line.clone()).collect();
        Reply::Open(Box::new(Countersigning::of(self.id, heard)))
    }

    pub(super) fn offers(&self) -> Vec<Offer> {
        let gone = self.gone.then_some("This handover was taken back.");
        vec![
            Offer::unless(Command::SaidBack, gone),
            Offer { label: "next child", ..Offer::unless(Command::NextStep, gone) },
            Offer { label: "sign", ..Offer::unless(Command::Save, gone) },
            Offer::unless(Command::MakeTodo, gone),
            Offer { label: "child before", ..Offer::unless(Command::StepBefore, gone) },
            Offer::can(Command::Back),
        ]
    }

    pub(super) fn remark(&self) -> String {
        if self.gone {
            return "This handover was taken back by whoever signed it.".into();
        }
        let left = self.heard.iter().filter(|heard| !**heard).count();
        match (left, self.accepted.is_empty()) {
            (_, false) => format!("{} Accepted by {}.", self.signed, self.accepted),
            (0, true) => format!("{} All is said back: whoever comes on signs.", self.signed),
            (1, true) => format!("{} Not accepted: 1 line to say back.", self.signed),
            (n, true) => format!("{} Not accepted: {n} lines to say back.", self.signed),
        }
    }

    pub(super) fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let tabs: Vec<Tab> = self
            .parts
            .iter()
            .map(|part| {
                let remark = format!("{} of {}", self.said_of(part), part.lines.1);
                Tab { name: part.name.clone(), done: self.is_done(part), remark }
            })
            .collect();
        let (side, sheet) = draw::tabs(&tabs, self.at, area, paint);
        if let Some(side) = side {
            let accepted = if self.accepted.is_empty() { "nobody yet" } else { &self.accepted };
            paint.text(side, &format!("{} Accepted by {accepted}.", self.signed), Role::TextMuted);
        }
        let Some(part) = self.part() else { return };
        let title = [(part.name.as_str(), Role::TextStrong)];
        let remark = if self.accepted.is_empty() { "not accepted" } else { "accepted" };
        let inside = paint.pane(sheet, &title, remark, Focus::Here);
        part.pieces.draw(inside, sheet::LABELS, 0, Focus::Here, paint);
    }
}
