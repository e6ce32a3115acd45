//! A form: boxes to write in, choices and ticks, one under the other. It keeps the answers, right or wrong, says
//! what is still needed beside the box, and gives everything typed to a draft.

use super::answer::Answer;
use super::field::MOST_CHARS;
use super::paint::{Paint, Rect, Spot};
use super::problems::{Problems, Way};
use super::screen::Offer;
use crate::care::{CareDay, Gap, Refusal, Subject, when, words};
use crate::desk::Draft;
use crate::keys::{Command, Key, KeyName, Place};
use crate::theme::{Mark, Role};
use chrono::{DateTime, NaiveDate, Utc};

/// A box of a form.
pub struct Field {
    name: &'static str,
    label: String,
    hint: String,
    answer: Answer,
    /// How many columns it has, when it doesn't need them all, with what stands beside it.
    beside: Option<(u16, String)>,
    /// The answer it begins with, which typing replaces.
    suggested: Option<String>,
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

    /// A box of one line that wraps, at least `rows` high.
    pub fn wrapped(name: &'static str, label: impl Into<String>, rows: u16, text: &str) -> Self {
        Self::new(name, label, Answer::wrapped(rows, text))
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

    /// The same box so many columns wide, with room beside it for how the answer is understood.
    pub fn narrow(self, columns: u16) -> Self {
        Self { beside: Some((columns, String::new())), ..self }
    }

    /// The same box with an answer in it that typing replaces.
    pub fn suggesting(mut self, text: &str) -> Self {
        self.answer.fill(text);
        Self { suggested: Some(text.into()), ..self }
    }

    fn new(name: &'static str, label: impl Into<String>, answer: Answer) -> Self {
        Self { name, label: label.into(), hint: String::new(), answer, beside: None, suggested: None }
    }
}

/// A form.
pub struct Form {
    fields: Vec<Field>,
    at: usize,
    gaps: Vec<Gap>,
    /// The problems that are listed over it until one is gone to.
    problems: Option<Problems>,
    /// The boxes that other answers leave no question for.
    left_out: Vec<&'static str>,
    /// What can be done with it, after the last box, and which of that the cursor is on.
    buttons: Vec<String>,
    button: usize,
}

/// The most columns that labels take, with the cursor before them and a gap after.
const LABELS: u16 = 20;

impl Form {
    /// A form with the cursor in its first box.
    pub fn new(fields: Vec<Field>) -> Self {
        let mut form = Self {
            fields,
            at: 0,
            gaps: Vec::new(),
            problems: None,
            left_out: Vec::new(),
            buttons: Vec::new(),
            button: 0,
        };
        form.arrive(0);
        form
    }

    /// The same form with something to press after the last box, for whoever presses Enter again and again.
    pub fn with_buttons(mut self, buttons: &[&str]) -> Self {
        self.buttons = buttons.iter().map(ToString::to_string).collect();
        self
    }

    /// The same form with the two buttons of one whose words are kept as they are typed.
    pub fn saved_or_kept(self) -> Self {
        self.with_buttons(&["Save", "Keep as draft"])
    }

    /// Puts other words on the buttons.
    pub fn set_buttons(&mut self, buttons: &[&str]) {
        self.buttons = buttons.iter().map(ToString::to_string).collect();
        self.button = self.button.min(self.buttons.len().saturating_sub(1));
    }

    /// Which button a key presses.
    pub fn pressed(&self, key: Key) -> Option<usize> {
        let presses = matches!(key.name, KeyName::Enter | KeyName::Char(' '));
        (presses && self.problems.is_none() && self.on_buttons()).then_some(self.button)
    }

    /// Which button a click presses.
    pub fn pressed_at(&self, spot: Spot) -> Option<usize> {
        spot.row.filter(|row| spot.pane == self.fields.len() && *row < self.buttons.len())
    }

    fn on_buttons(&self) -> bool {
        self.at == self.fields.len() && !self.buttons.is_empty()
    }

    /// The same form with the cursor in another box.
    pub fn starting_at(mut self, name: &str) -> Self {
        self.go_to(name);
        self
    }

