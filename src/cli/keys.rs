//! `bethere keys`: the keys in force, and what is wrong with a file of them.
//!
//! Texts in, texts out: it opens no file and prints nothing.

use crate::keys::{Command, Keymap, Moved, Overlap, Place};

/// The keys in force: place by place, each command by the name a keymap file gives it, its keys and what it
/// does.
pub fn list(map: &Keymap) -> String {
    let mut lines = vec![format!("{} ({})", map.title(), map.name())];
    if !map.about().is_empty() {
        lines.push(map.about().to_owned());
    }
    for place in Place::ALL {
        let commands: Vec<String> = Command::of(place).map(|command| row(map, place, command)).collect();
        if !commands.is_empty() {
            lines.push(format!("\n{} [{}]", place.title(), place.name()));
            lines.extend(commands);
        }
    }
    lines.push("\n– no key: it is in the list of everything.".to_owned());
    lines.extend(overlaps(&map.overlaps()));
    lines.extend(moved(map.moved()));
    lines.join("\n") + "\n"
}

/// All that is wrong with a keymap file, as an error where a line could not be used. It may inherit from the
/// others. Keys it takes from other commands are told too, and are nobody's mistake.
pub fn check(name: &str, text: &str, others: &[(&str, &str)]) -> Result<String, String> {
    let (map, problems) = Keymap::layered(&[(name, text)], others);
    let mut told: Vec<String> = problems.iter().map(|problem| format!("{problem}\n")).collect();
    told.push(match problems.len() {
        0 => format!("{name}: every line can be used."),
        1 => format!("{name}: 1 thing to put right. All the rest is used."),
        many => format!("{name}: {many} things to put right. All the rest is used."),
    });
    told.extend(moved(map.moved()));
    let told = told.join("\n") + "\n";
    if problems.is_empty() { Ok(told) } else { Err(told) }
}

fn row(map: &Keymap, place: Place, command: Command) -> String {
    let keys = map.hints(place, command).unwrap_or_else(|| "–".to_owned());
    format!("  {:<20}{keys:<19}{}", command.name(), command.words())
}

fn overlaps(overlaps: &[Overlap]) -> Vec<String> {
    if overlaps.is_empty() {
        return Vec::new();
    }
    let line = |Overlap { place, key, command, over, hidden }: &Overlap| {
        let (here, there) = (place.name(), over.name());
        format!("  {:<12}{} in [{here}], not {} of [{there}]", key.to_string(), command.name(), hidden.name())
    };
    let head = "\nOne key, two meanings. The nearer place wins:".to_owned();
    std::iter::once(head).chain(overlaps.iter().map(line)).collect()
}

