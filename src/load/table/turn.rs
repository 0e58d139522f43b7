//! Tables that hold periods or kinds across, turned so that they stand down. In: a table whose columns are cells for a
//! period, a kind and a measure; out: one with a row for each of them, in which every field knows the cell that it came
//! from.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::dutch::everyday;
use crate::dutch::period::{MONTHS, Period};

use super::headings::Heading;
use super::raw::{Column, Field, Record, Source, Table};
use crate::load::series_model::{Headings, Layout};
use crate::load::toml::Located;

/// What the column with the period is called in a table that was turned, or whose periods stand in several columns.
pub(crate) const PERIOD: &str = "periode uit de kolommen";

/// So many rows a table can be turned into.
const MOST_ROWS: usize = 3_000_000;

/// The table with one column for the period, one for each dimension and one for each measure.
pub(crate) fn turn(table: Table, layout: &mut Layout, findings: &mut Findings) -> Option<Table> {
    let table = joined(table, layout);
    let whole = match layout.period_in.clone() {
        Some(cell) => Some(period_of(&table, &cell, findings)?),
        None => None,
    };
    let periods_stand_above = layout.headings.as_ref().is_some_and(|headings| headings.periods);
    let table = match whole.filter(|_| layout.period_is_default && !periods_stand_above) {
        Some(period) => with_period(table, layout, period),
        None => table,
    };
    let Some(headings) = layout.headings.clone() else { return Some(table) };
    let year = whole.map(Period::year);
    let columns = Columns::of(&table, layout, &headings, year, findings)?;
    columns.turn(table, layout, findings)
}

/// Several columns that together name the period, as one in front of all.
fn joined(mut table: Table, layout: &mut Layout) -> Table {
    let [_, _, ..] = layout.period_columns[..] else { return table };
    let position = |name: &Located<String>| table.columns.iter().position(|column| column.name == name.value);
    // One that is absent is told by whoever looks for it.
    let Some(positions) = layout.period_columns.iter().map(position).collect::<Option<Vec<usize>>>() else {
        return table;
    };
    let names: Vec<String> = positions.iter().map(|at| table.columns[*at].name.to_lowercase()).collect();
    for row in &mut table.rows {
        let parts = positions.iter().zip(&names).map(|(at, name)| {
            let text = row.field(*at).shown().into_owned();
            let is_number = !text.is_empty() && text.len() < 3 && text.bytes().all(|digit| digit.is_ascii_digit());
            match ["kwartaal", "halfjaar"].into_iter().find(|word| name.contains(word)) {
                Some(word) if is_number => format!("{text}e {word}"),
                _ if is_number && (name.contains("maand") || name == "periode") => month(&text),
                _ => text,
            }
        });
        let text = parts.collect::<Vec<_>>().join(" ");
        row.fields.resize(table.columns.len(), Field::Empty);
        row.fields.push(Field::text(&text));
    }
    let number = table.columns[positions[0]].number;
    table.columns.push(Column { name: PERIOD.to_owned(), number, parts: Vec::new() });
    let place = layout.period_columns[0].place.clone();
    layout.period_columns = vec![Located { value: PERIOD.to_owned(), place }];
    table
}

fn month(number: &str) -> String {
    let name = number.parse::<usize>().ok().and_then(|number| MONTHS.get(number.checked_sub(1)?));
    name.map_or_else(|| number.to_owned(), |name| (*name).to_owned())
}

/// The table with the same period in every row.
fn with_period(mut table: Table, layout: &mut Layout, period: Period) -> Table {
    for row in &mut table.rows {
        row.fields.resize(table.columns.len(), Field::Empty);
        row.fields.push(Field::Text(period.to_string()));
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
            None | Some("") => format!("De cel {} is leeg. Daar hoort de periode te staan.", cell.value),
            Some(_) => format!("In de cel {} staat niet één periode.", cell.value),
        };
        findings.push(
            Finding::new(Code::UnknownPeriod, cell.place.clone(), message)
                .hint("Noem de cel met het jaar of de periode van de tabel, zoals periode_in = \"A1\"."),
        );
    }
    found
}

/// Cells that stand in one row of the turned table: for each measure the column, if there is one.
struct Group {
    period: String,
    kind: String,
    columns: Vec<Option<usize>>,
}

