//! The calls that change a home's folder: every file that is made, filled, renamed, taken away or put on the disk.
//!
//! Nothing else in this room changes a file, so that a test can stand here: it notes each call, has it fail, or cuts
//! the power after it. It knows no names and nothing of what is in a file.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;

/// What is filled at a time.
const PIECE: usize = 1 << 16;

/// What is done to a folder or to a file that is not the store.
#[derive(Copy, Clone, Debug)]
#[cfg_attr(not(all(test, unix)), expect(dead_code, reason = "only a test looks at what was done"))]
pub(super) enum Change<'a> {
    /// A folder is made.
    Folder(&'a Path),
    /// An empty file was made.
    Made(&'a Path, &'a File),
    /// Bytes are put at the end of a file.
    Filled(&'a File, &'a [u8]),
    /// What a file holds is put on the disk.
    Synced(&'a File),
    /// Which files a folder has is put on the disk.
    FolderSynced(&'a Path),
    /// A file or a folder gets another name in the folder it is in.
    Renamed(&'a Path, &'a Path),
    /// Two files or folders get each other's name, in the folder they are both in.
    Swapped(&'a Path, &'a Path),
    /// A file is taken away.
    Removed(&'a Path),
    /// A folder is taken away, with what is in it.
    FolderRemoved(&'a Path),
}

/// Tells a test, which may have it fail.
#[cfg(all(test, unix))]
use super::tests::folder::heard;

#[cfg(not(all(test, unix)))]
#[expect(clippy::unnecessary_wraps, reason = "a test may have it fail")]
fn heard(_: Change<'_>) -> io::Result<()> {
    Ok(())
}

/// The disk that a store's file is on.
#[cfg(all(test, unix))]
pub(super) use super::tests::folder::disk;

/// The disk that a store's file is on.
#[cfg(not(all(test, unix)))]
pub(super) fn disk(file: File) -> Result<redb::backends::FileBackend, redb::DatabaseError> {
    redb::backends::FileBackend::new(file)
}

/// Makes a folder for this user's eyes only, where it is not there, and those it is in. They outlive a power cut.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let parent =
        folder.parent().map(|parent| if parent.as_os_str().is_empty() { Path::new(".") } else { parent });
    if let Some(parent) = parent {
        make_folder(parent)?;
    }
    heard(Change::Folder(folder))?;
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    match parent.map_or(Ok(()), sync_folder) {
        // Whoever may make something in a folder may not always read it, and only what is read can be synced.
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Ok(()),
        synced => synced,
    }
}

/// How every file of a home is opened: for this user's eyes only.
pub(super) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes an empty file where none is.
pub(super) fn make(path: &Path) -> io::Result<File> {
    let file = private().create_new(true).open(path)?;
    heard(Change::Made(path, &file))?;
    Ok(file)
}

/// The same in the place of one that was left unfinished.
pub(super) fn make_anew(path: &Path) -> io::Result<File> {
    match remove(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    make(path)
}

/// Puts bytes at the end of a file that was just made.
pub(super) fn fill(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    for piece in bytes.chunks(PIECE) {
        heard(Change::Filled(file, piece))?;
        file.write_all(piece)?;
    }
    Ok(())
}

/// Fills a file that was just made with what is in another.
pub(super) fn copy(from: &mut File, to: &mut File) -> io::Result<()> {
    let mut piece = vec![0; PIECE];
    loop {
        let read = from.read(&mut piece)?;
        if read == 0 {
            return Ok(());
        }
        fill(to, &piece[..read])?;
    }
}

/// Has on the disk what a file holds.
pub(super) fn sync(file: &File) -> io::Result<()> {
    heard(Change::Synced(file))?;
    file.sync_all()
}

/// Has on the disk what a folder holds, and under which names.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    heard(Change::FolderSynced(folder))?;
    // Elsewhere a folder can't be opened as a file, and a rename is on the disk by itself.
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(())
}

/// Gives a file or a folder another name in the folder it is in. It is on the disk once that folder is synced.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    heard(Change::Renamed(from, to))?;
    fs::rename(from, to)
}

/// Gives two folders in one folder each other's name, in one step. Not every system can, nor every disk.
pub(super) fn swap(one: &Path, other: &Path) -> io::Result<()> {
    heard(Change::Swapped(one, other))?;
    #[cfg(any(target_os = "linux", target_vendor = "apple"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
    }
    #[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
    Err(ErrorKind::Unsupported.into())
}

/// Takes a file away.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    heard(Change::Removed(path))?;
    fs::remove_file(path)
}

/// Takes a folder away, with what is in it.
pub(super) fn remove_folder(path: &Path) -> io::Result<()> {
    heard(Change::FolderRemoved(path))?;
    fs::remove_dir_all(path)
}

/// Has a file read from the disk again. After a sync that failed the system may go on showing what the disk never
/// took, and say of the next sync that all is well.
pub(super) fn read_anew(file: &File) {
    // What could not be put on the disk is found missing by whoever reads on.
    let _ = file.sync_data();
    #[cfg(target_os = "linux")]
    let _ = rustix::fs::fadvise(file, 0, None, rustix::fs::Advice::DontNeed);
}
