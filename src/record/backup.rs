//! Copies of a home beside it, for a bad day. A copy is looked through before it counts as a backup, and its card says
//! where the record in it ends.
//!
//! A backup is a folder with the home's `store` and `keys`, sealed as they are in the home, and a `card` in plain
//! letters. It is filled under another name and gets its own last, so what was cut short is never taken for one.

use super::opened::Tell;
use super::place::{self, Place};
use super::{Head, Journal, NotOpened, Passphrase, Site, Trouble, Way, Ways, files, keys::Keys, rekey};
use crate::care::StaffId;
use chrono::{DateTime, SecondsFormat, Utc};
use chrono_tz::Tz;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use uuid::Uuid;

const CARD: &str = "card";
const FIRST_LINE: &str = "A backup of a bethere home, 1";
/// More than a card ever takes.
const MOST_CARD: u64 = 1 << 10;
/// What a copy is called until it is a backup.
const UNFINISHED: &str = "unfinished";
/// When one reached the second folder.
const REACHED: &str = "reached";

/// A copy that was looked through.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Backup {
    /// The folder it is in.
    pub folder: PathBuf,
    /// Which home it is of.
    pub home: Uuid,
    /// When it was made.
    pub made: DateTime<Utc>,
    /// The number of its last entry.
    pub last: u64,
    /// The head of the chain there, as it is printed.
    pub head: String,
}

impl Backup {
    /// What stands in a folder that is said to be a backup.
    pub fn of(folder: &Path) -> Result<Self, Trouble> {
        let not_one = || Trouble::NotABackup(folder.into());
        let card = match place::read_small(&folder.join(CARD), MOST_CARD) {
            Ok(card) => String::from_utf8(card).map_err(|_| not_one())?,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Err(not_one());
            }
            Err(error) => return Err(error.into()),
        };
        let mut lines = card.lines();
        if lines.next() != Some(FIRST_LINE) {
            return Err(not_one());
        }
        let mut said = |name: &str| lines.next()?.strip_prefix(name)?.strip_prefix(": ").map(str::to_owned);
        let mut read = || {
            let home = said("home")?.parse().ok()?;
            let made = said("made")?.parse().ok()?;
            let last = said("entries")?.parse().ok()?;
            Some(Self { folder: folder.into(), home, made, last, head: said("ends with")? })
        };
        read().ok_or_else(not_one)
    }

    /// The backups of a home among the folders in a folder, the newest first. What is none is passed over.
    pub fn all(among: &Path, home: Uuid) -> Vec<Self> {
        let folders = fs::read_dir(among).into_iter().flatten().flatten();
        let mut found: Vec<Self> = folders
            .filter(|folder| folder.file_name() != UNFINISHED)
            .filter_map(|folder| Self::of(&folder.path()).ok())
            .filter(|backup| backup.home == home)
            .collect();
        found.sort_by_key(|backup| std::cmp::Reverse((backup.made, backup.last)));
        found
    }

    /// Takes it away. Its card goes first: what is left of one that was not taken away whole is no backup.
    pub fn remove(&self) -> Result<(), Trouble> {
        files::remove(&self.folder.join(CARD))?;
        place::sync_folder(&self.folder)?;
        Ok(files::remove_folder(&self.folder)?)
    }

    fn card(&self) -> String {
        let Self { home, made, last, head, .. } = self;
        let made = made.to_rfc3339_opts(SecondsFormat::Secs, true);
        format!("{FIRST_LINE}\nhome: {home}\nmade: {made}\nentries: {last}\nends with: {head}\n")
    }
}

/// A copy of a home that is not a backup yet.
pub struct Copy {
    among: PathBuf,
    ways: Ways,
    last: u64,
    head: Head,
    /// Nothing may be lost of what was copied, so a copy that is let go of takes itself away.
    finished: bool,
}

