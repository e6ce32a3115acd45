//! A home's folder: who may read it, which process has it, and how its store comes to be there whole.
//!
//! Knows names, rights and locks of files; never looks into one.

use super::{Trouble, files};
use serde::{Deserialize, Serialize};
use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

const STORE: &str = "store";
const UNFINISHED: &str = "store.new";
const LOCK: &str = "home.lock";
const KEYS: &str = "keys";
const KEYS_BESIDE: &str = "keys.next";
const BACKUPS: &str = "backups";
/// What may stand in a folder before there is a home in it: what a home's making left when it was cut short, how a
/// made-up one was left, and files of keys and colours.
const OURS: [&str; 9] = [UNFINISHED, LOCK, KEYS, KEYS_BESIDE, "keys.new", LEFT, "keymaps", "themes", BACKUPS];
/// Where a made-up home keeps how it was left.
const LEFT: &str = "left";
/// What is written to see whether anything can be, and how much of it.
const ROOM: &str = "room";
const ROOM_BYTES: usize = 64 << 10;
/// Of one that is too long for one of ours, no more than shows that.
const MOST_KEYS: u64 = super::keys::MOST_BYTES + 1;

/// Where a home is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Site {
    /// The home's folder.
    pub home: PathBuf,
    /// A folder outside it, in which this computer remembers how it left the home. None for a home that
    /// goes when the program ends; a made-up one has it inside.
    pub memory: Option<PathBuf>,
    /// Which disks will do.
    pub disk: Disk,
}

/// Which disks a home may be on.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Disk {
    /// Only one of this computer's own.
    Own,
    /// Any, even one that is shared over a network, where saved is not always saved.
    Any,
}

impl Site {
    /// A folder on a disk of this computer's own, of which nothing is remembered.
    pub fn of(home: impl Into<PathBuf>) -> Self {
        Self { home: home.into(), memory: None, disk: Disk::Own }
    }

    /// The folder of a made-up home. Those of one seed and time are the same home, so each has in its own folder what
    /// is remembered of it.
    pub fn made_up(home: impl Into<PathBuf>) -> Self {
        let home = home.into();
        Self { memory: Some(home.join(LEFT)), ..Self::of(home) }
    }

    /// The folder of this home's backups that is always there.
    pub fn backups(&self) -> PathBuf {
        self.home.join(BACKUPS)
    }

    /// Whether a new home would have the folder to itself: its rights are about to be taken from everyone else.
    pub fn has_room(&self) -> Result<(), Trouble> {
        let not_empty = || Trouble::NotEmpty(self.home.clone());
        let files = match fs::read_dir(&self.home) {
            Ok(files) => files,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) if error.kind() == ErrorKind::NotADirectory => return Err(not_empty()),
            Err(error) => return Err(error.into()),
        };
        for file in files {
            let name = file?.file_name();
            if name == STORE {
                return Err(Trouble::AlreadyAHome(self.home.clone()));
            }
            if !OURS.iter().any(|ours| name == *ours) {
                return Err(not_empty());
            }
        }
        Ok(())
    }
}

/// What a store looks like from outside.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Print {
    /// In bytes.
    pub(super) len: u64,
    /// Nanoseconds since 1970, as far as a file system counts them.
    modified: u128,
}

/// Which file it is, whatever its name.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct Identity(u64, u64);

impl Identity {
    #[cfg(unix)]
    pub(super) fn of(file: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self(file.dev(), file.ino())
    }

    /// Elsewhere a file that is open can't be moved away.
    #[cfg(not(unix))]
    pub(super) fn of(_: &Metadata) -> Self {
        Self(0, 0)
    }

