//! A child's last weeks in figures: mood, sleep, how much they do alone, alerts. Each as numbers a day for a picture, and
//! as plain sentences for whoever would rather read, or have it read to them.
//!
//! It counts what was written down and says nothing of why.

use super::alert::{self, Level};
use super::checklist::Source;
use super::daybook::DayBook;
use super::days::CareDay;
use super::night::Found;
use super::trail::Outcome;
use super::{Subject, when};
use chrono::{NaiveTime, Timelike};

/// One care day of a child, in figures.
#[derive(Clone, PartialEq, Debug)]
pub struct Figures {
    /// Which day.
    pub day: CareDay,
    /// The moods that were written down, each from 1 to 5.
    pub moods: Vec<u8>,
    /// Of the checks from midnight to six, how many found the child asleep.
    pub asleep: u32,
    /// How many checks there were from midnight to six.
    pub checks: u32,
    /// Whether one of them found the child up, or out of the room.
    pub was_up: bool,
    /// When the child was first found asleep that evening or night.
    pub fell_asleep: Option<NaiveTime>,
    /// The routine lines done alone, prompted, helped, and declined.
    pub levels: [u32; 4],
    /// The alerts that were raised, in the order of [`Level::ALL`].
    pub alerts: [u32; 3],
}

/// The outcomes that are counted, in the order of [`Figures::levels`].
const LEVELS: [Outcome; 4] = [Outcome::Done, Outcome::Prompted, Outcome::Helped, Outcome::Declined];

impl Figures {
    /// What the journal tells of one care day.
    pub fn of(subject: Subject, day: CareDay, book: &DayBook, zone: chrono_tz::Tz) -> Self {
        let standing = book.log.entries().iter().filter(|entry| entry.taken_back.is_none());
        let moods = standing.filter_map(|entry| Some(entry.written.mood?.number())).collect();
        let small_hours = |at: chrono::DateTime<chrono::Utc>| at.with_timezone(&zone).hour() < 6;
        let night = || book.checks.iter().filter(|check| small_hours(check.at));
        let found = |wanted: &[Found]| night().filter(|check| wanted.contains(&check.found)).count();
        let mut levels = [0; 4];
        for (line, trail) in book.trails.of(subject) {
            let outcome = trail.on(day).map(|(_, tick)| tick.outcome);
            let place = LEVELS.iter().position(|level| Some(*level) == outcome);
            if let (Source::Routine(_), Some(place)) = (line.source, place) {
                levels[place] += 1;
            }
        }
        let first = book.checks.iter().find(|check| check.found == Found::Asleep);
        Self {
            day,
            moods,
            asleep: count(found(&[Found::Asleep])),
            checks: count(night().count()),
            was_up: found(&[Found::Up, Found::NotInRoom]) > 0,
            fell_asleep: first.map(|check| check.at.with_timezone(&zone).time()),
            levels,
            alerts: raised(book),
        }
    }
}

/// The mood of some days on average, in tenths: 34 is 3.4 of 5.
pub fn mood(days: &[Figures]) -> Option<u32> {
    let moods = || days.iter().flat_map(|day| &day.moods);
    let (sum, n): (u32, u32) = (moods().map(|mood| u32::from(*mood)).sum(), count(moods().count()));
    (n > 0).then(|| (sum * 10 + n / 2) / n)
}

/// In how many of a hundred checks from midnight to six the child was asleep.
pub fn sleep(days: &[Figures]) -> Option<u32> {
    let (asleep, checks) = checks(days);
    (checks > 0).then(|| asleep * 100 / checks)
}

/// How many of a hundred routine lines that were done were done alone.
pub fn share(days: &[Figures]) -> Option<u32> {
    let [alone, prompted, helped, _] = sum(days);
    let all = alone + prompted + helped;
    (all > 0).then(|| alone * 100 / all)
}

/// How many routine lines were done alone, prompted, helped and declined.
pub fn sum(days: &[Figures]) -> [u32; 4] {
    days.iter().fold([0; 4], |sum, day| std::array::from_fn(|n| sum[n] + day.levels[n]))
}

/// The worst level an alert was raised with.
pub fn worst(days: &[Figures]) -> Option<Level> {
    Level::ALL.into_iter().rev().find(|level| days.iter().any(|day| day.alerts[*level as usize] > 0))
}

/// "3.4".
pub fn point(tenths: u32) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn checks(days: &[Figures]) -> (u32, u32) {
    days.iter().fold((0, 0), |(asleep, checks), day| (asleep + day.asleep, checks + day.checks))
}

/// What was raised that day and not taken back the same day.
fn raised(book: &DayBook) -> [u32; 3] {
    let mut alerts = [0; 3];
    let withdrawn =
        |id| book.alerts.iter().any(|step| matches!(&step.fact, alert::Fact::Withdrawn(gone) if *gone == id));
    for step in &book.alerts {
        if let alert::Fact::Raised { id, warning, .. } = &step.fact
            && !withdrawn(*id)
        {
            alerts[warning.level as usize] += 1;
        }
    }
    alerts
}

/// What is drawn.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Chart {
    /// The moods written down in the log.
    Mood,
    /// How the night checks found the child.
    Sleep,
    /// How much of the routine is done alone.
    Levels,
    /// The alerts that were raised.
    Alerts,
}

