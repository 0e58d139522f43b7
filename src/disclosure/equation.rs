//! A sum as an equation with whole coefficients.

use std::collections::BTreeMap;

use super::table::Sum;

/// The coefficients of an equation by quantity, in order of quantity and without zeros.
pub(super) type Terms = Vec<(usize, i64)>;

/// A [`Sum`] as the equation `total - parts = 0`.
pub(super) struct Equation {
    /// The quantity that is the total.
    pub total: usize,
    /// All quantities with their coefficient, the total among them.
    pub terms: Terms,
}

impl Equation {
    /// The coefficients of a sum; a quantity that is named twice counts twice.
    pub fn of(sum: &Sum) -> Self {
        let mut coefficients = BTreeMap::from([(sum.total, 1)]);
        for &part in &sum.parts {
            *coefficients.entry(part).or_insert(0) -= 1;
        }
        Self {
            total: sum.total,
            terms: coefficients.into_iter().filter(|&(_, coefficient)| coefficient != 0).collect(),
        }
    }
}
