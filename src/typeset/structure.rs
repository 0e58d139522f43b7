//! What the text on a page is: a heading, an item of a list, a cell of a table. What Typst lays out leaves tags in the
//! frames, from which the structure of a PDF comes too.

use std::collections::HashMap;
use std::ops::Range;

use serde::Serialize;
use typst::foundations::{Content, StyleChain};
use typst::introspection::{Location, Tag};
use typst::layout::GroupItem;
use typst::layout::grid::resolve::CellGrid;
use typst::model::{
    EnumElem, FigureCaption, FigureElem, FootnoteEntry, HeadingElem, ListElem, OutlineEntry, ParElem, QuoteElem,
    TableCell, TableElem, TermsElem, TitleElem,
};
use typst::pdf::{ArtifactElem, PdfMarkerTag, PdfMarkerTagKind, TableCellKind};

/// What a part of a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Text that is nothing in particular, or goes on behind a part that lies in it.
    Text,
    /// The title.
    H1,
    /// A heading, and so on.
    H2,
    /// A heading.
    H3,
    /// A heading.
    H4,
    /// A heading.
    H5,
    /// A heading.
    H6,
    /// A paragraph.
    P,
    /// A block quotation.
    Quote,
    /// A list.
    List,
    /// An item of a list.
    Item,
    /// The sign or number before an item.
    Mark,
    /// A chart, picture or table with its caption.
    Figure,
    /// The caption of one.
    Caption,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A cell that is the heading of a column.
    ColumnHead,
    /// A cell that is the heading of a row.
    RowHead,
    /// Any other cell.
    Cell,
    /// A note at the foot of the page.
    Note,
    /// A picture: the next one of the page.
    Picture,
}

/// A part of a page: what it is, in how many other parts it lies, and how many runs of text stand in it before the next
/// part. Parts stand in reading order, each before those that lie in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Part(pub Role, pub usize, pub usize);

/// Where a cell stands: its column, from 0, and how many columns and rows it takes. Those that take more rows than one can
/// stand behind others of their row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CellPlace(pub usize, pub usize, pub usize);

/// A part that is known by its number.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Node {
    number: usize,
    role: Role,
    /// Of a cell.
    place: Option<CellPlace>,
}

/// What was begun and has not ended.
enum Begun {
    /// An element, and the parts that it makes.
    Element { location: Location, nodes: Vec<Node>, inside: Inside },
    /// What is in it lies in nothing that was begun before: what does not stand in the flow of the text.
    Apart(Option<Location>),
}

/// What an element knows of those in it.
enum Inside {
    Nothing,
    /// The item of a list that was begun last.
    Items(Option<Node>),
    /// The rows of a table that were begun, and which of them are headings of columns.
    Rows(HashMap<usize, Node>, Vec<Range<usize>>),
}

/// Reads the structure of a document, page by page.
#[derive(Default)]
pub(super) struct Structure {
    stack: Vec<Begun>,
    /// What goes on in another frame, such as a cell over two pages.
    waiting: HashMap<Location, Vec<Begun>>,
    /// In which parts the text of a cell lies. That of a cell over two pages stands in groups of its own.
    cells: HashMap<Location, Vec<Node>>,
    count: usize,
    /// Where on the page the last part was written.
    written: Vec<Node>,
    parts: Vec<Part>,
    places: Vec<CellPlace>,
}

impl Structure {
    /// The parts of the page that ends here, and where its cells stand.
    pub(super) fn end_page(&mut self) -> (Vec<Part>, Vec<CellPlace>) {
        self.written.clear();
        (std::mem::take(&mut self.parts), std::mem::take(&mut self.places))
    }

    /// Takes in a tag of a frame.
    pub(super) fn tag(&mut self, tag: &Tag) {
        match tag {
            Tag::Start(element, flags) if flags.tagged => self.begin(element),
            Tag::End(location, _, flags) if flags.tagged => self.end(*location),
            _ => {}
        }
    }

    /// Before a group: how much was begun, without and with what the group lies in.
    pub(super) fn enter(&mut self, group: &GroupItem) -> (usize, usize) {
        let before = self.stack.len();
        let Some(parent) = group.parent else { return (before, before) };
        self.stack.push(Begun::Apart(None));
        if let Some(nodes) = self.cells.get(&parent.location) {
            let nodes = nodes.clone();
            self.stack.push(Begun::Element { location: parent.location, nodes, inside: Inside::Nothing });
        }
        let base = self.stack.len();
        self.stack.extend(self.waiting.remove(&parent.location).into_iter().flatten());
        (before, base)
    }

