//! A home's folder that remembers every change of it, and what a power cut may leave: the disk of `disk.rs`, with
//! files that come, go and change their names.
//!
//! [`watch`] has work done in a folder, with a note of how far it had come; then look at what every [`Watched::cuts`]
//! leaves. Of each file what was synced is there, and of the rest any part. Of each folder the names it had when it
//! was synced are there, and after them any number of the changes since, in their order, whatever the other folders
//! did: a file that is synced in a folder that is not may be gone. Of what moves from one
//! folder into another, each of the two has its own half.

use super::disk::{Asked, Calls, Chance, Failure, Fate, Image};
use crate::record::files::Change;
use redb::backends::FileBackend;
use redb::{BackendError, DatabaseError, StorageBackend};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::ops::Bound;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};

thread_local! {
    /// What this thread does, while it is watched.
    static TAPE: RefCell<Option<Tape>> = const { RefCell::new(None) };
}

/// A file or folder, whatever its name.
type Node = usize;
const TOP: Node = 0;

/// A change of a folder's names, or of a file.
#[derive(Clone)]
enum Op {
    Enters(Node, OsString, Node),
    Leaves(Node, OsString),
    Renamed(Node, OsString, OsString),
    Swapped(Node, OsString, OsString),
    Moved(Move),
    FolderSynced(Node),
    File(Node, Asked),
}

/// From one folder into another: each has its half of it on the disk once it is synced, and before that perhaps. It
/// never goes before it has come, unless the folder it goes from was synced first.
#[derive(Clone)]
struct Move {
    from: (Node, OsString),
    to: (Node, OsString),
    node: Node,
    came: bool,
    went: bool,
}

#[derive(Default)]
struct Tape {
    top: PathBuf,
    /// The folders as they are now; files have no names in them.
    now: Vec<BTreeMap<OsString, Node>>,
    /// How long each file is that is filled.
    lens: HashMap<Node, u64>,
    /// The files by what the system calls them.
    known: HashMap<u64, Node>,
    ops: Vec<Op>,
    calls: Calls,
}

impl Tape {
    /// A folder and a name in it.
    fn place(&self, path: &Path) -> Option<(Node, OsString)> {
        let inside = path.strip_prefix(&self.top).ok()?;
        let folder = self.folder(&self.top.join(inside.parent()?))?;
        Some((folder, inside.file_name()?.to_owned()))
    }

    fn folder(&self, path: &Path) -> Option<Node> {
        let inside = path.strip_prefix(&self.top).ok()?;
        inside.iter().try_fold(TOP, |folder, name| self.now[folder].get(name).copied())
    }

    fn enters(&mut self, path: &Path) -> Option<Node> {
        let (folder, name) = self.place(path)?;
        let node = self.now.len();
        self.now.push(BTreeMap::new());
        self.now[folder].insert(name.clone(), node);
        self.ops.push(Op::Enters(folder, name, node));
        Some(node)
    }

    fn leaves(&mut self, path: &Path) {
        if let Some((folder, name)) = self.place(path)
            && self.now[folder].remove(&name).is_some()
        {
            self.ops.push(Op::Leaves(folder, name));
        }
    }

    fn file(&self, file: &File) -> Option<Node> {
        self.known.get(&file.metadata().ok()?.ino()).copied()
    }

