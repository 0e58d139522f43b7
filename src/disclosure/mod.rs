//! Statistical disclosure control for tables with totals: which quantities may be published.
//!
//! In comes a [`Table`]: quantities, which of them are too small to show, and which sums hold between them. Out comes
//! a [`Protection`]: what to hide, and what can be worked out whatever is hidden. A hidden number is no secret when
//! the total and the other parts stand beside it; so more is hidden, and an audit proves that it is enough.
//!
//! 1. Primary suppression: what the caller marked as sensitive.
//! 2. Complementary (secondary) suppression: a sum with one hidden quantity gets a second one.
//! 3. Audit: what can somebody who reads all that is published, and knows that nothing is below zero, conclude about
//!    each hidden quantity? Where that is a narrower interval than the quantity's width, one of the numbers that he
//!    needs for it is hidden as well, and the audit starts again.
//!
//! The rules are those of Hundepool et al., *Statistical Disclosure Control* (2012), chapter 4: linear sums,
//! complementary suppression, and the audit by the smallest and the largest feasible value of each hidden cell. The
//! attacker in the audit does not use that a primary suppression lies below the threshold: that only says `n < t`,
//! which the reader of "fewer than t" is meant to know.
//!
//! Nothing here knows of files, series or texts. The same table always gives the same result.

mod audit;
mod suppression;
mod system;
mod tableau;
mod unknown;

use rust_decimal::Decimal;

use audit::{Audit, View};
use suppression::Suppressions;
use system::System;

/// A number that may be published: a cell of a table, or a sum of other quantities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Its value, in any unit that all quantities of one table share.
    ///
    /// None where the source does not know it: it cannot be published, an attacker must guess it as well, and
    /// nothing is hidden for its sake unless it is `sensitive`. A negative value is allowed; the audit then lets the
    /// attacker know that it is no lower than it is, which is more than he does know.
    pub value: Option<Decimal>,
    /// Too small, or about too few: hide it (primary suppression). The caller decides by his threshold.
    pub sensitive: bool,
    /// Already public, for instance in a letter that was sent. It is never hidden any more, and the attacker has it.
    pub published: bool,
    /// Once hidden, no reader may narrow it to an interval smaller than this: `high - low >= width`. For counts the
    /// threshold; zero asks for nothing. The ends are taken at whole numbers (of the smallest decimal in the table),
    /// for a reader who looks for a count between 2.5 and 4.5 knows that it is 3 or 4.
    pub width: Decimal,
}

/// A sum that holds in the table and that a reader can see: the total is what the parts make together.
///
/// A total can be a part elsewhere: rows, columns, subtotals, quarters to years, running totals. Where the values do
/// not add up (rounding, an error in the source) the attacker is taken to know the difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The total, as an index in [`Table::quantities`].
    pub total: usize,
    /// The parts, as indices in [`Table::quantities`].
    pub parts: Vec<usize>,
}

/// Quantities with the sums between them: all that is published together, or was before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The quantities. Their order decides between equal candidates for complementary suppression: the first goes.
    pub quantities: Vec<Quantity>,
    /// The sums between them.
    pub sums: Vec<Sum>,
}

/// Why a quantity is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suppression {
    /// Because it is sensitive itself.
    Primary,
    /// Because a sensitive quantity could be worked out from it.
    Complementary,
}

/// What to hide, and what hiding cannot help any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protection {
    /// For each quantity of the table why it is hidden; none where it may be published.
    pub suppressed: Vec<Option<Suppression>>,
    /// The quantities that can be narrowed to less than their width, even if all that is not yet published were
    /// hidden. In order of the table. Empty unless the table has something `published`, or is too small to hide in:
    /// a table of zeros, or with less in it than the width.
    pub disclosed: Vec<Disclosed>,
}

/// A quantity that stays inferable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosed {
    /// The quantity, as an index in [`Table::quantities`]. It can also be a complementary suppression.
    pub quantity: usize,
    /// What a reader can conclude about it.
    pub interval: Interval,
}

/// All that a reader can conclude about a quantity: it is at least `low` and at most `high`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The smallest possible value.
    pub low: Decimal,
    /// The largest possible value; none where nothing that is published limits it.
    pub high: Option<Decimal>,
}

/// Decides what to hide in a table.
///
/// It always ends: each round of the audit hides at least one more quantity, and what would stay inferable with all
/// unpublished quantities hidden is disclosed rather than tried again. Without sensitive quantities nothing is hidden,
/// in time linear in the size of the table.
///
/// # Panics
///
/// If a sum names a quantity that is not in the table.
#[must_use]
pub fn protect(table: &Table) -> Protection {
    if table.quantities.iter().all(|quantity| !quantity.sensitive) {
        return Protection { suppressed: vec![None; table.quantities.len()], disclosed: Vec::new() };
    }
    let system = System::of(table);
    let mut suppressions = Suppressions::primary(&system);
    let mut audit = Audit::of(&system);
    loop {
        suppressions.complement();
        let narrow = audit.narrow_but_protectable(&suppressions);
        if !suppressions.reinforce(&narrow) {
            audit.give_up(&narrow);
            break;
        }
    }
    Protection { disclosed: audit.disclosed(&suppressions), suppressed: suppressions.into_kinds() }
}

/// The interval to which a reader can narrow each quantity, if exactly those marked in `hidden` are not published.
///
/// These are the exact bounds over all tables, of whole numbers or not, that agree with what is published and have
/// nothing below zero. What is `published` or not hidden has its own value as interval; what is unknown counts as
/// hidden. None for a quantity on which the arithmetic would overflow, which no table of a sensible size does.
///
/// # Panics
///
/// If `hidden` is shorter than the table, or a sum names a quantity that is not in the table.
#[must_use]
pub fn bounds(table: &Table, hidden: &[bool]) -> Vec<Option<Interval>> {
    let system = System::of(table);
    let is_hidden = |quantity: usize| {
        !system.quantities[quantity].published && (hidden[quantity] || !system.quantities[quantity].known)
    };
    let all: Vec<usize> = (0..table.quantities.len()).collect();
    View { system: &system, is_hidden: &is_hidden }.intervals(&all)
}

#[cfg(test)]
mod tests;
