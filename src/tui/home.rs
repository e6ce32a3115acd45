//! Settings of the home: when its parts of day begin, what its levels mean, its own words, who to ring at night.
//! Everyone may read them; each is changed in its own row, by those who run the home.

use super::field::{Lines, Writing};
use super::list::{self, List};
use super::paint::{Focus, Paint, Rect, Spot};
use super::screen::{Notice, Offer, Reply, Screen};
use crate::care::alert::Level;
use crate::care::house::{self, House, Terms};
use crate::care::people::Deed;
use crate::care::{Act, Hours, Part, when};
use crate::desk::{Trouble, View};
use crate::keys::{Command, Key, KeyName, Place};
use crate::theme::{Mark, Role};

/// Settings of the home.
#[derive(Default)]
pub struct HomeSettings {
    rows: List<Setting>,
    values: Vec<String>,
    house: House,
    may_change: bool,
    /// What is being written in the selected row.
    writing: Option<Writing>,
}

/// One setting.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Setting {
    Name,
    Begins(Part),
    Checks,
    OnCall,
    Lock,
    SecondFolder,
    Meaning(Level),
    Keyworker,
    Manager,
    Meeting,
}

impl Setting {
    const ALL: [Setting; 14] = [
        Setting::Name,
        Setting::Begins(Part::Morning),
        Setting::Begins(Part::Day),
        Setting::Begins(Part::Night),
        Setting::Checks,
        Setting::OnCall,
        Setting::Lock,
        Setting::SecondFolder,
        Setting::Meaning(Level::Watch),
        Setting::Meaning(Level::Worried),
        Setting::Meaning(Level::Urgent),
        Setting::Keyworker,
        Setting::Manager,
        Setting::Meeting,
    ];

    fn label(self) -> String {
        match self {
            Setting::Name => "Name of the home".into(),
            Setting::Begins(part) => format!("{} begins at", part.words()),
            Setting::Checks => "Minutes between night checks".into(),
            Setting::OnCall => "Who to ring at night".into(),
            Setting::Lock => "Minutes until it locks by itself".into(),
            Setting::SecondFolder => "Second folder for backups".into(),
            Setting::Meaning(level) => format!("What “{}” means", level.words()),
            Setting::Keyworker => "Our word for keyworker".into(),
            Setting::Manager => "Our word for registered manager".into(),
            Setting::Meeting => "Our word for community meeting".into(),
        }
    }

    fn value(self, house: &House) -> String {
        match self {
            Setting::Name => house.name.clone(),
            Setting::Begins(part) => house.hours.start(part).format("%H:%M").to_string(),
            Setting::Checks => house.check_minutes.to_string(),
            Setting::OnCall => house.on_call.clone(),
            Setting::Lock => house.lock_minutes.to_string(),
            Setting::SecondFolder => house.second_folder.clone(),
            Setting::Meaning(level) => house.meaning(level).into(),
            Setting::Keyworker => house.terms.keyworker.clone(),
            Setting::Manager => house.terms.manager.clone(),
            Setting::Meeting => house.terms.meeting.clone(),
        }
    }

    /// The act that gives the setting another value, or what is wrong with the value.
    fn change(self, house: &House, to: &str) -> Result<house::Act, String> {
        let terms = house.terms.clone();
        Ok(match self {
            Setting::Name => house::Act::Rename(to.into()),
            Setting::Begins(part) => house::Act::SetHours(hours(house.hours, part, to)?),
            Setting::Checks => {
                let minutes = to.trim().parse().map_err(|_| "Write the minutes as a number, such as 30.")?;
                house::Act::SetCheckMinutes(minutes)
            }
            Setting::OnCall => house::Act::SetOnCall(to.into()),
            Setting::Lock => {
                let minutes =
                    to.trim().parse().map_err(|_| "Write the minutes as a number, from 1 to 15.")?;
                house::Act::SetLockMinutes(minutes)
            }
            Setting::SecondFolder => house::Act::SetSecondFolder(to.into()),
            Setting::Meaning(level) => house::Act::Reword { level, meaning: to.into() },
            Setting::Keyworker => house::Act::SetTerms(Terms { keyworker: to.into(), ..terms }),
            Setting::Manager => house::Act::SetTerms(Terms { manager: to.into(), ..terms }),
            Setting::Meeting => house::Act::SetTerms(Terms { meeting: to.into(), ..terms }),
        })
    }
}

