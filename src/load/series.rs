//! `data/reeksen/*.toml` with the file that each names: numbers by period, dimension and measure.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Finding, Findings, did_you_mean};
use crate::dutch::counted::{self, Counted};
use crate::dutch::period::Period;
use crate::dutch::status::Status;
use crate::dutch::unit::Unit;

use super::arithmetic;
use super::privacy::{self, Privacy};
use super::quantity_keys::{check_identifier, rounding};
use super::series_keys::{
    Blank, BreakKeys, Dash, DimensionKeys, HeadingsKeys, MeasureKeys, ProvisionalKeys, RevisionKeys, SeriesKeys, Stock,
};
use super::series_model::{Break, CellValue, Dimension, Headings, Layout, Measure, Provisional, Revision, Row, Series};
use super::suspect;
use super::table::cells::read_rows;
use super::table::period_field::parse_period;
use super::table::table_file::TableFile;
use super::table::turn::{period_twice, turn};
use super::toml::{Located, TomlDocument, TomlTable};
use crate::project::Files;

/// Reads a series and its numbers. Any error means that the series cannot be used.
pub fn read(
    id: &str,
    document: &TomlDocument<'_>,
    files: &Files,
    privacy: &Privacy,
    findings: &mut Findings,
) -> Option<Series> {
    let mut own = findings.fresh();
    let series = read_all(id, document, files, privacy.asks, &mut own);
    series.iter().for_each(|series| check_answered(series, privacy, &mut own));
    series.iter().for_each(|series| suspect::check_protectable(series, privacy, &mut own));
    let usable = !own.has_errors();
    findings.extend(own);
    series.filter(|_| usable)
}

fn read_all(
    id: &str,
    document: &TomlDocument<'_>,
    files: &Files,
    asks: bool,
    findings: &mut Findings,
) -> Option<Series> {
    let table = document.root::<SeriesKeys>(findings);
    let title = table.get(SeriesKeys::TITLE, findings);
    let source = table.get(SeriesKeys::SOURCE, findings);
    let reference_date = table.get(SeriesKeys::REFERENCE_DATE, findings).map(|date| date.value);
    let notes = table.get(SeriesKeys::NOTES, findings);
    let public = table.get(SeriesKeys::PUBLIC_BECAUSE, findings);
    let file = TableFile::describe(id, &table, findings);
    let mut layout = Layout { asks, ..read_layout(&table, findings) };
    let signs = table.get(SeriesKeys::SIGNS, findings);
    let breaks = table.get(SeriesKeys::BREAKS, findings);
    let breaks = breaks.iter().filter_map(|one| read_break(one, findings)).collect();
    warn_of_placeholder(title.as_ref(), "titel", findings);
    warn_of_placeholder(source.as_ref(), "bron", findings);
    let raw = file.load(files, &layout, findings)?;
    if asks {
        suspect::check_letters(&raw, &layout, findings);
    }
    let turned = turn(raw, &mut layout, findings)?;
    let rows = read_rows(&turned, &layout, &file.path, findings);
    let raw = turned.table;
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
        asks,
        signs,
        withholds: false,
        rounded_to: None,
        rows,
        by_period,
        file: file.path,
        described_in: table.place().file,
        origin: raw.origin.clone(),
        column_numbers,
    };
    if asks {
        suspect::check(&series, &raw, findings);
    }
    arithmetic::check(&series, findings);
    Some(series)
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
            .hint("Deze tekst staat in brieven en presentaties bij de grafieken en tabellen."),
        );
    }
}

