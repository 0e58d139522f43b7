//! `data/reeksen/*.toml` with the file that each names: numbers by period, dimension and measure.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::diagnostic::{Code, Finding, Findings, Place, did_you_mean};
use crate::dutch::notation::{Rounding, Unit};
use crate::dutch::period::{Granularity, Period, PeriodError};
use crate::dutch::status::Status;
use crate::dutch::withheld::Withheld;

use super::arithmetic;
use super::definitions::{check_identifier, read_decimals, read_status};
use super::privacy::{counts_people as counts_people_by_word, names_people};
use super::protection::RowSet;
use super::table::cells::{check_totals, read_rows};
use super::table::raw::Origin;
use super::table::table_file::TableFile;
use super::toml::{Located, TomlTable};
use crate::dutch::number::DecimalMark;
use crate::project::Files;

/// A table of figures.
#[derive(Debug, Clone)]
pub struct Series {
    /// Its name in formulas.
    pub id: String,
    /// What it measures.
    pub title: String,
    /// Who published the figures.
    pub source: String,
    /// The date on which they were as they stand here.
    pub reference_date: Option<NaiveDate>,
    /// Remarks that go with the figures wherever they are shown.
    pub notes: Vec<Located<String>>,
    /// Columns that tell rows of one period apart.
    pub dimensions: Vec<Dimension>,
    /// Columns with numbers.
    pub measures: Vec<Measure>,
    /// Where figures before and after cannot be compared.
    pub breaks: Vec<Break>,
    /// Which figures may still change, and why.
    pub provisional: Vec<Provisional>,
    /// Which figures differ from an earlier letter.
    pub revisions: Vec<Revision>,
    /// The rows, in the order of the file.
    pub rows: Vec<Row>,
    /// Row numbers by period.
    pub by_period: BTreeMap<Period, Vec<usize>>,
    /// The file with the numbers, relative to the root.
    pub file: String,
    /// The file that describes it, relative to the root.
    pub described_in: String,
    /// Why its small counts may be shown, if they may.
    pub public: Option<String>,
    /// Sums that were computed before figures were withheld or rounded: a measure, and the rows added up.
    pub(crate) sums: HashMap<(usize, RowSet), CellValue>,
    /// Counts of people are multiples of this number.
    pub rounded_to: Option<u32>,
    /// What kind of place its rows have in that file.
    pub origin: Origin,
    /// For each measure, the 0-based number of its column in that file.
    pub column_numbers: Vec<usize>,
}

/// A column that tells rows of one period apart.
#[derive(Debug, Clone)]
pub struct Dimension {
    /// Its name in formulas.
    pub id: String,
    /// What it is called in tables.
    pub name: String,
    /// The value whose rows are totals of the others.
    pub total: Option<String>,
    /// How far a total may lie from the sum of its parts, as in rounded figures.
    pub total_margin: Decimal,
    /// Whether its values are providers, of whom too few stand behind an amount by themselves.
    pub is_provider: bool,
    pub(crate) column: Located<String>,
}

/// A column with numbers.
#[derive(Debug, Clone)]
pub struct Measure {
    /// Its name in formulas.
    pub id: String,
    /// What it is called in tables and charts.
    pub name: String,
    /// What it counts.
    pub unit: Unit,
    /// To how many decimals it is printed.
    pub rounding: Rounding,
    /// The position of the dimension over whose values these shares make a hundred percent.
    pub distribution_over: Option<usize>,
    /// The positions of the measures that this percentage is the quotient of.
    pub ratio_of: Option<(usize, usize)>,
    /// Whether it counts people, so that small numbers are withheld.
    pub counts_people: bool,
    /// The positions of the measures that count the people behind this amount or share.
    pub people: Vec<usize>,
    /// The position of the measure that counts the providers behind this amount.
    pub providers: Option<usize>,
    pub(crate) column: Located<String>,
}

/// A break in the series.
#[derive(Debug, Clone)]
pub struct Break {
    /// The first period after it.
    pub from: Period,
    /// What changed.
    pub note: Located<String>,
}

/// One row.
#[derive(Debug, Clone)]
pub struct Row {
    /// The period it is about.
    pub period: Period,
    /// 1-based line in the file, row of the sheet, or number of the object.
    pub line: usize,
    /// A value for each dimension.
    pub dimensions: Vec<String>,
    /// A cell for each measure.
    pub cells: Vec<Cell>,
}

