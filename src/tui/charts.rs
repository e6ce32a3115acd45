//! A child's last weeks as charts: mood, sleep, how much is done alone, alerts, over 30 and 90 days; and the same in
//! plain sentences.

use super::child;
use super::list::List;
use super::paint::{Bar, Focus, Paint, Rect, Spot, Target};
use super::screen::{Offer, Reply, Screen, Warned};
use crate::care::access::Page;
use crate::care::alert::Level;
use crate::care::charts::{self, Chart, Figures};
use crate::care::{CareDay, ChildId, Subject, words};
use crate::desk::{Trouble, View};
use crate::keys::{Command, Place};
use crate::theme::Role;

/// A child's last weeks.
pub struct Charts {
    child: ChildId,
    name: String,
    warnings: Vec<Warned>,
    tab: Tab,
    charts: List<Chart>,
    /// The days that were read, the oldest first and today last.
    days: Vec<Figures>,
    /// What they were read from: the last entry, today, and how many days back.
    read_from: Option<(u64, CareDay, usize)>,
}

/// What is shown.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Tab {
    Pictures(usize),
    Words(usize),
}

impl Tab {
    const ALL: [Tab; 4] = [Tab::Pictures(30), Tab::Pictures(90), Tab::Words(30), Tab::Words(90)];

    /// How many days it goes back.
    fn days(self) -> usize {
        match self {
            Tab::Pictures(days) | Tab::Words(days) => days,
        }
    }

    fn title(self) -> String {
        match self {
            Tab::Pictures(days) => format!("{days} days"),
            Tab::Words(days) => format!("{days} in words"),
        }
    }
}

/// From this height on, the pictures leave room for the words beneath.
const TALL: u16 = 36;

impl Charts {
    /// The charts about a child.
    pub fn about(child: ChildId) -> Self {
        let mut charts = List::default();
        charts.set(Chart::ALL.to_vec());
        let tab = Tab::Pictures(30);
        Self {
            child,
            name: String::new(),
            warnings: Vec::new(),
            tab,
            charts,
            days: Vec::new(),
            read_from: None,
        }
    }

    /// The days the tab shows.
    fn shown(&self) -> &[Figures] {
        &self.days[self.days.len().saturating_sub(self.tab.days())..]
    }

    fn to(&mut self, tab: Tab) -> Reply {
        self.tab = tab;
        Reply::Read
    }

    fn turn(&mut self, step: usize) -> Reply {
        let here = Tab::ALL.iter().position(|tab| *tab == self.tab).unwrap_or(0);
        self.to(Tab::ALL[(here + step) % Tab::ALL.len()])
    }

    /// "25 Oct to 23 Nov".
    fn stretch(&self) -> String {
        match self.shown() {
            [first, .., last] => {
                format!("{} to {}", first.day.date().format("%-d %b"), last.day.date().format("%-d %b"))
            }
            _ => "today".into(),
        }
    }

    fn draw_tabs(&self, area: Rect, paint: &mut Paint<'_>) {
        let mut x = area.x + 2;
        for (n, tab) in Tab::ALL.into_iter().enumerate() {
            let (number, title) = ((n + 1).to_string(), tab.title());
            let (open, close, role) =
                if tab == self.tab { ("[", "]", Role::TextStrong) } else { (" ", " ", Role::TextMuted) };
            let spans = [(open, role), (&*number, Role::Key), (" ", role), (&*title, role), (close, role)];
            let used = paint.spans(x, area.y, area.right().saturating_sub(x), &spans);
            let spot = Spot { pane: Chart::ALL.len(), row: Some(n) };
            paint.target(Rect { x, y: area.y, width: used, height: 1 }, Target::Spot(spot));
            x += used;
        }
        let (room, when) = (area.right().saturating_sub(x + 2), self.stretch());
        if usize::from(room) > words::columns(&when) {
            paint.right(area.right() - 1, area.y, room, &when, Role::TextMuted);
        }
    }

    fn draw_pictures(&self, area: Rect, paint: &mut Paint<'_>) {
        if area.height < 12 || area.width < 60 {
            return self.draw_picture(self.charts.at(), area, paint);
        }
        let (left, top) = (area.width / 2, area.height / 2);
        for (n, y, height) in [(0, area.y, top), (2, area.y + top, area.height - top)] {
            self.draw_picture(n, Rect { y, height, width: left, ..area }, paint);
            let right = Rect { x: area.x + left, y, width: area.width - left, height };
            self.draw_picture(n + 1, right, paint);
        }
    }

