//! Misspelt names, measured: a home of made-up children, what people might type, and who they meant.

mod names;

use std::sync::LazyLock;

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::fold::Folded;
use super::near::{How, Query};
use super::{Kind, Match, Row, meant, search};

/// Made-up children, in no order that helps.
const ROSTER: [&str; 42] = [
    "Jayden Okafor",
    "Kasia Zielińska",
    "Siobhán Kelleher",
    "Jaidon Marsh",
    "Mohammed Yaqoob",
    "Ellie-May Thorpe",
    "Jordan Blythe",
    "Saoirse Tierney",
    "Caoimhe Brannigan",
    "Niamh O'Rourke",
    "Tadhg Mulvaney",
    "Aoife D’Arcy",
    "Oisín Garvey",
    "Łukasz Wójcik",
    "Agnieszka Kowalczyk",
    "Zofia Piątek",
    "Bartosz Szymczak",
    "Abdirahman Warsame",
    "Hodan Jama",
    "Ayaan Farah",
    "Khadija Boukhari",
    "Yusuf al-Masri",
    "Fatima Zahra Haddad",
    "Layla Qasim",
    "Arjun Bhattacharya",
    "Gurpreet Dhillon",
    "Aisha Chowdhury",
    "Priyanka Sivakumar",
    "Shanice Braithwaite",
    "Tyrese Campbell",
    "Deshawn Pryce",
    "Keziah Clarke",
    "Llewelyn Prosser",
    "Rhiannon Gwilym",
    "Angharad Bevan",
    "Gruffudd Parry",
    "Callum Hetherington",
    "Georgia Whitlock",
    "Aaliyah Mensah",
    "Kieran Fitzsimmons",
    "Đặng Minh Thu",
    "Søren Bækgaard",
];

/// What was typed, and the first name that was meant.
const MISSPELT: [(&str, &str); 40] = [
    ("jaydon", "Jayden"),
    ("shivon", "Siobhán"),
    ("siobahn", "Siobhán"),
    ("mohamed", "Mohammed"),
    ("wojcik", "Łukasz"),
    ("elie may", "Ellie-May"),
    ("kasha", "Kasia"),
    ("jorden", "Jordan"),
    ("seersha", "Saoirse"),
    ("keeva", "Caoimhe"),
    ("neve", "Niamh"),
    ("tayg", "Tadhg"),
    ("eefa", "Aoife"),
    ("osheen", "Oisín"),
    ("lucas", "Łukasz"),
    ("agneshka", "Agnieszka"),
    ("sofia", "Zofia"),
    ("bartosh", "Bartosz"),
    ("abdi rahman", "Abdirahman"),
    ("kadija", "Khadija"),
    ("yousef", "Yusuf"),
    ("batacharya", "Arjun"),
    ("gurprit", "Gurpreet"),
    ("choudry", "Aisha"),
    ("shanese", "Shanice"),
    ("tyreece", "Tyrese"),
    ("lewelin", "Llewelyn"),
    ("rianon", "Rhiannon"),
    ("angarad", "Angharad"),
    ("griffith", "Gruffudd"),
    ("callom", "Callum"),
    ("gorgia", "Georgia"),
    ("aliyah", "Aaliyah"),
    ("ciaran", "Kieran"),
    ("o rourke", "Niamh"),
    ("dang", "Đặng"),
    ("soren", "Søren"),
    ("shivo", "Siobhán"),
    ("hetherint", "Callum"),
    ("brathwai", "Shanice"),
];

/// Written before anything was tuned, and never tuned on.
const HELD_OUT: [(&str, &str); 20] = [
    ("jadyen", "Jayden"),
    ("muhamed", "Mohammed"),
    ("siobhain", "Siobhán"),
    ("kasya", "Kasia"),
    ("zielinksa", "Kasia"),
    ("neeve", "Niamh"),
    ("sersha", "Saoirse"),
    ("lukash", "Łukasz"),
    ("abdulrahman", "Abdirahman"),
    ("khadeeja", "Khadija"),
    ("fatema", "Fatima"),
    ("leila", "Layla"),
    ("aysha", "Aisha"),
    ("shaneece", "Shanice"),
    ("deshaun", "Deshawn"),
    ("gruffydd", "Gruffudd"),
    ("jorja", "Georgia"),
    ("alia", "Aaliyah"),
    ("fitsimons", "Kieran"),
    ("keiron", "Kieran"),
];

