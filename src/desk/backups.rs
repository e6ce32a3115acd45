//! Backups by themselves: once a day when the home is let go of, when the program is closed, and before a list is
//! brought in or somebody is shut out. Each is looked through before it counts; a few are kept.

use super::door::{Door, NotIn, Secret};
use super::unwritten::Unwritten;
use super::{Desk, NotDone, SignedIn, Stage, Telling, Trouble};
use crate::care::house::Act as HouseAct;
use crate::care::{Act, Moment, StaffId, Stamp};
use crate::record::{self, Backup, Found, Journal, Passphrase, Verified};
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use uuid::Uuid;

/// How many days, weeks and months back one is kept of each.
const DAYS: usize = 7;
const WEEKS: usize = 4;
const MONTHS: usize = 12;

/// After so long without a backup managers are told.
const TOO_LONG: TimeDelta = TimeDelta::days(2);
/// And so long after the second folder had one: a stick is not always there.
const TOO_LONG_FOR_THE_SECOND: TimeDelta = TimeDelta::days(7);

/// When the last backups were made, as far as this computer can see.
#[derive(Clone, Default, Debug)]
pub struct LastBackups {
    /// In the home's own folder.
    pub own: Option<DateTime<Utc>>,
    /// In the second folder.
    pub second: Option<DateTime<Utc>>,
    /// The number of the last entry in the newest of the home's own.
    last: u64,
    /// Which folder was the second one then.
    folder: Option<PathBuf>,
}

/// What was made.
#[derive(Debug)]
pub struct BackedUp {
    /// In the home's own folder.
    pub own: Backup,
    /// In the second folder, if the home has one.
    pub second: Option<Result<Backup, Trouble>>,
}

/// Why a backup is made now.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Occasion {
    /// The screen is locked: one a day will do.
    Locked,
    /// The program ends: what was written since the last one goes with it.
    Closed,
}

/// A home that was put back from a backup.
pub struct PutBack {
    /// The home as it is there.
    pub desk: Desk,
    /// Whoever put it back.
    pub me: SignedIn,
    /// What of it is proved.
    pub verified: Verified,
}

impl Desk {
    /// The folders that backups of this home go to: its own, and the second one its managers named.
    fn folders(&self) -> (PathBuf, Option<PathBuf>) {
        let own = self.journal().site().backups();
        let second = self.home().house.second_folder.clone();
        (own, (!second.is_empty()).then(|| PathBuf::from(second)))
    }

    /// Which home it is.
    pub fn id(&self) -> Uuid {
        self.journal().card().id
    }

    /// The backups of this home, the newest first: its own, then those in the second folder.
    pub fn backups(&self) -> Vec<Backup> {
        let (id, (own, second)) = (self.id(), self.folders());
        let second = second.map(|second| within(&second, id));
        [Some(own), second].iter().flatten().flat_map(|among| Backup::all(among, id)).collect()
    }

    /// When the last ones were made.
    pub fn last_backups(&self) -> LastBackups {
        let (id, (own, second)) = (self.id(), self.folders());
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept.as_ref().filter(|known| known.folder == second) {
            return known.clone();
        }
        let newest = Backup::all(&own, id).into_iter().next();
        // A stick lies elsewhere most of the time: then what reached it last is known here.
        let seen = second.as_ref().and_then(|second| Backup::all(&within(second, id), id).into_iter().next());
        let reached = second.as_ref().and_then(|second| record::reached(&own, second));
        let found = LastBackups {
            last: newest.as_ref().map_or(0, |backup| backup.last),
            own: newest.map(|backup| backup.made),
            second: seen.map(|backup| backup.made).max(reached),
            folder: second,
        };
        *kept = Some(found.clone());
        found
    }

    /// Whether managers are to be told that there is no backup, or none in the second folder.
    pub(super) fn lacks_backups(&self, now: Moment) -> (bool, bool) {
        if self.house().demo {
            return (false, false);
        }
        let LastBackups { own, second, .. } = self.last_backups();
        let since = |made: Option<DateTime<Utc>>| made.or_else(|| self.began()).map(|made| now.at - made);
        let has_second = self.folders().1.is_some();
        (
            since(own).is_some_and(|age| age > TOO_LONG),
            has_second && since(second).is_some_and(|age| age > TOO_LONG_FOR_THE_SECOND),
        )
    }

