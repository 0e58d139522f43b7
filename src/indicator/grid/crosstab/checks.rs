//! The checks that a table asks for. In: a filled table; out: what could not be checked, or what does not hold.

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Hint, did_you_mean};
use crate::dutch::notation::{list_of_names, plain_number};
use crate::load::{CheckKind, CheckedCells, CheckedWhat, ExhibitDefinition, ExhibitSource, Located, TableCheck};

use super::super::super::number::{Amount, CellRef, Problem};
use super::arithmetic::Value;
use super::axis::{Entry, What, sum_of};
use super::claims::{Claim, claims, stated};
use super::filled::with_filled;
use super::filling::{Filling, margin};

/// How a check came out in one place.
enum Verdict {
    Holds,
    Fails(Problem),
    /// It rests on what is withheld or not known.
    NotKnown,
}

/// Everything that a table asks to be checked: what could not be.
///
/// # Errors
/// What does not hold, and checks that find nothing to check.
pub(super) fn check(filling: &Filling<'_, '_>, definition: &ExhibitDefinition) -> Result<Vec<Problem>, Vec<Problem>> {
    let (mut doubts, mut problems) = (Vec::new(), Vec::new());
    // A table without numbers has another fault.
    if filling.values.iter().flatten().all(Option::is_none) {
        return Ok(doubts);
    }
    for check in &filling.asked.request.checks {
        let verdicts = match &check.what {
            CheckedWhat::Named(kind) => within(filling, check, *kind),
            CheckedWhat::Stated { kind, parts, whole } => as_stated(filling, check, *kind, parts, whole),
            CheckedWhat::Equal { own, table, other } => between(filling, check, own, table, other),
        };
        match verdicts {
            Ok(verdicts) if verdicts.iter().all(|verdict| matches!(verdict, Verdict::NotKnown)) => {
                let message = format!(
                    "Een controle van \"{}\" kan niet: er zitten cijfers in die geheim blijven of niet bekend zijn.",
                    definition.id.value
                );
                let hint = "Reken dit zelf na, of haal de controle weg.";
                doubts
                    .push(Problem::new(Code::TableCheckNotDone, message).hint(Some(hint.to_owned())).at(&check.place));
            }
            Ok(verdicts) => problems.extend(verdicts.into_iter().filter_map(|verdict| match verdict {
                Verdict::Fails(problem) => Some(problem.at(&check.place)),
                _ => None,
            })),
            Err(own) => problems.extend(own.into_iter().map(|problem| problem.at(&check.place))),
        }
    }
    if problems.is_empty() { Ok(doubts) } else { Err(problems) }
}

/// A check that its name tells.
fn within(filling: &Filling<'_, '_>, check: &TableCheck, kind: CheckKind) -> Result<Vec<Verdict>, Vec<Problem>> {
    let claims = claims(filling, kind);
    if claims.is_empty() {
        let needed = match kind {
            CheckKind::Balance => "lasten, baten en een rij of kolom met \"saldo\" in de naam",
            CheckKind::Result => "een saldo, en een rij of kolom met \"resultaat\" in de naam",
            CheckKind::Steps => "twee standen van de begroting, zoals \"Primitief\" en \"Na wijziging\"",
            CheckKind::Difference => "een kolom met \"verschil\" in de naam, en ervoor een begroting en een rekening",
            CheckKind::Stand => "twee standen, zoals \"Stand 1-1\" en \"Stand 31-12\"",
            CheckKind::Structural => {
                "een rij of kolom met \"structureel\", een met \"incidenteel\" en een die alles is"
            }
        };
        let message = format!("De controle \"{}\" vindt niet wat zij nodig heeft: {needed}.", kind.word());
        let own = match kind {
            CheckKind::Balance | CheckKind::Result => {
                " Zijn het lasten of baten met een andere naam, zet er dan richting bij."
            }
            _ => "",
        };
        let hint = format!(
            "Heten zij in uw tabel anders? Haal \"{word}\" dan weg bij controles, en wijs ze aan onder [[<tabel>.controle]]: soort = \"{word}\", delen = [\"...\", \"-...\"] en geheel = \"...\".{own}",
            word = kind.word()
        );
        return Err(vec![Problem::new(Code::TableCheckWithoutParts, message).hint(Some(hint))]);
    }
    Ok(claims.iter().filter_map(|claim| verdict(claim, check, Some(kind))).collect())
}

