//! Tables that hold periods or kinds across, turned so that they stand down. In: a table whose columns are cells for a
//! period, a kind and a measure; out: one with a row for each of them, in which every field knows the cell that it came
//! from.

use std::collections::HashMap;
use std::sync::Arc;

use ecow::eco_format;

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::dutch::everyday;
use crate::dutch::period::{Granularity, MONTHS, Period};

use super::headings::Heading;
use super::period_field::read_period;
use super::raw::{Column, Field, Record, Source, Table};
use super::said;
use crate::load::series_model::{Headings, Layout};
use crate::load::toml::Located;

/// What the column with the period is called in a table that was turned, or whose periods stand in several columns.
pub(crate) const PERIOD: &str = "periode uit de kolommen";

/// So many rows a table can be turned into.
const MOST_ROWS: usize = 3_000_000;

/// A table with one column for the period, one for each dimension and one for each measure. Its rows are made as they are
/// gone through: of a wide table there are very many.
pub(crate) struct Turned {
    /// Its columns; its rows are those of the file.
    pub table: Table,
    /// How each row of the file becomes several, if it does.
    plan: Option<Plan>,
}

/// How a row of the file becomes several.
struct Plan {
    naming: Vec<usize>,
    groups: Vec<Group>,
    /// Of each group, where its fields come from.
    sources: Vec<Arc<[Source]>>,
    rest_at: Option<usize>,
    /// The column at `rest_at`, in lower case.
    rest_named: String,
    has_periods: bool,
    has_kind: bool,
}

impl Turned {
    /// Goes through the rows.
    pub fn each_row(&self, with: impl FnMut(&Record)) {
        self.each_of(&self.table.rows, with);
    }

    /// Goes through the rows that some rows of the file become.
    pub fn each_of(&self, records: &[Record], mut with: impl FnMut(&Record)) {
        let Some(plan) = &self.plan else { return records.iter().for_each(with) };
        let mut made = Record { line: 0, hidden: false, fields: Vec::new(), sources: None };
        for record in records {
            let is_filled = |at: &Option<usize>| at.is_some_and(|at| record.field(at).is_filled());
            // A row without any number is a heading among the rows.
            if !plan.groups.iter().flat_map(|group| &group.columns).any(is_filled) {
                continue;
            }
            (made.line, made.hidden) = (record.line, record.hidden);
            let rest = plan.rest_at.map_or(&Field::Empty, |at| record.field(at));
            made.fields.clear();
            made.fields.extend(plan.naming.iter().map(|at| record.field(*at).clone()));
            for (group, sources) in plan.groups.iter().zip(&plan.sources) {
                made.fields.truncate(plan.naming.len());
                made.fields.extend(plan.has_periods.then(|| group.when.of(rest, &plan.rest_named)));
                made.fields.extend(plan.has_kind.then(|| Field::text(&group.kind)));
                let cell = |at: &Option<usize>| at.map_or(Field::Empty, |at| record.field(at).clone());
                made.fields.extend(group.columns.iter().map(cell));
                made.sources = Some(sources.clone());
                with(&made);
            }
        }
    }
}

/// The table with one column for the period, one for each dimension and one for each measure.
pub(crate) fn turn(table: Table, layout: &mut Layout, findings: &mut Findings) -> Option<Turned> {
    if let Some(headings) = &layout.headings {
        no_letters_beside(layout, headings, findings)?;
    }
    let periods_stand_above = layout.headings.as_ref().is_some_and(|headings| headings.periods);
    let whole = match layout.period_in.clone() {
        Some(cell) => Some(period_of(&table, &cell, findings)?),
        None => None,
    };
    let table = joined(table, layout, whole, findings)?;
    let table = match whole.filter(|_| layout.period_is_default && !periods_stand_above) {
        Some(period) => with_period(table, layout, period),
        None => table,
    };
    let Some(headings) = layout.headings.clone() else { return Some(Turned { table, plan: None }) };
    let year = whole.map(Period::year);
    let columns = Columns::of(&table, layout, &headings, year, findings)?;
    columns.turn(table, layout, findings)
}