    fn note(&mut self, change: Change<'_>) {
        match change {
            Change::Folder(path) => {
                // It has no names yet, and that is known as soon as it is there.
                let before = self.ops.len();
                if let Some(node) = self.enters(path) {
                    self.ops.insert(before, Op::FolderSynced(node));
                }
            }
            Change::Made(path, file) => {
                if let (Some(node), Ok(metadata)) = (self.enters(path), file.metadata()) {
                    self.known.insert(metadata.ino(), node);
                }
            }
            Change::Filled(file, bytes) => {
                let Some(node) = self.file(file) else { return };
                let len = self.lens.entry(node).or_default();
                self.ops.push(Op::File(node, Asked::Write(*len, bytes.into())));
                *len += bytes.len() as u64;
            }
            Change::Synced(file) => {
                if let Some(node) = self.file(file) {
                    self.ops.push(Op::File(node, Asked::Sync));
                }
            }
            Change::FolderSynced(path) => {
                if let Some(folder) = self.folder(path) {
                    self.ops.push(Op::FolderSynced(folder));
                }
            }
            Change::Renamed(from, to) => {
                if let (Some((folder, from)), Some((other, to))) = (self.place(from), self.place(to)) {
                    let Some(node) = self.now[folder].remove(&from) else { return };
                    self.now[other].insert(to.clone(), node);
                    self.ops.push(if folder == other {
                        Op::Renamed(folder, from, to)
                    } else {
                        Op::Moved(Move {
                            from: (folder, from),
                            to: (other, to),
                            node,
                            came: false,
                            went: false,
                        })
                    });
                }
            }
            Change::Swapped(one, other) => {
                if let (Some((folder, one)), Some((same, other))) = (self.place(one), self.place(other)) {
                    assert_eq!(folder, same, "only in one folder");
                    swap(&mut self.now[folder], &one, &other);
                    self.ops.push(Op::Swapped(folder, one, other));
                }
            }
            Change::Removed(path) => self.leaves(path),
            Change::FolderRemoved(path) => {
                let inside =
                    self.folder(path).map(|folder| self.now[folder].keys().cloned().collect::<Vec<_>>());
                for name in inside.into_iter().flatten() {
                    self.leaves(&path.join(name));
                }
                self.leaves(path);
            }
        }
    }
}

/// A change that is about to be made, or of a file that was just made.
pub(in crate::record) fn heard(change: Change<'_>) -> io::Result<()> {
    TAPE.with_borrow_mut(|tape| {
        let Some(tape) = tape else { return Ok(()) };
        if let Some(fault) = tape.calls.next() {
            if let Change::Made(..) = change {
                tape.note(change);
            }
            return Err(fault.error());
        }
        tape.note(change);
        Ok(())
    })
}

/// The disk a store's file is on.
pub(in crate::record) fn disk(file: File) -> Result<Disk, DatabaseError> {
    let again = file.try_clone().and_then(|again| Ok((again.metadata()?.ino(), again)));
    let (number, again) = again.map_err(redb::StorageError::from)?;
    Ok(Disk { file: FileBackend::new(file)?, again, number })
}

/// A store's file, which is watched when its folder is.
#[derive(Debug)]
pub(in crate::record) struct Disk {
    file: FileBackend,
    again: File,
    number: u64,
}

impl Disk {
    fn heard(&self, asked: Asked) -> io::Result<()> {
        TAPE.with_borrow_mut(|tape| {
            let Some(tape) = tape else { return Ok(()) };
            let (fault, node) = (tape.calls.next(), tape.known.get(&self.number).copied());
            let asked = match (asked, fault) {
                (asked, None) => Some(asked),
                (Asked::Write(offset, data), Some(fault)) => {
                    let part = fault.part(&data);
                    self.again.write_all_at(part, offset)?;
                    (!part.is_empty()).then(|| Asked::Write(offset, part.into()))
                }
                (Asked::Length(_) | Asked::Sync, Some(_)) => None,
            };
            if let (Some(node), Some(asked)) = (node, asked) {
                tape.ops.push(Op::File(node, asked));
            }
            fault.map_or(Ok(()), |fault| Err(fault.error()))
        })
    }
}

impl StorageBackend for Disk {
    fn len(&self) -> io::Result<u64> {
        self.file.len()
    }
    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.file.read(offset, out)
    }
    fn set_len(&self, len: u64) -> io::Result<()> {
        self.heard(Asked::Length(len))?;
        self.file.set_len(len)
    }
    fn sync_data(&self) -> io::Result<()> {
        self.heard(Asked::Sync)?;
        self.file.sync_data()
    }
    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.heard(Asked::Write(offset, data.into()))?;
        self.file.write(offset, data)
    }
    fn close(&self) -> io::Result<()> {
        self.file.close()
    }
    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.file.try_lock_range(start, end)
    }
    fn try_lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.file.try_lock_shared_range(start, end)
    }
    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.file.lock_range(start, end)
    }
    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.file.lock_shared_range(start, end)
    }
    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.file.unlock_range(start, end)
    }
    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.file.query_lock_range(start, end)
    }
}

