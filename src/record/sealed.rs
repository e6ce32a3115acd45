//! The sealed store: what redb writes, kept in encrypted blocks on the disk below. It knows blocks and a key;
//! what is in them, where the key comes from and which file it is, others know.
//!
//! # The file
//!
//! | from | what |
//! |---|---|
//! | 0 | the preamble, plain: magic, format, algorithm, key epoch, home |
//! | 4096 | the header, copy A |
//! | 8192 | the header, copy B |
//! | 12288 | blocks 1, 2, 3 …, 4124 bytes each |
//!
//! A block is 4096 bytes as nonce (12, by chance), ciphertext, tag (16), sealed with AES-256-GCM-SIV. Sealed in
//! with it: the whole preamble, whether it is a header or a block, and its number. So a block of another home,
//! of another epoch or from another place does not open, and a preamble that was changed opens nothing. A header
//! copy is sealed likewise: its sequence number, the length of the store, and the 320 bytes redb keeps in block 0.
//!
//! # Why the header has two copies
//!
//! redb commits by flipping one byte of its header in place. Sealed, that flip becomes a rewrite of the whole
//! header, and a power cut in the middle of it would leave one that does not open, and with it no store at all.
//! So there are two copies, and the one known to be on the disk is never written: new bytes go to the other copy,
//! when a sync asks for them and not before, for redb writes its header twice until it does. Of the copies that
//! open, the one with the higher sequence number is the header.
//!
//! That alone would let one damaged bit lose a commit in silence: the newer copy fails, the older one wins. So
//! they are *mirrored*: right after a sync the bytes that reached the disk are written to the other copy too.
//!
//! It holds only over commits in two phases. After a commit in one, redb expects garbage it can reject, where a
//! sealed block is an error; `store` opens every database so that there are none.
//!
//! # Why the length is in the header
//!
//! redb takes the length of its file for the truth, and a file cut short for a smaller store. Here a file shorter
//! than the header says is refused before redb sees it. So the file is longer than the header says, never shorter:
//! it grows, and that is synced, before a header says so; a header that says less is synced before it shrinks.
//!
//! # What is never done
//!
//! Nothing that fails to open is handed on as zeros. That holds for a block never written too: redb writes a page
//! before it reads it, and writes whole pages, so reading one is a fault, and says so.
//!
//! An *old* block put back in its own place opens: it is authentic. So does an old file. redb's checksums find
//! the one (`Builder::set_check_integrity_on_open`), only what is remembered elsewhere finds the other.
//!
//! A write is taken to harm no byte outside itself, as nearly every database takes it: blocks share sectors.

use super::walk::Walk;
use aes_gcm_siv::aead::inout::InOutBuf;
use aes_gcm_siv::{AeadInOut, Aes256GcmSiv, KeyInit};
use redb::{BackendError, StorageBackend};
use std::cmp::Ordering;
use std::fmt::{self, Debug, Formatter};
use std::io::{self, ErrorKind, Read};
use std::ops::{Bound, Range};
use std::sync::{Arc, Mutex, MutexGuard};
use uuid::Uuid;
use zeroize::Zeroizing;

/// What a block holds: a page of redb's.
const BLOCK: usize = 4096;
const NONCE: usize = 12;
const TAG: usize = 16;
/// A block as it is stored.
pub(super) const STORED: usize = NONCE + BLOCK + TAG;
/// Read and written at a time.
const BATCH: usize = 16;

const MAGIC: &[u8; 16] = b"bethere store\r\n\x1a";
const FORMAT: u16 = 1;
/// AES-256-GCM-SIV over blocks of 4096. Another algorithm gets another number, for as long as records live.
const ALGORITHM: u16 = 1;
const PREAMBLE: usize = MAGIC.len() + 2 + 2 + 4 + 16;

/// What redb keeps in its block 0, always written whole.
const HEADER: usize = 320;
const COPY: usize = NONCE + 8 + 8 + HEADER + TAG;
/// Apart, so that one bad sector takes one of them.
const COPIES: [u64; 2] = [4096, 8192];
const BLOCKS: u64 = 12288;

/// What blocks are sealed with: new in every epoch, never derived from anything. Wiped when dropped.
pub(super) struct BlockKey(Zeroizing<[u8; 32]>);

impl BlockKey {
    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 32]> for BlockKey {
    fn from(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }
}

