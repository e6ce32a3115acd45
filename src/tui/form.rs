//! A form: boxes to write in, choices and ticks, one under the other. It keeps the answers, right or wrong, says
//! what is still needed beside the box, and gives everything typed to a draft.

use super::answer::Answer;
use super::paint::{Paint, Rect, Spot};
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

impl Field {
    /// A box of one line.
    pub fn line(name: &'static str, label: impl Into<String>, text: &str) -> Self {
        Self::new(name, label, Answer::line(text))
    }

    /// A box of several lines, at least `rows` high.
    pub fn text(name: &'static str, label: impl Into<String>, rows: u16, text: &str) -> Self {
        Self::new(name, label, Answer::text(rows, text))
    }

    /// One of several.
    pub fn choice(name: &'static str, label: impl Into<String>, options: Vec<String>, at: usize) -> Self {
        Self::new(name, label, Answer::choice(options, at))
    }

    /// Any of several.
    pub fn ticks(name: &'static str, label: impl Into<String>, options: Vec<(String, bool)>) -> Self {
        Self::new(name, label, Answer::ticks(options))
    }

    /// The same box with a few words under it, or in it while it is empty.
    pub fn with_hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    fn new(name: &'static str, label: impl Into<String>, answer: Answer) -> Self {
        Self { name, label: label.into(), hint: String::new(), answer }
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
        self.fields.get(self.at).map_or(Place::Form, |field| field.answer.place())
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
        self.answer(name).map_or(String::new(), Answer::written)
    }

    /// Which option is chosen, counted from 0.
    pub fn chosen(&self, name: &str) -> usize {
        self.answer(name).map_or(0, Answer::chosen)
    }

    /// Which options are ticked.
    pub fn ticked(&self, name: &str) -> Vec<bool> {
        self.answer(name).map_or(Vec::new(), Answer::ticked)
    }

    /// Whether every box to write in is empty.
    pub fn is_blank(&self) -> bool {
        self.fields.iter().all(|field| field.answer.is_empty() || field.answer.place() == Place::Form)
    }

    /// Every answer, for a draft.
    pub fn answers(&self) -> Vec<(String, String)> {
        self.fields.iter().map(|field| (field.name.to_string(), field.answer.kept())).collect()
    }

    /// Puts the answers of a draft back. What no longer fits is passed over.
    pub fn fill(&mut self, answers: &[(String, String)]) {
        for (name, kept) in answers {
            if let Some(field) = self.fields.iter_mut().find(|field| field.name == name) {
                field.answer.fill(kept);
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
        let taken = field.answer.typed(key);
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
        self.fields.get_mut(self.at).is_some_and(|field| field.answer.pasted(pasted))
    }

    /// Does a command; answers whether it is one of a form.
    pub fn command(&mut self, command: Command) -> bool {
        match command {
            Command::NextField => self.step(1),
            Command::FieldBefore => self.step(-1),
            command => {
                return self.fields.get_mut(self.at).is_some_and(|field| field.answer.command(command));
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
        self.fields[spot.pane].answer.pointed(spot.row);
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
        let mut heights: Vec<u16> = self.fields.iter().map(|field| field.answer.height()).collect();
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
        field.answer.draw(n, &field.hint, focused, inside, paint);
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