/// Which columns name a row, and which are turned.
struct Columns {
    naming: Vec<usize>,
    groups: Vec<Group>,
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
        let naming: Vec<&str> = layout.naming_columns();
        let is_naming = |column: &Column| naming.iter().any(|name| column.is_called(name));
        let is_left_out = |column: &Column| headings.without.iter().any(|name| column.is_called(&name.value));
        for name in headings.without.iter().filter(|name| !table.columns.iter().any(|one| one.is_called(&name.value))) {
            findings.push(no_such(table, name));
        }
        let kind = layout.dimensions.iter().find(|dimension| dimension.in_headings);
        let mut groups: Vec<Group> = Vec::new();
        let mut known: HashMap<(String, String), usize> = HashMap::new();
        for (at, column) in table.columns.iter().enumerate().filter(|(_, one)| !is_naming(one) && !is_left_out(one)) {
            let heading = match headings.periods {
                true => Heading::read(&column.parts, year, layout.date_length),
                false => {
                    Heading { period: None, stars: String::new(), rest: column.parts.join(" "), names_more: false }
                }
            };
            if headings.periods && heading.period.is_none() {
                continue;
            }
            if heading.names_more {
                findings.push(
                    Finding::new(
                        Code::UnknownPeriod,
                        headings.place.clone(),
                        format!("De kolom \"{}\" noemt meer dan één periode.", column.name),
                    )
                    .hint(format!("Hoort zij er niet bij? Zet dan onder [koppen]: zonder = [\"{}\"]", column.name)),
                );
                continue;
            }
            let Some((measure, rest)) = measure_of(layout, &heading.rest, kind.is_some()) else { continue };
            let period = heading.period.map_or(String::new(), |period| format!("{period}{}", heading.stars));
            let rest = if kind.is_some() { rest } else { String::new() };
            let group = *known.entry((period.clone(), rest.clone())).or_insert_with(|| {
                groups.push(Group { period, kind: rest, columns: vec![None; layout.measures.len()] });
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
        let naming = naming.into_iter().filter_map(|name| table.columns.iter().position(|one| one.is_called(name)));
        let naming = naming.collect();
        (findings.len() == errors).then_some(Self { naming, groups })
    }

    fn turn(self, table: Table, layout: &mut Layout, findings: &mut Findings) -> Option<Table> {
        let Self { naming, groups } = self;
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
        let mut rows = Vec::with_capacity(table.rows.len() * groups.len());
        for record in table.rows {
            let is_filled = |at: &Option<usize>| at.is_some_and(|at| record.field(at).is_filled());
            // A row without any number is a heading among the rows.
            if !groups.iter().flat_map(|group| &group.columns).any(is_filled) {
                continue;
            }
            let names: Vec<Field> = naming.iter().map(|at| record.field(*at).clone()).collect();
            for (group, sources) in groups.iter().zip(&sources) {
                let mut fields = Vec::with_capacity(columns.len());
                fields.extend(names.iter().cloned());
                if headings.periods {
                    fields.push(Field::Text(group.period.clone()));
                }
                if has_kind {
                    fields.push(Field::text(&group.kind));
                }
                fields.extend(group.columns.iter().map(|at| at.map_or(Field::Empty, |at| record.field(at).clone())));
                rows.push(Record { line: record.line, hidden: record.hidden, fields, sources: Some(sources.clone()) });
            }
        }
        Some(Table { columns, rows, ..table })
    }
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

fn no_such(table: &Table, name: &Located<String>) -> Finding {
    let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    let message = format!("De kolom \"{}\" staat niet in het bestand.", name.value);
    Finding::new(Code::MissingColumn, name.place.clone(), message)
        .maybe_hint(crate::diagnostic::did_you_mean(&name.value, names.iter().copied()))
        .hint(format!("Wel: {}.", names.join(", ")))
}

fn twice(table: &Table, headings: &Headings, one: usize, other: usize) -> Finding {
    let (one, other) = (&table.columns[one].name, &table.columns[other].name);
    let message = format!("De kolommen \"{one}\" en \"{other}\" zeggen hetzelfde over dezelfde periode.");
    Finding::new(Code::MissingColumn, headings.place.clone(), message)
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
