//! The audit: which hidden quantities can a reader narrow too far?
//!
//! In come the system and what is hidden in it. Out come the hidden quantities whose interval is smaller than their
//! width: those for which hiding more can help, and at the end those for which nothing can. A quantity that passed
//! once is not looked at again: hiding more only makes its interval wider.

use super::suppression::Suppressions;
use super::system::{Component, Seen, System, Terms};
use super::tableau::{Overflow, Tableau};
use super::{Disclosed, Interval};

/// What the audit has found so far.
pub(super) struct Audit<'a> {
    system: &'a System,
    /// What is known of each hidden quantity that was audited.
    verdicts: Vec<Verdict>,
}

/// Whether hiding is enough.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// Not looked at.
    Open,
    /// Narrow now, but wide enough if all that is not public were hidden.
    Protectable,
    /// Wide enough, for good.
    Protected,
    /// Narrow, whatever is hidden.
    Disclosed,
}

impl<'a> Audit<'a> {
    /// An audit that has not looked at anything.
    pub fn of(system: &'a System) -> Self {
        Self { system, verdicts: vec![Verdict::Open; system.quantities.len()] }
    }

    /// The hidden quantities with an interval that is too narrow and that becomes wide enough if more is hidden.
    pub fn narrow_but_protectable(&mut self, suppressions: &Suppressions<'_>) -> Vec<usize> {
        let unsettled = |&quantity: &usize| matches!(self.verdicts[quantity], Verdict::Open | Verdict::Protectable);
        let open: Vec<usize> = suppressions.suppressed().filter(unsettled).collect();
        let narrow = narrow(self.system, &|quantity| suppressions.hides(quantity), &open);
        self.pass(open, &narrow, Verdict::Protected);

        let unclear = |quantity: &usize| self.verdicts[*quantity] == Verdict::Open;
        let unclear: Vec<usize> = narrow.iter().copied().filter(unclear).collect();
        let lost = self::narrow(self.system, &|quantity| !self.system.quantities[quantity].published, &unclear);
        self.pass(unclear, &lost, Verdict::Protectable);
        for quantity in lost {
            self.verdicts[quantity] = Verdict::Disclosed;
        }
        narrow.into_iter().filter(|&quantity| self.verdicts[quantity] == Verdict::Protectable).collect()
    }

    /// Gives a verdict to those of `audited` that are not in `failed`, which has the same order.
    fn pass(&mut self, audited: Vec<usize>, failed: &[usize], verdict: Verdict) {
        for quantity in audited {
            if failed.binary_search(&quantity).is_err() {
                self.verdicts[quantity] = verdict;
            }
        }
    }

    /// What stays inferable: what hiding cannot protect, and what should have been hidden but is public.
    pub fn disclosed(&self, suppressions: &Suppressions<'_>) -> Vec<Disclosed> {
        let too_late = |quantity: usize| {
            let measured = &self.system.quantities[quantity];
            measured.sensitive && measured.published && measured.width > 0
        };
        let disclosed = |&quantity: &usize| self.verdicts[quantity] == Verdict::Disclosed || too_late(quantity);
        let disclosed: Vec<usize> = (0..self.verdicts.len()).filter(disclosed).collect();
        let intervals = intervals(self.system, &|quantity| suppressions.hides(quantity), &disclosed);
        let name = |(quantity, interval): (usize, Option<Interval>)| {
            // Where the arithmetic overflowed nothing is proven, and the worst is reported.
            Disclosed { quantity, interval: interval.unwrap_or_else(|| self.system.point(quantity)) }
        };
        disclosed.into_iter().zip(intervals).map(name).collect()
    }
}

/// Those of the hidden quantities `asked` (in order) that a reader can narrow to less than their width.
fn narrow(system: &System, is_hidden: &dyn Fn(usize) -> bool, asked: &[usize]) -> Vec<usize> {
    let mut narrow = Vec::new();
    for_each_component(system, is_hidden, asked, |reader, asked| {
        narrow.extend(asked.iter().filter(|&&quantity| {
            let width = system.quantities[quantity].width;
            width > 0
                && !reader.tableau.as_mut().is_ok_and(|tableau| tableau.ranges_over(reader.column[quantity], width))
        }));
    });
    narrow.sort_unstable();
    narrow
}

/// The exact intervals of the quantities `asked` (in order); what is not hidden has its own value.
pub(super) fn intervals(system: &System, is_hidden: &dyn Fn(usize) -> bool, asked: &[usize]) -> Vec<Option<Interval>> {
    let mut intervals: Vec<Option<Interval>> = asked.iter().map(|&quantity| Some(system.point(quantity))).collect();
    let hidden: Vec<usize> = asked.iter().copied().filter(|&quantity| is_hidden(quantity)).collect();
    for_each_component(system, is_hidden, &hidden, |reader, hidden| {
        for quantity in hidden {
            if let Ok(at) = asked.binary_search(quantity) {
                intervals[at] = reader.interval(system, *quantity).ok();
            }
        }
    });
    intervals
}

/// What a reader has to go by on hidden quantities that hang together.
struct Reader<'a> {
    tableau: Result<Tableau, Overflow>,
    /// For each hidden quantity of the component its variable in the tableau.
    column: &'a [usize],
}

impl Reader<'_> {
    fn interval(&mut self, system: &System, quantity: usize) -> Result<Interval, Overflow> {
        let tableau = self.tableau.as_mut().map_err(|_| Overflow)?;
        let low = tableau.lowest(self.column[quantity])?;
        let high = tableau.highest(self.column[quantity])?;
        Ok(system.interval(quantity, low, high))
    }
}

/// Goes over the components of hidden quantities that have some of `asked` in them, with those.
fn for_each_component(
    system: &System,
    is_hidden: &dyn Fn(usize) -> bool,
    asked: &[usize],
    mut visit: impl FnMut(&mut Reader<'_>, &[usize]),
) {
    let mut is_asked = vec![false; system.quantities.len()];
    asked.iter().for_each(|&quantity| is_asked[quantity] = true);
    let mut seen = Seen::nothing(system);
    let mut column = vec![0; system.quantities.len()];
    for &start in asked {
        if seen.quantities[start] {
            continue;
        }
        let component = system.component(start, is_hidden, &mut seen);
        for (index, &quantity) in component.quantities.iter().enumerate() {
            column[quantity] = index;
        }
        let tableau = tableau(system, &component, is_hidden, &column);
        let asked: Vec<usize> = component.quantities.into_iter().filter(|&quantity| is_asked[quantity]).collect();
        visit(&mut Reader { tableau, column: &column }, &asked);
    }
}

/// The equations of a component between what is hidden; each variable counts from the quantity's floor.
fn tableau(
    system: &System,
    component: &Component,
    is_hidden: &dyn Fn(usize) -> bool,
    column: &[usize],
) -> Result<Tableau, Overflow> {
    let equation = |&equation: &usize| -> Terms {
        let terms = system.equations[equation].terms.iter().filter(|&&(quantity, _)| is_hidden(quantity));
        let mut terms: Terms = terms.map(|&(quantity, coefficient)| (column[quantity], coefficient)).collect();
        terms.sort_unstable();
        terms
    };
    let value = |&quantity: &usize| system.quantities[quantity].value - system.quantities[quantity].floor;
    let equations = component.equations.iter().map(equation).collect();
    Tableau::of(equations, component.quantities.iter().map(value).collect())
}
