//! Journeys of people through the built program, in a real terminal.
#![cfg(unix)]

mod charts;
mod colleagues;
mod day;
mod finding;
mod first_day;
mod handing_over;
mod home;
mod in_and_out;
mod in_time;
mod kept;
mod kills;
mod leaving;
#[cfg(target_os = "linux")]
mod memory;
mod quiet;
mod rough;
mod since;
mod terminal;
mod whole_day;
mod writing;
