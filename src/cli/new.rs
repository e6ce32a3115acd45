//! `bethere new`: a real home, made without the screens.

use super::{Everywhere, Stop, World, open, say};
use crate::care::Moment;
use crate::care::house::Terms;
use crate::desk::{CameIn, NewHome};
use chrono_tz::Tz;
use clap::Args;

/// Which home.
#[derive(Args)]
pub(super) struct Asked {
    /// What the home is called.
    #[arg(long, value_name = "NAME")]
    name: String,
    /// The short name its first manager signs in with.
    #[arg(long, value_name = "LOGIN")]
    manager: String,
    /// The manager's own name. Without it, the short name.
    #[arg(long, value_name = "NAME")]
    manager_name: Option<String>,
    /// The home's time zone, such as Europe/London. Without it, this computer's.
    #[arg(long, value_name = "ZONE")]
    zone: Option<Tz>,
}

/// Makes it, and prints the recovery key: the only time it is ever seen.
pub(super) fn run(world: &mut World<'_>, everywhere: &Everywhere, asked: &Asked) -> Result<(), Stop> {
    open::refuses_time(everywhere)?;
    let dir = open::folder(world, everywhere)?;
    let new = NewHome {
        name: asked.name.clone(),
        zone: asked.zone.unwrap_or(world.zone),
        terms: Terms::default(),
        manager: asked.manager_name.clone().unwrap_or_else(|| asked.manager.clone()),
        login: asked.manager.clone(),
        passphrase: open::passphrase(world, everywhere)?,
    };
    let now = Moment { at: world.edge.now(), zone: new.zone };
    let CameIn { recovery_key, .. } = open::front(world, everywhere)?.make(&new, now, world.edge.fresh())?;
    let key = recovery_key.map_or(String::new(), |key| key.to_string());
    say::lines(
        world.out,
        &format!(
            "{} is made, in {}. {} signs in with the passphrase given.\n\nThe home’s recovery key:\n\n    {key}\n\n\
             When no manager can sign in, it is the only way back into the record. Write it on paper and lock it \
             away. It is not shown again.",
            say::quoted(new.name.trim()),
            say::place(&dir),
            say::quoted(&asked.manager),
        ),
    )
}