/// The home's rows: each child by name, room, school and keyworker.
static HOME: LazyLock<Vec<Row<()>>> = LazyLock::new(|| {
    let schools = ["Mill Lane School", "St Brigid's Primary", "Harbour Academy", "taught at home"];
    let keyworkers = ["keyworker Dee Marsh", "keyworker Priya Nair", "keyworker Tom Oyelaran"];
    let child = |(n, name): (usize, &&str)| {
        let room = format!("room {}", n + 1);
        Row::new(Kind::Child, name, [room.as_str(), schools[n % 4], keyworkers[n % 3]], ())
    };
    ROSTER.iter().enumerate().map(child).collect()
});

/// The titles found, best first.
fn titles(typed: &str) -> Vec<String> {
    let found = search(&HOME, typed, usize::MAX);
    found.groups.iter().flat_map(|group| &group.best).map(|found| title(found.row)).collect()
}

fn title<T>(row: &Row<T>) -> String {
    row.texts().next().unwrap_or_default().to_owned()
}

/// What was typed but not found among the first three, and what was found there.
fn misses<'t>(table: &[(&'t str, &'t str)]) -> Vec<(&'t str, Vec<String>)> {
    let first_three = |typed| titles(typed).into_iter().take(3).collect();
    let found = table.iter().map(|&(typed, meant)| (typed, meant, first_three(typed)));
    let missed = found
        .filter(|(_, meant, first): &(_, &str, Vec<String>)| !first.iter().any(|it| it.starts_with(meant)));
    missed.map(|(typed, _, first)| (typed, first)).collect()
}

#[test]
fn misspelt_names_are_found_in_the_first_three() {
    let misses = misses(&MISSPELT);
    assert!(misses.len() <= 2, "{misses:#?}");
}

#[test]
fn misspelt_names_that_nothing_was_tuned_on_are_found_too() {
    let misses = misses(&HELD_OUT);
    assert!(misses.len() <= 1, "{misses:#?}");
}

#[test]
fn every_child_is_first_under_their_own_name() {
    for name in ROSTER {
        assert_eq!(titles(name)[0], name);
        assert_eq!(titles(&name.to_uppercase())[0], name);
        assert_eq!(titles(&Folded::new(name, 200).line().replace(' ', ""))[0], name, "in one word");
    }
}

#[test]
fn nonsense_finds_nobody() {
    for typed in [
        "",
        " ",
        "zzq",
        "xqz",
        "dentits",
        "qwerty",
        "urgent",
        "medication",
        "fire panel",
        "…",
        "⭐",
        "jayden zzq",
    ] {
        assert_eq!(titles(typed), Vec::<String>::new(), "{typed}");
    }
}

/// The titles of some rows with what is highlighted in capitals, and what they are only close to.
fn shown(rows: &[Row<()>], typed: &str) -> Vec<String> {
    let found = search(rows, typed, 9);
    let matches = found.groups.iter().flat_map(|group| &group.best);
    let show = |found: &Match<'_, ()>| {
        let mut title = title(found.row);
        for bytes in found.highlights(0) {
            let capitals = title[bytes.clone()].to_ascii_uppercase();
            title.replace_range(bytes, &capitals);
        }
        match &found.hit.how {
            How::AsTyped => title,
            How::CloseTo(typed) => format!("{title}, close to “{typed}”"),
        }
    };
    matches.map(show).collect()
}

fn row(kind: Kind, title: &str, field: &str) -> Row<()> {
    Row::new(kind, title, [field], ())
}

#[test]
fn what_was_found_is_highlighted_and_what_is_only_close_says_so() {
    let rows = [
        row(Kind::Child, "jayden okafor", "mill lane"),
        row(Kind::Child, "jaidon marsh", "harbour"),
        row(Kind::Command, "write in the log", ""),
    ];
    for (typed, expected) in [
        ("jay", vec!["JAYden okafor"]),
        ("kaf mill", vec!["jayden oKAFor"]),
        ("jayd", vec!["JAYDen okafor", "JAIDon marsh, close to “jayd”"]),
        ("Jaydon, mill", vec!["JAYDEN okafor, close to “Jaydon”"]),
        ("wilog", vec!["Write In the LOG"]),
        ("log write", vec!["WRITE in the LOG"]),
    ] {
        assert_eq!(shown(&rows, typed), expected, "{typed}");
    }
}

