//! The child screen's panes, by the room there is: three lists and a side column, three lists over three panes,
//! or one pane with numbered tabs.

use super::rows::{AlertRow, LineRow, LogRow, NoteRow};
use super::{ChildScreen, Pane};
use crate::care::{Part, Subject, words};
use crate::theme::{Mark, Role};
use crate::tui::doors;
use crate::tui::list;
use crate::tui::paint::{Focus, Paint, Rect, Spot, Target};

impl ChildScreen {
    pub(super) fn under_the_cursor(&self) -> String {
        let Some(checks) = self.checks() else { return String::new() };
        let Some(row) = checks.rows.get(checks.list.at()) else { return String::new() };
        let (n, all) = (checks.list.at() + 1, checks.rows.len());
        let mut said = format!("Line {n} of {all}: {}", row.words);
        if let Some(outcome) = row.outcome {
            said += &format!(": {}, {}", outcome.words(), row.who_when);
        }
        for more in [&row.note, &row.remark, &row.age].into_iter().filter(|more| !more.is_empty()) {
            said += &format!(". {more}");
        }
        said + "."
    }

    pub(super) fn draw_panes(&self, area: Rect, paint: &mut Paint<'_>) {
        if let Some(kept) = &self.withheld {
            return self.draw_withheld(kept, area, paint);
        }
        if area.width >= 150 && self.subject != Subject::House {
            return self.draw_wide(area, paint);
        }
        if area.width >= 100 {
            return self.draw_two_rows(area, paint);
        }
        self.draw_tabs(area, paint);
    }

    fn draw_withheld(&self, kept: &str, area: Rect, paint: &mut Paint<'_>) {
        let mark = paint.mark(Mark::Restricted);
        let title = [(mark, Role::Restricted), (" ", Role::Title), (&*self.heading.name, Role::TextStrong)];
        let inside = paint.pane(area, &title, "", Focus::Here);
        let text = Rect {
            x: inside.x + 2,
            y: inside.y + 1,
            width: inside.width.saturating_sub(4).min(76),
            ..inside
        };
        let said =
            paint.text(Rect { height: inside.height.saturating_sub(1), ..text }, kept, Role::Restricted);
        paint.cursor(text.x, text.y);
        if self.alert_rows.is_empty() && self.log_rows.is_empty() {
            return;
        }
        // Whoever wrote something goes on reading what they wrote; nothing else is at hand here.
        let mut rest = Rect { y: text.y + said + 1, height: inside.bottom() - (text.y + said + 1), ..text };
        paint.words(rest.x, rest.y, rest.width, "What you wrote", Role::Title);
        rest = Rect { y: rest.y + 1, height: rest.height.saturating_sub(1), ..rest };
        let own = self.alert_rows.iter().map(Own::Alert).chain(self.log_rows.iter().map(Own::Log));
        for own in own {
            if rest.height == 0 {
                return;
            }
            let used = match own {
                Own::Alert(row) => row.draw(rest, None, paint),
                Own::Log(row) => {
                    let used = paint.words(rest.x + 1, rest.y, 12, &row.time, Role::TextMuted) + 2;
                    let words =
                        Rect { x: rest.x + 1 + used, width: rest.width.saturating_sub(used + 1), ..rest };
                    paint.text(Rect { height: rest.height.min(2), ..words }, &row.text, Role::Text)
                }
            };
            rest = Rect { y: rest.y + used, height: rest.height.saturating_sub(used), ..rest };
        }
    }

    fn draw_wide(&self, area: Rect, paint: &mut Paint<'_>) {
        let side = area.width / 3;
        self.draw_lists(Rect { width: area.width - side, ..area }, paint);
        let right = Rect { x: area.right() - side, width: side, ..area };
        let third = right.height / 3;
        self.draw_pane(Pane::Alerts, Rect { height: third, ..right }, paint);
        self.draw_pane(Pane::Notes, Rect { y: right.y + third, height: third, ..right }, paint);
        let y = right.y + 2 * third;
        self.draw_pane(Pane::Log, Rect { y, height: area.bottom() - y, ..right }, paint);
    }

