//! Which files of a work folder documents are made from, told by their paths. Memory, which must not miss one,
//! and the preview, which looks again when one changes, both ask here.

use super::document::{DocumentId, DocumentKind};

/// Folders in which every file may be an input.
pub const INPUT_FOLDERS: [&str; 3] = ["data", "templates", "fonts"];

/// The folder with what was made, relative to the work folder.
pub const OUTPUT: &str = "uitvoer";

/// The folder with what was adopted, relative to the work folder.
pub const ARCHIVE: &str = "archief";

/// How the name of a ledger ends.
const LEDGER: &str = ".cijfers.csv";

/// How the name of a document's log ends.
const LOG: &str = ".logboek.csv";

/// What a file does for the documents of its work folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// Every document may be made from it.
    Shared,
    /// The text of a document: others are made from it only once it went out.
    Text,
    /// The log of a document: it says what happened, and no document is made from it.
    Log,
    /// The ledger of a document that was made: once that went out, it has a say in what others may print.
    Ledger,
}

impl Input {
    /// What the file at `path`, relative to the root, is by its place and name; none: of no use to any document that
    /// does not name it. A file that a document does name, such as a picture, may stand anywhere.
    pub fn of(path: &str) -> Option<Self> {
        if is_in_output(path) {
            return path.ends_with(LEDGER).then_some(Self::Ledger);
        }
        if !is_in_input_folder(path) {
            return None;
        }
        let is_of_document = DocumentKind::of_path(path).is_some();
        Some(match path {
            _ if is_of_document && path.to_lowercase().ends_with(".md") => Self::Text,
            _ if is_of_document && path.ends_with(LOG) => Self::Log,
            _ => Self::Shared,
        })
    }
}

/// Whether a file or folder is, or stands in, one in which every file may be an input.
pub fn is_in_input_folder(path: &str) -> bool {
    INPUT_FOLDERS.contains(&first_folder(path))
}

/// Whether a file stands among what was made: of that, only ledgers are ever an input.
pub fn is_in_output(path: &str) -> bool {
    first_folder(path) == OUTPUT
}

fn first_folder(path: &str) -> &str {
    path.split('/').next().unwrap_or_default()
}

/// Whether a program leaves files of this name lying about: editors with a point in front, Word and Excel `~$name`
/// beside an open file.
pub fn is_left_lying(name: &str) -> bool {
    name.starts_with(['.', '~'])
}

/// Where the ledger of a document is that was made but not adopted.
pub fn ledger_path(id: &DocumentId) -> String {
    format!("{OUTPUT}/{}/{}{LEDGER}", id.period, id.name)
}

/// Where the log of the document is whose text is at `path`.
pub fn log_path(path: &str) -> String {
    format!("{}{LOG}", path.rsplit_once('.').map_or(path, |(stem, _)| stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_role_of_a_file_shows_from_its_path() {
        let id = DocumentId { period: "2022".parse().expect("a period"), name: "jnv".to_owned() };
        let text = DocumentKind::Letter.path(&id);
        assert_eq!(Input::of(&text), Some(Input::Text));
        assert_eq!(Input::of("data/brieven/2022/JNV.MD"), Some(Input::Text));
        assert_eq!(Input::of(&log_path(&text)), Some(Input::Log));
        assert_eq!(Input::of(&ledger_path(&id)), Some(Input::Ledger));
        for path in ["data/gemeente.toml", "data/brieven/2022/jnv.vastgesteld-1.json", "templates/a/b", "fonts/a.ttf"] {
            assert_eq!(Input::of(path), Some(Input::Shared), "{path}");
        }
        for path in ["uitvoer/2022/jnv.pdf", "README.md", "database/a.csv", "archief/2022/jnv/1/jnv.cijfers.csv"] {
            assert_eq!(Input::of(path), None, "{path}");
        }
    }
}
