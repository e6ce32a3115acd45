//! The daily log: what happened, in words that stay. Nothing is changed later, only added to.
//!
//! The entries are in the journal; the home keeps no more of them than who may still take one back, and how
//! far each manager has read.

use super::access::{self, Access, What};
use super::clock::{self, Clock};
use super::people::Deed;
use super::refusal::Gaps;
use super::sight::Sight;
use super::{CareDay, Decided, Entry, Home, LogId, Refusal, StaffId, Stamp, Subject, child, words};
use chrono::{DateTime, SubsecRound, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What an entry is about.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the words are the meaning")]
pub enum Category {
    Health,
    Mood,
    Education,
    Family,
    Behaviour,
    Activity,
    Sleep,
    Safeguarding,
    KeyWork,
    General,
}

impl Category {
    /// In the order they are offered.
    pub const ALL: [Category; 10] = [
        Category::General,
        Category::Mood,
        Category::Health,
        Category::Education,
        Category::Family,
        Category::Behaviour,
        Category::Activity,
        Category::Sleep,
        Category::KeyWork,
        Category::Safeguarding,
    ];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Category::Health => "health",
            Category::Mood => "mood",
            Category::Education => "education",
            Category::Family => "family and contact",
            Category::Behaviour => "behaviour",
            Category::Activity => "activity and achievement",
            Category::Sleep => "sleep",
            Category::Safeguarding => "safeguarding",
            Category::KeyWork => "key work",
            Category::General => "general",
        }
    }

    /// One word, for a narrow column.
    pub fn short(self) -> &'static str {
        match self {
            Category::Family => "family",
            Category::Activity => "activity",
            Category::Safeguarding => "safeguard",
            Category::Health
            | Category::Mood
            | Category::Education
            | Category::Behaviour
            | Category::Sleep
            | Category::KeyWork
            | Category::General => self.words(),
        }
    }
}

/// How the writer knows: the Guide to the Children's Homes Regulations asks that fact, opinion and what
/// others said are told apart.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Knowing {
    /// Seen or heard by the writer.
    Seen,
    /// What the writer thinks.
    Opinion,
    /// Told by someone, named.
    ToldBy(String),
    /// The child's own words.
    OwnWords,
}

impl Knowing {
    /// In words.
    pub fn words(&self) -> String {
        match self {
            Knowing::Seen => "seen or heard myself".into(),
            Knowing::Opinion => "opinion".into(),
            Knowing::ToldBy(who) => format!("told by {who}"),
            Knowing::OwnWords => "the child's own words".into(),
        }
    }
}

/// What an entry sets going besides being read.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Event {
    /// Nothing.
    #[default]
    Ordinary,
    /// A measure of control, discipline or restraint: regulation 35 asks for three things in time.
    Measure,
    /// A serious event: regulation 40 may ask to tell others without delay. That is for people to decide.
    Serious,
}

impl Event {
    /// In the order they are offered.
    pub const ALL: [Event; 3] = [Event::Ordinary, Event::Measure, Event::Serious];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Event::Ordinary => "ordinary",
            Event::Measure => "measure of control, discipline or restraint",
            Event::Serious => "serious event",
        }
    }
}

/// What is written.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Written {
    /// Which entry.
    pub id: LogId,
    /// When it happened, which may be before it was written.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub happened: DateTime<Utc>,
    /// What it is about.
    pub category: Category,
    /// What happened.
    pub text: String,
    /// The child's own words, if any.
    pub own_words: String,
    /// From 1, very low, to 5, very good.
    pub mood: Option<Mood>,
    /// How the writer knows.
    pub knowing: Knowing,
    /// What it sets going.
    pub event: Event,
    /// What is to be done in time because of it.
    pub clocks: Vec<Clock>,
    /// The people it is kept to; none when everyone who may see the child can read it.
    pub kept_to: Option<BTreeSet<StaffId>>,
}

