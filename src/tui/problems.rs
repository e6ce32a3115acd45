//! "There is a problem": everything a form still needs, listed together; each leads to its box.

use super::paint::{Paint, Rect};
use super::why::centred;
use crate::care::{Gap, words};
use crate::keys::{Key, KeyName};
use crate::theme::{Mark, Role};

/// What a form still needs, with a cursor on one of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Problems {
    gaps: Vec<Gap>,
    at: usize,
}

/// What a key leads to.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Way {
    /// Nowhere: the key means nothing here.
    Nowhere,
    /// To another problem.
    Here,
    /// To the box with this name.
    To(&'static str),
}

impl Problems {
    /// Lists problems; nothing when there is one or none, which the box itself tells.
    pub fn of(gaps: &[Gap]) -> Option<Self> {
        (gaps.len() > 1).then(|| Self { gaps: gaps.to_vec(), at: 0 })
    }

    /// Takes a key.
    pub fn typed(&mut self, key: Key) -> Way {
        match key.name {
            KeyName::Up => self.step(-1),
            KeyName::Down => self.step(1),
            KeyName::Enter | KeyName::Char(' ') => self.to(self.at),
            KeyName::Char(digit) => {
                let number = digit.to_digit(10).and_then(|digit| usize::try_from(digit).ok());
                number.map_or(Way::Nowhere, |number| self.to(number.wrapping_sub(1)))
            }
            _ => Way::Nowhere,
        }
    }

    /// Moves on to the next problem, or one back.
    pub fn step(&mut self, by: isize) -> Way {
        let count = self.gaps.len().cast_signed();
        self.at = (self.at.cast_signed() + by).rem_euclid(count.max(1)).cast_unsigned();
        Way::Here
    }

    /// The box of the n-th problem.
    pub fn to(&self, n: usize) -> Way {
        self.gaps.get(n).map_or(Way::Nowhere, |gap| Way::To(gap.field))
    }

    /// Paints the box over the form.
    pub fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let wide = area.width.min(76);
        let column = usize::from(wide.saturating_sub(10));
        let heights = self.gaps.iter().map(|gap| words::wrap(&gap.say, column).len() + 1);
        let height = u16::try_from(heights.sum::<usize>() + 4).unwrap_or(u16::MAX);
        let title = [("There is a problem", Role::Title)];
        let inside = paint.popover(centred(area, wide, height), &title, "");
        let mut y = inside.y + 1;
        for (n, gap) in self.gaps.iter().enumerate() {
            let room = inside.bottom().saturating_sub(y + 1);
            let text = Rect { x: inside.x + 6, y, width: inside.width.saturating_sub(7), height: room };
            paint.words(inside.x + 3, y, room.min(2), &(n + 1).to_string(), Role::Key);
            let used = paint.text(text, &gap.say, Role::InputProblem);
            let row = Rect { y, height: used, ..inside };
            if n == self.at && used > 0 {
                paint.lay(row, Role::Selected);
                paint.words(inside.x + 1, y, 1, paint.mark(Mark::Cursor), Role::Selected);
                paint.cursor(inside.x + 1, y);
            }
            paint.spot(row, 0, n);
            y += used + 1;
        }
        paint.words(inside.x + 1, y, inside.width, "What you have written is kept.", Role::TextMuted);
    }
}
