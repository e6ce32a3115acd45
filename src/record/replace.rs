//! A home that was put back beside the one there is takes its place; the one there was is kept.
//!
//! There is a home in the place at every moment where the system can swap two names in one step. Where it can't, a
//! power cut in between leaves both beside the place, and neither is lost.

use super::{Site, Trouble, files, place};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Puts the home that is in `restored` in the place `home`, which may be empty. What was there goes to `kept`, and its
/// backups stay with the place. All three are in one folder. Answers where the home that was there is now.
pub fn take_place(restored: &Path, home: &Path, kept: &Path) -> Result<Option<PathBuf>, Trouble> {
    let among = home.parent().filter(|among| !among.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !home.try_exists()? {
        files::rename(restored, home)?;
        place::sync_folder(among)?;
        return Ok(None);
    }
    let before = match files::swap(home, restored) {
        Ok(()) => {
            place::sync_folder(among)?;
            // Whatever it is called, it is there.
            if files::rename(restored, kept).is_ok() { kept } else { restored }
        }
        Err(error) if cannot_swap(&error) => {
            in_two_steps(restored, home, kept)?;
            kept
        }
        Err(error) => return Err(error.into()),
    };
    place::sync_folder(among)?;
    let (from, to) = (Site::of(before).backups(), Site::of(home).backups());
    if from.try_exists()? {
        files::rename(&from, &to)?;
        place::sync_folder(home)?;
        place::sync_folder(before)?;
    }
    Ok(Some(before.to_owned()))
}

/// The same where names can't be swapped. What can't be finished is taken back.
pub(super) fn in_two_steps(restored: &Path, home: &Path, kept: &Path) -> Result<(), Trouble> {
    files::rename(home, kept)?;
    if let Err(error) = files::rename(restored, home) {
        files::rename(kept, home)?;
        return Err(error.into());
    }
    Ok(())
}

/// The system or the disk knows no such thing: it says so in several ways.
fn cannot_swap(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::InvalidInput)
}
