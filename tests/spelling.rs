//! Spelling: of each rule, how many wrong sentences it finds and how many right ones it touches; and that running text which
//! is right stays untouched.
//!
//! Each file of `tests/spelling` has twenty right sentences, which tempt its rule, and twenty wrong ones. They were written
//! before the rules. Each is a letter of its own in the example work folder, so that the whole way from file to finding is
//! tried.

#![allow(clippy::print_stdout, reason = "the figures are read by whoever changes a rule")]

mod workbench;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use griffel::stages::diagnostic::Code;
use griffel::stages::pipeline::Run;
use griffel::stages::project::WorkFolder;

use workbench::{Bench, repository};

/// The rules about spelling.
const CODES: [&str; 10] = ["C070", "C071", "C072", "C073", "C074", "C075", "C076", "C077", "C078", "C079"];

/// What is right, and what is wrong.
struct Sentences {
    code: String,
    right: Vec<String>,
    wrong: Vec<String>,
}

impl Sentences {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).expect("sentences are read");
        let (right, wrong) = text.split_once("# fout\n").expect("both kinds");
        let lines = |part: &str| {
            let lines = part.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
            lines.map(str::to_owned).collect()
        };
        let code = path.file_stem().and_then(|stem| stem.to_str()).expect("a code").to_owned();
        Self { code, right: lines(right), wrong: lines(wrong) }
    }
}

fn all_sentences() -> Vec<Sentences> {
    let folder = repository().join("tests/spelling");
    let mut paths: Vec<_> = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("read").path()).collect();
    paths.sort();
    paths.iter().map(|path| Sentences::read(path)).collect()
}

/// The codes of spelling that are found in each text, each a letter of its own.
fn found_in(texts: &[String]) -> Vec<Vec<String>> {
    let bench = Bench::example();
    for (index, text) in texts.iter().enumerate() {
        let front = "+++\nsjabloon = \"raadsinformatiebrief\"\nonderwerp = \"Proef\"\ndatum = 2023-03-14\n\
                     zaaknummer = \"2023-0012345\"\nportefeuillehouder = \"wethouder\"\npilot = \"jnv\"\n+++\n";
        bench.write(&format!("data/brieven/2022/t{index:04}.md"), format!("{front}\n# informatie\n\n{text}\n"));
    }
    let run = Run::open(WorkFolder::at(bench.path()).expect("a work folder")).without_findings();
    let documents: Vec<_> = run.inventory().documents.keys().filter(|id| id.name.starts_with('t')).cloned().collect();
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for outcome in run.check_all(&documents, 2, &|_| {}) {
        let codes = outcome.findings.iter().map(|finding| finding.code.as_str());
        let codes = codes.filter(|code| CODES.contains(code)).map(str::to_owned).collect();
        found.insert(outcome.id.name.clone(), codes);
    }
    found.into_values().collect()
}

#[test]
fn each_rule_finds_what_is_wrong_and_leaves_what_is_right() {
    let all = all_sentences();
    assert_eq!(all.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), CODES);
    let texts: Vec<String> = all.iter().flat_map(|one| one.right.iter().chain(&one.wrong)).cloned().collect();
    let mut found = found_in(&texts).into_iter().zip(&texts);
    let mut failed = Vec::new();
    for Sentences { code, right, wrong } in &all {
        assert!(right.len() >= 20 && wrong.len() >= 20, "{code}: {} right, {} wrong", right.len(), wrong.len());
        let mut of = |count: usize| found.by_ref().take(count).collect::<Vec<_>>();
        let (in_right, in_wrong) = (of(right.len()), of(wrong.len()));
        let touched: Vec<_> = in_right.iter().filter(|(codes, _)| !codes.is_empty()).collect();
        let missed: Vec<_> = in_wrong.iter().filter(|(codes, _)| !codes.contains(code)).collect();
        let hits = wrong.len() - missed.len();
        let precision = 100 * hits / (hits + touched.len()).max(1);
        let recall = 100 * hits / wrong.len();
        println!("{code}: precision {precision}%, recall {recall}%");
        touched.iter().for_each(|(codes, text)| println!("    touched ({}): {text}", codes.join(" ")));
        missed.iter().for_each(|(codes, text)| println!("    missed ({}): {text}", codes.join(" ")));
        if precision < 95 || recall < 85 {
            failed.push(code);
        }
    }
    assert!(failed.is_empty(), "{failed:?}");
}

