//! What a screen is: it holds values, answers keys with a closed `Reply`, and draws itself from its values.

use super::paint::{Paint, Rect, Spot};
use crate::care::access::Page;
use crate::care::{Act, StaffId, Subject};
use crate::desk::{Draft, Knock, NewHome, NotIn, Secret, Trouble, View};
use crate::keys::{Command, Key, Place};
use chrono::{DateTime, Utc};

/// A screen, or a box over one.
pub trait Screen {
    /// Which keys hold here.
    fn place(&self) -> Place;

    /// Where this is, for the first line and for the list of messages.
    fn title(&self) -> String;

    /// Whom what is done here is about: the child who is shown or selected. Empty when nobody in particular.
    fn about(&self) -> String {
        String::new()
    }

    /// What it shows of anyone's record: on which page, about whom. Managers can see later who looked at it.
    fn shows(&self) -> Vec<(Page, Subject)> {
        Vec::new()
    }

    /// Whether it fills the frame or lies over the screen beneath.
    fn cover(&self) -> Cover {
        Cover::Whole
    }

    /// What can be done here now, most useful first, and what can't with the reason. Nothing else answers.
    fn offers(&self) -> Vec<Offer>;

    /// Reads the home: on opening, when it changed, and when the minute did.
    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble>;

    /// Does what a key or the list of everything means here.
    fn command(&mut self, command: Command) -> Reply;

    /// Goes to the thing with this number on the screen.
    fn go_to(&mut self, _number: usize) -> Reply {
        Reply::Ignored
    }

    /// Takes a key while a field has the keys.
    fn typed(&mut self, _key: Key) -> Reply {
        Reply::Ignored
    }

    /// Takes pasted text while a field has the keys.
    fn pasted(&mut self, _text: &str) -> Reply {
        Reply::Ignored
    }

    /// Takes a click on something it painted.
    fn pointed(&mut self, _spot: Spot) -> Reply {
        Reply::Ignored
    }

    /// The name that what is written here is kept under, if anything can be. Whoever opens the screen while
    /// something is kept under it is asked whether to carry on with that.
    fn draft_name(&self) -> Option<String> {
        None
    }

    /// What is being written here, to be kept as typed. The name is the same from the first letter to the last.
    fn draft(&self) -> Option<Draft> {
        None
    }

    /// What stays of the draft once an act that was written here is saved; nothing when all of it went with the act.
    fn left_of_draft(&self, _act: &Act) -> Option<Draft> {
        None
    }

    /// Takes up what was begun and kept. The screen has read the home by then.
    fn take_up(&mut self, _draft: &Draft) {}

    /// Why the act this screen asked for was refused, to stand beside the boxes it names.
    fn refused(&mut self, _refusal: &crate::care::Refusal) {}

    /// Why whoever stood at the door was not let in.
    fn turned_away(&mut self, _why: &NotIn) {}

    /// Takes what stands in a file it asked for, or why it can't be read.
    fn handed(&mut self, _file: Result<String, String>) -> Reply {
        Reply::Ignored
    }

    /// The second line when no urgent banner stands there: what must be known here.
    fn warnings(&self) -> Vec<Warned> {
        Vec::new()
    }

    /// What the message line says while nothing else does: what is under the cursor.
    fn remark(&self) -> String {
        String::new()
    }

    /// Paints its values. Cannot wait and cannot fail.
    fn draw(&self, area: Rect, paint: &mut Paint<'_>);
}

/// How much of the frame a screen takes.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Cover {
    /// All between the first lines and the last.
    Whole,
    /// A box over the screen beneath, which stays visible behind it.
    Over,
}

/// A short warning on the second line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Warned {
    /// The words.
    pub words: String,
    /// Their role.
    pub role: crate::theme::Role,
}

/// Something that can be done, or the reason why not now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
    /// What.
    pub command: Command,
    /// What it is called in the footer here.
    pub label: &'static str,
    /// Why it can't be done now, in a sentence.
    pub not_now: Option<String>,
}

impl Offer {
    /// Something that can be done.
    pub fn can(command: Command) -> Self {
        Self::unless(command, None)
    }

    /// Something that can be done, called by what it does here: sending is more than saving.
    pub fn called(command: Command, label: &'static str) -> Self {
        Self { label, ..Self::can(command) }
    }

    /// Something that can't, and why.
    pub fn not_now(command: Command, why: impl Into<String>) -> Self {
        Self::unless(command, Some(&why.into()))
    }

