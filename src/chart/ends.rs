//! Names of series to the right of the plot, beside the ends of their lines or the parts of the last column.
//!
//! Labels are pushed apart so that they never overlap; a hairline leads to a label that had to move.

use super::canvas::{Align, At, Canvas, Label};
use super::style::ChartStyle;
use super::text::{self, Weight, Wrap};
use crate::color::{self, QUIET, Rgb};

/// Room between the plot and its labels, in ems.
const GAP: f64 = 1.1;
/// White between two labels, in ems.
const LEADING: f64 = 0.25;

/// The names, wrapped, before it is known where they go.
pub(super) struct EndNames {
    names: Vec<Vec<String>>,
    size: f64,
    line: f64,
    /// Room they need to the right of the plot, in points.
    pub margin: f64,
}

/// Where a name belongs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target {
    pub at: At,
    pub color: Rgb,
}

impl EndNames {
    /// Wraps the names to at most a quarter of the picture's width. None where the picture has a fixed size
    /// that leaves no room for them as they are.
    pub fn new(names: &[String], style: &ChartStyle) -> Option<EndNames> {
        let size = style.text_size_pt;
        let wrap = Wrap { weight: Weight::Semibold, size, width: (style.width_pt * 0.25).min(size * 14.0), lines: 4 };
        if style.is_narrow() || (style.is_bounded() && !names.iter().all(|name| wrap.fits(name))) {
            return None;
        }
        let names = wrap.distinct(&names.iter().map(String::as_str).collect::<Vec<_>>());
        let lines = names.iter().flatten().map(String::as_str);
        let margin = text::widest(lines, Weight::Semibold, size) + GAP * size + style.unit();
        Some(EndNames { names, size, line: style.line_height(), margin })
    }

    fn heights(&self) -> Vec<f64> {
        self.names.iter().map(|lines| lines.len() as f64 * self.line + LEADING * self.size).collect()
    }

    /// Whether all labels fit below each other in this height.
    pub fn fit(&self, height: f64) -> bool {
        self.heights().iter().sum::<f64>() <= height
    }

    /// Draws the names at `x`, each as near to its target as the others allow, between `top` and `bottom`.
    pub fn draw(&self, canvas: &mut Canvas, x: f64, targets: &[Target], (top, bottom): (f64, f64)) {
        let (gap, unit) = (GAP * self.size, canvas.unit());
        let wanted: Vec<f64> = targets.iter().map(|target| target.at.1).collect();
        let middles = spread(&wanted, &self.heights(), top, bottom);
        for ((lines, target), middle) in self.names.iter().zip(targets).zip(middles) {
            let start = target.at.0 + 4.0 * unit;
            if (middle - target.at.1).abs() > self.line * 0.45 || x - start > 2.0 * gap {
                let elbow = x + gap - 5.0 * unit;
                canvas.polyline(
                    vec![(start, target.at.1), (elbow - 3.0 * unit, middle), (elbow + 3.0 * unit, middle)],
                    QUIET,
                    canvas.hairline(),
                );
            }
            let first = middle - (lines.len() as f64 - 1.0) * self.line / 2.0 + self.size * 0.33;
            for (i, line) in lines.iter().enumerate() {
                let at = (x + gap, first + i as f64 * self.line);
                canvas.text(Label::strong(line.as_str(), at, Align::Start, color::for_text(target.color)));
            }
        }
    }
}

/// Middles for labels of these heights, in the order of `wanted`, near the middles wanted, without overlap and
/// between `top` and `bottom` where there is room.
fn spread(wanted: &[f64], heights: &[f64], top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    let mut middles = wanted.to_vec();
    // Down from the top, then up from the bottom: whoever still overlaps has nowhere else to go.
    let mut edge = top;
    for i in &order {
        middles[*i] = middles[*i].max(edge + heights[*i] / 2.0);
        edge = middles[*i] + heights[*i] / 2.0;
    }
    let mut edge = bottom;
    for i in order.iter().rev() {
        middles[*i] = middles[*i].min(edge - heights[*i] / 2.0);
        edge = middles[*i] - heights[*i] / 2.0;
    }
    middles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_pushed_apart_and_stay_inside() {
        let heights = [10.0; 4];
        for wanted in [[50.0; 4], [0.0, 1.0, 99.0, 98.0], [30.0, 20.0, 25.0, 90.0]] {
            let mut placed = spread(&wanted, &heights, 0.0, 100.0);
            placed.sort_by(f64::total_cmp);
            assert!(placed.windows(2).all(|pair| pair[1] - pair[0] >= 10.0 - 1e-9), "{placed:?}");
            assert!(placed[0] >= 5.0 && placed[3] <= 95.0, "{placed:?}");
        }
        assert_eq!(spread(&[20.0, 60.0], &[10.0, 10.0], 0.0, 100.0), [20.0, 60.0]);
    }
}
