//! A home's folder: who may read it, which process has it, and how its store comes to be there whole.
//!
//! Knows names, rights and locks of files; never looks into one.

use super::Trouble;
use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

const STORE: &str = "store";
const UNFINISHED: &str = "store.new";
const LOCK: &str = "home.lock";
const KEYS: &str = "keys";
const KEYS_BESIDE: &str = "keys.next";
/// Of one that is too long for one of ours, no more than shows that.
const MOST_KEYS: u64 = super::keys::MOST_BYTES + 1;

/// A home's folder, held by this process alone for as long as this value lives.
pub(super) struct Place {
    dir: PathBuf,
    _lock: File,
}

impl Place {
    /// Takes a folder for a new home, making it when it is not there, for this user's eyes only.
    pub(super) fn make(dir: &Path) -> Result<Self, Trouble> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(dir)?;
        let place = Self::lock(dir)?;
        if place.dir.join(STORE).try_exists()? {
            return Err(Trouble::AlreadyAHome(place.dir));
        }
        #[cfg(unix)]
        fs::set_permissions(dir, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
        Ok(place)
    }

    /// Takes the folder of a home that is there.
    pub(super) fn of(dir: &Path) -> Result<Self, Trouble> {
        match fs::metadata(dir.join(STORE)) {
            Ok(store) if store.is_file() => Self::lock(dir),
            Ok(_) => Err(Trouble::NotAHome(dir.into())),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                Err(Trouble::NotAHome(dir.into()))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The home's file.
    pub(super) fn store(&self) -> Result<File, Trouble> {
        let store = OpenOptions::new().read(true).write(true).open(self.dir.join(STORE))?;
        // An empty file is what is left of a store, not the start of one: redb would begin a new home in it.
        if store.metadata()?.len() == 0 {
            return Err(Trouble::Unreadable("the file is empty".into()));
        }
        Ok(store)
    }

    /// A file to fill before it becomes the home's. One that was left unfinished is begun again.
    pub(super) fn unfinished_store(&self) -> Result<File, Trouble> {
        let path = self.dir.join(UNFINISHED);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
            Ok(()) | Err(_) => {}
        }
        Ok(private().create_new(true).open(path)?)
    }

    /// Makes the filled file the home's, so that a power cut leaves a whole store or none.
    pub(super) fn finish_store(&self) -> Result<(), Trouble> {
        let unfinished = self.dir.join(UNFINISHED);
        File::open(&unfinished)?.sync_all()?;
        fs::rename(unfinished, self.dir.join(STORE))?;
        self.sync()
    }

    /// The `keys` file.
    pub(super) fn keys(&self) -> Result<Vec<u8>, Trouble> {
        keys(&self.dir)
    }

    /// Puts a new `keys` file in the place of the old one: after a power cut there is the one or the other.
    pub(super) fn keep_keys(&self, bytes: &[u8]) -> Result<(), Trouble> {
        write_private(&self.dir.join(KEYS), bytes)
    }

    /// Puts keys on the disk that wait for a store sealed with them.
    pub(super) fn keep_keys_beside(&self, bytes: &[u8]) -> Result<(), Trouble> {
        write_private(&self.dir.join(KEYS_BESIDE), bytes)
    }

    /// Keys that wait for a store sealed with them, if there are any.
    pub(super) fn keys_beside(&self) -> Result<Option<Vec<u8>>, Trouble> {
        match File::open(self.dir.join(KEYS_BESIDE)) {
            Ok(file) => {
                let mut bytes = Vec::new();
                file.take(MOST_KEYS).read_to_end(&mut bytes)?;
                Ok(Some(bytes))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Puts the keys that waited in the place of the old ones.
    pub(super) fn finish_keys(&self) -> Result<(), Trouble> {
        fs::rename(self.dir.join(KEYS_BESIDE), self.dir.join(KEYS))?;
        self.sync()
    }

    /// Lets go of keys that wait for nothing any more.
    pub(super) fn drop_keys_beside(&self) -> Result<(), Trouble> {
        Ok(fs::remove_file(self.dir.join(KEYS_BESIDE))?)
    }

    /// The file that was filled, to be looked at once more before it becomes the home's.
    pub(super) fn open_unfinished_store(&self) -> Result<File, Trouble> {
        Ok(private().open(self.dir.join(UNFINISHED))?)
    }

    fn sync(&self) -> Result<(), Trouble> {
        // Elsewhere a folder can't be opened as a file, and a rename is on the disk by itself.
        #[cfg(unix)]
        File::open(&self.dir)?.sync_all()?;
        Ok(())
    }

    fn lock(dir: &Path) -> Result<Self, Trouble> {
        let lock = private().create(true).truncate(false).open(dir.join(LOCK))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { dir: dir.into(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(Trouble::OpenElsewhere),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
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

/// Writes a small file whole: filled beside its place, on the disk, then moved there.
pub(super) fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    let beside = path.with_extension("new");
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
        Ok(()) | Err(_) => {}
    }
    let mut file = private().create_new(true).open(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&beside, path)?;
    // Elsewhere a folder can't be opened as a file, and the rename is on the disk by itself.
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// How every file of a home is made: for this user's eyes only.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
