//! Where things stand that have to do with adopted documents: paths relative to the work folder.

use crate::project::{ARCHIVE, DocumentId};

/// How the file ends with what an adopted document states, beside its PDF in the archive.
pub const STATEMENTS: &str = "uitspraken.json";

/// The folder with the files that an adopted document was made from, relative to its folder in the archive.
pub const INPUTS: &str = "invoer";

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
