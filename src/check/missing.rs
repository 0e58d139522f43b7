//! Data that a document uses and that is not there: cells that are not known, and periods that a series does not
//! have yet. The overview lists them by name; numbers never appear.

use std::collections::{BTreeMap, BTreeSet};

use crate::dutch::period::{Granularity, Period};
use crate::indicator::Engine;
use crate::load::{CellValue, Dataset, ExhibitSource, Series};
use crate::text::Document;

/// Numbers that a document lacks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// The name of the series.
    pub series: String,
    /// Its title.
    pub title: String,
    /// The file with its numbers.
    pub file: String,
    /// The measure that is not known; none: the period as a whole is not there.
    pub measure: Option<String>,
    /// The period.
    pub period: Period,
}

impl Missing {
    fn of(series: &Series, measure: Option<&str>, period: Period) -> Self {
        let (title, file) = (series.title.clone(), series.file.clone());
        Self { series: series.id.clone(), title, file, measure: measure.map(str::to_owned), period }
    }
}

/// What a document lacks, by series. `text` is the document as its author wrote it, so that also what could not be
/// computed counts.
pub fn missing(document: &Document, text: &str, engine: &Engine) -> Vec<Missing> {
    let data = engine.data();
    let mut found = BTreeSet::new();
    for (number, _) in document.all_numbers() {
        for cell in &number.cells {
            let row = &cell.series.rows[cell.row];
            if row.cells[cell.measure].value == CellValue::Unknown && document.id.period.contains(row.period) {
                let measure = &cell.series.measures[cell.measure].name;
                found.insert(Missing::of(&cell.series, Some(measure), row.period));
            }
        }
    }
    for name in series_used(text, data) {
        let Some(series) = data.series.get(&name) else { continue };
        found.extend(absent(&series.by_period, document.id.period).map(|period| Missing::of(series, None, period)));
    }
    found.into_iter().collect()
}

/// The part of a period, or the period itself, that a series ends before or leaves out. A series that starts
/// later, or that is kept by longer periods, lacks nothing.
fn absent<T>(known: &BTreeMap<Period, T>, period: Period) -> impl Iterator<Item = Period> + use<T> {
    let starts_in_time = known.keys().next().is_some_and(|first| first.first_day() <= period.last_day());
    let has = |granularity: Granularity| known.keys().any(|one| one.granularity() == granularity);
    let kept_by = Granularity::ALL.into_iter().filter(|one| has(*one));
    let lacking: Vec<Vec<Period>> = kept_by
        .filter_map(|granularity| period.tiled_until(period, granularity))
        .map(|parts| parts.into_iter().filter(|part| !known.contains_key(part)).collect())
        .collect();
    let complete = !starts_in_time || lacking.iter().any(Vec::is_empty);
    lacking.into_iter().next().filter(|_| !complete).into_iter().flatten()
}

/// The series that the placeholders of a text name, directly or through indicators and charts.
fn series_used(text: &str, data: &Dataset) -> BTreeSet<String> {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut series = BTreeSet::new();
    let mut todo: Vec<&str> = tags(text).flat_map(names).collect();
    while let Some(name) = todo.pop() {
        if !seen.insert(name) {
            continue;
        }
        if data.series.contains_key(name) {
            series.insert(name.to_owned());
        }
        if let Some(indicator) = data.indicators.get(name) {
            todo.extend(names(&indicator.formula.value));
        }
        if let Some(exhibit) = data.exhibits.get(name) {
            match &exhibit.source {
                ExhibitSource::Series { to: Some(to), .. } if is_earlier(&to.value) => {}
                ExhibitSource::Series { series, .. } => todo.push(&series.value),
                ExhibitSource::Crosstab(crosstab) => todo.push(&crosstab.series.value),
                ExhibitSource::Indicators { names, .. } => todo.extend(names.iter().map(|name| name.value.as_str())),
            }
        }
        // In a formula a hyphen takes away; in the name of a chart it joins.
        todo.extend(name.split('-').filter(|part| *part != name));
    }
    series
}

