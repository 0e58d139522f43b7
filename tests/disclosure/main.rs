//! What readers can conclude from tables in which small counts are hidden. Thousands of random tables, and attackers
//! who share no code with the audit: a linear program in floating point, and all tables of whole numbers.

mod attacker;
mod tables;

use griffel::stages::disclosure::{Protection, Suppression, bounds, protect};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use rust_decimal::prelude::ToPrimitive;

use attacker::{Bounds, Knowledge};
use tables::{Case, case, cube, fresh, grid, hierarchy, marked, quarters, subtotals, tiny_shape};

/// How far the attacker's floating point may be off.
const SLACK: f64 = 1e-6;

/// Nothing is written when a test fails. All of them only in a release build, where they
/// take seconds; a debug build takes a twentieth of them.
fn config(cases: u32) -> ProptestConfig {
    let cases = if cfg!(debug_assertions) { cases / 20 } else { cases };
    ProptestConfig { cases, failure_persistence: None, max_global_rejects: cases, ..ProptestConfig::default() }
}

fn width(case: &Case, quantity: usize) -> f64 {
    case.table.quantities[quantity].width.to_f64().expect("small")
}

/// Whether the whole numbers between two bounds are too few.
fn is_narrow(case: &Case, quantity: usize, (low, high): Bounds) -> bool {
    (high + SLACK).floor() - (low - SLACK).ceil() < width(case, quantity)
}

/// What a reader does not get to see.
fn hidden(case: &Case, protection: &Protection) -> Vec<bool> {
    let quantities = case.table.quantities.iter().zip(&protection.suppressed);
    quantities.map(|(quantity, kind)| kind.is_some() || quantity.value.is_none() && !quantity.published).collect()
}

fn is_disclosed(protection: &Protection, quantity: usize) -> bool {
    protection.disclosed.iter().any(|disclosed| disclosed.quantity == quantity)
}

/// The rules that can be read off the result.
fn check_rules(case: &Case, protection: &Protection) -> TestCaseResult {
    prop_assert_eq!(protection, &protect(&case.table), "the same table gives the same result");
    for (index, quantity) in case.table.quantities.iter().enumerate() {
        match protection.suppressed[index] {
            Some(Suppression::Primary) => prop_assert!(quantity.sensitive && !quantity.published),
            Some(Suppression::Complementary) => {
                prop_assert!(!quantity.sensitive && !quantity.published && quantity.value.is_some());
            }
            None => prop_assert!(!quantity.sensitive || quantity.published),
        }
        if quantity.sensitive && quantity.published {
            prop_assert!(is_disclosed(protection, index), "what is public cannot be hidden any more");
        }
    }
    if case.table.quantities.iter().all(|quantity| !quantity.sensitive) {
        prop_assert!(protection.suppressed.iter().all(Option::is_none), "there is nothing to hide");
    }
    Ok(())
}

/// Attacks each hidden quantity by linear programming.
fn attack(case: &Case) -> TestCaseResult {
    let protection = protect(&case.table);
    check_rules(case, &protection)?;
    let hidden = hidden(case, &protection);
    let reader = Knowledge::of(case, |quantity| hidden[quantity]);
    for quantity in (0..hidden.len()).filter(|&quantity| protection.suppressed[quantity].is_some()) {
        let Some((low, high)) = reader.by_linear_programming(quantity) else { continue };
        prop_assert_eq!(
            is_narrow(case, quantity, (low, high)),
            is_disclosed(&protection, quantity),
            "{}: from {} to {}",
            quantity,
            low,
            high
        );
    }
    check_disclosed(case, &protection)
}

