//! A list of children or staff from a spreadsheet: which file, every line looked at before anything is kept, then all
//! of them at once or none.

use super::form::{self, Field, Form};
use super::paint::{Focus, Paint, Rect, Spot};
use super::pieces::{Piece, Pieces};
use super::screen::{Notice, Offer, Reply, Screen, Team};
use crate::care::{Act, Gap, Refusal, child, people};
use crate::desk::{Trouble, View};
use crate::keys::{Command, Key, Place};
use crate::paper::bring_in::{self, List};
use crate::theme::{Mark, Role};

const LIST: &str = "list";
const FILE: &str = "file";
const LISTS: [List; 2] = [List::Staff, List::Children];

/// A list being brought in.
pub struct BringIn {
    form: Form,
    /// What stands in the file, until it was looked through.
    text: Option<String>,
    /// The lines of the file, once it was.
    looked: Option<Looked>,
}

/// A list that was looked through.
struct Looked {
    lines: Pieces,
    acts: Vec<Act>,
    bad: usize,
}

impl Default for BringIn {
    fn default() -> Self {
        let lists = ["staff", "children"].map(String::from).to_vec();
        let form = Form::new(vec![
            Field::choice(LIST, "A list of", lists, 0)
                .with_hint("staff first: a child’s keyworker is one of them"),
            Field::line(FILE, "File", "").with_hint("drag the file into this window, or write where it is"),
        ])
        .with_buttons(&["Look through it"]);
        Self { form, text: None, looked: None }
    }
}

impl BringIn {
    fn list(&self) -> List {
        LISTS[self.form.chosen(LIST)]
    }

    fn look_through(&mut self) -> Reply {
        match self.form.written(FILE).trim() {
            "" => self.gap("Say which file."),
            file => Reply::ReadFile(file.into()),
        }
    }

    fn gap(&mut self, why: &str) -> Reply {
        self.form.refused(&Refusal::Incomplete(vec![Gap::new(FILE, why)]));
        Reply::Say(Notice::problem(why))
    }

    fn bring_in(&self) -> Reply {
        match &self.looked {
            Some(looked) if looked.bad == 0 => Reply::Team(Team::BringIn(looked.acts.clone())),
            Some(_) | None => Reply::Ignored,
        }
    }

    fn columns(&self) -> String {
        format!(
            "Save the list from the spreadsheet as CSV (UTF-8). Its first line names the columns: {}. Only the \
             name must be there.",
            self.list().columns().join(", ")
        )
    }
}

impl Looked {
    fn at(lines: &[bring_in::Line], view: &View<'_>) -> Self {
        let acts: Vec<Act> = lines.iter().filter_map(|line| line.act.clone().ok()).collect();
        // What the home says of a line depends on the lines before it, so nothing is asked while one can't be read.
        let refused = if acts.len() == lines.len() { view.refusals(&acts) } else { Vec::new() };
        let why_not = |place: usize, line: &bring_in::Line| match &line.act {
            Err(why) => Some(why.clone()),
            Ok(_) => refused.iter().find(|(refused, _)| *refused == place).map(|(_, why)| why.to_string()),
        };
        let told = lines.iter().enumerate().map(|(place, line)| (line, why_not(place, line)));
        let mut told: Vec<_> = told.collect();
        let bad = told.iter().filter(|(_, why_not)| why_not.is_some()).count();
        // What has to be put right comes first.
        told.sort_by_key(|(_, why_not)| why_not.is_none());
        let piece = |(line, why_not): (&bring_in::Line, Option<String>)| {
            let label = format!("Line {}", line.number);
            match why_not {
                Some(why) => Piece::line(label, why).marked(Mark::Missed, Role::InputProblem),
                None => Piece::line(label, line.act.as_ref().map_or(String::new(), in_words)),
            }
        };
        let mut pieces = Pieces::default();
        pieces.set(told.into_iter().map(piece).collect());
        Self { lines: pieces, acts, bad }
    }
}

