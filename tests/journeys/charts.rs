//! A child's charts, and the same told in words, on the screen and by the command line.

use crate::home::{Home, told};
use crate::terminal::Terminal;

/// Everything that stands on the screen, without its borders and line breaks.
fn words(terminal: &Terminal) -> String {
    terminal.picture().replace('┃', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn thirty_and_ninety_days_are_drawn_and_their_words_are_those_of_the_command_line() {
    let home = Home::new();
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").press("4").wait_for("he/him").press("V").wait_for("[1 30 days]");
    for chart in ["━ Mood ━", "─ Sleep ─", "─ Done alone ─", "─ Alerts ─"] {
        terminal.wait_for(chart);
    }
    terminal.press("2").wait_for("[2 90 days]").wait_for("━ Mood ━");
    terminal.press("3").wait_for("[3 30 in words]");
    let thirty = words(&terminal);
    terminal.press("4").wait_for("[4 90 in words]");
    let ninety = words(&terminal);
    terminal.press("Esc").wait_gone("in words").wait_for("1 Morning").leave();

    let printed = told(&home.ask(&["show", "charts", "Mo"]));
    let sentences: Vec<&str> = printed.lines().filter(|line| line.starts_with("  ")).map(str::trim).collect();
    assert_eq!(sentences.len(), 8, "{printed}");
    for (screen, sentences) in [thirty, ninety].iter().zip(sentences.chunks(4)) {
        for sentence in sentences {
            assert!(screen.contains(sentence), "{sentence:?} is not in {screen:?}");
        }
    }
}
