//! `bethere tick`, `log` and `alert`: the same acts as on the screens, for scripts.
//!
//! Each says what was done in one sentence. What the rules refuse, or whoever is not found, ends with 1.

use super::open::{self, Opened};
use super::{Everywhere, Stop, World, names, say};
use crate::care::alert::{self, Audience, Feeling, Level, Until, Warning};
use crate::care::log::{self, Category, Knowing, Mood};
use crate::care::trail::{Outcome, Reason};
use crate::care::{Act, CareDay, Entry, Part, Subject, checklist, lines, telling, when};
use crate::desk::View;
use crate::find::{Kind, Row};
use clap::Args;

/// A line and what came of it.
#[derive(Args)]
#[command(
    after_help = "The line may be half typed, as long as it means one line only: bethere tick Kasia hair done"
)]
pub(super) struct Tick {
    /// The child, or "house".
    child: String,
    /// The line of today's checklist.
    line: String,
    /// What came of it.
    #[arg(value_parser = worded(&Outcome::ALL, Outcome::words))]
    outcome: Outcome,
    /// Why it was missed; needed then.
    #[arg(long, value_name = "WHY", value_parser = worded(&Reason::ALL, Reason::words))]
    reason: Option<Reason>,
    /// A few words beside it.
    #[arg(long, value_name = "WORDS", default_value = "")]
    note: String,
}

/// A log entry.
#[derive(Args)]
pub(super) struct Log {
    /// The child, or "house".
    child: String,
    /// What happened.
    #[arg(required = true)]
    text: Vec<String>,
    /// What it is about.
    #[arg(long, value_name = "WHAT", default_value = "general", value_parser = worded(&Category::ALL, Category::short))]
    about: Category,
    /// When it happened: now, 09:50, "yesterday 7pm", "22/11 19:40".
    #[arg(long, value_name = "TIME", default_value = "now")]
    when: String,
    /// The child's mood, from 1, very low, to 5, very good.
    #[arg(long, value_name = "1-5", value_parser = clap::value_parser!(u8).range(1..=5))]
    mood: Option<u8>,
    /// The child's own words.
    #[arg(long, value_name = "WORDS", default_value = "")]
    own_words: String,
}

/// An alert.
#[derive(Args)]
pub(super) struct Alert {
    /// The child.
    child: String,
    /// How much it asks of colleagues.
    #[arg(long, value_parser = worded(&Level::ALL, Level::words))]
    level: Level,
    /// How the child feels.
    #[arg(long, default_value = "unsettled", value_parser = worded(&Feeling::ALL, Feeling::words))]
    feeling: Feeling,
    /// About what.
    #[arg(long, value_name = "WORDS")]
    about: String,
    /// How it may show.
    #[arg(long, value_name = "WORDS", default_value = "")]
    shows: String,
    /// What helps.
    #[arg(long, value_name = "WORDS", default_value = "")]
    helps: String,
    /// Until when: tonight, tomorrow, closed, or a day such as 28/11.
    #[arg(long, value_name = "WHEN", default_value = "tomorrow")]
    until: String,
}

/// `bethere tick`.
pub(super) fn tick(world: &mut World<'_>, everywhere: &Everywhere, asked: &Tick) -> Result<(), Stop> {
    let opened = open::open(world, everywhere)?;
    let view = opened.look();
    let subject = names::subject(view.home(), &asked.child)?;
    let line = todays_line(&view, subject, &asked.line)?;
    let day = view.today();
    drop(view);
    let (outcome, reason, note) = (asked.outcome, asked.reason, asked.note.clone());
    act(
        world,
        &opened,
        Act::Checklist(checklist::Act::Tick { subject, line: line.id, day, outcome, reason, note }),
    )
}

/// `bethere log`.
pub(super) fn log(world: &mut World<'_>, everywhere: &Everywhere, asked: &Log) -> Result<(), Stop> {
    let opened = open::open(world, everywhere)?;
    let moment = opened.moment();
    let happened = if asked.when == "now" {
        moment.at
    } else {
        when::parse_time_of_event(&asked.when, moment).map_err(|not| Stop::WrongUse(not.to_string()))?
    };
    let subject = names::subject(opened.look().home(), &asked.child)?;
    let write = log::Act::Write {
        subject,
        happened,
        category: asked.about,
        text: asked.text.join(" "),
        own_words: asked.own_words.clone(),
        mood: asked.mood.and_then(Mood::new),
        knowing: Knowing::Seen,
        event: log::Event::Ordinary,
        kept_to: None,
    };
    act(world, &opened, Act::Log(write))
}

