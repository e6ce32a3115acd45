//! The program's own log, for whoever helps: ids and numbers, never a name and never a word anyone wrote.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path;
use std::sync::Mutex;

/// A log larger than this is put aside, and the one put aside before is let go.
const MOST_BYTES: u64 = 1 << 20;

/// Begins the log in a folder. Without a log everything works as well, so its own failures are nobody's trouble.
pub(super) fn begin(folder: &Path) {
    if let Ok(file) = opened(folder) {
        // Where a log was begun already, as when tests run side by side, that one goes on.
        let _ = tracing_subscriber::fmt()
            .with_writer(Mutex::new(file))
            .with_ansi(false)
            .with_target(false)
            .try_init();
    }
}

fn opened(folder: &Path) -> io::Result<fs::File> {
    fs::create_dir_all(folder)?;
    let path = folder.join("bethere.log");
    if fs::metadata(&path).is_ok_and(|log| log.len() > MOST_BYTES) {
        fs::rename(&path, folder.join("bethere.log.old"))?;
    }
    OpenOptions::new().create(true).append(true).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_log_is_put_aside_and_a_new_one_begun() {
        let folder = tempfile::tempdir().expect("a folder");
        let most = usize::try_from(MOST_BYTES).expect("a length");
        fs::write(folder.path().join("bethere.log"), vec![b'x'; most + 1]).expect("written");
        let file = opened(folder.path()).expect("opened");
        assert_eq!(file.metadata().expect("its length").len(), 0);
        assert_eq!(fs::read(folder.path().join("bethere.log.old")).expect("put aside").len(), most + 1);
    }

    #[test]
    fn a_folder_that_cannot_be_made_stops_nothing() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        begin(&file.path().join("reports"));
    }
}
