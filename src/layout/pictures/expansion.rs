//! What an SVG file grows to when all that it refers to is filled in.
//!
//! A drawing may repeat parts of itself (`use`, patterns, masks, markers, ...), and those may repeat others: ten
//! lines of file can ask for a billion shapes. Here each element is counted once, with what it takes to draw it.

use std::collections::{HashMap, HashSet};

use usvg::roxmltree::{Document, Node, NodeId};

/// What a drawing may grow to: elements, with longer paths and texts counted for more. A detailed map has 50,000.
const MOST_PARTS: u64 = 400_000;
/// Elements within elements, what is referred to included.
const DEEPEST: usize = 100;
/// So many bytes of a path or a text count as an element.
const PART_BYTES: usize = 64;

/// Why a drawing cannot be drawn; where, if one element is to blame.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Growth {
    /// All together it is too much.
    TooMuch,
    /// Elements are too deep in each other.
    TooDeep(usize),
    /// An element refers to itself, by way of others or at once.
    Endless(usize),
}

/// Checks that a drawing stays within bounds.
///
/// # Errors
/// It does not; with the byte of the file where it goes wrong.
pub(super) fn check(document: &Document<'_>) -> Result<(), Growth> {
    // Who draws by hand copies parts with their ids: each of that name is counted.
    let mut ids: HashMap<&str, Vec<Node<'_, '_>>> = HashMap::new();
    for node in document.descendants() {
        if let Some(id) = node.attribute("id") {
            ids.entry(id).or_default().push(node);
        }
    }
    let mut expansion = Expansion { ids, sheets: Sheets::of(document), known: HashMap::new(), open: HashSet::new() };
    let parts = expansion.parts(document.root_element())?;
    if parts > MOST_PARTS { Err(Growth::TooMuch) } else { Ok(()) }
}

struct Expansion<'a, 'input> {
    ids: HashMap<&'a str, Vec<Node<'a, 'input>>>,
    sheets: Sheets<'a>,
    known: HashMap<NodeId, u64>,
    /// The elements that the one at hand is a part of.
    open: HashSet<NodeId>,
}

impl<'a, 'input> Expansion<'a, 'input> {
    /// How many elements are drawn for one.
    fn parts(&mut self, node: Node<'a, 'input>) -> Result<u64, Growth> {
        if let Some(known) = self.known.get(&node.id()) {
            return Ok(*known);
        }
        if self.open.len() >= DEEPEST {
            return Err(Growth::TooDeep(node.range().start));
        }
        if !self.open.insert(node.id()) {
            return Err(Growth::Endless(node.range().start));
        }
        let text: usize = node.children().filter(Node::is_text).filter_map(|text| text.text()).map(str::len).sum();
        let written = |name| node.attribute(name).map_or(0, str::len);
        let outline = written("d") + written("points");
        let mut parts = 1 + as_parts(text + outline);
        for child in node.children().filter(Node::is_element) {
            parts = parts.saturating_add(self.parts(child)?);
        }
        for reference in self.references(node) {
            // A marker stands at each point of a line.
            let times = if reference.property.starts_with("marker") { 1 + outline as u64 / 4 } else { 1 };
            for target in self.ids.get(reference.id).cloned().unwrap_or_default() {
                if reference.is_certain || !self.open.contains(&target.id()) {
                    parts = parts.saturating_add(self.parts(target)?.saturating_mul(times));
                }
            }
        }
        self.open.remove(&node.id());
        self.known.insert(node.id(), parts);
        Ok(parts)
    }

    /// What an element refers to.
    fn references(&self, node: Node<'a, 'input>) -> Vec<Reference<'a>> {
        let mut found = Vec::new();
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            match name {
                "href" if node.tag_name().name() != "a" => {
                    found.extend(value.trim().strip_prefix('#').map(|id| Reference::new("href", id)));
                }
                "style" => found.extend(declarations(value)),
                "class" => {
                    let classes = value.split_ascii_whitespace().filter_map(|class| self.sheets.of_class.get(class));
                    found.extend(classes.flatten().copied());
                }
                _ => found.extend(urls(value).map(|id| Reference::new(name, id))),
            }
        }
        if SHAPES.contains(&node.tag_name().name()) {
            found.extend(self.sheets.of_any.iter().copied());
        }
        found
    }
}

/// What a rule of a style sheet that names no class can be about.
const SHAPES: [&str; 13] =
    ["svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "use", "image"];

/// An element that draws another, by the id of that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Reference<'a> {
    property: &'a str,
    id: &'a str,
    /// Not so where a style sheet says it of elements that may be others.
    is_certain: bool,
}

impl<'a> Reference<'a> {
    fn new(property: &'a str, id: &'a str) -> Self {
        Self { property, id, is_certain: true }
    }
}

fn as_parts(bytes: usize) -> u64 {
    (bytes / PART_BYTES) as u64
}

/// The ids in `url(#id)`.
fn urls(value: &str) -> impl Iterator<Item = &str> {
    value.split("url(").skip(1).filter_map(|rest| {
        let inside = rest.split(')').next()?;
        inside.trim().trim_matches(['"', '\'']).trim().strip_prefix('#')
    })
}

