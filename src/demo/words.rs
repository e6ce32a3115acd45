//! What people write in Hawthorn House: log entries, worries, notes on ticks, appointments. All made up.

use crate::care::alert::{Feeling, Level};
use crate::care::diary::Kind;
use crate::care::log::Category;
use crate::care::trail::{Outcome, Reason};

/// What the made-up home is called.
pub(super) const HOUSE: &str = "Hawthorn House";

/// A log entry that fits any child on any day.
pub(super) struct Told {
    pub(super) about: Category,
    /// The hours of the day it may happen in.
    pub(super) hours: (u32, u32),
    /// `{…}` stands for one of a list.
    pub(super) text: &'static str,
    pub(super) own_words: &'static str,
    /// 0 when the mood was not said.
    pub(super) mood: u8,
}

pub(super) const fn told(
    about: Category,
    hours: (u32, u32),
    text: &'static str,
    own_words: &'static str,
    mood: u8,
) -> Told {
    Told { about, hours, text, own_words, mood }
}

pub(super) const TOLD: [Told; 52] = {
    use Category::{
        Activity, Behaviour, Education, Family, General, Health, KeyWork, Mood, Safeguarding, Sleep,
    };
    [
        told(Mood, (7, 8), "Up before the alarm and talkative over breakfast.", "", 4),
        told(Mood, (7, 8), "Slow start. Wanted quiet, and got it.", "", 3),
        told(Mood, (7, 8), "Came down smiling, hungry, asked what day it was.", "Is it {meal} today?", 4),
        told(Mood, (16, 18), "Back from school tired and short with everyone. Better after {snack}.", "", 2),
        told(Mood, (16, 18), "Came in singing. A good day, all in all.", "Best day this week.", 5),
        told(Mood, (20, 21), "Quiet this evening, sat near staff without saying much.", "", 3),
        told(Mood, (20, 21), "Watched {film} and laughed a lot.", "", 4),
        told(Mood, (19, 21), "Tearful after supper, could not say why. Sat together until it passed.", "", 2),
        told(
            Mood,
            (12, 15),
            "Said today felt long. A walk to {place} helped.",
            "I just want it to be night.",
            2,
        ),
        told(Health, (7, 8), "Sore throat, no temperature. Warm drink, school told.", "", 3),
        told(
            Health,
            (17, 19),
            "Grazed knee at {place}. Cleaned, no more needed.",
            "It doesn’t even hurt.",
            0,
        ),
        told(Health, (8, 9), "Headache before school, gone after breakfast and water.", "", 0),
        told(Health, (12, 17), "Asked about the next dentist visit. Talked through what will happen.", "", 0),
        told(Health, (18, 20), "Ate a full supper, {meal}, second helping.", "", 4),
        told(Education, (9, 11), "School rang: settled by first break, working well.", "", 0),
        told(Education, (14, 16), "School rang: walked out of maths, back after ten minutes.", "", 2),
        told(Education, (16, 18), "Homework done at the kitchen table, with a little help.", "", 3),
        told(
            Education,
            (16, 18),
            "Brought home a certificate for reading aloud.",
            "I wasn’t even nervous.",
            5,
        ),
        told(Education, (16, 18), "Left the PE kit on the bus. Rang the bus company.", "", 0),
        told(Education, (9, 12), "Tutor came for an hour. Stayed for all of it.", "", 4),
        told(Education, (15, 17), "Form tutor says friendships are easier this term.", "", 0),
        told(Family, (17, 19), "Call home went as planned, twenty minutes, easy talk.", "", 4),
        told(
            Family,
            (17, 19),
            "Family call was cut short. Cross at first, then sad.",
            "They never have time.",
            2,
        ),
        told(Family, (16, 18), "Wrote a card for family and chose the stamp.", "", 4),
        told(Family, (18, 20), "Asked when the next visit is. Looked at the calendar together.", "", 3),
        told(Family, (12, 15), "A parcel came from family: socks and {snack}.", "They remembered!", 5),
        told(
            Behaviour,
            (16, 19),
            "Shouted about {game}. Walked away without being asked, came back calm.",
            "",
            3,
        ),
        told(Behaviour, (17, 20), "Door slammed twice. Given ten minutes, then talked it over.", "", 2),
        told(Behaviour, (17, 20), "Shared {game} without an argument for the first time.", "", 4),
        told(Behaviour, (12, 18), "Made up for yesterday, in their own time and way.", "", 4),
        told(
            Behaviour,
            (18, 21),
            "Swore at staff when the game was turned off. Made it right by bedtime.",
            "",
            2,
        ),
        told(Activity, (15, 19), "Played {game} with two others, kept the score.", "", 4),
        told(Activity, (10, 17), "Walk to {place} and back, the long way.", "", 4),
        told(Activity, (15, 18), "Baked with staff: {snack}. Gave the first one away.", "", 5),
        told(
            Activity,
            (17, 19),
            "First evening at the climbing club. Got to the top on the third try.",
            "Told you.",
            5,
        ),
        told(Activity, (15, 18), "Cooked {meal} for everyone.", "", 5),
        told(Activity, (10, 17), "Chose a library book and read half of it in the car.", "", 4),
        told(Activity, (16, 19), "Did not want to go out. Drew for an hour instead.", "", 3),
        told(Sleep, (22, 23), "Asleep within ten minutes.", "", 0),
        told(Sleep, (23, 24), "Awake late, reading. Lamp off by agreement at half past.", "", 0),
        told(Sleep, (25, 27), "Woke from a bad dream. Sat with for fifteen minutes, back to sleep.", "", 2),
        told(Sleep, (26, 28), "Down for water, straight back up.", "", 0),
        told(Sleep, (22, 24), "Asked for the landing light to stay on.", "Just tonight.", 3),
        told(
            KeyWork,
            (15, 18),
            "Talked about what a good weekend would look like, and wrote it down.",
            "",
            4,
        ),
        told(KeyWork, (15, 18), "Went through the plan together. One thing to change, noted.", "", 3),
        told(KeyWork, (10, 17), "Looked at photographs from the first week here.", "I was so small.", 4),
        told(General, (9, 12), "Haircut at the place on the corner. Pleased with it.", "", 4),
        told(General, (10, 16), "Chose new bedding, the blue one.", "", 4),
        told(General, (17, 19), "Pocket money given, five pounds put by.", "", 0),
        told(General, (16, 19), "Asked to swap rooms one day. Told it will go to the house meeting.", "", 0),
        told(
            Safeguarding,
            (17, 20),
            "Told staff about a message from someone unknown. Blocked together, manager told.",
            "",
            3,
        ),
        told(
            Safeguarding,
            (16, 19),
            "Back from {place} 25 minutes after the time agreed. Rang first.",
            "",
            0,
        ),
    ]
};

