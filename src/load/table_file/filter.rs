//! `[filters]`: which rows of a file belong to the series.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Finding, Findings, Place, did_you_mean};

use super::super::raw::{Table, few};
use super::super::toml::{Located, TomlTable};

/// Columns with the values that their rows may have.
#[derive(Debug, Default)]
pub(super) struct Filters {
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
    pub fn read(table: &TomlTable<'_>, findings: &mut Findings) -> Self {
        let Some(filters) = table.table("filters", findings) else { return Self::default() };
        let each = filters.list_entries(findings);
        let each = each.into_iter().map(|(column, values)| Filter { column, values });
        Self { place: Some(filters.place()), each: each.collect() }
    }

    /// Leaves only the rows that fit all filters.
    pub fn apply(&self, table: &mut Table, findings: &mut Findings) {
        let before = findings.len();
        for filter in &self.each {
            filter.apply(table, findings);
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
    fn apply(&self, table: &mut Table, findings: &mut Findings) {
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
            return;
        };
        // A later filter may leave nothing of what this one needs; that is seen at the end.
        let is_checked = !table.rows.is_empty();
        for value in self.values.iter().filter(|_| is_checked) {
            let is_there = table.rows.iter().any(|row| row.field(position).shown() == value.value.trim());
            if !is_there {
                findings.push(self.nothing_for(value, position, table));
            }
        }
        table.rows.retain(|row| {
            let shown = row.field(position).shown();
            self.values.iter().any(|value| shown == value.value.trim())
        });
    }

    fn nothing_for(&self, value: &Located<String>, position: usize, table: &Table) -> Finding {
        let there: BTreeSet<String> = table.rows.iter().map(|row| row.field(position).shown().into_owned()).collect();
        let near = did_you_mean(&value.value, there.iter().map(String::as_str));
        let there: Vec<String> = there.iter().filter(|text| !text.is_empty()).cloned().collect();
        let message = format!("Geen enkele regel heeft \"{}\" in de kolom \"{}\".", value.value, self.column.value);
        Finding::new(Code::FilterMatchesNothing, value.place.clone(), message)
            .maybe_hint(near)
            .hint(format!("In die kolom staat: {}.", few(&there)))
    }
}
