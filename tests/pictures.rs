//! The README's pictures are what the program shows. To make them anew after a screen has changed:
//! `BETHERE_PICTURES=make cargo test --test pictures`

use std::path::Path;
use std::process::Command;

/// Each picture, and the keys that lead to it from the board.
const PICTURES: [(&str, &str); 3] = [("board", ""), ("child", "2"), ("night", "N")];

#[test]
fn the_pictures_are_what_the_program_shows() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures");
    for (name, keys) in PICTURES {
        let at = if name == "night" { "2026-11-24 02:14" } else { "2026-11-23 07:18" };
        let drawn = Command::new(env!("CARGO_BIN_EXE_bethere"))
            .args(["picture", "--at", at, "--keys", keys])
            // What they look like must not depend on the terminal they were made in.
            .envs([("NO_COLOR", "1"), ("TERM", "dumb"), ("LC_ALL", "C")])
            .output()
            .expect("the program runs");
        assert!(drawn.status.success(), "{}", String::from_utf8_lossy(&drawn.stderr));
        let path = folder.join(name).with_extension("svg");
        if std::env::var_os("BETHERE_PICTURES").is_some() {
            std::fs::create_dir_all(&folder).expect("the folder of pictures");
            std::fs::write(&path, &drawn.stdout).expect("the picture is kept");
        }
        let kept = std::fs::read(&path).unwrap_or_default();
        assert!(kept == drawn.stdout, "{name} looks different now: see the top of this file");
    }
}
