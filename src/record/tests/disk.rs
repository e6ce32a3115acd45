//! A disk that remembers every write, and what a power cut may leave of them.
//!
//! Whatever keeps a store on one file is proved on it: record it at work on a [`Recording`], with a mark for each
//! step begun and acknowledged, then look at every [`Crash`] of the recording. It knows nothing of what is stored.
//!
//! After a power cut all that was synced is there. Of the rest any part may be, in any order: of each write all,
//! nothing, some of its 512-byte sectors, its beginning up to any byte, or a sector of noise.

use redb::{BackendError, StorageBackend};
use std::collections::HashSet;
use std::fmt::{self, Debug, Formatter};
use std::io::{self, ErrorKind};
use std::ops::{Bound, RangeInclusive};
use std::sync::{Arc, Mutex};

const SECTOR: u64 = 512;
const PIECE: usize = 4096;

/// Numbers that look like chance and are the same every time.
pub(in crate::record) struct Chance(pub(in crate::record) u64);

impl Chance {
    pub(in crate::record) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(in crate::record) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    pub(in crate::record) fn bytes(&mut self, len: usize) -> Vec<u8> {
        let words = std::iter::repeat_with(|| self.next().to_le_bytes());
        words.take(len.div_ceil(8)).flatten().take(len).collect()
    }
}

/// What is on a disk. Copies share what they have in common, so that a hundred thousand of them cost little.
#[derive(Clone, Default)]
pub(in crate::record) struct Image {
    pieces: Vec<Arc<[u8; PIECE]>>,
    len: u64,
}

impl Image {
    pub(in crate::record) fn len(&self) -> u64 {
        self.len
    }

    pub(in crate::record) fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        if offset + out.len() as u64 > self.len {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        let mut at = usize::try_from(offset).unwrap();
        let mut out = out;
        while !out.is_empty() {
            let from = at % PIECE;
            let (now, later) = out.split_at_mut(out.len().min(PIECE - from));
            now.copy_from_slice(&self.pieces[at / PIECE][from..from + now.len()]);
            (at, out) = (at + now.len(), later);
        }
        Ok(())
    }

    pub(in crate::record) fn write(&mut self, offset: u64, bytes: &[u8]) {
        let end = offset + bytes.len() as u64;
        if end > self.len {
            self.set_len(end);
        }
        let mut at = usize::try_from(offset).unwrap();
        let mut rest = bytes;
        while !rest.is_empty() {
            let from = at % PIECE;
            let (now, later) = rest.split_at(rest.len().min(PIECE - from));
            Arc::make_mut(&mut self.pieces[at / PIECE])[from..from + now.len()].copy_from_slice(now);
            (at, rest) = (at + now.len(), later);
        }
    }

    pub(in crate::record) fn set_len(&mut self, len: u64) {
        if len < self.len {
            let (piece, from) =
                (usize::try_from(len).unwrap() / PIECE, usize::try_from(len).unwrap() % PIECE);
            if from > 0 {
                Arc::make_mut(&mut self.pieces[piece])[from..].fill(0);
            }
        }
        self.pieces.resize(usize::try_from(len).unwrap().div_ceil(PIECE), Arc::new([0; PIECE]));
        self.len = len;
    }

    /// Puts it into a file, in which a stretch of nothing takes no room.
    #[cfg(unix)]
    pub(super) fn to_file(&self, path: &std::path::Path) -> io::Result<()> {
        use std::os::unix::fs::FileExt;
        let file = std::fs::File::create(path)?;
        file.set_len(self.len)?;
        for (at, piece) in std::iter::zip((0..).step_by(PIECE), &self.pieces) {
            let len = usize::try_from(self.len - at).map_or(PIECE, |left| left.min(PIECE));
            if piece.iter().any(|byte| *byte != 0) {
                file.write_all_at(&piece[..len], at)?;
            }
        }
        Ok(())
    }

    pub(in crate::record) fn bytes(&self, offset: u64, len: usize) -> Vec<u8> {
        let mut bytes = vec![0; len];
        self.read(offset, &mut bytes).unwrap();
        bytes
    }
}

/// What was asked of the disk.
#[derive(Clone)]
pub(super) enum Asked {
    Write(u64, Arc<[u8]>),
    Length(u64),
    Sync,
}