/// What is found in one letter with this text, and how many words it has.
fn told_of(text: &str, known: &str) -> (Vec<String>, usize) {
    let bench = Bench::example();
    bench.write("data/woorden.txt", known);
    let front = "+++\nsjabloon = \"raadsinformatiebrief\"\nonderwerp = \"Proef\"\ndatum = 2023-03-14\n\
                 zaaknummer = \"2023-0012345\"\nportefeuillehouder = \"wethouder\"\n+++\n";
    bench.write("data/brieven/2022/tekst.md", format!("{front}\n# informatie\n\n{text}\n"));
    let run = Run::open(WorkFolder::at(bench.path()).expect("a work folder")).without_findings();
    let documents: Vec<_> = run.inventory().documents.keys().filter(|id| id.name == "tekst").cloned().collect();
    let outcomes = run.check_all(&documents, 1, &|_| {});
    let told = outcomes.iter().flat_map(|outcome| outcome.findings.iter());
    let told = told.filter(|finding| CODES.contains(&finding.code.as_str()));
    let told = told.map(|finding| format!("{} {:?} {}", finding.code, finding.place.line_column(), finding.message));
    (told.collect(), text.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count())
}

#[test]
fn the_manual_is_spelled_right() {
    let manual = fs::read_to_string(repository().join("docs/handleiding.md")).expect("the manual is read");
    // Tables and code show names of files, keys and codes, and what is wrong; the rest is read as a letter is.
    let mut is_code = false;
    let lines = manual.lines().filter(|line| {
        let is_fence = line.trim_start().starts_with("```");
        is_code ^= is_fence;
        !is_code && !is_fence && !line.starts_with(['|', '#', '<']) && !line.contains("{{")
    });
    let lines: Vec<&str> = lines.map(|line| line.trim_start().trim_start_matches(['-', '>', ' '])).collect();
    let (told, words) = told_of(&lines.join("\n\n"), "");
    assert!(words > 10_000, "{words}");
    assert!(told.is_empty(), "{told:#?}");
}

#[test]
fn the_explanations_and_forms_are_spelled_right() {
    let mut texts: Vec<String> = Vec::new();
    // What explains the rules of spelling names mistakes.
    for code in Code::ALL.iter().filter(|code| !CODES.contains(&code.as_str())) {
        let explanation = code.explanation();
        texts.extend([format!("{}.", explanation.title), explanation.what.to_owned()]);
    }
    for form in fs::read_dir(repository().join("templates")).expect("the forms").flatten() {
        let form = fs::read_to_string(form.path().join("sjabloon.toml")).unwrap_or_default();
        let lines = form.lines().filter(|line| !line.starts_with("id = ") && !line.starts_with("sleutel = "));
        let values = lines.filter_map(|line| line.split_once(" = \"")?.1.strip_suffix('"'));
        texts.extend(values.map(str::to_owned));
    }
    // As words, without what Markdown or a placeholder would make of them.
    let plain =
        |text: &String| format!("Zo: {}", text.replace(['{', '}', '<', '>', '*', '_', '`', '|', '[', ']', '#'], " "));
    let texts: Vec<String> = texts.iter().map(plain).collect();
    let (told, words) = told_of(&texts.join("\n\n"), "afk\naux\nstelvast\ntrue\n");
    assert!(words > 3_000, "{words}");
    assert!(told.is_empty(), "{told:#?}");
}

#[test]
fn the_example_is_spelled_right() {
    let run = Run::open(WorkFolder::at(repository()).expect("a work folder")).without_findings();
    let documents: Vec<_> = run.inventory().documents.keys().cloned().collect();
    let outcomes = run.check_all(&documents, 2, &|_| {});
    let told: Vec<String> = outcomes
        .iter()
        .flat_map(|outcome| outcome.findings.iter())
        .filter(|finding| CODES.contains(&finding.code.as_str()) || finding.code == Code::UnusableWord)
        .map(|finding| format!("{} {} {}", finding.place.file, finding.code, finding.message))
        .collect();
    assert!(told.is_empty(), "{told:#?}");
}

