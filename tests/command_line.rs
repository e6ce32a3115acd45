//! The built program from the outside: whole outputs at a fixed time, JSON that a script can rely on, and a number
//! for each kind of no.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

const MONDAY: &str = "2026-11-23 07:18";

/// What a run of the program printed, and how it ended.
#[derive(PartialEq, Debug)]
struct Run {
    out: String,
    err: String,
    code: i32,
}

/// Runs the program with nothing of this machine's environment but what is handed in.
fn run_with(environment: &[(&str, &Path)], args: &[&str]) -> Run {
    let nowhere = tempfile::tempdir().expect("a directory for the test");
    let mut command = Command::new(env!("CARGO_BIN_EXE_bethere"));
    command
        .env_clear()
        .env("HOME", nowhere.path())
        .env("XDG_DATA_HOME", nowhere.path())
        .env("LANG", "C.UTF-8");
    command.envs(environment.iter().copied()).args(args).stdin(Stdio::null());
    let output = command.output().expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("it prints text");
    Run {
        out: text(output.stdout),
        err: text(output.stderr),
        code: output.status.code().expect("it ends by itself"),
    }
}

fn run(args: &[&str]) -> Run {
    run_with(&[], args)
}

/// A demo home that is kept: its folder goes with the value.
struct Home {
    _dir: TempDir,
    folder: PathBuf,
}

impl Home {
    /// Monday's demo, made once by the program and copied for each test of this process.
    fn new() -> Self {
        static FILES: std::sync::LazyLock<[(&str, Vec<u8>); 2]> = std::sync::LazyLock::new(|| {
            let made = Home::made(MONDAY, "1");
            ["store", "keys"].map(|name| (name, fs::read(made.folder.join(name)).expect("the demo is there")))
        });
        let dir = tempfile::tempdir().expect("a directory for the test");
        let folder = dir.path().join("home");
        fs::create_dir(&folder).expect("a folder for the home");
        for (name, bytes) in &*FILES {
            fs::write(folder.join(name), bytes).expect("the demo can be copied");
        }
        Self { _dir: dir, folder }
    }

    fn made(at: &str, seed: &str) -> Self {
        let dir = tempfile::tempdir().expect("a directory for the test");
        let folder = dir.path().join("home");
        let keep = folder.display().to_string();
        let made = run(&["demo", "--no-open", "--keep", &keep, "--at", at, "--seed", seed, "--days", "6"]);
        assert_eq!(made.code, 0, "{made:?}");
        Self { _dir: dir, folder }
    }

    /// Runs a command in this home on Monday morning.
    fn run(&self, args: &[&str]) -> Run {
        let home = self.folder.display().to_string();
        run(&[&["--home", &home, "--at", MONDAY], args].concat())
    }

    /// What a command prints that is done.
    fn out(&self, args: &[&str]) -> String {
        let done = self.run(args);
        assert_eq!((done.code, done.err.as_str()), (0, ""), "{args:?}");
        done.out
    }

    fn json(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.out(&[args, &["--json"]].concat())).expect("it is JSON")
    }

    /// Asserts that a command is refused with this number and these words.
    fn refuses(&self, args: &[&str], code: i32, words: &str) {
        let refused = self.run(args);
        assert_eq!((refused.code, refused.out.as_str()), (code, ""), "{args:?}: {}", refused.err);
        assert!(refused.err.contains(words), "{args:?}: {}", refused.err);
    }
}

