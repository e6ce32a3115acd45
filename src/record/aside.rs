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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::tests::disk::{Image, Recording};
    use proptest::prelude::*;

    const MOST: u64 = 5 * PIECE as u64;

    #[derive(Clone, Debug)]
    enum Ask {
        Write(u64, usize, u8),
        SetLen(u64),
        Read(u64, usize),
    }

    fn ask() -> impl Strategy<Value = Ask> {
        // At the edges of pieces too, where a mistake of one is.
        let from = || prop_oneof![0..MOST, (0..5_u64).prop_map(|piece| piece * PIECE as u64)];
        let len = || prop_oneof![0..2 * PIECE, (0..3_usize).prop_map(|pieces| pieces * PIECE)];
        prop_oneof![
            (from(), len(), 1..u8::MAX).prop_map(|(from, len, byte)| Ask::Write(from, len, byte)),
            from().prop_map(Ask::SetLen),
            (from(), len()).prop_map(|(from, len)| Ask::Read(from, len)),
        ]
    }

    /// A disk on which every byte tells where it is.
    fn disk(len: u64) -> (Recording, Vec<u8>) {
        let bytes: Vec<u8> = (1..251).cycle().take(usize::try_from(len).unwrap()).collect();
        let mut image = Image::default();
        image.write(0, &bytes);
        (Recording::on(image), bytes)
    }

    proptest! {
        #[test]
        fn what_is_put_aside_reads_as_if_it_were_written_and_the_disk_stays_as_it_is(
            len in prop_oneof![0..MOST, Just(2 * PIECE as u64)],
            asked in prop::collection::vec(ask(), 1..30),
        ) {
            let (below, mut plain) = disk(len);
            let before = plain.clone();
            let aside = Aside::of(below.clone()).unwrap();
            for ask in asked {
                match ask {
                    Ask::Write(from, len, byte) => {
                        aside.write(from, &vec![byte; len]).unwrap();
                        let from = usize::try_from(from).unwrap();
                        if len > 0 {
                            plain.resize(plain.len().max(from + len), 0);
                            plain[from..from + len].fill(byte);
                        }
                    }
                    Ask::SetLen(len) => {
                        aside.set_len(len).unwrap();
                        plain.resize(usize::try_from(len).unwrap(), 0);
                    }
                    Ask::Read(from, len) => {
                        let mut out = vec![0; len];
                        let read = aside.read(from, &mut out).map_err(|error| error.kind());
                        let from = usize::try_from(from).unwrap();
                        let expected = plain.get(from..from + len).ok_or(ErrorKind::UnexpectedEof);
                        prop_assert_eq!(read.map(|()| &out[..]), expected);
                    }
                }
                prop_assert_eq!(aside.len().unwrap(), plain.len() as u64);
                let mut whole = vec![0; plain.len()];
                aside.read(0, &mut whole).unwrap();
                prop_assert!(whole == plain);
            }
            prop_assert!(below.image().bytes(0, before.len()) == before);
            prop_assert_eq!((below.image().len(), below.calls()), (before.len() as u64, 0));
        }
    }
}
