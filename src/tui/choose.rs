//! One of several, in a box over the screen: a colleague, a theme, a keymap.

use super::list::{self, List};
use super::paint::{Paint, Rect, Spot};
use super::screen::{Cover, Offer, Reply, Screen};
use super::why::centred;
use crate::care::checklist::LineId;
use crate::care::night::{self, Found};
use crate::care::{Act, CareDay, ChildId, Subject, checklist, people};
use crate::desk::{Trouble, View};
use crate::keys::{Command, Keymap, Place};
use crate::theme::{Mark, Role, Theme};

/// One of several.
pub struct Choose {
    heading: String,
    from: From,
    options: List<String>,
    acts: Vec<(String, Act)>,
}

/// What is chosen from.
enum From {
    Colleagues { subject: Subject, day: CareDay, line: LineId },
    Found { child: ChildId, note: String },
    Every { child: ChildId },
    Themes,
    Keymaps,
}

impl Choose {
    /// A colleague to give a line to.
    pub fn colleague(subject: Subject, day: CareDay, line: LineId, name: &str, what: &str) -> Self {
        Self::new(format!("{name} · {what} · give to"), From::Colleagues { subject, day, line })
    }

    /// How a child was found, with a few words for the check.
    pub fn found(child: ChildId, name: &str, note: String) -> Self {
        Self::new(format!("{name} · how are they?"), From::Found { child, note })
    }

    /// How often a child is looked in on at night.
    pub fn every(child: ChildId, name: &str) -> Self {
        Self::new(format!("{name} · looked in on at night"), From::Every { child })
    }

    /// The colours of one's own screens.
    pub fn theme() -> Self {
        Self::new("Colours".into(), From::Themes)
    }

    /// One's own keys.
    pub fn keymap() -> Self {
        Self::new("Keys".into(), From::Keymaps)
    }

    fn new(heading: String, from: From) -> Self {
        Self { heading, from, options: List::default(), acts: Vec::new() }
    }

    fn choose(&self) -> Reply {
        match (self.acts.get(self.options.at()), &self.from) {
            // The words were written on the round beneath, and leave its draft with the check.
            (Some((_, act)), From::Found { note, .. }) if !note.is_empty() => {
                Reply::BackWith(Box::new(Reply::DoFromDraft(act.clone())))
            }
            (Some((_, act)), _) => Reply::DoThenBack(act.clone()),
            (None, _) => Reply::Back,
        }
    }

    fn colleagues(
        view: &View<'_>,
        subject: Subject,
        day: CareDay,
        line: LineId,
    ) -> Vec<(String, String, Act)> {
        let give = |to| Act::Checklist(checklist::Act::Give { subject, line, day, to });
        let today = view.today();
        let here = view.home().people.working().filter(|staff| staff.away_on(today).is_none());
        let mut options: Vec<_> = here
            .map(|staff| {
                let you = if staff.id == view.me() { "you".into() } else { staff.role.words().into() };
                (staff.name.clone(), you, give(Some(staff.id)))
            })
            .collect();
        options.push(("nobody in particular".into(), String::new(), give(None)));
        options
    }
}

fn found(child: ChildId, note: &str) -> Vec<(String, String, Act)> {
    let check = |found: Found| {
        let act = Act::Night(night::Act::Check { child, found, note: note.into() });
        (found.words().into(), String::new(), act)
    };
    Found::ALL.map(check).into()
}

/// The minutes that are offered between two checks of a child who is looked in on more or less often than the others.
const MINUTES: [u16; 8] = [5, 10, 15, 20, 30, 45, 60, 120];

fn every(view: &View<'_>, child: ChildId) -> Vec<(String, String, Act)> {
    let home = view.home();
    let now = home.nights.every(child);
    let option = |minutes: Option<u16>| {
        let (name, about) = match minutes {
            None => ("as for everyone".into(), format!("every {} minutes", home.house.check_minutes)),
            Some(minutes) => (format!("every {minutes} minutes"), String::new()),
        };
        let about = if minutes == now { [about, "as it is now".into()] } else { [about, String::new()] };
        let about = about.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ");
        (name, about, Act::Night(night::Act::SetEvery { child, minutes }))
    };
    std::iter::once(None).chain(MINUTES.map(Some)).map(option).collect()
}

fn themes() -> Vec<(String, String, Act)> {
    let act = |name: Option<&str>| Act::People(people::Act::ChooseTheme(name.map(Into::into)));
    let by_itself = ("By itself".to_string(), "day, and night when it is late".to_string(), act(None));
    let shipped = Theme::shipped().filter_map(Theme::built_in);
    let shipped = shipped.map(|theme| (theme.title().into(), theme.about().into(), act(Some(theme.name()))));
    std::iter::once(by_itself).chain(shipped).collect()
}

fn keymaps() -> Vec<(String, String, Act)> {
    let shipped = Keymap::SHIPPED.into_iter().filter_map(Keymap::built_in);
    shipped
        .map(|keymap| {
            let act = Act::People(people::Act::ChooseKeymap(Some(keymap.name().into())));
            (keymap.title().into(), keymap.about().into(), act)
        })
        .collect()
}

impl Screen for Choose {
    fn place(&self) -> Place {
        Place::List
    }

    fn title(&self) -> String {
        self.heading.clone()
    }

    fn cover(&self) -> Cover {
        Cover::Over
    }

    fn offers(&self) -> Vec<Offer> {
        vec![Offer::called(Command::Open, "choose"), Offer::can(Command::Back)]
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let options = match &self.from {
            From::Colleagues { subject, day, line } => Self::colleagues(view, *subject, *day, *line),
            From::Found { child, note } => found(*child, note),
            From::Every { child } => every(view, *child),
            From::Themes => themes(),
            From::Keymaps => keymaps(),
        };
        self.options.set(options.iter().map(|(name, _, _)| name.clone()).collect());
        self.acts = options.into_iter().map(|(_, about, act)| (about, act)).collect();
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        match command {
            Command::Open => self.choose(),
            command if self.options.moved(command) => Reply::Stay,
            _ => Reply::Ignored,
        }
    }

    fn go_to(&mut self, number: usize) -> Reply {
        if self.options.go(number.wrapping_sub(1)) { self.choose() } else { Reply::Ignored }
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        match spot.row {
            Some(row) if self.options.go(row) => self.choose(),
            Some(_) | None => Reply::Ignored,
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let rows = u16::try_from(self.options.len()).unwrap_or(u16::MAX);
        let boxed = centred(area, 72, rows.saturating_add(4));
        let inside = paint.popover(boxed, &[(&self.heading, Role::Title)], "");
        let room = usize::from(inside.height.saturating_sub(2));
        for (line, place) in list::shown(self.options.len(), self.options.at(), room).enumerate() {
            let y = inside.y + 1 + u16::try_from(line).unwrap_or(0);
            let row = Rect { y, height: 1, ..inside };
            let number = if place < 9 { (place + 1).to_string() } else { String::new() };
            paint.words(row.x + 2, y, 2, &number, Role::Key);
            paint.words(row.x + 5, y, 24, &self.options.keys()[place], Role::TextStrong);
            paint.words(row.x + 30, y, row.width.saturating_sub(30), &self.acts[place].0, Role::TextMuted);
            if place == self.options.at() {
                paint.lay(row, Role::Selected);
                paint.words(row.x, y, 1, paint.mark(Mark::Cursor), Role::Selected);
                paint.cursor(row.x, y);
            }
            paint.spot(row, 0, place);
        }
    }
}