/// Columns that together name the period, or with the year that stands above the table, as one.
fn joined(mut table: Table, layout: &mut Layout, whole: Option<Period>, findings: &mut Findings) -> Option<Table> {
    let year = whole.filter(|_| !layout.period_is_default);
    if layout.period_columns.len() < 2 && year.is_none() {
        return Some(table);
    }
    let found: Vec<Option<usize>> = layout.period_columns.iter().map(|name| table.column(name, findings)).collect();
    let positions: Vec<usize> = found.into_iter().collect::<Option<_>>()?;
    let names: Vec<String> = positions.iter().map(|at| table.columns[*at].name.to_lowercase()).collect();
    for row in &mut table.rows {
        let parts = positions.iter().zip(&names).map(|(at, name)| in_words(name, &row.field(*at).shown()));
        let text = parts.collect::<Vec<_>>().join(" ");
        let text = match year {
            Some(_) if everyday::period(text.trim_end_matches('*')).is_some() => {
                findings.push(period_twice(layout.period_in.as_ref()?));
                return None;
            }
            Some(year) if !text.is_empty() => {
                let bare = text.trim_end_matches('*');
                format!("{bare} {year}{}", &text[bare.len()..])
            }
            _ => text,
        };
        row.fields.resize(table.columns.len(), Field::Empty);
        row.fields.push(Field::text(&text));
    }
    let number = table.columns[positions[0]].number;
    table.columns.push(Column { name: PERIOD.to_owned(), number, parts: Vec::new() });
    let place = layout.period_columns[0].place.clone();
    layout.period_columns = vec![Located { value: PERIOD.to_owned(), place }];
    Some(table)
}

/// What a column says of the year, with its number in words: "2" under Kwartaal is "2e kwartaal". `name` is the column's,
/// in lower case.
fn in_words(name: &str, text: &str) -> String {
    let is_number = !text.is_empty() && text.len() < 3 && text.bytes().all(|digit| digit.is_ascii_digit());
    let name = if name == "kw" { "kwartaal" } else { name };
    match ["kwartaal", "halfjaar"].into_iter().find(|word| name.contains(word)) {
        Some(word) if is_number => format!("{text}e {word}"),
        _ if is_number && (name.contains("maand") || name == "periode") => month(text),
        _ => text.to_owned(),
    }
}

fn month(number: &str) -> String {
    let name = number.parse::<usize>().ok().and_then(|number| MONTHS.get(number.checked_sub(1)?));
    name.map_or_else(|| number.to_owned(), |name| (*name).to_owned())
}

/// The table with the same period in every row.
fn with_period(mut table: Table, layout: &mut Layout, period: Period) -> Table {
    let period_text = eco_format!("{period}");
    for row in &mut table.rows {
        row.fields.resize(table.columns.len(), Field::Empty);
        row.fields.push(Field::Text(period_text.clone()));
    }
    table.columns.push(Column { name: PERIOD.to_owned(), number: 0, parts: Vec::new() });
    let place = layout.period_columns[0].place.clone();
    layout.period_columns = vec![Located { value: PERIOD.to_owned(), place }];
    layout.period_is_default = false;
    table
}

/// The one period that stands in a cell above the table.
fn period_of(table: &Table, cell: &Located<String>, findings: &mut Findings) -> Option<Period> {
    let found = table.period_cell.as_deref().and_then(|text| {
        let heading = Heading::read(&[text.to_owned()], None, None);
        heading.period.filter(|_| !heading.names_more)
    });
    if found.is_none() {
        let message = match table.period_cell.as_deref() {
            None => format!("\"{}\" is geen cel.", cell.value),
            Some("") => format!("De cel {} is leeg. Daar hoort de periode te staan.", cell.value),
            Some(_) => format!("In de cel {} staat niet één periode.", cell.value),
        };
        findings.push(
            Finding::new(Code::UnknownPeriod, cell.place.clone(), message)
                .hint("Noem de cel met het jaar of de periode van de tabel, zoals periode_in = \"A1\"."),
        );
    }
    found
}

/// The period of a column.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum When {
    /// That of its row.
    OfRow,
    /// One that stands above it, with its stars.
    Whole(String),
    /// A part of the year of its row, with its stars and the name of the column.
    PartOf(everyday::Part, String, String),
    /// The part that its row names of this year, with its stars.
    In(Period, String),
}

/// Cells that stand in one row of the turned table: for each measure the column, if there is one.
struct Group {
    when: When,
    kind: String,
    columns: Vec<Option<usize>>,
}

