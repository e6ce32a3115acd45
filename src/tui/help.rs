//! Help: what each key does on the screen beneath, what can't be done now and why, and what the marks there mean.
//! It is made of what the screen offers and of the keys in force, so it can't say what is not so; Enter does it.

use super::beneath::{Beneath, gives_way};
use super::lines::{self, Line};
use super::menu::{Item, Menu};
use super::paint::{Paint, Rect, Spot};
use super::screen::{Cover, Notice, Offer, Reply, Screen};
use super::why::centred;
use super::words_here;
use crate::desk::{Trouble, View};
use crate::keys::{Command, Group, Key, Place};
use crate::theme::Role;

/// Help for the screen beneath.
pub struct Help {
    beneath: Beneath,
    menu: Menu,
    /// What the marks and letters on that screen mean.
    words: Vec<Item>,
    shown: Shown,
}

/// How much is shown.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Shown {
    /// What concerns the screen beneath.
    Here,
    /// Every command of every place.
    All,
}

/// The columns of a row: its keys, what they do, and under it why not now.
const KEYS: u16 = 3;
const SAID: u16 = 19;
const REASON: u16 = 21;

impl Help {
    /// Help for the screen beneath.
    pub fn new(beneath: Beneath) -> Self {
        Self { beneath, menu: Menu::default(), words: Vec::new(), shown: Shown::Here }
    }

    fn fill(&mut self) {
        let items = match self.shown {
            Shown::Here => self.here(),
            Shown::All => self.everywhere(),
        };
        self.menu.set(items);
    }

    /// What can be done, near things first; then what can't, then the words.
    fn here(&self) -> Vec<Item> {
        let place = self.beneath.place;
        let mut items: Vec<Item> = Vec::new();
        let offered: Vec<Command> = self.beneath.all().map(|offer| offer.command).collect();
        let moves = place.stack().iter().flat_map(|place| moves(*place));
        let moves: Vec<Offer> = moves.filter(|command| !offered.contains(command)).map(Offer::can).collect();
        for heading in Heading::ALL {
            let here = self.beneath.all().chain(&moves).filter(|offer| heading_of(offer) == heading);
            items.extend(here.map(|offer| Item {
                heading: heading.words().into(),
                command: Some(offer.command),
                keys: self.beneath.keymap.hints(place, offer.command).unwrap_or_default(),
                mark: None,
                words: offer.command.words().into(),
                why_not: offer.not_now.clone(),
            }));
        }
        items.extend(self.words.iter().cloned());
        items
    }

    /// Every command, place by place.
    fn everywhere(&self) -> Vec<Item> {
        let mut items = Vec::new();
        for place in Place::ALL {
            items.extend(Command::of(place).map(|command| {
                let offer = self.beneath.all().find(|offer| offer.command == command);
                let elsewhere =
                    || Some(format!("That is for another screen: {}.", place.title().to_lowercase()));
                Item {
                    heading: place.title().into(),
                    command: Some(command),
                    keys: self.beneath.keymap.hints(place, command).unwrap_or_default(),
                    mark: None,
                    words: command.words().into(),
                    why_not: offer.map_or_else(elsewhere, |offer| offer.not_now.clone()),
                }
            }));
        }
        items
    }

    fn do_it(&self) -> Reply {
        match self.menu.chosen() {
            Some(Item { why_not: Some(why_not), .. }) => Reply::Say(Notice::note(why_not.clone())),
            Some(Item { command: Some(Command::GoTo), .. }) => {
                Reply::Say(Notice::note("Press the number itself, on the screen where it is printed."))
            }
            Some(Item { command: Some(command), .. }) => Reply::BackThen(*command),
            Some(Item { command: None, .. }) | None => Reply::Stay,
        }
    }

    fn lines(&self, paint: &Paint<'_>) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let mut heading = "";
        for (row, item) in self.menu.found().enumerate() {
            if item.heading != heading {
                lines.extend((!heading.is_empty()).then(Line::empty));
                lines.push(Line::heading(item.heading.clone()));
                heading = &item.heading;
            }
            let line = Line::of(row);
            let can = if item.why_not.is_none() { Role::Text } else { Role::TextMuted };
            let line = match item.mark {
                Some(mark) => line.at(KEYS, paint.mark(mark), Role::TextStrong),
                None if item.keys.is_empty() => line.at(KEYS, "–", Role::TextMuted),
                None => line.at(KEYS, item.keys.clone(), Role::Key),
            };
            lines.push(line.at(SAID, item.words.clone(), can));
            if let Some(why_not) = &item.why_not
                && self.shown == Shown::Here
            {
                lines.push(Line::of(row).at(REASON, why_not.clone(), Role::TextMuted));
            }
        }
        lines
    }
}

/// What stands over a group of rows.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Heading {
    ToPutRight,
    List,
    Screen,
    Everywhere,
    Moving,
    Writing,
    NotNow,
}

impl Heading {
    const ALL: [Self; 7] = [
        Self::ToPutRight,
        Self::List,
        Self::Screen,
        Self::Everywhere,
        Self::Moving,
        Self::Writing,
        Self::NotNow,
    ];