impl Written {
    /// Whether it is withheld from whoever was handed it. An entry always says something.
    pub fn is_withheld(&self) -> bool {
        self.text.is_empty()
    }

    /// What is left for somebody from whom it is withheld: that there is an entry, and from when.
    fn withhold(&mut self) {
        self.category = Category::General;
        self.text.clear();
        self.own_words.clear();
        (self.mood, self.knowing, self.event) = (None, Knowing::Seen, Event::Ordinary);
        self.clocks.clear();
    }
}

/// A mood from 1, very low, to 5, very good.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Mood(u8);

impl Mood {
    /// A mood of 1 to 5; nothing for any other number.
    pub fn new(mood: u8) -> Option<Self> {
        (1..=5).contains(&mood).then_some(Self(mood))
    }

    /// From 1 to 5.
    pub fn number(self) -> u8 {
        self.0.clamp(1, 5)
    }
}

/// An addition to an entry: the new text, with why. The old one stays beneath.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Amendment {
    /// By whom.
    pub by: StaffId,
    /// When.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    /// How it reads now.
    pub text: String,
    /// Why.
    pub why: String,
}

/// An entry of the log with everything that was added.
#[derive(Clone, PartialEq, Debug)]
pub struct LogEntry {
    /// The number of its entry in the journal.
    pub number: u64,
    /// About whom.
    pub subject: Subject,
    /// The care day it belongs to.
    pub day: CareDay,
    /// Who wrote it.
    pub by: StaffId,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// What was written.
    pub written: Written,
    /// What was added, oldest first.
    pub amendments: Vec<Amendment>,
    /// When its writer took it back, if so: it is struck through and stays.
    pub taken_back: Option<DateTime<Utc>>,
}

impl LogEntry {
    /// How it reads now.
    pub fn text(&self) -> &str {
        self.amendments.last().map_or(&self.written.text, |amendment| &amendment.text)
    }
}

/// A stretch of the log, in order of when things happened.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Log(Vec<LogEntry>);

impl Log {
    /// Every entry, in order of when things happened.
    pub fn entries(&self) -> &[LogEntry] {
        &self.0
    }

    /// Folds a log entry in.
    pub fn apply(&mut self, entry: &Entry, fact: &Fact) {
        match fact {
            Fact::Written(written) => {
                let (subject, day, by, at) = (entry.subject, entry.day, entry.by, entry.at);
                let place = self.0.partition_point(|earlier| earlier.written.happened <= written.happened);
                let written = (**written).clone();
                let (amendments, taken_back) = (Vec::new(), None);
                let number = entry.number;
                self.0.insert(
                    place,
                    LogEntry { number, subject, day, by, at, written, amendments, taken_back },
                );
            }
            Fact::Amended { of, text, why } => {
                if let Some(amended) = self.find(*of) {
                    let (text, why) = (text.clone(), why.clone());
                    amended.amendments.push(Amendment { by: entry.by, at: entry.at, text, why });
                }
            }
            Fact::TakenBack { of } => {
                if let Some(gone) = self.find(*of) {
                    gone.taken_back = Some(entry.at);
                }
            }
            Fact::ReadTo(_) => {}
        }
    }

    fn find(&mut self, id: LogId) -> Option<&mut LogEntry> {
        self.0.iter_mut().find(|entry| entry.written.id == id)
    }
}

/// What the home itself keeps of the log.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Marks {
    /// Entries of the last days that can still be taken back, each with its writer.
    lately: BTreeMap<LogId, Mark>,
    /// The number of the last entry each manager has read.
    read_to: BTreeMap<StaffId, u64>,
}

#[derive(Copy, Clone, PartialEq, Debug, Serialize, Deserialize)]
struct Mark {
    by: StaffId,
    subject: Subject,
    /// The care day it belongs to.
    day: CareDay,
    written_on: CareDay,
}

