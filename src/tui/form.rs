//! A form: boxes to write in, choices and ticks, one under the other. It keeps the answers, right or wrong, says
//! what is still needed beside the box, and gives everything typed to a draft.

use super::field::{Lines, Writing};
use super::paint::{Paint, Rect, Spot, Target};
use crate::care::{Gap, Refusal};
use crate::keys::{Command, Key, KeyName, Place};
use crate::theme::{Mark, Role};

/// A box of a form.
pub struct Field {
    name: &'static str,
    label: String,
    hint: String,
    answer: Answer,
}

/// What a box holds.
enum Answer {
    Writing { text: Writing, rows: u16 },
    Choice { options: Vec<String>, at: usize },
    Ticks { options: Vec<(String, bool)>, at: usize },
}

impl Field {
    /// A box of one line.
    pub fn line(name: &'static str, label: impl Into<String>, text: &str) -> Self {
        Self::new(name, label, Answer::Writing { text: Writing::new(Lines::One, text), rows: 1 })
    }

    /// A box of several lines, at least `rows` high.
    pub fn text(name: &'static str, label: impl Into<String>, rows: u16, text: &str) -> Self {
        Self::new(
            name,
            label,
            Answer::Writing { text: Writing::new(Lines::Several, text), rows: rows.max(1) },
        )
    }

    /// One of several.
    pub fn choice(name: &'static str, label: impl Into<String>, options: Vec<String>, at: usize) -> Self {
        let at = at.min(options.len().saturating_sub(1));
        Self::new(name, label, Answer::Choice { options, at })
    }

    /// Any of several.
    pub fn ticks(name: &'static str, label: impl Into<String>, options: Vec<(String, bool)>) -> Self {
        Self::new(name, label, Answer::Ticks { options, at: 0 })
    }

    /// The same box with a few words under it, or in it while it is empty.
    pub fn with_hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    fn new(name: &'static str, label: impl Into<String>, answer: Answer) -> Self {
        Self { name, label: label.into(), hint: String::new(), answer }
    }

    fn height(&self) -> u16 {
        match &self.answer {
            Answer::Writing { rows, .. } => *rows,
            Answer::Choice { .. } | Answer::Ticks { .. } => 1,
        }
    }
}

/// A form.
pub struct Form {
    fields: Vec<Field>,
    at: usize,
    gaps: Vec<Gap>,
}

/// The columns that labels take.
const LABELS: u16 = 15;

impl Form {
    /// A form with the cursor in its first box.
    pub fn new(fields: Vec<Field>) -> Self {
        Self { fields, at: 0, gaps: Vec::new() }
    }

    /// The same form with the cursor in another box.
    pub fn starting_at(mut self, name: &str) -> Self {
        self.go_to(name);
        self
    }

    /// Which keys hold in the box that has the cursor.
    pub fn place(&self) -> Place {
        match self.fields.get(self.at).map(|field| &field.answer) {
            Some(Answer::Writing { .. }) => Place::Text,
            Some(Answer::Choice { .. } | Answer::Ticks { .. }) | None => Place::Form,
        }
    }

