//! From the values of a chart to a value axis with round ticks.
//!
//! Ticks are exact decimals, so that their labels are exact as well; positions are floating point.

use super::model::Labels;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The lowest and highest value of a chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Extent {
    low: f64,
    high: f64,
    /// All values are whole numbers: then so are the ticks.
    whole: bool,
}

impl Extent {
    /// The extent of some values; `None` if there are none.
    pub fn of(values: impl IntoIterator<Item = Decimal>) -> Option<Extent> {
        values.into_iter().fold(None, |extent: Option<Extent>, value| {
            let v = number(value);
            let start = extent.unwrap_or(Extent { low: v, high: v, whole: true });
            Some(Extent {
                low: start.low.min(v),
                high: start.high.max(v),
                whole: start.whole && value.fract().is_zero(),
            })
        })
    }

    /// Stands in where there is nothing to show.
    pub const UNIT: Extent = Extent { low: 0.0, high: 1.0, whole: true };

    /// Zero included.
    fn with_zero(self) -> Extent {
        Extent { low: self.low.min(0.0), high: self.high.max(0.0), ..self }
    }

    /// Whether a line would be flat at the top if its axis began at zero: all values lie within a fifth of
    /// the highest one.
    fn is_narrow(self) -> bool {
        let spread = self.high - self.low;
        self.low > 0.0 && spread < 0.2 * self.high && spread > 1e-6 * self.high
    }
}

/// A decimal as a floating-point number, for positions only.
pub(super) fn number(value: Decimal) -> f64 {
    value.to_f64().unwrap_or(0.0)
}

/// Where the axis may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Baseline {
    /// Lengths are compared: always zero.
    Zero,
    /// Only heights are compared: zero, unless the values lie close together.
    ZeroUnlessNarrow,
}

/// So many steps between ticks are enough, however high the plot.
pub(super) const MOST_INTERVALS: usize = 5;

/// A mark on the axis.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tick {
    pub value: f64,
    pub label: String,
}

/// A value axis.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct AxisScale {
    /// From low to high, at least two.
    pub ticks: Vec<Tick>,
    low: f64,
    high: f64,
}

impl AxisScale {
    /// An axis that holds the extent, with four to six round ticks where that is possible.
    pub fn new(extent: Extent, baseline: Baseline, labels: &dyn Labels) -> AxisScale {
        AxisScale::within(extent, baseline, labels, MOST_INTERVALS)
    }

    /// An axis that holds the extent, with at most so many steps between its ticks where that is possible.
    pub fn within(extent: Extent, baseline: Baseline, labels: &dyn Labels, most: usize) -> AxisScale {
        let narrow = baseline == Baseline::ZeroUnlessNarrow && extent.is_narrow();
        let extent = if narrow { extent } else { extent.with_zero() };
        let extent = if extent.high > extent.low { extent } else { Extent { high: extent.low + 1.0, ..extent } };
        let mut steps: Vec<AxisStep> = AxisStep::candidates(extent).collect();
        steps.sort_by(|a, b| a.cost(extent, most).total_cmp(&b.cost(extent, most)));
        let tried = steps.iter().filter_map(|step| step.ticks(extent, labels));
        let ticks = tried.into_iter().next().unwrap_or_else(|| ends(extent, labels));
        let low = ticks.first().map_or(extent.low, |tick| tick.value);
        let high = ticks.last().map_or(extent.high, |tick| tick.value);
        AxisScale { ticks, low, high }
    }

    /// The axis without the room beyond the extent, for charts in which every value is written.
    pub fn trimmed(mut self, extent: Extent) -> AxisScale {
        let extent = extent.with_zero();
        if extent.high > extent.low {
            (self.low, self.high) = (extent.low, extent.high);
            self.ticks.retain(|tick| (extent.low..=extent.high).contains(&tick.value));
        }
        self
    }

    /// Whether zero is on the axis.
    pub fn has_zero(&self) -> bool {
        self.low <= 0.0 && self.high >= 0.0
    }

    /// The place of a value between `start` (the low end) and `end`, which may lie either way.
    pub fn position(&self, value: f64, start: f64, end: f64) -> f64 {
        let share = ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        start + (end - start) * share
    }
}

/// Just the two ends, where no round steps can be had.
fn ends(extent: Extent, labels: &dyn Labels) -> Vec<Tick> {
    let tick = |value: f64| {
        let label = Decimal::from_f64_retain(value).map(|d| labels.axis(d)).unwrap_or_default();
        Tick { value, label }
    };
    vec![tick(extent.low), tick(extent.high)]
}

/// A distance between ticks: `mantissa` × 10^`exponent`.
#[derive(Debug, Clone, Copy)]
struct AxisStep {
    mantissa: i64,
    exponent: i32,
}

impl AxisStep {
    /// 1, 2 and 5 times powers of ten near the size wanted; 25 only for whole ticks, since "0,25" and "2,5"
    /// ask for more decimals than the values show.
    fn candidates(extent: Extent) -> impl Iterator<Item = AxisStep> {
        let power = ((extent.high - extent.low) / 5.0).log10().floor() as i32;
        let all =
            (power - 2..=power + 2).flat_map(|exponent| [1, 2, 5, 25].map(|mantissa| AxisStep { mantissa, exponent }));
        all.filter(move |step| {
            let whole_enough = !extent.whole || step.exponent >= 0;
            whole_enough && (step.mantissa != 25 || step.exponent >= 0)
        })
    }

