//! Text along lines: the values of points that matter, and names where there is no room beside the plot. It
//! stands where no line and no other text is in the way.

use super::canvas::{Align, Area, At, Canvas, Label};
use super::column::wants_bare;
use super::emphasis;
use super::frame::Frame;
use super::model::{Chart, Labels};
use super::path::{Path, PathPoint, RADIUS};
use super::style::ChartStyle;
use crate::color;

/// Of more lines no values are written.
const VALUED: usize = 3;
/// From a line to the name above or below it, and between two places that are tried for it, in ems.
const BESIDE: f64 = 0.45;
const STEP: f64 = 0.5;
/// A name this near to another line may be taken for its name, in ems.
const NEAR: f64 = 0.6;
/// From the plot to the names of the categories below it, in ems.
const NAMES_FROM: f64 = 0.3;

/// Writes values and names along lines.
pub(super) struct Along<'a> {
    pub chart: &'a Chart,
    pub labels: &'a dyn Labels,
    pub style: &'a ChartStyle,
    pub frame: &'a Frame,
    pub paths: &'a [Path],
    /// Whether the last value stands beside the name of its line already.
    pub last_told: bool,
}

impl Along<'_> {
    /// Values beside points that matter; the areas they take come back.
    pub fn values(&self, canvas: &mut Canvas) -> Vec<Area> {
        let single = self.chart.series.len() == 1;
        let bare = wants_bare(self.chart, self.labels, self.style, self.frame.slots.width());
        let mut taken: Vec<Area> = Vec::new();
        if self.chart.series.len() > VALUED {
            return taken;
        }
        for (series, path) in self.chart.series.iter().zip(self.paths) {
            let labelled = emphasis::of(self.chart, series).labelled;
            let first = path.places().next().map(|place| place.category);
            let last = path.places().last().map(|place| place.category);
            for category in labelled {
                let ends = Some(category) == first || Some(category) == last;
                // Of several lines only the ends are written.
                let wanted =
                    single || (Some(category) == first && first != last) || (Some(category) == last && !self.last_told);
                let Some(place) = path.places().find(|place| place.category == category && wanted) else {
                    continue;
                };
                let Some(value) = series.points[category].shown() else {
                    continue;
                };
                let color = color::for_text(path.color);
                let text = if bare { self.labels.bare(value) } else { self.labels.value(value) };
                let label = Label::strong(text, place.at, Align::Middle, color);
                if let Some(label) = self.free_place(label, &taken, ends, canvas) {
                    taken.push(label.area(self.style.text_size_pt));
                    canvas.text_on_paper(label);
                }
            }
        }
        taken
    }

    /// Above or below the point, or a little beside it, where no line and no other label is in the way. An end
    /// of a line gets the best of the bad places.
    fn free_place(&self, label: Label, taken: &[Area], must: bool, canvas: &Canvas) -> Option<Label> {
        let size = self.style.text_size_pt;
        let (above, below) = (-size * 0.75, size * 1.35);
        let far = size * 1.5;
        let shifts = [
            (0.0, above),
            (0.0, below),
            (-far, above),
            (far, above),
            (-far, below),
            (far, below),
            (0.0, above * 2.0),
            (0.0, below * 1.6),
        ];
        let tried = shifts.iter().map(|(dx, dy)| {
            let moved = Label { at: (label.at.0 + dx, label.at.1 + dy), ..label.clone() };
            let moved = self.frame.kept_in_plot(moved, canvas);
            let cost = self.conflicts(&moved.area(size), taken);
            (cost, moved)
        });
        let best = tried.min_by_key(|(cost, _)| *cost);
        best.filter(|(cost, _)| *cost == 0 || (must && *cost < 100)).map(|(_, label)| label)
    }

    fn conflicts(&self, area: &Area, taken: &[Area]) -> usize {
        let unit = self.style.unit();
        let widened =
            |by: f64| Area { x0: area.x0 - by, y0: area.y0 - 0.5 * unit, x1: area.x1 + by, y1: area.y1 + 0.5 * unit };
        let wide = widened(unit);
        // Numbers side by side on a slide read as one number unless they stand well apart.
        let apart = widened(if self.style.is_bounded() { 3.0 * unit } else { unit });
        let overlaps = taken.iter().filter(|other| other.overlaps(&apart)).count();
        let outside = area.y1 > self.frame.plot.y1 || area.y0 < self.frame.plot.y0 - self.style.line_height() * 1.35;
        let runs = self.paths.iter().flat_map(|path| &path.runs);
        let lines = runs.clone().flat_map(|run| run.windows(2));
        let crossed = lines.filter(|pair| wide.is_crossed_by(pair[0].at, pair[1].at)).count();
        let radius = RADIUS * self.style.text_size_pt;
        let near = |at: At| Area::between((at.0 - radius, at.1 - radius), (at.0 + radius, at.1 + radius));
        let dots = runs.flatten().filter(|place| near(place.at).overlaps(&wide)).count();
        // On a slide the rows above and below the plot are taken; in a letter the names of the categories stand below it.
        let in_names = area.y1 > self.frame.plot.y1 + NAMES_FROM * self.style.text_size_pt;
        let outside = usize::from(outside) * if self.style.is_bounded() || in_names { 100 } else { 10 };
        100 * overlaps + crossed + dots + outside
    }

    /// The name of every series above or below its own line, or none where one finds no free place.
    pub fn names(&self, mut taken: Vec<Area>) -> Option<Vec<Label>> {
        let mut labels = Vec::new();
        for (series, path) in self.chart.series.iter().zip(self.paths) {
            let label = self.name(&series.name, path, &taken)?;
            taken.push(label.area(self.style.text_size_pt));
            labels.push(label);
        }
        Some(labels)
    }

    /// The free place for a name that lies nearest to the end of its line and farthest from other lines.
    fn name(&self, name: &str, path: &Path, taken: &[Area]) -> Option<Label> {
        let size = self.style.text_size_pt;
        let label = Label::strong(name, (0.0, 0.0), Align::Middle, color::for_text(path.color));
        let half = label.area(size).width() / 2.0;
        let run = path.runs.iter().max_by_key(|run| run.len())?;
        let (first, last) = (run.first()?.at.0, run.last()?.at.0);
        let (low, high) = (self.frame.plot.x0 + half, self.frame.plot.x1 - half);
        let steps = ((high - low) / (STEP * size)).floor();
        let mut best: Option<(f64, Label)> = None;
        for step in 0..=(steps.clamp(-1.0, 1000.0) as i64) {
            let x = high - step as f64 * STEP * size;
            if x < first || x > last {
                continue;
            }
            let broken = self.frame.slots.break_centers().any(|at| (at - x).abs() < half + size * 0.6);
            let (top, bottom) = band(run, (x - half, x + half));
            let above = (x, top - (BESIDE + 0.22) * size);
            let below = (x, bottom + (BESIDE + 0.75) * size);
            for at in [above, below] {
                let placed = Label { at, ..label.clone() };
                let area = placed.area(size);
                let too_high = area.y0 < self.frame.plot.y0 - size;
                if too_high || self.conflicts(&area, taken) > 0 || self.is_near_others(&area, path, NEAR) {
                    continue;
                }
                let rather_near = if self.is_near_others(&area, path, 2.0 * NEAR) { 2.0 } else { 0.0 };
                let cost = rather_near + 0.2 * step as f64 * STEP + if broken { 10.0 } else { 0.0 };
                if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                    best = Some((cost, placed));
                }
            }
        }
        best.map(|(_, label)| label)
    }

    /// Whether the line of another series comes so near to an area.
    fn is_near_others(&self, area: &Area, own: &Path, ems: f64) -> bool {
        let by = ems * self.style.text_size_pt;
        let around = Area { x0: area.x0 - by, y0: area.y0 - by, x1: area.x1 + by, y1: area.y1 + by };
        let others = self.paths.iter().filter(|path| !std::ptr::eq(*path, own));
        let mut lines = others.flat_map(|path| &path.runs).flat_map(|run| run.windows(2));
        lines.any(|pair| around.is_crossed_by(pair[0].at, pair[1].at))
    }
}

/// The highest and lowest point of a line between two places on the axis, as far as it goes.
fn band(run: &[PathPoint], (from, to): (f64, f64)) -> (f64, f64) {
    let mut band = (f64::MAX, f64::MIN);
    let mut hold = |y: f64| band = (band.0.min(y), band.1.max(y));
    for pair in run.windows(2) {
        let ((xa, ya), (xb, yb)) = (pair[0].at, pair[1].at);
        let (start, end) = (xa.max(from), xb.min(to));
        if start <= end && xb > xa {
            for x in [start, end] {
                hold(ya + (yb - ya) * (x - xa) / (xb - xa));
            }
        }
    }
    for place in run.iter().filter(|place| (from..=to).contains(&place.at.0)) {
        hold(place.at.1);
    }
    band
}