impl Journal {
    /// Copies the home's files into a folder of backups. Whoever asks holds the journal, so nothing is written to
    /// them meanwhile: between two commits the file is whole.
    pub fn copy(&mut self, among: &Path) -> Result<Copy, Trouble> {
        self.ready()?;
        rekey::settle(&self.place)?;
        let copy = Copy {
            among: among.into(),
            ways: self.ways.clone(),
            last: self.last,
            head: self.head,
            finished: false,
        };
        let folder = copy.folder();
        match files::remove_folder(&folder) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
            Ok(()) | Err(_) => {}
        }
        place::make_private(&folder)?;
        self.place.copy_to(&folder)?;
        Ok(copy)
    }

    /// Puts the files of a backup where a home can be, and opens it there with somebody's passphrase, telling how far
    /// it has been looked through. Where that fails, nothing is left there.
    pub fn put_back(
        backup: &Backup,
        site: &Site,
        who: StaffId,
        passphrase: &Passphrase,
        tell: Tell<'_>,
    ) -> Result<(Self, Way), NotOpened> {
        let place = Place::make(site)?;
        let filled = place.fill_from(&backup.folder);
        let opened = filled.map_err(NotOpened::from).and_then(|()| {
            let (ways, way) = Ways::of(&place, who, passphrase)?;
            if ways.home() != backup.home {
                return Err(Trouble::KeysAltered.into());
            }
            Ok((ways, way))
        });
        let opened = opened.and_then(|(ways, way)| Ok((Self::open_in(place, ways, Some(tell))?, way)));
        opened.inspect_err(|_| place::empty(&site.home))
    }
}

impl Copy {
    fn folder(&self) -> PathBuf {
        self.among.join(UNFINISHED)
    }

    /// Opens it as a home of its own, telling how far it has been looked through.
    pub fn open(&self, tell: Tell<'_>) -> Result<Journal, Trouble> {
        let site = Site { disk: super::Disk::Any, ..Site::of(self.folder()) };
        let journal = Journal::open_in(Place::of(&site)?, self.ways.clone(), Some(tell))?;
        if (journal.last, journal.head) != (self.last, self.head) {
            return Err(Trouble::Disk("the copy does not end where the home does".into()));
        }
        Ok(journal)
    }

    /// Makes it a backup, once it was looked through and closed again.
    pub fn finish(mut self, made: DateTime<Utc>, zone: Tz) -> Result<Backup, Trouble> {
        let (home, last, head) = (self.ways.home(), self.last, self.head.to_string());
        let name = made.with_timezone(&zone).format("%Y-%m-%d %H.%M").to_string();
        let names = (1..).map(|n| if n == 1 { name.clone() } else { format!("{name} ({n})") });
        let mut folders = names.map(|name| self.among.join(name));
        let folder = folders.find(|folder| !folder.exists()).unwrap_or_else(|| self.among.join(&name));
        let backup = Backup { folder, home, made, last, head };
        place::settle_copy(&self.folder())?;
        place::write_private(&self.folder().join(CARD), backup.card().as_bytes())?;
        files::rename(&self.folder(), &backup.folder)?;
        place::sync_folder(&self.among)?;
        self.finished = true;
        Ok(backup)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        if !self.finished {
            // What stays is begun again by the next.
            let _ = files::remove_folder(&self.folder());
        }
    }
}

/// When a backup last reached a folder that may not be there now, as the folder of the home's own remembers.
pub fn reached(own: &Path, other: &Path) -> Option<DateTime<Utc>> {
    let bytes = place::read_small(&own.join(REACHED), MOST_CARD).ok()?;
    let (made, folder) = std::str::from_utf8(&bytes).ok()?.split_once('\n')?;
    (Path::new(folder) == other).then(|| made.parse().ok())?
}

/// Remembers that a backup reached a folder.
pub fn remember_reached(own: &Path, other: &Path, made: DateTime<Utc>) -> Result<(), Trouble> {
    let text = format!("{}\n{}", made.to_rfc3339_opts(SecondsFormat::Secs, true), other.display());
    place::write_private(&own.join(REACHED), text.as_bytes())
}

/// Whether no process has a home open. One that is not there, or not whole, is free.
pub fn is_free(site: &Site) -> Result<(), Trouble> {
    match Place::of(site) {
        Ok(_) | Err(Trouble::NotAHome(_)) => Ok(()),
        Err(trouble) => Err(trouble),
    }
}

/// Lets go of a home that was only just put where it is.
pub fn let_go_of(site: &Site) {
    place::empty(&site.home);
}

/// Whose home the keys in a folder are, without anyone's passphrase.
pub fn home_of(folder: &Path) -> Result<Uuid, Trouble> {
    let keys = Keys::from_bytes(&place::keys(folder)?).map_err(|_| Trouble::KeysAltered)?;
    Ok(keys.home())
}
