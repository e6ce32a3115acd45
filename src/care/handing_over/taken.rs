//! How long handing over took, over weeks: in minutes for a picture, and the same in plain sentences.

use super::super::{CareDay, Home, Moment, when};
use super::Handover;

/// One handover that was accepted.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Taken {
    /// The care day it was signed on.
    pub day: CareDay,
    /// How many minutes it took, if that is known.
    pub minutes: Option<u32>,
}

impl Handover {
    /// How many minutes it took, if that is known: one that was given in less counts as one.
    pub fn minutes(&self) -> Option<u32> {
        u32::try_from(self.took()?.num_minutes().max(1)).ok()
    }
}

/// The handovers that were accepted, in the order they are handed in.
pub fn taken(home: &Home, now: Moment, handovers: &[Handover]) -> Vec<Taken> {
    let accepted = handovers.iter().filter(|handover| !handover.is_open());
    let day = |handover: &Handover| home.day_of(Moment { at: handover.signed.at, ..now });
    accepted.map(|handover| Taken { day: day(handover), minutes: handover.minutes() }).collect()
}

/// How many minutes they took on average, of those it is known of.
pub fn average<'a>(taken: impl IntoIterator<Item = &'a Taken>) -> Option<u32> {
    let known: Vec<u32> = taken.into_iter().filter_map(|one| one.minutes).collect();
    let count = u32::try_from(known.len()).ok().filter(|count| *count > 0)?;
    Some((known.iter().sum::<u32>() + count / 2) / count)
}

/// "14 since Mon 9 Nov took 9 minutes on average. The last seven days 7, the seven before 11. The longest took 24, on
/// Sun 15 Nov."
pub fn in_words(taken: &[Taken], today: CareDay) -> String {
    let known: Vec<&Taken> = taken.iter().filter(|one| one.minutes.is_some()).collect();
    let (Some(first), Some(all)) = (known.first(), average(taken)) else {
        return "How long one took is known once it was accepted.".into();
    };
    let since = when::shown_day(first.day.date(), today.date());
    let minutes = if all == 1 { "minute" } else { "minutes" };
    let mut said = match known.len() {
        1 => format!("The one of {since} took {all} {minutes}."),
        n => format!("{n} since {since} took {all} {minutes} on average."),
    };
    let within = |from: i32, to: i32| {
        known.iter().copied().filter(move |one| (from..to).contains(&today.since(one.day)))
    };
    if let (Some(week), Some(before)) = (average(within(0, 7)), average(within(7, 14))) {
        said += &format!(" The last seven days {week}, the seven before {before}.");
    }
    if let Some(longest) = known.iter().rev().max_by_key(|one| one.minutes).filter(|_| known.len() > 1) {
        let day = when::shown_day(longest.day.date(), today.date());
        said += &format!(" The longest took {}, {day}.", longest.minutes.unwrap_or_default());
    }
    match taken.len() - known.len() {
        0 => {}
        1 => said += " Of one it is not known.",
        n => said += &format!(" Of {n} it is not known."),
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn day(day: i32) -> CareDay {
        CareDay::of(NaiveDate::from_ymd_opt(2026, 11, 1).expect("a day")).plus(day - 1)
    }

    fn took(on: i32, minutes: u32) -> Taken {
        Taken { day: day(on), minutes: Some(minutes) }
    }

    #[test]
    fn it_is_told_over_weeks_with_the_longest_and_what_is_not_known() {
        let unknown = Taken { day: day(20), minutes: None };
        for (taken, words) in [
            (vec![], "How long one took is known once it was accepted."),
            (vec![unknown], "How long one took is known once it was accepted."),
            (vec![took(22, 1)], "The one of yesterday took 1 minute."),
            (
                vec![took(2, 9), took(3, 12)],
                "2 since Mon 2 Nov took 11 minutes on average. The longest took 12, Tue 3 Nov.",
            ),
            (
                vec![took(9, 20), took(10, 10), unknown, took(22, 6), took(23, 5)],
                "4 since Mon 9 Nov took 10 minutes on average. The last seven days 6, the seven before 10. The longest \
                 took 20, Mon 9 Nov. Of one it is not known.",
            ),
        ] {
            assert_eq!(in_words(&taken, day(23)), words);
        }
    }
}
