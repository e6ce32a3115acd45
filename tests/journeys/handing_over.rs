//! One shift hands the home to the next at one screen: prepared, signed, said back, signed by whoever comes on.

use crate::home::{Home, told};
use crate::terminal::Terminal;
use serde_json::Value;
use std::time::Duration;

/// Monday evening: the long day goes, the waking night has come on.
const EVENING: &str = "2026-11-23 21:15";

/// What handing over one child may take besides what is typed: writing and saying back together.
const KEYS_A_CHILD: usize = 12;

/// What is added to each child's story, in the order they are spoken of; whether something is to be done already;
/// and what is to be done besides.
const WRITTEN: [(&str, &str, bool, &str); 6] = [
    ("Mo", " Easier after his brother rang.", true, "22:00 sit with him › Tom"),
    ("Kasia", " Two fillings.", true, "08:00 soft breakfast › Al"),
    ("Siobhán", " Her sister rang.", true, "22:30 look in on her › Tom"),
    ("Jayden", " Settled after the meeting.", true, "his kit for the morning › Al"),
    ("Ellie-May", " Two chapters read aloud.", false, "lunch box out › Tom"),
    ("Tuyết", " Ate with everyone.", false, "library card back › Al"),
];

/// Gives the house's part a count that two agreed, each named by a letter, and signs the whole.
pub fn sign(terminal: &mut Terminal, agreed: [&str; 2]) {
    terminal.press("Tab Tab");
    if terminal.line("Medication count").trim_end_matches(['┃', ' ']).ends_with("Medication count") {
        terminal.type_in("counted, as it should be");
    }
    terminal.press("Tab").type_in(agreed[0]).press("Tab").type_in(agreed[1]).press("Ctrl+S");
    terminal.wait_for("signed, not accepted yet");
}

/// Whoever comes on says every line back, and each is ticked.
pub fn say_back(terminal: &mut Terminal) {
    for _ in 0..100 {
        if terminal.shows("All is said back") {
            return;
        }
        terminal.press("Space");
    }
    panic!("it is never all said back:\n{}", terminal.picture());
}

/// Somebody takes the shift over: they choose their name, read what is urgent, and type the beginning of their
/// passphrase.
fn begin_to_accept(terminal: &mut Terminal, name: &str, typed: &str) {
    terminal.press("Ctrl+S").wait_for("Who takes over?");
    let number = terminal.line(name).chars().find(char::is_ascii_digit).expect("each has a number");
    terminal.press(&number.to_string());
    while terminal.wait_gone("Who takes over?").shows("· URGENT") {
        terminal.press("Enter");
    }
    terminal.wait_for("your own passphrase").type_in(typed);
}

/// The same, and they sign.
pub fn accept(terminal: &mut Terminal, name: &str) {
    begin_to_accept(terminal, name, "demo demo demo");
    terminal.press("Enter").wait_for(&format!("by {name}."));
}

/// Priya, who leads, has written in each child's part and come to the house's. Answers the keys each took.
fn prepare(terminal: &mut Terminal) -> Vec<usize> {
    terminal.wait_for("For you").press("H").keys();
    let mut keys = Vec::new();
    for (n, (child, story, more, to_do)) in WRITTEN.into_iter().enumerate() {
        terminal.wait_for(&format!("[{}✓ {child}]", n + 1)).type_in(story).press("Tab Tab Tab Tab Tab");
        terminal.press(if more { "Enter" } else { "" }).type_in(to_do).press("Page-down");
        keys.push(terminal.keys());
    }
    terminal.wait_for("[7✓ The house]");
    keys
}

/// Whoever comes on says each line back. Answers the keys each child took.
fn say_back_by_child(terminal: &mut Terminal) -> Vec<usize> {
    terminal.keys();
    let said = WRITTEN.into_iter().enumerate().map(|(n, (child, ..))| {
        let here = format!("[{} {child}]", n + 1);
        let here_and_done = format!("[{}✓ {child}]", n + 1);
        let mut keys = 0;
        while keys <= KEYS_A_CHILD && (terminal.shows(&here) || terminal.shows(&here_and_done)) {
            keys += terminal.press("Space").keys();
        }
        keys
    });
    said.collect()
}

/// The handover as it stands on the disk: who signed it, and who took it over.
fn handover(home: &Home) -> (Value, Vec<String>) {
    let shown = home.show(&["handover"])["handover"].take();
    let accepted = shown["accepted"].as_array().map(Vec::as_slice).unwrap_or_default();
    let names = accepted.iter().map(|signed| signed["by"]["name"].as_str().unwrap_or_default().into());
    let names = names.collect();
    (shown, names)
}

/// Nothing of the record is in doubt.
pub fn assert_verified(home: &Home) {
    let verified = told(&home.ask(&["verify"]));
    assert!(verified.contains("Each is its author’s"), "{verified}");
}

