//! White holes on the pages of a letter: in come its pages, out comes which chart or table must float so that text
//! flows up into the hole.
//!
//! A chart stays in one piece. Where it does not fit below the text, it goes to the next page and leaves a hole. Set
//! again as a float, it goes to the top of that page, and the text behind it fills the hole. For readers by ear and in
//! plain text it stays where it is.

use typst::layout::{Frame, FrameItem, Point, Transform};

use crate::layout::{TypstSource, WHITE_MARK, label_of};
use crate::text::ExhibitKind;

use super::pages::Pages;

/// The text block of a page, between header and footer, in points: A4 with the margins of the shared layout.
const TOP: f64 = 79.0;
const BOTTOM: f64 = 768.0;
/// White over a greater share of the text height than this is a hole.
const MOST: f64 = 0.2;

/// Where a layout says which charts, tables and pictures float, by their labels. What stands in its text stays as it is, so
/// that Typst remembers it.
const FLOATING: &str = "#let zweven = (";
/// So many of them are tried to float together.
const TOGETHER: usize = 3;
/// What a layout defines by which there is a little more or less white between its paragraphs and above its headings.
const CAN_SPACE: &str = "#let wit(niveau, meer) =";
const SPACE_CALL: &str = "#wit(";
/// So much white is added between paragraphs at most, in points, and so much taken away; above headings twice that.
const MORE: f64 = 7.0;
const LESS: f64 = 3.0;
/// Pages break between lines: the height of one, in points.
const ONE_LINE: f64 = 14.0;
/// What comes with the first thing on a page that it does not have there, in points: white above it, or a footnote below.
const ABOVE: [f64; 2] = [25.0, 50.0];
/// The share of those places that are not at the top of a page, where white has no effect.
const WITHIN_PAGES: f64 = 0.9;
/// Beyond what is missing by a measure of pages that will break elsewhere, as factors.
const MARGINS: [f64; 3] = [1.15, 1.6, 2.4];
/// What a layout says where it wants no holes.
const FILLS_PAGES: &str = "#let vult-bladzijden = true";

/// Where a layout says that the closing comes; behind that there are appendices.
const CLOSING: &str = "#metadata(none) <slot-van-de-brief>";
const CLOSING_LABEL: &str = "slot-van-de-brief";

/// The greatest white between two things on a page, as a share of the text height.
fn whitest(frame: &Frame) -> f64 {
    let mut extents = Vec::new();
    note(frame, Transform::identity(), &mut extents);
    extents.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut reached, mut widest) = (TOP, 0.0f64);
    for (top, bottom) in extents {
        widest = widest.max(top - reached);
        reached = reached.max(bottom);
    }
    widest.max(BOTTOM - reached) / (BOTTOM - TOP)
}

/// The upper and lower ends of all that stands in the text block.
fn note(frame: &Frame, transform: Transform, extents: &mut Vec<(f64, f64)>) {
    for (position, item) in frame.items() {
        let at = |point: Point| point.transform(transform).y.to_pt();
        let (top, bottom) = match item {
            FrameItem::Group(group) => {
                let moved = Transform::translate(position.x, position.y);
                note(&group.frame, transform.pre_concat(moved).pre_concat(group.transform), extents);
                continue;
            }
            FrameItem::Text(text) => {
                let baseline = at(*position);
                (baseline - text.size.to_pt(), baseline + 0.25 * text.size.to_pt())
            }
            FrameItem::Image(_, size, _) => (at(*position), at(*position + size.to_point())),
            _ => continue,
        };
        // What stands in the margins is the header, the footer, or the mark of a draft beside the text.
        if top < BOTTOM && bottom > TOP && bottom - top < BOTTOM - TOP {
            extents.push((top.max(TOP), bottom.min(BOTTOM)));
        }
    }
}

/// How much white there is beyond what is allowed.
pub(super) fn white(pages: &Pages) -> f64 {
    let frames = pages.document.pages();
    full_pages(pages).map(|page| (whitest(&frames[page].frame) - MOST).max(0.0)).sum()
}

/// Pages that should be full, from 0: all but the last and that with the closing, behind which an appendix can begin.
fn full_pages(pages: &Pages) -> impl Iterator<Item = usize> {
    let last = last_page(pages);
    (0..pages.document.pages().len().saturating_sub(1)).filter(move |page| *page != last)
}

/// The page with the closing, from 0.
fn last_page(pages: &Pages) -> usize {
    pages.page_of_label(CLOSING_LABEL).unwrap_or(pages.document.pages().len()).saturating_sub(1)
}

/// Whether figures stand below each other in the order of their numbers, and tables as well, and none behind the closing.
pub(super) fn in_order(pages: &Pages) -> bool {
    let text = pages.laid_out.source.split(CLOSING).next().unwrap_or_default();
    let closing = pages.page_of_label(CLOSING_LABEL);
    let is_before =
        |label: &&str| closing.is_none_or(|closing| pages.page_of_label(label).is_none_or(|page| page <= closing));
    [ExhibitKind::Chart, ExhibitKind::Table].into_iter().all(|kind| {
        let places: Vec<_> = (1..).map_while(|number| pages.place_of_label(&label_of(kind, number))).collect();
        places.windows(2).all(|pair| pair[0] <= pair[1])
    }) && labels(text).iter().all(is_before)
}