impl When {
    /// The period of a cell, in a row that says this in the column `named` (in lower case); what is none is told when it is
    /// read.
    fn of(&self, own: &Field, named: &str) -> Field {
        match self {
            Self::OfRow => Field::Empty,
            Self::Whole(period) => Field::text(period),
            Self::PartOf(part, stars, name) => {
                let found = read_period(own, None).ok().filter(|(year, _)| year.granularity() == Granularity::Year);
                let shown = own.shown();
                match found.and_then(|(year, _)| part.of(year)) {
                    Some(period) => {
                        let of_year = &shown[shown.trim_end_matches('*').len()..];
                        Field::Text(eco_format!("{period}{}", if stars.is_empty() { of_year } else { stars }))
                    }
                    None => Field::text(&format!("{shown} {name}")),
                }
            }
            Self::In(year, stars) => {
                let text = in_words(named, &own.shown());
                let bare = text.trim_end_matches('*');
                let stars = if stars.is_empty() { &text[bare.len()..] } else { stars };
                match everyday::part(bare).and_then(|part| part.of(*year)) {
                    Some(period) => Field::Text(eco_format!("{period}{stars}")),
                    None => Field::text(&format!("{text} {year}")),
                }
            }
        }
    }
}

/// Which columns name a row, and which are turned.
struct Columns {
    naming: Vec<usize>,
    groups: Vec<Group>,
    /// The column with the other half of the period of each row: the year, where headings name a part of it, or the part,
    /// where they name years.
    rest_at: Option<usize>,
}

impl Columns {
    fn of(
        table: &Table,
        layout: &Layout,
        headings: &Headings,
        year: Option<Period>,
        findings: &mut Findings,
    ) -> Option<Self> {
        let errors = findings.len();
        let found: Vec<Option<usize>> =
            layout.naming_columns().into_iter().map(|name| table.column(name, findings)).collect();
        let rest_at = found.first().copied().flatten().filter(|_| headings.periods && !layout.period_is_default);
        let mut naming: Vec<usize> = found.into_iter().flatten().collect();
        naming.sort_unstable();
        naming.dedup();
        let is_left_out = |column: &Column| headings.without.iter().any(|name| column.is_called(&name.value));
        for name in headings.without.iter().filter(|name| !table.columns.iter().any(|one| one.is_called(&name.value))) {
            findings.push(table.no_column(name));
        }
        let is_number = |(at, column): &(usize, &Column)| !naming.contains(at) && !is_left_out(column);
        let mut parts: Vec<Part> = Vec::new();
        for (at, column) in table.columns.iter().enumerate().filter(is_number) {
            let found = match (headings.periods, rest_at) {
                (false, _) => Some((When::OfRow, Heading::of_kind(&column.parts))),
                (true, None) => whole_period(column, year, layout),
                (true, Some(_)) => part_of_year(column).or_else(|| whole_year(column)),
            };
            match found {
                Some((_, heading)) if heading.names_more => findings.push(several_periods(headings, column)),
                Some((when, heading)) => parts.extend(Part::of(at, when, &heading, layout)),
                None => {}
            }
        }
        let has_kind = layout.dimensions.iter().any(|dimension| dimension.in_headings);
        if !has_kind {
            check_alike(table, layout, headings, &mut parts, findings);
        }
        let mut groups: Vec<Group> = Vec::new();
        let mut known: HashMap<(When, String), usize> = HashMap::new();
        for Part { at, measure, when, rest } in parts {
            let group = *known.entry((when.clone(), rest.clone())).or_insert_with(|| {
                groups.push(Group { when, kind: rest, columns: vec![None; layout.measures.len()] });
                groups.len() - 1
            });
            match &mut groups[group].columns[measure] {
                Some(other) => findings.push(twice(table, headings, *other, at)),
                free => *free = Some(at),
            }
        }
        for (at, measure) in layout.measures.iter().enumerate() {
            if groups.iter().all(|group| group.columns[at].is_none()) {
                findings.push(nothing_for(table, headings, layout, &measure.column));
            }
        }
        (findings.len() == errors).then_some(Self { naming, groups, rest_at })
    }

