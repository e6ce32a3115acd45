//! A hundred misspellings of names that are common in homes in the United Kingdom, as somebody types them who has
//! heard the name, or whose finger slipped. Sixty may be looked at while the matching is tuned; forty may not.

use super::super::{Kind, Row, search};

/// Who lives in a very large home. All made up.
const ROSTER: [&str; 72] = [
    "Siobhán Kelleher",
    "Niamh O’Rourke",
    "Caoimhe Brannigan",
    "Saoirse Tierney",
    "Aoife D’Arcy",
    "Oisín Garvey",
    "Tadhg Mulvaney",
    "Ciarán Doherty",
    "Eoghan Lafferty",
    "Gráinne Molloy",
    "Róisín Gallagher",
    "Sinéad Keane",
    "Łukasz Wójcik",
    "Agnieszka Kowalczyk",
    "Zofia Piątek",
    "Bartosz Szymczak",
    "Katarzyna Zielińska",
    "Wojciech Nowak",
    "Małgorzata Pawlak",
    "Jakub Wiśniewski",
    "Krzysztof Lewandowski",
    "Oliwia Kaczmarek",
    "Abdirahman Warsame",
    "Hodan Jama",
    "Ayaan Farah",
    "Hibaaq Abdullahi",
    "Ifrah Mohamud",
    "Liban Hersi",
    "Sahra Nuur",
    "Zakariye Duale",
    "Mohammed Yaqoob",
    "Yusuf al-Masri",
    "Fatima Haddad",
    "Layla Qasim",
    "Khadija Boukhari",
    "Ibrahim Khoury",
    "Aaliyah Mansour",
    "Hussein Najjar",
    "Maryam Saleh",
    "Abdullah Rahman",
    "Arjun Bhattacharya",
    "Gurpreet Dhillon",
    "Aisha Chowdhury",
    "Priyanka Sivakumar",
    "Harpreet Sandhu",
    "Jaswinder Gill",
    "Mehreen Akhtar",
    "Nusrat Begum",
    "Zainab Hussain",
    "Vikram Krishnamurthy",
    "Anjali Deshpande",
    "Tharshini Selvarajah",
    "Shanice Braithwaite",
    "Tyrese Campbell",
    "Deshawn Pryce",
    "Keziah Clarke",
    "Jermaine Beckford",
    "Latoya Gayle",
    "Marcus Delapenha",
    "Shaquille Morrison",
    "Llewelyn Prosser",
    "Rhiannon Gwilym",
    "Angharad Bevan",
    "Gruffudd Parry",
    "Myfanwy Pugh",
    "Dafydd Llywelyn",
    "Eirlys Howell",
    "Gwenllian Rhys",
    "Jayden Marsh",
    "Callum Hetherington",
    "Georgia Whitlock",
    "Ellie-May Thorpe",
];

/// What was typed, and a word of the name that was meant.
const MISSPELT: [(&str, &str); 60] = [
    ("shivaun", "Siobhán"),
    ("siobahn", "Siobhán"),
    ("neeve", "Niamh"),
    ("naimh", "Niamh"),
    ("queeva", "Caoimhe"),
    ("caomhie", "Caoimhe"),
    ("sershe", "Saoirse"),
    ("soarse", "Saoirse"),
    ("aoiffe", "Aoife"),
    ("osheen", "Oisín"),
    ("tiagh", "Tadhg"),
    ("kieran", "Ciarán"),
    ("eoghen", "Eoghan"),
    ("grania", "Gráinne"),
    ("rosheen", "Róisín"),
    ("shinade", "Sinéad"),
    ("lukash", "Łukasz"),
    ("agnieska", "Agnieszka"),
    ("sophia", "Zofia"),
    ("bartoz", "Bartosz"),
    ("katazyna", "Katarzyna"),
    ("wojceich", "Wojciech"),
    ("malgozata", "Małgorzata"),
    ("jacub", "Jakub"),
    ("kristof", "Krzysztof"),
    ("olivia", "Oliwia"),
    ("kowalchik", "Agnieszka"),
    ("zelinska", "Katarzyna"),
    ("abdirahmaan", "Abdirahman"),
    ("abdurahman", "Abdirahman"),
    ("hoden", "Hodan"),
    ("ayan", "Ayaan"),
    ("hibaq", "Hibaaq"),
    ("mohamoud", "Ifrah"),
    ("zakaria", "Zakariye"),
    ("muhammad", "Mohammed"),
    ("yousuf", "Yusuf"),
    ("fatimah", "Fatima"),
    ("leyla", "Layla"),
    ("kadijah", "Khadija"),
    ("ebrahim", "Ibrahim"),
    ("alliyah", "Aaliyah"),
    ("hussien", "Hussein"),
    ("mariam", "Maryam"),
    ("gurprit", "Gurpreet"),
    ("chaudhry", "Aisha"),
    ("priyenka", "Priyanka"),
    ("harprit", "Harpreet"),
    ("jasvinder", "Jaswinder"),
    ("zaynab", "Zainab"),
    ("krishnamurty", "Vikram"),
    ("shanise", "Shanice"),
    ("tyreese", "Tyrese"),
    ("dashawn", "Deshawn"),
    ("jermane", "Jermaine"),
    ("lewellyn", "Llewelyn"),
    ("rhianon", "Rhiannon"),
    ("angarhad", "Angharad"),
    ("griffudd", "Gruffudd"),
    ("davydd", "Dafydd"),
];

