//! What a file says of its numbers and its description does not: amounts in thousands, rows that are totals, numbers that
//! count from January. Each would give a wrong number without a word, so each is asked about.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rust_decimal::Decimal;

use super::arithmetic::{Group, groups, value};
use super::privacy::Privacy;
use super::series_keys::Stock;
use super::series_model::{CellValue, Dimension, Layout, Measure, Series};
use super::table::raw::{Column, Table, column_letters, few};
use super::table::reading::Letter;
use super::table::said;
use crate::diagnostic::{Code, Finding, Findings};
use crate::dutch::notation::Scale;
use crate::dutch::unit::Unit;

/// Reports everything that is said in the file alone.
pub(super) fn check(series: &Series, table: &Table, findings: &mut Findings) {
    for measure in 0..series.measures.len() {
        check_scale(series, measure, table, findings);
        check_cumulative(series, measure, table, findings);
        check_stock(series, measure, table, findings);
    }
    for dimension in 0..series.dimensions.len() {
        check_totals(series, dimension, findings);
        check_capitals(series, dimension, findings);
    }
}

/// Letters beside a column of numbers, which say what is good and what is bad, while the description does not speak of
/// them: without them a setback reads as a windfall.
pub(super) fn check_letters(table: &Table, layout: &Layout, findings: &mut Findings) {
    let named = layout.naming_columns().into_iter();
    let named = named.chain(layout.measures.iter().filter_map(|measure| measure.letters_in.as_ref()));
    let known: Vec<&str> =
        named.chain(layout.headings.iter().flat_map(|all| &all.without)).map(|name| name.value.as_str()).collect();
    let is_known = |column: &Column| known.iter().any(|name| column.is_called(name));
    for (at, column) in table.columns.iter().enumerate().filter(|(_, column)| !is_known(column)) {
        if !Letter::is_all_of(table.rows.iter().map(|row| row.field(at))) {
            continue;
        }
        let beside = |number: Option<usize>| table.columns.iter().find(|one| Some(one.number) == number);
        let numbers = [beside(column.number.checked_sub(1)), beside(Some(column.number + 1))];
        let measure_of = |numbers: &&Column| {
            let is_of = |measure: &&Measure| layout.headings.is_some() || numbers.is_called(&measure.column.value);
            layout.measures.iter().find(is_of).filter(|_| !is_known(numbers))
        };
        let Some((numbers, measure)) = numbers.iter().flatten().find_map(|one| Some((one, measure_of(one)?))) else {
            continue;
        };
        if measure.has_letters.is_none() {
            findings.push(letters_unsaid(column, numbers, measure, layout.headings.is_some()));
        }
    }
}

fn letters_unsaid(letters: &Column, numbers: &Column, measure: &Measure, are_turned: bool) -> Finding {
    let is_named = !letters.name.is_empty();
    let name = if is_named { format!("\"{}\"", letters.name) } else { column_letters(letters.number) };
    let message = format!("De letters V en N in de kolom {name} lijken te horen bij \"{}\".", numbers.name);
    let finding = Finding::new(Code::LettersUnsaid, measure.column.place.clone(), message);
    let under = format!("[maten.{}]", measure.id);
    let finding = match (are_turned, is_named) {
        (true, _) => finding.hint(format!(
            "Zet de letter in het bestand achter het cijfer, zoals 325 N. Zet dan onder {under}: voordeel_nadeel = true"
        )),
        (false, true) => finding.hint(format!("Zet onder {under}: letters_in = {name}")),
        (false, false) => finding.hint(format!(
            "Geef die kolom in het bestand een naam, zoals V/N. Zet dan onder {under}: letters_in = \"V/N\""
        )),
    };
    finding.hint("Zeggen de letters iets anders? Zet dan: voordeel_nadeel = false.")
}

