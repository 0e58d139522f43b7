//! Sentences in the manner of real letters, labelled right or wrong by somebody who had not seen the rules: how many of
//! the wrong ones are found, and how many of the right ones are refused or touched.
//!
//! `tests/sentences/map` is the work folder they belong to; each file of `[[zin]]` beside it is scored by itself. A text
//! is a letter of its own, so that none has a say in what is found in another.
//!
//! The third in `sealed.toml` was kept aside while the rules were made, and run once: 64 of 83 wrong texts were found, 9 of
//! 83 right ones refused and 12 touched. Those are the figures of texts that the rules had not seen. The kinds of mistakes
//! that it showed were mended afterwards; what it scores since then says only that they stay mended.
//!
//! `later_open.toml` is half of a later set, by somebody who had not seen the rules either. In its one first run 48 of 60
//! wrong texts were found, 4 of 60 right ones refused and 9 touched. The kinds that it showed were mended by way of other
//! sentences in `variants.toml`, written in six lots before the rules were looked at; of those lots 60% to 80% of the wrong
//! ones were found at first sight, and up to 20% of the right ones refused, for they were sought where it hurts.
//!
//! `later_sealed.toml` is the other half of that set, run once afterwards: 51 of 60 wrong texts were found, 2 of 60 right
//! ones refused and 4 touched. What it showed was mended by four lots more in `variants.toml` (1901 and on), written by
//! somebody who knew the rules: 33 of 53, 34 of 41, 28 of 37 and 13 of 13 wrong ones were found at first sight, and 7 of 58,
//! 1 of 42, 4 of 41 and 1 of 22 right ones refused. One of the labels was changed, with the reason beside it (1146): a
//! wrapped line that begins with a year does not become a list within a paragraph, and prints as it was meant.
//!
//! `third.toml`, by somebody else who had seen no rule and no earlier text, was run once: 86 of 100 wrong texts were found, 1
//! of 100 right ones refused and 4 touched. The kinds that it showed were mended afterwards.
//!
//! The sets called `practice` were written in between by others who had seen no rule either, to mend kinds by. At first sight
//! 79 of 100 wrong texts were found in `five` and 1 of 60 right ones refused, 61 of 80 and 7 of 100 in `six` (right texts that
//! tempt), 61 of 80 and 4 of 80 in `seven` (one in six a list, a table or a quotation), 85 of 100 and 6 of 60 in `eight`, and
//! 67 of 80 and 3 of 80 in `nine`.
//!
//! `fourth.toml` was written before all of those were looked at, and run once, after them: 52 of 60 wrong texts were found, 3
//! of 60 right ones refused and 7 touched.
//!
//! `fifth.toml` was written before `ten` to `seventeen`, and run once, after the kinds that those showed were mended: 47 of 60
//! wrong texts were found, 3 of 60 right ones refused and 7 touched. Of the others at first sight 48 of 60 were found in
//! `ten` and 46 in `eleven`, before there was a rule for claims that stand beside two figures in whatever words; then 50 in
//! `twelve`, 51 in `thirteen`, 49 in `fourteen` (claims and figures in different sentences), 46 in `fifteen` (without the
//! obvious words), 53 in `sixteen` and 55 in `seventeen`; of their 60 right ones 2, 2, 2, 0, 1, 3, 4 and 1 were refused. So
//! much depends on who writes.
//!
//! `sixth.toml` was written before `eighteen` and `nineteen` were looked at (50 and 55 of 60 found at first sight, none and 5
//! of 60 refused), and run once after those were mended: 51 of 60 wrong texts were found, 1 of 60 right ones refused and 2
//! touched. Over all nine sets of this round five in six of what is wrong is found at first sight, and one in thirty of what
//! is right refused.
//!
//! `seventh.toml` was written before `twenty` and `twenty_one` were looked at (36 and 39 of 60 found at first sight, by writers
//! who draw conclusions in another sentence than their figures), and run once after those were mended: 48 of 60 wrong texts
//! were found, 3 of 60 right ones refused and 7 touched. The kinds that it showed were mended afterwards.

#![allow(clippy::print_stdout, reason = "what was missed is read by whoever mends it")]

mod workbench;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use griffel::stages::diagnostic::Severity;
use griffel::stages::pipeline::Run;
use griffel::stages::project::WorkFolder;
use toml_edit::{DocumentMut, Table};

use workbench::{Bench, copy, repository};

/// A text with what is true of it.
struct Text {
    nr: usize,
    soort: String,
    periode: String,
    tekst: String,
    goed: bool,
    waarom: String,
}

impl Text {
    fn read(table: &Table) -> Self {
        let text =
            |key: &str| table.get(key).and_then(|value| value.as_str()).unwrap_or_else(|| panic!("{key}")).to_owned();
        Self {
            nr: table
                .get("nr")
                .and_then(|value| value.as_integer())
                .and_then(|nr| usize::try_from(nr).ok())
                .expect("nr"),
            soort: text("soort"),
            periode: text("periode"),
            tekst: text("tekst"),
            goed: table.get("goed").and_then(|value| value.as_bool()).expect("goed"),
            waarom: text("waarom"),
        }
    }
}

