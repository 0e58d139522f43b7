//! `[filters]` and `[weglaten]`: which rows of a file belong to the series.

use std::collections::{BTreeSet, HashSet};

use ecow::EcoString;

use crate::diagnostic::{Code, Finding, Findings, Place, did_you_mean};

use crate::load::series_keys::SeriesKeys;
use crate::load::table::raw::{Table, few};
use crate::load::toml::{Located, TomlTable};

/// Columns with the values that their rows may have.
#[derive(Debug, Default)]
pub(crate) struct Filters {
    place: Option<Place>,
    each: Vec<Filter>,
    left_out: Vec<Filter>,
}

#[derive(Debug)]
struct Filter {
    column: Located<String>,
    values: Vec<Located<String>>,
}

impl Filters {
    /// Reads the part of the description.
    pub fn read(table: &TomlTable<'_, SeriesKeys>, findings: &mut Findings) -> Self {
        let each = |all: Vec<(Located<String>, Vec<Located<String>>)>| {
            all.into_iter().map(|(column, values)| Filter { column, values }).collect()
        };
        let filters = table.get(SeriesKeys::FILTERS, findings);
        let left_out = table.get(SeriesKeys::LEFT_OUT, findings).map(|all| all.others(findings)).unwrap_or_default();
        Self {
            place: filters.as_ref().map(TomlTable::place),
            each: each(filters.map(|filters| filters.others(findings)).unwrap_or_default()),
            left_out: each(left_out),
        }
    }

    /// Leaves only the rows that fit all filters.
    pub fn apply(&self, table: &mut Table, findings: &mut Findings) {
        let before = findings.len();
        for filter in &self.left_out {
            if let Some(position) = filter.check(table, true, findings) {
                table.rows.retain(|row| !filter.means(&row.field(position).as_name()));
            }
        }
        let last = self.left_out.iter().rev().find_map(|filter| filter.values.last());
        if let Some(last) = last.filter(|_| table.rows.is_empty() && findings.len() == before) {
            findings.push(
                Finding::new(Code::FilterMatchesNothing, last.place.clone(), "Alle regels zijn weggelaten.")
                    .hint("Noem onder [weglaten] alleen wat er niet bij hoort, zoals \"Totaal*\"."),
            );
            return;
        }
        // Each value must be somewhere in the file, whatever the other filters leave of it.
        let positions: Vec<Option<usize>> =
            self.each.iter().map(|filter| filter.check(table, false, findings)).collect();
        for (filter, position) in self.each.iter().zip(positions) {
            if let Some(position) = position {
                table.rows.retain(|row| filter.lets_through(&row.field(position).as_name()));
            }
        }
        if let Some(place) = self.place.clone().filter(|_| table.rows.is_empty() && findings.len() == before) {
            findings.push(
                Finding::new(Code::FilterMatchesNothing, place, "Geen enkele regel past bij alle filters samen.")
                    .hint("Haal filters weg tot er regels overblijven. Zo ziet u welk filter te streng is."),
            );
        }
    }
}

impl Filter {
    fn lets_through(&self, shown: &str) -> bool {
        self.values.iter().any(|value| shown == value.value.trim())
    }

    /// The same, where a value that ends in a star means all that begin so.
    fn means(&self, shown: &str) -> bool {
        self.values.iter().any(|value| is_meant(value.value.trim(), shown))
    }

    /// The position of the column. Without it, or a value that is nowhere in it, there is a finding.
    fn check(&self, table: &Table, by_start: bool, findings: &mut Findings) -> Option<usize> {
        let position = table.column(&self.column, findings)?;
        let there: HashSet<EcoString> = table.rows.iter().map(|row| row.field(position).as_name()).collect();
        let is_there =
            |value: &str| there.contains(value) || by_start && there.iter().any(|shown| is_meant(value, shown));
        for value in self.values.iter().filter(|value| !is_there(value.value.trim())) {
            findings.push(self.nothing_for(value, &there));
        }
        Some(position)
    }

    fn nothing_for(&self, value: &Located<String>, there: &HashSet<EcoString>) -> Finding {
        let there: BTreeSet<&str> = there.iter().map(|text| &**text).filter(|text| !text.is_empty()).collect();
        let near = did_you_mean(&value.value, there.iter().copied());
        let there: Vec<String> = there.into_iter().map(str::to_owned).collect();
        // Codes and names help; numbers can be numbers.
        let is_number = |text: &String| text.chars().all(|next| !next.is_alphabetic());
        let there: Vec<String> = there.into_iter().filter(|text| !is_number(text)).collect();
        let near = near.filter(|_| !there.is_empty());
        let message = format!("Geen enkele regel heeft \"{}\" in de kolom \"{}\".", value.value, self.column.value);
        Finding::new(Code::FilterMatchesNothing, value.place.clone(), message)
            .maybe_hint(near)
            .maybe_hint((!there.is_empty()).then(|| format!("In die kolom staat: {}.", few(&there))))
    }
}

/// Whether a pattern means a value: "Totaal*" means "Totaal 2021".
pub(crate) fn is_meant(pattern: &str, shown: &str) -> bool {
    pattern.strip_suffix('*').map_or(pattern == shown, |start| shown.starts_with(start))
}
