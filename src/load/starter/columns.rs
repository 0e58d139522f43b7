//! What the columns of a table seem to be: the period, what divides the rows, and numbers. In: a table and what stands above
//! it; out: the guesses that a description is written from, each with what is left out and why.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::totals::{self, Totals};
use crate::dutch::counted::{self, Counted};
use crate::dutch::everyday;
use crate::dutch::notation::Scale;
use crate::dutch::number::{DecimalMark, parse_number};
use crate::dutch::period::{Granularity, Period};
use crate::dutch::unit::of_column as unit_of_column;
use crate::dutch::withheld::Withheld;
use crate::load::table::headings::Heading;
use crate::load::table::period_field::{iso_or_dutch_date, read_period};
use crate::load::table::raw::{Column, Field, Table};
use crate::load::table::reading::{Letter, has_unclear_mark};
use crate::load::table::said;

/// How many rows are looked at for what a column holds.
const LOOKED_AT: usize = 5_000;
/// A column with more different texts is more likely to hold remarks.
const MANY_TEXTS: usize = 100;
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
const CODE_NAMES: [&str; 16] = [
    "taakveld",
    "code",
    "nr",
    "nr.",
    "nummer",
    "id",
    "kostensoort",
    "grootboek",
    "artikel",
    "kostenplaats",
    "postcode",
    "functie",
    "volgnummer",
    "crediteur",
    "#",
    "product code",
];
/// What a column with remarks is called.
const REMARK_NAMES: [&str; 5] = ["toelichting", "opmerking", "opmerkingen", "oorzaak en toelichting", "bijzonderheden"];

/// Where the periods are.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) enum Periods {
    /// Nowhere.
    #[default]
    Nowhere,
    /// In a column, or in several that together name one.
    Columns(Vec<String>),
    /// Above the columns; with the cell of the year, where they only name parts of it.
    Headings(Option<String>),
    /// In a cell above the table: that of all of it.
    Cell(String, Period),
}

/// What was guessed.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub periods: Periods,
    /// How long the periods of its dates are.
    pub date_length: Option<Granularity>,
    /// The decimal mark, where it has to be said; and whether that is certain.
    pub mark: Option<(DecimalMark, bool)>,
    /// Columns in which a value stands only where it changes.
    pub filled_down: Vec<String>,
    /// Values of rows that are left out, by column.
    pub rows_left_out: Vec<(String, Vec<String>)>,
    pub dimensions: Vec<Dimension>,
    pub measures: Vec<Measure>,
    /// Columns with a period that are not turned, and why.
    pub not_turned: Vec<(String, &'static str)>,
    /// Columns that are left out, and why.
    pub left_out: Vec<(String, &'static str)>,
    /// A column that says in what each row counts, with that of the first row and the others.
    pub units: Option<(String, String, Vec<String>)>,
    /// Whether rows differ in period or a dimension, as they must.
    pub rows_differ: bool,
    /// Whether a dash stands in the place of a number.
    pub has_dashes: bool,
}

/// A column that divides the rows, or words above columns that do.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Dimension {
    pub name: String,
    pub values: Vec<String>,
    pub totals: Totals,
    pub in_headings: bool,
}

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
    pub stock: Option<&'static str>,
    pub is_unique: bool,
    pub has_letters: bool,
    pub letters_in: Option<String>,
}

/// What was seen of a column.
#[derive(Clone)]
struct Seen<'t> {
    position: usize,
    column: &'t Column,
    fields: Vec<&'t Field>,
}

/// What is known of a table besides its cells.
pub(super) struct Surroundings {
    /// Cells above the table that name one period, as `A1`.
    pub period_cells: Vec<(String, Period)>,
    /// Words that say what all numbers are.
    pub said: Vec<String>,
}