    fn draw_picture(&self, n: usize, area: Rect, paint: &mut Paint<'_>) {
        let (chart, focus) = (Chart::ALL[n], Focus::when(n == self.charts.at()));
        let inside = paint.pane(area, &[(chart.title(), Role::Title)], self.figure(chart).as_str(), focus);
        paint.target(area, Target::Spot(Spot { pane: n, row: None }));
        if focus == Focus::Here {
            paint.cursor(area.x + 2, area.y);
        }
        if inside.height < 3 || inside.width < 20 {
            return;
        }
        let labels = match chart {
            Chart::Mood | Chart::Sleep | Chart::Levels => 5,
            Chart::Alerts => 8,
        };
        let bars = Rect {
            x: inside.x + labels,
            width: inside.width - labels - 1,
            height: inside.height - 1,
            ..inside
        };
        let all = self.bars(chart, bars.width);
        let used = match chart {
            Chart::Mood => paint.bars(bars, &all, 50),
            Chart::Sleep => paint.bars(bars, &all, 100),
            Chart::Alerts => paint.bars(bars, &all, 3),
            Chart::Levels => paint.groups(bars, &self.groups(bars.width)),
        };
        self.draw_axes(chart, inside.x, bars, used, paint);
    }

    fn draw_axes(&self, chart: Chart, x: u16, bars: Rect, used: u16, paint: &mut Paint<'_>) {
        let (role, wide) = (Role::ChartAxis, bars.x - x - 1);
        // Each beside the top of the bars it is about.
        let labels = match chart {
            Chart::Mood => vec![("5", 0), ("1", bars.height)],
            Chart::Sleep | Chart::Levels => vec![("100%", 0), ("0%", bars.height)],
            Chart::Alerts => {
                vec![("urgent", 0), ("worried", bars.height / 3), ("watch", bars.height * 2 / 3)]
            }
        };
        for (label, down) in labels {
            paint.right(bars.x - 1, bars.y + down.min(bars.height - 1), wide, label, role);
        }
        let (Some(first), Some(last)) = (self.shown().first(), self.shown().last()) else { return };
        let date = |day: &Figures| day.day.date().format("%-d %b").to_string();
        let y = bars.bottom();
        let dated = paint.words(bars.x, y, 7, &date(first), role) + 1;
        let mut left = bars.x + dated;
        if chart == Chart::Levels {
            // In the order of the bars of a group, so that it is told without colours too.
            let legend = [("alone ", Role::Chart1), ("prompted ", Role::Chart2), ("helped", Role::Chart3)];
            left += paint.spans(left, y, bars.right().saturating_sub(left), &legend) + 1;
        }
        let end = if chart == Chart::Levels { bars.right() } else { bars.x + used };
        if end >= left + 6 {
            paint.right(end, y, 6, &date(last), role);
        }
    }

    /// A bar a day, or for several days where there is little room.
    fn bars(&self, chart: Chart, room: u16) -> Vec<Bar> {
        let days = self.shown();
        let to_a_bar = days.len().div_ceil(usize::from(room.max(1))).max(1);
        let mut bars: Vec<Bar> = days.rchunks(to_a_bar).map(|days| bar(chart, days)).collect();
        bars.reverse();
        bars
    }

    /// Whole weeks, as many to a group as it takes for all to fit, each with its share done alone, prompted and helped.
    fn groups(&self, room: u16) -> Vec<[(u64, Role); 3]> {
        let days = self.shown();
        let most = usize::from(room / 4).max(1);
        let weeks = days.len().div_ceil(7).div_ceil(most).max(1);
        let roles = [Role::Chart1, Role::Chart2, Role::Chart3];
        // Counted from today backwards: the first group may be a short one.
        let mut groups: Vec<_> = days
            .rchunks(weeks * 7)
            .map(|days| {
                let [alone, prompted, helped, _] = charts::sum(days);
                let all = (alone + prompted + helped).max(1);
                let of = [alone, prompted, helped].map(|part| u64::from(part * 100 / all));
                std::array::from_fn(|n| (of[n], roles[n]))
            })
            .collect();
        groups.reverse();
        groups
    }

    /// What stands beside a heading.
    fn figure(&self, chart: Chart) -> String {
        let days = self.shown();
        match chart {
            Chart::Mood => {
                charts::mood(days).map_or(String::new(), |mood| format!("{} of 5", charts::point(mood)))
            }
            Chart::Sleep => charts::sleep(days).map_or(String::new(), |share| format!("asleep {share}%")),
            Chart::Levels => charts::share(days).map_or(String::new(), |share| format!("{share}%")),
            Chart::Alerts => match days.iter().flat_map(|day| day.alerts).sum::<u32>() {
                0 => "none".into(),
                n => n.to_string(),
            },
        }
    }

