//! The board of a home with no children yet: what to do first, so that nobody sits before an empty screen.

use crate::keys::Command;
use crate::theme::{Mark, Role};
use crate::tui::list::List;
use crate::tui::paint::{Focus, Paint, Rect};

/// What can be begun with.
pub struct Start {
    list: List<First>,
}

/// One way to begin.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum First {
    /// The first child comes to live here.
    AddChild,
    /// Several people at once, from a spreadsheet.
    BringIn,
    /// Colleagues get ways in of their own.
    AddStaff,
    /// The house's own lists.
    House,
}

impl First {
    const ALL: [Self; 4] = [Self::AddChild, Self::BringIn, Self::AddStaff, Self::House];

    fn words(self) -> [&'static str; 2] {
        match self {
            Self::AddChild => ["Add the first child", "a name is enough to begin"],
            Self::BringIn => ["Bring in a list", "from a spreadsheet; each line is shown first"],
            Self::AddStaff => ["Add staff first", "each gets a passphrase of their own"],
            Self::House => ["The house", "its own lists: keys, petty cash, vehicles"],
        }
    }
}

impl Default for Start {
    fn default() -> Self {
        let mut list = List::default();
        list.set(First::ALL.to_vec());
        Self { list }
    }
}

impl Start {
    /// How many rows it takes to be seen whole.
    pub const HEIGHT: u16 = 12;

    /// Moves as a command says; answers whether it is one that moves.
    pub fn moved(&mut self, command: Command) -> bool {
        self.list.moved(command)
    }

    /// Puts the cursor on one.
    pub fn go(&mut self, place: usize) -> bool {
        self.list.go(place)
    }

    /// The one under the cursor.
    pub fn chosen(&self) -> First {
        self.list.selected().copied().unwrap_or(First::AddChild)
    }

    /// Paints it in the pane of the children.
    pub fn draw(&self, area: Rect, focus: Focus, paint: &mut Paint<'_>) {
        let inside = paint.pane(area, &[("Children", Role::Title)], "none yet", focus);
        let text = Rect { x: inside.x + 3, width: inside.width.saturating_sub(4), ..inside };
        // In a small window the heading gives way before the choices do.
        let above = if area.height < Self::HEIGHT { 0 } else { 3 };
        let row = |n: u16| Rect { y: text.y + n, height: text.height.saturating_sub(n).min(1), ..text };
        if above > 0 {
            paint.text(row(1), "No children are on the board yet.", Role::TextStrong);
        }
        for (n, first) in First::ALL.into_iter().enumerate() {
            let line =
                Rect { x: inside.x, width: inside.width, ..row(above + u16::try_from(n).unwrap_or(0)) };
            if line.height == 0 {
                return;
            }
            let [what, remark] = first.words();
            paint.words(text.x + 2, line.y, 24, what, Role::Text);
            let used = 28;
            let room = text.width.saturating_sub(used);
            paint.words(text.x + used, line.y, room, remark, Role::TextMuted);
            if n == self.list.at() {
                let role = if focus == Focus::Here { Role::Selected } else { Role::SelectedAway };
                paint.lay(line, role);
                paint.words(text.x, line.y, 1, paint.mark(Mark::Cursor), role);
                if focus == Focus::Here {
                    paint.cursor(text.x, line.y);
                }
            }
            paint.spot(line, 0, n);
        }
        paint.text(
            row(above + 5),
            "The morning, day and night lines are ready to use. You can change them later.",
            Role::TextMuted,
        );
        paint.text(
            row(above + 6),
            "To look round a made-up home first, leave and type: bethere demo",
            Role::TextMuted,
        );
    }
}
