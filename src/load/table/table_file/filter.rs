//! `[filters]`: which rows of a file belong to the series.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use crate::diagnostic::{Code, Finding, Findings, Place, did_you_mean};

use crate::load::series_keys::SeriesKeys;
use crate::load::table::raw::{Table, few};
use crate::load::toml::{Located, TomlTable};

/// Columns with the values that their rows may have.
#[derive(Debug, Default)]
pub(crate) struct Filters {
    place: Option<Place>,
    each: Vec<Filter>,
}

#[derive(Debug)]
struct Filter {
    column: Located<String>,
    values: Vec<Located<String>>,
}

impl Filters {
    /// Reads the part of the description.
    pub fn read(table: &TomlTable<'_, SeriesKeys>, findings: &mut Findings) -> Self {
        let Some(filters) = table.get(SeriesKeys::FILTERS, findings) else { return Self::default() };
        let each = filters.others(findings);
        let each = each.into_iter().map(|(column, values)| Filter { column, values });
        Self { place: Some(filters.place()), each: each.collect() }
    }

    /// Leaves only the rows that fit all filters.
    pub fn apply(&self, table: &mut Table, findings: &mut Findings) {
        let before = findings.len();
        // Each value must be somewhere in the file, whatever the other filters leave of it.
        let positions: Vec<Option<usize>> = self.each.iter().map(|filter| filter.check(table, findings)).collect();
        for (filter, position) in self.each.iter().zip(positions) {
            if let Some(position) = position {
                table.rows.retain(|row| filter.lets_through(&row.field(position).shown()));
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

    /// The position of the column. Without it, or a value that is nowhere in it, there is a finding.
    fn check(&self, table: &Table, findings: &mut Findings) -> Option<usize> {
        let name = &self.column.value;
        let Some(position) = table.columns.iter().position(|column| column.name == name.trim()) else {
            let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
            findings.push(
                Finding::new(
                    Code::MissingColumn,
                    self.column.place.clone(),
                    format!("De kolom \"{name}\" staat niet in het bestand."),
                )
                .hint(
                    did_you_mean(name, names.iter().copied()).unwrap_or_else(|| format!("Wel: {}.", names.join(", "))),
                ),
            );
            return None;
        };
        let there: HashSet<Cow<'_, str>> = table.rows.iter().map(|row| row.field(position).shown()).collect();
        for value in self.values.iter().filter(|value| !there.contains(value.value.trim())) {
            findings.push(self.nothing_for(value, &there));
        }
        Some(position)
    }

    fn nothing_for(&self, value: &Located<String>, there: &HashSet<Cow<'_, str>>) -> Finding {
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
