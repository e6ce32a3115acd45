//! Why the journal can't be read or written: a plain sentence for staff, with what to do, and the technical
//! cause as its source, for whoever helps them. Nothing of what is written about a child is ever in either.

use crate::care::words;
use std::cell::Cell;
use std::error::Error;
use std::io::{self, ErrorKind};
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;

/// What went wrong underneath, in technical words.
pub type Cause = Box<dyn Error + Send + Sync>;

/// Why the journal can't be read or written.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// Nothing of ours is there.
    #[error("There is no home in {}.", words::path_in_a_sentence(.0))]
    NotAHome(PathBuf),
    /// Nothing of ours is there, and a home would not have it to itself.
    #[error(
        "There is no home in {}, and it is not an empty folder. Choose another folder for a new home.",
        words::path_in_a_sentence(.0)
    )]
    NotEmpty(PathBuf),
    /// A home would be written over.
    #[error("There is a home in {} already. Open it, or choose another folder.", words::path_in_a_sentence(.0))]
    AlreadyAHome(PathBuf),
    /// A backup that was never finished, or none at all.
    #[error(
        "There is no whole backup in {}. Name a folder with a card, a store and keys in it; bethere backup --list \
         names them.",
        words::path_in_a_sentence(.0)
    )]
    NotABackup(PathBuf),
    /// The folder that backups go to as well is not there.
    #[error("The second folder for backups can’t be reached: {}. Plug the disk in, or choose another folder.", words::path_in_a_sentence(.0))]
    NoSecondFolder(PathBuf),
    /// Another process has it.
    #[error("bethere is open in another window on this computer. Use that one.")]
    OpenElsewhere,
    /// Its folder is on a disk that is shared over a network.
    #[error(
        "The home’s folder is on a network disk, where what was saved can be lost: {}. Move it to a disk of this \
         computer’s own. To open it all the same, add --network-disk.",
        words::path_in_a_sentence(.0)
    )]
    OnNetwork(PathBuf),
    /// The file this process has open is no longer the one in the home's folder.
    #[error(
        "The home's file was moved, deleted or replaced while bethere had it open. Put it back, or leave this window \
         as it is. {}",
        ASK
    )]
    Replaced,
    /// The home was written by a later version.
    #[error("This home was last used with a newer bethere. Update bethere on this computer to open it.")]
    NewerFormat,
    /// One entry was written by a later version.
    #[error("Entry {number} was written by a newer bethere. Update bethere on this computer to read it.")]
    NewerEntry {
        /// Which entry.
        number: u64,
    },
    /// One entry can't be read back.
    #[error("Entry {number} can't be read: the home's file is damaged. {}", LEAVE_IT)]
    Damaged {
        /// Which entry.
        number: u64,
        /// What is wrong with it.
        #[source]
        cause: Cause,
    },
    /// One entry is not as it was signed.
    #[error(
        "Entry {number} is not as it was written: the home's file was changed from outside. {}",
        LEAVE_IT
    )]
    Altered {
        /// Which entry.
        number: u64,
    },
    /// The file of who can come in is not as it was written, or belongs to another home or to a time before it was
    /// sealed anew.
    #[error("The home's keys file was changed from outside, is older, or is another home's. {}", LEAVE_IT)]
    KeysAltered,
    /// The store is there and who can open it is not.
    #[error(
        "The home's keys file is missing, so nobody can open the home. Put it back from a copy. {}",
        LEAVE_IT
    )]
    NoKeys,
    /// Nobody here can sign for whoever did it.
    #[error("Nobody of this name has signed in here. Lock, sign in, and try again.")]
    NoPen,
    /// No chance to be had for a new key, or no memory to work one out in.
    #[error("This computer can't make or check a key now. Close other programs, then try again.")]
    NoKey(#[source] Cause),
    /// More people than a keys file has room for.
    #[error("Nobody else can be let in: {most} people can open this home. Take away someone who left.")]
    TooManyPeople {
        /// How many there can be.
        most: usize,
    },
    /// The file can't be read at all.
    #[error("The home's file is damaged or is not one of ours. {}", LEAVE_IT)]
    Unreadable(#[source] Cause),
    /// More than one record can hold.
    #[error("This is too long to be kept in one entry. Make it shorter.")]
    TooLarge,
    /// An entry that does not follow the last one.
    #[error("It was not next in the journal. Close bethere, open it again, and try again.")]
    OutOfOrder {
        /// The number it had.
        number: u64,
        /// The number of the last entry.
        last: u64,
    },
    /// No room.
    #[error("The disk is full. Make room on it, then try again.")]
    Full(#[source] Cause),
    /// No right to write.
    #[error("The home's folder can't be written to. Ask the person who looks after this computer.")]
    ReadOnly(#[source] Cause),
    /// Anything else about the disk.
    #[error("The disk can't be read or written. {}", ASK)]
    Disk(#[source] Cause),
}

impl Trouble {
    /// Why nothing at all can be written now, and what to do, when that is what it says: for a notice that stands as
    /// long as it holds.
    pub fn nothing_is_kept(&self) -> Option<&'static str> {
        match self {
            Self::Full(_) => {
                Some("the disk is full. Make room on it, or ask the person who looks after this computer.")
            }
            Self::ReadOnly(_) => {
                Some("the home’s folder can’t be written to. Ask the person who looks after this computer.")
            }
            Self::Disk(_) => {
                Some("the disk can’t be written to. Ask the person who looks after this computer.")
            }
            Self::Replaced => Some(
                "the home’s file was moved, deleted or replaced. Put it back, or ask the person who looks after this \
                 computer.",
            ),
            Self::NotAHome(_)
            | Self::NotEmpty(_)
            | Self::AlreadyAHome(_)
            | Self::NotABackup(_)
            | Self::NoSecondFolder(_)
            | Self::OpenElsewhere
            | Self::OnNetwork(_)
            | Self::NewerFormat
            | Self::NewerEntry { .. }
            | Self::Damaged { .. }
            | Self::Altered { .. }
            | Self::KeysAltered
            | Self::NoKeys
            | Self::NoPen
            | Self::NoKey(_)
            | Self::TooManyPeople { .. }
            | Self::Unreadable(_)
            | Self::TooLarge
            | Self::OutOfOrder { .. } => None,
        }
    }

    /// Whether a store that could not be opened may be readable all the same.
    pub(super) fn may_be_read(&self) -> bool {
        matches!(self, Self::Full(_) | Self::ReadOnly(_) | Self::Disk(_))
    }
}

const LEAVE_IT: &str = "Change nothing in its folder, and ask the person who looks after this computer.";
const ASK: &str = "Ask the person who looks after this computer.";

impl Trouble {
    /// What the program ends with when this keeps a home from being opened: 4 for damage, 3 for anything else.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Damaged { .. }
            | Self::Unreadable(_)
            | Self::Altered { .. }
            | Self::KeysAltered
            | Self::NoKeys => 4,
            Self::NotAHome(_)
            | Self::NotEmpty(_)
            | Self::AlreadyAHome(_)
            | Self::NotABackup(_)
            | Self::NoSecondFolder(_)
            | Self::OpenElsewhere
            | Self::OnNetwork(_)
            | Self::Replaced
            | Self::NewerFormat
            | Self::NewerEntry { .. }
            | Self::TooLarge
            | Self::NoPen
            | Self::NoKey(_)
            | Self::TooManyPeople { .. }
            | Self::OutOfOrder { .. }
            | Self::Full(_)
            | Self::ReadOnly(_)
            | Self::Disk(_) => 3,
        }
    }
}

impl<E: Into<redb::Error>> From<E> for Trouble {
    fn from(error: E) -> Self {
        match error.into() {
            redb::Error::Io(error) => from_io(error),
            redb::Error::DatabaseAlreadyOpen | redb::Error::LockProtocolMismatch => Self::OpenElsewhere,
            error @ (redb::Error::Corrupted(_)
            | redb::Error::UpgradeRequired(_)
            | redb::Error::TableDoesNotExist(_)
            | redb::Error::TableTypeMismatch { .. }
            | redb::Error::TableIsMultimap(_)
            | redb::Error::TypeDefinitionChanged { .. }) => Self::Unreadable(error.into()),
            error => Self::Disk(error.into()),
        }
    }
}

fn from_io(error: io::Error) -> Trouble {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            Trouble::Full(error.into())
        }
        ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => Trouble::ReadOnly(error.into()),
        ErrorKind::InvalidData | ErrorKind::UnexpectedEof => Trouble::Unreadable(error.into()),
        _ => Trouble::Disk(error.into()),
    }
}

/// Does work on the database so that a panic inside it, which a damaged file can cause, is trouble like any
/// other. Safe to unwind through: whoever gets trouble from a write closes the database and opens it again.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T, Trouble>) -> Result<T, Trouble> {
    let _inside = Inside::more();
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<&str>().copied();
        let words = words.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        Err(Trouble::Unreadable(words.unwrap_or("the database panicked").into()))
    })
}

thread_local! {
    /// How many guards this thread is inside of.
    static GUARDS: Cell<u32> = const { Cell::new(0) };
}

/// Whether a panic of this thread would be caught here and told as trouble. Whoever reports panics asks: such a one
/// stops nothing.
pub fn catches_panics() -> bool {
    GUARDS.with(Cell::get) > 0
}

/// While this lives, this thread is inside a guard.
struct Inside;

impl Inside {
    fn more() -> Self {
        GUARDS.with(|guards| guards.set(guards.get() + 1));
        Self
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        GUARDS.with(|guards| guards.set(guards.get() - 1));
    }
}
