//! What every document needs of Typst, done once before the first one comes.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Findings, SourceText};
use crate::layout::{LaidOut, Rendition};
use crate::load::fonts::Fonts;

use super::{Pdf, Typesetter};

/// A document with a little of everything: text in the bundled font that must be broken and hyphenated, a heading, a
/// list, a footnote, a table and a picture with text.
const LITTLE_OF_EVERYTHING: &str = include_str!("warm_up.typ");
const PICTURE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="430" height="120"><path d="M0 60 L430 60" stroke="#000"/><text x="9" y="30" font-family="Source Sans 3" font-size="9">Aantal 1.234</text><text x="9" y="60" font-family="Source Sans 3" font-size="9" font-weight="600">Totaal</text></svg>"##;

/// Makes a document that nobody sees, so that the parts of the program and of the fonts that every document needs
/// are in memory when the first one is set. What documents look like does not depend on it.
pub fn warm_up(fonts: Arc<Fonts>) {
    // What is wrong with it is caught by the test below, and otherwise only takes time.
    let _ = make(fonts, &mut Findings::new());
}

fn make(fonts: Arc<Fonts>, findings: &mut Findings) -> Option<Pdf> {
    let source = LaidOut {
        rendition: Rendition::Letter,
        source: LITTLE_OF_EVERYTHING.to_owned(),
        files: BTreeMap::from([("beeld.svg".to_owned(), PICTURE.as_bytes().to_vec())]),
        template: String::new(),
        slides: None,
    };
    Typesetter::new(fonts)?.typeset(source, &SourceText::new("", ""), "", findings)
}

#[cfg(test)]
mod tests {
    use crate::project::{Files, WorkFolder};

    use super::*;

    #[test]
    fn nothing_is_wrong_with_it() {
        let folder = tempfile::tempdir().expect("temporary folder");
        std::fs::create_dir(folder.path().join("data")).expect("made");
        std::fs::write(folder.path().join("data/gemeente.toml"), "").expect("written");
        let files = Files::new(WorkFolder::at(folder.path()).expect("a work folder"));
        let mut findings = Findings::new();
        let pdf = make(Fonts::load(&files, &[]).without_findings(), &mut findings);
        assert!(pdf.is_some(), "{findings:?}");
    }
}
