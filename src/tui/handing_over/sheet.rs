//! A sheet to be read: each child's part, and the house's, in pieces.

use crate::care::handing_over::{ChildPart, HousePart, How, Sheet};
use crate::care::{Home, Subject};
use crate::theme::Role;
use crate::tui::pieces::Piece;

/// The columns that labels take.
pub(super) const LABELS: u16 = 19;

/// Everyone the sheet tells of, in order, and the house last.
pub(super) fn subjects(sheet: &Sheet) -> Vec<Subject> {
    sheet.children.iter().map(|part| Subject::Child(part.child)).chain([Subject::House]).collect()
}

/// What it tells of one of them.
pub(super) fn pieces(home: &Home, sheet: &Sheet, subject: Subject) -> Vec<Piece> {
    match sheet.children.iter().find(|part| Subject::Child(part.child) == subject) {
        Some(part) => child(part),
        None => house(home, &sheet.house),
    }
}

fn child(part: &ChildPart) -> Vec<Piece> {
    let role = match part.how {
        How::Settled => Role::LevelSettled,
        How::Watch => Role::LevelWatch,
        How::Worried => Role::LevelWorried,
    };
    let mut pieces = vec![Piece::line("How they are", part.how.words()).painted(role)];
    for (label, text) in [
        ("The story", &part.story),
        ("Health, wellbeing", &part.health),
        ("Out and back", &part.movements),
        ("Behaviour", &part.behaviour),
        ("Family, workers", &part.family),
        ("To do, and who", &part.to_do),
        ("What may happen", &part.may),
    ] {
        pieces.extend(Piece::paragraphs(label, text));
    }
    pieces
}

fn house(home: &Home, part: &HousePart) -> Vec<Piece> {
    let names: Vec<&str> = part.counted.iter().map(|who| home.people.name(*who)).collect();
    let agreed = names.join(" and ");
    let mut pieces = Vec::new();
    for (label, text) in [
        ("Keys", &part.keys),
        ("Petty cash", &part.cash),
        ("Medication count", &part.medication),
        ("Agreed by", &agreed),
        ("Repairs", &part.repairs),
        ("Visitors expected", &part.visitors),
        ("Staffing", &part.staffing),
    ] {
        pieces.extend(Piece::paragraphs(label, text));
    }
    pieces
}
