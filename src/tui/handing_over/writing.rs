//! The sheet while it is written: a form for each child and one for the house, filled in from the shift. What nobody
//! changed by hand goes on being filled in while the shift goes on.

use super::draw::{self, Tab};
use crate::care::handing_over::{self, ChildPart, HousePart, How, Sheet};
use crate::care::people::Deed;
use crate::care::{ChildId, Refusal, StaffId, Subject, when};
use crate::desk::{Draft, Trouble, View};
use crate::keys::{Command, Key, Place};
use crate::theme::Role;
use crate::tui::form::{Field, Form};
use crate::tui::paint::{Focus, Paint, Rect, Spot};
use crate::tui::screen::Reply;
use chrono::{DateTime, Utc};

const HOW: &str = "how";
const STORY: &str = "story";
const HEALTH: &str = "health";
const MOVEMENTS: &str = "movements";
const BEHAVIOUR: &str = "behaviour";
const FAMILY: &str = "family";
const TO_DO: &str = "to do";
const MAY: &str = "may happen";
const KEYS: &str = "keys";
const CASH: &str = "petty cash";
const MEDICATION: &str = "medication";
const COUNTED: &str = "counted by";
const AND: &str = "and by";
const REPAIRS: &str = "repairs";
const VISITORS: &str = "visitors";
const STAFFING: &str = "staffing";

/// The boxes of the house, to know whose a gap is.
const HOUSE: [&str; 8] = [KEYS, CASH, MEDICATION, COUNTED, AND, REPAIRS, VISITORS, STAFFING];

/// What a button does.
pub(super) enum Press {
    /// On to the next part.
    Next,
    /// Sign.
    Sign,
}

/// A child, or the house.
struct Part {
    subject: Subject,
    name: String,
    form: Form,
    /// What was filled in last.
    filled: Vec<(String, String)>,
    seen: bool,
}

/// The sheet while it is written.
pub(super) struct Writing {
    /// What was filled in: since when it tells, after which handover.
    sheet: Sheet,
    since: String,
    parts: Vec<Part>,
    at: usize,
    staff: Vec<(StaffId, String)>,
    began: DateTime<Utc>,
}

impl Writing {
    /// A sheet as the shift tells it.
    pub(super) fn begun(view: &View<'_>) -> Result<Self, Trouble> {
        let since = handing_over::shift_began(view.home(), view.me(), view.now());
        let sheet = view.handover(since)?;
        let can = view.home().people.working().filter(|staff| staff.active_on(view.today()));
        let staff =
            can.filter(|staff| staff.role.may(Deed::Care)).map(|staff| (staff.id, staff.name.clone()));
        Ok(Self {
            since: when::shown_when(since, view.now()),
            began: view.now().at,
            parts: Vec::new(),
            at: 0,
            staff: staff.collect(),
            sheet,
        })
    }

    /// When it was begun to be given.
    pub(super) fn opened(&self) -> DateTime<Utc> {
        self.sheet.opened
    }

    pub(super) fn subject(&self) -> Option<Subject> {
        self.parts.get(self.at).map(|part| part.subject)
    }

    pub(super) fn name(&self) -> &str {
        self.parts.get(self.at).map_or("", |part| &part.name)
    }

    pub(super) fn place(&self) -> Place {
        self.parts.get(self.at).map_or(Place::Form, |part| part.form.place())
    }