    /// The name of the box that has the cursor.
    pub fn here(&self) -> &'static str {
        self.fields.get(self.at).map_or("", |field| field.name)
    }

    /// Puts the cursor in a box.
    pub fn go_to(&mut self, name: &str) {
        if let Some(at) = self.fields.iter().position(|field| field.name == name) {
            self.at = at;
        }
    }

    /// What is written in a box.
    pub fn written(&self, name: &str) -> String {
        match self.answer(name) {
            Some(Answer::Writing { text, .. }) => text.text(),
            Some(Answer::Choice { options, at }) => options.get(*at).cloned().unwrap_or_default(),
            Some(Answer::Ticks { .. }) | None => String::new(),
        }
    }

    /// Which option is chosen, counted from 0.
    pub fn chosen(&self, name: &str) -> usize {
        match self.answer(name) {
            Some(Answer::Choice { at, .. }) => *at,
            Some(Answer::Writing { .. } | Answer::Ticks { .. }) | None => 0,
        }
    }

    /// Which options are ticked.
    pub fn ticked(&self, name: &str) -> Vec<bool> {
        match self.answer(name) {
            Some(Answer::Ticks { options, .. }) => options.iter().map(|(_, ticked)| *ticked).collect(),
            Some(Answer::Writing { .. } | Answer::Choice { .. }) | None => Vec::new(),
        }
    }

    /// Whether every box to write in is empty.
    pub fn is_blank(&self) -> bool {
        self.fields.iter().all(|field| match &field.answer {
            Answer::Writing { text, .. } => text.is_empty(),
            Answer::Choice { .. } | Answer::Ticks { .. } => true,
        })
    }

    /// Every answer, for a draft.
    pub fn answers(&self) -> Vec<(String, String)> {
        let answer = |field: &Field| match &field.answer {
            Answer::Writing { text, .. } => text.text(),
            Answer::Choice { at, .. } => at.to_string(),
            Answer::Ticks { options, .. } => {
                options.iter().map(|(_, ticked)| if *ticked { 'x' } else { '-' }).collect()
            }
        };
        self.fields.iter().map(|field| (field.name.to_string(), answer(field))).collect()
    }

    /// Puts the answers of a draft back. What no longer fits is passed over.
    pub fn fill(&mut self, answers: &[(String, String)]) {
        for (name, kept) in answers {
            let Some(field) = self.fields.iter_mut().find(|field| field.name == name) else { continue };
            match &mut field.answer {
                Answer::Writing { text, .. } => *text = Writing::new(text.lines(), kept),
                Answer::Choice { options, at } => {
                    *at = kept.parse().ok().filter(|kept| *kept < options.len()).unwrap_or(*at);
                }
                Answer::Ticks { options, .. } => {
                    for ((_, ticked), kept) in options.iter_mut().zip(kept.chars()) {
                        *ticked = kept == 'x';
                    }
                }
            }
        }
    }

    /// Remembers what is still needed, and goes to the first box that needs something.
    pub fn refused(&mut self, refusal: &Refusal) {
        self.gaps = match refusal {
            Refusal::Incomplete(gaps) => gaps.clone(),
            Refusal::NotYours(_) | Refusal::Gone(_) | Refusal::NotNow(_) => Vec::new(),
        };
        if let Some(field) = self.gaps.first().map(|gap| gap.field) {
            self.go_to(field);
        }
    }

    /// Takes a key; answers whether it meant anything.
    pub fn typed(&mut self, key: Key) -> bool {
        let Some(field) = self.fields.get_mut(self.at) else { return false };
        let name = field.name;
        let taken = match &mut field.answer {
            Answer::Writing { text, .. } => text.typed(key),
            Answer::Choice { options, at } => choose(options, at, key),
            Answer::Ticks { options, at } => tick(options, at, key),
        };
        if taken {
            self.gaps.retain(|gap| gap.field != name);
            return true;
        }
        match key.name {
            KeyName::Down | KeyName::Enter => self.step(1),
            KeyName::Up => self.step(-1),
            _ => return false,
        }
        true
    }

    /// Takes pasted text, if the cursor is in a box to write in.
    pub fn pasted(&mut self, pasted: &str) -> bool {
        match self.fields.get_mut(self.at).map(|field| &mut field.answer) {
            Some(Answer::Writing { text, .. }) => {
                text.pasted(pasted);
                true
            }
            Some(Answer::Choice { .. } | Answer::Ticks { .. }) | None => false,
        }
    }

    /// Does a command; answers whether it is one of a form.
    pub fn command(&mut self, command: Command) -> bool {
        match command {
            Command::NextField => self.step(1),
            Command::FieldBefore => self.step(-1),
            command => {
                return match self.fields.get_mut(self.at).map(|field| &mut field.answer) {
                    Some(Answer::Writing { text, .. }) => text.command(command),
                    Some(Answer::Choice { .. } | Answer::Ticks { .. }) | None => false,
                };
            }
        }
        true
    }

    /// Takes a click on a box, or on an option of it.
    pub fn pointed(&mut self, spot: Spot) {
        if spot.pane >= self.fields.len() {
            return;
        }
        self.at = spot.pane;
        match (&mut self.fields[spot.pane].answer, spot.row) {
            (Answer::Choice { options, at }, Some(row)) if row < options.len() => *at = row,
            (Answer::Ticks { options, at }, Some(row)) if row < options.len() => {
                *at = row;
                options[row].1 = !options[row].1;
            }
            (Answer::Choice { .. } | Answer::Ticks { .. } | Answer::Writing { .. }, _) => {}
        }
    }

    /// Paints the boxes. What is left of the height goes to the boxes of several lines.
    pub fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let mut y = area.y;
        let heights = self.heights(area.height);
        // When not all boxes fit, those above the cursor's give way.
        let mut first = 0;
        while first < self.at
            && heights[first..=self.at].iter().map(|height| height + 1).sum::<u16>() > area.height
        {
            first += 1;
        }
        for (n, field) in self.fields.iter().enumerate().skip(first) {
            let height = heights[n].min(area.bottom().saturating_sub(y));
            if height == 0 {
                break;
            }
            self.draw_field(n, field, Rect { y, height, ..area }, paint);
            y += height;
            let below = Rect { y, height: area.bottom().saturating_sub(y).min(1), ..area };
            self.draw_below(n, field, below, paint);
            y += 1;
        }
    }

    fn heights(&self, room: u16) -> Vec<u16> {
        let mut heights: Vec<u16> = self.fields.iter().map(Field::height).collect();
        let mut spare = room.saturating_sub(heights.iter().map(|height| height + 1).sum());
        let several: Vec<usize> = (0..heights.len()).filter(|n| heights[*n] > 1).collect();
        while spare > 0 && !several.is_empty() {
            for n in &several {
                if spare > 0 {
                    heights[*n] += 1;
                    spare -= 1;
                }
            }
        }
        heights
    }

    fn draw_field(&self, n: usize, field: &Field, area: Rect, paint: &mut Paint<'_>) {
        let focused = n == self.at;
        if focused {
            paint.words(area.x, area.y, 1, paint.mark(Mark::Cursor), Role::Key);
        }
        let label = if focused { Role::TextStrong } else { Role::TextMuted };
        paint.text(Rect { x: area.x + 2, width: LABELS - 3, ..area }, &field.label, label);
        let inside = Rect { x: area.x + LABELS, width: area.width.saturating_sub(LABELS), ..area };
        match &field.answer {
            Answer::Writing { text, .. } => {
                text.draw(inside, focused, paint);
                if text.is_empty() && !focused {
                    paint.words(inside.x, inside.y, inside.width, &field.hint, Role::InputPlaceholder);
                }
                paint.target(inside, Target::Spot(Spot { pane: n, row: None }));
            }
            Answer::Choice { options, at } => draw_choice(n, options, *at, focused, inside, paint),
            Answer::Ticks { options, at } => draw_ticks(n, options, *at, focused, inside, paint),
        }
    }

    fn draw_below(&self, n: usize, field: &Field, area: Rect, paint: &mut Paint<'_>) {
        let x = area.x + LABELS;
        if area.height == 0 {
            return;
        }
        let wide = area.width.saturating_sub(LABELS);
        if let Some(gap) = self.gaps.iter().find(|gap| gap.field == field.name) {
            let missed = paint.mark(Mark::Missed);
            paint.spans(
                x,
                area.y,
                wide,
                &[(missed, Role::InputProblem), (" ", Role::InputProblem), (&gap.say, Role::InputProblem)],
            );
        } else if n == self.at {
            paint.words(x, area.y, wide, &field.hint, Role::Hint);
        }
    }

    fn answer(&self, name: &str) -> Option<&Answer> {
        self.fields.iter().find(|field| field.name == name).map(|field| &field.answer)
    }

    fn step(&mut self, by: isize) {
        let count = self.fields.len().cast_signed();
        self.at = (self.at.cast_signed() + by).rem_euclid(count.max(1)).cast_unsigned();
    }
}