/// Wherever a reader or a speaker reads it: the file, what stands there, what becomes of it, and the word that is told.
const PLACES: &[(&str, &str, &str, &str)] = &[
    ("data/brieven/2022/flits.md", "Voortgang van de pilot", "Voortgng van de pilot", "Voortgng"),
    ("data/brieven/2022/flits.md", "wethouder Jeugd", "wethuoder Jeugd", "wethuoder"),
    ("data/brieven/2022/flits.md", "## Snel iemand over de vloer", "## Snel ieamnd over de vloer", "ieamnd"),
    ("data/grafieken.toml", "De regio betaalt tijdelijk mee", "De regio betaalt tydelijk mee", "tydelijk"),
    ("data/reeksen/flits.toml", "zijn voorlopig.", "zijn voorlopgi.", "voorlopgi"),
    ("data/pilots/flits.toml", "gezinnen snel helpen", "geznnen snel helpen", "geznnen"),
    ("data/presentaties/2025/jeugdhulp.md", "Fijn dat ik u mag bijpraten", "Fijn dat ik u mag bijprtaen", "bijprtaen"),
];

#[test]
fn everything_that_is_printed_or_said_is_read() {
    let bench = Bench::example();
    for (file, right, wrong, _) in PLACES {
        bench.edit(file, right, wrong);
    }
    let json = bench.run(&["controleer", "--formaat", "json"]).json();
    let found = json["bevindingen"].as_array().expect("a list");
    for (file, _, wrong, word) in PLACES {
        let of_word = |one: &&serde_json::Value| {
            one["code"] == "C070" && one["bericht"].as_str().is_some_and(|message| message.contains(word))
        };
        let one = found.iter().find(of_word).unwrap_or_else(|| panic!("{word}: {found:#?}"));
        assert_eq!(one["bestand"], *file, "{word}");
        let text = bench.read(file);
        let line = text.lines().nth(one["regel"].as_u64().expect("a line") as usize - 1).expect("there");
        let at = one["teken"].as_u64().expect("a column") as usize - 1;
        assert!(line.chars().skip(at).collect::<String>().starts_with(word), "{word}: {line} ({wrong})");
    }
}

#[test]
fn the_words_of_the_municipality_are_known() {
    let bench = Bench::example();
    let letter = bench.read("data/brieven/2022/jnv.md");
    bench.write("data/brieven/2022/jnv.md", format!("{letter}\nDe zwabbelix begint. Een zwabbelix telt.\n"));
    let codes = |bench: &Bench| {
        let json = bench.run(&["controleer", "2022/jnv", "--formaat", "json"]).expect(0).json();
        let found = json["bevindingen"].as_array().expect("a list").clone();
        found.iter().map(|one| format!("{} {}", one["code"], one["bericht"])).collect::<Vec<_>>()
    };
    let before = codes(&bench);
    assert_eq!(before.len(), 1, "{before:?}");
    assert!(before[0].contains("zwabbelix") && before[0].contains("2 keer"), "{before:?}");
    bench.write("data/woorden.txt", "# eigen woorden\r\nzwabbelix\r\n");
    assert!(codes(&bench).is_empty(), "{:?}", codes(&bench));
}

#[test]
fn what_is_switched_off_is_not_looked_for() {
    let bench = Bench::example();
    let letter = bench.read("data/brieven/2022/jnv.md");
    bench.write("data/brieven/2022/jnv.md", format!("{letter}\nHet bugdet.\n"));
    let settings = bench.read("data/gemeente.toml");
    bench.write("data/gemeente.toml", format!("{settings}\n[bevindingen]\nC070 = \"uit\"\n"));
    let json = bench.run(&["controleer", "2022/jnv", "--formaat", "json"]).expect(0).json();
    assert!(json["bevindingen"].as_array().expect("a list").is_empty(), "{json}");
}

#[test]
fn making_asks_no_dictionary_unless_it_decides() {
    let bench = Bench::example();
    let letter = bench.read("data/brieven/2022/jnv.md");
    bench.write("data/brieven/2022/jnv.md", format!("{letter}\nHet bugdet van de de raad.\n"));
    let made = bench.run(&["maak", "2022/jnv"]).expect(0);
    assert!(!made.stderr.contains("C070") && made.stderr.contains("C071"), "{}", made.stderr);
    let settings = bench.read("data/gemeente.toml");
    bench.write("data/gemeente.toml", format!("{settings}\n[bevindingen]\nC070 = \"fout\"\n"));
    let refused = bench.run(&["maak", "2022/jnv", "--opnieuw"]).expect(1);
    assert!(refused.stderr.contains("fout[C070]"), "{}", refused.stderr);
}