    /// Fills in what is new. What was changed by hand stays; a to-do that was made meanwhile is added to the others.
    pub(super) fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let now = view.handover(self.sheet.since)?;
        for child in &now.children {
            let subject = Subject::Child(child.child);
            let filled = child_boxes(child);
            if self.parts.iter().all(|part| part.subject != subject) {
                let name = view.home().name_of(subject).to_string();
                // How they are is as their alerts say; the story is what is told in one's own words.
                let form = Form::new(child_fields()).with_buttons(&["Next"]).starting_at(STORY);
                // The house stays the last.
                let place = self.parts.iter().position(|part| part.subject == Subject::House);
                let part = Part { subject, name, form, filled: Vec::new(), seen: false };
                self.parts.insert(place.unwrap_or(self.parts.len()), part);
            }
            self.fill(subject, filled);
        }
        if self.parts.iter().all(|part| part.subject != Subject::House) {
            let names = || self.staff.iter().map(|(_, name)| name.clone());
            let choose = |first: &str| std::iter::once(first.to_string()).chain(names()).collect::<Vec<_>>();
            let form = Form::new(house_fields(choose("choose who"), choose("choose who else")));
            let form = form.with_buttons(&["Sign"]);
            let name = view.home().name_of(Subject::House).to_string();
            self.parts.push(Part { subject: Subject::House, name, form, filled: Vec::new(), seen: false });
        }
        let filled = self.house_boxes(&now.house);
        self.fill(Subject::House, filled);
        self.look();
        Ok(())
    }

    fn fill(&mut self, subject: Subject, filled: Vec<(String, String)>) {
        let Some(part) = self.parts.iter_mut().find(|part| part.subject == subject) else { return };
        let stands = part.form.answers();
        let value = |all: &[(String, String)], name: &str| {
            all.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default()
        };
        for (name, new) in &filled {
            let (before, now) = (value(&part.filled, name), value(&stands, name));
            if part.filled.is_empty() || (now == before && new != &before) {
                part.form.fill(&[(name.clone(), new.clone())]);
            } else if name == TO_DO && now != before {
                let known: Vec<&str> = before.lines().chain(now.lines()).collect();
                let more: Vec<&str> = new.lines().filter(|line| !known.contains(line)).collect();
                if !more.is_empty() {
                    let all: Vec<&str> = now.lines().chain(more).collect();
                    part.form.fill(&[(name.clone(), all.join("\n"))]);
                }
            }
        }
        part.filled = filled;
    }

    fn house_boxes(&self, house: &HousePart) -> Vec<(String, String)> {
        let name = |nth: usize| {
            let known = |who: &StaffId| self.staff.iter().find(|(staff, _)| staff == who);
            house.counted.get(nth).and_then(known).map_or(String::new(), |(_, name)| name.clone())
        };
        [
            (KEYS, house.keys.clone()),
            (CASH, house.cash.clone()),
            (MEDICATION, house.medication.clone()),
            (COUNTED, name(0)),
            (AND, name(1)),
            (REPAIRS, house.repairs.clone()),
            (VISITORS, house.visitors.clone()),
            (STAFFING, house.staffing.clone()),
        ]
        .map(|(name, value)| (name.to_string(), value))
        .into()
    }

    /// What is written, as it is handed over.
    pub(super) fn sheet(&self) -> Sheet {
        let mut sheet = Sheet { children: Vec::new(), house: HousePart::default(), ..self.sheet.clone() };
        for part in &self.parts {
            let text = |name: &str| part.form.written(name);
            match part.subject {
                Subject::Child(child) => sheet.children.push(child_part(child, &part.form)),
                Subject::House => {
                    let chosen = [COUNTED, AND].map(|name| part.form.chosen(name));
                    let who = |at: usize| self.staff.get(at.checked_sub(1)?).map(|(staff, _)| *staff);
                    sheet.house = HousePart {
                        keys: text(KEYS),
                        cash: text(CASH),
                        medication: text(MEDICATION),
                        counted: chosen.into_iter().filter_map(who).collect(),
                        repairs: text(REPAIRS),
                        visitors: text(VISITORS),
                        staffing: text(STAFFING),
                    };
                }
            }
        }
        sheet
    }

    pub(super) fn command(&mut self, command: Command) -> Reply {
        match command {
            Command::NextStep => self.go((self.at + 1) % self.parts.len().max(1)),
            Command::StepBefore => {
                self.go(self.at.checked_sub(1).unwrap_or(self.parts.len().saturating_sub(1)))
            }
            command => {
                let taken = self.parts.get_mut(self.at).is_some_and(|part| part.form.command(command));
                if taken { Reply::Stay } else { Reply::Ignored }
            }
        }
    }

    fn go(&mut self, at: usize) -> Reply {
        self.at = at.min(self.parts.len().saturating_sub(1));
        self.look();
        Reply::Stay
    }

    fn look(&mut self) {
        if let Some(part) = self.parts.get_mut(self.at) {
            part.seen = true;
        }
    }

    pub(super) fn pressed(&self, key: Key) -> Option<Press> {
        let part = self.parts.get(self.at)?;
        part.form.pressed(key).map(|_| press(part.subject))
    }

    pub(super) fn pressed_at(&self, spot: Spot) -> Option<Press> {
        let part = self.parts.get(self.at)?;
        part.form.pressed_at(spot).filter(|_| spot.pane != draw::ORDER).map(|_| press(part.subject))
    }

    pub(super) fn typed(&mut self, key: Key) -> Reply {
        let taken = self.parts.get_mut(self.at).is_some_and(|part| part.form.typed(key));
        if taken { Reply::Stay } else { Reply::Ignored }
    }

    pub(super) fn pasted(&mut self, text: &str) -> Reply {
        let taken = self.parts.get_mut(self.at).is_some_and(|part| part.form.pasted(text));
        if taken { Reply::Stay } else { Reply::Ignored }
    }

    pub(super) fn pointed(&mut self, spot: Spot) -> Reply {
        match (spot.pane, spot.row) {
            (draw::ORDER, Some(row)) => self.go(row),
            (draw::ORDER, None) => Reply::Ignored,
            _ => {
                if let Some(part) = self.parts.get_mut(self.at) {
                    part.form.pointed(spot);
                }
                Reply::Stay
            }
        }
    }

    /// What was changed by hand; the rest is filled in again.
    pub(super) fn draft(&self, name: String) -> Option<Draft> {
        let changed = |part: &Part| {
            let whose = part.subject.child().map_or(String::new(), |child| child.0.to_string());
            let answers = part.form.answers().into_iter();
            let by_hand = answers.filter(|answer| !same(answer, &part.filled));
            by_hand.map(move |(field, kept)| (format!("{whose}/{field}"), kept)).collect::<Vec<_>>()
        };
        let boxes: Vec<(String, String)> = self.parts.iter().flat_map(changed).collect();
        let (subject, began) = (Subject::House, self.began);
        (!boxes.is_empty()).then_some(Draft { name, subject, began, boxes })
    }

    pub(super) fn take_up(&mut self, draft: &Draft) {
        self.began = draft.began;
        for (name, kept) in &draft.boxes {
            let Some((whose, field)) = name.split_once('/') else { continue };
            let is_whose = |part: &&mut Part| {
                part.subject.child().map_or(String::new(), |child| child.0.to_string()) == whose
            };
            if let Some(part) = self.parts.iter_mut().find(is_whose) {
                part.form.fill(&[(field.to_string(), kept.clone())]);
            }
        }
    }

    pub(super) fn refused(&mut self, refusal: &Refusal) {
        let of_house = match refusal {
            Refusal::Incomplete(gaps) => gaps.iter().any(|gap| HOUSE.contains(&gap.field)),
            Refusal::NotYours(_) | Refusal::Gone(_) | Refusal::NotNow(_) => return,
        };
        if of_house && let Some(house) = self.parts.iter().position(|part| part.subject == Subject::House) {
            self.at = house;
        }
        if let Some(part) = self.parts.get_mut(self.at) {
            part.form.refused(refusal);
        }
    }

    pub(super) fn remark(&self) -> String {
        let since = format!("Filled in from the shift since {}; change what is wrong.", self.since);
        let children = self.parts.len().saturating_sub(1);
        match self.subject() {
            Some(Subject::Child(_)) => format!("{since} Child {} of {children}.", self.at + 1),
            Some(Subject::House) | None => since,
        }
    }

    pub(super) fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let tabs: Vec<Tab> = self
            .parts
            .iter()
            .map(|part| Tab {
                name: part.name.clone(),
                done: part.seen,
                remark: match part.subject {
                    Subject::Child(_) => {
                        How::ALL[part.form.chosen(HOW).min(How::ALL.len() - 1)].words().into()
                    }
                    Subject::House => String::new(),
                },
            })
            .collect();
        let (side, boxes) = draw::tabs(&tabs, self.at, area, paint);
        if let Some(side) = side {
            let say = format!("Handing over the shift since {}.", self.since);
            paint.text(side, &say, Role::TextMuted);
        }
        let Some(part) = self.parts.get(self.at) else { return };
        let title = [(part.name.as_str(), Role::TextStrong)];
        let inside = paint.pane(boxes, &title, "from this shift, change what is wrong", Focus::Here);
        let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
        part.form.draw(inside, paint);
    }
}

