//! What a file says of its numbers and its description does not: amounts in thousands, rows that are totals, numbers that
//! count from January. Each would give a wrong number without a word, so each is asked about.

use std::collections::{BTreeMap, HashSet};

use rust_decimal::Decimal;

use super::arithmetic::{groups, value};
use super::privacy::Privacy;
use super::series_model::{CellValue, Dimension, Series};
use super::table::raw::{Table, few};
use super::table::said;
use crate::diagnostic::{Code, Finding, Findings};
use crate::dutch::notation::Scale;
use crate::dutch::unit::Unit;

/// Reports everything that is said in the file alone.
pub(super) fn check(series: &Series, table: &Table, findings: &mut Findings) {
    for measure in 0..series.measures.len() {
        check_scale(series, measure, table, findings);
        check_cumulative(series, measure, table, findings);
    }
    for dimension in 0..series.dimensions.len() {
        check_totals(series, dimension, findings);
        check_capitals(series, dimension, findings);
    }
}

/// The names that the columns of a measure have in the file.
fn names<'s>(series: &'s Series, measure: usize, table: &'s Table) -> Vec<&'s str> {
    match series.rows.first().and_then(|row| row.source(measure)) {
        Some(_) => {
            // Rows that were one share where they come from.
            let mut seen = HashSet::new();
            let sources =
                series.rows.iter().filter(|row| row.sources.as_ref().is_some_and(|all| seen.insert(all.as_ptr())));
            sources.filter_map(|row| Some(&*row.source(measure)?.name)).collect()
        }
        None => {
            let column = &series.measures[measure].column.value;
            table.columns.iter().filter(|one| one.is_called(column)).map(|one| one.name.as_str()).collect()
        }
    }
}

/// Amounts of which the file says that they are in thousands, while nothing says so in the description.
fn check_scale(series: &Series, measure: usize, table: &Table, findings: &mut Findings) {
    let one = &series.measures[measure];
    if one.scale.is_some() || one.unit != Unit::Euro {
        return;
    }
    let above = table.above.iter().map(String::as_str);
    // What stands in the corner is said of all numbers.
    let naming = table.columns.iter().map(|column| column.name.as_str());
    let naming = naming.filter(|_| series.rows.first().is_some_and(|row| row.sources.is_some()));
    let all = names(series, measure, table).into_iter().chain(above).chain(naming);
    let found = all.into_iter().find_map(|text| Some((said::scale(text)?, text)));
    let Some((scale, text)) = found else { return };
    let word = if scale == Scale::Million { "miljoen" } else { "duizend" };
    let message = format!("In het bestand staat \"{text}\", maar de beschrijving zegt niet in wat de cijfers staan.");
    findings.push(
        Finding::new(Code::ScaleUnsaid, one.column.place.clone(), message)
            .hint(format!("Zet onder [maten.{}]: in = \"{word}\". Griffel rekent de cijfers dan om.", one.id))
            .hint("Staan deze cijfers toch in hele euro's? Zet dan: in = \"een\"."),
    );
}

/// Numbers that count from the start of the year by their name.
fn check_cumulative(series: &Series, measure: usize, table: &Table, findings: &mut Findings) {
    let one = &series.measures[measure];
    if one.is_cumulative.is_some() {
        return;
    }
    let all = names(series, measure, table).into_iter().chain([one.name.as_str()]);
    let Some(name) = all.into_iter().find(|name| said::is_cumulative(name)) else { return };
    let message = format!("\"{name}\" lijkt te tellen vanaf het begin van het jaar.");
    findings.push(
        Finding::new(Code::LooksCumulative, one.column.place.clone(), message)
            .hint(format!(
                "Is dat zo? Zet dan onder [maten.{}]: cumulatief = true. Griffel telt de perioden dan niet op.",
                one.id
            ))
            .hint("Is dat niet zo? Zet dan: cumulatief = false."),
    );
}

/// Rows that add up others, by their name or by their numbers, while nothing says so.
fn check_totals(series: &Series, dimension: usize, findings: &mut Findings) {
    let one = &series.dimensions[dimension];
    let is_undeclared = |value: &&str| one.adds_up(value);
    let values = series.values(dimension);
    let named: Vec<&str> = values
        .iter()
        .copied()
        .filter(is_undeclared)
        .filter(|value| said::is_total(value) || said::is_part_of_another(value))
        .collect();
    let Some(value) = named.first().copied().or_else(|| sum_of_others(series, dimension)) else { return };
    let message = match named.is_empty() {
        false => format!("De kolom \"{}\" heeft regels met \"{value}\".", one.name_in_file()),
        true => format!("In de kolom \"{}\" is \"{value}\" steeds de som van de andere regels.", one.name_in_file()),
    };
    findings.push(how_to_declare(Finding::new(Code::LooksLikeTotal, one.column.place.clone(), message), one, value));
}

