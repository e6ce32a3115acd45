//! What a screen offers is exactly what it answers, walked over every screen that has its picture taken.

use super::Terminal;
use super::pictures::{BY_COMMAND, BY_KEYS};
use crate::desk::Desk;
use crate::keys::Command;
use crate::tui::screen::Reply;

/// How to come to each screen.
fn screens() -> impl Iterator<Item = (&'static str, Box<dyn Fn() -> Terminal>)> {
    let by_keys = BY_KEYS.into_iter().map(|(name, keys)| {
        let open = move || {
            let mut terminal = Terminal::new();
            terminal.press(keys);
            terminal
        };
        (name, Box::new(open) as Box<dyn Fn() -> Terminal>)
    });
    let by_command = BY_COMMAND.into_iter().map(|(name, command)| {
        let open = move || {
            let mut terminal = Terminal::new();
            terminal.open(command);
            terminal
        };
        (name, Box::new(open) as Box<dyn Fn() -> Terminal>)
    });
    by_keys.chain(by_command)
}

/// What is shown, and the number of the last entry when somebody has signed in.
fn seen(terminal: &mut Terminal) -> (String, Option<u64>) {
    let last = terminal.app().desk().map(Desk::last);
    (terminal.picture(), last)
}

#[test]
fn what_a_screen_offers_is_exactly_what_it_answers() {
    let mut wrong = Vec::new();
    for (name, open) in screens() {
        let mut terminal = open();
        let everywhere = terminal.app().offers_everywhere();
        let offers = terminal.app().on_top().offers();
        for command in Command::ALL.iter().copied().filter(|command| command.group().is_offered()) {
            let offered = offers.iter().find(|offer| offer.command == command);
            let holds_everywhere = everywhere.iter().any(|offer| offer.command == command);
            match offered {
                // Whoever asks is told why not, and the screen never hears of it.
                Some(offer) if offer.not_now.is_some() => {}
                // One that holds everywhere is answered there when the screen has no meaning of its own for it.
                Some(_) | None if holds_everywhere => {}
                Some(_) => {
                    let answered = open().app().on_top().command(command);
                    if matches!(answered, Reply::Ignored) {
                        wrong.push(format!("{name} offers {} and does not answer it", command.name()));
                    }
                }
                None => {
                    let before = seen(&mut terminal);
                    terminal.open(command);
                    if seen(&mut terminal) != before {
                        wrong.push(format!("{name} answers {} and does not offer it", command.name()));
                        terminal = open();
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
