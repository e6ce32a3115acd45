//! `bethere show`: what the screens show, as plain sentences for scripts and screen readers, or as JSON.
//!
//! Each page is a value made from the home; its sentences and its JSON are two ways of telling that value, so
//! they can't disagree. The JSON is stable: fields are added, never changed, while `format` is 1.

mod alerts;
mod board;
mod charts;
mod child;
mod due;
mod handover;
mod log;
mod notes;
mod shapes;
mod whereabouts;

use super::open::{self, Opened};
use super::{Everywhere, Stop, World, acts, names, say};
use crate::care::access::{Look, Page as Shown};
use crate::care::{CareDay, Subject, when};
use crate::desk::View;
use clap::{Args, Subcommand};
use serde::Serialize;
use shapes::{Who, day, time, who};

/// What is shown.
#[derive(Args)]
#[command(after_help = JSON, arg_required_else_help = false)]
pub(super) struct Asked {
    #[command(subcommand)]
    what: What,
    /// As JSON instead of sentences.
    #[arg(long, global = true)]
    json: bool,
}

const JSON: &str = "\
JSON: one object with format (1), home, demo, at, day and part (of the care day), by (who looks), and the \
page's own fields. Ids are UUIDs and stay the same. Times are RFC 3339 in the home's zone, days are YYYY-MM-DD. \
What is not there is null, or an empty list. People and children are {id, name}; the house has the id null. \
Fields may be added to format 1; none is taken away and none changes its meaning.";

#[derive(Subcommand)]
enum What {
    /// How each child is now, how far today's lists have come, and what waits for you.
    #[command(after_help = board::FIELDS)]
    Board,
    /// Alerts that are open, worst first, and those that ran out with nothing written since.
    #[command(after_help = alerts::FIELDS)]
    Alerts,
    /// Off-duty notes that are running.
    #[command(after_help = notes::FIELDS)]
    Notes,
    /// The last shift handover: each child's part, who signed it and who took it over.
    #[command(after_help = handover::FIELDS)]
    Handover,
    /// What is due today and overdue, child by child, and what waits for you.
    #[command(after_help = due::FIELDS)]
    Due,
    /// Where each child is, since when, and when they are due back.
    #[command(after_help = whereabouts::FIELDS)]
    Where,
    /// The log of a day.
    #[command(after_help = log::FIELDS)]
    Log {
        /// A child, or "house"; everyone when left out.
        child: Option<String>,
        /// The day: today, yesterday, 22/11, 2026-11-22.
        #[arg(long, value_name = "DATE")]
        day: Option<String>,
    },
    /// A child's last 30 and 90 days in sentences: mood, sleep, done alone, alerts.
    #[command(after_help = charts::FIELDS)]
    Charts {
        /// The child.
        name: String,
    },
    /// A child's day: what to know first, the lists, alerts, notes and log.
    #[command(after_help = child::FIELDS)]
    Child {
        /// The child, or "house".
        name: String,
        /// The day: today, yesterday, 22/11, 2026-11-22.
        #[arg(long, value_name = "DATE")]
        day: Option<String>,
    },
}

/// Prints a page.
pub(super) fn run(world: &mut World<'_>, everywhere: &Everywhere, asked: &Asked) -> Result<(), Stop> {
    let opened = open::open(world, everywhere)?;
    let printed = printed(&opened, asked)?;
    set_down(&opened, asked)?;
    say::lines(world.out, &printed)
}

/// Sets down whose record was looked at, before it is shown.
fn set_down(opened: &Opened<'_>, asked: &Asked) -> Result<(), Stop> {
    let (view, stamp) = (opened.look(), opened.stamp());
    let home = view.home();
    let children = || home.children.here().map(|child| Subject::Child(child.id)).collect();
    let mut of: Vec<Subject> = match &asked.what {
        What::Log { child: Some(name), .. } | What::Child { name, .. } | What::Charts { name } => {
            vec![names::subject(home, name)?]
        }
        What::Log { child: None, .. } | What::Alerts | What::Notes | What::Handover => children(),
        What::Board | What::Due | What::Where => Vec::new(),
    };
    of.retain(|subject| view.sight().withheld(*subject).is_none());
    let look = |subject| Look::at(stamp.moment.at, Shown::Script, subject);
    let looks: Vec<Look> = of.into_iter().map(look).collect();
    drop(view);
    if !looks.is_empty() {
        opened.desk.set_down(opened.me, stamp, looks)?;
    }
    Ok(())
}

fn printed(opened: &Opened<'_>, asked: &Asked) -> Result<String, Stop> {
    let view = opened.look();
    match &asked.what {
        What::Board => told(&view, board::page(&view)?, asked),
        What::Alerts => told(&view, alerts::page(&view), asked),
        What::Notes => told(&view, notes::page(&view), asked),
        What::Handover => told(&view, handover::page(&view), asked),
        What::Due => told(&view, due::page(&view), asked),
        What::Where => told(&view, whereabouts::page(&view), asked),
        What::Log { child, day } => {
            let subject = child.as_deref().map(|name| names::subject(view.home(), name)).transpose()?;
            told(&view, log::page(&view, subject, day_asked(&view, day.as_deref())?)?, asked)
        }
        What::Charts { name } => match names::subject(view.home(), name)? {
            Subject::Child(child) => told(&view, charts::page(&view, child)?, asked),
            Subject::House => Err(Stop::Refused("Charts are about a child. Name one.".into())),
        },
        What::Child { name, day } => {
            let subject = names::subject(view.home(), name)?;
            told(&view, child::page(&view, subject, day_asked(&view, day.as_deref())?)?, asked)
        }
    }
}

fn day_asked(view: &View<'_>, typed: Option<&str>) -> Result<CareDay, Stop> {
    let Some(typed) = typed else { return Ok(view.today()) };
    let day = acts::typed_day(view, typed)?;
    if day > view.today() {
        return Err(Stop::Refused("That day has not come yet.".into()));
    }
    Ok(day)
}

/// A page: its fields are its JSON, its lines its sentences.
trait Page: Serialize {
    /// In sentences, a line each.
    fn lines(&self) -> Vec<String>;
}

/// What every page begins with.
#[derive(Serialize)]
struct Whole<'a, P> {
    format: u8,
    home: &'a str,
    demo: bool,
    at: String,
    day: String,
    part: &'static str,
    by: Who,
    #[serde(flatten)]
    page: P,
}

fn told<P: Page>(view: &View<'_>, page: P, asked: &Asked) -> Result<String, Stop> {
    let (home, now) = (view.home(), view.now());
    if asked.json {
        let whole = Whole {
            format: 1,
            home: &home.house.name,
            demo: home.house.demo,
            at: time(now.at, now),
            day: day(view.today()),
            part: home.part_of(now).lower(),
            by: who(home, view.me()),
            page,
        };
        return serde_json::to_string_pretty(&whole)
            .map_err(|error| Stop::Refused(format!("This can't be told as JSON.\n{error}")));
    }
    let demo = if home.house.demo { ", a made-up home" } else { "" };
    let local = now.local();
    let head = format!(
        "{}{demo}. {}, {}, {}. {}.",
        home.house.name,
        home.part_of(now).words(),
        when::shown_date(local.date_naive()),
        local.format("%H:%M"),
        home.people.name(view.me()),
    );
    Ok(std::iter::once(head).chain(page.lines()).collect::<Vec<_>>().join("\n"))
}
