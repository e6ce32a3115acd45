//! The one box that asks before something is done that can't be taken back. The safe answer has the cursor, and
//! the key that asked never confirms.

use super::paint::{Paint, Rect, Spot};
use super::screen::{Cover, Offer, Reply, Screen, Team};
use super::why::centred;
use crate::care::access::{self, What};
use crate::care::people::{self, Account, Staff};
use crate::care::{Act, CareDay, StaffId, when, words};
use crate::desk::{Trouble, View};
use crate::keys::{Command, Key, KeyName, Place};
use crate::theme::{Mark, Role};

/// Asks, with two answers: the safe one first.
pub struct Confirm {
    question: String,
    says: Vec<String>,
    answers: [&'static str; 2],
    then: Then,
    at: usize,
}

/// What the second answer leads to.
enum Then {
    Leave,
    LetGo(String),
    StartAgain(String),
    Lose,
    Do(Box<Act>),
    Send(Box<Act>),
    End(Box<Act>, StaffId),
    MakeRecoveryKey,
    Know(u64, Box<Act>),
}

impl Confirm {
    /// Leave, with words that are not saved?
    pub fn leave(says: Vec<String>) -> Self {
        let answers = ["Stay, to save or send it", "Leave bethere"];
        Self::new("Leave with something not saved?".into(), says, answers, Then::Leave)
    }

    /// Let a draft go?
    pub fn let_go(what: &str, says: Vec<String>, draft: String) -> Self {
        let answers = ["Keep it", "Let it go"];
        Self::new(format!("Let go of {what}?"), says, answers, Then::LetGo(draft))
    }

    /// Start again, over what was begun? Whoever keeps it is asked again whether to carry on.
    pub fn start_again(says: Vec<String>, draft: String) -> Self {
        let answers = ["Keep it", "Let it go, and start again"];
        Self::new("Let go of what you began?".into(), says, answers, Then::StartAgain(draft))
    }

    /// Go back without what is being written, which can't be kept?
    pub fn lose() -> Self {
        let says = vec![
            "What you are writing can’t be kept now. While you stay it is here, also after locking.".into(),
        ];
        Self::new("Go back without it?".into(), says, ["Stay with it", "Go back and lose it"], Then::Lose)
    }

    /// End somebody's account?
    pub fn end(staff: &Staff, today: CareDay, backups: &[String]) -> Self {
        let mut says = vec![
            "Their passphrase stops working now. What they wrote stays in their name.".into(),
            "Older copies of the home, such as backups, still open with the passphrase they had.".into(),
        ];
        if !backups.is_empty() {
            says.push(format!("There are backups of {}.", backups.join(", ")));
        }
        let answers = ["Leave it as it is", "End the account"];
        let account = Account { ends: Some(today.plus(-1)), ..staff.account() };
        let act = Act::People(people::Act::Change { whose: staff.id, seen: staff.account(), account });
        Self::new(format!("End {}’s account?", staff.name), says, answers, Then::End(Box::new(act), staff.id))
    }

    /// Is the last use of the recovery key known of?
    pub fn recovery() -> Self {
        let says = vec![
            "If nobody here did that, somebody else has the paper: have a new recovery key made, under People, and \
             tell the provider."
                .into(),
        ];
        let answers = ["Leave the notice here", "I know of it"];
        let act = Act::People(people::Act::KnowRecovery);
        Self::new("The recovery key was used".into(), says, answers, Then::Do(Box::new(act)))
    }

    /// Has one looked at what was opened, which is kept to named people?
    pub fn opening(number: u64) -> Self {
        let act = Act::Access(access::Act::Know(number));
        let answers = ["Leave the notice here", "I have seen it"];
        Self::new(
            "Something kept to named people was opened".into(),
            Vec::new(),
            answers,
            Then::Know(number, Box::new(act)),
        )
    }

    /// Have a new recovery key made?
    pub fn make_recovery_key() -> Self {
        let says =
            vec!["The one on paper stops working. The new one is shown once, to be written down.".into()];
        let answers = ["Leave it as it is", "Make a new one"];
        Self::new("Make a new recovery key?".into(), says, answers, Then::MakeRecoveryKey)
    }

