//! Leaves an off-duty note, in six steps: dates and cover, what the child was told, what is on meanwhile, what is
//! to be done, worries and what helps, who to call. Dates and a cover are enough; all the rest is there for more.

mod draw;
mod fill;
mod kept;

use super::answer::Boxes;
use super::child;
use super::form::{Field, Form};
use super::paint::{Paint, Rect, Spot};
use super::screen::{Notice, Offer, Reply, Screen, Warned};
use super::table::{Row, Table, Wide};
use crate::care::handover::{self, Coming};
use crate::care::people::Leave;
use crate::care::{Act, CareDay, ChildId, Gap, Moment, Refusal, StaffId, Subject, words};
use crate::desk::{Draft, Trouble, View};
use crate::keys::{Command, Key, Place};
use chrono::{DateTime, Utc};
use fill::Colleague;
use kept::Kept;
use std::collections::BTreeMap;

/// What can be done with it from any part.
const HAND_OVER: &str = "Hand it over";

/// A part of the note.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Step {
    Dates,
    Told,
    Coming,
    ToDo,
    Worries,
    Call,
}

impl Step {
    const ALL: [Step; 6] = [Step::Dates, Step::Told, Step::Coming, Step::ToDo, Step::Worries, Step::Call];

    fn title(self) -> &'static str {
        match self {
            Step::Dates => "Dates and cover",
            Step::Told => "What I told them",
            Step::Coming => "What is on",
            Step::ToDo => "To do",
            Step::Worries => "Worries and help",
            Step::Call => "Who to call",
        }
    }

    /// The step with the box that a refusal names.
    fn of(field: &str) -> Self {
        match field {
            "what I told them" => Step::Told,
            "what is on" => Step::Coming,
            "to do" => Step::ToDo,
            "worries and what helps" => Step::Worries,
            "who to call" => Step::Call,
            _ => Step::Dates,
        }
    }
}

/// An off-duty note being written.
pub struct NewNote {
    child: ChildId,
    /// The leave it is for, when a reminder of it led here.
    leave: Option<Leave>,
    name: String,
    warnings: Vec<Warned>,
    today: CareDay,
    /// When the home was last read, and when this was begun; both unknown until it was read once.
    now: Option<Moment>,
    began: Option<DateTime<Utc>>,
    colleagues: Vec<Colleague>,
    step: Step,
    dates: Form,
    told: Form,
    coming: Table<Option<Coming>>,
    to_do: Table<()>,
    worries: Form,
    call: Form,
    /// What the list of what is on was last filled in from.
    window: Option<(CareDay, CareDay)>,
    found: Vec<Coming>,
    /// What was said beside lines of that list, also those that another date took out of it.
    said: BTreeMap<String, Kept>,
    /// Every box as it was when it opened: until one differs, there is nothing to keep.
    at_first: Vec<(String, String)>,
}

impl NewNote {
    /// A note about a child.
    pub fn new(child: ChildId) -> Self {
        let one = |field| Form::new(vec![field]).with_buttons(&[HAND_OVER]);
        Self {
            child,
            leave: None,
            name: String::new(),
            warnings: Vec::new(),
            today: CareDay::of(chrono::NaiveDate::default()),
            now: None,
            began: None,
            colleagues: Vec::new(),
            step: Step::Dates,
            dates: Form::new(Vec::new()),
            told: one(Field::text("what I told them", "Told", 4, "")),
            coming: Table::new(
                vec![
                    ("", Wide::Cells(4)),
                    ("Day", Wide::Cells(16)),
                    ("What is on", Wide::Shares(1)),
                    ("What to know", Wide::Shares(1)),
                ],
                HAND_OVER,
            ),
            to_do: Table::new(
                vec![
                    ("Day", Wide::Cells(11)),
                    ("Part of day", Wide::Cells(11)),
                    ("What is to be done", Wide::Shares(1)),
                    ("For whom", Wide::Cells(20)),
                ],
                HAND_OVER,
            ),
            worries: one(Field::text("worries and what helps", "Worries, and what helps", 4, "")),
            call: one(Field::text("who to call", "Who to call", 4, "")),
            window: None,
            found: Vec::new(),
            said: BTreeMap::new(),
            at_first: Vec::new(),
        }
    }

    /// A note about a child for a stretch of leave.
    pub fn for_leave(child: ChildId, leave: Leave) -> Self {
        Self { leave: Some(leave), ..Self::new(child) }
    }