/// How a call that changes a disk fails.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::record) enum Fault {
    /// An I/O error, and nothing is done.
    Broken,
    /// There is no room, and nothing is done.
    Full,
    /// Half of what was to be written is, then there is no room.
    Short,
    /// The system says this, and nothing is done.
    Says(ErrorKind),
}

impl Fault {
    pub(super) fn error(self) -> io::Error {
        match self {
            // EIO, wherever these tests run.
            Self::Broken => io::Error::from_raw_os_error(5),
            Self::Full | Self::Short => ErrorKind::StorageFull.into(),
            Self::Says(kind) => kind.into(),
        }
    }

    /// How much of a write is done all the same.
    pub(super) fn part(self, data: &[u8]) -> &[u8] {
        match self {
            Self::Broken | Self::Full | Self::Says(_) => &[],
            Self::Short => &data[..data.len() / 2],
        }
    }
}

/// A failure to come.
#[derive(Clone, Copy, Debug)]
pub(in crate::record) struct Failure {
    /// Which of the calls that change the disk fails, counted from 1.
    pub(in crate::record) at: usize,
    pub(in crate::record) fault: Fault,
    /// Whether all that follow fail too.
    pub(in crate::record) lasts: bool,
}

impl Failure {
    /// Every failure there can be of so many calls, or one of each so many.
    pub(in crate::record) fn all(calls: usize, step: usize) -> impl Iterator<Item = Self> {
        let ways = [Fault::Broken, Fault::Full, Fault::Short].into_iter();
        let ways = ways.flat_map(|fault| [false, true].map(|lasts| (fault, lasts)));
        let each = move |at| ways.clone().map(move |(fault, lasts)| Self { at, fault, lasts });
        // So that a sample has each way at other calls.
        (1..=calls).flat_map(each).step_by(step)
    }
}

/// The calls that change a disk, counted, and which of them are to fail.
#[derive(Clone, Default)]
pub(super) struct Calls {
    pub(super) done: usize,
    pub(super) failure: Option<Failure>,
}

impl Calls {
    /// Whether the next one fails.
    pub(super) fn next(&mut self) -> Option<Fault> {
        self.done += 1;
        let Failure { at, fault, lasts } = self.failure?;
        (self.done == at || lasts && self.done > at).then_some(fault)
    }
}

/// How far the work had come, as whoever did it knows.
#[derive(Clone, Copy)]
enum Mark {
    Begun(u64),
    Acknowledged(u64),
}

#[derive(Clone, Default)]
struct Tape {
    begin: Image,
    now: Image,
    asked: Vec<Asked>,
    /// Each with how much had been asked by then.
    marks: Vec<(usize, Mark)>,
    calls: Calls,
}

/// The disk. Its copies are the same disk: one goes below the store, one stays with the test.
#[derive(Clone, Default)]
pub(in crate::record) struct Recording(Arc<Mutex<Tape>>);

impl Recording {
    /// A disk on which this is, for good.
    pub(in crate::record) fn on(image: Image) -> Self {
        let tape = Tape { begin: image.clone(), now: image, ..Tape::default() };
        Self(Arc::new(Mutex::new(tape)))
    }

    /// From now on it fails so, or no more.
    pub(in crate::record) fn fails(&self, failure: Option<Failure>) {
        self.0.lock().unwrap().calls.failure = failure;
    }

    /// How often it was to be changed.
    pub(in crate::record) fn calls(&self) -> usize {
        self.0.lock().unwrap().calls.done
    }

    /// Step `step` begins: from now on it may be on the disk.
    pub(in crate::record) fn begun(&self, step: u64) {
        self.mark(Mark::Begun(step));
    }

    /// Step `step` was said to be done: from now on it must be on the disk.
    pub(in crate::record) fn acknowledged(&self, step: u64) {
        self.mark(Mark::Acknowledged(step));
    }

    fn mark(&self, mark: Mark) {
        let mut tape = self.0.lock().unwrap();
        let asked = tape.asked.len();
        tape.marks.push((asked, mark));
    }