impl Chart {
    /// In the order shown.
    pub const ALL: [Chart; 4] = [Chart::Mood, Chart::Sleep, Chart::Levels, Chart::Alerts];

    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Chart::Mood => "Mood",
            Chart::Sleep => "Sleep",
            Chart::Levels => "Done alone",
            Chart::Alerts => "Alerts",
        }
    }

    /// What it shows of these days, in sentences. The last of the days is today.
    pub fn words(self, days: &[Figures]) -> String {
        match self {
            Chart::Mood => mood_in_words(days),
            Chart::Sleep => sleep_in_words(days),
            Chart::Levels => levels_in_words(days),
            Chart::Alerts => alerts_in_words(days),
        }
    }
}

/// "3.4 of 5 on average, written down 41 times on 24 of 30 days. Lowest 1, last on Sat 14 Nov; highest 5, last on Mon 2
/// Nov. In the last 7 days 2.9, before that 3.6."
fn mood_in_words(days: &[Figures]) -> String {
    let all = || days.iter().flat_map(|day| day.moods.iter().copied());
    let (Some(average), Some(low), Some(high)) = (mood(days), all().min(), all().max()) else {
        return format!("No mood was written down in {}.", span(days));
    };
    let on = days.iter().filter(|day| !day.moods.is_empty()).count();
    let last = |mood: u8| shown(days, days.iter().rev().find(|day| day.moods.contains(&mood)));
    let times = counted(all().count(), "once", "times");
    let on = if days.len() == 1 { String::new() } else { format!(" on {on} of {}", span(days)) };
    let mut said = format!("{} of 5 on average, written down {times}{on}.", point(average));
    if low < high {
        said += &format!(" Lowest {low}, last {}; highest {high}, last {}.", last(low), last(high));
    }
    let (before, lately) = lately(days);
    if let (Some(lately), Some(before)) = (mood(lately), mood(before)) {
        said += &format!(" In the last 7 days {}, before that {}.", point(lately), point(before));
    }
    said
}

/// "Asleep at 92 of 100 checks between midnight and 06:00, over 29 nights. Usually found asleep by 22:40. Up or out of
/// the room on 6 nights, last on Fri 20 Nov."
fn sleep_in_words(days: &[Figures]) -> String {
    let (asleep, checks) = checks(days);
    if checks == 0 {
        return format!("No night checks between midnight and 06:00 in {}.", span(days));
    }
    let nights = days.iter().filter(|day| day.checks > 0).count();
    let nights = counted(nights, "one night", "nights");
    let mut said =
        format!("Asleep at {asleep} of {checks} checks between midnight and 06:00, over {nights}.");
    // An evening counts on past midnight: 23:50 is before 00:10.
    let evening = |time: NaiveTime| (time - chrono::TimeDelta::hours(12)).num_seconds_from_midnight();
    let mut times: Vec<_> = days.iter().filter_map(|day| day.fell_asleep).collect();
    times.sort_unstable_by_key(|time| evening(*time));
    if let Some(usual) = times.get(times.len() / 2) {
        said += &format!(" Usually found asleep by {}.", usual.format("%H:%M"));
    }
    let up = || days.iter().filter(|day| day.was_up);
    match up().count() {
        0 => said + " Never found up or out of the room.",
        n => {
            let nights = counted(n, "one night", "nights");
            said + &format!(" Up or out of the room on {nights}, last {}.", shown(days, up().next_back()))
        }
    }
}

/// "214 of 260 routine lines done alone (82%), 30 prompted, 16 helped; 9 declined. In the last 7 days 88% alone, before
/// that 80%."
fn levels_in_words(days: &[Figures]) -> String {
    let [alone, prompted, helped, declined] = sum(days);
    let all = alone + prompted + helped;
    if all + declined == 0 {
        return format!("No routine line was ticked in {}.", span(days));
    }
    let mut said = match share(days) {
        Some(share) => format!(
            "{alone} of {all} routine lines done alone ({share}%), {prompted} prompted, {helped} helped;"
        ),
        None => "No routine line was done;".into(),
    };
    said += &format!(" {declined} declined.");
    let (before, lately) = lately(days);
    if let (Some(lately), Some(before)) = (share(lately), share(before)) {
        said += &format!(" In the last 7 days {lately}% alone, before that {before}%.");
    }
    said
}

/// "5 raised: 1 urgent, 2 worried, 2 watch. The last was on Sun 22 Nov."
fn alerts_in_words(days: &[Figures]) -> String {
    let of = |level: Level| days.iter().map(|day| day.alerts[level as usize]).sum::<u32>();
    let each: Vec<String> = Level::ALL
        .into_iter()
        .rev()
        .filter(|level| of(*level) > 0)
        .map(|level| format!("{} {}", of(level), level.words()))
        .collect();
    let all: u32 = Level::ALL.into_iter().map(of).sum();
    if all == 0 {
        return format!("No alert was raised in {}.", span(days));
    }
    let last = shown(days, days.iter().rev().find(|day| day.alerts != [0; 3]));
    format!("{all} raised: {}. The last was {last}.", each.join(", "))
}

/// The days before the last week, and the last week; nothing before it when there is no more than that.
fn lately(days: &[Figures]) -> (&[Figures], &[Figures]) {
    days.split_at(days.len().saturating_sub(7))
}

/// "on Sat 14 Nov", "yesterday".
fn shown(days: &[Figures], day: Option<&Figures>) -> String {
    let (Some(day), Some(today)) = (day, days.last()) else { return String::new() };
    let shown = when::shown_day(day.day.date(), today.day.date());
    if today.day.since(day.day) <= 1 { shown } else { format!("on {shown}") }
}

/// "30 days".
fn span(days: &[Figures]) -> String {
    counted(days.len(), "one day", "days")
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn counted(number: usize, one: &str, many: &str) -> String {
    if number == 1 { one.into() } else { format!("{number} {many}") }
}
