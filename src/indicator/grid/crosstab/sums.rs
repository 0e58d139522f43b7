//! Sums that mean nothing: unlike units, shares, people and stands that count twice, good added to bad. In: the parts of a
//! sum; out: why they have none.

use std::collections::HashMap;

use ecow::EcoString;

use crate::diagnostic::Code;
use crate::dutch::period::Period;
use crate::load::{Line, Series, Signs};

use super::super::super::number::{CellRef, Operation, Origin, Problem};
use super::arithmetic::{Value, mixes_good_and_bad};

/// Why numbers have no sum.
#[derive(Debug, Clone)]
pub(super) enum NoSum {
    /// Numbers of this kind have none, though others of the same row or column may: the cell stays empty, or has what the
    /// source says.
    OfKind(Problem),
    /// Only the source knows it.
    OfSource(Problem),
    /// Whoever asked for it is mistaken.
    Mistake(Problem),
}

/// Why numbers cannot be added, those with a minus taken away; none where they can.
pub(super) fn refused_sum(series: &Series, name: &str, parts: &[(bool, &Value)], line: &Line) -> Option<NoSum> {
    let [(_, first), _, ..] = parts else { return None };
    let unit = &first.number.unit;
    let of_line = line.name.as_deref().unwrap_or(name);
    let cells = || parts.iter().flat_map(|(_, value)| &value.number.cells);
    let unlike = parts.iter().map(|(_, value)| &value.number.unit).find(|other| *other != unit);
    let refused = |code: Code, message: String, hint: &str| {
        Problem::new(code, message).hint(Some(hint.to_owned())).at(&line.place)
    };
    if let Some(other) = unlike {
        let message = format!("\"{name}\" telt {} en {} bij elkaar op.", unit.word(), other.word());
        return Some(NoSum::Mistake(refused(Code::UnlikeUnits, message, "Tel alleen op wat dezelfde eenheid heeft.")));
    }
    if unit.is_fraction() {
        let hint = "Percentages hebben geen som. Haal deze rij of kolom weg.";
        let message = format!("\"{name}\" telt percentages op.");
        return Some(NoSum::OfKind(refused(Code::UnlikeUnits, message, hint)));
    }
    if cells().any(|cell| cell.series.measures[cell.measure].is_unique) {
        let message = format!("\"{name}\" telt mensen op die in meer regels meetellen.");
        let hint = "Neem het totaal uit het bestand: waar = { ... = \"Totaal\" }";
        return Some(NoSum::OfSource(refused(Code::UnlikeUnits, message, hint)));
    }
    if is_of_several_periods(parts) {
        let message = format!("\"{of_line}\" telt cijfers van meer perioden op, en die hebben geen som.");
        let hint = "Standen, FTE en cijfers vanaf het begin van het jaar tellen niet op over perioden. Haal deze rij of kolom weg.";
        return Some(NoSum::OfKind(refused(Code::UnlikeUnits, message, hint)));
    }
    if counts_twice(parts) {
        let message = format!("\"{of_line}\" telt iets dubbel: een van de delen zit ook in een ander deel.");
        let hint = "Noem alleen de delen, of alleen hun totaal.";
        return Some(NoSum::Mistake(refused(Code::CountedTwice, message, hint)));
    }
    if mixes_good_and_bad(parts) {
        let message = format!("\"{of_line}\" telt op wat beter is voor het resultaat en wat slechter is.");
        let system = series.signs.map_or("zonder", Signs::word);
        let hint = format!(
            "In dit bestand is het systeem van de tekens \"{system}\". Klopt dat? Zet dan een min voor wat er in de som af moet: som = [\"baten\", \"-lasten\"]. Hebben lasten in het bestand al een min, dan juist niet."
        );
        return Some(NoSum::Mistake(refused(Code::MixedDirections, message, &hint)));
    }
    None
}

/// Cells that are nothing but added up, by the side that their part counts on and the position of that part.
fn added<'a>(parts: &[(bool, &'a Value)]) -> Vec<(bool, usize, &'a [CellRef])> {
    let is_added = |value: &Value| {
        matches!(value.number.origin, Origin::Cells(Operation::Read | Operation::Sum | Operation::TableTotal))
    };
    let all = parts.iter().enumerate().filter(|(_, (_, value))| is_added(value));
    all.map(|(at, (side, value))| (*side, at, &value.number.cells[..])).collect()
}

/// Whether the same thing is added up over periods, of which only the last tells how much there is.
fn is_of_several_periods(parts: &[(bool, &Value)]) -> bool {
    let lasts = |cell: &CellRef| {
        let measure = &cell.series.measures[cell.measure];
        measure.stock.is_some() || measure.is_cumulative == Some(true) || !measure.unit.adds_up_over_periods()
    };
    let mut seen: HashMap<(bool, usize, &[EcoString]), (usize, Period)> = HashMap::new();
    added(parts).into_iter().any(|(side, part, cells)| {
        cells.iter().filter(|cell| lasts(cell)).any(|cell| {
            let thing = (side, cell.measure, &cell.series.rows[cell.row].dimensions[..]);
            let (before, period) = *seen.entry(thing).or_insert((part, cell.period()));
            before != part && period != cell.period()
        })
    })
}

/// Whether a number is in two parts, or a total of the file stands beside what it is the total of.
fn counts_twice(parts: &[(bool, &Value)]) -> bool {
    let added = added(parts);
    let mut seen: HashMap<(bool, usize, usize), usize> = HashMap::new();
    let is_in_two = added.iter().any(|(side, part, cells)| {
        cells.iter().any(|cell| *seen.entry((*side, cell.row, cell.measure)).or_insert(*part) != *part)
    });
    let is_total = |cell: &CellRef| {
        let values = cell.series.rows[cell.row].dimensions.iter();
        let mut dimensions = cell.series.dimensions.iter().zip(values);
        dimensions.any(|(dimension, value)| dimension.total.as_deref() == Some(value.as_str()))
    };
    let is_total_of = |total: &CellRef, other: &CellRef| {
        let (rows, dimensions) = (&total.series.rows, &total.series.dimensions);
        let (one, two) = (&rows[total.row].dimensions, &rows[other.row].dimensions);
        let mut differing = (0..dimensions.len()).filter(|at| one[*at] != two[*at]);
        let (Some(only), None) = (differing.next(), differing.next()) else { return false };
        let is_total = dimensions[only].total.as_deref() == Some(one[only].as_str());
        is_total
            && dimensions[only].adds_up(&two[only])
            && total.period() == other.period()
            && total.measure == other.measure
    };
    let stands_beside = |(side, part, cells): &(bool, usize, &[CellRef])| {
        let [total] = cells else { return false };
        let mut others = added.iter().filter(|(of_other, other, _)| of_other == side && other != part);
        is_total(total) && others.any(|(_, _, cells)| cells.iter().any(|other| is_total_of(total, other)))
    };
    is_in_two || added.iter().any(stands_beside)
}
