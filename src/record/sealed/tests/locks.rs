//! What redb asks of a disk's locks reaches the disk below the seal: only there is another process noticed.

use super::*;
use std::sync::Arc;

/// A disk that somebody else holds, with a note of what it was asked.
#[derive(Clone, Debug, Default)]
struct Held {
    disk: Recording,
    asked: Arc<Mutex<Vec<&'static str>>>,
}

impl Held {
    fn asked(&self, what: &'static str) {
        self.asked.lock().unwrap().push(what);
    }
}

impl StorageBackend for Held {
    fn len(&self) -> io::Result<u64> {
        self.disk.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.disk.read(offset, out)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.disk.set_len(len)
    }

    fn sync_data(&self) -> io::Result<()> {
        self.disk.sync_data()
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.disk.write(offset, data)
    }

    fn close(&self) -> io::Result<()> {
        self.asked("close");
        Ok(())
    }

    fn try_lock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<bool, BackendError> {
        self.asked("try");
        Ok(false)
    }

    fn try_lock_shared_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<bool, BackendError> {
        self.asked("try shared");
        Ok(false)
    }

    fn lock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<(), BackendError> {
        self.asked("lock");
        Ok(())
    }

    fn lock_shared_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<(), BackendError> {
        self.asked("lock shared");
        Ok(())
    }

    fn unlock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<(), BackendError> {
        self.asked("unlock");
        Ok(())
    }

    fn query_lock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<bool, BackendError> {
        self.asked("query");
        Ok(true)
    }
}

#[test]
fn what_is_asked_of_the_locks_is_asked_of_the_disk_below() {
    let held = Held::default();
    let sealed = Sealed::create(held.clone(), &key(), home(), EPOCH).unwrap();
    let (start, end) = (Bound::Included(0), Bound::Unbounded);
    assert!(!sealed.try_lock_range(start, end).unwrap());
    assert!(!sealed.try_lock_shared_range(start, end).unwrap());
    assert!(sealed.query_lock_range(start, end).unwrap());
    sealed.lock_range(start, end).unwrap();
    sealed.lock_shared_range(start, end).unwrap();
    sealed.unlock_range(start, end).unwrap();
    sealed.close().unwrap();
    let asked = held.asked.lock().unwrap();
    assert_eq!(*asked, ["try", "try shared", "query", "lock", "lock shared", "unlock", "close"]);
}

#[test]
fn a_store_that_another_process_holds_is_not_opened() {
    let sealed = Sealed::create(Held::default(), &key(), home(), EPOCH).unwrap();
    let refused = crate::record::store::open(sealed, crate::record::store::Trust::AsLeft);
    assert!(matches!(refused.err(), Some(crate::record::Trouble::OpenElsewhere)));
}
