//! Lines over time.

use super::canvas::{Anchor, Area, At, Canvas, Label};
use super::color::{self, Rgb};
use super::column::hidden_dot;
use super::emphasis;
use super::ends::{EndNames, Target};
use super::frame::{Frame, Margins};
use super::legend::{Legend, Marker, Sign};
use super::scale::{Baseline, Extent, Scale, number};
use super::{Chart, Labels, Series, Style};

/// Up to this many categories every point has a marker.
const MARKED: usize = 16;
/// Beside so many lines, names still find their line.
const NAMED: usize = 6;
/// Width of a line, radius of its markers, dash and gap of what is provisional, in ems.
const WIDTH: f64 = 0.2;
const RADIUS: f64 = 0.29;
const DASHES: (f64, f64) = (0.38, 0.27);

/// A point of a line on the picture.
#[derive(Clone, Copy)]
struct Place {
    category: usize,
    at: At,
    provisional: bool,
}

/// A line on the picture.
struct Path {
    /// Points between which the line is connected.
    runs: Vec<Vec<Place>>,
    color: Rgb,
    marker: Marker,
    /// Categories whose point has a marker, however many there are.
    marked: Vec<usize>,
    /// Size of the text, with which line and markers grow.
    em: f64,
}

/// Draws lines.
pub(super) fn draw(chart: &Chart, labels: &dyn Labels, style: &Style) -> Canvas {
    let extent = Extent::of(chart.values()).unwrap_or(Extent::UNIT);
    let scale = Scale::new(extent, Baseline::ZeroUnlessNarrow, labels);
    let colors = color::palette(style.house, chart.series.len());
    let names = end_names(chart, labels, style);
    let legend = (names.is_none() && chart.series.len() > 1).then(|| {
        let entries = chart.series.iter().zip(&colors).enumerate();
        let signs = entries.map(|(i, (series, color))| (series.name.as_str(), *color, Sign::Line(Marker::of(i))));
        Legend::new(signs, style)
    });
    let margins = Margins {
        top: legend.as_ref().map_or(0.0, |legend| legend.height),
        right: names.as_ref().map_or(0.0, |names| names.margin),
        ..Margins::default()
    };
    let frame = Frame::new(chart, style, scale, margins);
    let mut canvas = Canvas::new(style, frame.height);
    frame.draw_grid(&mut canvas);
    let path = |(i, (series, color)): (usize, (&Series, Rgb))| Path {
        runs: runs(chart, series, &frame),
        color,
        marker: Marker::of(i),
        marked: match chart.series.len() {
            1 => emphasis::of(chart, series).labelled,
            _ => Vec::new(),
        },
        em: style.text_size_pt,
    };
    let series = chart.series.iter().zip(colors).enumerate();
    let paths: Vec<Path> = series.map(path).collect();
    frame.draw_axis(&mut canvas, chart);
    // The first series is drawn last, on top.
    for path in paths.iter().rev() {
        path.draw(&mut canvas, chart.categories.len());
    }
    draw_hidden(&mut canvas, chart, &frame);
    if let Some(legend) = legend {
        legend.draw(&mut canvas, style);
    }
    if let Some(names) = names {
        let targets: Vec<Target> = paths.iter().filter_map(Path::target).collect();
        names.draw(&mut canvas, frame.plot.x1, &targets, (frame.plot.y0 - style.line_height(), frame.plot.y1));
    }
    Values { chart, labels, style, frame: &frame, paths: &paths }.draw(&mut canvas);
    canvas
}

/// The names and last values of the series, to stand at the ends of their lines.
fn end_names(chart: &Chart, labels: &dyn Labels, style: &Style) -> Option<EndNames> {
    let shown: Vec<String> = chart
        .series
        .iter()
        .filter_map(|series| {
            let (_, last) = series.shown().last()?;
            Some(format!("{} {}", series.name, labels.value(last)))
        })
        .collect();
    let some = (2..=NAMED).contains(&chart.series.len());
    let names = EndNames::new(&shown, style);
    let height = style.height_pt.map_or(17.0 * style.text_size_pt, |height| height - 4.0 * style.line_height());
    (some && names.fit(height)).then_some(names)
}

/// The connected parts of a line: it stops at gaps and at breaks.
fn runs(chart: &Chart, series: &Series, frame: &Frame) -> Vec<Vec<Place>> {
    let mut runs: Vec<Vec<Place>> = Vec::new();
    let mut connected = false;
    for (category, point) in series.points.iter().enumerate() {
        let Some(value) = point.shown() else {
            connected = false;
            continue;
        };
        let at = (frame.slots.center(category), frame.y(number(value)));
        let place = Place { category, at, provisional: point.provisional };
        match runs.last_mut() {
            Some(run) if connected && !chart.breaks.contains(&category) => run.push(place),
            _ => runs.push(vec![place]),
        }
        connected = true;
    }
    runs
}