    /// Which steps may be the last on it now, once anything was promised.
    pub(in crate::record) fn due(&self) -> Option<RangeInclusive<u64>> {
        let tape = self.0.lock().unwrap();
        tape.due(tape.asked.len())
    }

    /// What a reader finds on it now.
    pub(in crate::record) fn image(&self) -> Image {
        self.0.lock().unwrap().now.clone()
    }

    /// How much was asked of it.
    pub(in crate::record) fn asked(&self) -> usize {
        self.0.lock().unwrap().asked.len()
    }

    /// The disk as the next process finds it when this one is killed after so much: all is there to be read, and
    /// what was not synced still is not.
    pub(in crate::record) fn killed_after(&self, asked: usize) -> Self {
        let mut tape = self.0.lock().unwrap().clone();
        tape.asked.truncate(asked);
        tape.marks.retain(|(at, _)| *at <= asked);
        tape.now = tape.begin.clone();
        for asked in &tape.asked {
            Fate::Whole.happen(asked, &mut tape.now);
        }
        Self(Arc::new(Mutex::new(tape)))
    }

    /// Hands over so many different crashes, spread evenly over what was recorded.
    pub(in crate::record) fn crashes(&self, count: usize, chance: &mut Chance, each: impl FnMut(Crash)) {
        self.crashes_from(|_| 0, count, chance, each);
    }

    /// The same of the power going now.
    pub(in crate::record) fn crashes_now(&self, count: usize, chance: &mut Chance, each: impl FnMut(Crash)) {
        self.crashes_from(|syncs| syncs, count, chance, each);
    }

    fn crashes_from(
        &self,
        first: impl FnOnce(usize) -> usize,
        count: usize,
        chance: &mut Chance,
        mut each: impl FnMut(Crash),
    ) {
        let tape = self.0.lock().unwrap().clone();
        let mut spans = Vec::new();
        let mut from = 0;
        for (at, asked) in tape.asked.iter().enumerate() {
            if matches!(asked, Asked::Sync) {
                spans.push(from..at);
                from = at + 1;
            }
        }
        spans.push(from..tape.asked.len());
        let first = first(spans.len() - 1);
        let mut synced = tape.begin.clone();
        let (mut left, all) = (count, spans.len());
        for (index, span) in spans.into_iter().enumerate() {
            let pending = &tape.asked[span.clone()];
            let due = tape.due(span.end);
            let share = if index < first { 0 } else { left.div_ceil(all - index) };
            for fates in fates(pending, share, chance) {
                let mut image = synced.clone();
                for (asked, fate) in std::iter::zip(pending, &fates) {
                    fate.happen(asked, &mut image);
                }
                each(Crash { image, due: due.clone(), story: format!("after sync {index}: {fates:?}") });
                left -= 1;
            }
            for asked in pending {
                Fate::Whole.happen(asked, &mut synced);
            }
        }
    }
}

impl Tape {
    /// Which steps may be the last on the disk once so much was asked. None: nothing was promised yet.
    fn due(&self, asked: usize) -> Option<RangeInclusive<u64>> {
        let past = || self.marks.iter().filter(|(at, _)| *at <= asked).map(|(_, mark)| *mark);
        let must =
            past().filter_map(|mark| if let Mark::Acknowledged(step) = mark { Some(step) } else { None });
        let may = past().map(|mark| match mark {
            Mark::Begun(step) | Mark::Acknowledged(step) => step,
        });
        Some(must.max()?..=may.max()?)
    }
}

/// What one power cut left.
#[derive(Clone)]
pub(in crate::record) struct Crash {
    pub(in crate::record) image: Image,
    /// Which step may be the last that is there; all before it are. None: before anything was promised.
    pub(in crate::record) due: Option<RangeInclusive<u64>>,
    /// When it was, and what became of each write.
    pub(in crate::record) story: String,
}

/// What became of a write that was not yet synced.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Fate {
    Lost,
    Whole,
    /// Some of its sectors.
    Sectors(u64),
    /// Its beginning.
    Cut(usize),
    /// Some of its sectors, one of them noise.
    Noise(u64),
}

