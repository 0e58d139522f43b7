//! What a column of numbers seems to measure, by its name, its cells and what stands above the table.

use super::surroundings::Surroundings;
use crate::dutch::counted::{self, Counted};
use crate::dutch::notation::Scale;
use crate::load::series_keys::Stock;
use crate::load::table::raw::Field;
use crate::load::table::reading::Letter;
use crate::load::table::said;

/// A column with numbers.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Measure {
    /// What it is called in the file; nothing where all columns are of one measure.
    pub column: Option<String>,
    pub name: String,
    pub unit: &'static str,
    pub why: String,
    /// Whether somebody has to say if it counts people.
    pub asks_people: bool,
    pub scale: Option<Scale>,
    pub is_cumulative: bool,
    /// Whether it was counted at the start or the end of each period.
    pub stock: Option<Stock>,
    pub is_unique: bool,
    pub has_letters: bool,
    pub letters_in: Option<String>,
}

impl Measure {
    /// Of the column with this name; nothing is known of it but its unit.
    pub fn new(column: Option<String>, name: String, (unit, why): (&'static str, String)) -> Self {
        Self {
            column,
            name,
            unit,
            why,
            asks_people: false,
            scale: None,
            is_cumulative: false,
            stock: None,
            is_unique: false,
            has_letters: false,
            letters_in: None,
        }
    }

    /// Whether it counts, so that its numbers may be of people.
    pub fn is_count(&self) -> bool {
        !matches!(self.unit, "euro" | "procent" | "fte" | "dagen" | "uren")
    }

    /// Adds what its cells, its name in the file and what stands above the table say of it.
    pub fn settle(&mut self, name: &str, fields: &[&Field], around: &Surroundings) {
        self.asks_people = self.unit == "aantal" && counted::by_name(name) == Counted::Unsaid;
        if self.unit == "euro" {
            let all = std::iter::once(name).chain(around.said.iter().map(String::as_str));
            self.scale = self.scale.or_else(|| all.into_iter().find_map(said::scale));
        }
        self.is_cumulative |=
            said::is_cumulative(name) || around.said.iter().any(|text| text.to_lowercase().contains("cumulatie"));
        let all = std::iter::once(name).chain(around.said.iter().map(String::as_str));
        self.stock = self.stock.or_else(|| all.into_iter().find_map(said::stock));
        let with_letter = |field: &&&Field| matches!(field, Field::Text(text) if Letter::beside(text).is_some());
        self.has_letters |= fields.iter().any(|field| with_letter(&field));
    }
}
