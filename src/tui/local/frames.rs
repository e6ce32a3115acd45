//! Frames on this terminal: what changed since the last one, in one write, and nothing of it left in memory.
//!
//! Ratatui's own terminal writes the cursor apart from the cells, and a buffered writer keeps what it wrote.

use crossterm::cursor::{MoveTo, Show};
use crossterm::queue;
use crossterm::terminal::{self, Clear, ClearType};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::io::{self, Write};
use zeroize::Zeroize;

/// No full screen of the largest terminal comes near this.
const FRAME_BYTES: usize = 1 << 18;

/// What stands on the terminal, and how the next frame gets there.
pub(super) struct Frames<W: Write> {
    shown: Buffer,
    next: Buffer,
    bytes: Vec<u8>,
    out: W,
    /// Something else than blanks may stand where nothing of ours was drawn.
    is_strewn: bool,
}

impl<W: Write> Frames<W> {
    /// On a terminal where nothing was drawn yet.
    pub(super) fn on(out: W) -> Self {
        let nothing = || Buffer::empty(Rect::ZERO);
        Self {
            shown: nothing(),
            next: nothing(),
            bytes: Vec::with_capacity(FRAME_BYTES),
            out,
            is_strewn: false,
        }
    }

    /// Draws a frame, and puts the cursor where the frame wants it.
    pub(super) fn draw(&mut self, frame: impl FnOnce(&mut Buffer) -> Position) -> io::Result<()> {
        let (width, height) = terminal::size()?;
        self.draw_sized(Rect::new(0, 0, width, height), frame)
    }

    fn draw_sized(&mut self, area: Rect, frame: impl FnOnce(&mut Buffer) -> Position) -> io::Result<()> {
        let mut cells = CrosstermBackend::new(&mut self.bytes);
        if self.shown.area != area {
            self.is_strewn |= !self.shown.area.is_empty();
            (self.shown, self.next) = (Buffer::empty(area), Buffer::empty(area));
        }
        if std::mem::take(&mut self.is_strewn) {
            queue!(cells, Clear(ClearType::All))?;
        }
        let cursor = frame(&mut self.next);
        cells.draw(self.shown.diff_iter(&self.next))?;
        queue!(cells, Show, MoveTo(cursor.x, cursor.y))?;
        std::mem::swap(&mut self.shown, &mut self.next);
        // Nothing of the frame before stays either.
        self.next.reset();
        let put = self.out.write_all(&self.bytes).and_then(|()| self.out.flush());
        self.bytes.zeroize();
        put
    }

    /// The next frame is drawn whole: what stood in the window may be gone even if it has its old size again, as
    /// after growing and shrinking at once.
    pub(super) fn wipe(&mut self) {
        self.shown.reset();
        self.is_strewn = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    /// Tells of every write.
    struct Told(mpsc::Sender<String>);

    impl Write for Told {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.send(String::from_utf8_lossy(bytes).into_owned()).expect("the test listens");
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_frame_is_one_write_of_what_changed() {
        let (tell, told) = mpsc::channel();
        let mut frames = Frames::on(Told(tell));
        let area = Rect::new(0, 0, 20, 2);
        let mut draw = |words: &'static str| {
            let frame = |cells: &mut Buffer| {
                cells.set_string(0, 1, words, ratatui::style::Style::default());
                Position::new(3, 1)
            };
            frames.draw_sized(area, frame).expect("it is drawn");
            let written: Vec<String> = told.try_iter().collect();
            let [written] = &written[..] else { panic!("{written:?}") };
            written.clone()
        };
        let first = draw("Kasia");
        assert!(first.contains("Kasia") && !first.contains("[2J"), "{first:?}");
        let second = draw("Kasie");
        assert!(second.contains('e') && !second.contains("Kas") && !second.contains("[2J"), "{second:?}");
        assert!(second.ends_with("\x1b[?25h\x1b[2;4H"), "the cursor comes last: {second:?}");
    }

    #[test]
    fn a_window_of_another_size_or_wiped_is_drawn_whole() {
        let (tell, told) = mpsc::channel();
        let mut frames = Frames::on(Told(tell));
        let frame = |cells: &mut Buffer| {
            cells.set_string(0, 0, "Kasia", ratatui::style::Style::default());
            Position::ORIGIN
        };
        for area in [Rect::new(0, 0, 20, 2), Rect::new(0, 0, 30, 3)] {
            frames.draw_sized(area, frame).expect("it is drawn");
            assert!(told.recv().expect("a frame").contains("Kasia"));
        }
        frames.wipe();
        frames.draw_sized(Rect::new(0, 0, 30, 3), frame).expect("it is drawn");
        let wiped = told.recv().expect("a frame");
        assert!(wiped.contains("[2J") && wiped.contains("Kasia"), "{wiped:?}");
    }

    #[test]
    fn nothing_of_a_frame_stays() {
        let (tell, _told) = mpsc::channel();
        let mut frames = Frames::on(Told(tell));
        let area = Rect::new(0, 0, 20, 1);
        for words in ["zanzibar", ""] {
            let frame = |cells: &mut Buffer| {
                cells.set_string(0, 0, words, ratatui::style::Style::default());
                Position::ORIGIN
            };
            frames.draw_sized(area, frame).expect("it is drawn");
            assert!(frames.bytes.is_empty());
        }
        assert_eq!((&frames.shown, &frames.next), (&Buffer::empty(area), &Buffer::empty(area)));
    }
}