/// Different fates of what is pending: all or nothing of each in every way when that is half of the count or
/// less, then as chance has it.
fn fates(pending: &[Asked], count: usize, chance: &mut Chance) -> Vec<Vec<Fate>> {
    let ways = if pending.len() < 16 { 1 << pending.len() } else { usize::MAX };
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    if ways <= count / 2 || ways <= 4 {
        for way in 0..ways {
            let fate = |at| if way >> at & 1 == 1 { Fate::Whole } else { Fate::Lost };
            found.push((0..pending.len()).map(fate).collect::<Vec<_>>());
        }
        found.truncate(count);
        seen.extend(found.iter().cloned());
    }
    // A few writes can end in only so many ways.
    for _ in 0..count * 4 {
        if found.len() >= count {
            break;
        }
        let torn = [0, 10, 40, 90][chance.below(4)];
        let lost = [5, 30, 50, 80][chance.below(4)];
        let fates: Vec<_> = pending.iter().map(|asked| Fate::of(asked, torn, lost, chance)).collect();
        if seen.insert(fates.clone()) {
            found.push(fates);
        }
    }
    found
}

impl Fate {
    pub(super) fn of(asked: &Asked, torn: usize, lost: usize, chance: &mut Chance) -> Self {
        match asked {
            Asked::Write(_, bytes) if chance.below(100) < torn => match chance.below(3) {
                0 => Self::Cut(chance.below(bytes.len())),
                1 => Self::Sectors(chance.next() % 1024),
                _ => Self::Noise(chance.next() % 1024),
            },
            Asked::Write(..) | Asked::Length(_) | Asked::Sync if chance.below(100) < lost => Self::Lost,
            Asked::Write(..) | Asked::Length(_) | Asked::Sync => Self::Whole,
        }
    }

    pub(super) fn happen(self, asked: &Asked, image: &mut Image) {
        match (asked, self) {
            (Asked::Sync, _) | (_, Self::Lost) => {}
            (Asked::Length(len), _) => image.set_len(*len),
            (Asked::Write(offset, bytes), Self::Whole) => image.write(*offset, bytes),
            (Asked::Write(offset, bytes), Self::Cut(len)) => image.write(*offset, &bytes[..len]),
            (Asked::Write(offset, bytes), Self::Sectors(seed)) => {
                tear(*offset, bytes, &mut Chance(seed), usize::MAX, image);
            }
            (Asked::Write(offset, bytes), Self::Noise(seed)) => {
                let mut chance = Chance(seed);
                let sectors = bytes.len().div_ceil(512);
                let noisy = chance.below(sectors);
                tear(*offset, bytes, &mut chance, noisy, image);
            }
        }
    }
}

/// Writes every other sector or so, and noise for one of them.
fn tear(offset: u64, bytes: &[u8], chance: &mut Chance, noisy: usize, image: &mut Image) {
    let (mut at, mut rest, mut sector) = (offset, bytes, 0);
    while !rest.is_empty() {
        let room = usize::try_from(SECTOR - at % SECTOR).unwrap();
        let (now, later) = rest.split_at(rest.len().min(room));
        if sector == noisy {
            image.write(at, &chance.bytes(now.len()));
        } else if chance.below(2) == 0 {
            image.write(at, now);
        }
        (at, rest, sector) = (at + now.len() as u64, later, sector + 1);
    }
}

impl Debug for Recording {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("Recording")
    }
}

impl StorageBackend for Recording {
    fn len(&self) -> io::Result<u64> {
        Ok(self.0.lock().unwrap().now.len)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.0.lock().unwrap().now.read(offset, out)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let mut tape = self.0.lock().unwrap();
        if let Some(fault) = tape.calls.next() {
            return Err(fault.error());
        }
        tape.now.set_len(len);
        tape.asked.push(Asked::Length(len));
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        let mut tape = self.0.lock().unwrap();
        if let Some(fault) = tape.calls.next() {
            return Err(fault.error());
        }
        tape.asked.push(Asked::Sync);
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut tape = self.0.lock().unwrap();
        let fault = tape.calls.next();
        let data = fault.map_or(data, |fault| fault.part(data));
        if !data.is_empty() {
            tape.now.write(offset, data);
            tape.asked.push(Asked::Write(offset, data.into()));
        }
        fault.map_or(Ok(()), |fault| Err(fault.error()))
    }

    // Nobody else has it.
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