#[test]
fn kinds_keep_their_order_and_equals_keep_theirs() {
    let rows = [
        row(Kind::Command, "lock", ""),
        row(Kind::Note, "two", "the lock on the shed"),
        row(Kind::Note, "one", "the lock on the shed"),
        row(Kind::Note, "lock", ""),
        row(Kind::Child, "Jan Locke", ""),
    ];
    let found = search(&rows, "lock", 2);
    let groups: Vec<_> =
        found.groups.iter().map(|group| (group.kind, group.total, group.best.len())).collect();
    assert_eq!(groups, [(Kind::Child, 1, 1), (Kind::Note, 3, 2), (Kind::Command, 1, 1)]);
    assert_eq!(shown(&rows, "lock"), ["Jan LOCKe", "LOCK", "two", "one", "LOCK"]);
    assert_eq!(found.total(), 5);
}

#[test]
fn a_paragraph_is_searched_for_words_and_not_guessed_at() {
    let note = "The dentist card is in the blue tin. ".repeat(4);
    let rows = [row(Kind::Note, "Dee Marsh", &note)];
    assert_eq!(shown(&rows, "denti tin").len(), 1);
    assert_eq!(shown(&rows, "dentits").len(), 0);
    assert_eq!(shown(&[row(Kind::Note, "Dee Marsh", &note[..37])], "dentits").len(), 1);
}

#[test]
fn every_kind_has_its_place_and_its_heading() {
    assert!(Kind::ALL.is_sorted());
    assert!(Kind::ALL.iter().all(|kind| !kind.heading().is_empty()));
}

/// Letters that fold to fewer, to more, or to nothing.
const AWKWARD: &str = r"[a-dX' áłßﬁ\u{301}\-]{0,30}";

proptest! {
    #[test]
    fn folding_what_is_folded_changes_nothing(text: String) {
        let once = Folded::new(&text, 4_000);
        let twice = Folded::new(once.line(), 4_000);
        prop_assert_eq!(twice.line(), once.line());
    }

    #[test]
    fn any_text_finds_itself_and_highlights_whole_characters(text: String, typed: String) {
        let rows = [row(Kind::Note, &text, &typed)];
        for query in [&text, &typed] {
            let found = search(&rows, query, 1);
            prop_assert_eq!(found.total(), usize::from(!Query::new(query).is_empty()));
            for (n, bytes) in found.groups.iter().flat_map(|group| &group.best[0].hit.highlights) {
                let text = [&text, &typed][*n];
                let starts: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
                let is_edge = |at| at == text.len() || starts.contains(&at);
                prop_assert!(is_edge(bytes.start) && is_edge(bytes.end), "{:?} in {:?}", bytes, text);
            }
        }
    }

    #[test]
    fn a_slip_of_the_finger_still_finds(child in 0..ROSTER.len(), at in 1..4usize) {
        let mut typed: Vec<char> = Folded::new(ROSTER[child], 200).words()[0].letters.chars().collect();
        if typed.len() > 5 {
            typed.swap(at, at + 1);
        }
        let typed: String = typed.into_iter().collect();
        prop_assert!(titles(&typed).iter().any(|it| it == ROSTER[child]), "{}", typed);
    }

    #[test]
    fn any_two_texts_can_be_compared(text in AWKWARD, typed in AWKWARD) {
        let folded = [Folded::new(&text, 4_000)];
        if let Some(hit) = Query::new(&typed).score(&folded) {
            prop_assert!(hit.highlights.iter().all(|(n, bytes)| *n == 0 && text.get(bytes.clone()).is_some()));
            prop_assert!(hit.score > 0);
        }
    }
}

#[test]
fn what_was_perhaps_meant_is_something_that_is_there() {
    // Too long a text to guess in: it is found as it stands, or asked about.
    let told = "She was brave at the dentist’s on Tuesday and chose a sticker with a fox on it, and then she \
                told everyone at tea about the chair that goes up and down.";
    let rows = [Row::new(Kind::Note, "While I am away", [told], 0)];
    assert!(search(&rows, "dentits", 5).groups.is_empty());
    assert_eq!(meant(&rows, "dentits").as_deref(), Some("dentists"));
    assert_eq!(meant(&rows, "brave stikcer").as_deref(), Some("brave sticker"));
    assert_eq!(meant(&rows, "court"), None, "nothing is near");
    assert_eq!(meant(&rows, "sticker court"), None, "one word of two is not enough");
    assert_eq!(meant(&rows, ""), None);
}
