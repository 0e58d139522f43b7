//! Reads the files of a work folder: what all documents share, and the text of one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Code, Finding, Findings, Found, Place, did_you_mean};
use crate::project::{DocumentId, DocumentKind, Files, Inventory, MARKER};

use super::calendar;
use super::dataset::{Dataset, DefinitionKind, Unpublished};
use super::definitions::{self, CasesKeys, FactsKeys, IndicatorsKeys};
use super::exhibit::{self, ExhibitsKeys};
use super::form::{self, Form};
use super::manuscript::{self, Manuscript};
use super::municipality::{self, Municipality};
use super::own_words;
use super::parallel::in_parallel;
use super::privacy::Privacy;
use super::protection::Unprotected;
use super::series;
use super::series_model::Measure;
use super::toml::{Keys, Located, Subtable, TomlDocument, TomlTable};
use super::writing_guide;

/// Fewer files are read sooner by one thread.
const WORTH_A_THREAD: usize = 4;

/// Reads all shared data. Findings are about the data itself, whichever document uses it; the municipality's policy
/// holds for them.
pub fn dataset(files: &Files, inventory: &Inventory) -> Found<Unpublished> {
    Found::gather(|findings| read_all(files, inventory, findings))
}

fn read_all(files: &Files, inventory: &Inventory, findings: &mut Findings) -> Unpublished {
    let mut reader = DataReader { files, findings, broken: BTreeMap::new(), unreadable: Vec::new() };
    let mut municipality = reader.one(MARKER, municipality::read).unwrap_or_else(Municipality::unreadable);
    // What was adopted before Griffel asked stays what it is.
    municipality.privacy.asks = !files.folder().is_archive();
    let privacy = municipality.privacy;
    let series = reader.one_a_file(DefinitionKind::Series, &inventory.series, |id, document, findings| {
        series::read(id, document, files, &privacy, findings).map(Unprotected::new)
    });
    let indicators = reader.many_a_file(DefinitionKind::Indicators, &inventory.indicators, |document, findings| {
        each(&document.root::<IndicatorsKeys>(findings), definitions::read_indicator, findings)
    });
    let controls = reader.many_a_file(DefinitionKind::Controls, &inventory.indicators, |document, findings| {
        let controls = document.root::<IndicatorsKeys>(findings).get(IndicatorsKeys::CONTROLS, findings);
        controls.map(|all| each(&all, definitions::read_control, findings)).unwrap_or_default()
    });
    let facts = reader.many_a_file(DefinitionKind::Facts, &inventory.facts, |document, findings| {
        let read = |id, table: &TomlTable<'_, _>, findings: &mut Findings| {
            definitions::read_fact(id, &privacy, table, findings).map(Arc::new)
        };
        each(&document.root::<FactsKeys>(findings), read, findings)
    });
    let exhibits = reader.many_a_file(DefinitionKind::Exhibits, &inventory.exhibits, |document, findings| {
        each(&document.root::<ExhibitsKeys>(findings), exhibit::read, findings)
    });
    let pilots = reader.one_a_file(DefinitionKind::Pilots, &inventory.pilots, |_, document, findings| {
        definitions::read_pilot(&document.root(findings), findings)
    });
    let cases = reader.many_a_file(DefinitionKind::Cases, &inventory.cases, |document, findings| {
        let read = |_, table: &TomlTable<'_, _>, findings: &mut Findings| definitions::read_case(table, findings);
        each(&document.root::<CasesKeys>(findings), read, findings)
    });
    let series = with_known_measures(series, &mut reader);
    let calendar = inventory.calendar.as_ref().and_then(|path| reader.one(path, calendar::read)).unwrap_or_default();
    let guide = inventory.writing_guide.as_ref().and_then(|path| reader.one(path, writing_guide::read));
    let DataReader { broken, unreadable, .. } = reader;
    let own_words = inventory.own_words.as_ref().and_then(|path| Found::from(files.text(path)).take(findings));
    let own_words = own_words.map(|source| own_words::read(&source, findings)).unwrap_or_default();
    let rest = Dataset {
        municipality,
        series: BTreeMap::new(),
        indicators,
        controls,
        facts,
        exhibits,
        pilots,
        cases,
        calendar,
        writing_guide: guide.unwrap_or_default(),
        own_words: Arc::new(own_words),
        broken,
        unreadable,
    };
    check_names(&rest, &series, findings);
    Unpublished { rest, series }
}

