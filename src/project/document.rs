//! What kind of document there is, and what one is called.

use std::fmt;

use crate::dutch::period::Period;

/// What kind of document the council gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentKind {
    /// To be read.
    Letter,
    /// To be shown.
    Presentation,
}

impl DocumentKind {
    /// Both kinds.
    pub const ALL: [DocumentKind; 2] = [DocumentKind::Letter, DocumentKind::Presentation];

    /// The folder with the texts of documents of this kind.
    pub fn folder(self) -> &'static str {
        match self {
            DocumentKind::Letter => "data/brieven",
            DocumentKind::Presentation => "data/presentaties",
        }
    }

    /// "brief" or "presentatie".
    pub const fn word(self) -> &'static str {
        match self {
            DocumentKind::Letter => "brief",
            DocumentKind::Presentation => "presentatie",
        }
    }

    /// "brieven" or "presentaties".
    pub fn plural(self) -> &'static str {
        match self {
            DocumentKind::Letter => "brieven",
            DocumentKind::Presentation => "presentaties",
        }
    }

    /// The kind of a document by the path of its text; none for a file elsewhere.
    pub fn of_path(path: &str) -> Option<Self> {
        let is_in = |kind: &Self| path.strip_prefix(kind.folder()).is_some_and(|rest| rest.starts_with('/'));
        Self::ALL.into_iter().find(is_in)
    }

    /// Where the text of a document of this kind is.
    pub fn path(self, id: &DocumentId) -> String {
        format!("{}/{id}.md", self.folder())
    }
}

/// What a document is called: `<period>/<name>`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId {
    /// The period it is about.
    pub period: Period,
    /// Its file name without extension.
    pub name: String,
}

impl DocumentId {
    /// What the document at a path such as `data/brieven/<period>/<name>.md` is called.
    pub fn of_path(path: &str) -> Option<Self> {
        let [_, _, period, file] = path.split('/').collect::<Vec<_>>()[..] else { return None };
        let (name, extension) = file.rsplit_once('.')?;
        let is_text = DocumentKind::of_path(path).is_some() && extension.eq_ignore_ascii_case("md");
        is_text.then_some(Self { period: period.parse().ok()?, name: name.to_owned() })
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.period, self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_called_by_the_folder_and_the_file_of_its_text() {
        let name = |path: &str| DocumentId::of_path(path).map(|id| id.to_string());
        assert_eq!(name("data/brieven/2022/jnv.md").as_deref(), Some("2022/jnv"));
        assert_eq!(name("data/presentaties/2022-k4/dias.MD").as_deref(), Some("2022-K4/dias"));
        for path in [
            "data/brieven/jnv.md",
            "data/brieven/2022/oud/jnv.md",
            "data/brieven/later/jnv.md",
            "data/brieven/2022/jnv",
            "data/brieven/2022/jnv.txt",
            "data/reeksen/2022/jnv.md",
        ] {
            assert_eq!(name(path), None, "{path}");
        }
    }

    #[test]
    fn the_folder_of_a_text_says_what_kind_of_document_it_is() {
        for kind in DocumentKind::ALL {
            let id = DocumentId { period: "2022-K4".parse().expect("a period"), name: "flits".to_owned() };
            let path = kind.path(&id);
            assert_eq!((DocumentKind::of_path(&path), DocumentId::of_path(&path)), (Some(kind), Some(id)));
        }
        assert_eq!(DocumentKind::of_path("data/brievenbus/2022/jnv.md"), None);
        assert_eq!(DocumentKind::of_path("data/brieven"), None);
    }
}
