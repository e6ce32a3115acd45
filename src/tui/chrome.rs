//! The lines around every screen: where, when and who on top; what must be known; what was said; the keys that
//! matter now.

use super::paint::{Paint, Rect, Target};
use super::screen::{Notice, Offer, Screen, Tone};
use crate::care::alert::Level;
use crate::care::people::Deed;
use crate::care::waiting::{self, Waiting};
use crate::care::{Entry, Home, Moment, Part, Refusal, checklist, handing_over, telling};
use crate::desk::View;
use crate::keys::{Command, Keymap, Place};
use crate::theme::{Mark, Role};

/// The smallest window in which one pane and its keys can be read.
const SMALLEST: (u16, u16) = (60, 16);

/// What the lines around the screens say, read once for all of them.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Bar {
    home: String,
    demo: bool,
    part: Option<Part>,
    long_date: String,
    short_date: String,
    time: String,
    name: String,
    first_name: String,
    to_read: usize,
    banner: Option<String>,
    saves_nothing: Option<&'static str>,
    /// A shift that was handed over waits to be taken over, and it concerns whoever looks.
    not_accepted: bool,
    /// Whoever looks only reads.
    reads_only: bool,
}

impl Bar {
    /// How much whoever looks has to read.
    pub fn to_read(&self) -> usize {
        self.to_read
    }

    /// Why nothing can be saved now, as it stands there.
    pub fn saves_nothing(&self) -> Option<&'static str> {
        self.saves_nothing
    }

    /// What a screen offers, as far as whoever looks may do it at all.
    pub fn allowed(&self, mut offers: Vec<Offer>) -> Vec<Offer> {
        if self.reads_only {
            for offer in offers.iter_mut().filter(|offer| offer.command.writes()) {
                offer.not_now = Some("A visitor reads, and changes nothing.".into());
            }
        }
        offers
    }

    /// What the home is called, as far as it was read.
    pub fn home(&self) -> &str {
        &self.home
    }

    /// What may be said while nobody has signed in: nobody's name, and nothing of any child.
    pub fn closed(now: Moment, home: &str) -> Self {
        let local = now.local();
        Self {
            home: home.into(),
            long_date: local.format("%a %-d %b %Y").to_string(),
            short_date: local.format("%a %-d %b").to_string(),
            time: local.format("%H:%M").to_string(),
            ..Self::default()
        }
    }

    /// Reads them for whoever looks.
    pub fn read(view: &View<'_>) -> Self {
        let home = view.home();
        let local = view.now().local();
        let waiting = waiting::to_read(home, view.me(), view.now());
        Self {
            home: home.house.name.clone(),
            demo: home.house.demo,
            part: Some(home.part_of(view.now())),
            long_date: local.format("%a %-d %b %Y").to_string(),
            short_date: local.format("%a %-d %b").to_string(),
            time: local.format("%H:%M").to_string(),
            name: home.people.name(view.me()).into(),
            first_name: home.people.first_name(view.me()).into(),
            to_read: waiting.len(),
            reads_only: view.my().is_some_and(|staff| !staff.role.may(Deed::Care)),
            saves_nothing: view.saves_nothing(),
            not_accepted: not_accepted(view),
            banner: waiting.iter().find_map(|waiting| banner(home, view.now(), waiting)),
        }
    }
}

/// Whether a shift that was handed over concerns whoever looks: whoever is on, and whoever may take it over.
fn not_accepted(view: &View<'_>) -> bool {
    let on = view.home().shifts.of(view.me()).is_some();
    let may = view.my().is_some_and(|staff| staff.role.may(Deed::TakeOver));
    (on || may) && handing_over::open(view.home(), view.now()).is_some()
}