    fn boxes(&mut self) -> &mut dyn Boxes {
        match self.step {
            Step::Dates => &mut self.dates,
            Step::Told => &mut self.told,
            Step::Coming => &mut self.coming,
            Step::ToDo => &mut self.to_do,
            Step::Worries => &mut self.worries,
            Step::Call => &mut self.call,
        }
    }

    fn turn(&mut self, by: isize) -> Reply {
        let here = Step::ALL.iter().position(|step| *step == self.step).unwrap_or(0);
        if let Some(step) = here.checked_add_signed(by).and_then(|next| Step::ALL.get(next)) {
            self.step = *step;
        }
        Reply::Stay
    }

    /// Follows what was answered: dates fill the list of what is on, a table keeps an empty row at its end.
    fn answered(&mut self) -> Reply {
        match self.step {
            Step::Dates => {
                self.understand();
                if self.days_away() != self.window {
                    return Reply::Read;
                }
            }
            Step::Coming
                if self.coming.rows().last().is_none_or(|row| !row.is_blank() || row.about.is_some()) =>
            {
                self.coming.push(fill::own_row("", "", ""));
            }
            Step::ToDo if self.to_do.rows().last().is_none_or(|row| !row.is_blank()) => {
                self.to_do.push(self.task_row("", "", "", ""));
            }
            Step::Coming | Step::ToDo | Step::Told | Step::Worries | Step::Call => {}
        }
        Reply::Stay
    }

    /// Whether something in a part goes into the note.
    fn is_written(&self, step: Step) -> bool {
        match step {
            Step::Dates => self.days_away().is_some() && self.cover().is_some(),
            Step::Told => !self.told.is_blank(),
            Step::Coming => self.window.is_some() && self.coming.rows().iter().any(fill::is_kept),
            Step::ToDo => {
                self.to_do.rows().iter().any(|row| !row.written(fill::TASK_WORDS).trim().is_empty())
            }
            Step::Worries => !self.worries.is_blank(),
            Step::Call => !self.call.is_blank(),
        }
    }

    /// Hands the note over, or says what it still needs and goes there.
    fn hand_over(&mut self) -> Reply {
        match self.written() {
            Ok(draft) => Reply::DoThenBack(Act::Handover(handover::Act::Leave(Box::new(draft)))),
            Err(problem) => Reply::Say(Notice::problem(problem)),
        }
    }

    /// A sentence about what handing it over does.
    fn what_will_happen(&self) -> String {
        let (Some(_), Some(cover)) = (self.days_away(), self.cover()) else {
            return "Dates and a cover are enough. Write the rest if there is more to say.".into();
        };
        let first = |staff: StaffId| {
            let named = self.colleagues.iter().find(|colleague| colleague.id == staff);
            named.map_or("", |named| named.name.split(' ').next().unwrap_or_default())
        };
        let mut lines: Vec<(StaffId, usize)> = Vec::new();
        for row in self.to_do.rows().iter().filter(|row| !row.written(fill::TASK_WORDS).trim().is_empty()) {
            let to = self.task_for(row).unwrap_or(cover);
            match lines.iter_mut().find(|(who, _)| *who == to) {
                Some((_, count)) => *count += 1,
                None => lines.push((to, 1)),
            }
        }
        let mut said = format!("{} is asked to accept it.", first(cover));
        for (n, (who, count)) in lines.into_iter().enumerate() {
            let (name, s) = (first(who), if count == 1 { "" } else { "s" });
            said += &if n == 0 {
                format!(" {count} line{s} will be on {name}’s lists")
            } else {
                format!(", {count} on {name}’s")
            };
        }
        if said.ends_with('.') { said } else { said + "." }
    }
}

impl Boxes for Form {
    fn place(&self) -> Place {
        self.place()
    }

    fn is_pressed(&self, key: Key) -> bool {
        self.pressed(key).is_some()
    }

    fn is_pressed_at(&self, spot: Spot) -> bool {
        self.pressed_at(spot).is_some()
    }

    fn typed(&mut self, key: Key) -> bool {
        self.typed(key)
    }

    fn pasted(&mut self, text: &str) -> bool {
        self.pasted(text)
    }

    fn command(&mut self, command: Command) -> bool {
        self.command(command)
    }

    fn pointed(&mut self, spot: Spot) {
        self.pointed(spot);
    }
}

impl Screen for NewNote {
    fn place(&self) -> Place {
        match self.step {
            Step::Dates => self.dates.place(),
            Step::Told => self.told.place(),
            Step::Coming => Boxes::place(&self.coming),
            Step::ToDo => Boxes::place(&self.to_do),
            Step::Worries => self.worries.place(),
            Step::Call => self.call.place(),
        }
    }

