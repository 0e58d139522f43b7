//! What stands under the names of categories: what groups of them share, and the words for values that are not final.

use super::canvas::{Align, Area, At, Canvas, Label};
use super::model::Chart;
use super::names::runs;
use super::slots::Slots;
use super::style::ChartStyle;
use super::text::{self, Weight, Wrap};
use crate::color::QUIET;

/// White between two texts that share a row, in ems: enough that "2024" and "voorlopig" are not read as one.
const APART: f64 = 1.5;

/// One or two rows of text, or none; their places are relative to the baseline of the first row.
pub(super) struct Under {
    groups: Vec<CategoryGroup>,
    words: Vec<Label>,
    /// How many rows there are.
    pub rows: usize,
    size: f64,
}

/// A run of categories that share a name.
struct CategoryGroup {
    /// From where to where a line says what the name is about; none where that is clear, or where there is no room.
    span: Option<(f64, f64)>,
    name: Option<Label>,
}

impl Under {
    /// What stands under these categories. In a letter each sort has a row of its own; on a slide they share
    /// one where there is room.
    pub fn new(chart: &Chart, slots: &Slots, style: &ChartStyle, (with_groups, with_words): (bool, bool)) -> Under {
        let groups = if with_groups { groups(chart, slots, style) } else { Vec::new() };
        let mut words = if with_words { words(chart, slots, style) } else { Vec::new() };
        let size = style.text_size_pt;
        let mut rows = usize::from(!groups.is_empty()) + usize::from(!words.is_empty());
        if rows == 2 {
            let taken: Vec<Area> =
                groups.iter().filter_map(|group| group.name.as_ref()).map(|name| name.area(size)).collect();
            let free = |label: &Label| {
                let area = label.area(size);
                let wide = Area { x0: area.x0 - APART * size, x1: area.x1 + APART * size, ..area };
                !taken.iter().any(|other| other.overlaps(&wide))
            };
            if style.is_bounded() && words.iter().all(free) {
                rows = 1;
            } else {
                words.iter_mut().for_each(|label| label.at.1 += style.line_height());
            }
        }
        Under { groups, words, rows, size }
    }

    /// Draws all of it, with the baseline of its first row at `baseline`.
    pub fn draw(&self, canvas: &mut Canvas, baseline: f64) {
        let placed = |label: &Label| {
            let at: At = (label.at.0, label.at.1 + baseline);
            Label { at, ..label.clone() }
        };
        for CategoryGroup { span, name } in &self.groups {
            if let Some((from, to)) = *span {
                let y = baseline - self.size * 0.92;
                canvas.line((from, y), (to, y), QUIET, canvas.hairline());
            }
            if let Some(name) = name {
                canvas.text(placed(name));
            }
        }
        self.words.iter().for_each(|label| canvas.text(placed(label)));
    }
}

fn groups(chart: &Chart, slots: &Slots, style: &ChartStyle) -> Vec<CategoryGroup> {
    let size = style.text_size_pt;
    let names: Vec<Option<&str>> = chart.categories.iter().map(|c| c.group.as_deref()).collect();
    if names.iter().all(Option::is_none) {
        return Vec::new();
    }
    let mut groups = Vec::new();
    let mut taken: Option<Area> = None;
    let runs = runs(&names);
    // Where there is no room for all of them, every second, third, ... is named, and no lines stand between.
    let widest = text::widest(names.iter().flatten().copied(), Weight::Regular, size) + size;
    let each = (slots.end(names.len() - 1) - slots.start(0)) / runs.len() as f64;
    let stride = if runs.len() > 2 { (widest / each).ceil().max(1.0) as usize } else { 1 };
    let are_several = runs.len() > 1;
    for (first, last) in runs.into_iter().step_by(stride) {
        let (start, end) = (slots.start(first), slots.end(last));
        let limit = (end - start).max(size * 3.0);
        let wrap = Wrap { weight: Weight::Regular, size, width: limit, lines: 1 };
        let name = names[first].and_then(|name| {
            let text = wrap.lines(name).concat();
            free_label(Label::of_category(text, ((start + end) / 2.0, 0.0), Align::Middle), style, &mut taken)
        });
        let inset = size * 0.3;
        let has_span = are_several && stride == 1 && name.is_some();
        groups.push(CategoryGroup { span: has_span.then_some((start + inset, end - inset)), name });
    }
    groups
}

/// "voorlopig" and "prognose" under the categories that are so.
fn words(chart: &Chart, slots: &Slots, style: &ChartStyle) -> Vec<Label> {
    let words: Vec<Option<&str>> = (0..chart.categories.len()).map(|i| chart.word_at(i)).collect();
    let mut taken: Option<Area> = None;
    let label = |(first, last): (usize, usize)| {
        let at = ((slots.start(first) + slots.end(last)) / 2.0, 0.0);
        free_label(Label::quiet(words[first]?, at, Align::Middle), style, &mut taken)
    };
    runs(&words).into_iter().filter_map(label).collect()
}

/// The label inside the picture, unless it overlaps the one before it.
fn free_label(label: Label, style: &ChartStyle, taken: &mut Option<Area>) -> Option<Label> {
    let label = label.within(style.width_pt, style.text_size_pt);
    let area = label.area(style.text_size_pt);
    let free = taken.is_none_or(|other| !other.overlaps(&area));
    free.then(|| {
        *taken = Some(area);
        label
    })
}
