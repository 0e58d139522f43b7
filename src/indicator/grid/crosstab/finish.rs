//! A filled table as a grid: headings, units, letters, words and remarks.

use std::collections::{BTreeMap, HashSet};

use ecow::EcoString;
use rust_decimal::Decimal;

use crate::diagnostic::{Code, did_you_mean};
use crate::dutch::notation::{Scale, as_printed, list_of_names};
use crate::dutch::unit::Unit;
use crate::load::{CrosstabDefinition, ExhibitDefinition, Judged, Located, Note, Signs};

use super::super::super::number::{Number, Problem};
use super::super::model::{ColumnLook, ColumnStyle, Grid, Heading, Look, RowLook};
use super::arithmetic::Value;
use super::axis::{Entry, What};
use super::filling::Filling;

/// What a table says of itself where its parts, as printed, do not make its totals.
pub const ROUNDED: &str = "Door afronding kan de som van de delen afwijken van het totaal.";

/// The grid of a filled table.
pub(super) fn grid(filling: &Filling<'_, '_>, definition: &ExhibitDefinition) -> Result<Grid, Vec<Problem>> {
    let Filling { asked, rows, columns, fixed, values, left_out, .. } = filling;
    let request = asked.request;
    let mut remarks = Vec::new();
    if !left_out.is_empty() {
        let mut names: Vec<&str> = Vec::new();
        left_out.iter().for_each(|name| {
            if !names.contains(&name.as_str()) {
                names.push(name)
            }
        });
        remarks.push(format!("Totalen zijn exclusief PM ({}).", list_of_names(&names)));
    }
    if is_rounded_apart(rows, columns, values) {
        remarks.push(ROUNDED.to_owned());
    }
    remarks.extend(legend(filling).into_iter().filter(|remark| !says_so(definition, remark)));
    let numbers =
        request.numbers.as_ref().map(|name| asked.dimension(name)).transpose().map_err(|problem| vec![problem])?;
    let across: HashSet<usize> = columns.iter().flat_map(|column| column.select.fixed.keys().copied()).collect();
    let words_of = |row: &Entry<'_>, column: Option<&Entry<'_>>, dimension: usize| match row.what {
        What::Cells => {
            let selects = [Some(&row.select), column.map(|column| &column.select)];
            let wanted = |values: &[EcoString]| {
                let is = |(at, value): (&usize, &String)| values[*at] == *value;
                fixed.iter().all(is) && selects.iter().flatten().all(|select| select.fixed.iter().all(is))
            };
            // Words are said of one row of the file; columns choose among what stands in it.
            let is_same = |one: &[EcoString], other: &[EcoString]| {
                let tells = |at: &usize| !asked.series.dimensions[*at].in_headings && !across.contains(at);
                (0..one.len()).filter(tells).all(|at| one[at] == other[at])
            };
            let mut found = asked.series.rows.iter().map(|row| &row.dimensions[..]).filter(|values| wanted(values));
            let first = found.next().filter(|first| found.all(|other| is_same(first, other)));
            first.map(|values| values[dimension].to_string()).unwrap_or_default()
        }
        _ => String::new(),
    };
    let mut look =
        Look { remarks, zero_is_dash: request.zero_is_dash, notes: notes(rows, columns, request)?, ..Look::default() };
    for row in *rows {
        let of_file = numbers.map(|dimension| words_of(row, None, dimension)).unwrap_or_default();
        let number = if row.number.is_empty() { of_file } else { row.number.clone() };
        look.is_numbered |= !number.is_empty();
        look.rows.push(RowLook { role: row.role, number, groups: row.groups.clone() });
    }
    let mut cells: Vec<Vec<Option<Number>>> = vec![Vec::new(); rows.len()];
    let mut headings = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let style = match (&column.what, column.line.judged) {
            (What::Words(_), _) => ColumnStyle::Words,
            (_, Some(Judged::Letter)) => ColumnStyle::Letter,
            (_, Some(Judged::LetterApart)) => ColumnStyle::Unsigned,
            (What::Difference(..), None) => ColumnStyle::Signed,
            _ => ColumnStyle::Plain,
        };
        let place = headings.len();
        for (row, entry) in rows.iter().enumerate() {
            let word = match (&column.what, &entry.what) {
                (What::Words(dimension), _) => words_of(entry, Some(column), *dimension),
                (What::Cells | What::Sum(_), What::YesNo(of)) => yes_no(values[*of][at].as_ref()),
                _ => String::new(),
            };
            // A row of words has no numbers that could be missing, and what has no sum lacks none.
            let is_empty = matches!(entry.what, What::YesNo(_)) || filling.without_sum.contains_key(&(row, at));
            if !word.is_empty() || is_empty {
                look.words.insert((row, place), word);
            }
            cells[row].push(values[row][at].as_ref().map(|value| value.number.clone()));
        }
        headings.push(Heading { name: column.full_name(), period: column.heading });
        look.columns.push(ColumnLook {
            group: column.under.clone(),
            name: column.name.clone(),
            unit: None,
            is_share: false,
            style,
            with_unit: false,
        });
        if column.has_letters_apart() {
            for (row, values) in values.iter().enumerate() {
                if let Some(letter) = values[at].as_ref().and_then(|value| letter(&value.number)) {
                    look.words.insert((row, place + 1), letter.to_owned());
                }
                cells[row].push(None);
            }
            headings.push(Heading::of("V/N"));
            let group = column.under.clone();
            look.columns.push(ColumnLook {
                group,
                name: "V/N".to_owned(),
                unit: None,
                is_share: false,
                style: ColumnStyle::Words,
                with_unit: false,
            });
        }
    }
    let names = rows.iter().map(|row| Heading { name: row.name.clone(), period: row.heading }).collect();
    let mut grid = Grid::new(definition.head.as_deref().unwrap_or_default(), names, headings, cells);
    if grid.numbers().all(|number| number.amount.number().is_none()) {
        let message = format!("\"{}\" heeft geen enkel bekend cijfer.", definition.id.value);
        let hint = "Kijk of de reeks cijfers heeft voor deze rijen en kolommen, en of ze niet allemaal geheim blijven.";
        return Err(vec![Problem::new(Code::ExhibitWithoutData, message).hint(Some(hint.to_owned()))]);
    }
    units(&mut grid, &mut look);
    grid.series = grid.series_of_numbers();
    grid.look = Some(Box::new(look));
    Ok(grid)
}

