//! The audit: which hidden quantities can a reader narrow too far?
//!
//! In come the system and what is hidden in it. Out come the hidden quantities whose interval is smaller than their
//! width: those for which hiding more can help, with the numbers by which a reader narrows them, and at the end those
//! for which nothing can. A quantity that passed once is not looked at again: hiding more only makes its interval
//! wider.

use std::collections::{BTreeMap, BTreeSet};

use super::equation::Terms;
use super::suppression::{Narrow, Suppressions};
use super::system::{Component, Seen, System};
use super::table::{Disclosed, Interval};
use super::tableau::{Overflow, Tableau, UNLIMITED};

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
    pub fn narrow_but_protectable(&mut self, suppressions: &Suppressions<'_>) -> Vec<Narrow> {
        let is_hidden = |quantity: usize| suppressions.hides(quantity);
        let now = View { system: self.system, is_hidden: &is_hidden };
        let is_secret = |quantity: usize| !self.system.quantities[quantity].published;
        let at_best = View { system: self.system, is_hidden: &is_secret };

        let unsettled = |&quantity: &usize| matches!(self.verdicts[quantity], Verdict::Open | Verdict::Protectable);
        let audited: Vec<usize> = suppressions.suppressed().filter(unsettled).collect();
        let narrow = now.narrow(&audited);
        self.pass(&audited, &narrow, Verdict::Protected);
        let unclear = self.with(Verdict::Open, &narrow);
        let lost = at_best.narrow(&unclear);
        self.pass(&unclear, &lost, Verdict::Protectable);
        lost.into_iter().for_each(|quantity| self.verdicts[quantity] = Verdict::Disclosed);
        now.explain(&self.with(Verdict::Protectable, &narrow))
    }

    /// Takes quantities as disclosed of which the audit cannot say how to hide them, because the arithmetic overflowed.
    pub fn give_up(&mut self, narrow: &[Narrow]) {
        narrow.iter().for_each(|narrow| self.verdicts[narrow.quantity] = Verdict::Disclosed);
    }

    /// Gives a verdict to those of `audited` that are not in `failed`, which is in order.
    fn pass(&mut self, audited: &[usize], failed: &[usize], verdict: Verdict) {
        let passed = audited.iter().filter(|quantity| failed.binary_search(quantity).is_err());
        passed.for_each(|&quantity| self.verdicts[quantity] = verdict);
    }

    /// Those of some quantities that have a verdict.
    fn with(&self, verdict: Verdict, quantities: &[usize]) -> Vec<usize> {
        quantities.iter().copied().filter(|&quantity| self.verdicts[quantity] == verdict).collect()
    }

    /// What stays inferable: what hiding cannot protect, and what should have been hidden but is public.
    pub fn disclosed(&self, suppressions: &Suppressions<'_>) -> Vec<Disclosed> {
        let too_late = |quantity: usize| {
            let measured = &self.system.quantities[quantity];
            measured.sensitive && measured.published && measured.width > 0
        };
        let disclosed = |&quantity: &usize| self.verdicts[quantity] == Verdict::Disclosed || too_late(quantity);
        let disclosed: Vec<usize> = (0..self.verdicts.len()).filter(disclosed).collect();
        let is_hidden = |quantity: usize| suppressions.hides(quantity);
        let intervals = View { system: self.system, is_hidden: &is_hidden }.intervals(&disclosed);
        let name = |(quantity, interval): (usize, Option<Interval>)| {
            // Where the arithmetic overflowed nothing is proven, and the worst is reported.
            Disclosed { quantity, interval: interval.unwrap_or_else(|| self.system.point(quantity)) }
        };
        disclosed.into_iter().zip(intervals).map(name).collect()
    }
}

/// A system of which some is hidden.
pub(super) struct View<'a> {
    /// All of it.
    pub system: &'a System,
    /// What a reader does not see.
    pub is_hidden: &'a dyn Fn(usize) -> bool,
}

