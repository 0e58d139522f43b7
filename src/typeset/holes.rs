//! White holes on the pages of a letter: in come its pages, out comes which chart or table must float so that text
//! flows up into the hole.
//!
//! A chart stays in one piece. Where it does not fit below the text, it goes to the next page and leaves a hole. Set
//! again as a float, it goes to the top of that page, and the text behind it fills the hole. For readers by ear and in
//! plain text it stays where it is.

use typst::layout::{Frame, FrameItem, Point, Transform};

use crate::layout::{TypstSource, label_of};
use crate::text::ExhibitKind;

use super::pages::Pages;

/// The text block of a page, between header and footer, in points: A4 with the margins of the shared layout.
const TOP: f64 = 79.0;
const BOTTOM: f64 = 768.0;
/// White over a greater share of the text height than this is a hole.
pub(super) const MOST: f64 = 0.2;
/// So many charts and tables float at most, before the pages stay as they are.
pub(super) const ROUNDS: usize = 6;

/// What a layout calls by which a chart or table floats.
const FLOATS: &str = "zweeft: true, ";
const CAN_FLOAT: &str = "zweeft: false";
/// So many of them are tried to float together.
const TOGETHER: usize = 3;
/// What a layout says by which the white between all lines is as it should be, and what comes near it: each is a pass over
/// all lines, so what fills most letters is tried first.
const EVEN: &str = "#let lucht = 0em";
const AIR: [&str; 5] =
    ["#let lucht = 0.05em", "#let lucht = -0.06em", "#let lucht = 0.15em", "#let lucht = -0.1em", "#let lucht = 0.1em"];
/// What a layout says where it wants no holes.
const FILLS_PAGES: &str = "#let vult-bladzijden = true";

/// The greatest white between two things on a page, as a share of the text height.
pub(super) fn whitest(frame: &Frame) -> f64 {
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

/// How much white there is beyond what is allowed, on all pages but the last.
pub(super) fn white(pages: &Pages) -> f64 {
    let frames = pages.document.pages();
    let before_last = frames.split_last().map_or(&[][..], |(_, before)| before);
    before_last.iter().map(|page| (whitest(&page.frame) - MOST).max(0.0)).sum()
}

/// Whether figures stand below each other in the order of their numbers, and tables as well.
pub(super) fn in_order(pages: &Pages) -> bool {
    [ExhibitKind::Chart, ExhibitKind::Table].into_iter().all(|kind| {
        let places: Vec<_> = (1..).map_while(|number| pages.place_of_label(&label_of(kind, number))).collect();
        places.windows(2).all(|pair| pair[0] <= pair[1])
    })
}

/// A call in a source that puts a chart, table or picture in its place.
struct Call<'s> {
    /// Where its arguments begin.
    arguments: usize,
    floats: bool,
    label: &'s str,
}

/// The calls of charts, tables and pictures with a number, in the order of the text.
fn calls(source: &str) -> Vec<Call<'_>> {
    let of_name = |name: &'static str| {
        source.match_indices(name).filter_map(move |(at, _)| {
            let arguments = at + name.len();
            let line = source[arguments..].lines().next()?;
            let label = line.split_once("anker: \"")?.1.split_once('"')?.0;
            Some(Call { arguments, floats: line.starts_with(FLOATS), label })
        })
    };
    let mut calls: Vec<Call<'_>> =
        ["#grafiek(", "#tabel(", "#overzicht(", "#afbeelding("].into_iter().flat_map(of_name).collect();
    calls.sort_unstable_by_key(|call| call.arguments);
    calls
}

/// Pages before the last that have a hole, from 0.
fn pages_with_holes(pages: &Pages) -> Vec<usize> {
    let frames = pages.document.pages();
    let before_last = frames.len().saturating_sub(1);
    (0..before_last).filter(|page| whitest(&frames[*page].frame) > MOST).collect()
}

/// The same source with a little more or less white between all lines: where the closing takes the last words with it
/// to a page of their own, it is divided over all pages, or there is no such page.
pub(super) fn spaced(pages: &Pages) -> Vec<TypstSource> {
    let source = &pages.laid_out.source;
    let can_be = pages.laid_out.slides.is_none() && source.contains(FILLS_PAGES) && source.contains(EVEN);
    let is_last_but_one = |hole: &usize| hole + 2 == pages.document.pages().len();
    if !can_be || !pages_with_holes(pages).first().is_some_and(is_last_but_one) {
        return Vec::new();
    }
    let with = |air: &&str| TypstSource { source: source.replacen(EVEN, air, 1), ..pages.laid_out.clone() };
    AIR.iter().map(with).collect()
}

/// The same source with one more chart or table that floats, or with those behind it as well, so that they stay in
/// order; none where no hole is left by one.
pub(super) fn with_floats(pages: &Pages) -> Vec<TypstSource> {
    let source = &pages.laid_out.source;
    if pages.laid_out.slides.is_some() || !source.contains(FILLS_PAGES) || !source.contains(CAN_FLOAT) {
        return Vec::new();
    }
    let calls = calls(source);
    let page_of = |call: &Call<'_>| pages.page_of_label(call.label);
    for hole in pages_with_holes(pages) {
        // What could not stand in it is the first on the next page; pages count from 1.
        let is_next = |call: &Call<'_>| !call.floats && page_of(call) == Some(hole + 2);
        let Some(first) = calls.iter().position(is_next) else { continue };
        let behind: Vec<&Call<'_>> = calls[first..].iter().filter(|call| !call.floats).take(TOGETHER).collect();
        let floating = |count: usize| {
            let mut changed = source.clone();
            for call in behind[..count].iter().rev() {
                changed.insert_str(call.arguments, FLOATS);
            }
            TypstSource { source: changed, ..pages.laid_out.clone() }
        };
        return (1..=behind.len()).map(floating).collect();
    }
    Vec::new()
}
