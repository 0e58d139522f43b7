//! Columns with periods above them. In: what was seen of the columns; out: which are turned, and what of them names the
//! period.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::dimension::Dimension;
use super::measure::Measure;
use super::seen::{Seen, date_length, names_part, period_columns};
use super::surroundings::Surroundings;
use super::totals::Totals;
use super::unit::unit;
use crate::dutch::everyday;
use crate::dutch::number::DecimalMark;
use crate::dutch::period::{Granularity, Period};
use crate::load::table::headings::{self, Heading};
use crate::load::table::period_field::read_period;
use crate::load::table::raw::Field;
use crate::load::table::said;

/// Columns with periods above them.
pub(super) struct Across {
    /// Position among what was seen, with the heading.
    pub columns: Vec<(usize, Heading)>,
    /// Columns that are no period by themselves, and why.
    pub not_turned: Vec<(usize, &'static str)>,
    pub year_in: Option<String>,
    /// The column with the rest of the period of each row: the year, where headings name parts of it, or the part, where
    /// they name years.
    pub rest_at: Option<usize>,
    pub date_length: Option<Granularity>,
}

impl Across {
    pub fn of(seen: &[Seen<'_>], around: &Surroundings) -> Option<Self> {
        let year = around.period_cells.iter().find(|(_, period)| period.granularity() == Granularity::Year);
        let date_length = heading_dates(seen);
        let read = |year| -> Vec<Heading> {
            seen.iter().map(|column| Heading::read(&column.column.parts, year, date_length)).collect()
        };
        let plain = read(None);
        let with_year = year.map(|(_, year)| read(Some(*year)));
        let named = |headings: &[Heading]| headings.iter().filter(|heading| heading.period.is_some()).count();
        let gains = with_year.as_ref().is_some_and(|with| named(with) > named(&plain));
        let headings = with_year.filter(|_| gains).unwrap_or(plain);
        let mut columns = Vec::new();
        let mut not_turned = Vec::new();
        for (at, heading) in headings.into_iter().enumerate().filter(|(_, heading)| heading.period.is_some()) {
            let numbers = seen[at].numbers(DecimalMark::Comma).max(seen[at].numbers(DecimalMark::Point));
            let filled = seen[at].filled().count();
            if heading.names_more {
                not_turned.push((at, "deze kolom vergelijkt twee perioden"));
            } else if seen[at].is_of_letters() {
                // The numbers on its left say nothing without them.
                columns.retain(|(one, _)| one + 1 != at);
                if at > 0 {
                    not_turned.push((at - 1, "het teken van deze cijfers staat als V of N in een andere kolom"));
                }
                not_turned.push((at, "hier staan letters"));
            } else if numbers * 10 >= filled * 6 {
                columns.push((at, heading));
            }
        }
        if columns.iter().any(|(_, heading)| heading.rest.is_empty()) {
            let is_difference = |(_, heading): &(usize, Heading)| headings::is_difference(&heading.rest);
            let found = columns.extract_if(.., |column| is_difference(column));
            not_turned.extend(found.map(|(at, _)| (at, "dit is het verschil van andere kolommen")));
        }
        let periods: BTreeSet<Period> = columns.iter().filter_map(|(_, heading)| heading.period).collect();
        // A stock at the start and one at the end of a year are about that year.
        let of_one_year = columns.iter().filter_map(|(at, _)| heading_date(&seen[*at])).collect::<BTreeSet<_>>();
        let is_end_of =
            |day: &NaiveDate| NaiveDate::from_ymd_opt(day.year(), 12, 31).is_some_and(|end| of_one_year.contains(&end));
        if of_one_year.iter().any(|day| day.ordinal() == 1 && is_end_of(day)) {
            return Self::of_years_down(seen);
        }
        let has_column = matches!(period_columns(seen)[..], [at] if !columns.iter().any(|(one, _)| *one == at));
        let year_in = year.map(|(cell, _)| cell.clone()).filter(|_| gains);
        let is_across = periods.len() > 1 && columns.len() > 1 && !has_column;
        if is_across {
            let are_years = periods.iter().all(|period| period.granularity() == Granularity::Year);
            let is_across = |at: usize| columns.iter().any(|(one, _)| *one == at);
            let rest_at = (0..seen.len()).find(|at| are_years && !is_across(*at) && names_part(&seen[*at]));
            return Some(Self { columns, not_turned, year_in, rest_at, date_length });
        }
        Self::of_years_down(seen)
    }

    /// Years that stand down, and parts of them across.
    fn of_years_down(seen: &[Seen<'_>]) -> Option<Self> {
        let [year_at] = period_columns(seen)[..] else { return None };
        let is_of_years = seen[year_at].filled().all(|field| match read_period(field, None) {
            Ok((period, _)) => period.granularity() == Granularity::Year,
            Err(_) => said::is_total(&field.as_name()),
        });
        let parts = seen.iter().enumerate().filter(|(at, column)| {
            let numbers = column.numbers(DecimalMark::Comma).max(column.numbers(DecimalMark::Point));
            *at != year_at && numbers * 10 >= column.filled().count() * 6
        });
        let parts = parts.filter_map(|(at, column)| Some((at, Heading::part(&column.column.parts)?)));
        let (several, parts): (Vec<_>, Vec<_>) = parts.partition(|(_, (_, heading))| heading.names_more);
        let different: BTreeSet<everyday::Part> = parts.iter().map(|(_, (part, _))| *part).collect();
        (is_of_years && different.len() > 1).then(|| Self {
            columns: parts.into_iter().map(|(at, (_, heading))| (at, heading)).collect(),
            not_turned: several.into_iter().map(|(at, _)| (at, "deze kolom vergelijkt twee perioden")).collect(),
            year_in: None,
            rest_at: Some(year_at),
            date_length: None,
        })
    }

    /// The columns of a measure, by position among what was seen.
    pub fn columns_of(&self, measure: &Measure) -> Vec<usize> {
        let is_of = |heading: &Heading| measure.column.as_ref().is_none_or(|column| *column == heading.rest);
        self.columns.iter().filter(|(_, heading)| is_of(heading)).map(|(at, _)| *at).collect()
    }

    /// One measure, with a dimension where kinds stand above it as well; or one for each kind, where those count in
    /// different units.
    pub fn measures(&self, seen: &[Seen<'_>], around: &Surroundings) -> (Vec<Measure>, Option<Dimension>) {
        let fields = |of: &dyn Fn(&Heading) -> bool| -> Vec<&Field> {
            let columns = self.columns.iter().filter(|(_, heading)| of(heading));
            columns.flat_map(|(at, _)| seen[*at].filled()).collect()
        };
        let mut kinds: Vec<&str> = Vec::new();
        for (_, heading) in &self.columns {
            if !kinds.contains(&heading.rest.as_str()) {
                kinds.push(&heading.rest);
            }
        }
        let name = |kind: &str| said::without_since(&said::without_scale(kind));
        let unit_of = |kind: &&str| unit(&name(kind), &fields(&|heading| heading.rest == **kind), around);
        let units: Vec<(&'static str, String)> = kinds.iter().map(unit_of).collect();
        let mut all = units.iter().map(|(unit, _)| *unit);
        let first = all.next().unwrap_or_default();
        if all.any(|other| other != first) {
            let measures = kinds.iter().zip(units).map(|(kind, unit)| {
                let called = Some(name(kind)).filter(|name| !name.is_empty());
                let called = called.unwrap_or_else(|| if unit.0 == "euro" { "bedrag" } else { "aantal" }.to_owned());
                let mut measure = Measure::new(Some((*kind).to_owned()), called, unit);
                measure.settle(kind, &fields(&|heading| heading.rest == **kind), around);
                measure
            });
            return (measures.collect(), None);
        }
        let names: BTreeSet<String> = kinds.iter().map(|kind| name(kind)).collect();
        let only = names.first().filter(|name| names.len() == 1 && !name.is_empty()).cloned();
        let called = only.unwrap_or_else(|| if first == "euro" { "bedrag" } else { "aantal" }.to_owned());
        let mut measure = Measure::new(None, called.clone(), units.into_iter().next().unwrap_or_default());
        for (at, heading) in &self.columns {
            let text = format!("{} {}", heading.rest, seen[*at].column.name);
            measure.scale = measure.scale.or(said::scale(&text));
            measure.is_cumulative |= said::is_cumulative(&heading.rest);
            measure.stock = measure.stock.or(said::stock(&seen[*at].column.name));
        }
        measure.settle(&called, &fields(&|_| true), around);
        // What is left of the headings is a kind of amount: several of them add up to nothing.
        let values: Vec<String> = kinds.into_iter().map(str::to_owned).collect();
        let kinds = (names.len() > 1).then(|| Dimension {
            name: "soort".to_owned(),
            totals: Totals::of_kinds(&values),
            values,
            in_headings: true,
        });
        (vec![measure], kinds)
    }
}

/// How long the periods are that dates above columns stand for.
fn heading_dates(seen: &[Seen<'_>]) -> Option<Granularity> {
    let dates: Vec<Field> = seen.iter().filter_map(heading_date).map(Field::Date).collect();
    date_length(&dates.iter().collect::<Vec<_>>())
}

/// The day that stands above a column.
fn heading_date(column: &Seen<'_>) -> Option<NaiveDate> {
    column.column.parts.iter().flat_map(|part| part.split_whitespace()).find_map(headings::date)
}