    fn title(&self) -> String {
        format!("{}, off-duty note", self.name)
    }

    fn offers(&self) -> Vec<Offer> {
        let mut offers = vec![Offer::called(Command::Save, "hand over")];
        offers.extend(
            [Command::NextField, Command::NextStep, Command::Back, Command::StepBefore].map(Offer::can),
        );
        offers
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let home = view.home();
        let subject = Subject::Child(self.child);
        self.name = home.name_of(subject).into();
        self.now = Some(view.now());
        self.today = view.today();
        self.warnings = child::warnings(home, subject, self.today);
        self.colleagues = fill::colleagues(view);
        if self.began.is_none() {
            self.begin(view);
        }
        self.fill_in(home);
        self.understand();
        if self.at_first.is_empty() {
            self.at_first = self.boxes_kept();
        }
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        match command {
            Command::Save => self.hand_over(),
            Command::NextStep => self.turn(1),
            Command::StepBefore => self.turn(-1),
            command if self.boxes().command(command) => self.answered(),
            _ => Reply::Ignored,
        }
    }

    fn typed(&mut self, key: Key) -> Reply {
        if self.boxes().is_pressed(key) {
            return self.hand_over();
        }
        if self.boxes().typed(key) { self.answered() } else { Reply::Ignored }
    }

    fn pasted(&mut self, text: &str) -> Reply {
        if self.boxes().pasted(text) { self.answered() } else { Reply::Ignored }
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        if let (draw::STEPS, Some(step)) = (spot.pane, spot.row) {
            self.step = Step::ALL.get(step).copied().unwrap_or(self.step);
            Reply::Stay
        } else if self.boxes().is_pressed_at(spot) {
            self.hand_over()
        } else {
            self.boxes().pointed(spot);
            self.answered()
        }
    }

    fn draft_name(&self) -> Option<String> {
        Some(format!("off-duty note:{}", self.child.0))
    }

    fn draft(&self) -> Option<Draft> {
        let boxes = self.boxes_kept();
        (boxes != self.at_first).then_some(())?;
        Some(Draft {
            name: self.draft_name()?,
            subject: Subject::Child(self.child),
            began: self.began?,
            boxes: boxes.into_iter().chain([("step".into(), self.step.title().into())]).collect(),
        })
    }

    fn take_up(&mut self, draft: &Draft) {
        let Some(now) = self.now else { return };
        self.began = Some(draft.began);
        let then = CareDay::of(Moment { at: draft.began, ..now }.local().date_naive());
        self.take_back(&draft.boxes, then);
        let step = draft.boxes.iter().find(|(name, _)| name == "step");
        let step = step.and_then(|(_, title)| Step::ALL.into_iter().find(|step| step.title() == title));
        self.step = step.unwrap_or(self.step);
    }

    fn refused(&mut self, refusal: &Refusal) {
        let Refusal::Incomplete(gaps) = refusal else { return };
        let Some(Gap { field, say }) = gaps.first() else { return };
        self.step = Step::of(field);
        match self.step {
            Step::Coming => self.coming.say(too_long(&self.coming), 3, say.clone()),
            Step::ToDo => self.to_do.say(too_long(&self.to_do), fill::TASK_WORDS, say.clone()),
            Step::Dates => self.dates.refused(refusal),
            Step::Told => self.told.refused(refusal),
            Step::Worries => self.worries.refused(refusal),
            Step::Call => self.call.refused(refusal),
        }
    }

    fn warnings(&self) -> Vec<Warned> {
        self.warnings.clone()
    }

    fn remark(&self) -> String {
        let written = Step::ALL.into_iter().filter(|step| self.is_written(*step)).count();
        format!("{written} of 6 parts written. It can be handed over from any of them.")
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        self.draw_steps_and_boxes(area, paint);
    }
}

/// An empty note, to be asked whether it is for whoever looks to leave one.
pub fn probe(child: ChildId, today: CareDay) -> Act {
    let empty = handover::Draft {
        child,
        away_from: today,
        back_on: today.plus(1),
        cover: None,
        second: None,
        told: String::new(),
        coming: Vec::new(),
        tasks: Vec::new(),
        worries: String::new(),
        call: String::new(),
    };
    Act::Handover(handover::Act::Leave(Box::new(empty)))
}

/// The first row with more in a box than a line keeps.
fn too_long<R>(table: &Table<R>) -> usize {
    let long =
        |row: &Row<R>| (0..row.cells.len()).any(|column| row.written(column).chars().count() > words::LINE);
    table.rows().iter().position(long).unwrap_or(0)
}
