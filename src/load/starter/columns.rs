//! What the columns of a table seem to be: the period, what divides the rows, and numbers.

use std::collections::{BTreeSet, HashSet};

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::dutch::counted::{self, Counted};
use crate::dutch::number::{DecimalMark, parse_number};
use crate::dutch::period::Granularity;
use crate::dutch::unit::of_column as unit_of_column;
use crate::dutch::withheld::Withheld;
use crate::load::table::period_field::{iso_or_dutch_date, read_period};
use crate::load::table::raw::{Field, Table};
use crate::load::table::reading::has_unclear_mark;
use crate::load::table::said::is_total;

/// How many rows are looked at for what a column holds.
const LOOKED_AT: usize = 5_000;
/// A column with more different texts is more likely to hold remarks.
const MANY_TEXTS: usize = 100;
/// What a column with the period is called.
const PERIOD_NAMES: [&str; 8] = ["periode", "perioden", "jaar", "kwartaal", "maand", "datum", "peildatum", "tijd"];

/// What was guessed.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// The column with the period; none, if no column has periods.
    pub period: Option<String>,
    /// How long the periods of its dates are.
    pub date_length: Option<Granularity>,
    /// The decimal mark, where it has to be said; and whether that is certain.
    pub mark: Option<(DecimalMark, bool)>,
    pub dimensions: Vec<Dimension>,
    pub measures: Vec<Measure>,
    /// Columns that are left out, and why.
    pub left_out: Vec<(String, &'static str)>,
    /// Whether rows differ in period or a dimension, as they must.
    pub rows_differ: bool,
}

/// A column that divides the rows.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Dimension {
    pub name: String,
    pub values: Vec<String>,
    pub total: Option<String>,
}

/// A column with numbers.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Measure {
    pub name: String,
    pub unit: &'static str,
    pub why: String,
    /// Whether somebody has to say if it counts people.
    pub asks_people: bool,
}

/// What was seen of a column.
struct Seen<'t> {
    position: usize,
    name: &'t str,
    fields: Vec<&'t Field>,
}

impl Columns {
    pub fn guess(table: &Table) -> Self {
        let mut names = HashSet::new();
        let seen: Vec<Seen<'_>> = table
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| !column.name.is_empty() && names.insert(column.name.as_str()))
            .map(|(position, column)| Seen {
                position,
                name: &column.name,
                fields: table.rows.iter().take(LOOKED_AT).map(|row| row.field(position)).collect(),
            })
            .collect();
        let mark = guess_mark(&seen);
        let known_mark = mark.map_or(DecimalMark::Comma, |(mark, _)| mark);
        let period = period_column(&seen);
        let mut guess = Self { mark, ..Self::default() };
        guess.date_length = period.and_then(|at| date_length(&seen[at].fields));
        guess.period = period.map(|at| seen[at].name.to_owned());
        let mut texts: Vec<&Seen<'_>> = Vec::new();
        let mut remarks: Vec<&Seen<'_>> = Vec::new();
        for (at, column) in seen.iter().enumerate().filter(|(at, _)| Some(*at) != period) {
            let filled = column.filled().count();
            let numbers = column.filled().filter(|field| is_number(field, known_mark)).count();
            if filled == 0 {
                guess.left_out.push((column.name.to_owned(), "de kolom is leeg"));
            } else if column.is_row_number(at) {
                guess.left_out.push((column.name.to_owned(), "dit lijken volgnummers"));
            } else if numbers * 10 >= filled * 7 {
                guess.measures.push(measure(column));
            } else if column.distinct().len() <= MANY_TEXTS {
                texts.push(column);
            } else {
                remarks.push(column);
            }
        }
        let period = period.map(|at| seen[at].position);
        guess.rows_differ = rows_differ(table, period, &texts);
        // Remarks may be what tells rows apart after all, such as the names of all municipalities.
        for column in remarks {
            if guess.rows_differ {
                guess.left_out.push((column.name.to_owned(), "hier staan veel verschillende teksten"));
            } else {
                texts.push(column);
                guess.rows_differ = rows_differ(table, period, &texts);
            }
        }
        guess.dimensions = texts.into_iter().map(|column| dimension(column)).collect();
        guess
    }
}

impl Seen<'_> {
    fn filled(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().copied().filter(|field| field.is_filled())
    }

    fn distinct(&self) -> BTreeSet<String> {
        self.filled().map(|field| field.shown().into_owned()).collect()
    }

    /// Whether it counts the rows, as the first column of many downloads does.
    fn is_row_number(&self, at: usize) -> bool {
        let is_named = ["id", "nr", "nr.", "nummer", "#", "volgnummer"].contains(&self.name.to_lowercase().as_str());
        let numbers: Option<Vec<Decimal>> = self.fields.iter().map(|field| whole_number(field)).collect();
        let counts = |numbers: &[Decimal]| numbers.windows(2).all(|pair| pair[0] < pair[1]);
        at == 0 && is_named && numbers.is_some_and(|numbers| counts(&numbers))
    }
}

fn whole_number(field: &Field) -> Option<Decimal> {
    match field {
        Field::Number { value, .. } if value.is_integer() => Some(*value),
        Field::Text(text) => text.parse().ok(),
        _ => None,
    }
}

