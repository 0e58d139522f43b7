//! The bytes that documents are made from, as one digest each.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use walkdir::WalkDir;

use crate::digest::{RunningDigest, sha256};
use crate::load::DocumentStatus;
use crate::load::parallel::{SMALL_FILES, in_parallel};
use crate::project::{
    BuiltinFonts, BuiltinTemplates, DocumentId, INPUT_FOLDERS, Input, Inventory, WorkFolder, ledger_path, read_below,
    relative,
};
use crate::record::{INPUTS, archive_folder, claims_to_be_final, file_stem};

/// What documents are made from.
#[derive(Debug, PartialEq, Eq)]
pub struct Inputs {
    /// The digest of what they share.
    shared: String,
    /// The digest of each one's own text.
    own: BTreeMap<DocumentId, String>,
}

impl Inputs {
    /// Reads every file of the work folder that a document can be made from.
    pub fn of(folder: &WorkFolder, inventory: &Inventory) -> Self {
        let documents: Vec<(&DocumentId, &String)> = inventory.documents.iter().collect();
        let texts =
            in_parallel(&documents, SMALL_FILES, |(_, path)| fs::read(folder.root().join(path)).unwrap_or_default());
        let mut shared = RunningDigest::new();
        built_in(&mut shared);
        for (path, digest) in files(folder.root()) {
            add(&mut shared, &path, &digest);
        }
        if let Some(above) = folder.shared() {
            files(above).into_iter().for_each(|(path, digest)| add(&mut shared, &format!("../{path}"), &digest));
        }
        let mut own = BTreeMap::new();
        let mut periods = Vec::new();
        for ((id, path), text) in documents.iter().zip(&texts) {
            let digest = sha256(text);
            // What went out has a say in what other documents may print, and in what they are checked against.
            if !inventory.records.contains_key(*id) && may_be_final(text) {
                add(&mut shared, path, &digest);
                let ledger = ledger_path(id);
                let ledger_text = read_below(folder.root(), &folder.root().join(&ledger)).unwrap_or_default();
                add(&mut shared, &ledger, &sha256(&ledger_text));
            }
            own.insert((*id).clone(), digest);
            periods.push(id.period);
        }
        // What went out is read from the archive.
        let adopted: Vec<(&DocumentId, u32)> = inventory
            .records
            .iter()
            .flat_map(|(id, versions)| versions.keys().map(move |version| (id, *version)))
            .collect();
        let archived = in_parallel(&adopted, SMALL_FILES, |(id, version)| {
            let root = folder.root();
            let folder = root.join(archive_folder(id, *version));
            let stem = file_stem(id, *version);
            let letter = folder.join(INPUTS).join(inventory.documents.get(*id).map_or("", String::as_str));
            let read = |path: &Path| read_below(root, path).map(|bytes| sha256(&bytes)).unwrap_or_default();
            [read(&folder.join(format!("{stem}.cijfers.csv"))), read(&letter)].concat()
        });
        for ((id, version), digest) in adopted.iter().zip(&archived) {
            add(&mut shared, &archive_folder(id, *version), digest);
        }
        // Sums that must come out are checked in the periods that documents are about.
        periods.dedup();
        periods.iter().for_each(|period| add(&mut shared, &period.to_string(), ""));
        Self { shared: shared.finish(), own }
    }

    /// The digest of what all documents share.
    pub fn shared(&self) -> &str {
        &self.shared
    }

    /// The digest of all that one document is made from; none for a document that is not there.
    pub fn of_document(&self, id: &DocumentId) -> Option<String> {
        let own = self.own.get(id)?;
        let mut sum = RunningDigest::new();
        sum.add(self.shared.as_bytes());
        sum.add(own.as_bytes());
        Some(sum.finish())
    }
}

fn add(all: &mut RunningDigest, path: &str, digest: &str) {
    all.add(path.as_bytes());
    all.add(digest.as_bytes());
}

/// What the program itself brings: another version makes other bytes.
fn built_in(all: &mut RunningDigest) {
    all.add(env!("CARGO_PKG_VERSION").as_bytes());
    let templates = BuiltinTemplates::iter().filter_map(|path| BuiltinTemplates::get(&path));
    let fonts = BuiltinFonts::iter().filter_map(|path| BuiltinFonts::get(&path));
    templates.chain(fonts).for_each(|file| all.add(&file.metadata.sha256_hash()));
}

/// The digests of all files that documents may share, by path.
fn files(root: &Path) -> Vec<(String, String)> {
    let mut paths: Vec<String> = Vec::new();
    for folder in INPUT_FOLDERS {
        let below = WalkDir::new(root.join(folder)).follow_links(true).into_iter();
        let below = below.filter_entry(|entry| !entry.path_is_symlink() || leads_inside(root, entry.path()));
        for entry in below.filter_map(Result::ok).filter(|entry| entry.file_type().is_file()) {
            // What is not Unicode cannot be named by anything, and so is not read.
            let Some(path) = relative(root, entry.path()) else { continue };
            // The text of each document matters to itself, unless it went out; its log to nobody.
            if Input::of(&path) == Some(Input::Shared) {
                paths.push(path);
            }
        }
    }
    paths.sort();
    let digests = in_parallel(&paths, SMALL_FILES, |path| sha256(&fs::read(root.join(path)).unwrap_or_default()));
    paths.into_iter().zip(digests).collect()
}

/// Whether a link leads to something in the work folder. Of one that leads elsewhere nothing is read.
fn leads_inside(root: &Path, link: &Path) -> bool {
    let real = |path: &Path| fs::canonicalize(path).ok();
    real(root).is_some_and(|root| real(link).is_some_and(|link| link.starts_with(root)))
}

/// Whether the letter says that it went out. To say so too often costs only time.
fn may_be_final(text: &[u8]) -> bool {
    let text = String::from_utf8_lossy(text);
    let statuses = [DocumentStatus::Adopted, DocumentStatus::Sent, DocumentStatus::Corrected];
    // TOML can also write a letter as its number.
    let can = text.contains("\\u") || statuses.iter().any(|status| text.contains(status.word()));
    can && claims_to_be_final(text.trim_start_matches('\u{feff}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_that_may_have_gone_out_is_taken_for_one() {
        assert!(may_be_final(b"+++\nstatus = \"verzonden\"\n+++\n# x\n"));
        assert!(may_be_final(b"+++\n\"status\" = 'gecorrigeerd' # x\n+++\n"));
        assert!(may_be_final(b"+++\r\nstatus = \"\"\"\r\nverz\\u006fnden\"\"\"\r\n+++\r\n"));
        assert!(!may_be_final(b"+++\nstatus = \"concept\"\n+++\nDe status is verzonden.\n"));
    }
}
