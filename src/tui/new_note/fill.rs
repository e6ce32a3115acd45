//! What the note is filled in from: leave in the calendar, colleagues who can cover, what is known to be on, open
//! alerts and what helps; and what is read out of its boxes in the end.

use super::{NewNote, Step};
use crate::care::handover::{self, Coming, DraftTask, Origin};
use crate::care::people::{Deed, Leave};
use crate::care::{CareDay, Gap, Home, Part, Refusal, StaffId, when};
use crate::desk::View;
use crate::tui::answer::Answer;
use crate::tui::form::{Field, Form};
use crate::tui::table::{Cell, Row};
use chrono::NaiveDate;

/// Someone who can be the cover.
pub(super) struct Colleague {
    pub id: StaffId,
    pub name: String,
    leave: Vec<Leave>,
}

impl Colleague {
    /// The leave that falls in these days.
    fn away(&self, (from, to): (CareDay, CareDay)) -> Option<Leave> {
        self.leave.iter().copied().find(|leave| leave.away_from < to && from < leave.back_on)
    }
}

/// The columns of a to-do.
pub(super) const TASK_DAY: usize = 0;
const TASK_PART: usize = 1;
pub(super) const TASK_WORDS: usize = 2;
const TASK_FOR: usize = 3;

/// How a day is typed.
const HOW: &str = "Fri, 22/11 or 22 November";

/// Whoever accepts the note.
const THE_COVER: &str = "the cover";

/// Those who can leave and accept notes, whoever writes aside.
pub(super) fn colleagues(view: &View<'_>) -> Vec<Colleague> {
    let can = view.home().people.working().filter(|staff| staff.role.may(Deed::Handover));
    can.filter(|staff| staff.id != view.me())
        .map(|staff| Colleague { id: staff.id, name: staff.name.clone(), leave: staff.leave.clone() })
        .collect()
}

/// A line of one's own in the list of what is on.
pub(super) fn own_row(day: &str, what: &str, remark: &str) -> Row<Option<Coming>> {
    let cells = vec![
        Cell::Said(String::new()),
        Cell::line(day, "day"),
        Cell::line(what, "something else that is on"),
        Cell::line(remark, ""),
    ];
    Row { about: None, cells }
}

/// Whether a line of the list goes into the note.
pub(super) fn is_kept(row: &Row<Option<Coming>>) -> bool {
    match &row.about {
        Some(_) => row.cells.first().and_then(Cell::answer).is_none_or(|answer| answer.ticked() == [true]),
        None => !row.written(2).trim().is_empty(),
    }
}

impl NewNote {
    /// Fills the boxes when the form is opened.
    pub(super) fn begin(&mut self, view: &View<'_>) {
        let home = view.home();
        self.began = Some(view.now().at);
        let planned = view.my().and_then(|me| next_leave(&me.leave, self.today));
        let leave = self.leave.or(planned);
        let text = |day: fn(Leave) -> CareDay| {
            leave.map_or(String::new(), |leave| when::typed_day(day(leave).date(), self.today.date()))
        };
        self.dates = Form::new(vec![
            Field::line("away from", "Away from", &text(|leave| leave.away_from)).with_hint(HOW).narrow(16),
            Field::line("back on", "Back on", &text(|leave| leave.back_on)).with_hint(HOW).narrow(16),
            Field::choice("cover", "Cover", vec!["choose who".into()], 0),
            Field::choice("second", "Second cover", vec!["nobody".into()], 0),
        ])
        .with_buttons(&[super::HAND_OVER]);
        if leave.is_some() {
            self.dates.go_to("cover");
        }
        self.to_do.set(vec![self.task_row("", "", "", "")]);
        self.told = about(
            "what I told them",
            "Told",
            &format!("What {} knows: when, how long, who is there instead.", self.name),
            "",
        );
        let worries = self.worries_known(home, view);
        let filled = if worries.is_empty() {
            "What may be hard, how it shows, what helps."
        } else {
            "Filled in from alerts and the child’s page."
        };
        self.worries = about("worries and what helps", "Worries, and what helps", filled, &worries);
        self.call = about(
            "who to call",
            "Who to call",
            "Social worker, school, family: about what, on which number.",
            "",
        );
    }

