//! Whatever bytes people have in their files: findings, never a panic; and their words come out as they went in.

mod workbench;

use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use griffel::stages::diagnostic::{Findings, Report, render_json, render_sarif, render_text};
use griffel::stages::export::Output;
use griffel::stages::pipeline::memory::{Inputs, Memory};
use griffel::stages::pipeline::{self, Order, Run, Sources};
use griffel::stages::project::{Files, Inventory, WorkFolder};

use workbench::Bench;

/// Files of the basis that may hold anything.
const FILES: [&str; 10] = [
    "data/gemeente.toml",
    "data/zaken.toml",
    "data/kengetallen.toml",
    "data/grafieken.toml",
    "data/reeksen/hulp.toml",
    "data/reeksen/hulp.csv",
    "data/reeksen/inzet.toml",
    "data/pilots/proef.toml",
    "data/brieven/2022/brief.md",
    "templates/collegebrief/sjabloon.toml",
];

/// The correct contents, for mistakes in the middle of them.
static CORRECT: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let bench = Bench::basis();
    bench.write(FILES[9], std::fs::read(workbench::repository().join(FILES[9])).expect("the built-in form"));
    FILES.iter().map(|path| bench.bytes(path)).collect()
});

/// Runs everything short of typesetting, and renders what was found.
fn check(bench: &Bench) -> Findings {
    let (run, mut findings) = Run::open(WorkFolder::at(bench.path()).expect("gemeente.toml is there")).into_parts();
    let documents: Vec<_> = run.inventory().documents.keys().cloned().collect();
    for outcome in run.check_all(&documents, 1, &|_| {}) {
        findings.extend(outcome.findings);
    }
    let findings = findings.sorted();
    assert_eq!(render_text(&findings, false).is_empty(), findings.is_empty());
    let report = Report { findings: &findings, waived: &[] };
    serde_json::from_str::<serde_json::Value>(&render_json(report)).expect("JSON");
    serde_json::from_str::<serde_json::Value>(&render_sarif(report)).expect("JSON");
    findings
}

/// Pieces that files are made of, more likely to reach deep than arbitrary bytes are.
fn fragment() -> impl Strategy<Value = Vec<u8>> {
    let known = [
        "{{",
        "}}",
        "{%",
        "%}",
        "{#",
        "if",
        "{{ akkoord(\"C030\", \"Dit is een goede reden.\") }}",
        "for",
        "endif",
        "endfor",
        "periode",
        "hulp_kosten",
        "hulp",
        "[",
        "]",
        "(",
        ")",
        "\"",
        "'",
        "\"\"\"",
        "+++\n",
        "\n",
        "\n\n",
        "# ",
        "## ",
        "[^1]",
        "[^1]: ",
        "![",
        "](",
        "|",
        "|---|\n",
        "> ",
        "- ",
        "1. ",
        "```\n",
        "<b>",
        "\\u0000",
        "\\uE000",
        "\u{e000}",
        "\u{f8ff}",
        "&#xE000;",
        ";",
        ",",
        ".",
        "=",
        " = ",
        "-",
        "0",
        "1e999",
        "99999999999999999999",
        "2022",
        "2022-K4",
        "9999-K4",
        "0000",
        "€",
        "%",
        "\u{feff}",
        "\0",
        "\r\n",
        "naam",
        "formule = ",
        "kengetal(",
        "som(",
        "/ 0",
        " | ",
        "absoluut",
        ".waar(",
        "é",
        "🎉",
        "\u{202e}",
        "e\u{301}",
    ];
    prop_oneof![
        8 => proptest::sample::select(known.to_vec()).prop_map(|text| text.as_bytes().to_vec()),
        1 => proptest::collection::vec(any::<u8>(), 0..6),
        1 => "\\PC{0,8}".prop_map(String::into_bytes),
    ]
}

fn fragments(most: usize) -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(fragment(), 0..most).prop_map(|parts| parts.concat())
}

