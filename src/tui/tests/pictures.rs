//! Every screen as it is seen, at three sizes, and the screens that show all children with 1, 6 and 12 of them.

use super::Terminal;
use crate::care::{Act, child};
use crate::keys::Command;

/// Each screen, with the keys that lead to it from the board.
pub(super) const BY_KEYS: [(&str, &str); 21] = [
    ("board", ""),
    ("child", "2"),
    ("house", "7"),
    ("why", "2 Right M"),
    ("give", "2 Right G"),
    ("line", "2 Right Enter"),
    ("add", "2 Plus"),
    ("off-duty note", "2 O"),
    ("write in the log", "2 L"),
    ("log", "2 Y"),
    ("unread alert", "U"),
    ("new alert", "A"),
    ("since", "S"),
    ("in and out", "W"),
    ("where", "W O"),
    ("due", "D"),
    ("night board", "N"),
    ("night round", "N R"),
    ("find", "/"),
    ("help", "F1"),
    ("everything", "Ctrl+P"),
];

/// Screens that have no key of their own.
pub(super) const BY_COMMAND: [(&str, Command); 7] = [
    ("messages", Command::Messages),
    ("drafts", Command::Drafts),
    ("settings of the home", Command::HomeSettings),
    ("backups", Command::Backups),
    ("colours", Command::Colours),
    ("names", Command::Lock),
    ("first day", Command::ShowRound),
];

const SIZES: [(u16, u16); 3] = [(80, 24), (100, 30), (200, 60)];

#[test]
fn every_screen_at_every_size() {
    for (width, height) in SIZES {
        for (name, keys) in BY_KEYS {
            let mut terminal = Terminal::new().sized(width, height);
            terminal.press(keys);
            insta::assert_snapshot!(format!("{name} {width}x{height}"), terminal.picture());
        }
        for (name, command) in BY_COMMAND {
            let mut terminal = Terminal::new().sized(width, height);
            terminal.open(command);
            insta::assert_snapshot!(format!("{name} {width}x{height}"), terminal.picture());
        }
    }
}

#[test]
fn one_child_and_twelve() {
    for (width, height) in SIZES {
        let mut one = Terminal::new().sized(width, height);
        let others: Vec<_> = one.children().into_iter().skip(1).collect();
        for child in others {
            one.act_as("ruth", Act::Child(child::Act::MoveOn(child)));
        }
        insta::assert_snapshot!(format!("board of 1 {width}x{height}"), one.picture());
        one.press("N");
        insta::assert_snapshot!(format!("night board of 1 {width}x{height}"), one.picture());
        let mut twelve = Terminal::new().sized(width, height);
        for name in HARD_NAMES {
            let profile = Box::new(child::Profile { name: name.into(), ..child::Profile::default() });
            twelve.act_as("ruth", Act::Child(child::Act::Admit { profile, keyworker: None }));
        }
        insta::assert_snapshot!(format!("board of 12 {width}x{height}"), twelve.picture());
        twelve.press("N");
        insta::assert_snapshot!(format!("night board of 12 {width}x{height}"), twelve.picture());
    }
}

/// Long, accented, from right to left, with an emoji, of one letter.
const HARD_NAMES: [&str; 6] = [
    "Aleksandra-Magdalena Brzęczyszczykiewicz",
    "نور الهدى",
    "Zoë 🦄 Blue",
    "X",
    "Đặng Thị Ánh Nguyệt",
    "O’Shea-Ní Bhriain",
];