/// A check of which the author says what makes what.
fn as_stated(
    filling: &Filling<'_, '_>,
    check: &TableCheck,
    kind: Option<CheckKind>,
    parts: &[Located<String>],
    whole: &Located<String>,
) -> Result<Vec<Verdict>, Vec<Problem>> {
    let is_size = kind == Some(CheckKind::Difference);
    let claims = stated(filling, parts, whole, is_size).map_err(|problem| vec![problem])?;
    for claim in &claims {
        let unit = &claim.whole.1.number.unit;
        if let Some((_, unlike)) = claim.parts.iter().find(|(_, value)| value.number.unit != *unit) {
            let message = format!("De controle vergelijkt {} met {}.", unit.word(), unlike.number.unit.word());
            let hint = "Vergelijk alleen wat dezelfde eenheid heeft.".to_owned();
            return Err(vec![Problem::new(Code::UnlikeUnits, message).hint(Some(hint))]);
        }
    }
    let verdicts: Vec<Verdict> = claims.iter().filter_map(|claim| verdict(claim, check, kind)).collect();
    if verdicts.is_empty() {
        let message = format!("Bij de delen of bij het geheel \"{}\" staat geen enkel bedrag.", whole.value);
        let hint = "Kijk of u de goede rijen of kolommen noemt.".to_owned();
        return Err(vec![Problem::new(Code::TableCheckWithoutParts, message).hint(Some(hint)).at(&whole.place)]);
    }
    Ok(verdicts)
}

/// What a claim comes to; none where nothing stands in the place of its whole.
fn verdict(claim: &Claim<'_>, check: &TableCheck, kind: Option<CheckKind>) -> Option<Verdict> {
    let whole = match added(&[claim.whole]) {
        Sum::Known(whole) => whole,
        Sum::NotKnown => return Some(Verdict::NotKnown),
        Sum::Nothing => return None,
    };
    let made = match added(&claim.parts) {
        Sum::Known(made) => made,
        Sum::NotKnown => return Some(Verdict::NotKnown),
        Sum::Nothing => Decimal::ZERO,
    };
    let cells: Vec<&Value> = claim.parts.iter().chain([&claim.whole]).map(|(_, value)| *value).collect();
    let apart = match claim.is_size {
        true => (made.abs() - whole.abs()).abs(),
        false => (made - whole).abs(),
    };
    if apart <= check.margin.unwrap_or_else(|| margin(&all_cells(&cells))) {
        return Some(Verdict::Holds);
    }
    let side = |amount: Decimal| if claim.whole.0 { -amount } else { amount };
    let (row, column) = &claim.at;
    let names: Vec<String> = claim.names.iter().map(|name| format!("\"{name}\"")).collect();
    let names = list_of_names(&names);
    let from = match kind {
        Some(CheckKind::Difference) => format!("uit {names} volgt"),
        _ if claim.names.len() == 1 => format!("uit {names} volgt"),
        _ => format!("{names} maken samen"),
    };
    let (made, whole) = match claim.is_size {
        true => (made.abs(), whole.abs()),
        false => (side(made), side(whole)),
    };
    let differs = match is_private(&cells) {
        true => format!("{from} iets anders dan wat er staat"),
        false => format!("{from} {}, maar er staat {}", plain_number(made), plain_number(whole)),
    };
    let called = kind.map_or("Een controle".to_owned(), |kind| format!("De controle \"{}\"", kind.word()));
    let problem = fails(format!("{called} klopt niet bij \"{row}\", \"{column}\": {differs}."));
    let of_author = "Gaat een deel er in het bestand af? Zet dan een min voor zijn naam: \"-...\". Klopt dat, kijk dan deze cijfers na. Is de bron afgerond? Zet dan een marge bij de controle.";
    Some(Verdict::Fails(match check.what {
        CheckedWhat::Stated { .. } => problem.hint(Some(of_author.to_owned())),
        _ => problem,
    }))
}

