//! Definitions that are being written: read as those of a file are, and put among those that are there.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Findings, Found, SourceText};

use super::dataset::{Dataset, DefinitionKind};
use super::definitions::{self, FactsKeys, IndicatorsKeys};
use super::exhibit::{self, ExhibitsKeys};
use super::read::{Definition, each};
use super::toml::{Located, TomlDocument, TomlTable};

/// The kind of file that definitions would stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TriedKind {
    /// Indicators.
    Indicators,
    /// Declared facts.
    Facts,
    /// Charts and tables.
    Exhibits,
}

/// Definitions, read.
pub struct Tried {
    /// The data as it would be with them. One with errors is not among them.
    pub data: Dataset,
    /// What each is called, in the order of the text.
    pub names: Vec<Located<String>>,
}

/// Puts definitions among those that are there.
pub fn tried(data: &Dataset, kind: TriedKind, source: &Arc<SourceText>) -> Found<Tried> {
    Found::gather(|findings| {
        let mut tried = Tried { data: data.clone(), names: Vec::new() };
        if let Some(document) = TomlDocument::parse(source, 0..source.text.len(), findings) {
            tried.read(kind, &document, findings);
        }
        tried
    })
}

impl Tried {
    fn read(&mut self, kind: TriedKind, document: &TomlDocument<'_>, findings: &mut Findings) {
        let data = &mut self.data;
        match kind {
            TriedKind::Indicators => {
                let all = each(&document.root::<IndicatorsKeys>(findings), definitions::read_indicator, findings);
                put(all, &mut data.indicators, DefinitionKind::Indicators, &mut data.broken, &mut self.names);
            }
            TriedKind::Facts => {
                let privacy = data.municipality.privacy;
                let read = |id, table: &TomlTable<'_, _>, findings: &mut Findings| {
                    definitions::read_fact(id, &privacy, table, findings).map(Arc::new)
                };
                let all = each(&document.root::<FactsKeys>(findings), read, findings);
                put(all, &mut data.facts, DefinitionKind::Facts, &mut data.broken, &mut self.names);
            }
            TriedKind::Exhibits => {
                let all = each(&document.root::<ExhibitsKeys>(findings), exhibit::read, findings);
                put(all, &mut data.exhibits, DefinitionKind::Exhibits, &mut data.broken, &mut self.names);
            }
        }
    }
}

fn put<T>(
    all: Vec<Definition<T>>,
    to: &mut BTreeMap<String, T>,
    kind: DefinitionKind,
    broken: &mut BTreeMap<(DefinitionKind, String), String>,
    names: &mut Vec<Located<String>>,
) {
    for (name, one) in all {
        broken.remove(&(kind, name.value.clone()));
        match one {
            Some(one) => drop(to.insert(name.value.clone(), one)),
            None => drop(to.remove(&name.value)),
        }
        names.push(name);
    }
}