fn is_number(field: &Field, mark: DecimalMark) -> bool {
    match field {
        Field::Number { .. } | Field::NoValue | Field::Error(_) => true,
        Field::Text(text) => parse_number(text, mark).is_ok() || Withheld::by_source(text).is_some(),
        _ => false,
    }
}

/// Which mark the texts need, if it is not the usual comma.
fn guess_mark(seen: &[Seen<'_>]) -> Option<(DecimalMark, bool)> {
    let texts = || {
        let fields = seen.iter().flat_map(|column| column.filled());
        fields.filter_map(|field| match field {
            Field::Text(text) if text.contains(|next: char| next.is_ascii_digit()) => Some(text.as_str()),
            _ => None,
        })
    };
    let only = |one: DecimalMark, other: DecimalMark| {
        texts().filter(|text| parse_number(text, one).is_ok() && parse_number(text, other).is_err()).count()
    };
    let (commas, points) = (only(DecimalMark::Comma, DecimalMark::Point), only(DecimalMark::Point, DecimalMark::Comma));
    if points > commas {
        return Some((DecimalMark::Point, true));
    }
    texts().any(|text| has_unclear_mark(text, ',')).then_some((DecimalMark::Comma, commas > 0))
}

/// The column with periods: by its name, else the first.
fn period_column(seen: &[Seen<'_>]) -> Option<usize> {
    let has_periods = |column: &Seen<'_>| {
        let filled = column.filled().count();
        let periods = column.filled().filter(|field| read_period(field, Some(Granularity::Month)).is_ok()).count();
        filled > 0 && periods * 10 >= filled * 9
    };
    let all: Vec<usize> = (0..seen.len()).filter(|at| has_periods(&seen[*at])).collect();
    let by_name = |at: &&usize| PERIOD_NAMES.contains(&seen[**at].name.to_lowercase().as_str());
    all.iter().find(by_name).or(all.first()).copied()
}

/// How long the periods are that dates stand for; nothing if there are none.
fn date_length(fields: &[&Field]) -> Option<Granularity> {
    let date = |field: &&Field| match field {
        Field::Date(date) => Some(*date),
        Field::Text(text) if read_period(field, None).is_err() => iso_or_dutch_date(text),
        _ => None,
    };
    let dates: BTreeSet<NaiveDate> = fields.iter().filter_map(date).collect();
    if dates.is_empty() {
        return None;
    }
    let all_in = |months: &[u32]| dates.iter().all(|date| months.contains(&date.month()));
    let months: BTreeSet<u32> = dates.iter().map(Datelike::month).collect();
    let is_start_or_end = dates.iter().all(|date| date.day() == 1 || date.day() >= 28);
    Some(if is_start_or_end && months.len() == 1 && (all_in(&[1]) || all_in(&[12])) {
        Granularity::Year
    } else if is_start_or_end && (all_in(&[1, 4, 7, 10]) || all_in(&[3, 6, 9, 12])) {
        Granularity::Quarter
    } else {
        Granularity::Month
    })
}

/// Whether no two rows have the same period and texts.
fn rows_differ(table: &Table, period: Option<usize>, texts: &[&Seen<'_>]) -> bool {
    let mut seen = HashSet::new();
    table.rows.iter().all(|row| {
        let places = period.into_iter().chain(texts.iter().map(|column| column.position));
        let key: Vec<String> = places.map(|at| row.field(at).shown().into_owned()).collect();
        seen.insert(key)
    })
}

fn dimension(column: &Seen<'_>) -> Dimension {
    let values: Vec<String> = column.distinct().into_iter().collect();
    let total = values.iter().find(|value| is_total(value)).cloned();
    Dimension { name: column.name.to_owned(), values, total }
}

fn measure(column: &Seen<'_>) -> Measure {
    let (unit, why) = unit(column);
    let asks_people = unit == "aantal" && counted::by_name(column.name) == Counted::Unsaid;
    Measure { name: column.name.to_owned(), unit, why, asks_people }
}

/// The unit of a column, and why. What stands in the cells goes before what the column is called.
fn unit(column: &Seen<'_>) -> (&'static str, String) {
    let has = |sign: char| column.filled().any(|field| matches!(field, Field::Text(text) if text.contains(sign)));
    let is_percent = |field: &Field| matches!(field, Field::Number { percent: true, .. });
    if has('%') || column.filled().any(is_percent) {
        return ("procent", "in de cellen staan percentages".to_owned());
    }
    if has('€') {
        return ("euro", "in de cellen staat €".to_owned());
    }
    let name = column.name.to_lowercase();
    if name.contains('%') {
        return ("procent", "in de naam van de kolom staat %".to_owned());
    }
    if name.contains('€') {
        return ("euro", "in de naam van de kolom staat €".to_owned());
    }
    if counted::by_name(&name) == Counted::People && !name.contains("kosten") && !name.contains("per ") {
        return ("personen", "in de naam van de kolom staan mensen".to_owned());
    }
    match unit_of_column(&name) {
        Some((word, unit)) => (unit, format!("in de naam van de kolom staat \"{word}\"")),
        None => ("aantal", "Griffel ziet geen andere eenheid".to_owned()),
    }
}