#[test]
fn a_shift_is_handed_over_at_twelve_keys_a_child_by_two_at_one_screen() {
    let home = Home::at(EVENING);
    let mut terminal = home.open("priya");
    let mut keys = prepare(&mut terminal);
    sign(&mut terminal, ["a", "t"]);
    let to_sign = terminal.keys();
    for (written, said) in keys.iter_mut().zip(say_back_by_child(&mut terminal)) {
        *written += said;
    }
    say_back(&mut terminal);
    accept(&mut terminal, "Tom Beech");
    // With the key that opens it.
    let house = 1 + to_sign + terminal.keys();
    terminal.wait_for("Priya Nair stays signed in.").leave();
    println!("Keys for each child: {keys:?}; for the house and both signatures: {house}.");
    assert!(keys.iter().all(|keys| *keys <= KEYS_A_CHILD), "{keys:?}");
    assert!(keys.iter().sum::<usize>() + house <= KEYS_A_CHILD * WRITTEN.len(), "{keys:?}, {house}");

    let (shown, accepted) = handover(&home);
    assert_eq!((&shown["signed"]["by"]["name"], accepted), (&"Priya Nair".into(), vec!["Tom Beech".into()]));
    for (part, (child, story, _, to_do)) in
        shown["children"].as_array().expect("each child's part").iter().zip(WRITTEN)
    {
        assert_eq!(part["child"]["name"], child);
        let has = |field: &str, words: &str| part[field].as_str().is_some_and(|text| text.contains(words));
        assert!(has("story", story.trim()) && has("to_do", to_do), "{part:#}");
    }
    assert_eq!(shown["house"]["counted_by"].as_array().map(Vec::len), Some(2), "{shown:#}");
    assert_verified(&home);
}

/// The shift that is signed and waits for whoever comes on.
fn signed(home: &Home) -> Terminal {
    let mut terminal = home.open("priya");
    terminal.wait_for("For you").press("H").wait_for("The story").press("Page-up").wait_for("The house]");
    sign(&mut terminal, ["a", "t"]);
    terminal
}

/// The same once more, with what was said back before.
fn signed_before(home: &Home) -> Terminal {
    let mut terminal = home.open("priya");
    terminal.wait_for("Shift not accepted").press("H").wait_for("Handing over");
    if terminal.shows("Carry on, or start again?") {
        terminal.press("Enter").wait_gone("Carry on, or start again?");
    }
    terminal
}

/// After the power was cut: the handover is signed and not accepted, and is finished.
fn assert_can_be_finished(home: &Home) {
    assert_verified(home);
    let (shown, accepted) = handover(home);
    assert_eq!((&shown["signed"]["by"]["name"], accepted), (&"Priya Nair".into(), Vec::<String>::new()));
    let mut terminal = signed_before(home);
    say_back(&mut terminal);
    accept(&mut terminal, "Tom Beech");
    terminal.press("B").wait_gone("Shift not accepted").leave();
    assert_eq!(handover(home).1, ["Tom Beech"]);
    assert_verified(home);
}

#[test]
fn the_power_is_cut_between_the_two_signatures() {
    let home = Home::at(EVENING);
    signed(&home).kill();
    assert_can_be_finished(&home);
}

#[test]
fn the_power_is_cut_while_whoever_comes_on_types_their_passphrase() {
    let home = Home::at(EVENING);
    let mut terminal = signed(&home);
    say_back(&mut terminal);
    begin_to_accept(&mut terminal, "Tom Beech", "demo de");
    terminal.kill();
    assert_can_be_finished(&home);
}

#[test]
fn the_power_is_cut_at_any_moment_of_the_second_signature() {
    let home = Home::at(EVENING);
    let mut terminal = signed(&home);
    for millis in [0, 2, 10, 40, 160] {
        say_back(&mut terminal);
        begin_to_accept(&mut terminal, "Tom Beech", "demo demo demo");
        terminal.send(b"\r");
        terminal.written_until_quiet_for(Duration::from_millis(millis));
        terminal.kill();
        assert_verified(&home);
        if handover(&home).1 == ["Tom Beech"] {
            return;
        }
        terminal = signed_before(&home);
    }
    drop(terminal);
    assert_can_be_finished(&home);
}

#[test]
fn the_power_is_cut_at_any_moment_of_the_first_signature() {
    let home = Home::at(EVENING);
    for millis in [0, 2, 10, 40, 160] {
        let mut terminal = home.open("priya");
        terminal.wait_for("For you").press("H");
        if terminal.wait_for("Handing over").shows("Carry on, or start again?") {
            terminal.press("Enter").wait_gone("Carry on");
        }
        terminal.press("Page-up").wait_for("The house]").press("Tab Tab Tab").type_in("a").press("Tab");
        terminal.type_in("t").wait_for("‹ Tom Beech ›").wait_for("Draft kept").send(b"\x13");
        terminal.written_until_quiet_for(Duration::from_millis(millis));
        terminal.kill();
        assert_verified(&home);
        let drafts = home.show(&["board", "--as", "priya"])["drafts"].to_string();
        let kept = drafts.contains("handing over");
        let is_signed = handover(&home).0["signed"]["by"]["name"] == "Priya Nair";
        assert_ne!(is_signed, kept, "it is signed, or it is a draft: {drafts}");
        if is_signed {
            return assert_can_be_finished(&home);
        }
    }
}