    /// Behind it.
    pub(super) fn leave(&mut self, group: &GroupItem, (before, base): (usize, usize)) {
        let Some(parent) = group.parent else { return };
        let rest: Vec<_> = self.stack.drain(base.min(self.stack.len())..).collect();
        if !rest.is_empty() {
            self.waiting.insert(parent.location, rest);
        }
        self.stack.truncate(before);
    }

    /// So many runs of text stand here.
    pub(super) fn text(&mut self, runs: usize) {
        if runs == 0 {
            return;
        }
        let path = self.path();
        self.open(&path);
        let goes_on = match self.written.get(path.len()..) {
            Some([]) => !path.is_empty(),
            Some([last]) => last.role == Role::Text,
            _ => false,
        };
        if !goes_on {
            self.written.truncate(path.len());
            let node = self.node(Role::Text);
            self.write(node);
        }
        if let Some(Part(_, _, count)) = self.parts.last_mut() {
            *count += runs;
        }
    }

    /// A picture stands here.
    pub(super) fn picture(&mut self) {
        let path = self.path();
        self.open(&path);
        self.written.truncate(path.len());
        let node = self.node(Role::Picture);
        self.write(node);
    }

    /// Writes what of a path is not written yet.
    fn open(&mut self, path: &[Node]) {
        let shared = path.iter().zip(&self.written).take_while(|(wanted, written)| wanted == written).count();
        if shared < path.len() {
            self.written.truncate(shared);
            path[shared..].iter().for_each(|node| self.write(*node));
        }
    }

    fn write(&mut self, node: Node) {
        self.parts.push(Part(node.role, self.written.len(), 0));
        self.places.extend(node.place);
        self.written.push(node);
    }

    fn node(&mut self, role: Role) -> Node {
        self.count += 1;
        Node { number: self.count, role, place: None }
    }

    /// In which parts lies what stands here.
    fn path(&self) -> Vec<Node> {
        let apart = self.stack.iter().rposition(|begun| matches!(begun, Begun::Apart(_)));
        let here = self.stack.iter().skip(apart.map_or(0, |at| at + 1));
        let nodes = here.filter_map(|begun| match begun {
            Begun::Element { nodes, .. } => Some(nodes),
            Begun::Apart(_) => None,
        });
        nodes.flatten().copied().collect()
    }

    fn begin(&mut self, element: &Content) {
        let Some(location) = element.location() else { return };
        let mut inside = Inside::Nothing;
        let nodes = if element.is::<ArtifactElem>() {
            // Headers and footers of pages.
            self.stack.push(Begun::Apart(Some(location)));
            return;
        } else if element.is::<FootnoteEntry>() {
            self.stack.push(Begun::Apart(Some(location)));
            vec![self.node(Role::Note)]
        } else if let Some(heading) = element.to_packed::<HeadingElem>() {
            vec![self.node(heading_role(heading.resolve_level(StyleChain::default()).get()))]
        } else if element.is::<TitleElem>() {
            vec![self.node(Role::H1)]
        } else if element.is::<ParElem>() {
            vec![self.node(Role::P)]
        } else if element.to_packed::<QuoteElem>().is_some_and(|quote| quote.block.get(StyleChain::default())) {
            vec![self.node(Role::Quote)]
        } else if element.is::<FigureElem>() {
            vec![self.node(Role::Figure)]
        } else if element.is::<FigureCaption>() {
            vec![self.node(Role::Caption)]
        } else if element.is::<ListElem>() || element.is::<EnumElem>() || element.is::<TermsElem>() {
            inside = Inside::Items(None);
            vec![self.node(Role::List)]
        } else if element.is::<OutlineEntry>() {
            vec![self.node(Role::Item)]
        } else if let Some(marker) = element.to_packed::<PdfMarkerTag>() {
            match marker.kind {
                PdfMarkerTagKind::OutlineBody => vec![self.node(Role::List)],
                // The number of a footnote is such a label too.
                PdfMarkerTagKind::ListItemLabel => {
                    let Some(item) = self.item(true) else { return };
                    vec![item, self.node(Role::Mark)]
                }
                PdfMarkerTagKind::ListItemBody => self.item(false).into_iter().collect(),
                PdfMarkerTagKind::TermsItemBody => self.item(true).into_iter().collect(),
                _ => return,
            }
        } else if let Some(table) = element.to_packed::<TableElem>() {
            inside = Inside::Rows(HashMap::new(), table.grid.as_ref().map(|grid| heads(grid)).unwrap_or_default());
            vec![self.node(Role::Table)]
        } else if let Some(cell) = element.to_packed::<TableCell>() {
            if cell.is_repeated.get(StyleChain::default()) {
                self.stack.push(Begun::Apart(Some(location)));
                return;
            }
            let row = cell.y.get(StyleChain::default()).unwrap_or_default();
            let Some((row, is_head)) = self.row(row) else { return };
            let role = match cell.kind.get(StyleChain::default()).custom() {
                Some(TableCellKind::Header(_, scope)) if scope.refers_to_column() => Role::ColumnHead,
                Some(TableCellKind::Header(..)) => Role::RowHead,
                None if is_head => Role::ColumnHead,
                _ => Role::Cell,
            };
            let spans = (cell.colspan.get(StyleChain::default()), cell.rowspan.get(StyleChain::default()));
            let column = cell.x.get(StyleChain::default()).unwrap_or_default();
            let place = Some(CellPlace(column, spans.0.get(), spans.1.get()));
            let nodes = vec![row, Node { place, ..self.node(role) }];
            self.cells.insert(location, [self.path(), nodes.clone()].concat());
            nodes
        } else {
            return;
        };
        let is_cell = element.is::<TableCell>();
        self.stack.push(Begun::Element { location, nodes, inside });
        if is_cell {
            // One without words has its place in the row.
            let path = self.path();
            self.open(&path);
        }
    }