    /// Do something that can't be taken back? Both answers are verbs.
    pub fn act(question: String, says: Vec<String>, answers: [&'static str; 2], act: Act) -> Self {
        Self::new(question, says, answers, Then::Do(Box::new(act)))
    }

    /// The same for a form beneath, which closes when the act is accepted and shows why when it is not.
    pub fn send(question: String, says: Vec<String>, answers: [&'static str; 2], act: Act) -> Self {
        Self::new(question, says, answers, Then::Send(Box::new(act)))
    }

    fn new(question: String, says: Vec<String>, answers: [&'static str; 2], then: Then) -> Self {
        Self { question, says, answers, then, at: 0 }
    }

    fn choose(&self) -> Reply {
        match (self.at, &self.then) {
            (0, _) => Reply::Back,
            (_, Then::Leave) => Reply::Quit,
            (_, Then::LetGo(draft)) => Reply::BackWith(Box::new(Reply::DropDraft(draft.clone()))),
            (_, Then::StartAgain(draft)) => {
                let drop = Reply::DropDraft(draft.clone());
                Reply::BackWith(Box::new(Reply::BackWith(Box::new(drop))))
            }
            // The form beneath closes too, and nothing of it is kept.
            (_, Then::Lose) => Reply::BackWith(Box::new(Reply::BackWith(Box::new(Reply::Stay)))),
            (_, Then::Do(act) | Then::Know(_, act)) => Reply::DoThenBack((**act).clone()),
            (_, Then::End(act, whose)) => {
                Reply::BackWith(Box::new(Reply::Team(Team::End((**act).clone(), *whose))))
            }
            (_, Then::MakeRecoveryKey) => Reply::BackWith(Box::new(Reply::Team(Team::MakeRecoveryKey))),
            (_, Then::Send(act)) => Reply::BackWith(Box::new(Reply::DoThenBack((**act).clone()))),
        }
    }

    fn turn(&mut self) -> Reply {
        self.at = 1 - self.at;
        Reply::Stay
    }
}

impl Screen for Confirm {
    fn place(&self) -> Place {
        Place::List
    }

    fn title(&self) -> String {
        self.question.clone()
    }

    fn cover(&self) -> Cover {
        Cover::Over
    }

    fn offers(&self) -> Vec<Offer> {
        vec![Offer::called(Command::Open, "choose"), Offer::can(Command::Down), Offer::can(Command::Back)]
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        if let Then::Know(number, _) = self.then {
            self.says = opening(view, number);
        }
        Ok(())
    }

    fn command(&mut self, command: Command) -> Reply {
        match command {
            Command::Open => self.choose(),
            Command::Up | Command::Down | Command::NextPane | Command::PreviousPane => self.turn(),
            // The key that asked does not confirm, however often it is pressed.
            Command::Leave => Reply::Stay,
            _ => Reply::Ignored,
        }
    }

    fn go_to(&mut self, number: usize) -> Reply {
        if !(1..=self.answers.len()).contains(&number) {
            return Reply::Ignored;
        }
        self.at = number - 1;
        self.choose()
    }

    fn typed(&mut self, key: Key) -> Reply {
        match key.name {
            KeyName::Left | KeyName::Right => self.turn(),
            _ => Reply::Ignored,
        }
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        spot.row.map_or(Reply::Ignored, |row| self.go_to(row + 1))
    }

    fn remark(&self) -> String {
        "Choose an answer. Esc goes back and changes nothing.".into()
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        let wide = area.width.min(64);
        let column = usize::from(wide.saturating_sub(6));
        let said: usize = self.says.iter().map(|says| words::wrap(says, column).len()).sum();
        let height = u16::try_from(said + 7).unwrap_or(u16::MAX);
        let inside = paint.popover(centred(area, wide, height), &[(&self.question, Role::Title)], "");
        let mut y = inside.y + 1;
        for says in &self.says {
            let room = inside.bottom().saturating_sub(y + 3);
            let text = Rect { x: inside.x + 1, y, width: inside.width.saturating_sub(2), height: room };
            y += paint.text(text, says, Role::Text);
        }
        for ((n, answer), y) in self.answers.iter().enumerate().zip(y + 1..) {
            let row = Rect { y, height: 1, ..inside };
            paint.words(row.x + 3, y, 2, &(n + 1).to_string(), Role::Key);
            paint.words(row.x + 5, y, row.width.saturating_sub(5), answer, Role::TextStrong);
            if n == self.at {
                paint.lay(row, Role::Selected);
                paint.words(row.x + 1, y, 1, paint.mark(Mark::Cursor), Role::Selected);
                paint.cursor(row.x + 1, y);
            }
            paint.spot(row, 0, n);
        }
    }
}

/// Who opened what and when, and why.
fn opening(view: &View<'_>, number: u64) -> Vec<String> {
    let home = view.home();
    let Some(opening) = home.access.openings().iter().find(|opening| opening.number == number) else {
        return vec!["A manager has looked at this already.".into()];
    };
    let (by, when) = (home.people.name(opening.by), when::shown_when(opening.at, view.now()));
    let what = match opening.what {
        What::Child(_) => "record",
        What::Entry(_) => "log entry",
    };
    vec![
        format!("{}: {by} opened the {what} {when}, which is kept to others.", home.name_of(opening.subject)),
        format!("Why: “{}”", opening.why),
    ]
}