impl Marks {
    /// How far someone has read: the number of the last entry, if they ever marked one.
    pub fn read_to(&self, staff: StaffId) -> Option<u64> {
        self.read_to.get(&staff).copied()
    }

    pub(super) fn apply(&mut self, entry: &Entry, written_on: CareDay, fact: &Fact) {
        match fact {
            Fact::Written(written) => {
                let mark = Mark { by: entry.by, subject: entry.subject, day: entry.day, written_on };
                self.lately.insert(written.id, mark);
            }
            Fact::TakenBack { of } => {
                self.lately.remove(of);
            }
            Fact::ReadTo(number) => {
                self.read_to.insert(entry.by, *number);
            }
            Fact::Amended { .. } => {}
        }
    }

    /// Lets go of what was written before `first`. It stays in the journal.
    pub(super) fn let_go(&mut self, first: CareDay) {
        self.lately.retain(|_, mark| mark.written_on >= first);
    }
}

/// What can be asked about the log.
#[derive(Clone, PartialEq, Debug)]
pub enum Act {
    /// Write an entry.
    Write {
        /// About whom.
        subject: Subject,
        /// When it happened.
        happened: DateTime<Utc>,
        /// What it is about.
        category: Category,
        /// What happened.
        text: String,
        /// The child's own words, if any.
        own_words: String,
        /// How the child's mood was.
        mood: Option<Mood>,
        /// How the writer knows.
        knowing: Knowing,
        /// What it sets going.
        event: Event,
        /// The people it is kept to, if it is.
        kept_to: Option<BTreeSet<StaffId>>,
    },
    /// Add to an entry how it should read.
    Amend {
        /// About whom the entry is.
        subject: Subject,
        /// The care day it belongs to.
        day: CareDay,
        /// Which entry.
        of: LogId,
        /// How it should read.
        text: String,
        /// Why.
        why: String,
    },
    /// Take back one's own entry of the last days, written by mistake: about the wrong child, say. It stays,
    /// struck through.
    TakeBack(LogId),
    /// Mark how far one has read: the number of the last entry.
    ReadTo(u64),
}

/// What happened to the log.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the past of the act of the same name")]
pub enum Fact {
    Written(Box<Written>),
    Amended { of: LogId, text: String, why: String },
    TakenBack { of: LogId },
    ReadTo(u64),
}

impl Fact {
    /// Keeps an entry to the people it was written for.
    pub(super) fn keep(&self, entry: &Entry, access: &mut Access) {
        if let Fact::Written(written) = self
            && let Some(to) = &written.kept_to
        {
            access.keep(entry.subject, What::Entry(written.id), Some(entry.by), to);
        }
    }

    /// All that somebody wrote in it.
    pub(super) fn words(&self) -> Vec<&str> {
        match self {
            Fact::Written(written) => {
                let told = match &written.knowing {
                    Knowing::ToldBy(who) => who.as_str(),
                    Knowing::Seen | Knowing::Opinion | Knowing::OwnWords => "",
                };
                vec![&written.text, &written.own_words, told]
            }
            Fact::Amended { text, why, .. } => vec![text, why],
            Fact::TakenBack { .. } | Fact::ReadTo(_) => Vec::new(),
        }
    }

    /// Takes out what is withheld from somebody, and says to whom it is kept by now.
    pub(super) fn as_seen(&mut self, access: &Access, sight: &Sight) {
        match self {
            Fact::Written(written) => {
                written.kept_to = access.kept(What::Entry(written.id)).map(|kept| kept.to.clone());
                if sight.hides(What::Entry(written.id)) {
                    written.withhold();
                }
            }
            Fact::Amended { of, text, why } if sight.hides(What::Entry(*of)) => {
                text.clear();
                why.clear();
            }
            Fact::Amended { .. } | Fact::TakenBack { .. } | Fact::ReadTo(_) => {}
        }
    }
}