fn fails(message: String) -> Problem {
    let hint =
        "Kijk deze cijfers na. Is de bron afgerond? Zet dan een marge bij de controle, onder [[<tabel>.controle]].";
    Problem::new(Code::TableCheckFails, message).hint(Some(hint.to_owned()))
}

fn is_private(values: &[&Value]) -> bool {
    all_cells(values).iter().any(|cell| cell.series.measures[cell.measure].is_about_people())
}

fn all_cells(values: &[&Value]) -> Vec<CellRef> {
    let mut all: Vec<CellRef> = Vec::new();
    for cell in values.iter().flat_map(|value| &value.number.cells) {
        if !all.contains(cell) {
            all.push(cell.clone());
        }
    }
    all
}

/// What numbers make together.
enum Sum {
    Known(Decimal),
    /// One of them is withheld, or not known.
    NotKnown,
    /// None of them is a number, and none need be.
    Nothing,
}

fn added(parts: &[(bool, &Value)]) -> Sum {
    let mut sum = None;
    for (is_taken_away, value) in parts {
        match &value.number.amount {
            Amount::Number(number) => {
                let number = if *is_taken_away { -*number } else { *number };
                match sum.unwrap_or(Decimal::ZERO).checked_add(number) {
                    Some(more) => sum = Some(more),
                    None => return Sum::NotKnown,
                }
            }
            Amount::Withheld(_) => return Sum::NotKnown,
            Amount::Missing(_) if value.is_unknown() => return Sum::NotKnown,
            Amount::Missing(_) => {}
        }
    }
    sum.map_or(Sum::Nothing, Sum::Known)
}

/// Cells of this table against those of another.
fn between(
    filling: &Filling<'_, '_>,
    check: &TableCheck,
    own: &CheckedCells,
    table: &Located<String>,
    other: &CheckedCells,
) -> Result<Vec<Verdict>, Vec<Problem>> {
    let asked = filling.asked;
    let no_parts = |message: String, hint: Option<Hint>| {
        vec![Problem::new(Code::TableCheckWithoutParts, message).hint(hint).at(&table.place)]
    };
    let exhibits = &asked.engine.data().exhibits;
    let Some(definition) = exhibits.get(&table.value) else {
        let known = exhibits.keys().map(String::as_str);
        let message = format!("Er is geen tabel \"{}\" om mee te vergelijken.", table.value);
        return Err(no_parts(message, did_you_mean(&table.value, known)));
    };
    let ExhibitSource::Crosstab(request) = &definition.source else {
        let message = format!("\"{}\" is geen tabel met eigen rijen en kolommen.", table.value);
        return Err(no_parts(message, Some("Vergelijk met een tabel die rijen en kolommen noemt.".into())));
    };
    let here = sides(filling, own)?;
    let there = with_filled(asked.engine, definition, request, asked.period, |filling| sides(filling, other));
    let there = there.map_err(|problems| {
        let of_other = |problem: Problem| {
            let message = format!("In de tabel \"{}\": {}", table.value, problem.message);
            Problem { message, ..problem }
        };
        problems.into_iter().map(of_other).collect::<Vec<_>>()
    })?;
    let mut verdicts = Vec::new();
    for one in &here {
        let same = |side: &&Side| {
            (!own.rows.is_empty() || side.names.0 == one.names.0)
                && (!own.columns.is_empty() || side.names.1 == one.names.1)
        };
        verdicts.extend(
            there
                .iter()
                .find(same)
                .map(|other| compared(one, other, check, &table.value))
                .transpose()
                .map_err(|problem| vec![problem])?,
        );
    }
    if verdicts.is_empty() {
        let message = format!("\"{}\" heeft geen rij of kolom die hier ook staat.", table.value);
        return Err(no_parts(message, Some("Noem bij allebei de rij en de kolom.".into())));
    }
    Ok(verdicts)
}

/// Cells of a table taken together, and where they stand.
struct Side {
    names: (String, String),
    parts: Vec<(bool, Value)>,
}