/// `bethere alert`.
pub(super) fn alert(world: &mut World<'_>, everywhere: &Everywhere, asked: &Alert) -> Result<(), Stop> {
    let opened = open::open(world, everywhere)?;
    let view = opened.look();
    let Subject::Child(child) = names::subject(view.home(), &asked.child)? else {
        return Err(Stop::Refused("An alert is about a child. Say which.".into()));
    };
    let until = match asked.until.as_str() {
        "tonight" => Until::Tonight,
        "tomorrow" => Until::Tomorrow,
        "closed" => Until::Closed,
        day => Until::Day(typed_day(&view, day)?),
    };
    drop(view);
    let warning = Box::new(Warning {
        level: asked.level,
        feeling: asked.feeling,
        about: asked.about.clone(),
        shows: asked.shows.clone(),
        helps: asked.helps.clone(),
        audience: Audience::default(),
    });
    act(world, &opened, Act::Alert(alert::Act::Raise { child, warning, until }))
}

/// A care day as people type it, beside the one it is.
pub(super) fn typed_day(view: &View<'_>, typed: &str) -> Result<CareDay, Stop> {
    if let Ok(date) = typed.parse() {
        return Ok(CareDay::of(date));
    }
    let day = when::parse_date(typed, view.today().date()).map_err(|not| Stop::WrongUse(not.to_string()))?;
    Ok(CareDay::of(day))
}

/// The line of today that some words mean: those of this part of day first, then the others.
fn todays_line(view: &View<'_>, subject: Subject, typed: &str) -> Result<lines::Line, Stop> {
    let (home, day) = (view.home(), view.today());
    let now = home.part_of(view.now());
    let mut parts = Part::ALL;
    parts.sort_by_key(|part| *part != now);
    let asked = parts.map(|part| lines::lines(home, subject, day, part));
    let mut near = Vec::new();
    for lines in &asked {
        if let Some(exact) = lines.iter().find(|line| line.words.eq_ignore_ascii_case(typed.trim())) {
            return Ok(exact.clone());
        }
    }
    for lines in &asked {
        let rows: Vec<Row<usize>> =
            (0..).zip(lines).map(|(place, line)| Row::new(Kind::Command, &line.words, [], place)).collect();
        match names::one(&rows, typed) {
            Ok(place) => return Ok(lines[place].clone()),
            Err(titles) => near.extend(titles.into_iter().map(|title| format!("“{title}”"))),
        }
    }
    let name = home.name_of(subject);
    let hint = if near.is_empty() { String::new() } else { format!(" Did you mean {}?", near.join(" or ")) };
    Err(Stop::Refused(format!("Nothing on {name}’s lists today is called “{}”.{hint}", say::quoted(typed))))
}

fn act(world: &mut World<'_>, opened: &Opened<'_>, act: Act) -> Result<(), Stop> {
    let entry = opened.desk.act(opened.me, opened.stamp(), act)?;
    say::lines(world.out, &saved(&opened.look(), &entry))
}

/// "Saved 07:18: Kasia, bedroom tidy, done."
fn saved(view: &View<'_>, entry: &Entry) -> String {
    let told =
        telling::tell(view.home(), entry).map_or(String::new(), |told| format!(", {}", told.sentence()));
    let at = when::shown_time(entry.at, view.now().zone);
    say::sentence(&format!("Saved {at}: {}{told}", view.home().name_of(entry.subject)))
}

/// Reads a choice among our own words: its beginning will do, with hyphens or spaces, in any case.
fn worded<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    words: fn(T) -> &'static str,
) -> impl Fn(&str) -> Result<T, String> + Clone {
    move |typed| {
        let typed = typed.replace('-', " ").to_lowercase();
        let mut begun = all.iter().copied().filter(|one| words(*one).starts_with(&typed));
        match (begun.next(), begun.next()) {
            (Some(only), None) if !typed.is_empty() => Ok(only),
            _ => {
                let all: Vec<String> =
                    all.iter().map(|one| words(*one).replace(' ', "-").replace(",-", "-")).collect();
                Err(format!("There are: {}.", all.join(", ")))
            }
        }
    }
}
