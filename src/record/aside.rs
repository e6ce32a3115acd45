//! A file that is only read: what redb writes as it opens one is kept in memory beside it, and goes with it.
//!
//! So a home can be read while its disk takes nothing. It never says that anything is on the disk: whoever wants to
//! write opens the file itself first.

use redb::{BackendError, StorageBackend};
use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::ops::Bound;
use std::sync::{Mutex, PoisonError};

/// What is copied aside at a time.
const PIECE: usize = 4096;

/// A disk that stays as it is, and what was written since it was opened.
#[derive(Debug)]
pub(super) struct Aside<D> {
    disk: D,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    len: u64,
    /// How much of the disk still counts: what was cut off once reads as zeros when it grows again.
    counts: u64,
    /// By their number. What lies in them is sealed: they are made below the seal.
    pieces: BTreeMap<u64, Box<[u8; PIECE]>>,
}

impl<D: StorageBackend> Aside<D> {
    /// A disk that is to stay as it is.
    pub(super) fn of(disk: D) -> io::Result<Self> {
        let len = disk.len()?;
        Ok(Self { disk, state: Mutex::new(State { len, counts: len, pieces: BTreeMap::new() }) })
    }

    /// Reads a stretch of one piece as it lies on the disk.
    fn read_below(&self, counts: u64, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let there = usize::try_from(counts.saturating_sub(offset)).unwrap_or(usize::MAX).min(out.len());
        let (there, beyond) = out.split_at_mut(there);
        beyond.fill(0);
        if there.is_empty() { Ok(()) } else { self.disk.read(offset, there) }
    }
}

/// Which piece an offset is in, and where in it.
fn place(offset: u64) -> (u64, usize) {
    // A remainder of a piece fits.
    (offset / PIECE as u64, usize::try_from(offset % PIECE as u64).unwrap_or(0))
}

impl<D: StorageBackend> StorageBackend for Aside<D> {
    fn len(&self) -> io::Result<u64> {
        Ok(self.state.lock().unwrap_or_else(PoisonError::into_inner).len)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if offset.checked_add(out.len() as u64).is_none_or(|end| end > state.len) {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        let (mut offset, mut rest) = (offset, out);
        while !rest.is_empty() {
            let (number, from) = place(offset);
            let (now, later) = rest.split_at_mut(rest.len().min(PIECE - from));
            match state.pieces.get(&number) {
                Some(piece) => now.copy_from_slice(&piece[from..from + now.len()]),
                None => self.read_below(state.counts, offset, now)?,
            }
            (offset, rest) = (offset + now.len() as u64, later);
        }
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut offset, mut rest) = (offset, data);
        while !rest.is_empty() {
            let (number, from) = place(offset);
            let (now, later) = rest.split_at(rest.len().min(PIECE - from));
            if !state.pieces.contains_key(&number) {
                let mut piece = Box::new([0; PIECE]);
                self.read_below(state.counts, number * PIECE as u64, piece.as_mut_slice())?;
                state.pieces.insert(number, piece);
            }
            if let Some(piece) = state.pieces.get_mut(&number) {
                piece[from..from + now.len()].copy_from_slice(now);
            }
            (offset, rest) = (offset + now.len() as u64, later);
            state.len = state.len.max(offset);
        }
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (number, from) = place(len);
        if len < state.len {
            state.pieces.split_off(&(number + u64::from(from > 0)));
            if let Some(piece) = state.pieces.get_mut(&number) {
                piece[from..].fill(0);
            }
        }
        (state.len, state.counts) = (len, state.counts.min(len));
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        Ok(())
    }

    fn close(&self) -> io::Result<()> {
        self.disk.close()
    }

    // Nobody else has the home, and the file itself is not written.
    fn try_lock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<bool, BackendError> {
        Ok(true)
    }

    fn try_lock_shared_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<bool, BackendError> {
        Ok(true)
    }

    fn lock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<(), BackendError> {
        Ok(())
    }

    fn lock_shared_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<(), BackendError> {
        Ok(())
    }

    fn unlock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<(), BackendError> {
        Ok(())
    }

    fn query_lock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<bool, BackendError> {
        Ok(false)
    }
}
