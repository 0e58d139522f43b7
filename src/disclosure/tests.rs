//! The rules one by one, on tables that fit in the head. The threshold is 10 throughout.

use rust_decimal::Decimal;

use super::table::Disclosed;
use super::{Interval, Protection, Quantity, Sum, Suppression, Table, bounds, protect};

const PRIMARY: Option<Suppression> = Some(Suppression::Primary);
const COMPLEMENTARY: Option<Suppression> = Some(Suppression::Complementary);

/// A count; hidden if it is from 1 to 9.
fn count(value: i64) -> Quantity {
    let sensitive = (1..10).contains(&value);
    Quantity { value: Some(Decimal::from(value)), sensitive, published: false, width: Decimal::TEN }
}

/// A count that stands in a letter that was sent.
fn public(value: i64) -> Quantity {
    Quantity { published: true, ..count(value) }
}

/// A count that nobody knows.
fn unknown() -> Quantity {
    Quantity { value: None, ..count(0) }
}

/// Parts with their total as the last quantity.
fn row<const N: usize>(quantities: [Quantity; N]) -> Table {
    Table { quantities: quantities.to_vec(), sums: vec![Sum { total: N - 1, parts: (0..N - 1).collect() }] }
}

/// Rows of counts; adds a total to each row and column.
fn grid<const N: usize>(rows: &[[i64; N]]) -> Table {
    let mut values: Vec<Vec<i64>> = rows.iter().map(|row| row.to_vec()).collect();
    values.push((0..N).map(|column| rows.iter().map(|row| row[column]).sum()).collect());
    values.iter_mut().for_each(|row| row.push(row.iter().sum()));
    let at = |row: usize, column: usize| row * (N + 1) + column;
    let across =
        (0..=rows.len()).map(|row| Sum { total: at(row, N), parts: (0..N).map(|column| at(row, column)).collect() });
    let down = (0..=N).map(|column| Sum {
        total: at(rows.len(), column),
        parts: (0..rows.len()).map(|row| at(row, column)).collect(),
    });
    Table { quantities: values.into_iter().flatten().map(count).collect(), sums: across.chain(down).collect() }
}

/// A hidden quantity as `p` or `c`, the rest as `.`; rows of this length.
fn picture(protection: &Protection, length: usize) -> Vec<String> {
    let letter = |kind: &Option<Suppression>| match kind {
        Some(Suppression::Primary) => 'p',
        Some(Suppression::Complementary) => 'c',
        None => '.',
    };
    protection.suppressed.chunks(length).map(|row| row.iter().map(letter).collect()).collect()
}

fn between(low: i64, high: i64) -> Interval {
    Interval { low: Decimal::from(low), high: Some(Decimal::from(high)) }
}

#[test]
fn without_sensitive_quantities_nothing_is_hidden() {
    let protection = protect(&grid(&[[10, 0, 35], [40, 22, 0]]));
    assert_eq!(picture(&protection, 4), ["....", "....", "...."]);
    assert_eq!(protection.disclosed, []);
    assert_eq!(protect(&Table::default()), Protection { suppressed: vec![], disclosed: vec![] });
}

#[test]
fn what_stands_in_no_sum_is_hidden_alone() {
    let table = Table { quantities: vec![count(4), count(40)], sums: vec![] };
    assert_eq!(protect(&table).suppressed, [PRIMARY, None]);
}

#[test]
fn the_smallest_other_part_is_hidden_too() {
    let protection = protect(&row([count(50), count(4), count(20), count(74)]));
    assert_eq!(protection.suppressed, [None, PRIMARY, COMPLEMENTARY, None]);
}

#[test]
fn of_equal_parts_the_first_is_hidden() {
    let protection = protect(&row([count(20), count(4), count(20), count(44)]));
    assert_eq!(protection.suppressed, [COMPLEMENTARY, PRIMARY, None, None]);
}

#[test]
fn a_zero_protects_nothing_and_stays() {
    let protection = protect(&row([count(0), count(4), count(20), count(24)]));
    assert_eq!(protection.suppressed, [None, PRIMARY, COMPLEMENTARY, None]);
}

#[test]
fn what_is_public_cannot_be_hidden_any_more() {
    let protection = protect(&row([count(4), public(15), count(20), count(39)]));
    assert_eq!(protection.suppressed, [PRIMARY, None, COMPLEMENTARY, None]);
}

#[test]
fn where_all_parts_are_public_or_zero_the_total_is_hidden() {
    let protection = protect(&row([count(4), public(15), count(0), count(19)]));
    assert_eq!(protection.suppressed, [PRIMARY, None, None, COMPLEMENTARY]);
}

#[test]
fn a_small_total_hides_its_smallest_part() {
    let mut table = row([count(12), count(20), count(32)]);
    table.quantities[2].sensitive = true;
    assert_eq!(protect(&table).suppressed, [COMPLEMENTARY, None, PRIMARY]);
}

