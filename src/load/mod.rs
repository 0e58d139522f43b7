//! Bytes in, located values out: everything in the work folder that letters are made from.

#[cfg(test)]
mod agreement;
mod arithmetic;
mod calendar;
mod definitions;
mod exhibit;
pub mod fonts;
mod form;
mod front_matter;
mod manuscript;
mod municipality;
mod policy;
mod privacy;
mod protection;
mod region;
pub mod schema;
mod series;
mod starter;
pub mod table;
pub mod toml;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Finding, Findings, Found, Place};
use crate::dutch::period::Period;
use crate::project::{DocumentId, DocumentKind, Files, Inventory, MARKER};

pub use self::table::raw::{Origin, column_letters};
pub use calendar::{Calendar, Moments, Promise, Recess};
pub use definitions::{Case, Control, Fact, IndicatorDefinition, Pilot};
pub use exhibit::{ExhibitDefinition, ExhibitForm, ExhibitSource};
pub use form::{Field, Form, Section, Signatory};
pub use front_matter::FrontMatter;
pub use manuscript::{AspectRatio, FieldValue, Manuscript, Show, Status as DocumentStatus};
pub use municipality::{DEFAULT_FONT, Municipality};
pub use privacy::{Privacy, counts_people};
use protection::Disclosed;
pub use protection::{Published, RowSet, Unprotected};
pub use region::{Member, region};
pub use series::{Break, CellValue, Provisional, Revision, Row, Series};
pub use starter::{Starter, starter};
pub use toml::Located;

use toml::{TomlDocument, TomlTable};

/// What all documents of a run share.
#[derive(Debug, Clone)]
pub struct Dataset {
    /// The organisation.
    pub municipality: Municipality,
    /// Series by name.
    pub series: BTreeMap<String, Arc<Series>>,
    /// Indicators by name.
    pub indicators: BTreeMap<String, IndicatorDefinition>,
    /// Sums that must come out, by name.
    pub controls: BTreeMap<String, Control>,
    /// Declared facts by name.
    pub facts: BTreeMap<String, Arc<Fact>>,
    /// Charts and tables by name.
    pub exhibits: BTreeMap<String, ExhibitDefinition>,
    /// Pilots by file name.
    pub pilots: BTreeMap<String, Pilot>,
    /// Related cases by number.
    pub cases: BTreeMap<String, Case>,
    /// When letters are due, and what was promised.
    pub calendar: Calendar,
    /// Names that were defined with errors, by kind, and the file that defines each.
    broken: BTreeMap<(Kind, String), String>,
    /// Files that could not be read to their end: any name of their kind may be in them.
    unreadable: Vec<(Kind, String)>,
}

/// What a name in a data file stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A series.
    Series,
    /// An indicator.
    Indicators,
    /// A sum that must come out.
    Controls,
    /// A declared fact.
    Facts,
    /// A chart or table.
    Exhibits,
    /// A pilot.
    Pilots,
    /// A related case.
    Cases,
}

impl Dataset {
    /// Whether anything is withheld to protect people.
    pub fn withholds(&self) -> bool {
        let cells = self.series.values().flat_map(|series| &series.rows).flat_map(|row| &row.cells);
        cells.into_iter().any(|cell| matches!(cell.value, CellValue::Withheld(_)))
    }

    /// Whether a name stands for one number: an indicator or a declared fact.
    pub fn is_quantity(&self, name: &str) -> bool {
        self.indicators.contains_key(name) || self.facts.contains_key(name)
    }

    /// What an indicator or fact is called in tables and charts; an unknown one by its own name.
    pub fn name_of<'a>(&'a self, id: &'a str) -> &'a str {
        let indicator = self.indicators.get(id).map(|indicator| &indicator.name);
        indicator.or_else(|| self.facts.get(id).map(|fact| &fact.name)).map_or(id, String::as_str)
    }

    /// The definition whose errors keep a name from being known, in words; none: it simply does not exist.
    pub fn cause_of(&self, name: &str, kinds: &[Kind]) -> Option<String> {
        let broken = kinds.iter().find_map(|kind| self.broken.get(&(*kind, name.to_owned())));
        if let Some(file) = broken {
            return Some(format!("\"{name}\" ({file})"));
        }
        let unreadable = self.unreadable.iter().find(|(kind, _)| kinds.contains(kind));
        unreadable.map(|(_, file)| file.clone())
    }
}

