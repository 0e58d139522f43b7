//! Sums over time: months to quarters, quarters to half-years, those to years, months to school years, and from the start
//! of a year.

use std::collections::{BTreeMap, BTreeSet};

use ecow::EcoString;

use crate::disclosure::Sum;
use crate::dutch::period::{Granularity, Period};

use super::lattice::{Builder, SumKey};

type Choice = Vec<Option<EcoString>>;

impl Builder<'_> {
    /// For every choice of dimensions what the parts of each year add up to. A file can give months for one
    /// part of a year and quarters for another; a part that it does not give at all is unknown to everybody.
    pub(super) fn sums_over_time(&mut self) -> Vec<Sum> {
        let mut by_choice: BTreeMap<Choice, BTreeMap<Period, usize>> = BTreeMap::new();
        for (at, key) in self.keys.iter().enumerate() {
            by_choice.entry(key.chosen.clone()).or_default().insert(key.from, at);
        }
        let mut sums = Vec::new();
        for (chosen, periods) in by_choice {
            let years: BTreeSet<Period> = periods.keys().map(|period| period.year()).collect();
            for year in years {
                Year { builder: self, chosen: &chosen, periods: &periods, sums: &mut sums }.add(year);
            }
            for year in periods.keys().filter(|period| period.granularity() == Granularity::SchoolYear) {
                Year { builder: self, chosen: &chosen, periods: &periods, sums: &mut sums }.add_school_year(*year);
            }
        }
        sums
    }
}

/// One year of one choice of dimensions.
struct Year<'a, 'b> {
    builder: &'a mut Builder<'b>,
    chosen: &'a Choice,
    periods: &'a BTreeMap<Period, usize>,
    sums: &'a mut Vec<Sum>,
}

impl Year<'_, '_> {
    fn add(&mut self, year: Period) {
        let mut parts = Vec::new();
        let mut quarters = Vec::new();
        for half in year.half_years() {
            let mut of_half = Vec::new();
            for quarter in half.quarters() {
                let node = self.quarter(quarter);
                of_half.extend(match node {
                    Some(node) => vec![Some(node)],
                    None if self.has_months(quarter) => self.months(quarter),
                    None => vec![None],
                });
                quarters.push(node);
            }
            match self.periods.get(&half).copied() {
                Some(own) => {
                    self.total(half, Some(own), half, &of_half);
                    parts.push(Some(own));
                }
                None => parts.extend(of_half),
            }
        }
        let own = self.periods.get(&year).copied();
        let total = self.total(year, own, year, &parts);
        self.running(year.quarters(), &quarters, total);
        let months: Vec<Option<usize>> = year.months().iter().map(|month| self.periods.get(month).copied()).collect();
        self.running(year.months(), &months, total);
    }

    fn add_school_year(&mut self, year: Period) {
        let months = self.months(year);
        self.total(year, self.periods.get(&year).copied(), year, &months);
    }

    fn months(&self, quarter: Period) -> Vec<Option<usize>> {
        quarter.months().iter().map(|month| self.periods.get(month).copied()).collect()
    }

    fn has_months(&self, quarter: Period) -> bool {
        self.months(quarter).iter().any(Option::is_some)
    }

    /// The quarter, from its own row or from its months; none where the file gives neither in full.
    fn quarter(&mut self, quarter: Period) -> Option<usize> {
        let own = self.periods.get(&quarter).copied();
        let months = self.months(quarter);
        self.total(quarter, own, quarter, &months).or(own)
    }

    /// What parts add up to. With a part absent that can only be said where the total has a row of its own.
    fn total(&mut self, from: Period, own: Option<usize>, to: Period, parts: &[Option<usize>]) -> Option<usize> {
        let is_complete = parts.iter().all(Option::is_some);
        if parts.iter().all(Option::is_none) || (own.is_none() && !is_complete) {
            return None;
        }
        let chosen = self.chosen.clone();
        let atoms = parts.iter().flatten().flat_map(|part| self.builder.atoms[*part].to_vec()).collect();
        let total = own.unwrap_or_else(|| self.builder.add(SumKey { from, to, chosen: chosen.clone() }, atoms));
        let mut parts: Vec<usize> = parts.iter().flatten().copied().collect();
        if !is_complete {
            // All that is absent is one number that nobody knows; no period starts after it ends.
            let absent = SumKey { from: to.last_month(), to: from.first_month(), chosen };
            parts.push(self.builder.add(absent, Vec::new()));
        }
        if parts != [total] {
            self.sums.push(Sum { total, parts });
        }
        Some(total)
    }

    /// From the start of the year to each part, as far as none is absent; at its end that is the year itself.
    fn running(&mut self, periods: Vec<Period>, nodes: &[Option<usize>], year: Option<usize>) {
        let last = periods.len() - 1;
        let (Some(first), Some(mut so_far)) = (periods.first().copied(), nodes.first().copied().flatten()) else {
            return;
        };
        for (index, (period, node)) in periods.iter().zip(nodes).enumerate().skip(1) {
            let Some(node) = node else { return };
            let own = year.filter(|_| index == last);
            match self.total(first, own, *period, &[Some(so_far), Some(*node)]) {
                Some(total) => so_far = total,
                None => return,
            }
        }
    }
}