#[test]
fn rows_and_columns_hide_each_others_complements() {
    let protection = protect(&grid(&[[4, 20, 50], [30, 40, 60], [70, 80, 90]]));
    assert_eq!(picture(&protection, 4), ["pc..", "cc..", "....", "...."]);
    assert_eq!(protection.disclosed, []);
}

#[test]
fn the_audit_hides_more_where_the_hidden_parts_are_few_together() {
    // 3 and 4 could be anything from 0 to 7: three too few. The smallest part that makes up for that is 12.
    let protection = protect(&row([count(3), count(4), count(12), count(15), count(34)]));
    assert_eq!(protection.suppressed, [PRIMARY, PRIMARY, COMPLEMENTARY, None, None]);
}

#[test]
fn the_audit_does_not_hide_what_is_too_small_to_help() {
    // As above, with a 1 that may be shown.
    let mut table = row([count(3), count(4), count(1), count(12), count(20)]);
    table.quantities[2].sensitive = false;
    assert_eq!(protect(&table).suppressed, [PRIMARY, PRIMARY, None, COMPLEMENTARY, None]);
}

#[test]
fn the_audit_sees_through_running_totals() {
    // Four quarters, the running totals from the second on. 5 = 95 - 90, so 90 goes as well; and with 40 still there
    // it would be 95 - 50 - 40.
    let quantities = [20, 30, 40, 5, 50, 90, 95].map(count).to_vec();
    let running = (4..7).map(|total| Sum { total, parts: (0..total - 2).collect() });
    let protection = protect(&Table { quantities, sums: running.collect() });
    assert_eq!(protection.disclosed, []);
    assert_eq!(picture(&protection, 7), ["cccp.c."]);
}

#[test]
fn what_follows_from_public_numbers_is_disclosed() {
    let protection = protect(&row([count(4), public(20), public(24)]));
    assert_eq!(protection.suppressed, [PRIMARY, None, None]);
    assert_eq!(protection.disclosed, [Disclosed { quantity: 0, interval: between(4, 4) }]);
}

#[test]
fn two_small_parts_of_a_public_total_are_disclosed_to_an_interval() {
    let protection = protect(&row([count(3), count(4), public(7)]));
    assert_eq!(protection.suppressed, [PRIMARY, PRIMARY, None]);
    let seven = |quantity| Disclosed { quantity, interval: between(0, 7) };
    // The public total is itself small.
    let total = Disclosed { quantity: 2, interval: between(7, 7) };
    assert_eq!(protection.disclosed, [seven(0), seven(1), total]);
}

#[test]
fn for_what_is_lost_the_audit_hides_nothing_more() {
    let mut table = grid(&[[4, 20, 50], [30, 40, 60]]);
    for quantity in [1, 2, 3] {
        table.quantities[quantity].published = true;
    }
    let protection = protect(&table);
    assert_eq!(protection.disclosed[0], Disclosed { quantity: 0, interval: between(4, 4) });
    // Its column has been complemented before the audit looks, and the row and the column of that in turn.
    assert_eq!(picture(&protection, 4), ["p...", "cc..", "cc.."]);
}

#[test]
fn for_what_is_lost_nothing_is_hidden_in_vain() {
    // With the unknown part, 3 is at most 4; without the 20 beside it still at most the public 7.
    let quantities = vec![count(3), unknown(), count(20), count(24), count(4), public(7)];
    let sums = vec![Sum { total: 3, parts: vec![0, 1, 2] }, Sum { total: 5, parts: vec![0, 4] }];
    let mut table = Table { quantities, sums };
    table.quantities[4].width = Decimal::ZERO;
    let protection = protect(&table);
    assert_eq!(picture(&protection, 6), ["p...p."]);
    assert_eq!(protection.disclosed[0], Disclosed { quantity: 0, interval: between(0, 4) });
}

#[test]
fn a_lower_bound_is_widened_where_the_upper_one_is_public() {
    // 8 + 4 = 12 is public, and 4 + 3 + 30 = 37: so 8 is at least 5. Without the 30 it is anything up to 12.
    let quantities = vec![count(8), count(4), public(12), count(3), count(30), count(37)];
    let sums = vec![Sum { total: 2, parts: vec![0, 1] }, Sum { total: 5, parts: vec![1, 3, 4] }];
    let mut table = Table { quantities, sums };
    table.quantities[1].width = Decimal::ZERO;
    table.quantities[3].width = Decimal::ZERO;
    let protection = protect(&table);
    assert_eq!(picture(&protection, 6), ["pp.pc."]);
    assert_eq!(protection.disclosed, []);
}

#[test]
fn an_unknown_part_hides_others_only_as_far_as_it_goes() {
    // The unknown part and the small one make 3 together: the total less 20.
    let protection = protect(&row([count(2), unknown(), count(20), count(23)]));
    assert_eq!(protection.suppressed, [PRIMARY, None, COMPLEMENTARY, None]);
    // Here they make 42.
    let protection = protect(&row([count(2), unknown(), count(20), count(62)]));
    assert_eq!(protection.suppressed, [PRIMARY, None, None, None]);
}

