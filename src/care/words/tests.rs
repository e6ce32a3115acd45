//! Words as they are cleaned, measured and cut.

use super::*;
use proptest::prelude::*;

#[track_caller]
fn line(raw: &str, expected: &str) {
    assert_eq!(clean_line(raw, LINE).as_deref(), Ok(expected), "{raw:?}");
}

#[track_caller]
fn text(raw: &str, expected: &str) {
    assert_eq!(clean_text(raw, TEXT).as_deref(), Ok(expected), "{raw:?}");
}

#[test]
fn a_line_is_one_line() {
    line("", "");
    line(" \t\n ", "");
    line("  bedroom \t tidy\n", "bedroom tidy");
    line("one\r\ntwo\rthree\u{2028}four\u{85}five", "one two three four five");
    line("no\u{a0}break\u{3000}wide", "no break wide");
}

#[test]
fn a_text_keeps_its_lines_and_indents() {
    text("one\r\ntwo\rthree\u{2029}four\u{b}five", "one\ntwo\nthree\nfour\nfive");
    text("\n\n one  two \t\n  three\n\n", "one  two\n  three");
    text("a\n\n\n\n\n\nb", "a\n\n\nb");
    text("a\n \n\t\n \n \nb", "a\n\n\nb");
    text("milk\tbread", "milk bread");
}

#[test]
fn letters_are_composed() {
    line("Siobha\u{301}n", "Siobhán");
    line("\u{212b}ngstro\u{308}m", "Ångström");
}

#[test]
fn terminal_sequences_go_whole() {
    line("\u{1b}[1;31mred\u{1b}[0m", "red");
    line("\u{9b}2Jcleared", "cleared");
    line("\u{1b}[?1049h\u{1b}[<35;1;1M\u{1b}[ qx", "x");
    line("\u{1b}]0;a title\u{7}after", "after");
    line("\u{1b}]8;;https://example.org\u{1b}\\link\u{1b}]8;;\u{1b}\\", "link");
    line("\u{9d}52;c;aGVsbG8=\u{9c}after", "after");
    line("\u{1b}Pq#0\u{1b}\\\u{1b}_app\u{9c}\u{1b}^pm\u{7}\u{1b}Xsos\u{1b}\\x", "x");
    line("\u{1b}hello \u{1b}\u{1b}[1mthere\u{1b}", "hello there");
    line("\u{1b}]no end, so the words stay", "no end, so the words stay");
    line("\u{1b}[\u{1b}[31mx\u{1b}[", "x");
    line("bell\u{7} back\u{8}space nul\0 del\u{7f}", "bell backspace nul del");
}

#[test]
fn what_hides_or_turns_text_goes() {
    line("\u{202e}desrever\u{202c} \u{2066}x\u{2069}\u{200f}\u{61c}", "desrever x");
    line("a\u{200b}b\u{2060}c\u{feff}d\u{ad}e\u{3164}f", "abcdef");
    line("flag\u{e0067}\u{e007f}\u{fff9}\u{ffff}\u{fdd0}\u{e000}\u{10fffe}", "flag");
    line("lost \u{fffd} kept", "lost \u{fffd} kept");
}

#[test]
fn joiners_stay_where_they_mean_something() {
    line("می\u{200c}خواهم", "می\u{200c}خواهم");
    line("क्\u{200d}ष", "क्\u{200d}ष");
    line("র\u{200d}্যা", "র\u{200d}্যা");
    line("👩🏽\u{200d}🚀 ❤\u{fe0f}\u{200d}🔥", "👩🏽\u{200d}🚀 ❤\u{fe0f}\u{200d}🔥");
    line("1\u{200d}a", "1a");
    line("\u{200d}a\u{200d} 1\u{200d}2 b\u{200c}\u{200d}", "a 12 b");
    line("a\u{200d}\u{200d}\u{200d}b", "a\u{200d}b");
}

#[test]
fn marks_are_few_and_have_a_letter() {
    line("\u{301}a \u{301}b", "a b");
    line(&format!("x{}y", "\u{33f}".repeat(500)), &format!("x{}y", "\u{33f}".repeat(8)));
    line("❤\u{fe0f}\u{fe0f}\u{fe0e}", "❤\u{fe0f}");
    line("\u{fe0f}a", "a");
    // Comes apart into a letter and a mark when composed, so that eight marks become nine.
    line(&format!("\u{958}{}", "\u{33f}".repeat(8)), &format!("\u{915}\u{93c}{}", "\u{33f}".repeat(7)));
}

