//! Words and sentences that are hard to read: which are found, and which right ones are touched.
//!
//! Each file in `tests/plain_language` has at least twenty right and twenty wrong texts, written before its rule; each is a
//! letter of its own. Precision is how much of what is found is wrong indeed, recall how much of what is wrong is found.
//! Running text that is right is read as well: the example letters, the manual, and thousands of texts in the manner of
//! letters that others wrote for other rules.

#![allow(clippy::print_stdout, reason = "the figures are read by whoever changes a rule")]

mod workbench;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use griffel::stages::pipeline::Run;
use griffel::stages::project::WorkFolder;
use toml_edit::DocumentMut;

use workbench::{Bench, copy, repository};

const FRONT: &str = "+++\nsjabloon = \"raadsinformatiebrief\"\nonderwerp = \"Proef\"\ndatum = 2026-01-20\n\
    zaaknummer = \"2023-0012345\"\nportefeuillehouder = \"wethouder\"\n+++\n\n# informatie\n\n";
/// Everything that can be switched on.
const ALL_ON: &str = "[regels]\nfinancieel = true\nzorg = true\n";
/// What is on where a municipality says nothing: at least so much of what is found is wrong indeed.
const LEAST_PRECISION: usize = 90;

/// How much of what is wrong is found, at least: what was reached.
const LEAST_RECALL: &[(&str, usize)] = &[
    ("double_negation", 95),
    ("empty_heading", 100),
    ("noun_style", 95),
    ("passive", 95),
    ("prepositions", 95),
    ("split_sentence", 90),
    ("terms", 100),
    ("uneven_list", 95),
    ("vague", 100),
    ("words", 100),
];

/// A work folder that has the data of the labelled texts.
fn bench() -> Bench {
    let bench = Bench::empty();
    copy(&repository().join("tests/sentences/map"), bench.path());
    bench
}

/// The codes of this work that are found in each text, each with its message. A text is what stands in one section.
fn found(bench: &Bench, texts: &[String]) -> Vec<Vec<(String, String)>> {
    for (nth, text) in texts.iter().enumerate() {
        bench.write(&format!("data/brieven/2025/t{nth:05}.md"), format!("{FRONT}{text}\n"));
    }
    let mut found = checked(bench);
    (0..texts.len()).map(|nth| found.remove(&format!("t{nth:05}")).expect("was checked")).collect()
}

/// The same of every letter and presentation of a work folder, by name.
fn checked(bench: &Bench) -> BTreeMap<String, Vec<(String, String)>> {
    let run = Run::open(WorkFolder::at(bench.path()).expect("a work folder")).without_findings();
    let documents: Vec<_> = run.inventory().documents.keys().cloned().collect();
    let mut found: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for outcome in run.check_all(&documents, 2, &|_| {}) {
        let own = outcome.findings.iter().filter(|finding| {
            let code = finding.code.as_str();
            ("C050".."C062").contains(&code)
        });
        let own = own.map(|finding| (finding.code.as_str().to_owned(), finding.message.clone()));
        found.entry(outcome.id.name.clone()).or_default().extend(own);
    }
    found
}

fn sets() -> Vec<(String, DocumentMut)> {
    let folder = repository().join("tests/plain_language");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    let read = |path: &PathBuf| -> DocumentMut { fs::read_to_string(path).expect("read").parse().expect("TOML") };
    let name = |path: &PathBuf| path.file_stem().and_then(|name| name.to_str()).expect("a name").to_owned();
    files.iter().map(|path| (name(path), read(path))).collect()
}

fn texts(set: &DocumentMut, key: &str) -> Vec<String> {
    let is_heading = set.get("kop").is_some();
    let texts = set[key].as_array().expect("texts").iter().map(|text| text.as_str().expect("text"));
    texts.map(|text| if is_heading { format!("## {text}\n\nWij helpen u.") } else { text.to_owned() }).collect()
}

#[test]
fn wrong_texts_are_found_and_right_ones_left_alone() {
    let sets = sets();
    let names: Vec<&str> = sets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, LEAST_RECALL.iter().map(|(name, _)| *name).collect::<Vec<_>>(), "each set has its bound");
    let mut worse = Vec::new();
    println!("{:18} {:>9} {:>7} {:>6} {:>6}", "set", "precision", "recall", "right", "wrong");
    for ((name, set), (_, least_recall)) in sets.iter().zip(LEAST_RECALL) {
        let code = set["code"].as_str().expect("a code");
        let (right, wrong) = (texts(set, "goed"), texts(set, "fout"));
        assert!(right.len() >= 20 && wrong.len() >= 20, "{name}");
        let bench = bench();
        bench.write("data/schrijfwijzer.toml", ALL_ON);
        let all: Vec<String> = right.iter().chain(&wrong).cloned().collect();
        let found = found(&bench, &all);
        let has = |found: &Vec<(String, String)>| found.iter().any(|(found, _)| found == code);
        let (of_right, of_wrong) = found.split_at(right.len());
        let touched = of_right.iter().filter(|found| has(found)).count();
        let hit = of_wrong.iter().filter(|found| has(found)).count();
        for (text, found) in right.iter().zip(of_right).filter(|(_, found)| has(found)) {
            println!("TOUCHED {name}: {text} {found:?}");
        }
        for (text, _) in wrong.iter().zip(of_wrong).filter(|(_, found)| !has(found)) {
            println!("MISSED {name}: {text}");
        }
        let (precision, recall) = (hit * 100 / (hit + touched), hit * 100 / wrong.len());
        println!("{name:18} {precision:>8}% {recall:>6}% {:>6} {:>6}", right.len(), wrong.len());
        if precision < LEAST_PRECISION || recall < *least_recall {
            worse.push(format!("{name}: {precision}% {recall}%"));
        }
    }
    assert!(worse.is_empty(), "{worse:#?}");
}

