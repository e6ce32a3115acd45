//! A screen that is a form. Its keys and its clicks, saving, and saying what is still needed are the same wherever
//! something is written, and stand here once; each form says only what is its own: its boxes, what they ask of the
//! home, and its words.

use super::chrome;
use super::form::{self, Form};
use super::paint::{Paint, Rect, Spot};
use super::screen::{Cover, Offer, Reply, Screen, Warned};
use crate::care::access::Page;
use crate::care::{Gap, Refusal, Subject};
use crate::desk::{Draft, Trouble, View};
use crate::keys::{Command, Key, Place};

/// What the boxes ask of the home, or what they still need before it can be asked.
pub type Asked = Result<Reply, Vec<Gap>>;

/// A form that is a screen of its own. What is said of a [`Screen`] holds for the methods of the same name.
pub trait FormScreen {
    /// The boxes.
    fn form(&self) -> &Form;

    /// The boxes, to be written in.
    fn form_mut(&mut self) -> &mut Form;

    /// Where this is.
    fn title(&self) -> String;

    /// What saving asks for.
    fn save(&self) -> Asked;

    /// What a button below the boxes asks for: the first saves, any other leaves the form.
    fn press(&self, button: usize) -> Asked {
        if button == 0 { self.save() } else { Ok(Reply::Back) }
    }

    /// Reads the home. What was answered is followed after that.
    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble>;

    /// Follows what was answered, after each key and whenever the home was read: how a day or a time is understood,
    /// and what is asked besides.
    fn settle(&mut self) {}

    /// Whom it is about.
    fn about(&self) -> String {
        String::new()
    }

    /// What it shows of anyone's record.
    fn shows(&self) -> Vec<(Page, Subject)> {
        Vec::new()
    }

    /// Most forms are small, and lie over what they are about.
    fn cover(&self) -> Cover {
        Cover::Over
    }

    /// What can be done here.
    fn offers(&self) -> Vec<Offer> {
        form::offers("save")
    }

    /// The name its draft is kept under.
    fn draft_name(&self) -> Option<String> {
        None
    }

    /// What is written, to be kept.
    fn draft(&self) -> Option<Draft> {
        None
    }

    /// Takes up what was kept. What was answered is followed after that.
    fn take_up(&mut self, _draft: &Draft) {}

    /// Stands a refusal beside the boxes it names.
    fn refused(&mut self, refusal: &Refusal) {
        self.form_mut().refused(refusal);
    }

    /// What must be known here.
    fn warnings(&self) -> Vec<Warned> {
        Vec::new()
    }

    /// What the message line says.
    fn remark(&self) -> String;

    /// Paints it.
    fn draw(&self, area: Rect, paint: &mut Paint<'_>);
}

/// Every form is a screen in the same way.
impl<F: FormScreen> Screen for F {
    fn place(&self) -> Place {
        self.form().place()
    }

    fn command(&mut self, command: Command) -> Reply {
        if command == Command::Save {
            let asked = self.save();
            return ask(self, asked);
        }
        let taken = self.form_mut().command(command);
        stays(self, taken)
    }

    fn typed(&mut self, key: Key) -> Reply {
        if let Some(button) = self.form().pressed(key) {
            let asked = self.press(button);
            return ask(self, asked);
        }
        let taken = self.form_mut().typed(key);
        stays(self, taken)
    }

    fn pasted(&mut self, text: &str) -> Reply {
        let taken = self.form_mut().pasted(text);
        stays(self, taken)
    }

    fn pointed(&mut self, spot: Spot) -> Reply {
        if let Some(button) = self.form().pressed_at(spot) {
            let asked = self.press(button);
            return ask(self, asked);
        }
        self.form_mut().pointed(spot);
        stays(self, true)
    }

    fn read(&mut self, view: &View<'_>) -> Result<(), Trouble> {
        FormScreen::read(self, view)?;
        self.settle();
        Ok(())
    }

    fn take_up(&mut self, draft: &Draft) {
        FormScreen::take_up(self, draft);
        self.settle();
    }

    fn title(&self) -> String {
        FormScreen::title(self)
    }

    fn about(&self) -> String {
        FormScreen::about(self)
    }

    fn shows(&self) -> Vec<(Page, Subject)> {
        FormScreen::shows(self)
    }

    fn cover(&self) -> Cover {
        FormScreen::cover(self)
    }

    fn offers(&self) -> Vec<Offer> {
        FormScreen::offers(self)
    }

    fn draft_name(&self) -> Option<String> {
        FormScreen::draft_name(self)
    }

    fn draft(&self) -> Option<Draft> {
        FormScreen::draft(self)
    }

    fn refused(&mut self, refusal: &Refusal) {
        FormScreen::refused(self, refusal);
    }

    fn warnings(&self) -> Vec<Warned> {
        FormScreen::warnings(self)
    }

    fn remark(&self) -> String {
        FormScreen::remark(self)
    }

    fn draw(&self, area: Rect, paint: &mut Paint<'_>) {
        FormScreen::draw(self, area, paint);
    }
}

/// Answers with what was asked for, or says beside the boxes what they still need, in the words of a refusal.
fn ask(screen: &mut impl FormScreen, asked: Asked) -> Reply {
    asked.unwrap_or_else(|gaps| {
        let refusal = Refusal::Incomplete(gaps);
        FormScreen::refused(screen, &refusal);
        Reply::Say(chrome::refused(&refusal))
    })
}

fn stays(screen: &mut impl FormScreen, taken: bool) -> Reply {
    screen.settle();
    if taken { Reply::Stay } else { Reply::Ignored }
}
