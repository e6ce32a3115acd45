#![doc = include_str!("ARCHITECTURE.md")]

pub mod care;
pub mod cli;
pub mod demo;
pub mod desk;
pub mod find;
pub mod keys;
pub mod paper;
pub mod record;
pub mod settings;
pub mod theme;
pub mod tui;