    /// Which file has this name now. On Linux nothing else is asked of it, for this is asked before every commit:
    /// whoever asks when a file was written makes the next write note its time anew, and the sync after it write the
    /// file's inode too.
    fn at(path: &Path) -> io::Result<Self> {
        #[cfg(target_os = "linux")]
        {
            use rustix::fs::{AtFlags, CWD, StatxFlags, makedev, statx};
            if let Ok(file) = statx(CWD, path, AtFlags::empty(), StatxFlags::INO) {
                return Ok(Self(makedev(file.stx_dev_major, file.stx_dev_minor), file.stx_ino));
            }
        }
        Ok(Self::of(&fs::metadata(path)?))
    }
}

/// A home's folder, held by this process alone for as long as this value lives.
pub(super) struct Place {
    site: Site,
    lock: File,
}

impl Place {
    /// Takes a folder for a new home, making it when it is not there, for this user's eyes only.
    pub(super) fn make(site: &Site) -> Result<Self, Trouble> {
        site.has_room()?;
        make_private(&site.home)?;
        let place = Self::lock(site)?;
        if place.path(STORE).try_exists()? {
            return Err(Trouble::AlreadyAHome(site.home.clone()));
        }
        #[cfg(unix)]
        fs::set_permissions(&site.home, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
        Ok(place)
    }

    /// Takes the folder of a home that is there.
    pub(super) fn of(site: &Site) -> Result<Self, Trouble> {
        match fs::metadata(site.home.join(STORE)) {
            Ok(store) if store.is_file() => Self::lock(site),
            Ok(_) => Err(Trouble::NotAHome(site.home.clone())),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                Err(Trouble::NotAHome(site.home.clone()))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Where it is.
    pub(super) fn site(&self) -> &Site {
        &self.site
    }

    /// Whether the home's file is still this one: after it was moved away or replaced, writing to it goes on as if
    /// nothing had happened, and keeps nothing.
    pub(super) fn has(&self, identity: Identity) -> bool {
        Identity::at(&self.path(STORE)).is_ok_and(|now| now == identity)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.site.home.join(name)
    }

    /// The home's file, and which it is.
    pub(super) fn store(&self) -> Result<(File, Identity), Trouble> {
        Self::known(OpenOptions::new().read(true).write(true).open(self.path(STORE)))
    }

    /// The same, to be read and nothing else.
    pub(super) fn store_to_read(&self) -> Result<(File, Identity), Trouble> {
        Self::known(File::open(self.path(STORE)))
    }

    fn known(store: io::Result<File>) -> Result<(File, Identity), Trouble> {
        let store = match store {
            // It was there when this folder was taken.
            Err(error) if error.kind() == ErrorKind::NotFound => return Err(Trouble::Replaced),
            store => store?,
        };
        let metadata = store.metadata()?;
        // An empty file is what is left of a store, not the start of one: redb would begin a new home in it.
        if metadata.len() == 0 {
            return Err(Trouble::Unreadable("the file is empty".into()));
        }
        Ok((store, Identity::of(&metadata)))
    }

    /// A file to fill before it becomes the home's. One that was left unfinished is begun again.
    pub(super) fn unfinished_store(&self) -> Result<File, Trouble> {
        Ok(files::make_anew(&self.path(UNFINISHED))?)
    }

    /// Makes the filled file the home's, so that a power cut leaves a whole store or none.
    pub(super) fn finish_store(&self) -> Result<(), Trouble> {
        let unfinished = self.path(UNFINISHED);
        files::sync(&File::open(&unfinished)?)?;
        files::rename(&unfinished, &self.path(STORE))?;
        self.sync()
    }

    /// The `keys` file.
    pub(super) fn keys(&self) -> Result<Vec<u8>, Trouble> {
        keys(&self.site.home)
    }

    /// Puts a new `keys` file in the place of the old one: after a power cut there is the one or the other.
    pub(super) fn keep_keys(&self, bytes: &[u8]) -> Result<(), Trouble> {
        write_private(&self.path(KEYS), bytes)
    }

    /// Puts keys on the disk that wait for a store sealed with them.
    pub(super) fn keep_keys_beside(&self, bytes: &[u8]) -> Result<(), Trouble> {
        write_private(&self.path(KEYS_BESIDE), bytes)
    }

    /// Keys that wait for a store sealed with them, if there are any.
    pub(super) fn keys_beside(&self) -> Result<Option<Vec<u8>>, Trouble> {
        match File::open(self.path(KEYS_BESIDE)) {
            Ok(file) => {
                let mut bytes = Vec::new();
                file.take(MOST_KEYS).read_to_end(&mut bytes)?;
                Ok(Some(bytes))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Puts the keys that waited in the place of the old ones. The store they fit is on the disk before they are.
    pub(super) fn finish_keys(&self) -> Result<(), Trouble> {
        self.sync()?;
        files::rename(&self.path(KEYS_BESIDE), &self.path(KEYS))?;
        self.sync()
    }

    /// Lets go of keys that wait for nothing any more.
    pub(super) fn drop_keys_beside(&self) -> Result<(), Trouble> {
        Ok(files::remove(&self.path(KEYS_BESIDE))?)
    }

    /// The file that was filled, to be looked at once more before it becomes the home's.
    pub(super) fn open_unfinished_store(&self) -> Result<File, Trouble> {
        Ok(files::private().open(self.path(UNFINISHED))?)
    }

    /// Copies the store and its keys into another folder. Nothing may be written to them meanwhile.
    pub(super) fn copy_to(&self, folder: &Path) -> Result<(), Trouble> {
        let (mut store, _) = self.store()?;
        let mut copy = files::make(&folder.join(STORE))?;
        files::copy(&mut store, &mut copy)?;
        files::sync(&copy)?;
        write_private(&folder.join(KEYS), &self.keys()?)?;
        sync_folder(folder)
    }

    /// Fills a folder that has room for a home with the files of a copy of one.
    pub(super) fn fill_from(&self, copy: &Path) -> Result<(), Trouble> {
        let keys = keys(copy)?;
        let mut store = File::open(copy.join(STORE))?;
        let mut unfinished = self.unfinished_store()?;
        files::copy(&mut store, &mut unfinished)?;
        self.keep_keys(&keys)?;
        self.finish_store()
    }

    /// Whether the folder takes what an entry or two would need.
    pub(super) fn try_to_write(&self) -> Result<(), Trouble> {
        let file = self.path(ROOM);
        let tried = write_private(&file, &vec![0; ROOM_BYTES]);
        let _ = files::remove(&file.with_extension("new"));
        tried?;
        Ok(files::remove(&file)?)
    }

    fn sync(&self) -> Result<(), Trouble> {
        sync_folder(&self.site.home)
    }

    fn lock(site: &Site) -> Result<Self, Trouble> {
        if site.disk == Disk::Own && network::holds(&site.home) {
            return Err(Trouble::OnNetwork(site.home.clone()));
        }
        let path = site.home.join(LOCK);
        let lock = files::private().create(true).truncate(false).open(&path);
        // On a disk that takes no writes the lock can still be held, and the home be read.
        let lock = lock.or_else(|error| File::open(path).map_err(|_| error))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { site: site.clone(), lock }),
            Err(TryLockError::WouldBlock) => Err(Trouble::OpenElsewhere),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // Closing is not enough: a program that is just being started holds every open file once more, until it runs,
        // and whoever comes back meanwhile would be told that the home is open elsewhere. When this fails, closing
        // does it all the same.
        let _ = self.lock.unlock();
    }
}

/// Lets go of a store that could not be filled, and of keys that waited for it. The next attempt begins both again,
/// so nothing is lost where this fails.
pub(super) fn drop_unfinished(home: &Path) {
    let _ = files::remove(&home.join(UNFINISHED));
    let _ = files::remove(&home.join(KEYS_BESIDE));
}

/// Lets go of a home that was only just put into this folder.
pub(super) fn empty(home: &Path) {
    for ours in [STORE, UNFINISHED, KEYS, KEYS_BESIDE, LOCK] {
        // What stays shows as a home that does not open, and is no home anyone wrote in.
        let _ = files::remove(&home.join(ours));
    }
}

/// Leaves nothing of having been opened in a copy, and has its store on the disk.
pub(super) fn settle_copy(folder: &Path) -> Result<(), Trouble> {
    files::sync(&File::open(folder.join(STORE))?)?;
    Ok(files::remove(&folder.join(LOCK))?)
}

/// How many bytes there is room for on a folder's disk, where the system tells.
#[cfg(unix)]
pub fn room_at(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// Elsewhere it is not asked.
#[cfg(not(unix))]
pub fn room_at(_: &Path) -> Option<u64> {
    None
}

/// A small file whole; of one that is larger, its beginning.
pub(super) fn read_small(path: &Path, most: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The `keys` file of the home in a folder, which can be read while somebody has it open.
pub(super) fn keys(dir: &Path) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    match File::open(dir.join(KEYS)) {
        Ok(file) => file.take(MOST_KEYS).read_to_end(&mut bytes)?,
        Err(error) if error.kind() == ErrorKind::NotFound && dir.join(STORE).is_file() => {
            return Err(Trouble::NoKeys);
        }
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Err(Trouble::NotAHome(dir.into()));
        }
        Err(error) => return Err(error.into()),
    };
    // A home that was never finished has keys and nothing to open with them.
    if dir.join(STORE).try_exists()? { Ok(bytes) } else { Err(Trouble::NotAHome(dir.into())) }
}

/// What the store in a home's folder looks like from outside.
pub(super) fn print(home: &Path) -> Result<Print, Trouble> {
    let file = fs::metadata(home.join(STORE))?;
    let modified = file.modified()?.duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_nanos());
    Ok(Print { len: file.len(), modified })
}

/// Makes a folder for this user's eyes only, where it is not there.
pub(super) fn make_private(folder: &Path) -> Result<(), Trouble> {
    Ok(files::make_folder(folder)?)
}

/// Writes a small file whole: filled beside its place, on the disk, then moved there.
pub(super) fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    let beside = path.with_extension("new");
    let mut file = files::make_anew(&beside)?;
    files::fill(&mut file, bytes)?;
    files::sync(&file)?;
    files::rename(&beside, path)?;
    path.parent().map_or(Ok(()), sync_folder)
}

/// Has on the disk what a folder holds, and under which names.
pub(super) fn sync_folder(folder: &Path) -> Result<(), Trouble> {
    Ok(files::sync_folder(folder)?)
}

/// Disks shared over a network: what is written there can be answered for and lost, and a lock can be held twice.
mod network {
    use std::path::Path;

    /// Whether a folder is on one. Where it can't be told, it is not.
    #[cfg(target_os = "linux")]
    pub(super) fn holds(folder: &Path) -> bool {
        // The kernel's numbers are 32 bits wide, in a field that is not everywhere.
        rustix::fs::statfs(folder)
            .is_ok_and(|disk| KINDS.contains(&(disk.f_type.cast_unsigned() & 0xffff_ffff)))
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) fn holds(_: &Path) -> bool {
        false
    }

    /// NFS, SMB in its three ages, AFS, Coda, Ceph, and a virtual machine's shared folder: statfs(2).
    #[cfg(target_os = "linux")]
    const KINDS: [u64; 8] =
        [0x6969, 0x517b, 0xff53_4d42, 0xfe53_4d42, 0x5346_414f, 0x7375_7245, 0x00c3_6400, 0x0102_1997];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_home_that_was_let_go_of_can_be_taken_while_its_lock_is_open_once_more() {
        let dir = tempfile::tempdir().unwrap();
        let site = Site::of(dir.path());
        let place = Place::make(&site).unwrap();
        // As a program that another thread is just starting has it.
        let once_more = place.lock.try_clone().unwrap();
        assert!(matches!(Place::make(&site), Err(Trouble::OpenElsewhere)));
        drop(place);
        assert!(Place::make(&site).is_ok());
        drop(once_more);
    }
}
