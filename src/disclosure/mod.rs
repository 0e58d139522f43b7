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
mod equation;
mod suppression;
mod system;
mod table;
mod tableau;
mod unknown;

pub use table::{Interval, Protection, Quantity, Sum, Suppression, Table};

use audit::{Audit, View};
use suppression::Suppressions;
use system::System;

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