impl Debug for BlockKey {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("BlockKey")
    }
}

/// Why a file is refused before anything in it is used. It is inside the [`io::Error`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub(super) enum Refused {
    #[error("something is there already")]
    NotEmpty,
    #[error("it is not a sealed store")]
    NotOurs,
    #[error("it was written by a newer version")]
    Newer,
    #[error("it is sealed with an algorithm this version does not have")]
    OtherAlgorithm,
    #[error("it is the store of another home")]
    OtherHome,
    #[error("it is sealed with the key of another epoch")]
    OtherEpoch,
    #[error("neither copy of its header opens: the key is another's, or both are damaged")]
    NoHeader,
    #[error("it was never finished")]
    Unfinished,
    #[error("it is cut short")]
    CutShort,
}

impl Refused {
    /// The reason inside an error, when it is one of these.
    pub(super) fn of(error: &io::Error) -> Option<Self> {
        error.get_ref()?.downcast_ref().copied()
    }
}

impl From<Refused> for io::Error {
    fn from(refused: Refused) -> Self {
        Self::new(ErrorKind::InvalidData, refused)
    }
}

/// In which epoch a store is sealed, by what stands in plain at its beginning; none of what is no store of ours.
pub(super) fn epoch_of(mut file: &std::fs::File) -> io::Result<Option<u32>> {
    let mut preamble = [0; PREAMBLE];
    match file.read_exact(&mut preamble) {
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    let epoch = u32::from_le_bytes([preamble[20], preamble[21], preamble[22], preamble[23]]);
    Ok(preamble.starts_with(MAGIC).then_some(epoch))
}

/// A store in sealed blocks, on a disk below.
pub(super) struct Sealed<D> {
    disk: D,
    seal: Seal,
    /// One lock for everything: redb keeps what it read, and asks again seldom.
    state: Mutex<State>,
    /// Who counts what is read.
    walk: Option<Arc<Walk>>,
}

struct State {
    /// The length of the store as redb sees it, whole blocks.
    len: u64,
    /// The newest header.
    head: Head,
    /// Whether it waits for a sync to be written.
    waits: bool,
    /// Which of the copies was written last.
    place: usize,
    /// What is in it, until the other copy says the same.
    unmirrored: Option<[u8; COPY]>,
    nonces: Nonces,
    /// Room to work in.
    stored: Vec<u8>,
    plain: Zeroizing<Vec<u8>>,
}

impl<D: StorageBackend> Sealed<D> {
    /// Begins a store on an empty disk.
    pub(super) fn create(disk: D, key: &BlockKey, home: Uuid, epoch: u32) -> io::Result<Self> {
        if disk.len()? != 0 {
            return Err(Refused::NotEmpty.into());
        }
        let seal = Seal::new(key, home, epoch);
        disk.set_len(BLOCKS)?;
        disk.write(0, &seal.preamble)?;
        let head = Head { sequence: 0, len: 0, header: [0; HEADER] };
        let mut state = State::new(head, 0);
        state.waits = true;
        let sealed = Self { disk, seal, state: Mutex::new(state), walk: None };
        sealed.sync_data()?;
        Ok(sealed)
    }

    /// Opens a store, or refuses it before anything in it is used.
    pub(super) fn open(disk: D, key: &BlockKey, home: Uuid, epoch: u32) -> io::Result<Self> {
        let seal = Seal::new(key, home, epoch);
        let file_len = disk.len()?;
        if file_len < PREAMBLE as u64 {
            return Err(Refused::NotOurs.into());
        }
        let mut preamble = [0; PREAMBLE];
        disk.read(0, &mut preamble)?;
        seal.recognise(&preamble)?;
        if file_len < BLOCKS {
            return Err(Refused::CutShort.into());
        }
        let state = newest(&disk, &seal)?.ok_or(Refused::NoHeader)?;
        if state.len == 0 {
            return Err(Refused::Unfinished.into());
        }
        let whole = stored_len(state.len);
        if file_len < whole {
            return Err(Refused::CutShort.into());
        }
        let sealed = Self { disk, seal, state: Mutex::new(state), walk: None };
        // What a process that was killed had written may be in memory only. From here on it is counted on.
        sealed.sync_data()?;
        if file_len > whole {
            // It had grown, and no header said so. What is there must not pass for blocks when it grows again.
            sealed.disk.set_len(whole)?;
        }
        Ok(sealed)
    }

    /// The same, with what is read from it counted.
    pub(super) fn counted(self, walk: Arc<Walk>) -> Self {
        Self { walk: Some(walk), ..self }
    }

    fn state(&self) -> io::Result<MutexGuard<'_, State>> {
        self.state.lock().map_err(|_| io::Error::other("a panic left the sealed store in doubt"))
    }

    /// Puts what was written on the disk, the header with it, and mirrors the header that now is there. After a
    /// failure the copy that is known to be on the disk still is the one never written.
    fn sync(&self, state: &mut State) -> io::Result<()> {
        if state.waits {
            let copy = self.seal.close_head(&state.head, state.nonces.take()?)?;
            self.disk.write(COPIES[1 - state.place], &copy)?;
            self.disk.sync_data()?;
            (state.waits, state.place, state.unmirrored) = (false, 1 - state.place, Some(copy));
        } else {
            self.disk.sync_data()?;
        }
        if let Some(copy) = &state.unmirrored {
            self.disk.write(COPIES[1 - state.place], copy)?;
            state.unmirrored = None;
        }
        Ok(())
    }

    fn write_blocks(&self, state: &mut State, mut number: u64, data: &[u8]) -> io::Result<()> {
        for data in data.chunks(BATCH * BLOCK) {
            let first = number;
            let State { stored, nonces, .. } = state;
            let stored = &mut stored[..data.len() / BLOCK * STORED];
            for (plain, stored) in data.chunks_exact(BLOCK).zip(stored.chunks_exact_mut(STORED)) {
                self.seal.close(Part::Block(number), nonces.take()?, plain, stored)?;
                number += 1;
            }
            self.disk.write(place_of(first), stored)?;
        }
        Ok(())
    }

    /// Reads whole blocks, at most a batch of them, into the room for what is plain.
    fn read_blocks(&self, state: &mut State, number: u64, count: usize) -> io::Result<()> {
        let State { head, stored, plain, .. } = state;
        let (mut number, mut plain) = (number, &mut plain[..count * BLOCK]);
        if number == 0 {
            let (first, rest) = plain.split_at_mut(BLOCK);
            first[..HEADER].copy_from_slice(&head.header);
            first[HEADER..].fill(0);
            (number, plain) = (1, rest);
        }
        let stored = &mut stored[..plain.len() / BLOCK * STORED];
        if !stored.is_empty() {
            self.disk.read(place_of(number), stored)?;
        }
        for (plain, stored) in plain.chunks_exact_mut(BLOCK).zip(stored.chunks_exact(STORED)) {
            self.seal.open(Part::Block(number), stored, plain)?;
            number += 1;
        }
        Ok(())
    }
}

