//! What is seen of each column of a table: what its fields hold, and what kind of column its name and fields make of it. In:
//! fields; out: what [`super::columns`] chooses from.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::dutch::everyday;
use crate::dutch::number::{self, DecimalMark, parse_number};
use crate::dutch::period::{Granularity, is_name_of_weeks};
use crate::dutch::withheld::Withheld;
use crate::load::table::period_field::{iso_or_dutch_date, read_period};
use crate::load::table::raw::{Column, Field, Table};
use crate::load::table::reading::{Letter, has_unclear_mark};
use crate::load::table::said;

/// Texts that are longer on average explain rather than divide.
const LONG_TEXT: usize = 28;
/// What a column with the period is called.
const PERIOD_NAMES: [&str; 11] = [
    "periode",
    "perioden",
    "jaar",
    "kwartaal",
    "maand",
    "datum",
    "peildatum",
    "tijd",
    "boekjaar",
    "schooljaar",
    "halfjaar",
];
/// What a column with codes is called, whose digits are no amounts.
const CODE_NAMES: [&str; 10] = [
    "taakveld",
    "code",
    "kostensoort",
    "grootboek",
    "artikel",
    "kostenplaats",
    "postcode",
    "functie",
    "crediteur",
    "product code",
];
/// What a column that counts the rows is called, or one with codes.
const ROW_NUMBER_NAMES: [&str; 6] = ["id", "nr", "nr.", "nummer", "#", "volgnummer"];
/// What a column with remarks is called.
const REMARK_NAMES: [&str; 5] = ["toelichting", "opmerking", "opmerkingen", "oorzaak en toelichting", "bijzonderheden"];

/// What was seen of a column.
#[derive(Clone)]
pub(super) struct Seen<'t> {
    /// Among the columns of the table.
    pub position: usize,
    pub column: &'t Column,
    /// The fields of the first rows.
    pub fields: Vec<&'t Field>,
}

impl Seen<'_> {
    pub fn filled(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().copied().filter(|field| field.is_filled())
    }

    pub fn distinct(&self) -> BTreeSet<String> {
        self.filled().map(|field| field.as_name().into()).collect()
    }

    /// The different values, in the order of the file.
    pub fn in_order(&self) -> Vec<String> {
        let mut seen = HashSet::new();
        self.filled().map(|field| field.as_name().into()).filter(|name: &String| seen.insert(name.clone())).collect()
    }

    pub fn numbers(&self, mark: DecimalMark) -> usize {
        self.filled().filter(|field| is_number(field, mark)).count()
    }

    /// Whether any number in it is known: a range such as 5-9 can be one that is withheld, and the name of an age.
    pub fn has_values(&self, mark: DecimalMark) -> bool {
        let has_digit = |text: &str| text.contains(|next: char| next.is_ascii_digit());
        self.filled().any(|field| match field {
            Field::Text(text) => is_number(field, mark) && has_digit(text) && Withheld::by_source(text).is_none(),
            Field::NoValue | Field::Error(_) | Field::Noted(_) => true,
            field => is_number(field, mark),
        })
    }

    /// Whether its name is that of a column with the period.
    pub fn is_named_period(&self) -> bool {
        PERIOD_NAMES.contains(&self.column.name.to_lowercase().as_str())
    }

    /// Whether it counts the rows, as the first column of many downloads does.
    pub fn is_row_number(&self, at: usize) -> bool {
        let is_named = ROW_NUMBER_NAMES.contains(&self.column.name.to_lowercase().as_str());
        let numbers: Option<Vec<Decimal>> = self.fields.iter().map(|field| whole_number(field)).collect();
        let counts = |numbers: &[Decimal]| numbers.windows(2).all(|pair| pair[0] < pair[1]);
        at == 0 && is_named && numbers.is_some_and(|numbers| counts(&numbers))
    }

    /// Whether its name says that its digits are codes.
    pub fn is_of_codes(&self) -> bool {
        let last = self.column.parts.last().map_or(self.column.name.as_str(), String::as_str).to_lowercase();
        let is_named = CODE_NAMES.contains(&last.as_str()) || ROW_NUMBER_NAMES.contains(&last.as_str());
        is_named || last.ends_with("code") || last.ends_with("nummer")
    }

    /// Codes that are whole numbers, and say nothing to a reader.
    pub fn has_only_whole_codes(&self) -> bool {
        self.is_of_codes() && self.filled().all(|field| whole_number(field).is_some())
    }

    /// V or N in every filled cell, and nothing else.
    pub fn is_of_letters(&self) -> bool {
        Letter::is_all_of(self.fields.iter().copied())
    }

    /// Whether it explains rather than divides.
    pub fn is_remark(&self) -> bool {
        let lower = self.column.name.to_lowercase();
        if REMARK_NAMES.contains(&lower.as_str()) {
            return true;
        }
        let distinct = self.distinct();
        let length: usize = distinct.iter().map(|text| text.chars().count()).sum();
        self.position > 0 && distinct.len() > 2 && length / distinct.len() > LONG_TEXT
    }
}

fn whole_number(field: &Field) -> Option<Decimal> {
    match field {
        Field::Number { value, .. } if value.is_integer() => Some(*value),
        Field::Text(text) if text.bytes().all(|digit| digit.is_ascii_digit()) => text.parse().ok(),
        _ => None,
    }
}