/// Reads the text of the document `id` at `path` with its form.
pub fn manuscript(files: &Files, id: DocumentId, path: &str, privacy: &Privacy) -> Found<Option<Manuscript>> {
    let kind = DocumentKind::of_path(path).unwrap_or(DocumentKind::Letter);
    Found::gather(|findings| {
        let source = Found::from(files.text(path)).take(findings)?;
        manuscript::read(id, &source, |name| form_for(kind, files, name), privacy, findings)
    })
}

/// Every form that a document can follow, by name. One with errors is none.
pub fn forms(files: &Files) -> Vec<Arc<Form>> {
    let named = |id: String| Located { value: id, place: Place::file("templates") };
    files.forms().into_iter().filter_map(|id| form(files, &named(id)).without_findings()).collect()
}

/// A form that documents of this kind can follow.
fn form_for(kind: DocumentKind, files: &Files, name: &Located<String>) -> Found<Option<Arc<Form>>> {
    let (found, findings) = form(files, name).into_parts();
    let found = match found {
        Some(found) if found.kind != kind => found,
        other => return Found::new(other, findings),
    };
    let message = format!("Het sjabloon \"{}\" is voor {}.", name.value, found.kind.plural());
    let fitting = files.forms().into_iter().filter(|id| {
        let id = Located { value: id.clone(), place: name.place.clone() };
        form(files, &id).without_findings().is_some_and(|form| form.kind == kind)
    });
    let fitting: Vec<String> = fitting.collect();
    Found::nothing(
        Finding::new(Code::UnknownForm, name.place.clone(), message)
            .hint(format!("Voor {} is er wel: {}.", kind.plural(), fitting.join(", ")))
            .hint(format!("Of zet dit bestand in de map {}.", found.kind.folder())),
    )
}

/// A form by its name. One with errors is none; what else is wrong with one is told to nobody who only writes.
fn form(files: &Files, name: &Located<String>) -> Found<Option<Arc<Form>>> {
    let plain = name.value.chars().all(|next| next.is_alphanumeric() || next == '-' || next == '_');
    let source = plain.then(|| files.template(&format!("{}/sjabloon.toml", name.value))).flatten();
    let Some(source) = source else {
        let known = files.forms();
        return Found::nothing(
            Finding::new(Code::UnknownForm, name.place.clone(), format!("Er is geen sjabloon \"{}\".", name.value))
                .maybe_hint(did_you_mean(&name.value, known.iter().map(String::as_str)))
                .hint(format!("Deze sjablonen zijn er: {}.", known.join(", "))),
        );
    };
    let read = Found::gather(|findings| {
        let source = Found::from(source).take(findings)?;
        let document = TomlDocument::parse(&source, 0..source.text.len(), findings)?;
        form::read(&name.value, &document, findings)
    });
    match read.into_parts() {
        (Some(form), findings) if !findings.has_errors() => Found::new(Some(Arc::new(form)), Findings::new()),
        (_, findings) => Found::new(None, findings),
    }
}

/// The name that formulas use for the thing in a file: its stem, with `_` for `-`.
fn identifier(path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.trim_end_matches(".toml").replace('-', "_")
}

/// Reads data files; keeps account of names and files that cannot be used.
struct DataReader<'a> {
    files: &'a Files,
    findings: &'a mut Findings,
    broken: BTreeMap<(DefinitionKind, String), String>,
    unreadable: Vec<(DefinitionKind, String)>,
}

/// A definition with its name; none where it has errors.
pub(super) type Definition<T> = (Located<String>, Option<T>);

