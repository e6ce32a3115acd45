//! The daily log: what happened, in words that stay. Nothing is changed later, only added to.

use super::people::Deed;
use super::refusal::Gaps;
use super::{CareDay, Decided, Entry, Home, LogId, Refusal, StaffId, Stamp, Subject, child, words};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

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
                let amendments = Vec::new();
                self.0.insert(
                    place,
                    LogEntry { subject, day, by, at, written: (**written).clone(), amendments },
                );
            }
            Fact::Amended { of, text, why } => {
                if let Some(amended) = self.0.iter_mut().find(|earlier| earlier.written.id == *of) {
                    let (text, why) = (text.clone(), why.clone());
                    amended.amendments.push(Amendment { by: entry.by, at: entry.at, text, why });
                }
            }
        }
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
}

/// What happened to the log.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the past of the act of the same name")]
pub enum Fact {
    Written(Box<Written>),
    Amended { of: LogId, text: String, why: String },
}

pub(super) fn decide(home: &Home, by: StaffId, stamp: Stamp, act: Act) -> Result<Decided, Refusal> {
    home.people.may(home, by, stamp.moment, Deed::Care)?;
    let mut gaps = Gaps::default();
    let (subject, day, fact) = match act {
        Act::Write { subject, happened, category, text, own_words, mood, knowing } => {
            child::known_subject(home, subject)?;
            if happened > stamp.moment.at {
                gaps.say("when it happened", "When it happened must be today or in the past.");
            }
            let text = gaps.text("what happened", &text, "Say what happened.");
            let own_words = gaps.optional_text("own words", &own_words);
            let knowing = match knowing {
                Knowing::ToldBy(who) => {
                    Knowing::ToldBy(gaps.line("told by", &who, words::NAME, "Write who told you."))
                }
                Knowing::Seen | Knowing::Opinion | Knowing::OwnWords => knowing,
            };
            let day = home.day_of(super::Moment { at: happened, zone: stamp.moment.zone });
            let written =
                Written { id: LogId(stamp.fresh), happened, category, text, own_words, mood, knowing };
            (subject, day, Fact::Written(Box::new(written)))
        }
        Act::Amend { subject, day, of, text, why } => {
            child::known_subject(home, subject)?;
            let text = gaps.text("how it should read", &text, "Write how it should read.");
            let why = gaps.line("why", &why, words::LINE, "Say why it is changed.");
            (subject, day, Fact::Amended { of, text, why })
        }
    };
    gaps.none()?;
    Ok(Decided { subject, day, fact: super::Fact::Log(fact) })
}