fn read_layout(table: &TomlTable<'_, SeriesKeys>, findings: &mut Findings) -> Layout {
    let mut period_columns = table.get(SeriesKeys::PERIOD, findings);
    let period_is_default = period_columns.is_empty();
    let period_in = table.get(SeriesKeys::PERIOD_IN, findings);
    if period_is_default {
        period_columns.push(Located { value: "periode".to_owned(), place: table.place() });
    }
    let headings = table.get(SeriesKeys::HEADINGS, findings).map(|headings| Headings {
        place: headings.place(),
        periods: headings.get(HeadingsKeys::PERIODS, findings).unwrap_or(false),
        without: headings.get(HeadingsKeys::WITHOUT, findings),
    });
    let date_length = table.get(SeriesKeys::PERIOD_LENGTH, findings);
    let declared_mark = table.get(SeriesKeys::DECIMAL_MARK, findings);
    let dash_is_zero = table.get(SeriesKeys::DASH, findings) == Some(Dash::Zero);
    let blank = table.get(SeriesKeys::BLANK, findings).unwrap_or(Blank::Unknown);
    let dimensions = table.get(SeriesKeys::DIMENSIONS, findings).map(|all| all.others(findings)).unwrap_or_default();
    let dimensions = dimensions.into_iter().filter_map(|(id, table)| Some(read_dimension(id, &table?, findings)));
    let dimensions: Vec<Dimension> = dimensions.collect();
    // A dimension in the headings says by itself that there is more than names.
    let in_headings = dimensions.iter().find(|dimension| dimension.in_headings);
    let headings = headings.or_else(|| {
        let place = in_headings?.column.place.clone();
        Some(Headings { place, periods: false, without: Vec::new() })
    });
    let all = table.get(SeriesKeys::MEASURES, findings).map(|all| all.others(findings)).unwrap_or_default();
    let all: Vec<_> = all.into_iter().filter_map(|(id, table)| Some((id, table?))).collect();
    let names: Vec<String> = all.iter().map(|(id, _)| id.value.clone()).collect();
    let measures = all.into_iter().filter_map(|(id, table)| read_measure(id, &table, &names, &dimensions, findings));
    let mut measures: Vec<Measure> = measures.collect();
    link_to_people(&mut measures);
    check_headings(&dimensions, findings);
    if !period_is_default && headings.as_ref().is_some_and(|headings| headings.periods) {
        let second = period_columns.get(1);
        period_in.as_ref().or(second).into_iter().for_each(|said| findings.push(period_twice(said)));
    }
    let provisional = table.get(SeriesKeys::PROVISIONAL, findings);
    let provisional = provisional.iter().filter_map(|one| read_provisional(one, &measures, findings)).collect();
    let revisions = table.get(SeriesKeys::REVISED, findings);
    let revisions = revisions.iter().filter_map(|one| read_revision(one, &dimensions, &measures, findings)).collect();
    Layout {
        period_columns,
        period_is_default,
        period_in,
        headings,
        date_length,
        declared_mark,
        dash_is_zero,
        blank,
        asks: true,
        dimensions,
        measures,
        provisional,
        revisions,
    }
}

fn check_headings(dimensions: &[Dimension], findings: &mut Findings) {
    for second in dimensions.iter().filter(|dimension| dimension.in_headings).skip(1) {
        let message = "Er kan maar één dimensie boven de kolommen staan.";
        findings.push(
            Finding::new(Code::KeyDoesNotFit, second.column.place.clone(), message)
                .hint("Staan er twee dingen boven een kolom? Samen zijn zij één waarde, zoals Begroting lasten."),
        );
    }
}

fn read_dimension(id: Located<String>, table: &TomlTable<'_, DimensionKeys>, findings: &mut Findings) -> Dimension {
    check_identifier(&id, findings);
    let column = table.get(DimensionKeys::COLUMN, findings).unwrap_or_else(|| id.clone());
    let name = table.get(DimensionKeys::NAME, findings).map_or_else(|| id.value.clone(), |name| name.value);
    let total = table.get(DimensionKeys::TOTAL, findings).map(|total| total.value);
    let total_margin = table.get(DimensionKeys::TOTAL_MARGIN, findings);
    let total_margin = total_margin.map_or(Decimal::ZERO, |margin| margin.value.abs());
    let is_provider = table.get(DimensionKeys::IS_PROVIDER, findings).unwrap_or(false);
    let in_headings = table.get(DimensionKeys::IN_HEADINGS, findings).unwrap_or(false);
    let texts = |all: Vec<Located<String>>| all.into_iter().map(|text| text.value).collect();
    let subtotals = texts(table.get(DimensionKeys::SUBTOTALS, findings));
    let not_added = texts(table.get(DimensionKeys::NOT_ADDED, findings));
    Dimension { id: id.value, name, total, subtotals, not_added, total_margin, is_provider, in_headings, column }
}

