//! Where things stand that have to do with adopted documents: paths relative to the work folder; and what is told of a
//! file that is not what it was.

use crate::diagnostic::{Code, Finding, Place};
use crate::project::{ARCHIVE, DocumentId};

/// How the file ends with what an adopted document states, beside its PDF in the archive.
pub const STATEMENTS: &str = "uitspraken.json";

/// The folder with the files that an adopted document was made from, relative to its folder in the archive.
pub const INPUTS: &str = "invoer";

/// The file with the key to the digests of those files, relative to the same folder.
pub const KEY: &str = "sleutel.txt";

/// The folder of an adopted version in the archive, relative to the work folder.
pub fn archive_folder(id: &DocumentId, version: u32) -> String {
    format!("{ARCHIVE}/{}/{}/{version}", id.period, id.name)
}

/// The name of the files of a version, without extension: the first is called like the document.
pub fn file_stem(id: &DocumentId, version: u32) -> String {
    if version <= 1 { id.name.clone() } else { format!("{}-v{version}", id.name) }
}

/// The path of the record of a version of the document at `path`.
pub fn record_path(path: &str, version: u32) -> String {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    format!("{stem}.vastgesteld-{version}.json")
}

/// A file of the archive is not as it was.
pub fn archive_changed(path: &str, how: &str, id: &DocumentId) -> Finding {
    Finding::new(Code::ArchiveChanged, Place::file(path), format!("Dit bestand in het archief {how}."))
        .hint("Zet het bestand terug uit uw reservekopie. In het archief verandert nooit iets.")
        .hint(format!("Wat er precies niet klopt, zegt: griffel verifieer {id}"))
}
