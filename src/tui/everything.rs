//! Everything that can be done on the screen beneath, as a list to search: with the key beside it, so that it need
//! not be looked up twice, and with the reason where it can't be done now.

use super::beneath::{Beneath, gives_way};
use super::lines::{self, Line};
use super::menu::{Item, Menu};
use super::paint::{Paint, Rect, Spot};
use super::screen::{Cover, Notice, Offer, Reply, Screen};
use super::why::centred;
use crate::desk::{Trouble, View};
use crate::keys::{Command, Group, Key, Place};
use crate::theme::Role;

/// The list of everything.
pub struct Everything {
    menu: Menu,
    /// Its own key, for the corner.
    key: String,
}

impl Everything {
    /// Everything that can be done on the screen beneath.
    pub fn new(beneath: &Beneath) -> Self {
        let mut menu = Menu::default();
        menu.set(items(beneath));
        Self { menu, key: beneath.keymap.hint(beneath.place, Command::Everything).unwrap_or_default() }
    }

    fn do_it(&self) -> Reply {
        match self.menu.chosen() {
            Some(Item { why_not: Some(why_not), .. }) => Reply::Say(Notice::note(why_not.clone())),
            Some(Item { command: Some(command), .. }) => Reply::BackThen(*command),
            Some(Item { command: None, .. }) | None => Reply::Stay,
        }
    }

    fn lines(&self) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let mut heading = "";
        for (row, item) in self.menu.found().enumerate() {
            if item.heading != heading {
                lines.extend((!heading.is_empty()).then(Line::empty));
                lines.push(Line::heading(item.heading.clone()));
                heading = &item.heading;
            }
            let line = Line::of(row);
            if let Some(why_not) = &item.why_not {
                lines.push(line.at(3, item.words.clone(), Role::TextMuted));
                lines.push(Line::of(row).at(6, why_not.clone(), Role::TextMuted));
            } else {
                lines.push(line.at(3, item.words.clone(), Role::Text).ending(item.keys.clone(), Role::Key));
            }
        }
        lines
    }
}

fn items(beneath: &Beneath) -> Vec<Item> {
    let groups = Group::ALL.into_iter().filter(|group| {
        // Moving about and writing are done with a key, or not at all.
        !matches!(group, Group::Moving | Group::Writing)
    });
    let own = |offer: &&Offer| offer.command != Command::Everything;
    let items = groups.flat_map(|group| {
        let heading = match group {
            Group::Here if !beneath.about.is_empty() => format!("Here, for {}", beneath.about),
            group => group.title().into(),
        };
        let here = beneath.all().filter(own).filter(move |offer| offer.command.group() == group);
        here.map(move |offer| Item {
            heading: heading.clone(),
            command: Some(offer.command),
            keys: beneath.keymap.hint(beneath.place, offer.command).unwrap_or_default(),
            mark: None,
            words: offer.command.words().into(),
            why_not: offer.not_now.clone(),
        })
    });
    items.collect()
}

impl Screen for Everything {
    fn place(&self) -> Place {
        Place::Search
    }

    fn title(&self) -> String {
        "Everything".into()
    }

    fn cover(&self) -> Cover {
        Cover::Over
    }

    fn offers(&self) -> Vec<Offer> {
        let mut offers = vec![Offer::called(Command::Open, "do it")];
        offers.extend([Command::Back, Command::Find, Command::Help, Command::Everything].map(Offer::can));
        offers
    }

    fn read(&mut self, _view: &View<'_>) -> Result<(), Trouble> {
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        match command {
            Command::Open => self.do_it(),
            command if self.menu.command(command) => Reply::Stay,
            command => gives_way(Command::Everything, command).unwrap_or(Reply::Ignored),
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
            Some(row) if self.menu.go(row) => self.do_it(),
            Some(_) | None => Reply::Ignored,
        }
    }

    fn remark(&self) -> String {
        match self.menu.chosen() {
            Some(Item { why_not: Some(why_not), .. }) => why_not.clone(),
            Some(_) => String::new(),
            None => "Nothing that can be done here is called that.".into(),
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let boxed = centred(area, 74, area.height.saturating_sub(2).max(12));
        let inside = paint.popover(boxed, &[("What do you want to do?", Role::Title)], &self.key);
        let search = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), height: 1, ..inside };
        self.menu.draw_search(search, paint);
        let below = Rect { y: inside.y + 2, height: inside.height.saturating_sub(2), ..inside };
        lines::draw(&self.lines(), self.menu.at(), below, 0, paint);
    }
}