/// What a list of declarations refers to.
fn declarations(style: &str) -> impl Iterator<Item = Reference<'_>> {
    style.split(';').flat_map(|declaration| {
        let property = declaration.split(':').next().unwrap_or_default().trim();
        urls(declaration).map(move |id| Reference::new(property, id))
    })
}

/// What the style sheets of a file let elements refer to.
#[derive(Default)]
struct Sheets<'a> {
    of_class: HashMap<&'a str, Vec<Reference<'a>>>,
    of_any: Vec<Reference<'a>>,
}

impl<'a> Sheets<'a> {
    fn of(document: &'a Document<'_>) -> Self {
        let mut sheets = Self::default();
        let styles = document.descendants().filter(|node| node.tag_name().name() == "style");
        for text in styles.flat_map(|style| style.children()).filter_map(|text| text.text()) {
            sheets.add(text);
        }
        sheets
    }

    fn add(&mut self, text: &'a str) {
        let mut understood = HashSet::new();
        for rule in text.split('}') {
            let Some((selectors, body)) = rule.rsplit_once('{') else { continue };
            let references: Vec<_> = declarations(body).collect();
            for class in selectors.split(',').filter_map(last_class) {
                understood.extend(references.iter().map(|reference| reference.id));
                self.of_class.entry(class).or_default().extend(&references);
            }
        }
        // Rules about elements, and what only a full reader of CSS could tell: about any of them.
        let others = urls(text).filter(|id| !understood.contains(id));
        self.of_any.extend(others.map(|id| Reference { is_certain: false, ..Reference::new("", id) }));
    }
}

/// The class of the elements that a selector is about.
fn last_class(selector: &str) -> Option<&str> {
    let last = selector.split_ascii_whitespace().next_back()?;
    let class = last.split('.').nth(1)?;
    class.split(['#', ':', '[', '>', '+', '~', '*', '/']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(body: &str) -> Result<(), Growth> {
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 9 9\">{body}</svg>"
        );
        check(&Document::parse(&text).expect("XML"))
    }

    /// Groups that each hold ten times the one before.
    fn tower(floors: usize, part: impl Fn(usize) -> String) -> String {
        (1..=floors).map(|floor| format!("<g id=\"f{floor}\">{}</g>", part(floor - 1).repeat(10))).collect()
    }

    #[test]
    fn what_repeats_itself_is_counted_out() {
        let rect = "<rect id=\"f0\" width=\"1\" height=\"1\"/>";
        let uses = |floors| tower(floors, |below| format!("<use xlink:href=\"#f{below}\"/>"));
        assert_eq!(checked(&format!("{rect}{}", uses(4))), Ok(()));
        assert_eq!(checked(&format!("{rect}{}", uses(9))), Err(Growth::TooMuch));
        assert_eq!(checked(&format!("{rect}{}", uses(90))), Err(Growth::TooMuch));
        // By an attribute, by a style, by a class.
        let painted = |how: fn(usize) -> String| {
            let patterns: String = (1..=9)
                .map(|floor| {
                    format!("<pattern id=\"f{floor}\">{}</pattern>", format!("<rect {}/>", how(floor - 1)).repeat(10))
                })
                .collect();
            let sheet: String = (0..9).map(|floor| format!(".k{floor}, g .x{{fill:url(#f{floor})}}")).collect();
            format!("{rect}<style>{sheet}</style>{patterns}<rect {}/>", how(9))
        };
        assert_eq!(checked(&painted(|floor| format!("fill=\"url(#f{floor})\""))), Err(Growth::TooMuch));
        assert_eq!(checked(&painted(|floor| format!("style=\"fill: url('#f{floor}')\""))), Err(Growth::TooMuch));
        assert_eq!(checked(&painted(|floor| format!("class=\"a k{floor}\""))), Err(Growth::TooMuch));
        assert_eq!(checked(&painted(|_| "class=\"b\"".to_owned())), Ok(()));
    }

    #[test]
    fn a_marker_counts_for_each_point() {
        let marker = format!("<marker id=\"m\">{}</marker>", "<path d=\"M0 0\"/>".repeat(1_000));
        let line = |points: usize| format!("{marker}<path marker-mid=\"url(#m)\" d=\"{}\"/>", "M0 0".repeat(points));
        assert_eq!(checked(&line(100)), Ok(()));
        assert_eq!(checked(&line(10_000)), Err(Growth::TooMuch));
    }

    #[test]
    fn depth_and_circles_are_told_apart() {
        let nested = |depth: usize| format!("{}{}", "<g>".repeat(depth), "</g>".repeat(depth));
        assert_eq!(checked(&nested(80)), Ok(()));
        assert!(matches!(checked(&nested(20_000)), Err(Growth::TooDeep(_))));
        let circle = "<g id=\"a\"><use href=\"#b\"/></g><g id=\"b\"><use href=\"#a\"/></g>";
        assert!(matches!(checked(circle), Err(Growth::Endless(at)) if at > 0));
        // A link to a place in the drawing draws nothing.
        assert_eq!(checked("<g id=\"a\"><a href=\"#a\"><rect/></a></g>"), Ok(()));
    }
}
