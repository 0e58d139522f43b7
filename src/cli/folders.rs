//! Which work folders, and which documents in them: those of one municipality or of a region.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Code, Finding, Findings, Found, Place, shown};
use crate::dutch::period::Period;
use crate::export::Output;
use crate::load::{self, Member};
use crate::project::{DocumentId, Inventory, REGION, WorkFolder, no_work_folder};
use crate::record::OUTPUT;

use super::output::{Ending, failure};

/// A municipality and what is asked of it.
#[derive(Clone)]
pub(super) struct Part {
    /// Its name, where there are several.
    pub name: Option<String>,
    pub folder: WorkFolder,
    pub inventory: Arc<Inventory>,
    /// What is wrong with its files, before any is read.
    pub findings: Findings,
    pub documents: Vec<DocumentId>,
}

impl Part {
    /// Where its documents go: its own `uitvoer`, or a folder of its own in the one that was asked for.
    pub fn output(&self, asked: Option<&PathBuf>) -> Output {
        match (asked, &self.name) {
            (Some(asked), Some(name)) => Output::new(asked.join(name)),
            _ => output(&self.folder, asked),
        }
    }

    /// What a document is called, with its municipality where there are several.
    pub fn called(&self, id: &DocumentId) -> String {
        called(self.name.as_deref(), id)
    }

    /// Findings with paths from the folder that all municipalities are in.
    pub fn placed(&self, findings: Findings) -> Findings {
        let mut placed = findings.fresh();
        findings.iter().for_each(|finding| placed.push(self.placed_one(finding.clone())));
        placed
    }

    pub fn placed_one(&self, mut finding: Finding) -> Finding {
        if let Some(name) = &self.name {
            let edits = finding.fixes.iter_mut().flat_map(|fix| &mut fix.edits);
            for place in edits.map(|edit| &mut edit.place).chain([&mut finding.place]) {
                place.file = match place.file.strip_prefix("../") {
                    Some(shared) => shared.to_owned(),
                    None if Path::new(&place.file).is_absolute() => continue,
                    None => format!("{name}/{}", place.file),
                };
            }
        }
        finding
    }
}

/// Where documents go: the folder that was asked for, or `uitvoer` in the work folder.
pub(super) fn output(folder: &WorkFolder, asked: Option<&PathBuf>) -> Output {
    asked.map_or_else(|| Output::inside(folder.root(), OUTPUT), |asked| Output::new(asked.clone()))
}

/// What a document is called, with its municipality where there are several.
pub(super) fn called(municipality: Option<&str>, id: &DocumentId) -> String {
    municipality.map_or_else(|| id.to_string(), |name| format!("{name}/{id}"))
}

/// What was asked for.
#[derive(Clone)]
pub(super) struct Asked {
    pub parts: Vec<Part>,
    /// What is wrong with the list of municipalities.
    pub findings: Findings,
    /// Names that mean nothing.
    pub unknown: Findings,
}

/// The work folder that was named, or the nearest one; or all those of a region.
pub(super) fn asked(named: Option<&Path>, names: &[String], period: Option<Period>) -> Result<Asked, Ending> {
    let mut findings = Findings::new();
    let members: Vec<(Option<String>, WorkFolder)> = match region_of(named) {
        Some(members) => {
            members.take(&mut findings).into_iter().map(|member| (Some(member.name), member.folder)).collect()
        }
        None => vec![(None, work_folder(named)?)],
    };
    let mut unknown = Findings::new();
    let mut parts: Vec<Part> = members.into_iter().map(|(name, folder)| open(name, folder)).collect();
    let several = parts.iter().any(|part| part.name.is_some());
    match several {
        false => parts.iter_mut().for_each(|part| {
            part.documents = part.inventory.select(names, period).take(&mut unknown);
        }),
        true => select(&mut parts, names, period, &mut unknown),
    }
    Ok(Asked { parts, findings, unknown })
}

fn open(name: Option<String>, folder: WorkFolder) -> Part {
    let (inventory, findings) = Inventory::of(&folder).into_parts();
    Part { name, folder, inventory: Arc::new(inventory), findings, documents: Vec::new() }
}

/// In a region a name can start with a municipality; without one it is looked for in all of them.
fn select(parts: &mut [Part], names: &[String], period: Option<Period>, unknown: &mut Findings) {
    if names.is_empty() {
        let mut nowhere = Findings::new();
        for part in parts.iter_mut() {
            part.documents = part.inventory.select(&[], period).take(&mut nowhere);
        }
        if parts.iter().all(|part| part.documents.is_empty()) {
            unknown.extend(nowhere.sorted());
        }
        return;
    }
    let known: Vec<String> = parts.iter().filter_map(|part| part.name.clone()).collect();
    for name in names {
        let (municipality, rest) = match name.split_once('/') {
            Some((first, rest)) if known.iter().any(|known| known == first) => (Some(first), Some(rest)),
            None if known.contains(name) => (Some(name.as_str()), None),
            _ => (None, Some(name.as_str())),
        };
        let (mut found, mut problems) = (false, Findings::new());
        for part in parts.iter_mut().filter(|part| municipality.is_none_or(|name| part.name.as_deref() == Some(name))) {
            let rest: Vec<String> = rest.iter().map(|rest| (*rest).to_owned()).collect();
            let chosen = part.inventory.select(&rest, period).take(&mut problems);
            found |= !chosen.is_empty();
            part.documents.extend(chosen);
        }
        if !found {
            unknown.extend(problems.sorted());
        }
    }
    for part in parts.iter_mut() {
        part.documents.sort();
        part.documents.dedup();
    }
}

/// The municipalities of the folder that was named or the one we are in, where that holds several.
fn region_of(named: Option<&Path>) -> Option<Found<Vec<Member>>> {
    let here = std::env::current_dir().unwrap_or_else(|_| Path::new(".").to_path_buf());
    match named {
        Some(folder) => load::region(folder),
        // In the folder of one municipality only that one is meant.
        None if WorkFolder::containing(&here).is_some() => None,
        None => here.ancestors().find(|folder| folder.join(REGION).is_file()).and_then(load::region),
    }
}

/// The work folder of one municipality: the one that was named, or the nearest one.
pub(super) fn work_folder(named: Option<&Path>) -> Result<WorkFolder, Ending> {
    let start = match named {
        Some(folder) => folder.to_path_buf(),
        None => std::env::current_dir().unwrap_or_else(|_| Path::new(".").to_path_buf()),
    };
    let found = match named {
        Some(folder) => WorkFolder::at(folder),
        None => WorkFolder::containing(&start),
    };
    if let (None, true) = (&found, start.join(REGION).is_file()) {
        let place = Place::file(shown(&start));
        return Err(failure(
            Finding::new(
                Code::NoWorkFolder,
                place,
                "In deze map staan meer gemeenten. Deze opdracht gaat over één gemeente.",
            )
            .hint("Noem de map van een gemeente, bijvoorbeeld: --map dordrecht"),
        ));
    }
    found.ok_or_else(|| failure(no_work_folder(&start)))
}