fn moved(moved: &[Moved]) -> Vec<String> {
    if moved.is_empty() {
        return Vec::new();
    }
    let line = |Moved { place, key, from, to }: &Moved| {
        format!("  {:<12}{} in [{}], taken from {}", key.to_string(), to.name(), place.name(), from.name())
    };
    let head = "\nKeys that now do something else:".to_owned();
    std::iter::once(head).chain(moved.iter().map(line)).collect()
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    #[test]
    fn the_keys_in_force_are_listed_place_by_place() {
        let told = list(&Keymap::everyday());
        let (everywhere, rest) = told.split_once("\n\nIn a list [list]\n").expect("a place");
        assert_snapshot!(everywhere, @"
        Everyday (everyday)
        Arrows, Enter and Esc do everything. Letters are short cuts.

        Everywhere [everywhere]
          board               B                  Home board
          unread              U                  First unread alert or note
          messages            –                  Messages: all that was said at the foot
          drafts              –                  Drafts: what I began to write
          people              –                  People: who works here and how they come in
          access              –                  Access: who looked at what, and why
          home-settings       –                  Settings of the home: hours, words, who to ring
          backups             –                  Backups: when the last was made, and one now
          health              –                  How the home is: disk, backups, clock, keys
          find                / or F3            Find a child, a colleague or a word
          problems            –                  Lines of my keys and colours not in use
          help                F1 or ?            Help: what each key does here
          everything          Ctrl+P or F2       List everything that can be done here
          back                Esc                Go back; what was typed is kept
          undo                Ctrl+Z             Take back what I did last; both are kept
          lock                Ctrl+L             Lock now
          leave               Ctrl+Q             Sign out or leave
          colours             –                  Colours: day, night, high contrast…
          keymaps             –                  Keys: everyday, left hand…
          brighter            –                  Brighten the screen
          dimmer              –                  Dim the screen
          select-text         –                  Select text with the mouse
          read-settings-again –                  Read keys and colours again
          show-round          –                  Show me round
          go-to               1-9                Go to the number on the screen
          next-pane           Tab                Next part of the screen
          previous-pane       Shift+Tab          Part of the screen before
        ");
        let (_, notes) = rest.split_once("\n\nAlerts [alerts]\n").expect("a place");
        let (alerts, rest) = notes.split_once("\n\nLog [log]\n").expect("a place");
        assert_snapshot!(alerts, @r"
          read                R                  I have read this
          follow-up           F                  Add what happened since
          close               C                  Close this alert

        Off-duty notes [notes]
          read                R                  I have read this
          accept              T                  Accept this note as its cover
          withdraw            –                  Take back the note I left
        ");
        let (_, foot) = rest.split_once("redo-typing").expect("the last command");
        assert_snapshot!(foot, @"
                 Ctrl+Y             Redo typing

        Signing in [sign-in]
          show-typed          Ctrl+R             Show what I type
          other-ways          F4                 First time here, or forgotten it

        Searching [search]
          clear               Ctrl+U             Clear what I typed

        – no key: it is in the list of everything.

        One key, two meanings. The nearer place wins:
          Enter       read in [reading], not open of [list]
          U           got-up in [round], not unread of [everywhere]
          Page up     step-before in [read-back], not page-up of [list]
          Page down   next-step in [read-back], not page-down of [list]
          Enter       read in [since], not open of [list]
          Tab         next-field in [form], not next-pane of [everywhere]
          Shift+Tab   field-before in [form], not previous-pane of [everywhere]
          Ctrl+Z      undo-typing in [text], not undo of [everywhere]
        ");
    }

    #[test]
    fn a_keymap_of_ones_own_says_what_it_changed() {
        let text = "title = \"Ours\"\n[child]\nlog = [\"A\"]\n";
        assert_snapshot!(check("ours.toml", text, &[]).expect("no mistakes"), @r"
        ours.toml: every line can be used.

        Keys that now do something else:
          A           log in [child], taken from alert
        ");
        let (map, _) = Keymap::layered(&[("ours.toml", text)], &[]);
        let list = list(&map);
        assert!(list.starts_with("Ours (ours)\n\nEverywhere [everywhere]\n"), "{list}");
        assert!(list.ends_with("\n  A           log in [child], taken from alert\n"), "{list}");
    }

    #[test]
    fn every_mistake_is_told() {
        let text = "inherits = \"base\"\n[child]\nlog = [\"Ctrl+I\"]\n[board]\nalert = [\"Alt+A\"]\n";
        let told = check("ours.toml", text, &[("base.toml", "[child]\nlog = [\"W\"]")]);
        assert_snapshot!(told.expect_err("mistakes"), @r#"
        ours.toml, line 3, column 8
            log = ["Ctrl+I"]
                   ^^^^^^^^
        Ctrl+I cannot be told apart from Tab in most terminals. Choose another key.
        Until then “log” keeps W.

        ours.toml, line 5, column 10
            alert = ["Alt+A"]
                     ^^^^^^^
        Alt types a letter on some computers and looks like Esc on others. Choose another key.
        Until then “alert” keeps A.

        ours.toml: 2 things to put right. All the rest is used.
        "#);
    }
}
