//! What is always so when the demo opens: Mo's urgent alert, Kasia's note with its cover, the dentist at four.
//!
//! Told from the demo's own day backwards, and from its own moment where minutes matter.

use super::people::{
    AL, DEE, ELLIE_MAY, GRACE, JAYDEN, KASIA, LEILA, MO, PRIYA, RUTH, SAM, SIOBHAN, TOM, TUYET,
};
use super::words::{self, Worry, told};
use super::{Making, Next, NotBuilt, Raised};
use crate::care::alert::Until;
use crate::care::checklist;
use crate::care::clock::{Answer, Ask, Record, Then};
use crate::care::diary::{self, Kind};
use crate::care::handover::{self, DraftTask};
use crate::care::lines::{self, Line};
use crate::care::log::{self, Category};
use crate::care::people::{self, Leave};
use crate::care::trail::{Outcome, Reason};
use crate::care::{Act, CareDay, ChildId, Part, StaffId, Subject};
use crate::record::Draft;
use chrono::{DateTime, NaiveTime, TimeDelta, Utc, Weekday};

/// What comes of a line where the story decides; inside, nothing when it is left open.
type Told = Option<(Outcome, Option<Reason>, String)>;

impl Making {
    pub(super) fn plan_the_story(&mut self) {
        self.later(self.opened, Next::Dawn(self.first));
        self.plan_leave();
        self.plan_diary();
        self.plan_worries();
        self.plan_log_entries();
        let to = Some(self.cast.staff[DEE]);
        let words = "ring the social worker about calls with her sister".into();
        let subject = Subject::Child(self.cast.children[SIOBHAN]);
        let ask = checklist::Act::AddTodo { subject, day: self.today, part: Part::Day, words, to };
        self.on(-1, 18, 20, GRACE, Act::Checklist(ask));
    }

    /// What the story says of a line on a day; nothing where it says nothing.
    pub(super) fn told_outcome(&self, subject: Subject, day: CareDay, asked: &Line) -> Option<Told> {
        let place = self.cast.children.iter().position(|child| subject == Subject::Child(*child))?;
        let missed = |reason, note: &str| Some((Outcome::Missed, Some(reason), note.to_owned()));
        match (place, &*asked.words, self.today.since(day)) {
            (KASIA, "clean clothes out", 1) => {
                Some(missed(Reason::NothingReady, "uniform still in the wash"))
            }
            (KASIA, "call the social worker", 1) => {
                Some(missed(Reason::Other, "no answer, try again tomorrow"))
            }
            (JAYDEN, "key-work session", 0..=2) => Some(None),
            // Closed with what was done, not by going through a list.
            _ if asked.in_time.is_some() => Some(None),
            (JAYDEN, "key-work session", _) | (KASIA, "call the social worker", 2..) => {
                Some(Some((Outcome::Done, None, String::new())))
            }
            _ => None,
        }
    }

    fn plan_leave(&mut self) {
        let sam = Leave { away_from: self.today.plus(-1), back_on: self.today.plus(13) };
        let (away_from, back_on) = if self.plan.long_leave { (-14, 0) } else { (-7, -1) };
        let leila = Leave { away_from: self.today.plus(away_from), back_on: self.today.plus(back_on) };
        let priya = Leave { away_from: self.today.plus(11), back_on: self.today.plus(18) };
        for (place, leave) in [(SAM, sam), (LEILA, leila), (PRIYA, priya)] {
            let whose = self.cast.staff[place];
            self.on(-20, 9, 40, RUTH, Act::People(people::Act::PlanLeave { whose, leave }));
        }
        let note = self.sams_note(sam);
        self.later(
            self.time(self.today.plus(-3), 15, 10),
            Next::Leaves(self.cast.staff[SAM], Box::new(note)),
        );
        if self.first <= leila.away_from.plus(-2) {
            let note = self.leilas_note(leila);
            let left = self.time(leila.away_from.plus(-1), 16, 30);
            self.later(left, Next::Leaves(self.cast.staff[LEILA], Box::new(note)));
            self.later(left + TimeDelta::minutes(95), Next::Accepts(self.cast.staff[GRACE]));
        }
    }

    fn sams_note(&self, leave: Leave) -> handover::Draft {
        let (dee, priya) = (self.cast.staff[DEE], self.cast.staff[PRIYA]);
        let task = |ahead, part, words: &str, to| DraftTask {
            day: self.today.plus(ahead),
            part,
            words: words.into(),
            to: Some(to),
        };
        handover::Draft {
            child: self.cast.children[KASIA],
            away_from: leave.away_from,
            back_on: leave.back_on,
            cover: Some(dee),
            second: Some(priya),
            told: format!(
                "Told Kasia that I am back on {}, and that Dee is there for her until then. She chose Dee.",
                leave.back_on.date().format("%A %-d %B")
            ),
            coming: Vec::new(),
            tasks: vec![
                task(0, Part::Morning, "find the dentist card, blue tin", dee),
                task(5, Part::Day, "post the card to Gran together", dee),
                task(7, Part::Day, "finish “my views” for the review", priya),
            ],
            worries: "Mum has cancelled twice. Quiet at supper, then up and down the stairs.\nSit on the landing, do \
                      not ask. Hot chocolate in the blue cup."
                .into(),
            call: "Her social worker’s duty desk, 01632 960 410. Dad only through them.".into(),
        }
    }