impl<D> Debug for Sealed<D> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("Sealed")
    }
}

impl<D: StorageBackend> StorageBackend for Sealed<D> {
    fn len(&self) -> io::Result<u64> {
        Ok(self.state()?.len)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let mut state = self.state()?;
        if !fits(offset, out, state.len) {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        let mut number = offset / BLOCK as u64;
        let mut skip = usize::try_from(offset % BLOCK as u64).map_err(io::Error::other)?;
        if let Some(walk) = &self.walk {
            walk.has_read(out.len());
        }
        let mut rest = out;
        while !rest.is_empty() {
            let count = (skip + rest.len()).div_ceil(BLOCK).min(BATCH);
            self.read_blocks(&mut state, number, count)?;
            let (now, later) = rest.split_at_mut(rest.len().min(count * BLOCK - skip));
            now.copy_from_slice(&state.plain[skip..skip + now.len()]);
            (number, skip, rest) = (number + count as u64, 0, later);
        }
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut state = self.state()?;
        if !fits(offset, data, state.len) {
            return Err(io::Error::new(ErrorKind::InvalidInput, "a write past the end of the store"));
        }
        let blocks = offset.is_multiple_of(BLOCK as u64) && data.len().is_multiple_of(BLOCK);
        match (offset / BLOCK as u64, data.try_into()) {
            (0, Ok(header)) if offset == 0 => {
                state.write_header(header);
                Ok(())
            }
            (1.., _) if blocks => self.write_blocks(&mut state, offset / BLOCK as u64, data),
            _ => {
                let why = "a write of neither the header nor whole blocks";
                Err(io::Error::new(ErrorKind::InvalidInput, why))
            }
        }
    }

    fn sync_data(&self) -> io::Result<()> {
        self.sync(&mut *self.state()?)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        if !len.is_multiple_of(BLOCK as u64) {
            return Err(io::Error::new(ErrorKind::InvalidInput, "a length that is not whole blocks"));
        }
        let mut state = self.state()?;
        match len.cmp(&state.len) {
            Ordering::Equal => Ok(()),
            Ordering::Greater => {
                self.disk.set_len(stored_len(len))?;
                self.sync(&mut state)?;
                state.len = len;
                Ok(())
            }
            Ordering::Less => {
                state.len = len;
                if state.head.len > len {
                    let header = state.head.header;
                    state.write_header(&header);
                    self.sync(&mut state)?;
                }
                self.disk.set_len(stored_len(len))
            }
        }
    }

    fn close(&self) -> io::Result<()> {
        self.disk.close()
    }

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.disk.try_lock_range(start, end)
    }