    fn draw_two_rows(&self, area: Rect, paint: &mut Paint<'_>) {
        let longest = self.lists.iter().map(|checks| checks.rows.len()).max().unwrap_or(0);
        let wanted = u16::try_from(longest + 2).unwrap_or(u16::MAX);
        let top = wanted.clamp(6, (area.height * 3 / 5).max(6)).min(area.height);
        self.draw_lists(Rect { height: top, ..area }, paint);
        let below = Rect { y: area.y + top, height: area.height - top, ..area };
        if self.subject == Subject::House {
            return self.draw_pane(Pane::Log, below, paint);
        }
        let left = Rect { width: below.width / 2, ..below };
        let alerts = left.height / 2;
        self.draw_pane(Pane::Alerts, Rect { height: alerts, ..left }, paint);
        self.draw_pane(Pane::Notes, Rect { y: left.y + alerts, height: left.height - alerts, ..left }, paint);
        self.draw_pane(Pane::Log, Rect { x: left.right(), width: below.width - left.width, ..below }, paint);
    }

    fn draw_lists(&self, area: Rect, paint: &mut Paint<'_>) {
        let wide = area.width / 3;
        for (n, part) in (0..).zip(Part::ALL) {
            let x = area.x + n * wide;
            let width = if n == 2 { area.right() - x } else { wide };
            self.draw_pane(Pane::List(part), Rect { x, width, ..area }, paint);
        }
    }

    fn draw_tabs(&self, area: Rect, paint: &mut Paint<'_>) {
        let mut x = area.x + 2;
        for (n, pane) in self.panes().iter().enumerate() {
            let here = *pane == self.focus();
            let words = format!("{} {}", n + 1, self.tab(*pane));
            let words = if here { format!("[{words}]") } else { format!(" {words} ") };
            let role = if here { Role::Selected } else { Role::TextMuted };
            let used = paint.words(x, area.y, area.right().saturating_sub(x), &words, role);
            let spot = Spot { pane: n, row: None };
            paint.target(Rect { x, y: area.y, width: used, height: 1 }, Target::Spot(spot));
            x += used;
        }
        let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        // A pane that leaves room shows the child's alerts beneath: they matter whatever is ticked.
        let wanted = u16::try_from(self.checks().map_or(usize::MAX, |checks| checks.rows.len() + 2))
            .unwrap_or(u16::MAX);
        let alerts = if self.alert_rows.is_empty() || self.focus() == Pane::Alerts { 0 } else { 6 };
        let top = wanted.max(6).min(below.height.saturating_sub(alerts)).max(below.height.min(6));
        let top = if below.height - top < 4 { below.height } else { top };
        self.draw_pane(self.focus(), Rect { height: top, ..below }, paint);
        if top < below.height && alerts > 0 {
            self.draw_pane(
                Pane::Alerts,
                Rect { y: below.y + top, height: below.height - top, ..below },
                paint,
            );
        }
    }

    fn tab(&self, pane: Pane) -> String {
        match pane {
            Pane::List(part) => {
                let (done, all) = self.progress(part);
                format!("{} {done}/{all}", part.words())
            }
            Pane::Alerts => format!("Alerts {}", self.alert_rows.len()),
            Pane::Notes if self.note_rows.iter().any(|row| row.standing.accepted.is_none()) => "Note!".into(),
            Pane::Notes => format!("Note {}", self.note_rows.len()),
            Pane::Log => format!("Log {}", self.log_rows.len()),
        }
    }

    fn progress(&self, part: Part) -> (usize, usize) {
        let rows = &self.lists[part as usize].rows;
        (rows.iter().filter(|row| row.outcome.is_some()).count(), rows.len())
    }

    fn draw_pane(&self, pane: Pane, area: Rect, paint: &mut Paint<'_>) {
        let number = self.panes().iter().position(|known| *known == pane).unwrap_or(0);
        let focus = Focus::when(pane == self.focus());
        let key = (number + 1).to_string();
        let (title, role, remark) = self.pane_title(pane);
        let inside = paint.pane(area, &[(&key, Role::Key), (" ", role), (title, role)], &remark, focus);
        paint.target(area, Target::Spot(Spot { pane: number, row: None }));
        match pane {
            Pane::List(part) => self.draw_lines(part, number, inside, focus, paint),
            Pane::Alerts => self.draw_alerts(number, inside, focus, paint),
            Pane::Notes => self.draw_notes(number, inside, focus, paint),
            Pane::Log => self.draw_log(number, inside, focus, paint),
        }
    }

