//! A disk that fills up under a journal at work, and what was written when it did.

use super::*;
use redb::backends::FileBackend;
use redb::{BackendError, StorageBackend};
use std::ops::Bound;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A file on a disk that can be filled.
#[derive(Debug)]
struct Disk {
    file: FileBackend,
    full: Arc<AtomicBool>,
}

impl Disk {
    fn room(&self) -> io::Result<()> {
        if self.full.load(Ordering::SeqCst) { Err(ErrorKind::StorageFull.into()) } else { Ok(()) }
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
        self.room()?;
        self.file.set_len(len)
    }
    fn sync_data(&self) -> io::Result<()> {
        self.room()?;
        self.file.sync_data()
    }
    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.room()?;
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

#[test]
fn after_a_full_disk_writing_goes_on_where_it_stopped() {
    let (_dir, home) = closed_home();
    let mut journal = open(&home).unwrap();
    journal.store = None;
    let full_disk = Arc::new(AtomicBool::new(false));
    let file = FileBackend::new(journal.place.store().unwrap().0).unwrap();
    let disk = Disk { file, full: Arc::clone(&full_disk) };
    let ways = &journal.ways;
    let sealed = sealed::Sealed::open(disk, &ways.block_key(), ways.home(), ways.epoch()).unwrap();
    journal.store = Some(store::open(sealed, Trust::AsLeft).unwrap());
    journal.append(&story(8, KASIA, 1, "Room enough.")).unwrap();
    full_disk.store(true, Ordering::SeqCst);
    let told = told(journal.append(&story(9, KASIA, 1, "No room.")));
    assert!(matches!(told, Trouble::Full(_)), "{told:?}");
    // It was opened again on the disk as it is, which has room now.
    assert_eq!(journal.last(), 8);
    journal.append(&story(9, KASIA, 1, "Tried again.")).unwrap();
    drop(journal);
    let journal = open(&home).unwrap();
    assert_eq!(journal.entry(8).unwrap(), story(8, KASIA, 1, "Room enough."));
    assert_eq!(journal.entry(9).unwrap(), story(9, KASIA, 1, "Tried again."));
}

#[test]
fn an_entry_that_reached_the_disk_unanswered_is_never_written_over() {
    let (_dir, home) = closed_home();
    let mut journal = open(&home).unwrap();
    // As after a write that failed when the file could not be opened again at once.
    (journal.store, journal.last) = (None, 6);
    assert!(matches!(told(full(&journal)), Trouble::Disk(_)));
    let refused = told(journal.append(&story(7, JAYDEN, 1, "Something else.")));
    assert!(matches!(refused, Trouble::OutOfOrder { number: 7, last: 7 }), "{refused:?}");
    assert_eq!(full(&journal).unwrap(), week());
}
