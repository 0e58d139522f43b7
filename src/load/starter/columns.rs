//! What the columns of a table seem to be: the period, what divides the rows, and numbers. In: a table and what stands above
//! it; out: the guesses that a description is written from, each with what is left out and why.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::across::Across;
use super::dimension::Dimension;
use super::measure::Measure;
use super::seen::{Seen, date_length, guess_mark, is_dash, names_part, period_columns, rows_differ};
use super::surroundings::Surroundings;
use super::totals::{self, Totals};
use super::unit::unit;
use crate::dutch::number::DecimalMark;
use crate::dutch::period::{Granularity, Period, is_name_of_weeks};
use crate::load::table::headings::Heading;
use crate::load::table::period_field::read_period;
use crate::load::table::raw::{Field, Record, Table};
use crate::load::table::said;
use crate::load::table::table_file::is_meant;

/// How many rows are looked at for what a column holds.
const LOOKED_AT: usize = 5_000;
/// A column with more different texts is more likely to hold remarks.
const MANY_TEXTS: usize = 100;

/// Where the periods are.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) enum Periods {
    /// Nowhere.
    #[default]
    Nowhere,
    /// In a column, or in several that together name one; with the cell of the year, where they only name a part of it.
    Columns(Vec<String>, Option<String>),
    /// Above the columns.
    Headings(Rest),
    /// In a cell above the table: that of all of it.
    Cell(String, Period),
    /// In a column, by its name, with a cell of it that cannot be read.
    Unread(String, String),
}

