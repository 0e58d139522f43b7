//! What comes of documents that go the whole way, and of those that do not.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::memory::{Inputs, Memory};
use super::*;
use crate::diagnostic::{Code, Findings};
use crate::export::Output;
use crate::load::{DocumentStatus, TriedKind};
use crate::project::{BuiltinData, DocumentId, Files, Inventory, WorkFolder};

const LETTER: &str = "data/brieven/2022/jnv.md";

/// The built-in example, in a folder of its own.
struct Example(TempDir);

impl Example {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("temporary folder");
        for path in BuiltinData::iter() {
            let place = folder.path().join("data").join(&*path);
            fs::create_dir_all(place.parent().expect("a folder")).expect("made");
            fs::write(place, BuiltinData::get(&path).expect("built in").data).expect("written");
        }
        Self(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn change(&self, path: &str, change: impl FnOnce(String) -> String) {
        let path = self.path().join(path);
        let text = fs::read_to_string(&path).expect("there");
        fs::write(path, change(text)).expect("written");
    }

    fn files(&self) -> Files {
        Files::new(WorkFolder::at(self.path()).expect("a work folder"))
    }

    fn run(&self) -> Run {
        Run::of(Sources::of(self.files())).without_findings()
    }

    /// Makes the letter, unless it is as it was; as `griffel maak` does.
    fn make(&self) -> Outcome<Delivery> {
        let files = self.files();
        let inventory = Inventory::of(files.folder()).without_findings();
        let output = Output::new(self.path().join("uitvoer"));
        let memory = Memory::of(&output, &files, Inputs::of(files.folder(), &inventory));
        let order = Order { memory, keep_typst: false, again: false, extras: Vec::new(), html: false, charts: false };
        let known = order.memory.unchanged(&letter(), &[]);
        let make = || make(Sources::of(files), &[letter()], &order, 1, &|_| {}).without_findings().remove(0);
        known.unwrap_or_else(make)
    }
}

fn letter() -> DocumentId {
    DocumentId { period: "2022".parse().expect("a period"), name: "jnv".to_owned() }
}

/// A placeholder that means nothing.
fn with_an_error(text: String) -> String {
    text + "\n{{ dit_bestaat_niet }}\n"
}

fn without_front_matter(_: String) -> String {
    "Zomaar een tekst.\n".to_owned()
}

#[test]
fn a_document_is_made_once_and_again_only_when_it_comes_out_otherwise() {
    let example = Example::new();
    let Delivery::Made { pdf, .. } = example.make().result else { panic!("made") };
    assert!(pdf.path.is_file() && pdf.pages > 0);
    // Nothing was computed.
    let Delivery::Unchanged { pdf: same, .. } = example.make().result else { panic!("as it was") };
    assert_eq!(same, pdf);
    // Another input, and the same layout.
    example.change("data/reeksen/flits.toml", |text| text + "\n# Anders.\n");
    let Delivery::Unchanged { pdf: same, .. } = example.make().result else { panic!("as it was") };
    assert_eq!(same, pdf);
    // That is remembered as well.
    let Delivery::Unchanged { .. } = example.make().result else { panic!("as it was") };
    example.change(LETTER, |text| text + "\nNog een zin.\n");
    assert!(matches!(example.make().result, Delivery::Made { .. }));
}

#[test]
fn a_document_with_errors_stops_before_it_is_typeset() {
    let example = Example::new();
    example.change(LETTER, with_an_error);
    let run = example.run();
    let outcome = example.make();
    assert!(outcome.findings.has_errors());
    // What it says all the same is held against other documents.
    assert!(!outcome.statements.is_empty());
    assert!(matches!(outcome.result, Delivery::NotMade { older: None }));
    assert!(run.trace(&letter(), &mut Press::default()).is_err());
    assert!(run.typeset(&letter(), &[], &mut Press::default()).is_err());
    let review = run.check(&letter(), &mut Press::default()).result.expect("it can be read");
    assert_eq!(review.status, DocumentStatus::Draft);
    let Draft::Read(shown) = run.draft(&letter(), &mut Press::default()) else { panic!("it can be read") };
    // Its author sees the pages all the same, with a gap where the number belongs.
    assert!(shown.proof.is_some() && shown.findings.has_errors());
}

#[test]
fn an_older_pdf_of_a_document_that_cannot_be_made_is_told() {
    let example = Example::new();
    example.make();
    example.change(LETTER, with_an_error);
    let Delivery::NotMade { older: Some(older) } = example.make().result else { panic!("not made") };
    assert!(older.ends_with("2022/jnv.pdf"));
}

#[test]
fn of_a_text_that_cannot_be_read_only_the_findings_are_known() {
    let example = Example::new();
    example.change(LETTER, without_front_matter);
    let run = example.run();
    let checked = run.check(&letter(), &mut Press::default());
    assert!(checked.result.is_none() && checked.findings.has_errors() && checked.statements.is_empty());
    assert!(matches!(example.make().result, Delivery::NotMade { older: None }));
    let Draft::Unreadable(findings) = run.draft(&letter(), &mut Press::default()) else { panic!("unreadable") };
    assert!(findings.has_errors());
    assert!(run.composed(&letter()).without_findings().is_none());
}

#[test]
fn a_document_that_is_not_there_has_no_findings_of_its_own() {
    let example = Example::new();
    let run = example.run();
    let nobody = DocumentId { period: letter().period, name: "niemand".to_owned() };
    let checked = run.check(&nobody, &mut Press::default());
    assert!(checked.result.is_none() && checked.findings.is_empty());
}

#[test]
fn every_way_through_the_steps_gives_the_same() {
    let example = Example::new();
    let run = example.run();
    let press = &mut Press::default();
    let typeset = run.typeset(&letter(), &[], press).map_err(|outcome| outcome.findings).expect("in order");
    let ledger = run.trace(&letter(), press).expect("in order");
    assert_eq!(crate::provenance::to_csv(&ledger), crate::provenance::to_csv(&typeset.ledger));
    let Draft::Read(shown) = run.draft(&letter(), press) else { panic!("in order") };
    let proof = shown.proof.expect("in order");
    assert_eq!(crate::provenance::to_csv(&proof.ledger), crate::provenance::to_csv(&typeset.ledger));
    let checked = run.check(&letter(), press);
    assert!(checked.statements == typeset.checked.statements);
    assert_eq!(checked.result.map(|review| review.title), Some(shown.title));
}

#[test]
fn texts_that_are_not_saved_are_read_instead_of_the_file() {
    let example = Example::new();
    let mut run = example.run();
    let text = fs::read_to_string(example.path().join(LETTER)).expect("there");
    run.edit(std::sync::Arc::new([(LETTER.to_owned(), with_an_error(text).into())].into_iter().collect()));
    assert!(run.check(&letter(), &mut Press::default()).findings.has_errors());
}

#[test]
fn small_counts_are_gone_before_anything_is_computed() {
    let example = Example::new();
    assert!(!example.run().engine().data().withholds(), "nothing in the example is small");
    let series = example.path().join("data/reeksen");
    let description = "titel = \"Klein\"\nbestand = \"klein.csv\"\nbron = \"Telling\"\nperiode = \"jaar\"\n\n\
                       [maten.jongeren]\nnaam = \"jongeren\"\neenheid = \"personen\"\n";
    fs::write(series.join("klein.toml"), description).expect("written");
    fs::write(series.join("klein.csv"), "jaar;jongeren\n2021;40\n2022;3\n").expect("written");
    let run = example.run();
    assert!(run.engine().data().withholds());
}

#[test]
fn what_is_misplaced_is_judged_by_the_policy_of_the_municipality() {
    let example = Example::new();
    fs::create_dir_all(example.path().join("data/brieven/ooit")).expect("made");
    fs::write(example.path().join("data/brieven/ooit/a.md"), "").expect("written");
    let findings: Findings = Run::of(Sources::of(example.files())).findings().clone();
    assert!(findings.has_code(Code::UnknownPeriod));
    assert_eq!(findings.iter().next().map(|finding| finding.code), Some(Code::UnknownPeriod));
    // Who looked before tells of it there.
    let inventory = Inventory::of(example.files().folder()).without_findings();
    let again = Run::of(Sources::found_before(example.files(), inventory.into()));
    assert!(!again.findings().has_code(Code::UnknownPeriod));
}

#[test]
fn definitions_are_tried_before_they_stand_in_a_file() {
    let example = Example::new();
    let run = Run::open(WorkFolder::at(example.path()).expect("a work folder")).without_findings();
    let period = "2022-K4".parse().expect("a period");
    let indicator = |name: &str, formula: &str| {
        format!("[{name}]\nnaam = \"A\"\nformule = \"{formula}\"\neenheid = \"gezinnen\"\n\n")
    };
    let text = indicator("goed", "flits.aangemeld[periode]")
        + &indicator("fout", "flits.angemeld[periode]")
        + "[half]\nnaam = \"x\"\n";
    let tried = run.trial(TriedKind::Indicators, &text, period);
    let value = tried["goed"].value.as_deref().map(|value| value.replace('\u{a0}', " "));
    assert_eq!(value.as_deref(), Some("32 gezinnen"));
    assert_eq!(tried["goed"].filled_in.as_deref(), Some("32"));
    let told =
        |name: &str| tried[name].findings.iter().map(|finding| finding.message.clone()).collect::<Vec<_>>().join(" ");
    assert!(
        told("goed").is_empty() && told("fout").contains("angemeld") && told("half").contains("formule"),
        "{tried:?}"
    );
    let exhibit = |name: &str, form: &str, measures: &str| {
        format!("[{name}]\nsoort = \"{form}\"\nonderwerp = \"x\"\nreeks = \"flits\"\nmaten = [{measures}]\n\n")
    };
    let text = exhibit("lijn", "lijn", "\"aangemeld\"")
        + &exhibit("tabel", "tabel", "\"aangemeld\", \"kosten\"")
        + &exhibit("fout", "lijn", "\"aangemeld\", \"kosten\"");
    let tried = run.trial(TriedKind::Exhibits, &text, period);
    assert!(tried["lijn"].svg.as_deref().is_some_and(|svg| svg.starts_with("<svg")) && tried["lijn"].alt.is_some());
    let (head, rows) = tried["tabel"].table.as_ref().expect("a table");
    assert_eq!((head.len(), rows.len()), (3, 8), "{head:?} {rows:?}");
    assert!(tried["fout"].svg.is_none() && tried["fout"].findings.has_errors(), "{tried:?}");
    assert!(!tried["lijn"].findings.has_errors(), "{:?}", tried["lijn"].findings);
    let indicators = |names: &str| {
        let text = format!("[tabel]\nsoort = \"tabel\"\nonderwerp = \"x\"\nkengetallen = [{names}]\n");
        run.trial(TriedKind::Exhibits, &text, "2022".parse().expect("a period")).remove("tabel").expect("tried")
    };
    assert!(indicators("\"jnv_zonder\", \"jnv_met\"").table.is_some());
    // What is wrong with the figures is told as well, wherever it is found.
    let tried = indicators("\"jnv_zonder\", \"jnv_in_zorg\"");
    let told: Vec<&str> = tried.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert!(tried.table.is_none() && told == ["jnv_jongeren.met_beschikking heeft geen cijfer voor 2022."], "{told:?}");
}
