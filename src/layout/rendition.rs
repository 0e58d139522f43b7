//! What a document is laid out for, and what comes of it.

use std::collections::BTreeMap;

use crate::text::{Document, ExhibitKind};

use super::slide_room::{SlidePage, SlideSize};

/// What a document is laid out for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rendition {
    /// A letter, to be read.
    Letter,
    /// The slides of a presentation, each as a whole.
    Slides,
    /// The slides of a presentation, with a page for each step of lists that build up.
    Steps,
    /// The slides of a presentation on paper, with what is said.
    Handout,
}

impl Rendition {
    /// The virtual path of the main source. It is the same for every document: Typst never forgets a path.
    pub fn main(self) -> &'static str {
        match self {
            Rendition::Letter => "brief.typ",
            Rendition::Slides => "presentatie.typ",
            Rendition::Steps => "stappen.typ",
            Rendition::Handout => "hand-out.typ",
        }
    }

    /// What a presentation can be made into besides its slides.
    pub const EXTRAS: [Rendition; 2] = [Rendition::Steps, Rendition::Handout];

    /// What the name of its PDF ends in.
    pub fn extension(self) -> &'static str {
        match self {
            Rendition::Letter | Rendition::Slides => "pdf",
            Rendition::Steps => "stappen.pdf",
            Rendition::Handout => "hand-out.pdf",
        }
    }

    /// The layout, below the folder of a form.
    pub(super) fn template(self) -> &'static str {
        match self {
            Rendition::Letter => "brief.typ.j2",
            Rendition::Slides | Rendition::Steps => "presentatie.typ.j2",
            Rendition::Handout => "hand-out.typ.j2",
        }
    }
}

/// Typst source and the files it reads.
#[derive(Debug, Clone, PartialEq)]
pub struct TypstSource {
    /// What it is for.
    pub rendition: Rendition,
    /// The main source.
    pub source: String,
    /// Pictures, by virtual path.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The virtual path of each picture of the text, by its path in the work folder.
    pub pictures: BTreeMap<String, String>,
    /// The template it came from, for messages.
    pub template: String,
    /// Where slides should be; none where there are no slides, or on paper.
    pub slides: Option<Slides>,
}

/// The slides that a presentation is laid out on.
#[derive(Debug, Clone, PartialEq)]
pub struct Slides {
    /// How large each is.
    pub size: SlideSize,
    /// Which page is what.
    pub pages: Vec<SlidePage>,
    /// Tables that are asked for, by the line of the author's file.
    pub tables: BTreeMap<usize, SlideTable>,
}

/// A table on a slide, and where its rows and columns are chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct SlideTable {
    /// Its name.
    pub id: String,
    /// The file that describes it.
    pub file: String,
    /// Whether it has rows and columns of its own.
    pub is_crosstab: bool,
}

impl Slides {
    /// The tables of a document, by the line that asks for each.
    pub(super) fn tables_of(document: &Document) -> BTreeMap<usize, SlideTable> {
        let tables = document.exhibits.iter().filter(|exhibit| exhibit.kind == ExhibitKind::Table);
        let with_line = tables.filter_map(|table| {
            let (line, _) = table.place.line_column()?;
            let (id, file) = (table.id.clone(), table.defined_at.file.clone());
            Some((line, SlideTable { id, file, is_crosstab: table.grid.look.is_some() }))
        });
        with_line.collect()
    }
}
