//! The sealed store against a plain one: the same bytes come back, whatever is asked; and what is not a store of
//! this home, in this epoch, whole, is refused.

use super::*;
use crate::record::store::{self, Trust};
use proptest::prelude::*;
use redb::backends::FileBackend;
use std::fs::{self, OpenOptions};

/// The longest store of these tests, in blocks: more than are read at a time.
const MOST: u64 = 40;

/// What is asked of a store.
#[derive(Clone, Debug)]
enum Ask {
    Header(u8),
    /// So many blocks from one.
    Write(u64, u64, u8),
    /// So many blocks long.
    Grow(u64),
    Sync,
    Read(u64, usize),
    Reopen,
}

fn ask() -> impl Strategy<Value = Ask> {
    prop_oneof![
        any::<u8>().prop_map(Ask::Header),
        (1..MOST, 1..MOST, any::<u8>()).prop_map(|(first, count, byte)| Ask::Write(first, count, byte)),
        (1..=MOST).prop_map(Ask::Grow),
        Just(Ask::Sync),
        (0..MOST * 4096, 0..100_000_usize).prop_map(|(from, len)| Ask::Read(from, len)),
        Just(Ask::Reopen),
    ]
}

/// The plain store, and which of its blocks were ever written.
struct Plain {
    bytes: Vec<u8>,
    written: Vec<bool>,
    header: Header,
    /// As of the last sync: after a restart it is this.
    synced: Header,
}

/// How long a store is by its header, in blocks, and what fills it.
#[derive(Clone, Copy)]
struct Header {
    said: usize,
    byte: u8,
}

impl Plain {
    fn set_header(&mut self, header: Header) {
        self.bytes[..HEADER].fill(header.byte);
        self.header = header;
    }

    fn set_len(&mut self, blocks: usize) {
        if blocks > self.written.len() {
            self.synced = self.header;
        }
        self.resize(blocks);
        if self.header.said > blocks {
            self.header.said = blocks;
            self.synced = self.header;
        }
    }

    fn resize(&mut self, blocks: usize) {
        self.bytes.resize(blocks * BLOCK, 0);
        self.written.resize(blocks, false);
    }