    fn try_lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.disk.try_lock_shared_range(start, end)
    }

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.disk.lock_range(start, end)
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.disk.lock_shared_range(start, end)
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.disk.unlock_range(start, end)
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.disk.query_lock_range(start, end)
    }
}

/// The header of the two copies that opens and is newer, as not yet known to be on the disk.
fn newest(disk: &impl StorageBackend, seal: &Seal) -> io::Result<Option<State>> {
    let mut newest: Option<State> = None;
    for (place, offset) in COPIES.into_iter().enumerate() {
        let mut copy = [0; COPY];
        disk.read(offset, &mut copy)?;
        match (seal.open_head(&copy), &newest) {
            (Ok(head), Some(other)) if head.sequence <= other.head.sequence => {}
            (Ok(head), Some(_) | None) => {
                newest = Some(State { unmirrored: Some(copy), ..State::new(head, place) });
            }
            (Err(_), Some(_) | None) => {}
        }
    }
    Ok(newest)
}

impl State {
    fn new(head: Head, place: usize) -> Self {
        Self {
            len: head.len,
            head,
            waits: false,
            place,
            unmirrored: None,
            nonces: Nonces::default(),
            stored: vec![0; BATCH * STORED],
            plain: Zeroizing::new(vec![0; BATCH * BLOCK]),
        }
    }

    fn write_header(&mut self, header: &[u8; HEADER]) {
        let sequence = self.head.sequence + 1;
        (self.head, self.waits) = (Head { sequence, len: self.len, header: *header }, true);
    }
}

/// What a header copy holds.
struct Head {
    /// One more with every write: the higher is the newer.
    sequence: u64,
    len: u64,
    header: [u8; HEADER],
}

/// What is sealed, and so can't stand in for anything else.
#[derive(Clone, Copy)]
enum Part {
    Header,
    Block(u64),
}

/// The key at work, and what is sealed in with everything.
struct Seal {
    /// In one place in memory, which it wipes.
    cipher: Box<Aes256GcmSiv>,
    preamble: [u8; PREAMBLE],
}

impl Seal {
    fn new(key: &BlockKey, home: Uuid, epoch: u32) -> Self {
        let mut preamble = [0; PREAMBLE];
        preamble[..16].copy_from_slice(MAGIC);
        preamble[16..18].copy_from_slice(&FORMAT.to_le_bytes());
        preamble[18..20].copy_from_slice(&ALGORITHM.to_le_bytes());
        preamble[20..24].copy_from_slice(&epoch.to_le_bytes());
        preamble[24..].copy_from_slice(home.as_bytes());
        Self { cipher: Box::new(Aes256GcmSiv::new(key.bytes().into())), preamble }
    }

    /// Whether a file is the one expected, from what it says in plain.
    fn recognise(&self, preamble: &[u8; PREAMBLE]) -> Result<(), Refused> {
        let differs = |bytes: Range<usize>| preamble[bytes.clone()] != self.preamble[bytes];
        if differs(0..16) {
            Err(Refused::NotOurs)
        } else if u16::from_le_bytes([preamble[16], preamble[17]]) > FORMAT {
            Err(Refused::Newer)
        } else if differs(16..18) {
            Err(Refused::NotOurs)
        } else if differs(18..20) {
            Err(Refused::OtherAlgorithm)
        } else if differs(24..PREAMBLE) {
            Err(Refused::OtherHome)
        } else if differs(20..24) {
            Err(Refused::OtherEpoch)
        } else {
            Ok(())
        }
    }