    fn turn(self, table: Table, layout: &mut Layout, findings: &mut Findings) -> Option<Turned> {
        let Self { naming, groups, rest_at } = self;
        if table.rows.len().saturating_mul(groups.len()) > MOST_ROWS {
            let message = "Met een regel voor elke periode wordt deze tabel te groot: meer dan 3.000.000 regels.";
            findings.push(Finding::new(Code::DataTooLarge, layout.headings.clone()?.place, message));
            return None;
        }
        let headings = layout.headings.clone()?;
        let source = |column: &Column| Source { number: column.number, name: Arc::from(column.name.as_str()) };
        let first = source(table.columns.first()?);
        let mut columns: Vec<Column> = naming.iter().map(|at| table.columns[*at].clone()).collect();
        let mut add = |name: &str| columns.push(Column { name: name.to_owned(), number: 0, parts: Vec::new() });
        if headings.periods {
            add(PERIOD);
            let place = headings.place.clone();
            layout.period_columns = vec![Located { value: PERIOD.to_owned(), place }];
        }
        let kind = layout.dimensions.iter_mut().find(|dimension| dimension.in_headings);
        let has_kind = kind.is_some();
        if let Some(kind) = kind {
            kind.column.value = format!("{} uit de koppen", kind.id);
            add(&kind.column.value);
        }
        for measure in &mut layout.measures {
            measure.column.value = format!("{} uit de kolommen", measure.id);
            add(&measure.column.value);
        }
        let of_naming: Vec<Source> = naming.iter().map(|at| source(&table.columns[*at])).collect();
        let sources: Vec<Arc<[Source]>> = groups
            .iter()
            .map(|group| {
                let own =
                    group.columns.iter().map(|at| at.map_or_else(|| first.clone(), |at| source(&table.columns[at])));
                let own: Vec<Source> = own.collect();
                let heading = own.first().cloned().unwrap_or_else(|| first.clone());
                let made = usize::from(headings.periods) + usize::from(has_kind);
                of_naming.iter().cloned().chain(vec![heading; made]).chain(own).collect()
            })
            .collect();
        let rest_named = rest_at.map(|at| table.columns[at].name.to_lowercase()).unwrap_or_default();
        let has_periods = headings.periods;
        let plan = Plan { naming, groups, sources, rest_at, rest_named, has_periods, has_kind };
        Some(Turned { table: Table { columns, ..table }, plan: Some(plan) })
    }
}

/// A column that is turned.
struct Part {
    /// Its position among the columns.
    at: usize,
    measure: usize,
    when: When,
    /// What else stands above it.
    rest: String,
}

impl Part {
    /// None where the heading is about no measure.
    fn of(at: usize, when: When, heading: &Heading, layout: &Layout) -> Option<Self> {
        let has_kind = layout.dimensions.iter().any(|dimension| dimension.in_headings);
        let (measure, rest) = measure_of(layout, &heading.rest, has_kind)?;
        Some(Self { at, measure, when, rest })
    }
}

fn whole_period(column: &Column, year: Option<Period>, layout: &Layout) -> Option<(When, Heading)> {
    let heading = Heading::read(&column.parts, year, layout.date_length);
    let period = heading.period?;
    Some((When::Whole(format!("{period}{}", heading.stars)), heading))
}

fn whole_year(column: &Column) -> Option<(When, Heading)> {
    let heading = Heading::read(&column.parts, None, None);
    let year = heading.period.filter(|period| period.granularity() == Granularity::Year)?;
    Some((When::In(year, heading.stars.clone()), heading))
}

fn part_of_year(column: &Column) -> Option<(When, Heading)> {
    let (part, heading) = Heading::part(&column.parts)?;
    Some((When::PartOf(part, heading.stars.clone(), column.name.clone()), heading))
}

/// Where no dimension tells kinds apart, all columns of a measure must be about the same. What they are about then no
/// longer matters.
fn check_alike(table: &Table, layout: &Layout, headings: &Headings, parts: &mut [Part], findings: &mut Findings) {
    for measure in 0..layout.measures.len() {
        let mut own = parts.iter().filter(|part| part.measure == measure);
        let Some(first) = own.next() else { continue };
        let what = topic(&first.rest);
        if let Some(other) = own.find(|part| topic(&part.rest) != what) {
            findings.push(not_alike(table, headings, first.at, other.at));
        }
    }
    parts.iter_mut().for_each(|part| part.rest.clear());
}