    /// Something that can be done unless there is a reason why not.
    pub fn unless(command: Command, why_not: Option<&str>) -> Self {
        Self { command, label: command.label(), not_now: why_not.map(Into::into) }
    }
}

/// All that a screen can answer.
pub enum Reply {
    /// The key means nothing here; an outer place may know it.
    Ignored,
    /// Taken; what is shown may have changed.
    Stay,
    /// Taken; the home is read again for what is to be shown now.
    Read,
    /// Taken; this screen alone reads the home again, for what was typed in it.
    Look,
    /// Opens another screen over this one.
    Open(Box<dyn Screen>),
    /// Opens another screen in this one's place.
    Swap(Box<dyn Screen>),
    /// Opens a form over this screen, with what was begun in it.
    CarryOn(Box<dyn Screen>, Draft),
    /// Closes this screen and hands what was begun to the form beneath.
    TakeUp(Draft),
    /// Closes this screen. What was being written is kept as a draft.
    Back,
    /// Closes this screen and does a command on the one beneath.
    BackThen(Command),
    /// Closes this screen and answers so from the one beneath.
    BackWith(Box<Reply>),
    /// Asks for an act.
    Do(Act),
    /// Asks for an act that was written here: what it takes of the draft goes with it, and the screen stays.
    DoFromDraft(Act),
    /// Asks for an act, and closes this screen if it is accepted.
    DoThenBack(Act),
    /// Asks for an act, and goes on with another answer if it is accepted.
    DoThen(Act, Box<Reply>),
    /// Lets a kept draft go, by its name.
    DropDraft(String),
    /// Says something on the message line.
    Say(Notice),
    /// Reads again who can come in.
    LookForNames,
    /// Someone wants to come in.
    Knock(Box<Knock>),
    /// Makes a home.
    Make(Box<NewHome>),
    /// Changes who can come in.
    Team(Team),
    /// Somebody else signs at this screen, and closes it if that is done.
    Countersign(Box<Countersign>),
    /// Asks for what stands in a file, named as a person names it.
    ReadFile(String),
    /// Makes a backup.
    BackUp,
    /// Reads all of the home and checks it.
    LookThrough,
    /// Leaves the program.
    Quit,
}

/// What somebody else signs at this screen, with their own passphrase.
pub struct Countersign {
    /// Who.
    pub who: StaffId,
    /// What they typed.
    pub passphrase: Secret,
    /// What they sign, one after the other.
    pub acts: Vec<Act>,
}

/// A change of who can come in: an act, and what follows it in the ways into the home.
pub enum Team {
    /// Add somebody, and give them a one-time passphrase.
    Add(Act),
    /// Give somebody a one-time passphrase.
    LetIn(StaffId),
    /// End somebody's account, and take their way in away.
    End(Act, StaffId),
    /// Try again to take the ways in of those who left away.
    ShutOut,
    /// Put a passphrase of one's own in the place of the one there is.
    OwnPassphrase {
        /// The one there is.
        now: Secret,
        /// The new one.
        own: Secret,
    },
    /// Have a new recovery key made, and show it.
    MakeRecoveryKey,
    /// Bring in a list, all of it or none, and give whoever is new a one-time passphrase.
    BringIn(Vec<Act>),
}

/// How a message matters.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Tone {
    /// It is done and on the disk.
    Saved,
    /// Worth knowing.
    Note,
    /// Something takes a while, and no key does anything until it is done.
    Wait,
    /// Something needs an answer; it stays until the next key.
    Problem,
}

/// A message, on its line and in the list of messages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// How it matters.
    pub tone: Tone,
    /// The words.
    pub words: String,
    /// When it was said; filled in when it is.
    pub at: Option<DateTime<Utc>>,
}

impl Notice {
    /// Worth knowing.
    pub fn note(words: impl Into<String>) -> Self {
        Self { tone: Tone::Note, words: words.into(), at: None }
    }

    /// Says what takes a while.
    pub fn wait(words: impl Into<String>) -> Self {
        Self { tone: Tone::Wait, words: words.into(), at: None }
    }

    /// Needs an answer.
    pub fn problem(words: impl Into<String>) -> Self {
        Self { tone: Tone::Problem, words: words.into(), at: None }
    }

    /// Done, and on the disk.
    pub fn saved(words: impl Into<String>) -> Self {
        Self { tone: Tone::Saved, words: words.into(), at: None }
    }
}
