//! Which points of a series matter.

use super::model::{Chart, ChartSeries, Emphasis};
use rust_decimal::Decimal;

/// Up to this many columns all of them are dark and labelled.
const FEW: usize = 5;

/// For one series: which points are drawn dark, and which carry their value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Emphasized {
    /// By category.
    pub strong: Vec<bool>,
    /// Most important first; each is also strong.
    pub labelled: Vec<usize>,
}

/// The points of this series that stand out.
pub(super) fn of(chart: &Chart, series: &ChartSeries) -> Emphasized {
    let n = series.points.len();
    let chosen = match &chart.emphasis {
        Emphasis::Categories(named) => named.iter().copied().filter(|i| *i < n).collect(),
        Emphasis::Telling if n <= FEW => (0..n).collect(),
        Emphasis::Telling => telling(series),
    };
    let mut emphasized = Emphasized { strong: vec![false; n], labelled: Vec::new() };
    for i in chosen {
        let Some(value) = series.points[i].shown() else {
            continue;
        };
        emphasized.strong[i] = true;
        if !emphasized.labelled.contains(&i) {
            emphasized.labelled.push(i);
        }
        if chart.emphasis == Emphasis::Telling {
            extend_to_equals(series, i, value, &mut emphasized.strong);
        }
    }
    if n > FEW && chart.emphasis == Emphasis::Telling {
        label_runs_once(series, &mut emphasized);
    }
    emphasized
}

/// Last, first, highest and lowest (the earliest of equals).
fn telling(series: &ChartSeries) -> Vec<usize> {
    let shown: Vec<(usize, Decimal)> = series.shown().collect();
    let highest = shown.iter().rev().max_by_key(|(_, value)| *value);
    let lowest = shown.iter().min_by_key(|(_, value)| *value);
    [shown.last(), shown.first(), highest, lowest].into_iter().flatten().map(|(i, _)| *i).collect()
}

/// Neighbours with the same value belong together: "since October" is three columns, not one.
fn extend_to_equals(series: &ChartSeries, i: usize, value: Decimal, strong: &mut [bool]) {
    let same = |j: &usize| series.points[*j].shown() == Some(value);
    for j in (0..i).rev().take_while(same).chain((i + 1..series.points.len()).take_while(same)) {
        strong[j] = true;
    }
}

/// Of equal neighbours only the first keeps its label.
fn label_runs_once(series: &ChartSeries, emphasized: &mut Emphasized) {
    let start = |i: usize| {
        let value = series.points[i].shown();
        (0..i).rev().take_while(|j| series.points[*j].shown() == value).last().unwrap_or(i)
    };
    let mut labelled: Vec<usize> = Vec::new();
    for i in emphasized.labelled.iter().map(|i| start(*i)) {
        if !labelled.contains(&i) {
            labelled.push(i);
        }
    }
    emphasized.labelled = labelled;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::sample::chart;
    use crate::load::ChartKind;

    #[test]
    fn the_ends_and_extremes_stand_out_and_equal_neighbours_share_a_label() {
        let chart = chart(ChartKind::Column, &[("", "2.49 3 4 5 6 7 8.65 8.65 8.65")]);
        let found = of(&chart, &chart.series[0]);
        assert_eq!(found.labelled, [6, 0]);
        let dark: Vec<usize> = (0..9).filter(|i| found.strong[*i]).collect();
        assert_eq!(dark, [0, 6, 7, 8]);
    }

    #[test]
    fn authors_may_name_categories() {
        let mut chart = chart(ChartKind::Column, &[("", "1 2 3 4 5 6 7")]);
        chart.emphasis = Emphasis::Categories(vec![2, 99]);
        assert_eq!(of(&chart, &chart.series[0]).labelled, [2]);
    }

    #[test]
    fn nothing_shown_stands_out() {
        let chart = chart(ChartKind::Column, &[("", "- . - . - . -")]);
        assert!(of(&chart, &chart.series[0]).labelled.is_empty());
    }
}