/// The letter of a difference that was turned into its effect; none where it prints as nought.
pub fn letter(number: &Number) -> Option<&'static str> {
    let printed = as_printed(number.amount.number()?, &number.unit, number.rounding, number.scale);
    match (printed.is_zero(), printed.is_sign_negative()) {
        (true, _) => None,
        (false, true) => Some("N"),
        (false, false) => Some("V"),
    }
}

/// Whether a balance is no deficit, whichever sign that has in the file and in the table.
fn yes_no(value: Option<&Value>) -> String {
    let effect = value.and_then(|value| {
        let known = value.number.amount.number()?;
        Some(if value.is_turned != (value.more_is_better == Some(false)) { -known } else { known })
    });
    match effect {
        Some(effect) if effect < Decimal::ZERO => "nee".to_owned(),
        Some(_) => "ja".to_owned(),
        None => String::new(),
    }
}

/// Whether the author says the same below the table.
fn says_so(definition: &ExhibitDefinition, remark: &str) -> bool {
    definition.notes.iter().any(|note| note.value.trim() == remark)
}

/// The system of signs that the file has, where its description says it, or letters at all its numbers do.
fn told_system(filling: &Filling<'_, '_>) -> Option<Signs> {
    let numbers = || filling.values.iter().flatten().flatten().flat_map(|value| &value.number.cells);
    let has_letters = numbers().next().is_some()
        && numbers().all(|cell| cell.series.measures[cell.measure].has_letters == Some(true));
    filling.asked.series.signs.or(has_letters.then_some(Signs::MinusIsLoss))
}

/// What a minus means, where it stands for good or bad: in the table, and in columns of differences that have their own.
fn legend(filling: &Filling<'_, '_>) -> Vec<String> {
    let has_minus = |column: usize| {
        let mut numbers = filling.values.iter().filter_map(|row| row[column].as_ref()).map(|value| &value.number);
        numbers.any(|number| {
            let known = number.amount.number().filter(|_| number.unit == Unit::Euro);
            let printed = |known| as_printed(known, &number.unit, number.rounding, number.scale);
            known.is_some_and(|known| printed(known) < Decimal::ZERO)
        })
    };
    let system = filling.asked.request.signs.or_else(|| told_system(filling));
    let of_table = match system {
        Some(Signs::MinusIsLoss) => Some("nadeel"),
        Some(Signs::PlusIsLoss) => Some("voordeel"),
        Some(Signs::Unsigned | Signs::NetCosts) | None => None,
    };
    let is_of_table = |column: &usize| {
        let column = &filling.columns[*column];
        column.line.judged.is_none() && matches!(column.what, What::Cells | What::Sum(_) | What::Difference(..))
    };
    let mut legend = Vec::new();
    if let Some(meaning) = of_table.filter(|_| (0..filling.columns.len()).any(|at| is_of_table(&at) && has_minus(at))) {
        legend.push(format!("Een min is een {meaning}."));
    }
    for (at, column) in filling.columns.iter().enumerate() {
        let meaning = match column.line.judged {
            Some(Judged::MinusIsLoss) => "nadeel",
            Some(Judged::PlusIsLoss) => "voordeel",
            Some(Judged::Letter | Judged::LetterApart) | None => continue,
        };
        if of_table != Some(meaning) && has_minus(at) {
            legend.push(format!("In de kolom \"{}\" is een min een {meaning}.", column.name));
        }
    }
    legend
}

