//! One box to answer in: writing, one of several, or any of several. A form stands boxes under each other, a
//! table beside each other; neither knows what a box does with a key.

use super::field::{Lines, Writing};
use super::paint::{Paint, Rect, Spot, Target};
use crate::keys::{Command, Key, KeyName, Place};
use crate::theme::{Mark, Role};

/// Boxes that a screen hands its keys to, however they stand.
pub trait Boxes {
    /// Which keys hold in the box that has the cursor.
    fn place(&self) -> Place;
    /// Takes a key; answers whether it meant anything.
    fn typed(&mut self, key: Key) -> bool;
    /// Takes pasted text; answers whether there is a box to write in.
    fn pasted(&mut self, text: &str) -> bool;
    /// Does a command; answers whether it is one for boxes.
    fn command(&mut self, command: Command) -> bool;
    /// Takes a click on a box.
    fn pointed(&mut self, spot: Spot);
    /// Whether a key presses the button below the boxes.
    fn is_pressed(&self, key: Key) -> bool;
    /// Whether a click presses the button below the boxes.
    fn is_pressed_at(&self, spot: Spot) -> bool;
}

/// What a box holds.
pub enum Answer {
    /// Words.
    Writing {
        /// The words.
        text: Box<Writing>,
        /// How many rows it has at least.
        rows: u16,
    },
    /// One of several.
    Choice {
        /// What can be chosen.
        options: Vec<String>,
        /// Which is.
        at: usize,
    },
    /// Any of several.
    Ticks {
        /// What can be ticked, and whether it is.
        options: Vec<(String, bool)>,
        /// Where the cursor is.
        at: usize,
    },
}

impl Answer {
    /// A line to write.
    pub fn line(text: &str) -> Self {
        Self::Writing { text: Box::new(Writing::new(Lines::One, text)), rows: 1 }
    }

    /// Several lines to write, at least `rows` high.
    pub fn text(rows: u16, text: &str) -> Self {
        Self::Writing { text: Box::new(Writing::new(Lines::Several, text)), rows: rows.max(1) }
    }

    /// One line to write that wraps, on `rows` rows at least.
    pub fn wrapped(rows: u16, text: &str) -> Self {
        Self::Writing { text: Box::new(Writing::new(Lines::Wrapped, text)), rows: rows.max(1) }
    }

    /// One of several.
    pub fn choice(options: Vec<String>, at: usize) -> Self {
        let at = at.min(options.len().saturating_sub(1));
        Self::Choice { options, at }
    }

    /// Any of several.
    pub fn ticks(options: Vec<(String, bool)>) -> Self {
        Self::Ticks { options, at: 0 }
    }

    /// Which keys hold in it.
    pub fn place(&self) -> Place {
        match self {
            Self::Writing { .. } => Place::Text,
            Self::Choice { .. } | Self::Ticks { .. } => Place::Form,
        }
    }

    /// How many rows it has at least.
    pub fn height(&self) -> u16 {
        match self {
            Self::Writing { rows, .. } => *rows,
            Self::Choice { .. } | Self::Ticks { .. } => 1,
        }
    }

    /// What is written, or the words of what is chosen.
    pub fn written(&self) -> String {
        match self {
            Self::Writing { text, .. } => text.text(),
            Self::Choice { options, at } => options.get(*at).cloned().unwrap_or_default(),
            Self::Ticks { .. } => String::new(),
        }
    }

    /// Which option is chosen, counted from 0.
    pub fn chosen(&self) -> usize {
        match self {
            Self::Choice { at, .. } => *at,
            Self::Writing { .. } | Self::Ticks { .. } => 0,
        }
    }

    /// Which options are ticked.
    pub fn ticked(&self) -> Vec<bool> {
        match self {
            Self::Ticks { options, .. } => options.iter().map(|(_, ticked)| *ticked).collect(),
            Self::Writing { .. } | Self::Choice { .. } => Vec::new(),
        }
    }