#[test]
fn the_board_is_told_in_sentences() {
    insta::assert_snapshot!(Home::new().out(&["show", "board"]), @r"
    Hawthorn House, a made-up home. Morning, Monday 23 November 2026, 07:18. Dee Marsh.
    2 things to read.
    1 Kasia. Worried, anxious. Contact with mum was cancelled twice this week. Morning 5 of 8, day 0 of 12, night 0 of 8. Next 16:00, dentist, Mill Road. Keyworker Sam Okoro, away. Cover Dee Marsh, not accepted yet.
    2 Jayden. Settled. Morning 6 of 7, day 0 of 11, night 0 of 7. Next 09:10, school meeting, year head. Keyworker Dee Marsh.
    3 Ellie-May. Settled. Morning 6 of 7, day 0 of 9, night 0 of 8. Keyworker Priya Nair.
    4 Mo. Urgent, angry. Says he will leave tonight, after a call from someone he would not name. Morning 0 of 8, day 0 of 13, night 0 of 7. Next 11:00, review, here. Keyworker Dee Marsh.
    5 Siobhán. Watch, lonely. New here, and her sister has not rung all week. Morning 7 of 7, day 0 of 10, night 0 of 7. Keyworker: none yet.
    6 Tuyết. Settled. Morning 2 of 7, day 0 of 11, night 0 of 7. Keyworker Leila Rahmani.
    7 The house. Morning 4 of 4, day 0 of 5, night 0 of 5. Next 14:30, shift handover.
    For you.
      Mo: read the urgent alert. Now.
      Kasia: accept Sam’s off-duty note. Now.
      Ellie-May: excited alert ran out. What happened? Ran out.
      Kasia: find the dentist card, blue tin. Morning.
      Kasia: dentist, Mill Road. Day.
      Jayden: school meeting, year head. Day.
      Jayden: key-work session. 2 days.
      Mo: review, here. Day.
      Siobhán: ring the social worker about calls with her sister. Day.
    Drafts kept.
      Ellie-May: log, begun Sat 21:50.
      Jayden: log, begun 07:09.
    ");
}

#[test]
fn a_childs_day_is_told_in_sentences_what_to_know_first_on_top() {
    insta::assert_snapshot!(Home::new().out(&["show", "child", "Kasia"]), @r"
    Hawthorn House, a made-up home. Morning, Monday 23 November 2026, 07:18. Dee Marsh.
    Kasia, today.
    ALLERGY: nuts, carries a pen.
    NO CONTACT with R. Wood, mum’s former partner.
    Kasia Wiśniewska, she/her, 14, room 3, Mill Lane School, year 10.
    Keyworker: Sam Okoro.
    Second keyworker: Grace Adeyemi-Pool.
    Contact: Mum, visits, Saturdays 14:00, supervised.
    Contact: Dad, call, Thursdays 17:30, supervised.
    Contact: Gran, letters and cards, any time.
    What helps: Sit on the landing. Do not ask. Hot chocolate in the blue cup.
    Kasia. Worried, anxious. You have read it.
      About: Contact with mum was cancelled twice this week.
      Shows: Goes quiet at supper, then up and down the stairs.
      Helps: Sit on the landing. Do not ask. Hot chocolate, blue cup.
      From Tom Beech, yesterday 23:20. Until 25 Nov 06:45. For everyone.
      Read by Priya Nair, Dee Marsh, Zofia Wójcik-Dale, Kit Fallow.
    Kasia. Sam Okoro is away from Sunday 22 November 2026, back on Sunday 6 December 2026.
      Cover: Dee Marsh, then Priya Nair. Not accepted yet.
      Told: Told Kasia that I am back on Sunday 6 December, and that Dee is there for her until then. She chose Dee.
      Worries and what helps: Mum has cancelled twice. Quiet at supper, then up and down the stairs. Sit on the landing, do not ask. Hot chocolate in the blue cup.
      Who to call: Her social worker’s duty desk, 01632 960 410. Dad only through them.
      On yesterday: Call the social worker.
      On today 16:00: Dentist, Mill Road. Needs her card, nervous.
      On Wed 25 Nov: Risk assessment read through.
      On Thu 26 Nov: Key-work session.
      On Thu 26 Nov: Dad: call, Thursdays 17:30, supervised.
      On Sat 28 Nov: Mum: visits, Saturdays 14:00, supervised.
      On Sat 28 Nov: Gran’s birthday. Card is bought, needs a stamp.
      On Sun 29 Nov: Call the social worker.
      On Tue 1 Dec 10:00: Review meeting, town hall. “my views” is half done.
      On Thu 3 Dec: Key-work session.
      On Thu 3 Dec: Dad: call, Thursdays 17:30, supervised.
      On Sat 5 Dec: Mum: visits, Saturdays 14:00, supervised.
      To do today, morning: Find the dentist card, blue tin. Dee Marsh.
      To do Sat 28 Nov, day: Post the card to Gran together. Dee Marsh.
      To do Mon 30 Nov, day: Finish “my views” for the review. Priya Nair.
    Morning 5 of 8.
      bedroom tidy: done, Dee Marsh.
      clean, ironed clothes: done, Dee Marsh.
      washed: done, Kit Fallow.
      hair: done, Priya Nair.
      equipped for the day: done, Kit Fallow.
      plan for today talked through: not yet.
      any risk or worry told to the manager: not yet.
      find the dentist card, blue tin: not yet. Given to Dee Marsh.
    Day 0 of 12.
      health: how they are, anything to book: not yet.
      clothes: enough, clean, mended: not yet.
      clean and presentable: not yet.
      bedroom: in repair, their own, storage safe: not yet.
      bathroom clean, toiletries there: not yet.
      school or education contact: not yet.
      family contact as planned: not yet.
      something they enjoy: not yet.
      feels safe: asked: not yet.
      16:00 dentist, Mill Road: not yet. To know: needs her card, nervous. Given to Dee Marsh.
      call the social worker: not yet. Missed yesterday, something else. 1 day old.
      look at college open days together: not yet. Given to Priya Nair.
    Night 0 of 8.
      time together before bed: not yet.
      today and tomorrow: how they feel: not yet.
      fears eased: not yet. Missed yesterday, no time, busy with another. 1 day old.
      colleagues alerted, if needed: not yet.
      clean clothes out: not yet. Missed yesterday, nothing clean or ready. 1 day old.
      towel and toiletries: not yet.
      knows what is next: not yet.
      hot chocolate, blue cup: not yet.
    Log. Nothing written.
    ");
}

#[test]
fn what_is_due_is_told_child_by_child() {
    insta::assert_snapshot!(Home::new().out(&["show", "due"]), @r"
    Hawthorn House, a made-up home. Morning, Monday 23 November 2026, 07:18. Dee Marsh.
    Jayden.
      key-work session: not yet. 2 days old.
      09:10 school meeting, year head: not yet. Given to Dee Marsh.
      Soon, Fri 27 Nov: call the social worker.
      Soon, Tue 1 Dec: risk assessment read through.
    Kasia.
      call the social worker: not yet. Missed yesterday, something else. 1 day old.
      fears eased: not yet. Missed yesterday, no time, busy with another. 1 day old.
      clean clothes out: not yet. Missed yesterday, nothing clean or ready. 1 day old.
      find the dentist card, blue tin: not yet. Given to Dee Marsh.
      16:00 dentist, Mill Road: not yet. To know: needs her card, nervous. Given to Dee Marsh.
      look at college open days together: not yet. Given to Priya Nair.
      Soon, Wed 25 Nov: risk assessment read through.
      Soon, Thu 26 Nov: key-work session.
      Soon, Sat 28 Nov: post the card to Gran together. Given to Dee Marsh.
      Soon, Mon 30 Nov: finish “my views” for the review. Given to Priya Nair.
    Ellie-May.
      time together before bed: not yet. Missed yesterday, not here. 1 day old.
      Soon, Fri 27 Nov: key-work session.
      Soon, Sat 28 Nov: call the social worker.
      Soon, Thu 3 Dec: risk assessment read through.
    Mo.
      measure: write the full record: not yet. Given to Grace Adeyemi-Pool. Before 17:20: 10 hours left. 1 day old.
      11:00 review, here: not yet. To know: he wants to speak first. Given to Dee Marsh.
      measure: speak with those involved, and sign: not yet. Before tomorrow 17:20: 34 hours left. 1 day old.
      measure: speak with the child about it: not yet. Before 27 Nov 17:20: 4 days left. 1 day old.
      Soon, tomorrow: call the social worker.
      Soon, Sat 28 Nov: key-work session.
    Siobhán.
      ring the social worker about calls with her sister: not yet. Given to Dee Marsh.
      Soon, Fri 27 Nov: key-work session.
      Soon, Fri 27 Nov: call the social worker.
      Soon, Sun 29 Nov: placement plan read through.
    Tuyết.
      key-work session: not yet.
      Soon, Fri 27 Nov: call the social worker.
      Soon, Tue 1 Dec: placement plan read through.
    The house.
      14:30 shift handover: not yet.
    For you.
      Mo: read the urgent alert. Now.
      Kasia: accept Sam’s off-duty note. Now.
      Ellie-May: excited alert ran out. What happened? Ran out.
      Kasia: find the dentist card, blue tin. Morning.
      Kasia: dentist, Mill Road. Day.
      Jayden: school meeting, year head. Day.
      Jayden: key-work session. 2 days.
      Mo: review, here. Day.
      Siobhán: ring the social worker about calls with her sister. Day.
    ");
}

/// Over years every rule is met on some day or other.
#[test]
fn a_demo_can_have_years_behind_it() {
    let made = run(&["demo", "--no-open", "--at", MONDAY, "--years", "2"]);
    assert_eq!(made.code, 0, "{made:?}");
}

#[test]
fn a_demo_names_who_signs_in_and_leaves_nothing_behind() {
    let temp = tempfile::tempdir().expect("a directory for the test");
    let made = run_with(&[("TMPDIR", temp.path())], &["demo", "--no-open", "--at", MONDAY, "--days", "2"]);
    assert_eq!(fs::read_dir(temp.path()).expect("it is there").count(), 0);
    insta::assert_snapshot!(made.out, @"
    Hawthorn House, a made-up home: 6 children, 10 staff, 836 entries.
    It is Monday 23 November 2026, 07:18.

    These sign in:
      ruth    Ruth Ellison, manager
      grace   Grace Adeyemi-Pool, deputy manager
      priya   Priya Nair, senior
      dee     Dee Marsh, worker, on shift: the demo opens as them
      sam     Sam Okoro, worker
      al      Al Grove, worker
      tom     Tom Beech, night worker
      leila   Leila Rahmani, worker
      zofia   Zofia Wójcik-Dale, night worker
      kit     Kit Fallow, agency worker

    Nothing of it was kept. To keep one, add: --keep DIR
    ");
}

#[test]
fn every_page_as_json_says_its_format_home_time_and_who_looks() {
    let home = Home::new();
    for page in ["board", "alerts", "notes", "handover", "due", "where", "log"] {
        let json = home.json(&["show", page]);
        assert_eq!(json["format"], 1, "{page}");
        assert_eq!(json["home"], "Hawthorn House", "{page}");
        assert_eq!(json["demo"], true, "{page}");
        assert_eq!(json["at"], "2026-11-23T07:18:00+00:00", "{page}");
        assert_eq!((&json["day"], &json["part"]), (&"2026-11-23".into(), &"morning".into()), "{page}");
        assert_eq!(json["by"]["name"], "Dee Marsh", "{page}");
    }
}

/// Every name of a field, however deep.
fn fields(json: &Value, found: &mut BTreeSet<String>) {
    match json {
        Value::Object(fields_here) => {
            found.extend(fields_here.keys().cloned());
            fields_here.values().for_each(|inner| fields(inner, found));
        }
        Value::Array(items) => items.iter().for_each(|item| fields(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn the_help_of_each_page_names_every_field_of_its_json() {
    let home = Home::new();
    let of_every_page = home.out(&["show", "--help"]);
    let about_one = [&["child", "Kasia"][..], &["charts", "Kasia"]];
    let pages = [&["board"][..], &["alerts"], &["notes"], &["due"], &["where"], &["log"]];
    for page in pages.into_iter().chain(about_one) {
        // What a child's page shares with others is told in their help.
        let shared = if page[0] == "child" { vec!["alerts", "notes", "log"] } else { vec!["where", "child"] };
        let help: Vec<String> =
            shared.iter().chain(&page[..1]).map(|page| home.out(&["show", page, "--help"])).collect();
        let help = help.join(" ") + &of_every_page;
        let known: BTreeSet<&str> = help.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        let mut found = BTreeSet::new();
        fields(&home.json(&[&["show"], page].concat()), &mut found);
        let untold: Vec<&String> = found.iter().filter(|field| !known.contains(field.as_str())).collect();
        assert!(untold.is_empty(), "{page:?}: {untold:?}");
    }
}

#[test]
fn alerts_as_json_hold_what_a_colleague_needs_worst_first() {
    let alerts = Home::new().json(&["show", "alerts"]);
    let alerts = alerts["alerts"].as_array().expect("a list");
    let mo = &alerts[0];
    assert_eq!((&mo["child"]["name"], &mo["level"]), (&"Mo".into(), &"urgent".into()));
    assert_eq!((&mo["standing"], &mo["read"], &mo["waits"]), (&"open".into(), &false.into(), &true.into()));
    assert_eq!(mo["at"], "2026-11-23T06:40:00+00:00");
    assert_eq!(mo["by"]["name"], "Priya Nair");
    assert_eq!(mo["id"].as_str().map(str::len), Some(36));
    let levels: Vec<&Value> = alerts.iter().map(|alert| &alert["level"]).collect();
    assert_eq!(levels, ["urgent", "worried", "watch", "watch"]);
    assert_eq!(alerts[3]["standing"], "ran out");
}

#[test]
fn a_childs_day_as_json_has_its_lines_with_what_came_of_them() {
    let home = Home::new();
    let kasia = home.json(&["show", "child", "kasia"]);
    assert_eq!(kasia["page"]["allergies"][0], "nuts, carries a pen");
    assert_eq!(kasia["page"]["no_contact_with"].as_array().map(Vec::len), Some(1));
    assert_eq!(kasia["notes"][0]["cover"]["name"], "Dee Marsh");
    assert_eq!(kasia["notes"][0]["accepted_by"], Value::Null);
    let lists = kasia["lists"].as_array().expect("three lists");
    for list in lists {
        let lines = list["lines"].as_array().expect("lines");
        let done = lines.iter().filter(|line| !line["outcome"].is_null()).count();
        assert_eq!(
            (list["done"].as_u64(), list["all"].as_u64()),
            (Some(done as u64), Some(lines.len() as u64))
        );
    }
    let dentist =
        lists[1]["lines"].as_array().expect("lines").iter().find(|line| line["source"] == "appointment");
    assert_eq!(dentist.map(|line| &line["time"]), Some(&"16:00".into()));

    let yesterday = home.json(&["show", "child", "Kasia", "--day", "yesterday"]);
    assert_eq!(yesterday["shown_day"], "2026-11-22");
    assert!(!yesterday["log"].as_array().expect("entries").is_empty());
    let long_past = home.json(&["show", "child", "Kasia", "--day", "2026-11-19"]);
    let ticked = |list: &Value| list["done"].as_u64().expect("a number");
    assert!(long_past["lists"].as_array().expect("three lists").iter().map(ticked).sum::<u64>() > 15);
}

#[test]
fn the_same_seed_and_time_print_the_same_bytes_and_another_seed_others() {
    let pages = |home: &Home| {
        let pages = [&["show", "board"][..], &["show", "child", "Mo"], &["show", "log"]];
        pages.map(|page| home.out(&[page, &["--json"]].concat()))
    };
    let first = pages(&Home::new());
    assert_eq!(first, pages(&Home::made(MONDAY, "1")));
    assert_ne!(first, pages(&Home::made(MONDAY, "2")));
}

#[test]
fn a_kept_home_runs_on_from_where_it_was_left() {
    let home = Home::made("2027-01-01 00:10", "5");
    let folder = home.folder.display().to_string();
    let named = run(&["show", "board", "--home", &folder, "--json"]);
    let by_environment = run_with(&[("BETHERE_HOME", &home.folder)], &["show", "board", "--json"]);
    let at = |run: &Run| serde_json::from_str::<Value>(&run.out).expect("it is JSON")["at"].to_string();
    assert!(
        at(&named).starts_with("\"2027-01-01T00:") || at(&named).starts_with("\"2026-12-31T23:"),
        "{named:?}"
    );
    assert_eq!((named.code, by_environment.code), (0, 0));
}

#[test]
fn scripts_tick_write_and_warn_in_somebodys_name() {
    let home = Home::new();
    assert_eq!(
        home.out(&["tick", "Kasia", "plan for", "prompted"]),
        "Saved 07:18: Kasia, plan for today talked through, prompted.\n"
    );
    assert_eq!(
        home.out(&["tick", "house", "fire panel", "done"]),
        "Saved 07:18: The house, fire panel clear, done.\n"
    );
    assert_eq!(
        home.out(&[
            "--as",
            "priya",
            "log",
            "siobhan",
            "Ate two bowls of porridge.",
            "--about",
            "health",
            "--mood",
            "4"
        ]),
        "Saved 07:18: Siobhán, log, health.\n"
    );
    assert_eq!(
        home.out(&[
            "alert",
            "jayden",
            "--level",
            "watch",
            "--about",
            "Quiet since the call.",
            "--until",
            "tonight"
        ]),
        "Saved 07:18: Jayden, alert, watch, unsettled.\n"
    );
    let log = home.out(&["show", "log", "Siobhán"]);
    assert!(log.contains("health. Ate two bowls of porridge. Mood 4 of 5. Priya Nair"), "{log}");
    let board = home.json(&["show", "board"]);
    assert_eq!(board["board"][1]["level"], "watch");
    let due = home.out(&["--as", "grace", "show", "due"]);
    assert!(due.contains("  Mo: measure: speak with those involved, and sign. 34 hours left."), "{due}");
}

#[test]
fn what_the_rules_refuse_and_what_is_not_there_ends_with_1() {
    let home = Home::new();
    home.refuses(&["show", "child", "Kasja"], 1, "Did you mean Kasia?");
    home.refuses(&["show", "child", "Robin"], 1, "These live here: Kasia, Jayden,");
    home.refuses(&["tick", "Kasia", "hiar", "done"], 1, "Did you mean “hair”?");
    home.refuses(&["tick", "Kasia", "plan for", "missed"], 1, "Say why it was missed.");
    home.refuses(&["--as", "robin", "show", "board"], 1, "Nobody signs in as robin here.");
    home.refuses(
        &["alert", "house", "--level", "watch", "--about", "Noise."],
        1,
        "An alert is about a child.",
    );
    home.refuses(&["show", "log", "--day", "tomorrow"], 1, "That day has not come yet.");
    home.refuses(&["themes", "--theme", "beige"], 1, "There is no beige that can be read.");
    home.refuses(&[], 1, "The screens need a terminal.");
    let folder = home.folder.display().to_string();
    let over = run(&["demo", "--no-open", "--keep", &folder]);
    assert_eq!(over.code, 1);
    assert!(over.err.starts_with("There is a home in "), "{}", over.err);
    let none = run(&["show", "board"]);
    assert_eq!(
        (none.code, none.err.as_str()),
        (
            1,
            "There is no home on this computer yet. To make one, type: bethere new\nTo look round a made-up one, type: bethere demo\n"
        )
    );
    let absent = run(&["show", "board", "--home", "/nowhere/at/all"]);
    assert_eq!((absent.code, absent.err.as_str()), (1, "There is no home in /nowhere/at/all.\n"));
}

#[test]
fn what_makes_no_sense_as_typed_ends_with_2() {
    let home = Home::new();
    home.refuses(&["shwo"], 2, "There is no command “shwo”.\nDid you mean show?");
    home.refuses(&["show"], 2, "Say which of these you want.\nThere are: board,");
    home.refuses(&["show", "bord"], 2, "Did you mean board?");
    home.refuses(&["--at", MONDAY], 2, "--at <TIME> can be given once only.");
    let soon = run(&["demo", "--at", "soon"]);
    assert_eq!(soon.code, 2);
    assert!(soon.err.contains("Write the time as \"2026-11-23 07:18\""), "{}", soon.err);
    home.refuses(&["--color", "blue"], 2, "There are: auto, always, never.");
    home.refuses(&["tick", "Kasia"], 2, "This is missing: <LINE>, <OUTCOME>.");
    home.refuses(&["tick", "Kasia", "hair", "finished"], 2, "There are: done, prompted, helped,");
    home.refuses(&["demo", "--days", "1", "--years", "1"], 2, "can't be used together.");
    home.refuses(&["demo", "--years", "x"], 2, "Write a whole number.");
    home.refuses(&["log", "Mo", "Ran.", "--when", "once"], 2, "Write when it happened as 09:50,");
}

#[test]
fn a_home_that_cannot_be_opened_ends_with_3_and_a_damaged_one_with_4() {
    let home = Home::new();
    let store = home.folder.join("store");
    let whole = fs::read(&store).expect("the store");

    let held = fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(home.folder.join("home.lock"))
        .expect("the lock");
    held.try_lock().expect("nobody else has it");
    home.refuses(&["show", "board"], 3, "bethere is open in another window on this computer.");
    held.unlock().expect("it is ours");

    fs::write(&store, b"not a home").expect("it can be written");
    home.refuses(&["show", "board"], 4, "The home's file is damaged or is not one of ours.");
    fs::write(&store, &whole[..whole.len() / 2]).expect("it can be written");
    home.refuses(&["show", "board"], 4, "The home's file is damaged or is not one of ours.");
    fs::write(&store, &whole).expect("it can be written");
    assert_eq!(home.run(&["show", "board"]).code, 0);
}

#[test]
fn nothing_printed_can_move_a_cursor() {
    let odd = "\u{1b}[2J\u{7}ba\u{202e}d";
    let home = Home::new();
    for told in [
        home.run(&[odd]),
        home.run(&["show", "child", odd]),
        home.run(&["demo", "--seed", odd]),
        home.run(&["--theme", odd, "themes"]),
        run(&["show", "board", "--home", odd]),
    ] {
        assert!(told.code > 0 && !told.err.is_empty());
        assert!(!told.err.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{told:?}");
    }
    assert_eq!(home.out(&["log", "Mo", "went \u{1b}[31mout\u{9b}0m"]), "Saved 07:18: Mo, log, general.\n");
    assert!(home.out(&["show", "log", "Mo"]).contains("general. went out"));
}

#[test]
fn keys_themes_paths_completions_and_the_manual_are_printed() {
    let home = Home::new();
    assert!(home.out(&["keys"]).contains("tick-done"));
    assert!(home.out(&["--theme", "dusk", "themes"]).contains("* dusk"));
    assert!(home.out(&["--color", "never", "themes"]).contains("* plain"));
    let paths = home.out(&["paths"]);
    assert!(paths.starts_with(&format!("home: {}\n", home.folder.display())), "{paths}");
    assert!(home.out(&["completions", "bash"]).contains("_bethere()"));
    assert!(home.out(&["man"]).contains(".TH bethere 1"));

    let file = home.folder.join("mine.toml");
    fs::write(&file, "format = 1\ninherits = \"day\"\n[roles]\nkye = \"red\"\n").expect("it can be written");
    home.refuses(&["themes", "--check", &file.display().to_string()], 1, "Did you mean “key”?");
    fs::write(&file, "format = 1\ninherits = \"everyday\"\n").expect("it can be written");
    assert!(home.out(&["keys", "--check", &file.display().to_string()]).contains("every line can be used."));
}

#[cfg(unix)]
#[test]
fn a_kept_home_is_for_its_owners_eyes_only() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::made(MONDAY, "1");
    let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!((mode(&home.folder), mode(&home.folder.join("store"))), (0o700, 0o600));
}

#[test]
fn a_childs_last_weeks_are_told_in_sentences_and_numbers() {
    let home = Home::new();
    let told = home.out(&["show", "charts", "Mo"]);
    for begins in [
        "Mo, the last 30 days.",
        "  Mood. 2.8 of 5 on average",
        "  Sleep. Asleep at ",
        "  Done alone. ",
        "  Alerts. ",
    ] {
        assert!(told.lines().any(|line| line.starts_with(begins)), "{begins:?} is not in:\n{told}");
    }
    let days = &home.json(&["show", "charts", "Mo"])["days"];
    let last = days.as_array().and_then(|days| days.last()).expect("there is a last day");
    assert_eq!((&last["day"], &last["urgent"]), (&"2026-11-23".into(), &0.into()));
    home.refuses(&["show", "charts", "house"], 1, "Charts are about a child. Name one.");
}

#[test]
fn a_backup_by_hand_is_for_those_who_run_the_home() {
    let home = Home::new();
    home.refuses(&["backup", "--as", "dee"], 1, "manager");
    assert!(!home.folder.join("backups").exists(), "nothing was made");
    assert!(home.out(&["backup", "--as", "ruth"]).starts_with("Backed up and looked through: "));
}