/// Reads a measure; `measures` are the names of all, in the order in which they are kept.
fn read_measure(
    id: Located<String>,
    table: &TomlTable<'_, MeasureKeys>,
    measures: &[String],
    dimensions: &[Dimension],
    findings: &mut Findings,
) -> Option<Measure> {
    check_identifier(&id, findings);
    let column = table.get(MeasureKeys::COLUMN, findings);
    let names_column = column.is_some();
    let column = column.unwrap_or_else(|| id.clone());
    let name = table.get(MeasureKeys::NAME, findings).map_or_else(|| id.value.clone(), |name| name.value);
    let scale = table.get(MeasureKeys::SCALE, findings);
    let unit = table.get(MeasureKeys::UNIT_WORD, findings).map(|unit| (Unit::parse(&unit.value), unit.place));
    let rounding = rounding(table.get(MeasureKeys::DECIMAL_PLACES, findings), findings);
    let distribution_over = table.get(MeasureKeys::DISTRIBUTION_OVER, findings).and_then(|name| {
        let ids = dimensions.iter().map(|dimension| dimension.id.as_str());
        position("Het kenmerk", &name, ids, findings)
    });
    let measure_named = |key, findings: &mut Findings| {
        let name = table.get(key, findings)?;
        position("De maat", &name, measures.iter().map(String::as_str), findings)
    };
    let numerator = measure_named(MeasureKeys::NUMERATOR, findings);
    let below = table.get(MeasureKeys::DENOMINATOR, findings);
    let is_elsewhere = |name: &Located<String>| name.value.contains('.');
    let denominator = below
        .as_ref()
        .filter(|name| !is_elsewhere(name))
        .and_then(|name| position("De maat", name, measures.iter().map(String::as_str), findings));
    let ratio_of = numerator.zip(denominator);
    let share_of = below.filter(|name| ratio_of.is_none() && (denominator.is_some() || is_elsewhere(name)));
    let sum_of = table.get(MeasureKeys::SUM_OF, findings);
    let part_of = table.get(MeasureKeys::PART_OF, findings);
    let about = table.get(MeasureKeys::PEOPLE, findings);
    let is_about_nobody =
        about.as_ref().is_some_and(|name| name.value == NOBODY) && !measures.iter().any(|id| id == NOBODY);
    let about = about.filter(|_| !is_about_nobody);
    let people = about.and_then(|name| position("De maat", &name, measures.iter().map(String::as_str), findings));
    let people = people.into_iter().collect();
    let providers = measure_named(MeasureKeys::PROVIDERS, findings);
    let largest = measure_named(MeasureKeys::LARGEST, findings);
    let declared = table.get(MeasureKeys::COUNTS_PEOPLE, findings);
    let is_unique = table.get(MeasureKeys::IS_UNIQUE, findings).unwrap_or(false);
    let is_cumulative = table.get(MeasureKeys::IS_CUMULATIVE, findings);
    let stock = table.get(MeasureKeys::STOCK, findings);
    let in_fractions = table.get(MeasureKeys::IN_FRACTIONS, findings);
    let letters_in = table.get(MeasureKeys::LETTERS_IN, findings);
    let has_letters = table.get(MeasureKeys::HAS_LETTERS, findings).or(letters_in.as_ref().map(|_| true));
    let (unit, unit_place) = unit?;
    let rounding = rounding.unwrap_or_else(|| unit.default_rounding(crate::dutch::notation::Scale::One));
    let counted = match unit {
        // "aantal" says nothing; what is counted then stands in the name.
        Unit::Count => counted::by_name(&format!("{name} {}", column.value)),
        _ => unit.counted(),
    };
    let unanswered = (declared.is_none() && counted == Counted::Unsaid).then_some(unit_place);
    let counts_people = declared.unwrap_or(counted == Counted::People);
    Some(Measure {
        id: id.value,
        name,
        unit,
        rounding,
        distribution_over,
        ratio_of,
        share_of,
        sum_of,
        part_of,
        counts_people,
        unanswered,
        people,
        is_about_nobody,
        providers,
        largest,
        is_unique,
        is_cumulative,
        stock: stock.filter(|stock| *stock != Stock::None),
        stock_is_said: stock.is_some(),
        in_fractions,
        has_letters,
        letters_in,
        scale,
        names_column,
        column,
    })
}