/// What stands between `{{` and `}}`, or `{%` and `%}`.
fn tags(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').filter_map(|rest| {
        let inside = rest.strip_prefix('%').or_else(|| Some(rest).filter(|rest| !rest.starts_with('#')))?;
        inside.find(['}', '\n']).map(|end| &inside[..end])
    })
}

/// The names in an expression. What belongs to another name (`pilots.jnv`) and what is asked about an earlier or
/// a fixed period (`jnv_kosten[vorig_jaar]`, `jnv_kosten["2020"]`) is not among them.
fn names(expression: &str) -> impl Iterator<Item = &str> {
    let is_part = |next: char| next.is_alphanumeric() || next == '_' || next == '-';
    let mut rest = expression;
    std::iter::from_fn(move || {
        loop {
            let before = &rest[..rest.find(is_part)?];
            let name = &rest[before.len()..];
            let end = name.find(|next| !is_part(next)).unwrap_or(name.len());
            rest = &name[end..];
            let of_other =
                rest.strip_prefix('[').is_some_and(|period| is_earlier(period) || period.starts_with(['"', '\'']));
            if !before.ends_with('.') && !of_other {
                return Some(&name[..end]);
            }
        }
    })
}

/// Whether an expression for a period gives one before that of the document.
fn is_earlier(period: &str) -> bool {
    let period = period.trim_start();
    let period = period.strip_prefix("periode.").unwrap_or(period);
    period.starts_with("vorig")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lacks(known: &[&str], period: &str) -> Vec<String> {
        let known = known.iter().map(|one| (one.parse().expect("a period"), ())).collect();
        absent(&known, period.parse().expect("a period")).map(|period| period.to_string()).collect()
    }

    #[test]
    fn a_series_lacks_what_its_own_periods_promise() {
        assert_eq!(lacks(&["2022-K3", "2022-K4"], "2023-K1"), ["2023-K1"]);
        assert_eq!(lacks(&["2022-K3", "2022-K4"], "2022-K4"), [""; 0]);
        assert_eq!(lacks(&["2022-10", "2022-11"], "2022-K4"), ["2022-12"]);
        assert_eq!(lacks(&["2022-K1", "2022-K2", "2022-K3"], "2022"), ["2022-K4"]);
    }

    #[test]
    fn other_periods_are_not_asked_of_it() {
        assert_eq!(lacks(&["2021", "2022"], "2022-K4"), [""; 0], "a year in a letter about a quarter");
        assert_eq!(lacks(&["2023"], "2022"), [""; 0], "it starts later");
        assert_eq!(lacks(&["2022", "2022-01"], "2022"), [""; 0], "the year is there");
        assert_eq!(lacks(&[], "2022"), [""; 0]);
    }

    #[test]
    fn names_are_those_between_braces() {
        let text = "Veel {{ jnv_kosten | absoluut }} en {% if a-b %} niet {# c #} {{ grafiek(\"jnv-inzet\") }}";
        let found: Vec<&str> = tags(text).flat_map(names).collect();
        assert_eq!(found, ["jnv_kosten", "absoluut", "if", "a-b", "grafiek", "jnv-inzet"]);
    }

    #[test]
    fn names_of_earlier_periods_and_of_parts_are_left_out() {
        let found = |text| names(text).collect::<Vec<_>>();
        assert_eq!(found("jnv_kosten[vorig_jaar] | absoluut"), ["vorig_jaar", "absoluut"]);
        assert_eq!(found("jnv_kosten[periode.vorige]"), ["periode"]);
        assert_eq!(found("jnv_kosten[ vorige ] - jnv_kosten"), ["vorige", "-", "jnv_kosten"]);
        assert_eq!(found("jnv_kosten[periode.volgende]"), ["jnv_kosten", "periode"]);
        assert_eq!(found("jnv_kosten[\"2020\"] + jnv_kosten['2021']"), ["2020", "2021"]);
        assert_eq!(found("pilots.jnv.naam"), ["pilots"]);
        assert_eq!(found("som(jnv_kwartaal.kosten, periode)"), ["som", "jnv_kwartaal", "periode"]);
    }
}
