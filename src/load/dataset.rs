//! What all documents of a work folder share: before and after small counts are withheld.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::diagnostic::{Code, Finding, Findings, Found, Place};
use crate::dutch::period::Period;

use super::calendar::Calendar;
use super::definitions::{Case, Control, Fact, IndicatorDefinition, Pilot};
use super::exhibit::ExhibitDefinition;
use super::municipality::Municipality;
use super::outline::SeriesOutline;
use super::protection::{self, Disclosed, Published, Unprotected};
use super::series_model::{CellValue, Series};
use super::writing_guide::WritingGuide;

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
    /// When documents are due, and what was promised.
    pub calendar: Calendar,
    /// What is looked at in words and sentences.
    pub writing_guide: WritingGuide,
    /// Words that the municipality knows and the dictionary does not.
    pub own_words: Arc<HashSet<String>>,
    /// Names that were defined with errors, by kind, and the file that defines each.
    pub(super) broken: BTreeMap<(DefinitionKind, String), String>,
    /// Files that could not be read to their end: any name of their kind may be in them.
    pub(super) unreadable: Vec<(DefinitionKind, String)>,
}

/// What a name in a data file stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DefinitionKind {
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
    pub fn cause_of(&self, name: &str, kinds: &[DefinitionKind]) -> Option<String> {
        let broken = kinds.iter().find_map(|kind| self.broken.get(&(*kind, name.to_owned())));
        if let Some(file) = broken {
            return Some(format!("\"{name}\" ({file})"));
        }
        let unreadable = self.unreadable.iter().find(|(kind, _)| kinds.contains(kind));
        unreadable.map(|(_, file)| file.clone())
    }
}

/// All shared data with numbers as they were read: nothing can be computed from it yet.
#[derive(Debug)]
pub struct Unpublished {
    /// Everything but the series.
    pub(super) rest: Dataset,
    pub(super) series: BTreeMap<String, Unprotected>,
}

impl Unpublished {
    /// What the organisation is called.
    pub fn organisation(&self) -> &str {
        &self.rest.municipality.organisation
    }

    /// For how many days after sending what is kept of a document's making stays; 0: nothing is kept. None: the file that
    /// says so has errors, so that it is not known what was asked.
    pub fn days_kept(&self) -> Option<u32> {
        let municipality = &self.rest.municipality;
        municipality.usable.then_some(municipality.days_kept)
    }

    /// What each series is about, without any of its numbers.
    pub fn outlines(&self) -> Vec<SeriesOutline> {
        self.series.values().map(Unprotected::outline).collect()
    }

    /// The data with small counts withheld. `published` says by series what documents printed already; of
    /// periods after `until` nothing is known yet. What can be worked out all the same is a finding.
    pub fn protect(&self, published: &BTreeMap<String, Published>, until: Option<Period>) -> Found<Dataset> {
        let mut findings = Findings::new();
        let mut data = self.rest.clone();
        let protected = protection::protect(&self.series, &data.municipality.privacy, published, until);
        for (id, (series, disclosed)) in self.series.keys().zip(protected) {
            disclosed.iter().for_each(|one| findings.push(disclosed_finding(&series, one)));
            // What cannot be protected is not used at all.
            if disclosed.is_empty() || until.is_some() {
                data.series.insert(id.clone(), series);
            } else {
                data.broken.insert((DefinitionKind::Series, id.clone()), series.file.clone());
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
        .hint(
            "Andere cijfers van deze reeks staan al in verzonden documenten, of er is te weinig om achter te schuilen.",
        )
        .hint("Laat deze periode of verdeling uit de reeks, of voeg kleine groepen samen.")
}