/// What the numbers are in: of all of them, or of each column. Percentages always say so themselves.
fn units(grid: &mut Grid, look: &mut Look) {
    let of = |number: &Number| (number.unit.clone(), number.scale);
    let plain = |number: &&Number| !number.unit.is_fraction();
    let mut all: Vec<(Unit, Scale)> = Vec::new();
    for number in grid.numbers().filter(plain) {
        if !all.contains(&of(number)) {
            all.push(of(number));
        }
    }
    for (at, column) in look.columns.iter_mut().enumerate() {
        let mut own = grid.cells.iter().filter_map(|row| row[at].as_ref()).peekable();
        column.is_share = own.peek().is_some() && own.all(|number| number.unit.is_fraction());
    }
    match &all[..] {
        [] => grid.unit = grid.common_unit(),
        [(unit, scale)] => (grid.unit, grid.scale) = (Some(unit.clone()), *scale),
        _ => {
            for (at, column) in look.columns.iter_mut().enumerate() {
                let mut own = grid.cells.iter().filter_map(|row| row[at].as_ref()).filter(plain).map(of);
                let Some((unit, scale)) = own.next() else { continue };
                column.with_unit = own.any(|other| other != (unit.clone(), scale));
                column.unit = if column.with_unit { None } else { in_heading(&unit, scale) };
            }
        }
    }
}

fn in_heading(unit: &Unit, scale: Scale) -> Option<String> {
    let word = match unit {
        Unit::Euro => "€\u{a0}".to_owned(),
        _ => String::new(),
    };
    match (scale, unit) {
        (Scale::One, Unit::Euro) => Some("in\u{a0}€".to_owned()),
        (Scale::One, Unit::Other(word)) => Some(word.clone()),
        (Scale::One, Unit::Fte) => Some("FTE".to_owned()),
        (Scale::One, _) => None,
        (Scale::Thousand, _) => Some(format!("x\u{a0}{word}1.000")),
        (Scale::Million, _) => Some(format!("x\u{a0}{word}1\u{a0}mln.")),
    }
}

/// Whether what is printed anywhere is not what the printed numbers beside it make.
fn is_rounded_apart(rows: &[Entry<'_>], columns: &[Entry<'_>], values: &[Vec<Option<Value>>]) -> bool {
    let printed = |row: usize, column: usize| {
        let Value { number, is_turned, .. } = values[row][column].as_ref()?;
        let printed = as_printed(number.amount.number()?, &number.unit, number.rounding, number.scale);
        Some(if *is_turned { -printed } else { printed })
    };
    let differs = |whole: Option<Decimal>, parts: Decimal| whole.is_some_and(|whole| whole.abs() != parts.abs());
    let side = |minus: bool, value: Decimal| if minus { -value } else { value };
    (0..rows.len()).any(|row| {
        (0..columns.len()).any(|column| {
            let whole = printed(row, column);
            let parts: Decimal = match (&columns[column].what, &rows[row].what) {
                (What::Sum(parts), _) => {
                    parts.iter().filter_map(|(minus, at)| Some(side(*minus, printed(row, *at)?))).sum()
                }
                (What::Difference(from, to), _) => match printed(row, *from).zip(printed(row, *to)) {
                    Some((from, to)) => to - from,
                    None => return false,
                },
                (What::Cells, What::Sum(parts)) => {
                    parts.iter().filter_map(|(minus, at)| Some(side(*minus, printed(*at, column)?))).sum()
                }
                _ => return false,
            };
            differs(whole, parts)
        })
    })
}

type Notes = Vec<(Option<usize>, Option<usize>, Located<String>)>;

/// Where each note stands.
fn notes(rows: &[Entry<'_>], columns: &[Entry<'_>], request: &CrosstabDefinition) -> Result<Notes, Vec<Problem>> {
    let mut apart: BTreeMap<usize, usize> = BTreeMap::new();
    let mut shift = 0;
    for (at, column) in columns.iter().enumerate() {
        apart.insert(at, at + shift);
        shift += usize::from(column.has_letters_apart());
    }
    let find = |entries: &[Entry<'_>], name: &Option<Located<String>>| match name {
        None => Ok(None),
        Some(name) => {
            let at = entries.iter().position(|entry| entry.names.contains(&name.value) || entry.name == name.value);
            at.map(Some).ok_or_else(|| {
                let known = entries.iter().map(|entry| entry.name.as_str());
                let message = format!("\"{}\" staat niet in deze tabel.", name.value);
                let hint = did_you_mean(&name.value, known);
                vec![Problem::new(Code::ExhibitDefinition, message).hint(hint).at(&name.place)]
            })
        }
    };
    let place = |note: &Note| {
        let column = find(columns, &note.column)?.and_then(|at| apart.get(&at).copied());
        Ok((find(rows, &note.row)?, column, note.text.clone()))
    };
    let mut notes = request.notes.iter().map(place).collect::<Result<Notes, Vec<Problem>>>()?;
    // Their letters follow each other as they are read.
    notes.sort_by_key(|(row, column, _)| (*row, *column));
    Ok(notes)
}