/// How much was done so far, while it is watched.
pub(in crate::record) fn done() -> usize {
    TAPE.with_borrow(|tape| tape.as_ref().map_or(0, |tape| tape.ops.len()))
}

/// Has work done in an empty folder by this thread, watched.
pub(in crate::record) fn watch<T>(
    top: &Path,
    failure: Option<Failure>,
    work: impl FnOnce() -> T,
) -> (T, Watched) {
    let tape = Tape {
        top: top.into(),
        now: vec![BTreeMap::new()],
        calls: Calls { failure, ..Calls::default() },
        ..Tape::default()
    };
    TAPE.with_borrow_mut(|now| assert!(now.replace(tape).is_none(), "one at a time"));
    let done = work();
    let Tape { ops, calls, .. } = TAPE.take().unwrap();
    (done, Watched { ops, calls: calls.done })
}

/// What was done in a folder.
pub(in crate::record) struct Watched {
    ops: Vec<Op>,
    /// How often it was to be changed.
    pub(in crate::record) calls: usize,
}

/// What is in a folder, and what of it is on the disk for good.
#[derive(Clone, Default)]
struct Names {
    synced: BTreeMap<OsString, Node>,
    pending: Vec<Op>,
}

#[derive(Clone, Default)]
struct Content {
    synced: Image,
    pending: Vec<Asked>,
}

#[derive(Clone, Default)]
struct World {
    folders: BTreeMap<Node, Names>,
    files: BTreeMap<Node, Content>,
    moved: Option<Move>,
}

impl World {
    fn happens(&mut self, op: &Op) {
        match op {
            Op::Enters(folder, ..)
            | Op::Leaves(folder, _)
            | Op::Renamed(folder, ..)
            | Op::Swapped(folder, ..) => {
                assert!(
                    !self.moves(*folder),
                    "not known here: a name changes while a move is not on the disk"
                );
                self.folders.entry(*folder).or_default().pending.push(op.clone());
            }
            Op::Moved(moved) => {
                for folder in [moved.from.0, moved.to.0] {
                    let pending = &self.folders.entry(folder).or_default().pending;
                    assert!(pending.is_empty(), "not known here: a move while a name is not on the disk");
                    assert!(self.moved.is_none(), "not known here: two moves at once");
                }
                self.moved = Some(moved.clone());
            }
            Op::FolderSynced(folder) => {
                self.settle(*folder);
                let names = self.folders.entry(*folder).or_default();
                for op in std::mem::take(&mut names.pending) {
                    rename(&mut names.synced, &op);
                }
            }
            Op::File(file, Asked::Sync) => {
                let content = self.files.entry(*file).or_default();
                for asked in std::mem::take(&mut content.pending) {
                    Fate::Whole.happen(&asked, &mut content.synced);
                }
            }
            Op::File(file, asked) => self.files.entry(*file).or_default().pending.push(asked.clone()),
        }
    }

    fn moves(&self, folder: Node) -> bool {
        self.moved.as_ref().is_some_and(|moved| moved.from.0 == folder || moved.to.0 == folder)
    }

    /// One half of what was moved is on the disk for good.
    fn settle(&mut self, folder: Node) {
        let Some(moved) = &mut self.moved else { return };
        let Move { from, to, node, came, went } = moved;
        if folder == to.0 {
            self.folders.entry(to.0).or_default().synced.insert(to.1.clone(), *node);
            *came = true;
        }
        if folder == from.0 {
            self.folders.entry(from.0).or_default().synced.remove(&from.1);
            *went = true;
        }
        self.moved.take_if(|moved| moved.came && moved.went);
    }