fn press(subject: Subject) -> Press {
    match subject {
        Subject::Child(_) => Press::Next,
        Subject::House => Press::Sign,
    }
}

/// Whether an answer is as it was filled in. Nothing chosen yet is how a choice of nobody was filled in.
fn same((field, kept): &(String, String), filled: &[(String, String)]) -> bool {
    let filled = filled.iter().find(|(name, _)| name == field).map_or("", |(_, value)| value);
    kept == filled || (filled.is_empty() && kept.starts_with("choose who"))
}

fn child_fields() -> Vec<Field> {
    let how = How::ALL.map(|how| how.words().to_string()).to_vec();
    vec![
        Field::choice(HOW, "How they are", how, 0),
        Field::text(STORY, "The story", 2, ""),
        Field::text(HEALTH, "Health, wellbeing", 1, "").with_hint("physical and emotional"),
        Field::text(MOVEMENTS, "Out and back", 1, "").with_hint("school, appointments, contact"),
        Field::text(BEHAVIOUR, "Behaviour", 1, "").with_hint("good and difficult"),
        Field::text(FAMILY, "Family, workers", 1, "").with_hint("what was said with them"),
        Field::text(TO_DO, "To do, and who", 2, "").with_hint("a line each, as in: dentist 16:00 › Tom"),
        Field::text(MAY, "What may happen", 2, "").with_hint("and what to do then"),
    ]
}

