//! The edge: arguments, environment, the real clock and randomness, exit codes. All of it is handed on.

use bethere::cli::{self, Console, Edge, World};
use chrono::{DateTime, Utc};
use std::env;
use std::io::{self, IsTerminal};
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use uuid::Uuid;

/// Wipes memory when it is given back: pages of the record, frames and texts leave nothing behind them.
#[global_allocator]
static MEMORY: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

struct RealWorld;

impl Edge for RealWorld {
    fn now(&self) -> DateTime<Utc> {
        #[cfg(debug_assertions)]
        stop_when_told();
        Utc::now()
    }

    fn fresh(&self) -> Uuid {
        Uuid::now_v7()
    }
}

/// So that a test sees what becomes of the terminal when the program itself fails, on any screen: it fails once this
/// file is there. Not in a release.
#[cfg(debug_assertions)]
fn stop_when_told() {
    let told = env::var_os("BETHERE_TEST_STOP");
    assert!(!told.is_some_and(|file| std::path::Path::new(&file).exists()), "told to stop");
}

/// A panic that nobody has told of yet.
static UNTOLD: AtomicBool = AtomicBool::new(false);

fn main() -> ExitCode {
    // A damaged file can make the database panic, which it answers for itself; the screens tell of their own
    // stopping. What is left is told here, and never what the program was handling: that may be a record.
    keep_memory_private();
    panic::set_hook(Box::new(|_| UNTOLD.store(true, Ordering::Relaxed)));
    let done = panic::catch_unwind(AssertUnwindSafe(run));
    if done.is_err() && UNTOLD.load(Ordering::Relaxed) {
        eprintln!("{STOPPED}");
    }
    ExitCode::from(done.unwrap_or(101))
}

/// No core dump holds what was on the screen, and no other program of this user may look into this one.
fn keep_memory_private() {
    // Where the system does not know of this there is nothing to be done about it.
    #[cfg(unix)]
    let _ = rustix::process::setrlimit(
        rustix::process::Resource::Core,
        rustix::process::Rlimit { current: Some(0), maximum: Some(0) },
    );
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
}

const STOPPED: &str = "\
bethere stopped by mistake. It was not something you did.
Everything it said was saved is saved.
Start it again. If it happens twice, tell the person who looks after this computer.";

fn run() -> u8 {
    let (mut out, mut err) = (io::stdout(), io::stderr());
    let seen = io::stdin().is_terminal() && out.is_terminal();
    let dirs = directories::ProjectDirs::from("", "", "bethere");
    let data = dirs.as_ref().map(|dirs| dirs.data_dir().to_path_buf());
    let memory = dirs.map(|dirs| dirs.state_dir().unwrap_or(dirs.cache_dir()).join("homes"));
    let mut world = World {
        edge: &RealWorld,
        environment: env::vars_os().collect(),
        zone: iana_time_zone::get_timezone()
            .ok()
            .and_then(|name| name.parse().ok())
            // A computer that was never told where it stands says UTC; no home keeps its days by that.
            .filter(|zone: &chrono_tz::Tz| !zone.name().contains("UTC"))
            .unwrap_or(chrono_tz::Europe::London),
        reports: data.clone().unwrap_or_else(env::temp_dir).join("reports"),
        data,
        memory,
        console: if seen { Console::Terminal } else { Console::Pipe },
        out: &mut out,
        err: &mut err,
    };
    cli::run(env::args_os(), &mut world)
}
