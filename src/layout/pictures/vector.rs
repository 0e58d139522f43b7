//! SVG: the file is looked through before it is read as a drawing, and the drawing before it goes into a document.

use std::sync::{Arc, Mutex, PoisonError};

use typst::visualize::ExchangeFormat;
use usvg::roxmltree::{Attribute, Document, Node, ParsingOptions};
use usvg::tiny_skia_path::{Rect, Transform};
use usvg::{Group, ImageHrefResolver, ImageKind, Options, Tree};

use super::expansion::{self, Growth};
use super::filters::{self, FilterWork};
use super::numbers::LARGEST;
use super::numbers::{self, Notation};
use super::raster::{self, MOST_PIXELS};
use super::unusable::Unusable;

/// Bytes of an SVG file. The map of a municipality has five million.
const MOST_BYTES: usize = 32 * 1024 * 1024;
/// Elements, texts and remarks in the file.
const MOST_NODES: u32 = 1_000_000;
/// What is drawn may be so far from where it is shown, in the units of the file. Beyond it, sums lose all digits.
const FARTHEST: f32 = 1e9;
/// The least width and height of a drawing.
const SMALLEST: f32 = 1e-3;

const EXPORT: &str = "Bewaar de afbeelding in een tekenprogramma als PNG, en gebruik die.";

/// Checks an SVG file.
///
/// # Errors
/// It is none, or cannot be in a document.
pub(super) fn check(bytes: &[u8]) -> Result<(), Unusable> {
    let Some(text) = std::str::from_utf8(bytes).ok().filter(|text| text.contains("<svg")) else {
        return Err(Unusable::new("is geen afbeelding die Griffel kent."));
    };
    if bytes.len() > MOST_BYTES {
        return Err(Unusable::new("is te groot: een SVG-bestand mag hoogstens 32 MB zijn.").hint(EXPORT));
    }
    // As usvg reads it, but with an end to it.
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|_| Unusable::damaged())?;
    for node in document.descendants() {
        check_numbers(node)?;
        check_links(node)?;
    }
    expansion::check(&document).map_err(|growth| grown(&growth, &document))?;
    let pictures = PicturesInside::default();
    let tree = Tree::from_xmltree(&document, &pictures.options()).map_err(|_| Unusable::damaged())?;
    pictures.verdict()?;
    check_drawing(&tree)
}

fn check_numbers(node: Node<'_, '_>) -> Result<(), Unusable> {
    let too_large = |number: &str, at: usize| {
        let line = node.document().text_pos_at(at).row;
        Unusable::new(format!("heeft een te groot getal op regel {line}: {number}."))
            .hint(format!("Een getal in een tekening mag hoogstens {LARGEST} zijn. {EXPORT}"))
    };
    for attribute in node.attributes().filter(is_read) {
        let notation = if attribute.name() == "style" { Notation::Css } else { Notation::Attribute };
        if let Some(number) = numbers::first_too_large(attribute.value(), notation) {
            return Err(too_large(number, attribute.range().start));
        }
    }
    if node.tag_name().name() == "style" {
        for text in node.children() {
            if let Some(number) = text.text().and_then(|css| numbers::first_too_large(css, Notation::Css)) {
                return Err(too_large(number, text.range().start));
            }
        }
    }
    Ok(())
}

/// Whether an attribute says something of the drawing; programs for drawing leave many for themselves.
fn is_read(attribute: &Attribute<'_, '_>) -> bool {
    let name = attribute.name();
    let is_text = ["id", "class", "href", "font-family", "lang", "name", "result", "in", "in2", "title", "version"];
    attribute.namespace().is_none()
        && !is_text.contains(&name)
        && !name.starts_with("data-")
        && !name.starts_with("aria-")
}

/// A document holds all that it shows, and pictures in pictures would have to be looked at without end.
fn check_links(node: Node<'_, '_>) -> Result<(), Unusable> {
    if !["image", "feImage"].contains(&node.tag_name().name()) {
        return Ok(());
    }
    for link in node.attributes().filter(|attribute| attribute.name() == "href") {
        let link = link.value().trim_start();
        let is_own = link.is_empty() || link.starts_with('#');
        if !is_own && !link.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:")) {
            return Err(Unusable::new("verwijst naar een andere afbeelding. Neem die in het SVG-bestand zelf op."));
        }
    }
    Ok(())
}

fn grown(growth: &Growth, document: &Document<'_>) -> Unusable {
    let line = |at: &usize| document.text_pos_at(*at).row;
    let what = match growth {
        Growth::TooMuch => "herhaalt zichzelf zo vaak dat de tekening te groot wordt.".to_owned(),
        Growth::TooDeep(at) => format!("heeft op regel {} te veel groepen in elkaar.", line(at)),
        Growth::Endless(at) => format!("verwijst op regel {} naar zichzelf.", line(at)),
    };
    Unusable::new(what).hint(EXPORT)
}