/// The labels of charts, tables and pictures with a number, in the order of the text.
fn labels(source: &str) -> Vec<&str> {
    let of_name = |name: &'static str| {
        source.match_indices(name).filter_map(move |(at, _)| {
            let line = source[at + name.len()..].lines().next()?;
            Some((at, line.split_once("anker: \"")?.1.split_once('"')?.0))
        })
    };
    let calls = ["#grafiek(", "#tabel(", "#overzicht(", "#afbeelding("].into_iter().flat_map(of_name);
    let mut labels: Vec<(usize, &str)> = calls.collect();
    labels.sort_unstable();
    labels.into_iter().map(|(_, label)| label).collect()
}

/// Pages that have a hole, from 0.
fn pages_with_holes(pages: &Pages) -> Vec<usize> {
    let frames = pages.document.pages();
    full_pages(pages).filter(|page| whitest(&frames[*page].frame) > MOST).collect()
}

/// The source with a little more or less white above headings and between paragraphs: where the closing takes the last
/// words with it to a page of their own, the hole that they leave is divided over all pages, or there is room for them in
/// it.
pub(super) fn spaced(pages: &Pages, base: &TypstSource) -> Vec<TypstSource> {
    let source = &base.source;
    let can_be = base.slides.is_none()
        && source.contains(FILLS_PAGES)
        && source.contains(CAN_SPACE)
        && !source.contains(SPACE_CALL);
    let hole = pages_with_holes(pages).first().copied().filter(|hole| can_be && hole + 1 == last_page(pages));
    let frames = pages.document.pages();
    let Some([before, last]) = hole.and_then(|hole| frames.get(hole..hole + 2)) else { return Vec::new() };
    let marks = white_marks(source);
    let places = WITHIN_PAGES * marks.iter().map(|(_, level)| share(*level)).sum::<f64>();
    let height = BOTTOM - TOP;
    let hole = height * whitest(&before.frame);
    let closing = height * (1.0 - whitest(&last.frame));
    // Most often the closing stays where it is, and the rest comes nearer to it.
    let more = MARGINS.map(|margin| margin * (hole - MOST * height + ONE_LINE) / places);
    let less = ABOVE.map(|above| ((closing - hole).max(0.0) + above) / places);
    let more = more.into_iter().filter(|more| *more <= MORE);
    let less = less.into_iter().filter(|less| *less <= LESS).map(|less| -less);
    let changed = |change: f64| {
        let mut out = source.clone();
        for (at, level) in marks.iter().rev() {
            out.insert_str(*at, &format!("{SPACE_CALL}{level}, {:.2}pt)", change * share(*level)));
        }
        TypstSource { source: out, ..base.clone() }
    };
    more.chain(less).map(changed).collect()
}

/// How much more there is of what is added above a heading than between paragraphs.
fn share(level: u8) -> f64 {
    if level == 0 { 1.0 } else { 2.0 }
}

/// Where the white can be a little more or less, and above a heading of which level (0: between paragraphs).
fn white_marks(source: &str) -> Vec<(usize, u8)> {
    let marks = source.match_indices(WHITE_MARK).filter_map(|(at, _)| {
        let level = source[at + WHITE_MARK.len()..].split_once("*/")?.0.parse().ok()?;
        Some((at, level))
    });
    marks.collect()
}

/// The source that comes after that of these pages, with one more chart or table that floats, or with those behind it as
/// well, so that they stay in order; none where no hole is left by one.
pub(super) fn with_floats(pages: &Pages, base: &TypstSource) -> Vec<TypstSource> {
    let source = &base.source;
    let Some(list) = source.find(FLOATING).map(|at| at + FLOATING.len()) else { return Vec::new() };
    let Some(length) = source[list..].find(')') else { return Vec::new() };
    if base.slides.is_some() || !source.contains(FILLS_PAGES) {
        return Vec::new();
    }
    let floating = &source[list..list + length];
    let mut standing = labels(source);
    standing.retain(|label| !floating.contains(&format!("\"{label}\"")));
    for hole in pages_with_holes(pages) {
        // What could not stand in it is the first on the next page; pages count from 1.
        let is_next = |label: &&str| pages.page_of_label(label) == Some(hole + 2);
        let Some(first) = standing.iter().position(is_next) else { continue };
        let most = standing.len().min(first + TOGETHER);
        let with = |end: usize| {
            let more: String = standing[first..end].iter().map(|label| format!("\"{label}\", ")).collect();
            let mut changed = source.clone();
            changed.insert_str(list + length, &more);
            TypstSource { source: changed, ..base.clone() }
        };
        return (first + 1..=most).map(with).collect();
    }
    Vec::new()
}