impl View<'_> {
    /// Those of the hidden quantities `asked` (in order) that a reader can narrow to less than their width.
    fn narrow(&self, asked: &[usize]) -> Vec<usize> {
        let mut narrow = Vec::new();
        self.for_each_component(asked, false, |reader, quantity| {
            let width = self.system.quantities[quantity].width;
            let is_wide = |tableau: &mut Tableau, column: usize| tableau.ranges_over(column, width);
            if width > 0 && !reader.ask(quantity, is_wide).unwrap_or(false) {
                narrow.push(quantity);
            }
        });
        narrow.sort_unstable();
        narrow
    }

    /// How a reader narrows the hidden quantities `asked` (in order).
    fn explain(&self, asked: &[usize]) -> Vec<Narrow> {
        let mut explained = Vec::new();
        self.for_each_component(asked, true, |reader, quantity| {
            let nothing_known = |_| Narrow { quantity, missing: 0, clues: Vec::new() };
            explained.push(reader.explain(self, quantity).unwrap_or_else(nothing_known));
        });
        explained.sort_unstable_by_key(|narrow| narrow.quantity);
        explained
    }

    /// The exact intervals of the quantities `asked` (in order); what is not hidden has its own value.
    pub fn intervals(&self, asked: &[usize]) -> Vec<Option<Interval>> {
        let mut found: BTreeMap<usize, Interval> = BTreeMap::new();
        let (hidden, seen): (Vec<usize>, Vec<usize>) = asked.iter().partition(|&&quantity| (self.is_hidden)(quantity));
        self.for_each_component(&hidden, false, |reader, quantity| {
            let bounds = |tableau: &mut Tableau, column| Ok((tableau.lowest(column)?, tableau.highest(column)?));
            if let Ok((low, high)) = reader.ask(quantity, bounds) {
                found.insert(quantity, self.system.interval(quantity, low, high));
            }
        });
        found.extend(seen.into_iter().map(|quantity| (quantity, self.system.point(quantity))));
        asked.iter().map(|quantity| found.remove(quantity)).collect()
    }

    /// Visits the hidden quantities `asked`, component by component. `labelled` says whether the reader keeps account
    /// of the equations that he uses, which costs time.
    fn for_each_component(&self, asked: &[usize], labelled: bool, mut visit: impl FnMut(&mut Attacker, usize)) {
        let mut is_asked = vec![false; self.system.quantities.len()];
        asked.iter().for_each(|&quantity| is_asked[quantity] = true);
        let mut seen = Seen::nothing(self.system);
        for &start in asked {
            if !seen.quantities[start] {
                let component = self.system.component(start, self.is_hidden, &mut seen);
                let mut reader = Attacker { tableau: self.tableau(&component, labelled), component };
                let asked = reader.component.quantities.iter().copied().filter(|&quantity| is_asked[quantity]);
                asked.collect::<Vec<_>>().into_iter().for_each(|quantity| visit(&mut reader, quantity));
            }
        }
    }

    /// The equations of a component between what is hidden; each variable counts from the quantity's floor.
    fn tableau(&self, component: &Component, labelled: bool) -> Result<Tableau, Overflow> {
        let equation = |(index, &equation): (usize, &usize)| -> Terms {
            let terms = self.system.equations[equation].terms.iter();
            let hidden = terms.filter_map(|&(quantity, coefficient)| Some((component.column(quantity)?, coefficient)));
            let label = labelled.then_some((component.quantities.len() + index, 1));
            hidden.chain(label).collect()
        };
        let equations = component.equations.iter().enumerate().map(equation).collect();
        Tableau::of(equations, component.quantities.iter().map(|&quantity| self.system.above_floor(quantity)).collect())
    }
}

/// What a reader has to go by on hidden quantities that hang together.
struct Attacker {
    /// Their tableau. Once it has overflowed nothing it says can be trusted.
    tableau: Result<Tableau, Overflow>,
    component: Component,
}

impl Attacker {
    /// Asks the tableau about the variable of a quantity of the component.
    fn ask<T>(
        &mut self,
        quantity: usize,
        question: impl FnOnce(&mut Tableau, usize) -> Result<T, Overflow>,
    ) -> Result<T, Overflow> {
        let column = self.component.column(quantity).ok_or(Overflow)?;
        let answer = self.tableau.as_mut().map_err(|overflow| *overflow).and_then(|tableau| question(tableau, column));
        if answer.is_err() {
            self.tableau = Err(Overflow);
        }
        answer
    }

    /// How a quantity can be narrowed. That it is not below zero needs no clues.
    fn explain(&mut self, view: &View<'_>, quantity: usize) -> Result<Narrow, Overflow> {
        let (low, low_proof) =
            self.ask(quantity, |tableau, column| Ok((tableau.lowest(column)?.floor(), tableau.proof(column))))?;
        let (high, high_proof) =
            self.ask(quantity, |tableau, column| Ok((tableau.highest(column)?, tableau.proof(column))))?;
        let mut clues = self.clues(view, &high_proof);
        if low > 0 {
            clues.extend(self.clues(view, &low_proof));
        }
        let range = high.map_or(UNLIMITED, |high| high.floor()).saturating_sub(low);
        let missing = view.system.quantities[quantity].width.saturating_sub(range);
        Ok(Narrow { quantity, missing, clues: clues.into_iter().collect() })
    }

    /// The quantities that are not hidden and do not cancel if the equations of a proof are added up.
    fn clues(&self, view: &View<'_>, proof: &[(usize, i64)]) -> BTreeSet<usize> {
        let mut used: BTreeMap<usize, i128> = BTreeMap::new();
        for &(label, times) in proof {
            let equation = self.component.equations[label - self.component.quantities.len()];
            for &(quantity, coefficient) in &view.system.equations[equation].terms {
                *used.entry(quantity).or_default() += i128::from(times) * i128::from(coefficient);
            }
        }
        let left = used.into_iter().filter(|&(quantity, times)| times != 0 && !(view.is_hidden)(quantity));
        left.map(|(quantity, _)| quantity).collect()
    }
}