impl Side {
    /// What they make together; as their effect on the result where that is known of all.
    fn sum(&self, as_effect: bool) -> Sum {
        let turned = |(minus, value): &(bool, Value)| *minus != (as_effect && value.more_is_better == Some(false));
        let parts: Vec<(bool, &Value)> = self.parts.iter().map(|part| (turned(part), &part.1)).collect();
        added(&parts)
    }

    fn has_effect(&self) -> bool {
        self.parts.iter().all(|(_, value)| value.more_is_better.is_some())
    }
}

/// The cells that are named, by row and column; of rows that are not named each by itself, and so of columns.
fn sides(filling: &Filling<'_, '_>, cells: &CheckedCells) -> Result<Vec<Side>, Vec<Problem>> {
    let rows = lines(filling.rows, &cells.rows)?;
    let columns = lines(filling.columns, &cells.columns)?;
    let mut sides = Vec::new();
    for (row_name, rows) in &rows {
        for (column_name, columns) in &columns {
            let parts = rows.iter().flat_map(|row| columns.iter().map(move |column| (row, column)));
            let parts = parts.filter_map(|((less_row, row), (less_column, column))| {
                Some((less_row != less_column, filling.values[*row][*column].clone()?))
            });
            let parts: Vec<(bool, Value)> = parts.collect();
            if !parts.is_empty() {
                sides.push(Side { names: (row_name.clone(), column_name.clone()), parts });
            }
        }
    }
    Ok(sides)
}

type Lines = Vec<(String, Vec<(bool, usize)>)>;

fn lines(entries: &[Entry<'_>], names: &[Located<String>]) -> Result<Lines, Vec<Problem>> {
    if names.is_empty() {
        let is_plain = |at: &usize| matches!(entries[*at].what, What::Cells | What::Sum(_) | What::Difference(..));
        let each = (0..entries.len()).filter(is_plain).map(|at| (entries[at].full_name(), vec![(false, at)]));
        return Ok(each.collect());
    }
    let all = names.iter().map(|name| name.value.as_str()).collect::<Vec<_>>().join(", ");
    sum_of(entries, names).map(|parts| vec![(all, parts)]).map_err(|problem| vec![problem])
}

fn compared(own: &Side, other: &Side, check: &TableCheck, table: &str) -> Result<Verdict, Problem> {
    let values: Vec<&Value> = own.parts.iter().chain(&other.parts).map(|(_, value)| value).collect();
    let unit = &values[0].number.unit;
    if let Some(unlike) = values.iter().find(|value| value.number.unit != *unit) {
        let message = format!("De controle vergelijkt {} met {}.", unit.word(), unlike.number.unit.word());
        let hint = "Vergelijk alleen wat dezelfde eenheid heeft.".to_owned();
        return Err(Problem::new(Code::UnlikeUnits, message).hint(Some(hint)));
    }
    let as_effect = own.has_effect() && other.has_effect();
    let (here, there) = match (own.sum(as_effect), other.sum(as_effect)) {
        (Sum::NotKnown, _) | (_, Sum::NotKnown) => return Ok(Verdict::NotKnown),
        (Sum::Nothing, Sum::Nothing) => return Ok(Verdict::Holds),
        (here, there) => (here.or_zero(), there.or_zero()),
    };
    if (here - there).abs() <= check.margin.unwrap_or_else(|| margin(&all_cells(&values))) {
        return Ok(Verdict::Holds);
    }
    let place = |side: &Side| format!("\"{}\", \"{}\"", side.names.0, side.names.1);
    let effect = if as_effect { " (een min is een nadeel)" } else { "" };
    let message = match is_private(&values) {
        true => format!("{} is iets anders dan {} in de tabel \"{table}\".", place(own), place(other)),
        false => format!(
            "{} is {}, maar {} in de tabel \"{table}\" is {}{effect}.",
            place(own),
            plain_number(here),
            place(other),
            plain_number(there)
        ),
    };
    Ok(Verdict::Fails(fails(message)))
}

impl Sum {
    fn or_zero(&self) -> Decimal {
        match self {
            Self::Known(sum) => *sum,
            Self::NotKnown | Self::Nothing => Decimal::ZERO,
        }
    }
}