/// Written before anything was tuned on this roster, and never looked at while something is.
const HELD_OUT: [(&str, &str); 40] = [
    ("shivon", "Siobhán"),
    ("keeva", "Caoimhe"),
    ("searsha", "Saoirse"),
    ("efa", "Aoife"),
    ("oshin", "Oisín"),
    ("tyge", "Tadhg"),
    ("kiaran", "Ciarán"),
    ("roisen", "Róisín"),
    ("shinead", "Sinéad"),
    ("gallaher", "Róisín"),
    ("lucasz", "Łukasz"),
    ("agneszka", "Agnieszka"),
    ("bartosh", "Bartosz"),
    ("wojcek", "Łukasz"),
    ("malgorzta", "Małgorzata"),
    ("kryzstof", "Krzysztof"),
    ("wisniewsky", "Jakub"),
    ("lewandowsky", "Krzysztof"),
    ("warsami", "Abdirahman"),
    ("ayann", "Ayaan"),
    ("ifra", "Ifrah"),
    ("libaan", "Liban"),
    ("sara nur", "Sahra"),
    ("mohamad", "Mohammed"),
    ("yusef", "Yusuf"),
    ("kadeeja", "Khadija"),
    ("aliya", "Aaliyah"),
    ("husain", "Hussein"),
    ("meryam", "Maryam"),
    ("batacharia", "Arjun"),
    ("gurpreat", "Gurpreet"),
    ("choudhury", "Aisha"),
    ("sivakumer", "Priyanka"),
    ("mehrin", "Mehreen"),
    ("zeinab", "Zainab"),
    ("brathwaite", "Shanice"),
    ("kezia", "Keziah"),
    ("lewelyn", "Llewelyn"),
    ("mivanwy", "Myfanwy"),
    ("gwenlian", "Gwenllian"),
];

/// What was typed but not found among the first three, and what was found there.
fn misses(table: &[(&'static str, &'static str)]) -> Vec<(&'static str, Vec<String>)> {
    let rows: Vec<Row<()>> = ROSTER.iter().map(|name| Row::new(Kind::Child, name, [], ())).collect();
    let first_three = |typed| -> Vec<String> {
        let found = search(&rows, typed, 3);
        let all = found.groups.iter().flat_map(|group| &group.best);
        all.filter_map(|found| found.row.texts().next().map(str::to_owned)).collect()
    };
    let found = table.iter().map(|(typed, meant)| (*typed, *meant, first_three(typed)));
    let missed = found.filter(|(_, meant, first)| !first.iter().any(|name| name.contains(meant)));
    missed.map(|(typed, _, first)| (typed, first)).collect()
}

#[test]
fn ninety_five_of_a_hundred_misspelt_names_are_found_in_the_first_three() {
    let (seen, held_out) = (misses(&MISSPELT), misses(&HELD_OUT));
    println!("missed of 60: {}, of 40 held out: {}", seen.len(), held_out.len());
    assert!(seen.len() <= 3, "{seen:#?}");
    // What was held out is counted, and not shown, so that nobody tunes on it.
    assert!(held_out.len() <= 2, "{} of 40", held_out.len());
}

#[test]
fn everybody_is_first_under_their_own_name() {
    for name in ROSTER {
        let rows: Vec<Row<()>> = ROSTER.iter().map(|name| Row::new(Kind::Child, name, [], ())).collect();
        let found = search(&rows, name, 1);
        assert_eq!(found.groups[0].best[0].row.texts().next(), Some(name));
    }
}