/// One number as it was found.
#[derive(Debug, Clone)]
pub struct Cell {
    /// The number, or why there is none.
    pub value: CellValue,
    /// How final it is.
    pub status: Status,
}

/// What is known of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellValue {
    /// A number that may be printed. Percentages are fractions: 17% is 0.17.
    Known(Decimal),
    /// The source does not know it.
    Unknown,
    /// Known to the source, and dropped to protect people.
    Withheld(Withheld),
}

impl CellValue {
    /// The number, if it is known and may be printed.
    pub fn number(self) -> Option<Decimal> {
        match self {
            CellValue::Known(number) => Some(number),
            CellValue::Unknown | CellValue::Withheld(_) => None,
        }
    }
}

impl From<Option<Decimal>> for CellValue {
    fn from(number: Option<Decimal>) -> Self {
        number.map_or(CellValue::Unknown, CellValue::Known)
    }
}

impl Series {
    /// The position of a measure.
    pub fn measure(&self, id: &str) -> Option<usize> {
        self.measures.iter().position(|measure| measure.id == id)
    }

    /// The position of a dimension.
    pub fn dimension(&self, id: &str) -> Option<usize> {
        self.dimensions.iter().position(|dimension| dimension.id == id)
    }

    /// The values of a dimension, in the order of the file.
    pub fn values(&self, dimension: usize) -> Vec<&str> {
        let mut seen = HashSet::new();
        let all = self.rows.iter().map(|row| row.dimensions[dimension].as_str());
        all.filter(|value| seen.insert(*value)).collect()
    }

    /// What rows add up to, where that was settled before figures were withheld or rounded.
    pub fn settled_sum(&self, measure: usize, rows: &[usize]) -> Option<CellValue> {
        if self.sums.is_empty() {
            return None;
        }
        let mut rows = rows.to_vec();
        rows.sort_unstable();
        self.sums.get(&(measure, rows.into_boxed_slice())).copied()
    }

    /// The place of a cell.
    pub fn cell_place(&self, row: usize, measure: usize) -> Place {
        let row = &self.rows[row];
        let cell = &row.cells[measure];
        let text = cell.value.number().map_or_else(|| ".".to_owned(), |value| value.to_string());
        self.origin.field(&self.file, row.line, self.column_numbers[measure], self.column_name(measure), &text)
    }

    /// What the column of a measure is called in the file.
    pub fn column_name(&self, measure: usize) -> &str {
        &self.measures[measure].column.value
    }
}

/// Periods (and measures) whose figures may still change.
#[derive(Debug, Clone)]
pub struct Provisional {
    from: Period,
    to: Option<Period>,
    measures: Vec<String>,
    /// How final they are.
    pub status: Status,
    /// Why, for the notes under charts and tables.
    pub note: Option<String>,
}

impl Provisional {
    /// Whether it covers a measure in a period.
    pub fn covers(&self, period: Period, measure: &str) -> bool {
        period.first_day() >= self.from.first_day()
            && self.to.is_none_or(|to| period.last_day() <= to.last_day())
            && (self.measures.is_empty() || self.measures.iter().any(|id| id == measure))
    }
}

/// A figure that differs from what an earlier letter said.
#[derive(Debug, Clone)]
pub struct Revision {
    period: Period,
    pub(crate) measure: usize,
    /// Values of dimensions; the others do not matter.
    about: Vec<(usize, String)>,
    /// What the earlier letter said; none where that may not be printed.
    pub was: Option<Decimal>,
    /// Which letter that was.
    pub letter: Option<String>,
    /// Why it changed.
    pub note: Option<String>,
}

impl Revision {
    /// Whether it is about a cell.
    pub fn covers(&self, row: &Row, measure: usize) -> bool {
        row.period == self.period
            && measure == self.measure
            && self.about.iter().all(|(dimension, value)| row.dimensions[*dimension] == *value)
    }
}

