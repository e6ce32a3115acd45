//! The sealed store on disks that lose power, turn bits, are cut short or hold something else.

mod blocks;
mod crashes;
mod damage;
mod faults;
mod locks;
mod script;

use super::*;
use crate::record::tests::disk::{Chance, Crash, Image, Recording};

const EPOCH: u32 = 3;

fn home() -> Uuid {
    Uuid::from_u128(5)
}

fn key() -> BlockKey {
    BlockKey::from([7; 32])
}

fn create(disk: Recording) -> Sealed<Recording> {
    Sealed::create(disk, &key(), home(), EPOCH).unwrap()
}

fn open(image: Image) -> io::Result<Sealed<Recording>> {
    Sealed::open(Recording::on(image), &key(), home(), EPOCH)
}

/// Why a disk is not opened.
fn refused(image: Image) -> Option<Refused> {
    open(image).err().as_ref().and_then(Refused::of)
}
