//! Finding in 150,000 varied texts beside those who do nothing else: the same texts and the same typed letters, one
//! core, the fifty best of each. It prints how long a key takes each, and for how many of the keys ours is sooner.
//!
//! A peer is only compared where it finds anything: most of them find nothing for a word with a slip in it, and are
//! soon done with that.

#[path = "../corpus.rs"]
mod corpus;

use bethere::find::Kind;
use bethere::find::concordance::{Asked, Concordance};
use corpus::{Chance, TEXTS, kept, queries, text, vocabulary};
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use memchr::memmem::Finder;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use std::cmp::Reverse;
use std::hint::black_box;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, FuzzyTermQuery, Occur, Query};
use tantivy::schema::{STORED, Schema, TEXT};
use tantivy::snippet::SnippetGenerator;
use tantivy::{Index, IndexReader, ReloadPolicy, TantivyDocument, Term, doc};

/// How many of the best are found.
const SHOWN: usize = 50;

/// Finds what was typed and says how many of the best there are.
type Finds<'a> = Box<dyn FnMut(&str) -> usize + 'a>;

fn main() {
    let words = vocabulary();
    let mut chance = Chance(1);
    let texts: Vec<String> = (0..TEXTS).map(|_| text(&mut chance, &words)).collect();
    let typed = typed(&words);
    let folder = std::env::temp_dir().join(format!("bethere-peers-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut all: Vec<(&str, Finds<'_>)> = vec![
        ("bethere, with highlights", ours(&texts)),
        ("memmem counts it in all the text", scan(&texts)),
        ("tantivy, the numbers of its best alone", tantivy(&texts, false)),
        ("tantivy, counted, read and highlighted", tantivy(&texts, true)),
        (
            "SQLite FTS5, words, by bm25",
            fts(&texts, &folder, "unicode61", |typed| match typed.trim() {
                "" => None,
                typed => Some(format!("{}*", typed.replace(' ', "* "))),
            }),
        ),
        (
            "SQLite FTS5, trigrams, by bm25",
            fts(&texts, &folder, "trigram", |typed| {
                let words = typed.split(' ').filter(|word| word.len() > 2).map(|word| format!("\"{word}\""));
                let words: Vec<String> = words.collect();
                (!words.is_empty()).then(|| words.join(" "))
            }),
        ),
        ("nucleo on every text", nucleo(&texts)),
        ("fuzzy-matcher, which sk uses, on every text", skim(&texts)),
        ("fzf --filter, reading the texts from a file", fzf(&texts, &folder)),
    ];
    let samples: Vec<Vec<(Duration, usize)>> = all
        .iter_mut()
        .map(|(_, find)| {
            typed
                .iter()
                .map(|typed| {
                    let started = Instant::now();
                    let found = find(typed);
                    (started.elapsed(), found)
                })
                .collect()
        })
        .collect();
    let names: Vec<&str> = all.into_iter().map(|(name, _)| name).collect();
    std::fs::remove_dir_all(&folder).expect("the folder goes");
    println!("{TEXTS} texts, {} keys, milliseconds\n", typed.len());
    println!("{:<48}{:>10}{:>10}{:>8}{:>8}", "", "median", "p99", "finds", "sooner");
    for (name, its) in std::iter::zip(names, &samples) {
        print(name, its, &samples[0]);
    }
}

/// What stands in the box after some of the keys: the first three, the fifth, the eighth and the last of each query.
fn typed(words: &[String]) -> Vec<String> {
    let mut typed = Vec::new();
    for query in queries(words) {
        let mut ends = vec![1, 2, 3, 5, 8, query.len()];
        ends.retain(|end| *end <= query.len());
        ends.dedup();
        typed.extend(ends.into_iter().map(|end| query[..end].to_owned()));
    }
    typed
}

fn ours(texts: &[String]) -> Finds<'_> {
    let concordance = Concordance::of(kept(texts)).expect("they were just made");
    Box::new(move |typed| {
        let looked = concordance.look(&Asked::new(typed, [], Vec::new()));
        let best = concordance.best(&looked, Kind::Log).take(SHOWN);
        let shown = best.map(|number| {
            let text = texts[usize::try_from(number).expect("few") - 1].as_str();
            looked.show(&[text], &[]).expect("what was looked for is in it")
        });
        shown.count()
    })
}

fn scan(texts: &[String]) -> Finds<'_> {
    let all = texts.join("\n");
    Box::new(move |typed| Finder::new(typed).find_iter(all.as_bytes()).count())
}