/// The layout of the file as its TOML describes it.
pub(crate) struct Layout {
    pub(crate) period_column: Located<String>,
    /// How long the period is that a date stands for.
    pub(crate) date_length: Option<Granularity>,
    /// The decimal mark, where the description names it; else a comma.
    pub(crate) declared_mark: Option<DecimalMark>,
    pub(crate) dimensions: Vec<Dimension>,
    pub(crate) measures: Vec<Measure>,
    pub(crate) provisional: Vec<Provisional>,
    pub(crate) revisions: Vec<Revision>,
}

/// Reads a series and its numbers. Any error means that the series cannot be used.
pub fn read(id: &str, table: &TomlTable<'_>, files: &Files, findings: &mut Findings) -> Option<Series> {
    let mut own = findings.fresh();
    let series = read_all(id, table, files, &mut own);
    let usable = !own.has_errors();
    findings.extend(own);
    series.filter(|_| usable)
}

fn read_all(id: &str, table: &TomlTable<'_>, files: &Files, findings: &mut Findings) -> Option<Series> {
    let title = table.required_text("titel", findings);
    let source = table.required_text("bron", findings);
    let reference_date = table.date("peildatum", findings).map(|date| date.value);
    let notes = table.texts("opmerkingen", findings);
    let public = table.text("openbaar", findings);
    let file = TableFile::describe(id, table, findings);
    let layout = read_layout(table, findings);
    let breaks = read_breaks(table, findings);
    table.finish(findings);
    warn_of_placeholder(title.as_ref(), "titel", findings);
    warn_of_placeholder(source.as_ref(), "bron", findings);
    let raw = file.load(files, &layout.naming_columns(), findings)?;
    let rows = read_rows(&raw, &layout, &file.path, findings);
    let number_of = |measure: &Measure| raw.columns.iter().find(|column| column.name == measure.column.value);
    let column_numbers = layout.measures.iter().map(|measure| number_of(measure).map_or(0, |column| column.number));
    let column_numbers = column_numbers.collect();
    let mut by_period: BTreeMap<Period, Vec<usize>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        by_period.entry(row.period).or_default().push(index);
    }
    let series = Series {
        id: id.to_owned(),
        title: title?.value,
        source: source?.value,
        reference_date,
        notes,
        dimensions: layout.dimensions,
        measures: layout.measures,
        breaks,
        provisional: layout.provisional,
        revisions: layout.revisions,
        public: public.map(|reason| reason.value),
        sums: HashMap::new(),
        rounded_to: None,
        rows,
        by_period,
        file: file.path,
        described_in: table.place().file,
        origin: raw.origin,
        column_numbers,
    };
    check_totals(&series, findings);
    arithmetic::check(&series, findings);
    Some(series)
}

impl Layout {
    /// The columns that say what a row is about.
    fn naming_columns(&self) -> Vec<&str> {
        let dimensions = self.dimensions.iter().map(|dimension| dimension.column.value.as_str());
        std::iter::once(self.period_column.value.as_str()).chain(dimensions).collect()
    }
}

/// What `griffel reeks` writes where a person has to.
pub(crate) const PLACEHOLDER: &str = "VUL IN";

fn warn_of_placeholder(text: Option<&Located<String>>, key: &str, findings: &mut Findings) {
    if let Some(text) = text.filter(|text| text.value.starts_with(PLACEHOLDER)) {
        findings.push(
            Finding::new(
                Code::StillToFillIn,
                text.place.clone(),
                format!("Bij \"{key}\" moet nog iets worden ingevuld."),
            )
            .hint("Deze tekst komt in de brief bij de grafieken en tabellen."),
        );
    }
}