    fn read(&self, from: usize, len: usize) -> Result<&[u8], ErrorKind> {
        let range = from..from + len;
        if range.end > self.bytes.len() {
            return Err(ErrorKind::UnexpectedEof);
        }
        let mut touched = from / BLOCK..range.end.div_ceil(BLOCK);
        if len > 0 && !touched.all(|block| self.written[block]) {
            return Err(ErrorKind::InvalidData);
        }
        Ok(&self.bytes[range])
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_was_written_comes_back(asked in prop::collection::vec(ask(), 1..40)) {
        let disk = Recording::default();
        let mut sealed = create(disk.clone());
        sealed.set_len(8 * BLOCK as u64).unwrap();
        sealed.write(0, &[1; HEADER]).unwrap();
        sealed.sync_data().unwrap();
        let header = Header { said: 8, byte: 1 };
        let mut plain = Plain { bytes: Vec::new(), written: vec![true], header, synced: header };
        plain.resize(8);
        plain.set_header(header);
        for ask in asked {
            match ask {
                Ask::Header(byte) => {
                    sealed.write(0, &[byte; HEADER]).unwrap();
                    plain.set_header(Header { said: plain.written.len(), byte });
                }
                Ask::Write(first, count, byte) => {
                    let len = usize::try_from(count).unwrap() * BLOCK;
                    let from = usize::try_from(first).unwrap() * BLOCK;
                    let done = sealed.write(first * 4096, &vec![byte; len]);
                    prop_assert_eq!(done.is_ok(), from + len <= plain.bytes.len());
                    if done.is_ok() {
                        plain.bytes[from..from + len].fill(byte);
                        plain.written[from / BLOCK..(from + len) / BLOCK].fill(true);
                    }
                }
                Ask::Grow(blocks) => {
                    sealed.set_len(blocks * 4096).unwrap();
                    plain.set_len(usize::try_from(blocks).unwrap());
                }
                Ask::Sync => {
                    sealed.sync_data().unwrap();
                    plain.synced = plain.header;
                }
                Ask::Read(from, len) => {
                    let mut out = vec![0; len];
                    let read = sealed.read(from, &mut out).map(|()| &out[..]);
                    let expected = plain.read(usize::try_from(from).unwrap(), len);
                    prop_assert_eq!(read.map_err(|error| error.kind()), expected);
                }
                Ask::Reopen => {
                    sealed = Sealed::open(disk.clone(), &key(), home(), EPOCH).unwrap();
                    plain.resize(plain.synced.said);
                    plain.set_header(plain.synced);
                }
            }
            prop_assert_eq!(sealed.len().unwrap(), plain.bytes.len() as u64);
        }
    }
}

/// A sealed store of four blocks, each full of its number.
fn four() -> Image {
    let disk = Recording::default();
    let sealed = create(disk.clone());
    sealed.set_len(4 * BLOCK as u64).unwrap();
    for number in 1..4_u8 {
        sealed.write(u64::from(number) * 4096, &[number; BLOCK]).unwrap();
    }
    sealed.write(0, &[9; HEADER]).unwrap();
    sealed.sync_data().unwrap();
    disk.image()
}

fn with(mut image: Image, offset: u64, bytes: &[u8]) -> Image {
    image.write(offset, bytes);
    image
}

#[test]
fn what_is_not_this_homes_store_is_refused() {
    let none = Sealed::open(Recording::default(), &key(), home(), EPOCH).unwrap_err();
    assert_eq!(Refused::of(&none), Some(Refused::NotOurs));
    for (offset, bytes, why) in [
        (0, &b"redb"[..], Refused::NotOurs),
        (16, &[2, 0], Refused::Newer),
        (16, &[0, 0], Refused::NotOurs),
        (18, &[2, 0], Refused::OtherAlgorithm),
        (20, &[4, 0, 0, 0], Refused::OtherEpoch),
        (39, &[6], Refused::OtherHome),
    ] {
        assert_eq!(refused(with(four(), offset, bytes)), Some(why), "{bytes:?} at {offset}");
    }
    let sealed = |key: [u8; 32], home, epoch| {
        Sealed::open(Recording::on(four()), &BlockKey::from(key), home, epoch)
            .map_err(|why| Refused::of(&why))
    };
    assert!(sealed([7; 32], home(), EPOCH).is_ok());
    assert_eq!(sealed([8; 32], home(), EPOCH).unwrap_err(), Some(Refused::NoHeader));
    assert_eq!(sealed([7; 32], home(), EPOCH - 1).unwrap_err(), Some(Refused::OtherEpoch));
    assert_eq!(sealed([7; 32], Uuid::from_u128(6), EPOCH).unwrap_err(), Some(Refused::OtherHome));
}

#[test]
fn a_preamble_changed_to_fit_opens_nothing() {
    let image = with(four(), 20, &4_u32.to_le_bytes());
    let opened = Sealed::open(Recording::on(image), &key(), home(), 4);
    assert_eq!(Refused::of(&opened.unwrap_err()), Some(Refused::NoHeader));
}

#[test]
fn a_store_is_made_only_where_nothing_is() {
    let made = Sealed::create(Recording::on(four()), &key(), home(), EPOCH);
    assert_eq!(Refused::of(&made.unwrap_err()), Some(Refused::NotEmpty));
    let disk = Recording::default();
    drop(create(disk.clone()));
    assert_eq!(refused(disk.image()), Some(Refused::Unfinished));
}

#[test]
fn what_redb_never_writes_is_refused() {
    let sealed = open(four()).unwrap();
    for (offset, len) in
        [(0, 319), (0, 4096), (1, 320), (4096, 4095), (4100, 4096), (4096, 320), (12288, 8192)]
    {
        let told = sealed.write(offset, &vec![0; len]).unwrap_err();
        assert_eq!(told.kind(), ErrorKind::InvalidInput, "{len} at {offset}");
    }
    assert_eq!(sealed.set_len(5000).unwrap_err().kind(), ErrorKind::InvalidInput);
}

#[test]
fn either_copy_of_the_header_may_be_lost() {
    let spoilt = [0x55; COPY];
    for place in COPIES {
        let sealed = open(with(four(), place, &spoilt)).unwrap();
        let mut header = [0; HEADER];
        sealed.read(0, &mut header).unwrap();
        assert_eq!(header, [9; HEADER]);
    }
    let image = with(with(four(), COPIES[0], &spoilt), COPIES[1], &spoilt);
    assert_eq!(refused(image), Some(Refused::NoHeader));
}

#[test]
fn a_lost_copy_of_the_header_is_made_again_by_opening() {
    let disk = Recording::on(with(four(), COPIES[1], &[0x55; COPY]));
    drop(Sealed::open(disk.clone(), &key(), home(), EPOCH).unwrap());
    assert!(open(with(disk.image(), COPIES[0], &[0x55; COPY])).is_ok());
}

#[test]
fn a_block_opens_only_in_its_place_in_its_home_and_epoch() {
    let stored = |image: &Image, number| image.bytes(place_of(number), STORED);
    let elsewhere = |key: BlockKey, home, epoch| {
        let disk = Recording::default();
        let sealed = Sealed::create(disk.clone(), &key, home, epoch).unwrap();
        sealed.set_len(4 * BLOCK as u64).unwrap();
        sealed.write(4096, &[1; BLOCK]).unwrap();
        stored(&disk.image(), 1)
    };
    for block in [
        stored(&four(), 2),
        elsewhere(key(), Uuid::from_u128(6), EPOCH),
        elsewhere(key(), home(), EPOCH + 1),
        elsewhere(BlockKey::from([8; 32]), home(), EPOCH),
        vec![0; STORED],
    ] {
        let sealed = open(with(four(), place_of(1), &block)).unwrap();
        let mut out = [0; BLOCK];
        assert_eq!(sealed.read(4096, &mut out).unwrap_err().kind(), ErrorKind::InvalidData);
        assert_eq!(out, [0; BLOCK], "nothing that failed is handed on");
        sealed.read(8192, &mut out).unwrap();
        assert_eq!(out, [2; BLOCK]);
    }
    let same = elsewhere(key(), home(), EPOCH);
    assert!(open(with(four(), place_of(1), &same)).unwrap().read(4096, &mut [0; BLOCK]).is_ok());
}

#[test]
fn the_same_words_are_never_sealed_alike() {
    let disk = Recording::default();
    let sealed = create(disk.clone());
    sealed.set_len(3 * BLOCK as u64).unwrap();
    let mut seen = std::collections::HashSet::new();
    for _ in 0..50 {
        sealed.write(4096, &[1; 2 * BLOCK]).unwrap();
        for number in 1..3 {
            assert!(seen.insert(disk.image().bytes(place_of(number), STORED)));
        }
    }
}

#[test]
fn nothing_of_a_key_is_ever_shown() {
    let sealed = create(Recording::default());
    assert_eq!(format!("{:?} {sealed:?}", key()), "BlockKey Sealed");
}

#[test]
fn a_file_holds_nothing_that_can_be_read_and_opens_again() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("store");
    let file = || {
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        FileBackend::new(file.unwrap()).unwrap()
    };
    let table = redb::TableDefinition::<&str, &str>::new("canary table");
    let made = store::open(Sealed::create(file(), &key(), home(), EPOCH).unwrap(), Trust::AsLeft).unwrap();
    let write = store::begin(&made).unwrap();
    write.open_table(table).unwrap().insert("canary key", "canary value").unwrap();
    write.commit().unwrap();
    drop(made);
    let bytes = fs::read(&path).unwrap();
    for words in [&b"canary"[..], b"redb"] {
        assert!(!bytes.windows(words.len()).any(|window| window == words));
    }
    let opened = store::open(Sealed::open(file(), &key(), home(), EPOCH).unwrap(), Trust::AsLeft).unwrap();
    let read = redb::ReadableDatabase::begin_read(&*opened).unwrap();
    assert_eq!(read.open_table(table).unwrap().get("canary key").unwrap().unwrap().value(), "canary value");
}