/// Whom a line would add.
fn in_words(act: &Act) -> String {
    match act {
        Act::People(people::Act::Join { login, name, role, .. }) => {
            format!("{name}, {}, signs in as {login}", role.words())
        }
        Act::Child(child::Act::Admit { profile, .. }) if profile.room.is_empty() => profile.name.clone(),
        Act::Child(child::Act::Admit { profile, .. }) => format!("{}, room {}", profile.name, profile.room),
        _ => String::new(),
    }
}

impl Screen for BringIn {
    fn place(&self) -> Place {
        if self.looked.is_some() { Place::List } else { self.form.place() }
    }

    fn title(&self) -> String {
        "Bring in a list".into()
    }

    fn offers(&self) -> Vec<Offer> {
        match &self.looked {
            None => form::offers("look through it"),
            Some(looked) => {
                let bad = (looked.bad > 0).then_some("Put the marked lines right in the file first.");
                let bring_in = Offer { label: "bring them in", ..Offer::unless(Command::Open, bad) };
                vec![bring_in, Offer::can(Command::Back)]
            }
        }
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        if let Some(text) = self.text.take() {
            let today = view.now().local().date_naive();
            match bring_in::read(self.list(), &text, view.home(), today) {
                Ok(lines) => self.looked = Some(Looked::at(&lines, view)),
                Err(why) => self.form.refused(&Refusal::Incomplete(vec![Gap::new(FILE, why)])),
            }
        }
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        match (&mut self.looked, command) {
            (None, Command::Save) => self.look_through(),
            (None, command) if self.form.command(command) => Reply::Stay,
            (Some(_), Command::Open) => self.bring_in(),
            // Back to which file: it may have been put right by now.
            (Some(_), Command::Back) => {
                self.looked = None;
                Reply::Stay
            }
            (Some(looked), command) => {
                if looked.lines.moved(command) {
                    Reply::Stay
                } else {
                    Reply::Ignored
                }
            }
            (None, _) => Reply::Ignored,
        }
    }

    fn typed(&mut self, key: Key) -> Reply {
        if self.looked.is_some() {
            return Reply::Ignored;
        }
        if self.form.pressed(key).is_some() {
            return self.look_through();
        }
        if self.form.typed(key) { Reply::Stay } else { Reply::Ignored }
    }

    fn pasted(&mut self, text: &str) -> Reply {
        if self.looked.is_none() && self.form.pasted(text) { Reply::Stay } else { Reply::Ignored }
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        match (&mut self.looked, spot.row) {
            (Some(looked), Some(row)) => looked.lines.go(row),
            (None, _) if self.form.pressed_at(spot).is_some() => return self.look_through(),
            (None, _) => self.form.pointed(spot),
            (Some(_), None) => {}
        }
        Reply::Stay
    }

    fn handed(&mut self, file: Result<String, String>) -> Reply {
        match file {
            Ok(text) => {
                self.text = Some(text);
                Reply::Read
            }
            Err(why) => self.gap(&why),
        }
    }

    fn remark(&self) -> String {
        match &self.looked {
            None => "Nothing is kept before every line has been shown.".into(),
            Some(Looked { bad: 0, .. }) => "All of them are kept at once, or none.".into(),
            Some(looked) => {
                let lines = if looked.bad == 1 { "line has" } else { "lines have" };
                format!("{} {lines} to be put right in the file. Nothing is kept.", looked.bad)
            }
        }
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let Some(looked) = &self.looked else {
            let inside = paint.pane(area, &[("Bring in a list", Role::Title)], "1 of 2", Focus::Here);
            let form = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1).min(8), ..inside };
            self.form.draw(form, paint);
            let y = form.bottom();
            let text = Rect {
                x: inside.x + 2,
                y,
                width: inside.width.saturating_sub(4),
                height: inside.bottom() - y,
            };
            paint.text(text, &self.columns(), Role::TextMuted);
            return;
        };
        let remark = format!("2 of 2 · {} to bring in", looked.acts.len());
        let inside = paint.pane(area, &[("Bring in a list", Role::Title)], &remark, Focus::Here);
        looked.lines.draw(inside, 10, 0, Focus::Here, paint);
    }
}