fn draw_hidden(canvas: &mut Canvas, chart: &Chart, frame: &Frame) {
    for series in &chart.series {
        for (category, _) in series.points.iter().enumerate().filter(|(_, point)| point.is_hidden()) {
            hidden_dot(canvas, frame.slots.center(category), frame.plot.y1);
        }
    }
}

impl Path {
    fn draw(&self, canvas: &mut Canvas, categories: usize) {
        for run in &self.runs {
            let steps: Vec<bool> = run.windows(2).map(|pair| pair[0].provisional || pair[1].provisional).collect();
            let mut solid: Vec<At> = Vec::new();
            for (pair, provisional) in run.windows(2).zip(steps) {
                if provisional {
                    let dashes = (DASHES.0 * self.em, DASHES.1 * self.em);
                    canvas.dashed(pair[0].at, pair[1].at, self.color, WIDTH * self.em, dashes);
                    continue;
                }
                if solid.last() != Some(&pair[0].at) {
                    self.solid(canvas, std::mem::take(&mut solid));
                    solid.push(pair[0].at);
                }
                solid.push(pair[1].at);
            }
            self.solid(canvas, solid);
        }
        for run in &self.runs {
            for (i, place) in run.iter().enumerate() {
                let end = i == 0 || i + 1 == run.len();
                let marked = self.marked.contains(&place.category);
                if categories <= MARKED || end || marked || place.provisional {
                    self.marker.draw(canvas, place.at, RADIUS * self.em, self.color, place.provisional);
                }
            }
        }
    }

    fn solid(&self, canvas: &mut Canvas, points: Vec<At>) {
        if points.len() > 1 {
            canvas.polyline(points, self.color, WIDTH * self.em);
        }
    }

    fn places(&self) -> impl Iterator<Item = &Place> {
        self.runs.iter().flatten()
    }

    fn target(&self) -> Option<Target> {
        self.places().last().map(|place| Target { at: place.at, color: self.color })
    }
}

/// The values written beside points that matter.
struct Values<'a> {
    chart: &'a Chart,
    labels: &'a dyn Labels,
    style: &'a Style,
    frame: &'a Frame,
    paths: &'a [Path],
}

impl Values<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        // Of several lines only the first value is written: the last one stands beside the name.
        let single = self.chart.series.len() == 1;
        if self.chart.series.len() > 3 {
            return;
        }
        let mut taken: Vec<Area> = Vec::new();
        for (series, path) in self.chart.series.iter().zip(self.paths) {
            let labelled = emphasis::of(self.chart, series).labelled;
            let first = path.places().next().map(|place| place.category);
            let last = path.places().last().map(|place| place.category);
            for category in labelled {
                let ends = Some(category) == first || Some(category) == last;
                let wanted = single || (Some(category) == first && first != last);
                let Some(place) = path.places().find(|place| place.category == category && wanted) else {
                    continue;
                };
                let Some(value) = series.points[category].shown() else {
                    continue;
                };
                let color = color::for_text(path.color);
                let label = Label::strong(self.labels.value(value), place.at, Anchor::Middle, color);
                if let Some(label) = self.free_place(label, &taken, ends, canvas) {
                    taken.push(label.area(self.style.text_size_pt));
                    canvas.text_on_paper(label);
                }
            }
        }
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
            let moved = self.frame.kept_inside(moved, canvas);
            let cost = self.conflicts(&moved.area(size), taken);
            (cost, moved)
        });
        let best = tried.min_by_key(|(cost, _)| *cost);
        best.filter(|(cost, _)| *cost == 0 || (must && *cost < 100)).map(|(_, label)| label)
    }

    fn conflicts(&self, area: &Area, taken: &[Area]) -> usize {
        let wide = Area { x0: area.x0 - 1.0, y0: area.y0 - 0.5, x1: area.x1 + 1.0, y1: area.y1 + 0.5 };
        let overlaps = taken.iter().filter(|other| other.overlaps(&wide)).count();
        let outside = area.y1 > self.frame.plot.y1 || area.y0 < self.frame.plot.y0 - self.style.line_height() * 1.35;
        let runs = self.paths.iter().flat_map(|path| &path.runs);
        let lines = runs.clone().flat_map(|run| run.windows(2));
        let crossed = lines.filter(|pair| wide.is_crossed_by(pair[0].at, pair[1].at)).count();
        let radius = RADIUS * self.style.text_size_pt;
        let near = |at: At| Area::between((at.0 - radius, at.1 - radius), (at.0 + radius, at.1 + radius));
        let dots = runs.flatten().filter(|place| near(place.at).overlaps(&wide)).count();
        100 * overlaps + crossed + dots + 10 * usize::from(outside)
    }
}