fn choose(options: &[String], at: &mut usize, key: Key) -> bool {
    let last = options.len().saturating_sub(1);
    *at = match key.name {
        KeyName::Left => at.checked_sub(1).unwrap_or(last),
        KeyName::Right => {
            if *at == last {
                0
            } else {
                *at + 1
            }
        }
        KeyName::Char(' ') => {
            if *at == last {
                0
            } else {
                *at + 1
            }
        }
        KeyName::Char(letter) if !key.ctrl => {
            // The next option that begins with the letter, so that several can be stepped through.
            let begins =
                |n: &usize| options[*n].to_lowercase().starts_with(&letter.to_lowercase().to_string());
            match (*at + 1..options.len()).chain(0..=*at).filter(|n| *n <= last).find(begins) {
                Some(found) => found,
                None => return false,
            }
        }
        _ => return false,
    };
    true
}

fn tick(options: &mut [(String, bool)], at: &mut usize, key: Key) -> bool {
    let last = options.len().saturating_sub(1);
    match key.name {
        KeyName::Left => *at = at.checked_sub(1).unwrap_or(last),
        KeyName::Right => *at = if *at == last { 0 } else { *at + 1 },
        KeyName::Char(' ') => {
            if let Some((_, ticked)) = options.get_mut(*at) {
                *ticked = !*ticked;
            }
        }
        _ => return false,
    }
    true
}