/// "URGENT  Mo: says he will leave tonight. From Priya 06:40."
fn banner(home: &Home, now: Moment, waiting: &Waiting) -> Option<String> {
    let Waiting::ReadAlert { id, level: Level::Urgent } = waiting else { return None };
    let alert = home.alerts.get(*id)?;
    let at = Moment { at: alert.at, ..now }.local().format("%H:%M").to_string();
    let child = home.name_of(crate::care::Subject::Child(alert.child));
    let about = alert.warning.about.trim_end_matches('.');
    Some(format!("URGENT  {child}: {about}. From {} {at}.", home.people.first_name(alert.by)))
}

/// Whether the window is too small for any screen.
pub fn too_small(area: Rect) -> bool {
    area.width < SMALLEST.0 || area.height < SMALLEST.1
}

/// The one sentence of a window that is too small.
pub fn draw_too_small(area: Rect, paint: &mut Paint<'_>) {
    paint.fill(area, Role::Screen);
    paint.text(area, "Make the window a little larger, or press Ctrl+minus.", Role::Text);
}

/// Paints the ground and the first lines. Answers what is left for the screen.
pub fn draw(area: Rect, bar: &Bar, screen: &dyn Screen, paint: &mut Paint<'_>) -> Rect {
    paint.fill(area, Role::Screen);
    draw_head(Rect { height: 1, ..area }, bar, &screen.title(), paint);
    let mut y = area.y + 1;
    let banner = bar.banner.as_ref();
    if let Some(banner) = banner {
        draw_banner(Rect { y, height: 1, ..area }, banner, screen.place(), paint);
        y += 1;
    }
    if let Some(why) = bar.saves_nothing {
        y += draw_saves_nothing(Rect { y, height: MOST_WHY, ..area }, why, paint);
    }
    let warnings = screen.warnings();
    if !warnings.is_empty() {
        let mut x = area.x + 1;
        for warned in &warnings {
            x += paint.words(x, y, area.right().saturating_sub(x), &warned.words, warned.role) + 2;
        }
        y += 1;
    } else if banner.is_none() && bar.saves_nothing.is_none() {
        y += 1;
    }
    Rect { y, height: area.bottom().saturating_sub(y + 3), ..area }
}

fn draw_head(area: Rect, bar: &Bar, title: &str, paint: &mut Paint<'_>) {
    paint.lay(area, Role::Header);
    let wide = area.width >= 100;
    let who = if wide { &bar.name } else { &bar.first_name };
    let end = area.right() - 1;
    let mut used = 0;
    if !who.is_empty() {
        let unread = format!("{} to read", bar.to_read);
        let unread_role = if bar.to_read > 0 { Role::Unread } else { Role::Header };
        used = paint.right(end, area.y, area.width, &unread, unread_role) + 3;
        used += paint.right(end - used, area.y, 30, who, Role::Header) + 3;
    }
    let used = used + draw_when(area, end - used, bar, wide, paint) + 2;
    let room = area.width.saturating_sub(used + 1);
    let title = if title.is_empty() { &bar.home } else { title };
    let taken = paint.words(area.x + 1, area.y, room, title, Role::Header);
    if bar.demo && room > taken + 12 {
        paint.words(area.x + 1 + taken + 2, area.y, 9, " made up ", Role::Demo);
    }
}

/// "Morning · Mon 23 Nov · 07:18"; while a shift is not accepted, that stands where the part of the day does, so that it
/// takes no row and no banner gives way to it. Answers how many columns it took.
fn draw_when(area: Rect, end: u16, bar: &Bar, wide: bool, paint: &mut Paint<'_>) -> u16 {
    let dot = paint.mark(Mark::Dot);
    let date = match (wide, bar.not_accepted) {
        (true, _) => &*bar.long_date,
        // The day of the week gives way, so that the title does not.
        (false, true) if !bar.demo => bar.short_date.split_once(' ').map_or("", |(_, date)| date),
        // That a home is made up is said whatever else is.
        (false, true) => "",
        (false, false) => &*bar.short_date,
    };
    let date = if date.is_empty() { bar.time.clone() } else { format!("{date} {dot} {}", bar.time) };
    let used = paint.right(end, area.y, area.width, &date, Role::Header);
    if bar.not_accepted {
        let before = format!(" {dot} ");
        let used = used + paint.right(end - used, area.y, 3, &before, Role::Header);
        return used + paint.right(end - used, area.y, 20, NOT_ACCEPTED, Role::Unread);
    }
    let part = bar.part.map_or(String::new(), |part| format!("{} {dot} ", part.words()));
    used + paint.right(end - used, area.y, 20, &part, Role::Header)
}