    /// When the record began.
    fn began(&self) -> Option<DateTime<Utc>> {
        self.journal().entry(1).ok().map(|entry| entry.at)
    }

    /// Whether a backup is due. A made-up home goes when the program ends, and needs none.
    pub fn backup_is_due(&self, now: Moment, occasion: Occasion) -> bool {
        let house = self.house();
        if house.demo {
            return false;
        }
        let LastBackups { own, last, .. } = self.last_backups();
        let date = |at: DateTime<Utc>| at.with_timezone(&house.zone).date_naive();
        match occasion {
            Occasion::Locked => own.is_none_or(|made| date(made) != date(now.at)),
            Occasion::Closed => self.last() > last,
        }
    }

    /// Makes a backup in each folder, looks it through, and lets go of those that are no longer kept.
    pub fn back_up(&self, now: Moment, tell: Telling<'_>) -> Result<BackedUp, Trouble> {
        let (among, second) = self.folders();
        let own = self.back_up_into(&among, now, tell)?;
        self.thin_out(&among);
        let second = second.map(|second| {
            if !second.is_dir() {
                return Err(Trouble::NoSecondFolder(second));
            }
            let within = within(&second, own.home);
            let made = self.back_up_into(&within, now, tell)?;
            self.thin_out(&within);
            record::remember_reached(&among, &second, made.made)?;
            Ok(made)
        });
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = None;
        tracing::info!(entry = own.last, "backed up");
        Ok(BackedUp { own, second })
    }

    /// Makes a backup before something large is done. Where none can be made, that is told another time and is no
    /// reason not to do it: what is done is done whole or not at all.
    pub(super) fn back_up_before(&self, now: Moment) {
        if !self.house().demo
            && let Err(trouble) = self.back_up(now, &mut |_, _| {})
        {
            tracing::warn!(code = trouble.exit_code(), "not backed up");
        }
    }

    /// Makes a backup in one folder, and lets go of none. The home can be written to again as soon as its files are
    /// copied.
    pub fn back_up_into(&self, among: &Path, now: Moment, tell: Telling<'_>) -> Result<Backup, Trouble> {
        let zone = self.house().zone;
        let (copy, home) = {
            let mut journal = self.journal();
            self.catch_up(&mut journal)?;
            (journal.copy(among)?, self.home().clone())
        };
        let there = copy.open(&mut |far| tell(Stage::File, far))?;
        let verified = there.verify(home.last, None, |far| tell(Stage::Entries, far))?;
        let damage = verified.found.into_iter().any(Found::is_damage);
        if damage || Desk::fold(&there)? != home {
            return Err(Trouble::Disk("the copy does not read as the home does".into()));
        }
        drop(there);
        copy.finish(now.at, zone)
    }

    /// Lets go of the backups in a folder that are no longer kept. One that can't be is let go of another time: what
    /// was made is made.
    fn thin_out(&self, among: &Path) {
        let zone = self.house().zone;
        let all = Backup::all(among, self.id());
        for old in no_longer_kept(all, |at| at.with_timezone(&zone).date_naive()) {
            if let Err(trouble) = old.remove() {
                tracing::warn!(code = trouble.exit_code(), "an old backup stays");
            }
        }
    }
}

impl Door {
    /// Puts a backup back behind this door, where there is no home yet, in the name of someone who runs it. It is
    /// looked through whole, sealed with a new key, and its record says what happened.
    pub fn put_back(
        &self,
        backup: &Backup,
        (who, passphrase): (StaffId, &Secret),
        now: Moment,
        fresh: Uuid,
        tell: Telling<'_>,
    ) -> Result<PutBack, NotIn> {
        let passphrase = Passphrase::typed(passphrase.text());
        let tell_of_file = &mut |far| tell(Stage::File, far);
        let (journal, _) = Journal::put_back(backup, self.site(), who, &passphrase, tell_of_file)?;
        let put_back = looked_through(journal, self.unwritten(), backup, (who, now, fresh), tell);
        put_back.inspect_err(|_| record::let_go_of(self.site()))
    }

    /// Lets a home that was put back beside this one take its place. Answers where the one that was there is now.
    pub fn gives_way(&self, restored: &Path, kept: &Path) -> Result<Option<PathBuf>, Trouble> {
        record::take_place(restored, &self.site().home, kept)
    }

    /// Which home is behind it, without anyone's passphrase.
    pub fn id(&self) -> Result<Uuid, Trouble> {
        record::home_of(&self.site().home)
    }
}

