//! Where the categories stand on a horizontal axis: equal slots, with a little more room at a break; or, where they are
//! moments that do not lie evenly apart, each at its place in time.

use super::model::Chart;

/// Greatest extra room at a break, in ems.
const BREAK_GAP: f64 = 1.75;
/// A slot is never narrower than this, in ems, however near two moments lie.
const NARROWEST: f64 = 0.6;
/// The first and the last moment lie at least so far from the ends of the plot, in ems.
const LEAST_ASIDE: f64 = 2.4;

/// The slots of all categories.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Slots {
    left: f64,
    width: f64,
    gap: f64,
    breaks: Vec<usize>,
    /// The middles of the slots, where they do not follow each other.
    centers: Vec<f64>,
}

impl Slots {
    /// The slots of a chart between `left` and `right`.
    pub fn of(chart: &Chart, ends: (f64, f64), em: f64) -> Slots {
        if chart.times.len() == chart.categories.len() && chart.times.len() > 1 {
            return Slots::in_time(&chart.times, &chart.breaks, ends, em);
        }
        Slots::new(chart.categories.len(), &chart.breaks, ends, em)
    }

    /// `count` slots between `left` and `right`; `breaks` are sorted and lie between two categories.
    fn new(count: usize, breaks: &[usize], (left, right): (f64, f64), em: f64) -> Slots {
        let room = (right - left).max(1.0);
        let even = room / (count + breaks.len()).max(1) as f64;
        let gap = (even * 0.6).min(BREAK_GAP * em);
        let width = (room - gap * breaks.len() as f64) / count.max(1) as f64;
        Slots { left, width, gap, breaks: breaks.to_vec(), centers: Vec::new() }
    }

    /// Slots whose middles lie as far apart as moments do; `times` are sorted.
    fn in_time(times: &[f64], breaks: &[usize], (left, right): (f64, f64), em: f64) -> Slots {
        let room = (right - left).max(1.0);
        let (first, last) = (times.first().copied().unwrap_or(0.0), times.last().copied().unwrap_or(0.0));
        let nearest = times.windows(2).map(|pair| pair[1] - pair[0]).fold(f64::MAX, f64::min);
        let span = (last - first).max(1e-9);
        let width = (room * nearest / (span + nearest)).clamp((NARROWEST * em).min(room / 2.0), room / 2.0);
        // Names of the first and the last stand in the middle below them.
        let aside = (width / 2.0).max((LEAST_ASIDE * em).min(room / 6.0));
        let place = |time: &f64| left + aside + (room - 2.0 * aside) * (time - first) / span;
        Slots { left, width, gap: 0.0, breaks: breaks.to_vec(), centers: times.iter().map(place).collect() }
    }

    /// Width of one slot.
    pub fn width(&self) -> f64 {
        self.width
    }

    /// Left edge of a slot.
    pub fn start(&self, category: usize) -> f64 {
        if let Some(center) = self.centers.get(category) {
            return center - self.width / 2.0;
        }
        let breaks = self.breaks.iter().filter(|at| **at <= category).count();
        self.left + self.width * category as f64 + self.gap * breaks as f64
    }

    /// Right edge of a slot.
    pub fn end(&self, category: usize) -> f64 {
        self.start(category) + self.width
    }

    /// Middle of a slot.
    pub fn center(&self, category: usize) -> f64 {
        self.start(category) + self.width / 2.0
    }

    /// The middle of the gap at each break.
    pub fn break_centers(&self) -> impl Iterator<Item = f64> + '_ {
        self.breaks.iter().map(|at| (self.start(*at) + self.end(at.saturating_sub(1))) / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_fill_the_room_and_breaks_take_some() {
        let plain = Slots::new(4, &[], (10.0, 90.0), 8.0);
        assert_eq!((plain.start(0), plain.center(1), plain.end(3)), (10.0, 40.0, 90.0));
        let broken = Slots::new(4, &[2], (10.0, 90.0), 8.0);
        assert!((broken.end(3) - 90.0).abs() < 1e-9);
        let middle = broken.break_centers().next().unwrap();
        assert!(broken.end(1) < middle && middle < broken.start(2));
    }

    #[test]
    fn moments_lie_as_far_apart_as_they_are_in_time() {
        let slots = Slots::in_time(&[0.0, 1.0, 5.0], &[2], (10.0, 130.0), 8.0);
        let distance = |a: usize, b: usize| slots.center(b) - slots.center(a);
        assert!((distance(1, 2) / distance(0, 1) - 4.0).abs() < 1e-9);
        assert!(slots.start(0) >= 10.0 && slots.end(2) <= 130.0);
        let middle = slots.break_centers().next().unwrap();
        assert!(slots.center(1) < middle && middle < slots.center(2));
    }
}