fn how_to_declare(finding: Finding, dimension: &Dimension, value: &str) -> Finding {
    let under = format!("[dimensies.{}]", dimension.id);
    if said::is_part_of_another(value) {
        return finding
            .hint(format!("Zit dit al in een andere regel? Zet dan onder {under}: telt_niet_mee = [\"{value}\"]"));
    }
    let total = format!("Is dat het totaal van alle andere regels? Zet dan onder {under}: totaal = \"{value}\"");
    let finding = if dimension.total.is_none() && !said::is_subtotal(value) { finding.hint(total) } else { finding };
    finding.hint(format!("Telt het een deel van de regels op? Zet dan onder {under}: tussentotalen = [\"{value}\"]"))
}

/// The first value of which the numbers are the sum of all others in (nearly) every period.
fn sum_of_others(series: &Series, dimension: usize) -> Option<&str> {
    let one = &series.dimensions[dimension];
    // Beside a declared total there is no other.
    if one.total.is_some() || series.values(dimension).into_iter().filter(|value| one.adds_up(value)).count() < 3 {
        return None;
    }
    let groups = groups(series, dimension);
    let of_row = |row: usize| series.rows[row].dimensions[dimension].as_str();
    (0..series.measures.len()).filter(|measure| !series.measures[*measure].unit.is_fraction()).find_map(|measure| {
        // Of each value, how often it could be and how often it is the sum, and beside how many others at most.
        let mut seen: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
        for rows in groups.values() {
            let parts = rows.iter().copied().filter(|row| one.adds_up(of_row(*row)));
            let parts: Option<Vec<(&str, Decimal)>> =
                parts.map(|row| Some((of_row(row), value(series, row, measure)?))).collect();
            let Some(parts) = parts else { continue };
            let sum: Decimal = parts.iter().map(|(_, number)| *number).sum();
            let counted = parts.iter().filter(|(_, number)| !number.is_zero()).count();
            for (name, number) in &parts {
                // A number is no sum of itself and nothing.
                if counted - usize::from(!number.is_zero()) > 1 {
                    let (all, fits, others) = seen.entry(name).or_default();
                    *all += 1;
                    *fits += usize::from(*number == sum - number);
                    *others = (*others).max(parts.len() - 1);
                }
            }
        }
        // In one period three numbers can add up by chance; and costs are income and a balance, which is no total.
        let is_sum = |(all, fits, others): &(usize, usize, usize)| fits * 10 >= all * 9 && (*all > 1 || *others > 3);
        let found = seen.into_iter().find(|(name, counts)| is_sum(counts) && !said::is_half_of_a_balance(name));
        found.map(|(name, _)| name)
    })
}

/// Values that only differ in capitals are counted apart; hardly ever on purpose.
fn check_capitals(series: &Series, dimension: usize, findings: &mut Findings) {
    let mut seen: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for value in series.values(dimension) {
        seen.entry(value.to_lowercase()).or_default().push(format!("\"{value}\""));
    }
    let one = &series.dimensions[dimension];
    for alike in seen.into_values().filter(|alike| alike.len() > 1) {
        let message = format!("In de kolom \"{}\" staan {}. Griffel telt die apart.", one.name_in_file(), few(&alike));
        findings.push(
            Finding::new(Code::OnlyCapitalsDiffer, one.column.place.clone(), message)
                .hint("Is het hetzelfde? Schrijf het dan in het bestand overal gelijk."),
        );
    }
}

/// What cannot be protected is not used: from a row that adds up some of the others a small count can be worked out.
pub(super) fn check_protectable(series: &Series, privacy: &Privacy, findings: &mut Findings) {
    if series.public.is_some() || !privacy.asks {
        return;
    }
    let partial = series.dimensions.iter().find(|one| !one.subtotals.is_empty() || !one.not_added.is_empty());
    let Some(dimension) = partial else { return };
    let is_small = |at: usize| {
        series.rows.iter().any(|row| match row.cells[at].value {
            CellValue::Known(number) => privacy.is_small(number) && !number.is_zero(),
            CellValue::Withheld(_) => true,
            CellValue::Unknown => false,
        })
    };
    let small = series.measures.iter().enumerate().find(|(at, measure)| measure.counts_people && is_small(*at));
    let Some((_, measure)) = small else { return };
    let message = format!(
        "In \"{}\" staan kleine aantallen mensen, en ook tussentotalen. Daaruit zijn die aantallen uit te rekenen.",
        measure.name
    );
    findings.push(
        Finding::new(Code::CannotProtect, dimension.column.place.clone(), message)
            .hint("Haal de tussentotalen weg uit de reeks: zet ze onder [weglaten], in plaats van bij tussentotalen."),
    );
}