    fn leilas_note(&self, leave: Leave) -> handover::Draft {
        handover::Draft {
            child: self.cast.children[TUYET],
            away_from: leave.away_from,
            back_on: leave.back_on,
            cover: Some(self.cast.staff[GRACE]),
            second: None,
            told: "Wrote it on their calendar together, with a drawing for each day.".into(),
            coming: Vec::new(),
            tasks: vec![DraftTask {
                day: leave.away_from.plus(2),
                part: Part::Day,
                words: "library: choose the next English book".into(),
                to: None,
            }],
            worries: "Forms frighten them. Say what each one is for.".into(),
            call: String::new(),
        }
    }

    /// A note is filled in from the diary, duties, contact rules and dates, as its form does.
    pub(super) fn leaves(&mut self, by: StaffId, mut draft: handover::Draft) -> Result<(), NotBuilt> {
        draft.coming = handover::window(&self.home, draft.child, draft.away_from, draft.back_on);
        for coming in &mut draft.coming {
            if coming.what == "Gran’s birthday" {
                coming.remark = "card is bought, needs a stamp".into();
            }
        }
        self.does(by, Act::Handover(handover::Act::Leave(Box::new(draft)))).map(|_| ())
    }

    pub(super) fn accepts(&mut self, by: StaffId) -> Result<(), NotBuilt> {
        let asks = |note: &&handover::Note| note.accepted.is_none() && note.plan.cover == by;
        let asked = self.home.notes.all().rev().find(asks).map(|note| note.id);
        if let Some(id) = asked {
            self.does(by, Act::Handover(handover::Act::Accept(id)))?;
        }
        Ok(())
    }

    fn plan_diary(&mut self) {
        let weekend = matches!(self.today.weekday(), Weekday::Sat | Weekday::Sun);
        self.books(KASIA, 0, (16, 0), Kind::Health, "dentist, Mill Road", "needs her card, nervous");
        if weekend {
            self.books(MO, 0, (11, 0), Kind::Contact, "his uncle comes to lunch", "ring him first");
            self.books(JAYDEN, 0, (9, 10), Kind::Other, "football, sports hall", "shin pads");
        } else {
            self.books(MO, 0, (11, 0), Kind::Meeting, "review, here", "he wants to speak first");
            self.books(JAYDEN, 0, (9, 10), Kind::Education, "school meeting, year head", "");
        }
        self.books(SIOBHAN, 1, (10, 30), Kind::Education, "first look at her new school", "sister’s photo");
        self.books(
            ELLIE_MAY,
            2,
            (15, 45),
            Kind::Other,
            "swimming, last lesson of the course",
            "bring the badge",
        );
        self.books(
            TUYET,
            4,
            (13, 0),
            Kind::Meeting,
            "solicitor, with an interpreter",
            "all letters, red folder",
        );
        self.books(MO, 7, (14, 0), Kind::Contact, "family time, contact centre", "");
        self.books(KASIA, 8, (10, 0), Kind::Meeting, "review meeting, town hall", "“my views” is half done");
        self.books(JAYDEN, 9, (16, 15), Kind::Health, "optician, High Street", "");
        self.books(
            ELLIE_MAY,
            12,
            (11, 0),
            Kind::Meeting,
            "court: she does not go",
            "tell her that day, not before",
        );
        let house = diary::Act::Book {
            subject: Subject::House,
            day: self.today,
            time: wall(14, 30),
            what: "shift handover".into(),
            kind: Kind::Other,
            taken_by: None,
            note: String::new(),
        };
        self.on(-8, 10, 50, RUTH, Act::Diary(house));
    }

    fn books(&mut self, child: usize, ahead: i32, at: (u32, u32), kind: Kind, what: &str, note: &str) {
        let book = diary::Act::Book {
            subject: Subject::Child(self.cast.children[child]),
            day: self.today.plus(ahead),
            time: wall(at.0, at.1),
            what: what.into(),
            kind,
            taken_by: (ahead < 3).then(|| self.cast.staff[DEE]),
            note: note.into(),
        };
        self.on(-8, 10, 30, PRIYA, Act::Diary(book));
    }

    fn plan_worries(&mut self) {
        let (one, two) = (self.today.plus(-1), self.today.plus(-2));
        let tomorrow = Until::Day(self.today.plus(1));
        self.worry(self.time(one, 23, 20), TOM, KASIA, &words::KASIAS, tomorrow);
        self.worry(self.time(two, 21, 35), AL, SIOBHAN, &words::SIOBHANS, Until::Closed);
        // Over since yesterday morning, and nobody has written how it went.
        self.worry(self.time(two, 18, 5), PRIYA, ELLIE_MAY, &words::ELLIE_MAYS, Until::Tonight);
        // By someone on shift who is not the one the demo opens as.
        let by = if self.me() == self.cast.staff[TOM] { AL } else { PRIYA };
        self.worry(self.plan.at.at - TimeDelta::minutes(38), by, MO, &words::MOS, Until::Day(self.today));
    }