    fn words(self) -> &'static str {
        match self {
            Self::ToPutRight => "To put right",
            Self::List => "On this list",
            Self::Screen => "On this screen",
            Self::Everywhere => "Everywhere",
            Self::Moving => "Moving about",
            Self::Writing => "While writing",
            Self::NotNow => "Not now",
        }
    }
}

/// The places of what is selected, rather than of a whole screen.
const LISTS: [Place; 8] = [
    Place::List,
    Place::Checklist,
    Place::Alerts,
    Place::Notes,
    Place::Log,
    Place::Round,
    Place::Shifts,
    Place::Drafts,
];

fn heading_of(offer: &Offer) -> Heading {
    let places = offer.command.places();
    let is_list = |place: &Place| LISTS.contains(place);
    match offer.command.group() {
        _ if offer.not_now.is_some() => Heading::NotNow,
        _ if offer.command == Command::Problems => Heading::ToPutRight,
        Group::Writing => Heading::Writing,
        Group::Moving if offer.command != Command::Open => Heading::Moving,
        Group::GoTo | Group::Everywhere | Group::Comfort if places == [Place::Everywhere] => {
            Heading::Everywhere
        }
        _ if places.iter().any(is_list) => Heading::List,
        Group::Here | Group::GoTo | Group::Everywhere | Group::Comfort | Group::Moving => Heading::Screen,
    }
}

/// What every list, form or text box in a place does, whatever the screen.
fn moves(place: Place) -> impl Iterator<Item = Command> {
    let always = matches!(place, Place::List | Place::Form | Place::Text | Place::Search);
    let moves =
        Command::of(place).filter(|command| matches!(command.group(), Group::Moving | Group::Writing));
    // Whether there is something to open, and steps to go, only the screen knows.
    let moves =
        moves.filter(|command| !matches!(command, Command::Open | Command::NextStep | Command::StepBefore));
    moves.filter(move |_| always)
}

impl Screen for Help {
    fn place(&self) -> Place {
        Place::Search
    }

    fn title(&self) -> String {
        "Help".into()
    }

    fn cover(&self) -> Cover {
        Cover::Over
    }

    fn offers(&self) -> Vec<Offer> {
        let mut offers =
            vec![Offer::called(Command::Open, "do it"), Offer::called(Command::NextPane, "all screens")];
        offers.extend([Command::Back, Command::Find, Command::Everything, Command::Help].map(Offer::can));
        offers
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        self.words = words_here::of(self.beneath.place, view);
        self.fill();
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        match command {
            Command::Open => self.do_it(),
            Command::NextPane | Command::PreviousPane => {
                self.shown = match self.shown {
                    Shown::Here => Shown::All,
                    Shown::All => Shown::Here,
                };
                self.fill();
                Reply::Stay
            }
            command if self.menu.command(command) => Reply::Stay,
            command => gives_way(Command::Help, command).unwrap_or(Reply::Ignored),
        }
    }

    fn typed(&mut self, key: Key) -> Reply {
        if self.menu.typed(key) { Reply::Stay } else { Reply::Ignored }
    }

    fn pasted(&mut self, text: &str) -> Reply {
        self.menu.pasted(text);
        Reply::Stay
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        match spot.row {
            Some(row) if self.menu.at() == row => self.do_it(),
            Some(row) => {
                self.menu.go(row);
                Reply::Stay
            }
            None => Reply::Ignored,
        }
    }

    fn remark(&self) -> String {
        match self.menu.chosen() {
            Some(Item { why_not: Some(why_not), .. }) => why_not.clone(),
            Some(Item { command: Some(_), .. }) => "Enter does it.".into(),
            Some(Item { command: None, .. }) => String::new(),
            None => "Nothing here is called that.".into(),
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let boxed = centred(area, 92, area.height.saturating_sub(2).max(12));
        let title = format!("Help: {}", self.beneath.place.title().to_lowercase());
        let keys = format!("keys: {}", self.beneath.keymap.title());
        let inside = paint.popover(boxed, &[(&title, Role::Title)], &keys);
        paint.words(inside.x + 1, inside.y, 6, "Search", Role::TextMuted);
        let search = Rect { x: inside.x + 9, width: inside.width.saturating_sub(46), height: 1, ..inside };
        self.menu.draw_search(search, paint);
        let (found, all) = (self.menu.found().count(), self.menu.items().len());
        let other = match self.shown {
            Shown::Here => "all screens",
            Shown::All => "only here",
        };
        let tab = paint.key(Place::Search, Command::NextPane);
        let remark = format!("{found} of {all}   {tab}: {other}");
        paint.right(inside.right().saturating_sub(1), inside.y, 34, &remark, Role::TextMuted);
        let below = Rect { y: inside.y + 2, height: inside.height.saturating_sub(2), ..inside };
        let lines = self.lines(paint);
        lines::draw(&lines, self.menu.at(), below, 0, paint);
    }
}
