//! Every file that a document is made from, in a folder that makes the same document again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Code, Finding, Place};
use crate::digest::hex;
use crate::export::NewFolder;
use crate::load::Series;
use crate::load::fonts::Fonts;
use crate::pipeline::{Press, Run, Typeset};
use crate::project::{BuiltinFonts, DocumentId, DocumentKind, Files};
use crate::provenance::{Ledger, to_csv};
use crate::record::{ARCHIVE, INPUTS, OUTPUT, RecordedNumber, claims_to_be_final};

/// The files in a snapshot, by path.
pub type Inputs = BTreeMap<String, Vec<u8>>;

/// Writes what `made` was made from into `archive`, and proves it: the document is made again from there,
/// to the byte. Only what it uses is kept, unless it takes more to make the same document.
///
/// # Errors
/// It cannot be written, or the document cannot be made again.
pub fn keep(run: &Run, id: &DocumentId, made: &Typeset, archive: &NewFolder) -> Result<Inputs, Box<Finding>> {
    let all = without_drafts(run, id, run.files().paths_read());
    let used = used_by(run, id, made, &all);
    let ledger = to_csv(&made.ledger);
    for paths in [&used, &all] {
        let inputs = read(run.files(), paths);
        archive.clear(INPUTS);
        for (path, bytes) in &inputs {
            archive.write(&format!("{INPUTS}/{path}"), bytes)?;
        }
        let again = remake(&archive.path().join(INPUTS), id, fonts_of(run, &inputs));
        if again.is_some_and(|again| again.pdf == made.pdf && to_csv(&again.ledger) == ledger) {
            return Ok(inputs);
        }
    }
    let message = "De tekst kan niet opnieuw worden gemaakt van wat er is bewaard. Er is niets vastgesteld.";
    Err(Box::new(
        Finding::new(Code::NotReproduced, Place::file(&made.checked.document.path), message)
            .hint("Verandert iemand op dit moment bestanden in de werkmap? Probeer het dan zo nog eens."),
    ))
}

/// Makes a document from a snapshot; nothing, when that cannot be done.
pub fn remake(folder: &std::path::Path, id: &DocumentId, fonts: Option<Arc<Fonts>>) -> Option<Typeset> {
    Run::of_archive(folder, id, fonts)?.typeset(id, &[], &mut Press::default()).ok()
}

/// The fonts of a run, where those of the snapshot are the same: only built-in ones.
fn fonts_of(run: &Run, inputs: &Inputs) -> Option<Arc<Fonts>> {
    let own = inputs.keys().any(|path| path.starts_with("fonts/"));
    (!own && run.inventory().fonts.is_empty()).then(|| run.fonts().clone())
}

/// Of all files that were read, those that this document uses: no other documents, and no series without a
/// cell in it.
fn used_by(run: &Run, id: &DocumentId, made: &Typeset, all: &BTreeSet<String>) -> BTreeSet<String> {
    let series = &run.engine().data().series;
    let cells = made.checked.document.all_numbers().flat_map(|(number, _)| &number.cells);
    let used: BTreeSet<&str> = cells.map(|cell| cell.series.id.as_str()).collect();
    let (with, without): (Vec<&Arc<Series>>, Vec<&Arc<Series>>) =
        series.values().partition(|one| used.contains(one.id.as_str()));
    let files_of = |series: Vec<&Arc<Series>>| -> BTreeSet<String> {
        series.iter().flat_map(|one| [one.file.clone(), one.described_in.clone()]).collect()
    };
    let (needed, unneeded) = (files_of(with), files_of(without));
    let own_record = run.inventory().records.get(id).into_iter().flat_map(BTreeMap::values);
    let own: BTreeSet<&String> = own_record.chain(run.inventory().documents.get(id)).collect();
    let is_other = |path: &String| {
        let elsewhere = [format!("{ARCHIVE}/"), format!("{OUTPUT}/")];
        let is_elsewhere = elsewhere.iter().any(|folder| path.starts_with(folder));
        (is_elsewhere || DocumentKind::of_path(path).is_some()) && !own.contains(path)
    };
    let is_unneeded = |path: &String| unneeded.contains(path) && !needed.contains(path);
    all.iter().filter(|path| !is_other(path) && !is_unneeded(path)).cloned().collect()
}

/// Without the documents that others are still writing: they were only looked at.
fn without_drafts(run: &Run, id: &DocumentId, mut paths: BTreeSet<String>) -> BTreeSet<String> {
    paths.retain(|path| match DocumentId::of_path(path) {
        Some(other) if other != *id => run.files().text(path).is_ok_and(|text| claims_to_be_final(&text.text)),
        _ => true,
    });
    paths
}

/// What is not there, or cannot be read, was of no use to the document either.
fn read(files: &Files, paths: &BTreeSet<String>) -> Inputs {
    let bytes = |path: &String| match files.bytes(path) {
        Ok(bytes) => Some(bytes),
        Err(_) => {
            let builtin = files.template(path.strip_prefix("templates/")?)?.ok()?;
            Some(builtin.text.clone().into_bytes())
        }
    };
    // What several municipalities share is the document's own in the archive.
    let place = |path: &String| path.strip_prefix("../").unwrap_or(path).to_owned();
    paths.iter().filter_map(|path| Some((place(path), bytes(path)?))).collect()
}

/// The SHA-256 of the fonts in this program.
pub(super) fn builtin_fonts() -> BTreeMap<String, String> {
    let digest = |name: std::borrow::Cow<'static, str>| {
        let file = BuiltinFonts::get(&name)?;
        Some((name.into_owned(), hex(&file.metadata.sha256_hash())))
    };
    BuiltinFonts::iter().filter(|name| name.ends_with(".ttf")).filter_map(digest).collect()
}

/// The numbers of a ledger, as a record keeps them.
pub(super) fn numbers(ledger: &Ledger) -> Vec<RecordedNumber> {
    let recorded = ledger.entries.iter().map(|entry| RecordedNumber {
        printed: entry.printed.clone(),
        name: entry.name.clone(),
        period: entry.period.to_string(),
        page: entry.page,
        cells: entry.cells.iter().map(|cell| cell.in_words()).collect(),
    });
    recorded.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fonts_in_the_program_are_known_by_their_bytes() {
        let fonts = builtin_fonts();
        assert!(fonts.len() >= 6 && fonts.keys().all(|name| name.ends_with(".ttf")), "{fonts:?}");
        let digests: BTreeSet<&String> = fonts.values().collect();
        assert_eq!(digests.len(), fonts.len(), "each has its own");
        assert!(digests.iter().all(|digest| digest.len() == 64));
    }
}