/// Each `{word}` with what may stand there.
pub(super) const FILL_INS: [(&str, [&str; 5]); 5] = [
    ("{film}", ["a film about penguins", "an old comedy", "the baking final", "a space film", "the match"]),
    ("{meal}", ["pasta bake", "jollof rice", "pierogi", "fish and chips", "bean curry"]),
    ("{snack}", ["flapjacks", "toast", "banana bread", "cheese on toast", "shortbread"]),
    ("{game}", ["table tennis", "the football game", "cards", "chess", "pool"]),
    ("{place}", ["the park", "the canal", "the skate ramp", "the library", "the corner shop"]),
];

/// A worry, with what comes of it if it comes and goes.
pub(super) struct Worry {
    pub(super) level: Level,
    pub(super) feeling: Feeling,
    pub(super) about: &'static str,
    pub(super) shows: &'static str,
    pub(super) helps: &'static str,
    pub(super) follow_up: &'static str,
    pub(super) closing: &'static str,
}

pub(super) const WORRIES: [Worry; 8] = [
    Worry {
        level: Level::Watch,
        feeling: Feeling::Anxious,
        about: "A test at school tomorrow.",
        shows: "Asks the time a lot, bites sleeves.",
        helps: "Pack the bag together tonight.",
        follow_up: "Bag packed by eight. Asleep on time.",
        closing: "Test done, went well enough.",
    },
    Worry {
        level: Level::Worried,
        feeling: Feeling::Sad,
        about: "The visit was put off again.",
        shows: "No supper, hood up.",
        helps: "Company without questions. Ring family tomorrow, together.",
        follow_up: "Sat together until 23:10, asleep by half past.",
        closing: "New date agreed for the visit and written on the calendar.",
    },
    Worry {
        level: Level::Watch,
        feeling: Feeling::Excited,
        about: "Trip on Saturday.",
        shows: "Loud, hard to settle.",
        helps: "Run about before supper, bath, story.",
        follow_up: "Settled by ten with the story.",
        closing: "Trip was a joy.",
    },
    Worry {
        level: Level::Worried,
        feeling: Feeling::Angry,
        about: "Fell out with a friend over a message.",
        shows: "Slams doors, swears at whoever is nearest.",
        helps: "Space first. Then a walk. Phone stays downstairs tonight.",
        follow_up: "Walked round the block twice. Calmer, ate toast.",
        closing: "The two have made up. Message deleted together.",
    },
    Worry {
        level: Level::Watch,
        feeling: Feeling::Lonely,
        about: "Best friend is away all week.",
        shows: "Hangs about the office door.",
        helps: "Cards, cooking, being asked along.",
        follow_up: "Cooked with staff, stayed to eat.",
        closing: "Friend is back.",
    },
    Worry {
        level: Level::Worried,
        feeling: Feeling::Frightened,
        about: "Saw someone from before at the shops.",
        shows: "Checks the windows, will not go upstairs alone.",
        helps: "Go up together, show the locks, landing light on.",
        follow_up: "Went up together at ten. Two checks of the locks, then slept.",
        closing: "Social worker and manager told. Safety plan read through together.",
    },
    Worry {
        level: Level::Watch,
        feeling: Feeling::Overwhelmed,
        about: "Too many meetings this week.",
        shows: "Says no to everything.",
        helps: "One thing at a time, on paper, ticked off.",
        follow_up: "List on the fridge, two of four ticked.",
        closing: "Meetings over.",
    },
    Worry {
        level: Level::Watch,
        feeling: Feeling::Ashamed,
        about: "Wet bed last night, told only one of us.",
        shows: "Up early with the washing.",
        helps: "Say nothing in front of others. Spare sheets in the airing cupboard.",
        follow_up: "Dry night.",
        closing: "Three dry nights. Nothing more to do.",
    },
];