#[test]
fn an_unknown_quantity_is_protected_if_it_is_sensitive() {
    let table = row([count(30), unknown(), count(20), count(54)]);
    assert_eq!(protect(&table).suppressed, [None; 4]);
    let mut table = table;
    table.quantities[1].sensitive = true;
    assert_eq!(protect(&table).suppressed, [None, PRIMARY, COMPLEMENTARY, None]);
}

#[test]
fn decimals_are_exact() {
    let amount = |value: &str, sensitive| Quantity {
        value: Some(value.parse().expect("a decimal")),
        sensitive,
        published: false,
        width: "0.3".parse().expect("a decimal"),
    };
    // In binary floating point 0.1 + 0.2 is more than 0.3.
    let table = row([amount("0.1", true), amount("0.20", true), amount("1", false), amount("1.3", false)]);
    assert_eq!(protect(&table).suppressed, [PRIMARY, PRIMARY, None, None]);
    let mut table = table;
    table.quantities[0].width = "0.301".parse().expect("a decimal");
    assert_eq!(protect(&table).suppressed, [PRIMARY, PRIMARY, COMPLEMENTARY, None]);
}

#[test]
fn a_negative_part_is_not_thought_to_be_lower() {
    let mut table = row([count(-50), count(4), count(80), count(34)]);
    table.quantities[1].sensitive = true;
    let found = bounds(&table, &[true, true, false, false]);
    assert_eq!(found[..2], [between(-50, -46), between(0, 4)].map(Some));
    // So these two are not enough.
    let protection = protect(&table);
    assert_eq!(protection.suppressed, [COMPLEMENTARY, PRIMARY, COMPLEMENTARY, None]);
    assert_eq!(protection.disclosed, []);
}

#[test]
fn a_sum_that_does_not_add_up_protects_as_if_it_did() {
    let protection = protect(&row([count(4), count(20), count(50), count(75)]));
    assert_eq!(protection.suppressed, [PRIMARY, COMPLEMENTARY, None, None]);
}

#[test]
fn bounds_tell_what_a_reader_knows() {
    let table = row([count(3), count(4), count(20), count(27)]);
    let found = bounds(&table, &[true, true, false, false]);
    assert_eq!(found, [between(0, 7), between(0, 7), between(20, 20), between(27, 27)].map(Some));
    let found = bounds(&table, &[true, false, false, true]);
    assert_eq!(found[0], Some(Interval { low: Decimal::ZERO, high: None }));
    assert_eq!(found[3], Some(Interval { low: Decimal::from(24), high: None }));
}

#[test]
fn bounds_may_lie_between_whole_numbers() {
    // a + b, b + c and c + a are known, so all three are.
    let quantities = vec![count(1), unknown(), unknown(), count(3), count(4), count(4)];
    let pair = |total, parts: [usize; 2]| Sum { total, parts: parts.to_vec() };
    let table = Table { quantities, sums: vec![pair(3, [0, 1]), pair(4, [1, 2]), pair(5, [2, 0])] };
    // Twice c in a sum with one more count: at most half of what they make.
    let twice =
        Table { quantities: vec![count(2), count(1), count(5)], sums: vec![Sum { total: 2, parts: vec![0, 0, 1] }] };
    assert_eq!(
        bounds(&twice, &[true, true, false])[0],
        Some(Interval { high: Some(Decimal::new(25, 1)), ..between(0, 0) })
    );
    assert_eq!(bounds(&table, &[false; 6])[1..3], [between(2, 2), between(2, 2)].map(Some));
}

#[test]
fn an_interval_is_as_wide_as_the_whole_numbers_in_it() {
    // Twice the first with the second is 9, and the second is from 0 to 4: the first is 3 or 4.
    let quantities = vec![count(3), count(3), count(1), public(9), public(4)];
    let sums = vec![Sum { total: 3, parts: vec![0, 0, 1] }, Sum { total: 4, parts: vec![1, 2] }];
    let mut table = Table { quantities, sums };
    table.quantities.iter_mut().for_each(|quantity| quantity.width = Decimal::ZERO);
    table.quantities[0].width = Decimal::ONE;
    assert_eq!(protect(&table).disclosed, []);
    table.quantities[0].width = Decimal::TWO;
    let interval = Interval { low: Decimal::new(25, 1), high: Some(Decimal::new(45, 1)) };
    assert_eq!(protect(&table).disclosed, [Disclosed { quantity: 0, interval }]);
}

#[test]
fn a_part_that_is_named_twice_counts_twice() {
    let table =
        Table { quantities: vec![count(4), count(20), count(28)], sums: vec![Sum { total: 2, parts: vec![0, 0, 1] }] };
    assert_eq!(bounds(&table, &[true, true, false])[0], Some(between(0, 14)));
}

#[test]
fn a_width_of_zero_asks_for_nothing() {
    let mut table = row([count(3), count(4), public(7)]);
    table.quantities.iter_mut().for_each(|quantity| quantity.width = Decimal::ZERO);
    assert_eq!(protect(&table).disclosed, []);
}