    /// Puts into an empty folder what a power cut leaves of all.
    fn left_of_all(&self, into: &Path, luck: &mut Luck<'_>) {
        let Some(Move { from, to, came, .. }) = &self.moved else { return self.left(TOP, into, luck) };
        let mut world = self.clone();
        let came = *came || luck.share(1) == 1;
        if came {
            world.settle(to.0);
        }
        if came && luck.share(1) == 1 {
            world.settle(from.0);
        }
        world.left(TOP, into, luck);
    }

    /// Puts into a folder what is left of one: of each folder some of what was not synced, of each file likewise.
    fn left(&self, node: Node, into: &Path, luck: &mut Luck<'_>) {
        let Some(Names { synced, pending }) = self.folders.get(&node) else { return };
        let mut names = synced.clone();
        for op in &pending[..luck.share(pending.len())] {
            rename(&mut names, op);
        }
        for (name, node) in names {
            let path = into.join(name);
            if let Some(Content { synced, pending }) = self.files.get(&node) {
                let mut image = synced.clone();
                for asked in pending {
                    luck.fate(asked).happen(asked, &mut image);
                }
                image.to_file(&path).unwrap();
            } else if self.folders.contains_key(&node) {
                fs::create_dir(&path).unwrap();
                self.left(node, &path, luck);
            } else {
                // Nothing was put into it yet.
                fs::write(&path, b"").unwrap();
            }
        }
    }
}

fn rename(names: &mut BTreeMap<OsString, Node>, op: &Op) {
    match op {
        Op::Enters(_, name, node) => drop(names.insert(name.clone(), *node)),
        Op::Leaves(_, name) => drop(names.remove(name)),
        Op::Renamed(_, from, to) => {
            let node = names.remove(from).unwrap();
            names.insert(to.clone(), node);
        }
        Op::Swapped(_, one, other) => swap(names, one, other),
        Op::Moved(_) | Op::FolderSynced(_) | Op::File(..) => {}
    }
}

fn swap(names: &mut BTreeMap<OsString, Node>, one: &OsString, other: &OsString) {
    let (was_one, was_other) = (names.remove(one).unwrap(), names.remove(other).unwrap());
    names.insert(one.clone(), was_other);
    names.insert(other.clone(), was_one);
}

/// What becomes of all that was not synced.
enum Luck<'a> {
    /// All of it is there: the process was killed, or the disk was quick.
    All,
    /// None of it is.
    None,
    Some(&'a mut Chance),
}

impl Luck<'_> {
    fn share(&mut self, of: usize) -> usize {
        match self {
            Self::All => of,
            Self::None => 0,
            Self::Some(chance) => [0, of, chance.below(of + 1)][chance.below(3)],
        }
    }

    fn fate(&mut self, asked: &Asked) -> Fate {
        match self {
            Self::All => Fate::Whole,
            Self::None => Fate::Lost,
            Self::Some(chance) => Fate::of(asked, 30, 40, chance),
        }
    }
}

impl Watched {
    /// Cuts the power after each change, so often in all, and hands over what is left, in an empty folder, with how
    /// much had been done.
    pub(in crate::record) fn cuts(
        &self,
        count: usize,
        chance: &mut Chance,
        mut each: impl FnMut(&Path, usize, &str),
    ) {
        let scratch = scratch();
        let (mut world, mut left) = (World::default(), count);
        world.folders.insert(TOP, Names::default());
        for (done, op) in std::iter::once(None).chain(self.ops.iter().map(Some)).enumerate() {
            if let Some(op) = op {
                world.happens(op);
            }
            let share = left.div_ceil(self.ops.len() + 1 - done);
            for n in 0..share {
                let mut luck = match n {
                    0 => Luck::All,
                    1 => Luck::None,
                    _ => Luck::Some(chance),
                };
                let top = scratch.path().join("top");
                fs::create_dir(&top).unwrap();
                world.left_of_all(&top, &mut luck);
                each(&top, done, &format!("cut {n} after {done} of {}", self.ops.len()));
                fs::remove_dir_all(&top).unwrap();
            }
            left -= share;
        }
    }
}

/// A folder for work that is done a thousand times: in memory where there is one.
pub(in crate::record) fn scratch() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}
