//! look
use super::Terminal;
use crate::care::alert::{Level, Until};

#[test]
fn look() {
    for (w, h) in [(80, 24), (100, 30), (60, 18)] {
        let mut t = Terminal::small("2026-11-23T07:35:00Z", "dee").sized(w, h);
        t.worry("priya", "Kasia", Level::Worried, Until::Closed);
        t.press("Home A");
        println!("{}\n=====", t.picture());
        t.press("Tab Tab").type_in("Dentist at 16:00. Last time nobody told her what they were doing.");
        t.press("Tab").type_in("Says she has a stomach ache. Her room.");
        t.press("Tab").type_in("Tell her each step. Let her hold the mirror. Dee stays in the room.");
        println!("{}\n=====", t.picture());
        t.press("Tab Right Right Right Right Space Tab Right Right Space Tab Right Right Tab").type_in("Fri");
        println!("{}\n=====", t.picture());
        t.press("Tab");
        println!("{}\n=====", t.picture());
        t.press("Right Enter");
        println!("{}\n=====", t.picture());
        t.press("U F").type_in("Sat with her");
        println!("{}\n=====", t.picture());
        t.press("Tab");
        println!("{}\n=====", t.picture());
    }
}