/// The findings in one text that say something of its figures or its form, each with its severity.
type Found = Vec<(Severity, String)>;

/// Codes of findings that say nothing of figures or of the form of a text: plain language, parts that a letter must have,
/// notation of a unit, what a source says of its figures.
const OF_OTHER_THINGS: &[&str] = &[
    "B005", "B024", "C013", "C030", "C031", "C050", "C051", "C052", "C053", "C054", "C055", "C056", "C057", "C058",
    "C059", "C060", "C061", "C070", "C071", "C072", "C073", "C074", "C075", "C076", "C077", "C078", "C079",
];

/// What is found in each text, in their order.
fn findings(texts: &[Text]) -> Vec<Found> {
    let bench = Bench::empty();
    copy(&repository().join("tests/sentences/map"), bench.path());
    for text in texts {
        let year: u32 = text.periode[..4].parse().expect("a period begins with its year");
        let front = format!(
            "+++\nsjabloon = \"raadsinformatiebrief\"\nonderwerp = \"Proef\"\ndatum = {}-01-20\n\
             zaaknummer = \"2023-0012345\"\nportefeuillehouder = \"wethouder\"\n+++\n",
            year + 1
        );
        let path = format!("data/brieven/{}/t{:03}.md", text.periode, text.nr);
        bench.write(&path, format!("{front}\n# informatie\n\n{}\n", text.tekst.trim()));
    }
    let run = Run::open(WorkFolder::at(bench.path()).expect("a work folder")).without_findings();
    let documents: Vec<_> = run.inventory().documents.keys().cloned().collect();
    assert_eq!(documents.len(), texts.len(), "every text is a letter");
    let mut found: BTreeMap<String, Found> = BTreeMap::new();
    for outcome in run.check_all(&documents, 2, &|_| {}) {
        let text = texts.iter().find(|text| outcome.id.name == format!("t{:03}", text.nr)).expect("is one of them");
        // Where that is what is wrong with it, a unit that is printed twice is found.
        let is_doubled = text.soort == "form" && (text.waarom.contains("dubbel") || text.waarom.contains("double"));
        let is_own = |code: &str| {
            code.starts_with(['B', 'C']) && (!OF_OTHER_THINGS.contains(&code) || (is_doubled && code == "B024"))
        };
        let own = outcome.findings.iter().filter(|finding| is_own(finding.code.as_str()));
        let own = own.map(|finding| (finding.severity, format!("{} {}", finding.code.as_str(), finding.message)));
        found.insert(outcome.id.name.clone(), own.collect());
    }
    texts.iter().map(|text| found.remove(&format!("t{:03}", text.nr)).expect("was checked")).collect()
}

/// How many texts of one kind there are, and how they fared.
#[derive(Default, Clone, Copy)]
struct Score {
    wrong: usize,
    found: usize,
    right: usize,
    refused: usize,
    touched: usize,
}

impl Score {
    fn count(&mut self, text: &Text, found: &Found) {
        if text.goed {
            self.right += 1;
            self.refused += usize::from(found.iter().any(|(severity, _)| *severity == Severity::Error));
            self.touched += usize::from(!found.is_empty());
        } else {
            self.wrong += 1;
            self.found += usize::from(!found.is_empty());
        }
    }
}

/// Scores a file of texts, and says on the terminal what was missed and what was touched.
fn score(path: &Path) -> Score {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let document: DocumentMut = text.parse().expect("TOML");
    let texts: Vec<Text> =
        document["zin"].as_array_of_tables().expect("labelled texts").iter().map(Text::read).collect();
    let found = findings(&texts);
    let mut kinds: BTreeMap<&str, Score> = BTreeMap::new();
    let mut total = Score::default();
    for (text, found) in texts.iter().zip(&found) {
        kinds.entry(&text.soort).or_default().count(text, found);
        total.count(text, found);
        let said: BTreeSet<&str> = found.iter().map(|(_, said)| said.as_str()).collect();
        match (text.goed, found.is_empty()) {
            (false, true) => println!("MISSED {} {}: {} ({})", text.nr, text.soort, text.tekst.trim(), text.waarom),
            (true, false) => println!("TOUCHED {} {}: {}\n    {said:?}", text.nr, text.soort, text.tekst.trim()),
            (false, false) => println!("found {} {}: {}\n    {said:?}", text.nr, text.soort, text.waarom),
            (true, true) => {}
        }
    }
    println!("{:24} {:>11} {:>8} {:>8}", "kind", "found", "refused", "touched");
    for (kind, Score { wrong, found, right, refused, touched }) in kinds.into_iter().chain([("all", total)]) {
        println!("{kind:24} {:>11} {:>8} {:>8}", format!("{found}/{wrong}"), format!("{refused}/{right}"), touched);
    }
    total
}

