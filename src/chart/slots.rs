//! Where the categories stand on a horizontal axis: equal slots, with a little more room at a break.

/// Greatest extra room at a break, in ems.
const BREAK_GAP: f64 = 1.75;

/// The slots of all categories.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Slots {
    left: f64,
    width: f64,
    gap: f64,
    breaks: Vec<usize>,
}

impl Slots {
    /// `count` slots between `left` and `right`; `breaks` are sorted and lie between two categories.
    pub fn new(count: usize, breaks: &[usize], (left, right): (f64, f64), em: f64) -> Slots {
        let room = (right - left).max(1.0);
        let even = room / (count + breaks.len()).max(1) as f64;
        let gap = (even * 0.6).min(BREAK_GAP * em);
        let width = (room - gap * breaks.len() as f64) / count.max(1) as f64;
        Slots { left, width, gap, breaks: breaks.to_vec() }
    }

    /// Width of one slot.
    pub fn width(&self) -> f64 {
        self.width
    }

    /// Left edge of a slot.
    pub fn start(&self, category: usize) -> f64 {
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
        self.breaks.iter().map(|at| self.start(*at) - self.gap / 2.0)
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
}