    fn size(self) -> f64 {
        self.mantissa as f64 * 10f64.powi(self.exponent)
    }

    /// First and last tick, as multiples of the step.
    fn multiples(self, extent: Extent) -> (i64, i64) {
        // A hair's breadth of tolerance, so that 0,3 is not above the third tenth.
        let first = (extent.low / self.size() + 1e-9).floor() as i64;
        let last = (extent.high / self.size() - 1e-9).ceil() as i64;
        (first, last.max(first.saturating_add(1)))
    }

    /// Low for four to six ticks, or fewer, and little empty room.
    fn cost(self, extent: Extent, most: usize) -> f64 {
        let (first, last) = self.multiples(extent);
        let intervals = last.saturating_sub(first) as f64;
        let waste = 1.0 - (extent.high - extent.low) / (intervals * self.size());
        let most = most as f64;
        let off = (2.0 * (most.min(3.0) - intervals)).max(intervals - most).max(0.0);
        let off = if most < MOST_INTERVALS as f64 && intervals > most { 10.0 * off } else { off };
        let odd = if self.mantissa == 25 { 0.03 } else { 0.0 };
        waste + 0.1 * off + odd
    }

    /// The ticks, unless they cannot be written or two of them would carry the same label.
    fn ticks(self, extent: Extent, labels: &dyn Labels) -> Option<Vec<Tick>> {
        let (first, last) = self.multiples(extent);
        if last.checked_sub(first)? > 12 {
            return None;
        }
        let ticks: Vec<Tick> = (first..=last)
            .map(|k| {
                let value = self.times(k)?;
                Some(Tick { value: number(value), label: labels.axis(value) })
            })
            .collect::<Option<_>>()?;
        ticks.windows(2).all(|pair| pair[0].label != pair[1].label).then_some(ticks)
    }

    fn times(self, k: i64) -> Option<Decimal> {
        let units = i128::from(k).checked_mul(i128::from(self.mantissa))?;
        match u32::try_from(self.exponent) {
            Ok(power) => {
                let units = units.checked_mul(10i128.checked_pow(power)?)?;
                Decimal::try_from_i128_with_scale(units, 0).ok()
            }
            Err(_) => {
                let scaled = Decimal::try_from_i128_with_scale(units, self.exponent.unsigned_abs()).ok()?;
                Some(scaled.normalize())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::sample::Plain;

    fn scale(values: &[&str], baseline: Baseline) -> Vec<String> {
        let extent = Extent::of(values.iter().map(|v| Decimal::from_scientific(v).or(v.parse()).unwrap()));
        AxisScale::new(extent.unwrap(), baseline, &Plain).ticks.into_iter().map(|t| t.label).collect()
    }

    #[test]
    fn ticks_are_round_and_hold_zero() {
        assert_eq!(scale(&["2.49", "8.65"], Baseline::Zero), ["0", "2", "4", "6", "8", "10"]);
        assert_eq!(
            scale(&["323000", "920000"], Baseline::Zero),
            ["0", "200.000", "400.000", "600.000", "800.000", "1.000.000"]
        );
        assert_eq!(scale(&["-3", "7"], Baseline::Zero), ["−4", "−2", "0", "2", "4", "6", "8"]);
        assert_eq!(scale(&["0.12", "0.29"], Baseline::Zero), ["0", "0,1", "0,2", "0,3"]);
    }

    #[test]
    fn counts_get_whole_ticks() {
        assert_eq!(scale(&["1", "2"], Baseline::Zero), ["0", "1", "2"]);
        assert_eq!(scale(&["0"], Baseline::Zero), ["0", "1"]);
    }

    #[test]
    fn only_a_narrow_line_leaves_zero() {
        assert_eq!(scale(&["2310", "2490"], Baseline::ZeroUnlessNarrow)[0], "2.300");
        assert_eq!(scale(&["2310", "2490"], Baseline::Zero)[0], "0");
        assert_eq!(scale(&["310", "2490"], Baseline::ZeroUnlessNarrow)[0], "0");
        assert_eq!(scale(&["5", "5"], Baseline::ZeroUnlessNarrow)[0], "0");
    }

    #[test]
    fn any_magnitude_gives_a_few_finite_ticks() {
        let sizes = ["0.000001", "0.00001", "1", "999", "1e12", "7e27", "79228162514264337593543950335", "1e-28"];
        for a in sizes {
            for sign in ["", "-"] {
                for b in sizes {
                    let values = [format!("{sign}{a}"), b.to_owned()];
                    let values = values.iter().map(|v| Decimal::from_scientific(v).or(v.parse()).unwrap());
                    let extent = Extent::of(values).unwrap();
                    let slack = 1e-8 * (extent.high - extent.low);
                    for baseline in [Baseline::Zero, Baseline::ZeroUnlessNarrow] {
                        let scale = AxisScale::new(extent, baseline, &Plain);
                        assert!((2..=8).contains(&scale.ticks.len()), "{extent:?}: {scale:?}");
                        assert!(scale.low <= extent.low + slack && scale.high >= extent.high - slack, "{extent:?}");
                        assert!(scale.position(extent.high, 0.0, 100.0).is_finite());
                    }
                }
            }
        }
    }
}