/// What every screen says until a shift is taken over.
const NOT_ACCEPTED: &str = "Shift not accepted";

fn draw_banner(area: Rect, banner: &str, place: Place, paint: &mut Paint<'_>) {
    paint.fill(area, Role::BannerUrgent);
    let mark = paint.mark(Mark::RuleUrgent);
    let key = paint.key(place, Command::Unread);
    let open = if key.is_empty() { String::new() } else { format!("  {key} opens it.") };
    let words = format!("{mark} {}{open} ", words_that_fit(banner, area.width, &open));
    paint.words(area.x, area.y, area.width, &words, Role::BannerUrgent);
    paint.target(area, Target::Command(Command::Unread));
}

/// How many lines say why nothing can be saved.
const MOST_WHY: u16 = 3;

/// Stands for as long as nothing can be saved: whole, for whoever makes room reads it. Answers how many lines it took.
fn draw_saves_nothing(area: Rect, why: &str, paint: &mut Paint<'_>) -> u16 {
    let words = format!("NOTHING CAN BE SAVED NOW: {why} You can go on reading.");
    let rows = crate::care::words::wrap(&words, usize::from(area.width.saturating_sub(2)));
    let mut y = area.y;
    for row in rows.iter().take(usize::from(area.height)) {
        paint.fill(Rect { y, height: 1, ..area }, Role::BannerUrgent);
        paint.words(area.x + 1, y, area.width - 2, row, Role::BannerUrgent);
        y += 1;
    }
    y - area.y
}

/// The banner's own words give way before the key that opens it does.
fn words_that_fit(banner: &str, wide: u16, open: &str) -> String {
    let room = usize::from(wide).saturating_sub(crate::care::words::columns(open) + 3);
    crate::care::words::fit(banner, room).into_owned()
}

/// Paints the last three lines: a rule, the message, the keys that work now.
pub fn draw_foot(area: Rect, bar: &Bar, screen: &dyn Screen, notice: Option<&Notice>, paint: &mut Paint<'_>) {
    let y = area.bottom() - 3;
    paint.rule(area.x, y, area.width, Role::Border);
    let line = Rect { x: area.x + 1, y: y + 1, width: area.width - 2, height: 1 };
    match notice {
        Some(notice) => draw_message(line, &notice.words, tone(notice.tone), paint),
        None => {
            paint.words(line.x, line.y, line.width, &screen.remark(), Role::TextMuted);
        }
    }
    if notice.is_none_or(|notice| notice.tone != Tone::Wait) {
        let offers = bar.allowed(screen.offers());
        draw_keys(Rect { y: y + 2, height: 1, ..area }, screen.place(), &offers, paint);
    }
}

/// On its own line; what is longer takes the place of the rule above it and of the last rows of the screen, so that no
/// reason is cut short.
fn draw_message(line: Rect, words: &str, role: Role, paint: &mut Paint<'_>) {
    let rows = crate::care::words::wrap(words, usize::from(line.width));
    let shown = rows.len().clamp(1, MOST_MESSAGE);
    let top = line.y.saturating_sub(u16::try_from(shown - 1).unwrap_or(0));
    if shown > 1 {
        paint.fill(
            Rect { x: line.x - 1, y: top, width: line.width + 2, height: line.bottom() - top },
            Role::Screen,
        );
    }
    for (y, row) in (top..).zip(&rows[..rows.len().min(shown - 1)]) {
        paint.words(line.x, y, line.width, row, role);
    }
    // More than that is cut: no sentence of ours is, and what a person wrote stands where it was written.
    let last = rows.get(shown - 1..).unwrap_or_default().join(" ");
    paint.words(line.x, line.y, line.width, &last, role);
}

