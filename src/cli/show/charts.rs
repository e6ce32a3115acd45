//! `bethere show charts`: a child's last 30 and 90 days in sentences, and in JSON the numbers of each day.

use super::shapes::{Who, day, whom};
use super::{Page, Stop};
use crate::care::access::What;
use crate::care::alert::Level;
use crate::care::charts::{Chart, Figures, mood};
use crate::care::{ChildId, Subject};
use crate::desk::View;
use serde::Serialize;

/// The page's own fields in JSON, for its help.
pub(super) const FIELDS: &str = "\
In JSON, besides what every page has (see bethere show --help):
child
days: the oldest first, each with day, mood (1 to 5, on average; null when none was written down), checks and \
asleep (from midnight to 06:00), alone, prompted, helped and declined (routine lines), watch, worried and urgent \
(alerts raised)";

#[derive(Serialize)]
pub(super) struct LastWeeks {
    child: Who,
    days: Vec<Day>,
    #[serde(skip)]
    figures: Vec<Figures>,
}

#[derive(Serialize)]
struct Day {
    day: String,
    mood: Option<f64>,
    checks: u32,
    asleep: u32,
    alone: u32,
    prompted: u32,
    helped: u32,
    declined: u32,
    watch: u32,
    worried: u32,
    urgent: u32,
}

impl Day {
    fn new(figures: &Figures) -> Self {
        let [alone, prompted, helped, declined] = figures.levels;
        let raised = |level: Level| figures.alerts[level as usize];
        Self {
            day: day(figures.day),
            mood: mood(std::slice::from_ref(figures)).map(|tenths| f64::from(tenths) / 10.0),
            checks: figures.checks,
            asleep: figures.asleep,
            alone,
            prompted,
            helped,
            declined,
            watch: raised(Level::Watch),
            worried: raised(Level::Worried),
            urgent: raised(Level::Urgent),
        }
    }
}

pub(super) fn page(view: &View<'_>, child: ChildId) -> Result<LastWeeks, Stop> {
    if let Some(why) = view.withheld(What::Child(child)) {
        return Err(Stop::Refused(why));
    }
    let figures = view.figures(child, 90)?;
    let days = figures.iter().map(Day::new).collect();
    Ok(LastWeeks { child: whom(view.home(), Subject::Child(child)), days, figures })
}

impl Page for LastWeeks {
    fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for back in [30, 90] {
            lines.push(format!("{}, the last {back} days.", self.child.name));
            let days = &self.figures[self.figures.len().saturating_sub(back)..];
            lines.extend(Chart::ALL.map(|chart| format!("  {}. {}", chart.title(), chart.words(days))));
        }
        lines
    }
}