fn read_layout(table: &TomlTable<'_>, findings: &mut Findings) -> Layout {
    let period_column = table
        .text("periode", findings)
        .unwrap_or_else(|| Located { value: "periode".to_owned(), place: table.place() });
    let lengths = [("maand", Granularity::Month), ("kwartaal", Granularity::Quarter), ("jaar", Granularity::Year)];
    let date_length = table.choice("periodelengte", &lengths, findings);
    let marks = [("komma", DecimalMark::Comma), ("punt", DecimalMark::Point)];
    let declared = table.choice("decimaalteken", &marks, findings);
    let dimensions = match table.table("dimensies", findings) {
        Some(dimensions) => {
            let entries = dimensions.entries(findings);
            entries.into_iter().map(|(id, table)| read_dimension(id, &table, findings)).collect()
        }
        None => Vec::new(),
    };
    let mut measures = Vec::new();
    if table.require("maten", findings).is_some()
        && let Some(all) = table.table("maten", findings)
    {
        let entries = all.entries(findings);
        let names: Vec<String> = entries.iter().map(|(id, _)| id.value.clone()).collect();
        for (id, table) in entries {
            measures.extend(read_measure(id, &table, &names, &dimensions, findings));
        }
    }
    link_to_people(&mut measures);
    let provisional = table
        .tables("voorlopig", findings)
        .iter()
        .filter_map(|one| read_provisional(one, &measures, findings))
        .collect();
    let revisions = table
        .tables("herzien", findings)
        .iter()
        .filter_map(|one| read_revision(one, &dimensions, &measures, findings))
        .collect();
    Layout { period_column, date_length, declared_mark: declared, dimensions, measures, provisional, revisions }
}

fn read_dimension(id: Located<String>, table: &TomlTable<'_>, findings: &mut Findings) -> Dimension {
    check_identifier(&id, findings);
    let column = table.text("kolom", findings).unwrap_or_else(|| id.clone());
    let name = table.text("naam", findings).map_or_else(|| id.value.clone(), |name| name.value);
    let total = table.text("totaal", findings).map(|total| total.value);
    let total_margin = table.decimal("totaal_marge", findings).map_or(Decimal::ZERO, |margin| margin.value.abs());
    let is_provider = table.flag("zijn_aanbieders", findings).unwrap_or(false);
    table.finish(findings);
    Dimension { id: id.value, name, total, total_margin, is_provider, column }
}

/// Reads a measure; `measures` are the names of all, in the order in which they are kept.
fn read_measure(
    id: Located<String>,
    table: &TomlTable<'_>,
    measures: &[String],
    dimensions: &[Dimension],
    findings: &mut Findings,
) -> Option<Measure> {
    check_identifier(&id, findings);
    let column = table.text("kolom", findings).unwrap_or_else(|| id.clone());
    let name = table.text("naam", findings).map_or_else(|| id.value.clone(), |name| name.value);
    let unit = table.required_text("eenheid", findings).map(|unit| Unit::parse(&unit.value));
    let rounding = read_decimals(table, findings);
    let distribution_over = table.text("verdeling_over", findings).and_then(|name| {
        let ids = dimensions.iter().map(|dimension| dimension.id.as_str());
        position("Het kenmerk", &name, ids, findings)
    });
    let measure_named = |key, findings: &mut Findings| {
        let name = table.text(key, findings)?;
        position("De maat", &name, measures.iter().map(String::as_str), findings)
    };
    let ratio_of = measure_named("teller", findings).zip(measure_named("noemer", findings));
    let people = measure_named("personen", findings).into_iter().collect();
    let providers = measure_named("aanbieders", findings);
    let counts_people = table.flag("telt_personen", findings);
    table.finish(findings);
    let unit = unit?;
    let rounding = rounding.unwrap_or_else(|| unit.default_rounding(crate::dutch::notation::Scale::One));
    // "aantal" says nothing; what is counted then stands in the name.
    let by_name = unit == Unit::Count && (names_people(&name) || names_people(&column.value));
    let counts_people = counts_people.unwrap_or_else(|| by_name || counts_people_by_word(&unit));
    Some(Measure {
        id: id.value,
        name,
        unit,
        rounding,
        distribution_over,
        ratio_of,
        counts_people,
        people,
        providers,
        column,
    })
}

/// Amounts and shares are about the people of their row, unless their description says about which. A column
/// that counts people does so under every name.
fn link_to_people(measures: &mut [Measure]) {
    let columns: Vec<String> =
        measures.iter().filter(|measure| measure.counts_people).map(|measure| measure.column.value.clone()).collect();
    for measure in measures.iter_mut().filter(|measure| !measure.unit.is_fraction()) {
        measure.counts_people |= columns.contains(&measure.column.value);
    }
    let counts: Vec<usize> = (0..measures.len()).filter(|at| measures[*at].counts_people).collect();
    for measure in measures.iter_mut().filter(|measure| measure.unit == Unit::Euro || measure.unit.is_fraction()) {
        if measure.people.is_empty() {
            measure.people.clone_from(&counts);
        }
    }
}