#[test]
fn too_long_is_said_with_the_number() {
    assert_eq!(clean_line(&"é".repeat(60), NAME), Ok("é".repeat(60)));
    let refused = clean_line(&"é".repeat(61), NAME).unwrap_err();
    assert_eq!(refused, TooLong { chars: 61, most: 60 });
    assert_eq!(refused.to_string(), "must be 60 characters or fewer");
    assert_eq!(
        clean_text(&"a ".repeat(2_001), TEXT).unwrap_err().to_string(),
        "must be 4,000 characters or fewer"
    );
    assert_eq!(clean_text(&"a\u{301}".repeat(500_000), TEXT), Err(TooLong { chars: 1_000_000, most: TEXT }));
    assert_eq!(clean_line("  \u{200b} ", 0), Ok(String::new()));
}

#[test]
fn numbers_are_grouped_by_thousands() {
    let said: Vec<String> = [0, 60, 999, 4_000, 1_048_576].map(grouped).into();
    assert_eq!(said, ["0", "60", "999", "4,000", "1,048,576"]);
}

#[test]
fn what_is_drawn_or_quoted_is_cleaned_wherever_it_came_from() {
    for (raw, drawn, quoted) in [
        ("  a  b ", "  a  b ", "  a  b "),
        ("one\ntwo", "one\ntwo", "one two"),
        ("one\r\ntwo\u{2028}three", "one\ntwo\nthree", "one two three"),
        ("a\tb\u{1b}[2Jc\u{9b}5n\u{7}", "a bc", "a bc"),
        ("a\u{202e}b\u{200b}c\u{e0041}", "abc", "abc"),
        ("Siobhán, 14", "Siobhán, 14", "Siobhán, 14"),
        ("👍🏽\u{202e}", "▯", "👍🏽"),
    ] {
        assert_eq!(shown(raw), drawn, "{raw:?}");
        assert_eq!(in_a_sentence(raw), quoted, "{raw:?}");
    }
    let stack = format!("e{}", "\u{33f}".repeat(40));
    assert_eq!(shown(&stack).chars().count(), 9);
    assert_eq!(path_in_a_sentence(Path::new("homes/x\nSaved")), "homes/x Saved");
}

#[test]
fn what_is_pasted_keeps_its_spaces_and_loses_what_commands() {
    let pasted: String = plain(" a\tb\r\nc\u{1b}[2J\u{202e} ").collect();
    assert_eq!(pasted, " a b\nc ");
}

#[test]
fn uneven_pictures_are_drawn_as_one_box() {
    for (kept, drawn) in [
        ("plain", "plain"),
        ("smile 😀 wide 中", "smile 😀 wide 中"),
        ("❤\u{fe0f} 👩\u{200d}🚀 👍🏽 🇬🇧 🇬", "▯ ▯ ▯ ▯ ▯"),
        ("1\u{fe0f}\u{20e3} می\u{200c}خواهم é", "▯ می\u{200c}خواهم é"),
    ] {
        assert_eq!(shown(kept), drawn);
    }
}

#[test]
fn a_row_is_cut_between_letters() {
    for (whole, most, row) in [
        ("Kasia", 5, "Kasia"),
        ("Kasia", 4, "Kas…"),
        ("Kasia", 1, "…"),
        ("Kasia", 0, ""),
        ("", 3, ""),
        ("hot chocolate", 5, "hot…"),
        ("中文字", 6, "中文字"),
        ("中文字", 5, "中文…"),
        ("中文字", 4, "中…"),
        ("e\u{33f}e\u{33f}e\u{33f}", 2, "e\u{33f}…"),
        ("first\nsecond", 20, "first second"),
    ] {
        assert_eq!(fit(whole, most), row, "{whole:?} in {most}");
    }
}