/// Where the rest of the period is, if headings do not name all of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) enum Rest {
    /// They do.
    #[default]
    Nowhere,
    /// The year is in a cell above the table.
    YearInCell(String),
    /// The year is in a column.
    YearInColumn(String),
    /// The part of the year is in a column.
    PartInColumn(String),
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
        let mut periods = period_columns(seen);
        let year = around.period_cells.iter().find(|(_, period)| period.granularity() == Granularity::Year);
        let part = seen.iter().position(names_part).filter(|_| periods.is_empty() && year.is_some());
        periods.extend(part);
        self.date_length = periods.first().and_then(|at| date_length(&seen[*at].fields));
        let unread = seen.iter().position(Seen::is_named_period).filter(|_| periods.is_empty());
        periods.extend(unread);
        self.periods = match &periods[..] {
            [] => of_all(around).map_or(Periods::Nowhere, |(cell, period)| Periods::Cell(cell.clone(), *period)),
            [at] if unread.is_some() => {
                let cell = seen[*at].filled().find(|field| read_period(field, Some(Granularity::Month)).is_err());
                Periods::Unread(seen[*at].column.name.clone(), cell.map(Field::as_name).unwrap_or_default().into())
            }
            columns => Periods::Columns(
                columns.iter().map(|at| seen[*at].column.name.clone()).collect(),
                year.filter(|_| part.is_some()).map(|(cell, _)| cell.clone()),
            ),
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
                let (name, fields) = (&column.column.name, column.filled().collect::<Vec<_>>());
                (measure.unit, measure.why) = unit(name, &fields, around);
                measure.settle(name, &fields, around);
                let heading = Heading::read(&column.column.parts, None, None);
                let is_of_all = |period: &Period| matches!(&self.periods, Periods::Cell(_, all) if all == period);
                if heading.period.as_ref().is_some_and(is_of_all) && !heading.rest.is_empty() {
                    measure.name = said::without_scale(&heading.rest);
                }
            }
        }
        let kept = |row: &Record| {
            let is_left_out = |(name, values): &(String, Vec<String>)| {
                let at = table.columns.iter().position(|column| column.name == *name);
                at.is_some_and(|at| values.iter().any(|value| is_meant(value, &row.field(at).as_name())))
            };
            !self.rows_left_out.iter().any(is_left_out)
        };
        let position = |name: &str| seen.iter().position(|column| column.column.name == name);
        let own = |measure: &Measure| measure.column.as_deref().and_then(position).into_iter().collect();
        self.look_for_totals(&fields(table, seen, kept), seen, &periods, own, mark);
    }

    /// Periods above the columns.
    fn guess_across(&mut self, table: &Table, seen: &[Seen<'_>], across: Across, around: &Surroundings) {
        let turned: Vec<&Seen<'_>> = across.columns.iter().map(|(at, _)| &seen[*at]).collect();
        self.mark =
            guess_mark(&turned.iter().map(|column| (*column).clone()).collect::<Vec<_>>(), table.between_commas);
        let mark = self.mark.map_or(DecimalMark::Comma, |(mark, _)| mark);
        let rest_at = across.rest_at;
        self.periods =
            Periods::Headings(match (rest_at.map(|at| (at, seen[at].column.name.clone())), &across.year_in) {
                (Some((at, name)), _) if names_part(&seen[at]) => Rest::PartInColumn(name),
                (Some((_, name)), _) => Rest::YearInColumn(name),
                (None, Some(cell)) => Rest::YearInCell(cell.clone()),
                (None, None) => Rest::Nowhere,
            });
        if let Some(at) = rest_at {
            self.look_at_gaps(&seen[at]);
        }
        let by: Vec<usize> = rest_at.into_iter().collect();
        self.date_length = across.date_length;
        self.not_turned = across.not_turned.iter().map(|(at, why)| (seen[*at].column.name.clone(), *why)).collect();
        let is_turned = |at: usize| {
            rest_at == Some(at)
                || across.columns.iter().any(|(one, _)| *one == at)
                || across.not_turned.iter().any(|(one, _)| *one == at)
        };
        let others: Vec<&Seen<'_>> =
            seen.iter().enumerate().filter(|(at, _)| !is_turned(*at)).map(|(_, column)| column).collect();
        let mut texts = Vec::new();
        let said: Vec<String> =
            others.iter().map(|column| column.column.name.clone()).filter(|name| said::scale(name).is_some()).collect();
        let around =
            &Surroundings { said: around.said.iter().cloned().chain(said).collect(), ..Surroundings::default() };
        self.has_dashes = turned.iter().any(|column| column.filled().any(is_dash));
        for column in others {
            if column.filled().count() == 0 {
                self.left_out.push((column.column.name.clone(), "de kolom is leeg"));
            } else if column.is_of_letters() {
                self.left_out.push((column.column.name.clone(), "hier staan codes of letters"));
            } else if column.has_values(mark)
                && column.numbers(mark) * 10 >= column.filled().count() * 7
                && !column.is_of_codes()
            {
                self.left_out.push((column.column.name.clone(), "hier staat geen periode boven"));
            } else if column.is_remark() {
                self.left_out.push((column.column.name.clone(), "hier staat een toelichting"));
            } else {
                texts.push(column);
            }
        }
        self.choose_dimensions(table, &by.iter().map(|at| seen[*at].position).collect::<Vec<_>>(), texts);
        let (measures, kinds) = across.measures(seen, around);
        self.measures = measures;
        let own = |measure: &Measure| across.columns_of(measure);
        self.look_for_totals(&fields(table, seen, |_| true), seen, &by, own, mark);
        self.dimensions.extend(kinds);
    }

    /// Values that stand only where they change, and rows that add up what is above them.
    fn look_at_gaps(&mut self, column: &Seen<'_>) {
        let empty = column.fields.iter().filter(|field| !field.is_filled()).count();
        let begins = column.fields.first().is_some_and(|field| field.is_filled());
        let totals: BTreeSet<String> = column
            .filled()
            .filter(|field| read_period(field, Some(Granularity::Month)).is_err())
            .map(|field| field.as_name().into())
            .filter(|text: &String| said::is_total(text))
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
            } else if is_name_of_weeks(name) {
                self.left_out.push((name.clone(), "met weken rekent Griffel niet; maak er maanden van"));
            } else if column.is_row_number(at) {
                self.left_out.push((name.clone(), "dit lijken volgnummers"));
            } else if column.is_of_codes() {
                texts.push(column);
            } else if column.numbers(mark) == filled && !column.has_values(mark) {
                // Ages, or nothing that is known.
                match column.filled().any(|field| field.shown().contains(|next: char| next.is_ascii_digit())) {
                    true => texts.push(column),
                    false => self.left_out.push((name.clone(), "hier staat geen enkel cijfer")),
                }
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

    /// Values that add up the others, and people that are counted in more than one row. `own` gives the columns of a
    /// measure, by position among `seen`.
    fn look_for_totals(
        &mut self,
        rows: &[Vec<&Field>],
        seen: &[Seen<'_>],
        by: &[usize],
        own: impl Fn(&Measure) -> Vec<usize>,
        mark: DecimalMark,
    ) {
        let position = |name: &str| seen.iter().position(|column| column.column.name == name);
        let numbers: Vec<usize> = self.measures.iter().flat_map(&own).collect();
        for dimension in &mut self.dimensions {
            if let Some(at) = position(&dimension.name) {
                dimension.totals = Totals::guess(&dimension.values, rows, at, by, &numbers, mark);
            }
        }
        let total = self.dimensions.iter().find_map(|one| Some((position(&one.name)?, one.totals.total.clone()?)));
        let Some((at, total)) = total else { return };
        for measure in self.measures.iter_mut().filter(|measure| measure.is_count()) {
            measure.is_unique = totals::is_less_than_its_parts(rows, at, &total, &own(measure), mark);
        }
    }
}

/// The cell with the period of all of a table: above its columns if all that name one name the same, else above the table.
fn of_all(around: &Surroundings) -> Option<&(String, Period)> {
    let first = around.heading_cells.first();
    let is_same = |first: &&(String, Period)| around.heading_cells.iter().all(|(_, period)| *period == first.1);
    first.filter(is_same).or(around.period_cells.first())
}

/// The fields of what was seen, in the first rows that are kept.
fn fields<'t>(table: &'t Table, seen: &[Seen<'_>], kept: impl Fn(&Record) -> bool) -> Vec<Vec<&'t Field>> {
    let rows = table.rows.iter().filter(|row| kept(row)).take(LOOKED_AT);
    rows.map(|row| seen.iter().map(|column| row.field(column.position)).collect()).collect()
}