    fn close_head(&self, head: &Head, nonce: [u8; NONCE]) -> io::Result<[u8; COPY]> {
        let mut plain = [0; COPY - NONCE - TAG];
        plain[..8].copy_from_slice(&head.sequence.to_le_bytes());
        plain[8..16].copy_from_slice(&head.len.to_le_bytes());
        plain[16..].copy_from_slice(&head.header);
        let mut copy = [0; COPY];
        self.close(Part::Header, nonce, &plain, &mut copy)?;
        Ok(copy)
    }

    fn open_head(&self, copy: &[u8; COPY]) -> io::Result<Head> {
        let mut plain = [0; COPY - NONCE - TAG];
        self.open(Part::Header, copy, &mut plain)?;
        let number = |from: usize| plain[from..from + 8].iter().rfold(0, |n, byte| n << 8 | u64::from(*byte));
        let mut header = [0; HEADER];
        header.copy_from_slice(&plain[16..]);
        Ok(Head { sequence: number(0), len: number(8), header })
    }

    /// Seals a part: nonce, ciphertext, tag.
    fn close(&self, part: Part, nonce: [u8; NONCE], plain: &[u8], stored: &mut [u8]) -> io::Result<()> {
        let (head, rest) = stored.split_at_mut(NONCE);
        let (text, end) = rest.split_at_mut(plain.len());
        let room = InOutBuf::new(plain, text).map_err(io::Error::other)?;
        let tag = self.cipher.encrypt_inout_detached(&nonce.into(), &self.bound(part), room);
        let tag = tag.map_err(|_| io::Error::other("a block could not be sealed"))?;
        head.copy_from_slice(&nonce);
        end.copy_from_slice(&tag);
        Ok(())
    }

    /// The other way round. What is in `plain` after a failure was never sealed by us.
    fn open(&self, part: Part, stored: &[u8], plain: &mut [u8]) -> io::Result<()> {
        let mut opened = || {
            let (nonce, rest) = stored.split_first_chunk::<NONCE>()?;
            let (text, tag) = rest.split_last_chunk::<TAG>()?;
            let room = InOutBuf::new(text, plain).ok()?;
            self.cipher.decrypt_inout_detached(nonce.into(), &self.bound(part), room, tag.into()).ok()
        };
        opened().ok_or_else(|| match part {
            Part::Header => io::Error::new(ErrorKind::InvalidData, "a copy of the header does not open"),
            Part::Block(number) => {
                io::Error::new(ErrorKind::InvalidData, format!("block {number} does not open"))
            }
        })
    }

    /// What a part is sealed together with.
    fn bound(&self, part: Part) -> [u8; PREAMBLE + 9] {
        let mut bound = [0; PREAMBLE + 9];
        bound[..PREAMBLE].copy_from_slice(&self.preamble);
        let (kind, number) = match part {
            Part::Header => (0, 0),
            Part::Block(number) => (1, number),
        };
        bound[PREAMBLE] = kind;
        bound[PREAMBLE + 1..].copy_from_slice(&number.to_le_bytes());
        bound
    }
}

/// Nonces by chance, asked of the system a batch at a time and each handed out once: a commit seals a dozen blocks,
/// most of them by themselves.
#[derive(Default)]
struct Nonces(Vec<[u8; NONCE]>);

impl Nonces {
    fn take(&mut self) -> io::Result<[u8; NONCE]> {
        if let Some(nonce) = self.0.pop() {
            return Ok(nonce);
        }
        let mut batch = [[0; NONCE]; BATCH];
        getrandom::fill(batch.as_flattened_mut()).map_err(io::Error::other)?;
        let [first, rest @ ..] = batch;
        self.0.extend(rest);
        Ok(first)
    }
}

/// Where a block is stored; block 0 is the header, and elsewhere.
pub(super) fn place_of(number: u64) -> u64 {
    BLOCKS.saturating_add(number.saturating_sub(1).saturating_mul(STORED as u64))
}

/// How long the file is when the store is so long.
fn stored_len(len: u64) -> u64 {
    place_of(len / BLOCK as u64)
}

fn fits(offset: u64, bytes: &[u8], len: u64) -> bool {
    offset.checked_add(bytes.len() as u64).is_some_and(|end| end <= len)
}

#[cfg(test)]
mod tests;
