//! The highest first: rows of one group in the order of their first numbers. In: a filled table; out: its rows in another
//! order.

use rust_decimal::Decimal;

use super::super::super::number::Problem;
use super::axis::{Entry, What};
use super::filling::Filling;
use super::select::refused;

/// The positions of the rows, in the order in which they are to stand. What is withheld or not known comes last, so that its
/// place tells nothing.
///
/// # Errors
/// There is nothing to sort: rows are periods, or each is described by itself.
pub(super) fn by_value(filling: &Filling<'_, '_>) -> Result<Vec<usize>, Problem> {
    let rows = filling.rows;
    let first = filling.columns.iter().position(|column| matches!(column.what, What::Cells));
    let value = |row: usize| -> Option<Decimal> { filling.values[row][first?].as_ref()?.number.amount.number() };
    let is_sorted = |entry: &Entry<'_>| matches!(entry.what, What::Cells) && !entry.line.per.is_empty();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut is_any = false;
    let mut start = 0;
    while start < rows.len() {
        let is_same = |entry: &Entry<'_>| {
            std::ptr::eq(entry.line, rows[start].line)
                && entry.groups == rows[start].groups
                && entry.role == rows[start].role
                && is_sorted(entry) == is_sorted(&rows[start])
        };
        let end = start + rows[start..].iter().take_while(|entry| is_same(entry)).count();
        if is_sorted(&rows[start]) && rows[start].heading.is_none() {
            is_any = true;
            order[start..end].sort_by_key(|row| std::cmp::Reverse(value(*row)));
        }
        start = end;
    }
    match is_any {
        true => Ok(order),
        false => Err(refused(
            "Deze rijen staan in uw eigen volgorde, of in die van de tijd.".to_owned(),
            "Haal \"volgorde\" weg. Zij hoort bij rijen met \"per\" over een dimensie.",
        )),
    }
}

/// Rows in another order; what refers to them follows, and rows that are counted stay counted from the top.
pub(super) fn reordered<'a>(rows: Vec<Entry<'a>>, order: &[usize]) -> Vec<Entry<'a>> {
    let mut place = vec![0; order.len()];
    order.iter().enumerate().for_each(|(now, before)| place[*before] = now);
    let numbers: Vec<String> = rows.iter().map(|row| row.number.clone()).collect();
    let mut rows: Vec<Option<Entry<'a>>> = rows.into_iter().map(Some).collect();
    let mut sorted: Vec<Entry<'a>> = order.iter().filter_map(|before| rows[*before].take()).collect();
    for (row, number) in sorted.iter_mut().zip(numbers) {
        row.number = number;
        row.what.moved(|before| place[before]);
    }
    sorted
}