/// The pictures that an SVG file holds itself.
#[derive(Default)]
struct PicturesInside {
    refused: Arc<Mutex<Option<Unusable>>>,
}

impl PicturesInside {
    /// How usvg is to read the file; pictures are looked at on the way.
    fn options(&self) -> Options<'static> {
        let refused = self.refused.clone();
        let look = move |mime: &str, data: Arc<Vec<u8>>, _: &Options<'_>| {
            let (format, kind) = match mime {
                "image/png" => (ExchangeFormat::Png, ImageKind::PNG(data.clone())),
                "image/jpg" | "image/jpeg" => (ExchangeFormat::Jpg, ImageKind::JPEG(data.clone())),
                "image/webp" => (ExchangeFormat::Webp, ImageKind::WEBP(data.clone())),
                _ => {
                    let other = Unusable::new("heeft een afbeelding in zich van een soort die niet kan.")
                        .hint(format!("Wel: PNG, JPEG en WebP. {EXPORT}"));
                    *refused.lock().unwrap_or_else(PoisonError::into_inner) = Some(other);
                    return None;
                }
            };
            match raster::check(&data, format) {
                Ok(()) => Some(kind),
                Err(reason) => {
                    let inside =
                        Unusable { what: format!("heeft een afbeelding in zich. Die {}", reason.what), ..reason };
                    *refused.lock().unwrap_or_else(PoisonError::into_inner) = Some(inside);
                    None
                }
            }
        };
        let image_href_resolver =
            ImageHrefResolver { resolve_data: Box::new(look), resolve_string: Box::new(|_, _| None) };
        Options { font_family: String::new(), resources_dir: None, image_href_resolver, ..Options::default() }
    }

    fn verdict(&self) -> Result<(), Unusable> {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).take().map_or(Ok(()), Err)
    }
}

/// What the drawing as a whole would ask for.
#[derive(Default)]
struct Asked {
    pixels: u64,
    filters: FilterWork,
}

fn check_drawing(tree: &Tree) -> Result<(), Unusable> {
    let (width, height) = (tree.size().width(), tree.size().height());
    if width < SMALLEST || height < SMALLEST {
        return Err(Unusable::new("is te klein om te tekenen: de breedte of de hoogte is bijna nul.")
            .hint("Geef de tekening een breedte en een hoogte, met viewBox, width en height."));
    }
    let mut asked = Asked { pixels: 0, filters: FilterWork::of_drawing(width, height) };
    check_group(tree.root(), &mut asked)?;
    if asked.pixels > 4 * MOST_PIXELS {
        return Err(Unusable::new("heeft te veel of te grote afbeeldingen in zich.").hint(EXPORT));
    }
    asked.filters.verdict()
}

fn check_group(group: &Group, asked: &mut Asked) -> Result<(), Unusable> {
    let is_near = is_sound(group.transform())
        && is_sound(group.abs_transform())
        && is_within(group.bounding_box())
        && is_within(group.abs_bounding_box());
    if !is_near {
        return Err(too_far());
    }
    filters::measure(group, &mut asked.filters);
    for node in group.children() {
        let boxes = [node.bounding_box(), node.abs_bounding_box(), node.stroke_bounding_box()];
        if !boxes.into_iter().all(is_within) || !is_sound(node.abs_transform()) {
            return Err(too_far());
        }
        if let usvg::Node::Image(image) = node {
            let pixels = match image.kind() {
                ImageKind::PNG(data) => raster::pixels(data, ExchangeFormat::Png),
                ImageKind::JPEG(data) => raster::pixels(data, ExchangeFormat::Jpg),
                ImageKind::WEBP(data) => raster::pixels(data, ExchangeFormat::Webp),
                ImageKind::GIF(_) | ImageKind::SVG(_) => Ok(0),
            };
            asked.pixels = asked.pixels.saturating_add(pixels?);
        }
        let mut result = match node {
            usvg::Node::Group(inner) => check_group(inner, asked),
            _ => Ok(()),
        };
        node.subroots(|root| {
            if result.is_ok() {
                result = check_group(root, asked);
            }
        });
        result?;
    }
    Ok(())
}

fn is_sound(transform: Transform) -> bool {
    let Transform { sx, kx, ky, sy, tx, ty } = transform;
    [sx, kx, ky, sy, tx, ty].into_iter().all(|part| part.is_finite() && part.abs() <= FARTHEST)
}

fn is_within(rect: Rect) -> bool {
    [rect.left(), rect.top(), rect.right(), rect.bottom()]
        .into_iter()
        .all(|side| side.is_finite() && side.abs() <= FARTHEST)
}

fn too_far() -> Unusable {
    Unusable::new("tekent veel te groot of veel te ver weg.").hint(EXPORT)
}
