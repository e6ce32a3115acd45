//! A canvas painted by role only: screens name meanings, the theme turns them into colours and marks.
//!
//! It also remembers what stands where, so that the mouse finds it, and where the real cursor belongs.

use crate::care::words;
use crate::keys::{Command, Keymap, Place};
use crate::theme::{Borders, Mark, Role, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Style;
use ratatui::symbols::{bar, border};
use ratatui::widgets::{BarChart, BarGroup, Sparkline, SparklineBar, Widget};

pub use ratatui::layout::Rect;

/// What a click on a place means.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// As if the command's key were pressed.
    Command(Command),
    /// The n-th thing of a pane of the screen, both counted from 0 as the screen likes.
    Spot(Spot),
}

/// The n-th thing of a pane.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Spot {
    /// Which pane.
    pub pane: usize,
    /// Which of the things in it; none for the pane itself.
    pub row: Option<usize>,
}

/// Whether a pane or a row has the keys.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Focus {
    /// It has.
    Here,
    /// Another has.
    Away,
}

impl Focus {
    /// `Here` when it is so.
    pub fn when(here: bool) -> Self {
        if here { Focus::Here } else { Focus::Away }
    }
}

/// A bar of a chart.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Bar {
    /// How tall it is; nothing where nothing is known.
    pub tall: Option<u64>,
    /// What it means.
    pub role: Role,
}

/// Bars for a terminal that has no blocks.
const ASCII_BARS: bar::Set = bar::Set {
    full: "#",
    seven_eighths: "#",
    three_quarters: "=",
    five_eighths: "=",
    half: "-",
    three_eighths: "-",
    one_quarter: "_",
    one_eighth: "_",
    empty: " ",
};

/// What one frame leaves behind besides its cells.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Traces {
    targets: Vec<(Rect, Target)>,
    /// Where the real cursor belongs.
    pub cursor: Option<Position>,
}

impl Traces {
    /// What stands at a place: what was painted last lies on top.
    pub fn at(&self, column: u16, row: u16) -> Option<Target> {
        let here = Position::new(column, row);
        self.targets.iter().rev().find(|(area, _)| area.contains(here)).map(|(_, target)| *target)
    }

    /// Forgets what lies beneath something that covers it.
    pub fn cover(&mut self) {
        self.targets.clear();
        self.cursor = None;
    }
}

/// The canvas of one frame.
pub struct Paint<'a> {
    cells: &'a mut Buffer,
    theme: &'a Theme,
    keymap: &'a Keymap,
    traces: &'a mut Traces,
}

impl<'a> Paint<'a> {
    /// A canvas over a buffer of cells.
    pub fn new(cells: &'a mut Buffer, theme: &'a Theme, keymap: &'a Keymap, traces: &'a mut Traces) -> Self {
        Self { cells, theme, keymap, traces }
    }