    fn pane_title(&self, pane: Pane) -> (&'static str, Role, String) {
        match pane {
            Pane::List(part) => {
                let (done, all) = self.progress(part);
                let role = match part {
                    Part::Morning => Role::PartMorning,
                    Part::Day => Role::PartDay,
                    Part::Night => Role::PartNight,
                };
                let not_yet = part == Part::Night && done == 0 && self.heading.part != Part::Night;
                let remark =
                    if not_yet { self.heading.night_from.clone() } else { format!("{done} of {all}") };
                (part.words(), role, remark)
            }
            Pane::Alerts => (
                "Alerts",
                Role::Title,
                match self.alert_rows.len() {
                    0 => "none open".into(),
                    n => format!("{n} open"),
                },
            ),
            Pane::Notes => {
                let open = self.note_rows.iter().any(|row| row.standing.accepted.is_none());
                ("Off-duty note", Role::Title, if open { "not accepted".into() } else { String::new() })
            }
            Pane::Log => {
                let today = self.heading.day == self.heading.today;
                (if today { "Today's log" } else { "Log of the day" }, Role::Title, String::new())
            }
        }
    }

    fn draw_lines(&self, part: Part, number: usize, inside: Rect, focus: Focus, paint: &mut Paint<'_>) {
        let checks = &self.lists[part as usize];
        if checks.rows.is_empty() {
            paint.text(inside, " Nothing is asked here.", Role::TextMuted);
        }
        let room = usize::from(inside.height);
        for (line, place) in list::shown(checks.rows.len(), checks.list.at(), room).enumerate() {
            let y = inside.y + u16::try_from(line).unwrap_or(0);
            let area = Rect { y, height: 1, ..inside };
            let selected = place == checks.list.at();
            checks.rows[place].draw(area, selected.then_some(focus), paint);
            paint.spot(area, number, place);
        }
        let hidden =
            checks.rows.len().saturating_sub(list::shown(checks.rows.len(), checks.list.at(), room).end);
        if hidden > 0 {
            let more = format!("{} {hidden} more", paint.mark(Mark::MoreBelow));
            paint.right(inside.right() - 1, inside.bottom(), inside.width, &more, Role::TextMuted);
        }
    }

    fn draw_alerts(&self, number: usize, inside: Rect, focus: Focus, paint: &mut Paint<'_>) {
        if self.alert_rows.is_empty() {
            let words = format!(
                " No alerts about {}. {} starts one.",
                self.heading.name,
                paint.key(crate::keys::Place::Child, crate::keys::Command::Alert)
            );
            paint.text(inside, &words, Role::TextMuted);
        }
        let mut y = inside.y;
        let first = if focus == Focus::Here { self.alerts.at() } else { 0 };
        for (place, row) in self.alert_rows.iter().enumerate().skip(first) {
            let room = inside.bottom().saturating_sub(y);
            if room == 0 {
                break;
            }
            let height = row.draw(
                Rect { y, height: room, ..inside },
                (place == self.alerts.at()).then_some(focus),
                paint,
            );
            paint.spot(Rect { y, height, ..inside }, number, place);
            y += height;
        }
    }

    fn draw_notes(&self, number: usize, inside: Rect, focus: Focus, paint: &mut Paint<'_>) {
        if self.note_rows.is_empty() {
            paint.text(inside, " No off-duty note.", Role::TextMuted);
        }
        let first = if focus == Focus::Here { self.notes.at() } else { 0 };
        let mut y = inside.y;
        for (place, row) in self.note_rows.iter().enumerate().skip(first) {
            let room = inside.bottom().saturating_sub(y);
            if room == 0 {
                break;
            }
            let height = row.draw(
                Rect { y, height: room, ..inside },
                (place == self.notes.at()).then_some(focus),
                paint,
            );
            paint.spot(Rect { y, height, ..inside }, number, place);
            y += height;
        }
    }