    fn worries_known(&self, home: &Home, view: &View<'_>) -> String {
        let mut known: Vec<String> = Vec::new();
        for alert in home.alerts.about(self.child, view.now().at) {
            let warning = &alert.warning;
            let mut told = format!("{}: {}", warning.feeling.words(), warning.about);
            told.get_mut(..1).map(str::make_ascii_uppercase);
            for (label, more) in [("Shows", &warning.shows), ("Helps", &warning.helps)] {
                if !more.is_empty() {
                    told = format!("{}. {label}: {more}", told.trim_end_matches('.'));
                }
            }
            known.push(told);
        }
        let helps = home.children.get(self.child).map(|child| child.profile.helps.as_str());
        known.extend(helps.filter(|helps| !helps.is_empty()).map(|helps| format!("What helps: {helps}")));
        known.join("\n")
    }

    /// The first day away, as it is typed.
    fn away_from(&self) -> Result<CareDay, String> {
        day_typed(&self.dates.written("away from"), self.today, self.today)
    }

    /// The first day back, as it is typed: "Mon" is the first Monday of the time away.
    fn back_on(&self) -> Result<CareDay, String> {
        let from = self.away_from().unwrap_or(self.today);
        day_typed(&self.dates.written("back on"), self.today, from)
    }

    /// The days away, once both dates are known and in order.
    pub(super) fn days_away(&self) -> Option<(CareDay, CareDay)> {
        let (from, to) = (self.away_from().ok()?, self.back_on().ok()?);
        (from < to).then_some((from, to))
    }

    pub(super) fn cover(&self) -> Option<StaffId> {
        self.colleague("cover")
    }

    pub(super) fn second(&self) -> Option<StaffId> {
        self.colleague("second")
    }

    fn colleague(&self, name: &str) -> Option<StaffId> {
        let place = self.dates.chosen(name).checked_sub(1)?;
        self.colleagues.get(place).map(|colleague| colleague.id)
    }

    pub(super) fn choose_colleague(&mut self, name: &str, id: &str) {
        let place = self.colleagues.iter().position(|colleague| colleague.id.0.to_string() == id);
        self.dates.choose(name, place.map_or(0, |place| place + 1));
    }

    /// Says under the dates what was understood, and beside each colleague whether they are away then.
    pub(super) fn understand(&mut self) {
        let window = self.days_away();
        let shown =
            |day: Result<CareDay, String>| day.map_or(String::new(), |day| when::shown_date(day.date()));
        let days = window.map_or(String::new(), |(from, to)| match to.since(from) {
            1 => ", after 1 day".into(),
            days => format!(", after {days} days"),
        });
        self.dates.understood("away from", shown(self.away_from()));
        self.dates.understood("back on", shown(self.back_on()) + &days);
        for (name, nobody) in [("cover", "choose who"), ("second", "nobody")] {
            let named = |colleague: &Colleague| match window.and_then(|window| colleague.away(window)) {
                Some(_) => format!("{} (away)", colleague.name),
                None => colleague.name.clone(),
            };
            let options = std::iter::once(nobody.to_string()).chain(self.colleagues.iter().map(named));
            self.dates.reword(name, options.collect());
            let place = self.dates.chosen(name).checked_sub(1);
            let away = place.and_then(|place| self.colleagues.get(place)).zip(window);
            let away = away.and_then(|(colleague, window)| Some((&colleague.name, colleague.away(window)?)));
            let hint =
                away.map_or("Left and right, or the first letter of a name.".into(), |(name, leave)| {
                    let from = leave.away_from.date().format("%-d %b");
                    let to = leave.back_on.date().format("%-d %b");
                    format!("{name} is away {from} to {to}.")
                });
            self.dates.hint(name, hint);
        }
    }