    fn worry(&mut self, at: DateTime<Utc>, by: usize, child: usize, worry: &'static Worry, until: Until) {
        let (by, child) = (self.cast.staff[by], self.cast.children[child]);
        self.later(at, Next::Worries(Raised { by, child, worry, until, seen_to_by: None }));
    }

    fn plan_log_entries(&mut self) {
        use Category::{Behaviour, Family, Mood, Sleep};
        let slammed =
            "Took a call in the yard, came in white and slammed the door. Would not say who it was.";
        let cried = "Heard crying at lights out. Said she was fine. Lamp left on, looked in twice.";
        let film = "Watched a film with Ellie-May. Laughed a lot.";
        let sat = "Awake. Sat with her for 20 minutes, then asleep.";
        for (days, by, child, told) in [
            (-1, GRACE, KASIA, told(Family, (19, 20), "Mum rang to cancel.", "She always does.", 2)),
            (-1, TOM, KASIA, told(Mood, (21, 22), film, "", 4)),
            (-1, TOM, KASIA, told(Sleep, (23, 24), sat, "", 0)),
            (-1, TOM, MO, told(Behaviour, (20, 21), slammed, "You can’t keep me here.", 1)),
            (-1, TOM, SIOBHAN, told(Mood, (22, 23), cried, "It’s just hay fever.", 2)),
            (0, PRIYA, KASIA, told(Mood, (7, 8), "Woke on her own, said hello.", "", 3)),
        ] {
            let (by, child) = (self.cast.staff[by], self.cast.children[child]);
            self.plan_entry(by, child, self.today.plus(days), &told);
        }
        self.plan_measure();
    }

    /// A measure of restraint, with its three to-dos: the record is made the next morning, the two talks are still to
    /// come.
    fn plan_measure(&mut self) {
        let happened = self.time(self.today.plus(-1), 17, 20).max(self.opened);
        let write = log::Act::Write {
            subject: Subject::Child(self.cast.children[MO]),
            happened,
            category: Category::Behaviour,
            text: "Mo ran for the road without looking. Held his sleeve until the van had passed, about 5 seconds. \
                   He was not hurt and walked back with me."
                .into(),
            own_words: "All right, all right. I saw it.".into(),
            mood: log::Mood::new(2),
            knowing: log::Knowing::Seen,
            event: log::Event::Measure,
            kept_to: None,
        };
        let written = happened + TimeDelta::minutes(25);
        self.later(written, Next::Writes(self.cast.staff[GRACE], Box::new(write)));
        let recorded = self.time(self.today, 9, 40);
        self.later(recorded, Next::Records(self.cast.staff[GRACE]));
    }

    pub(super) fn records(&mut self, by: StaffId) -> Result<(), NotBuilt> {
        let (subject, day) = (Subject::Child(self.cast.children[MO]), self.today);
        let mut asked = Part::ALL.into_iter().flat_map(|part| lines::lines(&self.home, subject, day, part));
        let record = |line: &Line| line.in_time.is_some_and(|in_time| in_time.ask == Ask::Record);
        let Some(line) = asked.find(record).map(|line| line.id) else { return Ok(()) };
        let answer = Answer::Record(Record {
            kept: "bound book in the office, page 41".into(),
            led_to: "ran for the road without looking, after a phone call".into(),
            measure: "held by the sleeve on the pavement, about 5 seconds".into(),
            tried: "called his name twice".into(),
            who: "Grace; Sam was behind".into(),
            effect: "he stopped, and walked back".into(),
            injuries: "none".into(),
        });
        let (answer, then) = (Box::new(answer), Then::Close);
        self.does(by, Act::Checklist(checklist::Act::Answer { subject, line, day, answer, then })).map(|_| ())
    }

    /// An act on a day counted from the demo's own.
    fn on(&mut self, days: i32, hour: u32, minute: u32, by: usize, act: Act) {
        let at = self.time(self.today.plus(days), hour, minute);
        self.later(at, Next::Does(self.cast.staff[by], act));
    }

    /// What the demo's worker was typing and has not saved.
    pub(super) fn drafts(&self) -> Vec<Draft> {
        let draft = |child: ChildId, began: DateTime<Utc>, about: Category, text: &str| Draft {
            name: format!("log:{}", child.0),
            subject: Subject::Child(child),
            began,
            boxes: vec![("about".into(), about.words().into()), ("what happened".into(), text.into())],
        };
        let [ellie_may, jayden] = [self.cast.children[ELLIE_MAY], self.cast.children[JAYDEN]];
        let bev = "Auntie Bev rang at seven. Ellie-May told her about the swimming and";
        vec![
            draft(ellie_may, self.time(self.today.plus(-2), 21, 50), Category::Family, bev),
            draft(
                jayden,
                self.plan.at.at - TimeDelta::minutes(9),
                Category::General,
                "Asked for new boots. Size",
            ),
        ]
    }
}

fn wall(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or(NaiveTime::MIN)
}