/// How many rows a message may take.
const MOST_MESSAGE: usize = 4;

fn tone(tone: Tone) -> Role {
    match tone {
        Tone::Saved => Role::MessageSaved,
        Tone::Note | Tone::Wait => Role::MessageNote,
        Tone::Problem => Role::MessageProblem,
    }
}

/// A hint is dropped whole, never cut; the last ones, which help to find the others, stay.
fn draw_keys(area: Rect, place: Place, offers: &[Offer], paint: &mut Paint<'_>) {
    let hint = |command: Command, label: &'static str, paint: &Paint<'_>| {
        let key = paint.key(place, command);
        (!key.is_empty()).then_some((command, key, label))
    };
    let wide =
        |key: &str, label: &str| crate::care::words::columns(key) + crate::care::words::columns(label) + 3;
    let last = [Command::Help, Command::Everything];
    let now = offers.iter().filter(|offer| offer.not_now.is_none() && !last.contains(&offer.command));
    let mut first: Vec<_> = now.filter_map(|offer| hint(offer.command, offer.label, paint)).collect();
    let last: Vec<_> = last.into_iter().filter_map(|command| hint(command, command.label(), paint)).collect();
    let mut room = usize::from(area.width)
        .saturating_sub(2 + last.iter().map(|(_, key, label)| wide(key, label)).sum::<usize>());
    first.retain(|(_, key, label)| {
        let fits = wide(key, label) <= room;
        room = if fits { room - wide(key, label) } else { 0 };
        fits
    });
    let mut x = area.x + 1;
    for (command, key, label) in first.iter().chain(&last) {
        let start = x;
        x += paint.words(x, area.y, area.right().saturating_sub(x), key, Role::Key) + 1;
        x += paint.words(x, area.y, area.right().saturating_sub(x), label, Role::Hint);
        paint.target(Rect { x: start, width: x - start, ..area }, Target::Command(*command));
        x += 2;
    }
}

/// "Saved 07:18: Kasia, bedroom tidy, done.   Ctrl+Z undo"
pub fn saved(home: &Home, entry: &Entry, now: Moment, can_undo: bool, keymap: &Keymap) -> Option<Notice> {
    let told = telling::tell(home, entry)?;
    let late = match &entry.fact {
        crate::care::Fact::Checklist(checklist::Fact::Ticked { tick, part, .. }) if tick.late => {
            format!(" It shows as recorded late for the {}.", part.lower())
        }
        _ => String::new(),
    };
    let undo = keymap.hint(Place::Everywhere, Command::Undo).filter(|_| can_undo);
    let undo = undo.map_or(String::new(), |key| format!("   {key} {}", Command::Undo.label()));
    let time = now.local().format("%H:%M");
    let name = home.name_of(entry.subject);
    Some(Notice::saved(format!("Saved {time}: {name}, {}.{late}{undo}", told.sentence())))
}

/// What is still needed; when it is several things, the screen lists them and only their number is said here.
pub fn refused(refusal: &Refusal) -> Notice {
    match refusal {
        Refusal::Incomplete(gaps) if gaps.len() > 1 => {
            Notice::problem(format!("{} things to put right.", gaps.len()))
        }
        Refusal::Incomplete(_) | Refusal::NotYours(_) | Refusal::Gone(_) | Refusal::NotNow(_) => {
            Notice::problem(refusal.to_string())
        }
    }
}

/// "Taken back 07:19: Kasia, bedroom tidy, done. Both stay in the trail."
pub fn taken_back(home: &Home, entry: &Entry, now: Moment) -> Notice {
    let time = now.local().format("%H:%M");
    let what = telling::tell(home, entry)
        .map_or(String::new(), |told| format!(": {}, {}", home.name_of(entry.subject), told.sentence()));
    Notice::saved(format!("Taken back {time}{what}. Both stay in the trail."))
}