    /// Fills in what is on in the days away. What was said beside a line stays with it.
    pub(super) fn fill_in(&mut self, home: &Home) {
        let window = self.days_away();
        let found = window.map_or(Vec::new(), |(from, to)| handover::window(home, self.child, from, to));
        if window == self.window && found == self.found && !self.coming.rows().is_empty() {
            return;
        }
        self.remember();
        let (row, column) = self.coming.at();
        let here = self.coming.here().and_then(|row| row.about.as_ref()).map(key);
        let own: Vec<_> =
            self.coming.rows().iter().filter(|row| row.about.is_none() && !row.is_blank()).collect();
        let own: Vec<_> =
            own.into_iter().map(|row| own_row(&row.written(1), &row.written(2), &row.written(3))).collect();
        let mut rows: Vec<_> = found.iter().map(|coming| self.found_row(coming)).collect();
        rows.extend(own);
        rows.push(own_row("", "", ""));
        let place = here.and_then(|here| found.iter().position(|coming| key(coming) == here));
        self.coming.set(rows);
        self.coming
            .go(place.unwrap_or(row).min(self.coming.rows().len() - 1), if row == 0 { 3 } else { column });
        self.window = window;
        self.found = found;
    }

    fn found_row(&self, coming: &Coming) -> Row<Option<Coming>> {
        let said = self.said.get(&key(coming));
        let ticked = said.is_none_or(|said| said.ticked);
        let remark = said.map_or(&coming.remark, |said| &said.remark);
        let time = coming.time.map_or(String::new(), |time| time.format(" %H:%M").to_string());
        let cells = vec![
            Cell::Asked(Answer::ticks(vec![(String::new(), ticked)]), ""),
            Cell::Said(format!("{}{time}", coming.day.date().format("%a %-d %b"))),
            Cell::Said(coming.what.clone()),
            Cell::line(remark, ""),
        ];
        Row { about: Some(coming.clone()), cells }
    }

    /// A to-do to write; whoever accepts the note has it unless someone is named.
    pub(super) fn task_row(&self, day: &str, part: &str, what: &str, to: &str) -> Row<()> {
        let whom = std::iter::once(THE_COVER).chain(self.colleagues.iter().map(|colleague| &*colleague.name));
        let mut cells = vec![
            Cell::line(day, "Fri"),
            Cell::Asked(Answer::choice(Part::ALL.map(|part| part.lower().to_string()).into(), 1), ""),
            Cell::line(what, "one thing a line"),
            Cell::Asked(Answer::choice(whom.map(Into::into).collect(), 0), ""),
        ];
        for (column, kept) in [(TASK_PART, part), (TASK_FOR, to)] {
            if let Some(Cell::Asked(answer, _)) = cells.get_mut(column) {
                answer.fill(kept);
            }
        }
        Row { about: (), cells }
    }

    pub(super) fn task_for(&self, row: &Row<()>) -> Option<StaffId> {
        let chosen = row.cells.get(TASK_FOR).and_then(Cell::answer).map_or(0, Answer::chosen);
        self.colleagues.get(chosen.checked_sub(1)?).map(|colleague| colleague.id)
    }

    /// The day in a box of a table, among the days away.
    pub(super) fn day_in(&self, text: &str) -> Result<CareDay, String> {
        let from = self.window.map_or(self.today, |(from, _)| from.max(self.today));
        day_typed(text, self.today, from)
    }

