//! The home as a value: what people ask (`Act`), what happened (`Fact`), and the rules between.
//!
//! Pure: no clock, no disk, no terminal, no randomness.

pub mod days;
pub mod when;
pub mod words;