    /// Whether it is a box to write in with nothing in it.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Writing { text, .. } => text.is_empty(),
            Self::Choice { .. } | Self::Ticks { .. } => false,
        }
    }

    /// Words the options of a choice anew. The one in the same place stays chosen, and what is ticked stays ticked.
    pub fn reword(&mut self, words: Vec<String>) {
        match self {
            Self::Choice { options, at } => {
                *at = (*at).min(words.len().saturating_sub(1));
                *options = words;
            }
            Self::Ticks { options, at } => {
                *at = (*at).min(words.len().saturating_sub(1));
                let ticked = options.iter().map(|(_, ticked)| *ticked).chain(std::iter::repeat(false));
                *options = words.into_iter().zip(ticked).collect();
            }
            Self::Writing { .. } => {}
        }
    }

    /// Ticks exactly these of the options.
    pub fn tick(&mut self, which: &[bool]) {
        if let Self::Ticks { options, .. } = self {
            for ((_, ticked), wanted) in options.iter_mut().zip(which) {
                *ticked = *wanted;
            }
        }
    }

    /// The answer as a draft keeps it.
    pub fn kept(&self) -> String {
        match self {
            Self::Writing { text, .. } => text.text(),
            Self::Choice { .. } => self.written(),
            Self::Ticks { options, .. } => {
                options.iter().map(|(_, ticked)| if *ticked { 'x' } else { '-' }).collect()
            }
        }
    }

    /// Puts the answer of a draft back. What no longer fits is passed over.
    pub fn fill(&mut self, kept: &str) {
        match self {
            Self::Writing { text, .. } => **text = Writing::new(text.lines(), kept),
            Self::Choice { options, at } => {
                *at = options.iter().position(|option| option == kept).unwrap_or(*at);
            }
            Self::Ticks { options, .. } => {
                for ((_, ticked), kept) in options.iter_mut().zip(kept.chars()) {
                    *ticked = kept == 'x';
                }
            }
        }
    }

    /// Takes a key; answers whether it meant anything.
    pub fn typed(&mut self, key: Key) -> bool {
        match self {
            Self::Writing { text, .. } => text.typed(key),
            Self::Choice { options, at } => choose(options, at, key),
            Self::Ticks { options, at } => tick(options, at, key),
        }
    }

    /// Takes pasted text; answers whether it can be written in.
    pub fn pasted(&mut self, pasted: &str) -> bool {
        match self {
            Self::Writing { text, .. } => {
                text.pasted(pasted);
                true
            }
            Self::Choice { .. } | Self::Ticks { .. } => false,
        }
    }

    /// Whether it is a box to write in that has no room left.
    pub fn is_full(&self) -> bool {
        match self {
            Self::Writing { text, .. } => text.is_full(),
            Self::Choice { .. } | Self::Ticks { .. } => false,
        }
    }

    /// Selects all that is written, so that typing begins afresh.
    pub fn select(&mut self) {
        self.command(Command::SelectAll);
    }

    /// Nothing is selected any more.
    pub fn deselect(&mut self) {
        match self {
            Self::Writing { text, .. } => text.deselect(),
            Self::Choice { .. } | Self::Ticks { .. } => {}
        }
    }

    /// Does a command for writing; answers whether it is one.
    pub fn command(&mut self, command: Command) -> bool {
        match self {
            Self::Writing { text, .. } => text.command(command),
            Self::Choice { .. } | Self::Ticks { .. } => false,
        }
    }

    /// Takes a click on one of its options.
    pub fn pointed(&mut self, option: Option<usize>) {
        match (self, option) {
            (Self::Choice { options, at }, Some(option)) if option < options.len() => *at = option,
            (Self::Ticks { options, at }, Some(option)) if option < options.len() => {
                *at = option;
                options[option].1 = !options[option].1;
            }
            (Self::Choice { .. } | Self::Ticks { .. } | Self::Writing { .. }, _) => {}
        }
    }

    /// Paints it. A click on it means the `pane`-th thing of the screen.
    pub fn draw(&self, pane: usize, hint: &str, focused: bool, area: Rect, paint: &mut Paint<'_>) {
        match self {
            Self::Writing { text, .. } => {
                text.draw(area, focused, paint);
                if text.is_empty() && !focused {
                    // Where there is no colour it must not be taken for what somebody wrote.
                    paint.words(area.x, area.y, area.width, &format!("({hint})"), Role::InputPlaceholder);
                }
                paint.target(area, Target::Spot(Spot { pane, row: None }));
            }
            Self::Choice { options, at } => draw_choice(pane, options, *at, focused, area, paint),
            Self::Ticks { options, at } => draw_ticks(pane, options, *at, focused, area, paint),
        }
    }
}

fn choose(options: &[String], at: &mut usize, key: Key) -> bool {
    let last = options.len().saturating_sub(1);
    *at = match key.name {
        KeyName::Left => at.checked_sub(1).unwrap_or(last),
        KeyName::Right | KeyName::Char(' ') => {
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
        if row > first && usize::from(area.right().saturating_sub(x)) + 2 < wide(&options[row]) {
            paint.words(x, area.y, 1, paint.mark(Mark::PickNext), Role::Key);
            break;
        }
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
