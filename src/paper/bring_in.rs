//! Lists brought in from a spreadsheet: children or staff, a line each, as CSV. Each line becomes an act, or the
//! reason why it can't; the home then says whether it accepts them, all or none.

use crate::care::child::{self, Contact, ContactRule, Profile};
use crate::care::people::{self, Role};
use crate::care::words::in_a_sentence;
use crate::care::{Act, CareDay, Home, when};
use chrono::NaiveDate;

/// What a list is of.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum List {
    /// Children who live here.
    Children,
    /// Everyone who works here.
    Staff,
}

impl List {
    /// The columns a list may have; the first one it must.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            List::Children => &[
                "name",
                "preferred",
                "pronouns",
                "born",
                "room",
                "school",
                "keyworker",
                "allergies",
                "never",
            ],
            List::Staff => &["name", "login", "role", "last day"],
        }
    }
}

/// One line of a list: its number in the file, counted from 1 with the header, and what it asks for.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// Its number.
    pub number: u64,
    /// The act, or why there is none, in a sentence.
    pub act: Result<Act, String>,
}

/// More lines than any home has people.
const MOST: usize = 500;

/// Reads a list. An error is about the file as a whole, in a sentence.
pub fn read(list: List, text: &str, home: &Home, today: NaiveDate) -> Result<Vec<Line>, String> {
    // Spreadsheets put this at the front of a file to say how its letters are written.
    let text = text.trim_start_matches('\u{feff}');
    let semicolons = text.lines().next().is_some_and(|header| header.contains(';') && !header.contains(','));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(if semicolons { b';' } else { b',' })
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| format!("The first line can't be read: {error}."))?;
    let header: Vec<String> = header.iter().map(str::to_lowercase).collect();
    let known = list.columns();
    if let Some(odd) = header.iter().find(|column| !known.contains(&column.as_str())) {
        return Err(format!(
            "There is no column “{}” in this list. It can have: {}.",
            in_a_sentence(odd),
            known.join(", ")
        ));
    }
    if !header.iter().any(|column| column == known[0]) {
        return Err(format!("The first line must name the columns, and one of them must be “{}”.", known[0]));
    }
    let rows = reader.records().take(MOST + 1).map(|row| match row {
        Ok(row) => {
            let number = row.position().map_or(0, csv::Position::line);
            let cells = Cells { header: &header, row };
            let act = match list {
                List::Children => child(&cells, home, today),
                List::Staff => staff(&cells, today),
            };
            Line { number, act }
        }
        Err(error) => {
            let number = error.position().map_or(0, csv::Position::line);
            Line { number, act: Err("This line has more or fewer columns than the first.".into()) }
        }
    });
    let rows: Vec<Line> = rows.collect();
    if rows.is_empty() {
        return Err("There is nothing under the first line.".into());
    }
    if rows.len() > MOST {
        Err(format!("A list can have {MOST} lines. This one has more."))
    } else {
        Ok(rows)
    }
}

struct Cells<'a> {
    header: &'a [String],
    row: csv::StringRecord,
}

impl Cells<'_> {
    fn get(&self, column: &str) -> &str {
        let place = self.header.iter().position(|name| name == column);
        place.and_then(|place| self.row.get(place)).unwrap_or_default()
    }

    fn listed(&self, column: &str) -> Vec<String> {
        self.get(column)
            .split([';', '|', '/'])
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(Into::into)
            .collect()
    }

    fn day(&self, column: &str, today: NaiveDate) -> Result<Option<CareDay>, String> {
        match self.get(column) {
            "" => Ok(None),
            text => {
                when::parse_date(text, today).map(|day| Some(CareDay::of(day))).map_err(|why| why.to_string())
            }
        }
    }
}