#[test]
fn wrong_sentences_are_found_and_right_ones_left_alone() {
    let folder = repository().join("tests/sentences");
    let mut files: Vec<PathBuf> =
        fs::read_dir(&folder).expect("the folder").map(|entry| entry.expect("a file").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    assert_eq!(files.len(), BOUNDS.len(), "there is a file for each of the bounds");
    let mut worse = Vec::new();
    for path in files {
        println!("{}", path.display());
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a name");
        let (_, bounds) = BOUNDS.iter().find(|(file, _)| *file == name).expect("every file has its bounds");
        let Score { wrong, found, right, refused, touched } = score(&path);
        if wrong - found > bounds.missed {
            worse.push(format!("{name}: {found} of {wrong} wrong texts are found"));
        }
        if refused > bounds.refused || touched > bounds.touched {
            worse.push(format!("{name}: {refused} of {right} right texts are refused, {touched} touched"));
        }
    }
    assert!(worse.is_empty(), "{worse:#?}");
}

/// What nobody can judge sentence by sentence: no stop in sight, another language, somebody else's words.
#[test]
fn texts_that_cannot_be_judged_are_left_alone() {
    let long = "en toen kwamen er weer meer mensen dan het jaar daarvoor, van wie de ene helft bleef ".repeat(300);
    let texts = [
        format!("In 2025 kwamen er {{{{ meldingen_totaal }}}} {long} en dat waren er {{{{ meldingen_totaal[\"2024\"] }}}}."),
        format!("{long}\n\n{long}"),
        "In 2025 the number of calls rose from {{ telefoon[\"2024\"] }} to {{ telefoon }}. That is more than half of them, \
         and less than in 2023."
            .to_owned(),
        "2025 yılında mahallelerde {{ zorg_jongeren }} genç yardım aldı. Bu, 2024 yılına göre daha fazladır: \
         {{ zorg_jongeren[\"2024\"] }}."
            .to_owned(),
        "De wijkraad schrijft: ‘In 2023 waren er meer dan 900 meldingen, de helft over afval, en nu {{ meldingen_totaal }}.’"
            .to_owned(),
        "> Op maandag 31 april kwamen er drie keer zoveel mensen: {{ loket[\"2025-01\"] }} in plaats van \
         {{ loket[\"2025-02\"] }}."
            .to_owned(),
    ];
    let texts = texts.into_iter().enumerate().map(|(nr, tekst)| Text {
        nr,
        soort: String::new(),
        periode: "2025".to_owned(),
        tekst,
        goed: true,
        waarom: String::new(),
    });
    let texts: Vec<Text> = texts.collect();
    for (text, found) in texts.iter().zip(findings(&texts)) {
        let start: String = text.tekst.chars().take(80).collect();
        assert!(found.is_empty(), "{start}: {found:?}");
    }
}

/// How many texts of a file may fare badly: what was reached, and never more.
struct Bounds {
    missed: usize,
    refused: usize,
    touched: usize,
}

/// The bounds of each file.
const BOUNDS: &[(&str, Bounds)] = &[
    ("later_sealed", Bounds { missed: 0, refused: 0, touched: 0 }),
    ("later_open", Bounds { missed: 0, refused: 0, touched: 0 }),
    ("open", Bounds { missed: 2, refused: 0, touched: 0 }),
    ("sealed", Bounds { missed: 0, refused: 0, touched: 0 }),
    ("third", Bounds { missed: 0, refused: 0, touched: 0 }),
    ("fourth", Bounds { missed: 2, refused: 0, touched: 0 }),
    ("practice_five", Bounds { missed: 2, refused: 0, touched: 3 }),
    ("practice_six", Bounds { missed: 5, refused: 0, touched: 0 }),
    ("practice_seven", Bounds { missed: 3, refused: 1, touched: 2 }),
    ("practice_eight", Bounds { missed: 3, refused: 0, touched: 0 }),
    ("practice_nine", Bounds { missed: 3, refused: 0, touched: 0 }),
    ("practice_ten", Bounds { missed: 1, refused: 0, touched: 1 }),
    ("practice_eleven", Bounds { missed: 1, refused: 0, touched: 0 }),
    ("practice_twelve", Bounds { missed: 2, refused: 0, touched: 1 }),
    ("practice_thirteen", Bounds { missed: 1, refused: 0, touched: 0 }),
    ("practice_fourteen", Bounds { missed: 2, refused: 0, touched: 0 }),
    ("practice_fifteen", Bounds { missed: 8, refused: 0, touched: 1 }),
    ("practice_sixteen", Bounds { missed: 2, refused: 0, touched: 0 }),
    ("practice_seventeen", Bounds { missed: 1, refused: 0, touched: 1 }),
    ("fifth", Bounds { missed: 2, refused: 1, touched: 3 }),
    ("practice_eighteen", Bounds { missed: 4, refused: 0, touched: 1 }),
    ("practice_nineteen", Bounds { missed: 3, refused: 1, touched: 1 }),
    ("sixth", Bounds { missed: 8, refused: 1, touched: 2 }),
    ("practice_twenty", Bounds { missed: 4, refused: 0, touched: 0 }),
    ("practice_twenty_one", Bounds { missed: 6, refused: 1, touched: 2 }),
    ("seventh", Bounds { missed: 4, refused: 0, touched: 2 }),
    ("variants", Bounds { missed: 9, refused: 0, touched: 0 }),
];
