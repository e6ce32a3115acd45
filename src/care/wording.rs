//! What people wrote, entry by entry: the one place that says which words of a fact are found again by searching.
//!
//! Only what somebody put in words of their own. A tick says nothing here, and so costs a search nothing.

use super::log::Category;
use super::{Entry, Fact, Subject, alert, handing_over, handover, log};

/// What an entry says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said<'a> {
    /// In whose words it stands, in the order a reader meets them; none is empty.
    pub texts: Vec<&'a str>,
    /// Whom it is about: more than one in what one shift hands to the next.
    pub about: Vec<Subject>,
    /// What it is about, of an entry of the log.
    pub category: Option<Category>,
}

/// What an entry says in somebody's words, if it says anything.
pub fn said(entry: &Entry) -> Option<Said<'_>> {
    let mut about = vec![entry.subject];
    let mut category = None;
    let mut texts: Vec<&str> = match &entry.fact {
        Fact::Log(fact) => {
            if let log::Fact::Written(written) = fact {
                category = Some(written.category);
            }
            fact.words()
        }
        Fact::Alert(fact) => of_alert(fact),
        Fact::Handover(handover::Fact::Left { plan, .. }) => of_note(plan),
        Fact::HandingOver(handing_over::Fact::Signed { sheet, .. }) => {
            about.extend(sheet.children.iter().map(|part| Subject::Child(part.child)));
            of_sheet(sheet)
        }
        Fact::House(_)
        | Fact::People(_)
        | Fact::Child(_)
        | Fact::Diary(_)
        | Fact::Routine(_)
        | Fact::Checklist(_)
        | Fact::Handover(_)
        | Fact::Night(_)
        | Fact::Whereabouts(_)
        | Fact::Access(_)
        | Fact::Shift(_)
        | Fact::HandingOver(_)
        | Fact::Receipt(_) => Vec::new(),
    };
    texts.retain(|text| !text.is_empty());
    (!texts.is_empty()).then_some(Said { texts, about, category })
}

fn of_alert(fact: &alert::Fact) -> Vec<&str> {
    match fact {
        alert::Fact::Raised { warning, .. } => vec![&warning.about, &warning.shows, &warning.helps],
        alert::Fact::FollowedUp { text, .. } => vec![text],
        alert::Fact::Closed { what_happened, .. } => vec![what_happened],
        alert::Fact::Withdrawn(_)
        | alert::Fact::Read(_)
        | alert::Fact::ReadTakenBack(_)
        | alert::Fact::FollowUpTakenBack { .. }
        | alert::Fact::OpenedAgain(_) => Vec::new(),
    }
}

fn of_note(plan: &handover::Plan) -> Vec<&str> {
    let coming = plan.coming.iter().flat_map(|coming| [coming.what.as_str(), coming.remark.as_str()]);
    let tasks = plan.tasks.iter().map(|task| task.words.as_str());
    [&*plan.told, &plan.worries, &plan.call].into_iter().chain(tasks).chain(coming).collect()
}

fn of_sheet(sheet: &handing_over::Sheet) -> Vec<&str> {
    let mut texts: Vec<&str> = Vec::new();
    for part in &sheet.children {
        let handing_over::ChildPart {
            child: _,
            how: _,
            story,
            health,
            movements,
            behaviour,
            family,
            to_do,
            may,
        } = part;
        texts.extend([&**story, health, movements, behaviour, family, to_do, may]);
    }
    let handing_over::HousePart { keys, cash, medication, counted: _, repairs, visitors, staffing } =
        &sheet.house;
    texts.extend([&**keys, cash, medication, repairs, visitors, staffing]);
    texts
}