/// All shared data with figures as they were read: nothing can be computed from it yet.
#[derive(Debug)]
pub struct Unpublished {
    /// Everything but the series.
    rest: Dataset,
    series: BTreeMap<String, Unprotected>,
}

impl Unpublished {
    /// What the organisation is called.
    pub fn organisation(&self) -> &str {
        &self.rest.municipality.organisation
    }

    /// The data with small counts withheld. `published` says by series what letters printed already; of
    /// periods after `until` nothing is known yet. What can be worked out all the same is a finding.
    pub fn protect(&self, published: &BTreeMap<String, Published>, until: Option<Period>) -> Found<Dataset> {
        let mut findings = Findings::new();
        let mut data = self.rest.clone();
        let none = Published::new();
        for (id, series) in &self.series {
            let published = published.get(id).unwrap_or(&none);
            let (series, disclosed) = series.protect(&data.municipality.privacy, published, until);
            disclosed.iter().for_each(|one| findings.push(disclosed_finding(&series, one)));
            // What cannot be protected is not used at all.
            if disclosed.is_empty() || until.is_some() {
                data.series.insert(id.clone(), series);
            } else {
                data.broken.insert((Kind::Series, id.clone()), series.file.clone());
            }
        }
        Found::new(data, findings)
    }
}

fn disclosed_finding(series: &Series, found: &Disclosed) -> Finding {
    let mut what = found.about.join(", ");
    if !what.is_empty() {
        what = format!(" ({what})");
    }
    let message = format!(
        "Een klein aantal is te achterhalen: {} over {}{what}.",
        series.measures[found.measure].name,
        found.period.with_article()
    );
    Finding::new(Code::SmallCountDisclosed, Place::file(&series.file), message)
        .hint("Andere cijfers van deze reeks staan al in verzonden brieven, of er is te weinig om achter te schuilen.")
        .hint("Laat deze periode of verdeling uit de reeks, of voeg kleine groepen samen.")
}

/// Reads all shared data. Findings are about the data itself, whichever document uses it; the municipality's policy
/// holds for them.
pub fn dataset(files: &Files, inventory: &Inventory) -> Found<Unpublished> {
    Found::gather(|findings| read_all(files, inventory, findings))
}

fn read_all(files: &Files, inventory: &Inventory, findings: &mut Findings) -> Unpublished {
    let mut reader = Reader { files, findings, broken: BTreeMap::new(), unreadable: Vec::new() };
    let municipality = reader.table(MARKER, municipality::read).unwrap_or_else(Municipality::unreadable);
    let series = reader.one_a_file(Kind::Series, &inventory.series, |id, table, findings| {
        series::read(id, table, files, findings).map(Unprotected::new)
    });
    let indicators = reader.many_a_file(Kind::Indicators, &inventory.indicators, definitions::read_indicator);
    let controls = reader.many_a_file(Kind::Controls, &inventory.indicators, definitions::read_control);
    let facts = reader.many_a_file(Kind::Facts, &inventory.facts, |id, table, findings| {
        definitions::read_fact(id, &municipality.privacy, table, findings).map(Arc::new)
    });
    let exhibits = reader.many_a_file(Kind::Exhibits, &inventory.exhibits, exhibit::read);
    let pilots = reader
        .one_a_file(Kind::Pilots, &inventory.pilots, |_, table, findings| definitions::read_pilot(table, findings));
    let cases =
        reader.many_a_file(Kind::Cases, &inventory.cases, |_, table, findings| definitions::read_case(table, findings));
    let calendar = inventory.calendar.as_ref().and_then(|path| reader.table(path, calendar::read)).unwrap_or_default();
    let Reader { broken, unreadable, .. } = reader;
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
        broken,
        unreadable,
    };
    check_names(&rest, &series, findings);
    Unpublished { rest, series }
}

/// Reads the letter `id` at `path` with its form.
pub fn manuscript(files: &Files, id: DocumentId, path: &str, privacy: &Privacy) -> Found<Option<Manuscript>> {
    let kind = DocumentKind::of_path(path).unwrap_or(DocumentKind::Letter);
    Found::gather(|findings| {
        let source = Found::from(files.text(path)).take(findings)?;
        manuscript::read(id, &source, |name| form_for(kind, files, name), privacy, findings)
    })
}