    fn draw_log(&self, number: usize, inside: Rect, focus: Focus, paint: &mut Paint<'_>) {
        let first = if focus == Focus::Here { self.log.at() } else { 0 };
        let mut y = inside.y;
        if !self.log_rows.iter().any(|row| row.entry.day == self.heading.day) {
            let key = paint.key(crate::keys::Place::Child, crate::keys::Command::Log);
            y += paint.text(inside, &format!(" Nothing is written yet. {key} writes."), Role::TextMuted);
        }
        for (place, row) in self.log_rows.iter().enumerate().skip(first) {
            let room = inside.bottom().saturating_sub(y);
            if room == 0 {
                break;
            }
            let height = row.draw(
                Rect { y, height: room, ..inside },
                (place == self.log.at()).then_some(focus),
                paint,
            );
            paint.spot(Rect { y, height, ..inside }, number, place);
            y += height;
        }
    }
}

/// Marks the row under the cursor, and puts the real cursor there when its pane has the keys.
fn under_cursor(area: Rect, focus: Option<Focus>, paint: &mut Paint<'_>) {
    let role = match focus {
        Some(Focus::Here) => Role::Selected,
        Some(Focus::Away) | None => return,
    };
    paint.lay(area, role);
    paint.words(area.x, area.y, 1, paint.mark(Mark::Cursor), role);
    paint.cursor(area.x, area.y);
}

impl LineRow {
    fn draw(&self, area: Rect, focus: Option<Focus>, paint: &mut Paint<'_>) {
        let (mark, role) = doors::outcome(self.outcome);
        let quiet = if self.outcome.is_some() { Role::TextMuted } else { Role::Text };
        let end = area.right() - 1;
        let mut x = area.x + 1;
        x += paint.spans(x, area.y, 4, &[("[", quiet), (paint.mark(mark), role), ("] ", quiet)]);
        let roomy = area.width >= 60;
        let mut used = 0;
        if roomy {
            used += paint.right(end, area.y, 10, &self.at, Role::TextMuted);
            used = used.max(10) + 1;
        }
        let who =
            if self.given { format!("{} {}", paint.mark(Mark::Given), self.who) } else { self.who.clone() };
        let who_role = if self.mine { Role::Unread } else { Role::Initials };
        used += paint.right(end - used, area.y, 10, &who, who_role);
        if self.late {
            used += 1;
            used += paint.right(
                end - used,
                area.y,
                5,
                if roomy { "late" } else { paint.mark(Mark::Late) },
                Role::RecordedLate,
            );
        }
        if !self.note.is_empty() {
            used += 1;
            used += paint.right(end - used, area.y, 1, paint.mark(Mark::Words), Role::TextMuted);
        }
        if !roomy && !self.age_short.is_empty() {
            used += u16::from(used > 0);
            used += paint.right(end.saturating_sub(used), area.y, 4, &self.age_short, self.age_role);
        }
        let room = end.saturating_sub(used).saturating_sub(x + 1);
        let source = if self.source == Mark::Open { "" } else { paint.mark(self.source) };
        let gap = if source.is_empty() { "" } else { " " };
        let time_gap = if self.time.is_empty() { "" } else { " " };
        let taken = paint.spans(
            x,
            area.y,
            room,
            &[
                (source, Role::TextMuted),
                (gap, quiet),
                (&self.time, Role::TextStrong),
                (time_gap, quiet),
                (&self.words, quiet),
            ],
        );
        let rest = room.saturating_sub(taken + 2);
        let more = if self.age.is_empty() { &self.remark } else { &self.age };
        let more_role = if self.age.is_empty() { Role::TextMuted } else { self.age_role };
        if usize::from(rest) >= words::columns(more).min(12) {
            paint.words(x + taken + 2, area.y, rest, more, more_role);
        }
        under_cursor(area, focus, paint);
    }
}