/// Checks that what is reported as disclosed is so, even if all that is not public were hidden.
fn check_disclosed(case: &Case, protection: &Protection) -> TestCaseResult {
    if protection.disclosed.is_empty() {
        return Ok(());
    }
    let hidden = hidden(case, protection);
    let reader = Knowledge::of(case, |quantity| hidden[quantity]);
    let all_hidden = Knowledge::of(case, |quantity| !case.table.quantities[quantity].published);
    for disclosed in &protection.disclosed {
        let quantity = disclosed.quantity;
        let low = disclosed.interval.low.to_f64().expect("small");
        let high = disclosed.interval.high.and_then(|high| high.to_f64()).expect("a narrow interval has an end");
        if case.table.quantities[quantity].published {
            prop_assert_eq!((low, high), (case.truth[quantity] as f64, case.truth[quantity] as f64));
            continue;
        }
        if let Some(found) = reader.by_linear_programming(quantity) {
            prop_assert!((found.0 - low).abs() < SLACK && (found.1 - high).abs() < SLACK, "{found:?}");
        }
        if let Some((low, high)) = all_hidden.by_linear_programming(quantity) {
            prop_assert!(is_narrow(case, quantity, (low, high)), "{quantity} could be hidden: {low} to {high}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(2500))]

    #[test]
    fn nobody_narrows_a_grid(case in case(grid(), fresh())) {
        attack(&case)?;
    }

    #[test]
    fn nobody_narrows_quarters_and_running_totals(case in case(quarters(), fresh())) {
        attack(&case)?;
    }

    #[test]
    fn nobody_narrows_groups_of_groups(case in case(hierarchy(), fresh())) {
        attack(&case)?;
    }
}

proptest! {
    #![proptest_config(config(1500))]

    #[test]
    fn nobody_narrows_three_directions(case in case(cube(), fresh())) {
        attack(&case)?;
    }

    #[test]
    fn nobody_narrows_subtotals(case in case(subtotals(), fresh())) {
        attack(&case)?;
    }

    #[test]
    fn nobody_narrows_more_than_what_was_public_allows(
        case in case(prop_oneof![grid(), cube(), hierarchy(), quarters(), subtotals()], marked())
    ) {
        attack(&case)?;
    }
}

proptest! {
    #![proptest_config(config(3000))]

    /// Counts are whole numbers, and a reader knows that.
    #[test]
    fn nobody_narrows_by_trying_all_tables_of_whole_numbers(
        case in case(tiny_shape(), prop_oneof![fresh(), marked()])
    ) {
        let protection = protect(&case.table);
        check_rules(&case, &protection)?;
        let hidden = hidden(&case, &protection);
        let reader = Knowledge::of(&case, |quantity| hidden[quantity]);
        let is_asked = |&quantity: &usize| {
            protection.suppressed[quantity].is_some() && !is_disclosed(&protection, quantity)
        };
        let threshold = |quantity: &usize| if is_asked(quantity) { width(&case, *quantity) as i64 } else { 0 };
        let enough: Vec<i64> = reader.hidden.iter().map(threshold).collect();
        let cap = case.truth.iter().max().expect("not empty") + 12;
        let found = reader.by_trying_all(cap, &enough);
        prop_assume!(found.is_some());
        for ((quantity, (low, high)), enough) in reader.hidden.iter().zip(found.unwrap_or_default()).zip(enough) {
            prop_assert!(high - low >= enough, "{quantity}: from {low} to {high}");
        }
    }

    /// The audit's bounds are those that somebody else computes, whatever is hidden.
    #[test]
    fn bounds_are_exact(
        case in case(prop_oneof![grid(), cube(), hierarchy(), quarters(), subtotals()], marked()),
        dice in prop::collection::vec(0..100_u8, 256),
        share in 0..60_u8,
    ) {
        let marks: Vec<bool> = (0..case.truth.len()).map(|index| dice[index % dice.len()] < share).collect();
        let quantities = &case.table.quantities;
        let is_hidden =
            |index: usize| !quantities[index].published && (marks[index] || quantities[index].value.is_none());
        let reader = Knowledge::of(&case, is_hidden);
        for (quantity, interval) in bounds(&case.table, &marks).into_iter().enumerate() {
            let interval = interval.expect("no overflow");
            let low = interval.low.to_f64().expect("small");
            let high = interval.high.map_or(f64::INFINITY, |high| high.to_f64().expect("small"));
            if !is_hidden(quantity) {
                prop_assert_eq!((low, high), (case.truth[quantity] as f64, case.truth[quantity] as f64));
            } else if let Some(found) = reader.by_linear_programming(quantity) {
                prop_assert!((found.0 - low).abs() < SLACK, "{quantity}: low {low}, not {}", found.0);
                let agrees = found.1 == high || (found.1 - high).abs() < SLACK;
                prop_assert!(agrees, "{quantity}: high {high}, not {}", found.1);
            }
        }
    }
}

proptest! {
    #![proptest_config(config(2000))]

    /// Numbers of any size, sums that do not hold, totals of themselves: an answer, and never a panic.
    #[test]
    fn any_table_gets_an_answer(table in tables::any_table()) {
        let protection = protect(&table);
        prop_assert_eq!(&protection, &protect(&table));
        for (quantity, kind) in table.quantities.iter().zip(&protection.suppressed) {
            prop_assert!(!(quantity.published && kind.is_some()));
            prop_assert!(!quantity.sensitive || quantity.published || kind == &Some(Suppression::Primary));
        }
        prop_assert_eq!(bounds(&table, &vec![true; table.quantities.len()]).len(), table.quantities.len());
    }
}
