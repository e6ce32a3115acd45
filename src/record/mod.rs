//! The journal on disk.

pub mod codec;