    /// Everything as it goes to the home; or a sentence about what is still needed, with the cursor there.
    pub(super) fn written(&mut self) -> Result<handover::Draft, String> {
        let dates = [("away from", self.away_from()), ("back on", self.back_on())];
        let gaps: Vec<Gap> =
            dates.into_iter().filter_map(|(name, day)| Some(Gap::new(name, day.err()?))).collect();
        let (Ok(away_from), Ok(back_on)) = (self.away_from(), self.back_on()) else {
            let refusal = Refusal::Incomplete(gaps);
            self.step = Step::Dates;
            self.dates.refused(&refusal);
            return Err(refusal.to_string());
        };
        Ok(handover::Draft {
            child: self.child,
            away_from,
            back_on,
            cover: self.cover(),
            second: self.second(),
            told: self.told.written("what I told them"),
            coming: self.coming_written()?,
            tasks: self.tasks_written()?,
            worries: self.worries.written("worries and what helps"),
            call: self.call.written("who to call"),
        })
    }

    fn coming_written(&mut self) -> Result<Vec<Coming>, String> {
        let mut written = Vec::new();
        for (n, row) in self.coming.rows().iter().enumerate().filter(|(_, row)| is_kept(row)) {
            let remark = row.written(3);
            match (&row.about, self.day_in(&row.written(1))) {
                (Some(coming), _) => written.push(Coming { remark, ..coming.clone() }),
                (None, Ok(day)) => written.push(Coming {
                    day,
                    time: None,
                    what: row.written(2),
                    origin: Origin::Written,
                    remark,
                }),
                (None, Err(problem)) => {
                    self.step = Step::Coming;
                    self.coming.say(n, 1, problem.clone());
                    return Err(problem);
                }
            }
        }
        written.sort_by_key(|coming| coming.day);
        Ok(written)
    }

    fn tasks_written(&mut self) -> Result<Vec<DraftTask>, String> {
        let mut written = Vec::new();
        for (n, row) in self.to_do.rows().iter().enumerate() {
            let words = row.written(TASK_WORDS);
            if words.trim().is_empty() {
                continue;
            }
            let part = row.cells.get(TASK_PART).and_then(Cell::answer).map_or(0, Answer::chosen);
            match self.day_in(&row.written(TASK_DAY)) {
                Ok(day) => {
                    let part = Part::ALL[part.min(Part::ALL.len() - 1)];
                    written.push(DraftTask { day, part, words, to: self.task_for(row) });
                }
                Err(problem) => {
                    self.step = Step::ToDo;
                    self.to_do.say(n, TASK_DAY, problem.clone());
                    return Err(problem);
                }
            }
        }
        Ok(written)
    }
}

/// What makes a line of the list the same line when the list is filled in again.
pub(super) fn key(coming: &Coming) -> String {
    let time = coming.time.map_or(String::new(), |time| time.to_string());
    format!("{} {time} {} {}", coming.day.date(), coming.origin.words(), coming.what)
}

fn about(name: &'static str, label: &str, hint: &str, text: &str) -> Form {
    Form::new(vec![Field::text(name, label, 4, text).with_hint(hint)]).with_buttons(&[super::HAND_OVER])
}

/// The leave that is running or comes next.
fn next_leave(leave: &[Leave], today: CareDay) -> Option<Leave> {
    leave.iter().copied().filter(|leave| today < leave.back_on).min_by_key(|leave| leave.away_from)
}

/// A day that was typed on another day, written out as it was meant then.
pub(super) fn meant(text: &str, then: CareDay, from: CareDay, now: CareDay) -> String {
    match day_typed(text, then, from) {
        Ok(day) if then != now => when::typed_day(day.date(), now.date()),
        Ok(_) | Err(_) => text.into(),
    }
}

/// A day that was typed: "Fri" is the first Friday from a day on, "today" and "tomorrow" are what they are now.
pub(super) fn day_typed(text: &str, today: CareDay, from: CareDay) -> Result<CareDay, String> {
    let now = matches!(text.trim().to_lowercase().as_str(), "today" | "tomorrow");
    let base: NaiveDate = if now { today.date() } else { from.date() };
    when::parse_date(text, base).map(CareDay::of).map_err(|problem| problem.to_string())
}