    /// The character for a mark.
    pub fn mark(&self, mark: Mark) -> &'a str {
        self.theme.mark(mark)
    }

    /// The first key of a command, as it is printed, or nothing when it has none.
    pub fn key(&self, place: Place, command: Command) -> String {
        self.keymap.hint(place, command).unwrap_or_default()
    }

    /// Paints a whole area, and wipes what stood there.
    pub fn fill(&mut self, area: Rect, role: Role) {
        let area = area.intersection(self.cells.area);
        let style = self.theme.style(role);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                let cell = &mut self.cells[(x, y)];
                cell.reset();
                cell.set_style(style);
            }
        }
    }

    /// Lays a role over what stands in an area: a selected row, a backdrop.
    pub fn lay(&mut self, area: Rect, role: Role) {
        self.cells.set_style(area.intersection(self.cells.area), self.theme.style(role));
    }

    /// Lays a role over an area and takes away every attribute there, as a backdrop does.
    pub fn dim(&mut self, area: Rect) {
        let style =
            Style::reset().patch(self.theme.style(Role::Screen)).patch(self.theme.style(Role::Backdrop));
        self.cells.set_style(area.intersection(self.cells.area), style);
    }

    /// Words on one row, cut with `…` where they don't fit. Answers how many columns they took.
    pub fn words(&mut self, x: u16, y: u16, most: u16, text: &str, role: Role) -> u16 {
        if !self.cells.area.contains(Position::new(x, y)) || most == 0 {
            return 0;
        }
        let most = most.min(self.cells.area.right() - x);
        let shown = words::shown(text);
        let fitted = words::fit(&shown, usize::from(most));
        let style = self.theme.style(role);
        if !words::is_plain(&fitted) {
            let (end, _) = self.cells.set_stringn(x, y, &fitted, usize::from(most), style);
            return end - x;
        }
        let mut end = x;
        for letter in fitted.chars() {
            self.cells[(end, y)].set_char(letter).set_style(style);
            end += 1;
        }
        end - x
    }

    /// Several words on one row, each with its role. Answers how many columns they took.
    pub fn spans(&mut self, x: u16, y: u16, most: u16, spans: &[(&str, Role)]) -> u16 {
        let mut used = 0;
        for (text, role) in spans {
            used += self.words(x + used, y, most.saturating_sub(used), text, *role);
        }
        used
    }

    /// Words that end at a column. Answers how many columns they took.
    pub fn right(&mut self, end: u16, y: u16, most: u16, text: &str, role: Role) -> u16 {
        let wide = u16::try_from(words::columns(&words::shown(text))).unwrap_or(u16::MAX).min(most);
        self.words(end.saturating_sub(wide), y, wide, text, role)
    }

    /// Words on as many rows as they need and the area has. Answers how many rows they took.
    pub fn text(&mut self, area: Rect, text: &str, role: Role) -> u16 {
        let shown = words::shown(text);
        let mut used = 0;
        for row in words::wrap(&shown, usize::from(area.width)).into_iter().take(usize::from(area.height)) {
            self.words(area.x, area.y + used, area.width, row, role);
            used += 1;
        }
        used
    }

    /// A bordered pane with its title on the left and a remark on the right. Answers what is inside.
    pub fn pane(&mut self, area: Rect, title: &[(&str, Role)], remark: &str, focus: Focus) -> Rect {
        let area = area.intersection(self.cells.area);
        if area.width < 4 || area.height < 2 {
            return Rect::new(area.x, area.y, 0, 0);
        }
        let (set, role) = match focus {
            Focus::Here => (self.theme.borders().focused(), Role::BorderFocus),
            Focus::Away => (self.theme.borders().quiet(), Role::Border),
        };
        self.frame(area, set, role);
        let room = area.width - 4;
        let remark_room = u16::try_from(words::columns(remark)).unwrap_or(room).min(room);
        let titled = self.spans(area.x + 3, area.y, room.saturating_sub(remark_room + 2), title);
        if titled > 0 {
            self.words(area.x + 2, area.y, 1, " ", role);
            self.words(area.x + 3 + titled, area.y, 1, " ", role);
        }
        if !remark.is_empty() {
            let start = area.right() - 3 - remark_room;
            self.words(start - 1, area.y, 1, " ", role);
            let used = self.words(start, area.y, remark_room, remark, Role::Title);
            self.words(start + used, area.y, 1, " ", role);
        }
        Rect::new(area.x + 1, area.y + 1, area.width - 2, area.height - 2)
    }

    /// A box over the screen: its own ground, heavy border, and everything beneath out of reach.
    pub fn popover(&mut self, area: Rect, title: &[(&str, Role)], remark: &str) -> Rect {
        self.traces.cover();
        self.fill(area, Role::Screen);
        self.lay(area, Role::Popover);
        let inside = self.pane(area, title, remark, Focus::Here);
        Rect::new(inside.x + 1, inside.y, inside.width.saturating_sub(2), inside.height)
    }

    /// A line across.
    pub fn rule(&mut self, x: u16, y: u16, wide: u16, role: Role) {
        let mark = self.mark(Mark::Rule);
        for x in x..x.saturating_add(wide) {
            self.words(x, y, 1, mark, role);
        }
    }

    /// Bars beside each other, all equally wide, the tallest possible one `most` high. One that has no height is marked,
    /// so that nothing and nought are told apart. Answers how many columns they took.
    pub fn bars(&mut self, area: Rect, bars: &[Bar], most: u64) -> u16 {
        let count = u16::try_from(bars.len()).unwrap_or(u16::MAX).max(1);
        let wide = (area.width / count).max(1);
        let columns = bars.iter().flat_map(|bar| {
            let column = SparklineBar::from(bar.tall.unwrap_or(0)).style(Some(self.theme.style(bar.role)));
            std::iter::repeat_n(column, usize::from(wide))
        });
        let chart = Sparkline::default().data(columns.collect::<Vec<_>>()).max(most).bar_set(self.bar_set());
        chart.render(area.intersection(self.cells.area), self.cells);
        for (bar, x) in bars.iter().zip((area.x..area.right()).step_by(usize::from(wide))) {
            if bar.tall.is_none() {
                self.words(x, area.bottom().saturating_sub(1), 1, self.mark(Mark::Dot), Role::ChartAxis);
            }
        }
        (wide * count).min(area.width)
    }

    /// Groups of three bars, each as high as it is of a hundred. Answers how many columns they took.
    pub fn groups(&mut self, area: Rect, groups: &[[(u64, Role); 3]]) -> u16 {
        let count = u16::try_from(groups.len()).unwrap_or(u16::MAX).max(1);
        let wide = ((area.width / count).saturating_sub(1) / 3).max(1);
        let bar = |(tall, role): &(u64, Role)| {
            let style = self.theme.style(*role);
            ratatui::widgets::Bar::new(*tall).text_value("").style(style)
        };
        let groups = groups.iter().map(|group| BarGroup::new(group.iter().map(bar).collect::<Vec<_>>()));
        let chart = BarChart::grouped(groups.collect::<Vec<_>>())
            .bar_width(wide)
            .bar_gap(0)
            .group_gap(1)
            .max(100)
            .bar_set(self.bar_set());
        chart.render(area.intersection(self.cells.area), self.cells);
        ((wide * 3 + 1) * count).min(area.width)
    }

    fn bar_set(&self) -> bar::Set<'static> {
        if self.theme.borders() == Borders::Ascii { ASCII_BARS } else { bar::NINE_LEVELS }
    }

    /// Remembers what a click on an area means.
    pub fn target(&mut self, area: Rect, target: Target) {
        self.traces.targets.push((area, target));
    }

    /// Remembers what a click on a row of a pane means.
    pub fn spot(&mut self, area: Rect, pane: usize, row: usize) {
        self.target(area, Target::Spot(Spot { pane, row: Some(row) }));
    }

    /// Puts the real cursor somewhere: always on what has the keys.
    pub fn cursor(&mut self, x: u16, y: u16) {
        self.traces.cursor = Some(Position::new(x, y));
    }

    /// How a role looks, for a text box that draws itself.
    pub(super) fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    /// The cells themselves, for a text box that draws itself.
    pub(super) fn cells(&mut self) -> &mut Buffer {
        self.cells
    }

    fn frame(&mut self, area: Rect, set: border::Set<'_>, role: Role) {
        let style = self.theme.style(role);
        let (left, right, top, bottom) = (area.left(), area.right() - 1, area.top(), area.bottom() - 1);
        let mut put = |x, y, symbol: &str| {
            self.cells[(x, y)].set_symbol(symbol).set_style(style);
        };
        for x in left + 1..right {
            put(x, top, set.horizontal_top);
            put(x, bottom, set.horizontal_bottom);
        }
        for y in top + 1..bottom {
            put(left, y, set.vertical_left);
            put(right, y, set.vertical_right);
        }
        put(left, top, set.top_left);
        put(right, top, set.top_right);
        put(left, bottom, set.bottom_left);
        put(right, bottom, set.bottom_right);
    }
}