/// The measure that a heading is about, and what is left of it.
fn measure_of(layout: &Layout, rest: &str, has_kind: bool) -> Option<(usize, String)> {
    let named = layout.measures.iter().enumerate().filter(|(_, measure)| measure.names_column);
    for (at, measure) in named {
        let name = words(&measure.column.value);
        let all = words(rest);
        if name == all {
            return Some((at, String::new()));
        }
        if has_kind && let Some(start) = all.windows(name.len().max(1)).position(|window| *window == name[..]) {
            let left = all[..start].iter().chain(&all[start + name.len()..]);
            return Some((at, left.cloned().collect::<Vec<_>>().join(" ")));
        }
    }
    let mut unnamed = layout.measures.iter().enumerate().filter(|(_, measure)| !measure.names_column);
    let (at, _) = unnamed.next()?;
    Some((at, rest.to_owned()))
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// What a column is about besides its period, so that it can be compared: without its scale, signs and capitals.
fn topic(rest: &str) -> String {
    let plain = said::without_scale(rest).to_lowercase();
    let words = plain.split(|next: char| !(next.is_alphabetic() || next.is_ascii_digit()));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Letters in columns of their own belong to one column of numbers, and not to many that are turned into one.
fn no_letters_beside(layout: &Layout, headings: &Headings, findings: &mut Findings) -> Option<()> {
    let Some(letters) = layout.measures.iter().find_map(|measure| measure.letters_in.as_ref()) else { return Some(()) };
    let across = if headings.periods { "de perioden" } else { "de soorten" };
    let message =
        format!("De letters V en N kunnen niet in een eigen kolom staan als {across} boven de kolommen staan.");
    findings.push(Finding::new(Code::KeyDoesNotFit, letters.place.clone(), message).hint(
        "Zet de V of N in het bestand achter het cijfer, zoals 325 N. Zet dan bij de maat: voordeel_nadeel = true",
    ));
    None
}

/// The period stands in one place, in columns, a cell or headings; or its year in one and the part of it in another.
pub(crate) fn period_twice(said: &Located<String>) -> Finding {
    let message = "De beschrijving zegt op meer dan één manier waar de periode staat.";
    Finding::new(Code::KeyDoesNotFit, said.place.clone(), message).hint(
        "Kies er een: een kolom (periode), een cel (periode_in) of de koppen ([koppen]). Staat het jaar ergens anders dan \
         de maand, het kwartaal of het halfjaar? Dan noemt u er twee.",
    )
}

fn several_periods(headings: &Headings, column: &Column) -> Finding {
    let message = format!("De kolom \"{}\" noemt meer dan één periode.", column.name);
    Finding::new(Code::UnknownPeriod, headings.place.clone(), message)
        .hint(format!("Hoort zij er niet bij? Zet dan onder [koppen]: zonder = [\"{}\"]", column.name))
}

fn not_alike(table: &Table, headings: &Headings, one: usize, other: usize) -> Finding {
    let (one, other) = (&table.columns[one].name, &table.columns[other].name);
    let message = format!("De kolommen \"{one}\" en \"{other}\" zeggen niet hetzelfde, maar horen bij één maat.");
    with_ways_out(Finding::new(Code::MissingColumn, headings.place.clone(), message), other)
}

fn twice(table: &Table, headings: &Headings, one: usize, other: usize) -> Finding {
    let (one, other) = (&table.columns[one].name, &table.columns[other].name);
    let message = format!("De kolommen \"{one}\" en \"{other}\" zeggen hetzelfde over dezelfde periode.");
    with_ways_out(Finding::new(Code::MissingColumn, headings.place.clone(), message), other)
}

fn with_ways_out(finding: Finding, other: &str) -> Finding {
    finding
        .hint("Staat er nog iets anders in de koppen? Noem dat met in_koppen = true bij een dimensie, of met kolom bij de maten.")
        .hint(format!("Hoort een van de twee er niet bij? Zet dan onder [koppen]: zonder = [\"{other}\"]"))
}

fn nothing_for(table: &Table, headings: &Headings, layout: &Layout, column: &Located<String>) -> Finding {
    let place: Place = column.place.clone();
    let rests: Vec<String> = table
        .columns
        .iter()
        .map(|column| Heading::read(&column.parts, None, layout.date_length))
        .filter(|heading| heading.period.is_some() || !headings.periods || everyday::part(&heading.rest).is_some())
        .map(|heading| heading.rest)
        .filter(|rest| !rest.is_empty())
        .collect();
    let message = match headings.periods {
        true => format!("Boven geen enkele kolom staat een periode bij \"{}\".", column.value),
        false => format!("Geen enkele kolom hoort bij \"{}\".", column.value),
    };
    let finding = Finding::new(Code::MissingColumn, place, message);
    match rests.is_empty() {
        true => finding.hint("Staan de namen van de kolommen op meer rijen? Zet dan: kopregels = 2."),
        false => finding.hint(format!("In de koppen staat: {}.", super::raw::few(&rests))),
    }
}