impl Measure {
    /// Whether its figures can say something about few people, so that no message repeats them.
    pub fn is_about_people(&self) -> bool {
        self.counts_people || !self.people.is_empty()
    }
}

fn read_breaks(table: &TomlTable<'_>, findings: &mut Findings) -> Vec<Break> {
    let breaks = table.tables("breuken", findings);
    breaks
        .iter()
        .filter_map(|table| {
            let from = required_period("vanaf", table, findings);
            let note = table.required_text("toelichting", findings);
            table.finish(findings);
            Some(Break { from: from?, note: note? })
        })
        .collect()
}

fn read_provisional(table: &TomlTable<'_>, measures: &[Measure], findings: &mut Findings) -> Option<Provisional> {
    let from = required_period("vanaf", table, findings);
    let to = table.text("tot", findings).and_then(|text| parse_period(&text, findings));
    let names = table.texts("maten", findings);
    for name in &names {
        if !measures.iter().any(|measure| measure.id == name.value) {
            findings.push(unknown_part("De maat", name, measures.iter().map(|measure| measure.id.as_str())));
        }
    }
    let note = table.text("toelichting", findings).map(|note| note.value);
    let status = read_status(table, findings).unwrap_or(Status::Provisional);
    table.finish(findings);
    Some(Provisional { from: from?, to, note, status, measures: names.into_iter().map(|name| name.value).collect() })
}

fn read_revision(
    table: &TomlTable<'_>,
    dimensions: &[Dimension],
    measures: &[Measure],
    findings: &mut Findings,
) -> Option<Revision> {
    let period = required_period("periode", table, findings);
    let name = table.required_text("maat", findings);
    let was = table.decimal("was", findings).map(|was| was.value);
    let letter = table.text("brief", findings).map(|letter| letter.value);
    let note = table.text("toelichting", findings).map(|note| note.value);
    let mut about = Vec::new();
    if let Some(chosen) = table.table("waar", findings) {
        for (id, value) in chosen.text_entries(findings) {
            match dimensions.iter().position(|dimension| dimension.id == id) {
                Some(dimension) => about.push((dimension, value.value)),
                None => findings.push(unknown_part("Het kenmerk", &Located { value: id, place: value.place }, {
                    dimensions.iter().map(|dimension| dimension.id.as_str())
                })),
            }
        }
    }
    table.finish(findings);
    let name = name?;
    let measure = measures.iter().position(|measure| measure.id == name.value);
    if measure.is_none() {
        findings.push(unknown_part("De maat", &name, measures.iter().map(|measure| measure.id.as_str())));
    }
    let measure = measure?;
    let is_fraction = measures[measure].unit.is_fraction();
    let was = was.map(|was| if is_fraction { was / Decimal::ONE_HUNDRED } else { was });
    Some(Revision { period: period?, measure, about, was, letter, note })
}

/// The position of a name among those that are known; else that is reported.
fn position<'a>(
    what: &str,
    name: &Located<String>,
    known: impl Iterator<Item = &'a str> + Clone,
    findings: &mut Findings,
) -> Option<usize> {
    let found = known.clone().position(|id| id == name.value);
    if found.is_none() {
        findings.push(unknown_part(what, name, known));
    }
    found
}

fn unknown_part<'a>(what: &str, name: &Located<String>, known: impl Iterator<Item = &'a str>) -> Finding {
    Finding::new(Code::InvalidValue, name.place.clone(), format!("{what} \"{}\" is er niet.", name.value))
        .maybe_hint(did_you_mean(&name.value, known))
}

fn required_period(key: &str, table: &TomlTable<'_>, findings: &mut Findings) -> Option<Period> {
    let text = table.required_text(key, findings)?;
    parse_period(&text, findings)
}

/// A period written as text.
pub(crate) fn parse_period(text: &Located<String>, findings: &mut Findings) -> Option<Period> {
    match text.value.parse() {
        Ok(period) => Some(period),
        Err(error) => {
            let error: PeriodError = error;
            findings.push(Finding::new(Code::UnknownPeriod, text.place.clone(), error.to_string()));
            None
        }
    }
}