/// The names that the columns of a measure have in the file.
fn names<'s>(series: &'s Series, measure: usize, table: &'s Table) -> Vec<&'s str> {
    match series.rows.first().filter(|row| row.source(measure).is_some()) {
        Some(first) => {
            // Every row of the file gave the same columns.
            let were_one = series.rows.iter().take_while(|row| row.line == first.line);
            were_one.filter_map(|row| Some(&*row.source(measure)?.name)).collect()
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
    if one.scale == Some(Scale::One) || one.unit != Unit::Euro {
        return;
    }
    let own = names(series, measure, table);
    let mut scales = own.iter().filter_map(|name| Some((said::scale(name)?, *name)));
    if let Some((first, name)) = scales.next()
        && let Some((_, other)) = scales.find(|(scale, _)| *scale != first)
    {
        let message =
            format!("In de kolommen \"{name}\" en \"{other}\" van één maat staan duizenden en miljoenen door elkaar.");
        findings.push(
            Finding::new(Code::ScaleUnsaid, one.column.place.clone(), message)
                .hint("Zet in het bestand alle cijfers in duizenden, of allemaal in hele euro's."),
        );
        return;
    }
    let said = own.iter().find_map(|name| Some((said::scale(name)?, *name)));
    if let Some((_, name)) = said.filter(|(scale, _)| one.scale.is_some_and(|declared| declared != *scale)) {
        let message = format!("In het bestand heet de kolom \"{name}\", en de beschrijving zegt iets anders.");
        findings.push(
            Finding::new(Code::ScaleUnsaid, one.column.place.clone(), message)
                .hint(format!("Kijk onder [maten.{}] wat er bij \"in\" staat.", one.id)),
        );
    }
    let above = table.above.iter().map(String::as_str);
    // What stands in the corner is said of all numbers.
    let naming = table.columns.iter().map(|column| column.name.as_str());
    let naming = naming.filter(|_| series.rows.first().is_some_and(|row| row.sources.is_some()));
    let all = own.into_iter().chain(above).chain(naming);
    let found = all.into_iter().find_map(|text| Some((said::scale(text)?, text)));
    let Some((scale, text)) = found.filter(|_| one.scale.is_none()) else { return };
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

/// Numbers that were counted on one day by their name: they add up to nothing, and are no numbers of the whole period.
fn check_stock(series: &Series, measure: usize, table: &Table, findings: &mut Findings) {
    let one = &series.measures[measure];
    if one.stock_is_said {
        return;
    }
    let all = names(series, measure, table).into_iter();
    let Some((name, stock)) = all.into_iter().find_map(|name| Some((name, said::stock(name)?))) else { return };
    let message = format!("\"{name}\" lijkt een stand te zijn: geteld op één dag.");
    let word = if stock == Stock::Start { "begin" } else { "einde" };
    findings.push(
        Finding::new(Code::LooksLikeStock, one.column.place.clone(), message)
            .hint(format!(
                "Is dat zo? Zet dan onder [maten.{}]: stand = \"{word}\". Griffel telt de perioden dan niet op.",
                one.id
            ))
            .hint("Is dat niet zo? Zet dan: stand = \"geen\"."),
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
    // What holds for all areas holds for their total too: that is no second time.
    let is_own = |(_, values): &Group<'_>| {
        let others = series.dimensions.iter().enumerate().filter(|(other, _)| *other != dimension);
        others.zip(values).all(|((_, other), value)| other.adds_up(value))
    };
    let mut groups = groups(series, dimension);
    groups.retain(|group, _| is_own(group));
    let of_row = |row: usize| series.rows[row].dimensions[dimension].as_str();
    (0..series.measures.len()).filter(|measure| !series.measures[*measure].unit.is_fraction()).find_map(|measure| {
        let each_parts = || {
            groups.values().filter_map(|rows| {
                let parts = rows.iter().copied().filter(|row| one.adds_up(of_row(*row)));
                let parts = parts.map(|row| Some((of_row(row), value(series, row, measure)?)));
                let parts: Vec<(&str, Decimal)> = parts.collect::<Option<_>>()?;
                let sum: Decimal = parts.iter().map(|(_, number)| *number).sum();
                Some((parts, sum))
            })
        };
        // Most values are the sum of the others nowhere.
        let halves = |(parts, sum): (Vec<_>, Decimal)| {
            parts.into_iter().filter(move |(_, number)| *number == sum - number).map(|(name, _)| name)
        };
        let candidates: BTreeSet<&str> = each_parts().flat_map(halves).collect();
        if candidates.is_empty() {
            return None;
        }
        // Of each value, how often it could be and how often it is the sum, and beside how many others at most.
        let mut seen: HashMap<&str, (usize, usize, usize)> = HashMap::new();
        for (parts, sum) in each_parts() {
            let counted = parts.iter().filter(|(_, number)| !number.is_zero()).count();
            for (name, number) in parts.iter().filter(|(name, _)| candidates.contains(name)) {
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
        let found = seen.into_iter().filter(|(name, counts)| is_sum(counts) && !said::is_never_total(name));
        found.map(|(name, _)| name).min()
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
    let (what, key) = match dimension.subtotals.is_empty() {
        false => ("tussentotalen", "tussentotalen"),
        true => ("regels die al in een andere zitten", "telt_niet_mee"),
    };
    let message = format!(
        "In \"{}\" staan kleine aantallen mensen, en ook {what}. Daaruit zijn die aantallen uit te rekenen.",
        measure.name
    );
    findings.push(
        Finding::new(Code::CannotProtect, dimension.column.place.clone(), message)
            .hint(format!("Haal ze weg uit de reeks: zet ze onder [weglaten], in plaats van bij {key}.")),
    );
}