#[test]
fn words_wrap_whole() {
    for (whole, most, rows) in [
        ("", 10, vec![""]),
        ("goes quiet at supper", 10, vec!["goes quiet", "at supper"]),
        ("goes quiet at supper", 9, vec!["goes", "quiet at", "supper"]),
        ("one\n\n  two", 10, vec!["one", "", "  two"]),
        ("unbreakable", 4, vec!["unbr", "eaka", "ble"]),
        ("an unbreakable", 4, vec!["an", "unbr", "eaka", "ble"]),
        ("aaaa     bbbb  ", 5, vec!["aaaa", "bbbb"]),
        ("        deep", 4, vec!["deep"]),
        ("中文字 a", 4, vec!["中文", "字 a"]),
        ("中文", 1, vec!["中", "文"]),
        ("ab", 0, vec!["a", "b"]),
    ] {
        assert_eq!(wrap(whole, most), rows, "{whole:?} in {most}");
    }
}

#[test]
fn every_character_alone_cleans_once() {
    // Every plane that has characters; the private ones are dropped as they are.
    for character in ('\0'..'\u{32400}').chain('\u{e0000}'..'\u{e1000}') {
        let raw = format!("a{character}\u{33f}{character}\u{200d}b{character}");
        let once = clean_text(&raw, LINE).unwrap();
        assert_eq!(clean_text(&once, LINE).as_ref(), Ok(&once), "{raw:?}");
    }
}

/// Text that is hostile more often than not.
fn hostile() -> impl Strategy<Value = String> {
    let trouble = "\u{1b}[]\\;0mP \n\r\t\u{7}\u{9b}\u{9c}\u{9d}\u{85}\u{301}\u{327}\u{338}\u{93c}\u{958}\u{344}\
                   \u{fe0f}\u{fe0e}\u{200d}\u{200c}\u{200b}\u{202e}\u{2028}e\u{e9}1❤👩🏽🇬\u{1100}\u{1161}\u{11a8}\
                   \u{dd9}\u{dcf}\u{dca}\u{e0067}\u{1d15e}中ク\u{3099}\u{9c7}\u{9be}";
    let letter = proptest::sample::select(trouble.chars().collect::<Vec<_>>());
    proptest::collection::vec(prop_oneof![4 => letter, 1 => any::<char>()], 0..60)
        .prop_map(|letters| letters.into_iter().collect())
}

fn harms(character: char) -> bool {
    matches!(u32::from(character),
        0..=9 | 0xb..=0x1f | 0x7f..=0x9f | 0x61c | 0x200b | 0x200e | 0x200f | 0x2028..=0x202e
        | 0x2060..=0x206f | 0xfeff | 0xfff9..=0xfffb | 0xe000..=0xf8ff | 0xfdd0..=0xfdef
        | 0xe0000..=0xe007f | 0xf0000..)
}

fn marks_in_a_row(text: &str) -> usize {
    text.split(|c| !is_combining_mark(c) || is_selector(c)).map(|run| run.chars().count()).max().unwrap_or(0)
}

proptest! {
    #[test]
    fn cleaning_is_safe_and_once_is_enough(raw in hostile()) {
        for clean in [clean_line, clean_text] {
            let once = clean(&raw, LINE).unwrap();
            prop_assert!(!once.contains(harms), "{once:?}");
            prop_assert!(marks_in_a_row(&once) <= MARKS_A_LETTER);
            prop_assert!(unicode_normalization::is_nfc(&once));
            prop_assert!(!once.contains(" \n") && !once.contains("\n\n\n\n"));
            prop_assert_eq!(once.trim(), &once);
            prop_assert_eq!(clean(&once, LINE), Ok(once.clone()));
        }
        let line = clean_line(&raw, LINE).unwrap();
        prop_assert!(!line.contains('\n') && !line.contains("  "));
    }

    #[test]
    fn a_limit_holds_whatever_is_typed(raw in hostile(), most in 0_usize..40) {
        match clean_text(&raw, most) {
            Ok(kept) => prop_assert!(kept.chars().count() <= most),
            Err(refused) => prop_assert!(refused.chars > most && refused.most == most),
        }
    }

    #[test]
    fn rows_fit_and_lose_no_letter(raw in hostile(), most in 1_usize..20) {
        let text = clean_text(&raw, LINE).unwrap();
        let text = shown(&text);
        prop_assert!(columns(&fit(&text, most)) <= most);
        let rows = wrap(&text, most);
        for row in &rows {
            prop_assert!(columns(row) <= most || row.graphemes(true).count() == 1, "{row:?}");
        }
        let letters = |text: &str| text.replace([' ', '\n'], "");
        prop_assert_eq!(letters(&rows.concat()), letters(&text));
    }
}
