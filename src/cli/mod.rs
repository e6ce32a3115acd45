//! The command line.

pub mod themes;