/// A form that documents of this kind can follow.
fn form_for(kind: DocumentKind, files: &Files, name: &Located<String>) -> Result<Arc<Form>, Vec<Finding>> {
    let found = form(files, name)?;
    if found.kind == kind {
        return Ok(found);
    }
    let message = format!("Het sjabloon \"{}\" is voor {}.", name.value, found.kind.plural());
    let fitting = files.forms().into_iter().filter(|id| {
        let id = Located { value: id.clone(), place: name.place.clone() };
        form(files, &id).is_ok_and(|form| form.kind == kind)
    });
    let fitting: Vec<String> = fitting.collect();
    Err(vec![
        Finding::new(Code::UnknownForm, name.place.clone(), message)
            .hint(format!("Voor {} is er wel: {}.", kind.plural(), fitting.join(", ")))
            .hint(format!("Of zet dit bestand in de map {}.", found.kind.folder())),
    ])
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

/// Reads data files; keeps account of names and files that cannot be used.
struct Reader<'a> {
    files: &'a Files,
    findings: &'a mut Findings,
    broken: BTreeMap<(Kind, String), String>,
    unreadable: Vec<(Kind, String)>,
}

impl Reader<'_> {
    fn table<T>(&mut self, path: &str, read: impl FnOnce(&TomlTable<'_>, &mut Findings) -> T) -> Option<T> {
        match self.files.text(path) {
            Ok(source) => {
                let document = TomlDocument::parse(&source, 0..source.text.len(), self.findings)?;
                Some(read(&document.root(), self.findings))
            }
            Err(finding) => {
                self.findings.push(*finding);
                None
            }
        }
    }

    /// Files that each define one thing, named after its file.
    fn one_a_file<T>(
        &mut self,
        kind: Kind,
        paths: &[String],
        read: impl Fn(&str, &TomlTable<'_>, &mut Findings) -> Option<T>,
    ) -> BTreeMap<String, T> {
        let mut all: BTreeMap<String, T> = BTreeMap::new();
        for path in paths {
            let id = identifier(path);
            if all.contains_key(&id) {
                self.findings.push(name_taken(&id, Place::file(path)));
                continue;
            }
            match self.table(path, |table, findings| read(&id, table, findings)).flatten() {
                Some(one) => {
                    all.insert(id, one);
                }
                None => {
                    self.broken.insert((kind, id), path.clone());
                }
            }
        }
        all
    }

    /// Files in which every top-level table defines one thing; controls stand among the indicators, under
    /// a table of their own.
    fn many_a_file<T>(
        &mut self,
        kind: Kind,
        paths: &[String],
        read: impl Fn(Located<String>, &TomlTable<'_>, &mut Findings) -> Option<T>,
    ) -> BTreeMap<String, T> {
        let mut all: BTreeMap<String, T> = BTreeMap::new();
        for path in paths {
            let Some(definitions) = self.table(path, |table, findings| read_each(kind, table, &read, findings)) else {
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

/// The table of controls in a file with indicators.
const CONTROLS: &str = "controle";

/// Reads every table of a file; none for those with errors.
fn read_each<T>(
    kind: Kind,
    table: &TomlTable<'_>,
    read: &impl Fn(Located<String>, &TomlTable<'_>, &mut Findings) -> Option<T>,
    findings: &mut Findings,
) -> Vec<(Located<String>, Option<T>)> {
    let mut all = Vec::new();
    let entries = match kind {
        Kind::Controls => match table.table(CONTROLS, findings) {
            Some(controls) => controls.entries(findings),
            None => return all,
        },
        _ => table.entries(findings),
    };
    for (id, entry) in entries {
        if kind == Kind::Indicators && id.value == CONTROLS {
            continue;
        }
        let mut own = findings.fresh();
        let one = read(id.clone(), &entry, &mut own).filter(|_| !own.has_errors());
        findings.extend(own);
        all.push((id, one));
    }
    all
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

/// What to tell somebody who is not in a work folder.
pub fn no_work_folder(start: &std::path::Path) -> Finding {
    Finding::new(
        Code::NoWorkFolder,
        Place::file(start.display().to_string()),
        "Hier is geen werkmap: het bestand data/gemeente.toml is niet gevonden.",
    )
    .hint("Ga naar de map met uw brieven, of noem die met --map.")
    .hint("Nog geen werkmap? Maak er een met: griffel nieuw mijn-brieven")
}
