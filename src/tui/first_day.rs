//! The first day: four short cards under the screen, once to a person, done and not read. Each goes when what it
//! shows was done; nothing on them writes in a child's record.

use super::paint::{Focus, Paint, Rect};
use crate::keys::{Command, Place};
use crate::theme::Role;

/// The cards, and which of them is shown.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FirstDay {
    card: usize,
}

/// One card: what it says, what to try, and what shows that it was tried. `{name}` stands for that command's key.
struct Card {
    says: &'static str,
    offers: &'static str,
    tried: &'static [Command],
}

const CARDS: [Card; 4] = [
    Card {
        says: "Arrow keys move. {open} opens. {back} goes back. That is enough to do everything. \
               The bottom line always shows what works right now, and only that.",
        offers: "Try it: press {down} twice, then {open}.",
        tried: &[Command::Open],
    },
    Card {
        says: "A child’s screen has parts: morning, day and night, alerts, notes, the log. On a line, {tick-done} \
               says done. {undo} takes back whatever you did last.",
        offers: "Try it: press {next-pane} to go from part to part.",
        tried: &[Command::NextPane, Command::PreviousPane, Command::PaneLeft, Command::PaneRight],
    },
    Card {
        says: "{find} finds a child, a colleague or a word, misspelt too. {everything} lists everything that can \
               be done here, with its key.",
        offers: "Try it: press {everything} and look; {back} closes it.",
        tried: &[Command::Find, Command::Everything],
    },
    Card {
        says: "{help} says what each key does, on every screen. What you type is kept as you type it, even when \
               the power goes. {lock} locks the screen when you walk away.",
        offers: "Try it: press {help}.",
        tried: &[Command::Help],
    },
];

/// The rows a card takes, and those that must be left for the screen.
const HEIGHT: u16 = 6;
const LEFT: u16 = 7;

impl FirstDay {
    /// Takes note of a command that was done. Answers whether the last card was tried.
    pub fn done_with(&mut self, command: Command) -> bool {
        if CARDS.get(self.card).is_some_and(|card| card.tried.contains(&command)) {
            self.card += 1;
        }
        self.card >= CARDS.len()
    }

    /// Paints the card at the foot of an area. Answers what is left for the screen.
    pub fn draw(&self, area: Rect, on_the_board: bool, paint: &mut Paint<'_>) -> Rect {
        let Some(card) = CARDS.get(self.card) else { return area };
        if area.height < HEIGHT + LEFT {
            return area;
        }
        let left = Rect { height: area.height - HEIGHT, ..area };
        let foot = Rect { y: left.bottom(), height: HEIGHT, ..area };
        let back = paint.key(Place::Board, Command::Back);
        let remark = if on_the_board { format!("{back}: not now") } else { String::new() };
        let inside = paint.pane(foot, &[("First day", Role::Title)], &remark, Focus::Away);
        let count = format!("{} of {}", self.card + 1, CARDS.len());
        paint.words(inside.x + 1, inside.y, 7, &count, Role::TextMuted);
        let words = Rect { x: inside.x + 9, width: inside.width.saturating_sub(10), ..inside };
        let said = paint.text(Rect { height: HEIGHT - 3, ..words }, &with_keys(card.says, paint), Role::Text);
        let below = Rect { y: words.y + said, height: 1, ..words };
        paint.text(below, &with_keys(card.offers, paint), Role::TextStrong);
        left
    }
}

/// The words with each command in braces replaced by its key in force.
fn with_keys(words: &str, paint: &Paint<'_>) -> String {
    let mut told = String::new();
    for (n, piece) in words.split(['{', '}']).enumerate() {
        match Command::from_name(piece).filter(|_| n % 2 == 1) {
            Some(command) => {
                let place = command.places().first().copied().unwrap_or(Place::Everywhere);
                told += &paint.key(place, command);
            }
            None => told += piece,
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Keymap;

    #[test]
    fn every_key_on_a_card_is_one_that_works() {
        for map in Keymap::SHIPPED.map(|name| Keymap::built_in(name).expect("a shipped map")) {
            for words in CARDS.iter().flat_map(|card| [card.says, card.offers]) {
                for name in words.split(['{', '}']).skip(1).step_by(2) {
                    let command = Command::from_name(name).expect("a command");
                    let hint = map.hint(command.places()[0], command);
                    assert!(hint.is_some(), "{name} has no key in {}", map.name());
                }
            }
        }
    }

    #[test]
    fn a_card_goes_when_what_it_shows_was_done() {
        let mut cards = FirstDay::default();
        for command in [Command::Down, Command::Help, Command::Open, Command::Open, Command::NextPane] {
            assert!(!cards.done_with(command), "{command:?}");
        }
        assert_eq!(cards, FirstDay { card: 2 });
        assert!(!cards.done_with(Command::Find));
        assert!(!cards.done_with(Command::Up));
        assert!(cards.done_with(Command::Help));
    }
}