fn hours(now: Hours, part: Part, to: &str) -> Result<Hours, String> {
    let time = when::parse_time_of_day(to).map_err(|not_understood| not_understood.to_string())?;
    let start = |other| if other == part { time } else { now.start(other) };
    Hours::new(start(Part::Morning), start(Part::Day), start(Part::Night)).map_err(|order| order.to_string())
}

impl HomeSettings {
    fn begin(&mut self) -> Reply {
        let value = self.values.get(self.rows.at()).map_or("", String::as_str);
        self.writing = Some(Writing::new(Lines::One, value));
        Reply::Stay
    }

    fn save(&mut self) -> Reply {
        let (Some(setting), Some(writing)) = (self.rows.selected(), &self.writing) else {
            return Reply::Stay;
        };
        match setting.change(&self.house, &writing.text()) {
            Ok(act) => {
                self.writing = None;
                Reply::Do(Act::House(act))
            }
            Err(say) => Reply::Say(Notice::problem(say)),
        }
    }
}

impl Screen for HomeSettings {
    fn place(&self) -> Place {
        if self.writing.is_some() { Place::Text } else { Place::List }
    }

    fn title(&self) -> String {
        "Settings of the home".into()
    }

    fn offers(&self) -> Vec<Offer> {
        if self.writing.is_some() {
            return vec![Offer::can(Command::Save)];
        }
        let why_not = (!self.may_change).then_some("Only a manager or deputy manager can change these.");
        vec![Offer::unless(Command::Open, why_not)]
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        self.house = view.home().house.clone();
        self.may_change = view.my().is_some_and(|staff| staff.role.may(Deed::RunTheHome));
        self.values = Setting::ALL.iter().map(|setting| setting.value(&self.house)).collect();
        self.rows.set(Setting::ALL.to_vec());
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        match (command, &mut self.writing) {
            (Command::Save, Some(_)) => self.save(),
            (Command::Back, Some(_)) => {
                self.writing = None;
                Reply::Say(Notice::note("Left as it was."))
            }
            (command, Some(writing)) => {
                if writing.command(command) {
                    Reply::Stay
                } else {
                    Reply::Ignored
                }
            }
            (Command::Open, None) => self.begin(),
            (command, None) if self.rows.moved(command) => Reply::Stay,
            (_, None) => Reply::Ignored,
        }
    }

    fn typed(&mut self, key: Key) -> Reply {
        match &mut self.writing {
            Some(_) if key.name == KeyName::Enter => self.save(),
            Some(writing) => {
                if writing.typed(key) {
                    Reply::Stay
                } else {
                    Reply::Ignored
                }
            }
            None => Reply::Ignored,
        }
    }

    fn pasted(&mut self, text: &str) -> Reply {
        match &mut self.writing {
            Some(writing) => {
                writing.pasted(text);
                Reply::Stay
            }
            None => Reply::Ignored,
        }
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        match spot.row {
            Some(row) if self.writing.is_none() && self.rows.go(row) => Reply::Stay,
            Some(_) | None => Reply::Ignored,
        }
    }

    fn remark(&self) -> String {
        if self.writing.is_some() {
            return "Enter saves it for everyone here. Esc leaves it as it was.".into();
        }
        self.rows.selected().map_or(String::new(), |setting| setting.label())
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let inside = paint.pane(area, &[("Settings of the home", Role::Title)], "", Focus::Here);
        for (line, place) in
            list::shown(self.rows.len(), self.rows.at(), usize::from(inside.height)).enumerate()
        {
            let row = Rect { y: inside.y + u16::try_from(line).unwrap_or(0), height: 1, ..inside };
            let here = place == self.rows.at();
            paint.words(row.x + 2, row.y, 32, &self.rows.keys()[place].label(), Role::TextMuted);
            let value = Rect { x: row.x + 35, width: row.width.saturating_sub(36), ..row };
            match &self.writing {
                Some(writing) if here => writing.draw(value, true, paint),
                Some(_) | None => {
                    paint.words(value.x, value.y, value.width, &self.values[place], Role::Text);
                    if here {
                        paint.lay(row, Role::Selected);
                        paint.words(row.x, row.y, 1, paint.mark(Mark::Cursor), Role::Selected);
                        paint.cursor(row.x, row.y);
                    }
                }
            }
            paint.spot(row, 0, place);
        }
    }
}