/// One file of the basis, replaced or damaged in the middle.
fn damage() -> impl Strategy<Value = (usize, Vec<u8>)> {
    let whole = (0..FILES.len(), prop_oneof![fragments(40), proptest::collection::vec(any::<u8>(), 0..300)]);
    let middle = (0..FILES.len(), any::<proptest::sample::Index>(), 0usize..12, fragments(6));
    let damaged = middle.prop_map(|(file, at, length, inserted)| {
        let correct = &CORRECT[file];
        let from = at.index(correct.len());
        let to = (from + length).min(correct.len());
        (file, [&correct[..from], &inserted, &correct[to..]].concat())
    });
    prop_oneof![1 => whole, 3 => damaged]
}

/// The Typst source of a letter with one paragraph, or the findings about it.
fn laid_out(bench: &Bench, paragraph: &str) -> Result<String, Findings> {
    let letter = bench.read("data/brieven/2022/tweede.md").replace("In deze brief staan geen cijfers.", paragraph);
    bench.write("data/brieven/2022/derde.md", letter);
    let files = Files::new(WorkFolder::at(bench.path()).expect("gemeente.toml is there"));
    let inventory = Arc::new(Inventory::of(files.folder()).without_findings());
    let documents: Vec<_> = inventory.documents.keys().filter(|id| id.name == "derde").cloned().collect();
    let output = Output::new(bench.at("uitvoer"));
    let memory = Memory::of(&output, &files, Inputs::of(files.folder(), &inventory));
    let order = Order { memory, keep_typst: true, again: false, extras: Vec::new(), html: false, charts: false };
    let sources = Sources::found_before(files, inventory);
    let outcome = pipeline::make(sources, &documents, &order, 1, &|_| {}).without_findings().remove(0);
    // What the words say is not judged here.
    if outcome.findings.iter().all(|finding| finding.code.is_about_content()) {
        Ok(bench.read("uitvoer/2022/derde.typst/brief.typ"))
    } else {
        Err(outcome.findings)
    }
}

/// Words with a backslash before every character that means something to Markdown.
fn escaped(words: &str) -> String {
    words.chars().flat_map(|next| next.is_ascii_punctuation().then_some('\\').into_iter().chain([next])).collect()
}

/// What is left when typography has done its work: no quotation marks, dashes, dots of an ellipsis or white space.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|next| !next.is_whitespace() && !"\"'‘’“”‚„`´-–—−….\u{2060}\u{200b}\u{ad}".contains(*next))
        .collect()
}

/// The texts of all string literals in Typst source, one after another.
fn literals(source: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    let mut characters = source.chars();
    while let Some(next) = characters.next() {
        match next {
            '"' => inside = !inside,
            '\\' if inside => out.extend(characters.next().filter(|next| "\"\\".contains(*next))),
            other if inside => out.push(other),
            _ => {}
        }
    }
    out
}

fn words_come_out_unchanged(bench: &Bench, words: &str) -> TestCaseResult {
    match laid_out(bench, &escaped(words)) {
        Ok(source) => prop_assert!(bare(&literals(&source)).contains(&bare(words)), "{words:?} is not in:\n{source}"),
        Err(findings) => prop_assert!(false, "{words:?} gives {}", render_text(&findings, false)),
    }
    Ok(())
}

fn config(cases: u32) -> ProptestConfig {
    // What they find is written down as a test of its own.
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(192))]

    #[test]
    fn no_file_makes_the_library_panic((file, bytes) in damage()) {
        let bench = Bench::basis();
        bench.write(FILES[file], &bytes);
        check(&bench);
    }
}

proptest! {
    #![proptest_config(config(64))]

    // Without digits: a typed number is a finding.
    #[test]
    fn words_in_a_paragraph_come_out_unchanged(words in "[A-Za-zé][A-Za-zéëï .,;:!?#$*_@<>\\[\\]\"~/'`%&()+=^|-]{0,60}[a-z]") {
        words_come_out_unchanged(&Bench::basis(), &words)?;
    }
}

#[test]
fn the_basis_has_no_findings() {
    assert!(check(&Bench::basis()).is_empty());
}
