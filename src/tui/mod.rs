//! The screens: keys become acts, the home becomes frames.
//!
//! The path of one key: terminal → [`Event::Key`] → the keymap of the place names a command, or a field takes
//! the key → the screen replies → [`App`] asks the desk → every open screen reads → one frame. It asks no clock:
//! each event comes with its instant.

mod answer;
mod app;
mod backups;
mod begun;
mod beneath;
mod chrome;
mod comfort;
mod confirm;
mod doors;
mod drafts;
mod due;
mod field;
mod form;
mod form_screen;
mod keeping;
mod lines;
mod list;
pub mod local;
mod looks;
mod menu;
mod messages;
mod paint;
pub mod picture;
mod pieces;
mod problems;
mod screen;
mod table;
mod ticking;

mod access;
mod add;
mod add_child;
mod alert;
mod amend;
mod appoint;
mod away;
mod board;
mod books;
mod bring_in;
mod charts;
mod child;
mod choose;
mod consent;
mod entry;
mod everything;
mod find;
mod first_day;
mod first_run;
mod handing_over;
mod health;
mod help;
mod home;
mod in_time;
mod leave;
mod line;
mod log;
mod new_alert;
mod new_note;
mod night;
mod note;
mod open_kept;
mod own_passphrase;
mod people;
mod person;
mod reading;
mod recovery;
mod round;
mod say;
mod secret;
mod settings_problems;
mod shift_form;
mod shifts;
mod sign_in;
mod since;
mod story;
mod whereabouts;
mod who_reads;
mod why;
mod words_here;

pub use app::{App, Ask, Event, Mouse};
pub use comfort::{Comfort, SettingsFile, Surroundings};

#[cfg(test)]
mod tests;