/// What somebody wrote themselves about a child whose record is kept to others.
enum Own<'a> {
    Alert(&'a AlertRow),
    Log(&'a LogRow),
}

impl AlertRow {
    fn draw(&self, area: Rect, focus: Option<Focus>, paint: &mut Paint<'_>) -> u16 {
        let (mark, level, role) = doors::level(Some(self.level));
        let (x, wide) = (area.x + 1, area.width.saturating_sub(2));
        let read = if self.standing.read { "read" } else { "not read" };
        let read_role = if self.standing.read { Role::TextMuted } else { Role::Unread };
        let used = paint.right(area.right() - 1, area.y, 10, read, read_role);
        let dot = paint.mark(Mark::Dot);
        let head = [
            (paint.mark(mark), role),
            (" ", role),
            (level, role),
            (" ", Role::Text),
            (dot, Role::TextMuted),
            (" ", Role::Text),
            (self.feeling, Role::TextStrong),
            ("  ", Role::Text),
            (&self.from, Role::TextMuted),
        ];
        paint.spans(x + 1, area.y, wide.saturating_sub(used + 2), &head);
        let mut y = area.y + 1;
        for (label, text) in [("About", &self.about), ("Shows", &self.shows), ("Helps", &self.helps)] {
            let room = area.bottom().saturating_sub(y);
            if text.is_empty() || room == 0 {
                continue;
            }
            paint.words(x + 2, y, 6, label, Role::TextMuted);
            y += paint.text(
                Rect { x: x + 9, y, width: wide.saturating_sub(9), height: room.min(2) },
                text,
                Role::Text,
            );
        }
        under_cursor(Rect { height: 1, ..area }, focus, paint);
        y - area.y
    }
}

impl NoteRow {
    fn draw(&self, area: Rect, focus: Option<Focus>, paint: &mut Paint<'_>) -> u16 {
        let inner = Rect { x: area.x + 2, width: area.width.saturating_sub(3), ..area };
        paint.words(inner.x, area.y, inner.width, &self.headline, Role::TextStrong);
        let mut y = area.y + 1;
        let accepted = match (&self.standing.accepted, self.standing.asks_me) {
            (Some(who), _) => (format!("Accepted by {who}."), Role::TextMuted),
            (None, true) => {
                let key = paint.key(crate::keys::Place::Notes, crate::keys::Command::Accept);
                (format!("You have not accepted it yet. {key} accepts."), Role::Unread)
            }
            (None, false) => (format!("{} has not accepted it yet.", self.standing.cover), Role::AgeOld),
        };
        let tasks = if self.tasks.is_empty() { String::new() } else { format!("To do: {}", self.tasks) };
        for (words, role) in [accepted, (self.told.clone(), Role::Text), (tasks, Role::Text)] {
            let room = area.bottom().saturating_sub(y);
            if !words.is_empty() && room > 0 {
                y += paint.text(Rect { y, height: room.min(2), ..inner }, &words, role);
            }
        }
        under_cursor(Rect { height: 1, ..area }, focus, paint);
        y - area.y
    }
}

impl LogRow {
    fn draw(&self, area: Rect, focus: Option<Focus>, paint: &mut Paint<'_>) -> u16 {
        let (x, wide) = (area.x + 2, area.width.saturating_sub(3));
        paint.words(x, area.y, 9, &self.time, Role::TextMuted);
        let indent = if self.time.len() > 5 { 11 } else { 7 };
        paint.words(x + indent, area.y, 9, self.category, Role::TextStrong);
        paint.right(area.right() - 1, area.y, 4, &self.mood, Role::TextStrong);
        let text = Rect { x: x + indent + 10, width: wide.saturating_sub(indent + 15), ..area };
        let amended = if self.amended { " (amended)" } else { "" };
        let mut y = area.y
            + paint.text(
                Rect { height: area.height.min(4), ..text },
                &format!("{}  {}{amended}", self.text, self.by),
                if self.entry.written.kept_to.is_some() { Role::Restricted } else { Role::Text },
            );
        if !self.own_words.is_empty() && y < area.bottom() {
            y += paint.text(
                Rect { y, height: (area.bottom() - y).min(2), ..text },
                &format!("“{}”", self.own_words),
                Role::AmendedNew,
            );
        }
        under_cursor(Rect { height: 1, ..area }, focus, paint);
        y - area.y
    }
}
