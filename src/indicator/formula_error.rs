//! What minijinja says about a formula, in plain Dutch and at its place in the file.

use minijinja::ErrorKind;

use crate::diagnostic::{Code, Place, Spot};
use crate::load::Located;

use super::number::Problem;
use super::series_value::AGGREGATES;

/// Longer formulas could exhaust the parser's stack.
pub(super) const MAX_LENGTH: usize = 2_000;

/// A formula that is not even looked at.
pub(super) fn too_long() -> Problem {
    Problem::new(Code::FormulaSyntax, format!("De formule is langer dan {MAX_LENGTH} tekens."))
        .hint(Some("Verdeel haar over meer kengetallen.".to_owned()))
}

/// A minijinja error in a formula, in plain Dutch, with its place inside the formula where known.
pub fn formula_error(error: &minijinja::Error, formula: &Located<String>) -> Problem {
    let detail = error.detail().unwrap_or_default();
    let aggregates = AGGREGATES.iter().map(|aggregate| aggregate.name);
    let functions = format!("Wel: {}, kengetal en .waar(...).", aggregates.collect::<Vec<_>>().join(", "));
    let (code, message, hint) = match error.kind() {
        ErrorKind::SyntaxError => {
            (Code::FormulaSyntax, "De formule is niet te lezen.".to_owned(), syntax_hint(&formula.value))
        }
        ErrorKind::InvalidOperation if detail.starts_with("unable to calculate") && detail.contains(" / ") => (
            Code::DivisionByZero,
            "De formule deelt door nul.".to_owned(),
            "Kijk of de cel onder de deelstreep wel een getal groter dan nul heeft.",
        ),
        ErrorKind::InvalidOperation if detail.ends_with('.') => (Code::FormulaFails, detail.to_owned(), ""),
        ErrorKind::InvalidOperation => (
            Code::FormulaFails,
            "In de formule wordt gerekend met iets dat geen getal is.".to_owned(),
            "Een maat heeft een periode nodig, zoals jnv.kosten[periode].",
        ),
        ErrorKind::UnknownFunction | ErrorKind::UnknownMethod | ErrorKind::UnknownFilter => {
            (Code::UnknownInFormula, "De formule gebruikt een functie die niet bestaat.".to_owned(), functions.as_str())
        }
        ErrorKind::UndefinedError => (
            Code::NoSuchCell,
            "De formule vraagt iets dat er niet is.".to_owned(),
            "Kijk naar de namen achter de punt.",
        ),
        ErrorKind::OutOfFuel => (Code::FormulaFails, "De formule duurt te lang.".to_owned(), ""),
        _ => (
            Code::FormulaFails,
            "De formule kan niet worden berekend.".to_owned(),
            "Kijk of elke functie krijgt wat zij nodig heeft.",
        ),
    };
    let problem = Problem::new(code, message).hint((!hint.is_empty()).then(|| hint.to_owned()));
    problem.at(&narrowed(&formula.place, error.range()))
}

/// The likeliest slip of somebody who knows Excel or Word.
fn syntax_hint(formula: &str) -> &'static str {
    let digits_around = |mark: u8| {
        let bytes = formula.as_bytes();
        bytes.windows(3).any(|three| three[1] == mark && three[0].is_ascii_digit() && three[2].is_ascii_digit())
    };
    match formula.trim() {
        text if text.contains(['“', '”', '‘', '’', '„']) => "Gebruik rechte aanhalingstekens: \" of '.",
        text if text.starts_with('=') => "Begin een formule niet met =. Namen van cellen uit Excel kent Griffel niet.",
        text if text.ends_with('%') => "Schrijf een percentage als breuk: 0.10 in plaats van 10%.",
        _ if digits_around(b',') => "Schrijf in een formule een punt in plaats van een komma: 0.5.",
        _ => "Kijk of elk haakje en aanhalingsteken een tegenhanger heeft.",
    }
}

/// The part of a formula that an error is about, in the file that holds the formula.
fn narrowed(place: &Place, range: Option<std::ops::Range<usize>>) -> Place {
    match (&place.spot, range) {
        (Spot::Text { source, range: outer }, Some(inner)) => {
            // One more for the quotation mark before the formula.
            let start = (outer.start + 1 + inner.start).min(outer.end);
            Place::text(source, start..(outer.start + 1 + inner.end).clamp(start, outer.end))
        }
        _ => place.clone(),
    }
}