fn looked_through(
    mut journal: Journal,
    unwritten: Unwritten,
    backup: &Backup,
    (who, now, fresh): (StaffId, Moment, Uuid),
    tell: Telling<'_>,
) -> Result<PutBack, NotIn> {
    let verified = journal.verify(0, Some(&backup.head), |far| tell(Stage::Entries, far))?;
    if verified.matches.is_none() || verified.found.iter().any(|found| found.is_damage()) {
        return Err(Trouble::NotABackup(backup.folder.clone()).into());
    }
    let home = Desk::fold(&journal)?;
    let stamp = Stamp { moment: Moment { zone: home.house.zone, ..now }, fresh };
    let act = Act::House(HouseAct::Restore { made: backup.made, last: backup.last });
    home.decide(who, stamp, act.clone())?;
    journal.seal_anew()?;
    let desk = Desk::over(journal, home, unwritten);
    let me = SignedIn { staff: who };
    desk.act(me, stamp, act).map_err(|not_done| match not_done {
        NotDone::Refused(refusal) => NotIn::from(refusal),
        NotDone::Trouble(trouble) => trouble.into(),
    })?;
    Ok(PutBack { desk, me, verified })
}

/// A folder of its own within one that others use too.
fn within(second: &Path, home: Uuid) -> PathBuf {
    let short = home.simple().to_string();
    second.join(format!("bethere backups {}", &short[..8]))
}

/// Which of these backups, the newest first, go: the last of each of seven days, four weeks and twelve months stay.
fn no_longer_kept(all: Vec<Backup>, date: impl Fn(DateTime<Utc>) -> NaiveDate) -> Vec<Backup> {
    let (mut days, mut weeks, mut months) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut go = Vec::new();
    for (n, backup) in all.into_iter().enumerate() {
        let date = date(backup.made);
        let week = date.iso_week();
        let mut stays = n == 0;
        stays |= days.len() < DAYS && days.insert(date);
        stays |= weeks.len() < WEEKS && weeks.insert((week.year(), week.week()));
        stays |= months.len() < MONTHS && months.insert((date.year(), date.month()));
        if !stays {
            go.push(backup);
        }
    }
    go
}

#[cfg(test)]
mod tests {
    use super::super::Progress;
    use super::*;

    fn made(on: &str) -> Backup {
        let made: DateTime<Utc> = format!("{on}:00Z").parse().expect("an instant");
        Backup { folder: on.into(), home: Uuid::nil(), made, last: 1, head: String::new() }
    }

    fn goes(mut all: Vec<&str>) -> Vec<String> {
        all.reverse();
        let all = all.into_iter().map(made).collect();
        let go = no_longer_kept(all, |at| at.date_naive());
        go.into_iter().map(|backup| backup.folder.display().to_string()).collect()
    }

    #[test]
    fn the_last_of_each_day_stays_for_a_week() {
        assert_eq!(goes(vec![]), [""; 0]);
        assert_eq!(goes(vec!["2026-11-23T07:00"]), [""; 0]);
        let day = vec!["2026-11-23T07:00", "2026-11-23T15:00", "2026-11-23T22:00"];
        assert_eq!(goes(day), ["2026-11-23T15:00", "2026-11-23T07:00"]);
    }

    #[test]
    fn after_a_year_of_days_a_week_of_days_four_weeks_and_twelve_months_are_left() {
        let first = NaiveDate::from_ymd_opt(2025, 1, 1).expect("a date");
        let mut kept: Vec<Backup> = Vec::new();
        for day in first.iter_days().take(700) {
            kept.insert(0, made(&format!("{day}T22:00")));
            let go = no_longer_kept(kept.clone(), |at| at.date_naive());
            kept.retain(|backup| !go.contains(backup));
        }
        let dates: Vec<String> = kept.iter().map(|backup| backup.made.date_naive().to_string()).collect();
        assert_eq!(
            dates[..7].join(" "),
            "2026-12-01 2026-11-30 2026-11-29 2026-11-28 2026-11-27 2026-11-26 2026-11-25"
        );
        assert!(dates.len() <= DAYS + WEEKS + MONTHS, "{dates:?}");
        let months: BTreeSet<&str> = dates.iter().map(|date| &date[..7]).collect();
        assert_eq!(months.len(), MONTHS, "{dates:?}");
    }