/// All options side by side when they fit, else the chosen one between ‹ and ›.
fn draw_choice(n: usize, options: &[String], at: usize, focused: bool, area: Rect, paint: &mut Paint<'_>) {
    let wide: usize = options.iter().map(|option| crate::care::words::columns(option) + 6).sum();
    let role = |chosen: bool| match (chosen, focused) {
        (true, true) => Role::Selected,
        (true, false) => Role::TextStrong,
        (false, _) => Role::Text,
    };
    if wide > usize::from(area.width) {
        let option = options.get(at).map_or("", String::as_str);
        let (before, next) = (paint.mark(Mark::PickBefore), paint.mark(Mark::PickNext));
        let used = paint.spans(
            area.x,
            area.y,
            area.width,
            &[
                (before, Role::Key),
                (" ", Role::Text),
                (option, role(true)),
                (" ", Role::Text),
                (next, Role::Key),
            ],
        );
        paint.target(
            Rect { width: used, height: 1, ..area },
            Target::Spot(Spot { pane: n, row: Some((at + 1) % options.len().max(1)) }),
        );
        if focused {
            paint.cursor(area.x + 2, area.y);
        }
        return;
    }
    let mut x = area.x;
    for (row, option) in options.iter().enumerate() {
        let chosen = row == at;
        let mark = if chosen { paint.mark(Mark::Chosen) } else { " " };
        let start = x;
        x += paint.spans(
            x,
            area.y,
            area.right().saturating_sub(x),
            &[("(", Role::Text), (mark, Role::TextStrong), (") ", Role::Text), (option, role(chosen))],
        );
        paint.spot(Rect { x: start, width: x - start, height: 1, ..area }, n, row);
        if chosen && focused {
            paint.cursor(start + 1, area.y);
        }
        x += 2;
    }
}

fn draw_ticks(
    n: usize,
    options: &[(String, bool)],
    at: usize,
    focused: bool,
    area: Rect,
    paint: &mut Paint<'_>,
) {
    let mut x = area.x;
    // Options before the cursor's give way when not all fit on the row.
    let wide = |option: &(String, bool)| crate::care::words::columns(&option.0) + 6;
    let mut first = 0;
    while first < at && options[first..=at].iter().map(wide).sum::<usize>() > usize::from(area.width) {
        first += 1;
    }
    for (row, (option, ticked)) in options.iter().enumerate().skip(first) {
        let mark = if *ticked { paint.mark(Mark::Ticked) } else { " " };
        let here = focused && row == at;
        let role = if here { Role::Selected } else { Role::Text };
        let start = x;
        x += paint.spans(
            x,
            area.y,
            area.right().saturating_sub(x),
            &[("[", Role::Text), (mark, Role::TextStrong), ("] ", Role::Text), (option, role)],
        );
        paint.spot(Rect { x: start, width: x - start, height: 1, ..area }, n, row);
        if here {
            paint.cursor(start + 1, area.y);
        }
        x += 2;
    }
}