/// What weighs on Kasia when the demo opens.
pub(super) const KASIAS: Worry = Worry {
    level: Level::Worried,
    feeling: Feeling::Anxious,
    about: "Contact with mum was cancelled twice this week.",
    shows: "Goes quiet at supper, then up and down the stairs.",
    helps: "Sit on the landing. Do not ask. Hot chocolate, blue cup.",
    follow_up: "",
    closing: "",
};

/// What weighs on Siobhán.
pub(super) const SIOBHANS: Worry = Worry {
    level: Level::Watch,
    feeling: Feeling::Lonely,
    about: "New here, and her sister has not rung all week.",
    shows: "Cries, hides it, says she is fine.",
    helps: "Lamp on, door open a hand. Ask again later.",
    follow_up: "",
    closing: "",
};

/// What Ellie-May looked forward to, and nobody has written how it went.
pub(super) const ELLIE_MAYS: Worry = Worry {
    level: Level::Watch,
    feeling: Feeling::Excited,
    about: "Auntie Bev has promised a day out.",
    shows: "Loud, will not settle, packs her bag again.",
    helps: "Story with no dogs in it. Count the stairs.",
    follow_up: "",
    closing: "",
};

/// What is urgent about Mo.
pub(super) const MOS: Worry = Worry {
    level: Level::Urgent,
    feeling: Feeling::Angry,
    about: "Says he will leave tonight, after a call from someone he would not name.",
    shows: "Shoes on, by the back door.",
    helps: "Talk about the dog. Walk with him. Tell Ruth at once if he goes out alone.",
    follow_up: "",
    closing: "",
};

/// What is written beside a tick now and then.
pub(super) fn tick_note(outcome: Outcome) -> [&'static str; 4] {
    match outcome {
        Outcome::Done => ["before anyone asked", "with music on", "proud of it", "first thing"],
        Outcome::Prompted => ["asked once", "asked twice", "a note on the door worked", "after breakfast"],
        Outcome::Helped => ["did it together", "started it together", "showed how once more", "half each"],
        Outcome::Declined => {
            ["said no, kindly", "not today", "will try this evening", "wanted to be left be"]
        }
        Outcome::Away => ["at school early", "with family", "out with staff", "back later"],
        Outcome::Missed => ["ran late", "phone call came in", "the other two needed us", "forgot to ask"],
        Outcome::NotNeeded => ["done yesterday", "nothing to do", "already in place", "no need today"],
    }
}

/// Why a child's own line was missed, with the words that go with it.
pub(super) const MISSED: [(Reason, &str); 5] = [
    (Reason::NoTime, ""),
    (Reason::NotHere, "back after ten"),
    (Reason::Refused, ""),
    (Reason::NothingReady, "still in the wash"),
    (Reason::Other, "water was off until nine"),
];

/// Why a line that staff see to was missed.
pub(super) const NOT_SEEN_TO: [(Reason, &str); 4] = [
    (Reason::NoTime, ""),
    (Reason::NotHere, ""),
    (Reason::NotAsked, ""),
    (Reason::Other, "long call with the school"),
];

/// Appointments that come up in any week: kind, hour, minute, what, what to know.
pub(super) const BOOKINGS: [(Kind, u32, u32, &str, &str); 10] = [
    (Kind::Health, 15, 45, "optician, High Street", "bring the old glasses"),
    (Kind::Health, 10, 20, "doctor, Elm Surgery", ""),
    (Kind::Contact, 16, 30, "family time, contact centre", "take the blue bag"),
    (Kind::Meeting, 14, 0, "planning meeting, here", "views form first"),
    (Kind::Education, 9, 30, "school meeting", "ask about the trip"),
    (Kind::Other, 18, 0, "club evening", "trainers"),
    (Kind::Other, 17, 15, "music lesson", ""),
    (Kind::Health, 11, 10, "talking therapy, Beacon House", "quiet hour afterwards"),
    (Kind::Education, 13, 30, "tutor, here", ""),
    (Kind::Other, 10, 0, "haircut", ""),
];

/// Things to do once that come up in any week.
pub(super) const TASKS: [&str; 8] = [
    "ring the school about the trip form",
    "buy new school shoes together",
    "print photographs for the wall",
    "ask the doctor for a repeat of the cream",
    "mend the desk lamp",
    "put the savings book up to date",
    "look at college open days together",
    "send the thank-you card",
];