/// In memory, as ours is; a slip in each word, and the beginning of one is enough, as with ours. Whole, it does what a
/// screen asks: it counts all that it finds, and of the best reads the texts and highlights what was typed.
fn tantivy(texts: &[String], whole: bool) -> Finds<'_> {
    let mut schema = Schema::builder();
    let said = schema.add_text_field("text", TEXT | STORED);
    let index = Index::create_in_ram(schema.build());
    let mut writer = index.writer_with_num_threads(1, 200 << 20).expect("a writer");
    for text in texts {
        writer.add_document(doc!(said => text.as_str())).expect("taken in");
    }
    writer.commit().expect("kept");
    let reader: IndexReader =
        index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().expect("a reader");
    let searcher = reader.searcher();
    let words = index.tokenizer_for_field(said).expect("the one of texts");
    Box::new(move |typed| {
        let near = |word| -> (Occur, Box<dyn Query>) {
            let slips = u8::from(typed.len() > 3);
            (
                Occur::Must,
                Box::new(FuzzyTermQuery::new_prefix(Term::from_field_text(said, word), slips, true)),
            )
        };
        let query = BooleanQuery::new(typed.split_whitespace().map(near).collect());
        let best = TopDocs::with_limit(SHOWN).order_by_score();
        if !whole {
            return searcher.search(&query, &best).expect("searched").len();
        }
        let (best, all) = searcher.search(&query, &(best, Count)).expect("searched");
        let typed = typed.split_whitespace().map(|word| (word.to_lowercase(), 1.0)).collect();
        let shown = SnippetGenerator::new(typed, words.clone(), said, 80);
        for (_, number) in &best {
            let text: TantivyDocument = searcher.doc(*number).expect("it was kept");
            black_box(shown.snippet_from_doc(&text));
        }
        black_box(all).min(SHOWN)
    })
}

fn fts<'a>(
    texts: &[String],
    folder: &Path,
    tokens: &str,
    asked: impl Fn(&str) -> Option<String> + 'a,
) -> Finds<'a> {
    let base = rusqlite::Connection::open(folder.join(tokens)).expect("a database");
    let table = format!("create virtual table texts using fts5(text, tokenize='{tokens}');");
    base.execute_batch(&format!("{table} begin")).expect("a table");
    for text in texts {
        base.execute("insert into texts values (?1)", [text]).expect("taken in");
    }
    base.execute_batch("commit; insert into texts(texts) values ('optimize')").expect("kept");
    Box::new(move |typed| {
        let Some(asked) = asked(typed) else { return 0 };
        let sql = format!("select text from texts where texts match ?1 order by rank limit {SHOWN}");
        let mut best = base.prepare_cached(&sql).expect("it is SQL");
        let best = best.query_map([asked], |row| row.get::<_, String>(0)).expect("searched");
        best.filter(|text| text.as_ref().is_ok_and(|text| !text.is_empty())).count()
    })
}

/// The best of all texts by their points.
fn best(points: impl Iterator<Item = Option<i64>>) -> usize {
    let mut all: Vec<(Reverse<i64>, usize)> =
        points.enumerate().filter_map(|(text, points)| Some((Reverse(points?), text))).collect();
    let most = SHOWN.min(all.len());
    if most < all.len() {
        all.select_nth_unstable(most);
    }
    all.truncate(most);
    all.sort_unstable();
    all.len()
}

fn nucleo(texts: &[String]) -> Finds<'_> {
    let mut matcher = Matcher::new(Config::DEFAULT);
    Box::new(move |typed| {
        let pattern = Pattern::parse(typed, CaseMatching::Ignore, Normalization::Smart);
        let mut room = Vec::new();
        best(
            texts
                .iter()
                .map(|text| pattern.score(Utf32Str::new(text, &mut room), &mut matcher).map(i64::from)),
        )
    })
}

fn skim(texts: &[String]) -> Finds<'_> {
    let matcher = SkimMatcherV2::default();
    Box::new(move |typed| best(texts.iter().map(|text| matcher.fuzzy_match(text, typed))))
}

/// Where it is installed.
fn fzf<'a>(texts: &[String], folder: &Path) -> Finds<'a> {
    let file = folder.join("texts");
    let mut all = std::fs::File::create(&file).expect("a file");
    all.write_all(texts.join("\n").as_bytes()).expect("written");
    Box::new(move |typed| {
        let all = std::fs::File::open(&file).expect("it was just written");
        let fzf = Command::new("fzf").args(["--filter", typed]).stdin(all).stderr(Stdio::null()).output();
        fzf.map_or(0, |found| {
            found.stdout.split(|byte| *byte == b'\n').take(SHOWN).filter(|line| !line.is_empty()).count()
        })
    })
}

/// One line for each: how long a key takes, for how many it finds anything, and how many of those ours answers sooner.
fn print(name: &str, its: &[(Duration, usize)], ours: &[(Duration, usize)]) {
    let finds = || std::iter::zip(its, ours).filter(|((_, found), _)| *found > 0);
    let mut times: Vec<Duration> = finds().map(|((time, _), _)| *time).collect();
    times.sort_unstable();
    let at = |part: usize| times.get((times.len() * part / 100).min(times.len().saturating_sub(1)));
    let (Some(median), Some(p99)) = (at(50), at(99)) else {
        println!("{name:<48} finds nothing, or is not installed");
        return;
    };
    let sooner = finds().filter(|((its, _), (ours, _))| ours < its).count();
    let millis = |time: &Duration| time.as_secs_f64() * 1_000.0;
    println!("{name:<48}{:>10.3}{:>10.3}{:>8}{:>8}", millis(median), millis(p99), times.len(), sooner);
}
