//! A line on the picture: connected points, with markers.

use rust_decimal::Decimal;

use crate::color::Rgb;

use super::canvas::{At, Canvas};
use super::ends::Target;
use super::legend::Marker;
use super::model::{Certainty, Chart, ChartSeries, Point};

/// Up to this many categories every point has a marker.
const MARKED: usize = 16;
/// Width of a line, radius of its markers, dash and gap of what is provisional, in ems.
const WIDTH: f64 = 0.2;
/// Width of a line where numbers are missing.
const THIN: f64 = 0.07;
pub(super) const RADIUS: f64 = 0.29;
const DASHES: (f64, f64) = (0.38, 0.27);
/// The same of what is expected.
const LONG_DASHES: (f64, f64) = (0.95, 0.5);

/// A point of a line on the picture.
#[derive(Clone, Copy)]
pub(super) struct PathPoint {
    pub category: usize,
    pub at: At,
    pub certainty: Certainty,
    /// Numbers are missing between the point before and this one.
    pub bridged: bool,
}

/// A line on the picture.
pub(super) struct Path {
    /// Points between which the line is connected.
    pub runs: Vec<Vec<PathPoint>>,
    pub color: Rgb,
    pub marker: Marker,
    /// Categories whose point has a marker, however many there are.
    pub marked: Vec<usize>,
    /// Size of the text, with which line and markers grow.
    pub em: f64,
}

/// The connected parts of a line: it stops at gaps and at breaks.
pub(super) fn runs(chart: &Chart, series: &ChartSeries, at: impl Fn(usize, Decimal) -> At) -> Vec<Vec<PathPoint>> {
    let mut runs: Vec<Vec<PathPoint>> = Vec::new();
    let mut connected = false;
    for (category, point) in series.points.iter().enumerate() {
        let Some(value) = point.shown() else {
            connected = false;
            continue;
        };
        let bridged = !connected && chart.bridged && !series.points[..category].iter().any(Point::is_hidden);
        let place = PathPoint { category, at: at(category, value), certainty: point.certainty, bridged };
        match runs.last_mut() {
            Some(run) if (connected || bridged) && !crosses_break(chart, run, category) => run.push(place),
            _ => runs.push(vec![place]),
        }
        connected = true;
    }
    runs
}

/// Whether a break lies between the last point of a run and a category.
fn crosses_break(chart: &Chart, run: &[PathPoint], category: usize) -> bool {
    let from = run.last().map_or(category, |place| place.category + 1);
    chart.breaks.iter().any(|at| (from..=category).contains(at))
}

/// The dashes of the line between two points; none where both are certain.
fn dashes(pair: &[PathPoint]) -> Option<(f64, f64)> {
    let is = |certainty| pair.iter().any(|place| place.certainty == certainty);
    match () {
        () if is(Certainty::Forecast) => Some(LONG_DASHES),
        () if is(Certainty::Provisional) => Some(DASHES),
        () => None,
    }
}

impl Path {
    /// Draws the line with its markers.
    pub fn draw(&self, canvas: &mut Canvas, categories: usize) {
        for run in &self.runs {
            let steps: Vec<Option<(f64, f64)>> = run.windows(2).map(dashes).collect();
            let mut solid: Vec<At> = Vec::new();
            for (pair, dashes) in run.windows(2).zip(steps) {
                if pair[1].bridged {
                    self.solid(canvas, std::mem::take(&mut solid));
                    canvas.line(pair[0].at, pair[1].at, self.color, THIN * self.em);
                    continue;
                }
                if let Some((on, off)) = dashes {
                    let dashes = (on * self.em, off * self.em);
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
                let open = place.certainty != Certainty::Known;
                if categories <= MARKED || end || marked || open {
                    self.marker.draw(canvas, place.at, RADIUS * self.em, self.color, open);
                }
            }
        }
    }

    fn solid(&self, canvas: &mut Canvas, points: Vec<At>) {
        if points.len() > 1 {
            canvas.polyline(points, self.color, WIDTH * self.em);
        }
    }

    /// All points that are known.
    pub fn places(&self) -> impl Iterator<Item = &PathPoint> {
        self.runs.iter().flatten()
    }

    /// Its end, where a name can stand.
    pub fn target(&self) -> Option<Target> {
        self.places().last().map(|place| Target { at: place.at, color: self.color })
    }
}
