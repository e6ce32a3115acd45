//! Journeys of people through the built program, in a real terminal.
#![cfg(unix)]

mod colleagues;
mod day;
mod finding;
mod first_day;
mod home;
mod in_and_out;
mod kept;
mod leaving;
#[cfg(target_os = "linux")]
mod memory;
mod quiet;
mod rough;
mod since;
mod terminal;
mod writing;