fn house_fields(first: Vec<String>, other: Vec<String>) -> Vec<Field> {
    vec![
        Field::text(KEYS, "Keys", 1, ""),
        Field::text(CASH, "Petty cash", 1, ""),
        Field::text(MEDICATION, "Medication count", 1, "").with_hint("what was counted, or none"),
        Field::choice(COUNTED, "Agreed by", first, 0),
        Field::choice(AND, "and by", other, 0),
        Field::text(REPAIRS, "Repairs", 1, ""),
        Field::text(VISITORS, "Visitors expected", 1, ""),
        Field::text(STAFFING, "Staffing", 1, "").with_hint("who is on next, and who is missing"),
    ]
}

fn child_boxes(part: &ChildPart) -> Vec<(String, String)> {
    [
        (HOW, part.how.words().to_string()),
        (STORY, part.story.clone()),
        (HEALTH, part.health.clone()),
        (MOVEMENTS, part.movements.clone()),
        (BEHAVIOUR, part.behaviour.clone()),
        (FAMILY, part.family.clone()),
        (TO_DO, part.to_do.clone()),
        (MAY, part.may.clone()),
    ]
    .map(|(name, value)| (name.to_string(), value))
    .into()
}

fn child_part(child: ChildId, form: &Form) -> ChildPart {
    let text = |name: &str| form.written(name);
    ChildPart {
        child,
        how: How::ALL[form.chosen(HOW).min(How::ALL.len() - 1)],
        story: text(STORY),
        health: text(HEALTH),
        movements: text(MOVEMENTS),
        behaviour: text(BEHAVIOUR),
        family: text(FAMILY),
        to_do: text(TO_DO),
        may: text(MAY),
    }
}