fn is_number(field: &Field, mark: DecimalMark) -> bool {
    match field {
        Field::Number { .. } | Field::NoValue | Field::Error(_) | Field::Noted(_) => true,
        Field::Text(text) => {
            let plain = Letter::beside(text).map_or(text.as_str(), |(rest, _)| rest);
            parse_number(plain, mark).is_ok() || Withheld::by_source(text).is_some()
        }
        _ => false,
    }
}

/// Which mark the texts need, if it is not the usual comma.
pub(super) fn guess_mark(seen: &[Seen<'_>], between_commas: bool) -> Option<(DecimalMark, bool)> {
    let of_numbers = seen.iter().filter(|column| {
        let numbers = column.numbers(DecimalMark::Comma).max(column.numbers(DecimalMark::Point));
        !column.is_of_codes() && numbers * 10 >= column.filled().count() * 7
    });
    let texts: Vec<&str> = of_numbers
        .flat_map(|column| column.filled())
        .filter_map(|field| match field {
            Field::Text(text) if text.contains(|next: char| next.is_ascii_digit()) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    let only = |one: DecimalMark, other: DecimalMark| {
        texts.iter().filter(|text| parse_number(text, one).is_ok() && parse_number(text, other).is_err()).count()
    };
    let (commas, points) = (only(DecimalMark::Comma, DecimalMark::Point), only(DecimalMark::Point, DecimalMark::Comma));
    if points > commas {
        return Some((DecimalMark::Point, true));
    }
    let is_unclear = |text: &&str| has_unclear_mark(text, ',') || between_commas && has_unclear_mark(text, '.');
    texts.iter().any(is_unclear).then_some((DecimalMark::Comma, commas > 0))
}

/// The columns with the period: one by its name, else the first; or a year and a part of it beside each other.
pub(super) fn period_columns(seen: &[Seen<'_>]) -> Vec<usize> {
    let is_period = |field: &Field| read_period(field, Some(Granularity::Month)).is_ok();
    let is_part_of_pivot = |field: &Field| said::is_total(&field.as_name());
    let has_periods = |column: &Seen<'_>| {
        let filled = column.filled().count();
        let periods = column.filled().filter(|field| is_period(field)).count();
        let totals = column.filled().filter(|field| is_part_of_pivot(field)).count();
        let lower = column.column.name.to_lowercase();
        let is_other = is_name_of_weeks(&lower)
            || lower.contains("kwartaal")
                && column.filled().any(|field| everyday::year_and_month(&field.shown()).is_some());
        periods > 0 && (periods + totals) * 10 >= filled * 9 && !is_other
    };
    let all: Vec<usize> = (0..seen.len()).filter(|at| has_periods(&seen[*at])).collect();
    let Some(first) = all.iter().copied().find(|at| seen[*at].is_named_period()).or(all.first().copied()) else {
        return Vec::new();
    };
    let are_years = seen[first]
        .filled()
        .filter(|field| is_period(field))
        .all(|field| read_period(field, None).is_ok_and(|(period, _)| period.granularity() == Granularity::Year));
    let beside = (0..seen.len()).find(|at| *at != first && are_years && names_part(&seen[*at]));
    std::iter::once(first).chain(beside).collect()
}

/// Whether a column says which part of the year a row is about: by words, or by numbers under a name that says so.
pub(super) fn names_part(column: &Seen<'_>) -> bool {
    let most = match column.column.name.to_lowercase().as_str() {
        "kwartaal" | "kw" | "kwartaalnummer" => 4,
        "maand" | "maandnummer" | "periode" => 12,
        "halfjaar" => 2,
        _ => 0,
    };
    let is_part = |field: &&Field| match whole_number(field) {
        Some(number) => number >= Decimal::ONE && number <= Decimal::from(most),
        None => everyday::part(field.as_name().trim_end_matches('*')).is_some(),
    };
    let parts = column.filled().filter(is_part).count();
    let totals = column.filled().filter(|field| said::is_total(&field.as_name())).count();
    parts > 0 && parts + totals == column.filled().count()
}

/// How long the periods are that dates stand for; nothing if there are none.
pub(super) fn date_length(fields: &[&Field]) -> Option<Granularity> {
    let date = |field: &&Field| match field {
        Field::Date(date) => Some(*date),
        Field::Text(text) if read_period(field, None).is_err() => iso_or_dutch_date(text),
        _ => None,
    };
    if fields.iter().any(|field| everyday::year_and_month(field.shown().trim_end_matches('*')).is_some()) {
        return Some(Granularity::Month);
    }
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
pub(super) fn rows_differ(table: &Table, periods: &[usize], texts: &[&Seen<'_>]) -> bool {
    let mut seen = HashSet::new();
    let mut above: BTreeMap<usize, String> = BTreeMap::new();
    table.rows.iter().all(|row| {
        let places = periods.iter().copied().chain(texts.iter().map(|column| column.position));
        let key: Vec<String> = places
            .map(|at| match row.field(at) {
                field if field.is_filled() => {
                    let name = String::from(field.as_name());
                    above.insert(at, name.clone());
                    name
                }
                _ if periods.contains(&at) => above.get(&at).cloned().unwrap_or_default(),
                _ => String::new(),
            })
            .collect();
        seen.insert(key)
    })
}

/// Whether a dash stands in the place of a number.
pub(super) fn is_dash(field: &Field) -> bool {
    matches!(field, Field::Text(text) if number::is_dash(text))
}