    fn end(&mut self, wanted: Location) {
        // Elements may end in another order than they began.
        self.stack.retain(|begun| match begun {
            Begun::Element { location, .. } => *location != wanted,
            Begun::Apart(location) => *location != Some(wanted),
        });
    }

    /// The item of the innermost list: a new one, or the one that was begun.
    fn item(&mut self, is_new: bool) -> Option<Node> {
        let node = self.node(Role::Item);
        let here = self.stack.iter_mut().rev().take_while(|begun| !matches!(begun, Begun::Apart(_)));
        let mut items = here.filter_map(|begun| match begun {
            Begun::Element { inside: Inside::Items(item), .. } => Some(item),
            _ => None,
        });
        let item = items.next()?;
        Some(if is_new { *item.insert(node) } else { *item.get_or_insert(node) })
    }

    /// A row of the innermost table, and whether it holds headings of columns.
    fn row(&mut self, row: usize) -> Option<(Node, bool)> {
        let node = self.node(Role::Row);
        self.stack.iter_mut().rev().find_map(|begun| match begun {
            Begun::Element { inside: Inside::Rows(rows, heads), .. } => {
                let is_head = heads.iter().any(|head| head.contains(&row));
                Some((*rows.entry(row).or_insert(node), is_head))
            }
            _ => None,
        })
    }
}

/// The letter's own title is the first heading.
fn heading_role(level: usize) -> Role {
    [Role::H1, Role::H2, Role::H3, Role::H4, Role::H5].get(level - 1).copied().unwrap_or(Role::H6)
}

