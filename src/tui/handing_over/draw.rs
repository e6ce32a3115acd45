//! The children and the house in the order they are spoken of: beside the sheet, or on a line over it where there is
//! no room.

use crate::theme::{Mark as Shape, Role};
use crate::tui::paint::{Focus, Paint, Rect, Spot, Target};

/// The list of parts, as a part of the screen that can be clicked.
pub(super) const ORDER: usize = usize::MAX;

/// How wide the list is, and how wide the screen must be for it.
const LIST_WIDE: u16 = 28;
const ROOM_FOR_LIST: u16 = 100;

/// One part in the list.
pub(super) struct Tab {
    /// The child's name, or the house.
    pub(super) name: String,
    /// Whether it was gone through.
    pub(super) done: bool,
    /// How they are, or how much is read back.
    pub(super) remark: String,
}

/// Paints the list. Answers what is left of it for more to be said, where it stands beside, and what is left for the
/// sheet.
pub(super) fn tabs(tabs: &[Tab], at: usize, area: Rect, paint: &mut Paint<'_>) -> (Option<Rect>, Rect) {
    if area.width < ROOM_FOR_LIST {
        line(tabs, at, Rect { height: 1, ..area }, paint);
        return (None, Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area });
    }
    let inside = paint.pane(Rect { width: LIST_WIDE, ..area }, &[("Order", Role::Title)], "", Focus::Away);
    for ((n, tab), y) in tabs.iter().enumerate().zip(inside.y..inside.bottom()) {
        let here = n == at;
        let (cursor, role) =
            if here { (paint.mark(Shape::Cursor), Role::TextStrong) } else { (" ", Role::Text) };
        let done = if tab.done { paint.mark(Shape::Read) } else { " " };
        let spans = [(cursor, Role::Key), (" ", role), (done, Role::OutcomeDone), (" ", role)];
        let used = paint.spans(inside.x, y, inside.width, &spans);
        let remark = paint.right(inside.right(), y, 10, &tab.remark, Role::TextMuted);
        paint.words(inside.x + used, y, inside.width.saturating_sub(used + remark + 1), &tab.name, role);
        paint.spot(Rect { y, height: 1, ..inside }, ORDER, n);
    }
    let below = inside.y + u16::try_from(tabs.len()).unwrap_or(u16::MAX).saturating_add(1);
    let left = Rect { y: below, height: inside.bottom().saturating_sub(below), ..inside };
    let sheet = Rect { x: area.x + LIST_WIDE, width: area.width - LIST_WIDE, ..area };
    (Some(left), sheet)
}

fn line(tabs: &[Tab], at: usize, area: Rect, paint: &mut Paint<'_>) {
    let mut x = area.x + 1;
    for (n, tab) in tabs.iter().enumerate() {
        let done = if tab.done { paint.mark(Shape::Read) } else { "" };
        let (words, role) = if n == at {
            (format!("[{}{done} {}]", n + 1, tab.name), Role::Selected)
        } else {
            (format!(" {}{done} ", n + 1), Role::TextMuted)
        };
        let used = paint.words(x, area.y, area.right().saturating_sub(x), &words, role);
        let spot = Target::Spot(Spot { pane: ORDER, row: Some(n) });
        paint.target(Rect { x, width: used, ..area }, spot);
        x += used;
    }
}
