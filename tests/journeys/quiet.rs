//! What is written to the terminal: nothing when nothing happens, little when little does, and only our own
//! sequences.

use crate::home::{Home, told};
use std::collections::BTreeSet;
use std::fs;
use std::time::Duration;

#[test]
fn nothing_is_written_while_nothing_happens() {
    let home = Home::new();
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").written_until_quiet_for(Duration::from_millis(300));
    assert_eq!(terminal.written_until_quiet_for(Duration::from_secs(3)), 0);
}

#[test]
fn a_tick_is_a_small_message_to_the_terminal() {
    let home = Home::new();
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").press("4").wait_for("1 Morning 0/8");
    terminal.written_until_quiet_for(Duration::from_millis(300));
    let before = terminal.heard().len();
    terminal.press("Space").wait_for("Saved").written_until_quiet_for(Duration::from_millis(300));
    let written = terminal.heard().len() - before;
    assert!(written <= 1_500, "{written} bytes");
}

#[test]
fn without_colour_the_cursor_row_is_still_seen() {
    let home = Home::new();
    let mut terminal = home.open_with("dee", &[], &[("NO_COLOR", "1")], 24, 80);
    terminal.wait_for("For you").press("Down").written_until_quiet_for(Duration::from_millis(300));
    let screen = terminal.screen();
    let row = terminal.picture().lines().position(|line| line.contains("› "));
    let row = u16::try_from(row.expect("a row is marked")).expect("a short window");
    let reversed =
        (0..80).filter(|column| screen.cell(row, *column).is_some_and(vt100::Cell::inverse)).count();
    assert!(reversed > 40, "{reversed} cells are reversed in:\n{}", terminal.picture());
    assert_eq!(screen.cursor_position().0, row, "the real cursor is there too");
    assert_eq!(colour_codes(terminal.heard()), Vec::<String>::new());
}

#[test]
fn what_stands_in_the_record_never_commands_the_terminal() {
    let home = Home::new();
    let evil =
        ["\x1b]0;evil\x07", "\x1b[7;9r", "\x1b[2J", "\u{9b}5n", "\x1bP+q544e\x1b\\\\", "\x07", "\u{202e}"];
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").leave();
    let usual = terminal.strange().clone();
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").press("L").wait_for("write in the log");
    let words = format!("Mo said{}that", evil.concat());
    terminal.paste(&words).wait_for("Mo said").press("Ctrl+S").wait_for("Saved").leave();
    told(&home.ask(&["log", "Mo", &words]));
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").press("4 6").wait_for("Mo said").leave();
    let heard = String::from_utf8_lossy(terminal.heard());
    for evil in evil {
        assert!(!heard.contains(evil), "{evil:?} reached the terminal");
    }
    assert_eq!(*terminal.strange(), usual);
    let printed = told(&home.ask(&["show", "log", "Mo"]));
    assert!(!printed.contains(|letter: char| letter.is_control() && letter != '\n'), "{printed:?}");
}

#[test]
fn whatever_stands_in_files_and_drafts_only_our_own_sequences_reach_the_terminal() {
    let hostile = "Zed\u{1b}]0;t\u{7}\u{1b}[5n\u{9b}5n\u{90}q\u{9c}\u{8}\u{202e}\u{2066}\u{200b}\u{200f}\u{ad}e\u{e0041}\t";
    let escaped: Vec<String> =
        hostile.chars().map(|letter| format!("\\U{:08X}", u32::from(letter))).collect();
    let escaped = escaped.concat();
    let home = Home::new();
    let text = format!(
        "format = 1\ninherits = \"{escaped}\"\ntitle = \"{escaped}\"\nabout = \"{escaped}\"\n{hostile} = 1\n\
         [list]\n\"{escaped}\" = \"{escaped}\"\ntick-done = \"{escaped}\"\n[roles]\ntext = \"{escaped}\"\n\
         [marks]\nmasked = \"{escaped}\"\n"
    );
    for kind in ["keymaps", "themes"] {
        fs::create_dir(home.dir().join(kind)).expect("a folder for them");
        fs::write(home.dir().join(kind).join(format!("{hostile}.toml")), &text).expect("it can be written");
    }
    let keymap = home.beside(&format!("{hostile}.toml"), &text).display().to_string();
    let mut terminal = home.open_with("dee", &["--keymap", &keymap, "--theme", &keymap], &[], 40, 120);
    terminal.wait_for("For you");
    for screen in ["problems", "colours", "keys"] {
        terminal.press("Ctrl+P").type_in(screen).press("Enter");
        terminal.written_until_quiet_for(Duration::from_millis(300));
        assert!(screen != "problems" || terminal.shows("Zed"), "{}", terminal.picture());
        terminal.press("Esc").written_until_quiet_for(Duration::from_millis(300));
    }
    terminal.press("/").paste(hostile).written_until_quiet_for(Duration::from_millis(300));
    terminal.press("Esc").press("Esc").written_until_quiet_for(Duration::from_millis(300));
    // A letter at a time, as keys.
    terminal.press("L").wait_for("write in the log").type_in("Mo \u{202e}was\u{e0041} out");
    terminal.kill();
    only_ours(terminal.heard());
    let mut terminal = home.open("dee");
    terminal.wait_for("For you").leave();
    only_ours(terminal.heard());
}

/// Asserts that the bytes are words and sequences that set attributes, the cursor, modes of ours or wipe the screen.
#[track_caller]
fn only_ours(heard: &[u8]) {
    let text = std::str::from_utf8(heard).expect("it is text");
    let (mut pieces, mut sequences) = (text.split('\u{1b}'), BTreeSet::new());
    let mut words = pieces.next().unwrap_or_default().to_string();
    for piece in pieces {
        let body = piece.strip_prefix('[').unwrap_or_else(|| panic!("no sequence of ours: {piece:?}"));
        let end = body.find(|letter: char| !matches!(letter, '0'..='9' | ';' | '?')).expect("it ends");
        let (with, rest) = body.split_at(end);
        let last = rest.chars().next().expect("it ends");
        sequences.insert(if matches!(last, 'm' | 'H') { last.to_string() } else { format!("{with}{last}") });
        words.push_str(&rest[last.len_utf8()..]);
    }
    let modes = ["?1000", "?1002", "?1003", "?1006", "?1015", "?1049", "?2004", "?25"];
    let ours: BTreeSet<String> =
        modes.iter().flat_map(|mode| [format!("{mode}h"), format!("{mode}l")]).collect();
    let others: Vec<&String> = sequences.iter().filter(|one| !ours.contains(*one)).collect();
    assert_eq!(others, ["2J", "H", "m"].iter().filter(|one| sequences.contains(**one)).collect::<Vec<_>>());
    let hostile = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}')
    };
    let odd: Vec<char> = words.chars().filter(|letter| hostile(*letter)).collect();
    assert_eq!(odd, [] as [char; 0]);
}

/// The attributes sent that set a colour other than the terminal's own.
fn colour_codes(heard: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(heard);
    let attributes = text.split("\x1b[").skip(1).filter_map(|rest| {
        let end = rest.find(|letter: char| letter.is_ascii_alphabetic())?;
        rest[end..].starts_with('m').then(|| rest[..end].to_string())
    });
    let colours = |attribute: &String| {
        attribute.split(';').any(|code| {
            code.parse().is_ok_and(|code: u8| matches!(code, 30..=38 | 40..=48 | 90..=97 | 100..=107))
        })
    };
    attributes.filter(colours).collect()
}