    /// Which keys hold in the box that has the cursor.
    pub fn place(&self) -> Place {
        match &self.problems {
            Some(_) => Place::Form,
            None => self.fields.get(self.at).map_or(Place::Form, |field| field.answer.place()),
        }
    }

    /// The name of the box that has the cursor.
    pub fn here(&self) -> &'static str {
        self.fields.get(self.at).map_or("", |field| field.name)
    }

    /// Puts the cursor in a box.
    pub fn go_to(&mut self, name: &str) {
        if let Some(at) = self.fields.iter().position(|field| field.name == name) {
            self.arrive(at);
        }
    }

    /// Says something else under a box.
    pub fn hint(&mut self, name: &str, hint: String) {
        if let Some(field) = self.fields.iter_mut().find(|field| field.name == name) {
            field.hint = hint;
        }
    }

    /// Words the options of a choice anew. The one in the same place stays chosen.
    pub fn reword(&mut self, name: &str, options: Vec<String>) {
        if let Some(field) = self.fields.iter_mut().find(|field| field.name == name) {
            field.answer.reword(options);
        }
    }

    /// Ticks exactly these of the options.
    pub fn tick(&mut self, name: &str, which: &[bool]) {
        if let Some(field) = self.fields.iter_mut().find(|field| field.name == name) {
            field.answer.tick(which);
        }
    }

    /// Chooses an option by its place.
    pub fn choose(&mut self, name: &str, at: usize) {
        if let Some(field) = self.fields.iter_mut().find(|field| field.name == name) {
            field.answer.pointed(Some(at));
        }
    }

    /// What is written in a box.
    pub fn written(&self, name: &str) -> String {
        self.answer(name).map_or(String::new(), Answer::written)
    }

    /// The day that is written in a box: "Fri" is the first Friday from another.
    pub fn day(&self, name: &'static str, from: NaiveDate) -> Result<CareDay, Gap> {
        let day = when::parse_date(&self.written(name), from).map(CareDay::of);
        day.map_err(|problem| Gap::new(name, problem.to_string()))
    }

    /// The day that is written in a box which can stay empty.
    pub fn day_if_any(&self, name: &'static str, from: NaiveDate) -> Result<Option<CareDay>, Gap> {
        if self.written(name).trim().is_empty() { Ok(None) } else { self.day(name, from).map(Some) }
    }

    /// Which option is chosen, counted from 0.
    pub fn chosen(&self, name: &str) -> usize {
        self.answer(name).map_or(0, Answer::chosen)
    }

    /// Which options are ticked.
    pub fn ticked(&self, name: &str) -> Vec<bool> {
        self.answer(name).map_or(Vec::new(), Answer::ticked)
    }

    /// Whether every box to write in is empty, or as it was suggested.
    pub fn is_blank(&self) -> bool {
        self.fields.iter().all(|field| match field.answer.place() {
            Place::Text => {
                let written = field.answer.written();
                written.trim().is_empty() || field.suggested.as_ref() == Some(&written)
            }
            _ => true,
        })
    }

    /// Says beside a narrow box how its answer is understood.
    pub fn understood(&mut self, name: &str, as_this: String) {
        let field = self.fields.iter_mut().find(|field| field.name == name);
        if let Some((_, words)) = field.and_then(|field| field.beside.as_mut()) {
            *words = as_this;
        }
    }

    /// Asks for all boxes but these. What stands in them is kept.
    pub fn leave_out(&mut self, names: Vec<&'static str>) {
        self.left_out = names;
    }

    /// Every answer, for a draft.
    pub fn answers(&self) -> Vec<(String, String)> {
        self.fields.iter().map(|field| (field.name.to_string(), field.answer.kept())).collect()
    }

    /// All that is written, as a draft; nothing while it is blank.
    pub fn draft(&self, name: String, subject: Subject, began: DateTime<Utc>) -> Option<Draft> {
        (!self.is_blank()).then(|| Draft { name, subject, began, boxes: self.answers() })
    }

    /// Puts the answers of a draft back. What no longer fits is passed over.
    pub fn fill(&mut self, answers: &[(String, String)]) {
        for (name, kept) in answers {
            if let Some(field) = self.fields.iter_mut().find(|field| field.name == name) {
                field.answer.fill(kept);
            }
        }
    }

