//! Bytes in, located values out: everything in the work folder that letters are made from.

pub mod csv;
mod definitions;
mod figure;
mod files;
mod form;
mod letter;
mod municipality;
pub mod number;
mod series;
pub mod toml;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::project::{DocumentId, Inventory, MARKER};

pub use definitions::{Case, IndicatorDefinition, Pilot};
pub use figure::{FigureDefinition, FigureKind, FigureSource};
pub use files::{BuiltinData, Files, builtin_font, builtin_fonts};
pub use form::{Field, Form, Section, Signatory};
pub use letter::{FieldValue, Letter, Status as LetterStatus};
pub use municipality::{DEFAULT_FONT, Municipality};
pub use series::{Break, Provisional, Series};
pub use toml::Located;

use toml::{TomlDocument, TomlTable};

/// What all documents of a run share.
#[derive(Debug)]
pub struct Dataset {
    /// The organisation; none when its file has errors, and then no letter can be made.
    pub municipality: Option<Municipality>,
    /// Series by name.
    pub series: BTreeMap<String, Arc<Series>>,
    /// Indicators by name.
    pub indicators: BTreeMap<String, IndicatorDefinition>,
    /// Charts and tables by name.
    pub figures: BTreeMap<String, FigureDefinition>,
    /// Pilots by file name.
    pub pilots: BTreeMap<String, Pilot>,
    /// Related cases by number.
    pub cases: BTreeMap<String, Case>,
    /// Names that were defined with errors, so that their users are not told that they do not exist.
    pub broken: BTreeSet<String>,
}

/// Reads all shared data. Findings are about the data itself, whichever document uses it.
pub fn dataset(files: &Files, inventory: &Inventory, findings: &mut Findings) -> Dataset {
    let mut broken = BTreeSet::new();
    let municipality = with_table(files, MARKER, findings, municipality::read).flatten();
    let mut series = BTreeMap::new();
    for path in &inventory.series {
        let id = identifier(path);
        if series.contains_key(&id) {
            findings.push(name_taken(&id, Place::file(path)));
            continue;
        }
        let read = with_table(files, path, findings, |table, findings| series::read(&id, table, files, findings));
        match read.flatten() {
            Some(one) => {
                series.insert(id, Arc::new(one));
            }
            None => {
                broken.insert(id);
            }
        }
    }
    let indicators = named(files, &inventory.indicators, findings, &mut broken, definitions::read_indicator);
    let figures = named(files, &inventory.figures, findings, &mut broken, figure::read);
    let mut pilots = BTreeMap::new();
    for path in &inventory.pilots {
        if let Some(pilot) = with_table(files, path, findings, definitions::read_pilot).flatten() {
            pilots.insert(identifier(path), pilot);
        }
    }
    let cases = read_cases(files, findings);
    let data = Dataset { municipality, series, indicators, figures, pilots, cases, broken };
    check_names(&data, findings);
    data
}

/// Reads the letter `id` at `path` with its form.
pub fn letter(files: &Files, id: DocumentId, path: &str, findings: &mut Findings) -> Option<Letter> {
    match files.text(path) {
        Ok(source) => letter::read(id, &source, |name| form(files, name), findings),
        Err(finding) => {
            findings.push(*finding);
            None
        }
    }
}

fn form(files: &Files, name: &Located<String>) -> Result<Arc<Form>, Vec<Finding>> {
    let plain = name.value.chars().all(|next| next.is_alphanumeric() || next == '-' || next == '_');
    let source = plain.then(|| files.template(&format!("{}/sjabloon.toml", name.value))).flatten();
    let Some(source) = source else {
        let known = files.forms();
        return Err(vec![
            Finding::new(Code::UnknownForm, name.place.clone(), format!("Er is geen sjabloon \"{}\".", name.value))
                .maybe_hint(crate::diagnostic::did_you_mean(&name.value, known.iter().map(String::as_str)))
                .hint(format!("Deze sjablonen zijn er: {}.", known.join(", "))),
        ]);
    };
    let source = source.map_err(|finding| vec![*finding])?;
    let mut findings = Findings::new();
    let form = TomlDocument::parse(&source, 0..source.text.len(), &mut findings)
        .and_then(|document| form::read(&name.value, &document.root(), &mut findings));
    match form {
        Some(form) if !findings.has_errors() => Ok(Arc::new(form)),
        _ => Err(findings.iter().cloned().collect()),
    }
}

/// The name that formulas use for the thing in a file: its stem, with `_` for `-`.
fn identifier(path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.trim_end_matches(".toml").replace('-', "_")
}

fn with_table<T>(
    files: &Files,
    path: &str,
    findings: &mut Findings,
    read: impl FnOnce(&TomlTable<'_>, &mut Findings) -> T,
) -> Option<T> {
    let source = match files.text(path) {
        Ok(source) => source,
        Err(finding) => {
            findings.push(*finding);
            return None;
        }
    };
    let document = TomlDocument::parse(&source, 0..source.text.len(), findings)?;
    Some(read(&document.root(), findings))
}

/// Reads files in which every top-level table defines one thing.
fn named<T>(
    files: &Files,
    paths: &[String],
    findings: &mut Findings,
    broken: &mut BTreeSet<String>,
    read: impl Fn(Located<String>, &TomlTable<'_>, &mut Findings) -> Option<T>,
) -> BTreeMap<String, T> {
    let mut all: BTreeMap<String, T> = BTreeMap::new();
    for path in paths {
        with_table(files, path, findings, |table, findings| {
            for (id, entry) in table.entries(findings) {
                let name = id.value.clone();
                if all.contains_key(&name) {
                    findings.push(name_taken(&name, id.place));
                    continue;
                }
                let mut own = Findings::new();
                let one = read(id, &entry, &mut own).filter(|_| !own.has_errors());
                findings.extend(own);
                match one {
                    Some(one) => {
                        all.insert(name, one);
                    }
                    None => {
                        broken.insert(name);
                    }
                }
            }
        });
    }
    all
}

fn read_cases(files: &Files, findings: &mut Findings) -> BTreeMap<String, Case> {
    const PATH: &str = "data/zaken.toml";
    if files.bytes(PATH).is_err() {
        return BTreeMap::new();
    }
    named(files, &[PATH.to_owned()], findings, &mut BTreeSet::new(), |_, table, findings| {
        definitions::read_case(table, findings)
    })
}

fn check_names(data: &Dataset, findings: &mut Findings) {
    for (name, indicator) in &data.indicators {
        if data.series.contains_key(name) {
            findings.push(name_taken(name, indicator.id.place.clone()));
        }
    }
}

fn name_taken(name: &str, place: Place) -> Finding {
    Finding::new(Code::NameTaken, place, format!("De naam \"{name}\" is al in gebruik."))
        .hint("Kies een andere naam. Een naam mag maar één reeks, kengetal of grafiek betekenen.")
}

/// What to tell somebody who is not in a work folder.
pub fn no_work_folder(start: &std::path::Path) -> Finding {
    Finding::new(
        Code::NoWorkFolder,
        Place::file(start.display().to_string()),
        "Hier is geen werkmap: het bestand data/gemeente.toml is niet gevonden.",
    )
    .hint("Ga naar de map met uw brieven, of noem hem met --map.")
    .hint("Nog geen werkmap? Maak er een met: griffel nieuw mijn-brieven")
}