fn child(cells: &Cells<'_>, home: &Home, today: NaiveDate) -> Result<Act, String> {
    let keyworker = match cells.get("keyworker") {
        "" => None,
        wanted => {
            let same = |staff: &&people::Staff| {
                staff.login.eq_ignore_ascii_case(wanted) || staff.name.to_lowercase() == wanted.to_lowercase()
            };
            let found = home.people.working().find(same);
            Some(
                found
                    .ok_or_else(|| {
                        format!("Nobody here is called {}. Bring the staff in first.", in_a_sentence(wanted))
                    })?
                    .id,
            )
        }
    };
    let never = cells.listed("never").into_iter().map(|who| Contact { who, rule: ContactRule::Never });
    let profile = Profile {
        name: cells.get("name").into(),
        preferred: cells.get("preferred").into(),
        pronouns: cells.get("pronouns").into(),
        born: cells.day("born", today)?,
        room: cells.get("room").into(),
        school: cells.get("school").into(),
        allergies: cells.listed("allergies"),
        contacts: never.collect(),
        ..Profile::default()
    };
    Ok(Act::Child(child::Act::Admit { profile: Box::new(profile), keyworker }))
}

fn staff(cells: &Cells<'_>, today: NaiveDate) -> Result<Act, String> {
    let name = cells.get("name").to_string();
    let role = match cells.get("role").to_lowercase().as_str() {
        "" => Role::Worker,
        wanted => Role::ALL.into_iter().find(|role| role.words().starts_with(wanted)).ok_or_else(|| {
            let roles = Role::ALL.map(Role::words).join(", ");
            format!("There is no role “{}”. There are: {roles}.", in_a_sentence(wanted))
        })?,
    };
    let login = match cells.get("login") {
        "" => name.split_whitespace().next().unwrap_or_default().to_lowercase(),
        login => login.to_string(),
    };
    Ok(Act::People(people::Act::Join { login, name, role, ends: cells.day("last day", today)? }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(list: List, text: &str) -> Vec<(u64, Result<Act, String>)> {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let lines = read(list, text, &Home::default(), today).unwrap();
        lines.into_iter().map(|line| (line.number, line.act)).collect()
    }

    fn refused(list: List, text: &str) -> String {
        read(list, text, &Home::default(), NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()).unwrap_err()
    }

    #[test]
    fn a_line_becomes_an_act() {
        let csv = "\u{feff}Name,Login,Role,Last day\nDee Marsh,dee,,\nKit Fallow,,agency,30/11/2026\n";
        let join = |login: &str, name: &str, role, ends| {
            let (login, name) = (login.into(), name.into());
            Ok(Act::People(people::Act::Join { login, name, role, ends }))
        };
        let last = CareDay::of(NaiveDate::from_ymd_opt(2026, 11, 30).unwrap());
        assert_eq!(
            told(List::Staff, csv),
            [
                (2, join("dee", "Dee Marsh", Role::Worker, None)),
                (3, join("kit", "Kit Fallow", Role::Agency, Some(last))),
            ]
        );
    }

    #[test]
    fn semicolons_and_several_allergies_are_understood() {
        let lines = told(List::Children, "name;room;allergies\nKasia Wood;3;nuts | bee stings\n");
        let [(2, Ok(Act::Child(child::Act::Admit { profile, keyworker: None })))] = &lines[..] else {
            panic!("{lines:?}")
        };
        assert_eq!((profile.name.as_str(), profile.room.as_str()), ("Kasia Wood", "3"));
        assert_eq!(profile.allergies, ["nuts", "bee stings"]);
    }

    #[test]
    fn each_bad_line_is_named() {
        let csv = "name,born,keyworker\nKasia,yesterdayish,\nMo,,sam\nSiobhán,14/3/2012,\nTuyết,a,b,c\n";
        let said: Vec<(u64, Option<String>)> =
            told(List::Children, csv).into_iter().map(|(number, act)| (number, act.err())).collect();
        assert_eq!(said.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [2, 3, 4, 5]);
        assert!(said[0].1.is_some());
        assert_eq!(said[1].1.as_deref(), Some("Nobody here is called sam. Bring the staff in first."));
        assert_eq!(said[2].1, None);
        assert_eq!(said[3].1.as_deref(), Some("This line has more or fewer columns than the first."));
    }

    #[test]
    fn a_file_that_is_no_list_is_told() {
        assert!(
            refused(List::Staff, "name,password\n")
                .starts_with("There is no column “password” in this list.")
        );
        assert!(refused(List::Staff, "login\ndee\n").starts_with("The first line must name the columns"));
        assert_eq!(refused(List::Staff, "name\n"), "There is nothing under the first line.");
        assert!(refused(List::Staff, "").starts_with("The first line must name the columns"));
    }
}