    /// Puts an answer that typing replaces into a box in which nobody wrote anything of their own.
    pub fn suggest(&mut self, name: &str, text: &str) {
        let Some(field) = self.fields.iter_mut().find(|field| field.name == name) else { return };
        if field.suggested.as_deref().unwrap_or_default() == field.answer.written() {
            field.answer.fill(text);
            field.suggested = Some(text.into());
        }
    }

    /// Remembers what is still needed, and goes to the first box that needs something. Several problems are listed
    /// over the form first.
    pub fn refused(&mut self, refusal: &Refusal) {
        self.gaps = match refusal {
            Refusal::Incomplete(gaps) => gaps.clone(),
            Refusal::NotYours(_) | Refusal::Gone(_) | Refusal::NotNow(_) => Vec::new(),
        };
        self.problems = Problems::of(&self.gaps);
        if let Some(field) = self.gaps.first().map(|gap| gap.field) {
            self.go_to(field);
        }
    }

    /// Takes a key; answers whether it meant anything.
    pub fn typed(&mut self, key: Key) -> bool {
        if let Some(problems) = &mut self.problems {
            let way = problems.typed(key);
            return self.follow(way);
        }
        if self.fields.get_mut(self.at).is_some_and(|field| field.answer.typed(key)) {
            self.changed();
            return true;
        }
        match key.name {
            KeyName::Left if self.on_buttons() => self.button = self.button.saturating_sub(1),
            KeyName::Right if self.on_buttons() => {
                self.button = (self.button + 1).min(self.buttons.len() - 1);
            }
            KeyName::Down | KeyName::Enter => self.step(1),
            KeyName::Up => self.step(-1),
            _ => return false,
        }
        true
    }

    /// Takes pasted text, if the cursor is in a box to write in.
    pub fn pasted(&mut self, pasted: &str) -> bool {
        let here = self.fields.get_mut(self.at).filter(|_| self.problems.is_none());
        let taken = here.is_some_and(|field| field.answer.pasted(pasted));
        if taken {
            self.changed();
        }
        taken
    }

    /// Does a command; answers whether it is one of a form.
    pub fn command(&mut self, command: Command) -> bool {
        if let Some(problems) = &mut self.problems {
            let way = match command {
                Command::NextField => problems.step(1),
                Command::FieldBefore => problems.step(-1),
                Command::Back => Way::To(self.here()),
                _ => Way::Nowhere,
            };
            return self.follow(way);
        }
        match command {
            Command::NextField => self.step(1),
            Command::FieldBefore => self.step(-1),
            command => {
                return self.fields.get_mut(self.at).is_some_and(|field| field.answer.command(command));
            }
        }
        true
    }

    /// Takes a click on a box, on an option of it, or on a problem.
    pub fn pointed(&mut self, spot: Spot) {
        if let Some(problems) = &self.problems {
            let way = spot.row.map_or(Way::Nowhere, |row| problems.to(row));
            self.follow(way);
        } else if spot.pane < self.fields.len() {
            self.arrive(spot.pane);
            self.fields[spot.pane].answer.pointed(spot.row);
        }
    }