#[test]
fn a_long_stretch_comes_back_from_wherever_it_is_read() {
    const LEN: usize = 40 * BLOCK;
    let disk = Recording::default();
    let sealed = create(disk.clone());
    sealed.set_len(LEN as u64).unwrap();
    // Every byte tells its place, and no two blocks are alike.
    let bytes: Vec<u8> = (0..=250).cycle().take(LEN).collect();
    sealed.write(4096, &bytes[BLOCK..]).unwrap();
    // More than a batch, from the start of a block and from within one.
    for from in [BLOCK, BLOCK + 1, 2 * BLOCK - 1, 3 * BLOCK + 100] {
        for len in [BATCH * BLOCK - 1, BATCH * BLOCK, BATCH * BLOCK + 1, LEN - from] {
            let mut out = vec![0; len];
            sealed.read(from as u64, &mut out).unwrap();
            assert!(out == bytes[from..from + len], "{len} from {from}");
        }
    }
}

#[test]
fn what_a_file_has_beyond_what_its_header_says_is_cut_off_by_opening() {
    let disk = Recording::on(with(four(), place_of(4), &[0x55; STORED]));
    drop(Sealed::open(disk.clone(), &key(), home(), EPOCH).unwrap());
    assert_eq!(disk.image().len(), four().len());
}

#[test]
fn the_epoch_is_read_of_a_store_and_of_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("store");
    let epoch = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        epoch_of(&fs::File::open(&path).unwrap()).unwrap()
    };
    let whole = four().bytes(0, 4096);
    assert_eq!(epoch(&whole), Some(EPOCH));
    assert_eq!(epoch(&whole[..PREAMBLE]), Some(EPOCH));
    assert_eq!(epoch(&whole[..PREAMBLE - 1]), None);
    assert_eq!(epoch(b""), None);
    assert_eq!(epoch(&[0; 4096]), None);
    // What the disk doesn't give is not taken for a store that is none.
    #[cfg(unix)]
    assert!(epoch_of(&fs::File::open(dir.path()).unwrap()).is_err());
}
