//! What a series is about, without any of its numbers: for whoever chooses from it.

use std::collections::BTreeSet;

use crate::dutch::period::Period;

use super::series_model::Series;

/// What a series is about.
#[derive(Debug, Clone)]
pub struct SeriesOutline {
    /// Its name in formulas.
    pub id: String,
    /// What it measures.
    pub title: String,
    /// Who published the numbers.
    pub source: String,
    /// The file with the numbers, relative to the root.
    pub file: String,
    /// The file that describes it, relative to the root.
    pub described_in: String,
    /// Its periods, the first first.
    pub periods: Vec<Period>,
    /// How many rows it has.
    pub rows: usize,
    /// Whether numbers over its last period may still change.
    pub is_provisional: bool,
    /// The name in formulas, the name in words and the unit of each measure.
    pub measures: Vec<(String, String, String)>,
    /// The name in formulas, the name in words and the values of each dimension.
    pub dimensions: Vec<(String, String, Vec<String>)>,
}

impl SeriesOutline {
    pub(super) fn of(series: &Series) -> Self {
        let last = series.by_period.last_key_value();
        let cells = last.into_iter().flat_map(|(_, rows)| rows).flat_map(|row| &series.rows[*row].cells);
        let values = |at: usize| {
            let all = series.rows.iter().filter_map(|row| row.dimensions.get(at));
            let mut seen = BTreeSet::new();
            all.filter(|value| seen.insert(value.as_str())).map(ToString::to_string).collect()
        };
        Self {
            id: series.id.clone(),
            title: series.title.clone(),
            source: series.source.clone(),
            file: series.file.clone(),
            described_in: series.described_in.clone(),
            periods: series.by_period.keys().copied().collect(),
            rows: series.rows.len(),
            is_provisional: cells.into_iter().any(|cell| cell.status.is_provisional()),
            measures: series
                .measures
                .iter()
                .map(|measure| (measure.id.clone(), measure.name.clone(), measure.unit.word().to_owned()))
                .collect(),
            dimensions: series
                .dimensions
                .iter()
                .enumerate()
                .map(|(at, dimension)| (dimension.id.clone(), dimension.name.clone(), values(at)))
                .collect(),
        }
    }
}