    /// "Mood. 3.4 of 5 on average, …", and so on.
    fn words(&self) -> [String; 4] {
        Chart::ALL.map(|chart| format!("{}. {}", chart.title(), chart.words(self.shown())))
    }

    fn draw_words(&self, area: Rect, paint: &mut Paint<'_>) {
        let focus = Focus::when(matches!(self.tab, Tab::Words(_)));
        let inside = paint.pane(area, &[("In words", Role::Title)], "", focus);
        let text = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
        let mut y = text.y;
        for (n, words) in self.words().into_iter().enumerate() {
            let role = if n == self.charts.at() { Role::TextStrong } else { Role::Text };
            if focus == Focus::Here && n == self.charts.at() {
                paint.cursor(text.x, y);
            }
            let room = text.bottom().saturating_sub(y);
            y += paint.text(Rect { y, height: room, ..text }, &words, role);
            y += u16::from(focus == Focus::Here);
        }
    }
}

fn bar(chart: Chart, days: &[Figures]) -> Bar {
    let (tall, role) = match chart {
        Chart::Mood => (charts::mood(days), Role::Chart1),
        Chart::Sleep => (charts::sleep(days), Role::Chart5),
        Chart::Levels => (charts::share(days), Role::Chart1),
        Chart::Alerts => match charts::worst(days) {
            None => (Some(0), Role::ChartAxis),
            Some(Level::Watch) => (Some(1), Role::Chart3),
            Some(Level::Worried) => (Some(2), Role::Chart2),
            Some(Level::Urgent) => (Some(3), Role::Chart4),
        },
    };
    Bar { tall: tall.map(u64::from), role }
}

impl Screen for Charts {
    fn place(&self) -> Place {
        Place::List
    }

    fn shows(&self) -> Vec<(Page, Subject)> {
        vec![(Page::Charts, Subject::Child(self.child))]
    }

    fn title(&self) -> String {
        format!("{} · charts", self.name)
    }

    fn about(&self) -> String {
        self.name.clone()
    }

    fn offers(&self) -> Vec<Offer> {
        [Command::NextPane, Command::Open, Command::Down, Command::Back].map(Offer::can).into()
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        let (home, today) = (view.home(), view.today());
        let subject = Subject::Child(self.child);
        self.name = home.name_of(subject).into();
        self.warnings = child::warnings(home, subject, today);
        let back = self.tab.days().max(self.read_from.map_or(0, |(_, _, back)| back));
        if self.read_from == Some((home.last, today, back)) {
            return Ok(());
        }
        self.days = view.figures(self.child, i32::try_from(back).unwrap_or(i32::MAX))?;
        self.read_from = Some((home.last, today, back));
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        match command {
            Command::NextPane => self.turn(1),
            Command::PreviousPane => self.turn(Tab::ALL.len() - 1),
            Command::Open => match self.tab {
                Tab::Pictures(days) => self.to(Tab::Words(days)),
                Tab::Words(days) => self.to(Tab::Pictures(days)),
            },
            command if self.charts.moved(command) => Reply::Stay,
            _ => Reply::Ignored,
        }
    }

    fn go_to(&mut self, number: usize) -> Reply {
        match Tab::ALL.get(number.wrapping_sub(1)) {
            Some(tab) => self.to(*tab),
            None => Reply::Ignored,
        }
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        match (spot.pane, spot.row) {
            (_, Some(tab)) => self.go_to(tab + 1),
            (chart, None) if self.charts.go(chart) => Reply::Stay,
            (_, None) => Reply::Ignored,
        }
    }

    fn warnings(&self) -> Vec<Warned> {
        self.warnings.clone()
    }

    fn remark(&self) -> String {
        match (self.tab, self.charts.selected()) {
            (Tab::Pictures(_), Some(chart)) => format!("{}. {}", chart.title(), chart.words(self.shown())),
            (Tab::Words(_), _) | (_, None) => {
                "Counted from what was written down. It says nothing of why.".into()
            }
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        self.draw_tabs(Rect { height: 1, ..area }, paint);
        let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        match self.tab {
            Tab::Words(_) => self.draw_words(below, paint),
            Tab::Pictures(_) if below.height >= TALL => {
                let wide = usize::from(below.width.saturating_sub(4));
                let rows: usize = self.words().map(|said| words::wrap(&said, wide).len()).iter().sum();
                let words = u16::try_from(rows + 2).unwrap_or(u16::MAX).min(below.height / 2);
                let pictures = Rect { height: below.height - words, ..below };
                self.draw_pictures(pictures, paint);
                self.draw_words(Rect { y: pictures.bottom(), height: words, ..below }, paint);
            }
            Tab::Pictures(_) => self.draw_pictures(below, paint),
        }
    }
}