/// Small counts of which nothing says whether they are of people are not used before somebody does.
fn check_answered(series: &Series, privacy: &Privacy, findings: &mut Findings) {
    if series.public.is_some() || !privacy.asks {
        return;
    }
    for (at, measure) in series.measures.iter().enumerate().filter(|(_, measure)| !measure.counts_people) {
        let Some(place) = &measure.unanswered else { continue };
        let is_withheld = |row: &Row| matches!(row.cells[at].value, CellValue::Withheld(_));
        let mut numbers = series.rows.iter().filter_map(|row| row.cells[at].value.number());
        let mut has_small = series.rows.iter().any(is_withheld);
        let is_whole = numbers.all(|number| {
            has_small |= privacy.is_small(number) && !number.is_zero();
            number.is_integer()
        });
        if has_small && is_whole {
            let what = if measure.unit == Unit::Count { measure.name.as_str() } else { measure.unit.word() };
            findings.push(privacy::unanswered(what, &format!("[maten.{}]", measure.id), place.clone()));
        }
    }
}

/// What a measure without people in its row is about.
const NOBODY: &str = "geen";

/// What is measured of a row is about its people, be it money, days, jobs, shares or averages, unless the description
/// says otherwise. A column that counts people does so under every name.
fn link_to_people(measures: &mut [Measure]) {
    let columns: Vec<String> =
        measures.iter().filter(|measure| measure.counts_people).map(|measure| measure.column.value.clone()).collect();
    for measure in measures.iter_mut().filter(|measure| !measure.unit.is_fraction()) {
        measure.counts_people |= columns.contains(&measure.column.value);
    }
    let counts: Vec<usize> = (0..measures.len()).filter(|at| measures[*at].counts_people).collect();
    for measure in measures.iter_mut().filter(|measure| !measure.counts_people) {
        if measure.people.is_empty() && !measure.is_about_nobody {
            measure.people.clone_from(&counts);
        }
    }
}

fn read_break(table: &TomlTable<'_, BreakKeys>, findings: &mut Findings) -> Option<Break> {
    let from = table.get(BreakKeys::FROM, findings).and_then(|text| parse_period(&text, findings));
    let note = table.get(BreakKeys::NOTE, findings);
    Some(Break { from: from?, note: note? })
}

fn read_provisional(
    table: &TomlTable<'_, ProvisionalKeys>,
    measures: &[Measure],
    findings: &mut Findings,
) -> Option<Provisional> {
    let from = table.get(ProvisionalKeys::FROM, findings).and_then(|text| parse_period(&text, findings));
    let to = table.get(ProvisionalKeys::TO, findings).and_then(|text| parse_period(&text, findings));
    let names = table.get(ProvisionalKeys::MEASURES, findings);
    for name in &names {
        if !measures.iter().any(|measure| measure.id == name.value) {
            findings.push(unknown_part("De maat", name, measures.iter().map(|measure| measure.id.as_str())));
        }
    }
    let note = table.get(ProvisionalKeys::NOTE, findings);
    let status = table.get(ProvisionalKeys::STATUS, findings).unwrap_or(Status::Provisional);
    Some(Provisional { from: from?, to, note, status, measures: names.into_iter().map(|name| name.value).collect() })
}

fn read_revision(
    table: &TomlTable<'_, RevisionKeys>,
    dimensions: &[Dimension],
    measures: &[Measure],
    findings: &mut Findings,
) -> Option<Revision> {
    let period = table.get(RevisionKeys::PERIOD, findings).and_then(|text| parse_period(&text, findings));
    let name = table.get(RevisionKeys::MEASURE, findings);
    let was = table.get(RevisionKeys::WAS, findings).map(|was| was.value);
    let letter = table.get(RevisionKeys::LETTER, findings).map(|letter| letter.value);
    let note = table.get(RevisionKeys::NOTE, findings);
    let mut about = Vec::new();
    let chosen = table.get(RevisionKeys::ABOUT_ROW, findings).map(|chosen| chosen.others(findings));
    for (id, value) in chosen.unwrap_or_default() {
        let Some(value) = value else { continue };
        match dimensions.iter().position(|dimension| dimension.id == id.value) {
            Some(dimension) => about.push((dimension, value.value)),
            None => findings.push(unknown_part("Het kenmerk", &Located { place: value.place, ..id }, {
                dimensions.iter().map(|dimension| dimension.id.as_str())
            })),
        }
    }
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