/// Texts of these many words, made of short sentences.
fn of_words(words: usize, sentence: &str) -> String {
    let all = sentence.split(' ').cycle().take(words);
    all.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_paragraph_is_too_long_from_its_121st_word() {
    const SENTENCE: &str = "Wij helpen u graag met uw vraag.";
    let right = (0..20).map(|nth| of_words(101 + nth, SENTENCE));
    let wrong = (0..20).map(|nth| of_words(121 + 7 * nth, SENTENCE));
    let found = found(&bench(), &right.chain(wrong).collect::<Vec<_>>());
    for (nth, found) in found.iter().enumerate() {
        assert_eq!(found.iter().any(|(code, _)| code == "C059"), nth >= 20, "{nth}");
    }
}

#[test]
fn a_letter_speaks_to_its_reader() {
    let without = "De gemeente helpt gezinnen in de wijk.";
    let paragraphs = |count: usize, last: &str| format!("{}{last}", format!("{without}\n\n").repeat(count));
    let right = (0..10).map(|nth| paragraphs(10 + nth, ""));
    let right = right.chain((0..10).map(|nth| paragraphs(30 + nth, "U leest meer in de bijlage.")));
    let wrong = (0..20).map(|nth| paragraphs(22 + nth, ""));
    let found = found(&bench(), &right.chain(wrong).collect::<Vec<_>>());
    for (nth, found) in found.iter().enumerate() {
        assert_eq!(found.iter().any(|(code, _)| code == "C060"), nth >= 20, "{nth}");
    }
}

#[test]
fn the_example_letters_are_in_plain_dutch() {
    let found = checked(&Bench::example());
    let found: Vec<_> = found.into_iter().filter(|(_, found)| !found.is_empty()).collect();
    assert!(found.is_empty(), "{found:#?}");
}

/// The manual as text alone: without examples of what is typed, tables and what is wrong on purpose.
fn manual() -> String {
    let manual = fs::read_to_string(repository().join("docs/handleiding.md")).expect("the manual");
    let mut is_code = false;
    let mut paragraphs = Vec::new();
    for line in manual.lines() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
            continue;
        }
        if is_code || line.starts_with(['|', '#', '>', '!', '<']) || line.trim().is_empty() {
            continue;
        }
        let line = line.trim_start().trim_start_matches("- ");
        // What stands between these signs is typed, or an example.
        let without = |line: &str, sign: char| -> String {
            line.split(sign).enumerate().map(|(nth, part)| if nth % 2 == 0 { part } else { "dit" }).collect()
        };
        let plain = without(&without(line, '`'), '*');
        paragraphs.push(plain.replace(['{', '}', '[', ']', '#', '\\', '<', '>', '_'], ""));
    }
    paragraphs.join("\n\n")
}

#[test]
fn the_manual_is_in_plain_dutch() {
    let text = manual();
    let words = text.split_whitespace().count();
    let found = found(&bench(), &[text]).remove(0);
    let of_words: Vec<_> = found.iter().filter(|(code, _)| code.as_str() <= "C052").collect();
    println!("{} in {words} words: {found:#?}", found.len());
    assert!(words > 5_000 && of_words.is_empty(), "{of_words:#?}");
    assert!(found.len() * 500 <= words, "{found:#?}");
}

/// What others wrote in the manner of letters, to be right or wrong in its figures.
#[test]
fn running_text_has_one_finding_in_five_hundred_words_at_most() {
    let folder = repository().join("tests/sentences");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("a file").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    let mut texts = Vec::new();
    for path in files {
        let set: DocumentMut = fs::read_to_string(path).expect("read").parse().expect("TOML");
        let own = set["zin"].as_array_of_tables().expect("texts").iter();
        texts.extend(
            own.filter(|text| text["goed"].as_bool() == Some(true))
                .map(|text| text["tekst"].as_str().expect("text").trim().to_owned()),
        );
    }
    // Each fifth is enough to see.
    let texts: Vec<String> = texts.into_iter().step_by(5).collect();
    let words: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();
    let found: Vec<(String, String)> = found(&bench(), &texts).into_iter().flatten().collect();
    let mut by_code: BTreeMap<&str, usize> = BTreeMap::new();
    for (code, _) in &found {
        *by_code.entry(code).or_default() += 1;
    }
    println!("{} in {words} words: {by_code:?}", found.len());
    assert!(words > 5_000 && found.len() * 500 <= words, "{found:#?}");
}