/// The rows of a table that are headings of columns, counted without what lies between rows.
fn heads(grid: &CellGrid) -> Vec<Range<usize>> {
    let own = |row: usize| if grid.has_gutter { row.div_ceil(2) } else { row };
    grid.headers.iter().map(|header| own(header.range.start)..own(header.range.end)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::Path;

    use super::CellPlace;
    use super::Role::{self, *};
    use crate::diagnostic::{Findings, SourceText};
    use crate::layout::{Rendition, TypstSource};
    use crate::load::fonts::Fonts;
    use crate::project::{Files, WorkFolder};
    use crate::typeset::{Layer, Typesetter};

    fn pages(source: &str) -> Vec<Layer> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let fonts = Fonts::load(&Files::new(WorkFolder::alone(root).expect("a folder")), &[]);
        let mut typesetter = Typesetter::new(fonts.value().clone()).expect("a typesetter");
        let source = TypstSource {
            rendition: Rendition::Letter,
            source: source.to_owned(),
            files: BTreeMap::new(),
            pictures: BTreeMap::new(),
            template: String::new(),
            slides: None,
        };
        let mut findings = Findings::new();
        let pages = typesetter.set_once(source, &SourceText::new("", ""), &mut findings);
        assert!(findings.is_empty(), "{findings:?}");
        pages.expect("pages").sights().into_iter().map(|sight| sight.layer).collect()
    }

    /// What each part is, how deep it lies, and its words.
    fn told(layer: &Layer) -> Vec<(Role, usize, String)> {
        let mut runs = layer.runs.iter().map(|run| run.0.as_str());
        let told = layer.parts.iter().map(|part| (part.0, part.1, runs.by_ref().take(part.2).collect::<String>()));
        let told = told.map(|(role, depth, words)| (role, depth, words.replace(char::is_whitespace, ""))).collect();
        assert_eq!(runs.next(), None, "text without a part");
        told
    }

    fn part(role: Role, depth: usize, words: &str) -> (Role, usize, String) {
        (role, depth, words.to_owned())
    }

    #[test]
    fn headings_lists_tables_and_notes_are_known() {
        let layers = pages(
            r#"#set page(footer: [voet])
= Titel
== Kop
Een alinea.#footnote[Noot.]

- Eerste
- Tweede
  - Dieper

#table(columns: 2, row-gutter: 2pt, table.header([Wijk], [Aantal]), pdf.header-cell(scope: "row")[Noord], [1])
"#,
        );
        let [layer] = layers.as_slice() else { panic!("one page") };
        let expected = [
            part(H1, 0, "Titel"),
            part(H2, 0, "Kop"),
            part(P, 0, "Eenalinea.1"),
            part(List, 0, ""),
            part(Item, 1, ""),
            part(Mark, 2, "•"),
            part(Text, 2, "Eerste"),
            part(Item, 1, ""),
            part(Mark, 2, "•"),
            // Typst makes a paragraph of what stands before a block.
            part(P, 2, "Tweede"),
            part(List, 2, ""),
            part(Item, 3, ""),
            part(Mark, 4, "‣"),
            part(Text, 4, "Dieper"),
            part(Table, 0, ""),
            part(Row, 1, ""),
            part(ColumnHead, 2, "Wijk"),
            part(ColumnHead, 2, "Aantal"),
            part(Row, 1, ""),
            part(RowHead, 2, "Noord"),
            part(Cell, 2, "1"),
            part(Note, 0, "1Noot."),
            part(Text, 0, "voet"),
        ];
        assert_eq!(told(layer), expected);
        assert_eq!(layer.cells, [0, 1, 0, 1].map(|column| CellPlace(column, 1, 1)));
    }

    #[test]
    fn cells_know_how_much_they_take() {
        let layers = pages(
            "#table(columns: 3, table.header(table.cell(rowspan: 2)[Naam], table.cell(colspan: 2)[Jaar], [Eerst], [Dan]), [a], [], [c])",
        );
        let heads: Vec<_> = told(&layers[0]).into_iter().filter(|(role, ..)| *role == ColumnHead).collect();
        assert_eq!(heads.len(), 4);
        let all = told(&layers[0]).into_iter().filter(|(role, ..)| matches!(role, ColumnHead | Cell));
        let mut places: Vec<_> = all.map(|(.., words)| words).zip(layers[0].cells.iter().copied()).collect();
        places.sort_by(|one, other| one.0.cmp(&other.0));
        let expected = [
            ("", CellPlace(1, 1, 1)),
            ("Dan", CellPlace(2, 1, 1)),
            ("Eerst", CellPlace(1, 1, 1)),
            ("Jaar", CellPlace(1, 2, 1)),
            ("Naam", CellPlace(0, 1, 2)),
            ("a", CellPlace(0, 1, 1)),
            ("c", CellPlace(2, 1, 1)),
        ];
        assert_eq!(places, expected.map(|(words, place)| (words.to_owned(), place)));
    }

    #[test]
    fn what_goes_on_over_pages_is_known_on_each() {
        let words = "woord ".repeat(80);
        let source = format!(
            "#set page(width: 200pt, height: 120pt, margin: 20pt, header: [kop])\n{words}\n\n#table(columns: 1, table.header([Kop]), [{words}])\n\nSlot."
        );
        let layers = pages(&source);
        assert!(layers.len() > 4, "{}", layers.len());
        let all: Vec<_> = layers.iter().flat_map(told).collect();
        let words_in = |role: Role| -> usize {
            all.iter().filter(|(known, ..)| *known == role).map(|(.., words)| words.matches("woord").count()).sum()
        };
        assert_eq!(words_in(P), 80);
        assert_eq!(words_in(Cell), 80);
        // The heading of the table is one, however often it is repeated.
        assert_eq!(all.iter().filter(|(role, ..)| *role == ColumnHead).count(), 1);
        assert_eq!(all.last(), Some(&part(P, 0, "Slot.")));
    }
}