impl DataReader<'_> {
    /// A file that stands for one thing.
    fn one<T>(&mut self, path: &str, read: impl FnOnce(&TomlDocument<'_>, &mut Findings) -> T) -> Option<T> {
        one(self.files, path, read, self.findings)
    }

    /// Files that each define one thing, named after its file. They are read side by side.
    fn one_a_file<T: Send>(
        &mut self,
        kind: DefinitionKind,
        paths: &[String],
        read: impl Fn(&str, &TomlDocument<'_>, &mut Findings) -> Option<T> + Sync,
    ) -> BTreeMap<String, T> {
        let mut taken = BTreeSet::new();
        let named: Vec<(String, &String)> = paths.iter().map(|path| (identifier(path), path)).collect();
        let (named, again): (Vec<_>, Vec<_>) = named.into_iter().partition(|(id, _)| taken.insert(id.clone()));
        again.into_iter().for_each(|(id, path)| self.findings.push(name_taken(&id, Place::file(path))));
        let (files, policy) = (self.files, self.findings.fresh());
        let read = in_parallel(&named, WORTH_A_THREAD, |(id, path)| {
            let mut own = policy.fresh();
            let one = one(files, path, |document, findings| read(id, document, findings), &mut own).flatten();
            (one, own)
        });
        let mut all = BTreeMap::new();
        for ((id, path), (one, found)) in named.into_iter().zip(read) {
            self.findings.extend(found);
            match one {
                Some(one) => drop(all.insert(id, one)),
                None => drop(self.broken.insert((kind, id), path.clone())),
            }
        }
        all
    }

    /// Files that each define several things.
    fn many_a_file<T>(
        &mut self,
        kind: DefinitionKind,
        paths: &[String],
        read: impl Fn(&TomlDocument<'_>, &mut Findings) -> Vec<Definition<T>>,
    ) -> BTreeMap<String, T> {
        let mut all: BTreeMap<String, T> = BTreeMap::new();
        for path in paths {
            let Some(definitions) = self.one(path, &read) else {
                self.unreadable.push((kind, path.clone()));
                continue;
            };
            for (id, definition) in definitions {
                if all.contains_key(&id.value) {
                    self.findings.push(name_taken(&id.value, id.place));
                    continue;
                }
                match definition {
                    Some(one) => {
                        all.insert(id.value, one);
                    }
                    None => {
                        self.broken.insert((kind, id.value), path.clone());
                    }
                }
            }
        }
        all
    }
}

/// Reads a file that stands for one thing.
fn one<T>(
    files: &Files,
    path: &str,
    read: impl FnOnce(&TomlDocument<'_>, &mut Findings) -> T,
    findings: &mut Findings,
) -> Option<T> {
    let source = Found::from(files.text(path)).take(findings)?;
    let document = TomlDocument::parse(&source, 0..source.text.len(), findings)?;
    Some(read(&document, findings))
}

/// Reads every table inside one as a definition. What is no table at all defines nothing.
pub(super) fn each<A: Keys<Others = Subtable<D>>, D: Keys, T>(
    all: &TomlTable<'_, A>,
    read: impl Fn(Located<String>, &TomlTable<'_, D>, &mut Findings) -> Option<T>,
    findings: &mut Findings,
) -> Vec<Definition<T>> {
    let mut definitions = Vec::new();
    for name in all.names() {
        let mut own = findings.fresh();
        if let Some(table) = all.other(&name.value, &mut own) {
            let definition = read(name.clone(), &table, &mut own).filter(|_| !own.has_errors());
            definitions.push((name, definition));
        }
        findings.extend(own);
    }
    definitions
}

/// The series whose measures name measures that are there. A series that is broken itself breaks what names it.
fn with_known_measures(
    mut series: BTreeMap<String, Unprotected>,
    reader: &mut DataReader<'_>,
) -> BTreeMap<String, Unprotected> {
    loop {
        let is_known = |own: &str, name: &str| {
            let (id, measure) = name.split_once('.').unwrap_or((own, name));
            series.get(id).is_some_and(|one| one.measures().iter().any(|known| known.id == measure))
        };
        let mut broken: Vec<(String, Finding)> = Vec::new();
        for (id, one) in &series {
            let named = |measure: &'_ Measure| {
                let names = measure.sum_of.iter().chain(&measure.part_of).chain(&measure.share_of);
                names.filter(|name| !is_known(id, &name.value)).cloned().collect::<Vec<_>>()
            };
            broken.extend(one.measures().iter().flat_map(named).map(|name| {
                let message = format!("De maat \"{}\" is er niet.", name.value);
                let hint = "Schrijf een maat van deze reeks, of van een andere reeks als reeks.maat.";
                (id.clone(), Finding::new(Code::InvalidValue, name.place, message).hint(hint))
            }));
        }
        if broken.is_empty() {
            return series;
        }
        for (id, finding) in broken {
            let path = finding.place.file.clone();
            reader.findings.push(finding);
            series.remove(&id);
            reader.broken.insert((DefinitionKind::Series, id), path);
        }
    }
}

fn check_names(data: &Dataset, series: &BTreeMap<String, Unprotected>, findings: &mut Findings) {
    for (name, indicator) in &data.indicators {
        if series.contains_key(name) {
            findings.push(name_taken(name, indicator.id.place.clone()));
        }
    }
    for (name, fact) in &data.facts {
        if series.contains_key(name) || data.indicators.contains_key(name) {
            findings.push(name_taken(name, fact.place.clone()));
        }
    }
}

fn name_taken(name: &str, place: Place) -> Finding {
    Finding::new(Code::NameTaken, place, format!("De naam \"{name}\" is al in gebruik."))
        .hint("Kies een andere naam. Een naam mag maar één reeks, kengetal of grafiek betekenen.")
}