    /// Paints the boxes. What is left of the height goes to the boxes of several lines.
    pub fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let labels = self.labels();
        let whole = area;
        let places = self.button_places(labels, whole.width);
        let foot = places.last().map_or(0, |(row, _)| row + 1);
        let area = Rect { height: whole.height.saturating_sub(foot), ..whole };
        let rows = self.rows(area.width.saturating_sub(labels), area.height);
        let tall = |rows: &[(u16, u16)]| rows.iter().map(|(own, below)| own + below).sum::<u16>();
        // When not all boxes fit, those above the cursor's give way.
        let at = self.at.min(self.fields.len().saturating_sub(1));
        let mut first = 0;
        while first < at && tall(&rows[first..=at]) > area.height {
            first += 1;
        }
        let mut y = area.y;
        for (n, field) in self.fields.iter().enumerate().skip(first) {
            let (own, below) = rows[n];
            let own = own.min(area.bottom().saturating_sub(y));
            if own > 0 {
                self.draw_field(n, field, Rect { y, height: own, ..area }, paint);
            }
            y += own;
            let below = below.min(area.bottom().saturating_sub(y));
            let wide = area.width.saturating_sub(labels);
            self.draw_below(n, field, Rect { x: area.x + labels, y, width: wide, height: below }, paint);
            y += below;
        }
        let y = y.min(area.bottom());
        self.draw_buttons(&places, Rect { y, height: whole.bottom().saturating_sub(y), ..whole }, paint);
        if let Some(problems) = &self.problems {
            problems.draw(whole, paint);
        }
    }

    /// Paints the boxes above a few words on what holds for whatever is written in them.
    pub fn draw_above(&self, words: &str, area: Rect, paint: &mut Paint<'_>) {
        let rows = words::wrap(words, usize::from(area.width)).len();
        let rows = u16::try_from(rows).unwrap_or(u16::MAX).min(area.height / 4);
        let roomy = u16::from(area.height > 20);
        let below = Rect { y: area.bottom() - rows, height: rows, ..area };
        paint.text(below, words, Role::TextMuted);
        self.draw(Rect { y: area.y + roomy, height: area.height - rows - roomy, ..area }, paint);
    }

    /// The row and the column of each button: under the boxes where they fit there, else from the left, on as many
    /// rows as they need.
    fn button_places(&self, labels: u16, width: u16) -> Vec<(u16, u16)> {
        let wide = |button: &String| u16::try_from(words::columns(button) + 6).unwrap_or(width);
        let all: u16 = self.buttons.iter().map(wide).sum();
        let left = if all <= (width + 2).saturating_sub(labels) { labels } else { 2 };
        let (mut row, mut x) = (0, left);
        let mut places = Vec::new();
        for button in &self.buttons {
            if x > left && x + wide(button) > width + 2 {
                (row, x) = (row + 1, left);
            }
            places.push((row, x));
            x += wide(button);
        }
        places
    }

    fn draw_buttons(&self, places: &[(u16, u16)], area: Rect, paint: &mut Paint<'_>) {
        for (n, (button, (row, column))) in self.buttons.iter().zip(places).enumerate() {
            let (x, y) = (area.x + column, area.y + row);
            if y >= area.bottom() {
                break;
            }
            let here = self.on_buttons() && n == self.button && self.problems.is_none();
            let role = if here { Role::Selected } else { Role::Text };
            let used = paint.words(x, y, area.right().saturating_sub(x), &format!("[ {button} ]"), role);
            paint.spot(Rect { x, y, width: used, height: 1 }, self.fields.len(), n);
            if here {
                paint.words(area.x, y, 1, paint.mark(Mark::Cursor), Role::Key);
                paint.cursor(x + 2, y);
            }
        }
    }

    fn labels(&self) -> u16 {
        let longest = self.fields.iter().map(|field| words::columns(&field.label)).max().unwrap_or(0);
        u16::try_from(longest + 4).unwrap_or(LABELS).min(LABELS)
    }

    /// How many rows each box has, and how many there are below it: for what it needs, and else, as far as there is
    /// room, one that keeps it apart from the next.
    fn rows(&self, wide: u16, room: u16) -> Vec<(u16, u16)> {
        let mut rows: Vec<(u16, u16)> = (0..self.fields.len()).map(|n| self.least(n, wide)).collect();
        let mut spare = room.saturating_sub(rows.iter().map(|(own, below)| own + below).sum());
        for (own, below) in &mut rows {
            if *own > 0 && *below == 0 && spare > 0 {
                (*below, spare) = (1, spare - 1);
            }
        }
        let several: Vec<usize> = (0..rows.len()).filter(|n| rows[*n].0 > 1).collect();
        while spare > 0 && !several.is_empty() {
            for n in &several {
                if spare > 0 {
                    rows[*n].0 += 1;
                    spare -= 1;
                }
            }
        }
        rows
    }

    fn least(&self, n: usize, wide: u16) -> (u16, u16) {
        let field = &self.fields[n];
        if self.left_out.contains(&field.name) {
            return (0, 0);
        }
        let gap = self.gaps.iter().find(|gap| gap.field == field.name);
        // What the box with the cursor has to say is seen in the smallest window too.
        let said = |text: &str, wide: u16| words::wrap(text, usize::from(wide)).len();
        let hint = if n == self.at && !field.hint.is_empty() { said(&field.hint, wide).min(2) } else { 0 };
        let needs = gap.map_or(hint, |gap| said(&gap.say, wide.saturating_sub(2)));
        (field.answer.height(), u16::try_from(needs).unwrap_or(u16::MAX).min(3))
    }

    fn draw_field(&self, n: usize, field: &Field, area: Rect, paint: &mut Paint<'_>) {
        let focused = n == self.at && self.problems.is_none();
        if focused {
            paint.words(area.x, area.y, 1, paint.mark(Mark::Cursor), Role::Key);
        }
        let labels = self.labels();
        let label = if focused { Role::TextStrong } else { Role::TextMuted };
        paint.text(Rect { x: area.x + 2, width: labels - 3, ..area }, &field.label, label);
        let mut inside = Rect { x: area.x + labels, width: area.width.saturating_sub(labels), ..area };
        if let Some((columns, beside)) = &field.beside {
            // How the answer is understood is worth more than room to write it in.
            let needs = u16::try_from(words::columns(beside) + 2).unwrap_or(u16::MAX);
            let wide = inside.width.saturating_sub(needs).clamp(columns / 2, *columns).min(inside.width);
            let rest = inside.width.saturating_sub(wide + 2);
            paint.words(inside.x + wide + 2, inside.y, rest, beside, Role::Text);
            inside.width = wide;
        }
        field.answer.draw(n, &field.hint, focused, inside, paint);
    }

    fn draw_below(&self, n: usize, field: &Field, area: Rect, paint: &mut Paint<'_>) {
        if area.height == 0 {
            return;
        }
        if let Some(gap) = self.gaps.iter().find(|gap| gap.field == field.name) {
            paint.words(area.x, area.y, 1, paint.mark(Mark::Missed), Role::InputProblem);
            let text = Rect { x: area.x + 2, width: area.width.saturating_sub(2), ..area };
            paint.text(text, &gap.say, Role::InputProblem);
        } else if n == self.at {
            paint.text(area, &field.hint, Role::Hint);
        }
    }

    fn answer(&self, name: &str) -> Option<&Answer> {
        self.fields.iter().find(|field| field.name == name).map(|field| &field.answer)
    }

    /// What stood under the box that was just written in holds no longer; that it is full does.
    fn changed(&mut self) {
        let Some(field) = self.fields.get(self.at) else { return };
        self.gaps.retain(|gap| gap.field != field.name);
        if field.answer.is_full() {
            let most = words::grouped(MOST_CHARS);
            let say = format!("This box holds {most} characters. What came after them is left out.");
            self.gaps.push(Gap::new(field.name, say));
        }
    }

    fn follow(&mut self, way: Way) -> bool {
        match way {
            Way::Nowhere => return false,
            Way::Here => {}
            Way::To(field) => {
                self.problems = None;
                self.go_to(field);
            }
        }
        true
    }

    /// The next box that is asked for.
    fn step(&mut self, by: isize) {
        let stops = self.fields.len() + usize::from(!self.buttons.is_empty());
        let mut at = self.at;
        for _ in 0..stops {
            at = (at.cast_signed() + by).rem_euclid(stops.cast_signed()).cast_unsigned();
            if self.fields.get(at).is_none_or(|field| !self.left_out.contains(&field.name)) {
                break;
            }
        }
        self.arrive(at);
    }

    fn arrive(&mut self, at: usize) {
        if let Some(before) = self.fields.get_mut(self.at) {
            before.answer.deselect();
        }
        self.at = at;
        if let Some(field) = self.fields.get_mut(at)
            && field.suggested.as_ref() == Some(&field.answer.written())
        {
            field.answer.select();
        }
    }
}

/// Both answers, or what each of the two boxes needs.
pub fn both<A, B>(one: Result<A, Gap>, other: Result<B, Gap>) -> Result<(A, B), Vec<Gap>> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (one, other) => Err([one.err(), other.err()].into_iter().flatten().collect()),
    }
}

/// What can be done in a form, with the word for saving it.
pub fn offers(save: &'static str) -> Vec<Offer> {
    let mut offers = vec![Offer::called(Command::Save, save)];
    offers.extend([Command::NextField, Command::FieldBefore, Command::Back].map(Offer::can));
    offers
}