impl Columns {
    pub fn guess(table: &Table, around: &Surroundings) -> Self {
        let mut names = HashSet::new();
        let seen: Vec<Seen<'_>> = table
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| !column.name.is_empty() && names.insert(column.name.as_str()))
            .map(|(position, column)| Seen {
                position,
                column,
                fields: table.rows.iter().take(LOOKED_AT).map(|row| row.field(position)).collect(),
            })
            .collect();
        let mut guess = Self::default();
        for column in &table.columns {
            if table.columns.iter().filter(|other| other.name == column.name).count() > 1 {
                let told = (column.name.clone(), "deze naam staat er meer dan één keer");
                if !guess.left_out.contains(&told) {
                    guess.left_out.push(told);
                }
            }
        }
        match Across::of(&seen, around) {
            Some(across) => guess.guess_across(table, &seen, across, around),
            None => guess.guess_tidy(table, &seen, around),
        }
        guess
    }

    /// A row for each period.
    fn guess_tidy(&mut self, table: &Table, seen: &[Seen<'_>], around: &Surroundings) {
        self.mark = guess_mark(seen, table.between_commas);
        let mark = self.mark.map_or(DecimalMark::Comma, |(mark, _)| mark);
        let periods = period_columns(seen);
        self.date_length = periods.first().and_then(|at| date_length(&seen[*at].fields));
        self.periods = match &periods[..] {
            [] => around
                .period_cells
                .first()
                .map_or(Periods::Nowhere, |(cell, period)| Periods::Cell(cell.clone(), *period)),
            columns => Periods::Columns(columns.iter().map(|at| seen[*at].column.name.clone()).collect()),
        };
        for at in &periods {
            self.look_at_gaps(&seen[*at]);
        }
        let others: Vec<&Seen<'_>> =
            seen.iter().enumerate().filter(|(at, _)| !periods.contains(at)).map(|(_, column)| column).collect();
        let mut texts = self.sort_out(&others, mark);
        let letters: Vec<&Seen<'_>> = texts.iter().copied().filter(|column| column.is_of_letters()).collect();
        texts.retain(|column| !column.is_of_letters());
        self.choose_dimensions(table, &periods.iter().map(|at| seen[*at].position).collect::<Vec<_>>(), texts);
        for letter in letters {
            // It belongs to the numbers on its left.
            let before = |measure: &&mut Measure| {
                let position = seen.iter().find(|one| Some(&one.column.name) == measure.column.as_ref());
                position.is_some_and(|one| one.position + 1 == letter.position)
            };
            match self.measures.iter_mut().find(before) {
                Some(measure) => {
                    measure.has_letters = true;
                    measure.letters_in = Some(letter.column.name.clone());
                }
                None => self.left_out.push((letter.column.name.clone(), "hier staan letters")),
            }
        }
        for measure in &mut self.measures {
            if let Some(column) = seen.iter().find(|one| Some(&one.column.name) == measure.column.as_ref()) {
                settle(measure, &column.column.name, column.filled(), around);
            }
        }
        let kept = |row: &crate::load::table::raw::Record| {
            let is_left_out = |(name, values): &(String, Vec<String>)| {
                let at = table.columns.iter().position(|column| column.name == *name);
                at.is_some_and(|at| values.iter().any(|value| means(value, &row.field(at).as_name())))
            };
            !self.rows_left_out.iter().any(is_left_out)
        };
        let rows: Vec<Vec<&Field>> = table
            .rows
            .iter()
            .filter(|row| kept(row))
            .take(LOOKED_AT)
            .map(|row| seen.iter().map(|column| row.field(column.position)).collect())
            .collect();
        let position = |name: &str| seen.iter().position(|column| column.column.name == name);
        let numbers: Vec<usize> =
            self.measures.iter().filter_map(|measure| position(measure.column.as_deref()?)).collect();
        let by: Vec<usize> = periods.clone();
        for dimension in &mut self.dimensions {
            if let Some(at) = position(&dimension.name) {
                dimension.totals = Totals::guess(&dimension.values, &rows, at, &by, &numbers, mark);
            }
        }
        self.look_for_unique(&rows, seen, mark);
    }

    /// Periods above the columns.
    fn guess_across(&mut self, table: &Table, seen: &[Seen<'_>], across: Across, around: &Surroundings) {
        let turned: Vec<&Seen<'_>> = across.columns.iter().map(|(at, _)| &seen[*at]).collect();
        self.mark =
            guess_mark(&turned.iter().map(|column| (*column).clone()).collect::<Vec<_>>(), table.between_commas);
        let mark = self.mark.map_or(DecimalMark::Comma, |(mark, _)| mark);
        self.periods = Periods::Headings(across.year_in.clone());
        self.date_length = across.date_length;
        self.not_turned = across.not_turned.iter().map(|(at, why)| (seen[*at].column.name.clone(), *why)).collect();
        let is_turned = |at: usize| {
            across.columns.iter().any(|(one, _)| *one == at) || across.not_turned.iter().any(|(one, _)| *one == at)
        };
        let others: Vec<&Seen<'_>> =
            seen.iter().enumerate().filter(|(at, _)| !is_turned(*at)).map(|(_, column)| column).collect();
        let mut texts = Vec::new();
        let said: Vec<String> =
            others.iter().map(|column| column.column.name.clone()).filter(|name| said::scale(name).is_some()).collect();
        let around =
            &Surroundings { period_cells: Vec::new(), said: around.said.iter().cloned().chain(said).collect() };
        self.has_dashes = turned.iter().any(|column| column.filled().any(is_dash));
        for column in others {
            if column.filled().count() == 0 {
                self.left_out.push((column.column.name.clone(), "de kolom is leeg"));
            } else if column.is_of_letters() {
                self.left_out.push((column.column.name.clone(), "hier staan codes of letters"));
            } else if column.numbers(mark) * 10 >= column.filled().count() * 7 && !column.is_of_codes() {
                self.left_out.push((column.column.name.clone(), "hier staat geen periode boven"));
            } else if column.is_remark() {
                self.left_out.push((column.column.name.clone(), "hier staat een toelichting"));
            } else {
                texts.push(column);
            }
        }
        self.choose_dimensions(table, &[], texts);
        let rests: Vec<String> = across.columns.iter().map(|(_, heading)| said::without_scale(&heading.rest)).collect();
        let mut kinds: Vec<String> = Vec::new();
        for rest in &rests {
            if !kinds.contains(rest) {
                kinds.push(rest.clone());
            }
        }
        let of_kind = |kind: &String| -> Vec<&Field> {
            let columns = across.columns.iter().zip(&rests).filter(|(_, rest)| *rest == kind);
            columns.flat_map(|((at, _), _)| seen[*at].filled()).collect()
        };
        let units: Vec<(&'static str, String)> = kinds.iter().map(|kind| unit(kind, &of_kind(kind), around)).collect();
        let are_one_unit = units.iter().all(|(one, _)| *one == units[0].0);
        let are_kinds = kinds.len() > 1 && are_one_unit;
        if kinds.len() == 1 || are_kinds {
            let name = kinds.iter().find(|kind| kinds.len() == 1 && !kind.is_empty()).cloned();
            let name =
                name.unwrap_or_else(|| if units[0].0 == "euro" { "bedrag".to_owned() } else { "aantal".to_owned() });
            let all: Vec<&Field> = across.columns.iter().flat_map(|(at, _)| seen[*at].filled()).collect();
            let mut measure = Measure::new(None, name.clone(), units[0].clone());
            measure.asks_people = measure.unit == "aantal" && counted::by_name(&name) == Counted::Unsaid;
            for (at, heading) in &across.columns {
                let text = format!("{} {}", heading.rest, seen[*at].column.name);
                measure.scale = measure.scale.or(said::scale(&text));
                measure.is_cumulative |= said::is_cumulative(&heading.rest);
            }
            settle(&mut measure, &name, all.into_iter(), around);
            self.measures.push(measure);
        } else {
            for (kind, unit) in kinds.iter().zip(units) {
                let written = across.columns.iter().zip(&rests).find(|(_, rest)| *rest == kind);
                let written = written.map_or(kind.clone(), |((_, heading), _)| heading.rest.clone());
                let mut measure = Measure::new(Some(written.clone()), kind.clone(), unit);
                measure.asks_people = measure.unit == "aantal" && counted::by_name(kind) == Counted::Unsaid;
                settle(&mut measure, &written, of_kind(kind).into_iter(), around);
                self.measures.push(measure);
            }
        }
        let mut values: Vec<String> = Vec::new();
        for (_, heading) in across.columns.iter().filter(|_| are_kinds) {
            if !values.contains(&heading.rest) {
                values.push(heading.rest.clone());
            }
        }
        if are_kinds {
            // What is left of the others is a kind of amount: several of them add up to nothing.
            self.dimensions.push(Dimension {
                name: "soort".to_owned(),
                totals: Totals::of_kinds(&values),
                values,
                in_headings: true,
            });
        }
        // Totals are looked for in each column by itself.
        let rows: Vec<Vec<&Field>> = table
            .rows
            .iter()
            .take(LOOKED_AT)
            .map(|row| seen.iter().map(|column| row.field(column.position)).collect())
            .collect();
        let numbers: Vec<usize> = across.columns.iter().map(|(at, _)| *at).collect();
        let position = |name: &str| seen.iter().position(|column| column.column.name == name);
        for dimension in self.dimensions.iter_mut().filter(|dimension| !dimension.in_headings) {
            if let Some(at) = position(&dimension.name) {
                dimension.totals = Totals::guess(&dimension.values, &rows, at, &[], &numbers, mark);
            }
        }
        let total = self.dimensions.iter().find_map(|one| Some((position(&one.name)?, one.totals.total.clone()?)));
        if let Some((at, total)) = total {
            for measure in &mut self.measures {
                let own: Vec<usize> = across
                    .columns
                    .iter()
                    .filter(|(_, heading)| measure.column.as_ref().is_none_or(|column| *column == heading.rest))
                    .map(|(at, _)| *at)
                    .collect();
                measure.is_unique = measure.is_count() && totals::is_less_than_its_parts(&rows, at, &total, &own, mark);
            }
        }
    }

    /// Values that stand only where they change, and rows that add up what is above them.
    fn look_at_gaps(&mut self, column: &Seen<'_>) {
        let empty = column.fields.iter().filter(|field| !field.is_filled()).count();
        let begins = column.fields.first().is_some_and(|field| field.is_filled());
        let totals: BTreeSet<String> = column
            .filled()
            .filter(|field| read_period(field, Some(Granularity::Month)).is_err())
            .map(Field::as_name)
            .filter(|text| said::is_total(text))
            .collect();
        if begins && empty > 0 && empty + totals.len() < column.fields.len() {
            self.filled_down.push(column.column.name.clone());
        }
        let first_word = |text: &String| text.split_whitespace().next().unwrap_or_default().to_owned();
        let mut patterns: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for text in totals {
            patterns.entry(first_word(&text)).or_default().push(text);
        }
        let patterns = patterns.into_iter().map(|(word, all)| match &all[..] {
            [only] => only.clone(),
            _ => format!("{word}*"),
        });
        let patterns: Vec<String> = patterns.collect();
        if !patterns.is_empty() {
            self.rows_left_out.push((column.column.name.clone(), patterns));
        }
    }

    /// Adds the columns with numbers to the measures, and gives those with texts.
    fn sort_out<'c, 't>(&mut self, columns: &[&'c Seen<'t>], mark: DecimalMark) -> Vec<&'c Seen<'t>> {
        let mut texts: Vec<&Seen<'_>> = Vec::new();
        for (at, column) in columns.iter().enumerate() {
            let name = &column.column.name;
            let filled = column.filled().count();
            if filled == 0 {
                self.left_out.push((name.clone(), "de kolom is leeg"));
            } else if column.is_row_number(at) {
                self.left_out.push((name.clone(), "dit lijken volgnummers"));
            } else if column.is_of_codes() {
                texts.push(column);
            } else if column.numbers(mark) * 10 >= filled * 7 {
                self.has_dashes |= column.filled().any(is_dash);
                let unit = ("aantal", String::new());
                self.measures.push(Measure::new(Some(name.clone()), said::without_scale(name), unit));
            } else {
                texts.push(column);
            }
        }
        texts
    }

    /// The columns that divide the rows; what only explains is left out, unless rows are the same without it.
    fn choose_dimensions(&mut self, table: &Table, periods: &[usize], texts: Vec<&Seen<'_>>) {
        let (remarks, mut texts): (Vec<&Seen<'_>>, Vec<&Seen<'_>>) =
            texts.into_iter().partition(|column| column.is_remark() || column.distinct().len() > MANY_TEXTS);
        // Codes whose names stand beside them are left out.
        let codes: Vec<usize> = (0..texts.len()).filter(|at| texts[*at].has_only_whole_codes()).collect();
        for at in codes.into_iter().rev() {
            let others: Vec<&Seen<'_>> =
                texts.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, column)| *column).collect();
            if !others.is_empty() && rows_differ(table, periods, &others) {
                let codes = texts.remove(at);
                self.left_out.push((codes.column.name.clone(), "hier staan codes"));
            }
        }
        self.rows_differ = rows_differ(table, periods, &texts);
        for column in remarks {
            if self.rows_differ {
                let why = if column.distinct().len() > MANY_TEXTS {
                    "hier staan veel verschillende teksten"
                } else {
                    "hier staat een toelichting"
                };
                self.left_out.push((column.column.name.clone(), why));
            } else {
                texts.push(column);
                self.rows_differ = rows_differ(table, periods, &texts);
            }
        }
        self.dimensions.extend(texts.into_iter().map(|column| Dimension {
            name: column.column.name.clone(),
            values: column.in_order(),
            totals: Totals::default(),
            in_headings: false,
        }));
        self.look_for_units();
    }

    /// Rows that count in different units cannot be in one measure: those of the first are taken.
    fn look_for_units(&mut self) {
        let is_unit = |value: &String| {
            let lower = value.to_lowercase();
            let first = lower.split_whitespace().next().unwrap_or_default();
            matches!(first, "aantal" | "euro" | "€" | "procent" | "fte" | "uren" | "dagen" | "weken" | "personen" | "x")
                || lower.starts_with('%')
        };
        let is_named = |dimension: &Dimension| matches!(dimension.name.to_lowercase().as_str(), "eenheid" | "unit");
        let is_share = |value: &&String| value.contains('%') || value.to_lowercase().contains("procent");
        let Some(at) = self.dimensions.iter().position(|dimension| {
            let shares = dimension.values.iter().filter(is_share).count();
            let are_units = dimension.values.iter().all(is_unit) && shares < dimension.values.len();
            dimension.values.len() > 1 && (is_named(dimension) || are_units)
        }) else {
            return;
        };
        let dimension = self.dimensions.remove(at);
        let mut values = dimension.values.into_iter();
        if let Some(first) = values.next() {
            self.units = Some((dimension.name, first, values.collect()));
        }
    }

    /// People that are counted in more than one row.
    fn look_for_unique(&mut self, rows: &[Vec<&Field>], seen: &[Seen<'_>], mark: DecimalMark) {
        let position = |name: &str| seen.iter().position(|column| column.column.name == name);
        let total = self.dimensions.iter().find_map(|one| Some((position(&one.name)?, one.totals.total.clone()?)));
        let Some((at, total)) = total else { return };
        for measure in self.measures.iter_mut().filter(|measure| measure.is_count()) {
            let own: Vec<usize> = measure.column.as_deref().and_then(position).into_iter().collect();
            measure.is_unique = totals::is_less_than_its_parts(rows, at, &total, &own, mark);
        }
    }
}

/// What a value that may end in a star means.
fn means(pattern: &str, value: &str) -> bool {
    pattern.strip_suffix('*').map_or(pattern == value, |start| value.starts_with(start))
}

fn is_dash(field: &Field) -> bool {
    matches!(field, Field::Text(text) if matches!(text.as_str(), "-" | "–" | "—" | "−"))
}

impl Measure {
    fn new(column: Option<String>, name: String, (unit, why): (&'static str, String)) -> Self {
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

    fn is_count(&self) -> bool {
        !matches!(self.unit, "euro" | "procent" | "fte" | "dagen" | "uren")
    }
}

/// What the cells and the name of a measure say of it.
fn settle<'f>(measure: &mut Measure, name: &str, fields: impl Iterator<Item = &'f Field>, around: &Surroundings) {
    let fields: Vec<&Field> = fields.collect();
    (measure.unit, measure.why) = unit(name, &fields, around);
    measure.asks_people = measure.unit == "aantal" && counted::by_name(name) == Counted::Unsaid;
    if measure.unit == "euro" {
        let all = std::iter::once(name).chain(around.said.iter().map(String::as_str));
        measure.scale = measure.scale.or_else(|| all.into_iter().find_map(said::scale));
    }
    measure.is_cumulative |=
        said::is_cumulative(name) || around.said.iter().any(|text| text.to_lowercase().contains("cumulatie"));
    let lower = name.to_lowercase();
    let stands = |text: &str| {
        text.contains("stand ")
            || text.starts_with("stand")
            || text.contains("per 31 december")
            || text.contains("per 1 januari")
            || text.contains("einde kwartaal")
            || text.contains("ultimo")
    };
    if stands(&lower) || around.said.iter().any(|text| stands(&text.to_lowercase())) {
        let is_start =
            ["1-1", "1 januari", "01-01", "begin"].iter().any(|word| lower.contains(word) && !lower.contains("31-1"));
        measure.stock = Some(if is_start { "begin" } else { "einde" });
    }
    let with_letter = |field: &&&Field| matches!(field, Field::Text(text) if Letter::beside(text).is_some());
    measure.has_letters |= fields.iter().any(|field| with_letter(&field));
}

/// Columns with periods above them.
struct Across {
    /// Position among what was seen, with the heading.
    columns: Vec<(usize, Heading)>,
    /// Columns that are no period by themselves, and why.
    not_turned: Vec<(usize, &'static str)>,
    year_in: Option<String>,
    date_length: Option<Granularity>,
}

impl Across {
    fn of(seen: &[Seen<'_>], around: &Surroundings) -> Option<Self> {
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
        let periods: BTreeSet<Period> = columns.iter().filter_map(|(_, heading)| heading.period).collect();
        let has_column = period_columns(seen).len() == 1 && {
            let at = period_columns(seen)[0];
            !columns.iter().any(|(one, _)| *one == at)
        };
        let year_in = year.map(|(cell, _)| cell.clone()).filter(|_| gains);
        let is_across = periods.len() > 1 && columns.len() > 1 && !has_column;
        is_across.then_some(Self { columns, not_turned, year_in, date_length })
    }
}

/// How long the periods are that dates above columns stand for.
fn heading_dates(seen: &[Seen<'_>]) -> Option<Granularity> {
    let dates: Vec<Field> = seen
        .iter()
        .flat_map(|column| column.column.parts.iter())
        .filter_map(|part| iso_or_dutch_date(part.trim()).map(Field::Date))
        .collect();
    date_length(&dates.iter().collect::<Vec<_>>())
}

impl Seen<'_> {
    fn filled(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().copied().filter(|field| field.is_filled())
    }

    fn distinct(&self) -> BTreeSet<String> {
        self.filled().map(Field::as_name).collect()
    }

    /// The different values, in the order of the file.
    fn in_order(&self) -> Vec<String> {
        let mut seen = HashSet::new();
        self.filled().map(Field::as_name).filter(|name| seen.insert(name.clone())).collect()
    }

    fn numbers(&self, mark: DecimalMark) -> usize {
        self.filled().filter(|field| is_number(field, mark)).count()
    }

    /// Whether it counts the rows, as the first column of many downloads does.
    fn is_row_number(&self, at: usize) -> bool {
        let is_named =
            ["id", "nr", "nr.", "nummer", "#", "volgnummer"].contains(&self.column.name.to_lowercase().as_str());
        let numbers: Option<Vec<Decimal>> = self.fields.iter().map(|field| whole_number(field)).collect();
        let counts = |numbers: &[Decimal]| numbers.windows(2).all(|pair| pair[0] < pair[1]);
        at == 0 && is_named && numbers.is_some_and(|numbers| counts(&numbers))
    }

    /// Whether its name says that its digits are codes.
    fn is_of_codes(&self) -> bool {
        let last = self.column.parts.last().map_or(self.column.name.as_str(), String::as_str).to_lowercase();
        CODE_NAMES.contains(&last.as_str()) || last.ends_with("code") || last.ends_with("nummer")
    }

    /// Codes that are whole numbers, and say nothing to a reader.
    fn has_only_whole_codes(&self) -> bool {
        self.is_of_codes() && self.filled().all(|field| whole_number(field).is_some())
    }

    /// V or N in every filled cell, or at least nothing else.
    fn is_of_letters(&self) -> bool {
        let distinct = self.distinct();
        !distinct.is_empty() && distinct.iter().all(|text| Letter::parse(text).is_some())
    }

    /// Whether it explains rather than divides.
    fn is_remark(&self) -> bool {
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
fn guess_mark(seen: &[Seen<'_>], between_commas: bool) -> Option<(DecimalMark, bool)> {
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
fn period_columns(seen: &[Seen<'_>]) -> Vec<usize> {
    let is_period = |field: &Field| read_period(field, Some(Granularity::Month)).is_ok();
    let is_part_of_pivot = |field: &Field| said::is_total(&field.as_name());
    let has_periods = |column: &Seen<'_>| {
        let filled = column.filled().count();
        let periods = column.filled().filter(|field| is_period(field)).count();
        let totals = column.filled().filter(|field| is_part_of_pivot(field)).count();
        periods > 0 && (periods + totals) * 10 >= filled * 9
    };
    let all: Vec<usize> = (0..seen.len()).filter(|at| has_periods(&seen[*at])).collect();
    let is_named = |at: usize| PERIOD_NAMES.contains(&seen[at].column.name.to_lowercase().as_str());
    let Some(first) = all.iter().copied().find(|at| is_named(*at)).or(all.first().copied()) else { return Vec::new() };
    let are_years = seen[first]
        .filled()
        .filter(|field| is_period(field))
        .all(|field| read_period(field, None).is_ok_and(|(period, _)| period.granularity() == Granularity::Year));
    let beside = (0..seen.len()).find(|at| *at != first && are_years && names_part(&seen[*at]));
    std::iter::once(first).chain(beside).collect()
}

/// Whether a column says which part of the year a row is about.
fn names_part(column: &Seen<'_>) -> bool {
    let lower = column.column.name.to_lowercase();
    let most = match lower.as_str() {
        "kwartaal" | "kw" | "kwartaalnummer" => 4,
        "maand" | "maandnummer" | "periode" => 12,
        "halfjaar" => 2,
        _ => return false,
    };
    let fits = |field: &Field| match whole_number(field) {
        Some(number) => number >= Decimal::ONE && number <= Decimal::from(most),
        None => everyday::part(&field.as_name()).is_some(),
    };
    column.filled().count() > 0 && column.filled().all(fits)
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
fn rows_differ(table: &Table, periods: &[usize], texts: &[&Seen<'_>]) -> bool {
    let mut seen = HashSet::new();
    let mut above: BTreeMap<usize, String> = BTreeMap::new();
    table.rows.iter().all(|row| {
        let places = periods.iter().copied().chain(texts.iter().map(|column| column.position));
        let key: Vec<String> = places
            .map(|at| match row.field(at) {
                field if field.is_filled() => {
                    let name = field.as_name();
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

/// The unit of numbers, and why. What stands in the cells goes before what they are called, and that before what stands
/// above them.
fn unit(name: &str, fields: &[&Field], around: &Surroundings) -> (&'static str, String) {
    let has = |sign: char| fields.iter().any(|field| matches!(field, Field::Text(text) if text.contains(sign)));
    let is_percent = |field: &&&Field| matches!(field, Field::Number { percent: true, .. });
    if has('%') || fields.iter().any(|field| is_percent(&field)) {
        return ("procent", "in de cellen staan percentages".to_owned());
    }
    if has('€') {
        return ("euro", "in de cellen staat €".to_owned());
    }
    let of_name = |text: &str, of: &str| -> Option<(&'static str, String)> {
        let lower = text.to_lowercase();
        let says_share = ["procent", "percentage", "relatief", "aandeel"].iter().any(|word| lower.contains(word));
        if lower.contains('%') || says_share {
            return Some(("procent", format!("{of} staat procent")));
        }
        if lower.contains('€')
            || lower.split(|next: char| !next.is_alphanumeric()).any(|word| matches!(word, "euro" | "eur"))
        {
            return Some(("euro", format!("{of} staat euro")));
        }
        if lower.split(|next: char| !next.is_alphabetic()).any(|word| word == "weken") {
            return Some(("weken", format!("{of} staat \"weken\"")));
        }
        if counted::by_name(&lower) == Counted::People && !lower.contains("kosten") && !lower.contains("per ") {
            return Some(("personen", format!("{of} staan mensen")));
        }
        unit_of_column(&lower).map(|(word, unit)| (unit, format!("{of} staat \"{word}\"")))
    };
    let own = of_name(name, "in de naam van de kolom");
    let is_amount = || {
        said::kind(name).is_some()
            || ["bedrag", "subsidie", "krediet"].iter().any(|word| name.to_lowercase().contains(word))
    };
    own.or_else(|| {
        around
            .said
            .iter()
            .find_map(|text| of_name(text, "boven de tabel").filter(|(unit, _)| matches!(*unit, "euro" | "procent")))
    })
    .or_else(|| {
        around
            .said
            .iter()
            .any(|text| said::scale(text).is_some())
            .then(|| ("euro", "boven de tabel staat een schaal".to_owned()))
    })
    .or_else(|| is_amount().then(|| ("euro", "de naam van de kolom is die van een bedrag".to_owned())))
    .or_else(|| {
        around.said.iter().find_map(|text| of_name(text, "boven de tabel").filter(|(unit, _)| *unit == "personen"))
    })
    .unwrap_or_else(|| ("aantal", "Griffel ziet geen andere eenheid".to_owned()))
}