pub(super) fn decide(home: &Home, by: StaffId, stamp: Stamp, act: Act) -> Result<Decided, Refusal> {
    let today = home.day_of(stamp.moment);
    let deed = if matches!(act, Act::ReadTo(_)) { Deed::RunTheHome } else { Deed::Care };
    home.people.may(home, by, stamp.moment, deed)?;
    let (subject, day, fact) = match act {
        Act::Write { subject, happened, category, text, own_words, mood, knowing, event, kept_to } => {
            child::known_subject(home, subject)?;
            if kept_to.is_some() {
                home.people.may(home, by, stamp.moment, Deed::SayWhoReads)?;
            }
            let kept_to = kept_to.map(|to| access::named(home, today, to)).transpose()?;
            let id = LogId(stamp.fresh);
            let happened = happened.trunc_subsecs(3);
            let clocks = clock::started(home, stamp, happened, event);
            let raw =
                Written { id, happened, category, text, own_words, mood, knowing, event, clocks, kept_to };
            let written = clean(stamp, subject, raw)?;
            let day = home.day_of(super::Moment { at: happened, zone: stamp.moment.zone });
            (subject, day, Fact::Written(Box::new(written)))
        }
        Act::Amend { subject, day, of, text, why } => {
            child::known_subject(home, subject)?;
            let mut gaps = Gaps::default();
            let text = gaps.text("how it should read", &text, "Write how it should read.");
            let why = gaps.line("why", &why, words::LINE, "Say why it is changed.");
            gaps.none()?;
            (subject, day, Fact::Amended { of, text, why })
        }
        Act::TakeBack(of) => {
            let say = "An entry can be taken back for a day or two, by its writer. Amend it instead.";
            let mark = home.log.lately.get(&of).filter(|mark| mark.by == by);
            let mark = mark.ok_or(Refusal::NotNow(say.into()))?;
            (mark.subject, mark.day, Fact::TakenBack { of })
        }
        Act::ReadTo(number) => (Subject::House, today, Fact::ReadTo(number.min(home.last))),
    };
    Ok(Decided { subject, day, fact: super::Fact::Log(fact) })
}

fn clean(stamp: Stamp, subject: Subject, raw: Written) -> Result<Written, Refusal> {
    let mut gaps = Gaps::default();
    if raw.happened > stamp.moment.at {
        gaps.say("when it happened", "When it happened must be today or in the past.");
    }
    if raw.event == Event::Measure && subject.child().is_none() {
        gaps.say("child", "Choose the child.");
    }
    let (text, own_words, knowing) = clean_words(&mut gaps, &raw.text, &raw.own_words, raw.knowing);
    gaps.none()?;
    Ok(Written { text, own_words, knowing, ..raw })
}

/// What the words of an entry still need, whenever it happened: a form whose time is not understood yet tells it
/// together with that.
pub fn check(text: &str, own_words: &str, knowing: Knowing) -> Result<(), Refusal> {
    let mut gaps = Gaps::default();
    clean_words(&mut gaps, text, own_words, knowing);
    gaps.none()
}

fn clean_words(gaps: &mut Gaps, text: &str, own_words: &str, knowing: Knowing) -> (String, String, Knowing) {
    let text = gaps.text("what happened", text, "Say what happened.");
    let own_words = gaps.optional_text("own words", own_words);
    let knowing = match knowing {
        Knowing::ToldBy(who) => {
            Knowing::ToldBy(gaps.line("told by", &who, words::NAME, "Write who told you."))
        }
        Knowing::Seen | Knowing::Opinion | Knowing::OwnWords => knowing,
    };
    (text, own_words, knowing)
}

pub(super) fn opposite(fact: &Fact) -> Option<Act> {
    match fact {
        Fact::Written(written) => Some(Act::TakeBack(written.id)),
        Fact::Amended { .. } | Fact::TakenBack { .. } | Fact::ReadTo(_) => None,
    }
}
