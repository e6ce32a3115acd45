//! The whole note as a draft keeps it, rows and all, and taken up again.

use super::fill::{key, own_row};
use super::{NewNote, fill};
use crate::care::CareDay;
use crate::care::handover::Coming;
use crate::tui::answer::Answer;
use crate::tui::table::{Cell, Row};
use std::collections::BTreeMap;

/// What was said beside a line of what is on.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Kept {
    pub ticked: bool,
    pub remark: String,
}

/// Between the boxes of a row: no box can hold it.
const BETWEEN: char = '\u{1f}';

/// The names of what is kept of rows; the forms' boxes have their own.
const FOUND: &str = "on";
const OWN: &str = "also on";
const TASK: &str = "task";

impl NewNote {
    /// Every box that holds something.
    pub(super) fn boxes_kept(&self) -> Vec<(String, String)> {
        let mut boxes = vec![
            ("away from".into(), self.dates.written("away from")),
            ("back on".into(), self.dates.written("back on")),
            ("cover".into(), self.cover().map_or(String::new(), |staff| staff.0.to_string())),
            ("second".into(), self.second().map_or(String::new(), |staff| staff.0.to_string())),
        ];
        boxes.extend(self.told.answers());
        for (line, Kept { ticked, remark }) in self.said_by_now() {
            let ticked = if ticked { "x" } else { "-" };
            boxes.push((FOUND.into(), [&*line, ticked, &*remark].join(&BETWEEN.to_string())));
        }
        let own = self.coming.rows().iter().filter(|row| row.about.is_none() && !row.is_blank());
        boxes.extend(own.map(|row| (OWN.into(), joined(row))));
        let tasks = self.to_do.rows().iter().filter(|row| !row.is_blank());
        boxes.extend(tasks.map(|row| (TASK.into(), joined(row))));
        boxes.extend(self.worries.answers());
        boxes.extend(self.call.answers());
        boxes
    }

    /// Puts what was kept back. A day such as "Fri" means what it did on the day it was begun.
    pub(super) fn take_back(&mut self, boxes: &[(String, String)], then: CareDay) {
        for form in [&mut self.dates, &mut self.told, &mut self.worries, &mut self.call] {
            form.fill(boxes);
        }
        let from = self.dates_as_meant(then);
        let meant = |day: &str| fill::meant(day, then, from.max(then), self.today);
        let mut own = Vec::new();
        let mut tasks = Vec::new();
        let mut chosen = Vec::new();
        for (name, kept) in boxes {
            let parts: Vec<&str> = kept.split(BETWEEN).collect();
            match (name.as_str(), parts.as_slice()) {
                ("cover" | "second", [id]) => chosen.push((name, *id)),
                (FOUND, [line, ticked, remark]) => {
                    let kept = Kept { ticked: *ticked == "x", remark: (*remark).into() };
                    self.said.insert((*line).into(), kept);
                }
                (OWN, [_, day, what, remark]) => own.push(own_row(&meant(day), what, remark)),
                (TASK, [day, part, what, to]) => tasks.push(self.task_row(&meant(day), part, what, to)),
                _ => {}
            }
        }
        for (name, id) in chosen {
            self.choose_colleague(name, id);
        }
        tasks.push(self.task_row("", "", "", ""));
        self.to_do.set(tasks);
        // The next reading of the home fills the list in anew, with what was said put back beside its lines.
        own.push(own_row("", "", ""));
        self.coming.set(own);
        self.window = None;
        self.found = Vec::new();
    }

    /// Writes out the dates as they were meant, and answers the first day away.
    fn dates_as_meant(&mut self, then: CareDay) -> CareDay {
        let away = fill::meant(&self.dates.written("away from"), then, then, self.today);
        let from = fill::day_typed(&away, then, then).unwrap_or(then);
        let back = fill::meant(&self.dates.written("back on"), then, from, self.today);
        self.dates.fill(&[("away from".into(), away), ("back on".into(), back)]);
        from
    }

    /// Notes what is said beside each line, before the list is filled in anew.
    pub(super) fn remember(&mut self) {
        self.said = self.said_by_now();
    }

    fn said_by_now(&self) -> BTreeMap<String, Kept> {
        let mut said = self.said.clone();
        for coming in self.coming.rows().iter().filter_map(|row| row.about.as_ref()) {
            said.remove(&key(coming));
        }
        said.extend(self.coming.rows().iter().filter_map(touched));
        said
    }
}

/// What was said beside a line that was found, if it differs from what was filled in.
fn touched(row: &Row<Option<Coming>>) -> Option<(String, Kept)> {
    let coming = row.about.as_ref()?;
    let ticked = row.cells.first().and_then(Cell::answer).is_none_or(|answer| answer.ticked() == [true]);
    let remark = row.written(3);
    (!ticked || remark != coming.remark).then(|| (key(coming), Kept { ticked, remark }))
}

fn joined<R>(row: &Row<R>) -> String {
    let boxes = row.cells.iter().map(|cell| cell.answer().map_or(String::new(), Answer::kept));
    boxes.collect::<Vec<_>>().join(&BETWEEN.to_string())
}