    #[test]
    fn what_reached_a_second_folder_that_lies_elsewhere_now_is_still_known_and_of_another_nothing_is() {
        let top = tempfile::tempdir().expect("a directory");
        let [dir, stick, other] = ["home", "stick", "other"].map(|name| top.path().join(name));
        for folder in [&dir, &stick, &other] {
            std::fs::create_dir(folder).expect("a folder");
        }
        let at = "2026-11-23T07:18:00Z".parse().expect("an instant");
        let now = Moment { at, zone: chrono_tz::Europe::London };
        let plan = crate::demo::Plan { days: 1, ..crate::demo::Plan::usual(now, 1) };
        crate::demo::build(&dir, plan).expect("a demo");
        let door = Door::of(dir);
        let desk = crate::demo::open(&door).expect("it opens");
        let ruth = desk.sign_in("ruth", &crate::demo::passphrase()).expect("the manager");
        let name = |folder: &Path, n| {
            let act = Act::House(HouseAct::SetSecondFolder(folder.display().to_string()));
            desk.act(ruth, Stamp { moment: now, fresh: Uuid::from_u128(n) }, act).expect("named");
        };
        name(&stick, 1);
        assert!(desk.back_up(now, &mut |_, _| {}).expect("made").second.is_some_and(|second| second.is_ok()));
        std::fs::rename(&stick, top.path().join("in a drawer")).expect("taken away");
        let second = desk.back_up(now, &mut |_, _| {}).expect("made").second;
        assert!(matches!(second, Some(Err(Trouble::NoSecondFolder(_)))), "{second:?}");
        assert_eq!(desk.last_backups().second, Some(at));
        name(&other, 2);
        assert_eq!(desk.last_backups().second, None, "it is another folder");
        // Made by hand somewhere: nothing is let go of there.
        let by_hand = top.path().join("by hand");
        for _ in 0..2 {
            desk.back_up_into(&by_hand, now, &mut |_, _| {}).expect("made");
        }
        assert_eq!(Backup::all(&by_hand, desk.id()).len(), 2);
    }

    #[test]
    fn whoever_backs_up_and_whoever_puts_back_is_told_how_far_each_copy_has_been_looked_through() {
        let top = tempfile::tempdir().expect("a directory");
        let [dir, stick, again] = ["home", "stick", "again"].map(|name| top.path().join(name));
        std::fs::create_dir(&dir).expect("a folder");
        std::fs::create_dir(&stick).expect("a folder");
        let now = Moment {
            at: "2026-11-23T07:18:00Z".parse().expect("an instant"),
            zone: chrono_tz::Europe::London,
        };
        let plan = crate::demo::Plan { days: 1, ..crate::demo::Plan::usual(now, 1) };
        crate::demo::build(&dir, plan).expect("a demo");
        let desk = crate::demo::open(&Door::of(dir)).expect("it opens");
        let ruth = desk.sign_in("ruth", &crate::demo::passphrase()).expect("the manager");
        let act = Act::House(HouseAct::SetSecondFolder(stick.display().to_string()));
        desk.act(ruth, Stamp { moment: now, fresh: Uuid::nil() }, act).expect("named");
        let mut told = Vec::new();
        let made = desk.back_up(now, &mut |stage, far| told.push((stage, far))).expect("made");
        let of_a_copy = [(Stage::File, 100), (Stage::Entries, desk.last())];
        assert_eq!(over(&told), [of_a_copy, of_a_copy].concat());
        told.clear();
        let passphrase = crate::demo::passphrase();
        let (who, fresh) = ((ruth.staff(), &passphrase), Uuid::nil());
        let put_back =
            Door::of(again).put_back(&made.own, who, now, fresh, &mut |stage, far| told.push((stage, far)));
        assert_eq!(put_back.expect("put back").verified.entries, desk.last());
        assert_eq!(over(&told), of_a_copy);
    }

    /// What was told to be over, and how much of it there was. Nothing went back before it was.
    fn over(told: &[(Stage, Progress)]) -> Vec<(Stage, u64)> {
        for pair in told.windows(2) {
            let [(before, so_far), (stage, far)] = pair else { unreachable!() };
            assert!(before != stage || so_far.done < far.done || so_far.done == so_far.of, "{pair:?}");
        }
        let over = told.iter().filter(|(_, far)| far.done == far.of);
        over.map(|(stage, far)| (*stage, far.of)).collect()
    }
}
